"""The Chinese working calendar: what kind of day a date is, and counting working days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from pddroute.hours.statutory import CODES, statutory

DayKind = Literal["workday", "weekend", "holiday", "makeup"]

MAX_COUNT = 3660
"""The longest count of working days that is answered: some fourteen years."""

_ONE_DAY = timedelta(days=1)
_FRIDAY, _SATURDAY = 4, 5
_MEMO_LIMIT = 16384  # days: more than forty years, some two megabytes


class Day(NamedTuple):
    """One civil day (Asia/Shanghai) of the working calendar."""

    date: date
    kind: DayKind
    """``makeup`` is a weekend day that is worked (调休); ``holiday`` is off by notice or law."""
    name: str | None = None
    """Code of the holiday (``"Spring Festival"``) a holiday or make-up day belongs to."""
    awaits: int | None = None
    """The year whose notice is not known yet and may still change what kind of day it is."""

    @property
    def provisional(self) -> bool:
        """Whether a notice may still change what kind of day it is."""
        return self.awaits is not None

    @property
    def working(self) -> bool:
        """Whether the day is worked.

        >>> Day(date(2026, 10, 10), "makeup").working
        True
        """
        return self.kind in ("workday", "makeup")


class Notice(NamedTuple):
    """A year's notice of the State Council, as a catalogue gives it."""

    year: int
    off: Mapping[date, str]
    """Every day off, weekend days inside a holiday included, -> the holiday (code or Chinese)."""
    work: frozenset[date]
    """Weekend days that are worked (调休)."""


class Count(NamedTuple):
    """A count of working days that can explain itself; all dates are civil days."""

    start: date
    end: date
    counted: tuple[Day, ...]
    """The working days counted, in order; the last one is ``end``."""
    skipped: tuple[Day, ...]
    """The days passed over because they are not worked, in order."""


class Calendar:
    """The working calendar: published years, the catalogue's own notices, and what law makes sure.

    A year is *published* when a notice is known for it: one of ``notices``, which takes precedence,
    or one that chinesecalendar ships. In any other year the statutory days are off for certain
    (`statutory`) and every other day is ``provisional``. Outside 1950-2099 only weekends are known.

    A notice may name days of a neighbouring year (a New Year, or the make-up day for it, often lies
    in December): such a day is what the notice says, the rest of that year is not touched. So the
    last days of December, from the earliest that a notice ever claimed, await the next year's.
    """

    __slots__ = ("_days", "_off", "_work", "_years")

    def __init__(self, notices: Iterable[Notice] = ()) -> None:
        self._off: dict[date, str] = {}
        self._work: set[date] = set()
        self._years: set[int] = set()
        for notice in notices:
            self._years.add(notice.year)
            self._off.update(notice.off)
            self._work.update(notice.work)
        self._days: dict[date, Day] = {}

    def day(self, d: date) -> Day:
        """What kind of day ``d`` is.

        >>> Calendar().day(date(2026, 10, 10)).kind
        'makeup'
        >>> Calendar().day(date(2027, 3, 2))
        Day(date=datetime.date(2027, 3, 2), kind='workday', name=None, awaits=2027)
        >>> Calendar().day(date(2026, 12, 31)).awaits
        2027
        """
        try:
            return self._days[d]
        except KeyError:
            return self._work_out(d)

    def published(self, year: int) -> bool:
        """Whether a notice is known for ``year``.

        >>> Calendar().published(2026), Calendar().published(2003)
        (True, False)
        """
        return year in self._years or year in _shipped().years

    def pattern_weekday(self, d: date) -> int | None:
        """The weekday (Monday is 0) whose hours are worked on ``d``; None on a holiday.

        A make-up Saturday is worked like a Friday and a make-up Sunday like a Monday: the day next
        to it in the week it joins.

        >>> [Calendar().pattern_weekday(date(2026, 10, d)) for d in (1, 9, 10, 11)]
        [None, 4, 4, 6]
        """
        kind = self.day(d).kind
        if kind == "holiday":
            return None
        weekday = d.weekday()
        if kind == "makeup":
            return _FRIDAY if weekday == _SATURDAY else 0
        return weekday

    def count_working_days(self, start: date, n: int) -> Count:
        """Count ``n`` working days after ``start``, itself not counted (Civil Code Art. 201).

        The count ends on the ``n``-th working day after ``start``; with ``n`` 0 it ends where it
        starts. Raises ValueError if ``n`` is negative or above ``MAX_COUNT``, or if the count would
        leave the calendar (year 9999).

        >>> count = Calendar().count_working_days(date(2026, 9, 28), 7)
        >>> count.end.isoformat(), [d.name for d in count.counted if d.kind == "makeup"]
        ('2026-10-13', ['National Day'])
        >>> len(count.skipped)
        8
        """
        if not 0 <= n <= MAX_COUNT:
            raise ValueError(f"cannot count {n} working days: only 0 to {MAX_COUNT}")
        counted: list[Day] = []
        skipped: list[Day] = []
        end = start
        while len(counted) < n:
            end = _next(end)
            day = self.day(end)
            (counted if day.working else skipped).append(day)
        return Count(start, end, tuple(counted), tuple(skipped))

    def roll_forward(self, d: date) -> Count:
        """The last day of a period: ``d``, or the next working day if ``d`` is off.

        Civil Code Art. 203: a period whose last day is a day off ends on the day after the days
        off. ``counted`` is empty, ``skipped`` the days off passed over, ``d`` included. Raises
        ValueError if the calendar ends first (year 9999).

        >>> rolled = Calendar().roll_forward(date(2026, 10, 5))
        >>> rolled.end.isoformat(), [day.date.day for day in rolled.skipped]
        ('2026-10-08', [5, 6, 7])
        """
        end = d
        skipped: list[Day] = []
        while not (day := self.day(end)).working:
            skipped.append(day)
            end = _next(end)
        return Count(d, end, (), tuple(skipped))

    def _work_out(self, d: date) -> Day:
        if isinstance(d, datetime):  # a datetime is a date to the type checker, but not as a key
            return self.day(d.date())
        day = self._uncached(d)
        if len(self._days) >= _MEMO_LIMIT:
            self._days.clear()
        self._days[d] = day
        return day

    def _uncached(self, d: date) -> Day:
        weekend = d.weekday() >= _SATURDAY
        published = self.published(d.year)
        sure = published or d in statutory()
        if d in self._off:
            return Day(d, "holiday", _code(self._off[d]), None if sure else d.year)
        if d in self._work:
            return Day(d, "makeup" if weekend else "workday", None, None if sure else d.year)
        awaits = None if published else d.year
        if (
            published
            and d.month == 12
            and d.day >= _shipped().late
            and not self.published(d.year + 1)
        ):
            awaits = d.year + 1
        if d.year in self._years:
            return Day(d, "weekend" if weekend else "workday", None, awaits)
        off, work = _shipped()[:2] if published else (statutory(), {})
        if d in off:
            return Day(d, "holiday", off[d])
        if d in work:
            return Day(d, "makeup" if weekend else "workday", work[d])
        return Day(d, "weekend" if weekend else "workday", None, awaits)


class _Shipped(NamedTuple):
    """The notices chinesecalendar ships."""

    off: Mapping[date, str]
    work: Mapping[date, str]
    years: frozenset[int]
    late: int
    """The first day of December that a notice of the next year ever named."""
    chinese: Mapping[str, str]


@lru_cache(maxsize=1)
def _shipped() -> _Shipped:
    # Imported late: ten milliseconds that only a calendar question has to pay.
    from chinese_calendar import constants  # type: ignore[import-untyped]

    # A notice may reach into the next January, but only its own year has a National Day in it.
    years = frozenset(d.year for d in constants.holidays if (d.month, d.day) == (10, 1))
    chinese = {h.value: h.chinese for h in constants.Holiday}
    named = (*constants.holidays, *constants.workdays)
    late = min(d.day for d in named if d.month == 12)
    return _Shipped(constants.holidays, constants.workdays, years, late, chinese)


def _code(name: str) -> str:
    for code, chinese in _shipped().chinese.items():
        if name in (chinese, chinese.removesuffix("节"), chinese + "节"):
            return code
    return CODES.get(name, name)


def holiday_name(name: str, lang: str) -> str:
    """The name of a holiday in ``lang`` (``zh`` or ``en``), given its code or Chinese name.

    A holiday that is none of the known ones keeps the name it was given.

    >>> holiday_name("Spring Festival", "zh"), holiday_name("春节", "en")
    ('春节', 'Spring Festival')
    >>> holiday_name("Founding Day", "zh")
    'Founding Day'
    """
    code = _code(name)
    return _shipped().chinese.get(code, code) if lang == "zh" else code


def _next(d: date) -> date:
    try:
        return d + _ONE_DAY
    except OverflowError:
        raise ValueError(f"the calendar ends on {date.max.isoformat()}") from None
