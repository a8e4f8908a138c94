"""Until when a step is possible: the safe end of its limit first, what the law leaves after it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from pddroute.catalogue.routes import Limit, Step
from pddroute.plan.periods import Counted, Length, count, length_of
from pddroute.plan.situation import Situation
from pddroute.plan.wording import Saying, fixed, saying


class Expiry(NamedTuple):
    """When a step is no longer possible, as far as that is known."""

    at: dt.datetime | None = None
    """Its last safe instant, and once that has passed, the last one in law; None: none ahead."""
    end: dt.datetime | None = None
    """The last instant in law, over or not; None: there is no limit, or nobody can date it."""
    hard: bool = False
    """The limit ends the step; an unconfirmed figure never does."""
    passed: bool = False
    """The limit is over, and the step was not done in time."""
    moved: bool = False
    """The safe end is over, and only the law's moving of a last day that is off is left."""
    reasons: tuple[Saying, ...] = ()


def expiry(situation: Situation, step: Step) -> Expiry:
    """When ``step`` expires, by what is in force at the instant of the question."""
    limit = step.limit
    length = length_of(situation.catalog, limit, situation.at.date()) if limit else None
    if limit is None or length is None:
        return Expiry()
    start = _start(situation, limit, length)
    if start is None:
        return Expiry(reasons=(_undated(situation, limit, length),))
    counted = count(length, start, situation.calendar, "limit")
    done = situation.done.get(step.id)
    taken = situation.at if done is None else (done.at or start)
    passed, moved = taken > counted.until, counted.safe < taken <= counted.until
    reasons = [_explained(counted)]
    if passed:
        last = counted.until.date()
        key = "limit_passed" if limit.passed is None else "limit_passed.left"
        reasons.append(saying(key, [last], last=last, left=limit.passed, rule=limit.rule))
    elif counted.safe != counted.until:
        key = "legal_fallback.only" if moved else "legal_fallback"
        last = counted.until.date()
        reasons.append(saying(key, [last], day=counted.safe.date(), last=last, rule=limit.rule))
    hard = limit.hard and length.grade in ("official", "reported")
    ahead = None if passed else counted.until if moved else counted.safe
    return Expiry(ahead, counted.until, hard, passed, moved, tuple(reasons))


def _start(situation: Situation, limit: Limit, length: Length) -> dt.datetime | None:
    """From when the limit runs: what was done in time may have begun it anew."""
    if limit.from_outcome:
        done = situation.done.get(limit.start)
        return None if done is None else done.came_at
    start = situation.start(limit.start)
    if start is None or not limit.renewed:
        return start
    for taken in situation.taken:
        if start < taken <= count(length, start, situation.calendar, "limit").until:
            start = taken
    return start


def _undated(situation: Situation, limit: Limit, length: Length) -> Saying:
    """What has to be told for a limit to be dated."""
    if limit.start in ("received", "since"):
        return fixed(f"limit_start_unknown.{limit.start}", length=length)
    key = "limit_start_unknown.outcome" if limit.from_outcome else "limit_start_unknown.done"
    return saying(key, length=length, other=situation.step(limit.start).title)


def _explained(counted: Counted) -> Saying:
    """The count of a limit's safe end as one reason, with the days of all that explain it."""
    said = [one for one in counted.reasons if one.code != "rolled_to_working_day"]
    days = [day for one in said for day in one.dates]
    return saying("limit_counted", days, explained=said)
