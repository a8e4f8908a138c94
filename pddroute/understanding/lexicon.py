"""Words looked for in what people write, whatever the case, the blanks and the punctuation."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_BETWEEN = re.compile(r"[\W_]+")
# A blank parts English words and nothing else: 共享 屏幕 is 共享屏幕.
_IDLE_BLANK = re.compile(r"(?<![a-z0-9]) | (?![a-z0-9])")


def plain(text: str) -> str:
    """A text as texts are compared: letters and digits, English words parted by one blank.

    >>> plain("退款，一直 没到账！ Where's my REFUND?")
    '退款一直没到账where s my refund'
    """
    letters = unicodedata.normalize("NFKC", text).casefold()
    if letters.isalnum():
        return letters
    return _IDLE_BLANK.sub("", _BETWEEN.sub(" ", letters).strip())


class Met(NamedTuple):
    """A word of a lexicon where it stands in a text, from ``start`` to before ``end``."""

    start: int
    end: int
    word: str

    def inside(self, longest: Sequence[Met]) -> Met | None:
        """The one of ``longest`` that it is only a part of; they are as :meth:`Lexicon.longest`."""
        at = bisect_right(longest, self.start, key=lambda met: met.start) - 1
        if at < 0 or longest[at].end < self.end or len(longest[at].word) == len(self.word):
            return None
        return longest[at]


class Lexicon:
    """A set of plain words that is looked for all at once, in time that grows with the text.

    A word of one letter is never met: it stands inside too many others.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._begun: dict[str, list[str]] = {}  # by their first two letters, the longest first
        for word in sorted(set(words), key=len, reverse=True):
            if len(word) > 1:
                self._begun.setdefault(word[:2], []).append(word)

    def met(self, text: str) -> Iterator[Met]:
        """Every word in ``text`` (which is plain), by where it begins, the longest first.

        An English word is met where a word of the text begins so: “invoice” in “two invoices”.
        """
        for start in range(len(text) - 1):
            for word in self._begun.get(text[start : start + 2], ()):
                if text.startswith(word, start) and _begins(text, start):
                    yield Met(start, start + len(word), word)

    def longest(self, text: str) -> list[Met]:
        """The words in ``text`` without those that are only a part of another one met there."""
        kept: list[Met] = []
        for met in self.met(text):
            if not kept or met.end > kept[-1].end:
                kept.append(met)
        return kept


def _begins(text: str, start: int) -> bool:
    """Whether a word may begin at ``start``: not in the middle of an English one."""
    return start == 0 or not (_is_latin(text[start]) and _is_latin(text[start - 1]))


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
