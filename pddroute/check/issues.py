"""Lints for issues: what they are called, and what they ask a person to bring."""

from __future__ import annotations

from collections.abc import Iterator

from pddroute.catalogue.faults import Path
from pddroute.check.lint import Context, Found, lint

__all__: list[str] = []


@lint("issue-without-evidence", "warning", "问题没有列证据", "an issue without evidence")
def issue_without_evidence(context: Context) -> Iterator[Found]:
    for id_, issue in context.catalog.issues.items():
        if not issue.evidence:  # what its steps ask for is the same for every problem
            yield Found(
                ("issues", id_, "#"),
                "问题没有列证据",
                "the issue lists no evidence",
                "在 evidence 里列出要准备什么",
                "list what to have at hand under `evidence`",
            )


@lint(
    "alias-clash",
    "error",
    "两个问题叫同一个名字",
    "two issues that go by the same name",
)
def alias_clash(context: Context) -> Iterator[Found]:
    owners: dict[str, str] = {}
    for id_, issue in context.catalog.issues.items():
        named: list[tuple[Path, str]] = [
            (("#",), id_),
            (("name", "zh"), issue.name.zh),
            (("name", "en"), issue.name.to("en")),
            *((("aliases", n), alias) for n, alias in enumerate(issue.aliases)),
        ]
        for path, name in named:
            owner = owners.setdefault(" ".join(name.split()).casefold(), id_)
            if owner != id_:
                yield Found(
                    ("issues", id_, *path),
                    f"“{name}”已经是问题 {owner} 的名字",
                    f"{name!r} already is a name of the issue {owner}",
                    "换一个只属于这个问题的名字",
                    "use a name that only this issue has",
                )
