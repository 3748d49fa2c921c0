"""One transaction: load the waiting conversations, let the dialogue handle each in order of arrival, and write
conversations, runs, leads, updates seen and outbox rows together. Knows SQLAlchemy and the dialogue, no messenger.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.channels.telegram.render import messages, paginate
from bot.delivery.post import Post
from bot.office.cards import (
    DECLINED,
    DONE,
    LANGUAGE_OF_STAFF,
    NEW,
    TAKEN,
    card_payload,
    confirmed_lead,
    picture_of,
    sheet_of,
    still_said,
    topic_name,
)
from bot.sheets.as_json import to_json
from bot.sheets.data import CardData
from bot.storage.records import Person, StoredLead, exported, load_rows, open_lead, open_person
from bot.storage.tables import handles, leads, outbox, people, runs, updates
from bot.storage.transaction import Work
from bot.turns.acts import CLIENT, OFFICE, ClientTurn, OfficeTurn, Turned
from dialogs.effects import Erase, Export, FileLead, KeepRun, Picture, Reach, Step, TellStaff
from dialogs.lead import Lead
from dialogs.marks import mark_of
from dialogs.messages import Act, Screen, Text, Typed

INBOX_KEPT_SECONDS = 48 * 3600
LONGEST_INBOX = 300
UPDATES_KEPT_SECONDS = 30 * 86_400
MOST_PRUNED = 200


class Unit(Work):
    """The unit of work. Use: `prepare(turns)`, handle each, `flush()`; the caller commits."""

    # --- a person's turn ------------------------------------------------------------------------------------------

    def client_turn(self, turn: ClientTurn) -> Turned:
        """Handle one act of one person and put what follows from it into this transaction."""
        if self.is_repeated(turn):
            return Turned(repeated=True)
        person = self.person(turn)
        moment = turn.now.timestamp()
        left = turn.incoming.act is Act.LEFT
        if left and person.version == 0 and not person.touched:
            # Nobody we know (perhaps just erased): a farewell is no reason to store them.
            del self.people[person.finder]
            return Turned()
        if not left:
            # Whoever acts can be written to, whatever we heard before.
            self.reach(person, True, turn.now)
        if turn.message_id is not None:
            person.inbox = [m for m in person.inbox if m[1] > moment - INBOX_KEPT_SECONDS][-LONGEST_INBOX:]
            person.inbox.append([turn.message_id, moment])
        pressed_live, revision_before = person.conversation.live, person.conversation.revision
        step = self.dialogue.handle(person.conversation, turn.incoming, turn.now)
        person.touched, person.updated_at = True, moment
        if person.conversation.refused:
            # Nothing is kept but the refusal.
            person.inbox = []
        result = Turned(person=person.id, screens=step.screens, conversation=person.conversation)
        erase = any(isinstance(effect, Erase) for effect in step.effects)
        if erase:
            self.erase(person, turn.now)
            result.erased = True
            return result
        self._effects(person, step, turn, result)
        for screen in step.screens:
            in_place = step.in_place and person.conversation.live == pressed_live
            # A word in between, where nothing moved: the buttons above still count.
            aside = not screen.rows and person.conversation.revision == revision_before
            self.show(person, screen, turn.now, in_place=in_place, aside=aside)
        return result

    def _effects(self, person: Person, step: Step, turn: ClientTurn, result: Turned) -> None:
        filed: Lead | None = None
        for effect in step.effects:
            if isinstance(effect, KeepRun):
                run_id = secrets.token_hex(16)
                sealed = self.sealer.seal_json("runs", run_id, effect.run.to_json())
                moment = turn.now.timestamp()
                self.new_runs.append({"id": run_id, "person": person.id, "made_at": moment, "sealed": sealed})
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
        self, person: Person, screen: Screen, now: datetime, *, in_place: bool = False, aside: bool = False
    ) -> None:
        """Queue a screen: the live message edited where that is allowed, else a new one, and the old one's buttons
        taken away, so that only one message in a chat has buttons that count. A screen aside leaves them."""
        conversation = person.conversation
        number = conversation.live if in_place and not screen.fresh and screen.document is None else None
        parts = messages(self.words, conversation.language, screen, mark_of(conversation))
        if number is not None and len(parts) == 1:
            self._to_client(person, "edit", parts[0].html, parts[0].keyboard, number, now)
            return
        if conversation.live is not None and not aside:
            self.queue(CLIENT, person, "strip", self.handle_of(person, conversation.live), {}, now)
            conversation.live = None
        for part in parts:
            conversation.messages += 1
            document = None
            if part.document is not None:
                document = [part.document[0], part.document[1].decode("utf-8")]
            self._to_client(person, "send", part.html, part.keyboard, conversation.messages, now, document)
            if part.keyboard:
                conversation.live = conversation.messages

    def picture(self, person: Person, now: datetime) -> CardData:
        """Queue the score card; it is drawn when it is sent, so that nobody's turn waits for a picture.

        Asked for twice before it arrives, it comes once.
        """
        conversation = person.conversation
        data = picture_of(self.words, self.dialogue, conversation, now)
        payload = {"picture": to_json(data)}
        if self._is_under_way(person, "picture", payload):
            return data
        conversation.messages += 1
        self.queue(CLIENT, person, "picture", self.handle_of(person, conversation.messages), payload, now)
        return data

    def say(self, person: Person, text: Text, now: datetime) -> None:
        """Queue a message without buttons; the live one keeps its buttons."""
        conversation = person.conversation
        conversation.messages += 1
        person.touched = True
        html = self.words.html(conversation.language, text)
        self._to_client(person, "send", html, [], conversation.messages, now)

    def _to_client(
        self,
        person: Person,
        kind: str,
        html: str,
        keyboard: object,
        number: int,
        now: datetime,
        document: object = None,
    ) -> None:
        payload: dict[str, Any] = {"text": html, "keyboard": keyboard}
        if document is not None:
            payload["document"] = document
        self.queue(CLIENT, person, kind, self.handle_of(person, number), payload, now)

    # --- leads ----------------------------------------------------------------------------------------------------

    def file_lead(self, person: Person, lead: Lead, now: datetime) -> StoredLead:
        """Store the lead (one a person, for ever) and queue its card; a lead that was closed opens again."""
        moment, confirmed = now.timestamp(), list(person.conversation.confirmed)
        stored = self.lead_of(person.id)
        if stored is None:
            lead_id = secrets.token_hex(16)
            values = {
                "id": lead_id,
                "person": person.id,
                "state": NEW,
                "rings": lead.rings,
                "version": 1,
                "created_at": moment,
                "updated_at": moment,
                "sealed": self._seal_lead(lead_id, lead, None, False, confirmed),
            }
            made = self.connection.execute(insert(leads).values(values))
            number = int((made.inserted_primary_key or (0,))[0])
            stored = StoredLead(number, lead_id, person.id, NEW, lead, None, moment, moment, 1, confirmed=confirmed)
            self.card(person, stored, now, ring=lead.rings)
            return stored
        rings_anew = lead.rings and (not stored.lead.rings or stored.state in (DONE, DECLINED))
        if stored.state in (DONE, DECLINED):
            stored.state, stored.taken_by = NEW, None
        stored.lead, stored.confirmed = lead, confirmed
        self.save_lead(stored, now)
        self.card(person, stored, now, ring=False)
        if rings_anew:
            self.tell_staff(person, Text("staff-ring", {"number": str(stored.number)}), now, ring=True)
        return stored

    def card(self, person: Person, stored: StoredLead, now: datetime, *, ring: bool) -> None:
        """Queue the lead card as it stands now: sent once, then edited in place."""
        payload = card_payload(self.words, self.dialogue, stored)
        self.queue(OFFICE, person, "card", f"l:{stored.id}", {**payload, "ring": ring}, now)

    def tell_staff(self, person: Person, text: Text, now: datetime, *, ring: bool = True) -> None:
        """Queue a line into the lead's topic (or as a reply to its card); nothing without a lead."""
        stored = self.lead_of(person.id)
        if stored is None:
            return
        whole = card_payload(self.words, self.dialogue, stored)
        shown = {"text": whole["text"], "keyboard": whole["keyboard"]}
        for page in paginate([self.words.html(LANGUAGE_OF_STAFF, text)]):
            payload = {
                "text": page,
                "lead": stored.id,
                "number": stored.number,
                "ring": ring,
                "topic": topic_name(self.words, stored),
                # For the case that somebody deleted the topic, and the card with it.
                "card": shown,
            }
            self.queue(OFFICE, person, "note", f"n:{stored.id}:{secrets.token_hex(6)}", payload, now)

    def office_turn(self, turn: OfficeTurn) -> Turned:
        """What staff decided about a lead: kept, shown on the card, and told to the client in their language."""
        if self.is_repeated(turn):
            return Turned(repeated=True)
        row = self.connection.execute(select(leads).where(leads.c.number == turn.number)).one_or_none()
        if row is None:
            return Turned(refused="staff-not-found")
        stored = open_lead(self.sealer, row)
        person = self.person_by_id(stored.person)
        if turn.act in ("sheet", "check", "checked", "ok"):
            if person is not None:
                self._papers_turn(person, stored, turn)
            return Turned(lead=stored)
        wanted = {"take": TAKEN, "done": DONE, "decline": DECLINED}[turn.act]
        if wanted == TAKEN and stored.state == TAKEN and stored.taken_by != turn.name:
            return Turned(refused="staff-already-taken", lead=stored)
        if stored.state == wanted:
            return Turned(lead=stored)
        stored.state = wanted
        if wanted == TAKEN or stored.taken_by is None:
            stored.taken_by = turn.name
        self.save_lead(stored, turn.now)
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
            seen = seen and still_said(self.dialogue, stored.lead, person.conversation, turn.row)
            person.conversation.confirmed = _with(person.conversation.confirmed, turn.row, seen)
            person.touched = True
            stored.lead = confirmed_lead(self.dialogue, stored, person.conversation)
        else:
            stored.checking = turn.act == "check"
        self.save_lead(stored, turn.now)
        self.card(person, stored, turn.now, ring=False)

    def sheet(self, person: Person, stored: StoredLead, now: datetime) -> None:
        """Queue the worksheet of a lead into its topic; nothing for somebody who was never scored."""
        if stored.lead.total is None:
            self.tell_staff(person, Text("staff-no-sheet"), now, ring=False)
            return
        data = sheet_of(self.words, self.dialogue, stored, person.conversation)
        whole = card_payload(self.words, self.dialogue, stored)
        payload = {
            "sheet": to_json(data),
            "name": f"points-{stored.number}.pdf",
            "text": self.words.html(LANGUAGE_OF_STAFF, Text("staff-sheet", {"number": str(stored.number)})),
            "lead": stored.id,
            "number": stored.number,
            "ring": False,
            "topic": topic_name(self.words, stored),
            "card": {"text": whole["text"], "keyboard": whole["keyboard"]},
        }
        self.queue(OFFICE, person, "note", f"n:{stored.id}:{secrets.token_hex(6)}", payload, now)

    def _told(self, turn: OfficeTurn) -> dict[str, str]:
        return {"name": Typed(turn.name), "phone": self.dialogue.around.office.phone}

    # --- reachability, export, erasure ----------------------------------------------------------------------------

    def reach(self, person: Person, reachable: bool, now: datetime) -> None:
        """Note that a person can or cannot be written to; what waited for them goes out on their return."""
        if person.reachable == reachable:
            return
        person.reachable = reachable
        person.touched = True
        old, new = ("held", "queued") if reachable else ("queued", "held")
        where = (outbox.c.lane == person.finder) & (outbox.c.state == old)
        self.connection.execute(update(outbox).where(where).values(state=new))
        unwritten = [row for row in self.rows if row["lane"] == person.finder]  # of earlier turns of this transaction
        for waiting in unwritten:
            waiting["state"] = new
            self.clear.pop(waiting["id"], None)
        self.tell_staff(person, Text("staff-reachable" if reachable else "staff-unreachable"), now, ring=False)
        if reachable:
            for row in load_rows(self.connection, self.sealer, lane=person.finder):
                self.clear[row.id] = row
            for waiting in unwritten:
                payload = self.sealer.open_json("outbox", waiting["id"], waiting["sealed"])
                told = {name: waiting[name] for name in ("id", "bot", "lane", "kind", "handle", "person")}
                self.clear[waiting["id"]] = Post(0, **told, payload=payload)

    def export(self, person: Person, now: datetime) -> Screen:
        """Queue all that is stored about a person, as a file."""
        if self.new_runs:  # kept by earlier turns of this transaction
            self.connection.execute(insert(runs), self.new_runs)
            self.new_runs = []
        content = exported(self.connection, self.sealer, person)
        screen = Screen((Text("exported"),), document=("mydata.json", content))
        self.show(person, screen, now, aside=True)
        return screen

    def erase(self, person: Person, now: datetime, *, tell: bool = True) -> None:
        """Erase a person: every row, what waits to be sent, the messages in both chats as far as a bot may.

        What is queued to do so holds only message ids and the chat, and is gone once done.
        """
        if self.delivered:  # by earlier jobs of this transaction: what was sent a moment ago goes as well
            self._write_delivered()
            self.delivered = []
        stored = self.lead_of(person.id)
        found = self.connection.execute(select(handles).where(handles.c.person == person.id)).all()
        # Older ones a bot may not delete; asking for each in vain would only bring a flood wait.
        oldest = now.timestamp() - INBOX_KEPT_SECONDS
        mine = [int(h.message_id) for h in found if h.bot == CLIENT and h.sent_at > oldest]
        mine += [int(m[0]) for m in person.inbox if m[1] > oldest]
        staffs = [int(h.message_id) for h in found if h.bot == OFFICE and not h.id.startswith("t:")]
        topic = next((int(h.message_id) for h in found if h.id.startswith("t:")), None)
        for table, column in ((outbox, outbox.c.person), (handles, handles.c.person), (runs, runs.c.person)):
            self.connection.execute(delete(table).where(column == person.id))
        self.connection.execute(delete(leads).where(leads.c.person == person.id))
        self.connection.execute(delete(people).where(people.c.id == person.id))
        self.rows = [row for row in self.rows if row["person"] != person.id]
        self.clear = {k: row for k, row in self.clear.items() if row.person != person.id}
        self.new_runs = [run for run in self.new_runs if run["person"] != person.id]
        language = person.conversation.language
        if stored is not None:
            text = self.words.html(LANGUAGE_OF_STAFF, Text("staff-erased", {"number": str(stored.number)}))
            payload = {"messages": staffs, "topic": topic, "name": f"#{stored.number}", "text": text}
            self.queue(OFFICE, person, "erase", None, payload, now)
        if tell:
            self.queue(CLIENT, person, "erase", None, {"messages": sorted(set(mine))}, now)
            receipt = self.words.html(language, Text("erased"))
            self.queue(CLIENT, person, "send", None, {"text": receipt, "keyboard": []}, now)
        self.people.pop(person.finder, None)
        self.erased_people.add(person.id)

    # --- delivery -------------------------------------------------------------------------------------------------

    def hold(self, finder: str, now: datetime) -> None:
        """The person blocked the bot: keep what waits for them until they come back, and tell staff."""
        row = self.connection.execute(select(people).where(people.c.finder == finder)).one_or_none()
        if row is not None:
            self.reach(self.people.get(finder) or self._keep(row), False, now)
        else:
            # Erased, and not to be reached any more: nothing is left to be told, and nothing to be kept.
            self.connection.execute(delete(outbox).where(outbox.c.lane == finder))

    def prune(self, now: datetime) -> int:
        """Drop updates seen so long ago that no messenger repeats them, and erase people whose keeping time is over.

        Returns how many people were erased; a few at a time, so that nobody waits behind it.
        """
        oldest = now.timestamp() - UPDATES_KEPT_SECONDS
        self.connection.execute(delete(updates).where(updates.c.seen_at < oldest))
        kept_since = now.timestamp() - self.dialogue.around.office.privacy.keep_days * 86_400
        over = select(people).where(people.c.updated_at < kept_since).limit(MOST_PRUNED)
        found = [open_person(self.sealer, row) for row in self.connection.execute(over)]
        for person in found:
            # Silently: nobody asked us to write to them after all this time.
            self.erase(person, now, tell=False)
        return len(found)


def _with(rows: Sequence[str], row: str, wanted: bool) -> list[str]:
    """The rows with or without one of them."""
    others = [other for other in rows if other != row]
    return [*others, row] if wanted else others
