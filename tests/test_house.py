"""The house: the page that shows it is true, rooms are small, and no door hides a room."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

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
    assert shown - rooms == {"api.py", "words.py", "errors.py"}


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
