"""A list of numbers: what stands behind one is read like it.

The second number of a list has the area code and the calling word of the first, and may be no more
than its last digits: ``020-12345678/79``.
"""

from __future__ import annotations

import re
from typing import Final

from pddroute.numbers import context
from pddroute.numbers.groups import Groups, Number
from pddroute.numbers.shapes import LOCAL, UNMISTAKABLE, kind_of
from pddroute.numbers.telephone import split_area

_TAIL: Final = range(1, 5)  # digits


class NumberList:
    """The list that the number found last stands in, as far as it has been read."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self.last: Number | None = None
        self.called = False  # a word for calling stands before it

    def follows(self, start: int) -> bool:
        """Whether what starts there goes on the list."""
        return self.last is not None and context.is_list(self._plain, self.last.end, start)

    def goes_on(self, start: int) -> bool:
        """Whether the list goes on there, and is called, or its last number is plain."""
        if self.last is None or not self.follows(start):
            return False
        known = kind_of(self.last.normalized) in UNMISTAKABLE
        return self.called or (known and context.is_choice(self._plain, self.last.end, start))

    def inherited(self, groups: Groups, at: int) -> tuple[int, Number] | None:
        """A local number behind a number with an area code, which is its own too."""
        area, local = (split_area(self.last.normalized) if self.last else None) or ("", "")
        start = groups.spans[at][0]
        if self.last is None or len(local) < 7 or not self.follows(start):
            return None
        bare, after = groups.digits(at), at + 1
        while len(bare) < len(local) and groups.gap(after - 1) == "soft":
            bare += groups.digits(after)
            after += 1
        # What a call is put through to has as many digits as it likes.
        alike = len(bare) == len(local) or context.is_transfer(self._plain, self.last.end, start)
        if not (alike and re.fullmatch(LOCAL, bare)):
            return None
        return after, Number(start, groups.spans[after - 1][1], f"{area}-{bare}")

    def tail(self, groups: Groups, at: int) -> tuple[int, Number] | None:
        """The number that a few digits stand for: the one before them, with another end."""
        start, end = groups.spans[at]
        if self.last is None or end - start not in _TAIL or not 0 < start - self.last.end < 8:
            return None
        first, written = self.last.normalized, self._plain[self.last.start : self.last.end]
        local = self.called and re.fullmatch(LOCAL, first)
        if not (local or kind_of(first) in ("land", "service", "mobile")):
            return None
        # Digits that are no end of the number are its extension, and so are those behind them.
        ending = re.search(r"([0-9]+)\)?\Z", written)
        if ending is None or not first.endswith(ending[1][1 - _TAIL.stop :]):
            return None
        if len(ending[1]) < 3 and not written.isdecimal():
            return None
        inside = len(written) == end - start
        if not context.is_tail(self._plain, self.last.end, start, end, inside=inside):
            return None
        return at + 1, Number(start, end, first[: start - end] + groups.digits(at))
