"""The one thing to do at this minute: take a step, wait for its answer, or get ready for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pddroute.contract.plan import Now, PlanStep
from pddroute.contract.reach import Reach
from pddroute.plan.channels import Channels
from pddroute.plan.timeline import Entry
from pddroute.plan.words import Saying, Wording, saying

_SOON = dt.timedelta(days=30)
"""A limit that ends within this time is said in the first line."""


_Act = tuple[Saying, str | None, dt.datetime | None]
"""What to do, through which channel (its id), until when."""


def now(entry: Entry, step: PlanStep, channels: Channels, to: Wording) -> Now:
    """The one thing to do at ``to.at``, where it is the turn of ``step``, which is ``entry``."""
    if entry.state == "now":
        said, channel, until = _take(step, channels, to.at)
    else:
        said, channel, until = _await(entry, step, channels) if entry.done else _prepare(step)
    return Now(step=step.id, channel=channel, action=to.text(said), when=to.at, until=until)


def _take(step: PlanStep, channels: Channels, at: dt.datetime) -> _Act:
    best, limit = step.channels[0], step.expires_at
    parts = [saying("act", do=step.do[0], how=best)]
    if not channels.is_live(best):
        parts += _call(_phones(step))
    said = saying("all", explained=parts)
    if limit is not None and limit < at:  # a soft one that has passed presses nobody
        limit = None
    if limit is not None and limit - at < _SOON:
        said = saying("act.by", end=limit, action=said)
    ends = [end for end in (best.status.closes_at, limit) if end is not None]
    return (said, best.id, min(ends, default=None))


def _call(phones: Sequence[Reach]) -> list[Saying]:
    """The telephone beside an asynchronous channel: now if it is open, else when it opens."""
    for found in sorted(phones, key=lambda phone: phone.status.state != "open"):
        if found.status.state == "open":
            return [saying("call", number=found.number, brief=found)]
        if found.status.opens_at is not None:
            return [saying("call.later", number=found.number, opens=found.status.opens_at)]
    return []


def _phones(step: PlanStep) -> list[Reach]:
    """The telephones of a step; of several operators' lines of one kind only the person can choose.

    A parcel has one courier: no rank can say which of their numbers is the right one.
    """
    phones = [found for found in step.channels if found.number]
    return [one for one in phones if sum(one.operator == p.operator for p in phones) == 1]


def _await(entry: Entry, step: PlanStep, channels: Channels) -> _Act:
    """Wait for an answer; meanwhile ask after it, through what is open."""
    end, answered = step.wait.until if step.wait else None, entry.waits.answered
    if end is not None and answered is not None and answered < end:
        end = answered - dt.timedelta(seconds=1)  # silence is an answer before that
    parts = [saying("wait.outcome", title=step.title, step=step.id)]
    if end is not None:
        parts = [saying("wait.until", title=step.title, end=end)]
    phones = _phones(step)
    usable = [
        f for f in step.channels if f.status.state == "open" and (not f.number or f in phones)
    ]
    helper = next((f for f in usable if channels.is_live(f)), usable[0] if usable else None)
    if helper is not None:
        parts.append(saying("wait.ask", how=helper))
    return (saying("all", explained=parts), helper.id if helper else None, end)


def _prepare(step: PlanStep) -> _Act:
    """Get everything ready before the first channel of a step opens."""
    parts = [saying("prepare", listed=[item.text for item in step.evidence[:3]])]
    if step.channels and step.act_at is not None:
        parts.append(saying("prepare.opens", opens=step.act_at, called=step.channels[0]))
    elif step.channels:
        parts.append(saying("prepare.try", how=step.channels[0]))
    return (saying("all", explained=parts), None, step.act_at)
