"""What a catalogue says: its facts and its ways, in one value.

It is read from YAML by :mod:`pddroute.catalogue.loading` and from nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pddroute.catalogue.facts import (
    Channel,
    Claim,
    Domain,
    Fact,
    Grade,
    Notice,
    Platform,
    Rule,
    RuleVersion,
    Service,
    Source,
    Text,
)
from pddroute.catalogue.forms import about
from pddroute.catalogue.routes import Door, Issue, Route, Step

T = TypeVar("T")


class Catalog(Fact, frozen=True, kw_only=True):
    """Everything that ``channels.yaml`` says. It is shared: read it, and never change it.

    Its mappings and lists are plain ones, which Python lets anybody change. What was worked out
    from them is kept, so an answer after a change would hold some of the old and some of the new.
    """

    revised: Annotated[dt.date, about("the last change of a fact")]
    platform: Annotated[Platform, about("who it is about")]
    sources: Annotated[dict[str, Source], about("where facts come from")]
    channels: Annotated[dict[str, Channel], about("ways to reach somebody")]
    domains: Annotated[dict[str, Domain], about("genuine internet domains")] = {}
    services: Annotated[dict[str, Service], about("genuine codes of others, by number")] = {}
    rules: Annotated[dict[str, Rule], about("laws and platform rules")] = {}
    evidence: Annotated[dict[str, Text], about("things to have at hand")] = {}
    steps: Annotated[dict[str, Step], about("one step each")] = {}
    routes: Annotated[dict[str, Route], about("steps in order")] = {}
    issues: Annotated[dict[str, Issue], about("problems")] = {}
    doors: Annotated[dict[str, Door], about("who serves which need, for a first look")] = {}
    calendar: Annotated[dict[str, Notice], about("holiday notices by year")] = {}
    sha256: Annotated[str, about("of the file; never written in it")] = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled, it keeps :attr:`files`, which is no field; what was derived is made again."""
        made: tuple[Any, ...] = super().__reduce__()  # type: ignore[assignment]
        return _named, (made[0], made[1], self.files)

    def grade_of(self, claim: Claim | RuleVersion | Domain | Service) -> Grade:
        """How far the claim can be trusted: its own grade, else its source's.

        Unconfirmed where its source does not exist, which only ``check`` sees.
        """
        source = self.sources.get(claim.source)
        return claim.grade or (source.grade if source else "unconfirmed")

    @property
    def files(self) -> tuple[str | None, tuple[str, ...]]:
        """The file it was loaded from and those laid over it, as they were named.

        The file is None where it was not named: the installation's own.
        """
        files: tuple[str | None, tuple[str, ...]] = self.__dict__.get("files", (None, ()))
        return files

    def derived(self, make: Callable[[Catalog], T]) -> T:
        """``make(self)``, worked out once and kept with the catalogue.

        ``make`` is a function of a module's own level.
        """
        kept: dict[Any, Any] = self.__dict__
        if make not in kept:
            kept[make] = make(self)
        value: T = kept[make]
        return value


def _named(
    rebuild: Callable[..., Catalog], given: Any, files: tuple[str | None, tuple[str, ...]]
) -> Catalog:
    catalog = rebuild(*given)
    catalog.__dict__["files"] = files
    return catalog
