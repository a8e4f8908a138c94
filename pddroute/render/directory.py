"""A directory as text: what is open now, what opens later, what nobody knows."""

from __future__ import annotations

from pddroute.contract import words
from pddroute.contract.reach import Directory, Reach
from pddroute.render.common import address, page, part
from pddroute.render.ink import Ink
from pddroute.render.layout import indented, table, wrap
from pddroute.words import Said, say

_PARTS = {
    "open": Said("现在开放", "Open now"),
    "closed": Said("稍后开放", "Opens later"),
    "unknown": Said("时间未知（可以试，不保证有人）", "Hours unknown (may be tried)"),
}
_HEADERS = Said("渠道|怎么找|谁用|可信|此刻", "channel|how|for|grade|at this minute")


def directory(answer: Directory, ink: Ink, *, now: bool) -> str:
    """The directory; with ``now`` in the order of the answer, best first, in three parts."""
    lang = answer.lang
    if not now:
        listed = ["", _table(answer.channels, answer, ink)]
        return page(answer, say(lang, "联系渠道", "Channels"), listed, ink)
    lines = [] if answer.channels else ["", say(lang, "没有符合条件的渠道。", "No channel fits.")]
    for state, title in _PARTS.items():
        reaches = [reach for reach in answer.channels if reach.status.state == state]
        if state == "open" and reaches:
            lines += _best(reaches[0], answer, ink)
        if reaches:
            lines += part(title.to(lang), [_table(reaches, answer, ink)], ink)
    return page(answer, say(lang, "现在能找谁", "Who can be reached now"), lines, ink)


def _best(reach: Reach, answer: Directory, ink: Ink) -> list[str]:
    """The first thing to be seen: whom to try at this minute."""
    where = f"{reach.name} {address(reach)}".strip()
    label = say(answer.lang, "现在就找：", "Now: ")
    lines = ["", *(ink("green", line) for line in wrap(f"{label}{where}", ink.width))]
    lines += indented(reach.status.text, ink.width)
    if reach.steps:
        lines += indented(say(answer.lang, "", " ").join(reach.steps[:2]), ink.width)
    return lines


def _table(reaches: list[Reach], answer: Directory, ink: Ink) -> str:
    lang = answer.lang
    rows = [
        [
            reach.name,
            address(reach) or words.KINDS[reach.kind].to(lang),
            words.audience(reach.audience, lang),
            words.GRADES[reach.grade].to(lang),
            reach.status.text,
        ]
        for reach in reaches
    ]
    return table(rows, _HEADERS.to(lang).split("|"), ink.width)
