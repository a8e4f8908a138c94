"""Lints for opening hours that can be read, and yet are not what they should be."""

from __future__ import annotations

from collections.abc import Iterator

from pddroute.lints.base import ClaimAt, Context, Found, lint

__all__: list[str] = []


def _claims(context: Context) -> Iterator[ClaimAt]:
    return (at for at in context.claims if at.field == "hours")


@lint("hours-never-open", "error", "营业时间从不开放", "opening hours that never open")
def hours_never_open(context: Context) -> Iterator[Found]:
    for at in _claims(context):
        hours = context.hours(at.claim) if at.claim.lost is None else None
        if hours is not None and not hours.ever_opens(context.calendar, context.day):
            yield Found(
                (*at.path, "value"),
                f"从 {context.day} 起 400 天里从不开放：{hours.expression}",
                f"not open once in the 400 days from {context.day}: {hours.expression}",
                "更正时间；渠道不再开放就写 retired",
                "correct the hours; a channel that is gone gets `retired`",
            )


@lint("hours-form", "info", "营业时间不是规范写法", "opening hours not in their canonical form")
def hours_form(context: Context) -> Iterator[Found]:
    for at in _claims(context):
        hours = context.hours(at.claim)
        if hours is not None and hours.normal() != hours.expression:
            normal = hours.normal()
            zh, en = f"写成了 {hours.expression}", f"written {hours.expression}"
            yield Found((*at.path, "value"), zh, en, f"写成 {normal}", f"write {normal}")
