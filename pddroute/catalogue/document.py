"""YAML as plain data with the line and column of every part; one document laid over another.

Only what a catalogue needs is read: mappings, lists and texts. Every scalar stays the text that
was written, so that ``021`` is not a number, ``off`` not a boolean and a date not a timestamp; the
catalogue's types decide what a text means. Anchors and aliases are refused, which also disarms
documents that unfold to a thousand times their size.
"""

from __future__ import annotations

import codecs
import contextlib
import itertools
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from pddroute.catalogue.contents import Path, parts
from pddroute.catalogue.encodings import SAVE, is_utf16, likeness
from pddroute.errors import CatalogError
from pddroute.words import Said, shown

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 24
MAX_VALUES = 1_500_000
"""A catalogue of ten thousand channels has about half as many."""
_MAX_MESSAGE = 400  # characters: what is quoted from a file may be as long as the file

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset(("", "~", "null"))
_PROBLEMS = {  # a part of what a YAML library says, whichever it is, and our words for it
    "mapping values are not": Said(
        "这里不能有“键: 值”；文字里有冒号要加引号",
        "no `key: value` can stand here; quote a text that has a colon in it",
    ),
    "sequence entries are not": Said("这里不能有以 - 开头的一项", "no - item can stand here"),
    "mapping keys are not": Said("这里不能有以 ? 开头的键", "no key with ? can stand here"),
    "cannot start": Said("不能以这个字符开头，要加引号", "quote what begins with this character"),
    "expected key": Said("这里应是一个键", "a key is due here"),
    "expected ':'": Said("键后面缺少冒号", "the colon after a key is missing"),
    "',' or ']'": Said("缺少逗号或 ]", "a comma or ] is missing"),
    "',' or '}'": Said("缺少逗号或 }", "a comma or } is missing"),
    "expected '-'": Said("这里应是以 - 开头的一项", "an item that begins with - is due here"),
    "<document start>": Said("前面的内容已经结束，这里多出了内容", "nothing can follow here"),
    "<block end>": Said("缩进和上面对不上", "the indentation does not fit what is above"),
    "end of stream": Said("文件没有写完，可能缺少引号", "the file ends here: is a quote missing?"),
    "unexpected document": Said("引号里不能有 --- 或 ...", "no --- or ... between quotes"),
    "escape char": Said("不认识的转义字符", "an unknown escape after the backslash"),
    "line break": Said("这一行到这里应该结束", "the line should end here"),
    "node content": Said("这里应有内容", "something is due here"),
    "alphabetic": Said("以 & 或 * 开头的值要加引号", "quote a value that begins with & or *"),
}
_NOT_A_MAPPING = ("最外层应是映射（键: 值）", "the top must be a mapping")


class Place(NamedTuple):
    """Where something stands: a file's name, and a line and column, both from 1."""

    file: str
    line: int
    column: int


class Document(NamedTuple):
    """The data, and the place of every value by its path (and of every key by path + ``"#"``).

    A key without a value is one that an overlay removed. ``replaced`` are the lists that overlays
    put others in place of.
    """

    data: dict[str, Any]
    places: dict[Path, Place]
    replaced: Mapping[Path, list[Any]]


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
        reader = _Reader(text, file)
        data = reader.data()
    except yaml.YAMLError as error:
        # The library reads ahead, and some versions refuse by themselves what is nested too
        # deeply. What is wrong before the place it names is told first, in our own words.
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        with contextlib.suppress(yaml.YAMLError):
            _Reader(text[: mark.index if mark else 0], file).data()
        raise _yaml_fault(error, text, file) from None
    if data is None:
        raise fault(Place(file, 1, 1), "目录是空的", "the catalogue is empty")
    if not isinstance(data, dict):
        raise fault(reader.places[()], *_NOT_A_MAPPING)
    return Document(data, reader.places, {})


def _decode(content: bytes, file: str) -> str:
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(content, error.start, file) from None
    for number, line_text in enumerate(_lines(text), 1):
        if line_text.isprintable():
            continue
        bad = next((i for i, c in enumerate(line_text) if not _allowed(c)), None)
        if bad is not None:
            if line_text[bad] == "\0" and is_utf16(content):  # without its mark
                raise _not_utf8(content, 0, file)
            char = f"U+{ord(line_text[bad]):04X}"
            zh, en = f"有控制字符 {char}", f"control character {char}"
            if line_text[bad] == "\t":
                zh, en = "有制表符（Tab），请改成空格", "a tab: use spaces"
            raise fault(Place(file, number, bad + 1), zh, en)
    return text


def _not_utf8(content: bytes, byte: int, file: str) -> CatalogError:
    """The fault of bytes that are not UTF-8 from ``byte`` on, and what they look like instead."""
    before, like = _lines(content[:byte].decode("utf-8")), likeness(content, byte)
    place = Place(file, len(before), len(before[-1]) + 1)
    return fault(place, f"不是 UTF-8 编码{like.zh}", f"not UTF-8{like.en}", *SAVE)


def _lines(text: str) -> list[str]:
    """The lines of ``text`` as YAML counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _allowed(char: str) -> bool:
    """Whether a catalogue may hold this character: nothing that steers a terminal."""
    return char.isprintable() or char in "\u3000\u00a0"


def _yaml_fault(error: yaml.YAMLError, text: str, file: str) -> CatalogError:
    """What the library says, in our words where we know it, else at the end of ours."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    lines = _lines(text)
    if place.line > len(lines):  # libyaml ends every text with a line end of its own
        place = Place(file, len(lines), len(lines[-1]) + 1)
    problem = getattr(error, "problem", None) or getattr(error, "context", None) or error
    zh, en = yaml_words(" ".join(str(problem).split())[:200])
    return fault(
        place,
        f"YAML 语法错误（{zh}）",
        f"not YAML: {en}",
        "检查这里和上一行的缩进、引号、括号和冒号",
        "look at the indentation, quotes, brackets and colons here and on the line above",
    )


def yaml_words(problem: str) -> Said:
    """What a YAML library calls ``problem``, in our words where we know it."""
    known = (said for part, said in _PROBLEMS.items() if part in problem)
    return next(known, Said(problem, problem))


def fault(place: Place, zh: str, en: str, hint: str = "", hint_en: str = "") -> CatalogError:
    """The error for what is wrong at ``place``; its message is one line that can be printed."""
    where = f"{shown(place.file, len(place.file))}:{place.line}:{place.column}"
    return CatalogError(
        f"{where}: {shown(zh, _MAX_MESSAGE)}",
        message_en=f"{where}: {shown(en, _MAX_MESSAGE)}",
        hint=hint,
        hint_en=hint_en,
        details={"file": place.file, "line": place.line, "column": place.column},
    )


class _Reader:
    """Turns the parser's events into data, remembering where each came from.

    libyaml can make nodes of a text by itself, but drops the anchors, and up to 0.2.5 a list of
    lists of lists ends the process: events can be refused one by one.
    """

    def __init__(self, text: str, file: str) -> None:
        self.places: dict[Path, Place] = {}
        self._events = yaml.parse(text, Loader=_Loader)
        self._file = file

    def data(self) -> Any:
        """The one document; None where there is none."""
        data = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.places:
                    raise self._fault(event, "一个文件只能有一份文档", "more than one document")
                top = next(self._events)
                if isinstance(top, yaml.SequenceStartEvent):
                    raise self._fault(top, *_NOT_A_MAPPING)
                data = self._value(top, ())
        return data

    def _value(self, event: Any, path: Path) -> Any:
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
            items = enumerate(self._until(yaml.SequenceEndEvent))
            return [self._value(item, (*path, n)) for n, item in items]
        return self._mapping(path)

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        return itertools.takewhile(lambda event: not isinstance(event, end), self._events)

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            self._refuse_properties(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._fault(event, "键必须是文字", "a key must be a text")
            key = event.value
            written = (*path, key, "#")
            if key in values:
                line = self.places[written].line
                zh, en = f"（第一次在第 {line} 行）", f"(first on line {line})"
                raise self._fault(event, f"键“{key}”重复{zh}", f"duplicate key '{key}' {en}")
            self.places[written] = self._place(event)
            values[key] = self._value(next(self._events), (*path, key))
        return values

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:  # an alias has one, too
            raise self._fault(
                event,
                "目录里不能用锚点或别名（& 和 *），请写全",
                "anchors and aliases (& and *) are not allowed: write it out",
            )
        if event.tag is not None:
            raise self._fault(event, "目录里不能用标签（!）", "tags (!) are not allowed")

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _fault(self, event: Any, zh: str, en: str) -> CatalogError:
        return fault(self._place(event), zh, en)


def merge(base: Document, over: Document) -> Document:
    """``base`` with what ``over`` says on top of it, each part keeping its own place.

    Mappings are merged key by key; lists and texts are replaced; ``null`` removes what stood
    there.
    """
    places, replaced = dict(base.places), dict(base.replaced)

    def lay(old: dict[str, Any], new: dict[str, Any], path: Path) -> dict[str, Any]:
        merged = dict(old)
        for key, value in new.items():
            here, written = (*path, key), (*path, key, "#")
            before = old.get(key)
            if isinstance(value, dict) and isinstance(before, dict):
                merged[key] = lay(before, value, here)
                continue
            for stale, _ in parts(before, here):
                places.pop(stale, None)
            if value is not None or before is not None:
                places[written] = over.places[written]
            if value is None:
                merged.pop(key, None)
                continue
            if isinstance(before, list):
                replaced.setdefault(here, before)
            merged[key] = value
            places.update((at, over.places[at]) for at, _ in parts(value, here))
        return merged

    return Document(lay(base.data, over.data, ()), places, replaced)
