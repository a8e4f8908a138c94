"""Until when a step is possible at all, and whether that has passed."""

from __future__ import annotations

import datetime as dt

from pddroute.catalogue.model import Limit, Mark, Period, Step
from pddroute.directory.status import calendar_of
from pddroute.plan.periods import because, count, in_words, length_of
from pddroute.plan.state import Entry, Question
from pddroute.words import day_name, say

__all__ = ["is_hard", "limited", "marked"]


def is_hard(question: Question, step: Step) -> bool:
    """Whether the limit ends the step: an unconfirmed figure never does."""
    if step.limit is None or not step.limit.hard:
        return False
    length = length_of(question.catalog, step.limit, question.at.date())
    return length is not None and length.grade in ("official", "reported")


def limited(question: Question, entry: Entry) -> bool:
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
    if limit.passed is not None:
        text = say(lang, f"{text}。{limit.passed.to(lang)}", f"{text}. {limit.passed.to(lang)}")
    entry.because.append(because("limit_passed", text, [counted.until.date()]))
    if is_hard(question, entry.step):
        entry.state = "expired"
        return True
    return False


def marked(question: Question, entry: Entry) -> None:
    """Date the marks of a step: from which day on something is so, where its start is known."""
    lang = question.lang
    for mark in entry.step.marks:
        start = _limit_start(question, mark)
        length = length_of(question.catalog, Period(rule=mark.rule), question.at.date())
        if start is None or length is None:
            continue
        counted = count(length, start, calendar_of(question.catalog), lang, mark.label.to(lang))
        tail = say(lang, "，已经过了", ", which has passed") if question.at > counted.until else ""
        days = [day for one in counted.because for day in one.dates]
        text = say(lang, "；", "; ").join(one.text for one in counted.because) + tail
        entry.because.append(because("mark_counted", text, days))


def _limit_start(question: Question, limit: Limit | Mark) -> dt.datetime | None:
    if limit.start == "since":
        return question.since
    if limit.start == "received":
        if question.received is None:
            return None
        return dt.datetime.combine(question.received, dt.time(), tzinfo=question.at.tzinfo)
    done = question.done.get(limit.start)
    return done.at if done is not None else None
