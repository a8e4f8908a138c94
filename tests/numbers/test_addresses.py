"""E-mail and web addresses in their normal form, and hosts made to look like others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pddroute.numbers.addresses import (
    Lookalikes,
    find_addresses,
    is_one_edit,
    is_within,
    parse_address,
    skeleton,
    unicode_host,
)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("pinduoduo.com", "pinduoduo.com"),
        ("PinDuoDuo.COM.", "pinduoduo.com"),
        ("https://www.pinduoduo.com:443/a?b#c", "www.pinduoduo.com"),
        ("//pinduoduo.com/x.pdf", "pinduoduo.com"),
        ("pinduoduo.com/home", "pinduoduo.com"),
        ("pinduoduo.com:8080", "pinduoduo.com"),
        ("ｐｉｎｄｕｏｄｕｏ．ｃｏｍ", "pinduoduo.com"),
        ("pinduoduo。com", "pinduoduo.com"),
        ("pinduoduo｡com", "pinduoduo.com"),
        ("pin\u200bduo\u00adduo.com\x00", "pinduoduo.com"),
        ("https://pinduoduo.com@evil.example", "evil.example"),
        ("https://pinduoduo.com:x@evil.example:8443/pinduoduo.com", "evil.example"),
        ("https://a@b@evil.example/", "evil.example"),
        ("https://evil.example\\@pinduoduo.com/", "evil.example"),
        ("https://evil.example?@pinduoduo.com/", "evil.example"),
        ("https://evil.example#@pinduoduo.com/", "evil.example"),
        ("http:\\\\evil.example\\x", "evil.example"),
        ("https:evil.example", "evil.example"),
        ("HTTPS:///evil.example", "evil.example"),
        ("例子.公司", "xn--fsqu00a.xn--55qx5d"),
        ("xn--fsqu00a.xn--55qx5d", "xn--fsqu00a.xn--55qx5d"),
        ("\u0440induoduo.com", "xn--induoduo-4bh.com"),
        ("1.2.3.4", "1.2.3.4"),
        ("http://1.2.3.4:80/", "1.2.3.4"),
        ("http://localhost/", "localhost"),
    ],
)
def test_the_host_of_a_web_address(text: str, host: str) -> None:
    address = parse_address(text)
    assert address is not None
    assert (address.type, address.host, address.normalized) == ("web", host, host)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Kefu@Pinduoduo.COM", "kefu@pinduoduo.com"),
        ("mailto:kefu@pinduoduo.com?subject=x", "kefu@pinduoduo.com"),
        ("<kefu@pinduoduo.com>", "kefu@pinduoduo.com"),
        ("ｋｅｆｕ＠pinduoduo。com", "kefu@pinduoduo.com"),
        ("pinduoduo.com@evil.example", "pinduoduo.com@evil.example"),
        ("客服@例子.com", "客服@xn--fsqu00a.com"),
    ],
)
def test_e_mail_addresses(text: str, normal: str) -> None:
    address = parse_address(text)
    assert address is not None
    assert (address.type, address.normalized) == ("email", normal)


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "@", "a@", "@a.com", "hello", "a..com", ".com", "3.14", "hello.", "a b.com"),
        *("https://", "https:///", "https://pinduo%64uo.com", "javascript:alert(1)", "1.2.3.999"),
        *("x" * 64 + ".com", "a." * 127 + "com", "\u540d" * 60 + ".com", "http://[::1]/"),
        *("\ud800.com", "\ud800@a.com", "a b@c.com", "a" * 2049, "mailto:hello"),
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert parse_address(text) is None


def test_both_ways_of_a_foreign_name() -> None:
    assert unicode_host("xn--fsqu00a.com") == "例子.com"
    assert unicode_host("xn--\u0000.com") == "xn--\u0000.com"
    assert unicode_host("xn--999999999.com") == "xn--999999999.com"


@pytest.mark.parametrize(
    ("host", "domain", "within"),
    [
        ("pinduoduo.com", "pinduoduo.com", True),
        ("www.pinduoduo.com", "pinduoduo.com", True),
        ("a.b.pinduoduo.com", "pinduoduo.com", True),
        ("evilpinduoduo.com", "pinduoduo.com", False),
        ("pinduoduo.com.evil.cn", "pinduoduo.com", False),
        ("com", "pinduoduo.com", False),
    ],
)
def test_within_on_the_border_of_a_label(host: str, domain: str, within: bool) -> None:
    assert is_within(host, domain) is within


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("abcd", "abcd", False),
        ("abcd", "abc", True),
        ("abcd", "abxd", True),
        ("abcd", "acbd", True),
        ("abcd", "bcda", False),
        ("abcd", "badc", False),
        ("abcd", "ab", False),
        ("", "a", True),
        ("", "", False),
        ("ab", "ba", True),
        ("aab", "ab", True),
    ],
)
def test_one_edit(one: str, other: str, near: bool) -> None:
    assert is_one_edit(one, other) is near
    assert is_one_edit(other, one) is near


@pytest.mark.parametrize(
    "label",
    [
        *("pinduodu0", "plnduoduo", "p1nduoduo", "pinduocluo", "\u0440induodu\u043e", "PINDUODUO"),
        *("xn--induoduo-4bh", "pindu\u00f6duo", "p\u0131nduoduo", "pinduod\u03c5o"),
    ],
)
def test_the_skeleton_of_a_disguise(label: str) -> None:
    assert skeleton(label) == skeleton("pinduoduo")


LISTED = Lookalikes(
    ["pinduoduo.com", "pddholdings.com", "12315.cn", "tousu.sina.com.cn", "spb.gov.cn"],
    {"pinduoduo": ["pinduoduo.com"], "pdd": ["pinduoduo.com"], "拼多多": ["pinduoduo.com"]},
)


@pytest.mark.parametrize(
    ("host", "resembles"),
    [
        ("pinduoduo-kefu.com", ["pinduoduo.com"]),
        ("kefu.pinduoduo.top", ["pinduoduo.com"]),
        ("pinduodu0.com", ["pinduoduo.com"]),
        ("pinduodu0-kefu.com", ["pinduoduo.com"]),
        ("evilpinduoduo.com", ["pinduoduo.com"]),
        ("pinduoduo.com.evil.cn", ["pinduoduo.com"]),
        ("pinduoduo.cn", ["pinduoduo.com"]),
        ("pinduoduo.com.cn", ["pinduoduo.com"]),
        ("pin-duo-duo.com", ["pinduoduo.com"]),
        ("pinduodou.com", ["pinduoduo.com"]),
        ("pinduduo.com", ["pinduoduo.com"]),
        ("pinnduoduo.net", ["pinduoduo.com"]),
        ("piinduodou.com", []),
        ("pdd.cn", ["pinduoduo.com"]),
        ("pdd-kefu.com", ["pinduoduo.com"]),
        ("m.kefu_pdd.com", ["pinduoduo.com"]),
        ("pdd123.com", ["pinduoduo.com"]),
        ("pddx.com", []),
        ("pddholding.com", ["pddholdings.com"]),
        ("xn--cssa207e.com", ["pinduoduo.com"]),
        ("12315.com", ["12315.cn"]),
        ("12316.cn", ["12315.cn"]),
        ("sina.com", []),
        ("sina.com.cn", []),
        ("sima.com", []),
        ("spb.com", []),
        ("gov.cn", []),
        ("google.com", []),
        ("example", []),
    ],
)
def test_lookalike_hosts(host: str, resembles: list[str]) -> None:
    assert LISTED.of(host) == resembles


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请访问pinduoduo-kefu.com领取奖励", ["pinduoduo-kefu.com"]),
        ("看https://evil.example/a?b=1。谢谢", ["evil.example"]),
        ("https://pinduoduo.com@evil.example领取", ["evil.example"]),
        ("写信到Kefu@Evil.example，或者a.b@c.example", ["kefu@evil.example", "a.b@c.example"]),
        ("ｐｉｎｄｕｏｄｕｏ．ｃｏｍ", ["pinduoduo.com"]),
        ("pinduoduo。com", ["pinduoduo.com"]),
        ("打开 pin\u200bduoduo.com。app下载", ["pinduoduo.com"]),
        ("\u0440induoduo.com!", ["xn--induoduo-4bh.com"]),
        ("http://1.2.3.4/x", ["1.2.3.4"]),
        ("(www.evil.example)", ["www.evil.example"]),
        ("见 a.pdf、setup.exe，版本 v1.2，3.14元，1.2.3.4", []),
        ("你好。再见", []),
        ("", []),
    ],
)
def test_addresses_in_a_text(text: str, found: list[str]) -> None:
    assert [each.address.normalized for each in find_addresses(text)] == found


ODD = st.sampled_from("abc.@:/\\?#%-_。．拼多0\u0440\u200b xn[]")


@given(st.text() | st.text(ODD, max_size=60))
def test_any_text_is_read_and_the_normal_form_is_its_own(text: str) -> None:
    address = parse_address(text)
    if address is not None and "." in address.host:
        again = parse_address(f"https://{address.host}")
        assert again is not None
        assert again.host == address.host
        LISTED.of(address.host)
    for found in find_addresses(text):
        assert text[found.start : found.start + len(found.text)] == found.text


WIDE = ["／@", "？@", "＃@", "＼@", "⁇@", "℀@", "：@", "＠@", "＠"]


@pytest.mark.parametrize("sign", WIDE)
def test_a_sign_that_only_its_plain_form_makes_an_end_does_not_end_the_host(sign: str) -> None:
    for text in (f"https://pinduoduo.com{sign}evil.example/x", f"pinduoduo.com{sign}evil.example"):
        address = parse_address(text)
        assert address is None or address.host == "evil.example"
        assert {each.address.host for each in find_addresses(f"看 {text} 吧")} == {"evil.example"}


@pytest.mark.parametrize("sign", "／？＃＼⁇℀")
def test_a_disguised_end_without_a_user_name_is_refused(sign: str) -> None:
    assert parse_address(f"https://pinduoduo.com{sign}evil.example") is None


def test_chinese_punctuation_ends_an_address_in_a_text() -> None:
    assert [each.address.host for each in find_addresses("https://evil.example？谢谢")] == [
        "evil.example"
    ]
    found = find_addresses("https://pinduoduo.com／.evil.example")
    assert [each.address.host for each in found] == ["evil.example"]


def test_a_backslash_before_an_at_sign_names_a_second_host() -> None:
    address = parse_address("https://one.example\\x@two.example:80/")
    assert address is not None
    assert (address.host, address.rival) == ("one.example", "two.example:80")
    plain = parse_address("https://one.example/@two.example")
    assert plain is not None
    assert plain.rival is None


@pytest.mark.parametrize(
    "text", ["hxxp://pinduodu0[.]com", "hxxps://pinduodu0(.)com/x", "pinduodu0[dot]com"]
)
def test_a_defanged_address_is_found(text: str) -> None:
    assert [each.address.host for each in find_addresses(f"别点 {text} 。")] == ["pinduodu0.com"]


def test_a_user_name_with_two_at_signs_is_none_of_the_host() -> None:
    found = find_addresses("https://a@b@evil.example/")
    assert [each.address.host for each in found] == ["evil.example"]


OFFICES = Lookalikes(
    ["scjgj.sh.gov.cn", "court.gov.cn", "spb.gov.cn", "tousu.sina.com.cn", "pinduoduo.com"],
    {"pinduoduo": ["pinduoduo.com"], "pdd": ["pinduoduo.com"]},
)


@pytest.mark.parametrize(
    "host",
    [
        *("sh.58.com", "sh.meituan.com", "www.sh.gov.cn", "count.com", "spb.example"),
        *("news.sina.com.cn", "www.sina.com.cn", "mail.sina.com.cn", "sina.com"),
    ],
)
def test_a_short_or_public_name_or_the_same_registered_domain_is_no_imitation(host: str) -> None:
    assert OFFICES.of(host) == []


@pytest.mark.parametrize(
    ("host", "resembles"),
    [
        ("court-gov-cn.com", "court.gov.cn"),
        ("spb.gov.cn.evil.example", "spb.gov.cn"),
        ("tousu-sina.com", "tousu.sina.com.cn"),
        ("scjgj-sh.com", "scjgj.sh.gov.cn"),
        ("pinduoduo.sina.com.cn", "pinduoduo.com"),
    ],
)
def test_a_whole_listed_domain_inside_another_host_is_an_imitation(
    host: str, resembles: str
) -> None:
    assert OFFICES.of(host) == [resembles]
