"""What the texts of all answers share: the heading, the parts, the warnings, what to ask next."""

from __future__ import annotations

from collections.abc import Sequence

from pddroute.contract.base import Answer
from pddroute.contract.reach import Reach
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, columns
from pddroute.words import clock, day_name, say


def page(answer: Answer, title: str, lines: Sequence[str], ink: Ink) -> str:
    """The whole text: the title, the instant everything speaks of, ``lines``, the footer.

    Every part of ``lines`` begins with an empty line.
    """
    at = f"{day_name(answer.as_of.date(), answer.lang)} {clock(answer.as_of)}"
    moment = f"{at} {say(answer.lang, '上海时间', 'Shanghai time')}"
    between = "  " if columns(title) + 2 + columns(moment) <= ink.width else "\n"
    heading = f"{ink('bold', title)}{between}{ink('dim', moment)}"
    return "\n".join([heading, *lines, *footer(answer, ink)])


def part(title: str, lines: Sequence[str], ink: Ink) -> list[str]:
    """A part of a text under its title; nothing where there are no ``lines``."""
    return ["", ink("bold", title), *lines] if lines else []


def address(reach: Reach) -> str:
    """What one dials, opens or searches for; empty where the steps say it all."""
    return reach.number or reach.url or reach.email or reach.handle or ""


def footer(answer: Answer, ink: Ink) -> list[str]:
    """The warnings and the next commands."""
    warnings = bullets([warning.text for warning in answer.warnings], ink.width)
    hints = [f"  {hint.command}  {ink('dim', '# ' + hint.why)}" for hint in answer.next]
    return [
        *part(say(answer.lang, "注意", "Note"), [ink("yellow", line) for line in warnings], ink),
        *part(say(answer.lang, "接下来", "Next"), hints, ink),
    ]
