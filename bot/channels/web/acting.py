"""What somebody does on the page, as acts for the reception, and the trace of it on their page.

An act goes by the key of the form it was sent with: sent again, since no answer arrived, it changes nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections.abc import Collection, Mapping
from typing import Any

from bot.channels.plain import command_in
from bot.channels.web.forms import NotTaken, SentFile
from bot.channels.web.scene import WebScene
from bot.channels.web.sessions import KnownBrowser, SignedIn
from bot.channels.web.streams import Streams
from bot.channels.web.uploads import Uploads
from bot.channels.web.view import View
from bot.clock import Clock
from bot.receiving.reception import Reception
from bot.receiving.values import short
from bot.turns.acts import Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.ports import Store
from bot.turns.website import WebSession
from dialogs.marks import LONGEST, mark_of
from dialogs.messages import LONGEST_TYPED, Act, ActKind
from dialogs.talk import Media, Utterance

# So long a page waits for what comes of an act before it is shown without; and how often it looks.
LONGEST_WAIT_SECONDS, LOOK_SECONDS = 2.0, 0.05
PIECE_BYTES = 192 * 1024
_KEY = re.compile(r"[0-9a-f]{32}")


def new_key() -> str:
    """Return the key of a form."""
    return secrets.token_hex(16)


class Acting:
    """Turns what is posted into acts."""

    def __init__(
        self,
        reception: Reception,
        store: Store,
        clock: Clock,
        streams: Streams,
        view: View,
        commands: Collection[str],
    ) -> None:
        self.reception = reception
        self.channel = reception.channel
        self.store = store
        self.clock = clock
        self.streams = streams
        self.view = view
        self.commands = commands
        self.uploads = Uploads()

    @staticmethod
    def new_chat() -> str:
        """Return the name of a chat that nobody guesses."""
        return secrets.token_hex(16)

    async def begin(self, session: str, to: str, language: str, source: str) -> None:
        """Begin the conversation, in a language that was chosen already."""
        turned = await self.reception.submit(
            f"{to}/begin", to, Act(ActKind.COMMAND, source, "start", language=language)
        )
        if turned is not None and turned.refused is not None:
            # A code that is over, or was used: they are told, and begin as anybody does.
            await self.reception.submit(f"{to}/anew", to, Act(ActKind.COMMAND, "", "start", language=language))
        now = self.clock.now()

        def button(batch: Batch) -> str:
            """The choice of that language, where it is what is asked now."""
            person, action = batch.tx.person_at(self.channel, to, now), f"a:{language}"
            rows = batch.screen(person, now).rows
            is_asked = any(choice.action == action for row in rows for choice in row)
            return f"{mark_of(person.conversation)}.{action}" if is_asked else ""

        data = await self.reception.writer.submit(Call(button))
        if data:
            act = Act(ActKind.PRESS, data=data, language=language)
            await self._submit(KnownBrowser(session, to, language), f"{to}/language", act, {}, None)

    async def act(self, who: KnownBrowser, fields: Mapping[str, str], after: int | None) -> Turned | None:
        """Take a press, a command or a text; return what became of it, None where it is one of too many.

        `after` is the number up to which the page has all, None where it is loaded anew. Raises `NotTaken` for a text
        that is too long or was typed under another question than is asked now, and where there is nothing.
        """
        to, language = who.to, who.language
        text = fields.get("text", "").strip()
        if press := short(fields.get("press", ""), LONGEST):
            act = Act(ActKind.PRESS, data=press, language=language)
            return await self._submit(who, self._key(to, fields, f"press {press}"), act, {}, after)
        if (command := fields.get("command", "")) in self.commands:
            act = Act(ActKind.COMMAND, "", command, language=language)
            key = self._key(to, fields, f"command {command}")
            return await self._submit(who, key, act, {"command": command}, after)
        if not text:
            raise NotTaken(400, "web-nothing-said")
        if len(text) > LONGEST_TYPED:
            raise NotTaken(413, "web-too-long")
        key = self._key(to, fields, f"text {text}")
        if found := command_in(text):
            act = Act(ActKind.COMMAND, found[1], found[0], language=language)
        else:
            act = Act(ActKind.TEXT, text, language=language, said=Utterance(text, id=key))
        return await self._submit(who, key, act, {"text": text}, after, short(fields.get("asked", ""), LONGEST))

    async def send(
        self, who: SignedIn, fields: Mapping[str, str], upload: SentFile, after: int | None
    ) -> Turned | None:
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
        act = Act(ActKind.OTHER, upload.kind, language=conversation.language, said=said)
        known = KnownBrowser(who.session.id, to, conversation.language)
        return await self._submit(known, key, act, {"text": text, "file": upload.name}, after)

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

    async def left(self, to: str) -> None:
        """A person ended the last browser that acted for them: nobody is reached there any more."""
        await self.reception.submit(secrets.token_hex(16), to, Act(ActKind.LEFT))

    async def came_back(self, who: SignedIn) -> None:
        """A person may be reached again."""
        if not who.person.address.reachable:
            await self.reception.submit(secrets.token_hex(16), who.session.to, Act(ActKind.CAME_BACK))

    async def _submit(
        self, who: KnownBrowser, key: str, act: Act, trace: Mapping[str, Any], after: int | None, asked: str = ""
    ) -> Turned | None:
        """Hand over an act, with what their page shows of it: one transaction for both, and for what comes of it."""
        scene = WebScene(self.channel, who.id, self.clock.now(), self.view, trace, after, asked)
        turned = await self.reception.submit(key, who.to, act, scene=scene)
        if scene.is_outdated:
            raise NotTaken(409, "web-outdated")
        return turned

    @staticmethod
    def _key(to: str, fields: Mapping[str, str], what: str) -> str:
        """The key of an act: that of its form, together with what it is. Pages may be gone back to, and differ then."""
        given = fields.get("key", "")
        form = given if _KEY.fullmatch(given) else secrets.token_hex(16)
        return hashlib.sha256(f"{to}/{form}/{what}".encode("utf-8", "surrogatepass")).hexdigest()[:32]

    # --- what comes of it -----------------------------------------------------------------------------------------

    async def answered(self, session: WebSession) -> bool:
        """Wait until what came of an act is on the page, for a short while; False where nobody is there any more."""
        person, lane = session.person, ""
        end = self.clock.monotonic() + LONGEST_WAIT_SECONDS
        heard = self.streams.waits(person)
        try:
            while True:
                heard.clear()
                is_there, is_done, lane = await asyncio.to_thread(self._stands, session, lane)
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


__all__ = ["Acting", "new_key"]
