"""The address that opens the chat on the website with a word, for whoever makes addresses while nothing runs."""

from __future__ import annotations

from bot.channels.web.abilities import is_wanted
from bot.settings import Settings
from dialogs.office import Office


def entry_link(settings: Settings, office: Office, _bot: str | None) -> str | None:
    """Return what the address begins with; None where the office has no chat on its website."""
    return f"{settings.links_base}/chat?from=" if is_wanted(settings, office) else None


__all__ = ["entry_link"]
