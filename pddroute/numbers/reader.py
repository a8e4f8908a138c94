"""One folded text, read for the telephone numbers in it, group of digits by group of digits.

Groups with no more than a few signs between them may be one number; whether they are, the table of
shapes says, and whether they are dialled, what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from pddroute.numbers import context
from pddroute.numbers.shapes import UNMISTAKABLE, Kind, kind_of, most_digits, normal_form
from pddroute.numbers.telephone import is_dialable, split_area, without_extension

_RUN: Final = range(7, 21)  # digits of a run that may be a number of no known shape
_CODE: Final = range(5, 7)  # digits of one that a plain calling word makes a short code
_LONGEST_AMOUNT: Final = 5  # digits; 12345 is a price more often than a call
_SHORT_ABROAD: Final = 8  # signs: as short as an amount with a plus before it
_WIDEST_GAP: Final = 7  # signs between two groups
_PORT: Final = 10  # digits from which a sender of messages is no amount

_DATE = (
    r"(?:19|20)[0-9]{2}"
    r"(?:([-.])[0-9]{1,2}\1[0-9]{1,2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))"
)
_TIMES = r"[0-2]?[0-9]\.[0-5][0-9](?: ?- ?[0-2]?[0-9]\.[0-5][0-9])+"
_DOTTED = r"[0-9]{1,3}(?:\.[0-9]{1,3}){2,}"


class Number(NamedTuple):
    """A number in the folded text."""

    start: int
    end: int
    normalized: str
    understood: bool = True


class _Candidate(NamedTuple):
    """Groups of digits that have a shape together."""

    at: int  # the first group
    behind: int  # the group behind the last one
    after: int  # the group behind the extension
    end: int  # the place behind the extension
    number: str
    kind: Kind
    odd: bool  # an odd sign or the end of a line is between two groups


class Reader:
    """Reads the numbers of one folded text, group of digits by group of digits."""

    def __init__(self, plain: str, is_listed: Callable[[str], bool] | None) -> None:
        self._plain = plain
        self._listed = is_listed or (lambda _: False)
        self._groups: list[tuple[int, int]] = []
        self._free = 0  # the first group that no number has taken
        self._plus = False  # what is being read has a plus sign before it
        self._called = False  # and a word for calling
        self._last: Number | None = None  # found last: what follows in a list is like it
        self._last_called = False

    def numbers(self, low: int, high: int) -> Iterator[Number]:
        """The numbers between two places of the text."""
        groups = re.compile("[0-9]+").finditer(self._plain, low, high)
        self._groups = [group.span() for group in groups]
        self._free = at = 0
        while at < len(self._groups):
            start, end = self._groups[at]
            few = end - start < _CODE.start and self._gap(at) is None
            if few and (end - start < 3 or not kind_of(self._digits(at))):
                at += 1
                continue
            number = None
            if at == self._free or not self._is_inside(at):
                at, number = self._read(at)
            else:
                at += 1
            if number:
                self._free = at
                yield number

    def is_called(self, start: int) -> bool:
        """Whether a word for calling stands before ``start``, or before the list it is in."""
        return context.is_called(self._plain, start) or (self._last_called and self._follows(start))

    # ---- groups ----

    def _digits(self, at: int) -> str:
        start, end = self._groups[at]
        return self._plain[start:end]

    def _between(self, at: int) -> str:
        return self._plain[self._groups[at][1] : self._groups[at + 1][0]]

    def _gap(self, at: int) -> context.Gap:
        """What joins a group to the next one."""
        if at + 1 >= len(self._groups):
            return None
        low, high = self._groups[at][1], self._groups[at + 1][0]
        return context.gap(self._plain[low:high]) if high - low <= _WIDEST_GAP else None

    def _is_inside(self, at: int) -> bool:
        """Whether a group goes on a run of single digits: no number starts inside one."""
        (start, end), (low, high) = self._groups[at - 1], self._groups[at]
        return end - start == 1 and high - low == 1 and self._gap(at - 1) is not None

    def _read(self, at: int) -> tuple[int, Number | None]:
        """The number that starts with a group, and the group to go on with."""
        start = self._groups[at][0]
        self._plus = self._plain[start - 1 : start] == "+" and not re.match(
            "[a-z0-9]", self._plain[max(0, start - 2) : start - 1]
        )
        self._called = False
        for read in (self._inherited, self._shaped, self._run):
            if result := read(at):
                self._last_called = self._called or self.is_called(start)
                self._last = result[1]
                return result
        return at + 1, None

    # ---- a number with a shape ----

    def _shaped(self, at: int) -> tuple[int, Number] | None:
        candidates = self._candidates(at)
        start = self._groups[at][0]
        self._called = bool(candidates) and self.is_called(start)
        for candidate in map(self._extended, candidates):
            if self._counts(candidate):
                start -= self._plus
                bracket = self._plain[start - 1 : start] == "("
                if bracket and ")" in self._plain[start : candidate.end]:
                    start -= 1
                return candidate.after, Number(start, candidate.end, candidate.number)
        return None

    def _candidates(self, at: int) -> list[_Candidate]:
        """What the groups from ``at`` on are together, the longest first."""
        found: list[_Candidate] = []
        bare, odd, lines, spelled = "", False, 0, True
        for behind in range(at + 1, len(self._groups) + 1):
            group = self._digits(behind - 1)
            bare += group
            spelled = spelled and len(group) == 1
            if len(bare) > most_digits(bare, plus=self._plus):
                break
            number = normal_form(bare, plus=self._plus) if len(bare) > 2 else bare
            if kind := kind_of(number):
                end = self._groups[behind - 1][1]
                found.append(_Candidate(at, behind, behind, end, number, kind, odd or lines > 0))
            gap = self._gap(behind - 1)
            if gap is None or (gap != "soft" and found):
                break
            following = self._groups[behind][1] - self._groups[behind][0]
            if found and not spelled and following < 3 and "-" not in self._between(behind - 1):
                break
            lines += gap == "line"
            odd = odd or gap == "odd"
            if lines and not spelled and (following < 2 or lines > 1):
                break
        return found[::-1]

    def _extended(self, candidate: _Candidate) -> _Candidate:
        """``candidate`` with the extension that stands behind it."""
        at, _, after, end, number, kind, _ = candidate
        if self._plain[end : end + 1] == "-" and self._gap(after - 1) == "soft":
            bare, tail = "".join(map(self._digits, range(at, after))), self._digits(after)
            whole = normal_form(bare + tail, plus=self._plus)
            head = without_extension(whole, bare, tail, plus=self._plus)
            if head == number and not kind_of(tail):
                return candidate._replace(after=after + 1, end=self._groups[after][1])
        if kind != "emergency" and (signs := context.extension(self._plain, end)):
            end += signs
            while after < len(self._groups) and self._groups[after][0] < end:
                after += 1
        return candidate._replace(after=after, end=end)

    def _counts(self, candidate: _Candidate) -> bool:
        """Whether a shape is a number here, and not an amount or a part of something else."""
        plain, start, end = self._plain, self._groups[candidate.at][0], candidate.end
        if self._is_joined(candidate):
            return False
        sure = self._called or self._listed(candidate.number)
        latin = re.fullmatch("[a-z]", plain[start - 1 : start]) is not None
        latin_behind = re.match("[a-z_]", plain[end : end + 1]) is not None
        if candidate.kind in UNMISTAKABLE or self._plus:
            glued = latin and latin_behind and not self._called
            return not glued and (sure or self._is_plain(candidate))
        if (latin and not self._called) or plain[start - 1 : start] == "_":
            return False
        if latin_behind and not context.is_latin_extension(plain, end):
            return False
        groups = self._groups[candidate.at : candidate.behind]
        split = len(groups) > 1 and any(high - low > 1 for low, high in groups)
        alone = context.is_alone(plain, start, end)
        if candidate.odd:
            return False
        if candidate.kind == "area_code":
            hyphen = split and self._between(candidate.at) in ("-", ")", ")-")
            area, code = split_area(candidate.number) or ("", "")
            whole = not split or groups[0][1] - groups[0][0] in (len(area), len(area) + 2)
            return whole and (sure or alone or (hyphen and len(code) >= _CODE.start))
        if candidate.kind == "port" and len(candidate.number) >= _PORT:
            return sure or alone or not (split or context.is_filed(plain, start))
        return (self._called or not split) and self._is_code(candidate, alone=alone)

    def _is_code(self, candidate: _Candidate, *, alone: bool) -> bool:
        """Whether a short code is one, not an amount."""
        plain, start, end = self._plain, self._groups[candidate.at][0], candidate.end
        known = self._listed(candidate.number)
        if known and len(candidate.number) > _LONGEST_AMOUNT:
            return True
        if known and self._called and candidate.kind != "emergency":
            return not context.is_money(plain, end)
        if context.is_measure(plain, end):
            return False
        if candidate.kind == "emergency":
            helped = known and (alone or context.is_rescue(plain, start))
            return helped or self._goes_on(start) or context.is_closely_called(plain, start, end)
        listed = self._last is not None and self._listed(self._last.normalized)
        in_list = listed and self._follows(start)
        if self._called or alone or in_list or context.is_answered(plain, end):
            return True
        counted = context.is_amount(plain, start, end) or context.is_filed(plain, start)
        return known and not counted

    def _is_joined(self, candidate: _Candidate) -> bool:
        """Whether the digits are a part of more digits: a date, an order, a card, an address."""
        at, _, after, end, _, kind, _ = candidate
        decimal = re.match(r"\.[0-9]", self._plain[end : end + 2])
        joined = decimal or re.match(r"[-:=+×][0-9]", self._plain[end : end + 2])
        part = not self._called or (decimal and kind not in UNMISTAKABLE)
        if joined and part and not self._is_listed_on(candidate):
            return True
        if (
            self._called
            or at == self._free
            or not self._groups[at][0] - self._groups[at - 1][1] < 4
        ):
            return False
        before = self._between(at - 1)
        if before in ("-", ".", ":", "+", "=", "×", "*", "/"):
            return True
        evenly = after - at > 2 and before == self._between(at) == " "  # a card's four by four
        return evenly and len(self._digits(at - 1)) >= 3

    def _is_listed_on(self, candidate: _Candidate) -> bool:
        """Whether the digits behind a number and a hyphen or a dot are another one."""
        if candidate.after >= len(self._groups):
            return False
        _, local = split_area(candidate.number) or ("", "")
        following = self._digits(candidate.after)
        local_too = len(following) == len(local) > _CODE.stop - 1
        return local_too or kind_of(following) in UNMISTAKABLE

    def _is_plain(self, candidate: _Candidate) -> bool:
        """Whether an unmistakable shape is written like one, and is no size and no order number."""
        at, behind, _, _, number, kind, odd = candidate
        plain, (start, end) = self._plain, (self._groups[at][0], self._groups[behind - 1][1])
        if context.is_alone(plain, start - self._plus, end):
            return True
        if odd:
            sizes = [high - low for low, high in self._groups[at:behind]]
            size = kind == "service" and sizes[0] == 3 and "*" in self._between(at)
            return not size and (min(sizes) >= 3 or max(sizes) == 1)
        if self._plus:
            return kind != "abroad" or (
                len(number) > _SHORT_ABROAD and not context.is_measure(plain, end)
            )
        single = behind == at + 1
        if kind == "nationwide":
            return single and not (context.is_measure(plain, end) or context.is_filed(plain, start))
        if not single:
            return True
        bare_country = kind == "land" and plain.startswith("86", start)  # as a parcel's number is
        nickname = kind == "service" and context.is_nickname(plain, start)
        return not (bare_country or nickname or context.is_filed(plain, start))

    # ---- a list, and what has no shape ----

    def _is_sure(self, start: int) -> bool:
        """Whether what starts there can only be a number: the word before it says so."""
        return context.is_surely_called(self._plain, start) or self._goes_on(start)

    def _goes_on(self, start: int) -> bool:
        """Whether a list of numbers goes on there that are called, or one of which is plain."""
        if self._last is None or not self._follows(start):
            return False
        known = kind_of(self._last.normalized) in UNMISTAKABLE
        choice = known and context.is_choice(self._plain, self._last.end, start)
        return self._last_called or choice

    def _follows(self, start: int) -> bool:
        """Whether what starts there goes on a list that the last number stands in."""
        return self._last is not None and context.is_list(self._plain, self._last.end, start)

    def _inherited(self, at: int) -> tuple[int, Number] | None:
        """A local number in a list behind a number with an area code, which is its own too."""
        area, local = (split_area(self._last.normalized) if self._last else None) or ("", "")
        start = self._groups[at][0]
        if self._plus or len(local) < _RUN.start or not self._follows(start):
            return None
        bare, after = self._digits(at), at + 1
        while len(bare) < len(local) and self._gap(after - 1) == "soft":
            bare += self._digits(after)
            after += 1
        if len(bare) != len(local) or bare[0] in "01" or re.fullmatch(_DATE, bare):
            return None
        return after, Number(start, self._groups[after - 1][1], f"{area}-{bare}")

    def _run(self, at: int) -> tuple[int, Number] | None:
        """Digits of no known shape: a number that a catalogue may know, or one not understood."""
        plain, (start, end) = self._plain, self._groups[at]
        if end - start < _CODE.start and self._gap(at) is None:
            return None
        bare, after = self._digits(at), at + 1
        country = bare.startswith("86" if self._plus else "0086") or bare == "86"
        sure: bool | None = country or None  # worked out where it matters: most digits are prices
        while self._gap(after - 1) == "soft" and len(bare) <= _RUN.stop:
            spelled = len(bare) == after - at and len(self._digits(after)) == 1
            if not spelled and self._between(after - 1) not in ("-", "."):
                sure = self._is_sure(start) if sure is None else sure
                if not sure or len(bare) >= _RUN.start + 2 * country:
                    break
            bare += self._digits(after)
            after += 1
        if not _CODE.start <= len(bare) < _RUN.stop or (self._plus and not country):
            return None
        end = self._groups[after - 1][1]
        number = normal_form(bare, plus=self._plus)
        result = after, Number(start - self._plus, end, number)
        if len(bare) in _RUN and self._listed(number):
            return result
        written = plain[start:end]
        if any(re.match(shape, written) for shape in (_DATE, _TIMES, _DOTTED)):
            return None
        if context.is_amount(plain, start, end):
            return None
        sure = self._is_sure(start) if sure is None else sure
        if sure and (len(bare) in _RUN or after == at + 1):
            return after, Number(start - self._plus, end, number, is_dialable(number))
        return result if len(bare) in _RUN else None
