"""A YAML file as a :class:`~.model.Catalog`; every fault with file, line and column."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

import msgspec

from pddroute.catalogue.model import Catalog
from pddroute.errors import CatalogError, PddrouteError, UsageError, refusal
from pddroute.sealed import seal, unseal
from pddroute.words import Said, lang_code, shown

if TYPE_CHECKING:
    from pddroute.catalogue.contents import Path
    from pddroute.catalogue.document import Document, Place

    Fault = tuple[Place, CatalogError]

CATALOG_FILE = "channels.yaml"
COMPILED_FILE = "channels.msgpack"
COMPILED_FORMAT = b"pddroute-catalog-2\n"
CATALOG_VARIABLE = "PDDROUTE_CATALOG"
"""The variable of the environment that names the file to be taken where none is given."""

_HANDED_OVER = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""How a stream that is open already is named: whoever opened it will end it."""

_HERE = FilePath(__file__).parent.parent
# Worked out here, for a test that freezes the clock puts a type of its own in the place of dates.
_PARTS = {part.name: part for part in msgspec.structs.fields(Catalog) if part.name != "sha256"}


class Loaded(NamedTuple):
    """A catalogue, the files it came from, and what its :class:`~.document.Document` remembers."""

    catalog: Catalog
    files: tuple[str, ...]
    places: Mapping[Path, Place]
    replaced: Mapping[Path, list[Any]]


def locate(places: Mapping[Path, Place], path: Path, missed: Path = ()) -> Place:
    """Where what is wrong at ``path`` stands, or the nearest thing above it.

    ``missed`` is where what is missed would stand. Where an overlay removed it, or what it stood
    in, the place is that of the removal.
    """
    for length in range(1, len(missed) + 1):
        key = (*missed[:length], "#")
        if key in places and missed[:length] not in places:
            return places[key]
    while path not in places:
        path = path[:-1]
    return places[path]


def _bundled() -> tuple[FilePath, FilePath]:
    """Where the installation's own file may be."""
    return _HERE / CATALOG_FILE, _HERE.parent / CATALOG_FILE


def default_catalog() -> FilePath:
    """The ``channels.yaml`` that belongs to this installation: in the package, or in its checkout.

    Raises :class:`CatalogError` where there is neither.
    """
    for path in _bundled():
        if path.is_file():
            return path
    raise CatalogError(
        f"找不到 {CATALOG_FILE}：安装不完整",
        message_en=f"{CATALOG_FILE} not found: the installation is incomplete",
        hint="重新安装 pddroute，或指定一个目录文件",
        hint_en="reinstall pddroute, or name a catalogue file",
        details={"file": CATALOG_FILE},
    )


def chosen_catalog(path: str | FilePath | None) -> str | FilePath | None:
    """``path``, or where that is left out the file that ``PDDROUTE_CATALOG`` names, if any."""
    return (os.environ.get(CATALOG_VARIABLE) or None) if path is None else path


def load_catalog(
    path: str | FilePath | None = None,
    overlays: Sequence[str | FilePath] = (),
    *,
    lang: str = "zh",
) -> Catalog:
    """The catalogue in ``path``, with ``overlays`` on it. It is not to be changed.

    Left out, ``path`` is what the environment variable ``PDDROUTE_CATALOG`` names, else the
    installation's own. An overlay is a catalogue file that holds only what differs: mappings are
    merged key by key, lists and texts replace, ``null`` removes. Later overlays win. Raises
    :class:`CatalogError` with file, line and column for the first fault found; ``str(error)`` is
    in ``lang``.
    """
    try:
        return _load(path, overlays)
    except PddrouteError as error:
        error.lang = "en" if lang_code(lang) == "en" else "zh"
        raise


def _load(path: str | FilePath | None, overlays: Sequence[str | FilePath]) -> Catalog:
    path = chosen_catalog(path)
    _check_files(path, overlays)
    base = default_catalog() if path is None else FilePath(path)
    if not overlays and path is None:
        kept = _compiled(base)
        if kept is not None:
            return kept
    contents = [_read(file) for file in (base, *map(FilePath, overlays))]
    catalog = _usable(_build(list(zip(contents, _names([base, *overlays]), strict=True))))
    # Beside the facts, which are the same whatever their file is called.
    own = base in _bundled() or str(base) == os.environ.get("PDDROUTE_CATALOG")
    named = tuple(str(one).encode("utf-8", "replace").decode() for one in (base, *overlays))
    catalog.__dict__["files"] = (None if own else named[0], named[1:])
    return catalog


def read_catalog(path: str | FilePath, overlays: Sequence[str | FilePath] = ()) -> Loaded:
    """The catalogue as it stands, with places, for :mod:`pddroute.check.check`.

    Raises :class:`CatalogError` only where a file cannot be read or does not fit the types (its
    ``others`` then tell of all the other entries that do not); references that dangle and the
    like are left for the lints to find.
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
    """The compiled form of a catalogue: its digest, that of its values, and they; quick to load.

    Raises :class:`CatalogError` as :func:`load_catalog` does.
    """
    catalog = _usable(_build([(content, name)]))
    return COMPILED_FORMAT + bytes.fromhex(catalog.sha256) + seal(msgspec.msgpack.encode(catalog))


def _compiled(source: FilePath) -> Catalog | None:
    """The compiled form beside this module, if it was made from just the bytes of ``source``.

    Whatever else stands there is not looked at: an older format, what was cut off or has rotted.

    Nothing here imports the YAML reader, which costs more than all the rest of the loading.
    """
    try:
        content = source.read_bytes()
        packed = (_HERE / COMPILED_FILE).read_bytes()
    except OSError:
        return None
    head = COMPILED_FORMAT + hashlib.sha256(content).digest()
    values = unseal(packed[len(head) :]) if packed.startswith(head) else None
    if values is None:
        return None
    try:
        return msgspec.msgpack.decode(values, type=Catalog)
    except (msgspec.MsgspecError, ValueError):  # a text in it may not be UTF-8
        return None


def _names(files: Sequence[str | FilePath]) -> list[str]:
    """How the files are called in messages: the bundled one by its bare name."""
    texts = [CATALOG_FILE if file in _bundled() else str(file) for file in files]
    # A file's name may be any bytes at all; what is said of it is UTF-8.
    return [text.encode("utf-8", "replace").decode() for text in texts]


def _read(file: FilePath) -> bytes:
    from pddroute.catalogue.document import MAX_BYTES

    try:
        # A pipe that nobody writes to would be waited for without end; of a shell's <(…) one knows.
        if not (file.is_file() or str(file).startswith(_HANDED_OVER)) and file.exists():
            raise OSError("not a regular file")
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        name = shown(str(file), len(str(file)))
        raise refusal(
            CatalogError,
            error,
            f"{name}: 读不了目录文件",
            f"{name}: cannot read the catalogue",
            hint="检查路径；不指定文件时用自带的目录",
            hint_en="check the path; without a file the bundled catalogue is used",
            details={"file": str(file)},
        ) from None


def _usable(loaded: Loaded) -> Catalog:
    """The catalogue, if nothing in it makes it unusable; raises the first fault found."""
    # late: not needed for a compiled catalogue
    from pddroute.catalogue.contents import Contents
    from pddroute.catalogue.document import fault
    from pddroute.catalogue.faults import FAULTS

    contents = Contents(loaded.catalog)
    for lint in FAULTS:
        for one in lint.find(contents):
            said, _ = lint.said(one)
            raise fault(locate(loaded.places, one.path, one.target), *said)
    return loaded.catalog


def _build(contents: list[tuple[bytes, str]]) -> Loaded:
    """The catalogue of files laid one over the other; raises the first fault with all others."""
    from pddroute.catalogue.document import merge, read_document  # late: with it comes YAML

    document = read_document(*contents[0])
    for content in contents[1:]:
        document = merge(document, read_document(*content))
    names = tuple(name for _, name in contents)
    faults: list[Fault] = []
    values = _values(document, faults)
    if faults:
        faults.sort(key=lambda one: (names.index(one[0].file), one[0]))
        (_, first), *others = faults
        first.others = tuple(other for _, other in others)
        raise first
    digest = hashlib.sha256(b"".join(content for content, _ in contents)).hexdigest()
    return Loaded(Catalog(**values, sha256=digest), names, *document[1:])


def _values(document: Document, faults: list[Fault]) -> dict[str, Any]:
    """What a document says, part by part; every entry that does not fit adds one to ``faults``."""
    from pddroute.catalogue.document import fault
    from pddroute.catalogue.shapes import Shape, explain, missing, unknown

    def tell(shape: Shape, path: Path = ()) -> None:
        name = ".".join(map(str, path))
        said = Said(shape.sentence("zh", name), shape.sentence("en", name))
        within = (*path, *shape.path)
        missed = () if shape.key is None else (*within, shape.key)
        at = (*missed, "#") if missed else within
        place = locate(document.places, at, missed)
        faults.append((place, fault(place, *said, *shape.fix)))

    def fit(value: Any, kind: Any, path: Path) -> Any:
        try:
            # Every scalar is still text: not strict lets "7" be a number where a number is due.
            return msgspec.convert(value, kind, strict=False)
        except msgspec.ValidationError as error:
            return tell(explain(error, kind, value), path)

    data = document.data
    for key in data:
        if key not in _PARTS:
            tell(unknown(key, _PARTS))
    for name, part in _PARTS.items():
        if part.required and data.get(name) is None:
            tell(missing(name))
    values: dict[str, Any] = {}
    for name, part in _PARTS.items():
        kind, given = get_args(part.type)[0], data.get(name)
        if given is None:
            continue
        if get_origin(kind) is dict and isinstance(given, dict):
            entry = get_args(kind)[1]
            values[name] = {id_: fit(one, entry, (name, id_)) for id_, one in given.items()}
        else:
            values[name] = fit(given, kind, (name,))
    return values
