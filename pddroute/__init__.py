"""pddroute: the right door, right now.

Who can be reached about a Pinduoduo problem at this minute, and what to do next::

    from pddroute import contact, escalate, load_catalog, verify

    catalog = load_catalog()
    contact(catalog, at="2026-11-21T20:35").channels[0].status.state

Every function is pure but for the clock, which is read only where ``at`` is left out. Answers are
frozen objects whose attributes are the JSON contract's field names; ``to_dict()`` and
``to_json()`` give the document the command line prints.
"""

from __future__ import annotations

from pddroute.api import (
    answer,
    answer_line,
    check_catalog,
    contact,
    escalate,
    failure,
    issues,
    show,
    verify,
    verify_text,
)
from pddroute.catalogue.loading import load_catalog
from pddroute.catalogue.model import Catalog
from pddroute.errors import (
    CatalogError,
    InvalidHistory,
    InvalidTime,
    PddrouteError,
    UnknownChannel,
    UnknownCity,
    UnknownIssue,
    UsageError,
)
from pddroute.start import warm

__all__ = [
    "Catalog",
    "CatalogError",
    "InvalidHistory",
    "InvalidTime",
    "PddrouteError",
    "UnknownChannel",
    "UnknownCity",
    "UnknownIssue",
    "UsageError",
    "answer",
    "answer_line",
    "check_catalog",
    "contact",
    "escalate",
    "failure",
    "issues",
    "load_catalog",
    "show",
    "verify",
    "verify_text",
    "warm",
]
