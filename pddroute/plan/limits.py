"""Until when a step is possible at all, and from when on something is so."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from pddroute.catalogue.model import Period, Step
from pddroute.plan.periods import Counted, count, length_of
from pddroute.plan.situation import Situation
from pddroute.plan.words import Saying, fixed, saying


class Expiry(NamedTuple):
    """When a step is no longer possible, as far as that is known."""

    at: dt.datetime | None = None
    """The last instant of its limit; None: there is none, or nobody can date it."""
    hard: bool = False
    """The limit ends the step; an unconfirmed figure never does."""
    passed: bool = False
    """The limit is over, and the step was not done."""
    reasons: tuple[Saying, ...] = ()


def expiry(situation: Situation, step: Step) -> Expiry:
    """When ``step`` expires, by what is in force at the instant of the question."""
    limit = step.limit
    length = length_of(situation.catalog, limit, situation.at.date()) if limit else None
    if limit is None or length is None:
        return Expiry()
    start = situation.start(limit.start)
    if start is None:
        option = {"received": "--received", "since": "--since"}.get(limit.start, "--done")
        return Expiry(reasons=(fixed("limit_start_unknown", length=length, option=option),))
    counted = count(length, start, situation.calendar, "limit")
    reasons = [_explained("limit_counted", counted)]
    passed = step.id not in situation.done and situation.at > counted.until
    if passed:
        last = counted.until.date()
        key = "limit_passed" if limit.passed is None else "limit_passed.left"
        reasons.append(saying(key, [last], last=last, left=limit.passed))
    hard = limit.hard and length.grade in ("official", "reported")
    return Expiry(counted.until, hard, passed, tuple(reasons))


def marks(situation: Situation, step: Step) -> list[Saying]:
    """From which day on something is so: each mark of ``step`` whose start is known."""
    reasons = []
    for mark in step.marks:
        start = situation.start(mark.start)
        length = length_of(situation.catalog, Period(rule=mark.rule), situation.at.date())
        if start is not None and length is not None:
            counted = count(length, start, situation.calendar, mark.label)
            passed = situation.at > counted.until
            key = "mark_counted.passed" if passed else "mark_counted"
            reasons.append(_explained(key, counted))
    return reasons


def _explained(key: str, counted: Counted) -> Saying:
    """A count as one reason, with the days of all that explain it."""
    days = [day for one in counted.reasons for day in one.dates]
    return saying(key, days, explained=counted.reasons)
