"""The ways of a catalogue: problems, their routes, the steps of a route and their clocks."""

from __future__ import annotations

from typing import Annotated, Literal

from pddroute.catalogue.facts import Audience, Claim, Fact, Name, Note, Operator, Text
from pddroute.catalogue.forms import Id, about

Outcome = Literal["refused", "silent", "unsatisfied", "agreed", "broken", "returned", "withdrawn"]

EvidenceIds = Annotated[list[str], about("ids of what to have at hand")]


class Period(Fact, frozen=True, kw_only=True):
    """A length of time: from a rule in force on the day, or from claims."""

    id: Annotated[Id, about("names it among the waits of its step")] = "answer"
    rule: Annotated[str | None, about("a rule that sets it")] = None
    claims: Annotated[list[Claim], about("what is said of it, without a rule")] = []
    label: Annotated[Text | None, about("what is waited for")] = None
    start: Annotated[
        str | None,
        about(
            "since, received or the id of a step: it runs from that, beside the others, and its "
            "end is silence; left out: it begins where the one before it ends"
        ),
    ] = None
    after: Annotated[
        Outcome | None, about("it runs from that outcome on, and only if it came to that")
    ] = None
    then: Annotated[Text | None, about("what to do if nothing has come by its end")] = None


class Limit(Fact, frozen=True, kw_only=True):
    """A length of time after which a step is no longer possible."""

    start: Annotated[str, about("received, since, or the id of a step")]
    rule: Annotated[str | None, about("a rule that sets it")] = None
    claims: Annotated[list[Claim], about("what is said of it, without a rule")] = []
    from_outcome: Annotated[
        bool, about("it runs from when something came of that step, not from when it was taken")
    ] = False
    hard: Annotated[
        bool, about("false: passing it is only warned about, the step stays possible")
    ] = True
    ends: Annotated[
        list[str], about("steps, by id, whose ground is gone with it; the others stay open")
    ] = []
    renewed: Annotated[
        bool, about("what is done in time begins it anew, as Civil Code Art. 195 has it")
    ] = False
    passed: Annotated[
        Text | None, about("what is left when it has passed; of a soft limit, what to do then")
    ] = None
    instead: Annotated[list[str], about("the issues to go to when it has passed, by id")] = []


class Step(Fact, frozen=True, kw_only=True):
    """One step of a route: who, through which channels, after what, and how long to wait."""

    id: Annotated[Id, about("names it in histories; variants share one")]
    title: Name
    operator: Annotated[Operator, about("whose turn it is")]
    channels: Annotated[list[str], about("by which the step is done, best first")]
    help: Annotated[list[str], about("channels to ask or to press, which do not do the step")] = []
    needs: Annotated[
        dict[str, list[Outcome]],
        about("steps that must have been done, with the outcomes that let it go on"),
    ] = {}
    excludes: Annotated[
        dict[str, str],
        about("steps that are no longer open once this one is done, and the rule that says so"),
    ] = {}
    instead_of: Annotated[
        str | None, about("the step this one can replace; only one of the two is done")
    ] = None
    wait: Annotated[list[Period], about("counted one after the other")] = []
    answer: Annotated[
        bool,
        about(
            "where no length of waiting is known: the next step is taken only once "
            "there is an outcome, be it silence"
        ),
    ] = False
    urgent: Annotated[
        bool, about("it keeps a person or their money from harm: first, whatever was done before")
    ] = False
    any_time: Annotated[
        bool, about("the law sets no order: it is open at once, though better in its turn")
    ] = False
    parallel: Annotated[
        bool, about("taken in its turn, but nobody waits for its answer before the next step")
    ] = False
    optional: Annotated[
        bool, about("may be left out: never put first while anything else can be done")
    ] = False
    limit: Annotated[Limit | None, about("until when it is possible")] = None
    do: Annotated[list[Text], about("what to do, one thing a line")]
    told: Annotated[
        Text | None, about("the step as a deed in the past: “asked the platform to step in”")
    ] = None
    ended: Annotated[
        dict[Outcome, Text], about("by what came of it: what that closes, what is left")
    ] = {}
    say: Annotated[
        Text | None,
        about(
            "a short text; {problem} and {demand} come from the issue, {told} is what was done "
            "before, a sentence or nothing"
        ),
    ] = None
    evidence: EvidenceIds = []
    basis: Annotated[list[str], about("rules")] = []


class Route(Fact, frozen=True, kw_only=True):
    """Ordered steps, by their keys."""

    title: Name
    steps: Annotated[list[str], about("keys of steps, in order")]


class Issue(Fact, frozen=True, kw_only=True):
    """A kind of problem, and the route it takes."""

    name: Name
    audience: Annotated[Audience, about("whose problem it is")]
    route: Annotated[str, about("the id of its route")]
    aliases: Annotated[list[str], about("other names it is found by")] = []
    problem: Annotated[Text, about("the problem in the first person, for {problem}")]
    signs: Annotated[
        list[str], about("words of danger: a text that holds one of them is about this issue")
    ] = []
    demand: Annotated[Text, about("what is asked for, for {demand}")]
    demands: Annotated[
        dict[str, Text],
        about("the demand to the addressee of a step, by step id, where it differs"),
    ] = {}
    implies: Annotated[
        dict[str, Outcome], about("steps that the problem itself shows to be done")
    ] = {}
    evidence: EvidenceIds = []
    basis: Annotated[list[str], about("rules")] = []
    do: Annotated[
        dict[str, list[Text]], about("what to add to the doing of a step, by step id")
    ] = {}
    note: Note = None


class Door(Fact, frozen=True, kw_only=True):
    """What a person needs, in their words, and who serves it: a line of ``contact --now``."""

    name: Name
    audience: Annotated[Audience | None, about("whose need it is; left out: anybody's")] = None
    channels: Annotated[list[str], about("best first")]
    emergency: Annotated[
        bool, about("somebody is in danger: also said wherever a problem is not understood")
    ] = False
    signs: Annotated[
        list[str],
        about("words of a danger that is no issue: a text that holds one is answered with it"),
    ] = []
    note: Note = None
