"""Build hook: compiles the catalogue, so that an installed pddroute need not read YAML to start.

The compiled form is used only while it belongs to the very bytes of ``channels.yaml``; a catalogue
that was edited since is read as YAML. See :func:`pddroute.catalogue.loading.compile_catalog`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc, type-arg]
    """Writes ``pddroute/channels.msgpack`` before a wheel (or an editable install) is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogue and have it shipped."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from pddroute.catalogue.loading import CATALOG_FILE, COMPILED_FILE, compile_catalog
        finally:
            sys.path.remove(str(root))
        compiled = compile_catalog((root / CATALOG_FILE).read_bytes())
        target = root / "pddroute" / COMPILED_FILE
        target.write_bytes(compiled)
        build_data["artifacts"].append(f"pddroute/{COMPILED_FILE}")
