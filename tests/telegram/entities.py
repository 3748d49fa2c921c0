"""Message entities: offsets in UTF-16 units as Telegram counts, and what it finds by itself in plain text."""

from __future__ import annotations

import re
from typing import Any

Entity = dict[str, Any]

_AUTOMATIC = (
    ("url", re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)\]]")),
    ("email", re.compile(r"(?<![\w@/])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z]\w{3,31}\b")),
    ("bot_command", re.compile(r"(?<![\w/@.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?(?![\w/])")),
)
# Inside these Telegram looks for nothing.
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})


def units(text: str) -> int:
    """The length in UTF-16 code units, the measure of Telegram's offsets."""
    return len(text.encode("utf-16-le")) // 2


def find_entities(text: str, marked: list[Entity] | None = None) -> list[Entity]:
    """Add the automatic entities (commands, mentions, links, mail) to those that markup gave."""
    result = list(marked or [])
    taken = [_span(e) for e in result if e["type"] in _OPAQUE]
    for kind, pattern in _AUTOMATIC:
        for match in pattern.finditer(text):
            entity = {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
            start, end = _span(entity)
            if all(end <= a or start >= b for a, b in taken):
                taken.append((start, end))
                result.append(entity)
    return sorted(result, key=lambda e: (e["offset"], -e["length"]))


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Drop white space at both ends, as the server does before it stores a message."""
    kept = text.strip()
    lost = units(text[: len(text) - len(text.lstrip())])
    size = units(kept)
    result: list[Entity] = []
    for entity in entities:
        start = min(max(entity["offset"] - lost, 0), size)
        end = min(max(entity["offset"] + entity["length"] - lost, 0), size)
        if end > start:
            result.append({**entity, "offset": start, "length": end - start})
    return kept, result


def _span(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]
