"""The office's side of the application: decisions about leads and answers to commands, all through the one writer."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from bot.app import now
from bot.channels.telegram.render import paginate
from bot.office.cards import LANGUAGE_OF_STAFF, card_payload
from bot.storage.records import StoredLead, all_leads, get_fact, set_fact
from bot.turns.acts import OFFICE, OfficeTurn, Turned
from bot.turns.apply import Unit
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from bot.words.words import Words
from dialogs.messages import Text, Typed

OFFICE_CHAT_FACT = "office_chat"
MOST_LISTED = 30
LONGEST_NAME = 64


class OfficeDesk:
    """Implements `handlers.Desk`. `chat` is the staff group in force: the migrated id wins over the setting."""

    def __init__(self, writer: Writer, words: Words, setting: int | None) -> None:
        self.writer = writer
        self.words = words
        self.setting = setting
        self.chat = setting
        # What else knows messages of the staff group by their number; set by the service.
        self.forget_messages: Callable[[], None] = lambda: None

    async def load(self) -> None:
        """Learn where the group went, if it migrated since the setting was written."""
        fact = await self.writer.submit(Call(lambda u: get_fact(u.connection, u.sealer, OFFICE_CHAT_FACT)))
        if fact is not None and fact["setting"] == self.setting:
            self.chat = fact["chat"]

    async def moved(self, chat: int) -> None:
        """Keep the id of the group after its migration, for the setting it belongs to; told to staff once.

        Messages of the group as it was cannot be reached any more, and their numbers mean other ones from now on.
        """
        self.chat = chat
        fact = {"setting": self.setting, "chat": chat}

        def keep(unit: Unit) -> None:
            unit.forget_messages(OFFICE)
            if get_fact(unit.connection, unit.sealer, OFFICE_CHAT_FACT) != fact:
                set_fact(unit.connection, unit.sealer, OFFICE_CHAT_FACT, fact)
                unit.reply_to_staff(self.words.html(LANGUAGE_OF_STAFF, Text("staff-migrated")), None, now())

        await self.writer.submit(Call(keep))
        self.forget_messages()

    async def act(self, update_id: int, number: int, act: str, name: str, row: str = "") -> Turned:
        """Take, finish or decline a lead, or go through its papers; committed when this returns."""
        turn = OfficeTurn(str(update_id), number, act, name[:LONGEST_NAME], now(), row)
        turned: Turned = await self.writer.submit(turn)
        return turned

    async def list_leads(self, update_id: int, thread: int | None) -> None:
        """Queue the list of leads, newest change first."""
        await self._reply(update_id, thread, self._list)

    async def show_lead(self, update_id: int, thread: int | None, text: str) -> None:
        """Queue what one lead's card says, by its number.

        Without buttons, since there is one live card for each lead; if somebody deleted that, it comes back.
        """
        # Whoever writes Japanese may well type full-width figures.
        wanted = unicodedata.normalize("NFKC", text).strip().lstrip("#")

        def answer(unit: Unit) -> tuple[str, object]:
            for stored in all_leads(unit.connection, unit.sealer):
                if str(stored.number) == wanted:
                    person = unit.person_by_id(stored.person)
                    if person is not None:
                        unit.card(person, stored, now(), ring=False)
                    return card_payload(self.words, unit.dialogue, stored)["text"], ()
            return self.words.html(LANGUAGE_OF_STAFF, Text("staff-not-found", {"number": wanted[:20] or "?"})), ()

        await self._reply(update_id, thread, answer)

    async def help(self, update_id: int, thread: int | None) -> None:
        """Queue what the bot can do."""
        await self._reply(update_id, thread, lambda _unit: (self.words.html(LANGUAGE_OF_STAFF, Text("staff-help")), ()))

    def say(self, key: str, **args: str) -> str:
        """A staff text in plain words, for the answer to a press."""
        return self.words.plain(LANGUAGE_OF_STAFF, Text(key, args))

    async def _reply(self, update_id: int, thread: int | None, answer: Callable[[Unit], tuple[str, object]]) -> None:
        moment = now()

        def do(unit: Unit) -> None:
            if unit.first_time("office", str(update_id), moment):
                text, keyboard = answer(unit)
                unit.reply_to_staff(text, thread, moment, keyboard)

        await self.writer.submit(Call(do))

    def _list(self, unit: Unit) -> tuple[str, object]:
        stored = all_leads(unit.connection, unit.sealer)
        if not stored:
            return self.words.html(LANGUAGE_OF_STAFF, Text("staff-list-empty")), ()
        lines = [Text("staff-list-title", {"number": str(len(stored))}), *map(self._line, stored[:MOST_LISTED])]
        return paginate([f"{self.words.html(LANGUAGE_OF_STAFF, line)}\n" for line in lines])[0].strip(), ()

    def _line(self, stored: StoredLead) -> Text:
        lead = stored.lead
        return Text(
            "staff-list-line",
            {
                "number": str(stored.number),
                "name": Typed((lead.name or "—")[:40]),
                "category": Text(f"category-{lead.category}.short") if lead.category else "—",
                "total": "—" if lead.total is None else str(lead.total),
                "verdict": Text(f"verdict-{lead.verdict}.label") if lead.verdict else "—",
                "state": Text(f"card-state-{stored.state}", {"name": Typed(stored.taken_by or "")}),
            },
        )
