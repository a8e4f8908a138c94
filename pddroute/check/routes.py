"""Lints for steps and routes: what sends a person nowhere, astray, or to two doors at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pddroute.catalogue.faults import Path
from pddroute.catalogue.model import Step
from pddroute.check.lint import Context, Found, lint

__all__: list[str] = []


def _channels(step: Step) -> Iterator[tuple[Path, str]]:
    for field, ids in (("channels", step.channels), ("help", step.help)):
        for n, id_ in enumerate(ids):
            yield (field, n), id_


@lint(
    "unusable-channel",
    "error",
    "步骤列了不能用的渠道",
    "a step that lists a channel nobody can use",
)
def unusable_channel(context: Context) -> Iterator[Found]:
    for id_, step in context.catalog.steps.items():
        for path, name in _channels(step):
            channel = context.catalog.channels.get(name)
            if channel is None or channel.offered:
                continue
            retired = channel.retired is not None
            yield Found(
                ("steps", id_, *path),
                f"渠道 {name} {'已停用' if retired else '只呼出，不能拨打'}",
                f"channel {name} {'is retired' if retired else 'only calls out'}",
                "换成能用的渠道",
                "list one that can be used",
            )


@lint(
    "never-open-step",
    "warning",
    "步骤的渠道没有一条知道什么时候开放",
    "a step with no channel that is known to open at any hour",
)
def never_open_step(context: Context) -> Iterator[Found]:
    for id_, step in context.catalog.steps.items():
        known = [context.catalog.channels.get(name) for name in step.channels]
        # Hours that are invalid or never open are found where they stand.
        if known and not any(c is None or "hours" in c.in_force for c in known):
            yield Found(
                ("steps", id_, "channels"),
                f"步骤 {step.id} 的渠道都没有服务时间，永远不会建议现在去做",
                f"no channel of step {step.id} has hours: it never comes to be done now",
                "加一条有服务时间的渠道，例如 App 或网站",
                "add a channel with hours, an app form or a website",
            )


@lint(
    "contradictory-step",
    "error",
    "步骤需要的步骤又把它排除",
    "a step that what it needs rules out",
)
def contradictory_step(context: Context) -> Iterator[Found]:
    for id_, route in context.catalog.routes.items():
        steps = {step.id: step for _, step in context.steps_of(route)}
        for n, step in context.steps_of(route):
            path: Path = ("routes", id_, "steps", n)
            fix = ("改 needs、excludes 或 instead_of", "change needs, excludes or instead_of")
            if step.id in step.excludes:
                zh, en = f"步骤 {step.id} 排除它自己", f"step {step.id} excludes itself"
                yield Found(path, zh, en, *fix)
            for need in step.needs:
                if need in steps and step.id in steps[need].excludes:
                    zh = f"步骤 {step.id} 需要 {need}，可是做了 {need} 就不能做它"
                    en = f"step {step.id} needs {need}, which excludes it"
                    yield Found(path, zh, en, *fix)
                if need == step.instead_of:
                    zh = f"步骤 {step.id} 既需要 {need} 又代替 {need}"
                    en = f"step {step.id} both needs and replaces {need}"
                    yield Found(path, zh, en, *fix)


@lint(
    "impossible-outcome",
    "warning",
    "走这条路线的问题都不会有步骤需要的结果",
    "a step that needs an outcome which no issue of the route can have",
)
def impossible_outcome(context: Context) -> Iterator[Found]:
    for id_, route in context.catalog.routes.items():
        issues = context.issues_of(id_)
        for n, step in context.steps_of(route):
            for need, outcomes in step.needs.items():
                implied = [issue.implies.get(need) for issue in issues]
                if implied and outcomes and not any(o is None or o in outcomes for o in implied):
                    yield Found(
                        ("routes", id_, "steps", n),
                        f"步骤 {step.id} 需要 {need} 的结果是 {'、'.join(outcomes)}，"
                        "但走这条路线的问题都已写明别的结果",
                        f"step {step.id} needs {need} to end {' or '.join(outcomes)}, but every "
                        "issue of the route implies another outcome",
                        "改 needs，或从路线里删去这一步",
                        "change `needs`, or take the step out of the route",
                    )


@lint(
    "implied-without-need",
    "error",
    "问题说某步骤已做，却没有说它需要的步骤也做了",
    "an issue that implies a step, but not what that step needs",
)
def implied_without_need(context: Context) -> Iterator[Found]:
    catalog = context.catalog
    for id_, issue in catalog.issues.items():
        route = catalog.routes.get(issue.route)
        steps = [] if route is None else [step for _, step in context.steps_of(route)]
        for step in steps:
            for need, outcomes in step.needs.items() if step.id in issue.implies else ():
                outcome = issue.implies.get(need)
                if outcome is None or (outcomes and outcome not in outcomes):
                    yield Found(
                        ("issues", id_, "implies", step.id, "#"),
                        f"步骤 {step.id} 需要 {need}，implies 里没有它或结果不对，没法提问",
                        f"step {step.id} needs {need}, which is not implied with an outcome that "
                        "allows it: nobody could ask about this issue",
                        f"在 implies 里加上 {need}",
                        f"add {need} to `implies`",
                    )


@lint(
    "unknown-exclusion",
    "error",
    "excludes 写了路线里没有的步骤",
    "an `excludes` that names a step no route of it has",
)
def unknown_exclusion(context: Context) -> Iterator[Found]:
    catalog = context.catalog
    for key, step in catalog.steps.items():
        routes = [route for route in catalog.routes.values() if key in route.steps]
        ids = {other.id for route in routes for _, other in context.steps_of(route)}
        for n, excluded in enumerate(step.excludes):
            if routes and excluded not in ids:
                yield Found(
                    ("steps", key, "excludes", n),
                    f"用到 {key} 的路线里都没有步骤 {excluded}",
                    f"no route with {key} has a step {excluded}",
                    "写步骤的 id（不是键），或删去",
                    "name a step's id (not its key), or remove it",
                )


@lint(
    "regulator-and-association",
    "error",
    "路线把同一争议送到市场监管和消协两处",
    "a route that sends one dispute to the regulator and to the consumers' association",
)
def regulator_and_association(context: Context) -> Iterator[Found]:
    doors = _regulators_doors(context)
    known = context.catalog.channels
    for id_, step in context.catalog.steps.items():
        operators = {known[name].operator for name in step.channels if name in known}
        if "association" in operators and not doors.isdisjoint(step.channels):
            yield Found(
                ("steps", id_, "channels"),
                "同一步骤里既有监管部门又有消协的渠道",
                "one step lists channels of the regulator and of the association",
                "分成两个互相排除的步骤",
                "make two steps of it that exclude each other",
            )
    for id_, route in context.catalog.routes.items():
        steps = context.steps_of(route)
        regulators = [(n, step) for n, step in steps if not doors.isdisjoint(step.channels)]
        associations = [(n, step) for n, step in steps if step.operator == "association"]
        for n, one in regulators:
            for m, other in associations:
                if one is other or (other.id in one.excludes and one.id in other.excludes):
                    continue
                yield Found(
                    ("routes", id_, "steps", max(n, m)),
                    f"{one.id} 和 {other.id} 没有互相排除：同一争议会投到两处，可能都不受理",
                    f"{one.id} and {other.id} do not exclude each other: the same dispute goes "
                    "to both, and each may refuse it",
                    "两个步骤都写 excludes，另一个写进去",
                    "name each of the two in the `excludes` of the other",
                )


def _regulators_doors(context: Context) -> set[str]:
    """The channels by which the step ``regulator`` is done, in any route.

    Other authorities (for post, telecoms …) are regulators too, and hear other disputes.
    """
    catalog = context.catalog
    steps = [step for step in catalog.steps.values() if step.id == "regulator"]
    ids = {id_ for step in steps for id_ in step.channels}
    return {
        id_
        for id_ in ids
        if id_ in catalog.channels and catalog.channels[id_].operator == "regulator"
    }


@lint(
    "wrong-audience",
    "error",
    "步骤的渠道不是给这类人用的",
    "a step that sends a person to a channel for others",
)
def wrong_audience(context: Context) -> Iterator[Found]:
    catalog = context.catalog
    for key, step in catalog.steps.items():
        issues = [
            issue
            for id_, route in catalog.routes.items()
            if key in route.steps
            for issue in context.issues_of(id_)
        ]
        audiences: Sequence[str] = sorted({issue.audience for issue in issues})
        for path, name in _channels(step):
            channel = catalog.channels.get(name)
            for audience in audiences:
                # A channel for nobody is found where it stands.
                if channel is not None and channel.audience and audience not in channel.audience:
                    zh = {"consumer": "消费者", "merchant": "商家"}[audience]
                    yield Found(
                        ("steps", key, *path),
                        f"{zh}的路线用到 {name}，它不接待{zh}",
                        f"a {audience}'s route uses {name}, which is not for {audience}s",
                        "换渠道，或更正渠道的 audience",
                        "list another channel, or correct its `audience`",
                    )
