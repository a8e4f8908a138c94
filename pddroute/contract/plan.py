"""What to do next: a route worked out for one instant and one history."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pddroute.catalogue.facts import Audience, Grade, Operator
from pddroute.catalogue.forms import about
from pddroute.catalogue.routes import Outcome
from pddroute.contract.base import UNTRUSTED, Grounded, Instant, Part
from pddroute.contract.reach import Reach

StepState = Literal["done", "now", "waiting", "later", "expired", "excluded"]
WaitUnit = Literal["hours", "days", "working_days", "months", "years"]
BecauseCode = Literal[
    "alternative_of",
    "already_handled",
    "branch_not_taken",
    "calendar_provisional",
    "channel_opens",
    "days_counted",
    "done_time_unknown",
    "harm_first",
    "hours_counted",
    "implied_by_issue",
    "inferred",
    "legal_fallback",
    "limit_counted",
    "limit_passed",
    "limit_start_unknown",
    "mark_counted",
    "months_counted",
    "needs_missing",
    "no_wait_known",
    "open_at_once",
    "optional_step",
    "outcome_given",
    "outcome_needed",
    "passed_over",
    "rolled_to_working_day",
    "rule_changes",
    "unofficial_wait",
    "wait_passed",
    "working_days_counted",
]


class IssueRef(Part, frozen=True, kw_only=True):
    """Which issue a plan is for."""

    id: Annotated[str, about("the issue's id in the catalogue")]
    name: Annotated[str, about("what it is called")]
    audience: Annotated[Audience, about("whose problem it is")]


class Now(Part, frozen=True, kw_only=True):
    """The one thing to do at this minute."""

    step: Annotated[str, about("the id of the step it belongs to")]
    channel: Annotated[str | None, about("through which channel; null: none needed")]
    action: Annotated[str, about("what to do and where, for a person: all of what follows")]
    do: Annotated[str, about("what to do")]
    where: Annotated[list[str], about("where: the channel and its status, then a telephone")]
    deadline: Annotated[
        Instant | None, about("by when it has to be done, or is answered; the safe one of two")
    ]
    also: Annotated[list[str], about("what else is due or worth a try at this minute")]
    when: Annotated[Instant, about("the answer's instant")]
    until: Annotated[
        Instant | None, about("how long it can be done so (the channel closes) or is waited for")
    ]


class Wait(Part, frozen=True, kw_only=True):
    """One clock of a step: how long it waits for an answer."""

    id: Annotated[str, about("names it among the waits of its step")]
    label: Annotated[str, about("what is waited for, in a word or two")]
    amount: Annotated[int, about("how many units")]
    unit: Annotated[WaitUnit, about("working days are those of the Chinese calendar")]
    until: Annotated[
        Instant | None,
        about(
            "the last instant of the wait: a period of law ends with its last day "
            "(23:59:59), any other at the same time of day; null where its start is unknown"
        ),
    ]
    grade: Annotated[Grade, about("unconfirmed: a marker, never a deadline")]
    rule: Annotated[str | None, about("the rule it rests on; null: no rule")]
    then: Annotated[str | None, about("what to do if nothing has come by then")]


class EvidenceItem(Part, frozen=True, kw_only=True):
    """Something to have at hand."""

    id: Annotated[str, about("id in the catalogue")]
    text: Annotated[str, about("what it is")]


class Basis(Part, frozen=True, kw_only=True):
    """A rule in force on the day, as the ground of a step."""

    rule: Annotated[str, about("the rule's id in the catalogue")]
    text: Annotated[str, about("law, article and what it says")]
    source: Annotated[str, about("id of the source")]


class SkippedDay(Part, frozen=True, kw_only=True):
    """A day that a count of working days passed over."""

    date: Annotated[dt.date, about("the day")]
    kind: Annotated[Literal["weekend", "holiday"], about("why it does not count")]
    name: Annotated[str | None, about("the holiday's name")]


class Because(Part, frozen=True, kw_only=True):
    """How a date or a state came about."""

    code: Annotated[BecauseCode, about("closed list, only ever added to")]
    text: Annotated[str, about("for a person")]
    dates: Annotated[list[dt.date], about("the days counted, or the days at issue")]
    skipped: Annotated[list[SkippedDay], about("the days passed over, and why")]
    rule: Annotated[str | None, about("the id of the rule that says so; null: none is needed")]


class PlanStep(Part, frozen=True, kw_only=True):
    """One step of a plan."""

    id: Annotated[str, about("the step's id, for `done` and `outcome`")]
    title: Annotated[str, about("what the step is")]
    state: Annotated[
        StepState,
        about(
            "done; now: to be done at this minute; waiting: done and its answer not "
            "yet due, or due and no channel open; later; expired; excluded"
        ),
    ]
    operator: Annotated[Operator, about("who acts")]
    not_before: Annotated[
        Instant | None,
        about(
            "the first instant the step may be taken; null: at once, or (`outcome_needed`) nobody "
            "can say"
        ),
    ]
    act_at: Annotated[
        Instant | None, about("the first instant from then at which one of its channels is open")
    ]
    done_at: Annotated[Instant | None, about("when it was done, where that is known")]
    outcome: Annotated[Outcome | None, about("what came of it, where that is known")]
    amount: Annotated[float | None, about("yuan, where a part of the money was agreed on")]
    wait: Annotated[
        Wait | None, about("the next of `waits` to end; null: none is known, or it is answered")
    ]
    waits: Annotated[
        list[Wait],
        about("its clocks, each with an end of its own; once it is answered, those that ran"),
    ]
    expires_at: Annotated[
        Instant | None,
        about("the last instant at which the step is safely possible; null: none, or unknown"),
    ]
    channels: Annotated[
        list[Reach], about("best first at act_at: those that do the step, then help")
    ]
    do: Annotated[list[str], about("what to do, in order")]
    say: Annotated[str | None, about("a text to send")]
    evidence: Annotated[list[EvidenceItem], about("what to have at hand")]
    basis: Annotated[list[Basis], about("rules in force on the day")]
    because: Annotated[list[Because], about("one entry for each date and each state")]


class Understood(Part, frozen=True, kw_only=True):
    """How words that are no name of an issue were taken."""

    text: Annotated[str, about(f"the words, as given; {UNTRUSTED}")]
    why: Annotated[list[str], about(f"those of them that decided; {UNTRUSTED}")]


class Plan(Grounded, frozen=True, kw_only=True):
    """``escalate``: what to do next."""

    kind: Annotated[Literal["plan"], about("which document")] = "plan"
    issue: Annotated[IssueRef, about("what the plan is for")]
    understood: Annotated[Understood | None, about("null: the issue was named")]
    now: Annotated[Now | None, about("null: the route is finished")]
    steps: Annotated[list[PlanStep], about("in the order of the route")]


class IssueCard(Part, frozen=True, kw_only=True):
    """One issue in the list."""

    id: Annotated[str, about("id in the catalogue, for escalate")]
    name: Annotated[str, about("what it is called")]
    audience: Annotated[Audience, about("whose problem it is")]
    aliases: Annotated[list[str], about("other names it is found by")]
    steps: Annotated[list[str], about("the ids of its steps, in order")]


class Issues(Grounded, frozen=True, kw_only=True):
    """``issues``: the problems there is a route for."""

    kind: Annotated[Literal["issues"], about("which document")] = "issues"
    issues: Annotated[list[IssueCard], about("in the catalogue's order")]
