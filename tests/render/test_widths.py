"""No line is wider than the terminal, and whom to turn to stands in a dozen lines."""

from __future__ import annotations

import re
import shlex
from typing import Any, get_args

import pytest
from asking import ask, lines
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from pddroute import contact, show
from pddroute.catalogue.facts import Kind, Operator
from pddroute.catalogue.model import Catalog
from pddroute.render.board import Row, board, least
from pddroute.render.ink import Ink
from pddroute.render.layout import command, labelled, wrap
from pddroute.render.text import text

Capsys = pytest.CaptureFixture[str]
WIDTHS = (40, 60, 80, 120)
MOMENTS = ("2026-11-21T23:35", "2026-11-21T20:35", "2026-11-23T10:00", "2027-03-02T03:00")
COMMANDS = [
    ("contact",),
    ("contact", "--now"),
    ("contact", "--now", "--kind", "phone"),
    ("contact", "--now", "--kind", "web"),
    ("contact", "--now", "--kind", "qq"),
    ("contact", "--now", "--operator", "courier"),
    ("contact", "--now", "--audience", "merchant"),
    ("issues",),
    ("verify", "021-53395288"),
    ("verify", "021-53395289"),
    ("verify", "400-882-0707"),
    ("verify", "https://www.pinduoduo.com.example.net/" + "a" * 90),
]
NUMBERS = re.compile(r"0\d{2,3}-\d{5,8}|400-\d{3}-?\d{4}|400-\d{7}")


@pytest.fixture(autouse=True)
def _bundled(monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> None:
    monkeypatch.delenv("PDDROUTE_CATALOG", raising=False)
    monkeypatch.setattr("pddroute.surfaces.cli.load_catalog", lambda path, overlays: catalog)


def shown(capsys: Capsys, monkeypatch: pytest.MonkeyPatch, width: int, *args: str) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    said = lines(ask(capsys, *args).out)
    assert len(said) > 3
    return said


def assert_fits(said: list[str], width: int, whole: list[str], *, all_: bool = True) -> None:
    for line in said:
        assert wcswidth(line) <= width, line
        assert line == line.rstrip()
    numbers = {one for line in whole for one in NUMBERS.findall(line)}
    kept = {one for line in said for one in NUMBERS.findall(line)}
    assert numbers <= kept if all_ else kept <= numbers, "a number is broken"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], lang: str
) -> None:
    for at in MOMENTS:
        asked = (*command, "--at", at, "--lang", lang)
        whole = shown(capsys, monkeypatch, 120, *asked)
        for width in WIDTHS:
            said = shown(capsys, monkeypatch, width, *asked)
            assert_fits(said, width, whole, all_="--now" not in command)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_any_channel_is_wider(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, catalog: Catalog, width: int, lang: str
) -> None:
    for id_ in catalog.channels:
        for more in ((), ("--why",)):
            asked = ("show", id_, *more, "--at", MOMENTS[0], "--lang", lang)
            said = shown(capsys, monkeypatch, width, *asked)
            assert_fits(said, width, [show(catalog, id_).channel.number or ""])


@pytest.mark.parametrize("at", [*MOMENTS, "2026-10-05T08:00", "2026-12-31T21:30"])
def test_whom_to_turn_to_now_fits_on_a_card(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    said = shown(capsys, monkeypatch, 80, "contact", "--now", "--at", at)
    assert len(said) <= 14
    assert said[0].startswith("现在能找谁  ")
    assert (said[1], said[2][:5]) == ("", "现在就找：")
    assert re.search("021-53395288 *（", "".join(said)), "and when it opens, or closes"
    assert said[-1] == "全部渠道：pddroute contact"
    for need in ("买东西", "快递", "平台不管", "被骗、被威胁", "人不舒服", "着火", "开店的"):
        assert sum(line.startswith(need) for line in said) == 1
    assert len(shown(capsys, monkeypatch, 80, "contact", "--now", "--at", at, "--lang", "en")) <= 15


def test_at_night_a_person_who_wants_a_telephone_is_not_sent_to_the_police(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("contact", "--now", "--kind", "phone", "--at", "2026-11-21T23:35")
    said = shown(capsys, monkeypatch, 80, *asked)
    text = "".join(line.strip() for line in said)
    assert said[2] == "现在就找：12345 政务服务便民热线（24 小时）"
    assert said[3] == "拼多多的电话现在都没开："
    assert (
        "App 官方客服（开放至 24:00）、订单页申请平台介入、消费者热线021-53395288（明天 08:00 开）"
        in text
    )
    assert [line for line in said if re.search(r"\b110\b", line)] == [
        "有危险    被骗、被威胁 110；人不舒服、想不开 120；着火 119"
    ]
    assert "快递公司  看运单是哪家；号码：加上 --operator courier" in said
    assert not re.search("953[0-9]{2}", text), "which courier it is only the waybill says"


FILTERS = [
    {"audience": audience, "kind": kind, "operator": operator}
    for audience in (None, "consumer", "merchant")
    for kind in (None, *get_args(Kind))
    for operator in (None, *get_args(Operator))
]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_filter_makes_a_board_of_more_than_fourteen_lines(catalog: Catalog, width: int) -> None:
    for n, narrowed in enumerate(FILTERS):
        for lang in ("zh", "en"):
            at = (*MOMENTS, "2027-02-08T03:00")[n % 5]
            answer = contact(catalog, at=at, now=True, lang=lang, **narrowed)  # type: ignore[arg-type]
            said = text(answer, Ink(False, width), now=True).split("\n")
            assert len(said) <= 14, f"{narrowed} {at} {lang}"
            assert all(wcswidth(line) <= width for line in said), f"{narrowed} {at} {lang}"
            assert not re.search(r"（）|\(\)|400-882", "".join(said)), f"{narrowed} {at} {lang}"


FIRST = [
    ("2026-11-21T23:35", {}, "现在就找：拼多多 App 官方客服（开放至 24:00，时间没有准信）"),
    (
        "2027-02-08T03:00",
        {},
        "现在就找：拼多多举报平台 jubao.pinduoduo.com（应该随时能用）",
    ),
    (
        "2026-11-21T23:35",
        {"audience": "merchant"},
        "现在就找：商家后台在线客服 mms.pinduoduo.com（服务时间未知）",
    ),
    (
        "2026-11-23T10:00",
        {"kind": "phone"},
        "现在就找：拼多多消费者热线 021-53395288（开放至 21:30）",
    ),
    (
        "2026-11-23T10:00",
        {"kind": "wechat"},
        "现在就找：微信公众号“拼多多”（开放至 24:00，时间没有准信）",
    ),
]


@pytest.mark.parametrize(("at", "narrowed", "line"), FIRST)
def test_the_first_line_says_whom_and_how_sure_its_hours_are(
    catalog: Catalog, at: str, narrowed: dict[str, Any], line: str
) -> None:
    answer = contact(catalog, at=at, now=True, **narrowed)
    assert text(answer, Ink(False, 80), now=True).split("\n")[2] == line


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_consumer_hotline_is_named_at_any_hour_and_width(
    catalog: Catalog, width: int, at: str, lang: str
) -> None:
    answer = contact(catalog, at=at, now=True, lang=lang)  # type: ignore[arg-type]
    said = text(answer, Ink(False, width), now=True)
    assert "021-53395288" in said
    assert all(number in said for number in ("110", "120", "119", "12345", "021-53395088"))


def test_hours_that_many_share_are_said_once(catalog: Catalog) -> None:
    answer = contact(catalog, at="2026-11-21T23:35", now=True, operator="regulator", kind="phone")
    said = text(answer, Ink(False, 120), now=True)
    assert said.count("11-23 周一 08:30 开：12305；") == 1
    assert said.count("08:30 开，现在可能有人接：12315 热线 021-12315；") == 1
    assert said.count("08:30") == 2


def test_unconfirmed_hours_are_said_once_for_a_whole_list(catalog: Catalog) -> None:
    for lang, mark in (("zh", "时间没有准信"), ("en", "hours unconfirmed")):
        answer = contact(catalog, at=MOMENTS[2], lang=lang)  # type: ignore[arg-type]
        said = text(answer, Ink(False, 120)).split("\n")
        (line,) = [line for line in said if mark in line]
        assert "12315" in line
        assert line.startswith(mark)
        card = text(show(catalog, "app-chat", at=MOMENTS[0], lang=lang), Ink(False, 80))  # type: ignore[arg-type]
        assert card.count(mark) == 1


def test_of_the_police_the_police_are_named(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("contact", "--now", "--operator", "police", "--at", "2026-11-21T23:35")
    said = shown(capsys, monkeypatch, 80, *asked)
    assert said[2:] == [
        "现在就找：110 报警（24 小时）",
        "可以试  96110",
        "全部渠道：pddroute contact",
    ]


def test_of_what_nobody_published_there_is_one_line(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = shown(capsys, monkeypatch, 80, "contact", "--now", "--kind", "qq", "--at", MOMENTS[0])
    assert said[2:] == [
        "没有符合条件的渠道。",
        "QQ：官方没有公布过，自称官方的都别信",
        "全部渠道：pddroute contact",
    ]


def test_a_channel_says_first_what_to_do_with_it(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = shown(capsys, monkeypatch, 80, "show", "consumer-hotline", "--at", MOMENTS[1])
    assert len(said) <= 40
    assert said.index("步骤") < said.index("谁说的")
    first_wrong = next(n for n, line in enumerate(said) if "400-8822528" in line)
    assert first_wrong > said.index("谁说的")
    assert "加上 --why" in "".join(said)
    whole = shown(capsys, monkeypatch, 80, "show", "consumer-hotline", "--why", "--at", MOMENTS[1])
    assert len(whole) > len(said)


# --- the parts ---


def test_an_address_loses_its_scheme_before_it_is_broken() -> None:
    address = "https://mcmd.pinduoduo.com/queryExpress"
    assert wrap(address, 39) == [address]
    assert wrap(address, 38) == [address[8:]]
    assert wrap(f"去 {address} 查", 30) == ["去 mcmd.pinduoduo.com/", "queryExpress 查"]
    assert wrap("https://a.cn/" + "b" * 30, 20) == ["a.cn/", "b" * 20, "b" * 10]


@given(st.integers(1, 40), st.integers(0, 30), st.integers(20, 60))
def test_no_address_is_too_wide_and_none_loses_a_letter(host: int, path: int, width: int) -> None:
    address = f"{'h' * host}.cn/{'p' * path}/q"
    found = wrap(f"https://{address}", width)
    assert "".join(found).removeprefix("https://") == address
    assert all(len(line) <= width for line in found)


WORDS = st.lists(st.from_regex(r"[a-z@=:-]{1,18}|'[a-z ]{1,14}'", fullmatch=True), min_size=1)


@given(WORDS, st.integers(40, 120))
def test_a_command_stays_the_same_when_it_is_pasted(words: list[str], width: int) -> None:
    text = " ".join(["pddroute", *words])
    found = command(text, width)
    assert all(len(line) <= width and line.startswith("  ") for line in found)
    assert shlex.split("\n".join(found).replace("\\\n", " ")) == shlex.split(text)
    assert all(line.endswith(" \\") for line in found[:-1])


def test_labels_have_a_column_where_there_is_room() -> None:
    rows = [("着火", "119"), ("人不舒服", "120" + "，先看病" * 10)]
    assert labelled(rows, 60) == [
        "着火      119",
        "人不舒服  120，先看病，先看病，先看病，先看病，先看病，先看",
        "          病，先看病，先看病，先看病，先看病",
    ]
    assert labelled(rows, 40)[:2] == ["着火：119", "人不舒服：120，先看病，先看病，先看"]
    assert labelled([], 80) == []


def test_a_board_gives_way_from_the_end_and_says_the_most_that_fits() -> None:
    rows = [
        Row("one", ["a" * 10 + " " + "b" * 50 + " " + "c" * 50, "a" * 10]),
        Row("two", ["d" * 60 + " " + "e" * 30, "d"]),
        Row("", ["f"]),
    ]
    assert least(rows, 80) == 3
    assert board(rows, 80, 3) == [f"one  {'a' * 10}", "two  d", "f"]
    four = board(rows, 80, 4)
    assert [line.strip()[:1] for line in four] == ["o", "c", "t", "f"]
    assert len(board(rows, 80, 9)) == 5
    assert board(rows, 80, 2) == [f"one  {'a' * 10}", "two  d"]
    assert board([], 80, 3) == []
