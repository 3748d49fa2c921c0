"""Leave to keep answers: given to one text, asked again once that reads otherwise, taken back by a word or a button."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.consent_text import ConsentTexts
from dialogs.dialogue import Dialogue
from dialogs.effects import Erase, SetReminders, Withdraw
from dialogs.office import KeepingRule, Office
from dialogs.place import HANDED_OFF
from tests.dialogs.reached import reached
from tests.dialogs.walker import ENGINEER, Walk, real_dialogue, real_words

HERE = real_dialogue()


def office_of(**changed: object) -> Office:
    """The office with something else in its profile."""
    return replace(HERE.around.office, **changed)  # type: ignore[arg-type]


def with_terms(office: Office) -> Dialogue:
    """A dialogue that knows what its people agree to, as a process does."""
    return Dialogue(
        HERE.questionnaire,
        replace(HERE.around, office=office, terms=ConsentTexts(office, real_words(), ("telegram", "web"))),
        real_words(),
    )


def agreed(office: Office, language: str = "en") -> Walk:
    """Somebody in the middle of the interview at an office."""
    walk = Walk(dialogue=with_terms(office))
    return walk.answers(ENGINEER, {"language": f"a:{language}"}, until="salary_yen")


PRIVACY = HERE.around.office.privacy
CHANGES = {
    "a keeping time": office_of(keeping=KeepingRule(unfinished=1)),
    "who answers for it": office_of(privacy=replace(PRIVACY, controller={"ja": "別", "en": "Somebody else"})),
    "the days of all": office_of(privacy=replace(PRIVACY, keep_days=364)),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_a_text_that_reads_otherwise_is_agreed_to_anew_and_no_answer_is_lost(changed: str) -> None:
    walk = agreed(HERE.around.office)
    version, kept = walk.conversation.consented_to, walk.conversation.consented_text
    asked = walk.where
    assert kept.startswith("en.")
    walk.dialogue = with_terms(CHANGES[changed])
    # What was typed in answer is kept first; the question comes after it.
    walk.says("6,500,000").asks("consent").explains("consent-anew")
    assert walk.value(asked) == 6_500_000
    walk.presses("a:agree")
    assert walk.where not in ("consent", asked)
    assert (walk.conversation.consented_to, walk.conversation.consented_text != kept) == (version, True)


def test_who_agreed_to_an_older_version_amid_the_interview_is_asked_once_and_loses_nothing() -> None:
    """As after an update: their text was of another version, and nothing is known of how it read."""
    walk = agreed(HERE.around.office)
    walk.conversation.consented_to, walk.conversation.consented_text = "2025-12-01", ""
    asked, before = walk.where, dict(walk.conversation.answers)
    # A question in between is answered without it.
    walk.says("what is hsp?").asks(asked)
    walk.says("6,500,000").asks("consent").explains("consent-anew").presses("a:agree")
    assert walk.value(asked) == 6_500_000
    after = walk.conversation.answers
    assert {name: after[name] for name in before if name != "consent"} == {
        name: value for name, value in before.items() if name != "consent"
    }
    assert walk.where not in ("consent", asked)
    walk.presses("unknown")
    assert walk.where != "consent", "asked once"


def test_the_same_text_is_asked_once() -> None:
    walk = agreed(HERE.around.office)
    walk.dialogue = with_terms(HERE.around.office)
    assert walk.says("6,500,000").where != "consent"


def test_another_language_does_not_ask_again_by_itself() -> None:
    walk = agreed(HERE.around.office)
    walk.commands("language").presses("a:ja")
    assert walk.says("650万円").where != "consent"


def test_whoever_agreed_before_texts_were_told_apart_is_held_to_the_version_alone() -> None:
    walk = agreed(HERE.around.office)
    walk.conversation.consented_text = ""
    assert walk.says("6,500,000").where != "consent"


# --- taking it back -------------------------------------------------------------------------------------------------

WORDS = {
    "en": ("withdraw my consent", "I withdraw my consent."),
    "ja": ("同意を撤回します", "同意を取り消したいです。"),
}


@pytest.mark.parametrize(("language", "typed"), [(lang, said) for lang, each in WORDS.items() for said in each])
@pytest.mark.parametrize("where", ["japanese", "result", "name", HANDED_OFF])
def test_words_open_the_page_wherever_one_is_and_do_nothing_by_themselves(
    language: str, typed: str, where: str
) -> None:
    walk = reached(where, {"language": f"a:{language}"})
    before = dict(walk.conversation.answers)
    walk.says(typed)
    assert walk.where == f"withdraw over {where}"
    assert walk.conversation.answers == before
    assert not [one for one in walk.effects if isinstance(one, Erase | Withdraw)]
    walk.presses("keep").explains("withdraw-kept")
    assert walk.conversation.answers == before


def test_before_a_request_was_sent_nothing_stays() -> None:
    walk = reached("result")
    walk.says("withdraw my consent").explains("withdraw-all").presses("forget")
    assert isinstance(walk.effects[-1], Erase)


def test_after_it_was_sent_the_request_alone_stays_and_staff_hear_of_it() -> None:
    walk = reached(HANDED_OFF)
    walk.conversation.reminders = {"expiry": "2026-11-24"}
    walk.commands("forget").presses("withdraw").explains("withdraw").presses("withdraw").explains("withdrawn")
    kinds = [type(one) for one in walk.effects]
    assert kinds[-2:] == [Withdraw, SetReminders]
    kept = walk.conversation
    assert {name: answer.value for name, answer in kept.answers.items()} == {"language": "en", "consent": "refuse"}
    assert (kept.consented_to, kept.consented_text, kept.reminders, kept.last_run) == (None, "", {}, None)
    assert (kept.lead, kept.translation) == (True, "off")


def test_whoever_took_it_back_is_asked_nothing_but_that_and_can_agree_anew() -> None:
    walk = reached(HANDED_OFF)
    walk.says("withdraw my consent").presses("withdraw")
    walk.commands("result").asks("consent").explains("consent-first")
    walk.says("withdraw my consent").explains("withdrawn")
    walk.commands("start").presses("a:agree")
    assert walk.conversation.consented_to is not None


def test_refusing_a_changed_text_leads_to_the_same_page() -> None:
    walk = reached(HANDED_OFF)
    walk.conversation.consented_to = "an older text"
    walk.commands("start").asks("consent").presses("a:refuse")
    assert walk.where == "withdraw over consent"


def test_where_nothing_was_agreed_there_is_nothing_to_take_back() -> None:
    Walk().presses("a:en").says("withdraw my consent").explains("withdraw-nothing").asks("consent")
