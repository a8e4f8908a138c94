"""The calendar file: reminders by day and before they are due, one for each wait, none doubled."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from test_plan import FULL, told

from pddroute import escalate, load_catalog
from pddroute.contract.plan import Plan
from pddroute.render.ics import ics

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = dt.timedelta(days=1)


def events(answer: Plan, case: str | None = None) -> list[Any]:
    return list(Calendar.from_ical(ics(answer, case)).walk("VEVENT"))


def live(answer: Plan) -> list[Any]:
    return [one for one in events(answer) if str(one["STATUS"]) != "CANCELLED"]


def begins(event: Any) -> dt.datetime:
    start = event["DTSTART"].dt
    if isinstance(start, dt.datetime):
        return start
    return dt.datetime.combine(start, dt.time(), SHANGHAI)


def alarms(event: Any) -> Iterator[dt.datetime]:
    for alarm in event.walk("VALARM"):
        trigger = alarm["TRIGGER"].dt
        moment = begins(event) + trigger if isinstance(trigger, dt.timedelta) else trigger
        yield moment.astimezone(SHANGHAI)


def plan(issue: str = "refund-refused", at: str = "2026-11-21T23:30", **told_: Any) -> Plan:
    return escalate(load_catalog(), issue, at=at, **told_)


def test_what_holds_for_every_calendar() -> None:
    for issue, moment, history, answer in told()[:: 1 if FULL else 3]:
        why = f"{issue} {moment} {history}"
        made = events(answer)
        uids = [str(event["UID"]) for event in made]
        assert len(set(uids)) == len(uids), why
        starts = [event["DTSTART"].dt for event in made]
        timed = [start for start in starts if isinstance(start, dt.datetime)]
        assert len(set(timed)) == len(timed), f"two at one minute: {why}"
        rung = [alarm for event in made for alarm in alarms(event)]
        assert all(dt.time(7) <= alarm.time() <= dt.time(22) for alarm in rung), why
        assert all(alarm >= answer.as_of - DAY / 24 for alarm in rung), why
        for event in made:
            start = event["DTSTART"].dt
            whole_day = not isinstance(start, dt.datetime)
            assert str(event["TRANSP"]) == ("TRANSPARENT" if whole_day else "OPAQUE")
            if whole_day:
                assert all(alarm.date() <= start for alarm in alarms(event)), why
            else:
                assert dt.time(9) <= start.time() <= dt.time(18) or not list(alarms(event)), why
                assert all(alarm <= start for alarm in alarms(event)), why
            assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == answer.as_of
            read = f"{event['SUMMARY']} {event.get('DESCRIPTION', '')}"
            assert not re.search("今天|明天|today|tomorrow", read), f"{read}: {why}"
            if str(event["STATUS"]) == "CANCELLED":
                assert not list(alarms(event))


def test_what_is_to_be_done_in_the_night_is_reminded_of_in_the_morning() -> None:
    (now, *_) = live(plan(at="2026-11-21T23:30"))
    assert now["DTSTART"].dt == dt.datetime(2026, 11, 22, 9, tzinfo=SHANGHAI)
    assert str(now["STATUS"]) == "CONFIRMED"
    (now, *_) = live(plan(at="2026-11-21T10:20"))
    assert now["DTSTART"].dt == dt.datetime(2026, 11, 21, 10, 20, tzinfo=SHANGHAI)
    assert list(alarms(now)) == [now["DTSTART"].dt]


@pytest.mark.parametrize("done", [[], ["police@2026-11-20T10:00"], ["police"]])
def test_what_keeps_from_harm_is_in_no_calendar(done: list[str]) -> None:
    answer = plan("scam", done=done)
    urgent = {
        one.title for one in answer.steps if "harm_first" in {each.code for each in one.because}
    }
    assert urgent
    summaries = [str(event["SUMMARY"]) for event in events(answer)]
    assert not [one for one in summaries if any(title in one for title in urgent)]


def test_what_is_awaited_until_tomorrow_is_said_by_its_date() -> None:
    done = ["regulator@2026-11-22T10:00"]
    (due, *_) = (
        event
        for event in live(plan(at="2026-11-30T10:00", done=done))
        if "该有答复了" in event["SUMMARY"]
    )
    assert str(due["DESCRIPTION"]).startswith("等到 12-01（周二）24:00。还没有消息：")


def test_what_is_taken_away_keeps_its_date() -> None:
    answer = plan(
        "no-reason-return",
        at="2026-11-12T10:00",
        received="2026-11-07",
        done=["seller@2026-11-09T10:00"],
        outcome=["seller=refused"],
    )
    gone = [one for one in events(answer) if str(one["STATUS"]) == "CANCELLED"]
    (step,) = (one for one in answer.steps if one.id == "seller")
    days = [one["DTSTART"].dt for one in gone if step.title in one["SUMMARY"]]
    assert step.expires_at is not None
    waits = [one.until.date() for one in step.waits if one.until]
    assert waits
    assert days == [dt.date(2026, 11, 9), step.expires_at.date(), *waits]


def test_later_steps_come_on_working_days() -> None:
    answer = plan(at="2026-11-18T20:00")  # three working days on: a Monday, counted past a weekend
    _, *later = live(answer)
    assert later
    for event in later:
        assert event["DTSTART"].dt.weekday() < 5
        assert list(alarms(event)) == [event["DTSTART"].dt - dt.timedelta(minutes=15)]


def test_the_last_safe_day_is_a_day_with_two_alarms() -> None:
    answer = plan("no-reason-return", at="2026-11-07T10:00", received="2026-11-01")
    (last,) = [event for event in live(answer) if "最后一天" in event["SUMMARY"]]
    assert last["DTSTART"].dt == dt.date(2026, 11, 8)
    assert [f"{alarm:%m-%d %H:%M}" for alarm in alarms(last)] == ["11-08 09:00"], "10:00 is over"
    answer = plan("no-reason-return", at="2026-11-02T10:00", received="2026-11-01")
    (last,) = [event for event in live(answer) if "最后一天" in event["SUMMARY"]]
    assert [f"{one:%m-%d %H:%M}" for one in alarms(last)] == ["11-07 10:00", "11-08 09:00"]
    for alarm in last.walk("VALARM"):
        assert alarm["TRIGGER"].params["VALUE"] == "DATE-TIME", "not counted from a day's beginning"
        assert not alarm["TRIGGER"].dt.utcoffset()


def test_in_the_last_night_there_is_nothing_but_the_night() -> None:
    # Seven days from 11-14 end at midnight: the next morning would be too late.
    answer = plan("no-reason-return", at="2026-11-21T23:30", received="2026-11-14")
    now, last, *_ = live(answer)
    assert (now["DTSTART"].dt, last["DTSTART"].dt) == (answer.as_of, answer.as_of.date())
    assert [*alarms(now), *alarms(last)] == [], "nobody is woken"


def test_every_wait_under_way_has_an_event_of_its_own() -> None:
    done = ["regulator@2026-11-22T10:00"]
    answer = plan(at="2026-11-23T10:00", done=done)
    step = next(one for one in answer.steps if one.id == "regulator")
    due = [event for event in live(answer) if "该有答复了" in event["SUMMARY"]]
    assert [wait.id for wait in step.waits] == ["acceptance", "mediation"]
    assert [event["DTSTART"].dt.date() for event in due] == [
        wait.until.date() for wait in step.waits if wait.until
    ]
    for event, wait in zip(due, step.waits, strict=True):
        assert (wait.then or "走下一步") in event["DESCRIPTION"]
    over = plan(at="2026-12-02T10:00", done=done)
    due = [event for event in live(over) if "该有答复了" in event["SUMMARY"]]
    assert len(due) == 1, "acceptance is over"


def test_what_may_be_done_at_any_time_has_no_date() -> None:
    answer = plan(at="2026-12-05T10:00", done=["platform@2026-11-20"], outcome=["platform=refused"])
    (heimao,) = [step for step in answer.steps if step.id == "mediator"]
    assert "open_at_once" in {one.code for one in heimao.because}
    assert not [event for event in events(answer) if heimao.title in event["SUMMARY"]]


def test_a_newer_plan_takes_away_what_is_gone() -> None:
    old = live(plan(at="2026-11-21T23:30"))
    new = events(plan(at="2026-11-22T09:00", done=["platform@2026-11-21T23:45"]))
    taken = {str(one["UID"]): one for one in new if str(one["STATUS"]) == "CANCELLED"}
    assert str(old[0]["UID"]) in taken
    kept = {str(one["UID"]): one for one in new} | taken
    for event in old:
        newer = kept[str(event["UID"])]
        assert newer["SEQUENCE"] > event["SEQUENCE"]
        assert newer["SUMMARY"] == event["SUMMARY"]
    answered = events(
        plan(
            at="2026-11-22T10:00",
            done=["platform@2026-11-21T23:45"],
            outcome=["platform=refused"],
        )
    )
    (due,) = [one for one in new if "该有答复了" in one["SUMMARY"]]
    (gone,) = [one for one in answered if one["UID"] == due["UID"]]
    assert str(gone["STATUS"]) == "CANCELLED"


def test_two_cases_of_one_issue_do_not_move_each_others_events() -> None:
    answer = plan()
    uids = [{str(event["UID"]) for event in events(answer, case)} for case in (None, "1", "2")]
    assert len(set.union(*uids)) == sum(map(len, uids))
    assert all("1" in event["SUMMARY"] for event in events(answer, "1"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_language_of_a_plan_is_not_part_of_what_an_event_is(lang: str) -> None:
    uids = [str(event["UID"]) for event in events(plan(lang=lang))]
    assert uids == [str(event["UID"]) for event in events(plan())]
