"""What is read: standard input, and a file of questions line by line."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO

from pddroute.contract.questions import MAX_LINE
from pddroute.errors import InputError, refusal


def read_stdin() -> str:
    """The text on standard input. Raises :class:`~pddroute.errors.InputError`."""
    try:
        content = sys.stdin.buffer.read(1024 * 1024 + 1)
    except (OSError, ValueError, AttributeError) as error:
        raise InputError("读不了标准输入", message_en="standard input cannot be read") from error
    return content.decode("utf-8", "replace")


def size_of(stream: IO[bytes]) -> int | None:
    """How many bytes a file has; None for a pipe, and for what is no common file."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:  # a stream in memory
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) and status.st_size else None


def open_input(file: str) -> AbstractContextManager[IO[bytes]]:
    """The bytes of ``file``, or of standard input (``-``).

    Raises :class:`~pddroute.errors.InputError`.
    """
    try:
        if file != "-":
            return Path(file).open("rb")
        if sys.stdin is None:
            raise ValueError("closed")
        return nullcontext(sys.stdin.buffer)
    except (OSError, ValueError) as error:
        zh, en = f"{file}: 读不了", f"{file}: cannot be read"
        raise refusal(InputError, error, zh, en, details={"file": file}) from None


def read_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of ``stream``, blank ones too; of one that is too long, only its beginning.

    Raises :class:`~pddroute.errors.InputError` where the stream cannot be read.
    """
    try:
        while line := stream.readline(MAX_LINE + 2):
            rest = line
            while not rest.endswith(b"\n") and len(rest) >= MAX_LINE + 2:
                rest = stream.readline(MAX_LINE + 2)
            yield line
    except (OSError, ValueError) as error:
        zh, en = "问题读不下去了", "the questions cannot be read on"
        raise refusal(InputError, error, zh, en) from None
