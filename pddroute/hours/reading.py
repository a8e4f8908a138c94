"""Opening hours as text: read in OSM's notation, and in the loose forms that real values have.

Read as what they can only mean are a ``:`` behind dates or days, a ``;`` at the end, spaces in a
list and around a hyphen, several for one, any dash for a hyphen, one-digit hours and days, names in
any case (but ``PH``). A comment without times is a rule, too: the hours are unknown. Where tools do
not agree and people could mean either (a rule without times, ``PH Mo``, two rules with nothing
between), and where something may be missing (``,`` at the end), it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pddroute.errors import HoursError
from pddroute.hours.faults import EXAMPLE, HoursFault
from pddroute.hours.syntax import (
    DAY,
    DAYS,
    EVERY_DAY,
    MONTH_DAYS,
    MONTHS,
    PH,
    DateRange,
    Rule,
    Span,
)

_MODIFIERS = ("open", "off", "closed")
_NAMES = (*DAYS, *MONTHS, *_MODIFIERS)
_DASHES = "-‐‑–—−－~～〜"

_A_DATE = re.compile(rf"({'|'.join(MONTHS)})(?![A-Za-z])", re.IGNORECASE)
_A_DAY = re.compile(rf"(PH|(?i:{'|'.join(DAYS[:PH])}))(?![A-Za-z])")
_WORD = re.compile(r"[A-Za-z]+")
# A number that no minutes follow: "Dec 24:08:00-12:00" has a day, "Dec 08:00-12:00" has none.
_DAY_NUMBER = re.compile(r" *([0-9]{1,2})(?![0-9]|:[0-9]{2}(?!:[0-9]))")
_ANOTHER_DATE = re.compile(rf"{_A_DATE.pattern}|{_DAY_NUMBER.pattern}", re.IGNORECASE)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?![0-9])")
_WORD_BETWEEN = re.compile(r" *([A-Za-z]+) *(?=[0-9])")
_COMMENT = re.compile(r'"( *[^" ][^"]*)"')
_SPACES = re.compile(" *")
_SEPARATOR = re.compile(" *(?:; *|, +)")
_COMMA = re.compile(" *, *")
_DASH = re.compile(rf" *[{_DASHES}] *")
_COLON = re.compile(" *: *(?=[^ ;,])")
_FOREIGN = re.compile(rf'"[^"]*"|([^ -~{_DASHES}])')

_FULL_WIDTH = "：，、；　“”＂＋０１２３４５６７８９\t\n"
_ASCII_FOR = dict(zip(_FULL_WIDTH, ':,,; """+0123456789  ', strict=True))

# What people write, where reading stops: the kind of fault is the name of the group.
_SUSPECT = re.compile(
    rf"""(?P<NO_HOURS>(?i:unknown)\b)
    |(?P<UNSUPPORTED>SH\b|(?i:sunrise|sunset|dawn|dusk|easter|week\b)|[(\[/]
        |\|\||[+-]\d+[ ]day|\+|[1-9]\d{{3}}\b)
    |(?P<NOT_HERE>\d\d?:\d\d|[{_DASHES}:]|,(?=[^ ,;]))
    |(?P<MISWRITTEN>24/7|\d+(?:[.h]\d+|(?:[ ]?[{_DASHES}][ ]?\d+)?(?:[ ]?[A-Za-z]+)?))
    |(?P<EMPTY_RULE>[;,])
    |(?P<COMMENT>")
    |(?P<UNFINISHED>$)""",
    re.VERBOSE,
)
_ALL_DAY = re.compile("24(?:/7|-7| ?h.*)", re.IGNORECASE)


def parse_rules(expression: str) -> tuple[Rule, ...]:
    """Read an expression: its rules, in order. Raises HoursError with the column (from 1).

    >>> rule, = parse_rules("Sa,PH 20:00-02:00")
    >>> sorted(rule.weekdays), rule.holidays, rule.spans
    ([5], True, ((1200, 1560),))
    >>> parse_rules("sa, PH 20:00 – 2:00") == (rule,)
    True
    >>> parse_rules("Mon 08:00-12:00")
    Traceback (most recent call last):
    pddroute.errors.HoursError: 营业时间“Mon 08:00-12:00”第 1 列：这里看不懂“Mon”
    """
    return _Reader(expression).rules()


class _Reader:
    """A cursor over one expression; each method reads one part and leaves the cursor behind it."""

    __slots__ = ("end", "pos", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text.rstrip(" "))
        self.pos = len(text) - len(text.lstrip(" "))
        if not self.end:
            raise self.error(HoursFault.NO_HOURS, 0)
        for found in _FOREIGN.finditer(text):
            if bad := found[1]:
                text = bad if bad.isprintable() else f"U+{ord(bad):04X}"
                instead = _ASCII_FOR.get(bad, EXAMPLE)
                raise self.error(HoursFault.MISWRITTEN, found.start(), text=text, instead=instead)

    def error(self, fault: HoursFault, at: int | None = None, **fields: object) -> HoursError:
        return fault.error(self.text, (self.pos if at is None else at) + 1, **fields)

    def unexpected(self) -> HoursError:
        """Why the text cannot go on the way it does at the cursor, or behind the spaces there."""
        self.take(_SPACES)
        if (found := _SUSPECT.match(self.text[: self.end], self.pos)) and found.lastgroup:
            text, fault = found[found.lastgroup], HoursFault[found.lastgroup]
            instead = "00:00-24:00" if _ALL_DAY.fullmatch(text) else "08:00-21:30"
            return self.error(fault, found.start(found.lastgroup), text=text, instead=instead)
        word = self.match(_WORD)
        text = word[0] if word else self.peek()
        known = next((n for n in _NAMES if word and text.lower().startswith(n.lower())), EXAMPLE)
        if text == known or (known != "PH" and text.lower() == known.lower()):
            return self.error(HoursFault.NOT_HERE, text=text)
        return self.error(HoursFault.MISWRITTEN, text=text, instead=known)

    def peek(self) -> str:
        return self.text[self.pos : self.pos + 1] if self.pos < self.end else ""

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.text, self.pos, self.end)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Read ``pattern``; None, reading nothing, if something else is here."""
        if found := self.match(pattern):
            self.pos = found.end()
        return found

    def word(self, among: tuple[str, ...]) -> int | None:
        """Read one of ``among``, as an index; None, reading nothing, if another word is here."""
        if found := self.match(_WORD):
            for name in (found[0], found[0].capitalize(), found[0].lower()):
                if name in among:
                    self.pos = found.end()
                    return among.index(name)
        return None

    def need(self, among: tuple[str, ...]) -> int:
        if (index := self.word(among)) is None:
            raise self.unexpected()
        return index

    def list_of(self, item: Callable[[], None], another: re.Pattern[str]) -> None:
        """Read items joined by ",", with spaces only where ``another`` item follows them.

        Behind days and dates another one belongs to the list: they cannot be a rule without times.
        """
        item()
        while comma := self.match(_COMMA):
            after, spaced = comma.end(), comma[0] != ","
            if after >= self.end or (spaced and not another.match(self.text, after, self.end)):
                return
            self.pos = after
            item()

    def rules(self) -> tuple[Rule, ...]:
        rules = [self.rule(additional=False)]
        while self.pos < self.end:
            separator = self.take(_SEPARATOR)
            if not separator:
                raise self.unexpected()
            if self.pos < self.end:
                rules.append(self.rule(additional="," in separator[0]))
        return tuple(rules)

    def rule(self, *, additional: bool) -> Rule:
        start = self.pos
        dates: list[DateRange] = []
        days: list[int] = []
        spans: list[Span] = []
        if self.text.startswith("24/7", start):
            self.pos += len("24/7")
            days, spans = list(EVERY_DAY), [(0, DAY)]
        else:
            if self.match(_A_DATE):
                self.list_of(lambda: dates.append(self.date_range()), _ANOTHER_DATE)
                self.space(_COLON)
            if self.match(_A_DAY):
                days = self.days()
                self.space(_COLON)
            if additional and not dates and not days and self.peek() != '"':
                raise self.error(HoursFault.NO_DAYS)
            if self.match(_CLOCK):
                self.list_of(lambda: spans.append(self.span()), _CLOCK)
        if spans:
            self.space()
        if (modifier := self.word(_MODIFIERS)) is not None:
            self.space()
        comment = self.take(_COMMENT)
        unknown = not spans and modifier is None
        if unknown and not comment:
            if self.pos == start or (self.pos < self.end and self.peek() not in ";,"):
                raise self.unexpected()
            raise self.error(HoursFault.NO_TIMES, start, days=self.text[start : self.pos])
        if not comment and self.text[self.pos - 1] == " " and self.pos < self.end:
            raise self.unexpected()
        return Rule(
            additional and not unknown,  # it is all that can be said of its days
            "unknown" if unknown else "open" if modifier in (None, 0) else "closed",
            tuple(dates),
            frozenset(days) - {PH} if days else EVERY_DAY,
            PH in days,
            _merged(spans or [(0, DAY)]),
            comment[1] if comment else None,
        )

    def space(self, sign: re.Pattern[str] | None = None) -> None:
        """Read the space between two parts of a rule, or ``sign``, unless the rule ends here."""
        if self.pos < self.end and not self.match(_SEPARATOR) and not (sign and self.take(sign)):
            if self.peek() != " ":
                raise self.unexpected()
            self.take(_SPACES)

    def date_range(self) -> DateRange:
        first, first_day = self.date()
        if not self.take(_DASH):
            return (first, first_day or 1), (first, first_day or MONTH_DAYS[first - 1])
        at = self.pos
        if first_day and (number := self.match(_DAY_NUMBER)):
            last, last_day = first, self.day_number(number, first)
            if last_day < first_day:
                raise self.error(HoursFault.DATES, at)
        else:
            last, last_day = self.date()
        if bool(first_day) != bool(last_day):
            raise self.error(HoursFault.DATES, at)
        return (first, first_day or 1), (last, last_day or MONTH_DAYS[last - 1])

    def date(self) -> tuple[int, int]:
        """A month and, if one follows, a day of it; otherwise 0."""
        if self.match(_DAY_NUMBER):
            raise self.error(HoursFault.DATES)
        month = self.need(MONTHS)
        number = self.match(_DAY_NUMBER)
        if not number:
            return month + 1, 0
        if self.peek() != " ":
            raise self.error(HoursFault.DATES)
        return month + 1, self.day_number(number, month + 1)

    def day_number(self, number: re.Match[str], month: int) -> int:
        last, name = MONTH_DAYS[month - 1], MONTHS[month - 1]
        if not 1 <= int(number[1]) <= last:
            at = number.start(1)
            raise self.error(HoursFault.NO_SUCH_DAY, at, month=name, day=number[1], last=last)
        self.pos = number.end()
        return int(number[1])

    def days(self) -> list[int]:
        days: list[int] = []
        behind: list[int] = []  # where a PH stands that is not the first

        def one() -> None:
            if behind:
                raise self.error(HoursFault.NOT_HERE, behind[0], text="PH")
            if days and self.text.startswith("PH", self.pos):
                behind.append(self.pos)
            days.extend(self.day_range())

        self.list_of(one, _A_DAY)
        return days

    def day_range(self) -> list[int]:
        first = self.need(DAYS)
        if first == PH or not self.take(_DASH):
            return [first]
        last = self.need(DAYS[:PH])
        return [(first + i) % 7 for i in range((last - first) % 7 + 1)]

    def span(self) -> Span:
        at, start = self.pos, self.clock(limit=DAY - 1)
        if not self.take(_DASH):
            if word := self.match(_WORD_BETWEEN):
                text = word[1]
                raise self.error(HoursFault.MISWRITTEN, word.start(1), text=text, instead="-")
            if self.peek() in ("", ";", ",", " "):
                raise self.error(HoursFault.NO_END, at, time=self.text[at : self.pos])
            raise self.unexpected()
        end = self.clock(limit=2 * DAY)
        # An end that is not after the start lies on the next day.
        return start, end if end > start else end + DAY

    def clock(self, *, limit: int) -> int:
        found = self.match(_CLOCK)
        if not found:
            raise self.unexpected()
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
