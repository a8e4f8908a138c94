"""Lints for the catalogue's own holiday notices."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pddroute.catalogue.faults import Path
from pddroute.catalogue.model import Notice
from pddroute.check.lint import Context, Found, lint
from pddroute.hours.workdays import Calendar

__all__: list[str] = []

_YEAR = re.compile(r"(19|20|21)[0-9]{2}")


def _notices(context: Context) -> Iterator[tuple[Path, int, Notice]]:
    for year, notice in context.catalog.calendar.items():
        if _YEAR.fullmatch(year):  # any other is an invalid calendar
            yield ("calendar", year), int(year), notice


@lint(
    "notice-other-year",
    "warning",
    "放假通知里有别的年份的日子",
    "a notice with days of another year",
)
def notice_other_year(context: Context) -> Iterator[Found]:
    for path, year, notice in _notices(context):
        days: list[tuple[Path, dt.date]] = [
            (("off", name, n), day) for name, off in notice.off.items() for n, day in enumerate(off)
        ]
        days += [(("work", n), day) for n, day in enumerate(notice.work)]
        for where, day in days:
            # The days around New Year begin in the December before.
            if day.year != year and (day.year, day.month) != (year - 1, 12):
                yield Found(
                    (*path, *where),
                    f"{day} 不是 {year} 年的日子",
                    f"{day} is not a day of {year}",
                    "更正日期",
                    "correct the date",
                )


@lint(
    "notice-incomplete",
    "warning",
    "放假通知缺了法定节假日",
    "a notice without a day that is off by law",
)
def notice_incomplete(context: Context) -> Iterator[Found]:
    law = Calendar()
    for path, year, notice in _notices(context):
        off = {day for days in notice.off.values() for day in days}
        first = dt.date(year, 1, 1)
        for day in (first + dt.timedelta(n) for n in range(366)):
            known = law.day(day)
            if day.year == year and known.kind == "holiday" and day not in off:
                yield Found(
                    (*path, "off"),
                    f"{day}（{known.name}）是节假日，通知里没有",
                    f"{day} ({known.name}) is a holiday, and not in the notice",
                    "对照国务院通知原文补上",
                    "add it from the notice of the State Council",
                )
                break  # one missing day says enough about a notice
