"""The open minutes of a day, asked of hours from outside."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from pddroute.hours.hours import Hours
from pddroute.hours.workdays import Calendar


def day_spans(hours: Hours, day: date, calendar: Calendar) -> list[tuple[int, int]]:
    """The minutes of ``day`` at which it is open: as far apart, and as few spans, as can be."""
    midnight = datetime.combine(day, time())
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(sorted(hours.cuts(midnight, calendar))):
        if hours.is_open(midnight + timedelta(minutes=start), calendar):
            touching = bool(spans) and spans[-1][1] == start
            spans.append((spans.pop()[0] if touching else start, end))
    return spans
