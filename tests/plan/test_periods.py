"""Lengths of time: how they are counted, where they end, what the count says."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pddroute.catalogue.facts import Claim, Grade, Text
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Limit, Period
from pddroute.contract.plan import Because
from pddroute.hours.clock import SHANGHAI
from pddroute.hours.workdays import Calendar, Notice
from pddroute.plan.periods import Counted, Length, count, length_of, version_change
from pddroute.plan.wording import Wording
from pddroute.words import Lang

CALENDAR = Calendar()
WAIT = Text(zh="等", en="wait")
SECOND = dt.timedelta(seconds=1)


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def _length(text: str, *, law: bool, grade: Grade | None = None) -> Length:
    amount, unit = text.split(" ")
    trust: Grade = grade or ("official" if law else "unconfirmed")
    return Length(int(amount), unit, trust, "source", "rule" if law else None)  # type: ignore[arg-type]


def _said(counted: Counted, lang: Lang) -> list[Because]:
    """How the count is explained, in words."""
    to = Wording(lang, counted.until)
    return [to.because(reason) for reason in counted.reasons]


@pytest.mark.parametrize(
    ("period", "start", "loosely", "by_law"),
    [
        # Hours run from minute to minute, whatever the day; the law has no other rule for them.
        ("1 hours", "2026-09-30T23:30", "2026-10-01T00:30", "2026-10-01T00:30"),
        ("48 hours", "2026-09-30T10:00", "2026-10-02T10:00", "2026-10-02T10:00"),
        # Working days: the day itself is not counted.
        ("1 working_days", "2026-11-20T00:00", "2026-11-23T00:00", "2026-11-23T23:59:59"),
        ("3 working_days", "2026-11-23T10:00", "2026-11-26T10:00", "2026-11-26T23:59:59"),
        ("2 working_days", "2026-10-08T10:00", "2026-10-10T10:00", "2026-10-10T23:59:59"),
        # Days: a last day that is off moves, but only by law (Art. 203).
        ("7 days", "2026-11-16T10:00", "2026-11-23T10:00", "2026-11-23T23:59:59"),
        ("7 days", "2026-11-14T10:00", "2026-11-21T10:00", "2026-11-23T23:59:59"),
        ("7 days", "2026-09-24T10:00", "2026-10-01T10:00", "2026-10-08T23:59:59"),
        ("7 days", "2026-02-07T10:00", "2026-02-14T10:00", "2026-02-14T23:59:59"),
        ("1 days", "2026-02-28T10:00", "2026-03-01T10:00", "2026-03-02T23:59:59"),
        ("1 days", "2028-02-28T10:00", "2028-02-29T10:00", "2028-02-29T23:59:59"),
        ("60 days", "2026-12-15T10:00", "2027-02-13T10:00", "2027-02-15T23:59:59"),
        # Months: the matching day (Art. 202), or the last of the month.
        ("1 months", "2026-10-20T10:00", "2026-11-20T10:00", "2026-11-20T23:59:59"),
        ("1 months", "2026-01-31T10:00", "2026-02-28T10:00", "2026-02-28T23:59:59"),
        ("1 months", "2026-01-30T10:00", "2026-02-28T10:00", "2026-02-28T23:59:59"),
        ("1 months", "2026-01-28T10:00", "2026-02-28T10:00", "2026-02-28T23:59:59"),
        ("1 months", "2026-02-28T10:00", "2026-03-28T10:00", "2026-03-30T23:59:59"),
        ("1 months", "2028-01-31T10:00", "2028-02-29T10:00", "2028-02-29T23:59:59"),
        ("1 months", "2026-03-31T10:00", "2026-04-30T10:00", "2026-04-30T23:59:59"),
        ("1 months", "2025-12-31T10:00", "2026-01-31T10:00", "2026-02-02T23:59:59"),
        ("2 months", "2025-10-31T10:00", "2025-12-31T10:00", "2025-12-31T23:59:59"),
        # 12-31 has no 02-31, so the month's end; 02-28 of 2026 is a worked Saturday.
        ("2 months", "2025-12-31T10:00", "2026-02-28T10:00", "2026-02-28T23:59:59"),
        ("2 months", "2026-08-01T10:00", "2026-10-01T10:00", "2026-10-08T23:59:59"),
        # 2027-02-28 is a Sunday; 12-28 to 12-31 end on it all the same. A leap year has the day.
        ("2 months", "2026-12-28T10:00", "2027-02-28T10:00", "2027-03-01T23:59:59"),
        ("2 months", "2026-12-31T10:00", "2027-02-28T10:00", "2027-03-01T23:59:59"),
        ("2 months", "2027-12-29T10:00", "2028-02-29T10:00", "2028-02-29T23:59:59"),
        # A make-up Sunday is a working day, and may be a last one.
        ("7 days", "2026-09-13T10:00", "2026-09-20T10:00", "2026-09-20T23:59:59"),
        ("3 days", "2026-01-01T10:00", "2026-01-04T10:00", "2026-01-04T23:59:59"),
        ("1 working_days", "2025-12-31T10:00", "2026-01-04T10:00", "2026-01-04T23:59:59"),
        ("11 months", "2026-01-15T10:00", "2026-12-15T10:00", "2026-12-15T23:59:59"),
        ("12 months", "2025-12-15T10:00", "2026-12-15T10:00", "2026-12-15T23:59:59"),
        ("13 months", "2025-11-15T10:00", "2026-12-15T10:00", "2026-12-15T23:59:59"),
        # Years, from a leap day and to one.
        ("1 years", "2024-02-29T10:00", "2025-02-28T10:00", "2025-02-28T23:59:59"),
        ("4 years", "2024-02-29T10:00", "2028-02-29T10:00", "2028-02-29T23:59:59"),
        ("3 years", "2023-10-03T10:00", "2026-10-03T10:00", "2026-10-08T23:59:59"),
        ("3 years", "2023-02-28T10:00", "2026-02-28T10:00", "2026-02-28T23:59:59"),
    ],
)
def test_a_length_ends(period: str, start: str, loosely: str, by_law: str) -> None:
    for law, until in ((False, loosely), (True, by_law)):
        counted = count(_length(period, law=law), _at(start), CALENDAR, WAIT)
        assert counted.until == _at(until)
        assert counted.until.tzinfo is SHANGHAI
        # The law's moving of a last day that is off is left out of the safe end.
        safe = dt.datetime.combine(_at(loosely).date(), _at(until).timetz())
        assert counted.safe == (safe if law else counted.until)
        # A period of law is over with the last moment of its last day; the next day is free.
        midnight = law and not period.endswith("hours")
        assert counted.free == (_at(until) + SECOND if midnight else _at(until))


@pytest.mark.parametrize(
    ("rule", "grade", "of_law"),
    [
        ("rule", "official", True),
        ("rule", "reported", True),
        ("rule", "unconfirmed", False),
        ("rule", "rejected", False),
        (None, "official", False),
    ],
)
def test_only_a_rule_that_is_no_hearsay_is_counted_by_law(
    rule: str | None, grade: Grade, of_law: bool
) -> None:
    assert Length(7, "days", grade, "source", rule).of_law is of_law


@pytest.mark.parametrize(
    ("start", "amount", "dates", "skipped"),
    [
        (
            "2026-09-28",
            7,
            "09-29 09-30 10-08 10-09 10-10 10-12 10-13",
            "10-01 10-02 10-03 10-04 10-05 10-06 10-07 10-11",
        ),
        (
            "2026-02-12",
            3,
            "02-13 02-14 02-24",
            "02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23",
        ),
        ("2026-09-18", 1, "09-20", "09-19"),
        ("2026-12-31", 2, "01-04 01-05", "01-01 01-02 01-03"),
    ],
)
def test_every_day_of_a_count_is_accounted_for(
    start: str, amount: int, dates: str, skipped: str
) -> None:
    length = _length(f"{amount} working_days", law=True)
    (entry,) = _said(count(length, _at(start), CALENDAR, WAIT), "en")
    assert entry.code == "working_days_counted"
    assert [f"{day:%m-%d}" for day in entry.dates] == dates.split()
    assert [f"{day.date:%m-%d}" for day in entry.skipped] == skipped.split()


def test_a_skipped_day_says_why() -> None:
    length = _length("3 working_days", law=False)
    (entry,) = _said(count(length, _at("2026-10-09"), CALENDAR, WAIT), "en")
    assert [(day.kind, day.name) for day in entry.skipped] == [("weekend", None)]
    (entry,) = _said(count(length, _at("2026-09-30"), CALENDAR, WAIT), "en")
    assert {(day.kind, day.name) for day in entry.skipped} == {("holiday", "National Day")}


TEXTS: list[tuple[str, str, bool, list[tuple[str, str, str]]]] = [
    (
        "48 hours",
        "2026-12-31T10:00",
        False,
        [
            (
                "hours_counted",
                "等：12-31 10:00 起 48 小时，到 2027-01-02 10:00",
                "wait: 48 hours from 12-31 10:00, to 2027-01-02 10:00",
            )
        ],
    ),
    (
        "1 working_days",
        "2026-11-19T10:00",
        False,
        [
            (
                "working_days_counted",
                "等：11-19 当天不计，1 个工作日到 2026-11-20（周五）；计入 11-20",
                "wait: 1 working day after 11-19 (not counted) end on Fri 2026-11-20; "
                "counted: 11-20",
            )
        ],
    ),
    (
        "5 working_days",
        "2026-02-13T10:00",
        True,
        [
            (
                "working_days_counted",
                "等：02-13 当天不计，5 个工作日到 2026-02-27（周五）；计入 02-14、02-24、02-25、"
                "02-26、02-27；其中 02-14 调休上班；跳过 02-15 至 02-23 春节",
                "wait: 5 working days after 02-13 (not counted) end on Fri 2026-02-27; counted: "
                "02-14, 02-24, 02-25, 02-26, 02-27; 02-14: make-up workday; skipped: 02-15 to "
                "02-23 Spring Festival",
            )
        ],
    ),
    (
        "2 working_days",
        "2026-12-31T10:00",
        False,
        [
            (
                "working_days_counted",
                "等：12-31 当天不计，2 个工作日到 2027-01-05（周二）；计入 01-04、01-05；"
                "跳过 01-01 元旦、01-02 至 01-03 周末；"
                "2027 年放假安排还没公布，它会动到的日子是暂定",
                "wait: 2 working days after 12-31 (not counted) end on Tue 2027-01-05; counted: "
                "01-04, 01-05; skipped: 01-01 New Year's Day, 01-02 to 01-03 weekend; no holiday "
                "notice for 2027 yet: the days that it may move are provisional",
            )
        ],
    ),
    (
        "7 days",
        "2026-09-24T10:00",
        True,
        [
            (
                "days_counted",
                "等：09-24 当天不计，7 天到 2026-10-01（周四）",
                "wait: 7 days after 09-24 (not counted) end on Thu 2026-10-01",
            ),
            (
                "rolled_to_working_day",
                "最后一天 10-01 休息（10-01 至 10-07 国庆节），顺延到 2026-10-08（周四）",
                "the last day 10-01 is a day off (10-01 to 10-07 National Day): it moves to "
                "Thu 2026-10-08",
            ),
        ],
    ),
    (
        "2 months",
        "2026-12-28T10:00",
        True,
        [
            (
                "months_counted",
                "等：12-28 当天不计，2 个月到 2027-02-28（周日）",
                "wait: 2 months after 12-28 (not counted) end on Sun 2027-02-28",
            ),
            (
                "rolled_to_working_day",
                "最后一天 02-28 休息（02-28 周末），顺延到 2027-03-01（周一）",
                "the last day 02-28 is a day off (02-28 weekend): it moves to Mon 2027-03-01",
            ),
            (
                "calendar_provisional",
                "2027 年放假安排还没公布，它会动到的日子是暂定",
                "no holiday notice for 2027 yet: the days that it may move are provisional",
            ),
        ],
    ),
    (
        "1 years",
        "2025-11-20T10:00",
        False,
        [
            (
                "months_counted",
                "等：11-20 当天不计，1 年到 2026-11-20（周五）",
                "wait: 1 year after 11-20 (not counted) end on Fri 2026-11-20",
            )
        ],
    ),
]


@pytest.mark.parametrize(("period", "start", "law", "said"), TEXTS)
def test_a_count_explains_itself(
    period: str, start: str, law: bool, said: list[tuple[str, str, str]]
) -> None:
    languages: list[tuple[Lang, int]] = [("zh", 1), ("en", 2)]
    for language, text in languages:
        counted = count(_length(period, law=law), _at(start), CALENDAR, WAIT)
        assert [(entry.code, entry.text) for entry in _said(counted, language)] == [
            (one[0], one[text]) for one in said
        ]


def test_a_count_of_many_days_is_shortened_in_the_text_only() -> None:
    length = _length("45 working_days", law=True)
    zh = _said(count(length, _at("2026-03-11T10:00"), CALENDAR, WAIT), "zh")[0]
    assert "计入 03-12、03-13、03-16 … 05-18（中间 41 天略）" in zh.text
    assert len(zh.dates) == 45
    en = _said(count(length, _at("2026-03-11T10:00"), CALENDAR, WAIT), "en")[0]
    assert "counted: 03-12, 03-13, 03-16 … 05-18;" in en.text


def test_twelve_days_are_all_named_and_thirteen_are_not() -> None:
    def text(amount: int) -> str:
        length = _length(f"{amount} working_days", law=True)
        return _said(count(length, _at("2026-11-02T10:00"), CALENDAR, WAIT), "zh")[0].text

    assert "…" not in text(12)
    assert "计入 11-03、11-04、11-05 … 11-19（中间 9 天略）" in text(13)


def test_many_stretches_of_days_off_are_counted_up() -> None:
    # Ordinary weekends: thirteen of them in 65 working days from Monday 2026-06-22.
    length = _length("65 working_days", law=True)
    zh = _said(count(length, _at("2026-06-22T10:00"), CALENDAR, WAIT), "zh")[0].text
    assert zh.endswith("09-12 至 09-13 周末、等 1 处")
    en = _said(count(length, _at("2026-06-22T10:00"), CALENDAR, WAIT), "en")[0].text
    assert en.endswith("09-12 to 09-13 weekend, and 1 more")
    shorter = _length("60 working_days", law=True)
    twelve = _said(count(shorter, _at("2026-06-22T10:00"), CALENDAR, WAIT), "zh")[0].text
    assert "等 " not in twelve
    assert twelve.endswith("09-12 至 09-13 周末")


def test_several_make_up_days_are_named() -> None:
    length = _length("7 working_days", law=True)
    zh = _said(count(length, _at("2026-02-13T10:00"), CALENDAR, WAIT), "zh")[0].text
    assert "其中 02-14、02-28 调休上班" in zh
    en = _said(count(length, _at("2026-02-13T10:00"), CALENDAR, WAIT), "en")[0].text
    assert "02-14, 02-28: make-up workday" in en


@pytest.mark.parametrize(
    ("period", "start", "law", "provisional"),
    [
        ("3 working_days", "2026-12-23", True, False),
        ("3 working_days", "2026-12-24", True, True),  # to 12-29, which a New Year may claim
        ("3 working_days", "2026-12-29", True, True),
        ("3 working_days", "2026-12-29", False, True),
        ("7 days", "2026-12-25", True, True),
        # Without the law no day off is asked about: the date is certain.
        ("7 days", "2026-12-25", False, False),
        ("48 hours", "2026-12-31", True, False),
    ],
)
def test_a_count_into_a_year_without_a_notice_is_provisional(
    period: str, start: str, law: bool, provisional: bool
) -> None:
    counted = count(_length(period, law=law), _at(start), CALENDAR, WAIT)
    assert counted.provisional is provisional


def test_the_day_that_is_provisional_is_named() -> None:
    counted = count(_length("2 months", law=True), _at("2026-12-28"), CALENDAR, WAIT)
    assert [(entry.code, entry.dates) for entry in _said(counted, "en")] == [
        ("months_counted", [dt.date(2027, 2, 28)]),
        ("rolled_to_working_day", [dt.date(2027, 3, 1)]),
        ("calendar_provisional", [dt.date(2027, 3, 1)]),
    ]


def test_a_notice_in_the_catalogue_makes_it_certain() -> None:
    notice = Notice(2027, {dt.date(2027, 1, 1): "元旦"}, frozenset({dt.date(2027, 1, 3)}))
    length = _length("3 working_days", law=True)
    counted = count(length, _at("2026-12-29"), Calendar([notice]), WAIT)
    assert counted.until == _at("2027-01-03T23:59:59")
    assert not counted.provisional


# ---- The calendar beneath


def test_a_count_of_working_days_knows_its_ends() -> None:
    counted = CALENDAR.count_working_days(dt.date(2026, 9, 28), 7)
    assert (counted.start, counted.end) == (dt.date(2026, 9, 28), dt.date(2026, 10, 13))


def test_a_notice_that_reaches_into_a_year_without_one_is_sure_of_what_law_says_too() -> None:
    off = {dt.date(2027, 1, 1): "元旦", dt.date(2028, 1, 1): "元旦", dt.date(2028, 1, 3): "元旦"}
    calendar = Calendar([Notice(2027, off, frozenset({dt.date(2026, 1, 10), dt.date(2028, 1, 9)}))])
    kinds = {
        dt.date(2028, 1, 1): ("holiday", False),  # off by law, whatever the notice of 2028 says
        dt.date(2028, 1, 3): ("holiday", True),
        dt.date(2028, 1, 9): ("makeup", True),  # that notice may say otherwise
        dt.date(2026, 1, 10): ("makeup", False),
    }
    for day, (kind, provisional) in kinds.items():
        found = calendar.day(day)
        assert (found.kind, found.provisional) == (kind, provisional)


# ---- How long a period is


def _claim(value: str, lost: str | None = None) -> Claim:
    return msgspec.convert({"value": value, "source": "seed-2024-11", "lost": lost}, Claim)


@pytest.mark.parametrize(
    ("day", "length"),
    [
        ("2019-12-31", None),
        (
            "2020-01-01",
            Length(45, "working_days", "official", "samr-order-20", "complaint-mediation"),
        ),
        (
            "2026-04-14",
            Length(45, "working_days", "official", "samr-order-20", "complaint-mediation"),
        ),
        (
            "2026-04-15",
            Length(60, "days", "official", "samr-order-121", "complaint-mediation"),
        ),
    ],
)
def test_a_rule_gives_the_length_in_force_on_the_day(
    catalog: Catalog, day: str, length: Length | None
) -> None:
    period = Period(rule="complaint-mediation")
    assert length_of(catalog, period, dt.date.fromisoformat(day)) == length


def test_a_rule_without_a_length_gives_none(catalog: Catalog) -> None:
    period = Period(rule="complaint-refusal", claims=[_claim("48 hours")])
    assert length_of(catalog, period, dt.date(2026, 11, 20)) is None


def test_a_line_end_after_a_length_says_nothing(catalog: Catalog) -> None:
    # A text that YAML writes as a block ends so, and fits the pattern of a period.
    length = length_of(catalog, Period(claims=[_claim("48 hours\n")]), dt.date(2026, 11, 20))
    assert length == Length(48, "hours", "unconfirmed", "seed-2024-11")


def test_of_claims_the_first_in_force_counts(catalog: Catalog) -> None:
    claims = [_claim("24 hours", "rejected"), _claim("48 hours"), _claim("72 hours")]
    length = Length(48, "hours", "unconfirmed", "seed-2024-11")
    assert length_of(catalog, Period(claims=claims), dt.date(2026, 11, 20)) == length
    limit = Limit(start="since", claims=claims)
    assert length_of(catalog, limit, dt.date(2026, 11, 20)) == length
    assert length_of(catalog, Period(claims=claims[:1]), dt.date(2026, 11, 20)) is None
    assert length_of(catalog, Period(label=Text(zh="等")), dt.date(2026, 11, 20)) is None


@pytest.mark.parametrize(
    ("day", "later", "changed"),
    [
        ("2026-04-14", "2026-04-14", None),
        ("2026-04-14", "2026-04-15", "2026-04-15"),
        ("2026-04-01", "2026-11-20", "2026-04-15"),
        ("2026-04-15", "2026-11-20", None),
        ("2019-12-31", "2020-01-01", "2020-01-01"),
        ("2019-12-30", "2019-12-31", None),
    ],
)
def test_a_rule_may_change_between_two_days(
    catalog: Catalog, day: str, later: str, changed: str | None
) -> None:
    days = dt.date.fromisoformat(day), dt.date.fromisoformat(later)
    found = version_change(catalog, "complaint-mediation", *days)
    assert found == (None if changed is None else dt.date.fromisoformat(changed))


# ---- For any length

STARTS = st.datetimes(dt.datetime(2004, 1, 1), dt.datetime(2030, 12, 31)).map(
    lambda at: at.replace(tzinfo=SHANGHAI, microsecond=0)
)
UNITS = st.sampled_from(["hours", "days", "working_days", "months", "years"])


@settings(deadline=None)  # the first year without a notice imports `holidays`
@given(STARTS, st.integers(1, 99), UNITS, st.booleans())
def test_a_length_ends_after_it_begins(
    start: dt.datetime, amount: int, unit: str, law: bool
) -> None:
    counted = count(_length(f"{amount} {unit}", law=law), start, CALENDAR, WAIT)
    assert counted.until > start
    assert dt.timedelta() <= counted.free - counted.until <= SECOND
    assert counted.reasons
    assert start < counted.safe <= counted.until
    # Only the last day of days, months or years is moved, and only past days off.
    moved = counted.until.date() - counted.safe.date()
    assert counted.safe.timetz() == counted.until.timetz()
    if not law or unit in ("hours", "working_days"):
        assert not moved
    for n in range(moved.days):
        assert not CALENDAR.day(counted.safe.date() + dt.timedelta(days=n)).working
    if law and unit != "hours":
        assert CALENDAR.day(counted.until.date()).working
        assert (counted.free.hour, counted.free.minute, counted.free.second) == (0, 0, 0)


@settings(deadline=None)  # the first year without a notice imports `holidays`
@given(STARTS, st.integers(1, 99))
def test_working_days_are_counted_and_no_other(start: dt.datetime, amount: int) -> None:
    counted = count(_length(f"{amount} working_days", law=True), start, CALENDAR, WAIT)
    (entry,) = counted.reasons
    skipped = [day.date for day in entry.skipped]
    assert len(entry.dates) == amount
    assert all(CALENDAR.day(day).working for day in entry.dates)
    assert not any(CALENDAR.day(day).working for day in skipped)
    last = counted.until.date()
    passed = (last - start.date()).days
    every = [start.date() + dt.timedelta(days=n) for n in range(1, passed + 1)]
    assert sorted([*entry.dates, *skipped]) == every
    assert entry.dates[-1] == last


@settings(deadline=None)  # the first year without a notice imports `holidays`
@given(STARTS, st.integers(1, 60))
def test_months_end_on_the_matching_day_or_the_last_of_the_month(
    start: dt.datetime, amount: int
) -> None:
    last = count(_length(f"{amount} months", law=False), start, CALENDAR, WAIT).until
    months = (last.year - start.year) * 12 + last.month - start.month
    assert months == amount
    assert last.day == min(start.day, monthrange(last.year, last.month)[1])
    assert last.timetz() == start.timetz()


@settings(deadline=None)  # the first year without a notice imports `holidays`
@given(STARTS, st.integers(1, 9))
def test_a_year_is_twelve_months(start: dt.datetime, amount: int) -> None:
    for law in (False, True):
        years = count(_length(f"{amount} years", law=law), start, CALENDAR, WAIT)
        months = count(_length(f"{amount * 12} months", law=law), start, CALENDAR, WAIT)
        assert (years.until, years.free) == (months.until, months.free)
