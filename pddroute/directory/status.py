"""A channel at one instant: open, closed or unknown, why, until when, and how certain that is."""

from __future__ import annotations

import datetime as dt

from pddroute.catalogue.model import Catalog, Channel, Claim
from pddroute.contract.reach import Certainty, Status
from pddroute.hours.hours import Hours, Moment, parse
from pddroute.hours.words import in_words
from pddroute.hours.workdays import Calendar, Notice
from pddroute.words import Lang, day_and_clock, say


def calendar_of(catalog: Catalog) -> Calendar:
    """The Chinese working calendar with the catalogue's own notices in it."""
    return catalog.derived(_calendar)


def _calendar(catalog: Catalog) -> Calendar:
    return Calendar(
        Notice(
            year=int(year),
            off={day: name for name, days in notice.off.items() for day in days},
            work=frozenset(notice.work),
        )
        for year, notice in catalog.calendar.items()
    )


def opening_hours(channel: Channel) -> Hours | None:
    """The hours in force; None where none are known, or where nobody can call."""
    claim = channel.in_force.get("hours")
    if claim is None or channel.direction == "outbound_only":
        return None
    return parse(claim.text("zh"))


def is_open(channel: Channel, at: dt.datetime, calendar: Calendar) -> bool:
    """Whether the channel is known to be open at ``at`` (aware, Asia/Shanghai)."""
    hours = opening_hours(channel)
    return hours is not None and hours.is_open(at, calendar)


def next_open(channel: Channel, at: dt.datetime, calendar: Calendar) -> dt.datetime | None:
    """The first instant from ``at`` on at which the channel is open; None if none is known."""
    hours = opening_hours(channel)
    if hours is None:
        return None
    return at if hours.is_open(at, calendar) else hours.next_opening(at, calendar)


def disputes(
    catalog: Catalog, channel: Channel, at: dt.datetime, calendar: Calendar, now_open: bool
) -> list[Claim]:
    """The claims that lost, but were neither rejected nor superseded, and give another state."""
    return [
        claim
        for claim in _rivals(catalog, channel)
        if parse(claim.text("zh")).is_open(at, calendar) != now_open
    ]


def _rivals(catalog: Catalog, channel: Channel) -> list[Claim]:
    return [
        claim
        for claim in channel.claims.get("hours", ())
        if claim.lost in ("contradicted", "no_authority") and catalog.grade_of(claim) != "rejected"
    ]


def stretches(catalog: Catalog, channel: Channel, at: dt.datetime) -> list[int] | None:
    """The minutes of the day of ``at`` at which a stretch of one and the same status ends.

    None where the status is the same on every day.
    """
    hours = opening_hours(channel)
    if hours is None:
        return None
    said = [hours, *(parse(claim.text("zh")) for claim in _rivals(catalog, channel))]
    if all(each.always_open and not each.comments for each in said):
        return None
    calendar = calendar_of(catalog)
    return sorted({minute for each in said for minute in each.cuts(at, calendar)} - {0})


def status(catalog: Catalog, channel: Channel, at: dt.datetime, lang: Lang) -> Status:
    """The status of ``channel`` at ``at`` (aware, Asia/Shanghai), with its text in ``lang``."""
    if channel.direction == "outbound_only":
        text = say(lang, "只呼出，不能拨打", "calls out only, cannot be called")
        return _plain("closed", "outbound_only", "confirmed", text)
    hours = opening_hours(channel)
    if hours is None:
        return _plain("unknown", "hours_unknown", None, say(lang, "服务时间未知", "hours unknown"))
    calendar = calendar_of(catalog)
    moment = hours.moment(at, calendar)
    others = disputes(catalog, channel, at, calendar, moment.open)
    certainty: Certainty = "confirmed"
    if moment.provisional:
        certainty = "provisional"
    elif others:
        certainty = "disputed"
    return Status(
        state="open" if moment.open else "closed",
        reason=moment.reason,
        certainty=certainty,
        grade=catalog.grade_of(channel.in_force["hours"]),
        opens_at=moment.opens_at,
        closes_at=moment.closes_at,
        disputed_by=tuple(dict.fromkeys(claim.source for claim in others)),
        text=_text(catalog, channel, moment, others, at, lang),
    )


def _plain(state: str, reason: str, certainty: Certainty | None, text: str) -> Status:
    return Status(
        state=state,  # type: ignore[arg-type]
        reason=reason,  # type: ignore[arg-type]
        certainty=certainty,
        grade=None,
        opens_at=None,
        closes_at=None,
        disputed_by=(),
        text=text,
    )


def _text(
    catalog: Catalog,
    channel: Channel,
    moment: Moment,
    others: list[Claim],
    at: dt.datetime,
    lang: Lang,
) -> str:
    text = _open_text(channel, moment, at, lang) if moment.open else _closed(moment, at, lang)
    asides = [_aside(catalog, claim, lang) for claim in others[:2]]
    if catalog.grade_of(channel.in_force["hours"]) == "unconfirmed":
        if channel.is_live:
            asides.insert(0, say(lang, "时间未证实", "hours unconfirmed"))
        elif moment.reason == "always_open":  # a form: no source says that it ever closes
            asides.insert(0, say(lang, "推定", "presumed"))
    if moment.comment:
        asides.insert(0, moment.comment)
    if moment.provisional or moment.next_provisional:
        asides.append(say(lang, "放假安排未公布，暂定", "holiday notice not out yet, provisional"))
    if not asides:
        return text
    inside = say(lang, "；", "; ").join(asides)
    return say(lang, f"{text}（{inside}）", f"{text} ({inside})")


def _open_text(channel: Channel, moment: Moment, at: dt.datetime, lang: Lang) -> str:
    if moment.closes_at is not None:
        closes = _closing(moment.closes_at, at, lang)
        return say(lang, f"开放至 {closes}", f"open until {closes}")
    if channel.is_live:
        return say(lang, "24 小时", "round the clock")
    return say(lang, "随时可用", "any time")


def _closing(closes: dt.datetime, at: dt.datetime, lang: Lang) -> str:
    """A closing time; the midnight that ends today is 24:00, as the hours themselves say."""
    if closes.hour == closes.minute == 0 and (closes.date() - at.date()).days == 1:
        return "24:00"
    return day_and_clock(closes, at, lang)


def _closed(moment: Moment, at: dt.datetime, lang: Lang) -> str:
    why = {
        "before_opening": say(lang, "还没开", "not open yet"),
        "after_closing": say(lang, "已下班", "closed for the day"),
        "break": say(lang, "午间休息", "closed for a break"),
        "weekly_closed": say(lang, "今天休息", "closed today"),
        "public_holiday": say(lang, "节假日休息", "closed for the holiday"),
    }[moment.reason]
    if moment.opens_at is None:
        return why
    opens = day_and_clock(moment.opens_at, at, lang)
    return say(lang, f"{why}，{opens} 开", f"{why}, opens {opens}")


def _aside(catalog: Catalog, claim: Claim, lang: Lang) -> str:
    """Which claim disagrees, and what it says: 2023-01 幕思城称：每天 09:00-20:00."""
    date = claim.date or catalog.sources[claim.source].published
    hours = in_words(claim.text("zh"), lang)
    who = catalog.sources[claim.source].publisher
    when = date[:7] if date else say(lang, "无日期", "undated")
    gap = " " if who[-1:].isascii() else ""  # a Latin name and a Chinese word do not touch
    return say(lang, f"{when} {who}{gap}称：{hours}", f"{who}, {when}, says {hours}")
