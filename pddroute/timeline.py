"""The states and dates of a route's steps, for one instant and one history.

The steps are gone in the order of the route. The last one done is the *frontier*: what it waits
for decides when the next may be taken, and each step after that is dated as if everything before
it were done as soon as it can be and answered as late as it may be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from pddroute.answers import Because, StepState, Wait
from pddroute.errors import InvalidHistory
from pddroute.history import Done
from pddroute.model import Catalog, Lang, Limit, Period, Step
from pddroute.periods import because, count, in_words, length_of, version_change
from pddroute.status import calendar_of, next_open
from pddroute.wording import day_and_clock, day_name, say

__all__ = ["Entry", "Question", "timeline"]


class Question(msgspec.Struct, frozen=True):
    """What a timeline is worked out for. All instants are aware, in Asia/Shanghai."""

    catalog: Catalog
    steps: Sequence[Step]
    done: Mapping[str, Done]
    at: dt.datetime
    lang: Lang
    since: dt.datetime | None = None
    received: dt.date | None = None


class Entry(msgspec.Struct):
    """One step with its state and dates; filled in the order of the route."""

    step: Step
    state: StepState = "later"
    not_before: dt.datetime | None = None
    act_at: dt.datetime | None = None
    wait: Wait | None = None
    expires_at: dt.datetime | None = None
    free: dt.datetime | None = None
    """The first instant at which the step after this one may be taken."""
    because: list[Because] = []
    provisional: bool = False
    """A date of the step rests on a year without a holiday notice."""
    done: bool = False
    held: bool = False
    """Nobody can say when the next step may be taken: that depends on this one's outcome."""


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
        entry = Entry(step, because=[])
        entries.append(entry)
        if n == skip_to > frontier:
            free, current, held = None, None, False
        if step.id in question.done:
            _limit(question, entry)
            _was_done(question, entry)
            if n == frontier:
                free, current, held = entry.free, entry, entry.held
            continue
        if _closed_off(question, entries, n, frontier) or _limit(question, entry):
            continue
        if n < skip_to:
            _gives_way(question, entry, question.steps[skip_to])
            continue
        if held:
            continue
        _dated(question, entry, free)
        if current is None or current.step.id in question.done:
            _comes_next(question, entry, current)
            current = entry
        free = entry.free
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
        if not _is_hard(question, entry.step) or set(entry.step.needs) - set(question.done):
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
        entry.wait = _uncounted(question, entry)
        _hold(question, entry)
        return
    if entry.expires_at is not None and done.at > entry.expires_at and _is_hard(question, step):
        shown = f"{entry.expires_at:%Y-%m-%d}"
        raise InvalidHistory(
            f"这样的经过不可能：步骤 {step.id} 的期限 {shown} 已过",
            message_en=f"impossible history: the limit of step {step.id} was {shown}",
            hint="检查 --received、--since 和 --done 的时间",
            hint_en="check the times of --received, --since and --done",
            details={"step": step.id, "expires_at": entry.expires_at.isoformat()},
        )
    _waits(question, entry, done.at, done.at.date())
    _hold(question, entry)
    if done.outcome in ("refused", "unsatisfied"):
        text = say(lang, "已有答复，不用再等", "there is an answer: no more waiting")
        entry.because.append(because("outcome_given", text))
        entry.free = None
    elif step.optional:
        _need_not_wait(question, entry, None)


def _hold(question: Question, entry: Entry) -> None:
    done, lang = question.done[entry.step.id], question.lang
    if not entry.step.answer or entry.wait is not None or done.outcome is not None:
        return
    entry.held = True
    text = say(
        lang,
        f"要等多久没有来源；有了结果，或等得太久，就加 --outcome {entry.step.id}=refused"
        "（被拒）、silent（不理）或 unsatisfied（不满意）",
        f"no source says how long; with an answer, or when it takes too long, add --outcome "
        f"{entry.step.id}=refused, silent or unsatisfied",
    )
    entry.because.append(because("outcome_needed", text))


def _uncounted(question: Question, entry: Entry) -> Wait | None:
    """The last wait of a step whose start is not known."""
    for period in reversed(entry.step.wait):
        length = length_of(question.catalog, period, question.at.date())
        if length is not None:
            return Wait(
                amount=length.amount,
                unit=length.unit,
                until=None,
                grade=length.grade,
                rule=length.rule,
            )
    return None


def _waits(question: Question, entry: Entry, start: dt.datetime, day: dt.date) -> None:
    """Count the waits of a step begun at ``start``, by the rules in force on ``day``."""
    catalog, lang = question.catalog, question.lang
    calendar = calendar_of(catalog)
    entry.free = start
    for period in entry.step.wait:
        length = length_of(catalog, period, day)
        if length is None:
            continue
        label = period.label.to(lang) if period.label else say(lang, "等答复", "waiting")
        counted = count(length, start, calendar, lang, label)
        entry.because.extend(counted.because)
        entry.provisional = entry.provisional or counted.provisional
        entry.wait = Wait(
            amount=length.amount,
            unit=length.unit,
            until=counted.until,
            grade=length.grade,
            rule=length.rule,
        )
        if length.grade == "unconfirmed":
            entry.because.append(_unofficial(question, length.source))
        if length.rule is not None:
            _warn_of_change(question, entry, length.rule, day, start)
        # The next period starts where this one ends: on its last day, which is not counted.
        start, entry.free = counted.until, counted.free
    if entry.wait is None:
        text = say(
            lang,
            "没有来源给出要等多久，pddroute 不编造",
            "no source says how long to wait, and pddroute does not invent it",
        )
        entry.because.append(because("no_wait_known", text))


def _unofficial(question: Question, source_id: str) -> Because:
    source = question.catalog.sources[source_id]
    date = source.published or say(question.lang, "无日期", "undated")
    text = say(
        question.lang,
        f"这个时长只有非官方来源（{source.publisher}，{date}），未证实：只当提醒，不是期限",
        f"this length rests on an unofficial source only ({source.publisher}, {date}), "
        "unconfirmed: a reminder, not a deadline",
    )
    return because("unofficial_wait", text)


def _warn_of_change(
    question: Question, entry: Entry, rule: str, day: dt.date, start: dt.datetime
) -> None:
    changed = version_change(question.catalog, rule, day, start.date())
    if changed is None:
        return
    lang = question.lang
    length = length_of(question.catalog, Period(rule=rule), start.date())
    new = say(lang, "没有写多久", "no length given")
    if length is not None:
        new = in_words(length.amount, length.unit, lang)
    text = say(
        lang,
        f"按 {day} 有效的规定计算；{changed} 起规定改变（{new}），那天及以后提交的按新规定",
        f"counted by the rule in force on {day}; from {changed} another applies ({new})",
    )
    entry.because.append(because("rule_changes", text, [changed]))


def _is_hard(question: Question, step: Step) -> bool:
    """Whether the limit ends the step: an unconfirmed figure never does."""
    if step.limit is None or not step.limit.hard:
        return False
    length = length_of(question.catalog, step.limit, question.at.date())
    return length is not None and length.grade in ("official", "reported")


def _limit(question: Question, entry: Entry) -> bool:
    """Date the limit of a step; whether it has expired."""
    limit, lang = entry.step.limit, question.lang
    if limit is None:
        return False
    length = length_of(question.catalog, limit, question.at.date())
    if length is None:
        return False
    start = _limit_start(question, limit)
    what = in_words(length.amount, length.unit, lang)
    if start is None:
        option = {"received": "--received", "since": "--since"}.get(limit.start, "--done")
        text = say(
            lang,
            f"有时限：{what}；给出 {option} 才能算出哪天到期",
            f"there is a limit of {what}; give {option} to have its date worked out",
        )
        entry.because.append(because("limit_start_unknown", text))
        return False
    label = say(lang, "时限", "limit")
    counted = count(length, start, calendar_of(question.catalog), lang, label)
    entry.expires_at = counted.until
    days = [day for one in counted.because for day in one.dates]
    text = say(lang, "；", "; ").join(one.text for one in counted.because)
    entry.because.append(because("limit_counted", text, days))
    if entry.step.id in question.done or question.at <= counted.until:
        return False
    passed = day_name(counted.until.date(), lang)
    text = say(lang, f"时限已过（{passed}）", f"the limit has passed ({passed})")
    entry.because.append(because("limit_passed", text, [counted.until.date()]))
    if _is_hard(question, entry.step):
        entry.state = "expired"
        return True
    return False


def _limit_start(question: Question, limit: Limit) -> dt.datetime | None:
    if limit.start == "since":
        return question.since
    if limit.start == "received":
        if question.received is None:
            return None
        return dt.datetime.combine(question.received, dt.time(), tzinfo=question.at.tzinfo)
    done = question.done.get(limit.start)
    return done.at if done is not None else None


def _closed_off(question: Question, entries: Sequence[Entry], n: int, frontier: int) -> bool:
    """Mark a step that is no longer, or not at all, part of the way; whether it is so."""
    step, lang, done = entries[n].step, question.lang, question.done
    reasons: list[Because] = []
    for other in question.steps:
        if other.id in done and step.id in other.excludes:
            title = other.title.to(lang)
            text = say(
                lang,
                f"已经走了“{title}”，同一争议不能再走这一步",
                f"“{title}” has been taken: the same dispute is not heard here as well",
            )
            reasons.append(because("already_handled", text))
    if not reasons and step.instead_of is not None:
        other_title = next(s.title.to(lang) for s in question.steps if s.id == step.instead_of)
        text = say(
            lang,
            f"与“{other_title}”二选一，不要两边都投",
            f"instead of “{other_title}”, never both",
        )
        reasons.append(because("alternative_of", text))
    for need, outcomes in step.needs.items():
        before = done.get(need)
        if before is None:
            lost = [e for e in entries[:n] if e.step.id == need]
            if lost and lost[0].state in ("expired", "excluded"):
                text = say(lang, f"它需要的 {need} 已不可能", f"{need}, which it needs, is gone")
                reasons.append(because("needs_missing", text))
        elif before.outcome is not None and outcomes and before.outcome not in outcomes:
            text = say(
                lang,
                f"{need} 的结果是 {before.outcome}，不走这一步",
                f"{need} ended {before.outcome}: this step does not apply",
            )
            reasons.append(because("branch_not_taken", text))
    if not reasons and n < frontier:
        text = say(lang, "已经走到后面的步骤了", "a later step has been reached")
        reasons.append(because("passed_over", text))
    if reasons:
        entries[n].state = "excluded"
        entries[n].because.extend(reasons)
    return bool(reasons)


def _gives_way(question: Question, entry: Entry, pressing: Step) -> None:
    """Pass over a step that leaves no time for ``pressing``, a later one with a limit."""
    title, lang = pressing.title.to(question.lang), question.lang
    text = say(
        lang,
        f"等它走完，“{title}”的时限就过了：先走那一步",
        f"by its end the limit of “{title}” would have passed: that step comes first",
    )
    entry.state = "excluded"
    entry.because.append(because("passed_over", text))


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
    _waits(question, entry, entry.act_at, at.date())
    if entry.step.optional:
        _need_not_wait(question, entry, start)


def _need_not_wait(question: Question, entry: Entry, free: dt.datetime | None) -> None:
    """Leave the next step open from ``free`` on (None: at once), whatever comes of this one."""
    text = say(
        question.lang,
        "可选：不用等它的答复，下一步不受影响",
        "optional: its answer need not be waited for, the next step is not held up",
    )
    entry.because.append(because("optional_step", text))
    entry.free = free


def _opening(question: Question, step: Step, start: dt.datetime) -> dt.datetime | None:
    """The first instant from ``start`` at which a channel of ``step`` is open, if one is known."""
    calendar = calendar_of(question.catalog)
    channels = [question.catalog.channels[id_] for id_ in step.channels]
    openings = [opens for c in channels if (opens := next_open(c, start, calendar)) is not None]
    return min(openings, default=None)
