"""What a lint is: a kind of mistake in a catalogue, its words, and how it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Generic, TypeVar

import msgspec

from pddroute.catalogue.contents import Contents, Path
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

    ``message`` says what is wrong with one thing found and ``fix`` what to do about it, with the
    names of values in braces.
    """

    severity: Severity
    id: str
    message: Said
    fix: Said
    find: Callable[[Seen], Iterable[Found]]

    def said(self, found: Found) -> tuple[Said, Said]:
        """Where it is wrong and what, and what to do about it."""
        where = ".".join(str(step) for step in found.path if step != "#")
        zh, en = _filled(found.message or self.message, found.values)
        return Said(f"{where}：{zh}", f"{where}: {en}"), _filled(self.fix, found.values)


def _filled(words: Said, values: Mapping[str, object]) -> Said:
    def fill(lang: Lang) -> str:
        shown = {key: v.to(lang) if isinstance(v, Said) else v for key, v in values.items()}
        return words.to(lang).format_map(shown)

    return Said(fill("zh"), fill("en"))


def lint(
    severity: Severity, id_: str, message: Said, fix: Said
) -> Callable[[Callable[[Seen], Iterable[Found]]], Lint[Seen]]:
    """The lint that finds what the function below does."""
    return lambda find: Lint(severity, id_, message, fix, find)


error = partial(lint, "error")
warning = partial(lint, "warning")
info = partial(lint, "info")
