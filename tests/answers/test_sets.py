"""The labelled sets themselves: known questions, values, entries and keys, and no text twice.

`typed/<language>.toml` holds what people type and what it means, `hurried/` what they type in a hurry on a phone,
`fresh/typed` what they tell beside an answer;
`questions/<language>.toml` what they ask in between.
Under `blind` are the same by somebody who had seen neither rules nor these sets: no text stands in both.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from dialogs.answer_bank.loading import shipped_entries, shipped_languages
from dialogs.answer_bank.wording import plain
from dialogs.kinds import (
    BirthDate,
    Consent,
    Contact,
    Day,
    FreeText,
    Kind,
    Language,
    ManyOf,
    ManyOfSource,
    Name,
    OneOf,
    OneOfSource,
    Percent,
    Whole,
    Years,
    Yen,
)
from dialogs.questionnaires.hsp import HSP
from tests.answers import LANGUAGES, labelled

HERE = Path(__file__).parent
Table = Mapping[str, Any]

# Where a text is typed that is no answer to a question: the very first message, and two pages.
PAGES = ("first", "result", "handed_off")
DOUBTFUL = ("ask", "unknown", "help", "nothing")
REMARKS = (
    "expiry",
    "married",
    "graduation",
    "refusal",
    "pregnancy",
    "job_lost",
    "job_changed",
    "family",
    "plan",
    "deadline",
    "absence",
    "other",
)
# `residence` is being split: once these are the questionnaire's own choices, this list and its use can go.
RESIDENCE_TO_COME = ("dependent", "designated", "spouse_of", "long_term", "permanent")
# The ways to meet of any office (a bot's office names those it has), and half-days as people say them.
WAYS_TO_MEET = ("online", "office", "visit")
HALF_DAY = re.compile(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (morning|afternoon)")
# What another entry answers under its own name: labels may use either.
OTHER_NAMES = (
    "age-at-filing",
    "n2-points",
    "gross-or-net",
    "map",
    "overtime",
    "allowances",
    "helper",
    "spouse-work",
    "change-job",
    "data-safe",
    "phone",
)
# Each of these is asked of nearly everybody, and much of the result hangs on it.
HEAVY = ("salary_yen", "birth_date", "degrees", "experience_years", "japanese", "activity", "residence", "goal")
LEAST_TYPED, LEAST_ASKED, LEAST_HEAVY, LEAST_OTHER, LEAST_FIRST, LEAST_AFTER = 450, 200, 30, 6, 40, 25
LEAST_PART = 0.2


@cache
def _read(folder: str, language: str) -> Table:
    return tomllib.loads((HERE / folder / f"{language}.toml").read_text(encoding="utf-8"))


def _languages(folder: str) -> list[str]:
    """Return the languages whose set is there."""
    return sorted(path.stem for path in (HERE / folder).glob("*.toml"))


TYPED, QUESTIONS = _languages("typed"), _languages("questions")
TYPED_FOLDERS, BLIND = ("typed", "hurried", "fresh/typed", "blind/typed"), "blind/typed"
QUESTION_FOLDERS = ("questions", "blind/questions", "varied")


def test_sets_are_there_for_languages_of_the_house_alone() -> None:
    assert TYPED
    assert all(_languages(folder) == TYPED for folder in (*TYPED_FOLDERS, *QUESTION_FOLDERS))
    assert set(TYPED) <= set(LANGUAGES)


# --- typed ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", TYPED_FOLDERS)
@pytest.mark.parametrize("language", TYPED)
def test_every_typed_text_is_labelled_with_what_the_questionnaire_knows(language: str, folder: str) -> None:
    data = _read(folder, language)
    assert set(data) == {"typed"}
    assert [fault for text in data["typed"] for fault in _faults_of_typed(text)] == []


@pytest.mark.parametrize("folder", TYPED_FOLDERS)
@pytest.mark.parametrize("language", TYPED)
def test_no_text_is_typed_twice_at_a_question(language: str, folder: str) -> None:
    assert _twice((entry["asked"], entry["text"].strip()) for entry in _read(folder, language)["typed"]) == []


@pytest.mark.parametrize("language", TYPED)
def test_no_blind_text_stands_in_the_other_set(language: str) -> None:
    texts = {
        folder: {(entry["asked"], plain(entry["text"])) for entry in _read(folder, language)["typed"]}
        for folder in TYPED_FOLDERS
    }
    assert {
        folder: texts[BLIND] & seen for folder, seen in texts.items() if folder != BLIND and texts[BLIND] & seen
    } == {}


@pytest.mark.parametrize("language", TYPED)
def test_every_question_has_typed_texts_enough(language: str) -> None:
    texts = _read("typed", language)["typed"]
    count = Counter(text["asked"] for text in texts)
    asked = [question.id for question in HSP.questions if HSP.chapters_of(question.id)]
    least = {name: LEAST_HEAVY if name in HEAVY else LEAST_OTHER for name in asked}
    assert {name: count[name] for name in asked if count[name] < least[name]} == {}
    assert sum(1 for text in texts if text["asked"] == "first" and _facts(text) >= 2) >= LEAST_FIRST
    assert count["result"] + count["handed_off"] >= LEAST_AFTER
    assert len(texts) >= LEAST_TYPED
    assert sum(1 for text in texts if "nothing" in _meanings(text)) >= LEAST_PART * LEAST_TYPED


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ({"asked": "goal", "means": "pr"}, "keys"),
        ({"asked": "goal", "text": "PR", "mean": "pr"}, "keys"),
        ({"asked": "goal", "text": "PR", "means": "pr", "any": ["pr", "ask"]}, "both"),
        ({"asked": "goal", "text": "PR"}, "says nothing"),
        ({"asked": "goal", "text": " ", "means": "nothing"}, "empty"),
        ({"asked": "aim", "text": "PR", "means": "pr"}, "aim"),
        ({"asked": "goal", "text": "PR", "means": "green"}, "green"),
        ({"asked": "goal", "text": "PR", "any": ["pr"]}, "two or more"),
        ({"asked": "goal", "text": "PR", "any": ["pr", "pr"]}, "two or more"),
        ({"asked": "goal", "text": "32", "means": "age"}, "age"),
        ({"asked": "first", "text": "PR", "means": "pr"}, "pr"),
        ({"asked": "salary_yen", "text": "6M", "means": "6000000"}, "6000000"),
        ({"asked": "salary_yen", "text": "6M", "means": -1}, "-1"),
        ({"asked": "degrees", "text": "MSc", "means": "master"}, "master"),
        ({"asked": "degrees", "text": "MSc", "means": ["masters"]}, "masters"),
        ({"asked": "birth_date", "text": "31/2/94", "means": "1994-02-31"}, "1994-02-31"),
        ({"asked": "employer_rd_ratio", "text": "3%", "means": "3%"}, "3%"),
        ({"asked": "employer_rd_ratio", "text": "300%", "means": "3"}, "'3'"),
        ({"asked": "half_days", "text": "Monday", "means": ["Monday"]}, "Monday"),
        ({"asked": "goal", "text": "PR, N1", "means": "pr", "also": {"japanese": "N1"}}, "N1"),
        ({"asked": "goal", "text": "PR", "means": "pr", "also": {"goal": "pr"}}, "beside itself"),
        ({"asked": "goal", "text": "PR", "means": "pr", "also": {}}, "empty"),
        ({"asked": "goal", "text": "PR, ten", "means": "pr", "also": {"birth_date": {"age": "ten"}}}, "ten"),
        ({"asked": "goal", "text": "PR, N1", "means": "pr", "also": {"japanese": "nothing"}}, "nothing"),
        ({"asked": "goal", "text": "PR", "means": "pr", "remarks": ["visa"]}, "visa"),
        ({"asked": "goal", "text": "PR", "means": "pr", "remarks": ["plan", "plan"]}, "twice"),
    ],
)
def test_a_slip_in_a_label_is_named(text: Table, says: str) -> None:
    faults = list(_faults_of_typed(text))
    assert faults
    assert any(says in fault for fault in faults)


def _faults_of_typed(text: Table) -> Iterator[str]:
    """Yield what is wrong with a typed text's label."""
    if not {"asked", "text"} <= set(text) <= {"asked", "text", "means", "any", "also", "remarks"}:
        yield f"{text}: other keys than asked, text, means or any, also, remarks"
        return
    place = f"{text['asked']}: {text['text']!r}"
    if not text["text"].strip():
        yield f"{place}: empty"
    if "means" in text and "any" in text:
        yield f"{place}: both means and any"
    if not {"means", "any", "also", "remarks"} & set(text):
        yield f"{place}: says nothing at all; then it means 'nothing'"
    yield from (f"{place}: {fault}" for fault in _faults_of_meanings(text))
    yield from (f"{place}: {fault}" for fault in _faults_beside(text))
    remarks = text.get("remarks", ["plan"])
    if not remarks or not set(remarks) <= set(REMARKS) or len(set(remarks)) < len(remarks):
        yield f"{place}: remarks {remarks} are empty, twice or unknown"


def _faults_of_meanings(text: Table) -> Iterator[str]:
    asked, several = text["asked"], text.get("any")
    if asked not in (*PAGES, *HSP.by_id):
        yield f"no question is called {asked!r}"
        return
    if several is not None and (len(several) < 2 or _twice(map(repr, several))):
        yield "any needs two or more meanings, none twice"
    for meaning in _meanings(text):
        if meaning in DOUBTFUL or (meaning == "age" and asked == "birth_date"):
            continue
        if asked in PAGES or not _is_value(asked, meaning):
            yield f"{asked} cannot be {meaning!r}"


def _faults_beside(text: Table) -> Iterator[str]:
    also = text.get("also")
    if also is None:
        return
    if not also:
        yield "also is empty"
    for question, given in also.items():
        if question == text["asked"]:
            yield f"{question} stands beside itself"
        for value in _alternatives(given):
            aged = question == "birth_date" and isinstance(value, Mapping) and _is_age(value)
            if not (value == "ask" or aged or (question in HSP.by_id and _is_value(question, value))):
                yield f"{question} cannot be {value!r}"


def _alternatives(given: object) -> list[object]:
    """Return the values any of which is right; where only one is, that one."""
    if isinstance(given, Mapping) and set(given) == {"any"}:
        several = list(given["any"])
        return several if len(several) > 1 else [f"any of {several}"]
    return [given]


def _is_age(value: Mapping[str, object]) -> bool:
    age = value.get("age")
    return set(value) == {"age"} and isinstance(age, int) and 0 < age < 120


def _meanings(text: Table) -> list[object]:
    return [text["means"]] if "means" in text else list(text.get("any", ()))


def _facts(text: Table) -> int:
    return len(text.get("also", ())) + len(text.get("remarks", ()))


def _is_value(question: str, value: object) -> bool:
    """Return whether a question can have this stored value."""
    kind = HSP.by_id[question].kind
    match kind:
        case OneOf() | Consent():
            return isinstance(value, str) and value in _choices(question, kind)
        case Language():
            return value in LANGUAGES
        case OneOfSource():
            return value in WAYS_TO_MEET
        case ManyOfSource(most=most):
            said = _strings(value)
            return value == said and len(said) <= most and all(HALF_DAY.fullmatch(half) for half in said)
        case ManyOf():
            return value == _strings(value) and set(_strings(value)) <= set(kind.choices)
        case Whole(low=low, high=high):
            return type(value) is int and low <= value <= high
        case Yen() | Years():
            return type(value) is int and value >= 0
        case Percent():
            return isinstance(value, str) and _is_ratio(value)
        case BirthDate() | Day():
            return isinstance(value, str) and (value in kind.listed() or _is_day(value))
        case FreeText() | Name() | Contact():
            return isinstance(value, str) and bool(value.strip())
    return False


def _choices(question: str, kind: Kind) -> tuple[str, ...]:
    return (*kind.listed(), *RESIDENCE_TO_COME) if question == "residence" else kind.listed()


def _strings(value: object) -> list[str]:
    """Return a list of different strings, or nothing for anything else."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return []
    return value if len(set(value)) == len(value) else []


def _is_ratio(text: str) -> bool:
    try:
        return 0 <= Decimal(text) <= 1
    except InvalidOperation:
        return False


def _is_day(text: str) -> bool:
    """Return whether it is a day of the calendar, a month or a year, as they are kept."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text, re.ASCII)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


# --- asked in between -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", QUESTION_FOLDERS)
@pytest.mark.parametrize("language", QUESTIONS)
def test_every_question_in_between_has_known_answers(language: str, folder: str) -> None:
    assert list(_faults_of_questions(_read(folder, language))) == []


@pytest.mark.parametrize("language", QUESTIONS)
def test_no_question_in_between_stands_twice_or_in_the_index(language: str) -> None:
    texts = [plain(text) for folder in QUESTION_FOLDERS for text in _texts(_read(folder, language))]
    assert _twice(texts) == []
    assert set(texts) & {plain(question.text) for question in labelled(language)} == set()
    phrases = [phrase for spoken in shipped_languages() for phrase in spoken.phrases]
    assert set(texts) & {plain(phrase.text) for phrase in phrases} == set()


@pytest.mark.parametrize("language", QUESTIONS)
def test_questions_in_between_are_enough_and_many_must_be_declined(language: str) -> None:
    data = _read("questions", language)
    texts = _texts(data)
    assert len(texts) >= LEAST_ASKED
    assert len(list(chain(*data["declined"].values()))) >= LEAST_PART * len(texts)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"answered": {"fees": ["How much?"]}}, "fees"),
        ({"answered": {"salary": []}}, "salary"),
        ({"answered": {"salary": [" "]}}, "salary"),
        ({"help": {"pay": ["Which pay?"]}}, "pay"),
        ({"declined": {"Own Case": ["Mine?"]}}, "Own Case"),
        ({"either": [{"text": "How much?", "entries": ["office-fee"]}]}, "two or more"),
        ({"either": [{"text": "How much?", "entries": ["office-fee", "fees"]}]}, "fees"),
        ({"either": [{"text": "How much?"}]}, "keys"),
        ({"other": {}}, "other"),
    ],
)
def test_a_slip_in_a_question_in_between_is_named(change: Table, says: str) -> None:
    right = {"answered": {"salary": ["Which pay?"]}, "either": [], "help": {}, "declined": {"own-case": ["Mine?"]}}
    assert list(_faults_of_questions(right)) == []
    assert any(says in fault for fault in _faults_of_questions({**right, **change}))


def _faults_of_questions(data: Table) -> Iterator[str]:
    """Yield what is wrong with a set of questions."""
    if set(data) != {"answered", "either", "help", "declined"}:
        yield f"other parts than answered, either, help and declined: {sorted(data)}"
        return
    yield from (f"the bank has no entry {name!r}" for name in data["answered"] if name not in _entries())
    yield from (f"no question is called {name!r}" for name in data["help"] if name not in HSP.by_id)
    yield from (f"{name!r} is no name" for name in data["declined"] if not re.fullmatch(r"[a-z][a-z-]*", name))
    for name, texts in chain.from_iterable(data[part].items() for part in ("answered", "help", "declined")):
        if not texts or not all(text.strip() for text in texts):
            yield f"{name} has an empty list or text"
    for given in data["either"]:
        yield from _faults_of_either(given)


def _faults_of_either(given: Table) -> Iterator[str]:
    if set(given) != {"text", "entries"}:
        yield f"{given}: other keys than text and entries"
        return
    entries = given["entries"]
    if len(entries) < 2 or _twice(entries):
        yield f"{given['text']!r} needs two or more entries, none twice"
    yield from (f"the bank has no entry {name!r}" for name in entries if name not in _entries())


def _texts(data: Table) -> list[str]:
    """Return every text of a set of questions."""
    lists = chain.from_iterable(data[part].values() for part in ("answered", "help", "declined"))
    return [*chain.from_iterable(lists), *(given["text"] for given in data["either"])]


@cache
def _entries() -> frozenset[str]:
    return frozenset((*(entry.name for entry in shipped_entries().entries), *OTHER_NAMES))


def _twice(items: Iterable[Hashable]) -> list[Hashable]:
    """Return what is there more than once."""
    return [item for item, count in Counter(items).items() if count > 1]
