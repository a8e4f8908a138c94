"""What people in trouble are told: cases from real use, answered as a practitioner would."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from pddroute.api import escalate
from pddroute.catalogue.model import Catalog
from pddroute.contract.plan import Plan, PlanStep
from pddroute.errors import InvalidHistory, UnknownIssue

NIGHT = "2026-11-21T20:35"
LATER = "2026-12-12T10:00"
BY_12315 = ["regulator@2026-11-20T10:00"]


def _step(plan: Plan, id_: str) -> PlanStep:
    return next(step for step in plan.steps if step.id == id_)


def _now(plan: Plan) -> tuple[str, str]:
    """The step of ``now``, and all that is said of it."""
    assert plan.now is not None
    return plan.now.step, plan.now.action


def _codes(step: PlanStep) -> set[str]:
    return {entry.code for entry in step.because}


# ---- Whatever was done before: what stays open, what comes first

FIRST: list[tuple[str, dict[str, Any], str, str]] = [
    # issue, what was told, the step that is now, the state it has
    ("scam", {"at": "2026-11-21T12:30", "done": ["platform@2026-11-21T12:00"]}, "police", "now"),
    ("scam", {"at": NIGHT, "done": ["police"]}, "payment", "now"),
    ("scam", {"at": NIGHT, "done": ["payment"]}, "police", "now"),
    ("refund-refused", {"at": LATER, "done": BY_12315}, "platform", "now"),
    ("refund-refused", {"at": LATER, "done": ["court"]}, "platform", "now"),
    ("safety-hazard", {"at": NIGHT}, "emergency", "now"),
    ("safety-hazard", {"at": NIGHT, "done": ["seller@2026-11-21T10:00"]}, "emergency", "now"),
    ("safety-hazard", {"at": NIGHT, "done": ["court"]}, "emergency", "now"),
    ("safety-hazard", {"at": NIGHT, "done": ["emergency"]}, "seller", "now"),
    # The shop's unofficial 48 hours hold nothing up.
    (
        "safety-hazard",
        {"at": NIGHT, "done": ["emergency", "seller@2026-11-21T10:00"]},
        "report",
        "now",
    ),
    ("auto-deduction", {"at": NIGHT}, "payment", "now"),
    ("auto-deduction", {"at": NIGHT, "done": ["payment"]}, "platform", "now"),
    (
        "invoice",
        {"at": NIGHT, "done": ["seller"], "outcome": ["seller=refused"]},
        "regulator",
        "now",
    ),
    # The courier's clock has run out: the postal authority, not the platform's chat.
    (
        "logistics-slow",
        {
            "at": LATER,
            "done": ["seller@2026-11-21T10:00", "courier@2026-11-22T10:00"],
            "outcome": ["courier=silent"],
        },
        "postal",
        "now",
    ),
    ("not-received", {"at": NIGHT}, "seller", "now"),
    ("not-received", {"at": NIGHT, "done": ["seller@2026-11-21T20:00"]}, "courier", "now"),
    # Fifteen days without a word are silence.
    (
        "refund-slow",
        {"at": LATER, "done": ["seller@2026-11-21T10:00"], "since": "2026-11-20T10:00"},
        "platform",
        "now",
    ),
    ("refund-slow", {"at": LATER, "done": ["seller@2026-11-21T10:00"]}, "platform", "now"),
    ("refund-slow", {"at": LATER, "done": ["seller@2026-12-10T10:00"]}, "seller", "waiting"),
    ("invoice", {"at": LATER, "done": ["seller@2026-11-21T10:00"]}, "seller", "waiting"),
    # No answer from the platform: 12315, not a private site.
    (
        "refund-refused",
        {"at": LATER, "done": ["platform@2026-12-01T10:00"], "outcome": ["platform=silent"]},
        "regulator",
        "now",
    ),
    # It ended nothing yet: the other side has to do as it said.
    ("poor-quality", {"at": LATER, "outcome": ["seller=agreed:20"]}, "seller", "waiting"),
    ("poor-quality", {"at": LATER, "outcome": ["seller=returned"]}, "seller", "waiting"),
    ("poor-quality", {"at": LATER, "outcome": ["seller=returned@2026-12-01"]}, "seller", "waiting"),
    ("poor-quality", {"at": LATER, "outcome": ["seller=returned@2026-11-20"]}, "platform", "now"),
    (
        "no-reason-return",
        {"at": LATER, "outcome": ["seller=returned@2026-12-01"], "received": "2026-11-20"},
        "platform",
        "now",
    ),
    # The goods are four years old: ask whether the time for a claim was interrupted.
    ("poor-quality", {"at": LATER, "since": "2022-12-10T10:00"}, "court", "now"),
]


@pytest.mark.parametrize(("issue", "told", "step", "state"), FIRST)
def test_what_comes_first(
    catalog: Catalog, issue: str, told: dict[str, Any], step: str, state: str
) -> None:
    plan = escalate(catalog, issue, **told)
    assert (_now(plan)[0], _step(plan, step).state) == (step, state)


SAID: list[tuple[str, dict[str, Any], str]] = [
    # issue, what was told, what the person is told at this minute
    ("scam", {"at": NIGHT}, "110"),
    ("safety-hazard", {"at": NIGHT}, "120"),
    ("safety-hazard", {"at": NIGHT}, "119"),
    ("safety-hazard", {"at": NIGHT}, "申请退款"),  # and if nobody is hurt
    ("refund-refused", {"at": LATER, "done": BY_12315}, "2026-12-01"),
    ("refund-refused", {"at": LATER, "done": BY_12315}, "12345"),
    ("no-reason-return", {"at": NIGHT, "received": "2026-11-14"}, "24:00 以前"),
    ("no-reason-return", {"at": "2026-10-08T10:00", "received": "2026-09-25"}, "10-02 已经到期"),
    ("customer-service-unresponsive", {"at": NIGHT}, "021-53395288"),
    ("poor-quality", {"at": LATER, "since": "2022-12-10T10:00"}, "12348"),
    ("poor-quality", {"at": LATER, "outcome": ["seller=agreed:20"]}, "20 元"),
    ("invoice", {"at": LATER, "done": ["seller@2026-11-21T10:00"]}, "现在就可以"),
]


@pytest.mark.parametrize(("issue", "told", "words"), SAID)
def test_what_is_said_of_it(catalog: Catalog, issue: str, told: dict[str, Any], words: str) -> None:
    assert words in _now(escalate(catalog, issue, **told))[1]


# ---- What the law leaves open

AT_ONCE = [
    ("counterfeit", {}, ["regulator", "court", "association", "mediator"]),
    ("refund-refused", {"done": BY_12315}, ["court", "mediator"]),
    ("not-received", {}, ["courier", "regulator", "court"]),
    ("logistics-slow", {}, ["courier", "regulator", "court"]),
    ("safety-hazard", {}, ["regulator", "court"]),
    ("activity-cash", {"done": ["platform@2026-11-21T10:00"]}, ["regulator", "court"]),
]


@pytest.mark.parametrize(("issue", "told", "steps"), AT_ONCE)
def test_the_law_sets_no_order(
    catalog: Catalog, issue: str, told: dict[str, Any], steps: list[str]
) -> None:
    plan = escalate(catalog, issue, at=NIGHT, **told)
    for step in (_step(plan, id_) for id_ in steps):
        assert (step.state, step.not_before) == ("later", None), step.id
        assert "open_at_once" in _codes(step), step.id


def test_one_of_two_mediations_closes_the_other_by_a_rule_it_names(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at=LATER, done=BY_12315)
    gone = _step(plan, "association")
    assert gone.state == "excluded"
    assert {entry.rule for entry in gone.because} == {"complaint-refusal"}
    assert "第十六条" in gone.because[0].text


@pytest.mark.parametrize("one", ["association", "regulator"])
def test_who_refused_a_matter_leaves_it_to_the_other(catalog: Catalog, one: str) -> None:
    other = {"association": "regulator", "regulator": "association"}[one]
    told = {"done": [f"{one}@2026-11-20T10:00"], "outcome": [f"{one}=refused"]}
    plan = escalate(catalog, "refund-refused", at=LATER, **told)
    assert _step(plan, other).state in ("later", "now")


@pytest.mark.parametrize(
    ("done", "warned"),
    [
        (["association@2026-11-20T10:00", "regulator@2026-11-25T10:00"], True),
        (["court@2026-11-20T10:00", "regulator@2026-11-25T10:00"], True),
        (["regulator@2026-11-25T10:00"], False),
    ],
)
def test_one_matter_in_two_places_is_warned_of(
    catalog: Catalog, done: list[str], warned: bool
) -> None:
    plan = escalate(catalog, "refund-refused", at=LATER, done=done)
    assert ("filed_twice" in {one.code for one in plan.warnings}) is warned


# ---- Several clocks


def test_12315_has_two_clocks_each_with_its_date_and_what_to_do_then(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at=LATER, done=BY_12315)
    waits = {wait.id: wait for wait in _step(plan, "regulator").waits}
    assert {id_: f"{wait.until:%m-%d}" for id_, wait in waits.items()} == {
        "acceptance": "12-01",
        "mediation": "02-01",
    }
    assert all(wait.then for wait in waits.values())
    assert _step(plan, "regulator").wait == waits["mediation"]  # the next that is due


def test_every_clock_says_what_to_do_when_it_has_run_out(catalog: Catalog) -> None:
    silent = [
        f"{key}.{period.id}"
        for key, step in catalog.steps.items()
        for period in step.wait
        if period.then is None
    ]
    assert not silent


# ---- The safe date

SAFE = [
    # received or since, asked at, the last safe instant
    ("no-reason-return", "received", "2026-11-14", NIGHT, "2026-11-21"),
    ("no-reason-return", "received", "2026-11-14", "2026-11-22T10:00", "2026-11-23"),
    ("no-reason-return", "received", "2026-09-25", "2026-10-01T10:00", "2026-10-02"),
    ("no-reason-return", "received", "2026-09-25", "2026-10-08T10:00", "2026-10-08"),
    ("no-reason-return", "received", "2026-11-13", NIGHT, None),
]


@pytest.mark.parametrize(("issue", "option", "start", "at", "last"), SAFE)
def test_the_deadline_is_the_one_nobody_disputes(
    catalog: Catalog, issue: str, option: str, start: str, at: str, last: str | None
) -> None:
    plan = escalate(catalog, issue, at=at, **{option: start})
    step = _step(plan, "seller")
    if last is None:
        assert step.state == "expired"
        assert plan.now is None
        return
    assert plan.now is not None
    assert f"{step.expires_at:%Y-%m-%d %H:%M:%S}" == f"{last} 23:59:59"
    assert plan.now.deadline == step.expires_at


def test_twelve_three_one_five_counts_its_three_years_the_safe_way(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at=LATER, since="2023-12-12")
    regulator = _step(plan, "regulator")
    assert f"{regulator.expires_at:%Y-%m-%d}" == "2026-12-12"  # a Saturday; the law says Monday
    assert _now(plan)[0] == "regulator"
    assert any("2026-12-14" in entry.text for entry in regulator.because)


def test_a_soft_limit_that_has_passed_is_no_date_under_now(catalog: Catalog) -> None:
    plan = escalate(catalog, "poor-quality", at=LATER, received="2026-11-01")
    assert plan.now is not None
    assert (plan.now.step, plan.now.deadline) == ("seller", None)
    assert _step(plan, "seller").expires_at is None


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"since": "2022-12-10"}, "excluded"),
        # Whoever asked in time began the three years anew (Civil Code Art. 195).
        ({"since": "2022-12-10", "done": ["seller@2024-06-01"]}, "now"),
        ({"since": "2022-12-10", "done": ["seller@2026-06-01"]}, "excluded"),
    ],
)
def test_the_time_for_a_claim_may_have_begun_anew(
    catalog: Catalog, told: dict[str, Any], state: str
) -> None:
    plan = escalate(catalog, "poor-quality", at=LATER, **told)
    assert _step(plan, "platform").state == state


def test_who_applied_too_late_is_told_that_the_right_had_lapsed(catalog: Catalog) -> None:
    plan = escalate(
        catalog,
        "no-reason-return",
        at=LATER,
        received="2026-11-01",
        done=["seller@2026-11-20T10:00"],
        outcome=["seller=refused"],
    )
    assert plan.now is None
    assert any("商品质量问题" in entry.text for entry in _step(plan, "seller").because)
    assert [one.command for one in plan.next] == [
        "pddroute escalate poor-quality",
        "pddroute escalate promo-not-honored",
    ]


# ---- Told as people tell it

TOLD: list[tuple[dict[str, Any], dict[str, tuple[str, str | None]]]] = [
    ({"done": ["platform@2026-11-22"]}, {"platform": ("2026-11-22 00:00", None)}),
    ({"done": ["申请平台介入@2026/11/22"]}, {"platform": ("2026-11-22 00:00", None)}),
    ({"done": ["平台@11-22"]}, {"platform": ("2026-11-22 00:00", None)}),
    ({"done": ["12315@11月22日"]}, {"regulator": ("2026-11-22 00:00", None)}),
    ({"done": ["黑猫@2026-11-22 9:30"]}, {"mediator": ("2026-11-22 09:30", None)}),
    ({"done": ["the courts@12-01"]}, {"court": ("2026-12-01 00:00", None)}),
    ({"outcome": ["平台=拒绝"]}, {"platform": ("", "refused")}),
    ({"outcome": ["platform=没回"]}, {"platform": ("", "silent")}),
    ({"outcome": ["platform=不满意"]}, {"platform": ("", "unsatisfied")}),
    ({"outcome": ["商家=同意20元"]}, {"seller": ("", "agreed")}),
    ({"outcome": ["12315=撤诉"]}, {"regulator": ("", "withdrawn")}),
    # What must have come before is inferred.
    ({"done": ["appeal@2026-12-01"]}, {"platform": ("", None), "seller": ("", "refused")}),
    # The refusal came after the application: that is when the trouble began.
    (
        {"since": "2026-12-01", "done": ["seller@2026-11-21"]},
        {"seller": ("2026-11-21 00:00", "refused")},
    ),
]


@pytest.mark.parametrize(("told", "done"), TOLD)
def test_a_history_is_told_as_people_tell_it(
    catalog: Catalog, told: dict[str, Any], done: dict[str, tuple[str, str | None]]
) -> None:
    plan = escalate(catalog, "refund-refused", at=LATER, **told)
    for id_, (when, outcome) in done.items():
        step = _step(plan, id_)
        assert step.state in ("done", "waiting")
        assert (f"{step.done_at:%Y-%m-%d %H:%M}" if step.done_at else "", step.outcome) == (
            when,
            outcome,
        )


def test_what_was_inferred_is_said(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at=LATER, done=["appeal@2026-12-01"])
    assert "inferred" in _codes(_step(plan, "platform"))


@pytest.mark.parametrize(
    "told",
    [
        {"done": ["platform@2026-12-13"]},
        {"done": ["platform", "平台"]},
        {"done": ["supermarket"]},
        {"outcome": ["platform=maybe"]},
        {"outcome": ["platform=refused:20"]},
        {"outcome": ["platform=refused", "平台=没回"]},
        {"outcome": ["platform=refused@2026-12-13"]},
        {"since": "2026-12-13"},
        {"received": "2026-12-13"},
    ],
)
def test_only_what_cannot_be_is_refused(catalog: Catalog, told: dict[str, Any]) -> None:
    with pytest.raises(InvalidHistory):
        escalate(catalog, "refund-refused", at=LATER, **told)


# ---- The words put into a mouth


def test_the_association_is_told_that_12315_refused(catalog: Catalog) -> None:
    told = {"done": BY_12315, "outcome": ["regulator=refused"]}
    plan = escalate(catalog, "refund-refused", at=LATER, **told)
    words = _step(plan, "association").say
    assert words is not None
    assert "没有投过 12315" not in words
    assert "11 月 20 日" in words
    assert "没有受理，理由是【理由】" in words


def test_nothing_is_told_that_was_not_done(catalog: Catalog) -> None:
    for issue in catalog.issues:
        for step in escalate(catalog, issue, at=NIGHT).steps:
            assert "{" not in (step.say or ""), f"{issue} {step.id}"
            assert "已经报警" not in (step.say or "")


@pytest.mark.parametrize(("lang", "words"), [("zh", "我替妈妈说"), ("en", "I write for 妈妈")])
def test_somebody_asks_for_somebody_else(catalog: Catalog, lang: Any, words: str) -> None:
    plan = escalate(catalog, "refund-refused", at=NIGHT, for_whom="妈妈", lang=lang)
    assert (_step(plan, "platform").say or "").startswith(words)
    assert "authority" in {item.id for item in _step(plan, "regulator").evidence}
    assert "authority" not in {item.id for item in _step(plan, "platform").evidence}
    again = [shlex.split(one.command) for one in plan.next if "escalate" in one.command]
    assert again
    assert all(words[words.index("--for") + 1] == "妈妈" for words in again)


# ---- Danger, and words with two sides


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("客服让我共享屏幕", "scam"),
        ("客服说我开了会员要扣钱", "scam"),
        ("卡片扫码领红包", "scam"),
        ("我被骗了", "scam"),
        ("被骗", "scam"),
        ("有人让我转账", "scam"),
        ("充电宝爆炸", "safety-hazard"),
        ("电动车电池着火", "safety-hazard"),
        ("漏电起火", "safety-hazard"),
        ("食物中毒", "safety-hazard"),
    ],
)
def test_danger_in_plain_words_is_answered(catalog: Catalog, text: str, issue: str) -> None:
    plan = escalate(catalog, text, at=NIGHT)
    assert plan.issue.id == issue
    assert plan.now is not None
    assert plan.steps[0].state == "now"


@pytest.mark.parametrize("text", ["仅退款", "投诉"])
def test_one_word_with_two_sides_asks_which(catalog: Catalog, text: str) -> None:
    with pytest.raises(UnknownIssue) as caught:
        escalate(catalog, text, at=NIGHT)
    said = f"{caught.value.message} {caught.value.hint}"
    assert "买家" in said
    assert "商家" in said
    assert "110" in said
