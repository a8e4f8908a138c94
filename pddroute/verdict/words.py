"""A verdict in words: whose it is and who says so, what to do about it, how to go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from pddroute.catalogue.model import Catalog, Channel, Operator, Text
from pddroute.contract import Hint
from pddroute.numbers.addresses import unicode_host
from pddroute.numbers.telephone import digits, is_short_service
from pddroute.verdict.listed import Judged, listed_number
from pddroute.words import Lang, say

__all__ = ["Words", "is_neutral"]

_SCAM: Final = "scam"  # the issue a fake number leads to, where the catalogue has it
#: Digits. What is one slip away from a listed code this short is mostly another service's own.
_SHORT: Final = 4
_OPERATORS: Final[dict[Operator, tuple[str, str]]] = {
    "seller": ("商家", "the seller"),
    "platform": ("平台", "the platform"),
    "courier": ("快递公司", "a courier"),
    "mediator": ("民间投诉平台", "a private mediator"),
    "association": ("消费者协会", "a consumers' association"),
    "regulator": ("政府主管部门", "an authority"),
    "court": ("法院", "the courts"),
    "police": ("公安机关", "the police"),
}


def is_neutral(kind: str, normalized: str, resembles: Iterable[str]) -> bool:
    """Whether a look-alike is, as far as anybody knows, only another service's short number."""
    return kind == "number" and (
        is_short_service(normalized) or all(len(digits(each)) <= _SHORT for each in resembles)
    )


class Words:
    """What there is to say about one judged number, e-mail or web address."""

    def __init__(
        self,
        catalog: Catalog,
        lang: Lang,
        kind: Literal["number", "email", "web"],
        normalized: str,
        judged: Judged,
    ) -> None:
        self._catalog = catalog
        self._lang: Lang = lang
        self._kind = kind
        self._normalized = normalized
        self._judged = judged
        channels: dict[str, Channel] = {}
        if judged.known:
            channels[judged.known.channel] = catalog.channels[judged.known.channel]
        elif kind == "number":
            for number in judged.resembles:
                if listed := listed_number(catalog, number):
                    channels[listed.channel] = catalog.channels[listed.channel]
        self._channels = channels
        self._harmless = is_neutral(kind, normalized, judged.resembles)

    @property
    def concerns_platform(self) -> bool:
        """Whether a number of the platform's, real or pretended, is in question."""
        return self._kind == "number" and any(
            channel.operator == "platform" for channel in self._channels.values()
        )

    def _say(self, zh: str, en: str) -> str:
        return say(self._lang, zh, en)

    def _join(self, parts: list[str] | tuple[str, ...]) -> str:
        return self._say("、", ", ").join(parts)

    # ---- whose it is ----

    def text(self) -> str:
        """The verdict in one sentence, with the date of its source."""
        judged, shown, source = self._judged, self._normalized, self._source()
        if self._kind == "web" and "xn--" in shown:
            shown = f"{shown} ({unicode_host(shown)})"
        verdict = judged.verdict
        if verdict == "lookalike":
            return self._lookalike(shown)
        if verdict == "unknown":
            return self._unknown(shown)
        name, number = self._owner(), self._kind == "number"
        if verdict == "official_inbound":
            can_call = self._say("，可以拨打", "; it can be called") if number else ""
            belongs = self._say(f"{shown} 属于“{name}”", f"{shown} belongs to {name}")
            return f"{belongs}{can_call}{source}"
        if verdict == "official_outbound_only":
            zh = f"{shown} 属于“{name}”，只呼出，打不进去{source}"
            en = f"{shown} belongs to {name}; it only calls out and cannot be called{source}"
            return self._say(zh, en)
        if verdict == "rejected":
            use = self._say(*(("拨打", "call") if number else ("使用", "use")))
            zh = f"不要{use} {shown}：它被说成是“{name}”，已知是错的{source}"
            en = f"Do not {use} {shown}: passed off as {name} and known to be wrong{source}"
            return self._say(zh, en)
        if self._kind == "email" and judged.known is None:
            zh = f"{shown} 的域名属于“{name}”，但没有来源列出这个邮箱{source}"
            en = (
                f"the domain of {shown} belongs to {name}, but no source lists this mailbox{source}"
            )
            return self._say(zh, en)
        channel = next(iter(self._channels.values()), None)
        if channel is not None and channel.retired:
            zh = f"{shown} 曾属于“{name}”，已停用：{channel.retired.to('zh')}{source}"
            en = f"{shown} belonged to {name} and is retired: {channel.retired.to('en')}{source}"
            return self._say(zh, en)
        zh = f"{shown} 据说属于“{name}”，没有得到证实{source}"
        return self._say(zh, f"{shown} is said to belong to {name}; that is not confirmed{source}")

    def _owner(self) -> str:
        """The name of the channel or, for a domain, of whoever it belongs to."""
        for channel in self._channels.values():
            return channel.name.to(self._lang)
        domain = self._catalog.domains[self._judged.domain or ""]
        if domain.operator == "platform":
            return self._catalog.platform.name.to(self._lang)
        return self._say(*_OPERATORS[domain.operator])

    def _source(self) -> str:
        """Who says so and when, as the end of a sentence; empty where nobody does."""
        judged, domains = self._judged, self._catalog.domains
        claim = judged.known.claim if judged.known else None
        fact = claim or (domains[judged.domain] if judged.domain else None)
        if fact is None:
            return ""
        source = self._catalog.sources[fact.source]
        date = (claim.date if claim else None) or source.published
        if date is None and source.seen:  # a page without a date: only when it was read is known
            date = self._say(f"未注明日期，{source.seen} 查阅", f"undated, read {source.seen}")
        date = date or self._say("日期不明", "undated")
        title = source.title
        return self._say(f"（来源：{title}，{date}）", f" (source: {title}, {date})")

    def _lookalike(self, shown: str) -> str:
        like = self._join(self._judged.resembles)
        if self._harmless:
            zh, en = f"{shown} 与 {like} 只差一位", f"{shown} is one digit away from {like}"
            if all(shown.endswith(f"-{number}") for number in self._judged.resembles):
                zh, en = f"{shown} 比 {like} 多了区号", f"{shown} is {like} behind an area code"
            zh += f"，不在名录中；不知道是谁的，不要当作 {like} 拨打"
            en += f" and is not listed; we do not know whose it is: do not dial it as {like}"
            return self._say(zh, en)
        if self._kind != "number":
            zh = f"{shown} 不在名录中，容易与 {like} 混淆：不要当作它使用"
            en = f"{shown} is not listed and easily taken for {like}: do not use it in its place"
            return self._say(zh, en)
        whose = self._join([channel.name.to(self._lang) for channel in self._channels.values()])
        zh = f"{shown} 不在名录中，与 {like}（{whose}）只差一位或相邻两位对调：不要当作它拨打"
        en = (
            f"{shown} is not listed and is one digit or one swap away from {like} ({whose}): "
            "do not call it in its place"
        )
        if all(self._is_rejected(number) for number in self._judged.resembles):
            zh = f"{shown} 不在名录中，与已知的错误号码 {like} 只差一位或相邻两位对调：不要拨打"
            en = f"{shown} is one slip away from {like}, a number known to be wrong: do not call it"
        return self._say(zh, en)

    def _is_rejected(self, number: str) -> bool:
        listed = listed_number(self._catalog, number)
        return listed is not None and listed.verdict == "rejected"

    def _unknown(self, shown: str) -> str:
        zh = f"名录里没有 {shown}，不知道它是谁的"
        en = f"{shown} is not listed; whose it is, is not known"
        if same := self._judged.same_local:
            zh += f"；{self._join(same)} 去掉区号后与它相同，请核对区号"
            en += f"; {self._join(same)} ends the same behind its area code, so check that code"
        return self._say(zh, en)

    # ---- what to do ----

    def advice(self) -> list[str]:
        """What to do and what never to do, the most pressing first."""
        verdict, advice = self._judged.verdict, []
        if verdict == "rejected" or (verdict == "lookalike" and not self._harmless):
            advice.append(
                self._say("不要拨打，也不要回拨", "do not call it and do not call back")
                if self._kind == "number"
                else self._say("不要打开，不要填写任何信息", "do not open it and enter nothing")
            )
        if verdict == "official_outbound_only":
            advice.append(
                self._say(
                    "这个号码打不进去；来电显示它，也不能证明对方的身份",
                    "it cannot be called; a call that shows it does not prove who is calling",
                )
            )
        advice.append(
            {
                "number": self._say(
                    "来电显示可以伪造：挂断，自己拨打名录里的号码",
                    "a caller id can be faked: hang up and dial the listed number yourself",
                ),
                "email": self._say(
                    "发件人可以伪造：不要点邮件里的链接，自己打开官方 App 或网站",
                    "a sender can be faked: follow no link, open the app or site yourself",
                ),
                "web": self._say(
                    "页面上的真号码不能证明页面是真的：自己输入网址，或打开官方 App",
                    "a genuine number does not make a page genuine: type the address yourself",
                ),
            }[self._kind]
        )
        advice.append(
            self._say(
                "官方客服不会索要验证码或密码，不会要求转账，也不会要求共享屏幕",
                "nobody official asks for codes or passwords, for transfers or for screen sharing",
            )
        )
        if police := self._catalog.derived(_police):
            lines = self._join([_line(name.to(self._lang), number) for name, number in police])
            advice.append(
                self._say(
                    f"怀疑是诈骗，或者已经转账、给出验证码：{lines}",
                    f"if you suspect fraud, or have paid or given a code away: {lines}",
                )
            )
        return advice

    # ---- how to go on ----

    def next(self) -> list[Hint]:
        """Commands that follow from the verdict."""
        hints = []
        for key, channel in list(self._channels.items())[:2]:
            name = channel.name.to(self._lang)
            why = self._say(f"{name}：全部说法和来源", f"{name}: every claim with its source")
            hints.append(Hint(command=f"pddroute show {key}", why=why))
        fake = self._judged.verdict == "rejected" or (
            self._judged.verdict == "lookalike" and not self._harmless
        )
        if fake and _SCAM in self._catalog.issues:
            why = self._say("遇到假客服以后怎么办", "what to do about fake customer service")
            hints.append(Hint(command=f"pddroute escalate {_SCAM}", why=why))
        if self._judged.verdict not in ("official_inbound", "lookalike"):
            why = self._say("现在可以联系谁", "who can be reached now")
            hints.append(Hint(command="pddroute contact --now", why=why))
        return hints


def _line(name: str, number: str) -> str:
    return name if number in name else f"{name} {number}"


def _police(catalog: Catalog) -> list[tuple[Text, str]]:
    """Name and number of every police line that can be called, in the catalogue's order."""
    return [
        (channel.name, channel.in_force["number"].text("zh"))
        for channel in catalog.channels.values()
        if channel.operator == "police"
        and channel.kind == "phone"
        and channel.direction == "inbound"
        and channel.retired is None
        and "number" in channel.in_force
        and catalog.grade_of(channel.in_force["number"]) in ("official", "reported")
    ]
