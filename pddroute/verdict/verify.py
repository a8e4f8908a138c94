"""Whose number, e-mail address or web address is this?

One verdict of a closed list, with its source and the standing advice. Nothing outside the
catalogue is ever official, and a listed number seen on a display or a page proves nothing by
itself: the advice says so.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

import msgspec

from pddroute.catalogue.facts import Channel, Claim
from pddroute.catalogue.model import Catalog
from pddroute.contract.base import CatalogRef, Warn
from pddroute.contract.questions import AskVerify, AskVerifyText
from pddroute.contract.verdict import FRAUD, GENUINE, Verdict, Verdicts
from pddroute.contract.words import CITIES_DIFFER, UNCONFIRMED
from pddroute.errors import UsageError
from pddroute.numbers.addresses import parse_address
from pddroute.numbers.found import find_numbers
from pddroute.numbers.links import Link, find_links
from pddroute.numbers.telephone import is_dialable, normalize
from pddroute.verdict.judgement import fraud_hints, judgement
from pddroute.verdict.listed import (
    Judged,
    addresses_in,
    is_listed,
    judge_address,
    judge_disguised,
    judge_number,
)
from pddroute.verdict.words import Words
from pddroute.words import Lang, Said

_LONGEST_QUESTION: Final = 500  # characters
_LONGEST_TEXT: Final = 1_000_000  # characters
MOST_VERDICTS: Final = 1000
"""How many verdicts on one text are given: more are of use to nobody, and take long to write."""
_MOST_HINTS: Final = 8
_LISTS: Final = ("warnings", "next", "resembles", "advice", "sources")  # an asker may change them


def verify(catalog: Catalog, asked: AskVerify, at: dt.datetime, lang: Lang) -> Verdict:
    """Whose the one number, e-mail address or web address that is asked about is.

    Of a sentence it is the one that stands in it. ``at`` is the answer's instant (aware,
    Asia/Shanghai); the verdict does not depend on it. Raises
    :class:`~pddroute.errors.UsageError` where the text is none of the three, or holds several.
    """
    text = asked.number
    if len(text) <= _LONGEST_QUESTION:
        number = normalize(text)
        judged = judge_number(catalog, number) if number else None
        if judged and judged.verdict != "unknown":
            return _worded(catalog, at, lang, text, judged)
        if not number and (address := parse_address(text)):
            return _worded(catalog, at, lang, text, judge_address(catalog, address))
        spotted = _spotted(catalog, text)
        # What is one number by its shape is that one, whatever else its digits may be.
        known = len(spotted) == 1 and spotted[0].judged.verdict != "unknown"
        if judged and not known and (not spotted or is_dialable(judged.normalized)):
            return _worded(catalog, at, lang, text, judged)
        if len(spotted) == 1:
            return _worded(catalog, at, lang, *spotted[0])
    raise UsageError(
        "这不是一个电话号码、邮箱或网址",
        message_en="this is not a telephone number, an e-mail address or a web address",
        hint="一次查一个；一整段文字要从标准输入交来（程序里用 verify_text）",
        hint_en="ask for one at a time; a text is read from standard input (verify_text in code)",
        details={"text": _shown(text[:80])},
    )


def verify_text(catalog: Catalog, asked: AskVerifyText, at: dt.datetime, lang: Lang) -> Verdicts:
    """A verdict on every number, e-mail address and web address found in a text.

    In the order of the text, each normal form once; an empty list where nothing is found. A number
    is judged where somebody could dial it, and where it is listed or resembles a listed one. Of
    more than ``MOST_VERDICTS`` the gravest are given. Raises
    :class:`~pddroute.errors.UsageError` for more than a million characters.
    """
    text = asked.text
    if len(text) > _LONGEST_TEXT:
        raise UsageError(
            f"文字太长：{len(text)} 个字符，最多 {_LONGEST_TEXT} 个",
            message_en=f"the text is too long: {len(text)} characters, at most {_LONGEST_TEXT}",
            hint="分几次查",
            hint_en="check it in parts",
            details={"length": len(text), "limit": _LONGEST_TEXT},
        )
    spotted = _spotted(catalog, text)
    kept = spotted
    if len(spotted) > MOST_VERDICTS:
        gravest = sorted(range(len(spotted)), key=lambda n: _gravity(spotted[n].judged))
        kept = [spotted[n] for n in sorted(gravest[:MOST_VERDICTS])]
    verdicts = [_worded(catalog, at, lang, *one) for one in kept]
    judged = judgement([one.judged for one in spotted], lang)
    scam = fraud_hints(catalog, lang) if judged.code == "likely_fraud" else []
    hints = {hint.command: hint for hint in (*scam, *(h for each in verdicts for h in each.next))}
    return Verdicts(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog, lang),
        warnings=list({warn.text: warn for each in verdicts for warn in each.warnings}.values()),
        next=list(hints.values())[:_MOST_HINTS],
        judgement=judged,
        verdicts=verdicts,
        truncated=len(kept) < len(spotted),
    )


class _Spotted(NamedTuple):
    """Something to be judged in a text, as it stands there, and the verdict on it."""

    text: str
    judged: Judged


def _spotted(catalog: Catalog, text: str) -> list[_Spotted]:
    """What is to be judged in ``text``, in its order, each normal form once."""
    found: dict[tuple[str, str], _Spotted] = {}
    places = sorted(judged_in(catalog, text), key=itemgetter(0))
    for shown, one in _compared(places, find_links(text)):
        found.setdefault((one.type, one.normalized), _Spotted(shown, one))
    return list(found.values())


def _compared(
    places: Sequence[tuple[int, str, Judged]], links: Iterable[Link]
) -> Iterator[tuple[str, Judged]]:
    """What was found, where a link that shows a genuine address must lead to one."""
    fakes: dict[int, str] = {}
    starts = [start for start, _, _ in places]

    def within(span: tuple[int, int]) -> Iterator[int]:
        return iter(range(bisect_left(starts, span[0]), bisect_left(starts, span[1])))

    for link in links:
        shown = [places[n][2] for n in within(link.shown)]
        genuine = next((one for one in shown if one.verdict in GENUINE and one.type == "web"), None)
        if genuine is not None:
            fakes |= dict.fromkeys(within(link.target), genuine.normalized)
    for n, (_, text, one) in enumerate(places):
        if n in fakes and one.verdict not in GENUINE:
            one = one._replace(verdict="lookalike", resembles=(fakes[n],), known=None, domain=None)
        yield text, one


def _gravity(one: Judged) -> int:
    """What has to be told first has the lowest: fraud, then what is not genuine."""
    return (one.verdict not in FRAUD) + (one.verdict in GENUINE)


def judged_in(catalog: Catalog, text: str) -> Iterator[tuple[int, str, Judged]]:
    """What is to be judged in ``text``: where it starts, as it stands there, and the verdict."""
    spans: list[tuple[int, int]] = []
    for place, judged in addresses_in(catalog, text):
        spans.append((place.start, place.start + len(place.text)))
        yield place.start, place.text, judged
    at = 0
    for found in find_numbers(text, lambda number: is_listed(catalog, number)):
        while at < len(spans) and spans[at][1] <= found.start:
            at += 1
        if at < len(spans) and spans[at][0] < found.start + len(found.text):
            continue  # digits inside an address are judged with it
        judged = judge_number(catalog, found.normalized)
        told = judged.verdict != "unknown" or judged.same_local
        if not found.understood and not told:
            judged = judge_disguised(catalog, found.normalized)
        if told or not found.understood or is_dialable(found.normalized):
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
    service = catalog.services[judged.service] if judged.service else None
    sources = [*known.sources] if known else []
    for named in (domain, service):
        if named and named.source not in sources:
            sources.append(named.source)
    # Of a web address its domain decides, whatever a claim on its host says; it is no fact about a
    # mailbox that nobody lists.
    fact = service or (domain if domain and judged.type == "web" else known and known.claim)
    name = owner.name if owner else service and service.name
    words = Words(catalog, lang, judged)
    unverified = catalog.platform.unverified if words.concerns_platform else None
    return Verdict(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog, lang),
        warnings=[Warn(code="numbers_unverified", text=unverified.to(lang))] if unverified else [],
        next=words.next(),
        number=_shown(text),
        type=judged.type,
        normalized=_shown(judged.normalized),
        verdict=judged.verdict,
        channel=known.channel if known and owner else None,
        name=name.to(lang) if name else None,
        role=_role(owner) if owner else domain.operator if domain and not channel else None,
        grade=catalog.grade_of(fact) if fact else None,
        direction=owner.direction if owner else None,
        hours=hours.text(lang) if hours else None,
        hours_note=_doubt(catalog, channel, hours, lang) if channel and hours else None,
        resembles=list(judged.resembles),
        text=_shown(words.text()),
        advice=words.advice(),
        sources=sources,
    )


def _doubt(catalog: Catalog, channel: Channel, hours: Claim, lang: Lang) -> str | None:
    """What keeps the ``hours`` in force from being certain."""
    doubts = {
        UNCONFIRMED: catalog.grade_of(hours) == "unconfirmed",
        CITIES_DIFFER: channel.stand_in is not None,
    }
    return Said("，", ", ").to(lang).join(one.to(lang) for one, so in doubts.items() if so) or None


def _role(channel: Channel) -> str:
    """For the platform whom the channel serves, where that is one; else who answers."""
    if channel.operator == "platform" and len(channel.audience) == 1:
        return channel.audience[0]
    return channel.operator
