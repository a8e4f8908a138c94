"""Any answer as text for a terminal."""

from __future__ import annotations

from pddroute.contract.base import Answer
from pddroute.contract.plan import Issues, Plan
from pddroute.contract.reach import ChannelCard, Directory
from pddroute.contract.report import Report
from pddroute.contract.verdict import Verdict, Verdicts
from pddroute.render.ink import Ink


def text(
    answer: Answer, ink: Ink, *, now: bool = False, why: bool = False, step: str | None = None
) -> str:
    """``answer`` for a terminal.

    ``now`` sets a directory out as what can be reached first; of a plan, ``why`` adds the law and
    the count of every date, of a channel every claim, and ``step`` (its id or title) shows one
    step in full.

    Each kind is printed by a module of its own, imported late: a command prints but one.
    """
    if isinstance(answer, Directory):
        from pddroute.render.directory import directory

        return directory(answer, ink, now=now)
    if isinstance(answer, Plan):
        from pddroute.render.plan import plan

        return plan(answer, ink, why=why, step=step)
    if isinstance(answer, ChannelCard | Issues):
        from pddroute.render import cards

        if isinstance(answer, ChannelCard):
            return cards.channel(answer, ink, why=why)
        return cards.issues(answer, ink)
    if isinstance(answer, Verdict | Verdicts | Report):
        from pddroute.render import findings

        if isinstance(answer, Verdict):
            return findings.verdict(answer, ink)
        if isinstance(answer, Verdicts):
            return findings.verdicts(answer, ink)
        return findings.report(answer, ink)
    return answer.to_json()
