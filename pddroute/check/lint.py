"""What a lint is, what it finds, and what it is given to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from pddroute.catalogue.faults import Fault, Path, faults, parts
from pddroute.catalogue.model import (
    Catalog,
    Channel,
    Claim,
    Domain,
    Grade,
    Issue,
    Limit,
    Period,
    Route,
    RuleVersion,
    Step,
    Text,
)
from pddroute.contract import Severity
from pddroute.directory.status import calendar_of
from pddroute.errors import HoursError
from pddroute.hours.hours import Hours, parse
from pddroute.hours.workdays import Calendar

__all__ = ["ClaimAt", "Context", "Find", "Found", "Lint", "fault_lint", "lint"]


class Found(NamedTuple):
    """One thing found: where (a path in the catalogue), what is wrong, and what to do about it."""

    path: Path
    zh: str
    en: str
    fix_zh: str = ""
    fix_en: str = ""
    target: Path = ()
    """Where what is missed would stand: an overlay may have removed it."""


class ClaimAt(NamedTuple):
    """A claim where it stands: of a field of a channel, or of a step's wait or limit."""

    path: Path
    claim: Claim
    rivals: Sequence[Claim]
    """All the claims of the same field, this one included."""
    field: str | None = None
    channel: Channel | None = None


class Context:
    """A catalogue under check at one instant; asking it never fails, however broken it is."""

    def __init__(
        self,
        catalog: Catalog,
        at: dt.datetime,
        replaced: Mapping[Path, Sequence[Any]] = MappingProxyType({}),
    ) -> None:
        self.catalog = catalog
        self.at = at
        self.replaced = replaced
        self.day = at.date()

    @cached_property
    def faults(self) -> Mapping[str, Sequence[Fault]]:
        """What stops the loading, by the id of the lint it belongs to."""
        found: dict[str, list[Fault]] = {}
        for fault in faults(self.catalog):
            found.setdefault(fault.lint, []).append(fault)
        return found

    @cached_property
    def calendar(self) -> Calendar:
        """The working calendar, without the catalogue's own notices where they are at fault."""
        return Calendar() if "invalid-calendar" in self.faults else calendar_of(self.catalog)

    @cached_property
    def claims(self) -> Sequence[ClaimAt]:
        """Every claim, in the order of the file."""
        return tuple(self._claims())

    def _claims(self) -> Iterator[ClaimAt]:
        for id_, channel in self.catalog.channels.items():
            for field, claims in channel.claims.items():
                for n, claim in enumerate(claims):
                    path: Path = ("channels", id_, "claims", field, n)
                    yield ClaimAt(path, claim, claims, field, channel)
        for path, length in self.lengths:
            for n, claim in enumerate(length.claims):
                yield ClaimAt((*path, "claims", n), claim, length.claims)

    @cached_property
    def lengths(self) -> Sequence[tuple[Path, Period | Limit]]:
        """Every wait and every limit of a step."""
        return tuple(self._lengths())

    def _lengths(self) -> Iterator[tuple[Path, Period | Limit]]:
        for id_, step in self.catalog.steps.items():
            for n, period in enumerate(step.wait):
                yield ("steps", id_, "wait", n), period
            if step.limit is not None:
                yield ("steps", id_, "limit"), step.limit

    @cached_property
    def versions(self) -> Sequence[tuple[Path, RuleVersion]]:
        """Every version of every rule."""
        return tuple(
            (("rules", id_, "versions", n), version)
            for id_, rule in self.catalog.rules.items()
            for n, version in enumerate(rule.versions)
        )

    @cached_property
    def parts(self) -> Sequence[tuple[Path, object]]:
        """Everything in the catalogue, with its path."""
        return tuple(parts(self.catalog))

    @cached_property
    def texts(self) -> Sequence[tuple[Path, Text]]:
        """Every text that may be in two languages."""
        return tuple((path, part) for path, part in self.parts if isinstance(part, Text))

    @cached_property
    def cited(self) -> frozenset[str]:
        """The sources that something refers to."""
        named = {self.catalog.platform.home_source}
        named.update(at.claim.source for at in self.claims)
        named.update(at.claim.by for at in self.claims if at.claim.by is not None)
        named.update(version.source for _, version in self.versions)
        named.update(domain.source for domain in self.catalog.domains.values())
        named.update(notice.source for notice in self.catalog.calendar.values())
        return frozenset(named)

    def steps_of(self, route: Route) -> list[tuple[int, Step]]:
        """The steps of a route with their places in it; one that does not exist is passed over."""
        known = self.catalog.steps
        return [(n, known[key]) for n, key in enumerate(route.steps) if key in known]

    def issues_of(self, route: str) -> list[Issue]:
        """The issues that take a route."""
        return [issue for issue in self.catalog.issues.values() if issue.route == route]

    def grade(self, fact: Claim | RuleVersion | Domain) -> Grade:
        """How far a fact can be trusted; unconfirmed where its source does not exist."""
        source = self.catalog.sources.get(fact.source)
        return fact.grade or (source.grade if source else "unconfirmed")

    def winners(self, at: ClaimAt) -> list[Claim]:
        """The claims in force of the field ``at`` belongs to: one, unless they are at fault."""
        return [rival for rival in at.rivals if rival.lost is None]

    def hours(self, claim: Claim) -> Hours | None:
        """The hours a claim gives; None where they are invalid."""
        try:
            return parse(claim.text("zh"))
        except HoursError:
            return None


Find = Callable[[Context], Iterable[Found]]


class Lint(NamedTuple):
    """A rule that a catalogue can break: its id, how bad that is, and how it is found."""

    id: str
    severity: Severity
    zh: str
    en: str
    find: Find


def lint(id_: str, severity: Severity, zh: str, en: str) -> Callable[[Find], Lint]:
    """Make a lint of the function below: ``zh`` and ``en`` say in a line what it finds."""

    def make(find: Find) -> Lint:
        return Lint(id_, severity, zh, en, find)

    return make


def fault_lint(id_: str, zh: str, en: str, fix_zh: str = "", fix_en: str = "") -> Lint:
    """The lint for a kind of :class:`~pddroute.catalogue.faults.Fault`, which stops the loading."""

    def find(context: Context) -> Iterator[Found]:
        for fault in context.faults.get(id_, ()):
            yield Found(fault.path, fault.zh, fault.en, fix_zh, fix_en, fault.target)

    return Lint(id_, "error", zh, en, find)
