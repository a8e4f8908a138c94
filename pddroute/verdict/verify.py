"""Whose number, e-mail address or web address is this?

One verdict of a closed list, with its source and the standing advice. Nothing outside the
catalogue is ever official, and a listed number seen on a display or a page proves nothing by
itself: the advice says so.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from operator import itemgetter
from typing import Final

import msgspec

from pddroute.catalogue.facts import Channel
from pddroute.catalogue.model import Catalog
from pddroute.contract.base import CatalogRef, Warn
from pddroute.contract.questions import AskVerify, AskVerifyText
from pddroute.contract.verdict import Verdict, Verdicts
from pddroute.errors import UsageError
from pddroute.numbers.addresses import parse_address
from pddroute.numbers.telephone import find_numbers, is_dialable, normalize
from pddroute.verdict.listed import (
    Judged,
    addresses_in,
    judge_address,
    judge_number,
    listed_number,
)
from pddroute.verdict.words import Words
from pddroute.words import Lang

_LONGEST_QUESTION: Final = 500  # characters
_LONGEST_TEXT: Final = 1_000_000  # characters
_MOST_HINTS: Final = 8
_LISTS: Final = ("warnings", "next", "resembles", "advice", "sources")  # an asker may change them


def verify(catalog: Catalog, asked: AskVerify, at: dt.datetime, lang: Lang) -> Verdict:
    """Whose the one number, e-mail address or web address that is asked about is.

    ``at`` is the answer's instant (aware, Asia/Shanghai); the verdict does not depend on it.
    Raises :class:`~pddroute.errors.UsageError` where the text is none of the three.
    """
    text = asked.number
    if len(text) <= _LONGEST_QUESTION:
        if number := normalize(text):
            return _worded(catalog, at, lang, text, judge_number(catalog, number))
        if address := parse_address(text):
            return _worded(catalog, at, lang, text, judge_address(catalog, address))
        # A sentence is read as a message is: there must be one thing in it.
        found = {(one.type, one.normalized): one for _, _, one in _found(catalog, text)}
        if len(found) == 1:
            return _worded(catalog, at, lang, text, *found.values())
    raise UsageError(
        "这不是一个电话号码、邮箱或网址",
        message_en="this is not a telephone number, an e-mail address or a web address",
        hint="一次查一个；要检查一整段文字，从标准输入交给 pddroute verify -",
        hint_en="ask for one at a time; to check a whole message, pipe it into: pddroute verify -",
        details={"text": _shown(text[:80])},
    )


def verify_text(catalog: Catalog, asked: AskVerifyText, at: dt.datetime, lang: Lang) -> Verdicts:
    """A verdict on every number, e-mail address and web address found in a text.

    In the order of the text, each normal form once; an empty list where nothing is found. A number
    is judged where somebody could dial it, and where it is listed or resembles a listed one.
    Raises :class:`~pddroute.errors.UsageError` for more than a million characters.
    """
    text = asked.text
    if len(text) > _LONGEST_TEXT:
        raise UsageError(
            f"文字太长：{len(text)} 个字符，最多 {_LONGEST_TEXT} 个",
            message_en=f"the text is too long: {len(text)} characters, at most {_LONGEST_TEXT}",
            hint="分几次检查",
            hint_en="check it in parts",
            details={"length": len(text), "limit": _LONGEST_TEXT},
        )
    judged: dict[tuple[str, str], Verdict] = {}
    for _, shown, one in sorted(_found(catalog, text), key=itemgetter(0)):
        key = (one.type, one.normalized)
        if key not in judged:
            judged[key] = _worded(catalog, at, lang, shown, one)
    verdicts = list(judged.values())
    hints = {hint.command: hint for each in verdicts for hint in each.next}
    return Verdicts(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog),
        warnings=list({warn.text: warn for each in verdicts for warn in each.warnings}.values()),
        next=list(hints.values())[:_MOST_HINTS],
        verdicts=verdicts,
    )


def _found(catalog: Catalog, text: str) -> Iterator[tuple[int, str, Judged]]:
    """What is to be judged in ``text``: where it starts, as it stands there, and the verdict."""
    spans: list[tuple[int, int]] = []
    for place, judged in addresses_in(catalog, text):
        spans.append((place.start, place.start + len(place.text)))
        yield place.start, place.text, judged
    at = 0
    for found in find_numbers(text, lambda number: listed_number(catalog, number) is not None):
        while at < len(spans) and spans[at][1] <= found.start:
            at += 1
        if at < len(spans) and spans[at][0] < found.start + len(found.text):
            continue  # digits inside an address are judged with it
        judged = judge_number(catalog, found.normalized)
        if judged.verdict != "unknown" or is_dialable(found.normalized):
            yield found.start, found.text, judged


def _shown(text: str) -> str:
    """``text`` without what could steer a terminal, hide in a line or not be encoded."""
    if text.isprintable():
        return text
    kinds = ((char, unicodedata.category(char)) for char in text)
    return "".join(
        "\ufffd" if kind == "Cs" else char
        for char, kind in kinds
        if kind not in ("Cc", "Cf", "Zl", "Zp")
    )


_Key = tuple[str, str, str, Lang]


def _told(_: Catalog) -> dict[_Key, Verdict]:
    return {}


def _worded(catalog: Catalog, at: dt.datetime, lang: Lang, text: str, judged: Judged) -> Verdict:
    """The verdict with everything that belongs to it; on what is listed, in words but once."""
    if judged.known is None:
        return _made(catalog, at, lang, text, judged)
    told, key = catalog.derived(_told), (judged.type, judged.normalized, judged.verdict, lang)
    if key not in told:
        told[key] = _made(catalog, at, lang, text, judged)
    lists = {name: list(getattr(told[key], name)) for name in _LISTS}
    return msgspec.structs.replace(told[key], as_of=at, number=_shown(text), **lists)


def _made(catalog: Catalog, at: dt.datetime, lang: Lang, text: str, judged: Judged) -> Verdict:
    known = judged.known
    channel = catalog.channels[known.channel] if known else None
    # A rejected address belongs to nobody we know: the channel it was passed off as is not its own.
    owner = None if judged.verdict == "rejected" else channel
    hours = owner.in_force.get("hours") if owner and known and known.in_force else None
    domain = catalog.domains[judged.domain] if judged.domain else None
    sources = [*known.sources] if known else []
    if domain and domain.source not in sources:
        sources.append(domain.source)
    # Of a web address its domain decides, whatever a claim on its host says; it is no fact about a
    # mailbox that nobody lists.
    fact = domain if domain and judged.type == "web" else known and known.claim
    words = Words(catalog, lang, judged)
    unverified = catalog.platform.unverified if words.concerns_platform else None
    return Verdict(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog),
        warnings=[Warn(code="numbers_unverified", text=unverified.to(lang))] if unverified else [],
        next=words.next(),
        number=_shown(text),
        type=judged.type,
        normalized=judged.normalized,
        verdict=judged.verdict,
        channel=known.channel if known and owner else None,
        name=owner.name.to(lang) if owner else None,
        role=_role(owner) if owner else domain.operator if domain and not channel else None,
        grade=catalog.grade_of(fact) if fact else None,
        direction=owner.direction if owner else None,
        hours=hours.text(lang) if hours else None,
        resembles=list(judged.resembles),
        text=_shown(words.text()),
        advice=words.advice(),
        sources=sources,
    )


def _role(channel: Channel) -> str:
    """For the platform whom the channel serves, where that is one; else who answers."""
    if channel.operator == "platform" and len(channel.audience) == 1:
        return channel.audience[0]
    return channel.operator
