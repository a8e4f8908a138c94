"""The contract as JSON Schema 2020-12, from the types: answers, questions, and the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any, Literal, get_args, get_origin

import msgspec

from pddroute.catalogue import facts, routes
from pddroute.catalogue.model import Catalog
from pddroute.contract import base, plan, reach, report, verdict
from pddroute.contract.base import Answer
from pddroute.contract.help import Help
from pddroute.contract.plan import Issues, Plan
from pddroute.contract.questions import QUESTIONS
from pddroute.contract.reach import ChannelCard, Directory
from pddroute.contract.report import ErrorAnswer, Report
from pddroute.contract.verdict import Verdict, Verdicts
from pddroute.errors import UnknownKind
from pddroute.words import shown

KINDS: Mapping[str, type[Answer]] = {
    "directory": Directory,
    "plan": Plan,
    "issues": Issues,
    "channel": ChannelCard,
    "verdict": Verdict,
    "verdicts": Verdicts,
    "report": Report,
    "help": Help,
    "error": ErrorAnswer,
}
OTHERS = ("question", "catalogue", "openapi")
"""What there is a schema of beside the answers."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_VERSION: str = msgspec.structs.fields(Answer)[0].default
_IN_SCHEMA, _IN_OPENAPI = "#/$defs/", "#/components/schemas/"
_ASKED = {one.__name__ for one in QUESTIONS.values()}
_CLOSED = "closed list, only ever added to"


def _lists(*modules: ModuleType) -> dict[frozenset[str], str]:
    """The closed lists that ``modules`` have a name for -> that name."""
    named = [item for module in modules for item in vars(module).items()]
    return {frozenset(get_args(one)): name for name, one in named if get_origin(one) is Literal}


_LISTS = _lists(facts, routes, base, plan, reach, report, verdict)


def schema(kind: str | None = None) -> dict[str, Any]:
    """The schema of one kind of answer, of one of ``OTHERS``, or (``None``) of every answer.

    Answers: all properties but ``id`` are required, no others are allowed. Every schema has an
    ``$id``, so that it can stand inside another document; a closed list has a name of its own under
    ``$defs``. ``openapi`` is an OpenAPI 3.1 document of all answers and questions, without paths.
    Raises :class:`UnknownKind`.
    """
    if kind is None:
        return _schema("answer", KINDS.values(), "kind")
    if kind in KINDS:
        return _schema(kind, [KINDS[kind]])
    if kind == "question":
        return _schema("question", QUESTIONS.values(), "ask")
    if kind in ("catalogue", "catalog"):
        made = _schema("catalogue", [Catalog], title="pddroute catalogue (channels.yaml)")
        del made["$defs"]["Catalog"]["properties"]["sha256"]
        return made
    if kind == "openapi":
        return _openapi()
    known, given = [*KINDS, *OTHERS], shown(kind)
    raise UnknownKind(
        f"没有“{given}”这种回答",
        message_en=f"no such kind of answer: '{given}'",
        hint=f"可用：{', '.join(known)}",
        hint_en=f"known: {', '.join(known)}",
        details={"kind": given, "candidates": known},
    )


def _schema(
    name: str, types: Iterable[type], tag: str | None = None, title: str | None = None
) -> dict[str, Any]:
    tops, parts = _components(types, _IN_SCHEMA)
    top = tops[0] if tag is None else _union(tops, parts, tag)
    id_ = f"urn:pddroute:schema:{_VERSION}:{name}"
    title = title or f"pddroute {name}"
    return {"$schema": _DIALECT, "$id": id_, "title": title, **top, "$defs": parts}


def _openapi() -> dict[str, Any]:
    answers, parts = _components(KINDS.values(), _IN_OPENAPI)
    questions, others = _components(QUESTIONS.values(), _IN_OPENAPI)
    parts = {**parts, **others}
    unions = {
        "Answer": _union(answers, parts, "kind"),
        "Question": _union(questions, parts, "ask"),
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "pddroute", "version": _VERSION},
        "paths": {},
        "components": {"schemas": {**unions, **parts}},
    }


def _union(tops: list[dict[str, Any]], parts: dict[str, Any], tag: str) -> dict[str, Any]:
    """Any one of ``tops``, told apart by the property ``tag``."""
    of = [(parts[top["$ref"].rpartition("/")[2]], top["$ref"]) for top in tops]
    mapping = {part["properties"][tag]["const"]: ref for part, ref in of}
    return {"oneOf": tops, "discriminator": {"propertyName": tag, "mapping": mapping}}


def _components(
    types: Iterable[type], place: str
) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """References to the schemas of ``types``, and all the schemas they need, each by its name."""
    tops, made = msgspec.json.schema_components(types, ref_template=f"{place}{{name}}")
    parts: dict[str, dict[str, Any]] = dict(made)
    lists: dict[str, dict[str, Any]] = {}
    answers = any(one.__name__ in parts for one in KINDS.values())
    for name, part in parts.items():
        if name in _ASKED:
            part["properties"]["ask"]["description"] = "which question"
        elif answers:
            _close(part)
        for field, one in part.get("properties", {}).items():
            part["properties"][field] = _named(one, f"{name}{field.title()}", place, lists)
    return list(tops), parts | dict(sorted(lists.items()))


def _close(part: dict[str, Any]) -> None:
    """Every property is there in every document, or may be left out; none has a default."""
    properties = part.get("properties", {})
    free = {
        name
        for name, one in properties.items()
        if name not in part["required"] and "default" not in one
    }
    part["required"] = [name for name in properties if name not in free]
    part["additionalProperties"] = False
    for one in properties.values():
        one.pop("default", None)


def _named(one: Any, otherwise: str, place: str, lists: dict[str, dict[str, Any]]) -> Any:
    """The schema ``one`` with a reference for every closed list in it, which goes to ``lists``.

    A list that has no name in the types is called ``otherwise``; one of one code is a constant.
    """
    if isinstance(one, list):
        return [_named(part, otherwise, place, lists) for part in one]
    if not isinstance(one, dict):
        return one
    made = {key: _named(part, otherwise, place, lists) for key, part in one.items()}
    codes = made.pop("enum", None)
    if codes is None:
        return made
    if len(codes) == 1:
        return {**made, "type": "string", "const": codes[0]}
    name = _LISTS.get(frozenset(codes), otherwise)
    lists[name] = {"title": name, "description": _CLOSED, "type": "string", "enum": codes}
    return {**made, "$ref": f"{place}{name}"}
