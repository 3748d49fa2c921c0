"""The office's side of the application: decisions about leads and answers to commands, all through the one writer."""

from __future__ import annotations

from collections.abc import Callable

from bot.app import now
from bot.i18n import Words
from bot.office.courier import STAFF_LANGUAGE
from bot.storage.records import StoredLead, all_leads, get_fact, set_fact
from bot.unit import OfficeTurn, Turned, Unit, card_payload
from bot.writer import Call, Writer
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

    async def load(self) -> None:
        """Learn where the group went, if it migrated since the setting was written."""
        fact = await self.writer.submit(Call(lambda u: get_fact(u.connection, u.sealer, OFFICE_CHAT_FACT)))
        if fact is not None and fact["setting"] == self.setting:
            self.chat = fact["chat"]

    async def moved(self, chat: int) -> None:
        """Keep the id of the group after its migration, for the setting it belongs to."""
        self.chat = chat
        fact = {"setting": self.setting, "chat": chat}
        await self.writer.submit(Call(lambda u: set_fact(u.connection, u.sealer, OFFICE_CHAT_FACT, fact)))

    async def act(self, update_id: int, number: int, act: str, name: str) -> Turned:
        """Take, finish or decline a lead; committed when this returns."""
        turned: Turned = await self.writer.submit(OfficeTurn(str(update_id), number, act, name[:LONGEST_NAME], now()))
        return turned

    async def list_leads(self, update_id: int, thread: int | None) -> None:
        """Queue the list of leads, newest change first."""
        await self._reply(update_id, thread, self._list)

    async def show_lead(self, update_id: int, thread: int | None, text: str) -> None:
        """Queue one lead's card, by its number."""

        def answer(unit: Unit) -> tuple[str, object]:
            wanted = text.lstrip("#")
            for stored in all_leads(unit.connection, unit.sealer):
                if str(stored.number) == wanted:
                    payload = card_payload(self.words, unit.dialogue, stored)
                    return payload["text"], payload["keyboard"]
            return self.words.html(STAFF_LANGUAGE, Text("staff-not-found", {"number": wanted[:20] or "?"})), ()

        await self._reply(update_id, thread, answer)

    async def help(self, update_id: int, thread: int | None) -> None:
        """Queue what the bot can do."""
        await self._reply(update_id, thread, lambda _unit: (self.words.html(STAFF_LANGUAGE, Text("staff-help")), ()))

    def say(self, key: str, **args: str) -> str:
        """A staff text in plain words, for the answer to a press."""
        return self.words.plain(STAFF_LANGUAGE, Text(key, args))

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
            return self.words.html(STAFF_LANGUAGE, Text("staff-list-empty")), ()
        lines = [Text("staff-list-title", {"number": str(len(stored))}), *map(self._line, stored[:MOST_LISTED])]
        return "\n".join(self.words.html(STAFF_LANGUAGE, line) for line in lines)[:4000], ()

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
