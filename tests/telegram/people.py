"""A person with a phone: writes to bots, presses their buttons, reads what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.patience import PATIENCE_SECONDS

from . import enclosures
from .bots import FakeBot, Update
from .messages import Chat, FakeMessage, Json, plain
from .replies import quoted

if TYPE_CHECKING:
    from .world import World


class PrivateChat(Chat):
    """The conversation of one person with one bot; each bot has its own numbering of messages."""

    def __init__(self, user: FakeUser, bot: FakeBot) -> None:
        super().__init__(user.id)
        self.user = user
        self.bot = bot
        self.bot_id = bot.id
        self.started = False
        self.blocked = False
        self.seen = 0

    def json(self) -> Json:
        """Telegram's `Chat` of a private conversation."""
        names = ("id", "first_name", "last_name", "username")
        return {"type": "private"} | {k: v for k, v in self.user.json().items() if k in names}


class FakeUser:
    """A person; everything they do returns the update that Telegram makes of it."""

    def __init__(
        self,
        world: World,
        user_id: int,
        first_name: str,
        last_name: str | None,
        username: str | None,
        language_code: str | None,
    ) -> None:
        self.world = world
        self.id = user_id
        self.first_name = first_name
        self.last_name = last_name
        self.username = username
        self.language_code = language_code
        self.deactivated = False
        # A setting of people who pay Telegram: nobody may send them voice messages and round films.
        self.refuses_voice = False

    def __repr__(self) -> str:
        return f"<FakeUser {self.id} {self.first_name}>"

    def json(self) -> Json:
        """Telegram's `User`."""
        named = {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {"id": self.id, "is_bot": False} | {k: v for k, v in named.items() if v is not None}

    # Reading.

    def chat(self, bot: FakeBot) -> PrivateChat:
        """The conversation with a bot, started or not."""
        return self.world.private.setdefault((bot.id, self.id), PrivateChat(self, bot))

    def messages(self, bot: FakeBot) -> list[FakeMessage]:
        """What the chat shows now, both sides, oldest first."""
        return self.chat(bot).visible()

    def last(self, bot: FakeBot) -> FakeMessage:
        """The newest message of the bot that is visible."""
        for message in reversed(self.messages(bot)):
            if message.from_bot and not message.service:
                return message
        raise AssertionError(f"{bot} has written nothing to {self} that is still there")

    async def next_message(self, bot: FakeBot, timeout: float = PATIENCE_SECONDS) -> FakeMessage:  # noqa: ASYNC109 - a net under the test
        """Wait for the bot's next message: each one is returned once, in order."""
        chat = self.chat(bot)

        def unseen() -> FakeMessage | None:
            mine = (m for m in chat.visible() if m.from_bot and not m.service)
            new = (m for m in mine if m.message_id > chat.seen)
            return next(new, None)

        message = await self.world.wait_for(unseen, timeout)
        assert message is not None
        chat.seen = message.message_id
        return message

    # Writing.

    async def send(
        self, bot: FakeBot, text: str, *, reply_to: int | FakeMessage | None = None, quote: str | None = None
    ) -> Update:
        """Write a text or a command; with `quote`, about those words of the message it answers."""
        return await self.send_content(bot, plain(text), reply_to=reply_to, quote=quote)

    async def send_content(
        self,
        bot: FakeBot,
        content: dict[str, Any],
        *,
        reply_to: int | FakeMessage | None = None,
        quote: str | None = None,
    ) -> Update:
        """Send any content that `enclosures` makes."""
        answered = None if reply_to is None else self._message(bot, reply_to)
        number = None if answered is None else answered.message_id
        return self._post(bot, **content, reply_to=number, quote=quoted(answered, quote))

    async def edit(self, bot: FakeBot, message_id: int | FakeMessage, text: str | Json) -> Update:
        """Change the text or caption of an own message after it was sent; also to content with entities."""
        message = self._message(bot, message_id)
        if message.from_bot:
            raise AssertionError(f"{self} cannot edit the bot's {message}")
        message.rewrite(text, self.world.clock())
        return bot.push("edited_message", message.json())

    async def delete(self, bot: FakeBot, message_id: int | FakeMessage) -> None:
        """Delete a message for both sides, one's own or the bot's. Telegram tells the bot nothing about it."""
        self._message(bot, message_id).deleted = True
        self.world.notify()

    async def react(self, bot: FakeBot, message_id: int | FakeMessage, *emoji: str) -> Update:
        """Put emoji under a message in place of one's former ones; none takes them away."""
        message = self._message(bot, message_id)
        return bot.push("message_reaction", reacted(message, self, emoji))

    async def forward(self, bot: FakeBot, text: str, *, origin_name: str = "Somebody else") -> Update:
        """Pass on a message which somebody else wrote, somebody whose account is hidden."""
        origin = {
            "type": "hidden_user",
            "sender_user_name": origin_name,
            "date": int((self.world.clock() - timedelta(days=1)).timestamp()),
        }
        return self._post(bot, **plain(text), payload={"forward_origin": origin})

    async def send_photo(self, bot: FakeBot, caption: str = "", *, media_group_id: str | None = None) -> Update:
        """Send a picture; the items of an album share a `media_group_id` and come one by one."""
        return self._post(bot, **enclosures.photo(self.world.files, caption, album=media_group_id))

    async def send_album(self, bot: FakeBot, count: int = 4, caption: str = "") -> list[Update]:
        """Send several pictures as one album: an update for each, the caption on the first."""
        group = self.world.new_album()
        return [await self.send_photo(bot, "" if n else caption, media_group_id=group) for n in range(count)]

    async def send_odd(self, bot: FakeBot, payload: Json, text: str = "") -> Update:
        """Send a message that holds fields of any name and shape; see `odd`."""
        return self._post(bot, **plain(text), payload=payload)

    async def send_voice(self, bot: FakeBot, *, duration: int = 3) -> Update:
        """Send a voice message."""
        return self._post(bot, **enclosures.voice(self.world.files, duration=duration))

    async def send_sticker(self, bot: FakeBot, emoji: str = "👍") -> Update:
        """Send a sticker."""
        return self._post(bot, **enclosures.sticker(self.world.files, emoji))

    async def send_contact(
        self, bot: FakeBot, phone_number: str = "+819000000000", *, user_id: int | None = None
    ) -> Update:
        """Share a contact: the own one, or with `user_id` that of somebody else."""
        owner = self.id if user_id is None else user_id
        return self._post(bot, **enclosures.contact(self.first_name, phone_number, user_id=owner))

    async def send_location(self, bot: FakeBot, latitude: float = 35.68, longitude: float = 139.76) -> Update:
        """Share a place."""
        return self._post(bot, **enclosures.location(latitude, longitude))

    async def share_live_location(self, bot: FakeBot, moves: int = 3) -> list[Update]:
        """Share one's place for a while: a message, and an edit of it for each move."""
        place = {"latitude": 35.68, "longitude": 139.76, "live_period": 900, "horizontal_accuracy": 20}
        updates = [self._post(bot, payload={"location": place})]
        message = self.chat(bot).all_messages[-1]
        for move in range(1, moves + 1):
            message.payload = {"location": {**place, "latitude": 35.68 + move / 1000}}
            message.edit_date = self.world.clock()
            updates.append(bot.push("edited_message", message.json()))
        return updates

    async def pin(self, bot: FakeBot, message: int | FakeMessage) -> Update:
        """Pin a message of the chat; the service message that tells of it comes to the bot."""
        pinned = self._message(bot, message)
        pinned.pinned = True
        chat = self.chat(bot)
        notice = chat.post(self.json(), self.world.clock(), pins=pinned, service=True)
        return bot.push("message", notice.json())

    async def send_document(
        self,
        bot: FakeBot,
        filename: str = "scan.pdf",
        data: bytes = b"%PDF-1.7",
        *,
        caption: str = "",
        content_type: str = "application/pdf",
    ) -> Update:
        """Send a file."""
        content = enclosures.document(self.world.files, filename, data, caption=caption, content_type=content_type)
        return self._post(bot, **content)

    # Pressing.

    async def press(
        self,
        bot: FakeBot,
        message: int | FakeMessage,
        data: str,
        *,
        inaccessible: bool = False,
    ) -> Update:
        """Press a button, with any data: clients can be old, and forged.

        A message that is gone, or `inaccessible` by age, comes to the bot as an empty shell with date 0.
        """
        chat = self.chat(bot)
        number = message.message_id if isinstance(message, FakeMessage) else message
        found = chat.find(number)
        if found is None or inaccessible:
            shell = {"chat": chat.json(), "message_id": number, "date": 0}
            return bot.ask(callback_query(self, chat, shell, data))
        return bot.ask(callback_query(self, chat, found.json(), data))

    async def press_label(self, bot: FakeBot, label: str) -> Update:
        """Press the button that reads `label`, on the newest message that has it."""
        message = self.chat(bot).newest_with(label)
        data = message.data_of(label)
        if data is None:
            raise AssertionError(f"the button {label!r} of {message} is a link, not a callback")
        return await self.press(bot, message, data)

    # Blocking.

    async def block(self, bot: FakeBot) -> Update:
        """Stop the bot: from now on it gets 403."""
        self.chat(bot).blocked = True
        return self._membership(bot, "member", "kicked")

    async def unblock(self, bot: FakeBot) -> Update:
        """Let the bot write again."""
        self.chat(bot).blocked = False
        return self._membership(bot, "kicked", "member")

    async def redeliver(self, bot: FakeBot, update: Update) -> Update:
        """Have Telegram send an update once more."""
        bot.redeliver(update)
        return update

    # Machinery.

    def _post(self, bot: FakeBot, **content: Any) -> Update:
        chat = self.chat(bot)
        if chat.blocked:
            raise AssertionError(f"{self} has blocked {bot}; a phone offers no input then, unblock first")
        chat.started = True
        message = chat.post(self.json(), self.world.clock(), **content)
        return bot.push("message", message.json())

    def _message(self, bot: FakeBot, message: int | FakeMessage) -> FakeMessage:
        if isinstance(message, FakeMessage):
            return message
        found = self.chat(bot).find(message)
        if found is None:
            raise AssertionError(f"{self} sees no message {message} in the chat with {bot}")
        return found

    def _membership(self, bot: FakeBot, old: str, new: str) -> Update:
        chat = self.chat(bot)

        def member(status: str) -> Json:
            until = {"until_date": 0} if status == "kicked" else {}
            return {"status": status, "user": bot.user, **until}

        payload = {
            "chat": chat.json(),
            "from": self.json(),
            "date": int(self.world.clock().timestamp()),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        }
        return bot.push("my_chat_member", payload)


def callback_query(user: FakeUser, chat: Chat, message: Json, data: str) -> Json:
    """Telegram's `CallbackQuery`."""
    return {
        "id": str(4_000_000_000 + user.world.serial()),
        "from": user.json(),
        "message": message,
        "chat_instance": str(chat.id * 7 + 1),
        "data": data,
    }


def reacted(message: FakeMessage, user: FakeUser, emoji: Sequence[str]) -> Json:
    """Change a person's reactions to a message; return Telegram's `MessageReactionUpdated`."""
    old = message.reactions.pop(user.id, [])
    new: list[Json] = [{"type": "emoji", "emoji": each} for each in emoji]
    if new:
        message.reactions[user.id] = new
    return {
        "chat": message.chat.json(),
        "message_id": message.message_id,
        "user": user.json(),
        "date": int(user.world.clock().timestamp()),
        "old_reaction": old,
        "new_reaction": new,
    }
