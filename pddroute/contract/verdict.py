"""Whose number this is."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from pddroute.catalogue.model import Direction, Grade
from pddroute.contract.base import Grounded

VerdictCode = Literal[
    "official_inbound",
    "official_outbound_only",
    "unconfirmed",
    "rejected",
    "lookalike",
    "unknown",
]


class Verdict(Grounded, frozen=True, kw_only=True):
    """``verify``: whose number is this."""

    kind: Annotated[Literal["verdict"], Meta(description="which document")] = "verdict"
    number: Annotated[str, Meta(description="as given")]
    type: Annotated[Literal["number", "email", "web"], Meta(description="what it was taken for")]
    normalized: Annotated[str, Meta(description="in its normal form")]
    verdict: Annotated[VerdictCode, Meta(description="closed list, only ever added to")]
    channel: Annotated[str | None, Meta(description="id of the channel it belongs to")]
    name: Annotated[str | None, Meta(description="the channel's name")]
    role: Annotated[
        str | None, Meta(description="consumer or merchant for the platform, else the operator")
    ]
    grade: Annotated[Grade | None, Meta(description="how far that can be trusted")]
    direction: Annotated[Direction | None, Meta(description="whether it can be called")]
    hours: Annotated[str | None, Meta(description="OpenStreetMap opening_hours of the channel")]
    resembles: Annotated[
        list[str], Meta(description="listed addresses one slip away, for a lookalike")
    ]
    text: Annotated[str, Meta(description="the verdict for a person")]
    advice: Annotated[list[str], Meta(description="what to do and what never to do")]
    sources: Annotated[list[str], Meta(description="ids of the sources")]


class Verdicts(Grounded, frozen=True, kw_only=True):
    """``verify -``: every number, e-mail and web address of a text, judged."""

    kind: Annotated[Literal["verdicts"], Meta(description="which document")] = "verdicts"
    verdicts: Annotated[list[Verdict], Meta(description="in the order of the text")]
