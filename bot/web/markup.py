"""Texts as they may stand in a page: our own few tags and nothing else, whatever somebody typed.

The words of the house come with simple tags and everything typed escaped. All the same nothing is believed here: what
is no tag of ours is escaped again, and a link leads nowhere but to a page, a mail or a telephone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape as escaped
from html import unescape

from markupsafe import Markup, escape

from dialogs.talk import CODE, LINK, PRE, QUOTE, Emphasis, Utterance

_TAG = re.compile(r'(</?(?:b|i|u|s|code|pre|blockquote)(?: expandable)?>|<a href="[^"<>]*">|</a>)')
_HREF = re.compile(r'<a href="([^"<>]*)">')
_LINK = re.compile(r"https?://[^\s<>\"'\u2068\u2069、。，）」]+[^\s<>\"'\u2068\u2069、。，）」.,;:!?)]")
_LEADS = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f]+", re.IGNORECASE)
_TAGS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", CODE: "code", PRE: "code"}
_ANY_TAG = re.compile(r"<[^>]*>")
_STAYS = frozenset(".,;:!?)。、）")
# More of a link tells a reader nothing.
LONGEST_LINK = 60
_OUTSIDE = 'target="_blank" rel="noopener noreferrer nofollow"'


def safe(html: str, commands: tuple[str, ...] = (), label: Callable[[str], str] = str) -> Markup:
    """Return a text of the words as a page may show it; line ends are breaks.

    Of `commands` that it names with a slash each can be pressed there, and `label` says what it does. The button is one
    of the page's menu, which is a form.
    """
    if "<" not in html and not (commands and "/" in html):
        return Markup(_lines(unescape(html), links=True))
    parts: list[str] = []
    pressed = _commands(commands) if commands else None

    def shown(text: str, *, links: bool) -> str:
        """Words between tags; what somebody typed stands in isolates, and nothing of it can be pressed."""
        if pressed is None or not links or "code" in opened:
            return _lines(text, links=links)
        made, at = [], 0
        for found in pressed.finditer(text):
            if found[1]:
                made += [_lines(text[at : found.start()], links=links), _command(found[1], label(found[1]))]
                at = found.end()
                # What ends a sentence stays beside it.
                if text[at : at + 1] in _STAYS:
                    made.append("\u2060")
        return "".join((*made, _lines(text[at:], links=links)))

    opened: list[str] = []
    for part in _TAG.split(html):
        if not _TAG.fullmatch(part):
            parts.append(shown(unescape(part), links="a" not in opened))
        elif part.startswith("</"):
            name = part[2:-1]
            if name in opened:
                while (last := opened.pop()) != name:
                    parts.append(_end(last))
                parts.append(_end(name))
        elif found := _HREF.fullmatch(part):
            to = unescape(found[1])
            if "a" not in opened and _LEADS.fullmatch(to):
                opened.append("a")
                parts.append(f'<a href="{escape(to)}" {_OUTSIDE}>')
        else:
            name = part[1:-1].partition(" ")[0]
            opened.append(name)
            parts.append(_begin(name))
    parts += [_end(name) for name in reversed(opened)]
    return Markup("".join(parts))


@cache
def _commands(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"https?://\S+|\u2068[^\u2069]*\u2069|(?<![\w/.])/({'|'.join(names)})(?![\w/])")


def _command(name: str, does: str) -> str:
    said = escape(f"/{name}: {does}")
    return f'<button class="cmd" form="do" name="command" value="{name}" aria-label="{said}">/{name}</button>'


def _short(link: str) -> str:
    """Return a link as it is shown: where it leads to, and of a long one not all that it carries."""
    return link if len(link) <= LONGEST_LINK else f"{link[: LONGEST_LINK - 1]}…"


def typed(text: str) -> Markup:
    """Return what somebody typed, with its lines; addresses in it can be followed."""
    return Markup(_lines(text, links=True))


def said(utterance: Utterance) -> Markup:
    """Return what somebody wrote with its emphasis."""
    text, marks = utterance.text, [mark for mark in utterance.marks if mark.length > 0]
    edges = sorted({0, len(text), *(min(m.offset, len(text)) for m in marks), *(_end_of(m, text) for m in marks)})
    pieces = []
    for start, end in zip(edges, edges[1:], strict=False):
        over = [mark for mark in marks if mark.offset <= start and end <= mark.offset + mark.length]
        pieces.append(_marked(text[start:end], over))
    return Markup("".join(pieces))


def _marked(text: str, marks: Sequence[Emphasis]) -> str:
    link = next((m.link for m in marks if m.kind == LINK and _LEADS.fullmatch(m.link)), "")
    shown = _lines(text, links=not link)
    for name in dict.fromkeys(_TAGS[mark.kind] for mark in marks if mark.kind in _TAGS):
        shown = f"<{name}>{shown}</{name}>"
    if any(mark.kind == QUOTE for mark in marks):
        shown = f'<span class="quote">{shown}</span>'
    return f'<a href="{escape(link)}" {_OUTSIDE}>{shown}</a>' if link else shown


def _end_of(mark: Emphasis, text: str) -> int:
    return min(mark.offset + mark.length, len(text))


def _lines(text: str, *, links: bool) -> str:
    if not links or "://" not in text:
        return escaped(text).replace("\n", "<br>")
    parts, at = [], 0
    for found in _LINK.finditer(text):
        parts.append(str(escape(text[at : found.start()])))
        parts.append(f'<a href="{escape(found[0])}" {_OUTSIDE}>{escape(_short(found[0]))}</a>')
        at = found.end()
    parts.append(str(escape(text[at:])))
    return "".join(parts).replace("\n", "<br>")


def untagged(part: str) -> str:
    """Return a part of a page without its tags, on one line."""
    plain = str(part)
    if "<" in plain:
        plain = _ANY_TAG.sub("", plain.replace("<br>", " "))
    return " ".join((unescape(plain) if "&" in plain else plain).split())


def _begin(name: str) -> str:
    return '<span class="quote">' if name in ("blockquote", "pre") else f"<{name}>"


def _end(name: str) -> str:
    return "</span>" if name in ("blockquote", "pre") else f"</{name}>"


__all__ = ["Markup", "escape", "safe", "said", "typed", "untagged"]
