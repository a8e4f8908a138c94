"""A directory as text: what is open now, what opens later, what nobody knows."""

from __future__ import annotations

from pddroute.contract import words
from pddroute.contract.reach import Directory, Reach
from pddroute.render.common import address, footer, heading, section
from pddroute.render.ink import Ink
from pddroute.render.layout import table, wrap
from pddroute.words import say


def directory(answer: Directory, ink: Ink, *, now: bool) -> str:
    """The directory; with ``now`` in the order of the answer, best first, in three parts."""
    lang = answer.lang
    if not now:
        title = say(lang, "联系渠道", "Channels")
        lines = [heading(answer, title, ink), "", _table(answer.channels, answer, ink)]
        return "\n".join([*lines, *footer(answer, ink)])
    title = say(lang, "现在能找谁", "Who can be reached now")
    lines = [heading(answer, title, ink), ""]
    parts = {
        state: [reach for reach in answer.channels if reach.status.state == state]
        for state in ("open", "closed", "unknown")
    }
    if parts["open"]:
        lines += [*_best(parts["open"][0], answer, ink), ""]
    titles = {
        "open": say(lang, "现在开放", "Open now"),
        "closed": say(lang, "稍后开放", "Opens later"),
        "unknown": say(lang, "时间未知（可以试，不保证有人）", "Hours unknown (may be tried)"),
    }
    for state, reaches in parts.items():
        if reaches:
            lines += [section(titles[state], ink), _table(reaches, answer, ink), ""]
    if not answer.channels:
        lines += [say(lang, "没有符合条件的渠道。", "No channel fits."), ""]
    return "\n".join([*lines[:-1], *footer(answer, ink)])


def _best(reach: Reach, answer: Directory, ink: Ink) -> list[str]:
    """The first thing to be seen: whom to try at this minute."""
    where = f"{reach.name} {address(reach)}".strip()
    label = say(answer.lang, "现在就找：", "Now: ")
    head, *more = wrap(f"{label}{where}", ink.width)
    lines = [ink.green(head), *(ink.green(line) for line in more)]
    lines += [f"  {line}" for line in wrap(reach.status.text, ink.width - 2)]
    if reach.steps:
        lines += [
            f"  {line}"
            for line in wrap(say(answer.lang, "", " ").join(reach.steps[:2]), ink.width - 2)
        ]
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
    headers = say(lang, "渠道|怎么找|谁用|可信|此刻", "channel|how|for|grade|at this minute").split(
        "|"
    )
    return table(rows, headers, ink.width)
