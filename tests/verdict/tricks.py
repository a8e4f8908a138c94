"""Made addresses: genuine ones, and tricks to make another host look like one of them.

A trick is put together from a scheme, a user name, one or two hosts, what joins them, a port and a
path, and stands in a text. The same seed gives the same tricks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

OURS = ("pinduoduo.com", "www.pinduoduo.com", "mms.pinduoduo.com", "yangkeduo.com", "12315.cn")
OTHERS = (
    *(
        "evil.example",
        "evil.cn",
        "evil.公司",
        "例子.com",
        "evil.top",
        "pinduoduo.cn",
        "pinduodu0.com",
    ),
    *(
        "8.8.8.8",
        "3232235777",
        "0x7f.1",
        "1.2.3",
        "[::1]",
        "localhost",
        "evil_host",
        "xn--4gq.example",
    ),
    *("pinduoduo", "com", "evil.example.", "x" * 64 + ".example", "xn--a.example", "ευιλ.example"),
)
SCHEMES = (
    *("", "", "", "http://", "https://", "https://", "HTTPS://", "hxxps://", "https:", "https:/"),
    *("https:///", "https:\\\\", "http:\\/", "//", "ftp://", "wss://", "view-source:https://"),
    *("javascript:", "data:text/html,", "intent://", "weixin://", "hxxps[://]", "https:\t//"),
)
USERS = (
    *("", "", "", "", "", "x@", "www.pinduoduo.com@", "pinduoduo.com:443@", "u:pinduoduo.com@"),
    *("pinduoduo.com%40x@", "a@pinduoduo.com@", "拼多多@", "pinduoduo.com\\@", "pinduoduo.com／@"),
    *(
        "pinduoduo.com？@",
        "pinduoduo.com，@",
        'pinduoduo.com"@',
        "evil.example@",
        "pinduoduo.com @",
    ),
    *("pinduoduo.com官方@", "pinduoduo.com/@", "pinduoduo.com?@", "pinduoduo.com#@", "pdd＠"),
    *("pinduoduo.com%2f@", "pinduoduo.com;@", "pinduoduo.com)@", "pinduoduo.com\n@", "@"),
)
JOINTS = (
    *(".", "-", "_", "", "%2e", "%2E", "。", "．", "｡", "·", "・", "‧", "․", "∕", "⁄", "⧸", "ㅤ"),
    *("\ufe0f", "\u200b", "\u200d", "\u00ad", "\u202e", "\u2060", "\u3000", "\u00a0", "%00", "%0a"),
    *(
        "%2f",
        "%40",
        "%23",
        "%3f",
        "%5c",
        "%",
        "^",
        "|",
        "\\",
        "／",
        "？",
        "＃",
        "＠",
        "：",
        "％２ｅ",
    ),
    *(
        ",",
        ";",
        ":",
        "'",
        "(",
        ")",
        "[",
        "]",
        "{",
        "!",
        "~",
        "$",
        "&",
        "=",
        "+",
        "*",
        '"',
        "<",
        ">",
    ),
    *(
        "\t",
        "\n",
        " ",
        "..",
        "/",
        "?",
        "#",
        "@",
        "👍",
        "官方",
        "官网.",
        "，",
        "。谢谢",
        "、",
        "（",
        "》",
    ),
    *(
        ",https://",
        ";http://",
        "|https://",
        "https://",
        "=a.",
        "&a.",
        "^a.",
        " .",
        "，.",
        "\u2028.",
    ),
    *(
        ":然后点",
        ".再看",
        "。中国",
        "。top领取",
        "、",
        "／／",
        "®",
        "ⓒ",
        "👉",
        "\u3000.",
        "#)",
        "=官网",
    ),
    *("％", "̸", "⁇", "℀", "．．", "[.]", "(dot)", "\x00", "\x7f", "ａ", "\ud800"),
)
DOTS = (".", ".", ".", ".", "。", "．", "｡", "%2e", "[.]", "\u200b.", ".\u00ad", "․", "·")
PORTS = ("", "", "", "", ":443", ":8443", ":", ":99999", ":0x50", ":443:80", ":８０")
#: Signs before a host: those that are read as letters, and those that nobody takes for a part.
SIGNS = (
    *(
        "",
        "",
        "",
        "",
        "ⓒ",
        "™",
        "№",
        "㎏",
        "🄰",
        "℡",
        "🄫",
        "®",
        "ⓜ",
        "🆐",
        "㍿",
        "㋿",
        "㊗",
        "🅐",
        "€",
    ),
    *(
        "//ⓒ",
        "//",
        "./",
        "~\\",
        "0x7f#)",
        "👉",
        "➡️",
        "•",
        "→",
        "★",
        ".",
        "...",
        "、",
        "（",
        "-",
        "℡:",
    ),
)
#: What makes a Chinese full stop behind a host a dot of it, and what does not.
CHINESE_ENDS = ("中国", "网址", "公司", "在线", "我爱你", "рф", "谢谢", "公司.top", "网址。中国")
TAILS = (
    *("", "", "", "/", "/login?a=b&c=d", "?u=https://pinduoduo.com", "/#@pinduoduo.com", "\\x"),
    *("/www.pinduoduo.com/", "/@pinduoduo.com", "#pinduoduo.com", "/领取pinduoduo.com", "/a,b.htm"),
    *(
        "\\@pinduoduo.com",
        "/?u=//evil.example",
        "//evil.example",
        "/;pinduoduo.com",
        "?pinduoduo.com",
    ),
)
WRAPS = (
    *(
        ("", ""),
        ("见 ", " 谢谢"),
        ("官网", "，谢谢"),
        ("（", "）"),
        ("(", ")"),
        ("<", ">"),
        ('"', '"'),
    ),
    *(
        ("[点我](", ")"),
        ('<a href="', '">x</a>'),
        ("退款登记：", "。"),
        ("'", "'"),
        ("【拼多多】", "】"),
    ),
    *(("网址:", " "), ("x\n", "\n021-53395288"), ("请打开", "领取"), ("“", "”"), ("1. ", "; ")),
)
PLAIN_SCHEMES = ("", "http://", "https://", "HTTPS://", "hxxps://", "https:", "https:///")
LIKE = {"o": "0оο", "i": "lіı1", "u": "υս", "p": "рρ", "d": "ԁ", "c": "с", "n": "ո", "m": "rn"}


class Trick(NamedTuple):
    """A made address, and the text around it."""

    kind: str
    address: str
    before: str
    behind: str

    @property
    def text(self) -> str:
        return self.before + self.address + self.behind


def _disguised(rng: random.Random, host: str) -> str:
    """``host`` with some of its letters, or its dots, written otherwise."""
    host = host.replace(".", rng.choice(DOTS))
    way = rng.randrange(7)
    at = rng.randrange(len(host))
    if way == 0:
        return "".join(
            chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c not in "%[]" else c for c in host
        )
    if way == 1:
        return host.upper()
    if way == 2:
        return host[:at] + f"%{ord(host[at]) % 128:02x}" + host[at + 1 :]
    if way == 3:
        return host[:at] + rng.choice("\u200b\u200c\u00ad\u2060\ufe0f\u0301\u202e") + host[at:]
    if way == 4 and host[at] in LIKE:
        return host[:at] + rng.choice(LIKE[host[at]]) + host[at + 1 :]
    if way == 5:
        return host[:at] + host[at + 1 :]
    return host


def tricks(count: int, seed: int = 20) -> Iterator[Trick]:
    """``count`` made addresses, every one in a text."""
    rng = random.Random(seed)
    for _ in range(count):
        ours, other = rng.choice(OURS), rng.choice(OTHERS)
        kind = rng.choice(("joined", "joined", "behind", "user", "other", "disguised", "long"))
        kind = rng.choice((kind, kind, kind, kind, "sign", "full stop"))
        if kind == "joined":
            host = ours + rng.choice(JOINTS) + rng.choice(("", ".", "")) + other
        elif kind == "behind":
            host = other + rng.choice(JOINTS) + ours
        elif kind == "disguised":
            host = _disguised(rng, ours)
        elif kind == "long":
            host = ours + "".join(rng.choice(JOINTS) for _ in range(rng.randrange(1, 6))) + other
        elif kind == "sign":
            host = rng.choice(SIGNS) + ours
        elif kind == "full stop":
            host = f"{ours}。{rng.choice(CHINESE_ENDS)}"
        else:
            host = rng.choice((ours, other, other))
        user = rng.choice(USERS) if kind in ("user", "joined") else ""
        address = rng.choice(SCHEMES) + user + host + rng.choice(PORTS) + rng.choice(TAILS)
        yield Trick(kind, address, *rng.choice(WRAPS))


def genuine() -> Iterator[tuple[str, Trick]]:
    """Every plain form of a genuine address in every text, each with its host."""
    for host in OURS:
        for scheme in PLAIN_SCHEMES:
            for tail in ("", "/", "/a.htm?b=c", ":443", ":443/x"):
                for before, behind in WRAPS:
                    yield host, Trick("genuine", scheme + host + tail, before, behind)
        for written in (
            host.upper(),
            host + ".",
            host.replace(".", "[.]"),
            host.replace(".", "．"),
        ):
            for before, behind in WRAPS:
                yield host, Trick("genuine", written, before, behind)
