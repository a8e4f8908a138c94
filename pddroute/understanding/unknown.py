"""The error for words that no single issue answers to: what may be meant, whom to call at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

import msgspec

from pddroute.catalogue.facts import Audience
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Door
from pddroute.contract.base import Hint
from pddroute.contract.hints import hint
from pddroute.contract.questions import AskEscalate, AskIssues
from pddroute.errors import UnknownIssue
from pddroute.words import Lang, Said, shown

_MOST = 3  # issues that are named: who is asked to choose reads no long list

UNKNOWN = Said("不认识的问题“{text}”", "unknown issue '{text}'")
SEVERAL = Said("“{text}”可能是几种问题，是哪一种？", "'{text}' may be several issues: which one?")
SIDES = Said(
    "“{text}”有两种情况：你是买家还是商家？",
    "'{text}' can be a shopper's or a merchant's: which are you?",
)
_HELP = Said(
    "先打 {numbers}（{name}），别一个人待着，叫家人来",
    "Call {numbers} first ({name}); do not stay alone, have somebody come",
)
_SIDE: dict[Audience, Said] = {
    "consumer": Said("买家", "shopper"),
    "merchant": Said("商家", "merchant"),
}
_CALL = Said("有危险，先打电话：", "In danger, call first:")
_LOOK = Said("换个说法，或者从全部问题里找", "say it in other words, or look in all issues")
_DOOR = Said("{name} {numbers}；", "{name} {numbers};")
_BETWEEN = Said("、", ", ")
_CHOICE = Said("{name}（{side}）", "{name} ({side})")
_ALL = Said("看全部问题", "All issues")


def unknown(
    catalog: Catalog, text: str, what: Said, ids: Sequence[str], **more: Said
) -> UnknownIssue:
    """The error that says ``what`` of ``text`` (and ``more``) and names the first few of ``ids``.

    Its hint has a line for each emergency; :func:`ways_on` leads to each of the issues.
    """
    given, ids = shown(text), list(dict.fromkeys(ids))[:_MOST]
    choices: list[dict[str, object]] = []
    for id_ in ids:
        issue = catalog.issues[id_]
        name = Said(issue.name.zh, issue.name.to("en"))
        choices.append({"issue": id_, "name": name, "audience": issue.audience})
    emergency = catalog.derived(_emergency)
    return UnknownIssue(
        what.to("zh", text=given, **{key: said.zh for key, said in more.items()}),
        message_en=what.to("en", text=given, **{key: said.en for key, said in more.items()}),
        hint="\n".join(_lines(catalog, "zh")),
        hint_en="\n".join(_lines(catalog, "en")),
        details={
            "issue": given,
            "candidates": list(ids),
            "choices": choices,
            "emergency": [{"name": name, "numbers": list(numbers)} for name, numbers in emergency],
        },
    )


def in_danger(catalog: Catalog, text: str, door: Door, ids: Sequence[str]) -> UnknownIssue:
    """The error for a danger that no issue is about: whom to call, before everything else.

    A person is not told that they are not understood. ``ids`` are the issues told of beside it.
    """
    numbers = list(_numbers(catalog, door.channels))
    many = Said(*(between.join(numbers) for between in _BETWEEN))
    name = Said(door.name.zh, door.name.to("en"))
    return unknown(catalog, text, _HELP if numbers else UNKNOWN, ids, name=name, numbers=many)


def ways_on(catalog: Catalog, error: UnknownIssue, whose: AskEscalate) -> list[Hint]:
    """The question about each issue that ``error`` names, and the list of all.

    ``whose`` has what every one of them repeats, and the language.
    """
    lang: Lang = whose.lang or "zh"
    hints = []
    for id_ in cast("list[str]", error.details["candidates"]):
        issue = catalog.issues[id_]
        why = _CHOICE.to(lang, name=issue.name.to(lang), side=_SIDE[issue.audience].to(lang))
        hints.append(hint(catalog, msgspec.structs.replace(whose, issue=id_), why))
    return [*hints, hint(catalog, AskIssues(lang=lang), _ALL.to(lang))]


def _emergency(catalog: Catalog) -> tuple[tuple[Said, tuple[str, ...]], ...]:
    """What may be the matter with somebody in danger, and the numbers to call about it."""
    doors = [
        (Said(door.name.zh, door.name.to("en")), tuple(_numbers(catalog, door.channels)))
        for door in catalog.doors.values()
        if door.emergency
    ]
    return tuple((name, numbers) for name, numbers in doors if numbers)


def _numbers(catalog: Catalog, ids: Sequence[str]) -> Iterator[str]:
    """The numbers of those channels that may be called."""
    for channel in (catalog.channels[id_] for id_ in ids):
        claim = channel.in_force.get("number")
        if channel.offered and claim is not None and catalog.grade_of(claim) != "rejected":
            yield claim.text("zh")


def _lines(catalog: Catalog, lang: Lang) -> Iterator[str]:
    emergency = catalog.derived(_emergency)
    yield (_CALL if emergency else _LOOK).to(lang)
    for name, numbers in emergency:
        yield _DOOR.to(lang, name=name.to(lang), numbers=_BETWEEN.to(lang).join(numbers))
