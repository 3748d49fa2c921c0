"""The end of a person in a transaction: every row goes, and what was sent is taken back as far as a bot may."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from bot.turns.acts import OFFICE
from bot.turns.ports import Transaction
from bot.turns.posting import INBOX_KEPT_SECONDS, Posting
from bot.turns.records import Address, Person, Sent
from dialogs import following
from dialogs.desk.decision import EraseEverything
from dialogs.messages import Text


class Erasing:
    """Erases people in one transaction `tx`. `serve_waiting` offers others what becomes free by it."""

    def __init__(
        self,
        tx: Transaction,
        posting: Posting,
        outbox_channels: Collection[str],
        serve_waiting: Callable[[datetime], None],
    ) -> None:
        self.tx = tx
        self.posting = posting
        self.outbox_channels = outbox_channels
        self.serve_waiting = serve_waiting
        # How many were erased in this transaction.
        self.count = 0

    def unopened(self, person_id: str, now: datetime) -> None:
        """Remove every row of a person who cannot be opened, and what was sent to the staff group about them."""
        erased = self.tx.erase(person_id)
        self.count += 1
        following.forget()
        sent = (*erased.sent, *erased.shared)
        if erased.number is not None and any(message.channel == OFFICE for message in sent):
            told = Text("staff-erased", {"number": str(erased.number)})
            self.posting.take_back_from_staff(sent, erased.number, told, now, ring=True)
        # What they had booked is free for others.
        self.serve_waiting(now)

    def carry_out(self, person: Person, order: EraseEverything, now: datetime) -> None:
        """Remove every row of a person, what waits to be sent, the messages in all chats as far as a bot may.

        What is queued to do so holds only message ids and the chat, and is gone once done.
        """
        theirs = self.tx.addresses_of(person)
        erased = self.tx.erase(person.id)
        self.count += 1
        following.forget()
        # Older ones a bot may not delete; asking for each in vain would only bring a flood wait.
        oldest = now.timestamp() - INBOX_KEPT_SECONDS
        mine = [(address, messages_at(person, address, erased.sent, oldest)) for address in theirs]
        if erased.number is not None and person.address.channel in self.outbox_channels:
            told = Text(order.to_staff, {"number": str(erased.number)})
            sent = (*erased.sent, *erased.shared)
            self.posting.take_back_from_staff(sent, erased.number, told, now, ring=order.asked)
        if order.asked:
            self.posting.confirm_erased(person, mine, now)
        # What they had booked is free for others.
        self.serve_waiting(now)


def messages_at(person: Person, address: Address, sent: Collection[Sent], oldest: float) -> list[str]:
    """Return what the messenger of an address calls the messages in that chat, ours and theirs."""
    ours = [one.message_id for one in sent if one.channel == address.channel and one.sent_at > oldest]
    here = person.address.channel
    theirs = [str(e[0]) for e in person.inbox if e[1] > oldest and (e[2] if len(e) > 2 else here) == address.channel]
    return list(dict.fromkeys([*ours, *theirs]))


__all__ = ["INBOX_KEPT_SECONDS", "Erasing", "messages_at"]
