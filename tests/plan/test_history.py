"""Histories: how they are written, and which of them cannot have happened."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pddroute.api import escalate
from pddroute.catalogue.model import Catalog, Issue, Step
from pddroute.errors import InvalidHistory, InvalidTime, UsageError
from pddroute.hours.clock import SHANGHAI
from pddroute.plan.history import Done, History, parse_done, parse_outcomes, settle

AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)
HOUR = dt.timedelta(hours=1)


def _steps(catalog: Catalog, issue: Issue) -> list[Step]:
    return [catalog.steps[key] for key in catalog.routes[issue.route].steps]


def _settle(catalog: Catalog, issue: str, history: History) -> dict[str, Done]:
    problem = catalog.issues[issue]
    return settle(history, problem, _steps(catalog, problem), AT)


# ---- What is written


@pytest.mark.parametrize(
    ("texts", "done"),
    [
        ([], {}),
        (["seller"], {"seller": None}),
        ([" seller "], {"seller": None}),
        (["seller@2026-11-19T09:00"], {"seller": "2026-11-19T09:00:00+08:00"}),
        (["seller @ 2026-11-19T09:00"], {"seller": "2026-11-19T09:00:00+08:00"}),
        (["seller@2026-11-19T01:00Z"], {"seller": "2026-11-19T09:00:00+08:00"}),
        (
            ["seller@2026-11-18T24:00", "platform"],
            {"seller": "2026-11-19T00:00:00+08:00", "platform": None},
        ),
    ],
)
def test_steps_done_are_written_with_or_without_a_time(
    texts: list[str], done: dict[str, str | None]
) -> None:
    parsed = parse_done(texts)
    assert {k: None if v is None else v.isoformat() for k, v in parsed.items()} == done


@pytest.mark.parametrize(
    "text", ["seller@", "seller@yesterday", "seller@2026-11-19", "@@", "a@b@c"]
)
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidTime) as caught:
        parse_done([text])
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("texts", "outcomes"),
    [
        ([], {}),
        (["seller=refused"], {"seller": "refused"}),
        ([" seller = silent "], {"seller": "silent"}),
        (
            ["seller=refused", "platform=unsatisfied"],
            {"seller": "refused", "platform": "unsatisfied"},
        ),
    ],
)
def test_outcomes_are_written_as_step_and_word(texts: list[str], outcomes: dict[str, str]) -> None:
    assert parse_outcomes(texts) == outcomes


# ---- What cannot have happened

IMPOSSIBLE: list[Any] = [
    pytest.param(
        "activity-cash",
        {"done": ["platform@2026-11-20T10:01"]},
        "步骤 platform 的时间 2026-11-20 10:01 在将来",
        "step platform is done in the future (2026-11-20T10:01:00+08:00)",
        "platform",
        id="a step in the future",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["platform@2026-11-10T10:00"]},
        "步骤 platform 之前要先有 seller：加上 --done seller[@时间]",
        "step platform needs seller before it: add --done seller[@TIME]",
        "platform",
        id="a step without the one it needs",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["seller@2026-11-10T10:00", "platform@2026-11-10T09:59"]},
        "步骤 platform 不能早于它需要的 seller",
        "step platform cannot have been done before seller, which it needs",
        "platform",
        id="a step before the one it needs",
    ),
    pytest.param(
        "no-reason-return",
        {"done": ["seller@2026-11-11T00:00"], "received": "2026-11-03"},
        "步骤 seller 的期限 2026-11-10 已过",
        "the limit of step seller was 2026-11-10",
        "seller",
        id="a step after its limit",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["regulator@2026-11-19T10:00"], "since": "2023-11-01T10:00"},
        "步骤 regulator 的期限 2026-11-02 已过",  # 2026-11-01 is a Sunday
        "the limit of step regulator was 2026-11-02",
        "regulator",
        id="a step after a limit of three years",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["platfrom"]},
        "这条路线没有步骤“platfrom”，有：seller, platform, appeal, mediator, regulator, ",
        "no step 'platfrom' in this route; there are: seller, platform, appeal, mediator",
        "platfrom",
        id="a step misspelt",
    ),
    pytest.param(
        "scam",
        {"done": ["seller"]},
        "这条路线没有步骤“seller”，有：police, platform",
        "no step 'seller' in this route; there are: police, platform",
        "seller",
        id="a step of another route",
    ),
    pytest.param(
        "scam",
        {"outcome": ["courier=refused"]},
        "这条路线没有步骤“courier”",
        "no step 'courier' in this route",
        "courier",
        id="an outcome of a step of another route",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["seller", "seller@2026-11-19T10:00"]},
        "步骤 seller 写了两次",
        "step seller is given twice",
        "seller",
        id="a step twice",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["seller"], "outcome": ["seller=silent", "seller=refused"]},
        "步骤 seller 写了两次结果",
        "two outcomes for seller",
        "seller",
        id="an outcome twice",
    ),
    pytest.param(
        "not-shipped",
        {"outcome": ["seller=refused"]},
        "步骤 seller 有结果却没有做过：加上 --done seller",
        "step seller has an outcome but was not done: add --done seller",
        "seller",
        id="an outcome of what was not done",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["seller"], "outcome": ["seller=happy"]},
        "结果“happy”不认识，可用 refused, silent, unsatisfied",
        "unknown outcome 'happy', use one of refused, silent, unsatisfied",
        "seller",
        id="an outcome that is none",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["seller"], "outcome": ["seller"]},
        "结果“”不认识",
        "unknown outcome ''",
        "seller",
        id="an outcome without a word",
    ),
    pytest.param(
        "not-shipped",
        {"since": "2026-11-20T10:00:01"},
        "--since 在将来",
        "--since is in the future",
        "since",
        id="trouble in the future",
    ),
    pytest.param(
        "not-shipped",
        {"received": "2026-11-21"},
        "--received 在将来",
        "--received is in the future",
        "received",
        id="a parcel of tomorrow",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["seller@2026-11-10T09:59"], "since": "2026-11-10T10:00"},
        "步骤 seller 早于问题开始的时间",
        "step seller was done before the trouble began",
        "seller",
        id="a step before the trouble",
    ),
    pytest.param(
        "activity-cash",
        {"done": ["platform", "appeal"], "outcome": ["platform=silent"]},
        "platform 的结果是 silent，不可能有步骤 appeal",
        "platform ended silent: step appeal is not possible then",
        "appeal",
        id="a branch that was not taken",
    ),
    pytest.param(
        "customer-service-unresponsive",
        {"done": ["appeal"]},
        "platform 的结果是 silent，不可能有步骤 appeal",
        "platform ended silent: step appeal is not possible then",
        "appeal",
        id="a branch that the issue itself rules out",
    ),
    pytest.param(
        "customer-service-unresponsive",
        {"done": ["platform@2026-11-19T10:00", "appeal"]},
        "platform 的结果是 silent，不可能有步骤 appeal",
        "platform ended silent: step appeal is not possible then",
        "appeal",
        id="a branch that the issue rules out, its step told with a time",
    ),
    pytest.param(
        "refund-refused",
        {"outcome": ["seller=silent"]},
        "这个问题本身就是 seller=refused，不能又是 silent：换一个问题",
        "the problem itself says seller=refused, not silent: take another issue",
        "seller",
        id="an outcome that the issue itself rules out",
    ),
    pytest.param(
        "poor-quality",
        {"done": ["seller@2026-11-02T23:59"], "received": "2026-11-03"},
        "步骤 seller 早于收货日期 2026-11-03",
        "step seller was done before the parcel came",
        "seller",
        id="a complaint about goods that had not come",
    ),
    pytest.param(
        "no-reason-return",
        {"done": ["seller@2026-11-02T10:00"], "received": "2026-11-03"},
        "步骤 seller 早于收货日期 2026-11-03",
        "step seller was done before the parcel came",
        "seller",
        id="a return of what had not come",
    ),
]


@pytest.mark.parametrize(("issue", "told", "zh", "en", "step"), IMPOSSIBLE)
def test_what_cannot_have_happened_is_a_usage_error_that_says_what(
    catalog: Catalog, issue: str, told: dict[str, Any], zh: str, en: str, step: str
) -> None:
    with pytest.raises(InvalidHistory) as caught:
        escalate(catalog, issue, at=AT, **told)
    error = caught.value
    assert isinstance(error, UsageError)
    assert (error.code, error.exit_code) == ("invalid_history", 2)
    assert error.message.startswith(f"这样的经过不可能：{zh}")
    assert error.message_en.startswith(f"impossible history: {en}")
    assert error.details["step"] == step
    if "expires_at" not in error.details:
        assert error.hint == "写法：--done 步骤[@2026-11-20T10:00]，--outcome 步骤=refused"
        assert error.hint_en == ("write --done STEP[@2026-11-20T10:00], --outcome STEP=refused")


def test_what_cannot_have_happened_ends_the_command_with_two(run: Any) -> None:
    done = run("escalate", "scam", "--at", "2026-11-20T10:00", "--done", "seller", "--json")
    assert done.returncode == 2
    assert '"invalid_history"' in done.stdout


@pytest.mark.parametrize(
    ("told", "candidates"),
    [
        ("platfrom", ["platform"]),
        ("sellers", ["seller"]),
        ("moderator", ["mediator"]),
        ("zzz", ["seller", "platform", "appeal", "mediator", "regulator", "association", "court"]),
    ],
)
def test_the_nearest_step_is_named(catalog: Catalog, told: str, candidates: list[str]) -> None:
    with pytest.raises(InvalidHistory) as caught:
        escalate(catalog, "not-shipped", at=AT, done={told: None})
    assert caught.value.details["candidates"] == candidates


def test_of_several_near_steps_the_nearest_is_named(catalog: Catalog) -> None:
    with pytest.raises(InvalidHistory) as caught:
        escalate(catalog, "logistics-slow", at=AT, done={"courir": None})
    assert caught.value.details["candidates"] == ["courier"]  # and not court


def test_of_a_long_unknown_step_only_the_beginning_is_shown(catalog: Catalog) -> None:
    with pytest.raises(InvalidHistory) as caught:
        escalate(catalog, "not-shipped", at=AT, done={"x" * 5000: None})
    assert f"“{'x' * 40}”" in caught.value.message
    assert f"'{'x' * 40}'" in caught.value.message_en
    assert caught.value.details["step"] == "x" * 40


def test_of_a_long_unknown_outcome_only_the_beginning_is_shown() -> None:
    with pytest.raises(InvalidHistory) as caught:
        parse_outcomes([f"seller={'x' * 5000}"])
    assert f"“{'x' * 40}”" in caught.value.message
    assert f"'{'x' * 40}'" in caught.value.message_en


def test_a_step_after_its_limit_tells_when_that_was(catalog: Catalog) -> None:
    done = ["seller@2026-11-11T00:00"]
    with pytest.raises(InvalidHistory) as caught:
        escalate(catalog, "no-reason-return", at=AT, done=done, received="2026-11-03")
    error = caught.value
    assert error.details == {"step": "seller", "expires_at": "2026-11-10T23:59:59+08:00"}
    assert error.hint == "检查 --received、--since 和 --done 的时间"
    assert error.hint_en == "check the times of --received, --since and --done"


# ---- What can have happened, just


@pytest.mark.parametrize(
    ("issue", "told"),
    [
        pytest.param("activity-cash", {"done": ["platform@2026-11-20T10:00"]}, id="at this moment"),
        pytest.param(
            "not-shipped",
            {"done": ["seller@2026-11-10T10:00", "platform@2026-11-10T10:00"]},
            id="at the same moment as what it needs",
        ),
        pytest.param(
            "not-shipped",
            {"done": ["seller@2026-11-10T10:00"], "since": "2026-11-10T10:00"},
            id="at the moment the trouble began",
        ),
        pytest.param("not-shipped", {"since": AT, "received": "2026-11-20"}, id="all of it today"),
        pytest.param(
            "no-reason-return",
            {"done": ["seller@2026-11-10T23:59:59"], "received": "2026-11-03"},
            id="in the last second of its limit",
        ),
        pytest.param(
            "no-reason-return",
            {"done": ["seller@2026-11-03T00:00"], "received": "2026-11-03"},
            id="on the day the parcel came",
        ),
        pytest.param(
            "not-shipped",
            {"done": ["seller@2026-11-02T10:00"], "received": "2026-11-03"},
            id="before the parcel came, where the limit does not run from that",
        ),
        pytest.param(
            "poor-quality",
            {"done": ["seller@2026-11-19T10:00"], "received": "2026-11-03"},
            id="after a limit that is only warned about",
        ),
        pytest.param(
            "not-shipped",
            {"done": ["seller", "platform@2026-11-10T10:00"]},
            id="after something nobody knows the time of",
        ),
        pytest.param(
            "not-shipped",
            {"done": ["seller@2026-11-10T10:00", "platform"]},
            id="nobody knows when, after something known",
        ),
        pytest.param("not-shipped", {"done": ["regulator", "association"]}, id="both mediations"),
        pytest.param(
            "platform-unfair",
            {"done": ["appeal@2026-11-10T10:00"]},
            id="after what the issue implies",
        ),
    ],
)
def test_what_can_just_have_happened_has_a_plan(
    catalog: Catalog, issue: str, told: dict[str, Any]
) -> None:
    plan = escalate(catalog, issue, at=AT, **told)
    done = {step.id for step in plan.steps if step.state in ("done", "waiting")}
    assert {text.partition("@")[0] for text in told.get("done", [])} <= done


# ---- What is made of it


def test_the_steps_are_put_in_the_order_of_the_route(catalog: Catalog) -> None:
    history = History({"court": None, "seller": AT - HOUR}, {"seller": "silent"})
    settled = _settle(catalog, "not-shipped", history)
    assert list(settled.items()) == [
        ("seller", Done(AT - HOUR, "silent")),
        ("court", Done(None, None)),
    ]


@pytest.mark.parametrize(
    ("history", "seller"),
    [
        pytest.param(History(), Done(None, "refused", implied=True), id="implied"),
        pytest.param(
            History(outcomes={"seller": "refused"}),
            Done(None, "refused", implied=True),
            id="implied, and told again",
        ),
        pytest.param(History({"seller": AT}), Done(AT, "refused"), id="told with its time"),
        pytest.param(History({"seller": None}), Done(None, "refused"), id="told without a time"),
        pytest.param(
            History({"seller": AT}, {"seller": "silent"}), Done(AT, "silent"), id="told in full"
        ),
    ],
)
def test_what_the_issue_implies_is_added(catalog: Catalog, history: History, seller: Done) -> None:
    assert _settle(catalog, "refund-refused", history) == {"seller": seller}


def test_a_time_without_an_offset_is_shanghai_time(catalog: Catalog) -> None:
    naive = dt.datetime(2026, 11, 20, 9, 0)
    utc = dt.datetime(2026, 11, 20, 1, 0, tzinfo=dt.timezone.utc)
    for told in (naive, utc):
        plan = escalate(catalog, "not-shipped", at=AT, done={"seller": told}, since=told)
        assert plan.steps[0].done_at == AT - HOUR
        assert plan.steps[0].done_at.tzinfo is SHANGHAI
