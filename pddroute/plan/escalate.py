"""What do I do next: an issue's route as a plan for one instant and one history."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pddroute.catalogue.model import Catalog, Issue, Step
from pddroute.contract.base import CatalogRef, Hint, Warn, WarningCode
from pddroute.contract.plan import Basis, EvidenceItem, IssueRef, Plan, PlanStep
from pddroute.contract.questions import AskEscalate
from pddroute.directory.reach import area_code
from pddroute.directory.warnings import notices
from pddroute.hours.clock import parse_date, parse_time
from pddroute.plan.channels import Channels, Group, group
from pddroute.plan.history import Done, History, parse_done, parse_outcomes, settle
from pddroute.plan.now import now
from pddroute.plan.situation import Situation
from pddroute.plan.timeline import Entry, timeline
from pddroute.plan.words import WARNINGS, Wording, saying
from pddroute.understanding.issues import find_issue
from pddroute.words import Lang, say

_UNDONE = Done()


def plan(catalog: Catalog, asked: AskEscalate, at: dt.datetime, lang: Lang) -> Plan:
    """The plan that is asked for; raises as :func:`escalate` does, and UnknownCity."""
    history = History(
        done=parse_done(asked.done),
        outcomes=parse_outcomes(asked.outcome),
        since=None if asked.since is None else parse_time(asked.since),
        received=None if asked.received is None else parse_date(asked.received),
    )
    code = area_code(asked.city)
    return escalate(catalog, asked.issue, at=at, history=history, lang=lang, area_code=code)


def escalate(
    catalog: Catalog,
    issue: str,
    *,
    at: dt.datetime,
    history: History,
    lang: Lang,
    area_code: str | None = None,
) -> Plan:
    """The plan for ``issue`` (an id, a Chinese or English name, or an alias) at ``at``.

    ``at`` is aware, in Asia/Shanghai; ``area_code`` is that of the city whose 12315 is called, the
    platform's home where left out. Raises :class:`UnknownIssue` and :class:`InvalidHistory`.
    """
    id_ = find_issue(catalog, issue)
    problem = catalog.issues[id_]
    steps = [catalog.steps[key] for key in catalog.routes[problem.route].steps]
    done = settle(history, problem, steps, at)
    situation = Situation(catalog, steps, done, at, history)
    entries = timeline(situation)
    channels, to = Channels(catalog, at, lang, area_code), Wording(lang, at)
    planned = [_step(situation, id_, entry, channels, to) for entry in entries]
    both = zip(entries, planned, strict=True)
    turn = next((pair for pair in both if pair[0].state in ("now", "waiting")), None)
    ahead = [step for step in planned if step.state in ("now", "waiting", "later")]
    reaches = [reach for step in ahead for reach in step.channels]
    warnings = notices(catalog, reaches, area_code, at, lang)
    return Plan(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog),
        warnings=[*warnings, *_warnings(entries, turn and turn[0], ahead, warnings, lang)],
        next=_hints(id_, turn and turn[1], history, to),
        issue=IssueRef(id=id_, name=problem.name.to(lang), audience=problem.audience),
        now=turn and now(*turn, channels, to),
        steps=planned,
    )


class _Sheet(NamedTuple):
    """What of a step is the same at every instant: its texts for one issue, in one language."""

    title: str
    do: tuple[str, ...]
    say: str | None
    evidence: tuple[EvidenceItem, ...]
    channels: tuple[Group, Group]
    """Those that do it, then those that help."""
    changes: Sequence[int]
    """The ordinals of the days on which what its rules say may change."""
    grounds: Sequence[Sequence[Basis]]
    """Its rules in force before the first of those days, from the first, and so on."""


def _step(
    situation: Situation, issue: str, entry: Entry, channels: Channels, to: Wording
) -> PlanStep:
    step = entry.step
    done = situation.done.get(step.id, _UNDONE)
    sheet = _sheet(situation.catalog, issue, step, to.lang)
    day = (done.at or situation.at).date()  # its rules are those in force when it is taken
    return PlanStep(
        id=step.id,
        title=sheet.title,
        state=entry.state,
        operator=step.operator,
        not_before=entry.not_before,
        act_at=entry.act_at,
        done_at=done.at,
        outcome=done.outcome,
        wait=entry.waits.wait,
        expires_at=entry.expiry.at,
        channels=channels.ranked(sheet.channels, entry.act_at or to.at),
        do=list(sheet.do),
        say=sheet.say,
        evidence=list(sheet.evidence),
        basis=list(sheet.grounds[bisect_right(sheet.changes, day.toordinal())]),
        because=[to.because(reason) for reason in entry.reasons],
    )


def _sheets(_: Catalog) -> dict[tuple[str, str, Lang], _Sheet]:
    return {}


def _sheet(catalog: Catalog, issue: str, step: Step, lang: Lang) -> _Sheet:
    """Worked out once for a catalogue: it is in every plan for the issue."""
    sheets = catalog.derived(_sheets)
    sheet = sheets.get((issue, step.id, lang))
    if sheet is None:
        problem = catalog.issues[issue]
        said = step.say.to(lang) if step.say else None
        said = said and said.replace("{problem}", problem.problem.to(lang))
        evidence = dict.fromkeys((*step.evidence, *problem.evidence))
        rules = _rules(step, problem)
        changes = _changes(catalog, rules)
        sheet = sheets[issue, step.id, lang] = _Sheet(
            title=step.title.to(lang),
            do=tuple(line.to(lang) for line in (*step.do, *problem.do.get(step.id, ()))),
            say=said and said.replace("{demand}", problem.demand.to(lang)),
            evidence=tuple(
                EvidenceItem(id=one, text=catalog.evidence[one].to(lang)) for one in evidence
            ),
            channels=(group(catalog, step.channels), group(catalog, step.help)),
            changes=changes,
            grounds=[_basis(catalog, rules, day, lang) for day in (1, *changes)],
        )
    return sheet


def _rules(step: Step, issue: Issue) -> list[str]:
    """The ids of the rules that a step rests on for an issue."""
    waits = [period.rule for period in step.wait if period.rule]
    limits = [step.limit.rule] if step.limit and step.limit.rule else []
    marks = [mark.rule for mark in step.marks]
    own = issue.basis if step.operator != "police" else []
    return list(dict.fromkeys((*waits, *limits, *marks, *step.basis, *own)))


def _changes(catalog: Catalog, rules: Sequence[str]) -> list[int]:
    """The ordinals of the days on which what ``rules`` say may change."""
    versions = [version for id_ in rules for version in catalog.rules[id_].versions]
    begin = {v.valid_from.toordinal() for v in versions if v.valid_from is not None}
    return sorted(begin | {v.valid_to.toordinal() + 1 for v in versions if v.valid_to is not None})


def _basis(catalog: Catalog, rules: Sequence[str], day: int, lang: Lang) -> list[Basis]:
    """The versions of ``rules`` in force on the day of that ordinal."""
    last = min(day, dt.date.max.toordinal())
    versions = {id_: catalog.rules[id_].at(dt.date.fromordinal(last)) for id_ in rules}
    joint = say(lang, "：", ": ")
    return [
        Basis(rule=id_, text=f"{v.law.to(lang)}{joint}{v.text.to(lang)}", source=v.source)
        for id_, v in versions.items()
        if v is not None
    ]


def _warnings(
    entries: list[Entry], turn: Entry | None, ahead: list[PlanStep], given: list[Warn], lang: Lang
) -> list[Warn]:
    """What is uncertain in a plan, beside the ``given`` warnings about its channels."""
    codes = {reason.code for entry in entries for reason in entry.reasons}
    so: dict[WarningCode, bool] = {
        "calendar_unpublished": any(entry.waits.provisional for entry in entries)
        and all(warning.code != "calendar_unpublished" for warning in given),
        "done_time_unknown": "done_time_unknown" in codes,
        "since_unknown": turn is not None
        and any(reason.code == "limit_start_unknown" for reason in turn.reasons),
        "no_step_open_now": turn is not None and turn.state == "waiting" and not turn.done,
        "limit_passed": "limit_passed" in codes,
        "unofficial_wait": any(s.wait and s.wait.grade == "unconfirmed" for s in ahead),
    }
    return [Warn(code=code, text=WARNINGS[code].to(lang)) for code, is_so in so.items() if is_so]


def _hints(issue: str, turn: PlanStep | None, history: History, to: Wording) -> list[Hint]:
    """The commands to go on with; they repeat the history, so that they can be run as they are."""
    told = " ".join(["pddroute escalate", issue, *_told(history)])
    commands = {}
    if turn is not None and turn.state == "now":
        commands["done"] = f"{told} --done {turn.id}@TIME"
        commands["show"] = f"pddroute show {turn.channels[0].id}"
    elif turn is not None and turn.id in history.done and turn.outcome is None:
        for outcome in ("refused", "unsatisfied", "silent"):
            commands[outcome] = f"{told} --outcome {turn.id}={outcome}"
    return [Hint(command=go, why=to.text(saying(f"next.{key}"))) for key, go in commands.items()]


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
    """An instant as ``--at`` takes it."""
    return when.replace(tzinfo=None).isoformat().removesuffix(":00")
