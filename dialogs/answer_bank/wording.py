"""Brings a question to the words it is compared by: synonyms become one word, fillers go, small misspellings mend.

Two kinds of features come out: whole words, and pieces of Japanese text that no synonym covers. It knows nothing of
answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from dialogs.messages import LONGEST_MATCHED

# Shorter words have too many neighbours: "form" and "from", "house" and "hours".
_MENDED_FROM, _MENDED_TO = 5, 6
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘´`", "'"))
_WORD = re.compile(r"[a-z0-9][a-z0-9.'&/-]*[a-z0-9]|[a-z0-9]")
_LATIN_END = r"(?:'s|s'|es|s)?(?![a-z0-9])"
# Unknown Japanese: names in katakana stay whole, kanji come in pairs; hiragana is mostly grammar, and left out.
_KATAKANA_RUN = re.compile("[ァ-ヶー]{2,}")
_KANJI_RUN = re.compile("[々一-鿿]+")
_ASKING = re.compile(
    r"\?|か(?:な|ね|しら)?[。.!]*$|教え|知り|たい|くらい|ぐらい|いくら|は$|とは|って(?:何|なに|どう)|どう|何|なに"
    r"|なん(?:で|の|てん|じ|さい|ねん)|誰|いつ|どこ|なぜ|どっち|どちら|どれ|[いうくすたなるん]の$"
    # In a chat the plain form asks: 「残業代も入る」; 「東京で働いている」 does not.
    r"|(?<!て)(?<!てい)る$|(?:ok|可|可能)$"
    r"|\b(?:desu|[a-z]*masu) ka\b"
    r"|\b(?:what|what's|whats|which|how|when|where|who|why|tell|if|vs|pls|plz|please)\b"
    # "my salary is 9 million" states, "is my salary enough" asks.
    r"|(?:^|[,.!;:] ?|\b(?:and|or|but|so|then|hello|hi) )"
    r"(?:is|are|am|was|do|does|did|can|could|may|will|would|should|have|has|please)\b"
)
# Several words before a mark, not a value that somebody is unsure of ("5 years?").
_SEVERAL_WORDS = re.compile(r"[^\W\d]\W+[^\W\d]|[ぁ-ん一-鿿]{2}\?$")
_JAPANESE_QUESTION = tuple(
    f"{ending}か{stop}" for ending in ("です", "ます", "でしょう", "ません") for stop in ("", "。")
)
_LOOKED_UP = re.compile("^(?=.*[ぁ-ん一-鿿])[^、。]{5,}$")
_STATED = re.compile("(?:です|ます|ました|でした|ません|だ|た|て|で|ている|てる|します)[。.!]*$")
_AMOUNT = re.compile(r"\d\s*(?:[mk]\b|million|yen|万|円|年|歳|か月|ヶ月|years?\b|months?\b)")


def plain(text: str) -> str:
    """One form for what looks alike: half width, small letters, hiragana for katakana, single spaces."""
    return _half_width(text).translate(_KATAKANA)


def _half_width(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold().split())


def asks(text: str) -> bool:
    """Whether a plain text looks like a question or a request, and not like somebody stating a fact."""
    return _ASKING.search(text) is not None


def looks_up(text: str) -> bool:
    """Return whether a plain Japanese text names a subject, as one types it into a search, and states nothing of it."""
    return _LOOKED_UP.search(text) is not None and _STATED.search(text) is None


def is_marked_as_question(text: str) -> bool:
    """Whether a typed text says itself that it is a question: by its mark, or by how a Japanese sentence ends.

    Of a long text the end says it.
    """
    said = plain(text[-LONGEST_MATCHED:])[-LONGEST_MATCHED:]
    return said.endswith(_JAPANESE_QUESTION) or (said.endswith("?") and _SEVERAL_WORDS.search(said) is not None)


def states_an_amount(text: str) -> bool:
    """Whether a plain text gives a figure without asking anything: "6.5M", 「ボーナス込みで900万」."""
    return _AMOUNT.search(text) is not None and not asks(text)


# Features made by a list begin with this mark, which no word of a text can.
ELSEWHERE = "=elsewhere"


class Wording:
    """Reads texts by lists of synonyms (`same`), fillers (`nothing`) and other subjects (`elsewhere`)."""

    def __init__(self) -> None:
        self._meanings: dict[str, tuple[str, ...]] = {}
        self._known: re.Pattern[str] | None = None
        self._mend = _Mender()

    def know(self, same: Mapping[str, Sequence[str]], nothing: Iterable[str], elsewhere: Iterable[str]) -> None:
        """Add lists of words; a word that is known already keeps its meaning."""
        added = {
            **{plain(word): (f"={key}",) for key, words in same.items() for word in words},
            **{plain(word): (ELSEWHERE,) for word in elsewhere},
            **{plain(word): () for word in nothing},
        }
        self._meanings = {**added, **self._meanings}
        self._known = None
        self._mend.add(word for name in added for word in _WORD.findall(name))

    def learn(self, phrases: Iterable[str]) -> None:
        """Count the words of the phrases compared with as spelt right."""
        self._mend.add(word for phrase in phrases for word in _WORD.findall(plain(phrase)))

    def read(self, text: str) -> tuple[str, ...]:
        """Return what a text says, as far as the lists know it. Nothing of what it leaves out can be told from it."""
        known = self._known = self._known or _pattern(self._meanings)
        mended = _WORD.sub(lambda m: self._mend.mended(m[0]), _half_width(text))
        features: list[str] = []
        position = 0
        # Katakana turn into hiragana one by one, so that a place in one text is the same place in the other.
        for match in known.finditer(mended.translate(_KATAKANA)):
            features += _rest(mended[position : match.start()])
            position = match.end()
            features += self._meaning_of(match[0])
        features += _rest(mended[position:])
        return tuple(dict.fromkeys(features))

    def _meaning_of(self, found: str) -> tuple[str, ...]:
        """Return what a found name means; the endings are those the pattern allows."""
        names = (found, *(found.removesuffix(end) for end in ("'s", "s'", "es", "s")))
        return self._meanings[next(name for name in names if name in self._meanings)]


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, longest first; Latin ones as whole words."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    latin = "|".join(re.escape(name) for name in ordered if name.isascii())
    japanese = "|".join(re.escape(name) for name in ordered if not name.isascii())
    return re.compile("|".join(filter(None, [latin and rf"(?<![a-z0-9])(?:{latin}){_LATIN_END}", japanese])))


def _rest(text: str) -> list[str]:
    """Features of what no list knows: Latin words, katakana words, and kanji in pairs."""
    found = [*_WORD.findall(text), *(word.translate(_KATAKANA) for word in _KATAKANA_RUN.findall(text))]
    for run in _KANJI_RUN.findall(text):
        found += [run[i : i + 2] for i in range(max(1, len(run) - 1))]
    return found


class _Mender:
    """Puts right a Latin word that is one slip (a letter more, less, other, or elsewhere) from a known one."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._near: dict[str, str] = {}
        self._longest = 0

    def add(self, words: Iterable[str]) -> None:
        for word in words:
            self._known.add(word)
            self._longest = max(self._longest, len(word))
            if len(word) >= _MENDED_TO and word.isalpha():
                for shortened in _shortened(word):
                    self._near.setdefault(shortened, word)

    def mended(self, word: str) -> str:
        if word in self._known or not _MENDED_FROM <= len(word) <= self._longest + 1 or not word.isalpha():
            return word
        for shortened in _shortened(word):
            if shortened in self._near:
                return self._near[shortened]
        return word


def _shortened(word: str) -> list[str]:
    """The word itself, and the word with each one letter left out: what two words one slip apart have in common."""
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]
