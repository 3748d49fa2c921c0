"""What setting up asks of Telegram: whose a token is, and which group the office's bot was put into.

The one place where the office bot writes into a group that is not the staff group yet: one message with one button, and
only while somebody waits for it in a terminal. Nothing here is kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from bot.channels.telegram.errors import TOKEN_REFUSED, Refused, Unreachable
from bot.office.telegram.wire import LibraryWire, open_wire
from dialogs.messages import Text

# Shorter than the wire waits for an answer, so that an empty one arrives.
_POLL_SECONDS = 10
_KINDS = ["my_chat_member", "message", "callback_query"]
_GROUPS = ("group", "supergroup")
_GONE = ("left", "kicked")
_CONFLICT = 409


class Trouble(Enum):
    """Why Telegram gave no answer that helps."""

    TOKEN_REFUSED = auto()
    UNREACHABLE = auto()
    WEBHOOK = auto()
    BUSY = auto()


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose a token is."""

    id: int
    title: str
    username: str
    joins_groups: bool


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A group in which the button was pressed."""

    id: int
    title: str


async def identify(token: str, api: str | None) -> Identity | Trouble:
    """Ask Telegram whose a token is."""
    async with open_wire(token, api) as wire:
        try:
            me = await wire.call("getMe", {})
        except (Refused, Unreachable) as error:
            return _trouble(error)
    return Identity(me["id"], str(me["first_name"]), str(me.get("username", "")), bool(me.get("can_join_groups")))


class GroupFinder:
    """Waits for the office bot's group: a button in each group it is put into, until one is pressed and confirmed.

    `say` words what is posted there, `tell` shows news to whoever waits.
    """

    def __init__(self, token: str, api: str | None, say: Callable[[Text], str], tell: Callable[[Text], None]) -> None:
        self.token, self.api, self.say, self.tell = token, api, say, tell
        # A button of an earlier set-up, or a forged one, is none of ours.
        self._data = f"init:{secrets.token_hex(8)}"
        self._offset: int | None = None
        self._posted: dict[int, int] = {}
        self._passed_over: set[int] = set()
        self._told: set[int] = set()

    async def next(self) -> FoundGroup | Trouble:
        """Return the next group in which the button was pressed."""
        async with open_wire(self.token, self.api) as wire:
            try:
                while True:
                    for update in await wire.call("getUpdates", self._fetching(_POLL_SECONDS)):
                        found = await self._heard(wire, update)
                        self._offset = update["update_id"] + 1
                        if found is not None:
                            return found
            except (Refused, Unreachable) as error:
                return _trouble(error)

    async def free(self) -> Trouble | None:
        """Take a webhook away, which keeps updates from whoever asks for them."""
        async with open_wire(self.token, self.api) as wire:
            try:
                await wire.call("deleteWebhook", {})
            except (Refused, Unreachable) as error:
                return _trouble(error)
        return None

    async def confirm(self, group: FoundGroup) -> None:
        """Take the button away where it was pressed, and the whole message everywhere else."""
        async with open_wire(self.token, self.api) as wire:
            await self._rewrite(wire, group.id, "init-group-noted")
            await self._take_back(wire, *(self._posted.keys() - {group.id}))
            with contextlib.suppress(Refused, Unreachable):
                # What was heard is done with: `intake run` need not hear it again.
                await wire.call("getUpdates", self._fetching(0))

    async def look(self, group: FoundGroup) -> tuple[FoundGroup, Text | None]:
        """Return where the group is now, and what keeps the bot from its work there."""
        bot = int(self.token.partition(":")[0])
        chat = member = None
        async with open_wire(self.token, self.api) as wire:
            try:
                chat = await wire.call("getChat", {"chat_id": group.id})
                member = await wire.call("getChatMember", {"chat_id": group.id, "user_id": bot})
            except Unreachable:
                return group, Text("init-unreachable")
            except Refused as error:
                if error.moved_to is None:
                    return group, Text("init-group-out", {"title": group.title})
                group = FoundGroup(int(error.moved_to), group.title)
        return (group, _lack(chat, member, group.title)) if member is not None else await self.look(group)

    async def announce(self, group: FoundGroup) -> None:
        """Say in the group that it is the staff group, now that this is written down."""
        async with open_wire(self.token, self.api) as wire:
            await self._rewrite(wire, group.id, "init-group-chosen")

    async def pass_over(self, group: FoundGroup) -> None:
        """Take the button back where it was not the staff group, and post none there again."""
        self._passed_over.add(group.id)
        async with open_wire(self.token, self.api) as wire:
            await self._take_back(wire, group.id)

    async def stop(self) -> None:
        """Take back all that was posted: nobody waits any more, and nothing came of it."""
        async with open_wire(self.token, self.api) as wire:
            await self._take_back(wire, *self._posted)

    def _fetching(self, seconds: int) -> dict[str, Any]:
        asked: dict[str, Any] = {"timeout": seconds, "allowed_updates": _KINDS}
        return asked if self._offset is None else asked | {"offset": self._offset}

    async def _heard(self, wire: LibraryWire, update: Mapping[str, Any]) -> FoundGroup | None:
        query = _inside(update, "callback_query")
        if query is not None:
            return await self._pressed(wire, query)
        message = _inside(update, "message")
        change = _inside(update, "my_chat_member")
        chat = _inside(change or message, "chat")
        if _inside(chat, "type") not in _GROUPS:
            return None
        moved_to = _inside(message, "migrate_to_chat_id")
        if moved_to is not None:
            self._posted.pop(chat["id"], None)
            await self._offer(wire, {**chat, "id": moved_to})
        elif _inside(change, "new_chat_member", "status") not in _GONE:
            await self._offer(wire, chat)
        return None

    async def _pressed(self, wire: LibraryWire, query: Mapping[str, Any]) -> FoundGroup | None:
        chat = _inside(query, "message", "chat")
        ours = query.get("data") == self._data and _inside(chat, "id") in self._posted
        answer = {"text": self.say(Text("init-group-pressed"))} if ours else {}
        with contextlib.suppress(Refused, Unreachable):  # it only ends a spinning sign
            await wire.call("answerCallbackQuery", {"callback_query_id": query["id"], **answer})
        return FoundGroup(chat["id"], str(chat.get("title", ""))) if ours else None

    async def _offer(self, wire: LibraryWire, chat: Mapping[str, Any]) -> None:
        """Post the button where there is none yet."""
        group, title = chat["id"], str(chat.get("title", ""))
        if group in self._posted or group in self._passed_over:
            return
        button = {"text": self.say(Text("init-group-button")), "callback_data": self._data}
        message = {
            "chat_id": group,
            "text": self.say(Text("init-group-question")),
            "reply_markup": {"inline_keyboard": [[button]]},
        }
        try:
            await self._post(wire, message)
        except Refused as error:
            if error.moved_to is not None:
                await self._offer(wire, {**chat, "id": int(error.moved_to)})
            elif group not in self._told:
                self._told.add(group)
                self.tell(Text("init-group-silent", {"title": title}))
            return
        self.tell(Text("init-group-posted", {"title": title}))

    async def _post(self, wire: LibraryWire, message: Mapping[str, Any]) -> None:
        """Post, and know the number even if Ctrl-C comes before the answer: what was posted must be taken back."""
        posting = asyncio.ensure_future(wire.call("sendMessage", message))
        try:
            await asyncio.shield(posting)
        finally:
            self._posted[message["chat_id"]] = (await posting)["message_id"]

    async def _rewrite(self, wire: LibraryWire, group: int, key: str) -> None:
        """Replace what was posted in a group, with its button."""
        if group not in self._posted:
            return  # it has moved since
        message = {"chat_id": group, "message_id": self._posted[group], "text": self.say(Text(key))}
        with contextlib.suppress(Refused, Unreachable):
            await wire.call("editMessageText", message)

    async def _take_back(self, wire: LibraryWire, *groups: int) -> None:
        for group in groups:
            number = self._posted.pop(group, None)
            with contextlib.suppress(Refused, Unreachable):
                if number is not None:
                    await wire.call("deleteMessage", {"chat_id": group, "message_id": number})


def _trouble(error: Refused | Unreachable) -> Trouble:
    if not isinstance(error, Refused):
        return Trouble.UNREACHABLE
    if error.code in TOKEN_REFUSED:
        return Trouble.TOKEN_REFUSED
    if error.code == _CONFLICT:
        return Trouble.WEBHOOK if "webhook" in str(error).lower() else Trouble.BUSY
    return Trouble.UNREACHABLE


def _lack(chat: Any, member: Any, title: str) -> Text | None:
    """What an administrator of the group has to switch on before the bot can do its work."""
    status = _inside(member, "status")
    if status in _GONE:
        return Text("init-group-out", {"title": title})
    if status != "administrator":
        return Text("init-group-no-administrator", {"title": title})
    if _inside(chat, "is_forum") and not _inside(member, "can_manage_topics"):
        return Text("init-group-no-topics-right", {"title": title})
    if not _inside(member, "can_delete_messages"):
        return Text("init-group-no-delete-right", {"title": title})
    return None


def _inside(value: Any, *names: str) -> Any:
    """What is at the end of a path of names, None where it breaks off."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


__all__ = ["FoundGroup", "GroupFinder", "Identity", "Trouble", "identify"]
