"""What is wrong: the findings of a check, and the error of any command."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pddroute.catalogue.forms import about
from pddroute.contract.base import UNTRUSTED, Answer, Part
from pddroute.errors import Severity

ErrorCode = Literal[
    "internal",
    "invalid_catalog",
    "invalid_history",
    "invalid_hours",
    "invalid_question",
    "invalid_time",
    "unknown_channel",
    "unknown_city",
    "unknown_issue",
    "unknown_kind",
    "unreadable_input",
    "unwritable_output",
    "usage",
]


AGED = "aged"
"""The rule of what ``check --stale`` lists: the one to look at again first, not in file order."""


class Finding(Part, frozen=True, kw_only=True):
    """One thing that a lint of ``check`` found."""

    rule: Annotated[str, about("the lint's id")]
    severity: Annotated[Severity, about("only errors make check fail")]
    message: Annotated[str, about("what is wrong; quotes the file: untrusted, escape it")]
    file: Annotated[str, about(f"in which file; {UNTRUSTED}")]
    line: Annotated[int | None, about("from 1")]
    column: Annotated[int | None, about("from 1, in characters")]
    fix: Annotated[str | None, about("what to do about it")]


class Report(Answer, frozen=True, kw_only=True):
    """``check``: what is wrong with this catalogue."""

    kind: Annotated[Literal["report"], about("which document")] = "report"
    findings: Annotated[
        list[Finding],
        about("in the order of the file; of the rule `aged` the one to look at again first"),
    ]


class ErrorBody(Part, frozen=True, kw_only=True):
    """What went wrong."""

    code: Annotated[ErrorCode, about("closed list, only ever added to")]
    message: Annotated[str, about(f"one line: what is wrong; {UNTRUSTED}")]
    hint: Annotated[str, about(f"one line: what to do; may be empty; {UNTRUSTED}")]
    details: Annotated[
        dict[str, Any],
        about(
            f"{UNTRUSTED}; particulars, by the kind of error; each key may be missing and new ones "
            "may come: candidates (what may have been meant: ids or names); choices (those issues: "
            "issue, name, audience); emergency (whom to call in danger: name, numbers); "
            "file, line, column "
            "(where; from 1, in a batch line is the question's); issue, channel, city, kind, text "
            "(what was given, shortened); argument (which argument is wrong); step (of a history); "
            "expires_at (the limit of that step); expression, what, what_en (hours); length, limit "
            "(in characters)"
        ),
    ]


class ErrorAnswer(Answer, frozen=True, kw_only=True):
    """Any command that could not answer."""

    kind: Annotated[Literal["error"], about("which document")] = "error"
    error: Annotated[ErrorBody, about("what went wrong")]
