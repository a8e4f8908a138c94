"""How a channel is reached at one instant: address, steps, hours and status as one answer part."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pddroute.catalogue.model import GRADES, Catalog, Channel, Grade, Platform, Source
from pddroute.contract.reach import Reach, Status
from pddroute.directory.status import status, stretches
from pddroute.hours.syntax import DAY
from pddroute.numbers.telephone import normalize, tel_uri
from pddroute.words import Lang

_ADDRESSES = ("number", "url", "email", "handle", "entry", "hours")
_STATES = {"open": 0, "unknown": 1, "closed": 2}
_MOST_DAYS = 32_768  # days of channels kept with one catalogue, some thirty megabytes
_EVERY_DAY = 0  # an ordinal that no day has

# A catalogue's numbers are few and asked for again and again: their forms are kept.
_normalize = lru_cache(maxsize=4096)(normalize)
_tel_uri = lru_cache(maxsize=4096)(tel_uri)


# A civil day of a channel: where its stretches of one status each end, and what is said in them;
# None: not asked for yet. Filling it in is idempotent.
_Day = tuple[list[int], list[Reach | None]]


class _Kept(NamedTuple):
    """What was worked out for a channel, and what that rests on beside the channel itself.

    Those parts are known by identity. The catalogue would do, but pointing back at it would leave
    it to the garbage collector.
    """

    sources: Mapping[str, Source]
    platform: Platform
    notices: Mapping[str, object]
    days: dict[tuple[str, Lang, str | None, int], _Day]
    """By id, language, area code and ordinal: ``_EVERY_DAY`` where the status never changes."""

    def rests_on(self, catalog: Catalog) -> bool:
        """Whether it was worked out from the same parts."""
        return (
            self.sources is catalog.sources
            and self.platform is catalog.platform
            and self.notices is catalog.calendar
        )


def reach(
    catalog: Catalog, id_: str, at: dt.datetime, lang: Lang, area_code: str | None = None
) -> Reach:
    """The channel ``id_`` at ``at`` (aware, Asia/Shanghai).

    ``area_code`` (``0571``; the platform's home where left out) goes before numbers that are
    dialled with one. A number that cannot be called or that is rejected is never given.

    It is worked out once for each stretch of a day in which it stays the same, and kept with the
    channel: a program asks about today, over and over.
    """
    channel = catalog.channels[id_]
    kept: _Kept | None = channel.__dict__.get("reaches")
    if kept is None or not kept.rests_on(catalog):
        kept = _Kept(catalog.sources, catalog.platform, catalog.calendar, {})
        channel.__dict__["reaches"] = kept
    code = area_code if channel.area_code else None
    days = kept.days
    day = days.get((id_, lang, code, at.toordinal())) or days.get((id_, lang, code, _EVERY_DAY))
    if day is None:
        ends = stretches(catalog, channel, at)
        if len(days) >= max(8, _MOST_DAYS // max(1, len(catalog.channels))):
            days.clear()
        day = ends or [DAY], [None] * len(ends or [DAY])
        days[id_, lang, code, at.toordinal() if ends else _EVERY_DAY] = day
    ends, reaches = day
    stretch = bisect_right(ends, at.hour * 60 + at.minute)
    known = reaches[stretch]
    if known is None:
        known = reaches[stretch] = _work_out(catalog, id_, at, lang, area_code)
    return known


def _work_out(
    catalog: Catalog, id_: str, at: dt.datetime, lang: Lang, area_code: str | None
) -> Reach:
    channel = catalog.channels[id_]
    number = dialled(catalog, channel, area_code)
    claims = channel.in_force

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
        tel=None if number is None else _tel_uri(number),
        url=_web(value("url")),
        email=value("email"),
        handle=value("handle"),
        steps=tuple(step.to(lang) for step in channel.steps),
        hours=value("hours"),
        status=status(catalog, channel, at, lang),
        sources=_sources(channel),
    )


def _web(url: str | None) -> str | None:
    """A web address that a reader may open; anything else (``javascript:`` …) is not handed on."""
    return url if url is not None and url.startswith(("http://", "https://")) else None


def _sources(channel: Channel) -> tuple[str, ...]:
    """The sources of the claims in force, and of those that say the same."""
    claims = [claim for claims in channel.claims.values() for claim in claims]
    return tuple(dict.fromkeys(c.source for c in claims if c.lost in (None, "agrees")))


def area_code(city: str | None) -> str | None:
    """The area code of ``city`` (a name or a code); None where none was asked for.

    Raises :class:`~pddroute.errors.UnknownCity`.
    """
    if city is None:
        return None
    from pddroute.numbers.cities import find_city  # late: reads the table of cities

    return find_city(city).code


def called(found: Reach) -> str:
    """The channel's name with its number or account, where the name does not say it already."""
    address = found.number or ("" if found.url else found.handle) or ""
    return found.name if address in found.name else f"{found.name} {address}"


def dialled(catalog: Catalog, channel: Channel, area_code: str | None) -> str | None:
    """The number to dial in its normal form, or None."""
    claim = channel.in_force.get("number")
    if claim is None or not channel.offered or catalog.grade_of(claim) == "rejected":
        return None
    text = claim.text("zh")
    if channel.area_code:
        text = f"{area_code or catalog.platform.area_code}-{text}"
    return _normalize(text)


def grade(catalog: Catalog, channel: Channel) -> Grade:
    """How far the channel's address can be trusted: the grade of the claim that gives it."""
    for field in _ADDRESSES:
        if field in channel.in_force:
            return catalog.grade_of(channel.in_force[field])
    return "unconfirmed"


def sort_key(
    status: Status, live: bool, grade: Grade, position: int
) -> tuple[int, float, bool, int, int]:
    """Best first: open before unknown before closed (soonest first), live, grade, position."""
    soonest = 0.0
    if status.state == "closed":
        soonest = status.opens_at.timestamp() if status.opens_at else float("inf")
    return _STATES[status.state], soonest, not live, GRADES.index(grade), position
