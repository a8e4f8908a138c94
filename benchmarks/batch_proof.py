"""The proof of batch: ``python -m benchmarks.batch_proof [--workers N] [--lines N] [--bad N]``.

Pipes 100,000 questions, 100 of them bad, through ``pddroute batch -`` and prints how many lines
came out, how many of them were errors, whether they stood where the bad ones did, and how much
memory the process held at the start, at the end, and at most.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from benchmarks.batch_rate import questions, resident

_ROOT = Path(__file__).parent.parent
_EARLY = 0.05  # of the lines: the tables that a batch keeps are filled by then


def main() -> None:
    """Run it and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch_proof")
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--bad", type=int, default=100)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    lines = list(questions(asked.lines, asked.bad))
    wrong = [number for number, line in enumerate(lines) if b"nonsense" in line]
    command = [sys.executable, "-m", "pddroute", "batch", "-", "--workers", str(asked.workers)]
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    if process.stdin is None or process.stdout is None:
        raise SystemExit("no pipes")
    feeder = threading.Thread(target=_feed, args=(process.stdin, lines), daemon=True)
    feeder.start()
    errors: list[int] = []
    count = 0
    memory: dict[str, float | None] = {}
    for answer in process.stdout:
        if b'"kind":"error"' in answer:
            errors.append(count)
        count += 1
        if count == 1:
            memory["first answer"] = resident(process.pid)
        if count == int(asked.lines * _EARLY):
            memory[f"after {count:,}"] = resident(process.pid)
        if count == asked.lines:
            memory["last answer"] = resident(process.pid)
            memory["at most"] = resident(process.pid, "VmHWM")
    status = process.wait()
    spent = time.perf_counter() - started
    print(f"in {asked.lines:,} lines, {asked.bad} bad; out {count:,} lines, {len(errors)} errors")
    print(f"errors stand where the bad lines did: {'yes' if errors == wrong else 'NO'}")
    print(f"{spent:.1f} s, {count / spent:,.0f} answers a second, {asked.workers} worker(s)")
    shown = (f"{name} {size:.1f}" for name, size in memory.items() if size is not None)
    print(f"memory of the process in MB: {', '.join(shown) or 'unknown here'}")
    print(f"exit status {status}")


def _feed(stream: IO[bytes], lines: list[bytes]) -> None:
    with stream:
        stream.writelines(lines)


if __name__ == "__main__":
    main()
