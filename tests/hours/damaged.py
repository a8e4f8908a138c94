"""Damaged opening hours: what a slip of the hand, a bad copy or a cut makes of good ones."""

from __future__ import annotations

import random
from collections.abc import Iterator

_SIGNS = ' -:;,+/."[]0123456789abMoTuWeThFrSaSuPHJanoff'


def damaged(expressions: list[str], pick: random.Random, times: int) -> Iterator[str]:
    """Each expression ``times`` times, with one or two signs lost, added, changed or swapped, a
    part lost or doubled, or the end cut off; never as it was."""
    for expression in expressions:
        for _ in range(times):
            text = expression
            for _ in range(pick.choice([1, 1, 1, 2])):
                text = _damage(text, pick)
            if text != expression:
                yield text


def _damage(text: str, pick: random.Random) -> str:
    at = pick.randrange(max(len(text), 1))
    end = at + pick.randint(1, 6)
    return pick.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + pick.choice(_SIGNS) + text[at:],
            text[:at] + pick.choice(_SIGNS) + text[at + 1 :],
            text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
            text[:at] + text[end:],
            text[:end] + text[at:],
            text[:at],
        ]
    )
