"""The Chinese working calendar: kinds of days, counting, catalogue notices, unknown years."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pddroute.hours.workdays import MAX_COUNT, Calendar, Day, DayKind, Notice, holiday_name

SPRING, NATIONAL = "Spring Festival", "National Day"
NOTICE_2027 = Notice(
    2027,
    {date(2027, 1, 1): "元旦", date(2027, 1, 2): "New Year's Day", date(2028, 1, 3): "元旦"},
    frozenset({date(2026, 12, 27), date(2027, 1, 9)}),
)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar()


@pytest.mark.parametrize(
    ("day", "kind", "name", "awaits"),
    [
        pytest.param(date(2026, 9, 30), "workday", None, None, id="ordinary weekday"),
        pytest.param(date(2026, 10, 17), "weekend", None, None, id="ordinary Saturday"),
        pytest.param(date(2026, 10, 1), "holiday", NATIONAL, None, id="statutory holiday"),
        pytest.param(date(2026, 10, 7), "holiday", NATIONAL, None, id="day off by notice"),
        pytest.param(date(2026, 10, 3), "holiday", NATIONAL, None, id="holiday on a Saturday"),
        pytest.param(date(2026, 10, 10), "makeup", NATIONAL, None, id="make-up Saturday"),
        pytest.param(date(2026, 1, 4), "makeup", "New Year's Day", None, id="make-up Sunday"),
        pytest.param(date(2027, 2, 5), "holiday", SPRING, None, id="unpublished: New Year's Eve"),
        pytest.param(date(2027, 2, 6), "holiday", SPRING, None, id="unpublished: first day"),
        pytest.param(date(2027, 2, 8), "holiday", SPRING, None, id="unpublished: third day"),
        pytest.param(date(2027, 2, 9), "workday", None, 2027, id="unpublished: a guess is no fact"),
        pytest.param(date(2027, 3, 2), "workday", None, 2027, id="unpublished: weekday"),
        pytest.param(date(2027, 3, 6), "weekend", None, 2027, id="unpublished: weekend"),
        pytest.param(date(2027, 5, 1), "holiday", "Labour Day", None, id="unpublished: our code"),
        pytest.param(date(2026, 12, 28), "workday", None, None, id="its own year's notice"),
        pytest.param(
            date(2026, 12, 29), "workday", None, 2027, id="a New Year was as early as this"
        ),
        pytest.param(date(2026, 12, 31), "workday", None, 2027, id="the last day of the year"),
        pytest.param(date(2025, 12, 31), "workday", None, None, id="the next year is published"),
        pytest.param(date(2027, 12, 31), "workday", None, 2027, id="not even its own year's"),
        pytest.param(date(2003, 5, 6), "workday", None, 2003, id="before the published years"),
        pytest.param(date(1949, 10, 3), "workday", None, 1949, id="before 1950: only weekends"),
        pytest.param(date(2100, 10, 2), "weekend", None, 2100, id="after 2099: only weekends"),
        pytest.param(date.min, "workday", None, 1, id="first day of all"),
        pytest.param(date.max, "workday", None, 9999, id="last day of all"),
    ],
)
def test_day(
    calendar: Calendar, day: date, kind: DayKind, name: str | None, awaits: int | None
) -> None:
    assert calendar.day(day) == Day(day, kind, name, awaits)


def test_day_is_remembered_and_takes_a_datetime(calendar: Calendar) -> None:
    day = calendar.day(date(2026, 10, 10))
    assert calendar.day(date(2026, 10, 10)) is day
    assert calendar.day(datetime(2026, 10, 10, 23, 59)) is day


@pytest.mark.parametrize(
    ("day", "kind", "name", "awaits"),
    [
        pytest.param(date(2027, 1, 1), "holiday", "New Year's Day", None, id="Chinese name"),
        pytest.param(date(2027, 1, 2), "holiday", "New Year's Day", None, id="code"),
        pytest.param(date(2027, 1, 9), "makeup", None, None, id="worked Saturday"),
        pytest.param(date(2027, 2, 8), "workday", None, None, id="only the notice counts"),
        pytest.param(date(2027, 3, 2), "workday", None, None, id="now certain"),
        pytest.param(date(2026, 12, 27), "makeup", None, None, id="reaches back into December"),
        pytest.param(date(2026, 12, 26), "weekend", None, None, id="the rest of it untouched"),
        pytest.param(date(2026, 12, 31), "workday", None, None, id="nothing more may claim it"),
        pytest.param(date(2027, 12, 28), "workday", None, None, id="next December"),
        pytest.param(date(2027, 12, 29), "workday", None, 2028, id="awaits the year after"),
        pytest.param(date(2028, 1, 3), "holiday", "New Year's Day", 2028, id="reaches forward"),
        pytest.param(date(2028, 1, 4), "workday", None, 2028, id="the year after is unpublished"),
    ],
)
def test_notice_of_the_catalogue(
    day: date, kind: DayKind, name: str | None, awaits: int | None
) -> None:
    assert Calendar([NOTICE_2027]).day(day) == Day(day, kind, name, awaits)


def test_notice_takes_precedence_over_the_shipped_one() -> None:
    changed = Calendar([Notice(2026, {date(2026, 10, 1): "国庆"}, frozenset({date(2026, 10, 9)}))])
    assert changed.day(date(2026, 10, 1)).name == NATIONAL
    assert changed.day(date(2026, 10, 2)).kind == "workday"
    assert changed.day(date(2026, 10, 9)).kind == "workday"  # a Friday is no make-up day
    assert changed.day(date(2026, 10, 10)).kind == "weekend"


@pytest.mark.parametrize(
    ("year", "published"), [(2003, False), (2004, True), (2026, True), (2027, False)]
)
def test_published(calendar: Calendar, year: int, published: bool) -> None:
    assert calendar.published(year) is published
    assert Calendar([Notice(year, {}, frozenset())]).published(year)


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        pytest.param(date(2026, 10, 9), 4, id="Friday"),
        pytest.param(date(2026, 10, 10), 4, id="make-up Saturday is a Friday"),
        pytest.param(date(2026, 9, 20), 0, id="make-up Sunday is a Monday"),
        pytest.param(date(2026, 10, 11), 6, id="Sunday"),
        pytest.param(date(2026, 10, 1), None, id="holiday"),
        pytest.param(date(2026, 10, 3), None, id="holiday on a Saturday"),
    ],
)
def test_pattern_weekday(calendar: Calendar, day: date, weekday: int | None) -> None:
    assert calendar.pattern_weekday(day) == weekday


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        pytest.param(date(2026, 9, 28), 7, date(2026, 10, 13), id="over the National Day"),
        pytest.param(date(2026, 9, 28), 0, date(2026, 9, 28), id="nothing to count"),
        pytest.param(date(2026, 11, 20), 1, date(2026, 11, 23), id="Friday to Monday"),
        pytest.param(date(2026, 10, 3), 1, date(2026, 10, 8), id="starts on a holiday"),
        pytest.param(date(2026, 10, 9), 1, date(2026, 10, 10), id="a make-up day counts"),
    ],
)
def test_count_working_days(calendar: Calendar, start: date, n: int, end: date) -> None:
    assert calendar.count_working_days(start, n).end == end


def test_count_explains_itself(calendar: Calendar) -> None:
    count = calendar.count_working_days(date(2026, 9, 28), 7)
    counted = [(9, 29), (9, 30), (10, 8), (10, 9), (10, 10), (10, 12), (10, 13)]
    assert [(d.date.month, d.date.day) for d in count.counted] == counted
    assert [d.kind for d in count.counted].count("makeup") == 1
    assert [d.date.day for d in count.skipped] == [1, 2, 3, 4, 5, 6, 7, 11]
    assert {d.name for d in count.skipped if d.kind == "holiday"} == {NATIONAL}
    assert count.skipped[-1].kind == "weekend"


@given(st.dates(date(2000, 1, 1), date(2035, 12, 31)), st.integers(0, 60))
def test_count_takes_each_day_once(start: date, n: int) -> None:
    count = SHARED.count_working_days(start, n)
    days = sorted([*count.counted, *count.skipped])
    assert len(count.counted) == n
    assert [d.date for d in days] == [start + timedelta(i + 1) for i in range(len(days))]
    assert all(d.working for d in count.counted)
    assert not any(d.working for d in count.skipped)
    assert count.end == (count.counted[-1].date if n else start)


SHARED = Calendar()


@pytest.mark.parametrize("n", [-1, MAX_COUNT + 1])
def test_count_is_bounded(calendar: Calendar, n: int) -> None:
    with pytest.raises(ValueError, match="working days"):
        calendar.count_working_days(date(2026, 1, 1), n)


def test_longest_count(calendar: Calendar) -> None:
    assert len(calendar.count_working_days(date(2026, 1, 1), MAX_COUNT).counted) == MAX_COUNT


def test_count_ends_with_the_calendar(calendar: Calendar) -> None:
    with pytest.raises(ValueError, match="9999-12-31"):
        calendar.count_working_days(date(9999, 12, 30), 5)


@pytest.mark.parametrize(
    ("day", "end", "skipped"),
    [
        pytest.param(date(2026, 10, 8), date(2026, 10, 8), [], id="a working day stays"),
        pytest.param(date(2026, 10, 10), date(2026, 10, 10), [], id="a make-up day stays"),
        pytest.param(date(2026, 10, 17), date(2026, 10, 19), [17, 18], id="weekend"),
        pytest.param(date(2026, 10, 5), date(2026, 10, 8), [5, 6, 7], id="holiday"),
    ],
)
def test_roll_forward(calendar: Calendar, day: date, end: date, skipped: list[int]) -> None:
    rolled = calendar.roll_forward(day)
    assert (rolled.start, rolled.end, rolled.counted) == (day, end, ())
    assert [d.date.day for d in rolled.skipped] == skipped


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("Spring Festival", "春节", "Spring Festival"),
        ("春节", "春节", "Spring Festival"),
        ("国庆", "国庆节", "National Day"),
        ("中秋节", "中秋", "Mid-autumn Festival"),
        ("Labor Day", "劳动节", "Labour Day"),
        ("Founding Day", "Founding Day", "Founding Day"),
    ],
)
def test_holiday_name(name: str, zh: str, en: str) -> None:
    assert (holiday_name(name, "zh"), holiday_name(name, "en")) == (zh, en)


def test_the_calendar_packages_are_imported_late_or_never() -> None:
    code = (
        "import sys; from datetime import date; from pddroute.hours.workdays import Calendar\n"
        "c = Calendar(); assert not {'chinese_calendar', 'holidays'} & set(sys.modules)\n"
        "assert c.day(date(2027, 2, 5)).kind == 'holiday'; assert 'holidays' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
