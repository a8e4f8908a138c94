"""Lints for time: the dates of facts, opening hours, rules through time, holiday notices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from pddroute.catalogue.contents import Path
from pddroute.catalogue.faults import YEAR
from pddroute.catalogue.lint import Found, error, warning
from pddroute.check.ages import first_day
from pddroute.check.context import Context, hours_of
from pddroute.hours.workdays import Calendar
from pddroute.words import Said


def _dates(context: Context) -> Iterator[tuple[Path, str]]:
    for id_, source in context.catalog.sources.items():
        for field in ("published", "seen"):
            if text := getattr(source, field):
                yield ("sources", id_, field), text
    for at in context.claims:
        if at.claim.date is not None:
            yield (*at.path, "date"), at.claim.date


@error(
    "invalid-date",
    Said("日历上没有 {date}", "the calendar has no {date}"),
    Said("更正日期", "correct the date"),
)
def invalid_date(context: Context) -> Iterator[Found]:
    for path, text in _dates(context):
        if first_day(text) is None:
            yield Found(path, date=text)


@warning(
    "future-date",
    Said("{date} 在将来（现在是 {today}）", "{date} is in the future (it is {today})"),
    Said("更正日期", "correct the date"),
)
def future_date(context: Context) -> Iterator[Found]:
    for path, text in (*_dates(context), (("revised",), context.catalog.revised.isoformat())):
        day = first_day(text)
        if day is not None and day > context.day:
            yield Found(path, date=text, today=context.day)


@warning(
    "past-review",
    Said("没有写 review，或日子已过", "there is no `review`, or its day has passed"),
    Said("核对这个渠道，再写下一个复核日期", "look at the channel again, then set the next date"),
)
def past_review(context: Context) -> Iterator[Found]:
    for id_, channel in context.catalog.channels.items():
        if channel.retired is None and (channel.review is None or channel.review < context.day):
            yield Found(("channels", id_, "review"))


@error(
    "hours-never-open",
    Said(
        "从 {today} 起 400 天里从不开放：{hours}",
        "not open once in the 400 days from {today}: {hours}",
    ),
    Said(
        "更正时间；渠道不再开放就写 retired",
        "correct the hours; a channel that is gone gets `retired`",
    ),
)
def hours_never_open(context: Context) -> Iterator[Found]:
    for at in context.claims_of("hours"):
        hours = hours_of(at.text) if at.claim.lost is None else None
        if hours is not None and not hours.ever_opens(context.calendar, context.day):
            yield Found(at.value, today=context.day, hours=at.text)


@error(
    "rule-dates",
    Said("规则的版本没有一天接一天", "the versions of the rule do not follow day by day"),
    Said(
        "更正日期，或补上中间的版本；一个版本在前一个失效的次日生效",
        "correct the dates, or add what was valid between: a version begins on the day after the "
        "one before it ends",
    ),
)
def rule_dates(context: Context) -> Iterator[Found]:
    for id_, rule in context.catalog.rules.items():
        versions = [
            (version.valid_from or dt.date.min, version.valid_to or dt.date.max, n)
            for n, version in enumerate(rule.versions)
        ]
        path: Path = ("rules", id_, "versions")
        for start, end, n in versions:
            if end < start:
                yield Found((*path, n, "valid_to"))
        for (_, end, _), (start, _, n) in pairwise(sorted(versions)):
            if (start - end).days != 1:
                yield Found((*path, n, "valid_from"))


@warning(
    "rule-not-in-force",
    Said("{today} 没有有效的版本", "no version is in force on {today}"),
    Said("补上现行的版本，或不再引用", "add the version now in force, or stop using the rule"),
)
def rule_not_in_force(context: Context) -> Iterator[Found]:
    for id_, rule in context.catalog.rules.items():
        if ("rules", id_) in context.named and rule.versions and rule.at(context.day) is None:
            yield Found(("rules", id_, "#"), today=context.day)


_OTHER_YEAR = Said("{day} 不是 {year} 年的日子", "{day} is not a day of {year}")


@warning(
    "notice-days",
    Said(
        "{day}（{name}）是节假日，通知里没有", "{day} ({name}) is a holiday, and not in the notice"
    ),
    Said("对照国务院通知原文", "compare it with the notice of the State Council"),
)
def notice_days(context: Context) -> Iterator[Found]:
    law = Calendar()
    for key, notice in context.catalog.calendar.items():
        if not YEAR.fullmatch(key):
            continue  # an invalid calendar
        path: Path = ("calendar", key)
        first = dt.date(int(key), 1, 1)
        listed: list[tuple[Path, list[dt.date]]] = [((*path, "work"), notice.work)]
        listed += [((*path, "off", name), days) for name, days in notice.off.items()]
        for where, days in listed:
            for n, day in enumerate(days):
                # The days around New Year begin in the December before.
                if day.year != first.year and (day.year, day.month) != (first.year - 1, 12):
                    yield Found((*where, n), _OTHER_YEAR, day=day, year=key)
        off = {day for days in notice.off.values() for day in days}
        for day in (first + dt.timedelta(n) for n in range(366)):
            known = law.day(day)
            if day.year == first.year and known.kind == "holiday" and day not in off:
                yield Found((*path, "off"), day=day, name=known.name)
                break  # one missing day says enough about a notice
