"""What a plan is worked out for: a route, what has been done of it, and the instant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from pddroute.catalogue.facts import RuleVersion
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Step
from pddroute.directory.status import calendar_of
from pddroute.hours.workdays import Calendar
from pddroute.plan.history import Done, History


class Situation(msgspec.Struct, frozen=True, dict=True):
    """A route's steps and what was done of them, for one instant (aware, Asia/Shanghai)."""

    catalog: Catalog
    steps: Sequence[Step]
    done: Mapping[str, Done]
    at: dt.datetime
    history: History
    area: str | None = None
    """The city asked about; None: none was."""

    @cached_property
    def calendar(self) -> Calendar:
        """The Chinese working calendar, by which its periods are counted."""
        return calendar_of(self.catalog)

    @cached_property
    def taken(self) -> Sequence[dt.datetime]:
        """When steps were done, as far as that is known, from the first on."""
        return sorted(one.at for one in self.done.values() if one.at is not None)

    @cached_property
    def followed(self) -> frozenset[str]:
        """The ids of the steps whose answer is there, since one was taken that needs it."""
        return frozenset(need for s in self.steps if s.id in self.done for need in s.needs)

    def step(self, id_: str) -> Step:
        """The step of the route that is called ``id_``."""
        return next(step for step in self.steps if step.id == id_)

    def start(self, name: str) -> dt.datetime | None:
        """When what runs from ``received``, ``since`` or a step began, if that is known."""
        if name == "since":
            return self.history.since
        received = self.history.received
        if name == "received" and received is not None:
            return dt.datetime.combine(received, dt.time(), tzinfo=self.at.tzinfo)
        return self.done[name].at if name in self.done else None

    def law(self, rule: str) -> RuleVersion:
        """The version of a rule in force at the instant; its last where none is any more."""
        found = self.catalog.rules[rule]
        return found.at(self.at.date()) or found.versions[-1]
