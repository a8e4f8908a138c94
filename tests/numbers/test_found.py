"""The telephone numbers that stand in a text."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pddroute.numbers.found import Found, find_numbers
from pddroute.numbers.telephone import is_dialable, normalize

DATA = Path(__file__).parents[1] / "data"
LISTED = {"021-53395288", "400-8822528", "9541366", "110", "119", "120", "12305", "12315", "12345"}
LISTED |= {"96110", "0551-96110", "0571-12315", "010-12315"}
ODD = st.sampled_from("0123456789 -+()（）转ext#,;x.tel:/一二〇０９①\u200b\u3000\nolB打电话、或")


def judged(text: str) -> list[Found]:
    """What a verdict is given on: as the message reader is asked, and what it keeps of that."""
    return [
        found
        for found in find_numbers(text, LISTED.__contains__)
        if not found.understood or is_dialable(found.normalized) or found.normalized in LISTED
    ]


def numbers(text: str) -> list[str]:
    return [found.normalized for found in judged(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请拨打021-5339 5288转3联系", "021-53395288"),
        ("热线(0571)12315或12345", "0571-12315 12345"),
        ("拨打110一直没人接", "110"),
        ("打一一零，打幺二三一五", "110 12315"),
        ("０２１－５３３９５２８８／4008822528", "021-53395288 400-8822528"),
        ("0 2 1 - 5 3 3 9 5 2 8 8", "021-53395288"),
        ("02\u200b1-533\u202e95288", "021-53395288"),
        ("+86 138 0013 8000, 86-21-53395288", "13800138000 021-53395288"),
        ("021-53395288,021-53395088", "021-53395288 021-53395088"),
        ("021-53395288 021-53395088", "021-53395288 021-53395088"),
        ("020-12345678x3, 020-12345678-801", "020-12345678 020-12345678"),
        ("call +1 (202) 555-0123.", "+12025550123"),
        ("03-12 12315", "12315"),
        ("打110报警", "110"),
        ("请拨打 110", "110"),
        ("报警电话110", "110"),
        ("call 120", "120"),
        ("已经110报警了", "110"),
        ("叫了120", "120"),
        ("去派出所报110", "110"),
        ("119消防来了", "119"),
        ("拨打了110和120", "110 120"),
        ("请打110、119、120", "110 119 120"),
        ("打110，打119", "110 119"),
        ("12315不受理", "12315"),
        ("找12345反映", "12345"),
        ("12378投诉也没用", "12378"),
        ("95588客服不接", "95588"),
        ("客服95338", "95338"),
        ("打给95338再打95546", "95338 95546"),
        ("联系95338", "95338"),
        ("hotline: 95338", "95338"),
        ("dial 95338 now", "95338"),
        ("拨打银行卡背面的95588", "95588"),
        ("拨打12315平台投诉", "12315"),
        ("打12315本来就没用，根本打不通", "12315"),
        ("电话是不是12315?", "12315"),
        ("95338", "95338"),
        ("110", "110"),
        ("您好\n12378\n谢谢", "12378"),
        ("tel12315 v12305 hotline95123 A110", "12315 95123"),
        ("退款请拨打10109777", "10109777"),
        ("10109777这个号码", "10109777"),
        ("拨打1008611查余额", "1008611"),
        ("请打10086", "10086"),
        ("118114转人工，打118114", "118114"),
        ("短信号码1069012345678发来", "1069012345678"),
        ("收到1065902010038123的短信", "1065902010038123"),
        ("短信来自1065 7525 7321", "106575257321"),
        ("来电9501312345678", "9501312345678"),
        ("请拨打021-95338查件", "021-95338"),
        ("致电0551-96110", "0551-96110"),
        ("021-12315、021-110打不通，打021-110", "021-12315 021-110"),
        ("8613800138000是谁", "13800138000"),
        ("0086 13800138000", "13800138000"),
        ("00852 2345 6789", "+85223456789"),
        ("call +86 21 5339 5288 ext 123 please", "021-53395288"),
        ("联系电话13800001234-9100", "13800001234"),
        ("客服400-8822528-8012", "400-8822528"),
        ("021-53395288#3，021-53395288,3", "021-53395288 021-53395288"),
        ("０２１ ５３３９ ５２８８分机301", "021-53395288"),
        ("客服专线95338转3", "95338"),
        ("021-53395288（转3）", "021-53395288"),
        ("13800138000,110", "13800138000"),
        ("请拨打021-53395288/53395289", "021-53395288 021-53395289"),
        ("021-53395288、53395289、53395290", "021-53395288 021-53395289 021-53395290"),
        ("电话0571-8765432或8765433", "0571-8765432 0571-8765433"),
        ("0571-87654321 / 8765 4322", "0571-87654321 0571-87654322"),
        ("021-53395288-53395289", "021-53395288 021-53395289"),
        ("021-53395288和13800138000", "021-53395288 13800138000"),
        ("13800138000;13900139000", "13800138000 13900139000"),
        ("电话13800138000.13900139000", "13800138000 13900139000"),
        ("拨打95338或95546", "95338 95546"),
        ("400-882-2528转1，或者800-820-0000", "400-8822528 800-8200000"),
        ("021-53395288 20241121", "021-53395288"),
        ("0571-8765432 / 110", "0571-8765432 110"),
        ("客服热线:021.5339.5288", "021-53395288"),
        ("打 1 2 3 1 5", "12315"),
        ("打12-315", "12315"),
        ("拨打零②一5叁3九⑤二8捌", "021-53395288"),
        ("☎️0️⃣2️⃣1️⃣5️⃣3️⃣3️⃣9️⃣5️⃣2️⃣8️⃣8️⃣", "021-53395288"),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", "13800138000"),
        ("138零零138零零零", "13800138000"),
        ("138★0013★8000", "13800138000"),
        ("138☎0013📞8000", "13800138000"),
        ("138_0013_8000 138~0013~8000", "13800138000 13800138000"),
        ("1-3-8-0-0-1-3-8-0-0-0", "13800138000"),
        ("1\n3\n8\n0\n0\n1\n3\n8\n0\n0\n0", "13800138000"),
        ("VX13800138000", "13800138000"),
        ("v信:13800138000加我", "13800138000"),
        ("400 88 22528", "400-8822528"),
        ("4008-822-528", "400-8822528"),
        ("电话：(+86)021-53395288", "021-53395288"),
        ("021一53395288", "021-53395288"),
        ("零二一五三三九五二八八", "021-53395288"),
        ("电话021 53395288 2024年", "021-53395288"),
        ("021-53395288(8:00-22:00)", "021-53395288"),
        ("serial 6576896619900001234L;QQQ+8613800001234 wwww55555", "13800001234"),
        ("花了119元，打12315，买了110件", "12315"),
        ("订单241121-123456789012345，电话13800138000", "13800138000"),
    ],
)
def test_numbers_in_a_text(text: str, found: str) -> None:
    assert numbers(text) == found.split()


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
        "原价119，618活动113，后来又110多",
        "打了120分，打120斤，打了110次电话",
        "客服说119，手机110，主打119",
        "120急救包不错",
        "一二三四五，上山打老虎",
        "卡号6222 0755 1234 5678 901",
        "身份证310110199001011234",
        "柜子400*600*1800mm",
        "内存8+256G的，+2000000",
        "iso 9001 2015, size 8b 16g 32gb",
        "QQ:800012345，QQ号1234567890",
        "订单号：13800138000123",
        "电话(8.30-17.30)不通，2024.11.21-2024.11.25",
        "电话 2024-11-21 打不通",
        "尾号95588的卡，编号12315",
        "手机号138****1234",
        "花12345块，打12345万",
        "112",
    ],
)
def test_what_is_passed_over_in_a_text(text: str) -> None:
    assert judged(text) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("客服热线02l-5339528B，请拨打", "02l-5339528b"),
        ("加微信l38OO138OOO领奖", "l38oo138ooo"),
        ("电话O21-53395288", "o21-53395288"),
        ("请拨打4OO-882-2528", "4oo-882-2528"),
        ("1З8ОО1З8ООО", "1з8оо1з8ооо"),
        ("拨打l0086", "l0086"),
        ("致电400-88225288", "40088225288"),
        ("请致电400-882-252", "400882252"),
        ("热线：53395288", "53395288"),
        ("打电话 5339 5288", "53395288"),
        ("联系方式：5339528", "5339528"),
        ("请拨打88888", "88888"),
        ("+86 21 532395288", "21532395288"),
    ],
)
def test_what_is_called_and_has_no_shape_is_found_as_not_understood(text: str, seen: str) -> None:
    (found,) = judged(text)
    assert (found.normalized, found.understood) == (seen, False)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("请打999", "999"),
        ("请拨打997处理", "997"),
        ("dial 911!", "911"),
        ("Hotline: 999", "999"),
        ("拨打101转3", "101"),
        ("致电 1010。", "1010"),
        ("退款请联系 9988", "9988"),
        ("拨打 l10", "l10"),
        ("call l2o now", "l2o"),
        ("打 Ⅰ10", "i10"),
        ("拨打 1O1", "1o1"),
        ("打“997”", "997"),
        ("Tel.: 997", "997"),
        ("打 9 9 7", "997"),
        ("电话021-533952882026年起", "021533952882026"),
    ],
)
def test_few_digits_right_behind_a_word_for_calling_are_never_passed_over(
    text: str, seen: str
) -> None:
    assert [(found.normalized, found.understood) for found in judged(text)] == [(seen, False)]


@pytest.mark.parametrize(
    "text",
    [
        "打9折",
        "打100分",
        "打了300多下",
        "拨打了3次",
        "打500字",
        "打 200 多",
        "电话费120元",
        "电话 100 元",
        "热线 8:00-22:00",
        "电话 2020年打过",
        "打400电话",
        "拨打800热线",
        "拨打955**",
        "电话138xxxx1234",
        "电话区号：0571",
        "主打299",
        "打b12针，打b12",
        "打4-4-2",
    ],
)
def test_what_is_counted_behind_a_word_for_calling_is_no_number(text: str) -> None:
    assert judged(text) == []


FILED = ["订单 ", "编号", "商品编号 ", "单号", "浏览量", "播放量:", "店铺ID：", "库存", "货号 "]
FILED += ["款号", "尾号", "工号", "阅读", "销量", "第", "订单号：PDD20261121-", "2021-", "sku "]


@pytest.mark.parametrize("word", FILED)
@pytest.mark.parametrize("number", ["53395289", "53395288", "9541367", "9541366", "5339528"])
def test_what_files_or_counts_is_no_number(word: str, number: str) -> None:
    assert find_numbers(f"{word}{number}号", LISTED.__contains__) == []
    assert find_numbers(f"您的{word}{number} 已经到了", LISTED.__contains__) == []


@pytest.mark.parametrize("text", ["订单请拨打{}", "订单客服电话 {}", "编号不对请打{}"])
def test_a_word_for_calling_wins_over_one_for_filing(text: str) -> None:
    (found,) = find_numbers(text.format("53395289"), LISTED.__contains__)
    assert found.normalized == "53395289"


@pytest.mark.parametrize(
    "text",
    [
        "-120℃",
        "零下 -110°C",
        "GB/T 12345-2020",
        "按GB 12345生产",
        "QB/T12315",
        "ISO 12345",
        "QQ：12315",
        "第9541366号",
        "第12315号",
    ],
)
def test_degrees_standards_ranks_and_nicknames_are_no_numbers(text: str) -> None:
    assert find_numbers(text, LISTED.__contains__) == []


def test_hyphens_part_no_long_listed_code() -> None:
    assert numbers("95413-66") == ["9541366"]
    assert numbers("123-15") == ["12315"]


def test_every_number_of_a_list_without_an_area_code_is_found() -> None:
    assert numbers("电话：53395288、53395289") == ["53395288", "53395289"]


def test_a_run_of_no_known_shape_is_left_to_who_knows_more() -> None:
    runs = find_numbers("单子53395289，400-53395288，五三39五二88")
    assert [each.normalized for each in runs] == ["53395289", "40053395288", "53395288"]
    assert all(each.understood for each in runs)


# ---- how often it is right: everyday sentences, and calls ----


def test_everyday_sentences_have_no_numbers_in_them() -> None:
    lines = (DATA / "everyday.txt").read_text(encoding="utf-8").splitlines()
    calls = (DATA / "calls.txt").read_text(encoding="utf-8").splitlines()
    real = sum(len(line.partition("\t")[2].split()) for line in calls)
    junk = [(line, numbers(line)) for line in lines if numbers(line)]
    assert len(lines) >= 400
    assert len(junk) <= 0.05 * real, junk


def test_no_real_number_is_lost() -> None:
    lines = (DATA / "calls.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 150
    for line in lines:
        text, _, wanted = line.partition("\t")
        assert numbers(text.replace("\\n", "\n")) == wanted.split(), text


# ---- properties ----


@given(st.text() | st.text(ODD, max_size=80))
def test_found_numbers_stand_in_the_text(text: str) -> None:
    end = 0
    for found in find_numbers(text):
        assert text[found.start : found.start + len(found.text)] == found.text
        assert found.start >= end
        if found.understood:
            assert normalize(found.normalized) == found.normalized
        end = found.start + len(found.text)


HOSTILE = ["1", "1-", "1 ", "12 ", "123 ", "(", "02", "021-", "0 2 1 - ", "打", "打110", "电话1"]
HOSTILE += [
    "o",
    "0o",
    "l1 ",
    "一",
    "1一 ",
    "+86",
    "86 ",
    "1.",
    "1,",
    "1,234",
    "1\n",
    "*1",
    "\u200b",
]
HOSTILE += [
    "021-53395288/",
    "53395288、",
    "2024-11-21 ",
    "转1",
    "四四(",
    "021-53395288/89/",
    "95o88 ",
    "拨打999 ",
    "订单 53395289 ",
    "1\u0661",
    "+",
    "0086",
]


@pytest.mark.parametrize("signs", HOSTILE)
def test_the_time_grows_with_the_text_and_no_faster(signs: str) -> None:
    def seconds(length: int) -> float:
        text = (signs * length)[:length]
        start = time.perf_counter()
        find_numbers(text, LISTED.__contains__)
        return time.perf_counter() - start

    # Far from what squares give (a thousand times), whatever else the machine does.
    assert seconds(64_000) < 200 * max(seconds(2_000), 0.001)


def test_a_command_that_reads_no_text_does_not_load_the_reader_of_texts() -> None:
    code = (
        "import sys; from pddroute.surfaces.edge import run\n"
        "run(['contact', '--json'])\n"
        "assert 'pddroute.numbers.telephone' in sys.modules\n"
        "print([name for name in ('found', 'reader') if f'pddroute.numbers.{name}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


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
