"""Sends the office's posts: a card for each client, in a topic of its own where the group has topics, edited in place;
notes beside it. A lost topic, a migrated group and missing rights are survived and told.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from telegram import Bot

from bot.channels.files import Files
from bot.channels.telegram.calls import Wire
from bot.channels.telegram.errors import (
    MAY_NOT_WRITE,
    NOT_FOUND,
    NOT_LET_IN,
    Meaning,
    Refused,
    Repair,
    Unreachable,
)
from bot.channels.telegram.parts import Parts, shared
from bot.channels.telegram.relay import Relay, Sending, sendings
from bot.channels.telegram.render import MOST_CHARACTERS, Message, card, finished, pages, units
from bot.delivery.courier import (
    DeliveryError,
    Dispatch,
    ErasedMeanwhile,
    ShutOut,
    TryLater,
    Undeliverable,
    Unknown,
    Withdrawn,
)
from bot.delivery.drawing import Drawing, NotDrawn
from bot.delivery.post import VERSION, Content, Post
from bot.office.group import StaffChat
from bot.office.kinds import posted
from bot.office.telegram.group import StaffGroup, TopicGone
from bot.office.telegram.wire import Landing, LibraryWire
from bot.words.words import Words
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF

if TYPE_CHECKING:
    from bot.channels.telegram.translation import Translations

log = logging.getLogger(__name__)
# What people can do about a group that is closed to us.
_CURES = {
    NOT_LET_IN: "the office bot is not in the staff group any more; add it again and make it an administrator",
    NOT_FOUND: "the staff group of INTAKE_OFFICE_CHAT was not found; add the office bot to it",
    MAY_NOT_WRITE: "the office bot may not write in the staff group; make it an administrator there",
}


class OfficeCourier:
    """The staff group's side of the outbox. `moved` is told (and keeps) the id of the group after a migration."""

    room = MOST_CHARACTERS

    def __init__(
        self,
        bot: Bot,
        group: StaffChat,
        words: Words,
        *,
        moved: Callable[[int], Awaitable[None]],
        files: Mapping[str, Files] | None = None,
    ) -> None:
        self.wire: Wire = Landing(LibraryWire(bot))
        self.relay = Relay(self.wire, words, hush=True)
        # Of each clients' channel, what clients sent.
        self.files = files or {}
        self.group = StaffGroup(self.wire, group, words)
        self.words = words
        self.moved = moved
        self.drawing = Drawing()
        self._parts = Parts()
        # What stayed of erased people whose erasure staff are still to be told of.
        self._erased: dict[str, int] = {}

    def size(self, post: Post) -> int:
        """How much of a message a post takes, with the blank line before it."""
        old = finished(post.payload)
        if post.kind == "relay":
            return sum(units(sending.html) + 2 for sending in sendings(self.words, post, hush=True))
        return sum(units(part.html) + 2 for part in ([old] if old else self._pages(post.says)))

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Send a card, a note, an answer to a command, or erase a client's topic."""
        self.group.enter()
        try:
            return await posted(self, post, dispatch)
        except Refused as refused:
            raise await self._trouble(refused) from None
        except Unreachable as error:
            raise TryLater(str(error), in_doubt=error.in_doubt) from None

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        """Take back what was posted about somebody who asked to be forgotten meanwhile."""
        for name, number in made.items():
            try:
                await self._take_back(name, int(number))
            except (Refused, Unreachable) as error:
                log.error("something about an erased client is still in the staff group; delete it by hand (%s)", error)

    async def _take_back(self, name: str, number: int) -> None:
        if name.startswith("t:"):
            await self.group.topic_removed(number, "—")
        else:
            await self.group.remove(number)

    async def _trouble(self, refused: Refused) -> DeliveryError:
        """What a refusal means for a post to staff: nothing about a lead is dropped for what people can put right."""
        found, why = refused.diagnosis, f"{refused.diagnosis.why}: {refused}"
        if refused.moved_to is not None:
            await self.moved(int(refused.moved_to))
            return TryLater("the staff group moved to a supergroup", 0)
        if found.meaning is Meaning.BLOCKED:
            log.error(_CURES.get(found.why, _CURES[MAY_NOT_WRITE]))
            return ShutOut(found.why)
        if found.meaning is Meaning.WAIT:
            return TryLater(found.why, found.seconds, in_doubt=found.in_doubt)
        if found.meaning is Meaning.FINAL or refused.asks_for(Repair.BAD_FILE):
            return Undeliverable(why)
        return Unknown(why)

    # --- kinds of posts -------------------------------------------------------------------------------------------

    async def card(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Edited in place; sent anew where that cannot be, without a sound, and the old copy goes."""
        name, message = str(post.handle), finished(post.payload) or card(self.words, post.says)
        old = _number((await dispatch.known(name)).get(name))
        is_anew = post.payload.get("anew", False)
        if old is not None and not is_anew and await self.group.edited(old, message):
            return {name: str(old)}
        silent = old is not None or not post.payload["ring"]
        thread = await self._topic_of(post, dispatch)
        await dispatch.may_send()
        try:
            number = await self.group.put(message, dispatch, thread=thread, silent=silent)
        except TopicGone:
            thread = await self._new_topic(post, dispatch)
            number = await self.group.put(message, dispatch, thread=thread, silent=silent)
        if old is not None:
            await self._replace(post, dispatch, name, number, old)
        return {name: str(number)}

    async def note(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Into the client's topic, made if needed, beside the card; without topics, as a reply to the card."""
        messages = await self._messages_of(post)
        lead, silent = post.payload["lead"], not post.payload["ring"]
        ids = await dispatch.known(f"t:{lead}", f"l:{lead}")
        live, forum = _number(ids.get(f"l:{lead}")), await self.group.has_topics()
        thread = _number(ids.get(f"t:{lead}")) if forum else None
        if live is None or (forum and thread is None):
            thread, live = await self._renewed(post, dispatch, thread, live)
        try:
            return await self._beside(post, dispatch, messages, thread, live, silent)
        except TopicGone:
            self._parts.forget(post)
            thread, live = await self._renewed(post, dispatch, None, live)
            return await self._beside(post, dispatch, messages, thread, live, silent)

    async def _beside(
        self,
        post: Post,
        dispatch: Dispatch,
        messages: list[Message],
        thread: int | None,
        live: int | None,
        silent: bool,
    ) -> Mapping[str, str]:
        reply_to = _number(post.payload.get("answers_at")) or (live if thread is None else None)

        async def send(message: Message) -> int:
            try:
                return await self.group.put(message, dispatch, thread=thread, silent=silent, reply_to=reply_to)
            except Refused as refused:
                if message.document is None or not refused.asks_for(Repair.NO_FILES):
                    raise
                log.error("the office bot may not send files in the staff group; make it an administrator there")
                failed = Message(self.words.html(LANGUAGE_OF_STAFF, Text("staff-failed")), [])
                return await self.group.put(failed, dispatch, thread=thread, silent=silent, reply_to=reply_to)

        return await self._parts.send(post, messages, dispatch, send, self.group.remove)

    async def passed_on(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """What a client wrote, or changed, into their topic; without topics, as a reply to the card."""
        lead, payload = post.payload["lead"], post.payload
        is_shared = shared(payload["copies"][0])
        names = [f"t:{lead}", f"l:{lead}", is_shared, *payload["copies"], *filter(None, [payload.get("answers")])]
        ids = await dispatch.known(*names)
        copy = _number(ids.get(payload["copies"][0]))
        if VERSION in payload:
            await self.translations.take_away(self.group.chat, payload["copies"], dispatch)
        in_place = payload["changes"] and copy is not None and is_shared not in ids
        if in_place and await self.relay.changed(self.group.chat, copy or 0, post):
            return {payload["copies"][0]: str(copy)}
        thread = _number(ids.get(f"t:{lead}")) if await self.group.has_topics() else None
        answers = copy if payload["changes"] else _number(ids.get(payload.get("answers", "")))
        answers = answers or _number(payload.get("answers_at"))
        if thread is None:
            thread = await self._topic_of(post, dispatch)
            self._let_card_go_first(thread)
        try:
            return await self._in_turn(post, dispatch, thread, answers or _number(ids.get(f"l:{lead}")), bool(answers))
        except TopicGone:
            self._parts.forget(post)
            self._let_card_go_first(await self._new_topic(post, dispatch))
            return await self._in_turn(post, dispatch, None, None, False)

    @staticmethod
    def _let_card_go_first(made: int | None) -> None:
        """Give way to the card, which is queued with every topic that is made for a message."""
        if made is not None:
            raise Withdrawn("its card goes first into a new topic")

    async def _in_turn(
        self, post: Post, dispatch: Dispatch, thread: int | None, reply_to: int | None, is_answer: bool
    ) -> Mapping[str, str]:
        answers = reply_to if is_answer or thread is None else None
        calls = sendings(self.words, post, hush=True)

        async def send(sending: Sending) -> object:
            async def put(params: Mapping[str, Any]) -> Mapping[str, str]:
                return await self.relay.send(sending, params, self.files.get(post.payload["source"]))

            silent = not post.payload["ring"]
            return await self.group.write(put, dispatch, thread=thread, silent=silent, reply_to=answers)

        return await self._parts.pass_on(post, calls, dispatch, send, self.group.remove)

    async def translation(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """What a machine made of something that a client wrote; a change of a message counts in the group, too."""
        name = f"t:{post.payload['lead']}"
        thread = (await dispatch.known(name)).get(name)
        where = {"message_thread_id": int(thread)} if thread is not None and await self.group.has_topics() else {}
        await dispatch.may_send()
        return await self.translations.show(self.group.chat, post, dispatch, where)

    @cached_property
    def translations(self) -> Translations:
        """What shows translations."""
        # Imported here: an office without a translation server loads nothing of it.
        from bot.channels.telegram.translation import Translations

        return Translations(self.relay, self._parts)

    async def react(self, post: Post, _dispatch: Dispatch) -> Mapping[str, str]:
        """A sign under a message of staff."""
        await self.group.react(int(post.payload["message"]))
        return {}

    async def named(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """What a topic is called now, and whether it is closed; one that is not there yet is made as it should be."""
        name, closed = f"t:{post.payload['lead']}", post.payload["closed"]
        thread = _number((await dispatch.known(name)).get(name))
        if thread is None or not await self.group.has_topics():
            return {}
        await dispatch.may_send(1 if closed is None else 2)
        if not await self.group.shaped(thread, self._topic_name(post), closed):
            await self.group.tell_rights(dispatch)
        return {}

    async def reply(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """An answer to a command, where it was asked; in the group itself where that topic is gone."""
        messages, silent = await self._messages_of(post), not post.payload.get("ring", False)

        async def send(message: Message) -> int:
            try:
                return await self.group.put(message, dispatch, thread=_number(post.payload["thread"]), silent=silent)
            except TopicGone:
                return await self.group.put(message, dispatch, thread=None, silent=silent)

        return await self._parts.send(post, messages, dispatch, send, self.group.remove)

    async def notice(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """What is about no client, into the group itself; changed in place, and sent anew where that cannot be."""
        name, message = str(post.handle), card(self.words, post.says)
        old = _number((await dispatch.known(name)).get(name))
        if old is not None and await self.group.edited(old, message):
            return {name: str(old)}
        await dispatch.may_send()
        silent = old is not None or not post.payload["ring"]
        return {name: str(await self.group.put(message, dispatch, thread=None, silent=silent))}

    async def erase(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Take everything about a client away, then ask staff to do so with what they noted; repeated until both are
        done, the second once."""
        payload = post.payload
        if post.id not in self._erased:
            self._erased[post.id] = await self._left_of(payload)
        messages = await self._messages_of(post)
        if left_over := self._erased[post.id]:
            # What the bot may not take away, staff are asked to.
            text = Text("staff-erased-left", {"count": left_over})
            messages.append(Message(self.words.html(LANGUAGE_OF_STAFF, text), []))

        async def send(message: Message) -> int:
            return await self.group.put(message, dispatch, thread=None, silent=not payload.get("ring", True))

        made = await self._parts.send(post, messages, dispatch, send, self.group.remove)
        del self._erased[post.id]
        return made

    async def _left_of(self, payload: Mapping[str, Any]) -> int:
        """Take messages and topic away, and return how many stay."""
        numbers = [int(number) for number in payload["messages"]]
        topics = [int(number) for number in (payload["topic"], *payload.get("topics", ())) if number is not None]
        if payload.get("group") not in (None, str(self.group.chat)):
            # The group has become another one since: there, the same numbers are other clients' messages.
            return len(numbers) + len(topics)
        gone = [await self.group.topic_removed(topic, payload.get("name", "—")) for topic in topics]
        # With a topic goes all that is in it, however old; only what is elsewhere has to be asked for.
        left = await self.group.removed(numbers)
        return len(left) + gone.count(False)

    # --- what is said ---------------------------------------------------------------------------------------------

    def _pages(self, content: Content) -> list[Message]:
        # A card asked for by a command looks like the live one.
        is_card = bool(content.lines) and content.lines[0].key == "card-title"
        return [card(self.words, content)] if is_card else pages(self.words, content, hush=True)

    async def _messages_of(self, post: Post) -> list[Message]:
        """The text of a post, under a worksheet where it has one. That it cannot be drawn must hold up nothing."""
        old = finished(post.payload)
        messages = [old] if old is not None else self._pages(post.says)
        if "sheet" not in post.payload:
            return messages
        try:
            drawn = await self.drawing.sheet(post.payload["sheet"])
        except NotDrawn as error:
            log.error("a worksheet could not be drawn (%s)", error)
            return [Message(self.words.html(LANGUAGE_OF_STAFF, Text("staff-failed")), [])]
        return [*messages[:-1], Message(messages[-1].html, [], (post.payload["name"], drawn))]

    # --- topics and cards -----------------------------------------------------------------------------------------

    async def _topic_of(self, post: Post, dispatch: Dispatch) -> int | None:
        """The client's topic, made if there is none; None where the group has no topics."""
        if not await self.group.has_topics():
            return None
        name = f"t:{post.payload['lead']}"
        return _number((await dispatch.known(name)).get(name)) or await self._new_topic(post, dispatch)

    async def _new_topic(self, post: Post, dispatch: Dispatch) -> int | None:
        """A topic for a client, known at once: it must not be made twice because its card could not be sent."""
        thread = await self.group.make_topic(self._topic_name(post))
        if thread is None:
            await self.group.tell_rights(dispatch)
            return None
        name = f"t:{post.payload['lead']}"
        old = (await dispatch.known(name)).get(name)
        # People may still write in one that bots no longer reach.
        made = {name: str(thread)} if old is None else {f"{name}/{old}": old, name: str(thread)}
        if not all([await dispatch.remember(*one) for one in made.items()]):
            # It bears the client's name.
            await self.retract(post, {"t:": str(thread)})
            raise ErasedMeanwhile("the person was erased while the topic was being made")
        return thread

    def _topic_name(self, post: Post) -> str:
        topic = post.payload["topic"]
        return topic if isinstance(topic, str) else self.words.plain(LANGUAGE_OF_STAFF, Text.from_json(topic))

    async def _renewed(
        self, post: Post, dispatch: Dispatch, thread: int | None, live: int | None
    ) -> tuple[int | None, int | None]:
        """A topic where there is none, and the whole card in it, silently; an older card elsewhere goes."""
        if thread is None and await self.group.has_topics():
            thread = await self._new_topic(post, dispatch)
        if (thread is None and live is not None) or "card" not in post.payload:
            return thread, live
        await dispatch.may_send()
        message = self._beside_a_note(post.payload["card"])
        number = await self.group.put(message, dispatch, thread=thread, silent=True)
        await self._replace(post, dispatch, f"l:{post.payload['lead']}", number, live)
        return thread, number

    def _beside_a_note(self, kept: Mapping[str, Any]) -> Message:
        """The card that goes with a note; version 0.2.0 kept finished words."""
        return finished(kept) or card(self.words, Content.from_json(kept))

    async def _replace(self, post: Post, dispatch: Dispatch, name: str, number: int, old: int | None) -> None:
        """Make a new card the live one at once, whatever becomes of the rest, and take the old one away."""
        if not await dispatch.remember(name, str(number)):
            await self.retract(post, {name: str(number)})
            raise ErasedMeanwhile("the person was erased while the card was being sent")
        if old is not None:
            try:
                await self.group.remove(old)
            except (Refused, Unreachable) as error:
                log.warning("an old copy of a card stays in the staff group (%s)", error)


def _number(name: Any) -> int | None:
    """What we keep as a string and Telegram calls by a number."""
    return None if name is None else int(name)
