"""Every plan there can be, as far as plans differ: what must hold for each of them, holds.

What is gone through, on the bundled catalogue:

* **Issues**: one of each (route, implied steps); issues that share both have the same plan but for
  their texts.
* **Histories**: every set of done steps that the route allows, the association instead of the
  regulator and both included, the last one with each outcome (none, refused, silent, unsatisfied),
  the others with each outcome a branch depends on, done long ago, lately or at an unknown time.
* **Instants**: one of each kind, see ``INSTANTS``.

That is 34,619 histories (November 2026). Those that leave the same things open are one *class*: the
same last step, its outcome and time, and the same answers to "is it excluded, is what it needs
there" for each step after it; what lies before the last step is only told. One history of each of
the 1,387 classes is planned at all instants, and with anchors (``--since``, ``--received``). Of the
others every third is planned, at one instant (they take turns), and has to have the same future as
its class. Nothing is left to chance: a run checks the same 58,837 plans every time.

Nearly every step of the bundled catalogue has a channel that never closes, so the same is done for
the *office* catalogue: the same one with office hours, or none known, in place of all others.

Coverage is not traced here: it would treble the time, and other tests reach the same lines.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import pytest

from pddroute.answers import Plan, PlanStep, Reach
from pddroute.errors import InvalidHistory
from pddroute.escalate import escalate
from pddroute.history import History
from pddroute.loading import default_catalog, load_catalog
from pddroute.model import Catalog, Claim, Issue, Outcome, Step
from pddroute.reach import offered
from pddroute.status import calendar_of, is_open, next_open

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
        choices = [_outcomes(step, step is done[-1], steps, done) for step in done]
        times = AGO.values() if done else (None,)
        for outcomes in itertools.product(*choices):
            pairs = zip(done, outcomes, strict=True)
            told = tuple((step.id, outcome) for step, outcome in pairs if outcome is not None)
            if _contradicts(dict(told), issue, done):
                continue
            for ago in times:
                yield Past(tuple(step.id for step in done), told, ago)


def _outcomes(
    step: Step, last: bool, steps: Sequence[Step], done: Sequence[Step]
) -> tuple[Outcome | None, ...]:
    needing = [other for other in steps if step.id in other.needs]
    branches = any(0 < len(other.needs[step.id]) < 3 for other in needing)
    if last or branches:
        return OUTCOMES
    return (None,)


def _contradicts(told: Mapping[str, Outcome], issue: Issue, done: Sequence[Step]) -> bool:
    known = {**issue.implies, **told}
    return any(
        need in known and outcomes and known[need] not in outcomes
        for step in done
        for need, outcomes in step.needs.items()
    )


def _class(past: Past, issue: Issue, steps: Sequence[Step]) -> tuple[object, ...]:
    """What of a history can make a difference to the steps after the last one done."""
    known = {**issue.implies, **dict(past.outcomes)}
    done = {*past.done, *issue.implies}
    places = [n for n, step in enumerate(steps) if step.id in done]
    last = max(places, default=-1)
    ahead = []
    for step in steps[last + 1 :]:
        closed = any(step.id in other.excludes for other in steps if other.id in done)
        needs = tuple((need, need in done, known.get(need)) for need in step.needs)
        ahead.append((closed, needs))
    return last, known.get(steps[last].id) if last >= 0 else None, past.ago, tuple(ahead)


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
        claims = {field: list(each) for field, each in channel.claims.items() if field != "hours"}
        hours = OFFICE_HOURS[n % len(OFFICE_HOURS)]
        if hours is not None:
            claims["hours"] = [Claim(value=hours, source=catalog.platform.home_source)]
        channels[id_] = msgspec.structs.replace(channel, claims=claims)
    return msgspec.structs.replace(catalog, channels=channels)


@pytest.fixture(params=["bundled", "office"])
def each_catalog(request: pytest.FixtureRequest, catalog: Catalog, office: Catalog) -> Catalog:
    """The bundled catalogue, and the one whose channels close."""
    return catalog if request.param == "bundled" else office


def _case(
    catalog: Catalog, issue: str, steps: Sequence[Step], at: dt.datetime, history: History
) -> Case:
    plan = escalate(catalog, issue, at=at, history=history)
    return Case(catalog, {step.id: step for step in steps}, at, history, plan)


class Way(NamedTuple):
    """An instant and a history that are planned."""

    at: dt.datetime
    history: History
    kind: tuple[object, ...]
    anchored: bool = False


def _ways(issue: Issue, steps: Sequence[Step]) -> Iterator[Way]:
    instants = list(INSTANTS.values())
    seen: set[tuple[object, ...]] = set()
    for n, past in enumerate(_pasts(issue, steps)):
        kind = _class(past, issue, steps)
        at = instants[n % len(instants)]
        if kind in seen:
            if n % 3 == 0:
                yield Way(at, past.at(at), kind)
            continue
        seen.add(kind)
        for each in instants:
            yield Way(each, past.at(each), kind)
        for days, received in ((3 * 365 - 6, 4), (3 * 365 + 40, 30)):
            told = past.at(at, at - days * DAY, at.date() - received * DAY)
            yield Way(at, told, kind, anchored=True)


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
    _dates_run_forwards(case)
    _never_both_mediations(case)
    _no_limit_is_waited_past(case)
    for step in plan.steps:
        _explains_itself(step)
        _reachable(case, step)


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
        assert offered(channel)
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
        assert not outcomes or came_of_it is None or came_of_it in outcomes
    for other in done:
        assert step.id not in case.steps[other].excludes, f"{other} excludes {step.id}"


def _hard(step: Step) -> bool:
    return step.limit is not None and step.limit.hard


def _done(case: Case) -> dict[str, PlanStep]:
    return {step.id: step for step in case.plan.steps if step.done_at or step.id in _told(case)}


def _told(case: Case) -> set[str]:
    return {*case.history.done, *case.catalog.issues[case.plan.issue.id].implies}


def _dates_run_forwards(case: Case) -> None:
    before = case.at
    for step in case.plan.steps:
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
        if step.not_before is not None:
            assert step.not_before > case.at
            assert step.not_before >= before, f"{step.id} before the step before it"
            before = step.not_before
        if step.act_at is not None:
            assert step.act_at >= before
            before = step.act_at
        if step.state == "now":
            assert step.act_at == case.at
        if step.wait is not None and step.wait.until is not None:
            assert step.act_at is not None
            assert step.wait.until > step.act_at
            if not case.steps[step.id].optional:
                before = step.wait.until


def _never_both_mediations(case: Case) -> None:
    ahead = {step.id for step in case.plan.steps if step.state in AHEAD and not _was_done(step)}
    assert not {"regulator", "association"} <= ahead
    done = _told(case)
    if "association" in done or "court" in done:
        assert "regulator" not in ahead - done
    if "regulator" in done or "court" in done:
        assert "association" not in ahead - done
    for step in case.plan.steps:
        shut = any(step.id in case.steps[other].excludes for other in done)
        if shut and step.id not in done:
            assert step.state == "excluded"
            assert "already_handled" in {entry.code for entry in step.because}


def _no_limit_is_waited_past(case: Case) -> None:
    """A step that could be taken in time is not put off until its limit has passed."""
    done = _told(case)
    for step in case.plan.steps:
        limited = step.state in AHEAD and _hard(case.steps[step.id]) and step.expires_at
        if not limited or step.act_at is None or step.act_at <= step.expires_at:
            continue
        channels = [case.catalog.channels[one] for one in case.steps[step.id].channels]
        calendar = calendar_of(case.catalog)
        opens = [next_open(channel, case.at, calendar) for channel in channels]
        could = any(one is not None and one <= step.expires_at for one in opens)
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
    _check_all(catalog, issue)


@pytest.mark.parametrize(
    "issue", ["refund-refused", "logistics-slow", "scam", "forced-refund", "platform-unfair"]
)
def test_every_plan_holds_it_where_channels_close(office: Catalog, issue: str) -> None:
    _check_all(office, issue)


def _check_all(catalog: Catalog, issue: str) -> None:
    plans = 0
    steps = _steps(catalog, catalog.issues[issue])
    futures: dict[object, list[object]] = {}
    for at, history, kind, anchored in _ways(catalog.issues[issue], steps):
        try:
            case = _case(catalog, issue, steps, at, history)
        except InvalidHistory as error:
            # Only a limit that the anchors set can have been passed: the rest is possible.
            if not anchored or "expires_at" not in error.details:
                raise
            continue
        _checked(case)
        plans += 1
        if not anchored:
            future = _future(case.plan)
            assert futures.setdefault((kind, at), future) == future, f"{at}, {history}"
    assert plans >= len(INSTANTS)


def test_every_issue_is_of_a_kind_that_is_checked(catalog: Catalog) -> None:
    checked = _kinds(catalog)
    for issue in catalog.issues.values():
        assert any(
            (issue.route, issue.implies) == (other.route, other.implies)
            for other in checked.values()
        )


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
    answers = list(itertools.product(ANSWERS, repeat=2))
    for n, (pair, instead) in enumerate(itertools.product(answers, (False, True))):
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
            if any(entry.code == "already_handled" for entry in old.because):
                assert new.state == "excluded", told


@pytest.mark.parametrize("issue", _ids())
def test_time_alone_undoes_nothing(catalog: Catalog, issue: str) -> None:
    problem = catalog.issues[issue]
    steps = _steps(catalog, problem)
    seen: set[tuple[object, ...]] = set()
    start = INSTANTS["holiday"]
    for past in _pasts(problem, steps):
        kind = _class(past, problem, steps)
        if kind in seen or past.ago == AGO["long ago"]:
            continue
        seen.add(kind)
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
