"""What holds for every text that a person reads, in every plan and in every error.

Commands stand in ``next`` alone, and every number and address that we name ourselves passes the
very check that a program is told to put a reply through.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

from pddroute import contact, escalate, issues, load_catalog, show, verify, verify_text
from pddroute.api import answer_line
from pddroute.catalogue.loading import default_catalog
from pddroute.catalogue.model import Catalog
from pddroute.contract.base import Answer
from pddroute.words import Lang

LANGS: tuple[Lang, ...] = ("zh", "en")
AT = "2026-11-22T10:00"
MOMENTS = (AT, "2026-11-20T23:30", "2026-10-05T10:30", "2027-02-08T03:00")
OUTCOMES = (None, "refused", "silent", "unsatisfied", "agreed:30", "broken", "returned")
FOR_SHELLS = re.compile(r"--\w|\bpddroute [a-z-]|`")
FOR_PROGRAMS = {"ask", "command", "id", "rule", "source", "sources", "disputed_by", "catalog"}
"""The fields that hold a question, its command, or an id."""


def _texts(part: Any) -> Iterator[str]:
    """Every text of a document that a person may read."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict):
        for key, one in part.items():
            if key not in FOR_PROGRAMS:
                yield from _texts(one)


def _plans(catalog: Catalog, lang: Lang) -> Iterator[Answer]:
    """Every issue, untold, and with every step of its route done, whatever came of it."""
    for n, (id_, issue) in enumerate(catalog.issues.items()):
        steps = [catalog.steps[key].id for key in catalog.routes[issue.route].steps]
        yield escalate(catalog, id_, at=MOMENTS[n % 4], lang=lang)
        for m, step in enumerate(steps):
            for outcome in OUTCOMES:
                told: dict[str, Any] = {"done": [*steps[:m], f"{step}@2026-09-29"]}
                told |= {"outcome": [f"{step}={outcome}"]} if outcome else {}
                told |= {"since": "2026-09-01", "received": "2026-09-03"} if (n + m) % 3 else {}
                yield escalate(catalog, id_, at=MOMENTS[(n + m) % 4], lang=lang, **told)


def _others(catalog: Catalog, lang: Lang) -> Iterator[Answer]:
    """The answers that are no plans."""
    yield contact(catalog, at=AT, lang=lang)
    yield contact(catalog, at=AT, now=True, lang=lang)
    yield issues(catalog, at=AT, lang=lang)
    yield from (show(catalog, id_, at=AT, lang=lang) for id_ in catalog.channels)
    for text in ("9541366", "110", "021-53395289", "a.cn", "pinduoduo.com.cn", "400-8822528"):
        yield verify(catalog, text, at=AT, lang=lang)


WRONG: Sequence[dict[str, Any]] = [
    {"ask": "escalate", "issue": "zzz"},
    {"ask": "escalate", "issue": "投诉"},
    {"ask": "escalate", "issue": "我想死"},
    {"ask": "escalate", "issue": "scam", "done": ["seler"]},
    {"ask": "escalate", "issue": "scam", "done": ["police@2027-01-01"]},
    {"ask": "escalate", "issue": "scam", "done": ["police", "police"]},
    {"ask": "escalate", "issue": "scam", "outcome": ["police=gone"]},
    {"ask": "escalate", "issue": "scam", "outcome": ["police"]},
    {"ask": "escalate", "issue": "scam", "since": "2027-01-01"},
    {"ask": "escalate", "issue": "scam", "received": "2027-01-01"},
    {"ask": "escalate", "issue": "scam", "since": "soon"},
    {"ask": "escalate", "issue": "scam", "city": "Suzhou"},
    {"ask": "escalate", "issue": "scam", "at": "2026-11-22"},
    {"ask": "escalate", "issue": 7},
    {"ask": "escalate"},
    {"ask": "contact", "kind": "fax"},
    {"ask": "show", "channel": "zzzz"},
    {"ask": "show", "channel": "consumer-hotlnie"},
    {"ask": "verify", "number": "hello"},
    {"ask": "tell"},
    {},
]


def _errors(catalog: Catalog, lang: Lang) -> Iterator[dict[str, Any]]:
    """What is said of questions that cannot be answered."""
    for question in WRONG:
        line = json.dumps({"at": AT, "lang": lang, **question}).encode()
        document = json.loads(answer_line(catalog, line, 1))
        assert document["kind"] == "error"
        yield document


def _said(answers: Iterable[Any]) -> frozenset[str]:
    """Every text in these documents."""
    return frozenset(text for answer in answers for text in _texts(answer))


@pytest.fixture(scope="module", params=LANGS)
def advice(request: pytest.FixtureRequest) -> frozenset[str]:
    """Every text of every plan, in one language."""
    catalog = load_catalog(default_catalog())
    return _said(plan.to_dict() for plan in _plans(catalog, request.param))


def test_no_advice_holds_words_for_a_shell(advice: frozenset[str]) -> None:
    assert len(advice) > 2000
    assert sorted(filter(FOR_SHELLS.search, advice)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_other_text_for_a_person_does(catalog: Catalog, lang: Lang) -> None:
    said = _said(answer.to_dict() for answer in _others(catalog, lang))
    said |= _said(_errors(catalog, lang))
    assert sorted(filter(FOR_SHELLS.search, said)) == []


def test_no_advice_is_doubted_by_our_own_check(catalog: Catalog, advice: frozenset[str]) -> None:
    doubted = {
        (one.normalized, one.verdict, text)
        for text in advice
        for one in verify_text(catalog, text, at=AT).verdicts
        if one.verdict in ("lookalike", "unknown", "rejected", "not_judged")
    }
    assert sorted(doubted) == []
