"""Lints for the dates of facts: not in the future, not past their review, not missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pddroute.catalogue.faults import Path
from pddroute.check.lint import Context, Found, lint

__all__: list[str] = []


def _dates(context: Context) -> Iterator[tuple[Path, str]]:
    for id_, source in context.catalog.sources.items():
        for field in ("published", "seen"):
            text = getattr(source, field)
            if text is not None:
                yield ("sources", id_, field), text
    for at in context.claims:
        if at.claim.date is not None:
            yield (*at.path, "date"), at.claim.date


def _first_day(text: str) -> dt.date | None:
    """The first day of a day, month or year; None where the calendar has none such."""
    try:
        return dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return None


@lint("invalid-date", "error", "没有这一天", "a date that does not exist")
def invalid_date(context: Context) -> Iterator[Found]:
    for path, text in _dates(context):
        if _first_day(text) is None:
            zh, en = f"日历上没有 {text}", f"the calendar has no {text}"
            yield Found(path, zh, en, "更正日期", "correct the date")


@lint("future-date", "warning", "日期在将来", "a fact dated in the future")
def future_date(context: Context) -> Iterator[Found]:
    dates = [*_dates(context), (("revised",), context.catalog.revised.isoformat())]
    for path, text in dates:
        day = _first_day(text)
        if day is not None and day > context.day:
            yield Found(
                path,
                f"{text} 在将来（现在是 {context.day}）",
                f"{text} is in the future (it is {context.day})",
                "更正日期",
                "correct the date",
            )


@lint("stale-revision", "info", "revised 早于目录里最新的事实", "a `revised` older than a fact")
def stale_revision(context: Context) -> Iterator[Found]:
    days = [day for _, text in _dates(context) if (day := _first_day(text)) is not None]
    newest = max((day for day in days if day <= context.day), default=None)
    if newest is not None and newest > context.catalog.revised:
        yield Found(
            ("revised",),
            f"目录里有 {newest} 的事实，revised 却是 {context.catalog.revised}",
            f"there is a fact of {newest}, and `revised` says {context.catalog.revised}",
            f"写成 {newest} 或更晚",
            f"set it to {newest} or later",
        )


@lint("past-review", "warning", "过了复核日期", "facts past their review date")
def past_review(context: Context) -> Iterator[Found]:
    for id_, channel in context.catalog.channels.items():
        if channel.retired is None and channel.review is not None and channel.review < context.day:
            yield Found(
                ("channels", id_, "review"),
                f"应在 {channel.review} 前复核",
                f"was to be looked at again by {channel.review}",
                "核对这个渠道，再写下一个复核日期",
                "look at the channel again, then set the next date",
            )


@lint("no-review-date", "info", "渠道没有复核日期", "a channel without a review date")
def no_review_date(context: Context) -> Iterator[Found]:
    for id_, channel in context.catalog.channels.items():
        if channel.retired is None and channel.review is None:
            zh, en = "没有写 review", "no `review` is given"
            fix = ("写下什么时候再核对", "say when to look at it again")
            yield Found(("channels", id_, "#"), zh, en, *fix)


@lint("undated-source", "info", "来源没有日期", "a source without a date")
def undated_source(context: Context) -> Iterator[Found]:
    for id_, source in context.catalog.sources.items():
        if source.published is None and source.seen is None:
            yield Found(
                ("sources", id_, "#"),
                "没有发布日期，也没有读到的日期",
                "neither when it was published nor when it was seen",
                "写 published 或 seen",
                "give `published` or `seen`",
            )
