"""Opening hours in a form that is cheap to ask: open at an instant, why, and until when.

How a day is worked out from the rules, following opening-hours-py (the OSM specification where they
part, see tests/hours/test_hours_oracle.py): the rules are applied in order to the minutes of a day.

* A rule that names the day replaces what the rules before it said, minutes after midnight that
  belong to the evening before included; a rule after ``,`` adds instead; an ``off`` rule only takes
  its own minutes away.
* A span past midnight opens the next day too, even if a later rule replaced the day it began on.
  But an opening that is announced is the beginning of a shift, never the rest of one that does not
  take place.
* A rule that is a comment alone makes its days unknown, as in opening_hours.js.
* With ``PH`` in the expression, the holidays of the Chinese calendar are ``PH``, and on a make-up
  workday the weekday is the one it stands in for; dates are always the real ones.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from pddroute.hours.minutes import WHOLE_DAY, Applied, Facts, as_spans, open_minutes
from pddroute.hours.overruled import overruled
from pddroute.hours.reading import parse_rules
from pddroute.hours.syntax import DAY, Rule, Span, write_rule, write_rules
from pddroute.hours.workdays import Calendar

_Closed = Literal["before_opening", "after_closing", "break", "weekly_closed", "public_holiday"]
Reason = Literal["always_open", "within_hours", _Closed, "hours_unknown"]

SEARCH_DAYS = 400  # how many civil days after the one asked about are searched for a change

_LEAP = 2024  # a year that has every date
_MEMO_LIMIT = 4096  # days of one expression


class Moment(NamedTuple):
    """What opening hours say about one instant. Datetimes carry the time zone of the question."""

    open: bool
    reason: Reason
    """``always_open``: never closed, on any date. ``within_hours``: open.

    Closed: ``before_opening`` before the day's first opening; ``break`` between two openings of the
    day; ``after_closing`` when the day's last span is over, be it one that began the day before;
    ``public_holiday`` or ``weekly_closed`` when the day has no span at all, and is a PH that the
    expression asks about, or not. ``hours_unknown``: neither, a comment is all that is said."""
    opens_at: datetime | None
    closes_at: datetime | None
    """The next opening if closed, the next closing if open; None if none in ``SEARCH_DAYS``, and
    where the hours are unknown."""
    provisional: bool
    """The expression follows the calendar, and no notice is known yet for the day at hand (or for
    the day before, if that is where an open span began)."""
    comment: str | None
    """The comment of the rule that decides about this minute."""
    next_provisional: bool
    """The same about the day of ``opens_at`` or ``closes_at``; False when both are None."""


class _Timetable(NamedTuple):
    """The open minutes of days under one calendar, by ordinal; filling it is idempotent."""

    calendar: Calendar
    spans: dict[int, tuple[Span, ...]]


@lru_cache(maxsize=4096)
def parse(expression: str) -> Hours:
    """Parse an opening-hours expression (grammar: ``pddroute.hours.syntax``).

    Raises HoursError, with ``details["column"]`` from 1, for anything that is not in the subset.

    >>> parse("sa, Mo, Tu 8:00 – 12:00;PH closed").normal()
    'Mo-Tu,Sa 08:00-12:00; PH off'
    >>> parse("Mo-Fr 08.00-12.00")
    Traceback (most recent call last):
    pddroute.errors.HoursError: 营业时间“Mo-Fr 08.00-12.00”第 7 列：这里看不懂“08.00”
    """
    return Hours(expression, parse_rules(expression))


class Hours:
    """Opening hours, immutable; made by `parse`.

    Every ``at`` is an aware datetime whose clock reads Asia/Shanghai; the caller converts. Results
    carry its ``tzinfo``. Intervals are half open: at 08:00:00 open, at 21:30:00 closed.

    ``expression`` is the text as given and ``comments`` what its rules say in quotes. It
    ``uses_calendar`` if it mentions ``PH``, and is ``always_open`` if no date has a closed minute.
    It is ``unknown`` if it says nothing but comments.
    """

    __slots__ = (
        *("_rules", "_table", "_vague"),
        *("always_open", "comments", "expression", "unknown", "uses_calendar"),
    )

    def __init__(self, expression: str, rules: tuple[Rule, ...]) -> None:
        self.expression: str = expression
        self.uses_calendar: bool = any(rule.holidays for rule in rules)
        self.comments: tuple[str, ...] = tuple(rule.comment for rule in rules if rule.comment)
        unknown = [rule.says == "unknown" for rule in rules]
        self.unknown: bool = all(unknown)
        self._vague = any(unknown)
        self._rules = tuple(Applied.of(rule) for rule in rules)
        self.always_open: bool = self._never_closes()
        self._table = _Timetable(Calendar(), {})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.expression!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return parse, (self.expression,)

    def normal(self) -> str:
        """The canonical text; parsing it gives hours that behave the same.

        >>> parse("Mo,Tu,We 00:00-24:00; May 01-Jul 31 We closed").normal()
        'Mo-We 00:00-24:00; May-Jul We off'
        """
        return write_rules(tuple(applied.rule for applied in self._rules))

    def is_open(self, at: datetime, calendar: Calendar) -> bool:
        """Whether it is open at ``at``.

        >>> hours = parse("Mo-Fr 08:30-17:30; PH off")
        >>> [hours.is_open(datetime(2026, 10, day, 9), Calendar()) for day in (7, 10)]
        [False, True]
        """
        table = self._under(calendar)
        spans = table.spans.get(at.toordinal())
        if spans is None:
            spans = self._spans(at.toordinal(), table)
        minute = at.hour * 60 + at.minute
        for start, end in spans:
            if minute < end:
                return minute >= start
        return False

    def moment(self, at: datetime, calendar: Calendar) -> Moment:
        """Everything there is to say about ``at``, see `Moment`.

        >>> hours = parse("Mo-Fr 08:30-17:30; PH off")
        >>> moment = hours.moment(datetime(2026, 9, 30, 20), Calendar())
        >>> moment.reason, str(moment.opens_at)
        ('after_closing', '2026-10-08 08:30:00')
        """
        table, day, minute = self._under(calendar), at.toordinal(), at.hour * 60 + at.minute
        rule = self._deciding(day, minute, table) if self.comments else None
        comment = rule.comment if rule else None
        if self.always_open:
            return Moment(True, "always_open", None, None, False, comment, False)
        spans = self._spans(day, table)
        now_open = any(start <= minute < end for start, end in spans)
        carried_over = self._carried_over(day, table)
        began = day - 1 if carried_over and minute < spans[0][1] else day
        provisional = self._provisional(day, table) or self._provisional(began, table)
        if rule and rule.says == "unknown":
            return Moment(False, "hours_unknown", None, None, provisional, comment, False)
        reason: Reason
        if now_open:
            reason = "within_hours"
        elif not spans:
            facts = self._facts(day, table)
            reason = "public_holiday" if facts and facts[2] else "weekly_closed"
        elif minute >= spans[-1][1]:
            reason = "after_closing"
        else:
            reason = "before_opening" if minute < spans[int(carried_over)][0] else "break"
        when = self._change(at, table, opening=not now_open)
        opens_at, closes_at = (None, when) if now_open else (when, None)
        then = when is not None and self._provisional(when.toordinal(), table)
        return Moment(now_open, reason, opens_at, closes_at, provisional, comment, then)

    def cuts(self, at: datetime, calendar: Calendar) -> set[int]:
        """The minutes of the day of ``at`` between which `moment` says the same throughout.

        >>> sorted(parse("Mo 22:00-02:00").cuts(datetime(2026, 10, 13, 9), Calendar()))
        [0, 120, 1440]
        """
        spans = self._spans(at.toordinal(), self._under(calendar))
        cuts = {0, DAY, *(minute for span in spans for minute in span)}
        if self.comments:
            cuts.update(m % DAY for applied in self._rules for s in applied.rule.spans for m in s)
        return cuts

    def is_unknown(self, at: datetime, calendar: Calendar) -> bool:
        """Whether a comment is all that is said of ``at``.

        >>> parse('Mo 09:00-18:00; Sa "call first"').is_unknown(datetime(2026, 10, 10), Calendar())
        True
        """
        if not self._vague:
            return False
        minute = at.hour * 60 + at.minute
        rule = self._deciding(at.toordinal(), minute, self._under(calendar))
        return rule is not None and rule.says == "unknown"

    def next_opening(self, at: datetime, calendar: Calendar) -> datetime | None:
        """The first instant after ``at`` at which a shift begins, and it goes from closed to open.

        The rest of a shift is no opening where that did not begin: the evening of 7 October is off.
        None when there is none on that day or the ``SEARCH_DAYS`` days after it.

        >>> parse("Mo-Fr 08:00-12:00").next_opening(datetime(2026, 10, 9, 8), Calendar())
        datetime.datetime(2026, 10, 12, 8, 0)
        >>> parse("20:00-02:00; PH off").next_opening(datetime(2026, 10, 2), Calendar())
        datetime.datetime(2026, 10, 8, 20, 0)
        """
        return self._change(at, self._under(calendar), opening=True)

    def ever_opens(self, calendar: Calendar, start: date) -> bool:
        """Whether it is, or may be, open for a minute within ``SEARCH_DAYS`` days from ``start``.

        >>> parse("Feb 29 10:00-12:00").ever_opens(Calendar(), date(2026, 3, 1))
        False
        """
        table = self._under(calendar)
        return self._vague or any(self._spans(day, table) for day in _search(start.toordinal()))

    def cut_nights(self, calendar: Calendar, start: date) -> list[date]:
        """The days within ``SEARCH_DAYS`` whose night a later rule, itself no ``off``, cuts short.

        >>> hours = parse("Fr 20:00-02:00; Sa 10:00-12:00")
        >>> hours.cut_nights(Calendar(), date(2026, 10, 1))[0]
        datetime.date(2026, 10, 2)
        """
        rules = tuple(applied for applied in self._rules if applied.rule.says != "closed")
        table = self._under(calendar)
        found = []
        for day in _search(start.toordinal()):
            today, tomorrow = self._facts(day, table), self._facts(day + 1, table)
            night = 0
            for applied in rules:
                night = 0 if applied.replaces(today) else night
                night |= applied.overnight if applied.names(today) else 0
            if night & ~open_minutes(rules, tomorrow, today):
                found.append(date.fromordinal(day))
        return found

    def replaced(self, calendar: Calendar, start: date) -> list[str]:
        """The rules that never hold within ``SEARCH_DAYS``, because of later ones: `overruled`.

        >>> hours = parse("Mo 08:00-12:00; We off; Mo-Fr 09:00-18:00")
        >>> hours.replaced(Calendar(), date(2026, 10, 1))
        ['Mo 08:00-12:00', 'We off']
        """
        table = self._under(calendar)
        search = _search(start.toordinal())
        days = [(f, self._facts(d - 1, table)) for d in search if (f := self._facts(d, table))]
        return [write_rule(self._rules[n].rule) for n in overruled(self._rules, days)]

    def _under(self, calendar: Calendar) -> _Timetable:
        # One timetable at a time: a program has one calendar, and a second one costs only time.
        if self._table.calendar is not calendar and self.uses_calendar:
            self._table = _Timetable(calendar, {})
        return self._table

    def _spans(self, day: int, table: _Timetable) -> tuple[Span, ...]:
        spans = table.spans.get(day)
        if spans is None:
            facts = (self._facts(d, table) for d in (day, day - 1))
            spans = as_spans(open_minutes(self._rules, *facts))
            if len(table.spans) >= _MEMO_LIMIT:
                table.spans.clear()
            table.spans[day] = spans
        return spans

    def _facts(self, day: int, table: _Timetable) -> Facts | None:
        if day < 1:
            return None
        d = date.fromordinal(day)
        weekday = table.calendar.pattern_weekday(d) if self.uses_calendar else d.weekday()
        # On a holiday, rules for its weekday hold as on any other day, unless a PH rule says more.
        return (d.month, d.day), d.weekday() if weekday is None else weekday, weekday is None

    def _never_closes(self) -> bool:
        # The rules can only tell days apart where a range of dates begins, or has just ended.
        ranges = [dates for applied in self._rules for dates in applied.rule.dates]
        firsts = {date(_LEAP, 1, 1), *(date(_LEAP, *first) for first, _ in ranges)}
        firsts |= {date(_LEAP, *last) + timedelta(1) for _, last in ranges}
        flags = {False, self.uses_calendar}
        days = [((d.month, d.day), w, h) for d in firsts for w in range(7) for h in flags]
        return all(open_minutes(self._rules, a, b) == WHOLE_DAY for a in days for b in days)

    def _deciding(self, day: int, minute: int, table: _Timetable) -> Rule | None:
        """The rule that has the last word about that minute."""
        today, before = self._facts(day, table), self._facts(day - 1, table)
        for applied in reversed(self._rules):
            if applied.minutes(today, before) >> minute & 1:
                return applied.rule
            if applied.replaces(today):
                break
        return None

    def _provisional(self, day: int, table: _Timetable) -> bool:
        return self.uses_calendar and table.calendar.day(date.fromordinal(day)).provisional

    def _open_till_midnight(self, day: int, table: _Timetable) -> bool:
        spans = self._spans(day, table)
        return bool(spans) and spans[-1][1] == DAY

    def _carried_over(self, day: int, table: _Timetable) -> bool:
        """Whether its first span is the rest of a shift of the day before, begun or not."""
        spans = self._spans(day, table)
        if not spans or spans[0][0]:
            return False
        return self._open_till_midnight(day - 1, table) or not self._own(day, table) & 1

    def _own(self, day: int, table: _Timetable) -> int:
        return open_minutes(self._rules, self._facts(day, table), None)

    def _change(self, at: datetime, table: _Timetable, *, opening: bool) -> datetime | None:
        """The first opening (or closing) after ``at``."""
        if self.always_open:
            return None
        day, minute = at.toordinal(), at.hour * 60 + at.minute
        for d in _search(day):
            night, spans = self._open_till_midnight(d - 1, table), self._spans(d, table)
            if opening:
                edges = [start for start, _ in spans]
                if self._carried_over(d, table):  # a shift that did not begin may have a successor
                    own = () if night else as_spans(self._own(d, table))
                    edges[:1] = [start for start, _ in own if start < spans[0][1]][:1]
            else:  # an end at midnight is the next day's to decide
                edges = [0] if night and not (spans and spans[0][0] == 0) else []
                edges += [end for _, end in spans if end < DAY]
            for edge in edges:
                if edge > minute or d > day:
                    clock = time(*divmod(edge, 60))
                    return datetime.combine(date.fromordinal(d), clock, at.tzinfo)
        return None


def _search(day: int) -> range:
    return range(day, min(day + SEARCH_DAYS, date.max.toordinal()) + 1)
