"""Lengths of time: 48 hours, 7 working days, 60 days; counted from an instant, and explained.

Periods of law are counted by the Civil Code, Art. 201 to 203: the day itself is not counted, a
period ends with the last moment of its last day, and a last day that is a day off moves to the
next working day. A length that no law gives simply runs from the instant it starts at.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from pddroute.catalogue.facts import Claim, Grade, RuleVersion, Text
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Limit, Period
from pddroute.contract.plan import WaitUnit
from pddroute.hours.workdays import Calendar
from pddroute.plan.wording import Saying, saying

_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)


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
    reasons: tuple[Saying, ...]
    safe: dt.datetime
    """The last instant before the law moves a last day that is a day off: nobody disputes it."""
    provisional: bool = False
    """A holiday notice that is not out yet may change a day at issue."""


def length_of(catalog: Catalog, period: Period | Limit, day: dt.date) -> Length | None:
    """How long ``period`` is by what is in force on ``day``; None where nothing says so."""
    fact: RuleVersion | Claim | None
    if period.rule is not None:
        fact = catalog.rules[period.rule].at(day)
        text = fact.period if fact else None
    else:
        fact = next((claim for claim in period.claims if claim.lost is None), None)
        text = fact.text("zh") if fact else None
    if fact is None or text is None:
        return None
    amount, unit = text.split()  # the catalogue's types have checked both
    grade, source = catalog.grade_of(fact), fact.source
    return Length(int(amount), unit, grade, source, period.rule)  # type: ignore[arg-type]


def version_change(catalog: Catalog, rule: str, day: dt.date, later: dt.date) -> dt.date | None:
    """The first day of the version of ``rule`` in force on ``later``, if another is on ``day``."""
    then = catalog.rules[rule].at(later)
    return None if then is None or then is catalog.rules[rule].at(day) else then.valid_from


def count(length: Length, start: dt.datetime, calendar: Calendar, label: str | Text) -> Counted:
    """``length`` from ``start`` (aware, Asia/Shanghai), with every day accounted for.

    ``label`` says what is counted, for the explanation: a text, or the key of one of ours.
    """
    if length.unit == "hours":
        until = start + dt.timedelta(hours=length.amount)
        reason = saying("hours_counted", label=label, start=start, length=length, until=until)
        return Counted(until, until, (reason,), until)
    days = _working_days if length.unit == "working_days" else _calendar_days
    day, last, reasons, provisional = days(length, start.date(), calendar, label)
    if not length.of_law:
        until = dt.datetime.combine(last, start.timetz())
        return Counted(until, until, reasons, until, provisional)
    safe, free = (dt.datetime.combine(one + _DAY, dt.time(), start.tzinfo) for one in (day, last))
    return Counted(free - _SECOND, free, reasons, safe - _SECOND, provisional)


_Days = tuple[dt.date, dt.date, tuple[Saying, ...], bool]
"""A count of whole days, the same from any time of the day it starts on: the last day as counted,
the last by law, why it is that, whether that is provisional."""


# Kept, since the same day and length come again and again: of a plan whose steps wait one for the
# other in all its answers on that day. Without this a batch takes a third longer.
@lru_cache(maxsize=4096)
def _working_days(length: Length, start: dt.date, calendar: Calendar, label: str | Text) -> _Days:
    _, last, counted, skipped = calendar.count_working_days(start, length.amount)
    dates = [day.date for day in counted]
    parts = [
        saying("counted_to", label=label, start=start, length=length, last=last),
        saying("counted", counted=dates),
    ]
    makeup = [f"{day.date:%m-%d}" for day in counted if day.kind == "makeup"]
    if makeup:
        parts.append(saying("makeup", listed=makeup))
    if skipped:
        parts.append(saying("skipped", skipped=skipped))
    provisional = [day for day in (*counted, *skipped) if day.provisional]
    if provisional:
        parts.append(saying("calendar_provisional", year=provisional[0].awaits))
    reason = saying("working_days_counted", dates, skipped, explained=parts)
    return last, last, (reason,), bool(provisional)


@lru_cache(maxsize=4096)
def _calendar_days(length: Length, start: dt.date, calendar: Calendar, label: str | Text) -> _Days:
    day = last = _after(start, length.amount, length.unit)
    key = "days_counted" if length.unit == "days" else "months_counted"
    reasons = [saying(key, [last], label=label, start=start, length=length, last=last)]
    if length.of_law:
        _, last, _, skipped = calendar.roll_forward(day)
        if skipped:
            key = "rolled_to_working_day"
            reasons.append(saying(key, [last], skipped, day=day, skipped=skipped, last=last))
    awaits = calendar.day(last).awaits if length.of_law else None
    if awaits is not None:
        reasons.append(saying("calendar_provisional", [last], year=awaits))
    return day, last, tuple(reasons), awaits is not None


def _after(day: dt.date, amount: int, unit: str) -> dt.date:
    """The corresponding day ``amount`` units later; the month's last where there is none."""
    if unit == "days":
        return day + dt.timedelta(days=amount)
    index = day.year * 12 + day.month - 1 + amount * (12 if unit == "years" else 1)
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
