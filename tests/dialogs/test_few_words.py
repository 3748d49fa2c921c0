"""How little it takes to a result: so many acts and so few letters, and one message with one tap where all is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.paragraphs import paragraphs
from bot.words.words import languages, plain
from dialogs.dialogue import Dialogue
from dialogs.kinds import Context
from dialogs.place import RESULT, REVIEW
from dialogs.question import Question
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Surroundings
from dialogs.understanding import Certainty, Fact, Understood
from tests.dialogs.walker import Walk, real_words

MOST_ACTS = 14
MOST_LETTERS = {"en": 2_800, "ja": 1_500}
TYPED = {"en": ("8,000,000", "1994-05-01", "7 years"), "ja": ("800万円", "1994年5月1日", "7年")}
# Born 1994, a master's degree, seven years, eight million yen: 75 points without anything else.
SAID = {
    "goal": "hsp",
    "residence": "work",
    "activity": "specialist",
    "international_services": "no",
    "salary_yen": 8_000_000,
    "birth_date": "1994-05-01",
    "degrees": ["master"],
    "experience_years": 84,
}


def acts(language: str) -> list[Callable[[Walk], Walk]]:
    """All a person of a clear case does, by buttons and by typing, to the result."""
    pay, born, years = TYPED[language]
    buttons = (f"a:{language}", "a:agree", "a:hsp", "a:work", "a:specialist", "a:technical")
    return [
        lambda walk: walk.commands("start"),
        *((lambda walk, action=action: walk.presses(action)) for action in buttons),
        lambda walk: walk.says(pay),
        lambda walk: walk.says(born),
        lambda walk: walk.presses("on:master"),
        lambda walk: walk.presses("done"),
        lambda walk: walk.says(years),
        lambda walk: walk.presses("a:stop"),
        lambda walk: walk.presses("ok"),
    ]


@pytest.mark.parametrize("language", languages())
def test_a_clear_case_comes_to_its_result_with_few_acts_and_few_words(language: str) -> None:
    walk, letters = Walk(language, start=False), 0
    for act in acts(language):
        act(walk)
        for screen in walk.last.screens:
            letters += len(plain("".join(paragraphs(real_words(), walk.conversation.language, screen.lines))))
    walk.leads_to(RESULT).explains("result-qualifies")
    assert len(acts(language)) <= MOST_ACTS
    assert letters <= MOST_LETTERS[language]


class _Heard:
    """A reader that hears what we say it does."""

    def __init__(self, said: dict[str, object]) -> None:
        self.said = said

    def read(self, text: str, *, asked: Question | None, language: str, context: Context) -> Understood:
        """Return every fact, each clear."""
        facts = (Fact(name, (value,), Certainty.CLEAR, text) for name, value in self.said.items())  # type: ignore[arg-type]
        return Understood(tuple(facts))


def who_says(said: dict[str, object], language: str) -> Walk:
    """Somebody who agreed, and whose next text says all this."""
    dialogue = Dialogue(HSP, Surroundings(load_office(None), is_japanese_holiday, languages()), real_words())
    dialogue.reader = _Heard(said)  # type: ignore[assignment]
    return Walk(language, dialogue=dialogue).presses(f"a:{language}", "a:agree")


@pytest.mark.parametrize("language", languages())
def test_one_message_and_one_tap_lead_to_the_result_where_all_is_said(language: str) -> None:
    walk = who_says(dict(SAID), language).says("All of it at once.")
    assert walk.where == "understood over goal"
    walk.presses("ok").leads_to(RESULT)
    assert "review" in walk.offered, "what was understood can still be corrected"


def test_what_was_not_said_is_asked_and_what_was_not_confirmed_is_reviewed() -> None:
    said = {name: value for name, value in SAID.items() if name != "experience_years"}
    walk = who_says(dict(said), "en").says("Nearly all of it.").presses("ok").asks("experience_years")
    walk = who_says(dict(said), "en").presses("a:hsp")
    walk.says("All the rest.").presses("ok")
    assert walk.where != RESULT


def test_after_a_first_result_nothing_is_skipped() -> None:
    walk = who_says(dict(SAID), "en").says("All of it at once.").presses("ok").leads_to(RESULT)
    walk.dialogue.reader = _Heard({**SAID, "salary_yen": 9_000_000})  # type: ignore[assignment]
    walk.says("A raise!").presses("ok")
    assert walk.where in (REVIEW, "thorough")
