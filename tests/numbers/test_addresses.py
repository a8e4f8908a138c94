"""E-mail and web addresses: the one that a text is, and those that stand in one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pddroute.numbers.addresses import find_addresses, parse_address


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
        ("https://pinduo%64uo.com", "pinduoduo.com"),
        ("http://[::1]/", "[::1]"),
        ("http://3232235777/www.pinduoduo.com", "192.168.1.1"),
        ("https://www.pinduoduo.com%2eevil.example/", "www.pinduoduo.com.evil.example"),
        ("www.pinduoduo.com:443@evil.example", "evil.example"),
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
        *("https://", "https:///", "javascript:alert(1)", "1.2.3.999"),
        *("x" * 64 + ".com", "a." * 127 + "com", "\u540d" * 60 + ".com"),
        *("\ud800.com", "a b@c.com", "a" * 2049, "mailto:hello"),
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert parse_address(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请访问pinduoduo-kefu.com领取奖励", ["pinduoduo-kefu.com"]),
        ("看https://evil.example/a?b=1。谢谢", ["evil.example"]),
        ("https://pinduoduo.com@evil.example领取", ["evil.example"]),
        ("写信到Kefu@Evil.example，或者a.b@c.example", ["kefu@evil.example", "a.b@c.example"]),
        ("ｐｉｎｄｕｏｄｕｏ．ｃｏｍ", ["pinduoduo.com"]),
        ("pinduoduo。com", ["pinduoduo.com"]),
        ("打开 pin\u200bduoduo.com。下载", ["pinduoduo.com"]),
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
    for found in find_addresses(text):
        assert text[found.start : found.start + len(found.text)] == found.text


WIDE = ["／@", "？@", "＃@", "＼@", "⁇@", "℀@", "：@", "＠@", "＠"]


@pytest.mark.parametrize("sign", WIDE)
def test_a_sign_that_only_its_plain_form_makes_an_end_does_not_end_the_host(sign: str) -> None:
    for text in (f"https://pinduoduo.com{sign}evil.example/x", f"pinduoduo.com{sign}evil.example"):
        address = parse_address(text)
        assert address is None or address.host in ("", "evil.example")
        assert {each.address.host for each in find_addresses(f"看 {text} 吧")} <= {"evil.example"}


@pytest.mark.parametrize("sign", "／？＃＼⁇℀")
def test_a_disguised_end_without_a_user_name_names_no_host_but_the_whole(sign: str) -> None:
    text = f"https://pinduoduo.com{sign}evil.example"
    address = parse_address(text)
    assert address is None or (address.host, address.normalized) == ("", text)


def test_chinese_punctuation_ends_an_address_in_a_text() -> None:
    assert [each.address.host for each in find_addresses("https://evil.example？谢谢")] == [
        "evil.example"
    ]
    found = find_addresses("https://pinduoduo.com／.evil.example", doubtful=True)
    assert [each.address.host for each in found] == [""]


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


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("教程见http://www.good.example/a.htm），谢谢", "http://www.good.example/a.htm"),
        ("(https://good.example),", "https://good.example"),
        ("**https://good.example**", "https://good.example"),
        ("看https://good.example/a,b.htm。", "https://good.example/a,b.htm"),
        ("good.example👍", "good.example"),
        ("good.example~", "good.example"),
        ('<a href="https://good.example/?a=1">x</a>', "https://good.example/?a=1"),
        ("域名[good.example](x)", "good.example"),
        ("hxxps[://]good(.)example/x 别点", "hxxps[://]good(.)example/x"),
    ],
)
def test_what_stands_around_an_address_is_no_part_of_it(text: str, written: str) -> None:
    assert [each.text for each in find_addresses(text)] == [written]


@pytest.mark.parametrize(
    "text",
    [
        "服务也到位.公司的人都喜欢。2.USB口太少，床太硬.BTW没有电话",
        "发来1,420.00.zip、setup.exe、report.final.md和com.xunmeng.pinduoduo",
        "第2.app下载；hotel.It is nice；太好了.so；5.ml；no.1；USB2.0；v1.2.cc",
        "u=pinduoduo.com a/pinduoduo.com 关注@pinduoduo.com",
        "weixin://dl/business/?t=pinduoduo.com",
        "版本1.2.3.4",
    ],
)
def test_words_files_and_parts_of_something_else_are_no_addresses(text: str) -> None:
    assert find_addresses(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pinduoduo.com和yangkeduo.com", ["pinduoduo.com", "yangkeduo.com"]),
        ("官网:pinduoduo.com Website:www.pinduoduo.com", ["pinduoduo.com", "www.pinduoduo.com"]),
        ("https：//pinduoduo.com", ["pinduoduo.com"]),
        ("pinduoduo.公司", ["pinduoduo.xn--55qx5d"]),
        ("订酒店.ctrip.com很方便", ["ctrip.com"]),
        ("https://good.example（@拼多多）", ["good.example"]),
        ("https://good.example @zhangsan 看看", ["good.example"]),
        ("https://good.example。谢谢", ["good.example"]),
        ("https://good.example。evil.example", ["good.example.evil.example"]),
        ("https://good.example官方@evil.example/", ["evil.example"]),
        ("https://good.example\n.evil.example", ["good.example.evil.example"]),
        ("https://good.example @evil.example", ["evil.example"]),
        ('"good.example"@evil.example', ["evil.example"]),
        ("打开8.8.8.8:5173/hn35", ["8.8.8.8"]),
        ("https://evil.example/领取good.example", ["evil.example"]),
        ("view-source:https://evil.example/good.example", ["evil.example"]),
        ("mailto:a@good.example?subject=x", ["a@good.example"]),
        ("a[at]good[.]example", ["a@good.example"]),
    ],
)
def test_a_run_is_read_as_a_whole(text: str, found: list[str]) -> None:
    assert [each.address.normalized for each in find_addresses(text)] == found


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("https://good.example/?u=https://evil.example", ["none", "inside"]),
        ("javascript:alert('pinduoduo.com')", ["guess"]),
        ("https://good.example/领取pinduoduo.com", ["none", "guess"]),
        ("www.good.example%zz", ["guess"]),
        ("https://good.example:99999/", ["none"]),
    ],
)
def test_what_is_in_doubt_is_said_to_be(text: str, doubts: list[str]) -> None:
    assert [each.doubt for each in find_addresses(text, doubtful=True)] == doubts


HOSTILE = [
    *(
        "a.",
        "a@",
        "a.b ",
        "好.",
        "。a",
        "，@",
        "http://",
        "http://[",
        "(http://a.b)",
        "http://a.b](",
    ),
    *(
        "a.b，.",
        "a[.]",
        "a.\u200b",
        '"@',
        "<a@b.cn>",
        "%2e",
        "a.com/",
        "https://a，.",
        "\t.a",
        "data:x ",
        "a.com。中国",
        "x.com=b",
        "https://、a",
        " .top/",
        "ahttps://",
    ),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_long_text_takes_no_longer_than_its_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        find_addresses(text, doubtful=True)
        return time.process_time() - start

    find_addresses(unit * 2, doubtful=True)
    assert seconds(40_000) < 20 * max(seconds(10_000), 0.01)
