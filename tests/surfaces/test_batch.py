"""Questions as NDJSON: one answer a line, in order, whatever the lines hold."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import ask as command
from conftest import hearing_ctrl_c
from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from pddroute import api
from pddroute.api import answer_line
from pddroute.catalogue.loading import load_catalog
from pddroute.catalogue.model import Catalog
from pddroute.contract.questions import MAX_LINE
from pddroute.errors import CatalogError, InputError
from pddroute.surfaces import workers as at_work
from pddroute.surfaces.batch import Batch
from pddroute.surfaces.input import Lines
from pddroute.surfaces.output import progress

SMALL = str(Path(__file__).parents[1] / "data" / "small.yaml")
AT = "2026-11-21T20:35"

Capsys = pytest.CaptureFixture[str]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def small() -> Catalog:
    return load_catalog(SMALL)


def ask(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def error_of(answer: str) -> dict[str, Any]:
    document = json.loads(answer)
    assert document["kind"] == "error"
    error: dict[str, Any] = document["error"]
    return error


# --- one line


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"ask": "contact"}, lambda c: api.contact(c, at=AT)),
        (
            {"ask": "contact", "now": True, "audience": "merchant", "lang": "en"},
            lambda c: api.contact(c, at=AT, now=True, audience="merchant", lang="en"),
        ),
        (
            {"ask": "contact", "kind": "phone", "operator": "platform", "city": "杭州"},
            lambda c: api.contact(c, at=AT, kind="phone", operator="platform", city="杭州"),
        ),
        (
            {"ask": "escalate", "issue": "refund-refused"},
            lambda c: api.escalate(c, "refund-refused", at=AT),
        ),
        (
            {
                "ask": "escalate",
                "issue": "不给退款",
                "done": ["seller@2026-11-18T10:00"],
                "outcome": ["seller=silent"],
                "since": "2026-11-17T10:00",
                "received": "2026-11-16",
                "city": "0571",
                "lang": "en",
            },
            lambda c: api.escalate(
                c,
                "不给退款",
                at=AT,
                done=["seller@2026-11-18T10:00"],
                outcome=["seller=silent"],
                since="2026-11-17T10:00",
                received="2026-11-16",
                city="0571",
                lang="en",
            ),
        ),
        (
            {"ask": "verify", "number": "+86 21 5339 5288"},
            lambda c: api.verify(c, "+86 21 5339 5288", at=AT),
        ),
        ({"ask": "show", "channel": "hotline"}, lambda c: api.show(c, "hotline", at=AT)),
        (
            {"ask": "show", "channel": "hotline", "city": "Hangzhou", "lang": "en"},
            lambda c: api.show(c, "hotline", at=AT, city="Hangzhou", lang="en"),
        ),
        ({"ask": "issues"}, lambda c: api.issues(c, at=AT)),
        (
            {"ask": "issues", "audience": "merchant"},
            lambda c: api.issues(c, at=AT, audience="merchant"),
        ),
    ],
    ids=lambda value: value["ask"] if isinstance(value, dict) else "",
)
def test_a_question_is_answered_as_the_interface_answers_it(
    small: Catalog, question: dict[str, object], answer: Callable[[Catalog], Any]
) -> None:
    assert answer_line(small, ask(**question), 1, AT) == answer(small).to_json()
    assert answer_line(small, ask(**question, at=AT), 1) == answer(small).to_json()


def test_the_questions_own_time_goes_before_the_batchs(small: Catalog) -> None:
    answer = answer_line(small, ask(ask="contact", at="2026-11-21T22:00"), 1, AT)
    assert json.loads(answer)["as_of"] == "2026-11-21T22:00:00+08:00"


def test_the_clock_is_read_where_no_time_is_given(small: Catalog) -> None:
    with freeze_time("2026-11-21T12:35:00Z"):
        for question in (ask(ask="issues"), ask(ask="issues", at=None), b"nonsense"):
            assert json.loads(answer_line(small, question, 1))["as_of"] == f"{AT}:00+08:00"


DEEP = 100_000


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        # not a question at all
        (b"", "invalid_question", "这一行是空的"),
        (b"\n", "invalid_question", "这一行是空的"),
        (b"  \r\n", "invalid_question", "这一行是空的"),
        (b"hello", "invalid_question", "第 0 个字节"),
        (b"{", "invalid_question", "这一行不是 JSON"),
        (b"[]", "invalid_question", "这一行不是 JSON 对象"),
        (b"1", "invalid_question", "这一行不是 JSON 对象"),
        (b"null", "invalid_question", "这一行不是 JSON 对象"),
        (b"{'ask': 'contact'}", "invalid_question", "第 1 个字节"),
        (b'{"ask": "contact",}', "invalid_question", "第 18 个字节"),
        (b'{"ask": "contact"} {"ask": "contact"}', "invalid_question", "第 20 个字节"),
        (b'{"ask": "contact", "now": NaN}', "invalid_question", "第 26 个字节"),
        # not a question we know
        (b"{}", "invalid_question", "缺少“ask”"),
        (
            b'{"ask": "dance"}',
            "invalid_question",
            "ask 不能是“dance”：可用 contact, ",
        ),
        (b'{"ask": null}', "invalid_question", "ask 不能是“NoneType”"),
        (b'{"ask": ["contact"]}', "invalid_question", "ask 不能是“list”"),
        # not its fields
        (b'{"ask": "contact", "when": "x"}', "invalid_question", "不认识的键“when”"),
        (b'{"ask": "contact", "issue": "x"}', "invalid_question", "不认识的键“issue”"),
        (b'{"ask": "escalate"}', "invalid_question", "缺少“issue”"),
        (b'{"ask": "verify"}', "invalid_question", "缺少“number”"),
        (b'{"ask": "show"}', "invalid_question", "缺少“channel”"),
        (
            b'{"ask": "verify", "number": 2153395288}',
            "invalid_question",
            "number 不能是整数",
        ),
        (
            b'{"ask": "contact", "now": "yes"}',
            "invalid_question",
            "now 不能是文字",
        ),
        (b'{"ask": "contact", "at": 1763683200}', "invalid_question", "at 不能是整数：应是文字"),
        (b'{"ask": "contact", "lang": "fr"}', "invalid_question", "lang 不能是“fr”：可用 zh, en"),
        (b'{"ask": "contact", "audience": "all"}', "invalid_question", "可用 consumer, merchant"),
        (
            b'{"ask": "contact", "kind": "fax"}',
            "invalid_question",
            "kind 不能是“fax”：可用 phone, ",
        ),
        (
            b'{"ask": "contact", "operator": "me"}',
            "invalid_question",
            "operator 不能是“me”：可用 seller",
        ),
        (
            b'{"ask": "escalate", "issue": "refund-refused", "done": "seller"}',
            "invalid_question",
            "done 不能是文字：应是列表",
        ),
        (
            b'{"ask": "escalate", "issue": "refund-refused", "done": [1]}',
            "invalid_question",
            "done.0 不能是整数：应是文字",
        ),
        # not what they may say
        (b'{"ask": "escalate", "issue": "nope"}', "unknown_issue", "nope"),
        (b'{"ask": "show", "channel": "nope"}', "unknown_channel", "nope"),
        (b'{"ask": "contact", "city": "Atlantis"}', "unknown_city", "Atlantis"),
        (b'{"ask": "contact", "at": "noon"}', "invalid_time", "noon"),
        (b'{"ask": "contact", "at": "2026-11-21"}', "invalid_time", "without a time of day"),
        (
            b'{"ask": "escalate", "issue": "refund-refused", "since": "x"}',
            "invalid_time",
            "'x'",
        ),
        (
            b'{"ask": "escalate", "issue": "refund-refused", "received": "2026-11-31"}',
            "invalid_time",
            "this time is not understood",
        ),
        (
            b'{"ask": "escalate", "issue": "refund-refused", "done": ["dance"]}',
            "invalid_history",
            "dance",
        ),
        (
            b'{"ask": "escalate", "issue": "refund-refused", "done": ["seller@2027-01-01T00:00"]}',
            "invalid_history",
            "future",
        ),
        (b'{"ask": "verify", "number": ""}', "usage", ""),
        (b'{"ask": "verify", "number": "\\u001b[31m\\u0000"}', "usage", ""),
        # bytes
        (b'{"ask": "verify", "number": "\xff"}', "invalid_question", "存成 UTF-8"),
        ('{"ask": "contact", "city": "杭州"}'.encode("gbk"), "invalid_question", "存成 UTF-8"),
        ('{"ask": "contact"}'.encode("utf-16"), "invalid_question", "存成 UTF-8"),
        ('{"ask": "contact"}'.encode("utf-16-le"), "invalid_question", "存成 UTF-8"),
        (b'{"ask": "verify", "number": "\\ud800"}', "invalid_question", ""),
        (b'{"ask": "verify", "number": "\x1b[31m"}', "invalid_question", "这一行不是 JSON"),
        (b"\0" * 100, "invalid_question", "存成 UTF-8"),
        # without end
        (b"[" * DEEP, "invalid_question", "这一行不是 JSON"),
        (b'{"ask":' * DEEP, "invalid_question", ""),
        (b'{"ask": "verify", "number": ' + b"[" * DEEP, "invalid_question", "这一行不是 JSON"),
        (b'{"x": ' + b"[" * DEEP + b"]" * DEEP + b"}", "invalid_question", ""),
        (b'{"ask": "verify", "number": "' + b"1" * 10**6 + b'"}', "usage", ""),
        (b'{"ask": "escalate", "issue": "' + b"x" * 10**6 + b'"}', "unknown_issue", "xxx"),
        (b'{"ask": "' + b"x" * 10**6 + b'"}', "invalid_question", "xxx"),
        (b" " * (MAX_LINE + 1), "invalid_question", f"超过 {MAX_LINE} 字节"),
    ],
    ids=lambda value: repr(value[:40]) if isinstance(value, bytes) else "",
)
def test_a_bad_line_gives_an_error_with_its_number(
    small: Catalog, line: bytes, code: str, message: str
) -> None:
    start = time.process_time()
    answer = answer_line(small, line.replace(b'{"ask"', b'{"lang": "en", "ask"', 1), 7, AT)
    assert time.process_time() - start < 1
    error = error_of(answer)
    assert error["code"] == code
    assert message in error["message"] or code == "invalid_question"
    assert error["details"]["line"] == 7
    assert len(answer) < 2000
    assert "\n" not in answer
    # a line that is no question has no language: its error is in Chinese
    plain = error_of(answer_line(small, line, 7, AT))
    assert plain["code"] == code
    assert code != "invalid_question" or message in plain["message"]


def test_an_error_keeps_its_own_details(small: Catalog) -> None:
    error = error_of(answer_line(small, ask(ask="escalate", issue="refund-refuse"), 3, AT))
    own = ("issue", "candidates", "line")
    assert [error["details"][one] for one in own] == ["refund-refuse", ["refund-refused"], 3]
    assert error["hint"]


def test_an_error_speaks_of_the_instant_that_was_asked_about(small: Catalog) -> None:
    def as_of(line: bytes) -> str:
        with freeze_time("2020-02-02T12:00:00Z"):
            return str(json.loads(answer_line(small, line, 1, AT))["as_of"])

    assert as_of(b"nonsense") == f"{AT}:00+08:00"
    later = ask(ask="escalate", issue="nope", at="2026-12-01T00:00")
    assert as_of(later) == "2026-12-01T00:00:00+08:00"
    assert as_of(ask(ask="issues", at="noon")) == "2020-02-02T20:00:00+08:00"


def test_a_fault_of_the_program_stops_one_line_only(
    small: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops\nand more")

    monkeypatch.setattr("pddroute.verdict.verify.normalize", fail)
    error = error_of(answer_line(small, ask(ask="verify", number="1", lang="en"), 2, AT))
    assert error["code"] == "internal"
    assert error["message"].startswith("internal error: ZeroDivisionError")
    assert error["details"] == {"line": 2}
    assert json.loads(answer_line(small, ask(ask="issues"), 3, AT))["kind"] == "issues"


@settings(deadline=None)
@given(
    st.binary(max_size=100)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=5,
    ).map(lambda value: json.dumps(value).encode())
    | st.fixed_dictionaries(
        {"ask": st.sampled_from(["contact", "escalate", "verify", "show", "issues"])},
        optional={
            name: st.text(max_size=12) | st.lists(st.text(max_size=8), max_size=2) | st.none()
            for name in ("at", "issue", "done", "outcome", "since", "received", "city", "number")
        },
    ).map(lambda value: json.dumps(value).encode())
)
def test_any_line_gets_one_answer(line: bytes) -> None:
    answer = answer_line(load_small(), line, 1, AT)
    document = json.loads(answer)
    assert "\n" not in answer
    if document["kind"] == "error":
        assert document["error"]["code"] != "internal", document["error"]["message"]


_kept: list[Catalog] = []


def load_small() -> Catalog:
    if not _kept:
        _kept.append(load_catalog(SMALL))
    return _kept[0]


# --- reading lines


def test_lines_are_read_with_blank_ones_and_a_last_one_without_an_end() -> None:
    assert list(Lines(io.BytesIO(b"a\n\n  \r\nb"))) == [b"a\n", b"\n", b"  \r\n", b"b"]
    assert list(Lines(io.BytesIO(b""))) == []


@pytest.mark.parametrize("extra", [0, 1, 2, 3, MAX_LINE, 3 * MAX_LINE + 7])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_a_line_however_long_is_one_line(small: Catalog, extra: int, end: bytes) -> None:
    question = b'{"ask": "issues"}'.ljust(MAX_LINE + extra)
    after = b'{"ask": "contact"}\n' if end else b""
    lines = list(Lines(io.BytesIO(question + end + after)))
    assert lines[1:] == ([after] if after else [])
    assert len(lines[0]) <= MAX_LINE + 2, "what is too long is not kept"
    kind = json.loads(answer_line(small, lines[0], 1, AT))["kind"]
    assert kind == ("issues" if extra == 0 else "error")


def test_a_line_without_end_takes_no_memory() -> None:
    class Endless(io.RawIOBase):
        left = 64 * MAX_LINE

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            size = min(len(buffer), self.left)
            buffer[:size] = b"x" * size
            self.left -= size
            return size

    stream = io.BufferedReader(Endless())
    tracemalloc.start()
    try:
        assert len(list(Lines(stream))) == 1
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * MAX_LINE


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), ValueError("closed file")])
def test_a_stream_that_fails_is_an_input_error(error: Exception) -> None:
    class Failing(io.BytesIO):
        def read1(self, *_: Any) -> bytes:
            if self.tell() == 0:
                return super().read1()
            raise error

    lines = iter(Lines(Failing(b'{"ask": "issues"}\n')))
    assert next(lines) == b'{"ask": "issues"}\n'
    with pytest.raises(InputError) as caught:
        next(lines)
    assert caught.value.exit_code == 2


# --- a batch


def mixed(count: int) -> Iterator[bytes]:
    """Questions of every kind, every seventh of them bad, each with a time of its own."""
    for n in range(count):
        at = f"2026-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}T{n % 24:02}:{n % 60:02}"
        yield (
            ask(ask="escalate", issue="refund-refused", at=at),
            ask(ask="contact", now=True, at=at),
            ask(ask="verify", number=f"021-{53390000 + n}", at=at),
            b"bad\n",
            ask(ask="show", channel="hotline", at=at, lang="en"),
            ask(ask="issues", at=at),
            ask(ask="escalate", issue="refund-refused", done=[f"x{n}"], at=at),
        )[n % 7]


KINDS = ("plan", "directory", "verdict", "error", "channel", "issues", "error")


def test_there_is_one_answer_a_line_in_order() -> None:
    answers = [json.loads(answer) for answer in Batch(SMALL, at=AT).answers(mixed(70))]
    assert [answer["kind"] for answer in answers] == list(KINDS) * 10
    numbers = [a["error"]["details"]["line"] for a in answers if a["kind"] == "error"]
    assert numbers == [n for n in range(1, 71) if n % 7 in (0, 4)]


def test_more_workers_give_the_same_answers_in_the_same_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(at_work, "CHUNK", 20)
    lines = list(mixed(250))  # more chunks than are handed out at once
    alone = list(Batch(SMALL, at=AT).answers(lines))
    for workers in (2, 3):
        assert list(Batch(SMALL, at=AT, workers=workers).answers(lines)) == alone


@pytest.mark.parametrize("workers", [1, 2])
def test_no_lines_give_no_answers(workers: int) -> None:
    assert list(Batch(SMALL, workers=workers).answers([])) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_batch_may_be_left_before_its_end(workers: int) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield ask(ask="issues")

    answers = Batch(SMALL, at=AT, workers=workers).answers(endless())
    assert json.loads(next(answers))["kind"] == "issues"
    assert taken <= (1 if workers == 1 else (2 * workers + 1) * at_work.CHUNK)
    answers.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_batch_answers_from_its_catalogue_and_overlays(tmp_path: Path, workers: int) -> None:
    over = tmp_path / "over.yaml"
    over.write_text("issues: {refund-refused: {name: {zh: 不退钱}}}", encoding="utf-8")
    asked = Batch(SMALL, [str(over)], at=AT, workers=workers)
    (answer,) = asked.answers([ask(ask="escalate", issue="refund-refused")])
    document = json.loads(answer)
    assert document["issue"]["name"] == "不退钱"
    assert document["catalog"]["sha256"] == load_catalog(SMALL, [over]).sha256


def test_a_batch_answers_from_the_bundled_catalogue_unless_told() -> None:
    (answer,) = Batch(at=AT).answers([ask(ask="issues")])
    assert json.loads(answer)["catalog"]["sha256"] == load_catalog().sha256


def test_a_batch_with_a_bad_catalogue_does_not_begin(tmp_path: Path) -> None:
    with pytest.raises(CatalogError):
        Batch(str(tmp_path / "none.yaml"))
    with pytest.raises(CatalogError):
        Batch(SMALL, [str(tmp_path / "none.yaml")])


def test_a_file_that_begins_with_a_byte_order_mark_is_read() -> None:
    lines = io.BytesIO(b"\xef\xbb\xbf" + ask(ask="issues") + ask(ask="contact"))
    kinds = [json.loads(a)["kind"] for a in Batch(SMALL, at=AT).answers(Lines(lines))]
    assert kinds == ["issues", "directory"]


def test_memory_stays_flat_however_many_lines() -> None:
    asked = Batch(SMALL, at=AT)

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            for _ in asked.answers(line.rstrip().ljust(2000) for line in mixed(count)):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    list(asked.answers(mixed(700)))  # what is worked out once and kept
    few, many = peak(100), peak(700)
    assert many < few + 400_000, "six hundred lines, or their answers, weigh more"


# --- the command


def test_the_command_answers_standard_input(run: Run) -> None:
    stdin = "".join(line.decode() for line in mixed(14))
    done = run("batch", "-", "--at", AT, "--catalog", SMALL, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == list(KINDS) * 2
    assert done.stdout.encode().splitlines() == list(Batch(SMALL, at=AT).answers(mixed(14)))


def test_the_command_answers_a_file_with_more_workers(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "questions.ndjson"
    path.write_bytes(b"".join(mixed(at_work.CHUNK + 10)))
    done = run("batch", str(path), "--workers", "2", "--at", AT, "--catalog", SMALL)
    assert (done.returncode, done.stderr) == (0, "")
    alone = list(Batch(SMALL, at=AT).answers(mixed(at_work.CHUNK + 10)))
    assert done.stdout.encode().splitlines() == alone


def put(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """``content`` is on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_the_command_lays_overlays_on(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    over = tmp_path / "over.yaml"
    over.write_text("issues: null", encoding="utf-8")
    put(monkeypatch, b'{"ask": "issues"}\n')
    done = command(capsys, "batch", "-", "--catalog", SMALL, "--overlay", str(over))
    assert json.loads(done.out)["issues"] == []


def test_an_empty_input_is_answered_with_nothing(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(monkeypatch, b"")
    assert command(capsys, "batch", "-") == (0, "", "")


def test_a_file_that_cannot_be_read_is_told_in_short_with_status_2(
    capsys: Capsys, tmp_path: Path
) -> None:
    for path in (tmp_path / "none.ndjson", tmp_path):
        done = command(capsys, "batch", str(path))
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith(f"错误: {path}: 读不了（")
        assert done.err.count("\n") <= 2


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="Linux")
def test_a_file_that_fails_while_it_is_read_is_one_line_and_status_2(capsys: Capsys) -> None:
    done = command(capsys, "batch", "/proc/self/mem")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("错误: 问题读不下去了（")
    assert done.err.count("\n") <= 2


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("--at", "noon"), 2),
        (("--at", "2026-11-21"), 2),
        (("--workers", "0"), 2),
        (("--workers", "many"), 2),
        (("--catalog", "/none.yaml"), 3),
        (("--overlay", "/none.yaml"), 3),
    ],
)
def test_a_bad_option_stops_the_batch_before_it_begins(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], status: int
) -> None:
    put(monkeypatch, b'{"ask": "issues"}\n')
    done = command(capsys, "batch", "-", *args)
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith("错误: ")
    assert done.err.count("\n") <= 2


@pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_batch_that_waits_for_lines_is_ended_by_ctrl_c(workers: str) -> None:
    program = (sys.executable, "-W", "error", "-m", "pddroute", "batch", "-", "--catalog", SMALL)
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with hearing_ctrl_c():
        process = subprocess.Popen(
            [*program, "--workers", workers], start_new_session=True, **pipes
        )
    with process:
        try:
            assert process.stdin
            assert process.stdout
            assert process.stderr
            # more than is kept back before it is written, so that the first answer shows it runs
            process.stdin.write(ask(ask="issues") * (2 * 2 * at_work.CHUNK + 1))
            process.stdin.flush()
            process.stdout.readline()
            time.sleep(0.5)  # the workers have done what there is, and wait for more
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
            process.stdin.close()
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(30) == 130
        finally:
            process.kill()


# --- the progress bar


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setenv("TERM", "xterm")
    with progress("pddroute batch", 42) as counted:
        assert list(counted([b"x" * 20, b"y" * 22])) == [b"x" * 20, b"y" * 22]
    assert "42/42" in screen.getvalue()
    assert screen.getvalue().endswith("\x1b[2K"), "the line is cleared at the end"


def test_progress_of_a_pipe_has_no_end_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setenv("TERM", "xterm")
    with progress("pddroute batch", None) as counted:
        list(counted([b"x" * 20]))
    assert "20/?" in screen.getvalue()


@pytest.mark.parametrize(("out", "err"), [(Screen, Screen), (io.StringIO, io.StringIO)])
def test_progress_is_silent_beside_answers_or_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, out: type[io.StringIO], err: type[io.StringIO]
) -> None:
    stream = err()
    monkeypatch.setattr(sys, "stdout", out())
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("pddroute batch", 5) as counted:
        assert list(counted([b"12345"])) == [b"12345"]
    assert stream.getvalue() == ""
