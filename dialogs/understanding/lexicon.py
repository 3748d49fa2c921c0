"""The words of each language the reader goes by, read strictly: a slip in a file is an error that names it.

`locales/<language>/understanding.toml` holds them; its tables `parsing` are read by `dialogs.parsing`, not here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from dialogs.kept import digest_of, form, kept, source_of
from dialogs.kinds import Consent, DayOrNone, ManyOf, OneOf, Whole, Years
from dialogs.place import Wish
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.understanding import phrases, plain, respelt
from dialogs.understanding.errors import UnderstandingError
from dialogs.understanding.guessing import Guesses
from dialogs.understanding.phrases import PhraseIndex, Phrases, Sense, joined, tokens_in
from dialogs.understanding.respelt import Phrasing, Respeller
from dialogs.understanding.spelling import Speller, can_be_meant

FILE, SHIPPED = "understanding.toml", "understanding.json"
NOTHING = "none"

REMARKS = frozenset(
    ("expiry", "married", "graduation", "refusal", "pregnancy", "job_lost", "job_changed", "family", "plan")
    + ("deadline", "absence", "other")
)
# What a word does to the clause it stands in, or to what stands beside it.
MARKS = frozenset(
    (
        "yes",
        "no",
        "yes_alone",
        "no_alone",
        "nothing",
        "unknown",
        "hedge",
        "correction",
        "corrects",
        "partial",
        "split",
        "aside",
        "contrast",
    )
    + (
        "not_before",
        "not_after",
        "other_person",
        "own",
        "plan",
        "condition",
        "past",
        "changing",
        "everything",
        "all_but",
        "or",
        "unreliable",
        "instead",
        "rather",
        "told_before",
        "other_thing",
        "other_request",
        "outsider",
        "work_contract",
        "spouse",
        "children",
        "already",
        "further",
        "done",
        "leaving",
        "proof",
        "short_of",
        "former",
        "minor",
        "today",
        "hoped",
        "moves_from",
        "moves_to",
        "on_behalf",
        "not_oneself",
        "declines",
        "laughs",
        "beside",
        "therefore",
        "joins",
        "belongs",
        "light",
        "all_there_is",
    )
    + ("asks_first", "asks", "asks_last", "calls", "filler")
)
# What a word says of the figure beside it.
FIGURES = frozenset(
    (
        "money",
        "foreign_money",
        "pay",
        "other_pay",
        "no_pay",
        "open_pay",
        "household",
        "arrived",
        "came",
        "went",
        "been_away",
        "there",
        "each_year",
        "lives_here",
        "back",
        "of_hsp",
        "wedded",
        "begins",
        "begun",
        "annual",
        "later",
        "becomes",
        "paid_before",
        "remaining",
        "staying",
        "until",
        "day",
        "week",
        "child",
        "taken",
        "year",
        "month",
        "age",
        "age_before",
        "age_word",
        "born",
        "experience",
        "people",
        "some_staff",
        "one_place",
        "in_town",
        "whole_staff",
    )
    + ("which_year", "bjt", "number", "era", "since", "in_japan", "percent", "period", "around")
    + ("roughly", "and_a_bit", "of_these", "child_cared_for")
)
# Which place a name stands for.
PLACES = frozenset(("abroad", "japan", "university_in_japan", "university_abroad", "graduated"))
DAYS = frozenset(("this_month", "next_month", "this_year", "next_year", "next", "today", "tomorrow", "next_week"))
LICENCES = frozenset(("counted", "not_counted", "doubtful"))
# How somebody takes back what they said: all of it, what a verb asks to leave out, or since it was about somebody else.
TAKES_BACK = frozenset(("wholly", "verb", "about", "between", "answer", "denial"))
_TABLES = frozenset(
    (
        "choices",
        "asked",
        "likely",
        "vague",
        "about",
        "named",
        "wanted",
        "either",
        "marks",
        "remarks",
        "wishes",
        "figures",
        "places",
        "dates",
        "licences",
        "taken_back",
    )
)
_ELSEWHERE = "parsing"
# A language may go without these tables.
_LIKELY, _ALONE, _SPELLINGS, _JOINED = "likely", "alone", "spellings", "joined"
# A phrase says a word of a list by its name in braces: "living in {abroad}".
_SLOTS = frozenset(("abroad", "japan", "university_in_japan", "university_abroad"))
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All phrases for people of one language: their own, and those of the others where theirs say nothing.

    `remarks` are found on their own, because they span words that say something else too: "finishing my master".
    """

    index: PhraseIndex
    remarks: PhraseIndex
    speller: Speller
    guesses: Guesses


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """The phrases of one language, the words that may be meant by a slip, and those that nothing is repaired into."""

    phrases: Phrases
    remarks: Phrases
    spelling: Sequence[str]
    kept: Sequence[str]


class Vocabularies:
    """The words of every language, and one vocabulary for the people of each, put together when first asked for."""

    def __init__(self, words: Mapping[str, Phrasebook]) -> None:
        self._words = words
        self._speller = Speller(
            (word for one in words.values() for word in one.spelling), (w for one in words.values() for w in one.kept)
        )
        self._of: dict[str, Vocabulary] = {}

    def of(self, language: str) -> Vocabulary:
        """Return the vocabulary of a language's people."""
        if language not in self._of:
            own = self._words[language]
            others = [words for other, words in self._words.items() if other != language]
            known = (own.phrases, own.remarks)
            self._of[language] = Vocabulary(
                PhraseIndex(own.phrases, [words.phrases for words in others], known),
                PhraseIndex(own.remarks, [words.remarks for words in others], known),
                self._speller,
                Guesses((own.phrases, *(words.phrases for words in others))),
            )
        return self._of[language]


@lru_cache(maxsize=8)
def shipped(languages: tuple[str, ...], questionnaire: Questionnaire) -> Vocabularies:
    """Return the words of these languages, from the files that ship; the same files are read once.

    Reading and checking them takes a fifth of a second a language, loading what came of it a hundredth: see `kept`.
    """
    return Vocabularies({language: _loaded(language, questionnaire) for language in languages})


def given(texts: Mapping[str, str], questionnaire: Questionnaire) -> Vocabularies:
    """Return the words of texts of such files by language, read strictly."""
    return Vocabularies({language: _words(compiled(language, text, questionnaire)) for language, text in texts.items()})


def _loaded(language: str, questionnaire: Questionnaire) -> Phrasebook:
    folder = Path(str(resources.files("locales") / language))
    text = (folder / FILE).read_bytes()
    sources = (text, *_MADE_BY, _asked_of(questionnaire))
    return _words(kept(folder, SHIPPED, sources, lambda: compiled(language, text.decode(), questionnaire)))


def built(folder: Path, questionnaire: Questionnaire) -> bytes:
    """Return what to ship as `understanding.json` beside the file of a language."""
    text = (folder / FILE).read_bytes()
    sources = (text, *_MADE_BY, _asked_of(questionnaire))
    return form(digest_of(sources), compiled(folder.name, text.decode(), questionnaire))


_MADE_BY = tuple(source_of(__file__, phrases.__file__, plain.__file__, respelt.__file__))


def _asked_of(questionnaire: Questionnaire) -> bytes:
    """Return what the words are checked against: the questions and their choices."""
    return repr([(name, choices_of(question)) for name, question in questionnaire.by_id.items()]).encode()


def compiled(language: str, text: str, questionnaire: Questionnaire) -> dict[str, Any]:
    """Return what one file says as plain data. Raises `UnderstandingError` for whatever cannot be used."""
    found: dict[tuple[str, ...], list[Sense]] = {}
    for phrase, sense, _ in phrasings_of(language, text, questionnaire):
        senses = found.setdefault(tokens_in(phrase), [])
        if sense not in senses:
            senses.append(sense)
    numbers: dict[Sense, int] = {}
    parts: dict[str, dict[str, dict[str, list[int]]]] = {"phrases": {}, "remarks": {}}
    spelling: set[str] = set()
    untouched: set[str] = set()
    for tokens, senses in found.items():
        for part, of_it in (("phrases", False), ("remarks", True)):
            places = [numbers.setdefault(s, len(numbers)) for s in senses if (s.kind in _TOLD) is of_it]
            if places:
                parts[part].setdefault(tokens[0], {})[joined(tokens[1:])] = places
        spelling.update(token for token in tokens if can_be_meant(token))
        if any(sense.name in _NEVER_REPAIRED_INTO for sense in senses if sense.kind == "mark"):
            untouched.update(tokens)
    return {
        "senses": [[s.kind, s.name, s.choices, s.bound] for s in numbers],
        **parts,
        "spelling": sorted(spelling),
        "kept": sorted(untouched),
    }


def _words(data: Mapping[str, Any]) -> Phrasebook:
    senses = [Sense(kind, name, tuple(choices), bound) for kind, name, choices, bound in data["senses"]]
    return Phrasebook(
        Phrases(data["phrases"], senses), Phrases(data["remarks"], senses), data["spelling"], data["kept"]
    )


# What is found on its own.
_TOLD = ("remark", "wish", "takes_back", "topic")
# A slip must not turn a text into its opposite.
_NEVER_REPAIRED_INTO = frozenset(("no", "no_alone", "nothing", "not_before", "not_after", "unknown", "filler"))


# --- one file ---------------------------------------------------------------------------------------------------------


def phrasings_of(language: str, text: str, questionnaire: Questionnaire) -> list[Phrasing]:
    """Read one language's file, strictly."""
    file = f"locales/{language}/{FILE}"
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnderstandingError(file, "the file", f"valid TOML ({error})") from error
    reader = _FileReader(file, questionnaire)
    return reader.read({key: value for key, value in data.items() if key != _ELSEWHERE})


class _FileReader:
    """Reads the tables of one file; every fault names the file, the key and what was expected."""

    def __init__(self, file: str, questionnaire: Questionnaire) -> None:
        self._file, self._questions = file, questionnaire.by_id
        self._slots: Mapping[str, tuple[str, ...]] = {}

    def read(self, data: Mapping[str, object]) -> list[Phrasing]:
        for key in sorted((set(data) | {_LIKELY}) - {_ALONE, _SPELLINGS, _JOINED} ^ _TABLES):
            raise self._fault(key, f"exactly the tables {', '.join(sorted(_TABLES))}")
        places = self._lists("places", data["places"], PLACES)
        self._slots = {name: words for name, words in places.items() if name in _SLOTS}
        found = [
            *self._choices("choices", data["choices"], bound=False),
            *self._choices("asked", data["asked"], bound=True),
            *(self._choices(_LIKELY, data[_LIKELY], bound=True, kind=_LIKELY) if _LIKELY in data else ()),
            *(self._choices(_ALONE, data[_ALONE], bound=False, kind=_ALONE) if _ALONE in data else ()),
            *self._either(data["either"]),
        ]
        self._once(found)
        found += self._goals(data["wanted"])
        found += self._vague(data["vague"])
        found += self._nouns("about", data["about"], bound=True)
        found += self._nouns("named", data["named"], bound=False)
        found += self._plain_lists(data)
        found += _denying(found)
        found += self._joined(data[_JOINED]) if _JOINED in data else ()
        found += self._months(data["dates"])
        if _SPELLINGS in data:
            table = self._table(_SPELLINGS, data[_SPELLINGS])
            spellings = {word: self._words(f"{_SPELLINGS}.{word}", others) for word, others in table.items()}
            found += Respeller(spellings).respelt(found)
        return found

    def _fault(self, key: str, expected: str) -> UnderstandingError:
        return UnderstandingError(self._file, key, expected)

    def _table(self, key: str, value: object) -> Mapping[str, object]:
        if not isinstance(value, dict) or not value:
            raise self._fault(key, "a table that is not empty")
        return value

    def _words(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise self._fault(key, "a list of phrases that is not empty")
        for phrase in value:
            if not isinstance(phrase, str) or not tokens_in(phrase):
                raise self._fault(key, f"phrases, not {phrase!r}")
        if len({tokens_in(phrase) for phrase in value}) < len(value):
            twice = next(p for i, p in enumerate(value) if tokens_in(p) in [tokens_in(q) for q in value[:i]])
            raise self._fault(key, f"each phrase once; {twice!r} stands twice")
        return tuple(value)

    def _lists(self, key: str, value: object, names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return lists by name; exactly those names."""
        table, expected = self._table(key, value), set(names)
        for name in sorted(set(table) ^ expected):
            raise self._fault(f"{key}.{name}", f"exactly the lists {', '.join(sorted(expected))}")
        return {name: self._words(f"{key}.{name}", words) for name, words in table.items()}

    def _filled(self, phrase: str) -> Iterator[str]:
        """Yield a phrase with each word of the list that its slot names."""
        slot = next((name for name in _SLOTS if f"{{{name}}}" in phrase), None)
        if slot is None:
            yield phrase
            return
        for word in self._slots[slot]:
            yield phrase.replace(f"{{{slot}}}", word)

    # --- what speaks of a question -----------------------------------------------------------------------------------

    def _choices(self, part: str, value: object, *, bound: bool, kind: str = "choice") -> Iterator[Phrasing]:
        for question, table in self._table(part, value).items():
            allowed = self._allowed(f"{part}.{question}", question)
            for choice, words in self._table(f"{part}.{question}", table).items():
                key = f"{part}.{question}.{choice}"
                if choice not in allowed:
                    raise self._fault(key, f"one of {', '.join(allowed)}")
                for phrase in self._words(key, words):
                    for filled in self._filled(phrase):
                        yield filled, Sense(kind, question, (choice,), bound), key

    def _either(self, value: object) -> Iterator[Phrasing]:
        if not isinstance(value, list) or not value:
            raise self._fault("either", "tables [[either]]")
        for number, entry in enumerate(value):
            key = f"either[{number}]"
            table = self._table(key, entry)
            if {*table, "anywhere"} != {"question", "choices", "words", "anywhere"}:
                raise self._fault(key, "question, choices, words, and anywhere = true where the words tell it unasked")
            question = str(table["question"])
            allowed = self._allowed(f"{key}.question", question)
            choices = self._words(f"{key}.choices", table["choices"])
            if not set(choices) <= set(allowed) or not 2 <= len(choices) <= 3:
                raise self._fault(f"{key}.choices", f"two or three of {', '.join(allowed)}")
            for phrase in self._words(f"{key}.words", table["words"]):
                for filled in self._filled(phrase):
                    yield filled, Sense("either", question, choices, bound=not table.get("anywhere")), f"{key}.words"

    def _allowed(self, key: str, question: str) -> tuple[str, ...]:
        if question not in self._questions:
            raise self._fault(key, f"the id of a question, not {question!r}")
        allowed = choices_of(self._questions[question])
        if not allowed:
            raise self._fault(key, f"a question with choices, not {question!r}")
        return allowed

    def _once(self, found: Iterable[Phrasing]) -> None:
        """Refuse a phrase that stands for two things at one question."""
        seen: dict[tuple[str, tuple[str, ...]], tuple[tuple[str, ...], str]] = {}
        for phrase, sense, key in found:
            place = sense.name, tokens_in(phrase)
            before = seen.setdefault(place, (sense.choices, key))
            if before[0] != sense.choices:
                raise self._fault(key, f"one meaning at {sense.name}; {phrase!r} also stands in {before[1]}")

    def _vague(self, value: object) -> Iterator[Phrasing]:
        """Yield what speaks of a question whose answer is typed, and answers it too vaguely to be read."""
        for question, words in self._table("vague", value).items():
            if question not in self._questions:
                raise self._fault(f"vague.{question}", f"the id of a question, not {question!r}")
            for phrase in self._words(f"vague.{question}", words):
                yield phrase, Sense("either", question, (), bound=True), f"vague.{question}"

    def _nouns(self, kind: str, value: object, *, bound: bool) -> Iterator[Phrasing]:
        """Yield the words that only name what a question asks about: whether that is so, the rest of a clause says."""
        for question, words in self._table(kind, value).items():
            key = f"{kind}.{question}"
            if question not in self._questions:
                raise self._fault(key, f"the id of a question, not {question!r}")
            yield from self._slotted(key, self._words(key, words), Sense(kind, question, bound=bound))

    def _goals(self, value: object) -> Iterator[Phrasing]:
        allowed = choices_of(self._questions["goal"])
        for choice, words in self._table("wanted", value).items():
            if choice not in allowed:
                raise self._fault(f"wanted.{choice}", f"one of {', '.join(allowed)}")
            for phrase in self._words(f"wanted.{choice}", words):
                yield phrase, Sense("wanted", "goal", (choice,)), f"wanted.{choice}"

    # --- what speaks of no question ----------------------------------------------------------------------------------

    def _plain_lists(self, data: Mapping[str, object]) -> Iterator[Phrasing]:
        tables = (
            ("marks", "mark", MARKS),
            ("remarks", "remark", REMARKS - {"other"}),
            ("wishes", "wish", frozenset((Wish.HUMAN.value,))),
            ("figures", "figure", FIGURES),
            ("places", "place", PLACES),
        )
        for key, kind, names in tables:
            for name, listed in self._lists(key, data[key], names).items():
                yield from self._slotted(f"{key}.{name}", listed, Sense(kind, name))
        back = dict(self._table("taken_back", data["taken_back"]))
        topics = self._lists("taken_back.topics", back.pop("topics", None), REMARKS - {"other"})
        for kind, named in (("topic", topics), ("takes_back", self._lists("taken_back", back, TAKES_BACK))):
            for name, listed in named.items():
                yield from self._slotted(f"taken_back.{name}", listed, Sense(kind, name))
        for group, licences in self._table("licences", data["licences"]).items():
            if group not in LICENCES:
                raise self._fault(f"licences.{group}", f"one of {', '.join(sorted(LICENCES))}")
            if group != "counted":
                yield from self._slotted(f"licences.{group}", self._words(f"licences.{group}", licences), Sense(group))
                continue
            for name, words in self._table("licences.counted", licences).items():
                key = f"licences.counted.{name}"
                yield from self._slotted(key, self._words(key, words), Sense("counted", name))

    def _joined(self, value: object) -> Iterator[Phrasing]:
        """Yield remarks put together of what is spoken of and what happens to it: "card" and "finish"."""
        if not isinstance(value, list) or not value:
            raise self._fault(_JOINED, f"tables [[{_JOINED}]]")
        for number, entry in enumerate(value):
            key = f"{_JOINED}[{number}]"
            table = self._table(key, entry)
            if set(table) != {"remark", "first", "then"} or table["remark"] not in REMARKS:
                raise self._fault(key, "remark, first and then")
            firsts, thens = (self._words(f"{key}.{part}", table[part]) for part in ("first", "then"))
            for first in firsts:
                for then in thens:
                    yield f"{first} {then}", Sense("remark", str(table["remark"])), key

    def _slotted(self, key: str, phrases: Iterable[str], sense: Sense) -> Iterator[Phrasing]:
        for phrase in phrases:
            for filled in self._filled(phrase):
                yield filled, sense, key

    def _months(self, value: object) -> Iterator[Phrasing]:
        table = dict(self._table("dates", value))
        months = table.pop("months", None)
        if not isinstance(months, list) or len(months) != _MONTHS:
            raise self._fault("dates.months", "twelve lists, one for each month")
        for number, words in enumerate(months, start=1):
            for phrase in self._words(f"dates.months[{number}]", words):
                yield phrase, Sense("month", str(number)), "dates.months"
        for name, listed in self._lists("dates", table, DAYS).items():
            yield from self._slotted(f"dates.{name}", listed, Sense("when", name))


# Answers of several words that hold a negation: what stands behind them in the same breath is denied.
_ANSWERS = frozenset(("no", "no_alone", "nothing"))


def _denying(found: Sequence[Phrasing]) -> list[Phrasing]:
    """Return the answers that end in a negation as one: who says "I am not N2" denies N2 as "not N2" does."""
    marks = [(tokens_in(phrase), phrase, sense, key) for phrase, sense, key in found if sense.kind == "mark"]
    negations = {tokens for tokens, _, sense, _ in marks if sense.name == "not_before"}
    return [
        (phrase, Sense("mark", "not_before"), key)
        for tokens, phrase, sense, key in marks
        if sense.name in _ANSWERS
        and tokens not in negations
        and any(tokens[place:] in negations for place in range(1, len(tokens)))
    ]


def choices_of(question: Question) -> tuple[str, ...]:
    """Return the names of the answers that phrases can stand for: choices, or the usual counts of a number."""
    kind = question.kind
    if isinstance(kind, Consent):
        return ()
    if isinstance(kind, ManyOf):
        return (*kind.choices, NOTHING) if kind.choices else ()
    if isinstance(kind, OneOf):
        return kind.choices
    if isinstance(kind, DayOrNone):
        return kind.listed()
    if isinstance(kind, Whole | Years):
        return tuple(str(number) for number in range(13)) if isinstance(kind, Years) else ("0", "1", "2")
    return ()
