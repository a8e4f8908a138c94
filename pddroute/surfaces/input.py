"""What is read: a text on standard input, and a file of questions line by line."""

from __future__ import annotations

import codecs
import os
import select
import stat
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BufferedReader
from pathlib import Path
from typing import IO, Final, NamedTuple, cast

from pddroute.contract.base import Warn
from pddroute.contract.questions import MAX_LINE
from pddroute.errors import InputError, UsageError, refusal
from pddroute.surfaces.output import complain
from pddroute.words import Lang, Said

_MOST_CHARACTERS: Final = 1_000_000  # of a text; verify_text counts them
_MOST_BYTES: Final = 4 * _MOST_CHARACTERS + 4  # no encoding here needs more, nor its mark
_PIECE: Final = 1 << 16  # bytes read at once: as many as a pipe holds
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_END_OF_FILE: Final = "Ctrl-Z, Enter" if sys.platform == "win32" else "Ctrl-D"
_AWAITED: Final = Said(
    "贴上要检查的文字，回车后按 {keys} 结束", "paste the text to check, then Enter and {keys}"
)
_AS_UTF_8: Final = Said("存成 UTF-8 再试", "save it as UTF-8")
_GUESSED: Final = Said(
    "输入不是 UTF-8，按 GB18030 读了；要是有乱码，存成 UTF-8 再查",
    "the input is not UTF-8 and was read as GB18030; if that garbled it, save it as UTF-8",
)


class Text(NamedTuple):
    """A text that was read."""

    text: str
    warnings: list[Warn]
    """Why it may not be what was meant."""


def read_stdin(lang: Lang) -> Text:
    """The text on standard input, whole. Somebody at a terminal is told what to do, in ``lang``.

    Raises :class:`~pddroute.errors.InputError` for what is no text, and
    :class:`~pddroute.errors.UsageError` for one that is too long.
    """
    try:
        if sys.stdin.isatty():
            complain(_AWAITED.to(lang, keys=_END_OF_FILE))
        content = sys.stdin.buffer.read(_MOST_BYTES + 1)
    except (OSError, ValueError, AttributeError) as error:
        raise InputError("读不了标准输入", message_en="standard input cannot be read") from error
    if len(content) > _MOST_BYTES:
        raise UsageError(
            f"文字太长：最多 {_MOST_CHARACTERS} 个字符",
            message_en=f"the text is too long: at most {_MOST_CHARACTERS} characters",
            hint="分几次检查",
            hint_en="check it in parts",
            details={"limit": _MOST_CHARACTERS},
        )
    return decoded(content, lang)


def decoded(content: bytes, lang: Lang) -> Text:
    """``content`` as a text: UTF-8, UTF-16 with its mark, else GB18030, and nothing in part.

    Raises :class:`~pddroute.errors.InputError` for what is none of them.
    """
    encodings = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        guessed = encoding == "gb18030"  # as Windows writes in China
        warnings = [Warn(code="read_as_gb18030", text=_GUESSED.to(lang))] if guessed else []
        return Text(text, warnings)
    raise InputError(
        "标准输入不是文字：读不懂它的编码",
        message_en="standard input is no text in an encoding that is known",
        hint=_AS_UTF_8.zh,
        hint_en=_AS_UTF_8.en,
    )


def size_of(stream: IO[bytes]) -> int | None:
    """How many bytes a file has; None for a pipe, and for what is no common file."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:  # a stream in memory
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) and status.st_size else None


def open_input(file: str) -> AbstractContextManager[BufferedReader]:
    """The bytes of ``file``, or of standard input (``-``).

    Raises :class:`~pddroute.errors.InputError`.
    """
    try:
        if file != "-":
            return Path(file).open("rb")
        if sys.stdin is None:
            raise ValueError("closed")
        return nullcontext(cast(BufferedReader, sys.stdin.buffer))
    except (OSError, ValueError) as error:
        zh, en = f"{file}: 读不了", f"{file}: cannot be read"
        raise refusal(InputError, error, zh, en, details={"file": file}) from None


class Lines:
    """The lines of a stream, blank ones too; of one that is too long, only its beginning."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._ahead = False  # another line was read already

    def __iter__(self) -> Iterator[bytes]:
        """Raises :class:`~pddroute.errors.InputError` where the stream cannot be read on."""
        most = MAX_LINE + 2
        begun = b""
        while piece := self._read():
            *whole, rest = piece.split(b"\n")
            for left, line in zip(range(len(whole) - 1, -1, -1), whole, strict=True):
                self._ahead = left > 0
                yield (begun + line + b"\n")[:most]
                begun = b""
            if len(begun) < most:
                begun = (begun + rest)[:most]
        if begun:
            yield begun

    def idle(self) -> bool:
        """Whether the next line is still to come: whoever writes may be waiting for an answer.

        False where nobody can tell, as of a pipe on Windows.
        """
        try:
            return not self._ahead and not select.select([self._stream], [], [], 0)[0]
        except (OSError, ValueError):
            return False

    def _read(self) -> bytes:
        try:
            return self._stream.read1(_PIECE)
        except (OSError, ValueError) as error:
            zh, en = "问题读不下去了", "the questions cannot be read on"
            raise refusal(InputError, error, zh, en) from None
