"""Which steps are no part of the way, or no longer, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pddroute.catalogue.model import Step
from pddroute.contract import Because
from pddroute.plan.history import Done
from pddroute.plan.periods import because
from pddroute.plan.state import Entry, Question
from pddroute.words import outcome_words, say

__all__ = ["closed_off", "give_way"]


def closed_off(question: Question, entries: Sequence[Entry], n: int, frontier: int) -> bool:
    """Mark a step that is no longer, or not at all, part of the way; whether it is so."""
    step, lang, done = entries[n].step, question.lang, question.done
    reasons: list[Because] = []
    for other in question.steps:
        if step.id in other.excludes and other.id in done and done[other.id].outcome != "refused":
            title = other.title.to(lang)
            text = say(
                lang,
                f"已经走了“{title}”，同一争议不要再走这一步",
                f"“{title}” has been taken: do not bring the same dispute here as well",
            )
            reasons.append(because("already_handled", text))
    if not reasons and n < frontier:
        text = say(lang, "已经走到后面的步骤了", "a later step has been reached")
        reasons.append(because("passed_over", text))
    if not reasons:
        reasons.extend(_ended(question, entries, n))
    if not reasons and step.instead_of is not None and not _is_gone(step.instead_of, entries, done):
        other_title = next(s.title.to(lang) for s in question.steps if s.id == step.instead_of)
        text = say(
            lang,
            f"与“{other_title}”二选一，不要两边都投",
            f"instead of “{other_title}”, never both",
        )
        reasons.append(because("alternative_of", text))
    if not reasons:
        reasons.extend(_unmet(question, entries, n))
    if reasons:
        entries[n].state = "excluded"
        entries[n].because.extend(reasons)
    return bool(reasons)


def _ended(question: Question, entries: Sequence[Entry], n: int) -> list[Because]:
    """Why nothing is left to ask for: the time for the claim itself has passed unused."""
    for entry in entries[:n]:
        limit = entry.step.limit
        if entry.state == "expired" and limit is not None and limit.ends_claim:
            text = say(
                question.lang,
                f"“{entry.step.title.to('zh')}”的时限已过，没有依据再往下走",
                f"the time for “{entry.step.title.to('en')}” has passed: no ground to go on",
            )
            return [because("needs_missing", text)]
    return []


def _is_gone(id_: str, entries: Sequence[Entry], done: Mapping[str, Done]) -> bool:
    """Whether a step is no choice any more: refused there, or too late."""
    refused = id_ in done and done[id_].outcome == "refused"
    return refused or any(one.step.id == id_ and one.state == "expired" for one in entries)


def _title(question: Question, id_: str) -> str:
    return next(step.title.to(question.lang) for step in question.steps if step.id == id_)


def _unmet(question: Question, entries: Sequence[Entry], n: int) -> list[Because]:
    """Why what the step needs is not, and will not be, there."""
    step, lang, done = entries[n].step, question.lang, question.done
    reasons: list[Because] = []
    for need, outcomes in step.needs.items():
        before = done.get(need)
        if before is None:
            lost = [e for e in entries[:n] if e.step.id == need]
            if lost and lost[0].state in ("expired", "excluded"):
                title = _title(question, need)
                zh = f"它要先有“{title}”，那一步已不可能"
                text = say(lang, zh, f"it needs “{title}” first, which is gone")
                reasons.append(because("needs_missing", text))
        elif before.outcome is not None and outcomes and before.outcome not in outcomes:
            text = say(
                lang,
                f"“{_title(question, need)}”{outcome_words(before.outcome, lang)}，不走这一步",
                f"“{_title(question, need)}” ended {outcome_words(before.outcome, lang)}: "
                "this step does not apply",
            )
            reasons.append(because("branch_not_taken", text))
    return reasons


def give_way(question: Question, entry: Entry, pressing: Step) -> None:
    """Pass over a step that leaves no time for ``pressing``, a later one with a limit."""
    title, lang = pressing.title.to(question.lang), question.lang
    text = say(
        lang,
        f"等它走完，“{title}”的时限就过了：先走那一步",
        f"by its end the limit of “{title}” would have passed: that step comes first",
    )
    entry.state = "excluded"
    entry.because.append(because("passed_over", text))
