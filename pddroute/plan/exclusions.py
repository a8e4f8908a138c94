"""Which steps are no part of the way, or no longer, and why."""

from __future__ import annotations

from collections.abc import Mapping

from pddroute.catalogue.model import Step
from pddroute.contract.plan import StepState
from pddroute.plan.situation import Situation
from pddroute.plan.words import Saying, saying

States = Mapping[str, StepState]
"""The states of the steps before, by id."""


def exclusion(situation: Situation, place: int, before: States) -> list[Saying]:
    """Why the step at ``place``, which was not done, is no part of the way; empty where it is."""
    step = situation.steps[place]
    return (
        _handled(situation, step)
        or ([saying("passed_over.by_later")] if place < situation.frontier else [])
        or _claim_over(situation, before)
        or _alternative(situation, step, before)
        or _unmet(situation, step, before)
    )


def _handled(situation: Situation, step: Step) -> list[Saying]:
    """What was done of that which excludes the step, and was not refused."""
    done = situation.done
    return [
        saying("already_handled", other=other.title)
        for other in situation.steps
        if step.id in other.excludes and other.id in done and done[other.id].outcome != "refused"
    ]


def _claim_over(situation: Situation, before: States) -> list[Saying]:
    """Nothing is left to ask for: the time for the claim itself has passed unused."""
    expired = [situation.step(id_) for id_, state in before.items() if state == "expired"]
    over = [step.title for step in expired if step.limit and step.limit.ends_claim]
    return [saying("needs_missing.claim_over", other=title) for title in over[:1]]


def _alternative(situation: Situation, step: Step, before: States) -> list[Saying]:
    """The step it can replace is still a choice: neither refused there nor too late."""
    first = step.instead_of
    if first is None or before.get(first) == "expired":
        return []
    if first in situation.done and situation.done[first].outcome == "refused":
        return []
    return [saying("alternative_of", other=situation.step(first).title)]


def _unmet(situation: Situation, step: Step, before: States) -> list[Saying]:
    """What the step needs is not, and will not be, there."""
    reasons = []
    for need, outcomes in step.needs.items():
        done = situation.done.get(need)
        if done is None:
            if before.get(need) in ("expired", "excluded"):
                reasons.append(saying("needs_missing.gone", other=situation.step(need).title))
        elif done.outcome is not None and outcomes and done.outcome not in outcomes:
            title = situation.step(need).title
            reasons.append(saying("branch_not_taken", other=title, outcome=done.outcome))
    return reasons
