"""The contract as JSON Schema 2020-12, from the answer types; and the catalogue's, for editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from pddroute.catalogue.model import Catalog
from pddroute.contract.base import Answer
from pddroute.contract.plan import Issues, Plan
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
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str | None = None) -> dict[str, Any]:
    """The schema of one kind of answer, of ``catalogue``, or (``None``) of every answer.

    Answers: all properties are required, no others are allowed. Raises :class:`UnknownKind`.
    """
    if kind is None:
        made = _schema(
            msgspec.json.schema_components(list(KINDS.values()), ref_template=_REF), strict=True
        )
        title = "pddroute answer"
    elif kind in ("catalogue", "catalog"):
        made = _schema(msgspec.json.schema_components([Catalog], ref_template=_REF), strict=False)
        title = "pddroute catalogue (channels.yaml)"
        del made["$defs"]["Catalog"]["properties"]["sha256"]
    elif kind in KINDS:
        made = _schema(
            msgspec.json.schema_components([KINDS[kind]], ref_template=_REF), strict=True
        )
        title = f"pddroute {kind}"
    else:
        listed = ", ".join((*KINDS, "catalogue"))
        raise UnknownKind(
            f"没有“{kind[:40]}”这种回答",
            message_en=f"no such kind of answer: {kind[:40]!r}",
            hint=f"可用：{listed}",
            hint_en=f"known: {listed}",
            details={"kind": kind[:40], "candidates": [*KINDS, "catalogue"]},
        )
    return {"$schema": _DIALECT, "title": title, **made}


_REF = "#/$defs/{name}"


def _schema(components: tuple[Any, Mapping[str, Any]], *, strict: bool) -> dict[str, Any]:
    tops, definitions = components
    if strict:
        for definition in definitions.values():
            _close(definition)
    top = tops[0] if len(tops) == 1 else {"oneOf": list(tops)}
    return {**top, "$defs": dict(definitions)}


def _close(definition: dict[str, Any]) -> None:
    """Every property is there in every document: nothing is optional, nothing has a default."""
    properties = definition.get("properties")
    if properties is None:
        return
    definition["required"] = list(properties)
    definition["additionalProperties"] = False
    for one in properties.values():
        one.pop("default", None)
