"""What stands beside a host of ours, and whether it makes it another's: kind by kind.

``official`` means that nothing else is found and all of it is genuine, ``never`` that nothing is
genuine and something is found, ``beside`` that something else is found beside what is genuine.
"""

from __future__ import annotations

import pytest

from pddroute.catalogue.model import Catalog
from pddroute.numbers.addresses import find_addresses, parse_address
from pddroute.verdict.listed import addresses_in, judge_address

GENUINE = "official_inbound"


def in_text(catalog: Catalog, text: str) -> set[str]:
    return {one.verdict for _, one in addresses_in(catalog, text)}


def alone(catalog: Catalog, text: str) -> str | None:
    address = parse_address(text)
    return judge_address(catalog, address).verdict if address else None


@pytest.mark.parametrize("sign", "ⓒ™№㎏㏄🄰℡🄫®©ⓜ🆐㍿㋿㊗🅐€₿⒜ªᴬ")
def test_a_sign_that_is_read_as_a_letter_is_of_the_host(catalog: Catalog, sign: str) -> None:
    for text in (f"{sign}yangkeduo.com", f"//{sign}yangkeduo.com/x", f"👉{sign}yangkeduo.com"):
        assert alone(catalog, text) in ("lookalike", "unknown"), text
        assert in_text(catalog, f"请打开 {text} 退款") <= {"lookalike", "unknown"} != set()


@pytest.mark.parametrize(
    "before",
    [
        "👉",
        "👉 ",
        "➡️",
        "•",
        "·",
        "→",
        "★",
        "✅",
        "【",
        "“",
        "ⓒ ",
        "品牌®（",
        "℡:",
        "1)",
        "...看",
        "戳……",
    ],
)
def test_a_sign_that_points_at_a_host_is_not(catalog: Catalog, before: str) -> None:
    assert in_text(catalog, f"{before}www.pinduoduo.com") == {GENUINE}


@pytest.mark.parametrize(
    "text",
    [
        *("https://www.pinduoduo.com。中国/", "https://www.pinduoduo.com。网址/a"),
        *("https://www.pinduoduo.com。公司", "https://www.pinduoduo.com。我爱你?a"),
        *("https://www.pinduoduo.com。中国:443/x", "https://www.pinduoduo.com。中国:"),
        *("yangkeduo.com。公司/登录", "(https://www.pinduoduo.com。公司)", "yangkeduo.com。рф"),
        *("yangkeduo.com。コム#a", "www.pinduoduo.com。公司。中国/x", "yangkeduo.com。官网.top/"),
        *(
            "https://yangkeduo.com。公\u200b司/",
            "https://yangkeduo.com。⽹址/",
            "yangkeduo.com。ⓒn",
        ),
        *("https://yangkeduo.com。中%E5%9B%BD/", "https://yangkeduo.com。𝐜𝐧/x"),
        *("https://yangkeduo.com。top领取", "yangkeduo.com。cn处理", "yangkeduo.com。top 领取"),
    ],
)
def test_a_chinese_full_stop_before_an_ending_is_a_dot(catalog: Catalog, text: str) -> None:
    assert in_text(catalog, f"请打开{text}") == {"lookalike"}
    assert alone(catalog, text) in ("lookalike", None)


@pytest.mark.parametrize(
    ("behind", "written"),
    [
        *((f"。{words}", "yangkeduo.com") for words in ("谢谢", "公司很好", "手机：139", "网店、")),
        *(("。\n中国", "yangkeduo.com"), ("。wechat关注", "yangkeduo.com")),
        *(("。", "yangkeduo.com"), ("。谢谢\n", "yangkeduo.com"), ("。我/你", "yangkeduo.com")),
    ],
)
def test_a_chinese_full_stop_before_words_ends_the_address(
    catalog: Catalog, behind: str, written: str
) -> None:
    text = f"请打开yangkeduo.com{behind}"
    assert in_text(catalog, text) == {GENUINE}
    assert [found.text for found in find_addresses(text)] == [written]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        *(
            (f"www.yangkeduo.com{sign}evil.com", "never")
            for sign in ("=", "&", "$", "^", ".=", "+")
        ),
        *(("www.yangkeduo.com&a=b", "never"), ("evil.com=www.pinduoduo.com", "never")),
        ("www.pinduoduo.com&mms.pinduoduo.com", "never"),
        *((f"www.yangkeduo.com{sign}evil.com", "beside") for sign in ',;!|~*(){}[]"<>'),
        *((f"www.yangkeduo.com{end}", "official") for end in ("=", "=官网", "^_^", "&", "~")),
        *((f"www.pinduoduo.com{blank}.evil.com", "beside") for blank in (" ", "\u3000", "\u00a0")),
        *(
            ("www.pinduoduo.com\u2028.evil.com", "beside"),
            ("www.pinduoduo.com ，.evil.com", "beside"),
        ),
        *(("www.pinduoduo.com 。evil.com", "beside"), ("www.pinduoduo.com %2eevil.com", "beside")),
        ("打开 https://www.pinduoduo.com .evil.com/x 退款", "never"),
        *((f"https://www.pinduoduo.com{blank}top/x", "never") for blank in (" .", "\u3000。")),
        *(("打开 .evil.com", "never"), ("打开 .www.pinduoduo.com", "never")),
        *(("www.pinduoduo.com .NET 好", "official"), ("www.pinduoduo.com ... 好", "official")),
    ],
)
def test_what_stands_behind_a_host_is_not_dropped(catalog: Catalog, text: str, want: str) -> None:
    found = in_text(catalog, text)
    assert found
    assert (GENUINE in found, found != {GENUINE}) == {
        "official": (True, False),
        "never": (False, True),
        "beside": (True, True),
    }[want]


@pytest.mark.parametrize("between", [",", ";", "|", "", "、", "。", ", ", "."])
def test_the_next_scheme_begins_the_next_address(catalog: Catalog, between: str) -> None:
    for first in ("https://www.pinduoduo.com", "www.pinduoduo.com"):
        text = f"{first}{between}https://mms.pinduoduo.com"
        assert in_text(catalog, text) == {GENUINE}
        found = [each.address.host for each in find_addresses(text)]
        assert found == ["www.pinduoduo.com", "mms.pinduoduo.com"]
        assert in_text(catalog, f"{first}{between}http://evil.com") == {GENUINE, "unknown"}
        assert alone(catalog, f"{first}{between}http://evil.com") != GENUINE


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("详见https://www.pinduoduo.com:然后点", {GENUINE}),
        ("www.pinduoduo.com:然后@evil.com", {"lookalike"}),
        ("https://www.pinduoduo.com:客服.top/", {"lookalike"}),
        ("打开www.pinduoduo.com.再看12315.cn", {"unconfirmed"}),
        ("打开www.pinduoduo.com.登录evil.cn/x", {"lookalike"}),
        ("https：／／www.pinduoduo.com／a", {"unconfirmed"}),
        ("https：／／www.pinduodu0.com／a", {"lookalike"}),
        ("https://pinduoduo.com／.evil.com", {"lookalike"}),
        ("https://、yangkeduo.com/x", {"lookalike"}),
        ("https:/、yangkeduo.com", {"lookalike"}),
        ("以https://、https://www.pinduoduo.com为准", {GENUINE}),
        ("很好.下次2日到\n。www.evil.com。包装好\n", {"unknown"}),
        ("联系拼多多客服@qq.com", {"lookalike"}),
        ("关注@pinduoduo.com", set()),
        ("url=www.pinduoduo.com&id=5", set()),
    ],
)
def test_a_sentence_or_a_host(catalog: Catalog, text: str, verdicts: set[str]) -> None:
    assert in_text(catalog, text) == verdicts


@pytest.mark.parametrize(
    "text",
    ["./www.pinduoduo.com", "~\\www.pinduoduo.com", "../www.pinduoduo.com", "//、yangkeduo.com/x"],
)
def test_a_part_of_a_path_is_not_genuine(catalog: Catalog, text: str) -> None:
    assert alone(catalog, text) == "unconfirmed"
    assert in_text(catalog, text) == set()
    assert in_text(catalog, "0x7f#)mobile.yangkeduo.com_") == set()
