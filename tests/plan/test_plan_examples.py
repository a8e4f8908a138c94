"""Plans worked out by hand: every date below was counted on a wall calendar, not by the program.

The days off of 2026, by the State Council's notice (in brackets the weekend days worked for them):
New Year 01-01 to 01-03 (01-04), Spring Festival 02-15 to 02-23 (02-14, 02-28), Qingming 04-04 to
04-06, Labour Day 05-01 to 05-05 (05-09), Dragon Boat 06-19 to 06-21, Mid-Autumn 09-25 to 09-27,
National Day 10-01 to 10-07 (09-20, 10-10). No notice for 2027 is out: 01-01 and Spring Festival
02-05 to 02-08 are off by law.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from plans import (
    BEFORE,
    CASH,
    because,
    codes,
    days,
    ends,
    nothing_implied,
    now,
    shown,
    skipped,
    states,
    step,
    warned,
    with_channel,
    with_step,
)

from pddroute.api import escalate
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Limit, Period

SECOND = dt.timedelta(seconds=1)

# ---- How long a step that was done is waited for

WAITS: list[tuple[str, list[str], str, str]] = [
    # 48 hours run through holidays: they are not a period of law.
    ("order-cancel", ["seller@2026-09-30T21:15"], "answer", "2026-10-02 21:15"),
    # 3 working days of a blog (they end at the same time of day).
    # National Day: 10-08 (1), 10-09 (2), 10-10 make-up Saturday (3).
    ("activity-cash", ["platform@2026-09-30T10:00"], "answer", "2026-10-10 10:00"),
    # The day before: 09-30 (1), 10-08 (2), 10-09 (3).
    ("activity-cash", ["platform@2026-09-29T10:00"], "answer", "2026-10-09 10:00"),
    # Begun on a day off: 10-08 (1), 10-09 (2), 10-10 (3).
    ("activity-cash", ["platform@2026-10-04T22:00"], "answer", "2026-10-10 22:00"),
    # Begun on the make-up Saturday: 10-12 (1), 10-13 (2), 10-14 (3).
    ("activity-cash", ["platform@2026-10-10T09:00"], "answer", "2026-10-14 09:00"),
    # Spring Festival: 02-13 (1), 02-14 make-up Saturday (2), nine days off, 02-24 (3).
    ("activity-cash", ["platform@2026-02-12T15:00"], "answer", "2026-02-24 15:00"),
    # Its other make-up Saturday: 02-27 (1), 02-28 (2), 03-02 Monday (3).
    ("activity-cash", ["platform@2026-02-26T15:00"], "answer", "2026-03-02 15:00"),
    # Qingming: 04-03 (1), 04-07 (2), 04-08 (3).
    ("activity-cash", ["platform@2026-04-02T08:30"], "answer", "2026-04-08 08:30"),
    # Labour Day: 05-06 (1), 05-07 (2), 05-08 (3).
    ("activity-cash", ["platform@2026-04-30T09:00"], "answer", "2026-05-08 09:00"),
    # Its make-up Saturday: 05-08 (1), 05-09 (2), 05-11 Monday (3).
    ("activity-cash", ["platform@2026-05-07T09:00"], "answer", "2026-05-11 09:00"),
    # A make-up Sunday: 09-20 (1), 09-21 (2), 09-22 (3).
    ("activity-cash", ["platform@2026-09-18T09:00"], "answer", "2026-09-22 09:00"),
    # Mid-Autumn: 09-24 (1), 09-28 (2), 09-29 (3).
    ("activity-cash", ["platform@2026-09-23T09:00"], "answer", "2026-09-29 09:00"),
    # The turn of the year: 12-31 (1), 01-01 off, weekend, 01-04 (2), 01-05 (3).
    ("activity-cash", ["platform@2026-12-30T16:00"], "answer", "2027-01-05 16:00"),
    # The turn of 2025/26: 12-31 (1), 01-01 to 01-03 off, 01-04 make-up Sunday (2), 01-05 (3).
    ("activity-cash", ["platform@2025-12-30T16:00"], "answer", "2026-01-05 16:00"),
    # 7 working days: 09-29, 09-30, 10-08, 10-09, 10-10, 10-12, 10-13. Sixty days from 10-13: 18 to
    # 10-31, 48 to 11-30, 60 to 12-12, a Saturday: Monday 12-14.
    ("not-shipped", [*BEFORE, "regulator@2026-09-28T16:00"], "mediation", "2026-12-14 23:59:59"),
    # Order 20, 7 working days over Spring Festival: 02-14, 02-24 to 02-28 (five days), 03-02. Then
    # 45: 4 to 03-06, 9 to 03-13, 14, 19, 24 to 04-03, 28 to 04-10 (04-06 off), 33, 38, 42 to 04-30,
    # 05-06, 05-07, 05-08.
    ("not-shipped", [*BEFORE, "regulator@2026-02-13T16:00"], "mediation", "2026-05-08 23:59:59"),
    # Order 20: 03-03 to 03-06 (4), 03-09 to 03-11 (7). Then 45: 2 to 03-13, 7, 12, 17 to 04-03, 21
    # to 04-10, 26, 31, 35 to 04-30, 38 to 05-08, 05-09 make-up Saturday (39), 44 to 05-15, 05-18.
    ("not-shipped", [*BEFORE, "regulator@2026-03-02T16:00"], "mediation", "2026-05-18 23:59:59"),
    # Where the shop is only pressed, fifteen days of law from the beginning of the trouble: 11-17.
    ("refund-slow", ["seller@2026-11-10", "2026-11-02"], "stalling", "2026-11-17 23:59:59"),
    # Without that, from the pressing: 11-25.
    ("refund-slow", ["seller@2026-11-10"], "stalling", "2026-11-25 23:59:59"),
]


@pytest.mark.parametrize(("issue", "done", "wait", "until"), WAITS)
def test_an_answer_is_awaited_until_its_time_is_over(
    catalog: Catalog, issue: str, done: list[str], wait: str, until: str
) -> None:
    steps = [told for told in done if not told[0].isdigit()]
    told: dict[str, Any] = {"done": steps, "since": next(iter(done[len(steps) :]), None)}
    last = dt.datetime.fromisoformat(until)
    # A period of law holds its last second; any other ends at that very instant.
    free = last + SECOND if until.endswith(":59") else last
    awaited = escalate(catalog, issue, at=free - SECOND, **told)
    id_ = steps[-1].partition("@")[0]
    assert ends(step(awaited, id_))[wait] == until
    assert (step(awaited, id_).state, now(awaited).step) == ("waiting", id_)
    assert shown(now(awaited).deadline) == until
    over = escalate(catalog, issue, at=free, **told)
    assert step(over, id_).state == "done"
    assert now(over).step != id_


def test_each_clock_of_a_step_has_an_end_of_its_own(catalog: Catalog) -> None:
    # The shop's 48 hours end on Thursday 11-12; fifteen days of law on Wednesday 11-25.
    plan = escalate(catalog, "not-shipped", at="2026-11-10T11:00", done=["seller@2026-11-10T10:00"])
    seller = step(plan, "seller")
    assert ends(seller) == {"answer": "2026-11-12 10:00", "stalling": "2026-11-25 23:59:59"}
    assert seller.wait == seller.waits[0]
    assert days(because(seller, "mark_counted")) == ["11-25"]
    assert "stalling" in {basis.rule for basis in seller.basis}
    # One has run out: what to do then, and the next to end is the other.
    later = step(
        escalate(catalog, "not-shipped", at="2026-11-13T11:00", done=["seller@2026-11-10T10:00"]),
        "seller",
    )
    assert later.wait == later.waits[1]
    assert codes(later).count("wait_passed") == 1
    assert because(later, "wait_passed").text == (
        "商家答复：2026-11-12（周四）已过，还没有消息：没答复就申请平台介入，不用再等"
    )
    # The first of them undated, so are all.
    unknown = step(escalate(catalog, "not-shipped", **CASH, done=["regulator"]), "regulator")
    assert ends(unknown) == {"acceptance": None, "mediation": None}
    assert unknown.wait == unknown.waits[0]


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
def test_what_needs_a_parallel_step_waits_for_its_answer_and_nothing_else_does(
    catalog: Catalog, courier: str, until: str, outcome: list[str]
) -> None:
    last = dt.datetime.fromisoformat(until)
    done = ["seller", f"courier@{courier}"]
    due = escalate(catalog, "logistics-slow", at=last, done=done, outcome=outcome)
    assert (step(due, "courier").state, ends(step(due, "courier"))) == ("done", {"answer": until})
    free = last + SECOND
    postal = step(due, "postal")
    assert (postal.state, postal.not_before) == ("later", free.replace(tzinfo=due.as_of.tzinfo))
    assert now(due).step == "platform"
    assert step(due, "regulator").not_before is None
    over = escalate(catalog, "logistics-slow", at=free, done=done, outcome=outcome)
    assert now(over).step == "postal"
    assert step(over, "platform").state == "later"


@pytest.mark.parametrize("outcome", ["refused", "unsatisfied"])
def test_an_answer_opens_what_needs_it_at_once(catalog: Catalog, outcome: str) -> None:
    done = ["seller", "courier@2026-11-20T09:00"]
    plan = escalate(catalog, "logistics-slow", **CASH, done=done, outcome={"courier": outcome})
    assert now(plan).step == "postal"


def test_thirty_days_of_the_postal_authority_end_after_the_holiday(catalog: Catalog) -> None:
    # 29 days to 09-30, the 30th is 10-01.
    done = ["courier@2026-08-20T10:00", "postal@2026-09-01T10:00"]
    plan = escalate(catalog, "logistics-slow", at="2026-09-29T10:00", done=done, lang="en")
    postal = step(plan, "postal")
    assert (postal.state, ends(postal)) == ("done", {"answer": "2026-10-08 23:59:59"})
    rolled = because(postal, "rolled_to_working_day")
    assert days(rolled) == ["10-08"]
    assert skipped(rolled) == [f"10-0{n}" for n in range(1, 8)]
    assert "10-01 to 10-07 National Day" in rolled.text
    # Nobody waits for it, and what was not done before it still is.
    assert "optional_step" in codes(postal)
    assert now(plan).step == "seller"


@pytest.mark.parametrize(
    ("issue", "before"),
    [
        ("trade-dispute", ["platform", "appeal"]),
        ("not-shipped", BEFORE),
        ("activity-cash", BEFORE[1:]),
    ],
)
def test_nobody_says_how_long_a_court_takes(
    catalog: Catalog, issue: str, before: list[str]
) -> None:
    told: dict[str, Any] = {"done": [*before, "court@2026-11-19T10:00"]}
    plan = escalate(catalog, issue, **CASH, **told)
    court = step(plan, "court")
    assert (court.state, court.waits) == ("waiting", [])
    assert "no_wait_known" in codes(court)
    assert (now(plan).step, now(plan).deadline) == ("court", None)
    for outcome in ("refused", "silent", "unsatisfied", "withdrawn"):
        came = {**dict.fromkeys(before, "refused"), "court": outcome}
        over = escalate(catalog, issue, **CASH, **told, outcome=came)
        assert step(over, "court").state == "done"
        if outcome in ("refused", "unsatisfied"):
            assert now(over).step == "second-instance"
            continue
        # What may be left out is all that is left.
        assert over.now is None or now(over).step == "mediator"
        assert step(over, "second-instance").state == "later"


# ---- What was promised

PROMISED = [
    # Seven days of law from the sending: 11-25; of the platform's promise nobody says how long.
    ("no-reason-return", "seller=returned@2026-11-18", {"repayment": "2026-11-25 23:59:59"}),
    # Fifteen days: 12-03.
    ("poor-quality", "seller=returned@2026-11-18", {"repayment": "2026-12-03 23:59:59"}),
    # Sent nobody knows when.
    ("poor-quality", "seller=returned", {"repayment": None}),
    ("poor-quality", "seller=agreed:20", {}),
    ("activity-cash", "platform=agreed", {}),
]


@pytest.mark.parametrize(("issue", "outcome", "until"), PROMISED)
def test_what_was_promised_has_a_clock_of_its_own(
    catalog: Catalog, issue: str, outcome: str, until: dict[str, str | None]
) -> None:
    id_ = outcome.partition("=")[0]
    done = [f"{id_}@2026-11-16T10:00"]
    plan = escalate(catalog, issue, **CASH, done=done, outcome=[outcome])
    promised = step(plan, id_)
    assert (promised.state, ends(promised)) == ("waiting", until)
    assert "outcome_given" in codes(promised)
    assert ("no_wait_known" in codes(promised)) is (until == {})
    deadline = next(iter(until.values()), None)
    assert (now(plan).step, shown(now(plan).deadline)) == (id_, deadline)
    # What needs a refusal has no date, and what needs that has none.
    for one in plan.steps:
        if one.id in ("platform", "appeal") and one.id != id_:
            assert (one.state, one.not_before, one.act_at) == ("later", None, None)
    # Nothing but that is put off: 12315 and the court are open.
    after = [one for one in plan.steps if one.state == "later" and one.not_before is None]
    assert {"regulator", "court"} <= {one.id for one in after}


@pytest.mark.parametrize(
    ("at", "turn", "platform"),
    [("2026-11-25T23:59:59", "seller", "later"), ("2026-11-26T00:00", "platform", "now")],
)
def test_a_promise_that_was_not_kept_in_time_is_like_a_refusal(
    catalog: Catalog, at: str, turn: str, platform: str
) -> None:
    told: dict[str, Any] = {"received": "2026-11-12", "outcome": ["seller=returned@2026-11-18"]}
    plan = escalate(catalog, "no-reason-return", at=at, **told)
    assert (now(plan).step, step(plan, "platform").state) == (turn, platform)
    assert ("branch_not_taken" in codes(step(plan, "platform"))) is (turn == "seller")


# ---- Limits

LIMITS = [
    # Received on 11-03: 7 days to 11-10, its last second included.
    ("no-reason-return", "seller", {"received": "2026-11-03"}, "2026-11-10", "2026-11-10"),
    # 10-01; in law moved past National Day.
    ("no-reason-return", "seller", {"received": "2026-09-24"}, "2026-10-01", "2026-10-08"),
    # 02-14 is a Saturday, and worked.
    ("no-reason-return", "seller", {"received": "2026-02-07"}, "2026-02-14", "2026-02-14"),
    # 02-22; in law moved past Spring Festival.
    ("no-reason-return", "seller", {"received": "2026-02-15"}, "2026-02-22", "2026-02-24"),
    # 2026-10-03 is off: in law 10-08.
    ("not-shipped", "regulator", {"since": "2023-10-03T09:00"}, "2026-10-03", "2026-10-08"),
    # 2026-02-28 is a Saturday, and worked.
    ("not-shipped", "regulator", {"since": "2023-02-28T09:00"}, "2026-02-28", "2026-02-28"),
    # From a leap day: 2027-02-28, a Sunday, so in law Monday.
    ("not-shipped", "regulator", {"since": "2024-02-29T09:00"}, "2027-02-28", "2027-03-01"),
    ("not-shipped", "regulator", {"since": "2023-11-20T09:00"}, "2026-11-20", "2026-11-20"),
]


@pytest.mark.parametrize(("issue", "id_", "told", "safe", "legal"), LIMITS)
def test_a_limit_is_shown_safe_and_ends_the_step_with_its_last_second_in_law(
    catalog: Catalog, issue: str, id_: str, told: dict[str, Any], safe: str, legal: str
) -> None:
    end, last = (dt.datetime.fromisoformat(f"{day}T23:59:59") for day in (safe, legal))
    before = escalate(catalog, issue, at=end, **told)
    assert (now(before).step, now(before).deadline) == (id_, step(before, id_).expires_at)
    assert shown(now(before).deadline) == f"{safe} 23:59:59"
    assert ("legal_fallback" in codes(step(before, id_))) is (safe != legal)
    if safe != legal:
        for at in (end + SECOND, last):
            moved = escalate(catalog, issue, at=at, **told)
            assert (now(moved).step, shown(now(moved).deadline)) == (id_, f"{legal} 23:59:59")
            assert f"{safe[5:]} 已经到期" in now(moved).do
            assert days(because(step(moved, id_), "legal_fallback")) == [legal[5:]]
    after = step(escalate(catalog, issue, at=last + SECOND, **told), id_)
    assert (after.state, after.expires_at) == ("expired", None)
    assert codes(after) == ["limit_counted", "limit_passed"]
    assert because(after, "limit_counted").dates[0] == end.date()
    assert because(after, "limit_passed").dates == [last.date()]


def test_where_the_time_for_the_claim_is_over_nothing_is_left(catalog: Catalog) -> None:
    late = escalate(catalog, "no-reason-return", at="2026-11-11T00:00", received="2026-11-03")
    # Nothing of this right: two others may be left, and the way to them is offered.
    assert late.now is None
    assert [(hint.command, hint.why) for hint in late.next] == [
        ("pddroute escalate poor-quality", "商品质量问题"),
        ("pddroute escalate promo-not-honored", "承诺不兑现"),
    ]
    of = states(late)
    assert of.pop("seller") == "expired"
    # It is no use before there is a judgment, and there can be none.
    assert of.pop("second-instance") in ("later", "excluded")
    assert set(of.values()) == {"excluded"}
    for id_ in of:
        assert {entry.code: entry.rule for entry in step(late, id_).because} == {
            "needs_missing": "no-reason-return"
        }
    assert list(warned(late)).count("limit_passed") == 1


@pytest.mark.parametrize(
    ("at", "named"), [("2026-11-20T00:00", True), ("2026-11-19T23:59:59", False)]
)
def test_a_limit_is_named_within_thirty_days(catalog: Catalog, at: str, named: bool) -> None:
    # Three years end on 2026-12-19, a Saturday; in law on Monday.
    plan = escalate(catalog, "not-shipped", at=at, since="2023-12-19", done=BEFORE)
    assert now(plan).step == "regulator"
    assert shown(step(plan, "regulator").expires_at) == "2026-12-19 23:59:59"
    assert now(plan).action.startswith("2026-12-19（周六） 24:00 以前：") is named
    assert (now(plan).deadline is not None) is named


def test_what_closes_before_the_limit_ends_comes_first(catalog: Catalog) -> None:
    # Who has 12315 for the telephone alone has it until noon.
    called = with_step(catalog, "regulator-shop", channels=["12315-phone"], help=[])
    plan = escalate(called, "not-shipped", **CASH, since="2023-12-04", done=BEFORE)
    assert (now(plan).channel, shown(now(plan).until)) == ("12315-phone", "2026-11-20 12:00")
    assert shown(now(plan).deadline) == "2026-12-04 23:59:59"
    assert now(plan).action.startswith("2026-12-04（周五） 24:00 以前：")
    # No official page gives these hours: what is said here is no surer than that.
    assert "时间没有准信" in now(plan).action


@pytest.mark.parametrize(
    ("at", "number", "brief"),
    [
        # A Friday: the hotline is answered until noon, and again until half past five.
        ("2026-11-20T10:00", "021-12315", "开放至 12:00，时间没有准信"),
        ("2026-11-20T22:00", "12345", "24 小时"),
        ("2026-11-22T10:00", "12345", "24 小时"),
    ],
)
def test_12315_is_a_website_and_the_telephone_beside_it_is_one_that_answers(
    catalog: Catalog, at: str, number: str, brief: str
) -> None:
    plan = escalate(catalog, "not-shipped", at=at, done=BEFORE)
    assert (now(plan).step, now(plan).channel) == ("regulator", "12315-online")
    assert now(plan).where == ["全国12315平台，随时可用", f"也可以打 {number}（{brief}）"]


def test_a_limit_that_is_not_law_yet_limits_nothing(catalog: Catalog) -> None:
    told: dict[str, Any] = {"since": "2015-01-01T10:00", "done": [*BEFORE, "mediator"]}
    before = escalate(catalog, "not-shipped", at="2019-12-31T10:00", **told)
    assert step(before, "regulator").state == "now"
    assert codes(step(before, "regulator")) == ["no_wait_known"]
    after = escalate(catalog, "not-shipped", at="2020-01-01T10:00", **told)
    assert step(after, "regulator").state == "expired"


def test_a_limit_that_is_hearsay_ends_nothing(catalog: Catalog) -> None:
    limit = Limit(start="received", rule="postal-limit", hard=True)  # one year, as a blog tells it
    hearsay = with_step(catalog, "seller-no-reason", limit=limit)
    told: dict[str, Any] = {"at": "2026-11-20T10:00", "received": "2025-11-01"}
    asked = escalate(hearsay, "no-reason-return", **told)
    assert step(asked, "seller").state == "now"
    assert codes(step(asked, "seller"))[:2] == ["limit_counted", "limit_passed"]
    done = escalate(hearsay, "no-reason-return", **told, done=["seller@2026-11-19T10:00"])
    assert step(done, "seller").state == "waiting"


def test_a_limit_whose_start_is_not_known_asks_for_it(catalog: Catalog) -> None:
    plan = escalate(catalog, "no-reason-return", at="2026-11-20T10:00", lang="en")
    for id_, option in (
        ("seller", "tell when the parcel came"),
        ("regulator", "tell when the trouble"),
    ):
        assert option in because(step(plan, id_), "limit_start_unknown").text
        assert step(plan, id_).expires_at is None


def test_a_limit_may_run_from_a_step(catalog: Catalog) -> None:
    limit = Limit(start="seller", rule="no-reason-return")
    limited = with_step(catalog, "platform-intervention", limit=limit)
    told: dict[str, Any] = {"done": ["seller@2026-11-10T09:00"], "outcome": ["seller=refused"]}
    on_time = step(escalate(limited, "not-shipped", at="2026-11-17T23:59:59", **told), "platform")
    assert (on_time.state, shown(on_time.expires_at)) == ("now", "2026-11-17 23:59:59")
    late = step(escalate(limited, "not-shipped", at="2026-11-18T00:00", **told), "platform")
    assert late.state == "expired"
    for done in ([], ["seller"]):
        plan = escalate(limited, "not-shipped", at="2026-11-18T00:00", done=done, lang="en")
        assert step(plan, "platform").expires_at is None
        assert (
            "tell when “Apply to the shop for a refund” was done"
            in because(step(plan, "platform"), "limit_start_unknown").text
        )


def test_what_was_done_in_time_begins_a_renewed_limit_anew(catalog: Catalog) -> None:
    # Three years to sue from the last time that the shop was asked within them.
    for done, last in (
        ([], "2026-12-01"),
        (["seller@2024-06-03"], "2027-06-03"),
        (["seller@2024-06-03", "platform@2026-11-02"], "2029-11-02"),
        (["seller@2023-11-01"], "2026-12-01"),  # before the trouble
    ):
        plan = escalate(catalog, "not-shipped", **CASH, since="2023-12-01", done=done)
        assert shown(step(plan, "court").expires_at) == f"{last} 23:59:59"


# ---- A limit that is about to end

PRESSED: list[tuple[str, str, str, list[str], str]] = [
    # Three years from 2023-11-20 end with tomorrow's last second.
    ("not-shipped", "2026-11-19T10:30", "2023-11-20", [], "regulator"),
    ("not-shipped", "2026-11-19T10:30", "2023-11-20", ["seller@2026-11-19T08:00"], "regulator"),
    (
        "not-shipped",
        "2026-11-19T10:30",
        "2023-11-20",
        ["seller@2026-11-10", "platform@2026-11-19T08:00"],
        "regulator",
    ),
    # A soft limit long past, of the postal authority, hides no hard one.
    ("logistics-slow", "2026-11-19T10:30", "2023-11-20", ["courier@2026-11-19"], "regulator"),
    # Less than seven days are left; or seven, and its turn comes on 11-25: 48 hours to 11-21, and
    # 11-23, 11-24, 11-25 for the platform.
    ("not-shipped", "2026-11-20T00:00", "2023-11-26", [], "regulator"),
    ("not-shipped", "2026-11-19T23:59:59", "2023-11-26", [], "seller"),
    # Nine days are left, but National Day lies before its turn: 48 hours to 10-01, and 10-08,
    # 10-09, 10-10 for the platform.
    ("not-shipped", "2026-09-29T10:30", "2023-10-08", [], "regulator"),
    ("not-shipped", "2026-09-29T10:30", "2023-10-10", [], "seller"),
]


@pytest.mark.parametrize(("issue", "at", "since", "done", "turn"), PRESSED)
def test_a_step_whose_limit_would_pass_before_its_turn_comes_first(
    catalog: Catalog, issue: str, at: str, since: str, done: list[str], turn: str
) -> None:
    plan = escalate(catalog, issue, at=at, since=since, done=done)
    assert now(plan).step == turn
    # Nothing is closed by that, and no mediation chosen against the other.
    assert not {"excluded", "expired"} & set(states(plan).values())
    assert "alternative_of" in codes(step(plan, "association"))
    if turn == "regulator":
        assert now(plan).deadline == step(plan, "regulator").expires_at


@pytest.mark.parametrize(
    ("at", "turn"),
    [("2026-11-18T23:59:59", "platform"), ("2026-11-19T00:00", "court")],
)
def test_only_the_last_days_of_a_renewed_limit_press(catalog: Catalog, at: str, turn: str) -> None:
    # The three years to sue end on 2026-11-25, long before its turn can be dated; but to ask for
    # one's right in any way begins them anew.
    plan = escalate(catalog, "trade-dispute", at=at, since="2023-11-25")
    assert shown(step(plan, "court").expires_at) == "2026-11-25 23:59:59"
    assert now(plan).step == turn


def test_a_limit_that_cannot_be_kept_any_more_is_no_reason_to_hurry(small: Catalog) -> None:
    limit = Limit(start="since", rule="no-reason-return")
    limited = with_step(small, "market-office", limit=limit, needs={})
    # Seven days from 11-13 end today, and the office closed at 17:30.
    for at, turn, act_at in (
        ("2026-11-20T07:00", "regulator", "2026-11-20 08:30"),
        ("2026-11-20T17:29", "regulator", "2026-11-20 17:29"),
        ("2026-11-20T17:30", "platform", "2026-11-23 08:30"),
    ):
        plan = escalate(limited, "refund-refused", at=at, since="2026-11-13T09:00")
        assert (now(plan).step, shown(step(plan, "regulator").act_at)) == (turn, act_at)


def test_a_limit_that_is_near_passes_over_nothing_that_its_step_needs(small: Catalog) -> None:
    limit = Limit(start="since", rule="no-reason-return")
    asked = with_step(with_step(small, "market-office", limit=limit), "ask-platform", answer=True)
    plan = escalate(asked, "refund-refused", at="2026-11-20T10:00", since="2026-11-14T09:00")
    # 11-21 is a Saturday.
    assert shown(step(plan, "regulator").expires_at) == "2026-11-21 23:59:59"
    assert (step(plan, "platform").state, step(plan, "regulator").state) == ("now", "later")


@pytest.mark.parametrize(
    ("outcome", "turn", "deadline"),
    [([], "platform", None), (["platform=refused"], "regulator", "2026-11-21 23:59:59")],
)
def test_a_limit_that_is_near_does_not_break_off_the_answer_its_step_needs(
    small: Catalog, outcome: list[str], turn: str, deadline: str | None
) -> None:
    limit = Limit(start="since", rule="no-reason-return")
    asked = with_step(with_step(small, "market-office", limit=limit), "ask-platform", answer=True)
    told: dict[str, Any] = {"since": "2026-11-14T09:00", "done": ["platform@2026-11-20T09:00"]}
    plan = escalate(asked, "refund-refused", **CASH, **told, outcome=outcome)
    assert (now(plan).step, shown(now(plan).deadline)) == (turn, deadline)
    # Whoever will not wait is told that it is open.
    assert any("找监管部门" in said for said in now(plan).also) is (not outcome)


SOFT = [
    # Seven days from 11-14 end on 11-21; seven days before that last second only a hard limit that
    # nothing renews presses, for the court's turn comes long after it.
    ("2026-11-14T23:59:59", True, False, "court"),
    ("2026-11-14T23:59:59", False, False, "platform"),
    ("2026-11-14T23:59:59", False, True, "platform"),
    ("2026-11-15T00:00", False, False, "court"),
    ("2026-11-20T10:00", True, False, "court"),
    ("2026-11-20T10:00", False, False, "court"),
    ("2026-11-20T10:00", False, True, "court"),
    # It is over.
    ("2026-11-22T10:00", False, False, "court"),
    ("2026-11-24T10:00", False, False, "platform"),
]


@pytest.mark.parametrize(("at", "hard", "renewed", "turn"), SOFT)
def test_a_soft_limit_presses_in_its_last_seven_days(
    small: Catalog, at: str, hard: bool, renewed: bool, turn: str
) -> None:
    limit = Limit(start="since", rule="no-reason-return", hard=hard, renewed=renewed)
    limited = with_step(small, "sue", limit=limit, any_time=True)
    plan = escalate(limited, "refund-refused", at=at, since="2026-11-14T09:00")
    assert now(plan).step == turn
    assert turn == "platform" or step(plan, "court").act_at == plan.as_of


def test_a_soft_limit_presses_nobody_past_what_its_step_needs(catalog: Catalog) -> None:
    # One year of the postal authority ends on 11-25, and the courier has a week to answer.
    since = "2025-11-25"
    for done, outcome, turn in (
        (["seller"], [], "courier"),
        (["seller", "courier@2026-11-19"], [], "platform"),
        (["seller", "courier@2026-11-19"], ["courier=refused"], "postal"),
    ):
        plan = escalate(catalog, "logistics-slow", **CASH, since=since, done=done, outcome=outcome)
        assert now(plan).step == turn


def test_a_limit_that_presses_and_is_not_the_turn_is_said_all_the_same(catalog: Catalog) -> None:
    # Three years from 2023-11-22 end on Sunday, for 12315 as for the court.
    for lang, said in (
        ("zh", "“向法院起诉”最晚 周日（11-22） 24:00"),
        ("en", "“Go to court”: by Sun 11-22 24:00 at the latest"),
    ):
        told: dict[str, Any] = {"at": "2026-11-20T10:00", "lang": lang}
        plan = escalate(catalog, "poor-quality", since="2023-11-22", **told)
        assert now(plan).step == "regulator"
        assert said in now(plan).also
        assert not any("12315" in one for one in now(plan).also)
        # What was asked in time began the court's three years anew; those of 12315 it did not.
        done = ["seller@2026-11-19"]
        renewed = escalate(catalog, "poor-quality", since="2023-11-22", done=done, **told)
        assert now(renewed).step == "regulator"
        assert said not in now(renewed).also
    # Harm comes first, and the limit is said beside it.
    hurt = escalate(catalog, "safety-hazard", **CASH, since="2023-11-22")
    assert now(hurt).step == "emergency"
    for title in ("向 12315 投诉商家", "向法院起诉"):
        assert f"“{title}”最晚 周日（11-22） 24:00" in now(hurt).also


# ---- Whole plans


def test_refund_refused_over_national_day(catalog: Catalog) -> None:
    plan = escalate(
        catalog, "refund-refused", at="2026-09-29T10:00", done=["seller@2026-09-26T09:00"]
    )
    assert (now(plan).step, now(plan).channel) == ("platform", "app-intervention")
    dates = {
        one.id: (one.state, shown(one.not_before), shown(one.act_at), list(ends(one).values()))
        for one in plan.steps
    }
    at = "2026-09-29 10:00"
    assert dates == {
        # 15 days: 10-11, a Sunday, so 10-12.
        "seller": ("done", None, None, ["2026-09-28 09:00", "2026-10-12 23:59:59"]),
        # 09-30 (1), 10-08 (2), 10-09 (3)
        "platform": ("now", None, at, ["2026-10-09 10:00"]),
        "appeal": ("later", "2026-10-09 10:00", "2026-10-09 10:00", []),
        # What follows is open at once. 7 days of a blog:
        "mediator": ("later", None, at, ["2026-10-06 10:00"]),
        # 09-30 (1), 10-08 to 10-10 (4), 10-12 to 10-14 (7); 60 days from then: 17 to 10-31, 47 to
        # 11-30, 12-13, a Sunday, so 12-14
        "regulator": ("later", None, at, ["2026-10-14 23:59:59", "2026-12-14 23:59:59"]),
        "association": ("later", None, at, []),
        "court": ("later", None, at, []),
        # Against a judgment that nobody has, and nobody can date.
        "second-instance": ("later", None, None, []),
    }
    # Refused, as the problem itself says: of the shop nothing is awaited any more.
    assert step(plan, "seller").wait is None
    counted = because(step(plan, "platform"), "working_days_counted")
    assert days(counted) == ["09-30", "10-08", "10-09"]
    assert skipped(counted) == [f"10-0{n}" for n in range(1, 8)]
    assert {day.name for day in counted.skipped} == {"National Day"}
    assert "10-01 至 10-07 国庆节" in counted.text


def test_seven_working_days_from_2026_09_28(catalog: Catalog) -> None:
    done = ["regulator@2026-09-28T10:00"]
    plan = escalate(catalog, "not-shipped", at="2026-09-28T11:00", done=done, lang="en")
    acceptance, mediation, rolled = step(plan, "regulator").because[1:]
    assert days(acceptance) == ["09-29", "09-30", "10-08", "10-09", "10-10", "10-12", "10-13"]
    assert skipped(acceptance) == [*(f"10-0{n}" for n in range(1, 8)), "10-11"]
    assert [day.kind for day in acceptance.skipped] == ["holiday"] * 7 + ["weekend"]
    assert acceptance.text == (
        "acceptance: 7 working days after 09-28 (not counted) end on Tue 2026-10-13; counted: "
        "09-29, 09-30, 10-08, 10-09, 10-10, 10-12, 10-13; 10-10: make-up workday; skipped: "
        "10-01 to 10-07 National Day, 10-11 weekend"
    )
    # The second period starts where the first ends: on 10-13, which it does not count.
    assert mediation.text == ("mediation: 60 days after 10-13 (not counted) end on Sat 2026-12-12")
    assert days(rolled) == ["12-14"]
    assert skipped(rolled) == ["12-12", "12-13"]


@pytest.mark.parametrize(
    ("at", "amount", "unit", "until", "source", "changes"),
    [
        # 04-15 to 04-17 (3), 04-20 to 04-23 (7). Then 45: 04-24 (1), 5 to 04-30, 8 to 05-08, 05-09
        # make-up Saturday (9), 14, 19, 24 to 05-29, 29, 34 to 06-12, 38 to 06-18, Dragon Boat, 43
        # to 06-26, 06-29, 06-30.
        ("2026-04-14T10:00", 45, "working_days", "2026-06-30 23:59:59", "samr-order-20", True),
        # 04-16, 04-17 (2), 04-20 to 04-24 (7). Then 60 days: 6 to 04-30, 37 to 05-31, 06-23.
        ("2026-04-15T10:00", 60, "days", "2026-06-23 23:59:59", "samr-order-121", False),
    ],
)
def test_the_law_of_the_day_is_cited(
    catalog: Catalog, at: str, amount: int, unit: str, until: str, source: str, changes: bool
) -> None:
    plan = escalate(catalog, "refund-refused", at=at, done=["seller@2026-04-10T09:00"])
    regulator = step(plan, "regulator")
    mediation = regulator.waits[1]
    assert (mediation.amount, mediation.unit) == (amount, unit)
    assert (mediation.rule, shown(mediation.until)) == ("complaint-mediation", until)
    cited = {basis.rule: basis.source for basis in regulator.basis}
    assert cited["complaint-mediation"] == source
    # The seven working days for acceptance are the same in both: only mediation changes.
    assert codes(regulator).count("rule_changes") == (1 if changes else 0)
    if changes:
        change = because(regulator, "rule_changes")
        assert change.dates == [dt.date(2026, 4, 15)]
        assert "60 天" in change.text


def test_a_complaint_made_under_the_old_order_stays_under_it(catalog: Catalog) -> None:
    done = ["regulator@2026-04-14T16:00"]
    plan = escalate(catalog, "not-shipped", at="2026-04-20T10:00", done=done)
    regulator = step(plan, "regulator")
    assert (regulator.waits[1].amount, regulator.waits[1].unit) == (45, "working_days")
    assert "samr-order-20" in {basis.source for basis in regulator.basis}
    assert "samr-order-121" not in {basis.source for basis in regulator.basis}


def test_at_half_past_eleven_at_night_now_can_be_done_at_that_minute(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at="2026-11-21T23:30")
    assert (now(plan).step, now(plan).channel) == ("platform", "app-intervention")
    assert now(plan).when == plan.as_of
    platform = step(plan, "platform")
    assert platform.channels[0].status.state == "open"
    assert platform.act_at == plan.as_of
    phone = next(one for one in platform.channels if one.id == "consumer-hotline")
    assert (phone.status.state, shown(phone.status.opens_at)) == ("closed", "2026-11-22 08:00")
    assert "想打电话：021-53395288 明天 08:00 开" in now(plan).action


# ---- Outcomes


def test_what_the_issue_itself_says_is_taken_as_done(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at="2026-11-20T10:00")
    seller = step(plan, "seller")
    assert (seller.state, seller.outcome, seller.done_at) == ("done", "refused", None)
    assert "implied_by_issue" in codes(seller)
    assert "done_time_unknown" not in warned(plan)
    # Told with its time it is still that: no 48 hours for an answer that has come. Silence told
    # instead: the 48 hours of a blog stop nobody.
    done = ["seller@2026-11-20T09:00"]
    for told, outcome in (([], "refused"), (["seller=silent"], "silent")):
        again = escalate(catalog, "refund-refused", **CASH, done=done, outcome=told)
        assert (step(again, "seller").state, step(again, "seller").outcome) == ("done", outcome)
        assert now(again).step == "platform"


@pytest.mark.parametrize("outcome", [[], ["mediator=silent"], ["mediator=refused"]])
def test_an_optional_step_holds_nothing_up(catalog: Catalog, outcome: list[str]) -> None:
    done = [*BEFORE, "mediator@2026-11-20T09:00"]
    plan = escalate(catalog, "not-shipped", **CASH, done=done, outcome=outcome)
    mediator = step(plan, "mediator")
    # Seven days: 11-27. It is due to nobody any more who has an answer.
    assert (mediator.state, ends(mediator)) == ("done", {"answer": "2026-11-27 09:00"})
    assert mediator.wait == (None if "mediator=refused" in outcome else mediator.waits[0])
    assert now(plan).step == "regulator"
    assert ("optional_step" in codes(mediator)) is (not outcome)
    assert ("outcome_given" in codes(mediator)) is bool(outcome)


@pytest.mark.parametrize("before", [[], ["regulator@2026-06-01", "court@2026-06-01"]])
def test_where_only_an_optional_step_is_running_it_is_waited_for(
    small: Catalog, before: list[str]
) -> None:
    issue = "refund-refused" if before else "penalty"  # whose route is one step long
    key = "ask-platform" if before else "merchant-platform"
    optional = with_step(small, key, optional=True, answer=True)
    # Whoever went on to what needs its answer would not wait for it any more.
    optional = with_step(optional, "market-office", needs={})
    done = ["platform@2026-11-20T09:00", *before]
    plan = escalate(optional, issue, **CASH, done=done)
    assert (now(plan).step, step(plan, "platform").state) == ("platform", "waiting")
    assert "optional_step" in codes(step(plan, "platform"))
    over = escalate(optional, issue, **CASH, done=done, outcome=["platform=refused"])
    assert (over.now, step(over, "platform").state) == (None, "done")


def test_an_optional_step_overtakes_nothing(catalog: Catalog) -> None:
    done = ["mediator@2026-11-20T09:00"]
    plan = escalate(catalog, "not-shipped", **CASH, done=done)
    assert states(plan) == {
        "seller": "now",
        "platform": "later",
        "appeal": "later",
        "mediator": "done",
        "regulator": "later",
        "association": "later",
        "court": "later",
        "second-instance": "later",
    }
    assert "passed_over" not in codes(step(plan, "seller"))
    # The shop's 48 hours, then three working days: 11-23 (1), 11-24 (2), 11-25 (3).
    assert shown(step(plan, "platform").act_at) == "2026-11-22 10:00"
    assert shown(step(plan, "appeal").act_at) == "2026-11-25 10:00"
    # And what is awaited still is, whatever optional step was done after it.
    waiting = escalate(catalog, "not-shipped", **CASH, done=["seller@2026-11-20T08:00", *done])
    assert (now(waiting).step, shown(now(waiting).until)) == ("seller", "2026-11-22 08:00")


def test_a_step_that_was_overtaken_is_still_open(catalog: Catalog) -> None:
    plan = escalate(catalog, "not-shipped", **CASH, done=["regulator"])
    assert states(plan) == {
        "seller": "now",
        "platform": "later",
        "appeal": "later",
        "mediator": "later",
        "regulator": "done",
        "association": "excluded",
        "court": "later",
        "second-instance": "later",
    }
    for id_ in ("seller", "platform", "appeal", "mediator"):
        assert codes(step(plan, id_))[0] == "passed_over"
    assert "passed_over" not in codes(step(plan, "court"))


BRANCHES = [
    # outcome of the platform, the appeal's state, whose turn it is
    ("refused", "now", "appeal"),
    ("unsatisfied", "now", "appeal"),
    # There is no result to appeal against: it is open, and 12315 goes before it.
    ("silent", "later", "regulator"),
    # They have to do as they said, and nobody knows until when.
    ("agreed", "later", "platform"),
]


@pytest.mark.parametrize(("outcome", "appeal", "turn"), BRANCHES)
def test_a_branch_is_taken_by_the_outcome(
    catalog: Catalog, outcome: str, appeal: str, turn: str
) -> None:
    told: dict[str, Any] = {"done": ["platform@2026-11-20T09:00"], "outcome": {"platform": outcome}}
    plan = escalate(catalog, "activity-cash", **CASH, **told)
    assert (step(plan, "appeal").state, now(plan).step) == (appeal, turn)
    assert (codes(step(plan, "appeal")) == ["branch_not_taken"]) is (outcome == "agreed")
    assert ("open_at_once" in codes(step(plan, "appeal"))) is (outcome == "silent")
    platform = step(plan, "platform")
    assert platform.state == ("waiting" if turn == "platform" else "done")
    assert "outcome_given" in codes(platform)
    if outcome != "agreed":
        # 11-23 (1), 11-24 (2), 11-25 (3): what ran is known, and after silence it still runs.
        assert ends(platform) == {"answer": "2026-11-25 09:00"}
        assert platform.wait == (platform.waits[0] if outcome == "silent" else None)


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
    told: dict[str, Any] = {
        "done": [*BEFORE, f"regulator@{day}T10:00"],
        "outcome": ["regulator=silent"],
    }
    for at in (dt.datetime.fromisoformat(f"{day}T11:00"), last):
        due = escalate(catalog, "not-shipped", at=at, **told)
        assert step(due, "regulator").state == "waiting"
        assert (now(due).step, shown(now(due).deadline)) == ("regulator", until)
    over = escalate(catalog, "not-shipped", at=last + SECOND, **told)
    assert step(over, "regulator").state == "done"
    assert now(over).step == "court"


@pytest.mark.parametrize("outcome", ["refused", "silent", "unsatisfied"])
def test_a_merchant_appeals_after_any_answer_and_after_none(catalog: Catalog, outcome: str) -> None:
    done = ["platform@2026-11-20T09:00"]
    plan = escalate(catalog, "trade-dispute", **CASH, done=done, outcome={"platform": outcome})
    assert (now(plan).step, now(plan).channel) == ("appeal", "merchant-aftersale")
    held = escalate(catalog, "trade-dispute", **CASH, done=done)
    assert (now(held).step, now(held).deadline) == ("platform", None)
    # Nobody says how long the platform takes: the appeal is open to whoever will not wait.
    assert codes(step(held, "appeal")) == ["no_wait_known", "open_at_once"]
    assert now(held).also == ["等不及：对平台结果申诉（现在就可以）"]


@pytest.mark.parametrize("at", ["2026-11-20T10:00", "2026-11-20T23:30"])
@pytest.mark.parametrize(
    ("issue", "turn"),
    [
        ("trade-dispute", "platform"),
        ("buyer-not-paying", "platform"),
        ("malicious-complaint", "platform"),
        ("platform-intervention-received", "platform"),
        ("forced-refund", "appeal"),
    ],
)
def test_a_merchant_with_an_order_waits_for_no_hotline(
    catalog: Catalog, at: str, issue: str, turn: str
) -> None:
    plan = escalate(catalog, issue, at=at)
    assert (now(plan).step, now(plan).channel) == (turn, "merchant-aftersale")
    assert step(plan, turn).act_at == plan.as_of
    assert "no_step_open_now" not in warned(plan)


def test_a_merchant_without_an_order_waits_for_the_hotline_at_night(catalog: Catalog) -> None:
    plan = escalate(catalog, "technical-fault", at="2026-11-20T23:30")
    platform = step(plan, "platform")
    assert (platform.state, shown(platform.act_at)) == ("waiting", "2026-11-21 08:00")
    assert "no_step_open_now" in warned(plan)
    assert (now(plan).channel, now(plan).until) == (None, platform.act_at)
    by_day = escalate(catalog, "technical-fault", **CASH)
    assert (now(by_day).step, now(by_day).channel) == ("platform", "merchant-hotline")
    appeal = step(by_day, "appeal")
    assert (appeal.state, appeal.act_at, codes(appeal)) == ("later", None, ["outcome_needed"])


# ---- What a rule closes

MEDIATIONS: list[tuple[list[str], list[str], str, str]] = [
    # done, outcomes, the states of 12315 and of the association
    ([], [], "later", "later"),
    (["association"], [], "excluded", "done"),
    (["association"], ["association=refused"], "later", "done"),
    (["association"], ["association=unsatisfied"], "excluded", "done"),
    (["association"], ["association=withdrawn"], "excluded", "done"),
    (["regulator"], [], "done", "excluded"),
    (["regulator"], ["regulator=refused"], "done", "later"),
    (["regulator"], ["regulator=silent"], "done", "excluded"),
    (["regulator"], ["regulator=unsatisfied"], "done", "excluded"),
    # Withdrawn, it may go to the association, but 12315 may refuse what the association had.
    (["regulator"], ["regulator=withdrawn"], "done", "later"),
    (["court"], [], "excluded", "excluded"),
    (["court"], ["court=refused"], "excluded", "excluded"),
    (["court"], ["court=withdrawn"], "excluded", "excluded"),
]


@pytest.mark.parametrize(("done", "outcome", "regulator", "association"), MEDIATIONS)
def test_one_dispute_goes_to_one_mediation_only(
    catalog: Catalog, done: list[str], outcome: list[str], regulator: str, association: str
) -> None:
    plan = escalate(catalog, "not-shipped", **CASH, done=done, outcome=outcome)
    for id_, state in (("regulator", regulator), ("association", association)):
        found = step(plan, id_)
        assert found.state == state
        if state == "excluded":
            assert codes(found) == ["already_handled"]
            assert found.because[0].rule == "complaint-refusal"
    # The way to court is never closed.
    assert step(plan, "court").state == ("done" if "court" in done else "later")


def test_every_step_done_that_excludes_another_is_named(catalog: Catalog) -> None:
    plan = escalate(catalog, "not-shipped", **CASH, lang="en", done=["regulator", "court"])
    texts = [entry.text for entry in step(plan, "association").because]
    assert [text.split(" has")[0] for text in texts] == [
        "“Complain to 12315 about the shop”",
        "“Go to court”",
    ]


def test_refused_by_12315_or_too_late_for_it_one_may_turn_to_the_association(
    catalog: Catalog,
) -> None:
    refused: dict[str, Any] = {
        "done": [*BEFORE, "regulator@2026-11-19T10:00"],
        "outcome": ["regulator=refused"],
    }
    assert now(escalate(catalog, "not-shipped", **CASH, **refused)).step == "association"
    refused["done"] = [*refused["done"], "association@2026-11-20T09:00"]
    both = escalate(catalog, "not-shipped", **CASH, **refused)
    assert step(both, "association").state == "waiting"
    assert (now(both).step, now(both).deadline) == ("association", None)
    # Three years for 12315 are over; the shop was asked within them, so a claim is not.
    done = ["seller@2025-06-01", *BEFORE[1:]]
    late = escalate(catalog, "not-shipped", **CASH, since="2023-10-03", done=done)
    assert (step(late, "regulator").state, now(late).step) == ("expired", "association")


# ---- What is not known


def test_a_wait_of_unknown_length_is_left_out_of_a_row_of_waits(catalog: Catalog) -> None:
    known = catalog.steps["platform-complaint"].wait
    longer = with_step(
        catalog, "platform-complaint", wait=[Period(rule="complaint-refusal"), *known]
    )
    plan = escalate(longer, "activity-cash", **CASH, done=["platform@2026-11-20T09:00"])
    assert ends(step(plan, "platform")) == {"answer": "2026-11-25 09:00"}
    assert "no_wait_known" not in codes(step(plan, "platform"))


def test_a_step_done_nobody_knows_when_is_taken_as_waited_out(catalog: Catalog) -> None:
    plan = escalate(catalog, "activity-cash", **CASH, done=["platform"])
    platform = step(plan, "platform")
    assert platform.state == "done"
    assert "done_time_unknown" in codes(platform)
    assert platform.wait is not None
    assert (platform.wait.amount, platform.wait.unit) == (3, "working_days")
    assert platform.wait.until is None
    assert now(plan).step == "appeal"
    assert "done_time_unknown" in warned(plan)


def test_where_nobody_says_how_long_the_next_step_is_offered_beside_the_wait(
    catalog: Catalog,
) -> None:
    done = ["seller@2026-11-01T10:00"]
    plan = escalate(catalog, "price-drop", **CASH, done=done)
    assert (step(plan, "seller").state, codes(step(plan, "seller"))) == (
        "waiting",
        ["no_wait_known"],
    )
    assert (now(plan).step, now(plan).deadline) == ("seller", None)
    assert now(plan).also == ["等不及：向平台投诉（现在就可以）"]
    for id_ in ("platform", "regulator", "association", "court"):
        beside = step(plan, id_)
        assert (beside.state, beside.not_before, shown(beside.act_at)) == (
            "later",
            None,
            "2026-11-20 10:00",
        )
        assert because(beside, "open_at_once").text == (
            "“向商家提出要求”多久有答复没有准信，等不及就走这一步"
        )
    for outcome in ("refused", "silent", "unsatisfied"):
        told = escalate(catalog, "price-drop", **CASH, done=done, outcome={"seller": outcome})
        assert now(told).step == "platform"


def test_what_comes_after_an_answer_nobody_can_date_has_no_date(catalog: Catalog) -> None:
    plan = escalate(catalog, "price-drop", **CASH)
    assert now(plan).step == "seller"
    for id_ in ("platform", "appeal"):
        after = step(plan, id_)
        assert (after.state, after.not_before, after.act_at) == ("later", None, None)
        assert codes(after) == ["outcome_needed"]
    # An answer that a source gives a time for holds nothing up.
    timed = with_step(catalog, "seller-ask", wait=catalog.steps["seller-refund"].wait)
    dated = escalate(timed, "price-drop", **CASH)
    assert shown(step(dated, "platform").act_at) == "2026-11-22 10:00"


def test_an_unconfirmed_wait_says_so(catalog: Catalog) -> None:
    plan = escalate(catalog, "activity-cash", **CASH)
    platform = step(plan, "platform")
    assert platform.wait is not None
    assert (platform.wait.grade, platform.wait.rule) == ("unconfirmed", None)
    assert "unofficial_wait" in codes(platform)
    assert "unofficial_wait" in warned(plan)


@pytest.mark.parametrize(
    ("at", "provisional"),
    [("2026-12-23T10:00", False), ("2026-12-24T10:00", True), ("2026-12-30T16:00", True)],
    ids=["ends on 12-28", "ends on 12-29", "goes into 2027"],
)
def test_a_count_into_a_year_without_a_notice_is_provisional(
    catalog: Catalog, at: str, provisional: bool
) -> None:
    done = [f"platform@{at}"]
    plan = escalate(catalog, "activity-cash", at=at, done=done, lang="en")
    entry = because(step(plan, "platform"), "working_days_counted")
    assert ("no holiday notice for 2027" in entry.text) is provisional


def test_a_date_in_a_year_without_a_notice_is_warned_about(catalog: Catalog) -> None:
    plan = escalate(catalog, "fake-shipping-penalty", **CASH, done=["court"])
    assert "calendar_unpublished" not in warned(plan)
    # 11-23 to 12-01 are seven working days; 60 days: 30 to 12-31, 60 to 01-30, a Saturday.
    plan = escalate(catalog, "not-shipped", **CASH, done=BEFORE)
    regulator = step(plan, "regulator")
    assert shown(regulator.act_at) == "2026-11-20 10:00"
    assert ends(regulator)["mediation"] == "2027-02-01 23:59:59"
    assert "calendar_provisional" in codes(regulator)
    assert "calendar_unpublished" in warned(plan)


# ---- A step whose channels are all closed (a made-up catalogue)


def test_before_its_first_channel_opens_a_step_is_prepared(small: Catalog) -> None:
    plan = escalate(small, "refund-refused", at="2026-11-20T23:30", lang="en")
    platform = step(plan, "platform")
    assert (platform.state, platform.not_before) == ("waiting", None)
    assert shown(platform.act_at) == "2026-11-21 08:00"
    opens = because(platform, "channel_opens")
    assert opens.dates == [dt.date(2026, 11, 21)]
    assert "tomorrow 08:00" in opens.text
    assert (now(plan).step, now(plan).channel) == ("platform", None)
    assert now(plan).until == platform.act_at
    assert now(plan).action == (
        "get ready: A screenshot of the order, The chat "
        "(tomorrow 08:00: Consumer hotline 020-12345678)"
    )
    assert states(plan)["regulator"] == "later"
    opened = escalate(small, "refund-refused", at="2026-11-21T08:00")
    assert (now(opened).step, now(opened).channel) == ("platform", "hotline")
    assert shown(now(opened).until) == "2026-11-21 21:30"


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
    regulator = step(plan, "regulator")
    assert shown(regulator.act_at) == act_at
    opened = act_at == at.replace("T", " ")
    assert regulator.state == ("now" if opened else "waiting")
    assert ("channel_opens" in codes(regulator)) is not opened


def test_what_opens_nobody_knows_when_does_not_hurry_what_comes_after(small: Catalog) -> None:
    no_hours = with_channel(small, "hotline", hours=[])
    done = ["seller@2026-11-20T09:00"]
    plan = escalate(nothing_implied(no_hours), "refund-refused", **CASH, done=done)
    platform, regulator = step(plan, "platform"), step(plan, "regulator")
    assert (shown(platform.not_before), platform.act_at) == ("2026-11-22 09:00", None)
    # Nobody can say when what it needs will be done: no date is better than one too early.
    assert (regulator.state, regulator.not_before, regulator.act_at) == ("later", None, None)
    assert "outcome_needed" in codes(regulator)
    for lang, action in (
        ("zh", "先备好：订单截图、聊天记录（可以先试 消费者热线 020-12345678，服务时间未知）"),
        (
            "en",
            "get ready: A screenshot of the order, The chat "
            "(to be tried first: Consumer hotline 020-12345678, hours unknown)",
        ),
    ):
        ready = escalate(no_hours, "refund-refused", lang=lang, **CASH)  # type: ignore[arg-type]
        assert step(ready, "platform").state == "waiting"
        assert (now(ready).channel, now(ready).until) == (None, None)
        assert now(ready).action == action


def test_a_finished_route_has_nothing_to_do(small: Catalog) -> None:
    plan = escalate(small, "refund-refused", **CASH, done=["platform", "regulator", "court"])
    assert (plan.now, plan.next) == (None, [])
    assert set(states(plan).values()) == {"done", "excluded"}
