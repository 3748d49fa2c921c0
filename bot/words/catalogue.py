"""The texts of one language as plain data: read from Fluent files once, then from a parsed form that is loaded at once.

Parsing Fluent takes a fifth of a second, loading its result a few milliseconds. So the wheel ships `catalogue.json`
beside the Fluent files of a language (deploy/catalogues.py makes it at the build), and a checkout keeps one in
`__pycache__`. Neither can be of older texts (see `dialogs.kept`). Where there is none, the Fluent files are parsed.

A pattern is a text, or a list of parts: a text, `["$", name]` for an argument, `["@", key]` for another text, or
`["?", name, [[kind, key, pattern], ...], default]`, a choice by an argument, where kind is "#" for a number and "=" for
a word. A pattern that uses more of Fluent than that is None, and rendered by fluent.runtime.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import OwnError
from dialogs.kept import digest_of, form, kept, source_of

if TYPE_CHECKING:
    from fluent.syntax import ast

SHIPPED = "catalogue.json"
Pattern = str | list[Any] | None


class WordsError(OwnError):
    """A text is missing or cannot be rendered; the message names the key and the language, never the arguments."""


def load(folder: Path) -> dict[str, Pattern]:
    """Every text of a language by its key (`message` or `message.attribute`), in the order of its files."""
    sources = _sources(folder)
    texts: dict[str, Pattern] = kept(folder, SHIPPED, _made_of(sources), lambda: parse(folder.name, sources))
    return texts


def build(folder: Path) -> bytes:
    """What to ship as `catalogue.json` beside the Fluent files of a folder."""
    sources = _sources(folder)
    return form(digest_of(_made_of(sources)), parse(folder.name, sources))


def parse(language: str, sources: Iterable[tuple[str, bytes]]) -> dict[str, Pattern]:
    """Parse Fluent files. Raises `WordsError` for what is no Fluent and for a text that stands twice."""
    from fluent.syntax import FluentParser, ast

    texts: dict[str, Pattern] = {}
    seen: set[str] = set()
    for name, content in sources:
        for entry in FluentParser(with_spans=False).parse(content.decode("utf-8")).body:
            if isinstance(entry, ast.Junk):
                raise WordsError(f"locales/{language}/{name}: a line cannot be read as Fluent")
            if not isinstance(entry, ast.Message | ast.Term):
                continue
            key = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
            if key in seen:
                raise WordsError(f"locales/{language}/{name}: the text {key!r} stands twice")
            seen.add(key)
            if isinstance(entry, ast.Message):
                texts.update(_message(entry))
    return texts


def _message(message: ast.Message) -> Iterator[tuple[str, Pattern]]:
    if message.value is not None:
        yield message.id.name, _pattern(message.value)
    for attribute in message.attributes:
        yield f"{message.id.name}.{attribute.id.name}", _pattern(attribute.value)


def _pattern(pattern: ast.Pattern) -> Pattern:
    parts: list[Any] = []
    for element in pattern.elements:
        part = _part(element)
        if part is None:
            return None
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    if all(isinstance(part, str) for part in parts):
        return "".join(parts)
    return parts


def _part(element: ast.TextElement | ast.Placeable) -> str | list[Any] | None:
    """One part of a pattern; None for what we leave to fluent.runtime: functions, terms, numbers written out."""
    from fluent.syntax import ast

    if isinstance(element, ast.TextElement):
        return element.value
    inner = element.expression
    if isinstance(inner, ast.StringLiteral):
        return str(inner.parse()["value"])
    if isinstance(inner, ast.VariableReference):
        return ["$", inner.id.name]
    if isinstance(inner, ast.MessageReference):
        return ["@", inner.id.name + (f".{inner.attribute.name}" if inner.attribute else "")]
    if isinstance(inner, ast.SelectExpression) and isinstance(inner.selector, ast.VariableReference):
        variants = [_variant(variant) for variant in inner.variants]
        default = next(at for at, variant in enumerate(inner.variants) if variant.default)
        return None if any(v[2] is None for v in variants) else ["?", inner.selector.id.name, variants, default]
    return None


def _variant(variant: ast.Variant) -> list[Any]:
    from fluent.syntax import ast

    if isinstance(variant.key, ast.NumberLiteral):
        return ["#", variant.key.value, _pattern(variant.value)]
    return ["=", variant.key.name, _pattern(variant.value)]


# --- files ------------------------------------------------------------------------------------------------------------


def _sources(folder: Path) -> Sequence[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.ftl"))]


def _made_of(sources: Sequence[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield the texts, and this module: a changed parser must not be given what another one made."""
    yield from source_of(__file__)
    for name, content in sources:
        yield name.encode()
        yield content
