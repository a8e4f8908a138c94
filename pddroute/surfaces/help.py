"""Help and version, for a person or, with ``--json``, as a document."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from pddroute.surfaces.output import emit


def version() -> str:
    """The program's version."""
    from importlib.metadata import version  # late: it reads files

    return version("pddroute")


def show_help(context: Any, text: str) -> None:
    """Print ``text``, or the help document where the command line wants JSON; then leave."""
    emit(_document(context) if context.obj.as_json else text)
    raise typer.Exit


def _asked(context: Any, _: object, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        show_help(context, context.get_help())


class _Helping:
    """A command whose help may be asked for as JSON too."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option, with our callback in the place of Typer's, which prints text itself."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.callback = _asked
        return option


class Command(_Helping, TyperCommand):
    """A command of the program."""


class Group(_Helping, TyperGroup):
    """The program."""


def _document(context: Any) -> bytes:
    from pddroute.contract.help import Help, Subcommand
    from pddroute.hours.clock import now

    command, arguments = context.command, context.obj
    parts = command.get_params(context)
    return Help(
        as_of=arguments.at or now(),
        lang=arguments.lang,
        catalog=None,
        warnings=[],
        next=[],
        command=context.command_path,
        version=version(),
        text=context.get_help(),
        arguments=[_parameter(one) for one in parts if one.param_type_name == "argument"],
        options=[_parameter(one) for one in parts if one.param_type_name == "option"],
        commands=[
            Subcommand(name=name, help=one.help)
            for name, one in getattr(command, "commands", {}).items()
        ],
    ).to_bytes()


def _parameter(one: Any) -> Any:
    from pddroute.contract.help import Parameter

    option = one.param_type_name == "option"
    metavar = one.metavar or one.name.upper()
    return Parameter(
        names=sorted(one.opts) if option else [metavar.strip("[]")],
        metavar=None if option and one.is_flag else metavar,
        help=one.help or "",
        required=one.required,
        repeated=getattr(one, "multiple", False) or one.nargs == -1,
    )
