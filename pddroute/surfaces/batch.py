"""Questions as NDJSON, answers as NDJSON: one a line, in order, whatever the lines hold."""

from __future__ import annotations

import collections
import gc
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from pddroute.api import answer_bytes
from pddroute.catalogue.loading import load_catalog
from pddroute.catalogue.model import Catalog
from pddroute.contract.questions import one_of
from pddroute.hours.clock import parse_time
from pddroute.words import Lang

_CHUNK = 256  # lines handed to a worker at once: long enough to outweigh the handing over


class Batch:
    """Answers many lines, in this process or in several, in order and in constant memory."""

    def __init__(
        self,
        catalog: str | None = None,
        overlays: Sequence[str] = (),
        *,
        at: str | None = None,
        lang: Lang = "zh",
        workers: int = 1,
    ) -> None:
        """``catalog`` and ``overlays`` as for :func:`~pddroute.catalogue.loading.load_catalog`.

        Raises :class:`~pddroute.errors.CatalogError`, :class:`~pddroute.errors.InvalidTime` and
        :class:`~pddroute.errors.UsageError`.
        """
        if at is not None:
            parse_time(at)
        one_of(Lang, lang, "lang")
        self._start = catalog, tuple(overlays), at, lang
        self._workers = workers
        self._catalog = load_catalog(catalog, overlays)
        _settle()

    def answers(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """One JSON document a line, in UTF-8, in the order of ``lines``."""
        if self._workers <= 1:
            for number, line in enumerate(lines, 1):
                yield answer_bytes(self._catalog, line, number, *self._start[2:])
            return
        from concurrent.futures import Future, ProcessPoolExecutor
        from multiprocessing import get_context

        waiting: collections.deque[Future[list[bytes]]] = collections.deque()
        # Spawned: a fork would copy the thread that draws the progress bar.
        with ProcessPoolExecutor(
            self._workers, get_context("spawn"), initializer=_start_worker, initargs=self._start
        ) as pool:
            try:
                with _deaf_to_ctrl_c():
                    for _ in range(self._workers):
                        pool.submit(int)  # any task at all makes a worker start
                numbered = enumerate(lines, 1)
                while chunk := list(islice(numbered, _CHUNK)):
                    waiting.append(pool.submit(_answer_chunk, chunk))
                    if len(waiting) >= 2 * self._workers:
                        yield from waiting.popleft().result()
                while waiting:
                    yield from waiting.popleft().result()
            finally:
                pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Ignore Ctrl-C while workers are started: what is ignored then stays ignored in them.

    Ctrl-C is the parent's, which ends the workers; one that is still importing would die of it
    with a traceback.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _settle() -> None:
    """Spare the garbage collector what lives as long as the batch, and look for cycles less often.

    An answer points back at nothing that holds it: it goes when it has been written.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


# What a worker process works with: set once when it starts, and never changed.
_worker: tuple[Catalog, str | None, Lang]


def _start_worker(catalog: str | None, overlays: Sequence[str], at: str | None, lang: Lang) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = load_catalog(catalog, overlays), at, lang
    _settle()


def _answer_chunk(numbered: list[tuple[int, bytes]]) -> list[bytes]:
    catalog, at, lang = _worker
    return [answer_bytes(catalog, line, number, at, lang) for number, line in numbered]
