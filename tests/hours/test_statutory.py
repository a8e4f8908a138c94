"""The days off by law: the compiled table against `holidays`, and an installation without that."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]
import holidays
import msgspec
import pytest

from pddroute.hours import statutory as module
from pddroute.hours.statutory import STATUTORY_FILE, compile_statutory, statutory
from pddroute.hours.workdays import Calendar, Day
from pddroute.sealed import unseal

ROOT = Path(__file__).parent.parent.parent
TABLE = ROOT / "pddroute" / STATUTORY_FILE

# As `holidays` names them in Chinese -> our codes; what it guesses or moved by decree is not here.
CHINESE = {
    "元旦": "New Year's Day",
    "农历除夕": "Spring Festival",
    "春节": "Spring Festival",
    "清明节": "Tomb-sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-autumn Festival",
    "国庆节": "National Day",
}
# Days that were decreed for one year: their notices are known, whatever the table says.
ONCE = {date(2015, 9, 3), date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2)}
# The next years, typed from the Regulation on Public Holidays (2024) and a lunar calendar.
TYPED = {
    2027: "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03",
    2028: "01-01 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-28 10-01 10-02 10-03",
    2029: "01-01 02-12 02-13 02-14 02-15 04-04 05-01 05-02 06-16 09-22 10-01 10-02 10-03",
}


def days_of(year: int) -> dict[date, str]:
    return {day: code for day, code in statutory().items() if day.year == year}


def test_the_table_is_what_holidays_says_year_by_year() -> None:
    packed = unseal(TABLE.read_bytes())
    assert packed is not None
    compiled = msgspec.msgpack.decode(packed, type=dict[str, list[date]])
    table = {day: code for code, days in compiled.items() for day in days}
    assert table == statutory()
    assert {day.year for day in table} == set(range(1950, 2100))
    for year in range(1950, 2100):
        peer = holidays.CN(years=year, observed=False, language="zh_CN")
        named = {day: CHINESE.get(name.split("; ")[0]) for day, name in peer.items()}
        wanted = {day: code for day, code in named.items() if code and day.year == year}
        ours = {day: code for day, code in table.items() if day.year == year}
        assert {day: code for day, code in ours.items() if day not in ONCE} == wanted, year


@pytest.mark.parametrize(("year", "days"), TYPED.items())
def test_the_next_years_as_the_law_and_the_moon_have_them(year: int, days: str) -> None:
    assert sorted(f"{day:%m-%d}" for day in days_of(year)) == days.split()


def test_every_statutory_day_since_2007_was_off_by_the_notice() -> None:
    since = [day for day in statutory() if 2007 <= day.year <= 2026]
    assert len(since) > 200
    assert [day for day in since if not chinese_calendar.is_holiday(day)] == []


def test_compiling_again_gives_the_table_of_the_installation() -> None:
    assert compile_statutory() == TABLE.read_bytes()


def test_a_table_that_has_rotted_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def nothing() -> dict[str, list[date]]:
        raise ImportError("holidays")

    monkeypatch.setattr(module, "_HERE", tmp_path)
    monkeypatch.setattr(module, "_worked_out", nothing)
    good = TABLE.read_bytes()
    rotten = [good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :] for place in (0, 40, -9)]
    for content, days in [(good, True), *((one, False) for one in (*rotten, good[:-1], b""))]:
        (tmp_path / STATUTORY_FILE).write_bytes(content)
        statutory.cache_clear()
        try:
            assert bool(statutory()) == days
        finally:
            statutory.cache_clear()


# -- cold processes

# What a slim image may have thrown away, and a name to import it by.
BLOCKED = "import sys; sys.modules['holidays'] = None\n"
QUESTION = ["escalate", "refund-refused", "--at", "2026-12-20T10:00", "--json"]


def ask(before: str, after: str = "") -> subprocess.CompletedProcess[str]:
    code = f"{before}import sys\nfrom pddroute.surfaces.edge import run\n"
    code += f"status = run({QUESTION!r})\n{after}sys.exit(status)"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, timeout=60
    )


def test_a_cold_plan_into_a_year_without_a_notice_imports_no_holidays() -> None:
    done = ask("", "print(*{m.partition('.')[0] for m in sys.modules}, file=sys.stderr)\n")
    assert done.returncode == 0
    assert re.search(r"\b2027-", done.stdout)
    loaded = set(done.stderr.split())
    assert "chinese_calendar" in loaded
    assert "holidays" not in loaded


def test_an_installation_without_holidays_gives_the_same_plan() -> None:
    without = ask(BLOCKED)
    assert (without.returncode, without.stderr) == (0, "")
    assert without.stdout == ask("").stdout


# -- a checkout that was never installed, or a table that is none


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The path where the table is looked for, with nothing there yet."""
    monkeypatch.setattr(module, "_HERE", tmp_path)
    statutory.cache_clear()
    yield tmp_path / STATUTORY_FILE
    statutory.cache_clear()


@pytest.mark.parametrize(
    "content", [None, b"", b"\x80garbage", b"\x81\xa1\xff\x90", b"\x81\xa1a\x91\xa3not", b"\xc0"]
)
def test_without_a_table_holidays_is_asked(elsewhere: Path, content: bytes | None) -> None:
    if content is not None:
        elsewhere.write_bytes(content)
    assert sorted(f"{day:%m-%d}" for day in days_of(2027)) == TYPED[2027].split()


@pytest.mark.parametrize("missing", ["package", "translations"])
def test_without_either_only_weekends_are_known_and_nothing_is_sure(
    elsewhere: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing == "package":
        monkeypatch.setitem(sys.modules, "holidays", None)
    else:

        def none_found(*_: object, **__: object) -> None:
            raise FileNotFoundError("No translation file found for domain: 'CN'")

        monkeypatch.setattr(holidays, "country_holidays", none_found)
    calendar = Calendar()
    assert calendar.day(date(2027, 2, 5)) == Day(date(2027, 2, 5), "workday", None, 2027)
    assert calendar.day(date(2027, 5, 1)) == Day(date(2027, 5, 1), "weekend", None, 2027)
    assert calendar.day(date(2026, 10, 1)).kind == "holiday"


def test_the_plan_of_an_installation_with_neither_is_provisional(tmp_path: Path) -> None:
    moved = "import pathlib, pddroute.hours.statutory as s\n"
    done = ask(f"{BLOCKED}{moved}s._HERE = pathlib.Path({str(tmp_path)!r})\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "calendar_unpublished" in {w["code"] for w in json.loads(done.stdout)["warnings"]}
