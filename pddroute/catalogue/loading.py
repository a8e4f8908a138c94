"""A YAML file as a :class:`~.model.Catalog`; every fault with file, line and column."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from pddroute.catalogue.model import (
    Catalog,
    Channel,
    Domain,
    Issue,
    Notice,
    Platform,
    Route,
    Rule,
    Source,
    Step,
    Text,
)
from pddroute.errors import CatalogError, UsageError
from pddroute.words import reason_of

__all__ = ["CATALOG_FILE", "COMPILED_FILE", "Loaded", "compile_catalog", "default_catalog"]
__all__ += ["KEEP", "load_catalog", "read_catalog", "removed_by"]

CATALOG_FILE = "channels.yaml"
COMPILED_FILE = "channels.msgpack"
COMPILED_FORMAT = b"pddroute-catalog-1\n"

_HERE = FilePath(__file__).parent.parent
_ENTRIES: dict[str, Any] = {
    "sources": Source,
    "channels": Channel,
    "domains": Domain,
    "rules": Rule,
    "evidence": Text,
    "steps": Step,
    "routes": Route,
    "issues": Issue,
    "calendar": Notice,
}
_SINGLES: dict[str, Any] = {"revised": dt.date, "platform": Platform}
_REQUIRED = ("revised", "platform", "sources", "channels")


class Loaded(NamedTuple):
    """A catalogue, the files it came from, and the place of every part of it by its path."""

    catalog: Catalog
    files: tuple[str, ...]
    places: dict[tuple[str | int, ...], Any]
    removed: Mapping[tuple[str | int, ...], Any] = MappingProxyType({})
    """The places where overlays remove something, by its path."""
    replaced: Mapping[tuple[str | int, ...], Sequence[Any]] = MappingProxyType({})
    """The lists, as plain data, that overlays put others in place of, by their path."""

    def removal(self, path: tuple[str | int, ...]) -> Any:
        """The place where an overlay removes ``path``, or what it stood in; None: nowhere."""
        return next((self.removed[p] for p in _upwards(path) if p in self.removed), None)


def default_catalog() -> FilePath:
    """The ``channels.yaml`` that belongs to this installation: in the package, or in its checkout.

    Raises :class:`CatalogError` where there is neither.
    """
    for path in (_HERE / CATALOG_FILE, _HERE.parent / CATALOG_FILE):
        if path.is_file():
            return path
    raise CatalogError(
        f"找不到 {CATALOG_FILE}：安装不完整",
        message_en=f"{CATALOG_FILE} not found: the installation is incomplete",
        hint="重新安装 pddroute，或用 --catalog 指定目录文件",
        hint_en="reinstall pddroute, or name a catalogue with --catalog",
        details={"file": CATALOG_FILE},
    )


def load_catalog(
    path: str | FilePath | None = None, overlays: Sequence[str | FilePath] = ()
) -> Catalog:
    """The catalogue in ``path`` (the installation's own where left out), with ``overlays`` on it.

    An overlay is a catalogue file that holds only what differs: mappings are merged key by key,
    lists and texts replace, ``null`` removes. Later overlays win. Raises :class:`CatalogError`
    with file, line and column for the first fault found.
    """
    _check_files(path, overlays)
    base = default_catalog() if path is None else FilePath(path)
    if not overlays and path is None:
        kept = _compiled(base)
        if kept is not None:
            return kept
    contents = [_read(file) for file in (base, *map(FilePath, overlays))]
    loaded = _build(list(zip(contents, _names([base, *overlays]), strict=True)))
    from pddroute.catalogue.faults import faults  # late: not needed for a compiled catalogue

    for fault in faults(loaded.catalog):
        gone = loaded.removal(fault.target)
        raise _located(loaded.places, fault.path, fault.zh, fault.en, gone=gone)
    return loaded.catalog


def read_catalog(path: str | FilePath, overlays: Sequence[str | FilePath] = ()) -> Loaded:
    """The catalogue as it stands, with places, for :mod:`pddroute.check.check`.

    Raises :class:`CatalogError` only where a file cannot be read or does not fit the types;
    references that dangle and the like are left for the lints to find.
    """
    _check_files(path, overlays)
    files = [FilePath(path), *map(FilePath, overlays)]
    return _build([(_read(file), name) for file, name in zip(files, _names(files), strict=True)])


def _check_files(path: object, overlays: object) -> None:
    """Refuse what is no path, and an overlay alone, which would be read letter by letter."""
    if isinstance(overlays, str | bytes) or not isinstance(overlays, Sequence):
        raise UsageError("overlays 要给列表", message_en="overlays takes a list of paths")
    files = overlays if path is None else (path, *overlays)
    if not all(isinstance(one, str | PathLike) for one in files):
        raise UsageError("目录文件要给路径", message_en="a catalogue file is given as a path")


def compile_catalog(content: bytes, name: str = CATALOG_FILE) -> bytes:
    """The compiled form of a catalogue: its digest and its values, quick to load.

    Raises :class:`CatalogError` as :func:`load_catalog` does.
    """
    from pddroute.catalogue.faults import faults

    loaded = _build([(content, name)])
    for fault in faults(loaded.catalog):
        raise _located(loaded.places, fault.path, fault.zh, fault.en)
    digest = bytes.fromhex(loaded.catalog.sha256)
    return COMPILED_FORMAT + digest + msgspec.msgpack.encode(loaded.catalog)


def _compiled(source: FilePath) -> Catalog | None:
    """The compiled form beside this module, if it was made from just the bytes of ``source``.

    Nothing here imports the YAML reader, which costs more than all the rest of the loading.
    """
    try:
        content = source.read_bytes()
        packed = (_HERE / COMPILED_FILE).read_bytes()
    except OSError:
        return None
    head = COMPILED_FORMAT + hashlib.sha256(content).digest()
    if not packed.startswith(head):
        return None
    try:
        return msgspec.msgpack.decode(packed[len(head) :], type=Catalog)
    except (msgspec.MsgspecError, ValueError):  # a text in it may not be UTF-8
        return None


def _names(files: Sequence[str | FilePath]) -> list[str]:
    """How the files are called in messages: the bundled one by its bare name."""
    bundled = {_HERE / CATALOG_FILE, _HERE.parent / CATALOG_FILE}
    texts = [CATALOG_FILE if file in bundled else str(file) for file in files]
    # A file's name may be any bytes at all; what is said of it is UTF-8.
    return [text.encode("utf-8", "replace").decode() for text in texts]


def _read(file: FilePath) -> bytes:
    from pddroute.catalogue.document import MAX_BYTES, printable

    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = reason_of(error)
        name = printable(str(file))
        raise CatalogError(
            f"{name}: 读不了目录文件（{reason}）",
            message_en=f"{name}: cannot read the catalogue ({reason})",
            hint="检查路径；不指定文件时用自带的目录",
            hint_en="check the path; without a file the bundled catalogue is used",
            details={"file": str(file)},
        ) from None


def _build(contents: list[tuple[bytes, str]]) -> Loaded:
    from pddroute.catalogue.document import read_document
    from pddroute.catalogue.overlay import merge

    def convert(value: Any, kind: Any, path: tuple[str | int, ...]) -> Any:
        return _convert(value, kind, path, document)

    document = read_document(*contents[0])
    for content, name in contents[1:]:
        document = merge(document, read_document(content, name))
    values: dict[str, Any] = {}
    for key in document.data:
        if key not in _ENTRIES and key not in _SINGLES:
            known = ", ".join((*_SINGLES, *_ENTRIES))
            raise _located(
                document.places,
                (key, "#"),
                f"不认识的键“{key}”，可用：{known}",
                f"unknown key {key!r}; known: {known}",
                ("改成可用的键，或删去", "use one of these keys, or remove it"),
            )
    for key in _REQUIRED:
        if document.data.get(key) is None:
            raise _located(
                document.places,
                (),
                f"缺少“{key}”",
                f"{key!r} is missing",
                (f"加上 {key}", f"add {key}"),
                gone=document.removed.get((key,)),
            )
    for key, kind in _SINGLES.items():
        values[key] = convert(document.data[key], kind, (key,))
    for key, kind in _ENTRIES.items():
        section = document.data.get(key)
        if section is None:
            section = {}
        if not isinstance(section, dict):
            raise _located(
                document.places,
                (key,),
                f"“{key}”应是映射",
                f"{key!r} must be a mapping",
                _FORMS["object"],
            )
        values[key] = {id_: convert(entry, kind, (key, id_)) for id_, entry in section.items()}
    digest = hashlib.sha256()
    for content, _ in contents:
        digest.update(content)
    catalog = Catalog(**values, sha256=digest.hexdigest())
    names = tuple(name for _, name in contents)
    return Loaded(catalog, names, document.places, document.removed, document.replaced)


# What msgspec appends: " - at `$.claims[...][0]`", or for a key " - at `key` in `$.claims`".
_WHERE = re.compile(r"(.*) - at (?:`(key)` in )?`\$(.*)`", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.+)`")


def _convert(value: Any, kind: Any, path: tuple[str | int, ...], document: Any) -> Any:
    try:
        # Every scalar is still text: not strict lets "7" be a number where a number is due.
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        where = _WHERE.fullmatch(str(error))
        message, key, inside = where.groups() if where else (str(error), None, "")
        steps = _resolve(value, kind, str(error), f"{inside}[...]" if key else inside)
        unknown = _UNKNOWN.fullmatch(message)
        missing = _MISSING.fullmatch(message)
        gone = document.removed.get((*path, *steps, missing[1])) if missing else None
        fix = _fix(message, _expected(kind, steps[:-1] if key else steps), is_key=bool(key))
        if unknown:
            steps = (*steps, unknown[1])
        if unknown or key:
            steps = (*steps, "#")
        zh, en = _translated(message)
        raise _located(document.places, (*path, *steps), zh, en, fix, gone=gone) from None


def _resolve(value: Any, kind: Any, message: str, inside: str) -> tuple[str | int, ...]:
    """The path in ``value`` that msgspec means by ``inside`` (``.claims[...][0].source``).

    msgspec writes ``[...]`` for the key of a mapping. Which key is found by trying: the one that
    fails with the same message when it stands alone.
    """
    steps: list[str | int] = []
    here = value
    for name, index in re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", inside):
        if index == "...":
            step: str | int = _guilty(value, kind, message, steps, here)
        else:
            step = name or int(index)
        steps.append(step)
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return tuple(steps[:-1])
    return tuple(steps)


def _guilty(
    value: Any, kind: Any, message: str, steps: Sequence[str | int], here: dict[str, Any]
) -> str:
    for key in here:
        try:
            msgspec.convert(_with(value, steps, {key: here[key]}), kind, strict=False)
        except msgspec.ValidationError as error:
            if str(error) == message:
                return key
    return ""


def _with(value: Any, steps: Sequence[str | int], new: Any) -> Any:
    """``value`` with what stands at ``steps`` replaced by ``new``."""
    if not steps:
        return new
    copy = value.copy()
    copy[steps[0]] = _with(value[steps[0]], steps[1:], new)
    return copy


_MESSAGES = (
    (_UNKNOWN.pattern, "不认识的键“{0}”"),
    (_MISSING.pattern, "缺少“{0}”"),
    (r"Expected `(.+)`, got `(.+)`", "应是{0}，却是{1}"),
    (r"Invalid enum value '?(.+?)'?", "不在允许的值之列：{0}"),
    (r"Expected `str` matching regex '(.+)'", "写法不对，应符合 {0}"),
    (r"Expected `str` of length .+", "太长"),
    (r"Invalid RFC3339 encoded (?:date|datetime)", "不是日期，写成 2026-11-21"),
)


def _translated(message: str) -> tuple[str, str]:
    for pattern, zh in _MESSAGES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            groups = match.groups()
            if pattern.startswith("Expected `(.+)`"):
                groups = tuple(_type_names(names) for names in groups)
            return zh.format(*groups), message
    return message, message


_TYPES = {"object": "映射", "array": "列表", "str": "文字", "bool": " true 或 false", "null": "空"}
_TYPES |= {"int": "整数", "float": "小数", "date": "日期"}


def _type_names(names: str) -> str:
    return (
        "或".join(_TYPES.get(name, name) for name in names.split(" | ") if name != "null") or "空"
    )


_FORMS = {
    "object": ("写成映射：每行一个“键: 值”", "write a mapping: one `key: value` a line"),
    "array": ("写成列表：[一项, 另一项]", "write a list: [one, another]"),
    "str": ("写成一段文字", "write a text"),
    "bool": ("写 true 或 false", "write true or false"),
    "date": ("写成 2026-11-21", "write it as 2026-11-21"),
}
_PATTERNS = {  # how what has to match a pattern is written, by how the pattern begins
    r"^[a-z0-9]+": ("只用小写字母、数字和连字符", "lower-case letters, digits and hyphens only"),
    r"^\d{4}": ("写成 2026-11-21、2026-11 或 2026", "write it as 2026-11-21, 2026-11 or 2026"),
    r"^[1-9]": (
        "写成 48 hours、7 working_days、60 days",
        "write 48 hours, 7 working_days, 60 days",
    ),
    r"^0": ("写成区号，例如 021", "write an area code: 021"),
}


def _fix(message: str, types: Sequence[Any], *, is_key: bool) -> tuple[str, str]:
    """What to do about what msgspec says of a value that may be of ``types``."""
    missing = _MISSING.fullmatch(message)
    if missing:
        return f"加上 {missing[1]}", f"add {missing[1]}"
    if _UNKNOWN.fullmatch(message):
        names = [f.name for one in types for f in getattr(one, "fields", ())]
        return f"可用的键：{'、'.join(names)}", f"known keys: {', '.join(names)}"
    if message.startswith("Invalid enum value"):
        if is_key:
            types = [one.key_type for one in types if hasattr(one, "key_type")]
        values = [str(value) for one in types for value in getattr(one, "values", ())]
        return f"可用：{'、'.join(values)}", f"one of: {', '.join(values)}"
    if message.startswith("Invalid RFC3339"):
        return _FORMS["date"]
    wanted = re.match(r"Expected `(\w+)[^`]*`( matching regex '(.*)')?", message, re.DOTALL)
    if wanted and wanted[3]:
        return next((fix for start, fix in _PATTERNS.items() if wanted[3].startswith(start)), _TELL)
    if "of length" in message:
        return "写短一些", "make it shorter"
    return _FORMS.get(wanted[1], _TELL) if wanted else _TELL


_TELL = ("见 pddroute schema catalogue", "see pddroute schema catalogue")


def _expected(kind: Any, steps: Sequence[str | int]) -> list[Any]:
    """The types that may stand at ``steps`` within one of ``kind``, as msgspec describes them."""
    found = _alternatives(msgspec.inspect.type_info(kind))
    for step in steps:
        inside: list[Any] = []
        for one in found:
            if isinstance(one, msgspec.inspect.StructType):
                inside += [f.type for f in one.fields if f.name == step]
            elif isinstance(one, msgspec.inspect.ListType):
                inside.append(one.item_type)
            elif isinstance(one, msgspec.inspect.DictType):
                inside.append(one.value_type)
        found = [each for one in inside for each in _alternatives(one)]
    return found


def _alternatives(info: Any) -> list[Any]:
    if isinstance(info, msgspec.inspect.Metadata):
        return _alternatives(info.type)
    if isinstance(info, msgspec.inspect.UnionType):
        return [each for one in info.types for each in _alternatives(one)]
    return [info]


def _located(
    places: Mapping[Any, Any],
    path: tuple[str | int, ...],
    zh: str,
    en: str,
    fix: tuple[str, str] = ("", ""),
    *,
    gone: Any = None,
) -> CatalogError:
    """The error for what is wrong at ``path``: at its place or the nearest above it.

    ``gone`` is the place where an overlay removes what is missing: it is the overlay's fault.
    """
    from pddroute.catalogue.document import Place, fault

    at = next((places[p] for p in _upwards(path) if p in places), Place(CATALOG_FILE, 1, 1))
    where = ".".join(str(step) for step in path if step != "#")
    prefix = f"{where}: " if where else ""
    if gone is not None:
        at = gone
        zh, en = removed_by(gone, zh, en)
        fix = KEEP
    return fault(at, f"{prefix}{zh}", f"{prefix}{en}", *fix)


KEEP = ("别删它，或改掉用到它的地方", "keep it, or change what needs it")
"""What to do where an overlay removes what is needed."""


def removed_by(place: Any, zh: str, en: str) -> tuple[str, str]:
    """The two texts with the place of the overlay that removes what they miss."""
    from pddroute.catalogue.document import printable

    where = printable(f"{place.file}:{place.line}")
    return f"{zh}（被 {where} 删除）", f"{en} (removed by {where})"


def _upwards(path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    for length in range(len(path), -1, -1):
        yield path[:length]
