"""The states and dates of a route's steps, for one instant and one history.

The steps are gone in the order of the route. The last one done is the *frontier*: what it waits
for decides when the next may be taken, and each step after that is dated as if everything before
it were done as soon as it can be and answered as late as it may be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pddroute.errors import InvalidHistory
from pddroute.exclusions import closed_off, give_way
from pddroute.limits import is_hard, limited
from pddroute.model import Step
from pddroute.periods import because
from pddroute.planning import Entry, Question
from pddroute.reach import offered
from pddroute.status import calendar_of, next_open
from pddroute.waits import count_waits, hold, need_not_wait, uncounted, undated
from pddroute.wording import day_and_clock, say

__all__ = ["timeline"]


def timeline(question: Question) -> list[Entry]:
    """Every step of the route with its state and dates.

    Raises :class:`InvalidHistory` where a step was done after its limit.
    """
    entries = _work_out(question, 0)
    pressing = _pressing(question, entries)
    return entries if pressing is None else _work_out(question, pressing)


def _work_out(question: Question, skip_to: int) -> list[Entry]:
    """The entries where the steps before ``skip_to`` that are not done are passed over."""
    steps, at = question.steps, question.at
    frontier = max((n for n, step in enumerate(steps) if step.id in question.done), default=-1)
    entries: list[Entry] = []
    free: dt.datetime | None = None
    held = False
    current: Entry | None = None
    for n, step in enumerate(steps):
        entry = Entry(step)
        entries.append(entry)
        if n == skip_to > frontier:
            free, current, held = None, None, False
        if step.id in question.done:
            limited(question, entry)
            _was_done(question, entry)
            if n == frontier:
                free, current, held = entry.free, entry, entry.held
            continue
        if closed_off(question, entries, n, frontier) or limited(question, entry):
            continue
        if n < skip_to:
            give_way(question, entry, question.steps[skip_to])
            continue
        if held:
            undated(question, entry)
            continue
        _dated(question, entry, free)
        if current is None or current.step.id in question.done:
            _comes_next(question, entry, current)
            current = entry
        free = entry.free
        held = entry.step.answer and entry.wait is None
    if current is not None and current.state == "done" and _awaited(current, at):
        current.state = "waiting"
    return entries


def _awaited(entry: Entry, at: dt.datetime) -> bool:
    return entry.held or (entry.free is not None and entry.free > at)


def _comes_next(question: Question, entry: Entry, frontier: Entry | None) -> None:
    """Give the first step that is still to be done its state."""
    if entry.not_before is not None:
        if frontier is not None:
            frontier.state = "waiting"
        entry.state = "later"
    elif entry.act_at == question.at:
        entry.state = "now"
    else:
        entry.state = "waiting"


def _pressing(question: Question, entries: Sequence[Entry]) -> int | None:
    """The place of a step whose turn comes after its limit, and that can still be taken before."""
    for n, entry in enumerate(entries):
        if entry.expires_at is None or entry.act_at is None or entry.act_at <= entry.expires_at:
            continue
        if not is_hard(question, entry.step) or set(entry.step.needs) - set(question.done):
            continue
        opens = _opening(question, entry.step, question.at)
        if opens is not None and opens <= entry.expires_at:
            return n
    return None


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
    count_waits(question, entry, done.at, done.at.date())
    hold(question, entry)
    if done.outcome in ("refused", "unsatisfied"):
        text = say(lang, "已有答复，不用再等", "there is an answer: no more waiting")
        entry.because.append(because("outcome_given", text))
        entry.free = None
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
    openings = [next_open(channel, start, calendar) for channel in channels if offered(channel)]
    return min((opens for opens in openings if opens is not None), default=None)
