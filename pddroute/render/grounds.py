"""The law behind a plan, and how its dates came about."""

from __future__ import annotations

from pddroute.contract.plan import Plan
from pddroute.words import say


def grounds(answer: Plan) -> list[str]:
    """The rules that the steps still open rest on, each once."""
    ahead = (step for step in answer.steps if step.state in ("now", "waiting", "later"))
    return list(dict.fromkeys(one.text for step in ahead for one in step.basis))


def counts(answer: Plan) -> list[str]:
    """How every date and state came about, in the order of the route."""
    joint = say(answer.lang, "：", ": ")
    return [f"{step.title}{joint}{one.text}" for step in answer.steps for one in step.because]
