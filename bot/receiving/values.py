"""Reading one value of raw JSON: of the kind and size we take, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]

BOUND = 1 << 63


def parsed(body: bytes) -> Any:
    """The value of a body in JSON; None where it cannot be parsed (too deep, numbers without end, no JSON at all)."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


class Odd(Exception):
    """A field that should be there is missing or of another type."""


def fields_of(value: object) -> Json:
    if not isinstance(value, dict):
        raise Odd
    return value


def number_of(value: object) -> int:
    """A whole number that a database can hold."""
    if type(value) is not int or not -BOUND <= value < BOUND:
        raise Odd
    return value


def text_of(value: object, most: int) -> str:
    if not isinstance(value, str):
        raise Odd
    return whole(value, most)


def whole(value: object, most: int) -> str:
    """A text no longer than the channel's; half a pair of surrogates could be kept, but never sent."""
    if not isinstance(value, str):
        return ""
    cut = value[:most]
    if cut.isascii():
        return cut
    return cut.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def short(value: object, most: int) -> str:
    """A short text in plain signs, or "" for anything else."""
    return value if isinstance(value, str) and len(value) <= most and value.isascii() and value.isprintable() else ""
