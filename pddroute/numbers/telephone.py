"""One telephone number, and its normal form.

The normal form has one hyphen after an area code (``020-12345678``, also before a short code) and
after the three digits of a service number (``400-0000000``), a ``+`` before a number of another
country, and nothing but digits otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from pddroute.numbers.shapes import ANYBODYS, AREA, LOCAL, kind_of, normal_form

_LONGEST = 500  # characters; nothing longer is one number
_MOST_DIGITS = 40  # an order number has 21; beyond that it is no number anybody wrote down
_LONGEST_EXTENSION = 5  # digits
_MOST_KEPT = 8192  # characters a table remembers; a text in any one script has fewer

IGNORED: Final = "\u200b"  # what a character without a shape of its own is folded to
_SIGNS = {
    **dict.fromkeys("−ー﹘⁃˗", "-"),
    **dict.fromkeys("·•・‧∙⋅", "."),
    **dict.fromkeys("[{【〔〖〘「『《〈", "("),
    **dict.fromkeys("]}】〕〗〙」』》〉", ")"),
    **dict.fromkeys("○◯⭕", "〇"),
    **dict.fromkeys("℃℉°", "°"),
    **dict.fromkeys("“”„‟", '"'),
    **dict(zip("〡〢〣〤〥〦〧〨〩", "123456789", strict=True)),
}
#: Numerals that are words as well.
HAN_DIGITS: Final = str.maketrans(
    "〇零洞一壹幺二贰貳三叁參四肆五伍六陆陸七柒八捌九玖", "0001112223334455666778899"
)


class CharMap(dict[int, str]):
    """A table for ``str.translate`` that works out a character when it is first met.

    ``fold`` takes one character and gives exactly one, so that positions stay what they were. Only
    so many are remembered: what strangers write must not fill the memory of a process.
    """

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, code: int) -> str:
        folded = self._fold(chr(code))
        if len(self) < _MOST_KEPT:
            self[code] = folded
        return folded


def _fold(char: str) -> str:
    """``char`` as the plain sign it stands for: a digit, a hyphen, a bracket, a space …"""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) == 1:
        char = plain.lower() if len(plain.lower()) == 1 else plain
    if char in _SIGNS:
        return _SIGNS[char]
    category = unicodedata.category(char)
    if char in "\n\v\f\r\x85" or category in ("Zl", "Zp"):
        return "\n"
    if category == "Zs" or char == "\t":
        return " "
    if category in ("Cf", "Cc", "Mn", "Me"):
        return IGNORED
    if category == "Pd":
        return "-"
    return "*" if category in ("So", "Sk") else char  # an emoji separates like a star


_FOLD = CharMap(_fold)


def fold(text: str) -> str:
    """``text`` sign by sign in the plain form that numbers are read in; no longer, no shorter."""
    return text.translate(_FOLD)


def compact(folded: str) -> tuple[str, Sequence[int]]:
    """``folded`` without ignored characters, and where each one left stood."""
    if IGNORED not in folded:
        return folded, range(len(folded))
    origins = [at for at, char in enumerate(folded) if char != IGNORED]
    return folded.replace(IGNORED, ""), origins


_LABEL = (
    r"(?:请?(?:拨打|致电|拨|打)|(?:客服|官方|服务|联系|投诉|咨询|举报|退款)*(?:电话|热线|手机|号码|座机"
    r"|专线|总机|客服|方式)(?:号码?)?|tel(?:ephone)?|phone|mobile|call|hotline)\s*[:.]?\s*(?=[+(0-9])"
)
_DASH_ONE = rf"(?<![0-9])((?:\+?86[ -]?)?(?:{AREA}|[48]00))一(?=[0-9])"
_SLASH = rf"((?:\+?86[ -]?)?\(?(?:{AREA})\)?) ?/ ?(?=[0-9])"
_EXTENSION = (
    r"\s*[,;]?\s*(?:"
    r"(?:[转轉](?:人工|分机|分機)?\s*按?|按)\s*[0-9]{0,6}"
    r"|(?:分机号?|分機|内线|extension|extn?\.?|x)\s*[:=.]?\s*[0-9]{1,6}"
    r"|[,;#]+\s*[0-9]{1,4}"
    r")[#*)]?"
)
# Any odd sign between the groups of a whole number, never before its last few digits.
_ODD_SEPARATORS = (
    rf"(?:\(?(?:\+|00)?86\)?[ -]?)?\(?(?:(?:{AREA})\)?|[48]00|1[3-9][0-9]) ?[ ./*_|,、~-] ?"
    r"[0-9]{3,4} ?[ ./*_|,、~-] ?[0-9]{4}"
)
_BODY = r"[\s(]*\+?[0-9\s().\-]*"
_QUAD = r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}"


def digits(number: str) -> str:
    """The ASCII digits of ``number``, nothing else."""
    return "".join(char for char in number if "0" <= char <= "9")


def with_hyphens(plain: str) -> str:
    """``plain`` with a hyphen where the numeral one stands for one, behind an area code."""
    return re.sub(_DASH_ONE, r"\1-", plain) if "一" in plain else plain


def normalize(text: str) -> str | None:
    """The normal form of the one number that ``text`` is, or None where it is none.

    Width, script and spelling of the digits, spaces, hyphens, dots, brackets, invisible
    characters, ``tel:``, ``+86``, ``0086`` and an extension make no difference.

    >>> normalize("tel:+86-20-1234-5678;ext=3"), normalize("（０２０）1234 5678 转3")
    ('020-12345678', '020-12345678')
    >>> normalize("hello") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    plain = fold(text).replace(IGNORED, "").strip(" \n*。,;!、")
    if plain.startswith("tel:"):
        plain = plain[4:].lstrip("/").replace("%2b", "+").partition(";")[0]
    elif plain[:1].isalpha() and (label := re.match(_LABEL, plain)):
        plain = plain[label.end() :]
    if not plain.isascii():
        plain = with_hyphens(plain).translate(HAN_DIGITS)
    if not re.fullmatch(_BODY, plain):
        if re.fullmatch(_ODD_SEPARATORS, plain):
            plain = re.sub(r"[/*_|,、~]", "-", plain)
        plain = re.sub(_SLASH, r"\1-", plain, count=1)
        body = re.match(_BODY, plain)
        end = len(body.group().rstrip()) if body else 0
        if end < len(plain) and not re.fullmatch(_EXTENSION, plain[end:]):
            return None
        plain = plain[:end]
    if "." in plain and re.fullmatch(_QUAD, plain):
        return None  # an IP address
    plus, bare = "+" in plain, digits(plain)
    if not 2 <= len(bare) <= _MOST_DIGITS:
        return None
    number = normal_form(bare, plus=plus)
    head, hyphen, tail = plain.rpartition("-")
    return without_extension(number, digits(head), tail, plus=plus) if hyphen else number


def without_extension(number: str, head: str, tail: str, *, plus: bool) -> str:
    """``number``, or where its last hyphen parts a whole number from an extension, that number.

    ``number`` is the normal form of all the digits, ``head`` and ``tail`` those before and behind
    the hyphen: ``13800000000-9100``, ``400-0000000-8012``, ``12345-1``.

    >>> without_extension("1380000000099", "13800000000", "99", plus=False)
    '13800000000'
    >>> without_extension("23456789801", "23456789", "801", plus=False)
    '23456789'
    """
    whole = kind_of(number) in ("mobile", "service", "land") or kind_of(tail)
    if whole or not (tail.isdecimal() and len(tail) <= _LONGEST_EXTENSION):
        return number
    extended = normal_form(head, plus=plus)
    kind = kind_of(extended)
    if kind == "emergency" and kind_of(number):
        return number  # 123-45: nobody is put through behind three digits
    return extended if kind or re.fullmatch(LOCAL, head) else number


def split_area(normalized: str) -> tuple[str, str] | None:
    """The area code and the rest of a land line in its normal form; None for anything else.

    >>> split_area("020-12345678"), split_area("400-0000000")
    (('020', '12345678'), None)
    """
    if not normalized.startswith("0"):
        return None
    area, hyphen, rest = normalized.partition("-")
    return (area, rest) if hyphen else None


def tel_uri(normalized: str) -> str:
    """The ``tel:`` URI of a number in its normal form: global where the number has such a form.

    >>> tel_uri("020-12345678"), tel_uri("400-0000000")
    ('tel:+862012345678', 'tel:4000000000')
    """
    bare = digits(normalized)
    if normalized.startswith("+"):
        return f"tel:+{bare}"
    if split_area(normalized):
        return f"tel:+86{bare[1:]}"
    return f"tel:+86{bare}" if kind_of(bare) == "mobile" else f"tel:{bare}"


def is_dialable(normalized: str) -> bool:
    """Whether a normal form has the shape of a number that somebody could dial."""
    return kind_of(normalized) is not None


def is_short_service(normalized: str) -> bool:
    """Whether a normal form is a short service number, alone or behind an area code.

    >>> is_short_service("12300"), is_short_service("020-12300"), is_short_service("400-0000000")
    (True, True, False)
    """
    return re.fullmatch(ANYBODYS, normalized) is not None
