"""What a turn asks of the world, and what it gives back; plain values, so that the world decides how and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogs.happenings import Happening
from dialogs.lead import Lead, Run
from dialogs.messages import Screen
from dialogs.talk import Utterance

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking


@dataclass(frozen=True, slots=True)
class FileLead:
    """Store the lead (there is one for each person) and show it to staff.

    `only` names the answers that come anew where the card was not shown for leave again: those alone are stored then.
    """

    lead: Lead
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepRun:
    """Keep a scoring as history."""

    run: Run


@dataclass(frozen=True, slots=True)
class TellStaff:
    """Pass on to staff what the person wrote after the hand-off; `said` is the whole message where there is one."""

    text: str
    said: Utterance | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A message that may have been passed on to staff was changed by the person to this."""

    said: Utterance


@dataclass(frozen=True, slots=True)
class Erase:
    """Erase the person everywhere we can reach, and say what we could not."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The person took back the leave to keep their answers; the office has their request, and hears of it."""


@dataclass(frozen=True, slots=True)
class Export:
    """Send the person all that is stored about them, as a file."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The person blocked the bot (not reachable) or came back."""

    reachable: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Send the person their result as a picture."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Count, without its words, that a typed text was not understood: at which question or page, in which language."""

    at: str
    language: str


@dataclass(frozen=True, slots=True)
class ChangeBookings:
    """Keep the person's bookings as they are from now on; one with the number 0 is new."""

    bookings: tuple[Booking, ...]


@dataclass(frozen=True, slots=True)
class AnswerOffice:
    """The person answered a question that staff asked them: by a press (its action, on this message) or in words."""

    number: str
    action: str = ""
    text: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class OfferTranslation:
    """Show the person whether their talk with staff is translated by a machine, with the button to change that."""


@dataclass(frozen=True, slots=True)
class SwitchTranslation:
    """The person switched the translation of their talk with staff on or off: staff are told why it is so."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetReminders:
    """What the person chose to be reminded of may be due on another day."""


@dataclass(frozen=True, slots=True)
class GiveFeed:
    """Give the person the address at which their calendar app can subscribe to their talks.

    `instead_of` begins the one that is to show nothing any more; empty where the one they have is asked for.
    """

    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class AskEmployer:
    """Give the person a link by which their employer answers; its page may name them so, or nobody (empty)."""

    name: str


@dataclass(frozen=True, slots=True)
class EndEmployerLink:
    """Let the link that the person gave their employer open nothing any more."""


@dataclass(frozen=True, slots=True)
class CompareHousehold:
    """The person pressed a button about comparing with a partner; `number` is that of the question it stood under."""

    action: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class GoElsewhere:
    """Give the person a code with which to go on by another channel."""


@dataclass(frozen=True, slots=True)
class AnswerMerging:
    """The person pressed a button under the question whether they are one with another person: on this message."""

    action: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class PartChats:
    """A move to another channel, by its number, was not the person's own: the chats are to be parted again.

    It was said where the person had been, or where somebody came to (`came`).
    """

    number: str
    came: bool


Effect = (
    AnswerOffice
    | PartChats
    | AnswerMerging
    | GiveFeed
    | AskEmployer
    | CompareHousehold
    | EndEmployerLink
    | GoElsewhere
    | OfferTranslation
    | SwitchTranslation
    | SetReminders
    | ChangeBookings
    | FileLead
    | KeepRun
    | TellStaff
    | Corrected
    | Erase
    | Withdraw
    | Export
    | Reach
    | Picture
    | NotUnderstood
)


@dataclass(slots=True)
class TurnResult:
    """What a turn asks for; no screens means nothing to say.

    `in_place` allows the message whose button was pressed to be edited. `stray` says that it was no copy of the current
    screen: its buttons are to be taken away, and the screen is shown in a new message. `happened` is to be counted.
    """

    screens: list[Screen] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    in_place: bool = False
    stray: bool = False
    happened: tuple[Happening, ...] = ()
