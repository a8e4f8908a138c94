"""The telephone numbers that stand in a text.

A shape that nothing else has (a mobile, a land line with its area code, 400) is a number wherever
it stands. A short one is also a price or a size: it counts behind a word for calling, or where the
catalogue lists it. What stands behind such a word and has no shape is found too, as not understood:
silence would be taken for a good sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from pddroute.numbers import context
from pddroute.numbers.groups import Number
from pddroute.numbers.reader import Reader
from pddroute.numbers.shapes import UNMISTAKABLE, kind_of
from pddroute.numbers.telephone import HAN_DIGITS, compact, fold, normalize, with_hyphens

_THOUSANDS = r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9]|-[0-9])"
# Numerals that are words: three and more in a row, and a numeral among them.
_SPOKEN = r"[0-9〇零洞一壹幺二贰貳三叁參四肆五伍六陆陸七柒八捌九玖]"
_SPOKEN_RUN = rf"{_SPOKEN}(?:[ .()\-]{{0,3}}{_SPOKEN}){{2,400}}"
# Letters that are taken for digits: groups with a digit in each, but for a letter alone.
_LETTERS = str.maketrans("oоοlіiıℓ|zзsbбgq", "0001111112358699")
_LETTERED = "0-9oоοlіiıℓ|zзsbбgq"
_LETTERED_GROUP = rf"(?:[oоοlіiıℓ|zзsbбgq]{{0,4}}[0-9][{_LETTERED}]{{0,15}}|[oоοlіiıℓ|])"
_LETTERED_RUN = (
    rf"(?<![a-z0-9оοіıℓзб|_]){_LETTERED_GROUP}(?:[ .()\-]{{1,3}}{_LETTERED_GROUP}){{0,12}}"
    r"(?![a-z0-9оοіıℓзб|_])"
)
_ROUND_OR_STRAIGHT = r"[0-9oоοlіiıℓ|]+"
_FEWEST_LETTERED = 4  # digits that are left in such a run, but right behind a word for calling


class Found(NamedTuple):
    """Something found in a text: as it stands there, where it starts, and its normal form.

    Where it was not ``understood``, ``normalized`` is its plain signs: a number with letters in
    place of digits, or digits of no known shape behind a word for calling.
    """

    text: str
    start: int
    normalized: str
    understood: bool = True


def without_letters(written: str) -> str | None:
    """The number that ``written``, plain signs, is taken for where its letters are read as digits.

    None where it has no letters, or is no number then either.

    >>> without_letters("o2o-1234s678"), without_letters("020-12345678")
    ('020-12345678', None)
    """
    read = written.translate(_LETTERS)
    return None if read == written else normalize(read)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def find_numbers(text: str, is_listed: Callable[[str], bool] | None = None) -> list[Found]:
    """The numbers that stand in ``text``, in its order, that somebody might dial or have listed.

    Amounts, dates, times, order numbers and short numbers that no word for calling stands before
    are passed over, unless ``is_listed`` knows them. A run of 7 to 20 digits of no known shape is
    kept: a catalogue may know it, or one that is nearly the same. Work is linear in the text.

    >>> [found.normalized for found in find_numbers("2026-11-21 花了120元，打 020-1234 5678")]
    ['020-12345678']
    """
    plain, origins = compact(fold(text.replace("\r\n", " \n")))
    plain = _pattern(_THOUSANDS).sub(lambda amount: "," * len(amount[0]), plain)
    plain = with_hyphens(plain)
    written = list(Reader(plain, is_listed).numbers(0, len(plain)))
    shaped = [number for number in written if kind_of(number.normalized)]
    runs = [number for number in written if not kind_of(number.normalized)]
    taken = bytearray(len(plain))
    numbers = []
    # A run may be what is left of a number whose other digits are words or letters.
    for number in (*shaped, *_disguised(plain, is_listed), *runs):
        if not any(taken[number.start : number.end]):
            taken[number.start : number.end] = b"\1" * (number.end - number.start)
            numbers.append(number)
    return [
        Found(text[origins[start] : origins[end - 1] + 1], origins[start], normalized, understood)
        for start, end, normalized, understood in sorted(numbers)
    ]


def _translated(plain: str, spans: list[tuple[int, int]], table: dict[int, int]) -> str:
    """``plain`` with the signs within ``spans`` put into others; the words around them stay."""
    parts, at = [], 0
    for start, end in spans:
        parts += [plain[at:start], plain[start:end].translate(table)]
        at = end
    return "".join([*parts, plain[at:]])


def _disguised(plain: str, is_listed: Callable[[str], bool] | None) -> Iterator[Number]:
    """The numbers that are written with numerals or with letters in place of digits."""
    spoken = [
        run.span() for run in _pattern(_SPOKEN_RUN).finditer(plain) if not run.group().isascii()
    ]
    if spoken:
        reader = Reader(_translated(plain, spoken, HAN_DIGITS), is_listed)
        for start, end in spoken:
            for number in reader.numbers(start, end):
                word = kind_of(number.normalized) in ("code", "emergency")  # 一二三四五
                if word and not reader.is_called(number.start):
                    continue
                if not plain[number.start : number.end].isascii():
                    yield number
    lettered = [
        run.span()
        for run in _pattern(_LETTERED_RUN).finditer(plain)
        if any(map(str.isalpha, run.group()))
        and (
            sum(map(str.isdecimal, run.group())) >= _FEWEST_LETTERED
            or context.is_dialled(plain, *run.span())
        )
    ]
    if lettered:
        reader = Reader(_translated(plain, lettered, _LETTERS), is_listed)
        for start, end in lettered:
            for number in reader.numbers(start, end):
                written = plain[number.start : number.end]
                kind = kind_of(number.normalized)
                strong = kind in UNMISTAKABLE or not number.understood
                few = not kind and len(number.normalized) <= _FEWEST_LETTERED
                if few and not re.fullmatch(_ROUND_OR_STRAIGHT, written):
                    continue  # a vitamin, a size, a model
                if any(map(str.isalpha, written)) and (strong or reader.is_called(number.start)):
                    # Whatever it looks like, it is not what is written there.
                    yield number._replace(normalized=written, understood=False)
