"""The channels of one answer: each at its instant, those of a step best first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from operator import itemgetter

from pddroute.catalogue.model import Catalog, Channel
from pddroute.contract.reach import Reach
from pddroute.directory.reach import reach, sort_key
from pddroute.directory.status import calendar_of, standing
from pddroute.words import Lang

Candidates = Sequence[tuple[str, Channel, bool]]
"""Channels that may be offered: id, channel, and whether somebody answers while one waits."""


def candidates(catalog: Catalog, ids: Sequence[str]) -> Candidates:
    """Those of the channels ``ids`` that may be offered, in their order."""
    channels = [(id_, catalog.channels[id_]) for id_ in ids]
    return [(id_, channel, channel.is_live) for id_, channel in channels if channel.offered]


class Channels:
    """The channels of one answer, for one instant and language."""

    def __init__(
        self, catalog: Catalog, at: dt.datetime, lang: Lang, area_code: str | None
    ) -> None:
        self._catalog = catalog
        self._calendar = calendar_of(catalog)
        self._at = at
        self._lang: Lang = lang
        self._area_code = area_code

    def ranked(self, groups: Sequence[Candidates], when: dt.datetime) -> list[Reach]:
        """The channels of each group in turn, best first at ``when``.

        Open now before opens later, live before asynchronous when both are open, higher grade
        first, the catalogue's order last.
        """
        return [found for group in groups for found in self._sorted(group, when)]

    def is_live(self, found: Reach) -> bool:
        """Whether a person answers on this channel while one waits."""
        return self._catalog.channels[found.id].is_live

    def _sorted(self, group: Candidates, when: dt.datetime) -> Sequence[Reach]:
        if len(group) < 2:
            return [self._reach(id_) for id_, _, _ in group]
        ranked = []
        for id_, channel, live in group:
            found = self._reach(id_)
            state, opens = found.status.state, found.status.opens_at
            if when != self._at:
                state, opens = standing(channel, when, self._calendar)
            ranked.append((sort_key(state, opens, live, found.grade), found))
        ranked.sort(key=itemgetter(0))
        return [found for _, found in ranked]

    def _reach(self, id_: str) -> Reach:
        return reach(self._catalog, id_, self._at, self._lang, self._area_code)
