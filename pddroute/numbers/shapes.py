"""The shapes of the Chinese number plan: one table, for one number and for the numbers in a text.

They are those of the plan (《电信网编号计划》): the digits a kind of number starts with, and how
many it has. Whose number it is, the catalogue knows.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, Literal

Kind = Literal[
    "mobile", "service", "land", "nationwide", "port", "code", "emergency", "area_code", "abroad"
]

#: The kinds that nothing else has the shape of.
UNMISTAKABLE: Final[tuple[Kind, ...]] = ("mobile", "service", "land", "abroad", "nationwide")

# Area codes: 010 and 02x have three digits, the others four; 400 and 800 are none.
AREA: Final = r"010|02[0-9]|0(?![48]00)[3-9][0-9]{2}"
#: What stands behind an area code, alone; a day of a year that is written as eight digits does not.
LOCAL: Final = (
    r"(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))[2-9][0-9]{6,7}"
)
# Three digits that mean something behind an area code too: police, directory, fire, rescue, road.
_LOCAL_EMERGENCY = r"11[0249]|12[02]"
# Five and six digits, dialled alone or behind an area code. Behind +86, 10 and an emergency number
# of Beijing are written like five digits that begin with 10.
_SHORT = rf"10(?!(?:{_LOCAL_EMERGENCY})(?![0-9]))[0-9]{{3}}|1[12][0-9]{{3}}|11[68]114"
_SHORT_95 = r"9[56][0-9]{3,4}"
_LOCAL = rf"[0-9]{{7,8}}|{_LOCAL_EMERGENCY}|{_SHORT}|{_SHORT_95}"
# 9xx and five digits of a code are an area code without its zero, the other 95 and 96 are codes.
_NINE = rf"9[56][0-9](?!(?:{_SHORT}|9[56][0-9]{{3}})(?![0-9]))[0-9]{{2,5}}"
_CARRIER = r"10(?:00|01|08)[0-9]{2,4}"  # a carrier's five digits, and up to three for a service

#: What is dialled without an area code, or with its zero, by kind.
_PLAN: Final[dict[Kind, str]] = {
    "mobile": r"1[3-9][0-9]{9}",
    "service": r"[48]00[0-9]{7}",
    "land": rf"(?:{AREA})[0-9]{{7,8}}",
    "nationwide": r"1010[0-9]{4}",
    "port": r"106[0-9]{5,17}|1008[68][0-9]{4,9}|950[0-9]{7,13}",  # who sends messages, who calls
    "code": rf"{_SHORT}|{_NINE}|{_CARRIER}",
    "emergency": r"1[12][0-9]",
    "area_code": rf"(?:{AREA})(?:{_LOCAL_EMERGENCY}|{_SHORT}|{_SHORT_95})",
}
_ABROAD = rf"(10|2[0-9]|(?![48]00)[3-9][0-9]{{2}})({_LOCAL})"  # behind +86, no zero
_WHOLE_ABROAD: Final[tuple[Kind, ...]] = ("mobile", "service", "nationwide", "code", "emergency")
# Where 86 without a plus can only be the country code.
_AFTER_86 = (
    r"1[3-9][0-9]{9}|[48]00[0-9]{7}|0?(?:10|2[0-9])[0-9]{8}|0[3-9][0-9]{2}[0-9]{7,8}"
    r"|[3-9][0-9]{2}[0-9]{7,8}"
)
#: How many digits what starts so has at most.
_MOST: Final = {
    **{"00": 17, "0": 12, "1": 11, "10": 7, "11": 6, "12": 5, "1010": 8, "106": 20},
    **{"1008": 14, "4": 10, "8": 10, "86": 14, "9": 8, "950": 16},
}
_MOST_ABROAD: Final = 16
_SHORTEST_ABROAD: Final = 8  # signs: seven digits and the plus
# A short code of anybody's: three to six digits, or such a one behind an area code.
ANYBODYS: Final = rf"(?:(?:{AREA})-?)?(?:1[0-9]{{2,5}}|9[56][0-9]{{1,4}})"


@cache
def _plan() -> re.Pattern[str]:
    """The table as one pattern, compiled when it is first used."""
    return re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in _PLAN.items()))


@lru_cache(maxsize=2048)
def kind_of(normalized: str) -> Kind | None:
    """The kind of number that a normal form has the shape of; None: nothing anybody could dial.

    >>> kind_of("020-12345678"), kind_of("12300"), kind_of("20241121")
    ('land', 'code', None)
    """
    if normalized.startswith("+"):
        return "abroad" if len(normalized) >= _SHORTEST_ABROAD else None
    match = _plan().fullmatch(normalized.replace("-", "", 1))
    return match.lastgroup if match else None  # type: ignore[return-value]


def most_digits(start: str, *, plus: bool = False) -> int:
    """How many digits a number has at most that starts like this; 0: none starts so.

    >>> most_digits("13"), most_digits("106"), most_digits("2024")
    (11, 20, 0)
    """
    if plus:
        return _MOST_ABROAD
    most = _MOST.get
    return most(start[:4]) or most(start[:3]) or most(start[:2]) or most(start[:1], 0)


@lru_cache(maxsize=2048)
def normal_form(bare: str, *, plus: bool = False) -> str:
    """The normal form of a number's digits; ``plus``: as they stand behind a plus sign.

    >>> normal_form("02012345678"), normal_form("862012345678", plus=True), normal_form("12")
    ('020-12345678', '020-12345678', '12')
    """
    if not plus or bare.startswith("0"):
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
            few = len(rest) < 9 and not _is_whole(rest[2:])
            return bare if few and not re.fullmatch(_ABROAD, rest[2:]) else _from_abroad(rest[2:])
        return "+" + rest if len(rest) >= 7 and rest[0] != "0" else bare
    match = _plan().fullmatch(bare)
    if match and match.lastgroup in ("service", "land", "area_code"):
        area = 4 if bare.startswith("0") and bare[1] not in "12" else 3
        return f"{bare[:area]}-{bare[area:]}"
    if bare.startswith("0") and re.fullmatch(_PLAN["mobile"], bare[1:]):
        return bare[1:]
    if bare.startswith("86") and re.fullmatch(_AFTER_86, bare[2:]):
        return _from_abroad(bare[2:])
    return bare


def _is_whole(bare: str) -> bool:
    """Whether the digits behind +86 are a number that has no area code."""
    match = _plan().fullmatch(bare)
    return match is not None and match.lastgroup in _WHOLE_ABROAD


def _from_abroad(bare: str) -> str:
    """The normal form of the digits behind +86."""
    shape = None if _is_whole(bare) else re.fullmatch(_ABROAD, bare)
    return f"0{shape[1]}-{shape[2]}" if shape else _national(bare)
