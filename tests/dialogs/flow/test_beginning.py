"""From the welcome to the goal: greeting, consent and its refusal, albums, too much at once."""

from __future__ import annotations

import pytest

from bot.words.words import languages
from dialogs.effects import Erase
from dialogs.messages import Act, ActKind
from dialogs.pages.page import BACK
from dialogs.place import HANDED_OFF, REFUSED
from dialogs.questionnaires.hsp import CONSENT_VERSION
from tests.dialogs.reached import reached
from tests.dialogs.walker import TODAY, Walk

# --- from the welcome to the goal -----------------------------------------------------------------------------------


def test_the_welcome_says_who_speaks_and_what_this_is() -> None:
    walk = Walk().asks("language").explains("welcome")
    office = walk.dialogue.around.office
    assert office.names["en"] in walk.text
    assert office.phone in walk.text
    assert "estimate, not a decision" in walk.text
    assert set(walk.offered) == {f"a:{code}" for code in languages()}


@pytest.mark.parametrize(("hint", "language"), [("ja-JP", "ja"), ("en", "en"), ("vi", "en"), ("", "en")])
def test_the_welcome_is_in_the_messenger_s_language_where_we_have_it(hint: str, language: str) -> None:
    assert Walk(hint).conversation.language == language


def test_first_the_language_then_consent_then_the_goal() -> None:
    Walk().asks("language").presses("a:ja").asks("consent").presses("a:agree").asks("goal")


def test_consent_is_recorded_with_the_version_of_its_text() -> None:
    walk = Walk().presses("a:en").asks("consent")
    assert CONSENT_VERSION in walk.text
    walk.presses("a:agree")
    assert walk.conversation.to_json()["consented_to"] == CONSENT_VERSION
    assert walk.conversation.answers["consent"].given_on == TODAY


def test_where_a_person_came_from_is_kept_only_if_it_looks_like_a_link_of_ours() -> None:
    assert Walk(start=False).commands("start", "website-1").conversation.source == "website-1"
    for forged in ("<b>x</b>", "x" * 65, "a b", ""):
        assert Walk(start=False).commands("start", forged).conversation.source is None


@pytest.mark.parametrize("act", [ActKind.TEXT, ActKind.PRESS, ActKind.EDIT, ActKind.OTHER, ActKind.CAME_BACK])
def test_whatever_comes_first_is_answered_with_the_welcome(act: ActKind) -> None:
    Walk(start=False).does(Act(act, "hello", data="1.1.a:yes")).asks("language").explains("welcome")


@pytest.mark.parametrize(
    ("name", "key"), [("privacy", "privacy"), ("help", "help"), ("human", "consent-first"), ("x", "unknown-command")]
)
def test_a_command_may_come_first(name: str, key: str) -> None:
    Walk(start=False).commands(name).asks("language").explains(key, "welcome")


@pytest.mark.parametrize("name", ["recheck", "result", "book", "human"])
def test_without_consent_nothing_is_asked_or_kept_but_the_telephone_is_there(name: str) -> None:
    walk = Walk().presses("a:en").commands(name).asks("consent").explains("consent-first")
    assert walk.dialogue.around.office.phone in walk.text
    assert set(walk.conversation.answers) == {"language"}


# --- albums ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [None, "goal", "name", "result", HANDED_OFF])
def test_an_album_is_answered_once(where: str | None) -> None:
    walk = reached(where).copy() if where else Walk(start=False)
    assert len(walk.sends_media(album="77").last.screens) == 1
    stood = walk.where
    for _ in range(9):
        walk.sends_media(album="77").restarts()
        assert (walk.last.screens, walk.last.effects, walk.where) == ([], [], stood)
    assert "only-text" in walk.sends_media(album="78").keys
    assert walk.sends_media(album="78").last.screens == []
    assert "only-text" in walk.sends_media().keys
    assert "only-text" in walk.sends_media().keys, "what is no part of an album is answered each time"


# --- too much at once -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["goal", "name", "result", HANDED_OFF])
def test_who_writes_too_fast_is_told_so_and_stays_where_they_are(where: str) -> None:
    walk = reached(where).copy()
    stood, answers, revision = walk.where, dict(walk.conversation.answers), walk.conversation.revision
    walk.does(Act(ActKind.TOO_FAST))
    [screen] = walk.last.screens
    assert [text.key for text in screen.lines] == ["too-fast"]
    assert (screen.rows, walk.last.effects) == ((), [])
    assert (walk.where, walk.conversation.answers, walk.conversation.revision) == (stood, answers, revision)


def test_somebody_new_who_writes_too_fast_is_not_greeted_for_it() -> None:
    walk = Walk(start=False).does(Act(ActKind.TOO_FAST))
    assert [text.key for screen in walk.last.screens for text in screen.lines] == ["too-fast"]
    walk.says("hello").asks("language").explains("welcome")


# --- refusing -------------------------------------------------------------------------------------------------------


def test_refusing_stores_nothing_but_the_refusal_and_leaves_politely() -> None:
    walk = Walk(start=False).commands("start", "website-1").presses("a:en", "a:refuse").leads_to(REFUSED)
    kept = walk.conversation.to_json()
    assert kept["answers"] == {"consent": ["refuse", TODAY.isoformat()]}
    assert set(kept) == {
        "id",
        "channel",
        "place",
        "answers",
        "revision",
        "opened",
        "pressed",
        "live",
        "messages",
        "refused",
    }
    assert kept["place"] == {"at": "refused"}
    assert kept["pressed"] == ["consent.2", "a:refuse", "1"]
    assert walk.effects == []
    walk.explains("refused", "hours-open", "refused-again")
    assert walk.dialogue.around.office.phone in walk.text
    assert walk.offered == {}


def test_who_refused_is_answered_politely_whatever_they_do() -> None:
    walk = Walk().presses("a:en", "a:refuse")
    for _ in range(2):
        walk.says("hello").leads_to(REFUSED).explains("refused")
        walk.sends_media().leads_to(REFUSED)
        walk.edits().leads_to(REFUSED)
        walk.comes_back().leads_to(REFUSED)
        assert "welcome-back" not in walk.keys, "nothing of theirs is here"
        walk.commands("cancel").leads_to(REFUSED)
        walk.presses_data("1.1.a:agree").leads_to(REFUSED)
        walk.restarts()
    walk.commands("human").asks("language").explains("consent-first")


def test_who_refused_can_begin_again() -> None:
    walk = Walk().presses("a:ja", "a:refuse").commands("start").asks("language")
    walk.presses("a:ja").asks("consent").presses("a:agree").asks("goal")
    assert not walk.conversation.refused


def test_a_later_refusal_erases_what_there_is_after_a_question() -> None:
    walk = reached("result").later(days=1)
    walk.conversation.consented_to = "an older text"
    walk.presses("ok").asks("consent").says("I do not agree")
    assert walk.where == "forget over consent"
    walk.presses("forget")
    assert isinstance(walk.effects[-1], Erase)


def test_a_refusal_in_the_middle_leaves_nothing() -> None:
    walk = reached("japanese")
    while walk.where != "consent":
        walk.presses(BACK)
    walk.presses("a:refuse").leads_to(REFUSED)
    assert set(walk.conversation.answers) == {"consent"}


def test_consent_to_another_text_is_asked_again_and_nothing_is_lost() -> None:
    walk = reached("japanese")
    walk.conversation.consented_to = "2025-01-01"
    walk.presses("a:n1").asks("consent").presses("a:agree")
    assert walk.value("japanese") == "n1"
    walk.leads_to("thorough")
