"""What holds for every plan, whatever was done, in whatever order, and whatever came of it.

A *history* is up to three different steps of the route, done in any order, each with any outcome or
none; it is planned at one of ``MOMENTS`` (they take turns), the last deed some hours or some months
ago, and every third time with the days on which the trouble began and the parcel came. Issues with
the same route and the same implied steps differ in their texts alone: one of each is planned.

``make prove`` goes through all of these histories, with ``PDDROUTE_PROVE`` set. ``make test`` goes
through fewer, in which every two deeds with every two outcomes still come together in both orders.

Nearly every step of the bundled catalogue has a channel that never closes: the same laws hold for
the *office* catalogue, the same one with office hours, or none known, in place of all others.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

import msgspec
import pytest

from pddroute.catalogue.facts import Channel, Claim, Claims
from pddroute.catalogue.loading import default_catalog, load_catalog
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Issue, Outcome, Step
from pddroute.contract.plan import Plan, PlanStep
from pddroute.contract.questions import AskEscalate
from pddroute.directory.status import calendar_of, opening_hours
from pddroute.hours.clock import parse_time
from pddroute.plan.escalate import plan as make_plan

PROVE = bool(os.environ.get("PDDROUTE_PROVE"))
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
OUTCOMES: tuple[Outcome | None, ...] = (None, *get_args(Outcome))
AHEAD = ("now", "waiting", "later")
MOMENTS = [
    parse_time(text)
    for text in (
        "2026-11-19T10:30",  # working hours
        "2026-11-20T23:30",  # night
        "2026-11-22T12:30",  # weekend
        "2026-10-05T10:30",  # holiday
        "2026-10-10T20:15",  # make-up Saturday, evening
        "2026-12-31T17:45",  # the year's end
        "2027-02-08T10:30",  # a year without a notice, statutory holiday
        "2028-02-29T03:00",  # leap day, before dawn
        "2026-04-14T10:30",  # the day before the law changed
    )
]
SPANS = (dt.timedelta(hours=5), 20 * DAY, 400 * DAY)
"""How long ago the last deed is; those before it are each some days older."""


class Deed(NamedTuple):
    """A step that was done, and what came of it."""

    step: str
    outcome: Outcome | None


class Case(NamedTuple):
    """A plan and what it was made from."""

    catalog: Catalog
    steps: Mapping[str, Step]
    issue: Issue
    asked: AskEscalate
    plan: Plan

    @property
    def at(self) -> dt.datetime:
        """The instant asked about."""
        return self.plan.as_of

    @property
    def turn(self) -> PlanStep | None:
        """The step that ``now`` speaks of."""
        now = self.plan.now
        return now and next(step for step in self.plan.steps if step.id == now.step)

    @property
    def done(self) -> dict[str, PlanStep]:
        """The steps that were done: told, implied by the issue, or needed by one that was."""
        told = {text.partition("@")[0] for text in self.asked.done}
        told |= {text.partition("=")[0] for text in self.asked.outcome} | {*self.issue.implies}
        told -= self.taken_back
        for id_ in reversed(self.steps):
            told |= {*self.steps[id_].needs} if id_ in told else set()
        return {step.id: step for step in self.plan.steps if step.id in told}

    @property
    def taken_back(self) -> set[str]:
        """The steps that were withdrawn from somebody who hears them again."""
        return {
            text.partition("=")[0]
            for text in self.asked.outcome
            if text.endswith("=withdrawn")
            and self.steps[text.partition("=")[0]].operator in HEAR_AGAIN
        }


HEAR_AGAIN = ("seller", "platform", "courier", "mediator")
GONE = ("expired", "excluded")


@pytest.fixture(scope="module", autouse=True)
def untraced() -> Iterator[None]:
    """Switch coverage off for this module."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


# ---- Histories


def route(catalog: Catalog, issue: Issue) -> list[Step]:
    """The steps of an issue's route."""
    return [catalog.steps[key] for key in catalog.routes[issue.route].steps]


def kinds(catalog: Catalog) -> list[str]:
    """One issue of each kind of plan."""
    found: dict[object, str] = {}
    for id_, issue in catalog.issues.items():
        found.setdefault(_kind(issue), id_)
    return list(found.values())


def _kind(issue: Issue) -> tuple[str, tuple[tuple[str, Outcome], ...]]:
    return issue.route, tuple(sorted(issue.implies.items()))


def every_history(ids: Sequence[str]) -> Iterator[tuple[Deed, ...]]:
    """Every history of up to three steps."""
    for many in range(4):
        for steps in itertools.permutations(ids, many):
            for outcomes in itertools.product(OUTCOMES, repeat=many):
                yield tuple(map(Deed, steps, outcomes))


def covering(ids: Sequence[str]) -> Iterator[tuple[Deed, ...]]:
    """Histories in which every two deeds come together in both orders, and every one alone."""
    deeds = [Deed(step, outcome) for step in ids for outcome in OUTCOMES]
    yield ()
    yield from ((deed,) for deed in deeds)
    wanted = {(a, b) for a in deeds for b in deeds if a.step != b.step}
    for pair in sorted(wanted, key=lambda p: (deeds.index(p[0]), deeds.index(p[1]))):
        if pair not in wanted:
            continue
        first, second = pair
        third = next(
            (
                deed
                for deed in deeds
                if (first, deed) in wanted
                and (second, deed) in wanted
                and deed.step not in (first.step, second.step)
            ),
            None,
        )
        history = pair if third is None else (*pair, third)
        wanted -= set(itertools.combinations(history, 2))
        yield history


def asked(issue: str, history: Sequence[Deed], at: dt.datetime, turn: int) -> AskEscalate:
    """The question that tells ``history``; ``turn`` says how long ago, and what else is told."""
    span = SPANS[turn % len(SPANS)]
    times = [at - span - n * 3 * DAY for n in range(len(history))][::-1]
    anchored = turn % 3 == 0
    return AskEscalate(
        issue=issue,
        done=[
            deed.step if turn % 7 == 6 else f"{deed.step}@{when.isoformat()}"
            for deed, when in zip(history, times, strict=True)
        ],
        outcome=[f"{deed.step}={deed.outcome}" for deed in history if deed.outcome],
        since=(at - span - 10 * DAY).isoformat() if anchored else None,
        received=(at - min(span, 6 * DAY)).date().isoformat() if anchored else None,
    )


def planned(catalog: Catalog, question: AskEscalate, at: dt.datetime) -> Case:
    """The plan for a question, with what it was made from."""
    issue = catalog.issues[question.issue]
    steps = {step.id: step for step in route(catalog, issue)}
    return Case(catalog, steps, issue, question, make_plan(catalog, question, at, "zh"))


# ---- The laws


def one_next_thing(case: Case) -> None:
    states = [step.state for step in case.plan.steps]
    turns = [step for step in case.plan.steps if step.state in ("now", "waiting")]
    assert len(turns) <= 1, states
    assert turns == ([] if case.turn is None else [case.turn])


def nothing_left_where_nothing_is_now(case: Case) -> None:
    for step in case.plan.steps if case.plan.now is None else ():
        only_if = {"branch_not_taken", "outcome_needed"} & {one.code for one in step.because}
        assert step.state in ("done", *GONE) or only_if, f"{step.id} is {step.state}"


def no_date_is_past(case: Case) -> None:
    now, turn = case.plan.now, case.turn
    if now is None or turn is None:
        return
    assert now.when == case.at
    for date in (now.deadline, now.until, turn.expires_at if turn.state == "now" else None):
        assert date is None or date >= case.at, f"{turn.id} has {date}"
    assert now.action
    assert now.do in now.action
    for step in case.plan.steps:
        for date in (step.not_before, step.act_at):
            assert date is None or date >= case.at or step.state == "done"


def harm_comes_first(case: Case) -> None:
    for step in case.plan.steps:
        if case.steps[step.id].urgent:
            assert step.state not in GONE, f"{step.id} is {step.state}"
    urgent = [s for s in case.plan.steps if case.steps[s.id].urgent and s.id not in case.done]
    if any(step.act_at == case.at for step in urgent):
        assert case.turn in urgent


def only_a_rule_closes_a_step(case: Case) -> None:
    """Held against a reading of the catalogue of its own."""
    for step in case.plan.steps:
        first = case.steps[step.id].instead_of
        shut = _shut(case, step.id, step) or (first is not None and _shut(case, first, step))
        if step.state == "excluded":
            rules = {entry.rule for entry in step.because}
            assert rules <= case.catalog.rules.keys(), f"{step.id}: {rules}"
            over = any(_ends(case, other, step) for other in case.plan.steps)
            assert shut or over, f"{step.id} is closed by nothing"
        elif step.id not in case.done and step.state != "expired":
            assert not shut, f"{step.id} is open, and a rule closes it"


def _shut(case: Case, id_: str, step: PlanStep) -> bool:
    """Whether something that was done, other than ``step``, closes the step ``id_``."""
    lifted = ("refused", "withdrawn") if case.steps[id_].operator == "association" else ("refused",)
    return any(
        id_ in case.steps[other].excludes
        and other != step.id
        and (case.steps[other].operator == "court" or was.outcome not in lifted)
        for other, was in case.done.items()
    )


def _ends(case: Case, other: PlanStep, step: PlanStep) -> bool:
    """Whether the time for what ``step`` asks for is over with the limit of ``other``."""
    limit = case.steps[other.id].limit
    passed = any(entry.code == "limit_passed" for entry in other.because)
    return limit is not None and step.id in limit.ends and passed


def every_wait_has_an_end_or_an_alternative(case: Case) -> None:
    now, turn = case.plan.now, case.turn
    if now is None or turn is None or turn.id not in case.done or now.deadline is not None:
        return
    open_ = [s for s in case.plan.steps if "open_at_once" in {one.code for one in s.because}]
    hinge = {"outcome_needed", "branch_not_taken"}
    later = [s for s in case.plan.steps if s.state == "later" and not case.steps[s.id].needs]
    left = [step for step in later if not hinge & {one.code for one in step.because}]
    assert open_ or not left or not _can_be_reached(case, left), f"{turn.id} is waited for alone"
    assert open_ or now.where or case.catalog.revised, turn.id
    if any(not case.steps[step.id].optional for step in open_):
        assert now.also, f"{turn.id} is waited for, and nothing says what is open"


def _can_be_reached(case: Case, steps: Sequence[PlanStep]) -> bool:
    calendar = calendar_of(case.catalog)
    ids = [id_ for step in steps for id_ in case.steps[step.id].channels]
    channels = [case.catalog.channels[id_] for id_ in ids]
    hours = [opening_hours(channel) for channel in channels if channel.offered]
    return any(one is not None and one.is_open(case.at, calendar) for one in hours)


def what_is_recommended_can_be_done(case: Case) -> None:
    now, turn = case.plan.now, case.turn
    if now is None or turn is None:
        return
    if now.channel is not None:
        reach = next(one for one in turn.channels if one.id == now.channel)
        assert reach.status.state == "open"
        assert case.catalog.channels[now.channel].offered
    if turn.state == "now":
        assert now.channel in case.steps[turn.id].channels
        for need, outcomes in case.steps[turn.id].needs.items():
            assert need in {s.id for s in case.plan.steps if s.state == "done"}, need
            came = next(s.outcome for s in case.plan.steps if s.id == need)
            promised = came in ("agreed", "returned")  # and not kept by its day
            enough = came in (None, *outcomes) or (came == "broken" and "silent" in outcomes)
            assert enough or not outcomes or promised or came in ("silent", "broken"), need


def dates_fit_together(case: Case) -> None:
    for step in case.plan.steps:
        codes = {entry.code for entry in step.because}
        if step.not_before is not None:
            assert step.state in ("later", "waiting")
            assert step.act_at is None or step.act_at >= step.not_before
        if "open_at_once" in codes:
            assert (step.state, step.not_before, step.act_at) == ("later", None, case.at)
        begun = step.done_at or step.act_at
        for wait in step.waits:
            beside = case.steps[step.id].wait
            own = next(one for one in beside if one.id == wait.id)
            if wait.until and begun and own.start is None and own.after is None:
                assert wait.until > begun
        assert step.wait is None or step.wait in step.waits
        assert all(entry.text for entry in step.because)
        if step.state in ("excluded", "expired"):
            assert (step.not_before, step.act_at, step.waits) == (None, None, [])


def what_was_told_counts_as_done(case: Case) -> None:
    states = {step.id: step.state for step in case.plan.steps}
    for told in (*case.asked.done, *case.asked.outcome):
        id_ = told.partition("@")[0].partition("=")[0]
        if id_ in case.taken_back:
            continue
        assert states[id_] in ("done", "waiting"), f"{id_} is {states[id_]}"
        for need in case.steps[id_].needs:
            assert states[need] in ("done", "waiting"), f"{need} went before {id_}"


def nobody_is_sent_to_a_wrong_number(case: Case) -> None:
    for step in case.plan.steps:
        for reach in step.channels:
            channel = case.catalog.channels[reach.id]
            assert channel.direction == "inbound"
            assert channel.retired is None
            assert reach.grade != "rejected"
            if reach.number is not None:
                claim = channel.in_force["number"]
                assert case.catalog.grade_of(claim) != "rejected"


def every_date_and_state_is_explained(case: Case) -> None:
    for step in case.plan.steps:
        codes = {entry.code for entry in step.because}
        if step.state == "expired":
            assert "limit_passed" in codes
        if step.expires_at is not None:
            assert "limit_counted" in codes
        dated = [wait for wait in step.waits if wait.until is not None]
        assert not dated or codes & COUNTED, step.id
        assert "unofficial_wait" in codes or all(one.grade != "unconfirmed" for one in dated)
        for entry in step.because:
            skipped = [day.date for day in entry.skipped]
            assert skipped == sorted(set(skipped))
            if entry.code == "working_days_counted":
                assert entry.dates == sorted(set(entry.dates))
                assert not set(entry.dates) & set(skipped)


COUNTED = {
    "hours_counted",
    "days_counted",
    "working_days_counted",
    "months_counted",
    "mark_counted",
}


def every_rule_cited_is_in_force(case: Case) -> None:
    rules = case.catalog.rules
    for step in case.plan.steps:
        day = (step.done_at or case.at).date()
        for basis in step.basis:
            version = rules[basis.rule].at(day)
            assert version is not None, f"{basis.rule} is not in force on {day}"
            assert basis.text == f"{version.law.zh}：{version.text.zh}"
            assert basis.source == version.source
        own = case.steps[step.id]
        named = [*own.basis, *(one.rule for one in own.wait), own.limit and own.limit.rule]
        owed = {rule for rule in named if rule and rules[rule].at(day) is not None}
        assert owed <= {basis.rule for basis in step.basis}
        for wait in step.waits:
            version = rules[wait.rule].at(day) if wait.rule else None
            assert version is None or version.period == f"{wait.amount} {wait.unit}"


LAWS = (
    one_next_thing,
    nothing_left_where_nothing_is_now,
    no_date_is_past,
    harm_comes_first,
    only_a_rule_closes_a_step,
    every_wait_has_an_end_or_an_alternative,
    what_is_recommended_can_be_done,
    dates_fit_together,
    what_was_told_counts_as_done,
    nobody_is_sent_to_a_wrong_number,
    every_date_and_state_is_explained,
    every_rule_cited_is_in_force,
)


def held(case: Case) -> Case:
    """``case``, for which every law holds; an AssertionError names the law and the question."""
    for law in LAWS:
        try:
            law(case)
        except AssertionError as error:
            told = f"{law.__name__}: {case.at.isoformat()} {case.asked}"
            raise AssertionError(f"{told}: {error}") from error
    return case


# ---- All of it


def _ids() -> list[str]:
    return kinds(load_catalog(default_catalog()))


@pytest.mark.parametrize("issue", _ids())
def test_every_law_holds_whatever_was_done(catalog: Catalog, issue: str) -> None:
    ids = [step.id for step in route(catalog, catalog.issues[issue])]
    plans = 0
    for history in (every_history if PROVE else covering)(ids):
        at = MOMENTS[plans % len(MOMENTS)]
        held(planned(catalog, asked(issue, history, at, plans // len(MOMENTS) + plans), at))
        plans += 1
    assert plans >= len(ids) * len(OUTCOMES)


OFFICE_HOURS = ("Mo-Fr 08:30-12:00,14:00-17:30; PH off", "Mo-Sa 09:00-18:00", None)


@pytest.fixture(scope="module")
def office(catalog: Catalog) -> Catalog:
    """The bundled catalogue with every channel closed at night and, mostly, on holidays."""
    channels = {id_: _in_office(catalog, n, id_) for n, id_ in enumerate(catalog.channels)}
    return msgspec.structs.replace(catalog, channels=channels)


def _in_office(catalog: Catalog, n: int, id_: str) -> Channel:
    channel = catalog.channels[id_]
    claims: dict[str, list[Claim]] = {}
    claims |= {field: list(each) for field, each in channel.claims.items() if field != "hours"}
    hours = OFFICE_HOURS[n % len(OFFICE_HOURS)]
    if hours is not None:
        claims["hours"] = [Claim(value=hours, source=catalog.platform.home_source)]
    return msgspec.structs.replace(channel, claims=Claims(**claims))


@pytest.mark.parametrize("issue", _ids())
def test_every_law_holds_where_channels_close(office: Catalog, issue: str) -> None:
    ids = [step.id for step in route(office, office.issues[issue])]
    for n, history in enumerate(covering(ids)):
        if PROVE or n % 9 == 0:
            at = MOMENTS[(n // 9 + n) % len(MOMENTS)]
            held(planned(office, asked(issue, history, at, n), at))


def test_every_two_deeds_come_together_in_both_orders() -> None:
    ids = ["a", "b", "c", "d"]
    met = {pair for history in covering(ids) for pair in itertools.combinations(history, 2)}
    deeds = [Deed(step, outcome) for step in ids for outcome in OUTCOMES]
    assert met == {(a, b) for a in deeds for b in deeds if a.step != b.step}


# ---- What is offered next


@pytest.mark.parametrize("issue", _ids())
def test_the_commands_offered_give_the_plan_they_promise(catalog: Catalog, issue: str) -> None:
    ids = [step.id for step in route(catalog, catalog.issues[issue])]
    ran = 0
    for n, history in enumerate(itertools.islice(covering(ids), 0, None, 1 if PROVE else 17)):
        at = MOMENTS[n % len(MOMENTS)]
        case = planned(catalog, asked(issue, history, at, n), at)
        for hint in case.plan.next:
            program, command, *words = shlex.split(hint.command)
            assert program == "pddroute"
            if command == "show":
                assert words[0] in catalog.channels
                continue
            assert command == "escalate"
            after = planned(catalog, _read(words), at)
            held(after)
            assert case.turn is not None
            then = next(step for step in after.plan.steps if step.id == case.turn.id)
            assert then.state in ("done", "waiting")
            assert case.turn.done_at is None or then.done_at == case.turn.done_at
            assert (then.done_at, then.outcome) != (case.turn.done_at, case.turn.outcome)
            ran += 1
    assert ran >= 5


def _read(words: Sequence[str]) -> AskEscalate:
    """The question that the words of a command ask, as the command line reads them."""
    issue, *options = words
    told: dict[str, list[str]] = {}
    for option, value in zip(options[::2], options[1::2], strict=True):
        told.setdefault(option, []).append(value)
    assert set(told) <= {"--done", "--outcome", "--since", "--received"}
    return AskEscalate(
        issue=issue,
        done=told.get("--done", []),
        outcome=told.get("--outcome", []),
        since=told.get("--since", [None])[0],
        received=told.get("--received", [None])[0],
    )


# ---- The way through a route

Answer = Literal["refused", "silent", "unsatisfied", "agreed", "wait"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)


def walk(catalog: Catalog, issue: str, at: dt.datetime, answers: Sequence[Answer]) -> Plan:
    """Do what the plan says, the n-th step with the n-th of ``answers``, until nothing is left."""
    since = at.isoformat()
    done: dict[str, str] = {}
    came: dict[str, str] = {}
    for _ in range(6 * len(route(catalog, catalog.issues[issue])) + 6):
        question = AskEscalate(
            issue=issue,
            done=[f"{step}@{when}" for step, when in done.items()],
            outcome=[f"{step}={outcome}" for step, outcome in came.items()],
            since=since,
        )
        case = held(planned(catalog, question, at))
        now, turn = case.plan.now, case.turn
        if now is None or turn is None:
            return case.plan
        answer = answers[len(done) % len(answers)]
        if turn.id not in case.done:
            if turn.act_at is not None and turn.act_at > at:  # no channel is open yet
                at = turn.act_at
                continue
            done[turn.id] = at.isoformat()
            at += MINUTE
        elif turn.id not in came and answer != "wait":
            came[turn.id] = answer
        elif now.deadline is not None:
            at = now.deadline + dt.timedelta(seconds=1)
        else:  # nobody knows how long, or what was promised is not done
            assert came.get(turn.id) != "silent", f"{turn.id} waits for nothing"
            came[turn.id] = "silent"
    raise AssertionError(f"{issue} by {answers}: no end")


@pytest.mark.parametrize("issue", _ids())
def test_every_way_through_a_route_ends(catalog: Catalog, office: Catalog, issue: str) -> None:
    for n, answers in enumerate(itertools.product(ANSWERS, repeat=3 if PROVE else 2)):
        end = walk(office if n % 6 == 5 else catalog, issue, MOMENTS[n % 6], answers)
        assert not any(step.state in ("now", "waiting") for step in end.steps)


def test_issues_of_one_kind_differ_in_their_texts_alone(catalog: Catalog) -> None:
    kind = {_kind(catalog.issues[id_]): id_ for id_ in reversed(kinds(catalog))}
    assert {route for route, _ in kind} == set(catalog.routes)
    compared = 0
    for id_, issue in catalog.issues.items():
        twin = kind[_kind(issue)]
        ids = [step.id for step in route(catalog, issue)]
        for n, history in enumerate(itertools.islice(covering(ids), 0, 400, 40)):
            at = MOMENTS[n % len(MOMENTS)]
            one, other = (
                planned(catalog, asked(each, history, at, n), at).plan for each in (id_, twin)
            )
            assert _without_texts(one) == _without_texts(other), f"{id_}, {twin}: {history}"
            compared += id_ != twin
    assert compared > 50


def _without_texts(plan: Plan) -> list[object]:
    now = plan.now and (plan.now.step, plan.now.channel, plan.now.deadline, plan.now.until)
    steps = [
        (s.id, s.state, s.not_before, s.act_at, s.waits, s.expires_at, s.outcome, s.because)
        for s in plan.steps
    ]
    return [now, *steps, *([reach.id for reach in step.channels] for step in plan.steps)]


# ---- Time


@pytest.mark.parametrize("issue", _ids())
def test_time_alone_undoes_nothing(catalog: Catalog, issue: str) -> None:
    ids = [step.id for step in route(catalog, catalog.issues[issue])]
    start = MOMENTS[3]
    for n, history in enumerate(itertools.islice(covering(ids), 0, None, 3 if PROVE else 61)):
        question = asked(issue, history, start, n)
        before: dict[str, str] = {}
        for days in (0, 3, 5, 25, 120, 1500):
            case = held(planned(catalog, question, start + days * DAY))
            states = {step.id: step.state for step in case.plan.steps}
            for id_, state in before.items():
                if state in GONE:
                    assert states[id_] in GONE, f"{id_} after {days} days of {question}"
            before = states


def test_a_step_can_be_taken_at_the_first_opening_and_not_a_minute_sooner(
    catalog: Catalog, office: Catalog
) -> None:
    """Against asking every channel of the step at every minute."""
    compared = 0
    for each, issue in itertools.product((catalog, office), kinds(catalog)):
        calendar = calendar_of(each)
        for at in MOMENTS[::2]:
            case = planned(each, AskEscalate(issue=issue), at)
            for step in case.plan.steps:
                if step.act_at is None or step.act_at - at > 40 * DAY:
                    continue
                hours = [opening_hours(each.channels[id_]) for id_ in case.steps[step.id].channels]
                clock = max(step.not_before or at, step.act_at - 2 * DAY)
                while not any(one and one.is_open(clock, calendar) for one in hours):
                    clock = (clock + MINUTE).replace(second=0)
                assert clock == step.act_at, f"{issue}, {step.id} at {at}"
                compared += 1
    assert compared > 300
