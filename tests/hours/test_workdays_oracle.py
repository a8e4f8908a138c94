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


def test_no_day_of_the_published_years_is_provisional() -> None:
    calendar = Calendar()
    assert not any(calendar.day(day).provisional for day in DAYS)
