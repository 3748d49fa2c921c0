"""Groups: members with rights, topics, the privacy mode of bots, and the move to a supergroup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .bots import FakeBot, Update
from .messages import Chat, FakeMessage, Json, plain
from .people import FakeUser, callback_query, reacted
from .replies import quoted

if TYPE_CHECKING:
    from .world import World

# Rights of an administrator whom nobody asked about; the three that matter here are set one by one.
_OTHER_RIGHTS: Json = {
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_manage_video_chats": False,
    "can_restrict_members": False,
    "can_promote_members": False,
    "can_change_info": False,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_send_welcome_messages": False,
}
# Who an administrator is to others while they are anonymous; the message names the group as its sender.
ANONYMOUS: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
# Who passes the posts of a linked channel on.
CHANNEL_FORWARDER: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
_WHAT_MEMBERS_MAY = (
    *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos"),
    *("can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages"),
    *("can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics"),
    *("can_edit_tag", "can_react_to_messages"),
)
RIGHTS = ("can_manage_topics", "can_pin_messages", "can_delete_messages")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's standing in a group."""

    user: Json
    status: str = "member"
    rights: frozenset[str] = frozenset()

    @property
    def present(self) -> bool:
        """Whether they are in the group now."""
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        """Whether they are owner or administrator."""
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        """Whether they hold a right."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def json(self) -> Json:
        """Telegram's `ChatMember`."""
        result: Json = {"status": self.status, "user": self.user}
        if self.status == "administrator":
            result |= _OTHER_RIGHTS | {right: right in self.rights for right in RIGHTS}
        elif self.status == "creator":
            result["is_anonymous"] = False
        elif self.status == "restricted":
            result |= {"is_member": True, "until_date": 0} | dict.fromkeys(_WHAT_MEMBERS_MAY, False)
        elif self.status == "kicked":
            result["until_date"] = 0
        return result


@dataclass(slots=True)
class Topic:
    """A thread of a forum."""

    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    closed: bool = False
    deleted: bool = False
    # Very old topics of busy groups: people still write there, and bots are told that there is no such thread.
    lost: bool = False
    # What bots write there lands outside it, and they are told that all went well.
    ignored: bool = False


class GroupChat(Chat):
    """The chat of a group; a move to a supergroup begins a new one."""

    def __init__(self, chat_id: int, title: str, kind: str, forum: bool) -> None:
        super().__init__(chat_id)
        self.title = title
        self.kind = kind
        self.forum = forum

    def json(self) -> Json:
        """Telegram's `Chat` of a group."""
        result: Json = {"id": self.id, "type": self.kind, "title": self.title}
        return result | ({"is_forum": True} if self.forum else {})


class FakeGroup:
    """A group of people and bots."""

    def __init__(self, world: World, chat: GroupChat) -> None:
        self.world = world
        self.chat = chat
        self.members: dict[int, Member] = {}
        self.threads: dict[int, Topic] = {}
        # The General topic: it has no thread of its own, but can be closed, and hidden, which closes it as well.
        self.general = Topic("General", 0)
        # The emoji that administrators allow under messages; None is every one Telegram has.
        self.available_reactions: list[str] | None = None
        # The bots that hear everything without being administrators, by their setting on the day they were let in.
        self._hear_all: set[int] = set()

    @property
    def id(self) -> int:
        """The present id; it changes once, with the move to a supergroup."""
        return self.chat.id

    def __repr__(self) -> str:
        return f"<FakeGroup {self.id} {self.chat.title}>"

    # Looking.

    @property
    def topics(self) -> dict[int, str]:
        """Names of the topics that exist, by thread id."""
        return {number: topic.name for number, topic in self.threads.items() if not topic.deleted}

    def messages(self, thread_id: int | None = None) -> list[FakeMessage]:
        """What can be read now; with `thread_id` only in that topic."""
        return [m for m in self.chat.visible() if thread_id is None or m.thread_id == thread_id]

    def last(self, thread_id: int | None = None) -> FakeMessage:
        """The newest message that a bot wrote (service messages left out)."""
        for message in reversed(self.messages(thread_id)):
            if message.from_bot and not message.service:
                return message
        raise AssertionError(f"no bot has written in {self}, thread {thread_id}")

    # Setting up.

    def add_member(self, user: FakeUser, *, admin: bool = False, owner: bool = False) -> None:
        """Let a person in, or give a member other standing."""
        status = "creator" if owner else "administrator" if admin else "member"
        self._seat(Member(user.json(), status, frozenset(RIGHTS) if admin else frozenset()))

    def remove_member(self, user: FakeUser) -> None:
        """Put a person out."""
        self._seat(Member(user.json(), "left"))

    def _seat(self, new: Member) -> None:
        """Write a person into the book; bots that are administrators hear of it, where they asked to."""
        old = self.members.get(new.user["id"], Member(new.user, "left"))
        self.members[new.user["id"]] = new
        change = {
            "chat": self.chat.json(),
            "from": self._somebody(),
            "date": int(self.world.clock().timestamp()),
            "old_chat_member": old.json(),
            "new_chat_member": new.json(),
        }
        self._tell_admins("chat_member", change)

    def _tell_admins(self, kind: str, payload: Json) -> dict[int, Update]:
        """Push what only administrators among the bots are told."""
        hearers = [bot for bot in self.bots() if self.members[bot.id].is_admin]
        return {bot.id: bot.push(kind, payload) for bot in hearers}

    def add_bot(
        self,
        bot: FakeBot,
        *,
        admin: bool = True,
        can_manage_topics: bool = True,
        can_pin_messages: bool = True,
        can_delete_messages: bool = True,
        by: FakeUser | None = None,
    ) -> Update:
        """Let a bot in; it hears of it through my_chat_member."""
        if not bot.me["can_join_groups"]:
            raise AssertionError(f"{bot} is not allowed to join groups")
        self._hear_all.discard(bot.id)
        if bot.me["can_read_all_group_messages"]:
            self._hear_all.add(bot.id)
        given = (can_manage_topics, can_pin_messages, can_delete_messages)
        return self._set_bot(bot, admin, frozenset(r for r, yes in zip(RIGHTS, given, strict=True) if yes), by)

    def set_bot_rights(self, bot: FakeBot, *, admin: bool = True, **rights: bool) -> Update:
        """Change a bot's rights; those not named stay as they are."""
        unknown = set(rights) - set(RIGHTS)
        if unknown:
            raise AssertionError(f"unknown rights {unknown}, known are {RIGHTS}")
        held = {right: right in self.members[bot.id].rights for right in RIGHTS} | rights
        return self._set_bot(bot, admin, frozenset(right for right, yes in held.items() if yes), None)

    def silence(self, bot: FakeBot) -> Update:
        """Let a bot stay, and say nothing."""
        return self._membership(bot, Member(bot.user, "restricted"), None)

    def remove_bot(self, bot: FakeBot) -> Update:
        """Throw a bot out."""
        return self._membership(bot, Member(bot.user, "kicked"), None)

    def leave(self, bot: FakeBot) -> None:
        """The bot goes by itself."""
        self._membership(bot, Member(bot.user, "left"), None)

    def enable_forum(self) -> None:
        """Switch topics on, as an administrator does in the settings."""
        self.chat.forum = True

    def _set_bot(self, bot: FakeBot, admin: bool, rights: frozenset[str], by: FakeUser | None) -> Update:
        status = "administrator" if admin else "member"
        return self._membership(bot, Member(bot.user, status, rights if admin else frozenset()), by)

    def _membership(self, bot: FakeBot, new: Member, by: FakeUser | None) -> Update:
        old = self.members.get(bot.id, Member(bot.user, "left"))
        self.members[bot.id] = new
        return bot.push(
            "my_chat_member",
            {
                "chat": self.chat.json(),
                "from": by.json() if by is not None else self._somebody(),
                "date": int(self.world.clock().timestamp()),
                "old_chat_member": old.json(),
                "new_chat_member": new.json(),
            },
        )

    def _somebody(self) -> Json:
        people = [m for m in self.members.values() if not m.user["is_bot"]]
        people.sort(key=lambda m: not m.is_admin)
        return people[0].user if people else {"id": 777000, "is_bot": False, "first_name": "Telegram"}

    # Acting.

    async def say(
        self,
        bot: FakeBot,
        user: FakeUser,
        text: str,
        thread_id: int | None = None,
        reply_to: int | FakeMessage | None = None,
        quote: str | None = None,
    ) -> Update:
        """A member writes; every bot that may hear it does, and `bot`'s update is returned.

        The update is returned even when privacy mode or allowed_updates keeps it out of the bot's queue.
        """
        return await self.send_content(bot, user, plain(text), thread_id, reply_to, quote)

    async def send_content(
        self,
        bot: FakeBot,
        user: FakeUser,
        content: dict[str, Any],
        thread_id: int | None = None,
        reply_to: int | FakeMessage | None = None,
        quote: str | None = None,
    ) -> Update:
        """A member sends any content that `enclosures` makes; otherwise as `say`."""
        answered = self.chat.find(reply_to) if isinstance(reply_to, int) else reply_to
        number = answered.message_id if answered is not None else None
        about = quoted(answered, quote)
        return self.post(user, bot, **content, thread_id=thread_id, reply_to=number, quote=about)

    async def react(self, bot: FakeBot, user: FakeUser, message: FakeMessage, *emoji: str) -> Update | None:
        """A member reacts to a message. Only administrators among the bots are told; returns `bot`'s update."""
        if self.available_reactions is not None and not set(emoji) <= set(self.available_reactions):
            raise AssertionError(f"{self} offers {self.available_reactions} only")
        return self._tell_admins("message_reaction", reacted(message, user, emoji)).get(bot.id)

    async def say_anonymously(self, bot: FakeBot, text: str, thread_id: int | None = None) -> Update:
        """An anonymous administrator writes: the sender is a bot of Telegram's, and the group itself."""
        payload = {"sender_chat": self.chat.json(), "author_signature": "所長"}
        message = self.chat.post(
            ANONYMOUS, self.world.clock(), **plain(text), payload=payload, thread_id=thread_id, by_person=True
        )
        return self.spread("message", message, bot)

    async def press_anonymously(self, bot: FakeBot, message: FakeMessage, data: str) -> Update:
        """An anonymous administrator presses a button: Telegram tells who it was all the same, as the group's bot."""
        query = {
            "id": str(4_000_000_000 + self.world.serial()),
            "from": ANONYMOUS,
            "message": message.json(bot.id),
            "chat_instance": str(self.id * 7 + 1),
            "data": data,
        }
        return bot.ask(query)

    async def linked_channel_posts(self, bot: FakeBot, text: str) -> Update:
        """The channel this group is linked to posts; Telegram forwards it here by itself, and pins it."""
        channel = {"id": -1_007_770_001, "type": "channel", "title": "お知らせ"}
        stamp = int(self.world.clock().timestamp())
        payload = {
            "sender_chat": channel,
            "is_automatic_forward": True,
            "forward_origin": {"type": "channel", "chat": channel, "message_id": 5, "date": stamp},
        }
        message = self.chat.post(CHANNEL_FORWARDER, self.world.clock(), **plain(text), payload=payload, by_person=True)
        return self.spread("message", message, bot)

    async def pin(self, user: FakeUser, message: FakeMessage) -> FakeMessage:
        """A member pins a message, with the service message that tells of it."""
        message.pinned = True
        return self.service(user.json(), message.thread_id, pins=message)

    async def edit(self, bot: FakeBot, user: FakeUser, message_id: int | FakeMessage, text: str | Json) -> Update:
        """A member changes the text or caption of an own message; also to content with entities."""
        number = message_id.message_id if isinstance(message_id, FakeMessage) else message_id
        message = self.chat.find(number)
        if message is None or message.sender["id"] != user.id:
            raise AssertionError(f"{user} has no message {number} in {self}")
        message.rewrite(text, self.world.clock())
        return self.spread("edited_message", message, bot)

    async def delete(self, user: FakeUser, message: FakeMessage) -> None:
        """A member deletes an own message, or as an administrator anybody's. Telegram tells bots nothing about it."""
        if message.sender["id"] != user.id and not self.members[user.id].may("can_delete_messages"):
            raise AssertionError(f"{user} may not delete {message}")
        message.deleted = True
        self.world.notify()

    def post(self, user: FakeUser, bot: FakeBot | None = None, **content: Any) -> Update:
        """Put a member's message in the chat and spread the news."""
        member = self.members.get(user.id)
        if member is None or not member.present:
            raise AssertionError(f"{user} is not a member of {self}")
        topic = self.threads.get(content.get("thread_id") or 0)
        if topic is not None and (topic.deleted or (topic.closed and not member.may("can_manage_topics"))):
            raise AssertionError(f"{user} is offered no input in {topic}")
        message = self.chat.post(user.json(), self.world.clock(), **content)
        return self.spread("message", message, bot)

    def spread(self, kind: str, message: FakeMessage, bot: FakeBot | None = None) -> Update:
        """Tell all bots of the group that may hear it; return the update of `bot`, or of any."""
        result: Update = {"update_id": 0, kind: message.json()}
        for each in self.bots():
            if self.hears(each, message):
                update = each.push(kind, message.json(each.id))
                if bot in (None, each):
                    result = update
        return result

    def bots(self) -> list[FakeBot]:
        """The bots that are in the group now."""
        return [b for b in self.world.bots.values() if b.id in self.members and self.members[b.id].present]

    def hears(self, bot: FakeBot, message: FakeMessage) -> bool:
        """Privacy mode: without admin rights a bot gets commands, replies to it, mentions, service messages.

        Switched off, it ends only where the bot is let in anew. A command that names no bot is for the one that
        wrote last.
        """
        if message.service:
            return True
        if message.from_bot and not message.by_person:
            return False
        if self.members[bot.id].is_admin or bot.id in self._hear_all:
            return True
        answered = self.chat.find(message.reply_to) if message.reply_to else None
        if answered is not None and answered.sender["id"] == bot.id:
            return True
        handle = f"@{bot.username}".lower()
        raw = message.text.encode("utf-16-le")
        for entity in message.entities:
            start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            word = raw[start:end].decode("utf-16-le").lower()
            if entity["type"] == "mention" and word == handle:
                return True
            if entity["type"] == "bot_command" and (word.endswith(handle) or ("@" not in word and self._last(bot))):
                return True
        return False

    def _last(self, bot: FakeBot) -> bool:
        """Tell whether no other bot has written since this one did."""
        wrote = (m.sender["id"] for m in reversed(self.chat.all_messages) if m.from_bot and not m.service)
        return next(wrote, bot.id) == bot.id

    async def press(self, bot: FakeBot, user: FakeUser, message: int | FakeMessage, data: str) -> Update:
        """A member presses a button with any data."""
        number = message.message_id if isinstance(message, FakeMessage) else message
        found = self.chat.find(number)
        shell = {"chat": self.chat.json(), "message_id": number, "date": 0}
        return bot.ask(callback_query(user, self.chat, shell if found is None else found.json(bot.id), data))

    async def press_label(self, bot: FakeBot, user: FakeUser, label: str, message_id: int | None = None) -> Update:
        """A member presses the button that reads `label`, on that message or the newest that has it."""
        message = self.chat.newest_with(label) if message_id is None else self.chat.find(message_id)
        data = message.data_of(label) if message is not None else None
        if message is None or data is None:
            raise AssertionError(f"no button {label!r} on {message or message_id} in {self}")
        return await self.press(bot, user, message, data)

    # Topics.

    def open_topic(self, sender: Json, name: str, icon_color: int = 7322096, *, chosen: Json | None = None) -> int:
        """Create a topic; its thread id is the number of the service message that announces it."""
        icon = chosen or {}
        created = {"forum_topic_created": {"name": name, "icon_color": icon_color} | icon}
        message = self.chat.post(sender, self.world.clock(), payload=created, service=True)
        message.thread_id = message.message_id
        self.threads[message.message_id] = Topic(name, icon_color, **icon)
        self.spread("message", message)
        return message.message_id

    async def create_topic(self, user: FakeUser, name: str) -> int:
        """A member opens a topic; returns its thread id."""
        return self.open_topic(user.json(), name)

    async def close_topic(self, thread_id: int) -> None:
        """Somebody closes a topic."""
        self.toggle_topic(self._somebody(), thread_id, closed=True)

    async def reopen_topic(self, thread_id: int) -> None:
        """Somebody opens a closed topic again."""
        self.toggle_topic(self._somebody(), thread_id, closed=False)

    async def close_general(self) -> None:
        """Somebody closes the General topic: nobody's message reaches it any more."""
        self.toggle_general(self._somebody(), closed=True)

    async def reopen_general(self) -> None:
        """Somebody opens the General topic again."""
        self.toggle_general(self._somebody(), closed=False)

    def toggle_general(self, sender: Json, *, closed: bool, hidden: bool | None = None) -> None:
        """Close, hide or reopen the General topic, with the service message that goes with it."""
        self.general.closed = closed
        name = "forum_topic_closed" if closed else "forum_topic_reopened"
        if hidden is not None:
            name = "general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden"
        self.service(sender, None, {name: {}})

    async def delete_topic(self, thread_id: int) -> None:
        """Somebody deletes a topic with all that was in it. Telegram tells bots nothing about it."""
        self.erase_topic(thread_id)

    async def lose_topic(self, thread_id: int) -> None:
        """Let a topic grow so old that bots no longer reach it, though people do."""
        self.threads[thread_id].lost = True

    async def ignore_topic(self, thread_id: int) -> None:
        """Let what bots write into a topic land in the group itself, without a word."""
        self.threads[thread_id].ignored = True

    def toggle_topic(self, sender: Json, thread_id: int, *, closed: bool) -> None:
        """Close or reopen, with the service message that goes with it."""
        self.threads[thread_id].closed = closed
        self.service(sender, thread_id, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})

    def erase_topic(self, thread_id: int) -> None:
        """Remove a topic and its messages."""
        self.threads[thread_id].deleted = True
        for message in self.chat.all_messages:
            if message.thread_id == thread_id:
                message.deleted = True
        self.world.notify()

    def service(
        self, sender: Json, thread_id: int | None, payload: Json | None = None, *, pins: FakeMessage | None = None
    ) -> FakeMessage:
        """Post a service message. Unlike its other messages, a bot hears of the service messages it causes."""
        content = {"payload": payload or {}, "pins": pins, "service": True, "thread_id": thread_id}
        message = self.chat.post(sender, self.world.clock(), **content)
        self.spread("message", message)
        return message

    async def migrate_to_supergroup(self, new_id: int) -> None:
        """Become a supergroup: a new id, a new numbering, an empty history for bots."""
        if self.chat.kind != "group":
            raise AssertionError(f"{self} is a {self.chat.kind} already")
        old = self.chat
        self.service(self._somebody(), None, {"migrate_to_chat_id": new_id})
        self.chat = GroupChat(new_id, old.title, "supergroup", forum=False)
        self.world.groups[new_id] = self.world.groups.pop(old.id)
        self.world.migrated[old.id] = new_id
        self.service(self._somebody(), None, {"migrate_from_chat_id": old.id})
