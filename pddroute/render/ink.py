"""Emphasis: bold and colour where the output is a terminal, nothing anywhere else."""

from __future__ import annotations

from typing import NamedTuple

_CODES = {"bold": "1", "green": "1;32", "yellow": "33", "red": "1;31", "dim": "2"}


class Ink(NamedTuple):
    """How a text is printed: with or without colour, and how many columns there are."""

    colour: bool = False
    width: int = 100

    def bold(self, text: str) -> str:
        """The thing to be seen first."""
        return self._in("bold", text)

    def green(self, text: str) -> str:
        """Open, done, genuine."""
        return self._in("green", text)

    def yellow(self, text: str) -> str:
        """Uncertain."""
        return self._in("yellow", text)

    def red(self, text: str) -> str:
        """Wrong, closed for good, dangerous."""
        return self._in("red", text)

    def dim(self, text: str) -> str:
        """In the background."""
        return self._in("dim", text)

    def _in(self, style: str, text: str) -> str:
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colour and text else text
