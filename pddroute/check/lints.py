"""The lints of ``check``: each a small named rule, told apart by its id."""

from __future__ import annotations

from pddroute.check import (
    addresses,
    claims,
    dates,
    faults,
    hours,
    issues,
    notices,
    numbers,
    references,
    routes,
    rules,
    texts,
)
from pddroute.check.lint import Context, Found, Lint

__all__ = ["LINTS", "UNREADABLE", "Context", "Found", "Lint"]

UNREADABLE = "unreadable"
"""The rule of the one finding about a file that cannot be loaded at all."""

_MODULES = (
    faults,
    references,
    routes,
    issues,
    claims,
    numbers,
    addresses,
    hours,
    dates,
    rules,
    notices,
    texts,
)

LINTS: tuple[Lint, ...] = tuple(
    part for module in _MODULES for part in vars(module).values() if isinstance(part, Lint)
)
"""Every lint, module by module."""
