"""Brings a question to the words it is compared by: synonyms become one word, fillers go, small misspellings mend.

Two kinds of features come out: whole words, and pieces of Japanese text that no synonym covers. It knows nothing of
answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

# Shorter words have too many neighbours: "form" and "from", "house" and "hours".
_MENDED_FROM, _MENDED_TO = 5, 6
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘´`", "'"))
_WORD = re.compile(r"[a-z0-9][a-z0-9.'&/-]*[a-z0-9]|[a-z0-9]")
_LATIN_END = re.compile(r"(?:'s|s'|es|s)?(?![a-z0-9])")
_LETTERS = re.compile("[a-z0-9]+")
_NO_END = re.compile("(?![a-z0-9])")
_LETTERS_AND_DIGITS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
# Where a known name may begin: at a Latin word or sign, or at any other character.
_BEGINS = re.compile(r"(?<![a-z0-9])[!-~]|[^\x00-\x7f]|[0-9]")
# A name so long is told from a part of a longer word in katakana.
_OWN_WORD = 3
# Unknown Japanese: names in katakana stay whole, kanji come in pairs; hiragana is mostly grammar, and left out.
_KATAKANA_RUN = re.compile("[ァ-ヶー]{2,}")
_HIRAGANA = re.compile("[ぁ-ん]")
_KANJI_RUN = re.compile("[々一-鿿]+")


def plain(text: str) -> str:
    """One form for what looks alike: half width, small letters, hiragana for katakana, single spaces."""
    read = _half_width(text)
    return read if read.isascii() else read.translate(_KATAKANA)


def _half_width(text: str) -> str:
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
    return " ".join(unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold().split())


# Features made by a list begin with this mark, which no word of a text can.
ELSEWHERE = "=elsewhere"
# Before a word of another subject.
OF_ELSEWHERE = "~"
# No features: they say something of the others.
_LITTLE, _VAGUE = "=little", "=vague"
_MARKS = frozenset((_LITTLE, _VAGUE))


def meanings(
    same: Mapping[str, Sequence[str]],
    nothing: Iterable[str],
    elsewhere: Iterable[str],
    little: Iterable[str] = (),
    vague: Iterable[str] = (),
) -> dict[str, tuple[str, ...]]:
    """Return what each word of a language, plain already, means: by synonyms, fillers and other subjects."""
    return {
        **{word: (f"={key}",) for key, words in same.items() for word in words},
        # The word itself stays: the help of the question asked may speak of it ("does a bank count?").
        **{word: (ELSEWHERE, f"{OF_ELSEWHERE}{word}") for word in elsewhere},
        **dict.fromkeys(nothing, ()),
        **dict.fromkeys(little, (_LITTLE,)),
        **dict.fromkeys(vague, (_VAGUE,)),
    }


class Denials:
    """Tells of a place in a plain text whether what stands there is denied: "I never ...", 「…したことはない」."""

    def __init__(self, before: Iterable[str], between: Iterable[str], after: Iterable[str]) -> None:
        # Possessive: words made of others ("いる", "い" + "る") must not be tried in every mixture.
        filling = rf"(?:{_any_of(between)}|\s)*+"
        # A denial in front of a comma or a full stop denies nothing behind it.
        self._before = re.compile(rf"(?:{_any_of(before)}){filling}$")
        self._after = re.compile(rf"{filling}(?:{_any_of(after)})")

    def deny(self, text: str, start: int, end: int) -> bool:
        """Return whether the words from `start` to `end` are denied by what stands around them."""
        return self._before.search(text, 0, start) is not None or self._after.match(text, end) is not None


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first; without one it matches nowhere."""
    patterns = (
        rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )
    return "|".join(patterns) or "(?!)"


class Definitions:
    """Tells whether a plain text asks what a word means by its form alone: "what is a ...", 「…って」."""

    def __init__(self, before: Iterable[str], after: Iterable[str]) -> None:
        self._form = re.compile(rf"^(?:{_any_of(before)})|(?:{_any_of(after)})[ ?!.。]*$")

    def asks(self, text: str) -> bool:
        """Return whether a text has that form; what the word is, and whether it is one, is for whoever asks."""
        return self._form.search(text) is not None


class AskingWords:
    """Tells what a text asks of its subject (when, where, how much ...), by the words it asks with."""

    def __init__(self, words: Iterable[Mapping[str, Iterable[str]]]) -> None:
        self._kinds: defaultdict[str, set[str]] = defaultdict(set)
        for of_language in words:
            for kind, of_kind in of_language.items():
                for word in of_kind:
                    self._kinds[word].add(kind)
        self._names = Names(self._kinds)

    def kinds(self, text: str) -> set[str]:
        """Return the kinds of asking whose words a plain text holds; the longest word at each place counts."""
        return {kind for _, _, name in self._names.found_in(text) for kind in self._kinds[name]}


class Names:
    """Knows where a known name can begin in a plain text, and how long it may be there."""

    def __init__(self, names: Iterable[str]) -> None:
        # Latin names by their first word, others by their first character.
        latin: defaultdict[str, set[int]] = defaultdict(set)
        others: defaultdict[str, set[int]] = defaultdict(set)
        self._known = frozenset(names)
        for name in self._known:
            (latin[_first_word(name, 0)] if name.isascii() else others[name[0]]).add(len(name))
        self._lengths, self._others = (
            {first: sorted(of_first, reverse=True) for first, of_first in lengths.items()}
            for lengths in (latin, others)
        )

    def found_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the known names in a text and where they stand; the longest at each place, none within another."""
        place = 0
        for begins in _BEGINS.finditer(text):
            start = begins.start()
            if start < place:
                continue
            found = self._longest_at(text, start)
            if found is not None:
                place = found[0]
                yield start, *found

    def _longest_at(self, text: str, start: int) -> tuple[int, str] | None:
        """Return where the longest known name that begins at a place ends, and the name."""
        for length in self._others.get(text[start], ()):
            name = text[start : start + length]
            if name in self._known and not name.isascii():
                return start + length, name
        if text[start] > "\x7f" or (start and text[start - 1] in _LETTERS_AND_DIGITS):
            return None
        first = _first_word(text, start)
        words = (
            (first, first[:-1], first[:-2])
            if first.endswith("es")
            else (first, first[:-1])
            if first[-1] == "s"
            else (first,)
        )
        for word in words:
            for length in self._lengths.get(word, ()):
                name = text[start : start + length]
                if name not in self._known:
                    continue
                # "HSP is" is no plural of "HSP i".
                ending = _LATIN_END if name[-2:].isalpha() else _NO_END
                if ends := ending.match(text, start + length):
                    return ends.end(), name
        return None


def _longest_first(lengths: Mapping[str, set[int]]) -> dict[str, list[int]]:
    return {first: sorted(of_first, reverse=True) for first, of_first in lengths.items()}


@dataclass(frozen=True, slots=True)
class Look:
    """What a text says, and whether a word in it makes a single meaning unsure, or says something of it.

    Of the hiragana that belong to no known word only their number is told: most are grammar.
    """

    features: tuple[str, ...]
    little: bool = False
    vague: bool = False
    unread: int = 0


class Wording:
    """Reads texts by what words mean; of a word in several lists the first one counts."""

    def __init__(
        self,
        lists: Sequence[Mapping[str, tuple[str, ...]]],
        names: Names,
        mender: Mender,
        denials: Sequence[Denials] = (),
    ) -> None:
        self._meanings: dict[str, tuple[str, ...]] = {}
        for known in reversed(lists):
            self._meanings.update(known)
        self._names, self._mender, self._denials = names, mender, denials

    def read(self, text: str) -> tuple[str, ...]:
        """Return what a text says, as far as the lists know it. Nothing of what it leaves out can be told from it."""
        return self.look(text).features

    def look(self, text: str) -> Look:
        """Return what a text says, and whether it holds words that say something of a single meaning."""
        mended = _WORD.sub(lambda m: self._mender.mended(m[0]), _half_width(text))
        # Katakana turn into hiragana one by one, so that a place in one text is the same place in the other.
        said = mended if mended.isascii() else mended.translate(_KATAKANA)
        features: list[str] = []
        marks: set[str] = set()
        read = unread = 0
        for start, end, name in self._names.found_in(said):
            means = self._meanings[name]
            marks.update(_MARKS.intersection(means))
            if len(name) < _OWN_WORD and _is_inside_katakana(mended, start, end):
                continue
            features += _rest(mended[read:start])
            unread += len(_HIRAGANA.findall(mended, read, start))
            features += (meaning for meaning in means if meaning not in _MARKS)
            read = end
        features += _rest(mended[read:])
        unread += len(_HIRAGANA.findall(mended, read))
        return Look(tuple(dict.fromkeys(features)), _LITTLE in marks, _VAGUE in marks, unread)

    def denied(self, text: str) -> set[str]:
        """Return the meanings that a text denies wherever it names them: "I never overstayed"."""
        said = plain(text)
        denied: set[str] = set()
        claimed: set[str] = set()
        for start, end, name in self._names.found_in(said):
            is_denied = any(denials.deny(said, start, end) for denials in self._denials)
            (denied if is_denied else claimed).update(self._meanings[name])
        return denied - claimed


def _first_word(text: str, start: int) -> str:
    """Return the letters and digits at a place of a plain text, or the sign that stands there."""
    found = _LETTERS.match(text, start)
    return found[0] if found else text[start]


def _rest(text: str) -> list[str]:
    """Features of what no list knows: Latin words, katakana words, and kanji in pairs."""
    found = [*_WORD.findall(text), *(word.translate(_KATAKANA) for word in _KATAKANA_RUN.findall(text))]
    for run in _KANJI_RUN.findall(text):
        found += [run[i : i + 2] for i in range(max(1, len(run) - 1))]
    return found


def _is_inside_katakana(text: str, start: int, end: int) -> bool:
    """Tell whether a place begins or ends within a word in katakana: "に" in 「ソニー」, "ども" in 「カードも」."""
    return any(_KATAKANA_RUN.fullmatch(text, max(0, edge - 1), edge + 1) for edge in (start, end))


class Mender:
    """Puts right a Latin word that is one slip (a letter more, less, other, or elsewhere) from a known one."""

    def __init__(self) -> None:
        self._known: dict[str, None] = {}
        self._longest = 0

    def know(self, names: Iterable[str]) -> None:
        """Count the words of names, which are plain already, as spelt right."""
        self._known.update(dict.fromkeys(word for name in names for word in _WORD.findall(name)))
        self._longest = max(map(len, self._known), default=0)
        self.__dict__.pop("_near", None)

    @cached_property
    def _near(self) -> Mapping[str, Sequence[str]]:
        """The known words by what is left of each without one letter; made when the first unknown word is met."""
        near: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._known:
            if len(word) >= _MENDED_TO and word.isalpha():
                for shortened in _shortened(word):
                    near[shortened].append(word)
        return dict(near)

    def mended(self, word: str) -> str:
        """Return the known word that is meant, or the word as it is."""
        if word in self._known or not _MENDED_FROM <= len(word) <= self._longest + 1 or not word.isalpha():
            return word
        for shortened in _shortened(word):
            for near in self._near.get(shortened, ()):
                if _is_one_slip(word, near):
                    return near
        return word


def _shortened(word: str) -> list[str]:
    """The word itself, and the word with each one letter left out: what two words one slip apart have in common."""
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]


def _is_one_slip(word: str, other: str) -> bool:
    """Tell whether one letter is too many, missing or another one, or two that stand together changed places."""
    if len(word) != len(other):
        return True
    differ = [place for place, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
    if len(differ) != 2:
        return len(differ) < 2
    first, second = differ
    return second == first + 1 and word[first] == other[second] and word[second] == other[first]


def is_figure(feature: str) -> bool:
    """Return whether a feature is a figure, with or without its unit: "6.5m"."""
    return not feature.strip("0123456789.,%hkmy")


def worth_comparing(feature: str) -> bool:
    """Return False for a single character (使, 出, 3): it stands in too many sentences to tell them apart."""
    return len(feature) > 1
