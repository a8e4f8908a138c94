"""The facts of a catalogue: sources, channels with their claims, rules through time, its platform.

The types are frozen: a catalogue is a value. Ids are the keys of the mappings they stand in.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Annotated, Literal, get_args

import msgspec

from pddroute.catalogue.forms import Area, AreaCode, PartialDate, PeriodText, about
from pddroute.words import Lang

Grade = Literal["official", "reported", "unconfirmed", "rejected"]
#: From the most to the least trusted.
GRADES: tuple[Grade, ...] = ("official", "reported", "unconfirmed", "rejected")
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
    "payment",
]
Audience = Literal["consumer", "merchant"]
Direction = Literal["inbound", "outbound_only"]
ClaimField = Literal["number", "url", "email", "handle", "entry", "hours", "human"]
Lost = Literal["agrees", "contradicted", "superseded", "no_authority", "partial", "rejected"]

SourceId = Annotated[str, about("the id of a source")]
AcceptsAreaCode = Annotated[
    str | None,
    about("the source by which an area code may stand before the number; printed without one"),
]


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Base of the catalogue's types: frozen, unknown keys refused."""


class Text(Fact, frozen=True, kw_only=True):
    """A text in Chinese and, where it has been translated, in English."""

    zh: Annotated[str, about("in Chinese")]
    en: Annotated[str | None, about("in English")] = None

    def to(self, lang: Lang) -> str:
        """The text in ``lang``; Chinese where there is no English."""
        return self.en if lang == "en" and self.en is not None else self.zh


Name = Annotated[Text, about("what it is called")]
Note = Annotated[Text | None, about("what to know about it")]
OwnGrade = Annotated[Grade | None, about("where it differs from its source's grade")]


class Source(Fact, frozen=True, kw_only=True):
    """A document a fact comes from."""

    title: Annotated[str, about("its title, as printed")]
    publisher: Annotated[str, about("who published it")]
    grade: Annotated[Grade, about("how far it can be trusted")]
    published: Annotated[PartialDate | None, about("its own date")] = None
    seen: Annotated[PartialDate | None, about("when it was read")] = None
    url: Annotated[str | None, about("where it can be read")] = None
    note: Note = None


class Claim(Fact, frozen=True, kw_only=True):
    """What one source says about one field. It is in force unless it ``lost``."""

    value: Annotated[str | Text, about("what it says; numbers and hours quoted")]
    source: SourceId
    grade: OwnGrade = None
    date: Annotated[PartialDate | None, about("where not its source's")] = None
    area: Annotated[
        Area | None,
        about(
            "the city it holds for, by its area code and, where cities share that, its name: 021, "
            "0731 湘潭市. In force only where that city was asked for, before what holds for all"
        ),
    ] = None
    lost: Annotated[Lost | None, about("why this claim is not in force")] = None
    by: Annotated[str | None, about("the source that it lost to")] = None
    note: Note = None

    def text(self, lang: Lang) -> str:
        """The value as text."""
        return self.value if isinstance(self.value, str) else self.value.to(lang)


class Claims(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """What is said of a channel, field by field; at most one in force for a field and city."""

    number: Annotated[list[Claim], about("the number to call or to add")] = []
    url: Annotated[list[Claim], about("the address of the page")] = []
    email: Annotated[list[Claim], about("the address to write to")] = []
    handle: Annotated[list[Claim], about("the name of the account")] = []
    entry: Annotated[list[Claim], about("where it is found in an app or on a page")] = []
    hours: Annotated[list[Claim], about("opening hours, as OpenStreetMap has them")] = []
    human: Annotated[list[Claim], about("how to get past the machine")] = []

    def items(self) -> list[tuple[ClaimField, list[Claim]]]:
        """The fields that something is said of, each with its claims."""
        fields = ((field, getattr(self, field)) for field in get_args(ClaimField))
        return [(field, claims) for field, claims in fields if claims]


class Channel(Fact, frozen=True, kw_only=True):
    """One way to reach somebody who can act."""

    name: Name
    kind: Annotated[Kind, about("what it is reached by")]
    operator: Annotated[Operator, about("who answers")]
    audience: Annotated[list[Audience], about("whom it serves")]
    live: Annotated[
        bool | None,
        about("answered by a person while one waits; phone and chat unless said"),
    ] = None
    direction: Annotated[Direction, about("outbound_only: it calls, nobody can call it")] = (
        "inbound"
    )
    area_code: Annotated[
        bool, about("the number is dialled with the area code of a city before it")
    ] = False
    accepts_area_code: AcceptsAreaCode = None
    stand_in: Annotated[
        str | None,
        about(
            "its hours differ by city: the channel to turn to beside it where those that most "
            "cities keep are over"
        ),
    ] = None
    steps: Annotated[list[Text], about("how to go about it")] = []
    claims: Annotated[Claims, about("by field, at most one in force for a city")]
    review: Annotated[dt.date | None, about("when the facts have to be looked at again")] = None
    doubtful: Annotated[
        bool, about("kept because people meet it: offered after everything else")
    ] = False
    retired: Annotated[Text | None, about("why the channel is no longer offered")] = None
    note: Note = None

    @cached_property
    def in_force(self) -> dict[str, Claim]:
        """The claim in force of every field that has one, wherever one asks from."""
        return self._in_force(None)

    @cached_property
    def areas(self) -> frozenset[str]:
        """The cities of which something of its own is said."""
        claims = (claim for _, claims in self.claims.items() for claim in claims)
        return frozenset(claim.area for claim in claims if claim.area is not None)

    def in_force_for(self, area: str | None) -> dict[str, Claim]:
        """:attr:`in_force` for a question about the city ``area``: its own claims come first."""
        own = self._in_force(area) if area in self.areas else {}
        return self.in_force | own if own else self.in_force

    def _in_force(self, area: str | None) -> dict[str, Claim]:
        return {
            field: claim
            for field, claims in self.claims.items()
            for claim in claims
            if claim.lost is None and claim.area == area
        }

    @property
    def offered(self) -> bool:
        """Whether it may be offered: nobody is sent to a retired or outbound-only channel."""
        return self.retired is None and self.direction == "inbound"

    @property
    def is_live(self) -> bool:
        """Whether a person answers while one waits."""
        return self.kind in ("phone", "chat") if self.live is None else self.live


class Domain(Fact, frozen=True, kw_only=True):
    """An internet domain, with all its subdomains, and who it belongs to."""

    operator: Annotated[Operator, about("whose it is")]
    source: SourceId
    grade: OwnGrade = None
    note: Note = None


class Service(Fact, frozen=True, kw_only=True):
    """A national service code: genuine, and no channel for what this catalogue is about."""

    name: Name
    source: SourceId
    grade: OwnGrade = None
    accepts_area_code: AcceptsAreaCode = None
    note: Note = None


class RuleVersion(Fact, frozen=True, kw_only=True):
    """A rule as it stands from ``valid_from`` to ``valid_to``, both days included."""

    law: Annotated[Text, about("the law or document and the article")]
    text: Annotated[Text, about("what it says, in our own words")]
    source: SourceId
    valid_from: Annotated[dt.date | None, about("its first day")] = None
    valid_to: Annotated[dt.date | None, about("its last day")] = None
    period: Annotated[PeriodText | None, about("the time it sets")] = None
    grade: OwnGrade = None


class Rule(Fact, frozen=True, kw_only=True):
    """A legal or platform rule through time."""

    title: Name
    versions: Annotated[list[RuleVersion], about("from the earliest on")]

    def at(self, day: dt.date) -> RuleVersion | None:
        """The version in force on ``day`` (a date in Asia/Shanghai), or None."""
        for version in self.versions:
            after_start = version.valid_from is None or version.valid_from <= day
            before_end = version.valid_to is None or day <= version.valid_to
            if after_start and before_end:
                return version
        return None


class Notice(Fact, frozen=True, kw_only=True):
    """A State Council notice of the days off of a year."""

    source: SourceId
    off: Annotated[dict[str, list[dt.date]], about("days off by holiday name")]
    work: Annotated[list[dt.date], about("weekend days that are worked")] = []


class Respondent(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Whom a form names where the platform itself is the other side, each by its claims."""

    company: Annotated[list[Claim], about("its registered name")] = []
    address: Annotated[list[Claim], about("its registered address")] = []
    credit_code: Annotated[list[Claim], about("its unified social credit code")] = []

    @cached_property
    def in_force(self) -> dict[str, str]:
        """What is in force of each field that has such a claim, as it is written in a form."""
        return {
            field: claim.text("zh")
            for field in self.__struct_fields__
            for claim in getattr(self, field)
            if claim.lost is None
        }


class Platform(Fact, frozen=True, kw_only=True):
    """Who the catalogue is about, and where its home is."""

    name: Name
    home: Annotated[str, about("the city whose authorities are competent")]
    area_code: AreaCode
    home_source: SourceId
    respondent: Annotated[
        Respondent, about("whom a complaint about it names; for {company} and so on in texts")
    ] = Respondent()
    brands: Annotated[list[str], about("names that look-alike hosts borrow, lower case")] = []
    authority: Annotated[
        str | None, about("the evidence that shows that one may speak for somebody else")
    ] = None
    unverified: Annotated[
        Text | None, about("what nobody has confirmed; shown with every contact")
    ] = None
    corrections: Annotated[
        Text | None, about("what to send where, if something here is wrong; every answer has it")
    ] = None
