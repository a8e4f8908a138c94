"""What the planner says: complete for every code, alike in both languages, and put into places."""

from __future__ import annotations

import datetime as dt
from string import Formatter
from typing import get_args

import pytest

from pddroute.catalogue.facts import Text
from pddroute.catalogue.routes import Outcome
from pddroute.contract.base import WarningCode
from pddroute.contract.plan import BecauseCode
from pddroute.hours.clock import SHANGHAI
from pddroute.plan.wording import Wording, fixed, in_words, saying
from pddroute.plan.words import BECAUSE, PHRASES, TEXTS, WARNINGS
from pddroute.words import Lang

AT = dt.datetime(2026, 11, 21, 20, 35, tzinfo=SHANGHAI)
OF_CHANNELS = {
    "calendar_unpublished",
    "facts_old",
    "facts_past_review",
    "home_city_assumed",
    "no_official_account",
    "numbers_unverified",
    "read_as_gb18030",
}
"""The warnings that every command shares, and of what is read."""
OVERDUE: dict[str, object] = {"last": AT.date(), "label": "waiting", "then": "then"}


def test_every_code_of_the_contract_has_its_words() -> None:
    assert {key.partition(".")[0] for key in BECAUSE} == set(get_args(BecauseCode))
    assert set(WARNINGS) | OF_CHANNELS == set(get_args(WarningCode))
    assert {f"next.{outcome}" for outcome in get_args(Outcome)} <= set(PHRASES)


def test_no_phrase_is_named_like_a_reason() -> None:
    assert not set(BECAUSE) & set(PHRASES)


@pytest.mark.parametrize("key", [*(key for key in TEXTS if key != "nothing"), *WARNINGS])
def test_both_languages_say_the_same(key: str) -> None:
    said = next(table[key] for table in (TEXTS, {**WARNINGS}) if key in table)
    assert said.zh
    assert said.en
    assert _places(said.zh) == _places(said.en)


def _places(text: str) -> set[str]:
    """The places of a text that are to be filled; how a date is written is the language's own."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "周一（11-23） 10:00 以前：先备好：单号（想打电话：12 明天 08:30 开）"),
        ("en", "by Mon 11-23 10:00: get ready: 单号 (to call: 12 opens tomorrow 08:30)"),
    ],
)
def test_what_is_said_may_hold_what_is_said(lang: Lang, text: str) -> None:
    end = AT.replace(day=23, hour=10, minute=0)
    opens = AT.replace(day=22, hour=8, minute=30)
    where = Wording(lang, AT).text(saying("call.later", number="12", opens=opens))
    done = saying("action", do=saying("prepare", listed=["单号"]), where=[where])
    assert Wording(lang, AT).text(saying("action.by", end=end, action=done)) == text


def test_a_text_of_the_catalogue_is_said_in_the_language_asked_for() -> None:
    said = saying("alternative_of", other=Text(zh="法院", en="court"))
    assert Wording("zh", AT).text(said) == "与“法院”二选一"
    assert Wording("en", AT).text(said) == "instead of “court”: choose one of the two"


PUT: list[tuple[str, dict[str, object], str, str]] = [
    ("branch_not_taken", {"other": "X", "outcome": "refused"}, "“X”被拒绝，", "ended refused:"),
    ("branch_not_taken", {"other": "X", "outcome": "agreed"}, "对方同意了", "ended with their agr"),
    ("limit_passed", {"last": AT.date()}, "2026-11-21（周六）", "Sat 2026-11-21"),
    ("limit_passed.left", {"last": AT.date(), "left": Text(zh="左", en="L")}, "）。左", "). L"),
    ("wait_passed", OVERDUE | {"then": "then"}, "：走下一步", ": go on to the next step"),
    ("wait_passed", OVERDUE | {"then": Text(zh="催", en="ring")}, "：催", ": ring"),
    ("wait_passed", OVERDUE | {"label": Text(zh="调解", en="mediation")}, "调解：", "mediation:"),
    ("wait_passed", OVERDUE, "答复：", "answer:"),
    ("action.also", {"action": "X", "also": ["a", "b"]}, "X。同时：a；b", "X. Also: a; b"),
    ("action", {"do": "X", "where": ["a", "b"]}, "X（a；b）", "X (a; b)"),
    ("prepare", {"listed": ["a", "b"]}, "先备好：a、b", "get ready: a, b"),
    ("wait.agreed.part", {"title": "X", "amount": 20.0}, "的 20 元", "the 20 yuan"),
    ("wait.agreed.part", {"title": "X", "amount": 20.5}, "的 20.5 元", "the 20.5 yuan"),
    ("told.dated", {"on": AT, "deed": "买了"}, "11 月 21 日买了", "买了 on 21 November"),
    ("told.dated", {"on": AT.replace(month=3, day=5), "deed": "X"}, "3 月 5 日X", "X on 5 March"),
]


@pytest.mark.parametrize(("key", "values", "zh", "en"), PUT)
def test_a_value_is_put_into_its_place_in_words(
    key: str, values: dict[str, object], zh: str, en: str
) -> None:
    said = saying(key, **values)
    assert zh in Wording("zh", AT).text(said)
    assert en in Wording("en", AT).text(said)


def test_words_are_kept_unless_they_depend_on_the_instant() -> None:
    said = saying("channel_opens", opens=AT.replace(day=22, hour=8))
    texts = [Wording("zh", AT.replace(day=day)).text(said) for day in (21, 22)]
    assert texts == ["最早 明天 08:35 开门", "最早 08:35 开门"]
    fast = fixed("limit_passed", last=AT.date())
    assert fast is fixed("limit_passed", last=AT.date())
    assert Wording("zh", AT).text(fast) is Wording("zh", AT.replace(day=1)).text(fast)


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
