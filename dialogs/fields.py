"""What of a kept record is read: a newer version, which may work beside this one, may have written more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def known_fields(made: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """Those of what was kept that a dataclass has."""
    fields = made.__dataclass_fields__  # type: ignore[attr-defined]
    return {name: value for name, value in data.items() if name in fields}


__all__ = ["known_fields"]
