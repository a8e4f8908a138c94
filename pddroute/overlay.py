"""One document laid over another: a town's own hours, a team's private channel, without a fork."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pddroute.document import Document, Path, Place

__all__ = ["merge"]


def merge(base: Document, over: Document) -> Document:
    """``base`` with what ``over`` says on top of it, each part keeping its own place.

    Mappings are merged key by key; lists and texts are replaced; ``null`` removes what stood
    there.
    """
    places = dict(base.places)
    return Document(_merge(base.data, over.data, (), places, over.places), places)


def _merge(
    old: dict[str, Any],
    new: dict[str, Any],
    path: Path,
    places: dict[Path, Place],
    new_places: dict[Path, Place],
) -> dict[str, Any]:
    merged = dict(old)
    for key, value in new.items():
        here = (*path, key)
        if isinstance(value, dict) and isinstance(old.get(key), dict):
            merged[key] = _merge(old[key], value, here, places, new_places)
            continue
        for stale in _paths(old.get(key), here):
            places.pop(stale, None)
        if value is None:
            merged.pop(key, None)
            continue
        merged[key] = value
        places.update((p, new_places[p]) for p in _paths(value, here) if p in new_places)
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
