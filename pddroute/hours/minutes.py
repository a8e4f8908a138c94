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

    def over(self, minutes: int, today: Facts | None, before: Facts | None) -> int:
        """The open minutes of a day, given those that the rules before this one leave open."""
        own = self.minutes(today, before)
        kept = 0 if self.replaces(today) else minutes
        return kept | own if self.rule.says == "open" else kept & ~own

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
        minutes = applied.over(minutes, today, before)
    return minutes


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
