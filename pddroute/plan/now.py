"""The one thing to do at this minute: take a step, wait for its answer, or get ready for it.

Beside it stands what else is due: what to do if the first does not apply, a date that has passed
without an answer, the step that is open to whoever will not wait.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pddroute.catalogue.facts import Text
from pddroute.contract.plan import Now, PlanStep
from pddroute.contract.reach import Reach
from pddroute.plan.channels import Channels
from pddroute.plan.situation import Situation
from pddroute.plan.timeline import Entry, presses
from pddroute.plan.wording import Saying, Wording, saying

_SOON = dt.timedelta(days=30)
"""A limit that ends within this time is said in the first line."""

Pair = tuple[Entry, PlanStep]


def now(
    situation: Situation, pairs: Sequence[Pair], turn: Pair, channels: Channels, to: Wording
) -> Now:
    """The one thing to do at ``to.at``: of the steps in ``pairs`` it is the ``turn`` of one."""
    entry, step = turn
    if entry.state == "now":
        do, where, channel, ends = _take(entry, step, channels, to.at)
    elif entry.done:
        do, where, channel, ends = _await(situation, entry, step, channels)
    else:
        do, where, channel, ends = _prepare(entry, step)
    deadline = min((end for end in ends[:1] if end is not None), default=None)
    told = to.text(do)
    places = [to.text(place) for place in where]
    also = [to.text(one) for one in _also(situation, pairs, turn)]
    action = saying("action", do=told, where=places) if places else saying("do", do=told)
    if deadline is not None:
        key = "action.until" if entry.done else "action.by"
        action = saying(key, end=deadline, action=action)
    if also:
        action = saying("action.also", action=action, also=also)
    return Now(
        step=step.id,
        channel=channel,
        action=to.text(action),
        do=told,
        where=places,
        deadline=deadline,
        also=also,
        when=to.at,
        until=min((end for end in ends if end is not None), default=None),
    )


_Act = tuple[Saying, list[Saying], str | None, tuple[dt.datetime | None, ...]]
"""What to do, where, through which channel (its id), by when and until when the channel is open."""


def _take(entry: Entry, step: PlanStep, channels: Channels, at: dt.datetime) -> _Act:
    best, limit = step.channels[0], step.expires_at
    own = [found for found in step.channels if found.id in entry.step.channels and found.number]
    if entry.step.urgent and len(own) > 1:  # nobody compares hours when it burns
        where = [saying("where.number", called=found) for found in own]
    else:
        where = [saying("where", how=best)]
    if not channels.is_live(best):
        where += _call(_phones(step))
    do: object = step.do[0]
    rule = entry.step.limit
    if entry.expiry.passed and rule is not None and rule.ends:
        do = rule.passed or do
    said = saying("do", do=do)
    if entry.expiry.moved:
        day = next(one.values["day"] for one in entry.reasons if one.code == "legal_fallback")
        said = saying("do.moved", day=day, do=do)
    soon = limit if limit is not None and limit - at < _SOON else None
    return said, where, best.id, (soon, best.status.closes_at)


def _call(phones: Sequence[Reach]) -> list[Saying]:
    """The telephone beside an asynchronous channel: now if it is open, else when it opens."""
    for found in sorted(phones, key=lambda phone: phone.status.state != "open"):
        if found.status.state == "open":
            return [saying("call", number=found.number, brief=found)]
        if found.status.opens_at is not None:
            return [saying("call.later", number=found.number, opens=found.status.opens_at)]
    return []


_THEIR_OWN = ("courier", "payment")
"""Of these a person has one, or paid by one: no rank can say which of their numbers is right."""


def _phones(step: PlanStep) -> list[Reach]:
    """The telephones of a step, but for those of which only the person can choose."""
    return [one for one in step.channels if one.number and one.operator not in _THEIR_OWN]


def _await(situation: Situation, entry: Entry, step: PlanStep, channels: Channels) -> _Act:
    """Wait for an answer; meanwhile ask after it, through what is open."""
    due = entry.waits.next_due(situation.at)
    end, answered = due and due.until, entry.waits.answered
    if end is not None and answered is not None and answered < end:
        end = answered - dt.timedelta(seconds=1)  # silence is an answer before that
    if end is not None and end < situation.at:
        end = None
    key = {"agreed": "wait.agreed", "returned": "wait.returned"}.get(step.outcome or "", "wait")
    if step.outcome == "agreed" and step.amount is not None:
        key = "wait.agreed.part"
    phones = _phones(step)
    usable = [
        f
        for f in step.channels
        if f.status.state == "open"
        and (not f.number or f in phones)
        # The police are not there to ask how far somebody else has got.
        and (f.operator != "police" or step.operator == "police")
    ]
    helper = next((f for f in usable if channels.is_live(f)), usable[0] if usable else None)
    where = []
    if helper is not None:
        where = [saying("wait.press.call" if helper.number else "wait.press", how=helper)]
    do = saying(key, title=step.title, amount=step.amount or 0)
    return do, where, helper.id if helper else None, (end,)


def _prepare(entry: Entry, step: PlanStep) -> _Act:
    """Get everything ready before the first channel of a step opens."""
    where = []
    if step.channels and step.act_at is not None:
        where = [saying("prepare.opens", opens=step.act_at, called=step.channels[0])]
    # One whose hours nobody knows may be open after all.
    own = [found for found in step.channels if found.id in entry.step.channels]
    unknown = [found for found in own if found.status.state == "unknown"]
    where += [saying("prepare.try", how=found) for found in unknown[:1]]
    do = saying("prepare", listed=[item.text for item in step.evidence[:3]])
    return do, where, None, (None, step.act_at)


def _also(situation: Situation, pairs: Sequence[Pair], turn: Pair) -> Iterator[Saying]:
    """What else is due, or open, beside the ``turn``."""
    entry, _ = turn
    others = [pair for pair in pairs if pair is not turn]
    open_ = [pair for pair in others if pair[0].open and not pair[0].spare]
    if entry.step.urgent and not entry.done and open_:
        harm = open_[0][0].step.urgent
        yield saying("also.both" if harm else "also.else", do=open_[0][1].do[0])
    for one, other in others:
        if presses(situation, one, [each for each, _ in pairs]):
            yield saying("also.limit", title=other.title, end=one.expiry.at)
    told = [pair for pair in pairs if pair[1].outcome and pair[1].id in situation.history.results]
    for last in told[-1:]:
        left = _left(last, pairs)
        if left is not None and last[1].id not in entry.step.needs:
            yield saying("also.left", left=left)
    yield from _passed(situation, pairs)
    if entry.done:
        yield from _instead(turn, pairs, open_)


def _left(last: Pair, pairs: Sequence[Pair]) -> Text | None:
    """What the last answer closes or leaves; where the time for that is over, what is left then."""
    one, other = last
    for entry, step in pairs:
        if step.state == "expired" and other.id in entry.step.needs and entry.step.limit:
            return entry.step.limit.passed
    # A promise that was not kept leaves what the promise gave.
    kept = "agreed" if other.outcome == "broken" else other.outcome
    return one.step.ended.get(kept) if kept else None


def _passed(situation: Situation, pairs: Sequence[Pair]) -> list[Saying]:
    """What to do about the two clocks that ran out last, of steps that were not answered."""
    ended = []
    for one, other in pairs:
        clock = one.waits.passed(situation.at) if one.done and other.outcome is None else None
        beside = one.step.any_time or one.step.parallel or one.waits.running(situation.at)
        beside &= other.id not in situation.followed
        if clock is not None and clock.until is not None and beside:
            ended.append((clock.until, other.title, clock))
    return [
        saying("also.passed", title=title, label=clock.label, last=until.date(), then=clock.then)
        for until, title, clock in sorted(ended, key=lambda one: one[0], reverse=True)[:2]
    ]


def _instead(turn: Pair, pairs: Sequence[Pair], open_: Sequence[Pair]) -> Iterator[Saying]:
    """What to do instead of waiting: at once, or where a promise is not kept."""
    entry, place = turn[0], pairs.index(turn)
    spare = [pair for pair in pairs if pair[0].open and not pair[0].step.optional]
    if entry.promised:  # what comes after it, rather than what was left out before
        needing = [pair for pair in pairs if "silent" in pair[0].step.needs.get(entry.step.id, ())]
        behind = [pair for pair in spare if pairs.index(pair) > place]
        spare = [*(pair for pair in needing if not pair[0].done), *behind, *spare]
    key = "also.kept" if entry.promised else "also.next"
    after = spare if entry.promised else [*open_, *spare]
    yield from (saying(key, title=other.title) for _, other in after[:1])
