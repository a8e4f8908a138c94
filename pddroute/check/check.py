"""What is wrong with this catalogue: every lint run over it, every finding with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath

from pddroute.catalogue.contents import Path
from pddroute.catalogue.document import Place
from pddroute.catalogue.faults import FAULTS
from pddroute.catalogue.lint import Found, Lint
from pddroute.catalogue.loading import KEEP, Loaded, default_catalog, read_catalog, removed_by
from pddroute.check import addresses, claims, dates, numbers, references, routes, texts
from pddroute.check.context import Context
from pddroute.contract import CatalogRef, Finding, Report
from pddroute.errors import CatalogError
from pddroute.hours.clock import to_shanghai
from pddroute.words import Lang, Said, say

UNREADABLE = "unreadable"
"""The rule of the one finding about a file that cannot be loaded at all."""

LINTS: tuple[Lint[Context], ...] = (
    *FAULTS,
    *(
        part
        for module in (references, routes, claims, numbers, addresses, dates, texts)
        for part in vars(module).values()
        if isinstance(part, Lint)
    ),
)
"""Every lint, section by section."""


def check(loaded: Loaded, *, at: dt.datetime, lang: Lang = "zh") -> Report:
    """Everything the lints find in a catalogue at ``at``, in the order of its files.

    ``at`` is an aware datetime (a naive one means Shanghai time).
    """
    at = to_shanghai(at)
    context = Context(loaded, at.date())
    findings = [
        _finding(lint, found, loaded, lang) for lint in LINTS for found in lint.find(context)
    ]
    order = {file: n for n, file in enumerate(loaded.files)}
    findings.sort(key=lambda one: (order[one.file], one.line or 0, one.column or 0, one.rule))
    return _report(findings, at, lang, CatalogRef.of(loaded.catalog))


def check_file(
    path: str | FilePath | None = None,
    overlays: Sequence[str | FilePath] = (),
    *,
    at: dt.datetime,
    lang: Lang = "zh",
) -> Report:
    """What is wrong with a catalogue file (the bundled one where left out), overlays on it.

    A file that is no catalogue is one finding, ``unreadable``, and no catalogue. Raises
    :class:`CatalogError` for a file that is not there or cannot be read.
    """
    try:
        loaded = read_catalog(default_catalog() if path is None else path, overlays)
    except CatalogError as error:
        if "line" not in error.details:
            raise
        return _report([_unreadable(error, lang)], to_shanghai(at), lang, None)
    return check(loaded, at=at, lang=lang)


def _report(
    findings: list[Finding], at: dt.datetime, lang: Lang, catalog: CatalogRef | None
) -> Report:
    return Report(as_of=at, lang=lang, catalog=catalog, warnings=[], next=[], findings=findings)


def _finding(lint: Lint[Context], found: Found, loaded: Loaded, lang: Lang) -> Finding:
    where = ".".join(str(step) for step in found.path if step != "#")
    message, fix = lint.said(found)
    file, line, column = _place(loaded, found.path)
    gone = loaded.removal(found.target)
    if gone is not None:  # nothing is wrong with what names it
        file, line, column = gone
        message, fix = Said(*removed_by(gone, *message)), Said(*KEEP)
    return Finding(
        rule=lint.id,
        severity=lint.severity,
        message=f"{where}{say(lang, '：', ': ')}{message.to(lang)}",
        file=file,
        line=line,
        column=column,
        fix=fix.to(lang),
    )


def _place(loaded: Loaded, path: Path) -> tuple[str, int | None, int | None]:
    """Where ``path`` stands, or the nearest thing above it; only the file where nothing does."""
    places: Mapping[Path, Place] = loaded.places
    for length in range(len(path), -1, -1):
        if path[:length] in places:
            return places[path[:length]]
    return loaded.files[0], None, None


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
