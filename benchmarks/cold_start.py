"""From nothing to an answer: a new process, against the least a Typer program can be.

Wall time is what somebody waits, and what the budget is about; the processor time beside it is
what remains of a measurement on a machine where others work too. POSIX only (``os.wait4``).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.timing import Row, compare

_ROOT = Path(__file__).parent.parent
_PEER = "empty Typer command"
_BUDGET = 1.3  # of every day of the year, a plan that reaches into one without a notice included
_OURS: dict[str, tuple[list[str], float | None]] = {
    "contact --now --json": (["contact", "--now", "--json"], _BUDGET),
    "verify": (["verify", "021-53395288", "--json"], None),
    "escalate": (["escalate", "refund-refused", "--json"], _BUDGET),
    "escalate, every date in a year with notice": (
        ["escalate", "refund-refused", "--json", "--at", "2026-03-02T10:00"],
        _BUDGET,
    ),
    "escalate, into a year without notice": (
        ["escalate", "refund-refused", "--json", "--at", "2026-12-20T10:00"],
        _BUDGET,
    ),
    "contact, a date without holiday notice": (
        ["contact", "--now", "--json", "--at", "2027-03-02T10:00"],
        _BUDGET,
    ),
}


def rows(rounds: int) -> list[Row]:
    """Every command as a module and the first as the installed script, ``rounds`` times in turn."""
    python = sys.executable
    commands = {_PEER: [python, "benchmarks/empty_typer.py"], "python": [python, "-c", "pass"]}
    budgets: dict[str, float | None] = {}
    for name, (args, budget) in _OURS.items():
        commands[f"python -m pddroute {name}"] = [python, "-m", "pddroute", *args]
        budgets[f"python -m pddroute {name}"] = budget
    script = Path(python).with_name("pddroute")
    if script.exists():
        args, budget = _OURS["contact --now --json"]
        commands["pddroute contact --now --json"] = [str(script), *args]
        budgets["pddroute contact --now --json"] = budget
    wall: dict[str, list[float]] = {name: [] for name in commands}
    cpu: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            spent, worked = _run(command)
            if turn:  # the first leaves the compiled modules behind, and warms the disk's cache
                wall[name].append(spent)
                cpu[name].append(worked)
    empty = statistics.median(cpu[_PEER])
    found = [
        compare(
            name,
            wall[name],
            _PEER,
            wall[_PEER],
            budget=budget,
            note=f"processor time ×{statistics.median(cpu[name]) / empty:.2f}",
        )
        for name, budget in budgets.items()
    ]
    found.append(compare(_PEER, wall[_PEER], "python -c pass", wall["python"]))
    return found


def _run(command: list[str]) -> tuple[float, float]:
    """Seconds of the clock and of the processor that ``command`` takes."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=_ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    spent = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed with status {process.returncode}")
    return spent, usage.ru_utime + usage.ru_stime
