""" "Any way" and "any time" are answers of their own: kept as what they say, and never as not known."""

from __future__ import annotations

import pytest

from bot.words.words import languages
from dialogs.card_lines import card
from dialogs.kinds import ANY
from dialogs.lead import lead_of
from dialogs.messages import Text
from dialogs.pages.page import UNKNOWN
from dialogs.place import HANDED_OFF, LEAVE, YES
from tests.dialogs.walker import ENGINEER, Answers, Walk, keys_in, real_words

NAMED: Answers = {**ENGINEER, "name": "Maria"}


def at_the_days(**more: str) -> Walk:
    walk = Walk().answers({**NAMED, "contact_way": f"a:{ANY}", **more}, until=LEAVE)
    return walk.presses(YES).answers({"consultation": "a:online"}, until="half_days")


def keys_of_the_card(walk: Walk) -> set[str]:
    return {key for line in card(lead_of(walk.situation), walk.dialogue.around.office, "ja") for key in keys_in(line)}


def test_any_way_is_kept_as_an_answer_and_read_on_the_card() -> None:
    walk = Walk().answers({**NAMED, "contact_way": f"a:{ANY}"}, until=LEAVE)
    assert walk.value("contact_way") == ANY
    assert "contact" not in walk.conversation.answers
    assert "card-contact-any" in keys_of_the_card(walk)


def test_whoever_skips_has_not_said_that_any_way_would_do() -> None:
    walk = Walk().answers(NAMED, until="contact_way")
    assert walk.label(UNKNOWN) == "Skip"
    walk.presses(UNKNOWN).answers(until=LEAVE)
    assert walk.value("contact_way") is None
    told = keys_of_the_card(walk)
    assert "card-contact-any" not in told
    assert "card-contact-here" in told


def test_any_time_is_kept_as_an_answer_whatever_was_ticked_and_read_on_the_card() -> None:
    walk = at_the_days()
    tick = next(action for action in walk.offered if action.startswith("on:"))
    walk.presses(tick, f"a:{ANY}").leads_to(HANDED_OFF)
    assert walk.value("half_days") == ANY
    lead = walk.leads[-1]
    assert lead.half_days == ()
    assert "c-half_days-any" in keys_of_the_card(walk)


def test_skipping_the_days_leaves_the_time_open() -> None:
    walk = at_the_days()
    assert walk.label(UNKNOWN) == "Skip"
    walk.presses(UNKNOWN)
    assert walk.value("half_days") is None
    told = keys_of_the_card(walk)
    assert "card-time-open" in told
    assert "c-half_days-any" not in told


@pytest.mark.parametrize(("question", "said"), [("contact_way", "either is fine"), ("contact_way", "Any way")])
def test_it_is_understood_as_people_write_it(question: str, said: str) -> None:
    walk = Walk().answers(NAMED, until=question).says(said)
    assert walk.value(question) == ANY


@pytest.mark.parametrize("said", ["any time", "Whenever"])
def test_any_time_is_understood(said: str) -> None:
    assert at_the_days().says(said).value("half_days") == ANY


@pytest.mark.parametrize("language", languages())
def test_the_words_say_that_and_no_more(language: str) -> None:
    words = real_words()
    for question in ("contact_way", "half_days"):
        skip = words.plain(language, Text(f"q-{question}.unknown"))
        label = words.plain(language, Text(f"c-{question}-any"))
        assert skip != label
        assert words.plain(language, Text("button-unknown")) not in (skip, label)
        assert words.plain(language, Walk().situation.shown(Walk().dialogue.questionnaire[question], ANY)) == label
