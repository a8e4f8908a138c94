"""A verdict in words: whose it is and who says so, what to do about it, how to go on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import msgspec

from pddroute.catalogue.facts import Channel, Service, Source, Text
from pddroute.catalogue.model import Catalog
from pddroute.contract.base import Hint
from pddroute.contract.hints import hint
from pddroute.contract.questions import AskContact, AskShow
from pddroute.contract.verdict import FRAUD
from pddroute.contract.words import COMMA, OPERATORS
from pddroute.numbers.hosts import unicode_host
from pddroute.verdict.judgement import fraud_hints
from pddroute.verdict.listed import Judged, Known, listed_number
from pddroute.words import Lang, Said

# What a verdict says: {it} is the number or address, {like} what it resembles.
_GENUINE = Said("{it} 属于“{name}”{call}{source}", "{it} belongs to {name}{call}{source}")
_CALL = Said("，可以拨打", "; it can be called")
_OUTBOUND = Said(
    "{it} 属于“{name}”，只呼出，打不进去{source}",
    "{it} belongs to {name}; it only calls out and cannot be called{source}",
)
_REJECTED = Said(
    "不要{use} {it}：它被说成是“{name}”，已知是错的{source}",
    "Do not {use} {it}: passed off as {name} and known to be wrong{source}",
)
_DIAL, _USE = Said("拨打", "call"), Said("使用", "use")
_MAILBOX = Said(
    "{it} 的域名属于“{name}”，但没有来源列出这个邮箱{source}",
    "the domain of {it} belongs to {name}, but no source lists this mailbox{source}",
)
_RETIRED = Said(
    "{it} 曾属于“{name}”，已停用：{why}{source}",
    "{it} belonged to {name} and is retired: {why}{source}",
)
_UNCONFIRMED = Said(
    "{it} 据说属于“{name}”，没有得到证实{source}",
    "{it} is said to belong to {name}; that is not confirmed{source}",
)
_OLD = Said(
    "{it} 曾是“{name}”的号码（旧资料），现在是谁的不知道：不要拨打{source}",
    "{it} was a number of {name} (an older document); whose it is now is not known: "
    "do not call it{source}",
)
_UNKNOWN = Said("名录里没有 {it}，不知道它是谁的", "{it} is not listed; whose it is, is not known")
_SAME_LOCAL = Said(
    "；{same} 去掉区号后与它相同，请核对区号",
    "; {same} ends the same behind its area code, so check that code",
)
_WITH_AREA = Said(
    "；{code} 在名录里，但没有来源说它前面可以加区号",
    "; {code} is listed, but no source puts an area code before it",
)
_SERVICE = Said(
    "{it} 是“{name}”的号码，不是{platform}的渠道{source}",
    "{it} is the number of {name}, and no way to reach {platform}{source}",
)
_SAID_SERVICE = Said(
    "{it} 据说是“{name}”的号码，没有官方来源；不是{platform}的渠道{source}",
    "{it} is said to be the number of {name}, by no official source; "
    "it is no way to reach {platform}{source}",
)
_NOT_JUDGED = Said(
    "{it} 像是号码或网址，但看不懂，没有判断：不要拨打，也不要打开",
    "{it} looks like a number or an address and is not understood, so it is not judged: "
    "do not call it or open it",
)
_LIKE_ADDRESS = Said(
    "{it} 不在名录中，容易与 {like} 混淆：不要当作它使用",
    "{it} is not listed and easily taken for {like}: do not use it in its place",
)
_LIKE_NUMBER = Said(
    "{it} 不在名录中，与 {like}（{whose}）只差一位或相邻两位对调：不要当作它拨打",
    "{it} is not listed and is one digit or one swap away from {like} ({whose}): "
    "do not call it in its place",
)
_LIKE_LETTERS = Said(
    "{it} 用字母冒充数字，看起来像 {like}：不要拨打，不要打开",
    "{it} has letters in place of digits and looks like {like}: do not call it or open it",
)
_SOURCE = Said("（来源：{title}，{date}）", " (source: {title}, {date})")
_READ = Said("未注明日期，{seen} 查阅", "undated, read {seen}")
_UNDATED = Said("日期不明", "undated")

# What to do.
_NO_CALL = Said("不要拨打，也不要回拨", "do not call it and do not call back")
_NO_OPENING = Said("不要打开，不要填写任何信息", "do not open it and enter nothing")
_NO_PROOF = Said(
    "这个号码打不进去；来电显示它，也不能证明对方的身份",
    "it cannot be called; a call that shows it does not prove who is calling",
)
_FAKED = {
    "number": Said(
        "来电显示可以伪造：挂断，自己拨打名录里的号码",
        "a caller id can be faked: hang up and dial the listed number yourself",
    ),
    "email": Said(
        "发件人可以伪造：不要点邮件里的链接，自己打开官方 App 或网站",
        "a sender can be faked: follow no link, open the app or site yourself",
    ),
    "web": Said(
        "页面上的真号码不能证明页面是真的：自己输入网址，或打开官方 App",
        "a genuine number does not make a page genuine: type the address yourself",
    ),
}
_NEVER_ASKED = Said(
    "官方客服不会索要验证码或密码，不会要求转账，也不会要求共享屏幕",
    "nobody official asks for codes or passwords, for transfers or for screen sharing",
)
_SUSPECTED = Said(
    "怀疑是诈骗，或者已经转账、给出验证码：{lines}",
    "if you suspect fraud, or have paid or given a code away: {lines}",
)

# How to go on.
_SHOW = Said("{name}：全部说法和来源", "{name}: every claim with its source")
_CONTACT = Said("现在可以联系谁", "who can be reached now")


class Words(msgspec.Struct, frozen=True, dict=True):
    """What there is to say about one judged number, e-mail or web address."""

    catalog: Catalog
    lang: Lang
    judged: Judged

    @cached_property
    def _listed(self) -> list[Known]:
        """What the catalogue lists under it, else under the numbers that it resembles."""
        if self.judged.known:
            return [self.judged.known]
        near = self.judged.resembles if self.judged.type == "number" else ()
        return [known for number in near if (known := listed_number(self.catalog, number))]

    @cached_property
    def _channels(self) -> dict[str, Channel]:
        return {known.channel: self.catalog.channels[known.channel] for known in self._listed}

    @property
    def concerns_platform(self) -> bool:
        """Whether a number of the platform's, real or pretended, is in question."""
        operators = (channel.operator for channel in self._channels.values())
        return self.judged.type == "number" and "platform" in operators

    @property
    def _is_fake(self) -> bool:
        return self.judged.verdict in FRAUD

    def _join(self, parts: Iterable[str]) -> str:
        return COMMA.to(self.lang).join(parts)

    # ---- whose it is ----

    def text(self) -> str:
        """The verdict in one sentence, with the date of its source."""
        judged, it = self.judged, self.judged.normalized
        if judged.type == "web" and "xn--" in it:
            it = f"{it} ({unicode_host(it)})"
        if judged.verdict == "lookalike":
            return self._lookalike(it)
        if judged.verdict == "not_judged":
            return _NOT_JUDGED.to(self.lang, it=it)
        if judged.verdict == "unknown":
            return _UNKNOWN.to(self.lang, it=it) + self._near_miss()
        if judged.service is not None:
            return self._service(it, self.catalog.services[judged.service])
        number, why = judged.type == "number", ""
        channel = next(iter(self._channels.values()), None)
        if judged.verdict == "official_inbound":
            said = _GENUINE
        elif judged.verdict == "official_outbound_only":
            said = _OUTBOUND
        elif judged.verdict == "rejected":
            said = _REJECTED
        elif judged.type == "email" and judged.known is None:
            said = _MAILBOX
        elif channel is not None and channel.retired:
            said, why = _RETIRED, channel.retired.to(self.lang)
        elif number and judged.known and judged.known.claim.lost == "superseded":
            said = _OLD
        else:
            said = _UNCONFIRMED
        call = _CALL.to(self.lang) if number else ""
        use = (_DIAL if number else _USE).to(self.lang)
        name = channel.name.to(self.lang) if channel else self._owner_of_domain()
        source = self._source()
        return said.to(self.lang, it=it, name=name, call=call, use=use, why=why, source=source)

    def _owner_of_domain(self) -> str:
        domain = self.catalog.domains[self.judged.domain or ""]
        if domain.operator == "platform":
            return self.catalog.platform.name.to(self.lang)
        return OPERATORS[domain.operator].to(self.lang)

    def _source(self) -> str:
        """Who says so and when, as the end of a sentence."""
        claim = self.judged.known.claim if self.judged.known else None
        fact = claim or self.catalog.domains[self.judged.domain or ""]
        return self._dated(self.catalog.sources[fact.source], claim.date if claim else None)

    def _dated(self, source: Source, date: str | None) -> str:
        date = date or source.published
        if date is None:  # of a page without a date, only when it was read is known
            undated = _READ if source.seen else _UNDATED
            date = undated.to(self.lang, seen=source.seen)
        return _SOURCE.to(self.lang, title=source.title, date=date)

    def _near_miss(self) -> str:
        """What an unknown number has in common with a listed one, as the end of a sentence."""
        if self.judged.code:
            return _WITH_AREA.to(self.lang, code=self.judged.code)
        same = self.judged.same_local
        return _SAME_LOCAL.to(self.lang, same=self._join(same)) if same else ""

    def _service(self, it: str, service: Service) -> str:
        sure = self.catalog.grade_of(service) in ("official", "reported")
        return (_SERVICE if sure else _SAID_SERVICE).to(
            self.lang,
            it=it,
            name=service.name.to(self.lang),
            platform=self.catalog.platform.name.to(self.lang),
            source=self._dated(self.catalog.sources[service.source], None),
        )

    def _lookalike(self, it: str) -> str:
        said = _LIKE_NUMBER if self.judged.type == "number" else _LIKE_ADDRESS
        if said is _LIKE_NUMBER and any(map(str.isalpha, it)):
            said = _LIKE_LETTERS
        whose = self._join(channel.name.to(self.lang) for channel in self._channels.values())
        like = self._join(self.judged.resembles)
        return said.to(self.lang, it=it, like=like, whose=whose)

    # ---- what to do ----

    def advice(self) -> list[str]:
        """What to do and what never to do, the most pressing first."""
        said = [_FAKED[self.judged.type], _NEVER_ASKED]
        if self.judged.verdict == "official_outbound_only":
            said.insert(0, _NO_PROOF)
        if self._is_fake:
            said.insert(0, _NO_CALL if self.judged.type == "number" else _NO_OPENING)
        advice = [one.to(self.lang) for one in said]
        if police := self.catalog.derived(_police):
            named = [(name.to(self.lang), number) for name, number in police]
            lines = self._join(name if no in name else f"{name} {no}" for name, no in named)
            advice.append(_SUSPECTED.to(self.lang, lines=lines))
        return advice

    # ---- how to go on ----

    def next(self) -> list[Hint]:
        """Commands that follow from the verdict."""
        lang = self.lang
        hints = [
            hint(
                self.catalog,
                AskShow(channel=key, lang=lang),
                _SHOW.to(lang, name=channel.name.to(lang)),
            )
            for key, channel in list(self._channels.items())[:2]
        ]
        if self._is_fake:
            hints += fraud_hints(self.catalog, lang)
        if self.judged.verdict not in ("official_inbound", "lookalike"):
            now = AskContact(now=True, lang=lang)
            hints.append(hint(self.catalog, now, _CONTACT.to(lang)))
        return hints


def _police(catalog: Catalog) -> list[tuple[Text, str]]:
    """Name and number of every police line that can be called, in the catalogue's order."""
    return [
        (channel.name, channel.in_force["number"].text("zh"))
        for channel in catalog.channels.values()
        if channel.operator == "police"
        and channel.kind == "phone"
        and channel.offered
        and "number" in channel.in_force
        and catalog.grade_of(channel.in_force["number"]) in ("official", "reported")
    ]
