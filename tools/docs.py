"""Cog for the documents: what they show is what the program prints and what is in docs/examples.

    python tools/docs.py -r                 write again what has changed
    python tools/docs.py --check --diff     only show it; the exit status is then not 0

Cog writes what is between ``<!-- [[[cog CALL ]]] -->`` and ``<!-- [[[end]]] -->``. The calls are
those of the functions below; commands run in docs/examples, on a terminal of 100 columns.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import sys
from collections.abc import Iterable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs" / "examples"
DOCUMENTS = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]


def run(
    command: str, *, stdin: str = "", head: int | None = None, status: bool = False, pick: str = ""
) -> None:
    """Show what ``pddroute …`` prints.

    ``head`` is for so many lines, ``status`` for the exit status too, ``pick`` for one part of
    the JSON of every line (``channels.0.status``) or for a list of some (``kind, error.code``).
    """
    from pddroute.surfaces.edge import run as pddroute

    out, given = io.BytesIO(), io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
    said = io.TextIOWrapper(out, "utf-8", newline="\n", write_through=True)
    with mock.patch.multiple(sys, stdin=given, stdout=said, stderr=said):
        left = pddroute(shlex.split(command.removeprefix("pddroute ")))
    lines = out.getvalue().decode().splitlines()[:head]
    if pick:
        lines = [_picked(json.loads(line), pick.split(", ")) for line in lines]
    if status:
        lines.append(str(left))
    _block("json" if pick and "," not in pick else "text", lines)


def show(name: str) -> None:
    """Show a file of docs/examples."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    _block("yaml" if name.endswith(".yaml") else "json", text.splitlines())


def lints() -> None:
    """Show the lints of ``check`` as a table."""
    import cog

    from pddroute.check.check import LINTS

    cog.outl("| lint | severity | what it says |\n|---|---|---|")
    for lint in LINTS:
        cog.outl(f"| `{lint.id}` | {lint.severity} | {lint.message.en} |")


def _block(language: str, lines: Iterable[str]) -> None:
    import cog

    cog.outl("\n".join([f"```{language}", *lines, "```"]))


def _picked(document: Any, paths: list[str]) -> str:
    def part(value: Any, key: str) -> Any:
        return value[int(key)] if isinstance(value, list) else (value or {}).get(key)

    parts = [reduce(part, path.split("."), document) for path in paths]
    if len(parts) == 1:
        return json.dumps(parts[0], ensure_ascii=False, indent=2)
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def main(args: Sequence[str]) -> int:
    """Cog with ``args`` over the documents: its exit status."""
    from cogapp import Cog

    own = ["-I", str(ROOT / "tools"), "-p", "from docs import lints, run, show", "-n", "utf-8"]
    before = Path.cwd()
    with mock.patch.dict(os.environ, COLUMNS="100"):
        os.environ.pop("PDDROUTE_CATALOG", None)
        os.chdir(EXAMPLES)
        try:
            return int(Cog().main(["cog", *own, *args, *map(str, DOCUMENTS)]))
        finally:
            os.chdir(before)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
