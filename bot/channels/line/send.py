"""LINE's courier: an answer to what somebody has just done first, which costs nothing; else a message that is paid for.

What waits for a person goes in one call. Nothing can be changed or taken back here.
"""

from __future__ import annotations

import logging
import uuid
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from bot.channels.files import Unreachable
from bot.channels.line.abilities import ABILITIES, MOST_MESSAGES
from bot.channels.line.calls import Calls, InDoubt, Tried
from bot.channels.line.handed import DOCUMENT, PICTURE, RELAYED, Handed
from bot.channels.line.quota import Quota
from bot.channels.line.render import LineChoice, choices_of, image_message, pieces, quick_items, text_message, texts_of
from bot.channels.line.tokens import ReplyTokens
from bot.channels.line.wire import LineRefused, LineWire, sent_ids
from bot.channels.plain import Starts, relayed, said_by
from bot.delivery.courier import (
    Blocked,
    Dispatch,
    OneByOne,
    TooLate,
    TryLater,
    Undeliverable,
    Unknown,
)
from bot.delivery.post import LETTER, NUMBERED, OVER, POSTS, SEVERAL, Content, Post
from bot.errors import StorageTrouble
from bot.sheets.as_json import card_from_json
from bot.sheets.card_text import card_text
from bot.words.words import Words
from dialogs.marks import read_press
from dialogs.messages import Text
from dialogs.talk import FILES, STICKER, Media, Utterance

log = logging.getLogger(__name__)
# A name that the same call has however often, and after a new start, is made of its posts within this.
_RETRIES = uuid.UUID("6d1c3fd2-3c6b-4f0e-9a54-7a1f5d0c9b1e")
MOST_CHATS, MOST_POSTS = 20_000, 10_000
# With so many questions go the quick replies of what stood beside them; later nobody knows whose they are.
MOST_SINCE = 2
# What LINE shows as a picture, preview and all.
LARGEST_PICTURE = 1024 * 1024
# How long LINE is left alone that says we are too fast.
RATE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message of a post: `name` tells it from every other, `copy` is our handle of it, if it has one."""

    post: Post
    name: str
    copy: str | None
    message: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A call of which nobody knows whether LINE took it: the names of its messages, and the token it answered with.

    Without a token it was one that is paid for, and its retry key tells.
    """

    names: Sequence[str]
    token: str | None


@dataclass(frozen=True, slots=True)
class _Call:
    """What one call says to a chat: after what was `said` of the delivery, the first of all that is `left` to say."""

    to: str
    some: Sequence[Outgoing]
    said: Sequence[str]
    left: Sequence[str]
    alone: bool

    @property
    def names(self) -> list[str]:
        """The names of its messages."""
        return [one.name for one in self.some]

    @property
    def posts(self) -> list[Post]:
        """The post of each of its messages."""
        return [one.post for one in self.some]


@dataclass(slots=True)
class _Below:
    """What can be chosen in a chat: of which message of ours, and at which place."""

    handle: str | None
    place: str
    choices: list[LineChoice]
    has_arrived: bool = False
    # Of what stands beside: how many questions came since.
    age: int = 0

    @property
    def is_beside(self) -> bool:
        """Whether it stands beside what is asked."""
        return self.choices[0].before[:1].isalpha()


class LineCourier:
    """Sends the posts of LINE."""

    room = 0

    def __init__(
        self, wire: LineWire, words: Words, tokens: ReplyTokens, quota: Quota, handed: Handed, calls: Calls
    ) -> None:
        self.wire = wire
        self.words = words
        self.tokens = tokens
        self.quota = quota
        self.handed = handed
        self.calls = calls
        # Who has left: LINE takes what is for them, and shows it to nobody.
        self.left: set[str] = set()
        self._below: OrderedDict[str, list[_Below]] = OrderedDict()
        # By post and what it passes on: pictures of an album join one that was tried already.
        self._built: OrderedDict[tuple[str, int], list[Outgoing]] = OrderedDict()
        self._doubts: dict[str, _Doubt] = {}
        self._arrived: OrderedDict[str, str] = OrderedDict()
        self._starts = Starts()

    def size(self, post: Post) -> int:
        """Nothing is merged here."""
        return 1

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        """Nothing can be taken back; what could be chosen is forgotten."""
        self.forget(str(post.payload.get("to", "")))

    def forget(self, to: str) -> None:
        """Forget what could be chosen in a chat."""
        self._below.pop(to, None)

    def was_shown(self, to: str, data: str) -> bool:
        """Return whether a choice was brought to a chat; it is taken for so where nothing is known of the chat."""
        below = [one for one in self._below.get(to, ()) if not one.is_beside]
        return not below or any(one.has_arrived and one.place == _place(data) for one in below)

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Send a post, or several that go together."""
        to = str(post.payload["to"])
        if post.kind == "strip":
            self._strip(to, post)
            return {}
        if post.kind == "erase":
            self.forget(to)
            return {}
        if post.kind == "unsend":
            raise Undeliverable("LINE takes no message back")
        posts: Sequence[Post] = post.payload[POSTS] if post.kind == SEVERAL else (post,)
        try:
            outgoing = [one for each in posts for one in await self._messages(each, dispatch)]
        except StorageTrouble:
            raise TryLater("the database is in trouble") from None
        while left := [one for one in outgoing if one.name not in self._arrived]:
            said = [one.name for one in outgoing if one.name in self._arrived]
            call = _Call(to, self._first(to, left), said, [one.name for one in left], len(posts) == 1)
            try:
                await self._send(call, dispatch)
            except InDoubt as doubt:
                self._recall(to, doubt.tried)
            except StorageTrouble:
                raise TryLater("the database is in trouble") from None
        made = {one.copy: self._arrived[one.name] for one in outgoing if one.copy is not None}
        for one in outgoing:
            self._arrived.pop(one.name, None)
        for each in posts:
            self._built.pop(_built_as(each), None)
        handles = {each.handle for each in posts}
        for below in self._below.get(to, ()):
            below.has_arrived |= below.handle in handles
        return made

    # --- one call -------------------------------------------------------------------------------------------------

    def _first(self, to: str, left: Sequence[Outgoing]) -> Sequence[Outgoing]:
        """What goes in the next call: what is in doubt alone, however much waits behind it by now."""
        doubt = self._doubts.get(to)
        if doubt is not None and [one.name for one in left[: len(doubt.names)]] != doubt.names:
            # Something of it was overtaken since, so that it is no call that was made.
            del self._doubts[to]
            doubt = None
        return left[: MOST_MESSAGES if doubt is None else len(doubt.names)]

    async def _send(self, call: _Call, dispatch: Dispatch) -> None:
        to = call.to
        if to in self.left:
            raise Blocked("they have left")
        await dispatch.may_send()
        messages = [dict(one.message) for one in call.some]
        if items := quick_items(self._choices(to, {one.post.handle for one in call.some})):
            # Only what is under the last message is shown.
            messages[-1]["quickReply"] = {"items": items}
        doubt, sent = self._doubts.get(to), None
        # A call that was paid for, perhaps, is made again as it was: an answer would say it twice.
        if doubt is None or doubt.token is not None or self.quota.is_over(call.posts):
            sent = await self._reply(call, messages, dispatch)
        if sent is None:
            sent = await self._push(call, messages, dispatch)
        self._doubts.pop(to, None)
        for number, one in enumerate(call.some):
            self._arrived[one.name] = sent[number] if number < len(sent) else one.name
        while len(self._arrived) > MOST_POSTS:
            self._arrived.popitem(last=False)

    def _recall(self, to: str, tried: Tried) -> None:
        """Take over a call that was made before us: its token, where it is fresh, tells whether it arrived."""
        self._arrived |= {name: name for name in tried.before}
        self._doubts[to] = _Doubt(list(tried.names), tried.token)
        if tried.token is not None:
            self.tokens.add_first(to, tried.token, self.calls.age_now(tried))

    async def _reply(self, call: _Call, messages: Sequence[Mapping[str, Any]], dispatch: Dispatch) -> list[str] | None:
        """Answer with a token; None where none is taken any more."""
        to, names = call.to, call.names
        while (token := self.tokens.first(to)) is not None:
            await self.calls.begin(to, call.said, call.left, len(names), token, self.tokens.age(to, token))
            body = {"replyToken": token, "messages": messages}
            try:
                sent = sent_ids(await self.wire.call("POST", "/v2/bot/message/reply", body))
            except Unreachable as error:
                # It may have arrived. The token is tried once more, and tells.
                self._doubts[to] = _Doubt(names, token)
                raise TryLater(str(error)) from None
            except LineRefused as refused:
                if refused.kind == "reply token":
                    self.tokens.use_up(to, token)
                    if self._doubts.get(to) == _Doubt(names, token):
                        # A fresh token that is not taken again was used: by the call in doubt.
                        return []
                    continue
                if refused.kind == "trouble":
                    self._doubts[to] = _Doubt(names, token)
                raise _trouble(refused) from None
            self.tokens.use_up(to, token)
            await self._count_again(to, token, dispatch)
            return sent
        return None

    async def _push(self, call: _Call, messages: Sequence[Mapping[str, Any]], dispatch: Dispatch) -> list[str]:
        to, names = call.to, call.names
        if self.quota.is_over(call.posts):
            await self._wait(to, call.posts[0], alone=call.alone)
        await self.calls.begin(to, call.said, call.left, len(names), None)
        key = str(uuid.uuid5(_RETRIES, "\n".join(names)))
        try:
            sent = sent_ids(await self.wire.call("POST", "/v2/bot/message/push", {"to": to, "messages": messages}, key))
        except Unreachable as error:
            self._doubts[to] = _Doubt(names, None)
            raise TryLater(str(error)) from None
        except LineRefused as refused:
            if refused.kind == "done before":
                # It arrived, and we did not hear of it.
                return refused.sent
            if refused.kind == "quota":
                self.quota.refused()
                await self._wait(to, call.posts[0], alone=call.alone)
            if refused.kind == "trouble":
                self._doubts[to] = _Doubt(names, None)
            raise _trouble(refused) from None
        self.quota.count()
        await self._count_again(to, None, dispatch)
        return sent

    async def _count_again(self, to: str, token: str | None, dispatch: Dispatch) -> None:
        """Count what is said again though it may have arrived: nobody can know it of an answer whose token has ended.

        Twice is preferred to never: who waits for the next question would wait for good.
        """
        doubt = self._doubts.get(to)
        if doubt is not None and doubt.token not in (None, token):
            log.warning("LINE: a message may have come twice; nobody can know it of an answer as old as that")
            dispatch.may_come_twice()
            await self.quota.again()

    async def _wait(self, to: str, post: Post, *, alone: bool) -> NoReturn:
        """Let a post wait until the client writes; staff are told, once of all that is not important."""
        if not alone:
            # One may have arrived already, another may be important.
            raise OneByOne("what is not important waits")
        await self.quota.tell()
        self._built.pop(_built_as(post), None)
        raise TooLate("nothing more is paid for this month", quiet=not self.quota.is_important(post))

    # --- what can be chosen ---------------------------------------------------------------------------------------

    def _choices(self, to: str, coming: Collection[str | None]) -> list[LineChoice]:
        """What can be chosen once messages of these handles have come."""
        known = (one for one in reversed(self._below.get(to, ())) if one.has_arrived or one.handle in coming)
        return [one for below in known for one in below.choices]

    def _shows(self, to: str, post: Post, choices: list[LineChoice]) -> bool:
        """Note what can be chosen now; return whether it stands in place of the same question."""
        place = _place(choices[0].data)
        below = self._below.get(to, [])
        again = any(one.place == place for one in below)
        if LETTER not in post.payload:
            # Of what is asked there is one at a time; what stands beside it is typed once some of that has come since.
            below = [one for one in below if one.is_beside and one.age < MOST_SINCE]
            for one in below:
                one.age += 1
        below = [one for one in below if one.place != place][-2:]
        self._below[to] = [*below, _Below(post.handle, place, choices)]
        self._below.move_to_end(to)
        while len(self._below) > MOST_CHATS:
            self._below.popitem(last=False)
        return again

    def _strip(self, to: str, post: Post) -> None:
        if post.handle is not None and to in self._below:
            self._below[to] = [one for one in self._below[to] if one.handle != post.handle]

    # --- what is said ---------------------------------------------------------------------------------------------

    async def _messages(self, post: Post, dispatch: Dispatch) -> list[Outgoing]:
        """The messages of a post: made once, so that what is sent again is the same."""
        found = self._built.get(_built_as(post))
        if found is None:
            found = self._built[_built_as(post)] = await self._made(post, dispatch)
            while len(self._built) > MOST_POSTS:
                self._built.popitem(last=False)
        return found

    async def _made(self, post: Post, dispatch: Dispatch) -> list[Outgoing]:
        if post.kind == "picture":
            return await self._picture(post)
        if post.kind == "relay":
            return await self._relay(post)
        if post.kind == "entry":
            content = await dispatch.calendar_file(as_file=True, of=post)
            return [] if content is None else await self._content(post, content)
        return await self._content(post, post.says)

    async def _content(self, post: Post, content: Content) -> list[Outgoing]:
        to = str(post.payload["to"])
        letter = str(post.payload.get(LETTER, ""))
        choices = choices_of(self.words, content, bool(post.payload.get(NUMBERED)), letter)
        again = self._shows(to, post, choices) if choices else True
        if again and post.kind == "screen":
            content = said_by(self.words, post, ABILITIES, self._starts)
        elif choices:
            # The next question takes no one's place.
            self._starts.note(self.words, post, content)
        if post.payload.get(OVER):
            self._below[to] = [one for one in self._below.get(to, ()) if one.is_beside]
        how = self._how(content.language, choices)
        texts = texts_of(self.words, content, choices, how)
        if content.document is not None:
            texts.append(await self._document(post, content))
        return self._named(post, [text_message(text) for text in texts], post.handle)

    def _how(self, language: str, choices: Sequence[LineChoice]) -> str:
        if not choices:
            return ""
        first = choices[0].before.rstrip(". ")
        key = "line-type-word" if first == "•" else "line-type-number"
        return self.words.plain(language, Text(key, {"first": first}))

    async def _document(self, post: Post, content: Content) -> str:
        assert content.document is not None
        name, text = content.document
        address = await self.handed.give(post.person, {"kind": DOCUMENT, "name": name, "text": text})
        return self.words.plain(content.language, Text("line-file", {"name": name, "link": address}))

    async def _picture(self, post: Post) -> list[Outgoing]:
        about = {"kind": PICTURE, "picture": post.payload["picture"], "language": post.payload["language"]}
        address = await self.handed.give(post.person, about)
        text = card_text(card_from_json(post.payload["picture"]))
        return self._named(post, [image_message(address), *map(text_message, pieces(text))], post.handle)

    async def _relay(self, post: Post) -> list[Outgoing]:
        """What staff wrote, each with who says so; files by an address of ours."""
        payload, found = post.payload, []
        for one, copy in zip(payload["said"], payload["copies"], strict=True):
            said = Utterance.from_json(one)
            media = said.media
            is_file = media is not None and media.kind in FILES and media.kind != STICKER and bool(media.file)
            words = replace(said, media=None) if is_file else said
            above = relayed(self.words, replace(post, payload={**payload, "said": [words.to_json()]}))
            messages = [text_message(text) for text in texts_of(self.words, above, (), "") if text.strip()]
            if is_file and media is not None:
                messages += await self._file(post, media, above.language)
            found += self._named(post, messages, copy)
        return found

    async def _file(self, post: Post, media: Media, language: str) -> list[dict[str, Any]]:
        about = {
            "kind": RELAYED,
            "source": post.payload["source"],
            "file": media.file,
            "media": media.kind,
            "name": media.name,
        }
        address = await self.handed.give(post.person, about)
        if media.kind == "photo" and (media.size or 0) <= LARGEST_PICTURE:
            return [image_message(address)]
        name: Text | str = media.name or Text(f"media-{media.kind}")
        return [text_message(self.words.plain(language, Text("line-file", {"name": name, "link": address})))]

    @staticmethod
    def _named(post: Post, messages: Sequence[Mapping[str, Any]], copy: str | None) -> list[Outgoing]:
        last = len(messages)
        return [
            Outgoing(post, f"{post.id}/{copy or ''}/{number}", copy if number == last else None, message)
            for number, message in enumerate(messages, 1)
        ]


def _built_as(post: Post) -> tuple[str, int]:
    return post.id, len(post.payload.get("copies", ()))


def _place(data: str) -> str:
    press = read_press(data)
    return data if press is None else press.place


def _trouble(refused: LineRefused) -> Exception:
    """What a refusal means for a post to a client."""
    why = str(refused)
    if refused.kind == "rate":
        return TryLater(why, RATE_SECONDS)
    if refused.kind in ("trouble", "token", "quota"):
        return TryLater(why)
    if refused.kind == "nobody there":
        return Blocked(why)
    return Undeliverable(why) if refused.code in (400, 413) else Unknown(why)


__all__ = ["LineCourier"]
