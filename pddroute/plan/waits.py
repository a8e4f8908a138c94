"""How long a step waits for its answer: counted, unknown, held until an outcome, or optional."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from pddroute.catalogue.model import Period, Step
from pddroute.contract.plan import Wait
from pddroute.plan.history import Done
from pddroute.plan.periods import Counted, Length, count, length_of, version_change
from pddroute.plan.situation import Situation
from pddroute.plan.words import Saying, fixed, saying


class Clock(NamedTuple):
    """One wait of a step: how long, and what came of counting it."""

    length: Length
    counted: Counted | None
    """None: its start is not known."""
    caveats: Sequence[Saying] = ()


class Waits(NamedTuple):
    """What is known of a step's answer, and from when on the next step may be taken."""

    clocks: Sequence[Clock] = ()
    """Its waits, each beginning where the one before it ends."""
    free: dt.datetime | None = None
    """The first instant at which the step after this one may be taken; None: at once."""
    answered: dt.datetime | None = None
    """When its own answer is due at the latest; None: it is there, or nobody knows."""
    held: bool = False
    """Nobody can say when the next step may be taken: that depends on this one's outcome."""
    reasons: Sequence[Saying] = ()

    @property
    def wait(self) -> Wait | None:
        """The last of its waits; None: no source gives one."""
        if not self.clocks:
            return None
        (amount, unit, grade, _, rule), counted, _ = self.clocks[-1]
        until = counted and counted.until
        return Wait(amount=amount, unit=unit, until=until, grade=grade, rule=rule)

    @property
    def provisional(self) -> bool:
        """Whether a date rests on a year without a holiday notice."""
        return any(clock.counted and clock.counted.provisional for clock in self.clocks)


def waits(situation: Situation, step: Step, done: Done, day: dt.date) -> Waits:
    """The waits of a step done as ``done`` says, by the rules in force on ``day``.

    Of a step that is still to be done, ``done`` has the instant at which it is taken.
    """
    clocks = _clocks(situation, step, done.at, day)
    held = step.answer and not clocks and done.outcome is None
    ends = [clock.counted and clock.counted.free for clock in clocks] or [None]
    answered = ends[-1]
    free = answered or done.at
    silent = done.outcome == "silent"
    if done.outcome is not None:
        # Silence is an answer at the end of a first wait that is of law: nothing but an unofficial
        # figure speaks against it elsewhere.
        by_law = silent and clocks and clocks[0].length.of_law
        answered = free = ends[0] if by_law else None
    if done.at is None:
        reasons = [saying("implied_by_issue" if done.implied else "done_time_unknown")]
    else:
        reasons = _told(clocks)
        if done.outcome is not None:
            reasons.append(saying("outcome_given.silence" if silent else "outcome_given"))
        elif step.optional:
            reasons.append(saying("optional_step"))
    return Waits(clocks, free, answered, held, reasons)


def _clocks(
    situation: Situation, step: Step, start: dt.datetime | None, day: dt.date
) -> list[Clock]:
    """The waits of a step begun at ``start``, by the rules in force on ``day``."""
    clocks = []
    for period in step.wait:
        length = length_of(situation.catalog, period, day)
        if length is None:
            continue
        if start is None:
            clocks.append(Clock(length, None))
            continue
        label = period.label or "waiting"
        counted = count(length, start, situation.calendar, label)
        clocks.append(Clock(length, counted, _caveats(situation, length, day, start.date())))
        # The next period starts where this one ends: on its last day, which is not counted.
        start = counted.until
    return clocks


def _told(clocks: Sequence[Clock]) -> list[Saying]:
    """How the ends of counted waits came about."""
    if not clocks:
        return [saying("no_wait_known")]
    return [
        one
        for clock in clocks
        for one in (*(clock.counted.reasons if clock.counted else ()), *clock.caveats)
    ]


def _caveats(situation: Situation, length: Length, day: dt.date, start: dt.date) -> list[Saying]:
    """What makes a wait less than certain: where its length is from, and whether it changes."""
    caveats = []
    if length.grade == "unconfirmed":
        source = situation.catalog.sources[length.source]
        known = source.published is not None
        key = "unofficial_wait" if known else "unofficial_wait.undated"
        caveats.append(fixed(key, publisher=source.publisher, published=source.published))
    rule = length.rule
    changed = version_change(situation.catalog, rule, day, start) if rule else None
    if changed is not None:
        new = length_of(situation.catalog, Period(rule=rule), start)
        if new is None or new[:2] != length[:2]:
            shown = saying("no_length") if new is None else saying("length", length=new)
            caveats.append(saying("rule_changes", [changed], day=day, changed=changed, new=shown))
    return caveats
