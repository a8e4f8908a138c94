"""The groups of digits of a folded text, and what joins each to the next."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pddroute.numbers import context

_WIDEST_GAP: Final = 7  # signs between two groups of one number
_JOINTS: Final = ("-", ".", ":", "+", "=", "×", "*", "/")  # in dates, orders, sizes, addresses


class Number(NamedTuple):
    """A number in the folded text."""

    start: int
    end: int
    normalized: str
    understood: bool = True


class Groups:
    """The groups of digits between two places of a text."""

    def __init__(self, plain: str, low: int, high: int) -> None:
        self._plain = plain
        self.spans = [group.span() for group in re.compile("[0-9]+").finditer(plain, low, high)]

    def digits(self, at: int) -> str:
        """The digits of a group."""
        start, end = self.spans[at]
        return self._plain[start:end]

    def between(self, at: int) -> str:
        """What stands between a group and the next one."""
        return self._plain[self.spans[at][1] : self.spans[at + 1][0]]

    def gap(self, at: int) -> context.Gap:
        """What joins a group to the next one."""
        if at + 1 >= len(self.spans):
            return None
        low, high = self.spans[at][1], self.spans[at + 1][0]
        return context.gap(self._plain[low:high]) if high - low <= _WIDEST_GAP else None

    def is_inside(self, at: int) -> bool:
        """Whether a group goes on a run of single digits: no number starts inside one."""
        (start, end), (low, high) = self.spans[at - 1], self.spans[at]
        return end - start == 1 and high - low == 1 and self.gap(at - 1) is not None

    def is_joined(self, at: int) -> bool:
        """Whether a sign ties a group to the one before: they are one date, order or size."""
        return self.spans[at][0] - self.spans[at - 1][1] < 4 and self.between(at - 1) in _JOINTS
