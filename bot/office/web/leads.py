"""The list of leads."""

from __future__ import annotations

from bot.office.web.visit import Shown, Visit


async def show(visit: Visit) -> Shown:
    """Show the list."""
    stored = await visit.looked(lambda batch: batch.tx.newest_leads(50)[0])
    return Shown("leads.html", {"leads": stored})
