"""The posts of a batch: what its turns have clients and staff written, queued in the turns' own transaction.

What stands in a post's `payload` goes by its `kind`, and is written here alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot import chance
from bot.delivery.post import LETTER, NOTICE, NUMBERED, OVER, Content, Post
from bot.office.cards import card_content, content_of, picture_of, sheet_of
from bot.sheets.as_json import to_json
from bot.sheets.data import CardData
from bot.turns.acts import OFFICE
from bot.turns.backups import backups_left
from bot.turns.choosing import is_numbered, letter_of, note_beside
from bot.turns.entries import payload_of
from bot.turns.ports import Transaction
from bot.turns.reaching import HERE, Reaching
from bot.turns.records import Address, Person, Sent, StoredLead
from bot.turns.shelf import Shelves
from bot.words.words import Words
from dialogs.abilities import HowReached
from dialogs.desk.card import topic_text
from dialogs.desk.desk import Desk
from dialogs.dialogue import Dialogue
from dialogs.marks import mark_of
from dialogs.messages import Arg, Button, Screen, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.pages.booking import TOLD
from dialogs.place import BOOKING
from dialogs.ports import World

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking
    from dialogs.booking.entry import EntryNews

OFFICE_LANE = "office"
# What begins the handles of notes.
NOTE = "n:"
# The memo that names the group in which the numbers of staff messages hold.
GROUP_MEMO = "office_messages"
# Where the payload of a post tells when it was written (seconds): only where it waits for its person to write.
WRITTEN = "written"
# How long Telegram and others let a bot delete messages; what is older is not asked for in vain.
INBOX_KEPT_SECONDS = 48 * 3600
# What says something to a client, and is told to staff where it cannot be told to the client.
_SAYS = ("screen", "relay")


def asked_handle(stored: StoredLead, number: int) -> str:
    """Return our handle of what tells staff how a question of theirs was answered."""
    return f"{NOTE}{stored.id}:ask:{number}"


class Posting:
    """Queues posts in one transaction `tx`; a channel not among `outbox_channels` (a terminal) prints its own.

    What a channel of `shelves` says is put where its person sees it, and waits for nobody.
    """

    def __init__(
        self,
        tx: Transaction,
        dialogue: Dialogue,
        words: Words,
        desk: Desk,
        outbox_channels: Collection[str],
        shelves: Shelves | None = None,
    ) -> None:
        self.tx = tx
        self.dialogue = dialogue
        self.words = words
        self.desk = desk
        self.outbox_channels = outbox_channels
        self.shelves = shelves or Shelves()
        self.reaching = Reaching(tx, dialogue.around.channels)

    # --- to a client ----------------------------------------------------------------------------------------------

    def show(
        self,
        person: Person,
        screen: Screen,
        now: datetime,
        *,
        pressed: str | None = None,
        in_place: bool = False,
        aside: bool = False,
    ) -> None:
        """Queue a screen: into the message that was pressed where that is allowed, else as a new message.

        The message that had the buttons until now (the very copy that was pressed, if one was) loses them, after the
        new one has them. A screen aside leaves them.
        """
        conversation = person.conversation
        say = content_of(conversation.language, screen, mark_of(conversation))
        in_place &= not screen.fresh and screen.document is None and bool(screen.rows)
        if in_place and conversation.live is not None:
            handle = handle_of(person, conversation.live)
            changed = {"say": say.to_json(), "replaces": handle, "at": pressed, **self._typed(person, screen)}
            self.to_client(person, "screen", handle, changed, now, say)
            return
        conversation.messages += 1
        handle, before = handle_of(person, conversation.messages), conversation.live
        keep = screen.fresh or screen.document is not None or not screen.rows
        payload = {"say": say.to_json(), "replaces": None, "at": None, "keep": keep} | self._typed(
            person, screen, aside
        )
        self.to_client(person, "screen", handle, payload, now, say)
        if before is not None and not aside:
            self.to_client(person, "strip", handle_of(person, before), {"at": pressed}, now)
            conversation.live = None
        if screen.rows:
            conversation.live = conversation.messages

    def picture(self, person: Person, now: datetime) -> CardData:
        """Queue the score card; it is drawn when it is sent, so that nobody's turn waits for a picture.

        Asked for twice before it arrives, it comes once.
        """
        conversation = person.conversation
        data = picture_of(self.words, self.dialogue, conversation, now)
        payload = {"picture": to_json(data), "language": conversation.language, "to": person.address.to}
        if self.tx.is_under_way(person.id, "picture", payload):
            return data
        conversation.messages += 1
        self.to_client(person, "picture", handle_of(person, conversation.messages), payload, now)
        return data

    def say(
        self,
        person: Person,
        text: Text,
        now: datetime,
        rows: tuple[tuple[Button, ...], ...] = (),
        mark: str = "",
        at: str = "",
    ) -> None:
        """Queue a message beside the live one, which keeps its buttons; it may have some of its own.

        `at` is such a message that is changed to this.
        """
        person.touched = True
        if not rows:
            self.show(person, Screen((text,)), now, aside=True)
            return
        self.say_screen(person, Screen((text,), rows), mark, now, at)

    def say_screen(self, person: Person, screen: Screen, mark: str, now: datetime, at: str = "") -> str:
        """Queue a message with buttons of its own beside the live one; `at` is such a message that is changed to it.

        Return our handle of it.
        """
        conversation = person.conversation
        conversation.messages += 1
        person.touched = True
        say = content_of(conversation.language, screen, mark)
        payload = {"say": say.to_json(), "replaces": None, "at": at or None, "keep": True}
        payload |= self._beside(person, person.address, say)
        handle = handle_of(person, conversation.messages)
        self.to_client(person, "screen", handle, payload, now, say)
        return handle

    def take_back(self, person: Person, said: Collection[tuple[str, float]], instead: Text, now: datetime) -> None:
        """Take messages back from a person, by handle and moment: what waits is not sent, what was sent is deleted.

        What a messenger lets nobody delete any more is changed to say something `instead`, where it can be changed.
        """
        handles = {handle for handle, _ in said}
        for address in self.reaching.newest_first(person):
            waiting = (*self.tx.waiting(address.id), *self.tx.held(address.id))
            self.tx.withdraw([post for post in waiting if post.handle in handles])
        sent, names = self.tx.sent_by(handles), self.tx.message_ids(handles)
        for address in self.tx.addresses_of(person):
            can = self.dialogue.around.channels.get(address.channel)
            here = [(handle, at) for handle, at in said if sent.get(handle) == address.channel and handle in names]
            # A page has no such limit.
            page = can is not None and can.reached is HowReached.PAGE
            newer = [names[handle] for handle, at in here if page or at > now.timestamp() - INBOX_KEPT_SECONDS]
            if newer and (can is None or can.erases):
                self.to_client(person, "erase", None, {"messages": newer}, now, at=address)
            say = Content(person.conversation.language, (instead,)).to_json()
            for handle in (handle for handle, _ in here if can is not None and can.edits):
                if names[handle] not in newer:
                    changed = {"say": say, "replaces": handle, "at": None, "keep": True}
                    self.to_client(person, "screen", handle, changed, now, at=address)

    def say_at(
        self,
        person: Person,
        address: Address,
        text: Text,
        now: datetime,
        buttons: tuple[tuple[Button, ...], ...] = (),
        mark: str = "",
    ) -> None:
        """Queue a word for one of a person's addresses, wherever they are: it speaks of that chat alone."""
        conversation = person.conversation
        conversation.messages += 1
        person.touched = True
        say = content_of(conversation.language, Screen((text,), buttons), mark)
        payload = {"say": say.to_json(), "replaces": None, "at": None, "keep": True, HERE: True}
        payload |= self._beside(person, address, say)
        self.to_client(person, "screen", handle_of(person, conversation.messages), payload, now, at=address)

    def _buttons_stay(self, address: Address) -> bool:
        can = self.reaching.channels.get(address.channel)
        return can is None or can.buttons_stay

    def _typed(self, person: Person, screen: Screen, aside: bool = False) -> dict[str, Any]:
        """Return how the choices of what is asked are typed, or that there are none, where buttons do not stay."""
        if self._buttons_stay(person.address):
            return {}
        if not screen.rows:
            return {} if aside else {OVER: True}
        labels = [button.label for row in screen.rows for button in row]
        return {NUMBERED: is_numbered(self.dialogue, self.words, person.conversation, labels)}

    def _beside(self, person: Person, address: Address, say: Content) -> dict[str, Any]:
        """Return how the choices beside what is asked are typed, where buttons do not stay; they are kept for it."""
        if not say.rows or self._buttons_stay(address):
            return {}
        note_beside(person, person.conversation.messages, say)
        return {LETTER: letter_of(person.conversation.messages)}

    def end_beside(self, person: Person, number: int, mark: str, now: datetime) -> None:
        """Let what could be chosen beside what is asked be over, in the message of this number, by tap and by words."""
        person.beside = [one for one in person.beside if not any(str(data).startswith(mark) for _, data in one[1])]
        person.touched = True
        self.to_client(person, "strip", handle_of(person, number), {"at": None}, now, at=person.address)

    def leave(self, person: Person, now: datetime) -> None:
        """Let the buttons be over where somebody was who has gone on elsewhere."""
        conversation = person.conversation
        if person.left is not None and conversation.live is not None:
            self.to_client(person, "strip", handle_of(person, conversation.live), {"at": None}, now, at=person.left)
            conversation.live = None
        conversation.channel = person.address.channel

    def take_buttons_from(self, person: Person, now: datetime) -> None:
        """Take the buttons away that count in the chat of somebody who becomes another: what they say is over."""
        if person.conversation.live is not None:
            handle = handle_of(person, person.conversation.live)
            self.to_client(person, "strip", handle, {"at": None}, now, at=person.address)

    def tell_of_booking(self, person: Person, told: Text | EntryNews, now: datetime) -> None:
        """Queue what follows from a change of a booking: a word, or the file for the client's own calendar.

        The file is made when it is sent, of the booking as it stands then.
        """
        if isinstance(told, Text):
            self.say(person, told, now)
            return
        conversation = person.conversation
        conversation.messages += 1
        person.touched = True
        payload = payload_of(told, conversation.language)
        self.to_client(person, "entry", handle_of(person, conversation.messages), payload, now)

    def refresh_booking(self, person: Person, world: World, now: datetime) -> None:
        """Let a page on which a booking stands say how it is now.

        In a chat what was said stays above what is said of it later; a page shows one thing as the present.
        """
        conversation, channels = person.conversation, self.dialogue.around.channels
        can = channels.get(person.address.channel)
        place = conversation.place
        if can is None or can.reached is not HowReached.PAGE or place.overlay != BOOKING or conversation.live is None:
            return
        place.slots = {name: value for name, value in place.slots.items() if name != TOLD}
        self.show(person, self.dialogue.screen(conversation, now, world), now, in_place=True)

    def strip(self, person: Person, at: str, now: datetime) -> None:
        """Queue the taking away of the buttons under one message."""
        self.to_client(person, "strip", None, {"at": at}, now)

    def confirm_erased(self, person: Person, mine: Sequence[tuple[Address, Sequence[str]]], now: datetime) -> None:
        """Queue the removal of messages from the chats of somebody just erased, and the word that it is done."""
        for address, messages in mine:
            self.to_client(person, "erase", None, {"messages": list(messages)}, now, at=address)
        here = person.address.channel
        left = [Text("erased-there", {"channel": one.channel}) for one, _ in mine if one.channel != here]
        # Each stands on a line of its own.
        there = (Text("value-plain", {"text": ""}), *left) if left else ()
        self.tell(person, Text("erased", {"channel": here, "there": there}), now, more=backups_left(self.tx, now))

    def tell(
        self, person: Person, text: Text, now: datetime, at: Address | None = None, more: tuple[Text, ...] = ()
    ) -> None:
        """Queue a word, where they act, to somebody of whom nothing is kept by which it could be named later."""
        say = Content(person.conversation.language, (text, *more)).to_json()
        payload = {"say": say, "replaces": None, "at": None, "keep": True}
        self.to_client(person, "screen", None, payload, now, at=at or person.address)

    def to_client(
        self,
        person: Person,
        kind: str,
        handle: str | None,
        payload: dict[str, Any],
        now: datetime,
        say: Content | None = None,
        *,
        at: Address | None = None,
    ) -> None:
        """Queue a post of any kind for a client, at the address where they can be written to, or at a given one.

        It waits while they cannot be written to.
        """
        if person.address.channel not in self.outbox_channels:
            return
        whereto = (
            self.reaching.at(person, at, payload, now) if at else self.reaching.bound(person, kind, handle, payload)
        )
        if whereto is None:
            whereto = self.reaching.whereto(person, now)
            payload = self.reaching.fitting(person, whereto.address, payload)
        whole = {"to": whereto.address.to, **payload}
        if whereto.closed:
            whole[WRITTEN] = int(now.timestamp())
            person.withheld = person.touched = True
            if HERE not in payload:
                self.tell_untold(person, kind, payload, now)
        where = whereto.address.channel, whereto.address.id
        # What could not be kept as it was made is read again.
        says = say if whereto.address.id == person.address.id else None
        if whereto.held or not self._is_shelved(*where, kind, handle, person, whole, now, says):
            self.tx.queue(*where, kind, handle, person.id, whole, now, held=whereto.held, content=says)

    def _is_shelved(
        self,
        channel: str,
        lane: str,
        kind: str,
        handle: str | None,
        person: Person,
        whole: dict[str, Any],
        now: datetime,
        says: Content | None,
    ) -> bool:
        """Put a post where its person sees it, if it can be; what waits in its lane goes first."""
        shelf = self.shelves.of(channel)
        if shelf is None or not self.tx.is_clear(lane):
            return False
        post = Post(0, chance.token_hex(16), channel, lane, kind, handle, person.id, whole, says)
        made = shelf.put(self.tx, post)
        if made:
            self.tx.shelved(post, made, now)
        return made is not None

    def tell_untold(self, person: Person, kind: str, payload: Mapping[str, Any], now: datetime) -> None:
        """Tell staff what a client could not be told, and why; what only goes with it needs no word of its own."""
        if kind not in _SAYS:
            return
        stored = self.tx.lead_of(person.id)
        channel = Text("channel-name", {"channel": person.address.channel})
        if stored is None:
            # Without their leave the office learns nothing of them.
            say = Content(LANGUAGE_OF_STAFF, (Text("staff-untold-nobody", {"channel": channel}),))
            self.reply_to_staff(say, None, now, (person.id,))
            return
        name = str(stored.record.consented.text("name") or "") or f"#{stored.record.number}"
        args: dict[str, Arg] = {"name": Typed(name), "channel": channel, "kind": kind}
        said = payload["say"]["lines"] if kind == "screen" else ()
        lines = (Text("staff-untold", args), *map(Text.from_json, said))
        answers = next(iter(payload.get("of") or ()), None)
        more = {} if answers is None else {"answers_at": answers}
        self.note(person, stored, Content(LANGUAGE_OF_STAFF, lines), now, ring=True, **more)

    # --- to staff -------------------------------------------------------------------------------------------------

    def card(self, person: Person, stored: StoredLead, now: datetime, *, ring: bool, anew: bool = False) -> None:
        """Queue the lead card as it stands now: sent once, then edited in place; `anew`: in a topic made since."""
        say = card_content(self.words, self.desk, stored.record, self.bookings(person))
        payload = {"say": say.to_json(), "ring": ring} | ({"anew": True} if anew else {})
        self.to_staff(person, "card", f"l:{stored.id}", stored, payload, now, say)

    def topic(self, person: Person, stored: StoredLead, now: datetime, *, closed: bool | None) -> None:
        """Queue the topic of a lead as it is called now; `closed` is None where it stays as it is."""
        self.to_staff(person, "topic", f"t:{stored.id}", stored, {"closed": closed}, now)

    def bookings(self, person: Person) -> Sequence[Booking]:
        """Return what stands on the card of a person's bookings; an office without them looks for none."""
        if self.dialogue.around.office.booking is None:
            return ()
        return [kept.booking for kept in self.tx.bookings_of(person.id)]

    def note(
        self,
        person: Person,
        stored: StoredLead,
        say: Content,
        now: datetime,
        *,
        ring: bool,
        handle: str = "",
        **more: Any,
    ) -> None:
        """Queue a message into the topic of a lead; one with a `handle` of its own goes alone, and is found by it."""
        # The card goes with it, for the case that somebody deleted the topic and the card in it.
        card = card_content(self.words, self.desk, stored.record, self.bookings(person)).to_json()
        payload = {"say": say.to_json(), "ring": ring, "card": card, **more} | ({"alone": True} if handle else {})
        handle = handle or f"{NOTE}{stored.id}:{chance.token_hex(6)}"
        self.to_staff(person, "note", handle, stored, payload, now, say)

    def sheet(self, person: Person, stored: StoredLead, now: datetime) -> None:
        """Queue the worksheet of a lead into its topic."""
        number = stored.record.number
        caption = Content(LANGUAGE_OF_STAFF, (Text("staff-sheet", {"number": str(number)}),))
        data = self.sheet_data(person, stored)
        self.note(person, stored, caption, now, ring=False, sheet=data, name=f"points-{number}.pdf")

    def sheet_data(self, person: Person, stored: StoredLead) -> dict[str, Any]:
        """Return what the worksheet of a lead is drawn of."""
        made = sheet_of(self.words, self.dialogue, stored.record, person.conversation, self.bookings(person))
        return to_json(made)

    def to_staff(
        self,
        person: Person,
        kind: str,
        handle: str,
        stored: StoredLead,
        payload: dict[str, Any],
        now: datetime,
        say: Content | None = None,
    ) -> None:
        """Queue a post of any kind about a lead."""
        if person.address.channel not in self.outbox_channels:
            return
        record = stored.record
        whole = {"lead": stored.id, "number": record.number, "topic": topic_text(record).to_json(), **payload}
        self.tx.queue(OFFICE, OFFICE_LANE, kind, handle, person.id, whole, now, content=say)

    def react(self, person: Person, message: str, now: datetime) -> None:
        """Queue a sign under a message of staff: what they wrote to a client arrived."""
        self.tx.queue(OFFICE, OFFICE_LANE, "react", None, person.id, {"message": message}, now)

    def reply_to_staff(
        self, say: Content, thread: str | None, now: datetime, about: Sequence[str] = (), *, ring: bool = False
    ) -> None:
        """Queue an answer to a command of staff, in the topic it was given in. `about`: whose data it shows."""
        payload = {"say": say.to_json(), "thread": thread, "ring": ring}
        self.tx.queue(OFFICE, OFFICE_LANE, "reply", f"r:{chance.token_hex(8)}", None, payload, now, about=about)

    def notice(self, handle: str, say: Content, now: datetime, *, ring: bool) -> None:
        """Queue what staff are told without a lead, and change it in place from then on."""
        self.tx.queue(OFFICE, OFFICE_LANE, NOTICE, handle, None, {"say": say.to_json(), "ring": ring}, now, content=say)

    def take_back_from_staff(self, sent: Sequence[Sent], number: int, told: Text, now: datetime, *, ring: bool) -> None:
        """Queue what removes a person from the staff group, and the request to delete what staff copied."""
        about = [s for s in sent if s.channel == OFFICE]
        # Beside the one in use those that were lost before it, in which people may still read.
        topics = [s.message_id for s in about if s.handle.startswith("t:")]
        payload = {
            "messages": list(dict.fromkeys(s.message_id for s in about if not s.handle.startswith("t:"))),
            "topic": topics[0] if topics else None,
            "topics": topics[1:],
            "group": self.tx.memo(GROUP_MEMO),
            "name": f"#{number}",
            "say": Content(LANGUAGE_OF_STAFF, (told,)).to_json(),
            "ring": ring,
        }
        self.tx.queue(OFFICE, OFFICE_LANE, "erase", None, None, payload, now)


def handle_of(person: Person, number: int) -> str:
    """Our name of a message in a person's chat."""
    return f"c:{person.id}:{number}"
