"""An error as a document of the contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pddroute.catalogue.model import Catalog
from pddroute.contract.base import CatalogRef
from pddroute.contract.report import ErrorAnswer, ErrorBody
from pddroute.errors import PddrouteError
from pddroute.words import Lang, say


def failure(
    error: PddrouteError,
    at: dt.datetime,
    lang: Lang,
    catalog: Catalog | None,
    details: Mapping[str, object],
) -> ErrorAnswer:
    """The document of kind ``error`` for ``error``: :func:`pddroute.failure` at ``at`` (aware)."""
    body = ErrorBody(
        code=error.code,  # type: ignore[arg-type]  # tests hold the codes against the list
        message=one_line(say(lang, error.message, error.message_en)),
        hint=one_line(say(lang, error.hint, error.hint_en)),
        details=_writable({**error.details, **details}),
    )
    return ErrorAnswer(
        as_of=at,
        lang=lang,
        catalog=None if catalog is None else CatalogRef.of(catalog),
        warnings=[],
        next=[],
        error=body,
    )


def _writable(value: Any) -> Any:
    """``value`` with nothing in it that UTF-8 cannot hold: an argument may be any bytes at all."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_writable(key): _writable(one) for key, one in value.items()}
    return [_writable(one) for one in value] if isinstance(value, list) else value


def one_line(text: str) -> str:
    """``text`` without line ends and without anything that steers a terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
