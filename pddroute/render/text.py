"""Any answer as text for a terminal."""

from __future__ import annotations

from pddroute.contract import (
    Answer,
    ChannelCard,
    Directory,
    Issues,
    Plan,
    Report,
    Verdict,
    Verdicts,
)
from pddroute.render import cards, findings
from pddroute.render.directory import directory
from pddroute.render.ink import Ink
from pddroute.render.plan import plan

__all__ = ["text"]


def text(answer: Answer, ink: Ink, *, now: bool = False) -> str:
    """``answer`` for a terminal; ``now`` sets a directory out as what can be reached first."""
    if isinstance(answer, Directory):
        return directory(answer, ink, now=now)
    if isinstance(answer, Plan):
        return plan(answer, ink)
    if isinstance(answer, ChannelCard):
        return cards.channel(answer, ink)
    if isinstance(answer, Issues):
        return cards.issues(answer, ink)
    if isinstance(answer, Verdict):
        return findings.verdict(answer, ink)
    if isinstance(answer, Verdicts):
        return findings.verdicts(answer, ink)
    if isinstance(answer, Report):
        return findings.report(answer, ink)
    return answer.to_json()
