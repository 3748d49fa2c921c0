"""What must hold at every step of a simulated year, as far as a step touches it; and sweeps over all at intervals.

Whoever watches reads what people see, and the rows of the database; nothing of the product is asked.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dialogs.desk.matter import TAKEN
from dialogs.questionnaires.hsp import HSP
from tests.telegram import Call, FakeMessage

from .people import FIRST_NUMBER, MARK, TOKEN, Client
from .staff import STAFF_TOKEN
from .universe import STAFF_CHAT, Find

if TYPE_CHECKING:
    from .year import Year

# What changes something for a reader.
SHOWS = frozenset(
    {
        *("sendMessage", "editMessageText", "editMessageReplyMarkup", "sendPhoto", "sendDocument", "copyMessage"),
        *("editMessageCaption", "sendSticker", "copyMessages", "sendMediaGroup", "setMessageReaction"),
    }
)
MAKES = frozenset({"sendMessage", "copyMessage", "sendPhoto", "sendDocument"})
_CARD = re.compile(r"#(\d+)\u3000")
RECEIPTS = ("Done. E", "このシステムからすべて消しました")
# What stands over what a client wrote; other messages may quote it.
RELAYED = "お客様より"
# How messages begin that a timer brings staff.
TOLD_BY_CLOCK = ("⏰ ご相談", "🕐", "🔔", "📄 <b>まもなく", "☀️")
# What staff read where a bot may not delete something, which Telegram allows for two days.
LEFT = "残っています"
# What was sent so many seconds before a death may not be kept yet.
UNKEPT = 120.0
# What a client reads whose time is booked, in both languages.
BOOKED = ("✅ <b>It is booked.</b>", "✅ <b>ご予約を承りました。</b>")
# How long anything may take that is promised at once, while the service and the messenger are there.
PROMPT = 2 * 3600.0
# How long after a death what came before it may come again.
AFTER_A_DEATH = 2 * 3600.0
# So many cards are held against their leads at once.
SEEN_AT_ONCE = 15
PERSONS_TABLES = ("people", "addresses", "leads", "runs", "bookings", "timers", "talk", "audit", "handles", "outbox")

ONE_CARD = "one live card a person"
ORDER = "order in a chat"
ONCE = "nothing is said twice"
RECEIPT = "a receipt is true"
ERASED = "nothing of an erased person is left"
ANSWER = "every act is answered"
KEPT = "every promise is kept"
SLOT = "a time is given once"
ONE_LEAD = "one lead a person"
STRICT = "the messenger stands it"
RENEWED = "a card says what stands"
NO_END = "no task of the product ends with an error"
STALE = "an old button changes nothing"
RULES = (STALE, ONE_CARD, ORDER, ONCE, RECEIPT, ERASED, ANSWER, KEPT, SLOT, ONE_LEAD, STRICT, RENEWED, NO_END)


class Watch:
    """Looks on."""

    def __init__(self, year: Year) -> None:
        self.year, self.universe = year, year.universe
        self.by_mark: dict[str, Client] = {}
        # Live cards by lead: the numbers of their messages.
        self.cards: dict[int, set[int]] = {}
        self.lead_of_message: dict[int, int] = {}
        self.marks: dict[int, str] = {}
        # When a card was last shown anew.
        self.changed: dict[int, float] = {}
        self.pressed: dict[int, float] = {}
        # Leads that nobody has taken yet; those of which something was heard, newest last.
        self.waiting: dict[int, None] = {}
        self.recent: list[int] = []
        self.unsure: Counter[object] = Counter()
        # When each text was first seen on the other side, and the newest by whom.
        self.seen: dict[tuple[str, int], float] = {}
        self.newest: dict[str, int] = {}
        # Presses that change nothing: the little window alone answers them.
        self.odd_presses: dict[str, Client] = {}
        self.told: dict[tuple[int, str], float] = {}
        self.ends: list[float] = [self.universe.begin]
        # What is to be looked at again: from when on, and what.
        self.erased: dict[str, tuple[float, str | None]] = {}
        self.checked: Counter[str] = Counter()
        # How often something came twice since its caller could not know better.
        self.doubles = 0
        # How many messages with the name of somebody erased stay since nobody knows of them.
        self.orphans = 0
        # Messages in the group whose number the service never heard, or had not kept as it died; the newest made.
        self.unheard: set[int] = set()
        self._newest_made: deque[tuple[float, int]] = deque(maxlen=50)
        # When staff were asked to delete what the bot could not.
        self.left_told: deque[float] = deque(maxlen=200)
        self._away = 0.0
        self._away_since: float | None = self.universe.begin
        self.universe.hear.append(self.heard)

    # --- when the service was there -------------------------------------------------------------------------------

    def born(self) -> None:
        """A service is there."""
        self.ends.append(self.universe.time.now)

    def ended(self) -> None:
        """A service is gone: what it had sent just now it may not have kept."""
        now = self.universe.time.now
        self.unheard |= {number for at, number in self._newest_made if now - at < UNKEPT}

    def there_for(self, since: float) -> float:
        """For how long both sides have been there without a break, at most since then."""
        now = self.universe.time.now
        return now - max(since, self.ends[-1], self.universe.gone_until)

    def _may_be_twice(self, key: object, first: float) -> bool:
        """Whether something may come again: its caller did not hear of it, or died meanwhile."""
        if self.unsure[key] > 0:
            self.unsure[key] -= 1
            self.doubles += 1
            return True
        died = self.ends[-1] >= first and self.universe.time.now - self.ends[-1] < AFTER_A_DEATH
        self.doubles += died
        return died

    # --- a step -----------------------------------------------------------------------------------------------------

    def heard(self, call: Call) -> None:
        """The messenger did something."""
        if call.method == "answerCallbackQuery":
            client = self.odd_presses.pop(str(call.params["callback_query_id"]), None)
            if client is not None:
                client.waits_since = None
            return
        chat = call.params.get("chat_id")
        if not call.ok:
            if "not modified" in (call.description or "") and int(chat or 0) > 0:
                self._to_client(call, self.year.clients.get(int(chat or 0) - FIRST_NUMBER))
            return
        if chat is None:
            return
        if int(chat) == STAFF_CHAT:
            self._in_group(call)
        elif call.method in SHOWS or call.method == "deleteMessages":
            self._to_client(call, self.year.clients.get(int(chat) - FIRST_NUMBER))

    def _to_client(self, call: Call, client: Client | None) -> None:
        if client is None:
            return
        client.waits_since = None
        if client.stale is not None and call.method in ("sendMessage", "editMessageText") and call.ok:
            self._stale(client, call.params.get("reply_markup"))
        if call.method not in MAKES or not call.ok:
            return
        text = str(call.params.get("text", call.params.get("caption", "")))
        for mark, number in STAFF_TOKEN.findall(text):
            if mark != client.mark:
                raise Find(ORDER, f"{client.mark} reads what is meant for {mark}")
            self._came(f"to {mark}", int(number))
        if "⏰" in text:
            self._reminded(client, text)
        if text and any(receipt in text for receipt in RECEIPTS):
            self._receipt(client)
        elif text.startswith(BOOKED) and (person := self._person(client)) is not None:
            self.checked["told of a booking"] += 1
            if not self._rows("bookings", person):
                raise Find(RECEIPT, f"{client.mark} reads that a time is booked, and nothing is")

    def _came(self, way: str, number: int) -> None:
        """A text came to the other side: in order, and once."""
        self.checked[ONCE] += 1
        now = self.universe.time.now
        first = self.seen.setdefault((way, number), now)
        if self.universe.unsure:
            self.unsure[way, number] += 1
        if first is not now and first != now:
            if not self._may_be_twice((way, number), first):
                raise Find(ONCE, f"text {number} {way} came again after {now - first:.0f} s")
            return
        if number < self.newest.get(way, 0):
            raise Find(ORDER, f"text {number} {way} came after {self.newest[way]}")
        self.newest[way] = number

    def _reminded(self, client: Client, text: str) -> None:
        self.checked["reminders"] += 1
        now, key = self.universe.time.now, (client.number, text)
        first = self.told.get(key)
        self.told[key] = now
        if self.universe.unsure:
            self.unsure[key] += 1
        if first is not None and now - first < 5 * 3600 and not self._may_be_twice(key, first):
            raise Find(ONCE, f"{client.mark} is reminded again after {now - first:.0f} s")

    def _told_by_clock(self, text: str) -> None:
        """What a timer brings staff comes once."""
        now, key = self.universe.time.now, (STAFF_CHAT, text)
        first = self.told.get(key)
        self.told[key] = now
        self.checked["told by the clock"] += 1
        if self.universe.unsure:
            self.unsure[key] += 1
        if first is not None and now - first < 1_800 and not self._may_be_twice(key, first):
            raise Find(ONCE, f"staff are told again after {now - first:.0f} s: {text[:50]}")

    # --- the group ----------------------------------------------------------------------------------------------------

    def _in_group(self, call: Call) -> None:
        method = call.method
        if method in ("deleteMessage", "deleteMessages"):
            numbers = call.params.get("message_ids") or [call.params.get("message_id")]
            for number in numbers:
                self._off(int(number))
            return
        if method == "deleteForumTopic":
            self.year.topic_gone(int(call.params["message_thread_id"]))
            return
        if method in MAKES and isinstance(call.result, dict):
            made = int(call.result["message_id"])
            self._newest_made.append((self.universe.time.now, made))
            if self.universe.unsure:
                self.unheard.add(made)
        if method == "createForumTopic" and self.universe.unsure and (mark := MARK.search(call.params["name"])):
            self.unsure["topic", mark[0]] += 1
        if method == "setMessageReaction":
            self._delivered(int(call.params["message_id"]))
        if method not in SHOWS:
            return
        text = str(call.params.get("text", call.params.get("caption", "")))
        if method == "sendMessage" and text.startswith(TOLD_BY_CLOCK):
            self._told_by_clock(text)
        if LEFT in text:
            self.left_told.append(self.universe.time.now)
        for mark, number in TOKEN.findall(text):
            client = self.by_mark.get(mark)
            if client is not None:
                client.waits_since = None
            if method in MAKES and RELAYED in text:
                self._came(f"of {mark}", int(number))
        if method in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
            self._card(call, text)

    def _delivered(self, number: int) -> None:
        """A sign under what staff wrote says that the client has it."""
        message = self.universe.group.chat.find(number)
        for mark, said in () if message is None else STAFF_TOKEN.findall(message.text):
            self.checked["signs of delivery"] += 1
            if (f"to {mark}", int(said)) not in self.seen:
                raise Find(RECEIPT, f"a sign says that {mark} has text {said}, which never came")

    def _card(self, call: Call, text: str) -> None:
        result = call.result if isinstance(call.result, dict) else {}
        number = result.get("message_id") or call.params.get("message_id")
        if number is None:
            return
        found = _CARD.search(text) if text else None
        markup = call.params.get("reply_markup") or {}
        if not (markup.get("inline_keyboard") or []):
            self._off(int(number))
            return
        if found is None:
            return
        lead = int(found[1])
        mark = MARK.search(text)
        if mark is not None:
            self._whose(lead, mark[0])
        live = self.cards.setdefault(lead, set())
        is_new = int(number) not in live
        live.add(int(number))
        self.lead_of_message[int(number)] = lead
        self.checked[ONE_CARD] += 1
        self.changed[lead] = self.universe.time.now
        self.recent.append(lead)
        if is_new and self.universe.unsure:
            self.unsure["card", lead] += 1
        data = [str(button.get("callback_data")) for row in markup["inline_keyboard"] for button in row]
        if f"take:{lead}" in data or any(each.startswith("approve:") for each in data):
            self.waiting[lead] = None

    def _whose(self, lead: int, mark: str) -> None:
        client = self.by_mark.get(mark)
        if client is None:
            return
        self.checked[ONE_LEAD] += 1
        before = self.marks.setdefault(lead, mark)
        if before != mark:
            raise Find(ONE_LEAD, f"lead {lead} is of {before} and of {mark}")
        if lead not in client.leads:
            others = [number for number in client.leads if self.cards.get(number)]
            if others:
                raise Find(ONE_LEAD, f"{mark} has lead {lead} beside {others}")
            client.leads.add(lead)

    def _off(self, number: int) -> None:
        lead = self.lead_of_message.pop(number, None)
        if lead is not None:
            self.cards[lead].discard(number)

    def topic_gone(self, numbers: Iterator[int]) -> None:
        """What was in a topic is gone with it."""
        for number in numbers:
            self._off(number)

    def card(self, lead: int) -> FakeMessage | None:
        """The live card of a lead."""
        live = self.cards.get(lead)
        return self.universe.group.chat.find(max(live)) if live else None

    def staff_press(self, card: FakeMessage) -> None:
        """Staff press a button of a card."""
        lead = self.lead_of_message.get(card.message_id)
        if lead is not None:
            self.pressed[lead] = self.universe.time.now
            self.recent.append(lead)

    def mark_of_card(self, card: FakeMessage) -> str | None:
        """Whose card it is."""
        lead = self.lead_of_message.get(card.message_id)
        return None if lead is None else self.marks.get(lead)

    # --- erasing ------------------------------------------------------------------------------------------------------

    def about_to_erase(self, client: Client) -> None:
        """Somebody presses the button that erases them: who that is in the database is asked while it is known."""
        client.asks_to_be_erased = self._person(client)

    def staff_erase(self, card: FakeMessage) -> None:
        """Staff are about to erase somebody."""
        mark = self.mark_of_card(card)
        if mark is not None and (client := self.by_mark.get(mark)) is not None:
            client.asks_to_be_erased = self._person(client)

    def _person(self, client: Client) -> str | None:
        life = self.universe.life
        if life is None or life.core is None:
            return client.asks_to_be_erased
        finder = life.core.database.sealer.fingerprint("person", "telegram", str(client.chat))
        found = self.universe.eye.execute("SELECT person FROM addresses WHERE finder = ?", (finder,)).fetchone()
        return None if found is None else str(found[0])

    def _receipt(self, client: Client) -> None:
        """Somebody reads that everything is erased."""
        self.checked[RECEIPT] += 1
        person = client.asks_to_be_erased
        if person is not None:
            for table in ("people", "addresses", "leads", "runs", "talk", "bookings", "timers"):
                left = self._rows(table, person)
                if left:
                    raise Find(RECEIPT, f"{client.mark} reads that all is erased, and {table} has {left}")
            self.erased[person] = (self.universe.time.now, client.mark)
        client.leads = {lead for lead in client.leads if self.cards.get(lead)}
        client.asks_to_be_erased = None
        client.old.clear()

    def _rows(self, table: str, person: str) -> int:
        column = "id" if table == "people" else "person"
        query = f"SELECT count(*) FROM {table} WHERE {column} = ?"  # noqa: S608  our own tables
        return int(self.universe.eye.execute(query, (person,)).fetchone()[0])

    # --- old buttons --------------------------------------------------------------------------------------------------

    def presses_old(self, client: Client, data: str, shown: FakeMessage | None) -> None:
        """Somebody whose acts are all answered presses a button of a question that is asked no more."""
        client.stale = None
        if shown is None or client.waits_since is not None:
            return
        now, old = _shown_by(shown), data.split(".", 2)
        if now is None or now[0] not in HSP.by_id:
            return  # a hold may end, or staff may act, while a time is chosen
        if len(old) == 3 and old[0] in HSP.by_id and int(old[1]) < now[1] and old[0] != now[0]:
            client.stale = (*now, client.done)

    def _stale(self, client: Client, markup: Any) -> None:
        """A screen is shown after a press on an old button."""
        stale, client.stale = client.stale, None
        if stale is None or client.done != stale[2]:
            return
        self.checked[STALE] += 1
        for row in (markup or {}).get("inline_keyboard", []):
            for button in row:
                parts = str(button.get("callback_data", "")).split(".", 2)
                if len(parts) == 3 and parts[1].isdigit() and (parts[0], int(parts[1])) != stale[:2]:
                    raise Find(STALE, f"{client.mark} stood at {stale[:2]} and is at {parts[:2]} by an old button")

    # --- sweeps -------------------------------------------------------------------------------------------------------

    def acted(self, client: Client | None) -> None:
        """Look at what an act may have shown."""
        if client is not None and client.waits_since is not None and not client.is_blocking:
            self.checked[ANSWER] += 1
            if self.there_for(client.waits_since) > PROMPT:
                raise Find(ANSWER, f"{client.mark} waits for {self.there_for(client.waits_since) / 60:.0f} minutes")
        if self.universe.fake.world.violations:
            raise Find(STRICT, self.universe.fake.world.violations[0])

    def sweep(self) -> None:
        """Look at everything that can be looked at as a whole."""
        self.checked["sweeps"] += 1
        for lead, live in self.cards.items():
            if len(live) > 1 + self.unsure["card", lead] and self.there_for(self.universe.begin) > PROMPT:
                raise Find(ONE_CARD, f"lead {lead} of {self.marks.get(lead)} has {len(live)} live cards")
        self._sweep_erased()
        if self.there_for(self.universe.begin) > PROMPT:
            self._sweep_promises()
            self._sweep_cards()
        self._sweep_slots()

    def _sweep_cards(self) -> None:
        """The newest cards offer what can be done with their leads as these stand."""
        life = self.universe.life
        if life is None or life.core is None:
            return
        with life.core.ledger.store.reading() as tx:
            for lead in dict.fromkeys(self.recent[-SEEN_AT_ONCE:]):
                card, stored = self.card(lead), tx.lead_numbered(lead)
                if card is None or stored is None or self.there_for(self.changed.get(lead, 0.0)) < PROMPT:
                    continue
                record = stored.record
                if record.menu is not None or self.there_for(self.pressed.get(lead, 0.0)) < PROMPT:
                    continue
                self.checked[RENEWED] += 1
                offers = any(str(data) == f"take:{lead}" for row in card.buttons for _, data in row)
                if offers == (record.state == TAKEN):
                    whose = self.marks.get(lead)
                    raise Find(RENEWED, f"lead {lead} of {whose} is {record.state}, its card offers take: {offers}")

    def _sweep_erased(self) -> None:
        over = [
            (person, since, mark) for person, (since, mark) in self.erased.items() if self.there_for(since) > PROMPT
        ]
        if not over:
            return
        marks = {mark for _, _, mark in over}
        shown = [m for m in self.universe.group.chat.all_messages if m.text and not m.deleted]
        for person, _, _ in over:
            self.checked[ERASED] += 1
            for table in PERSONS_TABLES:
                left = self._rows(table, person)
                if left:
                    raise Find(ERASED, f"{left} rows of somebody erased in {table}")
            del self.erased[person]
        moments = {mark: since for _, since, mark in over}
        for message in shown:
            for mark in MARK.findall(message.text):
                if mark not in marks or not message.from_bot:
                    continue
                made, erased = self.universe.time.seconds_at(message.date), moments[mark]
                if made < erased and self._is_left_told(erased):
                    continue  # no bot may delete it, and staff were asked to
                if made < erased and message.message_id in self.unheard:
                    self.orphans += 1
                    continue  # nobody ever heard its number: another copy of it was sent, and is gone
                if made < erased:
                    raise Find(ERASED, f"the group still reads {mark}: {message.text[:60]!r}")
        for thread, topic in self.universe.group.threads.items():
            mark = None if topic.deleted else MARK.search(topic.name)
            if mark is None or mark[0] not in marks:
                continue
            opened = self.universe.group.chat.all_messages[thread - 1].date
            if self.universe.time.seconds_at(opened) > moments[mark[0]]:
                continue  # they came back
            if self._is_left_told(moments[mark[0]]):
                continue  # the bot had no right to, and staff were asked to
            if self.unsure["topic", mark[0]] > 0:
                self.unsure["topic", mark[0]] -= 1
                self.doubles += 1
                continue  # nobody ever heard its number
            raise Find(ERASED, f"the topic of {mark[0]} is still there")

    def _is_left_told(self, erased: float) -> bool:
        """Whether staff were asked to delete what was left, soon after somebody was erased."""
        return any(erased - 60 <= told <= erased + PROMPT for told in self.left_told)

    def _sweep_promises(self) -> None:
        self.checked[KEPT] += 1
        eye, now = self.universe.eye, self.universe.wall().timestamp()
        [due] = eye.execute("SELECT min(due) FROM timers").fetchone()
        if due is not None and now - due > PROMPT:
            raise Find(KEPT, f"a timer is overdue for {(now - due) / 3600:.1f} hours")
        [oldest] = eye.execute("SELECT min(created_at) FROM outbox WHERE state = 'waiting'").fetchone()
        if oldest is not None and now - oldest > PROMPT + 3600:
            kinds = eye.execute("SELECT kind, created_at FROM outbox WHERE state = 'waiting' LIMIT 3").fetchall()
            raise Find(KEPT, f"{kinds} wait for {(now - oldest) / 3600:.1f} hours")
        [dead] = eye.execute("SELECT count(*) FROM outbox WHERE state = 'dead'").fetchone()
        if dead:
            raise Find(KEPT, f"{dead} posts are dead")
        for number, waits in eye.execute("SELECT number, waits_since FROM leads WHERE waits_since IS NOT NULL"):
            if now - waits > 9 * 86_400:
                raise Find(KEPT, f"lead {number} of {self.marks.get(number)} was never shown again")
        known = [number for (number,) in eye.execute("SELECT number FROM leads ORDER BY number DESC LIMIT 50")]
        for number in known:
            if not self.cards.get(number) and self._age(number) > PROMPT + 3600:
                raise Find(KEPT, f"lead {number} of {self.marks.get(number)} is not in the group")

    def _age(self, number: int) -> float:
        first = self.told.setdefault((-number, "lead"), self.universe.time.now)
        return self.there_for(first)

    def _whose_booking(self, number: int) -> str | None:
        query = "SELECT number FROM leads WHERE person = (SELECT person FROM bookings WHERE number = ?)"
        found = self.universe.eye.execute(query, (number,)).fetchone()
        return None if found is None else self.marks.get(found[0])

    def _sweep_slots(self) -> None:
        self.checked[SLOT] += 1
        rows: list[Any] = self.universe.eye.execute(
            "SELECT staff, starts, number FROM bookings WHERE staff IS NOT NULL AND starts IS NOT NULL ORDER BY 1, 2"
        ).fetchall()
        for (staff, starts, number), (other, later, second) in zip(rows, rows[1:], strict=False):
            if staff == other and later - starts < 3600:
                whose = " and ".join(str(self._whose_booking(each)) for each in (number, second))
                raise Find(SLOT, f"bookings {number} and {second} with {staff} overlap, of {whose}")


def _shown_by(message: FakeMessage) -> tuple[str, int] | None:
    """The place and the revision that a message's buttons are of."""
    for row in message.buttons:
        for _, data in row:
            parts = str(data).split(".", 2)
            if len(parts) == 3 and parts[1].isdigit():
                return parts[0], int(parts[1])
    return None


__all__ = ["RULES", "Watch"]
