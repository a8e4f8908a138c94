"""Standard output and standard error: answers, complaints, and how far a batch has got."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from pddroute.errors import OutputError, refusal
from pddroute.surfaces.interrupt import finishing


class StdoutLost(OutputError):
    """Standard output itself cannot be written: no document can be left there."""


def width() -> int:
    """How many columns a text may take: the terminal's, where there is one."""
    return max(40, min(120, shutil.get_terminal_size((100, 24)).columns))


def emit(text: str | bytes, *, flush: bool = True) -> None:
    """Write ``text`` and a line end to standard output.

    Bytes are JSON, which is UTF-8 whatever the terminal; a text is in the terminal's encoding, what
    that cannot show replaced. Raises :class:`OutputError` where it cannot be written, and
    :class:`BrokenPipeError` where nobody reads.
    """
    _write(sys.stdout, text, flush=flush)


def flush() -> None:
    """Send on what :func:`emit` has kept back; raises as it does."""
    with _writing():
        _there(sys.stdout).flush()


def complain(text: str) -> None:
    """Write ``text`` and a line end to standard error; raises as :func:`emit` does."""
    _write(sys.stderr, text)


def _write(stream: Any, text: str | bytes, *, flush: bool = True) -> None:
    encoding = "utf-8"
    if isinstance(text, str):
        encoding = getattr(stream, "encoding", None) or encoding
        content = f"{text}\n".encode(encoding, "replace")
    else:
        content = text + b"\n"
    with _writing():
        binary = getattr(_there(stream), "buffer", None)
        if binary is None:
            stream.write(content.decode(encoding))
        else:
            binary.write(content)
        if flush:
            stream.flush()


def _there(stream: Any) -> Any:
    if stream is None:
        raise OSError("closed")
    return stream


@contextmanager
def _writing() -> Iterator[None]:
    """What goes wrong in the block is the output's: nothing else that the system refuses is."""
    try:
        with finishing():  # no half line
            yield
    except BrokenPipeError:
        raise BrokenPipeError from None  # without its errno, at which Typer would exit with 1
    except (OSError, ValueError) as error:
        raise refusal(StdoutLost, error, "写不出结果", "cannot write the output") from None


def open_output(file: str) -> BinaryIO:
    """``file`` to write bytes to; a pipe that nobody reads is refused, and not waited for.

    Raises :class:`OSError` and :class:`ValueError`.
    """

    def opened(name: str, flags: int) -> int:
        number = os.open(name, flags | getattr(os, "O_NONBLOCK", 0), 0o666)
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(number, True)
        return number

    return open(file, "wb", opener=opened)


def leave() -> None:
    """Send on what is still kept back, if anybody takes it; never raises."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        silence()


def silence() -> None:
    """Nobody takes the output: let what is left of it, at the interpreter's end, go nowhere."""
    with suppress(OSError, ValueError, AttributeError):
        stdout = sys.stdout.fileno()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stdout)
        os.close(null)


@contextmanager
def progress(
    label: str, size: int | None
) -> Iterator[Callable[[Iterable[bytes]], Iterable[bytes]]]:
    """Show how far the reading has got while the block runs; the bar goes away at the end.

    ``size`` is the number of bytes there are, None where nobody knows. What comes out gives the
    lines on, each counted as it passes.
    """
    # Answers on the same terminal would be written into the bar.
    if sys.stderr is None or not sys.stderr.isatty() or sys.stdout.isatty():
        yield iter
        return
    from rich import progress as rich
    from rich.console import Console

    columns: list[rich.ProgressColumn] = [rich.SpinnerColumn("line"), rich.TextColumn(label)]
    columns += [rich.BarColumn()] if size is not None else []
    columns += [rich.DownloadColumn(), rich.TimeElapsedColumn()]
    with rich.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=size)

        def counted(lines: Iterable[bytes]) -> Iterator[bytes]:
            for line in lines:
                yield line
                bar.advance(task, len(line))

        yield counted
