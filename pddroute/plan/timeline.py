"""The states and dates of a route's steps, for one instant and one history.

The steps are gone in the order of the route. The last one done is the *frontier*: what it waits
for decides when the next may be taken, and each step after that is dated as if everything before
it were done as soon as it can be and answered as late as it may be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pddroute.catalogue.model import Step
from pddroute.directory.status import calendar_of, next_open
from pddroute.errors import InvalidHistory
from pddroute.plan.exclusions import closed_off, give_way
from pddroute.plan.limits import is_hard, limited, marked
from pddroute.plan.periods import because
from pddroute.plan.state import Entry, Question
from pddroute.plan.waits import (
    count_waits,
    hold,
    need_not_wait,
    patience_ends,
    uncounted,
    undated,
)
from pddroute.words import day_and_clock, say

__all__ = ["timeline"]

_NEAR = dt.timedelta(days=7)
"""A limit this near goes before a step whose answer nobody can date."""


def timeline(question: Question) -> list[Entry]:
    """Every step of the route with its state and dates.

    Raises :class:`InvalidHistory` where a step was done after its limit.
    """
    entries = _work_out(question, 0)
    pressing = _pressing(question, entries)
    return entries if pressing is None else _work_out(question, pressing)


def _work_out(question: Question, skip_to: int) -> list[Entry]:
    """The entries where the steps before ``skip_to`` that are not done are passed over."""
    steps, done = question.steps, question.done
    main = [n for n, step in enumerate(steps) if step.id in done and not step.optional]
    frontier = max(main, default=-1)
    way = _Way()
    entries: list[Entry] = []
    for n, step in enumerate(steps):
        entry = Entry(step)
        entries.append(entry)
        if n == skip_to > frontier:
            way = _Way()
        marked(question, entry)
        if step.id in done:
            limited(question, entry)
            _was_done(question, entry)
            if n == frontier:
                way = _Way(entry.free, entry.held)
                way.await_if_due(entry, entry.free, question.at)
        elif closed_off(question, entries, n, frontier) or limited(question, entry):
            continue
        elif n < skip_to:
            give_way(question, entry, steps[skip_to])
        else:
            _still_to_do(question, entries, way)
    if way.chosen is None and way.awaited is not None:
        way.awaited.state = "waiting"
    return entries


class _Way:
    """How far a route has been worked out: from when on the next step may be taken."""

    def __init__(self, free: dt.datetime | None = None, held: bool = False) -> None:
        self.free = free
        """The first instant for the next step; None: at once."""
        self.held = held
        """The next step has no date: it depends on an outcome that nobody knows."""
        self.chosen: Entry | None = None
        """The step to take now, or as soon as one of its channels opens."""
        self.awaited: Entry | None = None
        """What was done and is not answered yet, where that keeps the next step from its turn."""

    def await_if_due(self, entry: Entry, until: dt.datetime | None, at: dt.datetime) -> None:
        """Note that ``entry`` is awaited, if it still is, and nothing before it."""
        due = entry.held or (until is not None and until > at)
        if entry.done and due and self.awaited is None:
            self.awaited = entry


def _still_to_do(question: Question, entries: list[Entry], way: _Way) -> None:
    """Give the last of ``entries``, a step that is still to be done, its dates and its state."""
    entry = entries[-1]
    free = way.free
    for before in entries[:-1]:
        # An optional step holds up nothing but what needs its answer.
        if before.step.id in entry.step.needs and before.answered is not None:
            way.await_if_due(before, before.answered, question.at)
            free = before.answered if free is None else max(free, before.answered)
    if way.held:
        undated(question, entry)
        return
    _dated(question, entry, free)
    open_now = entry.act_at == question.at
    # An optional step that is closed does not take the turn from one that is open.
    if way.chosen is None and entry.not_before is None and (open_now or not entry.step.optional):
        entry.state = "now" if open_now else "waiting"
        way.chosen = entry
    if not entry.step.optional:
        way.free, way.held = entry.free, entry.step.answer and entry.wait is None


def _pressing(question: Question, entries: Sequence[Entry]) -> int | None:
    """The place of a step whose turn comes after its limit, and that can still be taken before."""
    for n, entry in enumerate(entries):
        if entry.expires_at is None or not _comes_too_late(entry, entry.expires_at, question.at):
            continue
        if not is_hard(question, entry.step) or set(entry.step.needs) - set(question.done):
            continue
        opens = _opening(question, entry.step, question.at)
        if opens is not None and opens <= entry.expires_at:
            return n
    return None


def _comes_too_late(entry: Entry, end: dt.datetime, at: dt.datetime) -> bool:
    """Whether the turn of a step comes after its limit, or nobody knows and the limit is near."""
    if entry.state not in ("later", "waiting"):
        return False
    return end - at < _NEAR if entry.act_at is None else entry.act_at > end


def _was_done(question: Question, entry: Entry) -> None:
    step, lang = entry.step, question.lang
    done = question.done[step.id]
    entry.state = "done"
    entry.done = True
    if done.implied:
        text = say(lang, "问题本身说明这一步已经发生", "the problem itself says that this happened")
        entry.because.append(because("implied_by_issue", text))
    if done.at is None:
        if not done.implied:
            text = say(
                lang,
                "没有说是什么时候做的，等待期按已满处理；加 @时间 才能算准",
                "no time was given: taken as waited out; add @TIME to have it counted",
            )
            entry.because.append(because("done_time_unknown", text))
        entry.wait = uncounted(question, entry)
        hold(question, entry)
        return
    if entry.expires_at is not None and done.at > entry.expires_at and is_hard(question, step):
        shown = f"{entry.expires_at:%Y-%m-%d}"
        raise InvalidHistory(
            f"这样的经过不可能：步骤 {step.id} 的期限 {shown} 已过",
            message_en=f"impossible history: the limit of step {step.id} was {shown}",
            hint="检查 --received、--since 和 --done 的时间",
            hint_en="check the times of --received, --since and --done",
            details={"step": step.id, "expires_at": entry.expires_at.isoformat()},
        )
    patience = count_waits(question, entry, done.at, done.at.date())
    hold(question, entry)
    if done.outcome == "silent":
        patience_ends(question, entry, patience)
    elif done.outcome is not None:
        text = say(lang, "已有答复，不用再等", "there is an answer: no more waiting")
        entry.because.append(because("outcome_given", text))
        entry.free = entry.answered = None
    elif step.optional:
        need_not_wait(question, entry, None)


def _dated(question: Question, entry: Entry, free: dt.datetime | None) -> None:
    """Date a step that is still to be done: from when, at which opening, waiting until when."""
    at, lang = question.at, question.lang
    entry.not_before = free if free is None or free > at else None
    start = max(at, free) if free is not None else at
    entry.act_at = _opening(question, entry.step, start)
    if entry.act_at is None:
        entry.free = start
        return
    if entry.act_at > start:
        shown = day_and_clock(entry.act_at, at, lang)
        text = say(lang, f"最早 {shown} 有渠道开放", f"the first channel opens {shown}")
        entry.because.append(because("channel_opens", text, [entry.act_at.date()]))
    count_waits(question, entry, entry.act_at, at.date())
    if entry.step.optional:
        need_not_wait(question, entry, start)


def _opening(question: Question, step: Step, start: dt.datetime) -> dt.datetime | None:
    """The first instant from ``start`` at which a channel of ``step`` is open, if one is known."""
    calendar = calendar_of(question.catalog)
    channels = [question.catalog.channels[id_] for id_ in step.channels]
    openings = [next_open(channel, start, calendar) for channel in channels if channel.offered]
    return min((opens for opens in openings if opens is not None), default=None)
