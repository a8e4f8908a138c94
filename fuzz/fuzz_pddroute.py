"""Coverage-guided fuzzing of everything that reads what strangers write: ``make fuzz``.

The first byte of an input says which reader gets the rest. A reader may refuse with the package's
own errors and with nothing else; what ``batch`` answers must be one line of JSON and no internal
error. Without arguments it runs for ``FUZZ_SECONDS`` (60); every libFuzzer flag is passed on, so
``-runs=100000``, ``-max_total_time=600`` and the path of a crash to try again work as usual::

    python fuzz/fuzz_pddroute.py -max_total_time=600
    python fuzz/fuzz_pddroute.py build/fuzz/crash-0123…

What it finds is kept in ``build/fuzz``, and the next run goes on from there.

Exit status 2 where atheris cannot be installed (it has no wheel for every Python).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

try:
    import atheris
except ImportError:
    print(
        f"fuzz: atheris is not installed for Python {sys.version.split()[0]}; "
        "pip install '.[fuzz]' (it has wheels for CPython on Linux; see its page for which)",
        file=sys.stderr,
    )
    sys.exit(2)

_ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_ROOT))

with atheris.instrument_imports(include=["pddroute"]):
    import pddroute
    from pddroute import load_catalog, verify, verify_text
    from pddroute.catalogue.document import read_document
    from pddroute.catalogue.loading import compile_catalog
    from pddroute.errors import HoursError, InternalError, PddrouteError
    from pddroute.hours.clock import parse_time
    from pddroute.hours.hours import Hours
    from pddroute.hours.hours import parse as parse_hours
    from pddroute.hours.moments import parse_moment
    from pddroute.hours.workdays import Calendar
    from pddroute.numbers.cities import find_city
    from pddroute.numbers.found import find_numbers
    from pddroute.numbers.telephone import normalize

_SECONDS = os.environ.get("FUZZ_SECONDS", "60")
_MAX_LENGTH = 4096
_FINDINGS = _ROOT / "build" / "fuzz"  # ignored by git, removed by make clean
_CATALOG = load_catalog()
_CALENDAR = Calendar()
_AT = parse_time("2026-11-21T20:35")
_INTERNAL = f'"code":"{InternalError.code}"'


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape" if data[:1] == b"\0" else "replace")


def _document(data: bytes) -> None:
    read_document(data, "fuzz.yaml")


def _catalogue(data: bytes) -> None:
    compile_catalog(data, "fuzz.yaml")


def _entry(data: bytes) -> None:
    """The bytes as one channel more of a catalogue that is otherwise right."""
    compile_catalog(_HEAD + data, "fuzz.yaml")


def _hours(data: bytes) -> None:
    hours: Hours = parse_hours(_text(data))
    assert parse_hours(hours.normal()).normal() == hours.normal()
    moment = hours.moment(_AT, _CALENDAR)
    assert moment.open == hours.is_open(_AT, _CALENDAR)
    assert moment.opens_at is None or moment.opens_at > _AT
    assert moment.closes_at is None or moment.closes_at > _AT


def _times(data: bytes) -> None:
    for parse in (parse_time, lambda text: parse_moment(text, _AT)):
        try:
            parse(_text(data))
        except PddrouteError:
            continue


def _numbers(data: bytes) -> None:
    text = _text(data)
    find_numbers(text)
    number = normalize(text)
    assert number is None or normalize(number) == number


def _verify(data: bytes) -> None:
    verify(_CATALOG, _text(data), at=_AT).to_json()


def _message(data: bytes) -> None:
    verify_text(_CATALOG, _text(data), at=_AT).to_json()


def _batch(data: bytes) -> None:
    answer = pddroute.answer_line(_CATALOG, data, 1, "2026-11-21T20:35")
    assert "\n" not in answer
    assert _INTERNAL not in answer, answer


def _city(data: bytes) -> None:
    find_city(_text(data))


_READERS: tuple[Callable[[bytes], None], ...] = (
    _document,
    _catalogue,
    _entry,
    _hours,
    _times,
    _numbers,
    _verify,
    _message,
    _batch,
    _city,
)

_HEAD = b"""revised: 2026-11-21
platform: {name: {zh: a}, home: b, area_code: "021", home_source: s}
sources: {s: {title: t, publisher: p, grade: official}}
channels:
"""

# What the fuzzer starts from: one input or more for every reader.
_SEEDS: dict[Callable[[bytes], None], tuple[str, ...]] = {
    _document: ("a: {b: [c, 'd']}\n", "a: |\n  b\n", "a: &x b\nc: *x\n"),
    _catalogue: (_HEAD.decode() + "  {}\n", _HEAD.decode() + "  x: {name: {zh: a}}\n"),
    _entry: (
        "  x: {name: {zh: a}, kind: phone, operator: platform, audience: [consumer],\n"
        "    claims: {number: [{value: 021-53395288, source: s}],\n"
        '    hours: [{value: "Mo-Fr 08:30-17:30; PH off", source: s}]}}\n',
    ),
    _hours: (
        "24/7",
        "Mo-Fr 08:30-12:00,14:00-17:30; PH off",
        'May 01-Sep 30: Fr-Mo 22:00-02:00 "x", Sa off',
        "PH,Su 20:00-26:00",
    ),
    _times: ("2026-11-21T20:35", "2026-11-21T24:00:00.5+08:00", "2026-02-29"),
    _numbers: ("021-53395288", "+86 (021) 5339 5288 转3", "tel:0086-400-881-1111"),
    _verify: ("021-53395289", "a@pinduoduo.com", "https://www.pinduoduo-kf.com/x?y=1"),
    _message: ("请致电 021-53395289 或登录 www.pdd.example.com，加 QQ 12345678",),
    _batch: (
        '{"ask": "escalate", "issue": "refund-refused", "at": "2026-11-21T20:35", '
        '"done": ["platform@2026-11-20T10:00"], "outcome": ["platform=refused"], '
        '"since": "2026-11-01T00:00", "received": "2026-11-15", "city": "杭州"}',
        '{"ask": "contact", "now": true, "kind": "phone", "lang": "en"}',
        '{"ask": "verify", "number": "021-53395288"}',
        '{"ask": "show", "channel": "12315-phone", "city": "0571"}',
        '{"ask": "issues", "audience": "merchant"}',
    ),
    _city: ("杭州", "Hangzhou", "0571", "hang zhou shi"),
}


def one_input(data: bytes) -> None:
    """Give ``data`` to the reader it names; only the package's own errors may come of it."""
    if not data:
        return
    reader = _READERS[data[0] % len(_READERS)]
    try:
        reader(data[1:])
    except PddrouteError as error:
        _judge(reader, error)


def _judge(reader: Callable[[bytes], None], error: PddrouteError) -> None:
    assert not isinstance(error, InternalError), error
    assert error.message, "an error says something"
    assert reader is not _hours or isinstance(error, HoursError), error


def main() -> None:
    """Fuzz, from the seeds and with the flags given."""
    flags = sys.argv[1:]
    if not any(flag.startswith(("-runs=", "-max_total_time=")) for flag in flags):
        flags.append(f"-max_total_time={_SECONDS}")
    if not any(flag.startswith("-max_len=") for flag in flags):
        flags.append(f"-max_len={_MAX_LENGTH}")
    if not any(Path(flag).is_file() for flag in flags):  # a file is a crash to try again
        if not any(flag.startswith("-artifact_prefix=") for flag in flags):
            flags.append(f"-artifact_prefix={_FINDINGS}/")
        flags.append(str(_corpus()))
    atheris.Setup([sys.argv[0], *flags], one_input)
    atheris.Fuzz()


def _corpus() -> Path:
    """The folder of inputs to start from: the seeds, and what earlier runs have found."""
    corpus = _FINDINGS / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, reader in enumerate(_READERS):
        for turn, seed in enumerate(_SEEDS[reader]):
            (corpus / f"seed-{number}-{turn}").write_bytes(bytes([number]) + seed.encode())
    return corpus


if __name__ == "__main__":
    main()
