"""The channels of one answer: each at its instant, those of a step best first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from operator import itemgetter

from pddroute.catalogue.model import Catalog, Step
from pddroute.contract.reach import Reach
from pddroute.directory.reach import reach, sort_key
from pddroute.directory.status import calendar_of, standing
from pddroute.words import Lang


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
        ranked = []
        for id_ in ids:
            channel = self._catalog.channels[id_]
            if channel.offered:
                found = reach(self._catalog, id_, self._at, self._lang, self._area_code)
                state, opens = found.status.state, found.status.opens_at
                if when != self._at:
                    state, opens = standing(channel, when, self._calendar)
                ranked.append((sort_key(state, opens, channel.is_live, found.grade), found))
        ranked.sort(key=itemgetter(0))
        return [found for _, found in ranked]
