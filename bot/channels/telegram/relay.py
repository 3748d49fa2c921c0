"""What somebody wrote, as calls to Telegram that write it again in another chat, by another bot.

Words keep their formatting, files their kind, albums stay albums. What cannot be had is left out and told, and the rest
goes.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
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

    `copies` are the handles of what it makes, one for each message.
    """

    said: tuple[Utterance, ...]
    html: str
    copies: tuple[str, ...]
    lost: list[tuple[str, str]] = field(default_factory=list)

    @property
    def messages(self) -> int:
        """How many messages it makes."""
        return len(self.said) if self.said and self.said[0].media is not None else 1


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
        long = [one for one, _ in group if units(html_of(one)) > LONGEST_CAPTION or is_bare(one)]
        fits = tuple(replace(one, text="", marks=()) if one in long else one for one, _ in group)
        found.append(Sending(fits, "", tuple(copy for _, copy in group)))
        # Words that do not fit beneath come after.
        for number, one in enumerate(long):
            if one.text:
                pages = _pages(words, post, html_of(one, hush=hush))
                found += [Sending((), page, (f"{copies[0]}/{number + 1}{i}",)) for i, page in enumerate(pages)]
    return found


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

    async def send(self, sending: Sending, params: Mapping[str, Any], files: Files | None) -> list[int]:
        """Make the call; returns the messages it made, none where nothing of it was to be had.

        What was left out stands in `sending.lost` afterwards, and `sending.copies` are of what was not.
        """
        if not sending.said:
            sent = await self.wire.call("sendMessage", {**params, **text_params(params["chat_id"], sending.html)})
            return [int(sent["message_id"])]
        if len(sending.said) == 1:
            return await self._one(sending, params, files)
        return await self._album(sending, params, files)

    async def _one(self, sending: Sending, params: Mapping[str, Any], files: Files | None) -> list[int]:
        [said] = sending.said
        media = said.media
        assert media is not None
        if media.kind not in FILES:
            return [int((await self.wire.call(*_plain_call(media, params)))["message_id"])]
        for kind in dict.fromkeys((_kind(media), "document")):
            try:
                return [await self._file(said, media, kind, params, files)]
            except FileLost as lost:
                sending.lost.append((_called(media), lost.reason))
                break
            except Refused as refused:
                # A picture that is no picture to Telegram is a file all the same.
                if not refused.asks_for(Repair.BAD_FILE, Repair.NO_FILES):
                    raise
        else:
            sending.lost.append((_called(media), "gone"))
        return []

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

    async def _album(self, sending: Sending, params: Mapping[str, Any], files: Files | None) -> list[int]:
        """An album whole; without an item that cannot be had, and one by one where Telegram will not take them so."""
        async with AsyncExitStack() as opened:
            items: list[dict[str, Any]] = []
            uploads: dict[str, Upload] = {}
            kept: list[tuple[Utterance, str]] = []
            for number, (said, copy) in enumerate(zip(sending.said, sending.copies, strict=True)):
                media = said.media
                assert media is not None
                try:
                    if files is None or (media.size or 0) > MOST_FETCHED:
                        raise FileLost("gone" if files is None else "size")
                    pieces = await opened.enter_async_context(files.open(media.file, MOST_FETCHED))
                except FileLost as lost:
                    sending.lost.append((_called(media), lost.reason))
                    continue
                name = f"part{number}"
                uploads[name] = Upload(_file_name(media, media.kind), pieces)
                item = {"type": media.kind, "media": f"attach://{name}", **self._caption(said, media.kind)}
                items.append(item)
                kept.append((said, copy))
            sending.said, sending.copies = tuple(s for s, _ in kept), tuple(copy for _, copy in kept)
            if len(items) > 1 and not any(_kind(s.media) != s.media.kind for s, _ in kept if s.media is not None):
                try:
                    sent = await self.wire.upload("sendMediaGroup", {**params, "media": items}, uploads)
                    return [int(one["message_id"]) for one in sent]
                except Refused as refused:
                    if not refused.asks_for(Repair.BAD_FILE, Repair.NO_FILES):
                        raise
        return await self._one_by_one(sending, kept, params, files)

    async def _one_by_one(
        self, sending: Sending, kept: Sequence[tuple[Utterance, str]], params: Mapping[str, Any], files: Files | None
    ) -> list[int]:
        made: list[int] = []
        copies: list[str] = []
        for said, copy in kept:
            alone = Sending((said,), "", (copy,))
            numbers = await self._one(alone, params, files)
            sending.lost += alone.lost
            made += numbers
            copies += [copy] if numbers else []
        sending.copies = tuple(copies)
        return made

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


_ENDINGS = {"photo": ".jpg", "voice": ".ogg", "video_note": ".mp4", "video": ".mp4", "animation": ".mp4"}


def _file_name(media: Media, kind: str) -> str:
    return media.name or f"{media.kind}{_ENDINGS.get(media.kind, '')}"


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
