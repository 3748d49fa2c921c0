"""What people write in words that no list foresaw: heard where it is plain, read back where it is only likely."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.parsing.rows import read_rows
from dialogs.questionnaires.hsp import HSP
from dialogs.understanding import Fact
from dialogs.understanding.lexicon import phrasings_of
from dialogs.understanding.phrases import tokens_in
from dialogs.understanding.plain import is_katakana
from tests.answers import LANGUAGES
from tests.answers.report import Today, reader

# No question is asked on a page.
PAGE = ""


def heard(language: str, asked: str, text: str, question: str = "") -> Fact | None:
    """Return what is understood of a question, or of the asked one."""
    read = reader().read(text, HSP.by_id[asked] if asked else None, language, Today())
    return read.of(question or asked)


def told(language: str, asked: str, text: str, question: str = "") -> object:
    """Return the one value that is understood; None where there is none or several."""
    fact = heard(language, asked, text, question)
    return fact.candidates[0] if fact is not None and len(fact.candidates) == 1 else None


def test_a_status_that_is_dated_alone_is_read_back() -> None:
    fact = heard("en", "residence", "HSP from last spring")
    assert fact is not None
    assert (fact.candidates, fact.settled) == (("hsp",), False)


@pytest.mark.parametrize(
    ("language", "asked", "text", "value"),
    [
        ("en", "activity", "i run a small shop with my brother", "manage"),
        ("ja", "activity", "弟と会社をやってます", "manage"),
        ("en", "residence", "kazoku taizai thru my husband", "dependent"),
        ("en", "residence", "my wife is japanese so spouse visa", "spouse_of"),
        ("en", "residence", "dependent (husband works at amazon)", "dependent"),
    ],
)
def test_who_names_with_whom_or_through_whom_speaks_of_themselves(
    language: str, asked: str, text: str, value: str
) -> None:
    assert told(language, asked, text) == value


@pytest.mark.parametrize("text", ["i live with my wife who has N1", "my wife passed N1 with my help"])
def test_what_stands_behind_somebody_is_still_theirs(text: str) -> None:
    fact = heard("en", "japanese", text)
    assert fact is None or not fact.settled


@pytest.mark.parametrize(
    ("language", "text", "question", "value"),
    [
        ("ja", "妻が妊娠中で母を呼びたい、高度１号ロです", "residence", "hsp"),
        ("en", "We are expecting a baby, HSP visa, want my parents to help", "residence", "hsp"),
        ("en", "We are expecting a baby, HSP visa, want my parents to help", "goal", "family"),
        ("en", "hsp since 2022, 85 points then. PR possible?", "goal", "pr"),
        ("en", "my salary is 6.9M not 6.5M", "salary_yen", 6_900_000),
        ("en", "lost my job, HSP visa, what should i do, 2 kids", "has_children", "yes"),
    ],
)
def test_a_message_tells_what_somebody_has_and_wants(language: str, text: str, question: str, value: object) -> None:
    assert told(language, PAGE, text, question) == value


@pytest.mark.parametrize("text", ["N1?", "N1？"])
def test_a_level_with_a_question_mark_is_read_back(text: str) -> None:
    fact = heard("en", PAGE, text, "japanese")
    assert fact is not None
    assert fact.candidates == ("n1",)
    assert not fact.settled


def test_a_question_about_a_level_tells_none() -> None:
    assert heard("en", PAGE, "What is N1?", "japanese") is None


@pytest.mark.parametrize(
    ("language", "asked", "text", "question", "value"),
    [
        ("en", "degrees_in_different_fields", "MBA and MSc chemistry so yes", "degrees", ["mba_mot"]),
        ("en", "plan", "raise next april", "plan_day", "2027-04"),
        ("en", "household_income_yen", "me 7M, wife 3M", "salary_yen", 7_000_000),
        ("en", "position", "CEO", "activity", "manage"),
    ],
)
def test_what_follows_from_an_answer_is_read_back(
    language: str, asked: str, text: str, question: str, value: object
) -> None:
    fact = heard(language, asked, text, question)
    assert fact is not None
    assert fact.candidates == (value,)
    assert not fact.settled


@pytest.mark.parametrize(
    ("language", "asked", "text", "value"),
    [
        ("ja", "degrees", "学士しかない", ["bachelor"]),
        ("en", "degrees", "i dont have any degree", []),
        ("en", "capital_30m_yen", "yes it is 50M", "yes"),
        ("ja", "capital_30m_yen", "5000万です", "yes"),
        ("en", "capital_30m_yen", "20M", "no"),
        ("en", "contact_way", "anything works", "any"),
        ("en", "birth_date", "1999/1/31 mera birthday", "1999-01-31"),
        ("ja", "birth_date", "平成8年の七夕生まれ", "1996-07-07"),
        ("en", "activity", "civil engineer", "specialist"),
        ("ja", "in_order", "税金と年金はOK", ["tax", "pension"]),
    ],
)
def test_plain_answers_in_everyday_words_are_heard(language: str, asked: str, text: str, value: object) -> None:
    assert told(language, asked, text) == value


def test_what_no_phrase_fits_is_guessed_by_words_of_one_choice_and_read_back() -> None:
    fact = heard("en", "work_field", "infrastructure monitoring gadgets")
    assert fact is not None
    assert fact.candidates == ("technical",)
    assert not fact.settled


@pytest.mark.parametrize("text", ["qwerty banana", "not infrastructure monitoring", "my friend does infrastructure"])
def test_nothing_is_guessed_of_nonsense_of_a_denial_and_of_somebody_else(text: str) -> None:
    fact = heard("en", "work_field", text)
    assert fact is None or not fact.settled


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("all but 2 unknown", {0: None, 2: None}),
        ("2番以外わからない", {0: None, 2: None}),
        ("all but 2 no", {0: "no", 1: "yes", 2: "no"}),
    ],
)
def test_what_is_left_out_of_the_unknown_rows_stays_open(text: str, rows: dict[int, str | None]) -> None:
    assert read_rows(text, 3) == rows


# --- phrases that hide others ---------------------------------------------------------------------------------------

_DENIALS = frozenset(("not_before", "not_after", "no", "nothing"))
# These hold a denial and deny nothing.
HOLD_A_DENIAL = {
    "en": (
        "not married to, not married with, never married to, without it, without that, without the bonus, "
        "without bonus, master of none, no problem, no doubt, no worries, not to mention, why not, no matter, "
        "no more than, without doubt, without problem, not less than, nothing to add, i have nothing to add, "
        "have nothing to add, was not in japan, wasn't in japan, not stay in japan, was not here, wasn't here, "
        "not much time, not much time left"
    ),
    "ja": (
        "なければなりません, なければならない, 構いません, かまいません, 間違いない, 間違いありません, 間ちがいない, "
        "間ちがいありません, かまわない, なにも言, 日本にいなかった, 日本にいませんでした, いなかった, いませんでした, "
        "にほんにいなかった, にほんにいませんでした, みなし残業, けいえい学"
    ),
}
# Whoever is not married to somebody has said no less; the endings are many.
_OF_A_MARRIAGE = ("と結婚して", "とは結婚して", "とけっこんして", "とはけっこんして")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_that_changes_nothing_hides_a_denial(language: str) -> None:
    """A longer phrase counts instead of those in it: one that says nothing must not swallow a "not"."""
    text = Path(f"locales/{language}/understanding.toml").read_text("utf-8")
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for phrase, sense, _ in phrasings_of(language, text, HSP):
        found.setdefault(tokens_in(phrase), []).append((sense.kind, sense.name))
    denials = {
        tokens for tokens, senses in found.items() if any(kind == "mark" and name in _DENIALS for kind, name in senses)
    }
    intended = {tokens_in(phrase.strip()) for phrase in HOLD_A_DENIAL[language].split(",")}
    hiding = {
        tokens
        for tokens, senses in found.items()
        if all(kind == "figure" or (kind == "mark" and name in ("filler", "light")) for kind, name in senses)
        and _holds(tokens, denials)
        and not "".join(tokens).startswith(_OF_A_MARRIAGE)
    }
    assert hiding <= intended, hiding - intended


def _holds(tokens: tuple[str, ...], others: set[tuple[str, ...]]) -> bool:
    """Tell whether a shorter phrase stands in one, as the reader finds them: no word of katakana is cut."""
    return any(
        tokens[first:after] in others
        for first in range(len(tokens))
        for after in range(first + 1, len(tokens) + 1)
        if after - first < len(tokens)
        and not (after < len(tokens) and is_katakana(tokens[after]) and is_katakana(tokens[after - 1]))
    )
