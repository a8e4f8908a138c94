"""What the tests of whole commands share: one question put to the program, its answer checked."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from pddroute.contract.schema import KINDS, schema
from pddroute.render.layout import columns
from pddroute.surfaces import edge
from pddroute.surfaces.output import width

__all__ = ["SATURDAY", "Asked", "answer", "ask", "lines", "refusal", "validate"]

SATURDAY = "2026-11-21T20:35"
"""The moment the project was made for: a Saturday evening, a refund just refused."""

_formats = FormatChecker(formats=())


@_formats.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    """RFC 3339: with a time of day and an offset."""
    return not isinstance(value, str) or dt.datetime.fromisoformat(value).tzinfo is not None


@_formats.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or dt.date.fromisoformat(value).isoformat() == value


# Made before any test stops the clock: msgspec must see the real datetime.
_VALIDATORS = {
    kind: Draft202012Validator(schema(kind), format_checker=_formats)
    for kind in (*KINDS, "catalogue")
}


def validate(document: Any, kind: str | None = None) -> None:
    """Hold ``document`` against the schema of its kind."""
    faults = list(_VALIDATORS[kind or document["kind"]].iter_errors(document))
    assert not faults, [(list(one.absolute_path), one.message) for one in faults[:3]]


class Asked(NamedTuple):
    """What came of one command line."""

    status: int
    out: str
    err: str


def ask(capsys: pytest.CaptureFixture[str], *args: str) -> Asked:
    """Run the command line in this process."""
    capsys.readouterr()
    status = edge.run(args)
    return Asked(status, *capsys.readouterr())


def answer(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, Any]:
    """The document that the command line prints with ``--json``: one line, valid, nothing else."""
    asked = ask(capsys, *args, "--json")
    assert asked.err == ""
    assert asked.out.count("\n") == 1
    document: dict[str, Any] = json.loads(asked.out)
    validate(document)
    return document


def refusal(capsys: pytest.CaptureFixture[str], *args: str, status: int = 2) -> dict[str, Any]:
    """The ``error`` part of the refusal, which is the same as text and as JSON.

    As text it is in lines that fit the terminal.
    """
    said = ask(capsys, *args)
    assert (said.status, said.out) == (status, "")
    assert said.err.endswith("\n")
    asked = ask(capsys, args[0], "--json", *args[1:])
    assert (asked.status, asked.err) == (status, "")
    assert asked.out.count("\n") == 1
    document = json.loads(asked.out)
    validate(document, "error")
    error: dict[str, Any] = document["error"]
    told = "".join(said.err.replace(" \\\n", "").split())
    for part in ("message", "hint"):
        assert "".join(error[part].split()) in told
    assert all(columns(line) <= width() for line in lines(said.err))
    for text in (*lines(said.err), error["message"], error["hint"]):
        assert text.isprintable(), "nothing that steers a terminal"
    assert "Traceback" not in said.err
    return error


def lines(text: str) -> list[str]:
    """The lines of a text, without the last line end."""
    return text.removesuffix("\n").split("\n")
