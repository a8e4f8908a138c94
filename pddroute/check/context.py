"""What a lint of ``check`` looks at: a catalogue on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property

from pddroute.catalogue.contents import ClaimAt, Contents, Path
from pddroute.catalogue.facts import Text
from pddroute.catalogue.faults import invalid_calendar
from pddroute.catalogue.loading import Loaded
from pddroute.directory.status import calendar_of
from pddroute.errors import HoursError
from pddroute.hours.hours import Hours, parse
from pddroute.hours.workdays import Calendar


class Context(Contents):
    """A catalogue under check on one day; asking it never fails, however broken it is."""

    def __init__(self, loaded: Loaded, day: dt.date) -> None:
        super().__init__(loaded.catalog)
        self.replaced = loaded.replaced
        self.day = day

    @cached_property
    def calendar(self) -> Calendar:
        """The working calendar, without the catalogue's own notices where they are at fault."""
        return Calendar() if any(invalid_calendar.find(self)) else calendar_of(self.catalog)

    @cached_property
    def texts(self) -> Sequence[tuple[Path, Text]]:
        """Every text that may be in two languages."""
        return tuple((path, part) for path, part in self.parts if isinstance(part, Text))

    @cached_property
    def named(self) -> frozenset[tuple[str, str]]:
        """The entries that something refers to: their sections and ids."""
        return frozenset((ref.section, ref.id) for ref in self.references)

    def claims_of(self, *fields: str) -> Iterator[ClaimAt]:
        """Every claim of these fields of channels."""
        return (at for at in self.claims if at.field in fields)


def hours_of(text: str) -> Hours | None:
    """The hours that ``text`` gives; None where they are invalid."""
    try:
        return parse(text)
    except HoursError:
        return None
