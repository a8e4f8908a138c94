"""Mutation testing: change the program a little, thousands of times, and see that a test notices.

    python tools/mutation.py                         # all modules below, an hour and more
    python tools/mutation.py periods timeline        # some of them
    python tools/mutation.py --keep /tmp/m periods   # and keep the working directory

Two stages. mutmut makes the mutants and runs the quick tests that reach the changed function; what
survives them is run once more against the exhaustive check of the plans. The work is done in a
copy of the project, with a configuration of its own: nothing is written into this one. The exit
status is 0 if every survivor is listed in ``docs/testing.md``, else 1.

Why not mutmut alone: unless told otherwise it forks the tests from a process that has run them
before, where what a mutant should change has been worked out and remembered already; and it
cannot run a slow test for the survivors only.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
PLANNING = (
    "periods",
    "history",
    "limits",
    "waits",
    "exclusions",
    "timeline",
    "channels",
    "now",
    "escalate",
)
MODULES = ("workdays", "hours", *PLANNING)
QUICK = (
    "hours/test_workdays.py",
    "hours/test_hours.py",
    "plan/test_periods.py",
    "plan/test_history.py",
    "plan/test_plan_examples.py",
)
SLOW = "tests/plan/test_plan_exhaustive.py"
SLOW_SECONDS = 600
LISTED = HOME / "docs" / "testing.md"

CONFIG = """
[tool.pytest.ini_options]
testpaths = ["tests"]
filterwarnings = ["error"]

[tool.mutmut]
source_paths = ["pddroute"]
only_mutate = [{modules}]
also_copy = ["channels.yaml", "README.md", "conftest.py"]
pytest_add_cli_args = [
  "-p", "no:cacheprovider", "-p", "no:cov", "-p", "no:randomly",
  "-k", "not ends_the_command and not imports",
]
pytest_add_cli_args_test_selection = [{tests}]
process_isolation = "forkserver"
use_git_change_detection = false
timeout_constant = 5.0
"""

# Nothing but the mutant may make a test fail: no clock, no chance.
CONFTEST = """
from hypothesis import settings

settings.register_profile("mutation", deadline=None, derandomize=True, database=None)
settings.load_profile("mutation")
"""

# What mutmut writes down as the exit status of a mutant's tests; all others are of the killed.
SURVIVED, NO_TESTS = 0, 33


def _prepare(work: Path, modules: list[str]) -> None:
    """A copy of what the tests need, with a configuration for mutmut."""
    ignore = shutil.ignore_patterns("__pycache__", "*.msgpack")
    for name in ("pddroute", "tests"):
        shutil.copytree(HOME / name, work / name, ignore=ignore)
    for name in ("channels.yaml", "README.md"):
        if (HOME / name).exists():
            shutil.copy(HOME / name, work / name)
    paths = ", ".join(f'"pddroute/{module}.py"' for module in modules)
    tests = ", ".join(f'"tests/{test}"' for test in QUICK)
    config = CONFIG.format(modules=paths, tests=tests)
    (work / "pyproject.toml").write_text(config, encoding="utf-8")
    (work / "conftest.py").write_text(CONFTEST, encoding="utf-8")


def _results(work: Path) -> dict[str, int | None]:
    """Every mutant with the exit status of its tests."""
    found: dict[str, int | None] = {}
    for meta in sorted((work / "mutants" / "pddroute").glob("*.meta")):
        found.update(json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"])
    return found


def _slowly(work: Path, mutant: str) -> bool:
    """Whether the exhaustive check notices the mutant too late for mutmut: at last."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", SLOW]
    environment = {**os.environ, "MUTANT_UNDER_TEST": mutant}
    try:
        done = subprocess.run(
            command,
            cwd=work / "mutants",
            env=environment,
            capture_output=True,
            timeout=SLOW_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def _module(mutant: str) -> str:
    return mutant.split(".")[1]


_DIFFS = """
import json, sys
from mutmut.mutation.diff_apply import find_mutant, get_diff_for_mutant
print(json.dumps([get_diff_for_mutant(m, path=find_mutant(m).path) for m in sys.argv[1:]]))
"""


def _diffs(work: Path, mutants: list[str]) -> list[str]:
    command = [sys.executable, "-c", _DIFFS, *mutants]
    done = subprocess.run(command, cwd=work, check=True, capture_output=True, encoding="utf-8")
    diffs: list[str] = json.loads(done.stdout)
    return diffs


def _changed_line(diff: str) -> str:
    """What a mutant is known by: its first new line, or the line it takes away."""
    body = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    lines = [line for line in body if line.startswith("+")]
    return next(iter(lines or [line for line in body if line.startswith("-")]))[1:].strip()


def _report(results: dict[str, int | None], survivors: list[str], late: set[str]) -> None:
    print(f"\n{'module':12}{'mutants':>9}{'killed':>9}{'of them late':>14}{'survived':>10}")
    for module in MODULES:
        mine = [mutant for mutant in results if _module(mutant) == module]
        if not mine:
            continue
        left = Counter(_module(mutant) for mutant in survivors)[module]
        slow = sum(_module(mutant) == module for mutant in late)
        untried = sum(results[mutant] is None for mutant in mine)
        note = f"   {untried} not tried" if untried else ""
        killed = len(mine) - left - untried
        print(f"{module:12}{len(mine):9}{killed:9}{slow:14}{left:10}{note}")


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description="mutation testing of the planner")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(MODULES))
    parser.add_argument("--keep", type=Path, help="a new directory to work in, and to keep")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--quick", action="store_true", help="leave out the exhaustive check")
    asked = parser.parse_args()
    unknown = set(asked.modules) - set(MODULES)
    if unknown:
        parser.error(f"unknown module {', '.join(sorted(unknown))}: {', '.join(MODULES)}")
    modules = asked.modules or list(MODULES)
    work = asked.keep or Path(tempfile.mkdtemp(prefix="pddroute-mutation-"))
    work.mkdir(parents=True, exist_ok=True)
    try:
        return _run(work, modules, asked.jobs, asked.quick)
    finally:
        if asked.keep is None:
            shutil.rmtree(work, ignore_errors=True)


def _run(work: Path, modules: list[str], jobs: int, quick: bool) -> int:
    if not (work / "pyproject.toml").exists():
        _prepare(work, modules)
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs)]
    subprocess.run(command, cwd=work, check=True)
    results = _results(work)
    survivors = [mutant for mutant, status in results.items() if status in (SURVIVED, NO_TESTS)]
    late: set[str] = set()
    if not quick:
        again = [mutant for mutant in survivors if _module(mutant) in PLANNING]
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            noticed = pool.map(lambda mutant: _slowly(work, mutant), again)
            late = {mutant for mutant, was in zip(again, noticed, strict=True) if was}
    survivors = [mutant for mutant in survivors if mutant not in late]
    known = LISTED.read_text(encoding="utf-8")
    diffs = dict(zip(survivors, _diffs(work, survivors), strict=True))
    news = [mutant for mutant, diff in diffs.items() if _changed_line(diff) not in known]
    for mutant, diff in diffs.items():
        print(f"{mutant}{'   NOT LISTED' if mutant in news else ''}\n{diff}\n")
    _report(results, survivors, late)
    if news:
        print(f"\n{len(news)} survivors are not listed in docs/testing.md")
    return 1 if news else 0


if __name__ == "__main__":
    sys.exit(main())
