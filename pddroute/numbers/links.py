"""Links whose words are not where they lead: HTML and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Bounded, so that work is linear in any text.
_HTML = (
    r"<a\b[^<>]{0,500}?\bhref\s{0,3}=\s{0,3}[\"']?([^\s\"'<>]{1,2048})[^<>]{0,500}>([^<]{1,500})</a"
)
_MARKDOWN = r"\[([^\[\]]{1,500})\]\(\s{0,3}<?([^\s()<>]{1,2048})"


class Link(NamedTuple):
    """A link of a text: where the words that are shown stand, and where what they lead to does."""

    shown: tuple[int, int]
    target: tuple[int, int]


def find_links(text: str) -> Iterator[Link]:
    """The links of ``text``, those of one form before those of the other.

    >>> [text[slice(*link.target)] for text in ["[a.com](b.com)"] for link in find_links(text)]
    ['b.com']
    """
    if "](" in text:
        for link in re.finditer(_MARKDOWN, text):
            yield Link(link.span(1), link.span(2))
    if "<a" in text or "<A" in text:
        for link in re.finditer(_HTML, text, re.IGNORECASE):
            yield Link(link.span(2), link.span(1))
