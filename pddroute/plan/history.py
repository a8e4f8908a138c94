"""What has happened so far: the steps done, what came of them, when the trouble began.

Ordinary lives come in any order: only what cannot be is refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from pddroute.catalogue.facts import Text
from pddroute.catalogue.routes import Issue, Outcome, Step
from pddroute.contract.questions import AskEscalate
from pddroute.contract.words import OUTCOMES
from pddroute.errors import InvalidHistory
from pddroute.plan.wording import yuan
from pddroute.words import Said, clock, shown

_HEAR_AGAIN = ("seller", "platform", "courier", "mediator")
"""Who takes up again what was withdrawn; with an authority, a court or the police it is a deed."""

_BEGAN = {
    "since": Said("事情开始", "when the trouble began"),
    "received": Said("收货", "when the parcel came"),
}


class Result(NamedTuple):
    """What came of a step, as it was said."""

    outcome: Outcome
    amount: float | None
    """Yuan, where so much was agreed on."""
    when: str | None
    """When it came, not read yet."""


class Done(msgspec.Struct, frozen=True):
    """A step that was done: when, if that is known, and what came of it, if that is known."""

    at: dt.datetime | None = None
    outcome: Outcome | None = None
    amount: float | None = None
    """Yuan, where so much was agreed on."""
    came_at: dt.datetime | None = None
    """When the outcome came."""
    implied: bool = False
    """The issue itself says so, not the person."""
    inferred: bool = False
    """It must have been done: something that was told needs it."""


class History(msgspec.Struct, frozen=True):
    """What was told, by the ids of steps; instants aware, in Asia/Shanghai."""

    done: Mapping[str, dt.datetime | None] = {}
    results: Mapping[str, Result] = {}
    came_at: Mapping[str, dt.datetime] = {}
    """When the outcomes came, where that was told."""
    since: dt.datetime | None = None
    """When the trouble began."""
    received: dt.date | None = None
    """When the parcel came."""

    def taken(self, step: str, at: dt.datetime) -> History:
        """This history once ``step`` has been taken (anew) at ``at``, with no answer yet."""
        done = {id_: when for id_, when in self.done.items() if id_ != step}
        return self._without(step, done={**done, step: at})

    def ended(self, step: str, outcome: Outcome, amount: float | None = None) -> History:
        """This history once ``outcome`` has come of ``step``; ``amount`` (yuan) of a promise."""
        plain = self._without(step)
        results = {**plain.results, step: Result(outcome, amount, None)}
        return msgspec.structs.replace(plain, results=results)

    def _without(self, step: str, **changes: Any) -> History:
        """This history with no outcome of ``step``, and with ``changes``."""
        results = {id_: one for id_, one in self.results.items() if id_ != step}
        came_at = {id_: when for id_, when in self.came_at.items() if id_ != step}
        return msgspec.structs.replace(self, results=results, came_at=came_at, **changes)

    def told(self, asked: AskEscalate) -> AskEscalate:
        """``asked`` with this history, which :func:`read_history` reads from it again."""
        outcomes = []
        for step, (outcome, amount, _) in self.results.items():
            many = "" if amount is None else f":{yuan(amount)}"
            outcomes.append(_at(f"{step}={outcome}{many}", self.came_at.get(step)))
        return msgspec.structs.replace(
            asked,
            done=[_at(step, when) for step, when in self.done.items()],
            outcome=outcomes,
            since=None if self.since is None else _local(self.since),
            received=None if self.received is None else self.received.isoformat(),
        )


def _at(told: str, when: dt.datetime | None) -> str:
    """What was told with when it was, where that is known."""
    return told if when is None else f"{told}@{_local(when)}"


def _local(when: dt.datetime) -> str:
    """An instant in Asia/Shanghai as a question takes it; a day's beginning is the day alone."""
    text = when.replace(tzinfo=None).isoformat().removesuffix(":00")
    return text.removesuffix("T00:00")


def read_history(asked: AskEscalate, steps: Sequence[Step], at: dt.datetime) -> History:
    """The history told in ``asked`` about a route of ``steps``, at ``at``.

    Raises :class:`InvalidHistory` for a step the route does not have, an outcome that is none, the
    same told twice, and the future; :class:`~pddroute.errors.InvalidTime` for a time that is none.
    """
    if not (asked.done or asked.outcome or asked.since is not None or asked.received is not None):
        return History()
    from pddroute.hours.moments import parse_moment  # late: who begins has nothing to tell
    from pddroute.plan.spoken import read_result

    titles = {step.id: step.title for step in steps}
    done: dict[str, dt.datetime | None] = {}
    for text in asked.done:
        said, dated, when = text.partition("@")
        step = _known(steps, said)
        if step in done:
            raise _impossible(f"步骤 {step} 写了两次", f"step {step} is given twice", step)
        done[step] = _past(parse_moment(when, at), at, step, titles[step]) if dated else None
    results: dict[str, Result] = {}
    came_at: dict[str, dt.datetime] = {}
    for text in asked.outcome:
        said, _, came = text.partition("=")
        step = _known(steps, said)
        result = read_result(came)
        if result is None:
            raise _no_outcome(came, step)
        if step in results:
            raise _impossible(f"步骤 {step} 写了两次结果", f"two outcomes for {step}", step)
        results[step] = result
        if result.when is not None:
            came_at[step] = _past(parse_moment(result.when, at), at, step, titles[step])
    since = None if asked.since is None else _past(parse_moment(asked.since, at), at, "since")
    received = None
    if asked.received is not None:
        received = _past(parse_moment(asked.received, at), at, "received").date()
    return History(done, results, came_at, since, received)


def settle(history: History, issue: Issue, steps: Sequence[Step]) -> dict[str, Done]:
    """The steps that are done, by id, in the order of the route.

    To what was told comes what the issue itself implies, and what must have been done before.
    What was withdrawn from somebody who hears it again is not done.
    """
    settled: dict[str, Done] = {}
    for step in steps:
        result, implied = history.results.get(step.id), issue.implies.get(step.id)
        if result is not None and result.outcome == "withdrawn" and step.operator in _HEAR_AGAIN:
            continue
        if step.id in history.done or result is not None:
            settled[step.id] = Done(
                at=history.done.get(step.id),
                outcome=result.outcome if result else implied,
                amount=result.amount if result else None,
                came_at=history.came_at.get(step.id),
                inferred=step.id not in history.done,
            )
        elif implied:
            settled[step.id] = Done(outcome=implied, implied=True)
    for step in reversed(steps):
        for need in step.needs if step.id in settled else ():
            settled.setdefault(need, Done(inferred=True))
    return {step.id: settled[step.id] for step in steps if step.id in settled}


def _known(steps: Sequence[Step], said: str) -> str:
    """The id of the step that was named."""
    from pddroute.plan.spoken import find_step, near_steps

    step = find_step(steps, said)
    if step is None:
        given = shown(said.strip())
        raise InvalidHistory(
            f"这条路线没有步骤“{given}”",
            message_en=f"no step '{given}' in this route",
            hint="\n".join(("可以写：", *(f"{one.title.zh}（{one.id}）" for one in steps))),
            hint_en="\n".join(("write one of:", *(_written(one) for one in steps))),
            details={"step": given, "candidates": near_steps(steps, said)},
        )
    return step


def _past(when: dt.datetime, at: dt.datetime, what: str, title: Text | None = None) -> dt.datetime:
    """``when``, which cannot lie after ``at``; of a step with its ``title``, or of what began."""
    if when > at:
        told = f"{when:%Y-%m-%d} {clock(when)}"
        zh, en = _BEGAN[what] if title is None else (f"“{title.zh}”", title.to("en"))
        raise _impossible(f"{zh}的时间 {told} 在将来", f"{en}: {told} is in the future", what)
    return when


def _no_outcome(came: str, step: str) -> InvalidHistory:
    given = shown(came.strip())
    return InvalidHistory(
        f"看不懂结果“{given}”",
        message_en=f"this outcome is not understood: '{given}'",
        hint=f"可以写：{'、'.join(said.zh for said in OUTCOMES.values())}、只退20元",
        hint_en=f"write one of: {', '.join(OUTCOMES)}, agreed:20",
        details={"step": step, "candidates": []},
    )


def _written(step: Step) -> str:
    """A step as one may write it in English, with what it is."""
    return f"{step.id}: {step.title.to('en')}"


def _impossible(zh: str, en: str, step: str) -> InvalidHistory:
    return InvalidHistory(
        f"这样的经过不可能：{zh}",
        message_en=f"impossible history: {en}",
        hint="做过的步骤写成“步骤@2026-11-20”（日期可以不写），结果写成“步骤=拒绝”",
        hint_en="write a step as STEP@2026-11-20 (the date may be left out), and what came of it "
        "as STEP=refused",
        details={"step": step, "candidates": []},
    )
