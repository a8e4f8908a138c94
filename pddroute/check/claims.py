"""Lints for claims: which one is in force, why the others lost, and what rests on hearsay."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pddroute.catalogue.contents import Path
from pddroute.catalogue.facts import GRADES, Claim, RuleVersion
from pddroute.catalogue.lint import Found, error, warning
from pddroute.check.context import Context, hours_of
from pddroute.numbers.cities import areas
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
)
def rejected_in_force(context: Context) -> Iterator[Found]:
    facts: list[tuple[Path, Claim | RuleVersion]] = [
        (at.value if at.field == "number" else at.path, at.claim)
        for at in context.claims
        # A channel that is not offered is there to warn.
        if at.claim.lost is None and (at.channel is None or at.channel.offered)
    ]
    for id_, rule in context.catalog.rules.items():
        facts += [(("rules", id_, "versions", n), one) for n, one in enumerate(rule.versions)]
    for path, fact in facts:
        if context.catalog.grade_of(fact) == "rejected":
            yield Found(path)


def _normal(field: str | None, claim: Claim) -> str:
    """What the claim says, in a form that is equal for claims that say the same."""
    text = claim.text("zh")
    if field == "number":
        return normalize(text) or text
    hours = hours_of(text) if field == "hours" else None
    return hours.normal() if hours else " ".join(text.split()).rstrip("/").lower()


@error(
    "agrees-but-differs",
    Said("写了 agrees，可是生效的是 {said}", "`agrees`, but in force is {said}"),
    Said(
        "更正 value，或写它为什么没有生效：contradicted、superseded…",
        "correct the value, or say why it is not in force: contradicted, superseded …",
    ),
)
def agrees_but_differs(context: Context) -> Iterator[Found]:
    for at in context.claims:
        if at.claim.lost != "agrees" or at.field in ("entry", "human"):
            continue  # words agree in more ways than one
        said = _normal(at.field, at.claim)
        if at.winners and all(_normal(at.field, one) != said for one in at.winners):
            yield Found(at.value, said=at.winners[0].text("zh"))


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
)
def overlay_drops_claims(context: Context) -> Iterator[Found]:
    kept: dict[Path, set[str]] = {}
    for at in context.claims:
        kept.setdefault(at.path[:-1], set()).add(_normal(at.field, at.claim))
    for path, items in context.replaced.items():
        # A list that is no list of claims, or has none any more, is not in ``kept``.
        field = str(path[-1])
        dropped = [
            claim.text("zh")
            for claim in map(_claim, items if path in kept else ())
            if claim and _normal(field, claim) not in kept[path]
        ]
        if dropped:
            yield Found(path, dropped=", ".join(dict.fromkeys(dropped)))


def _claim(item: object) -> Claim | None:
    """The claim that plain data of a replaced list stands for; None where it is none."""
    try:
        return msgspec.convert(item, Claim, strict=False)
    except msgspec.ValidationError:
        return None


@warning(
    "better-claim-lost",
    Said("败给了等级更低或更早的 {source}", "lost to {source}, which is graded lower or is older"),
    Said(
        "让等级高的、新的生效，或更正 lost",
        "let the higher grade or the newer one be in force, or correct `lost`",
    ),
)
def better_claim_lost(context: Context) -> Iterator[Found]:
    for at in context.claims:
        if at.claim.lost is None or not at.winners:
            continue
        winner = at.winners[0]
        grade, worse = (GRADES.index(context.catalog.grade_of(one)) for one in (at.claim, winner))
        new, old = _dated(context, at.claim), _dated(context, winner)
        older = new is not None and old is not None and new > old
        if (grade <= worse and older) if at.claim.lost == "superseded" else grade < worse:
            yield Found(at.path, source=winner.source)


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


_NO_CHANNEL = Said("只有渠道的说法才分城市", "only what is said of a channel differs by city")


@error(
    "unknown-area",
    Said("没有这个城市：{area}", "no such city: {area}"),
    Said(
        "写区号 021；几个城市共用的，区号后面写市名：0731 湘潭市",
        "write the area code, 021; where cities share it, the name behind it: 0731 湘潭市",
    ),
)
def unknown_area(context: Context) -> Iterator[Found]:
    for at in context.claims:
        area = at.claim.area
        if area is not None and at.channel is None:
            yield Found((*at.path, "area"), _NO_CHANNEL)
        elif area is not None and area not in areas():
            yield Found((*at.path, "area"), area=area)


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
