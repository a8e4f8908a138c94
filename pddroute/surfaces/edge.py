"""The edge of the program: exit statuses, and every error as a few lines or one JSON document."""

from __future__ import annotations

import copy
import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import typer

from pddroute.api import failure
from pddroute.contract.failure import one_line
from pddroute.errors import OutputError, PddrouteError, UsageError, internal
from pddroute.surfaces import interrupt
from pddroute.surfaces.arguments import Arguments, split
from pddroute.surfaces.output import StdoutLost, complain, emit, leave, silence, width
from pddroute.words import Said, say, shown

# Typer carries its own click and has no public name for the base of its usage errors.
_ClickError: Any = typer.BadParameter.__mro__[2]
_PROGRAM = "pddroute"

_NO_COMMAND = Said("没有命令“{name}”", "no such command: '{name}'")
_NO_OPTION = Said("没有选项 {name}", "no such option: {name}")
_NO_VALUE = Said("选项 {name} 后面要写一个值", "option {name} needs a value")
_NO_VALUE_TAKEN = Said("选项 {name} 后面不写值", "option {name} takes no value")
_MISSING = Said("缺少 {name}", "{name} is missing")
_NO_NUMBER = Said("{name} 要写范围内的整数", "{name} takes a whole number within its range")
_TOO_MANY = Said("多写了：{name}", "more than it takes: {name}")
_OTHER = Said("{name}", "{name}")
_SEE = Said("看 {path} --help", "see {path} --help")
_BEHIND = Said(
    "以 - 开头的内容，前面写 --：", "put -- before what begins with a hyphen and is no option:"
)
_LONGEST_NAMED = 80  # characters of a word that a hint repeats


def run(args: Sequence[str]) -> int:
    """Run the command line ``args``; returns the exit status. Never raises."""
    command = _command(args)
    given = split(args, command)
    try:
        status = command.main(args, prog_name=_PROGRAM, standalone_mode=False, obj=given)
        if status == interrupt.STATUS:  # Typer makes this of Ctrl-C before we see it
            leave()
        return status if isinstance(status, int) else 0
    except PddrouteError as error:
        return _report(error, given)
    except _ClickError as error:
        return _report(_usage(error, args, command), given)
    except (typer.Abort, KeyboardInterrupt):
        leave()
        return interrupt.STATUS
    except BrokenPipeError:  # only what is written to standard output gives it
        silence()
        return 0
    except Exception as error:
        # A fault of ours. A traceback helps only whoever mends it: they set PDDROUTE_DEBUG.
        if os.environ.get("PDDROUTE_DEBUG"):
            raise
        return _report(internal(error), given)


def _command(args: Sequence[str]) -> Any:
    """The Typer command that can answer ``args``: with the one subcommand named, where one is.

    Typer works out every option of every subcommand before it looks at the first argument.
    """
    from pddroute.surfaces.cli import app

    commands = {getattr(one.callback, "__name__", ""): one for one in app.registered_commands}
    named = [commands[name] for name in args[:1] if name in commands]
    if named:
        app = copy.copy(app)
        app.registered_commands = named
    return typer.main.get_command(app)


def _usage(error: Any, args: Sequence[str], root: Any) -> PddrouteError:
    """What is wrong with the command line, in our words: Typer's change, and are English."""
    # An option's value is looked at before Typer says whose option it is.
    called = next((root.commands[one] for one in args if one in root.commands), root)
    command = error.ctx.command if error.ctx else called
    path = _PROGRAM if hasattr(command, "commands") else f"{_PROGRAM} {command.name}"
    param: Any = getattr(error, "param", None)
    name: Any = getattr(error, "option_name", None)
    hint, named = _SEE, name
    given = " ".join(error.format_message().split())
    if hasattr(error, "possibilities"):
        why, hint = _NO_OPTION, _behind(args, command, name, path) or hint
    elif name is not None:
        options = [one for one in command.params if name in one.opts]
        flag = any(getattr(one, "is_flag", False) for one in options)
        why = _NO_VALUE_TAKEN if flag else _NO_VALUE
    elif param is not None:
        named = (param.metavar or param.name) if param.param_type_name == "argument" else None
        named = named or max(param.opts, key=len)
        why = _MISSING if type(error).__name__ == "MissingParameter" else _NO_NUMBER
    elif hasattr(command, "commands"):
        named = next((one for one in args if not one.startswith("-")), given)
        why = _NO_COMMAND
    else:
        _, extra, named = given.partition(" (")  # what it is that is too much
        why, named = (_TOO_MANY, named.rstrip(".").removesuffix(")")) if extra else (_OTHER, given)
    named = shown(named)
    return UsageError(
        f"用法不对：{why.to('zh', name=named)}",
        message_en=f"usage: {why.to('en', name=named)}",
        hint=hint.to("zh", path=path),
        hint_en=hint.to("en", path=path),
    )


def _behind(args: Sequence[str], command: Any, name: str, path: str) -> Said | None:
    """What to write where the unknown option ``name`` was meant for a text, as -021… is."""
    if all(one.param_type_name != "argument" for one in command.params):
        return None
    text = next((one for one in args if one.startswith(name)), name)
    if len(text) > _LONGEST_NAMED or not text.isprintable():
        text = command.params[0].metavar
    pasted = f"{path} -- {shlex.quote(text)}".replace("{", "{{").replace("}", "}}")
    return Said(*(f"{said}\n{pasted}" for said in _BEHIND))


def _report(error: PddrouteError, given: Arguments) -> int:
    """Say what went wrong: JSON on standard output with ``--json``, else on stderr.

    A hint of several lines keeps them there; below it stand the commands to go on with, each on a
    line of its own, so that it can be pasted.
    """
    lang = given.lang
    document = failure(error, at=given.at, lang=lang)
    message, hint = document.error.message, document.error.hint
    try:
        if given.as_json and not isinstance(error, StdoutLost):
            emit(document.to_bytes())
        else:
            label, colon = say(lang, "错误", "error"), say(lang, "：", ":")
            lines = say(lang, error.hint, error.hint_en).split("\n")
            tail = say(lang, f"（{hint}）", f" ({hint})") if hint else ""
            lines += [part for one in document.next for part in (f"{one.why}{colon}", one.command)]
            complain(_laid_out(f"{label}: {message}", tail, [one_line(line) for line in lines]))
    except (BrokenPipeError, OutputError):
        silence()  # there is nowhere left to say it
    if isinstance(error, StdoutLost):
        silence()
    return error.exit_code


def _laid_out(said: str, tail: str, hints: Sequence[str]) -> str:
    """A complaint and what to do: behind it where both fit one line, else in lines below it."""
    from pddroute.render.layout import columns, command, indented, wrap  # late: most runs need none

    if len(hints) == 1 and columns(f"{said}{tail}") <= width():
        return f"{said}{tail}"
    lines = wrap(said, width())
    for hint in filter(None, hints):
        pasted = hint.startswith(f"{_PROGRAM} ")
        lines += command(hint, width()) if pasted else indented(hint, width())
    return "\n".join(part for line in lines for part in _cut(line, columns))


def _cut(line: str, columns: Callable[[str], int]) -> Iterator[str]:
    """A line in parts that fit, where a word of it is longer than the terminal is wide."""
    while columns(line) > width():
        fits = next(n for n in range(len(line), 0, -1) if columns(line[:n]) <= width())
        yield line[:fits]
        line = line[fits:]
    yield line
