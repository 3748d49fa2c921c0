"""Posts as LINE's message objects: plain text with its choices numbered in it, and the same choices as quick replies.

Quick replies are gone with the next message, and some programs never show them: so what can be chosen can be typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.line.abilities import ABILITIES, LONGEST_LABEL, LONGEST_TEXT, MOST_QUICK
from bot.channels.plain import sayings
from bot.delivery.post import Content
from bot.words.words import Words
from dialogs.abilities import Abilities
from dialogs.kinds.kind import DONE
from dialogs.marks import read_press

# How LINE counts: letters beyond the first plane are two.
_FIRST_PLANE = 0xFFFF
LONGEST_DISPLAYED = 300
# Of more choices than there is room for, the last lead back or on, and stay.
_LAST = 2
_WORDS_ALONE = Abilities(longest_text=LONGEST_TEXT, files=ABILITIES.files)


@dataclass(frozen=True, slots=True)
class LineChoice:
    """What can be chosen: its label, what stands before it in a text, and the data that comes back."""

    label: str
    before: str
    data: str


def units(text: str) -> int:
    """Return the length of a text as LINE counts it."""
    return len(text) + sum(ord(letter) > _FIRST_PLANE for letter in text)


def choices_of(words: Words, content: Content, numbered: bool, letter: str) -> list[LineChoice]:
    """Return what can be chosen below a content."""
    found = [(words.plain(content.language, one.label), one.data) for row in content.rows for one in row]
    if not numbered and not letter:
        return [LineChoice(label, "• ", data) for label, data in found]
    return [LineChoice(label, f"{letter}{number}. ", data) for number, (label, data) in enumerate(found, 1)]


def texts_of(words: Words, content: Content, choices: Sequence[LineChoice], how: str) -> list[str]:
    """Return what a content says, in as many texts as it takes; `how` says how its choices are typed."""
    bare = replace(content, rows=(), document=None)
    texts = _fitting(words, bare)
    if choices:
        listed = "\n".join(f"{one.before}{one.label}" for one in choices)
        below = "\n\n".join(filter(None, [listed, how]))
        whole = f"{texts[-1]}\n\n{below}" if texts[-1] else below
        texts[-1:] = [whole] if units(whole) <= LONGEST_TEXT else [*texts[-1:], *pieces(below)]
    return [text for text in texts if text.strip()]


def _fitting(words: Words, content: Content) -> list[str]:
    most = LONGEST_TEXT
    while True:
        texts = [one.text for one in sayings(words, content, replace(_WORDS_ALONE, longest_text=most))]
        if most < LONGEST_TEXT or all(units(text) <= LONGEST_TEXT for text in texts):
            return texts
        most //= 2


def pieces(text: str) -> list[str]:
    """Return a text in pieces that LINE takes, cut between lines where there are any."""
    found = []
    while units(text) > LONGEST_TEXT:
        most = LONGEST_TEXT if text.isascii() else LONGEST_TEXT // 2
        cut = text.rfind("\n", most // 2, most)
        end = cut if cut > 0 else most
        found.append(text[:end].rstrip())
        text = text[end:].lstrip("\n")
    return [*found, text]


def text_message(text: str) -> dict[str, Any]:
    """Return a text as a message object."""
    return {"type": "text", "text": text}


def image_message(link: str) -> dict[str, Any]:
    """Return a picture that a link leads to as a message object."""
    return {"type": "image", "originalContentUrl": link, "previewImageUrl": link}


def quick_items(choices: Iterable[LineChoice]) -> list[dict[str, Any]]:
    """Return choices as quick replies, as many as there is room for; what ends a list of ticks is among them."""
    given = list(choices)
    if len(given) > MOST_QUICK:
        kept = [*(one for one in given[:-_LAST] if _ends_ticks(one)), *given[-_LAST:]]
        others = [one for one in given if one not in kept]
        given = [*others[: MOST_QUICK - len(kept)], *kept]
    return [_item(one) for one in given]


def _ends_ticks(choice: LineChoice) -> bool:
    press = read_press(choice.data)
    return press is not None and press.action == DONE


def _item(choice: LineChoice) -> dict[str, Any]:
    action = {
        "type": "postback",
        "label": _short(choice),
        "data": choice.data,
        "displayText": _cut(choice.label, LONGEST_DISPLAYED),
    }
    return {"type": "action", "action": action}


def _short(choice: LineChoice) -> str:
    """A label as long as a quick reply's may be; one that is cut begins as its line in the text does."""
    label = choice.label.strip() or "…"
    if units(label) <= LONGEST_LABEL:
        return label
    before = choice.before if choice.before[0].isalnum() else ""
    return _cut(f"{before}{label}", LONGEST_LABEL)


def _cut(text: str, most: int) -> str:
    if units(text) <= most:
        return text
    left = most - 1
    for place, letter in enumerate(text):
        left -= units(letter)
        if left < 0:
            text = text[:place]
            break
    return f"{text.rstrip()}…"


__all__ = ["LineChoice", "choices_of", "image_message", "pieces", "quick_items", "text_message", "texts_of", "units"]
