"""What Telegram can do, and whether the settings ask for it; light, as every command reads it."""

from __future__ import annotations

from bot.settings import Settings
from dialogs.abilities import Abilities
from dialogs.office import Office
from dialogs.talk import FILES

ABILITIES = Abilities(
    longest_text=4096,
    most_choices=100,
    longest_label=64,
    edits=True,
    erases=True,
    files=frozenset(FILES),
    # What the other bot can fetch is less than what this one can send.
    largest_file=20 * 1024 * 1024,
)


def is_wanted(settings: Settings, office: Office) -> bool:
    """Return that it always is: without a token nobody is served."""
    return True
