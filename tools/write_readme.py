"""Write the program's own output into the documentation again.

    python tools/write_readme.py            write every block that has changed
    python tools/write_readme.py --check    only say which ones have; the exit status is then 1

A fenced block after ``<!-- run: COMMAND -->`` holds what COMMAND prints, 100 columns wide. COMMAND
is what a reader may type, so far as these parts go::

    [echo 'TEXT' | | cat FILE |] pddroute ARGUMENTS [| head -n N | | jq FILTER] [; echo $?]

``<!-- file: NAME -->`` and ``<!-- overlay: NAME -->`` name the block after them as a file that
the commands of the same document can read. Between ``<!-- made: NAME -->`` and ``<!-- end -->``
stands what :data:`MADE` makes. Nothing here needs a shell, head or jq.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
REFRESH = "python tools/write_readme.py"

_BLOCK = re.compile(
    r"^<!-- (?P<marker>run|file|overlay|test)(?:: (?P<argument>.+?))? -->\n"
    r"```(?P<language>\w*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_MADE = re.compile(r"^<!-- made: (\w+) -->\n(.*?)^<!-- end -->$", re.MULTILINE | re.DOTALL)
_MARKER = re.compile(r"^<!-- (run|file|overlay|test|made)\b.*-->$", re.MULTILINE)


class Block(NamedTuple):
    """A marked fenced block of a document."""

    document: Path
    line: int
    """Of the block's first line of text, from 1."""
    marker: str
    argument: str
    body: str
    span: tuple[int, int]
    """Where ``body`` stands in the document."""

    @property
    def place(self) -> str:
        """How a message names it."""
        return f"{self.document.relative_to(ROOT)}:{self.line}"


def documents() -> list[Path]:
    """Every document that may hold marked blocks."""
    return [
        *(ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")),
        *sorted((ROOT / "docs").glob("*.md")),
    ]


def blocks(document: Path, text: str | None = None) -> list[Block]:
    """The marked blocks of a document, in order. Raises ValueError for a marker without one."""
    text = document.read_text(encoding="utf-8") if text is None else text
    found = []
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start("body")) + 1
        argument = match["argument"] or ""
        span = match.span("body")
        found.append(Block(document, line, match["marker"], argument, match["body"], span))
    starts = {match.start() for pattern in (_BLOCK, _MADE) for match in pattern.finditer(text)}
    for marker in _MARKER.finditer(text):
        if marker.start() not in starts:
            raise ValueError(f"{document.name}: nothing belongs to {marker[0]}")
    return found


def output(command: str, folder: Path) -> str:
    """What ``command`` prints when it is run in ``folder``. Raises ValueError for one unknown."""
    line, _, asked = command.partition("; ")
    if asked not in ("", "echo $?"):
        raise ValueError(f"cannot run {asked!r}")
    parts = [_words(part) for part in _split(line)]
    stdin = ""
    if parts[0][0] == "echo":
        stdin = " ".join(parts.pop(0)[1:]) + "\n"
    elif parts[0][0] == "cat":
        stdin = (folder / parts.pop(0)[1]).read_text(encoding="utf-8")
    program, *filters = parts
    if program[0] != "pddroute":
        raise ValueError(f"cannot run {program[0]!r}")
    status, out, err = run(program[1:], stdin, folder)
    for words in filters:
        out = _FILTERS[words[0]](out, words[1:])
    return out + err + (f"{status}\n" if asked else "")


def run(args: list[str], stdin: str, folder: Path) -> tuple[int, str, str]:
    """The program in this process: exit status, standard output and standard error."""
    from pddroute.surfaces.edge import run as pddroute

    out, err = _stream(), _stream()
    with _settings(folder, stdin), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = pddroute(args)
    return status, _text(out), _text(err)


@contextlib.contextmanager
def _settings(folder: Path, stdin: str) -> Iterator[None]:
    """Everything that an output depends on, the same on every machine."""
    before = dict(os.environ), Path.cwd(), sys.stdin
    os.environ["COLUMNS"] = "100"
    os.environ.pop("PDDROUTE_CATALOG", None)
    os.chdir(folder)
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before[0])
        os.chdir(before[1])
        sys.stdin = before[2]


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    content = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return str(content.decode("utf-8"))


def _split(line: str) -> list[str]:
    """The parts of a pipeline; a ``|`` in quotes does not part them."""
    return re.split(r"\s\|\s(?=(?:[^']*'[^']*')*[^']*$)", line)


def _words(part: str) -> list[str]:
    words = shlex.split(part)
    if not words:
        raise ValueError("an empty command")
    return words


def _head(text: str, args: list[str]) -> str:
    if args[:1] != ["-n"]:
        raise ValueError("write head -n N")
    return "".join(text.splitlines(keepends=True)[: int(args[1])])


def _jq(text: str, args: list[str]) -> str:
    """``.a[0].b`` or ``[.a, .b.c]`` of every line, as jq prints it."""
    compact = args[0] == "-c"
    query = args[-1]
    made = []
    for line in text.splitlines():
        document = json.loads(line)
        if query.startswith("["):
            value = [_path(document, path.strip()) for path in query[1:-1].split(",")]
        else:
            value = _path(document, query)
        if compact:
            made.append(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        else:
            made.append(json.dumps(value, ensure_ascii=False, indent=2))
    return "".join(f"{one}\n" for one in made)


def _path(value: object, path: str) -> object:
    if not re.fullmatch(r"(\.\w+|\[\d+\])+|\.", path):
        raise ValueError(f"jq {path!r} is more than this knows")
    for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list):
            value = value[int(index)]
    return value


_FILTERS: dict[str, Callable[[str, list[str]], str]] = {"head": _head, "jq": _jq}


def _lints() -> str:
    """The lints of ``check`` as a table."""
    from pddroute.check.lints import LINTS

    rows = [f"| `{lint.id}` | {lint.severity} | {lint.en} |\n" for lint in LINTS]
    return "".join(["| lint | severity | what it finds |\n", "|---|---|---|\n", *rows])


def _layers() -> str:
    """The import layers, as the import linter is told them."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^layers = \[(.*?)^\]", settings, re.MULTILINE | re.DOTALL)
    if listed is None:
        raise ValueError("pyproject.toml: no layers")
    lines = [line.replace("pddroute.", "") for line in re.findall(r'"(.*?)"', listed[1])]
    return "\n".join(["```text", *lines, "```", ""])


MADE: dict[str, Callable[[], str]] = {"lints": _lints, "layers": _layers}
"""What a document has made for it, by name."""


def write_files(found: list[Block], folder: Path) -> None:
    """The files that a document's blocks hold, written into ``folder``."""
    for block in found:
        if block.marker in ("file", "overlay"):
            (folder / block.argument).write_text(block.body, encoding="utf-8")


def refreshed(document: Path) -> str:
    """The text of a document with every block as it ought to be."""
    text = document.read_text(encoding="utf-8")
    found = blocks(document, text)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(found, folder)
        for block in reversed(found):
            if block.marker == "run":
                start, end = block.span
                text = text[:start] + output(block.argument, folder) + text[end:]
    return _MADE.sub(lambda m: f"<!-- made: {m[1]} -->\n{MADE[m[1]]()}<!-- end -->", text)


def main(args: list[str]) -> int:
    """Refresh every document, or with ``--check`` only compare. Returns the exit status."""
    changed = 0
    for document in documents():
        old, new = document.read_text(encoding="utf-8"), refreshed(document)
        if old == new:
            continue
        changed += 1
        if "--check" in args:
            print(f"{document.relative_to(ROOT)}: not current, run {REFRESH}")
        else:
            document.write_text(new, encoding="utf-8")
            print(f"{document.relative_to(ROOT)}: written")
    return 1 if changed and "--check" in args else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
