"""Opening hours: what is read, what is refused, and what is answered for an instant."""

from __future__ import annotations

import pickle
import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from time import process_time as clock_now
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from spans import day_spans

from pddroute.errors import HoursError
from pddroute.hours.faults import HoursFault
from pddroute.hours.hours import SEARCH_DAYS, Hours, parse
from pddroute.hours.minutes import as_spans
from pddroute.hours.reading import parse_rules
from pddroute.hours.workdays import Calendar, Notice

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar()
case = pytest.param
DAILY = "Mo-Su 08:00-21:30"
OFFICE = "Mo-Fr 08:30-12:00,14:00-17:30; PH off"
NIGHTS = "Mo-Fr 18:00-03:00; PH off"


def at(text: str) -> datetime:
    """An instant in Shanghai; in 2026 if no year is given."""
    full = text if text[4] == "-" else f"2026-{text}"
    return datetime.fromisoformat(full).replace(tzinfo=SHANGHAI)


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def short(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}".removesuffix(":00")


# -- reading

CANONICAL = [
    case("Mo-Su 08:00-21:30", "Mo-Su 08:00-21:30", id="every day"),
    case("08:00-21:30", "Mo-Su 08:00-21:30", id="only times"),
    case(" Mo 08:00-12:00 ", "Mo 08:00-12:00", id="spaces around"),
    case("24/7", "24/7", id="24/7"),
    case("Mo-Su 00:00-24:00", "24/7", id="24/7 written out"),
    case("00:00-00:00", "24/7", id="from midnight to midnight"),
    case("open", "24/7", id="open alone"),
    case("24/7 off", "Mo-Su off", id="never"),
    case("Fr-Mo 08:00-12:00", "Mo,Fr-Su 08:00-12:00", id="weekdays wrap"),
    case("We,Mo,Tu 08:00-12:00", "Mo-We 08:00-12:00", id="weekdays in order"),
    case("PH,Sa closed", "Sa,PH off", id="closed is off, PH last"),
    case("PH 10:00-12:00 open", "PH 10:00-12:00", id="open says nothing"),
    case("Mo open", "Mo 00:00-24:00", id="open all day"),
    case("Mo 14:00-17:00,08:00-12:00", "Mo 08:00-12:00,14:00-17:00", id="times in order"),
    case("Mo 08:00-12:00,12:00-14:00", "Mo 08:00-14:00", id="touching times"),
    case("Mo 20:00-26:00", "Mo 20:00-02:00", id="past midnight"),
    case("Mo 08:00-08:00", "Mo 08:00-32:00", id="a whole day from eight"),
    case("Mo 10:00-48:00", "Mo 10:00-48:00", id="two days"),
    case("May 01-Sep 30 off", "May-Sep Mo-Su off", id="whole months"),
    case("Nov-Feb 08:00-09:00", "Nov-Feb Mo-Su 08:00-09:00", id="months wrap"),
    case("Dec 24,Jan 02-05 off", "Dec 24,Jan 02-Jan 05 Mo-Su off", id="dates"),
    case("Feb 29 off", "Feb 29 Mo-Su off", id="29 February"),
    case("Mo off;Tu off", "Mo off; Tu off", id="semicolon without a space"),
    case("Mo-Fr 08:00-12:00, We off", "Mo-Fr 08:00-12:00; We off", id="off adds nothing"),
    case("Mo off, We 08:00-09:00", "Mo off, We 08:00-09:00", id="additional rule"),
    case('Mo 08:00-12:00 off "中午"', 'Mo 08:00-12:00 off "中午"', id="comment"),
    # as people write it: what it can only mean
    case("May 01-Sep 30: 08:00-12:00", "May-Sep Mo-Su 08:00-12:00", id="colon after dates"),
    case("Nov-Feb: Mo-Fr 08:00-12:00", "Nov-Feb Mo-Fr 08:00-12:00", id="colon after months"),
    case("Nov-Feb:Mo-Fr 08:00-12:00", "Nov-Feb Mo-Fr 08:00-12:00", id="colon and no space"),
    case("Dec 24:08:00-12:00", "Dec 24 Mo-Su 08:00-12:00", id="colon after a day"),
    case("Dec 08:00-12:00", "Dec Mo-Su 08:00-12:00", id="a month and times"),
    case("Dec 8:00-12:00", "Dec Mo-Su 08:00-12:00", id="a month and a one-digit hour"),
    case("Dec 8 8:00-12:00", "Dec 08 Mo-Su 08:00-12:00", id="one-digit day and hour"),
    case("Dec: off", "Dec Mo-Su off", id="colon and off"),
    case("Mo-Fr 08:00-12:00, 14:00-17:00", "Mo-Fr 08:00-12:00,14:00-17:00", id="spaced times"),
    case("08:00-12:00, 14:00-17:00", "Mo-Su 08:00-12:00,14:00-17:00", id="only spaced times"),
    case("Mo 08:00-12:00, 14:00-17:00 off", "Mo 08:00-12:00,14:00-17:00 off", id="two breaks"),
    case(
        "Mo 08:00-12:00, 14:00-17:00, Tu 09:00-10:00",
        "Mo 08:00-12:00,14:00-17:00, Tu 09:00-10:00",
        id="spaced times before a rule",
    ),
    case("Mo, We, Fr 08:00-12:00", "Mo,We,Fr 08:00-12:00", id="spaced days"),
    case("Mo 08:00-12:00; Sa, PH off", "Mo 08:00-12:00; Sa,PH off", id="spaced PH"),
    case("Mo, We off, Fr 08:00-12:00", "Mo,We off, Fr 08:00-12:00", id="a list, then a rule"),
    case("Dec 24, Dec 31 off", "Dec 24,Dec 31 Mo-Su off", id="spaced dates"),
    case("Mo 08:00 - 12:00", "Mo 08:00-12:00", id="spaces in a span"),
    case("Mo 08:00- 12:00,14:00 -17:00", "Mo 08:00-12:00,14:00-17:00", id="one space"),
    case("Mo - Fr 08:00-12:00", "Mo-Fr 08:00-12:00", id="spaces in a range of days"),
    case("Jan 5 - Mar 1 off", "Jan 05-Mar 01 Mo-Su off", id="spaces in a range of dates"),
    case("Jan 5 - 9 off", "Jan 05-Jan 09 Mo-Su off", id="spaces in a range of one month"),
    case("Mo – Fr 08:00–12:00", "Mo-Fr 08:00-12:00", id="en dashes"),
    case("Mo—Fr 08:00—12:00", "Mo-Fr 08:00-12:00", id="em dashes"),
    case("Mo~Fr 08:00～12:00", "Mo-Fr 08:00-12:00", id="tildes"),
    case("Mo－Fr 08:00−12:00", "Mo-Fr 08:00-12:00", id="full width, minus"),
    case("Mo 8:00-9:30", "Mo 08:00-09:30", id="one-digit hours"),
    case("Mo 6:00-0:00", "Mo 06:00-24:00", id="to midnight"),
    case("mo-FR 08:00-12:00;sA Off; dec 24 CLOSED", "Mo-Fr 08:00-12:00; Sa off; Dec 24 Mo-Su off"),
    case("Mo-Fr: 08:00-12:00", "Mo-Fr 08:00-12:00", id="colon after days"),
    case("Sa,PH:08:00-12:00", "Sa,PH 08:00-12:00", id="colon after days and no space"),
    case("Mo-Fr : 08:00-12:00", "Mo-Fr 08:00-12:00", id="space before the colon"),
    case("PH: off", "PH off", id="colon after PH"),
    case("Jul : Mo: 08:00-12:00", "Jul Mo 08:00-12:00", id="colon after dates and days"),
    case('Sa: "call first"', 'Sa "call first"', id="colon before a comment"),
    case("Mo 08:00-12:00, Sa: 09:00-10:00", "Mo 08:00-12:00, Sa 09:00-10:00", id="colon, later"),
    case("  Mo  -  Fr   08:00  -  12:00  off  ", "Mo-Fr 08:00-12:00 off", id="many spaces"),
    case("Dec  24  -  Dec  26 :  off", "Dec 24-Dec 26 Mo-Su off", id="many spaces in dates"),
    case("Mo,   Tu  08:00-12:00  ;   We  off", "Mo-Tu 08:00-12:00; We off", id="and in lists"),
    case("Mo 08:00-12:00;", "Mo 08:00-12:00", id="semicolon at the end"),
    case('Mo off; Tu "call" ; ', 'Mo off; Tu "call"', id="spaced semicolon at the end"),
    case("Mo 08:00-12:00 , 14:00-17:00", "Mo 08:00-12:00,14:00-17:00", id="space before a comma"),
    case("08:00-12:00 ,14:00-17:00", "Mo-Su 08:00-12:00,14:00-17:00", id="none behind it"),
    case("Mo , We ,Fr off", "Mo,We,Fr off", id="spaces before commas of days"),
    case("Mo -We,Fr- Sa off", "Mo-We,Fr-Sa off", id="one space in a range of days"),
    case("Jan -Mar off", "Jan-Mar Mo-Su off", id="one space in a range of months"),
    # a comment alone
    case('"by appointment"', '"by appointment"', id="only a comment"),
    case('Sa "call first"', 'Sa "call first"', id="a comment for a day"),
    case('Jul-Aug: "call first"', 'Jul-Aug "call first"', id="a comment for months"),
    case('Mo 08:00-12:00; "or call"', 'Mo 08:00-12:00; "or call"', id="a comment behind a rule"),
    case('Mo 08:00-12:00, Sa "call"', 'Mo 08:00-12:00; Sa "call"', id="it replaces the day"),
]


@pytest.mark.parametrize(("expression", "canonical"), CANONICAL)
def test_normal(expression: str, canonical: str) -> None:
    assert parse(expression).normal() == canonical
    assert parse(canonical).normal() == canonical


# expression, column of the complaint, a word of the message or of the hint
REFUSED = [
    case("", 1, "no hours", id="empty"),
    case("   ", 1, "no hours", id="blank"),
    case("Mo-Fr 08：00-12:00", 9, 'write ":"', id="full-width colon"),
    case("Mo 08:00 – off", 12, '"off" cannot stand here', id="dash and no end"),
    case("Mo 08:00-12:00 – 14:00", 16, '"–" cannot stand', id="dash between spans"),
    case("Mo 08:00-12:00，14:00-17:00", 15, 'write ","', id="full-width comma"),
    case("Mo ０８:00-12:00", 4, 'write "0"', id="full-width digit"),
    case("周一 08:00-12:00", 1, "Mo-Fr", id="Chinese words"),
    case("Mo\t08:00-12:00", 3, 'write " "', id="tab"),
    case("Mo-Fr 08:00-12:00; SH off", 20, "dates", id="school holidays"),
    case("easter off", 1, '"easter" is not supported', id="easter"),
    case("sunrise-sunset", 1, "18:00", id="sunrise"),
    case("Mo 08:00-sunset", 10, "18:00", id="sunset"),
    case("week 01-10 Mo off", 1, '"week" is not supported', id="week"),
    case("Mo 08:00+", 9, "18:00-21:30", id="open end"),
    case("Mo 08:00-12:00+", 15, "18:00-21:30", id="open end after a span"),
    case("Mo off || Tu off", 8, 'rule after ";"', id="fallback"),
    case("Mo[1] off", 3, "dates", id="nth weekday"),
    case("2026 Mo off", 1, '"2026" is not supported', id="year"),
    case("PH +1 day off", 4, '"+1 day" is not supported', id="day offset"),
    case("Mo 08:00-12:00/30", 15, '"/" is not supported', id="step"),
    case("unknown", 1, "leave the hours out", id="unknown"),
    case("ph off", 1, 'write "PH"', id="lower-case PH"),
    case("Mon-Fri 08:00-12:00", 1, 'write "Mo"', id="long weekday"),
    case("Sunday 08:00-12:00", 1, 'write "Su"', id="a whole word"),
    case("daily", 1, "Mo-Fr", id="another word"),
    case("Mo 8-20", 4, "08:00-21:30", id="hours without minutes"),
    case("Mo 9am-5pm", 4, "08:00-21:30", id="am and pm"),
    case("24 hours", 1, '"24 hours" is not', id="hours in a word"),
    case("Mo-Su  24h", 8, "00:00-24:00", id="all day in a word"),
    case("Mo 9 - 17 Uhr", 4, '"9 - 17 Uhr" is not', id="spaced hours without minutes"),
    case("Mo 8", 4, '"8" is not understood', id="an hour alone"),
    case("Mo 8:00 till 17:00", 9, 'write "-"', id="a word for the hyphen"),
    case("Mo,-Tu off", 4, '"-" cannot stand here', id="comma and hyphen"),
    case("Mo  ?", 5, '"?" is not', id="two spaces before what is wrong"),
    case("Mo08:00-12:00", 3, "one space", id="no space"),
    case("Mo:", 3, '":" cannot stand here', id="nothing after the colon of days"),
    case("Mo: ; Tu off", 3, '":" cannot stand here', id="no times after the colon"),
    case("Mo off: Tu off", 7, '":" cannot stand here', id="colon after a rule"),
    case("Mo 08:00-12:00: off", 15, '":" cannot stand here', id="colon after times"),
    case("May: ", 4, '":" cannot stand here', id="nothing after the colon"),
    case("Mo", 1, "Mo 00:00-24:00", id="no times"),
    case("Mo, We", 1, "Mo, We 00:00-24:00", id="a list without times"),
    case("May, Mo 08:00-12:00", 1, '"May" has no times', id="dates, then a rule"),
    case("Mo, 08:00-12:00", 1, '"Mo" has no times', id="days, then times"),
    case("Mo 08:00-12:00 off, 14:00-17:00", 21, "name the days", id="times after off"),
    case("Mo 08:00-12:00,Tu off", 16, "begins a rule", id="rule without a space"),
    case("Mo off,Tu off", 7, '"," cannot stand', id="rule after off without a space"),
    case("Mo off,", 7, "remove", id="nothing after the comma"),
    case("Mo 08:00-12:00,", 15, "remove", id="nothing after the comma of times"),
    case("Mo 08:00-12:00 , ", 16, "remove", id="nothing after the spaced comma"),
    case("Mo off;;", 8, "empty rule", id="two semicolons at the end"),
    case("Mo off; ;", 9, "empty rule", id="two spaced semicolons at the end"),
    case("Mo;", 1, "no times", id="no times before the end"),
    case(";", 1, "empty rule", id="a semicolon alone"),
    case("Mo off;;Tu off", 8, "empty rule", id="empty rule"),
    case("Mo 10:00", 4, "a time without an end", id="no end"),
    case("12:30", 1, "a time without an end", id="a bare time"),
    case("Mo 8:00 18:00", 4, "a time without an end", id="nothing between"),
    case("Mo 10:00-12:00, 15:00", 17, "a time without an end", id="no end in a list"),
    case("Mo 10:00; Tu off", 4, "a time without an end", id="no end before a rule"),
    case("Mo 08:00-17:00 Sa 09:00-12:00", 16, '"Sa" cannot', id="two rules, nothing between"),
    case("Mo 08:00-17:00 sa 09:00-12:00", 16, '"sa" cannot', id="the same in lower case"),
    case("Mo 10:00-", 10, "too early", id="end missing"),
    case("Mo-", 4, "too early", id="weekday missing"),
    case("Mo 24:00-26:00", 4, "23:59", id="start after the day"),
    case("Mo 08:60-09:00", 4, "08:60", id="60 minutes"),
    case("Mo 08:00-48:01", 10, "48:00", id="more than two days"),
    case("Feb 30 off", 5, "no day 30", id="30 February"),
    case("Jan 00 off", 5, "no day 00", id="day zero"),
    case("Jan 0 off", 5, "no day 0", id="day nought"),
    case("Jan 05-03 off", 8, "the month with each day", id="backwards in a month"),
    case("Jan05 off", 4, "the month with each day", id="no space before the day"),
    case("Jan-Feb 05 off", 5, "May 01-Sep 30", id="a month and a day"),
    case("Jan 05-Feb off", 8, "May 01-Sep 30", id="a day and a month"),
    case("Dec 24,25 off", 8, "the month with each day", id="days of one month"),
    case("Dec 24, 25 off", 9, "the month with each day", id="spaced days of one month"),
    case("Jan 05-Mo off", 8, '"Mo" cannot', id="weekday for a month"),
    case("PH Mo off", 4, "PH first or last", id="PH and a weekday"),
    case("Mo,PH,We off", 4, "first or last", id="PH in the middle"),
    case("Mo-PH off", 4, '"PH" cannot', id="range to PH"),
    case("Mo off 08:00-12:00", 8, '"08:00" cannot', id="times after off"),
    case("08:00-12:00 Mo", 13, "write dates, days", id="days after times"),
    case("Mo 24/7", 4, "00:00-24:00", id="24/7 with days"),
    case('"x" Mo off', 5, '"Mo" cannot stand', id="a comment first"),
    case('Mo"x"', 3, "comment", id="no space before a comment"),
    case('Mo off "x', 8, "comment", id="unfinished comment"),
    case('Mo off " "', 8, "comment", id="empty comment"),
    case("?", 1, "Mo-Fr", id="anything else"),
]


@pytest.mark.parametrize(("expression", "column", "word"), REFUSED)
def test_refused_with_column_and_hint(expression: str, column: int, word: str) -> None:
    error = refused(expression)
    assert (error.details["expression"], error.details["column"]) == (expression, column)
    assert word in f"{error.message_en} {error.hint_en}"
    shown = expression.replace("\t", "·")
    assert error.message == f"营业时间“{shown}”第 {column} 列：{error.details['what']}"
    assert error.message_en == (
        f'opening hours "{shown}", column {column}: {error.details["what_en"]}'
    )
    for chinese in (error.details["what"], error.hint):
        assert re.search("[一-鿿]", str(chinese))
    for english in (error.details["what_en"], error.hint_en):
        assert re.search("[a-z]", str(english))
        assert str(english).replace(expression[column - 1 : column], "").isascii()


def refused(expression: str) -> HoursError:
    with pytest.raises(HoursError) as caught:
        parse(expression)
    return caught.value


def test_every_fault_can_happen() -> None:
    # A fault's English text, with anything in its fields, is what some refused text is told.
    told = [refused(str(row.values[0])) for row in REFUSED]
    for fault in HoursFault:
        what, hint = (re.sub(r"\\{\w+\\}", ".+", re.escape(said.en)) for said in fault.value)
        assert any(
            re.fullmatch(what, str(error.details["what_en"])) and re.fullmatch(hint, error.hint_en)
            for error in told
        ), fault


@pytest.mark.parametrize("fault", HoursFault, ids=lambda fault: fault.name)
def test_both_languages_have_the_same_fields(fault: HoursFault) -> None:
    for said in fault.value:
        zh, en = (set(re.findall(r"\{(\w+)\}", text)) for text in said)
        assert zh == en


@pytest.mark.parametrize(
    ("expression", "said", "said_en"),
    [
        case(
            "Mo-Fr 8:00",
            "营业时间“Mo-Fr 8:00”第 7 列：“8:00”只有开始，没有结束。写成“08:00-21:30”这样",
            'opening hours "Mo-Fr 8:00", column 7: "8:00" is a time without an end. '
            'write both, as in "08:00-21:30"',
            id="an hour",
        ),
        case(
            "Mo 08：00-12:00",
            "营业时间“Mo 08：00-12:00”第 6 列：这里看不懂“：”。写成“:”",
            'opening hours "Mo 08：00-12:00", column 6: "：" is not understood here. write ":"',
            id="a full-width colon",
        ),
        case(
            "Feb 30 off",
            "营业时间“Feb 30 off”第 5 列：Feb 没有 30 日。最后是 29 日",
            'opening hours "Feb 30 off", column 5: no day 30 in Feb. the last is 29',
            id="three fields",
        ),
    ],
)
def test_what_is_said_in_both_languages(expression: str, said: str, said_en: str) -> None:
    error = refused(expression)
    assert str(error) == error.message
    assert f"{error.message}。{error.hint}" == said
    assert f"{error.message_en}. {error.hint_en}" == said_en


def test_messages_are_short_and_steer_no_terminal() -> None:
    escape = refused("Mo\x1b[31m off")
    assert escape.message == "营业时间“Mo·[31m off”第 3 列：这里看不懂“U+001B”"
    assert escape.details["expression"] == "Mo\x1b[31m off"
    long = refused("Mo," * 40 + "Mo")
    shown = ("Mo," * 40)[:80]
    assert long.message == f"营业时间“{shown}”第 1 列：“{shown}”没有写时间"
    assert len(refused("x" * 10_000).message_en) < 250
    for error in (escape, long, refused("Mo\u202e off"), refused("\x9b"), refused("\ud800")):
        assert f"{error.message}{error.message_en}{error.hint}{error.hint_en}".isprintable()


@pytest.mark.parametrize(
    "part",
    [
        "Mo,",
        "Mo, ",
        "Jan,",
        "08:00-12:00,",
        "08:00-12:00 , ",
        ";",
        '"',
        '"x',
        "Mo off; ",
        "–",
        "  ,",
    ],
)
def test_the_time_it_takes_grows_with_the_length_alone(part: str) -> None:
    for text in (part * 50_000, f"Mo off {part}" + " " * 500_000, 'Mo off "' + part * 50_000):
        started = clock_now()
        with suppress(HoursError):
            parse_rules(text)
        assert clock_now() - started < 5


@given(st.text('MoFrPHSaJanof 0123456789:-–,;+"/：', max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        hours = parse(text)
    except HoursError as error:
        column = error.details["column"]
        assert isinstance(column, int)
        assert 1 <= column <= len(text) + 1
    else:
        assert parse(hours.normal()).normal() == hours.normal()


# -- the minutes of a day; 5 October 2026 is a Monday, 17 a Saturday

DAYS = [
    case("Mo-Fr 08:00-12:00", "2026-10-12", "8-12", id="named weekday"),
    case("Mo-Fr 08:00-12:00", "2026-10-17", "", id="another weekday"),
    case("Mo-Fr 08:00-12:00", "2026-10-01", "8-12", id="blind to holidays"),
    case("Mo-Fr 08:00-12:00", "2026-10-10", "", id="blind to make-up days"),
    case(OFFICE, "2026-10-01", "", id="holiday"),
    case(OFFICE, "2026-10-10", "8:30-12 14-17:30", id="make-up Saturday"),
    case("Fr 08:00-09:00; PH off", "2026-10-10", "8-9", id="like Friday"),
    case("Mo 08:00-09:00; PH off", "2026-09-20", "8-9", id="like Monday"),
    case("Sa 08:00-09:00; PH off", "2026-10-10", "", id="no Saturday"),
    case("Oct 10 Fr 08:00-09:00; PH off", "2026-10-10", "8-9", id="date"),
    case("Mo-Fr 08:00-12:00; PH 10:00-11:00", "2026-10-01", "10-11", id="PH"),
    case("Th 08:00-12:00; Sa,PH 10:00-11:00", "2026-10-03", "10-11", id="Sa,PH"),
    case("Th 08:00-12:00, PH 13:00-14:00", "2026-10-01", "8-12 13-14", id="PH adds"),
    case("Jan PH off; Mo-Fr 08:00-12:00", "2026-10-01", "8-12", id="weekday on a PH"),
    case("Mo-Fr 08:00-12:00; We off", "2026-10-14", "", id="off"),
    case("Mo-Fr 08:00-12:00; We 10:00-11:00 off", "2026-10-14", "8-10 11-12", id="off for an hour"),
    case("Mo-Fr 08:00-12:00; Mo 10:00-11:00", "2026-10-12", "10-11", id="replaced"),
    case("Mo-Fr 08:00-12:00, We 14:00-18:00", "2026-10-14", "8-12 14-18", id="added"),
    case("We off; Mo-Su 08:00-12:00", "2026-10-14", "8-12", id="off replaced"),
    case("22:00-02:00", "2026-10-14", "0-2 22-24", id="past midnight"),
    case("Tu 10:00-48:00", "2026-10-14", "0-24", id="the whole next day"),
    case("22:00-02:00; We 10:00-11:00", "2026-10-14", "10-11", id="evening before replaced"),
    case("22:00-02:00, We 10:00-11:00", "2026-10-14", "0-2 10-11 22-24", id="evening before kept"),
    case("22:00-02:00; We off", "2026-10-14", "", id="evening before taken away"),
    case("22:00-02:00; We off", "2026-10-15", "0-2 22-24", id="night after off"),
    case("Mo 08:00-12:00; Su 20:00-26:00", "2026-10-12", "0-2 8-12", id="night of a later rule"),
    case("May-Sep 08:00-12:00", "2026-09-30", "8-12", id="last day of a range"),
    case("May-Sep 08:00-12:00", "2026-10-01", "", id="after a month range"),
    case("Nov-Feb 08:00-12:00", "2028-02-29", "8-12", id="February to its end"),
    case("Dec 20-Jan 05 08:00-12:00", "2027-01-05", "8-12", id="over the new year"),
    case("Dec 20-Jan 05 08:00-12:00", "2027-01-06", "", id="after the new year"),
    case("Feb 29-Mar 01 08:00-12:00", "2026-02-28", "", id="no 29 February"),
    case("Feb 29-Mar 01 08:00-12:00", "2026-03-01", "8-12", id="1 March all the same"),
    case("22:00-26:00", "0001-01-01", "22-24", id="the first day of all"),
]


@pytest.mark.parametrize(("expression", "day", "spans"), DAYS)
def test_day_spans(expression: str, day: str, spans: str) -> None:
    found = day_spans(parse(expression), date.fromisoformat(day), CALENDAR)
    assert " ".join(f"{short(start)}-{short(end)}" for start, end in found) == spans


# -- an instant

# expression, instant, reason, next change
MOMENTS = [
    case("24/7", "11-21 20:35", "always_open", None, id="24/7"),
    case("Mo-Su 00:00-24:00", "11-21 20:35", "always_open", None, id="written out"),
    case("10:00-34:00", "11-21 20:35", "always_open", None, id="day after day"),
    case("Jan-Apr open; May-Dec open", "11-21 20:35", "always_open", None, id="month after month"),
    case("24/7; PH off", "12-01 12:00", "within_hours", "2027-01-01 00:00", id="closed on PH"),
    case("24/7; Feb 29 off", "12-01 12:00", "within_hours", None, id="none in sight"),
    case(DAILY, "11-21 08:00", "within_hours", "11-21 21:30", id="first second"),
    case(DAILY, "11-21 21:29:59.999", "within_hours", "11-21 21:30", id="last instant"),
    case(DAILY, "11-21 21:30", "after_closing", "11-22 08:00", id="closed on the dot"),
    case(DAILY, "11-21 07:59:59.999", "before_opening", "11-21 08:00", id="a moment early"),
    case("Mo-Su 09:00-24:00", "11-21 23:59:59", "within_hours", "11-22 00:00", id="until midnight"),
    case("Mo-Su 09:00-24:00", "11-22 00:00", "before_opening", "11-22 09:00", id="at midnight"),
    case(OFFICE, "11-20 12:30", "break", "11-20 14:00", id="lunch"),
    case(OFFICE, "11-20 17:30", "after_closing", "11-23 08:30", id="Friday evening"),
    case(OFFICE, "11-21 10:00", "weekly_closed", "11-23 08:30", id="Saturday"),
    case(OFFICE, "10-01 10:00", "public_holiday", "10-08 08:30", id="holiday"),
    case(OFFICE, "10-03 10:00", "public_holiday", "10-08 08:30", id="holiday, Saturday"),
    case(OFFICE, "10-10 10:00", "within_hours", "10-10 12:00", id="make-up day"),
    case("PH 10:00-11:00", "10-01 11:30", "after_closing", "10-02 10:00", id="short holiday"),
    case("20:00-02:00", "11-21 23:00", "within_hours", "11-22 02:00", id="before midnight"),
    case("20:00-02:00", "11-22 01:00", "within_hours", "11-22 02:00", id="after midnight"),
    case("20:00-02:00", "11-22 12:00", "before_opening", "11-22 20:00", id="night is no break"),
    case("Sa 20:00-02:00", "11-22 12:00", "after_closing", "11-28 20:00", id="ends at night"),
    case("20:00-24:00,00:00-02:00", "11-21 21:00", "within_hours", "11-22 02:00", id="touching"),
    case("Mo-Fr 00:00-24:00", "11-16 00:00", "within_hours", "11-21 00:00", id="five days long"),
    case("off", "11-21 10:00", "weekly_closed", None, id="never open"),
    case("Feb 29 10:00-12:00", "03-01 10:00", "weekly_closed", None, id="none in sight"),
    case(DAILY, "9999-12-31 22:00", "after_closing", None, id="the last day of all"),
    case("20:00-02:00", "9999-12-31 22:00", "within_hours", None, id="open at the end"),
    case("20:00-02:00", "0001-01-01 01:00", "before_opening", "0001-01-01 20:00", id="day one"),
    # What is left of a shift whose evening is off is no opening, though the state is open.
    case(NIGHTS, "10-02 12:00", "public_holiday", "10-08 18:00", id="a night of a holiday"),
    case(NIGHTS, "10-07 23:59", "public_holiday", "10-08 18:00", id="just before it"),
    case(NIGHTS, "10-08 01:00", "within_hours", "10-08 03:00", id="in it"),
    case(NIGHTS, "10-08 03:00", "before_opening", "10-08 18:00", id="after it"),
    case(NIGHTS, "09-30 20:00", "within_hours", "10-01 00:00", id="into the holiday"),
    case("18:00-03:00; We off", "11-18 12:00", "weekly_closed", "11-19 18:00", id="weekly"),
    case(
        "18:00-03:00; We 10:00-11:00", "11-18 12:00", "after_closing", "11-19 18:00", id="replaced"
    ),
    case("18:00-03:00,02:00-05:00; We off", "11-18 12:00", "weekly_closed", "11-19 02:00"),
    case("18:00-24:00,00:00-03:00; We off", "11-18 12:00", "weekly_closed", "11-19 00:00"),
    # A comment alone says nothing of open or closed.
    case('"call"', "11-21 10:00", "hours_unknown", None, id="only a comment"),
    case('Mo 08:00-12:00; Sa "call"', "11-21 10:00", "hours_unknown", None, id="for a day"),
    case(
        'Mo 08:00-12:00; Sa "call"', "11-22 10:00", "weekly_closed", "11-23 08:00", id="for others"
    ),
    case('"call"; Sa 08:00-12:00', "11-21 10:00", "within_hours", "11-21 12:00", id="replaced"),
    case('"call"; PH off', "10-01 10:00", "public_holiday", None, id="taken away"),
    case('"call", Sa 08:00-12:00', "11-21 13:00", "hours_unknown", None, id="added to"),
    case('20:00-02:00; Sa "call"', "11-21 01:00", "hours_unknown", None, id="after midnight"),
]


@pytest.mark.parametrize(("expression", "when", "reason", "change"), MOMENTS)
def test_moment(expression: str, when: str, reason: str, change: str | None) -> None:
    hours, instant = parse(expression), at(when)
    moment = hours.moment(instant, CALENDAR)
    is_open = reason in ("always_open", "within_hours")
    expected = at(change) if change else None
    assert (moment.open, moment.reason) == (is_open, reason)
    assert (moment.closes_at if is_open else moment.opens_at) == expected
    assert (moment.opens_at if is_open else moment.closes_at) is None
    assert hours.is_open(instant, CALENDAR) is is_open
    assert hours.always_open is (reason == "always_open")
    assert hours.is_unknown(instant, CALENDAR) is (reason == "hours_unknown")
    if not is_open and reason != "hours_unknown":
        assert hours.next_opening(instant, CALENDAR) == expected


@pytest.mark.parametrize(
    ("expression", "when", "provisional", "next_provisional"),
    [
        case(OFFICE, "2026-11-20 10:00", False, False, id="published year"),
        case(OFFICE, "2027-03-02 10:00", True, True, id="unpublished year"),
        case(OFFICE, "2027-02-08 10:00", False, True, id="statutory day"),
        case(OFFICE, "2026-12-28 18:00", False, True, id="opens on a day that may be off"),
        case(OFFICE, "2026-12-31 18:00", True, True, id="a New Year may be as early"),
        case("Mo-Fr 08:30-17:30", "2027-03-02 10:00", False, False, id="no calendar asked"),
        case("24/7; PH 00:00-24:00", "2027-03-02 10:00", False, False, id="always open"),
        case("22:00-02:00, PH off", "2028-01-01 01:00", False, True, id="off for certain"),
        case("20:00-30:00, PH 10:00-12:00", "2028-01-01 01:00", True, False, id="begun before"),
    ],
)
def test_provisional(expression: str, when: str, provisional: bool, next_provisional: bool) -> None:
    moment = parse(expression).moment(at(when), CALENDAR)
    assert (moment.provisional, moment.next_provisional) == (provisional, next_provisional)


@pytest.mark.parametrize(
    ("expression", "when", "comment"),
    [
        case('24/7 "a"', "2026-11-20 10:00", "a", id="always"),
        case('Mo-Fr 08:00-12:00 "a"', "2026-11-20 10:00", "a", id="within"),
        case('Mo-Fr 08:00-12:00 "a"', "2026-11-20 13:00", None, id="outside"),
        case('08:00-12:00 "a", Fr 12:00-14:00 "b"', "2026-11-20 12:00", "b", id="added"),
        case('08:00-12:00 "a"; Fr 09:00-10:00', "2026-11-20 11:00", None, id="replaced"),
        case('08:00-12:00; Fr off "b"', "2026-11-20 11:00", "b", id="why it is off"),
        case('Th 20:00-26:00 "n"', "2026-11-20 01:00", "n", id="the night before"),
        case('08:00-12:00 "a"; Fr "b"', "2026-11-20 11:00", "b", id="a comment alone"),
        case('"b"; Fr off', "2026-11-20 11:00", None, id="off without a reason"),
    ],
)
def test_comment(expression: str, when: str, comment: str | None) -> None:
    assert parse(expression).moment(at(when), CALENDAR).comment == comment


def test_the_next_opening_while_it_is_open() -> None:
    hours = parse("Mo-Su 08:00-12:00")
    assert hours.next_opening(at("2026-11-20 10:00"), CALENDAR) == at("2026-11-21 08:00")
    assert hours.next_opening(at("2026-11-20 08:00"), CALENDAR) == at("2026-11-21 08:00")


def test_results_carry_the_zone_of_the_question() -> None:
    hours = parse("Mo-Su 08:00-12:00")
    assert hours.moment(datetime(2026, 11, 20, 7), CALENDAR).opens_at == datetime(2026, 11, 20, 8)
    opens_at = hours.moment(at("2026-11-20 07:00"), CALENDAR).opens_at
    assert opens_at is not None
    assert opens_at.tzinfo is SHANGHAI


def test_search_is_bounded() -> None:
    hours, day = parse("Nov 20 08:00-12:00"), date(2026, 11, 21)
    assert hours.ever_opens(CALENDAR, day)
    leap = parse("Feb 29 08:00-12:00")
    assert leap.ever_opens(CALENDAR, date(2028, 2, 29) - timedelta(SEARCH_DAYS))
    assert not leap.ever_opens(CALENDAR, date(2028, 2, 29) - timedelta(SEARCH_DAYS + 1))
    assert not parse("off").ever_opens(CALENDAR, date.max)
    assert parse('"by appointment"').ever_opens(CALENDAR, day)  # for all one knows


def test_hours_are_unknown_where_comments_are_all_there_is() -> None:
    assert parse('"call"').unknown
    assert parse('Mo "call"; Tu "write"').unknown
    assert not parse('"call"; PH off').unknown
    assert not parse('24/7 "call"').unknown


@pytest.mark.parametrize(
    "part", ["Mo off; ", "PH off; Mo-Fr 09:00-10:00; ", "Jan off; Jan 5 10:00-12:00; "]
)
def test_many_rules_are_soon_looked_through_for_one_that_never_holds(part: str) -> None:
    hours, started = parse(part * 200), clock_now()
    hours.replaced(CALENDAR, date(2026, 11, 21))
    assert clock_now() - started < 5


def test_two_calendars_do_not_mix() -> None:
    closed = Calendar([Notice(2026, {date(2026, 11, 20): "国庆"}, frozenset())])
    hours, instant = parse(OFFICE), at("2026-11-20 10:00")
    for _ in range(2):
        assert hours.is_open(instant, CALENDAR)
        assert not hours.is_open(instant, closed)
        assert hours.moment(instant, closed).reason == "public_holiday"
        assert hours.moment(instant, CALENDAR).open


def test_parsing_is_remembered_and_pickling_keeps_the_hours() -> None:
    assert parse(OFFICE) is parse(OFFICE)
    assert pickle.loads(pickle.dumps(parse(OFFICE))) is parse(OFFICE)
    assert repr(parse("24/7")) == "Hours('24/7')"


# -- properties of any hours

weekdays = st.sampled_from(["", "Mo ", "Mo-Fr ", "Sa-Mo ", "Tu,Th ", "PH ", "Sa,PH ", "Mo-Su,PH "])
dates = st.sampled_from(["", "", "", "May-Sep ", "Nov-Feb ", "Dec 24-Jan 05 ", "Feb 29 ", "Oct "])
minutes = st.integers(0, 1439)
span = st.builds(lambda a, b: f"{clock(a)}-{clock(b)}", minutes, st.integers(0, 2880))
times = st.lists(span, min_size=1, max_size=3).map(",".join)
rules = st.builds(
    lambda d, w, t, end: d + w + t + end, dates, weekdays, times, st.sampled_from(["", "", " off"])
)
expressions = st.lists(rules, min_size=1, max_size=3).map("; ".join)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(SHANGHAI))


@given(expressions, st.lists(instants, min_size=1, max_size=5))
def test_normal_form_means_the_same(expression: str, when: list[datetime]) -> None:
    hours = parse(expression)
    again = parse(hours.normal())
    assert again.normal() == hours.normal()
    assert (again.uses_calendar, again.always_open) == (hours.uses_calendar, hours.always_open)
    for instant in when:
        assert again.moment(instant, CALENDAR) == hours.moment(instant, CALENDAR)


@given(st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 1440)), max_size=6))
def test_spans_are_the_minutes_increasing_and_apart(runs: list[tuple[int, int]]) -> None:
    minutes = {m for start, length in runs for m in range(start, min(start + length, 1440))}
    spans = as_spans(sum(1 << minute for minute in minutes))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert {m for start, end in spans for m in range(start, end)} == minutes


@given(expressions, instants)
def test_is_open_is_the_moment(expression: str, when: datetime) -> None:
    hours = parse(expression)
    assert hours.is_open(when, CALENDAR) is hours.moment(when, CALENDAR).open


@given(expressions, instants)
def test_between_two_cuts_the_same_is_said_throughout(expression: str, when: datetime) -> None:
    hours = parse(expression)
    minute = when.hour * 60 + when.minute
    since = max(cut for cut in hours.cuts(when, CALENDAR) if cut <= minute)
    start = when.replace(hour=since // 60, minute=since % 60, second=0, microsecond=0)
    assert hours.moment(start, CALENDAR) == hours.moment(when, CALENDAR)


@given(expressions, instants)
@example("Mo-Fr 18:00-03:00; PH off", datetime(2026, 10, 2, 12, tzinfo=SHANGHAI))
@example("18:00-03:00; We off", datetime(2026, 11, 17, 12, tzinfo=SHANGHAI))
def test_the_next_change_is_the_first_minute_that_differs(expression: str, when: datetime) -> None:
    hours = parse(expression)
    moment = hours.moment(when, CALENDAR)
    change = moment.closes_at if moment.open else moment.opens_at
    last = when.date() + timedelta(SEARCH_DAYS) if change is None else change.date()
    starts = [start for start in stretches(hours, when, last, moment.open) if start > when]
    if change is None:
        assert all(rest_of_a_shift(hours, start) for start in starts if not moment.open)
        assert not (moment.open and starts)
        return
    assert change > when
    assert hours.is_open(change, CALENDAR) is not moment.open
    if change in starts:
        assert hours.is_open(change - timedelta(microseconds=1), CALENDAR) is moment.open
        starts = starts[: starts.index(change)]
    # The rest of a shift that did not begin is passed over; another may begin in it.
    assert not (moment.open and starts)
    assert all(rest_of_a_shift(hours, start) for start in starts if start < change)


def stretches(hours: Hours, since: datetime, last: date, is_open: bool) -> list[datetime]:
    """The instants from the day of ``since`` to ``last`` at which it is otherwise than before."""
    found, state = [], is_open
    for n in range((last - since.date()).days + 1):
        midnight = datetime.combine(since.date() + timedelta(n), time(), tzinfo=SHANGHAI)
        for cut in sorted(hours.cuts(midnight, CALENDAR) - {1440}):
            instant = midnight + timedelta(minutes=cut)
            if instant > since and hours.is_open(instant, CALENDAR) is not state:
                state = not state
                if state is not is_open:
                    found.append(instant)
    return found


def rest_of_a_shift(hours: Hours, start: datetime) -> bool:
    """Whether it opens at midnight, and no rule that names the day opens it then."""
    day = CALENDAR.pattern_weekday(start) if hours.uses_calendar else start.weekday()
    weekday = start.weekday() if day is None else day
    opening = [r for r in parse_rules(hours.expression) if r.says == "open" and r.spans[0][0] == 0]
    named = [r for r in opening if weekday in r.weekdays or (day is None and r.holidays)]
    today = (start.month, start.day)
    ranges = [r.dates or (((1, 1), (12, 31)),) for r in named]
    dated = (a <= today <= b if a <= b else today >= a or today <= b for r in ranges for a, b in r)
    return start.time() == time() and not any(dated)


@given(expressions, st.dates(date(2025, 1, 1), date(2028, 12, 30)))
def test_every_edge_is_half_open(expression: str, day: date) -> None:
    hours = parse(expression)
    midnight = datetime.combine(day, time(), tzinfo=SHANGHAI)
    tick = timedelta(microseconds=1)
    for start, end in day_spans(hours, day, CALENDAR):
        opening, closing = midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)
        assert hours.is_open(opening, CALENDAR)
        assert hours.is_open(closing - tick, CALENDAR)
        assert end == 1440 or not hours.is_open(closing, CALENDAR)
        assert start == 0 or not hours.is_open(opening - tick, CALENDAR)
