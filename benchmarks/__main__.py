"""``python -m benchmarks``: every measurement, as one table.

``--only cold`` (or ``catalogue``, ``status``, ``answers``, ``batch``, ``growth``, ``length``) takes
a part, and may be repeated; ``--rounds N`` sets how many samples are taken of each, 25 if left out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from tabulate import tabulate

from benchmarks import answers, batch_rate, catalogue, cold_start, growth, length, status_peer
from benchmarks.timing import Row

_PARTS = {
    "cold": cold_start.rows,
    "catalogue": catalogue.rows,
    "status": status_peer.rows,
    "answers": answers.rows,
    "batch": batch_rate.rows,
    "growth": growth.rows,
    "length": length.rows,
}
_PEERS = ("typer", "pydantic", "msgspec", "opening-hours-py", "PyYAML")
_HEAD = ("what", "pddroute", "peer", "peer's", "ratio", "±", "budget", "")


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", action="append", choices=[*_PARTS], help="a part")
    parser.add_argument("--rounds", type=int, default=25, help="samples of each (at least 2)")
    asked = parser.parse_args()
    note = catalogue.compile_anew()
    if note:
        print(note, file=sys.stderr)
    lines: list[tuple[str, ...]] = []
    for name, measure in _PARTS.items():
        if asked.only is None or name in asked.only:
            print(f"measuring: {name} …", file=sys.stderr)
            lines += [_line(row) for row in measure(max(2, asked.rounds))]
    print(_circumstances(asked.rounds))
    print()
    print(tabulate(lines, headers=_HEAD, tablefmt="github", disable_numparse=True))


def _circumstances(rounds: int) -> str:
    day = dt.datetime.now().astimezone().date()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{day}; {rounds} rounds, medians; Python {platform.python_version()}, "
        f"{os.cpu_count()} CPUs{load}; {', '.join(map(_version, _PEERS))}"
    )


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} (not installed)"


def _line(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    noise = "" if row.noise is None else f"{row.noise:.2f}"
    budget = ""
    if row.budget is not None and row.ratio is not None:
        met = "met" if row.ratio <= row.budget else "MISSED"
        budget = f"≤ {row.budget:.2f} {met}"
    return (row.what, row.ours, row.peer, row.theirs, ratio, noise, budget, row.note)


if __name__ == "__main__":
    main()
