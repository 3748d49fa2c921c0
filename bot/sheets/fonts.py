"""The outlines that cards and sheets are drawn with: which there are, what they draw, and the few that are embedded.

Noto Sans CJK JP (package noto-cjk-sans-jp) draws Japanese, Chinese, Korean, Vietnamese and plain Latin; Noto Sans
(package pymupdf-fonts) the rest of Latin, Greek and Cyrillic. Both are under the SIL Open Font License 1.1, which
allows shipping and embedding. Nothing is taken from the system and nothing is downloaded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import import_module, resources
from itertools import groupby
from pathlib import Path

import uharfbuzz  # type: ignore[import-untyped]  # it ships no types

# The geta mark, which Japanese printing sets where a letter is missing.
STAND_IN = "〓"
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class Weight(StrEnum):
    """How heavy letters are drawn."""

    REGULAR = "regular"
    BOLD = "bold"


class Family(StrEnum):
    """A typeface, in the order they are tried."""

    CJK = "cjk"
    LATIN = "latin"


@dataclass(frozen=True, slots=True)
class Drawable:
    """A text as it can be drawn, and the characters that had to be left out of it."""

    text: str
    missing: tuple[str, ...]


_CJK_FILES: Mapping[Weight, tuple[str, str]] = {
    Weight.REGULAR: ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf"),
    Weight.BOLD: ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf"),
}
_LATIN_NAMES: Mapping[Weight, str] = {Weight.REGULAR: "notos", Weight.BOLD: "notosbo"}


def outlines(family: Family, weight: Weight) -> Path | bytes:
    """The font file of a face: where it lies, or, for the family that is packed in a module, its content."""
    if family is Family.CJK:
        package, name = _CJK_FILES[weight]
        return Path(str(resources.files(package) / name))
    content = import_module("pymupdf_fonts").myfont(_LATIN_NAMES[weight])
    assert isinstance(content, bytes)
    return content


def subset(family: Family, weight: Weight, characters: Iterable[str]) -> bytes:
    """A font file with the outlines of these characters alone, equal for equal characters."""
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(map(ord, sorted(set(characters))))
    # Letters are set one by one: features would bring outlines that nothing draws.
    wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG).clear()
    return bytes(uharfbuzz.subset(_face(family, weight), wanted).blob.data)


def advances(family: Family, weight: Weight) -> Callable[[str], float]:
    """How wide a run of characters is in that face, as a part of the font size."""
    face = _face(family, weight)
    font = uharfbuzz.Font(face)

    @cache
    def advance(character: str) -> float:
        return float(font.get_glyph_h_advance(font.get_nominal_glyph(ord(character)))) / float(face.upem)

    return lambda text: sum(map(advance, text))


@lru_cache(maxsize=len(Family))
def covered(family: Family) -> frozenset[int]:
    """Code points a family can draw in every weight."""
    return frozenset.intersection(*(frozenset(_face(family, weight).unicodes) for weight in Weight))


@cache
def _drawn() -> frozenset[int]:
    """Code points that some family can draw."""
    return frozenset.union(*map(covered, Family))


def drawable(text: str) -> Drawable:
    """A text as it can be drawn: composed, without invisible marks, spaces plain, a stand-in for what has no outline.

    Scripts whose letters change with their neighbours (Arabic, Thai, Devanagari) have no outlines here on purpose: set
    one by one they would be wrong. What stands side by side without outlines becomes one stand-in.
    """
    composed = _VARIATION_SELECTORS.sub("", unicodedata.normalize("NFC", text))
    kept: list[str] = []
    missing: dict[str, None] = {}
    for character in composed:
        category = unicodedata.category(character)
        if character == "\n":
            kept.append(character)
        elif category == "Zs" or character == "\t":
            kept.append("\u3000" if character == "\u3000" else " ")
        elif category in ("Cc", "Cf"):
            continue
        elif ord(character) in _drawn():
            kept.append(character)
        else:
            if not kept or kept[-1] != STAND_IN:
                kept.append(STAND_IN)
            missing[character] = None
    return Drawable("".join(kept), tuple(missing))


def runs(text: str) -> list[tuple[Family, str]]:
    """Cuts a drawable text into stretches of one family; a word stays in one where a family has all its letters."""
    if text and covered(Family.CJK).issuperset(map(ord, text)):
        return [(Family.CJK, text)]
    chosen = [
        (family, character)
        for word in re.findall(r"\s+|\S+", text)
        for family, character in zip(_families(word), word, strict=True)
    ]
    return [
        (family, "".join(character for _, character in stretch))
        for family, stretch in groupby(chosen, key=lambda pair: pair[0])
    ]


def _families(word: str) -> list[Family]:
    for family in Family:
        if covered(family).issuperset(map(ord, word)):
            return [family] * len(word)
    square = covered(Family.CJK)
    return [Family.CJK if ord(character) in square else Family.LATIN for character in word]


def _face(family: Family, weight: Weight) -> uharfbuzz.Face:
    source = outlines(family, weight)
    if isinstance(source, Path):
        return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(source)))
    return uharfbuzz.Face(uharfbuzz.Blob(source))
