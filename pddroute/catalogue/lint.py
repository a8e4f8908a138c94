"""What a lint is: a kind of mistake in a catalogue, its words, and how it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Generic, TypeVar

import msgspec

from pddroute.catalogue.contents import Contents, Path
from pddroute.catalogue.model import Text
from pddroute.errors import Severity
from pddroute.words import Lang, Said

Seen = TypeVar("Seen", bound=Contents, contravariant=True)


class Found:
    """One thing found: where (a path in the catalogue), and the values its words name.

    ``message`` is said instead of what is said of others of the kind. ``target`` is where what is
    missed would stand: an overlay may have removed it.
    """

    def __init__(
        self, path: Path, message: Said | None = None, target: Path = (), **values: object
    ) -> None:
        self.path = path
        self.message = message
        self.target = target
        self.values = values


class Lint(msgspec.Struct, Generic[Seen], frozen=True):
    """A rule that a catalogue can break: its id, how bad that is, its words, how it is found.

    ``about`` says in a line what it finds, ``message`` what is wrong with one thing found and
    ``fix`` what to do about it. In these two the names of values stand in braces.
    """

    severity: Severity
    id: str
    message: Said
    fix: Said
    about: Said
    find: Callable[[Seen], Iterable[Found]]

    def said(self, found: Found) -> tuple[Said, Said]:
        """What is wrong, and what to do about it."""
        return _filled(found.message or self.message, found), _filled(self.fix, found)


def _filled(words: Said, found: Found) -> Said:
    zh, en = (
        words.to(lang).format_map({key: _shown(one, lang) for key, one in found.values.items()})
        for lang in ("zh", "en")
    )
    return Said(zh, en)


def _shown(value: object, lang: Lang) -> object:
    if isinstance(value, Said | Text):
        return value.to(lang)
    return ("、" if lang == "zh" else ", ").join(value) if isinstance(value, list) else value


def lint(
    severity: Severity, id_: str, message: Said, fix: Said, about: Said | None = None
) -> Callable[[Callable[[Seen], Iterable[Found]]], Lint[Seen]]:
    """The lint that finds what the function below does; ``about`` where ``message`` has values."""
    return lambda find: Lint(severity, id_, message, fix, about or message, find)


error = partial(lint, "error")
warning = partial(lint, "warning")
info = partial(lint, "info")
