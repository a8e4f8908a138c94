"""Plain Python values as a question holds them: instants, dates, lists of steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pddroute.contract.questions import says, wrong
from pddroute.errors import InvalidTime
from pddroute.hours.clock import parse_time, to_shanghai
from pddroute.words import Said

_AN_INSTANT = Said("应是 datetime 或 ISO 8601 文字", "give a datetime or an ISO 8601 text")
_A_DATE = Said("应是日期，不带时刻", "give a date, without a time of day")


def instant(at: object, name: str) -> dt.datetime:
    """``at``, a datetime or an ISO 8601 text, as an aware datetime in Asia/Shanghai.

    Raises :class:`~pddroute.errors.InvalidTime`; ``name`` is what the argument is called.
    """
    if isinstance(at, str):
        return parse_time(at)
    if isinstance(at, dt.datetime):
        return to_shanghai(at)
    raise wrong(name, at, _AN_INSTANT, InvalidTime)


def instant_text(at: object, name: str) -> str | None:
    """An instant or a day as the text that a question holds; raises as :func:`instant` does."""
    if at is None or isinstance(at, str):
        return at
    if isinstance(at, dt.date) and not isinstance(at, dt.datetime):
        return at.isoformat()
    return instant(at, name).isoformat()


def date_text(day: object, name: str) -> str | None:
    """A date as the text that a question holds; raises as :func:`instant` does."""
    if isinstance(day, dt.date) and not isinstance(day, dt.datetime):
        return day.isoformat()
    if day is None or isinstance(day, str):
        return day
    raise wrong(name, day, _A_DATE, InvalidTime)


def done_texts(done: object) -> object:
    """Steps, or a mapping of steps to when (None: unknown), as ``STEP`` and ``STEP@TIME``."""

    def joined(step: str, when: object) -> str:
        return f"{step}@{instant_text(when, 'done')}" if says("done", when) else step

    return _texts(done, joined)


def outcome_texts(outcome: object) -> object:
    """``STEP=OUTCOME`` texts, or a mapping of steps to outcomes, as such texts."""
    return _texts(outcome, lambda step, came: f"{step}={came}" if isinstance(came, str) else came)


def _texts(given: object, joined: Callable[[str, Any], object]) -> object:
    """A mapping or any other iterable as a list; what is no text, the question refuses."""
    if isinstance(given, Mapping):
        pairs = given.items()
        return [joined(step, value) if isinstance(step, str) else step for step, value in pairs]
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        return given
    return list(given)
