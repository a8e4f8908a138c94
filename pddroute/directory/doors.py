"""The needs that people come with: who serves each at one instant, in a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pddroute.catalogue.facts import Audience
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Door
from pddroute.contract.reach import Need, Reach
from pddroute.contract.words import COMMA
from pddroute.directory.reach import bare, called, reaches, soonest_first
from pddroute.directory.status import open_until
from pddroute.words import Lang, Said, clock, day_and_clock, short_day

_OPENS = Said("{when} 开", "opens {when}")
_PERHAPS = Said("{opens}，现在可能有人接", "{opens}, may be staffed now")
_WITH_STATE = Said("{name}（{state}）", "{name} ({state})")
_AND = Said("；", "; ")


def needs(
    catalog: Catalog,
    audience: Audience | None,
    at: dt.datetime,
    lang: Lang,
    area: str | None,
) -> list[Need]:
    """The doors of ``audience`` (of all where None) at ``at``: its own first, else in order.

    Of each the channels that may be offered and are not doubtful: what is open first, else in the
    door's own order.
    """
    platform = catalog.platform.name.to(lang)
    doors = list(catalog.doors.items())
    if audience is not None:
        doors = [one for one in doors if one[1].audience in (None, audience)]
        doors.sort(key=lambda one: one[1].audience is None)
    told = []
    for id_, door in doors:
        wanted = [
            name
            for name in door.channels
            if (channel := catalog.channels[name]).offered
            and not channel.doubtful
            and (audience is None or audience in channel.audience)
        ]
        found = reaches(catalog, wanted, at, lang, area)
        found.sort(key=lambda one: soonest_first(one.status.state, None))
        said = COMMA.to(lang).join(brief(one, at, lang, platform) for one in found)
        note = door.note.to(lang) if door.note else ""
        need = Need(
            id=id_,
            name=door.name.to(lang),
            emergency=door.emergency,
            channels=tuple(one.id for one in found),
            text=_AND.to(lang).join(filter(None, (said, note))),
        )
        told.append(need)
    return told


def pieces(need: Need, lang: Lang) -> tuple[list[str], str]:
    """The channels and the note of which the text of a ``need`` was made: what can be left out."""
    said, _, note = need.text.partition(_AND.to(lang))
    return said.split(COMMA.to(lang)), note


def only_in_emergencies(doors: Iterable[Door | Need]) -> frozenset[str]:
    """The channels that serve a danger and nothing else: never put forward for other troubles."""
    danger, others = set[str](), set[str]()
    for door in doors:
        (danger if door.emergency else others).update(door.channels)
    return frozenset(danger - others)


def brief(one: Reach, at: dt.datetime, lang: Lang, platform: str = "", state: bool = True) -> str:
    """A channel in a few words: its name without the ``platform``'s, its address, its ``state``.

    A state that rests on unconfirmed round-the-clock hours is not spoken of.
    """
    if one.number and one.number in one.name:
        name = one.number
    elif one.operator != "platform" and one.url and not one.number:
        name = bare(one.url)  # an authority's site says itself whose it is
    else:
        name = in_full(one).removeprefix(platform).strip()
    hours = in_short(one, at, lang) if state else ""
    return _WITH_STATE.to(lang, name=name, state=hours) if hours else name


def in_full(one: Reach) -> str:
    """A channel's name and its address, as far as the name does not say it."""
    return f"{called(one)} {bare(one.url)}" if one.url and not one.number else called(one)


def in_short(one: Reach, at: dt.datetime, lang: Lang) -> str:
    """Until when it is open, or when it opens; empty where that is not known."""
    status = one.status
    if status.state == "closed" and status.opens_at is not None:
        opens = status.opens_at
        far = (opens.date() - at.date()).days > 1
        day = f"{short_day(opens.date(), at, lang)} {clock(opens)}"  # stands in brackets: has none
        text = _OPENS.to(lang, when=day if far else day_and_clock(opens, at, lang))
        differ = one.stand_in is not None and status.certainty == "disputed"
        return _PERHAPS.to(lang, opens=text) if differ else text
    if status.state == "open" and status.closes_at is not None:
        return open_until(status.closes_at, at, lang)
    return status.text if status.certainty == "confirmed" else ""
