"""A telephone number in its normal form, and the numbers that stand in a text.

The normal form has one hyphen after an area code (``020-12345678``, also before a short code) and
after the three digits of a service number (``400-0000000``), a ``+`` before a number of another
country, and nothing but digits otherwise. Only the shapes of the Chinese numbering plan are known
here; whose number it is, the catalogue knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

_LONGEST = 500  # characters; nothing longer is one number
_WHOLE_LAND = 11  # digits of the shortest land line that can have more behind a hyphen
_MOST_DIGITS = 40  # an order number has 21; beyond that it is no number anybody wrote down

# Patterns are compiled by ``re`` when they are first used: a command that prints listed numbers
# needs few of them, and compiling them all takes longer than everything else here.

# The shapes of the plan. Area codes: 010 and 02x have three digits, the others four; 400 and 800
# are none.
_AREA = r"010|02[0-9]|0(?![48]00)[3-9][0-9]{2}"
# 9xx12xxx is an area code without its zero and a short code, the other 95 and 96 are short codes.
_SHORT = r"1[12][0-9]|1[0-2][0-9]{3}|9[56][0-9](?!12[0-9]{3}(?![0-9]))[0-9]{2,5}"
_MOBILE = r"1[3-9][0-9]{9}"
_SERVICE = r"([48]00)([0-9]{7})"
# What is dialled behind an area code: no 95 number is, and a local number that lacks its area code
# would be taken for one.
_LOCAL = r"[0-9]{7,8}|1[12][0-9]|12[0-9]{3}|96[0-9]{3,4}"
_LAND = rf"({_AREA})({_LOCAL})"
_ABROAD = rf"(10|2[0-9]|(?![48]00)[3-9][0-9]{{2}})({_LOCAL})"  # behind +86, no zero
# A short number of anybody's: three to six digits, or such a one behind an area code.
_SHORT_SERVICE = rf"(?:(?:{_AREA})-?)?(?:1[0-9]{{2,5}}|9[56][0-9]{{1,4}})"
# Where 86 without a plus can only be the country code.
_AFTER_86 = (
    r"1[3-9][0-9]{9}|[48]00[0-9]{7}|0?(?:10|2[0-9])[0-9]{8}|0[3-9][0-9]{2}[0-9]{7,8}"
    r"|[3-9][0-9]{2}[0-9]{7,8}"
)

_IGNORED = "\u200b"  # what a character without a shape of its own is folded to
_SIGNS = {
    **dict.fromkeys("−ー﹘⁃˗", "-"),
    **dict.fromkeys("·•・‧∙⋅", "."),
    **dict.fromkeys("[{【〔〖〘「『《〈", "("),
    **dict.fromkeys("]}】〕〗〙」』》〉", ")"),
}
_HAN_DIGITS = str.maketrans(
    "〇零洞一壹幺二贰貳三叁參四肆五伍六陆陸七柒八捌九玖", "0001112223334455666778899"
)


class CharMap(dict[int, str]):
    """A table for ``str.translate`` that works out a character when it is first met.

    ``fold`` takes one character and gives exactly one, so that positions stay what they were.
    """

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold(chr(code))
        return folded


def _fold(char: str) -> str:
    """``char`` as the plain sign it stands for: a digit, a hyphen, a bracket, a space …"""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) == 1:
        char = plain.lower() if len(plain.lower()) == 1 else plain
    category = unicodedata.category(char)
    if char in "\n\v\f\r\x85" or category in ("Zl", "Zp"):
        return "\n"
    if category == "Zs" or char == "\t":
        return " "
    if category in ("Cf", "Cc", "Mn", "Me"):
        return _IGNORED
    return "-" if category == "Pd" else _SIGNS.get(char, char)


_FOLD = CharMap(_fold)

_LABEL = (
    r"(?:(?:客服|官方|服务|联系|投诉|咨询|举报)*(?:电话|热线|手机|号码|座机)(?:号码?)?|拨打|致电"
    r"|tel(?:ephone)?|phone|mobile|call)\s*[:.]?\s*(?=[+(0-9])"
)
_DASH_ONE = rf"((?:\+?86[ -]?)?(?:{_AREA}|[48]00))一(?=[0-9])"
_SLASH = rf"((?:\+?86[ -]?)?\(?(?:{_AREA})\)?) ?/ ?(?=[0-9])"
_EXTENSION = (
    r"\s*[,;]?\s*(?:"
    r"[转轉](?:人工|分机|分機)?\s*按?\s*[0-9]{0,8}"
    r"|(?:分机号?|分機|内线|extension|extn?\.?|x)\s*[:=.]?\s*[0-9]{1,8}"
    r"|[,;#]+\s*[0-9]{1,4}"
    r")[#*)]?"
)
# 020-12345678-3: a hyphen and more digits behind a whole land line are an extension too.
_HYPHEN_EXTENSION = (
    r"((?:\(?\+?86\)?[ -]?)?\(?(?:010|02[0-9])[) -]{0,3}[0-9]{4}[ -]?[0-9]{4})-[0-9]{1,5}"
    r"|((?:\(?\+?86\)?[ -]?)?\(?0[3-9][0-9]{2}[) -]{0,3}[0-9]{7,8})-[0-9]{2,5}"
)
# Stars, strokes or slashes between the groups of a whole number, never before its last few digits.
_ODD_SEPARATORS = (
    rf"(?:\(?(?:\+|00)?86\)?[ -]?)?\(?(?:(?:{_AREA})\)?|[48]00) ?[ ./*_-] ?"
    r"[0-9]{3,4} ?[ ./*_-] ?[0-9]{4}"
)
_BODY = r"[\s(]*\+?[0-9\s().\-]*"
_QUAD = r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}"


class Found(NamedTuple):
    """Something found in a text: as it stands there, where it starts, and its normal form."""

    text: str
    start: int
    normalized: str
    understood: bool = True


def digits(number: str) -> str:
    """The ASCII digits of ``number``, nothing else."""
    return "".join(char for char in number if "0" <= char <= "9")


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
    plain = text.translate(_FOLD).replace(_IGNORED, "").strip()
    if plain.startswith("tel:"):
        plain = plain[4:].lstrip("/").replace("%2b", "+").partition(";")[0]
    elif plain[:1].isalpha() and (label := re.match(_LABEL, plain)):
        plain = plain[label.end() :]
    if not plain.isascii():
        plain = re.sub(_DASH_ONE, r"\1-", plain, count=1).translate(_HAN_DIGITS)
    if not re.fullmatch(_BODY, plain):
        if re.fullmatch(_ODD_SEPARATORS, plain):
            plain = re.sub(r"[/*_]", "-", plain)
        plain = re.sub(_SLASH, r"\1-", plain, count=1)
        body = re.match(_BODY, plain)
        end = len(body.group().rstrip()) if body else 0
        if end < len(plain) and not re.fullmatch(_EXTENSION, plain[end:]):
            return None
        plain = plain[:end]
    bare = digits(plain)
    if "-" in plain and len(bare) > _WHOLE_LAND:
        if extended := re.fullmatch(_HYPHEN_EXTENSION, plain.strip()):
            bare = digits(extended[1] or extended[2])
    elif "." in plain and re.fullmatch(_QUAD, plain):
        return None  # an IP address
    if not 2 <= len(bare) <= _MOST_DIGITS:
        return None
    if "+" not in plain or bare.startswith("0"):
        return _national(bare)
    if bare.startswith("86") and len(bare) >= 4:
        return _from_abroad(bare[2:])
    return "+" + bare


def _national(bare: str) -> str:
    """The normal form of digits as they are dialled in China."""
    if bare.startswith("00"):
        rest = bare[2:]
        if rest.startswith("86"):
            # Few digits of no shape behind 0086 are no number of ours: they keep their prefix.
            few = len(rest) < 9 and not re.fullmatch(_SHORT, rest[2:])
            return bare if few and not re.fullmatch(_ABROAD, rest[2:]) else _from_abroad(rest[2:])
        return "+" + rest if len(rest) >= 7 and rest[0] != "0" else bare
    if shape := re.fullmatch(_LAND, bare) or re.fullmatch(_SERVICE, bare):
        return f"{shape[1]}-{shape[2]}"
    if bare.startswith("0") and re.fullmatch(_MOBILE, bare[1:]):
        return bare[1:]
    if bare.startswith("86") and re.fullmatch(_AFTER_86, bare[2:]):
        return _from_abroad(bare[2:])
    return bare


def _from_abroad(bare: str) -> str:
    """The normal form of the digits behind +86."""
    whole = any(re.fullmatch(shape, bare) for shape in (_MOBILE, _SERVICE, _SHORT))
    shape = None if whole else re.fullmatch(_ABROAD, bare)
    return f"0{shape[1]}-{shape[2]}" if shape else _national(bare)


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
    return f"tel:+86{bare}" if re.fullmatch(_MOBILE, bare) else f"tel:{bare}"


def is_dialable(normalized: str) -> bool:
    """Whether a normal form has the shape of a number that somebody could dial."""
    bare = digits(normalized)
    return normalized.startswith("+") or any(
        re.fullmatch(shape, bare) for shape in (_LAND, _SERVICE, _MOBILE, _SHORT)
    )


def is_short_service(normalized: str) -> bool:
    """Whether a normal form is a short service number, alone or behind an area code.

    >>> is_short_service("12300"), is_short_service("020-12300"), is_short_service("400-0000000")
    (True, True, False)
    """
    return re.fullmatch(_SHORT_SERVICE, normalized) is not None


# What may stand between two digits: a few signs, one odd sign, or one line end. The last two only
# inside a number, so that "1234567/8" and the count of the next line stay apart from it.
_GAP = r"(?:[ .()\-]{0,3}|\ ?[*_/]\ ?(?=[0-9]{3})|[ .()\-]{0,3}\n[ .()\-]{0,3}(?=[0-9]{2}))"
# A long number may hang on a word ("Tel400…"), a short one only on a word for a telephone.
_CANDIDATE = rf"""(?<![0-9])(?<![0-9][-.:])(?:(?P<phone>
      (?:\(?(?:\+|00)86|(?<!\+)86){_GAP}(?:1[3-9][0-9]|[48]00|0?[1-9][0-9]{{1,2}})(?:{_GAP}[0-9]){{5,8}}(?:(?<=[0-9]{{8}})[0-9])?
    | \(?(?:\+|00)86{_GAP}(?:{_SHORT})
    | \+[1-9](?:{_GAP}[0-9]){{6,14}}
    | \(?(?:\+|00)86{_GAP}[0-9]{{2,8}}
    | \(?(?:{_AREA}){_GAP}(?:[0-9](?:{_GAP}[0-9]){{6,7}}|{_LOCAL})
    | [48]00(?:{_GAP}[0-9]){{7}}
    | 0?1[3-9][0-9](?:{_GAP}[0-9]){{8}}
    )(?![0-9]|[-.][0-9])
    | (?:(?<![a-z_])|(?<=tel)|(?<=phone)|(?<=call)|(?<=hotline))(?P<short>{_SHORT})
      (?![0-9_]|[-.][0-9]|(?!x\ ?[0-9]|ext)[a-z])
    | (?P<run>[0-9](?:[ .\-]{{1,3}}[0-9]){{6,19}}(?![0-9])|[0-9]+(?:[-.][0-9]+)*)(?![0-9])
    | [0-9]+)"""
# A short code with a measure behind it, or a sign of money or order before it, is an amount.
_MEASURE = (
    r"\ ?(?:[元块毛角%个件人年月日天次条斤克米度岁路页单万亿份箱包瓶双套本名位点楼栋室]"
    r"|分(?!机)|号(?!码)|小时|公|千|厘|毫|平|(?:kg|cm|mm|ml|km|gb|mb|rmb|cny|usd|yuan|days?|hours?|pcs)\b)"
)
_AMOUNT = r"(?:[¥$€£第共约近满减#]|rmb|no\.?|(?:验证|校验|动态|取件|提货)码.?|code.?)\ ?\Z"
_LONGEST_AMOUNT = 5  # digits; 12345 is a price more often than a call
_DATE = r"(?:19|20)[0-9]{2}([-.])[0-9]{1,2}\1[0-9]{1,2}"
_THOUSANDS = r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"


def compact(folded: str) -> tuple[str, Sequence[int]]:
    """``folded`` without ignored characters, and where each one left stood."""
    if _IGNORED not in folded:
        return folded, range(len(folded))
    origins = [at for at, char in enumerate(folded) if char != _IGNORED]
    return folded.replace(_IGNORED, ""), origins


def find_numbers(text: str, is_listed: Callable[[str], bool] | None = None) -> list[Found]:
    """The numbers that stand in ``text``, in its order, that somebody might dial or have listed.

    Amounts, dates, times and short numbers that hang on a word are passed over, but a long number
    for which ``is_listed`` holds is no amount. A run of 7 to 20 digits of no known shape is kept: a
    catalogue may know it. Work is linear in the text.

    >>> [found.normalized for found in find_numbers("2026-11-21 花了120元，打 020-1234 5678")]
    ['020-12345678']
    """
    plain, origins = compact(text.replace("\r\n", " \n").translate(_FOLD))
    plain = re.sub(_THOUSANDS, lambda amount: "," * len(amount[0]), plain)
    spans = {(start, end): number for start, end, number in _candidates(plain, is_listed)}
    spoken = plain.translate(_HAN_DIGITS)
    if spoken != plain:
        # Han numerals are also words: what they are part of counts only where no plain number is.
        taken = {place for start, end in spans for place in range(start, end)}
        for start, end, number in _candidates(spoken, is_listed):
            if taken.isdisjoint(range(start, end)) and spoken[start:end] != plain[start:end]:
                spans[start, end] = number
    return [
        Found(text[origins[start] : origins[end - 1] + 1], origins[start], number)
        for (start, end), number in sorted(spans.items())
    ]


def _candidates(
    plain: str, is_listed: Callable[[str], bool] | None
) -> Iterator[tuple[int, int, str]]:
    """Start, end and normal form of every number in a folded text."""
    for match in re.finditer(_CANDIDATE, plain, re.VERBOSE):
        start, end = match.span()
        run, short = match["run"], match["short"]
        if short:
            amount = re.match(_MEASURE, plain[end : end + 8]) or re.search(
                _AMOUNT, plain[max(0, start - 8) : start]
            )
            known = len(short) > _LONGEST_AMOUNT and is_listed is not None and is_listed(short)
            if amount and not known:
                continue
        elif match["phone"] is None and (
            not run or re.fullmatch(_DATE, run) or not 7 <= len(digits(run)) <= 20
        ):
            continue
        number = normalize(match[0])
        if number is not None:
            yield start, end, number
