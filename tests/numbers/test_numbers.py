"""Telephone numbers in their normal form, and found in a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pddroute.numbers.found import find_numbers
from pddroute.numbers.telephone import (
    digits,
    is_dialable,
    normalize,
    split_area,
    tel_uri,
)

LAND = "021-53395288"


@pytest.mark.parametrize(
    "text",
    [
        "021-53395288",
        "02153395288",
        "021 5339 5288",
        "021 53395288",
        "021-5339-5288",
        "021.5339.5288",
        "021/53395288",
        "021·5339·5288",
        "(021)53395288",
        "（021）53395288",
        "【021】5339—5288",
        "０２１－５３３９５２８８",
        "021–53395288",
        "021—53395288",
        "021−53395288",
        "021‑53395288",
        "021﹣53395288",
        "021ー53395288",
        "021一53395288",
        "021\u00a05339\u30005288",
        "021\t5339\n5288",
        "+86 21 5339 5288",
        "+862153395288",
        "+86-021-53395288",
        "+86(0)21-53395288",
        "(+86)21-53395288",
        "(+86 21) 5339 5288",
        "＋８６２１５３３９５２８８",
        "+021-53395288",
        "008602153395288",
        "0086-21-53395288",
        "+0086 21 53395288",
        "86 21 53395288",
        "86-021-53395288",
        "862153395288",
        "tel:+862153395288",
        "tel:+86-21-5339-5288;ext=3",
        "tel:021-53395288;phone-context=+86",
        "TEL: 021-53395288",
        "tel://021-53395288",
        "tel:%2B862153395288",
        "电话：021-53395288",
        "客服热线 021-53395288",
        "021-53395288转3",
        "021-53395288 转 3",
        "021-53395288轉3",
        "021-53395288（转3）",
        "021-53395288转人工",
        "021-53395288分机3",
        "021-53395288 分机号：301",
        "021-53395288 ext. 3",
        "021-53395288 EXT=3",
        "021-53395288 extension 3",
        "021-53395288x3",
        "021-53395288 ｘ３",
        "021-53395288,3",
        "021-53395288,,3#",
        "021-53395288#3",
        "021-53395288;ext=3",
        "021-53395288-3",
        "021-5339 5288-8001",
        "02\u200b15\u202e33\u2060952\ufeff88",
        "0\u00ad2153395288",
        "0️⃣2️⃣1️⃣5️⃣3️⃣3️⃣9️⃣5️⃣2️⃣8️⃣8️⃣",
        "〇二一五三三九五二八八",
        "零贰壹伍叁叁玖伍贰捌捌",
        "0二1-5三39五288",
        "٠٢١٥٣٣٩٥٢٨٨",
        "०२१५३३९५२८८",
        "⓪②①⑤③③⑨⑤②⑧⑧",
        "⁰²¹⁵³³⁹⁵²⁸⁸",
        "𝟎𝟐𝟏𝟓𝟑𝟑𝟗𝟓𝟐𝟖𝟖",
        "  021-53395288  ",
        "\x00021-53395288\x1b",
        "021-53395288.",
    ],
)
def test_every_spelling_has_one_normal_form(text: str) -> None:
    assert normalize(text) == LAND


@pytest.mark.parametrize(
    ("text", "normal", "tel"),
    [
        ("057187654321", "0571-87654321", "tel:+8657187654321"),
        ("0571-8765432", "0571-8765432", "tel:+865718765432"),
        ("010 12345678", "010-12345678", "tel:+861012345678"),
        ("+86 10 1234 5678", "010-12345678", "tel:+861012345678"),
        ("057112315", "0571-12315", "tel:+8657112315"),
        ("+8657112315", "0571-12315", "tel:+8657112315"),
        ("021 12315", "021-12315", "tel:+862112315"),
        ("+86 10 12315", "010-12315", "tel:+861012315"),
        ("+86 964 12315", "0964-12315", "tel:+8696412315"),
        ("010110", "010-110", "tel:+8610110"),
        ("400-882-2528", "400-8822528", "tel:4008822528"),
        ("4008822528", "400-8822528", "tel:4008822528"),
        ("+86 400 882 2528", "400-8822528", "tel:4008822528"),
        ("86 400 8822528", "400-8822528", "tel:4008822528"),
        ("800 820 0000", "800-8200000", "tel:8008200000"),
        ("1 2 3 1 5", "12315", "tel:12315"),
        ("+86 12315", "12315", "tel:12315"),
        ("0086 110", "110", "tel:110"),
        ("一一零", "110", "tel:110"),
        ("幺幺零", "110", "tel:110"),
        ("954-1366", "9541366", "tel:9541366"),
        ("+86 9541366", "9541366", "tel:9541366"),
        ("956025", "956025", "tel:956025"),
        ("138 0013 8000", "13800138000", "tel:+8613800138000"),
        ("+86 138-0013-8000", "13800138000", "tel:+8613800138000"),
        ("86 13800138000", "13800138000", "tel:+8613800138000"),
        ("013800138000", "13800138000", "tel:+8613800138000"),
        ("0571-87654321-801", "0571-87654321", "tel:+8657187654321"),
        # 86 is only taken for the country where nothing else fits
        ("8612315", "8612315", "tel:8612315"),
        ("86123456", "86123456", "tel:86123456"),
        # another country is another number
        ("+1 202 555 0123", "+12025550123", "tel:+12025550123"),
        ("0012025550123", "+12025550123", "tel:+12025550123"),
        ("+12315", "+12315", "tel:+12315"),
        ("00110", "00110", "tel:00110"),
        ("+86", "+86", "tel:+86"),
        # no shape of the plan
        ("400-53395288", "40053395288", "tel:40053395288"),
        ("012315", "012315", "tel:012315"),
        ("12", "12", "tel:12"),
        ("241121-123456789012345", "241121123456789012345", "tel:241121123456789012345"),
    ],
)
def test_normal_forms(text: str, normal: str, tel: str) -> None:
    assert normalize(text) == normal
    assert tel_uri(normal) == tel


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "hello",
            "5",
            "+",
            "-",
            "()",
            "tel:",
            "转3",
            "电话",
            "\x00",
            "\ud800",
            "١",
            "洞两幺",
        ),
        *("12315,12305", "12315/12305", "110 or 120", "138****1234", "A12315", "021-5339528B"),
        *("192.168.1.1", "12315.cn", "021-53395288@example.com", "1+1", "++8612315", "sip:12315"),
        *("1" * 41, "1" * 501, "1" + " " * 500),
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert normalize(text) is None


def test_parts() -> None:
    assert digits("+86 (021) 5339-5288") == "8602153395288"
    assert split_area("0571-12315") == ("0571", "12315")
    assert split_area("400-8822528") is None
    assert split_area("012315") is None
    assert [is_dialable(n) for n in ("021-53395288", "400-8822528", "110", "12315", "+12025550123")]
    assert not any(is_dialable(n) for n in ("20241121", "123456", "2024", "40053395288", "99"))


ODD = st.sampled_from("0123456789 -+()（）转ext#,;x.tel:/一二〇０９①\u200b\u3000\n")


@given(st.text() | st.text(ODD, max_size=30) | st.from_regex(r"\+?0{0,2}(86){0,3}\d{1,14}"))
@example("+86 86 86 13800138000")
@example("+86 00 1 202 555 0123")
@example("+86 86")
@example("0086861")
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    normal = normalize(text)
    if normal is not None:
        assert re.fullmatch(r"\+?[0-9]+(-[0-9]+)?", normal)
        assert normalize(normal) == normal
        assert re.fullmatch(r"tel:\+?[0-9]+", tel_uri(normal))
        # The one ambiguity of the plan: behind +86, 0964-119 and 964119 are written the same.
        if not re.fullmatch(r"09[56][0-9]-1[12][0-9]", normal):
            assert normalize(tel_uri(normal)) == normal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请拨打021-5339 5288转3联系", ["021-53395288"]),
        ("热线(0571)12315或12345", ["0571-12315", "12345"]),
        ("拨打110一直没人接", ["110"]),
        ("一一零，幺二三一五", ["110", "12315"]),
        ("０２１－５３３９５２８８／4008822528", ["021-53395288", "400-8822528"]),
        ("0 2 1 - 5 3 3 9 5 2 8 8", ["021-53395288"]),
        ("02\u200b1-533\u202e95288", ["021-53395288"]),
        ("+86 138 0013 8000, 86-21-53395288", ["13800138000", "021-53395288"]),
        ("021-53395288,021-53395088", ["021-53395288", "021-53395088"]),
        ("021-53395288 021-53395088", ["021-53395288", "021-53395088"]),
        ("0571-8765432 110", ["0571-8765432", "110"]),
        ("020-12345678x3, 020-12345678-801", ["020-12345678", "020-12345678"]),
        ("call +1 (202) 555-0123.", ["+12025550123"]),
        ("400-53395288", ["40053395288"]),
        ("03-12 12315", ["12315"]),
        ("五三39五二88", ["53395288"]),
    ],
)
def test_numbers_in_a_text(text: str, found: list[str]) -> None:
    assert [each.normalized for each in find_numbers(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "2024-11-21 12:30:45",
        "2024/11/21",
        "2024年11月21日",
        "二〇二四年十一月",
        "价格120元，￥110，$119.00，共122人，1,110,110",
        "110号楼 12315元 95123 kg",
        "验证码 95123，取件码110",
        "版本 1.2.110，v12315，A110，12315abc",
        "YT1234567890123",
        "192.168.110.120",
        "100",
        "",
    ],
)
def test_what_is_passed_over_in_a_text(text: str) -> None:
    assert [each for each in find_numbers(text) if is_dialable(each.normalized)] == []


@given(st.text() | st.text(ODD, max_size=80))
def test_found_numbers_stand_in_the_text(text: str) -> None:
    end = 0
    for found in find_numbers(text):
        assert text[found.start : found.start + len(found.text)] == found.text
        assert found.start >= end
        assert normalize(found.normalized) == found.normalized
        end = found.start + len(found.text)


@pytest.mark.parametrize(
    "text",
    ["Tel400-866-8888", "TEL4008668888", "V400-866-8888", "微信pdd4008668888", "4008668888kf"],
)
def test_a_long_number_glued_to_latin_letters_is_found(text: str) -> None:
    assert [each.normalized for each in find_numbers(text)] == ["400-8668888"]


def test_a_short_number_is_found_behind_a_word_for_a_telephone_only() -> None:
    found = find_numbers("tel12315 v12305 hotline95123 A110")
    assert [each.normalized for each in found if is_dialable(each.normalized)] == ["12315", "95123"]


@pytest.mark.parametrize("text", ["400*866*8888", "400_866_8888", "400/866/8888", "400 / 866/8888"])
def test_stars_strokes_and_slashes_between_the_groups_are_read(text: str) -> None:
    assert normalize(text) == "400-8668888"
    assert [each.normalized for each in find_numbers(text)] == ["400-8668888"]


@pytest.mark.parametrize(
    "text", ["021-5339\n5288", "021-\n53395288", "021-533952\r\n88", "021-5339 \n  5288"]
)
def test_a_number_wrapped_over_one_line_end_is_found_whole(text: str) -> None:
    assert [each.normalized for each in find_numbers(text)] == ["021-53395288"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0571-8765432\n1. 退款", ["0571-8765432"]),
        ("0571-8765432\n12 件", ["0571-8765432"]),
        ("+86 571 8765432\n12 件", ["0571-8765432"]),
        ("0571-8765432/3", ["0571-8765432"]),
        ("0571-8765432 / 110", ["0571-8765432", "110"]),
    ],
)
def test_an_odd_separator_joins_no_two_numbers(text: str, found: list[str]) -> None:
    assert [each.normalized for each in find_numbers(text)] == found


def test_a_long_listed_number_is_never_an_amount() -> None:
    listed = {"9541366", "12315"}.__contains__
    assert find_numbers("共9541366元") == []
    found = find_numbers("充值9541366元，9541367元，12315元", listed)
    assert [each.normalized for each in found] == ["9541366"]


def test_an_inserted_digit_behind_86_stays_in_the_number() -> None:
    assert [each.normalized for each in find_numbers("86 21 532395288")] == ["8621532395288"]
