"""A YAML file as a :class:`~pddroute.model.Catalog`; every fault with file, line and column."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import msgspec

from pddroute.errors import CatalogError
from pddroute.model import (
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

__all__ = ["CATALOG_FILE", "COMPILED_FILE", "Loaded", "compile_catalog", "default_catalog"]
__all__ += ["load_catalog", "read_catalog"]

CATALOG_FILE = "channels.yaml"
COMPILED_FILE = "channels.msgpack"
COMPILED_FORMAT = b"pddroute-catalog-1\n"

_HERE = FilePath(__file__).parent
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
    base = default_catalog() if path is None else FilePath(path)
    if not overlays and path is None:
        kept = _compiled(base)
        if kept is not None:
            return kept
    contents = [_read(file) for file in (base, *map(FilePath, overlays))]
    loaded = _build(list(zip(contents, _names([base, *overlays]), strict=True)))
    from pddroute.integrity import faults  # late: not needed for a compiled catalogue

    for fault in faults(loaded.catalog):
        raise _located(loaded.places, fault.path, fault.zh, fault.en)
    return loaded.catalog


def read_catalog(path: str | FilePath, overlays: Sequence[str | FilePath] = ()) -> Loaded:
    """The catalogue as it stands, with places, for :mod:`pddroute.check`.

    Raises :class:`CatalogError` only where a file cannot be read or does not fit the types;
    references that dangle and the like are left for the lints to find.
    """
    files = [FilePath(path), *map(FilePath, overlays)]
    return _build([(_read(file), name) for file, name in zip(files, _names(files), strict=True)])


def compile_catalog(content: bytes, name: str = CATALOG_FILE) -> bytes:
    """The compiled form of a catalogue: its digest and its values, quick to load.

    Raises :class:`CatalogError` as :func:`load_catalog` does.
    """
    from pddroute.integrity import faults

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
    return [CATALOG_FILE if file in bundled else str(file) for file in files]


def _read(file: FilePath) -> bytes:
    from pddroute.document import MAX_BYTES, printable

    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        name = printable(str(file))
        raise CatalogError(
            f"{name}: 读不了目录文件（{reason}）",
            message_en=f"{name}: cannot read the catalogue ({reason})",
            hint="检查路径；不指定文件时用自带的目录",
            hint_en="check the path; without a file the bundled catalogue is used",
            details={"file": str(file)},
        ) from None


def _build(contents: list[tuple[bytes, str]]) -> Loaded:
    from pddroute.document import read_document
    from pddroute.overlay import merge

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
            )
    for key in _REQUIRED:
        if document.data.get(key) is None:
            raise _located(document.places, (), f"缺少“{key}”", f"{key!r} is missing")
    for key, kind in _SINGLES.items():
        values[key] = _convert(document.data[key], kind, (key,), document.places)
    for key, kind in _ENTRIES.items():
        section = document.data.get(key)
        if section is None:
            section = {}
        if not isinstance(section, dict):
            raise _located(
                document.places, (key,), f"“{key}”应是映射", f"{key!r} must be a mapping"
            )
        values[key] = {
            id_: _convert(entry, kind, (key, id_), document.places)
            for id_, entry in section.items()
        }
    digest = hashlib.sha256()
    for content, _ in contents:
        digest.update(content)
    catalog = Catalog(**values, sha256=digest.hexdigest())
    return Loaded(catalog, tuple(name for _, name in contents), document.places)


# What msgspec appends: " - at `$.claims[...][0]`", or for a key " - at `key` in `$.claims`".
_WHERE = re.compile(r"(.*) - at (?:`(key)` in )?`\$(.*)`", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)


def _convert(value: Any, kind: Any, path: tuple[str | int, ...], places: dict[Any, Any]) -> Any:
    try:
        # Every scalar is still text: not strict lets "7" be a number where a number is due.
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        where = _WHERE.fullmatch(str(error))
        message, key, inside = where.groups() if where else (str(error), None, "")
        steps = _resolve(value, kind, str(error), f"{inside}[...]" if key else inside)
        unknown = _UNKNOWN.fullmatch(message)
        if unknown:
            steps = (*steps, unknown[1])
        if unknown or key:
            steps = (*steps, "#")
        raise _located(places, (*path, *steps), *_translated(message)) from None


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
    (r"Object missing required field `(.+)`", "缺少“{0}”"),
    (r"Expected `(.+)`, got `(.+)`", "应是 {0}，却是 {1}"),
    (r"Invalid enum value '?(.+?)'?", "不在允许的值之列：{0}"),
    (r"Expected `str` matching regex '(.+)'", "写法不对，应符合 {0}"),
    (r"Expected `str` of length .+", "太长"),
    (r"Invalid RFC3339 encoded (?:date|datetime)", "不是日期，写成 2026-11-21"),
)


def _translated(message: str) -> tuple[str, str]:
    for pattern, zh in _MESSAGES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return zh.format(*match.groups()), message
    return message, message


def _located(places: dict[Any, Any], path: tuple[str | int, ...], zh: str, en: str) -> CatalogError:
    """The error for what is wrong at ``path``: at its place or the nearest above it."""
    from pddroute.document import Place, fault

    at = next((places[p] for p in _upwards(path) if p in places), Place(CATALOG_FILE, 1, 1))
    where = ".".join(str(step) for step in path if step != "#")
    prefix = f"{where}: " if where else ""
    return fault(at, f"{prefix}{zh}", f"{prefix}{en}")


def _upwards(path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    for length in range(len(path), -1, -1):
        yield path[:length]
