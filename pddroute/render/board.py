"""Rows of a label and a text that share the lines there are: what is least useful gives way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pddroute.render.layout import labelled, wrap


class Row(NamedTuple):
    """A row of a board."""

    label: str
    """Empty: the text stands alone."""
    texts: Sequence[str]
    """What to say, in full, then in ever fewer words."""


def board(rows: Sequence[Row], width: int, room: int) -> list[str]:
    """``rows`` in ``room`` lines at most: of each as much as goes in, of the first most.

    Each has a line before any has two. Where not even that goes in, the last are left out.
    """
    shown = [_cut(row, 1, rows, width) for row in rows]
    while shown and sum(map(len, shown)) > room:
        shown.pop()
    for most in range(2, room + 1):
        for n in range(len(shown)):
            more = _cut(rows[n], most, rows, width)
            if sum(map(len, shown)) - len(shown[n]) + len(more) <= room:
                shown[n] = more
    return [line for lines in shown for line in lines]


def least(rows: Sequence[Row], width: int) -> int:
    """How many lines ``rows`` take at least."""
    return sum(len(_cut(row, 1, rows, width)) for row in rows)


def _cut(row: Row, most: int, rows: Sequence[Row], width: int) -> list[str]:
    """The fullest of a row's texts that goes into ``most`` lines, else the shortest."""
    labels = [one.label for one in rows]
    made = [_lines(row.label, text, labels, width) for text in row.texts]
    return next((lines for lines in made if len(lines) <= most), min(made, key=len))


def _lines(label: str, text: str, labels: Sequence[str], width: int) -> list[str]:
    """One row among those of all the ``labels``: their column is as wide as the widest."""
    if not label:
        return wrap(text, width)
    others = [(other, "") for other in labels if other]
    return labelled([(label, text), *others], width)[: -len(others)]
