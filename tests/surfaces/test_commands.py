"""Whole commands at the moments that matter, on a machine that is not in Shanghai."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import SATURDAY, answer, ask, lines, refusal, validate
from conftest import Run
from freezegun import freeze_time
from icalendar import Calendar

from pddroute.catalogue.model import Catalog
from pddroute.hours.clock import SHANGHAI
from pddroute.understanding.issues import recognize

Capsys = pytest.CaptureFixture[str]
CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
CHINESE_MARKS = re.compile("[，。；：、！？（）《》【】「」]")


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's own time zone is New York's."""
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.delenv("PDDROUTE_CATALOG", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def loaded_once(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue is not read again for each of hundreds of commands."""
    monkeypatch.setattr("pddroute.surfaces.cli.load_catalog", lambda path, overlays: catalog)


def utc(shanghai: str) -> dt.datetime:
    """A time in Shanghai as the clock of the world has it: eight hours earlier, naive."""
    return dt.datetime.fromisoformat(shanghai) - dt.timedelta(hours=8)


def channels(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in document["channels"]}


def everything_said(value: object) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from everything_said(one)
    elif isinstance(value, list):
        for one in value:
            yield from everything_said(one)


MOMENTS = [
    # Shanghai time, channel: state, reason, certainty, opens_at, closes_at
    ("2026-11-21T20:35", "consumer-hotline", "open within_hours confirmed - 2026-11-21T21:30:00"),
    ("2026-11-21T20:35", "merchant-hotline", "closed after_closing disputed 2026-11-22T08:00:00 -"),
    ("2026-11-21T20:35", "12315-phone", "closed weekly_closed disputed 2026-11-23T08:30:00 -"),
    ("2026-11-21T20:35", "app-chat", "open within_hours unconfirmed - 2026-11-22T00:00:00"),
    ("2026-11-21T20:35", "12315-online", "open always_open confirmed - -"),
    ("2026-11-21T20:35", "96110", "unknown hours_unknown - - -"),
    # the last second and the first one after it
    (
        "2026-11-21T21:29:59",
        "consumer-hotline",
        "open within_hours confirmed - 2026-11-21T21:30:00",
    ),
    (
        "2026-11-21T21:30:00",
        "consumer-hotline",
        "closed after_closing disputed 2026-11-22T08:00:00 -",
    ),
    # midnight belongs to the new day
    (
        "2026-11-21T23:59:59",
        "consumer-hotline",
        "closed after_closing disputed 2026-11-22T08:00:00 -",
    ),
    (
        "2026-11-22T00:00:00",
        "consumer-hotline",
        "closed before_opening disputed 2026-11-22T08:00:00 -",
    ),
    (
        "2026-11-21T23:59:59",
        "wechat-account",
        "open within_hours unconfirmed - 2026-11-22T00:00:00",
    ),
    (
        "2026-11-22T00:00:00",
        "wechat-account",
        "closed before_opening unconfirmed 2026-11-22T09:00:00 -",
    ),
    (
        "2026-11-22T00:00:00",
        "app-chat",
        "closed before_opening disputed 2026-11-22T09:00:00 -",
    ),
    # the lunch break of 12315
    ("2026-11-23T11:59:59", "12315-phone", "open within_hours unconfirmed - 2026-11-23T12:00:00"),
    ("2026-11-23T13:00", "12315-phone", "closed break disputed 2026-11-23T14:00:00 -"),
    # a make-up Saturday, a holiday Monday
    ("2026-10-10T10:00", "12315-phone", "open within_hours unconfirmed - 2026-10-10T12:00:00"),
    ("2026-10-05T10:00", "12315-phone", "closed public_holiday disputed 2026-10-08T08:30:00 -"),
    # a year without a notice: the statutory days are certain, the weekdays are not
    ("2027-02-08T10:00", "12315-phone", "closed public_holiday disputed 2027-02-09T08:30:00 -"),
    ("2027-03-02T10:00", "12315-phone", "open within_hours provisional - 2027-03-02T12:00:00"),
    # a leap day
    ("2028-02-29T10:00", "consumer-hotline", "open within_hours confirmed - 2028-02-29T21:30:00"),
    ("2028-02-29T10:00", "12315-phone", "open within_hours provisional - 2028-02-29T12:00:00"),
]


@pytest.mark.parametrize(("at", "channel", "expected"), MOMENTS)
def test_a_channel_at_the_clocks_moment(
    capsys: Capsys, at: str, channel: str, expected: str
) -> None:
    with freeze_time(utc(at)):
        found = answer(capsys, "contact", "--now")
    full = at if len(at) == 19 else f"{at}:00"
    assert found["as_of"] == f"{full}+08:00"
    status = channels(found)[channel]["status"]
    state, reason, certainty, opens, closes = (
        None if part == "-" else part for part in expected.split()
    )
    assert (status["state"], status["reason"], status["certainty"]) == (state, reason, certainty)
    assert status["opens_at"] == (opens and f"{opens}+08:00")
    assert status["closes_at"] == (closes and f"{closes}+08:00")


@pytest.mark.parametrize(
    ("at", "unpublished"),
    [
        ("2026-11-21T20:35", False),
        ("2026-12-31T23:00", True),  # 12315 opens next in 2027
        ("2027-02-08T10:00", True),  # certain to be closed, but not until when
        ("2027-03-02T10:00", True),
    ],
)
def test_a_year_without_a_notice_is_warned_about(
    capsys: Capsys, at: str, unpublished: bool
) -> None:
    codes = {warning["code"] for warning in answer(capsys, "contact", "--at", at)["warnings"]}
    assert ("calendar_unpublished" in codes) == unpublished


@pytest.mark.parametrize(
    "at",
    [
        "2026-11-21T20:35",
        "2026-11-21 20:35:00",
        "2026-11-21T20:35+08:00",
        "2026-11-21T20:35:00+0800",
        "2026-11-21T12:35Z",
        "2026-11-21T12:35:00z",
        "2026-11-21T07:35:00-05:00",
        "2026-11-22T01:35+13:00",
    ],
)
def test_every_way_to_write_a_moment_is_that_moment(capsys: Capsys, at: str) -> None:
    assert answer(capsys, "contact", "--at", at) == answer(capsys, "contact", "--at", SATURDAY)


@pytest.mark.parametrize(
    "question",
    [
        ("contact",),
        ("contact", "--now"),
        ("contact", "--city", "杭州", "--lang", "en"),
        ("escalate", "refund-refused"),
        ("escalate", "scam"),
        ("issues",),
        ("show", "consumer-hotline"),
        ("verify", "021-53395288"),
        ("check",),
    ],
)
def test_one_reading_of_the_clock_serves_the_whole_answer(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, question: tuple[str, ...]
) -> None:
    # The clock runs a second further at every reading: from the second on, the hotline is closed.
    # A reading that goes past it finds itself in another year.
    first = dt.datetime(2026, 11, 21, 21, 29, 59, tzinfo=SHANGHAI)
    told = answer(capsys, *question, "--at", "2026-11-21T21:29:59")
    readings = (first + dt.timedelta(seconds=n) for n in range(99))
    for clock in ("pddroute.hours.clock.now", "pddroute.api._clock"):
        monkeypatch.setattr(clock, lambda: next(readings))
    with freeze_time("2031-07-01T00:00:00"):
        live = answer(capsys, *question)
    assert next(readings) == first + dt.timedelta(seconds=1), "it was read once"
    assert live["as_of"] == "2026-11-21T21:29:59+08:00"
    assert live == told


def test_contact_offers_nothing_that_cannot_be_called(capsys: Capsys, catalog: Catalog) -> None:
    found = answer(capsys, "contact", "--at", SATURDAY)
    assert "outbound-caller-id" not in channels(found)
    shown = json.dumps(found, ensure_ascii=False)
    assert "9541366" not in shown
    rejected = {
        claim.text("zh")
        for channel in catalog.channels.values()
        for claim in channel.claims.number
        if catalog.grade_of(claim) == "rejected"
    }
    assert rejected
    for number in rejected:
        assert number not in shown, "a wrong number is never handed out"
    text = ask(capsys, "contact", "--now", "--at", SATURDAY).out
    assert not any(number in text for number in (*rejected, "9541366"))


def test_contact_now_puts_what_is_open_first_and_the_soonest_next(capsys: Capsys) -> None:
    found = answer(capsys, "contact", "--now", "--at", SATURDAY)["channels"]
    assert found[0]["id"] == "consumer-hotline"
    states = [one["status"]["state"] for one in found]
    assert states == sorted(states, key=["open", "unknown", "closed"].index)
    opens = [one["status"]["opens_at"] for one in found if one["status"]["opens_at"]]
    assert opens == sorted(opens)
    listed = answer(capsys, "contact", "--at", SATURDAY)["channels"]
    nowhere = {"weibo-account", "qq-account", "official-email", "hotline-400"}
    reachable = [one for one in listed if one["id"] not in nowhere]
    assert sorted(map(str, reachable)) == sorted(map(str, found)), "the same, in another order"


@pytest.mark.parametrize(
    ("option", "value", "field"),
    [
        ("--audience", "merchant", "audience"),
        ("--audience", "consumer", "audience"),
        ("--kind", "phone", "kind"),
        ("--operator", "regulator", "operator"),
    ],
)
def test_contact_narrows_the_list(capsys: Capsys, option: str, value: str, field: str) -> None:
    every = answer(capsys, "contact", "--at", SATURDAY)["channels"]
    some = answer(capsys, "contact", "--at", SATURDAY, option, value)["channels"]
    assert 0 < len(some) < len(every)
    assert some == [one for one in every if value in (one[field], *one[field])]


def test_contact_that_finds_nothing_says_so(capsys: Capsys) -> None:
    none = ("contact", "--kind", "post", "--at", SATURDAY)
    assert answer(capsys, *none)["channels"] == []
    assert "没有符合条件的渠道" in ask(capsys, *none, "--now").out


@pytest.mark.parametrize("city", ["杭州", "杭州市", "Hangzhou", "hangzhou", "0571"])
def test_a_city_gives_12315_its_area_code(capsys: Capsys, city: str) -> None:
    found = answer(capsys, "contact", "--city", city, "--at", SATURDAY)
    hotline = channels(found)["12315-phone"]
    assert (hotline["number"], hotline["tel"]) == ("0571-12315", "tel:+8657112315")
    assert "home_city_assumed" not in {warning["code"] for warning in found["warnings"]}


def test_without_a_city_it_is_the_platforms_and_that_is_said(capsys: Capsys) -> None:
    found = answer(capsys, "contact", "--at", SATURDAY)
    assert channels(found)["12315-phone"]["number"] == "021-12315"
    assert "home_city_assumed" in {warning["code"] for warning in found["warnings"]}


@pytest.mark.parametrize("command", [("show", "12315-phone"), ("escalate", "refund-refused")])
def test_a_city_goes_with_every_command_that_names_12315(
    capsys: Capsys, command: tuple[str, ...]
) -> None:
    said = json.dumps(answer(capsys, *command, "--city", "成都", "--at", SATURDAY))
    assert "028-12315" in said
    assert "021-12315" not in said


@pytest.mark.parametrize(
    ("city", "candidates"),
    [
        ("fuzhou", {"福州市", "抚州市"}),
        ("yulin", {"玉林市", "榆林市"}),
        ("杭洲", {"杭州市"}),
        ("Hangzhuo", {"杭州市"}),
        ("nowhere-at-all", set()),
    ],
)
@pytest.mark.parametrize("command", [("contact",), ("show", "12315-phone"), ("escalate", "scam")])
def test_a_city_that_is_not_one_names_the_candidates(
    capsys: Capsys, command: tuple[str, ...], city: str, candidates: set[str]
) -> None:
    error = refusal(capsys, *command, "--city", city)
    assert error["code"] == "unknown_city"
    assert candidates <= set(error["details"]["candidates"])
    assert all(one in error["message"] + error["hint"] for one in candidates)


def test_issues_lists_every_issue_with_its_route(capsys: Capsys, catalog: Catalog) -> None:
    found = answer(capsys, "issues", "--at", SATURDAY)["issues"]
    assert [one["id"] for one in found] == list(catalog.issues)
    assert all(one["steps"] for one in found)
    merchants = answer(capsys, "issues", "--audience", "merchant", "--at", SATURDAY)["issues"]
    assert merchants == [one for one in found if one["audience"] == "merchant"] != []
    text = ask(capsys, "issues").out
    assert all(id_ in text for id_ in catalog.issues)


@pytest.mark.usefixtures("loaded_once")
def test_every_issue_is_found_by_every_one_of_its_names(capsys: Capsys, catalog: Catalog) -> None:
    for id_, issue in catalog.issues.items():
        names = (id_, id_.upper(), f" {issue.name.zh} ", issue.name.to("en"), *issue.aliases)
        shared = {
            alias.casefold()
            for other in catalog.issues.values()
            for alias in other.aliases
            if other.audience != issue.audience
        }
        for name in names:
            if name.strip().casefold() not in shared:  # they ask which side: tests/understanding
                assert recognize(catalog, name) == (id_, ()), name
        own = next(name for name in (*issue.aliases, issue.name.zh) if name not in shared)
        plan = answer(capsys, "escalate", own, "--at", SATURDAY)
        assert plan["issue"]["id"] == id_


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("refund-refusd", "refund-refused"),
        ("refund", "refund-refused"),
        ("商家拒绝", "refund-refused"),
        ("差评", "malicious-complaint"),
    ],
)
def test_an_issue_nobody_knows_names_the_nearest(
    capsys: Capsys, catalog: Catalog, name: str, nearest: str
) -> None:
    error, told = refusal(capsys, "escalate", name), ask(capsys, "escalate", name).err
    assert error["code"] == "unknown_issue"
    assert nearest in error["details"]["candidates"]
    assert f"\n  {catalog.issues[nearest].name.zh}（" in told
    assert f"\n  pddroute escalate {nearest}\n" in told


def test_an_issue_like_no_other_points_to_the_list(capsys: Capsys) -> None:
    error = refusal(capsys, "escalate", "zzz")
    assert error["details"]["candidates"] == []
    assert ask(capsys, "escalate", "zzz").err.endswith("\n  看全部问题：\n  pddroute issues\n")


@pytest.mark.parametrize(
    "name",
    ["consumer-hotline", "CONSUMER-HOTLINE", "拼多多消费者热线", "Pinduoduo consumer hotline"],
)
def test_show_finds_a_channel_by_id_and_name(capsys: Capsys, name: str) -> None:
    assert answer(capsys, "show", name)["channel"]["id"] == "consumer-hotline"


@pytest.mark.parametrize("name", ["consumer-hotlnie", "消费热线", "hotline"])
def test_a_channel_nobody_knows_names_the_nearest(capsys: Capsys, name: str) -> None:
    error = refusal(capsys, "show", name)
    assert error["code"] == "unknown_channel"
    assert "consumer-hotline" in error["details"]["candidates"]
    assert "consumer-hotline" in error["hint"]


def test_show_prints_every_contradicting_claim_with_its_source(capsys: Capsys) -> None:
    """All that the public record says of the hotline is there, and why it lost."""
    card = answer(capsys, "show", "consumer-hotline", "--at", SATURDAY)
    text = ask(capsys, "show", "consumer-hotline", "--why", "--at", SATURDAY).out
    hours = {claim["value"] for claim in card["claims"] if claim["field"] == "hours"}
    numbers = {claim["value"] for claim in card["claims"] if claim["field"] == "number"}
    assert len(hours) >= 4
    assert {"021-53395288", "400-8822528", "400-53395288", "021-5339-5339"} <= numbers
    assert all(number in text for number in numbers)
    listed = {source["id"] for source in card["sources"]}
    for claim in card["claims"]:
        assert claim["source"] in listed
        assert claim["in_force"] or claim["note"], "a claim that lost says why"
        assert claim["source"] in text
    in_force = [claim["field"] for claim in card["claims"] if claim["in_force"]]
    assert len(in_force) == len(set(in_force)), "one claim of a field is in force"


def test_show_knows_the_caller_id_but_gives_no_number_to_dial(capsys: Capsys) -> None:
    card = answer(capsys, "show", "outbound-caller-id", "--at", SATURDAY)
    assert (card["channel"]["number"], card["channel"]["tel"]) == (None, None)
    status = card["channel"]["status"]
    assert (status["state"], status["reason"]) == ("closed", "outbound_only")
    assert any(claim["value"] == "9541366" for claim in card["claims"])


def test_at_half_past_eleven_at_night_there_is_still_something_to_do(capsys: Capsys) -> None:
    plan = answer(capsys, "escalate", "refund-refused", "--at", "2026-11-21T23:30")
    now = plan["now"]
    step = next(one for one in plan["steps"] if one["state"] == "now")
    assert (now["step"], now["when"]) == (step["id"], "2026-11-21T23:30:00+08:00")
    through = next(one for one in step["channels"] if one["id"] == now["channel"])
    assert through["status"]["state"] == "open"
    assert "021-53395288" in now["action"], "and when the hotline opens"
    assert "08:00" in now["action"]


def test_dates_over_the_national_day_break_explain_themselves(capsys: Capsys) -> None:
    done = ("--done", "seller@2026-09-26T09:00")
    plan = answer(capsys, "escalate", "refund-refused", "--at", "2026-09-29T10:00", *done)
    steps = {one["id"]: one for one in plan["steps"]}
    assert plan["now"]["step"] == "platform"
    assert (steps["seller"]["state"], steps["platform"]["state"]) == ("done", "now")
    assert steps["seller"]["done_at"] == "2026-09-26T09:00:00+08:00"
    # three working days from 09-29: 09-30, 10-08, 10-09
    assert steps["platform"]["wait"]["until"] == "2026-10-09T10:00:00+08:00"
    counted = next(
        one for one in steps["platform"]["because"] if one["code"] == "working_days_counted"
    )
    assert counted["dates"] == ["2026-09-30", "2026-10-08", "2026-10-09"]
    skipped = {day["date"]: day for day in counted["skipped"]}
    assert set(skipped) == {f"2026-10-0{n}" for n in range(1, 8)}
    assert {day["kind"] for day in skipped.values()} == {"holiday"}
    dated = [one["not_before"] for one in plan["steps"] if one["not_before"]]
    assert dated == sorted(dated)


def test_seven_working_days_are_printed_with_the_days_skipped(capsys: Capsys) -> None:
    told = [
        f"--done={step}"
        for step in (
            "seller@2026-09-20T09:00",
            "platform@2026-09-21T09:00",
            "regulator@2026-09-28T10:00",
        )
    ]
    question = ("escalate", "refund-refused", "--at", "2026-09-29T10:00", *told)
    plan = answer(capsys, *question)
    regulator = next(one for one in plan["steps"] if one["id"] == "regulator")
    counted = next(one for one in regulator["because"] if one["code"] == "working_days_counted")
    days = ["09-29", "09-30", "10-08", "10-09", "10-10", "10-12", "10-13"]
    assert counted["dates"] == [f"2026-{day}" for day in days]
    assert [day["date"] for day in counted["skipped"]] == [
        *(f"2026-10-0{n}" for n in range(1, 8)),
        "2026-10-11",
    ]
    printed = " ".join(ask(capsys, *question, "--why").out.split())
    assert "2026-10-13" in printed
    assert "国庆" in printed


def test_the_law_of_the_day_is_the_law_cited(capsys: Capsys) -> None:
    cited = {}
    for day in ("2026-04-14", "2026-04-15"):
        plan = answer(capsys, "escalate", "refund-refused", "--at", f"{day}T10:00")
        step = next(one for one in plan["steps"] if one["id"] == "regulator")
        cited[day] = " ".join(one["text"] for one in step["basis"])
        wait = next(one for one in step["waits"] if one["id"] == "mediation")
        expected = (45, "working_days") if day == "2026-04-14" else (60, "days")
        assert (wait["amount"], wait["unit"], wait["rule"]) == (*expected, "complaint-mediation")
    assert "第 20 号令" in cited["2026-04-14"]
    assert "第 121 号令" not in cited["2026-04-14"]
    assert "第 121 号令" in cited["2026-04-15"]
    assert "第 20 号令" not in cited["2026-04-15"]


def test_a_wait_that_rests_on_an_article_says_so(capsys: Capsys) -> None:
    question = ("escalate", "refund-refused", "--at", SATURDAY)
    plan = answer(capsys, *question)
    unofficial = [
        one for one in plan["steps"] if one["wait"] and one["wait"]["grade"] == "unconfirmed"
    ]
    assert unofficial
    for step in unofficial:
        assert step["wait"]["rule"] is None
        assert step["state"] == "done" or "unofficial_wait" in {
            one["code"] for one in step["because"]
        }
    assert "unofficial_wait" in {one["code"] for one in plan["warnings"]}
    assert "没有证实" in "".join(ask(capsys, *question, "--why").out.split())


@pytest.mark.usefixtures("loaded_once")
def test_no_plan_sends_a_person_to_12315_and_the_association(
    capsys: Capsys, catalog: Catalog
) -> None:
    for issue in catalog.issues:
        steps = answer(capsys, "escalate", issue, "--at", SATURDAY)["steps"]
        both = [one for one in steps if one["id"] in ("regulator", "association")]
        if len(both) == 2 and issue != "invoice":  # the tax office hears no dispute
            assert "alternative_of" in {one["code"] for one in both[1]["because"]}, issue
            told = ("--done", "regulator@2026-11-20T10:00", "--at", SATURDAY)
            steps = answer(capsys, "escalate", issue, *told)["steps"]
            gone = next(one for one in steps if one["id"] == "association")
            assert gone["state"] == "excluded", issue


@pytest.mark.parametrize(
    ("told", "step"),
    [
        (("--done", "nosuch"), "nosuch"),
        (("--done", "platform@2026-12-01T00:00"), "platform"),  # the future
        (("--done", "seller", "--done", "seller"), "seller"),
        (("--done", "platform", "--outcome", "platform=happy"), "platform"),
        (("--since", "2026-12-01T00:00"), "since"),
        (("--received", "2026-12-01"), "received"),
    ],
)
def test_a_history_that_cannot_be_says_what_is_impossible(
    capsys: Capsys, told: tuple[str, ...], step: str
) -> None:
    error = refusal(capsys, "escalate", "refund-refused", "--at", SATURDAY, *told)
    assert error["code"] == "invalid_history"
    assert error["details"]["step"] == step


@pytest.mark.parametrize(
    ("number", "first", "named"),
    [
        ("021-53395288", "021-53395288：真实号码，可以拨打", "每天 08:00-21:30"),
        ("021-53395289", "021-53395289：与真实的只差一点", "只差一点的：021-53395288"),
        ("9541366", "9541366：真实，但只呼出，不能拨打", "拼多多"),
        ("400-8822528", "400-8822528：未证实", "来源：seed-2023-01"),
        ("1234567", "1234567：名录里没有", "96110"),
    ],
)
def test_a_verdict_comes_first_and_the_advice_always(
    capsys: Capsys, number: str, first: str, named: str
) -> None:
    text = ask(capsys, "verify", number, "--at", SATURDAY).out
    assert text.startswith(first)
    assert named in text
    assert "来电显示可以伪造" in text


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        (
            "电话 400-866-8888 或 021-53395288",
            1,
            ["400-866-8888：已知是错的", "021-53395288：真实号码"],
        ),
        ("官方热线 021-53395288", 0, ["021-53395288：真实号码"]),
        ("您好", 0, ["没有找到可以判断的号码、邮箱或网址"]),
    ],
)
def test_a_message_is_judged_number_by_number(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch, sent: str, status: int, said: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sent.encode())))
    asked = ask(capsys, "verify", "-", "--at", SATURDAY)
    assert (asked.status, asked.err) == (status, "")
    assert [asked.out.count(one) for one in said] == [1] * len(said)


def test_check_prints_a_line_for_each_finding_and_their_number(
    capsys: Capsys, tmp_path: Path
) -> None:
    path = tmp_path / "channels.yaml"
    sound = (Path(__file__).parents[1] / "data" / "clean.yaml").read_text(encoding="utf-8")
    path.write_text(sound.replace("source: newspaper", "source: nobody", 1), encoding="utf-8")
    asked = ask(capsys, "check", str(path), "--at", SATURDAY)
    assert (asked.status, asked.err) == (1, "")
    *findings, total = lines(asked.out)
    report = json.loads(ask(capsys, "check", str(path), "--at", SATURDAY, "--json").out)
    validate(report)
    assert len(findings) == len(report["findings"]) > 0
    for line, found in zip(findings, report["findings"], strict=True):
        assert line.startswith(f"{path}:{found['line']}:{found['column']}: {found['severity']} [")
        assert found["message"] in line
    assert total.startswith("错误 1，")


def test_a_batch_answers_in_order_with_the_languages_asked_for(
    capsys: Capsys, tmp_path: Path
) -> None:
    asked = tmp_path / "asked.ndjson"
    asked.write_text(
        '{"ask": "contact", "now": true}\n{"ask": "verify", "number": "110", "lang": "en"}\n',
        encoding="utf-8",
    )
    said = ask(capsys, "batch", str(asked), "--at", SATURDAY, "--lang", "zh")
    assert (said.status, said.err) == (0, "")
    contact, verdict = (json.loads(line) for line in lines(said.out))
    assert contact == answer(capsys, "contact", "--now", "--at", SATURDAY)
    assert verdict == answer(capsys, "verify", "110", "--at", SATURDAY, "--lang", "en")


def test_the_version_is_printed(capsys: Capsys) -> None:
    asked = ask(capsys, "--version")
    assert (asked.status, asked.err) == (0, "")
    assert re.fullmatch(r"pddroute (\d+\.\d+.*|\(a checkout.*\))\n", asked.out)


@pytest.mark.usefixtures("loaded_once")
def test_english_answers_have_no_chinese_of_the_programs_making(
    capsys: Capsys, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is Chinese in them is a proper noun: it stands in the catalogue's English side."""
    monkeypatch.setenv("COLUMNS", "120")
    plain = json.loads(json.dumps(_builtins(catalog)))
    english = " ".join(_english_side(plain))
    questions = [
        ("contact", "--now"),
        ("contact",),
        ("issues",),
        ("verify", "021-53395289"),
        ("verify", "9541366"),
        ("verify", "pinduodu0.com"),
        *(("show", id_) for id_ in catalog.channels),
        *(("escalate", id_) for id_ in catalog.issues),
        ("escalate", "refund-refused", "--done", "platform@2026-11-20T10:00"),
    ]
    for question in questions:
        whole = (*question, "--lang", "en", "--at", SATURDAY)
        document = answer(capsys, *whole)
        said = [*everything_said(document), *lines(ask(capsys, *whole).out)]
        for text in said:
            for run in CJK.findall(text):
                assert run in english, f"{question}: {run!r} in {text!r}"
            if CHINESE_MARKS.search(text):
                marks = CHINESE_MARKS.findall(text)
                assert CJK.search(text), f"{question}: {marks} in {text!r}"


def _builtins(catalog: Catalog) -> Any:
    import msgspec

    return msgspec.to_builtins(catalog)


def _english_side(value: Any) -> Iterator[str]:
    """Every text of the catalogue but the Chinese ones that have an English one beside them."""
    if isinstance(value, dict):
        translated = value.get("en") is not None
        for key, one in value.items():
            if not (key == "zh" and translated):
                yield from _english_side(one)
    elif isinstance(value, list):
        for one in value:
            yield from _english_side(one)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("args", [("escalate", "nosuch"), ("show", "nosuch"), ("contact", "--bad")])
def test_english_errors_are_english(capsys: Capsys, args: tuple[str, ...]) -> None:
    for lang in (("--lang", "en"), ("--lang=en",)):
        said = ask(capsys, *args, *lang).err
        assert said.startswith("error: ")
        assert not CJK.search(said)


def test_a_plan_as_markdown_can_be_pasted(capsys: Capsys) -> None:
    question = ("escalate", "refund-refused", "--at", SATURDAY)
    asked = ask(capsys, *question, "--format", "markdown")
    assert (asked.status, asked.err) == (0, "")
    plan = answer(capsys, *question)
    text = lines(asked.out)
    assert text[0] == f"# {plan['issue']['name']}"
    assert next(line for line in text[3:] if line).startswith("**现在：")
    numbered = [line for line in text if re.match(r"\d+\. ", line)]
    assert len(numbered) == len(plan["steps"])
    for n, (line, step) in enumerate(zip(numbered, plan["steps"], strict=True), 1):
        assert line.startswith(f"{n}. **{step['title']}**")
    assert "\x1b" not in asked.out


def test_format_json_is_json(capsys: Capsys) -> None:
    question = ("escalate", "refund-refused", "--at", SATURDAY)
    asked = ask(capsys, *question, "--format", "json")
    assert asked.out == ask(capsys, *question, "--json").out
    assert asked.out == ask(capsys, *question, "--json", "--format", "markdown").out
    error = json.loads(ask(capsys, "escalate", "nosuch", "--format", "json").out)
    validate(error, "error")


class TestCalendarFile:
    QUESTION = ("escalate", "refund-refused", "--at", SATURDAY)

    def write(self, capsys: Capsys, path: Path, *more: str) -> bytes:
        asked = ask(capsys, *self.QUESTION, *more, "--ics", str(path))
        assert (asked.status, asked.err) == (0, "")
        return path.read_bytes()

    def test_the_same_question_gives_the_same_bytes(self, capsys: Capsys, tmp_path: Path) -> None:
        with freeze_time("2026-11-21T13:00:00"):
            first = self.write(capsys, tmp_path / "one.ics")
        with freeze_time("2026-12-24T09:00:00"):
            assert self.write(capsys, tmp_path / "two.ics") == first

    def test_two_orders_have_events_of_their_own(self, capsys: Capsys, tmp_path: Path) -> None:
        told = ((), ("--case", "尾号 1234"), ("--since", "2026-11-01"), ("--since", "2026-11-03"))
        uids = [
            str(event["UID"])
            for n, more in enumerate(told)
            for event in Calendar.from_ical(self.write(capsys, tmp_path / f"{n}.ics", *more)).walk(
                "VEVENT"
            )
        ]
        assert len(set(uids)) == len(uids) > len(told)

    def test_every_line_is_folded_and_ended_as_the_standard_says(
        self, capsys: Capsys, tmp_path: Path
    ) -> None:
        content = self.write(capsys, tmp_path / "plan.ics")
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert b"\n" not in content.replace(b"\r\n", b"")

    @pytest.mark.parametrize("path", ["nowhere/plan.ics", ".", "bad\x1b[31m/plan.ics", "a\x00b"])
    def test_a_path_that_cannot_be_written_is_refused(
        self, capsys: Capsys, tmp_path: Path, path: str
    ) -> None:
        error = refusal(capsys, *self.QUESTION, "--ics", f"{tmp_path}/{path}")
        assert error["code"] == "unwritable_output"
        assert error["details"]["file"] == f"{tmp_path}/{path}"


class TestStatuses:
    """Exit statuses and streams of the program itself."""

    TABLE = (
        (("contact", "--now", "--at", SATURDAY), 0),
        (("escalate", "refund-refused", "--at", SATURDAY), 0),
        (("issues",), 0),
        (("show", "12315-phone"), 0),
        (("verify", "021-53395288"), 0),
        (("verify", "021-53395289"), 1),
        (("check",), 0),
        (("schema", "plan"), 0),
        (("--help",), 0),
        ((), 0),
        (("escalate", "nosuch"), 2),
        (("contact", "--at", "soon"), 2),
        (("contact", "--catalog", "/nonexistent/channels.yaml"), 3),
    )

    @pytest.mark.parametrize(("args", "status"), TABLE)
    def test_exit_status(self, run: Run, args: tuple[str, ...], status: int) -> None:
        done = run(*args, env={"TZ": "Pacific/Apia"})
        assert done.returncode == status, done.stderr
        answered = status in (0, 1)
        assert bool(done.stdout) == answered
        assert bool(done.stderr) != answered

    def test_a_text_on_standard_input_is_judged(self, run: Run) -> None:
        done = run("verify", "-", "--json", stdin="请拨打 400-866-8888 或 021-53395288 退款")
        assert (done.returncode, done.stderr) == (1, "")
        found = json.loads(done.stdout)
        validate(found)
        assert [one["verdict"] for one in found["verdicts"]] == ["rejected", "official_inbound"]

    def test_a_bad_line_of_a_batch_stops_no_other(self, run: Run) -> None:
        good = '{"ask": "escalate", "issue": "refund-refused", "at": "2026-11-21T20:35"}'
        bad = '{"ask": "escalate", "issue": "nosuch"}'
        asked = [bad if n % 50 == 7 else good for n in range(500)]
        done = run("batch", "-", stdin="\n".join([*asked, "not json"]))
        assert (done.returncode, done.stderr) == (0, "")
        documents = [json.loads(line) for line in lines(done.stdout)]
        assert len(documents) == 501
        kinds = ["error" if n % 50 == 7 else "plan" for n in range(500)]
        assert [one["kind"] for one in documents] == [*kinds, "error"]
        assert documents[-1]["error"]["code"] == "invalid_question"
        assert documents[-1]["error"]["details"]["line"] == 501
        for one in (*documents[:9], documents[-1]):
            validate(one)


def test_an_address_that_is_no_web_address_is_not_handed_on(capsys: Capsys, tmp_path: Path) -> None:
    """An overlay's ``javascript:`` went into the JSON that a bot makes a link of."""
    over = tmp_path / "over.yaml"
    claim = "{value: 'javascript:alert(1)', source: pinduoduo-site-2023}"
    over.write_text(f"channels:\n  ipp:\n    claims:\n      url: [{claim}]\n", encoding="utf-8")
    found = answer(capsys, "contact", "--overlay", str(over), "--at", SATURDAY)
    assert [one["url"] for one in found["channels"] if one["id"] == "ipp"] == [None]
