"""Where it stands what to send where, if a fact is wrong."""

from __future__ import annotations

import pytest

from pddroute import contact, escalate, issues, show, verify, verify_text
from pddroute.catalogue.model import Catalog
from pddroute.contract.base import Answer
from pddroute.render.ink import Ink
from pddroute.render.markdown import markdown
from pddroute.render.text import text
from pddroute.words import Lang

AT = "2026-11-28T20:00"
SAID: dict[Lang, str] = {"zh": "告诉维护这份资料的人", "en": "Tell whoever keeps these facts"}


def _answers(catalog: Catalog, lang: Lang) -> list[Answer]:
    return [
        contact(catalog, at=AT, lang=lang),
        show(catalog, "12315-phone", at=AT, lang=lang),
        verify(catalog, "0755-12315", at=AT, lang=lang),
        verify_text(catalog, "0755-12315", at=AT, lang=lang),
        issues(catalog, at=AT, lang=lang),
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_the_last_thing_on_a_page(catalog: Catalog, lang: Lang) -> None:
    for answer in _answers(catalog, lang):
        said = text(answer, Ink(False, 200))
        assert SAID[lang] in said.split("\n")[-1]


def test_it_is_the_last_thing_in_a_ticket(catalog: Catalog) -> None:
    said = markdown(escalate(catalog, "refund-refused", at=AT))
    assert said.split("\n")[-1].startswith("*这里有错？告诉维护这份资料的人")


def test_a_plan_has_it_where_there_is_room(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at=AT)
    assert SAID["zh"] in text(plan, Ink(False, 200), why=True)
    assert SAID["zh"] in text(plan, Ink(False, 200), step="regulator")
    narrow = text(plan, Ink(False, 40))
    assert len(narrow.split("\n")) <= 60


def test_whom_to_turn_to_now_leaves_it_out(catalog: Catalog) -> None:
    now = contact(catalog, at=AT, now=True)
    assert SAID["zh"] not in text(now, Ink(False, 100), now=True)


def test_a_verdict_prints_no_hours_as_certain(catalog: Catalog) -> None:
    for lang, note in (("zh", "时间没有准信，各地不同"), ("en", "hours unconfirmed, they differ")):
        answer = verify(catalog, "0755-12315", at=AT, lang=lang)  # type: ignore[arg-type]
        assert answer.hours is not None
        assert answer.hours_note is not None
        assert answer.hours_note.startswith(note)
        assert answer.hours_note in text(answer, Ink(False, 200))
    assert verify(catalog, "021-53395288", at=AT).hours_note is None
    assert verify(catalog, "96110", at=AT).hours_note is None
