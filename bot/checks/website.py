"""Whether the chat that the office profile asks for is served: it needs an address that browsers take for safe."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.checks.finding import Finding, ok, warning
from bot.settings import Settings
from dialogs.office import Office

ABOUT = "website"


def check_website(settings: Settings, office: Office) -> list[Finding]:
    """Say where the chat is, or why there is none although the profile has a table for it."""
    if office.web is None:
        return []
    base = settings.links_base
    if base is None:
        return [warning(ABOUT, "doctor-website-no-address")]
    if not settings.has_safe_links:
        return [warning(ABOUT, "doctor-website-in-the-clear", host=urlsplit(base).hostname or "")]
    return [ok(ABOUT, "doctor-website", address=f"{base}/chat")]


__all__ = ["check_website"]
