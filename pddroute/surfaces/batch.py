"""Questions as NDJSON, answers as NDJSON: one a line, in order, whatever the lines hold."""

from __future__ import annotations

import collections
import datetime as dt
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Annotated

import msgspec
from msgspec import Meta

from pddroute import api
from pddroute.catalogue.loading import load_catalog
from pddroute.catalogue.model import Audience, Catalog, Kind, Operator
from pddroute.contract import Answer
from pddroute.contract.failure import failure
from pddroute.errors import (
    InputError,
    InternalError,
    InvalidQuestion,
    InvalidTime,
    PddrouteError,
)
from pddroute.hours.clock import now as clock
from pddroute.hours.clock import parse_time
from pddroute.words import Lang, reason_of

__all__ = ["MAX_LINE", "Batch", "Question", "answer_line", "read_lines"]

MAX_LINE = 1024 * 1024
"""The longest question, in bytes."""

_BOM = b"\xef\xbb\xbf"  # what some editors begin a file with
_CHUNK = 256  # lines handed to a worker at once: long enough to outweigh the handing over


class _Ask(msgspec.Struct, frozen=True, tag_field="ask", forbid_unknown_fields=True, kw_only=True):
    """What every question may say."""

    at: Annotated[str | None, Meta(description="ISO 8601; null: the batch's, or the clock")] = None
    lang: Annotated[Lang | None, Meta(description="null: the batch's")] = None


class AskContact(_Ask, frozen=True, tag="contact", kw_only=True):
    """Who can be reached."""

    now: bool = False
    audience: Audience | None = None
    kind: Kind | None = None
    operator: Operator | None = None
    city: str | None = None


class AskEscalate(_Ask, frozen=True, tag="escalate", kw_only=True):
    """What to do next."""

    issue: str
    done: list[str] = []
    outcome: list[str] = []
    since: str | None = None
    received: str | None = None
    city: str | None = None


class AskVerify(_Ask, frozen=True, tag="verify", kw_only=True):
    """Whose number this is."""

    number: str


class AskShow(_Ask, frozen=True, tag="show", kw_only=True):
    """Everything about one channel."""

    channel: str
    city: str | None = None


class AskIssues(_Ask, frozen=True, tag="issues", kw_only=True):
    """The list of issues."""

    audience: Audience | None = None


Question = AskContact | AskEscalate | AskVerify | AskShow | AskIssues
_DECODER = msgspec.json.Decoder(Question)


def answer_line(
    catalog: Catalog, line: bytes, number: int, at: str | None = None, lang: Lang = "zh"
) -> str:
    """The answer to one line, as JSON; a line that is no question gives a document of kind error.

    ``number`` is the line's, from 1, for the error's details; ``at`` and ``lang`` are used where
    the question has none, and the clock where no ``at`` is given. Never raises.
    """
    fault: PddrouteError
    try:
        question = _question(line)
        lang = question.lang or lang
        at = at if question.at is None else question.at
        return _ask(catalog, question, at, lang).to_json()
    except PddrouteError as error:
        fault = error
    except Exception as error:  # one line must never stop the rest
        fault = InternalError(f"内部错误：{error!r}", message_en=f"internal error: {error!r}")
    return failure(fault, at=_as_of(at), lang=lang, catalog=catalog, line=number).to_json()


def _question(line: bytes) -> Question:
    try:
        if len(line.rstrip(b"\r\n")) > MAX_LINE:
            raise ValueError(f"longer than {MAX_LINE} bytes")
        if not line.strip():
            raise ValueError("an empty line")
        question: Question = _DECODER.decode(line.removeprefix(_BOM))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        why = " ".join(str(error).split())[:300]
        raise InvalidQuestion(
            f"不是问题：{why}",
            message_en=f"not a question: {why}",
            hint='写成 {"ask": "escalate", "issue": "refund-refused"}',
            hint_en='write {"ask": "escalate", "issue": "refund-refused"}',
        ) from None
    return question


def _ask(catalog: Catalog, question: Question, when: str | None, lang: Lang) -> Answer:
    if isinstance(question, AskContact):
        return api.contact(
            catalog,
            at=when,
            now=question.now,
            audience=question.audience,
            kind=question.kind,
            operator=question.operator,
            city=question.city,
            lang=lang,
        )
    if isinstance(question, AskEscalate):
        return api.escalate(
            catalog,
            question.issue,
            at=when,
            done=question.done,
            outcome=question.outcome,
            since=question.since,
            received=question.received,
            city=question.city,
            lang=lang,
        )
    if isinstance(question, AskVerify):
        return api.verify(catalog, question.number, at=when, lang=lang)
    if isinstance(question, AskShow):
        return api.show(catalog, question.channel, at=when, city=question.city, lang=lang)
    return api.issues(catalog, at=when, audience=question.audience, lang=lang)


def _as_of(at: str | None) -> dt.datetime:
    """The instant asked about, so far as it is one; else the clock's."""
    try:
        return clock() if at is None else parse_time(at)
    except InvalidTime:
        return clock()


def read_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of ``stream``, blank ones too; of one that is too long, only its beginning.

    Raises :class:`~pddroute.errors.InputError` where the stream cannot be read.
    """
    while line := _read_line(stream):
        rest = line
        while not rest.endswith(b"\n") and len(rest) >= MAX_LINE + 2:
            rest = _read_line(stream)
        yield line


def _read_line(stream: IO[bytes]) -> bytes:
    try:
        return stream.readline(MAX_LINE + 2)
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        raise InputError(
            f"问题读不下去了（{reason}）", message_en=f"the questions cannot be read on ({reason})"
        ) from None


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

        Raises :class:`~pddroute.errors.CatalogError`.
        """
        self._start = catalog, tuple(overlays), at, lang
        self._workers = workers
        self._catalog = load_catalog(catalog, overlays)

    def answers(self, lines: Iterable[bytes]) -> Iterator[str]:
        """One JSON document a line, in the order of ``lines``."""
        if self._workers <= 1:
            for number, line in enumerate(lines, 1):
                yield answer_line(self._catalog, line, number, self._start[2], self._start[3])
            return
        from concurrent.futures import Future, ProcessPoolExecutor
        from multiprocessing import get_context

        waiting: collections.deque[Future[list[str]]] = collections.deque()
        # Spawned: a fork would copy the thread that draws the progress bar.
        with ProcessPoolExecutor(
            self._workers, get_context("spawn"), initializer=_start_worker, initargs=self._start
        ) as pool:
            try:
                with _deaf_to_ctrl_c():
                    for _ in range(self._workers):
                        pool.submit(_nothing)
                for first, chunk in _chunks(lines):
                    waiting.append(pool.submit(_answer_chunk, first, chunk))
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


def _nothing() -> None:
    """A task that makes a worker start."""


def _chunks(lines: Iterable[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    chunk: list[bytes] = []
    first = 1
    for line in lines:
        chunk.append(line)
        if len(chunk) == _CHUNK:
            yield first, chunk
            first += len(chunk)
            chunk = []
    if chunk:
        yield first, chunk


# What a worker process works with: set once when it starts, and never changed.
_worker: tuple[Catalog, str | None, Lang]


def _start_worker(
    catalog: str | None, overlays: tuple[str, ...], at: str | None, lang: Lang
) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = load_catalog(catalog, overlays), at, lang


def _answer_chunk(first: int, lines: list[bytes]) -> list[str]:
    catalog, at, lang = _worker
    return [answer_line(catalog, line, n, at, lang) for n, line in enumerate(lines, first)]
