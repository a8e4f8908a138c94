"""A progress bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["counting"]


class _Silent:
    """No terminal: nothing is shown."""

    def advance(self, lines: int = 1) -> None:
        """Count ``lines`` more."""


class _Bar(_Silent):
    def __init__(self, progress: Any, task: Any) -> None:
        self._progress = progress
        self._task = task

    def advance(self, lines: int = 1) -> None:
        self._progress.advance(self._task, lines)


@contextmanager
def counting(label: str) -> Iterator[_Silent]:
    """Count lines while the block runs; the bar goes to stderr, and away at the end."""
    if not sys.stderr.isatty():
        yield _Silent()
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:.0f}"))
    with Progress(
        *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as progress:
        yield _Bar(progress, progress.add_task(label, total=None))
