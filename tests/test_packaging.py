"""The wheel and the sdist: built once, installed in an empty environment, and run there."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from asking import SATURDAY, validate

ROOT = Path(__file__).parent.parent
_LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "*.msgpack", "build", "dist", "mutants", "*.egg-info"
)


class Built(NamedTuple):
    """What ``python -m build`` made, and the Python of an environment with the wheel in it."""

    wheel: Path
    sdist: Path
    python: Path


def call(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PDDROUTE", "PYTHON", "COV_"))
    }
    for name in ("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"):  # make gives them from the checkout
        if (ROOT / clean.get(name, "")).is_file():
            clean[name] = (ROOT / clean[name]).as_uri()
    return subprocess.run(
        [str(one) for one in args],
        cwd=cwd,
        env=clean | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


def must(*args: str | Path, cwd: Path) -> str:
    done = call(*args, cwd=cwd)
    assert done.returncode == 0, f"{args}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def pip(python: Path, *args: str | Path, cwd: Path) -> None:
    """This environment's pip at work on another one, which needs none of its own."""
    must(sys.executable, "-m", "pip", "--python", python, "--quiet", *args, cwd=cwd)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist of a copy of this checkout, the wheel that is built from that, and it installed."""
    room = tmp_path_factory.mktemp("packaging")
    source, dist = room / "source", room / "dist"
    shutil.copytree(ROOT, source, ignore=_LEFT_OUT)
    shutil.copy(ROOT / ".gitignore", source)
    build = ("-m", "build", "--sdist", "--no-isolation", "--outdir", dist)
    must(sys.executable, *build, source, cwd=room)
    (sdist,) = dist.glob("*.tar.gz")
    # With what pyproject.toml says that a build needs, and nothing else.
    must(sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", dist, sdist, cwd=room)
    (wheel,) = dist.glob("*.whl")
    venv.create(room / "empty", symlinks=os.name != "nt")
    python = room / "empty" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip(python, "install", "--no-compile", wheel, cwd=room)
    return Built(wheel, sdist, python)


def test_the_wheel_holds_what_it_needs(built: Built) -> None:
    names = set(zipfile.ZipFile(built.wheel).namelist())
    wanted = {
        "pddroute/py.typed",
        "pddroute/channels.yaml",
        "pddroute/channels.msgpack",
        "pddroute/statutory.msgpack",
        "pddroute/data/area_codes.csv",
        *(f"pddroute/schemas/{path.name}" for path in (ROOT / "pddroute/schemas").iterdir()),
        *(path.relative_to(ROOT).as_posix() for path in (ROOT / "pddroute").rglob("*.py")),
    }
    assert wanted <= names
    assert len([name for name in wanted if "/schemas/" in name]) == 13
    strangers = {name for name in names if not name.startswith("pddroute")}
    assert strangers == set(), "nothing but the package and its metadata"
    catalogue = zipfile.ZipFile(built.wheel).read("pddroute/channels.yaml")
    assert catalogue == (ROOT / "channels.yaml").read_bytes()


def test_the_sdist_holds_what_a_wheel_is_built_from(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for wanted in (
        "channels.yaml",
        "hatch_build.py",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "Makefile",
        "tests/conftest.py",
        "pddroute/data/area_codes.csv",
        "pddroute/schemas/plan.json",
    ):
        assert wanted in names
    assert not any(name.endswith(".msgpack") for name in names), "compiled wherever it is built"


def test_the_command_answers_from_anywhere(built: Built, tmp_path: Path) -> None:
    question = ("contact", "--now", "--at", SATURDAY, "--json")
    program = built.python.parent / "pddroute"
    said = must(program, *question, cwd=tmp_path)
    document = json.loads(said)
    validate(document)
    assert document["channels"][0]["id"] == "consumer-hotline"
    assert must(built.python, "-m", "pddroute", *question, cwd=tmp_path) == said
    here = subprocess.run(
        [sys.executable, "-m", "pddroute", *question],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert here.stdout == said, "installed or not, the same answer"


def test_every_command_works_as_installed(built: Built, tmp_path: Path) -> None:
    program = built.python.parent / "pddroute"
    for args in (
        ("contact", "--now", "--city", "杭州"),
        ("escalate", "refund-refused", "--ics", "plan.ics"),
        ("issues",),
        ("show", "12315-phone"),
        ("verify", "021-53395288"),
        ("check",),
        ("schema", "plan"),
        ("--help",),
    ):
        assert must(program, *args, cwd=tmp_path).strip()
    assert (tmp_path / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert must(program, "--version", cwd=tmp_path).startswith("pddroute 1.")


@pytest.mark.parametrize(
    "question",
    [
        ("contact", "--now", "--at", SATURDAY, "--json"),
        ("escalate", "refund-refused", "--at", "2026-12-20T10:00", "--json"),  # ends in 2027
    ],
    ids=["contact", "escalate"],
)
def test_what_is_installed_reads_what_was_compiled(
    built: Built, tmp_path: Path, question: tuple[str, ...]
) -> None:
    """A start needs neither YAML nor the holiday guesses nor the parts of other commands."""
    program = (
        "import sys\n"
        "from importlib.util import find_spec\n"
        "from pddroute.surfaces.edge import run\n"
        f"assert run({list(question)}) == 0\n"
        "assert find_spec('holidays') is None\n"
        "heavy = {'yaml', 'holidays', 'icalendar', 'tabulate', 'rich', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = call(built.python, "-c", program, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "[]\n")
    path = must(
        built.python,
        "-c",
        "from pddroute.catalogue.loading import default_catalog; print(default_catalog())",
        cwd=tmp_path,
    )
    assert Path(path.strip()).parent.parent.name == "site-packages"


def test_an_edited_catalogue_is_not_answered_from_the_compiled_one(
    built: Built, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    zipfile.ZipFile(built.wheel).extractall(copy)
    catalogue = copy / "pddroute" / "channels.yaml"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(
        re.sub("^revised: .*$", "revised: 2026-11-20", text, flags=re.MULTILINE), encoding="utf-8"
    )
    program = (
        f"import sys; sys.path.insert(0, {str(copy)!r})\n"
        "from pddroute import load_catalog; print(load_catalog().revised)"
    )
    assert must(built.python, "-c", program, cwd=tmp_path) == "2026-11-20\n"


def test_the_area_codes_are_those_of_the_checkout(built: Built) -> None:
    shipped = zipfile.ZipFile(built.wheel).read("pddroute/data/area_codes.csv").decode("utf-8")
    rows = list(csv.reader(shipped.splitlines()))
    assert len(rows) > 330
    assert shipped == (ROOT / "pddroute/data/area_codes.csv").read_text(encoding="utf-8")
