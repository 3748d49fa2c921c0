"""Brings a typed text to one plain form, cuts it into tokens, and finds the typed words again for any run of them.

A token is a word of letters, a figure, one Japanese sign, or a mark; it knows no language and no question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Facts stand in the first sentences; what is longer is a story for a person. Both bound the work on any text: so many
# signs, and so many tokens (a Japanese sign is one).
MOST_READ = 800
MOST_TOKENS = 200

_SAME = {ord(sign): "'" for sign in "‘’‛ʼ´`′"} | {ord(sign): "~" for sign in "〜∼˜～〰"}
_SAME |= {ord(sign): "-" for sign in "‐‑‒–—―−"} | {ord(sign): '"' for sign in "“”„"}
# Zero-width and writing-direction marks, which phones put around figures, and the mark "draw this as a picture".
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\ufeff]")
_LETTER = "a-zµ-ßà-öø-ʯͰ-\u0dff\u1100-\u177f\u1e00-\u1fff가-힣"
# A figure before these counts something, and ends no name: 「SE6年」.
_COUNTED = "年(?![収俸間])|歳|才|万|人(?!材)|個(?!人)|本(?!人)|件|点|[ヶヵかカ]月"
_TOKEN = re.compile(
    r"(?P<initials>(?<![a-z0-9])(?:[a-z]\.){2,3}[a-z]?(?![a-z]))"
    # A year of an era by its letter, with month and day: "h5.11.30".
    r"|(?P<era>(?<![a-z0-9])[mtshr]\d{1,2}(?:[./-]\d{1,2}){2}(?![a-z0-9]))"
    rf"|(?P<word>[{_LETTER}]+(?:'[{_LETTER}]+)*(?:\d{{1,2}}(?!\d|{_COUNTED}))?)"
    r"|(?P<figure>\d+(?:[.,]\d+)*)"
    r"|(?P<sign>[^\W_])"
    r"|(?P<mark>\n|[^\w\s]|_)"
)
# Runs of signs that stay as they are, but for small letters; what follows must not join the last of them.
_KEPT = r"\x00-_a-\x7fぁ-んァ-ヶ一-鿿"
_AS_THEY_ARE = re.compile(rf"[{_KEPT}]+(?=[{_KEPT}]|\Z)")
_KATAKANA = re.compile("[ァ-ヺー]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A plain text and where each of its signs stood in what was typed (None: each where it stands)."""

    typed: str
    text: str
    places: Sequence[int] | None

    def words(self, start: int, end: int) -> str:
        """Return what was typed for a stretch of the plain text."""
        if start >= end:
            return ""
        if self.places is None:
            return self.typed[start:end].strip()
        return self.typed[self.places[start] : self.places[end - 1] + 1].strip()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a plain text, side by side: what each says, where it begins and ends, and of what kind it is."""

    plain: PlainText
    said: list[str]
    begins: list[int]
    ends: list[int]
    kinds: list[str]

    def words(self, first: int, after: int) -> str:
        """Return the person's own words for a run of tokens."""
        return self.plain.words(self.begins[first], self.ends[after - 1]) if first < after else ""

    def text(self, first: int, after: int) -> str:
        """Return the plain text of a run of tokens."""
        return self.plain.text[self.begins[first] : self.ends[after - 1]] if first < after else ""


def plain_text(typed: str) -> PlainText:
    """Return the plain form of the first signs of a text: half width, small letters, one form for look-alikes."""
    typed = typed[:MOST_READ]
    if typed.isascii():
        return PlainText(typed, typed.lower(), None)
    same = typed.translate(_SAME)
    if unicodedata.is_normalized("NFKC", same) and not _UNSEEN.search(same) and len(same.lower()) == len(same):
        return PlainText(typed, same.lower(), None)
    return _sign_by_sign(typed)


def _sign_by_sign(typed: str) -> PlainText:
    parts: list[str] = []
    places: list[int] = []
    place, length = 0, len(typed)
    while place < length and len(places) < MOST_READ:
        run = _AS_THEY_ARE.match(typed, place, place + MOST_READ - len(places))
        if run is not None:
            parts.append(run[0].lower())
            places.extend(range(place, run.end()))
            place = run.end()
            continue
        after = place + 1
        # A voiced mark of half-width katakana, or an accent, belongs to the sign before it; nobody stacks more.
        while after < length and after < place + 3 and _joins(typed[after]):
            after += 1
        plain = _plain_signs(typed[place:after])
        parts.append(plain)
        places.extend([place] * len(plain))
        place = after
    return PlainText(typed, "".join(parts), places)


@lru_cache(maxsize=8_192)
def _joins(sign: str) -> bool:
    return sign in "ﾞﾟ" or unicodedata.combining(sign) > 0


@lru_cache(maxsize=8_192)
def _plain_signs(signs: str) -> str:
    if _UNSEEN.fullmatch(signs) or unicodedata.category(signs[0]) == "Cs":
        return ""
    if signs == "\n":
        return signs
    return unicodedata.normalize("NFKC", signs.translate(_SAME)).translate(_SAME).lower()


def tokens_of(plain: PlainText) -> Tokens:
    """Cut a plain text into tokens. A point, a hyphen or 「・」 inside a word joins: "M.Tech" is m and tech."""
    said: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    text = plain.text
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        start, end = match.span()
        token = match[0]
        if kind == "mark" and token in ".-・'" and _joined(text, start, end):
            continue
        if kind == "initials":
            kind, token = "word", token.replace(".", "")
        kind = "figure" if kind == "era" else kind
        if kind == "word" and token.endswith("'s") and token not in _SHORT_FORMS:
            token = token[:-2]
        said.append(token)
        begins.append(start)
        ends.append(end)
        kinds.append(kind)
        if len(said) == MOST_TOKENS:
            break
    return Tokens(plain, said, begins, ends, kinds)


# "It's" says "it is"; what else ends so is whose something is.
_SHORT_FORMS = frozenset(f"{word}'s" for word in ("it", "that", "what", "he", "she", "who", "there", "here", "let"))


def _joined(text: str, start: int, end: int) -> bool:
    """Tell whether a mark joins what stands beside it: "M.Tech", and the figure of "no.2"."""
    if not (start > 0 and end < len(text) and text[start - 1].isalnum()):
        return False
    return text[end].isalpha() or (text[start] == "." and text[start - 1].isalpha() and text[end].isdecimal())


def is_hiragana(sign: str) -> bool:
    """Tell whether a sign is hiragana."""
    return "ぁ" <= sign[0] <= "ゖ"


def is_katakana(sign: str) -> bool:
    """Tell whether a sign is katakana: such words are longer than one sign, and not cut in the middle."""
    return _KATAKANA.match(sign) is not None
