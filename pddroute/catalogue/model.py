"""What a catalogue says: sources, channels with their claims, rules, steps, routes and issues.

The types are read from YAML by :mod:`pddroute.catalogue.loading` and from nothing else. They are
frozen: a catalogue is a value. Ids are the keys of the mappings they stand in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar, get_args

import msgspec

from pddroute.catalogue.forms import AreaCode, Id, PartialDate, PeriodText, about
from pddroute.words import Lang

T = TypeVar("T")

Grade = Literal["official", "reported", "unconfirmed", "rejected"]
#: From the most to the least trusted.
GRADES: tuple[Grade, ...] = ("official", "reported", "unconfirmed", "rejected")
Kind = Literal["phone", "chat", "web", "app", "wechat", "weibo", "qq", "email", "post"]
Operator = Literal[
    "seller", "platform", "courier", "mediator", "association", "regulator", "court", "police"
]
Audience = Literal["consumer", "merchant"]
Direction = Literal["inbound", "outbound_only"]
ClaimField = Literal["number", "url", "email", "handle", "entry", "hours", "human"]
Lost = Literal["agrees", "contradicted", "superseded", "no_authority", "rejected"]
Outcome = Literal["refused", "silent", "unsatisfied"]

SourceId = Annotated[str, about("the id of a source")]
EvidenceIds = Annotated[list[str], about("ids of what to have at hand")]


class _Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Base of the catalogue's types: frozen, unknown keys refused."""


class Text(_Fact, frozen=True, kw_only=True):
    """A text in Chinese and, where it has been translated, in English."""

    zh: Annotated[str, about("in Chinese")]
    en: Annotated[str | None, about("in English")] = None

    def to(self, lang: Lang) -> str:
        """The text in ``lang``; Chinese where there is no English."""
        return self.en if lang == "en" and self.en is not None else self.zh


Name = Annotated[Text, about("what it is called")]
Note = Annotated[Text | None, about("what to know about it")]
OwnGrade = Annotated[Grade | None, about("where it differs from its source's grade")]


class Source(_Fact, frozen=True, kw_only=True):
    """A document a fact comes from."""

    title: Annotated[str, about("its title, as printed")]
    publisher: Annotated[str, about("who published it")]
    grade: Annotated[Grade, about("how far it can be trusted")]
    published: Annotated[PartialDate | None, about("its own date")] = None
    seen: Annotated[PartialDate | None, about("when it was read")] = None
    url: Annotated[str | None, about("where it can be read")] = None
    note: Note = None


class Claim(_Fact, frozen=True, kw_only=True):
    """What one source says about one field. It is in force unless it ``lost``."""

    value: Annotated[str | Text, about("what it says; numbers and hours quoted")]
    source: SourceId
    grade: OwnGrade = None
    date: Annotated[PartialDate | None, about("where not its source's")] = None
    lost: Annotated[Lost | None, about("why this claim is not in force")] = None
    by: Annotated[str | None, about("the source that it lost to")] = None
    note: Note = None

    def text(self, lang: Lang) -> str:
        """The value as text."""
        return self.value if isinstance(self.value, str) else self.value.to(lang)


class Claims(_Fact, frozen=True, kw_only=True, omit_defaults=True):
    """What is said of a channel, field by field; at most one claim of a field is in force."""

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


class Channel(_Fact, frozen=True, kw_only=True):
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
    steps: Annotated[list[Text], about("how to go about it")] = []
    claims: Annotated[Claims, about("by field, at most one in force")]
    review: Annotated[dt.date | None, about("when the facts have to be looked at again")] = None
    doubtful: Annotated[
        bool, about("kept because people meet it: offered after everything else")
    ] = False
    retired: Annotated[Text | None, about("why the channel is no longer offered")] = None
    note: Note = None

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
    def offered(self) -> bool:
        """Whether it may be offered: nobody is sent to a retired or outbound-only channel."""
        return self.retired is None and self.direction == "inbound"

    @property
    def is_live(self) -> bool:
        """Whether a person answers while one waits."""
        return self.kind in ("phone", "chat") if self.live is None else self.live


class Domain(_Fact, frozen=True, kw_only=True):
    """An internet domain, with all its subdomains, and who it belongs to."""

    operator: Annotated[Operator, about("whose it is")]
    source: SourceId
    grade: OwnGrade = None
    note: Note = None


class RuleVersion(_Fact, frozen=True, kw_only=True):
    """A rule as it stands from ``valid_from`` to ``valid_to``, both days included."""

    law: Annotated[Text, about("the law or document and the article")]
    text: Annotated[Text, about("what it says, in our own words")]
    source: SourceId
    valid_from: Annotated[dt.date | None, about("its first day")] = None
    valid_to: Annotated[dt.date | None, about("its last day")] = None
    period: Annotated[PeriodText | None, about("the time it sets")] = None
    grade: OwnGrade = None


class Rule(_Fact, frozen=True, kw_only=True):
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


class Period(_Fact, frozen=True, kw_only=True):
    """A length of time: from a rule in force on the day, or from claims."""

    rule: Annotated[str | None, about("a rule that sets it")] = None
    claims: Annotated[list[Claim], about("what is said of it, without a rule")] = []
    label: Annotated[Text | None, about("what is waited for")] = None


class Limit(_Fact, frozen=True, kw_only=True):
    """A length of time after which a step is no longer possible."""

    start: Annotated[str, about("received, since, or the id of a step")]
    rule: Annotated[str | None, about("a rule that sets it")] = None
    claims: Annotated[list[Claim], about("what is said of it, without a rule")] = []
    hard: Annotated[
        bool, about("false: passing it is only warned about, the step stays possible")
    ] = True
    ends_claim: Annotated[
        bool, about("with the step, the ground of all that come after it is gone")
    ] = False
    passed: Annotated[Text | None, about("what is left when it has passed")] = None


class Mark(_Fact, frozen=True, kw_only=True):
    """A length of time after which something is so, which opens and closes nothing."""

    start: Annotated[str, about("received, since, or the id of a step")]
    rule: Annotated[str, about("the rule that sets it")]
    label: Annotated[Text, about("what is so after it")]


class Step(_Fact, frozen=True, kw_only=True):
    """One step of a route: who, through which channels, after what, and how long to wait."""

    id: Annotated[Id, about("names it in histories; variants share one")]
    title: Name
    operator: Annotated[Operator, about("whose turn it is")]
    channels: Annotated[list[str], about("by which the step is done, best first")]
    help: Annotated[list[str], about("channels to ask or to press, which do not do the step")] = []
    needs: Annotated[
        dict[str, list[Outcome]],
        about("steps that must have been done, with the outcomes that let it go on"),
    ] = {}
    excludes: Annotated[
        list[str], about("steps that are no longer open once this one is done")
    ] = []
    instead_of: Annotated[
        str | None, about("the step this one can replace; only one of the two is done")
    ] = None
    wait: Annotated[list[Period], about("counted one after the other")] = []
    answer: Annotated[
        bool,
        about(
            "where no length of waiting is known: the next step is taken only once "
            "there is an outcome, be it silence"
        ),
    ] = False
    optional: Annotated[
        bool, about("nobody need wait for its answer: the next step is open at once")
    ] = False
    limit: Annotated[Limit | None, about("until when it is possible")] = None
    marks: Annotated[list[Mark], about("days that open and close nothing")] = []
    do: Annotated[list[Text], about("what to do, one thing a line")]
    say: Annotated[
        Text | None, about("a short text; {problem} and {demand} come from the issue")
    ] = None
    evidence: EvidenceIds = []
    basis: Annotated[list[str], about("rules")] = []


class Route(_Fact, frozen=True, kw_only=True):
    """Ordered steps, by their keys."""

    title: Name
    steps: Annotated[list[str], about("keys of steps, in order")]


class Issue(_Fact, frozen=True, kw_only=True):
    """A kind of problem, and the route it takes."""

    name: Name
    audience: Annotated[Audience, about("whose problem it is")]
    route: Annotated[str, about("the id of its route")]
    aliases: Annotated[list[str], about("other names it is found by")] = []
    problem: Annotated[Text, about("the problem in the first person, for {problem}")]
    demand: Annotated[Text, about("what is asked for, for {demand}")]
    implies: Annotated[
        dict[str, Outcome], about("steps that the problem itself shows to be done")
    ] = {}
    evidence: EvidenceIds = []
    basis: Annotated[list[str], about("rules")] = []
    do: Annotated[
        dict[str, list[Text]], about("what to add to the doing of a step, by step id")
    ] = {}
    note: Note = None


class Notice(_Fact, frozen=True, kw_only=True):
    """A State Council notice of the days off of a year."""

    source: SourceId
    off: Annotated[dict[str, list[dt.date]], about("days off by holiday name")]
    work: Annotated[list[dt.date], about("weekend days that are worked")] = []


class Platform(_Fact, frozen=True, kw_only=True):
    """Who the catalogue is about, and where its home is."""

    name: Name
    home: Annotated[str, about("the city whose authorities are competent")]
    area_code: AreaCode
    home_source: SourceId
    brands: Annotated[list[str], about("names that look-alike hosts borrow, lower case")] = []
    unverified: Annotated[
        Text | None, about("what nobody has confirmed; shown with every contact")
    ] = None


class Catalog(_Fact, frozen=True, kw_only=True):
    """Everything that ``channels.yaml`` says."""

    revised: Annotated[dt.date, about("the last change of a fact")]
    platform: Annotated[Platform, about("who it is about")]
    sources: Annotated[dict[str, Source], about("where facts come from")]
    channels: Annotated[dict[str, Channel], about("ways to reach somebody")]
    domains: Annotated[dict[str, Domain], about("genuine internet domains")] = {}
    rules: Annotated[dict[str, Rule], about("laws and platform rules")] = {}
    evidence: Annotated[dict[str, Text], about("things to have at hand")] = {}
    steps: Annotated[dict[str, Step], about("one step each")] = {}
    routes: Annotated[dict[str, Route], about("steps in order")] = {}
    issues: Annotated[dict[str, Issue], about("problems")] = {}
    calendar: Annotated[dict[str, Notice], about("holiday notices by year")] = {}
    sha256: Annotated[str, about("of the file; never written in it")] = ""

    def grade_of(self, claim: Claim | RuleVersion | Domain) -> Grade:
        """How far the claim can be trusted: its own grade, else its source's.

        Unconfirmed where its source does not exist, which only ``check`` sees.
        """
        source = self.sources.get(claim.source)
        return claim.grade or (source.grade if source else "unconfirmed")

    def derived(self, make: Callable[[Catalog], T]) -> T:
        """``make(self)``, worked out once and kept with the catalogue.

        ``make`` is a function of a module's own level.
        """
        kept: dict[Any, Any] = self.__dict__
        if make not in kept:
            kept[make] = make(self)
        value: T = kept[make]
        return value
