"""How everything is measured: peers in turn (A B A B …), medians, how far apart the pairs lie."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

_SAMPLE = 0.004  # seconds that one sample of a short call is repeated for
_ROUNDS = 25


class Row(NamedTuple):
    """A line of the table: something of ours, and what it is measured against."""

    what: str
    ours: str
    peer: str
    theirs: str
    ratio: float | None
    """Ours divided by theirs."""
    noise: float | None
    """Half the distance between the quartiles of the pairs' ratios."""
    budget: float | None = None
    """The largest ratio that the design allows, where it names one."""
    note: str = ""


def stopwatch(call: Callable[[], object], times: int = 1) -> float:
    """The seconds of the processor that one call takes, as the mean of ``times`` calls.

    Not those of the clock: a call that only computes is not slower because another process had
    its turn meanwhile.
    """
    started = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - started) / times


def interleaved(samplers: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """``rounds`` samples of each, taken in turn, after one of each that is not counted."""
    samples: dict[str, list[float]] = {name: [] for name in samplers}
    for sampler in samplers.values():
        sampler()
    for _ in range(rounds):
        for name, sampler in samplers.items():
            samples[name].append(sampler())
    return samples


def calls(
    functions: Mapping[str, Callable[[], object]], rounds: int = _ROUNDS
) -> dict[str, list[float]]:
    """Seconds per call of short functions, interleaved; each sample repeats its call for 4 ms."""
    samplers: dict[str, Callable[[], float]] = {}
    for name, function in functions.items():
        function()
        times = max(1, round(_SAMPLE / max(stopwatch(function), 1e-8)))
        times = max(1, round(_SAMPLE / max(stopwatch(function, times), 1e-8)))
        samplers[name] = lambda f=function, n=times: stopwatch(f, n)  # type: ignore[misc]
    gc.collect()
    return interleaved(samplers, rounds)


def compare(
    what: str,
    ours: Sequence[float],
    peer: str,
    theirs: Sequence[float],
    *,
    budget: float | None = None,
    per: int = 1,
    note: str = "",
) -> Row:
    """The row for two series of samples in seconds, each sample standing for ``per`` operations."""
    mine, other = statistics.median(ours) / per, statistics.median(theirs) / per
    pairs = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    low, _, high = statistics.quantiles(pairs, n=4) if len(pairs) > 1 else (0.0, 0.0, 0.0)
    return Row(
        what, seconds(mine), peer, seconds(other), mine / other, (high - low) / 2, budget, note
    )


def seconds(value: float) -> str:
    """A duration with a fitting unit and three figures."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value / 1e-9:.3g} ns"
