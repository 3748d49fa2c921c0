"""What LINE can do, and whether the settings ask for it; light, as every command reads it."""

from __future__ import annotations

from datetime import timedelta

from bot.settings import Settings
from dialogs.abilities import Abilities, Price
from dialogs.office import Office
from dialogs.talk import FILES

# What LINE takes: messages of one call, quick replies of one message, letters of one, of a text.
MOST_MESSAGES, MOST_QUICK, LONGEST_LABEL, LONGEST_TEXT = 5, 13, 20, 5_000
# For so long an event may be answered for nothing. LINE says about a minute.
ANSWERED_WITHIN = timedelta(minutes=1)

ABILITIES = Abilities(
    longest_text=LONGEST_TEXT,
    most_choices=MOST_QUICK,
    longest_label=LONGEST_LABEL,
    buttons_stay=False,
    together=MOST_MESSAGES,
    unsends=True,
    files=frozenset(FILES),
    # By an address of ours; read from where they were sent to.
    largest_file=20 * 1024 * 1024,
    window=ANSWERED_WITHIN,
    writing_first=Price.COSTS,
    # By the retry key of what is paid for, and by a fresh reply token; only an old token does not tell.
    tells=True,
)


def is_wanted(settings: Settings, office: Office) -> bool:
    """Return whether secret and token are set, and there is an address that LINE can send to."""
    return None not in (settings.line_secret, settings.line_token, settings.links_base)


__all__ = ["ABILITIES", "is_wanted"]
