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

__all__ = ["DAY", "DateRange", "Rule", "Span", "parse_rules", "write_rules"]

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

# What people write, where parsing stops -> what is wrong, what to write; the first match counts.
_SUGGESTIONS = tuple(
    (re.compile(pattern), message, hint)
    for pattern, message, hint in (
        (r"SH\b", "school holidays (SH) are not supported", 'write the dates, "Jul 01-Aug 31"'),
        (r"(?i)\(|sunrise|sunset|dawn|dusk|easter", "sun and moon are no clocks", 'write "18:00"'),
        (r"(?i)week\b", "week numbers are not supported", 'write dates, "May 01-May 07"'),
        (r"(?i)unknown\b", '"unknown" is not supported', "leave the hours out altogether"),
        (r" ?\|\|", "fallback rules (||) are not supported", 'write a rule after ";" instead'),
        (r" ?\+\d* ?day|[+-]\d+ day", "day offsets are not supported", "write the date itself"),
        (r" ?\+", "an open end (+) is not supported", 'write the closing time, "18:00-21:30"'),
        (r"\[", "the nth weekday of a month is not supported", "write the dates"),
        (r"/", "steps (/) are not supported", "write each one out"),
        (r"\d\d:\d\d", "times cannot stand here", 'write days, one space, times, then "off"'),
        (r"[0-2]?\d-\d|\d\d?[.h]\d|0\d{3}|\d\d? ?[AaPp][Mm]", "not a time", 'write "08:00-21:30"'),
        (r"\d{4}\b", "years are not supported", 'leave the year out, "May 01-Sep 30"'),
        (r"24/7", '"24/7" cannot stand here', 'write "00:00-24:00"'),
        (r"\d", "a number cannot stand here", 'write the month with each day, "Dec 24,Dec 25"'),
        (r"; ?$|, ?$", "nothing follows the separator", "remove it"),
        (r",[^ ,;]", "this does not continue a list", 'put a space after ",": it adds a rule'),
        (r"[;,]", "an empty rule", "remove the separator"),
        (r" ?-", "a range cannot stand here", 'write it without spaces, "Mo-Fr", "08:00-21:30"'),
        (r" ?:", 'a ":" without hours before it', 'leave ":" out; days and times need one space'),
        (r'"', "a comment out of place", 'write "off" or hours first, then "text" in quotes'),
        (r" ", "a space too many", "leave it out"),
        (r"$", "the hours end too early", 'write it like "Mo-Fr 08:30-17:30; PH off"'),
    )
)
_EXAMPLE = 'write it like "Mo-Fr 08:30-12:00,14:00-17:30; PH off"'


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
    pddroute.errors.HoursError: opening hours "mo-Fr 08:00-12:00", column 1: "mo" is not a word here
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
            raise self.error("no hours are given", "leave the hours out if they are unknown", 0)
        for found in _NOT_ASCII.finditer(text):
            if bad := found[1]:
                hint = f'write "{_ASCII_FOR[bad]}"' if bad in _ASCII_FOR else _EXAMPLE
                raise self.error(f'"{bad}" is not part of the syntax', hint, found.start())

    def error(self, message: str, hint: str, at: int | None = None) -> HoursError:
        column = (self.pos if at is None else at) + 1
        said = f'opening hours "{self.text}", column {column}: {message}'
        return HoursError(said, hint=hint, details={"expression": self.text, "column": column})

    def unexpected(self) -> HoursError:
        """Why the text cannot go on the way it does at the cursor."""
        rest = self.text[self.pos : self.end]
        for pattern, message, hint in _SUGGESTIONS:
            if pattern.match(rest):
                return self.error(message, hint)
        word = _WORD.match(rest)
        if not word:
            return self.error(f'"{rest[0]}" cannot stand here', _EXAMPLE)
        known = next((n for n in _NAMES if word[0].lower().startswith(n.lower())), None)
        if known != word[0]:
            hint = f'write "{known}"' if known else _EXAMPLE
            return self.error(f'"{word[0]}" is not a word here', hint)
        hint = 'the order is dates, days, times, off; "," joins a list, ", " begins a rule'
        return self.error(f'"{known}" cannot stand here', hint)

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
                    raise self.error("PH inside a list", "write PH first or last", start)
                self.space()
            if additional and not dates and not days:
                hint = 'name the days ("Mo-Su 14:00-17:00"), or join times with "," and no space'
                raise self.error('a rule added with ", " must name its days', hint)
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
            said = self.text[start : self.pos]
            hint = f'write "{said} 00:00-24:00" or "{said} off"; in a list of days no space'
            raise self.error(f'"{said}" has no times', hint, start)
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
                raise self.error("the range ends before it starts", "write both months", at)
        else:
            last, last_day = self.date()
        if bool(first_day) != bool(last_day):
            raise self.error("a range of a month and a day", 'write "May 01-Sep 30"', at)
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
            raise self.error("a day of the month has two digits", f'write "0{number[1]}"')
        if not 1 <= int(number[1]) <= _MONTH_DAYS[month - 1]:
            last = _MONTH_DAYS[month - 1]
            raise self.error(f"no day {number[1]} in {_MONTHS[month - 1]}", f"the last is {last}")
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
                raise self.error("a time without an end", 'write "08:00-21:30"')
            raise self.unexpected()
        end = self.clock(limit=2 * DAY)
        # An end that is not after the start lies on the next day.
        return start, end if end > start else end + DAY

    def clock(self, *, limit: int) -> int:
        found = _CLOCK.match(self.text, self.pos, self.end)
        if not found:
            raise self.unexpected()
        if len(found[1]) < 2:
            raise self.error("an hour has two digits", f'write "0{found[0]}"')
        minutes = int(found[1]) * 60 + int(found[2])
        if int(found[2]) > 59 or minutes > limit:
            last = "23:59; later is the next day's" if limit < DAY else "48:00"
            raise self.error(f"there is no {found[0]} here", f"the last possible time is {last}")
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
