"""Points in time: everything is decided in Asia/Shanghai, wherever the machine stands."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from pddroute.errors import InvalidTime
from pddroute.words import Said, shown

SHANGHAI = ZoneInfo("Asia/Shanghai")

# Plans look up to three years ahead and four hundred days for an opening: far inside datetime's
# own bounds, and no question about a Pinduoduo order is older or later than this.
FIRST_YEAR = 1970
LAST_YEAR = 2199

_TIME = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[Tt ](?P<hour>\d{2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,6}))?)?"
    r"(?P<offset>[Zz]|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_NO_CLOCK = Said("只有日期，没有时刻", "a date without a time of day")
_NO_FORM = Said("不是 ISO 8601 时间", "not an ISO 8601 time")
_NO_TIME = Said("没有这个时间", "no such point in time")
_NO_YEAR = Said(f"年份须在 {FIRST_YEAR}–{LAST_YEAR}", "a year out of range")


def now() -> dt.datetime:
    """The clock, in Asia/Shanghai, to the second. Only the edge of the program calls this."""
    return dt.datetime.now(SHANGHAI).replace(microsecond=0)


def parse_time(text: str) -> dt.datetime:
    """An ISO 8601 point in time as an aware datetime in Asia/Shanghai.

    Without an offset it means Shanghai time. ``24:00`` is the end of the day. Raises
    :class:`InvalidTime` for anything else, a date alone included.

    >>> parse_time("2026-11-21T20:35").isoformat()
    '2026-11-21T20:35:00+08:00'
    >>> parse_time("2026-11-21T12:35:00Z").isoformat()
    '2026-11-21T20:35:00+08:00'
    """
    text = text.strip()
    match = _TIME.fullmatch(text)
    if match is None:
        raise _invalid(text, _NO_CLOCK if _DATE.fullmatch(text) else _NO_FORM)
    try:
        return _build(match)
    except (ValueError, OverflowError):
        raise _invalid(text, _NO_TIME) from None


def _build(match: re.Match[str]) -> dt.datetime:
    day = dt.date.fromisoformat(match["date"])
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    micro = int((match["fraction"] or "0").ljust(6, "0"))
    if hour == 24:
        if (minute, second, micro) != (0, 0, 0):
            raise ValueError("only 24:00 itself")
        day, hour = day + dt.timedelta(days=1), 0
    zone = _zone(match["offset"]) if match["offset"] else SHANGHAI
    return to_shanghai(dt.datetime.combine(day, dt.time(hour, minute, second, micro), zone))


def _zone(offset: str) -> dt.timezone:
    if offset in "Zz":
        return dt.timezone.utc
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    if minutes > 59:
        raise ValueError("no such offset")
    delta = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-delta if offset[0] == "-" else delta)


def to_shanghai(at: dt.datetime) -> dt.datetime:
    """``at`` in Asia/Shanghai; a naive datetime means Shanghai time.

    Raises :class:`InvalidTime` for a year outside 1970-2199.
    """
    try:
        if at.tzinfo is None:
            at = at.replace(tzinfo=SHANGHAI)
        elif at.tzinfo is not SHANGHAI:
            at = at.astimezone(SHANGHAI)
        _check_year(at.year)
    except (ValueError, OverflowError):
        raise _invalid(str(at), _NO_YEAR) from None
    return at


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year {year} is outside {FIRST_YEAR}-{LAST_YEAR}")


def _invalid(text: str, why: Said) -> InvalidTime:
    given = shown(text)
    return InvalidTime(
        f"无法识别的时间“{given}”：{why.zh}",
        message_en=f"invalid time {given!r}: {why.en}",
        hint="写成 2026-11-21T20:35（上海时间）或 2026-11-21T12:35:00Z",
        hint_en="write 2026-11-21T20:35 (Shanghai time) or 2026-11-21T12:35:00Z",
        details={"text": given},
    )
