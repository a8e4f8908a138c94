"""Lints for claims: which one is in force, why the others lost, and what rests on hearsay."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pddroute.catalogue.contents import ClaimAt, Path
from pddroute.catalogue.lint import Found, error, warning
from pddroute.catalogue.model import GRADES, Claim, RuleVersion
from pddroute.check.context import Context
from pddroute.numbers.telephone import normalize
from pddroute.words import Said


@error(
    "rejected-in-force",
    Said("等级是 rejected，却在生效", "graded rejected, and in force"),
    Said(
        "写 lost: rejected，或换一个可信的来源；渠道没有别的说法就写 retired",
        "give it `lost: rejected`, or cite a source that can be trusted; a channel left without "
        "a claim gets `retired`",
    ),
    Said("等级为 rejected 的说法或规则却在生效", "a rejected claim or rule that is in force"),
)
def rejected_in_force(context: Context) -> Iterator[Found]:
    facts: list[tuple[Path, Claim | RuleVersion]] = [
        (at.value if at.field == "number" else at.path, at.claim)
        for at in context.claims
        # A channel that is not offered is there to warn.
        if at.claim.lost is None and (at.channel is None or at.channel.offered)
    ]
    for path, fact in (*facts, *context.versions):
        if context.catalog.grade_of(fact) == "rejected":
            yield Found(path)


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


@error(
    "agrees-but-differs",
    Said("写了 agrees，可是生效的是 {said}", "`agrees`, but in force is {said}"),
    Said(
        "更正 value，或写它为什么没有生效：contradicted、superseded…",
        "correct the value, or say why it is not in force: contradicted, superseded …",
    ),
    Said("写了 agrees，说法却与生效的不同", "a claim said to agree that says something else"),
)
def agrees_but_differs(context: Context) -> Iterator[Found]:
    for at in context.claims:
        if at.claim.lost != "agrees" or at.field in ("entry", "human"):
            continue  # words agree in more ways than one
        said = _normal(context, at.field, at.claim)
        if at.winners and all(_normal(context, at.field, one) != said for one in at.winners):
            winner = at.winners[0]
            yield Found(at.value, said=Said(winner.text("zh"), winner.text("en")))


@warning(
    "overlay-drops-claims",
    Said(
        "换掉的列表里有 {dropped}，这里没有：它们就认不出来了",
        "the list it replaces has {dropped}, and this one has not: nobody will know them any more",
    ),
    Said(
        "把原来的说法抄过来，不生效的写 lost 和 by",
        "repeat those claims here, each with `lost` and `by`",
    ),
    Said("叠加文件漏了原来的说法", "an overlay that leaves out claims of the list it replaces"),
)
def overlay_drops_claims(context: Context) -> Iterator[Found]:
    kept: dict[Path, set[str]] = {}
    for at in context.claims:
        kept.setdefault(at.path[:-1], set()).add(_normal(context, at.field, at.claim))
    for path, items in context.replaced.items():
        if path[0] in ("channels", "steps") and "claims" in path:
            field = str(path[-1]) if path[0] == "channels" else None
            dropped = {
                claim.text("zh"): None
                for claim in map(_claim, items)
                if claim and _normal(context, field, claim) not in kept.get(path, ())
            }
            if dropped:
                yield Found(path, dropped=list(dropped))


def _claim(item: object) -> Claim | None:
    """The claim that plain data of a replaced list stands for; None where it is none."""
    try:
        return msgspec.convert(item, Claim, strict=False)
    except msgspec.ValidationError:
        return None


def _beaten(context: Context) -> Iterator[tuple[ClaimAt, Claim, int]]:
    """Every claim that lost, the one in force, and by how many grades that can be trusted less."""
    for at in context.claims:
        if at.claim.lost is not None and at.winners:
            lost, winner = map(context.catalog.grade_of, (at.claim, at.winners[0]))
            yield at, at.winners[0], GRADES.index(winner) - GRADES.index(lost)


@warning(
    "weaker-claim-in-force",
    Said(
        "等级 {grade} 的说法败给了等级 {worse} 的 {source}",
        "a claim graded {grade} lost to {source}, graded {worse}",
    ),
    Said(
        "让等级高的生效；它已过时就写 superseded",
        "let the higher grade be in force; if it is out of date, say superseded",
    ),
    Said("生效的说法等级更低", "a claim in force of a lower grade than one that lost to it"),
)
def weaker_claim_in_force(context: Context) -> Iterator[Found]:
    for at, winner, below in _beaten(context):
        if at.claim.lost != "superseded" and below > 0:
            grade, worse = map(context.catalog.grade_of, (at.claim, winner))
            yield Found(at.path, grade=grade, worse=worse, source=winner.source)


@warning(
    "superseded-by-older",
    Said(
        "{new} 的说法写成被 {old} 的取代",
        "a claim of {new} is said to be superseded by one of {old}",
    ),
    Said(
        "让新的生效，或把 superseded 改成 contradicted",
        "let the newer one be in force, or say contradicted instead",
    ),
    Said("说法被更早的取代", "a claim that an older one is said to supersede"),
)
def superseded_by_older(context: Context) -> Iterator[Found]:
    for at, winner, below in _beaten(context):
        if at.claim.lost == "superseded" and below >= 0:
            new, old = _dated(context, at.claim), _dated(context, winner)
            if new is not None and old is not None and new > old:
                yield Found(at.path, new=new, old=old)


def _dated(context: Context, claim: Claim) -> str | None:
    # The day somebody looked at an undated page says nothing about its age.
    source = context.catalog.sources.get(claim.source)
    return claim.date or (source.published if source else None)


@error(
    "unconfirmed-deadline",
    Said(
        "时限只有未证实的来源，不能当硬性期限",
        "the limit rests on an unconfirmed source: it cannot be a hard deadline",
    ),
    Said(
        "写 hard: false，或找到可靠的来源",
        "say `hard: false`, or find a source that can be trusted",
    ),
)
def unconfirmed_deadline(context: Context) -> Iterator[Found]:
    for id_, step in context.catalog.steps.items():
        limit = step.limit
        if limit is None or not limit.hard:
            continue
        rule = context.catalog.rules.get(limit.rule or "")
        figures: list[Claim | RuleVersion] = [c for c in limit.claims if c.lost is None]
        figures += [v for v in (rule.versions if rule else ()) if v.period is not None]
        if any(context.catalog.grade_of(figure) == "unconfirmed" for figure in figures):
            yield Found(("steps", id_, "limit"))


@warning(
    "translated-address",
    Said(
        "号码、时间、地址和期限不分语言，却写成了 zh 和 en",
        "numbers, hours, addresses and lengths have no language, and are given in two",
    ),
    Said("只写一个值；说明写进 note", "give one value; what to know about it goes into `note`"),
)
def translated_address(context: Context) -> Iterator[Found]:
    for at in context.claims:
        if at.field not in ("handle", "entry", "human") and not isinstance(at.claim.value, str):
            yield Found(at.value)
