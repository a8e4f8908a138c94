"""What does not fit a type, told in our own words in both languages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta, inspect

from pddroute.catalogue.facts import Source
from pddroute.catalogue.forms import FORMS
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.shapes import Path, Shape, explain
from pddroute.contract.questions import QUESTIONS


class Name(msgspec.Struct, forbid_unknown_fields=True):
    zh: str
    en: str | None = None


class Thing(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str | Name
    live: bool | None = None
    count: int = 0
    share: float = 0
    day: dt.date | None = None
    who: Literal["consumer", "merchant"] | None = None
    id: Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=5)] = "x"
    form: Annotated[str, Meta(pattern=r"^x$")] = "x"
    least: Annotated[int, Meta(ge=0)] = 0
    most: Annotated[float, Meta(le=7.5)] = 0
    texts: dict[str, list[Name]] = {}
    days: dict[str, list[dt.date]] = {}


def shape(value: Any) -> Shape:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, Thing, strict=False)
    return explain(caught.value, Thing, value)


@pytest.mark.parametrize(
    ("value", "path", "key", "zh", "en", "fix"),
    [
        ({}, (), "name", "缺少“name”", "'name' is missing", "add name"),
        (
            {"name": {"fr": "x"}},
            ("name",),
            "fr",
            "name: 不认识的键“fr”",
            "name: unknown key 'fr'",
            "known keys: zh, en",
        ),
        ({"name": "x", "": 1}, (), "", "不认识的键“”", "unknown key ''", "known keys: name, live"),
        ({"name": "x", "a\x1b": 1}, (), "a\x1b", "不认识的键“a·”", "unknown key 'a·'", "known"),
        (
            {"name": "x", "who": "all"},
            ("who",),
            None,
            "who 不能是“all”：可用 consumer, merchant",
            "who cannot be 'all': use one of consumer, merchant",
            "change it to one of them",
        ),
        (
            {"name": "x", "who": []},
            ("who",),
            None,
            "who 不能是列表：可用 consumer, merchant",
            "who cannot be a list: use one of consumer, merchant",
            "change it to one of them",
        ),
        (
            {"name": []},
            ("name",),
            None,
            "name 不能是列表：应是文字或映射",
            "name cannot be a list: it must be a text or a mapping",
            "write a text",
        ),
        (
            {"name": "x", "texts": {"a": [], "b": [{"zh": "x"}, {"zh": None}]}},
            ("texts", "b", 1, "zh"),
            None,
            "texts.b.1.zh 不能是空：应是文字",
            "texts.b.1.zh cannot be empty: it must be a text",
            "write a text",
        ),
        (
            {"name": "x", "days": {"a": ["2026-10-01"], "b": ["2026-10-01", "soon"]}},
            ("days", "b", 1),
            None,
            "days.b.1 不是日期：写日期 2026-11-21",
            "days.b.1 is no date: write a date: 2026-11-21",
            "write a date: 2026-11-21",
        ),
        (
            {"name": "x", "live": "perhaps"},
            ("live",),
            None,
            "live 不能是文字：应是 true 或 false",
            "live cannot be a text: it must be true or false",
            "write true or false",
        ),
        (
            {"name": "x", "count": "many"},
            ("count",),
            None,
            "count 不能是文字：应是整数",
            "count cannot be a text: it must be a whole number",
            "write a whole number",
        ),
        (
            {"name": "x", "share": {}},
            ("share",),
            None,
            "share 不能是映射：应是小数",
            "share cannot be a mapping: it must be a number",
            "write a number",
        ),
        (
            {"name": "x", "day": "x"},
            ("day",),
            None,
            "day 不是日期：写日期 2026-11-21",
            "day is no date: write a date: 2026-11-21",
            "write a date",
        ),
        (
            {"name": "x", "id": "A b"},
            ("id",),
            None,
            "id 写法不对：只用小写字母、数字和连字符",
            "id is not written as it has to be: use only lower-case letters, digits and hyphens",
            "use only lower-case",
        ),
        (
            {"name": "x", "form": "y"},
            ("form",),
            None,
            "form 写法不对：见 JSON Schema",
            "form is not written as it has to be: see the JSON Schema",
            "see the JSON Schema",
        ),
        (
            {"name": "x", "id": "x" * 6},
            ("id",),
            None,
            "id 太长：最多 5 个字符",
            "id is too long: at most 5 characters",
            "make it shorter",
        ),
        (
            [],
            (),
            None,
            "不能是列表：应是映射",
            "cannot be a list: it must be a mapping",
            "write `k",
        ),
    ],
)
def test_what_does_not_fit_is_told_in_our_words(
    value: Any, path: Path, key: str | None, zh: str, en: str, fix: str
) -> None:
    found = shape(value)
    assert (found.path, found.key) == (path, key)
    assert (found.sentence("zh"), found.sentence("en")) == (zh, en)
    assert found.fix.en.startswith(fix)
    assert found.fix.zh != found.fix.en


def test_a_name_for_the_whole_stands_before_the_rest() -> None:
    assert shape({}).sentence("en", "things.one") == "things.one: 'name' is missing"
    assert shape([]).sentence("en", "one") == "one cannot be a list: it must be a mapping"
    found = shape({"name": "x", "day": "x"})
    assert found.sentence("zh", "things.one") == "things.one.day 不是日期：写日期 2026-11-21"


@pytest.mark.parametrize(
    "key", ["a\nb - at `$.name`", "b` - at `$.texts[...][7].zh", "` - at `$.x"]
)
def test_a_key_that_looks_like_a_place_leads_nowhere(key: str) -> None:
    found = shape({"name": "x", "texts": {}, key: 1})
    assert found.path in ((), ("name",), ("texts",))
    assert found.sentence("zh")


@pytest.mark.parametrize(
    ("value", "en"),
    [
        ({"name": "x", "least": -1}, "least is too small: at least 0"),
        ({"name": "x", "most": 8}, "most is too large: at most 7.5"),
        ({"name": "x", "who": ""}, "who cannot be '': use one of consumer, merchant"),
        (
            {"name": "x", "who": "it's \\ \n"},
            "who cannot be 'it's \\ ·': use one of consumer, merch",
        ),
    ],
)
def test_a_value_is_quoted_as_it_is_and_a_bound_is_told(value: Any, en: str) -> None:
    assert shape(value).sentence("en").startswith(en)


def test_what_msgspec_says_in_words_we_do_not_know_reaches_nobody() -> None:
    error = msgspec.ValidationError("No\nsuch  luck - at `$.name`")
    found = explain(error, Thing, {"name": "x"})
    assert found.path == ("name",)
    assert found.sentence("zh") == "name 写得不对"
    assert found.sentence("en") == "name is not right"
    assert found.fix.en == "see the JSON Schema"
    error = msgspec.ValidationError("Invalid enum value 'x' - at `$.name`")
    assert explain(error, Thing, {}).said.en == "is not right"
    assert shape({"name": "x", "least": "-1"}).path == ("least",)
    error = msgspec.ValidationError("Expected `Moon`, got `Sun`")
    assert explain(error, Thing, {}).said.en == "cannot be Sun: it must be Moon"


def constraints(kind: Any, met: set[Any]) -> Iterator[Any]:
    """Every type with a bound of its own inside a type."""
    if isinstance(kind, inspect.StructType):
        if kind.cls in met:
            return
        met.add(kind.cls)
        kind = [one.type for one in kind.fields]
    if isinstance(kind, list | tuple):
        for one in kind:
            yield from constraints(one, met)
    elif isinstance(kind, inspect.Metadata):
        yield from constraints(kind.type, met)
    elif isinstance(kind, inspect.UnionType):
        yield from constraints(kind.types, met)
    elif isinstance(kind, inspect.ListType):
        yield from constraints(kind.item_type, met)
    elif isinstance(kind, inspect.DictType):
        yield from constraints((kind.key_type, kind.value_type), met)
    else:
        yield kind


def test_every_bound_of_the_catalogue_and_of_questions_is_told_in_our_words() -> None:
    kinds = [inspect.type_info(one) for one in (Catalog, *QUESTIONS.values())]
    found = list(constraints(kinds, set()))
    patterns = {one.pattern for one in found if isinstance(one, inspect.StrType) and one.pattern}
    assert patterns == FORMS.keys()
    for pattern in patterns:
        words = (FORMS[pattern].zh, FORMS[pattern].en)
        assert not [word for word in words if re.search(r"[\\^$?*]", word)]
    known = {"pattern", "max_length", "ge", "le", "tz"}  # each is tried above
    for one in found:
        bounds = {key for key in one.__struct_fields__ if getattr(one, key) is not None}
        assert bounds <= known | {"values", "types"}, one


@pytest.mark.parametrize("field", ["published", "seen"])
@pytest.mark.parametrize("given", ["2026-11-01T10:00", "2026-13-01x", "July 2023", "1 Nov"])
def test_a_date_that_is_none_is_asked_for_as_a_date(field: str, given: str) -> None:
    source = {"title": "x", "publisher": "x", "grade": "official", field: given}
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(source, Source)
    told = explain(caught.value, Source, source)
    assert told.sentence("en").endswith("write a date: 2026-11-21, 2026-11 or 2026")
    assert told.sentence("zh").endswith("写日期 2026-11-21、2026-11 或 2026")
