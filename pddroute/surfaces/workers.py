"""Worker processes: they answer lines by the chunk, and are gone when nobody waits for them."""

from __future__ import annotations

import collections
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from typing import Any

from pddroute.errors import InternalError

Chunk = list[tuple[int, bytes]]
"""Lines, each with its number from 1."""
Answer = Callable[[int, bytes], bytes]

CHUNK = 256  # lines handed over at once, at most: enough to outweigh the handing over


class Worker:
    """A process that is told what to work with, then answers one chunk at a time.

    That is, ``tell`` once, then ``tell`` and ``answers`` in turn.
    """

    def __init__(self) -> None:
        # Spawned: a fork would copy the thread that draws the progress bar.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        try:
            self._process.start()
        finally:
            theirs.close()

    def tell(self, what: object) -> None:
        """Hand over ``what``; raises :class:`~pddroute.errors.InternalError`."""
        with _lost():
            self._pipe.send(what)

    def answers(self) -> list[bytes]:
        """What it answered, when it has; raises :class:`~pddroute.errors.InternalError`."""
        with _lost():
            answered: list[bytes] = self._pipe.recv()
            return answered

    def end(self) -> None:
        """Have it end now, whatever it is doing."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def answers(
    lines: Iterable[bytes],
    idle: Callable[[], bool],
    workers: int,
    make: Callable[..., Answer],
    *given: Any,
) -> Iterator[bytes]:
    """One answer a line, in order, from ``workers`` processes.

    Each works with what ``make(*given)`` gives it. Where ``idle()`` says that no line is there yet,
    what was read is answered before the next is waited for: whoever asks may be waiting too.
    Raises :class:`~pddroute.errors.InternalError` where a worker is lost.
    """
    with ExitStack() as stack:
        free: collections.deque[Worker] = collections.deque()
        busy: collections.deque[Worker] = collections.deque()
        with _deaf_to_ctrl_c():
            for _ in range(workers):
                free.append(Worker())
                stack.callback(free[-1].end)
        for worker in free:  # all start at the same time; what is big is not for starting
            worker.tell((make, given))
        for chunk in _chunks(lines, idle):
            answered: list[bytes] = []
            if not free:
                answered = busy[0].answers()
                free.append(busy.popleft())
            free[0].tell(chunk)  # before the answers are written: it works meanwhile
            busy.append(free.popleft())
            yield from answered
            while busy and idle():
                yield from busy[0].answers()
                free.append(busy.popleft())
        for worker in busy:
            yield from worker.answers()


def _chunks(lines: Iterable[bytes], idle: Callable[[], bool]) -> Iterator[Chunk]:
    chunk: Chunk = []
    for numbered in enumerate(lines, 1):
        chunk.append(numbered)
        if len(chunk) == CHUNK or idle():
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@contextmanager
def _lost() -> Iterator[None]:
    """A pipe that breaks here is a worker that has gone, and not a reader of ours."""
    try:
        yield
    except (EOFError, OSError) as error:
        raise InternalError(
            "一个工作进程中途没了",
            message_en="a worker process has gone",
            hint="可能是内存不够：少用几个 --workers",
            hint_en="memory may have run out: use fewer --workers",
        ) from error


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


def _work(pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        make, given = pipe.recv()
        answer: Answer = make(*given)
        while True:
            pipe.send([answer(*numbered) for numbered in pipe.recv()])
    except (EOFError, OSError):  # the parent has gone
        return


def _end_with_parent() -> None:
    """End this process when its parent has gone, however busy it is.

    Whatever killed the parent told nobody, and who called it may wait until the last process that
    holds its streams has gone.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
