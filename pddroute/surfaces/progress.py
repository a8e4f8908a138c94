"""A progress bar on standard error, where that is a terminal and the answers go elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["Progress", "progress"]


class Progress:
    """Nothing is shown."""

    def through(self, lines: Iterable[bytes]) -> Iterable[bytes]:
        """``lines``, each counted as it passes."""
        return lines


class _Bar(Progress):
    def __init__(self, bar: Any, task: Any) -> None:
        self._bar = bar
        self._task = task

    def through(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        for line in lines:
            yield line
            self._bar.advance(self._task, len(line))


@contextmanager
def progress(label: str, size: int | None) -> Iterator[Progress]:
    """Show how far the reading has got while the block runs; the bar goes away at the end.

    ``size`` is the number of bytes there are, None where nobody knows.
    """
    if not _shown():
        yield Progress()
        return
    from rich import progress as rich
    from rich.console import Console

    columns: list[rich.ProgressColumn] = [rich.SpinnerColumn("line"), rich.TextColumn(label)]
    columns += [rich.BarColumn()] if size is not None else []
    columns += [rich.DownloadColumn(), rich.TimeElapsedColumn()]
    with rich.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, bar.add_task(label, total=size))


def _shown() -> bool:
    """Answers on the same terminal would be written into the bar."""
    return sys.stderr is not None and sys.stderr.isatty() and not sys.stdout.isatty()
