"""An error as a document of the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from pddroute.contract import questions
from pddroute.contract.report import ErrorBody
from pddroute.errors import PddrouteError, UsageError
from pddroute.words import Lang, Said, say

P = ParamSpec("P")
T = TypeVar("T")


def in_its_language(call: Callable[P, T]) -> Callable[P, T]:
    """``call``, whose errors speak the language of its argument ``lang``."""

    @wraps(call)
    def door(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return call(*args, **kwargs)
        except PddrouteError as error:
            with suppress(UsageError):  # the language itself may be what is wrong
                error.lang = error.lang or questions.language(kwargs.get("lang"))
            raise

    return door


def error_body(error: PddrouteError, lang: Lang, details: Mapping[str, object]) -> ErrorBody:
    """``error`` as the contract tells it, with ``details`` beside its own."""
    return ErrorBody(
        code=error.code,  # type: ignore[arg-type]  # tests hold the codes against the list
        message=one_line(say(lang, error.message, error.message_en)),
        hint=one_line(say(lang, error.hint, error.hint_en)),
        details=_writable({**error.details, **details}, lang),
    )


def _writable(value: Any, lang: Lang) -> Any:
    """``value`` in ``lang``, without what UTF-8 cannot hold: an argument may be any bytes."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Said):
        return value.to(lang)
    if isinstance(value, dict):
        return {_writable(key, lang): _writable(one, lang) for key, one in value.items()}
    return [_writable(one, lang) for one in value] if isinstance(value, list) else value


def one_line(text: str) -> str:
    """``text`` without line ends and without anything that steers a terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
