"""Taking a move to another channel back that was not the person's own: the chats are parted, and what was there goes.

Whoever was there before can part all chats that came after; whoever came can only part their own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.delivery.post import Content
from bot.turns.elsewhere import CODE
from bot.turns.erasing import INBOX_KEPT_SECONDS, messages_at
from bot.turns.ports import Transaction
from bot.turns.posting import Posting
from bot.turns.records import Address, FeedKind, Person
from bot.turns.withheld import Withheld
from dialogs.effects import PartChats
from dialogs.messages import Arg, Screen, Text
from dialogs.office import LANGUAGE_OF_STAFF


class Parting:
    """Parts chats in one transaction `tx`. `screen` shows where somebody stands, `tell_moved` lets staff know it."""

    def __init__(
        self,
        tx: Transaction,
        posting: Posting,
        screen: Callable[[Person, datetime], Screen],
        withheld: Withheld,
        tell_moved: Callable[[Person, datetime], None],
    ) -> None:
        self.tx = tx
        self.posting = posting
        self.screen = screen
        self.withheld = withheld
        self.tell_moved = tell_moved

    def part(self, person: Person, effect: PartChats, now: datetime) -> None:
        """Part the chat that a move went to, and those that came after it, from all that is a person's."""
        moves = person.conversation.moves
        names = list(moves)
        later = names[names.index(effect.number) :]
        gone_to = {moves[name][0] for name in later}
        addresses = self.tx.addresses_of(person)
        if effect.came:
            self._go_back(person, moves[effect.number][1], addresses)
        since, here = moves[effect.number][2], person.address
        person.conversation.moves = {name: move for name, move in moves.items() if name not in later}
        self._close_ways_in(person, since)
        parted = [one for one in addresses if one.channel in gone_to and one.id != here.id]
        for address in parted:
            self._part_from(person, address, effect, now)
        channels = tuple(Text("channel-name", {"channel": one.channel}) for one in parted)
        args: dict[str, Arg] = {"channels": channels, "phone": self.posting.dialogue.around.office.phone}
        self.posting.say(person, Text("elsewhere-parted", args), now)
        self.tell_moved(person, now)
        stored = self.tx.lead_of(person.id)
        if stored is not None:
            said = Text("staff-parted", {"channels": channels, "by": "came" if effect.came else "left"})
            self.posting.note(person, stored, Content(LANGUAGE_OF_STAFF, (said,)), now, ring=True)
        self.posting.show(person, self.screen(person, now), now)

    @staticmethod
    def _go_back(person: Person, channel: str, addresses: list[Address]) -> None:
        """Let a person be where they were before somebody came who is not them."""
        home = next((one for one in addresses if one.channel == channel), None)
        if home is None:
            home = next(one for one in addresses if one.id != person.address.id)
        acted = person.acted.get(home.channel, 0.0)
        person.act_at(home)
        person.updated_at, person.left = acted, None
        # Its message goes with the chat.
        person.conversation.channel, person.conversation.live = home.channel, None

    def _close_ways_in(self, person: Person, since: int) -> None:
        """Let no code and no address of a calendar that was given out since then open anything any more."""
        for timer in self.tx.timers_of(person.id):
            if timer.kind == CODE:
                self.tx.take_timer(timer)
        feed = self.tx.feed_of(FeedKind.CLIENT, person.id)
        if feed is not None and feed.made_at >= since:
            self.tx.drop_feed(FeedKind.CLIENT, person.id)
        person.conversation.merging = {}
        # Buttons that were shown there say nothing.
        person.conversation.revision += 1
        person.conversation.opened = person.conversation.revision
        person.conversation.pressed = None

    def _part_from(self, person: Person, address: Address, effect: PartChats, now: datetime) -> None:
        left = [*self.tx.waiting(address.id), *self.tx.held(address.id)]
        self.withheld.turn_aside(person, left, now, but=address.id)
        self.tx.withdraw(left)
        sent = self.tx.detach(person, address)
        for session in self.tx.web_sessions_of(person.id):
            # A browser that is signed in there would go on reading what is theirs.
            if session.to == address.to:
                self.tx.drop_web_session(session.id)
        messages = messages_at(person, address, sent, now.timestamp() - INBOX_KEPT_SECONDS)
        person.inbox = [entry for entry in person.inbox if len(entry) < 3 or entry[2] != address.channel]
        self.posting.to_client(person, "erase", None, {"messages": messages}, now, at=address)
        phone = self.posting.dialogue.around.office.phone
        told = Text("elsewhere-left", {"by": "came" if effect.came else "left", "phone": phone})
        self.posting.tell(person, told, now, address)


__all__ = ["Parting"]
