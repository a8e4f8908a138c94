"""Whose number, e-mail address or web address is this?"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import pickle
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pddroute import load_catalog, verify, verify_text
from pddroute.catalogue.model import Catalog
from pddroute.contract.verdict import Verdict, Verdicts
from pddroute.errors import UsageError
from pddroute.numbers.telephone import digits, is_short_service, normalize
from pddroute.render import findings
from pddroute.render.ink import Ink

AT = dt.datetime(2026, 11, 21, 20, 35, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def _claim(value: str, source: str = "site", **more: str) -> dict[str, Any]:
    return {"value": value, "source": source, **more}


def _phone(name: str, operator: str, *numbers: dict[str, Any], **more: Any) -> dict[str, Any]:
    hours = [_claim("Mo-Su 08:00-21:30")]
    return {
        "name": {"zh": name, "en": f"{name} (en)"},
        "kind": "phone",
        "operator": operator,
        "audience": ["consumer"],
        "claims": {"number": list(numbers), "hours": hours},
        **more,
    }


def _web(operator: str, **claims: str) -> dict[str, Any]:
    return {
        "name": {"zh": "网站"},
        "kind": "web",
        "operator": operator,
        "audience": ["consumer", "merchant"],
        "claims": {field: [_claim(value)] for field, value in claims.items()},
    }


SMALL: dict[str, Any] = {
    "revised": "2026-11-21",
    "platform": {
        "name": {"zh": "拼多多", "en": "Pinduoduo"},
        "home": "上海",
        "home_source": "site",
        "area_code": "021",
        "brands": ["pinduoduo", "pdd", "拼多多"],
        "unverified": {"zh": "没有人核实过", "en": "nobody has confirmed it"},
    },
    "sources": {
        "site": {"title": "官网", "publisher": "平台", "grade": "official", "published": "2023-07"},
        "press": {"title": "报纸", "publisher": "报社", "grade": "reported", "seen": "2026-09-27"},
        "blog": {"title": "博客", "publisher": "某人", "grade": "unconfirmed"},
        "junk": {"title": "垃圾页", "publisher": "某人", "grade": "rejected"},
    },
    "domains": {
        "pinduoduo.com": {"operator": "platform", "source": "site"},
        "12315.cn": {"operator": "regulator", "source": "press"},
        "blog.example": {"operator": "mediator", "source": "blog"},
        "pinduoduo.example": {"operator": "platform", "source": "junk"},
    },
    "services": {
        "12309": {"name": {"zh": "检察机关"}, "source": "press", "accepts_area_code": "press"},
        "95588": {"name": {"zh": "一家银行"}, "source": "blog"},
    },
    "channels": {
        "consumer-hotline": _phone(
            "消费者热线",
            "platform",
            _claim("021-53395288"),
            _claim("021-53395288", "blog", lost="superseded"),
            _claim("400-8822528", "blog", lost="no_authority"),
            _claim("021-5339-5339", "blog", lost="rejected"),
            _claim("400-53395288", "junk", lost="rejected"),
            _claim("021-53395088", "junk", lost="rejected"),
        ),
        "merchant-hotline": _phone(
            "商家热线",
            "platform",
            _claim("021-53395088"),
            _claim("400-866-8888", "blog", grade="rejected", lost="rejected"),
            audience=["merchant"],
        ),
        "outbound": _phone("外呼号码", "platform", _claim("9541366"), direction="outbound_only"),
        "old": _phone("旧热线", "platform", _claim("400-1112223"), retired={"zh": "已停"}),
        "old-both": _phone(
            "传说", "platform", _claim("400-3334445", "blog"), audience=["consumer", "merchant"]
        ),
        "fake": _phone("假热线", "platform", _claim("400-5556667", "junk")),
        "12315-phone": _phone("12315 热线", "regulator", _claim("12315", "press"), area_code=True),
        "110": _phone("110 报警", "police", _claim("110", "site", date="2003-04-30")),
        "anti-fraud": _phone(
            "反诈专线", "police", _claim("96110", "press"), accepts_area_code="press"
        ),
        "faraway": _phone("外地", "regulator", _claim("010-12321", "press")),
        "site": _web("platform", url="https://www.pinduoduo.com/x"),
        "mail": _web("mediator", url="https://heimao.example/", email="Kefu@Heimao.example"),
    },
    "issues": {
        "scam": {
            "name": {"zh": "诈骗"},
            "audience": "consumer",
            "route": "scam",
            "problem": {"zh": "…"},
            "demand": {"zh": "…"},
        }
    },
}


@pytest.fixture(scope="module")
def small_catalog() -> Catalog:
    return msgspec.convert(SMALL, Catalog, strict=False)


NUMBERS = [
    ("021-53395288", "official_inbound", "consumer-hotline", "consumer", "inbound"),
    ("021-53395088", "official_inbound", "merchant-hotline", "merchant", "inbound"),
    ("9541366", "official_outbound_only", "outbound", "consumer", "outbound_only"),
    ("12315", "official_inbound", "12315-phone", "regulator", "inbound"),
    ("0571-12315", "official_inbound", "12315-phone", "regulator", "inbound"),
    ("021 12315", "official_inbound", "12315-phone", "regulator", "inbound"),
    ("110", "official_inbound", "110", "police", "inbound"),
    ("96110", "official_inbound", "anti-fraud", "police", "inbound"),
    ("400-8822528", "unconfirmed", "consumer-hotline", "consumer", "inbound"),
    ("400-3334445", "unconfirmed", "old-both", "platform", "inbound"),
    ("400-1112223", "unconfirmed", "old", "consumer", "inbound"),
    ("021-5339-5339", "rejected", None, None, None),
    ("400-53395288", "rejected", None, None, None),
    ("400-866-8888", "rejected", None, None, None),
    ("400-5556667", "rejected", None, None, None),
    ("13800138000", "unknown", None, None, None),
    ("010-110", "unknown", None, None, None),
    ("53395288", "unknown", None, None, None),
]


@pytest.mark.parametrize(("text", "code", "channel", "role", "direction"), NUMBERS)
def test_numbers(
    small_catalog: Catalog,
    text: str,
    code: str,
    channel: str | None,
    role: str | None,
    direction: str | None,
) -> None:
    verdict = verify(small_catalog, text, at=AT)
    assert (verdict.verdict, verdict.channel) == (code, channel)
    assert (verdict.role, verdict.direction) == (role, direction)
    assert (verdict.type, verdict.number, verdict.normalized) == ("number", text, normalize(text))
    assert verdict.resembles == []
    assert verdict.text
    assert len(verdict.advice) >= 3


@pytest.mark.parametrize(
    ("text", "resembles"),
    [
        ("021-53395289", ["021-53395288"]),
        ("021-53395828", ["021-53395288"]),
        ("02153395288 8", ["021-53395288"]),
        ("2153395288", ["021-53395288"]),
        ("002153395288", ["021-53395288"]),
        ("021-53395188", ["021-53395288", "021-53395088"]),
        ("53395289", ["021-53395288"]),
        ("9541367", ["9541366"]),
    ],
)
def test_lookalike_numbers(small_catalog: Catalog, text: str, resembles: list[str]) -> None:
    verdict = verify(small_catalog, text, at=AT)
    assert (verdict.verdict, verdict.channel, verdict.sources) == ("lookalike", None, [])
    assert verdict.resembles == resembles


@pytest.mark.parametrize(
    "text",
    [
        # The space of short codes is full …
        *("120", "10", "+110", "12316", "021-12316", "0571-2315", "95016", "96111", "010-12305"),
        # … and a number that lost, or is known to be wrong, is no measure.
        *("021-96111", "021-53395338", "400-8822582", "400-5556668"),
    ],
)
def test_nothing_is_like_a_short_code_or_like_a_claim_that_lost(
    small_catalog: Catalog, text: str
) -> None:
    verdict = verify(small_catalog, text, at=AT)
    assert (verdict.verdict, verdict.resembles) == ("unknown", [])


@pytest.mark.parametrize(
    ("text", "code", "name", "grade", "sources"),
    [
        ("12309", "known_service", "检察机关", "reported", ["press"]),
        ("010-12309", "known_service", "检察机关", "reported", ["press"]),
        ("95588", "known_service", "一家银行", "unconfirmed", ["blog"]),
        ("021-95588", "unknown", None, None, []),
        ("0551-96110", "official_inbound", "反诈专线", "reported", ["press"]),
        ("021-110", "unknown", None, None, []),
    ],
)
def test_codes_of_others(
    small_catalog: Catalog, text: str, code: str, name: str | None, grade: str, sources: list[str]
) -> None:
    verdict = verify(small_catalog, text, at=AT)
    assert (verdict.verdict, verdict.name, verdict.grade) == (code, name, grade)
    assert verdict.sources == sources
    assert (verdict.channel is None) == (code != "official_inbound")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("请拨打021-53395289", "likely_fraud", "021-53395289"),
        ("官方021-53395288，另有pinduodu0.com", "likely_fraud", "pinduodu0.com"),
        ("官方021-53395288，或12315、95588", "genuine_only", "自己拨打"),
        ("请拨打9541366退款", "nothing", "9541366 只呼出、打不进去"),
        ("官方021-53395288，专员13800138000", "nothing", "没有来源说 13800138000 是谁的"),
        ("致电400-3334445", "nothing", "400-3334445 只有非官方的说法"),
        (
            "<a href='https://evil.test/x'>https://www.pinduoduo.com</a>",
            "likely_fraud",
            "evil.test",
        ),
        ("[https://www.pinduoduo.com](https://evil.test)", "likely_fraud", "evil.test"),
        ("[www.pinduoduo.com](https://www.pinduoduo.com/x)", "genuine_only", "自己拨打"),
        ("<A HREF=https://evil.test>点这里</A> 官网www.pinduoduo.com", "nothing", "evil.test"),
        ("昨天花了120元", "nothing", "没有找到"),
        ("请拨打" + "、".join(f"021-5339528{n}" for n in range(7)), "likely_fraud", "等 7 个"),
    ],
)
def test_a_message_is_judged_first(small_catalog: Catalog, text: str, code: str, said: str) -> None:
    answer = verify_text(small_catalog, text, at=AT)
    assert answer.judgement.code == code
    assert said in answer.judgement.text
    assert (answer.next[:1] != [] and answer.next[0].command == "pddroute escalate scam") == (
        code == "likely_fraud"
    )
    shown = findings.verdicts(answer, Ink(False, 200)).splitlines()
    assert shown[1] == answer.judgement.text
    assert verify_text(small_catalog, text, at=AT, lang="en").judgement.code == code


@pytest.mark.parametrize(
    ("text", "normalized", "code", "resembles"),
    [
        ("客服热线02l-5339528B，请拨打", "02l-5339528b", "lookalike", ["021-53395288"]),
        ("致电O21-5339-5289", "o21-5339-5289", "lookalike", ["021-53395288"]),
        ("拨打9S588", "9s588", "lookalike", ["95588"]),
        ("拨打l38OO138000", "l38oo138000", "not_judged", []),
    ],
)
def test_letters_in_place_of_digits_are_never_genuine(
    small_catalog: Catalog, text: str, normalized: str, code: str, resembles: list[str]
) -> None:
    (verdict,) = verify_text(small_catalog, text, at=AT).verdicts
    assert (verdict.normalized, verdict.verdict, verdict.resembles) == (normalized, code, resembles)
    assert verdict.channel is None
    assert "不要拨打" in verdict.text


def test_a_link_that_no_browser_opens_is_not_judged_unless_it_shows_a_brand(
    small_catalog: Catalog,
) -> None:
    text = "见 https://some..where.test/x 和 https://pinduoduo..com/x"
    assert [one.verdict for one in verify_text(small_catalog, text, at=AT).verdicts] == [
        "not_judged",
        "lookalike",
    ]


@pytest.mark.parametrize("text", ["https://www.pinduoduo.com\udcff", "021-53395288\udcff"])
def test_what_cannot_be_encoded_is_written_all_the_same(small_catalog: Catalog, text: str) -> None:
    with contextlib.suppress(UsageError):
        verify(small_catalog, text, at=AT).to_json()
    verify_text(small_catalog, f"见 {text} 吧", at=AT).to_json()


def test_of_very_many_verdicts_the_gravest_are_given(small_catalog: Catalog) -> None:
    text = " ".join(f"1380013{n:04}" for n in range(1200)) + " 021-53395288 pinduodu0.com"
    answer = verify_text(small_catalog, text, at=AT)
    assert (len(answer.verdicts), answer.truncated) == (1000, True)
    assert answer.verdicts[-1].verdict == "lookalike"
    assert "official_inbound" not in {each.verdict for each in answer.verdicts}
    assert answer.judgement.code == "likely_fraud"
    assert "1000" in findings.verdicts(answer, Ink(False, 200))


@pytest.mark.parametrize(
    ("text", "normalized"),
    [("请联系客服021-53395288哦", "021-53395288"), ("call 96110 please", "96110")],
)
def test_of_a_sentence_the_one_that_stands_in_it_is_judged(
    small_catalog: Catalog, text: str, normalized: str
) -> None:
    verdict = verify(small_catalog, text, at=AT)
    assert (verdict.normalized, verdict.verdict) == (normalized, "official_inbound")


@pytest.mark.parametrize(
    ("text", "kind", "code", "channel", "role"),
    [
        ("pinduoduo.com", "web", "official_inbound", "site", "platform"),
        ("https://www.pinduoduo.com/y", "web", "official_inbound", "site", "platform"),
        ("mms.pinduoduo.com", "web", "official_inbound", None, "platform"),
        ("https://12315.cn", "web", "official_inbound", None, "regulator"),
        ("a.blog.example", "web", "unconfirmed", None, "mediator"),
        ("pinduoduo.example", "web", "rejected", None, "platform"),
        ("heimao.example", "web", "official_inbound", "mail", "mediator"),
        ("kefu@heimao.EXAMPLE", "email", "official_inbound", "mail", "mediator"),
        ("kefu@pinduoduo.com", "email", "unconfirmed", None, "platform"),
        ("kefu@pinduoduo.example", "email", "rejected", None, "platform"),
        ("kefu@heimao2.example", "email", "lookalike", None, None),
        ("pdd-kefu@mail.test", "email", "lookalike", None, None),
        ("a@pinduodu0.com", "email", "lookalike", None, None),
        ("pinduoduo-kefu.com", "web", "lookalike", None, None),
        ("pinduodu0.com", "web", "lookalike", None, None),
        ("https://pinduoduo.com@evil.test", "web", "lookalike", None, None),
        ("https://pinduoduo.com.evil.test", "web", "lookalike", None, None),
        ("somebody@mail.test", "email", "unknown", None, None),
        ("拼多多客服.com", "web", "lookalike", None, None),
    ],
)
def test_addresses(
    small_catalog: Catalog, text: str, kind: str, code: str, channel: str | None, role: str | None
) -> None:
    verdict = verify(small_catalog, text, at=AT, lang="en")
    assert (verdict.type, verdict.verdict, verdict.channel) == (kind, code, channel)
    assert verdict.role == role
    assert bool(verdict.resembles) == (code == "lookalike")
    assert verdict.warnings == []


def test_the_whole_answer(small_catalog: Catalog) -> None:
    verdict = verify(small_catalog, "０２１－５３３９５２８８ 转3", at=AT)
    assert verdict.as_of == AT
    assert verdict.catalog is not None
    assert verdict.name == "消费者热线"
    assert verdict.hours == "Mo-Su 08:00-21:30"
    assert verdict.sources == ["site", "blog"]
    assert [warn.code for warn in verdict.warnings] == ["numbers_unverified"]
    assert verdict.text == "021-53395288 属于“消费者热线”，可以拨打（来源：官网，2023-07）"
    assert verdict.advice == [
        "来电显示可以伪造：挂断，自己拨打名录里的号码",
        "官方客服不会索要验证码或密码，不会要求转账，也不会要求共享屏幕",
        "怀疑是诈骗，或者已经转账、给出验证码：110 报警、反诈专线 96110",
    ]
    assert [hint.command for hint in verdict.next] == ["pddroute show consumer-hotline"]
    assert msgspec.json.decode(verdict.to_json(), type=Verdict) == verdict


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("400-866-8888", "不要拨打", "Do not call"),
        ("9541366", "打不进去", "cannot be called"),
        (
            "400-8822528",
            "没有得到证实（来源：博客，日期不明）",
            "not confirmed (source: 博客, undated)",
        ),
        ("96110", "报纸，未注明日期，2026-09-27 查阅", "报纸, undated, read 2026-09-27"),
        ("110", "（来源：官网，2003-04-30）", "(source: 官网, 2003-04-30)"),
        ("400-1112223", "已停用：已停", "retired: 已停"),
        ("021-53395289", "不要当作它拨打", "do not call it in its place"),
        ("021-96111", "名录里没有 021-96111", "021-96111 is not listed"),
        ("021-95588", "没有来源说它前面可以加区号", "no source puts an area code before it"),
        ("12309", "“检察机关”的号码，不是拼多多的渠道", "no way to reach Pinduoduo"),
        ("95588", "据说是“一家银行”的号码，没有官方来源", "by no official source"),
        ("53395288", "021-53395288 去掉区号后与它相同", "021-53395288 ends the same"),
        ("pinduodu0.com", "容易与 pinduoduo.com 混淆", "easily taken for pinduoduo.com"),
        ("xn--cssa207e.com", "xn--cssa207e.com (", "xn--cssa207e.com ("),
        ("pinduoduo.example", "不要使用", "Do not use"),
        ("a@pinduoduo.com", "没有来源列出这个邮箱", "no source lists this mailbox"),
        ("mms.pinduoduo.com", "属于“拼多多”", "belongs to Pinduoduo"),
        ("x.12315.cn", "属于“政府主管部门”", "belongs to an authority"),
    ],
)
def test_the_sentence(small_catalog: Catalog, text: str, zh: str, en: str) -> None:
    assert zh in verify(small_catalog, text, at=AT).text
    assert en in verify(small_catalog, text, at=AT, lang="en").text


def test_what_follows(small_catalog: Catalog) -> None:
    def commands(text: str) -> list[str]:
        return [hint.command for hint in verify(small_catalog, text, at=AT).next]

    assert commands("400-866-8888") == [
        "pddroute show merchant-hotline",
        "pddroute escalate scam",
        "pddroute contact --now",
    ]
    assert commands("pinduodu0.com") == ["pddroute escalate scam"]
    assert commands("13800138000") == ["pddroute contact --now"]
    assert not any("不要拨打" in line for line in verify(small_catalog, "120", at=AT).advice)
    assert "不要拨打" in verify(small_catalog, "400-866-8888", at=AT).advice[0]


def test_a_poor_catalogue() -> None:
    poor = {**SMALL, "channels": {}, "domains": {}, "issues": {}}
    catalog = msgspec.convert(poor, Catalog, strict=False)
    assert verify(catalog, "110", at=AT).verdict == "unknown"
    assert len(verify(catalog, "110", at=AT).advice) == 2
    verdict = verify(catalog, "pinduoduo.com", at=AT)
    assert (verdict.verdict, verdict.next[0].command) == ("unknown", "pddroute contact --now")


@pytest.mark.parametrize("text", ["", "hello", "12315,12305", "\x00", "\ud800", "1" * 501, "a b"])
def test_neither_number_nor_address(small_catalog: Catalog, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        verify(small_catalog, text, at=AT)
    error = pickle.loads(pickle.dumps(caught.value))
    assert error.message != error.message_en
    assert "标准输入" in error.hint
    json.dumps(error.details).encode()


def test_the_number_is_given_back_without_control_characters(small_catalog: Catalog) -> None:
    verdict = verify(small_catalog, "\x1b\u202e021\u30005339\n5288\x00", at=AT)
    assert verdict.number == "021\u300053395288"
    assert verdict.verdict == "official_inbound"


def _judged(verdicts: Verdicts) -> list[tuple[str, str]]:
    return [(each.normalized, each.verdict) for each in verdicts.verdicts]


def test_a_message(small_catalog: Catalog) -> None:
    message = (
        "【拼多多】您2024-11-21 12:30的订单241121-123456789012345（￥120.00元，共110件）退款异常，"
        "请致电４００－８６６－８８８８ 转3或加客服13800138000，"
        "登录https://pinduoduo-kefu.com/110领取。官网pinduoduo.com，电话021-53395288、"
        "021-53395289；(0571)12315/12305；021-53395288。发信到kefu@pinduoduo.com"
    )
    verdicts = verify_text(small_catalog, message, at=AT)
    assert _judged(verdicts) == [
        ("400-8668888", "rejected"),
        ("13800138000", "unknown"),
        ("pinduoduo-kefu.com", "lookalike"),
        ("pinduoduo.com", "official_inbound"),
        ("021-53395288", "official_inbound"),
        ("021-53395289", "lookalike"),
        ("0571-12315", "official_inbound"),
        ("12305", "unknown"),
        ("kefu@pinduoduo.com", "unconfirmed"),
    ]
    assert [warn.code for warn in verdicts.warnings] == ["numbers_unverified"]
    assert len({hint.command for hint in verdicts.next}) == len(verdicts.next) <= 8
    assert verdicts.kind == "verdicts"


@pytest.mark.parametrize(
    "text",
    ["", "你好", "2024-11-21 12:30，花了120元，买了10件，订单241121-123456789012345，见a.pdf"],
)
def test_a_message_without_numbers(small_catalog: Catalog, text: str) -> None:
    assert verify_text(small_catalog, text, at=AT).verdicts == []


def test_a_text_that_is_too_long(small_catalog: Catalog) -> None:
    assert verify_text(small_catalog, "(0" * 50_000, at=AT).verdicts == []
    with pytest.raises(UsageError):
        verify_text(small_catalog, "1" * 1_000_001, at=AT)


# ---- properties ----

ODD = st.sampled_from("0123456789-+() 转x.,@/:ab\u200b一〇０拼\x00")


def test_any_text_is_answered_or_refused(small_catalog: Catalog) -> None:
    @given(st.text() | st.text(ODD, max_size=60) | st.text(st.characters(), max_size=30))
    @settings(max_examples=500, deadline=None)
    def check(text: str) -> None:
        with contextlib.suppress(UsageError):
            verify(small_catalog, text, at=AT).to_json()
        verify_text(small_catalog, text, at=AT).to_json()

    check()


def _listed(catalog: Catalog) -> list[str]:
    numbers = (
        normalize(claim.text("zh"))
        for channel in catalog.channels.values()
        for claim in channel.claims.number
    )
    return sorted({number for number in numbers if number})


def _measures(catalog: Catalog) -> list[str]:
    """The long numbers in force: what a look-alike is like."""
    numbers = (
        normalize(claim.text("zh"))
        for channel in catalog.channels.values()
        for claim in channel.claims.number
        if claim.lost is None and catalog.grade_of(claim) != "rejected"
    )
    return sorted({number for number in numbers if number and not is_short_service(number)})


def _neighbours(bare: str) -> Iterator[str]:
    """Every string one inserted, left out or other digit, or one swap of neighbours, away."""
    for i in range(len(bare) + 1):
        for digit in "0123456789":
            yield bare[:i] + digit + bare[i:]
            if i < len(bare):
                yield bare[:i] + digit + bare[i + 1 :]
        if i < len(bare):
            yield bare[:i] + bare[i + 1 :]
            yield bare[:i] + bare[i : i + 2][::-1] + bare[i + 2 :]


def _check_neighbours(catalog: Catalog) -> None:
    measures, listed = _measures(catalog), set(_listed(catalog))
    assert measures
    for bare in map(digits, measures):
        for near in set(_neighbours(bare)):
            verdict = verify(catalog, near, at=AT)
            short = len(digits(near)) < 7 or is_short_service(verdict.normalized)
            if verdict.verdict != "lookalike" and not short:
                assert verdict.normalized in listed, (bare, near, verdict)


def test_neighbours_are_lookalikes_small(small_catalog: Catalog) -> None:
    _check_neighbours(small_catalog)


def test_neighbours_are_lookalikes(catalog: Catalog) -> None:
    _check_neighbours(catalog)


def test_nothing_unlisted_is_official(catalog: Catalog) -> None:
    listed = set(_listed(catalog))

    # The catalogue is no argument of the inner test: Hypothesis would print it.
    @given(
        st.from_regex(r"(\+|00|\+86|0086|86|tel:)?[ (]?\d{2,14}(-\d{1,8})?(转\d)?", fullmatch=True)
        | st.text(ODD, max_size=20)
    )
    @settings(max_examples=500, deadline=None)
    def check(text: str) -> None:
        with contextlib.suppress(UsageError):
            verdict = verify(catalog, text, at=AT)
            if verdict.type == "number" and verdict.verdict.startswith("official"):
                assert {verdict.normalized, verdict.normalized.partition("-")[2]} & listed

    check()


SPELLINGS = [
    str.maketrans("0123456789-", digits_ + "－")
    for digits_ in ("０１２３４５６７８９", "〇一二三四五六七八九", "٠١٢٣٤٥٦٧٨٩", "⓪①②③④⑤⑥⑦⑧⑨")
] + [{}]


def test_a_listed_number_is_itself_in_every_dress(catalog: Catalog) -> None:
    @given(
        number=st.sampled_from(_listed(catalog)),
        gap=st.sampled_from(["", "-", " ", "\u00a0", "\u3000", "—", "\u200b", ".", " - ", "（）"]),
        prefix=st.sampled_from(["", "+86", "+86 ", "0086-", "tel:+86-"]),
        without_zero=st.booleans(),
        spelling=st.sampled_from(range(len(SPELLINGS))),
        suffix=st.sampled_from(
            ["", "转3", " 转 3", " ext. 3", "x3", "分机3", ",3", "#3", "\u202c"]
        ),
    )
    @settings(max_examples=500, deadline=None)
    def check(
        number: str, gap: str, prefix: str, without_zero: bool, spelling: int, suffix: str
    ) -> None:
        plain = verify(catalog, number, at=AT)
        dress = f"（{number.replace('-', '）')}" if gap == "（）" else number.replace("-", gap)
        if prefix and without_zero:
            dress = dress.removeprefix("0")
        text = prefix + dress.translate(SPELLINGS[spelling]) + suffix
        verdict = verify(catalog, text, at=AT)
        assert (verdict.normalized, verdict.verdict) == (plain.normalized, plain.verdict)
        assert (verdict.channel, verdict.sources) == (plain.channel, plain.sources)

    check()


def test_the_facts(catalog: Catalog) -> None:
    expected = {
        "021-53395288": "official_inbound",
        "021-53395088": "official_inbound",
        "9541366": "official_outbound_only",
        "400-8822528": "unconfirmed",
        **dict.fromkeys(["400-866-8888", "021-5339-5339", "400-53395288"], "rejected"),
        **dict.fromkeys(["400-882-0707", "021-5339-2888"], "rejected"),
        **dict.fromkeys(["12315", "0571-12315", "110", "96110", "12305"], "official_inbound"),
        "pinduoduo.com": "official_inbound",
        "mms.pinduoduo.com": "official_inbound",
        "pinduoduo-kefu.com": "lookalike",
        "pinduodu0.com": "lookalike",
    }
    assert {text: verify(catalog, text, at=AT).verdict for text in expected} == expected


@pytest.mark.parametrize("sign", ["／@", "？@", "＃@", "＼@", "⁇@", "\\@", "\\x@", "＠@", "：@"])
def test_what_stands_before_a_disguised_at_sign_is_never_official(
    catalog: Catalog, sign: str
) -> None:
    for text in (f"https://pinduoduo.com{sign}evil.com", f"pinduoduo.com{sign}evil.com"):
        with contextlib.suppress(UsageError):
            verdict = verify(catalog, text, at=AT)
            assert verdict.verdict == "lookalike"
        assert {code for _, code in _judged(verify_text(catalog, text, at=AT))} == {"lookalike"}


@pytest.mark.parametrize("text", ["https://pinduoduo.com\\@pinduoduo.com", "pinduoduo.com\\@"])
def test_a_host_in_doubt_is_unconfirmed_even_where_both_readings_are_genuine(
    catalog: Catalog, text: str
) -> None:
    assert verify(catalog, text, at=AT).verdict == "unconfirmed"


def test_a_neighbour_behind_the_country_code_is_a_lookalike(catalog: Catalog) -> None:
    for number in ("021-53395288", "021-53395088"):
        national = digits(number).removeprefix("0")
        for near in set(_neighbours(national)) - {national, digits("21-53395288"), "2153395088"}:
            for prefix in ("+86 ", "0086", "tel:+86-", "+86(0)", "86"):
                verdict = verify(catalog, prefix + near, at=AT)
                listed = set(_listed(catalog)) & {verdict.normalized}
                assert verdict.verdict == "lookalike" or listed, prefix + near


@pytest.mark.parametrize(
    "text", ["+86 21 532395288", "86 21 532395288", "+86 21 5339528", "0086-21-532395288"]
)
def test_a_neighbour_behind_the_country_code_is_found_in_a_message(
    catalog: Catalog, text: str
) -> None:
    (verdict,) = verify_text(catalog, f"客服{text}。", at=AT).verdicts
    assert (verdict.verdict, "021-53395288" in verdict.resembles) == ("lookalike", True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((code, "known_service") for code in ("12377", "12300", "12321", "122", "95588", "10086")),
        *((code, "official_inbound") for code in ("95017", "119", "120", "12348", "12366")),
        *((f"0551-{code}", "official_inbound") for code in ("96110", "12345", "12305", "12363")),
        *((code, "unknown") for code in ("12301", "95016", "021-95588", "12356", "99999")),
    ],
)
def test_another_service_s_short_number_is_called_no_fraud(
    catalog: Catalog, text: str, code: str
) -> None:
    for lang in ("zh", "en"):
        verdict = verify(catalog, text, at=AT, lang=lang)  # type: ignore[arg-type]
        assert (verdict.verdict, verdict.resembles) == (code, [])
        assert not any("scam" in hint.command for hint in verdict.next)
        shown = findings.verdict(verdict, Ink(False, 200)).partition("\n\n")[0]
        assert "a fraud" not in shown
        assert "冒充" not in shown


@pytest.mark.parametrize(
    "text", ["12345@qq.com", "spb@gmail.com", "court@example.com", "sh.58.com", "www.sina.com.cn"]
)
def test_an_honest_address_is_no_lookalike(catalog: Catalog, text: str) -> None:
    assert verify(catalog, text, at=AT).verdict == "unknown"


def test_a_brand_in_the_name_of_a_foreign_mailbox_is_a_lookalike(catalog: Catalog) -> None:
    assert verify(catalog, "pdd.kefu@qq.com", at=AT).verdict == "lookalike"


def test_an_address_is_called_an_address_not_a_number(
    catalog: Catalog, small_catalog: Catalog
) -> None:
    plain = Ink(False, 100)
    web = findings.verdict(verify(catalog, "pinduoduo.com", at=AT), plain)
    assert "真实网址" in web
    assert "拨打" not in web.partition("\n")[0]
    mail = verify(small_catalog, "kefu@heimao.example", at=AT)
    assert "真实邮箱" in findings.verdict(mail, plain)
    english = verify(catalog, "pinduoduo.com", at=AT, lang="en")
    assert "genuine address" in findings.verdict(english, plain)


@pytest.mark.parametrize("text", ["ddjb@pinduoduo.com", "a@pinduoduo.example"])
def test_an_unlisted_mailbox_has_not_the_grade_of_its_domain(
    small_catalog: Catalog, text: str
) -> None:
    assert verify(small_catalog, text, at=AT).grade is None


def test_a_listed_number_before_a_measure_is_judged_in_a_message(catalog: Catalog) -> None:
    assert _judged(verify_text(catalog, "充值9541366元", at=AT)) == [
        ("9541366", "official_outbound_only")
    ]


def test_a_genuine_site_has_the_grade_of_its_domain(catalog: Catalog) -> None:
    assert verify(catalog, "pinduoduo.com", at=AT).grade == "official"


@pytest.mark.parametrize(
    ("text", "normalized", "code"),
    [
        ("请访问pinduoduo.com。谢谢", "pinduoduo.com", "official_inbound"),
        ("https://www.pinduoduo.com英文", "www.pinduoduo.com", "official_inbound"),
        ("http://www.pinduoduo.com@8.8.8.8:51733/hn35/", "8.8.8.8", "lookalike"),
        ("www.pinduoduo.com%zz", "www.pinduoduo.com%zz", "lookalike"),
        ("https://pinduoduo.com／.evil.com", "https://pinduoduo.com／.evil.com", "lookalike"),
        ("https://evil.com:99999", "https://evil.com:99999", "not_judged"),
        ("http://attacker.example\\@pinduoduo.com", "attacker.example", "unknown"),
        ("拼多多.evil.com", "evil.com", "lookalike"),
    ],
)
def test_one_address_is_read_as_in_a_message(
    catalog: Catalog, text: str, normalized: str, code: str
) -> None:
    verdict = verify(catalog, text, at=AT)
    assert (verdict.normalized, verdict.verdict) == (normalized, code)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("退款 https://www.pinduoduo.com%2eevil.example/ 请登录", "lookalike"),
        ("https://www.pinduoduo.com∕.evil.example/login", "lookalike"),
        ("安全核验 http://3232235777/www.pinduoduo.com/login", "unknown"),
        ("javascript:location='https://www.pinduoduo.com'", "lookalike"),
        ("https://www.pinduoduo.com/r?u=https://evil.example/", "official_inbound unknown"),
        ("https://evil.example/?u=https://www.pinduoduo.com/", "unknown"),
        ("下载pdd.me", "lookalike"),
        ("太好了.me，2.app", ""),
    ],
)
def test_addresses_in_a_message(catalog: Catalog, text: str, found: str) -> None:
    assert " ".join(code for _, code in _judged(verify_text(catalog, text, at=AT))) == found


def test_two_things_in_a_sentence_are_not_one(catalog: Catalog) -> None:
    with pytest.raises(UsageError, match="不是一个"):
        verify(catalog, "官网pinduoduo.com，电话021-53395288", at=AT)


@pytest.mark.parametrize("number", ["021-61897088", "021-61897188"])
def test_a_number_that_was_replaced_is_not_to_be_called(number: str) -> None:
    catalog = load_catalog()
    said = verify(catalog, number, at=AT)
    assert said.verdict == "unconfirmed"
    assert "现在是谁的不知道：不要拨打" in said.text
    assert "do not call it" in verify(catalog, number, at=AT, lang="en").text
