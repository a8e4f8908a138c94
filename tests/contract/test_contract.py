"""The contract: schemas, golden documents, error codes, and one document from shell and Python."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from asking import SATURDAY, answer, ask, validate
from jsonschema import Draft202012Validator

from pddroute import api, errors
from pddroute.catalogue import facts, routes
from pddroute.catalogue.model import Catalog
from pddroute.check.check import check_file
from pddroute.contract.base import Answer, WarningCode
from pddroute.contract.plan import BecauseCode, StepState, WaitUnit
from pddroute.contract.reach import Certainty, Reason, State
from pddroute.contract.report import ErrorAnswer, ErrorBody, ErrorCode, Severity
from pddroute.contract.schema import KINDS, schema
from pddroute.contract.verdict import VerdictCode
from pddroute.surfaces import edge

Capsys = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parents[1] / "golden"
MESSAGE = "【拼多多】退款请拨打 400-866-8888，官方热线 021-53395288，网址 pinduodu0.com"
AUTUMN = "2026-09-29T10:00"


@pytest.fixture(autouse=True)
def _bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PDDROUTE_CATALOG", raising=False)


# --- one question, from the shell and from Python ---

Ask = Callable[[Catalog], Answer]
TOLD = ["seller@2026-09-26T09:00", "platform@2026-09-27T09:00"]
QUESTIONS: dict[str, tuple[tuple[str, ...], Ask]] = {
    "contact": (
        ("contact", "--operator", "platform", "--at", SATURDAY),
        lambda c: api.contact(c, operator="platform", at=SATURDAY),
    ),
    "contact-now": (
        ("contact", "--now", "--kind", "phone", "--city", "杭州", "--at", SATURDAY),
        lambda c: api.contact(c, now=True, kind="phone", city="杭州", at=SATURDAY),
    ),
    "escalate": (
        ("escalate", "refund-refused", "--at", SATURDAY),
        lambda c: api.escalate(c, "refund-refused", at=SATURDAY),
    ),
    "escalate-history": (
        (
            *("escalate", "refund-refused", "--at", AUTUMN, "--lang", "en"),
            *(f"--done={one}" for one in TOLD),
            *("--outcome=platform=refused", "--since=2026-09-20T00:00", "--received=2026-09-24"),
        ),
        lambda c: api.escalate(
            c,
            "refund-refused",
            at=AUTUMN,
            done=TOLD,
            outcome=["platform=refused"],
            since="2026-09-20T00:00",
            received="2026-09-24",
            lang="en",
        ),
    ),
    "issues": (
        ("issues", "--audience", "merchant", "--at", SATURDAY),
        lambda c: api.issues(c, audience="merchant", at=SATURDAY),
    ),
    "show": (
        ("show", "consumer-hotline", "--at", SATURDAY),
        lambda c: api.show(c, "consumer-hotline", at=SATURDAY),
    ),
    "verify": (
        ("verify", "０21-53395289", "--at", SATURDAY),
        lambda c: api.verify(c, "０21-53395289", at=SATURDAY),
    ),
    "verify-text": (
        ("verify", "-", "--at", SATURDAY),
        lambda c: api.verify_text(c, MESSAGE, at=SATURDAY),
    ),
    "check": (
        ("check", "--at", SATURDAY),
        lambda c: check_file(at=dt.datetime.fromisoformat(SATURDAY)),
    ),
}


@pytest.fixture
def message(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MESSAGE.encode())))


@pytest.mark.usefixtures("message")
@pytest.mark.parametrize("name", QUESTIONS)
def test_python_and_the_shell_give_one_document(
    capsysbinary: pytest.CaptureFixture[bytes], catalog: Catalog, name: str
) -> None:
    args, call = QUESTIONS[name]
    made = call(catalog)
    edge.run([*args, "--json"])
    printed = capsysbinary.readouterr().out
    assert printed == made.to_json().encode() + b"\n"
    assert json.loads(printed) == made.to_dict()
    validate(made.to_dict())


def test_an_instant_may_be_given_in_every_way(catalog: Catalog) -> None:
    naive = dt.datetime(2026, 11, 21, 20, 35)
    elsewhere = dt.timezone(dt.timedelta(hours=-5))
    aware = dt.datetime(2026, 11, 21, 7, 35, tzinfo=elsewhere)
    expected = api.contact(catalog, at=SATURDAY).to_json()
    assert api.contact(catalog, at=naive).to_json() == expected
    assert api.contact(catalog, at=aware).to_json() == expected


def test_a_history_may_be_given_in_every_way(catalog: Catalog) -> None:
    texts = api.escalate(catalog, "refund-refused", at=AUTUMN, done=TOLD, outcome=["seller=silent"])
    mapping = api.escalate(
        catalog,
        "refund-refused",
        at=AUTUMN,
        done={"seller": dt.datetime(2026, 9, 26, 9), "platform": "2026-09-27T09:00"},
        outcome={"seller": "silent"},
        received=None,
    )
    assert mapping.to_json() == texts.to_json()


# --- golden documents ---

MASKS = {
    "catalog": {"revised": "2026-01-01", "sha256": "0" * 64},
    "line": 1,
    "column": 1,
}


def masked(document: Any) -> Any:
    """A document without what only says which catalogue it was, and where in it."""
    if isinstance(document, list):
        return [masked(part) for part in document]
    if not isinstance(document, dict):
        return document
    return {name: MASKS.get(name, masked(part)) for name, part in document.items()}


def golden(catalog: Catalog) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every golden document; a comment in the catalogue changes none of them."""
    for name, (_, call) in QUESTIONS.items():
        yield name, masked(call(catalog).to_dict())
    refused = errors.UnknownIssue(
        "不认识的问题", hint="最接近", details={"issue": "x", "candidates": ["refund-refused"]}
    )
    body = ErrorBody(
        code="unknown_issue", message=refused.message, hint=refused.hint, details=refused.details
    )
    at = dt.datetime.fromisoformat(f"{SATURDAY}+08:00")
    error = ErrorAnswer(as_of=at, lang="zh", catalog=None, warnings=[], next=[], error=body)
    yield "error", error.to_dict()


def difference(golden: Any, found: Any, where: str, codes: frozenset[str]) -> tuple[str, str]:
    """How two documents differ first: what kind of difference, and where; empty if they do not."""
    if isinstance(golden, dict) and isinstance(found, dict):
        if golden.keys() != found.keys():
            names = sorted(golden.keys() ^ found.keys())
            return "contract", f"{where}: fields {', '.join(names)}"
        pairs = [(f"{where}.{key}", golden[key], found[key], key) for key in golden]
    elif isinstance(golden, list) and isinstance(found, list):
        key = where.rpartition(".")[2]
        pairs = [
            (f"{where}[{n}]", *both, key) for n, both in enumerate(zip(golden, found, strict=False))
        ]
    elif golden is None or found is None or type(golden) is type(found):
        name = re.sub(r"\[\d+\]$", "", where).rpartition(".")[2]
        kind = "contract" if name in codes and None not in (golden, found) else "text"
        return ("", "") if golden == found else (kind, f"{where}: {golden!r} is now {found!r}")
    else:
        return "contract", f"{where}: {golden!r} is now {found!r}"
    worst = ("", "")
    for place, one, other, _ in pairs:
        kind, text = difference(one, other, place, codes)
        if kind == "contract":
            return kind, text
        worst = worst if worst[0] else (kind, text)
    if not worst[0] and isinstance(golden, list) and len(golden) != len(found):
        return "text", f"{where}: {len(golden)} entries are now {len(found)}"
    return worst


def code_fields(made: dict[str, Any]) -> frozenset[str]:
    """The names of the fields whose values are of a closed list everywhere they occur."""
    closed: dict[str, bool] = {}
    for definition in made["$defs"].values():
        for name, one in definition.get("properties", {}).items():
            closed[name] = closed.get(name, True) and bool(_enum(one))
    return frozenset(name for name, is_closed in closed.items() if is_closed)


def _enum(one: dict[str, Any]) -> list[Any]:
    """The closed list that a property's schema allows, null left out; empty if there is none."""
    options = one.get("anyOf", [one.get("items", one)])
    listed = [option["enum"] for option in options if "enum" in option]
    return listed[0] if listed else []


def test_the_documents_are_the_golden_ones(
    catalog: Catalog, request: pytest.FixtureRequest
) -> None:
    write = request.config.getoption("--write-golden")
    for name, document in golden(catalog):
        path = GOLDEN / f"{name}.json"
        if write:
            GOLDEN.mkdir(exist_ok=True)
            text = json.dumps(document, ensure_ascii=False, indent=1)
            path.write_text(f"{text}\n", encoding="utf-8")
            continue
        kept = json.loads(path.read_text(encoding="utf-8"))
        validate(kept)
        kind, text = difference(kept, document, name, code_fields(schema(document["kind"])))
        assert kind != "contract", f"this breaks the contract: {text}"
        assert kind != "text", f"texts changed: run make golden ({text})"


def shape(one: Any) -> Any:
    """A schema without what is only said for people: what a program may rely on."""
    if isinstance(one, list):
        return [shape(part) for part in one]
    if not isinstance(one, dict):
        return one
    made: dict[str, Any] = {}
    for key, part in one.items():
        if key in ("properties", "$defs"):  # its keys are names
            made[key] = {name: shape(two) for name, two in part.items()}
        elif key == "enum":  # of the contract's version only the first digit is promised
            made[key] = [re.sub(r"^(\d+)\.\d+$", r"\1.x", code) if code else code for code in part]
        elif key not in ("title", "description"):
            made[key] = shape(part)
    return made


def breaks(kept: Any, found: Any, where: str) -> Iterator[str]:
    """What a program that relies on the schema ``kept`` misses in ``found``."""
    if not (isinstance(kept, dict) and isinstance(found, dict)):
        if kept != found:
            yield f"{where}: {json.dumps(kept)} is now {json.dumps(found)}"
        return
    for key in sorted(kept.keys() | found.keys()):
        one, other = kept.get(key), found.get(key)
        if one is None or other is None:
            yield f"{where}: {key} {'is gone' if other is None else 'is new'}"
        elif key in ("properties", "$defs"):
            yield from (f"{where}.{name} is gone" for name in sorted(one.keys() - other.keys()))
            for name in sorted(one.keys() & other.keys()):
                yield from breaks(one[name], other[name], f"{where}.{name}")
        elif key in ("enum", "required", "oneOf"):
            gone = sorted(json.dumps(code) for code in one if code not in other)
            if gone:
                yield f"{where}: {key} loses {', '.join(gone)}"
            if (None in one) != (None in other):
                yield f"{where}: may now be null"
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            for part, instead in zip(one, other, strict=True):
                yield from breaks(part, instead, where)
        else:
            yield from breaks(one, other, where)


def test_the_contract_is_only_ever_added_to(request: pytest.FixtureRequest) -> None:
    path = GOLDEN / "contract.json"
    found = shape(schema(None))
    if request.config.getoption("--write-golden"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        return
    kept = json.loads(path.read_text(encoding="utf-8"))
    broken = list(breaks(kept, found, "answer"))
    assert not broken, f"this breaks the contract: {'; '.join(broken)}"
    assert kept == found, "the contract was added to: run make golden"


def field(made: dict[str, Any], definition: str, name: str) -> dict[str, Any]:
    one: dict[str, Any] = made["$defs"][definition]["properties"][name]
    return one


@pytest.mark.parametrize(
    "change",
    [
        lambda s: field(s, "PlanStep", "expires_at").update(anyOf=[{"type": "string"}]),
        lambda s: field(s, "PlanStep", "expires_at")["anyOf"][0].pop("format"),
        lambda s: field(s, "Now", "when").pop("format"),
        lambda s: field(s, "Wait", "amount").update(type="number"),
        lambda s: field(s, "Wait", "amount").update(minimum=1),
        lambda s: field(s, "Reach", "number")["anyOf"].pop(),
        lambda s: field(s, "Reach", "steps")["items"].update(type="integer"),
        lambda s: field(s, "Plan", "steps")["items"].update({"$ref": "#/$defs/Now"}),
        lambda s: field(s, "Status", "certainty")["anyOf"][0]["enum"].remove("disputed"),
        lambda s: field(s, "Status", "state")["enum"].append(None),
        lambda s: field(s, "Plan", "kind").update(enum=["route"]),
        lambda s: s["$defs"]["Reach"]["properties"].pop("tel"),
        lambda s: s["$defs"]["Reach"]["required"].remove("tel"),
        lambda s: s["$defs"]["Reach"].update(additionalProperties=True),
        lambda s: s["$defs"].pop("Wait"),
        lambda s: s["oneOf"].pop(),
    ],
)
def test_what_breaks_the_contract_is_found(change: Callable[[dict[str, Any]], object]) -> None:
    made = shape(schema(None))
    change(made)
    assert list(breaks(shape(schema(None)), made, "answer"))
    assert made != shape(schema(None))


@pytest.mark.parametrize(
    "change",
    [
        lambda s: field(s, "Status", "state")["enum"].insert(0, "ajar"),
        lambda s: field(s, "Status", "certainty")["anyOf"][0]["enum"].append("sworn"),
        lambda s: s["$defs"]["Reach"]["properties"].update(fax={"type": "string"}),
        lambda s: s["$defs"]["Reach"]["required"].append("fax"),
        lambda s: s["$defs"].update(Fax={"type": "object", "properties": {}}),
        lambda s: s["oneOf"].append({"$ref": "#/$defs/Fax"}),
    ],
)
def test_what_adds_to_the_contract_breaks_nothing(
    change: Callable[[dict[str, Any]], object],
) -> None:
    made = shape(schema(None))
    change(made)
    assert not list(breaks(shape(schema(None)), made, "answer"))
    assert made != shape(schema(None))


def test_words_are_no_part_of_the_contract() -> None:
    made = schema(None)
    made["$defs"]["Finding"].update(title="x", description="y")
    field(made, "Wait", "amount")["description"] = "z"
    assert shape(made) == shape(schema(None))
    assert "title" in shape(made)["$defs"]["PlanStep"]["properties"], "a field of that name stays"


def test_only_the_first_digit_of_the_version_is_pinned() -> None:
    for version, broken in (("1.1", False), ("1.12", False), ("2.0", True)):
        made = schema(None)
        field(made, "Plan", "schema_version")["enum"] = [version]
        assert bool(list(breaks(shape(schema(None)), shape(made), "answer"))) == broken


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_document_without_facts_may_have_no_catalogue(kind: str) -> None:
    top = schema(kind)["$ref"].rpartition("/")[2]
    assert field(schema(kind), top, "as_of")["type"] == "string"
    nullable = "anyOf" in field(schema(kind), top, "catalog")
    assert nullable == (kind in ("error", "report"))


@pytest.mark.parametrize("kind", [*KINDS, "catalogue", None])
def test_a_title_names_the_document(kind: str | None) -> None:
    assert schema(kind)["title"].startswith(f"pddroute {kind or 'answer'}")


SAMPLE = {"kind": "plan", "list": [{"code": "a", "text": "x", "n": 1, "audience": ["consumer"]}]}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ""),
        ({"code": "b"}, "contract"),
        ({"text": "y"}, "text"),
        ({"text": None}, "text"),
        ({"n": 2}, "text"),
        ({"n": "1"}, "contract"),
        ({"extra": 1}, "contract"),
        ({"audience": ["buyer"]}, "contract"),
        ({"audience": ["consumer", "merchant"]}, "text"),
        ({"text": "y", "code": "b"}, "contract"),
    ],
)
def test_a_difference_is_told_for_what_it_is(change: dict[str, Any], expected: str) -> None:
    found = {"kind": "plan", "list": [{**SAMPLE["list"][0], **change}]}  # type: ignore[dict-item]
    codes = frozenset({"kind", "code", "audience"})
    assert difference(SAMPLE, found, "it", codes)[0] == expected


# --- schemas ---


def definitions(kind: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from schema(kind)["$defs"].items()


@pytest.mark.parametrize("kind", [*KINDS, "catalogue", None])
def test_a_schema_is_one_of_2020_12(kind: str | None) -> None:
    made = schema(kind)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(made)
    references = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(made)))
    assert references <= made["$defs"].keys()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_required_described_and_the_only_one(kind: str) -> None:
    for name, definition in definitions(kind):
        assert definition["description"], name
        if not name.startswith("Ask"):  # a question is written as it is asked
            assert definition["required"] == list(definition["properties"]), name
        assert definition["additionalProperties"] is False, name
        for key, one in definition["properties"].items():
            assert one.get("description"), f"{name}.{key} has no description"
            assert "default" not in one, f"{name}.{key}"


@pytest.mark.parametrize(
    ("definition", "name", "codes"),
    [
        ("Status", "state", State),
        ("Status", "reason", Reason),
        ("Status", "certainty", Certainty),
        ("Reach", "kind", facts.Kind),
        ("Reach", "operator", facts.Operator),
        ("Reach", "audience", facts.Audience),
        ("Reach", "grade", facts.Grade),
        ("PlanStep", "state", StepState),
        ("PlanStep", "outcome", routes.Outcome),
        ("PlanStep", "operator", facts.Operator),
        ("Wait", "unit", WaitUnit),
        ("Wait", "grade", facts.Grade),
        ("Because", "code", BecauseCode),
        ("IssueRef", "audience", facts.Audience),
        ("IssueCard", "audience", facts.Audience),
        ("ClaimCard", "grade", facts.Grade),
        ("SourceCard", "grade", facts.Grade),
        ("Verdict", "verdict", VerdictCode),
        ("Verdict", "direction", facts.Direction),
        ("Finding", "severity", Severity),
        ("ErrorBody", "code", ErrorCode),
        ("Warn", "code", WarningCode),
        ("Plan", "lang", facts.Lang),
    ],
)
def test_a_closed_list_is_an_enum(definition: str, name: str, codes: Any) -> None:
    assert set(_enum(field(schema(None), definition, name))) == set(get_args(codes))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code in get_args(codes))


def test_each_document_fits_its_own_schema_alone(catalog: Catalog) -> None:
    validators = {kind: Draft202012Validator(schema(kind)) for kind in KINDS}
    whole = Draft202012Validator(schema(None))
    for _, document in golden(catalog):
        fitting = [kind for kind, one in validators.items() if one.is_valid(document)]
        assert fitting == [document["kind"]]
        assert whole.is_valid(document)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.pop("warnings"),
        lambda document: document.update(extra=1),
        lambda document: document.update(as_of="2026-11-21T20:35"),
        lambda document: document.update(lang="fr"),
        lambda document: document["channels"][0]["status"].update(state="ajar"),
        lambda document: document["channels"][0].pop("tel"),
    ],
)
def test_a_spoilt_document_is_refused(
    catalog: Catalog, spoil: Callable[[dict[str, Any]], object]
) -> None:
    document = api.contact(catalog, at=SATURDAY).to_dict()
    validate(document)
    spoil(document)
    with pytest.raises(AssertionError):
        validate(document)


def test_the_shipped_schemas_are_those_of_the_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    from write_schemas import FOLDER, contents

    wanted: dict[str, str] = contents()
    assert {path.name for path in FOLDER.iterdir()} == wanted.keys(), "run make schemas"
    for name, text in wanted.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: run make schemas"


@pytest.mark.parametrize("kind", [*KINDS, "catalogue", None])
def test_schema_prints_what_is_shipped(capsys: Capsys, kind: str | None) -> None:
    asked = ask(capsys, "schema", *([kind] if kind else []))
    assert (asked.status, asked.err) == (0, "")
    shipped = ROOT / "pddroute" / "schemas" / f"{kind or 'answer'}.json"
    assert asked.out == shipped.read_text(encoding="utf-8")


# --- the catalogue's schema, for editors ---


class Yaml12(yaml.SafeLoader):
    """YAML as an editor reads it: the core schema of YAML 1.2, in which a date is a text."""


Yaml12.yaml_implicit_resolvers = {}
for _tag, _pattern, _starts in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Yaml12.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _starts
    )


def as_an_editor_reads_it(text: str) -> Any:
    return json.loads(json.dumps(yaml.load(text, Yaml12)))


def test_the_catalogue_names_its_schema_and_fits_it() -> None:
    text = (ROOT / "channels.yaml").read_text(encoding="utf-8")
    first = text.split("\n", 1)[0]
    assert first == "# yaml-language-server: $schema=pddroute/schemas/catalogue.json"
    assert (ROOT / first.partition("$schema=")[2]).is_file()
    validate(as_an_editor_reads_it(text), "catalogue")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("revised: 2026-11-21", "revised: 2026-11-21\ncolour: red"),
        ("    kind: phone", "    kind: fax"),
        ("    operator: platform", "    operator: nobody"),
        ("    grade: official", "    grade: sure"),
        ("    published: 2023-07", "    published: July 2023"),
    ],
)
def test_the_catalogues_schema_finds_what_an_editor_should_mark(old: str, new: str) -> None:
    text = (ROOT / "channels.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(AssertionError):
        validate(as_an_editor_reads_it(text.replace(old, new, 1)), "catalogue")


# --- errors ---


def every_error(base: type[errors.PddrouteError]) -> Iterator[type[errors.PddrouteError]]:
    for one in base.__subclasses__():
        yield one
        yield from every_error(one)


def test_every_error_has_a_code_of_the_list_and_every_code_an_error() -> None:
    codes = {one.code for one in every_error(errors.PddrouteError)}
    assert codes == set(get_args(ErrorCode))
    assert {one.exit_code for one in every_error(errors.PddrouteError)} == {2, 3}


def test_errors_can_be_told_apart_in_python(catalog: Catalog) -> None:
    for call, expected in (
        (lambda: api.escalate(catalog, "nosuch"), errors.UnknownIssue),
        (lambda: api.show(catalog, "nosuch"), errors.UnknownChannel),
        (lambda: api.contact(catalog, city="nosuch"), errors.UnknownCity),
        (lambda: api.contact(catalog, at="soon"), errors.InvalidTime),
        (lambda: api.escalate(catalog, "scam", done=["nosuch"]), errors.InvalidHistory),
        (lambda: api.escalate(catalog, "scam", done="police"), errors.UsageError),
        (
            lambda: api.escalate(catalog, "scam", received=dt.datetime(2026, 1, 1)),
            errors.InvalidTime,
        ),
        (lambda: api.verify(catalog, "no number"), errors.UsageError),
    ):
        with pytest.raises(expected) as caught:
            call()
        assert caught.value.message_en
        assert caught.value.exit_code == 2


def test_no_answer_shares_its_parts_with_the_catalogue(catalog: Catalog) -> None:
    before = api.contact(catalog, at=SATURDAY).to_json()
    document = api.contact(catalog, at=SATURDAY).to_dict()
    document["channels"][0]["audience"].append("nobody")
    assert api.contact(catalog, at=SATURDAY).to_json() == before


def test_the_library_can_be_used_without_the_command_line() -> None:
    import subprocess

    program = (
        "import sys, pddroute\n"
        "catalog = pddroute.load_catalog()\n"
        "pddroute.escalate(catalog, 'scam', at='2026-11-21T20:35').to_json()\n"
        "assert not {'typer', 'click', 'rich', 'tabulate'} & set(sys.modules), 'too much'\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_command_that_answers_has_a_golden_document(capsys: Capsys) -> None:
    from typer.main import get_command

    from pddroute.surfaces.cli import app

    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert commands - {"batch", "schema"} == {args[0] for args, _ in QUESTIONS.values()}
    assert {answer(capsys, *QUESTIONS["check"][0])["kind"]} == {"report"}
