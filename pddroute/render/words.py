"""The words for the contract's codes, as a person reads them."""

from __future__ import annotations

from pddroute.words import Lang, say

__all__ = ["audience", "grade", "kind", "operator", "outcome", "state", "verdict"]

_GRADES = {
    "official": ("官方页面", "official page"),
    "reported": ("公开记录", "public record"),
    "unconfirmed": ("未证实", "unconfirmed"),
    "rejected": ("已知错误", "known wrong"),
}
_KINDS = {
    "phone": ("电话", "phone"),
    "chat": ("在线聊天", "chat"),
    "web": ("网页", "web"),
    "app": ("App 内", "in the app"),
    "wechat": ("微信", "WeChat"),
    "weibo": ("微博", "Weibo"),
    "qq": ("QQ", "QQ"),
    "email": ("邮件", "e-mail"),
    "post": ("信函", "post"),
}
_OPERATORS = {
    "seller": ("商家", "seller"),
    "platform": ("平台", "platform"),
    "courier": ("快递公司", "courier"),
    "mediator": ("第三方投诉平台", "mediator"),
    "association": ("消协", "consumer association"),
    "regulator": ("主管部门", "regulator"),
    "court": ("法院", "court"),
    "police": ("警方", "police"),
}
_AUDIENCES = {"consumer": ("买家", "consumer"), "merchant": ("商家", "merchant")}
_STATES = {
    "done": ("已做", "done"),
    "now": ("现在", "now"),
    "waiting": ("等待", "waiting"),
    "later": ("之后", "later"),
    "expired": ("过期", "expired"),
    "excluded": ("不走", "excluded"),
}
_OUTCOMES = {
    "refused": ("被拒绝", "refused"),
    "silent": ("没有答复", "no answer"),
    "unsatisfied": ("答复不满意", "not satisfied"),
}
_ADDRESSES = {"web": ("真实网址", "genuine address"), "email": ("真实邮箱", "genuine address")}
_NEUTRAL = ("与名录里的只差一点，不知道是谁的", "near a listed number; whose it is, is not known")
_VERDICTS = {
    "official_inbound": ("真实号码，可以拨打", "genuine, can be called"),
    "official_outbound_only": ("真实，但只呼出，不能拨打", "genuine, but calls out only"),
    "unconfirmed": ("未证实", "unconfirmed"),
    "rejected": ("已知是错的，不要用", "known wrong, do not use"),
    "lookalike": ("与真实的只差一点，很可能是冒充或笔误", "a look-alike: a slip or a fraud"),
    "unknown": ("名录里没有", "not in the catalogue"),
}


def grade(code: str, lang: Lang) -> str:
    """How far a fact can be trusted."""
    return say(lang, *_GRADES[code])


def kind(code: str, lang: Lang) -> str:
    """By what means a channel is reached."""
    return say(lang, *_KINDS[code])


def operator(code: str, lang: Lang) -> str:
    """Who answers."""
    return say(lang, *_OPERATORS[code])


def audience(codes: list[str], lang: Lang) -> str:
    """Whom a channel is for."""
    if len(codes) == len(_AUDIENCES):
        return say(lang, "都可", "both")
    return say(lang, "、", ", ").join(say(lang, *_AUDIENCES[code]) for code in codes)


def state(code: str, lang: Lang) -> str:
    """The state of a step."""
    return say(lang, *_STATES[code])


def outcome(code: str, lang: Lang) -> str:
    """What came of a step."""
    return say(lang, *_OUTCOMES[code])


def verdict(
    code: str, of_grade: str | None, lang: Lang, *, of: str = "number", neutral: bool = False
) -> str:
    """A verdict, with how far it can be trusted where that is not official.

    ``of`` is the type of what was judged; ``neutral`` says that a look-alike is nobody's fraud.
    """
    spoken = _VERDICTS[code]
    if code == "official_inbound":
        spoken = _ADDRESSES.get(of, spoken)
    elif code == "lookalike" and neutral:
        spoken = _NEUTRAL
    said = say(lang, *spoken)
    if code.startswith("official") and of_grade is not None and of_grade != "official":
        grounds = grade(of_grade, lang)
        return say(lang, f"{said}（依据：{grounds}）", f"{said} (by {grounds})")
    return said
