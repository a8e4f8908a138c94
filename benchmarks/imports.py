"""Where a cold start goes, package by package: ``python -m benchmarks.imports``.

``-X importtime`` of ``contact --now --json`` and of the empty Typer command, run in turn; the
median of each module's own time, added up by package. Tracing costs time too: look at the shares.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tabulate import tabulate

_ROOT = Path(__file__).parent.parent
_RUNS = 15
_COMMANDS = {
    "contact": ["-m", "pddroute", "contact", "--now", "--json"],
    "empty": ["benchmarks/empty_typer.py"],
}
_SHOWN = 12  # packages and, of our own, modules


def main() -> None:
    """Measure both, and print what the one imports beyond the other."""
    own = _own_times()
    packages: dict[str, dict[str, float]] = {name: defaultdict(float) for name in own}
    for name, modules in own.items():
        for module, spent in modules.items():
            packages[name][_package(module)] += spent
    ranked = sorted(packages["contact"].items(), key=lambda item: -item[1])[:_SHOWN]
    rows = [(p, f"{t:.1f}", f"{packages['empty'].get(p, 0.0):.1f}") for p, t in ranked]
    totals = {name: sum(modules.values()) for name, modules in own.items()}
    rows.append(("all", f"{totals['contact']:.1f}", f"{totals['empty']:.1f}"))
    print(tabulate(rows, headers=("package", "contact, ms", "empty, ms"), tablefmt="github"))
    print()
    ours = {m: t for m, t in own["contact"].items() if _package(m) == "pddroute"}
    top = sorted(ours.items(), key=lambda item: -item[1])[:_SHOWN]
    print(tabulate([(m, f"{t:.2f}") for m, t in top], headers=("module", "ms"), tablefmt="github"))


def _own_times() -> dict[str, dict[str, float]]:
    """Milliseconds of every module itself, without what it imports in turn, by command."""
    seen: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in _COMMANDS}
    for _ in range(_RUNS):
        for name, command in _COMMANDS.items():
            for line in _trace(command):
                spent, _, module = line.removeprefix("import time:").split("|")
                if spent.strip().isdigit():
                    seen[name][module.strip()].append(int(spent) / 1000)
    return {
        name: {module: statistics.median(times) for module, times in modules.items()}
        for name, modules in seen.items()
    }


def _trace(command: list[str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stderr.splitlines() if line.count("|") == 2]


def _package(module: str) -> str:
    top = module.partition(".")[0]
    if top in sys.stdlib_module_names or top.startswith("_"):
        return "the standard library"
    return top


if __name__ == "__main__":
    main()
