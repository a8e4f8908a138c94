"""What a text is, going by all that was judged in it: one line, and what to do about a fraud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pddroute.catalogue.model import Catalog
from pddroute.contract.base import Hint
from pddroute.contract.hints import hint
from pddroute.contract.questions import AskEscalate
from pddroute.contract.verdict import FRAUD, Judgement, JudgementCode, VerdictCode
from pddroute.contract.words import COMMA
from pddroute.verdict.listed import Judged
from pddroute.words import Lang, Said, shown

SCAM: Final = "scam"
"""The issue that a fake number leads to, where the catalogue has it."""
_MOST_NAMED: Final = 3
_LONGEST: Final = 60  # characters of each

_FRAUD = Said(
    "很可能是诈骗：有假的，或者做得像真的：{named}。不要拨打，不要打开，不要转账",
    "Likely fraud: known to be wrong, or made to look genuine: {named}. "
    "Do not call, do not open, do not pay",
)
_MORE = Said("{named} 等 {n} 个", "{named} and others, {n} in all")
_GENUINE = Said(
    "里面的号码和网址都是真的。真号码证明不了这段话是真的：自己拨打，不要照它给的链接和要求做",
    "Every number and address in it is genuine. That does not make the message genuine: "
    "call yourself, and do nothing that it asks for",
)
_UNSURE = Said(
    "判断不了真假：{why}。不要当成官方的", "Nothing to judge by: {why}. Do not take it for official"
)
_NOBODYS = Said("没有来源说 {named} 是谁的", "no source says whose {named} is")
_HEARSAY = Said("{named} 只有非官方的说法", "only unofficial sources give {named}")
_DEAF = Said(
    "{named} 只呼出、打不进去，叫你拨它的话不可信",
    "{named} only calls out: do not trust whoever tells you to call it",
)
_NOTHING = Said(
    "没有找到可以判断的号码、邮箱或网址",
    "No number, e-mail or web address found that can be judged",
)
_AND = Said("；", "; ")
_WHY: Final[dict[Said, tuple[VerdictCode, ...]]] = {
    _NOBODYS: ("unknown", "not_judged"),
    _HEARSAY: ("unconfirmed",),
    _DEAF: ("official_outbound_only",),
}
_ROUTE = Said("遇到假客服以后怎么办", "what to do about fake customer service")


def judgement(judged: Sequence[Judged], lang: Lang) -> Judgement:
    """The judgement on a text in which ``judged`` is all that was found.

    One fraud makes the text one; it is genuine only where everything in it is, and can be called or
    opened. Whatever no source vouches for leaves it without a judgement.
    """
    code, text = _judgement(judged, lang)
    return Judgement(code=code, text=text)


def _judgement(judged: Sequence[Judged], lang: Lang) -> tuple[JudgementCode, str]:
    if fraud := [one.normalized for one in judged if one.verdict in FRAUD]:
        return "likely_fraud", _FRAUD.to(lang, named=_named(fraud, lang))
    if why := [*_doubts(judged, lang)]:
        return "nothing", _UNSURE.to(lang, why=_AND.to(lang).join(why))
    return ("genuine_only", _GENUINE.to(lang)) if judged else ("nothing", _NOTHING.to(lang))


def _doubts(judged: Sequence[Judged], lang: Lang) -> Iterator[str]:
    """Why what was found is no proof of anything."""
    for said, codes in _WHY.items():
        if doubted := [one.normalized for one in judged if one.verdict in codes]:
            yield said.to(lang, named=_named(doubted, lang))


def _named(found: Sequence[str], lang: Lang) -> str:
    """The first few of ``found``, and how many there are."""
    named = COMMA.to(lang).join(shown(one, _LONGEST) for one in found[:_MOST_NAMED])
    return named if len(found) <= _MOST_NAMED else _MORE.to(lang, named=named, n=len(found))


def fraud_hints(catalog: Catalog, lang: Lang) -> list[Hint]:
    """How to go on after a fraud: the route for it, where the catalogue has one."""
    if SCAM not in catalog.issues:
        return []
    return [hint(catalog, AskEscalate(issue=SCAM, lang=lang), _ROUTE.to(lang))]
