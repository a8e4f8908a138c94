"""Everything about one channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from pddroute.catalogue.model import Catalog, Claim
from pddroute.contract.base import CatalogRef, Hint
from pddroute.contract.questions import AskShow
from pddroute.contract.reach import ChannelCard, ClaimCard, SourceCard
from pddroute.directory.reach import area_code, reach
from pddroute.directory.status import plain
from pddroute.directory.warnings import notices
from pddroute.errors import UnknownChannel
from pddroute.words import Lang, folded, nearest, say, shown


def show(catalog: Catalog, asked: AskShow, at: dt.datetime, lang: Lang) -> ChannelCard:
    """Everything known about one channel at ``at`` (aware, Asia/Shanghai), all claims with sources.

    Raises :class:`~pddroute.errors.UnknownChannel` and :class:`~pddroute.errors.UnknownCity`.
    """
    code = area_code(asked.city)
    id_ = _find(catalog, asked.channel)
    found = catalog.channels[id_]
    card = reach(catalog, id_, at, lang, code)
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
        catalog=CatalogRef.of(catalog),
        warnings=notices(catalog, [card], code, at, lang),
        next=[
            Hint(
                command="pddroute contact --now",
                why=say(lang, "看现在还能找谁", "who else can be reached now"),
            )
        ],
        channel=card,
        note=note,
        review=found.review,
        claims=[
            _claim(catalog, field, claim, lang)
            for field, claims in found.claims.items()
            for claim in sorted(claims, key=lambda c: _date(catalog, c) or "", reverse=True)
        ],
        sources=_sources(catalog, cited, lang),
    )


def _find(catalog: Catalog, text: str) -> str:
    names = catalog.derived(_names)
    wanted = folded(text)
    if wanted in names:
        return names[wanted]
    ids, given = nearest(wanted, names), shown(text)
    raise UnknownChannel(
        f"不认识的渠道“{given}”",
        message_en=f"unknown channel {given!r}",
        hint=f"最接近：{'、'.join(ids)}" if ids else "用 pddroute contact --json 看全部渠道的 id",
        hint_en=f"nearest: {', '.join(ids)}" if ids else "all ids: pddroute contact --json",
        details={"channel": given, "candidates": ids},
    )


def _names(catalog: Catalog) -> dict[str, str]:
    """Every id and name of a channel, folded, with the channel's id."""
    names = {id_: id_ for id_ in catalog.channels}
    for id_, channel in catalog.channels.items():
        for name in (channel.name.zh, channel.name.to("en")):
            names.setdefault(folded(name), id_)
    return names


def _date(catalog: Catalog, claim: Claim) -> str | None:
    return claim.date or catalog.sources[claim.source].published


_LOST = {
    "agrees": ("说法相同，以更可信的来源为准", "says the same; the better source counts"),
    "contradicted": ("与更可信的来源矛盾", "contradicted by a better source"),
    "superseded": ("有更新的说法", "superseded by a newer one"),
    "no_authority": ("来源没有依据", "the source has no authority"),
    "rejected": ("已知是错的", "known to be wrong"),
}


def _claim(catalog: Catalog, field: str, claim: Claim, lang: Lang) -> ClaimCard:
    parts = []
    if claim.lost is not None:
        why = say(lang, *_LOST[claim.lost])
        by = say(lang, f"（{claim.by}）", f" ({claim.by})") if claim.by else ""
        parts.append(f"{why}{by}")
    if claim.note is not None:
        parts.append(claim.note.to(lang))
    return ClaimCard(
        field=field,
        value=claim.text(lang),
        source=claim.source,
        date=_date(catalog, claim),
        grade=catalog.grade_of(claim),
        in_force=claim.lost is None,
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
