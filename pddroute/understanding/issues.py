"""The issues by their names: which one is meant, and the list of them all."""

from __future__ import annotations

import datetime as dt

from pddroute.catalogue.model import Catalog
from pddroute.contract.base import CatalogRef, Hint
from pddroute.contract.plan import IssueCard, Issues
from pddroute.contract.questions import AskIssues
from pddroute.errors import UnknownIssue
from pddroute.words import Lang, folded, nearest, say, shown


def find_issue(catalog: Catalog, text: str) -> str:
    """The id of the issue called ``text``: its id, name or an alias, whatever the case.

    Raises :class:`UnknownIssue` naming the nearest ids and names.
    """
    names = catalog.derived(_names)
    wanted = folded(text)
    if wanted in names:
        return names[wanted]
    ids, given = nearest(wanted, names), shown(text)
    listed = "、".join(f"{id_}（{catalog.issues[id_].name.zh}）" for id_ in ids)
    listed_en = ", ".join(f"{id_} ({catalog.issues[id_].name.to('en')})" for id_ in ids)
    raise UnknownIssue(
        f"不认识的问题“{given}”",
        message_en=f"unknown issue {given!r}",
        hint=f"最接近：{listed}" if ids else "用 pddroute issues 看全部问题",
        hint_en=f"nearest: {listed_en}" if ids else "see them all with pddroute issues",
        details={"issue": given, "candidates": ids},
    )


def _names(catalog: Catalog) -> dict[str, str]:
    """Every name of every issue, folded, with the issue's id."""
    names: dict[str, str] = {}
    for id_, issue in catalog.issues.items():
        for name in (id_, issue.name.zh, issue.name.to("en"), *issue.aliases):
            names.setdefault(folded(name), id_)
    return names


def issues(catalog: Catalog, asked: AskIssues, at: dt.datetime, lang: Lang) -> Issues:
    """The issues there is a route for, in the catalogue's order; ``at`` is only the answer's."""
    cards = [
        IssueCard(
            id=id_,
            name=issue.name.to(lang),
            audience=issue.audience,
            aliases=list(issue.aliases),
            steps=[catalog.steps[key].id for key in catalog.routes[issue.route].steps],
        )
        for id_, issue in catalog.issues.items()
        if asked.audience is None or issue.audience == asked.audience
    ]
    first = cards[0].id if cards else "ISSUE"
    why = say(lang, "看这个问题下一步做什么", "what to do next about it")
    return Issues(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog),
        warnings=[],
        next=[Hint(command=f"pddroute escalate {first}", why=why)],
        issues=cards,
    )
