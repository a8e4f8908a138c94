"""What do I do next: an issue's route as a plan for one instant and one history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Outcome
from pddroute.contract.base import CatalogRef, Hint, Warn, WarningCode
from pddroute.contract.hints import hint
from pddroute.contract.plan import IssueRef, Plan, PlanStep, Understood
from pddroute.contract.questions import AskEscalate, AskIssues, AskShow, Question
from pddroute.directory.reach import area_of
from pddroute.directory.warnings import notices
from pddroute.errors import UnknownIssue
from pddroute.plan.channels import Channels
from pddroute.plan.exclusions import stands
from pddroute.plan.history import Done, read_history, settle
from pddroute.plan.now import Pair, now
from pddroute.plan.said import said
from pddroute.plan.sheets import evidence_item, sheet
from pddroute.plan.situation import Situation
from pddroute.plan.timeline import Entry, timeline
from pddroute.plan.wording import Wording, saying
from pddroute.plan.words import WARNINGS
from pddroute.understanding.issues import recognize
from pddroute.understanding.unknown import ways_on
from pddroute.words import Lang, shown

_UNDONE = Done()
_OUTCOMES: Final[Sequence[Outcome]] = (
    "refused",
    "unsatisfied",
    "silent",
    "agreed",
    "returned",
    "withdrawn",
)
"""What may come of a step, as it is offered."""
_TOLD_OF: Final = ("returned", "withdrawn")
"""Those that are offered only where the step has something to say of them."""
_IN_NAME = ("regulator", "association", "court")
"""Who wants to see by whose leave one speaks for somebody else."""


def plan(catalog: Catalog, asked: AskEscalate, at: dt.datetime, lang: Lang) -> Plan:
    """The plan that is asked for, at ``at`` (aware, in Asia/Shanghai).

    Raises :class:`~pddroute.errors.UnknownIssue`, :class:`~pddroute.errors.InvalidHistory`,
    :class:`~pddroute.errors.InvalidTime` and :class:`~pddroute.errors.UnknownCity`.
    """
    area = area_of(asked.city)
    whose = _whose(asked, lang)
    try:
        id_, why = recognize(catalog, asked.issue)
    except UnknownIssue as error:
        error.next = ways_on(catalog, error, whose)
        raise
    problem = catalog.issues[id_]
    steps = [catalog.steps[key] for key in catalog.routes[problem.route].steps]
    history = read_history(asked, steps, at)
    situation = Situation(catalog, steps, settle(history, problem, steps), at, history, area)
    channels, to = Channels(catalog, at, lang, area), Wording(lang, at)
    pairs = [(one, _step(situation, id_, asked, one, channels, to)) for one in timeline(situation)]
    turn = next((pair for pair in pairs if pair[0].state in ("now", "waiting")), None)
    ahead = [step for _, step in pairs if step.state in ("now", "waiting", "later")]
    reaches = [reach for step in ahead for reach in step.channels]
    warnings = notices(catalog, reaches, area, at, lang)
    return Plan(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog, lang),
        warnings=_warnings(situation, pairs, turn, ahead, warnings, lang),
        next=_hints(id_, pairs, turn, situation, whose, bool(why), to),
        issue=IssueRef(id=id_, name=problem.name.to(lang), audience=problem.audience),
        understood=Understood(text=shown(asked.issue), why=list(why)) if why else None,
        now=None if turn is None else now(situation, pairs, turn, channels, to),
        steps=[step for _, step in pairs],
    )


def _step(
    situation: Situation,
    issue: str,
    asked: AskEscalate,
    entry: Entry,
    channels: Channels,
    to: Wording,
) -> PlanStep:
    step = entry.step
    done = situation.done.get(step.id, _UNDONE)
    texts = sheet(situation.catalog, issue, step, to.lang)
    day = (done.at or situation.at).date()  # its rules are those in force when it is taken
    due = entry.waits.next_due(situation.at)
    evidence = list(texts.evidence)
    authority = situation.catalog.platform.authority
    in_name = step.operator in _IN_NAME and not (step.urgent and step.operator != "court")
    if asked.for_whom is not None and authority is not None and in_name:
        evidence.insert(0, evidence_item(situation.catalog, authority, to.lang))
    first = step.urgent and not entry.done and entry.act_at is not None
    reasons = [saying("harm_first"), *entry.reasons] if first else entry.reasons
    return PlanStep(
        id=step.id,
        title=texts.title,
        state=entry.state,
        operator=step.operator,
        not_before=entry.not_before,
        act_at=entry.act_at,
        done_at=done.at,
        outcome=done.outcome,
        amount=done.amount,
        wait=due and due.to(to.lang),
        waits=[clock.to(to.lang) for clock in entry.waits.clocks],
        expires_at=entry.expiry.at,
        channels=channels.ranked(texts.channels, entry.act_at or to.at),
        do=list(texts.do),
        say=said(texts.say, situation, step, asked.for_whom, to),
        evidence=evidence,
        basis=list(texts.basis(day)),
        because=[to.because(reason) for reason in reasons],
    )


def _warnings(
    situation: Situation,
    pairs: Sequence[Pair],
    turn: Pair | None,
    ahead: Sequence[PlanStep],
    given: Sequence[Warn],
    lang: Lang,
) -> list[Warn]:
    """What goes wrong in a plan, the ``given`` warnings on its channels, what is uncertain."""
    codes = {reason.code for entry, _ in pairs for reason in entry.reasons}
    entry = None if turn is None else turn[0]
    twice = [Warn(code="filed_twice", text=WARNINGS["filed_twice"].to(lang))]
    so: dict[WarningCode, bool] = {
        "calendar_unpublished": any(one.waits.provisional for one, _ in pairs)
        and all(warning.code != "calendar_unpublished" for warning in given),
        "done_time_unknown": "done_time_unknown" in codes,
        "since_unknown": entry is not None
        and not entry.done
        and not (entry.step.limit and entry.step.limit.from_outcome)
        and any(reason.code == "limit_start_unknown" for reason in entry.reasons),
        "no_step_open_now": entry is not None and entry.state == "waiting" and not entry.done,
        "limit_passed": "limit_passed" in codes,
        "unofficial_wait": any(s.wait and s.wait.grade == "unconfirmed" for s in ahead),
    }
    own = [Warn(code=code, text=WARNINGS[code].to(lang)) for code, is_so in so.items() if is_so]
    return [*(twice if _filed_twice(situation) else []), *given, *own]


def _filed_twice(situation: Situation) -> bool:
    """Whether two places have the matter of which a rule allows but one."""
    return any(
        stands(situation, one, other) and situation.done[other.id].outcome in (None, "silent")
        for one in situation.steps
        for other in situation.steps
        if other.id in situation.done
    )


def _whose(asked: AskEscalate, lang: Lang) -> AskEscalate:
    """Of ``asked`` what holds for any question after it: for whom, where, in which language."""
    return AskEscalate(
        issue=asked.issue,
        for_whom=None if asked.for_whom is None else shown(asked.for_whom),
        city=None if asked.city is None else asked.city.strip(),
        lang=lang,
    )


def _hints(
    issue: str,
    pairs: Sequence[Pair],
    turn: Pair | None,
    situation: Situation,
    whose: AskEscalate,
    guessed: bool,
    to: Wording,
) -> list[Hint]:
    """The questions to go on with: they repeat what was told.

    ``guessed`` says that the issue was made out from words that are no name of it.
    """
    history, ways = situation.history, dict[str, Question]()
    told = msgspec.structs.replace(whose, issue=issue)
    if turn is not None and not turn[0].done:
        id_, own = turn[1].id, turn[0].step.channels
        if turn[0].state == "now":
            ways["done"] = history.taken(id_, situation.at).told(told)
        if turn[1].channels and not (turn[0].step.urgent and len(own) > 1):
            channel = turn[1].channels[0].id
            ways["show"] = AskShow(channel=channel, city=whose.city, lang=to.lang)
    elif turn is not None:
        id_, outcome, step = turn[1].id, turn[1].outcome, turn[0].step
        for came in _OUTCOMES if outcome is None else ():
            if came not in _TOLD_OF or came in step.ended:
                ways[came] = history.ended(id_, came).told(told)
        if turn[0].promised:
            ways["broken"] = history.ended(id_, "broken", turn[1].amount).told(told)
    if guessed:
        ways["issues"] = AskIssues(lang=to.lang)
    catalog = situation.catalog
    hints = [hint(catalog, go, to.text(saying(f"next.{key}"))) for key, go in ways.items()]
    passed = [entry.step.limit for entry, _ in pairs if entry.expiry.passed and entry.step.limit]
    others = dict.fromkeys(issue for limit in passed for issue in limit.instead)
    for other in others if turn is None else ():
        name = catalog.issues[other].name.to(to.lang)
        hints.append(hint(catalog, msgspec.structs.replace(whose, issue=other), name))
    return hints
