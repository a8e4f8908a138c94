"""How long a step waits for its answer: by one clock or several, or nobody knows how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from pddroute.catalogue.facts import Text
from pddroute.catalogue.routes import Period, Step
from pddroute.contract.plan import Wait
from pddroute.contract.words import publisher
from pddroute.plan.history import Done
from pddroute.plan.periods import Counted, Length, count, length_of, version_change
from pddroute.plan.situation import Situation
from pddroute.plan.wording import Saying, fixed, saying
from pddroute.plan.words import PHRASES
from pddroute.words import Lang

PROMISED = ("agreed", "returned")
"""Outcomes that end nothing yet: what was promised has still to be done."""


class Clock(NamedTuple):
    """One wait of a step: how long, and what came of counting it."""

    period: Period
    length: Length
    counted: Counted | None
    """None: its start is not known."""
    caveats: Sequence[Saying] = ()

    @property
    def label(self) -> Text | str:
        """What is waited for: a text, or the key of one of ours."""
        return self.period.label or "waiting"

    @property
    def then(self) -> Text | str:
        """What to do if nothing has come by its end: a text, or the key of one of ours."""
        return self.period.then or "then"

    @property
    def until(self) -> dt.datetime | None:
        """The last instant of it, where that is known."""
        return self.counted and self.counted.until

    def to(self, lang: Lang) -> Wait:
        """The clock as the contract has it."""
        (amount, unit, grade, _, rule), label, then = (
            self.length,
            self.period.label,
            self.period.then,
        )
        return Wait(
            id=self.period.id,
            label=PHRASES["waiting"].to(lang) if label is None else label.to(lang),
            amount=amount,
            unit=unit,
            until=self.until,
            grade=grade,
            rule=rule,
            then=None if then is None else then.to(lang),
        )


class Waits(NamedTuple):
    """What is known of a step's answer, and from when on the next step may be taken."""

    clocks: Sequence[Clock] = ()
    free: dt.datetime | None = None
    """The first instant at which the step after this one is due; None: at once."""
    answered: dt.datetime | None = None
    """When its own answer is due at the latest; None: it is there, or nobody knows."""
    held: bool = False
    """Nobody can say when its answer comes: the next step is offered beside the wait."""
    reasons: Sequence[Saying] = ()
    over: bool = False
    """Its answer is there: its clocks only say what ran."""

    def running(self, at: dt.datetime) -> bool:
        """Whether something is still awaited at ``at``."""
        return self.held or (self.answered is not None and self.answered > at)

    def next_due(self, at: dt.datetime) -> Clock | None:
        """The clock that ends next; that which ended last where all have; None where none runs."""
        if self.over:
            return None
        known = [(clock.until, n, clock) for n, clock in enumerate(self.clocks) if clock.until]
        ahead = [one for one in known if one[0] > at]
        if ahead:
            return min(ahead)[2]
        return max(known)[2] if known else next(iter(self.clocks), None)

    def passed(self, at: dt.datetime) -> Clock | None:
        """The clock that ended last before ``at``."""
        ended = [(c.until, n, c) for n, c in enumerate(self.clocks) if c.until and c.until < at]
        return max(ended)[2] if ended else None

    @property
    def provisional(self) -> bool:
        """Whether a date ahead rests on a year without a holiday notice."""
        return not self.over and any(
            clock.counted and clock.counted.provisional for clock in self.clocks
        )


def waits(situation: Situation, step: Step, done: Done, day: dt.date) -> Waits:
    """The waits of a step done as ``done`` says, by the rules in force on ``day``.

    Of a step that is still to be done, ``done`` has the instant at which it is taken.
    """
    outcome = done.outcome
    chain = _chain(situation, step, done, day)
    if outcome in PROMISED:
        due = [clock.counted.free for clock in chain if clock.counted]
        answered = due[-1] if due else None
        reasons = [_ended(step, done), *_told(chain), *_passed(chain, situation.at)]
        return Waits(chain, answered, answered, not due, reasons)
    beside = _beside(situation, step, done, day)
    clocks = [*chain, *beside]
    if done.at is None:
        key = "implied_by_issue" if done.implied else "done_time_unknown"
        dated = [clock for clock in clocks if clock.counted]
        reasons = [_inferred(situation, step) if done.inferred else saying(key)]
        reasons += _told(dated) if dated else []
    else:
        reasons = _told(clocks)
    if outcome is None:
        reasons += _passed(clocks, situation.at)
    else:
        # Silence is an answer at the end of a first wait that is of law: nothing but an unofficial
        # figure speaks against it elsewhere.
        by_law = outcome == "silent" and chain and chain[0].length.of_law
        free = chain[0].counted.free if by_law and chain[0].counted else None
        if not done.implied:
            reasons.append(_ended(step, done))
        return Waits(clocks, free, free, over=outcome != "silent", reasons=reasons)
    # The end of a clock that runs beside is silence, where there is nothing else to go by.
    ends = [c.counted.free for c in chain or beside if c.counted]
    answered = (ends[-1] if chain else min(ends)) if ends else None
    passed = answered is not None and answered <= situation.at
    held = step.answer and not chain and not passed
    if done.inferred or step.id in situation.followed:  # whoever went on had an answer, or enough
        answered, held = None, False
    if held:  # a mark that is still ahead holds nobody up
        answered = None
    if done.at is not None and (step.optional or step.parallel):
        reasons.append(saying("optional_step"))
    return Waits(clocks, answered or done.at, answered, held, reasons)


def _chain(situation: Situation, step: Step, done: Done, day: dt.date) -> list[Clock]:
    """The clocks that follow one another: of its answer, or of what was promised."""
    after = done.outcome if done.outcome in PROMISED else None
    start = done.came_at if after else done.at
    clocks = []
    for period in step.wait:
        if period.start is None and period.after == after:
            clock = _clock(situation, period, start, day)
            if clock is not None:
                clocks.append(clock)
                # On its last day, which is not counted, the next begins.
                start = clock.counted.until if clock.counted else None
    return clocks


def _beside(situation: Situation, step: Step, done: Done, day: dt.date) -> list[Clock]:
    """The clocks that run beside the others, each from a start of its own."""
    clocks = []
    for period in step.wait:
        if period.start is not None:
            start = done.at if period.start == step.id else situation.start(period.start)
            # Whoever asked for it knew of it: the day of the asking is late enough.
            clock = _clock(situation, period, start or done.at, day)
            if clock is not None:
                clocks.append(clock)
    return clocks


def _clock(
    situation: Situation, period: Period, start: dt.datetime | None, day: dt.date
) -> Clock | None:
    """``period`` from ``start``, by the rules in force on ``day``; None where it has no length."""
    length = length_of(situation.catalog, period, day)
    if length is None:
        return None
    if start is None:
        return Clock(period, length, None)
    counted = count(length, start, situation.calendar, period.label or "waiting")
    return Clock(period, length, counted, _caveats(situation, length, day, start.date()))


def _ended(step: Step, done: Done) -> Saying:
    """What came of a step, and what that closes or leaves."""
    assert done.outcome is not None
    left = step.ended.get(done.outcome)
    key = "outcome_given.silence" if done.outcome == "silent" else "outcome_given"
    return saying(key) if left is None else saying("outcome_given.left", left=left)


def _passed(clocks: Sequence[Clock], at: dt.datetime) -> list[Saying]:
    """What to do about the clocks that have run out."""
    return [
        saying("wait_passed", [c.until.date()], last=c.until.date(), label=c.label, then=c.then)
        for c in clocks
        if c.until is not None and c.until < at
    ]


def _inferred(situation: Situation, step: Step) -> Saying:
    """Because of which later step it must have been done; its own outcome, where it has one."""
    later = [one for one in situation.steps if step.id in one.needs and one.id in situation.done]
    return saying("inferred", other=later[0].title) if later else saying("inferred.outcome")


def _told(clocks: Sequence[Clock]) -> list[Saying]:
    """How the ends of counted waits came about."""
    if not clocks:
        return [saying("no_wait_known")]
    told: list[Saying] = []
    for clock in clocks:
        reasons = clock.counted.reasons if clock.counted else ()
        if clock.period.start is not None and reasons:
            days = [day for one in reasons for day in one.dates]
            reasons = (saying("mark_counted", days, explained=reasons),)
        told += (*reasons, *clock.caveats)
    return told


def _caveats(situation: Situation, length: Length, day: dt.date, start: dt.date) -> list[Saying]:
    """What makes a wait less than certain: where its length is from, and whether it changes."""
    caveats = []
    if length.grade == "unconfirmed":
        source = situation.catalog.sources[length.source]
        known = source.published is not None
        key = "unofficial_wait" if known else "unofficial_wait.undated"
        caveats.append(fixed(key, publisher=publisher(source), published=source.published))
    rule = length.rule
    changed = version_change(situation.catalog, rule, day, start) if rule else None
    if changed is not None:
        new = length_of(situation.catalog, Period(rule=rule), start)
        if new is None or new[:2] != length[:2]:
            shown = saying("no_length") if new is None else saying("length", length=new)
            caveats.append(saying("rule_changes", [changed], day=day, changed=changed, new=shown))
    return caveats
