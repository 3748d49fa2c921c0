"""Reads the words the readers know: `[parsing.*]` of `locales/<language>/understanding.toml`, of all languages.

People mix languages, so that every reader knows the words of all of them. A slip in a file is an error that names the
file, the key and what was expected, never a guess. The other tables of these files belong to others.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib import resources
from pathlib import Path

from dialogs.errors import WordFileError
from dialogs.kept import digest_of, form, kept, source_of
from dialogs.parsing import text as plain_form
from dialogs.parsing.text import LATIN, NUMERAL, normalise

FILE, SHIPPED = "understanding.toml", "parsing.json"
PART = "parsing"
SPELLINGS, READINGS = "spellings", "readings"
# Shorter ones stand within too many other words.
_A_READING = re.compile("[ぁ-ゖー]{3,}")

_NUMERALS = re.compile(f"[{NUMERAL}万億]+")


class Entries(Enum):
    """What stands under a key: words that mean one thing, or words that each have a worth."""

    WORDS = auto()
    WORTHS = auto()


def _named(words: str, worths: str = "") -> Mapping[str, Entries]:
    return dict.fromkeys(words.split(), Entries.WORDS) | dict.fromkeys(worths.split(), Entries.WORTHS)


# The tables and their keys. A table without keys names groups of its own: words of one group are one thing.
TABLES: Mapping[str, Mapping[str, Entries]] = {
    "numbers": _named("nothing hundred thousand of_month point", "small tens ordinals"),
    "hedges": _named("about at_least more_than at_most nearly doubt"),
    "ranges": _named("between either loose"),
    "counts": _named("units fillers none_of joints"),
    "examinations": {},
    "licences": _named("national unlisted fillers"),
    "percents": _named("signs fillers"),
    "lengths": _named(
        "fillers nothing since since_end until_now half_more half_behind half_year single doing there doubtful unclear"
        " part_of joints or ages negations gaps",
        "units",
    ),
    "pay": _named(
        "fillers nothing currency foreign foreign_codes month year months net hourly undecided overtime bonus"
        " open_bonus shares signing counted household allowances without included with_bonus joints added times each"
        " total none not_net particles articles half_more payers payers_counted",
        "units lakhs times_a_year",
    ),
    "dates": _named(
        "fillers since until_now until between edges seasons over_new_year weekdays ordinals ends next this last"
        " day_first month_first year_first year_end",
        "months years_off months_off days_off day_readings feasts",
    ),
    "times": _named(
        "after before since or_later or_earlier to between around hour_marks half am pm noon first_thing morning"
        " afternoon late_afternoon evening night after_work weekend workdays this_week next_week week_after this_day"
        " next_day in_month early middle late or and except_before except_after office_clock",
        "weekdays weekday_letters days_ahead",
    ),
    "spans": _named("ago ahead_before ahead_after left", "units day_units"),
    "ages": _named("before after turning turned reached in_month"),
    "rows": _named(
        "all rest yes no none unknown first last counted but but_behind joints fillers denials having beside"
    ),
    "row_names": {},
    "names": _named("before naming after refused introducing openers no_name spelled ends titles"),
    "contacts": _named("labels services"),
    "statuses": _named("words"),
    "readings": {},
    "reading_stems": {},
    "reading_kept": _named("particles words"),
    "supposed": _named(
        "opens with closes unless asks ends more only below without denies moves turning aged waits waited further"
        " up down percent tenths calls light"
    ),
    "supposed_as": {},
    "asked_sides": {},
    "couples": _named("who partner beside"),
    "asking": _named("anywhere first openers joined last not_last marked"),
    "run_on": _named("begins oneself not_behind ends goes_on topics"),
    "telling": _named("somebody of_somebody last last_of_anything amounts"),
}


# Table, key, word, and what the word is worth.
WordEntry = tuple[str, str, str, int]


class LexiconError(WordFileError):
    """A file of the parsers' words is wrong."""


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words of all languages, by table and key."""

    tables: Mapping[str, Mapping[str, Mapping[str, int]]]

    def words(self, table: str, *keys: str) -> tuple[str, ...]:
        """Return the words under these keys of a table; under all of them where no key is named."""
        return tuple(w for key in keys or self.tables[table] for w in self.tables[table][key])

    def worths(self, table: str, key: str) -> Mapping[str, int]:
        """Return words with what each is worth."""
        return self.tables[table][key]

    def groups(self, table: str) -> Mapping[str, str]:
        """Return each word of a table of groups with the name of its group."""
        return {word: group for group, words in self.tables[table].items() for word in words}

    def any(self, table: str, *keys: str) -> str:
        """Return a pattern for any of the words under these keys."""
        return any_word(*self.words(table, *keys))


@cache
def lexicon() -> KnownWords:
    """The words that ship, loaded as they were when last read and checked: see `dialogs.kept`."""
    folders = sorted(Path(str(folder)) for folder in resources.files("locales").iterdir())
    return _together(
        {f"locales/{folder.name}/{FILE}": _loaded(folder) for folder in folders if (folder / FILE).is_file()}
    )


def read_lexicon(files: Mapping[str, str]) -> KnownWords:
    """Read the files of several languages. Raises `LexiconError` for an unknown key, an empty list, a word twice."""
    return _together({file: list(_entries(file, text)) for file, text in files.items()})


def _loaded(folder: Path) -> list[WordEntry]:
    text = (folder / FILE).read_bytes()
    file = f"locales/{folder.name}/{FILE}"
    return [
        (table, key, word, worth)
        for table, key, word, worth in kept(
            folder, SHIPPED, _made_of(text), lambda: list(_entries(file, text.decode()))
        )
    ]


def built(folder: Path) -> bytes:
    """Return what to ship as `parsing.json` beside the file of a language."""
    text = (folder / FILE).read_bytes()
    return form(digest_of(_made_of(text)), list(_entries(f"locales/{folder.name}/{FILE}", text.decode())))


def _made_of(text: bytes) -> Iterator[bytes]:
    yield text
    yield from source_of(__file__, plain_form.__file__)


def _together(files: Mapping[str, Sequence[WordEntry]]) -> KnownWords:
    """Bring the words of all languages together. Raises `LexiconError` for one that means two things."""
    merged: dict[str, dict[str, dict[str, int]]] = {table: {key: {} for key in keys} for table, keys in TABLES.items()}
    places: dict[tuple[str, str], tuple[str, str, int]] = {}
    for file, entries in files.items():
        for table, key, word, worth in entries:
            at = f"{PART}.{table}.{key}"
            first_file, first, first_worth = places.setdefault((table, word), (file, key, worth))
            if (first, first_worth) != (key, worth):
                raise LexiconError(
                    file, at, f"one meaning for each word; {word!r} also stands in {first_file}, {PART}.{table}.{first}"
                )
            merged[table].setdefault(key, {})[word] = worth
    return KnownWords(merged)


def any_word(*words: str) -> str:
    """Return a pattern for any of these words: whole words where words are spaced, longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    latin = [re.escape(word) for word in ordered if re.match(f"[{LATIN}]", word)]
    other = [re.escape(word) for word in ordered if not re.match(f"[{LATIN}]", word)]
    parts = [rf"(?<![{LATIN}])(?:{'|'.join(latin)})(?![{LATIN}])(?:\.(?!\d))?"] if latin else []
    return f"(?:{'|'.join(parts + other) or '(?!)'})"


def _entries(file: str, text: str) -> Iterator[WordEntry]:
    """Yield table, key, word and worth of everything one language says for the readers."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(file, "the file", f"valid TOML ({error})") from error
    for table, entries in _table(file, PART, data.get(PART, {})).items():
        if table not in TABLES:
            raise LexiconError(file, f"{PART}.{table}", f"one of the tables {', '.join(TABLES)}")
        for key, given in _table(file, f"{PART}.{table}", entries).items():
            at, keys = f"{PART}.{table}.{key}", TABLES[table]
            if keys and key not in keys:
                raise LexiconError(file, at, f"one of the keys {', '.join(keys)}")
            for word, worth in _words(file, at, given, keys.get(key, Entries.WORDS)):
                yield table, key, word, worth
    yield from _spellings(file, data)


def _spellings(file: str, data: Mapping[str, object]) -> Iterator[WordEntry]:
    """Yield the readings that stand among the other spellings of words: those in kana, of the first word each."""
    seen: set[str] = set()
    for word, others in _table(file, SPELLINGS, data.get(SPELLINGS, {})).items():
        for other in others if isinstance(others, list) else ():
            if isinstance(other, str) and _A_READING.fullmatch(other) and other not in seen:
                seen.add(other)
                yield READINGS, word, other, 1


def _words(file: str, at: str, given: object, shape: Entries) -> Iterator[tuple[str, int]]:
    if shape is Entries.WORTHS:
        found = _table(file, at, given)
        if not found or not all(type(worth) is int for worth in found.values()):
            raise LexiconError(file, at, "words, each with a whole number")
    elif isinstance(given, list) and given and all(isinstance(word, str) for word in given):
        found = dict.fromkeys(given, 1)
        if len(found) < len(given):
            raise LexiconError(file, at, "each word once")
    else:
        raise LexiconError(file, at, "a list of words, not empty")
    for word, worth in found.items():
        # As the readers see it: kanji numerals among other signs are digits by then.
        plain = word if _NUMERALS.fullmatch(word) else normalise(word)
        if not plain or plain != word:
            raise LexiconError(file, at, f"words as the readers see them, {plain!r} instead of {word!r}")
        yield word, int(str(worth))


def _table(file: str, key: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise LexiconError(file, key, "a table")
    return value
