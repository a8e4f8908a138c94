"""What makes an answer less than certain: the warnings that every command shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pddroute.catalogue.model import Catalog
from pddroute.contract.base import Warn
from pddroute.contract.reach import Reach
from pddroute.directory.status import calendar_of, opening_hours
from pddroute.words import Lang, Said, say

_NO_NOTICE = Said(
    "有的日子所在的年份，放假安排还没有公布（或不在数据里）：那年工作日的开放时间是暂定",
    "a year in this answer has no holiday notice yet: its weekday hours are provisional",
)
_HOME_CITY = Said(
    "没有给出城市：12315 用平台所在地{home}的区号，可加 --city",
    "no city given: 12315 with the area code of the platform's home ({code}); add --city",
)
_PAST_REVIEW = Said(
    "资料已过复核日期，可能有变：{names}",
    "facts are past their review date and may have changed: {names}",
)
_MORE = Said("等", " and others")


def notices(
    catalog: Catalog,
    reaches: Sequence[Reach],
    area_code: str | None,
    at: dt.datetime,
    lang: Lang,
) -> list[Warn]:
    """The warnings that go with an answer that shows ``reaches`` at ``at``."""
    warnings: list[Warn] = []
    unverified = catalog.platform.unverified
    if unverified is not None and any(r.operator == "platform" and r.number for r in reaches):
        warnings.append(Warn(code="numbers_unverified", text=unverified.to(lang)))
    if any(_provisional(catalog, reach) for reach in reaches):
        warnings.append(Warn(code="calendar_unpublished", text=_NO_NOTICE.to(lang)))
    if area_code is None and any(catalog.channels[reach.id].area_code for reach in reaches):
        home, code = catalog.platform.home, catalog.platform.area_code
        text = _HOME_CITY.to(lang, home=home, code=code)
        warnings.append(Warn(code="home_city_assumed", text=text))
    stale = [
        reach.name
        for reach in reaches
        if (review := catalog.channels[reach.id].review) is not None and review < at.date()
    ]
    if stale:
        names = say(lang, "、", ", ").join(dict.fromkeys(stale[:3]))
        names += _MORE.to(lang) if len(stale) > 3 else ""
        text = _PAST_REVIEW.to(lang, names=names)
        warnings.append(Warn(code="facts_past_review", text=text))
    return warnings


def _provisional(catalog: Catalog, reach: Reach) -> bool:
    """Whether the status, or the next opening or closing it names, rests on no notice."""
    status = reach.status
    if status.certainty == "provisional":
        return True
    change = status.opens_at or status.closes_at
    hours = opening_hours(catalog.channels[reach.id])
    if change is None or hours is None or not hours.uses_calendar:
        return False
    return calendar_of(catalog).day(change.date()).provisional
