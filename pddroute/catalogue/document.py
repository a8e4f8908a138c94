"""A YAML document as plain data, with the line and column of every part of it.

Only what a catalogue needs is read: mappings, lists and texts. Every scalar stays the text that
was written, so that ``021`` is not a number, ``off`` not a boolean and a date not a timestamp; the
catalogue's types decide what a text means. Anchors and aliases are refused, which also disarms
documents that unfold to a thousand times their size.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from pddroute.errors import CatalogError

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_VALUES",
    "Document",
    "Path",
    "Place",
    "fault",
    "printable",
]
__all__ += ["read_document"]

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 24
MAX_VALUES = 1_500_000
"""A catalogue of ten thousand channels has about half as many."""
_MAX_MESSAGE = 400  # characters: what is quoted from a file may be as long as the file

Path = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset(("", "~", "null"))
_PROBLEMS = (  # what libyaml says, and the same in Chinese
    ("mapping values are not allowed", "这里不能有“键: 值”"),
    ("cannot start any token", "不能以这个字符开头，要加引号"),
    ("expected key", "这里应是一个键"),
    ("expected ':'", "键后面缺少冒号"),
    ("could not find expected ':'", "键后面缺少冒号"),
    ("expected ',' or ']'", "缺少逗号或 ]"),
    ("expected ',' or '}'", "缺少逗号或 }"),
    ("expected '-' indicator", "这里应是以 - 开头的一项"),
    ("expected <document start>", "前面的内容已经结束，这里多出了内容"),
    ("block sequence entries are not allowed", "这里不能有以 - 开头的一项"),
    ("unexpected end of stream", "文件没有写完，可能缺少引号"),
    ("unexpected document indicator", "引号里不能有 --- 或 ..."),
    ("unknown escape character", "不认识的转义字符"),
    ("expected the node content", "这里应有内容"),
    ("did not find expected node content", "这里应有内容"),
    ("undefined alias", "不认识的别名"),
)
_NOT_A_MAPPING = ("最外层应是映射（键: 值）", "the top must be a mapping")


class Place(NamedTuple):
    """Where something stands: a file's name, and a line and column, both from 1."""

    file: str
    line: int
    column: int


class Document(NamedTuple):
    """The data, and the place of every value by its path (and of every key by path + ``"#"``).

    Of an overlay's doing it keeps where the ``null`` of all it removed stands, and the lists it
    put others in place of.
    """

    data: dict[str, Any]
    places: dict[Path, Place]
    removed: Mapping[Path, Place] = MappingProxyType({})
    replaced: Mapping[Path, Sequence[Any]] = MappingProxyType({})


def read_document(content: bytes, file: str) -> Document:
    """``content`` (the bytes of a YAML file called ``file``) as data with places.

    Raises :class:`CatalogError` with line and column for anything that is not UTF-8, not YAML, too
    large, too deep, not a mapping, or holds an alias, a duplicate key or a control character.
    """
    if len(content) > MAX_BYTES:
        raise fault(
            Place(file, 1, 1),
            f"文件太大，上限 {MAX_BYTES} 字节",
            f"the file is too large, the limit is {MAX_BYTES} bytes",
        )
    text = _decode(content, file)
    try:
        return _Builder(file).build(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        raise _yaml_fault(error, text, file) from None
    except yaml.YAMLError as error:
        raise fault(Place(file, 1, 1), "不是 YAML", f"not YAML: {_one_line(error)}") from None


def _decode(content: bytes, file: str) -> str:
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _lines(content[: error.start].decode("utf-8"))
        place = Place(file, len(before), len(before[-1]) + 1)
        raise fault(place, "不是 UTF-8 编码", "not UTF-8") from None
    for number, line_text in enumerate(_lines(text), 1):
        if line_text.isprintable():
            continue
        bad = next((i for i, c in enumerate(line_text) if not _allowed(c)), None)
        if bad is not None:
            char = f"U+{ord(line_text[bad]):04X}"
            zh, en = f"有控制字符 {char}", f"control character {char}"
            if line_text[bad] == "\t":
                zh, en = "有制表符（Tab），请改成空格", "a tab: use spaces"
            raise fault(Place(file, number, bad + 1), zh, en)
    return text


def _lines(text: str) -> list[str]:
    """The lines of ``text`` as YAML counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _allowed(char: str) -> bool:
    """Whether a catalogue may hold this character: nothing that steers a terminal."""
    return char.isprintable() or char in "\u3000\u00a0"


def _yaml_fault(error: yaml.MarkedYAMLError, text: str, file: str) -> CatalogError:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    lines = _lines(text)
    if place.line > len(lines):  # libyaml ends every text with a line end of its own
        place = Place(file, len(lines), len(lines[-1]) + 1)
    problem = _one_line(error.problem or error.context or "syntax error")
    zh = next((zh for part, zh in _PROBLEMS if part in problem), problem)
    return fault(
        place,
        f"YAML 语法错误（{zh}）",
        f"not YAML: {problem}",
        "检查这里和上一行的缩进、引号、括号和冒号",
        "look at the indentation, quotes, brackets and colons here and on the line above",
    )


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:200]


def printable(text: str) -> str:
    """``text`` on one line and without what steers a terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "·" for c in text)


def fault(place: Place, zh: str, en: str, hint: str = "", hint_en: str = "") -> CatalogError:
    """The error for what is wrong at ``place``; its message is one line that can be printed."""
    where = printable(f"{place.file}:{place.line}:{place.column}")
    return CatalogError(
        f"{where}: {printable(zh[:_MAX_MESSAGE])}",
        message_en=f"{where}: {printable(en[:_MAX_MESSAGE])}",
        hint=hint,
        hint_en=hint_en,
        details={"file": place.file, "line": place.line, "column": place.column},
    )


class _Builder:
    """Turns the parser's events into data, remembering where each came from."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, Place] = {}

    def build(self, events: Iterator[Any]) -> Document:
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._fault(event, "一个文件只能有一份文档", "more than one document")
                top = next(events)
                if isinstance(top, yaml.SequenceStartEvent):
                    raise self._fault(top, *_NOT_A_MAPPING)
                data = self._value(top, events, ())
        if documents == 0 or data is None:
            raise fault(Place(self.file, 1, 1), "目录是空的", "the catalogue is empty")
        if not isinstance(data, dict):
            raise fault(self.places[()], *_NOT_A_MAPPING)
        return Document(data, self.places)

    def _value(self, event: Any, events: Iterator[Any], path: Path) -> Any:
        self.places[path] = self._place(event)
        if len(self.places) > MAX_VALUES:
            zh, en = f"内容太多，上限 {MAX_VALUES} 项", f"more than {MAX_VALUES} values"
            raise self._fault(event, zh, en)
        self._refuse_properties(event)
        if isinstance(event, yaml.ScalarEvent):
            return None if event.implicit[0] and event.value in _NULLS else event.value
        if len(path) >= MAX_DEPTH:
            raise self._fault(event, f"嵌套超过 {MAX_DEPTH} 层", f"deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, path)
        return self._mapping(events, path)

    def _refuse_properties(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._fault(
                event,
                "目录里不能用锚点或别名（& 和 *），请写全",
                "anchors and aliases (& and *) are not allowed: write it out",
            )
        if event.tag is not None:
            raise self._fault(event, "目录里不能用标签（!）", "tags (!) are not allowed")

    def _list(self, events: Iterator[Any], path: Path) -> list[Any]:
        values: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._value(event, events, (*path, len(values))))
        return values

    def _mapping(self, events: Iterator[Any], path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            self._refuse_properties(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._fault(event, "键必须是文字", "a key must be a text")
            key = event.value
            if key in values:
                first = self.places[(*path, key, "#")]
                raise self._fault(
                    event,
                    f"键“{key}”重复（第一次在第 {first.line} 行）",
                    f"duplicate key {key!r} (first on line {first.line})",
                )
            self.places[(*path, key, "#")] = self._place(event)
            values[key] = self._value(next(events), events, (*path, key))
        return values

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _fault(self, event: Any, zh: str, en: str) -> CatalogError:
        return fault(self._place(event), zh, en)
