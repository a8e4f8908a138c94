"""Lints for time: the dates of facts, opening hours, rules through time, holiday notices."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from pddroute.catalogue.contents import Path
from pddroute.catalogue.faults import YEAR
from pddroute.catalogue.lint import Found, error, info, warning
from pddroute.catalogue.model import Notice, RuleVersion
from pddroute.check.context import Context
from pddroute.hours.workdays import Calendar
from pddroute.words import Said

_WHOLE_DAY = re.compile(r"(\d\d:\d\d) ?- ?\1")
_COMMENT = re.compile(r'"[^"]*"')


def _dates(context: Context) -> Iterator[tuple[Path, str]]:
    for id_, source in context.catalog.sources.items():
        for field in ("published", "seen"):
            if text := getattr(source, field):
                yield ("sources", id_, field), text
    for at in context.claims:
        if at.claim.date is not None:
            yield (*at.path, "date"), at.claim.date


def _first_day(text: str) -> dt.date | None:
    """The first day of a day, month or year; None where the calendar has none such."""
    try:
        return dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return None


@error(
    "invalid-date",
    Said("日历上没有 {date}", "the calendar has no {date}"),
    Said("更正日期", "correct the date"),
    Said("没有这一天", "a date that does not exist"),
)
def invalid_date(context: Context) -> Iterator[Found]:
    for path, text in _dates(context):
        if _first_day(text) is None:
            yield Found(path, date=text)


@warning(
    "future-date",
    Said("{date} 在将来（现在是 {today}）", "{date} is in the future (it is {today})"),
    Said("更正日期", "correct the date"),
    Said("日期在将来", "a fact dated in the future"),
)
def future_date(context: Context) -> Iterator[Found]:
    for path, text in (*_dates(context), (("revised",), context.catalog.revised.isoformat())):
        day = _first_day(text)
        if day is not None and day > context.day:
            yield Found(path, date=text, today=context.day)


@warning(
    "past-review",
    Said("应在 {day} 前复核", "was to be looked at again by {day}"),
    Said("核对这个渠道，再写下一个复核日期", "look at the channel again, then set the next date"),
    Said("过了复核日期", "facts past their review date"),
)
def past_review(context: Context) -> Iterator[Found]:
    for id_, channel in context.catalog.channels.items():
        if channel.retired is None and channel.review and channel.review < context.day:
            yield Found(("channels", id_, "review"), day=channel.review)


@info(
    "no-review-date",
    Said("没有写 review", "no `review` is given"),
    Said("写下什么时候再核对", "say when to look at it again"),
)
def no_review_date(context: Context) -> Iterator[Found]:
    for id_, channel in context.catalog.channels.items():
        if channel.retired is None and channel.review is None:
            yield Found(("channels", id_, "#"))


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
    Said("营业时间从不开放", "opening hours that never open"),
)
def hours_never_open(context: Context) -> Iterator[Found]:
    for at in context.claims_of("hours"):
        hours = context.hours(at.claim) if at.claim.lost is None else None
        if hours is not None and not hours.ever_opens(context.calendar, context.day):
            yield Found(at.value, today=context.day, hours=at.text)


@warning(
    "hours-whole-day",
    Said("{span} 是整整 24 小时", "{span} is 24 hours"),
    Said(
        "全天开放写 24/7（某几天写 00:00-24:00）；写错了就更正",
        "write 24/7 (on some days: 00:00-24:00), or correct the slip",
    ),
    Said("开始和结束是同一时刻", "opening hours that end at the time of day they begin"),
)
def hours_whole_day(context: Context) -> Iterator[Found]:
    for at in context.claims_of("hours"):
        if context.hours(at.claim) is not None:
            for match in _WHOLE_DAY.finditer(_COMMENT.sub("", at.text)):
                yield Found(at.value, span=match[0])


def _span(version: RuleVersion) -> tuple[dt.date, dt.date]:
    return version.valid_from or dt.date.min, version.valid_to or dt.date.max


def _in_time(context: Context) -> Iterator[tuple[dt.date, dt.date, Path]]:
    """When a version of a rule ends, when the next one in time begins, and where that says so."""
    for id_, rule in context.catalog.rules.items():
        spans = [(*_span(version), n) for n, version in enumerate(rule.versions)]
        held = sorted(span for span in spans if span[0] <= span[1])
        for (_, end, _), (start, _, n) in pairwise(held):
            yield end, start, ("rules", id_, "versions", n, "valid_from")


@error(
    "rule-backwards",
    Said("valid_to {end} 早于 valid_from {start}", "valid_to {end} is before valid_from {start}"),
    Said("更正两个日期", "correct the two dates"),
    Said("规则的版本先失效后生效", "a version of a rule that ends before it begins"),
)
def rule_backwards(context: Context) -> Iterator[Found]:
    for path, version in context.versions:
        start, end = _span(version)
        if end < start:
            yield Found((*path, "valid_to"), start=start, end=end)


@error(
    "rule-overlap",
    Said("与前一个版本同时有效", "valid while the version before it still is"),
    Said(
        "前一个版本的 valid_to 写成这个版本生效的前一天",
        "let the version before it end the day before this one begins",
    ),
    Said("规则的两个版本同时有效", "two versions of a rule valid at once"),
)
def rule_overlap(context: Context) -> Iterator[Found]:
    for end, start, path in _in_time(context):
        if start <= end:
            yield Found(path)


@warning(
    "rule-gap",
    Said(
        "{end} 之后到 {start} 之前没有有效的版本", "no version is valid between {end} and {start}"
    ),
    Said("更正日期，或补上中间的版本", "correct the dates, or add what was valid then"),
    Said("规则的两个版本之间有空档", "a gap between two versions of a rule"),
)
def rule_gap(context: Context) -> Iterator[Found]:
    for end, start, path in _in_time(context):
        if (start - end).days > 1:
            yield Found(path, start=start, end=end)


@warning(
    "rule-not-in-force",
    Said("{today} 没有有效的版本", "no version is in force on {today}"),
    Said("补上现行的版本，或不再引用", "add the version now in force, or stop using the rule"),
    Said("用到的规则现在没有有效的版本", "a rule in use without a version in force"),
)
def rule_not_in_force(context: Context) -> Iterator[Found]:
    for id_, rule in context.catalog.rules.items():
        if ("rules", id_) in context.named and rule.versions and rule.at(context.day) is None:
            yield Found(("rules", id_, "#"), today=context.day)


def _notices(context: Context) -> Iterator[tuple[str, int, Notice]]:
    for year, notice in context.catalog.calendar.items():
        if YEAR.fullmatch(year):  # any other is an invalid calendar
            yield year, int(year), notice


@warning(
    "notice-other-year",
    Said("{day} 不是 {year} 年的日子", "{day} is not a day of {year}"),
    Said("更正日期", "correct the date"),
    Said("放假通知里有别的年份的日子", "a notice with days of another year"),
)
def notice_other_year(context: Context) -> Iterator[Found]:
    for key, year, notice in _notices(context):
        listed: list[tuple[Path, list[dt.date]]] = [(("work",), notice.work)]
        listed += [(("off", name), days) for name, days in notice.off.items()]
        for path, days in listed:
            for n, day in enumerate(days):
                # The days around New Year begin in the December before.
                if day.year != year and (day.year, day.month) != (year - 1, 12):
                    yield Found(("calendar", key, *path, n), day=day, year=year)


@warning(
    "notice-incomplete",
    Said(
        "{day}（{name}）是节假日，通知里没有", "{day} ({name}) is a holiday, and not in the notice"
    ),
    Said("对照国务院通知原文补上", "add it from the notice of the State Council"),
    Said("放假通知缺了法定节假日", "a notice without a day that is off by law"),
)
def notice_incomplete(context: Context) -> Iterator[Found]:
    law = Calendar()
    for key, year, notice in _notices(context):
        off = {day for days in notice.off.values() for day in days}
        first = dt.date(year, 1, 1)
        for day in (first + dt.timedelta(n) for n in range(366)):
            known = law.day(day)
            if day.year == year and known.kind == "holiday" and day not in off:
                yield Found(("calendar", key, "off"), day=day, name=known.name)
                break  # one missing day says enough about a notice
