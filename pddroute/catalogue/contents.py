"""What a catalogue holds across its sections: every claim, length and reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from pddroute.catalogue.facts import Channel, Claim
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Limit, Period, Step

Path = tuple[str | int, ...]

_NAMED: dict[
    str | int, str
] = {  # what a text, or every text of a list, under this key is the id of
    **dict.fromkeys(("source", "by", "home_source", "accepts_area_code"), "sources"),
    **dict.fromkeys(("rule", "basis"), "rules"),
    **dict.fromkeys(("channels", "help", "stand_in"), "channels"),
    **dict.fromkeys(("evidence", "authority"), "evidence"),
    "steps": "steps",
    "route": "routes",
    "instead": "issues",
}
_BY_STEP = (
    "needs",
    "implies",
    "excludes",
    "ended",
    "demands",
)  # there the keys are the ids of steps, which may be any word


class ClaimAt(NamedTuple):
    """A claim where it stands: of a channel, of the platform, or of a step's wait or limit."""

    path: Path
    claim: Claim
    rivals: Sequence[Claim]
    """All the claims of the same field, this one included."""
    field: str | None = None
    channel: Channel | None = None

    @property
    def text(self) -> str:
        """What the claim says."""
        return self.claim.text("zh")

    @property
    def value(self) -> Path:
        """Where it says so."""
        return (*self.path, "value")

    @property
    def winners(self) -> list[Claim]:
        """Those of its field and city that are in force: at most one, unless they are at fault."""
        area = self.claim.area
        return [rival for rival in self.rivals if rival.lost is None and rival.area == area]


class StepAt(NamedTuple):
    """A step where it stands in a route."""

    path: Path
    key: str
    step: Step
    route: str
    before: Sequence[str]
    """The ids of the steps before it."""
    ids: Sequence[str]
    """The ids of all the steps of the route."""


class Reference(NamedTuple):
    """An id that names an entry of ``section``, and where it does."""

    section: str
    id: str
    path: Path


class Contents:
    """A catalogue, seen across its sections; asking it never fails, however broken it is."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    @cached_property
    def parts(self) -> Sequence[tuple[Path, object]]:
        """Everything in the catalogue, with its path."""
        return list(parts(self.catalog))

    @cached_property
    def claims(self) -> Sequence[ClaimAt]:
        """Every claim, in the order of the file."""
        respondent = self.catalog.platform.respondent
        fields: list[tuple[Path, list[Claim], str | None, Channel | None]] = [
            (("platform", "respondent", field), getattr(respondent, field), field, None)
            for field in respondent.__struct_fields__
        ]
        fields += [
            (("channels", id_, "claims", field), claims, field, channel)
            for id_, channel in self.catalog.channels.items()
            for field, claims in channel.claims.items()
        ]
        fields += [((*path, "claims"), length.claims, None, None) for path, length in self.lengths]
        return [
            ClaimAt((*path, n), claim, claims, field, channel)
            for path, claims, field, channel in fields
            for n, claim in enumerate(claims)
        ]

    @cached_property
    def lengths(self) -> Sequence[tuple[Path, Period | Limit]]:
        """Every wait and every limit of a step."""
        found: list[tuple[Path, Period | Limit]] = []
        for id_, step in self.catalog.steps.items():
            found += [(("steps", id_, "wait", n), period) for n, period in enumerate(step.wait)]
            if step.limit is not None:
                found.append((("steps", id_, "limit"), step.limit))
        return found

    @cached_property
    def references(self) -> Sequence[Reference]:
        """Every id that names an entry."""
        found = []
        for path, value in self.parts:
            if isinstance(value, str):
                if len(path) > 2 and path[2] in _BY_STEP:
                    section = "rules" if path[2] == "excludes" and path[-1] != "#" else None
                else:
                    section = _NAMED.get(path[-2] if isinstance(path[-1], int) else path[-1])
                if section is not None:
                    found.append(Reference(section, value, path))
        return found

    @cached_property
    def stops(self) -> Sequence[StepAt]:
        """Every step of every route."""
        return [at for route in self.catalog.routes for at in self.way(route)]

    def way(self, route: str) -> list[StepAt]:
        """The steps of a route; what does not exist is passed over."""
        found = self.catalog.routes.get(route)
        known = self.catalog.steps
        keys = [(n, key) for n, key in enumerate(found.steps if found else ()) if key in known]
        ids = [known[key].id for _, key in keys]
        return [
            StepAt(("routes", route, "steps", n), key, known[key], route, ids[:place], ids)
            for place, (n, key) in enumerate(keys)
        ]


def parts(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """``value`` and everything in it with its path; a mapping's key has the path + ``"#"``."""
    yield path, value
    inside: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, msgspec.Struct):
        inside = ((name, getattr(value, name)) for name in value.__struct_fields__)
    elif isinstance(value, dict):
        yield from (((*path, key, "#"), key) for key in value)
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for step, inner in inside:
        if inner and isinstance(inner, (msgspec.Struct, dict, list)):
            yield from parts(inner, (*path, step))
        else:  # most parts are leaves: a generator each would cost more than all the rest
            yield (*path, step), inner
