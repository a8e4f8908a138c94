"""How a channel is reached at one instant: address, steps, hours and status as one answer part."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from pddroute.answers import Reach, Status
from pddroute.model import Catalog, Channel, Grade, Lang
from pddroute.numbers import normalize, tel_uri
from pddroute.status import status

__all__ = ["GRADES", "called", "offered", "reach", "sort_key"]

GRADES: tuple[Grade, ...] = ("official", "reported", "unconfirmed", "rejected")
_ADDRESSES = ("number", "url", "email", "handle", "entry", "hours")
_STATES = {"open": 0, "unknown": 1, "closed": 2}

# A catalogue's numbers are few and asked for again and again: their forms are kept.
_normalize = lru_cache(maxsize=4096)(normalize)
_tel_uri = lru_cache(maxsize=4096)(tel_uri)


def offered(channel: Channel) -> bool:
    """Whether the channel may be offered at all: nobody is sent to a retired or outbound one."""
    return channel.retired is None and channel.direction == "inbound"


def reach(
    catalog: Catalog, id_: str, at: dt.datetime, lang: Lang, area_code: str | None = None
) -> Reach:
    """The channel ``id_`` at ``at`` (aware, Asia/Shanghai).

    ``area_code`` (``0571``; the platform's home where left out) goes before numbers that are
    dialled with one. A number that cannot be called or that is rejected is never given.
    """
    channel = catalog.channels[id_]
    number = dialled(catalog, channel, area_code)
    claims = channel.in_force

    def value(field: str) -> str | None:
        claim = claims.get(field)
        return None if claim is None else claim.text(lang)

    return Reach(
        id=id_,
        name=channel.name.to(lang),
        kind=channel.kind,
        operator=channel.operator,
        audience=list(channel.audience),
        grade=grade(catalog, channel),
        number=number,
        tel=None if number is None else _tel_uri(number),
        url=value("url"),
        email=value("email"),
        handle=value("handle"),
        steps=[step.to(lang) for step in channel.steps],
        hours=value("hours"),
        status=status(catalog, channel, at, lang),
        sources=_sources(channel),
    )


def _sources(channel: Channel) -> list[str]:
    """The sources of the claims in force, and of those that say the same."""
    return list(
        dict.fromkeys(
            claim.source
            for claims in channel.claims.values()
            for claim in claims
            if claim.lost in (None, "agrees")
        )
    )


def called(found: Reach) -> str:
    """The channel's name with its number or account, where the name does not say it already."""
    address = found.number or ("" if found.url else found.handle) or ""
    return found.name if address in found.name else f"{found.name} {address}"


def dialled(catalog: Catalog, channel: Channel, area_code: str | None) -> str | None:
    """The number to dial in its normal form, or None."""
    claim = channel.in_force.get("number")
    if claim is None or not offered(channel) or catalog.grade_of(claim) == "rejected":
        return None
    text = claim.text("zh")
    if channel.area_code:
        text = f"{area_code or catalog.platform.area_code}-{text}"
    return _normalize(text)


def grade(catalog: Catalog, channel: Channel) -> Grade:
    """How far the channel's address can be trusted: the grade of the claim that gives it."""
    for field in _ADDRESSES:
        if field in channel.in_force:
            return catalog.grade_of(channel.in_force[field])
    return "unconfirmed"


def sort_key(
    status: Status, live: bool, grade: Grade, position: int
) -> tuple[int, float, bool, int, int]:
    """Best first: open before unknown before closed (soonest first), live, grade, position."""
    opens = status.opens_at.timestamp() if status.opens_at else 0.0
    soonest = opens if status.state == "closed" else 0.0
    if status.state == "closed" and status.opens_at is None:
        soonest = float("inf")
    return _STATES[status.state], soonest, not live, GRADES.index(grade), position
