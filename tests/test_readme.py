"""The documentation against the program: outputs, examples, lists of codes, links."""

from __future__ import annotations

import datetime as dt
import doctest
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, get_args

import jsonschema
import msgspec
import pytest

from pddroute import errors, escalate
from pddroute.catalogue import facts
from pddroute.catalogue.loading import default_catalog, load_catalog
from pddroute.catalogue.model import Catalog
from pddroute.check.check import check_file
from pddroute.contract import questions
from pddroute.contract.base import WarningCode
from pddroute.contract.plan import BecauseCode, StepState
from pddroute.contract.reach import Certainty, Reason, State
from pddroute.contract.report import ErrorCode
from pddroute.contract.schema import KINDS
from pddroute.contract.verdict import JudgementCode, VerdictCode
from pddroute.hours.workdays import Calendar

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs" / "examples"
DOCUMENTS = [
    path.relative_to(ROOT).as_posix()
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
]


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


def test_what_the_documents_show_is_current(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "tools")
    import docs

    status = docs.main(["--check", "--diff", "--verbosity=1"])
    assert status == 0, f"write them again with: make readme\n{capsys.readouterr().out}"


def test_what_the_readme_shows_first_is_what_the_program_prints(run: Any) -> None:
    text = _read("README.md")
    command = re.findall(r'run\("pddroute (.*?)"\) ]]]', text)[0]
    done = run(*command.split(), env={"COLUMNS": "100"})
    assert f"\n```text\n{done.stdout}```\n" in text


def test_both_readmes_show_the_same_things() -> None:
    shown = [
        re.findall(r'cog run\("pddroute (\w+)', _read(name))
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert shown[0]
    assert shown[0] == shown[1]


# ---- examples


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if "<!-- test -->" in _read(name)])
def test_the_python_examples_run(name: str) -> None:
    assert _defined(name)


@cache
def _defined(name: str) -> dict[str, Any]:
    """Run the examples of a document one after the other; returns what they have defined."""
    names: dict[str, Any] = {"__name__": "example"}
    text = _read(name)
    examples = list(re.finditer(r"^<!-- test -->\n```python\n(.*?)^```$", text, re.M | re.S))
    assert len(examples) == text.count("<!-- test -->")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.delenv("PDDROUTE_CATALOG", raising=False)
        for match in examples:
            body, line = match[1], text.count("\n", 0, match.start(1))
            if ">>>" not in body:
                exec(compile("\n" * line + body, name, "exec"), names)
                continue
            example = doctest.DocTestParser().get_doctest(body, names, name, name, line)
            said: list[str] = []
            runner = doctest.DocTestRunner(verbose=False)
            runner.run(example, out=said.append, clear_globs=False)
            assert not runner.failures, "".join(said)
            names.update(example.globs)
    return names


@pytest.fixture
def embedding() -> dict[str, Any]:
    """What the examples of docs/embedding.md define."""
    return _defined("docs/embedding.md")


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


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("verify", "--help"), "2: usage"),
        (("verify", "-h"), "2: usage"),
        (("escalate", "--version"), "2: unknown_issue"),
        (("escalate", "--json"), "2: unknown_issue"),
        (("escalate", "--ics=plan.ics"), "2: unknown_issue"),
        (("show", "--overlay=x.yaml"), "2: unknown_channel"),
        (("verify", "hello; touch x"), "2: usage"),
        (("escalate", "--ics=plan.ics", "refund-refused"), "2: usage"),
    ],
)
def test_what_a_user_wrote_is_no_option(
    embedding: dict[str, Any],
    args: tuple[str, ...],
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RuntimeError, match=f"^{code}$"):
        embedding["ask"](*args)
    assert list(tmp_path.iterdir()) == []


def test_what_a_user_wrote_is_no_standard_input(embedding: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="standard input"):
        embedding["ask"]("verify", "-")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_short_form_keeps_what_the_guide_demands(
    embedding: dict[str, Any], catalog: Catalog, lang: Any
) -> None:
    for issue in catalog.issues:
        plan = escalate(catalog, issue, at="2026-11-21T20:35", lang=lang).to_dict()
        short = embedding["brief"](plan)
        text = json.dumps(short, ensure_ascii=False)
        assert len(text.encode()) < 8_000
        assert len(text) * 5 < len(json.dumps(plan, ensure_ascii=False))
        for place in plan["now"]["where"]:
            named = [one for one in short["channels"] if one["name"] in place]
            assert all(one["grade"] for one in named), place
        for one in short["channels"]:
            assert any(one.get(key) for key in (*embedding["ADDRESS"], "steps")), one


# ---- lists


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Error codes", ErrorCode),
        ("Warning codes", WarningCode),
        ("States of a channel", State),
        ("Reasons of a state", Reason),
        ("Certainty of a state", Certainty),
        ("States of a step", StepState),
        ("Because codes", BecauseCode),
        ("Verdicts", VerdictCode),
        ("Judgements", JudgementCode),
        ("Grades", facts.Grade),
    ],
)
def test_the_codes_are_all_listed(heading: str, codes: Any) -> None:
    assert _first_column(_section("docs/embedding.md", heading)) == list(get_args(codes))


@pytest.mark.parametrize("heading", ["Error codes", "Warning codes", "Because codes"])
def test_a_code_that_is_not_given_yet_is_said_to_be_so(heading: str) -> None:
    package = ROOT / "pddroute"
    files = [path for path in package.rglob("*.py") if path.parent.name != "contract"]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    section = _section("docs/embedding.md", heading)
    for row in re.findall(r"^\| `.*$(?!\n\|---)", section, re.MULTILINE):
        code = row.split("`")[1]
        given = re.search(rf'"{code}[".]', source)  # a planner's key may go on after a full stop
        assert ("*Not given yet*" in row) == (given is None), code


def test_the_exit_statuses_of_the_errors_are_right() -> None:
    section = _section("docs/embedding.md", "Error codes")
    listed = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", section, re.MULTILINE))
    classes = [
        one for one in vars(errors).values() if isinstance(one, type) and hasattr(one, "code")
    ]
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
        fields = {field.name for field in msgspec.structs.fields(ask)} - {"id", "at", "lang"}
        assert set(re.findall(r"`(\w+)`", rows[str(tag)])) == fields


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Sources and grades", facts.Grade),
        ("Correcting a number, or hours", facts.Lost),
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
        ("kind", facts.Kind),
        ("operator", facts.Operator),
        ("audience", facts.Audience),
    ):
        row = re.search(rf"^\| `{key}` \|(.*)\|$", adding, re.MULTILINE)
        assert row
        assert re.findall(r"`(\w+)`", row[1]) == list(get_args(values))


# ---- the catalogue's examples


@pytest.mark.parametrize("file", sorted(EXAMPLES.iterdir()), ids=lambda file: file.name)
def test_an_example_is_shown(file: Path) -> None:
    assert any(f'show("{file.name}")' in _read(name) for name in DOCUMENTS)


@pytest.mark.parametrize("name", sorted({f.name for f in EXAMPLES.glob("*.yaml")} - {"slip.yaml"}))
def test_an_overlay_example_is_valid(name: str) -> None:
    file = EXAMPLES / name
    at = dt.datetime(2026, 11, 21, 20, 35)
    findings = check_file(None, [file], at=at, lang="en").findings
    assert load_catalog(default_catalog(), [file]) != load_catalog()
    assert [one for one in findings if one.severity == "error"] == []
    here = [one for one in findings if one.file == str(file)]
    assert [one.message for one in here if one.severity == "warning"] == []


def test_the_example_notice_is_the_published_one() -> None:
    notice = load_catalog(default_catalog(), [EXAMPLES / "notice.yaml"]).calendar["2026"]
    off = {day for days in notice.off.values() for day in days}
    days = [dt.date(2026, 1, 1) + dt.timedelta(n) for n in range(365)]
    shipped = Calendar()
    assert off == {day for day in days if shipped.day(day).kind == "holiday"}
    assert set(notice.work) == {day for day in days if shipped.day(day).kind == "makeup"}


# ---- links


def _anchors(name: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", _read(name), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    text = re.sub(r"^```.*?^```$", "", _read(name), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.is_file(), f"{name}: {target}"
        if anchor:
            assert anchor in _anchors(str(file)), f"{name}: {target}"
