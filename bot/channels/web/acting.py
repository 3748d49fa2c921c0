"""What somebody does on the page, as acts for the reception, and the trace of it on their page.

An act goes by the key of the form it was sent with: sent again, since no answer arrived, it changes nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from bot.channels.plain import command_in
from bot.channels.web.forms import NotTaken, SentFile
from bot.channels.web.sessions import SignedIn
from bot.channels.web.streams import Streams
from bot.clock import Clock
from bot.receiving.reception import Reception
from bot.receiving.values import short
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.ports import Store, Transaction
from bot.turns.posting import handle_of
from bot.turns.records import Person
from bot.turns.website import WebEvent, WebSession
from dialogs.marks import LONGEST, mark_of
from dialogs.messages import LONGEST_TYPED, Act, ActKind
from dialogs.talk import Media, Utterance

# So long a page waits for what comes of an act before it is shown without; and how often it looks.
LONGEST_WAIT_SECONDS, LOOK_SECONDS = 2.0, 0.05
PIECE_BYTES = 192 * 1024
MOST_UPLOADS_AT_ONCE = 3
_KEY = re.compile(r"[0-9a-f]{32}")


def new_key() -> str:
    """Return the key of a form."""
    return secrets.token_hex(16)


class Acting:
    """Turns what is posted into acts."""

    def __init__(
        self, reception: Reception, store: Store, clock: Clock, streams: Streams, commands: Collection[str]
    ) -> None:
        self.reception = reception
        self.channel = reception.channel
        self.store = store
        self.clock = clock
        self.streams = streams
        self.commands = commands
        # What is being sent lies in memory until it is whole.
        self.uploading = asyncio.Semaphore(MOST_UPLOADS_AT_ONCE)

    @staticmethod
    def new_chat() -> str:
        """Return the name of a chat that nobody guesses."""
        return secrets.token_hex(16)

    async def begin(self, to: str, language: str, source: str) -> None:
        """Begin the conversation, in a language that was chosen already."""
        await self.reception.submit(f"{to}/begin", to, Act(ActKind.COMMAND, source, "start", language=language))
        now = self.clock.now()

        def button(batch: Batch) -> str:
            """The choice of that language, where it is what is asked now."""
            conversation = batch.tx.person_at(self.channel, to, now).conversation
            action = f"a:{language}"
            rows = batch.dialogue.screen(conversation, now).rows
            is_asked = any(choice.action == action for row in rows for choice in row)
            return f"{mark_of(conversation)}.{action}" if is_asked else ""

        data = await self.reception.writer.submit(Call(button))
        if data:
            await self._press(to, f"{to}/language", data, language)

    async def act(self, who: SignedIn, fields: Mapping[str, str]) -> bool:
        """Take a press, a command or a text; False where there is none of them. Raises `NotTaken` for one too long."""
        to, language = who.session.to, who.person.conversation.language
        text = fields.get("text", "").strip()
        if press := short(fields.get("press", ""), LONGEST):
            await self._press(to, self._key(to, fields, f"press {press}"), press, language)
        elif (command := fields.get("command", "")) in self.commands:
            key = self._key(to, fields, f"command {command}")
            trace = {"command": command, "language": language}
            await self._submit(to, key, Act(ActKind.COMMAND, "", command, language=language), trace)
        elif text:
            if len(text) > LONGEST_TYPED:
                raise NotTaken(413, "web-too-long")
            key = self._key(to, fields, f"text {text}")
            trace = {"text": text, "language": language}
            if found := command_in(text):
                act = Act(ActKind.COMMAND, found[1], found[0], language=language)
            else:
                act = Act(ActKind.TEXT, text, language=language, said=Utterance(text, id=key))
            await self._submit(to, key, act, trace)
        else:
            return False
        return True

    async def send(self, who: SignedIn, fields: Mapping[str, str], upload: SentFile) -> None:
        """Take a file. It is kept until it was passed on, and not at all where there is nobody to have it."""
        to, conversation = who.session.to, who.person.conversation
        digest = hashlib.sha256(upload.content).hexdigest()
        key = self._key(to, fields, f"file {digest}")
        text = fields.get("text", "").strip()[:LONGEST_TYPED]
        said = None
        if conversation.lead:
            await self._keep(who.person.id, key, upload.content)
            media = Media(upload.kind, key, upload.name, len(upload.content), same=digest)
            said = Utterance(text, media=media, id=key)
        trace = {"text": text, "file": upload.name, "language": conversation.language}
        act = Act(ActKind.OTHER, upload.kind, language=conversation.language, said=said)
        await self._submit(to, key, act, trace)

    async def _keep(self, person: str, file: str, content: bytes) -> None:
        made_at = self.clock.now().timestamp()
        for number, start in enumerate(range(0, len(content), PIECE_BYTES)):
            piece = content[start : start + PIECE_BYTES]

            def keep(batch: Batch, number: int = number, piece: bytes = piece) -> None:
                if batch.tx.web_piece(file, number) is None:
                    batch.tx.keep_web_piece(person, file, number, piece, made_at)

            await self.reception.writer.submit(Call(keep))

    async def unreadable(self, who: SignedIn) -> None:
        """Note that something was sent that nobody can read."""
        await self.reception.unread.record(secrets.token_hex(16), "file")

    async def left(self, who: SignedIn) -> None:
        """A person ended the last browser that acted for them: nobody is reached there any more."""
        await self.reception.submit(secrets.token_hex(16), who.session.to, Act(ActKind.LEFT))

    async def came_back(self, who: SignedIn) -> None:
        """A person may be reached again."""
        if not who.person.address.reachable:
            await self.reception.submit(secrets.token_hex(16), who.session.to, Act(ActKind.CAME_BACK))

    # --- the trace ------------------------------------------------------------------------------------------------

    async def _submit(self, to: str, key: str, act: Act, trace: Mapping[str, Any]) -> None:
        """Hand over an act, with what their page shows of it: both in one batch, in this order."""

        def show(tx: Transaction) -> None:
            whose = tx.whose(self.channel, to)
            if whose is not None:
                tx.show_web_event(WebEvent(f"said/{key}", whose.person, "own", trace))

        trouble: list[object] = await asyncio.gather(
            self.reception.writer.submit(Call(lambda batch: show(batch.tx))),
            self.reception.submit(key, to, act),
            return_exceptions=True,
        )
        for failed in reversed(trouble):
            if isinstance(failed, BaseException):
                raise failed

    async def _press(self, to: str, key: str, data: str, language: str) -> None:
        """Hand over a press; what was pressed is marked in the question."""
        now = self.clock.now()

        def mark(batch: Batch) -> str:
            person = batch.tx.person_at(self.channel, to, now)
            return _mark(batch.tx, person, data, key)

        place = await self.reception.writer.submit(Call(mark))
        await self.reception.submit(key, to, Act(ActKind.PRESS, data=data, language=language, message=place))

    @staticmethod
    def _key(to: str, fields: Mapping[str, str], what: str) -> str:
        """The key of an act: that of its form, together with what it is. Pages may be gone back to, and differ then."""
        given = fields.get("key", "")
        form = given if _KEY.fullmatch(given) else secrets.token_hex(16)
        return hashlib.sha256(f"{to}/{form}/{what}".encode("utf-8", "surrogatepass")).hexdigest()[:32]

    # --- what comes of it -----------------------------------------------------------------------------------------

    async def answered(self, who: SignedIn) -> bool:
        """Wait until what came of an act is on the page, for a short while; False where nobody is there any more."""
        person, lane = who.person.id, ""
        end = self.clock.monotonic() + LONGEST_WAIT_SECONDS
        heard = self.streams.waits(person)
        try:
            while True:
                heard.clear()
                is_there, is_done, lane = await asyncio.to_thread(self._stands, who.session, lane)
                if not is_there or is_done or self.clock.monotonic() >= end:
                    return is_there
                try:
                    async with asyncio.timeout(LOOK_SECONDS):
                        await heard.wait()
                except TimeoutError:
                    pass
        finally:
            self.streams.waited(person, heard)

    def _stands(self, session: WebSession, lane: str) -> tuple[bool, bool, str]:
        """Whether the session is still there, whether nothing waits to be shown, and in which lane it would."""
        with self.store.reading() as tx:
            if not tx.living_web_sessions([session.id]):
                return False, True, lane
            if not lane:
                whose = tx.whose(self.channel, session.to)
                lane = "" if whose is None else whose.address.id
            ids = [post.id for post in tx.waiting(lane)]
            return True, not ids or tx.shown_web_events(ids) >= {*ids}, lane


def _mark(tx: Transaction, person: Person, data: str, key: str) -> str:
    """Note in a question what was pressed; return the place of the message it was on, "" where it is on none."""
    live = person.conversation.live
    events = [] if live is None else [tx.web_event(person.id, handle_of(person, live))]
    found = next((event for event in events if event is not None and _label(event, data)), None)
    if found is None:
        shown, _ = tx.web_page(person.id, None, 40)
        found = next((event for event in reversed(shown) if _label(event, data)), None)
    if found is None:
        return ""
    marked = replace(found, id=f"chosen/{key}", payload={**found.payload, "chosen": _label(found, data)})
    tx.show_web_event(marked)
    return str(found.place)


def _label(event: WebEvent, data: str) -> Any:
    """What the button says that carries this."""
    rows = event.payload.get("say", {}).get("rows", ())
    return next((label for row in rows for label, carried in row if carried == data), None)


__all__ = ["Acting", "new_key"]
