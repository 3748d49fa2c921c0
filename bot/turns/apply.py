"""One batch of turns in one transaction: the dialogue handles each in order of arrival, and what it asks of the world
becomes posts, leads, runs. Knows the dialogue and the ports of storage; no database, no messenger, no finished words.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.delivery.post import Content
from bot.office.cards import (
    DECLINED,
    DONE,
    LANGUAGE_OF_STAFF,
    NEW,
    TAKEN,
    card_content,
    confirmed_lead,
    content_of,
    picture_of,
    sheet_of,
    still_said,
    topic_text,
)
from bot.sheets.as_json import to_json
from bot.sheets.data import CardData
from bot.turns.acts import OFFICE, ClientTurn, OfficeTurn, Turned
from bot.turns.ports import Transaction
from bot.turns.records import Person, Sent, StoredLead
from bot.words.words import Words
from dialogs import following
from dialogs.dialogue import Dialogue
from dialogs.effects import Erase, Export, FileLead, KeepRun, Picture, Reach, Step, TellStaff
from dialogs.lead import Lead
from dialogs.marks import mark_of
from dialogs.messages import Act, Screen, Text, Typed

OFFICE_LANE = "office"
# The fact that names the group in which the numbers of staff messages hold.
GROUP_FACT = "office_messages"
# How long Telegram and others let a bot delete messages; what is older is not asked for in vain.
INBOX_KEPT_SECONDS = 48 * 3600
LONGEST_INBOX = 300
UPDATES_KEPT = timedelta(days=30)
DEAD_KEPT = timedelta(days=30)
MOST_PRUNED = 50


class Batch:
    """What a batch of turns does in one transaction `tx`; whoever made that flushes and commits it."""

    def __init__(self, tx: Transaction, dialogue: Dialogue, words: Words, outbox_channels: frozenset[str]) -> None:
        self.tx = tx
        self.dialogue = dialogue
        self.words = words
        self.outbox_channels = outbox_channels

    # --- a person's turn ------------------------------------------------------------------------------------------

    def client_turn(self, turn: ClientTurn) -> Turned:
        """Handle one act of one person and put what follows from it into this transaction."""
        if not self.tx.first_time(turn.channel, turn.update_key, turn.now):
            return Turned(repeated=True)
        person = self.tx.person_at(turn.channel, turn.chat, turn.now)
        left = turn.incoming.act is Act.LEFT
        if left and person.version == 0 and not person.touched:
            # Nobody we know (perhaps just erased): a farewell is no reason to store them.
            self.tx.forget_newcomer(person)
            return Turned()
        if not left:
            # Whoever acts can be written to, whatever we heard before.
            self.reach(person, True, turn.now)
        self._keep_inbox(person, turn)
        revision_before = person.conversation.revision
        step = self.dialogue.handle(person.conversation, turn.incoming, turn.now)
        person.touched, person.updated_at = True, turn.now.timestamp()
        if person.conversation.refused:
            # Nothing is kept but the refusal.
            person.inbox = []
        result = Turned(person=person.id, screens=step.screens, conversation=person.conversation)
        if any(isinstance(effect, Erase) for effect in step.effects):
            self.erase(person, turn.now)
            result.erased = True
            return result
        self._effects(person, step, turn, result)
        self._screens(person, step, turn, revision_before)
        return result

    def _keep_inbox(self, person: Person, turn: ClientTurn) -> None:
        if turn.message_id is not None:
            moment = turn.now.timestamp()
            recent = [entry for entry in person.inbox if entry[1] > moment - INBOX_KEPT_SECONDS]
            person.inbox = [*recent[-LONGEST_INBOX:], [turn.message_id, moment]]

    def _screens(self, person: Person, step: Step, turn: ClientTurn, revision_before: int) -> None:
        live_before, copy = person.conversation.live, turn.incoming.message or None
        for screen in step.screens:
            # Only the message that was pressed, and only as long as it is the one whose buttons count.
            in_place = step.in_place and person.conversation.live == live_before
            # A word in between, where nothing moved: the buttons above still count.
            aside = not screen.rows and person.conversation.revision == revision_before
            self.show(person, screen, turn.now, pressed=copy if step.in_place else None, in_place=in_place, aside=aside)
        if copy is not None and step.stray:
            self._to_client(person, "strip", None, {"at": copy}, turn.now)

    def _effects(self, person: Person, step: Step, turn: ClientTurn, result: Turned) -> None:
        filed: Lead | None = None
        for effect in step.effects:
            if isinstance(effect, KeepRun):
                self.tx.keep_run(person.id, turn.now.timestamp(), effect.run.to_json())
            elif isinstance(effect, FileLead):
                filed = effect.lead
            elif isinstance(effect, TellStaff):
                told = Text("staff-note", {"text": Typed(effect.text)})
                self.tell_staff(person, told, turn.now)
                result.told.append(told)
            elif isinstance(effect, Reach):
                self.reach(person, effect.reachable, turn.now)
            elif isinstance(effect, Picture):
                result.picture = self.picture(person, turn.now)
            elif isinstance(effect, Export):
                result.screens = [*result.screens, self.export(person, turn.now)]
        if filed is not None:
            result.lead = self.file_lead(person, filed, turn.now)

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
            changed = {"say": say.to_json(), "replaces": handle, "at": pressed}
            self._to_client(person, "screen", handle, changed, now, say)
            return
        conversation.messages += 1
        handle, before = handle_of(person, conversation.messages), conversation.live
        keep = screen.fresh or screen.document is not None or not screen.rows
        payload = {"say": say.to_json(), "replaces": None, "at": None, "keep": keep}
        self._to_client(person, "screen", handle, payload, now, say)
        if before is not None and not aside:
            self._to_client(person, "strip", handle_of(person, before), {"at": pressed}, now)
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
        self._to_client(person, "picture", handle_of(person, conversation.messages), payload, now)
        return data

    def say(self, person: Person, text: Text, now: datetime) -> None:
        """Queue a message without buttons; the live one keeps its buttons."""
        person.touched = True
        self.show(person, Screen((text,)), now, aside=True)

    def _to_client(
        self,
        person: Person,
        kind: str,
        handle: str | None,
        payload: dict[str, Any],
        now: datetime,
        say: Content | None = None,
    ) -> None:
        address = person.address
        if address.channel not in self.outbox_channels:
            return  # a terminal prints its own
        whole = {"to": address.to, **payload}
        held = not address.reachable
        self.tx.queue(address.channel, address.id, kind, handle, person.id, whole, now, held=held, content=say)

    # --- leads ----------------------------------------------------------------------------------------------------

    def file_lead(self, person: Person, lead: Lead, now: datetime) -> StoredLead:
        """Store the lead (one a person, for ever) and queue its card; a lead that was closed opens again."""
        moment, confirmed = now.timestamp(), list(person.conversation.confirmed)
        stored = self.tx.lead_of(person.id)
        if stored is None:
            fresh = StoredLead(0, secrets.token_hex(16), person.id, NEW, lead, None, moment, moment, 1)
            stored = self.tx.add_lead(replace(fresh, confirmed=confirmed))
            self.card(person, stored, now, ring=lead.rings)
            return stored
        rings_anew = lead.rings and (not stored.lead.rings or stored.state in (DONE, DECLINED))
        if stored.state in (DONE, DECLINED):
            stored.state, stored.taken_by, stored.taken_by_id = NEW, None, None
        stored.lead, stored.confirmed = lead, confirmed
        self._save(stored, now)
        self.card(person, stored, now, ring=False)
        if rings_anew:
            self.tell_staff(person, Text("staff-ring", {"number": str(stored.number)}), now, ring=True)
        return stored

    def _save(self, stored: StoredLead, now: datetime) -> None:
        stored.updated_at = now.timestamp()
        self.tx.save_lead(stored)

    def card(self, person: Person, stored: StoredLead, now: datetime, *, ring: bool) -> None:
        """Queue the lead card as it stands now: sent once, then edited in place."""
        say = card_content(self.words, self.dialogue, stored)
        payload = {"say": say.to_json(), "ring": ring}
        self._to_staff(person, "card", f"l:{stored.id}", stored, payload, now, say)

    def tell_staff(self, person: Person, text: Text, now: datetime, *, ring: bool = True) -> None:
        """Queue a line into the lead's topic (or as a reply to its card); nothing without a lead."""
        stored = self.tx.lead_of(person.id)
        if stored is not None:
            self._note(person, stored, Content(LANGUAGE_OF_STAFF, (text,)), now, ring=ring)

    def _note(
        self, person: Person, stored: StoredLead, say: Content, now: datetime, *, ring: bool, **more: Any
    ) -> None:
        # The card goes with it, for the case that somebody deleted the topic and the card in it.
        card = card_content(self.words, self.dialogue, stored).to_json()
        payload = {"say": say.to_json(), "ring": ring, "card": card, **more}
        self._to_staff(person, "note", f"n:{stored.id}:{secrets.token_hex(6)}", stored, payload, now, say)

    def _to_staff(
        self,
        person: Person,
        kind: str,
        handle: str,
        stored: StoredLead,
        payload: dict[str, Any],
        now: datetime,
        say: Content,
    ) -> None:
        if person.address.channel not in self.outbox_channels:
            return
        whole = {"lead": stored.id, "number": stored.number, "topic": topic_text(stored).to_json(), **payload}
        self.tx.queue(OFFICE, OFFICE_LANE, kind, handle, person.id, whole, now, content=say)

    def reply_to_staff(self, say: Content, thread: str | None, now: datetime, about: Sequence[str] = ()) -> None:
        """Queue an answer to a command of staff, in the topic it was given in. `about`: whose data it shows."""
        payload = {"say": say.to_json(), "thread": thread, "ring": False}
        self.tx.queue(OFFICE, OFFICE_LANE, "reply", f"r:{secrets.token_hex(8)}", None, payload, now, about=about)

    def office_turn(self, turn: OfficeTurn) -> Turned:
        """What staff decided about a lead: kept, shown on the card, and told to the client in their language."""
        if not self.tx.first_time(OFFICE, turn.update_key, turn.now):
            return Turned(repeated=True)
        stored = self.tx.lead_numbered(turn.number)
        if stored is None:
            return Turned(refused="staff-not-found")
        person = self.tx.person(stored.person)
        if turn.act in ("sheet", "check", "checked", "ok"):
            if person is not None:
                self._papers_turn(person, stored, turn)
            return Turned(lead=stored)
        wanted = {"take": TAKEN, "done": DONE, "decline": DECLINED}[turn.act]
        if wanted == TAKEN and stored.state == TAKEN and not _is_theirs(stored, turn):
            return Turned(refused="staff-already-taken", lead=stored)
        if stored.state == wanted:
            return Turned(lead=stored)
        stored.state = wanted
        if wanted == TAKEN or stored.taken_by is None:
            stored.taken_by, stored.taken_by_id = turn.name, turn.by or None
        self._save(stored, turn.now)
        if person is not None:
            self.card(person, stored, turn.now, ring=False)
            key = {TAKEN: "taken", DONE: "done-told", DECLINED: "declined-told"}[wanted]
            self.say(person, Text(key, self._told(turn)), turn.now)
        return Turned(lead=stored)

    def _papers_turn(self, person: Person, stored: StoredLead, turn: OfficeTurn) -> None:
        """Staff go through a lead's papers: the card shows its rows to tick; the client sees what is confirmed."""
        if turn.act == "sheet":
            self.sheet(person, stored, turn.now)
            return
        if turn.act == "ok":
            if not stored.checking or turn.row not in {row for row, _ in stored.lead.points}:
                return  # not on the card
            seen = turn.row not in stored.confirmed
            stored.confirmed = _with(stored.confirmed, turn.row, seen)
            # Papers prove what was sent. The person is told so only as long as they say the same.
            seen = seen and still_said(self.dialogue, stored.lead, person.conversation, turn.row, turn.now)
            person.conversation.confirmed = _with(person.conversation.confirmed, turn.row, seen)
            person.touched = True
            stored.lead = confirmed_lead(self.dialogue, stored, person.conversation)
        else:
            stored.checking = turn.act == "check"
        self._save(stored, turn.now)
        self.card(person, stored, turn.now, ring=False)

    def sheet(self, person: Person, stored: StoredLead, now: datetime) -> None:
        """Queue the worksheet of a lead into its topic; nothing for somebody who was never scored."""
        if stored.lead.total is None:
            self.tell_staff(person, Text("staff-no-sheet"), now, ring=False)
            return
        data = sheet_of(self.words, self.dialogue, stored, person.conversation)
        caption = Content(LANGUAGE_OF_STAFF, (Text("staff-sheet", {"number": str(stored.number)}),))
        name = f"points-{stored.number}.pdf"
        self._note(person, stored, caption, now, ring=False, sheet=to_json(data), name=name)

    def _told(self, turn: OfficeTurn) -> dict[str, str]:
        return {"name": Typed(turn.name), "phone": self.dialogue.around.office.phone}

    # --- reachability, export, erasure ----------------------------------------------------------------------------

    def reach(self, person: Person, reachable: bool, now: datetime) -> None:
        """Note that a person can or cannot be written to; what waited for them goes out on their return."""
        if person.address.reachable == reachable:
            return
        self.tx.set_reachable(person, reachable)
        person.touched = True
        self.tell_staff(person, Text("staff-reachable" if reachable else "staff-unreachable"), now, ring=False)

    def hold(self, lane: str, now: datetime) -> None:
        """The person blocked us: keep what waits for them until they come back, and tell staff."""
        person = self.tx.at_lane(lane)
        if person is not None:
            self.reach(person, False, now)
        else:
            # Erased, and not to be reached any more: nothing is left to be told, and nothing to be kept.
            self.tx.drop_lane(lane)

    def export(self, person: Person, now: datetime) -> Screen:
        """Queue all that is stored about a person, as a file."""
        content = json.dumps(self._exported(person, now), ensure_ascii=False, indent=2).encode("utf-8")
        screen = Screen((Text("exported"),), document=("mydata.json", content))
        self.show(person, screen, now, aside=True)
        return screen

    def _exported(self, person: Person, now: datetime) -> dict[str, Any]:
        stored = self.tx.lead_of(person.id)
        lead = None
        if stored is not None:
            kept = ("number", "state", "taken_by", "checking", "confirmed")
            lead = {**{name: getattr(stored, name) for name in kept}, **stored.lead.to_json()}
        return {
            "chat": person.address.to,
            "conversation": self.dialogue.exported(person.conversation, now),
            "messages": person.inbox,
            "runs": self.tx.runs_of(person.id),
            "lead": lead,
        }

    def erase(self, person: Person, now: datetime, *, tell: bool = True) -> None:
        """Erase a person: every row, what waits to be sent, the messages in both chats as far as a bot may.

        What is queued to do so holds only message ids and the chat, and is gone once done.
        """
        erased = self.tx.erase(person)
        following.forget()
        # Older ones a bot may not delete; asking for each in vain would only bring a flood wait.
        oldest = now.timestamp() - INBOX_KEPT_SECONDS
        mine = [s.message_id for s in erased.sent if s.channel == person.address.channel and s.sent_at > oldest]
        mine += [str(entry[0]) for entry in person.inbox if entry[1] > oldest]
        if erased.number is not None and person.address.channel in self.outbox_channels:
            self._take_back_from_staff((*erased.sent, *erased.shared), erased.number, now, asked=tell)
        if tell:
            receipt = Content(person.conversation.language, (Text("erased"),)).to_json()
            self._to_client(person, "erase", None, {"messages": list(dict.fromkeys(mine))}, now)
            self._to_client(person, "screen", None, {"say": receipt, "replaces": None, "at": None, "keep": True}, now)

    def _take_back_from_staff(self, sent: Sequence[Sent], number: int, now: datetime, *, asked: bool) -> None:
        """Queue what removes a person from the staff group, and the request to delete what staff copied.

        That makes no sound where nobody `asked` for it: the keeping time may be over at night.
        """
        about = [s for s in sent if s.channel == OFFICE]
        told = "staff-erased" if asked else "staff-erased-overdue"
        topic = next((s.message_id for s in about if s.handle.startswith("t:")), None)
        payload = {
            "messages": [s.message_id for s in about if not s.handle.startswith("t:")],
            "topic": topic,
            "group": self.tx.fact(GROUP_FACT),
            "name": f"#{number}",
            "say": Content(LANGUAGE_OF_STAFF, (Text(told, {"number": str(number)}),)).to_json(),
            "ring": asked,
        }
        self.tx.queue(OFFICE, OFFICE_LANE, "erase", None, None, payload, now)

    def enter_group(self, group: str, *, moved: bool = False) -> None:
        """From now on staff's messages are in this group; what is known of those in another one is forgotten."""
        known = self.tx.fact(GROUP_FACT)
        if known == group:
            return
        if moved or known is not None:
            self.tx.forget_messages(OFFICE)
        self.tx.set_fact(GROUP_FACT, group)

    def prune(self, now: datetime) -> int:
        """Remove what is only kept for a time, and erase some of the people whose keeping time is over.

        Returns how many rows and people went; a few at a time, so that nobody waits behind it: call it until it is 0.
        """
        moment = now.astimezone(UTC)
        updates_before, dead_before = (moment - UPDATES_KEPT).timestamp(), (moment - DEAD_KEPT).timestamp()
        removed = self.tx.prune(updates_before=updates_before, dead_before=dead_before)
        kept_since = moment - timedelta(days=self.dialogue.around.office.privacy.keep_days)
        over = self.tx.overdue(kept_since.timestamp(), MOST_PRUNED)
        for person in over:
            # Silently: nobody asked us to write to them after all this time.
            self.erase(person, now, tell=False)
        return removed + len(over)


def handle_of(person: Person, number: int) -> str:
    """Our name of a message in a person's chat."""
    return f"c:{person.id}:{number}"


def _is_theirs(stored: StoredLead, turn: OfficeTurn) -> bool:
    """Whether a lead is taken by this very member of staff; leads of earlier versions know only the name."""
    if stored.taken_by_id is not None and turn.by:
        return stored.taken_by_id == turn.by
    return stored.taken_by == turn.name


def _with(rows: Sequence[str], row: str, wanted: bool) -> list[str]:
    """The rows with or without one of them."""
    others = [other for other in rows if other != row]
    return [*others, row] if wanted else others
