"""The facts that matter, typed once more from their sources, against the catalogue.

No command writes ``facts.csv``: a row changes when its source has been read again. A row ``is``
stands for the fields in :data:`IS` and for the figures in the texts of :data:`WORDS`. The
``source`` of a row with a ``grade`` begins with its id.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any, NamedTuple, get_args

import msgspec
from msgspec.structs import fields, replace

from pddroute import contact, verify
from pddroute.catalogue.facts import Claim, ClaimField, Claims, Text
from pddroute.catalogue.model import Catalog
from pddroute.numbers.telephone import normalize

AT = "2026-11-21T20:35"
IS = {
    "channel": (
        "kind operator audience direction is_live area_code accepts_area_code stand_in doubtful "
        "offered"
    ),
    "step": (
        "id operator channels help needs excludes instead_of wait limit urgent any_time parallel "
        "optional answer basis"
    ),
    "issue": "audience route implies basis",
}
WORDS = {
    "channel": "name steps",
    "step": "title do told ended say",
    "issue": "name problem demand demands do",
}


class Fact(NamedTuple):
    """A row: the value of a field of something, as ``source`` gives it."""

    what: str
    id: str
    field: str
    value: str
    grade: str
    source: str


with (Path(__file__).parent / "facts.csv").open(encoding="utf-8", newline="") as table:
    FACTS = [Fact(**row) for row in csv.DictReader(table)]


def _plain(value: Any, name: str = "") -> str:
    """A value as the table writes it, without what is said in words or not set."""
    if value is None or value is False or isinstance(value, Text):
        return ""
    if value is True:
        return name
    if isinstance(value, list):
        return " ".join(map(_plain, value))
    if isinstance(value, dict):
        return " ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if hasattr(value, "__struct_fields__"):
        parts = (_plain(getattr(value, one), one) for one in value.__struct_fields__)
        return " ".join(filter(None, parts))
    return str(value)


def _is(entry: Any, what: str) -> str:
    """The fields of an entry that are set, by name where they can be left out; its figures."""
    optional = {one.name for one in fields(entry) if not one.required}
    shown = [(name, _plain(getattr(entry, name), name)) for name in IS[what].split()]
    shown.append(("figures", _figures([getattr(entry, name) for name in WORDS[what].split()])))
    return "; ".join(
        f"{name} {text}" if name in {"figures", *optional} - {text} else text
        for name, text in shown
        if text
    )


def _figures(texts: Any) -> str:
    """The figures in texts, each once."""
    said = msgspec.json.encode(texts).decode()
    return " ".join(dict.fromkeys(re.findall(r"\d[\d:]*\d|\d", said)))


def _claims(catalog: Catalog, channel: str) -> dict[str, str]:
    """The claims of a channel by field, those not in words: in force, and as ``other`` lost.

    A claim that holds for one city has that behind its field, or where it lost behind itself.
    """
    told: dict[str, list[str]] = {}
    for field, claims in msgspec.to_builtins(catalog.channels[channel].claims).items():
        for one in claims:
            grade = one.get("grade") or catalog.sources[one["source"]].grade
            if isinstance(one["value"], dict):
                continue
            area = f" {one['area']}" if one.get("area") else ""
            if lost := one.get("lost"):
                text = f"{one['value']} {one['source']} {grade} {lost}{area}"
                told.setdefault(f"other {field}", []).append(text)
            else:
                told.setdefault(f"{field}{area}", []).append(one["value"])
    return {field: "; ".join(sorted(texts)) for field, texts in told.items()}


def _law(rule: Any, version: Any, wanted: str) -> str:
    """From when to when a rule is in force, its period, and the wanted words that stand in it."""
    span = f"{_plain(version.valid_from)}..{_plain(version.valid_to)} {_plain(version.period)}"
    texts = [
        text for each in (rule.title, version.law, version.text) for text in (each.zh, each.en)
    ]
    words = [one for one in wanted.split("; ") if any(one in str(text) for text in texts)]
    return "; ".join([span.strip(), *words])


def _found(catalog: Catalog, fact: Fact) -> tuple[str, Any]:
    """What the catalogue says of it, or an answer from it; and what has the grade and source."""
    if fact.field == "verdict":
        verdict = verify(catalog, fact.id, at=AT)
        return f"{verdict.verdict} {_plain(verdict.channel)}".strip(), None
    if fact.field == "offered":
        shown = {normalize(one.number or "") for one in contact(catalog, at=AT).channels}
        return "yes" if normalize(fact.id) in shown else "no", None
    if fact.what == "platform":
        named = getattr(catalog.platform.respondent, fact.field, [])
        for claim in named:
            if claim.lost is None:
                return claim.value, claim
        value = getattr(catalog.platform, fact.field)
        return _plain(value) or _figures(value), None
    id_, _, day = fact.id.partition("@")
    entry = getattr(catalog, f"{fact.what}s").get(id_)
    if entry is None:
        return "", None
    if fact.field == "name":
        return entry.name.zh, entry
    if fact.field == "is":
        return _is(entry, fact.what), None
    if fact.what == "channel":
        field, _, area = fact.field.partition(" ")
        in_force = entry.in_force_for(area or None).get(field)
        return _claims(catalog, id_).get(fact.field, ""), in_force
    if fact.what == "rule":
        version = next((one for one in entry.versions if _plain(one.valid_from) == day), None)
        return (_law(entry, version, fact.value) if version else ""), version
    return _plain(getattr(entry, fact.field)), entry


def _wrong(catalog: Catalog, fact: Fact) -> str:
    """What is wrong with a fact, in a line; empty where nothing is."""
    found, claim = _found(catalog, fact)
    expected = fact.value
    if fact.grade and claim:
        found += f"; {catalog.grade_of(claim)} by {claim.source}"
        expected += f"; {fact.grade} by {re.split('[:; ]', fact.source)[0]}"
    if found == expected:
        return ""
    was, now = expected.split("; "), found.split("; ")
    lost = "; ".join(one for one in was if one not in now) or expected
    new = "; ".join(one for one in now if one not in was) or found
    name = " ".join(filter(None, [fact.what, fact.id, fact.field]))
    return f"{name}: expected {lost}, found {new} (source: {fact.source})"


def test_every_fact_is_what_its_source_says(catalog: Catalog) -> None:
    wrong = list(filter(None, (_wrong(catalog, fact) for fact in FACTS)))
    assert not wrong, "\n".join(["", *wrong])


def test_every_fact_has_its_row(catalog: Catalog) -> None:
    needed = {(what, id_, "is") for what in IS for id_ in getattr(catalog, f"{what}s")}
    needed |= {("platform", "", name) for name in catalog.platform.respondent.in_force}
    needed |= {("domain", id_, "operator") for id_ in catalog.domains}
    needed |= {("service", id_, "name") for id_ in catalog.services}
    needed |= {
        ("service", id_, "accepts_area_code")
        for id_, service in catalog.services.items()
        if service.accepts_area_code
    }
    needed |= {("route", id_, "steps") for id_ in catalog.routes}
    needed |= {("channel", id_, name) for id_ in catalog.channels for name in _claims(catalog, id_)}
    for id_, rule in catalog.rules.items():
        days = [one.valid_from for one in rule.versions]
        needed |= {("rule", f"{id_}@{day}" if day else id_, "says") for day in days}
    missing = needed - {fact[:3] for fact in FACTS}
    assert not missing, f"type these from their sources into facts.csv: {sorted(missing)}"


def test_every_row_notices_when_the_catalogue_says_something_else(catalog: Catalog) -> None:
    spoilt = _spoilt(catalog)
    assert [fact for fact in FACTS if not _wrong(spoilt, fact)] == []


def _spoilt(catalog: Catalog) -> Catalog:
    """A catalogue with everything changed; every number of the table is somebody's to dial."""

    def each(section: dict[str, Any], **changes: Any) -> dict[str, Any]:
        return {id_: replace(entry, **changes) for id_, entry in section.items()}

    def say(value: str, *names: str) -> Claims:
        return Claims(**{name: [Claim(value=value, source="seed-2025-06")] for name in names})

    other, numbers = Text(zh="?"), [fact.id for fact in FACTS if fact.what == "number"]
    line = catalog.channels["courier-sf"]
    lines = {f"line-{n}": replace(line, claims=say(n, "number")) for n in numbers}
    false = say("Su 01:00-02:00", *get_args(ClaimField))
    named = catalog.platform.respondent
    wrong = [Claim(value="?", source="seed-2025-06")]
    home = dict.fromkeys(("home", "area_code", "home_source"), "?")
    rules = {
        id_: replace(rule, versions=[replace(one, law=other, text=other) for one in rule.versions])
        for id_, rule in catalog.rules.items()
    }
    return replace(
        catalog,
        platform=replace(
            catalog.platform,
            brands=["?"],
            unverified=other,
            respondent=replace(named, **dict.fromkeys(named.__struct_fields__, wrong)),
            **home,
        ),
        sources=each(catalog.sources, published="1999"),
        channels=each(catalog.channels, kind="post", claims=false) | lines,
        domains=each(catalog.domains, operator="association"),
        services=each(catalog.services, name=other, accepts_area_code="?"),
        rules=rules,
        steps=each(catalog.steps, channels=["?"]),
        routes=each(catalog.routes, steps=["?"]),
        issues=each(catalog.issues, route="?"),
    )
