"""Who can be reached: a channel at an instant, and everything known about one."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pddroute.catalogue.facts import Audience, Grade, Kind, Operator
from pddroute.catalogue.forms import about
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
Certainty = Literal["confirmed", "disputed", "provisional", "unconfirmed"]


class Status(Part, frozen=True, kw_only=True):
    """A channel at one instant. Statuses are kept and given again: all of it is immutable."""

    state: Annotated[State, about("unknown hours are never open")]
    reason: Annotated[Reason, about("why; closed list, only ever added to")]
    certainty: Annotated[
        Certainty | None,
        about(
            "disputed: another claim that is not rejected gives another state now; "
            "provisional: it awaits a holiday notice; unconfirmed: the hours or the address are; "
            "null: the state is unknown"
        ),
    ]
    grade: Annotated[Grade | None, about("how far the hours can be trusted; null: none are known")]
    opens_at: Annotated[Instant | None, about("next opening when closed, within 400 days")]
    closes_at: Annotated[Instant | None, about("next closing when open; null: it never closes")]
    disputed_by: Annotated[
        tuple[str, ...], about("ids of the sources of those other claims, if disputed")
    ]
    text: Annotated[str, about("the same for a person")]


class Reach(Part, frozen=True, kw_only=True):
    """A channel as it can be reached at one instant."""

    id: Annotated[str, about("the channel's id in the catalogue")]
    name: Annotated[str, about("what it is called")]
    kind: Annotated[Kind, about("by what means")]
    operator: Annotated[Operator, about("who answers")]
    audience: Annotated[tuple[Audience, ...], about("whom it is for")]
    grade: Annotated[Grade, about("how far its address can be trusted")]
    number: Annotated[str | None, about("to dial; null where there is none or it cannot be called")]
    tel: Annotated[str | None, about("the number as a tel: URI")]
    url: Annotated[str | None, about("web address")]
    email: Annotated[str | None, about("e-mail address")]
    handle: Annotated[str | None, about("account name")]
    steps: Annotated[tuple[str, ...], about("how to get there")]
    hours: Annotated[str | None, about("OpenStreetMap opening_hours, Asia/Shanghai; null: unknown")]
    status: Annotated[Status, about("at the answer's instant")]
    stand_in: Annotated[
        str | None,
        about("its hours differ by city: the id of the channel to turn to beside it; null: none"),
    ]
    sources: Annotated[tuple[str, ...], about("ids of the sources that what is given rests on")]


class Need(Part, frozen=True, kw_only=True):
    """What a person needs, and who serves it at the answer's instant."""

    id: Annotated[str, about("the door's id in the catalogue")]
    name: Annotated[str, about("the need in a few words")]
    emergency: Annotated[bool, about("somebody or somebody's money is in danger")]
    channels: Annotated[tuple[str, ...], about("ids, best first; whatever the question narrows")]
    text: Annotated[str, about("whom to turn to, for a person")]


class Directory(Grounded, frozen=True, kw_only=True):
    """``contact``: who can be reached."""

    kind: Annotated[Literal["directory"], about("which document")] = "directory"
    channels: Annotated[
        list[Reach], about("the catalogue's order, or with --now what is open first, best first")
    ]
    doors: Annotated[list[Need], about("by need, for those asked about, best first")]


class SourceCard(Part, frozen=True, kw_only=True):
    """A source, in full."""

    id: Annotated[str, about("id in the catalogue")]
    title: Annotated[str, about("its title")]
    publisher: Annotated[str, about("who published it")]
    published: Annotated[str | None, about("when; null: not stated")]
    seen: Annotated[str | None, about("when a copy of it was read")]
    grade: Annotated[Grade, about("how far it can be trusted")]
    url: Annotated[str | None, about("where, if known")]
    note: Annotated[str | None, about("what to know about it")]


class ClaimCard(Part, frozen=True, kw_only=True):
    """What one source says about one field of a channel."""

    field: Annotated[str, about("which field")]
    value: Annotated[str, about("what it says")]
    source: Annotated[str, about("id of the source")]
    date: Annotated[str | None, about("of the claim")]
    area: Annotated[
        str | None,
        about("the city it holds for: its area code, and its name where others share that"),
    ]
    grade: Annotated[Grade, about("how far it can be trusted")]
    in_force: Annotated[bool, about("whether pddroute goes by it, for the city asked about")]
    note: Annotated[str | None, about("why it is or is not in force")]


class ChannelCard(Grounded, frozen=True, kw_only=True):
    """``show``: everything known about one channel."""

    kind: Annotated[Literal["channel"], about("which document")] = "channel"
    channel: Annotated[Reach, about("the channel at the answer's instant")]
    note: Annotated[str | None, about("what to know about it")]
    review: Annotated[dt.date | None, about("when the facts want another look")]
    claims: Annotated[list[ClaimCard], about("all of them, newest first")]
    sources: Annotated[list[SourceCard], about("the sources of the claims")]
