"""What to do next: a route worked out for one instant and one history."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from pddroute.catalogue.model import Audience, Grade, Operator, Outcome
from pddroute.contract.base import Grounded, Instant, Part
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
    "hours_counted",
    "implied_by_issue",
    "limit_counted",
    "limit_passed",
    "limit_start_unknown",
    "mark_counted",
    "months_counted",
    "needs_missing",
    "no_wait_known",
    "optional_step",
    "outcome_given",
    "outcome_needed",
    "passed_over",
    "rolled_to_working_day",
    "rule_changes",
    "unofficial_wait",
    "working_days_counted",
]


class IssueRef(Part, frozen=True, kw_only=True):
    """Which issue a plan is for."""

    id: Annotated[str, Meta(description="the issue's id in the catalogue")]
    name: Annotated[str, Meta(description="what it is called")]
    audience: Annotated[Audience, Meta(description="whose problem it is")]


class Now(Part, frozen=True, kw_only=True):
    """The one thing to do at this minute."""

    step: Annotated[str, Meta(description="the id of the step it belongs to")]
    channel: Annotated[str | None, Meta(description="through which channel; null: none needed")]
    action: Annotated[str, Meta(description="what to do, for a person")]
    when: Annotated[Instant, Meta(description="the answer's instant")]
    until: Annotated[
        Instant | None,
        Meta(description="how long it can be done so (the channel closes) or is waited for"),
    ]


class Wait(Part, frozen=True, kw_only=True):
    """How long a step waits for its answer."""

    amount: Annotated[int, Meta(description="how many units")]
    unit: Annotated[WaitUnit, Meta(description="working days are those of the Chinese calendar")]
    until: Annotated[
        Instant | None,
        Meta(
            description="the last instant of the wait: a period of law ends with its last day "
            "(23:59:59), any other at the same time of day; null where its start is unknown"
        ),
    ]
    grade: Annotated[Grade, Meta(description="unconfirmed: a marker, never a deadline")]
    rule: Annotated[str | None, Meta(description="the rule it rests on; null: no rule")]


class EvidenceItem(Part, frozen=True, kw_only=True):
    """Something to have at hand."""

    id: Annotated[str, Meta(description="id in the catalogue")]
    text: Annotated[str, Meta(description="what it is")]


class Basis(Part, frozen=True, kw_only=True):
    """A rule in force on the day, as the ground of a step."""

    rule: Annotated[str, Meta(description="the rule's id in the catalogue")]
    text: Annotated[str, Meta(description="law, article and what it says")]
    source: Annotated[str, Meta(description="id of the source")]


class SkippedDay(Part, frozen=True, kw_only=True):
    """A day that a count of working days passed over."""

    date: Annotated[dt.date, Meta(description="the day")]
    kind: Annotated[Literal["weekend", "holiday"], Meta(description="why it does not count")]
    name: Annotated[str | None, Meta(description="the holiday's name")]


class Because(Part, frozen=True, kw_only=True):
    """How a date or a state came about."""

    code: Annotated[BecauseCode, Meta(description="closed list, only ever added to")]
    text: Annotated[str, Meta(description="for a person")]
    dates: Annotated[list[dt.date], Meta(description="the days counted, or the days at issue")]
    skipped: Annotated[list[SkippedDay], Meta(description="the days passed over, and why")]


class PlanStep(Part, frozen=True, kw_only=True):
    """One step of a plan."""

    id: Annotated[str, Meta(description="the step's id, for --done and --outcome")]
    title: Annotated[str, Meta(description="what the step is")]
    state: Annotated[
        StepState,
        Meta(
            description="done; now: to be done at this minute; waiting: done and its answer not "
            "yet due, or due and no channel open; later; expired; excluded"
        ),
    ]
    operator: Annotated[Operator, Meta(description="who acts")]
    not_before: Annotated[
        Instant | None, Meta(description="the first instant the step may be taken; null: at once")
    ]
    act_at: Annotated[
        Instant | None,
        Meta(description="the first instant from then at which one of its channels is open"),
    ]
    done_at: Annotated[Instant | None, Meta(description="when it was done, where that is known")]
    outcome: Annotated[Outcome | None, Meta(description="what came of it, where that is known")]
    wait: Annotated[Wait | None, Meta(description="null: no source gives one")]
    expires_at: Annotated[
        Instant | None, Meta(description="the last instant at which the step is possible")
    ]
    channels: Annotated[
        list[Reach], Meta(description="best first at act_at: those that do the step, then help")
    ]
    do: Annotated[list[str], Meta(description="what to do, in order")]
    say: Annotated[str | None, Meta(description="a text to send")]
    evidence: Annotated[list[EvidenceItem], Meta(description="what to have at hand")]
    basis: Annotated[list[Basis], Meta(description="rules in force on the day")]
    because: Annotated[list[Because], Meta(description="one entry for each date and each state")]


class Plan(Grounded, frozen=True, kw_only=True):
    """``escalate``: what to do next."""

    kind: Annotated[Literal["plan"], Meta(description="which document")] = "plan"
    issue: Annotated[IssueRef, Meta(description="what the plan is for")]
    now: Annotated[Now | None, Meta(description="null: the route is finished")]
    steps: Annotated[list[PlanStep], Meta(description="in the order of the route")]


class IssueCard(Part, frozen=True, kw_only=True):
    """One issue in the list."""

    id: Annotated[str, Meta(description="id in the catalogue, for escalate")]
    name: Annotated[str, Meta(description="what it is called")]
    audience: Annotated[Audience, Meta(description="whose problem it is")]
    aliases: Annotated[list[str], Meta(description="other names it is found by")]
    steps: Annotated[list[str], Meta(description="the ids of its steps, in order")]


class Issues(Grounded, frozen=True, kw_only=True):
    """``issues``: the problems there is a route for."""

    kind: Annotated[Literal["issues"], Meta(description="which document")] = "issues"
    issues: Annotated[list[IssueCard], Meta(description="in the catalogue's order")]
