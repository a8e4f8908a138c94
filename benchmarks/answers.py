"""One whole answer from Python: contact, escalate, verify, and the JSON of it."""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
from collections.abc import Callable

from benchmarks.timing import Row, calls, compare, seconds
from pddroute import contact, escalate, issues, load_catalog, show, verify, verify_text

__all__ = ["rows"]

_AT = dt.datetime(2026, 11, 21, 20, 35, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_MESSAGE = "【拼多多】您的订单异常，请致电 021-53395289 或登录 www.pinduoduo-kf.com 退款。" * 4
_MILLISECOND = 1e-3


def rows(rounds: int) -> list[Row]:
    """Per call; the budget for a plan is a millisecond."""
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
    found = [
        Row(
            name,
            seconds(statistics.median(samples)),
            "1 ms" if "escalate" in name else "",
            "1 ms" if "escalate" in name else "",
            statistics.median(samples) / _MILLISECOND if "escalate" in name else None,
            None,
            1.0 if "escalate" in name else None,
        )
        for name, samples in spent.items()
    ]
    found.append(compare("Directory.to_json", ours, "json.dumps of the same", theirs))
    return found
