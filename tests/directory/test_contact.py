"""Who is put forward at an instant, who is not, and what each need is told."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from pddroute import contact, show
from pddroute.catalogue.model import Catalog
from pddroute.contract.reach import Directory
from pddroute.directory.doors import only_in_emergencies

NIGHT, EVENING, MORNING = "2026-11-21T23:35", "2026-11-21T20:35", "2026-11-23T10:00"
DANGER = {"110", "96110", "119", "120", "wechat-pay", "alipay"}


def now(catalog: Catalog, at: str, **narrowed: Any) -> Directory:
    return contact(catalog, at=at, now=True, **narrowed)


def test_the_lines_of_danger_are_those_that_nothing_else_leads_to(catalog: Catalog) -> None:
    assert only_in_emergencies(catalog.doors.values()) == DANGER


FIRST = [
    (NIGHT, {}, "app-chat"),
    (EVENING, {}, "consumer-hotline"),
    (MORNING, {}, "consumer-hotline"),
    (NIGHT, {"kind": "phone"}, "12345"),
    (EVENING, {"kind": "phone"}, "consumer-hotline"),
    ("2026-11-21T21:00", {"audience": "merchant"}, "merchant-backend"),
    (NIGHT, {"audience": "merchant"}, "merchant-backend"),
    (NIGHT, {"audience": "merchant", "kind": "web"}, "jubao"),
    # The chat is staffed until midnight; a form waits for nobody.
    ("2027-02-08T03:00", {"audience": "consumer"}, "app-intervention"),
    (MORNING, {"audience": "merchant"}, "merchant-hotline"),
    (NIGHT, {"operator": "regulator"}, "12345"),
    (NIGHT, {"operator": "police"}, "110"),
    (NIGHT, {"operator": "payment"}, "wechat-pay"),
]


@pytest.mark.parametrize(("at", "narrowed", "first"), FIRST)
def test_an_emergency_line_is_first_only_where_nothing_else_was_asked_for(
    catalog: Catalog, at: str, narrowed: dict[str, str], first: str
) -> None:
    found = now(catalog, at, **narrowed).channels
    assert found[0].id == first
    open_now = [one.id in DANGER for one in found if one.status.state == "open"]
    assert open_now == sorted(open_now), "after everything else that is open"


@pytest.mark.parametrize("at", [NIGHT, EVENING, MORNING])
def test_an_account_to_follow_comes_after_all_that_is_open_but_danger(
    catalog: Catalog, at: str
) -> None:
    open_now = [one for one in now(catalog, at).channels if one.status.state == "open"]
    kinds = [one.kind == "wechat" for one in open_now if one.id not in DANGER]
    assert any(kinds)
    assert kinds == sorted(kinds)


@pytest.mark.parametrize("narrowed", [{}, {"kind": "phone"}, {"operator": "platform"}])
def test_what_is_doubtful_stands_in_the_whole_list_alone(
    catalog: Catalog, narrowed: dict[str, str]
) -> None:
    doubtful = {id_ for id_, one in catalog.channels.items() if one.doubtful and one.offered}
    assert doubtful == {"hotline-400"}
    assert doubtful <= {one.id for one in contact(catalog, at=MORNING, **narrowed).channels}  # type: ignore[arg-type]
    assert doubtful.isdisjoint(one.id for one in now(catalog, MORNING, **narrowed).channels)
    door = replace(catalog.doors["buying"], channels=["hotline-400", "consumer-hotline"])
    (need,) = contact(replace(catalog, doors={"one": door}), at=NIGHT).doors
    assert need.channels == ("consumer-hotline",)


@pytest.mark.parametrize("kind", ["qq", "email", "weibo"])
@pytest.mark.parametrize("at", [NIGHT, MORNING])
def test_what_has_no_address_is_never_put_forward(catalog: Catalog, kind: str, at: str) -> None:
    answer = now(catalog, at, kind=kind)
    assert answer.channels == []
    (warning,) = answer.warnings
    assert (warning.code, "都别信" in warning.text) == ("no_official_account", True)
    assert not any(one.kind == kind for one in now(catalog, at).channels)
    (listed,) = contact(catalog, at=at, kind=kind).channels  # type: ignore[arg-type]
    assert (listed.status.state, listed.status.reason) == ("unknown", "hours_unknown")
    assert listed.status.text == warning.text


def test_an_address_in_force_takes_the_warning_away(catalog: Catalog) -> None:
    qq = catalog.channels["qq-account"]
    number = replace(catalog.channels["12345"].claims.number[0], value="123456789")
    known = replace(qq, claims=replace(qq.claims, handle=[number]))
    other = replace(catalog, channels={**catalog.channels, "qq-account": known})
    answer = now(other, NIGHT, kind="qq")
    assert [one.id for one in answer.channels] == ["qq-account"]
    assert answer.warnings == []


CERTAINTY = [
    ("consumer-hotline", MORNING, "confirmed", "official"),
    ("consumer-hotline", EVENING, "confirmed", "official"),
    ("consumer-hotline", NIGHT, "disputed", "official"),
    ("app-chat", NIGHT, "unconfirmed", "unconfirmed"),
    ("app-chat", "2026-11-21T03:00", "disputed", "unconfirmed"),
    ("12345", NIGHT, "confirmed", "reported"),
    ("12315-phone", MORNING, "unconfirmed", "unconfirmed"),
    ("12315-phone", EVENING, "disputed", "unconfirmed"),
    ("12315-phone", "2027-03-02T10:00", "provisional", "unconfirmed"),
    ("12315-phone", "2027-03-02T13:00", "disputed", "unconfirmed"),
    ("119", NIGHT, "unconfirmed", "unconfirmed"),
    ("alipay", "2026-11-21T03:00", "disputed", "unconfirmed"),
    ("app-complaint", NIGHT, "unconfirmed", "unconfirmed"),
]


@pytest.mark.parametrize(("id_", "at", "certainty", "grade"), CERTAINTY)
def test_no_status_is_surer_than_its_hours(
    catalog: Catalog, id_: str, at: str, certainty: str, grade: str
) -> None:
    status = show(catalog, id_, at=at).channel.status
    assert (status.certainty, status.grade) == (certainty, grade)


SAID = [
    # No source says that it ever closes.
    ("app-complaint", "应该随时能用", "should work at any time"),
    # A telephone that may really be closed, a chat without a person.
    ("court-12368", "（时间没有准信）", "(hours unconfirmed)"),
    ("120", "（时间没有准信）", "(hours unconfirmed)"),
    ("12321-phone", "（时间没有准信）", "(hours unconfirmed)"),
    ("app-chat", "（时间没有准信）", "(hours unconfirmed)"),
]


@pytest.mark.parametrize(("id_", "zh", "en"), SAID)
def test_unconfirmed_hours_are_said_in_plain_words_where_they_matter(
    catalog: Catalog, id_: str, zh: str, en: str
) -> None:
    for lang, text in (("zh", zh), ("en", en)):
        status = show(catalog, id_, at=NIGHT, lang=lang).channel.status  # type: ignore[arg-type]
        assert status.text.endswith(text)
        assert (status.text == text) == ("(" not in text and "（" not in text)
        assert (status.certainty, status.grade) == ("unconfirmed", "unconfirmed")


NEEDS = ["买东西", "快递", "平台不管", "被骗、被威胁", "人不舒服、想不开", "着火", "开店的"]


def test_the_needs_stand_in_their_order(catalog: Catalog) -> None:
    answer = contact(catalog, at=NIGHT)
    assert [one.name for one in answer.doors] == NEEDS
    assert [one.name for one in answer.doors if one.emergency] == NEEDS[3:6]
    known = {one.id for one in answer.channels}
    assert all(known.issuperset(one.channels) for one in answer.doors)


def test_whose_need_it_is_decides_what_is_told(catalog: Catalog) -> None:
    merchant = contact(catalog, at=NIGHT, audience="merchant").doors
    assert [one.name for one in merchant] == ["开店的", *NEEDS[1:6]]
    assert not any("12315-online" in one.channels for one in merchant), "it is for consumers"
    assert [one.name for one in contact(catalog, at=NIGHT, audience="consumer").doors] == NEEDS[:6]


TOLD = [
    ("buying", NIGHT, "消费者热线 021-53395288（明天 08:00 开）"),
    ("buying", EVENING, "消费者热线 021-53395288（开放至 21:30）、App 官方客服"),
    ("selling", "2026-11-21T21:00", "商家热线 021-53395088（明天 08:00 开）"),
    ("unheard", NIGHT, "www.12315.cn（随时可用）、12345（24 小时）"),
    ("cheated", NIGHT, "110（24 小时）、微信支付 95017、支付宝 95188、96110；付款银行"),
    ("ill", NIGHT, "120；"),
    ("fire", NIGHT, "119；"),
]


@pytest.mark.parametrize(("id_", "at", "told"), TOLD)
def test_a_need_is_told_who_serves_it_now(catalog: Catalog, id_: str, at: str, told: str) -> None:
    (text,) = (one.text for one in contact(catalog, at=at).doors if one.id == id_)
    assert told in text


def test_a_far_opening_stands_without_brackets_of_its_own(catalog: Catalog) -> None:
    door = replace(catalog.doors["unheard"], channels=["12305-phone"])
    (need,) = contact(replace(catalog, doors={"one": door}), at=NIGHT).doors
    assert need.text == "12305（11-23 周一 08:30 开）"


def test_what_may_be_staffed_in_some_cities_is_not_told_to_be_closed(catalog: Catalog) -> None:
    door = replace(catalog.doors["unheard"], channels=["12315-phone", "12345"])
    (need,) = contact(replace(catalog, doors={"one": door}), at=NIGHT).doors
    said = "12345（24 小时）、12315 热线 021-12315（11-23 周一 08:30 开，现在可能有人接）"
    assert need.text == said


def test_what_may_not_be_offered_stands_at_no_door(catalog: Catalog) -> None:
    door = replace(catalog.doors["buying"], channels=["outbound-caller-id", "consumer-hotline"])
    (need,) = contact(replace(catalog, doors={"one": door}), at=NIGHT).doors
    assert need.channels == ("consumer-hotline",)


REVIEW = [
    # What is to be looked at again by 2027-03-31 is past that with the day after.
    ("2027-03-31T23:59", {"kind": "weibo"}, None, None),
    ("2027-04-01T00:00", {"kind": "weibo"}, "：拼多多微博", ": Pinduoduo on Weibo"),
    ("2027-04-01T00:00", {"operator": "courier"}, None, None),
    (
        "2027-04-01T00:00",
        {},
        "：拼多多消费者热线、拼多多商家热线、旧的 400 客服号码（有争议）等",
        ": Pinduoduo consumer hotline, Pinduoduo merchant hotline, Old 400 number (disputed) and "
        "others",
    ),
]


@pytest.mark.parametrize(("at", "narrowed", "zh", "en"), REVIEW)
def test_facts_that_nobody_has_looked_at_again_in_time_are_named(
    catalog: Catalog, at: str, narrowed: dict[str, Any], zh: str | None, en: str | None
) -> None:
    for lang, names in (("zh", zh), ("en", en)):
        warned = contact(catalog, at=at, lang=lang, **narrowed).warnings  # type: ignore[arg-type]
        texts = [one.text for one in warned if one.code == "facts_past_review"]
        assert len(texts) == (names is not None)
        assert all(text.endswith(names or "") for text in texts)
