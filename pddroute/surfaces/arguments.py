"""What the arguments say before they are parsed, and where they cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from pddroute.errors import PddrouteError
from pddroute.hours.clock import parse_time
from pddroute.words import Lang, lang_code


class Arguments(NamedTuple):
    """A command line, split as the program will split it."""

    options: Mapping[str, list[str]]
    """The options given, each with the values it has; one that takes none has none."""
    text: Sequence[str]
    """What stands behind ``--``: never an option, and never the name of standard input."""

    @property
    def lang(self) -> Lang:
        """The language of an error."""
        return "en" if "en" in map(lang_code, self.options.get("--lang", ())) else "zh"

    @property
    def as_json(self) -> bool:
        """Whether an answer has to be JSON."""
        return "--json" in self.options or "json" in self.options.get("--format", ())

    @property
    def at(self) -> dt.datetime | None:
        """The instant asked about; None: the clock's, or none that is understood."""
        for text in self.options.get("--at", ()):
            with suppress(PddrouteError):
                return parse_time(text)
        return None


def split(args: Sequence[str], root: Any) -> Arguments:
    """``args`` as ``root``, a Typer command with its subcommands, will split them."""
    commands = (root, *root.commands.values())
    parameters = [one for command in commands for one in command.params]
    valued = {name for one in parameters if not getattr(one, "is_flag", True) for name in one.opts}
    options: dict[str, list[str]] = {}
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            break
        name, joined, value = arg.partition("=")
        if name.startswith("-") and name != "-":
            values = options.setdefault(name, [])
            if name in valued:
                values.append(value if joined else next(rest, ""))
    return Arguments(options, tuple(rest))
