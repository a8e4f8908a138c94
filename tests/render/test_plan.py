"""A plan as a person reads it: what to do first, no line too wide, no page too long."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import pytest
from wcwidth import wcswidth

from pddroute import escalate, load_catalog
from pddroute.contract.plan import Plan, Understood
from pddroute.errors import UsageError
from pddroute.render.ink import Ink
from pddroute.render.markdown import markdown
from pddroute.render.plan import plan
from pddroute.words import say

FULL = bool(os.environ.get("PDDROUTE_EXHAUSTIVE"))
MOMENTS = ("2026-11-21T23:30", "2026-12-20T10:00", "2027-03-02T03:00")
WIDTHS = (40, 60, 80, 120)
MOST = {40: 60, 60: 52, 80: 45, 120: 45}
NOISE = re.compile(
    "没有查到期限|no limit is known|看前一步|暂时用不上|the rest: |第.{1,12}条|Articles? [0-9]"
)
"""What no page needs: the law is told on request, a limit that nobody knows is none."""
SCREEN = 24
LABELS = {
    "zh": ("现在：", "在哪：", "最晚：", "等到：", "这样说：", "带上：", "留好："),
    "en": ("Now: ", "Where: ", "By: ", "Until: ", "Say: ", "Bring: ", "Keep: "),
}
TIMELINE = {"zh": "时间线", "en": "Timeline"}


def histories(ids: list[str]) -> Iterator[dict[str, Any]]:
    """A dozen ways in which things may have gone."""
    first, second, middle, last = ids[0], ids[1], ids[len(ids) // 2], ids[-1]
    old, new = "2026-11-01", "2026-11-20"
    yield {}
    yield {"done": [f"{first}@{new}"]}
    yield {"done": [first]}
    yield {"done": [f"{second}@{new}"], "outcome": [f"{second}=refused"]}
    yield {"done": [f"{second}@{old}"], "outcome": [f"{second}=silent"]}
    yield {"done": [f"{middle}@{old}"]}
    yield {
        "done": [f"{middle}@{new}T15:20", f"{first}@{old}T10:30"],
        "outcome": [f"{middle}=agreed:30"],
        "since": "2026-10-20T08:15",
        "received": "2026-10-28",
    }
    yield {
        "done": [f"{one}@{old}T10:00" for one in ids[:3]],
        "outcome": [f"{one}=unsatisfied" for one in ids[:2]],
        "since": "2026-10-20",
    }
    yield {"done": [f"{last}@{new}"]}
    yield {"done": [f"{one}@{old}" for one in ids if one != "association"]}
    yield {"received": "2026-11-15", "since": "2026-11-14"}
    yield {
        "done": [f"{middle}@{new}"],
        "outcome": [f"{middle}=returned"],
        "for_whom": "妈妈",
        "city": "杭州",
    }
    if "regulator" in ids:
        yield {"done": ["regulator@2026-11-05T10:00"]}


class Told(NamedTuple):
    """A plan, and what it was made from, to be shown where something is wrong."""

    issue: str
    moment: str
    history: dict[str, Any]
    plan: Plan


@lru_cache(maxsize=1)
def told() -> list[Told]:
    """Every issue with every history in both languages; the moments take turns, unless FULL."""
    catalog, turns = load_catalog(), itertools.cycle(MOMENTS)
    found = []
    for id_, issue in catalog.issues.items():
        ids = [catalog.steps[key].id for key in catalog.routes[issue.route].steps]
        for history in histories(ids):
            for moment in MOMENTS if FULL else (next(turns),):
                for lang in ("zh", "en"):
                    made = escalate(catalog, id_, at=moment, lang=lang, **history)
                    found.append(Told(id_, moment, history, made))
    assert len(found) > 800
    return found


def page(answer: Plan, width: int, **more: Any) -> list[str]:
    return plan(answer, Ink(False, width), **more).split("\n")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_too_long_and_no_line_too_wide(width: int) -> None:
    # Two languages stand side by side: every second pair at the widths in between.
    sparse = not FULL and width in (60, 120)
    every = [one for n, one in enumerate(told()) if not sparse or n // 2 % 2]
    for issue, moment, history, answer in every:
        lines = page(answer, width)
        why = f"{issue} {moment} {history} {answer.lang}"
        assert len(lines) <= MOST[width], f"{len(lines)} lines: {why}"
        wide = [line for line in lines if wcswidth(line) > width]
        assert not wide, f"{wide}: {why}"
        noise = NOISE.search("".join(lines))
        assert noise is None, f"{noise}: {why}"


@pytest.mark.parametrize("width", [40, 60])
def test_what_is_printed_on_request_is_no_wider(width: int) -> None:
    for issue, moment, history, answer in told()[:: 1 if FULL else 11]:
        pages = [page(answer, width, why=True)]
        pages += [page(answer, width, step=one.id) for one in answer.steps]
        for lines in pages:
            wide = [line for line in lines if wcswidth(line) > width]
            assert not wide, f"{wide}: {issue} {moment} {history} {answer.lang}"


def test_that_hours_are_unconfirmed_is_said_once_on_a_page() -> None:
    for issue, moment, history, answer in told()[:: 1 if FULL else 11]:
        pages = ["\n".join(page(answer, 80))]
        pages += ["\n".join(page(answer, 80, step=one.id)) for one in answer.steps]
        for text in pages:
            marks = text.count("时间没有准信") + text.count("hours unconfirmed")
            assert marks <= 1, f"{issue} {moment} {history} {answer.lang}"


def test_the_first_screen_says_all_that_is_needed_now() -> None:
    for issue, moment, history, answer in told():
        lines, why = page(answer, 80), f"{issue} {moment} {history} {answer.lang}"
        assert (lines[0].startswith(answer.issue.name), lines[1]) == (True, ""), why
        if answer.now is None:
            assert TIMELINE[answer.lang] in lines
            continue
        step = next(one for one in answer.steps if one.id == answer.now.step)
        do, where, by, until, say, bring, keep = LABELS[answer.lang]
        assert lines[2].startswith(do), why
        screen = lines[: lines.index(TIMELINE[answer.lang])]
        assert len(screen) <= SCREEN + 1, f"{len(screen)}: {why}"  # an empty line ends it
        seen = {label for label in LABELS[answer.lang] for line in screen if line.startswith(label)}
        assert (where in seen) == bool(answer.now.where), why
        waits = any(one.code in ("done_time_unknown", "inferred") for one in step.because)
        waits = waits or step.done_at is not None
        assert (until in seen) == waits, why
        assert (by in seen) == (not waits and has_limit(answer)), why
        if not waits:
            assert (say in seen) == bool(step.say), why
            assert bring in seen, why
        else:
            assert keep in seen, why
        text = "".join("".join(screen).split())
        assert "".join(answer.now.do.split()) in text, why
        assert "".join(step.evidence[0].text.split()) in text, why


def has_limit(answer: Plan) -> bool:
    """Whether there is something to say of by when the step at hand is to be done."""
    assert answer.now is not None
    step = next(one for one in answer.steps if one.id == answer.now.step)
    if answer.now.deadline or step.expires_at:
        return True
    codes = {one.code for one in step.because}
    return "limit_passed" not in codes


def test_the_headline_is_the_third_line_where_the_title_leaves_room() -> None:
    for told_ in told():
        if told_.history:
            continue
        answer = told_.plan
        lines = page(answer, 60)
        moment = say(answer.lang, "2026-11-21（周六） 23:30", "Sat 2026-11-21 23:30")
        title = wcswidth(answer.issue.name) + 2 + wcswidth(moment)
        at = 2 if title <= 60 else 3
        assert lines[at - 1] == ""
        if answer.now is not None:
            assert lines[at].startswith(LABELS[answer.lang][0]), told_.issue


def test_a_chinese_page_has_no_words_of_the_program() -> None:
    ids = re.compile(r"\b(seller|appeal|mediator|regulator|association|outcome|silent)\b")
    for issue, _, history, answer in told():
        if answer.lang == "zh":
            lines = page(answer, 80)
            start = lines.index("时间线")
            end = lines.index("", start + 1) if "" in lines[start + 1 :] else len(lines)
            for line in lines[start:end]:
                assert not ids.search(line), f"{line}: {issue} {history}"
            assert not re.search("推定|住所地|履行地|不编造", "\n".join(lines)), issue


def table(answer: Plan, width: int = 120) -> dict[str, list[str]]:
    """The rows of the timeline, each as its cells, by the title of its step."""
    lines = page(answer, width)
    start = lines.index(TIMELINE[answer.lang])
    rows = [re.split(r" {2,}", line) for line in lines[start + 3 :] if line]
    titles = {step.title for step in answer.steps}
    return {row[1]: [row[0], *row[2:]] for row in rows if len(row) > 1 and row[1] in titles}


def test_every_wait_under_way_has_its_end_in_the_timeline() -> None:
    answer = escalate(
        load_catalog(), "refund-refused", at="2026-12-05T10:00", done=["regulator@2026-11-22"]
    )
    rows = table(answer)
    assert rows["向 12315 投诉商家"] == ["已做", "11-22", "受理 12-01 已过 · 调解到 2027-02-01"]
    assert rows["申请平台介入"] == ["现在", "现在"]
    page_ = "\n".join(page(answer, 120))
    assert "请消协调解（与 12315 二选一）：已经走了" in page_, "why it is closed stands below"
    assert "第 121 号令第十六条" not in page_
    assert "第 121 号令第十六条" in "\n".join(page(answer, 120, why=True))


def test_a_guess_that_has_passed_is_not_in_the_timeline() -> None:
    asked = {"done": ["platform@2026-11-20"], "at": "2026-11-21T10:00"}
    rows = table(escalate(load_catalog(), "refund-refused", **asked))
    assert rows["申请平台介入"][:2] == ["等待", "11-20"]
    assert rows["申请平台介入"][2].startswith("平台处理到 11-25")
    assert rows["申请平台介入"][2].endswith("（没有准信）")
    rows = table(escalate(load_catalog(), "refund-refused", **{**asked, "at": "2026-12-01T10:00"}))
    assert rows["申请平台介入"] == ["已做", "11-20"]


def test_the_last_safe_day_of_a_limit_is_said_first() -> None:
    answer = escalate(
        load_catalog(), "no-reason-return", at="2026-11-16T10:00", received="2026-11-14"
    )
    lines = page(answer, 80)
    assert "最晚：11-21（周六）24:00 以前" in lines
    later = escalate(
        load_catalog(), "no-reason-return", at="2026-11-21T20:35", received="2026-11-14"
    )
    assert "最晚：今天 24:00 以前" in page(later, 80)


def test_law_and_counts_are_printed_on_request() -> None:
    answer = escalate(load_catalog(), "refund-refused", at=MOMENTS[0])
    short, long = page(answer, 80), page(answer, 80, why=True)
    assert not {"依据", "日期怎么来的"} & set(short)
    assert {"依据", "日期怎么来的"} <= set(long)
    said = "".join("".join(long).split())
    for step in answer.steps:
        for one in step.because:
            assert "".join(one.text.split()) in said
    laws = [rule.text for step in answer.steps for rule in step.basis if step.state != "done"]
    assert len(laws) > len(set(laws))
    for law in laws:
        assert said.count("".join(law.split())) == 1


@pytest.mark.parametrize(
    ("said", "id_"),
    [
        ("regulator", "regulator"),
        ("向 12315 投诉商家", "regulator"),
        ("12315", "regulator"),
        ("平台介入", "platform"),
        ("法院", "court"),
        ("黑猫", "mediator"),
    ],
)
def test_any_step_in_full(said: str, id_: str) -> None:
    answer = escalate(load_catalog(), "refund-refused", at=MOMENTS[0])
    step = next(one for one in answer.steps if one.id == id_)
    text = "".join("".join(page(answer, 80, step=said)).split())
    parts = [step.title, *step.do, step.say or "", *(one.text for one in step.evidence)]
    parts += [one.text for one in (*step.basis, *step.because)]
    parts += [one.name for one in step.channels]
    parts += [wait.then or "" for wait in step.waits]
    for part in parts:
        assert "".join(part.split()) in text


@pytest.mark.parametrize("said", ["nosuch", "", "投诉", "step\x1b[31m"])
def test_a_step_the_plan_has_not_is_refused(said: str) -> None:
    answer = escalate(load_catalog(), "refund-refused", at=MOMENTS[0])
    with pytest.raises(UsageError) as caught:
        page(answer, 80, step=said)
    for step in answer.steps:
        assert step.id in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_words_that_were_taken_for_an_issue_are_named() -> None:
    named = escalate(load_catalog(), "refund-refused", at=MOMENTS[0])
    taken = Understood(text="商家就是不退钱", why=["不退钱"])
    answer = msgspec.structs.replace(named, understood=taken)
    lines = page(answer, 80)
    assert lines[1].startswith("我把“商家就是不退钱”理解为“商家拒绝退款”")
    assert lines[lines.index("") + 1].startswith("现在：")
    assert "我把“商家就是不退钱”理解为“商家拒绝退款”" in markdown(answer).split("\n## ")[0]


def test_where_nothing_is_left_the_right_that_has_lapsed_is_named() -> None:
    answer = escalate(
        load_catalog(), "no-reason-return", at="2026-11-11T10:00", received="2026-11-03"
    )
    assert answer.now is None
    for text in (markdown(answer), "".join(page(answer, 80))):
        assert "时限已过（2026-11-10（周二））。七天无理由已经不能用" in text.replace("\n", "")


OVER = [
    # Done after its time: the right has lapsed, whatever was answered.
    (
        "no-reason-return",
        {
            "received": "2026-11-01",
            "done": ["seller@2026-11-20"],
            "outcome": ["seller=refused"],
            "at": "2026-12-12T10:00",
        },
        ["时限已过（2026-11-09（周一））。七天无理由已经不能用"],
        ["the limit has passed (Mon 2026-11-09). The no-reason return is gone"],
    ),
]


@pytest.mark.parametrize(("issue", "asked", "zh", "en"), OVER)
def test_where_no_step_is_left_it_is_said_why(
    issue: str, asked: dict[str, Any], zh: list[str], en: list[str]
) -> None:
    for lang, parts in (("zh", zh), ("en", en)):
        answer = escalate(load_catalog(), issue, lang=lang, **asked)  # type: ignore[arg-type]
        assert answer.now is None
        for text in (markdown(answer).replace("\\", ""), " ".join(page(answer, 120))):
            assert all(part in text for part in parts), text


def test_what_the_last_answer_leaves_is_said_where_the_route_is_over() -> None:
    catalog, seen = load_catalog(), set()
    for id_, issue in catalog.issues.items():
        steps = [catalog.steps[key] for key in catalog.routes[issue.route].steps]
        last = next((one for one in reversed(steps) if one.ended), None)
        if last is None:
            continue
        outcome, left = next(iter(last.ended.items()))
        done = [f"{one.id}@2026-10-{n + 10}" for n, one in enumerate(steps)]
        results = [f"{one.id}=refused" for one in steps if one is not last]
        results.append(f"{last.id}={outcome}")
        answer = escalate(catalog, id_, at="2027-12-12T10:00", done=done, outcome=results)
        if answer.now is None:
            seen.add(id_)
            assert "".join(left.zh.split()) in "".join("".join(page(answer, 80)).split()), id_
    assert seen


NOTES = [
    # A soft limit that has passed does not close a step, but who takes it must know.
    (
        "not-shipped",
        {"since": "2022-01-01"},
        "court",
        "时限多半已过",
        "its time has probably passed",
    ),
    (
        "no-reason-return",
        {"received": "2026-11-01", "done": ["seller@2026-11-20"]},
        "seller",
        "做的时候时限已过",
        "done after its time",
    ),
    (
        "refund-refused",
        {"done": ["appeal"]},
        "platform",
        "没说，按做过算",
        "not told: taken as done",
    ),
    ("refund-refused", {"done": ["platform"]}, "platform", "没说哪天", "no date told"),
    ("refund-refused", {"outcome": ["platform=refused"]}, "platform", "没说哪天", "no date told"),
]


@pytest.mark.parametrize(("issue", "asked", "step", "zh", "en"), NOTES)
def test_the_row_of_a_step_says_what_is_unsure_of_it(
    issue: str, asked: dict[str, Any], step: str, zh: str, en: str
) -> None:
    for lang, text in (("zh", zh), ("en", en)):
        answer = escalate(load_catalog(), issue, at="2026-12-12T10:00", lang=lang, **asked)  # type: ignore[arg-type]
        (title,) = (one.title for one in answer.steps if one.id == step)
        assert text in table(answer)[title][-1], table(answer)


def test_where_a_soft_limit_is_over_no_date_is_said() -> None:
    for received, by in (("2026-11-01", False), ("2026-11-15", True)):
        told_ = {"at": "2026-11-21T10:00", "received": received}
        said = page(escalate(load_catalog(), "poor-quality", **told_), 80)  # type: ignore[arg-type]
        assert any(line.startswith("最晚：") for line in said) is by


def test_several_outcomes_are_one_command() -> None:
    answer = escalate(
        load_catalog(), "refund-refused", at="2026-11-21T10:00", done=["platform@2026-11-20"]
    )
    assert len(answer.next) == 5
    text = "\n".join(page(answer, 80))
    assert text.count("pddroute escalate") == 1
    for word in ("refused", "unsatisfied", "silent", "agreed", "returned"):
        assert word in text


def test_markdown_says_a_law_once_and_joins_no_sentences_with_two_stops() -> None:
    for told_ in told()[:: 1 if FULL else 7]:
        text = markdown(told_.plan)
        assert "。；" not in text
        assert ".; " not in text
        for law in {rule.text for step in told_.plan.steps for rule in step.basis}:
            escaped = re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", law)
            assert text.count(escaped) <= 1, told_.issue
