"""Everything about one channel."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

import msgspec

from pddroute.catalogue.facts import Claim
from pddroute.catalogue.model import Catalog
from pddroute.contract.base import CatalogRef, Hint
from pddroute.contract.hints import hint
from pddroute.contract.questions import AskContact, AskShow
from pddroute.contract.reach import ChannelCard, ClaimCard, SourceCard
from pddroute.directory.reach import area_of, dialled, reach
from pddroute.directory.status import plain
from pddroute.directory.warnings import notices
from pddroute.errors import UnknownChannel
from pddroute.numbers.telephone import normalize
from pddroute.words import Lang, Said, folded, nearest, say, shown

#: A word that more channels have in common names none of them.
_MOST_ALIKE = 3
#: What is said behind a name and is no part of it.
_KIND = re.compile(r"\s*(?:的?(?:电话|号码)|phone number|number|phone)$")

_ONLY_IN = Said("只对 {area}", "for {area} alone")
_OTHERS = Said("看现在还能找谁", "who else can be reached now")
_ALL = Said("看全部渠道", "all channels")


def show(catalog: Catalog, asked: AskShow, at: dt.datetime, lang: Lang) -> ChannelCard:
    """Everything known about one channel at ``at`` (aware, Asia/Shanghai), all claims with sources.

    Raises :class:`~pddroute.errors.UnknownChannel` and :class:`~pddroute.errors.UnknownCity`.
    """
    area, city = area_of(asked.city), asked.city and asked.city.strip()
    try:
        id_, *alike = _find(catalog, asked.channel)
    except UnknownChannel as error:
        near = cast("list[str]", error.details["candidates"])
        every = hint(catalog, AskContact(city=city, lang=lang), _ALL.to(lang))
        error.next = [*_shown(catalog, near, city, lang), every]
        raise
    found = catalog.channels[id_]
    card, in_force = reach(catalog, id_, at, lang, area), found.in_force_for(area)
    cited = [claim for _, claims in found.claims.items() for claim in claims]
    note = found.note.to(lang) if found.note else None
    if found.retired is not None:
        retired = found.retired.to(lang)
        note = say(lang, f"已停用：{retired}", f"retired: {retired}")
        # Whatever its hours say, nobody is to be reached there.
        gone = plain("unknown", "hours_unknown", None, say(lang, "已停用", "retired"))
        card = msgspec.structs.replace(card, status=gone)
    return ChannelCard(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog, lang),
        warnings=notices(catalog, [card], area, at, lang),
        next=[
            *_shown(catalog, alike, city, lang),
            hint(catalog, AskContact(now=True, city=city, lang=lang), _OTHERS.to(lang)),
        ],
        channel=card,
        note=note,
        review=found.review,
        claims=[
            _claim(catalog, field, claim, in_force, lang)
            for field, claims in found.claims.items()
            for claim in sorted(claims, key=lambda c: _date(catalog, c) or "", reverse=True)
        ],
        sources=_sources(catalog, cited, lang),
    )


def _shown(catalog: Catalog, ids: Sequence[str], city: str | None, lang: Lang) -> Iterator[Hint]:
    """The question about each of the channels ``ids``."""
    for id_ in ids:
        name = catalog.channels[id_].name.to(lang)
        yield hint(catalog, AskShow(channel=id_, city=city, lang=lang), name)


def _find(catalog: Catalog, text: str) -> list[str]:
    """The channel that is meant, by id, name, number or a word of its name, then others like it."""
    names, wanted = catalog.derived(_names), folded(text)
    if wanted not in names:  # 400电话, 12315 号码
        wanted = _KIND.sub("", wanted)
    exact = names.get(wanted) or names.get(normalize(wanted) or "")
    holding = (id_ for name, id_ in names.items() if len(wanted) > 1 and wanted in name)
    first, *others = dict.fromkeys((exact, *holding) if exact else holding) or (None,)
    if first is not None:
        operator = catalog.channels[first].operator
        alike = [one for one in others if one and catalog.channels[one].operator == operator]
        if exact or (len(alike) == len(others) < _MOST_ALIKE):
            return [first, *alike[: _MOST_ALIKE - 1]]
    ids, given = nearest(wanted, names), shown(text)
    raise UnknownChannel(
        f"不认识的渠道“{given}”",
        message_en=f"unknown channel '{given}'",
        hint=f"最接近：{'、'.join(ids)}" if ids else "没有相近的",
        hint_en=f"nearest: {', '.join(ids)}" if ids else "nothing is near it",
        details={"channel": given, "candidates": ids},
    )


def _bare(catalog: Catalog, name: str) -> str:
    """A name as people say it, without whose it is: 拼多多商家热线 is 商家热线."""
    bare = folded(name)
    for brand in catalog.platform.brands:
        bare = bare.removeprefix(brand).lstrip()
    return bare


def _names(catalog: Catalog) -> dict[str, str]:
    """Every id, name and number of a channel, folded, with the channel's id."""
    names = {id_: id_ for id_ in catalog.channels}
    for id_, channel in catalog.channels.items():
        for name in (channel.name.zh, channel.name.to("en")):
            names.setdefault(folded(name), id_)
            names.setdefault(_bare(catalog, name) or id_, id_)
        if "number" in channel.in_force:
            plain = normalize(channel.in_force["number"].text("zh"))
            for number in (plain, dialled(catalog, channel, None)):
                if number is not None:
                    names.setdefault(number, id_)
    return names


def _date(catalog: Catalog, claim: Claim) -> str | None:
    return claim.date or catalog.sources[claim.source].published


_LOST = {
    "agrees": ("说法相同，以更可信的来源为准", "says the same; the better source counts"),
    "contradicted": ("与更可信的来源矛盾", "contradicted by a better source"),
    "superseded": ("有更新的说法", "superseded by a newer one"),
    "no_authority": ("来源没有依据", "the source has no authority"),
    "partial": ("只说了某些日子", "it tells of some days only"),
    "rejected": ("已知是错的", "known to be wrong"),
}


def _claim(
    catalog: Catalog, field: str, claim: Claim, in_force: Mapping[str, Claim], lang: Lang
) -> ClaimCard:
    parts = []
    if claim.lost is not None:
        why = say(lang, *_LOST[claim.lost])
        by = say(lang, f"（{claim.by}）", f" ({claim.by})") if claim.by else ""
        parts.append(f"{why}{by}")
    if claim.area is not None:
        parts.append(_ONLY_IN.to(lang, area=claim.area))
    if claim.note is not None:
        parts.append(claim.note.to(lang))
    return ClaimCard(
        field=field,
        value=claim.text(lang),
        source=claim.source,
        date=_date(catalog, claim),
        area=claim.area,
        grade=catalog.grade_of(claim),
        in_force=claim is in_force.get(field),
        note=say(lang, "；", "; ").join(parts) or None,
    )


def _sources(catalog: Catalog, claims: Iterable[Claim], lang: Lang) -> list[SourceCard]:
    ids = dict.fromkeys(s for claim in claims for s in (claim.source, claim.by) if s)
    return [
        SourceCard(
            id=id_,
            title=source.title,
            publisher=source.publisher,
            published=source.published,
            seen=source.seen,
            grade=source.grade,
            url=source.url,
            note=source.note.to(lang) if source.note else None,
        )
        for id_, source in ((one, catalog.sources[one]) for one in ids)
    ]
