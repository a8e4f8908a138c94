"""What leads on from an answer: the question as data and the command that asks the very same."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from asking import SATURDAY, validate

from pddroute import api
from pddroute.api import answer_line
from pddroute.catalogue.loading import load_catalog
from pddroute.catalogue.model import Catalog
from pddroute.contract.hints import command, hint
from pddroute.contract.questions import AskContact, AskEscalate, AskIssues, AskShow, Question
from pddroute.hours.clock import parse_time
from pddroute.surfaces import cli, edge

ROOT = Path(__file__).resolve().parents[2]
AT = "2026-11-22T10:00"
ODD = ("老妈", 'O\'Neil & "Co"', "$(id) `id` $HOME \\", "-x", "--help", "*", "a;b|c>d #e", "你\n好")
"""What somebody may be called: for a shell, an option, a screen it may be anything."""


def _questions(catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Questions of every kind, refused ones among them."""
    yield {"ask": "contact", "city": "杭州"}
    yield {"ask": "contact", "now": True, "audience": "merchant"}
    yield {"ask": "contact", "kind": "post"}
    yield {"ask": "issues"}
    yield {"ask": "issues", "audience": "merchant"}
    yield from ({"ask": "show", "channel": one, "city": "0571"} for one in ("12315", "黑猫", "zz"))
    yield from (
        {"ask": "verify", "number": one} for one in ("9541366", "021-53395289", "110", "a.cn")
    )
    yield {"ask": "verify_text", "text": "打 021-53395288 或 9541366，看 pinduoduo.com.cn"}
    yield from ({"ask": "escalate", "issue": one} for one in ("refund-refusd", "投诉", "我想死"))
    yield {"ask": "escalate", "issue": "商家就是不给退款", "for_whom": "妈妈"}
    for n, issue in enumerate(catalog.issues):
        yield {
            "ask": "escalate",
            "issue": issue,
            "for_whom": ODD[n % len(ODD)],
            "city": "suzhou js",
        }
        step = catalog.steps[catalog.routes[catalog.issues[issue].route].steps[n % 3]].id
        told = {"done": [f"{step}@2026-11-20"], "since": "2026-11-01", "received": "2026-11-05"}
        yield {"ask": "escalate", "issue": issue, **told}
        yield {"ask": "escalate", "issue": issue, **told, "outcome": [f"{step}=同意30.5元"]}
        yield {"ask": "escalate", "issue": issue, "outcome": [f"{step}=refused@2026-11-21"]}


def _hints(catalog: Catalog, lang: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every question to go on with, and the document that it stands in."""
    for question in _questions(catalog):
        line = json.dumps({**question, "lang": lang, "at": AT}).encode()
        document = json.loads(answer_line(catalog, line, 1))
        validate(document)
        yield from ((document, one) for one in document["next"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_question_to_go_on_with_is_answered(catalog: Catalog, lang: str) -> None:
    kinds = set()
    for document, one in _hints(catalog, lang):
        after = json.loads(answer_line(catalog, json.dumps(one["ask"]).encode(), 1, AT))
        assert after["kind"] != "error", (document["kind"], one["ask"], after)
        assert after["lang"] == one["ask"]["lang"] == lang
        assert None not in one["ask"].values()
        assert [] not in one["ask"].values()
        kinds.add((document["kind"], after["kind"]))
    assert {before for before, _ in kinds} == {
        *("directory", "plan", "issues", "channel", "verdict", "verdicts", "error"),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_command_pasted_asks_the_very_question(
    catalog: Catalog, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[Question, str]] = []
    answer = api.answer

    def listening(facts: Catalog, question: Question, *, at: Any, lang: Any) -> Any:
        asked.append((question, lang))
        return answer(facts, question, at=at, lang=lang)

    monkeypatch.setattr(api, "answer", listening)
    monkeypatch.setattr(api, "_clock", lambda: parse_time(AT))
    monkeypatch.setattr(cli, "load_catalog", lambda path, overlays: catalog)
    commands = {one["command"]: one["ask"] for _, one in _hints(catalog, lang)}
    assert len(commands) > 150
    for text, ask in commands.items():
        assert text.isprintable(), "one line, and nothing that steers a terminal"
        program, *words = shlex.split(text)
        assert program == "pddroute"
        assert edge.run([*words, "--json"]) == 0, text
        document = json.loads(capsys.readouterr().out)
        assert document.get("issue", {}).get("id") == ask.get("issue")
        question, language = asked.pop()
        assert msgspec.to_builtins(msgspec.structs.replace(question, lang=language)) == ask


def test_a_shell_reads_a_command_as_it_was_meant(catalog: Catalog) -> None:
    for who in ODD:
        asked = AskEscalate(issue="scam", for_whom=who.replace("\n", " "), lang="en")
        text = command(catalog, asked)
        said = subprocess.run(
            ["sh", "-c", f"printf '%s\\0' {text}"], capture_output=True, check=True, timeout=30
        )
        assert said.stdout.decode().split("\0")[:-1] == shlex.split(text)


ARGUMENTS: list[tuple[Question, str]] = [
    (AskContact(), "contact"),
    (AskContact(now=True, audience="merchant", lang="zh"), "contact --now --audience merchant"),
    (AskIssues(lang="en"), "issues --lang en"),
    (AskShow(channel="-x", city="-1"), "show --city=-1 -- -x"),
    (
        AskEscalate(issue="scam", at=AT, outcome=["police=refused"], done=["police"], since=AT),
        f"escalate scam --at {AT} --since {AT} --done police --outcome police=refused",
    ),
]


@pytest.mark.parametrize(("asked", "words"), ARGUMENTS)
def test_a_question_is_one_command(catalog: Catalog, asked: Question, words: str) -> None:
    one = hint(catalog, asked, "why")
    assert (one.command, one.ask, one.why) == (f"pddroute {words}", asked, "why")


# ---- Which catalogue


def test_a_command_names_the_files_that_the_catalogue_came_from(tmp_path: Path) -> None:
    over = tmp_path / "my facts.yaml"
    over.write_text("platform: {home: 北京}", encoding="utf-8")
    clean = str(ROOT / "tests" / "data" / "clean.yaml")
    for catalog, options in (
        (load_catalog(), []),
        (load_catalog(ROOT / "channels.yaml"), []),
        (load_catalog(clean), ["--catalog", clean]),
        (load_catalog(None, [over]), ["--overlay", str(over)]),
        (load_catalog(clean, [str(over)]), ["--catalog", clean, "--overlay", str(over)]),
    ):
        words = shlex.split(command(catalog, AskEscalate(issue="x", done=["a", "b"])))
        assert words == ["pddroute", "escalate", "x", *options, "--done", "a", "--done", "b"]


def test_what_the_environment_names_is_not_named_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = str(ROOT / "tests" / "data" / "clean.yaml")
    monkeypatch.setenv("PDDROUTE_CATALOG", clean)
    assert command(load_catalog(clean), AskIssues()) == "pddroute issues"


@pytest.mark.parametrize(
    "question", [("escalate", "refund-refused"), ("contact", "--now"), ("issues",)]
)
def test_the_program_and_a_batch_name_them_too(
    question: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    over = str(tmp_path / "over.yaml")
    Path(over).write_text("platform: {home: 北京}", encoding="utf-8")
    assert edge.run([*question, "--at", SATURDAY, "--overlay", over, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["next"]
    assert told
    line = {"ask": question[0], "at": SATURDAY}
    line |= {"issue": question[1]} if question[0] == "escalate" else {}
    line |= {"now": True} if question[0] == "contact" else {}
    batch = tmp_path / "batch.ndjson"
    batch.write_text(json.dumps(line), encoding="utf-8")
    assert edge.run(["batch", str(batch), "--overlay", over]) == 0
    assert json.loads(capsys.readouterr().out)["next"] == told
    for one in told:
        words = shlex.split(one["command"])
        assert words[words.index("--overlay") + 1] == over
