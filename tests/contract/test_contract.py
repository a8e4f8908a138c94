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
from pddroute.contract import questions
from pddroute.contract.base import Answer, WarningCode
from pddroute.contract.lines import read_question
from pddroute.contract.plan import BecauseCode, StepState, WaitUnit
from pddroute.contract.reach import Certainty, Reason, State
from pddroute.contract.report import ErrorAnswer, ErrorBody, ErrorCode, Severity
from pddroute.contract.schema import KINDS, OTHERS, schema
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
    "catalog": {"revised": "2026-01-01", "sha256": "0" * 64, "corrections": None},
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
    for definition in in_place(made)["$defs"].values():
        for name, one in definition.get("properties", {}).items():
            closed[name] = closed.get(name, True) and bool(_enum(one))
    return frozenset(name for name, is_closed in closed.items() if is_closed)


def in_place(one: Any, lists: dict[str, Any] | None = None) -> Any:
    """A schema with every closed list where it is used, as if it had no name of its own.

    Nor does it say what only a tool that embeds it needs: its id, and what tells its parts apart.
    """
    if isinstance(one, list):
        return [in_place(part, lists) for part in one]
    if not isinstance(one, dict):
        return one
    if lists is None:
        defined = one["$defs"].items()
        lists = {f"#/$defs/{name}": part["enum"] for name, part in defined if "enum" in part}
        kept = {name: part for name, part in defined if "enum" not in part}
        one = {key: part for key, part in one.items() if key not in ("$id", "discriminator")}
        one["$defs"] = kept
    one = dict(one)
    codes = [one.pop("const")] if isinstance(one.get("const"), str) else None
    if isinstance(one.get("$ref"), str) and one["$ref"] in lists:
        codes = lists[one.pop("$ref")]
    made = {key: in_place(part, lists) for key, part in one.items()}
    if codes:
        made.pop("type", None)
        made["enum"] = list(codes)
    return made


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


def shape(made: dict[str, Any]) -> dict[str, Any]:
    """A schema without what is only said for people: what a program may rely on."""
    told: dict[str, Any] = _shape(in_place(made))
    return told


def _shape(one: Any) -> Any:
    if isinstance(one, list):
        return [_shape(part) for part in one]
    if not isinstance(one, dict):
        return one
    made: dict[str, Any] = {}
    for key, part in one.items():
        if key in ("properties", "$defs"):  # its keys are names
            made[key] = {name: _shape(two) for name, two in part.items()}
        elif key == "enum":  # of the contract's version only the first digit is promised
            made[key] = [re.sub(r"^(\d+)\.\d+$", r"\1.x", code) if code else code for code in part]
        elif key not in ("title", "description"):
            made[key] = _shape(part)
    return made


def breaks(kept: Any, found: Any, where: str) -> Iterator[str]:
    """What a program that relies on the schema ``kept`` misses in ``found``."""
    if not (isinstance(kept, dict) and isinstance(found, dict)):
        if kept != found:
            yield f"{where}: {json.dumps(kept)} is now {json.dumps(found)}"
        return
    for key in sorted(kept.keys() | found.keys()):
        one, other = kept.get(key), found.get(key)
        if key not in kept or key not in found:
            yield f"{where}: {key} {'is new' if key in found else 'is gone'}"
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
        field(made, "Plan", "schema_version")["const"] = version
        assert bool(list(breaks(shape(schema(None)), shape(made), "answer"))) == broken


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_document_without_facts_may_have_no_catalogue(kind: str) -> None:
    top = schema(kind)["$ref"].rpartition("/")[2]
    assert field(schema(kind), top, "as_of")["type"] == "string"
    nullable = "anyOf" in field(schema(kind), top, "catalog")
    assert nullable == (kind in ("error", "help", "report"))


@pytest.mark.parametrize("kind", [*KINDS, "question", "catalogue", None])
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


@pytest.mark.parametrize("kind", [*KINDS, "question", "catalogue", None])
def test_a_schema_is_one_of_2020_12(kind: str | None) -> None:
    made = schema(kind)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(made)
    references = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(made)))
    assert references == made["$defs"].keys(), "every part is used, and every part is there"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_required_described_and_the_only_one(kind: str) -> None:
    documents = {one.__name__ for one in KINDS.values()}
    for name, definition in definitions(kind):
        assert definition["description"], name
        if "enum" in definition or name.startswith("Ask"):  # a question says what it has to
            continue
        free = {"id"} if name in documents else set()
        wanted = [key for key in definition["properties"] if key not in free]
        assert definition["required"] == wanted, name
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
    made = in_place(schema(None))
    assert set(_enum(field(made, definition, name))) == set(get_args(codes))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code in get_args(codes))


# --- schemas inside other documents ---


SOME_SCHEMAS = [*KINDS, "question", "catalogue", None]


def test_every_schema_has_an_id_of_its_own() -> None:
    ids = [schema(kind)["$id"] for kind in SOME_SCHEMAS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:pddroute:schema:1\.\d+:[a-z]+", one) for one in ids)


@pytest.mark.parametrize("kind", SOME_SCHEMAS)
def test_a_closed_list_has_a_name_of_its_own(kind: str | None) -> None:
    def lists(one: Any) -> Iterator[Any]:
        if isinstance(one, dict):
            yield from [one["enum"]] if "enum" in one else []
            one = list(one.values())
        if isinstance(one, list):
            for part in one:
                yield from lists(part)

    made = schema(kind)
    named = [part["enum"] for part in made["$defs"].values() if "enum" in part]
    assert sorted(lists(made)) == sorted(named), "no list stands where it is used"
    assert all(len(one) > 1 and len(one) == len(set(one)) for one in named)
    assert not [name for name in made["$defs"] if re.search(r"\d$", name)]


@pytest.mark.parametrize(("kind", "tag"), [(None, "kind"), ("question", "ask")])
def test_what_may_be_one_of_several_says_what_tells_them_apart(kind: str | None, tag: str) -> None:
    made = schema(kind)
    told = made["discriminator"]
    assert told["propertyName"] == tag
    assert [{"$ref": one} for one in told["mapping"].values()] == made["oneOf"]
    for code, ref in told["mapping"].items():
        part = made["$defs"][ref.rpartition("/")[2]]
        assert part["properties"][tag]["const"] == code
        assert tag in part["required"]


def test_schemas_keep_their_meaning_inside_another_document(catalog: Catalog) -> None:
    parts = {kind or "answer": schema(kind) for kind in SOME_SCHEMAS}
    host = {"$id": "https://host.example/api", "$defs": parts}
    for kind in (*KINDS, "answer"):
        inside = Draft202012Validator({**host, "$ref": f"#/$defs/{kind}"})
        named = Draft202012Validator({**host, "$ref": f"urn:pddroute:schema:1.1:{kind}"})
        for _, document in golden(catalog):
            fits = kind in ("answer", document["kind"])
            assert inside.is_valid(document) == named.is_valid(document) == fits


def test_the_openapi_document_holds_every_part_under_its_name(catalog: Catalog) -> None:
    made = schema("openapi")
    assert (made["openapi"], made["paths"]) == ("3.1.0", {})
    parts = made["components"]["schemas"]
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(made)))
    assert references | {"Answer", "Question"} == parts.keys()
    assert "$defs" not in json.dumps(made)
    for name, kind in (("Answer", None), ("Question", "question")):
        top = Draft202012Validator({**made, "$ref": f"#/components/schemas/{name}"})
        assert len(parts[name]["oneOf"]) == len(schema(kind)["oneOf"])
        for _, document in golden(catalog):
            assert top.is_valid(document) == (name == "Answer")
        assert top.is_valid({"ask": "verify", "number": "x", "id": 7}) == (name == "Question")


def test_a_question_fits_the_schema_of_questions_as_it_is_read() -> None:
    whole = Draft202012Validator(schema("question"))
    for line in (
        {"ask": "contact"},
        {"ask": "contact", "now": True, "kind": "phone", "city": None, "id": "r1", "lang": "en"},
        {"ask": "escalate", "issue": "scam", "done": ["police@2026-11-20"], "id": 7},
        {"ask": "verify", "number": "12315", "at": SATURDAY},
        {"ask": "issues", "audience": "merchant"},
        *(json.loads(questions.example(one)) for one in questions.QUESTIONS.values()),
    ):
        assert whole.is_valid(line), line
        read_question(json.dumps(line).encode())
    for line in ({}, {"ask": "verify"}, {"ask": "issues", "x": 1}, {"ask": "issues", "id": 1.5}):
        assert not whole.is_valid(line), line
        with pytest.raises(errors.InvalidQuestion):
            read_question(json.dumps(line).encode())


def test_what_echoes_the_asker_is_said_to_be_untrusted() -> None:
    made = schema(None)
    for definition, name in (
        ("Plan", "id"),
        ("ErrorAnswer", "id"),
        ("ErrorBody", "message"),
        ("ErrorBody", "hint"),
        ("ErrorBody", "details"),
        ("Understood", "text"),
        ("Hint", "command"),
        ("Finding", "message"),
    ):
        assert "untrusted" in field(made, definition, name)["description"], (definition, name)


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


@pytest.mark.parametrize("kind", [*KINDS, *OTHERS, None])
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
        ("revised: 2026-11-25", "revised: 2026-11-25\ncolour: red"),
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
