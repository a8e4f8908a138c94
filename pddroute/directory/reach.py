"""How a channel is reached at one instant: address, steps, hours and status as one answer part."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from pddroute.catalogue.facts import GRADES, Channel, Claim, Grade
from pddroute.catalogue.model import Catalog
from pddroute.contract.reach import Reach, State, Status
from pddroute.directory.status import calendar_of, grade, status, stretches
from pddroute.hours.hours import parse
from pddroute.hours.syntax import DAY
from pddroute.numbers.telephone import normalize, tel_uri
from pddroute.words import Lang

_STATES = {"open": 0, "unknown": 1, "closed": 2}
_MOST_DAYS = 32_768  # days of channels kept with one catalogue, some thirty megabytes


class _Day(NamedTuple):
    """A day of a channel: where its stretches of one status each end, and the channel in them."""

    ends: list[int]
    reaches: list[Reach | None]
    """None: not asked for yet. Filling it in is idempotent."""


class _Shelf(NamedTuple):
    """The channels of a catalogue as far as they were worked out in one language, by id."""

    lang: Lang
    area: str | None
    frames: dict[str, Reach]
    """At any instant: all but the status is always the same."""
    steady: dict[str, Reach]
    """Those whose status never changes."""
    days: dict[int, dict[str, _Day]]
    """By the ordinal of a day: a program asks about today, over and over."""


def _shelves(_: Catalog) -> dict[tuple[Lang, str | None], _Shelf]:
    return {}


def reach(
    catalog: Catalog, id_: str, at: dt.datetime, lang: Lang, area: str | None = None
) -> Reach:
    """The channel ``id_`` at ``at`` (aware, Asia/Shanghai).

    ``area`` is the city asked about, as :func:`area_of` gives it. What its own sources say comes
    first, and its code (the platform's home's where left out) goes before numbers that are
    dialled with one. A number that cannot be called or that is rejected is never given.
    """
    return reaches(catalog, (id_,), at, lang, area)[0]


def reaches(
    catalog: Catalog, ids: Iterable[str], at: dt.datetime, lang: Lang, area: str | None
) -> list[Reach]:
    """The channels ``ids``, each as :func:`reach` gives it.

    A channel is worked out once for each stretch of a day in which it stays the same.
    """
    plain = _shelf(catalog, lang, None)
    local = plain if area is None else _shelf(catalog, lang, area)
    minute = at.hour * 60 + at.minute
    found = []
    for id_ in ids:
        channel = catalog.channels[id_]
        shelf = local if channel.area_code or area in channel.areas else plain
        known = shelf.steady.get(id_)
        if known is None:
            ends, kept = _day(catalog, shelf, id_, at)
            stretch = bisect_right(ends, minute)
            known = kept[stretch]
            if known is None:
                known = kept[stretch] = _at(catalog, shelf, id_, at)
        found.append(known)
    return found


def _shelf(catalog: Catalog, lang: Lang, area: str | None) -> _Shelf:
    shelves = catalog.derived(_shelves)
    shelf = shelves.get((lang, area))
    if shelf is None:
        shelf = shelves[lang, area] = _Shelf(lang, area, {}, {}, {})
    return shelf


def _day(catalog: Catalog, shelf: _Shelf, id_: str, at: dt.datetime) -> _Day:
    """The day of ``at``, kept; of a channel whose status never changes the channel is kept."""
    today = shelf.days.get(at.toordinal())
    if today is None:
        shelves = len(catalog.derived(_shelves))
        if len(shelf.days) >= max(8, _MOST_DAYS // (shelves * len(catalog.channels))):
            shelf.days.clear()
        today = shelf.days[at.toordinal()] = {}
    day = today.get(id_)
    if day is None:
        ends = stretches(catalog.channels[id_], at, calendar_of(catalog), shelf.area)
        if ends is None:
            shelf.steady[id_] = _at(catalog, shelf, id_, at)
            return _Day([DAY], [shelf.steady[id_]])
        day = today[id_] = _Day(ends, [None] * len(ends))
    return day


def _at(catalog: Catalog, shelf: _Shelf, id_: str, at: dt.datetime) -> Reach:
    """The channel at ``at``: its frame, with its status then."""
    now = status(catalog, catalog.channels[id_], at, shelf.lang, shelf.area)
    frame = shelf.frames.get(id_)
    if frame is None:
        frame = _frame(catalog, id_, now, shelf.lang, shelf.area)
        shelf.frames[id_] = frame
    return msgspec.structs.replace(frame, status=now)


def _frame(catalog: Catalog, id_: str, now: Status, lang: Lang, area: str | None) -> Reach:
    channel = catalog.channels[id_]
    number = dialled(catalog, channel, area)
    claims = channel.in_force_for(area)

    def value(field: str) -> str | None:
        claim = claims.get(field)
        return None if claim is None else claim.text(lang)

    return Reach(
        id=id_,
        name=channel.name.to(lang),
        kind=channel.kind,
        operator=channel.operator,
        audience=tuple(channel.audience),
        grade=grade(catalog, channel),
        number=number,
        tel=None if number is None else tel_uri(number),
        url=_web(value("url")),
        email=value("email"),
        handle=value("handle"),
        steps=tuple(step.to(lang) for step in channel.steps),
        hours=None if "hours" not in claims else parse(claims["hours"].text("zh")).normal(),
        status=now,
        stand_in=channel.stand_in,
        sources=_sources(channel, claims),
    )


def _web(url: str | None) -> str | None:
    """A web address that a reader may open; anything else (``javascript:`` …) is not handed on."""
    return url if url is not None and url.startswith(("http://", "https://")) else None


def _sources(channel: Channel, in_force: Mapping[str, Claim]) -> tuple[str, ...]:
    """The sources of the claims ``in_force``, and of those that say the same."""
    said = {
        claim.source: None
        for field, claims in channel.claims.items()
        for claim in claims
        if field in in_force
        and claim.area == in_force[field].area
        and claim.lost in (None, "agrees")
    }
    return tuple(said)


def area_of(city: str | None) -> str | None:
    """What tells ``city`` (a name or an area code) apart; None where none was asked for.

    Raises :class:`~pddroute.errors.UnknownCity`.
    """
    if city is None:
        return None
    from pddroute.numbers.cities import find_area  # late: reads the table of cities

    return find_area(city)


def bare(url: str) -> str:
    """A web address as it is read aloud: without its scheme and a last slash.

    >>> bare("https://www.12315.cn/")
    'www.12315.cn'
    """
    return url.split("://", 1)[-1].rstrip("/")


def called(found: Reach) -> str:
    """The channel's name with its number or account, where the name does not say it already."""
    address = found.number or ("" if found.url else found.handle) or ""
    return found.name if address in found.name else f"{found.name} {address}"


def dialled(catalog: Catalog, channel: Channel, area: str | None) -> str | None:
    """The number to dial in its normal form, or None."""
    claim = channel.in_force_for(area).get("number")
    if claim is None or not channel.offered or catalog.grade_of(claim) == "rejected":
        return None
    text = claim.text("zh")
    if channel.area_code:
        code = area.partition(" ")[0] if area else catalog.platform.area_code
        text = f"{code}-{text}"
    return normalize(text)


def soonest_first(state: State, opens_at: dt.datetime | None) -> tuple[int, float]:
    """What to sort by: open before unknown before closed, of those the soonest opening first."""
    if state != "closed":
        return _STATES[state], 0.0
    return _STATES[state], opens_at.timestamp() if opens_at else float("inf")


def trust(grade: Grade) -> int:
    """What to sort by: the higher grade first."""
    return GRADES.index(grade)
