"""The host that a browser opens, and what it was registered with."""

from __future__ import annotations

import pytest

from pddroute.numbers.hosts import is_registrable, is_within, opened, registered, unicode_host


@pytest.mark.parametrize(
    ("rest", "host", "user"),
    [
        ("//good.example", "good.example", ""),
        ("good.example", "good.example", ""),
        ("/\\good.example:443?x", "good.example", ""),
        ("//GOOD.Example.:8443/", "good.example", ""),
        ("//good.example%2eevil.example/", "good.example.evil.example", ""),
        ("//good.example\u2215.evil.example", "good.xn--example-if0d.evil.example", ""),
        ("//good.example:443@evil.example", "evil.example", "good.example:443"),
        ("//a%40b@evil.example", "evil.example", "a@b"),
        ("//a@b@evil.example", "evil.example", "a@b"),
        ("//evil.example\\@good.example", "evil.example", ""),
        ("//go\tod.\nexample", "good.example", ""),
        ("//ｇｏｏｄ。example", "good.example", ""),
        ("//go\u200bod\u00ad.example", "good.example", ""),
        ("//3232235777/", "192.168.1.1", ""),
        ("//0x7f.1", "127.0.0.1", ""),
        ("//[::1]:80/", "[::1]", ""),
        ("//localhost", "localhost", ""),
        ("//evil_host/", "evil_host", ""),
        ("//xn--fsqu00a.example", "xn--fsqu00a.example", ""),
    ],
)
def test_what_a_browser_opens(rest: str, host: str, user: str) -> None:
    assert opened(rest) == (host, user)


@pytest.mark.parametrize(
    "rest",
    [
        *(
            "",
            "//",
            "//a b.example",
            "//a.example:99999",
            "//a.example^",
            "//a.example%zz",
            "//a<b",
        ),
        *("//[::1", "//1.2.3.999", "//a..example", "//" + "a" * 64 + ".example", "//a%00.example"),
        *("//" + "a." * 127 + "com", "//a／b.example", "//a\u202e.example", "//\ud800.example"),
        *("//xn--a.example", "//" + "ö" * 70 + ".example", "//" + "x" * 3000 + "@a.example", "//."),
        *("//xn--99999999999.ö.example", "//" + "1" * 5000, "//a.example\u200d"),
    ],
)
def test_what_no_browser_opens_or_no_name_system_knows(rest: str) -> None:
    assert opened(rest) is None


@pytest.mark.parametrize(
    ("host", "labels"),
    [
        ("a.good.com", ["good", "com"]),
        ("a.good.com.cn", ["good", "com", "cn"]),
        ("tj.good.gov.cn", ["good", "gov", "cn"]),
        ("a.good.github.io", ["good", "github", "io"]),
        ("a.good.xn--55qx5d", ["good", "xn--55qx5d"]),
        ("a.good.nowhere", ["good", "nowhere"]),
        ("com.cn", ["com", "cn"]),
    ],
)
def test_what_a_host_was_registered_with(host: str, labels: list[str]) -> None:
    assert registered(host) == labels


@pytest.mark.parametrize(
    ("host", "can_be"),
    [
        ("good.com", True),
        ("12315.cn", True),
        ("good.top", True),
        ("good.xn--55qx5d", True),
        ("good.example", True),
        ("com.cn", False),
        ("usb.btw", False),
        ("good", False),
        ("a..com", False),
    ],
)
def test_what_somebody_can_have_registered(host: str, can_be: bool) -> None:
    assert is_registrable(host) is can_be


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
