"""A question to go on with: the question as data, and the very same as a command.

The command is made from the question here and nowhere else, so that the two cannot part.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Final

from pddroute.catalogue.model import Catalog
from pddroute.contract.base import Hint
from pddroute.contract.questions import Question

_FIRST: Final = {"escalate": "issue", "show": "channel", "verify": "number"}
"""The field of a question that its command takes without an option."""
_OPTIONS: Final = {"for_whom": "--for"}
_LAST: Final = ("done", "outcome")  # who goes on by hand changes the last word
_DEFAULT_LANG: Final = "zh"


def hint(catalog: Catalog, asked: Question, why: str) -> Hint:
    """``asked``, which leads on from an answer of ``catalog``; ``why`` says what it would show."""
    return Hint(command=command(catalog, asked), ask=asked, why=why)


def command(catalog: Catalog, asked: Question) -> str:
    """The command that asks ``asked`` of ``catalog``, quoted for a POSIX shell.

    It names the files of the catalogue as they were named when it was loaded.
    """
    tag = str(asked.__struct_config__.tag)
    first = getattr(asked, _FIRST[tag]) if tag in _FIRST else None
    words = [*_options(asked, _FIRST.get(tag)), *_files(catalog), *_told(asked)]
    if first is not None:  # behind "--" nothing is an option
        words = [*words, "--", first] if first.startswith("-") else [first, *words]
    return shlex.join(["pddroute", tag, *words])


def _options(asked: Question, first: str | None) -> Iterator[str]:
    """The options that say a thing once; by its ``id`` only the asker knows a question."""
    for name in asked.__struct_fields__:
        value = getattr(asked, name)
        if name in (first, "id", *_LAST) or not value or (name, value) == ("lang", _DEFAULT_LANG):
            continue
        option = _OPTIONS.get(name, f"--{name}")
        yield from [option] if value is True else _option(option, value)


def _files(catalog: Catalog) -> Iterator[str]:
    """The options that name the files of a catalogue."""
    path, overlays = catalog.files
    yield from _option("--catalog", path) if path is not None else ()
    for overlay in overlays:
        yield from _option("--overlay", overlay)


def _told(asked: Question) -> Iterator[str]:
    """The options that may be given more than once."""
    for name in _LAST:
        for value in getattr(asked, name, ()):
            yield from _option(f"--{name}", value)


def _option(option: str, value: str) -> list[str]:
    """An option with its value, which may begin with a dash."""
    return [f"{option}={value}"] if value.startswith("-") else [option, value]
