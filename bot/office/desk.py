"""The office's side of the application: decisions about leads and answers to commands, all through the one writer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.clock import now as real_now
from bot.delivery.handles import Handles
from bot.delivery.post import Content
from bot.errors import StorageTrouble
from bot.office.commands import COMMANDS, WRITING, Asked, Replies
from bot.office.group import StaffChat
from bot.office.roster import Roster
from bot.turns.acts import OFFICE, OfficeTurn, StaffMessage, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.talking import staff_wrote
from bot.turns.world import HEARS_MEMO
from bot.turns.writer import Writer
from bot.words.words import Words
from dialogs.desk.law import LAW_ACTS
from dialogs.desk.matter import Member
from dialogs.desk.rights import MEMBER, NOBODY, Rights, Role
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF

log = logging.getLogger(__name__)
OFFICE_CHAT_MEMO = "office_chat"
LONGEST_NAME = 64


class OfficeDesk:
    """Implements `place.OfficeActs`, and keeps `group` (which begins as the setting names it): a migrated id wins.

    `handles` are forgotten when the messages of the group cannot be reached any more by their ids. `roster` knows who
    is staff.
    """

    def __init__(
        self,
        writer: Writer,
        words: Words,
        group: StaffChat,
        handles: Handles,
        roster: Roster,
        *,
        now: Callable[[], datetime] = real_now,
    ) -> None:
        self.writer = writer
        self.words = words
        self.setting = group.chat
        self.group = group
        self.handles = handles
        self.roster = roster
        self.now = now
        self.replies = Replies(writer, words, now, self.rights_elsewhere)

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

    async def follow(self) -> None:
        """Learn where the group went, if another process heard of it."""
        memo = await self.writer.submit(Call(lambda batch: batch.tx.memo(OFFICE_CHAT_MEMO)))
        if memo is not None and memo["setting"] == self.setting and memo["chat"] != self.group.chat:
            self.group.becomes(memo["chat"])
            self.handles.forget()

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

    async def rights(self, member: Member, *, is_anonymous: bool, needs: Role) -> Rights:
        """Find out what somebody who acts in the staff group may do; for more than everyday acts always anew."""
        chat = self.group.chat
        if chat is None:
            return NOBODY
        return await self.roster.rights(chat, member, is_anonymous=is_anonymous, anew=needs != MEMBER)

    async def rights_elsewhere(self, member: Member, *, anew: bool) -> Rights:
        """Find out what somebody may do who acts elsewhere than in the group, as long as they are in it."""
        chat = self.group.chat
        return NOBODY if chat is None else await self.roster.rights_elsewhere(chat, member, anew=anew)

    async def sign_in_code(self, mark: str, by: Member, rights: Rights) -> Text:
        """Return what whoever presses the button beside a link to sign in is shown, and nobody else."""
        if rights.role is None:
            return rights.refusal(MEMBER)
        # Loaded where such a button was posted.
        from bot.office.web.tickets import code_of

        moment = self.now()
        code: Text = await self.writer.submit(Call(lambda batch: code_of(batch, mark, by, moment)))
        return code

    async def act(
        self, update_id: int | str, number: int, act: str, by: Member, rights: Rights, row: str = ""
    ) -> Turned:
        """Let staff do something with a lead; committed when this returns."""
        by = self.called(by)
        turn = OfficeTurn(str(update_id), number, act, by.name, self.now(), row, by.id or "", rights)
        turned: Turned = await self.writer.submit(turn)
        return turned

    async def decide_for_many(self, update_id: int, number: int, act: str, by: Member, rights: Rights) -> Turned:
        """Let staff decide whether clients are told of a change of law, or what becomes of talks that are all gone from
        the calendar; committed when this returns.
        """
        by, moment = self.called(by), self.now()

        def decide(batch: Batch) -> Turned:
            if not batch.tx.first_time(OFFICE, str(update_id), moment):
                return Turned(repeated=True)
            if act in LAW_ACTS:
                return Turned(refused=batch.law.decide(number, act, by, rights, moment))
            # An office without a calendar loads nothing of it.
            from bot.turns.emptied import put_all_back

            return Turned(refused=put_all_back(batch, number, by, rights, moment))

        turned: Turned = await self.writer.submit(Call(decide))
        return turned

    async def answer(self, command: str, asked: Asked) -> None:
        """Answer a command, if whoever writes it may; else say who can."""
        declared = COMMANDS[command]
        if asked.rights.may(declared.needs):
            await declared.answer(self.replies, replace(asked, by=self.called(asked.by)))
        else:
            await self.replies.say(asked, asked.rights.refusal(declared.needs))

    def called(self, by: Member) -> Member:
        """Return somebody as the office calls them."""
        called = self.roster.called(by)
        return Member(called.id, called.name[:LONGEST_NAME])

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
        by = self.called(Member(message.by or None, message.name))
        thread = None if message.thread is None else int(message.thread)
        asked = Asked(int(message.update_key), thread, "", by, message.rights)
        if not message.rights.may(WRITING):
            await self.writer.submit(Call(lambda batch: self._refuse(batch, message)))
            return
        message = replace(message, name=by.name)
        try:
            where = [number for number in (message.thread, message.said.reply_to) if number]
            await self.writer.submit(Call(lambda batch: staff_wrote(batch, message), messages=where))
        except StorageTrouble:
            raise
        except Exception as error:
            log.error("a message of staff could not be passed on (%s)", type(error).__name__)
            await self.replies.say(asked, Text("staff-write-failed"))

    def _refuse(self, batch: Batch, message: StaffMessage) -> None:
        """Say who can, if a client was meant; what people of the group tell each other is theirs."""
        client = batch.talking.meant(message.thread, message.said.reply_to)
        if client is None or not batch.tx.first_time(OFFICE, message.update_key, message.now):
            return
        refused = Content(LANGUAGE_OF_STAFF, (message.rights.refusal(WRITING),))
        batch.posting.reply_to_staff(refused, message.thread, message.now)

    def say(self, text: Text) -> str:
        """A staff text in plain words, for the answer to a press."""
        return self.words.plain(LANGUAGE_OF_STAFF, text)
