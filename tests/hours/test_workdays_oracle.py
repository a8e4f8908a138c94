"""The calendar against chinesecalendar and holidays, on every day of 2007 to 2026."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]
import holidays
import pytest

from pddroute.hours.workdays import Calendar

FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]

# The days on which `holidays` (0.109) and chinesecalendar (1.11) differ -> which one says what.
# There are none in these twenty years: a new entry is a finding, to be settled by the notice.
DIFFERENCES: dict[date, str] = {}


@pytest.fixture(scope="module")
def ours() -> dict[date, bool]:
    calendar = Calendar()
    return {day: calendar.day(day).working for day in DAYS}


def test_every_day_equals_chinesecalendar(ours: dict[date, bool]) -> None:
    assert [d for d in DAYS if ours[d] != chinese_calendar.is_workday(d)] == []


def test_every_day_equals_holidays_but_for_the_named_ones(ours: dict[date, bool]) -> None:
    peer = holidays.country_holidays("CN", years=range(2007, 2027))
    assert [d for d in DAYS if ours[d] != peer.is_working_day(d)] == sorted(DIFFERENCES)


def test_of_the_published_years_only_the_last_days_await_a_notice() -> None:
    calendar = Calendar()
    awaiting = [day for day in DAYS if calendar.day(day).provisional]
    assert awaiting == [date(2026, 12, day) for day in (29, 30, 31)]


def test_no_notice_ever_named_an_earlier_day_of_the_year_before() -> None:
    # What the last two notices of such a kind did: worked 29 December, off from the 30th.
    for year in (2007, 2018):
        assert chinese_calendar.is_workday(date(year, 12, 29))
        assert chinese_calendar.is_holiday(date(year, 12, 31))
    for year in range(2007, 2026):
        for day in range(1, 29):
            plain = date(year, 12, day).weekday() < 5
            assert chinese_calendar.is_workday(date(year, 12, day)) is plain
