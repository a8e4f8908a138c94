"""Ten thousand to a million characters: what one more costs, for every command that takes text.

The program runs in this process, so that a text may be longer than an operating system lets an
argument be. What is asked is often refused; that has to be quick too.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout

from benchmarks.timing import Row, compare, interleaved, seconds, stopwatch
from pddroute.surfaces import edge

SIZES = (10_000, 100_000, 1_000_000)
_LIMIT = 1.5  # per character: what a million may cost of what a hundred thousand do
_TEXTS = {
    "prose": "商家说电话坏了，让我加 QQ 再退款，我没加。",
    "numbers": "客服 021-53395289 转 3 ",
    "digits": "0213395",
    "addresses": "www.pinduoduo.com.kf.cn/a?b=c ",
    "hyphens": "--a( ",
}
_AT = "2026-11-21T20:35"
# What is asked about a text: the arguments, and what stands on standard input.
_ASKED: dict[str, Callable[[str], tuple[list[str], str]]] = {
    "verify -": lambda text: (["verify", "-"], text),
    "verify TEXT": lambda text: (["verify", "--", text], ""),
    "verify TEXT, without --": lambda text: (["verify", f"-{text}"], ""),
    "verify A TEXT": lambda text: (["verify", "1", text], ""),
    "escalate TEXT": lambda text: (["escalate", "--", text], ""),
    "escalate --done TEXT": lambda text: (["escalate", "scam", "--done", text], ""),
    "escalate --outcome TEXT": lambda text: (["escalate", "scam", "--outcome", text], ""),
    "escalate --for TEXT": lambda text: (["escalate", "scam", "--for", text], ""),
    "escalate --since TEXT": lambda text: (["escalate", "scam", "--since", text], ""),
    "escalate --step TEXT": lambda text: (["escalate", "scam", "--step", text], ""),
    "show TEXT": lambda text: (["show", "--", text], ""),
    "contact --city TEXT": lambda text: (["contact", "--city", text], ""),
    "contact --kind TEXT": lambda text: (["contact", "--kind", text], ""),
    "contact --at TEXT": lambda text: (["contact", "--at", text], ""),
    "contact --TEXT": lambda text: (["contact", f"--{text}"], ""),
    "schema TEXT": lambda text: (["schema", "--", text], ""),
    "TEXT": lambda text: ([text], ""),
    "batch -, verify": lambda text: (["batch", "-"], _line(ask="verify_text", text=text)),
    "batch -, escalate": lambda text: (["batch", "-"], _line(ask="escalate", issue=text)),
    "batch -, anything": lambda text: (["batch", "-"], text),
}


def _line(**fields: str) -> str:
    return json.dumps({**fields, "at": _AT}, ensure_ascii=False) + "\n"


def rows(rounds: int) -> list[Row]:
    """Per character of a million against one of a hundred thousand: of each command its slowest."""
    found = []
    for name, asked in _ASKED.items():
        slowest: tuple[float, Row] | None = None
        for kind, sample in _TEXTS.items():
            samplers = {
                str(size): lambda a=asked, s=sample, n=size: _run(*a((s * n)[:n])) / n  # type: ignore[misc]
                for size in SIZES
            }
            spent = interleaved(samplers, max(2, rounds // 10))
            cost = min(spent[str(SIZES[2])])
            if slowest is None or cost > slowest[0]:
                slowest = cost, _row(f"{name}, {kind}", spent)
        if slowest:
            found.append(slowest[1])
    return found


def _row(name: str, spent: dict[str, list[float]]) -> Row:
    _, middle, most = (spent[str(size)] for size in SIZES)
    peer, what = f"per character of {SIZES[1]:,}", f"{name}, per character of {SIZES[2]:,}"
    note = ", ".join(f"{size:,}: {seconds(min(spent[str(size)]) * size)}" for size in SIZES)
    return compare(what, most, peer, middle, budget=_LIMIT, note=note)


def _run(args: list[str], sent: str) -> float:
    """Seconds of the processor that the program takes; whatever it answers, it never fails."""
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(sent.encode()))
    status: list[int] = []
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            spent = stopwatch(lambda: status.append(edge.run(args)))
    finally:
        sys.stdin = before
    if status[0] not in (0, 1, 2):
        raise SystemExit(f"{args[0][:20]}: status {status[0]}")
    return spent
