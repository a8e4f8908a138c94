"""What is wrong with a value that does not fit its type, in our words: msgspec's are English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from pddroute.words import Said


class Shape(NamedTuple):
    """A value that does not fit: where in it, what is wrong, and what to do about it."""

    path: tuple[str | int, ...]
    said: Said
    fix: Said


# What msgspec appends: " - at `$.claims[...][0]`", or for a key " - at `key` in `$.claims`".
_WHERE = re.compile(r"(.*?)(?: - at (?:`key` in )?`\$(.*)`)?", re.DOTALL)
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_TYPES = {
    "array": Said("应是列表", "it must be a list"),
    "bool": Said("应是 true 或 false", "it must be true or false"),
    "object": Said("应是映射", "it must be a mapping"),
    "str": Said("应是文字", "it must be a text"),
}


def explain(error: msgspec.ValidationError, kind: Any) -> Shape:
    """What ``error`` says of a value that was to be of type ``kind``."""
    where = _WHERE.fullmatch(str(error))
    message, inside = where.groups() if where else (str(error), "")
    steps = _STEP.findall(inside or "")
    path: tuple[str | int, ...] = tuple(name or int(index) for name, index in steps)
    if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", message, re.DOTALL):
        known = ", ".join(field.name for one in _at(kind, path) for field in _fields(one))
        return Shape(
            (*path, unknown[1]),
            Said(f"不认识的键“{unknown[1]}”", f"unknown key {unknown[1]!r}"),
            Said(f"可用的键：{known}", f"known keys: {known}"),
        )
    if missing := re.fullmatch(r"Object missing required field `(.+)`", message):
        return Shape(
            (*path, missing[1]),
            Said(f"缺少“{missing[1]}”", f"{missing[1]!r} is missing"),
            Said(f"加上 {missing[1]}", f"add {missing[1]}"),
        )
    if message.startswith("Invalid enum value"):
        values = ", ".join(str(v) for one in _at(kind, path) for v in getattr(one, "values", ()))
        return Shape(
            path,
            Said("不在允许的值之列", "not one of the values allowed"),
            Said(f"可用 {values}", f"use one of {values}"),
        )
    wanted = re.match(r"Expected `(\w+)", message)
    wrong = Said("类型不对", "of a wrong type")
    return Shape(path, wrong, _TYPES.get(wanted[1] if wanted else "", wrong))


def _at(kind: Any, path: tuple[str | int, ...]) -> list[Any]:
    """The types that what stands at ``path`` in a value of type ``kind`` may be of."""
    from msgspec import inspect  # late: only what is wrong needs it

    types = list(_plain(inspect.type_info(kind)))
    for step in path:
        inside = []
        for one in types:
            if isinstance(step, int):
                inside.append(getattr(one, "item_type", None))
            else:
                inside += [field.type for field in _fields(one) if field.name == step]
        types = [plain for one in inside if one is not None for plain in _plain(one)]
    return types


def _plain(kind: Any) -> Iterator[Any]:
    """A type without its description; the types of a union, each."""
    name = type(kind).__name__
    if name == "Metadata":
        yield from _plain(kind.type)
    elif name == "UnionType":
        for one in kind.types:
            yield from _plain(one)
    else:
        yield kind


def _fields(kind: Any) -> tuple[Any, ...]:
    return getattr(kind, "fields", ())
