"""Lints for the words that issues are found by: what would have one problem taken for another."""

from __future__ import annotations

from collections.abc import Iterator

from pddroute.catalogue.contents import Path
from pddroute.catalogue.lint import Found, error
from pddroute.check.context import Context
from pddroute.understanding.danger import words_of
from pddroute.understanding.lexicon import plain
from pddroute.words import Said

_LEAST_SIGN = 2  # letters


@error(
    "alias-clash",
    Said(
        "“{name}”已经是同一方的问题 {owner} 的名字",
        "‘{name}’ already is a name of the issue {owner}, of the same side",
    ),
    Said(
        "一方只能有一个问题叫这个名字；买家、商家各有一个可以，那时会先问是哪一方",
        "one issue of a side may have it; where a shopper's and a merchant's share it, people are "
        "asked which they are",
    ),
)
def alias_clash(context: Context) -> Iterator[Found]:
    owners: dict[tuple[str, str], str] = {}
    for id_, path, name in _names(context):
        owner = owners.setdefault((context.catalog.issues[id_].audience, plain(name)), id_)
        if owner != id_:
            yield Found(path, name=name, owner=owner)


def _names(context: Context) -> Iterator[tuple[str, Path, str]]:
    """Every name of every issue: whose, where it stands, and the name."""
    for id_, issue in context.catalog.issues.items():
        named: list[tuple[Path, str]] = [
            (("#",), id_),
            (("name", "zh"), issue.name.zh),
            (("name", "en"), issue.name.to("en")),
            *((("aliases", n), alias) for n, alias in enumerate(issue.aliases)),
        ]
        for path, name in named:
            yield id_, ("issues", id_, *path), name


_TOO_SHORT = Said(
    "“{word}”太短，会在不相干的话里出现", "‘{word}’ is too short: it stands in texts of all kinds"
)


@error(
    "misleading-sign",
    Said(
        "“{word}”是问题 {owner} 的名字：说得详细一点，就会被当成这个危险",
        "‘{word}’ is a name of the issue {owner}: told in more words, that would be taken for this "
        "danger",
    ),
    Said(
        "写得具体一点，或用“…”再加一个词",
        "be more particular, or add a second word after “…”",
    ),
)
def misleading_sign(context: Context) -> Iterator[Found]:
    owners: dict[str, set[str]] = {}
    for id_, _, name in _names(context):
        owners.setdefault(plain(name), set()).add(id_)
    catalog = context.catalog
    signs = [
        (part, id_, n, sign)
        for part, holders in (("doors", catalog.doors), ("issues", catalog.issues))
        for id_, holder in holders.items()
        for n, sign in enumerate(holder.signs)
    ]
    for part, id_, n, sign in signs:
        words, path = words_of(sign), (part, id_, "signs", n)
        for word in (word for word in words if len(word) < _LEAST_SIGN):
            yield Found(path, _TOO_SHORT, word=word)
        others = sorted(owners.get(words[0], set()) - {id_}) if len(words) == 1 else []
        for owner in others:
            yield Found(path, word=sign, owner=owner)
