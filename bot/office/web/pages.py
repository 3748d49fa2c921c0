"""The pages of the desk, as a list: where each is, who may see it, what shows it and what takes its forms.

To add a page: one entry in `PAGES`, its template, and `desk-page-<name>` in `desk.ftl`.
"""

from __future__ import annotations

from bot.office.web import leads
from bot.office.web.visit import Page
from dialogs.desk.rights import MEMBER

HOME = "/desk/leads"
PAGES: tuple[Page, ...] = (Page("leads", HOME, MEMBER, leads.show, in_menu=True),)

__all__ = ["HOME", "PAGES"]
