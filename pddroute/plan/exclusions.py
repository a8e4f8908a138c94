"""Which steps a rule has closed, and which: nothing else ever closes a step."""

from __future__ import annotations

from collections.abc import Mapping

from pddroute.catalogue.routes import Step
from pddroute.plan.limits import Expiry
from pddroute.plan.situation import Situation
from pddroute.plan.wording import Saying, saying


def exclusion(situation: Situation, step: Step, limits: Mapping[str, Expiry]) -> list[Saying]:
    """Why ``step``, which was not done, is closed by a rule; empty where it is not.

    ``limits`` has the limit of each step of the route. What keeps a person from harm is never
    closed.
    """
    if step.urgent:
        return []
    return _handled(situation, step) or _claim_over(situation, step, limits)


def stands(situation: Situation, step: Step, other: Step) -> bool:
    """Whether ``step`` was done in a way that closes ``other`` where ``step`` excludes it.

    Who refused a matter has not dealt with it, but a court that decides against somebody has.
    """
    done = situation.done.get(step.id)
    if done is None or other.id not in step.excludes:
        return False
    gone = ("refused", "withdrawn") if other.operator == "association" else ("refused",)
    return step.operator == "court" or done.outcome not in gone


def _handled(situation: Situation, step: Step) -> list[Saying]:
    """What was done of that which closes the step, or the one that it would be taken instead of."""
    closed = [_by(situation, other, step, "already_handled") for other in situation.steps]
    if step.instead_of is not None:
        first, key = situation.step(step.instead_of), "already_handled.alternative"
        others = (other for other in situation.steps if other is not step)
        closed += [_by(situation, other, first, key) for other in others]
    return [saying for saying in closed if saying is not None]


def _by(situation: Situation, done: Step, closed: Step, key: str) -> Saying | None:
    """What to say of ``closed`` where ``done`` closes it."""
    if not stands(situation, done, closed):
        return None
    rule = done.excludes[closed.id]
    law = situation.law(rule).law
    return saying(key, other=done.title, first=closed.title, law=law, rule=rule)


def _claim_over(situation: Situation, step: Step, limits: Mapping[str, Expiry]) -> list[Saying]:
    """The time for the claim itself has passed: nothing is left to ask for."""
    for other in situation.steps:
        limit = other.limit
        if limit is None or step.id not in limit.ends or not limits[other.id].passed:
            continue
        if limit.rule is not None:
            law = situation.law(limit.rule).law
            return [saying("needs_missing.claim_over", other=other.title, law=law, rule=limit.rule)]
    return []
