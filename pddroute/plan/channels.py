"""The channels of one answer: each at its instant, those of a step best first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pddroute.catalogue.model import Catalog, Step
from pddroute.contract import Reach
from pddroute.directory.reach import reach, sort_key
from pddroute.directory.status import status
from pddroute.words import Lang


class Channels:
    """The channels of one answer: every one is worked out once, for one instant and language."""

    def __init__(
        self, catalog: Catalog, at: dt.datetime, lang: Lang, area_code: str | None
    ) -> None:
        self._catalog = catalog
        self._at = at
        self._lang = lang
        self._area_code = area_code
        self._known: dict[str, Reach] = {}

    def ranked(self, step: Step, when: dt.datetime) -> list[Reach]:
        """The channels of ``step``, best first at ``when``: those that do it, then its helpers.

        Open now before opens later, live before asynchronous when both are open, higher grade
        first, the catalogue's order last. What nobody can be sent to is left out.
        """
        return [*self._sorted(step.channels, when), *self._sorted(step.help, when)]

    def is_live(self, found: Reach) -> bool:
        """Whether a person answers on this channel while one waits."""
        return self._catalog.channels[found.id].is_live

    def _sorted(self, ids: Sequence[str], when: dt.datetime) -> list[Reach]:
        ranks = {}
        for position, id_ in enumerate(ids):
            channel = self._catalog.channels[id_]
            if channel.offered:
                found = self._reach(id_)
                then = found.status
                if when != self._at:
                    then = status(self._catalog, channel, when, self._lang)
                ranks[id_] = sort_key(then, channel.is_live, found.grade, position)
        return [self._known[id_] for id_ in sorted(ranks, key=ranks.__getitem__)]

    def _reach(self, id_: str) -> Reach:
        if id_ not in self._known:
            self._known[id_] = reach(self._catalog, id_, self._at, self._lang, self._area_code)
        return self._known[id_]
