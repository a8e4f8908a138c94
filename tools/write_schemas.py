"""Writes ``pddroute/schemas``: a JSON Schema file for every answer, for questions, the catalogue.

The tests hold the files against the types; ``make schemas`` writes them again.
"""

from __future__ import annotations

import json
from pathlib import Path

from pddroute.contract.schema import KINDS, OTHERS, schema

__all__ = ["FOLDER", "contents", "main"]

FOLDER = Path(__file__).parent.parent / "pddroute" / "schemas"


def contents() -> dict[str, str]:
    """The text of every schema file by its name; ``answer`` is any answer of them all."""
    schemas = {kind: schema(kind) for kind in (*KINDS, *OTHERS)}
    schemas["answer"] = schema(None)
    return {
        f"{name}.json": json.dumps(one, ensure_ascii=False, indent=2) + "\n"
        for name, one in schemas.items()
    }


def main() -> None:
    """Write the files, and take away those of kinds that are no more."""
    FOLDER.mkdir(exist_ok=True)
    wanted = contents()
    for old in FOLDER.glob("*.json"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
