"""Whose a number or an address is, and what a text is that holds some."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from pddroute.catalogue.facts import Direction, Grade
from pddroute.catalogue.forms import about
from pddroute.contract.base import Grounded

VerdictCode = Literal[
    "official_inbound",
    "official_outbound_only",
    "unconfirmed",
    "rejected",
    "lookalike",
    "unknown",
    "known_service",
    "not_judged",
]
JudgementCode = Literal["likely_fraud", "genuine_only", "nothing"]
#: The verdicts on what is whom it is said to be, and may be called or opened.
GENUINE: frozenset[VerdictCode] = frozenset({"official_inbound", "known_service"})
#: The verdicts on what somebody wants to be taken for what it is not.
FRAUD: frozenset[VerdictCode] = frozenset({"rejected", "lookalike"})


class Verdict(Grounded, frozen=True, kw_only=True):
    """``verify``: whose number is this."""

    kind: Annotated[Literal["verdict"], about("which document")] = "verdict"
    number: Annotated[str, about("as given: untrusted, escape it")]
    type: Annotated[Literal["number", "email", "web"], about("what it was taken for")]
    normalized: Annotated[str, about("in its normal form")]
    verdict: Annotated[VerdictCode, about("closed list, only ever added to")]
    channel: Annotated[str | None, about("id of the channel it belongs to")]
    name: Annotated[str | None, about("the name of the channel, or of a known service")]
    role: Annotated[str | None, about("consumer or merchant for the platform, else the operator")]
    grade: Annotated[Grade | None, about("how far that can be trusted")]
    direction: Annotated[Direction | None, about("whether it can be called")]
    hours: Annotated[str | None, about("OpenStreetMap opening_hours of the channel")]
    hours_note: Annotated[
        str | None, about("what keeps the hours from being certain; null: nothing, or no hours")
    ]
    resembles: Annotated[list[str], about("listed addresses one slip away, for a lookalike")]
    text: Annotated[str, about("the verdict for a person")]
    advice: Annotated[list[str], about("what to do and what never to do")]
    sources: Annotated[list[str], about("ids of the sources")]


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """All verdicts of a text together."""

    code: Annotated[JudgementCode, about("closed list, only ever added to")]
    text: Annotated[str, about("the same for a person, in one line")]


class Verdicts(Grounded, frozen=True, kw_only=True):
    """``verify -``: every number, e-mail and web address of a text, judged."""

    kind: Annotated[Literal["verdicts"], about("which document")] = "verdicts"
    judgement: Annotated[Judgement, about("what the text is, going by all that stands in it")]
    verdicts: Annotated[list[Verdict], about("in the order of the text, each normal form once")]
    truncated: Annotated[bool, about("there are more: the gravest are given")]
