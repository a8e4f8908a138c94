"""The process: what Ctrl-C, a killed parent, closed streams and few descriptors do to it."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import SATURDAY, ask, refusal, validate
from conftest import hearing_ctrl_c

from pddroute import __main__ as program
from pddroute.surfaces import edge, interrupt, workers

Capsys = pytest.CaptureFixture[str]
QUESTION = b'{"ask": "escalate", "issue": "refund-refused", "at": "2026-11-21T20:35"}\n'
COMMAND = [sys.executable, "-W", "error", "-m", "pddroute"]
posix = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")


def session(of: int) -> list[int]:
    """The processes of a session that are still running."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, number = path.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(number) == of and state != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.fixture
def batch() -> Iterator[subprocess.Popen[bytes]]:
    """A batch with two workers in a session of its own, that has answered its first question."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    command = [*COMMAND, "batch", "-", "--workers", "2"]
    with hearing_ctrl_c():
        started = subprocess.Popen(command, start_new_session=True, **pipes)  # type: ignore[call-overload]
    with started as process:
        try:
            process.stdin.write(QUESTION)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["kind"] == "plan"
            yield process
        finally:
            for one in session(process.pid):
                os.kill(one, signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="Linux")
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_no_worker_outlives_its_parent(
    batch: subprocess.Popen[bytes], number: signal.Signals, busy: bool
) -> None:
    """They stayed for ever, and who read the streams they held waited for ever."""
    assert batch.stdin
    assert batch.stdout
    assert batch.stderr
    assert len(session(batch.pid)) >= 3
    if busy:
        stdin, stdout = batch.stdin, batch.stdout

        def feed() -> None:
            try:
                while True:
                    stdin.write(QUESTION * 100)
            except OSError:
                pass

        def drain() -> None:
            while stdout.read(65536):
                pass

        threads = [threading.Thread(target=one, daemon=True) for one in (feed, drain)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
    os.kill(batch.pid, number)
    assert batch.wait(10) == -number
    deadline = time.monotonic() + 5
    while session(batch.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert session(batch.pid) == []
    assert batch.stderr.read() == b""


@posix
def test_workers_answer_a_dialogue_line_by_line(batch: subprocess.Popen[bytes]) -> None:
    """Nothing came before there were enough lines to hand over, or the end."""
    assert batch.stdin
    assert batch.stdout
    for count in (1, 3, 300):
        batch.stdin.write(QUESTION * count)
        batch.stdin.flush()
        for _ in range(count):
            assert json.loads(batch.stdout.readline())["kind"] == "plan"
    batch.stdin.close()
    assert batch.stdout.read() == b""
    assert batch.wait(10) == 0


def test_a_lost_worker_is_an_error_and_no_reader_that_has_gone(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = tmp_path / "asked.ndjson"
    asked.write_bytes(QUESTION)
    for error in (BrokenPipeError(), EOFError(), ConnectionResetError()):

        class Lost(workers.Worker):
            def answers(self, error: Exception = error) -> list[bytes]:
                with workers._lost():
                    raise error

        monkeypatch.setattr(workers, "Worker", Lost)
        said = ask(capsys, "batch", str(asked), "--workers", "2", "--json")
        assert said.status == 3
        assert json.loads(said.out)["error"]["code"] == "internal"


class Given:
    """A pipe that hands over what is asked, then ends; keeps what is sent."""

    def __init__(self, *messages: object) -> None:
        self.messages, self.sent = list(messages), []  # type: ignore[var-annotated]

    def recv(self) -> object:
        if not self.messages:
            raise EOFError
        return self.messages.pop(0)

    def send(self, what: object) -> None:
        self.sent.append(what)


def test_a_worker_answers_until_its_parent_has_gone() -> None:
    def make(word: bytes) -> workers.Answer:
        return lambda number, line: b"%d %s %s" % (number, word, line)

    pipe: Any = Given((make, (b"heard",)), [(1, b"a"), (2, b"b")], [(3, b"c")])
    before = signal.getsignal(signal.SIGINT)
    try:
        workers._work(pipe)  # of no parent: nothing ends this process
    finally:
        signal.signal(signal.SIGINT, before)
    assert pipe.sent == [[b"1 heard a", b"2 heard b"], [b"3 heard c"]]


def test_the_end_of_the_parent_is_the_end_of_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    class Parent:
        def join(self) -> None:
            left.append("joined")

    left: list[object] = []
    monkeypatch.setattr("multiprocessing.parent_process", Parent)
    monkeypatch.setattr("os._exit", left.append)
    workers._end_with_parent()
    assert left == ["joined", 1]


@posix
@pytest.mark.parametrize("more", [(), ("--workers", "2")])
def test_too_few_descriptors_are_an_error_of_its_own_in_json(more: tuple[str, ...]) -> None:
    """It was called lost output, and there was no JSON."""
    few = 8 if more else 6
    shell = f'ulimit -n {few}; exec "$@"'
    command = ["/bin/sh", "-c", shell, "sh", *COMMAND, "batch", "-", "--json", *more]
    done = subprocess.run(command, input=QUESTION, capture_output=True, timeout=60)
    document = json.loads(done.stdout)
    if done.returncode:
        validate(document, "error")
        assert document["error"]["code"] in ("internal", "invalid_catalog", "unreadable_input")
        assert "Too many open files" in document["error"]["message"]
    assert b"Traceback" not in done.stderr
    assert done.returncode == 3 or not more


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "No translation file found for domain"),
        PermissionError(errno.EACCES, "Permission denied"),
        OSError(errno.EMFILE, "Too many open files"),
        ValueError("embedded null byte"),
    ],
)
def test_what_the_system_refuses_is_not_called_lost_output(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*args: object) -> None:
        raise error

    monkeypatch.setattr("pddroute.surfaces.cli.load_catalog", broken)
    monkeypatch.delenv("PDDROUTE_DEBUG", raising=False)
    told = refusal(capsys, "contact", status=3)
    assert told["code"] == "internal"
    assert type(error).__name__ in told["message"]


@posix
@pytest.mark.parametrize("args", [("batch", "-"), ("contact",), ("--version",), ("--help",)])
def test_a_closed_standard_output_is_named(args: tuple[str, ...]) -> None:
    command = ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *COMMAND, *args]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("错误: 写不出结果")
    assert done.stderr.count(b"\n") == 1


# --- files that are none


@posix
@pytest.mark.parametrize("option", ["--catalog", "--overlay"])
def test_a_catalogue_that_is_no_file_is_refused_at_once(
    capsys: Capsys, tmp_path: Path, option: str
) -> None:
    """A pipe that nobody wrote to was waited for, for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path(os.devnull)):
        error = refusal(capsys, "contact", option, str(path), status=3)
        assert error["code"] == "invalid_catalog"
        assert "not a regular file" in error["message"]
    assert refusal(capsys, "check", str(pipe), status=3)["code"] == "invalid_catalog"


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no /dev/fd here")
def test_a_catalogue_that_a_shell_hands_over_is_read() -> None:
    small = Path(__file__).parents[1] / "data" / "small.yaml"
    reading, writing = os.pipe()
    command = [*COMMAND, "issues", "--catalog", f"/dev/fd/{reading}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=[reading]) as process:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(small.read_bytes())
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out


@posix
def test_a_calendar_goes_into_no_pipe_that_nobody_reads(capsys: Capsys, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    error = refusal(capsys, "escalate", "scam", "--ics", str(pipe))
    assert error["code"] == "unwritable_output"


# --- Ctrl-C


@posix
@pytest.mark.parametrize("args", [("contact", "--now"), ("escalate", "scam"), ("verify", "-")])
def test_ctrl_c_ends_a_command_at_any_time(args: tuple[str, ...]) -> None:
    """Once it hears, that is: before, Python is starting, and what that does is not ours."""
    heard = (
        "import sys, time, threading, os, signal\n"
        "from pddroute.surfaces.interrupt import hear\n"
        "hear()\n"
        "wait = float(sys.argv.pop(1))\n"
        "def go():\n    time.sleep(wait)\n    os.kill(os.getpid(), signal.SIGINT)\n"
        "threading.Thread(target=go, daemon=True).start()\n"
        "from pddroute.__main__ import main\n"
        "main()\n"
    )
    seen = set()
    for wait in range(0, 150, 10):
        with hearing_ctrl_c():
            process = subprocess.Popen(
                [sys.executable, "-c", heard, str(wait / 1000), *args],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        with process:
            assert process.stdin
            assert process.stdout
            assert process.stderr
            out, err = process.stdout.read(), process.stderr.read()
            status = process.wait(30)
        assert err == b""
        assert status == 130 or (status == 0 and out), wait
        seen.add(status)
    assert 130 in seen


def test_ctrl_c_is_an_exception_only_where_something_is_to_be_finished(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left: list[int] = []
    monkeypatch.setattr("os._exit", left.append)
    with interrupt.finishing(), interrupt.finishing(), pytest.raises(KeyboardInterrupt):
        interrupt._end(signal.SIGINT, None)
    assert left == []
    interrupt._end(signal.SIGINT, None)
    assert left == [130]


def test_who_is_deaf_to_ctrl_c_stays_so() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        interrupt.hear()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        signal.signal(signal.SIGINT, signal.default_int_handler)
        interrupt.hear()
        assert signal.getsignal(signal.SIGINT) is interrupt._end
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The statuses with which the program, run in this process, has ended it."""
    statuses: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("os._exit", statuses.append)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr("sys.gettrace", lambda: None)
    yield statuses
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("stop", [None, KeyboardInterrupt])
def test_the_program_leaves_with_the_status_of_its_answer(
    monkeypatch: pytest.MonkeyPatch, left: list[int], stop: type[BaseException] | None
) -> None:
    def run(args: list[str]) -> int:
        if stop:
            raise stop
        return len(args)

    monkeypatch.setattr(edge, "run", run)
    monkeypatch.setattr(sys, "argv", ["pddroute", "a", "b"])
    program.main()
    assert left == [130 if stop else 2]


def test_who_traces_the_program_sees_its_end(
    monkeypatch: pytest.MonkeyPatch, left: list[int]
) -> None:
    monkeypatch.setattr(edge, "run", lambda _: 3)
    monkeypatch.setattr("sys.getprofile", lambda: print)
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert (ended.value.code, left) == (3, [])


def test_a_frozen_program_is_its_own_worker(
    monkeypatch: pytest.MonkeyPatch, left: list[int]
) -> None:
    def freeze_support() -> None:
        raise KeyboardInterrupt  # go no further

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("multiprocessing.freeze_support", freeze_support)
    program.main()
    assert left == [130]


# --- colour


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("value", "coloured"), [(None, True), ("", True), ("1", False), ("0", False)]
)
def test_no_color_counts_where_it_is_not_empty(
    monkeypatch: pytest.MonkeyPatch, value: str | None, coloured: bool
) -> None:
    """An empty one is unset: https://no-color.org."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    assert edge.run(["issues", "--at", SATURDAY]) == 0
    assert ("\x1b[" in screen.getvalue()) == coloured


# --- the package


def python(code: str) -> str:
    """What a new Python prints that runs ``code``."""
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_package_imports_nothing_until_it_is_asked() -> None:
    loaded = "print(*[one for one in sys.modules if one.startswith(('pddroute.', 'msgspec'))])"
    assert python(f"import sys, pddroute, pddroute.__main__; {loaded}") == "pddroute.__main__"


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("import pddroute as p; print({callable(getattr(p, one)) for one in p.__all__})", "{True}"),
        ("from pddroute import *; print(callable(verify))", "True"),
        ("import pddroute; print(pddroute.errors.UsageError.code)", "usage"),
        ("import pddroute; print('verify' in dir(pddroute))", "True"),
        ("import pddroute; print(hasattr(pddroute, 'nosuch'))", "False"),
        ("import pddroute; print(hasattr(pddroute, '__nosuch__'))", "False"),
    ],
)
def test_every_name_of_the_package_is_there_when_asked(code: str, printed: str) -> None:
    assert python(code) == printed
