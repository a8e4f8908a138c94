"""What is wrong with this catalogue: every lint run over it, every finding with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path as FilePath

import msgspec

from pddroute.catalogue.faults import FAULTS
from pddroute.catalogue.lint import Found, Lint
from pddroute.catalogue.loading import Loaded, default_catalog, locate, read_catalog
from pddroute.check import (
    addresses,
    ages,
    aliases,
    claims,
    dates,
    hours,
    numbers,
    references,
    routes,
    texts,
)
from pddroute.check.context import Context
from pddroute.contract.base import CatalogRef
from pddroute.contract.report import AGED, Finding, Report
from pddroute.errors import CatalogError
from pddroute.hours.clock import to_shanghai
from pddroute.words import Lang, say

UNREADABLE = "unreadable"
"""The rule of the findings about a file that cannot be loaded at all."""

_ROOMS = (references, routes, aliases, claims, numbers, addresses, hours, dates, ages, texts)
LINTS: tuple[Lint[Context], ...] = (
    *FAULTS,
    *(part for module in _ROOMS for part in vars(module).values() if isinstance(part, Lint)),
)
"""Every lint, section by section."""


def check(loaded: Loaded, *, at: dt.datetime, lang: Lang = "zh", stale: bool = False) -> Report:
    """Everything the lints find in a catalogue at ``at``, in the order of its files.

    With ``stale`` every fact in force that ages instead, the one to look at again first. ``at`` is
    an aware datetime (a naive one means Shanghai time).
    """
    at = to_shanghai(at)
    context = Context(loaded, at.date())
    if stale:
        aged = [one.found() for one in ages.aged(context)]
        findings = [
            msgspec.structs.replace(_finding(ages.old_claim, found, loaded, lang), rule=AGED)
            for found in aged
        ]
        return _report(findings, at, lang, CatalogRef.of(loaded.catalog, lang))
    findings = [
        _finding(lint, found, loaded, lang) for lint in LINTS for found in lint.find(context)
    ]
    order = {file: n for n, file in enumerate(loaded.files)}
    findings.sort(key=lambda one: (order[one.file], one.line or 0, one.column or 0, one.rule))
    return _report(findings, at, lang, CatalogRef.of(loaded.catalog, lang))


def check_file(
    path: str | FilePath | None = None,
    overlays: Sequence[str | FilePath] = (),
    *,
    at: dt.datetime,
    lang: Lang = "zh",
    stale: bool = False,
) -> Report:
    """What is wrong with a catalogue file (the bundled one where left out), overlays on it.

    A file that is no catalogue gives a finding, ``unreadable``, for every entry that cannot be
    read, and no catalogue. Raises :class:`CatalogError` for a file that is not there or cannot be
    opened. With ``stale``: what :func:`check` says of it.
    """
    try:
        loaded = read_catalog(default_catalog() if path is None else path, overlays)
    except CatalogError as error:
        if "line" not in error.details:
            raise
        findings = [_unreadable(one, lang) for one in (error, *error.others)]
        return _report(findings, to_shanghai(at), lang, None)
    return check(loaded, at=at, lang=lang, stale=stale)


def _report(
    findings: list[Finding], at: dt.datetime, lang: Lang, catalog: CatalogRef | None
) -> Report:
    return Report(as_of=at, lang=lang, catalog=catalog, warnings=[], next=[], findings=findings)


def _finding(lint: Lint[Context], found: Found, loaded: Loaded, lang: Lang) -> Finding:
    message, fix = lint.said(found)
    file, line, column = locate(loaded.places, found.path, found.target)
    return Finding(
        rule=lint.id,
        severity=lint.severity,
        message=message.to(lang),
        file=file,
        line=line,
        column=column,
        fix=fix.to(lang),
    )


def _unreadable(error: CatalogError, lang: Lang) -> Finding:
    file, line, column = (error.details.get(key) for key in ("file", "line", "column"))
    message = say(lang, error.message, error.message_en)
    where = f"{file}:{line}:{column}: " if line else f"{file}: "
    return Finding(
        rule=UNREADABLE,
        severity="error",
        message=message.removeprefix(where),
        file=str(file),
        line=line if isinstance(line, int) else None,
        column=column if isinstance(column, int) else None,
        fix=say(lang, error.hint, error.hint_en) or None,
    )
