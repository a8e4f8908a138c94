"""User text is never an option; help and version are one document with ``--json``."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest
from asking import SATURDAY, answer, ask, refusal, validate

Capsys = pytest.CaptureFixture[str]

# What somebody may write to a bot, who hands it on as it is.
TEXTS = [
    "--help",
    "-h",
    "--version",
    "--json",
    "--lang=en",
    "--catalog=/none.yaml",
    "--ics={folder}/x.ics",
    "-",
    "--",
    "-021-53395288",
    "--why",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("command", ["verify", "escalate", "show"])
def test_behind_two_hyphens_everything_is_text(
    capsys: Capsys,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: str,
    text: str,
) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # nothing may ask for it
    monkeypatch.chdir(tmp_path)
    said = ask(capsys, command, "--json", "--at", SATURDAY, "--", text.format(folder=tmp_path))
    assert said.out.count("\n") == 1
    document = json.loads(said.out)
    validate(document)
    assert document["lang"] == "zh"
    assert document["kind"] in ("verdict", "channel", "error")
    if command == "verify" and text != "-021-53395288":
        assert (document["error"]["code"], said.status) == ("usage", 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--city", "--at", "--kind", "--audience", "--operator"])
@pytest.mark.parametrize("text", [*TEXTS, "--at"])
def test_the_value_of_an_option_is_no_option(capsys: Capsys, option: str, text: str) -> None:
    said = ask(capsys, "contact", option, text, "--json")
    assert (said.status, said.err) == (2, "")
    document = json.loads(said.out)
    validate(document, "error")
    assert document["lang"] == "zh"


@pytest.mark.parametrize(
    ("args", "pasted"),
    [
        (("verify", "-021-53395288"), "pddroute verify -- -021-53395288"),
        (("show", "--hotline"), "pddroute show -- --hotline"),
        (("escalate", "-x=a b"), "pddroute escalate -- '-x=a b'"),
        (("escalate", "--{x}=a b"), "pddroute escalate -- '--{x}=a b'"),
        (("verify", "-\x1b[31m"), "pddroute verify -- NUMBER"),
        (("verify", "-" + "0" * 1000), "pddroute verify -- NUMBER"),
        (("check", "-file.yaml"), "pddroute check -- -file.yaml"),
    ],
)
def test_a_text_that_looks_like_an_option_is_told_how_to_be_none(
    capsys: Capsys, args: tuple[str, ...], pasted: str
) -> None:
    error = refusal(capsys, *args)
    assert error["code"] == "usage"
    assert error["hint"].endswith(pasted)
    if "NUMBER" not in pasted:
        assert shlex.split(pasted)[-1] == args[1]


def test_a_command_that_takes_no_text_gives_no_such_hint(capsys: Capsys) -> None:
    assert " -- " not in refusal(capsys, "contact", "--nosuch")["hint"]


@pytest.mark.parametrize(
    ("args", "command"),
    [
        (("--help",), "pddroute"),
        (("-h",), "pddroute"),
        ((), "pddroute"),
        (("--version",), "pddroute"),
        (("verify", "--help"), "pddroute verify"),
        (("contact", "-h", "--at", "x"), "pddroute contact"),
        (("batch", "--help"), "pddroute batch"),
    ],
)
def test_help_is_a_document(capsys: Capsys, args: tuple[str, ...], command: str) -> None:
    document = answer(capsys, *args)
    assert (document["kind"], document["command"]) == ("help", command)
    assert document["text"] == ask(capsys, *command.split()[1:], "--help").out.rstrip("\n")
    assert ask(capsys, "--version").out == f"pddroute {document['version']}\n"
    options = {name for one in document["options"] for name in one["names"]}
    assert {"--help", "-h", "--json"} <= options


def test_help_names_everything_that_can_be_given(capsys: Capsys) -> None:
    whole = answer(capsys, "--help")
    names = [one["name"] for one in whole["commands"]]
    assert {"contact", "escalate", "verify", "batch"} <= set(names)
    for name in names:
        part = answer(capsys, name, "--help", "--lang", "en")
        assert part["lang"] == "en"
        assert all(one["help"] for one in (*part["arguments"], *part["options"]))
    told = {one["names"][0]: one for one in answer(capsys, "escalate", "--help")["options"]}
    assert told["--done"]["repeated"]
    assert told["--done"]["metavar"] == "STEP[@TIME]"
    assert told["--why"]["metavar"] is None
    (issue,) = answer(capsys, "escalate", "--help")["arguments"]
    assert (issue["names"], issue["required"]) == (["ISSUE"], True)
    (file,) = answer(capsys, "check", "--help")["arguments"]
    assert (file["names"], file["required"]) == (["FILE"], False)


def test_json_may_stand_before_the_command(capsys: Capsys) -> None:
    before = ask(capsys, "--json", "verify", "110", "--at", SATURDAY)
    assert before == ask(capsys, "verify", "110", "--at", SATURDAY, "--json")
    assert json.loads(ask(capsys, "--json", "nosuch").out)["kind"] == "error"
    assert json.loads(ask(capsys, "--json", "batch", "-", "--workers", "x").out)["error"]


def test_help_stays_where_docstrings_go() -> None:
    command = [sys.executable, "-OO", "-m", "pddroute"]
    for args, said in ((("--help",), "此刻能找谁"), (("contact", "--help"), "Who can be reached")):
        done = subprocess.run([*command, *args], capture_output=True, timeout=60, check=True)
        assert said in done.stdout.decode()


@pytest.mark.parametrize("sample", [" (", "--a( ", "(((", "））", "x", "\x1b"])
@pytest.mark.parametrize("args", [("{}",), ("--{}",), ("contact", "--{}"), ("verify", "1", "{}")])
def test_a_long_text_is_refused_as_quickly_as_a_short_one(
    capsys: Capsys, args: tuple[str, ...], sample: str
) -> None:
    """What was too much was looked for, and laid out, in a time that grew with its square."""
    text = sample * 200_000
    started = time.process_time()
    said = ask(capsys, *(one.format(text) for one in args))
    assert time.process_time() - started < 2
    assert said.status == 2
    assert len(said.err) < 1000
