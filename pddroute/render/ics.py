"""A plan's dated steps as an iCalendar file (RFC 5545), with alarms."""

from __future__ import annotations

import datetime as dt
import hashlib

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard

from pddroute.contract.plan import Plan, PlanStep
from pddroute.words import say

_LENGTH = dt.timedelta(minutes=30)


def ics(answer: Plan) -> bytes:
    """One event for each step that is to be taken, each wait under way, and each limit ahead.

    UIDs are stable: the same issue and step give the same UID, so that a calendar into which a
    newer plan is read moves the event and does not double it. What begins or ends with a day is an
    event of that day, reminded of at nine in the morning; what is not to be done now is tentative.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//pddroute//pddroute//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_shanghai())
    lang = answer.lang
    for step in answer.steps:
        ahead = step.state in ("now", "later", "waiting") and step.done_at is None
        until = step.wait.until if step.wait is not None else None
        if ahead and step.act_at is not None:
            title = f"{answer.issue.name}: {step.title}"
            calendar.add_component(_event(answer, step, "act", step.act_at, title))
        if step.state == "waiting" and step.done_at is not None and until is not None:
            title = say(lang, f"“{step.title}”的答复到期", f"answer to “{step.title}” due")
            calendar.add_component(_event(answer, step, "due", until, title))
        if ahead and step.expires_at is not None:
            title = say(lang, f"最后一天：{step.title}", f"last day: {step.title}")
            calendar.add_component(_event(answer, step, "limit", step.expires_at, title))
    written: bytes = calendar.to_ical()
    return written


def _event(answer: Plan, step: PlanStep, what: str, at: dt.datetime, title: str) -> Event:
    seed = f"{answer.issue.id}/{step.id}/{what}"
    event = Event()
    event.add("uid", f"{hashlib.sha256(seed.encode()).hexdigest()[:32]}@pddroute")
    # The instant of the answer, not of the writing: the same question gives the same file.
    event.add("dtstamp", answer.as_of.astimezone(dt.timezone.utc))
    whole_day = at.time() in (dt.time(), dt.time(23, 59, 59))
    start, length = (at.date(), dt.timedelta(days=1)) if whole_day else (at, _LENGTH)
    event.add("dtstart", start)
    event.add("dtend", start + length)
    event.add("summary", title)
    event.add("status", "CONFIRMED" if step.state == "now" else "TENTATIVE")
    because = [one.text for one in step.because]
    event.add("description", "\n".join([*step.do, *because]))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", dt.timedelta(hours=9) if whole_day else dt.timedelta(0))
    event.add_component(alarm)
    return event


def _shanghai() -> Timezone:
    """Asia/Shanghai as it is since 1991: UTC+8, no summer time."""
    standard = TimezoneStandard()
    standard.add("dtstart", dt.datetime(1991, 9, 15))
    standard.add("tzoffsetfrom", dt.timedelta(hours=8))
    standard.add("tzoffsetto", dt.timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", "Asia/Shanghai")
    zone.add_component(standard)
    return zone
