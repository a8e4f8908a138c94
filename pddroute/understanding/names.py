"""The names of the issues: those that a text holds, and those that are near to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from math import ceil
from typing import NamedTuple

from pddroute.catalogue.model import Catalog
from pddroute.understanding.lexicon import Lexicon, Met, plain
from pddroute.words import nearest

Names = dict[str, tuple[str, ...]]
"""By name (plain), the issues that have it: one, or one of each side."""

_MOST_HOLDERS = 3  # a word in the names of more issues than that says nothing about which
_LEAST_SLIP = 5  # letters: in a shorter name, one other letter makes another word
_SLIP = 0.8  # how alike, to difflib, a name is to what was a slip of the pen
_LEAST_PIECE, _MOST_OF = 4, 0.7  # letters of a Chinese name, and how much of it that has to be
_MOST_READ = 100  # letters of a text that are held against the names it may be near to


def names_of(catalog: Catalog) -> Names:
    """The names of every issue; kept with the catalogue by :meth:`Catalog.derived`."""
    ids: Names = {}
    for id_, issue in catalog.issues.items():
        written = (id_, issue.name.zh, issue.name.to("en"), *issue.aliases)
        for name in filter(None, dict.fromkeys(map(plain, written))):
            ids[name] = (*ids.get(name, ()), id_)
    return ids


def named_in(catalog: Catalog, words: str) -> list[Met]:
    """The longest names of issues in ``words`` (plain)."""
    return catalog.derived(_lexicon).longest(words)


def _lexicon(catalog: Catalog) -> Lexicon:
    return Lexicon(catalog.derived(names_of))


def issues_named(catalog: Catalog, named: Iterable[Met]) -> dict[str, list[str]]:
    """The issues that have the names ``named``, each with those it has; most letters first.

    Beside a name that one issue has, those that both sides share (投诉) say nothing.
    """
    ids = catalog.derived(names_of)
    found: dict[str, list[str]] = {}
    words = list(dict.fromkeys(met.word for met in named))
    for word in [one for one in words if len(ids[one]) == 1] or words:
        for id_ in ids[word]:
            found.setdefault(id_, []).append(word)
    return dict(sorted(found.items(), key=lambda one: -sum(map(len, one[1]))))


class _Near(NamedTuple):
    """The names of a catalogue as they are looked through for what is near."""

    listed: str
    """All of them, a line each: what is in none of them is found out at once."""
    sized: dict[int, list[str]]
    """By how many letters they have."""
    pieces: dict[str, list[str]]
    """The Chinese ones by their long pieces."""
    sets: list[tuple[frozenset[str], str]]
    """The English words of each of several words."""


def _near_of(catalog: Catalog) -> _Near:
    near = _Near("\n".join(catalog.derived(names_of)), {}, {}, [])
    for name in catalog.derived(names_of):
        near.sized.setdefault(len(name), []).append(name)
        if name.isascii():
            near.sets.extend([(frozenset(name.split()), name)] if " " in name else [])
            continue
        size = max(_LEAST_PIECE, ceil(len(name) * _MOST_OF))
        for at in range(len(name) - size + 1):
            near.pieces.setdefault(name[at : at + size], []).append(name)
    return near


def near(catalog: Catalog, words: str) -> list[str]:
    """The issues with a name that holds ``words`` (plain), is nearly that, or is mostly in it.

    None rather than many: a word that stands in the names of many issues tells them not apart.
    """
    ids, known, words = catalog.derived(names_of), catalog.derived(_near_of), words[:_MOST_READ]

    def owners(names: Iterable[str]) -> Iterator[str]:
        return chain.from_iterable(ids[name] for name in names)

    holding = [name for name in ids if _holds(name, words)] if words in known.listed else []
    holders = list(dict.fromkeys(owners(holding)))
    if len(holders) > _MOST_HOLDERS:  # then those that are called so, not only by an alias
        called = {
            id_
            for id_ in holders
            for name in (id_, catalog.issues[id_].name.zh, catalog.issues[id_].name.to("en"))
            if plain(name) in holding
        }
        holders = [id_ for id_ in holders if id_ in called]
    sizes = range(max(len(words) - 1, _LEAST_SLIP), len(words) + 2)
    alike = {
        name: name
        for size in sizes
        for name in known.sized.get(size, ())
        if name[0] == words[0] or name[-1] == words[-1]
    }
    spans = {len(piece) for piece in known.pieces}
    cut = (words[at : at + size] for size in spans for at in range(len(words) - size + 1))
    parts = chain.from_iterable(known.pieces.get(piece, ()) for piece in cut)
    told = frozenset(words.split())
    sets = (name for parted, name in known.sets if parted <= told)
    slips = nearest(words, alike, cutoff=_SLIP) if alike else []
    return list(dict.fromkeys((*holders, *owners((*slips, *parts, *sets)))))


def _holds(name: str, words: str) -> bool:
    """Whether a name holds ``words``, from the beginning of a word on."""
    if words.isascii():
        return len(words) > 2 and f" {words}" in f" {name}"
    return len(words) > 1 and words in name
