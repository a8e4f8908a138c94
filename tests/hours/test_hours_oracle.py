"""pddroute's opening hours against opening-hours-py, and against a calendar written out by hand."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest
from damaged import damaged
from opening_hours import OpeningHours, State
from opening_hours import validate as oracle_reads
from spans import day_spans

from pddroute.catalogue.model import Catalog
from pddroute.errors import HoursError
from pddroute.hours.hours import parse
from pddroute.hours.reading import parse_rules
from pddroute.hours.syntax import Rule
from pddroute.hours.workdays import Calendar

# Expressions that are blind to the calendar: opening-hours-py is the oracle for every minute.
PLAIN = [
    "Mo-Su 08:00-21:30",
    "Mo-Su 08:00-20:30",
    "Mo-Su 09:00-20:00",
    "Mo-Su 09:00-24:00",
    "24/7",
    "Mo-Su 08:00-22:00",
    "Mo-Su 08:00-24:00",
    "Mo-Su 09:00-22:00",
    "Mo-Fr 08:30-11:50,14:30-17:00",
    "Mo-Su 08:00-17:30",
    "Mo-Su 17:30-18:00",
]

# Calendar expressions -> what a working day looks like, in minutes.
BY_CALENDAR = {
    "Mo-Fr 08:30-12:00,14:00-17:30; PH off": [(510, 720), (840, 1050)],
    "Mo-Fr 08:30-12:00,13:00-17:30; PH off": [(510, 720), (780, 1050)],
    "Mo-Fr 08:30-11:50,14:30-17:00; PH off": [(510, 710), (870, 1020)],
    "Mo-Fr 08:30-11:30,14:00-17:30; PH off": [(510, 690), (840, 1050)],
    "Mo-Fr 08:30-11:30,13:30-17:00; PH off": [(510, 690), (810, 1020)],
    "Mo-Fr 09:00-12:00,13:00-17:00; PH off": [(540, 720), (780, 1020)],
    "Mo-Fr 09:00-12:00,14:00-18:00; PH off": [(540, 720), (840, 1080)],
    "Mo-Fr 08:30-17:30; PH off": [(510, 1050)],
    "Mo-Fr 09:00-17:00; PH off": [(540, 1020)],
}

# What is said of the days off alone: open round the clock, or nothing but a comment.
ON_DAYS_OFF = {"PH 00:00-24:00": "open", 'PH "staffed"': "unknown"}

# The notice for 2026, typed from its text: (month, first day, last day) off, (month, day) worked.
OFF_2026 = [(1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7)]
WORKED_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]

FIRST, LAST = date(2026, 1, 1), date(2027, 1, 1)
YEAR = [FIRST + timedelta(n) for n in range((LAST - FIRST).days)]
CALENDAR = Calendar()


def minutes_of(expression: str) -> bytearray:
    """Our answer for every minute of 2026."""
    hours = parse(expression)
    table = bytearray(len(YEAR) * 1440)
    for n, day in enumerate(YEAR):
        for start, end in day_spans(hours, day, CALENDAR):
            table[n * 1440 + start : n * 1440 + end] = b"\1" * (end - start)
    return table


def oracle_minutes(expression: str, first: date = FIRST, last: date = LAST) -> bytearray:
    """opening-hours-py's answer for every minute from ``first`` to ``last``."""
    start, end = (datetime(d.year, d.month, d.day) for d in (first, last))
    table = bytearray((last - first).days * 1440)
    for since, until, state, _ in OpeningHours(expression).intervals(start, end):
        if state == State.OPEN:
            a, b = ((t - start) // timedelta(minutes=1) for t in (since, until))
            table[a:b] = b"\1" * (b - a)
    return table


def test_every_hours_expression_of_the_catalogue_has_an_oracle(catalog: Catalog) -> None:
    said = {
        claim.text("zh") for channel in catalog.channels.values() for claim in channel.claims.hours
    }
    assert said <= {*PLAIN, *BY_CALENDAR, *ON_DAYS_OFF}


@pytest.mark.parametrize("expression", PLAIN)
def test_every_minute_of_2026_equals_opening_hours_py(expression: str) -> None:
    assert minutes_of(expression) == oracle_minutes(expression)


@pytest.mark.parametrize("expression", BY_CALENDAR)
def test_every_minute_of_2026_equals_the_notice(expression: str) -> None:
    off = {date(2026, m, d) for m, a, b in OFF_2026 for d in range(a, b + 1)}
    worked = {date(2026, m, d) for m, d in WORKED_2026}
    table = bytearray(len(YEAR) * 1440)
    for n, day in enumerate(YEAR):
        if day in worked or (day.weekday() < 5 and day not in off):
            for start, end in BY_CALENDAR[expression]:
                table[n * 1440 + start : n * 1440 + end] = b"\1" * (end - start)
    assert minutes_of(expression) == table


@pytest.mark.parametrize("expression", ON_DAYS_OFF)
def test_what_is_said_of_days_off_holds_on_those_of_the_notice(expression: str) -> None:
    off = {date(2026, m, d) for m, a, b in OFF_2026 for d in range(a, b + 1)}
    hours = parse(expression)
    for day in YEAR:
        for hour in (0, 12, 23):
            at = datetime(day.year, day.month, day.day, hour, 59)
            said = "open" if hours.is_open(at, CALENDAR) else "closed"
            said = "unknown" if hours.is_unknown(at, CALENDAR) else said
            assert said == (ON_DAYS_OFF[expression] if day in off else "closed"), at


@pytest.mark.parametrize("expression", [*PLAIN, *BY_CALENDAR])
def test_is_open_and_moment_agree_with_the_minutes(expression: str) -> None:
    hours, table, pick = parse(expression), minutes_of(expression), random.Random(2026)
    midnight = datetime(2026, 1, 1)
    for minute in pick.sample(range(len(table)), 3000):
        at = midnight + timedelta(minutes=minute, seconds=pick.randrange(60))
        assert hours.is_open(at, CALENDAR) == table[minute]
        assert hours.moment(at, CALENDAR).open == table[minute]


# -- the whole calendar-free subset, at random

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = {"Jan": 31, "Feb": 29, "Mar": 31, "Apr": 30, "May": 31, "Jun": 30, "Jul": 31}
MONTHS |= {"Aug": 31, "Sep": 30, "Oct": 31, "Nov": 30, "Dec": 31}
EXPRESSIONS, INSTANTS = 2500, 60
SEED = 20261121

# Where opening-hours-py 2.1.4 parts from the OSM specification, and we follow the specification.
EXPLAINED = {
    "lost-overnight": (
        "A `;` rule's minutes after midnight are lost on a day it does not name, as soon as an "
        "earlier rule has a say about that day: `Mo 08:00-12:00; Su 20:00-02:00` is closed on "
        "Monday at 01:00 (schedule_at: `prev_eval.or(curr_eval)`). A span past midnight belongs "
        "to the rule that begins it, and no later rule replaces that one here."
    ),
}


class Point(NamedTuple):
    expression: str
    at: datetime
    ours: bool
    theirs: bool


def random_days(pick: random.Random) -> str:
    def one() -> str:
        first, last = pick.choice(WEEKDAYS), pick.choice(WEEKDAYS)
        return pick.choice([first, f"{first}-{last}"])  # a range wraps as often as not

    return ",".join(one() for _ in range(pick.choice([1, 1, 2, 3])))


def random_dates(pick: random.Random) -> str:
    def day(month: str) -> str:
        return f"{month} {pick.choice([1, 28, MONTHS[month], pick.randint(1, MONTHS[month])]):02}"

    def one() -> str:
        first, last = pick.choice(list(MONTHS)), pick.choice(list(MONTHS))
        a, b = sorted(pick.sample(range(1, MONTHS[first] + 1), 2))
        return pick.choice(
            [
                first,
                f"{first}-{last}",
                day(first),
                f"{day(first)}-{day(last)}",
                f"{first} {a:02}-{b:02}",
            ]
        )

    return ",".join(one() for _ in range(pick.choice([1, 1, 1, 2])))


def random_times(pick: random.Random) -> str:
    def one() -> str:
        start = pick.choice([0, 360, 480, 510, 720, 1200, 1320, pick.randrange(1440)])
        length = pick.choice([60, 240, 480, 720, 1440, pick.randint(1, 1440)])
        end = start + length
        if end > 1440 and pick.random() < 0.5:
            end -= 1440  # 22:00-02:00 rather than 22:00-26:00
        return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"

    return ",".join(one() for _ in range(pick.choice([1, 1, 2, 3])))


def random_expression(pick: random.Random) -> str:
    text = ""
    for n in range(pick.choice([1, 1, 2, 2, 3, 4])):
        separator = pick.choice(["; ", "; ", ", "]) if n else ""
        dates = random_dates(pick) if pick.random() < 0.35 else ""
        days = random_days(pick) if separator == ", " or pick.random() < 0.8 else ""
        modifier = pick.choice(["off", "closed"]) if pick.random() < 0.25 else ""
        times = random_times(pick) if not modifier or pick.random() < 0.5 else ""
        if pick.random() < 0.04:
            dates, days, times = "", "", "24/7"
        text += separator + " ".join(filter(None, [dates, days, times, modifier]))
    return text


def names(rule: Rule, day: date) -> bool:
    md = (day.month, day.day)
    dates = any(a <= md <= b if a <= b else md >= a or md <= b for a, b in rule.dates)
    return day.weekday() in rule.weekdays and (dates or not rule.dates)


def explanation(point: Point) -> str | None:
    """The name in EXPLAINED of a difference; None if there is no explanation."""
    today = point.at.date()
    before = today - timedelta(1)
    minute = point.at.hour * 60 + point.at.minute
    rules = parse_rules(point.expression)
    for n, rule in enumerate(rules):
        overnight = any(start <= minute + 1440 < end for start, end in rule.spans)
        if rule.says == "open" and not rule.additional and overnight and point.ours:
            earlier = any(
                names(r, today) or (names(r, before) and r.spans[-1][1] > 1440) for r in rules[:n]
            )
            if names(rule, before) and not names(rule, today) and earlier:
                return "lost-overnight"
    return None


def test_random_expressions_equal_opening_hours_py() -> None:
    pick = random.Random(SEED)
    unexplained: list[Point] = []
    explained: set[str] = set()
    points = 0
    for _ in range(EXPRESSIONS):
        expression = random_expression(pick)
        hours, oracle = parse(expression), OpeningHours(expression)
        for _ in range(INSTANTS):
            # 2023 to 2028: two leap years, and the common years around them.
            day = date(2023, 1, 1) + timedelta(pick.randrange(6 * 365))
            at = datetime(day.year, day.month, day.day, *divmod(pick.randrange(1440), 60))
            point = Point(expression, at, hours.is_open(at, CALENDAR), oracle.is_open(at))
            points += 1
            if point.ours != point.theirs:
                name = explanation(point)
                if name is None:
                    unexplained.append(point)
                else:
                    explained.add(name)
    assert points >= 100_000
    assert unexplained == []
    assert explained == set(EXPLAINED)  # none is listed that no longer happens


def test_lost_overnight_is_still_what_opening_hours_py_does() -> None:
    expression, at = "Mo 08:00-12:00; Su 20:00-02:00", datetime(2026, 10, 12, 1)
    ours, theirs = parse(expression).is_open(at, CALENDAR), OpeningHours(expression).is_open(at)
    point = Point(expression, at, ours, theirs)
    assert (ours, theirs) == (True, False)
    assert explanation(point) == "lost-overnight"


# -- the loose forms that people write

# Read by opening-hours-py, too: every minute of a year is the same.
LOOSE = [
    "Apr 05-Oct 20: 09:30-01:00",
    "Jun-Aug: Tu-Su 10:00-19:00",
    "Jun-Aug:10:00-19:00",
    "Mo-Fr 08:30-11:45, 13:15-17:00",
    "08:00-11:30, 13:00-17:30, 19:00-20:00",
    "Mo-We 09:00-12:00, 13:00-17:00, Sa 10:00-12:00, 13:00-14:00",
    "Mo 09:00 - 17:00,19:00 -20:00;Sa 9:00- 12:00",
    "mo-th 7:30-17:30;FR 7:30-12:00",
    "Mo-Su 7:00-0:00; nov-mar Off",
    "We 0:00-0:00",
    "Feb 1 - Mar 9 Sa,Su 10:00-16:00",
    "Feb 1-9 10:00-16:00; May 1,Dec 24-26 CLOSED",
    "Mo-Sa 10:00-20:00 ; Su 11:00-19:00",
]
# Written as none of its users would: the same with what the form means there.
REWRITTEN = [
    ("Mo-Sa 10:00–20:00", "Mo-Sa 10:00-20:00"),
    ("Mo – Sa 10:00 – 20:00", "Mo-Sa 10:00-20:00"),
    ("Mo-Sa 10:00～20:00", "Mo-Sa 10:00-20:00"),
    ("Tu — Th 10:00—20:00", "Tu-Th 10:00-20:00"),
    ("Tu - Th 10:00-20:00", "Tu-Th 10:00-20:00"),
    ("Tu -Th,Fr- Sa 10:00-20:00", "Tu-Th,Fr-Sa 10:00-20:00"),
    ("Jun -Aug Tu 10:00-20:00", "Jun-Aug Tu 10:00-20:00"),
    ("Tu-Th: 10:00-20:00, Sa: 11:00-13:00", "Tu-Th 10:00-20:00, Sa 11:00-13:00"),
    ("Tu:10:00-20:00;We : off", "Tu 10:00-20:00; We off"),
    ("May 1-9 : Sa, Su: 10:00-20:00", "May 1-9: Sa,Su 10:00-20:00"),
    ("Tu-Th  10:00  -  20:00;  We   off", "Tu-Th 10:00-20:00; We off"),
    ("Tu-Th 10:00-20:00; We off;", "Tu-Th 10:00-20:00; We off"),
    ("Tu-Th 10:00-20:00 ; ", "Tu-Th 10:00-20:00"),
    ("Tu ,Th 10:00-12:00 ,13:00-20:00", "Tu,Th 10:00-12:00,13:00-20:00"),
]
# Read by it as a rule without times, open all day, before another, or as one for every day behind
# another: in opening_hours.js, as among people, it is a list.
LISTS = [
    ("Tu , Th 10:00-20:00", "Tu,Th 10:00-20:00"),
    ("Tu-Th 7:30 - 12:00 , 13:00 - 20:00", "Tu-Th 07:30-12:00,13:00-20:00"),
    ("Tu, Th, Sa 10:00-20:00", "Tu,Th,Sa 10:00-20:00"),
    ("Mo-Fr 10:00-20:00; Sa, Su off", "Mo-Fr 10:00-20:00; Sa,Su off"),
    ("10:00-20:00; May 1, Dec 24 off", "10:00-20:00; May 01,Dec 24 off"),
]


@pytest.mark.parametrize("expression", LOOSE)
def test_loose_forms_mean_what_they_mean_to_opening_hours_py(expression: str) -> None:
    assert minutes_of(expression) == oracle_minutes(expression)
    assert oracle_minutes(parse(expression).normal()) == oracle_minutes(expression)


@pytest.mark.parametrize(("expression", "meant"), REWRITTEN + LISTS)
def test_forms_that_only_people_read_mean_what_is_meant(expression: str, meant: str) -> None:
    assert minutes_of(expression) == oracle_minutes(meant)
    assert oracle_minutes(parse(expression).normal()) == oracle_minutes(meant)


@pytest.mark.parametrize(("expression", "meant"), LISTS)
def test_a_spaced_list_still_is_no_list_to_opening_hours_py(expression: str, meant: str) -> None:
    assert oracle_minutes(expression) != oracle_minutes(meant)


def test_a_comment_alone_is_open_to_opening_hours_py_and_unknown_here() -> None:
    # And unknown to opening_hours.js: nobody said that it is open.
    hours, noon = parse('"by appointment"'), datetime(2026, 11, 20, 12)
    assert OpeningHours('"by appointment"').is_open(noon)
    assert (hours.is_open(noon, CALENDAR), hours.is_unknown(noon, CALENDAR)) == (False, True)


# -- damaged ones

WHOLE = [*PLAIN, *BY_CALENDAR, *LOOSE, "Tu-We, Fr 10:00-18:00"]
WHOLE += [text for text, _ in REWRITTEN if text.isascii()]
WHOLE += ['Mo-Fr 08:00-17:00 "ring twice"; Sa "call first"', "PH: off", "Sa,PH: 9:00-12:00;"]

# What opening-hours-py refuses and is read here -> what it is in the text that it reads.
CLEANED = {
    "a colon behind days": (r"\b((?i:Mo|Tu|We|Th|Fr|Sa|Su)|PH) *: *(?=[^ ;,])", r"\1 "),
    "several spaces": (" {2,}", " "),
    "a semicolon at the end": (" *;$", ""),
    "a space before a colon or a comma": (" +(?=[:,])", ""),
    "a space beside the hyphen of a range of names": ("(?i)(?<=[a-z]) *- *(?=[a-z])", "-"),
}


def damage() -> Iterator[str]:
    return damaged(WHOLE, random.Random(SEED), 400)


def plain(text: str, cleaned: Iterable[str] = CLEANED) -> str:
    """The text without blanks around it and, outside comments, what opening-hours-py refuses."""
    text = text.strip(" ")
    for pattern, instead in map(CLEANED.__getitem__, cleaned):
        parts = re.split('("[^"]*")', text)
        last = len(parts) - 1
        for n in range(0, len(parts), 2):
            # An end is the end of the text alone.
            parts[n] = re.sub(pattern, instead, parts[n] + "\0" * (n < last)).removesuffix("\0")
        text = "".join(parts)
    return text


def different(text: str) -> list[Point]:
    """Where the two differ, and nothing explains it."""
    ours, theirs = minutes_of(text), oracle_minutes(plain(text))
    if ours == theirs:
        return []
    midnight = datetime(FIRST.year, FIRST.month, FIRST.day)
    points = (
        Point(text, midnight + timedelta(minutes=n), bool(a), bool(b))
        for n, (a, b) in enumerate(zip(ours, theirs, strict=True))
        if a != b
    )
    return [point for point in points if explanation(point) is None]


def test_no_damaged_expression_is_read_that_opening_hours_py_refuses() -> None:
    refused, read, alone = 0, [], set()
    for text in damage():
        if not oracle_reads(plain(text)):
            refused += 1
            with suppress(HoursError):
                read.append((text, parse(text).normal()))
        elif not oracle_reads(text.strip(" ")):
            with suppress(HoursError):
                parse(text)
                alone |= {name for name in CLEANED if oracle_reads(plain(text, [name]))}
    assert refused > 10_000
    assert read == []
    assert alone == set(CLEANED)  # none is listed that is not needed


def test_damaged_expressions_that_both_read_are_the_same_at_every_minute() -> None:
    compared = 0
    for text in dict.fromkeys(damage()):
        spaced = re.search(r"[a-z], [A-Z]", plain(text))  # a list, see above
        if '"' in text or spaced or not oracle_reads(plain(text)):
            continue
        with suppress(HoursError):
            if not parse(text).uses_calendar:
                compared += 1
                assert different(text) == []
    assert compared > 250
