"""What somebody wrote, as calls to Telegram that write it again in another chat, by another bot.

Words keep their formatting, files their kind, albums stay albums. What cannot be had is left out and told, and the rest
goes.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import Any

from bot.channels.files import FileLost, Files
from bot.channels.telegram.calls import Upload, Wire, text_params
from bot.channels.telegram.errors import Refused, Repair
from bot.channels.telegram.files import LARGEST_PHOTO, MOST_FETCHED
from bot.channels.telegram.render import LONGEST_CAPTION, MOST_CHARACTERS, hushed, paginate, units, unnested
from bot.delivery.post import Content, Post
from bot.words.words import Words
from dialogs.talk import CODE, CONTACT, FILES, LINK, LOCATION, PRE, VENUE, Emphasis, Media, Utterance

# What can be sent as an album: pictures and films together, the others among themselves.
_TOGETHER = {"photo": "seen", "video": "seen", "document": "document", "audio": "audio"}
# What has no room for words beneath it.
_WITHOUT_CAPTION = ("sticker", "video_note")
_METHODS = {
    "photo": "sendPhoto",
    "document": "sendDocument",
    "voice": "sendVoice",
    "video_note": "sendVideoNote",
    "video": "sendVideo",
    "audio": "sendAudio",
    "animation": "sendAnimation",
    "sticker": "sendSticker",
}
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TOLD = ("duration", "width", "height", "length")


# --- words ------------------------------------------------------------------------------------------------------------


def html_of(said: Utterance, *, hush: bool = False) -> str:
    """A text with its formatting as Telegram's HTML. With `hush`, no @name in it notifies anybody."""
    text, marks = said.text, _nested(said)
    edges = sorted({0, len(text), *(m.offset for m in marks), *(m.offset + m.length for m in marks)})
    result: list[str] = []
    opened: list[Emphasis] = []
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        again: list[Emphasis] = []
        while any(mark.offset + mark.length <= start for mark in opened):
            mark = opened.pop()
            result.append(_end(mark))
            if mark.offset + mark.length > start:
                again.append(mark)
        for mark in [*reversed(again), *(mark for mark in marks if mark.offset == start)]:
            result.append(_begin(mark))
            opened.append(mark)
        piece = html.escape(text[start:end], quote=False)
        result.append(hushed(piece) if hush else piece)
    result += map(_end, reversed(opened))
    return unnested("".join(result))


def _nested(said: Utterance) -> list[Emphasis]:
    """The marks that Telegram takes together, from the outer to the inner: one kind not within itself, code alone."""
    standing = [mark for mark in said.marks if mark.length > 0 and mark.offset + mark.length <= len(said.text)]
    kept: list[Emphasis] = []
    for mark in sorted(standing, key=lambda mark: (mark.offset, -mark.length)):
        over = [other for other in kept if other.offset + other.length > mark.offset]
        if not any(other.kind == mark.kind or {other.kind, mark.kind} & {CODE, PRE} for other in over):
            kept.append(mark)
    return kept


def _begin(mark: Emphasis) -> str:
    return f'<a href="{html.escape(mark.link)}">' if mark.kind == LINK else f"<{_TAGS[mark.kind]}>"


def _end(mark: Emphasis) -> str:
    return "</a>" if mark.kind == LINK else f"</{_TAGS[mark.kind]}>"


def above(words: Words, post: Post) -> str:
    """What stands above relayed words: who wrote them."""
    content = Content.from_json(post.payload["say"])
    return "\n".join(words.html(content.language, line) for line in content.lines)


# --- what is sent -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Sending:
    """One call's worth of what is passed on: words alone, or one item, or an album.

    `copies` are the handles of what it makes, one for each message. `words` are what is said of an item that is not to
    be had, by its handle. `made` is what has come of it by now: a message for each handle, "" for what was not to be
    had, of which `lost` says what it is called, and why.
    """

    said: tuple[Utterance, ...]
    html: str
    copies: tuple[str, ...]
    words: Mapping[str, Sending] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    lost: list[tuple[str, str]] = field(default_factory=list)

    @property
    def left(self) -> list[tuple[Utterance, str]]:
        """The items that are still to be sent, with their handles."""
        return [(one, copy) for one, copy in zip(self.said, self.copies, strict=False) if copy not in self.made]

    @property
    def messages(self) -> int:
        """How many messages it still makes."""
        return len(self.left) if self.said else int(self.copies[0] not in self.made)

    def names(self) -> list[str]:
        """The handles of all that it may make."""
        return [*self.copies, *(name for words in self.words.values() for name in words.copies)]

    def instead(self) -> list[Sending]:
        """The words of what was not to be had."""
        return [words for copy, words in self.words.items() if self.made.get(copy) == ""]


def words_after(copy: str, page: int = 0) -> str:
    """The handle of the words of an item that stand in a message of their own."""
    return f"{copy}/1{page}"


def sendings(words: Words, post: Post, *, hush: bool = False) -> list[Sending]:
    """What a post passes on, call by call."""
    said = [Utterance.from_json(one) for one in post.payload["said"]]
    copies = tuple(post.payload["copies"])
    if post.payload.get("changes") and said[0].text:
        # What could not be changed in place: the words come anew, the file is there already.
        said = [replace(one, media=None) for one in said]
    if said[0].media is None:
        body = "\n\n".join(html_of(one, hush=hush) for one in said)
        pages = _pages(words, post, body)
        last = len(pages) - 1
        return [
            Sending((), page, copies if number == last else (f"{copies[0]}/{number + 1}",))
            for number, page in enumerate(pages)
        ]
    found: list[Sending] = []
    groups: dict[str, list[tuple[Utterance, str]]] = {}
    for one, copy in zip(said, copies, strict=True):
        kind = _TOGETHER.get(one.media.kind, "") if one.media is not None else ""
        groups.setdefault(kind or copy, []).append((one, copy))
    for group in groups.values():
        spoken = {copy: _spoken(words, post, one, copy, hush) for one, copy in group if one.text}
        # Words that do not fit beneath come after.
        long = {copy for one, copy in group if units(html_of(one)) > LONGEST_CAPTION or is_bare(one)}
        fits = tuple(replace(one, text="", marks=()) if copy in long else one for one, copy in group)
        instead = {copy: pages[0] for copy, pages in spoken.items() if copy not in long}
        found.append(Sending(fits, "", tuple(copy for _, copy in group), instead))
        found += [page for copy, pages in spoken.items() if copy in long for page in pages]
    return found


def _spoken(words: Words, post: Post, one: Utterance, copy: str, hush: bool) -> list[Sending]:
    """The words of an item, as messages of their own."""
    pages = _pages(words, post, html_of(one, hush=hush))
    return [Sending((), page, (words_after(copy, number),)) for number, page in enumerate(pages)]


def _pages(words: Words, post: Post, body: str) -> list[str]:
    """Words in as many messages as they take, each with who wrote them: none may pass for what the bot says."""
    head = f"{above(words, post)}\n"
    return [head + page for page in paginate([body], MOST_CHARACTERS - units(head))]


def is_bare(said: Utterance) -> bool:
    """Whether nothing can stand beneath it."""
    return said.media is not None and (said.media.kind in _WITHOUT_CAPTION or said.media.kind not in FILES)


class Relay:
    """Sends on what was written, by one bot's wire. `files` are those of the bot to which it was written."""

    def __init__(self, wire: Wire, words: Words, *, hush: bool = False) -> None:
        self.wire = wire
        self.words = words
        self.hush = hush

    async def send(self, sending: Sending, params: Mapping[str, Any], files: Files | None) -> Mapping[str, str]:
        """Send what is left of it; what comes of that stands in `sending.made`, also where Telegram then refuses."""
        if not sending.said:
            sent = await self.wire.call("sendMessage", {**params, **text_params(params["chat_id"], sending.html)})
            sending.made |= dict.fromkeys(sending.copies, str(sent["message_id"]))
        elif len(sending.left) > 1:
            await self._album(sending, params, files)
        else:
            await self._one_by_one(sending, params, files)
        return sending.made

    async def _one(self, said: Utterance, params: Mapping[str, Any], files: Files | None) -> int:
        """Send one item; raises `FileLost`."""
        media = said.media
        assert media is not None
        if media.kind not in FILES:
            return int((await self.wire.call(*_plain_call(media, params)))["message_id"])
        for kind in dict.fromkeys((_kind(media), "document")):
            try:
                return await self._file(said, media, kind, params, files)
            except Refused as refused:
                # A picture that is no picture to Telegram is a file all the same.
                if not refused.asks_for(Repair.BAD_FILE, Repair.NO_FILES):
                    raise
        raise FileLost("gone")

    async def _file(
        self, said: Utterance, media: Media, kind: str, params: Mapping[str, Any], files: Files | None
    ) -> int:
        if files is None:
            raise FileLost("gone")
        if media.size is not None and media.size > MOST_FETCHED:
            raise FileLost("size")
        told = {**params, **self._caption(said, kind)}
        told |= {name: int(media.about[name]) for name in _TOLD if name in media.about and kind not in ("photo",)}
        if kind in ("document", "sticker", "voice"):
            told = {name: value for name, value in told.items() if name not in ("width", "height", "length")}
        if kind in ("document", "sticker"):
            told.pop("duration", None)
        async with files.open(media.file, MOST_FETCHED) as pieces:
            sent = await self.wire.upload(_METHODS[kind], told, {kind: Upload(_file_name(media, kind), pieces)})
        return int(sent["message_id"])

    def _caption(self, said: Utterance, kind: str) -> dict[str, Any]:
        if not said.text or kind in _WITHOUT_CAPTION:
            return {}
        return {"caption": html_of(said, hush=self.hush), "parse_mode": "HTML"}

    async def _album(self, sending: Sending, params: Mapping[str, Any], files: Files | None) -> None:
        """An album whole; without an item that cannot be had, and one by one where Telegram will not take them so."""
        lost: dict[str, tuple[str, str]] = {}
        async with AsyncExitStack() as opened:
            items: list[dict[str, Any]] = []
            uploads: dict[str, Upload] = {}
            kept: list[tuple[Media, str]] = []
            for number, (said, copy) in enumerate(sending.left):
                media = said.media
                assert media is not None
                try:
                    if files is None or (media.size or 0) > MOST_FETCHED:
                        raise FileLost("gone" if files is None else "size")
                    pieces = await opened.enter_async_context(files.open(media.file, MOST_FETCHED))
                except FileLost as missing:
                    lost[copy] = (_called(media), missing.reason)
                    continue
                name = f"part{number}"
                uploads[name] = Upload(_file_name(media, media.kind), pieces)
                items.append({"type": media.kind, "media": f"attach://{name}", **self._caption(said, media.kind)})
                kept.append((media, copy))
            if len(items) > 1 and not any(_kind(media) != media.kind for media, _ in kept):
                try:
                    sent = await self.wire.upload("sendMediaGroup", {**params, "media": items}, uploads)
                    sending.made |= {copy: str(one["message_id"]) for (_, copy), one in zip(kept, sent, strict=False)}
                except Refused as refused:
                    if not refused.asks_for(Repair.BAD_FILE, Repair.NO_FILES):
                        raise
        sending.made |= dict.fromkeys(lost, "")
        sending.lost += lost.values()
        await self._one_by_one(sending, params, files)

    async def _one_by_one(self, sending: Sending, params: Mapping[str, Any], files: Files | None) -> None:
        for said, copy in sending.left:
            try:
                sending.made[copy] = str(await self._one(said, params, files))
            except FileLost as lost:
                assert said.media is not None
                sending.made[copy] = ""
                sending.lost.append((_called(said.media), lost.reason))

    async def changed(self, chat: int, number: int, post: Post) -> bool:
        """Whether a copy now says what its message was changed to; False where that must be said anew."""
        [said] = [Utterance.from_json(one) for one in post.payload["said"]]
        if said.media is None:
            pages = _pages(self.words, post, html_of(said, hush=self.hush))
            method, params = "editMessageText", text_params(chat, pages[0])
            if len(pages) > 1:
                return False
        else:
            text = html_of(said, hush=self.hush)
            method, params = "editMessageCaption", {"chat_id": chat, "caption": text, "parse_mode": "HTML"}
            if units(text) > LONGEST_CAPTION or is_bare(said):
                return False
        try:
            await self.wire.call(method, {**params, "message_id": number})
        except Refused as refused:
            if refused.asks_for(Repair.NOTHING_TO_DO):
                return True
            if refused.asks_for(Repair.MESSAGE_GONE):
                return False
            raise
        return True


def _kind(media: Media | None) -> str:
    """What a file is sent as: a picture too large for one is sent as a file."""
    assert media is not None
    return "document" if media.kind == "photo" and (media.size or 0) > LARGEST_PHOTO else media.kind


def _called(media: Media) -> str:
    """What people call a file: its name, or else its kind behind a colon."""
    return media.name or f":{media.kind}"


_ENDINGS = {
    **{"photo": ".jpg", "voice": ".ogg", "video_note": ".mp4", "video": ".mp4", "animation": ".mp4", "audio": ".mp3"},
    # By its ending a sticker is known for what it is.
    **{"sticker": ".webp", "is_animated": ".tgs", "is_video": ".webm"},
}


def _file_name(media: Media, kind: str) -> str:
    return media.name or f"{media.kind}{_ENDINGS.get(media.about.get('moves', media.kind), '')}"


def _plain_call(media: Media, params: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The call for what is no file."""
    about = media.about
    if media.kind == CONTACT:
        named = {"phone_number": about["phone"], "first_name": about["name"] or about["phone"]}
        return "sendContact", {**params, **named}
    place = {name: float(about[name]) for name in ("latitude", "longitude")}
    if media.kind == VENUE:
        return "sendVenue", {**params, **place, "title": about["title"] or "—", "address": about["address"] or "—"}
    assert media.kind == LOCATION
    return "sendLocation", {**params, **place}
