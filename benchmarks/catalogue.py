"""The catalogue's own costs: compiled against YAML, and msgspec's types against pydantic's.

The design names pydantic. The same types are made here for pydantic, field by field from
msgspec's, and both are timed in one run: making the classes, which every cold start pays, and
reading the catalogue into them.
"""

from __future__ import annotations

import subprocess
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

import pddroute.catalogue.loading
from benchmarks.timing import Row, calls, compare, interleaved, stopwatch
from pddroute.catalogue.loading import (
    CATALOG_FILE,
    COMPILED_FILE,
    compile_catalog,
    default_catalog,
    load_catalog,
)
from pddroute.catalogue.model import Catalog

_ROOT = Path(__file__).parent.parent


def compile_anew() -> str:
    """Compile the catalogue where it changed since installation; what was done, if anything."""
    source = default_catalog()
    content = source.read_bytes()
    packed = compile_catalog(content)
    target = Path(pddroute.__file__).with_name(COMPILED_FILE)
    try:
        if target.read_bytes() == packed:
            return ""
    except OSError:
        pass
    try:
        target.write_bytes(packed)
    except OSError as error:
        return f"the compiled catalogue is out of date and cannot be written: {error}"
    return "the catalogue was compiled anew, as an installation does"


def rows(rounds: int) -> list[Row]:
    """Compiled against YAML, then msgspec against pydantic."""
    path = default_catalog()
    spent = interleaved(
        {
            "compiled": lambda: stopwatch(load_catalog, 3),
            "yaml": lambda: stopwatch(lambda: load_catalog(path)),
        },
        max(3, rounds // 5),
    )
    found = [compare("load_catalog, compiled", spent["compiled"], CATALOG_FILE, spent["yaml"])]
    try:
        import pydantic  # noqa: F401  # Typer brings it, since 0.29
    except ImportError:
        print("pydantic is not installed: msgspec is not compared with it", file=sys.stderr)
        return found
    spent = interleaved(
        {name: lambda n=name: _made_by(n) for name in ("msgspec", "pydantic")},  # type: ignore[misc]
        max(3, rounds // 5),
    )
    found.append(
        compare(
            "making the types, msgspec", spent["msgspec"], "the same, pydantic", spent["pydantic"]
        )
    )
    catalog = load_catalog()
    packed = compile_catalog(path.read_bytes())
    content = packed[packed.index(b"\n") + 1 + 32 :]
    text = msgspec.json.encode(catalog)
    model = _pydantic(Catalog, {})
    functions: dict[str, Callable[[], object]] = {
        "msgspec": lambda: msgspec.msgpack.decode(content, type=Catalog),
        "pydantic": lambda: model.model_validate_json(text),
    }
    spent = calls(functions, rounds)
    found.append(
        compare(
            "reading the catalogue, msgspec msgpack",
            spent["msgspec"],
            "pydantic JSON",
            spent["pydantic"],
        )
    )
    return found


def _made_by(library: str) -> float:
    """Seconds that making all the types takes in a new process, the library's import aside."""
    command = [sys.executable, "-m", "benchmarks.catalogue", library]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _structs() -> list[type[msgspec.Struct]]:
    """Every type of the catalogue and of the answers."""
    from pddroute.catalogue import facts, model, routes
    from pddroute.contract import base, plan, reach, report, verdict

    modules = (facts, routes, model, base, plan, reach, report, verdict)
    found = [one for each in modules for one in vars(each).values()]
    structs = [t for t in found if isinstance(t, type) and issubclass(t, msgspec.Struct)]
    return list(dict.fromkeys(structs))


def _remake() -> float:
    """Make msgspec's types once more; seconds."""
    wanted = [
        (t, msgspec.structs.fields(t), typing.get_type_hints(t, include_extras=True))
        for t in _structs()
    ]

    def make() -> None:
        for struct, fields, hints in wanted:
            specs: list[Any] = [
                (f.name, hints[f.name]) if f.required else (f.name, hints[f.name], _default(f))
                for f in fields
            ]
            made = msgspec.defstruct(struct.__name__, specs, frozen=True, kw_only=True)
            msgspec.json.Decoder(made)  # what reads it, as pydantic's validator is made at once

    return stopwatch(make)


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.field(default_factory=field.default_factory)
    return field.default


def _pydantic(struct: Any, known: dict[Any, Any]) -> Any:
    """The pydantic model with the fields of ``struct``, and those it is made of."""
    import pydantic

    if struct not in known:
        fields: dict[str, Any] = {}
        hints = typing.get_type_hints(struct)
        for field in msgspec.structs.fields(struct):
            default: Any = ...
            if field.default_factory is not msgspec.NODEFAULT:
                default = pydantic.Field(default_factory=field.default_factory)
            elif field.default is not msgspec.NODEFAULT:
                default = field.default
            fields[field.name] = (_translated(hints[field.name], known), default)
        config = pydantic.ConfigDict(frozen=True, extra="forbid")
        known[struct] = pydantic.create_model(struct.__name__, __config__=config, **fields)
    return known[struct]


def _translated(hint: Any, known: dict[Any, Any]) -> Any:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return _pydantic(hint, known)
    arguments = typing.get_args(hint)
    if not arguments or typing.get_origin(hint) is typing.Literal:
        return hint
    inner = tuple(_translated(each, known) for each in arguments)
    if hasattr(hint, "copy_with"):
        return hint.copy_with(inner)
    if typing.get_origin(hint) in (dict, list, tuple):
        return typing.get_origin(hint)[inner]
    return typing.Union[inner]  # noqa: UP007  # written X | Y, which cannot be made from parts


def _make_pydantic() -> float:
    import pydantic

    class _Warm(pydantic.BaseModel):
        """The first model of a process pays for imports that Typer has paid for already."""

        word: str = ""

    known: dict[Any, Any] = {}
    return stopwatch(lambda: [_pydantic(struct, known) for struct in _structs()])


if __name__ == "__main__":
    print(_remake() if sys.argv[1] == "msgspec" else _make_pydantic())
