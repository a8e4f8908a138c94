"""The words put into a person's mouth: true for what was told, and for whom it is said."""

from __future__ import annotations

from pddroute.catalogue.routes import Step
from pddroute.plan.history import Done
from pddroute.plan.situation import Situation
from pddroute.plan.wording import Saying, Wording, saying
from pddroute.plan.words import TEXTS
from pddroute.words import shown

_FOR_WHOM = {
    "police": "for_whom.police",
    "payment": "for_whom.payment",
    "court": "for_whom",
}
"""How one speaks for somebody else, by who is spoken to; an ambulance asks for nobody's leave."""


def said(
    text: str | None, situation: Situation, step: Step, for_whom: str | None, to: Wording
) -> str | None:
    """``text`` with ``{told}`` filled in, spoken for ``for_whom`` where that is somebody else."""
    if text is None:
        return None
    if "{told}" in text:
        text = text.replace("{told}", to.text(_told(situation, step)))
    key = _FOR_WHOM.get(step.operator, "" if step.urgent else "for_whom")
    if for_whom is None or not key:
        return text
    return to.text(saying(key, who=shown(for_whom), say=text))


def _told(situation: Situation, step: Step) -> Saying:
    """What was done of the other steps, as far as the person told it."""
    deeds = [
        _deed(other, done)
        for other in situation.steps
        if (done := situation.done.get(other.id)) is not None
        and other is not step
        and other.id in (*situation.history.done, *situation.history.results)
    ]
    return saying("told", explained=deeds) if deeds else saying("nothing")


def _deed(step: Step, done: Done) -> Saying:
    """One step as a deed: on which day, and what came of it."""
    deed = step.told or step.title
    one = saying("told.one", deed=deed)
    if done.at is not None:
        one = saying("told.dated", on=done.at, deed=deed)
    if done.amount is not None:
        key = "told.broken" if done.outcome == "broken" else "told.agreed"
        return saying(key, said=one, amount=done.amount)
    if done.outcome is None:
        return one
    own = f"told.{done.outcome}.{step.operator}"
    return saying(own if own in TEXTS else "told.ended", said=one, outcome=done.outcome)
