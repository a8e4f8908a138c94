"""Who can be reached: a channel at an instant, and everything known about one."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from pddroute.catalogue.model import Audience, Grade, Kind, Operator
from pddroute.contract.base import Grounded, Instant, Part

State = Literal["open", "closed", "unknown"]
Reason = Literal[
    "always_open",
    "within_hours",
    "before_opening",
    "after_closing",
    "break",
    "weekly_closed",
    "public_holiday",
    "hours_unknown",
    "outbound_only",
]
Certainty = Literal["confirmed", "disputed", "provisional"]


class Status(Part, frozen=True, kw_only=True):
    """A channel at one instant. Statuses are kept and given again: all of it is immutable."""

    state: Annotated[State, Meta(description="unknown hours are never open")]
    reason: Annotated[Reason, Meta(description="why; closed list, only ever added to")]
    certainty: Annotated[
        Certainty | None,
        Meta(
            description="disputed: another claim that is not rejected gives another state now; "
            "provisional: no calendar notice for the year; null: the state is unknown"
        ),
    ]
    grade: Annotated[
        Grade | None, Meta(description="how far the hours can be trusted; null: none are known")
    ]
    opens_at: Annotated[
        Instant | None, Meta(description="next opening when closed, within 400 days")
    ]
    closes_at: Annotated[
        Instant | None, Meta(description="next closing when open; null: it never closes")
    ]
    disputed_by: Annotated[
        tuple[str, ...],
        Meta(description="ids of the sources of those other claims, if disputed"),
    ]
    text: Annotated[str, Meta(description="the same for a person")]


class Reach(Part, frozen=True, kw_only=True):
    """A channel as it can be reached at one instant."""

    id: Annotated[str, Meta(description="the channel's id in the catalogue")]
    name: Annotated[str, Meta(description="what it is called")]
    kind: Annotated[Kind, Meta(description="by what means")]
    operator: Annotated[Operator, Meta(description="who answers")]
    audience: Annotated[tuple[Audience, ...], Meta(description="whom it is for")]
    grade: Annotated[Grade, Meta(description="how far its address can be trusted")]
    number: Annotated[
        str | None, Meta(description="to dial; null where there is none or it cannot be called")
    ]
    tel: Annotated[str | None, Meta(description="the number as a tel: URI")]
    url: Annotated[str | None, Meta(description="web address")]
    email: Annotated[str | None, Meta(description="e-mail address")]
    handle: Annotated[str | None, Meta(description="account name")]
    steps: Annotated[tuple[str, ...], Meta(description="how to get there")]
    hours: Annotated[
        str | None, Meta(description="OpenStreetMap opening_hours, Asia/Shanghai; null: unknown")
    ]
    status: Annotated[Status, Meta(description="at the answer's instant")]
    sources: Annotated[
        tuple[str, ...], Meta(description="ids of the sources that what is given rests on")
    ]


class Directory(Grounded, frozen=True, kw_only=True):
    """``contact``: who can be reached."""

    kind: Annotated[Literal["directory"], Meta(description="which document")] = "directory"
    channels: Annotated[
        list[Reach],
        Meta(description="the catalogue's order, or with --now what is open first, best first"),
    ]


class SourceCard(Part, frozen=True, kw_only=True):
    """A source, in full."""

    id: Annotated[str, Meta(description="id in the catalogue")]
    title: Annotated[str, Meta(description="its title")]
    publisher: Annotated[str, Meta(description="who published it")]
    published: Annotated[str | None, Meta(description="when; null: not stated")]
    seen: Annotated[str | None, Meta(description="when a copy of it was read")]
    grade: Annotated[Grade, Meta(description="how far it can be trusted")]
    url: Annotated[str | None, Meta(description="where, if known")]
    note: Annotated[str | None, Meta(description="what to know about it")]


class ClaimCard(Part, frozen=True, kw_only=True):
    """What one source says about one field of a channel."""

    field: Annotated[str, Meta(description="which field")]
    value: Annotated[str, Meta(description="what it says")]
    source: Annotated[str, Meta(description="id of the source")]
    date: Annotated[str | None, Meta(description="of the claim")]
    grade: Annotated[Grade, Meta(description="how far it can be trusted")]
    in_force: Annotated[bool, Meta(description="whether pddroute goes by it")]
    note: Annotated[str | None, Meta(description="why it is or is not in force")]


class ChannelCard(Grounded, frozen=True, kw_only=True):
    """``show``: everything known about one channel."""

    kind: Annotated[Literal["channel"], Meta(description="which document")] = "channel"
    channel: Annotated[Reach, Meta(description="the channel at the answer's instant")]
    note: Annotated[str | None, Meta(description="what to know about it")]
    review: Annotated[dt.date | None, Meta(description="when the facts want another look")]
    claims: Annotated[list[ClaimCard], Meta(description="all of them, newest first")]
    sources: Annotated[list[SourceCard], Meta(description="the sources of the claims")]
