"""Telegram's own description of its methods: decodes the parameters of a call and refuses what does not fit.

`botapi.json` is the Bot API description without its prose: every method, and the types that methods accept.
This module knows shapes only; limits and meaning live with the methods.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .errors import ApiError

_ARRAY = "Array of "
_INTEGER = re.compile(r"-?\d{1,19}")
_ATTACH = "attach://"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a multipart body."""

    filename: str
    content_type: str
    data: bytes

    def __repr__(self) -> str:
        return f"<Upload {self.filename!r} {len(self.data)} bytes>"


@dataclass(slots=True)
class RawCall:
    """A request body before the schema has spoken. `typed` is true for a JSON body, false for form strings."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Decoded:
    """Parameters with their proper types, and complaints that Telegram would keep to itself."""

    params: dict[str, Any]
    complaints: list[str]


class Mismatch(Exception):
    """A value does not have the type that the schema names."""


@dataclass(slots=True)
class Schema:
    """The Bot API of one version."""

    version: str
    release_date: str
    update_kinds: frozenset[str]
    methods: dict[str, list[dict[str, Any]]]
    types: dict[str, dict[str, Any]]
    in_small_letters: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.in_small_letters = {name.lower(): name for name in self.methods}

    def named(self, method: str) -> str:
        """A method as the description writes it: Telegram takes its name in any case."""
        return self.in_small_letters.get(method.lower(), method)

    def decode(self, method: str, raw: RawCall) -> Decoded:
        """Check and convert the parameters of one call; a missing or misshapen one raises `ApiError`."""
        if method not in self.methods:
            raise ApiError(404, "Not Found: method not found", violation=True)
        wanted = {f["name"]: f for f in self.methods[method]}
        used: set[str] = set()
        params: dict[str, Any] = {}
        complaints: list[str] = []
        for name, value in {**raw.fields, **raw.files}.items():
            if value is None or (name in raw.files and name not in wanted):
                continue
            if name not in wanted:
                # Telegram ignores what it does not know, so the call goes on; the typo is worth a complaint.
                complaints.append(f"unknown parameter {name!r}")
                continue
            try:
                params[name] = self._field(wanted[name], value, raw, used)
            except Mismatch as error:
                raise ApiError(400, f"Bad Request: can't parse parameter {name!r}: {error}", violation=True) from error
        complaints += [f"file part {n!r} is used by nothing" for n in raw.files if n not in used | set(params)]
        for name, spec in wanted.items():
            if spec.get("required") and name not in params:
                raise ApiError(400, f"Bad Request: {_missing(name)}", violation=True)
        return Decoded(params, complaints)

    def _field(self, spec: Mapping[str, Any], value: Any, raw: RawCall, used: set[str]) -> Any:
        types = spec["types"]
        if not raw.typed and isinstance(value, str):
            value = _from_form(types, value)
        elif raw.typed and isinstance(value, str) and not _takes_text(types):
            # A JSON body may hold the nested objects either as objects or as strings of JSON.
            value = _parse_json(value)
        decoded = self._any_of(types, value, raw, used)
        _check_enum(spec, decoded)
        return decoded

    def _any_of(self, types: list[str], value: Any, raw: RawCall, used: set[str]) -> Any:
        if len(types) > 1 and isinstance(value, list) and all(each.startswith(_ARRAY) for each in types):
            # The description lists an array of each type; what is meant is one array of any of them.
            kinds = [each.removeprefix(_ARRAY) for each in types]
            return [self._any_of(kinds, item, raw, used) for item in value]
        reasons: list[str] = []
        for type_name in types:
            try:
                return self._value(type_name, value, raw, used)
            except Mismatch as error:
                reasons.append(str(error))
        raise Mismatch(" / ".join(dict.fromkeys(reasons)))

    def _value(self, type_name: str, value: Any, raw: RawCall, used: set[str]) -> Any:
        if type_name.startswith(_ARRAY):
            if not isinstance(value, list):
                raise Mismatch(f"expected an array, got {_short(value)}")
            return [self._value(type_name.removeprefix(_ARRAY), item, raw, used) for item in value]
        if type_name == "InputFile":
            return _file(value, raw, used)
        if type_name in _SCALARS:
            kind, allowed = _SCALARS[type_name]
            if not isinstance(value, allowed) or (isinstance(value, bool) and type_name != "Boolean"):
                raise Mismatch(f"expected {kind}, got {_short(value)}")
            return value
        return self._object(type_name, value, raw, used)

    def _object(self, type_name: str, value: Any, raw: RawCall, used: set[str]) -> Any:
        shape = self.types[type_name]
        if type_name == "RichText" and isinstance(value, str | list):
            return value  # a rich text may also be a plain string or a sequence of rich texts
        if not isinstance(value, dict):
            raise Mismatch(f"expected {type_name}, got {_short(value)}")
        if "subtypes" in shape:
            return self._any_of(shape["subtypes"], value, raw, used)
        wanted = {f["name"]: f for f in shape["fields"]}
        unknown = sorted(set(value) - set(wanted))
        if unknown:
            raise Mismatch(f"{type_name} has no field {', '.join(unknown)}")
        result: dict[str, Any] = {}
        for name, spec in wanted.items():
            if value.get(name) is None:
                if spec.get("required"):
                    raise Mismatch(f"{type_name} lacks {name!r}")
                continue
            decoded = self._any_of(spec["types"], value[name], raw, used)
            if isinstance(decoded, str) and decoded.startswith(_ATTACH):
                used.add(_file_part(decoded, raw))
            if (type_name, name) not in _LEFT_TO_METHODS:
                _check_enum(spec, decoded)
            result[name] = decoded
        return result


# Telegram refuses these with words of its own, after it has read the call.
_LEFT_TO_METHODS = {("ReactionTypeEmoji", "emoji")}
_SCALARS: dict[str, tuple[str, tuple[type, ...]]] = {
    "Integer": ("an integer", (int,)),
    "Float": ("a number", (int, float)),
    "String": ("a string", (str,)),
    "Boolean": ("a boolean", (bool,)),
    "True": ("true", (bool,)),
}


def _missing(name: str) -> str:
    # Telegram has a sentence of its own for the usual ones.
    known = {"text": "message text is empty", "chat_id": "chat_id is empty"}
    return known.get(name, f'parameter "{name}" is required')


def _takes_text(types: list[str]) -> bool:
    return "String" in types or types == ["Integer"] or types == ["Boolean"] or types == ["Float"]


def _from_form(types: list[str], value: str) -> Any:
    """Turn a form string into the value which the schema's type calls for."""
    if "InputFile" in types:
        return value
    if "Integer" in types and _INTEGER.fullmatch(value):
        return int(value)
    if "String" in types or "Integer" in types:
        return value
    return _parse_json(value)


def _parse_json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError as error:
        raise Mismatch(f"not JSON: {_short(value)}") from error


def _file(value: Any, raw: RawCall, used: set[str]) -> Upload:
    if isinstance(value, Upload):
        return value
    if isinstance(value, str) and value.startswith(_ATTACH):
        part = _file_part(value, raw)
        used.add(part)
        return raw.files[part]
    raise Mismatch(f"expected a file, got {_short(value)}")


def _file_part(value: str, raw: RawCall) -> str:
    part = value.removeprefix(_ATTACH)
    if part not in raw.files:
        raise Mismatch(f"no file part named {part!r}")
    return part


def _check_enum(spec: Mapping[str, Any], value: Any) -> None:
    allowed = spec.get("enum")
    if allowed is not None and value not in allowed:
        raise Mismatch(f"{spec['name']} is {_short(value)}, not one of {allowed}")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


@cache
def load_schema() -> Schema:
    """The schema that lies beside this module."""
    data = json.loads(Path(__file__).with_name("botapi.json").read_text(encoding="utf-8"))
    return Schema(
        version=data["version"],
        release_date=data["release_date"],
        update_kinds=frozenset(data["update_kinds"]),
        methods={name: method["fields"] for name, method in data["methods"].items()},
        types=data["types"],
    )


@cache
def reaction_emoji() -> frozenset[str]:
    """The emoji that Telegram takes as reactions."""
    fields = load_schema().types["ReactionTypeEmoji"]["fields"]
    return frozenset(next(f["enum"] for f in fields if f["name"] == "emoji"))
