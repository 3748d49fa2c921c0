"""Holds JSON against a schema of LINE's OpenAPI documents, and finds what does not fit; unknown fields fit nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_TYPES: Mapping[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@cache
def documents() -> Mapping[str, Any]:
    """The documents, by what they describe: "messaging" and "webhook"."""
    read: Mapping[str, Any] = json.loads((Path(__file__).parent / "openapi.json").read_text(encoding="utf-8"))
    return read


def misfits(document: str, name: str, value: Any) -> list[str]:
    """What of a value does not fit the schema of a name."""
    schemas = documents()[document]["schemas"]
    return list(_look(schemas, schemas[name], value, name))


def _look(schemas: Mapping[str, Any], schema: Mapping[str, Any], value: Any, at: str) -> Iterator[str]:
    whole = _whole(schemas, schema, value)
    kind = whole.get("type")
    if kind is not None and (not isinstance(value, _TYPES[kind]) or (kind == "integer" and isinstance(value, bool))):
        yield f"{at}: no {kind}"
        return
    if "enum" in whole and value not in whole["enum"]:
        yield f"{at}: not one of {whole['enum']}"
    if isinstance(value, str):
        yield from _text(whole, value, at)
    elif isinstance(value, list):
        yield from _size(whole, len(value), "Items", at)
        for number, item in enumerate(value):
            yield from _look(schemas, whole.get("items", {}), item, f"{at}[{number}]")
    elif isinstance(value, dict) and "properties" in whole:
        yield from (f"{at}.{name}: is missing" for name in whole.get("required", ()) if name not in value)
        for name, inner in value.items():
            if name not in whole["properties"]:
                yield f"{at}.{name}: is unknown"
            else:
                yield from _look(schemas, whole["properties"][name], inner, f"{at}.{name}")


def _whole(schemas: Mapping[str, Any], schema: Mapping[str, Any], value: Any, seen: str = "") -> Mapping[str, Any]:
    """A schema with all it is made of, as what the value says it is."""
    if "$ref" in schema:
        return _whole(schemas, schemas[schema["$ref"].rsplit("/", 1)[1]], value, seen)
    mapping = schema.get("discriminator", {}).get("mapping")
    if mapping is not None and not seen:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in mapping:
            return {"enum": [f"a type of {sorted(mapping)}"]}
        return _whole(schemas, {"$ref": mapping[kind]}, value, seen="told")
    parts = [_whole(schemas, part, value, seen or "part") for part in schema.get("allOf", ())]
    own = {name: part for name, part in schema.items() if name != "allOf"}
    merged: dict[str, Any] = {}
    for part in [*parts, own]:
        for name, said in part.items():
            if name == "properties":
                merged["properties"] = {**merged.get("properties", {}), **said}
            elif name == "required":
                merged["required"] = [*merged.get("required", []), *said]
            elif name != "discriminator":
                merged[name] = said
    return merged


def _text(schema: Mapping[str, Any], value: str, at: str) -> Iterator[str]:
    yield from _size(schema, len(value), "Length", at)
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: does not match"
    if schema.get("format") == "uri" and not re.match(r"https?://[^\s/]+", value):
        yield f"{at}: no address"
    if schema.get("format") == "uuid" and not _UUID.fullmatch(value):
        yield f"{at}: no UUID"


def _size(schema: Mapping[str, Any], size: int, what: str, at: str) -> Iterator[str]:
    if size > schema.get(f"max{what}", size):
        yield f"{at}: more than {schema[f'max{what}']}"
    if size < schema.get(f"min{what}", size):
        yield f"{at}: fewer than {schema[f'min{what}']}"


__all__ = ["documents", "misfits"]
