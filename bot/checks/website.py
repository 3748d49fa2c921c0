"""Whether the pages are served that others open: the chat that the profile asks for, those for employers and staff.

Each needs an address that browsers take for safe, and that leads here from where they are.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.checks.finding import Finding, note, ok, warning
from bot.checks.machine import is_loopback
from bot.settings import Settings
from bot.turns.employer import PATH
from dialogs.office import Office

ABOUT, EMPLOYERS, DESK = "website", "employers", "staff page"


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


def check_employers(settings: Settings) -> list[Finding]:
    """Say where employers answer by the links that clients give them, or why they cannot."""
    base = settings.links_base
    if base is None:
        return [note(EMPLOYERS, "doctor-employers-no-address")]
    host = urlsplit(base).hostname or ""
    if is_loopback(host) and settings.client_token is not None:
        # Clients are elsewhere, and so is who answers for them.
        return [warning(EMPLOYERS, "doctor-employers-here-only", host=host)]
    return [ok(EMPLOYERS, "doctor-employers", address=f"{base}{PATH}/…")]


def check_desk(settings: Settings) -> list[Finding]:
    """Say where the page of staff is. Without an address nobody wants it; what the group lacks is said of the group."""
    base = settings.links_base
    return [] if base is None or settings.office_chat is None else [ok(DESK, "doctor-desk", address=f"{base}/desk")]


__all__ = ["check_desk", "check_employers", "check_website"]
