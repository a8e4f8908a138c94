"""The syntax of opening hours: text in OSM's notation <-> rules, knowing no calendar.

The grammar is a strict part of OpenStreetMap's, so that any OSM tool reads what we read::

    expression = rule { ( ";" rule | ", " rule ) }
    rule       = ( "24/7" | [dates] [days] [times] ) [ "off" | "closed" | "open" ] [ comment ]
    dates      = "May-Sep" | "Dec 24" | "May 01-Sep 30" | "Jan 02-05", joined by ","
    days       = "Mo-Fr" | "Sa" | "PH", joined by ","; PH first or last
    times      = "08:00-21:30" | "22:00-02:00" | "20:00-26:00", joined by ","

Where OSM tools disagree about a text (a rule without times, a space in a list), it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pddroute.errors import HoursError
from pddroute.hours.faults import EXAMPLE, HoursFault

DAY = 1440  # minutes
# Minutes from the day's midnight, half open; the end may lie on the next day, up to 2880.
Span = tuple[int, int]
# First and last (month, day), both included; a first after the last wraps over the new year.
DateRange = tuple[tuple[int, int], tuple[int, int]]

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EVERY_DAY, _PH = frozenset(range(7)), 7
_NAMES = (*_DAYS, *_MONTHS, "off", "closed", "open")

_IS_DATE = re.compile(rf"({'|'.join(_MONTHS)})(?![A-Za-z])")
_IS_DAY = re.compile(rf"({'|'.join(_DAYS)})(?![A-Za-z])")
_WORD = re.compile(r"[A-Za-z]+")
_DAY_NUMBER = re.compile(r"([0-9]{1,2})(?![0-9:])")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?![0-9])")
_COMMENT = re.compile(r'"([^"]*[^" ][^"]*)"')
_SEPARATOR = re.compile(r" ?; ?| ?, ")
_GAP = re.compile(r" [^ ;,+|-]")
_NOT_ASCII = re.compile(r'"[^"]*"|([^ -~])')

_FULL_WIDTH = "：－–—～〜，、；　“”＂＋０１２３４５６７８９\t\n"
_ASCII_FOR = dict(zip(_FULL_WIDTH, ':-----,,; """+0123456789  ', strict=True))

# What people write, where parsing stops: the kind of fault is the name of the group.
_SUSPECT = re.compile(
    r"""(?P<NO_HOURS>(?i:unknown)\b)
    |[ ]?(?P<UNSUPPORTED>SH\b|(?i:sunrise|sunset|dawn|dusk|easter|week\b)|[(\[/]
        |\|\||[+-]\d+[ ]day|\+|[1-9]\d{3}\b)
    |(?P<MISWRITTEN>24/7|[0-2]?\d-\d+|\d\d?[.h]\d+|0\d{3}|\d\d?[ ]?[AaPp][Mm])
    |(?P<NOT_HERE>\d\d:\d\d|:)
    |(?P<DATES>\d)
    |(?P<SPACING>[ -]|,(?=[^ ,;]))
    |(?P<EMPTY_RULE>[;,])
    |(?P<COMMENT>")
    |(?P<UNFINISHED>$)""",
    re.VERBOSE,
)


class Rule(NamedTuple):
    """One rule of an expression: it names a day if the date fits, and the weekday or PH does."""

    additional: bool
    """Adds to the rules before it (``,``) instead of replacing the days it names (``;``)."""
    opens: bool
    """False for ``off`` and ``closed``, which take their times away and replace nothing else."""
    dates: tuple[DateRange, ...]
    """Empty: every date fits."""
    weekdays: frozenset[int]
    holidays: bool
    """``PH`` is named; ``weekdays`` (Monday is 0) is empty if nothing else is."""
    spans: tuple[Span, ...]
    """Invariant: not overlapping, not touching, increasing; each starts on the day itself."""
    comment: str | None


def parse_rules(expression: str) -> tuple[Rule, ...]:
    """Read an expression: its rules, in order. Raises HoursError with the column (from 1).

    >>> rule, = parse_rules("Sa,PH 20:00-02:00")
    >>> sorted(rule.weekdays), rule.holidays, rule.spans
    ([5], True, ((1200, 1560),))
    >>> parse_rules("mo-Fr 08:00-12:00")
    Traceback (most recent call last):
    pddroute.errors.HoursError: 营业时间“mo-Fr 08:00-12:00”第 1 列：这里看不懂“mo”
    """
    return _Parser(expression).rules()


class _Parser:
    """A cursor over one expression; each method reads one part and leaves the cursor behind it."""

    __slots__ = ("end", "pos", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text.rstrip(" "))
        self.pos = len(text) - len(text.lstrip(" "))
        if not self.end:
            raise self.error(HoursFault.NO_HOURS, 0)
        for found in _NOT_ASCII.finditer(text):
            if bad := found[1]:
                text = bad if bad.isprintable() else f"U+{ord(bad):04X}"
                instead = _ASCII_FOR.get(bad, EXAMPLE)
                raise self.error(HoursFault.MISWRITTEN, found.start(), text=text, instead=instead)

    def error(self, fault: HoursFault, at: int | None = None, **fields: object) -> HoursError:
        return fault.error(self.text, (self.pos if at is None else at) + 1, **fields)

    def unexpected(self) -> HoursError:
        """Why the text cannot go on the way it does at the cursor."""
        if (found := _SUSPECT.match(self.text[: self.end], self.pos)) and found.lastgroup:
            text, fault = found[found.lastgroup], HoursFault[found.lastgroup]
            instead = "00:00-24:00" if text == "24/7" else "08:00-21:30"
            return self.error(fault, found.start(found.lastgroup), text=text, instead=instead)
        word = _WORD.match(self.text, self.pos, self.end)
        text = word[0] if word else self.peek()
        known = next((n for n in _NAMES if word and text.lower().startswith(n.lower())), EXAMPLE)
        if known == text:
            return self.error(HoursFault.NOT_HERE, text=text)
        return self.error(HoursFault.MISWRITTEN, text=text, instead=known)

    def peek(self) -> str:
        return self.text[self.pos : self.pos + 1] if self.pos < self.end else ""

    def take(self, literal: str) -> bool:
        found = self.text.startswith(literal, self.pos, self.end)
        self.pos += len(literal) * found
        return found

    def word(self, among: tuple[str, ...]) -> int | None:
        """Read one of ``among``, as an index; None, reading nothing, if another word is here."""
        found = _WORD.match(self.text, self.pos, self.end)
        if not found or found[0] not in among:
            return None
        self.pos = found.end()
        return among.index(found[0])

    def need(self, among: tuple[str, ...]) -> int:
        if (index := self.word(among)) is None:
            raise self.unexpected()
        return index

    def list_of(self, item: Callable[[], None]) -> None:
        """Read items joined by "," without a space (with a space it is a rule separator)."""
        item()
        while self.peek() == "," and self.text[self.pos + 1 : self.pos + 2] not in ("", " "):
            self.pos += 1
            item()

    def rules(self) -> tuple[Rule, ...]:
        rules = [self.rule(additional=False)]
        while self.pos < self.end:
            separator = _SEPARATOR.match(self.text, self.pos, self.end)
            if not separator or separator.end() >= self.end:
                raise self.unexpected()
            self.pos = separator.end()
            rules.append(self.rule(additional="," in separator[0]))
        return tuple(rules)

    def rule(self, *, additional: bool) -> Rule:
        start = self.pos
        dates: list[DateRange] = []
        days: list[int] = []
        spans: list[Span] = []
        if self.take("24/7"):
            days, spans = list(_EVERY_DAY), [(0, DAY)]
        else:
            if _IS_DATE.match(self.text, self.pos):
                self.list_of(lambda: dates.append(self.date_range()))
                self.space()
            if _IS_DAY.match(self.text, self.pos):
                self.list_of(lambda: days.extend(self.day_range()))
                if _PH in days[1:-1]:
                    inside = self.text.index(",PH,", start) + 1
                    raise self.error(HoursFault.NOT_HERE, inside, text="PH")
                self.space()
            if additional and not dates and not days:
                raise self.error(HoursFault.NO_DAYS)
            if _CLOCK.match(self.text, self.pos, self.end):
                self.list_of(lambda: spans.append(self.span()))
        if spans:
            self.space()
        if (modifier := self.word(("open", "off", "closed"))) is not None:
            self.space()
        if not spans and modifier is None:
            # Also "Mo, We 08:00-12:00": to OSM that is a Monday open all day, then a Wednesday.
            if self.pos == start or (self.pos < self.end and self.peek() not in ";,"):
                raise self.unexpected()
            raise self.error(HoursFault.NO_TIMES, start, days=self.text[start : self.pos])
        comment = None
        if found := _COMMENT.match(self.text, self.pos, self.end):
            comment, self.pos = found[1], found.end()
        elif self.text[self.pos - 1] == " " and self.pos < self.end:
            raise self.unexpected()
        weekdays = frozenset(days) - {_PH} if days else _EVERY_DAY
        times = _merged(spans or [(0, DAY)])
        opens = modifier in (None, 0)
        return Rule(additional, opens, tuple(dates), weekdays, _PH in days, times, comment)

    def space(self) -> None:
        """Read the one space between two parts of a rule, unless the rule ends here."""
        if self.pos < self.end and not _SEPARATOR.match(self.text, self.pos, self.end):
            if not _GAP.match(self.text, self.pos, self.end):
                raise self.unexpected()
            self.pos += 1

    def date_range(self) -> DateRange:
        first, first_day = self.date()
        if not self.take("-"):
            return (first, first_day or 1), (first, first_day or _MONTH_DAYS[first - 1])
        at = self.pos
        if first_day and (number := _DAY_NUMBER.match(self.text, self.pos, self.end)):
            last, last_day = first, self.day_number(number, first)
            if last_day < first_day:
                raise self.error(HoursFault.DATES, at)
        else:
            last, last_day = self.date()
        if bool(first_day) != bool(last_day):
            raise self.error(HoursFault.DATES, at)
        return (first, first_day or 1), (last, last_day or _MONTH_DAYS[last - 1])

    def date(self) -> tuple[int, int]:
        """A month and, if one follows, a day of it; otherwise 0."""
        month = self.need(_MONTHS)
        number = _DAY_NUMBER.match(self.text, self.pos + 1, self.end)
        if self.peek() != " " or not number:
            return month + 1, 0
        self.pos += 1
        return month + 1, self.day_number(number, month + 1)

    def day_number(self, number: re.Match[str], month: int) -> int:
        if len(number[1]) < 2:
            raise self.error(HoursFault.MISWRITTEN, text=number[1], instead=f"0{number[1]}")
        last, name = _MONTH_DAYS[month - 1], _MONTHS[month - 1]
        if not 1 <= int(number[1]) <= last:
            raise self.error(HoursFault.NO_SUCH_DAY, month=name, day=number[1], last=last)
        self.pos = number.end()
        return int(number[1])

    def day_range(self) -> list[int]:
        first = self.need(_DAYS)
        if first == _PH or not self.take("-"):
            return [first]
        last = self.need(_DAYS[:_PH])
        return [(first + i) % 7 for i in range((last - first) % 7 + 1)]

    def span(self) -> Span:
        start = self.clock(limit=DAY - 1)
        if not self.take("-"):
            if self.peek() in ("", ";", ","):
                raise self.error(HoursFault.UNFINISHED)
            raise self.unexpected()
        end = self.clock(limit=2 * DAY)
        # An end that is not after the start lies on the next day.
        return start, end if end > start else end + DAY

    def clock(self, *, limit: int) -> int:
        found = _CLOCK.match(self.text, self.pos, self.end)
        if not found:
            raise self.unexpected()
        if len(found[1]) < 2:
            raise self.error(HoursFault.MISWRITTEN, text=found[0], instead=f"0{found[0]}")
        minutes = int(found[1]) * 60 + int(found[2])
        if int(found[2]) > 59 or minutes > limit:
            raise self.error(HoursFault.NO_SUCH_TIME, time=found[0])
        self.pos = found.end()
        return minutes


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def write_rules(rules: tuple[Rule, ...]) -> str:
    """The canonical text of rules: reading it gives rules that mean the same.

    >>> write_rules(parse_rules('Sa,Mo,Tu,Su,We 08:00-09:00,09:00-34:00; closed "gone"'))
    'Mo-We,Sa-Su 08:00-34:00; Mo-Su off "gone"'
    """
    return "".join((", " if r.additional and r.opens else "; ") + _write(r) for r in rules)[2:]


def _write(rule: Rule) -> str:
    dates = ",".join(_write_dates(*dates) for dates in rule.dates)
    days = _write_days(rule.weekdays, rule.holidays)
    times = ",".join(_write_span(*span) for span in rule.spans)
    if not rule.opens:
        times = "off" if rule.spans == ((0, DAY),) else f"{times} off"
    selected = " ".join(filter(None, (dates, days, times)))
    selected = "24/7" if selected == "Mo-Su 00:00-24:00" else selected
    return selected if rule.comment is None else f'{selected} "{rule.comment}"'


def _write_dates(first: tuple[int, int], last: tuple[int, int]) -> str:
    (m1, d1), (m2, d2) = first, last
    if d1 == 1 and d2 == _MONTH_DAYS[m2 - 1]:
        return _MONTHS[m1 - 1] if m1 == m2 else f"{_MONTHS[m1 - 1]}-{_MONTHS[m2 - 1]}"
    start = f"{_MONTHS[m1 - 1]} {d1:02}"
    return start if first == last else f"{start}-{_MONTHS[m2 - 1]} {d2:02}"


def _write_days(weekdays: frozenset[int], holidays: bool) -> str:
    words = ["PH"] if holidays else []
    for first in sorted(weekdays, reverse=True):
        if first - 1 not in weekdays:  # a run of days begins here
            last = next(day for day in range(first, 7) if day + 1 not in weekdays)
            words.insert(0, f"{_DAYS[first]}-{_DAYS[last]}" if last > first else _DAYS[first])
    return ",".join(words)


def _write_span(start: int, end: int) -> str:
    if end > DAY and end - DAY < start:
        end -= DAY
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
