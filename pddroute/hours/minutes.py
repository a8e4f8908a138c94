"""The minutes of a day that a rule speaks of, as bit sets: bit n is the minute n after midnight."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pddroute.hours.syntax import DAY, Rule, Span

WHOLE_DAY = (1 << DAY) - 1

# What a rule can see of a day: (month, day), weekday, whether it is a PH.
Facts = tuple[tuple[int, int], int, bool]


class Applied(NamedTuple):
    """A rule with its minutes as bit sets, on the day it names and on the one after."""

    rule: Rule
    own: int
    overnight: int

    @classmethod
    def of(cls, rule: Rule) -> Applied:
        """``rule`` with its minutes worked out."""
        bits = sum((1 << end) - (1 << start) for start, end in rule.spans)
        return cls(rule, bits & WHOLE_DAY, bits >> DAY)

    def minutes(self, today: Facts | None, before: Facts | None) -> int:
        """Its minutes on a day, those begun the day before included, as a bit set."""
        own = self.own if self.names(today) else 0
        return own | (self.overnight if self.overnight and self.names(before) else 0)

    def replaces(self, day: Facts | None) -> bool:
        """Whether what earlier rules say about the day does not count."""
        return self.rule.says != "closed" and not self.rule.additional and self.names(day)

    def names(self, day: Facts | None) -> bool:
        """Whether the rule is about that day; None is the day before the calendar begins."""
        if day is None:
            return False
        md, weekday, holiday = day
        if weekday not in self.rule.weekdays and not (holiday and self.rule.holidays):
            return False
        # A range whose first date is after its last one goes over the new year.
        ranges = self.rule.dates
        return not ranges or any(
            a <= md <= b if a <= b else (md >= a or md <= b) for a, b in ranges
        )


def open_minutes(rules: tuple[Applied, ...], today: Facts | None, before: Facts | None) -> int:
    """The open minutes of a day, given what is known of it and the day before."""
    minutes = 0
    for applied in rules:
        own = applied.minutes(today, before)
        kept = 0 if applied.replaces(today) else minutes
        minutes = kept | own if applied.rule.says == "open" else kept & ~own
    return minutes


def overruled(rules: tuple[Applied, ...], n: int, days: list[tuple[Facts, Facts | None]]) -> bool:
    """Whether the rule ``n`` never holds on ``days`` (each with the one before) for later rules.

    They replace it wherever it says something. Or it says ``off`` and takes nothing away, but one
    that reaches further opens what it closes: ``Oct off; Mo-Fr 09:00-17:00``. General and then
    narrower, as in ``off; Mo-Fr 09:00-17:00``, is as it should be.
    """
    applied, later = rules[n], rules[n + 1 :]
    own = [facts for facts in days if applied.minutes(*facts)]
    if all(any(one.replaces(today) for one in later) for today, _ in own):
        return bool(own)
    others = rules[:n] + later
    if applied.rule.says != "closed" or any(
        open_minutes(rules, *facts) != open_minutes(others, *facts) for facts in own
    ):
        return False
    opening = [one for one in later if one.rule.says == "open"]
    return any(
        any(one.minutes(d, None) & ~applied.minutes(d, None) for d, _ in days)
        and any(
            one.minutes(*facts) & applied.minutes(*facts) & open_minutes(rules, *facts)
            for facts in own
        )
        for one in opening
    )


@lru_cache(maxsize=1024)
def as_spans(minutes: int) -> tuple[Span, ...]:
    """The runs of ones of a bit set of minutes, as spans; not touching, increasing."""
    spans: list[Span] = []
    end = 0
    while rest := minutes >> end:
        start = end + (rest & -rest).bit_length() - 1
        # The first 0 above the run of ones: adding 1 carries exactly that far.
        run = minutes >> start
        end = start + (~run & (run + 1)).bit_length() - 1
        spans.append((start, end))
    return tuple(spans)
