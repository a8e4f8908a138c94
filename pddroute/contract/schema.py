"""The contract as JSON Schema 2020-12, from the answer types; and the catalogue's, for editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from pddroute.catalogue.model import Catalog
from pddroute.contract.base import Answer
from pddroute.contract.plan import Issues, Plan
from pddroute.contract.questions import QUESTIONS
from pddroute.contract.reach import ChannelCard, Directory
from pddroute.contract.report import ErrorAnswer, Report
from pddroute.contract.verdict import Verdict, Verdicts
from pddroute.errors import UnknownKind

KINDS: Mapping[str, type[Answer]] = {
    "directory": Directory,
    "plan": Plan,
    "issues": Issues,
    "channel": ChannelCard,
    "verdict": Verdict,
    "verdicts": Verdicts,
    "report": Report,
    "error": ErrorAnswer,
}
_ASKED = {one.__name__ for one in QUESTIONS.values()}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str | None = None) -> dict[str, Any]:
    """The schema of one kind of answer, of ``catalogue``, or (``None``) of every answer.

    Answers: all properties are required, no others are allowed. Raises :class:`UnknownKind`.
    """
    known = [*KINDS, "catalogue"]
    if kind is None:
        return _schema("pddroute answer", *KINDS.values())
    if kind in KINDS:
        return _schema(f"pddroute {kind}", KINDS[kind])
    if kind in ("catalogue", "catalog"):
        made = _schema("pddroute catalogue (channels.yaml)", Catalog)
        del made["$defs"]["Catalog"]["properties"]["sha256"]
        return made
    raise UnknownKind(
        f"没有“{kind[:40]}”这种回答",
        message_en=f"no such kind of answer: {kind[:40]!r}",
        hint=f"可用：{', '.join(known)}",
        hint_en=f"known: {', '.join(known)}",
        details={"kind": kind[:40], "candidates": known},
    )


def _schema(title: str, *types: type) -> dict[str, Any]:
    tops, parts = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    if Catalog not in types:
        for name, part in parts.items():
            _close(part, asked=name in _ASKED)
    top = tops[0] if len(tops) == 1 else {"oneOf": list(tops)}
    return {"$schema": _DIALECT, "title": title, **top, "$defs": dict(parts)}


def _close(part: dict[str, Any], *, asked: bool) -> None:
    """Every property is there in every document: nothing is optional, nothing has a default.

    Only a question (``asked``) is written as it is asked, without what it does not say.
    """
    if asked:
        part["properties"]["ask"]["description"] = "which question"
    if "properties" in part:
        if not asked:
            part["required"] = list(part["properties"])
        part["additionalProperties"] = False
        for one in part["properties"].values():
            one.pop("default", None)
