"""What a plan is worked out for, and what it is worked out into, step by step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from pddroute.catalogue.model import Catalog, Step
from pddroute.contract import Because, StepState, Wait
from pddroute.plan.history import Done
from pddroute.words import Lang

__all__ = ["Entry", "Question"]


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
    answered: dt.datetime | None = None
    """When its own answer is due at the latest; None: it is there, or nobody knows."""
    because: list[Because] = []
    provisional: bool = False
    """A date of the step rests on a year without a holiday notice."""
    done: bool = False
    held: bool = False
    """Nobody can say when the next step may be taken: that depends on this one's outcome."""
