"""Lists of numbers, their short ends, and extensions."""

from __future__ import annotations

import pytest

from pddroute.numbers.found import find_numbers
from pddroute.numbers.telephone import normalize

FIRST = "021-53395288"


def numbers(text: str) -> list[str]:
    return [found.normalized for found in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("客服021-53395288/89", "021-53395288 021-53395289"),
        ("（021）53395288/89/90均可", "021-53395288 021-53395289 021-53395290"),
        ("021-53395288～91", "021-53395288 021-53395291"),
        ("021-53395288、5291", "021-53395288 021-53395291"),
        ("021-5339 5288 / 9", "021-53395288 021-53395289"),
        ("021-53395288或89", "021-53395288 021-53395289"),
        ("021-53395288（或89）", "021-53395288 021-53395289"),
        ("021-53395288 or 89.", "021-53395288 021-53395289"),
        ("021-53395288/89-91", "021-53395288 021-53395289 021-53395291"),
        ("021-53395288/89转2", "021-53395288 021-53395289"),
        ("0571-8765432/3", "0571-8765432 0571-8765433"),
        ("400-882-2528/2529", "400-8822528 400-8822529"),
        ("138 0013 8000、01", "13800138000 13800138001"),
        ("拨打53395288/89", "53395288 53395289"),
        ("021-53395288/110", "021-53395288 110"),
        ("021-53395288/5339 5289", "021-53395288 021-53395289"),
    ],
)
def test_the_short_end_of_a_number_is_that_number(text: str, found: str) -> None:
    assert numbers(text) == found.split()


@pytest.mark.parametrize(
    "text",
    [
        "021-53395288、9点到18点",
        "021-53395288、9-18点",
        "021-53395288/24小时",
        "021-53395288/7*24小时",
        "021-53395288/24/7",
        "021-53395288/24h",
        "021-53395288/9:00-18:00",
        "021-53395288/2024-11-21",
        "021-53395288、3楼",
        "021-53395288/50元",
        "021-53395288\n12 件",
        "021-53395288-3/4",
        "021-53395288转1/2",
        "021-53395288-89",
    ],
)
def test_what_is_counted_or_an_extension_is_no_short_end(text: str) -> None:
    assert numbers(text) == [FIRST]


@pytest.mark.parametrize("text", ["95338/9", "订单53395288/89"])
def test_a_code_and_what_nobody_calls_have_no_short_ends(text: str) -> None:
    assert not any(number.endswith("9") for number in numbers(text))


@pytest.mark.parametrize("joint", ["转", " 转 ", "轉接", "分机", "分机号:", "#", ",转人工按"])
@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("53395289", "021-53395289"),
        ("5339 5289", "021-53395289"),
        ("5339528", "021-5339528"),
        ("13800138000", "13800138000"),
    ],
)
def test_what_has_the_digits_of_a_number_is_no_extension(
    joint: str, other: str, found: str
) -> None:
    assert numbers(f"请拨打{FIRST}{joint}{other}") == [FIRST, found]
    assert normalize(f"{FIRST}{joint}{other}") is None


@pytest.mark.parametrize("extension", ["转8", "转123456", "分机800123", "-801", " 转 8001"])
def test_up_to_six_digits_are_an_extension(extension: str) -> None:
    assert numbers(f"请拨打{FIRST}{extension}") == [FIRST]
    assert normalize(FIRST + extension) == FIRST


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("客服电话 53395288-801", "53395288"),
        ("请打电话8812345-2", "8812345"),
        ("打5339-5288-801", "53395288"),
        ("电话53395288-53395289", "53395288 53395289"),
        ("订单20241121-12345", ""),
    ],
)
def test_a_local_number_has_extensions_too(text: str, found: str) -> None:
    assert numbers(text) == found.split()


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("53395288-801", "53395288"),
        ("8812345-2", "8812345"),
        ("20241121-801", "20241121801"),
        ("123-15", "12315"),
        ("110-1", "110"),
        ("95338-3", "95338"),
    ],
)
def test_what_a_last_hyphen_parts(text: str, normal: str) -> None:
    assert normalize(text) == normal
