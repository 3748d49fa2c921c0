"""Reads what the bank knows, strictly: a slip in a file is an error that names file and key, never a guess.

`entries.toml` beside this module names the entries and, by meanings, what each must and must not be asked with. The
phrasings and the words of a language are data of that language: `locales/<language>/answer_bank.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import chain

from dialogs.answer_bank.errors import AnswerBankError
from dialogs.answer_bank.wording import plain

ENTRIES, OF_A_LANGUAGE = "entries.toml", "answer_bank.toml"
# Help on whatever is being asked; any other name under `help` is a question's id.
ANY_QUESTION = "any"
# Between the names of entries that answer a question together.
OR = " or "
# So many of them may.
EITHER = (2, 3)
# Between meanings that are said together.
AND = " + "
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_QUESTION_ID = re.compile(r"[a-z][a-z0-9_]*")
_OF_AN_ENTRY = frozenset(("needs", "never", "may", "alone", "answers", "asked", "beside", "courtesy"))
_TABLES = (
    "asking",
    "decline",
    "definition",
    "denial",
    "elsewhere",
    "either",
    "help",
    "little",
    "marked",
    "nothing",
    "phrases",
    "same",
    "vague",
)
_OF_A_DENIAL = ("before", "between", "after")
_OF_A_DEFINITION = ("before", "after")
# What whoever asks what a word means has said, in whatever words.
MEANING = "meaning"
# What a question may ask of a subject, by the words it is asked with; `no` are words that only look like those.
SEEK = "seek"
ASKING = ("gain", "howlong", "howmuch", SEEK, "when", "where", "who")
NO_ASKING = "no"
# Words of the screen somebody looks at ("this question"), and words by which somebody asks of their own case.
OF_THE_SCREEN, OF_A_CASE = "screen", "case"
ASIDE = (NO_ASKING, OF_THE_SCREEN, OF_A_CASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What answers. It is asked for with one meaning of each group in `needs`, and with none in `never`.

    Of meanings that stand apart it `may` be asked with some. One that stands `alone` needs no question: "thank you".
    Words of any order ask for it when all meanings of one set in `asked` are said; meanings `beside` them fit as well.
    A `courtesy` is heard only where nothing else is said. Of what a question may ask of a subject (`ASKING`) it
    `answers` some: to "when is the exam" whoever tells how many points the exam gives says nothing.
    """

    name: str
    needs: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    alone: bool = False
    asked: tuple[frozenset[str], ...] = ()
    beside: tuple[str, ...] = ()
    courtesy: bool = False
    answers: tuple[str, ...] = ()

    @property
    def meanings(self) -> frozenset[str]:
        """Return every meaning that the entry speaks of."""
        return frozenset((*chain(*self.needs, *self.asked), *self.never, *self.may, *self.beside))


@dataclass(frozen=True, slots=True)
class BankEntries:
    """Every entry, and meanings of four kinds.

    Those `apart` keep all entries but those that need them from answering. A `light` one ("is it ok?") is strange to no
    entry; beside a `telling` one a word never heard may stand. A `curt` one asks by itself: "success percentage".
    """

    entries: tuple[Entry, ...]
    apart: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    curt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of asking, in one language. Any of `entries` answers it; without any it must be declined.

    One with `asked` wants the help of that question, or of any. One that is `marked` asks only with a question mark.
    """

    entries: tuple[str, ...]
    language: str
    text: str
    asked: str | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Denial:
    """Words that deny what stands `before` or `after` them, with nothing but words `between`."""

    before: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """Words that ask what a word means, if it stands alone behind those `before` or in front of those `after` it."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the bank knows of one language.

    Its words are plain. `same` are words of one meaning under its name, `nothing` those that change nothing, `little`
    those that change nothing beside two meanings but silence one alone, `vague` those that let it be offered only,
    `elsewhere` those of subjects the bank knows nothing of, and `asking` those that say what is asked of a subject.
    """

    language: str
    phrases: tuple[Phrase, ...]
    same: Mapping[str, tuple[str, ...]]
    nothing: tuple[str, ...]
    elsewhere: tuple[str, ...]
    little: tuple[str, ...] = ()
    denial: Denial = Denial()
    asking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definition: Definition = Definition()
    vague: tuple[str, ...] = ()


def shipped_entries() -> BankEntries:
    """Return the entries that ship."""
    return read_entries(_text_of(ENTRIES, resources.files("dialogs.answer_bank") / ENTRIES))


def shipped_languages() -> tuple[Spoken, ...]:
    """Return what ships of every language, in the order of their codes."""
    entries = shipped_entries()
    folders = {folder.name: folder for folder in resources.files("locales").iterdir() if _speaks(folder)}
    texts = {code: _text_of(_of(code), folders[code] / OF_A_LANGUAGE) for code in sorted(folders)}
    read = [read_language(code, text, entries) for code, text in texts.items()]
    check_alike(read, entries)
    return tuple(read)


def _speaks(folder: Traversable) -> bool:
    """Return whether a folder holds the texts of a language."""
    return folder.is_dir() and any(file.name.endswith(".ftl") for file in folder.iterdir())


def _text_of(file: str, source: Traversable) -> str:
    try:
        return source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AnswerBankError(file, "the file", f"a text in UTF-8 that can be read ({type(error).__name__})") from error


def _of(language: str) -> str:
    return f"locales/{language}/{OF_A_LANGUAGE}"


def read_entries(text: str) -> BankEntries:
    """Read `entries.toml`. Raises `AnswerBankError` for an unknown, missing, empty or repeated thing."""
    data = _parsed(ENTRIES, text, {"apart", "curt", "entries", "light", "telling"})
    named = _table(ENTRIES, "entries", data["entries"])
    if not named:
        raise AnswerBankError(ENTRIES, "entries", "at least one entry")
    kinds = (_names(ENTRIES, part, data[part]) for part in ("apart", "light", "telling", "curt"))
    return BankEntries(tuple(_entry(name, given) for name, given in named.items()), *kinds)


def read_language(language: str, text: str, entries: BankEntries) -> Spoken:
    """Read the file of a language. Raises `AnswerBankError`; a word or phrasing may stand in one place only."""
    file = _of(language)
    data = _parsed(file, text, set(_TABLES))
    names = {entry.name for entry in entries.entries}
    phrases = [
        *_of_entries(file, language, _table(file, "phrases", data["phrases"]), names),
        *_of_either(file, language, _table(file, "either", data["either"]), names),
        *_of_marked(file, language, _table(file, "marked", data["marked"]), names),
        *(Phrase((), language, text) for text in _texts(file, "decline", data["decline"])),
    ]
    _once(file, ((OR.join(phrase.entries) or "decline", phrase.text) for phrase in phrases))
    same = {
        _named(file, f"same.{name}", name): _words(file, f"same.{name}", words)
        for name, words in _table(file, "same", data["same"]).items()
    }
    plain_lists = {part: _words(file, part, data[part]) for part in ("nothing", "little", "elsewhere", "vague")}
    lists = {f"same.{name}": words for name, words in same.items()} | plain_lists
    _alike_once(file, ((key, word, word) for key, words in lists.items() for word in words))
    helped = _of_help(file, language, _table(file, "help", data["help"]))
    denial = _denial(file, _table(file, "denial", data["denial"]))
    nothing, little, elsewhere, vague = plain_lists.values()
    asking = _asking(file, _table(file, "asking", data["asking"]))
    definition = _definition(file, _table(file, "definition", data["definition"]))
    return Spoken(language, (*phrases, *helped), same, nothing, elsewhere, little, denial, asking, definition, vague)


def _entry(name: str, given: object) -> Entry:
    key = f"entries.{_named(ENTRIES, f'entries.{name}', name)}"
    told = _table(ENTRIES, key, given)
    for unknown in sorted(set(told) - _OF_AN_ENTRY):
        raise AnswerBankError(ENTRIES, f"{key}.{unknown}", f"only {', '.join(sorted(_OF_AN_ENTRY))}")
    groups = told.get("needs", [])
    if not isinstance(groups, list):
        raise AnswerBankError(ENTRIES, f"{key}.needs", "a list of lists of meanings")
    alone, courtesy = (_flag(f"{key}.{part}", told.get(part, False)) for part in ("alone", "courtesy"))
    needs = tuple(_names(ENTRIES, f"{key}.needs", group, at_least=1) for group in groups)
    never, may, beside = (_names(ENTRIES, f"{key}.{part}", told.get(part, [])) for part in ("never", "may", "beside"))
    answers = _names(ENTRIES, f"{key}.answers", told.get("answers", []))
    for unknown in sorted(set(answers) - set(ASKING)):
        raise AnswerBankError(ENTRIES, f"{key}.answers", f"only {', '.join(ASKING)}, not {unknown!r}")
    asked = _asked(f"{key}.asked", told.get("asked", []))
    return Entry(name, needs, never, may, alone, asked, beside, courtesy, answers)


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise AnswerBankError(ENTRIES, key, "true or false")
    return value


def _asked(key: str, value: object) -> tuple[frozenset[str], ...]:
    if not isinstance(value, list) or not all(isinstance(names, str) for names in value):
        raise AnswerBankError(ENTRIES, key, f"a list of meanings, with {AND!r} between those said together")
    return tuple(frozenset(_named(ENTRIES, key, name) for name in names.split(AND)) for names in value)


def _of_entries(file: str, language: str, given: Mapping[str, object], names: set[str]) -> Iterator[Phrase]:
    for name in sorted(set(given) ^ names):
        raise AnswerBankError(file, f"phrases.{name}", f"exactly the entries of {ENTRIES}")
    for name, texts in given.items():
        yield from (Phrase((name,), language, text) for text in _texts(file, f"phrases.{name}", texts))


def _of_either(file: str, language: str, given: Mapping[str, object], names: set[str]) -> Iterator[Phrase]:
    for key, texts in given.items():
        either = tuple(key.split(OR))
        if len(either) not in EITHER or not names.issuperset(either) or len(set(either)) != len(either):
            raise AnswerBankError(file, f"either.{key}", f"the names of two or three entries with {OR!r} between them")
        yield from (Phrase(either, language, text) for text in _texts(file, f"either.{key}", texts))


def _of_marked(file: str, language: str, given: Mapping[str, object], names: set[str]) -> Iterator[Phrase]:
    for key, texts in given.items():
        entries = tuple(key.split(OR))
        if len(entries) > max(EITHER) or not names.issuperset(entries) or len(set(entries)) != len(entries):
            raise AnswerBankError(file, f"marked.{key}", f"the names of one to three entries with {OR!r} between them")
        yield from (Phrase(entries, language, text, marked=True) for text in _texts(file, f"marked.{key}", texts))


def _of_help(file: str, language: str, given: Mapping[str, object]) -> Iterator[Phrase]:
    for name, texts in given.items():
        key = f"help.{name}"
        if not _QUESTION_ID.fullmatch(name):
            raise AnswerBankError(file, key, f"the id of a question, or {ANY_QUESTION!r}")
        read = _texts(file, key, texts)
        _once(file, ((key, text) for text in read))
        yield from (Phrase((), language, text, asked=name) for text in read)


def _denial(file: str, given: Mapping[str, object]) -> Denial:
    for part in sorted(set(given) ^ set(_OF_A_DENIAL)):
        raise AnswerBankError(file, f"denial.{part}", f"exactly {', '.join(_OF_A_DENIAL)}")
    return Denial(*(_words(file, f"denial.{part}", given[part]) if given[part] else () for part in _OF_A_DENIAL))


def _definition(file: str, given: Mapping[str, object]) -> Definition:
    for part in sorted(set(given) ^ set(_OF_A_DEFINITION)):
        raise AnswerBankError(file, f"definition.{part}", f"exactly {', '.join(_OF_A_DEFINITION)}")
    return Definition(
        *(_words(file, f"definition.{part}", given[part]) if given[part] else () for part in _OF_A_DEFINITION)
    )


def _asking(file: str, given: Mapping[str, object]) -> Mapping[str, tuple[str, ...]]:
    for kind in sorted(set(given) ^ {*ASKING, *ASIDE}):
        raise AnswerBankError(file, f"asking.{kind}", f"exactly {', '.join((*ASKING, *ASIDE))}")
    words = {kind: _words(file, f"asking.{kind}", texts) for kind, texts in given.items()}
    _once(file, ((f"asking.{kind}", word) for kind, of_kind in words.items() for word in of_kind))
    return words


def check_alike(languages: Sequence[Spoken], entries: BankEntries) -> None:
    """Check that every language has words for the meanings of the others, and for those the entries speak of."""
    named = {name for entry in entries.entries for name in entry.meanings}
    wanted = (
        {name for spoken in languages for name in spoken.same}
        | named
        | {*entries.apart, *entries.light, *entries.telling, *entries.curt}
    )
    for spoken in languages:
        for name in sorted(wanted - set(spoken.same)):
            raise AnswerBankError(_of(spoken.language), f"same.{name}", "words of this meaning, as elsewhere")


def _parsed(file: str, text: str, expected: set[str]) -> Mapping[str, object]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AnswerBankError(file, "the file", f"valid TOML ({error})") from error
    for key in sorted(set(data) ^ expected):
        raise AnswerBankError(file, key, f"exactly {', '.join(sorted(expected))}")
    return data


def _table(file: str, key: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise AnswerBankError(file, key, "a table")
    return value


def _named(file: str, key: str, name: str) -> str:
    if not _NAME.fullmatch(name):
        raise AnswerBankError(file, key, "a name of small letters, digits and -")
    return name


def _names(file: str, key: str, value: object, at_least: int = 0) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) < at_least or not all(isinstance(name, str) for name in value):
        raise AnswerBankError(file, key, "a list of meanings")
    return tuple(_named(file, key, name) for name in value)


def _texts(file: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(t, str) and t.strip() for t in value):
        raise AnswerBankError(file, key, "a list of texts, none of them empty")
    return tuple(value)


def _words(file: str, key: str, value: object) -> tuple[str, ...]:
    """Return words in the form in which they are looked for."""
    return tuple(plain(word) for word in _texts(file, key, value))


def _once(file: str, given: Iterable[tuple[str, str]]) -> None:
    _alike_once(file, ((key, text, plain(text)) for key, text in given))


def _alike_once(file: str, given: Iterable[tuple[str, str, str]]) -> None:
    """Check that what looks alike to the bank stands once: in two places it would say two things."""
    places: dict[str, str] = {}
    for key, text, alike in given:
        if alike in places:
            raise AnswerBankError(file, key, f"each text once; {text!r} also stands in {places[alike]}")
        places[alike] = key
