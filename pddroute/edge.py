"""The edge of the program: output streams, exit statuses, every error as one line or one JSON."""

from __future__ import annotations

import copy
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any

import typer

from pddroute import times
from pddroute.answers import CatalogRef, ErrorAnswer, ErrorBody
from pddroute.errors import InternalError, OutputError, PddrouteError, UsageError
from pddroute.model import Lang
from pddroute.wording import say

__all__ = ["emit", "flush", "run"]

# Typer carries its own click and has no public name for the base of its usage errors.
_ClickError: Any = typer.BadParameter.__mro__[2]
_INTERRUPTED = 130


class _StdoutLost(OutputError):
    """Standard output itself cannot be written: no document can be left there."""


def run(args: Sequence[str]) -> int:
    """Run the command line ``args``; returns the exit status. Never raises."""
    command = _command(args)
    _tolerate()
    try:
        # Asked nothing, it says what it can be asked.
        asked = list(args) or ["--help"]
        status = command.main(asked, prog_name="pddroute", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except PddrouteError as error:
        return _report(error, args)
    except _ClickError as error:
        return _report(_usage(error), args)
    except typer.Abort:
        return _INTERRUPTED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except (BrokenPipeError, SystemExit):  # Typer leaves with the second while it prints help
        _silence()
        return 0
    except OSError as error:  # the help text, which Typer prints itself
        return _report(_lost(error), args)
    except Exception as error:
        # A fault of ours. A traceback helps only whoever mends it: they set PDDROUTE_DEBUG.
        if os.environ.get("PDDROUTE_DEBUG"):
            raise
        fault = f"{type(error).__name__}: {error}"
        return _report(InternalError(f"内部错误：{fault}", message_en=f"internal: {fault}"), args)


def _command(args: Sequence[str]) -> Any:
    """The Typer command that can answer ``args``: with the one subcommand named, where one is.

    Typer works out every option of every subcommand before it looks at the first argument.
    """
    from pddroute.cli import app

    named = [one for one in app.registered_commands if [_name(one)] == list(args[:1])]
    if named:
        app = copy.copy(app)
        app.registered_commands = named
    return typer.main.get_command(app)


def _name(command: Any) -> str | None:
    name: str | None = command.name or typer.main.get_command_name(command.callback.__name__)
    return name


def _tolerate() -> None:
    """Have what a terminal's encoding cannot show replaced in the help texts too."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _usage(error: Any) -> PddrouteError:
    message = " ".join(error.format_message().split()).replace("Value error, ", "")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "pddroute"
    return UsageError(
        f"用法不对：{message}",
        message_en=f"usage: {message}",
        hint=f"看 {path} --help",
        hint_en=f"see {path} --help",
    )


def _silence() -> None:
    """Nobody takes the output: let what is left of it, at the interpreter's end, go nowhere."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def emit(text: str, *, as_json: bool = False, flush: bool = True) -> None:
    """Write ``text`` and a line end to standard output.

    JSON is UTF-8 whatever the terminal; anything else is in the terminal's encoding, what that
    cannot show replaced. Raises :class:`OutputError` where it cannot be written, and
    :class:`BrokenPipeError` where nobody reads.
    """
    _write(sys.stdout, text, "utf-8" if as_json else None, flush=flush)


def flush() -> None:
    """Send on what :func:`emit` has kept back; raises as it does."""
    with _writing():
        sys.stdout.flush()


def _write(stream: Any, text: str, encoding: str | None, *, flush: bool = True) -> None:
    encoding = encoding or getattr(stream, "encoding", None) or "utf-8"
    content = f"{text}\n".encode(encoding, "replace")
    with _writing():
        if stream is None:
            raise OSError("closed")
        binary = getattr(stream, "buffer", None)
        if binary is None:
            stream.write(content.decode(encoding))
        else:
            binary.write(content)
        if flush:
            stream.flush()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise BrokenPipeError from None  # without its errno, at which Typer would exit with 1
    except (OSError, ValueError) as error:
        raise _lost(error) from None


def _lost(error: OSError | ValueError) -> OutputError:
    reason = getattr(error, "strerror", None) or str(error)
    return _StdoutLost(f"写不出结果（{reason}）", message_en=f"cannot write the output ({reason})")


def _report(error: PddrouteError, args: Sequence[str]) -> int:
    """Say what went wrong: JSON on standard output with ``--json``, else a line on stderr."""
    lang = _lang(args)
    message = _one_line(say(lang, error.message, error.message_en))
    hint = _one_line(say(lang, error.hint, error.hint_en))
    try:
        if _wants_json(args) and not isinstance(error, _StdoutLost):
            emit(_document(error, lang, message, hint).to_json(), as_json=True)
        else:
            label = say(lang, "错误", "error")
            tail = say(lang, f"（{hint}）", f" ({hint})") if hint else ""
            _write(sys.stderr, f"{label}: {message}{tail}", None)
    except BrokenPipeError:
        _silence()
    except OutputError:
        pass  # there is nowhere left to say it
    if isinstance(error, _StdoutLost):
        _silence()
    return error.exit_code


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def _wants_json(args: Sequence[str]) -> bool:
    """Whether JSON was asked for, as far as the arguments can be read at all."""
    return "--json" in args or "--format=json" in args or ("--format", "json") in pairwise(args)


def _lang(args: Sequence[str]) -> Lang:
    """The language asked for, as far as the arguments can be read at all."""
    for before, one in zip(("", *args), args, strict=False):
        if one == "--lang=en" or (before == "--lang" and one == "en"):
            return "en"
    return "zh"


def _document(error: PddrouteError, lang: Lang, message: str, hint: str) -> ErrorAnswer:
    body = ErrorBody(
        code=error.code,  # type: ignore[arg-type]  # tests hold the codes against the list
        message=message,
        hint=hint,
        details=error.details,
    )
    catalog: CatalogRef | None = None
    return ErrorAnswer(
        as_of=times.now(), lang=lang, catalog=catalog, warnings=[], next=[], error=body
    )
