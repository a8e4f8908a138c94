"""What of a step is the same at every instant: its texts for one issue, in one language."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Issue, Step
from pddroute.contract.plan import Basis, EvidenceItem
from pddroute.plan.channels import Group, group
from pddroute.words import Lang, say


class Sheet(NamedTuple):
    """The texts of a step, the channels it has, and the law behind it."""

    title: str
    do: tuple[str, ...]
    say: str | None
    """With ``{told}`` where what was done before is to be said."""
    evidence: tuple[EvidenceItem, ...]
    channels: tuple[Group, Group]
    """Those that do it, then those that help."""
    changes: Sequence[int]
    """The ordinals of the days on which what its rules say may change."""
    grounds: Sequence[Sequence[Basis]]
    """Its rules in force before the first of those days, from the first, and so on."""

    def basis(self, day: dt.date) -> Sequence[Basis]:
        """Its rules in force on ``day``."""
        return self.grounds[bisect_right(self.changes, day.toordinal())]


def _sheets(_: Catalog) -> dict[tuple[str, str, Lang], Sheet]:
    return {}


def sheet(catalog: Catalog, issue: str, step: Step, lang: Lang) -> Sheet:
    """The sheet of ``step`` for the issue; worked out once for a catalogue."""
    sheets = catalog.derived(_sheets)
    found = sheets.get((issue, step.id, lang))
    if found is None:
        problem = catalog.issues[issue]
        # Who acts is who is asked: an appeal asks of its addressee what was asked of it before.
        asked = problem.demands.get(step.id) or problem.demands.get(step.operator)
        demand = (asked or problem.demand).to(lang)
        names = catalog.platform.respondent.in_force
        said = step.say.to(lang).replace("{demand}", demand) if step.say else None
        evidence = dict.fromkeys((*step.evidence, *problem.evidence))
        rules = _rules(step, problem)
        changes = _changes(catalog, rules)
        found = sheets[issue, step.id, lang] = Sheet(
            title=step.title.to(lang),
            do=tuple(
                _named(line.to(lang), names) for line in (*step.do, *problem.do.get(step.id, ()))
            ),
            say=said and _named(said, names).replace("{problem}", problem.problem.to(lang)),
            evidence=tuple(evidence_item(catalog, one, lang) for one in evidence),
            channels=(group(catalog, step.channels), group(catalog, step.help)),
            changes=changes,
            grounds=[_basis(catalog, rules, day, lang) for day in (1, *changes)],
        )
    return found


def _named(text: str, names: Mapping[str, str]) -> str:
    """``text`` with what the platform is called, and where it sits, filled in."""
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def evidence_item(catalog: Catalog, id_: str, lang: Lang) -> EvidenceItem:
    """Something to have at hand, by its id in the catalogue."""
    return EvidenceItem(id=id_, text=catalog.evidence[id_].to(lang))


def _rules(step: Step, issue: Issue) -> list[str]:
    """The ids of the rules that a step rests on for an issue."""
    waits = [period.rule for period in step.wait if period.rule]
    limits = [step.limit.rule] if step.limit and step.limit.rule else []
    own = issue.basis if step.operator != "police" else []
    return list(dict.fromkeys((*waits, *limits, *step.basis, *own)))


def _changes(catalog: Catalog, rules: Sequence[str]) -> list[int]:
    """The ordinals of the days on which what ``rules`` say may change."""
    versions = [version for id_ in rules for version in catalog.rules[id_].versions]
    begin = {v.valid_from.toordinal() for v in versions if v.valid_from is not None}
    return sorted(begin | {v.valid_to.toordinal() + 1 for v in versions if v.valid_to is not None})


def _basis(catalog: Catalog, rules: Sequence[str], day: int, lang: Lang) -> list[Basis]:
    """The versions of ``rules`` in force on the day of that ordinal."""
    last = min(day, dt.date.max.toordinal())
    versions = {id_: catalog.rules[id_].at(dt.date.fromordinal(last)) for id_ in rules}
    joint = say(lang, "：", ": ")
    return [
        Basis(rule=id_, text=f"{v.law.to(lang)}{joint}{v.text.to(lang)}", source=v.source)
        for id_, v in versions.items()
        if v is not None
    ]
