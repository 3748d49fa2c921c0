"""The pages of the desk, as a list: where each is, who may see it, what shows it and what takes its forms.

To add a page: one entry in `PAGES`, its template, and `desk-page-<name>` in `desk.ftl`.
"""

from __future__ import annotations

from bot.office.web import agenda, figures, lead, leads, saved, settings
from bot.office.web.visit import DeskPage
from dialogs.desk.rights import LEAD, MEMBER

HOME = "/desk/leads"
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

__all__ = ["HOME", "PAGES"]
