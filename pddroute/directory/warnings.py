"""What makes an answer less than certain: the warnings that every command shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from pddroute.catalogue.facts import Channel
from pddroute.catalogue.model import Catalog
from pddroute.contract.base import Warn
from pddroute.contract.reach import Reach, Status
from pddroute.directory.status import calendar_of, opening_hours
from pddroute.words import Lang, Said, say

_NO_NOTICE = Said(
    "有的日子要等还没公布的放假安排：那些天的开放时间可能会变",
    "a holiday notice is not out yet: hours are provisional on the days that it may move",
)
_HOME_CITY = Said(
    "没有给出城市：12315 用平台所在地{home}的区号，投诉总可以投到那里；"
    "要投到店铺所在地，说出店铺的城市",
    "no city given: 12315 has the code of the platform's home ({code}), where a complaint can "
    "always be filed; to file where the shop is, name its city",
)
_PAST_REVIEW = Said(
    "资料已过复核日期，可能有变：{names}",
    "facts are past their review date and may have changed: {names}",
)
_OLD = Said(
    "这份资料最后改于 {day}，已经过了半年：号码和时间先核对再用，或更新 pddroute",
    "these facts were last changed on {day}, more than half a year ago: check numbers and hours "
    "first, or update pddroute",
)
_MORE = Said("等", " and others")


def notices(
    catalog: Catalog, reaches: Sequence[Reach], area: str | None, at: dt.datetime, lang: Lang
) -> list[Warn]:
    """The warnings that go with an answer that shows ``reaches`` at ``at``."""
    warnings: list[Warn] = []
    unverified = catalog.platform.unverified
    if unverified is not None and any(r.operator == "platform" and r.number for r in reaches):
        warnings.append(Warn(code="numbers_unverified", text=unverified.to(lang)))
    notable = catalog.derived(_notable)
    dated = (
        one
        for one in reaches
        if one.id in notable.by_calendar and _by_calendar(catalog.channels[one.id], area)
    )
    if any(_provisional(one.status, catalog) for one in dated):
        warnings.append(Warn(code="calendar_unpublished", text=_NO_NOTICE.to(lang)))
    if area is None and any(one.id in notable.with_area_code for one in reaches):
        home, code = catalog.platform.home, catalog.platform.area_code
        text = _HOME_CITY.to(lang, home=home, code=code)
        warnings.append(Warn(code="home_city_assumed", text=text))
    today, reviews = at.date(), notable.reviews
    stale = [one.name for one in reaches if one.id in reviews and reviews[one.id] < today]
    if stale:
        names = say(lang, "、", ", ").join(dict.fromkeys(stale[:3]))
        names += _MORE.to(lang) if len(stale) > 3 else ""
        text = _PAST_REVIEW.to(lang, names=names)
        warnings.append(Warn(code="facts_past_review", text=text))
    return warnings


def facts_old(catalog: Catalog, lang: Lang) -> Warn:
    """The warning of an answer from facts that were last changed too long ago."""
    return Warn(code="facts_old", text=_OLD.to(lang, day=catalog.revised.isoformat()))


class _Notable(NamedTuple):
    """What of a catalogue's channels may have to be warned of, by id."""

    by_calendar: frozenset[str]
    """Their hours follow the Chinese calendar, in some city at least."""
    with_area_code: frozenset[str]
    reviews: dict[str, dt.date]


def _notable(catalog: Catalog) -> _Notable:
    channels = catalog.channels.items()
    return _Notable(
        frozenset(
            id_
            for id_, channel in channels
            if any(_by_calendar(channel, area) for area in (None, *channel.areas))
        ),
        frozenset(id_ for id_, channel in channels if channel.area_code),
        {id_: channel.review for id_, channel in channels if channel.review is not None},
    )


def _by_calendar(channel: Channel, area: str | None) -> bool:
    hours = opening_hours(channel, area)
    return hours is not None and hours.uses_calendar


def _provisional(status: Status, catalog: Catalog) -> bool:
    """Whether the status, or the next opening or closing it names, rests on no notice."""
    if status.certainty == "provisional":
        return True
    change = status.opens_at or status.closes_at
    return change is not None and calendar_of(catalog).day(change.date()).provisional
