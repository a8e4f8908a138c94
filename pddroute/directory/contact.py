"""Who can I reach: every channel with its status at one instant."""

from __future__ import annotations

import datetime as dt

from pddroute.catalogue.model import Catalog, Channel
from pddroute.contract.base import CatalogRef, Hint
from pddroute.contract.questions import AskContact
from pddroute.contract.reach import Directory, Reach
from pddroute.directory.reach import area_code, grade, reaches, soonest_first, trust
from pddroute.directory.warnings import notices
from pddroute.words import Lang, say


def contact(catalog: Catalog, asked: AskContact, at: dt.datetime, lang: Lang) -> Directory:
    """The channels and their status at ``at`` (aware, Asia/Shanghai).

    ``asked`` narrows the list; its ``now`` sorts it: what is open first, the platform's own
    channels before others, then live before asynchronous, then by grade; what is closed follows,
    soonest opening first. What cannot be called, or is retired, is not in the list. Raises
    :class:`~pddroute.errors.UnknownCity`.
    """
    code = area_code(asked.city)

    def wanted(channel: Channel) -> bool:
        return (
            channel.offered
            and (asked.audience is None or asked.audience in channel.audience)
            and (asked.kind is None or channel.kind == asked.kind)
            and (asked.operator is None or channel.operator == asked.operator)
        )

    ids = [id_ for id_, channel in catalog.channels.items() if wanted(channel)]
    found = reaches(catalog, ids, at, lang, code)
    if asked.now:
        places = catalog.derived(_places)
        found.sort(key=lambda one: places[one.id])
        found.sort(key=lambda one: soonest_first(one.status.state, one.status.opens_at))
    return Directory(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog),
        warnings=notices(catalog, found, code, at, lang),
        next=_hints(found, lang),
        channels=found,
    )


def _places(catalog: Catalog) -> dict[str, tuple[bool, bool, bool, int]]:
    """Where a channel stands among those of the same state: what is doubtful comes last."""
    return {
        id_: (one.doubtful, one.operator != "platform", not one.is_live, trust(grade(catalog, one)))
        for id_, one in catalog.channels.items()
    }


def _hints(found: list[Reach], lang: Lang) -> list[Hint]:
    if not found:
        why = say(lang, "没有符合条件的渠道，看全部", "no channel fits: see them all")
        return [Hint(command="pddroute contact", why=why)]
    return [
        Hint(
            command="pddroute issues",
            why=say(lang, "按问题找下一步", "what to do next, by problem"),
        ),
        Hint(
            command=f"pddroute show {found[0].id}",
            why=say(lang, "看这个渠道的全部来源", "every source about this channel"),
        ),
    ]
