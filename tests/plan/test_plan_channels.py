"""Which channel a plan puts forward, and what stands beside it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from plans import CASH, nothing_implied, now, shown, step, with_channel, with_step

from pddroute.api import escalate
from pddroute.catalogue.facts import Text
from pddroute.catalogue.model import Catalog
from pddroute.contract.plan import Plan
from pddroute.words import Lang

LANGS: tuple[Lang, Lang] = ("zh", "en")


def _channels(plan: Plan, id_: str) -> list[str]:
    return [reach.id for reach in step(plan, id_).channels]


def test_the_channels_of_a_later_step_are_ranked_for_its_own_time(catalog: Catalog) -> None:
    # The courier's seven days end at midnight, when nobody answers the telephone of 12305.
    told: dict[str, Any] = {"at": "2026-11-19T11:00", "done": ["seller", "courier@2026-11-12"]}
    postal = step(escalate(catalog, "logistics-slow", **told), "postal")
    assert (postal.state, postal.channels[0].id) == ("later", "12305-online")
    # What is said about them is what holds now.
    phone = next(one for one in postal.channels if one.id == "12305-phone")
    assert phone.status.state == "open"
    # At once, by day, somebody does.
    at_once = escalate(catalog, "logistics-slow", **told, outcome=["courier=refused"])
    assert (now(at_once).step, now(at_once).channel) == ("postal", "12305-phone")


def test_what_does_a_step_comes_before_what_helps(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", **CASH)
    # The hotline and the chat are open and answered by a person, but only help.
    assert _channels(plan, "platform") == ["app-intervention", "consumer-hotline", "app-chat"]


def test_nobody_is_sent_to_a_retired_or_an_outbound_number(small: Catalog) -> None:
    changed = with_step(small, "ask-platform", channels=["old-line", "caller", "hotline"], help=[])
    plan = escalate(changed, "refund-refused", **CASH)
    assert _channels(plan, "platform") == ["hotline"]


@pytest.mark.parametrize("help_", [[], ["caller"]])
def test_a_step_that_nobody_can_be_sent_to_is_prepared(small: Catalog, help_: list[str]) -> None:
    closed = with_step(small, "ask-platform", channels=["old-line"], help=help_)
    zh, en = (escalate(closed, "refund-refused", lang=lang, **CASH) for lang in LANGS)
    assert _channels(zh, "platform") == []
    assert (step(zh, "platform").state, step(zh, "platform").act_at) == ("waiting", None)
    assert (now(zh).channel, now(zh).where, now(zh).until, zh.next) == (None, [], None, [])
    assert now(zh).action == "先备好：订单截图、聊天记录"
    assert now(en).action == "get ready: A screenshot of the order, The chat"


def test_the_hours_of_a_retired_channel_open_nothing(small: Catalog) -> None:
    hours = small.channels["court-site"].claims.hours  # round the clock
    retired = with_channel(small, "old-line", hours=hours)
    changed = with_step(retired, "ask-platform", channels=["old-line", "hotline"], help=[])
    plan = escalate(changed, "refund-refused", at="2026-11-20T23:30")
    assert step(plan, "platform").state == "waiting"
    assert shown(step(plan, "platform").act_at) == "2026-11-21 08:00"


@pytest.mark.parametrize(
    ("parallel", "at", "turn"),
    [
        (False, "2026-11-20T23:30", ("platform", "waiting")),
        (True, "2026-11-20T23:30", ("court", "now")),
        (True, "2026-11-20T10:00", ("platform", "now")),
    ],
)
def test_a_parallel_step_does_not_take_the_turn_while_it_is_closed(
    small: Catalog, parallel: bool, at: str, turn: tuple[str, str]
) -> None:
    changed = with_step(small, "ask-platform", parallel=parallel, answer=True)
    plan = escalate(changed, "refund-refused", at=at)
    assert (now(plan).step, step(plan, now(plan).step).state) == turn


def _formed(small: Catalog, *helpers: str) -> Catalog:
    """The small catalogue, its platform asked by a form, with ``helpers``."""
    return with_step(small, "ask-platform", channels=["refund-form"], help=list(helpers))


BESIDE: list[tuple[list[str], str, str, str]] = [
    # who helps, at what time, what stands beside the form in both languages
    (
        ["chat", "hotline"],
        "2026-11-20T10:00",
        "；也可以打 020-12345678（开放至 21:30）",
        "; or call 020-12345678 (open until 21:30)",
    ),
    (
        ["chat", "hotline"],
        "2026-11-20T23:00",
        "；想打电话：020-12345678 明天 08:00 开",
        "; to call: 020-12345678 opens tomorrow 08:00",
    ),
    # Of two closed on a Friday night the one that opens first: the office opens on Monday.
    (
        ["market-office", "hotline"],
        "2026-11-20T23:00",
        "；想打电话：020-12345678 明天 08:00 开",
        "; to call: 020-12345678 opens tomorrow 08:00",
    ),
    # Of an open and a closed one the open one.
    (
        ["market-office", "hotline"],
        "2026-11-20T20:00",
        "；也可以打 020-12345678（开放至 21:30）",
        "; or call 020-12345678 (open until 21:30)",
    ),
    # Of several that are open the first; closed, it leaves its place to the one that is open.
    (
        ["hotline", "merchant-line"],
        "2026-11-20T10:00",
        "；也可以打 020-12345678（开放至 21:30）",
        "; or call 020-12345678 (open until 21:30)",
    ),
    (
        ["merchant-line", "hotline"],
        "2026-11-20T20:00",
        "；也可以打 020-12345678（开放至 21:30）",
        "; or call 020-12345678 (open until 21:30)",
    ),
    (["chat"], "2026-11-20T10:00", "", ""),
]


@pytest.mark.parametrize(("helpers", "at", "zh", "en"), BESIDE)
def test_the_telephone_is_named_beside_a_form(
    small: Catalog, helpers: list[str], at: str, zh: str, en: str
) -> None:
    formed = _formed(small, *helpers)
    in_zh, in_en = (now(escalate(formed, "refund-refused", at=at, lang=lang)) for lang in LANGS)
    assert in_zh.channel == "refund-form"
    assert in_zh.action == f"申请介入。（退款申请，随时可用{zh}）"
    assert in_en.action == f"Ask it to step in. (Refund form, any time{en})"


def test_a_helper_that_answers_goes_before_a_telephone_of_the_step_that_is_closed(
    small: Catalog,
) -> None:
    two = with_step(_formed(small, "hotline"), "ask-platform", channels=["refund-form", "office"])
    office = small.channels["market-office"]
    two = msgspec.structs.replace(two, channels={**two.channels, "office": office})
    plan = escalate(two, "refund-refused", at="2026-11-20T20:00")  # the office closed at 17:30
    assert _channels(plan, "platform") == ["refund-form", "office", "hotline"]
    assert now(plan).where[1:] == ["也可以打 020-12345678（开放至 21:30）"]


def test_a_telephone_whose_hours_nobody_knows_is_not_named(small: Catalog) -> None:
    unknown = with_channel(_formed(small, "hotline"), "hotline", hours=[])
    plan = escalate(unknown, "refund-refused", at="2026-11-20T20:00")
    assert now(plan).action == "申请介入。（退款申请，随时可用）"


def test_while_an_answer_is_awaited_what_is_open_helps(small: Catalog) -> None:
    told: dict[str, Any] = {"done": ["platform", "regulator@2026-11-20T09:00"]}
    for at, lang, channel, action in (
        (
            "2026-11-20T10:00",
            "zh",
            "market-office",
            "等“找监管部门”的答复（监管热线 020-12399，开放至 12:00，可以打电话催），"
            "到 2027-01-19（周二） 24:00",
        ),
        ("2026-11-20T12:30", "zh", None, "等“找监管部门”的答复，到 2027-01-19（周二） 24:00"),
        (
            "2026-11-20T12:30",
            "en",
            None,
            "wait for the answer to “Turn to the regulator”, until Tue 2027-01-19 24:00",
        ),
    ):
        plan = escalate(small, "refund-refused", at=at, lang=lang, **told)  # type: ignore[arg-type]
        assert now(plan).when == plan.as_of
        # Sixty days: 11-30 is the tenth, 12-31 the 41st, 01-19 the last.
        assert shown(now(plan).until) == shown(now(plan).deadline) == "2027-01-19 23:59:59"
        assert (now(plan).channel, now(plan).action) == (channel, action)


def test_while_an_answer_is_awaited_a_person_is_asked_before_a_form(small: Catalog) -> None:
    changed = with_step(nothing_implied(small), "ask-seller", help=["hotline"])
    done = ["seller@2026-11-20T09:00"]
    for at, channel in (("2026-11-20T10:00", "hotline"), ("2026-11-20T22:00", "refund-form")):
        plan = escalate(changed, "refund-refused", at=at, done=done)
        assert (now(plan).step, now(plan).channel) == ("seller", channel)


def test_what_is_prepared_names_three_pieces_of_proof(small: Catalog) -> None:
    evidence = {**small.evidence, "a": Text(zh="甲", en="A"), "b": Text(zh="乙", en="B")}
    more = msgspec.structs.replace(small, evidence=evidence)
    changed = with_step(more, "ask-platform", evidence=["a", "b", "order"])
    at = "2026-11-20T23:30"
    zh, en = (now(escalate(changed, "refund-refused", at=at, lang=lang)).action for lang in LANGS)
    assert zh == "先备好：甲、乙、订单截图（明天 08:00 找消费者热线 020-12345678）"
    assert en == (
        "get ready: A, B, A screenshot of the order (tomorrow 08:00: Consumer hotline 020-12345678)"
    )


def test_what_to_do_now_is_no_surer_of_its_hours_than_the_sources(small: Catalog) -> None:
    own, blog = small.channels["hotline"].claims.hours
    later = msgspec.structs.replace(blog, value="Mo-Su 12:00-21:30")
    changed = with_channel(small, "hotline", hours=[own, later])
    for at, differ in (("2026-11-20T10:00", True), ("2026-11-20T13:00", False)):
        zh, en = (now(escalate(changed, "refund-refused", at=at, lang=lang)) for lang in LANGS)
        assert (zh.channel, en.channel) == ("hotline", "hotline")
        assert ("开放至 21:30，各来源时间不一）" in zh.action) is differ
        assert ("open until 21:30, sources differ on the hours)" in en.action) is differ
