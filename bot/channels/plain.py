"""Contents in plain text, for channels that can do less than others: what a channel cannot show is said in words.

What a channel can do says its record (`dialogs.abilities`). Where the choices of a message do not fit, they stand in
its text with numbers, `numbers_in` reads the number a person types, and `command_in` a command. Knows no messenger.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.delivery.post import Content, Post
from bot.words.paragraphs import paragraphs
from bot.words.words import Words, plain
from dialogs.abilities import Abilities
from dialogs.messages import Text, Typed
from dialogs.talk import Utterance

_COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:@\w*)?(?:\s+(.*))?", re.DOTALL)
# What is worth saying of a contact or a place.
_TOLD = ("name", "phone", "title", "address", "latitude", "longitude")
# Of a message that is taken the place of, so much is said.
LONGEST_START = 40
# So many of them are remembered.
MOST_STARTS = 20_000
_NUMBER = re.compile(r"([0-9]{1,3})[.)]?")


@dataclass(frozen=True, slots=True)
class Saying:
    """One message in plain text: buttons as (label, data), or `numbered`, the data of the choices its text numbers."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    numbered: tuple[str, ...] = ()
    document: tuple[str, str] | None = None


def sayings(words: Words, content: Content, abilities: Abilities) -> list[Saying]:
    """What a content says, in as many messages as it takes; choices and file come with the last."""
    text = plain("".join(paragraphs(words, content.language, content.lines)))
    choices = [(words.plain(content.language, choice.label), choice.data) for row in content.rows for choice in row]
    document = content.document
    if document is not None and not abilities.files:
        title = words.plain(content.language, Text("console-document", {"name": document[0]}))
        text, document = f"{text}\n\n{title}\n{document[1]}", None
    fits = len(choices) <= abilities.most_choices and all(len(label) <= abilities.longest_label for label, _ in choices)
    if choices and not fits:
        text += "\n\n" + "\n".join(f"{number}. {label}" for number, (label, _) in enumerate(choices, 1))
    pages = _pages(text, abilities.longest_text)
    last = Saying(
        pages[-1], tuple(choices) if fits else (), () if fits else tuple(data for _, data in choices), document
    )
    return [*map(Saying, pages[:-1]), last]


class Starts:
    """How the messages began that were shown: one that is shown anew is named by that, the next step names none."""

    def __init__(self) -> None:
        self._by_handle: OrderedDict[str, str] = OrderedDict()

    def note(self, words: Words, post: Post, content: Content) -> str:
        """Keep how a message begins; return that where the message begins alike whose place it takes, else ""."""
        if not content.lines:
            return ""
        start = words.plain(content.language, content.lines[0]).strip().partition("\n")[0]
        start = start if len(start) <= LONGEST_START else f"{start[: LONGEST_START - 1].rstrip()}…"
        earlier = self._by_handle.get(str(post.payload.get("replaces")))
        if post.handle is not None:
            self._by_handle[post.handle] = start
            self._by_handle.move_to_end(post.handle)
        while len(self._by_handle) > MOST_STARTS:
            self._by_handle.popitem(last=False)
        return start if start == earlier else ""


def said_by(words: Words, post: Post, abilities: Abilities, starts: Starts) -> Content:
    """What a post with words says: what is shown anew, and cannot be changed in place, says so."""
    if post.kind == "relay":
        return relayed(words, post)
    content = Content.from_json(post.payload["say"])
    start = starts.note(words, post, content)
    if abilities.edits or not start:
        return content
    note = Text("replaces-earlier", {"start": Typed(start)})
    return replace(content, lines=(note, *content.lines))


def relayed(words: Words, post: Post) -> Content:
    """What a post passes on, as a content in plain words: a picture or file that a channel cannot carry is named."""
    said: list[str] = []
    language = post.payload["say"]["language"]
    for one in map(Utterance.from_json, post.payload["said"]):
        if one.media is not None:
            kind = words.plain(language, Text(f"media-{one.media.kind}"))
            told = [one.media.name, *(one.media.about[name] for name in _TOLD if name in one.media.about)]
            said.append(f"[{': '.join([kind, *filter(None, told)])}]")
        said += [one.text] if one.text else []
    above = Content.from_json(post.payload["say"])
    return Content(language, (*above.lines, Text("said", {"text": Typed("\n".join(said))})))


def command_in(line: str) -> tuple[str, str] | None:
    """The name of the command a typed line is, and what stands behind it; None for any other line."""
    found = _COMMAND.fullmatch(line)
    return None if found is None else (found[1].lower(), found[2] or "")


def numbers_in(line: str, most: int) -> list[int]:
    """The choices a typed line names by number ("2", "1, 3"), each once; none where it says anything else."""
    words = [word for word in re.split(r"[\s,、，]+", unicodedata.normalize("NFKC", line)) if word]
    numbers = [int(found.group(1)) if (found := _NUMBER.fullmatch(word)) else 0 for word in words]
    return list(dict.fromkeys(numbers)) if all(1 <= number <= most for number in numbers) else []


def _pages(text: str, most: int | None) -> Sequence[str]:
    """A text in pieces no longer than that, cut between lines or words where there are any."""
    pages = []
    while most is not None and len(text) > most:
        cut = max(text.rfind("\n", 0, most + 1), text.rfind(" ", 0, most + 1))
        end = cut if cut > most // 2 else most
        pages.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*pages, text]


__all__ = ["Saying", "Starts", "command_in", "numbers_in", "relayed", "said_by", "sayings"]
