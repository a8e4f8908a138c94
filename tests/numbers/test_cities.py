"""A city by its name: every row of the table, every way to write a name, every way to be wrong."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections import Counter
from itertools import groupby

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import geodata

from pddroute.errors import UnknownCity
from pddroute.numbers import cities as cities_module
from pddroute.numbers.cities import City, areas, cities, find_area, find_city

# ---------------------------------------------------------------- the table against phonenumbers

# Rows whose code phonenumbers does not connect with that city, and why the row is right.
DIFFERENCES = {
    "亳州市": "shares 0558 with 阜阳, which it was split off from",
    "开封市": "moved from 0378, now withdrawn, to 郑州's 0371 with 8-digit numbers",
    "株洲市": "phonenumbers writes 株州市; moved from 0733, now withdrawn, to 长沙's 0731",
    "来宾市": "shares 0772 with 柳州, which it was split off from",
    "贺州市": "shares 0774 with 梧州, which it was split off from",
    "贵港市": "shares 0775 with 玉林, which it was split off from",
    "金昌市": "shares 0935 with 武威: the Chinese data names 武威, the English one Jinchang",
    "嘉峪关市": "shares 0937 with 酒泉",
    "神农架林区": "shares 0719 with 十堰",
    "济源市": "shares 0391 with 焦作, which it was split off from",
    "格尔木市": "phonenumbers names the prefecture, 海西, for both its codes (English: GeErmu)",
    "奎屯市": "phonenumbers names the prefecture, 伊犁, for both its codes (English: Kuitun)",
    **dict.fromkeys(
        ("三沙市", "儋州市", "五指山市", "琼海市", "文昌市", "万宁市", "东方市"),
        "all of Hainan has 0898 (phonenumbers names 海口、三亚)",
    ),
    **dict.fromkeys(
        (
            c + "市"
            for c in ("昆玉", "北屯", "双河", "五家渠", "铁门关", "阿拉尔", "图木舒克", "可克达拉")
        ),
        "a city of the Corps, with the code of the prefecture around it: 和田 0903, 阿勒泰 0906, "
        "博尔塔拉 0909, 昌吉 0994, 巴音郭楞 0996, 阿克苏 0997, 喀什 0998, 伊犁 0999",
    ),
}
# Towns phonenumbers lists beside a city and that have no row, for they are no prefecture's.
NO_ROW = {
    "梅河口市": "a county-level city of 通化, with its code 0435",
    **dict.fromkeys(("普兰", "札达"), "a county of 阿里"),
    **dict.fromkeys(("嘉黎县", "聂荣县", "申扎县", "双湖", "班戈县", "尼玛县"), "a county of 那曲"),
    "仲巴县": "a county of 日喀则",
    "株州市": "a slip of the pen for 株洲市",
}
# Cities named under two codes, and the one that is theirs.
TWO_CODES = {
    ("0358", "晋中市"): "0354 is 晋中's, 0358 is 吕梁's",
    ("0354", "吕梁市"): "0354 is 晋中's, 0358 is 吕梁's",
    ("0979", "海西蒙古族藏族自治州"): "the seat, 德令哈, has 0977; 0979 is 格尔木's",
    ("0992", "伊犁哈萨克自治州"): "the seat, 伊宁, has 0999; 0992 is 奎屯's",
}
# Codes whose last digit phonenumbers leaves out, since no other code begins so.
CUT = {"33": "335", "34": "349", "58": "580", "70": "701"}

PROVINCES = [
    "北京市", "天津市", "上海市", "重庆市", "河北省", "山西省", "辽宁省", "吉林省", "黑龙江省",
    "江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省",
    "广东省", "海南省", "四川省", "贵州省", "云南省", "陕西省", "甘肃省", "青海省",
    "内蒙古自治区", "广西壮族自治区", "西藏自治区", "宁夏回族自治区", "新疆维吾尔自治区",
]  # fmt: skip
KIND_OF_PROVINCE = re.compile(r"(省|市|(壮族|回族|维吾尔)?自治区)$")


def _by_phonenumbers() -> dict[str, list[str]]:
    """Area code -> the cities phonenumbers names for it, in Chinese, without their province."""
    short = "|".join(KIND_OF_PROVINCE.sub("", p) for p in PROVINCES)
    province = re.compile(rf"^(?:{'|'.join(PROVINCES)}|(?:{short})省?(?!市))(?=.)")
    found = {}
    for prefix, names in geodata.GEOCODE_DATA.items():
        number = prefix[2:]
        land_line = number == "10" or (len(number) in (2, 3) and not number.startswith("1"))
        if prefix.startswith("86") and land_line:
            code = "0" + CUT.get(number, number)
            found[code] = [province.sub("", name) for name in names["zh"].split("、")]
    return found


GEODATA = _by_phonenumbers()


def test_phonenumbers_is_read_as_expected() -> None:
    assert len(GEODATA) == 320
    assert GEODATA["024"] == ["沈阳市", "铁岭市", "抚顺市", "本溪市"]
    assert GEODATA["010"] == ["北京市"]
    assert GEODATA["0432"] == ["吉林市"]


def _names(city: City) -> set[str]:
    """The Chinese names phonenumbers may use for a row: with the old kinds of division too."""
    short = re.sub(r"(?<=..)(市|地区|盟)$", "", city.zh)
    zh = {city.zh, short, short + "地区"} | {a for a in city.aliases if not a.isascii()}
    return zh | {name + "市" for name in zh}


def test_phonenumbers_names_every_city_under_its_code_but_for_the_named_differences() -> None:
    assert DIFFERENCES.keys() == {c.zh for c in cities() if not _names(c) & set(GEODATA[c.code])}


def test_every_land_line_code_has_a_row_and_no_other() -> None:
    assert {city.code for city in cities()} == GEODATA.keys()


def test_every_city_phonenumbers_names_has_a_row_with_that_code() -> None:
    missing = {
        (code, name)
        for code, names in GEODATA.items()
        for name in names
        if not any(city.code == code and name in _names(city) for city in cities())
    }
    explained = {(c, n) for c, n in missing if n in NO_ROW} | TWO_CODES.keys()
    assert missing == explained
    assert {name for _, name in missing if name in NO_ROW} == NO_ROW.keys()


def test_phonenumbers_knows_a_withdrawn_code_no_more() -> None:
    def valid(code: str) -> bool:
        numbers = [phonenumbers.parse(code + n, "CN") for n in ("2234567", "22345678", "82345678")]
        return any(phonenumbers.is_valid_number(number) for number in numbers)

    # 开封; 湘潭, 株洲; 铁岭, 抚顺, 本溪; 遵义, 安顺; 咸阳
    withdrawn = {"0371": "0378", "0731": "0732 0733", "024": "0410 0413 0414", "0851": "0852 0853"}
    for now, codes in {**withdrawn, "029": "0910"}.items():
        assert valid(now)
        assert not any(map(valid, codes.split()))
        assert not set(codes.split()) & {city.code for city in cities()}


# ------------------------------------------------------------------------------- the table itself


def test_the_table_has_its_rows_in_order() -> None:
    assert len(cities()) == 358
    assert [city.code for city in cities()] == sorted(city.code for city in cities())
    for _, group in groupby(cities(), key=lambda city: city.code):
        others = [city.en for city in list(group)[1:]]
        assert others == sorted(others)


def test_every_row_is_well_formed() -> None:
    for city in cities():
        assert re.fullmatch(r"0(10|2\d|[3-9]\d\d)", city.code)
        assert re.fullmatch(r"[\u4e00-\u9fff]+(市|地区|盟|自治州|林区)", city.zh)
        assert re.fullmatch(r"[A-Z][a-z]*('[a-z]+)*", city.en)
        assert city.province_zh in PROVINCES
        assert all(alias == alias.strip() and alias.isprintable() for alias in city.aliases)
        keys = [cities_module._key(name) for name in (city.zh, city.en, *city.aliases)]
        assert len(set(keys)) == len(keys), city


def test_a_chinese_name_belongs_to_one_city() -> None:
    names = Counter(n for city in cities() for n in (city.zh, *city.aliases) if not n.isascii())
    assert [name for name, count in names.items() if count > 1] == []


def test_every_province_is_there_under_one_english_name() -> None:
    pairs = {(city.province_zh, city.province_en) for city in cities()}
    assert sorted(zh for zh, _ in pairs) == sorted(PROVINCES)
    assert len({en for _, en in pairs}) == 31


def test_a_shared_code_answers_with_its_principal_city() -> None:
    principal = {
        "024": "沈阳市", "028": "成都市", "029": "西安市", "0371": "郑州市", "0391": "焦作市",
        "0558": "阜阳市", "0719": "十堰市", "0728": "仙桃市", "0731": "长沙市", "0771": "南宁市",
        "0772": "柳州市", "0774": "梧州市", "0775": "玉林市", "0851": "贵阳市", "0898": "海口市",
        "0903": "和田地区", "0906": "阿勒泰地区", "0909": "博尔塔拉蒙古自治州", "0935": "武威市",
        "0937": "酒泉市", "0994": "昌吉回族自治州", "0996": "巴音郭楞蒙古自治州",
        "0997": "阿克苏地区", "0998": "喀什地区", "0999": "伊犁哈萨克自治州",
    }  # fmt: skip
    shared = [code for code, n in Counter(city.code for city in cities()).items() if n > 1]
    assert {code: find_city(code).zh for code in shared} == principal


# ---------------------------------------------------------------------------------- finding a row

AMBIGUOUS = {"Suzhou", "Taizhou", "Fuzhou", "Yulin", "Yichun"}
ALSO_A_PROVINCE = {"Jilin", "Hainan"}


def test_every_row_is_found_by_its_own_names() -> None:
    for city in cities():
        names = [city.zh, city.province_zh + city.zh, f"{city.en}, {city.province_en}"]
        names += [f"{city.province_en} {city.en}", *(a for a in city.aliases if a != "海南")]
        if city.en not in AMBIGUOUS | ALSO_A_PROVINCE:
            names += [city.en, city.en.replace("'", " ").upper()]
        assert all(find_city(name) is city for name in names), city


def test_every_row_is_found_by_its_short_name() -> None:
    for city in cities():
        short = re.sub(r"(市|地区|盟|林区)$", "", city.zh)
        if short != "吉林":
            assert find_city(short) is city
        assert find_city(KIND_OF_PROVINCE.sub("", city.province_zh) + short) is city


def test_the_ambiguous_names_are_all_there_are() -> None:
    by_name = Counter(city.en for city in cities())
    assert {name for name, count in by_name.items() if count > 1} == AMBIGUOUS


# code, city, the ways to write it
WAYS = [
    (
        "0571",
        "杭州市",
        "杭州|杭州市|浙江杭州|浙江省杭州市|浙江省 杭州市|浙江省\u3000杭州市|浙江-杭州",
    ),
    ("0571", "杭州市", "  杭州\n|Hangzhou|hangzhou|HANGZHOU|hang zhou|Hang-zhou|Hángzhōu"),
    ("0571", "杭州市", "Ｈａｎｇｚｈｏｕ|Hangzhou City|hangzhou shi|Hangzhou, Zhejiang Province"),
    ("0571", "杭州市", "0571|０５７１"),
    ("021", "上海市", "021|上海"),
    ("010", "北京市", "010|Beijing"),
    ("023", "重庆市", "重庆市|重庆重庆市"),
    ("029", "西安市", "Xi'an|Xi’an|Xian|xi an|Shanxi Xi'an"),
    ("029", "咸阳市", "咸阳"),
    ("0879", "普洱市", "Pu'er|思茅|思茅地区"),
    ("0710", "襄阳市", "襄樊|Xiangfan"),
    ("0991", "乌鲁木齐市", "Ürümqi|Urumqi|wulumuqi"),
    ("0471", "呼和浩特市", "呼市|内蒙呼和浩特|Huhehaote"),
    ("0891", "拉萨市", "Lhasa|lasa|Xizang Lhasa"),
    ("0892", "日喀则市", "Rikaze|日喀则地区"),
    ("0433", "延边朝鲜族自治州", "延边|延边州|Yanbian Prefecture"),
    ("0872", "大理白族自治州", "大理市"),
    ("0998", "喀什地区", "喀什市"),
    ("0358", "吕梁市", "Lüliang|Lvliang"),
    ("0935", "金昌市", "Jinchang"),
    ("0371", "开封市", "Kaifeng"),
    ("0432", "吉林市", "吉林市|吉林吉林|Jilin City"),
    ("0974", "海南藏族自治州", "海南州|青海海南"),
    ("0898", "海口市", "海南海口"),
    ("0557", "宿州市", "Suzhou, Anhui"),
    ("0512", "苏州市", "江苏 Suzhou"),
    ("0912", "榆林市", "Shaanxi Yulin"),
    ("0856", "铜仁市", "Tongren"),
]


@pytest.mark.parametrize(("code", "zh", "ways"), WAYS)
def test_a_name_is_found_however_it_is_written(code: str, zh: str, ways: str) -> None:
    assert {find_city(text)[:2] for text in ways.split("|")} == {(code, zh)}


# --------------------------------------------------------------------------------- not finding one


def _error(text: str) -> UnknownCity:
    with pytest.raises(UnknownCity) as caught:
        find_city(text)
    error = caught.value
    assert error.exit_code == 2
    assert error.details.keys() == {"city", "candidates"}
    for line in (error.message, error.hint, error.message_en, error.hint_en):
        assert line
        assert line.isprintable()
    return error


def _candidates(text: str) -> list[str]:
    names = _error(text).details["candidates"]
    assert isinstance(names, list)
    return names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Suzhou", "苏州市 (Suzhou, 0512, 江苏省)、宿州市 (Suzhou, 0557, 安徽省)"),
        ("tai zhou", "泰州市 (Taizhou, 0523, 江苏省)、台州市 (Taizhou, 0576, 浙江省)"),
        ("FUZHOU", "福州市 (Fuzhou, 0591, 福建省)、抚州市 (Fuzhou, 0794, 江西省)"),
        ("Yúlín", "玉林市 (Yulin, 0775, 广西壮族自治区)、榆林市 (Yulin, 0912, 陕西省)"),
        ("Yichun City", "伊春市 (Yichun, 0458, 黑龙江省)、宜春市 (Yichun, 0795, 江西省)"),
    ],
)
def test_an_ambiguous_name_names_the_cities(text: str, expected: str) -> None:
    error = _error(text)
    assert error.message == f"“{text}”有歧义：{expected}"
    assert "is ambiguous" in error.message_en
    assert len(_candidates(text)) == 2


@pytest.mark.parametrize(
    ("text", "count", "first"),
    [
        ("浙江", 11, "衢州市"), ("浙江省", 11, "衢州市"), ("Zhejiang", 11, "衢州市"),
        ("吉林", 9, "吉林市"), ("Jilin", 9, "吉林市"), ("Shanxi", 21, "西安市"),
        ("海南", 10, "海口市"), ("Hainan Province", 9, "海口市"), ("Tibet", 7, "拉萨市"),
        ("Inner Mongolia", 12, "呼伦贝尔市"), ("内蒙", 12, "呼伦贝尔市"),
    ],
)  # fmt: skip
def test_a_province_is_no_city(text: str, count: int, first: str) -> None:
    error = _error(text)
    assert error.message == f"“{text}”是省名，不是城市"
    assert len(_candidates(text)) == count
    assert _candidates(text)[0] == first
    if count > 8:
        assert error.hint.endswith(f"等 {count} 个")


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("杭州西湖区", "杭州市"), ("浙江省杭州市西湖区", "杭州市"), ("上海市浦东新区", "上海市"),
        ("扬洲", "扬州市"), ("呼伦", "呼伦贝尔市 呼和浩特市"), ("石家装", "石家庄市"),
        ("571", "杭州市"), ("+86 571", "杭州市"), ("0571-88888888", "杭州市"),
        ("0378", ""), ("9", ""), ("香港", ""), ("!?", ""), ("😀", ""),
    ],
)  # fmt: skip
def test_an_unknown_name_gets_the_nearest(text: str, candidates: str) -> None:
    assert _error(text).message == f"不认识的城市：“{text}”"
    assert _candidates(text) == candidates.split()


@pytest.mark.parametrize(
    ("text", "first"), [("Hangzhuo", "杭州市"), ("shenzen", "深圳市"), ("Pekin", "北京市")]
)
def test_a_slip_in_pinyin_gets_the_nearest_first(text: str, first: str) -> None:
    assert _candidates(text)[0] == first
    assert _error(text).hint.startswith("最接近：" + first)


def test_a_county_with_its_province_gets_the_cities_of_that_province() -> None:
    assert _candidates("浙江义乌") == [c.zh for c in cities() if c.province_zh == "浙江省"]
    assert _error("浙江义乌").hint.startswith("该省有：")


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u3000"])
def test_no_name_at_all(text: str) -> None:
    error = _error(text)
    assert error.message == "没有写城市"
    assert "0571" in error.hint


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m杭州", "·[31m杭州"), ("杭\n州", "杭·州"), ("杭\x00州", "杭·州"),
        ("杭州\u202e", "杭州·"), ("\udc80", "·"),
        ("杭" * 1000, "杭" * 40), ("a" * 100_000, "a" * 40),
    ],
)  # fmt: skip
def test_a_message_never_repeats_what_could_harm_a_terminal(text: str, shown: str) -> None:
    error = _error(text)
    assert error.message == f"不认识的城市：“{shown}”"
    assert error.details["city"] == shown


def test_an_error_survives_pickling() -> None:
    error = _error("Suzhou")
    again = pickle.loads(pickle.dumps(error))
    assert (again.message, again.hint, again.details) == (error.message, error.hint, error.details)


PIECES = [n for c in cities() for n in (c.zh, c.zh[:-1], c.en, c.province_zh, c.code)] + [" ", "市"]


@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=4).map("".join))
def test_any_text_gives_a_city_or_an_unknown_city(text: str) -> None:
    try:
        city = find_city(text)
    except UnknownCity:
        assert all(find_city(name).zh == name for name in _candidates(text))
    else:
        assert city in cities()


def test_the_import_reads_nothing() -> None:
    script = (
        "import sys, pddroute; before = set(sys.modules); import pddroute.numbers.cities as c\n"
        "assert c.cities.cache_info().currsize == 0\n"
        "print(*sorted({'csv', 'difflib', 'importlib.resources', 'unicodedata'}"
        " & (set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == ""


# --- what tells a city apart ---


def test_a_city_is_told_apart_by_its_code_or_where_that_is_shared_by_its_name_too() -> None:
    assert len(areas()) == len(cities())
    for city in cities():
        others = [one for one in cities() if one.code == city.code and one is not city]
        area = f"{city.code} {city.zh}" if others else city.code
        assert area in areas()
        names = [f"{city.province_zh}{city.zh}"] if city.zh != city.province_zh else [city.zh]
        assert {find_area(name) for name in names} == {area}


def test_a_shared_code_alone_names_none_of_its_cities() -> None:
    assert find_area("0731") == find_area("０７３１ ") == "0731"
    assert "0731" not in areas()
    assert find_area("0571") == find_area("hang zhou") == "0571"
    with pytest.raises(UnknownCity):
        find_area("湖南")
