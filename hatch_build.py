"""Build hook: compiles what an installed pddroute would take long to work out when it starts.

``channels.msgpack`` is the catalogue, used only while it belongs to the very bytes of
``channels.yaml``: one that was edited since is read as YAML. ``statutory.msgpack`` are the days
off by law, for a year without a holiday notice: the `holidays` package is needed here only.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc, type-arg]
    """Writes ``pddroute/*.msgpack`` before a wheel (or an editable install) is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogue and the statutory days, and have them shipped."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from pddroute.catalogue.loading import CATALOG_FILE, COMPILED_FILE, compile_catalog
            from pddroute.hours.statutory import STATUTORY_FILE, compile_statutory
        finally:
            sys.path.remove(str(root))
        catalogue = compile_catalog((root / CATALOG_FILE).read_bytes())
        for name, compiled in ((COMPILED_FILE, catalogue), (STATUTORY_FILE, compile_statutory())):
            (root / "pddroute" / name).write_bytes(compiled)
            build_data["artifacts"].append(f"pddroute/{name}")
