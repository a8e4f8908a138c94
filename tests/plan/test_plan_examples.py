"""Plans worked out by hand: every date below was counted on a wall calendar, not by the program.

The days off of 2026, by the State Council's notice (in brackets the weekend days worked for them):
New Year 01-01 to 01-03 (01-04), Spring Festival 02-15 to 02-23 (02-14, 02-28), Qingming 04-04 to
04-06, Labour Day 05-01 to 05-05 (05-09), Dragon Boat 06-19 to 06-21, Mid-Autumn 09-25 to 09-27,
National Day 10-01 to 10-07 (09-20, 10-10). No notice for 2027 is out: 01-01 and Spring Festival
02-05 to 02-08 are off by law.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pddroute.api import escalate
from pddroute.catalogue.loading import load_catalog
from pddroute.catalogue.model import Catalog, Limit, Period, Text
from pddroute.contract.plan import Because, Plan, PlanStep
from pddroute.errors import UnknownIssue
from pddroute.understanding.issues import find_issue

CASH: dict[str, Any] = {"at": "2026-11-20T10:00"}


@pytest.fixture(scope="module")
def small() -> Catalog:
    """A made-up catalogue: 08:00-21:30 by telephone is the only way to its platform."""
    return load_catalog(Path(__file__).parents[1] / "data" / "clean.yaml")


def _shown(at: dt.datetime | None) -> str | None:
    """An instant as the tables write it: to the second only where there are any."""
    if at is None:
        return None
    assert at.utcoffset() == dt.timedelta(hours=8)
    return f"{at:%Y-%m-%d %H:%M:%S}".removesuffix(":00")


def _step(plan: Plan, id_: str) -> PlanStep:
    return next(step for step in plan.steps if step.id == id_)


def _states(plan: Plan) -> dict[str, str]:
    return {step.id: step.state for step in plan.steps}


def _codes(step: PlanStep) -> list[str]:
    return [entry.code for entry in step.because]


def _because(step: PlanStep, code: str) -> Because:
    return next(entry for entry in step.because if entry.code == code)


def _days(entry: Because) -> list[str]:
    return [f"{day:%m-%d}" for day in entry.dates]


def _skipped(entry: Because) -> list[str]:
    return [f"{day.date:%m-%d}" for day in entry.skipped]


# ---- How long a step that was done is waited for

WAITS = [
    # 48 hours run through holidays: they are not a period of law.
    ("order-cancel", "seller@2026-09-30T21:15", "2026-10-02 21:15"),
    # 3 working days of a blog (they end at the same time of day).
    # National Day: 10-08 (1), 10-09 (2), 10-10 make-up Saturday (3).
    ("activity-cash", "platform@2026-09-30T10:00", "2026-10-10 10:00"),
    # The day before: 09-30 (1), 10-08 (2), 10-09 (3).
    ("activity-cash", "platform@2026-09-29T10:00", "2026-10-09 10:00"),
    # Begun on a day off: 10-08 (1), 10-09 (2), 10-10 (3).
    ("activity-cash", "platform@2026-10-04T22:00", "2026-10-10 22:00"),
    # Begun on the make-up Saturday: 10-12 (1), 10-13 (2), 10-14 (3).
    ("activity-cash", "platform@2026-10-10T09:00", "2026-10-14 09:00"),
    # Spring Festival: 02-13 (1), 02-14 make-up Saturday (2), nine days off, 02-24 (3).
    ("activity-cash", "platform@2026-02-12T15:00", "2026-02-24 15:00"),
    # Its other make-up Saturday: 02-27 (1), 02-28 (2), 03-02 Monday (3).
    ("activity-cash", "platform@2026-02-26T15:00", "2026-03-02 15:00"),
    # Qingming: 04-03 (1), 04-07 (2), 04-08 (3).
    ("activity-cash", "platform@2026-04-02T08:30", "2026-04-08 08:30"),
    # Labour Day: 05-06 (1), 05-07 (2), 05-08 (3).
    ("activity-cash", "platform@2026-04-30T09:00", "2026-05-08 09:00"),
    # Its make-up Saturday: 05-08 (1), 05-09 (2), 05-11 Monday (3).
    ("activity-cash", "platform@2026-05-07T09:00", "2026-05-11 09:00"),
    # A make-up Sunday: 09-20 (1), 09-21 (2), 09-22 (3).
    ("activity-cash", "platform@2026-09-18T09:00", "2026-09-22 09:00"),
    # Mid-Autumn: 09-24 (1), 09-28 (2), 09-29 (3).
    ("activity-cash", "platform@2026-09-23T09:00", "2026-09-29 09:00"),
    # The turn of the year: 12-31 (1), 01-01 off, weekend, 01-04 (2), 01-05 (3).
    ("activity-cash", "platform@2026-12-30T16:00", "2027-01-05 16:00"),
    # The turn of 2025/26: 12-31 (1), 01-01 to 01-03 off, 01-04 make-up Sunday (2), 01-05 (3).
    ("activity-cash", "platform@2025-12-30T16:00", "2026-01-05 16:00"),
    # Seven days of a blog end on a day off, and stay there.
    ("activity-cash", "mediator@2026-09-26T12:00", "2026-10-03 12:00"),
    # 7 working days: 09-29, 09-30, 10-08, 10-09, 10-10, 10-12, 10-13. Sixty days from 10-13: 18 to
    # 10-31, 48 to 11-30, 60 to 12-12, a Saturday: Monday 12-14.
    ("not-shipped", "regulator@2026-09-28T16:00", "2026-12-14 23:59:59"),
    # Order 20, 7 working days over Spring Festival: 02-14, 02-24 to 02-28 (five days), 03-02. Then
    # 45: 4 to 03-06, 9 to 03-13, 14, 19, 24 to 04-03, 28 to 04-10 (04-06 off), 33, 38, 42 to 04-30,
    # 05-06, 05-07, 05-08.
    ("not-shipped", "regulator@2026-02-13T16:00", "2026-05-08 23:59:59"),
    # Order 20: 03-03 to 03-06 (4), 03-09 to 03-11 (7). Then 45: 2 to 03-13, 7, 12, 17 to 04-03, 21
    # to 04-10, 26, 31, 35 to 04-30, 38 to 05-08, 05-09 make-up Saturday (39), 44 to 05-15, 05-18.
    ("not-shipped", "regulator@2026-03-02T16:00", "2026-05-18 23:59:59"),
]


@pytest.mark.parametrize(("issue", "done", "until"), WAITS, ids=[f"{w[0]}-{w[1]}" for w in WAITS])
def test_a_wait_ends_when_it_is_over(catalog: Catalog, issue: str, done: str, until: str) -> None:
    id_, _, when = done.partition("@")
    last = dt.datetime.fromisoformat(until)
    waiting = escalate(catalog, issue, at=last, done=[done])
    step = _step(waiting, id_)
    assert step.wait is not None
    assert _shown(step.wait.until) == until
    assert step.done_at == dt.datetime.fromisoformat(f"{when}:00+08:00")
    # In its last second the answer is still due, unless it ends at that very instant.
    assert step.state == ("waiting" if until.endswith(":59") else "done")
    over = escalate(catalog, issue, at=last + dt.timedelta(seconds=1), done=[done])
    assert _step(over, id_).state == "done"


ALL_BUT = {"seller": None, "platform": None, "appeal": None, "mediator": None}
"""What comes before the regulator, done nobody knows when."""


@pytest.mark.parametrize(
    ("courier", "until"),
    [
        # Seven days of law: 10-05 is off, so the next working day, to its end.
        ("2026-09-28T12:00", "2026-10-08 23:59:59"),
        # 02-15, the first day of Spring Festival: moved past all nine days off.
        ("2026-02-08T12:00", "2026-02-24 23:59:59"),
        # 02-14 is a Saturday, and worked.
        ("2026-02-07T12:00", "2026-02-14 23:59:59"),
        # An ordinary Sunday, 11-22, moves to Monday.
        ("2026-11-15T12:00", "2026-11-23 23:59:59"),
        # A make-up Sunday, 09-20, stays.
        ("2026-09-13T12:00", "2026-09-20 23:59:59"),
        # A whole day late or not, the day itself is not counted.
        ("2026-11-16T00:00", "2026-11-23 23:59:59"),
        ("2026-11-16T23:59", "2026-11-23 23:59:59"),
    ],
)
@pytest.mark.parametrize("outcome", [[], ["courier=silent"]])
def test_what_needs_an_optional_step_waits_for_its_answer_and_nothing_else_does(
    catalog: Catalog, courier: str, until: str, outcome: list[str]
) -> None:
    last = dt.datetime.fromisoformat(until)
    done = ["platform", "appeal", f"courier@{courier}"]
    due = escalate(catalog, "logistics-slow", at=last, done=done, outcome=outcome)
    step = _step(due, "courier")
    assert (step.state, _shown(step.wait.until if step.wait else None)) == ("done", until)
    free = last + dt.timedelta(seconds=1)
    assert _step(due, "postal").state == "later"
    assert _step(due, "postal").not_before == free.replace(tzinfo=due.as_of.tzinfo)
    assert due.now is not None
    assert due.now.step == "mediator"
    assert _step(due, "regulator").not_before is None
    over = escalate(catalog, "logistics-slow", at=free, done=done, outcome=outcome)
    assert over.now is not None
    assert over.now.step == "postal"
    assert _step(over, "mediator").state == "later"


def test_an_answer_opens_what_needs_it_at_once(catalog: Catalog) -> None:
    done = ["platform", "appeal", "courier@2026-11-20T09:00"]
    for outcome in ("refused", "unsatisfied"):
        told = {"courier": outcome}
        plan = escalate(catalog, "logistics-slow", **CASH, done=done, outcome=told)
        assert plan.now is not None
        assert plan.now.step == "postal"


def test_thirty_days_of_the_postal_authority_end_after_the_holiday(catalog: Catalog) -> None:
    # 29 days to 09-30, the 30th is 10-01.
    done = ["courier@2026-08-20T10:00", "postal@2026-09-01T10:00"]
    plan = escalate(catalog, "logistics-slow", at="2026-09-29T10:00", done=done, lang="en")
    postal = _step(plan, "postal")
    assert postal.state == "done"
    assert postal.wait is not None
    assert _shown(postal.wait.until) == "2026-10-08 23:59:59"
    rolled = _because(postal, "rolled_to_working_day")
    assert _days(rolled) == ["10-08"]
    assert _skipped(rolled) == [f"10-0{n}" for n in range(1, 8)]
    assert "10-01 to 10-07 National Day" in rolled.text
    # It is optional: nothing waits for it, and it passes nothing over.
    assert "optional_step" in _codes(postal)
    assert plan.now is not None
    assert plan.now.step == "seller"


@pytest.mark.parametrize("issue", ["trade-dispute", "not-shipped", "activity-cash"])
def test_nobody_says_how_long_a_court_takes(catalog: Catalog, issue: str) -> None:
    done = ["court@2026-11-19T10:00"]
    waiting = escalate(catalog, issue, **CASH, done=done)
    court = _step(waiting, "court")
    assert (court.state, court.wait) == ("waiting", None)
    assert "small-claims" in {basis.rule for basis in court.basis}
    assert _codes(court) == ["no_wait_known", "outcome_needed"]
    assert waiting.now is not None
    assert (waiting.now.step, waiting.now.until) == ("court", None)
    for outcome in ("refused", "silent", "unsatisfied"):
        over = escalate(catalog, issue, **CASH, done=done, outcome={"court": outcome})
        assert over.now is None
        assert _step(over, "court").state == "done"
        assert set(_states(over).values()) == {"done", "excluded"}


def test_a_limit_comes_with_its_last_day_in_what_to_do_now(catalog: Catalog) -> None:
    told: dict[str, Any] = {"at": "2026-11-05T10:00", "received": "2026-11-03"}
    zh = escalate(catalog, "no-reason-return", **told).now
    en = escalate(catalog, "no-reason-return", lang="en", **told).now
    assert zh is not None
    assert en is not None
    assert _shown(zh.until) == "2026-11-10 23:59:59"
    assert zh.action.startswith("周二（11-10） 24:00 截止：收货后 7 天内在订单页点")
    assert en.action.startswith("by Tue 11-10 24:00 at the latest: Within 7 days of receipt")


@pytest.mark.parametrize(("since", "named"), [("2023-12-19", True), ("2023-12-21", False)])
def test_a_limit_is_named_within_thirty_days(catalog: Catalog, since: str, named: bool) -> None:
    # Three years end on 2026-12-19, a Saturday, so on 12-21; or on 12-21 itself, a Monday.
    at = "2026-11-22T00:00" if named else "2026-11-21T23:59"
    plan = escalate(catalog, "not-shipped", at=at, since=f"{since}T00:00", done=ALL_BUT)
    assert plan.now is not None
    assert plan.now.step == "regulator"
    assert _shown(_step(plan, "regulator").expires_at) == "2026-12-21 23:59:59"
    assert ("截止：" in plan.now.action) is named
    assert _shown(plan.now.until) == "2026-12-21 23:59:59"


def test_what_closes_before_the_limit_ends_comes_first(catalog: Catalog) -> None:
    # 12315 by telephone is open until noon.
    told: dict[str, Any] = {"since": "2023-12-04T00:00", "done": ALL_BUT}
    plan = escalate(catalog, "not-shipped", **CASH, **told)
    assert plan.now is not None
    assert (plan.now.channel, _shown(plan.now.until)) == ("12315-phone", "2026-11-20 12:00")
    assert plan.now.action.startswith("2026-12-04（周五） 24:00 截止：")
    assert "时间未证实" in plan.now.action


def test_a_mark_is_counted_and_stops_nobody(catalog: Catalog) -> None:
    # 15 days from 11-02 end on 11-17, a Tuesday.
    done = ["seller@2026-11-02T10:00"]
    for at, passed in (("2026-11-17T23:59", False), ("2026-11-18T00:00", True)):
        plan = escalate(catalog, "not-shipped", at=at, done=done)
        entry = _because(_step(plan, "seller"), "mark_counted")
        assert _days(entry) == ["11-17"]
        assert entry.text.endswith("，已经过了") is passed
        assert plan.now is not None
        assert plan.now.step == "platform"
        assert "stalling" in {basis.rule for basis in _step(plan, "seller").basis}
    for told in ([], ["seller"]):  # from when on, nobody knows
        plan = escalate(catalog, "not-shipped", at="2026-11-18T00:00", done=told)
        assert "mark_counted" not in _codes(_step(plan, "seller"))
    # Where the shop is only pressed, the days run from the beginning of the trouble.
    slow = escalate(catalog, "refund-slow", at="2026-11-18T00:00", since="2026-11-02T10:00")
    assert _days(_because(_step(slow, "seller"), "mark_counted")) == ["11-17"]


# ---- Limits

LIMITS = [
    # Received on 11-03: 7 days to 11-10, its last second included.
    ("no-reason-return", "seller", {"received": "2026-11-03"}, "2026-11-10 23:59:59"),
    # 10-01, moved past National Day.
    ("no-reason-return", "seller", {"received": "2026-09-24"}, "2026-10-08 23:59:59"),
    # 02-14 is a Saturday, and worked.
    ("no-reason-return", "seller", {"received": "2026-02-07"}, "2026-02-14 23:59:59"),
    # 02-22, moved past Spring Festival.
    ("no-reason-return", "seller", {"received": "2026-02-15"}, "2026-02-24 23:59:59"),
    # 2026-10-03 is off: 10-08.
    ("not-shipped", "regulator", {"since": "2023-10-03T09:00"}, "2026-10-08 23:59:59"),
    # 2026-02-28 is a Saturday, and worked.
    ("not-shipped", "regulator", {"since": "2023-02-28T09:00"}, "2026-02-28 23:59:59"),
    # From a leap day: 2027-02-28, a Sunday, so Monday.
    ("not-shipped", "regulator", {"since": "2024-02-29T09:00"}, "2027-03-01 23:59:59"),
    ("not-shipped", "regulator", {"since": "2023-11-20T09:00"}, "2026-11-20 23:59:59"),
]


@pytest.mark.parametrize(("issue", "id_", "told", "last"), LIMITS)
def test_a_limit_ends_the_step_with_its_last_second(
    catalog: Catalog, issue: str, id_: str, told: dict[str, Any], last: str
) -> None:
    end = dt.datetime.fromisoformat(last)
    before = _step(escalate(catalog, issue, at=end, **told), id_)
    assert _shown(before.expires_at) == last
    assert before.state == "now"
    after = _step(escalate(catalog, issue, at=end + dt.timedelta(seconds=1), **told), id_)
    assert after.state == "expired"
    assert _codes(after) == ["limit_counted", "limit_passed"]
    assert _because(after, "limit_counted").dates[-1] == end.date()
    assert _because(after, "limit_passed").dates == [end.date()]
    assert _shown(after.expires_at) == last


def test_seven_days_for_a_no_reason_return_are_over_on_the_eighth(catalog: Catalog) -> None:
    received = "2026-11-03"
    on_time = escalate(catalog, "no-reason-return", at="2026-11-10T23:30", received=received)
    assert on_time.now is not None
    assert (on_time.now.step, on_time.now.channel) == ("seller", "seller-refund")
    late = escalate(catalog, "no-reason-return", at="2026-11-11T00:00", received=received)
    assert late.now is None
    assert late.next == []
    states = _states(late)
    assert states.pop("seller") == "expired"
    assert set(states.values()) == {"excluded"}
    for id_ in states:
        assert _codes(_step(late, id_))[-1] == "needs_missing"
    assert [warning.code for warning in late.warnings].count("limit_passed") == 1


def test_a_soft_limit_is_warned_about_and_ends_nothing(catalog: Catalog) -> None:
    plan = escalate(catalog, "poor-quality", at="2026-11-20T10:00", received="2026-11-01")
    seller = _step(plan, "seller")
    assert seller.state == "now"
    assert _shown(seller.expires_at) == "2026-11-09 23:59:59"  # 11-08 is a Sunday
    assert _codes(seller)[:2] == ["limit_counted", "limit_passed"]
    assert "limit_passed" in [warning.code for warning in plan.warnings]
    # It has passed: nobody is told to hurry for it.
    assert plan.now is not None
    assert (plan.now.step, plan.now.until) == ("seller", None)
    assert "截止" not in plan.now.action


def test_a_limit_that_is_not_law_yet_limits_nothing(catalog: Catalog) -> None:
    told: dict[str, Any] = {"since": "2015-01-01T10:00", "done": ALL_BUT}
    before = escalate(catalog, "not-shipped", at="2019-12-31T10:00", **told)
    assert _step(before, "regulator").state == "now"
    assert _codes(_step(before, "regulator")) == ["no_wait_known"]
    after = escalate(catalog, "not-shipped", at="2020-01-01T10:00", **told)
    assert _step(after, "regulator").state == "expired"


def test_a_limit_that_is_hearsay_ends_nothing(catalog: Catalog) -> None:
    key = "seller-no-reason"
    limit = Limit(start="received", rule="postal-limit", hard=True)  # one year, as a blog tells it
    step = msgspec.structs.replace(catalog.steps[key], limit=limit)
    hearsay = msgspec.structs.replace(catalog, steps={**catalog.steps, key: step})
    told: dict[str, Any] = {"at": "2026-11-20T10:00", "received": "2025-11-01"}
    asked = escalate(hearsay, "no-reason-return", **told)
    assert _step(asked, "seller").state == "now"
    assert _codes(_step(asked, "seller"))[:2] == ["limit_counted", "limit_passed"]
    done = escalate(hearsay, "no-reason-return", **told, done=["seller@2026-11-19T10:00"])
    assert _step(done, "seller").state == "waiting"


def test_a_limit_whose_start_is_not_known_asks_for_it(catalog: Catalog) -> None:
    plan = escalate(catalog, "no-reason-return", at="2026-11-20T10:00", lang="en")
    for id_, option in (("seller", "--received"), ("regulator", "--since")):
        entry = _because(_step(plan, id_), "limit_start_unknown")
        assert option in entry.text
        assert _step(plan, id_).expires_at is None


# ---- Whole plans


def test_refund_refused_over_national_day(catalog: Catalog) -> None:
    plan = escalate(
        catalog, "refund-refused", at="2026-09-29T10:00", done=["seller@2026-09-26T09:00"]
    )
    assert plan.now is not None
    assert (plan.now.step, plan.now.channel) == ("platform", "app-intervention")
    dates = {
        step.id: (
            step.state,
            _shown(step.not_before),
            _shown(step.act_at),
            _shown(step.wait.until) if step.wait else None,
        )
        for step in plan.steps
    }
    assert dates == {
        "seller": ("done", None, None, "2026-09-28 09:00"),
        # 09-30 (1), 10-08 (2), 10-09 (3)
        "platform": ("now", None, "2026-09-29 10:00", "2026-10-09 10:00"),
        "appeal": ("later", "2026-10-09 10:00", "2026-10-09 10:00", None),
        # optional: the next step does not wait for it
        "mediator": ("later", "2026-10-09 10:00", "2026-10-09 10:00", "2026-10-16 10:00"),
        # 10-10 (1), 10-12 to 10-16 (6), 10-19 (7); 60 days: 12 to 10-31, 42 to 11-30, 12-18
        "regulator": ("later", "2026-10-09 10:00", "2026-10-09 10:00", "2026-12-18 23:59:59"),
        "association": ("excluded", None, None, None),
        "court": ("later", "2026-12-19 00:00", "2026-12-19 00:00", None),
    }
    counted = _because(_step(plan, "platform"), "working_days_counted")
    assert _days(counted) == ["09-30", "10-08", "10-09"]
    assert _skipped(counted) == [f"10-0{n}" for n in range(1, 8)]
    assert {day.name for day in counted.skipped} == {"National Day"}
    assert "10-01 至 10-07 国庆节" in counted.text


def test_seven_working_days_from_2026_09_28(catalog: Catalog) -> None:
    done = ["regulator@2026-09-28T10:00"]
    plan = escalate(catalog, "not-shipped", at="2026-09-28T11:00", done=done, lang="en")
    acceptance, mediation, rolled = _step(plan, "regulator").because[1:]
    assert _days(acceptance) == ["09-29", "09-30", "10-08", "10-09", "10-10", "10-12", "10-13"]
    assert _skipped(acceptance) == [*(f"10-0{n}" for n in range(1, 8)), "10-11"]
    assert [day.kind for day in acceptance.skipped] == ["holiday"] * 7 + ["weekend"]
    assert acceptance.text == (
        "acceptance: 7 working days after 09-28 (not counted) end on Tue 2026-10-13; counted: "
        "09-29, 09-30, 10-08, 10-09, 10-10, 10-12, 10-13; 10-10: make-up workday; skipped: "
        "10-01 to 10-07 National Day, 10-11 weekend"
    )
    # The second period starts where the first ends: on 10-13, which it does not count.
    assert mediation.text == ("mediation: 60 days after 10-13 (not counted) end on Sat 2026-12-12")
    assert _days(rolled) == ["12-14"]
    assert _skipped(rolled) == ["12-12", "12-13"]


@pytest.mark.parametrize(
    ("at", "amount", "unit", "until", "source", "changes"),
    [
        # From 04-17: 04-20 to 04-24 (5), 04-28 (7). 45: 2 to 04-30, 5 to 05-08, 05-09 make-up
        # Saturday (6), 11, 16, 21, 26 to 06-05, 31, 35 to 06-18, Dragon Boat, 40 to 06-26, 07-03.
        ("2026-04-14T10:00", 45, "working_days", "2026-07-03 23:59:59", "samr-order-20", True),
        # From 04-20: 04-21 to 04-24 (4), 04-27 to 04-29 (7). 60 days: 1 to 04-30, 32 to 05-31,
        # 06-28 is a Sunday, so 06-29.
        ("2026-04-15T10:00", 60, "days", "2026-06-29 23:59:59", "samr-order-121-forms", False),
    ],
)
def test_the_law_of_the_day_is_cited(
    catalog: Catalog,
    at: str,
    amount: int,
    unit: str,
    until: str,
    source: str,
    changes: bool,
) -> None:
    plan = escalate(catalog, "refund-refused", at=at, done=["seller@2026-04-10T09:00"])
    regulator = _step(plan, "regulator")
    assert regulator.wait is not None
    assert (regulator.wait.amount, regulator.wait.unit) == (amount, unit)
    assert regulator.wait.rule == "complaint-mediation"
    assert _shown(regulator.wait.until) == until
    cited = {basis.rule: basis.source for basis in regulator.basis}
    assert cited["complaint-mediation"] == source
    assert cited["complaint-refusal"] == source
    # The seven working days for acceptance are the same in both: only mediation changes.
    assert _codes(regulator).count("rule_changes") == (1 if changes else 0)
    if changes:
        change = [entry for entry in regulator.because if entry.code == "rule_changes"][-1]
        assert change.dates == [dt.date(2026, 4, 15)]
        assert "60 天" in change.text


def test_a_complaint_made_under_the_old_order_stays_under_it(catalog: Catalog) -> None:
    done = ["regulator@2026-04-14T16:00"]
    plan = escalate(catalog, "not-shipped", at="2026-04-20T10:00", done=done)
    regulator = _step(plan, "regulator")
    assert regulator.wait is not None
    assert (regulator.wait.amount, regulator.wait.unit) == (45, "working_days")
    assert {basis.source for basis in regulator.basis} >= {"samr-order-20"}
    assert "samr-order-121-forms" not in {basis.source for basis in regulator.basis}


def test_at_half_past_eleven_at_night_now_can_be_done_at_that_minute(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at="2026-11-21T23:30")
    assert plan.now is not None
    assert (plan.now.step, plan.now.channel) == ("platform", "app-intervention")
    assert plan.now.when == plan.as_of
    platform = _step(plan, "platform")
    assert platform.channels[0].status.state == "open"
    assert platform.act_at == plan.as_of
    phone = next(one for one in platform.channels if one.id == "consumer-hotline")
    assert (phone.status.state, _shown(phone.status.opens_at)) == ("closed", "2026-11-22 08:00")
    assert "想打电话：021-53395288 明天 08:00 开" in plan.now.action


def test_what_the_issue_itself_says_is_taken_as_done(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at="2026-11-20T10:00")
    seller = _step(plan, "seller")
    assert (seller.state, seller.outcome, seller.done_at) == ("done", "refused", None)
    assert "implied_by_issue" in _codes(seller)
    assert "done_time_unknown" not in {warning.code for warning in plan.warnings}


def test_an_outcome_that_the_issue_implies_holds_for_a_step_told_with_its_time(
    catalog: Catalog,
) -> None:
    done = ["seller@2026-11-20T09:00"]
    plan = escalate(catalog, "refund-refused", at="2026-11-20T10:00", done=done)
    assert _step(plan, "seller").outcome == "refused"
    assert plan.now is not None
    assert plan.now.step == "platform"  # no 48 hours for an answer that has come
    silent = escalate(
        catalog, "refund-refused", at="2026-11-20T10:00", done=done, outcome=["seller=silent"]
    )
    # Silence told: the 48 hours of a blog stop nobody.
    assert _step(silent, "seller").state == "done"
    assert silent.now is not None
    assert silent.now.step == "platform"


# ---- Outcomes, exclusions


@pytest.mark.parametrize("outcome", [[], ["mediator=silent"], ["mediator=refused"]])
def test_an_optional_step_holds_nothing_up(catalog: Catalog, outcome: list[str]) -> None:
    done = ["seller", "platform", "appeal", "mediator@2026-11-20T09:00"]
    plan = escalate(catalog, "not-shipped", at="2026-11-20T10:00", done=done, outcome=outcome)
    mediator = _step(plan, "mediator")
    assert mediator.state == "done"
    assert mediator.wait is not None
    assert _shown(mediator.wait.until) == "2026-11-27 09:00"
    assert plan.now is not None
    assert plan.now.step == "regulator"
    assert ("optional_step" in _codes(mediator)) is (not outcome)
    assert ("outcome_given" in _codes(mediator)) is bool(outcome)


@pytest.mark.parametrize("outcome", [[], ["mediator=silent"], ["mediator=refused"]])
def test_an_optional_step_passes_nothing_over(catalog: Catalog, outcome: list[str]) -> None:
    done = ["mediator@2026-11-20T09:00"]
    plan = escalate(catalog, "not-shipped", at="2026-11-20T10:00", done=done, outcome=outcome)
    assert _states(plan) == {
        "seller": "now",
        "platform": "later",
        "appeal": "later",
        "mediator": "done",
        "regulator": "later",
        "association": "excluded",
        "court": "later",
    }
    # The shop's 48 hours, then three working days: 11-23 (1), 11-24 (2), 11-25 (3).
    assert _shown(_step(plan, "platform").act_at) == "2026-11-22 10:00"
    assert _shown(_step(plan, "regulator").act_at) == "2026-11-25 10:00"
    # And what is awaited still is, whatever optional step was done after it.
    waiting = escalate(
        catalog, "not-shipped", at="2026-11-20T10:00", done=["seller@2026-11-20T08:00", *done]
    )
    assert waiting.now is not None
    assert waiting.now.step == "seller"
    assert _shown(waiting.now.until) == "2026-11-22 08:00"


def test_an_optional_step_that_is_not_due_leaves_the_turn_to_the_next(catalog: Catalog) -> None:
    done = ["platform@2026-11-19T10:00", "courier@2026-11-19T12:00"]
    plan = escalate(catalog, "unknown-parcel", **CASH, done=done)
    assert plan.now is not None
    assert plan.now.step == "regulator"
    done = ["platform", "appeal", "courier@2026-11-19T12:00", "mediator@2026-11-19T13:00"]
    plan = escalate(catalog, "not-received", **CASH, done=["seller", *done])
    assert (_step(plan, "postal").state, _step(plan, "regulator").state) == ("later", "now")
    assert _shown(_step(plan, "postal").not_before) == "2026-11-27 00:00"


@pytest.mark.parametrize(
    ("outcome", "appeal", "now"),
    [
        ("refused", "now", "appeal"),
        ("unsatisfied", "now", "appeal"),
        ("silent", "excluded", "mediator"),
    ],
)
def test_a_branch_is_taken_by_the_outcome(
    catalog: Catalog, outcome: str, appeal: str, now: str
) -> None:
    plan = escalate(
        catalog,
        "activity-cash",
        at="2026-11-20T10:00",
        done=["platform@2026-11-10T10:00"],
        outcome={"platform": outcome},
    )
    assert _step(plan, "appeal").state == appeal
    assert plan.now is not None
    assert plan.now.step == now
    if appeal == "excluded":
        assert _codes(_step(plan, "appeal")) == ["branch_not_taken"]


def test_an_answer_ends_the_wait_and_so_does_silence_where_no_law_says_how_long(
    catalog: Catalog,
) -> None:
    def ask(outcome: str) -> Plan:
        return escalate(
            catalog,
            "activity-cash",
            at="2026-11-20T12:00",
            done=["platform@2026-11-20T10:00"],
            outcome={"platform": outcome},
        )

    for outcome in ("refused", "unsatisfied"):
        answered = ask(outcome)
        assert _step(answered, "platform").state == "done"
        assert "outcome_given" in _codes(_step(answered, "platform"))
    silent = ask("silent")
    platform = _step(silent, "platform")
    assert platform.state == "done"
    # 11-23 (1), 11-24 (2), 11-25 (3): the reminder is shown all the same.
    assert platform.wait is not None
    assert _shown(platform.wait.until) == "2026-11-25 10:00"
    assert _codes(platform)[-1] == "outcome_given"
    assert _step(silent, "mediator").state == "now"


@pytest.mark.parametrize(
    ("day", "until"),
    [
        # 09-29, 09-30, 10-08, 10-09, 10-10, 10-12, 10-13
        ("2026-09-28", "2026-10-13 23:59:59"),
        # 11-20 is a Friday: 11-23 to 11-27 (5), 11-30, 12-01
        ("2026-11-20", "2026-12-01 23:59:59"),
        # Over the turn of 2025/26: 12-31 (1), 01-04 make-up Sunday (2), 01-05 to 01-09 (7)
        ("2025-12-30", "2026-01-09 23:59:59"),
    ],
)
def test_silence_is_an_answer_once_the_first_period_of_law_is_over(
    catalog: Catalog, day: str, until: str
) -> None:
    last = dt.datetime.fromisoformat(until)
    told: dict[str, Any] = {"done": [f"regulator@{day}T10:00"], "outcome": ["regulator=silent"]}
    due = escalate(catalog, "not-shipped", at=f"{day}T11:00", **told)
    assert _step(due, "regulator").state == "waiting"
    assert _codes(_step(due, "regulator"))[-1] == "outcome_given"
    assert due.now is not None
    assert (due.now.step, _shown(due.now.until)) == ("regulator", until)
    free = last + dt.timedelta(seconds=1)
    assert _step(due, "court").not_before == free.replace(tzinfo=due.as_of.tzinfo)
    assert _step(escalate(catalog, "not-shipped", at=last, **told), "regulator").state == "waiting"
    over = escalate(catalog, "not-shipped", at=free, **told)
    assert _step(over, "regulator").state == "done"
    assert over.now is not None
    assert over.now.step == "court"


@pytest.mark.parametrize("outcome", ["refused", "silent", "unsatisfied"])
def test_a_merchant_appeals_after_any_answer_and_after_none(catalog: Catalog, outcome: str) -> None:
    done = ["platform@2026-11-20T09:00"]
    plan = escalate(catalog, "trade-dispute", **CASH, done=done, outcome={"platform": outcome})
    assert plan.now is not None
    assert (plan.now.step, plan.now.channel) == ("appeal", "merchant-appeal")
    held = escalate(catalog, "trade-dispute", **CASH, done=done)
    assert held.now is not None
    assert (held.now.step, held.now.until) == ("platform", None)
    assert _codes(_step(held, "appeal")) == ["outcome_needed"]


def test_a_merchant_waits_for_the_hotline_at_night(catalog: Catalog) -> None:
    plan = escalate(catalog, "trade-dispute", at="2026-11-20T23:30")
    platform = _step(plan, "platform")
    assert (platform.state, _shown(platform.act_at)) == ("waiting", "2026-11-21 08:00")
    assert "no_step_open_now" in [warning.code for warning in plan.warnings]
    assert plan.now is not None
    assert (plan.now.channel, plan.now.until) == (None, platform.act_at)
    by_day = escalate(catalog, "trade-dispute", **CASH)
    assert by_day.now is not None
    assert (by_day.now.step, by_day.now.channel) == ("platform", "merchant-hotline")
    for id_ in ("appeal", "court"):
        step = _step(by_day, id_)
        assert (step.state, step.act_at, _codes(step)) == ("later", None, ["outcome_needed"])


@pytest.mark.parametrize(
    ("done", "regulator", "association"),
    [
        ([], ("later", None), ("excluded", ["alternative_of"])),
        (["association"], ("excluded", ["already_handled"]), ("waiting", None)),
        (["regulator"], ("done", None), ("excluded", ["already_handled"])),
        (["court"], ("excluded", ["already_handled"]), ("excluded", ["already_handled"])),
    ],
)
def test_one_dispute_goes_to_one_mediation_only(
    catalog: Catalog,
    done: list[str],
    regulator: tuple[str, list[str] | None],
    association: tuple[str, list[str] | None],
) -> None:
    plan = escalate(catalog, "not-shipped", at="2026-11-20T10:00", done=done)
    for id_, (state, why) in (("regulator", regulator), ("association", association)):
        step = _step(plan, id_)
        assert step.state == state
        if why is not None:
            assert [code for code in _codes(step) if not code.startswith("limit")] == why


def test_refused_by_12315_one_may_turn_to_the_association(catalog: Catalog) -> None:
    done = ["regulator@2026-11-19T10:00"]
    told: dict[str, Any] = {**CASH, "done": done, "outcome": ["regulator=refused"]}
    plan = escalate(catalog, "not-shipped", **told)
    assert plan.now is not None
    assert plan.now.step == "association"
    court = _step(plan, "court")  # no source says how long the association takes
    assert (court.state, court.act_at, _codes(court)) == ("later", None, ["outcome_needed"])
    for outcome in ("silent", "unsatisfied"):
        other = escalate(catalog, "not-shipped", **{**told, "outcome": [f"regulator={outcome}"]})
        assert _codes(_step(other, "association")) == ["already_handled"]
    both = escalate(
        catalog, "not-shipped", **{**told, "done": [*done, "association@2026-11-20T09:00"]}
    )
    assert both.now is not None
    assert (both.now.step, both.now.until) == ("association", None)
    assert _step(both, "association").state == "waiting"


def test_too_late_for_12315_one_may_turn_to_the_association(catalog: Catalog) -> None:
    told: dict[str, Any] = {**CASH, "since": "2023-10-03T09:00", "done": ALL_BUT}
    plan = escalate(catalog, "not-shipped", **told)
    assert _step(plan, "regulator").state == "expired"
    assert plan.now is not None
    assert plan.now.step == "association"


def test_a_step_that_was_passed_over_is_not_gone_back_to(catalog: Catalog) -> None:
    plan = escalate(catalog, "not-shipped", at="2026-11-20T10:00", done=["regulator"])
    assert _states(plan) == {
        "seller": "excluded",
        "platform": "excluded",
        "appeal": "excluded",
        "mediator": "excluded",
        "regulator": "done",
        "association": "excluded",
        "court": "now",
    }
    for id_ in ("seller", "platform", "appeal", "mediator"):
        assert _codes(_step(plan, id_)) == ["passed_over"]


# ---- A limit that is about to end

PRESSED = [
    pytest.param([], [], id="nothing done"),
    pytest.param(["seller@2026-11-19T08:00"], [], id="the shop's 48 hours are running"),
    pytest.param(
        ["seller@2026-11-18T08:00", "platform@2026-11-19T08:00"],
        ["seller=refused"],
        id="the platform's three working days are running",
    ),
]


@pytest.mark.parametrize(("done", "outcome"), PRESSED)
def test_a_step_about_to_expire_comes_first(
    catalog: Catalog, done: list[str], outcome: list[str]
) -> None:
    # Three years from 2023-11-20 end with tomorrow's last second; no wait before it ends sooner.
    plan = escalate(
        catalog,
        "not-shipped",
        at="2026-11-19T10:30",
        since="2023-11-20T00:00",
        done=done,
        outcome=outcome,
        lang="en",
    )
    assert plan.now is not None
    assert plan.now.step == "regulator"
    regulator = _step(plan, "regulator")
    assert regulator.state == "now"
    assert _shown(regulator.expires_at) == "2026-11-20 23:59:59"
    mediator = _step(plan, "mediator")
    assert (mediator.state, _codes(mediator)) == ("excluded", ["passed_over"])
    assert f"“{regulator.title}” would have passed" in mediator.because[0].text
    assert "waiting" not in _states(plan).values()
    # Mediation by the association has no such limit, and is still the other way.
    assert _codes(_step(plan, "association")) == ["alternative_of"]


def test_with_time_enough_nothing_is_passed_over(catalog: Catalog) -> None:
    # The shop's 48 hours and the platform's three working days end before the limit does.
    since = "2023-12-04T00:00"
    plan = escalate(catalog, "not-shipped", at="2026-11-19T10:30", since=since)
    assert _step(plan, "seller").state == "now"
    # 11-21 10:30; 11-23, 11-24, 11-25
    assert _shown(_step(plan, "regulator").act_at) == "2026-11-25 10:30"
    assert _shown(_step(plan, "regulator").expires_at) == "2026-12-04 23:59:59"


def test_a_soft_limit_presses_nobody(catalog: Catalog) -> None:
    # The year of the postal authority rests on a blog: the courier's seven days are waited for.
    plan = escalate(
        catalog,
        "logistics-slow",
        at="2026-11-19T10:30",
        since="2025-11-20T00:00",
        done=["courier@2026-11-19T08:00"],
    )
    assert _step(plan, "courier").state == "done"
    postal = _step(plan, "postal")
    assert (postal.state, _shown(postal.expires_at)) == ("later", "2026-11-20 00:00")
    assert _shown(postal.not_before) == "2026-11-27 00:00"
    assert plan.now is not None
    assert plan.now.step == "seller"


def test_a_step_that_can_be_taken_in_the_last_second_is_not_put_forward(catalog: Catalog) -> None:
    # 11-18, 11-19, 11-20: the platform's time ends with the very second the limit ends with.
    plan = escalate(
        catalog,
        "activity-cash",
        at="2026-11-18T10:00",
        since="2023-11-20T00:00",
        done=["platform@2026-11-17T23:59:59"],
    )
    regulator = _step(plan, "regulator")
    assert _shown(regulator.act_at) == _shown(regulator.expires_at) == "2026-11-20 23:59:59"
    assert _step(plan, "platform").state == "waiting"


def test_a_soft_limit_long_past_hides_no_hard_one(catalog: Catalog) -> None:
    plan = escalate(
        catalog,
        "logistics-slow",
        at="2026-11-19T10:30",
        since="2023-11-20T00:00",
        done=["courier@2026-11-19T08:00"],
    )
    assert plan.now is not None
    assert plan.now.step == "regulator"


def _nothing_implied(small: Catalog) -> Catalog:
    """The small catalogue, its issue no proof that the shop has answered."""
    issue = msgspec.structs.replace(small.issues["refund-refused"], implies={})
    return msgspec.structs.replace(small, issues={"refund-refused": issue})


def _with_step(catalog: Catalog, key: str, **changes: Any) -> Catalog:
    step = msgspec.structs.replace(catalog.steps[key], **changes)
    return msgspec.structs.replace(catalog, steps={**catalog.steps, key: step})


def test_a_limit_that_cannot_be_kept_any_more_is_no_reason_to_hurry(small: Catalog) -> None:
    limit = Limit(start="since", rule="no-reason-return")
    limited = _with_step(small, "market-office", limit=limit, needs={})
    # Seven days from 11-13 end today, and the office closed at 17:30.
    told: dict[str, Any] = {"since": "2026-11-13T09:00"}
    late = escalate(limited, "refund-refused", at="2026-11-20T18:00", **told)
    assert _step(late, "platform").state == "now"
    assert _shown(_step(late, "regulator").act_at) == "2026-11-23 08:30"
    # In its last minute it is still open, but nothing before it takes time.
    open_ = escalate(limited, "refund-refused", at="2026-11-20T17:29", **told)
    assert _step(open_, "platform").state == "now"
    # Before the platform opens there is no waiting for it.
    early = escalate(limited, "refund-refused", at="2026-11-20T07:00", **told)
    assert _step(early, "platform").state == "waiting"
    assert _shown(_step(early, "regulator").act_at) == "2026-11-20 08:30"


def test_a_limit_that_is_near_passes_over_nothing_that_its_step_needs(small: Catalog) -> None:
    limit = Limit(start="since", rule="no-reason-return")
    limited = _with_step(
        _with_step(small, "market-office", limit=limit), "ask-platform", answer=True
    )
    plan = escalate(limited, "refund-refused", at="2026-11-20T10:00", since="2026-11-14T09:00")
    assert _shown(_step(plan, "regulator").expires_at) == "2026-11-23 23:59:59"
    assert (_step(plan, "platform").state, _step(plan, "regulator").state) == ("now", "later")


def test_an_optional_step_is_awaited_where_what_is_next_needs_its_answer(small: Catalog) -> None:
    optional = _with_step(_nothing_implied(small), "ask-seller", optional=True)
    only = _with_step(optional, "sue", needs={"platform": []})
    told: dict[str, Any] = {"done": ["seller@2026-11-20T09:00"]}
    plan = escalate(only, "refund-refused", at="2026-11-20T10:00", **told)
    assert (_step(plan, "seller").state, _step(plan, "platform").state) == ("waiting", "later")
    assert plan.now is not None
    assert plan.now.step == "seller"
    assert plan.now.until == _step(plan, "platform").not_before


def test_a_limit_may_run_from_a_step(catalog: Catalog) -> None:
    limit = Limit(start="seller", rule="no-reason-return")
    limited = _with_step(catalog, "platform-intervention", limit=limit)
    told: dict[str, Any] = {"done": ["seller@2026-11-10T09:00"], "outcome": ["seller=refused"]}
    on_time = _step(escalate(limited, "not-shipped", at="2026-11-17T23:59:59", **told), "platform")
    assert (on_time.state, _shown(on_time.expires_at)) == ("now", "2026-11-17 23:59:59")
    late = _step(escalate(limited, "not-shipped", at="2026-11-18T00:00", **told), "platform")
    assert late.state == "expired"
    for lang, said in (
        ("zh", "它要先有“申请平台介入”，那一步已不可能"),
        ("en", "it needs “Ask the platform to step in” first, which is gone"),
    ):
        at = "2026-11-18T00:00"
        plan = escalate(limited, "not-shipped", at=at, lang=lang, **told)  # type: ignore[arg-type]
        assert _because(_step(plan, "appeal"), "needs_missing").text == said
    for done in ([], ["seller"]):
        plan = escalate(limited, "not-shipped", at="2026-11-18T00:00", done=done, lang="en")
        assert _step(plan, "platform").expires_at is None
        assert "give --done" in _because(_step(plan, "platform"), "limit_start_unknown").text


def test_a_wait_of_unknown_length_is_left_out_of_a_row_of_waits(catalog: Catalog) -> None:
    known = catalog.steps["platform-complaint"].wait
    waits = [Period(rule="complaint-refusal"), *known]
    longer = _with_step(catalog, "platform-complaint", wait=waits)
    plan = escalate(longer, "activity-cash", **CASH, done=["platform@2026-11-20T09:00"])
    wait = _step(plan, "platform").wait
    assert wait is not None
    assert _shown(wait.until) == "2026-11-25 09:00"
    assert "no_wait_known" not in _codes(_step(plan, "platform"))


def test_a_wait_without_a_name_is_called_waiting(small: Catalog) -> None:
    done = ["seller@2026-11-20T09:00"]
    for lang, name in (("zh", "等答复："), ("en", "waiting: ")):
        plan = escalate(small, "refund-refused", done=done, lang=lang, **CASH)  # type: ignore[arg-type]
        assert _because(_step(plan, "seller"), "hours_counted").text.startswith(name)


def test_a_rule_may_lose_its_length(catalog: Catalog) -> None:
    rule = catalog.rules["complaint-mediation"]
    versions = [rule.versions[0], msgspec.structs.replace(rule.versions[1], period=None)]
    changed = msgspec.structs.replace(rule, versions=versions)
    rules = {**catalog.rules, "complaint-mediation": changed}
    lost = msgspec.structs.replace(catalog, rules=rules)
    for lang, said in (
        ("zh", "规定改变（没有写多久）"),
        ("en", "another applies (no length given)"),
    ):
        plan = escalate(lost, "refund-refused", at="2026-04-14T10:00", lang=lang)  # type: ignore[arg-type]
        texts = [entry.text for entry in _step(plan, "regulator").because]
        assert sum(said in text for text in texts) == 1


def test_what_opens_nobody_knows_when_does_not_hurry_what_comes_after(small: Catalog) -> None:
    hotline = small.channels["hotline"]
    claims = msgspec.structs.replace(hotline.claims, hours=[])
    unknown = msgspec.structs.replace(hotline, claims=claims)
    channels = {**small.channels, "hotline": unknown}
    no_hours = msgspec.structs.replace(small, channels=channels)
    done = ["seller@2026-11-20T09:00"]
    plan = escalate(_nothing_implied(no_hours), "refund-refused", **CASH, done=done)
    platform, regulator = _step(plan, "platform"), _step(plan, "regulator")
    assert (_shown(platform.not_before), platform.act_at) == ("2026-11-22 09:00", None)
    assert (_shown(regulator.not_before), _shown(regulator.act_at)) == (
        "2026-11-22 09:00",
        "2026-11-23 08:30",
    )
    prepared = escalate(no_hours, "refund-refused", **CASH)
    assert prepared.now is not None
    assert prepared.now.action == (
        "先备好：订单截图、聊天记录；然后试 消费者热线 020-12345678，服务时间未知"
    )
    ready = escalate(no_hours, "refund-refused", lang="en", **CASH)
    assert _step(ready, "platform").state == "waiting"
    assert ready.now is not None
    assert ready.now.when == ready.as_of
    assert ready.now.action == (
        "get ready: A screenshot of the order, The chat; "
        "then try Consumer hotline 020-12345678, hours unknown"
    )
    assert (ready.now.channel, ready.now.until) == (None, None)


# ---- What is not known


def test_a_step_done_nobody_knows_when_is_taken_as_waited_out(catalog: Catalog) -> None:
    plan = escalate(catalog, "activity-cash", at="2026-11-20T10:00", done=["platform"])
    platform = _step(plan, "platform")
    assert platform.state == "done"
    assert "done_time_unknown" in _codes(platform)
    assert platform.wait is not None
    assert (platform.wait.amount, platform.wait.unit, platform.wait.until) == (
        3,
        "working_days",
        None,
    )
    assert plan.now is not None
    assert plan.now.step == "appeal"
    assert "done_time_unknown" in [warning.code for warning in plan.warnings]


def test_of_two_waits_in_a_row_the_last_is_shown_where_the_start_is_not_known(
    catalog: Catalog,
) -> None:
    plan = escalate(catalog, "not-shipped", at="2026-11-20T10:00", done=["regulator"])
    wait = _step(plan, "regulator").wait
    assert wait is not None
    assert (wait.amount, wait.unit, wait.rule) == (60, "days", "complaint-mediation")
    assert (wait.until, wait.grade) == (None, "reported")


def test_where_no_source_says_how_long_the_outcome_is_asked_for(catalog: Catalog) -> None:
    done = ["seller@2026-11-01T10:00"]
    plan = escalate(catalog, "refund-slow", at="2026-11-20T10:00", done=done, lang="en")
    seller = _step(plan, "seller")
    assert seller.state == "waiting"
    assert seller.wait is None
    assert _codes(seller) == ["no_wait_known", "outcome_needed"]
    assert plan.now is not None
    assert plan.now.step == "seller"
    assert plan.now.until is None
    assert "--outcome seller=refused|silent|unsatisfied" in plan.now.action
    assert {step.act_at for step in plan.steps} == {None}
    for outcome in ("refused", "silent", "unsatisfied"):
        told = escalate(
            catalog, "refund-slow", at="2026-11-20T10:00", done=done, outcome={"seller": outcome}
        )
        assert told.now is not None
        assert told.now.step == "platform"


def test_what_comes_after_an_answer_nobody_can_date_has_no_date(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-slow", **CASH)
    assert _step(plan, "seller").state == "now"
    for id_ in ("platform", "appeal", "mediator", "regulator", "court"):
        step = _step(plan, id_)
        assert (step.state, step.not_before, step.act_at) == ("later", None, None)
        assert "outcome_needed" in _codes(step)
    # An answer that a source gives a time for holds nothing up.
    timed = _with_step(catalog, "seller-press", wait=catalog.steps["seller-refund"].wait)
    dated = escalate(timed, "refund-slow", **CASH)
    assert _shown(_step(dated, "platform").act_at) == "2026-11-22 10:00"


def test_an_unconfirmed_wait_says_so(catalog: Catalog) -> None:
    plan = escalate(catalog, "activity-cash", at="2026-11-20T10:00")
    platform = _step(plan, "platform")
    assert platform.wait is not None
    assert platform.wait.grade == "unconfirmed"
    assert platform.wait.rule is None
    assert "unofficial_wait" in _codes(platform)
    assert "unofficial_wait" in [warning.code for warning in plan.warnings]


@pytest.mark.parametrize(
    ("at", "provisional"),
    [("2026-12-24T10:00", False), ("2026-12-30T16:00", True)],
    ids=["ends on 12-29", "goes into 2027"],
)
def test_a_count_into_a_year_without_a_notice_is_provisional(
    catalog: Catalog, at: str, provisional: bool
) -> None:
    done = [f"platform@{at}"]
    plan = escalate(catalog, "activity-cash", at=at, done=done, lang="en")
    entry = _because(_step(plan, "platform"), "working_days_counted")
    assert ("no holiday notice for 2027" in entry.text) is provisional


def test_a_date_in_a_year_without_a_notice_is_warned_about(catalog: Catalog) -> None:
    plan = escalate(catalog, "fake-shipping-penalty", at="2026-11-20T10:00", done=["court"])
    assert "calendar_unpublished" not in [warning.code for warning in plan.warnings]
    # 11-23 to 12-01 are seven working days; 60 days: 30 to 12-31, 60 to 01-30, a Saturday.
    plan = escalate(catalog, "not-shipped", at="2026-11-20T10:00", done=ALL_BUT)
    regulator = _step(plan, "regulator")
    assert _shown(regulator.act_at) == "2026-11-20 10:00"
    assert regulator.wait is not None
    assert _shown(regulator.wait.until) == "2027-02-01 23:59:59"
    assert "calendar_provisional" in _codes(regulator)
    assert "calendar_unpublished" in [warning.code for warning in plan.warnings]


# ---- A step whose channels are all closed (a made-up catalogue)


def test_before_its_first_channel_opens_a_step_is_prepared(small: Catalog) -> None:
    plan = escalate(small, "refund-refused", at="2026-11-20T23:30", lang="en")
    platform = _step(plan, "platform")
    assert platform.state == "waiting"
    assert platform.not_before is None
    assert _shown(platform.act_at) == "2026-11-21 08:00"
    opens = _because(platform, "channel_opens")
    assert opens.dates == [dt.date(2026, 11, 21)]
    assert "tomorrow 08:00" in opens.text
    assert plan.now is not None
    assert (plan.now.step, plan.now.channel) == ("platform", None)
    assert plan.now.until == platform.act_at
    assert plan.now.action == (
        "get ready: A screenshot of the order, The chat; "
        "tomorrow 08:00: Consumer hotline 020-12345678"
    )
    assert _states(plan)["regulator"] == "later"


def test_at_the_minute_it_opens_the_step_is_now(small: Catalog) -> None:
    plan = escalate(small, "refund-refused", at="2026-11-21T08:00")
    assert plan.now is not None
    assert (plan.now.step, plan.now.channel) == ("platform", "hotline")
    assert _shown(plan.now.until) == "2026-11-21 21:30"


@pytest.mark.parametrize(
    ("at", "act_at"),
    [
        ("2026-09-30T17:29", "2026-09-30 17:29"),
        ("2026-09-30T17:30", "2026-10-08 08:30"),  # closed at that minute; then National Day
        ("2026-10-03T09:00", "2026-10-08 08:30"),
        ("2026-10-09T18:00", "2026-10-10 08:30"),  # the make-up Saturday is worked like a Friday
        ("2026-10-10T12:30", "2026-10-10 14:00"),
        ("2026-10-10T18:00", "2026-10-12 08:30"),
        ("2026-02-14T20:00", "2026-02-24 08:30"),
        ("2026-12-31T18:00", "2027-01-04 08:30"),
    ],
)
def test_a_later_step_is_dated_by_the_first_opening(small: Catalog, at: str, act_at: str) -> None:
    done = ["platform@2026-01-05T09:00"]
    plan = escalate(small, "refund-refused", at=at, done=done, outcome=["platform=refused"])
    regulator = _step(plan, "regulator")
    assert _shown(regulator.act_at) == act_at
    opened = act_at == at.replace("T", " ")
    assert regulator.state == ("now" if opened else "waiting")
    assert ("channel_opens" in _codes(regulator)) is not opened


def test_a_finished_route_has_nothing_to_do(small: Catalog) -> None:
    plan = escalate(small, "refund-refused", at="2026-11-20T10:00", done=["court"])
    assert plan.now is None
    assert set(_states(plan).values()) == {"done", "excluded"}
    assert plan.next == []


# ---- What is said, in both languages

PARCEL: dict[str, Any] = {"at": "2026-11-11T10:00", "received": "2026-11-03"}
SHIP: dict[str, Any] = {"at": "2026-11-19T10:30"}

SAID: list[tuple[str, dict[str, Any], str, str, str, str]] = [
    (
        "refund-refused",
        CASH,
        "seller",
        "implied_by_issue",
        "问题本身说明这一步已经发生",
        "the problem itself says that this happened",
    ),
    (
        "activity-cash",
        CASH | {"done": ["platform"]},
        "platform",
        "done_time_unknown",
        "没有说是什么时候做的，等待期按已满处理；加 @时间 才能算准",
        "no time was given: taken as waited out; add @TIME to have it counted",
    ),
    (
        "activity-cash",
        CASH | {"done": ["platform@2026-11-20T09:00"], "outcome": ["platform=refused"]},
        "platform",
        "outcome_given",
        "已有答复，不用再等",
        "there is an answer: no more waiting",
    ),
    (
        "activity-cash",
        CASH,
        "platform",
        "unofficial_wait",
        "这个时长只有非官方来源（未署名网页，无日期），未证实：只当提醒，不是期限",
        "this length rests on an unofficial source only (未署名网页, undated), unconfirmed: a "
        "reminder, not a deadline",
    ),
    (
        "not-shipped",
        SHIP,
        "seller",
        "unofficial_wait",
        "这个时长只有非官方来源（致远笔记 / 素雅营销研究院，2024-11-07），未证实：只当提醒，"
        "不是期限",
        "this length rests on an unofficial source only (致远笔记 / 素雅营销研究院, 2024-11-07), "
        "unconfirmed: a reminder, not a deadline",
    ),
    (
        "refund-slow",
        CASH | {"done": ["seller@2026-11-19T10:00"]},
        "seller",
        "no_wait_known",
        "没有来源给出要等多久，pddroute 不编造",
        "no source says how long to wait, and pddroute does not invent it",
    ),
    (
        "refund-slow",
        CASH | {"done": ["seller@2026-11-19T10:00"]},
        "seller",
        "outcome_needed",
        "要等多久没有来源；有了结果，或等得太久，就加 --outcome seller=refused（被拒）、"
        "silent（不理）或 unsatisfied（不满意）",
        "no source says how long; with an answer, or when it takes too long, add --outcome "
        "seller=refused, silent or unsatisfied",
    ),
    (
        "refund-slow",
        CASH | {"done": ["seller@2026-11-19T10:00"]},
        "platform",
        "outcome_needed",
        "要看前一步的结果，现在没有日期",
        "depends on the outcome of the step before it: no date yet",
    ),
    (
        "not-shipped",
        SHIP | {"since": "2023-11-20T00:00"},
        "seller",
        "passed_over",
        "等它走完，“向 12315 投诉商家”的时限就过了：先走那一步",
        "by its end the limit of “Complain to 12315 about the shop” would have passed: that step "
        "comes first",
    ),
    (
        "not-shipped",
        SHIP | {"done": ["regulator"]},
        "seller",
        "passed_over",
        "已经走到后面的步骤了",
        "a later step has been reached",
    ),
    (
        "not-shipped",
        SHIP,
        "mediator",
        "optional_step",
        "可选：不用等它的答复，下一步不受影响",
        "optional: its answer need not be waited for, the next step is not held up",
    ),
    (
        "no-reason-return",
        PARCEL,
        "seller",
        "limit_passed",
        "时限已过（2026-11-10（周二））。七天无理由已经不能用；商品有质量问题，另走 poor-quality",
        "the limit has passed (Tue 2026-11-10). The no-reason return is gone; for a fault in the "
        "goods see poor-quality",
    ),
    (
        "poor-quality",
        PARCEL,
        "seller",
        "limit_passed",
        "时限已过（2026-11-10（周二））",
        "the limit has passed (Tue 2026-11-10)",
    ),
    (
        "not-shipped",
        SHIP | {"done": ["seller@2026-11-02T10:00"]},
        "seller",
        "mark_counted",
        "过了这天还不处理，算故意拖延：11-02 当天不计，15 天到 2026-11-17（周二），已经过了",
        "not handled after this day: stalling: 15 days after 11-02 (not counted) end on Tue "
        "2026-11-17, which has passed",
    ),
    (
        "not-shipped",
        SHIP | {"done": ["regulator@2026-11-18T10:00"], "outcome": ["regulator=silent"]},
        "regulator",
        "outcome_given",
        "没有答复：规定的第一个答复期限一过，就可以走下一步；非官方的时间不拦人",
        "no answer: the next step is open once the first period of law for one is over; an "
        "unofficial figure stops nobody",
    ),
    (
        "no-reason-return",
        {"at": "2026-09-30T10:00", "received": "2026-09-24"},
        "seller",
        "limit_counted",
        "时限：09-24 当天不计，7 天到 2026-10-01（周四）；最后一天 10-01 休息（10-01 至 10-07 "
        "国庆节），顺延到 2026-10-08（周四）",
        "limit: 7 days after 09-24 (not counted) end on Thu 2026-10-01; the last day 10-01 is a "
        "day off (10-01 to 10-07 National Day): it moves to Thu 2026-10-08",
    ),
    (
        "no-reason-return",
        CASH,
        "seller",
        "limit_start_unknown",
        "有时限：7 天；给出 --received 才能算出哪天到期",
        "there is a limit of 7 days; give --received to have its date worked out",
    ),
    (
        "no-reason-return",
        CASH,
        "regulator",
        "limit_start_unknown",
        "有时限：3 年；给出 --since 才能算出哪天到期",
        "there is a limit of 3 years; give --since to have its date worked out",
    ),
    (
        "no-reason-return",
        PARCEL,
        "platform",
        "needs_missing",
        "“申请七天无理由退货”的时限已过，没有依据再往下走",
        "the time for “Apply for a no-reason return” has passed: no ground to go on",
    ),
    (
        "not-shipped",
        SHIP,
        "association",
        "alternative_of",
        "与“向 12315 投诉商家”二选一，不要两边都投",
        "instead of “Complain to 12315 about the shop”, never both",
    ),
    (
        "not-shipped",
        SHIP | {"done": ["regulator"]},
        "association",
        "already_handled",
        "已经走了“向 12315 投诉商家”，同一争议不要再走这一步",
        "“Complain to 12315 about the shop” has been taken: do not bring the same dispute here as "
        "well",
    ),
    (
        "customer-service-unresponsive",
        SHIP,
        "appeal",
        "branch_not_taken",
        "“向平台投诉”没有答复，不走这一步",
        "“Complain to the platform” ended without an answer: this step does not apply",
    ),
    (
        "refund-refused",
        {"at": "2026-04-14T10:00"},
        "regulator",
        "rule_changes",
        "按 2026-04-14 有效的规定计算；2026-04-15 起规定改变（60 天），那天及以后提交的按新规定",
        "counted by the rule in force on 2026-04-14; from 2026-04-15 another applies (60 days)",
    ),
]


@pytest.mark.parametrize(
    ("issue", "told", "id_", "code", "zh", "en"), SAID, ids=[f"{s[3]}-{s[0]}" for s in SAID]
)
def test_an_entry_says_it_in_both_languages(
    catalog: Catalog, issue: str, told: dict[str, Any], id_: str, code: str, zh: str, en: str
) -> None:
    in_zh = _step(escalate(catalog, issue, lang="zh", **told), id_)
    in_en = _step(escalate(catalog, issue, lang="en", **told), id_)
    assert _because(in_zh, code).text == zh
    assert _because(in_en, code).text == en


def test_an_opening_is_said_in_both_languages(small: Catalog) -> None:
    texts = {"zh": "最早 明天 08:00 有渠道开放", "en": "the first channel opens tomorrow 08:00"}
    zh = escalate(small, "refund-refused", at="2026-11-20T23:30")
    en = escalate(small, "refund-refused", at="2026-11-20T23:30", lang="en")
    for plan in (zh, en):
        assert _because(_step(plan, "platform"), "channel_opens").text == texts[plan.lang]


def test_every_step_done_that_excludes_another_is_named(catalog: Catalog) -> None:
    plan = escalate(catalog, "not-shipped", lang="en", **SHIP, done=["regulator", "court"])
    texts = [entry.text for entry in _step(plan, "association").because]
    assert [text.split(" has")[0] for text in texts] == [
        "“Complain to 12315 about the shop”",
        "“Go to court”",
    ]


WARNED = [
    ("done_time_unknown", "有的步骤没有给出时间，日期可能偏早"),
    ("limit_passed", "有的步骤时限已过"),
    ("unofficial_wait", "有的等待时间来自非官方文章，只当提醒，不是期限"),
    ("calendar_unpublished", "有的日期落在未公布放假安排的年份，是暂定"),
]
WARNED_EN = [
    ("done_time_unknown", "a step was given without its time: dates may be too early"),
    ("limit_passed", "the limit of a step has passed"),
    ("unofficial_wait", "some waits rest on unofficial articles: reminders, not deadlines"),
    ("calendar_unpublished", "some dates are provisional"),
]


def test_what_makes_a_plan_uncertain_is_said_once_for_all_of_it(catalog: Catalog) -> None:
    told = {"at": "2026-11-20T10:00", "received": "2026-11-01", "done": ["seller"]}
    late = {"at": "2026-11-20T10:00", "received": "2026-11-01"}
    for lang, expected in (("zh", WARNED), ("en", WARNED_EN)):
        unknown = escalate(catalog, "poor-quality", lang=lang, **told)  # type: ignore[arg-type]
        passed = escalate(catalog, "poor-quality", lang=lang, **late)  # type: ignore[arg-type]
        said: dict[str, str] = {
            warn.code: warn.text for warn in (*unknown.warnings, *passed.warnings)
        }
        assert {code: said[code] for code, _ in expected} == dict(expected)
        for plan in (unknown, passed):
            codes = [warn.code for warn in plan.warnings]
            assert len(codes) == len(set(codes))


def _warned(plan: Plan) -> dict[str, str]:
    return {warn.code: warn.text for warn in plan.warnings}


@pytest.mark.parametrize(
    ("issue", "told", "warned"),
    [
        pytest.param("no-reason-return", {}, True, id="now, received unknown"),
        pytest.param("no-reason-return", {"received": "2026-11-19"}, False, id="received known"),
        pytest.param("not-shipped", {}, False, id="a later step's limit"),
        pytest.param("not-shipped", {"done": ALL_BUT}, True, id="now, since unknown"),
        pytest.param(
            "not-shipped",
            {"done": ALL_BUT, "since": "2026-11-01T10:00"},
            False,
            id="since known",
        ),
        pytest.param(
            "not-shipped", {"done": ["regulator@2026-11-19T10:00"]}, True, id="waiting, unknown"
        ),
    ],
)
def test_a_limit_at_hand_that_cannot_be_dated_is_warned_about(
    catalog: Catalog, issue: str, told: dict[str, Any], warned: bool
) -> None:
    zh = _warned(escalate(catalog, issue, **CASH, **told))
    en = _warned(escalate(catalog, issue, lang="en", **CASH, **told))
    if warned:
        assert zh["since_unknown"] == "有时限的步骤没法算哪天到期：给出 --since 或 --received"
        said = "the end of a limit cannot be dated: give --since or --received"
        assert en["since_unknown"] == said
    else:
        assert "since_unknown" not in zh


def test_that_nothing_is_open_is_warned_about(small: Catalog) -> None:
    shut: dict[str, Any] = {"at": "2026-11-20T23:30"}
    zh = _warned(escalate(small, "refund-refused", **shut))
    assert zh["no_step_open_now"] == "这一步的渠道现在都没开，先准备"
    en = _warned(escalate(small, "refund-refused", lang="en", **shut))
    assert en["no_step_open_now"] == "no channel of this step is open now: get ready"
    assert en["numbers_unverified"] == "Nobody has confirmed a number."
    assert "no_step_open_now" not in _warned(escalate(small, "refund-refused", **CASH))
    done = ["seller@2026-11-20T09:00"]
    waiting = escalate(_nothing_implied(small), "refund-refused", **shut, done=done)
    assert _step(waiting, "seller").state == "waiting"
    assert "no_step_open_now" not in _warned(waiting)


def test_an_unconfirmed_wait_is_warned_about_as_long_as_it_lies_ahead(small: Catalog) -> None:
    plain = _nothing_implied(small)

    def states(**told: Any) -> tuple[str, bool]:
        plan = escalate(plain, "refund-refused", **CASH, **told)
        return _step(plan, "seller").state, "unofficial_wait" in _warned(plan)

    assert states() == ("now", True)
    assert states(done=["seller@2026-11-20T09:00"]) == ("waiting", True)
    assert states(done=["seller@2026-11-10T09:00"]) == ("done", False)


def test_a_plan_without_doubts_has_no_warnings(small: Catalog) -> None:
    plan = escalate(small, "refund-refused", at="2026-11-20T10:00", done=["court@2026-11-19T10:00"])
    assert plan.warnings == []


def test_where_hours_are_provisional_the_year_is_warned_about_once(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at="2027-03-02T10:00", lang="en")
    texts = [warn.text for warn in plan.warnings if warn.code == "calendar_unpublished"]
    assert len(texts) == 1
    assert "hours are provisional" in texts[0]


def test_what_to_ask_next_is_a_command(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", **CASH)
    assert [(hint.command, hint.why) for hint in plan.next] == [
        (
            "pddroute escalate refund-refused --done platform@TIME",
            "做完这一步后，看下一步和日期",
        ),
        ("pddroute show app-intervention", "看这个渠道的全部来源"),
    ]
    english = escalate(catalog, "refund-refused", lang="en", **CASH)
    assert [hint.why for hint in english.next] == [
        "after this step: what comes next",
        "every source about this channel",
    ]
    waiting = escalate(catalog, "activity-cash", **CASH, done=["platform@2026-11-20T09:00"])
    again = "pddroute escalate activity-cash --done platform@2026-11-20T09:00 --outcome platform="
    assert [(hint.command, hint.why) for hint in waiting.next] == [
        (f"{again}refused", "如果被拒绝"),
        (f"{again}unsatisfied", "如果答复不满意"),
        (f"{again}silent", "如果不理你"),
    ]


def test_what_to_ask_next_tells_all_that_was_told(catalog: Catalog) -> None:
    told: dict[str, Any] = {
        "done": ["seller@2026-11-18T01:00:30Z", "platform"],
        "outcome": ["seller=refused", "platform=unsatisfied"],
        "since": "2026-11-01T10:00",
        "received": "2026-11-02",
    }
    plan = escalate(catalog, "poor-quality", lang="en", **CASH, **told)
    assert plan.next[0].command == (
        "pddroute escalate poor-quality --done seller@2026-11-18T09:00:30 --done platform "
        "--outcome seller=refused --outcome platform=unsatisfied --since 2026-11-01T10:00 "
        "--received 2026-11-02 --done appeal@TIME"
    )


def test_where_an_outcome_is_there_none_is_asked_for(catalog: Catalog) -> None:
    told: dict[str, Any] = {"done": ["regulator@2026-11-19T10:00"]}
    plan = escalate(catalog, "not-shipped", **CASH, **told, outcome=["regulator=silent"])
    assert _step(plan, "regulator").state == "waiting"
    assert plan.next == []


# ---- What to do at this minute, in words

ACTIONS: list[tuple[str, dict[str, Any], str | None, str, str]] = [
    (
        "activity-cash",
        {"at": "2026-11-20T10:00", "done": ["platform@2026-11-20T09:00"]},
        "app-chat",
        "等“向平台投诉”的答复，到 周三（11-25） 09:00；期间可在这里查进度、补证据："
        "拼多多 App 官方客服，24 小时，时间未证实",
        "wait for the answer to “Complain to the platform”, until Wed 11-25 09:00; meanwhile ask "
        "or add proof: Official support chat in the app, round the clock, hours unconfirmed",
    ),
    (
        "refund-refused",
        {"at": "2026-11-20T22:00"},
        "app-intervention",
        "打开这笔订单或退款的详情页，点“申请平台介入”，写清经过和要求，上传证据"
        "（订单页申请平台介入，随时可用）；想打电话：021-53395288 明天 08:00 开",
        "Open the page of this order or refund, tap “申请平台介入”, say what happened and what you "
        "want, upload the proof (Ask the platform to step in (order page), any time); to call: "
        "021-53395288 opens tomorrow 08:00",
    ),
    (
        "refund-refused",
        {"at": "2026-11-20T10:00"},
        "app-intervention",
        "打开这笔订单或退款的详情页，点“申请平台介入”，写清经过和要求，上传证据"
        "（订单页申请平台介入，随时可用）；也可以打 021-53395288（开放至 21:30）",
        "Open the page of this order or refund, tap “申请平台介入”, say what happened and what you "
        "want, upload the proof (Ask the platform to step in (order page), any time); or call "
        "021-53395288 (open until 21:30)",
    ),
]


@pytest.mark.parametrize(("issue", "told", "channel", "zh", "en"), ACTIONS)
def test_what_to_do_now_is_one_sentence(
    catalog: Catalog, issue: str, told: dict[str, Any], channel: str | None, zh: str, en: str
) -> None:
    now = escalate(catalog, issue, **told).now
    assert now is not None
    assert (now.channel, now.action) == (channel, zh)
    english = escalate(catalog, issue, lang="en", **told).now
    assert english is not None
    assert english.action == en


def test_of_many_couriers_only_the_person_can_say_which(catalog: Catalog) -> None:
    """No number of one courier of many is put beside the step, or rung while waiting."""
    asked = escalate(catalog, "logistics-slow", at="2026-11-20T10:00", done=["appeal", "platform"])
    numbers = [one.number for one in _step(asked, "courier").channels if one.number]
    assert len(numbers) > 5
    assert asked.now is not None
    assert (asked.now.step, asked.now.channel) == ("courier", "courier-app")
    assert not any(number in asked.now.action for number in numbers)


# ---- What a step is made of


def test_a_step_is_told_in_the_words_of_its_issue(small: Catalog) -> None:
    zh = _step(escalate(small, "refund-refused", **CASH), "platform")
    assert (zh.title, zh.operator) == ("找平台", "platform")
    assert zh.do == ["申请介入。", "附上拒绝的截图。"]
    assert zh.say == "商家拒绝退款，请退款。"
    assert [(item.id, item.text) for item in zh.evidence] == [
        ("order", "订单截图"),
        ("chat-log", "聊天记录"),
    ]
    en = _step(escalate(small, "refund-refused", lang="en", **CASH), "platform")
    assert en.title == "Ask the platform"
    assert en.do == ["Ask it to step in.", "Add a screenshot of the refusal."]
    assert en.say == "The shop refuses the refund. Please refund me."
    assert [item.text for item in en.evidence] == ["A screenshot of the order", "The chat"]


def test_a_step_without_a_text_to_send_has_none(small: Catalog) -> None:
    assert _step(escalate(small, "refund-refused", **CASH), "seller").say is None


def test_a_step_brings_the_evidence_of_its_issue_after_its_own(small: Catalog) -> None:
    seller = _step(escalate(small, "refund-refused", **CASH), "seller")
    assert [item.id for item in seller.evidence] == ["order", "chat-log"]


def test_the_rules_of_waits_and_limits_are_cited(small: Catalog) -> None:
    def cited(id_: str, lang: str) -> list[tuple[str, str, str]]:
        plan = escalate(small, "refund-refused", lang=lang, **CASH)  # type: ignore[arg-type]
        return [(one.rule, one.text, one.source) for one in _step(plan, id_).basis]

    assert cited("seller", "zh") == [("no-reason-return", "法律：七天。", "law")]
    assert cited("seller", "en") == [("no-reason-return", "The law: Seven days.", "law")]
    assert cited("regulator", "zh") == [("mediation", "新办法：六十天。", "law")]
    assert cited("platform", "zh") == []


def test_the_rules_of_the_issue_are_cited_but_not_to_the_police(catalog: Catalog) -> None:
    key, issue = "scam", catalog.issues["scam"]
    ruled = msgspec.structs.replace(issue, basis=["five-ways"])
    changed = msgspec.structs.replace(catalog, issues={**catalog.issues, key: ruled})
    plan = escalate(changed, key, **CASH)
    assert "five-ways" not in {one.rule for one in _step(plan, "police").basis}
    assert "five-ways" in {one.rule for one in _step(plan, "platform").basis}


def test_a_rule_that_is_not_in_force_is_not_cited(catalog: Catalog) -> None:
    for at, there in (("2026-01-31T10:00", False), ("2026-02-01T10:00", True)):
        plan = escalate(catalog, "forced-refund", at=at)
        cited = {one.rule for step in plan.steps for one in step.basis}
        assert ("forced-refund-only" in cited) is there


def test_a_plan_says_what_it_is_about(small: Catalog) -> None:
    plan = escalate(small, "penalty", lang="en", **CASH)
    assert (plan.issue.id, plan.issue.name, plan.issue.audience) == (
        "penalty",
        "Penalised",
        "merchant",
    )
    assert (plan.lang, _shown(plan.as_of)) == ("en", "2026-11-20 10:00")
    assert plan.catalog.revised == small.revised
    assert escalate(small, "penalty", **CASH).issue.name == "被处罚"


def test_a_plan_is_in_chinese_unless_asked_otherwise(small: Catalog) -> None:
    assert escalate(small, "penalty", at=dt.datetime(2026, 11, 20, 10)).lang == "zh"


def test_the_regulator_is_rung_in_the_city_that_is_given(catalog: Catalog) -> None:
    for city, number in ((None, "021-12315"), ("杭州", "0571-12315")):
        plan = escalate(catalog, "not-shipped", city=city, **CASH)
        reach = next(one for one in _step(plan, "regulator").channels if one.id == "12315-phone")
        assert reach.number == number
        home = "home_city_assumed" in [warn.code for warn in plan.warnings]
        assert home is (city is None)


# ---- By which name


@pytest.mark.parametrize(
    "name",
    [
        "refund-refused",
        "REFUND-Refused",
        " refund-refused ",
        "拒绝退款",
        "不退款",
        "Refund refused",
        "refund  REFUSED",
    ],
)
def test_an_issue_is_found_by_any_of_its_names(small: Catalog, name: str) -> None:
    fresh = msgspec.structs.replace(small)  # nothing is kept from the question before
    assert find_issue(fresh, name) == "refund-refused"


def test_a_name_with_odd_spaces_is_found_by_one_with_plain_ones(small: Catalog) -> None:
    issue = msgspec.structs.replace(small.issues["penalty"], aliases=["Shop  was\tFINED"])
    odd = msgspec.structs.replace(small, issues={**small.issues, "penalty": issue})
    assert find_issue(odd, "shop was fined") == "penalty"


def test_of_two_issues_with_one_name_the_first_has_it(small: Catalog) -> None:
    issue = msgspec.structs.replace(small.issues["penalty"], aliases=["不退款"])
    both = msgspec.structs.replace(small, issues={**small.issues, "penalty": issue})
    assert find_issue(both, "不退款") == "refund-refused"


@pytest.mark.parametrize(
    ("name", "candidates", "hint", "hint_en"),
    [
        (
            "refund-refusde",
            ["refund-refused"],
            "最接近：refund-refused（拒绝退款）",
            "nearest: refund-refused (Refund refused)",
        ),
        (
            "退款",
            ["refund-refused"],
            "最接近：refund-refused（拒绝退款）",
            "nearest: refund-refused (Refund refused)",
        ),
        (
            "e",
            [],
            "用 pddroute issues 看全部问题",
            "see them all with pddroute issues",
        ),
        (
            "en",
            ["penalty"],
            "最接近：penalty（被处罚）",
            "nearest: penalty (Penalised)",
        ),
        (
            "refund-refused" * 15,
            [],
            "用 pddroute issues 看全部问题",
            "see them all with pddroute issues",
        ),
    ],
)
def test_an_unknown_issue_names_the_nearest(
    small: Catalog, name: str, candidates: list[str], hint: str, hint_en: str
) -> None:
    with pytest.raises(UnknownIssue) as caught:
        find_issue(small, name)
    error = caught.value
    assert error.exit_code == 2
    assert error.details == {"issue": name[:40], "candidates": candidates}
    assert (error.hint, error.hint_en) == (hint, hint_en)
    assert error.message == f"不认识的问题“{name[:40]}”"
    assert error.message_en == f"unknown issue '{name[:40]}'"


def test_of_a_very_long_name_only_the_beginning_is_compared(small: Catalog) -> None:
    issue = msgspec.structs.replace(small.issues["penalty"], aliases=["x" * 99])
    long = msgspec.structs.replace(small, issues={**small.issues, "penalty": issue})
    for length in (100, 100_000):
        with pytest.raises(UnknownIssue) as caught:
            find_issue(long, "x" * length)
        assert caught.value.details["candidates"] == ["penalty"]


def test_several_nearest_are_listed_at_most_five(catalog: Catalog) -> None:
    with pytest.raises(UnknownIssue) as caught:
        find_issue(catalog, "refund\x07")
    error = caught.value
    assert error.details["candidates"] == ["refund-slow", "forced-refund", "refund-refused"]
    assert error.message == "不认识的问题“refund·”"
    assert error.hint == (
        "最接近：refund-slow（退款迟迟不到账）、forced-refund（被强制仅退款）、"
        "refund-refused（商家拒绝退款）"
    )
    assert error.hint_en == (
        "nearest: refund-slow (Refund is late), forced-refund (Forced refund without return), "
        "refund-refused (Shop refuses a refund)"
    )
    with pytest.raises(UnknownIssue) as caught:
        find_issue(catalog, "re")
    assert len(caught.value.details["candidates"]) == 5  # type: ignore[arg-type]


# ---- Which channel


def _channels(plan: Plan, id_: str) -> list[str]:
    return [reach.id for reach in _step(plan, id_).channels]


@pytest.mark.parametrize(
    ("done", "first"),
    [
        ("platform@2026-11-17T10:00", "12315-phone"),  # open again on 11-20 at 10:00
        ("platform@2026-11-17T20:00", "12315-online"),  # closed on 11-20 at 20:00
        ("platform@2026-11-17T12:30", "12315-online"),  # at lunch
    ],
)
def test_the_channels_of_a_later_step_are_ranked_for_its_own_time(
    catalog: Catalog, done: str, first: str
) -> None:
    plan = escalate(catalog, "activity-cash", at="2026-11-19T11:00", done=[done])
    regulator = _step(plan, "regulator")
    assert regulator.state == "later"
    assert regulator.channels[0].id == first
    # What is said about them is what holds now.
    phone = next(one for one in regulator.channels if one.id == "12315-phone")
    assert phone.status.state == "open"


def test_what_does_a_step_comes_before_what_helps(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", **CASH)
    # The hotline and the chat are open and answered by a person, but only help.
    assert _channels(plan, "platform") == ["app-intervention", "consumer-hotline", "app-chat"]


def test_nobody_is_sent_to_a_retired_or_an_outbound_number(small: Catalog) -> None:
    channels = ["old-line", "caller", "hotline"]
    step = msgspec.structs.replace(small.steps["ask-platform"], channels=channels, help=[])
    changed = msgspec.structs.replace(small, steps={**small.steps, "ask-platform": step})
    plan = escalate(changed, "refund-refused", **CASH)
    assert _channels(plan, "platform") == ["hotline"]


def test_a_step_nobody_can_be_sent_to_is_prepared_all_the_same(small: Catalog) -> None:
    step = msgspec.structs.replace(small.steps["ask-platform"], channels=["old-line"], help=[])
    changed = msgspec.structs.replace(small, steps={**small.steps, "ask-platform": step})
    plan = escalate(changed, "refund-refused", **CASH)
    assert _channels(plan, "platform") == []
    assert _step(plan, "platform").state == "waiting"
    assert plan.now is not None
    assert (plan.now.channel, plan.now.action) == (None, "先备好：订单截图、聊天记录")


def test_the_hours_of_a_retired_channel_open_nothing(small: Catalog) -> None:
    hours = small.channels["court-site"].claims.hours  # round the clock
    old = small.channels["old-line"]
    retired = msgspec.structs.replace(old, claims=msgspec.structs.replace(old.claims, hours=hours))
    for channels, act_at in ((["old-line"], None), (["old-line", "hotline"], "2026-11-21 08:00")):
        step = msgspec.structs.replace(small.steps["ask-platform"], channels=channels, help=[])
        changed = msgspec.structs.replace(
            small,
            steps={**small.steps, "ask-platform": step},
            channels={**small.channels, "old-line": retired},
        )
        plan = escalate(changed, "refund-refused", at="2026-11-20T23:30")
        assert _step(plan, "platform").state == "waiting"
        assert _shown(_step(plan, "platform").act_at) == act_at


def test_while_one_talks_to_a_person_no_second_number_is_named(catalog: Catalog) -> None:
    now = escalate(catalog, "scam", lang="en", **CASH).now
    assert now is not None
    assert (now.channel, now.until) == ("110", None)
    assert now.action == (
        "If money or data is gone, call 110 at once; if not, stop everything and ask 96110 "
        "(110 police, round the clock)"
    )


def _with_form(small: Catalog, helpers: list[str], **more: Any) -> Catalog:
    """The small catalogue, its platform asked by a form, with ``helpers``."""
    changes: dict[str, Any] = {"channels": ["refund-form"], "help": helpers}
    step = msgspec.structs.replace(small.steps["ask-platform"], **changes)
    steps = {**small.steps, "ask-platform": step}
    return msgspec.structs.replace(small, steps=steps, channels={**small.channels, **more})


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (
            "2026-11-20T10:00",
            "申请介入。（退款申请，随时可用）；也可以打 020-12345678（开放至 21:30）",
            "Ask it to step in. (Refund form, any time); or call 020-12345678 (open until 21:30)",
        ),
        (
            "2026-11-20T23:00",
            "申请介入。（退款申请，随时可用）；想打电话：020-12345678 明天 08:00 开",
            "Ask it to step in. (Refund form, any time); to call: 020-12345678 opens tomorrow "
            "08:00",
        ),
    ],
)
def test_the_telephone_is_named_beside_a_form(small: Catalog, at: str, zh: str, en: str) -> None:
    formed = _with_form(small, ["chat", "hotline"])
    in_zh = escalate(formed, "refund-refused", at=at).now
    in_en = escalate(formed, "refund-refused", at=at, lang="en").now
    assert in_zh is not None
    assert in_en is not None
    assert (in_zh.action, in_en.action) == (zh, en)
    assert in_zh.channel == "refund-form"


def test_of_two_closed_telephones_the_one_that_opens_first_is_named(small: Catalog) -> None:
    formed = _with_form(small, ["market-office", "hotline"])
    # A Friday night: the hotline opens on Saturday, the office on Monday.
    now = escalate(formed, "refund-refused", at="2026-11-20T23:00").now
    assert now is not None
    assert now.action.endswith("想打电话：020-12345678 明天 08:00 开")


def test_of_an_open_and_a_closed_telephone_the_open_one_is_named(small: Catalog) -> None:
    formed = _with_form(small, ["market-office", "hotline"])
    now = escalate(formed, "refund-refused", at="2026-11-20T20:00").now
    assert now is not None
    assert now.action.endswith("也可以打 020-12345678（开放至 21:30）")


@pytest.mark.parametrize("second", ["open", "closed"])
def test_of_two_lines_of_one_operator_none_is_named(small: Catalog, second: str) -> None:
    twin = small.channels["hotline"]
    if second == "closed":
        twin = msgspec.structs.replace(small.channels["merchant-line"], audience=["consumer"])
    formed = _with_form(small, ["hotline", "twin"], twin=twin)
    now = escalate(formed, "refund-refused", at="2026-11-20T20:00").now
    assert now is not None
    assert now.action == "申请介入。（退款申请，随时可用）"


def test_a_telephone_whose_hours_nobody_knows_is_not_named(small: Catalog) -> None:
    hotline = small.channels["hotline"]
    claims = msgspec.structs.replace(hotline.claims, hours=[])
    unknown = msgspec.structs.replace(hotline, claims=claims)
    formed = _with_form(small, ["hotline"], hotline=unknown)
    now = escalate(formed, "refund-refused", at="2026-11-20T20:00").now
    assert now is not None
    assert now.action == "申请介入。（退款申请，随时可用）"


def test_while_an_answer_is_awaited_what_is_open_helps(small: Catalog) -> None:
    told: dict[str, Any] = {"done": ["platform", "regulator@2026-11-20T09:00"]}

    def now(at: str, lang: str = "zh") -> tuple[str | None, str]:
        plan = escalate(small, "refund-refused", at=at, lang=lang, **told)  # type: ignore[arg-type]
        assert plan.now is not None
        assert plan.now.when == plan.as_of
        # Sixty days: 11-30 is the tenth, 12-31 the 41st, 01-19 the last.
        assert _shown(plan.now.until) == "2027-01-19 23:59:59"
        return plan.now.channel, plan.now.action

    assert now("2026-11-20T10:00") == (
        "market-office",
        "等“找监管部门”的答复，到 2027-01-19（周二） 24:00；期间可在这里查进度、补证据："
        "监管热线 020-12399，开放至 12:00",
    )
    assert now("2026-11-20T12:30") == (
        None,
        "等“找监管部门”的答复，到 2027-01-19（周二） 24:00",
    )
    assert now("2026-11-20T12:30", "en") == (
        None,
        "wait for the answer to “Turn to the regulator”, until Tue 2027-01-19 24:00",
    )


def test_while_an_answer_is_awaited_a_person_is_asked_before_a_form(small: Catalog) -> None:
    step = msgspec.structs.replace(small.steps["ask-seller"], help=["hotline"])
    plain = _nothing_implied(small)
    changed = msgspec.structs.replace(plain, steps={**small.steps, "ask-seller": step})
    done = ["seller@2026-11-20T09:00"]
    for at, channel in (("2026-11-20T10:00", "hotline"), ("2026-11-20T22:00", "refund-form")):
        now = escalate(changed, "refund-refused", at=at, done=done).now
        assert now is not None
        assert (now.step, now.channel) == ("seller", channel)


def test_what_is_held_says_how_to_go_on(catalog: Catalog) -> None:
    done = ["seller@2026-11-19T10:00"]
    zh = escalate(catalog, "refund-slow", done=done, **CASH).now
    en = escalate(catalog, "refund-slow", done=done, lang="en", **CASH).now
    assert zh is not None
    assert en is not None
    assert zh.action == (
        "等“查退款进度，催商家处理”的答复；有了结果，或等得太久，就加 --outcome "
        "seller=refused|silent|unsatisfied 再问；期间可在这里查进度、补证据："
        "订单页申请退款或售后，随时可用"
    )
    assert en.action == (
        "wait for the answer to “See where the refund stands and press the shop”; with an answer, "
        "or after too long, ask again with --outcome seller=refused|silent|unsatisfied; meanwhile "
        "ask or add proof: Refund application on the order page, any time"
    )


def test_what_is_prepared_names_three_pieces_of_proof(small: Catalog) -> None:
    evidence = {**small.evidence, "a": Text(zh="甲", en="A"), "b": Text(zh="乙", en="B")}
    step = msgspec.structs.replace(small.steps["ask-platform"], evidence=["a", "b", "order"])
    steps = {**small.steps, "ask-platform": step}
    changed = msgspec.structs.replace(small, evidence=evidence, steps=steps)
    zh = escalate(changed, "refund-refused", at="2026-11-20T23:30").now
    en = escalate(changed, "refund-refused", at="2026-11-20T23:30", lang="en").now
    assert zh is not None
    assert en is not None
    assert zh.action == "先备好：甲、乙、订单截图；明天 08:00 找 消费者热线 020-12345678"
    assert en.action == (
        "get ready: A, B, A screenshot of the order; tomorrow 08:00: Consumer hotline 020-12345678"
    )


def test_what_to_do_now_is_no_surer_of_its_hours_than_the_sources(small: Catalog) -> None:
    hotline = small.channels["hotline"]
    own, blog = hotline.claims.hours
    later = msgspec.structs.replace(blog, value="Mo-Su 12:00-21:30")
    claims = msgspec.structs.replace(hotline.claims, hours=[own, later])
    doubted = msgspec.structs.replace(hotline, claims=claims)
    changed = msgspec.structs.replace(small, channels={**small.channels, "hotline": doubted})
    for at, differ in (("2026-11-20T10:00", True), ("2026-11-20T13:00", False)):
        zh = escalate(changed, "refund-refused", at=at).now
        en = escalate(changed, "refund-refused", at=at, lang="en").now
        assert zh is not None
        assert en is not None
        assert (zh.channel, en.channel) == ("hotline", "hotline")
        assert ("开放至 21:30，各来源时间不一）" in zh.action) is differ
        assert ("open until 21:30, sources differ on the hours)" in en.action) is differ
