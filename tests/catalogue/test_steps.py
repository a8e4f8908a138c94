"""What the texts of the bundled steps and issues owe to whoever reads them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pddroute import load_catalog
from pddroute.catalogue.routes import Issue, Step
from pddroute.plan.sheets import sheet

CATALOG = load_catalog()
#: What a person fits on a first screen of 80 columns, with a sentence on what was done before.
TOLD = "11 月 20 日向商家申请了退款，被拒绝。"
MOST = 118


def _asked() -> Iterator[tuple[str, Issue, Step]]:
    """Every issue with every step of its route."""
    for id_, issue in CATALOG.issues.items():
        for key in CATALOG.routes[issue.route].steps:
            yield f"{id_}/{key}", issue, CATALOG.steps[key]


def test_every_step_can_be_told_and_its_first_line_stands_in_a_sentence() -> None:
    for key, step in CATALOG.steps.items():
        assert step.told, key
        assert step.told.en, key
        first = step.do[0]
        assert not first.zh.endswith("。"), key
        assert not first.to("en").endswith("."), key
        assert len(first.zh) <= 45, (key, first.zh)


def test_every_clock_says_what_to_do_at_its_end() -> None:
    for key, step in CATALOG.steps.items():
        assert all(wait.then and wait.then.en for wait in step.wait), key
        assert len({wait.id for wait in step.wait}) == len(step.wait), key


def test_every_lawsuit_knows_the_three_years() -> None:
    courts = {key: step for key, step in CATALOG.steps.items() if step.id == "court"}
    assert courts
    for key, step in courts.items():
        limit = step.limit
        if key == "court-rights":  # to have a wrong stopped has no limit in time
            assert limit is None
            continue
        assert limit, key
        assert (limit.rule, limit.hard, limit.renewed) == ("limitation", False, True), key
        assert limit.passed, key


def test_every_lawsuit_may_be_lost_and_appealed() -> None:
    suits = 0
    for id_, route in CATALOG.routes.items():
        steps = {CATALOG.steps[key].id: CATALOG.steps[key] for key in route.steps}
        assert ("court" in steps) is ("second-instance" in steps), id_
        if "court" not in steps:
            continue
        suits += 1
        assert list(steps)[-2:] == ["court", "second-instance"], id_
        appeal = steps["second-instance"]
        assert appeal.urgent
        assert appeal.needs == {"court": ["refused", "unsatisfied"]}
        assert appeal.limit
        assert (appeal.limit.start, appeal.limit.from_outcome) == ("court", True)
        assert (appeal.limit.rule, appeal.limit.hard) == ("court-appeal", True)
        assert appeal.limit.passed
        assert "12348" in appeal.limit.passed.zh
    assert suits > 20
    versions = CATALOG.rules["court-appeal"].versions
    assert [one.period for one in versions] == ["15 days"]


def test_the_end_of_a_claim_takes_nobody_but_who_is_asked_for_it() -> None:
    """Neither danger, nor a crime, nor a wrong to be stopped ends with the time to sue."""
    ending = 0
    for id_, route in CATALOG.routes.items():
        steps = {CATALOG.steps[key].id: CATALOG.steps[key] for key in route.steps}
        for step in steps.values():
            ends = set(step.limit.ends) if step.limit else set()
            ending += bool(ends)
            assert step.id not in ends, id_
            kept = {"police", "payment", "emergency", "report", "advice", "second-instance"}
            assert not ends & kept, id_
            if step.id == "court":  # who has a limit of their own, or none, says so themselves
                assert not ends & {"regulator", "courier", "postal"}, id_
            assert not any(steps[other].urgent for other in ends if other in steps), id_
    assert ending > 10


def test_12315_is_reached_by_its_website_and_its_telephones_help() -> None:
    complaints = {key: s for key, s in CATALOG.steps.items() if "12315-online" in s.channels}
    assert {step.id for step in complaints.values()} == {"regulator", "report"}
    for key, step in complaints.items():
        assert step.channels == ["12315-online"], key
        assert step.help[:2] == ["12315-phone", "12345"], key


def test_harm_comes_first_in_its_routes() -> None:
    for id_, route in CATALOG.routes.items():
        steps = [CATALOG.steps[key] for key in route.steps]
        urgent = [step.urgent for step in steps if not step.needs]  # a lost suit comes last
        assert urgent == sorted(urgent, reverse=True), id_


@pytest.mark.parametrize(
    ("number", "blanks"),
    [
        ("12315-online", ("【金额】", "【日期】")),
        ("110", ("【时间】",)),
        ("12366-phone", ("【订单号】",)),
    ],
)
def test_an_authority_is_given_what_it_must_have(number: str, blanks: tuple[str, ...]) -> None:
    steps = {key: step for key, step in CATALOG.steps.items() if number in step.channels}
    assert steps
    for key, step in steps.items():
        assert step.say, key
        assert [one for one in blanks if one not in step.say.zh] == [], key


def test_what_is_said_is_short_and_has_no_holes() -> None:
    for name, issue, step in _asked():
        if step.say is None or step.id in issue.implies:
            continue
        for lang in ("zh", "en"):
            demand = issue.demands.get(step.id, issue.demand).to(lang)
            parts = {"problem": issue.problem.to(lang), "demand": demand, "told": TOLD}
            parts |= CATALOG.platform.respondent.in_force
            said = step.say.to(lang).format(**parts)
            assert not any(twice in said for twice in ("。。", "，，", "..", "。，")), (name, said)
            assert lang == "en" or len(said) <= MOST, (name, len(said), said)


def test_a_merchant_is_not_asked_for_a_shoppers_proof() -> None:
    for name, issue, step in _asked():
        if issue.audience == "merchant":
            assert {"chat-log", "id-card"}.isdisjoint([*issue.evidence, *step.evidence]), name


def test_a_demand_is_not_one_that_its_addressee_cannot_meet() -> None:
    cannot = {
        "seller": ("查处", "立案"),
        "court": ("查处", "马上发货", "撤销投诉", "处罚", "封禁"),
        "police": ("封禁", "退还货款"),
    }
    for name, issue, step in _asked():
        demand = issue.demands.get(step.id, issue.demand).zh
        assert [word for word in cannot.get(step.id, ()) if word in demand] == [], (name, demand)


def test_an_appeal_asks_for_what_the_suit_asked_for() -> None:
    for name, issue, step in _asked():
        if step.id == "second-instance":
            asked = sheet(CATALOG, name.partition("/")[0], step, "zh").say or ""
            assert issue.demands.get("court", issue.demand).zh in asked, name
