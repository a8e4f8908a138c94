"""Points in the past as people write them: 昨天, 11月22日下午3点, last Friday, Nov 22."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from calendar import isleap

from pddroute.errors import InvalidTime
from pddroute.hours.clock import SHANGHAI, parse_time, to_shanghai
from pddroute.words import shown

_LONGEST = 100  # letters: nobody writes a date in more
_LEAP = 9
"""In so many years there is a 29 February, be one of them the turn of a century."""
_COUNTED = {
    **{word: n for n, word in enumerate("零一二三四五六七八九十")},
    **{"两": 2, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6},
}
_AGO = {
    **{"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "昨": 1, "yesterday": 1},
    **{"前天": 2, "前日": 2, "大前天": 3, "the day before yesterday": 2},
}
_NOW = frozenset(("now", "just now", "现在", "刚才", "刚刚"))
_UNITS = {
    **dict.fromkeys(("天", "日", "day", "days"), 1),
    **dict.fromkeys(("周", "星期", "个星期", "礼拜", "个礼拜", "week", "weeks"), 7),
}
_WEEKDAYS = {
    **{word: n for n, word in enumerate("一二三四五六日")},
    **{"天": 6, "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6},
}
_MONTHS = {
    **{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6},
    **{"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12},
}
_AFTER_NOON = ("下午", "晚上", "傍晚", "晚", "pm")
_MANY = "|".join((r"\d{1,4}", *_COUNTED))
_MONTH = "|".join(_MONTHS)
_DAYS = (
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    r"(?:(?P<year>\d{4})\s*[-/.年])?\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?",
    rf"(?P<month>{_MONTH})[a-z]*\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s*(?P<year>\d{{4}}))?",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?P<month>{_MONTH})[a-z]*\.?(?:,?\s*(?P<year>\d{{4}}))?",
    rf"(?P<ago>{'|'.join(_AGO)})",
    rf"(?P<many>{_MANY})\s*(?P<unit>{'|'.join(_UNITS)})(?:之?前|以前|\s*ago)",
    r"(?P<week>上个?|last\s+)?(?:这个?|本|this\s+)?(?:周|星期|礼拜)?"
    r"(?P<weekday>(?<=[周期拜])[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)",
)
# A time of day stands apart from a figure before it: 11-22 9:30, 11月22日9:30.
_TIME = (
    r"(?:(?:(?<!\d)|[t\s])\s*(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|早|晚)?"
    r"(?:\s*(?:at\s+)?(?P<hour>\d{1,2})(?::(?P<minute>\d{2})|[点时](?:(?P<half>半)|"
    r"(?P<minutes>\d{1,2})分?)?|(?=\s*[ap]m))\s*(?P<noon>am|pm)?)?)?"
)
_FORMS = [re.compile(day + _TIME, re.ASCII) for day in _DAYS]


def parse_moment(text: str, at: dt.datetime) -> dt.datetime:
    """A point in the past as people write it, aware, in Asia/Shanghai; ``at`` is the present.

    What :func:`~pddroute.hours.clock.parse_time` reads; a date in figures, with 年月日 or an
    English month, without its year the last such day before ``at``; 昨天, 三天前, 上周五, last
    Friday; each with or without a time of day; now, 刚才. A date alone is that day's beginning.
    Raises :class:`InvalidTime` for anything else.

    >>> parse_moment("11-22", parse_time("2026-12-12T10:00")).isoformat()
    '2026-11-22T00:00:00+08:00'
    """
    told = unicodedata.normalize("NFKC", text[:_LONGEST]).strip().casefold()
    forms = _FORMS if len(text) < _LONGEST else []
    if told in _NOW:
        return at
    match = next((found for form in forms if (found := form.fullmatch(told))), None)
    try:
        return parse_time(text) if match is None else to_shanghai(_moment(match.groupdict(), at))
    except (InvalidTime, ValueError, OverflowError):
        raise _unread(text) from None


def _moment(told: dict[str, str | None], at: dt.datetime) -> dt.datetime:
    """The moment of a form that fits; raises :class:`ValueError` where there is none such."""
    time = _time(told)
    if told.get("month"):
        return _dated(told, at, time)
    return dt.datetime.combine(_day(told, at.date()), dt.time(), SHANGHAI) + time


def _time(told: dict[str, str | None]) -> dt.timedelta:
    hour = int(told["hour"] or 0)
    minute = 30 if told["half"] else int(told["minute"] or told["minutes"] or 0)
    part = told["noon"] or told["part"] or ""
    if hour > 24 or minute > 59 or (hour == 24 and minute) or (told["noon"] and hour > 12):
        raise ValueError(hour)
    if told["hour"] and hour < 12 and (part in _AFTER_NOON or (part == "中午" and hour < 11)):
        hour += 12
    return dt.timedelta(hours=0 if part == "am" and hour == 12 else hour, minutes=minute)


def _day(told: dict[str, str | None], today: dt.date) -> dt.date:
    """The day so long ago, or the last one of that name."""
    if ago := told.get("ago"):
        return today - dt.timedelta(days=_AGO[ago])
    if unit := told.get("unit"):
        many = told["many"] or ""
        days = int(many) if many.isdecimal() else _COUNTED[many]
        return today - dt.timedelta(days=days * _UNITS[unit])
    week, weekday = told["week"] or "", _WEEKDAYS[(told["weekday"] or "")[:3]]
    back = (today.weekday() - weekday) % 7
    if week.startswith("上"):  # a day of the week before, by Chinese reckoning
        back = today.weekday() - weekday + 7
    elif week and not back:
        back = 7
    return today - dt.timedelta(days=back)


def _dated(told: dict[str, str | None], at: dt.datetime, time: dt.timedelta) -> dt.datetime:
    """The day of that date at ``time``; without its year the last such before ``at``."""
    named = told["month"] or ""
    month, day = _MONTHS.get(named) or int(named), int(told["day"] or 0)
    if told["year"]:
        return dt.datetime(int(told["year"]), month, day, tzinfo=SHANGHAI) + time
    for year in range(at.year, at.year - _LEAP, -1):
        if month != 2 or day != 29 or isleap(year):
            moment = dt.datetime(year, month, day, tzinfo=SHANGHAI) + time
            if moment <= at:
                return moment
    raise ValueError(day)


def _unread(text: str) -> InvalidTime:
    given = shown(text)
    return InvalidTime(
        f"看不懂这个时间“{given}”",
        message_en=f"this time is not understood: '{given}'",
        hint="可以写：2026-11-22、11月22日下午3点、昨天、三天前、上周五",
        hint_en="write 2026-11-22, 2026-11-22T15:00, Nov 22, yesterday, 3 days ago or last Friday",
        details={"text": given},
    )
