"""The pages of the desk, as a list: where each is, who may see it, what shows it and what takes its forms.

To add a page: one entry in `PAGES`, its template, and `desk-page-<name>` in `desk.ftl`.
"""

from __future__ import annotations

import re

from bot.office.web import agenda, figures, lead, leads, saved, settings
from bot.office.web.visit import DeskPage
from dialogs.desk.rights import LEAD, MEMBER

HOME = leads.HOME
PAGES: tuple[DeskPage, ...] = (
    DeskPage("leads", HOME, MEMBER, leads.show, leads.search, in_menu=True),
    DeskPage("lead", "/desk/leads/{number}", MEMBER, lead.show, lead.take),
    DeskPage("agenda", "/desk/agenda", MEMBER, agenda.show, in_menu=True),
    DeskPage("figures", "/desk/figures", MEMBER, figures.show, in_menu=True),
    DeskPage("saved", saved.HOME, MEMBER, saved.show, in_menu=True),
    DeskPage("saved-one", f"{saved.HOME}/{{text}}", LEAD, saved.show_one, saved.take_one),
    DeskPage("settings", settings.HOME, LEAD, settings.show, in_menu=True),
    DeskPage("settings-part", f"{settings.HOME}/{{part}}", LEAD, settings.show_part, settings.take_part),
    DeskPage("settings-undo", f"{settings.HOME}/undo/{{number}}", LEAD, settings.show_undo, settings.take_undo),
)

_SHOWN = re.compile("|".join(re.sub(r"\{\w+\}", r"[a-z0-9-]{1,40}", page.path) for page in PAGES if page.show))


def is_page(path: str) -> bool:
    """Return whether a path is one of a page of the desk."""
    return _SHOWN.fullmatch(path) is not None


__all__ = ["HOME", "PAGES", "is_page"]
