"""Ctrl-C: it ends the program at once and silently, but for what has to be finished first."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

STATUS = 130
"""The exit status of what was interrupted, as shells have it."""

_to_finish = 0  # how many blocks of `finishing` are running


def hear() -> None:
    """From now on Ctrl-C ends the process wherever it is, with :data:`STATUS` and no word.

    An exception would not do: while modules are imported, it may be swallowed or printed. A process
    that was started deaf to Ctrl-C stays so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


@contextmanager
def finishing() -> Iterator[None]:
    """While the block runs, Ctrl-C is a :class:`KeyboardInterrupt`, as if nobody had heard."""
    global _to_finish
    _to_finish += 1
    try:
        yield
    finally:
        _to_finish -= 1


def _end(number: int, frame: object) -> None:
    if _to_finish:
        raise KeyboardInterrupt
    os._exit(STATUS)
