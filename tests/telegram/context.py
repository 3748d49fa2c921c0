"""What every method of the fake needs first: the bot, its parameters, and the chat it may or may not reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .bots import FakeBot
from .errors import ApiError, bad_request, broken_limit, forbidden
from .groups import FakeGroup
from .messages import Chat
from .people import PrivateChat
from .schema import Upload

if TYPE_CHECKING:
    from .world import World


@dataclass(frozen=True, slots=True)
class Context:
    """One call in progress."""

    world: World
    bot: FakeBot
    params: dict[str, Any]
    # The parts of a multipart body, which the items of an album name.
    parts: Mapping[str, Upload] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The present moment by the injected clock."""
        return self.world.clock()

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter, or the default."""
        return self.params.get(name, default)

    # Chats.

    @property
    def chat_id(self) -> int:
        """The chat's number; names of public chats are not known here."""
        value = self.params.get("chat_id")
        if isinstance(value, str):
            if not value.lstrip("-").isdigit():
                raise bad_request("chat not found")
            value = int(value)
        if value is None:
            raise broken_limit("chat_id is empty")
        return int(value)

    def private(self) -> PrivateChat:
        """The conversation with a person, whether or not the bot may write there now."""
        user = self.world.users.get(self.chat_id)
        if user is None:
            raise bad_request("chat not found")
        return user.chat(self.bot)

    def group(self) -> FakeGroup:
        """The group, when the bot is in it."""
        number = self.chat_id
        if number in self.world.migrated:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": self.world.migrated[number]},
            )
        group = self.world.groups.get(number)
        member = None if group is None else group.members.get(self.bot.id)
        if group is None or member is None:
            raise bad_request("chat not found")
        kind = f"{group.chat.kind} chat"
        if member.status == "kicked":
            raise forbidden(f"bot was kicked from the {kind}")
        if not member.present:
            raise forbidden(f"bot is not a member of the {kind}")
        return group

    def writable(self) -> Chat:
        """The chat of the call, when the bot may write there."""
        if self.chat_id < 0:
            return self.group().chat
        if any(bot.id == self.chat_id for bot in self.world.bots.values()):
            raise forbidden("bot can't send messages to bots")
        chat = self.private()
        if chat.user.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def source(self) -> Chat:
        """The chat that messages are copied from, when the bot is in it."""
        there = replace(self, params={**self.params, "chat_id": self.params["from_chat_id"]})
        if there.chat_id < 0:
            return there.group().chat
        chat = there.private()
        if not chat.started:
            raise bad_request("chat not found")
        return chat

    def may(self, right: str) -> bool:
        """Whether the bot holds a right in the group of the call."""
        group = self.group()
        return group.members[self.bot.id].may(right)


Handler = Callable[[Context], Any]
