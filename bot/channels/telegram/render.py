"""Contents as messages: finished words in Telegram's HTML, cut to what one message may hold, with their buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.delivery.post import Content
from bot.words.paragraphs import paragraphs
from bot.words.words import Words
from dialogs.messages import Text

MOST_CHARACTERS = 4096
# What a caption may hold, counted as Telegram does: less than this many characters of any script.
LONGEST_CAPTION = 1_000
# Of a button's data, in UTF-8.
MOST_DATA_BYTES = 64
# A tag, a character reference, or any one character: what a text may be cut between.
_PIECE = re.compile(r"</?([a-z]+)[^>]*>|&#?\w{1,8};|.", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_QUOTATION = re.compile(r"</?blockquote[^>]*>")
# How Telegram finds a name to notify: an @ that no letter stands before. An address of e-mail has one.
_MENTION = re.compile(r"(?<!\w)@(?=\w)")
_WORD_JOINER = "\u2060"

Keyboard = Sequence[Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: Telegram-flavoured HTML, and rows of (label, data)."""

    html: str
    keyboard: Keyboard
    document: tuple[str, bytes] | None = None


class DataTooLong(ValueError):
    """A button's data is longer than Telegram takes; the message names the length alone."""


def pages(words: Words, content: Content, *, hush: bool = False) -> list[Message]:
    """What a post says as one message, or several where it is too long; buttons and file stand with the last.

    With `hush`, no @name in it notifies anybody.
    """
    parts = map(unnested, paragraphs(words, content.language, content.lines))
    texts = paginate(map(hushed, parts) if hush else parts)
    last = len(texts) - 1
    document = None if content.document is None else (content.document[0], content.document[1].encode("utf-8"))
    rows = keyboard_of(words, content)
    return [Message(text, rows if i == last else [], document if i == last else None) for i, text in enumerate(texts)]


def card(words: Words, content: Content) -> Message:
    """What a post says as one message, whatever it takes: the longest line is cut. No @name notifies anybody."""
    return Message(card_html(words, content.language, content.lines), keyboard_of(words, content))


def finished(payload: Mapping[str, Any]) -> Message | None:
    """The message of a row that version 0.2.0 left waiting: it holds finished words instead of a content."""
    if "text" not in payload:
        return None
    document = payload.get("document")
    rows = [[(label, data) for label, data in row] for row in payload.get("keyboard", ())]
    return Message(payload["text"], rows, None if document is None else (document[0], document[1].encode("utf-8")))


def keyboard_of(words: Words, content: Content) -> Keyboard:
    """The choices as rows of (label, data). Raises `DataTooLong`."""
    rows = [
        [(words.plain(content.language, choice.label), choice.data) for choice in row] for row in content.rows if row
    ]
    for row in rows:
        for _, data in row:
            if len(data.encode("utf-8")) > MOST_DATA_BYTES:
                raise DataTooLong(f"a button with {len(data.encode('utf-8'))} bytes of data")
    return rows


def card_html(words: Words, language: str, lines: Sequence[Text]) -> str:
    """A lead card as one text; if somebody typed a novel, that is cut (with a mark), and all other lines stay."""
    kept = [hushed(unnested(words.html(language, line))) for line in lines]
    while (excess := units("\n".join(kept)) - MOST_CHARACTERS) > 0:
        at = max(range(len(kept)), key=lambda number: units(kept[number]))
        kept[at], _ = cut(kept[at], max(1, units(kept[at]) - excess), mark="…", at_lines=False)
    return "\n".join(kept)


def unnested(html: str) -> str:
    """The same without quotations inside a quotation, which Telegram refuses."""
    if html.count("<blockquote") < 2:
        return html
    depth = 0

    def keep_outer(tag: re.Match[str]) -> str:
        nonlocal depth
        depth += -1 if tag.group().startswith("</") else 1
        # The outermost opens at one and closes at none.
        return tag.group() if depth == (0 if tag.group().startswith("</") else 1) else ""

    return _QUOTATION.sub(keep_outer, html)


def hushed(html: str) -> str:
    """The same where no @name notifies the one who has it: a sign without width stands behind each @."""
    return _MENTION.sub(f"@{_WORD_JOINER}", html)


def paginate(parts: Iterable[str], most: int = MOST_CHARACTERS) -> list[str]:
    """Join parts into pages no longer than `most`, breaking between parts; one part too long for a page is cut.

    Lengths are counted with the markup, which is more than Telegram counts: never too long.
    """
    result: list[str] = []
    page = ""
    for part in parts:
        if units(page) + units(part) <= most:
            page += part
            continue
        if page:
            result.append(page)
        page = part.lstrip("\n")
        while units(page) > most:
            head, page = cut(page, most)
            result.append(head)
    result.append(page)
    # Telegram refuses a message with nothing to see in it.
    return [page for page in result if _TAG.sub("", page).strip()] or result[:1]


def cut(html: str, most: int, *, mark: str = "", at_lines: bool = True) -> tuple[str, str]:
    """The start of a text that fits into `most`, and the rest. Tags that stand open are closed and opened again.

    It is cut at the last line end that lies not too far back, if `at_lines`; nowhere inside a tag or a reference.
    `mark` stands where it was cut.
    """
    opened: list[re.Match[str]] = []
    size = closing = 0
    best = line_end = (0, 0, "", "")
    for piece in _PIECE.finditer(html):
        size += units(piece.group())
        if piece.group(1) is not None:
            opened = opened[:-1] if piece.group().startswith("</") else [*opened, piece]
            closing = sum(len(tag.group(1)) + 3 for tag in opened)
        if size + closing + len(mark) > most and best[0]:
            break
        # Right behind a tag that opens there is nothing to close yet.
        if piece.group(1) is None or piece.group().startswith("</"):
            ends = "".join(f"</{tag.group(1)}>" for tag in reversed(opened))
            best = (piece.end(), size, ends, "".join(tag.group() for tag in opened))
            if piece.group() == "\n":
                line_end = best
    if at_lines and line_end[1] > most // 2:
        best = line_end
    end, _, ends, again = best
    rest = html[end:].lstrip("\n")
    return f"{html[:end].rstrip() if not mark else html[:end]}{mark}{ends}", again + rest if rest else ""


def shortened(text: str, most: int) -> str:
    """Whole lines up to what Telegram takes."""
    lines = text.split("\n")
    while units("\n".join(lines)) > most:
        lines.pop()
    return "\n".join(lines)


def units(text: str) -> int:
    """The length as Telegram counts it: in UTF-16, where an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
