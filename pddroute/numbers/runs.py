"""Runs: the stretches of a text that a browser or a chat program would be handed as one address.

A run goes up to white space, a quote or Chinese text. It goes on behind these where an address
would: ``@``, a dot or ``%`` follows. Patterns only, all of them linear in the text; what a run is
worth, :mod:`pddroute.numbers.addresses` says.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast


class _Late:
    """A pattern that is compiled when it is first used, which takes longer than most uses."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._made = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        method = self.__dict__[name] = getattr(re.compile(*self._made), name)
        return method


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``pattern``, compiled when it is first used."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


_LONGEST: Final = 2048  # characters of what is no address
_LONGEST_PART: Final = 512  # of a user name or host
_MOST_TURNS: Final = 6  # times that an address goes on behind what ends it

# Space, control characters and quotes end every address.
_HARD = r"\s\x00-\x1f\x7f-\x9f\"<>`"
# So does Chinese punctuation …
_MARKS = (
    r"\u3001\u3002\u3008-\u3011\u3014-\u301f\u2014\u2018-\u201f\u2026\uff01\uff08\uff09\uff0c\uff1a"
    r"\uff1b\uff1f\uff3b\uff3d\uff5b-\uff5e"
)
# … and Chinese, Japanese and Korean text, but not what looks there like a dot or like nothing.
_HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3105-\u312f\u3400-\u4dbf"
    r"\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
HAN_SIGN: Final = rf"[{_HAN}]"
_ENDS = _HARD + _MARKS + _HAN
_ASCII_MARKS = r",;|!~*'()\[\]{}$&=^"  # end an address that has no scheme
#: What fills a place up where fewer signs are meant than stand there; it is no character.
PAD: Final = "\ufdd0"
_GONE_SIGN = r"[\ufdd0\u00ad\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]"  # nobody sees it
_GONE = f"{_GONE_SIGN}*"
#: Signs that a browser, or a reader, takes for letters: © and ™, money, letters in a ring or a box.
LETTERLIKE: Final = (
    r"\u00a2-\u00a5\u00a9\u00ae\u20a0-\u20cf\u2100-\u214f\u2336-\u237a\u249c-\u24ff"
    r"\u3190-\u319f\u3200-\u33ff\ufdfc\U0001f100-\U0001f2ff"
)
_DOT = r"[.\uff0e\uff61]"
# Another address begins there, whatever stands before it: no host ends like that.
_NEW = r"h(?:tt|xx)ps?\ufdd0*:\ufdd0*[/\\]{2}"
# A Chinese full stop is a dot where more of a host can follow it: a letter that is not Chinese, or
# a Chinese label with a path, a port or an end behind it. A sentence goes on otherwise.
_LABEL_END = (
    rf"(?=[/?\#\\,;!)\]}}'.\uff0e\uff61]|:(?:[0-9/?\#\\{_HARD}]|\Z)"
    rf"|(?![\u3001\uff1a])[{_HARD}{_MARKS}]|\Z)"
)
_FULL_STOP_DOT = rf"\u3002(?={_GONE}(?![{_HAN}]|{_NEW})(?:[^\W_]|[{LETTERLIKE}]))"
_FULL_STOP_LABEL = rf"\u3002(?:{_GONE_SIGN}|[{_HAN}]){{1,20}}{_LABEL_END}"
_GO_ON = rf"(?={_GONE}(?:[@\uff20%\uff05]|{_DOT}|{_FULL_STOP_DOT}))"
_TURN = (
    rf"[{_ENDS}]+{_GO_ON}|{_FULL_STOP_DOT}|{_FULL_STOP_LABEL}"
    # Behind the slashes a browser takes a Chinese sign for the beginning of the host.
    rf"|(?<=[/\\])[{_MARKS}]{{1,4}}(?=[a-z0-9])(?!{_NEW})"
    # A whole label may be Chinese: at the beginning of a host and behind a dot.
    rf"|(?<=[/\\@\uff20:.\uff0e\uff61])[{_HAN}]+"
)
# Wide signs that pass for the end of a host, while what follows makes it a user name.
_MIMIC = rf"[\uff1a\uff1f](?=[^{_ENDS}/?\#\\]{{1,64}}@)"
_WEB_CHAR = rf"(?!\]\(|(?<![/\\]){_NEW})[^{_ENDS}/?\#\\]"
_SCHEME = r"(?:h(?:tt|xx)ps?|wss?|ftp)\ufdd0*:"
_SCRIPT = r"(?:javascript|vbscript|data|blob|filesystem|file|intent):"
_BARE_CHAR = rf"(?!{_NEW}|(?<![a-z0-9])(?:{_SCHEME}|{_SCRIPT}))[^{_ENDS}{_ASCII_MARKS}/?\#\\]"
_BARE_TURN = rf"[{_ASCII_MARKS}]+{_GO_ON}|{_TURN}"

#: One run of a folded text: an address with a scheme, a script or the like, what another app opens,
#: or a piece without a scheme that may hold an address.
RUN: Final = late(
    rf"""
      (?P<web>(?:(?<![a-z0-9]){_SCHEME}|{_NEW})(?:[/\\]|\ufdd0)*
        (?:{_WEB_CHAR}){{0,{_LONGEST_PART}}}
        (?:(?:{_TURN}|{_MIMIC})(?:{_WEB_CHAR}){{0,{_LONGEST_PART}}}){{0,{_MOST_TURNS}}})
    | (?P<script>(?<![a-z0-9]){_SCRIPT}
        (?![\s0-9])[^\s<>]{{1,{_LONGEST}}})
    | (?P<app>(?<![a-z0-9])(?![a-z0-9+\-]{{1,20}}\.[a-z0-9+.\-]{{1,20}}{_NEW})
        [a-z][a-z0-9+.\-]{{1,20}}:[/\\]{{2}}
        (?:[^{_ENDS}]|{_FULL_STOP_DOT}){{0,{_LONGEST}}})
    | (?P<bare>(?:{_BARE_CHAR}){{1,{_LONGEST_PART}}}
        (?:(?:{_BARE_TURN})(?:{_BARE_CHAR}){{0,{_LONGEST_PART}}}){{0,{_MOST_TURNS}}})
    """,
    re.VERBOSE,
)
#: What ends path, query and fragment: as many as these are searched, and the bracket that closes.
PATH_END: Final = {closer: late(rf"[{_ENDS}{re.escape(closer)}]|\]\(") for closer in ("", *")]}'")}
#: Where a run goes on behind its last turn: too often to be read.
GOES_ON: Final = late(_TURN)
#: What ends a run with a scheme, and one without, unless it goes on behind it.
END: Final = late(rf"[{_ENDS}]")
BARE_END: Final = late(rf"[{_ENDS}{_ASCII_MARKS}]")
#: A Chinese label at the beginning of a host.
FIRST_LABEL: Final = late(rf"[{_HAN}]+(?={_DOT}|\u3002)")
#: What every host has, but those of few.
DOTTED: Final = late(
    rf"{_DOT}{_GONE}[^\W\d_]|{_FULL_STOP_DOT}|{_FULL_STOP_LABEL}|%[0-9a-f]{{2}}|@|\uff20|(?:[0-9]{{1,3}}\.){{3}}"
)
GONE: Final = late(r"[\ufdd0\u00ad\u200b\u2060-\u2064\ufe00-\ufe0f\ufeff]")  # so do browsers
#: What tells two addresses apart that stand in one piece of text.
APART: Final = late(rf"[{_HARD}{_MARKS},;()|]")
#: Han characters that stand directly before a place, as a label may.
HAN_BEFORE: Final = late(rf"[{_HAN}]{{1,20}}\Z")
HAN: Final = late(HAN_SIGN)
#: Where a browser reads on behind an address without a scheme, as nobody does who knows hosts.
GLUED: Final = late(
    rf"[._-]*(?:[=&$^]+(?![{_HAN}])[^\W_](?:(?!{_NEW})[^{_ENDS}{_ASCII_MARKS}/?\#\\])*)+"
)
#: What makes that which follows it a part of something else: of a path, of a value, of a name.
OF_ANOTHER: Final = late(
    r"[/=@.&%#?\\+\uff0f\uff1d\uff20\uff06\uff05\uff03\uff3c\u2024\u2044\u2215\u29f8]\Z"
    r"|\w[#?\\][)\]}'.,;!]{1,8}\Z|//[^\w\s]{1,8}\Z"
)
#: Dots that nothing stands before.
LEADING_DOTS: Final = late(rf"(?<![^{_HARD}{_MARKS},;|!~*'()\[\]{{}}])\.{{1,8}}\Z")
#: The beginning of an address inside another.
INSIDE: Final = late(r"(?:h(?:tt|xx)ps?|wss?|ftp):(?=[/\\])")

#: What no address is without: a text without it is not read any closer. Made for unfolded text.
HINT: Final = late(
    rf"{_DOT}{_GONE}[^\W\d_]|\u3002{_GONE}[0-9A-Za-z\uff10-\uff5a]|[a-zA-Z]:[/\\]|[@\uff20]|%2[eE]"
    r"|\.[0-9]{1,3}(?::[0-9]{2}|/\w)|[hH][tTxX]{2}[pP][sS]?:|[dot.)}]\]"
    r"|(?:[iI][pP][tT]|[aA][tT][aA]|[iI][nN][tT]):|[\[({](?:\.|[dD][oO][tT])[\])}]"
)
#: What shows that a run goes on behind the bracket that would close it.
GOES_ON_CLOSED: Final = late(rf"(?![{_ENDS}])(?:[\w@%-]|[^\x00-\x7f]|{_DOT}(?![{_ENDS}]|\Z))")
#: A piece of an unfolded text, up to what ends every address; line ends and quotes are in it where
#: an address goes on behind them, and a blank where the end of a host and a path follow.
PIECE: Final = late(
    rf"(?:[^{_HARD}]+|[{_HARD}]{{1,8}}(?={_GONE}[@\uff20])"
    rf"|\s{{1,4}}(?={_GONE}[.\uff0e\uff61\u3002](?:[0-9A-Za-z-]{{1,63}}\.){{0,4}}[A-Za-z]{{2,24}}[/?#:])"
    rf"|[\x00-\x1f\x7f-\x9f\"<>`]{{1,8}}(?={_GONE}(?:{_DOT}|[%\uff05]|\u3002[0-9A-Za-z])))+"
)

# Signs written so that nobody can follow the address.
_MEANT = r"(?:\.|:|://|@|dot|at)"
_DEFANGED = late(rf"\[{_MEANT}\]|\({_MEANT}\)|\{{{_MEANT}\}}", re.IGNORECASE)
_SIGNS = {"dot": ".", "at": "@"}
_FOLD = {
    **{ord("A") + n: ord("a") + n for n in range(26)},
    **{0xFF10 + n: ord("0") + n for n in range(10)},
    **{0xFF21 + n: ord("a") + n for n in range(26)},
    **{0xFF41 + n: ord("a") + n for n in range(26)},
}


def refanged(text: str) -> str:
    """``text`` with its dots and signs as they are meant; every place stays what it was.

    >>> unpadded(refanged("hxxps[:]//evil[.]example"))
    'hxxps://evil.example'
    """
    return _DEFANGED.sub(
        lambda sign: _SIGNS.get(sign[0][1:-1].lower(), sign[0][1:-1]).ljust(len(sign[0]), PAD),
        text.replace(PAD, "\ufffd"),
    )


def unpadded(text: str) -> str:
    """A part of a refanged text without what was filled in."""
    return text.replace(PAD, "")


def folded(text: str) -> str:
    """``text`` in small and narrow letters and digits; every place stays what it was."""
    return text.translate(_FOLD)
