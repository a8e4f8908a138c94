"""Every plan there can be, as far as plans differ: what must hold for each of them, holds.

What is gone through, on the bundled catalogue:

* **Issues**: one of each (route, implied steps); issues that share both have the same plan but for
  their texts.
* **Histories**: every set of done steps that the route allows, the association instead of the
  regulator and both included, the last main one, and the last of all, with each outcome (none,
  refused, silent, unsatisfied), the others with each outcome that something depends on, done long
  ago, lately or at an unknown time.
* **Instants**: one of each kind, see ``INSTANTS``.

That is at least 100,000 histories. Those that leave the same things open are one *class*, of which
there are at least 6,000: the same last main step, its outcome and time, the same optional steps
done after it, and the same answers to "is it excluded, is what it needs there" for each step to
come; what lies before the last main step is only told. One history of each class is planned, with
anchors (``--since``, ``--received``) too: at all instants, but where couriers or other optional
steps multiply the classes, these take turns. Of the others every ninth (in the routes with
couriers every fortieth) is planned at an instant of its class, and has to have the same future.
Nothing is left to chance: a run checks the same plans every time, at least 25,000 besides those
with anchors; that the numbers said here are reached is a test of its own.

All of that is done where ``PDDROUTE_EXHAUSTIVE`` is set. Otherwise every class is planned too, but
at fewer instants, which take turns among the classes; of those that couriers multiply half, some
with anchors and some without, since the two routes are the same but for their first steps; and of
the other histories a third. That is at least 6,000 plans besides those with anchors.

Nearly every step of the bundled catalogue has a channel that never closes, so the same is done for
the *office* catalogue: the same one with office hours, or none known, in place of all others.

Coverage is not traced here: it would treble the time, and other tests reach the same lines.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import pytest

from pddroute.catalogue.loading import default_catalog, load_catalog
from pddroute.catalogue.model import Catalog, Channel, Claim, Claims, Issue, Outcome, Step
from pddroute.contract.plan import Plan, PlanStep
from pddroute.contract.reach import Reach
from pddroute.directory.status import calendar_of, next_open, opening_hours
from pddroute.errors import InvalidHistory
from pddroute.hours.clock import parse_date, parse_time
from pddroute.hours.workdays import Calendar
from pddroute.plan.escalate import escalate
from pddroute.plan.history import History, parse_done, parse_outcomes, settle

FULL = bool(os.environ.get("PDDROUTE_EXHAUSTIVE"))
HISTORIES, CLASSES, PLANS = 100_000, 6_000, 25_000 if FULL else 6_000
"""At least so many are gone through; the text above says so too."""
MANY = 7
"""A route with more steps than these has so many histories that not all are planned."""
SHANGHAI = ZoneInfo("Asia/Shanghai")
SECOND, MINUTE, DAY = dt.timedelta(seconds=1), dt.timedelta(minutes=1), dt.timedelta(days=1)
AHEAD = ("now", "waiting", "later")
COUNTED = {"hours_counted", "days_counted", "working_days_counted", "months_counted"}
WHY_GONE = {
    "expired": {"limit_passed"},
    "excluded": {
        "already_handled",
        "alternative_of",
        "branch_not_taken",
        "needs_missing",
        "passed_over",
    },
}


def is_open(channel: Channel, at: dt.datetime, calendar: Calendar) -> bool:
    """Whether the channel is known to be open at that very minute."""
    hours = opening_hours(channel)
    return hours is not None and hours.is_open(at, calendar)


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


INSTANTS = {
    "working hours": _at("2026-11-19T10:30"),
    "lunch break": _at("2026-11-19T12:30"),
    "evening": _at("2026-11-19T20:15"),
    "night": _at("2026-11-20T23:30"),
    "before dawn": _at("2026-11-20T03:00"),
    "weekend": _at("2026-11-22T10:30"),
    "holiday": _at("2026-10-05T10:30"),
    "make-up Saturday": _at("2026-10-10T10:30"),
    "make-up Sunday": _at("2026-09-20T10:30"),
    "year's end": _at("2026-12-31T17:45"),
    "year without a notice, statutory holiday": _at("2027-02-08T10:30"),
    "year without a notice, weekday": _at("2027-03-02T10:30"),
    "leap day": _at("2028-02-29T10:30"),
    "before the law changed": _at("2026-04-14T10:30"),
}
AGO: dict[str, dt.timedelta | None] = {
    "long ago": dt.timedelta(days=500),
    "lately": dt.timedelta(hours=5),
    "unknown": None,
}
NEEDS_NO_QUOTES = re.compile(r"[\w@:=.+-]+(?: [\w@:=.+-]+)*", re.ASCII)
OUTCOMES: tuple[Outcome | None, ...] = (None, "refused", "silent", "unsatisfied")


class Past(NamedTuple):
    """A history told relative to the instant of the question."""

    done: tuple[str, ...]
    outcomes: tuple[tuple[str, Outcome], ...]
    ago: dt.timedelta | None
    """How long before the question the last step was done; the ones before, each a minute less."""

    def at(
        self,
        at: dt.datetime,
        since: dt.datetime | None = None,
        received: dt.date | None = None,
    ) -> History:
        times: dict[str, dt.datetime | None] = {}
        for n, id_ in enumerate(self.done):
            before = (len(self.done) - 1 - n) * MINUTE
            times[id_] = None if self.ago is None else at - self.ago - before
        return History(times, dict(self.outcomes), since, received)


def _steps(catalog: Catalog, issue: Issue) -> list[Step]:
    return [catalog.steps[key] for key in catalog.routes[issue.route].steps]


def _kinds(catalog: Catalog) -> dict[str, Issue]:
    """One issue of each kind of plan, by id."""
    kinds: dict[tuple[str, tuple[tuple[str, str], ...]], str] = {}
    for id_, issue in catalog.issues.items():
        kinds.setdefault((issue.route, tuple(sorted(issue.implies.items()))), id_)
    return {id_: catalog.issues[id_] for id_ in kinds.values()}


def _pasts(issue: Issue, steps: Sequence[Step]) -> Iterator[Past]:
    """Every history of ``steps`` that can have happened."""
    for taken in itertools.product((False, True), repeat=len(steps)):
        done = [step for step, was in zip(steps, taken, strict=True) if was]
        ids = {step.id for step in done} | set(issue.implies)
        if any(need not in ids for step in done for need in step.needs):
            continue
        main = next((step for step in reversed(done) if not step.optional), None)
        choices = [_outcomes(step, step in (done[-1], main), steps) for step in done]
        times = AGO.values() if done else (None,)
        for outcomes in itertools.product(*choices):
            pairs = zip(done, outcomes, strict=True)
            told = tuple((step.id, outcome) for step, outcome in pairs if outcome is not None)
            if _contradicts(dict(told), issue, done):
                continue
            for ago in times:
                yield Past(tuple(step.id for step in done), told, ago)


def _outcomes(step: Step, last: bool, steps: Sequence[Step]) -> tuple[Outcome | None, ...]:
    needing = [other for other in steps if step.id in other.needs]
    branches = any(0 < len(other.needs[step.id]) < 3 for other in needing)
    if last or branches or (step.optional and needing):
        return OUTCOMES
    if step.excludes:
        return None, "refused"
    return (None,)


def _contradicts(told: Mapping[str, Outcome], issue: Issue, done: Sequence[Step]) -> bool:
    known = {**issue.implies, **told}
    return any(
        need in known and outcomes and known[need] not in outcomes
        for step in done
        for need, outcomes in step.needs.items()
    )


def _class(past: Past, issue: Issue, steps: Sequence[Step]) -> tuple[object, ...]:
    """What of a history can make a difference to the steps that are still to be done.

    That is the last main step, and every optional one after it, since those pass nothing over.
    """
    known = {**issue.implies, **dict(past.outcomes)}
    done = {*past.done, *issue.implies}
    main = [n for n, step in enumerate(steps) if step.id in done and not step.optional]
    last = max(main, default=-1)

    def came_of(step: Step) -> tuple[object, ...]:
        minutes = past.done[::-1].index(step.id) if step.id in past.done else None
        return step.id, minutes, known.get(step.id)

    ahead: list[object] = []
    for step in steps[last + 1 :]:
        if step.id in done:
            ahead.append(came_of(step))
            continue
        shut = any(
            step.id in one.excludes and known.get(one.id) != "refused"
            for one in steps
            if one.id in done
        )
        instead = step.instead_of and (step.instead_of in done, known.get(step.instead_of))
        needs = tuple((need, need in done, known.get(need)) for need in step.needs)
        ahead.append((shut, instead, needs))
    return last, came_of(steps[last]) if last >= 0 else None, past.ago, tuple(ahead)


class Case(NamedTuple):
    """One plan with what it was made from."""

    catalog: Catalog
    steps: Mapping[str, Step]
    at: dt.datetime
    history: History
    plan: Plan


@pytest.fixture(scope="module", autouse=True)
def untraced() -> Iterator[None]:
    """Switch coverage off for this module."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


OFFICE_HOURS = ("Mo-Fr 08:30-12:00,14:00-17:30; PH off", "Mo-Sa 09:00-18:00", None)


@pytest.fixture(scope="module")
def office(catalog: Catalog) -> Catalog:
    """The bundled catalogue with every channel closed at night and, mostly, on holidays."""
    channels = {}
    for n, (id_, channel) in enumerate(catalog.channels.items()):
        claims: dict[str, list[Claim]] = {}
        claims |= {field: list(each) for field, each in channel.claims.items() if field != "hours"}
        hours = OFFICE_HOURS[n % len(OFFICE_HOURS)]
        if hours is not None:
            claims["hours"] = [Claim(value=hours, source=catalog.platform.home_source)]
        channels[id_] = msgspec.structs.replace(channel, claims=Claims(**claims))
    return msgspec.structs.replace(catalog, channels=channels)


@pytest.fixture(params=["bundled", "office"])
def each_catalog(request: pytest.FixtureRequest, catalog: Catalog, office: Catalog) -> Catalog:
    """The bundled catalogue, and the one whose channels close."""
    return catalog if request.param == "bundled" else office


def _case(
    catalog: Catalog, issue: str, steps: Sequence[Step], at: dt.datetime, history: History
) -> Case:
    plan = escalate(catalog, issue, at=at, history=history, lang="zh")
    return Case(catalog, {step.id: step for step in steps}, at, history, plan)


class Way(NamedTuple):
    """An instant and a history that are planned."""

    at: dt.datetime
    history: History
    kind: tuple[object, ...]
    anchored: bool = False


class Ways(NamedTuple):
    """All that is planned of an issue, and how much it stands for."""

    ways: list[Way]
    histories: int
    classes: list[Past]
    """A history of each class."""


_KEPT: dict[tuple[str, ...], Ways] = {}


def _ways(issue: Issue, steps: Sequence[Step]) -> Ways:
    """What is planned of an issue: worked out once, however many tests go through it."""
    key = (issue.route, *(f"{step}={outcome}" for step, outcome in issue.implies.items()))
    if key not in _KEPT:
        pasts = list(_pasts(issue, steps))
        kinds = [_class(past, issue, steps) for past in pasts]
        ways = list(_chosen(pasts, kinds, issue, steps))
        firsts: dict[tuple[object, ...], Past] = {}
        for kind, past in zip(kinds, pasts, strict=True):
            firsts.setdefault(kind, past)
        _KEPT[key] = Ways(ways, len(pasts), list(firsts.values()))
    return _KEPT[key]


def _chosen(
    pasts: Sequence[Past],
    kinds: Sequence[tuple[object, ...]],
    issue: Issue,
    steps: Sequence[Step],
) -> Iterator[Way]:
    instants = list(INSTANTS.values())
    planned: dict[tuple[object, ...], list[dt.datetime]] = {}
    every = (40 if len(steps) > MANY else 9) * (1 if FULL else 3)
    for n, (past, kind) in enumerate(zip(pasts, kinds, strict=True)):
        at = instants[n % len(instants)]
        if kind in planned:
            ats = planned[kind]
            if n % every == 0 and ats:
                at = ats[n // every % len(ats)]
                yield Way(at, past.at(at), kind)
            continue
        # The two routes with couriers plan different ones of what they share.
        place = len(planned) + (28 if issue.route == "logistics" else 0)
        turns = _turns(past, issue, steps)
        planned[kind] = instants[place % turns :: turns]
        for each in planned[kind]:
            yield Way(each, past.at(each), kind)
        if turns <= len(instants) or 14 <= place % turns < 28:
            anchors = ((3 * 365 - 6, 4), (3 * 365 + 40, 30))
            for days, received in anchors if turns == 1 else anchors[place % 2 :][:1]:
                told = past.at(at, at - days * DAY, at.date() - received * DAY)
                yield Way(at, told, kind, anchored=True)


def _turns(past: Past, issue: Issue, steps: Sequence[Step]) -> int:
    """Of how many instants a class is planned at one; the classes take turns.

    The two routes with couriers have two thirds of all classes, which differ in little. Of more
    than there are instants: some of the classes are planned at none, and some only with anchors.
    """
    done = [step for step in steps if step.id in past.done or step.id in issue.implies]
    many = len(steps) > MANY
    if done and done[-1].optional:
        full, short = (14, 56) if many else (7, 14)
    else:
        full, short = (8, 14) if many else (1, 5)
    return full if FULL else short


def _future(plan: Plan) -> list[object]:
    """What the plan says about the steps that are not done."""
    ahead = [step for step in plan.steps if step.state in AHEAD and step.done_at is None]
    return [(s.id, s.state, s.not_before, s.act_at, s.wait, s.expires_at) for s in ahead]


# ---- What must hold for every plan


def check(case: Case) -> None:
    """Every invariant of a plan; an AssertionError names the one that is broken."""
    plan = case.plan
    assert [step.id for step in plan.steps] == list(case.steps)
    _one_next_thing(plan)
    _what_is_recommended_can_be_done(case)
    _a_limit_is_told_now(case)
    _dates_run_forwards(case)
    _what_is_awaited_is_told(case)
    _needs_are_waited_for(case)
    _never_both_mediations(case)
    _the_other_mediation_is_open(case)
    _a_claim_that_ended_goes_nowhere(case)
    _no_limit_is_waited_past(case)
    _what_comes_next_can_be_told(case)
    for step in plan.steps:
        _explains_itself(step)
        _reachable(case, step)
        _rules_are_in_force(case, step)


def _one_next_thing(plan: Plan) -> None:
    states = [step.state for step in plan.steps]
    if "now" in states:
        assert states.count("now") == 1, states
        assert "waiting" not in states, states
        assert plan.now is not None
        assert plan.now.step == plan.steps[states.index("now")].id
    elif "waiting" in states:
        assert states.count("waiting") == 1, states
        assert plan.now is not None, "waiting, and nothing said about what to do meanwhile"
        assert plan.now.step == plan.steps[states.index("waiting")].id
        assert plan.now.action
    else:
        assert plan.now is None
        assert "later" not in states, states


def _what_is_recommended_can_be_done(case: Case) -> None:
    now = case.plan.now
    if now is None:
        return
    assert now.when == case.at
    planned = next(step for step in case.plan.steps if step.id == now.step)
    if now.channel is not None:
        channel = case.catalog.channels[now.channel]
        reach = next(one for one in planned.channels if one.id == now.channel)
        assert is_open(channel, case.at, calendar_of(case.catalog)), f"{now.channel} is closed"
        assert reach.status.state == "open"
        assert channel.offered
    if planned.state != "now":
        return
    assert now.channel is not None, "now, and no channel"
    step = case.steps[planned.id]
    assert now.channel in step.channels, f"{now.channel} helps, but does not do the step"
    assert planned.expires_at is None or case.at <= planned.expires_at or not _hard(step)
    done = _done(case)
    for need, outcomes in step.needs.items():
        assert need in done, f"{step.id} now, and {need} was not done"
        came_of_it = done[need].outcome
        if came_of_it is None or came_of_it == "silent":
            assert _silence_is_an_answer(case, done[need]), f"{step.id} now, and {need} is due"
        assert came_of_it is None or not outcomes or came_of_it in outcomes
    for other, was in done.items():
        shut = step.id in case.steps[other].excludes and was.outcome != "refused"
        assert not shut, f"{other} excludes {step.id}"


def _silence_is_an_answer(case: Case, was: PlanStep) -> bool:
    """Whether the answer to a step that was done need not be awaited any more."""
    step = case.steps[was.id]
    if was.wait is None:  # nobody knows how long: only an outcome says that it is over
        return was.outcome is not None or not step.answer
    if was.done_at is None or was.wait.until is None:
        return True
    if was.wait.until <= case.at:
        return True
    # Told to be silent: the first period counts, and only if it is one of law.
    return was.outcome == "silent" and (len(step.wait) > 1 or was.wait.rule is None)


def _a_limit_is_told_now(case: Case) -> None:
    now = case.plan.now
    if now is None or now.until is None:
        assert now is None or not _limit_ahead(case, now.step)
        return
    assert now.until >= case.at, f"{now.step} until {now.until}, which has passed"
    limit = _limit_ahead(case, now.step)
    if limit is not None:
        assert now.until <= limit
        assert ("截止：" in now.action) is (limit - case.at < 30 * DAY), now.action


def _limit_ahead(case: Case, id_: str) -> dt.datetime | None:
    """The limit of the step to take now, as long as it has not passed."""
    step = next(one for one in case.plan.steps if one.id == id_)
    if step.state != "now" or step.expires_at is None or step.expires_at < case.at:
        return None
    return step.expires_at


def _hard(step: Step) -> bool:
    return step.limit is not None and step.limit.hard


def _done(case: Case) -> dict[str, PlanStep]:
    return {step.id: step for step in case.plan.steps if step.done_at or step.id in _told(case)}


def _told(case: Case) -> set[str]:
    return {*case.history.done, *case.catalog.issues[case.plan.issue.id].implies}


def _dates_run_forwards(case: Case) -> None:
    before = case.at
    for step in case.plan.steps:
        main = not case.steps[step.id].optional
        if step.id in _told(case):
            assert step.state in ("done", "waiting"), f"{step.id} was done"
            assert step.done_at is None or step.done_at <= case.at
            if step.wait and step.wait.until and step.done_at:
                assert step.wait.until > step.done_at
            continue
        if step.state not in AHEAD:
            assert step.not_before is None, f"{step.id} is {step.state}, and dated"
            assert step.act_at is None
            assert step.wait is None
            continue
        last = before
        if step.not_before is not None:
            assert step.not_before > case.at
            assert step.not_before >= before, f"{step.id} before the step before it"
            last = step.not_before
        if step.act_at is not None:
            assert step.act_at >= last
            last = step.act_at
        if step.state == "now":
            assert step.act_at == case.at
        if step.wait is not None and step.wait.until is not None:
            assert step.act_at is not None
            assert step.wait.until > step.act_at
            last = step.wait.until
        if main:  # an optional step holds up nothing
            before = last
        elif step.act_at is not None and step.state == "later":
            codes = {entry.code for entry in step.because}
            assert "optional_step" in codes


def _what_is_awaited_is_told(case: Case) -> None:
    """``now.until`` of an awaited step is when the next one opens, not sooner and not later."""
    now = case.plan.now
    if now is None or now.step not in _told(case):
        return
    ahead = [step for step in case.plan.steps if step.state == "later"]
    opens = [step.not_before for step in ahead if step.not_before is not None]
    if now.until is None:
        undated = [step for step in ahead if not case.steps[step.id].needs]
        assert all(step.act_at is None for step in undated), f"{now.step} is held"
    elif ahead:
        assert opens, f"{now.step} is awaited, and nothing after it has a date"
        assert now.until <= min(opens) <= now.until + SECOND, f"{now.step} until {now.until}"


def _needs_are_waited_for(case: Case) -> None:
    """What needs another step's answer is dated after the time for that answer."""
    by_id = {step.id: step for step in case.plan.steps}
    for step in case.plan.steps:
        if step.state not in AHEAD or step.act_at is None or step.id in _told(case):
            continue
        for need in case.steps[step.id].needs:
            before = by_id[need]
            awaited = before.outcome is None and before.wait is not None
            if awaited and before.wait is not None and before.wait.until is not None:
                assert step.act_at >= before.wait.until, f"{step.id} before {need} is answered"


def _never_both_mediations(case: Case) -> None:
    ahead = {step.id for step in case.plan.steps if step.state in AHEAD and not _was_done(step)}
    assert not {"regulator", "association"} <= ahead
    done = _done(case)
    for step in case.plan.steps:
        shut = any(
            step.id in case.steps[other].excludes and was.outcome != "refused"
            for other, was in done.items()
        )
        if shut and step.id not in done:
            assert step.state == "excluded"
        said = "already_handled" in {entry.code for entry in step.because}
        assert said is (shut and step.id not in done), f"{step.id}: {step.because}"


def _the_other_mediation_is_open(case: Case) -> None:
    """Refused by one mediator, or too late for it, one is sent to the other that follows it."""
    done = _done(case)
    ids = list(case.steps)
    main = [n for n, id_ in enumerate(ids) if id_ in done and not case.steps[id_].optional]
    for other in case.plan.steps:
        first = case.steps[other.id].instead_of
        if first is None or other.id in done or ids.index(other.id) < max(main, default=-1):
            continue
        was = next(step for step in case.plan.steps if step.id == first)
        gone = was.outcome == "refused" or was.state == "expired"
        ended = any(_ended(case, step) for step in case.plan.steps)
        assert (other.state in AHEAD) is (gone and not ended), f"{other.id}: {first} {was.state}"


def _ended(case: Case, step: PlanStep) -> bool:
    limit = case.steps[step.id].limit
    return step.state == "expired" and limit is not None and limit.ends_claim


def _a_claim_that_ended_goes_nowhere(case: Case) -> None:
    steps = case.plan.steps
    for n, step in enumerate(steps):
        if not _ended(case, step):
            continue
        rest = [one for one in steps[n + 1 :] if one.id not in _told(case)]
        for one in rest:
            assert one.state == "excluded", f"{one.id} is {one.state}: {step.id} has expired"
            codes = {entry.code for entry in one.because}
            assert codes & {"needs_missing", "already_handled", "passed_over"}, codes
        assert case.plan.now is None


def _what_comes_next_can_be_told(case: Case) -> None:
    """The commands offered tell the same history, and one thing more that can be so."""
    problem = case.catalog.issues[case.plan.issue.id]
    steps = list(case.steps.values())
    for hint in case.plan.next:
        program, command, *words = _split(hint.command)
        assert program == "pddroute"
        if command == "show":
            assert words[0] in case.catalog.channels
            continue
        assert (command, words[0]) == ("escalate", case.plan.issue.id)
        told = _parsed(words[1:], case.at)
        settle(told, problem, steps, case.at)
        was = case.history
        new_done = {id_: at for id_, at in told.done.items() if id_ not in was.done}
        new_outcomes = {k: v for k, v in told.outcomes.items() if k not in was.outcomes}
        assert len(new_done) + len(new_outcomes) == 1, hint.command
        assert {**was.done, **new_done} == told.done
        assert {**was.outcomes, **new_outcomes} == told.outcomes
        assert (was.since, was.received) == (told.since, told.received)
        assert case.plan.now is not None
        assert [*new_done, *new_outcomes] == [case.plan.now.step]


def _split(command: str) -> list[str]:
    """The words of a command, as any shell has them."""
    assert NEEDS_NO_QUOTES.fullmatch(command), command
    return command.split(" ")


def _parsed(words: Sequence[str], at: dt.datetime) -> History:
    """What the command line makes of ``--done A@T --outcome A=B --since T --received D``."""
    options: dict[str, list[str]] = {}
    for option, value in zip(words[::2], words[1::2], strict=True):
        options.setdefault(option, []).append(value)
    assert set(options) <= {"--done", "--outcome", "--since", "--received"}
    done = [one.replace("@TIME", f"@{at.isoformat()}") for one in options.get("--done", [])]
    since, received = options.get("--since"), options.get("--received")
    return History(
        parse_done(done),
        parse_outcomes(options.get("--outcome", [])),
        parse_time(since[0]) if since else None,
        parse_date(received[0]) if received else None,
    )


def _rules_are_in_force(case: Case, planned: PlanStep) -> None:
    """Every rule that is cited is cited as it stands on its day, and none in force is left out."""
    step, rules = case.steps[planned.id], case.catalog.rules
    day = (planned.done_at or case.at).date()
    for basis in planned.basis:
        version = rules[basis.rule].at(day)
        assert version is not None, f"{basis.rule} is not in force on {day}"
        assert basis.source == version.source
        assert basis.text == f"{version.law.zh}：{version.text.zh}"
    named = [*step.basis, *(period.rule for period in step.wait)]
    named += [mark.rule for mark in step.marks] + [step.limit.rule if step.limit else None]
    owed = {rule for rule in named if rule is not None and rules[rule].at(day) is not None}
    assert owed <= {basis.rule for basis in planned.basis}
    if planned.wait is not None and planned.wait.rule is not None:
        version = rules[planned.wait.rule].at(day)
        assert version is not None
        assert version.period == f"{planned.wait.amount} {planned.wait.unit}"


def _no_limit_is_waited_past(case: Case) -> None:
    """A step that could be taken in time is not put off until its limit has passed."""
    done = _told(case)
    for step in case.plan.steps:
        limit = step.expires_at
        if step.state not in AHEAD or not _hard(case.steps[step.id]) or limit is None:
            continue
        if step.act_at is None or step.act_at <= limit:
            continue
        channels = [case.catalog.channels[one] for one in case.steps[step.id].channels]
        calendar = calendar_of(case.catalog)
        opens = [next_open(channel, case.at, calendar) for channel in channels]
        could = any(one is not None and one <= limit for one in opens)
        assert not could or set(case.steps[step.id].needs) - done, f"{step.id} comes too late"


def _was_done(step: PlanStep) -> bool:
    return step.done_at is not None


def _explains_itself(step: PlanStep) -> None:
    codes = {entry.code for entry in step.because}
    assert all(entry.text for entry in step.because)
    if step.state in WHY_GONE:
        assert codes & WHY_GONE[step.state], f"{step.id} is {step.state}, and nothing says why"
    if step.wait is not None:
        if step.wait.until is None:
            assert "done_time_unknown" in codes or "implied_by_issue" in codes
        else:
            assert codes & COUNTED, f"the wait of {step.id} is not counted out"
            if step.wait.grade == "unconfirmed":
                assert "unofficial_wait" in codes
    if step.expires_at is not None:
        assert "limit_counted" in codes
    if step.act_at is not None and step.not_before is None and step.state == "waiting":
        assert "channel_opens" in codes
    for entry in step.because:
        skipped = [day.date for day in entry.skipped]
        assert skipped == sorted(set(skipped))
        if entry.code == "working_days_counted":
            assert entry.dates == sorted(set(entry.dates))
            assert not set(entry.dates) & set(skipped)


def _reachable(case: Case, step: PlanStep) -> None:
    for reach in step.channels:
        channel = case.catalog.channels[reach.id]
        assert channel.direction == "inbound", f"{reach.id} cannot be called"
        assert channel.retired is None
        assert reach.grade != "rejected"
        assert reach.status.reason != "outbound_only"
        _number_is_trusted(case.catalog, reach)


def _number_is_trusted(catalog: Catalog, reach: Reach) -> None:
    if reach.number is None:
        assert reach.tel is None
        return
    claim = catalog.channels[reach.id].in_force["number"]
    assert catalog.grade_of(claim) != "rejected"


# ---- The plans


def _ids() -> list[str]:
    return list(_kinds(load_catalog(default_catalog())))


def _checked(case: Case) -> Case:
    try:
        check(case)
    except AssertionError as error:
        told = f"{case.plan.issue.id} at {case.at:%Y-%m-%dT%H:%M} after {case.history}"
        raise AssertionError(f"{told}: {error}") from error
    return case


@pytest.mark.parametrize("issue", _ids())
def test_every_plan_holds_what_a_plan_promises(catalog: Catalog, issue: str) -> None:
    tally = _check_all(catalog, issue)
    assert tally.plans >= (10 if FULL else 5) * len(INSTANTS)


@pytest.mark.parametrize(
    "issue", ["refund-refused", "logistics-slow", "scam", "forced-refund", "platform-unfair"]
)
def test_every_plan_holds_it_where_channels_close(office: Catalog, issue: str) -> None:
    tally = _check_all(office, issue)
    assert tally.plans >= (10 if FULL else 5) * len(INSTANTS)


class Tally(NamedTuple):
    """How many plans were checked of an issue, and how many histories could not have happened."""

    plans: int
    impossible: int


def _check_all(catalog: Catalog, issue: str) -> Tally:
    plans = impossible = 0
    steps = _steps(catalog, catalog.issues[issue])
    futures: dict[object, list[object]] = {}
    ways = _ways(catalog.issues[issue], steps).ways
    for at, history, kind, anchored in ways:
        try:
            case = _case(catalog, issue, steps, at, history)
        except InvalidHistory as error:
            # Only what the anchors set can have been passed: the rest is possible.
            parcel = "parcel came" in error.message_en
            if not anchored or not (parcel or "expires_at" in error.details):
                raise
            impossible += 1
            continue
        _checked(case)
        plans += 1
        if not anchored:
            future = _future(case.plan)
            assert futures.setdefault((kind, at), future) == future, f"{at}, {history}"
    assert plans + impossible == len(ways)
    return Tally(plans, impossible)


def test_as_much_is_gone_through_as_is_said(catalog: Catalog) -> None:
    every = [_ways(issue, _steps(catalog, issue)) for issue in _kinds(catalog).values()]
    histories = sum(one.histories for one in every)
    classes = sum(len(one.classes) for one in every)
    # Of those with anchors some are impossible: they count as none.
    plans = sum(not way.anchored for one in every for way in one.ways)
    assert histories >= HISTORIES, histories
    assert classes >= CLASSES, classes
    assert plans >= PLANS, plans
    assert __doc__ is not None
    for number in (HISTORIES, CLASSES, PLANS):
        assert f"{number:,}" in __doc__


def test_every_issue_is_of_a_kind_that_is_checked(catalog: Catalog) -> None:
    """Issues of one kind have the same plan but for their texts, so that one of each will do."""
    kinds = _ids()
    checked = [catalog.issues[id_] for id_ in kinds]
    assert {issue.route for issue in checked} == set(catalog.routes)
    compared = 0
    for id_, issue in catalog.issues.items():
        twins = [
            other
            for other in kinds
            if catalog.issues[other].route == issue.route
            and catalog.issues[other].implies == issue.implies
        ]
        assert len(twins) == 1, f"{id_} is like {twins}"
        if twins == [id_]:
            continue
        for at in (INSTANTS["night"], INSTANTS["holiday"], INSTANTS["working hours"]):
            steps = _steps(catalog, issue)
            for past in itertools.islice(_pasts(issue, steps), 0, 40, 5):
                plans = [
                    _case(catalog, one, steps, at, past.at(at)).plan for one in (id_, twins[0])
                ]
                one, other = [_without_texts(plan) for plan in plans]
                assert one == other, f"{id_} and {twins[0]} at {at}"
                compared += 1
    assert compared > 200


def _without_texts(plan: Plan) -> list[Any]:
    now = plan.now and (plan.now.step, plan.now.channel, plan.now.until)
    steps = [
        (s.id, s.state, s.not_before, s.act_at, s.wait, s.expires_at, s.outcome, s.because)
        for s in plan.steps
    ]
    return [now, *steps, *([reach.id for reach in step.channels] for step in plan.steps)]


@pytest.mark.parametrize("issue", _ids())
def test_what_is_offered_next_is_accepted(catalog: Catalog, issue: str) -> None:
    """The commands of a plan are run: what they tell is taken, and counts as done."""
    problem = catalog.issues[issue]
    steps = _steps(catalog, problem)
    ran = 0
    ways = _ways(problem, steps).ways
    for way in ways[:: max(1, len(ways) // 60)]:
        try:
            case = _case(catalog, issue, steps, way.at, way.history)
        except InvalidHistory:
            continue
        for hint in case.plan.next:
            words = _split(hint.command)
            if words[1] != "escalate":
                continue
            told = _parsed(words[3:], case.at)
            after = _checked(_case(catalog, issue, steps, case.at, told))
            assert case.plan.now is not None
            step = next(one for one in after.plan.steps if one.id == case.plan.now.step)
            assert step.state in ("done", "waiting")
            assert step.id in told.done
            ran += 1
    assert ran >= 5


# ---- The way through a route

Answer = Literal["refused", "silent", "unsatisfied", "wait"]
ANSWERS: tuple[Answer, ...] = ("refused", "silent", "unsatisfied", "wait")
STARTS = [INSTANTS["night"], INSTANTS["holiday"], INSTANTS["year's end"]]


def _walk(
    catalog: Catalog, issue: str, at: dt.datetime, answers: Sequence[Answer], instead: bool
) -> list[Case]:
    """Do what the plan says, the n-th step with the n-th of ``answers``, until it is finished."""
    steps = _steps(catalog, catalog.issues[issue])
    done: dict[str, dt.datetime | None] = {}
    outcomes: dict[str, Outcome] = {}
    cases: list[Case] = []
    since = at
    bound = 4 * len(steps) + 4
    while len(cases) < bound:
        history = History(dict(done), dict(outcomes), since)
        case = _checked(_case(catalog, issue, steps, at, history))
        cases.append(case)
        now = case.plan.now
        if now is None:
            return cases
        step = next(one for one in case.plan.steps if one.id == now.step)
        if step.state == "now":
            at = _do(case, step, done, at, instead)
            continue
        answer = answers[len(done) % len(answers)]
        if step.id not in done:  # no channel is open yet
            assert step.act_at is not None, f"{issue}: {step.id} never opens"
            at = step.act_at
        elif step.id not in outcomes and (answer != "wait" or now.until is None):
            outcomes[step.id] = "silent" if answer == "wait" else answer
        else:  # an outcome that changes nothing, or none: the wait runs out
            assert now.until is not None, f"{issue}: {step.id} waits for nothing"
            at = now.until + SECOND
    raise AssertionError(f"{issue} by {answers}: no end after {bound} plans")


def _do(
    case: Case,
    step: PlanStep,
    done: dict[str, dt.datetime | None],
    at: dt.datetime,
    instead: bool,
) -> dt.datetime:
    other = instead and step.id == "regulator" and "association" in case.steps
    taken = "association" if other else step.id
    assert taken not in done, f"{taken} is to be done twice"
    done[taken] = at
    return at + MINUTE


@pytest.mark.parametrize("issue", _ids())
def test_every_way_through_a_route_ends(catalog: Catalog, issue: str) -> None:
    steps = _steps(catalog, catalog.issues[issue])
    either = any(step.instead_of for step in steps)
    answers = itertools.product(ANSWERS, ANSWERS, (False, True) if either else (False,))
    for n, (first, second, instead) in enumerate(answers):
        if either and not FULL and (n // 2 + n // 8) % 2 == instead:
            continue
        pair = first, second
        cases = _walk(catalog, issue, STARTS[n % len(STARTS)], pair, instead)
        _nothing_is_undone(cases)
        assert all(step.state not in AHEAD for step in cases[-1].plan.steps)


def _nothing_is_undone(cases: Sequence[Case]) -> None:
    """Of plans in the order of time: what is done, expired or excluded for good stays so."""
    for before, after in itertools.pairwise(cases):
        assert before.at <= after.at
        for old, new in zip(before.plan.steps, after.plan.steps, strict=True):
            told = f"{after.plan.issue.id}, {new.id} at {after.at} after {after.history}"
            if old.id in _told(before):
                assert new.state in ("waiting", "done"), told
            if old.state == "expired":
                assert new.state == "expired", told
            if old.state == "excluded" and new.state != "excluded":
                assert _is_reopened(old, before, after), f"{told}: {old.because}"


def _is_reopened(old: PlanStep, before: Case, after: Case) -> bool:
    """Whether something says why a step that was excluded is open again, or was done."""
    if old.id in _told(after):
        return old.id == "association"  # taken instead of what it is an alternative of
    codes = {entry.code for entry in old.because}
    was = {step.id: step for step in before.plan.steps}
    now = {step.id: step for step in after.plan.steps}
    if "already_handled" in codes:
        shutting = [id_ for id_ in _told(after) if old.id in after.steps[id_].excludes]
        return all(now[id_].outcome == "refused" for id_ in shutting)
    if "alternative_of" in codes:
        first = after.steps[old.id].instead_of
        assert first is not None
        return now[first].outcome == "refused" or now[first].state == "expired"
    if "passed_over" in codes:  # it gave way to a step whose time has run out since
        return any(now[id_].state == "expired" != was[id_].state for id_ in now)
    return False


@pytest.mark.parametrize("issue", _ids())
def test_time_alone_undoes_nothing(catalog: Catalog, issue: str) -> None:
    problem = catalog.issues[issue]
    steps = _steps(catalog, problem)
    start = INSTANTS["holiday"]
    pasts = [past for past in _ways(problem, steps).classes if past.ago != AGO["long ago"]]
    for past in pasts[:: (20 if len(steps) > MANY else 1) * (1 if FULL else 3)]:
        since, received = start - (3 * 365 - 20) * DAY, start.date() - 3 * DAY
        for history in (past.at(start), past.at(start, since, received)):
            clocks = [start + days * DAY for days in (0, 3, 5, 25, 120, 1500)]
            _nothing_is_undone([_case(catalog, issue, steps, at, history) for at in clocks])


def test_a_step_can_be_taken_at_the_first_opening_and_not_a_minute_sooner(
    each_catalog: Catalog,
) -> None:
    """Against asking every channel of the step at every minute."""
    catalog = each_catalog
    calendar = calendar_of(catalog)
    compared = 0
    for issue in _kinds(catalog):
        steps = _steps(catalog, catalog.issues[issue])
        for at in INSTANTS.values():
            case = _case(catalog, issue, steps, at, History())
            for step in case.plan.steps:
                if step.act_at is None:
                    continue
                channels = [catalog.channels[one] for one in case.steps[step.id].channels]
                clock = max(step.not_before or at, step.act_at - 3 * DAY)
                while not any(is_open(channel, clock, calendar) for channel in channels):
                    clock = (clock + MINUTE).replace(second=0)
                assert clock == step.act_at, f"{issue}, {step.id} at {at}"
                compared += 1
    assert compared > 400
