"""What nothing here answers goes to staff in the person's words, and so do the languages an interpreter is for."""

from __future__ import annotations

import pytest

from dialogs.card_lines import card
from dialogs.lead import lead_of
from dialogs.messages import Text
from dialogs.own_words import MOST_KEPT, Remark, with_more
from dialogs.place import CLOSED, LEAVE
from tests.dialogs.reached import reached
from tests.dialogs.walker import Walk, keys_in, real_words


def kept(walk: Walk) -> list[tuple[str, str]]:
    """The person's own words with their kinds."""
    return [(remark.kind, remark.words) for remark in walk.situation.remarks]


def on_card(walk: Walk) -> list[str]:
    lines = card(lead_of(walk.situation), walk.dialogue.around.office, "ja")
    return [real_words().plain("ja", line).replace("\u2068", "").replace("\u2069", "") for line in lines]


# --- questions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "asked"), [("en", "Is my parrot a problem?"), ("ja", "オウムは問題になりますか？")]
)
@pytest.mark.parametrize("where", ["birth_date", "degrees", "review", "result", "lives_in"])
def test_a_question_without_an_answer_is_kept_for_staff_and_the_person_is_told(
    where: str, language: str, asked: str
) -> None:
    walk = reached(where, {"language": f"a:{language}"}).says(asked)
    assert kept(walk) == [("question", asked)]
    [told] = [line for screen in walk.last.screens for line in screen.lines if line.key == "question-for-staff"]
    assert told.args["kept"] == "yes"
    assert any(f"質問「{asked}」" in line for line in on_card(walk)[:6]), "it stands in the first lines"


@pytest.mark.parametrize("where", [LEAVE, CLOSED])
def test_what_is_asked_over_the_card_is_not_added_to_it_unseen(where: str) -> None:
    walk = reached(LEAVE)
    if where == CLOSED:
        walk.presses("no")
    walk.says("Why is the sky blue?").explains("question-for-staff")
    assert kept(walk) == []


def test_of_a_long_text_the_question_is_kept_and_of_a_short_one_all() -> None:
    short = reached("goal").says("I have a startup in Brazil and want to move to Tokyo as CEO. What visa?")
    assert ("question", "I have a startup in Brazil and want to move to Tokyo as CEO. What visa?") in kept(short)


def test_a_question_can_be_taken_back() -> None:
    walk = reached("review").says("Is my parrot a problem?")
    assert "unsay" in walk.offered
    assert kept(walk.presses("unsay")) == []


def test_what_only_staff_can_answer_is_kept_as_well() -> None:
    walk = reached("result").says("I already started working there. Is it illegal?")
    assert "answer-work-without-permission" in walk.all_keys
    assert kept(walk) == [("question", "I already started working there. Is it illegal?")]


def test_a_common_question_is_answered_and_not_kept() -> None:
    assert kept(reached("result").says("How long does it take?")) == []


def test_of_too_many_words_questions_go_before_what_was_told() -> None:
    told = Remark("deadline", "2026-12-11", "only 17 days")
    lines = with_more([told.kept()], [Remark("question", None, f"question {number}?") for number in range(MOST_KEPT)])
    assert len(lines) == MOST_KEPT
    assert lines[0] == told.kept()
    assert lines[-1].endswith(f"question {MOST_KEPT - 1}?")


# --- where somebody lives ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "asked"),
    [("en", "is there any hope with points visa"), ("en", "do you need it"), ("ja", "なぜ住所が必要ですか")],
)
def test_a_question_is_no_place_to_live_in(language: str, asked: str) -> None:
    walk = reached("lives_in", {"language": f"a:{language}"}).says(asked)
    assert walk.conversation.place.at == "lives_in"
    assert not walk.situation.is_answered("lives_in")


@pytest.mark.parametrize("said", ["can you call after 18:00", "Saitama, can you call in evening", "Gunma Ota city"])
def test_a_place_or_a_time_is_kept_though_it_is_asked_for(said: str) -> None:
    assert reached("lives_in").says(said).situation.value("lives_in")[1] == said  # type: ignore[index]


# --- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"), [("en", "english or portuguese"), ("en", "hindi or little japanese"), ("ja", "ネパール語")]
)
def test_staff_read_for_which_language_an_interpreter_is_wanted(language: str, said: str) -> None:
    walk = reached("talk_language", {"language": f"a:{language}"}).says(said).presses("is:0")
    [line] = [line for line in on_card(walk) if line.startswith("📞")]
    assert f"会話は通訳を希望（「{said}」）" in line
    assert not any("言語「" in line for line in on_card(walk))


def test_a_language_said_anew_stands_for_the_one_before() -> None:
    walk = reached("talk_language").says("hindi").presses("again").says("nepali").presses("is:0")
    [line] = [line for line in on_card(walk) if line.startswith("📞")]
    assert "nepali" in line
    assert "hindi" not in line


def test_who_talks_in_japanese_needs_none() -> None:
    walk = reached("talk_language").says("japanese")
    assert kept(walk) == []
    assert not any("card-talk-named" in keys_in(line) for line in _card(walk))


def _card(walk: Walk) -> tuple[Text, ...]:
    return card(lead_of(walk.situation), walk.dialogue.around.office, "ja")
