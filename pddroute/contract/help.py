"""What a command can be asked, for programs: the answer to ``--help`` and ``--version``."""

from __future__ import annotations

from typing import Annotated, Literal

from pddroute.catalogue.forms import about
from pddroute.contract.base import Answer, Part


class Parameter(Part, frozen=True, kw_only=True):
    """An argument or an option of a command."""

    names: Annotated[list[str], about("as they are written, such as --at; of an argument, its own")]
    metavar: Annotated[str | None, about("what its value stands for; null: it takes none")]
    help: Annotated[str, about("what it does, for a person; may be empty")]
    required: Annotated[bool, about("whether it has to be given")]
    repeated: Annotated[bool, about("whether it may be given several times")]


class Subcommand(Part, frozen=True, kw_only=True):
    """A command of the program."""

    name: Annotated[str, about("as it is written")]
    help: Annotated[str, about("what it answers, for a person")]


class Help(Answer, frozen=True, kw_only=True):
    """``--help`` and ``--version``: what a command can be asked."""

    kind: Annotated[Literal["help"], about("which document")] = "help"
    command: Annotated[str, about("whose help this is: pddroute, or pddroute verify")]
    version: Annotated[str, about("of the program")]
    text: Annotated[str, about("the help as a person reads it")]
    arguments: Annotated[list[Parameter], about("in their order")]
    options: Annotated[list[Parameter], about("in any order, before --")]
    commands: Annotated[list[Subcommand], about("the program's; a command has none of its own")]
