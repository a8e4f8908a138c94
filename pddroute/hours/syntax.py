"""The language of opening hours: what a rule is, and its normal text, knowing no calendar.

The grammar is a part of OpenStreetMap's, so that any OSM tool reads what we write::

    expression = rule { ( ";" rule | ", " rule ) }
    rule       = ( "24/7" | [dates] [days] [times] ) [ "off" | "closed" | "open" ] [ comment ]
    dates      = "May-Sep" | "Dec 24" | "May 01-Sep 30" | "Jan 02-05", joined by ","
    days       = "Mo-Fr" | "Sa" | "PH", joined by ","; PH first or last
    times      = "08:00-21:30" | "22:00-02:00" | "20:00-26:00", joined by ","

Read, too, is what people write beside it: see `pddroute.hours.reading`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

DAY = 1440  # minutes
# Minutes from the day's midnight, half open; the end may lie on the next day, up to 2880.
Span = tuple[int, int]
# First and last (month, day), both included; a first after the last wraps over the new year.
DateRange = tuple[tuple[int, int], tuple[int, int]]

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
EVERY_DAY, PH = frozenset(range(7)), 7


class Rule(NamedTuple):
    """One rule of an expression: it names a day if the date fits, and the weekday or PH does."""

    additional: bool
    """Adds to the rules before it (``,``) instead of replacing the days it names (``;``)."""
    says: Literal["open", "closed", "unknown"]
    """Of its times. ``closed`` (``off``) takes them away and replaces nothing else; ``unknown`` is
    a comment without times ("by appointment"): nobody can tell for those days."""
    dates: tuple[DateRange, ...]
    """Empty: every date fits."""
    weekdays: frozenset[int]
    holidays: bool
    """``PH`` is named; ``weekdays`` (Monday is 0) is empty if nothing else is."""
    spans: tuple[Span, ...]
    """Invariant: not overlapping, not touching, increasing; each starts on the day itself."""
    comment: str | None


def write_rules(rules: tuple[Rule, ...]) -> str:
    """The normal text of rules: reading it gives rules that mean the same.

    >>> whole_day = Rule(False, "open", (), EVERY_DAY, False, ((0, DAY),), None)
    >>> write_rules((whole_day, whole_day._replace(says="closed", comment="gone")))
    '24/7; Mo-Su off "gone"'
    """
    return "".join((", " if _adds(r) else "; ") + write_rule(r) for r in rules)[2:]


def _adds(rule: Rule) -> bool:
    return rule.additional and rule.says == "open"


def write_rule(rule: Rule) -> str:
    """The normal text of one rule."""
    dates = ",".join(_write_dates(*dates) for dates in rule.dates)
    days = _write_days(rule.weekdays, rule.holidays)
    times = ",".join(_write_span(*span) for span in rule.spans)
    if rule.says == "closed":
        times = "off" if rule.spans == ((0, DAY),) else f"{times} off"
    if rule.says == "unknown":
        days, times = "" if days == "Mo-Su" else days, ""
    selected = " ".join(filter(None, (dates, days, times)))
    selected = "24/7" if selected == "Mo-Su 00:00-24:00" else selected
    return selected if rule.comment is None else f'{selected} "{rule.comment}"'.lstrip()


def _write_dates(first: tuple[int, int], last: tuple[int, int]) -> str:
    (m1, d1), (m2, d2) = first, last
    if d1 == 1 and d2 == MONTH_DAYS[m2 - 1]:
        return MONTHS[m1 - 1] if m1 == m2 else f"{MONTHS[m1 - 1]}-{MONTHS[m2 - 1]}"
    start = f"{MONTHS[m1 - 1]} {d1:02}"
    return start if first == last else f"{start}-{MONTHS[m2 - 1]} {d2:02}"


def _write_days(weekdays: frozenset[int], holidays: bool) -> str:
    words = ["PH"] if holidays else []
    for first in sorted(weekdays, reverse=True):
        if first - 1 not in weekdays:  # a run of days begins here
            last = next(day for day in range(first, 7) if day + 1 not in weekdays)
            words.insert(0, f"{DAYS[first]}-{DAYS[last]}" if last > first else DAYS[first])
    return ",".join(words)


def _write_span(start: int, end: int) -> str:
    if end > DAY and end - DAY < start:
        end -= DAY
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
