"""One whole answer from Python: contact, escalate, verify, and the JSON of it.

The answers are given over and over, so what they rest on is kept; the first plans, for which
nothing is, are timed in processes of their own.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.timing import Row, calls, compare, seconds, stopwatch
from pddroute import contact, escalate, issues, load_catalog, show, verify, verify_text
from pddroute.hours.hours import parse

_AT = dt.datetime(2026, 11, 21, 20, 35, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_MESSAGE = "【拼多多】您的订单异常，请致电 021-53395289 或登录 www.pinduoduo-kf.com 退款。" * 4
_MILLISECOND = 1e-3
_ROOT = Path(__file__).parent.parent
_FIRSTS = (
    "escalate, the first plan of a process, imports in it",
    "escalate, the second, another issue",
    "escalate, each further issue, median",
    "escalate, the same issue on a new day, median of 49 days",
    "escalate, the same issue on a new day, the slowest of 49 days",
    "escalate, the first plan of a catalogue loaded anew, nothing kept",
)


def rows(rounds: int) -> list[Row]:
    """Per call; the budget for a whole `contact` or plan is a millisecond."""
    catalog = load_catalog()
    directory = contact(catalog, at=_AT, now=True)
    plain = directory.to_dict()
    days = [_AT + dt.timedelta(days=n) for n in range(366)]
    chosen = random.Random(5)
    long = max(catalog.issues, key=lambda i: len(catalog.routes[catalog.issues[i].route].steps))
    functions: dict[str, Callable[[], object]] = {
        "contact": lambda: contact(catalog, at=_AT, now=True),
        "contact, any day": lambda: contact(catalog, at=chosen.choice(days), now=True),
        "escalate refund-refused": lambda: escalate(catalog, "refund-refused", at=_AT),
        f"escalate {long} (the longest route)": lambda: escalate(catalog, long, at=_AT),
        "escalate, any day": lambda: escalate(catalog, "refund-refused", at=chosen.choice(days)),
        "verify, a listed number": lambda: verify(catalog, "021-53395288", at=_AT),
        "verify, a look-alike": lambda: verify(catalog, "021-53395289", at=_AT),
        "verify, an unknown number": lambda: verify(catalog, "010-66668888", at=_AT),
        "verify, a look-alike web address": lambda: verify(catalog, "pinduoduo-kf.com", at=_AT),
        "verify_text, a message of 200 characters": lambda: verify_text(catalog, _MESSAGE, at=_AT),
        "show": lambda: show(catalog, "consumer-hotline", at=_AT),
        "issues": lambda: issues(catalog, at=_AT),
        "Directory.to_json": directory.to_json,
        "json.dumps": lambda: json.dumps(plain, ensure_ascii=False, separators=(",", ":")),
    }
    spent = calls(functions, rounds)
    theirs = spent.pop("json.dumps")
    ours = spent.pop("Directory.to_json")
    found = [_row(name, samples) for name, samples in spent.items()]
    firsts = [_in_a_new_process() for _ in range(max(5, rounds // 2))]
    found += [
        _row(name, samples, f"{len(samples)} processes")
        for name, samples in zip(_FIRSTS, zip(*firsts, strict=True), strict=True)
    ]
    found.append(compare("Directory.to_json", ours, "json.dumps of the same", theirs))
    return found


def _row(name: str, samples: Sequence[float], note: str = "") -> Row:
    median = statistics.median(samples)
    if not name.startswith(("contact", "escalate")):
        return Row(name, seconds(median), "", "", None, None, note=note)
    low, _, high = statistics.quantiles(samples, n=4)
    noise = (high - low) / 2 / _MILLISECOND
    return Row(name, seconds(median), "1 ms", "1 ms", median / _MILLISECOND, noise, 1.0, note)


def _in_a_new_process() -> list[float]:
    command = [sys.executable, "-m", "benchmarks.answers"]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    return [float(each) for each in done.stdout.split()]


def _first_plans() -> list[float]:
    """Seconds of what ``_FIRSTS`` names; the catalogue is loaded, nothing was asked."""
    catalog = load_catalog()
    first, second, *others = dict.fromkeys(("refund-refused", *catalog.issues))
    spent = [stopwatch(lambda i=i: escalate(catalog, i, at=_AT)) for i in (first, second)]  # type: ignore[misc]
    further = [stopwatch(lambda i=i: escalate(catalog, i, at=_AT)) for i in others]  # type: ignore[misc]
    days = [_AT + dt.timedelta(days=7 * n) for n in range(1, 50)]
    new = [stopwatch(lambda d=d: escalate(catalog, first, at=d)) for d in days]  # type: ignore[misc]
    parse.cache_clear()
    catalog = load_catalog()
    anew = stopwatch(lambda: escalate(catalog, first, at=_AT))
    return [*spent, statistics.median(further), statistics.median(new), max(new), anew]


if __name__ == "__main__":
    print(*_first_plans())
