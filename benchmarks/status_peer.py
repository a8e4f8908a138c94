"""The status of one channel, against opening-hours-py (Rust) on the same expression.

The peer gets what is cheapest for it: naive datetimes, and for an expression with ``PH`` its own
calendar of China. It answers a smaller question: no make-up days, no reason, no claims, no text.

*Kept* is an answer given before: for a channel, one in the same stretch of the same day. *First of
a day* is a day that the channel, its hours and the calendar know nothing about yet. *More days than
are kept* goes round days beyond every bound, so that each is forgotten before it comes again.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable

import msgspec
from opening_hours import OpeningHours

from benchmarks.timing import Row, calls, compare, interleaved, stopwatch
from pddroute import load_catalog
from pddroute.catalogue.model import Catalog
from pddroute.directory.reach import reach
from pddroute.directory.status import calendar_of
from pddroute.hours.clock import SHANGHAI
from pddroute.hours.hours import parse

_CHANNELS = {
    "consumer-hotline": "daily",
    "12315-phone": "Chinese calendar",
    "app-chat": "24/7",
}
_INSTANTS = 1000
_YEAR_MINUTES = 365 * 24 * 60
_FIXED = dt.datetime(2026, 11, 21, 20, 35)
_YEAR = dt.date(2026, 1, 1)
_NOTICES_FROM = dt.date(2008, 1, 1)  # until 2026 every year has a notice; days beyond every memo


def rows(rounds: int) -> list[Row]:
    """Open or not, the whole status, and the next change; at one instant and all over 2026."""
    catalog = load_catalog()
    chosen = random.Random(2026)
    minutes = [chosen.randrange(_YEAR_MINUTES) for _ in range(_INSTANTS)]
    anywhere = [dt.datetime(2026, 1, 1) + dt.timedelta(minutes=m) for m in minutes]
    found: list[Row] = []
    for label, instants in (("one instant", [_FIXED] * _INSTANTS), ("all over 2026", anywhere)):
        for id_, kind in _CHANNELS.items():
            found += _kept(catalog, id_, f"{kind}, {label}", instants, rounds)
    for id_, kind in _CHANNELS.items():
        found += _missed(catalog, id_, kind, rounds)
    return found


def _missed(catalog: Catalog, id_: str, kind: str, rounds: int) -> list[Row]:
    """The first status of each day of 2026; days in turn, too many to be kept."""
    expression = catalog.channels[id_].in_force["hours"].text("zh")
    peer = _peer(expression)
    packed = msgspec.msgpack.encode(catalog)
    year, many = (_one_a_day(start) for start in (_YEAR, _NOTICES_FROM))
    naive, aware = (
        itertools.cycle(many),
        itertools.cycle([a.replace(tzinfo=SHANGHAI) for a in many]),
    )

    def first() -> float:
        parse.cache_clear()  # the hours know no day
        fresh = msgspec.msgpack.decode(packed, type=Catalog)  # nor does the channel, the calendar
        instants = [at.replace(tzinfo=SHANGHAI) for at in year]
        reach(fresh, id_, instants[0].replace(year=2024), "zh")  # parses the expression
        return stopwatch(lambda: [reach(fresh, id_, at, "zh") for at in instants]) / len(year)

    def again() -> float:
        part = list(itertools.islice(aware, _INSTANTS))
        return stopwatch(lambda: [reach(catalog, id_, at, "zh") for at in part]) / _INSTANTS

    def their_again() -> float:
        part = list(itertools.islice(naive, _INSTANTS))
        return stopwatch(lambda: [peer.is_open(at) for at in part]) / _INSTANTS

    spent = interleaved(
        {
            "first": first,
            "their first": lambda: stopwatch(lambda: [peer.is_open(a) for a in year]) / len(year),
            "again": again,
            "their again": their_again,
        },
        rounds,
    )
    named = {
        "first": f"reach(), first of a day ({kind}, each day of 2026)",
        "again": f"reach(), more days than are kept ({kind}, {len(many):,} days)",
    }
    return [
        compare(name, spent[key], "opening-hours-py is_open", spent[f"their {key}"])
        for key, name in named.items()
    ]


def _one_a_day(start: dt.date) -> list[dt.datetime]:
    """An instant of every day until the end of 2026, in no order."""
    chosen = random.Random(2026)
    midnight = dt.datetime.combine(start, dt.time())
    days = (dt.date(2026, 12, 31) - start).days + 1
    found = [midnight + dt.timedelta(n, minutes=chosen.randrange(24 * 60)) for n in range(days)]
    chosen.shuffle(found)
    return found


def _peer(expression: str) -> OpeningHours:
    return (
        OpeningHours(expression, country="CN") if "PH" in expression else OpeningHours(expression)
    )


def _kept(
    catalog: Catalog, id_: str, label: str, naive: list[dt.datetime], rounds: int
) -> list[Row]:
    channel = catalog.channels[id_]
    expression = channel.in_force["hours"].text("zh")
    hours, calendar = parse(expression), calendar_of(catalog)
    peer = _peer(expression)
    aware = [at.replace(tzinfo=SHANGHAI) for at in naive]
    functions: dict[str, Callable[[], object]] = {
        "is_open": lambda: [hours.is_open(at, calendar) for at in aware],
        "their is_open": lambda: [peer.is_open(at) for at in naive],
        "reach": lambda: [reach(catalog, id_, at, "zh") for at in aware],
        "change": lambda: [hours.moment(at, calendar) for at in aware],
        "their change": lambda: [peer.next_change(at) for at in naive],
        "next_opening": lambda: [hours.next_opening(at, calendar) for at in aware],
    }
    spent = calls(functions, rounds)
    pairs = (
        ("Hours.is_open, kept", "is_open", "is_open"),
        ("reach(), a status with text and claims, kept", "reach", "is_open"),
        ("Hours.moment, days kept", "change", "change"),
        ("Hours.next_opening, days kept", "next_opening", "change"),
    )
    names = {"is_open": "opening-hours-py is_open", "change": "opening-hours-py next_change"}
    return [
        compare(
            f"{ours} ({label})",
            spent[key],
            names[other],
            spent[f"their {other}"],
            per=_INSTANTS,
        )
        for ours, key, other in pairs
    ]
