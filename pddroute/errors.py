"""What can go wrong: one exception type a kind, with its code, exit status and message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

Severity = Literal["error", "warning", "info"]
"""How bad what is wrong with a catalogue is."""


class PddrouteError(Exception):
    """Base of every error a user may see.

    ``code`` is the contract's error code (snake_case, closed list), ``exit_code`` the status the
    command ends with, ``message`` one line in Chinese saying what is wrong and ``message_en`` the
    same in English, ``hint``/``hint_en`` one line saying what to do, ``details`` the
    machine-readable particulars (file, line, column, candidates …).
    """

    code: ClassVar[str]
    exit_code: ClassVar[int] = 3

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        message_en: str = "",
        hint_en: str = "",
        details: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.message_en = message_en or message
        self.hint = hint
        self.hint_en = hint_en or hint
        self.details: dict[str, object] = dict(details or {})

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders in a batch: rebuild them with their keywords.
        state = (self.message, self.hint, self.message_en, self.hint_en, self.details)
        return _rebuild, (type(self), *state)


def _rebuild(
    kind: type[PddrouteError],
    message: str,
    hint: str,
    message_en: str,
    hint_en: str,
    details: dict[str, object],
) -> PddrouteError:
    return kind(message, hint=hint, message_en=message_en, hint_en=hint_en, details=details)


class UsageError(PddrouteError):
    """The question itself is wrong: a bad option, a value outside its list."""

    code = "usage"
    exit_code = 2


class InvalidTime(UsageError):
    """A text that is no point in time (or no date) in ISO 8601."""

    code = "invalid_time"


class InvalidHistory(UsageError):
    """A history that cannot have happened: in the future, out of order, an unknown step."""

    code = "invalid_history"


class UnknownIssue(UsageError):
    """No issue has this id, name or alias; ``details["candidates"]`` holds the nearest ids."""

    code = "unknown_issue"


class UnknownChannel(UsageError):
    """No channel has this id; ``details["candidates"]`` holds the nearest ids."""

    code = "unknown_channel"


class UnknownCity(UsageError):
    """A city that is unknown, or whose name fits several; ``details["candidates"]`` names them."""

    code = "unknown_city"


class UnknownKind(UsageError):
    """``schema`` was asked for a kind of answer that does not exist."""

    code = "unknown_kind"


class InvalidQuestion(UsageError):
    """A line of a batch that is no question: not JSON, an unknown field, a wrong type."""

    code = "invalid_question"


class InternalError(PddrouteError):
    """A fault of the program itself; nothing the user did."""

    code = "internal"


def internal(error: Exception) -> InternalError:
    """The error for ``error``, an exception that nobody expected."""
    what = f"{type(error).__name__}: {error}"
    return InternalError(f"内部错误：{what}", message_en=f"internal error: {what}")


class InputError(UsageError):
    """Something to be read (standard input, a batch file) cannot be read."""

    code = "unreadable_input"


class OutputError(UsageError):
    """Something to be written (a calendar file) cannot be written."""

    code = "unwritable_output"


class CatalogError(PddrouteError):
    """The catalogue cannot be used: missing, not YAML, or not what a catalogue may say.

    ``details`` has ``file`` and, where there is one, ``line`` and ``column`` (both from 1).
    ``others`` are the errors of all the other entries that do not fit what a catalogue may say.
    """

    code = "invalid_catalog"
    exit_code = 3
    others: tuple[CatalogError, ...] = ()


class HoursError(PddrouteError, ValueError):
    """An opening-hours expression that is not in the supported subset.

    ``details`` has ``expression`` and ``column`` (from 1, in characters).
    """

    code = "invalid_hours"
    exit_code = 3
