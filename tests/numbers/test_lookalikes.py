"""Hosts that are made to look like others, and honest ones that are not."""

from __future__ import annotations

import pytest

from pddroute.numbers.lookalikes import Lookalikes, is_one_edit, skeleton


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


@pytest.mark.parametrize(
    ("text", "resembles"),
    [
        ("www.pinduoduo.com:443", ["pinduoduo.com"]),
        ("https://pinduoduo.com／.evil.example", ["pinduoduo.com"]),
        ("pin\u200bduo\u200bduo.com%zz", ["pinduoduo.com"]),
        ("kefu:pdd", ["pinduoduo.com"]),
        ("拼多多", ["pinduoduo.com"]),
        ("somebody", []),
        ("", []),
    ],
)
def test_a_brand_in_what_is_no_host(text: str, resembles: list[str]) -> None:
    assert LISTED.shown(text) == resembles
