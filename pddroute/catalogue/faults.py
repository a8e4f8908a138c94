"""What must hold for a catalogue to be usable: references, hours, periods, claims in force.

``check`` finds the same faults (and many more); here the first of them stops the loading.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

import msgspec

from pddroute.catalogue.model import Catalog, Channel, Claim, Issue, Limit, Period, Step
from pddroute.errors import HoursError
from pddroute.hours.hours import parse

__all__ = ["Fault", "Path", "faults", "parts"]

Path = tuple[str | int, ...]
_PERIOD = re.compile(r"[1-9]\d{0,3} (hours|days|working_days|months|years)")
_PLACEHOLDER = re.compile(r"\{(\w*)\}|[{}]")
_WHITE = "\n\u3000\u00a0"  # not printable to Python, and harmless


class Fault(NamedTuple):
    """What is wrong, where (a path in the catalogue), and which lint of ``check`` it belongs to."""

    lint: str
    path: Path
    zh: str
    en: str
    target: Path = ()
    """Where what is referred to would stand."""


def faults(catalog: Catalog) -> Iterator[Fault]:
    """Every fault that makes ``catalog`` unusable, in the order of the file."""
    yield from _platform(catalog)
    for id_, channel in catalog.channels.items():
        yield from _channel(catalog, id_, channel)
    for id_, domain in catalog.domains.items():
        yield from _refer(domain.source, catalog.sources, "source", ("domains", id_, "source"))
    for id_, rule in catalog.rules.items():
        for n, version in enumerate(rule.versions):
            path: Path = ("rules", id_, "versions", n, "source")
            yield from _refer(version.source, catalog.sources, "source", path)
        if not rule.versions:
            yield Fault(
                "empty", ("rules", id_, "versions"), "规则没有版本", "a rule without versions"
            )
    for id_, step in catalog.steps.items():
        yield from _step(catalog, id_, step)
    yield from _routes(catalog)
    for id_, issue in catalog.issues.items():
        yield from _issue(catalog, id_, issue)
    yield from _calendar(catalog)
    yield from _characters(catalog)


def parts(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """``value`` and everything in it with its path; a mapping's key has the path + ``"#"``."""
    yield path, value
    inside: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, msgspec.Struct):
        inside = ((name, getattr(value, name)) for name in value.__struct_fields__)
    elif isinstance(value, dict):
        yield from (((*path, key, "#"), key) for key in value)
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for step, inner in inside:
        if isinstance(inner, (msgspec.Struct, dict, list)):
            yield from parts(inner, (*path, step))
        else:  # most parts are leaves: a generator each would cost more than all the rest
            yield (*path, step), inner


def _characters(catalog: Catalog) -> Iterator[Fault]:
    """What steers a terminal or turns a text round. YAML can write it as an escape."""
    for path, value in parts(catalog):
        if not isinstance(value, str) or value.isprintable():
            continue
        bad = next((char for char in value if not (char.isprintable() or char in _WHITE)), None)
        if bad is not None:
            code = f"U+{ord(bad):04X}"
            yield Fault(
                "control-character", path, f"有控制字符 {code}", f"control character {code}"
            )


def _refer(ref: str, known: Container[str], what: str, path: Path) -> Iterator[Fault]:
    if what == "source" and not ref.strip():
        yield Fault("claim-without-source", path, "没有写来源", "no source is given")
    elif ref not in known:
        target = ("evidence" if what == "evidence" else f"{what}s", ref)
        zh, en = f"没有这个 {what}：{ref}", f"no such {what}: {ref}"
        yield Fault("dangling-reference", path, zh, en, target)


def _refer_all(
    refs: Iterable[str], known: Container[str], what: str, path: Path
) -> Iterator[Fault]:
    for n, ref in enumerate(refs):
        yield from _refer(ref, known, what, (*path, n))


def _platform(catalog: Catalog) -> Iterator[Fault]:
    path: Path = ("platform", "home_source")
    yield from _refer(catalog.platform.home_source, catalog.sources, "source", path)


def _channel(catalog: Catalog, id_: str, channel: Channel) -> Iterator[Fault]:
    if not channel.audience:
        zh, en = "渠道没有写给谁用", "a channel for nobody"
        yield Fault("empty", ("channels", id_, "audience"), zh, en)
    for field, claims in channel.claims.items():
        path: Path = ("channels", id_, "claims", field)
        yield from _claims(catalog, claims, path)
        if field != "hours":
            continue
        for n, claim in enumerate(claims):
            try:
                parse(claim.text("zh"))
            except HoursError as error:
                said = error.details
                zh = f"营业时间写法不对，第 {said['column']} 列：{said['what']}（{error.hint}）"
                en = f"invalid hours, column {said['column']}: {said['what_en']}; {error.hint_en}"
                yield Fault("invalid-hours", (*path, n, "value"), zh, en)


def _claims(catalog: Catalog, claims: list[Claim], path: Path) -> Iterator[Fault]:
    for n, claim in enumerate(claims):
        yield from _refer(claim.source, catalog.sources, "source", (*path, n, "source"))
        if claim.by is not None:
            yield from _refer(claim.by, catalog.sources, "source", (*path, n, "by"))
    if sum(claim.lost is None for claim in claims) > 1:
        yield Fault(
            "two-in-force",
            path,
            "同一字段有两条说法同时生效：其余的要写 lost",
            "two claims in force for one field: give all but one a `lost`",
        )


def _length(catalog: Catalog, length: Period | Limit, path: Path) -> Iterator[Fault]:
    if (length.rule is None) == (not length.claims):
        yield Fault("empty", path, "要写 rule 或 claims，只写一个", "give either a rule or claims")
    if length.rule is not None:
        yield from _refer(length.rule, catalog.rules, "rule", (*path, "rule"))
        rule = catalog.rules.get(length.rule)
        # A rule without versions is a fault of its own.
        if rule is not None and rule.versions and not any(v.period for v in rule.versions):
            zh, en = f"规则 {length.rule} 没有期限", f"rule {length.rule} has no period"
            yield Fault("invalid-period", (*path, "rule"), zh, en)
    yield from _claims(catalog, length.claims, (*path, "claims"))
    for n, claim in enumerate(length.claims):
        if not _PERIOD.fullmatch(claim.text("zh")):
            yield Fault(
                "invalid-period",
                (*path, "claims", n, "value"),
                "期限写法不对，写成 48 hours、7 working_days、60 days",
                "not a period: write 48 hours, 7 working_days, 60 days",
            )


def _step(catalog: Catalog, id_: str, step: Step) -> Iterator[Fault]:
    path: Path = ("steps", id_)
    yield from _refer_all(step.channels, catalog.channels, "channel", (*path, "channels"))
    yield from _refer_all(step.help, catalog.channels, "channel", (*path, "help"))
    yield from _refer_all(step.evidence, catalog.evidence, "evidence", (*path, "evidence"))
    yield from _refer_all(step.basis, catalog.rules, "rule", (*path, "basis"))
    for n, period in enumerate(step.wait):
        yield from _length(catalog, period, (*path, "wait", n))
    if step.limit is not None:
        yield from _length(catalog, step.limit, (*path, "limit"))
    for n, mark in enumerate(step.marks):
        yield from _refer(mark.rule, catalog.rules, "rule", (*path, "marks", n, "rule"))
    if not step.channels:
        yield Fault("empty", path, "步骤没有渠道", "a step without a channel")
    elif not any(_may_be_offered(catalog, channel) for channel in step.channels):
        zh, en = "步骤的渠道都不能用", "a step whose every channel is retired or only calls out"
        yield Fault("empty", (*path, "channels"), zh, en)
    if not step.do:
        yield Fault("empty", path, "步骤没有写做什么", "a step with nothing to do")
    for lang in ("zh", "en"):
        text = getattr(step.say, lang, None) or ""
        for match in _PLACEHOLDER.finditer(text):
            if match[1] not in ("problem", "demand"):
                zh, en = f"不认识的占位符 {match[0]}", f"unknown placeholder {match[0]}"
                yield Fault("unknown-placeholder", (*path, "say", lang), zh, en)


def _may_be_offered(catalog: Catalog, id_: str) -> bool:
    channel = catalog.channels.get(id_)  # one that does not exist is another fault
    return channel is None or channel.offered


def _routes(catalog: Catalog) -> Iterator[Fault]:
    for id_, route in catalog.routes.items():
        path: Path = ("routes", id_, "steps")
        yield from _refer_all(route.steps, catalog.steps, "step", path)
        steps = [catalog.steps[key] for key in route.steps if key in catalog.steps]
        ids = [step.id for step in steps]
        if not ids:
            yield Fault("empty", path, "路线没有步骤", "a route without steps")
        for n, step_id in enumerate(ids):
            if step_id in ids[:n]:
                zh, en = f"路线里有两个 {step_id}", f"two steps {step_id} in one route"
                yield Fault("route-loops", (*path, n), zh, en)
        for n, step in enumerate(steps):
            for need in step.needs:
                if need not in ids[:n]:
                    zh = f"步骤 {step.id} 需要 {need}，但路线里它前面没有"
                    en = f"step {step.id} needs {need}, which does not come before it"
                    yield Fault("unreachable-step", (*path, n), zh, en)
            if step.instead_of is not None and step.instead_of not in ids:
                zh = f"步骤 {step.id} 代替 {step.instead_of}，但路线里没有它"
                en = f"step {step.id} replaces {step.instead_of}, which is not in this route"
                yield Fault("missing-alternative", (*path, n), zh, en)
            start = step.limit.start if step.limit else "since"
            if start not in ("since", "received", *ids[:n]):
                zh = f"步骤 {step.id} 的时限从 {start} 起算，但路线里它前面没有"
                en = f"the limit of {step.id} starts at {start}, which does not come before it"
                yield Fault("dangling-reference", (*path, n), zh, en)


def _issue(catalog: Catalog, id_: str, issue: Issue) -> Iterator[Fault]:
    path: Path = ("issues", id_)
    yield from _refer(issue.route, catalog.routes, "route", (*path, "route"))
    yield from _refer_all(issue.evidence, catalog.evidence, "evidence", (*path, "evidence"))
    yield from _refer_all(issue.basis, catalog.rules, "rule", (*path, "basis"))
    route = catalog.routes.get(issue.route)
    if route is None:
        return
    ids = {catalog.steps[key].id for key in route.steps if key in catalog.steps}
    for field, named in (("implies", issue.implies), ("do", issue.do)):
        for step_id in named:
            yield from _refer(step_id, ids, "step", (*path, field, step_id, "#"))


def _calendar(catalog: Catalog) -> Iterator[Fault]:
    for year, notice in catalog.calendar.items():
        path: Path = ("calendar", year)
        yield from _refer(notice.source, catalog.sources, "source", (*path, "source"))
        if not re.fullmatch(r"(19|20|21)[0-9]{2}", year):
            yield Fault("invalid-calendar", (*path, "#"), "年份写成 2027", "write the year as 2027")
            continue
        off = [day for days in notice.off.values() for day in days]
        for day in off:
            if day in notice.work:
                zh, en = f"{day} 既放假又上班", f"{day} is both off and worked"
                yield Fault("invalid-calendar", (*path, "work"), zh, en)
        for n, day in enumerate(notice.work):
            if day.weekday() < 5:
                zh, en = f"{day} 本来就是工作日", f"{day} is a weekday: no make-up day"
                yield Fault("invalid-calendar", (*path, "work", n), zh, en)
