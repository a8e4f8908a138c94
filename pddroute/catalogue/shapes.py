"""What does not fit a type, in our own words: msgspec's messages, read here, reach nobody."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from pddroute.catalogue.forms import FORMS
from pddroute.words import Lang, Said, shown

Path = tuple[str | int, ...]


class Shape(NamedTuple):
    """Why a value does not fit its type: where in it, what is wrong, and what to do.

    ``path`` are the steps inside the value. ``key`` is the key at ``path`` that is missing or not
    known; None where what stands at ``path`` is itself wrong.
    """

    path: Path
    said: Said
    fix: Said
    key: str | None = None

    def sentence(self, lang: Lang, name: str = "") -> str:
        """What is wrong, as a sentence in ``lang`` with the name of what it is wrong with.

        ``audience cannot be 'x': use one of consumer, merchant``; with a ``name`` for the whole
        value, ``issues.scam.audience cannot be …``.
        """
        where = ".".join(map(str, (name, *self.path) if name else self.path))
        between = ": " if self.key is not None else " "
        return f"{where}{between if where else ''}{self.said.to(lang)}"


def explain(error: msgspec.ValidationError, kind: Any, value: Any) -> Shape:
    """Why msgspec found that ``value``, plain data, does not fit ``kind``, a type, in our words.

    >>> try:
    ...     msgspec.convert({"n": [1, "x"]}, dict[str, list[int]])
    ... except msgspec.ValidationError as error:
    ...     shape = explain(error, dict[str, list[int]], {"n": [1, "x"]})
    >>> shape.path, shape.sentence("en")
    (('n', 1), 'n.1 cannot be a text: it must be a whole number')
    """
    found = _WHERE.fullmatch(str(error))
    message, inside = found.groups() if found else (str(error), "")
    path, kinds, value = _follow(kind, inside, value)
    tried = ((text, re.fullmatch(form, message, re.DOTALL)) for form, text in _MESSAGES)
    text, told = next((text, match.groupdict()) for text, match in tried if match)
    listed = [str(one) for each in kinds if get_origin(each) is Literal for one in get_args(each)]
    if text in (_WRONG_TYPE, _NOT_LISTED) and listed:
        text = _NOT_LISTED
    elif text is _NOT_LISTED:  # `kind` is not the type that it did not fit
        text = _OTHER
    got = told.get("got") or "?"
    given = _TYPES.get(got, (Said(got, got),))[0]
    if "given" in told and isinstance(value, str):
        given = Said(f"“{shown(value)}”", f"'{shown(value)}'")
    wanted = [name for name in told.get("wanted", "").split(" | ") if name != "null"]
    due = [_TYPES.get(name, (Said(name, name), _SEE)) for name in wanted]
    form = told.get("form", "").replace("\\\\", "\\")
    return _shape(
        text,
        path,
        told.get("key"),
        known=", ".join(dict.fromkeys(one.encode_name for each in kinds for one in _fields(each))),
        listed=", ".join(dict.fromkeys(listed)),
        got=given,
        due=Said("或".join(name.zh for name, _ in due), " or ".join(name.en for name, _ in due)),
        how=FORMS.get(form, due[0][1] if due else _SEE),
        most=told.get("most"),
    )


def unknown(key: str, known: Iterable[str]) -> Shape:
    """A ``key`` of the whole that is none of the ``known`` ones."""
    return _shape(_UNKNOWN, (), key, known=", ".join(known))


def missing(key: str) -> Shape:
    """A ``key`` of the whole that has to be there and is not."""
    return _shape(_MISSING, (), key)


def _shape(text: tuple[Said, Said], path: Path, key: str | None, **values: Any) -> Shape:
    values["key"] = shown(key or "")
    said, fix = (Said(one.zh.format_map(values), one.en.format_map(values)) for one in text)
    return Shape(path, said, fix, key)


# --- what msgspec says, and what we say


_WHERE = re.compile(r"(.*) - at `\$(.*)`", re.DOTALL)  # " - at `$.claims.number[0]`"
_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")
_SEE = Said("见 JSON Schema", "see the JSON Schema")
_HOW = Said("{how.zh}", "{how.en}")

_UNKNOWN = (
    Said("不认识的键“{key}”", "unknown key '{key}'"),
    Said("可用的键：{known}", "known keys: {known}"),
)
_MISSING = (Said("缺少“{key}”", "'{key}' is missing"), Said("加上 {key}", "add {key}"))
_NOT_LISTED = (
    Said("不能是{got.zh}：可用 {listed}", "cannot be {got.en}: use one of {listed}"),
    Said("改成其中一个", "change it to one of them"),
)
_WRONG_TYPE = (
    Said("不能是{got.zh}：应是{due.zh}", "cannot be {got.en}: it must be {due.en}"),
    _HOW,
)
_WRONG_FORM = (
    Said("写法不对：{how.zh}", "is not written as it has to be: {how.en}"),
    _HOW,
)
_TOO_LONG = (
    Said("太长：最多 {most} 个字符", "is too long: at most {most} characters"),
    Said("写短一些", "make it shorter"),
)
_TOO_BIG = (
    Said("太大：最大 {most}", "is too large: at most {most}"),
    Said("写小一些", "make it smaller"),
)
_TOO_SMALL = (
    Said("太小：最小 {most}", "is too small: at least {most}"),
    Said("写大一些", "make it larger"),
)
_NO_DATE = (
    Said("不是日期：写日期 2026-11-21", "is no date: write a date: 2026-11-21"),
    Said("写日期 2026-11-21", "write a date: 2026-11-21"),
)
_OTHER = (Said("写得不对", "is not right"), _SEE)
_MESSAGES = (
    (r"Object contains unknown field `(?P<key>.*)`", _UNKNOWN),
    (r"Object missing required field `(?P<key>.+)`", _MISSING),
    (r"Invalid enum value (?P<given>.*)", _NOT_LISTED),
    (r"Expected `(?P<wanted>[^`]+)`(?:, got `(?P<got>.+)`)?", _WRONG_TYPE),
    (r"Expected `str` matching regex '(?P<form>.+)'", _WRONG_FORM),
    (r"Expected `str` of length <= (?P<most>\d+)", _TOO_LONG),
    (r"Expected `(?:int|float)` <= (?P<most>\S+)", _TOO_BIG),
    (r"Expected `(?:int|float)` >= (?P<most>\S+)", _TOO_SMALL),
    (r"Invalid RFC3339 encoded date", _NO_DATE),
    (r".*", _OTHER),
)
_TYPES = {  # what a type of msgspec's is called, and how it is written
    "object": (Said("映射", "a mapping"), Said("写成“键: 值”", "write `key: value`")),
    "array": (Said("列表", "a list"), Said("写成 [一项, 另一项]", "write [one, another]")),
    "str": (Said("文字", "a text"), Said("写成一段文字", "write a text")),
    "bool": (
        Said(" true 或 false", "true or false"),
        Said("写 true 或 false", "write true or false"),
    ),
    "int": (Said("整数", "a whole number"), Said("写一个整数", "write a whole number")),
    "float": (Said("小数", "a number"), Said("写一个数", "write a number")),
    "null": (Said("空", "empty"), _SEE),
}


# --- the types inside a type


def _follow(kind: Any, inside: str, value: Any) -> tuple[Path, list[Any], Any]:
    """The path that msgspec writes as ``inside``, the types that may stand there, and what does."""
    path: list[str | int] = []
    kinds = _allowed(kind)
    for name, index in _STEP.findall(inside):
        step: str | int = name or (_guilty(kinds, value) if index == "..." else int(index))
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):  # a key in the message that looks like a path
            break
        path.append(step)
        kinds = [each for one in kinds for each in _allowed(_part(one, step))]
    return tuple(path), kinds, value


def _guilty(kinds: Sequence[Any], value: Any) -> str:
    """The first key of a mapping whose value does not fit; msgspec writes ``[...]`` for it."""
    wanted = next((get_args(kind)[1] for kind in kinds if get_origin(kind) is dict), Any)
    for key, one in value.items() if isinstance(value, dict) else ():
        try:
            msgspec.convert(one, wanted, strict=False)
        except msgspec.ValidationError:
            return str(key)
    return "..."


def _part(kind: Any, step: str | int) -> Any:
    """The type of what stands at ``step`` in a value of ``kind``."""
    if get_origin(kind) in (list, dict):
        return get_args(kind)[-1]
    return next((field.type for field in _fields(kind) if field.encode_name == step), Any)


def _allowed(kind: Any) -> list[Any]:
    """The types that ``kind`` allows, each by itself."""
    if get_origin(kind) is Annotated:
        return _allowed(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return [each for one in get_args(kind) for each in _allowed(one)]
    return [kind]


@cache
def _fields(kind: Any) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind) if hasattr(kind, "__struct_fields__") else ()
