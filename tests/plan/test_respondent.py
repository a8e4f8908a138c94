"""Whom a form names where the platform is the other side: one claim each, filled into the texts."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pddroute import escalate
from pddroute.catalogue.facts import Claim
from pddroute.catalogue.model import Catalog
from pddroute.words import Lang

AT = "2026-11-25T20:00"
AGAINST_IT = [("account-restricted", "regulator"), ("account-restricted", "court")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("issue", "step"), AGAINST_IT)
def test_a_form_against_the_platform_can_be_filled_in(
    catalog: Catalog, issue: str, step: str, lang: Lang
) -> None:
    plan = escalate(catalog, issue, at=AT, lang=lang)
    (todo,) = (" ".join(one.do) for one in plan.steps if one.id == step)
    for claims in ("company", "address", "credit_code"):
        (written,) = (
            one.text("zh")
            for one in getattr(catalog.platform.respondent, claims)
            if one.lost is None
        )
        assert written in todo


def test_what_is_said_names_the_company(catalog: Catalog) -> None:
    (step,) = (
        one for one in escalate(catalog, "activity-cash", at=AT).steps if one.id == "regulator"
    )
    assert step.say is not None
    assert "我投诉上海寻梦信息技术有限公司（拼多多）" in step.say


def test_the_claim_in_force_is_the_one_that_is_written(catalog: Catalog) -> None:
    old, new = (Claim(value=name, source="jingsh-ruling-2019") for name in ("旧名", "新名"))
    claims = [replace(old, lost="superseded", by="jingsh-ruling-2019"), new]
    named = replace(catalog.platform.respondent, company=claims)
    renamed = replace(catalog, platform=replace(catalog.platform, respondent=named))
    said = " ".join(
        f"{step.say} {' '.join(step.do)}"
        for step in escalate(renamed, "activity-cash", at=AT).steps
    )
    assert "新名" in said
    assert "旧名" not in said
    assert "{" not in said


def test_no_plan_shows_a_hole(catalog: Catalog) -> None:
    for issue in catalog.issues:
        for lang in ("zh", "en"):
            for step in escalate(catalog, issue, at=AT, lang=lang).steps:  # type: ignore[arg-type]
                assert "{" not in "".join([*step.do, step.say or ""]), (issue, step.id)
