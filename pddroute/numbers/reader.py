"""One folded text, read for the telephone numbers in it, group of digits by group of digits.

Groups with no more than a few signs between them may be one number; whether they are, the table of
shapes says, and whether they are dialled, what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from pddroute.numbers import context
from pddroute.numbers.groups import Groups, Number
from pddroute.numbers.lists import NumberList
from pddroute.numbers.shapes import LOCAL, UNMISTAKABLE, Kind, kind_of, most_digits, normal_form
from pddroute.numbers.telephone import is_dialable, split_area, without_extension

_RUN: Final = range(7, 21)  # digits of a run that may be a number of no known shape
_CODE: Final = range(5, 7)  # digits of one that a plain calling word makes a short code
_LONGEST_AMOUNT: Final = 5  # digits; 12345 is a price more often than a call
_SHORT_ABROAD: Final = 8  # signs: as short as an amount with a plus before it
_LONGEST_LOCAL: Final = 8  # digits; a word for calling and more of them are no amount
_SHORT_KINDS: Final = ("code", "emergency")
_JOINTS_BEHIND: Final = tuple("-:=+×.")
_PORT: Final = 10  # digits from which a sender of messages is no amount

_TIMES = r"[0-2]?[0-9]\.[0-5][0-9](?: ?- ?[0-2]?[0-9]\.[0-5][0-9])+"
_DOTTED = r"[0-9]{1,3}(?:\.[0-9]{1,3}){2,}"


class _Candidate(NamedTuple):
    """Groups of digits that have a shape together."""

    at: int  # the first group
    behind: int  # the group behind the last one
    after: int  # the group behind the extension
    end: int  # the place behind the extension
    number: str
    kind: Kind
    odd: bool  # an odd sign or the end of a line is between two groups


_Read = Callable[[Groups, int], "tuple[int, Number] | None"]


class Reader:
    """Reads the numbers of one folded text, group of digits by group of digits."""

    def __init__(self, plain: str, is_listed: Callable[[str], bool] | None) -> None:
        self._plain = plain
        self._listed = is_listed or (lambda _: False)
        self._groups = Groups(plain, 0, 0)
        self._list = NumberList(plain)  # that the number found last stands in
        self._free = 0  # the first group that no number has taken
        self._plus = False  # what is being read has a plus sign before it
        self._called = False  # and a word for calling

    def numbers(self, low: int, high: int) -> Iterator[Number]:
        """The numbers between two places of the text."""
        self._groups = Groups(self._plain, low, high)
        self._free = at = 0
        while at < len(self._groups.spans):
            start, end = self._groups.spans[at]
            few = end - start < _CODE.start and self._groups.gap(at) is None
            number = None
            if few and (end - start < 3 or not kind_of(self._groups.digits(at))):
                at, number = self._read(at, self._list.tail, self._short)
            elif at == self._free or not self._groups.is_inside(at):
                at, number = self._read(
                    at, self._list.inherited, self._shaped, self._list.tail, self._run, self._short
                )
            else:
                at += 1
            if number:
                self._free = at
                yield number

    def is_called(self, start: int) -> bool:
        """Whether a word for calling stands before ``start``, or before the list it is in."""
        listed = self._list.called and self._list.follows(start)
        return listed or context.is_called(self._plain, start)

    def _read(self, at: int, *reads: _Read) -> tuple[int, Number | None]:
        """The number that starts with a group, and the group to go on with."""
        start = self._groups.spans[at][0]
        self._plus = self._plain[start - 1 : start] == "+" and not re.match(
            "[a-z0-9]", self._plain[max(0, start - 2) : start - 1]
        )
        self._called = False
        for read in reads:
            if result := read(self._groups, at):
                self._list.called = self._called or self.is_called(start)
                self._list.last = result[1]
                return result
        return at + 1, None

    # ---- a number with a shape ----

    def _shaped(self, _: Groups, at: int) -> tuple[int, Number] | None:
        candidates = self._candidates(at)
        start = self._groups.spans[at][0]
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
        groups, found = self._groups, list[_Candidate]()
        bare, odd, lines, spelled = "", False, 0, True
        for behind in range(at + 1, len(groups.spans) + 1):
            group = groups.digits(behind - 1)
            bare += group
            spelled = spelled and len(group) == 1
            if len(bare) > most_digits(bare, plus=self._plus):
                break
            number = normal_form(bare, plus=self._plus) if len(bare) > 2 else bare
            if kind := kind_of(number):
                end = groups.spans[behind - 1][1]
                found.append(_Candidate(at, behind, behind, end, number, kind, odd or lines > 0))
            gap = groups.gap(behind - 1)
            if gap is None or (gap != "soft" and found):
                break
            following = groups.spans[behind][1] - groups.spans[behind][0]
            if found and not spelled and following < 3 and "-" not in groups.between(behind - 1):
                break
            lines += gap == "line"
            odd = odd or gap == "odd"
            if lines and not spelled and (following < 2 or lines > 1):
                break
        return found[::-1]

    def _extended(self, candidate: _Candidate) -> _Candidate:
        """``candidate`` with the extension that stands behind it."""
        groups, (at, _, after, end, number, kind, _) = self._groups, candidate
        if self._plain[end : end + 1] == "-" and groups.gap(after - 1) == "soft":
            bare, tail = "".join(map(groups.digits, range(at, after))), groups.digits(after)
            whole = normal_form(bare + tail, plus=self._plus)
            head = without_extension(whole, bare, tail, plus=self._plus)
            if head == number:
                return candidate._replace(after=after + 1, end=groups.spans[after][1])
        if kind != "emergency" and (signs := context.extension(self._plain, end)):
            end += signs
            while after < len(groups.spans) and groups.spans[after][0] < end:
                after += 1
        return candidate._replace(after=after, end=end)

    def _counts(self, candidate: _Candidate) -> bool:
        """Whether a shape is a number here, and not an amount or a part of something else."""
        plain, start, end = self._plain, self._groups.spans[candidate.at][0], candidate.end
        sure = self._called or self._listed(candidate.number)
        alone = context.is_alone(plain, start - self._plus, end)
        short = not (sure or alone) and candidate.kind in _SHORT_KINDS
        if short and not (context.has_words(plain, start, end) or self._list.follows(start)):
            return False  # whatever it is: told at once in a table of numbers
        if self._is_joined(candidate):
            return False
        latin = "a" <= plain[start - 1 : start] <= "z"
        latin_behind = "a" <= plain[end : end + 1] <= "z" or plain[end : end + 1] == "_"
        if candidate.kind in UNMISTAKABLE or self._plus:
            glued = latin and latin_behind and not self._called
            return not glued and (sure or self._is_plain(candidate))
        if (latin and not self._called) or plain[start - 1 : start] == "_":
            return False
        if latin_behind and not context.is_latin_extension(plain, end):
            return False
        groups = self._groups.spans[candidate.at : candidate.behind]
        split = len(groups) > 1 and any(high - low > 1 for low, high in groups)
        if candidate.odd:
            return False
        if candidate.kind == "area_code":
            hyphen = split and self._groups.between(candidate.at) in ("-", ")", ")-")
            area, code = split_area(candidate.number) or ("", "")
            whole = not split or groups[0][1] - groups[0][0] in (len(area), len(area) + 2)
            return whole and (sure or alone or (hyphen and len(code) >= _CODE.start))
        if candidate.kind == "port" and len(candidate.number) >= _PORT:
            return sure or alone or not (split or context.is_filed(plain, start))
        whole = not split or (sure and (self._called or alone or self._is_tied(candidate)))
        return whole and self._is_code(candidate, alone=alone)

    def _is_tied(self, candidate: _Candidate) -> bool:
        """Whether nothing but hyphens parts the digits of a long code that is listed."""
        between = {self._groups.between(at) for at in range(candidate.at, candidate.behind - 1)}
        return between == {"-"} and len(candidate.number) > _LONGEST_AMOUNT

    def _is_code(self, candidate: _Candidate, *, alone: bool) -> bool:
        """Whether a short code is one, not an amount."""
        plain, start, end = self._plain, self._groups.spans[candidate.at][0], candidate.end
        known = self._listed(candidate.number)
        if not self._called and context.is_filed(plain, start):
            return False
        if known and len(candidate.number) > _LONGEST_AMOUNT:
            return True
        if known and self._called and candidate.kind != "emergency":
            return not context.is_money(plain, end)
        if context.is_measure(plain, end):
            return False
        if candidate.kind == "emergency":
            helped = known and (alone or context.is_rescue(plain, start))
            return (
                helped or self._list.goes_on(start) or context.is_closely_called(plain, start, end)
            )
        listed = self._list.last is not None and self._listed(self._list.last.normalized)
        in_list = listed and self._list.follows(start)
        if self._called or alone or in_list or context.is_answered(plain, end):
            return True
        counted = context.is_amount(plain, start, end) or context.is_nickname(plain, start)
        return known and not counted

    def _is_joined(self, candidate: _Candidate) -> bool:
        """Whether the digits are a part of more digits: a date, an order, a card, an address."""
        at, _, after, end, _, kind, _ = candidate
        joint, digit = self._plain[end : end + 1], self._plain[end + 1 : end + 2]
        joined = joint in _JOINTS_BEHIND and "0" <= digit <= "9"
        decimal = joined and joint == "."
        part = not self._called or (decimal and kind not in UNMISTAKABLE)
        if joined and part and not self._is_listed_on(candidate):
            return True
        if (
            self._called
            or at == self._free
            or not self._groups.spans[at][0] - self._groups.spans[at - 1][1] < 4
        ):
            return False
        if self._groups.is_joined(at):
            return True
        before = self._groups.between(at - 1)
        evenly = (
            after - at > 2 and before == self._groups.between(at) == " "
        )  # a card's four by four
        return evenly and len(self._groups.digits(at - 1)) >= 3

    def _is_listed_on(self, candidate: _Candidate) -> bool:
        """Whether the digits behind a number and a hyphen or a dot are another one."""
        if candidate.after >= len(self._groups.spans):
            return False
        _, local = split_area(candidate.number) or ("", "")
        following = self._groups.digits(candidate.after)
        local_too = len(following) == len(local) > _CODE.stop - 1
        return local_too or kind_of(following) in (*UNMISTAKABLE, "code")

    def _is_plain(self, candidate: _Candidate) -> bool:
        """Whether an unmistakable shape is written like one, and is no size and no order number."""
        at, behind, _, _, number, kind, odd = candidate
        plain, (start, end) = (
            self._plain,
            (self._groups.spans[at][0], self._groups.spans[behind - 1][1]),
        )
        if context.is_alone(plain, start - self._plus, end):
            return True
        if odd:
            sizes = [high - low for low, high in self._groups.spans[at:behind]]
            size = kind == "service" and sizes[0] == 3 and "*" in self._groups.between(at)
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
        return context.is_surely_called(self._plain, start) or self._list.goes_on(start)

    def _run(self, groups: Groups, at: int) -> tuple[int, Number] | None:
        """Digits of no known shape: a number that a catalogue may know, or one not understood."""
        plain, (start, end) = self._plain, groups.spans[at]
        if end - start < _CODE.start and groups.gap(at) is None:
            return None
        bare, after = groups.digits(at), at + 1
        country = bare.startswith("86" if self._plus else "0086") or bare == "86"
        sure: bool | None = country or None  # worked out where it matters: most digits are prices
        extension = 0
        while groups.gap(after - 1) == "soft" and len(bare) <= _RUN.stop:
            following = groups.digits(after)
            if re.fullmatch(LOCAL, bare) and groups.between(after - 1) == "-":
                extension = self._is_extension(groups, after)
                if extension or len(following) == len(bare):
                    break
            spelled = len(bare) == after - at and len(following) == 1
            if not spelled and groups.between(after - 1) not in ("-", "."):
                sure = self._is_sure(start) if sure is None else sure
                if not sure or len(bare) >= _RUN.start + 2 * country:
                    break
            bare += following
            after += 1
        if 3 <= len(bare) == after - at < _CODE.start and groups.between(at) == " ":  # 9 9 9
            end = groups.spans[after - 1][1]
            if context.is_dialled(plain, start, end):
                return after, Number(start, end, bare, understood=False)
        if not _CODE.start <= len(bare) < _RUN.stop or (self._plus and not country):
            return None
        after += extension
        end = groups.spans[after - 1][1]
        sure = self._is_sure(start) if sure is None else sure
        if not sure and (len(bare) not in _RUN or self._is_part(at)):
            return None
        number = normal_form(bare, plus=self._plus)
        result = after, Number(start - self._plus, end, number)
        if len(bare) in _RUN and self._listed(number):
            return result
        written = plain[start:end]
        if context.is_date(written) or any(re.match(shape, written) for shape in (_TIMES, _DOTTED)):
            return None
        if context.is_amount(plain, start, end) and not (sure and len(bare) > _LONGEST_LOCAL):
            return None
        if not sure:
            return result
        if len(bare) in _RUN or after == at + 1:
            return after, result[1]._replace(understood=is_dialable(number))
        return None

    def _is_extension(self, groups: Groups, at: int) -> bool:
        """Whether a group behind a local number and a hyphen is its extension."""
        end = groups.spans[at][1]
        joined = re.match(r"[-.:][0-9]", self._plain[end : end + 2])
        return len(groups.digits(at)) < _CODE.stop and not joined

    def _is_part(self, at: int) -> bool:
        """Whether a run of no shape that nobody calls is a part of more, or files or counts."""
        plain, start = self._plain, self._groups.spans[at][0]
        if at != self._free and self._groups.is_joined(at):
            return True
        if re.match(r"(?:19|20)[0-9]{2}-[0-9]{5}", plain[start : start + 10]):
            return True  # a year, and the number of a paper
        return context.is_filed(plain, start) and not self.is_called(start)

    def _short(self, groups: Groups, at: int) -> tuple[int, Number] | None:
        """Three or four digits right behind a word for calling, which nobody knows."""
        start, end = groups.spans[at]
        if 3 <= end - start < _CODE.start and context.is_dialled(self._plain, start, end):
            return at + 1, Number(start, end, groups.digits(at), understood=False)
        return None
