"""An error as a document of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pddroute.contract.report import ErrorBody
from pddroute.errors import PddrouteError
from pddroute.words import Lang, say


def error_body(error: PddrouteError, lang: Lang, details: Mapping[str, object]) -> ErrorBody:
    """``error`` as the contract tells it, with ``details`` beside its own."""
    return ErrorBody(
        code=error.code,  # type: ignore[arg-type]  # tests hold the codes against the list
        message=_one_line(say(lang, error.message, error.message_en)),
        hint=_one_line(say(lang, error.hint, error.hint_en)),
        details=_writable({**error.details, **details}),
    )


def _writable(value: Any) -> Any:
    """``value`` with nothing in it that UTF-8 cannot hold: an argument may be any bytes at all."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_writable(key): _writable(one) for key, one in value.items()}
    return [_writable(one) for one in value] if isinstance(value, list) else value


def _one_line(text: str) -> str:
    """``text`` without line ends and without anything that steers a terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
