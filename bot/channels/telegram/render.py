"""Screens as messages: finished words, cut to what one message may hold, buttons with the screen they belong to."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.words.words import Words, plain
from dialogs.messages import Screen, Text

MOST_CHARACTERS = 4096
# Lines of a list stand close together; everything else is a paragraph.
_CLOSE = ("-line", "-citation", "-staff-confirms", "-run")

Keyboard = list[list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: Telegram-flavoured HTML, and rows of (label, data)."""

    html: str
    keyboard: Keyboard
    document: tuple[str, bytes] | None = None


def messages(words: Words, language: str, screen: Screen, mark: str) -> list[Message]:
    """A screen as one message, or several where it is too long; the buttons stand under the last.

    `mark` is put before every action, so that a press tells which screen it belongs to.
    """
    pages = paginate(paragraphs(words, language, screen.lines))
    keyboard = [[(words.plain(language, b.label), f"{mark}.{b.action}") for b in row] for row in screen.rows if row]
    last = len(pages) - 1
    return [
        Message(page, keyboard if i == last else [], screen.document if i == last else None)
        for i, page in enumerate(pages)
    ]


def paragraphs(words: Words, language: str, lines: Iterable[Text]) -> list[str]:
    """Rendered lines, each with the space that goes before it."""
    result: list[str] = []
    close_before = False
    for line in lines:
        close = line.key.endswith(_CLOSE)
        gap = "" if not result else "\n" if close and close_before else "\n\n"
        result.append(gap + words.html(language, line))
        close_before = close or line.key.endswith("-title")
    return result


def card_html(words: Words, language: str, lines: Sequence[Text]) -> str:
    """A lead card as one text; if somebody typed a novel, that is cut (with a mark), and all other lines stay."""
    kept = "\n".join(words.html(language, line) for line in lines).split("\n")
    while (excess := _units("\n".join(kept)) - MOST_CHARACTERS) > 0:
        at = max(range(len(kept)), key=lambda number: _units(kept[number]))
        bare = _bare(kept[at])
        room = _units(kept[at]) - excess - 1
        kept[at] = f"{_whole_entities(bare[: _fitting(bare, max(0, room))])}…"
    return "\n".join(kept)


def paginate(parts: Sequence[str], most: int = MOST_CHARACTERS) -> list[str]:
    """Join parts into pages no longer than `most`, breaking between parts; one part too long for a page is cut.

    Lengths are counted with the markup, which is more than Telegram counts: never too long.
    """
    pages: list[str] = []
    page = ""
    for part in parts:
        if _units(page) + _units(part) <= most:
            page += part
            continue
        if page:
            pages.append(page)
        page = part.lstrip("\n")
        while _units(page) > most:
            # Only a text with no markup left can be cut anywhere.
            bare = _bare(page)
            room = _fitting(bare, most - 8)
            cut = bare.rfind("\n", 0, room)
            pages.append(_whole_entities(bare[: cut if cut > 0 else room]))
            page = bare[len(pages[-1]) :].lstrip("\n")
    pages.append(page)
    # Telegram refuses a message with nothing to see in it.
    return [page for page in pages if page.strip()] or pages[:1]


def _bare(markup: str) -> str:
    """The same without its tags."""
    return html.escape(plain(markup), quote=False)


def _units(text: str) -> int:
    """The length as Telegram counts it: in UTF-16, where an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fitting(text: str, most: int) -> int:
    """How many characters from the start take up no more than that many units."""
    whole = text.encode("utf-16-le", "surrogatepass")[: 2 * most]
    return len(whole.decode("utf-16-le", "ignore"))


def _whole_entities(text: str) -> str:
    """Do not end in the middle of `&amp;`."""
    start = text.rfind("&", max(0, len(text) - 5))
    return text[:start] if start > 0 and ";" not in text[start:] else text
