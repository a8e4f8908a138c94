"""The documentation against the program: outputs, examples, lists of codes and modules, links."""

from __future__ import annotations

import datetime as dt
import doctest
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import jsonschema
import msgspec
import pytest

from pddroute import contract as answers
from pddroute import errors
from pddroute.catalogue import model
from pddroute.catalogue.loading import default_catalog, load_catalog
from pddroute.catalogue.model import Catalog
from pddroute.check.check import check_file
from pddroute.contract import questions
from pddroute.contract.schema import KINDS
from pddroute.hours.workdays import Calendar
from pddroute.surfaces.edge import run

ROOT = Path(__file__).resolve().parent.parent


def _load(path: Path) -> ModuleType:
    """A script as a module: ``tools`` is no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


tool = _load(ROOT / "tools" / "write_readme.py")
DOCUMENTS = tool.documents()
BLOCKS = [block for document in DOCUMENTS for block in tool.blocks(document)]


def _marked(marker: str) -> list[Any]:
    return [pytest.param(b, id=b.place) for b in BLOCKS if b.marker == marker]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _section(name: str, heading: str) -> str:
    """What stands under a heading of a document."""
    found = re.search(rf"^(#+) {re.escape(heading)}$(.*?)(?=^#+ |\Z)", _read(name), re.M | re.S)
    assert found, f"{name}: no heading {heading!r}"
    return found[2]


def _first_column(text: str) -> list[str]:
    """The codes in the first column of a table, without its heading."""
    return re.findall(r"^\| `([\w-]+)`.*\|$(?!\n\|---)", text, re.MULTILINE)


# ---- outputs


@pytest.mark.parametrize("block", _marked("run"))
def test_an_output_is_the_program_s(block: Any, tmp_path: Path) -> None:
    tool.write_files([b for b in BLOCKS if b.document == block.document], tmp_path)
    now = tool.output(block.argument, tmp_path)
    assert now == block.body, f"{block.place}: not current, write it again with {tool.REFRESH}"


def test_the_tool_runs_the_program_as_it_is_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("PDDROUTE_CATALOG", raising=False)
    args = ["contact", "--now", "--at", "2026-11-21T20:35"]
    assert run(args) == 0
    assert tool.output(f"pddroute {' '.join(args)}", tmp_path) == capsys.readouterr().out


@pytest.mark.parametrize("name", tool.MADE)
def test_what_is_made_is_current(name: str) -> None:
    texts = [document.read_text(encoding="utf-8") for document in DOCUMENTS]
    wanted = f"<!-- made: {name} -->\n{tool.MADE[name]()}<!-- end -->"
    assert any(wanted in text for text in texts), f"write it again with {tool.REFRESH}"


def test_the_tool_writes_back_what_it_finds() -> None:
    document = ROOT / "docs" / "embedding.md"
    text = tool.refreshed(document)
    assert [b.argument for b in tool.blocks(document, text)] == [
        b.argument for b in tool.blocks(document)
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<!-- run: pddroute issues -->\n\n```text\n```\n", "nothing belongs to"),
        ("<!-- run: pddroute issues -->\nno block\n", "nothing belongs to"),
        ("<!-- made: lints -->\n", "nothing belongs to"),
    ],
)
def test_a_marker_without_its_block_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        tool.blocks(ROOT / "README.md", text)


@pytest.mark.parametrize(
    "command",
    [
        "rm -rf folder",
        "pddroute verify 110; reboot",
        "pddroute contact --at 2026-11-21T20:35 | head",
        "pddroute verify 110 --json | jq 'del(.catalog)'",
    ],
)
def test_a_command_the_tool_does_not_know_is_refused(command: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whichever part it is, it says so
        tool.output(command, tmp_path)


def test_both_readmes_show_the_same_things() -> None:
    def shown(name: str) -> list[str]:
        commands = [b.argument for b in tool.blocks(ROOT / name) if b.marker == "run"]
        return [re.sub(r".*pddroute (\w+).*", r"\1", command) for command in commands]

    english, chinese = shown("README.md"), shown("README.zh-CN.md")
    assert english == chinese


# ---- examples


@pytest.mark.parametrize(
    "document",
    dict.fromkeys(b.document for b in BLOCKS if b.marker == "test"),
    ids=lambda d: d.name,
)
def test_the_python_examples_run(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run_examples(document, monkeypatch)


def _run_examples(document: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run the examples of a document one after the other; returns what they have defined."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("PDDROUTE_CATALOG", raising=False)
    names: dict[str, Any] = {"__name__": "example"}
    for block in tool.blocks(document):
        if block.marker != "test":
            continue
        if ">>>" not in block.body:
            exec(compile("\n" * (block.line - 1) + block.body, str(document), "exec"), names)
            continue
        parser = doctest.DocTestParser()
        example = parser.get_doctest(block.body, names, block.place, str(document), block.line)
        said: list[str] = []
        runner = doctest.DocTestRunner(verbose=False)
        runner.run(example, out=said.append, clear_globs=False)
        assert not runner.failures, "".join(said)
        names.update(example.globs)
    return names


@pytest.fixture
def embedding(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the examples of docs/embedding.md define."""
    return _run_examples(ROOT / "docs" / "embedding.md", monkeypatch)


def test_the_tool_definitions_are_strict(embedding: dict[str, Any], catalog: Catalog) -> None:
    tools = embedding["tools"](catalog)
    assert [one["function"]["name"] for one in tools] == [
        "pddroute_contact",
        "pddroute_escalate",
        "pddroute_verify",
    ]
    for one in tools:
        function = one["function"]
        assert function["strict"] is True
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", function["name"])
        jsonschema.Draft202012Validator.check_schema(function["parameters"])
        _assert_strict(function["parameters"])
    parameters = tools[1]["function"]["parameters"]["properties"]
    assert parameters["issue"]["enum"] == list(catalog.issues)


def _assert_strict(schema: dict[str, Any]) -> None:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "enum" in schema:
        assert ("null" in kinds) == (None in schema["enum"])
    if "object" in kinds:
        assert schema["required"] == list(schema["properties"])
        assert schema["additionalProperties"] is False
        for part in schema["properties"].values():
            assert part["description"]
            _assert_strict(part)
    if "array" in kinds:
        _assert_strict(schema["items"])


def test_every_tool_s_parameters_are_a_question_s(
    embedding: dict[str, Any], catalog: Catalog
) -> None:
    asks = {
        "pddroute_contact": questions.AskContact,
        "pddroute_escalate": questions.AskEscalate,
        "pddroute_verify": questions.AskVerify,
    }
    for one in embedding["tools"](catalog):
        known = {field.name for field in msgspec.structs.fields(asks[one["function"]["name"]])}
        assert set(one["function"]["parameters"]["properties"]) <= known


def test_every_tool_call_with_nulls_is_answered(
    embedding: dict[str, Any], catalog: Catalog
) -> None:
    fill = {"issue": "refund-refused", "number": "12315", "done": [], "outcome": []}
    for one in embedding["tools"](catalog):
        parameters = one["function"]["parameters"]
        arguments = {name: fill.get(name) for name in parameters["properties"]}
        jsonschema.validate(arguments, parameters)
        answer = embedding["call"](
            catalog, one["function"]["name"], msgspec.json.encode(arguments).decode()
        )
        assert '"kind":"error"' not in answer


# ---- lists


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Error codes", answers.ErrorCode),
        ("Warning codes", answers.WarningCode),
        ("States of a channel", answers.State),
        ("Reasons of a state", answers.Reason),
        ("Certainty of a state", answers.Certainty),
        ("States of a step", answers.StepState),
        ("Because codes", answers.BecauseCode),
        ("Verdicts", answers.VerdictCode),
        ("Grades", model.Grade),
    ],
)
def test_the_codes_are_all_listed(heading: str, codes: Any) -> None:
    assert _first_column(_section("docs/embedding.md", heading)) == list(get_args(codes))


@pytest.mark.parametrize("heading", ["Error codes", "Warning codes", "Because codes"])
def test_a_code_that_is_not_given_yet_is_said_to_be_so(heading: str) -> None:
    package = ROOT / "pddroute"
    files = [path for path in package.rglob("*.py") if path.parent.name != "answers"]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    section = _section("docs/embedding.md", heading)
    for row in re.findall(r"^\| `.*$(?!\n\|---)", section, re.MULTILINE):
        code = row.split("`")[1]
        assert ("*Not given yet*" in row) == (f'"{code}"' not in source), code


def test_the_exit_statuses_of_the_errors_are_right() -> None:
    section = _section("docs/embedding.md", "Error codes")
    listed = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", section, re.MULTILINE))
    classes = [vars(errors)[name] for name in errors.__all__ if name != "PddrouteError"]
    assert classes
    for one in classes:
        assert listed[one.code] == str(one.exit_code), one.__name__


def test_the_kinds_of_document_are_listed() -> None:
    section = _section("docs/embedding.md", "The document")
    kinds = re.search(r"^\| `kind` \|(.*)\|$", section, re.MULTILINE)
    assert kinds
    listed = set(re.findall(r"`(\w+)`", kinds[1]))
    assert listed == set(KINDS)


def test_the_fields_of_the_questions_are_listed() -> None:
    section = _section("docs/embedding.md", "Batches")
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)\|$(?!\n\|---)", section, re.MULTILINE))
    asks = {one.__struct_config__.tag: one for one in get_args(questions.Question)}
    assert set(rows) == set(asks)
    for tag, ask in asks.items():
        fields = {field.name for field in msgspec.structs.fields(ask)} - {"at", "lang"}
        assert set(re.findall(r"`(\w+)`", rows[str(tag)])) == fields


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Sources and grades", model.Grade),
        ("Correcting a number, or hours", model.Lost),
    ],
)
def test_the_words_of_the_catalogue_are_all_listed(heading: str, codes: Any) -> None:
    listed = _first_column(_section("docs/catalogue.md", heading))
    assert sorted(listed) == sorted(get_args(codes))


def test_the_sections_and_values_of_the_catalogue_are_listed() -> None:
    sections = _first_column(_section("docs/catalogue.md", "The sections"))
    fields = [name for name in Catalog.__struct_fields__ if name != "sha256"]
    assert sorted(sections) == sorted(fields)
    adding = _section("docs/catalogue.md", "Adding a channel")
    for key, values in (
        ("kind", model.Kind),
        ("operator", model.Operator),
        ("audience", model.Audience),
    ):
        row = re.search(rf"^\| `{key}` \|(.*)\|$", adding, re.MULTILINE)
        assert row
        assert re.findall(r"`(\w+)`", row[1]) == list(get_args(values))


def test_every_module_is_on_the_map_once() -> None:
    named = re.findall(r"^- `([\w/]+\.py)`: ", _read("docs/architecture.md"), re.MULTILINE)
    package = ROOT / "pddroute"
    modules = [path.relative_to(package).as_posix() for path in package.rglob("*.py")]
    assert sorted(named) == sorted(modules)


# ---- the catalogue's examples


@pytest.mark.parametrize("block", _marked("overlay"))
def test_an_overlay_example_is_valid(block: Any, tmp_path: Path) -> None:
    file = tmp_path / block.argument
    file.write_text(block.body, encoding="utf-8")
    bundled = load_catalog()
    assert load_catalog(default_catalog(), [file]) != bundled
    at = dt.datetime(2026, 11, 21, 20, 35)
    report = check_file(None, [file], at=at, lang="en")
    here = [one for one in report.findings if one.file == str(file)]
    assert [one for one in report.findings if one.severity == "error"] == []
    assert [one.message for one in here if one.severity == "warning"] == []


def test_the_example_notice_is_the_published_one(tmp_path: Path) -> None:
    (block,) = (b for b in BLOCKS if b.argument == "notice.yaml")
    file = tmp_path / block.argument
    file.write_text(block.body, encoding="utf-8")
    notice = load_catalog(default_catalog(), [file]).calendar["2026"]
    off = {day for days in notice.off.values() for day in days}
    days = [dt.date(2026, 1, 1) + dt.timedelta(n) for n in range(365)]
    shipped = Calendar()
    assert off == {day for day in days if shipped.day(day).kind == "holiday"}
    assert set(notice.work) == {day for day in days if shipped.day(day).kind == "makeup"}


# ---- links


def _anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = document.parent / path if path else document
        assert file.is_file(), f"{document.name}: {target}"
        if anchor:
            assert anchor in _anchors(file), f"{document.name}: {target}"
