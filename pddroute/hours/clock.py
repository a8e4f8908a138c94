"""Points in time: everything is decided in Asia/Shanghai, wherever the machine stands."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from pddroute.errors import InternalError, InvalidTime
from pddroute.words import Said, shown

SHANGHAI: dt.tzinfo
try:
    SHANGHAI = ZoneInfo("Asia/Shanghai")
    _CHANGING = range(0)
except (KeyError, OSError, ValueError):  # no zone data, or none that can be read
    SHANGHAI = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")
    _CHANGING = range(1986, 1992)  # there was summer time, and only zone data tells when

# Plans look up to three years ahead and four hundred days for an opening: far inside datetime's
# own bounds, and no question about a Pinduoduo order is older or later than this.
FIRST_YEAR = 1970
LAST_YEAR = 2199

# Of a second nine digits may be given, as Go and GNU date do; microseconds are kept.
_FRACTION = r"(?:[.,](?P<fraction>\d{1,9}))?"
_OFFSET = r"(?P<offset>[Zz]|[+-]\d{2}(?::?\d{2})?)?"
_FORMS = [
    re.compile(form + _OFFSET, re.ASCII)
    for form in (
        r"(?P<date>\d{4}-\d{2}-\d{2})[Tt ](?P<hour>\d{2}):(?P<minute>\d{2})"
        rf"(?::(?P<second>\d{{2}}){_FRACTION})?",
        r"(?P<date>\d{8})[Tt](?P<hour>\d{2})(?P<minute>\d{2})"
        rf"(?:(?P<second>\d{{2}}){_FRACTION})?",
    )
]
_DATE = re.compile(r"\d{4}-?\d{2}-?\d{2}", re.ASCII)
_HOUR = re.compile(_DATE.pattern + r"[Tt ]\d{2}" + _OFFSET, re.ASCII)

_NO_CLOCK = Said("只有日期，没有时刻", "a date without a time of day")
_NO_MINUTES = Said("只有小时，没有分钟", "an hour without its minutes")
_NO_FORM = Said("不是 ISO 8601 时间", "not an ISO 8601 time")
_NO_TIME = Said("没有这个时间", "no such point in time")
_NO_YEAR = Said(f"年份须在 {FIRST_YEAR}–{LAST_YEAR}", "a year out of range")
_NO_ZONE = Said(
    "这台机器没有时区数据，算不出 {year} 年的夏令时",
    "this machine has no zone data to tell the summer time of {year}",
)
_INSTALL = Said("装上 tzdata：pip install tzdata", "install tzdata: pip install tzdata")


def now() -> dt.datetime:
    """The clock, in Asia/Shanghai, to the second. Only the edge of the program calls this."""
    return dt.datetime.now(SHANGHAI).replace(microsecond=0)


def parse_time(text: str) -> dt.datetime:
    """An ISO 8601 point in time as an aware datetime in Asia/Shanghai.

    In the extended or the basic form, to the minute or finer; what is finer than a microsecond is
    cut off. Without an offset it means Shanghai time. ``24:00`` is the end of the day. Raises
    :class:`InvalidTime` for anything else, a date alone included.

    >>> parse_time("2026-11-21T20:35").isoformat()
    '2026-11-21T20:35:00+08:00'
    >>> parse_time("2026-11-21T12:35:00Z").isoformat()
    '2026-11-21T20:35:00+08:00'
    >>> parse_time("20261121T203500,123456789+08").isoformat()
    '2026-11-21T20:35:00.123456+08:00'
    """
    text = text.strip()
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        short = ((_DATE, _NO_CLOCK), (_HOUR, _NO_MINUTES))
        raise _invalid(text, next((why for form, why in short if form.fullmatch(text)), _NO_FORM))
    try:
        return _build(match)
    except (ValueError, OverflowError):
        raise _invalid(text, _NO_TIME) from None


def _build(match: re.Match[str]) -> dt.datetime:
    date = match["date"].replace("-", "")
    day = dt.date(int(date[:4]), int(date[4:6]), int(date[6:]))
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    nano = int((match["fraction"] or "0").ljust(9, "0"))
    if hour == 24:
        if (minute, second, nano) != (0, 0, 0):
            raise ValueError("only 24:00 itself")
        day, hour = day + dt.timedelta(days=1), 0
    zone = _zone(match["offset"]) if match["offset"] else SHANGHAI
    at = dt.datetime.combine(day, dt.time(hour, minute, second, nano // 1000), zone)
    return to_shanghai(at, match.string)


def _zone(offset: str) -> dt.timezone:
    if offset in "Zz":
        return dt.timezone.utc
    hours, minutes = int(offset[1:3]), int(offset[3:].removeprefix(":") or 0)
    if minutes > 59:
        raise ValueError("no such offset")
    delta = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-delta if offset[0] == "-" else delta)


def to_shanghai(at: dt.datetime, text: str | None = None) -> dt.datetime:
    """``at`` in Asia/Shanghai, to the microsecond; a naive datetime means Shanghai time.

    ``text`` is what ``at`` was read from, for the message: without it the datetime is quoted.

    It comes back as a plain datetime: one of another library (pendulum, pandas) is asked for its
    fields alone, since what its own methods give need not be what a datetime gives. Raises
    :class:`InvalidTime` for a year outside 1970-2199, and for what has no fields (``pandas.NaT``).
    """
    try:
        day, time = (at.year, at.month, at.day), (at.hour, at.minute, at.second, at.microsecond)
        zone = SHANGHAI if at.tzinfo is None or at.utcoffset() is None else at.tzinfo
        plain = dt.datetime(*day, *time, zone, fold=at.fold)
        there = plain if zone is SHANGHAI else plain.astimezone(SHANGHAI)
        _check_year(there.year)
    except TypeError:
        raise _invalid(text or str(at), _NO_TIME) from None
    except (ValueError, OverflowError):
        raise _invalid(text or str(at), _NO_YEAR) from None
    return there


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year {year} is outside {FIRST_YEAR}-{LAST_YEAR}")
    if year in _CHANGING:
        zh, en = _NO_ZONE.to("zh", year=year), _NO_ZONE.to("en", year=year)
        raise InternalError(zh, message_en=en, hint=_INSTALL.zh, hint_en=_INSTALL.en)


def _invalid(text: str, why: Said) -> InvalidTime:
    given = shown(text)
    return InvalidTime(
        f"无法识别的时间“{given}”：{why.zh}",
        message_en=f"invalid time '{given}': {why.en}",
        hint="写成 2026-11-21T20:35（上海时间）或 2026-11-21T12:35:00Z",
        hint_en="write 2026-11-21T20:35 (Shanghai time) or 2026-11-21T12:35:00Z",
        details={"text": given},
    )
