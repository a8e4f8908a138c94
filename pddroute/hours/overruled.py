"""Rules that never hold, because of later ones."""

from __future__ import annotations

from collections.abc import Sequence

from pddroute.hours.minutes import WHOLE_DAY, Applied, Facts


def overruled(rules: Sequence[Applied], days: Sequence[tuple[Facts, Facts | None]]) -> list[int]:
    """Where the rules stand that never hold on ``days``, each given with the day before it.

    Later rules replace it wherever it says something. Or it says ``off`` and takes nothing away,
    and one that reaches further opens what it closes: ``Oct off; Mo-Fr 09:00-17:00``. The general
    rule and then the narrower one, ``off; Mo-Fr 09:00-17:00``, is as it should be.
    """
    # Of each rule: whether it says anything, on a day when no later rule replaces it, and takes
    # anything away; and as bit sets the days that it names, and those open in spite of it.
    said, held, works = (bytearray(len(rules)) for _ in range(3))
    named, lost = ([0] * len(rules) for _ in range(2))
    for number, (today, before) in enumerate(days):
        day = 1 << number
        states = [0]
        for applied in rules:
            states.append(applied.over(states[-1], today, before))
        shown, replaced = WHOLE_DAY, False  # which minutes no later rule has a say about
        for n in reversed(range(len(rules))):
            applied = rules[n]
            if own := applied.minutes(today, before):
                said[n] = True
                held[n] |= not replaced
                if applied.rule.says == "closed":
                    works[n] |= bool(states[n] & own & shown)
                    lost[n] |= day if states[-1] & own else 0
            named[n] |= day if applied.names(today) else 0
            if applied.replaces(today):
                shown, replaced = 0, True
            shown &= ~own

    def opened(n: int) -> bool:
        """Whether a rule that reaches further than ``n`` opens what it closes."""
        closed = rules[n].own
        return any(
            named[later] & lost[n]
            and rules[later].own & closed
            and (named[later] & ~named[n] or rules[later].own & ~closed)
            for later in range(n + 1, len(rules))
            if rules[later].rule.says == "open"
        )

    return [
        n for n in range(len(rules)) if said[n] and not (held[n] and (works[n] or not opened(n)))
    ]
