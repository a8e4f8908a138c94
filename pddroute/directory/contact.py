"""Who can I reach: every channel with its status at one instant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pddroute.catalogue.facts import Audience, Channel
from pddroute.catalogue.model import Catalog
from pddroute.contract.base import CatalogRef, Hint, Warn
from pddroute.contract.hints import hint
from pddroute.contract.questions import AskContact, AskIssues, AskShow
from pddroute.contract.reach import Directory, Reach
from pddroute.directory.doors import needs, only_in_emergencies
from pddroute.directory.reach import area_of, reaches, soonest_first, trust
from pddroute.directory.status import grade, has_no_address, no_account
from pddroute.directory.warnings import notices
from pddroute.words import Lang, say

_ACCOUNTS = ("wechat", "weibo", "qq", "email")


def contact(catalog: Catalog, asked: AskContact, at: dt.datetime, lang: Lang) -> Directory:
    """The channels and their status at ``at`` (aware, Asia/Shanghai).

    ``asked`` narrows the list; its ``now`` sorts it: what is open first, the platform's own
    channels before others, then live before asynchronous, then by grade, then accounts, emergency
    lines last; what is closed follows, soonest opening first. Before them all stands what the doors
    of the ``asked`` audience offer, unless it is closed. What has no address or is doubtful is left
    out. What cannot be called, or is retired, is in no list. Raises
    :class:`~pddroute.errors.UnknownCity`.
    """
    area = area_of(asked.city)
    nowhere = catalog.derived(_nowhere)

    def wanted(channel: Channel) -> bool:
        return (
            channel.offered
            and (asked.audience is None or asked.audience in channel.audience)
            and (asked.kind is None or channel.kind == asked.kind)
            and (asked.operator is None or channel.operator == asked.operator)
        )

    ids = [id_ for id_, channel in catalog.channels.items() if wanted(channel)]
    missing = [id_ for id_ in ids if id_ in nowhere] if asked.now else []
    if asked.now:
        ids = [id_ for id_ in ids if id_ not in nowhere and not catalog.channels[id_].doubtful]
    found = reaches(catalog, ids, at, lang, area)
    warnings = notices(catalog, found, area, at, lang)
    if missing:
        text = no_account((catalog.channels[id_].kind for id_ in missing), lang)
        warnings.append(Warn(code="no_official_account", text=text))
    if asked.now:
        places = catalog.derived(_places)
        found.sort(key=lambda one: places[one.id])
        found.sort(key=lambda one: soonest_first(one.status.state, one.status.opens_at))
        own = _own(catalog, asked.audience)
        found.sort(key=lambda one: one.id not in own or one.status.state == "closed")
    return Directory(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog, lang),
        warnings=warnings,
        next=list(_hints(catalog, found, asked, lang)),
        channels=found,
        doors=needs(catalog, asked.audience, at, lang, area),
    )


def _nowhere(catalog: Catalog) -> frozenset[str]:
    """The channels that can only be reached by an address which nobody knows."""
    return frozenset(id_ for id_, one in catalog.channels.items() if has_no_address(one))


def _own(catalog: Catalog, audience: Audience | None) -> frozenset[str]:
    """The channels that the doors of ``audience`` alone lead to; none where nobody was named."""
    doors = (door for door in catalog.doors.values() if audience and door.audience == audience)
    return frozenset(id_ for door in doors for id_ in door.channels)


def _places(catalog: Catalog) -> dict[str, tuple[bool, bool, bool, bool, int]]:
    """Where a channel stands among those of the same state.

    An emergency line comes last, before it an account to follow, which serves no need.
    """
    danger = only_in_emergencies(catalog.doors.values())
    return {
        id_: (
            id_ in danger,
            one.kind in _ACCOUNTS,
            one.operator != "platform",
            not one.is_live,
            trust(grade(catalog, one)),
        )
        for id_, one in catalog.channels.items()
    }


def _hints(
    catalog: Catalog, found: Sequence[Reach], asked: AskContact, lang: Lang
) -> Iterator[Hint]:
    city = asked.city and asked.city.strip()
    every = AskContact(city=city, lang=lang)
    if not found:
        why = say(lang, "没有符合条件的渠道，看全部", "no channel fits: see them all")
        yield hint(catalog, every, why)
        return
    problem = say(lang, "按问题找下一步", "what to do next, by problem")
    sources = say(lang, "看这个渠道的全部来源", "every source about this channel")
    yield hint(catalog, AskIssues(lang=lang), problem)
    yield hint(catalog, AskShow(channel=found[0].id, city=city, lang=lang), sources)
    if asked.now:
        yield hint(catalog, every, say(lang, "全部渠道", "all channels"))
