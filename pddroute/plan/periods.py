"""Lengths of time: 48 hours, 7 working days, 60 days; counted from an instant, and explained.

Periods of law are counted by the Civil Code, Art. 201 to 203: the day itself is not counted, a
period ends with the last moment of its last day, and a last day that is a day off moves to the
next working day. A length that no law gives simply runs from the instant it starts at.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pddroute.catalogue.model import Catalog, Grade, Limit, Period
from pddroute.contract import Because, BecauseCode, SkippedDay, WaitUnit
from pddroute.hours.workdays import Calendar, Day, holiday_name
from pddroute.words import Lang, day_name, say

__all__ = ["Counted", "Length", "because", "count", "in_words", "length_of", "version_change"]

_DAY = dt.timedelta(days=1)
_SHOWN_DAYS = 12


class Length(NamedTuple):
    """A length of time and what it rests on."""

    amount: int
    unit: WaitUnit
    grade: Grade
    source: str
    rule: str | None = None

    @property
    def of_law(self) -> bool:
        """Whether it is counted by the Civil Code: it rests on a rule that is no hearsay."""
        return self.rule is not None and self.grade in ("official", "reported")


class Counted(NamedTuple):
    """A length counted from a start."""

    until: dt.datetime
    """The last instant of it."""
    free: dt.datetime
    """The first instant after it."""
    because: list[Because]
    provisional: bool = False
    """A day at issue lies in a year without a holiday notice."""


def length_of(catalog: Catalog, period: Period | Limit, day: dt.date) -> Length | None:
    """How long ``period`` is by what is in force on ``day``; None where nothing says so."""
    if period.rule is not None:
        version = catalog.rules[period.rule].at(day)
        if version is None or version.period is None:
            return None
        amount, unit = _parse(version.period)
        return Length(amount, unit, catalog.grade_of(version), version.source, period.rule)
    for claim in period.claims:
        if claim.lost is None:
            amount, unit = _parse(claim.text("zh"))
            return Length(amount, unit, catalog.grade_of(claim), claim.source)
    return None


def _parse(text: str) -> tuple[int, WaitUnit]:
    amount, unit = text.split(" ")
    return int(amount), unit  # type: ignore[return-value]  # the catalogue's types have checked it


def version_change(catalog: Catalog, rule: str, day: dt.date, later: dt.date) -> dt.date | None:
    """The first day of the version of ``rule`` in force on ``later``, if another is on ``day``."""
    then = catalog.rules[rule].at(later)
    if then is None or then is catalog.rules[rule].at(day):
        return None
    return then.valid_from


_UNITS: dict[str, tuple[str, str]] = {
    "hours": ("小时", "hour"),
    "days": ("天", "day"),
    "working_days": ("个工作日", "working day"),
    "months": ("个月", "month"),
    "years": ("年", "year"),
}


def in_words(amount: int, unit: str, lang: Lang) -> str:
    """``7 个工作日``, ``7 working days``."""
    zh, en = _UNITS[unit]
    return say(lang, f"{amount} {zh}", f"{amount} {en}{'' if amount == 1 else 's'}")


def because(
    code: BecauseCode, text: str, dates: Iterable[dt.date] = (), skipped: Iterable[Day] = ()
) -> Because:
    """One entry of an explanation."""
    return Because(
        code=code,
        text=text,
        dates=list(dates),
        skipped=[
            SkippedDay(
                date=day.date,
                kind="holiday" if day.kind == "holiday" else "weekend",
                name=day.name,
            )
            for day in skipped
        ],
    )


def count(
    length: Length, start: dt.datetime, calendar: Calendar, lang: Lang, label: str
) -> Counted:
    """``length`` from ``start`` (aware, Asia/Shanghai), with every day accounted for.

    ``label`` says what is counted, for the explanation.
    """
    if length.unit == "hours":
        until = start + dt.timedelta(hours=length.amount)
        what = in_words(length.amount, length.unit, lang)
        text = say(
            lang,
            f"{label}：{start:%m-%d %H:%M} 起 {what}，到 {until:%Y-%m-%d %H:%M}",
            f"{label}: {what} from {start:%m-%d %H:%M}, to {until:%Y-%m-%d %H:%M}",
        )
        return Counted(until, until, [because("hours_counted", text)])
    if length.unit == "working_days":
        return _working_days(length, start, calendar, lang, label)
    return _calendar_days(length, start, calendar, lang, label)


def _ended(length: Length, start: dt.datetime, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The last instant of a count that ends on ``last``, and the first one after it."""
    if not length.of_law:
        until = dt.datetime.combine(last, start.timetz())
        return until, until
    midnight = dt.datetime.combine(last + _DAY, dt.time(), tzinfo=start.tzinfo)
    return midnight - dt.timedelta(seconds=1), midnight


def _working_days(
    length: Length, start: dt.datetime, calendar: Calendar, lang: Lang, label: str
) -> Counted:
    counted = calendar.count_working_days(start.date(), length.amount)
    until, free = _ended(length, start, counted.end)
    what = in_words(length.amount, length.unit, lang)
    days = _listed([day.date for day in counted.counted], lang)
    makeup = [f"{day.date:%m-%d}" for day in counted.counted if day.kind == "makeup"]
    head = say(
        lang,
        f"{label}：{start:%m-%d} 当天不计，{what}到 {day_name(counted.end, lang)}",
        f"{label}: {what} after {start:%m-%d} (not counted) end on {day_name(counted.end, lang)}",
    )
    parts = [head, say(lang, f"计入 {days}", f"counted: {days}")]
    if makeup:
        listed = "、".join(makeup) if lang == "zh" else ", ".join(makeup)
        parts.append(say(lang, f"其中 {listed} 调休上班", f"{listed}: make-up workday"))
    if counted.skipped:
        skipped = _skipped_words(counted.skipped, lang)
        parts.append(say(lang, f"跳过 {skipped}", f"skipped: {skipped}"))
    provisional = [day for day in (*counted.counted, *counted.skipped) if day.provisional]
    if provisional:
        parts.append(_no_notice(provisional[0].date.year, lang))
    text = say(lang, "；", "; ").join(parts)
    dates = [day.date for day in counted.counted]
    entry = because("working_days_counted", text, dates, counted.skipped)
    return Counted(until, free, [entry], bool(provisional))


def _calendar_days(
    length: Length, start: dt.datetime, calendar: Calendar, lang: Lang, label: str
) -> Counted:
    last = _after(start.date(), length.amount, length.unit)
    what = in_words(length.amount, length.unit, lang)
    code: BecauseCode = "days_counted" if length.unit == "days" else "months_counted"
    text = say(
        lang,
        f"{label}：{start:%m-%d} 当天不计，{what}到 {day_name(last, lang)}",
        f"{label}: {what} after {start:%m-%d} (not counted) end on {day_name(last, lang)}",
    )
    entries = [because(code, text, [last])]
    if length.of_law:
        rolled = calendar.roll_forward(last)
        if rolled.end != last:
            why = _skipped_words(rolled.skipped, lang)
            text = say(
                lang,
                f"最后一天 {last:%m-%d} 休息（{why}），顺延到 {day_name(rolled.end, lang)}",
                f"the last day {last:%m-%d} is a day off ({why}): it moves to "
                f"{day_name(rolled.end, lang)}",
            )
            entries.append(because("rolled_to_working_day", text, [rolled.end], rolled.skipped))
            last = rolled.end
    provisional = length.of_law and calendar.day(last).provisional
    if provisional:
        entries.append(because("calendar_provisional", _no_notice(last.year, lang), [last]))
    until, free = _ended(length, start, last)
    return Counted(until, free, entries, provisional)


def _no_notice(year: int, lang: Lang) -> str:
    return say(
        lang,
        f"{year} 年放假安排未公布，{year} 年的日子是暂定",
        f"no holiday notice for {year} yet: its days are provisional",
    )


def _after(day: dt.date, amount: int, unit: str) -> dt.date:
    """The corresponding day ``amount`` units later; the month's last where there is none."""
    if unit == "days":
        return day + dt.timedelta(days=amount)
    index = day.year * 12 + day.month - 1 + amount * (12 if unit == "years" else 1)
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _listed(days: Sequence[dt.date], lang: Lang) -> str:
    joint = say(lang, "、", ", ")
    if len(days) <= _SHOWN_DAYS:
        return joint.join(f"{day:%m-%d}" for day in days)
    head = joint.join(f"{day:%m-%d}" for day in days[:3])
    more = len(days) - 4
    return say(
        lang, f"{head} … {days[-1]:%m-%d}（中间 {more} 天见 JSON）", f"{head} … {days[-1]:%m-%d}"
    )


def _skipped_words(skipped: Sequence[Day], lang: Lang) -> str:
    """The days passed over, neighbours of one kind together: 10-01 至 10-07 国庆节、10-11 周末."""
    runs: list[list[Day]] = []
    for day in skipped:
        last = runs[-1][-1] if runs else None
        same = last is not None and (last.kind, last.name) == (day.kind, day.name)
        if same and last is not None and last.date + _DAY == day.date:
            runs[-1].append(day)
        else:
            runs.append([day])
    joint = say(lang, "、", ", ")
    words = [_run(run, lang) for run in runs]
    if len(words) > _SHOWN_DAYS:
        more = len(words) - _SHOWN_DAYS
        words = [*words[:_SHOWN_DAYS], say(lang, f"等 {more} 处", f"and {more} more")]
    return joint.join(words)


def _run(run: list[Day], lang: Lang) -> str:
    first, last = run[0], run[-1]
    name = holiday_name(first.name, lang) if first.name else say(lang, "周末", "weekend")
    if first.date == last.date:
        return f"{first.date:%m-%d} {name}"
    return say(
        lang,
        f"{first.date:%m-%d} 至 {last.date:%m-%d} {name}",
        f"{first.date:%m-%d} to {last.date:%m-%d} {name}",
    )
