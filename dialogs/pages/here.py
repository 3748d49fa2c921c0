"""Which page a person is looking at: the one laid over, the one on the way, or the question being asked."""

from __future__ import annotations

from dialogs.leaves import one_leaf
from dialogs.messages import Screen
from dialogs.pages.asking import ASKING
from dialogs.pages.page import Page
from dialogs.ports import Translator
from dialogs.situation import Situation


def page_of(situation: Situation) -> Page:
    """Return the page of where a person stands."""
    place, pages = situation.place, situation.questionnaire.pages
    if place.overlay is not None:
        return pages[place.overlay]
    return ASKING if place.at in situation.questionnaire else pages[place.at]


def whole_screen_of(situation: Situation) -> Screen:
    """Return the screen of where a person stands, however long it is."""
    return page_of(situation).screen(situation)


def screen_of(situation: Situation, words: Translator) -> Screen:
    """Return the screen of where a person stands: of a long page the leaf that is turned up."""
    page = page_of(situation)
    shown = page.screen(situation)
    if page is ASKING:
        return shown
    return one_leaf(words, situation.conversation.language, shown, situation.place.leaf)
