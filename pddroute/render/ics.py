"""A plan's dates as an iCalendar file (RFC 5545): reminders in the daytime, before they are due.

The UID of an event is made of the issue, the case, the step and what the event is for: a calendar
that reads a newer plan moves its events, and takes away (CANCELLED) what the plan has no more.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard

from pddroute.contract.plan import Plan, PlanStep, Wait
from pddroute.hours import workdays
from pddroute.render.timeline import awaited, ending, is_done, last_day
from pddroute.words import Said, say

_UTC = dt.timezone.utc
_LENGTH = dt.timedelta(minutes=30)
_DAY = dt.timedelta(days=1)
_MORNING, _EVENING = dt.time(9), dt.time(18)
_AFTERNOON = dt.time(15)
"""What ends with a day is asked after on that day, while somebody still answers."""
_BEFOREHAND = dt.timedelta(minutes=15)
_ALARMS = ((_DAY, dt.time(10)), (dt.timedelta(0), dt.time(9)))
"""The reminders of a last day: how long before it, and when on that day."""
_LAST_DAY = Said("最后一天：{step}", "last day: {step}")
_DUE = Said("{step}，{label}：该有答复了", "{step}, {label}: should be there")
_IF_NOT = Said("等到 {end}。还没有消息：{then}", "Due by {end}. If nothing has come: {then}")
_GO_ON = Said("走下一步", "go on to the next step")
_UNSURE = Said(
    "这个日期只有网上文章这样说，没有准信。", "Only an article on the web gives this date."
)


class _Entry(NamedTuple):
    """One event: for which step and what, when, and what it says."""

    step: PlanStep
    what: str
    start: dt.datetime | dt.date
    """A date is a whole day, which keeps nobody from anything else."""
    title: str
    told: Sequence[str]
    status: str
    alarms: Sequence[dt.datetime | dt.timedelta] = ()


def ics(answer: Plan, case: str | None = None) -> bytes:
    """One event for each step with a date, each last day ahead and each wait under way.

    ``case`` tells two matters of one issue apart (the end of an order's number): their events have
    UIDs of their own. Without it the same issue and step give the same UID.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//pddroute//pddroute//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_shanghai())
    free = _places()
    for step in answer.steps:
        for entry in _entries(answer, step, free):
            calendar.add_component(_event(answer, entry, case))
    written: bytes = calendar.to_ical()
    return written


def _entries(
    answer: Plan, step: PlanStep, free: Callable[[dt.datetime], dt.datetime]
) -> Iterator[_Entry]:
    """What a calendar has to know of one step."""
    lang, at = answer.lang, answer.as_of
    if any(one.code == "harm_first" for one in step.because):
        return  # nobody puts off what keeps them from harm
    ahead = step.state in ("now", "later", "waiting") and not is_done(step)
    dated = step.act_at is not None and all(one.code != "open_at_once" for one in step.because)
    if ahead and dated:
        yield _act(answer, step, free)
    if ahead and step.expires_at is not None:
        day = ending(step.expires_at).date()
        alarms = [dt.datetime.combine(day - days, time, at.tzinfo) for days, time in _ALARMS]
        alarms = [alarm for alarm in alarms if at < alarm < step.expires_at]
        title = _LAST_DAY.to(lang, step=step.title)
        yield _Entry(step, "limit", day, title, step.do, "CONFIRMED", alarms)
    running = [wait for wait in awaited(step) if wait.until is not None and wait.until > at]
    for wait in running:
        yield _due(answer, step, wait, free)
    # What an older plan may have put into the calendar, and is so no more.
    if step.state in ("done", "excluded", "expired") or is_done(step):
        if any(one.code == "implied_by_issue" for one in step.because):
            return
        known = {"act": step.done_at, "limit": step.expires_at}
        known |= {_what(wait): wait.until for wait in step.waits if wait not in running}
        for what, moment in known.items():
            day = ending(moment or at).date()
            yield _Entry(step, what, day, step.title, (), "CANCELLED")


def _act(answer: Plan, step: PlanStep, free: Callable[[dt.datetime], dt.datetime]) -> _Entry:
    """The reminder to take a step: at once if it is day, else on the next morning."""
    assert step.act_at is not None
    now = step.state == "now"
    start = _by_day(step.act_at, working=not now)
    if step.expires_at is not None and start > step.expires_at:
        start = _by_day(step.act_at, working=False)
    alarms: list[dt.datetime | dt.timedelta] = [-_BEFOREHAND]
    if step.expires_at is not None and start > step.expires_at:
        start, alarms = step.act_at, []  # the night is all that is left
    elif start == answer.as_of:
        alarms = [dt.timedelta(0)]
    # When a channel opens is said as of today, which a calendar is not read on.
    told = [*step.do, *(one.text for one in step.because if one.code != "channel_opens")]
    status = "CONFIRMED" if now else "TENTATIVE"
    return _Entry(step, "act", free(start), step.title, told, status, alarms)


def _due(
    answer: Plan, step: PlanStep, wait: Wait, free: Callable[[dt.datetime], dt.datetime]
) -> _Entry:
    """The reminder that an answer is due: on the last day of the wait."""
    assert wait.until is not None
    lang, start = answer.lang, ending(wait.until)
    if not _MORNING <= start.time() < _EVENING:
        start = dt.datetime.combine(start.date(), _AFTERNOON, start.tzinfo)
    then = wait.then or _GO_ON.to(lang)
    told = [_IF_NOT.to(lang, end=last_day(wait.until, answer), then=then)]
    if wait.grade == "unconfirmed":
        told.append(_UNSURE.to(lang))
    title = _DUE.to(lang, step=step.title, label=wait.label)
    alarms = [-_BEFOREHAND] if start > answer.as_of else []
    return _Entry(step, _what(wait), free(start), title, told, "TENTATIVE", alarms)


def _what(wait: Wait) -> str:
    return f"wait/{wait.id}"


def _by_day(at: dt.datetime, *, working: bool) -> dt.datetime:
    """``at``, or the next morning where that is in the night; ``working``: on a working day."""
    day = at.date() + (_DAY if at.time() >= _EVENING else _DAY * 0)
    if working:
        day = workdays.Calendar().roll_forward(day).end
    if day == at.date() and at.time() >= _MORNING:
        return at
    return dt.datetime.combine(day, _MORNING, at.tzinfo)


def _places() -> Callable[[dt.datetime], dt.datetime]:
    """Gives each event a time of its own: two at the same minute are seen as one."""
    taken: set[dt.datetime] = set()

    def free(start: dt.datetime) -> dt.datetime:
        while start in taken:
            start += _LENGTH
        taken.add(start)
        return start

    return free


def _event(answer: Plan, entry: _Entry, case: str | None) -> Event:
    seed = "/".join(filter(None, (answer.issue.id, case, entry.step.id, entry.what)))
    event, at = Event(), answer.as_of.astimezone(_UTC)
    event.add("uid", f"{hashlib.sha256(seed.encode()).hexdigest()[:32]}@pddroute")
    # The instant of the answer, not of the writing: the same question gives the same file.
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", max(0, int(at.timestamp()) // 60))
    whole_day = not isinstance(entry.start, dt.datetime)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.start + (_DAY if whole_day else _LENGTH))
    joint = say(answer.lang, "：", ": ")
    name = f"{answer.issue.name} {case}" if case else answer.issue.name
    event.add("summary", f"{name}{joint}{entry.title}")
    event.add("status", entry.status)
    event.add("transp", "TRANSPARENT" if whole_day else "OPAQUE")
    if entry.told:
        event.add("description", "\n".join(entry.told))
    for trigger in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        # An instant must be in UTC, and is then the same wherever the calendar is read.
        if isinstance(trigger, dt.timedelta):
            alarm.add("trigger", trigger)
        else:
            alarm.add("trigger", trigger.astimezone(_UTC), parameters={"VALUE": "DATE-TIME"})
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
