"""Lints for texts: given in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pddroute.catalogue.lint import Found, warning
from pddroute.check.context import Context
from pddroute.words import Said

_HAN = re.compile(r"[\u3400-\u9fff]")


@warning(
    "untranslated",
    Said("缺中文或英文", "not given in both languages"),
    Said("写成 {{zh: …, en: …}}", "write {{zh: …, en: …}}"),
)
def untranslated(context: Context) -> Iterator[Found]:
    for path, text in context.texts:
        if not (text.zh.strip() and text.to("en").strip() and text.en is not None):
            yield Found(path)
    for at in context.claims_of("entry", "human"):
        if isinstance(at.claim.value, str) and _HAN.search(at.claim.value):
            yield Found(at.value)
