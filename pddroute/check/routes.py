"""Lints for steps, routes and issues: what sends a person nowhere, astray, or to two doors."""

from __future__ import annotations

from collections.abc import Iterator

from pddroute.catalogue.contents import Path
from pddroute.catalogue.facts import Channel
from pddroute.catalogue.lint import Found, error, warning
from pddroute.check.context import Context
from pddroute.words import Said

_RETIRED = Said("已停用", "is retired")
_CALLS_OUT = Said("只呼出，不能拨打", "only calls out")
_AUDIENCES = {"consumer": Said("消费者", "consumer"), "merchant": Said("商家", "merchant")}


def _channels(context: Context) -> Iterator[tuple[Path, str, Channel]]:
    """Every channel a step names, where it does."""
    for ref in context.references:
        channel = context.catalog.channels.get(ref.id) if ref.section == "channels" else None
        if channel is not None:
            yield ref.path, ref.id, channel


@error(
    "unusable-channel",
    Said("渠道 {channel} {state}", "channel {channel} {state}"),
    Said("换成能用的渠道", "list one that can be used"),
)
def unusable_channel(context: Context) -> Iterator[Found]:
    for path, name, channel in _channels(context):
        if not channel.offered:
            yield Found(path, channel=name, state=_RETIRED if channel.retired else _CALLS_OUT)


@warning(
    "never-open-step",
    Said(
        "步骤 {step} 的渠道都没有服务时间，永远不会建议现在去做",
        "no channel of step {step} has hours: it never comes to be done now",
    ),
    Said(
        "加一条有服务时间的渠道，例如 App 或网站",
        "add a channel with hours, an app form or a website",
    ),
)
def never_open_step(context: Context) -> Iterator[Found]:
    for id_, step in context.catalog.steps.items():
        known = [context.catalog.channels.get(name) for name in step.channels]
        # Hours that are invalid or never open are found where they stand.
        if known and not any(c is None or "hours" in c.in_force for c in known):
            yield Found(("steps", id_, "channels"), step=step.id)


@error(
    "urgent-excluded",
    Said(
        "步骤 {other} 排除了救急的步骤 {step}，有人会因此受害",
        "step {other} excludes {step}, which keeps people from harm",
    ),
    Said("从 excludes 里删去它，或去掉 urgent", "remove it from `excludes`, or drop `urgent`"),
)
def urgent_excluded(context: Context) -> Iterator[Found]:
    for at in context.stops:
        for other in context.way(at.route) if at.step.urgent else ():
            if at.step.id in other.step.excludes:
                yield Found(other.path, step=at.step.id, other=other.step.id)


_EXCLUDES_ITSELF = Said("步骤 {step} 排除它自己", "step {step} excludes itself")
_NEEDS_AND_REPLACES = Said(
    "步骤 {step} 既需要 {need} 又代替 {need}", "step {step} both needs and replaces {need}"
)


@error(
    "contradictory-step",
    Said(
        "步骤 {step} 需要 {need}，可是做了 {need} 就不能做它",
        "step {step} needs {need}, which excludes it",
    ),
    Said("改 needs、excludes 或 instead_of", "change needs, excludes or instead_of"),
)
def contradictory_step(context: Context) -> Iterator[Found]:
    excluded = {(at.route, at.step.id): at.step.excludes for at in context.stops}
    for at in context.stops:
        step = at.step
        if step.id in step.excludes:
            yield Found(at.path, _EXCLUDES_ITSELF, step=step.id)
        for need in step.needs:
            if step.id in excluded.get((at.route, need), ()):
                yield Found(at.path, step=step.id, need=need)
            if need == step.instead_of:
                yield Found(at.path, _NEEDS_AND_REPLACES, step=step.id, need=need)


@warning(
    "impossible-outcome",
    Said(
        "步骤 {step} 需要 {need} 的结果是 {outcomes}，但走这条路线的问题都已写明别的结果",
        "step {step} needs {need} to end {outcomes}, but every issue of the route implies another "
        "outcome",
    ),
    Said("改 needs，或从路线里删去这一步", "change `needs`, or take the step out of the route"),
)
def impossible_outcome(context: Context) -> Iterator[Found]:
    for at in context.stops:
        issues = [one for one in context.catalog.issues.values() if one.route == at.route]
        for need, outcomes in at.step.needs.items():
            implied = [issue.implies.get(need) for issue in issues]
            if implied and outcomes and not any(one is None or one in outcomes for one in implied):
                words = Said("、".join(outcomes), " or ".join(outcomes))
                yield Found(at.path, step=at.step.id, need=need, outcomes=words)


@error(
    "implied-without-need",
    Said(
        "步骤 {step} 需要 {need}，implies 里没有它或结果不对，没法提问",
        "step {step} needs {need}, which is not implied with an outcome that allows it: nobody "
        "could ask about this issue",
    ),
    Said("在 implies 里加上 {need}", "add {need} to `implies`"),
)
def implied_without_need(context: Context) -> Iterator[Found]:
    for id_, issue in context.catalog.issues.items():
        for at in context.way(issue.route):
            for need, outcomes in at.step.needs.items() if at.step.id in issue.implies else ():
                outcome = issue.implies.get(need)
                if outcome is None or (outcomes and outcome not in outcomes):
                    path: Path = ("issues", id_, "implies", at.step.id, "#")
                    yield Found(path, step=at.step.id, need=need)


@error(
    "unknown-exclusion",
    Said("用到 {key} 的路线里都没有步骤 {excluded}", "no route with {key} has a step {excluded}"),
    Said("写步骤的 id（不是键），或删去", "name a step's id (not its key), or remove it"),
)
def unknown_exclusion(context: Context) -> Iterator[Found]:
    met: dict[str, set[str]] = {}
    for at in context.stops:
        met.setdefault(at.key, set()).update(at.ids)
    for key, ids in met.items():
        for excluded in context.catalog.steps[key].excludes:
            if excluded not in ids:
                path: Path = ("steps", key, "excludes", excluded, "#")
                yield Found(path, key=key, excluded=excluded)


_BOTH_IN_ONE = Said(
    "同一步骤里既有监管部门又有消协的渠道，要分成两步",
    "one step lists channels of the regulator and of the association: make two of it",
)


@error(
    "regulator-and-association",
    Said(
        "{one} 和 {other} 没有互相排除：同一争议会投到两处，可能都不受理",
        "{one} and {other} do not exclude each other: the same dispute goes to both, and each may "
        "refuse it",
    ),
    Said(
        "两个步骤都写 excludes，另一个写进去", "name each of the two in the `excludes` of the other"
    ),
)
def regulator_and_association(context: Context) -> Iterator[Found]:
    known, steps = context.catalog.channels, context.catalog.steps
    # Other authorities (for taxes, post, telecoms …) are regulators too, and hear other disputes:
    # the one meant here goes by a rule that some step is excluded by.
    rules = {rule for step in steps.values() for rule in step.excludes.values()}
    regulators = {
        name
        for step in steps.values()
        if step.id == "regulator" and not rules.isdisjoint(step.basis)
        for name in step.channels
    }
    doors = {name for name in regulators & known.keys() if known[name].operator == "regulator"}
    for id_, step in steps.items():
        operators = {known[name].operator for name in step.channels if name in known}
        if "association" in operators and not doors.isdisjoint(step.channels):
            yield Found(("steps", id_, "channels"), _BOTH_IN_ONE)
    for at in context.stops:
        one = at.step
        # A report waits for nothing and asks for nothing: it is no second hearing.
        heard = not doors.isdisjoint(one.channels) and not one.parallel
        for other in context.way(at.route) if heard else ():
            two = other.step
            apart = two.id in one.excludes and one.id in two.excludes
            if two.operator == "association" and one is not two and not apart:
                yield Found(max(at.path, other.path), one=one.id, other=two.id)


@error(
    "wrong-audience",
    Said(
        "{audience}的路线用到 {channel}，它不接待{audience}",
        "a {audience}'s route uses {channel}, which is not for {audience}s",
    ),
    Said("换渠道，或更正渠道的 audience", "list another channel, or correct its `audience`"),
)
def wrong_audience(context: Context) -> Iterator[Found]:
    served: dict[str | int, set[str]] = {}
    for issue in context.catalog.issues.values():
        for at in context.way(issue.route):
            served.setdefault(at.key, set()).add(issue.audience)
    for path, name, channel in _channels(context):
        for audience in sorted(served.get(path[1], ())):
            # A channel for nobody is found where it stands.
            if channel.audience and audience not in channel.audience:
                yield Found(path, channel=name, audience=_AUDIENCES[audience])
