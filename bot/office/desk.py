"""The office's side of the application: decisions about leads and answers to commands, all through the one writer."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable
from datetime import datetime

from bot.clock import now as real_now
from bot.delivery.handles import Handles
from bot.delivery.post import Content
from bot.errors import StorageTrouble
from bot.office.cards import card_content
from bot.office.group import StaffChat
from bot.office.lead_list import Listed, lists, page_of
from bot.turns.acts import OFFICE, OfficeTurn, StaffMessage, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.talking import room_typed, staff_wrote
from bot.turns.world import HEARS_MEMO
from bot.turns.writer import Writer
from bot.words.words import Words
from dialogs.desk.bookings import RoomGiven
from dialogs.desk.matter import Member
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF

log = logging.getLogger(__name__)
OFFICE_CHAT_MEMO = "office_chat"
# Of so many leads, changed last, the list is made; more than an office has open at once.
MOST_LOOKED_AT = 1_000
LONGEST_NAME = 64


class OfficeDesk:
    """Implements `handlers.OfficeActs`, and keeps `group` (which begins as the setting names it): a migrated id wins.

    `handles` are forgotten when the messages of the group cannot be reached any more by their ids.
    """

    def __init__(
        self,
        writer: Writer,
        words: Words,
        group: StaffChat,
        handles: Handles,
        *,
        now: Callable[[], datetime] = real_now,
    ) -> None:
        self.writer = writer
        self.words = words
        self.setting = group.chat
        self.group = group
        self.handles = handles
        self.now = now

    @property
    def chat(self) -> int | None:
        """The staff group in force."""
        return self.group.chat

    async def load(self) -> None:
        """Learn where the group went, if it migrated since the setting was written.

        Where the setting names another group than before, what was posted in the old one is forgotten: the same numbers
        mean other clients' messages here.
        """

        def enter(batch: Batch) -> int | None:
            memo = batch.tx.memo(OFFICE_CHAT_MEMO)
            chat: int | None = self.setting if memo is None or memo["setting"] != self.setting else memo["chat"]
            if chat is not None:
                batch.enter_group(str(chat))
            return chat

        self.group.becomes(await self.writer.submit(Call(enter)))

    async def moved(self, chat: int) -> None:
        """Keep the id of the group after its migration, for the setting it belongs to; told to staff once.

        Messages of the group as it was cannot be reached any more, and their numbers mean other ones from now on.
        """
        memo = {"setting": self.setting, "chat": chat}

        def keep(batch: Batch) -> None:
            batch.enter_group(str(chat), moved=True)
            if batch.tx.memo(OFFICE_CHAT_MEMO) != memo:
                batch.tx.set_memo(OFFICE_CHAT_MEMO, memo)
                batch.posting.reply_to_staff(Content(LANGUAGE_OF_STAFF, (Text("staff-migrated"),)), None, self.now())

        # Where this fails, whoever tells comes again.
        await self.writer.submit(Call(keep))
        self.group.becomes(chat)
        self.handles.forget()

    async def act(self, update_id: int, number: int, act: str, name: str, row: str = "", by: str = "") -> Turned:
        """Take, finish or decline a lead, or go through its papers; committed when this returns."""
        turn = OfficeTurn(str(update_id), number, act, name[:LONGEST_NAME], self.now(), row, by)
        turned: Turned = await self.writer.submit(turn)
        return turned

    async def hears(self, everything: bool) -> None:
        """Keep whether the bot hears all that staff write: without that no client is promised an answer in the chat."""

        def keep(batch: Batch) -> None:
            if bool(batch.tx.memo(HEARS_MEMO)) != everything:
                batch.tx.set_memo(HEARS_MEMO, everything)

        await self.writer.submit(Call(keep))

    async def wrote(self, message: StaffMessage) -> None:
        """Pass on what a member of staff wrote, if a client is meant; committed when this returns.

        Where that fails by a mistake of ours, staff are told, so that nobody waits for an answer.
        """
        try:
            await self.writer.submit(Call(lambda batch: staff_wrote(batch, message)))
        except StorageTrouble:
            raise
        except Exception as error:
            log.error("a message of staff could not be passed on (%s)", type(error).__name__)
            update = int(message.update_key)
            thread = None if message.thread is None else int(message.thread)
            await self._reply(update, thread, lambda _batch: [Listed((Text("staff-write-failed"),), ())])

    async def list_leads(self, update_id: int, thread: int | None, text: str) -> None:
        """Queue a page of the list of leads to work from, what is due first; with the first, those that are closed."""
        moment = self.now()

        def answer(batch: Batch) -> list[Listed]:
            stored, kept = batch.tx.newest_leads(MOST_LOOKED_AT)
            # One that is damaged is not among those looked at, but it is not older either.
            older = kept if kept > MOST_LOOKED_AT else 0
            return lists(stored, batch.dialogue.around.office, moment, page=page_of(text), kept=older)

        await self._reply(update_id, thread, answer)

    async def show_lead(self, update_id: int, thread: int | None, text: str) -> None:
        """Queue what one lead's card says, by its number.

        Without buttons, since there is one live card for each lead; if somebody deleted that, it comes back.
        """
        # Whoever writes Japanese may well type full-width figures.
        wanted = unicodedata.normalize("NFKC", text[:100]).strip().lstrip("#")
        if not wanted:
            await self.help(update_id, thread)
            return

        def answer(batch: Batch) -> list[Listed]:
            number = int(wanted) if wanted.isdecimal() and len(wanted) <= 15 else None
            stored = None if number is None else batch.tx.lead_numbered(number)
            if stored is None:
                return [Listed((Text("staff-not-found", {"number": wanted[:20]}),), ())]
            person = batch.tx.person(stored.person)
            if person is not None:
                batch.posting.card(person, stored, self.now(), ring=False)
            bookings = () if person is None else batch.posting.bookings(person)
            lines = card_content(self.words, batch.desk, stored.record, bookings, buttons=False).lines
            return [Listed(lines, (stored.person,))]

        await self._reply(update_id, thread, answer)

    async def give_room(
        self, update_id: int, thread: int | None, text: str, name: str, by: str, answers: str | None = None
    ) -> None:
        """Keep the link to the talk of the client who is meant, and tell them.

        They are meant by the lead's number before the link, by the message it answers, or by their topic.
        """
        moment, member = self.now(), Member(by or None, name[:LONGEST_NAME])

        def do(batch: Batch) -> None:
            if not batch.tx.first_time(OFFICE, str(update_id), moment):
                return
            where = None if thread is None else str(thread)
            number, link = room_typed(text)
            refused = batch.room_given(number, where, answers, RoomGiven(member, link), moment)
            if refused is not None:
                batch.posting.reply_to_staff(Content(LANGUAGE_OF_STAFF, (refused,)), where, moment)

        await self.writer.submit(Call(do))

    async def help(self, update_id: int, thread: int | None) -> None:
        """Queue what the bot can do."""
        await self._reply(update_id, thread, lambda _batch: [Listed((Text("staff-help"),), ())])

    def say(self, text: Text) -> str:
        """A staff text in plain words, for the answer to a press."""
        return self.words.plain(LANGUAGE_OF_STAFF, text)

    async def _reply(self, update_id: int, thread: int | None, answer: Callable[[Batch], list[Listed]]) -> None:
        moment = self.now()

        def do(batch: Batch) -> None:
            if batch.tx.first_time(OFFICE, str(update_id), moment):
                where = None if thread is None else str(thread)
                for said in answer(batch):
                    content = Content(LANGUAGE_OF_STAFF, said.lines)
                    batch.posting.reply_to_staff(content, where, moment, said.persons)

        await self.writer.submit(Call(do))
