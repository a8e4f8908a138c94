"""The house: the page that shows it is true, rooms are small, and no door hides a room."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

import pddroute

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pddroute"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MOST_LINES = 350


def test_the_page_shows_every_room_and_no_other() -> None:
    tree = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert tree
    shown = set(re.findall(r"^  ([\w.]+)/?  ", tree[1], re.MULTILINE))
    rooms = {one.parent.name for one in PACKAGE.glob("*/__init__.py")}
    assert rooms < shown
    assert shown - rooms == {"api.py", "start.py", "sealed.py", "words.py", "errors.py"}


def test_every_module_that_the_page_names_is_there() -> None:
    named = re.findall(r"`(\w+/\w+\.py)`", PAGE)
    assert named
    assert [one for one in named if not (PACKAGE / one).is_file()] == []


def test_no_module_is_longer_than_one_reading() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_public_name_hides_a_module() -> None:
    hidden = [n for n in pddroute.__all__ if importlib.util.find_spec(f"pddroute.{n}") is not None]
    assert hidden == []


def test_every_room_says_what_it_is_for() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert path.read_text(encoding="utf-8").startswith('"""'), path


LATE = ("yaml", "holidays", "icalendar", "rich", "tabulate")


@pytest.mark.parametrize("at", ["2026-06-10T10:00", "2026-12-20T23:30", "2027-03-02T10:00"])
@pytest.mark.parametrize(
    "command", [["contact", "--now"], ["escalate", "refund-refused"], ["verify", "021-53395288"]]
)
def test_a_command_imports_what_it_asks_and_no_more(command: list[str], at: str) -> None:
    asked = [*command, "--at", at, "--json"]
    code = (
        f"import sys; from pddroute.surfaces.edge import run; run({asked!r}); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "pddroute.api" in loaded
    assert not loaded & {*LATE, "pddroute.check", "pddroute.numbers.cities"}
    rooms = {one: f"pddroute.{one}" in loaded for one in ("plan", "verdict", "render")}
    assert rooms == {"plan": "escalate" in command, "verdict": "verify" in command, "render": False}
