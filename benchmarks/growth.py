"""Ten to ten thousand channels: what one more channel costs, and ``docs/growth.svg``.

The catalogues are made from the bundled one: its channels over and over under new ids, with
nothing but what channels and the platform need (sources, evidence).
"""

from __future__ import annotations

import datetime as dt
import gc
import re
import statistics
import sys
import tempfile
from pathlib import Path

import msgspec

from benchmarks.timing import Row, compare, interleaved, stopwatch
from pddroute import Catalog, contact, load_catalog
from pddroute.catalogue.loading import default_catalog

SIZES = (10, 100, 1_000, 10_000)
_BASE, _LIMIT = 100, 1.5  # the design's: per channel, no more than 1.5 times that of 100
_PLOT = Path(__file__).parent.parent / "docs" / "growth.svg"
_AT = dt.datetime(2026, 11, 21, 20, 35)
_TURNS = {
    10: 64,
    100: 32,
    1_000: 4,
    10_000: 1,
}  # calls that make a sample, long enough at each size


def synthetic(text: str, size: int) -> str:
    """A catalogue of ``size`` channels, from the text of the bundled one."""
    sections = {part.split(":", 1)[0]: part for part in re.split(r"(?m)^(?=[a-z])", text)}
    _, *blocks = re.split(r"(?m)^(?=  \"?[a-z0-9])", sections["channels"])
    kept = [sections[key] for key in ("revised", "platform", "sources", "evidence")]
    made = (
        re.sub(r"[a-z0-9-]+", rf"\g<0>-{n}", blocks[n % len(blocks)], count=1) for n in range(size)
    )
    return "".join((*kept, "channels:\n", *made))


def rows(rounds: int) -> list[Row]:
    """Per channel at each size against 100: loading from YAML, the first contact, the next."""
    text = default_catalog().read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder, f"{size}.yaml") for size in SIZES}
        for size, file in files.items():
            file.write_text(synthetic(text, size), "utf-8")
        loaded = interleaved(
            {str(size): lambda s=size: _load(files[s], s) for size in SIZES},  # type: ignore[misc]
            max(3, rounds // 5),
        )
        catalogs = {size: load_catalog(file) for size, file in files.items()}
    samples = {"load from YAML": loaded}
    for what, measure in (
        ("contact, the first", _first),
        ("contact, the first, gc.freeze()", _first_frozen),
        ("contact, the same again", _again),
        ("contact, the same again, gc.freeze()", _again),
    ):
        gc.collect()
        if measure is _again and "freeze" in what:
            gc.freeze()  # the catalogues, and what was kept for them
        samples[what] = interleaved(
            {str(size): lambda m=measure, s=size: m(catalogs[s], s) for size in SIZES},  # type: ignore[misc]
            max(5, rounds // 3),
        )
        gc.unfreeze()
    medians = {
        what: {size: statistics.median(found[str(size)]) for size in SIZES}
        for what, found in samples.items()
    }
    _plot(medians)
    return [
        compare(
            f"{what}, per channel of {size:,}",
            found[str(size)],
            f"per channel of {_BASE}",
            found[str(_BASE)],
            budget=_LIMIT if size == SIZES[-1] else None,
            note=f"{len(found[str(size)])} samples",
        )
        for what, found in samples.items()
        for size in SIZES
        if size != _BASE
    ]


def _load(file: Path, size: int) -> float:
    """Seconds per channel; nothing else is kept meanwhile for the garbage collector to visit."""
    return stopwatch(lambda: load_catalog(file), max(1, _TURNS[size] // 16)) / size


def _first(catalog: Catalog, size: int, *, freeze: bool = False) -> float:
    """With nothing worked out yet: copies of the catalogue that were never asked."""
    packed = msgspec.msgpack.encode(catalog)
    fresh = [msgspec.msgpack.decode(packed, type=Catalog) for _ in range(_TURNS[size])]
    if freeze:
        gc.freeze()
    turn = iter(fresh)
    spent = stopwatch(lambda: contact(next(turn), at=_AT, now=True), _TURNS[size]) / size
    gc.unfreeze()
    return spent


def _first_frozen(catalog: Catalog, size: int) -> float:
    return _first(catalog, size, freeze=True)


def _again(catalog: Catalog, size: int) -> float:
    return stopwatch(lambda: contact(catalog, at=_AT, now=True), _TURNS[size]) / size


def _plot(medians: dict[str, dict[int, float]]) -> None:
    """Draw ``docs/growth.svg``; the same numbers give the same file."""
    try:
        import matplotlib  # late: only this plot needs it
    except ImportError:
        print("matplotlib is not installed: docs/growth.svg is not drawn", file=sys.stderr)
        return
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "pddroute", "svg.fonttype": "none"})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 5))
    for (what, cost), marker in zip(medians.items(), "os^vD", strict=True):
        axes.plot(SIZES, [cost[size] * 1e6 for size in SIZES], marker=marker, label=what)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("channels in the catalogue")
    axes.set_ylabel("microseconds per channel")
    axes.set_title("What one channel costs, by the size of the catalogue")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=2, frameon=False)
    figure.tight_layout()
    _PLOT.parent.mkdir(exist_ok=True)
    figure.savefig(_PLOT, metadata={"Date": None})
    pyplot.close(figure)
