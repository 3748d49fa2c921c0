"""Reads the phrasings and the lists of words, strictly: a slip in a file is an error that names it, never a guess."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from dialogs.answer_bank.errors import AnswerBankError
from dialogs.answer_bank.wording import plain

ENTRIES, SYNONYMS = "entries.toml", "synonyms.toml"
_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of asking, in one language. `entry` is what answers it; None: it must be declined."""

    entry: str | None
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrasings:
    """All ways of asking the bank knows, and the names of its entries in the order of the file."""

    entries: tuple[str, ...]
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words of one meaning under its name; words that change nothing; words of subjects the bank knows nothing of."""

    same: Mapping[str, tuple[str, ...]]
    nothing: tuple[str, ...]
    elsewhere: tuple[str, ...]


def shipped_phrasings() -> Phrasings:
    """The phrasings that ship."""
    return read_phrasings(_text(ENTRIES))


def shipped_synonyms() -> Synonyms:
    """The lists of words that ship."""
    return read_synonyms(_text(SYNONYMS))


def read_phrasings(text: str) -> Phrasings:
    """Read `entries.toml`. Raises `AnswerBankError` for an unknown, missing, empty or repeated thing."""
    data = _tables(ENTRIES, text, {"entries", "decline"})
    entries = _table(ENTRIES, "entries", data["entries"])
    if not entries:
        raise AnswerBankError(ENTRIES, "entries", "at least one entry")
    declined = _table(ENTRIES, "decline", data["decline"])
    phrases: list[Phrase] = []
    for name, given in [*entries.items(), (None, declined)]:
        key = _place(name)
        if name is not None:
            _named(ENTRIES, key, name)
        by_language = _table(ENTRIES, key, given)
        if set(by_language) != set(declined):
            raise AnswerBankError(ENTRIES, key, f"the languages {', '.join(sorted(declined))}, as under decline")
        for language, texts in by_language.items():
            phrases += (Phrase(name, language, t) for t in _texts(ENTRIES, f"{key}.{language}", texts))
    _once(ENTRIES, ((f"{_place(phrase.entry)}.{phrase.language}", phrase.text) for phrase in phrases))
    return Phrasings(tuple(entries), tuple(phrases))


def read_synonyms(text: str) -> Synonyms:
    """Read `synonyms.toml`. Raises `AnswerBankError`; a word may stand in one list only."""
    data = _tables(SYNONYMS, text, {"same", "nothing", "elsewhere"})
    same = {
        _named(SYNONYMS, f"same.{name}", name): _texts(SYNONYMS, f"same.{name}", words)
        for name, words in _table(SYNONYMS, "same", data["same"]).items()
    }
    lists = {
        part: {
            f"{part}.{language}": _texts(SYNONYMS, f"{part}.{language}", words)
            for language, words in _table(SYNONYMS, part, data[part]).items()
        }
        for part in ("nothing", "elsewhere")
    }
    everything = {f"same.{name}": words for name, words in same.items()} | lists["nothing"] | lists["elsewhere"]
    _once(SYNONYMS, ((key, word) for key, words in everything.items() for word in words))
    nothing, elsewhere = (tuple(w for words in lists[p].values() for w in words) for p in ("nothing", "elsewhere"))
    return Synonyms(same, nothing, elsewhere)


def _place(entry: str | None) -> str:
    return "decline" if entry is None else f"entries.{entry}"


def _text(file: str) -> str:
    return (resources.files("dialogs.answer_bank") / file).read_text(encoding="utf-8")


def _tables(file: str, text: str, expected: set[str]) -> Mapping[str, object]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AnswerBankError(file, "the file", f"valid TOML ({error})") from error
    for key in sorted(set(data) ^ expected):
        raise AnswerBankError(file, key, f"exactly the tables {', '.join(sorted(expected))}")
    return data


def _table(file: str, key: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise AnswerBankError(file, key, "a table")
    return value


def _named(file: str, key: str, name: str) -> str:
    if not _NAME.fullmatch(name):
        raise AnswerBankError(file, key, "a name of small letters, digits and -")
    return name


def _texts(file: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(t, str) and plain(t) for t in value):
        raise AnswerBankError(file, key, "a list of texts, none of them empty")
    return tuple(value)


def _once(file: str, given: Iterable[tuple[str, str]]) -> None:
    """What looks alike to the bank may stand once only: in two places it would say two things."""
    places: dict[str, str] = {}
    for key, text in given:
        if plain(text) in places:
            raise AnswerBankError(file, key, f"each text once; {text!r} also stands in {places[plain(text)]}")
        places[plain(text)] = key
