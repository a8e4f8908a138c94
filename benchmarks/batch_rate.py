"""Answers a second through ``Batch``, in one process and in two, and whether memory stays flat."""

from __future__ import annotations

import datetime as dt
import json
import random
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.timing import Row
from pddroute.surfaces.batch import Batch

_LINES = 20_000
_SETTLED = 4_000  # lines after which every table a batch keeps has been filled
_ISSUES = ("refund-refused", "not-shipped", "counterfeit", "scam", "logistics-slow")
_NUMBERS = ("021-53395288", "021-53395289", "9541366", "010-66668888", "www.pinduoduo.com")
_MINUTES = 365 * 24 * 60


def questions(count: int, bad: int = 0) -> Iterator[bytes]:
    """``count`` questions of every kind at instants all over 2026, ``bad`` of them no questions."""
    chosen = random.Random(count)
    wrong = set(chosen.sample(range(count), bad))
    start = dt.datetime(2026, 1, 1)
    for number in range(count):
        if number in wrong:
            yield b'{"ask": "nonsense"}\n'
            continue
        at = (start + dt.timedelta(minutes=chosen.randrange(_MINUTES))).isoformat()
        question: dict[str, object] = {"at": at, "lang": chosen.choice(("zh", "en"))}
        kind = number % 10
        if kind < 4:
            question |= {"ask": "verify", "number": chosen.choice(_NUMBERS)}
        elif kind < 8:
            question |= {"ask": "escalate", "issue": chosen.choice(_ISSUES)}
        elif kind < 9:
            question |= {"ask": "contact", "now": True}
        else:
            question |= {"ask": "show", "channel": "consumer-hotline"}
        yield json.dumps(question).encode() + b"\n"


def resident(pid: int | str = "self", field: str = "VmRSS") -> float | None:
    """Megabytes that a process holds in memory; None where there is no ``/proc``."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    sizes = [line.split()[1] for line in status.splitlines() if line.startswith(f"{field}:")]
    return int(sizes[0]) / 1024 if sizes else None


def rows(rounds: int) -> list[Row]:
    """One worker against two, the memory of this process beside it."""
    batches = {workers: Batch(workers=workers) for workers in (1, 2)}
    rates: dict[int, list[float]] = {1: [], 2: []}
    notes: dict[int, str] = {}
    for _ in range(max(1, rounds // 10)):
        for workers, batch in batches.items():
            started = time.perf_counter()
            notes[workers] = _drain(batch.answers(questions(_LINES)))
            rates[workers].append(_LINES / (time.perf_counter() - started))
    one, two = (max(rates[workers]) for workers in (1, 2))
    return [
        Row(f"batch, {_LINES:,} lines", f"{one:,.0f}/s", "", "", None, None, note=notes[1]),
        Row(
            f"batch --workers 2, {_LINES:,} lines",
            f"{two:,.0f}/s",
            "1 worker",
            f"{one:,.0f}/s",
            one / two,
            None,
            note=notes[2],
        ),
    ]


def _drain(answers: Iterable[bytes]) -> str:
    """Take every answer; how much memory this process held early on, and at the end."""
    early = None
    for number, _ in enumerate(answers):
        if number == _SETTLED:
            early = resident()
    end = resident()
    return "" if early is None or end is None else f"{early:.0f} MB early, {end:.0f} MB at the end"
