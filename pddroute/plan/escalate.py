"""What do I do next: an issue's route as a plan for one instant and one history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pddroute.catalogue.model import Catalog, Issue, Step
from pddroute.contract import (
    Basis,
    CatalogRef,
    EvidenceItem,
    Hint,
    IssueRef,
    Plan,
    PlanStep,
    Warn,
)
from pddroute.directory.warnings import notices
from pddroute.hours.clock import to_shanghai
from pddroute.plan.choosing import Chooser, doing_now
from pddroute.plan.history import Done, History, settle
from pddroute.plan.state import Entry, Question
from pddroute.plan.timeline import timeline
from pddroute.understanding.issues import find_issue
from pddroute.words import Lang, say

__all__ = ["escalate"]

_NOTHING = History()


def escalate(
    catalog: Catalog,
    issue: str,
    *,
    at: dt.datetime,
    history: History = _NOTHING,
    lang: Lang = "zh",
    area_code: str | None = None,
) -> Plan:
    """The plan for ``issue`` (an id, a Chinese or English name, or an alias) at ``at``.

    ``at`` is an aware datetime (a naive one means Shanghai time); ``area_code`` is that of the
    city whose 12315 is called, the platform's home where left out. Raises :class:`UnknownIssue`
    and :class:`InvalidHistory`.
    """
    at = to_shanghai(at)
    id_ = find_issue(catalog, issue)
    problem = catalog.issues[id_]
    steps = [catalog.steps[key] for key in catalog.routes[problem.route].steps]
    done = settle(history, problem, steps, at)
    since = None if history.since is None else to_shanghai(history.since)
    question = Question(catalog, steps, done, at, lang, since, history.received)
    entries = timeline(question)
    chooser = Chooser(catalog, at, lang, area_code)
    plan_steps = [_step(catalog, problem, entry, done, chooser, lang) for entry in entries]
    return Plan(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog),
        warnings=_warnings(entries, plan_steps, chooser),
        next=_hints(id_, plan_steps, history, lang),
        issue=IssueRef(id=id_, name=problem.name.to(lang), audience=problem.audience),
        now=doing_now(entries, plan_steps, chooser),
        steps=plan_steps,
    )


def _step(
    catalog: Catalog,
    issue: Issue,
    entry: Entry,
    done: dict[str, Done],
    chooser: Chooser,
    lang: Lang,
) -> PlanStep:
    step = entry.step
    was = done.get(step.id)
    evidence = dict.fromkeys((*step.evidence, *issue.evidence))
    lines = (*step.do, *issue.do.get(step.id, ()))
    return PlanStep(
        id=step.id,
        title=step.title.to(lang),
        state=entry.state,
        operator=step.operator,
        not_before=entry.not_before,
        act_at=entry.act_at,
        done_at=was.at if was else None,
        outcome=was.outcome if was else None,
        wait=entry.wait,
        expires_at=entry.expires_at,
        channels=chooser.ranked(step, entry.act_at or chooser.at),
        do=[line.to(lang) for line in lines],
        say=_say(step, issue, lang),
        evidence=[EvidenceItem(id=e, text=catalog.evidence[e].to(lang)) for e in evidence],
        basis=_basis(catalog, step, issue, was, chooser.at, lang),
        because=entry.because,
    )


def _say(step: Step, issue: Issue, lang: Lang) -> str | None:
    if step.say is None:
        return None
    text = step.say.to(lang)
    text = text.replace("{problem}", issue.problem.to(lang))
    return text.replace("{demand}", issue.demand.to(lang))


def _basis(
    catalog: Catalog, step: Step, issue: Issue, was: Done | None, at: dt.datetime, lang: Lang
) -> list[Basis]:
    """The rules of a step in force on the day: when it was done, else the day of the question."""
    day = was.at.date() if was and was.at else at.date()
    waits = [period.rule for period in step.wait if period.rule]
    limits = [step.limit.rule] if step.limit and step.limit.rule else []
    own = issue.basis if step.operator != "police" else []
    basis = []
    marks = [mark.rule for mark in step.marks]
    for id_ in dict.fromkeys((*waits, *limits, *marks, *step.basis, *own)):
        version = catalog.rules[id_].at(day)
        if version is not None:
            joint = say(lang, "：", ": ")
            text = f"{version.law.to(lang)}{joint}{version.text.to(lang)}"
            basis.append(Basis(rule=id_, text=text, source=version.source))
    return basis


def _warnings(entries: list[Entry], steps: list[PlanStep], chooser: Chooser) -> list[Warn]:
    lang = chooser.lang
    codes = {because.code for step in steps for because in step.because}
    ahead = [step for step in steps if step.state in ("now", "waiting", "later")]
    reaches = [reach for step in ahead for reach in step.channels]
    warnings = notices(chooser.catalog, reaches, chooser.area_code, chooser.at, lang)
    provisional = any(entry.provisional for entry in entries)
    if provisional and not any(w.code == "calendar_unpublished" for w in warnings):
        text = say(lang, "有的日期落在未公布放假安排的年份，是暂定", "some dates are provisional")
        warnings.append(Warn(code="calendar_unpublished", text=text))
    if "done_time_unknown" in codes:
        text = say(
            lang,
            "有的步骤没有给出时间，日期可能偏早",
            "a step was given without its time: dates may be too early",
        )
        warnings.append(Warn(code="done_time_unknown", text=text))
    first = next((entry for entry in entries if entry.state in ("now", "waiting")), None)
    if first and any(one.code == "limit_start_unknown" for one in first.because):
        text = say(
            lang,
            "有时限的步骤没法算哪天到期：给出 --since 或 --received",
            "the end of a limit cannot be dated: give --since or --received",
        )
        warnings.append(Warn(code="since_unknown", text=text))
    if any(entry.state == "waiting" and not entry.done for entry in entries):
        text = say(
            lang,
            "这一步的渠道现在都没开，先准备",
            "no channel of this step is open now: get ready",
        )
        warnings.append(Warn(code="no_step_open_now", text=text))
    if "limit_passed" in codes:
        text = say(lang, "有的步骤时限已过", "the limit of a step has passed")
        warnings.append(Warn(code="limit_passed", text=text))
    if any(step.wait and step.wait.grade == "unconfirmed" for step in ahead):
        text = say(
            lang,
            "有的等待时间来自非官方文章，只当提醒，不是期限",
            "some waits rest on unofficial articles: reminders, not deadlines",
        )
        warnings.append(Warn(code="unofficial_wait", text=text))
    return warnings


def _hints(issue: str, steps: Sequence[PlanStep], history: History, lang: Lang) -> list[Hint]:
    """The commands to go on with; they repeat the history, so that they can be run as they are."""
    told = " ".join(["pddroute escalate", issue, *_told(history)])
    now = next((step for step in steps if step.state == "now"), None)
    if now is not None:
        return [
            Hint(
                command=f"{told} --done {now.id}@TIME",
                why=say(lang, "做完这一步后，看下一步和日期", "after this step: what comes next"),
            ),
            Hint(
                command=f"pddroute show {now.channels[0].id}",
                why=say(lang, "看这个渠道的全部来源", "every source about this channel"),
            ),
        ]
    waiting = next((step for step in steps if step.state == "waiting"), None)
    if waiting is None or waiting.id not in history.done:
        return []
    return [
        Hint(
            command=f"{told} --outcome {waiting.id}={outcome}",
            why=say(lang, zh, en),
        )
        for outcome, zh, en in (
            ("refused", "如果被拒绝", "if it is refused"),
            ("unsatisfied", "如果答复不满意", "if the answer does not satisfy you"),
            ("silent", "如果不理你", "if there is no answer"),
        )
        if waiting.outcome is None
    ]


def _told(history: History) -> Iterator[str]:
    """The options that tell the history again."""
    for step, when in history.done.items():
        yield f"--done {step}" if when is None else f"--done {step}@{_local(when)}"
    for step, outcome in history.outcomes.items():
        yield f"--outcome {step}={outcome}"
    if history.since is not None:
        yield f"--since {_local(history.since)}"
    if history.received is not None:
        yield f"--received {history.received.isoformat()}"


def _local(when: dt.datetime) -> str:
    """An instant as ``--at`` takes it, in Shanghai time."""
    at = to_shanghai(when).replace(tzinfo=None)
    return at.isoformat(timespec="auto" if at.second or at.microsecond else "minutes")
