"""Questions as NDJSON, answers as NDJSON: one a line, in order, whatever the lines hold."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from pddroute.api import answer_bytes
from pddroute.catalogue.loading import load_catalog
from pddroute.catalogue.model import Catalog
from pddroute.contract.questions import language
from pddroute.hours.clock import parse_time
from pddroute.words import Lang


def _never() -> bool:
    return False


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
        lang = language(lang)
        # Read once: every worker has the same facts, whatever becomes of the files meanwhile.
        self._given = load_catalog(catalog, overlays), at, lang
        self._workers = workers

    def answers(self, lines: Iterable[bytes], idle: Callable[[], bool] = _never) -> Iterator[bytes]:
        """One JSON document a line, in UTF-8, in the order of ``lines``.

        ``idle`` says whether the next line is still to come: then workers answer what they have.
        Raises :class:`~pddroute.errors.InternalError` where a worker is lost.
        """
        if self._workers > 1:
            from pddroute.surfaces.workers import answers  # late: with it comes multiprocessing

            yield from answers(lines, idle, self._workers, _answerer, *self._given)
            return
        answer = _answerer(*self._given)
        for number, line in enumerate(lines, 1):
            yield answer(number, line)


def _answerer(catalog: Catalog, at: str | None, lang: Lang) -> Callable[[int, bytes], bytes]:
    """What answers the lines of a process, which does little else from now on.

    The garbage collector is spared what lives as long, and looks for cycles less often: an answer
    points back at nothing that holds it, and goes when it has been written.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
    return partial(_answer, catalog, at, lang)


def _answer(catalog: Catalog, at: str | None, lang: Lang, number: int, line: bytes) -> bytes:
    return answer_bytes(catalog, line, number, at, lang)
