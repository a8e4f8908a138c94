"""Which Pythons this machine has, and which versions of what pddroute needs.

    python tools/versions.py pythons          # every CPython it may run on: "3.10 PATH"
    python tools/versions.py oldest           # the oldest of them
    python tools/versions.py lowest           # pins to the lower bounds of pyproject.toml
    python tools/versions.py constraints      # pins to the newest of everything, for all Pythons

All print. Where a version depends on the Python, its pins have markers, so the constraints are
asked of one Python of each version that pyproject.toml lists.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from itertools import groupby
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
# Read as text: Python 3.10 cannot read TOML, and nothing is installed yet.
PROJECT = (HOME / "pyproject.toml").read_text(encoding="utf-8")
LISTED = [int(minor) for minor in re.findall(r'"Programming Language :: .* 3\.(\d+)"', PROJECT)]
BOUNDS = re.findall(r'"([A-Za-z][\w-]*)(?:\[[\w,]+\])?>=([\d.]+)', PROJECT)

# A Python without these makes no environment that packages can be installed in.
_WHO = "import ensurepip, ssl, sys; print(sys.implementation.name, *sys.version_info[:2])"


def pythons() -> dict[int, str]:
    """The CPythons on the path and of pyenv, by minor version, from the lowest listed one up."""
    names = [f"python3.{minor}" for minor in range(LISTED[0], LISTED[0] + 20)]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found: dict[int, str] = {}
    for path in (
        sys.executable,
        *filter(None, map(shutil.which, names)),
        *map(str, sorted(pyenv.glob("versions/*/bin/python"))),
    ):
        asked = subprocess.run([path, "-c", _WHO], capture_output=True, text=True)
        if asked.returncode == 0:
            kind, major, minor = asked.stdout.split()
            if (kind, major) == ("cpython", "3") and int(minor) >= LISTED[0]:
                found.setdefault(int(minor), path)
    return dict(sorted(found.items()))


def resolved(python: str) -> dict[str, str]:
    """The newest versions, with wheels for this Python, of what builds, runs and tests pddroute."""
    with tempfile.TemporaryDirectory() as room:
        subprocess.run([python, "-m", "venv", room], check=True)
        pip = [str(Path(room, "Scripts" if os.name == "nt" else "bin", "python")), "-m", "pip"]
        report = Path(room, "report.json")
        # What hatchling makes an editable install with, it asks for only then.
        wanted = [f"{HOME}[test]", "editables"]
        how = ["--dry-run", "--ignore-installed", "--only-binary=:all:", "--report", str(report)]
        subprocess.run([*pip, "install", "-q", *how, *wanted], check=True, stdout=sys.stderr)
        made = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {
        one["metadata"]["name"].lower().replace("_", "-"): one["metadata"]["version"]
        for one in made
        if not one["is_direct"]
    }


def merged(found: dict[int, dict[str, str]]) -> list[str]:
    """The pins of every Python as one list; the newest Python's hold for those after it."""
    versions: dict[str, dict[int, str]] = defaultdict(dict)
    for minor, pins in found.items():
        for name, version in pins.items():
            versions[name][minor] = version
    lines = []
    for name, by_minor in sorted(versions.items()):
        spans = [(v, list(minors)) for v, minors in groupby(by_minor, key=by_minor.__getitem__)]
        for n, (version, minors) in enumerate(spans):
            bounds = [f'python_version >= "3.{minors[0]}"'] if n else []
            if n < len(spans) - 1:
                bounds.append(f'python_version < "3.{spans[n + 1][1][0]}"')
            lines.append(f"{name}=={version}" + ("; " if bounds else "") + " and ".join(bounds))
    return lines


def constraints() -> list[str]:
    """What ``constraints.txt`` says."""
    found = pythons()
    missing = [f"3.{minor}" for minor in LISTED if minor not in found]
    if missing:
        sys.exit(f"this machine has no CPython {', '.join(missing)}, which pyproject.toml lists")
    return [
        "# Written by `make constraints`: the newest versions, on every Python that is tested.",
        *merged({minor: resolved(found[minor]) for minor in LISTED}),
    ]


def main() -> None:
    """Print what is asked for."""
    asked = {
        "pythons": lambda: [f"3.{minor} {path}" for minor, path in pythons().items()],
        "oldest": lambda: list(pythons().values())[:1],
        "lowest": lambda: sorted({f"{name}=={bound}" for name, bound in BOUNDS}),
        "constraints": constraints,
    }
    print(*asked[sys.argv[1]](), sep="\n")


if __name__ == "__main__":
    main()
