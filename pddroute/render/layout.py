"""How text is laid out in columns that line up, Chinese included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wcwidth import wcswidth

_MIN_WIDTH = 40
_GAP = 2
# No column of a table is squeezed below this; the first holds names.
_MIN_FIRST = 12
_MIN_COLUMN = 8
# Chinese may break anywhere but before and after these.
_NO_BREAK_BEFORE = " ，。；：、！？）」』”’》,.;:!?)"
_NO_BREAK_AFTER = "（「『“‘《(["
# From so many columns on, labels stand in a column of their own.
_ROOMY = 60
# A web address that is no longer than this stays whole in a table.
_LONG = 40
_ADDRESS = re.compile(r"(?:https?://)?((?:[A-Za-z0-9-]+\.)+[A-Za-z]+/\S*)|https?://(\S+)")
#: A word of a command: what stands in quotes is part of it, blanks and all.
_WORD = re.compile(r"(?:[^\s'\"]|'[^']*'|\"[^\"]*\")+")


def columns(text: str) -> int:
    """How many terminal columns ``text`` takes."""
    return max(wcswidth(text), 0)


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken at spaces or between Chinese letters.

    A word that is longer than a line is left whole: a number must stay one piece. Of a web address
    that is, the scheme goes first; then it is broken, after a slash where that is enough.
    """
    lines = [""]
    for piece in _fitting(_pieces(text), width):
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


def _fitting(pieces: Sequence[str], width: int) -> Iterator[str]:
    """The pieces, of a web address that is wider than a line the parts of it."""
    for piece in pieces:
        if columns(piece.rstrip()) <= width or not (found := _ADDRESS.search(piece)):
            yield piece
            continue
        yield piece[: found.start()]
        rest = (found[1] or found[2]) + piece[found.end() :]
        while columns(rest.rstrip()) > width:
            cut = rest.rfind("/", 0, width) + 1 or width
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _least(piece: str) -> int:
    """The columns that a piece needs at least; of a web address the longest of its parts."""
    found = _ADDRESS.search(piece)
    if found is None or columns(piece) <= _LONG:
        return columns(piece)
    parts = (found[1] or found[2]).split("/")
    return max(columns(part) for part in parts) + 1


def labelled(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Each text behind its label, which stands in a column of its own where there is room."""
    roomy = width >= _ROOMY
    indent = max((columns(label) for label, _ in rows), default=0) * roomy + _GAP
    lines: list[str] = []
    for label, text in rows:
        head = label + " " * (indent - columns(label)) if roomy else ""
        colon = "" if roomy else ": " if label.isascii() else "："
        first, *more = wrap(text if roomy else f"{label}{colon}{text}", width - indent)
        lines += [head + first, *(" " * indent + line for line in more)]
    return lines


def command(text: str, width: int) -> list[str]:
    """A command to be pasted: indented, and continued on the next line where it is too long."""
    lines = ["  "]
    for word in _WORD.findall(text):
        if lines[-1].strip() and columns(f"{lines[-1]} {word} \\") > width:
            lines[-1] += " \\"
            lines.append(f"    {word}")
        else:
            lines[-1] += f" {word}" if lines[-1].strip() else word
    return lines


def table(rows: Sequence[Sequence[str]], headers: Sequence[str], width: int) -> str:
    """A table at most ``width`` columns wide; where that leaves too little, a list of its rows.

    What cannot be broken (a number) stays whole; a web address is, where it has to be.
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
    from tabulate import tabulate  # late: half of the answers have no table

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
        whole = max(titles[n], max(map(_least, pieces), default=0))
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
    head = wrap(first, width)
    if rest and columns(first) + _GAP + columns(rest[0]) <= width:
        head = [f"{first}{' ' * _GAP}{rest.pop(0)}"]
    return [*head, *(f"  {line}" for line in wrap(" · ".join(rest), width - 2) if line)]


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
