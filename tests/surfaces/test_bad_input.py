"""Bad input, bad streams: one clear line or one JSON document, the right status, no traceback."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import SATURDAY, ask, lines, refusal, validate
from conftest import Run, hearing_ctrl_c

from pddroute.render.layout import columns
from pddroute.surfaces import edge

Capsys = pytest.CaptureFixture[str]
SMALL = (Path(__file__).parents[1] / "data" / "clean.yaml").read_text(encoding="utf-8")
ESCAPE = "\x1b[31m"


@pytest.fixture(autouse=True)
def _own_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PDDROUTE_CATALOG", raising=False)


REFUSED = [
    # the arguments; the code; what the line must name
    (("contact", "--at", "soon"), "invalid_time", "soon"),
    (("contact", "--at", "2026-11-21"), "invalid_time", "2026-11-21T20:35"),
    (("contact", "--at", "2026-11-21T25:00"), "invalid_time", "2026-11-21T25:00"),
    (("contact", "--at", "2026-02-29T10:00"), "invalid_time", "2026-02-29T10:00"),
    (("contact", "--at", "2026-11-21T20:35+99:00"), "invalid_time", "+99:00"),
    (("contact", "--at", "1969-12-31T23:59"), "invalid_time", "1970"),
    (("contact", "--at", "2200-01-01T00:00"), "invalid_time", "2199"),
    (("contact", "--at", "２０２６-11-21T20:35"), "invalid_time", "ISO 8601"),
    (("issues", "--at", "x"), "invalid_time", "x"),
    (("show", "110", "--at", "x"), "invalid_time", "x"),
    (("verify", "110", "--at", "x"), "invalid_time", "x"),
    (("check", "--at", "x"), "invalid_time", "x"),
    (("escalate", "scam", "--at", "x"), "invalid_time", "x"),
    (("escalate", "scam", "--since", "someday"), "invalid_time", "someday"),
    (("escalate", "scam", "--received", "2026-11-31"), "invalid_time", "2026-11-31"),
    (("escalate", "scam", "--done", "police@noon"), "invalid_time", "noon"),
    (("contact", "--bogus"), "usage", "--bogus"),
    (("contact", "extra"), "usage", "extra"),
    (("contact", "--at"), "usage", "--at"),
    (("contact", "--now=yes"), "usage", "--now"),
    (("nosuch",), "usage", "nosuch"),
    (("escalate",), "usage", "ISSUE"),
    (("show",), "usage", "CHANNEL"),
    (("verify",), "usage", "NUMBER"),
    (("contact", "--kind", "fax"), "usage", "wechat"),
    (("contact", "--audience", "everyone"), "usage", "merchant"),
    (("contact", "--operator", "nobody"), "usage", "regulator"),
    (("contact", "--lang", "fr"), "usage", "zh, en"),
    (("escalate", "scam", "--format", "pdf"), "usage", "markdown"),
    (("contact", "--city", "杭洲"), "unknown_city", "杭州"),
    (("escalate", "nosuch"), "unknown_issue", "有危险，先打电话"),
    (("escalate", ""), "unknown_issue", "有危险，先打电话"),
    (("show", "zzzz"), "unknown_channel", "没有相近的"),
    (("schema", "nosuch"), "unknown_kind", "directory"),
    (("schema", "--lang", "fr"), "usage", "zh, en"),
    (("verify", ""), "usage", "号码"),
    (("verify", "no number at all"), "usage", "号码"),
]


@pytest.mark.parametrize(("args", "code", "named"), REFUSED, ids=lambda one: str(one)[:60])
def test_a_wrong_question_is_refused(
    capsys: Capsys, args: tuple[str, ...], code: str, named: str
) -> None:
    error = refusal(capsys, *args)
    assert error["code"] == code
    assert named in error["message"] + error["hint"]


WIDE = [
    ("escalate", "我不想活了"),
    ("escalate", "介入失败"),
    ("escalate", "x" * 100),
    ("escalate", "refund-refused", "--done", "胡说"),
    ("escalate", "refund-refused", "--done", "seller@胡说"),
    ("escalate", "refund-refused", "--outcome", "seller=胡说"),
    ("escalate", "refund-refused", "--done", "seller@2030-01-01"),
    ("contact", "--at", "x"),
    ("contact", "--operator", "nobody"),
    ("show", "zzzz"),
    ("nosuch",),
]


@pytest.mark.parametrize("wide", [40, 80])
@pytest.mark.parametrize("args", WIDE, ids=lambda args: " ".join(args)[:40])
def test_a_complaint_fits_the_terminal(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], wide: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(wide))
    for lang in ("zh", "en"):
        said = lines(ask(capsys, args[0], "--lang", lang, *args[1:]).err)
        assert all(columns(line) <= wide for line in said)


def test_a_command_to_paste_stays_one(capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    said = ask(capsys, "escalate", "介入失败").err
    assert "  pddroute escalate \\\n    platform-intervention-received\n" in said


USAGE = [  # a command line that cannot be read, what is said of it, and whose help to see
    ("nosuch", "no such command: 'nosuch'", "pddroute"),
    ("--nosuch", "no such option: --nosuch", "pddroute"),
    ("--version=3", "option --version takes no value", "pddroute"),
    ("contact --nosuch=1", "no such option: --nosuch", "pddroute contact"),
    ("contact --now=1", "option --now takes no value", "pddroute contact"),
    ("contact --city", "option --city needs a value", "pddroute contact"),
    ("contact a b", "more than it takes: a b", "pddroute contact"),
    ("contact (a) b)", "more than it takes: (a) b)", "pddroute contact"),
    ("escalate", "ISSUE is missing", "pddroute escalate"),
    ("escalate scam more", "more than it takes: more", "pddroute escalate"),
    ("batch - --workers 0", "--workers takes a whole number within its range", "pddroute batch"),
]


@pytest.mark.parametrize(("line", "message", "helps"), USAGE)
def test_a_command_line_is_refused_in_our_own_words(
    capsys: Capsys, line: str, message: str, helps: str
) -> None:
    first, *others = line.split()
    error = refusal(capsys, first, "--lang=en", *others)
    assert error["code"] == "usage"
    assert error["message"] == f"usage: {message}"
    assert error["hint"] == f"see {helps} --help"


@pytest.mark.parametrize("at", ["2026-13-01T00:00", f"{ESCAPE}x", "9" * 5000])
def test_a_bad_time_is_named_in_the_details(capsys: Capsys, at: str) -> None:
    error = refusal(capsys, "contact", "--at", at)
    assert error["details"]["text"] == at[:40].replace("\x1b", "·")
    assert len(error["message"]) < 120


@pytest.mark.parametrize(
    "args",
    [
        (ESCAPE,),
        ("escalate", f"refund{ESCAPE}refused"),
        ("show", f"a{ESCAPE}b\r\nc\u202ed"),
        ("verify", f"{ESCAPE}\x07\x9b"),
        ("contact", "--city", f"杭{ESCAPE}洲"),
        ("contact", "--at", f"\x1b]0;title\x07{SATURDAY}"),
        ("contact", f"--bo{ESCAPE}gus"),
        ("contact", "--kind", ESCAPE),
        ("schema", ESCAPE),
        ("escalate", "scam", "--done", f"po{ESCAPE}lice"),
        ("escalate", "scam", "--outcome", f"police={ESCAPE}"),
        ("batch", f"/nowhere/{ESCAPE}"),
    ],
    ids=lambda args: args[0].strip("\x1b"),
)
def test_control_characters_of_a_question_never_reach_the_terminal(
    capsys: Capsys, args: tuple[str, ...]
) -> None:
    said = ask(capsys, *args)
    assert said.status == 2
    assert all(line.isprintable() for line in lines(said.err))
    assert said.out == ""


def test_a_surrogate_in_an_argument_is_no_crash(run: Run, capsys: Capsys) -> None:
    done = run("escalate", os.fsdecode(b"\xff\xfe"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert refusal(capsys, "escalate", os.fsdecode(b"\xff\xfe"))["code"] == "unknown_issue"
    assert refusal(capsys, "show", os.fsdecode(b"110\xff"))["code"] == "unknown_channel"


# --- the catalogue ---


def changed(old: str, new: str) -> bytes:
    assert old in SMALL
    return SMALL.replace(old, new, 1).encode()


CATALOGUES = {
    # the file's content; the line and column of the fault; what the line must name. Every kind of
    # fault is tried in tests/catalogue/test_document.py.
    "not YAML": (b"revised: [1, 2\nplatform: }\n", (2, 9), "YAML"),
    "a control character": (b"revised: 2026\nx: \x1b[31mred\n", (2, 4), "U+001B"),
    "deep": (b"revised: " + b"[" * 100_000, (1, 33), "24"),
}


@pytest.mark.parametrize("fault", CATALOGUES)
def test_a_catalogue_that_is_none_is_refused_with_its_place(
    capsys: Capsys, tmp_path: Path, fault: str
) -> None:
    content, place, named = CATALOGUES[fault]
    path = tmp_path / "channels.yaml"
    path.write_bytes(content)
    error = refusal(capsys, "contact", "--catalog", str(path), status=3)
    assert error["code"] == "invalid_catalog"
    assert error["details"]["file"] == str(path)
    found = error["details"]["line"], error["details"]["column"]
    assert found == place
    assert error["message"].startswith(f"{path}:{found[0]}:{found[1]}: ")
    assert named in error["message"]


def test_the_catalogue_these_faults_are_made_from_is_sound(capsys: Capsys, tmp_path: Path) -> None:
    path = tmp_path / "channels.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert ask(capsys, "contact", "--catalog", str(path)).status == 0


def _first(pattern: str) -> str:
    found = re.search(pattern, SMALL, re.MULTILINE)
    assert found is not None, pattern
    return found[0]


SEEDED = {
    # a pattern of the sound catalogue; what stands there instead; what the line must name
    "a missing key": (r"^revised:.*\n", "", "revised"),
    "an unknown key": (r"^platform:\n", "platform:\n  colour: red\n", "colour"),
    "an unknown section": (r"^platform:\n", "colours: {}\nplatform:\n", "colours"),
    "a bad date": (r"^revised:.*", "revised: yesterday", "2026-11-21"),
    "a value outside its list": (r"kind: phone", "kind: fax", "fax"),
    "a dangling source": (r"source: [a-z0-9-]+", "source: no-such-source", "no-such-source"),
    "bad hours": (r"value: (\"?)(Mo|24)[^\n,}]*", 'value: "Mo-Xx 08:00"', "Xx"),
}


@pytest.mark.parametrize("fault", SEEDED)
def test_a_catalogue_with_a_fault_is_refused_at_its_line(
    capsys: Capsys, tmp_path: Path, fault: str
) -> None:
    pattern, instead, named = SEEDED[fault]
    path = tmp_path / "channels.yaml"
    content = changed(_first(pattern), instead)
    path.write_bytes(content)
    error = refusal(capsys, "issues", "--catalog", str(path), status=3)
    assert error["code"] == "invalid_catalog"
    assert error["details"]["line"] >= 1
    assert error["details"]["column"] >= 1
    assert named in error["message"]
    if fault != "a missing key":
        at = content.decode().split("\n")[error["details"]["line"] - 1]
        assert named in at or fault == "a bad date", f"line {error['details']['line']}: {at}"


def test_a_catalogue_that_is_not_there(capsys: Capsys, tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path, tmp_path / f"{ESCAPE}.yaml", "\x00"):
        error = refusal(capsys, "contact", "--catalog", str(path), status=3)
        assert error["code"] == "invalid_catalog"
        assert error["details"]["file"] == str(path)


def test_a_catalogue_named_by_the_environment_that_is_not_there(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PDDROUTE_CATALOG", "/nowhere/channels.yaml")
    for args in (("contact",), ("escalate", "scam"), ("show", "110"), ("verify", "110")):
        error = refusal(capsys, *args, status=3)
        assert error["details"]["file"] == "/nowhere/channels.yaml"
    assert refusal(capsys, "batch", "-", status=3)["code"] == "invalid_catalog"


def test_an_empty_environment_variable_is_no_catalogue(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PDDROUTE_CATALOG", "")
    assert ask(capsys, "issues").status == 0


def test_control_characters_in_a_files_name_never_reach_the_terminal(
    capsys: Capsys, tmp_path: Path
) -> None:
    for n, content in enumerate((SMALL, "a: b\n", SMALL.replace("Mo-Su", "Mo-Xx"))):
        path = tmp_path / f"{n}{ESCAPE}.yaml"
        path.write_text(content, encoding="utf-8")
        said = ask(capsys, "check", str(path), "--at", "2099-01-01T00:00")
        assert "\x1b" not in said.out + said.err
        assert all(line.isprintable() for line in lines(said.out + said.err))


def test_control_characters_in_a_message_never_reach_the_terminal(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = f"pinduodu0.com/{ESCAPE}x 400-866-8888 {ESCAPE} pdd\u202e.com a\x9b@pinduoduo.com"
    stream = io.TextIOWrapper(io.BytesIO(sent.encode("utf-8")))
    monkeypatch.setattr(sys, "stdin", stream)
    said = ask(capsys, "verify", "-")
    assert said.status == 1
    assert all(line.isprintable() for line in lines(said.out))


def test_an_overlay_that_is_faulty_is_named(capsys: Capsys, tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text("channels:\n  12315-phone:\n    colour: red\n", encoding="utf-8")
    error = refusal(capsys, "contact", "--overlay", str(path), status=3)
    assert (error["details"]["file"], error["details"]["line"]) == (str(path), 3)
    error = refusal(capsys, "contact", "--overlay", str(tmp_path / "none.yaml"), status=3)
    assert error["details"]["file"] == str(tmp_path / "none.yaml")


def test_a_faulty_catalogue_is_a_finding_of_check(capsys: Capsys, tmp_path: Path) -> None:
    path = tmp_path / "channels.yaml"
    path.write_bytes(b"revised: 2026-11-21\nrevised: x\n")
    said = ask(capsys, "check", str(path), "--json")
    assert (said.status, said.err) == (1, "")
    document = json.loads(said.out)
    validate(document, "report")
    (finding,) = document["findings"]
    assert (finding["severity"], finding["line"], finding["column"]) == ("error", 2, 1)


# --- the streams ---

ENCODINGS = ["ascii", "gbk", "latin-1", "utf-16"]
NASTY = [
    {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "utf-16"},
]


def program(*args: str, env: dict[str, str] | None = None, **more: Any) -> subprocess.Popen[bytes]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PDDROUTE", "PYTHONIO"))}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "pddroute", *args], env=clean | (env or {}), **more
    )


def finished(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, bytes, bytes]]:
    """The command line on streams of this encoding: its status, and the bytes of both."""

    def go(encoding: str, *args: str) -> tuple[int, bytes, bytes]:
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding, "backslashreplace"))
            status = edge.run(args)
            sys.stdout.flush()
            sys.stderr.flush()
            return status, out.getvalue(), err.getvalue()

    return go


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_is_utf_8_whatever_the_terminal(
    printed: Callable[..., tuple[int, bytes, bytes]], encoding: str
) -> None:
    status, out, err = printed(encoding, "issues", "--at", SATURDAY, "--json")
    assert (status, err) == (0, b"")
    assert json.loads(out.decode("utf-8"))["issues"][0]["name"] == "商家拒绝退款"
    status, out, err = printed(encoding, "escalate", "nosuch", "--json")
    assert (status, err) == (2, b"")
    assert "不认识" in json.loads(out.decode("utf-8"))["error"]["message"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("contact", "--now", "--at", SATURDAY), 0),
        (("escalate", "refund-refused", "--at", SATURDAY), 0),
        (("escalate", "nosuch"), 2),
        (("--help",), 0),
        (("contact", "--help"), 0),
    ],
)
def test_text_is_printed_as_far_as_the_terminal_can(
    printed: Callable[..., tuple[int, bytes, bytes]],
    encoding: str,
    args: tuple[str, ...],
    status: int,
) -> None:
    found, out, err = printed(encoding, *args)
    assert found == status, err
    assert b"Traceback" not in err
    if "--help" in args and encoding == "ascii":
        encoding = "utf-8"  # Typer takes ASCII for a mistake
    said = (out or err).decode(encoding)
    assert said.strip()
    assert bool(out) != bool(err)
    if encoding == "gbk" and status == 0 and "--help" not in args:
        assert "上海时间" in said


@pytest.mark.parametrize("env", NASTY, ids=lambda env: next(iter(env.values())))
def test_the_streams_of_a_process_may_have_any_encoding(env: dict[str, str]) -> None:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    encoding = env.get("PYTHONIOENCODING", "ascii")
    for args, status in ((("contact", "--now"), 0), (("escalate", "nosuch"), 2), (("--help",), 0)):
        found, out, err = finished(program(*args, env=env, **pipes))
        assert found == status, err
        assert b"Traceback" not in err
        if "--help" not in args or encoding != "ascii":  # Typer takes ASCII for a mistake
            assert (out or err).decode(encoding).strip()
    status, out, err = finished(program("escalate", "nosuch", "--json", env=env, **pipes))
    assert (status, err) == (2, b"")
    assert "不认识" in json.loads(out.decode("utf-8"))["error"]["message"]


@pytest.mark.parametrize(
    "args",
    [
        ("contact", "--now"),
        ("schema",),
        ("--help",),
        ("escalate", "nosuch", "--json"),
    ],
)
def test_a_reader_that_has_gone_is_no_fault(args: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        process = program(*args, stdout=pipe, stderr=subprocess.PIPE)
    status, _, err = finished(process)
    assert err == b""
    assert status in (0, 2)


ENOUGH = 1 << 24
"""More bytes than can be under way; a batch that is not ended writes for ever."""


@pytest.fixture(params=[(), ("--workers", "2")], ids=["one process", "workers"])
def endless(request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[bytes]]:
    """A batch that is asked without end, at work: its first answer has been read."""
    with hearing_ctrl_c():
        process = program(
            "batch",
            "-",
            *request.param,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    assert process.stdin is not None
    assert process.stdout is not None
    question = b'{"ask": "issues", "at": "2026-11-21T20:35"}\n'
    feeder = subprocess.Popen(
        [sys.executable, "-c", f"import sys\nwhile 1: sys.stdout.buffer.write({question!r})"],
        stdout=process.stdin,
        stderr=subprocess.DEVNULL,
    )
    process.stdin.close()
    process.stdin = None
    try:
        assert json.loads(process.stdout.readline())["kind"] == "issues"
        yield process
    finally:
        for one in (feeder, process):
            one.kill()
            one.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def test_head_of_a_batch_ends_it_quietly(endless: subprocess.Popen[bytes]) -> None:
    assert endless.stdout is not None
    assert endless.stderr is not None
    endless.stdout.close()
    assert endless.wait(timeout=60) == 0
    assert endless.stderr.read() == b""


def test_ctrl_c_ends_a_batch_quietly(endless: subprocess.Popen[bytes]) -> None:
    assert endless.stdout is not None
    assert endless.stderr is not None
    os.killpg(endless.pid, signal.SIGINT)  # a terminal's Ctrl-C reaches the workers too
    rest = endless.stdout.read(ENOUGH)
    assert len(rest) < ENOUGH, "it goes on"
    assert endless.wait(timeout=60) == 130
    assert endless.stderr.read() == b""
    for line in rest.split(b"\n")[1:-1][:50]:  # the first was being read, the last being written
        validate(json.loads(line))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize(
    "args",
    [
        ("contact", "--now"),
        ("--help",),
        ("--version",),
        ("escalate", "nosuch", "--json"),
    ],
)
def test_a_full_disk_is_said_in_one_line(args: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        status, _, err = finished(program(*args, stdout=full, stderr=subprocess.PIPE))
    assert status == 2
    text = err.decode()
    if "--json" in args and "nosuch" in args:
        assert text == "", "the error itself could not be written; the status says it"
    else:
        assert len(lines(text)) == 1
        assert "写不出" in text


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_batch_onto_a_full_disk_ends(tmp_path: Path) -> None:
    asked = tmp_path / "asked.ndjson"
    asked.write_text('{"ask": "issues"}\n' * 300, encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        process = program("batch", str(asked), stdout=full, stderr=subprocess.PIPE)
        status, _, err = finished(process)
    assert status == 2
    assert len(lines(err.decode())) == 1


@pytest.mark.parametrize("args", [("contact",), ("--help",)])
def test_a_closed_standard_output_is_no_traceback(args: tuple[str, ...]) -> None:
    shell = 'exec "$@" >&-'
    done = subprocess.run(
        ["/bin/sh", "-c", shell, "sh", sys.executable, "-m", "pddroute", *args],
        stderr=subprocess.PIPE,
        timeout=60,
    )
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr
    assert len(lines(done.stderr.decode())) == 1


@pytest.mark.parametrize("args", [("verify", "-"), ("batch", "-")])
def test_a_closed_standard_input_is_said(args: tuple[str, ...]) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "pddroute", *args],
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(lines(done.stderr.decode())) == 1
    assert b"NoneType" not in done.stderr


def test_no_colour_where_nobody_sees_it(run: Run) -> None:
    for args in (("escalate", "scam"), ("verify", "1"), ("contact", "--help")):
        done = run(*args, env={"FORCE_COLOR": "1", "TERM": "xterm-256color"})
        assert "\x1b" not in done.stdout + done.stderr


@pytest.fixture
def terminal() -> Callable[..., str]:
    """Run the program on a terminal of its own; gives what it wrote there."""
    pty = pytest.importorskip("pty")

    def go(*args: str, **env: str) -> str:
        leader, follower = pty.openpty()
        process = program(*args, env={"TERM": "xterm", **env}, stdout=follower, stderr=follower)
        os.close(follower)
        said = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:
                break
            if not part:
                break
            said += part
        os.close(leader)
        assert process.wait(timeout=60) == 0
        return said.decode()

    return go


def test_a_terminal_gets_emphasis_unless_it_is_declined(
    terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    question = ("escalate", "refund-refused", "--at", SATURDAY)
    coloured = terminal(*question)
    assert "\x1b[1m" in coloured
    assert "\x1b[1;32m现在：" in coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert "\x1b" not in plain
    assert terminal(*question, NO_COLOR="1") == plain
    assert terminal(*question, TERM="dumb") == plain
    assert "\x1b" not in terminal(*question, "--json")
    assert "\x1b" not in terminal(*question, "--format", "markdown")


class Unwritable(io.RawIOBase):
    """Standard output on a disk that is full."""

    encoding = "utf-8"

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self.buffer = self

    def write(self, content: object) -> int:
        raise self.error


FULL = OSError(28, "No space left on device")
CLOSED = ValueError("I/O operation on closed file")


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (("contact",), FULL),
        (("contact",), CLOSED),
        (("contact", "--json"), FULL),
        (("contact", "--json"), CLOSED),
        (("escalate", "scam", "--format", "markdown"), FULL),
        (("schema",), FULL),
        (("verify", "110"), FULL),
        (("escalate", "nosuch", "--json"), FULL),
        (("--help",), FULL),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], error: Exception
) -> None:
    monkeypatch.setattr(sys, "stdout", Unwritable(error))
    status = edge.run(args)
    monkeypatch.undo()
    said = capsys.readouterr().err
    assert status == 2
    assert said.count("\n") == (0 if "nosuch" in args else 1)


def test_a_reader_that_goes_while_the_error_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Unwritable(BrokenPipeError()))
    assert edge.run(["escalate", "nosuch", "--json"]) == 2
    assert edge.run(["issues", "--json"]) == 0


def test_a_stream_without_bytes_gets_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert edge.run(["issues", "--json"]) == 0
    validate(json.loads(stream.getvalue()))


@pytest.mark.parametrize("args", [("contact",), ("schema",), ("verify", "110")])
def test_no_standard_output_at_all(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    status = edge.run(args)
    monkeypatch.undo()
    assert (status, capsys.readouterr().err.count("\n")) == (2, 1)


@pytest.mark.parametrize("args", [("verify", "-"), ("batch", "-")])
def test_no_standard_input_at_all(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal(capsys, *args)["code"] == "unreadable_input"


@pytest.mark.parametrize("path", ["none.ndjson", "."])
def test_a_batch_file_that_cannot_be_read(capsys: Capsys, tmp_path: Path, path: str) -> None:
    error = refusal(capsys, "batch", str(tmp_path / path))
    assert error["code"] == "unreadable_input"
    assert refusal(capsys, "batch", "-", "--at", "x")["code"] == "invalid_time"
    assert refusal(capsys, "batch", "-", "--workers", "0")["code"] == "usage"


def test_an_internal_fault_is_one_line_and_a_report_of_it_json(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError(f"oops\n{ESCAPE}")

    monkeypatch.setattr("pddroute.surfaces.cli.load_catalog", broken)
    monkeypatch.delenv("PDDROUTE_DEBUG", raising=False)
    error = refusal(capsys, "contact", status=3)
    assert error["code"] == "internal"
    assert "oops" in error["message"]
    monkeypatch.setenv("PDDROUTE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        ask(capsys, "contact")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, BrokenPipeError])
def test_an_interrupted_command_says_nothing(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def interrupted(*args: object) -> None:
        raise stop

    monkeypatch.setattr("pddroute.surfaces.cli.load_catalog", interrupted)
    monkeypatch.setattr("pddroute.surfaces.edge.silence", lambda: None)
    expected = 130 if stop is KeyboardInterrupt else 0
    assert ask(capsys, "contact") == (expected, "", "")


GBK = b"\xcd\xcb\xbf\xee".decode("utf-8", "surrogateescape")  # a word typed in another encoding


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("contact", "--catalog", f"/tmp/{GBK}"), 3),
        (("batch", GBK), 2),
        (("check", GBK), 3),
        (("schema", GBK), 2),
        (("escalate", "refund-refused", "--done", GBK), 2),
        (("escalate", "refund-refused", "--outcome", f"{GBK}={GBK}"), 2),
        (("escalate", "refund-refused", "--ics", f"/nope/{GBK}"), 2),
    ],
)
def test_an_argument_that_is_no_utf_8_is_an_error_in_json(
    capsys: Capsys, args: tuple[str, ...], status: int
) -> None:
    """Its bytes were put into the error's details, which JSON could not hold."""
    code, out, err = ask(capsys, *args, "--json")
    assert (code, err) == (status, "")
    assert json.loads(out)["kind"] == "error"


def test_an_error_speaks_of_the_instant_that_was_asked_about(capsys: Capsys) -> None:
    _, out, _ = ask(capsys, "escalate", "nosuch", "--at", "2026-01-01T00:00", "--json")
    assert json.loads(out)["as_of"] == "2026-01-01T00:00:00+08:00"
