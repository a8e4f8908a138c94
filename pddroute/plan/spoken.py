"""How people say which step they took and what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, get_args

from pddroute.catalogue.routes import Outcome, Step
from pddroute.contract.words import OPERATORS, OUTCOMES
from pddroute.plan.history import Result
from pddroute.words import folded, nearest, unspaced

_MEANT: Final[dict[Outcome, str]] = {
    "refused": "拒绝 被拒 拒了 驳回 被驳回 不同意 不受理 不予受理 不立案 不予立案 不支持 败诉 "
    "不肯退 不给退 不退 reject rejected refuse declined turned-down",
    "silent": "没回 没回复 没回应 没回音 没答复 没反应 没消息 没下文 没结果 不理 不理我 不回 "
    "不回复 不处理 没处理 没人理 没人理我 没理我 没人回 没人管 没人接 已读不回 "
    "石沉大海 超时 no-answer no-reply no-response no-news nothing ignored ignored-me",
    "unsatisfied": "不满意 没解决 不服 答复不满意 结果不满意 终止调解 调解终止 调解失败 调解不成 "
    "没谈成 没谈拢 unhappy dissatisfied unresolved not-solved mediation-ended "
    "mediation-failed",
    "agreed": "同意 答应 和解 调解成功 达成一致 部分退款 退一半 同意退 答应退 同意退一半 "
    "答应退一半 只退一半 只退 只肯退 只同意退 只答应退 只给 只肯给 只赔 只肯赔 "
    "accepted agree settled half",
    "broken": "答应没退 答应不退 答应没做 说好没退 说好不退 说好没做 同意没退 没兑现 没做到 "
    "没履行 不履行 反悔 变卦 说话不算数 说话不算话 不认账 promised-but-not-paid "
    "promised-not-paid promised-but-not-kept agreed-but-not-paid agreed-not-paid "
    "not-kept broke-promise broken-promise reneged",
    "returned": "退货 已退货 寄回 已寄回 寄回去 退回 已退回 sent-back sentback",
    "withdrawn": "撤回 已撤回 撤诉 撤了 撤销 撤销投诉 withdrew withdraw cancelled",
}


def _key(text: str) -> str:
    """A text as outcomes are compared: 拒绝了 is 拒绝, “no reply” is no-reply."""
    return re.sub(r"[\s,，_-]+|了", "", folded(text))


_OUTCOMES: Final = {
    **{_key(word): outcome for outcome, words in _MEANT.items() for word in words.split()},
    **{_key(word): outcome for outcome, said in OUTCOMES.items() for word in said},
    **{outcome: outcome for outcome in get_args(Outcome)},
}
_WITH_AMOUNT: Final = ("agreed", "broken")
_CALLED: Final = {
    "商家": "店家 卖家 店铺 商户 商家客服 店铺客服 shop store merchant",
    "平台": "客服 拼多多 官方 平台客服 拼多多客服 pinduoduo pdd support",
    "快递公司": "快递 物流 快递员 物流公司 delivery",
    "支付公司": "银行 支付宝 微信支付 付款银行 bank alipay wechat",
    "消协": "消保委 消委会 消费者委员会 消费者保护委员会",
    "12315": "工商 工商局 市监局 市场监管 市场监管局 市场监督管理局",
    "12345": "市长热线 市民热线 政府热线",
    "邮政": "邮政局 邮管局 邮政管理局",
    "黑猫": "heimao sina",
    "法院": "起诉 打官司 诉讼 上法院 告法院 sue sued lawsuit",
    "警方": "报警 警察 公安 派出所 公安局 110 call-the-police",
}
"""What is said for who acts in a step (:data:`OPERATORS`) or for a part of its title."""
_SAME: Final = {word: meant for meant, words in _CALLED.items() for word in words.split()}
_LEAST: Final = 3  # letters of a Chinese word that may have others between them
_RESULT: Final = re.compile(
    r"(?P<said>.+?)\s*(?:[:：]?\s*(?P<amount>\d{1,7}(?:\.\d{1,2})?)\s*(?:元|块钱?|yuan)?)?"
    r"(?:@(?P<when>.+))?",
    re.IGNORECASE,
)


def read_result(text: str) -> Result | None:
    """``拒绝了``, ``agreed:30``, ``只退20元``, ``returned@2026-11-20``; None for anything else."""
    match = _RESULT.fullmatch(text.strip())
    outcome = _OUTCOMES.get(_key(match["said"])) if match else None
    if match is None or outcome is None or (match["amount"] and outcome not in _WITH_AMOUNT):
        return None
    amount = float(match["amount"]) if match["amount"] else None
    return Result(outcome, amount, match["when"])


def find_step(steps: Sequence[Step], said: str) -> str | None:
    """The id of the one of ``steps`` that ``said`` names; None where none or several could be.

    Its id; the word for who acts in it (``平台``, ``客服``, ``the courts``), where one step alone
    has that operator or its id; its title; a part of the title of one step alone; its letters, in
    order, in one title alone (``邮政申诉``).
    """
    wanted = unspaced(said)
    if not wanted or wanted in {step.id for step in steps}:
        return wanted or None
    meant = _SAME.get(wanted.replace("-", ""), wanted)
    names = dict.fromkeys((meant, wanted))
    return next(filter(None, (_named(steps, name) for name in names)), None)


def _named(steps: Sequence[Step], wanted: str) -> str | None:
    by = [
        one.id for one in steps if any(wanted == unspaced(word) for word in OPERATORS[one.operator])
    ]
    operator = next((step.operator for step in steps if step.id in by), None)
    if len(by) == 1 or operator in {step.id for step in steps}:
        return by[0] if len(by) == 1 else operator
    texts = [(one.id, text) for one in steps for text in (one.title.zh, one.title.to("en"))]
    whole = [(id_, unspaced(text)) for id_, text in texts]
    # What stands in brackets may name another step: it counts last.
    short = [(id_, unspaced(re.split("[（(]", text)[0])) for id_, text in texts]
    parts = ((whole, str.__eq__), (short, str.__contains__), (whole, str.__contains__))
    for titles, fits in (*parts, (short, _scattered)):
        found = {id_ for id_, title in titles if fits(title, wanted)}
        if len(found) == 1:
            return found.pop()
    return None


def _scattered(title: str, wanted: str) -> bool:
    """Whether a title has the letters of a Chinese word in their order, others between them."""
    letters = iter(title)
    return len(wanted) >= _LEAST and not wanted.isascii() and all(one in letters for one in wanted)


def near_steps(steps: Sequence[Step], said: str) -> list[str]:
    """The ids of the steps that ``said`` may have meant, best first: all where none is near."""
    ids = [step.id for step in steps]
    return nearest(said, dict(zip(ids, ids, strict=True)))[:1] or ids
