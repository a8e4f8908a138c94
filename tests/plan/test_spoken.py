"""How people say which step they took and what came of it, and what is not guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest

from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Outcome, Step
from pddroute.contract.words import OUTCOMES
from pddroute.plan.history import Result
from pddroute.plan.spoken import find_step, near_steps, read_result

WORDS: dict[Outcome, str] = {
    "broken": "答应了没退 说好了没退 反悔了 没兑现 promised-but-not-paid",
    "refused": "拒绝了 被拒 被拒绝 拒了 驳回 不同意 不受理 不予立案 败诉 REFUSED reject Rejected",
    "silent": "没人理 没回 没回复 没有答复 没反应 不理我 不处理 超时 no-reply no-answer ignored",
    "unsatisfied": "终止调解 调解失败 不满意 没解决 不服 unhappy dissatisfied unresolved",
    "agreed": "同意退一半 退一半 同意 同意了 答应了 和解 调解成功 部分退款 agree settled",
    "returned": "退货 已退货 寄回 已寄回 货已寄回 退回 sent-back",
    "withdrawn": "撤回 撤回了 撤诉 撤销 撤销投诉 withdrew cancelled",
}


@pytest.mark.parametrize(
    ("outcome", "word"),
    [(outcome, word) for outcome, words in WORDS.items() for word in words.split()],
)
def test_an_outcome_is_told_in_the_words_people_use(outcome: Outcome, word: str) -> None:
    assert read_result(word) == Result(outcome, None, None)


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_what_the_program_prints_is_read_back(outcome: Outcome) -> None:
    for word in (outcome, *OUTCOMES[outcome], f"  {outcome.upper()} "):
        assert read_result(word) == Result(outcome, None, None)


@pytest.mark.parametrize(
    ("text", "amount", "when"),
    [
        ("agreed:30", 30.0, None),
        ("agreed：30", 30.0, None),
        ("agreed: 30 yuan", 30.0, None),
        ("agreed30", 30.0, None),
        ("同意30元", 30.0, None),
        ("同意 30.5 块", 30.5, None),
        ("答应了20块钱", 20.0, None),
        ("部分退款12.34", 12.34, None),
        ("agreed@2026-11-20", None, "2026-11-20"),
        ("agreed:30@2026-11-20 9:30", 30.0, "2026-11-20 9:30"),
        ("同意@11月20日", None, "11月20日"),
        ("agreed:0", 0.0, None),
        ("只退20", 20.0, None),
        ("只肯退20元", 20.0, None),
        ("agreed:9999999", 9_999_999.0, None),
    ],
)
def test_an_agreement_may_have_its_amount_and_its_day(
    text: str, amount: float | None, when: str | None
) -> None:
    assert read_result(text) == Result("agreed", amount, when)


def test_blanks_and_hyphens_are_one() -> None:
    assert read_result("no reply") == Result("silent", None, None)
    assert read_result("promised but not paid") == Result("broken", None, None)


def test_a_broken_agreement_may_have_its_amount() -> None:
    assert read_result("broken:30") == Result("broken", 30.0, None)
    assert read_result("答应了没退30元@昨天") == Result("broken", 30.0, "昨天")


def test_any_outcome_may_have_its_day() -> None:
    assert read_result("没回@2026-11-20") == Result("silent", None, "2026-11-20")
    assert read_result("returned @ 11-20") == Result("returned", None, " 11-20")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "maybe",
        "不知道",
        "refused agreed",
        "拒绝同意",
        "30",
        "30元",
        "@2026-11-20",
        "refused@",
        "refused:20",  # only what was agreed on has an amount
        "没回20元",
        "agreed:-5",
        "agreed:1.234",
        "agreed:12345678",
        "agreed:30:40",
        "agreed:30 dollars",
        "refused\nagreed",
    ],
)
def test_what_is_no_outcome_is_not_guessed(text: str) -> None:
    assert read_result(text) is None


# ---- Steps


def _route(catalog: Catalog, issue: str) -> list[Step]:
    return [catalog.steps[key] for key in catalog.routes[catalog.issues[issue].route].steps]


FOUND = [
    # its id, however it is spelt
    ("refund-refused", "platform", "platform"),
    ("refund-refused", " PLATFORM ", "platform"),
    # who acts in it
    ("refund-refused", "平台", "platform"),  # the appeal is the platform's too
    ("refund-refused", "the platform", "platform"),
    ("refund-refused", "商家", "seller"),
    ("refund-refused", "法院", "court"),
    ("refund-refused", "The Courts", "court"),
    ("refund-refused", "消费者协会", "association"),
    ("not-received", "快递公司", "courier"),
    ("scam", "警方", "police"),
    ("scam", "支付公司", "payment"),
    ("safety-hazard", "政府主管部门", "regulator"),  # 120 and 119 are authorities as well
    # its title, in either language, with or without blanks
    ("refund-refused", "申请平台介入", "platform"),
    ("refund-refused", "申请 平台 介入", "platform"),
    ("refund-refused", "ask the platform to step in", "platform"),
    ("refund-refused", "黑猫投诉", "mediator"),
    # a part of one title
    ("refund-refused", "介入", "platform"),
    ("refund-refused", "黑猫", "mediator"),
    ("refund-refused", "申诉", "appeal"),
    ("refund-refused", "起诉", "court"),
    ("refund-refused", "消协", "association"),
    ("refund-refused", "12315", "regulator"),  # the association's bracket names it too
    # what only stands in brackets, where nothing else is called so
    ("refund-refused", "可选", "mediator"),
    ("scam", "报警", "police"),
    ("logistics-slow", "12305", "postal"),
    # other words for who acts in it
    ("refund-refused", "店家", "seller"),
    ("refund-refused", "卖家", "seller"),
    ("refund-refused", "客服", "platform"),
    ("customer-service-unresponsive", "客服", "platform"),
    ("refund-refused", "消保委", "association"),
    ("refund-refused", "工商", "regulator"),
    ("refund-refused", "市场监管局", "regulator"),
    ("refund-refused", "打官司", "court"),
    ("refund-refused", "sue", "court"),
    ("not-received", "快递", "courier"),
    ("logistics-slow", "快递", "courier"),
    ("logistics-slow", "邮政局", "postal"),
    ("scam", "银行", "payment"),
    ("scam", "bank", "payment"),
    ("scam", "警察", "police"),
    ("scam", "110", "police"),
    ("threatened", "报警", "police"),
    ("privacy-leak", "报警", "police"),
    # letters of one title, others between them
    ("logistics-slow", "邮政申诉", "postal"),
    ("refund-refused", "平台申诉", "appeal"),
    # none, or more than one
    ("refund-refused", "银行", None),
    ("refund-refused", "", None),
    ("refund-refused", "   ", None),
    ("refund-refused", "申请", None),  # to the shop, to the platform
    ("refund-refused", "supermarket", None),
    ("scam", "商家", None),
]


@pytest.mark.parametrize(("issue", "said", "step"), FOUND)
def test_a_step_is_found_by_what_it_is_called(
    catalog: Catalog, issue: str, said: str, step: str | None
) -> None:
    assert find_step(_route(catalog, issue), said) == step


def test_every_step_is_found_by_its_id_and_by_its_title(catalog: Catalog) -> None:
    for issue in catalog.issues:
        steps = _route(catalog, issue)
        for step in steps:
            titles = [text.split(mark)[0] for text, mark in zip(_titles(step), "（(", strict=True)]
            for said in (step.id, *titles, *_titles(step)):
                assert find_step(steps, said) == step.id, f"{issue}: {said}"


def _titles(step: Step) -> tuple[str, str]:
    return step.title.zh, step.title.to("en")


NEAR: list[tuple[str, Sequence[str]]] = [
    ("platfrom", ["platform"]),
    ("sellers", ["seller"]),
    ("moderator", ["mediator"]),
    ("courir", ["courier"]),  # and not court
    (
        "zzz",
        [
            *["seller", "courier", "postal", "platform", "appeal", "mediator", "regulator"],
            *["association", "court", "second-instance"],
        ],
    ),
]


@pytest.mark.parametrize(("said", "ids"), NEAR)
def test_the_nearest_step_is_offered_or_all_of_them(
    catalog: Catalog, said: str, ids: Sequence[str]
) -> None:
    assert near_steps(_route(catalog, "logistics-slow"), said) == ids
