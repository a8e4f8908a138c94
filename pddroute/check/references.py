"""Lints for entries that nothing refers to, and for references given twice."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from pddroute.check.lint import Context, Found, lint

__all__: list[str] = []

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SECTIONS = ("sources", "channels", "rules", "evidence", "steps", "routes", "issues")


def _unused(
    section: str,
    ids: Iterable[str],
    used: Container[str],
    zh: str,
    en: str,
    fix_zh: str = "用上它，或删去",
    fix_en: str = "use it, or remove it",
) -> Iterator[Found]:
    for id_ in ids:
        if id_ not in used:
            yield Found((section, id_, "#"), zh, en, fix_zh, fix_en)


@lint("unused-channel", "info", "没有路线用到的渠道", "a channel that no route uses")
def unused_channel(context: Context) -> Iterator[Found]:
    steps = context.catalog.steps.values()
    used = {id_ for step in steps for id_ in (*step.channels, *step.help)}
    # Nobody is sent to a retired channel, nor to one that only calls out.
    ids = [id_ for id_, channel in context.catalog.channels.items() if channel.offered]
    return _unused(
        "channels",
        ids,
        used,
        "没有步骤用到这个渠道",
        "no step uses this channel",
        "有合适的步骤就列进去；只供查询的渠道可以不列",
        "list it in the step it serves; one that is there to be looked up may stay as it is",
    )


@lint("unused-step", "warning", "没有路线用到的步骤", "a step that no route uses")
def unused_step(context: Context) -> Iterator[Found]:
    used = {key for route in context.catalog.routes.values() for key in route.steps}
    steps = context.catalog.steps
    return _unused("steps", steps, used, "没有路线用到这个步骤", "no route uses this step")


@lint("unused-route", "warning", "没有问题用到的路线", "a route that no issue takes")
def unused_route(context: Context) -> Iterator[Found]:
    used = {issue.route for issue in context.catalog.issues.values()}
    routes = context.catalog.routes
    return _unused("routes", routes, used, "没有问题走这条路线", "no issue takes this route")


@lint("unused-evidence", "warning", "没有用到的证据", "an evidence item that nobody asks for")
def unused_evidence(context: Context) -> Iterator[Found]:
    catalog = context.catalog
    used = {id_ for step in catalog.steps.values() for id_ in step.evidence}
    used.update(id_ for issue in catalog.issues.values() for id_ in issue.evidence)
    return _unused("evidence", catalog.evidence, used, "没有用到这份证据", "nobody asks for this")


def used_rules(context: Context) -> set[str]:
    """The rules that a step or an issue rests on."""
    catalog = context.catalog
    used = {length.rule for _, length in context.lengths if length.rule is not None}
    used.update(id_ for step in catalog.steps.values() for id_ in step.basis)
    used.update(id_ for issue in catalog.issues.values() for id_ in issue.basis)
    return used


@lint("unused-rule", "warning", "没有用到的规则", "a rule that nothing rests on")
def unused_rule(context: Context) -> Iterator[Found]:
    rules = context.catalog.rules
    return _unused(
        "rules", rules, used_rules(context), "没有用到这条规则", "nothing uses this rule"
    )


@lint("uncited-source", "warning", "没有说法引用的来源", "a source that nobody cites")
def uncited_source(context: Context) -> Iterator[Found]:
    sources = context.catalog.sources
    return _unused("sources", sources, context.cited, "没有说法引用这个来源", "nobody cites this")


@lint("listed-twice", "warning", "同一条目列了两次", "the same entry listed twice")
def listed_twice(context: Context) -> Iterator[Found]:
    catalog = context.catalog
    lists: list[tuple[tuple[str, ...], list[str]]] = [
        (("platform", "brands"), catalog.platform.brands)
    ]
    for id_, step in catalog.steps.items():
        lists += [(("steps", id_, "help"), [*step.channels, *step.help])]
        lists += [(("steps", id_, name), getattr(step, name)) for name in ("evidence", "basis")]
    for id_, issue in catalog.issues.items():
        lists += [
            (("issues", id_, name), getattr(issue, name))
            for name in ("evidence", "basis", "aliases")
        ]
    for path, listed in lists:
        for n, name in enumerate(listed):
            if name not in listed[:n]:
                continue
            where: tuple[str | int, ...] = (*path, n)
            if path[-1] == "help":  # the channels that do the step come first in the list
                doing = len(catalog.steps[path[1]].channels)
                where = (*path[:2], "channels", n) if n < doing else (*path, n - doing)
            yield Found(
                where, f"{name} 列了两次", f"{name} is listed twice", "删去一个", "remove one"
            )


@lint("id-form", "warning", "id 的写法不对", "an id that is not in kebab case")
def id_form(context: Context) -> Iterator[Found]:
    for section in _SECTIONS:
        for id_ in getattr(context.catalog, section):
            if not _ID.fullmatch(id_):
                yield Found(
                    (section, id_, "#"),
                    f"id 的写法不对：{id_}",
                    f"not an id: {id_}",
                    "只用小写字母、数字和连字符",
                    "use lower-case letters, digits and hyphens only",
                )
