"""What the texts of all answers share: the heading, the parts, the warnings, what to ask next."""

from __future__ import annotations

from collections.abc import Sequence

from pddroute.contract.base import Answer
from pddroute.contract.reach import Reach
from pddroute.contract.words import COMMA, UNCONFIRMED
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, columns, command, wrap
from pddroute.words import Lang, Said, clock, day_name, say

_UNSURE = Said("{mark}：{names}", "{mark}: {names}")


def page(answer: Answer, title: str, lines: Sequence[str], ink: Ink) -> str:
    """The whole text: the title, the instant everything speaks of, ``lines``, the footer.

    Every part of ``lines`` begins with an empty line.
    """
    return "\n".join([*heading(answer, title, ink), *lines, *footer(answer, ink)])


def heading(answer: Answer, title: str, ink: Ink) -> list[str]:
    """The title and the instant everything speaks of, on one line where there is room."""
    at = f"{day_name(answer.as_of.date(), answer.lang)} {clock(answer.as_of)}"
    moment = f"{at} {say(answer.lang, '上海时间', 'Shanghai time')}"
    for said in (moment, at):
        if columns(title) + 2 + columns(said) <= ink.width:
            return [f"{ink('bold', title)}  {ink('dim', said)}"]
    return [*(ink("bold", line) for line in wrap(title, ink.width)), ink("dim", moment)]


def part(title: str, lines: Sequence[str], ink: Ink) -> list[str]:
    """A part of a text under its title; nothing where there are no ``lines``."""
    return ["", ink("bold", title), *lines] if lines else []


def address(reach: Reach) -> str:
    """What one dials, opens or searches for; empty where the steps say it all."""
    return reach.number or reach.url or reach.email or reach.handle or ""


def unsure_once(named: Sequence[tuple[str, str]], lang: Lang) -> tuple[list[str], str]:
    """What is said of each name, and once for all of them whose hours are unconfirmed.

    Where that is but one, it stays where it stands, and the line for all is empty.
    """
    mark = UNCONFIRMED.to(lang)
    unsure = [name for name, text in named if mark in text]
    texts = [text for _, text in named]
    if len(unsure) < 2:
        return texts, ""
    for alone, first in ((f"（{mark}）", f"{mark}；"), (f" ({mark})", f"{mark}; ")):
        texts = [text.replace(alone, "").replace(first, "") for text in texts]
    return texts, _UNSURE.to(lang, mark=mark, names=COMMA.to(lang).join(unsure))


def footer(answer: Answer, ink: Ink) -> list[str]:
    """The warnings, the next commands, and where to tell what is wrong.

    What a command is for stands above it: behind it, even as a comment, it would be pasted with it.
    """
    warnings = bullets([warning.text for warning in answer.warnings], ink.width)
    hints, wrong = list[str](), answer.catalog.corrections if answer.catalog else None
    for hint in answer.next:
        hints += [ink("dim", line) for line in wrap(hint.why, ink.width)]
        hints += command(hint.command, ink.width)
    return [
        *part(say(answer.lang, "注意", "Note"), [ink("yellow", line) for line in warnings], ink),
        *part(say(answer.lang, "接下来", "Next"), hints, ink),
        *(["", *(ink("dim", line) for line in wrap(wrong, ink.width))] if wrong else ()),
    ]
