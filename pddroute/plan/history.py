"""What has happened so far: the steps done, what came of them, when the trouble began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import get_args

import msgspec

from pddroute.catalogue.model import Issue, Outcome, Step
from pddroute.errors import InvalidHistory
from pddroute.hours.clock import parse_time, to_shanghai
from pddroute.words import clock, nearest


class Done(msgspec.Struct, frozen=True):
    """A step that was done: when, if that is known, and what came of it, if that is known."""

    at: dt.datetime | None = None
    outcome: Outcome | None = None
    implied: bool = False
    """The issue itself says so, not the person."""


class History(msgspec.Struct, frozen=True):
    """A history as it is told; :func:`settle` checks it against a route."""

    done: Mapping[str, dt.datetime | None] = {}
    outcomes: Mapping[str, Outcome] = {}
    since: dt.datetime | None = None
    """When the trouble began."""
    received: dt.date | None = None
    """When the parcel came."""


def parse_done(texts: Sequence[str]) -> dict[str, dt.datetime | None]:
    """``STEP[@TIME]`` texts as steps and times. Raises :class:`InvalidHistory` or InvalidTime."""
    done: dict[str, dt.datetime | None] = {}
    for text in texts:
        step, at, when = text.partition("@")
        step = step.strip()
        if step in done:
            raise _impossible(f"步骤 {step} 写了两次", f"step {step} is given twice", step)
        done[step] = parse_time(when) if at else None
    return done


def parse_outcomes(texts: Sequence[str]) -> dict[str, Outcome]:
    """``STEP=refused|silent|unsatisfied`` texts. Raises :class:`InvalidHistory`."""
    known: tuple[Outcome, ...] = get_args(Outcome)
    outcomes: dict[str, Outcome] = {}
    for text in texts:
        step, _, result = (part.strip() for part in text.partition("="))
        outcome = next((one for one in known if one == result), None)
        if outcome is None:
            listed = ", ".join(known)
            raise _impossible(
                f"结果“{result[:40]}”不认识，可用 {listed}",
                f"unknown outcome {result[:40]!r}, use one of {listed}",
                step,
            )
        if step in outcomes:
            raise _impossible(f"步骤 {step} 写了两次结果", f"two outcomes for {step}", step)
        outcomes[step] = outcome
    return outcomes


def settle(
    history: History, issue: Issue, steps: Sequence[Step], at: dt.datetime
) -> dict[str, Done]:
    """The steps that are done at ``at`` (aware, Asia/Shanghai), by id, in the order of the route.

    What the issue itself implies is added. Raises :class:`InvalidHistory` for a history that
    cannot have happened: an unknown step, the future, before what it needs, before the trouble.
    """
    ids = [step.id for step in steps]
    for step_id in (*history.done, *history.outcomes):
        if step_id not in ids:
            near = nearest(step_id, dict(zip(ids, ids, strict=True)))[:1]
            listed = ", ".join(ids)
            raise _impossible(
                f"这条路线没有步骤“{step_id[:40]}”，有：{listed}",
                f"no step {step_id[:40]!r} in this route; there are: {listed}",
                step_id[:40],
                *(near or ids),
            )
    told = {id_: None if when is None else to_shanghai(when) for id_, when in history.done.items()}
    _check_anchors(history, at)
    settled: dict[str, Done] = {}
    for step in steps:
        outcome = history.outcomes.get(step.id) or issue.implies.get(step.id)
        if step.id in told:
            settled[step.id] = Done(told[step.id], outcome)
        elif step.id in issue.implies:
            if outcome not in (None, issue.implies[step.id]):
                known = issue.implies[step.id]
                raise _impossible(
                    f"这个问题本身就是 {step.id}={known}，不能又是 {outcome}：换一个问题",
                    f"the problem itself says {step.id}={known}, not {outcome}: take another issue",
                    step.id,
                )
            settled[step.id] = Done(None, outcome, implied=True)
        elif outcome is not None:
            raise _impossible(
                f"步骤 {step.id} 有结果却没有做过：加上 --done {step.id}",
                f"step {step.id} has an outcome but was not done: add --done {step.id}",
                step.id,
            )
    for step in steps:
        if step.id in settled:
            _check_step(step, settled, history, at)
    return settled


def _check_anchors(history: History, at: dt.datetime) -> None:
    if history.since is not None and to_shanghai(history.since) > at:
        raise _impossible("--since 在将来", "--since is in the future", "since")
    if history.received is not None and history.received > at.date():
        raise _impossible("--received 在将来", "--received is in the future", "received")


def _check_step(step: Step, settled: Mapping[str, Done], history: History, at: dt.datetime) -> None:
    when, since, received = settled[step.id].at, history.since, history.received
    from_receipt = step.limit is not None and step.limit.start == "received"
    if when is not None and received is not None and from_receipt and when.date() < received:
        zh = f"步骤 {step.id} 早于收货日期 {received}"
        raise _impossible(zh, f"step {step.id} was done before the parcel came", step.id)
    if when is not None and when > at:
        zh = f"步骤 {step.id} 的时间 {when:%Y-%m-%d} {clock(when)} 在将来"
        raise _impossible(zh, f"step {step.id} is done in the future ({when.isoformat()})", step.id)
    if when is not None and since is not None and when < to_shanghai(since):
        zh = f"步骤 {step.id} 早于问题开始的时间"
        raise _impossible(zh, f"step {step.id} was done before the trouble began", step.id)
    for need, outcomes in step.needs.items():
        before = settled.get(need)
        if before is None:
            zh = f"步骤 {step.id} 之前要先有 {need}：加上 --done {need}[@时间]"
            en = f"step {step.id} needs {need} before it: add --done {need}[@TIME]"
            raise _impossible(zh, en, step.id)
        if when is not None and before.at is not None and when < before.at:
            zh = f"步骤 {step.id} 不能早于它需要的 {need}"
            en = f"step {step.id} cannot have been done before {need}, which it needs"
            raise _impossible(zh, en, step.id)
        if outcomes and before.outcome is not None and before.outcome not in outcomes:
            zh = f"{need} 的结果是 {before.outcome}，不可能有步骤 {step.id}"
            en = f"{need} ended {before.outcome}: step {step.id} is not possible then"
            raise _impossible(zh, en, step.id)


def _impossible(zh: str, en: str, step: str, *candidates: str) -> InvalidHistory:
    return InvalidHistory(
        f"这样的经过不可能：{zh}",
        message_en=f"impossible history: {en}",
        hint="写法：--done 步骤[@2026-11-20T10:00]，--outcome 步骤=refused",
        hint_en="write --done STEP[@2026-11-20T10:00], --outcome STEP=refused",
        details={"step": step, "candidates": list(candidates)},
    )


def too_late(step: Step, limit: dt.datetime) -> InvalidHistory:
    """What is wrong with a history in which ``step`` was done after its limit."""
    day = limit.date()
    return InvalidHistory(
        f"这样的经过不可能：步骤 {step.id} 的期限 {day} 已过",
        message_en=f"impossible history: the limit of step {step.id} was {day}",
        hint="检查 --received、--since 和 --done 的时间",
        hint_en="check the times of --received, --since and --done",
        details={"step": step.id, "expires_at": limit.isoformat()},
    )
