"""Lints for rules through time: versions that overlap, leave a gap, or never hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from pddroute.catalogue.faults import Path
from pddroute.catalogue.model import RuleVersion
from pddroute.check.lint import Context, Found, lint
from pddroute.check.references import used_rules

__all__: list[str] = []

_Span = tuple[dt.date, dt.date, Path]


def _span(version: RuleVersion) -> tuple[dt.date, dt.date]:
    return version.valid_from or dt.date.min, version.valid_to or dt.date.max


def _in_time(context: Context) -> Iterator[tuple[_Span, _Span]]:
    """Every two versions of a rule that follow one another in time."""
    for id_, rule in context.catalog.rules.items():
        spans = [
            (*_span(version), ("rules", id_, "versions", n))
            for n, version in enumerate(rule.versions)
        ]
        yield from pairwise(sorted(span for span in spans if span[0] <= span[1]))


@lint(
    "rule-backwards",
    "error",
    "规则的版本先失效后生效",
    "a version of a rule that ends before it begins",
)
def rule_backwards(context: Context) -> Iterator[Found]:
    for path, version in context.versions:
        start, end = _span(version)
        if end < start:
            yield Found(
                (*path, "valid_to"),
                f"valid_to {end} 早于 valid_from {start}",
                f"valid_to {end} is before valid_from {start}",
                "更正两个日期",
                "correct the two dates",
            )


@lint("rule-overlap", "error", "规则的两个版本同时有效", "two versions of a rule valid at once")
def rule_overlap(context: Context) -> Iterator[Found]:
    for (_, end, _), (start, _, path) in _in_time(context):
        if start <= end:
            yield Found(
                (*path, "valid_from"),
                "与前一个版本同时有效",
                "valid while the version before it still is",
                "前一个版本的 valid_to 写成这个版本生效的前一天",
                "let the version before it end the day before this one begins",
            )


@lint("rule-gap", "warning", "规则的两个版本之间有空档", "a gap between two versions of a rule")
def rule_gap(context: Context) -> Iterator[Found]:
    for (_, end, _), (start, _, path) in _in_time(context):
        if (start - end).days > 1:
            yield Found(
                (*path, "valid_from"),
                f"{end} 之后到 {start} 之前没有有效的版本",
                f"no version is valid between {end} and {start}",
                "更正日期，或补上中间的版本",
                "correct the dates, or add what was valid then",
            )


@lint("rule-order", "warning", "规则的版本没有按时间排列", "versions of a rule out of order")
def rule_order(context: Context) -> Iterator[Found]:
    for id_, rule in context.catalog.rules.items():
        starts = [_span(version)[0] for version in rule.versions]
        for n, (before, start) in enumerate(pairwise(starts), 1):
            if start < before:
                yield Found(
                    ("rules", id_, "versions", n),
                    "比它前面的版本更早生效",
                    "in force before the version above it",
                    "按生效日期从早到晚排列",
                    "list the versions from the earliest on",
                )


@lint(
    "rule-not-in-force",
    "warning",
    "用到的规则现在没有有效的版本",
    "a rule in use without a version in force",
)
def rule_not_in_force(context: Context) -> Iterator[Found]:
    used = used_rules(context)
    for id_, rule in context.catalog.rules.items():
        if id_ in used and rule.versions and rule.at(context.day) is None:
            yield Found(
                ("rules", id_, "#"),
                f"{context.day} 没有有效的版本",
                f"no version is in force on {context.day}",
                "补上现行的版本，或不再引用",
                "add the version now in force, or stop using the rule",
            )
