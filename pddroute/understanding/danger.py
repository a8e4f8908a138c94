"""Danger in plain words: the signs that the catalogue's issues and doors carry, in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Door, Issue
from pddroute.understanding.lexicon import Lexicon, Met, plain
from pddroute.understanding.names import names_of

HARMLESS = "-"
"""What a word begins with, among the signs, that holds one of them and is none."""
WHOLE = "="
"""What a sign begins with that is one only where it is the whole text."""


class Sign(NamedTuple):
    """Words that tell of a danger where all of them stand in a text, in any order."""

    of: str
    """The id of the issue, or of the door where no issue is about it."""
    words: tuple[str, ...]


class _Signs(NamedTuple):
    """The signs of a catalogue, all their words, and the harmless words that hold one."""

    whole: dict[str, Sign]
    """Those that are the whole text."""
    begun: dict[str, list[tuple[int, Sign]]]
    """By their first words, each with its place."""
    words: Lexicon
    harmless: Lexicon


def words_of(sign: str) -> tuple[str, ...]:
    """The words of a sign as the catalogue writes it.

    >>> words_of("会员…扣钱")
    ('会员', '扣钱')
    """
    return tuple(map(plain, sign.split("…")))


def _signs_of(catalog: Catalog) -> _Signs:
    # A life comes before everything: what is no issue, but a door's, first.
    holders: list[tuple[str, Door | Issue]] = [*catalog.doors.items(), *catalog.issues.items()]
    written = [(id_, one) for id_, holder in holders for one in holder.signs]
    whole = {plain(one): Sign(id_, words_of(one)) for id_, one in written if one.startswith(WHOLE)}
    marks = (HARMLESS, WHOLE)
    signs = [Sign(id_, words_of(one)) for id_, one in written if not one.startswith(marks)]
    begun: dict[str, list[tuple[int, Sign]]] = {}
    for place, sign in enumerate(signs):
        begun.setdefault(sign.words[0], []).append((place, sign))
    harmless = (plain(one) for _, one in written if one.startswith(HARMLESS))
    words = (word for sign in signs for word in sign.words)
    return _Signs(whole, begun, Lexicon(words), Lexicon(harmless))


def dangers(catalog: Catalog, words: str, named: Sequence[Met]) -> list[Sign]:
    """The signs of danger in ``words`` (plain), as the catalogue orders them, a door's first.

    ``named`` are the longest names of issues in it. What is only a part of the name of another
    issue is no sign: 刷单包裹, a parcel nobody ordered, is no 刷单, a job that robs people. Nor is
    what is a part of something harmless: 爆炸盐 is washed with.
    """
    known = catalog.derived(_signs_of)
    if words in known.whole:
        return [known.whole[words]]
    owners = catalog.derived(names_of)
    harmless = known.harmless.longest(words)
    told: dict[str, set[tuple[str, ...]]] = {}  # by word, whose names it is a part of; (): nobody's
    for met in known.words.met(words):
        if met.inside(harmless) is None:
            around = met.inside(named)
            told.setdefault(met.word, set()).add(owners[around.word] if around else ())

    def tells(word: str, of: str) -> bool:
        return any(not around or of in around for around in told.get(word, ()))

    signs = (one for word in told for one in known.begun.get(word, ()))
    true = [one for one in signs if all(tells(word, one[1].of) for word in one[1].words)]
    return [sign for _, sign in sorted(true)]
