"""Thousands of damaged catalogues: each loads, or is refused in one line that says where."""

from __future__ import annotations

import os
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pddroute.catalogue.loading import compile_catalog, default_catalog
from pddroute.errors import CatalogError

SMALL = (Path(__file__).parents[1] / "data" / "small.yaml").read_bytes()
BUNDLED = default_catalog().read_bytes()

Mutate = Callable[[random.Random, bytes], bytes]


def by_line(change: Callable[[random.Random, list[bytes], int], None]) -> Mutate:
    """The mutation that does ``change`` to the lines, at one of them."""

    def mutate(rng: random.Random, content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        if lines:
            change(rng, lines, rng.randrange(len(lines)))
        return b"".join(lines)

    mutate.__name__ = change.__name__
    return mutate


def flip_bits(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << rng.randrange(8))]) + content[at + 1 :]


def replace_byte(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] + rng.randbytes(1) + content[at + 1 :]


def delete_bytes(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] + content[at + rng.randint(1, 5) :]


def insert_sign(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] + rng.choice(b"{}[]:,-?&*!|>'\"%@`# \n").to_bytes(1, "big") + content[at:]


def insert_character(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content))
    odd = "\0\a\b\t\r\x1b\x7f\x85\x9b\u200b\u2028\u202e\ufeff\ufffd\U0001f600中"
    return content[:at] + rng.choice(odd).encode() + content[at:]


def insert_escape(rng: random.Random, content: bytes) -> bytes:
    at = rng.choice([match.start() for match in re.finditer(rb'"', content)] or [0])
    escape = rng.choice([rb"\e[31m", rb"\0", rb"\u202E", rb"\ud800", rb"\x9b", rb"\N", rb"\q"])
    return content[: at + 1] + escape + content[at + 1 :]


def truncate(rng: random.Random, content: bytes) -> bytes:
    return content[: rng.randrange(len(content))]


def behead(rng: random.Random, content: bytes) -> bytes:
    return content[rng.randrange(len(content)) :]


@by_line
def delete_lines(rng: random.Random, lines: list[bytes], at: int) -> None:
    del lines[at : at + rng.choice((1, 1, 2, 5))]


@by_line
def duplicate_lines(rng: random.Random, lines: list[bytes], at: int) -> None:
    lines[at:at] = lines[at : at + rng.choice((1, 1, 2, 8))]


@by_line
def swap_lines(rng: random.Random, lines: list[bytes], at: int) -> None:
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


@by_line
def indent(rng: random.Random, lines: list[bytes], at: int) -> None:
    lines[at] = b" " * rng.choice((1, 2, 3, 8)) + lines[at]


@by_line
def dedent(rng: random.Random, lines: list[bytes], at: int) -> None:
    lines[at] = lines[at][rng.randint(1, 4) :]


@by_line
def comment_out(rng: random.Random, lines: list[bytes], at: int) -> None:
    lines[at] = b"#" + lines[at]


@by_line
def replace_value(rng: random.Random, lines: list[bytes], at: int) -> None:
    values = [b"", b"null", b"[]", b"{}", b"x", b"''", b"- a", b"{a: [b]}", b"0", b"true", b"-1"]
    values += [b"9" * 400, b"1e999", b".nan", b"0x10", b"2026-13-01", b"9999-12-31", b"a" * 5000]
    values += [b"&a b", b"*a", b"!!python/object:os.system x", b"|", b">", b"@", b"24/7", b"["]
    key, colon, _ = lines[at].partition(b":")
    lines[at] = key + colon + b" " + rng.choice(values) + b"\n"


@by_line
def replace_key(rng: random.Random, lines: list[bytes], at: int) -> None:
    keys = [b"x", b"<<", b"''", b"null", b"? [a]", b"k" * 2000, b'"#"', b"1", b"&a k"]
    lines[at] = re.sub(rb"[\w-]+:", lambda _: rng.choice(keys) + b":", lines[at], count=1)


@by_line
def replace_word(rng: random.Random, lines: list[bytes], at: int) -> None:
    words = re.findall(rb"[\w-]+", b"".join(lines))
    lines[at] = re.sub(rb"[\w-]+", lambda _: rng.choice(words), lines[at], count=2)


@by_line
def nest(rng: random.Random, lines: list[bytes], at: int) -> None:
    opened = rng.choice((b"[", b"{", b"- ", b"{a: ")) * rng.choice((5, 30, 3000))
    lines[at] = lines[at].rstrip() + b" " + opened + b"\n"


MUTATIONS: tuple[Mutate, ...] = (
    flip_bits,
    replace_byte,
    delete_bytes,
    insert_sign,
    insert_character,
    insert_escape,
    truncate,
    behead,
    delete_lines,
    duplicate_lines,
    swap_lines,
    indent,
    dedent,
    comment_out,
    replace_value,
    replace_key,
    replace_word,
    nest,
)
PER_MUTATION = 556 if os.environ.get("PDDROUTE_EXHAUSTIVE") else 140


def check(content: bytes) -> str:
    """Load ``content``; the outcome in a word. Fails for anything but a clear error in range."""
    try:
        compile_catalog(content, "mutant.yaml")
    except CatalogError as error:
        check_error(content, error)
        return "refused"
    return "loads"


def check_error(content: bytes, error: CatalogError) -> None:
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = re.split(r"\r\n|\r|\n", text)
    line, column = error.details["line"], error.details["column"]
    assert isinstance(line, int)
    assert isinstance(column, int)
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1
    for message in (error.message, error.message_en):
        assert message.startswith(f"mutant.yaml:{line}:{column}: ")
        assert message.isprintable()
        assert len(message) < 600


def test_the_catalogues_load_before_they_are_damaged() -> None:
    assert check(SMALL) == check(BUNDLED) == "loads"


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_a_damaged_catalogue_loads_or_says_where_it_is_wrong(mutate: Mutate) -> None:
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for seed in range(PER_MUTATION):
        rng = random.Random(f"{mutate.__name__} {seed}")
        content = SMALL
        for _ in range(1 + seed % 3):
            content = mutate(rng, content) or b"\n"
        start = time.process_time()
        outcomes[check(content)] += 1
        slowest = max(slowest, time.process_time() - start)
    assert slowest < 1
    assert outcomes["refused"] > PER_MUTATION / 20, "the damage is felt"
    assert outcomes.total() == PER_MUTATION


@pytest.fixture(scope="module")
def whole() -> float:
    """The seconds that the bundled catalogue takes."""
    start = time.process_time()
    check(BUNDLED)
    return time.process_time() - start


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_the_bundled_catalogue_damaged_loads_or_says_where_it_is_wrong(
    mutate: Mutate, whole: float
) -> None:
    for seed in range(2):
        content = mutate(random.Random(f"{mutate.__name__} {seed}"), BUNDLED)
        start = time.process_time()
        check(content)
        assert time.process_time() - start < max(1, 3 * whole)
