"""What is handed to the ledger, and what becomes of it: acts of people and of staff as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.delivery.post import Post
from bot.sheets.data import CardData
from bot.turns.records import StoredLead
from dialogs.conversation import Conversation
from dialogs.desk.rights import NOBODY, Rights
from dialogs.messages import Act, Screen, Text
from dialogs.talk import Utterance

if TYPE_CHECKING:
    from bot.turns.shelf import Scene

# The channel of the staff group; that of the translation server, to which posts go that ask it for a translation.
OFFICE, TRANSLATOR = "office", "translator"


@dataclass(frozen=True, slots=True)
class ClientTurn:
    """A turn to take: one act of one person, and where it came from.

    `chat` is the messenger's id of the chat; `message_id` the person's own message. `scene` is what the channel has
    done around it, where the person's page lies with us.
    """

    channel: str
    update_key: str
    chat: str
    act: Act
    now: datetime
    message_id: str | None = None
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class OfficeTurn:
    """A turn to take: one act of staff on a lead (take, done, decline, sheet, check, checked, ok).

    `name` is who did it, `by` the messenger's id of them, which tells two of one name apart. `row` is the row of the
    table whose papers were seen ("ok"). `rights` is what they may do.
    """

    update_key: str
    number: int
    act: str
    name: str
    now: datetime
    row: str = ""
    by: str = ""
    rights: Rights = NOBODY


@dataclass(frozen=True, slots=True)
class StaffMessage:
    """A message of a member of staff in the group: in a topic (`thread`), or an answer to another message.

    `rights` is what they may do. `is_change` says that it was changed to this, `is_unsend` that the message it answers
    is to be taken back, `is_inside` that it stays among staff, `is_slashed` that it looks like a command, and is none.
    `is_partial` says that there is more to it than `said` can hold.
    """

    update_key: str
    thread: str | None
    said: Utterance
    name: str
    now: datetime
    by: str = ""
    rights: Rights = NOBODY
    is_change: bool = False
    is_unsend: bool = False
    is_inside: bool = False
    is_slashed: bool = False
    is_partial: bool = False


@dataclass(slots=True)
class Delivered:
    """A post that was delivered (or need not be any more), and what Telegram calls the messages it made.

    `recorded` is known once the transaction is through: False when the post was gone (its person was erased
    meanwhile); then the messages must be taken back. `together` are all posts that went with it, the one that stood
    for them first. `was_sent` is False where it was not wanted any more.
    """

    post: Post
    message_ids: Mapping[str, str]
    at: float
    recorded: bool = False
    together: Sequence[Post] = ()
    was_sent: bool = True


@dataclass(slots=True)
class Turned:
    """What became of a turn. `repeated` means the update had been handled before and changed nothing.

    `is_failed` means that an error of ours ended it, and its person was told so.

    `screens`, `conversation`, `picture` and `told` (lines added to the lead for staff) are for a terminal, which has no
    outbox. `is_barred` means that the person may not act there any more, `shown` is what the turn's scene ended with.
    """

    repeated: bool = False
    screens: list[Screen] = field(default_factory=list)
    person: str | None = None
    conversation: Conversation | None = None
    told: list[Text] = field(default_factory=list)
    lead: StoredLead | None = None
    picture: CardData | None = None
    refused: Text | None = None
    erased: bool = False
    is_barred: bool = False
    is_failed: bool = False
    shown: Any = None
