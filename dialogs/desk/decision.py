"""What the desk decides: the matter as it is from now on, and what the world is to do about it, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dialogs.desk.matter import Matter, Recorded
from dialogs.messages import Button, Text
from dialogs.talk import Utterance

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Show the lead card as it stands now: sent once, then changed in place."""

    ring: bool = False


@dataclass(frozen=True, slots=True)
class WriteToClient:
    """Write to the client, beside the screen whose buttons count.

    `rows` are buttons of the message itself, `mark` is what all of them begin with: what they are about. `at` is the
    message that is changed to this instead of a new one, as the messenger calls it.
    """

    text: Text
    rows: tuple[tuple[Button, ...], ...] = ()
    mark: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class WriteToStaff:
    """Add a line to the lead, for staff; `about` is the number of the question of theirs whose answer it tells."""

    text: Text
    ring: bool
    about: int | None = None


@dataclass(frozen=True, slots=True)
class SendSheet:
    """Add the worksheet of what was sent to the lead."""


@dataclass(frozen=True, slots=True)
class EraseEverything:
    """Erase every row about the person, and take back the messages about them as far as that is possible.

    `to_staff` is the text that asks staff to delete what they copied. `asked` says whether the person asked for it:
    then they get a receipt, and the request rings.
    """

    to_staff: str
    asked: bool


@dataclass(frozen=True, slots=True)
class RelayToClient:
    """Pass on to the client what a member of staff wrote, as it was written.

    What staff did not write there themselves they are `told` of once it has arrived: that line stands for it.
    """

    said: Utterance
    told: Text | None = None


@dataclass(frozen=True, slots=True)
class RelayToStaff:
    """Pass on to staff what the client wrote, as it was written."""

    said: Utterance


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Have the desk look at the person again at a moment: of each kind of look there is one at a time.

    `booking` is what it looks at instead, where it is one of their bookings. Without a moment it looks no more.
    `version` is the number of what it is for, where that is neither.
    """

    kind: str
    due: datetime | None
    booking: Booking | None = None
    version: int = 0


Order = ShowCard | WriteToClient | WriteToStaff | SendSheet | EraseEverything | RelayToClient | RelayToStaff | LookAgain


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from an act. `refused` is the reply to the actor where nothing follows.

    `recorded_as` is what the audit calls the act, where that is not its name; `recorded` is what it keeps of an act of
    staff that did something.
    """

    matter: Matter
    orders: tuple[Order, ...] = ()
    refused: Text | None = None
    recorded_as: str = ""
    recorded: Recorded | None = None
