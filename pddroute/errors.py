"""What can go wrong: one exception type a kind, with its code, exit status and message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, TypeVar

Severity = Literal["error", "warning", "info"]
"""How bad what is wrong with a catalogue is."""
E = TypeVar("E", bound="PddrouteError")


class PddrouteError(Exception):
    """Base of every error a user may see.

    ``code`` is the contract's error code (snake_case, closed list), ``exit_code`` the status the
    command ends with, ``message`` one line in Chinese saying what is wrong and ``message_en`` the
    same in English, ``hint``/``hint_en`` what to do, in one line or a line for each thing,
    ``details`` the machine-readable particulars (file, line, column, candidates …), ``next`` the
    questions to go on with (each a ``Hint`` of the contract). ``str(error)`` is the message in
    ``lang``, the language that was asked in; Chinese where it is None.
    """

    code: ClassVar[str]
    exit_code: ClassVar[int] = 3
    next: Sequence[Any] = ()

    def __init_subclass__(cls, code: str = "") -> None:
        cls.code = code or cls.code  # without one of its own, its base's

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
        self.lang: Literal["zh", "en"] | None = None

    def __str__(self) -> str:
        return self.message_en if self.lang == "en" else self.message


def refusal(kind: type[E], error: Exception, zh: str, en: str, **more: Any) -> E:
    """The error of ``kind`` for a file or a stream that the system refused, with its own reason."""
    reason = getattr(error, "strerror", None) or str(error)
    return kind(f"{zh}（{reason}）", message_en=f"{en} ({reason})", **more)


class UsageError(PddrouteError, code="usage"):
    """The question itself is wrong: a bad option, a value outside its list."""

    exit_code = 2


class InvalidTime(UsageError, code="invalid_time"):
    """A text that is no point in time (or no date) in ISO 8601."""


class InvalidHistory(UsageError, code="invalid_history"):
    """A history that cannot have happened, or a step or outcome of it that is not understood."""


class UnknownIssue(UsageError, code="unknown_issue"):
    """No single issue has this name, or is told of in these words.

    ``details`` has the ids of what may be meant (``candidates``), the same with name and audience
    (``choices``), and whom to call in danger (``emergency``).
    """


class UnknownChannel(UsageError, code="unknown_channel"):
    """No channel has this id; ``details["candidates"]`` holds the nearest ids."""


class UnknownCity(UsageError, code="unknown_city"):
    """A city that is unknown, or whose name fits several; ``details["candidates"]`` names them."""


class UnknownKind(UsageError, code="unknown_kind"):
    """``schema`` was asked for a kind of answer that does not exist."""


class InvalidQuestion(UsageError, code="invalid_question"):
    """A line of a batch that is no question: not JSON, an unknown field, a wrong type."""


class InternalError(PddrouteError, code="internal"):
    """A fault of the program itself; nothing the user did."""


def internal(error: Exception) -> InternalError:
    """The error for ``error``, an exception that nobody expected."""
    what = f"{type(error).__name__}: {error}"
    return InternalError(f"内部错误：{what}", message_en=f"internal error: {what}")


class InputError(UsageError, code="unreadable_input"):
    """Something to be read (standard input, a batch file) cannot be read."""


class OutputError(UsageError, code="unwritable_output"):
    """Something to be written (a calendar file) cannot be written."""


class CatalogError(PddrouteError, code="invalid_catalog"):
    """The catalogue cannot be used: missing, not YAML, or not what a catalogue may say.

    ``details`` has ``file`` and, where there is one, ``line`` and ``column`` (both from 1).
    ``others`` are the errors of all the other entries that do not fit what a catalogue may say.
    """

    others: tuple[CatalogError, ...] = ()


class HoursError(PddrouteError, ValueError, code="invalid_hours"):
    """An opening-hours expression that is not in the supported subset.

    ``details`` has ``expression`` and ``column`` (from 1, in characters).
    """
