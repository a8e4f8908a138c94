"""What the texts of all answers share: the heading, the warnings, the commands to go on with."""

from __future__ import annotations

from pddroute.contract.base import Answer
from pddroute.contract.reach import Reach
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, columns
from pddroute.words import clock, day_name, say


def heading(answer: Answer, title: str, ink: Ink) -> str:
    """The title, and the instant everything speaks of."""
    at = f"{day_name(answer.as_of.date(), answer.lang)} {clock(answer.as_of)}"
    zone = say(answer.lang, "上海时间", "Shanghai time")
    moment = f"{at} {zone}"
    between = "  " if columns(title) + 2 + columns(moment) <= ink.width else "\n"
    return f"{ink.bold(title)}{between}{ink.dim(moment)}"


def section(title: str, ink: Ink) -> str:
    """The title of a part."""
    return ink.bold(title)


def address(reach: Reach) -> str:
    """What one dials, opens or searches for; empty where the steps say it all."""
    return reach.number or reach.url or reach.email or reach.handle or ""


def footer(answer: Answer, ink: Ink) -> list[str]:
    """The warnings and the next commands."""
    lines: list[str] = []
    if answer.warnings:
        lines += ["", section(say(answer.lang, "注意", "Note"), ink)]
        for warning in answer.warnings:
            lines += [ink.yellow(line) for line in bullets([warning.text], ink.width)]
    if answer.next:
        lines += ["", section(say(answer.lang, "接下来", "Next"), ink)]
        lines += [f"  {hint.command}  {ink.dim('# ' + hint.why)}" for hint in answer.next]
    return lines
