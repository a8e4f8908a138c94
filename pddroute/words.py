"""What the program itself says, in Chinese and in English side by side; what may be printed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]

_TAG = re.compile(r"(zh|en)(?:[-_][a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)
_WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


class Said(NamedTuple):
    """A text of the program in both languages, with ``{names}`` still to be filled in."""

    zh: str
    en: str

    def to(self, lang: Lang, **values: object) -> str:
        """The text in ``lang``; ``values`` take the places of the names in braces.

        >>> Said("等 {days} 天", "wait {days} days").to("en", days=3)
        'wait 3 days'
        """
        text = self.zh if lang == "zh" else self.en
        return text.format_map(values) if values else text


def say(lang: Lang, zh: str, en: str) -> str:
    """The one of the two texts that is in ``lang``."""
    return zh if lang == "zh" else en


def lang_code(tag: str) -> str:
    """The code of the language that a BCP 47 tag names; the tag itself where it is none of ours.

    >>> lang_code("zh-Hans-CN"), lang_code("EN"), lang_code("fr")
    ('zh', 'en', 'fr')
    """
    match = _TAG.fullmatch(tag.strip())
    return match[1].casefold() if match else tag


def shown(text: str, most: int = 40) -> str:
    """What was given, fit for a message: at most ``most`` characters, on one line.

    What steers a terminal, hides in a line or cannot be encoded is a dot.

    >>> shown("a\\x1b[2Jb")
    'a·[2Jb'
    """
    return "".join(char if char.isprintable() else "·" for char in text[:most])


def folded(name: str) -> str:
    """A name as names are compared: whatever its case and its blanks."""
    return " ".join(name.split()).casefold()


def unspaced(name: str) -> str:
    """A name as the names of steps are compared: folded, with no blanks at all."""
    return "".join(folded(name).split())


def nearest(text: str, names: Mapping[str, str], cutoff: float = 0.5) -> list[str]:
    """The few of ``names``' values whose names hold ``text`` or are most like it, best first.

    >>> nearest("refnd", {"refund": "refund-slow", "parcel": "lost"})
    ['refund-slow']
    """
    import difflib  # late: only a wrong name needs it

    wanted = text[:100]
    inside = [name for name in names if len(wanted) > 1 and wanted in name]
    near = difflib.get_close_matches(wanted, names, n=6, cutoff=cutoff)
    return list(dict.fromkeys(names[name] for name in (*inside, *near)))[:5]


def clock(at: dt.datetime) -> str:
    """The time of day to the minute: 21:30; the last second of a day is 24:00."""
    if (at.hour, at.minute, at.second) == (23, 59, 59):
        return "24:00"
    return f"{at.hour:02}:{at.minute:02}"


def day_name(day: dt.date, lang: Lang) -> str:
    """A date with its weekday: 2026-11-23（周一）, Mon 2026-11-23."""
    weekday = _WEEKDAYS[lang][day.weekday()]
    return say(lang, f"{day.isoformat()}（{weekday}）", f"{weekday} {day.isoformat()}")


def short_day(day: dt.date, now: dt.datetime, lang: Lang) -> str:
    """A date for a narrow column: 11-25 周三, Wed 11-25; with its year where that is another."""
    date = f"{day:%m-%d}" if day.year == now.year else day.isoformat()
    weekday = _WEEKDAYS[lang][day.weekday()]
    return say(lang, f"{date} {weekday}", f"{weekday} {date}")


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
        weekday = _WEEKDAYS[lang][at.weekday()]
        return f"{weekday}{say(lang, f'（{at:%m-%d}）', f' {at:%m-%d}')} {clock(at)}"
    return f"{day_name(at.date(), lang)} {clock(at)}"
