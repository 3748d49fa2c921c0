"""Which page a person is looking at: the one laid over, the one on the way, or the question being asked."""

from __future__ import annotations

from dialogs.messages import Screen
from dialogs.pages.asking import ASKING
from dialogs.pages.page import Page
from dialogs.view import View


def page_of(view: View) -> Page:
    """Return the page of where a person stands."""
    place, pages = view.place, view.questionnaire.pages
    if place.overlay is not None:
        return pages[place.overlay]
    return ASKING if place.at in view.questionnaire else pages[place.at]


def screen_of(view: View) -> Screen:
    """Return the screen of where a person stands."""
    return page_of(view).screen(view)
