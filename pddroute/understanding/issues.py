"""The issues: which one is meant, and the list of all."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from pddroute.catalogue.model import Catalog
from pddroute.contract.base import CatalogRef
from pddroute.contract.hints import hint
from pddroute.contract.plan import IssueCard, Issues
from pddroute.contract.questions import AskEscalate, AskIssues
from pddroute.words import Lang, folded, say


class Recognized(NamedTuple):
    """Which issue a text is about."""

    issue: str
    """Its id."""
    why: tuple[str, ...]
    """The words of the text that decided; empty where it is a name of the issue."""


def recognize(catalog: Catalog, text: str) -> Recognized:
    """The issue that ``text`` is about: its id, its name, an alias, or a description in words.

    A text that tells of a danger is always understood: of several dangers, the one that stands
    first in the catalogue. Raises :class:`~pddroute.errors.UnknownIssue` where no issue, or more
    than one, may be meant; a name that shoppers and merchants share (仅退款) is never enough.
    """
    id_ = folded(text)  # an id is an id in capitals too, whatever else its words may mean
    if id_ in catalog.issues:
        return Recognized(id_, ())
    from pddroute.understanding.described import described  # late: an id needs none of it

    return Recognized(*described(catalog, text))


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
    why = say(lang, "看这个问题下一步做什么", "what to do next about it")
    first = [AskEscalate(issue=card.id, lang=lang) for card in cards[:1]]
    return Issues(
        as_of=at,
        lang=lang,
        catalog=CatalogRef.of(catalog, lang),
        warnings=[],
        next=[hint(catalog, asked, why) for asked in first],
        issues=cards,
    )
