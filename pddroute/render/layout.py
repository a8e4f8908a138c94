"""How text is laid out in columns that line up, Chinese included."""

from __future__ import annotations

from collections.abc import Sequence

from tabulate import tabulate
from wcwidth import wcswidth

__all__ = ["bullets", "columns", "plain_table", "table", "wrap"]

_MIN_WIDTH = 40
# Chinese may break anywhere but before these.
_NO_BREAK_BEFORE = "，。；：、！？）」』”’》,.;:!?)"


def columns(text: str) -> int:
    """How many terminal columns ``text`` takes."""
    return max(wcswidth(text), 0)


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken at spaces or between Chinese letters.

    A word that is longer than a line is left whole: a number or an address must stay one piece.
    """
    lines = [""]
    for piece in _pieces(text):
        fits = columns(lines[-1]) + columns(piece.rstrip()) <= width
        if lines[-1] and not fits:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> list[str]:
    """The parts of ``text`` between which a line may end."""
    pieces: list[str] = []
    for char in text:
        wide = columns(char) == 2
        last = pieces[-1] if pieces else ""
        if not last or last[-1] == " ":
            starts = True
        elif char in _NO_BREAK_BEFORE or char == " ":
            starts = False
        else:
            starts = wide or columns(last[-1]) == 2
            starts = starts and last[-1] not in "（「『“‘《(["
        if starts:
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def table(rows: Sequence[Sequence[str]], headers: Sequence[str], width: int) -> str:
    """A table at most ``width`` columns wide where it can be: its last column is wrapped."""
    if not rows:
        return ""
    fixed = [max(columns(str(row[n])) for row in (headers, *rows)) for n in range(len(headers) - 1)]
    rest = max(_MIN_WIDTH // 2, width - sum(fixed) - 2 * len(fixed))
    cells = [[*row[:-1], "\n".join(wrap(row[-1], rest))] for row in rows]
    return tabulate(cells, headers=headers, tablefmt="simple", disable_numparse=True)


def plain_table(rows: Sequence[Sequence[str]], width: int) -> str:
    """A table without headings, its last column wrapped."""
    first = max(columns(row[0]) for row in rows)
    cells = [
        [row[0], "\n".join(wrap(row[1], max(_MIN_WIDTH // 2, width - first - 2)))] for row in rows
    ]
    return tabulate(cells, tablefmt="plain", disable_numparse=True)


def bullets(texts: Sequence[str], width: int, marks: Sequence[str] = ()) -> list[str]:
    """Each text behind ``- `` (or its mark), wrapped, with its further lines indented."""
    lines: list[str] = []
    for n, text in enumerate(texts):
        mark = marks[n] if marks else "-"
        first, *more = wrap(text, max(_MIN_WIDTH, width) - columns(mark) - 3)
        lines.append(f"  {mark} {first}")
        lines.extend(f"  {' ' * columns(mark)} {line}" for line in more)
    return lines
