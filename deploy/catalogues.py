"""Build hook: a wheel ships the texts and words of each language parsed, so that no installation ever parses them.

hatchling runs it (see pyproject.toml). An editable installation has none: it keeps what it parsed beside the sources.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    """Adds what texts and words were made into to the folder of each language."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Parse what is about to be shipped."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from bot.words import catalogue
            from dialogs.parsing import lexicon as parsing
            from dialogs.questionnaires.hsp import HSP
            from dialogs.understanding import lexicon as understanding
        finally:
            sys.path.remove(self.root)
        self.made = tempfile.TemporaryDirectory()
        for folder in sorted({path.parent for path in Path(self.root, "locales").glob("*/*.ftl")}):
            self._ship(folder, catalogue.SHIPPED, catalogue.build(folder), build_data)
            if (folder / understanding.FILE).is_file():
                self._ship(folder, parsing.SHIPPED, parsing.built(folder), build_data)
                self._ship(folder, understanding.SHIPPED, understanding.built(folder, HSP), build_data)

    def _ship(self, folder: Path, name: str, content: bytes, build_data: dict[str, Any]) -> None:
        file = Path(self.made.name, f"{folder.name}.{name}")
        file.write_bytes(content)
        build_data["force_include"][str(file)] = f"locales/{folder.name}/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Nothing of the build stays behind."""
        if version != "editable":
            self.made.cleanup()
