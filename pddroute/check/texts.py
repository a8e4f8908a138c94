"""Lints for texts: translated, tidy, short, and without placeholders that nothing fills in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pddroute.catalogue.faults import Path
from pddroute.check.lint import Context, Found, lint

__all__: list[str] = []

_LONGEST = 600  # columns: 300 Chinese characters, or twice as many Latin ones
_HAN = re.compile(r"[\u3400-\u9fff]")
_BRACES = re.compile(r"\{\w*\}")


def _values(context: Context) -> Iterator[tuple[Path, str]]:
    """Every text in every language, with those that need no translation."""
    for path, part in context.parts:
        if isinstance(part, str) and path[-1] != "#" and path != ("sha256",):
            yield path, part


@lint("untranslated", "warning", "没有英文", "a text without English")
def untranslated(context: Context) -> Iterator[Found]:
    fix = ("写成 {zh: …, en: …}", "write {zh: …, en: …}")
    for path, text in context.texts:
        if text.en is None:
            yield Found(path, "没有英文", "no English is given", *fix)
    for at in context.claims:
        value = at.claim.value
        if at.field in ("entry", "human") and isinstance(value, str) and _HAN.search(value):
            yield Found((*at.path, "value"), "没有英文", "no English is given", *fix)


@lint("empty-text", "error", "空的文字", "an empty text")
def empty_text(context: Context) -> Iterator[Found]:
    for path, text in _values(context):
        # A source that is empty is missing, and found as such.
        if not text.strip() and path[-1] not in ("source", "by", "home_source"):
            yield Found(
                path, "文字是空的", "the text is empty", "写上，或删去", "fill it in, or remove it"
            )


@lint("untidy-text", "warning", "文字前后有空白", "a text with white space around it")
def untidy_text(context: Context) -> Iterator[Found]:
    for path, text in _values(context):
        if text.strip() and text != text.strip():
            yield Found(
                path,
                "文字前后有空格或换行",
                "the text begins or ends with white space",
                "删去前后的空白；多行文字用 >- 或 |-",
                "remove it; a text of several lines begins with >- or |-",
            )


@lint("long-text", "info", "文字太长", "a text that is too long to be read")
def long_text(context: Context) -> Iterator[Found]:
    for path, text in _values(context):
        if len(text) * 2 <= _LONGEST:
            continue
        columns = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
        if columns > _LONGEST:
            yield Found(
                path,
                f"文字有 {len(text)} 个字符",
                f"the text has {len(text)} characters",
                "分成几条，或缩短",
                "split it up, or shorten it",
            )


@lint(
    "stray-placeholder",
    "warning",
    "占位符写在不会替换的地方",
    "a placeholder where nothing fills it in",
)
def stray_placeholder(context: Context) -> Iterator[Found]:
    for path, text in _values(context):
        if path[0] == "steps" and path[2] == "say":
            continue  # the one place where they are filled in; unknown ones are another lint's
        for match in _BRACES.finditer(text):
            yield Found(
                path,
                f"这里的占位符 {match[0]} 不会替换",
                f"the placeholder {match[0]} is not filled in here",
                "只在步骤的 say 里用占位符",
                "use placeholders in a step's `say` only",
            )
