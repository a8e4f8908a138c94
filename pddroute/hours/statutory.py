"""The days that are off by law in any year, compiled at installation and read on demand.

Only the `holidays` package works out the lunar calendar they follow, and importing it takes longer
than a whole answer. So the build asks it once and writes the days down beside the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from pddroute.sealed import seal, unseal

STATUTORY_FILE = "statutory.msgpack"

# The `holidays` package knows the lunar calendar reliably, and a People's Republic, in these years.
YEARS = range(1950, 2100)

# Holiday names of the `holidays` package -> the names of chinesecalendar, which are our codes.
CODES = {
    "Chinese New Year's Eve": "Spring Festival",
    "Chinese New Year (Spring Festival)": "Spring Festival",
    "Tomb-Sweeping Day": "Tomb-sweeping Day",
    "Labor Day": "Labour Day",
    "Mid-Autumn Festival": "Mid-autumn Festival",
}

_HERE = Path(__file__).parent.parent


@lru_cache(maxsize=1)
def statutory() -> Mapping[date, str]:
    """The days of ``YEARS`` that are off whatever a notice will say -> the holiday's code.

    A checkout that was never installed has no table: then `holidays` is asked, and where that
    cannot answer either, no day is known to be off, and the calendar is sure of none. A table that
    is not what it was when it was made is no table.

    >>> statutory()[date(2027, 2, 5)]
    'Spring Festival'
    """
    try:
        packed = unseal((_HERE / STATUTORY_FILE).read_bytes())
        table = msgspec.msgpack.decode(packed or b"", type=dict[str, list[date]])
    except (OSError, msgspec.MsgspecError):
        try:
            table = _worked_out()
        except (ImportError, OSError):  # OSError: its translations were left out of a slim image
            table = {}
    return {day: code for code, days in table.items() for day in days}


def compile_statutory() -> bytes:
    """The table that `statutory` reads. Raises ImportError without the `holidays` package."""
    return seal(msgspec.msgpack.encode(_worked_out()))


def _worked_out() -> dict[str, list[date]]:
    import holidays  # late: when compiling only

    known = holidays.country_holidays("CN", years=YEARS, observed=False, language="en_US")
    table: dict[str, list[date]] = {}
    for day, joined in sorted(known.items()):
        # Days moved by decree ("Day off (substituted from …)") and guesses are not statutory.
        names = [n for n in joined.split("; ") if "(observed" not in n and "substituted" not in n]
        if day.year in YEARS and names:
            table.setdefault(CODES.get(names[0], names[0]), []).append(day)
    return table
