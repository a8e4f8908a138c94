"""A plan's dated steps as an iCalendar file (RFC 5545), with alarms."""

from __future__ import annotations

import datetime as dt
import hashlib

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard

from pddroute.answers import Plan, PlanStep
from pddroute.wording import say

__all__ = ["ics"]

_LENGTH = dt.timedelta(minutes=30)


def ics(answer: Plan) -> bytes:
    """One event for each step that is to be taken, and one for the end of each wait under way.

    UIDs are stable: the same issue and step give the same UID, so that a calendar into which a
    newer plan is read moves the event and does not double it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//pddroute//pddroute//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_shanghai())
    for step in answer.steps:
        if step.state in ("now", "later", "waiting") and step.act_at is not None:
            calendar.add_component(_event(answer, step, "act", step.act_at, _do(answer, step)))
        if step.wait and step.wait.until and step.state == "waiting" and step.done_at is not None:
            lang = answer.lang
            title = say(lang, f"“{step.title}”的答复到期", f"answer to “{step.title}” due")
            calendar.add_component(_event(answer, step, "due", step.wait.until, title))
    written: bytes = calendar.to_ical()
    return written


def _do(answer: Plan, step: PlanStep) -> str:
    return f"{answer.issue.name}: {step.title}"


def _event(answer: Plan, step: PlanStep, what: str, at: dt.datetime, title: str) -> Event:
    seed = f"{answer.issue.id}/{step.id}/{what}"
    event = Event()
    event.add("uid", f"{hashlib.sha256(seed.encode()).hexdigest()[:32]}@pddroute")
    # The instant of the answer, not of the writing: the same question gives the same file.
    event.add("dtstamp", (answer.as_of or at).astimezone(dt.timezone.utc))
    event.add("dtstart", at)
    event.add("dtend", at + _LENGTH)
    event.add("summary", title)
    because = [one.text for one in step.because]
    event.add("description", "\n".join([*step.do, *because]))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", dt.timedelta(minutes=-10))
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
