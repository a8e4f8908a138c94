"""Opening hours in words: ``Mo-Fr 08:30-12:00; PH off`` as a person says it."""

from __future__ import annotations

import re
from functools import lru_cache

from pddroute.hours.hours import parse
from pddroute.words import Lang

_DAYS_ZH = dict(zip(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), "一二三四五六日", strict=True))
_DAYS_EN = dict(zip(_DAYS_ZH, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
_DAYS_EN["PH"] = "public holidays"
_COMMENTS_ZH = {"staffed": "有人接"}
"""What a comment of the catalogue's says, where it is no sentence of its source."""
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"


@lru_cache(maxsize=1024)
def in_words(expression: str, lang: Lang) -> str:
    """A valid opening-hours expression in words; for display only.

    >>> in_words("Mo-Fr 08:30-12:00,14:00-17:30; PH off", "zh")
    '周一至周五 08:30-12:00、14:00-17:30；节假日休息'
    >>> in_words("24/7", "en")
    'round the clock'
    >>> in_words('sa 9:00 – 12:00 "not in May"', "zh")
    '周六 09:00-12:00 "not in May"'
    >>> in_words('PH "staffed"', "zh")
    '节假日有人接'
    """
    parts = parse(expression).normal().split('"')
    parts[::2] = (_chinese(part) if lang == "zh" else _english(part) for part in parts[::2])
    if lang == "zh":
        text = '"'.join(parts)
        for comment, said in _COMMENTS_ZH.items():
            text = text.replace(f' "{comment}"', said)
        return text
    return '"'.join(parts)


def _english(text: str) -> str:
    text = text.replace("24/7", "round the clock").replace("Mo-Su", "daily")
    text = re.sub(rf"\b{_DAY}(?![A-Za-z])", lambda m: _DAYS_EN[m[0]], text)
    return re.sub(r"\boff\b", "closed", text)


def _chinese(text: str) -> str:
    text = text.replace("24/7", "24 小时").replace("Mo-Su", "每天")
    text = re.sub(r"\b(\w{3}) (\d\d)\b", lambda m: f"{_month(m[1])}{int(m[2])}日", text)
    for month in _MONTHS:
        text = re.sub(rf"\b{month}\b", _month(month), text)
    text = re.sub(rf"({_DAY})-({_DAY})", lambda m: f"{_day(m[1])}至{_day(m[2])}", text)
    text = re.sub(rf"\b{_DAY}(?![A-Za-z])", lambda m: _day(m[0]), text)
    text = re.sub(r" ?\b(off|closed)\b", "休息", text)
    return text.replace("; ", "；").replace(", ", "，").replace(",", "、")


def _day(code: str) -> str:
    return "节假日" if code == "PH" else f"周{_DAYS_ZH[code]}"


def _month(name: str) -> str:
    return f"{_MONTHS.index(name) + 1}月" if name in _MONTHS else name
