"""One more page is one object and its texts: it is shown, pressed, left, gone back from, drawn and previewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from bot.commands.preview import page_screens
from bot.words.words import languages
from dialogs.chapter import Chapter
from dialogs.diagram import diagram
from dialogs.dialogue import Dialogue
from dialogs.kinds import YesNo
from dialogs.machine import flow_for
from dialogs.marks import place_of
from dialogs.messages import Text
from dialogs.pages import PAGES
from dialogs.pages.page import BACK, ButtonRow, Page, button
from dialogs.place import HANDED_OFF, LEAVE, OK, RESULT
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.questionnaires.hsp import HAND_OFF, HSP
from dialogs.situation import Situation
from scoring import all_rulesets
from tests.dialogs.test_new_question import MoreWords
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk, real_dialogue

TEXTS = {
    "house-rules": "Please read our house rules.",
    "q-minor": "Are you under 18?",
    "q-minor.short": "Under 18",
    "q-minor.help": "It matters.",
    "q-minor.unknown": "Skip",
}


class HouseRules(Page):
    """To be read between the answers for the office and the card."""

    id = "rules"
    leads_to = ("hand_off",)

    def lines(self, situation: Situation) -> Iterable[Text]:
        return (Text("house-rules"),)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return ((button("button-next", OK), button("button-back", BACK)),)


@cache
def dialogue() -> Dialogue:
    """The interview with one more page, in which one more chapter ends."""
    before = Chapter("house", (Question("minor", YesNo()),), HouseRules.id, for_office=True)
    chapters = [c for chapter in HSP.chapters for c in ((before, chapter) if chapter is HAND_OFF else (chapter,))]
    result = type(PAGES[RESULT])()
    result.leads_to = ("house",)
    pages = {**HSP.pages, RESULT: result, HouseRules.id: HouseRules()}
    parts = tuple(replace(c, otherwise="house") if c.otherwise else c for c in chapters)
    questionnaire = Questionnaire(HSP.id, HSP.version, parts, pages, HSP.to_a_person, HSP.unasked, HSP.events)
    return Dialogue(questionnaire, real_dialogue().around, MoreWords(TEXTS))


def test_it_is_shown_pressed_left_and_gone_back_from() -> None:
    walk = Walk(dialogue=dialogue(), careful=False).answers(ENGINEER, TO_THE_CARD, until="rules")
    assert [line.key for line in walk.screen.lines] == ["house-rules"]
    assert place_of(walk.conversation) == "rules"
    walk.presses(BACK).asks("minor").presses("a:no").leads_to("rules")
    walk.says("What is this?").leads_to("rules").restarts().commands("start").leads_to("rules")
    walk.presses(OK).asks_in("hand_off").answers(ENGINEER, TO_THE_CARD, until=LEAVE).presses("yes")
    assert walk.answers(until=HANDED_OFF).where == HANDED_OFF


def test_it_is_drawn_and_previewed() -> None:
    questionnaire = dialogue().questionnaire
    drawn = diagram(flow_for(questionnaire, all_rulesets()[-1]))
    assert "    house --> rules : house has nothing to ask\n" in drawn
    assert "    rules --> hand_off : the page rules is left" in drawn
    for language in languages():
        shown = dict(page_screens(real_dialogue().around, language, questionnaire.pages))
        assert [line.key for line in shown["rules"].lines] == ["house-rules"]


def test_every_page_is_found_in_a_file_of_its_own() -> None:
    assert HSP.pages is PAGES
    assert len({type(page).__module__ for page in PAGES.values()}) == len(PAGES)
    for name, page in PAGES.items():
        assert page.id == name
        assert type(page).__module__.startswith("dialogs.pages.")
