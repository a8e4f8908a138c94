"""What the program itself says, in Chinese and in English, side by side where it is said."""

from __future__ import annotations

import datetime as dt
from typing import Literal

__all__ = [
    "Lang",
    "clock",
    "day_and_clock",
    "day_name",
    "outcome_words",
    "reason_of",
    "say",
    "short_day",
]

Lang = Literal["zh", "en"]

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def say(lang: Lang, zh: str, en: str) -> str:
    """The one of the two texts that is in ``lang``."""
    return zh if lang == "zh" else en


def clock(at: dt.datetime) -> str:
    """The time of day to the minute: 21:30; the last second of a day is 24:00."""
    return "24:00" if (at.hour, at.minute, at.second) == (23, 59, 59) else at.strftime("%H:%M")


def day_name(day: dt.date, lang: Lang) -> str:
    """A date with its weekday: 2026-11-23（周一）, Mon 2026-11-23."""
    if lang == "zh":
        return f"{day.isoformat()}（周{_WEEKDAYS_ZH[day.weekday()]}）"
    return f"{_WEEKDAYS_EN[day.weekday()]} {day.isoformat()}"


_OUTCOMES = {
    "refused": ("被拒绝", "refused"),
    "silent": ("没有答复", "without an answer"),
    "unsatisfied": ("答复不满意", "unsatisfactorily"),
}


def outcome_words(outcome: str, lang: Lang) -> str:
    """What came of a step, in words."""
    return say(lang, *_OUTCOMES[outcome])


def reason_of(error: Exception) -> str:
    """Why the system refused a file or a stream, in its own words."""
    return getattr(error, "strerror", None) or str(error)


def short_day(day: dt.date, now: dt.datetime, lang: Lang) -> str:
    """A date for a narrow column: 11-25 周三, Wed 11-25; with its year where that is another."""
    date = f"{day:%m-%d}" if day.year == now.year else day.isoformat()
    weekday = day.weekday()
    return say(lang, f"{date} 周{_WEEKDAYS_ZH[weekday]}", f"{_WEEKDAYS_EN[weekday]} {date}")


def day_and_clock(at: dt.datetime, now: dt.datetime, lang: Lang) -> str:
    """An instant as one says it at ``now``: 21:30, 明天 08:00, or its full date.

    Both are aware datetimes in Asia/Shanghai.
    """
    days = (at.date() - now.date()).days
    if days == 0:
        return clock(at)
    if days == 1:
        return say(lang, f"明天 {clock(at)}", f"tomorrow {clock(at)}")
    if 1 < days < 7:
        weekday = say(lang, f"周{_WEEKDAYS_ZH[at.weekday()]}", _WEEKDAYS_EN[at.weekday()])
        return f"{weekday}{say(lang, f'（{at:%m-%d}）', f' {at:%m-%d}')} {clock(at)}"
    return f"{day_name(at.date(), lang)} {clock(at)}"
