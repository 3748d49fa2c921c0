"""Telegram's HTML: a strict reader of the few tags it has, with the server's own words for each mistake.

Stricter than the server in three things, where the documentation forbids what the server forgives by dropping
or guessing: a bare `&` or `>`, entities inside `code` and `pre`, and a link without an address.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from .entities import Entity, units
from .errors import ApiError, broken_limit

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_ATTRIBUTES = {
    "a": {"href"},
    "span": {"class"},
    "code": {"class"},
    "blockquote": {"expandable"},
    "tg-emoji": {"emoji-id"},
}
_TOKEN = re.compile(r"[<>&]")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_ATTRIBUTE = re.compile(r"""\s+([A-Za-z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.:/_-]+))?""")


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]
    place: int


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> tuple[str, list[Entity]]:
        while (found := _TOKEN.search(self.source, self.at)) is not None:
            self._add(self.source[self.at : found.start()])
            self.at = found.start()
            if found[0] == "&":
                self._reference()
            elif found[0] == ">":
                raise self._error("Unescaped '>'")
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self._add(self.source[self.at :])
        if self.stack:
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return "".join(self.text), sorted(self.entities, key=lambda e: (e["offset"], -e["length"]))

    def _add(self, piece: str) -> None:
        self.text.append(piece)
        self.length += units(piece)

    def _reference(self) -> None:
        match = _REFERENCE.match(self.source, self.at)
        if match is None:
            raise self._error("Unescaped '&' or unsupported entity")
        self._add(html.unescape(match[0]))
        self.at = match.end()

    def _start_tag(self) -> None:
        name = _NAME.match(self.source, self.at + 1)
        tag = name[0].lower() if name else ""
        if name is None or tag not in _TYPES:
            raise self._error(f'Unsupported start tag "{tag}"')
        attributes, position = self._attributes(tag, name.end())
        if not self.source.startswith(">", position):
            raise self._error("Unclosed start tag")
        self._check_nesting(tag, attributes)
        self.stack.append(_Open(tag, self.length, attributes, self.at))
        self.at = position + 1

    def _attributes(self, tag: str, position: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while (match := _ATTRIBUTE.match(self.source, position)) is not None:
            key = match[1].lower()
            if key not in _ATTRIBUTES.get(tag, set()):
                raise self._error(f'Unsupported attribute "{key}" in the tag "{tag}"')
            attributes[key] = html.unescape((match[2] or "").strip("\"'"))
            position = match.end()
        while self.source[position : position + 1].isspace():
            position += 1
        return attributes, position

    def _check_nesting(self, tag: str, attributes: dict[str, str]) -> None:
        inside = [entry.tag for entry in self.stack]
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"')
        if tag == "a" and not attributes.get("href"):
            raise self._error('Tag "a" must have attribute "href"')
        if tag == "tg-emoji" and not attributes.get("emoji-id", "").isdigit():
            raise self._error("Invalid custom emoji identifier specified")
        if tag in inside and tag in ("a", "blockquote"):
            raise self._error(f'Tag "{tag}" can\'t be nested in itself')
        # `<pre><code class="language-...">` is the one lawful tag inside `pre`.
        if "code" in inside or ("pre" in inside and tag != "code"):
            raise self._error(f'Tag "{tag}" isn\'t allowed inside of "{inside[-1]}"')

    def _end_tag(self) -> None:
        end = self.source.find(">", self.at)
        if end < 0:
            raise self._error("Unclosed end tag")
        tag = self.source[self.at + 2 : end].strip().lower()
        if not self.stack:
            raise self._error("Unexpected end tag")
        opened = self.stack.pop()
        if opened.tag != tag:
            raise self._error("Unmatched end tag", f', expected "</{opened.tag}>", found "</{tag}>"')
        self.at = end + 1
        if self.length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Entity = {
            "type": _TYPES[opened.tag],
            "offset": opened.offset,
            "length": self.length - opened.offset,
        }
        language = opened.attributes.get("class", "").removeprefix("language-")
        if opened.tag == "code" and self.stack and self.stack[-1].tag == "pre":
            self.stack[-1].attributes["class"] = language
            return
        if opened.tag == "pre" and language:
            entity["language"] = language
        if opened.tag == "a":
            entity["url"] = opened.attributes["href"]
        if opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes["emoji-id"]
        if "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _error(self, what: str, after: str = "") -> ApiError:
        place = len(self.source[: self.at].encode())
        return _refusal(f"{what} at byte offset {place}{after}")


def _refusal(reason: str) -> ApiError:
    return broken_limit(f"can't parse entities: {reason}")


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Read Telegram's HTML into plain text and entities, or raise the server's refusal."""
    return _Reader(source).read()
