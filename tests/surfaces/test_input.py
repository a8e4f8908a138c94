"""What is read from standard input: whole, in an encoding that is known, or not at all."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from asking import SATURDAY, answer, ask, refusal

from pddroute.surfaces.input import Lines, decoded

Capsys = pytest.CaptureFixture[str]
SENT = "退货款请打客服电话 021-53395289，加急"


def put(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """``content`` is on standard input, however often it is asked for."""

    class Again(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            self.seek(0)
            return super().read(size)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Again(content)))


@pytest.mark.parametrize(
    ("encoding", "warned"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("utf-16", False),
        ("gb18030", True),
        ("gbk", True),
    ],
)
def test_the_same_text_in_any_encoding_of_china_is_the_same(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, encoding: str, warned: bool
) -> None:
    put(monkeypatch, SENT.encode(encoding))
    document = answer(capsys, "verify", "-", "--at", SATURDAY)
    assert [one["number"] for one in document["verdicts"]] == ["021-53395289"]
    assert ("read_as_gb18030" in {one["code"] for one in document["warnings"]}) == warned
    said = ask(capsys, "verify", "-", "--lang", "en")
    assert (said.status, said.err) == (1, "")
    assert ("read as GB18030" in " ".join(said.out.split())) == warned


def test_utf_16_is_read_in_either_order_of_its_bytes() -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert decoded(mark + SENT.encode(encoding), "zh") == (SENT, [])


@pytest.mark.parametrize(
    "content",
    [
        b"\0" * 1000,
        b"call 021-53395289\0",
        SENT.encode("utf-16-le"),
        b"caf\xe9 021-53395289",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"\x80" * 3,
        b"\xff\xfe\x00\xd8",
    ],
    ids=["NUL", "one NUL", "UTF-16 without a mark", "Latin-1", "PNG", "0x80", "a surrogate"],
)
def test_what_is_no_text_is_refused_in_one_line(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    put(monkeypatch, content)
    error = refusal(capsys, "verify", "-")
    assert error["code"] == "unreadable_input"
    assert "UTF-8" in error["hint"]


MOST = 1_000_000
FITTING = "021-53395289"


@pytest.mark.parametrize(
    ("sign", "encoding"),
    [("x", "utf-8"), ("好", "utf-8"), ("𠮷", "utf-8"), ("𠮷", "utf-16"), ("𠮷", "gb18030")],
)
def test_a_text_is_read_whole_or_refused_whatever_its_signs_take(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, sign: str, encoding: str
) -> None:
    """A million characters were cut at a million bytes, and what was cut off was called genuine."""
    for length, fits in ((MOST, True), (MOST + 1, False), (5 * MOST, False)):
        text = sign * (length - len(FITTING)) + FITTING
        put(monkeypatch, text.encode(encoding))
        said = ask(capsys, "verify", "-", "--json")
        document = json.loads(said.out)
        if fits:
            assert [one["number"] for one in document["verdicts"]] == [FITTING]
        else:
            assert document["error"]["code"] == "usage"
            assert document["error"]["details"]["limit"] == MOST
        assert said.status == (1 if fits else 2)


def test_somebody_at_a_terminal_is_told_what_to_do(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Keyboard(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Keyboard(io.BytesIO(SENT.encode())))
    said = ask(capsys, "verify", "-", "--json", "--lang", "en")
    assert json.loads(said.out)["kind"] == "verdicts"
    assert said.err.startswith("paste the text to check")
    assert said.err.count("\n") == 1


def test_lines_know_whether_another_is_there() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stream, os.fdopen(writing, "wb", buffering=0) as pipe:
        pipe.write(b"one\ntwo\nthr")
        lines = Lines(stream)
        told = iter(lines)
        assert (next(told), lines.idle()) == (b"one\n", False)
        assert (next(told), lines.idle()) == (b"two\n", sys.platform != "win32")
        pipe.write(b"ee\n")
        assert not lines.idle()
        assert next(told) == b"three\n"
        pipe.close()
        assert list(told) == []


def test_nobody_waits_behind_a_file(tmp_path: Path) -> None:
    path = tmp_path / "asked.ndjson"
    path.write_bytes(b"one\ntwo")
    for stream in (path.open("rb"), io.BytesIO(b"one\ntwo")):
        with stream:
            lines = Lines(stream)  # type: ignore[arg-type]
            assert [(line, lines.idle()) for line in lines] == [(b"one\n", False), (b"two", False)]
