"""What a text is, going by all that was judged in it: one line, and what to do about a fraud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pddroute.catalogue.model import Catalog
from pddroute.contract.base import Hint
from pddroute.contract.hints import hint
from pddroute.contract.questions import AskEscalate
from pddroute.contract.verdict import FRAUD, GENUINE, Judgement, JudgementCode
from pddroute.contract.words import COMMA
from pddroute.verdict.listed import Judged
from pddroute.words import Lang, Said

SCAM: Final = "scam"
"""The issue that a fake number leads to, where the catalogue has it."""
_MOST_NAMED: Final = 3

_FRAUD = Said(
    "很可能是诈骗：{named} 是假的，或者做得像真的。不要拨打，不要打开，不要转账",
    "Likely fraud: {named} is known to be wrong, or made to look genuine. "
    "Do not call, do not open, do not pay",
)
_MORE = Said("{named} 等 {n} 个", "{named} and others, {n} in all,")
_GENUINE = Said(
    "里面的号码和网址都是真的。真号码证明不了这段话是真的：自己拨打，不要照它给的链接和要求做",
    "Every number and address in it is genuine. That does not make the message genuine: "
    "call yourself, and do nothing that it asks for",
)
_UNSURE = Said(
    "判断不了真假：有 {n} 个号码或网址，没有来源说是谁的、能不能打。不要把它们当成官方的",
    "Nothing to judge by: of {n} numbers or addresses no source says whose they are, or that they "
    "can be called. Do not take them for official ones",
)
_NOTHING = Said(
    "没有找到可以判断的号码、邮箱或网址",
    "No number, e-mail or web address found that can be judged",
)
_ROUTE = Said("遇到假客服以后怎么办", "what to do about fake customer service")


def judgement(judged: Sequence[Judged], lang: Lang) -> Judgement:
    """The judgement on a text in which ``judged`` is all that was found.

    One fraud makes the text one; it is genuine only where everything in it is, and what only calls
    out is. Whatever no source vouches for leaves it without a judgement.
    """
    code, text = _judgement(judged, lang)
    return Judgement(code=code, text=text)


def _judgement(judged: Sequence[Judged], lang: Lang) -> tuple[JudgementCode, str]:
    if fraud := [one.normalized for one in judged if one.verdict in FRAUD]:
        named = COMMA.to(lang).join(fraud[:_MOST_NAMED])
        if len(fraud) > _MOST_NAMED:
            named = _MORE.to(lang, named=named, n=len(fraud))
        return "likely_fraud", _FRAUD.to(lang, named=named)
    unsure = [one for one in judged if one.verdict not in (*GENUINE, "official_outbound_only")]
    if unsure:
        return "nothing", _UNSURE.to(lang, n=len(unsure))
    return ("genuine_only", _GENUINE.to(lang)) if judged else ("nothing", _NOTHING.to(lang))


def fraud_hints(catalog: Catalog, lang: Lang) -> list[Hint]:
    """How to go on after a fraud: the route for it, where the catalogue has one."""
    if SCAM not in catalog.issues:
        return []
    return [hint(catalog, AskEscalate(issue=SCAM, lang=lang), _ROUTE.to(lang))]
