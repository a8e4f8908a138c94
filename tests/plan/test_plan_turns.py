"""Whose turn it is after an answer of any kind: a lost suit, a promise, silence, a withdrawal."""

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
    now,
    shown,
    states,
    step,
    with_step,
)

from pddroute.api import escalate
from pddroute.catalogue.model import Catalog
from pddroute.plan.words import BECAUSE
from pddroute.words import Lang

LANGS: tuple[Lang, Lang] = ("zh", "en")
SECOND = dt.timedelta(seconds=1)
NIGHT = "2026-11-21T20:35"


def _with_court(catalog: Catalog) -> list[str]:
    """The issues whose route has a lawsuit."""
    courts = {key for key, one in catalog.steps.items() if one.id == "court"}
    return [
        id_
        for id_, issue in catalog.issues.items()
        if courts & set(catalog.routes[issue.route].steps)
    ]


# ---- The second instance


@pytest.mark.parametrize("outcome", ["refused", "unsatisfied"])
def test_whoever_lost_in_court_is_told_first_of_all_to_appeal(
    catalog: Catalog, outcome: str
) -> None:
    issues = _with_court(catalog)
    assert len(issues) > 20
    for issue in issues:
        keys = catalog.routes[catalog.issues[issue].route].steps
        assert catalog.steps[keys[-1]].id == "second-instance", issue
        # Harm may be more urgent: here that is seen to.
        harm = [catalog.steps[key].id for key in keys[:-1] if catalog.steps[key].urgent]
        came = [f"court={outcome}@2026-11-19"]
        plan = escalate(catalog, issue, at="2026-11-20T23:30", done=harm, outcome=came)
        appeal = step(plan, "second-instance")
        assert (now(plan).step, appeal.state, now(plan).channel) == (
            "second-instance",
            "now",
            "court-online",
        ), issue
        # Fifteen days: 11-20 is the first, 12-04 the last, a Friday.
        assert shown(now(plan).deadline) == "2026-12-04 23:59:59", issue


JUDGMENTS = [
    # When the judgment came, its last safe day, the last in law
    ("2026-11-10", "2026-11-25", "2026-11-25"),
    ("2026-11-10T16:40", "2026-11-25", "2026-11-25"),
    # 12-05 is a Saturday: in law Monday.
    ("2026-11-20", "2026-12-05", "2026-12-07"),
    # 10-05 lies within National Day: in law 10-08.
    ("2026-09-20", "2026-10-05", "2026-10-08"),
    # 01-30 and 02-14: a Saturday that is worked.
    ("2026-01-30", "2026-02-14", "2026-02-14"),
]


@pytest.mark.parametrize(("came", "safe", "legal"), JUDGMENTS)
def test_the_fifteen_days_to_appeal_run_from_the_judgment_and_are_hard(
    catalog: Catalog, came: str, safe: str, legal: str
) -> None:
    end, last = (dt.datetime.fromisoformat(f"{day}T23:59:59") for day in (safe, legal))
    # When the suit was filed does not matter.
    told: dict[str, Any] = {
        "done": [*BEFORE, "mediator", "court@2025-12-01"],
        "outcome": [f"court=refused@{came}"],
    }
    plan = escalate(catalog, "not-shipped", at=end, **told)
    assert (now(plan).step, shown(now(plan).deadline)) == ("second-instance", f"{safe} 23:59:59")
    assert ("legal_fallback" in codes(step(plan, "second-instance"))) is (safe != legal)
    moved = escalate(catalog, "not-shipped", at=last, **told)
    assert (now(moved).step, shown(now(moved).deadline)) == ("second-instance", f"{legal} 23:59:59")
    over = escalate(catalog, "not-shipped", at=last + SECOND, **told)
    gone = step(over, "second-instance")
    assert (gone.state, gone.expires_at, over.now) == ("expired", None, None)
    assert days(because(gone, "limit_passed")) == [legal[5:]]
    assert "12348" in because(gone, "limit_passed").text


def test_a_judgment_without_its_date_presses_all_the_same_and_asks_for_it(
    catalog: Catalog,
) -> None:
    for lang, option in (("zh", "结果是哪天来的"), ("en", "tell when the answer to")):
        told: dict[str, Any] = {"lang": lang, "done": BEFORE, "outcome": ["court=refused"]}
        plan = escalate(catalog, "not-shipped", **CASH, **told)
        appeal = step(plan, "second-instance")
        assert (now(plan).step, now(plan).deadline) == ("second-instance", None)
        assert appeal.expires_at is None
        assert option in because(appeal, "limit_start_unknown").text


@pytest.mark.parametrize(
    ("done", "outcome"),
    [
        ([], []),
        (["court@2026-11-01"], []),
        (["court@2026-11-01"], ["court=silent"]),
        (["court@2026-11-01"], ["court=withdrawn"]),
        (["court@2026-11-01"], ["court=agreed"]),
        (["court@2026-11-01"], ["court=broken"]),
    ],
)
def test_without_a_judgment_there_is_nothing_to_appeal_against(
    catalog: Catalog, done: list[str], outcome: list[str]
) -> None:
    plan = escalate(catalog, "not-shipped", **CASH, done=[*BEFORE, *done], outcome=outcome)
    appeal = step(plan, "second-instance")
    assert (appeal.state, appeal.not_before, appeal.act_at) == ("later", None, None)
    assert plan.now is None or now(plan).step != "second-instance"
    assert ("branch_not_taken" in codes(appeal)) is bool(outcome)


def test_an_appeal_comes_before_a_promise_and_before_a_limit_that_presses(
    catalog: Catalog,
) -> None:
    # Three years to 2026-11-22 for 12315, were it not closed by the suit, and for a claim.
    told: dict[str, Any] = {"since": "2023-11-22", "done": ["court@2026-11-01"]}
    outcome = ["court=refused@2026-11-18", "seller=agreed:20"]
    plan = escalate(catalog, "not-shipped", **CASH, **told, outcome=outcome)
    # 11-19 is the first day, 12-03 the fifteenth.
    assert (now(plan).step, shown(now(plan).deadline)) == ("second-instance", "2026-12-03 23:59:59")


def test_an_appeal_that_was_made_is_waited_for(catalog: Catalog) -> None:
    told: dict[str, Any] = {
        "done": [*BEFORE, "court@2026-10-01", "second-instance@2026-11-19"],
        "outcome": ["court=refused@2026-11-10"],
    }
    plan = escalate(catalog, "not-shipped", **CASH, **told)
    assert (now(plan).step, step(plan, "second-instance").state) == ("second-instance", "waiting")
    assert now(plan).action.startswith("等“不服判决，上诉”的答复")
    told["outcome"] = [*told["outcome"], "second-instance=refused"]
    over = escalate(catalog, "not-shipped", **CASH, **told)
    assert step(over, "second-instance").state == "done"
    # It is not told to appeal again; the private site is all that may still be tried.
    assert now(over).step == "mediator"


# ---- The report of a dangerous product


def test_a_report_goes_beside_the_complaint_and_before_it(catalog: Catalog) -> None:
    plan = escalate(catalog, "safety-hazard", at=NIGHT, done=["emergency", "seller"])
    report = step(plan, "report")
    assert (now(plan).step, now(plan).channel, report.state) == ("report", "12315-online", "now")
    assert "不用等商家" in report.do[1]
    # Nobody waits for what comes of it.
    done = ["emergency", "seller", f"report@{NIGHT}"]
    after = escalate(catalog, "safety-hazard", at=NIGHT, done=done)
    assert (now(after).step, step(after, "report").state) == ("regulator", "done")
    # And it is no complaint: neither the association nor 12315 is closed by it.
    assert "excluded" not in states(after).values()
    assert "filed_twice" not in {warn.code for warn in after.warnings}


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        # The suit closes the complaint, not the report.
        ({"at": NIGHT, "done": ["emergency", "seller", "court"]}, "excluded"),
        ({"at": NIGHT, "done": ["emergency", "seller", "association"]}, "excluded"),
        # The three years are over.
        ({"at": NIGHT, "done": ["emergency"], "since": "2022-12-10"}, "expired"),
        ({"at": NIGHT, "done": ["emergency"], "since": "2012-12-10"}, "expired"),
    ],
)
def test_neither_a_court_nor_time_closes_a_report(
    catalog: Catalog, told: dict[str, Any], claim: str
) -> None:
    plan = escalate(catalog, "safety-hazard", **told)
    assert (now(plan).step, step(plan, "report").state) == ("report", "now")
    assert step(plan, "regulator").state == claim


# ---- What a limit ends, and what it leaves


@pytest.mark.parametrize(
    ("issue", "gone", "left"),
    [
        ("poor-quality", {"seller", "platform", "appeal", "mediator", "association"}, {"court"}),
        ("activity-cash", {"platform", "appeal", "mediator", "association"}, {"court"}),
        ("trade-dispute", {"platform", "appeal"}, {"court"}),
        # The police, the one who was paid, and who sees to unwanted calls ask for no claim.
        ("scam", set(), {"police", "payment", "platform", "court"}),
        ("payment-nagging", set(), {"platform", "regulator", "police", "advice", "court"}),
        ("safety-hazard", {"seller", "platform", "appeal", "association"}, {"emergency", "report"}),
    ],
)
def test_what_has_no_ground_in_the_claim_outlives_it(
    catalog: Catalog, issue: str, gone: set[str], left: set[str]
) -> None:
    plan = escalate(catalog, issue, **CASH, since="2022-11-01")
    of = states(plan)
    assert {id_ for id_, state in of.items() if state == "excluded"} == gone
    assert {of[id_] for id_ in left} <= {"now", "later"}
    for id_ in gone:
        assert because(step(plan, id_), "needs_missing").rule == "limitation"


def test_to_have_a_wrong_stopped_has_no_limit(catalog: Catalog) -> None:
    for since in ("2012-11-01", "2026-11-01"):
        plan = escalate(catalog, "privacy-leak", **CASH, since=since)
        court = step(plan, "court")
        assert (court.state, court.expires_at) == ("later", None)
        assert not {"limit_counted", "limit_passed"} & set(codes(court))


# ---- What was promised, kept or not

WAITED: list[tuple[str, dict[str, Any], str]] = [
    # Of whoever promised it, and whatever else is open
    ("not-shipped", {"outcome": ["seller=agreed"]}, "seller"),
    ("not-shipped", {"outcome": ["platform=agreed"]}, "platform"),
    ("not-shipped", {"outcome": ["regulator=agreed"]}, "regulator"),
    ("not-shipped", {"outcome": ["association=agreed:50"]}, "association"),
    ("not-shipped", {"outcome": ["court=agreed"]}, "court"),
    ("poor-quality", {"outcome": ["platform=returned@2026-11-18"]}, "platform"),
    # The last that promised it, where there are several
    ("not-shipped", {"outcome": ["platform=agreed", "regulator=agreed"]}, "regulator"),
    # A limit that ends on Sunday does not wait for it, nor does danger.
    ("not-shipped", {"outcome": ["platform=agreed"], "since": "2023-11-22"}, "regulator"),
    ("safety-hazard", {"outcome": ["regulator=agreed"]}, "emergency"),
    ("scam", {"outcome": ["platform=agreed"]}, "police"),
    ("auto-deduction", {"outcome": ["platform=agreed"]}, "payment"),
]


@pytest.mark.parametrize(("issue", "told", "turn"), WAITED)
def test_a_promise_is_waited_for_before_anything_is_begun_anew(
    catalog: Catalog, issue: str, told: dict[str, Any], turn: str
) -> None:
    plan = escalate(catalog, issue, **CASH, **told)
    promised = told["outcome"][-1].partition("=")[0]
    assert now(plan).step == turn
    assert step(plan, turn).state == ("waiting" if turn == promised else "now")


KEPT = [
    # What was promised, and the way if it is not kept
    ("poor-quality", "seller=agreed", "申请平台介入", "Ask the platform to step in"),
    (
        "activity-cash",
        "platform=agreed",
        "向 12315 投诉平台",
        "Complain to 12315 about the platform",
    ),
    ("not-shipped", "regulator=agreed", "向法院起诉", "Go to court"),
]


@pytest.mark.parametrize(("issue", "outcome", "zh", "en"), KEPT)
def test_the_way_to_go_where_it_is_not_kept_is_said_and_is_the_way_of_silence(
    catalog: Catalog, issue: str, outcome: str, zh: str, en: str
) -> None:
    id_ = outcome.partition("=")[0]
    keys = catalog.routes[catalog.issues[issue].route].steps
    before = [one.id for one in (catalog.steps[key] for key in keys) if one.id in BEFORE]
    done = before[: before.index(id_)] if id_ in before else before
    for lang, said in (("zh", f"没做到，就走“{zh}”"), ("en", f"if it is not kept: {en}")):
        told: dict[str, Any] = {"lang": lang, "done": done}
        plan = escalate(catalog, issue, **CASH, **told, outcome=[outcome])
        assert now(plan).also[-1] == said
        (hint,) = plan.next
        assert hint.command.endswith(f" --outcome {id_}=broken")
        broken = escalate(catalog, issue, **CASH, **told, outcome=[f"{id_}=broken"])
        assert step(broken, id_).state == "done"
        assert step(broken, now(broken).step).title == (zh if lang == "zh" else en)


def test_a_broken_promise_lets_on_at_once_whatever_silence_lets_on(catalog: Catalog) -> None:
    # Silence of 12315 is one only after its seven working days; a promise that was broken is.
    for outcome in ("silent", "broken"):
        told: dict[str, Any] = {
            "done": [*BEFORE, "regulator@2026-11-19T10:00"],
            "outcome": [f"regulator={outcome}"],
        }
        plan = escalate(catalog, "not-shipped", **CASH, **told)
        assert now(plan).step == ("court" if outcome == "broken" else "regulator")
    for issue in ("not-shipped", "poor-quality", "refund-slow", "price-drop", "invoice"):
        turns = [
            now(escalate(catalog, issue, **CASH, outcome=[f"seller={came}"])).step
            for came in ("silent", "broken", "broken:20")
        ]
        assert len(set(turns)) == 1, issue
        assert turns[0] != "seller", issue


def test_a_broken_promise_closes_nothing_and_keeps_its_amount(catalog: Catalog) -> None:
    plan = escalate(catalog, "poor-quality", **CASH, outcome=["seller=broken:20.5@2026-11-19"])
    seller = step(plan, "seller")
    assert (seller.state, seller.outcome, seller.amount) == ("done", "broken", 20.5)
    assert (now(plan).step, step(plan, "platform").state) == ("platform", "now")
    assert "excluded" not in states(plan).values()
    assert all(
        "seller=broken:20.5@2026-11-19" in h.command for h in plan.next if "esc" in h.command
    )


# ---- What was withdrawn


@pytest.mark.parametrize(
    ("issue", "id_", "told"),
    [
        ("not-shipped", "seller", {"done": ["seller@2026-11-18"]}),
        ("not-shipped", "platform", {"done": ["seller", "platform@2026-11-18"]}),
        ("activity-cash", "platform", {}),
        ("logistics-slow", "courier", {"done": ["seller"]}),
    ],
)
def test_what_was_withdrawn_from_who_hears_it_again_is_not_done(
    catalog: Catalog, issue: str, id_: str, told: dict[str, Any]
) -> None:
    plan = escalate(catalog, issue, **CASH, **told, outcome=[f"{id_}=withdrawn"])
    again = step(plan, id_)
    assert (now(plan).step, again.state, again.outcome, again.done_at) == (id_, "now", None, None)
    # Taken up again, it is told without the withdrawal.
    commands = [
        hint.command for hint in plan.next if f"--done {id_}@2026-11-20T10:00" in hint.command
    ]
    assert len(commands) == 1
    assert f"{id_}=withdrawn" not in commands[0]
    assert commands[0].count(f"--done {id_}") == 1


def test_what_was_withdrawn_from_heimao_may_be_put_there_again(catalog: Catalog) -> None:
    done = [*BEFORE, "mediator@2026-11-18"]
    plan = escalate(catalog, "not-shipped", **CASH, done=done, outcome=["mediator=withdrawn"])
    assert (step(plan, "mediator").state, now(plan).step) == ("later", "regulator")
    assert "open_at_once" in codes(step(plan, "mediator"))


@pytest.mark.parametrize("id_", ["regulator", "association", "court"])
def test_to_withdraw_from_an_authority_is_a_deed(catalog: Catalog, id_: str) -> None:
    keys = catalog.routes[catalog.issues["not-shipped"].route].steps
    left = next(catalog.steps[key].ended for key in keys if catalog.steps[key].id == id_)
    for lang in LANGS:
        told: dict[str, Any] = {"lang": lang, "outcome": [f"{id_}=withdrawn"]}
        plan = escalate(catalog, "not-shipped", **CASH, **told)
        assert (step(plan, id_).state, step(plan, id_).outcome) == ("done", "withdrawn")
        # What that leaves is said, whoever's turn it is now.
        assert now(plan).step != id_
        assert left["withdrawn"].to(lang) in now(plan).also


def test_what_an_answer_leaves_is_said_whoevers_turn_it_is(catalog: Catalog) -> None:
    plan = escalate(catalog, "scam", **CASH, outcome=["police=refused"])
    assert now(plan).step == "payment"
    assert catalog.steps["police"].ended["refused"].zh in now(plan).also
    # Only of the last answer, and not of what the problem itself implies.
    told = ["platform=refused", "regulator=refused"]
    plan = escalate(catalog, "not-shipped", **CASH, outcome=told)
    shop = catalog.steps["regulator-shop"].ended["refused"].zh
    platform = catalog.steps["platform-intervention"].ended["refused"].zh
    assert shop in now(plan).also
    assert platform not in now(plan).also
    assert platform in because(step(plan, "platform"), "outcome_given").text


# ---- Silence


def test_after_silence_what_needs_an_answer_comes_last(catalog: Catalog) -> None:
    """It is open, but there is no result to begin with: everything else goes before it."""
    done = ["platform@2026-11-19"]
    outcome = ["platform=silent"]
    for more, came, turn in (
        ([], [], "regulator"),
        (["regulator@2026-11-19"], ["regulator=refused"], "association"),
        (["regulator"], [], "court"),
        # A suit that runs is waited for before it.
        (["regulator", "court@2026-11-19"], [], "court"),
        # Nothing is left but it and what may be left out.
        (["regulator", "court"], ["regulator=refused", "court=withdrawn"], "appeal"),
    ):
        told: dict[str, Any] = {"done": [*done, *more], "outcome": [*outcome, *came]}
        plan = escalate(catalog, "activity-cash", **CASH, **told)
        assert now(plan).step == turn
        appeal = step(plan, "appeal")
        assert (shown(appeal.act_at), appeal.not_before) == ("2026-11-20 10:00", None)
        assert ("open_at_once" in codes(appeal)) is (turn != "appeal")
        assert "branch_not_taken" not in codes(appeal)


@pytest.mark.parametrize(
    ("issue", "done", "waited", "turn"),
    [
        # Whoever took what needs its answer had one, or waited enough.
        (
            "not-shipped",
            ["seller@2026-11-20T08:00", "platform@2026-11-20T09:00"],
            "seller",
            "platform",
        ),
        (
            "price-drop",
            ["seller@2026-11-20T08:00", "platform@2026-11-20T09:00"],
            "seller",
            "platform",
        ),
        (
            "trade-dispute",
            ["platform@2026-11-20T08:00", "appeal@2026-11-20T09:00"],
            "platform",
            "appeal",
        ),
        # Where it was only inferred, just so.
        ("not-shipped", ["appeal@2026-11-19"], "platform", "regulator"),
        ("trade-dispute", ["appeal@2026-11-19"], "platform", "appeal"),
    ],
)
def test_whoever_went_on_does_not_wait_any_more(
    catalog: Catalog, issue: str, done: list[str], waited: str, turn: str
) -> None:
    plan = escalate(catalog, issue, **CASH, done=done)
    assert (step(plan, waited).state, now(plan).step) == ("done", turn)
    assert not now(plan).do.startswith(f"等“{step(plan, waited).title}”")


def test_what_a_later_answer_passed_over_is_not_waited_for(catalog: Catalog) -> None:
    # The shop had 48 hours, to 11-22; the platform was asked before that, and has refused.
    told: dict[str, Any] = {"done": ["seller@2026-11-20T08:00"], "outcome": ["platform=refused"]}
    plan = escalate(catalog, "not-shipped", **CASH, **told)
    assert ends(step(plan, "seller"))["answer"] == "2026-11-22 08:00"
    assert (step(plan, "seller").state, now(plan).step) == ("done", "appeal")


def test_where_only_a_clock_beside_is_known_what_is_open_is_offered_beside_the_wait(
    catalog: Catalog,
) -> None:
    # Fifteen days of law from 11-10: 11-25. How long the shop usually takes nobody says.
    said = {"zh": "等不及：申请平台介入", "en": "rather not wait: Ask the platform"}
    for lang, offered in said.items():
        told: dict[str, Any] = {"lang": lang, "done": ["seller@2026-11-10"]}
        plan = escalate(catalog, "refund-slow", **CASH, **told)
        assert (now(plan).step, shown(now(plan).deadline)) == ("seller", "2026-11-25 23:59:59")
        assert ends(step(plan, "seller")) == {"stalling": "2026-11-25 23:59:59"}
        assert any(one.startswith(offered) for one in now(plan).also)
        at_end = escalate(catalog, "refund-slow", at="2026-11-26T00:00", **told)
        assert now(at_end).step == "platform"


PASSED = [
    # All clocks of a step are over: 12315 (acceptance 12-01, mediation 02-01), the courier's seven
    # days, the postal authority's thirty to 12-19, a Saturday, so Monday.
    ("not-shipped", [*BEFORE, "regulator@2026-11-20"], "（调解）2027-02-01（周一）已过"),
    ("logistics-slow", ["seller", "courier@2026-11-10"], "（快递公司答复）2026-11-17（周二）已过"),
    (
        "logistics-slow",
        ["seller", "courier@2026-11-10", "postal@2026-11-19"],
        "（邮政管理部门答复）2026-12-21（周一）已过",
    ),
]


@pytest.mark.parametrize(("issue", "done", "said"), PASSED)
def test_a_date_that_has_passed_is_said_even_where_all_have(
    catalog: Catalog, issue: str, done: list[str], said: str
) -> None:
    plan = escalate(catalog, issue, at="2027-03-20T10:00", done=done)
    assert sum(said in one for one in now(plan).also) == 1
    # To whoever has an answer nothing is due any more.
    id_ = done[-1].partition("@")[0]
    told = escalate(catalog, issue, at="2027-03-20T10:00", done=done, outcome=[f"{id_}=refused"])
    assert not any(said in one for one in now(told).also)


# ---- Whom to call


def test_where_it_burns_the_numbers_stand_together_without_hours(catalog: Catalog) -> None:
    for issue, zh, en in (
        ("scam", ["110 报警", "96110 反诈专线"], ["110 police", "96110 anti-fraud line"]),
        ("safety-hazard", ["120 急救", "119 火警"], None),
        ("auto-deduction", ["微信支付 95017", "支付宝 95188"], None),
    ):
        for at in ("2026-11-20T10:00", "2026-11-22T03:00"):
            assert now(escalate(catalog, issue, at=at)).where == zh
            english = now(escalate(catalog, issue, at=at, lang="en")).where
            assert len(english) == 2
            assert en is None or english == en


def test_a_single_number_for_what_burns_keeps_its_hours(catalog: Catalog) -> None:
    one = with_step(catalog, "police", channels=["110"])
    assert now(escalate(one, "scam", **CASH)).where == ["110 报警，24 小时"]


def test_of_the_numbers_of_payment_companies_none_is_chosen(catalog: Catalog) -> None:
    # What it promised is waited for, and only the person knows through whom they paid.
    told: dict[str, Any] = {
        "done": ["platform", "appeal", "mediator", "regulator", "court"],
        "outcome": ["payment=agreed", "regulator=refused", "court=withdrawn"],
    }
    plan = escalate(catalog, "auto-deduction", **CASH, **told)
    assert now(plan).step == "payment"
    assert {one.number for one in step(plan, "payment").channels} >= {"95017", "95188"}
    assert not any(number in now(plan).action for number in ("95017", "95188"))


# ---- What cannot wait


def test_what_keeps_from_harm_is_closed_by_nothing(catalog: Catalog) -> None:
    for urgent, state in ((False, "excluded"), (True, "now")):
        changed = with_step(catalog, "association", urgent=urgent)
        plan = escalate(changed, "not-shipped", **CASH, done=["regulator", "court"])
        assert step(plan, "association").state == state


def test_why_a_step_comes_first_is_said_in_both_languages(catalog: Catalog) -> None:
    texts = (
        "这一步不能等：不管前面做过什么，都先做",
        "this cannot wait: it comes first, whatever was done before",
    )
    for lang, text in zip(LANGS, texts, strict=True):
        assert BECAUSE["harm_first"].to(lang) == text
        for issue, told in (
            ("scam", {}),
            ("safety-hazard", {}),
            ("not-shipped", {"outcome": ["court=refused@2026-11-19"]}),
        ):
            plan = escalate(catalog, issue, lang=lang, **CASH, **told)
            assert because(step(plan, now(plan).step), "harm_first").text == text
            calm = [one.id for one in plan.steps if "harm_first" not in codes(one)]
            assert {"court", "platform"} <= set(calm)


# ---- For somebody else

SPOKEN: list[tuple[str, str, str, str]] = [
    # issue, to whom, how one begins for 妈妈 in both languages
    (
        "scam",
        "police",
        "我替妈妈报警，事情是妈妈遇到的，下面的“我”指妈妈。",
        "I call the police for 妈妈, to whom it happened and who is “I” in what follows. ",
    ),
    ("scam", "payment", "我是妈妈的家人，妈妈在旁边。", "I am family of 妈妈, who is beside me. "),
    (
        "auto-deduction",
        "payment",
        "我是妈妈的家人，妈妈在旁边。",
        "I am family of 妈妈, who is beside me. ",
    ),
    *(
        (
            issue,
            id_,
            "我替妈妈说，下面的“我”是妈妈本人。",
            "I write for 妈妈, who is “I” in what follows. ",
        )
        for issue, id_ in (
            ("scam", "platform"),
            ("scam", "court"),
            ("safety-hazard", "seller"),
            ("safety-hazard", "report"),
            ("safety-hazard", "second-instance"),
            ("not-shipped", "regulator"),
        )
    ),
    # Nobody asks an ambulance's caller by whose leave.
    ("safety-hazard", "emergency", "", ""),
]


@pytest.mark.parametrize(("issue", "id_", "zh", "en"), SPOKEN)
def test_one_speaks_for_somebody_else_by_who_is_spoken_to(
    catalog: Catalog, issue: str, id_: str, zh: str, en: str
) -> None:
    for lang, begins in zip(LANGS, (zh, en), strict=True):
        own = step(escalate(catalog, issue, lang=lang, **CASH), id_)
        other = step(escalate(catalog, issue, lang=lang, for_whom="妈妈", **CASH), id_)
        assert own.say
        assert other.say == f"{begins}{own.say}"
        # Where it is urgent nobody fetches a paper first, but for a court.
        authority = "authority" in {item.id for item in other.evidence}
        in_name = id_ in ("court", "report", "second-instance", "regulator")
        assert authority is in_name
        assert "authority" not in {item.id for item in own.evidence}
