"""The office bot (python-telegram-bot), incoming: what staff do in the staff group, and nowhere else is it answered.

What somebody there may do is found out here for every act and command, and goes with it to the desk, which decides.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlencode

from telegram import Chat, Message, Update, User
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.channels.telegram.calls import press_params, press_reply
from bot.channels.telegram.pick import ANONYMOUS_ADMIN, OFFICE_UPDATES, Slim, What, key_of, pick_office
from bot.channels.telegram.polling import Poller
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.office.commands import COMMANDS, WRITING, Asked
from bot.office.place import OfficeActs
from bot.office.pressing import press
from bot.office.telegram.book import name_of
from bot.office.telegram.request import Patience, Request
from bot.receiving.aside import Aside
from bot.receiving.door import Door, PressAnswer, Record
from bot.turns.acts import OFFICE, StaffMessage
from dialogs.desk.matter import Member
from dialogs.desk.rights import Rights, Role
from dialogs.messages import Text

log = logging.getLogger(__name__)
ALLOWED_UPDATES = OFFICE_UPDATES
_Context = ContextTypes.DEFAULT_TYPE
_App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


def make_application(token: str, api: str | None) -> _App:
    """python-telegram-bot's application; `OfficeReceiver` feeds it updates."""
    # One more connection than calls need, for the long poll.
    request = Request(at_once=9, patience=Patience(connect=10, read=20))
    builder = ApplicationBuilder().token(token).updater(None).request(request).get_updates_request(request)
    if api is not None:
        builder = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    application: _App = builder.build()
    return application


class OfficeReceiver:
    """Everything the office bot receives, by polling or by webhook.

    `let_in` is called when the bot was let into the staff group, or was given a right there: what waits to be sent to
    it need not wait any more.
    """

    def __init__(
        self,
        application: _App,
        desk: OfficeActs,
        record: Record,
        let_in: Callable[[], None],
        observer: Observer = NOBODY_LOOKS,
    ) -> None:
        self.application = application
        self.aside = Aside(at_once=2)
        self.door = Door(OFFICE, pick_office, key_of, self._feed, record, observer=observer)
        self._errors: dict[int, Exception] = {}
        self._staff = staff = _Staff(desk, self._beside, self._entered(let_in))
        application.add_handler(CommandHandler(list(COMMANDS), staff.command))
        application.add_handler(CallbackQueryHandler(staff.press))
        application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, staff.migrated))
        application.add_handler(ChatMemberHandler(staff.membership, ChatMemberHandler.MY_CHAT_MEMBER))
        application.add_error_handler(self._keep_error)

    def _entered(self, let_in: Callable[[], None]) -> Callable[[], None]:
        """Whoever is let in, or given a right, may hear now what was not heard before."""

        def entered() -> None:
            let_in()
            self.look()

        return entered

    def look(self) -> None:
        """Find out, beside everything else, whether the bot hears what staff write."""
        self._beside(self._look)

    async def _look(self) -> None:
        chat, bot = self._staff.desk.chat, self.application.bot
        if chat is None:
            return
        member = await bot.get_chat_member(chat, bot.id)
        is_administrator = member.status in ("administrator", "creator")
        await self._staff.desk.hears(is_administrator or bot.bot.can_read_all_group_messages is True)

    async def poll(self, stop: asyncio.Event, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Fetch and handle updates until told to stop; `aside` is open meanwhile."""
        with contextlib.suppress(Exception):  # whatever answers there ends nothing
            await self.application.bot.delete_webhook()
        await Poller("office bot", self.fetch, self.door, answer=self._answer, sleep=sleep).run(stop)

    async def handle(self, update: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Handle one update of the webhook; returns the call for its reply, once the update is durable."""
        answer = await self.door.take(self.door.pick(update))
        return None if answer is None else press_reply(answer)

    async def fetch(self, offset: int | None, seconds: int, most: int) -> bytes:
        """Ask for updates from an offset on: the body as it came, since no library has to understand it."""
        asked: dict[str, Any] = {"timeout": seconds, "limit": most, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if offset is not None:
            asked["offset"] = offset
        bot = self.application.bot
        # Longer than the long poll, so that Telegram's empty answer arrives.
        url = f"{bot.base_url}/getUpdates?{urlencode(asked)}"
        body: bytes = await bot.request.retrieve(url, read_timeout=seconds + 15)
        return body

    async def _feed(self, slim: Slim) -> str | None:
        """Let the application handle an update, and raise what its handler raised: it was not made durable then."""
        update_id = int(slim.key)
        is_asked = slim.what is What.COMMAND and (slim.detail in COMMANDS or self._is_for_another(slim))
        if slim.said is not None and not is_asked:
            await self._staff.wrote(slim)
            return None
        update = Update.de_json({"update_id": update_id, slim.kind: slim.event}, self.application.bot)
        await self.application.process_update(update)
        error = self._errors.pop(update_id, None)
        if error is not None:
            raise error
        return self._staff.texts.pop(update_id, None)

    def _is_for_another(self, slim: Slim) -> bool:
        """Whether a command names another bot."""
        _, at, name = slim.event["text"].partition(" ")[0].partition("@")
        return bool(at) and name.lower() != str(self.application.bot.username).lower()

    async def _keep_error(self, update: object, context: _Context) -> None:
        if isinstance(update, Update) and context.error is not None:
            self._errors[update.update_id] = context.error

    def _answer(self, answer: PressAnswer) -> None:
        self._beside(lambda: self.application.bot.answer_callback_query(**press_params(answer)))

    def _beside(self, call: Callable[[], Awaitable[Any]]) -> None:
        self.aside.start(call)


class _Staff:
    """One method for each thing staff can do. `texts` holds what a press is answered with, by its update."""

    def __init__(
        self, desk: OfficeActs, beside: Callable[[Callable[[], Awaitable[Any]]], None], let_in: Callable[[], None]
    ) -> None:
        self.desk = desk
        self.beside = beside
        self.let_in = let_in
        self.texts: dict[int, str] = {}

    def _allowed(self, chat: Chat | None, user: User | None, wrote_as: Chat | None = None) -> bool:
        """Whether somebody is staff: who acts in the staff group, also as the group itself (without a name).

        Whoever writes as a channel does not have to be a member.
        """
        if self.desk.chat is None or chat is None or chat.id != self.desk.chat or user is None:
            return False
        if wrote_as is not None:
            return wrote_as.id == chat.id and user.id == ANONYMOUS_ADMIN
        return not user.is_bot or user.id == ANONYMOUS_ADMIN

    async def command(self, update: Update, _context: _Context) -> None:
        message = update.message
        if message is None or not self._allowed(message.chat, message.from_user, message.sender_chat):
            return
        written, length = message.text or "", message.entities[0].length
        command = written[1:length].partition("@")[0].lower()
        thread = message.message_thread_id if message.is_topic_message else None
        user = message.from_user
        assert user is not None, "nobody else is allowed"
        answered = message.reply_to_message
        answers = None if answered is None else str(answered.message_id)
        await self._ask(command, update.update_id, thread, written[length:].strip(), user, answers)

    async def _ask(
        self, command: str, update_id: int, thread: int | None, text: str, user: User, answers: str | None = None
    ) -> None:
        by = self._member(user)
        rights = await self._rights(by, COMMANDS[command].needs)
        await self.desk.answer(command, Asked(update_id, thread, text, by, rights, answers))

    async def _rights(self, by: Member, needs: Role) -> Rights:
        return await self.desk.rights(by, is_anonymous=by.id == str(ANONYMOUS_ADMIN), needs=needs)

    async def wrote(self, slim: Slim) -> None:
        """What somebody wrote who is staff; no model of it is built."""
        event, said = slim.event, slim.said
        user, is_command = event["from"], slim.what is What.COMMAND
        is_unsend = is_command and slim.detail == "unsend"
        wrote_as = event["sender_chat"]["id"] if "sender_chat" in event else event.get("wrote_as")
        chat = int(slim.chat)
        if said is None or chat != self.desk.chat or not _is_member(user, wrote_as, chat):
            return
        thread = event.get("message_thread_id") if is_command else event["thread"]
        by = self._called(user["id"], *map(user.get, _NAMES))
        message = StaffMessage(
            slim.key,
            None if thread is None else str(thread),
            said,
            by.name,
            self.desk.now(),
            str(user["id"]),
            await self._rights(by, WRITING),
            is_change=slim.kind == "edited_message",
            is_unsend=is_unsend,
            is_inside=event.get("inside", False),
            is_slashed=(is_command and not is_unsend) or event.get("slashed", False),
            is_partial=bool(slim.detail) and not is_command and said.media is None,
        )
        await self.desk.wrote(message)

    async def press(self, update: Update, _context: _Context) -> None:
        query = update.callback_query
        if query is None:
            return
        chat = query.message.chat if query.message is not None else None
        if not self._allowed(chat, query.from_user):
            return
        shown = query.message if isinstance(query.message, Message) else None
        thread = shown.message_thread_id if shown is not None and shown.is_topic_message else None
        by = self._member(query.from_user)
        refused = await press(self.desk, update.update_id, query.data or "", by, thread, self._rights)
        if refused is not None:
            self.texts[update.update_id] = self.desk.say(refused)

    def _member(self, user: User) -> Member:
        return self._called(user.id, user.first_name, user.last_name)

    def _called(self, number: int, *names: str | None) -> Member:
        is_anonymous = number == ANONYMOUS_ADMIN
        return Member(str(number), self.desk.say(Text("staff-anonymous")) if is_anonymous else name_of(number, *names))

    async def migrated(self, update: Update, _context: _Context) -> None:
        message = update.effective_message
        if not isinstance(message, Message) or self.desk.chat is None:
            return
        # Told in the old group and in the new one; the first to be heard counts.
        if message.chat.id == self.desk.chat and message.migrate_to_chat_id is not None:
            await self.desk.moved(message.migrate_to_chat_id)
        elif message.migrate_from_chat_id == self.desk.chat:
            await self.desk.moved(message.chat.id)

    async def membership(self, update: Update, context: _Context) -> None:
        change = update.my_chat_member
        if change is None or change.chat.type == "private" or change.new_chat_member.status != "member":
            return
        group = change.chat.id
        if self.desk.chat is None:
            log.warning("the office bot was added to a group; to use it, set INTAKE_OFFICE_CHAT=%d", group)
        elif group == self.desk.chat:
            self.let_in()
        else:
            self.beside(lambda: self._leave_unless_ours(group, context))

    async def _leave_unless_ours(self, group: int, context: _Context) -> None:
        if not await self._is_ours_by_now(group, context):
            await context.bot.leave_chat(group)

    async def _is_ours_by_now(self, group: int, context: _Context) -> bool:
        """Whether a group is the staff group after a migration that we have not heard of; in doubt, yes."""
        try:
            await context.bot.get_chat(self.desk.chat or 0)
        except ChatMigrated as error:
            if error.new_chat_id != group:
                return False
            await self.desk.moved(group)
            return True
        except (BadRequest, Forbidden):
            return False
        except TelegramError:
            return True
        return False


_NAMES = ("first_name", "last_name")


def _is_member(user: Mapping[str, Any], wrote_as: int | None, chat: int) -> bool:
    """Whether somebody writes as a member of the group, or as the group itself; not as a channel, and no bot."""
    if wrote_as is not None:
        return wrote_as == chat and bool(user["id"] == ANONYMOUS_ADMIN)
    return not user["is_bot"] or bool(user["id"] == ANONYMOUS_ADMIN)
