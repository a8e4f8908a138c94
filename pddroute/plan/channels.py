"""The channels of one answer: each at its instant, those of a step best first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from pddroute.catalogue.facts import Channel
from pddroute.catalogue.model import Catalog
from pddroute.contract.reach import Reach
from pddroute.directory.reach import reaches, soonest_first, trust
from pddroute.directory.status import calendar_of, grade, never_changes, standing
from pddroute.hours.workdays import Calendar
from pddroute.words import Lang


class Candidate(NamedTuple):
    """A channel of a step that may be offered."""

    id: str
    channel: Channel
    place: tuple[bool, int]
    """Among those of the same state: live before asynchronous, higher grade first."""

    def rank(self, when: dt.datetime, calendar: Calendar, area: str | None) -> tuple[float, ...]:
        """What to sort by, best first at ``when`` in the city ``area``."""
        return (*soonest_first(*standing(self.channel, when, calendar, area)), *self.place)


class Group(NamedTuple):
    """The channels that do a step, or that help with it, in the catalogue's order."""

    candidates: Sequence[Candidate]
    fixed: Sequence[str] | None
    """Their ids, best first, where that order is the same at every instant."""


def group(catalog: Catalog, ids: Sequence[str]) -> Group:
    """Those of the channels ``ids`` that may be offered; nobody can be sent to the others."""
    offered = [(id_, catalog.channels[id_]) for id_ in ids if catalog.channels[id_].offered]
    candidates = [
        Candidate(id_, one, (not one.is_live, trust(grade(catalog, one)))) for id_, one in offered
    ]
    if len(candidates) > 1 and not all(never_changes(one) for _, one in offered):
        return Group(candidates, None)
    return Group(candidates, _sorted(catalog, candidates, dt.datetime(2026, 1, 1), None))


def _sorted(
    catalog: Catalog, candidates: Sequence[Candidate], when: dt.datetime, area: str | None
) -> list[str]:
    calendar = calendar_of(catalog)
    return [one.id for one in sorted(candidates, key=lambda one: one.rank(when, calendar, area))]


class Channels(NamedTuple):
    """The channels of one answer, for one instant and language."""

    catalog: Catalog
    at: dt.datetime
    lang: Lang
    area: str | None

    def ranked(self, groups: Sequence[Group], when: dt.datetime) -> list[Reach]:
        """The channels of each group in turn, best first at ``when``.

        Open now before opens later, live before asynchronous when both are open, higher grade
        first, the catalogue's order last.
        """
        ids: list[str] = []
        for candidates, fixed in groups:
            ids += _sorted(self.catalog, candidates, when, self.area) if fixed is None else fixed
        return reaches(self.catalog, ids, self.at, self.lang, self.area)

    def is_live(self, found: Reach) -> bool:
        """Whether a person answers on this channel while one waits."""
        return self.catalog.channels[found.id].is_live
