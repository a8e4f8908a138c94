"""What a catalogue says: sources, channels with their claims, rules, steps, routes and issues.

The types are read from YAML by :mod:`pddroute.loading` and from nothing else. They are frozen: a
catalogue is a value. Ids are the keys of the mappings they stand in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

__all__ = [
    "Audience",
    "Catalog",
    "Channel",
    "Claim",
    "ClaimField",
    "Direction",
    "Domain",
    "Grade",
    "Issue",
    "Kind",
    "Lang",
    "Limit",
    "Lost",
    "Notice",
    "Operator",
    "Outcome",
    "Period",
    "Platform",
    "Route",
    "Rule",
    "RuleVersion",
    "Source",
    "Step",
    "Text",
]

T = TypeVar("T")

Lang = Literal["zh", "en"]
Grade = Literal["official", "reported", "unconfirmed", "rejected"]
Kind = Literal["phone", "chat", "web", "app", "wechat", "weibo", "qq", "email", "post"]
Operator = Literal[
    "seller",
    "platform",
    "courier",
    "mediator",
    "association",
    "regulator",
    "court",
    "police",
]
Audience = Literal["consumer", "merchant"]
Direction = Literal["inbound", "outbound_only"]
ClaimField = Literal["number", "hours", "url", "email", "handle", "entry", "human"]
Lost = Literal["agrees", "contradicted", "superseded", "no_authority", "rejected"]
Outcome = Literal["refused", "silent", "unsatisfied"]

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
PartialDate = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="a day, a month or a year: 2026-11-21, 2026-11, 2026",
    ),
]
PeriodText = Annotated[
    str,
    Meta(
        pattern=r"^[1-9]\d{0,3} (hours|days|working_days|months|years)$",
        description="an amount and a unit: 48 hours, 7 working_days, 60 days, 2 months, 3 years",
    ),
]


class _Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Base of the catalogue's types: frozen, unknown keys refused."""


class Text(_Fact, frozen=True, kw_only=True):
    """A text in Chinese and, where it has been translated, in English."""

    zh: str
    en: str | None = None

    def to(self, lang: Lang) -> str:
        """The text in ``lang``; Chinese where there is no English."""
        return self.en if lang == "en" and self.en is not None else self.zh


class Source(_Fact, frozen=True, kw_only=True):
    """A document a fact comes from."""

    title: str
    publisher: str
    grade: Grade
    published: PartialDate | None = None
    seen: PartialDate | None = None
    url: str | None = None
    note: Text | None = None


class Claim(_Fact, frozen=True, kw_only=True):
    """What one source says about one field. It is in force unless it ``lost``."""

    value: str | Text
    source: str
    grade: Annotated[Grade | None, Meta(description="where it differs from its source's grade")] = (
        None
    )
    date: PartialDate | None = None
    lost: Annotated[Lost | None, Meta(description="why this claim is not in force")] = None
    by: Annotated[str | None, Meta(description="the source that it lost to")] = None
    note: Text | None = None

    def text(self, lang: Lang) -> str:
        """The value as text."""
        return self.value if isinstance(self.value, str) else self.value.to(lang)


class Channel(_Fact, frozen=True, kw_only=True):
    """One way to reach somebody who can act."""

    name: Text
    kind: Kind
    operator: Operator
    audience: list[Audience]
    live: Annotated[
        bool | None,
        Meta(description="answered by a person while one waits; phone and chat unless said"),
    ] = None
    direction: Direction = "inbound"
    area_code: Annotated[
        bool, Meta(description="the number is dialled with the area code of a city before it")
    ] = False
    steps: list[Text] = []
    claims: dict[ClaimField, list[Claim]]
    review: Annotated[
        dt.date | None, Meta(description="when the facts have to be looked at again")
    ] = None
    retired: Annotated[Text | None, Meta(description="why the channel is no longer offered")] = None
    note: Text | None = None

    @cached_property
    def in_force(self) -> dict[str, Claim]:
        """The claim in force of every field that has one."""
        return {
            field: claim
            for field, claims in self.claims.items()
            for claim in claims
            if claim.lost is None
        }

    @property
    def is_live(self) -> bool:
        """Whether a person answers while one waits."""
        return self.kind in ("phone", "chat") if self.live is None else self.live


class Domain(_Fact, frozen=True, kw_only=True):
    """An internet domain, with all its subdomains, and who it belongs to."""

    operator: Operator
    source: str
    grade: Grade | None = None
    note: Text | None = None


class RuleVersion(_Fact, frozen=True, kw_only=True):
    """A rule as it stands from ``valid_from`` to ``valid_to``, both days included."""

    law: Annotated[Text, Meta(description="the law or document and the article")]
    text: Annotated[Text, Meta(description="what it says, in our own words")]
    source: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    period: PeriodText | None = None
    grade: Grade | None = None


class Rule(_Fact, frozen=True, kw_only=True):
    """A legal or platform rule through time."""

    title: Text
    versions: list[RuleVersion]

    def at(self, day: dt.date) -> RuleVersion | None:
        """The version in force on ``day`` (a date in Asia/Shanghai), or None."""
        for version in self.versions:
            after_start = version.valid_from is None or version.valid_from <= day
            before_end = version.valid_to is None or day <= version.valid_to
            if after_start and before_end:
                return version
        return None


class Period(_Fact, frozen=True, kw_only=True):
    """A length of time: from a rule in force on the day, or from claims."""

    rule: str | None = None
    claims: list[Claim] = []
    label: Annotated[Text | None, Meta(description="what is waited for")] = None


class Limit(_Fact, frozen=True, kw_only=True):
    """A length of time after which a step is no longer possible."""

    start: Annotated[
        str,
        Meta(description="received, since, or the id of a step"),
    ]
    rule: str | None = None
    claims: list[Claim] = []
    hard: Annotated[
        bool, Meta(description="false: passing it is only warned about, the step stays possible")
    ] = True


class Step(_Fact, frozen=True, kw_only=True):
    """One step of a route: who, through which channels, after what, and how long to wait."""

    id: Id
    title: Text
    operator: Operator
    channels: Annotated[list[str], Meta(description="by which the step is done, best first")]
    help: Annotated[
        list[str], Meta(description="channels to ask or to press, which do not do the step")
    ] = []
    needs: Annotated[
        dict[str, list[Outcome]],
        Meta(description="steps that must have been done, with the outcomes that let it go on"),
    ] = {}
    excludes: Annotated[
        list[str], Meta(description="steps that are no longer open once this one is done")
    ] = []
    instead_of: Annotated[
        str | None, Meta(description="the step this one can replace; only one of the two is done")
    ] = None
    wait: Annotated[list[Period], Meta(description="counted one after the other")] = []
    answer: Annotated[
        bool,
        Meta(
            description="where no length of waiting is known: the next step is taken only once "
            "there is an outcome, be it silence"
        ),
    ] = False
    optional: Annotated[
        bool, Meta(description="nobody need wait for its answer: the next step is open at once")
    ] = False
    limit: Limit | None = None
    do: list[Text]
    say: Annotated[
        Text | None, Meta(description="a short text; {problem} and {demand} come from the issue")
    ] = None
    evidence: list[str] = []
    basis: Annotated[list[str], Meta(description="rules")] = []


class Route(_Fact, frozen=True, kw_only=True):
    """Ordered steps, by their keys."""

    title: Text
    steps: list[str]


class Issue(_Fact, frozen=True, kw_only=True):
    """A kind of problem, and the route it takes."""

    name: Text
    audience: Audience
    route: str
    aliases: list[str] = []
    problem: Annotated[Text, Meta(description="the problem in the first person, for {problem}")]
    demand: Annotated[Text, Meta(description="what is asked for, for {demand}")]
    implies: Annotated[
        dict[str, Outcome], Meta(description="steps that the problem itself shows to be done")
    ] = {}
    evidence: list[str] = []
    basis: list[str] = []
    do: Annotated[
        dict[str, list[Text]], Meta(description="what to add to the doing of a step, by step id")
    ] = {}
    note: Text | None = None


class Notice(_Fact, frozen=True, kw_only=True):
    """A State Council notice of the days off of a year."""

    source: str
    off: Annotated[dict[str, list[dt.date]], Meta(description="days off by holiday name")]
    work: Annotated[list[dt.date], Meta(description="weekend days that are worked")] = []


class Platform(_Fact, frozen=True, kw_only=True):
    """Who the catalogue is about, and where its home is."""

    name: Text
    home: Annotated[str, Meta(description="the city whose authorities are competent")]
    area_code: Annotated[str, Meta(pattern=r"^0\d{2,3}$", description="of the home city")]
    home_source: str
    brands: Annotated[
        list[str], Meta(description="names that look-alike hosts borrow, lower case")
    ] = []
    unverified: Annotated[
        Text | None, Meta(description="what nobody has confirmed; shown with every contact")
    ] = None


class Catalog(_Fact, frozen=True, kw_only=True):
    """Everything that ``channels.yaml`` says."""

    revised: dt.date
    platform: Platform
    sources: dict[str, Source]
    channels: dict[str, Channel]
    domains: dict[str, Domain] = {}
    rules: dict[str, Rule] = {}
    evidence: dict[str, Text] = {}
    steps: dict[str, Step] = {}
    routes: dict[str, Route] = {}
    issues: dict[str, Issue] = {}
    calendar: dict[str, Notice] = {}
    sha256: str = ""

    def grade_of(self, claim: Claim | RuleVersion | Domain) -> Grade:
        """How far the claim can be trusted: its own grade, else its source's."""
        return claim.grade or self.sources[claim.source].grade

    def derived(self, make: Callable[[Catalog], T]) -> T:
        """``make(self)``, worked out once and kept with the catalogue.

        ``make`` is a function of the module's own level: its name is the key.
        """
        kept: dict[str, Any] = self.__dict__
        key = f"{make.__module__}.{make.__qualname__}"
        if key not in kept:
            kept[key] = make(self)
        value: T = kept[key]
        return value
