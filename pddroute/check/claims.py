"""Lints for claims: which one is in force, why the others lost, and what rests on hearsay."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pddroute.catalogue.faults import Path
from pddroute.catalogue.model import GRADES, Claim, RuleVersion
from pddroute.check.lint import Context, Found, lint
from pddroute.numbers.telephone import normalize

__all__: list[str] = []


@lint(
    "rejected-in-force",
    "error",
    "等级为 rejected 的说法却在生效",
    "a rejected claim that is in force",
)
def rejected_in_force(context: Context) -> Iterator[Found]:
    fix = ("写 lost: rejected，或更正等级", "give it `lost: rejected`, or correct the grade")
    zh, en = "等级是 rejected，却在生效", "graded rejected, and in force"
    for at in context.claims:
        # A rejected number is worse, and another lint's; a retired channel is there to warn.
        if at.field == "number" or (at.channel is not None and at.channel.retired is not None):
            continue
        if at.claim.lost is None and context.grade(at.claim) == "rejected":
            yield Found(at.path, zh, en, *fix)
    for path, version in context.versions:
        if context.grade(version) == "rejected":
            yield Found(
                path, zh, en, "换一个可信的来源，或删去", "cite another source, or remove it"
            )


def _normal(context: Context, field: str | None, claim: Claim) -> str:
    """What the claim says, in a form that is equal for claims that say the same."""
    text = " ".join(claim.text("zh").split())
    if field == "number":
        return normalize(text) or text
    if field == "hours":
        hours = context.hours(claim)
        return text if hours is None else hours.normal()
    if field == "url":
        return text.rstrip("/")
    return text.lower() if field == "email" else text


@lint(
    "agrees-but-differs",
    "error",
    "写了 agrees，说法却与生效的不同",
    "a claim said to agree that says something else",
)
def agrees_but_differs(context: Context) -> Iterator[Found]:
    for at in context.claims:
        winners = context.winners(at)
        if at.claim.lost != "agrees" or not winners or at.field in ("entry", "human"):
            continue  # words agree in more ways than one
        said = _normal(context, at.field, at.claim)
        if all(_normal(context, at.field, winner) != said for winner in winners):
            yield Found(
                (*at.path, "value"),
                f"写了 agrees，可是生效的是 {winners[0].text('zh')}",
                f"`agrees`, but in force is {winners[0].text('en')}",
                "更正 value，或写它为什么没有生效：contradicted、superseded…",
                "correct the value, or say why it is not in force: contradicted, superseded …",
            )


@lint(
    "contradicts-nothing",
    "error",
    "写了被否定，说法却与生效的相同",
    "a claim said to be contradicted that says the same as the one in force",
)
def contradicts_nothing(context: Context) -> Iterator[Found]:
    for at in context.claims:
        if at.claim.lost not in ("contradicted", "no_authority"):
            continue
        said = _normal(context, at.field, at.claim)
        if any(_normal(context, at.field, winner) == said for winner in context.winners(at)):
            yield Found(
                (*at.path, "value"),
                f"写了 {at.claim.lost}，说法却与生效的相同",
                f"`{at.claim.lost}`, but it says the same as the claim in force",
                "写 lost: agrees，或更正 value",
                "say `lost: agrees`, or correct the value",
            )


@lint(
    "by-not-in-force",
    "error",
    "by 写的不是生效说法的来源",
    "a `by` that does not name the source of the claim in force",
)
def by_not_in_force(context: Context) -> Iterator[Found]:
    sources = context.catalog.sources
    for at in context.claims:
        claim, winners = at.claim, context.winners(at)
        if claim.lost is None or claim.by not in sources or not winners:
            continue
        if claim.by in {winner.source for winner in winners}:
            continue
        rank = GRADES.index(sources[claim.by].grade)
        better = all(rank < GRADES.index(context.grade(winner)) for winner in winners)
        # A better source may show a claim to be wrong by what it does not say: a note tells so.
        if better and claim.note and claim.by not in {rival.source for rival in at.rivals}:
            continue
        yield Found(
            (*at.path, "by"),
            f"by 写的是 {claim.by}，生效的说法来自 {winners[0].source}",
            f"`by` names {claim.by}, but the claim in force is of {winners[0].source}",
            f"写成 {winners[0].source}，或让 {claim.by} 的说法生效",
            f"write {winners[0].source}, or let what {claim.by} says be in force",
        )


@lint(
    "overlay-drops-claims",
    "warning",
    "叠加文件换掉了整个字段，漏了原来的说法",
    "an overlay's list of claims that leaves out some of the list it replaces",
)
def overlay_drops_claims(context: Context) -> Iterator[Found]:
    kept: dict[Path, set[str]] = {}
    for at in context.claims:
        kept.setdefault(at.path[:-1], set()).add(_normal(context, at.field, at.claim))
    for path, items in context.replaced.items():
        if path[0] not in ("channels", "steps") or "claims" not in path:
            continue
        field = str(path[-1]) if path[0] == "channels" else None
        dropped: dict[str, None] = {}
        for item in items:
            claim = _claim(item)
            if claim and _normal(context, field, claim) not in kept.get(path, ()):
                dropped[claim.text("zh")] = None
        if dropped:
            yield Found(
                path,
                f"换掉的列表里有 {'、'.join(dropped)}，这里没有：它们就认不出来了",
                f"the list it replaces has {', '.join(dropped)}, and this one has not: nobody "
                "will know them any more",
                "把原来的说法抄过来，不生效的写 lost 和 by",
                "repeat those claims here, each with `lost` and `by`",
            )


def _claim(item: object) -> Claim | None:
    """The claim that plain data of a replaced list stands for; None where it is none."""
    try:
        return msgspec.convert(item, Claim, strict=False)
    except msgspec.ValidationError:
        return None


@lint(
    "unexplained-loss",
    "warning",
    "没有生效的说法没有写原因",
    "a claim that lost, with neither a note nor what it lost to",
)
def unexplained_loss(context: Context) -> Iterator[Found]:
    for at in context.claims:
        claim = at.claim
        if claim.lost is None:
            continue
        if claim.by is None and (
            claim.note is None or claim.lost in ("contradicted", "superseded")
        ):
            yield Found(
                at.path,
                "写了 lost，没有写败给谁（by）或为什么（note）",
                "a `lost` without the source it lost to (`by`) or the reason (`note`)",
                "contradicted 和 superseded 写 by，其余写 by 或 note",
                "contradicted and superseded need `by`, the others `by` or `note`",
            )


@lint(
    "explained-but-in-force",
    "warning",
    "生效的说法写了 by",
    "a claim in force that says what it lost to",
)
def explained_but_in_force(context: Context) -> Iterator[Found]:
    for at in context.claims:
        if at.claim.lost is None and at.claim.by is not None:
            yield Found(
                (*at.path, "by"),
                "写了 by，没有写 lost：这条说法在生效",
                "a `by` without a `lost`: the claim is in force",
                "补上 lost，或删去 by",
                "add `lost`, or remove `by`",
            )


@lint(
    "weaker-claim-in-force",
    "warning",
    "生效的说法比被它否定的更不可信",
    "a claim in force of a lower grade than one it contradicts",
)
def weaker_claim_in_force(context: Context) -> Iterator[Found]:
    for at in context.claims:
        claim = at.claim
        winner = next((rival for rival in at.rivals if rival.lost is None), None)
        if winner is None or claim.lost in (None, "superseded"):
            continue
        if GRADES.index(context.grade(claim)) < GRADES.index(context.grade(winner)):
            yield Found(
                at.path,
                f"等级 {context.grade(claim)} 的说法败给了等级 {context.grade(winner)} 的 "
                f"{winner.source}",
                f"a claim graded {context.grade(claim)} lost to {winner.source}, graded "
                f"{context.grade(winner)}",
                "让等级高的生效；它已过时就写 superseded",
                "let the higher grade be in force; if it is out of date, say superseded",
            )


@lint(
    "superseded-by-older",
    "warning",
    "说法被更早的说法取代",
    "a claim that an older one of no higher grade is said to supersede",
)
def superseded_by_older(context: Context) -> Iterator[Found]:
    for at in context.claims:
        winner = next((rival for rival in at.rivals if rival.lost is None), None)
        if winner is None or at.claim.lost != "superseded":
            continue
        grades = [GRADES.index(context.grade(claim)) for claim in (at.claim, winner)]
        dates = []
        for claim in (at.claim, winner):
            source = context.catalog.sources.get(claim.source)
            dates.append(claim.date or (source.published if source else None))
        # The day somebody looked at an undated page says nothing about its age.
        new, old = dates
        if new is not None and old is not None and new > old and grades[0] <= grades[1]:
            yield Found(
                at.path,
                f"{new} 的说法写成被 {old} 的取代",
                f"a claim of {new} is said to be superseded by one of {old}",
                "让新的生效，或把 superseded 改成 contradicted",
                "let the newer one be in force, or say contradicted instead",
            )


@lint("duplicate-claim", "warning", "同一来源的同一说法写了两次", "the same claim given twice")
def duplicate_claim(context: Context) -> Iterator[Found]:
    seen: set[tuple[object, ...]] = set()
    for at in context.claims:
        value = at.claim.text("zh")
        if at.field == "number":
            value = normalize(value) or value
        key = (*at.path[:-1], value, at.claim.source)
        if key in seen:
            zh = f"{at.claim.source} 的这条说法已经写过"
            en = f"this claim of {at.claim.source} is there already"
            yield Found(at.path, zh, en, "删去一条", "remove one")
        seen.add(key)


@lint(
    "unconfirmed-deadline",
    "error",
    "未证实的数字当作硬性期限",
    "a hard limit that rests on an unconfirmed figure",
)
def unconfirmed_deadline(context: Context) -> Iterator[Found]:
    for id_, step in context.catalog.steps.items():
        limit = step.limit
        if limit is None or not limit.hard:
            continue
        rule = context.catalog.rules.get(limit.rule or "")
        figures: list[Claim | RuleVersion] = [c for c in limit.claims if c.lost is None]
        figures += [v for v in (rule.versions if rule else ()) if v.period is not None]
        if any(context.grade(figure) == "unconfirmed" for figure in figures):
            yield Found(
                ("steps", id_, "limit"),
                "时限只有未证实的来源，不能当硬性期限",
                "the limit rests on an unconfirmed source: it cannot be a hard deadline",
                "写 hard: false，或找到可靠的来源",
                "say `hard: false`, or find a source that can be trusted",
            )


@lint(
    "translated-address",
    "warning",
    "号码、时间或地址写成了两种语言",
    "a number, hours or an address given once a language",
)
def translated_address(context: Context) -> Iterator[Found]:
    for at in context.claims:
        plain = at.field not in ("handle", "entry", "human")
        if plain and not isinstance(at.claim.value, str):
            yield Found(
                (*at.path, "value"),
                "号码、时间、地址和期限不分语言，却写成了 zh 和 en",
                "numbers, hours, addresses and lengths have no language, and are given in two",
                "只写一个值；说明写进 note",
                "give one value; what to know about it goes into `note`",
            )
