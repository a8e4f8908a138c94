"""How what the planner found is put into words: keys and values become sentences.

The planner works with keys and values; a language is chosen only here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import count, groupby
from typing import Any, NamedTuple

import msgspec

from pddroute.catalogue.facts import Text
from pddroute.contract.plan import Because, BecauseCode, SkippedDay
from pddroute.contract.reach import Reach
from pddroute.contract.words import ENDED, UNCONFIRMED
from pddroute.directory.reach import called
from pddroute.hours.workdays import Day, holiday_name
from pddroute.plan.words import CODES, TEXTS
from pddroute.words import Lang, Said, day_and_clock, day_name, say

_SHOWN_DAYS = 12


class Saying(msgspec.Struct, frozen=True, dict=True):
    """Something to say, without words: the key of its text, and what fills the places in it.

    Once it has been said, its words are kept with it, unless they depend on the instant.
    """

    key: str
    values: Mapping[str, Any] = {}
    dates: Sequence[dt.date] = ()
    """The days counted, or the days at issue."""
    skipped: Sequence[Day] = ()
    """The days passed over."""

    @property
    def code(self) -> BecauseCode:
        """The contract's code of a key of ``BECAUSE``."""
        return CODES[self.key]

    @cached_property
    def days_off(self) -> tuple[SkippedDay, ...]:
        """``skipped`` as the contract has it."""
        # A day that is passed over is not worked: it is one of the contract's two kinds.
        return tuple(
            SkippedDay(date=day.date, kind=day.kind, name=day.name)  # type: ignore[arg-type]
            for day in self.skipped
        )


def saying(
    key: str, dates: Sequence[dt.date] = (), skipped: Sequence[Day] = (), /, **values: object
) -> Saying:
    """``key`` with ``values``: sayings, the catalogue's texts, and what ``_PLACES`` takes."""
    return Saying(key, values, dates, skipped)


@lru_cache(maxsize=1024)
def fixed(key: str, /, **values: Hashable) -> Saying:
    """:func:`saying` with values that are always the same: it is put into words but once."""
    return Saying(key, values)


class Wording(NamedTuple):
    """How a plan is put into words: its language, and the instant from which dates are named."""

    lang: Lang
    at: dt.datetime

    def text(self, said: Saying) -> str:
        """What is to be said, in words."""
        if not said.values:
            return TEXTS[said.key].to(self.lang)
        kept: dict[str, Any] = said.__dict__
        if self.lang in kept:
            return str(kept[self.lang])
        places = {}
        for name, value in said.values.items():
            put = _PLACES.get(name) or _KINDS.get(type(value))
            places[name] = value if put is None else put(value, self)
        text = TEXTS[said.key].to(self.lang).format_map(places)
        if _OF_THE_INSTANT.isdisjoint(said.values):
            kept[self.lang] = text
        return text

    def because(self, said: Saying) -> Because:
        """A reason as the contract has it."""
        return Because(
            code=said.code,
            text=self.text(said),
            dates=list(said.dates),
            skipped=list(said.days_off) if said.skipped else [],
            rule=said.values.get("rule"),
        )


def yuan(amount: float) -> str:
    """``20``, ``20.5``, ``12345.67``."""
    return f"{amount:.2f}".rstrip("0").rstrip(".")


def in_words(amount: int, unit: str, lang: Lang) -> str:
    """``7 个工作日``, ``7 working days``."""
    zh, en = _UNITS[unit]
    return say(lang, f"{amount} {zh}", f"{amount} {en}{'' if amount == 1 else 's'}")


_UNITS = {
    "hours": Said("小时", "hour"),
    "days": Said("天", "day"),
    "working_days": Said("个工作日", "working day"),
    "months": Said("个月", "month"),
    "years": Said("年", "year"),
}


def _listed(items: Iterable[str], to: Wording) -> str:
    return say(to.lang, "、", ", ").join(items)


def _counted(days: Sequence[dt.date], to: Wording) -> str:
    """The days of a count, all of them where they are few."""
    few = len(days) <= _SHOWN_DAYS
    text = _listed([f"{day:%m-%d}" for day in (days if few else days[:3])], to)
    more = say(to.lang, f"（中间 {len(days) - 4} 天略）", "")
    return text if few else f"{text} … {days[-1]:%m-%d}{more}"


def _skipped(days: Sequence[Day], to: Wording) -> str:
    """The days passed over, neighbours of one kind together: 10-01 至 10-07 国庆节、10-11 周末."""
    place = count()  # neighbours are as far from each other as their places
    by_run = groupby(days, lambda day: (day.kind, day.name, day.date.toordinal() - next(place)))
    runs = [list(run) for _, run in by_run]
    words = [_run(run[0], run[-1], to.lang) for run in runs[:_SHOWN_DAYS]]
    if len(runs) > _SHOWN_DAYS:
        more = len(runs) - _SHOWN_DAYS
        words.append(say(to.lang, f"等 {more} 处", f"and {more} more"))
    return _listed(words, to)


def _run(first: Day, last: Day, lang: Lang) -> str:
    name = holiday_name(first.name, lang) if first.name else say(lang, "周末", "weekend")
    end = "" if first.date == last.date else f"{say(lang, ' 至 ', ' to ')}{last.date:%m-%d}"
    return f"{first.date:%m-%d}{end} {name}"


def _brief(found: Reach, to: Wording) -> str:
    """The status for a sentence: no brackets in brackets, but never more certain than it is."""
    text = found.status.text
    parts = [text.split(say(to.lang, "（", " ("))[0]]
    unconfirmed = UNCONFIRMED.to(to.lang)
    if unconfirmed in text:
        parts.append(unconfirmed)
    if found.status.certainty == "disputed":
        parts.append(say(to.lang, "各来源时间不一", "sources differ on the hours"))
    return say(to.lang, "，", ", ").join(parts)


_PLACES: dict[str, Callable[[Any, Wording], str]] = {
    "amount": lambda amount, _: yuan(amount),
    "brief": _brief,
    "called": lambda reach, _: called(reach),
    "counted": _counted,
    "end": lambda instant, to: day_and_clock(instant, to.at, to.lang),
    "also": lambda texts, to: say(to.lang, "；", "; ").join(texts),
    "where": lambda texts, to: say(to.lang, "；", "; ").join(texts),
    "then": lambda then, to: (TEXTS[then] if isinstance(then, str) else then).to(to.lang),
    "explained": lambda sayings, to: say(to.lang, "；", "; ").join(map(to.text, sayings)),
    "label": lambda label, to: (TEXTS[label] if isinstance(label, str) else label).to(to.lang),
    "how": lambda reach, to: f"{called(reach)}{say(to.lang, '，', ', ')}{_brief(reach, to)}",
    "last": lambda day, to: day_name(day, to.lang),
    "length": lambda length, to: in_words(length.amount, length.unit, to.lang),
    "listed": _listed,
    "opens": lambda instant, to: day_and_clock(instant, to.at, to.lang),
    "outcome": lambda outcome, to: ENDED[outcome].to(to.lang),
    "on": lambda when, to: say(to.lang, f"{when.month} 月 {when.day} 日", f"{when.day} {when:%B}"),
    "publisher": lambda said, to: said.to(to.lang),
    "skipped": _skipped,
}
"""What stands in a place that needs words, by the place's name."""
_OF_THE_INSTANT = frozenset(("end", "opens"))
"""The places whose words depend on the instant of the answer: tomorrow is not always tomorrow."""
_KINDS: dict[type, Callable[[Any, Wording], str]] = {
    Saying: lambda said, to: to.text(said),
    Text: lambda text, to: text.to(to.lang),
}
"""How a value that is a text in itself is put into any place."""
