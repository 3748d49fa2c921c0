"""The pages of the desk, as a list: where each is, who may see it, what shows it and what takes its forms.

To add a page: one entry in `PAGES`, its template, and `desk-page-<name>` in `desk.ftl`.
"""

from __future__ import annotations

from bot.office.web import agenda, lead, leads
from bot.office.web.visit import DeskPage
from dialogs.desk.rights import MEMBER

HOME = "/desk/leads"
PAGES: tuple[DeskPage, ...] = (
    DeskPage("leads", HOME, MEMBER, leads.show, leads.search, in_menu=True),
    DeskPage("lead", "/desk/leads/{number}", MEMBER, lead.show, lead.take),
    DeskPage("agenda", "/desk/agenda", MEMBER, agenda.show, in_menu=True),
)

__all__ = ["HOME", "PAGES"]
