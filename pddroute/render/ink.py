"""Emphasis: bold and colour where the output is a terminal, nothing anywhere else."""

from __future__ import annotations

from typing import Literal, NamedTuple

Style = Literal["bold", "green", "yellow", "red", "dim"]
_CODES: dict[Style, str] = {
    "bold": "1",  # the thing to be seen first
    "green": "1;32",  # open, done, genuine
    "yellow": "33",  # uncertain
    "red": "1;31",  # wrong, closed for good, dangerous
    "dim": "2",  # in the background
}


class Ink(NamedTuple):
    """How a text is printed: with or without colour, and how many columns there are."""

    colour: bool = False
    width: int = 100

    def __call__(self, style: Style, text: str) -> str:
        """``text`` in ``style``."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colour and text else text
