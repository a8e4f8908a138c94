"""One document laid over another: a town's own hours, a team's private channel, without a fork."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pddroute.catalogue.document import Document, Path

__all__ = ["merge"]


def merge(base: Document, over: Document) -> Document:
    """``base`` with what ``over`` says on top of it, each part keeping its own place.

    Mappings are merged key by key; lists and texts are replaced; ``null`` removes what stood
    there.
    """
    merger = _Merger(base, over)
    data = merger.merge(base.data, over.data, ())
    return Document(data, merger.places, merger.removed, merger.replaced)


class _Merger:
    """The merging of two documents, and what it has to remember."""

    def __init__(self, base: Document, over: Document) -> None:
        self.places = dict(base.places)
        self.removed = dict(base.removed)
        self.replaced = dict(base.replaced)
        self._new_places = over.places

    def merge(self, old: dict[str, Any], new: dict[str, Any], path: Path) -> dict[str, Any]:
        merged = dict(old)
        for key, value in new.items():
            here = (*path, key)
            before = old.get(key)
            if isinstance(value, dict) and isinstance(before, dict):
                merged[key] = self.merge(before, value, here)
                continue
            for stale in _paths(before, here):
                self.places.pop(stale, None)
            if value is None:
                if merged.pop(key, None) is not None:
                    self.removed[here] = self._new_places[(*here, "#")]
                    self.replaced = {
                        at: items for at, items in self.replaced.items() if at[: len(here)] != here
                    }
                continue
            if isinstance(before, list):
                self.replaced[here] = [*self.replaced.get(here, ()), *before]
            merged[key] = value
            new_places = self._new_places
            self.places.update((p, new_places[p]) for p in _paths(value, here) if p in new_places)
        return merged


def _paths(value: Any, path: Path) -> Iterator[Path]:
    """Every path at and below ``path``, that of its key included."""
    yield path
    yield (*path, "#")
    below: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        below = value.items()
    elif isinstance(value, list):
        below = enumerate(value)
    for step, inner in below:
        yield from _paths(inner, (*path, step))
