"""What the website can do, and whether the profile and the settings ask for it; light, as every command reads it."""

from __future__ import annotations

from bot.settings import Settings
from dialogs.abilities import Abilities, HowReached
from dialogs.office import Office
from dialogs.talk import FILES

ABILITIES = Abilities(
    most_choices=1_000,
    longest_label=1_000,
    edits=True,
    erases=True,
    files=frozenset(FILES),
    largest_file=20 * 1024 * 1024,
    reached=HowReached.PAGE,
    # The page is kept in our own database.
    tells=True,
)


def is_wanted(settings: Settings, office: Office) -> bool:
    """Return whether the profile has a table [web], and there is an address to hand out that browsers take for safe."""
    return office.web is not None and settings.has_safe_links
