"""How text is laid out in columns that line up, Chinese included."""

from __future__ import annotations

from collections.abc import Sequence

from tabulate import tabulate
from wcwidth import wcswidth

_MIN_WIDTH = 40
_GAP = 2
# No column of a table is squeezed below this; the first holds names.
_MIN_FIRST = 12
_MIN_COLUMN = 8
# Chinese may break anywhere but before and after these.
_NO_BREAK_BEFORE = " ，。；：、！？）」』”’》,.;:!?)"
_NO_BREAK_AFTER = "（「『“‘《(["


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
    last = " "
    for char in text:
        wide = columns(last) == 2 or columns(char) == 2
        breaks = wide and last not in _NO_BREAK_AFTER and char not in _NO_BREAK_BEFORE
        if not pieces or (char != " " and (breaks or last == " ")):  # blanks stand together
            pieces.append(char)
        else:
            pieces[-1] += char
        last = char
    return pieces


def table(rows: Sequence[Sequence[str]], headers: Sequence[str], width: int) -> str:
    """A table at most ``width`` columns wide; where that leaves too little, a list of its rows.

    What cannot be broken (a number, an address) stays whole: only a list may have a longer line.
    """
    if not rows:
        return ""
    widths = _widths(rows, headers, width)
    if widths is None:
        return "\n".join(line for row in rows for line in _stacked(row, width))
    cells = [
        ["\n".join(wrap(cell, room)) for cell, room in zip(row, widths, strict=True)]
        for row in rows
    ]
    text = tabulate(cells, headers=headers, tablefmt="simple", disable_numparse=True)
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _widths(rows: Sequence[Sequence[str]], headers: Sequence[str], width: int) -> list[int] | None:
    """The width of each column, narrow ones whole and wide ones sharing what is left."""
    cells = list(zip(*rows, strict=True))
    titles = [columns(head) + _GAP for head in headers]  # tabulate gives a heading two columns more
    wanted = [max(head, *map(columns, texts)) for head, texts in zip(titles, cells, strict=True)]
    least = []
    for n, texts in enumerate(cells):
        pieces = (piece.rstrip() for text in texts for piece in _pieces(text))
        whole = max(titles[n], max(map(columns, pieces), default=0))
        least.append(max(whole, min(wanted[n], _MIN_COLUMN if n else _MIN_FIRST)))
    room = width - _GAP * (len(cells) - 1)
    if sum(least) > room:
        return None
    widths = least
    while spare := room - sum(widths):
        short = [n for n in range(len(widths)) if widths[n] < wanted[n]]
        if not short:
            break
        for n in short[:spare]:
            widths[n] += 1
    return widths


def _stacked(row: Sequence[str], width: int) -> list[str]:
    """One row of a table as lines: its first two cells, then the others below them."""
    first, *rest = (cell for cell in row if cell)
    head = [first]
    if rest and columns(first) + _GAP + columns(rest[0]) <= width:
        head = [f"{first}{' ' * _GAP}{rest.pop(0)}"]
    return [*head, *(f"  {line}" for line in wrap(" · ".join(rest), width - 2) if line)]


def plain_table(rows: Sequence[Sequence[str]], width: int) -> str:
    """A table without headings, its last column wrapped."""
    first = max(columns(row[0]) for row in rows)
    room = max(_MIN_WIDTH // 2, width - first - 2)
    cells = [[label, "\n".join(wrap(text, room))] for label, text in rows]
    return tabulate(cells, tablefmt="plain", disable_numparse=True)


def indented(text: str, width: int) -> list[str]:
    """``text`` in lines that begin with two spaces."""
    return [f"  {line}" for line in wrap(text, width - 2)]


def bullets(texts: Sequence[str], width: int, *, numbered: bool = False) -> list[str]:
    """Each text behind ``-`` or its number, wrapped, with its further lines indented."""
    lines: list[str] = []
    for n, text in enumerate(texts, 1):
        mark = f"{n}." if numbered else "-"
        first, *more = wrap(text, max(_MIN_WIDTH, width) - columns(mark) - 3)
        lines.append(f"  {mark} {first}")
        lines.extend(f"  {' ' * columns(mark)} {line}" for line in more)
    return lines
