"""What the planner says: complete for every code, alike in both languages, and put into places."""

from __future__ import annotations

import datetime as dt
from string import Formatter
from typing import get_args

import pytest

from pddroute.catalogue.model import Outcome, Text
from pddroute.contract.base import WarningCode
from pddroute.contract.plan import BecauseCode
from pddroute.hours.clock import SHANGHAI
from pddroute.plan.words import BECAUSE, PHRASES, WARNINGS, Wording, in_words, saying
from pddroute.words import Lang, Said

AT = dt.datetime(2026, 11, 21, 20, 35, tzinfo=SHANGHAI)
OF_CHANNELS = {
    "calendar_unpublished",
    "facts_past_review",
    "home_city_assumed",
    "numbers_unverified",
}
"""The warnings that every command with channels shares."""


def test_every_code_of_the_contract_has_its_words() -> None:
    assert {key.partition(".")[0] for key in BECAUSE} == set(get_args(BecauseCode))
    assert set(WARNINGS) | OF_CHANNELS == set(get_args(WarningCode))
    assert {f"next.{outcome}" for outcome in get_args(Outcome)} <= set(PHRASES)


def test_no_phrase_is_named_like_a_reason() -> None:
    assert not set(BECAUSE) & set(PHRASES)


@pytest.mark.parametrize("key", [*BECAUSE, *PHRASES, *WARNINGS])
def test_both_languages_say_the_same(key: str) -> None:
    tables: tuple[dict[str, Said], ...] = (BECAUSE, PHRASES, {**WARNINGS})
    for said in (table[key] for table in tables if key in table):
        assert said.zh
        assert said.en
        assert _places(said.zh) == _places(said.en)


def _places(text: str) -> set[tuple[str, str | None]]:
    """The places of a text that are to be filled, each with its format."""
    parts = Formatter().parse(text)
    return {(name, spec) for _, name, spec, _ in parts if name is not None}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "周一（11-23） 10:00 截止：先备好：单号；想打电话：12 明天 08:30 开"),
        (
            "en",
            "by Mon 11-23 10:00 at the latest: get ready: 单号; to call: 12 opens tomorrow 08:30",
        ),
    ],
)
def test_what_is_said_may_hold_what_is_said(lang: Lang, text: str) -> None:
    end = AT.replace(day=23, hour=10, minute=0)
    opens = AT.replace(day=22, hour=8, minute=30)
    parts = [saying("prepare", listed=["单号"]), saying("call.later", number="12", opens=opens)]
    said = saying("act.by", end=end, action=saying("all", explained=parts))
    assert Wording(lang, AT).text(said) == text


def test_a_text_of_the_catalogue_is_said_in_the_language_asked_for() -> None:
    said = saying("alternative_of", other=Text(zh="法院", en="court"))
    assert Wording("zh", AT).text(said) == "与“法院”二选一，不要两边都投"
    assert Wording("en", AT).text(said) == "instead of “court”, never both"


def test_a_reason_needs_no_days() -> None:
    reason = Wording("zh", AT).because(saying("outcome_given.silence"))
    assert (reason.code, reason.dates, reason.skipped) == ("outcome_given", [], [])
    assert reason.text.startswith("没有答复")


@pytest.mark.parametrize(
    ("amount", "unit", "zh", "en"),
    [
        (1, "hours", "1 小时", "1 hour"),
        (48, "hours", "48 小时", "48 hours"),
        (7, "days", "7 天", "7 days"),
        (1, "working_days", "1 个工作日", "1 working day"),
        (7, "working_days", "7 个工作日", "7 working days"),
        (2, "months", "2 个月", "2 months"),
        (3, "years", "3 年", "3 years"),
    ],
)
def test_a_length_in_words(amount: int, unit: str, zh: str, en: str) -> None:
    assert in_words(amount, unit, "zh") == zh
    assert in_words(amount, unit, "en") == en
