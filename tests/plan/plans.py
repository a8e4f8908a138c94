"""What the tests of plans read from them, and how they change a catalogue."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from pddroute.catalogue.model import Catalog
from pddroute.contract.plan import Because, Now, Plan, PlanStep

CASH: dict[str, Any] = {"at": "2026-11-20T10:00"}
BEFORE = ["seller", "platform", "appeal"]
"""What comes before the regulator and is no choice, done nobody knows when."""


def shown(at: dt.datetime | None) -> str | None:
    """An instant as the tables write it: to the second only where there are any."""
    if at is None:
        return None
    assert at.utcoffset() == dt.timedelta(hours=8)
    return f"{at:%Y-%m-%d %H:%M:%S}".removesuffix(":00")


def step(plan: Plan, id_: str) -> PlanStep:
    """The step of that id."""
    return next(step for step in plan.steps if step.id == id_)


def now(plan: Plan) -> Now:
    """What is to be done now: there is something."""
    assert plan.now is not None
    return plan.now


def states(plan: Plan) -> dict[str, str]:
    """The state of each step."""
    return {step.id: step.state for step in plan.steps}


def ends(found: PlanStep) -> dict[str, str | None]:
    """The end of each of a step's waits."""
    return {wait.id: shown(wait.until) for wait in found.waits}


def codes(found: PlanStep) -> list[str]:
    """The codes of what explains a step."""
    return [entry.code for entry in found.because]


def because(found: PlanStep, code: str) -> Because:
    """The first reason of that code."""
    return next(entry for entry in found.because if entry.code == code)


def days(entry: Because) -> list[str]:
    """The days of a reason."""
    return [f"{day:%m-%d}" for day in entry.dates]


def skipped(entry: Because) -> list[str]:
    """The days that a count passed over."""
    return [f"{day.date:%m-%d}" for day in entry.skipped]


def warned(plan: Plan) -> dict[str, str]:
    """The warnings, by their codes."""
    return {warn.code: warn.text for warn in plan.warnings}


def with_step(catalog: Catalog, key: str, **changes: Any) -> Catalog:
    """``catalog`` with one of its steps changed."""
    changed = msgspec.structs.replace(catalog.steps[key], **changes)
    return msgspec.structs.replace(catalog, steps={**catalog.steps, key: changed})


def with_channel(catalog: Catalog, key: str, **claims: Any) -> Catalog:
    """``catalog`` with other claims on one of its channels."""
    channel = catalog.channels[key]
    changed = msgspec.structs.replace(channel.claims, **claims)
    channel = msgspec.structs.replace(channel, claims=changed)
    return msgspec.structs.replace(catalog, channels={**catalog.channels, key: channel})


def nothing_implied(small: Catalog) -> Catalog:
    """The small catalogue, its issue no proof that the shop has answered."""
    issue = msgspec.structs.replace(small.issues["refund-refused"], implies={})
    return msgspec.structs.replace(small, issues={"refund-refused": issue})
