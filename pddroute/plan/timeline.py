"""The states and dates of a route's steps, for one instant and one history.

Steps are gone through in the order of the route. Each is dated as if everything before it were
done as soon as it can be and answered as late as it may be. What the law lets be done at any time
is open at once, whatever is awaited; its date in that order only says when its turn comes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pddroute.catalogue.routes import Outcome, Step
from pddroute.contract.plan import StepState
from pddroute.directory.status import next_open
from pddroute.plan.exclusions import exclusion
from pddroute.plan.history import Done
from pddroute.plan.limits import Expiry, expiry
from pddroute.plan.situation import Situation
from pddroute.plan.waits import PROMISED, Waits, waits
from pddroute.plan.wording import Saying, saying

_NO_ANSWER = ("silent", "broken")
"""Outcomes after which one is where one was before."""
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
    turn_at: dt.datetime | None = None
    """When its turn comes; None: nobody knows, or it is done or gone."""
    open: bool = False
    """It may be taken at this instant, whether or not it is its turn."""
    behind: int | None = None
    """The place of the step, done and not answered yet, for which it has to wait its turn."""
    spare: bool = False
    """It is put first only where nothing else can be done."""
    done: bool = False
    promised: bool = False
    """Its answer was yes, and that has still to be done."""


class _Queue(NamedTuple):
    """What comes before a step: until when that is waited for."""

    place: int | None = None
    free: dt.datetime | None = None
    held: bool = False
    """Nobody knows until when."""
    done: bool = False
    """What is waited for is the answer to a step that was done."""


def timeline(situation: Situation) -> list[Entry]:
    """Every step of the route with its state and dates; at most one is ``now`` or ``waiting``."""
    limits = {step.id: expiry(situation, step) for step in situation.steps}
    entries: list[Entry] = []
    main = turn = _Queue()
    for n, step in enumerate(situation.steps):
        entry = _entry(situation, step, limits, entries, turn if step.any_time else main)
        entries.append(entry)
        holds_up = (
            entry.waits.running(situation.at) if entry.done else entry.turn_at or entry.act_at
        )
        if step.optional or step.parallel or step.urgent:
            continue
        if holds_up:
            turn = _Queue(n, entry.waits.free, entry.waits.held, entry.done)
            main = main if step.any_time else turn
        elif entry.done and not step.any_time:  # whoever has gone on waits for nothing before it
            main = turn = _Queue()
    place = _turn(situation, entries)
    for n, entry in enumerate(entries):
        if n == place:
            entries[n] = _at_hand(situation, entry)
        elif entry.open and place is not None:
            reason = _open_at_once(entry, entries[place])
            entries[n] = entry._replace(reasons=[*entry.reasons, reason])
    return entries


def _at_hand(situation: Situation, entry: Entry) -> Entry:
    """The entry whose turn it is: to be taken, waited for, or got ready for."""
    if not entry.done and entry.not_before is not None:  # its limit does not wait for its turn
        opens = _opening(situation, entry.step, situation.at)
        entry = entry._replace(not_before=None, act_at=opens)
    now = entry.act_at == situation.at
    return entry._replace(state="now" if now else "waiting")


def _entry(
    situation: Situation,
    step: Step,
    limits: Mapping[str, Expiry],
    entries: Sequence[Entry],
    queue: _Queue,
) -> Entry:
    """The step after ``entries``, whose turn comes after ``queue``."""
    limit, at = limits[step.id], situation.at
    if step.id in situation.done:
        return _was_done(situation, step, limit)
    reasons = list(limit.reasons)
    if limit.passed and limit.hard:
        return Entry(step, "expired", reasons, limit)
    closed = exclusion(situation, step, limits)
    if closed:
        return Entry(step, "excluded", closed)
    branch = _branch(situation, step, entries)
    if branch:
        return Entry(step, "later", [*reasons, *branch], limit)
    needed = [entry for entry in entries if entry.step.id in step.needs]
    missing = [entry for entry in needed if not entry.done]
    # Nothing but what it needs itself holds up a step that goes beside the others.
    if step.parallel or step.urgent:
        queue = _Queue()
    dates = [entry.waits.answered for entry in needed]
    if not step.any_time:
        dates.append(queue.free)
    free = max((date for date in dates if date is not None and date > at), default=None)
    undated = any(entry.waits.held or entry.act_at is None for entry in missing)
    # Where silence is no answer, only an outcome lets it go on.
    undated |= any(e.waits.held and not _lets_on(step, e.step, "silent") for e in needed)
    unknown = undated or (missing and free is None)
    if unknown or (queue.held and not queue.done and not step.any_time):
        reasons.append(saying("outcome_needed.before"))
        return Entry(step, "later", reasons, limit, Waits(held=True))
    start = free or at
    act_at = _opening(situation, step, start)
    due = Waits(free=start, held=step.answer)
    if act_at is not None:
        due = waits(situation, step, Done(act_at), at.date())
        if act_at > start:
            reasons.append(saying("channel_opens", [act_at.date()], opens=act_at))
    reasons += [*_beside(situation, step), *due.reasons]
    awaited = queue.held or any(entry.waits.held for entry in needed)
    turn_at = None if awaited else max(start, queue.free or start)
    is_open = act_at == at and not missing
    behind = queue.place if queue.done else None
    spare = step.optional or _unlikely(situation, step)
    return Entry(step, "later", reasons, limit, due, free, act_at, turn_at, is_open, behind, spare)


def _beside(situation: Situation, step: Step) -> list[Saying]:
    """What was done in its place or after it, and does not close it."""
    first = step.instead_of
    if first is not None and first not in situation.done:
        return [saying("alternative_of", other=situation.step(first).title)]
    after = situation.steps[situation.steps.index(step) + 1 :]
    overtaken = any(one.id in situation.done and not one.optional for one in after)
    return [saying("passed_over")] if overtaken else []


def _lets_on(step: Step, need: Step, outcome: Outcome) -> bool:
    """Whether ``outcome`` of ``need`` lets ``step`` go on; a broken promise is as good as none."""
    outcomes = step.needs[need.id]
    return not outcomes or outcome in outcomes or (outcome == "broken" and "silent" in outcomes)


def _unlikely(situation: Situation, step: Step) -> bool:
    """Whether a step that needs an answer comes after silence: open, but nothing to begin with."""
    needed = [
        (need, situation.done.get(need.id)) for need in situation.steps if need.id in step.needs
    ]
    return any(
        done is not None and done.outcome in _NO_ANSWER and not _lets_on(step, need, "silent")
        for need, done in needed
    )


def _branch(situation: Situation, step: Step, entries: Sequence[Entry]) -> list[Saying]:
    """What came of the steps that it needs and does not let it go on, unless that changes."""
    reasons = []
    for entry in entries:
        done = situation.done.get(entry.step.id) if entry.step.id in step.needs else None
        outcome = None if done is None else done.outcome
        if outcome is None or _lets_on(step, entry.step, outcome):
            continue
        if outcome in _NO_ANSWER and not step.urgent:
            continue
        # What was promised and not done in time was not kept.
        if outcome in PROMISED and not entry.waits.running(situation.at):
            continue
        key = "branch_not_taken.promised" if outcome in PROMISED else "branch_not_taken"
        reasons.append(saying(key, other=entry.step.title, outcome=outcome))
    return reasons


def _was_done(situation: Situation, step: Step, limit: Expiry) -> Entry:
    done = situation.done[step.id]
    due = waits(situation, step, done, (done.at or situation.at).date())
    promised = done.outcome in PROMISED and step.id not in situation.followed
    reasons = [*limit.reasons, *due.reasons]
    return Entry(step, "done", reasons, limit, due, done=True, promised=promised)


def _turn(situation: Situation, entries: Sequence[Entry]) -> int | None:
    """The place of the step whose turn it is: to be taken, else awaited; None: none is left."""
    at = situation.at
    own = [n for n, e in enumerate(entries) if e.turn_at is not None and e.turn_at <= at]
    main = [n for n in own if not entries[n].spare]
    running = [n for n, e in enumerate(entries) if e.done and e.waits.running(at)]
    beside = [n for n in running if entries[n].step.parallel or entries[n].step.urgent]
    promised = [n for n in running if n not in beside and entries[n].promised]
    ahead = [e for e in entries if e.state == "later" and not e.spare]
    choices = (
        *(n for n in main if entries[n].step.urgent and entries[n].open),
        *(n for n, entry in enumerate(entries) if presses(situation, entry, entries)),
        # Whoever has been promised what they ask for need not begin anew.
        *reversed(promised),
        # What goes beside the others does not take the turn from them while it is closed.
        *(n for n in main if entries[n].open or not entries[n].step.parallel),
        *(e.behind for e in ahead if e.behind is not None),
        *(n for n in reversed(running) if n not in beside and not entries[n].step.optional),
        *beside,
        *own,
        *(n for n, entry in enumerate(entries) if entry.open),
        *running,
    )
    return choices[0] if choices else None


def presses(situation: Situation, entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether its limit would have passed before its turn comes, and it can still be taken."""
    at, end, limit = situation.at, entry.expiry.at, entry.step.limit
    if end is None or limit is None or entry.state != "later":
        return False
    # To ask for one's right in any way begins a renewed limit anew: only its last days press.
    hard = entry.expiry.hard and not limit.renewed
    too_late = hard and entry.turn_at is not None and entry.turn_at > end
    if not (too_late or end - at < _NEAR):
        return False
    needed = [one for one in entries if one.step.id in entry.step.needs]
    if any(not one.done or one.waits.running(at) for one in needed):
        return False
    opens = _opening(situation, entry.step, at)
    return opens is not None and opens <= end


def _open_at_once(entry: Entry, turn: Entry) -> Saying:
    """Why a step may be taken beside the one whose turn it is."""
    if entry.spare:
        return saying("open_at_once.optional")
    if turn.done and turn.waits.held:
        return saying("open_at_once.waiting", other=turn.step.title)
    key = "open_at_once.law" if entry.step.any_time else "open_at_once.beside"
    return saying(key, other=turn.step.title)


def _opening(situation: Situation, step: Step, start: dt.datetime) -> dt.datetime | None:
    """The first instant from ``start`` at which a channel of ``step`` is open, if one is known."""
    first = None
    for id_ in step.channels:
        channel = situation.catalog.channels[id_]
        opens = (
            next_open(channel, start, situation.calendar, situation.area)
            if channel.offered
            else None
        )
        if opens == start:
            return start
        first = opens if first is None or (opens is not None and opens < first) else first
    return first
