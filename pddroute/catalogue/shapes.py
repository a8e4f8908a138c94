"""What does not fit a type, in our own words: the one translator of msgspec's messages."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from pddroute.words import Lang, Said, shown

Path = tuple[str | int, ...]


class Shape(NamedTuple):
    """Why a value does not fit its type: where in it, what is wrong, and what to do.

    ``path`` are the steps inside the value; ``...`` is a key that is not known, for want of the
    value. ``key`` is the key at ``path`` that is missing or not known; None where what stands at
    ``path`` is itself wrong.
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


def explain(error: msgspec.ValidationError, kind: Any, value: Any = None) -> Shape:
    """Why msgspec found that something does not fit ``kind``, a type, in our words.

    ``value`` is what did not fit, as plain data. It may be left out: then the keys of mappings
    are not known, nor which of several tagged types was meant.

    >>> try:
    ...     msgspec.convert({"n": [1, "x"]}, dict[str, list[int]])
    ... except msgspec.ValidationError as error:
    ...     shape = explain(error, dict[str, list[int]], {"n": [1, "x"]})
    >>> shape.path, shape.sentence("en")
    (('n', 1), 'n.1 cannot be a text: it must be a whole number')
    """
    found = _WHERE.fullmatch(str(error))
    message, inside = found.groups() if found else (str(error), "")
    path, kinds = _follow(kind, inside, value)
    for pattern, make in _MESSAGES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return make(path, kinds, *match.groups())
    told = " ".join(message.split())
    return Shape(path, Said(f"写得不对（{told}）", f"is not right ({told})"), _SEE)


# --- what msgspec says, and what we say


_WHERE = re.compile(r"(.*) - at `\$(.*)`", re.DOTALL)  # " - at `$.claims.number[0]`"
_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")
_SEE = Said("见 pddroute schema", "see pddroute schema")
_PICK = Said("改成其中一个", "change it to one of them")


def _unknown(path: Path, kinds: Sequence[Any], key: str) -> Shape:
    names = dict.fromkeys(field.encode_name for kind in kinds for field in _fields(kind))
    said = Said(f"不认识的键“{shown(key)}”", f"unknown key {shown(key)!r}")
    fix = Said(f"可用的键：{'、'.join(names)}", f"known keys: {', '.join(names)}")
    return Shape(path, said, fix, key)


def _missing(path: Path, _: Sequence[Any], key: str) -> Shape:
    said = Said(f"缺少“{key}”", f"{key!r} is missing")
    return Shape(path, said, Said(f"加上 {key}", f"add {key}"), key)


def _not_listed(path: Path, kinds: Sequence[Any], given: str) -> Shape:
    text = shown(given.strip("'\""))
    listed = _listed(kinds) or Said("没有这个值", "there is no such value")
    return _cannot(path, Said(f"“{text}”", repr(text)), listed, _PICK)


def _wrong_type(path: Path, kinds: Sequence[Any], wanted: str, given: str | None) -> Shape:
    got = _TYPES[given][0] if given in _TYPES else Said(given or "这个", given or "this")
    listed = _listed(kinds)
    if listed:
        return _cannot(path, got, listed, _PICK)
    due = [_TYPES[name] for name in wanted.split(" | ") if name != "null" and name in _TYPES]
    zh = "或".join(name.zh for name, _ in due) or wanted
    en = " or ".join(name.en for name, _ in due) or wanted
    return _cannot(path, got, Said(f"应是{zh}", f"it must be {en}"), due[0][1] if due else _SEE)


def _cannot(path: Path, given: Said, due: Said, fix: Said) -> Shape:
    said = Said(f"不能是{given.zh}：{due.zh}", f"cannot be {given.en}: {due.en}")
    return Shape(path, said, fix)


def _listed(kinds: Sequence[Any]) -> Said | None:
    """The values of a closed list, if that is what the types are."""
    closed = (get_args(kind) for kind in kinds if get_origin(kind) is Literal)
    values = ", ".join(dict.fromkeys(str(value) for one in closed for value in one))
    return Said(f"可用 {values}", f"use one of {values}") if values else None


def _wrong_form(path: Path, _: Sequence[Any], pattern: str) -> Shape:
    known = (fix for start, fix in _FORMS.items() if pattern.startswith(start))
    fix = next(known, Said(f"应符合 {pattern}", f"it must match {pattern}"))
    return Shape(path, Said("写法不对", "is not written as it has to be"), fix)


def _too_long(path: Path, _: Sequence[Any], most: str) -> Shape:
    said = Said(f"太长：最多 {most} 个字符", f"is too long: at most {most} characters")
    return Shape(path, said, Said("写短一些", "make it shorter"))


def _no_date(path: Path, _: Sequence[Any]) -> Shape:
    return Shape(path, Said("不是日期", "is no date"), _FORMS["date"])


_MESSAGES: tuple[tuple[str, Callable[..., Shape]], ...] = (
    (r"Object contains unknown field `(.*)`", _unknown),
    (r"Object missing required field `(.+)`", _missing),
    (r"Invalid (?:enum )?value (.+)", _not_listed),
    (r"Expected `([^`]+)`(?:, got `(.+)`)?", _wrong_type),
    (r"Expected `str` matching regex '(.+)'", _wrong_form),
    (r"Expected `str` of length <= (\d+)", _too_long),
    (r"Invalid RFC3339 encoded date", _no_date),
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
    "null": (Said("空", "empty"), Said("留空", "leave it empty")),
}
_FORMS = {  # how what has to match a pattern is written, by how the pattern begins
    "date": Said("写成 2026-11-21", "write it as 2026-11-21"),
    r"^[a-z0-9]+": Said(
        "只用小写字母、数字和连字符", "lower-case letters, digits and hyphens only"
    ),
    r"^\\d{4}": Said("写成 2026-11-21、2026-11 或 2026", "write it as 2026-11-21, 2026-11 or 2026"),
    r"^[1-9]": Said("写成 48 hours、7 working_days", "write 48 hours, 7 working_days, 60 days"),
    r"^0": Said("写成区号，例如 021", "write an area code: 021"),
}


# --- the types inside a type


def _follow(kind: Any, inside: str, value: Any) -> tuple[Path, list[Any]]:
    """The path that msgspec writes as ``inside``, and the types that may stand at its end."""
    path: list[str | int] = []
    kinds = _meant(kind, value)
    for name, index in _STEP.findall(inside):
        step: str | int = name or (_guilty(kinds, value) if index == "..." else int(index))
        try:
            value = None if value is None else value[step]
        except (KeyError, IndexError, TypeError):  # a key in the message that looks like a path
            break
        path.append(step)
        kinds = [each for one in kinds for each in _meant(_part(one, step), value)]
    return tuple(path), kinds


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
    config = getattr(kind, "__struct_config__", None)
    if config and config.tag_field == step:
        return Literal[config.tag]
    return next((field.type for field in _fields(kind) if field.encode_name == step), Any)


def _meant(kind: Any, value: Any) -> list[Any]:
    """The types that ``kind`` allows; of tagged ones only that which ``value`` is tagged as."""
    if get_origin(kind) is Annotated:
        return _meant(get_args(kind)[0], value)
    if get_origin(kind) not in (Union, types.UnionType):
        return [kind]
    kinds = [each for one in get_args(kind) for each in _meant(one, value)]
    return [one for one in kinds if _is_tagged(one, value)] or kinds


def _is_tagged(kind: Any, value: Any) -> bool:
    config = getattr(kind, "__struct_config__", None)
    tag = value.get(config.tag_field) if config and isinstance(value, dict) else None
    return config is not None and tag is not None and tag == config.tag


def _fields(kind: Any) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind) if hasattr(kind, "__struct_fields__") else ()
