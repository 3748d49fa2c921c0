"""One more question is its declaration and its words: asked, reviewed, gone back to, seen by staff and exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from dialogs.card_lines import card
from dialogs.chapter import Chapter
from dialogs.conditions import answer
from dialogs.dialogue import Dialogue
from dialogs.errors import QuestionnaireError
from dialogs.kinds import FreeText, OneOf
from dialogs.lead import lead_of
from dialogs.messages import Arg, Text, Typed
from dialogs.place import HANDED_OFF, RESULT
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.questionnaires.hsp import HAND_OFF, HSP, INTERVIEW
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Answers, Walk, keys_in, real_dialogue, real_words
from tests.support import acts

HEARD_FROM = Question("heard_from", OneOf(("friend", "web")), on_card=True)
TOLD_BY = Question("told_by", FreeText(), answer("heard_from").is_("friend"), on_card=True)
TEXTS = {
    "q-heard_from": "Where did you hear of us?",
    "q-heard_from.short": "Heard from",
    "q-heard_from.help": "It helps us.",
    "q-heard_from.unknown": "Skip",
    "c-heard_from-friend": "A friend",
    "c-heard_from-web": "The web",
    "q-told_by": "Who told you?",
    "q-told_by.short": "Told by",
    "q-told_by.example": "My sister",
    "q-told_by.unknown": "Skip",
}


class MoreWords:
    """The words that ship, and those of one more question."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def plain(self, language: str, text: Text) -> str:
        return real_words().plain(language, self._told(text))

    def _told(self, value: Arg) -> Any:
        """The same, with what only this question says put in plain words."""
        if isinstance(value, tuple):
            return tuple(self._told(part) for part in value)
        if not isinstance(value, Text):
            return value
        if value.key in self.texts:
            return Text("value-plain", {"text": self.texts[value.key]})
        return Text(value.key, {name: self._told(arg) for name, arg in value.args.items()}, value.language)

    def has(self, language: str, key: str) -> bool:
        return key in self.texts or real_words().has(language, key)


def asking(chapter: Chapter, before: str, *questions: Question) -> Questionnaire:
    """The interview with questions put before another one."""
    wider: list[Question | str] = []
    for question in chapter.questions:
        wider += [*questions, question] if isinstance(question, Question) and question.id == before else [question]
    chapters = tuple(replace(c, questions=tuple(wider)) if c is chapter else c for c in HSP.chapters)
    return Questionnaire(HSP.id, HSP.version, chapters, HSP.pages, HSP.to_a_person, HSP.unasked, HSP.events)


@cache
def dialogue_asking(chapter: Chapter, before: str) -> Dialogue:
    return Dialogue(asking(chapter, before, HEARD_FROM, TOLD_BY), real_dialogue().around, MoreWords(TEXTS))


def walk_to(where: str, chapter: Chapter, before: str, **more: str) -> Walk:
    given: Answers = {**ENGINEER, **TO_THE_CARD, **more}
    return Walk(dialogue=dialogue_asking(chapter, before), careful=False).answers(given, until=where)


BEFORE_NAME = pytest.mark.parametrize(("chapter", "before"), [(HAND_OFF, "name"), (INTERVIEW, "salary_yen")])


@BEFORE_NAME
def test_it_is_asked_where_it_stands_and_gone_back_to(chapter: Chapter, before: str) -> None:
    walk = walk_to("heard_from", chapter, before)
    walk.presses("a:friend").asks("told_by").says("Aiko").asks(before)
    walk.presses("back").asks("told_by").presses("back").asks("heard_from")
    # Who heard of us on the web was told by nobody.
    walk.presses("a:web").asks(before).presses("back").asks("heard_from")
    assert set(walk.situation.standing.aside) == {"told_by"}


def test_it_is_reviewed_and_changed_like_any_other() -> None:
    walk = walk_to("review", INTERVIEW, "salary_yen", heard_from="a:friend", told_by="Aiko")
    shown = {key for line in walk.page for key in keys_in(line)}
    assert {"q-heard_from.short", "c-heard_from-friend", "q-told_by.short"} <= shown
    walk.presses("change:heard_from", "a:web").leads_to("review")
    assert "change:told_by" not in walk.offered


@BEFORE_NAME
def test_staff_see_it_on_the_card_the_person_saw(chapter: Chapter, before: str) -> None:
    walk = walk_to("leave", chapter, before, heard_from="a:friend", told_by="Aiko").presses("unfold")
    shown = {key for line in walk.page for key in keys_in(line)}
    assert {"card-answer", "q-heard_from.short", "c-heard_from-friend"} <= shown
    walk.presses("yes").answers({}, until=HANDED_OFF)
    lines = card(walk.leads[-1], walk.dialogue.around.office, "ja")
    own = [Text(f"{question.text_key}.short") for question in (HEARD_FROM, TOLD_BY)]
    what, told = [line.args["value"] for line in lines if line.key == "card-answer" and line.args["what"] in own]
    assert (what, told) == (Text("c-heard_from-friend"), Text("value-typed", {"text": Typed("Aiko")}))


@BEFORE_NAME
def test_it_is_exported_and_is_no_fact_of_the_score(chapter: Chapter, before: str) -> None:
    walk = walk_to("leave", chapter, before, heard_from="a:friend", told_by="Aiko")
    exported = walk.dialogue.exported(walk.conversation, walk.now)
    assert exported["answers"]["told_by"][0] == "Aiko"
    assert lead_of(walk.situation).consented.answers["heard_from"][0] == "friend"
    assert walk.situation.profile == Walk(careful=False).answers(ENGINEER, TO_THE_CARD, until="leave").situation.profile


def test_a_change_of_life_without_words_is_refused_by_name() -> None:
    newborn = replace(HSP, events=(*HSP.events, "new_born"))
    with pytest.raises(QuestionnaireError, match="event 'new_born' needs the text 'button-new-born' in 'en'"):
        Dialogue(newborn, real_dialogue().around, real_words())


def test_a_topic_without_words_is_refused_by_name() -> None:
    (_, names), *others = HSP.topics
    renamed = replace(HSP, topics=(("pets", names), *others))
    with pytest.raises(QuestionnaireError, match="topic 'pets' needs the text 'button-topic-pets' in 'en'"):
        Dialogue(renamed, real_dialogue().around, real_words())


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_without_one_of_its_words_it_is_refused_by_name(key: str) -> None:
    name = key.split("-", 1)[1].split(".")[0].split("-")[0]
    less = {k: v for k, v in TEXTS.items() if k != key}
    with pytest.raises(QuestionnaireError, match=f"question '{name}' needs the text '{key}' in 'en'"):
        Dialogue(asking(HAND_OFF, "name", HEARD_FROM, TOLD_BY), real_dialogue().around, MoreWords(less))


# --- the words our tests are written in -----------------------------------------------------------------------------


def test_who_goes_to_the_hand_off_is_asked_it_on_the_way() -> None:
    walk = Walk(dialogue=dialogue_asking(HAND_OFF, "name"), careful=False).answers(ENGINEER, until=RESULT)
    walk.presses("ok").asks_in("hand_off").to_the_hand_off().leads_to(HANDED_OFF)
    assert "heard_from" in walk.asked
    assert walk.leads[-1].name == "Maria Santos"


def test_a_script_without_an_answer_says_where_it_stands() -> None:
    """A question that must be answered, for which an old script has nothing."""
    must = Question("told_by", FreeText(), plain=True)
    dialogue = Dialogue(asking(HAND_OFF, "name", must), real_dialogue().around, MoreWords(TEXTS))
    walk = Walk(dialogue=dialogue, careful=False).answers(ENGINEER, until="told_by")
    told = "stands at told_by, the script has no answer for it; offered: "
    with pytest.raises(AssertionError, match=told):
        walk.copy().to_the_card()
    with pytest.raises(AssertionError, match=told):
        acts(dialogue, walk.conversation, walk.screen)
    with pytest.raises(AssertionError, match=f"{told}$"):
        walk.label("unknown")
    with pytest.raises(AssertionError, match="told_by was not answered, but "):
        walk.value("told_by")
    several = Walk().answers(ENGINEER, until="degrees")
    with pytest.raises(AssertionError, match="stands at degrees, the script has no answer for it; offered: back, done"):
        acts(several.dialogue, several.conversation, several.screen, {"degrees": ("on:mastre",)})
