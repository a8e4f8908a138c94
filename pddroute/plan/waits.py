"""How long a step waits for its answer: counted, unknown, held until an outcome, or optional."""

from __future__ import annotations

import datetime as dt

from pddroute.catalogue.model import Period
from pddroute.contract import Because, Wait
from pddroute.directory.status import calendar_of
from pddroute.plan.periods import because, count, in_words, length_of, version_change
from pddroute.plan.state import Entry, Question
from pddroute.words import say

__all__ = ["count_waits", "hold", "need_not_wait", "uncounted", "undated"]


def count_waits(
    question: Question, entry: Entry, start: dt.datetime, day: dt.date
) -> dt.datetime | None:
    """Count the waits of a step begun at ``start``, by the rules in force on ``day``.

    Returns the first instant at which silence is an answer: the end of the first wait, where a
    rule gives it; None where nothing but an unofficial figure speaks against it.
    """
    silence: dt.datetime | None = None
    catalog, lang = question.catalog, question.lang
    calendar = calendar_of(catalog)
    entry.free = begun = start
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
        if start == begun and length.of_law:
            silence = counted.free
        start, entry.free = counted.until, counted.free
    entry.answered = entry.free if entry.wait is not None else None
    if entry.wait is None:
        text = say(
            lang,
            "没有来源给出要等多久，pddroute 不编造",
            "no source says how long to wait, and pddroute does not invent it",
        )
        entry.because.append(because("no_wait_known", text))
    return silence


def patience_ends(question: Question, entry: Entry, silence: dt.datetime | None) -> None:
    """Let the next step be taken once silence (:func:`count_waits`) is an answer."""
    entry.free = entry.answered = silence
    text = say(
        question.lang,
        "没有答复：规定的第一个答复期限一过，就可以走下一步；非官方的时间不拦人",
        "no answer: the next step is open once the first period of law for one is over; an "
        "unofficial figure stops nobody",
    )
    entry.because.append(because("outcome_given", text))


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
    length = length_of(question.catalog, Period(rule=rule), start.date())
    before = length_of(question.catalog, Period(rule=rule), day)
    if changed is None or (length and before and length[:2] == before[:2]):
        return
    lang = question.lang
    new = say(lang, "没有写多久", "no length given")
    if length is not None:
        new = in_words(length.amount, length.unit, lang)
    text = say(
        lang,
        f"按 {day} 有效的规定计算；{changed} 起规定改变（{new}），那天及以后提交的按新规定",
        f"counted by the rule in force on {day}; from {changed} another applies ({new})",
    )
    entry.because.append(because("rule_changes", text, [changed]))


def uncounted(question: Question, entry: Entry) -> Wait | None:
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


def hold(question: Question, entry: Entry) -> None:
    """Hold what comes after a step that is done, where only its outcome can say when."""
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


def need_not_wait(question: Question, entry: Entry, free: dt.datetime | None) -> None:
    """Leave the next step open from ``free`` on (None: at once), whatever comes of this one."""
    text = say(
        question.lang,
        "可选：不用等它的答复，下一步不受影响",
        "optional: its answer need not be waited for, the next step is not held up",
    )
    entry.because.append(because("optional_step", text))
    entry.free = free


def undated(question: Question, entry: Entry) -> None:
    """Say why a step has no date: it comes after one that is held."""
    text = say(
        question.lang,
        "要看前一步的结果，现在没有日期",
        "depends on the outcome of the step before it: no date yet",
    )
    entry.because.append(because("outcome_needed", text))
