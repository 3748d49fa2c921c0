"""Templates of pages: all that is put into them is escaped, and nothing of them is fetched elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def environment(folder: Path) -> Environment:
    """Return what makes pages of the templates in a folder."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def assets(folder: Path, names: Sequence[tuple[str, str]]) -> Mapping[str, tuple[str, bytes]]:
    """Return scripts and styles, given with their kinds, by names that change with what is in them."""
    found = {}
    for name, kind in names:
        content = (folder / name).read_bytes()
        stem, _, ends = name.partition(".")
        found[f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ends}"] = (kind, content)
    return found


__all__ = ["assets", "environment"]
