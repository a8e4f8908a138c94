"""One folded text, read for the telephone numbers in it, group of digits by group of digits.

Groups with no more than a few signs between them may be one number; whether they are, the table of
shapes says, and whether they are dialled, what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from pddroute.numbers import context
from pddroute.numbers.shapes import Kind, kind_of, most_digits, normal_form
from pddroute.numbers.telephone import is_dialable, split_area, without_extension

#: The kinds that nothing else has the shape of.
UNMISTAKABLE: Final[tuple[Kind, ...]] = ("mobile", "service", "land", "abroad", "nationwide")
_RUN: Final = range(7, 21)  # digits of a run that may be a number of no known shape
_CODE: Final = range(5, 7)  # digits of one that a plain calling word makes a short code
_LONGEST_CODE: Final = 6  # digits behind an area code
_PORT: Final = 10  # digits from which a sender of messages is no amount

_GAP = r"[ .()\-]{1,3}"
_LINE_END = r"[ .()\-]{0,3}\n[ .()\-]{0,3}"
_ODD = r" ?[*/_|,、~'\"^]{1,2} ?"
_DATE = (
    r"(?:19|20)[0-9]{2}"
    r"(?:([-.])[0-9]{1,2}\1[0-9]{1,2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))"
)
_TIMES = r"[0-2]?[0-9]\.[0-5][0-9](?: ?- ?[0-2]?[0-9]\.[0-5][0-9])+"
_DOTTED = r"[0-9]{1,3}(?:\.[0-9]{1,3}){2,}"

_Gap = Literal["soft", "line", "odd"] | None


class Number(NamedTuple):
    """A number in the folded text."""

    start: int
    end: int
    normalized: str
    understood: bool = True


class _Candidate(NamedTuple):
    """Groups of digits that have a shape together."""

    after: int  # the group behind it
    number: str
    kind: Kind
    odd: bool  # an odd sign is between two groups


@lru_cache(maxsize=1024)
def _gap(signs: str) -> _Gap:
    """What ``signs`` between two groups of digits are inside a number; None: they part two."""
    if re.fullmatch(_GAP, signs):
        return "soft"
    if re.fullmatch(_LINE_END, signs):
        return "line"
    return "odd" if re.fullmatch(_ODD, signs) else None


class Reader:
    """Reads the numbers of one folded text, group of digits by group of digits."""

    def __init__(self, plain: str, is_listed: Callable[[str], bool] | None) -> None:
        self._plain = plain
        self._listed = is_listed or (lambda _: False)
        self._groups: list[tuple[int, int]] = []
        self._last: Number | None = None  # found last: what follows in a list is like it
        self._last_called = False
        self._called = False  # what is being read

    def numbers(self, low: int, high: int) -> Iterator[Number]:
        """The numbers between two places of the text."""
        self._groups = [
            group.span() for group in re.compile("[0-9]+").finditer(self._plain, low, high)
        ]
        at, free = 0, 0  # free: the first group that no number has taken
        while at < len(self._groups):
            start, end = self._groups[at]
            few = end - start < _CODE.start and self._gap(at) is None
            if few and (end - start < 3 or not kind_of(self._digits(at))):
                at += 1
                continue
            after = at + 1
            if at == free or not self._is_inside(at):
                after, number = self._read(at, free)
                if number:
                    yield number
                    free = after
            at = after

    def is_called(self, start: int) -> bool:
        """Whether a word for calling stands before ``start``, or before the list it is in."""
        return context.is_called(self._plain, start) or self._goes_on(start)

    def _gap(self, at: int) -> _Gap:
        """What joins a group to the next one."""
        if at + 1 >= len(self._groups):
            return None
        low, high = self._groups[at][1], self._groups[at + 1][0]
        return _gap(self._plain[low:high]) if high - low <= 7 else None

    def _is_inside(self, at: int) -> bool:
        """Whether a group goes on a run of single digits: no number starts inside one."""
        (start, end), (low, high) = self._groups[at - 1], self._groups[at]
        return end - start == 1 and high - low == 1 and self._gap(at - 1) is not None

    def _digits(self, at: int) -> str:
        start, end = self._groups[at]
        return self._plain[start:end]

    def _read(self, at: int, free: int) -> tuple[int, Number | None]:
        """The number that starts with a group, and the group to go on with."""
        start = self._groups[at][0]
        plus = self._plain[start - 1 : start] == "+" and not re.match(
            "[a-z0-9]", self._plain[max(0, start - 2) : start - 1]
        )
        for read in (self._inherited, self._shaped, self._run):
            if result := read(at, free, plus):
                after, number = result
                self._last_called = self._called or self.is_called(start)
                self._last = number
                return after, number
        return at + 1, None

    # ---- a number with a shape ----

    def _shaped(self, at: int, free: int, plus: bool) -> tuple[int, Number] | None:
        candidates = self._candidates(at, plus)
        self._called = bool(candidates) and self.is_called(self._groups[at][0])
        for candidate in candidates:
            after, number, end = self._extended(at, candidate, plus)
            start = self._groups[at][0]
            if self._counts(at, after, free, candidate._replace(number=number), plus, end):
                start -= plus
                opened = self._plain[start - 1 : start] == "("
                if opened and ")" in self._plain[start:end]:
                    start -= 1
                return after, Number(start, end, number)
        return None

    def _candidates(self, at: int, plus: bool) -> list[_Candidate]:
        """What the groups from ``at`` on are together, the likeliest first."""
        found: list[_Candidate] = []
        bare, odd, lines = "", False, 0
        spelled = True
        for after in range(at + 1, len(self._groups) + 1):
            group = self._digits(after - 1)
            bare += group
            spelled = spelled and len(group) == 1
            if len(bare) > most_digits(bare, plus=plus):
                break
            number = normal_form(bare, plus=plus) if len(bare) > 2 else bare
            if kind := kind_of(number):
                found.append(_Candidate(after, number, kind, odd or lines > 0))
            gap = self._gap(after - 1)
            if gap is None or (gap != "soft" and found):
                break
            following = self._groups[after][1] - self._groups[after][0]
            if found and not spelled and following < 3 and "-" not in self._between(after - 1):
                break
            lines += gap == "line"
            odd = odd or gap == "odd"
            if lines and not spelled and (following < 2 or lines > 1):
                break
        # A short code is less likely than the whole number it begins.
        return found[::-1]

    def _between(self, at: int) -> str:
        return self._plain[self._groups[at][1] : self._groups[at + 1][0]]

    def _extended(self, at: int, candidate: _Candidate, plus: bool) -> tuple[int, str, int]:
        """The group behind a number and its extension, its normal form, and where it ends."""
        after, number, kind, _ = candidate
        end = self._groups[after - 1][1]
        if self._plain[end : end + 1] == "-" and after < len(self._groups):
            if self._gap(after - 1) == "soft" and self._groups[after][1] - end <= 6:
                bare = "".join(map(self._digits, range(at, after)))
                tail = self._digits(after)
                whole = normal_form(bare + tail, plus=plus)
                if not kind_of(tail) and without_extension(whole, bare, tail, plus=plus) == number:
                    return after + 1, number, self._groups[after][1]
        if kind != "emergency" and (extension := context.extension(self._plain, end)):
            end += extension
            while after < len(self._groups) and self._groups[after][0] < end:
                after += 1
        return after, number, end

    def _counts(
        self, at: int, after: int, free: int, candidate: _Candidate, plus: bool, end: int
    ) -> bool:
        """Whether a shape is a number here, and not an amount or a part of something else."""
        plain, start = self._plain, self._groups[at][0]
        _, number, kind, odd = candidate
        groups = self._groups[at : candidate.after]
        called = self._called
        if self._is_joined(at, after, free, end, number, called=called):
            return False
        known = self._listed(number)
        latin = plain[start - 1 : start].isascii() and plain[start - 1 : start].isalpha()
        latin_behind = re.match("[a-z_]", plain[end : end + 1]) is not None
        if kind in UNMISTAKABLE or plus:
            return self._is_plain(at, candidate, plus, called or known) and not (
                latin and latin_behind and not called
            )
        if latin and not called:
            return False
        if (latin_behind or plain[start - 1 : start] == "_") and not context.is_latin_extension(
            plain, end
        ):
            return False
        split = len(groups) > 1 and any(high - low > 1 for low, high in groups)
        alone = context.is_alone(plain, start, end)
        if kind == "port" and len(number) >= _PORT and not odd:
            return called or known or alone or not (split or context.is_filed(plain, start))
        if kind == "area_code":
            hyphen = split and re.fullmatch(r"[)-]", self._between(at)) is not None
            area, code = split_area(number) or ("", "")
            whole = not split or groups[0][1] - groups[0][0] in (len(area), len(area) + 2)
            strange = len(code) < 5 or not hyphen
            return whole and (known or called or alone or not strange) and not odd
        if odd or (split and not called):
            return False
        return self._is_code(start, end, number, called=called, known=known, alone=alone)

    def _is_code(
        self, start: int, end: int, number: str, *, called: bool, known: bool, alone: bool
    ) -> bool:
        """Whether a short code is one, not an amount."""
        plain = self._plain
        if known and len(number) > 5:
            return True
        if context.is_measure(plain, end):
            return False
        if len(number) == 3:
            return (
                self._goes_on(start)
                or context.is_closely_called(plain, start, end)
                or (known and (alone or context.is_rescue(plain, start)))
            )
        if called or alone or context.is_answered(plain, end):
            return True
        return (
            known
            and not context.is_amount(plain, start, end)
            and not context.is_filed(plain, start)
        )

    def _is_joined(
        self, at: int, after: int, free: int, end: int, number: str, *, called: bool
    ) -> bool:
        """Whether the digits are a part of more digits: a date, an order, a card, an address."""
        plain, start = self._plain, self._groups[at][0]
        if re.match(r"\.[0-9]", plain[end : end + 2]):
            return True
        if called:
            return False
        if re.match(r"[-:=+×][0-9]", plain[end : end + 2]) and not self._is_listed_on(
            after, number
        ):
            return True
        if at == free or self._groups[at - 1][1] < start - 3:
            return False
        before = self._between(at - 1)
        if before in ("-", ".", ":", "+", "=", "×", "*", "/"):
            return True
        inner = self._between(at) if after - at > 1 else ""
        low, high = self._groups[at - 1]
        return before == inner == " " and high - low >= 3 and after - at > 2

    def _is_listed_on(self, after: int, number: str) -> bool:
        """Whether the digits behind a number and a hyphen are another one."""
        area = split_area(number)
        following = self._digits(after)
        return kind_of(following) in UNMISTAKABLE or (
            area is not None and len(following) == len(area[1]) > _LONGEST_CODE
        )

    def _is_plain(self, at: int, candidate: _Candidate, plus: bool, sure: bool) -> bool:
        """Whether an unmistakable shape is written like one, and is no order number."""
        plain, start = self._plain, self._groups[at][0]
        _, number, kind, odd = candidate
        end = self._groups[candidate.after - 1][1]
        single = candidate.after == at + 1
        if sure or context.is_alone(plain, start - plus, end):
            return True
        if odd:
            sizes = [high - low for low, high in self._groups[at : candidate.after]]
            size = plain[self._groups[at][1]] in "*x" and sizes[0] == 3 and kind == "service"
            return (min(sizes) >= 3 or max(sizes) == 1) and not size
        if plus and kind != "abroad":
            return True
        if plus:
            return not context.is_measure(plain, end) and len(number) > 8
        if single and plain.startswith("86", start) and kind == "land":
            return False
        if single and context.is_filed(plain, start):
            return False
        if kind == "nationwide":
            return single and not context.is_measure(plain, end)
        return not (single and kind == "service" and context.is_nickname(plain, start))

    # ---- a list, and what has no shape ----

    def _is_sure(self, start: int) -> bool:
        """Whether what starts there can only be a number: the word before it says so."""
        return context.is_surely_called(self._plain, start) or self._goes_on(start)

    def _goes_on(self, start: int) -> bool:
        """Whether a list of numbers that are called goes on there."""
        if self._last is None or not self._follows(start):
            return False
        known = kind_of(self._last.normalized) in UNMISTAKABLE
        return self._last_called or (
            known and context.is_choice(self._plain, self._last.end, start)
        )

    def _follows(self, start: int) -> bool:
        """Whether what starts there goes on a list that the last number stands in."""
        return self._last is not None and context.is_list(self._plain, self._last.end, start)

    def _inherited(self, at: int, free: int, plus: bool) -> tuple[int, Number] | None:
        """A local number in a list behind a number with an area code, which is its own too."""
        parts = split_area(self._last.normalized) if self._last else None
        start = self._groups[at][0]
        if not parts or plus or len(parts[1]) < 7 or not self._follows(start):
            return None
        area, local = parts
        bare, after = self._digits(at), at + 1
        while len(bare) < len(local) and self._gap(after - 1) == "soft":
            bare += self._digits(after)
            after += 1
        if len(bare) != len(local) or bare[0] in "01" or re.fullmatch(_DATE, bare):
            return None
        return after, Number(start, self._groups[after - 1][1], f"{area}-{bare}")

    def _run(self, at: int, free: int, plus: bool) -> tuple[int, Number] | None:
        """Digits of no known shape: a number that a catalogue may know, or one not understood."""
        plain, (start, end) = self._plain, self._groups[at]
        if end - start < _CODE.start and self._gap(at) is None:
            return None
        country = self._digits(at).startswith("86" if plus else "0086") or self._digits(at) == "86"
        sure: bool | None = country or None  # worked out where it matters: most digits are prices
        bare, after = self._digits(at), at + 1
        while self._gap(after - 1) == "soft" and len(bare) <= _RUN.stop:
            signs, spelled = self._between(after - 1), len(bare) == after - at
            joined = signs in ("-", ".") or (spelled and len(self._digits(after)) == 1)
            if not joined:
                sure = self._is_sure(start) if sure is None else sure
                if not sure or len(bare) >= _RUN.start + 2 * country:
                    break
            bare += self._digits(after)
            after += 1
        if not _CODE.start <= len(bare) < _RUN.stop:
            return None
        sure = self._is_sure(start) if sure is None else sure
        if plus and not country:
            return None
        end = self._groups[after - 1][1]
        number = normal_form(bare, plus=plus)
        result = after, Number(start - plus, end, number)
        if self._listed(number) and len(bare) in _RUN:
            return result
        written = plain[start:end]
        if any(re.match(shape, written) for shape in (_DATE, _TIMES, _DOTTED)):
            return None
        if context.is_amount(plain, start, end):
            return None
        if sure and (len(bare) in _RUN or (len(bare) in _CODE and after == at + 1)):
            return after, Number(start - plus, end, number, is_dialable(number))
        return result if len(bare) in _RUN else None
