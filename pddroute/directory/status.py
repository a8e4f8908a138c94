"""A channel at one instant: open, closed or unknown, why, until when, and how certain that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final, NamedTuple

from pddroute.catalogue.facts import Channel, Claim, Grade, Kind
from pddroute.catalogue.model import Catalog
from pddroute.contract.reach import Certainty, Reason, State, Status
from pddroute.contract.words import COMMA, UNCONFIRMED, publisher
from pddroute.hours.hours import Hours, Moment, parse
from pddroute.hours.words import in_words
from pddroute.hours.workdays import Calendar, Notice
from pddroute.words import Lang, Said, day_and_clock, say

#: By what nobody is reached without an address, and what a fraud calls it.
_ACCOUNTS: Final[dict[Kind, Said]] = {
    "phone": Said("电话", "phone"),
    "wechat": Said("微信", "WeChat"),
    "weibo": Said("微博", "Weibo"),
    "qq": Said("QQ", "QQ"),
    "email": Said("邮箱", "e-mail"),
}
_ADDRESSES: Final = ("number", "url", "email", "handle")
_NO_ACCOUNT = Said(
    "{names}：官方没有公布过，自称官方的都别信",
    "{names}: no official one is known, trust none that claims to be it",
)
_DISPUTING = ("contradicted", "no_authority", "partial")

_OUTBOUND = Said("只呼出，不能拨打", "calls out only, cannot be called")
_NO_HOURS = Said("服务时间未知", "hours unknown")
_OPEN_UNTIL = Said("开放至 {when}", "open until {when}")
_ROUND_THE_CLOCK = Said("24 小时", "round the clock")
_ANY_TIME = Said("随时可用", "any time")
_CLOSED = {
    "before_opening": Said("还没开", "not open yet"),
    "after_closing": Said("已下班", "closed for the day"),
    "break": Said("午间休息", "closed for a break"),
    "weekly_closed": Said("今天休息", "closed today"),
    "public_holiday": Said("节假日休息", "closed for the holiday"),
}
_OPENS = Said("{why}，{when} 开", "{why}, opens {when}")
_COMMON = Said(
    "按常见时间{closed}；有的城市有人接：可以试",
    "by the common hours {closed}; in some cities staffed: try it",
)
_USUAL = Said(
    "按平时的时间{closed}；有的日子有人接：可以试",
    "by the usual hours {closed}; on some days staffed: try it",
)
_OR = Said("{text}，或打 {number}", "{text}, or {number}")
_ALSO = Said("{text}；也可以打 {number}", "{text}; or call {number}")
_ALWAYS = Said("，昼夜都接", ", day and night")
_WITH_ASIDES = Said("{text}（{asides}）", "{text} ({asides})")
_SHOULD = Said("应该随时能用", "should work at any time")
_PROVISIONAL = Said("放假安排还没公布，可能会变", "the holidays are not announced yet: may change")
_DISAGREES = Said("{when} {who}称：{said}", "{who}, {when}, says {said}")
_TELLS = Said("{when} {who}：{said}", "{who}, {when}: {said}")
_UNDATED = Said("无日期", "undated")


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


class _Spoken(NamedTuple):
    """What is said of a channel's hours in one city, read once for all instants."""

    claim: Claim | None
    """In force, whatever it says."""
    hours: Hours | None
    """In force; None where none are known, or where nobody can call."""
    comment: str | None
    """All that is said of the hours, where that is only a comment."""
    rivals: tuple[tuple[Claim, Hours], ...]
    """The claims that lost, but were not superseded: where a city has hours of its own, its own.

    Those of the city come first.
    """


def _spoken(channel: Channel, area: str | None) -> _Spoken:
    known: dict[str | None, _Spoken] = channel.__dict__.setdefault("spoken", {})
    area = area if area in channel.areas else None
    kept = known.get(area)
    if kept is None:
        claim = channel.in_force_for(area).get("hours")
        claim = None if channel.direction == "outbound_only" else claim
        of = (area,) if claim is not None and claim.area else (area, None)
        lost = [c for c in channel.claims.hours if c.lost in _DISPUTING and c.area in of]
        lost.sort(key=lambda c: c.area is None)
        hours = None if claim is None else parse(claim.text("zh"))
        kept = known[area] = _Spoken(
            claim,
            None if hours is None or hours.unknown else hours,
            hours.comments[0] if hours is not None and hours.unknown else None,
            tuple((claim, parse(claim.text("zh"))) for claim in lost),
        )
    return kept


def opening_hours(channel: Channel, area: str | None = None) -> Hours | None:
    """The hours in force in the city ``area``; None if none are known, or if nobody can call."""
    return _spoken(channel, area).hours


def next_open(
    channel: Channel, at: dt.datetime, calendar: Calendar, area: str | None = None
) -> dt.datetime | None:
    """The first instant from ``at`` on at which the channel is open; None if none is known."""
    hours = opening_hours(channel, area)
    if hours is None:
        return None
    return at if hours.is_open(at, calendar) else hours.next_opening(at, calendar)


def standing(
    channel: Channel, at: dt.datetime, calendar: Calendar, area: str | None = None
) -> tuple[State, dt.datetime | None]:
    """The state of a channel at ``at`` alone, and when it opens where it is closed."""
    hours = opening_hours(channel, area)
    if hours is None:
        return ("closed" if channel.direction == "outbound_only" else "unknown"), None
    if hours.is_open(at, calendar):
        return "open", None
    if hours.is_unknown(at, calendar):
        return "unknown", None
    return "closed", hours.next_opening(at, calendar)


def has_no_address(channel: Channel) -> bool:
    """Whether it can only be reached by an address of which no source gives any."""
    return channel.kind in _ACCOUNTS and not any(one in channel.in_force for one in _ADDRESSES)


def no_account(kinds: Iterable[Kind], lang: Lang) -> str:
    """What to say of the kinds of which no address is known: whoever claims one is a fraud."""
    names = COMMA.to(lang).join(dict.fromkeys(_ACCOUNTS[kind].to(lang) for kind in kinds))
    return _NO_ACCOUNT.to(lang, names=names)


def grade(catalog: Catalog, channel: Channel) -> Grade:
    """How far the channel's address can be trusted: the grade of the claim that gives it."""
    for field in (*_ADDRESSES, "entry", "hours"):
        if field in channel.in_force:
            return catalog.grade_of(channel.in_force[field])
    return "unconfirmed"


def never_changes(channel: Channel) -> bool:
    """Whether the state of a channel is the same at every instant, in any city."""
    known = [opening_hours(channel, area) for area in (None, *channel.areas)]
    return all(hours is None or hours.always_open for hours in known)


def stretches(
    channel: Channel, at: dt.datetime, calendar: Calendar, area: str | None = None
) -> list[int] | None:
    """The minutes of the day of ``at`` at which a stretch of one and the same status ends.

    None where the status is the same on every day.
    """
    _, hours, _, rivals = _spoken(channel, area)
    if hours is None:
        return None
    said = [hours, *(rival for _, rival in rivals)]
    if all(each.always_open and not each.comments for each in said):
        return None
    return sorted({minute for each in said for minute in each.cuts(at, calendar)} - {0})


def status(
    catalog: Catalog, channel: Channel, at: dt.datetime, lang: Lang, area: str | None = None
) -> Status:
    """The status of ``channel`` at ``at`` (aware, Asia/Shanghai), with its text in ``lang``.

    ``area`` is the city asked about, as :func:`pddroute.numbers.cities.find_area` gives it.
    """
    # What is at an address that nobody has confirmed is not known better than the address.
    certainty: Certainty = "confirmed"
    if grade(catalog, channel) == "unconfirmed":
        certainty = "unconfirmed"
    if channel.direction == "outbound_only":
        return plain("closed", "outbound_only", certainty, _OUTBOUND.to(lang))
    claim, hours, comment, rivals = _spoken(channel, area)
    if hours is None and has_no_address(channel):
        return plain("unknown", "hours_unknown", None, no_account((channel.kind,), lang))
    calendar = calendar_of(catalog)
    moment = None if hours is None else hours.moment(at, calendar)
    if claim is None or moment is None or moment.reason == "hours_unknown":
        text, comment = _NO_HOURS.to(lang), moment.comment if moment else comment
        text = _WITH_ASIDES.to(lang, text=text, asides=comment) if comment else text
        return plain("unknown", "hours_unknown", None, text)
    others = [
        other
        for other, rival in rivals
        if catalog.grade_of(other) != "rejected" and _disagrees(other, rival, moment, at, calendar)
    ]
    graded = catalog.grade_of(claim)
    if others:
        certainty = "disputed"
    elif moment.provisional:
        certainty = "provisional"
    elif graded == "unconfirmed":
        certainty = "unconfirmed"
    return Status(
        state="open" if moment.open else "closed",
        reason=moment.reason,
        certainty=certainty,
        grade=graded,
        opens_at=moment.opens_at,
        closes_at=moment.closes_at,
        disputed_by=tuple(dict.fromkeys(claim.source for claim in others)),
        text=_text(catalog, channel, claim, moment, others, at, lang),
    )


def _disagrees(
    other: Claim, rival: Hours, moment: Moment, at: dt.datetime, calendar: Calendar
) -> bool:
    """Whether another claim gives another state; one on some days alone only knows of those."""
    if other.lost == "partial":
        staffed = rival.is_open(at, calendar) or rival.is_unknown(at, calendar)
        return staffed and not moment.open
    return rival.is_open(at, calendar) != moment.open and not rival.is_unknown(at, calendar)


def plain(state: State, reason: Reason, certainty: Certainty | None, text: str) -> Status:
    """A status that rests on no hours."""
    return Status(
        state=state,
        reason=reason,
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
    claim: Claim,
    moment: Moment,
    others: list[Claim],
    at: dt.datetime,
    lang: Lang,
) -> str:
    text = _open_text(channel, moment, at, lang) if moment.open else _closed(moment, at, lang)
    stand_in = None if moment.open else channel.stand_in
    # Nobody is told flatly that a line is closed which may be staffed in the city or on the day.
    differ = stand_in is not None and bool(others)
    if differ:
        text = (_USUAL if claim.area else _COMMON).to(lang, closed=text)
        others = [one for one in others if one.area]
    if stand_in is not None:
        text = _beside(catalog, stand_in, _OR if differ else _ALSO, text, lang)
    asides = [_aside(catalog, other, lang) for other in others[:2]]
    if catalog.grade_of(claim) == "unconfirmed" and not differ:
        if moment.reason == "always_open" and channel.kind != "phone":
            text = _SHOULD.to(lang)  # a form or a chat: no source says that it ever closes
        elif channel.is_live:
            asides.insert(0, UNCONFIRMED.to(lang))
    if claim.area is not None and claim.note is not None and not moment.open:
        asides.insert(0, claim.note.to(lang))
    if moment.comment:
        asides.insert(0, moment.comment)
    if moment.provisional or moment.next_provisional:
        asides.append(_PROVISIONAL.to(lang))
    if not asides:
        return text
    return _WITH_ASIDES.to(lang, text=text, asides=say(lang, "；", "; ").join(asides))


def _beside(catalog: Catalog, id_: str, said: Said, closed: str, lang: Lang) -> str:
    """``closed``, and the channel to turn to beside the one that is."""
    beside = catalog.channels[id_]
    number, hours = beside.in_force.get("number"), opening_hours(beside)
    if number is None or not beside.offered:
        return closed
    text = said.to(lang, text=closed, number=number.text("zh"))
    return text + (_ALWAYS.to(lang) if hours and hours.always_open else "")


def _open_text(channel: Channel, moment: Moment, at: dt.datetime, lang: Lang) -> str:
    closes = moment.closes_at
    if closes is None:
        return (_ROUND_THE_CLOCK if channel.is_live else _ANY_TIME).to(lang)
    return open_until(closes, at, lang)


def open_until(closes: dt.datetime, at: dt.datetime, lang: Lang) -> str:
    """Until when a channel is open that closes at ``closes``, as one says it at ``at``."""
    # The midnight that ends today is 24:00, as the hours themselves say.
    tonight = closes.hour == closes.minute == 0 and (closes.date() - at.date()).days == 1
    return _OPEN_UNTIL.to(lang, when="24:00" if tonight else day_and_clock(closes, at, lang))


def _closed(moment: Moment, at: dt.datetime, lang: Lang) -> str:
    why = _CLOSED[moment.reason].to(lang)
    opens = moment.opens_at
    return _OPENS.to(lang, why=why, when=day_and_clock(opens, at, lang)) if opens else why


def _aside(catalog: Catalog, claim: Claim, lang: Lang) -> str:
    """Which claim disagrees, and what it says: 2023-01 幕思城称：每天 09:00-20:00."""
    date = claim.date or catalog.sources[claim.source].published
    who = publisher(catalog.sources[claim.source]).to(lang)
    if lang == "zh" and who[-1:].isascii():
        who += " "  # a Latin name and a Chinese word do not touch
    when = date[:7] if date else _UNDATED.to(lang)
    if claim.lost == "partial" and claim.note is not None:  # it knows of some days: of which?
        return _TELLS.to(lang, when=when, who=who, said=claim.note.to(lang))
    said = in_words(claim.text("zh"), lang)
    return _DISAGREES.to(lang, when=when, who=who, said=said)
