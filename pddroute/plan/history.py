"""What has happened so far: the steps done, what came of them, when the trouble began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import get_args

import msgspec

from pddroute.catalogue.model import Issue, Outcome, Step
from pddroute.errors import InvalidHistory
from pddroute.hours.clock import parse_time
from pddroute.words import clock, nearest


class Done(msgspec.Struct, frozen=True):
    """A step that was done: when, if that is known, and what came of it, if that is known."""

    at: dt.datetime | None = None
    outcome: Outcome | None = None
    implied: bool = False
    """The issue itself says so, not the person."""


class History(msgspec.Struct, frozen=True):
    """A history as it is told, its instants aware and in Asia/Shanghai, not checked yet."""

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
    known: dict[str, Outcome] = {outcome: outcome for outcome in get_args(Outcome)}
    outcomes: dict[str, Outcome] = {}
    for text in texts:
        step, _, result = (part.strip() for part in text.partition("="))
        if result not in known:
            zh = f"结果“{result[:40]}”不认识，可用 {', '.join(known)}"
            en = f"unknown outcome {result[:40]!r}, use one of {', '.join(known)}"
            raise _impossible(zh, en, step)
        if step in outcomes:
            raise _impossible(f"步骤 {step} 写了两次结果", f"two outcomes for {step}", step)
        outcomes[step] = known[result]
    return outcomes


def settle(
    history: History, issue: Issue, steps: Sequence[Step], at: dt.datetime
) -> dict[str, Done]:
    """The steps that are done at ``at`` (aware, Asia/Shanghai), by id, in the order of the route.

    What the issue itself implies is added. Raises :class:`InvalidHistory` for a history that
    cannot have happened: an unknown step, the future, before what it needs, before the trouble.
    """
    ids = [step.id for step in steps]
    for told in (*history.done, *history.outcomes):
        if told not in ids:
            near = nearest(told, dict(zip(ids, ids, strict=True)))[:1]
            zh = f"这条路线没有步骤“{told[:40]}”，有：{', '.join(ids)}"
            en = f"no step {told[:40]!r} in this route; there are: {', '.join(ids)}"
            raise _impossible(zh, en, told[:40], *(near or ids))
    if history.since is not None and history.since > at:
        raise _impossible("--since 在将来", "--since is in the future", "since")
    if history.received is not None and history.received > at.date():
        raise _impossible("--received 在将来", "--received is in the future", "received")
    settled: dict[str, Done] = {}
    for id_ in ids:
        implied = issue.implies.get(id_)
        outcome = history.outcomes.get(id_, implied)
        if id_ in history.done:
            settled[id_] = Done(history.done[id_], outcome)
        elif outcome != implied:
            zh = f"步骤 {id_} 有结果却没有做过：加上 --done {id_}"
            en = f"step {id_} has an outcome but was not done: add --done {id_}"
            if implied:
                zh = f"这个问题本身就是 {id_}={implied}，不能又是 {outcome}：换一个问题"
                en = f"the problem itself says {id_}={implied}, not {outcome}: take another issue"
            raise _impossible(zh, en, id_)
        elif implied:
            settled[id_] = Done(None, implied, implied=True)
    for step in steps:
        if step.id in settled:
            _check_step(step, settled, history, at)
    return settled


def _check_step(step: Step, settled: Mapping[str, Done], history: History, at: dt.datetime) -> None:
    id_, when, since, received = step.id, settled[step.id].at, history.since, history.received
    from_receipt = step.limit is not None and step.limit.start == "received"
    if when and received and from_receipt and when.date() < received:
        zh = f"步骤 {id_} 早于收货日期 {received}"
        raise _impossible(zh, f"step {id_} was done before the parcel came", id_)
    if when and when > at:
        zh = f"步骤 {id_} 的时间 {when:%Y-%m-%d} {clock(when)} 在将来"
        raise _impossible(zh, f"step {id_} is done in the future ({when.isoformat()})", id_)
    if when and since and when < since:
        zh = f"步骤 {id_} 早于问题开始的时间"
        raise _impossible(zh, f"step {id_} was done before the trouble began", id_)
    for need, outcomes in step.needs.items():
        before = settled.get(need)
        if before is None:
            zh = f"步骤 {id_} 之前要先有 {need}：加上 --done {need}[@时间]"
            en = f"step {id_} needs {need} before it: add --done {need}[@TIME]"
            raise _impossible(zh, en, id_)
        if when and before.at and when < before.at:
            zh = f"步骤 {id_} 不能早于它需要的 {need}"
            en = f"step {id_} cannot have been done before {need}, which it needs"
            raise _impossible(zh, en, id_)
        if outcomes and before.outcome and before.outcome not in outcomes:
            zh = f"{need} 的结果是 {before.outcome}，不可能有步骤 {id_}"
            en = f"{need} ended {before.outcome}: step {id_} is not possible then"
            raise _impossible(zh, en, id_)


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
