"""Text that lines up: Chinese takes two columns, no line is too long, what to do comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from asking import SATURDAY, ask, lines
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

from pddroute.catalogue.model import Catalog
from pddroute.render.layout import bullets, columns, table, wrap

Capsys = pytest.CaptureFixture[str]
WIDTHS = (60, 80, 100, 120)


@pytest.fixture(autouse=True)
def _bundled(monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> None:
    monkeypatch.delenv("PDDROUTE_CATALOG", raising=False)
    monkeypatch.setattr("pddroute.surfaces.cli.load_catalog", lambda path, overlays: catalog)


def cut(line: str, start: int, end: int | None) -> str:
    """The part of a line between two terminal columns; fails where one cuts a letter in half."""
    at, part = 0, ""
    for char in line:
        width = wcswidth(char)
        for edge in (start, end):
            assert edge is None or not at < edge < at + width, f"{edge} cuts {char!r} in {line!r}"
        if at >= start and (end is None or at < end):
            part += char
        at += width
    return part


def tables(text: str) -> Iterator[list[str]]:
    """Every table of a text: its heading, its rule and its rows, up to the next blank line."""
    said = lines(text)
    for n, line in enumerate(said):
        if re.fullmatch(r"-+(  -+)+", line):
            end = next((m for m in range(n, len(said)) if not said[m]), len(said))
            yield said[n - 1 : end]


def assert_lines_up(rows: list[str]) -> None:
    """Every cell starts under its heading, with at least two spaces before it."""
    starts = [match.start() for match in re.finditer(r"-+", rows[1])]
    ends = [match.end() for match in re.finditer(r"-+", rows[1])]
    for row in (rows[0], *rows[2:]):
        for start, end, following in zip(starts, ends, [*starts[1:], None], strict=True):
            cell, gap = cut(row, start, end), cut(row, end, following)
            assert not gap.strip(), f"{gap!r} runs over in {row!r}"
            assert cell.lstrip() in (cell, ""), f"{cell!r} is not at {start} in {row!r}"


COMMANDS = [
    ("contact",),
    ("issues",),
    ("show", "consumer-hotline", "--why"),
    ("show", "12315-phone", "--why"),
    ("escalate", "refund-refused"),
    ("escalate", "not-received"),
    ("escalate", "fake-shipping-penalty"),
    ("escalate", "refund-refused", "--done", "platform@2026-11-20T10:00"),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_tables_line_up_and_no_line_is_too_long(
    capsys: Capsys,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    width: int,
    lang: str,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = ask(capsys, *command, "--at", SATURDAY, "--lang", lang).out
    found = list(tables(text))
    assert found or width < 100, "there is room for a table"
    for rows in found:
        assert_lines_up(rows)
    hints = text.rpartition("接下来" if lang == "zh" else "Next")[2]  # commands stay in one piece
    for line in lines(text.removesuffix(hints)):
        assert wcswidth(line) <= width or " " not in line.strip(), line
        assert line == line.rstrip()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_facts_of_a_channel_line_up(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    said = lines(ask(capsys, "show", "12315-phone", "--at", SATURDAY).out)
    facts = said[2 : said.index("", 2)]
    assert len(facts) >= 6
    for line in facts:
        label, value = cut(line, 0, 8), cut(line, 8, None)
        assert label.endswith("  ")
        assert value == value.strip() != ""


@pytest.mark.parametrize("width", [20, 59, 121, 500])
def test_a_terminal_of_any_width_is_served(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = ask(capsys, "escalate", "refund-refused", "--at", SATURDAY).out
    longest = max(wcswidth(line) for line in lines(text))
    assert 30 <= longest <= max(40, min(width, 120))


@pytest.mark.parametrize(
    "at", ["2026-11-21T20:35", "2026-11-21T23:30", "2026-10-05T03:00", "2027-03-02T10:00"]
)
def test_the_first_thing_seen_is_whom_to_try(capsys: Capsys, at: str) -> None:
    heading, blank, first, *_ = lines(ask(capsys, "contact", "--now", "--at", at).out)
    assert heading.startswith("现在能找谁  ")
    assert blank == ""
    assert first.startswith("现在就找：拼多多")


def test_the_first_thing_seen_of_every_plan_is_what_to_do(capsys: Capsys, catalog: Catalog) -> None:
    for at in ("2026-11-21T20:35", "2026-10-05T03:00"):
        for id_, issue in catalog.issues.items():
            heading, blank, first, *_ = lines(ask(capsys, "escalate", id_, "--at", at).out)
            assert heading.startswith(issue.name.zh)
            assert (blank, first[:3]) == ("", "现在："), id_


def test_a_finished_route_says_so_first(capsys: Capsys, catalog: Catalog) -> None:
    steps = [catalog.steps[key].id for key in catalog.routes[catalog.issues["scam"].route].steps]
    done = [part for id_ in steps for part in ("--done", f"{id_}@2026-11-01T10:00")]
    done += [part for id_ in steps for part in ("--outcome", f"{id_}=unsatisfied")]
    text = ask(capsys, "escalate", "scam", *done, "--at", SATURDAY).out
    assert lines(text)[2] == "这条路线已经走完，没有下一步了。"


# --- the parts ---

CHINESE = "现在开放至的，。：（）“”拼多多客服号码"
WORDS = st.lists(st.text("abc019-.", min_size=1, max_size=12), min_size=1).map(" ".join)
MIXED = st.text(f"ab 1-{CHINESE}", max_size=80)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(st.one_of(WORDS, MIXED), st.integers(2, 60))
@example("11  ", 2)  # was an empty line: the second blank stood alone
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    wrapped = wrap(text, width)
    assert squeezed("".join(wrapped)) == squeezed(text)
    assert all(line == line.rstrip() for line in wrapped)
    assert wrapped[1:] == [line for line in wrapped[1:] if line], "no empty line but the only one"


@given(WORDS, st.integers(2, 60))
def test_a_word_stays_whole_and_only_a_word_is_too_long(text: str, width: int) -> None:
    wrapped = wrap(text, width)
    assert [word for line in wrapped for word in line.split()] == text.split()
    assert all(len(line) <= width or " " not in line for line in wrapped)


@given(st.text("现在开放至拼多多客服号码", max_size=80), st.integers(2, 60))
def test_chinese_breaks_anywhere(text: str, width: int) -> None:
    wrapped = wrap(text, width)
    assert all(columns(line) <= width for line in wrapped)
    assert all(columns(line) >= width - 1 for line in wrapped[:-1]), "and fills its lines"


@given(MIXED, st.integers(12, 60))
def test_no_line_begins_with_a_stop_or_ends_with_an_opening(text: str, width: int) -> None:
    wrapped = wrap(text, width)
    for before, line in pairwise(wrapped):
        space_before = before + " " in text
        assert line[0] not in "，。：）”" or space_before
        assert before[-1] not in "（“" or space_before


@given(
    st.lists(st.tuples(MIXED.map(str.strip), WORDS, MIXED.map(str.strip)), min_size=1, max_size=5),
    st.integers(40, 120),
)
def test_a_table_lines_up_whatever_it_holds(rows: list[tuple[str, ...]], width: int) -> None:
    text = table(rows, ["渠道", "how", "此刻"], width)
    for one in tables(text):
        assert_lines_up(one)
        assert all(wcswidth(line) <= width for line in one)
    kept = squeezed(text)
    for row in rows:
        for cell in row:
            assert all(kept.count(char) >= cell.count(char) for char in squeezed(cell))


def test_a_table_that_cannot_fit_is_a_list_of_its_rows() -> None:
    address = "https://mcmd.pinduoduo.com/queryExpress"
    rows = [["拼多多查快递", address, "买家、商家", "随时可用"], ["110 报警", "110", "", "24 小时"]]
    headers = ["渠道", "怎么找", "谁用", "此刻"]
    assert table(rows, headers, 100).split("\n")[0].split() == headers
    assert table(rows, headers, 60).split("\n") == [
        f"拼多多查快递  {address}",
        "  买家、商家 · 随时可用",
        "110 报警  110",
        "  24 小时",
    ]
    assert table(rows, headers, 40).split("\n")[:2] == [
        "拼多多查快递",
        "  mcmd.pinduoduo.com/queryExpress · 买",
    ]


def test_an_empty_table_is_nothing() -> None:
    assert table([], ["渠道"], 80) == ""


def test_bullets_indent_their_further_lines() -> None:
    made = bullets(["拼多多" * 20, *"一" * 9], 60, numbered=True)
    assert made[0].startswith("  1. 拼多多")
    assert made[1].startswith("     拼")
    assert made[-1] == "  10. 一"
    assert all(wcswidth(line) <= 60 for line in made)
