"""Lints for opening hours that can be read, and yet are not what they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pddroute.check.lint import ClaimAt, Context, Found, lint
from pddroute.hours.hours import Hours

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


@lint(
    "hours-whole-day",
    "warning",
    "开始和结束是同一时刻",
    "opening hours that end at the time of day they begin",
)
def hours_whole_day(context: Context) -> Iterator[Found]:
    for at in _claims(context):
        hours = context.hours(at.claim)
        for span in _whole_days(hours) if hours is not None else ():
            yield Found(
                (*at.path, "value"),
                f"{span} 是整整 24 小时",
                f"{span} is 24 hours",
                "全天开放写 24/7（某几天写 00:00-24:00）；写错了就更正",
                "write 24/7 (on some days: 00:00-24:00), or correct the slip",
            )


def _whole_days(hours: Hours) -> list[str]:
    """The spans written with one time at both ends."""
    plain = re.sub(r'"[^"]*"', "", hours.expression)
    return [match[0] for match in re.finditer(r"(\d\d:\d\d) ?- ?\1", plain)]


@lint("hours-form", "info", "营业时间不是规范写法", "opening hours not in their canonical form")
def hours_form(context: Context) -> Iterator[Found]:
    for at in _claims(context):
        hours = context.hours(at.claim)
        if hours is None or _whole_days(hours):
            continue
        if hours.normal() != hours.expression:
            normal = hours.normal()
            zh, en = f"写成了 {hours.expression}", f"written {hours.expression}"
            yield Found((*at.path, "value"), zh, en, f"写成 {normal}", f"write {normal}")
