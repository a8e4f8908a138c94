"""Histories: how they are read, what is inferred from them, and the few that cannot have been."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pddroute.api import escalate
from pddroute.catalogue.model import Catalog
from pddroute.contract.questions import AskEscalate
from pddroute.errors import InvalidHistory, InvalidTime, UsageError
from pddroute.hours.clock import SHANGHAI, parse_time
from pddroute.hours.moments import parse_moment
from pddroute.plan.history import Done, History, Result, read_history, settle

AT = parse_time("2026-11-20T10:00")


def _read(catalog: Catalog, issue: str, **told: Any) -> History:
    """What is read from what was told of an issue, at ``AT``."""
    steps = [catalog.steps[key] for key in catalog.routes[catalog.issues[issue].route].steps]
    return read_history(AskEscalate(issue=issue, **told), steps, AT)


def _settle(catalog: Catalog, issue: str, **told: Any) -> dict[str, Done]:
    problem = catalog.issues[issue]
    steps = [catalog.steps[key] for key in catalog.routes[problem.route].steps]
    return settle(_read(catalog, issue, **told), problem, steps)


# ---- What is read


@pytest.mark.parametrize(
    ("texts", "done"),
    [
        ([], {}),
        (["seller"], {"seller": None}),
        ([" seller "], {"seller": None}),
        (["seller@2026-11-19T09:00"], {"seller": "2026-11-19T09:00"}),
        (["seller @ 2026-11-19T09:00"], {"seller": "2026-11-19T09:00"}),
        (["seller@2026-11-19T01:00Z"], {"seller": "2026-11-19T09:00"}),
        (["seller@2026-11-19"], {"seller": "2026-11-19T00:00"}),
        (["商家@11月19日 9:05"], {"seller": "2026-11-19T09:05"}),
        (["seller@12-01"], {"seller": "2025-12-01T00:00"}),  # this year's is still to come
        (["seller@11-20"], {"seller": "2026-11-20T00:00"}),
        (["seller@2026-11-20T10:00"], {"seller": "2026-11-20T10:00"}),  # at this moment
        (
            ["platform", "seller@2026-11-18T24:00"],
            {"platform": None, "seller": "2026-11-19T00:00"},
        ),
    ],
)
def test_steps_done_are_told_with_or_without_a_time(
    catalog: Catalog, texts: list[str], done: dict[str, str | None]
) -> None:
    read = _read(catalog, "not-shipped", done=texts).done
    assert read == {step: when and parse_time(when) for step, when in done.items()}
    assert all(when is None or when.tzinfo is SHANGHAI for when in read.values())


@pytest.mark.parametrize(
    ("texts", "results", "came_at"),
    [
        ([], {}, {}),
        (["seller=refused"], {"seller": Result("refused", None, None)}, {}),
        ([" seller = silent "], {"seller": Result("silent", None, None)}, {}),
        (["平台=不满意"], {"platform": Result("unsatisfied", None, None)}, {}),
        (["seller=agreed:30"], {"seller": Result("agreed", 30.0, None)}, {}),
        (
            ["seller=returned@2026-11-18", "platform=没回"],
            {
                "seller": Result("returned", None, "2026-11-18"),
                "platform": Result("silent", None, None),
            },
            {"seller": "2026-11-18T00:00"},
        ),
        (
            ["seller=同意30元@11-18 9:30"],
            {"seller": Result("agreed", 30.0, "11-18 9:30")},
            {"seller": "2026-11-18T09:30"},
        ),
    ],
)
def test_outcomes_are_told_as_step_and_word(
    catalog: Catalog, texts: list[str], results: dict[str, Result], came_at: dict[str, str]
) -> None:
    read = _read(catalog, "not-shipped", outcome=texts)
    assert read.results == results
    assert read.came_at == {step: parse_time(when) for step, when in came_at.items()}


@pytest.mark.parametrize(
    ("since", "received", "moments"),
    [
        (None, None, (None, None)),
        ("2026-11-01", None, ("2026-11-01T00:00", None)),
        ("11月1日 9:30", "11-02", ("2026-11-01T09:30", "2026-11-02")),
        ("2026-11-20T10:00", "2026-11-20", ("2026-11-20T10:00", "2026-11-20")),
        (None, "2026-11-02T09:30", (None, "2026-11-02")),  # a parcel comes on a day
    ],
)
def test_the_beginning_and_the_parcel_are_told_as_people_write_dates(
    catalog: Catalog,
    since: str | None,
    received: str | None,
    moments: tuple[str | None, str | None],
) -> None:
    read = _read(catalog, "not-shipped", since=since, received=received)
    assert read.since == (moments[0] and parse_time(moments[0]))
    assert read.received == (moments[1] and dt.date.fromisoformat(moments[1]))


# ---- What cannot have been

FORMS = "做过的步骤写成“步骤@2026-11-20”（日期可以不写），结果写成“步骤=拒绝”"
FORMS_EN = "write a step as STEP@2026-11-20 (the date may be left out), "
FORMS_EN += "and what came of it as STEP=refused"

IMPOSSIBLE: list[Any] = [
    pytest.param(
        "activity-cash",
        {"done": ["platform@2026-11-20T10:01"]},
        "“向平台投诉”的时间 2026-11-20 10:01 在将来",
        "Complain to the platform: 2026-11-20 10:01 is in the future",
        "platform",
        id="a step in the future",
    ),
    pytest.param(
        "activity-cash",
        {"done": ["平台@2026-11-21"]},
        "“向平台投诉”的时间 2026-11-21 00:00 在将来",
        "Complain to the platform: 2026-11-21 00:00 is in the future",
        "platform",
        id="a step of tomorrow",
    ),
    pytest.param(
        "activity-cash",
        {"outcome": ["platform=refused@2026-11-21"]},
        "“向平台投诉”的时间 2026-11-21 00:00 在将来",
        "Complain to the platform: 2026-11-21 00:00 is in the future",
        "platform",
        id="an answer of tomorrow",
    ),
    pytest.param(
        "not-shipped",
        {"since": "2026-11-20T10:00:01"},
        "事情开始的时间 2026-11-20 10:00 在将来",
        "when the trouble began: 2026-11-20 10:00 is in the future",
        "since",
        id="trouble in the future",
    ),
    pytest.param(
        "not-shipped",
        {"received": "2026-11-21"},
        "收货的时间 2026-11-21 00:00 在将来",
        "when the parcel came: 2026-11-21 00:00 is in the future",
        "received",
        id="a parcel of tomorrow",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["seller", "商家@2026-11-19T10:00"]},
        "步骤 seller 写了两次",
        "step seller is given twice",
        "seller",
        id="a step twice",
    ),
    pytest.param(
        "not-shipped",
        {"outcome": ["seller=silent", "商家=拒绝"]},
        "步骤 seller 写了两次结果",
        "two outcomes for seller",
        "seller",
        id="an outcome twice",
    ),
]

NOT_UNDERSTOOD = [
    pytest.param(
        "activity-cash",
        {"done": ["platfrom"]},
        "这条路线没有步骤“platfrom”",
        "no step 'platfrom' in this route",
        "platfrom",
        id="a step misspelt",
    ),
    pytest.param(
        "scam",
        {"done": ["seller"]},
        "这条路线没有步骤“seller”",
        "no step 'seller' in this route",
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
        {"done": ["申请"]},
        "这条路线没有步骤“申请”",
        "no step '申请' in this route",
        "申请",
        id="a word for several steps",
    ),
    pytest.param(
        "not-shipped",
        {"done": ["@2026-11-01"]},
        "这条路线没有步骤“”",
        "no step '' in this route",
        "",
        id="no step at all",
    ),
    pytest.param(
        "not-shipped",
        {"outcome": ["seller=happy"]},
        "看不懂结果“happy”",
        "this outcome is not understood: 'happy'",
        "seller",
        id="an outcome that is none",
    ),
    pytest.param(
        "not-shipped",
        {"outcome": ["seller"]},
        "看不懂结果“”",
        "this outcome is not understood: ''",
        "seller",
        id="an outcome without a word",
    ),
]


@pytest.mark.parametrize(("issue", "told", "zh", "en", "step"), IMPOSSIBLE)
def test_what_cannot_have_been_is_a_usage_error_that_says_what(
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
    assert (error.hint, error.hint_en) == (FORMS, FORMS_EN)


@pytest.mark.parametrize(("issue", "told", "zh", "en", "step"), NOT_UNDERSTOOD)
def test_what_is_not_understood_is_said_with_what_can_be_written(
    catalog: Catalog, issue: str, told: dict[str, Any], zh: str, en: str, step: str
) -> None:
    with pytest.raises(InvalidHistory) as caught:
        escalate(catalog, issue, at=AT, **told)
    error = caught.value
    assert (error.code, error.exit_code) == ("invalid_history", 2)
    assert (error.message, error.message_en) == (zh, en)
    assert error.details["step"] == step
    steps = [catalog.steps[key] for key in catalog.routes[catalog.issues[issue].route].steps]
    if "outcome" in en:
        assert error.hint.startswith("可以写：被拒绝、没有答复、")
        assert error.hint_en.startswith("write one of: refused, silent, ")
    else:
        listed = [f"{one.title.zh}（{one.id}）" for one in steps]
        assert error.hint.split("\n") == ["可以写：", *listed]
        assert len(error.hint_en.split("\n")) == 1 + len(steps)


def test_what_cannot_have_been_ends_the_command_with_two(run: Any) -> None:
    done = run("escalate", "scam", "--at", "2026-11-20T10:00", "--done", "seller", "--json")
    assert done.returncode == 2
    assert '"invalid_history"' in done.stdout


@pytest.mark.parametrize("text", ["seller@", "seller@someday", "seller@2026-11-31", "seller@a@b"])
def test_a_time_that_is_none_is_refused(catalog: Catalog, text: str) -> None:
    with pytest.raises(InvalidTime) as caught:
        _read(catalog, "not-shipped", done=[text])
    assert caught.value.exit_code == 2


def test_the_nearest_step_is_named_in_the_error(catalog: Catalog) -> None:
    with pytest.raises(InvalidHistory) as caught:
        _read(catalog, "logistics-slow", done=["courir"])
    assert caught.value.details["candidates"] == ["courier"]


def test_of_what_is_long_and_unknown_only_the_beginning_is_shown(catalog: Catalog) -> None:
    for told in ({"done": ["x" * 5000]}, {"outcome": [f"seller={'x' * 5000}"]}):
        with pytest.raises(InvalidHistory) as caught:
            _read(catalog, "not-shipped", **told)
        assert f"“{'x' * 40}”" in caught.value.message
        assert f"'{'x' * 40}'" in caught.value.message_en
        assert len(str(caught.value.details["step"])) <= 40


# ---- Ordinary lives, in any order

LIVES: list[tuple[str, dict[str, Any]]] = [
    ("not-shipped", {"done": ["platform@2026-11-10T10:00"]}),
    ("not-shipped", {"done": ["seller@2026-11-10", "platform@2026-11-09"]}),
    ("no-reason-return", {"done": ["seller@2026-11-11"], "received": "2026-11-03"}),
    ("no-reason-return", {"done": ["seller@2026-11-02"], "received": "2026-11-03"}),
    ("poor-quality", {"done": ["seller@2026-11-02"], "received": "2026-11-03"}),
    ("not-shipped", {"done": ["regulator@2026-11-19"], "since": "2023-11-01"}),
    ("not-shipped", {"done": ["seller@2026-11-09"], "since": "2026-11-10"}),
    ("not-shipped", {"outcome": ["seller=refused"]}),
    ("not-shipped", {"done": ["regulator", "association", "court"]}),
    ("activity-cash", {"done": ["appeal"], "outcome": ["platform=silent"]}),
    ("customer-service-unresponsive", {"done": ["appeal"]}),
    ("platform-unfair", {"done": ["appeal@2026-11-10"]}),
    ("refund-refused", {"outcome": ["seller=silent"]}),
    ("logistics-slow", {"done": ["postal@2026-11-10"]}),
    ("scam", {"done": ["court@2026-11-10", "police@2026-11-19"]}),
    ("not-shipped", {"since": "2026-11-20T10:00", "received": "2026-11-20"}),
]


@pytest.mark.parametrize(("issue", "told"), LIVES)
def test_whatever_came_first_it_has_a_plan(
    catalog: Catalog, issue: str, told: dict[str, Any]
) -> None:
    plan = escalate(catalog, issue, at=AT, **told)
    done = {step.id: step for step in plan.steps if step.state in ("done", "waiting")}
    for text in told.get("done", ()):
        id_, _, when = text.partition("@")
        assert done[id_].done_at == (parse_moment(when, AT) if when else None)
    for text in told.get("outcome", ()):
        id_, _, came = text.partition("=")
        assert done[id_].outcome == came


# ---- What is made of it

SETTLED: list[tuple[str, dict[str, Any], dict[str, Done]]] = [
    ("not-shipped", {}, {}),
    # in the order of the route, whatever that of the telling
    (
        "not-shipped",
        {"done": ["court", "seller@2026-11-19T09:00"], "outcome": ["seller=silent"]},
        {"seller": Done(parse_time("2026-11-19T09:00"), "silent"), "court": Done()},
    ),
    # what the issue implies, unless something else was told
    ("refund-refused", {}, {"seller": Done(outcome="refused", implied=True)}),
    (
        "refund-refused",
        {"done": ["seller@2026-11-19"]},
        {"seller": Done(parse_time("2026-11-19T00:00"), "refused")},
    ),
    ("refund-refused", {"done": ["seller"]}, {"seller": Done(outcome="refused")}),
    (
        "refund-refused",
        {"outcome": ["seller=agreed:20@2026-11-19"]},
        {
            "seller": Done(
                None, "agreed", 20.0, came_at=parse_time("2026-11-19T00:00"), inferred=True
            )
        },
    ),
    # what has an outcome was done
    (
        "not-shipped",
        {"outcome": ["court=refused"]},
        {"court": Done(None, "refused", inferred=True)},
    ),
    # and what a step needs was done before it, and what that needs
    (
        "not-shipped",
        {"done": ["appeal"]},
        {"seller": Done(inferred=True), "platform": Done(inferred=True), "appeal": Done()},
    ),
    ("logistics-slow", {"done": ["postal"]}, {"courier": Done(inferred=True), "postal": Done()}),
    # but only that: nobody has to have gone to 12315 before a court
    ("not-shipped", {"done": ["court"]}, {"court": Done()}),
    # an implied outcome is better than an inferred step
    (
        "platform-unfair",
        {"done": ["appeal"]},
        {"platform": Done(outcome="unsatisfied", implied=True), "appeal": Done()},
    ),
]


@pytest.mark.parametrize(("issue", "told", "settled"), SETTLED)
def test_what_must_have_been_is_added_to_what_was_told(
    catalog: Catalog, issue: str, told: dict[str, Any], settled: dict[str, Done]
) -> None:
    assert list(_settle(catalog, issue, **told).items()) == list(settled.items())


@pytest.mark.parametrize(
    ("told", "again"),
    [
        ({}, {}),
        (
            {
                "done": ["商家@2026-11-18T01:00:30Z", "platform", "12315@11-19"],
                "outcome": ["商家=同意30.5元@2026-11-18 9:30", "platform=没回"],
                "since": "2026/11/1",
                "received": "11月2日",
            },
            {
                "done": ["seller@2026-11-18T09:00:30", "platform", "regulator@2026-11-19"],
                "outcome": ["seller=agreed:30.5@2026-11-18T09:30", "platform=silent"],
                "since": "2026-11-01",
                "received": "2026-11-02",
            },
        ),
    ],
)
def test_a_history_is_told_again_as_it_was_understood(
    catalog: Catalog, told: dict[str, Any], again: dict[str, Any]
) -> None:
    read = _read(catalog, "not-shipped", **told)
    asked = read.told(AskEscalate(issue="not-shipped", city="0571"))
    assert asked == AskEscalate(issue="not-shipped", city="0571", **again)
    second = _read(catalog, "not-shipped", **again)
    assert second.told(asked) == asked
    assert (second.done, second.came_at, second.since) == (read.done, read.came_at, read.since)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("2026-11-19T00:00", "2026-11-19"),
        ("2026-11-19T09:00", "2026-11-19T09:00"),
        ("2026-11-19T00:00:30", "2026-11-19T00:00:30"),
        ("2026-11-19T09:00:30", "2026-11-19T09:00:30"),
        ("2026-11-19T09:30:00.5", "2026-11-19T09:30:00.500000"),
    ],
)
def test_an_instant_is_written_as_a_question_takes_it(when: str, text: str) -> None:
    asked = AskEscalate(issue="not-shipped")
    assert History(since=parse_time(when)).told(asked).since == text


def test_what_is_done_or_ends_anew_takes_the_place_of_what_was_told(catalog: Catalog) -> None:
    told = {"done": ["seller@2026-11-18", "platform"], "outcome": ["seller=agreed@2026-11-18"]}
    read, asked = _read(catalog, "not-shipped", **told), AskEscalate(issue="not-shipped")
    again = read.taken("seller", parse_time("2026-11-19T09:00")).told(asked)
    assert (again.done, again.outcome) == (["platform", "seller@2026-11-19T09:00"], [])
    ended = read.ended("seller", "broken", 20.5).told(asked)
    assert (ended.done, ended.outcome) == (told["done"], ["seller=broken:20.5"])


def test_a_time_without_an_offset_is_shanghai_time(catalog: Catalog) -> None:
    naive = dt.datetime(2026, 11, 20, 9, 0)
    utc = dt.datetime(2026, 11, 20, 1, 0, tzinfo=dt.timezone.utc)
    for told in (naive, utc):
        plan = escalate(catalog, "not-shipped", at=AT, done={"seller": told}, since=told)
        assert plan.steps[0].done_at == AT - dt.timedelta(hours=1)
        assert plan.steps[0].done_at.tzinfo is SHANGHAI
