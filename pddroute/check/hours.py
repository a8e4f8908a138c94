"""Lints for opening hours that are read, and hardly mean what they say."""

from __future__ import annotations

from collections.abc import Iterator

from pddroute.catalogue.contents import ClaimAt
from pddroute.catalogue.lint import Found, error, info, warning
from pddroute.check.context import Context, hours_of
from pddroute.hours.hours import Hours
from pddroute.hours.reading import parse_rules
from pddroute.hours.syntax import DAY, DAYS, Span
from pddroute.words import Said

_LONGEST = 16 * 60  # minutes that a shift may last before somebody should look again


def _in_force(context: Context) -> Iterator[tuple[ClaimAt, Hours]]:
    for at in context.claims_of("hours"):
        hours = hours_of(at.text) if at.claim.lost is None else None
        if hours is not None:
            yield at, hours


@error(
    "hours-never-open",
    Said(
        "从 {today} 起 400 天里从不开放：{hours}",
        "not open once in the 400 days from {today}: {hours}",
    ),
    Said(
        "更正时间；渠道不再开放就写 retired",
        "correct the hours; a channel that is gone gets `retired`",
    ),
)
def hours_never_open(context: Context) -> Iterator[Found]:
    for at, hours in _in_force(context):
        if not hours.ever_opens(context.calendar, context.day):
            yield Found(at.value, today=context.day, hours=at.text)


def _spans(at: ClaimAt) -> list[Span]:
    """The spans of the rules that open, in order."""
    return [s for rule in parse_rules(at.text) if rule.says == "open" for s in rule.spans]


def _ends_a_minute_early(span: Span) -> bool:
    return span[1] % DAY == DAY - 1


@warning(
    "hours-minute-short",
    Said("{end} 结束，一天的最后一分钟就关门了", "an end of {end} leaves out the last minute"),
    Said(
        "写成 24:00；全天开放写成 00:00-24:00 或 24/7",
        "write 24:00; for the whole day 00:00-24:00, or 24/7",
    ),
)
def hours_minute_short(context: Context) -> Iterator[Found]:
    for at, _ in _in_force(context):
        if any(map(_ends_a_minute_early, _spans(at))):
            yield Found(at.value, end="23:59")


@warning(
    "hours-too-long",
    Said("一次开放 {length} 小时：{hours}", "open for {length} hours on end: {hours}"),
    Said(
        "核对来源；全天开放写成 00:00-24:00 或 24/7",
        "look at the source again; for the whole day write 00:00-24:00, or 24/7",
    ),
)
def hours_too_long(context: Context) -> Iterator[Found]:
    for at, _ in _in_force(context):
        long = (
            end - start
            for start, end in _spans(at)
            if end - start > _LONGEST
            and (start, end) != (0, DAY)
            and not _ends_a_minute_early((start, end))
        )
        if longest := max(long, default=0):
            yield Found(at.value, length=f"{longest / 60:.3g}", hours=at.text)


@warning(
    "hours-cut-night",
    Said(
        "后面的规则从 00:00 起换掉了前一天的夜班：{nights} 的夜里到零点就关了",
        "a later rule replaces what is left of the night: those of {nights} end at 00:00",
    ),
    Said(
        "规则之间写“, ”，后一条就只添加，不换掉",
        'put ", " between the rules: the later one then adds, and replaces nothing',
    ),
)
def hours_cut_night(context: Context) -> Iterator[Found]:
    for at, hours in _in_force(context):
        cut = hours.cut_nights(context.calendar, context.day)
        if cut:
            nights = sorted({day.weekday() for day in cut})
            yield Found(at.value, nights=", ".join(DAYS[night] for night in nights))


@warning(
    "hours-replaced",
    Said("“{rule}”总是被后面的规则换掉，从不生效", '"{rule}" never holds: later rules replace it'),
    Said(
        "删掉它，或把范围小的规则写在后面；说明写在时间后面",
        "remove it, or write the narrower rule last; a comment goes behind the times",
    ),
)
def hours_replaced(context: Context) -> Iterator[Found]:
    for at, hours in _in_force(context):
        for rule in hours.replaced(context.calendar, context.day):
            yield Found(at.value, rule=rule)


@info(
    "hours-form",
    Said("不是规范写法", "not in normal form"),
    Said("写成 {normal}", "write {normal}"),
)
def hours_form(context: Context) -> Iterator[Found]:
    for at in context.claims_of("hours"):
        hours = hours_of(at.text)
        if hours is not None and hours.normal() != at.text:
            yield Found(at.value, normal=hours.normal())
