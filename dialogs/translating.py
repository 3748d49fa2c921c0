"""Whether a talk with staff is translated by a machine, and what a person sees of that and may change.

A machine translates where the office runs a server for it, and the person and staff write in different languages. What
the person wants is kept with their conversation.
"""

from __future__ import annotations

from dialogs.conversation import Conversation
from dialogs.messages import Button, Text
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.situation import Surroundings

# What a conversation keeps of it: that the person was told, and that they want it no more.
TOLD, NO_MORE = "told", "off"
# What all buttons about it begin with, and what they do.
BESIDE = "t/translation"
MARK = f"{BESIDE}.0"
SWITCH_ON, SWITCH_OFF = "on", "off"


def may_be_translated(around: Surroundings, conversation: Conversation) -> bool:
    """Return whether there is anything to be translated between a person and staff, whatever the person wants."""
    return around.translates and conversation.language != LANGUAGE_OF_STAFF


def is_translated(around: Surroundings, conversation: Conversation) -> bool:
    """Return whether what a person and staff write to each other is sent to the translation server."""
    return may_be_translated(around, conversation) and conversation.translation != NO_MORE


def switch(conversation: Conversation) -> tuple[tuple[Button, ...], ...]:
    """Return the one button that changes how it stands."""
    if conversation.translation == NO_MORE:
        return ((Button(Text("translation-switch-on"), SWITCH_ON),),)
    return ((Button(Text("translation-switch-off"), SWITCH_OFF),),)
