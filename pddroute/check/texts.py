"""Lints for texts: translated, not empty, and without placeholders that nothing fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pddroute.catalogue.contents import Path
from pddroute.catalogue.lint import Found, error, warning
from pddroute.check.context import Context
from pddroute.words import Said

_HAN = re.compile(r"[\u3400-\u9fff]")
_BRACES = re.compile(r"\{\w*\}")


def _values(context: Context) -> Iterator[tuple[Path, str]]:
    """Every text in every language, with those that need no translation."""
    for path, part in context.parts:
        if isinstance(part, str) and path[-1] != "#" and path != ("sha256",):
            yield path, part


@warning(
    "untranslated",
    Said("没有英文", "no English is given"),
    Said("写成 {{zh: …, en: …}}", "write {{zh: …, en: …}}"),
)
def untranslated(context: Context) -> Iterator[Found]:
    for path, text in context.texts:
        if text.en is None:
            yield Found(path)
    for at in context.claims_of("entry", "human"):
        if isinstance(at.claim.value, str) and _HAN.search(at.claim.value):
            yield Found(at.value)


@error(
    "empty-text",
    Said("文字是空的", "the text is empty"),
    Said("写上，或删去", "fill it in, or remove it"),
)
def empty_text(context: Context) -> Iterator[Found]:
    for path, text in _values(context):
        # A source that is empty is missing, and found as such.
        if not text.strip() and path[-1] not in ("source", "by", "home_source"):
            yield Found(path)


@warning(
    "stray-placeholder",
    Said("这里的占位符 {braces} 不会替换", "the placeholder {braces} is not filled in here"),
    Said("只在步骤的 say 里用占位符", "use placeholders in a step's `say` only"),
    Said("占位符写在不会替换的地方", "a placeholder where nothing fills it in"),
)
def stray_placeholder(context: Context) -> Iterator[Found]:
    for path, text in _values(context):
        if path[0] == "steps" and path[2] == "say":
            continue  # the one place where they are filled in; unknown ones are another lint's
        for match in _BRACES.finditer(text):
            yield Found(path, braces=match[0])
