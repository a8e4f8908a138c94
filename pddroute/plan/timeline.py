"""The states and dates of a route's steps, for one instant and one history.

The steps are gone in the order of the route. The last one done is the *frontier*: what it waits
for decides when the next may be taken, and each step after that is dated as if everything before
it were done as soon as it can be and answered as late as it may be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from pddroute.catalogue.model import Step
from pddroute.contract.plan import StepState
from pddroute.directory.status import next_open
from pddroute.plan.exclusions import exclusion
from pddroute.plan.history import Done, too_late
from pddroute.plan.limits import Expiry, expiry, marks
from pddroute.plan.situation import Situation
from pddroute.plan.waits import Waits, waits
from pddroute.plan.words import Saying, saying

_NEAR = dt.timedelta(days=7)
"""A limit this near goes before a step whose answer nobody can date."""


class Entry(NamedTuple):
    """One step with its state and dates."""

    step: Step
    state: StepState
    reasons: Sequence[Saying]
    expiry: Expiry = Expiry()
    waits: Waits = Waits()
    not_before: dt.datetime | None = None
    act_at: dt.datetime | None = None
    ready: bool = False
    """Nothing but closed channels can keep it from being taken now."""
    done: bool = False


def timeline(situation: Situation) -> list[Entry]:
    """Every step of the route with its state and dates.

    Raises :class:`InvalidHistory` where a step was done after its limit.
    """
    entries = _entries(situation, 0)
    pressing = _pressing(situation, entries)
    return entries if pressing is None else _entries(situation, pressing)


def _entries(situation: Situation, skip_to: int) -> list[Entry]:
    """The entries where the steps before ``skip_to`` that are not done are passed over."""
    frontier = situation.frontier
    entries: list[Entry] = []
    before = Waits()
    for n, step in enumerate(situation.steps):
        if n == skip_to > frontier:
            before = Waits()
        entry = _entry(situation, entries, before, skip_to)
        entries.append(entry)
        if n == frontier or (entry.state == "later" and not step.optional):
            before = entry.waits
    turn = _turn(situation, entries, frontier if frontier >= skip_to else -1)
    if turn is not None:
        now = entries[turn].act_at == situation.at
        entries[turn] = entries[turn]._replace(state="now" if now else "waiting")
    return entries


def _entry(situation: Situation, entries: Sequence[Entry], before: Waits, skip_to: int) -> Entry:
    """The step after ``entries``, whose turn comes after what ``before`` waits for."""
    n = len(entries)
    step = situation.steps[n]
    marked = marks(situation, step)
    if step.id in situation.done:
        return _was_done(situation, step, marked)
    why = exclusion(situation, n, {entry.step.id: entry.state for entry in entries})
    if why:
        return Entry(step, "excluded", [*marked, *why])
    limit = expiry(situation, step)
    reasons = [*marked, *limit.reasons]
    if limit.passed and limit.hard:
        return Entry(step, "expired", reasons, limit)
    if n < skip_to:
        reasons.append(saying("passed_over.pressed", other=situation.steps[skip_to].title))
        return Entry(step, "excluded", reasons, limit)
    if before.held:
        reasons.append(saying("outcome_needed.before"))
        return Entry(step, "later", reasons, limit, Waits(held=True))
    needed = [e.waits.answered for e in entries if e.step.id in step.needs]
    free = max((at for at in (before.free, *needed) if at is not None), default=None)
    not_before = free if free is not None and free > situation.at else None
    start = not_before or situation.at
    act_at = _opening(situation, step, start)
    due = Waits(free=start, held=step.answer)
    if act_at is not None:
        due = waits(situation, step, Done(act_at), situation.at.date())
        if act_at > start:
            reasons.append(saying("channel_opens", [act_at.date()], opens=act_at))
    # An optional step that is closed does not take the turn from one that is open.
    ready = not_before is None and (act_at == situation.at or not step.optional)
    why = [*reasons, *due.reasons]
    return Entry(step, "later", why, limit, due, not_before, act_at, ready)


def _was_done(situation: Situation, step: Step, marked: Sequence[Saying]) -> Entry:
    done = situation.done[step.id]
    limit = expiry(situation, step)
    if done.at is not None and limit.at is not None and done.at > limit.at and limit.hard:
        raise too_late(step, limit.at)
    due = waits(situation, step, done, (done.at or situation.at).date())
    reasons = [*marked, *limit.reasons, *due.reasons]
    if due.held:
        reasons.append(saying("outcome_needed.own", step=step.id))
    return Entry(step, "done", reasons, limit, due, done=True)


def _turn(situation: Situation, entries: Sequence[Entry], frontier: int) -> int | None:
    """The place of the step whose turn it is: to be taken, else awaited where that holds one up."""
    at = situation.at
    for n, entry in enumerate(entries):
        if entry.ready:
            return n
    if frontier >= 0:
        waits = entries[frontier].waits
        if waits.held or (waits.free is not None and waits.free > at):
            return frontier
    # An optional step holds up nothing but what needs its answer.
    for n, entry in enumerate(entries):
        for m, before in enumerate(entries[:n]):
            answered = before.waits.answered
            due = before.done and answered is not None and answered > at
            if due and entry.state == "later" and before.step.id in entry.step.needs:
                return m
    return None


def _pressing(situation: Situation, entries: Sequence[Entry]) -> int | None:
    """The place of a step whose turn comes after its limit, and that can still be taken before."""
    at = situation.at
    for n, entry in enumerate(entries):
        end = entry.expiry.at
        if end is None or not entry.expiry.hard or entry.state not in ("later", "waiting"):
            continue
        # Its turn comes after its limit, or nobody knows and the limit is near.
        too_late = end - at < _NEAR if entry.act_at is None else entry.act_at > end
        if too_late and entry.step.needs.keys() <= situation.done.keys():
            opens = _opening(situation, entry.step, at)
            if opens is not None and opens <= end:
                return n
    return None


def _opening(situation: Situation, step: Step, start: dt.datetime) -> dt.datetime | None:
    """The first instant from ``start`` at which a channel of ``step`` is open, if one is known."""
    first = None
    for id_ in step.channels:
        channel = situation.catalog.channels[id_]
        opens = next_open(channel, start, situation.calendar) if channel.offered else None
        if opens == start:
            return start
        first = opens if first is None or (opens is not None and opens < first) else first
    return first
