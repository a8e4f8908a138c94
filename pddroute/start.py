"""The start of a service: what the first answers would be late for, done before they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import get_args

from pddroute import api
from pddroute.catalogue.model import Catalog
from pddroute.contract import questions
from pddroute.errors import PddrouteError
from pddroute.words import Lang

_NOBODY = "example.com"  # a host that stands for none
_NOTHING = "?"  # what names no issue and no channel


def warm(catalog: Catalog) -> None:
    """Have everything at hand that answers from ``catalog`` need: for a service, before it serves.

    Every kind of question is asked once in each language. So modules are imported, the tables of
    holidays and cities read and the catalogue's names indexed now, in a few tenths of a second, and
    the first answer takes as long as any other. Done again it changes nothing. The clock is read:
    of the channels it is their state of this minute that is worked out. Raises
    :class:`~pddroute.errors.UsageError` where ``catalog`` is none.
    """
    from pddroute.hours.statutory import statutory

    statutory()  # of it, this year's questions need nothing, and next year's everything
    api.issues(catalog)  # before all else: is it a catalogue?
    for asked in _one_of_each(catalog):
        for lang in get_args(Lang):
            with suppress(PddrouteError):  # a catalogue of one's own may lack anything
                api.answer(catalog, asked, lang=lang).to_bytes()
    api.answer_line(catalog, b"", 1)


def _one_of_each(catalog: Catalog) -> Iterator[questions.Question]:
    """A question of each kind, and one about every issue."""
    city = catalog.platform.area_code
    yield questions.AskContact(now=True, city=city)
    yield questions.AskVerify(number=_NOBODY)
    yield questions.AskVerifyText(text=f"{_NOBODY} {city}")
    yield questions.AskShow(channel=next(iter(catalog.channels), _NOTHING))
    yield questions.AskShow(channel=_NOTHING)
    for id_, issue in catalog.issues.items():
        yield questions.AskEscalate(issue=id_, city=city)
        for key in catalog.routes[issue.route].steps[:1]:
            yield questions.AskEscalate(issue=issue.name.zh, done=[catalog.steps[key].id])
    yield questions.AskEscalate(issue=_NOTHING)
