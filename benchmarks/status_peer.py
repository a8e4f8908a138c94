"""The status of one channel, against opening-hours-py (Rust) on the same expression.

The peer gets what is cheapest for it: naive datetimes, and for an expression with ``PH`` its own
calendar of China. It answers a smaller question: no make-up days, no reason, no claims, no text.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

from opening_hours import OpeningHours

from benchmarks.timing import Row, calls, compare
from pddroute import load_catalog
from pddroute.hours import parse
from pddroute.model import Catalog
from pddroute.status import calendar_of, status
from pddroute.times import SHANGHAI

__all__ = ["rows"]

_CHANNELS = {
    "consumer-hotline": "daily",
    "12315-phone": "Chinese calendar",
    "app-chat": "24/7",
}
_INSTANTS = 1000
_YEAR_MINUTES = 365 * 24 * 60
_FIXED = dt.datetime(2026, 11, 21, 20, 35)


def rows(rounds: int) -> list[Row]:
    """Open or not, the whole status, and the next change; at one instant and all over 2026."""
    catalog = load_catalog()
    chosen = random.Random(2026)
    minutes = [chosen.randrange(_YEAR_MINUTES) for _ in range(_INSTANTS)]
    anywhere = [dt.datetime(2026, 1, 1) + dt.timedelta(minutes=m) for m in minutes]
    found: list[Row] = []
    for label, instants in (("one instant", [_FIXED] * _INSTANTS), ("all over 2026", anywhere)):
        for id_, kind in _CHANNELS.items():
            found += _rows(catalog, id_, f"{kind}, {label}", instants, rounds)
    return found


def _rows(
    catalog: Catalog, id_: str, label: str, naive: list[dt.datetime], rounds: int
) -> list[Row]:
    channel = catalog.channels[id_]
    expression = channel.in_force["hours"].text("zh")
    hours, calendar = parse(expression), calendar_of(catalog)
    peer = (
        OpeningHours(expression, country="CN") if "PH" in expression else OpeningHours(expression)
    )
    aware = [at.replace(tzinfo=SHANGHAI) for at in naive]
    functions: dict[str, Callable[[], object]] = {
        "is_open": lambda: [hours.is_open(at, calendar) for at in aware],
        "their is_open": lambda: [peer.is_open(at) for at in naive],
        "status": lambda: [status(catalog, channel, at, "zh") for at in aware],
        "change": lambda: [hours.moment(at, calendar) for at in aware],
        "their change": lambda: [peer.next_change(at) for at in naive],
        "next_opening": lambda: [hours.next_opening(at, calendar) for at in aware],
    }
    spent = calls(functions, rounds)
    pairs = (
        ("Hours.is_open", "is_open", "is_open", 1.0),
        ("status(), text and claims too", "status", "is_open", 1.0),
        ("Hours.moment, next change in it", "change", "change", None),
        ("Hours.next_opening", "next_opening", "change", None),
    )
    names = {"is_open": "opening-hours-py is_open", "change": "opening-hours-py next_change"}
    return [
        compare(
            f"{ours} ({label})",
            spent[key],
            names[other],
            spent[f"their {other}"],
            per=_INSTANTS,
            budget=budget,
        )
        for ours, key, other, budget in pairs
    ]
