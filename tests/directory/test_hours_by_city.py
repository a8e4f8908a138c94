"""Hours that differ by city: whose hold, and what is said where nobody knows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pddroute import contact, escalate, load_catalog, show
from pddroute.catalogue.model import Catalog
from pddroute.check.check import check_file
from pddroute.contract.reach import ChannelCard
from pddroute.hours.clock import parse_time
from pddroute.words import Lang

LINE = "12315-phone"
COMMON = "Mo-Fr 08:30-12:00,14:00-17:30; PH off"
SATURDAY, NOON, MORNING = "2026-11-28T20:00", "2026-11-25T12:30", "2026-11-25T10:00"
HOLIDAY = "2026-10-01T10:00"

HELD = [
    # the city asked about, the instant: the hours that hold, state and certainty
    (None, SATURDAY, COMMON, "closed disputed"),
    (None, NOON, COMMON, "closed disputed"),
    (None, MORNING, COMMON, "open unconfirmed"),
    (None, HOLIDAY, COMMON, "closed disputed"),
    ("杭州", SATURDAY, COMMON, "closed disputed"),
    ("杭州", NOON, COMMON, "closed disputed"),
    ("杭州", MORNING, COMMON, "open unconfirmed"),
    ("上海", SATURDAY, COMMON, "closed disputed"),
    ("上海", HOLIDAY, COMMON, "closed disputed"),
    ("滁州", HOLIDAY, COMMON, "closed disputed"),
    ("湘潭", "2026-11-28T10:00", "Mo-Su 08:00-17:30", "open unconfirmed"),
    ("Xiangtan", NOON, "Mo-Su 08:00-17:30", "open unconfirmed"),
    ("湖南省湘潭市", HOLIDAY, "Mo-Su 08:00-17:30", "open unconfirmed"),
    ("湘潭", SATURDAY, "Mo-Su 08:00-17:30", "closed unconfirmed"),
    ("湘潭", "2026-06-25T17:45", "Mo-Su 08:00-17:30", "closed disputed"),
    # the code is shared: alone it names none of its cities
    ("0731", NOON, COMMON, "closed disputed"),
    ("长沙", NOON, COMMON, "closed disputed"),
    ("株洲", NOON, COMMON, "closed disputed"),
]


@pytest.mark.parametrize(("city", "at", "hours", "expected"), HELD)
def test_a_citys_own_hours_hold_for_that_city_alone(
    catalog: Catalog, city: str | None, at: str, hours: str, expected: str
) -> None:
    card = show(catalog, LINE, at=at, city=city)
    (listed,) = (one for one in contact(catalog, at=at, city=city).channels if one.id == LINE)
    assert card.channel == listed
    assert (listed.hours, f"{listed.status.state} {listed.status.certainty}") == (hours, expected)
    own = {claim.in_force for claim in card.claims if claim.area == "0731 湘潭市"}
    assert own == ({False} if hours == COMMON else {True, False})
    assert [one.value for one in card.claims if one.field == "hours" and one.in_force] == [hours]
    assert ("hunantoday-12315-2019" in listed.sources) == (hours != COMMON)
    assert ("alabama37th-undated" in listed.sources) == (hours == COMMON)


SAID: list[tuple[str | None, str, Lang, str]] = [
    (
        None,
        SATURDAY,
        "zh",
        "按常见时间今天休息，周一（11-30） 08:30 开；有的城市有人接：可以试，或打 12345，昼夜都接",
    ),
    (
        "杭州",
        NOON,
        "en",
        "by the common hours closed for a break, opens 14:00; in some cities staffed: try it, or "
        "12345, day and night",
    ),
    ("杭州", MORNING, "zh", "开放至 12:00（时间没有准信）"),
    (
        "上海",
        HOLIDAY,
        "zh",
        "按常见时间节假日休息，2026-10-08（周四） 08:30 开；有的城市有人接：可以试，或打 12345，"
        "昼夜都接（2023-01 中国消费者报：元旦和 1 月 2 日有人接，没写几点）",
    ),
    (
        "湘潭",
        SATURDAY,
        "zh",
        "已下班，明天 08:00 开；也可以打 12345，昼夜都接（其余时间是语音留言，下一个工作日处理；"
        "时间没有准信）",
    ),
    (
        "湘潭",
        "2026-06-25T17:45",
        "zh",
        "按平时的时间已下班，明天 08:00 开；有的日子有人接：可以试，或打 12345，昼夜都接（"
        "其余时间是语音留言，下一个工作日处理；"
        "2019-05 湘潭日报（新湖南）：夏令作息时间到 18:00，没写是哪些日子）",
    ),
    ("湘潭", NOON, "en", "open until 17:30 (hours unconfirmed)"),
]


@pytest.mark.parametrize(("city", "at", "lang", "text"), SAID)
def test_nobody_is_told_flatly_that_a_line_is_closed_which_may_be_staffed(
    catalog: Catalog, city: str | None, at: str, lang: Lang, text: str
) -> None:
    assert show(catalog, LINE, at=at, city=city, lang=lang).channel.status.text == text


def test_what_is_said_of_a_city_names_its_source_first(catalog: Catalog) -> None:
    status = show(catalog, LINE, at=HOLIDAY, city="滁州").channel.status
    own = ("chuzhou-12315-2021-04", "chuzhou-12315-2019-09")
    assert status.disputed_by == (*own, "cqtzb-12315-2025-10")


@pytest.mark.parametrize("city", [None, "上海", "湘潭", "杭州"])
@pytest.mark.parametrize("at", [SATURDAY, NOON, MORNING, HOLIDAY])
def test_12345_stands_beside_the_line(catalog: Catalog, city: str | None, at: str) -> None:
    plan = escalate(catalog, "refund-refused", at=at, city=city)
    found = 0
    for one in plan.steps:
        ids = [channel.id for channel in one.channels]
        if LINE in ids:
            found += 1
            assert "12345" in ids
            assert next(each for each in one.channels if each.id == LINE).stand_in == "12345"
    assert found
    door = next(
        one for one in contact(catalog, at=at, now=True, city=city).doors if "12345" in one.channels
    )
    assert "12345" in door.text


CLEAN = Path(__file__).parents[1] / "data" / "clean.yaml"
ASK = Callable[..., tuple[ChannelCard, list[str]]]


@pytest.fixture
def ask(tmp_path: Path) -> ASK:
    """The merchant line of a made-up catalogue with other hours; and what is wrong with it."""

    def go(at: str, *claims: str, city: str | None = None) -> tuple[ChannelCard, list[str]]:
        over = tmp_path / "over.yaml"
        lines = "".join(f"        - {{{claim}}}\n" for claim in claims)
        over.write_text(
            f"channels:\n  merchant-line:\n    claims:\n      hours:\n{lines}", encoding="utf-8"
        )
        report = check_file(CLEAN, [over], at=parse_time("2026-11-21T12:00"))
        catalog = load_catalog(CLEAN, [over])
        card = show(catalog, "merchant-line", at=at, city=city, lang="en")
        return card, [one.rule for one in report.findings if one.rule != "overlay-drops-claims"]

    return go


ALL = 'value: "Mo-Fr 09:00-18:00", source: own-page'
TOWN = 'value: "Mo-Su 10:00-20:00", source: newspaper, area: "0571"'


def test_a_number_needs_no_area_code_for_hours_of_a_city(ask: ASK) -> None:
    at = "2026-11-28T19:00"
    for city, state in (
        (None, "closed"),
        ("Hangzhou", "open"),
        ("0571", "open"),
        ("021", "closed"),
    ):
        card, wrong = ask(at, ALL, TOWN, city=city)
        assert (card.channel.status.state, wrong) == (state, [])


def test_what_is_said_of_all_does_not_dispute_a_citys_own_hours(ask: ASK) -> None:
    rival = 'value: "24/7", source: blog, lost: contradicted, by: own-page'
    own = (
        'value: "Mo-Su 12:00-20:00", source: blog, area: "0571", lost: contradicted, by: newspaper'
    )
    for city, by in ((None, ("blog",)), ("Hangzhou", ())):
        card, _ = ask("2026-11-28T21:00", ALL, TOWN, rival, city=city)
        assert card.channel.status.disputed_by == by
    card, _ = ask("2026-11-28T11:00", ALL, TOWN, rival, own, city="Hangzhou")
    assert card.channel.status.disputed_by == ("blog",)


def test_a_partial_claim_speaks_of_its_own_days_alone(ask: ASK) -> None:
    part = 'value: "Sa 09:00-12:00", source: newspaper, area: "0571", lost: partial'
    for at, certainty in (
        ("2026-11-28T10:00", "disputed"),  # closed by the hours in force, open by the part
        ("2026-11-28T13:00", "confirmed"),
        ("2026-11-25T10:00", "confirmed"),  # open: the part says nothing of Wednesdays
    ):
        card, wrong = ask(at, ALL, part, city="Hangzhou")
        assert (card.channel.status.certainty, card.channel.hours) == (
            certainty,
            "Mo-Fr 09:00-18:00",
        )
        assert wrong == []
        elsewhere, _ = ask(at, ALL, part)
        assert elsewhere.channel.status.certainty == "confirmed"


@pytest.mark.parametrize(
    ("claims", "rules"),
    [
        ([ALL, TOWN.replace("0571", "0731")], ["unknown-area"]),
        ([ALL, TOWN.replace("0571", "0731 湘潭市")], []),
        ([ALL, TOWN.replace("0571", "0731 湘潭")], ["unknown-area"]),
        ([ALL, TOWN.replace("0571", "0999")], ["unknown-area"]),
        # to agree with what holds for all is no agreement with the city's own
        ([ALL, TOWN, ALL.replace("own-page", "blog") + ", lost: agrees, by: own-page"], []),
        (
            [ALL, TOWN, ALL.replace("own-page", "blog") + ', area: "0571", lost: agrees'],
            ["agrees-but-differs"],
        ),
        ([ALL, TOWN, TOWN.replace("newspaper", "blog") + ", lost: agrees, by: newspaper"], []),
    ],
)
def test_the_lints_know_the_cities(ask: ASK, claims: list[str], rules: list[str]) -> None:
    assert ask(MORNING, *claims)[1] == rules


def test_the_holidays_are_warned_of_where_the_citys_hours_follow_them(ask: ASK) -> None:
    town = TOWN.replace("20:00", "20:00; PH off")
    codes = {
        city: {one.code for one in ask("2028-02-29T11:00", ALL, town, city=city)[0].warnings}
        for city in (None, "杭州")
    }
    assert "calendar_unpublished" not in codes[None]
    assert "calendar_unpublished" in codes["杭州"]
