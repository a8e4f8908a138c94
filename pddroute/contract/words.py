"""The words for the contract's codes, as a person reads them: one table a closed list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pddroute.catalogue.facts import Source
from pddroute.contract.verdict import Verdict
from pddroute.words import Lang, Said

GRADES = {
    "official": Said("官方页面", "official page"),
    "reported": Said("公开记录", "public record"),
    "unconfirmed": Said("未证实", "unconfirmed"),
    "rejected": Said("已知错误", "known wrong"),
}
KINDS = {
    "phone": Said("电话", "phone"),
    "chat": Said("在线聊天", "chat"),
    "web": Said("网页", "web"),
    "app": Said("App 内", "in the app"),
    "wechat": Said("微信", "WeChat"),
    "weibo": Said("微博", "Weibo"),
    "qq": Said("QQ", "QQ"),
    "email": Said("邮件", "e-mail"),
    "post": Said("信函", "post"),
}
OPERATORS = {
    "seller": Said("商家", "the seller"),
    "platform": Said("平台", "the platform"),
    "courier": Said("快递公司", "a courier"),
    "mediator": Said("民间投诉平台", "a private mediator"),
    "association": Said("消费者协会", "a consumers' association"),
    "regulator": Said("政府主管部门", "an authority"),
    "court": Said("法院", "the courts"),
    "police": Said("警方", "the police"),
    "payment": Said("支付公司", "a payment company"),
}
AUDIENCES = {"consumer": Said("买家", "consumer"), "merchant": Said("商家", "merchant")}
STATES = {
    "done": Said("已做", "done"),
    "now": Said("现在", "now"),
    "waiting": Said("等待", "waiting"),
    "later": Said("以后", "later"),
    "expired": Said("过期", "too late"),
    "excluded": Said("不走", "closed"),
}
OUTCOMES = {
    "refused": Said("被拒绝", "refused"),
    "silent": Said("没有答复", "no answer"),
    "unsatisfied": Said("答复不满意", "not satisfied"),
    "agreed": Said("同意了", "agreed"),
    "broken": Said("说好的没做到", "agreed, not kept"),
    "returned": Said("货已寄回", "goods sent back"),
    "withdrawn": Said("撤回了", "withdrawn"),
}
ENDED = OUTCOMES | {
    "silent": Said("没有答复", "without an answer"),
    "unsatisfied": Said("答复不满意", "unsatisfactorily"),
    "agreed": Said("对方同意了", "with their agreement"),
    "broken": Said("说好的没做到", "with a promise that was not kept"),
    "returned": Said("货已寄回", "with the goods sent back"),
}
"""An outcome where a sentence says how a step ended."""
_ADDRESSES = {
    "web": Said("真实网址", "genuine address"),
    "email": Said("真实邮箱", "genuine address"),
}
VERDICTS = {
    "official_inbound": Said("真实号码，可以拨打", "genuine, can be called"),
    "official_outbound_only": Said("真实，但只呼出，不能拨打", "genuine, but calls out only"),
    "unconfirmed": Said("未证实", "unconfirmed"),
    "rejected": Said("已知是错的，不要用", "known wrong, do not use"),
    "lookalike": Said("与真实的只差一点，很可能是冒充或笔误", "a look-alike: a slip or a fraud"),
    "unknown": Said("名录里没有", "not in the catalogue"),
    "known_service": Said("别家的服务号码", "another service's number"),
    "not_judged": Said("看不懂，没有判断", "not understood, not judged"),
}
_BOTH = Said("都可", "both")
_BY = Said("{said}（依据：{grounds}）", "{said} (by {grounds})")
COMMA = Said("、", ", ")
UNCONFIRMED = Said("时间没有准信", "hours unconfirmed")
CITIES_DIFFER = Said("各地不同", "they differ by city")
_A_PAGE = Said("一个网页", "a web page")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")


def publisher(source: Source) -> Said:
    """Who says so, for a sentence: of a page that names nobody, its host is not put forward."""
    who = source.publisher
    return _A_PAGE if _HOST.fullmatch(who) else Said(who, who)


def audience(codes: Sequence[str], lang: Lang) -> str:
    """Whom a channel is for."""
    if len(codes) == len(AUDIENCES):
        return _BOTH.to(lang)
    return COMMA.to(lang).join(AUDIENCES[code].to(lang) for code in codes)


def verdict(one: Verdict) -> str:
    """A verdict, with how far it can be trusted where that is not official."""
    said = VERDICTS[one.verdict]
    if one.verdict == "official_inbound":
        said = _ADDRESSES.get(one.type, said)
    text = said.to(one.lang)
    if one.verdict.startswith("official") and one.grade and one.grade != "official":
        return _BY.to(one.lang, said=text, grounds=GRADES[one.grade].to(one.lang))
    return text
