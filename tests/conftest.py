"""What the tests share: the bundled catalogue, and the program as a user runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from pddroute.catalogue.loading import default_catalog, load_catalog
from pddroute.catalogue.model import Catalog

# How long an example takes says more about the machine than about the code.
settings.register_profile("pddroute", deadline=None)
settings.load_profile("pddroute")

os.environ.pop("PDDROUTE_CATALOG", None)  # the developer's own catalogue is none of the tests'

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the golden documents again")


@contextmanager
def hearing_ctrl_c() -> Iterator[None]:
    """What is started meanwhile hears Ctrl-C and a hang-up, even where the tests are deaf to them.

    A shell starts what it puts into the background deaf, and so do nohup and some CI services; and
    what is started from there is deaf too.
    """
    heard = {signal.SIGINT: signal.default_int_handler}
    if hangup := getattr(signal, "SIGHUP", None):
        heard[hangup] = signal.SIG_DFL
    before = {number: signal.signal(number, handler) for number, handler in heard.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The bundled catalogue."""
    return load_catalog(default_catalog())


@pytest.fixture(scope="session")
def small() -> Catalog:
    """A made-up catalogue: 08:00-21:30 by telephone is the only way to its platform."""
    return load_catalog(Path(__file__).parent / "data" / "clean.yaml")


@pytest.fixture
def run() -> Run:
    """The installed program in a process of its own: exit status, stdout and stderr as text."""

    def go(
        *args: str, stdin: str | None = None, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("PDDROUTE", "COV_"))}
        clean |= {"PYTHONIOENCODING": "utf-8", **(env or {})}
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "pddroute", *args],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=clean,
            timeout=60,
        )

    return go
