"""What must hold for a catalogue to be usable: the lints that stop its loading.

``check`` runs them too, among others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pddroute.catalogue.contents import Contents, Path
from pddroute.catalogue.facts import Text
from pddroute.catalogue.forms import PERIOD
from pddroute.catalogue.lint import Found, Lint, error
from pddroute.catalogue.model import Catalog
from pddroute.errors import HoursError
from pddroute.hours.hours import parse
from pddroute.words import Said

YEAR = re.compile(r"(19|20|21)[0-9]{2}")

_PLACEHOLDER = re.compile(r"\{(\w*)\}|[{}]")
_WHITE = "\u3000\u00a0"  # not printable to Python, and harmless


@error(
    "dangling-reference",
    Said("没有这个 {what}：{id}", "no such {what}: {id}"),
    Said("改成已有的 id，或补上这一条", "name an id that exists, or add the entry"),
)
def dangling_reference(contents: Contents) -> Iterator[Found]:
    catalog = contents.catalog
    missing = [
        (ref.section, ref.id, ref.path)
        for ref in contents.references
        if ref.id not in getattr(catalog, ref.section)
    ]
    for id_, issue in catalog.issues.items():
        ids = {at.step.id for at in contents.way(issue.route)}
        for key, steps in (
            ("implies", issue.implies),
            ("demands", issue.demands),
            ("do", issue.do),
        ):
            unknown = [step for step in steps if ids and step not in ids]
            missing += [("steps", step, ("issues", id_, key, step, "#")) for step in unknown]
    for section, ref, path in missing:
        yield Found(path, target=(section, ref), what=section.removesuffix("s"), id=ref or '""')


@error(
    "two-in-force",
    Said(
        "同一字段有两条说法同时生效：其余的要写 lost",
        "two claims in force for one field: give all but one a `lost`",
    ),
    Said(
        "留一条（一个城市一条），其余写 lost 和 by",
        "keep one (one for a city), and give the others `lost` and `by`",
    ),
)
def two_in_force(contents: Contents) -> Iterator[Found]:
    for at in contents.claims:
        if len(at.winners) > 1 and at.claim is at.winners[0]:
            yield Found(at.path[:-1])


@error(
    "invalid-hours",
    Said(
        "营业时间写法不对，第 {column} 列：{what}（{hint}）",
        "invalid hours, column {column}: {what}; {hint}",
    ),
    Said(
        "用 OpenStreetMap 的写法，例如 Mo-Fr 08:30-17:30; PH off",
        "write them as OpenStreetMap does: Mo-Fr 08:30-17:30; PH off",
    ),
)
def invalid_hours(contents: Contents) -> Iterator[Found]:
    for at in contents.claims:
        try:
            if at.field == "hours":
                parse(at.text)
        except HoursError as wrong:
            what = Said(str(wrong.details["what"]), str(wrong.details["what_en"]))
            hint = Said(wrong.hint, wrong.hint_en)
            yield Found(at.value, column=wrong.details["column"], what=what, hint=hint)


_NO_PERIOD = Said("规则 {rule} 没有期限", "rule {rule} has no period")


@error(
    "invalid-period",
    Said(
        "期限写法不对，写成 48 hours、7 working_days、60 days",
        "not a period: write 48 hours, 7 working_days, 60 days",
    ),
    Said(
        "写成数字加单位，例如 7 working_days；规则要有 period",
        "write a number and a unit (7 working_days); the rule needs a `period`",
    ),
)
def invalid_period(contents: Contents) -> Iterator[Found]:
    for path, length in contents.lengths:
        rule = contents.catalog.rules.get(length.rule or "")
        # A rule without versions is a fault of its own.
        if rule and rule.versions and not any(version.period for version in rule.versions):
            yield Found((*path, "rule"), _NO_PERIOD, rule=length.rule)
    for at in contents.claims:
        if at.field is None and not re.fullmatch(PERIOD, at.text):
            yield Found(at.value)


@error(
    "unknown-placeholder",
    Said("不认识的占位符 {braces}", "unknown placeholder {braces}"),
    Said(
        "只有 say 里的 {{problem}}、{{demand}}、{{told}}，和 platform.respondent 里有的",
        "{{problem}}, {{demand}} and {{told}} are filled in, in `say` alone, and what "
        "platform.respondent has",
    ),
)
def unknown_placeholder(contents: Contents) -> Iterator[Found]:
    named = contents.catalog.platform.respondent.in_force
    for path, text, known in _filled(contents.catalog):
        for lang in ("zh", "en"):
            for match in _PLACEHOLDER.finditer(getattr(text, lang) or ""):
                if match[1] not in known and match[1] not in named:
                    yield Found((*path, lang), braces=match[0])


def _filled(catalog: Catalog) -> Iterator[tuple[Path, Text, Sequence[str]]]:
    """Every text in which something is filled in, and what, the platform's names left out."""
    for id_, step in catalog.steps.items():
        if step.say is not None:
            yield ("steps", id_, "say"), step.say, ("problem", "demand", "told")
        for n, line in enumerate(step.do):
            yield ("steps", id_, "do", n), line, ()
    for id_, issue in catalog.issues.items():
        for step_id, lines in issue.do.items():
            for n, line in enumerate(lines):
                yield ("issues", id_, "do", step_id, n), line, ()


_ORDER = {
    "twice": Said("路线里有两个 {step}", "two steps {step} in one route"),
    "need": Said(
        "步骤 {step} 需要 {need}，但路线里它前面没有",
        "step {step} needs {need}, which does not come before it",
    ),
    "other": Said(
        "步骤 {step} 代替 {other}，但路线里没有它",
        "step {step} replaces {other}, which is not in this route",
    ),
    "start": Said(
        "步骤 {step} 的时限从 {start} 起算，但路线里它前面没有",
        "the limit of {step} starts at {start}, which does not come before it",
    ),
    "wait": Said(
        "步骤 {step} 的等待从 {start} 起算，但路线里到它为止没有",
        "a wait of {step} starts at {start}, which comes neither before it nor is it",
    ),
}


@error(
    "route-order",
    Said("路线里的步骤接不上", "the steps of a route do not follow from one another"),
    Said(
        "改先后，或改 needs、instead_of、limit、wait",
        "change the order, needs, instead_of, limit or wait",
    ),
)
def route_order(contents: Contents) -> Iterator[Found]:
    for at in contents.stops:
        step, other = at.step, at.step.instead_of
        start = step.limit.start if step.limit else "since"
        if step.id in at.before:
            yield Found(at.path, _ORDER["twice"], step=step.id)
        for need in step.needs:
            if need not in at.before:
                yield Found(at.path, _ORDER["need"], step=step.id, need=need)
        if other is not None and other not in at.ids:
            yield Found(at.path, _ORDER["other"], step=step.id, other=other)
        if start not in ("since", "received", *at.before):
            yield Found(at.path, _ORDER["start"], step=step.id, start=start)
        for wait in step.wait:
            if wait.start not in (None, "since", "received", step.id, *at.before):
                yield Found(at.path, _ORDER["wait"], step=step.id, start=wait.start)


_NO_YEAR = Said("年份写成 2027", "write the year as 2027")
_OFF_AND_WORKED = Said("{day} 既放假又上班", "{day} is both off and worked")


@error(
    "invalid-calendar",
    Said("{day} 本来就是工作日", "{day} is a weekday: no make-up day"),
    Said("对照国务院通知原文", "compare it with the notice of the State Council"),
)
def invalid_calendar(contents: Contents) -> Iterator[Found]:
    for year, notice in contents.catalog.calendar.items():
        path: Path = ("calendar", year)
        if not YEAR.fullmatch(year):
            yield Found((*path, "#"), _NO_YEAR)
            continue
        for day in (day for days in notice.off.values() for day in days):
            if day in notice.work:
                yield Found((*path, "work"), _OFF_AND_WORKED, day=day)
        for n, day in enumerate(notice.work):
            if day.weekday() < 5:
                yield Found((*path, "work", n), day=day)


_NOTHING = {
    "audience": Said("渠道没有写给谁用", "a channel for nobody"),
    "versions": Said("规则没有版本", "a rule without versions"),
    "length": Said("要写 rule 或 claims，只写一个", "give either a rule or claims"),
    "channels": Said("步骤没有渠道", "a step without a channel"),
    "usable": Said("步骤的渠道都不能用", "a step whose every channel is retired or only calls out"),
    "do": Said("步骤没有写做什么", "a step with nothing to do"),
    "steps": Said("路线没有步骤", "a route without steps"),
}


@error(
    "empty",
    Said("缺了不能缺的内容", "something that has to be there is missing"),
    Said("补上，或删去整条", "fill it in, or remove the entry"),
)
def empty(contents: Contents) -> Iterator[Found]:
    catalog = contents.catalog
    for id_, channel in catalog.channels.items():
        if not channel.audience:
            yield Found(("channels", id_, "audience"), _NOTHING["audience"])
    for id_, rule in catalog.rules.items():
        if not rule.versions:
            yield Found(("rules", id_, "versions"), _NOTHING["versions"])
    for path, length in contents.lengths:
        if (length.rule is None) == (not length.claims):
            yield Found(path, _NOTHING["length"])
    for id_, step in catalog.steps.items():
        channels = [catalog.channels.get(name) for name in step.channels]
        if not channels:
            yield Found(("steps", id_), _NOTHING["channels"])
        # One that does not exist is another fault.
        elif not any(channel is None or channel.offered for channel in channels):
            yield Found(("steps", id_, "channels"), _NOTHING["usable"])
        if not step.do:
            yield Found(("steps", id_), _NOTHING["do"])
    for id_, route in catalog.routes.items():
        if not route.steps:
            yield Found(("routes", id_, "steps"), _NOTHING["steps"])


_TWO_LINES = Said(
    "有换行：每段文字只能是一行", "a line end within a text: each text is a single line"
)


@error(
    "control-character",
    Said("有控制字符 {code}", "control character {code}"),
    Said(
        "删去这个字符；长文用 >- 折成一行",
        "remove the character; >- folds a long text into one line",
    ),
)
def control_character(contents: Contents) -> Iterator[Found]:
    # YAML can write it as an escape, which its reader lets through.
    for path, value in contents.parts:
        if isinstance(value, str) and not value.isprintable():
            bad = next((char for char in value if not (char.isprintable() or char in _WHITE)), None)
            if bad is not None:
                said = _TWO_LINES if bad == "\n" else None
                yield Found(path, said, code=f"U+{ord(bad):04X}")


FAULTS = tuple(part for part in list(vars().values()) if isinstance(part, Lint))
"""The lints of what makes a catalogue unusable."""
