"""The way in from within a messenger that vouches for whom it opens our page: once signed in, it is the page of all.

What the messenger signed stands behind the "#" of the address, which no server is sent; our script posts it, and takes
it out of the address. It opens the page once: whoever finds it later opens nothing with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.channel import Vouched, Vouching
from bot.channels.web.acting import Acting
from bot.channels.web.forms import NotTaken, form_of
from bot.channels.web.sessions import SignedIn, new_session
from bot.channels.web.tokens import new_token
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.website import WebSession

if TYPE_CHECKING:
    from bot.channels.web.site import ChatSite, Visit

PATH = "/chat/app"
# The field in which it is posted.
FIELD = "init"


class Entrance:
    """Signs in whom another messenger vouches for. `trusted` are those messengers, by their channels."""

    def __init__(self, site: ChatSite) -> None:
        self.site = site
        self.trusted: dict[str, Vouching] = {}

    def trusts(self, source: str, messenger: Vouching) -> None:
        """Believe a messenger, and let its own sites show the page."""
        self.trusted[source] = messenger
        self.site.guard.sites = (*self.site.guard.sites, *messenger.frames)

    def vouched(self, signed: str) -> tuple[str, Vouched] | None:
        """Return whom one of the messengers vouches for, and which one."""
        for source, messenger in self.trusted.items():
            if (found := messenger.vouch(signed)) is not None:
                return source, found
        return None

    async def offer(self, asked: Visit) -> web.StreamResponse:
        """Show the page that posts what was signed; a messenger may show it in a frame."""
        framed = asked.framed or asked.request.headers.get("Sec-Fetch-Dest") == "iframe"
        return self.site.templates.respond("enter.html", asked.language, framed=framed)

    async def enter(self, asked: Visit) -> web.StreamResponse:
        """Take what was signed: whoever it is about goes on here, or begins."""
        fields = await form_of(asked.request)
        site = self.site
        if site.guard.is_too_much(site.guard.beginnings, site.guard.place_of(asked.request)):
            raise NotTaken(429, "web-too-many")
        source, found = self._found(fields)
        here = await site.who(asked)
        token = await self._sign_in(source, found, here)
        if token is None:
            # Nobody we know: nothing is kept before they begin.
            return site.start(asked, signed=fields[FIELD], hint=found.language)
        if token or here is None:
            return await site.signed_in_by(asked, token)
        await site.acting.answered(here.session)
        return site.go(asked, f"/chat{asked.query}#now")

    def _found(self, fields: Mapping[str, str]) -> tuple[str, Vouched]:
        found = self.vouched(fields.get(FIELD, ""))
        if found is None:
            raise NotTaken(403, "web-app-unknown")
        return found

    async def _sign_in(self, source: str, found: Vouched, here: SignedIn | None) -> str | None:
        """Return the token of a new session; "" where this browser has one of theirs, None where nobody is known."""
        site, token, to = self.site, new_token(), Acting.new_chat()
        channel, now = site.acting.channel, site.clock.now()

        def let_in(batch: Batch) -> str | NotTaken | None:
            tx = batch.tx
            whose = tx.whose(source, found.to)
            if whose is None:
                return None
            owner = tx.whole_person(whose.person) if whose.sure else None
            if owner is None:
                return NotTaken(503, "web-trouble")
            is_here = here is not None and here.person.id == owner.id
            if not (is_here or tx.first_time(channel, f"app/{found.mark}", now)):
                return NotTaken(410, "web-app-over")
            for address in tx.addresses_of(owner):
                if address.channel == channel:
                    # They may have signed out here before; what is said now is to arrive.
                    batch.leaving.reach(owner, address, True, now)
            chat = batch.elsewhere.let_in(owner, channel, to, now)
            if is_here:
                return ""
            tx.keep_web_session(new_session(token, owner.id, chat, now, here))
            return token

        made: str | NotTaken | None = await site.sessions.writer.submit(Call(let_in))
        if isinstance(made, NotTaken):
            raise made
        return made

    async def used(self, session: WebSession) -> None:
        """A browser has its new token: end whose session it had, and what that token came from.

        On a telephone there may be two accounts of one messenger. Whoever it was is not reached there any more, which
        staff are told, instead of writing where nobody looks.
        """
        site = self.site
        if session.instead_of:
            other = await site.looked(lambda tx: tx.web_session(session.instead_of))
            if other is not None:
                if await site.sessions.end(other):
                    await site.acting.left(other.to)
                site.streams.end_session(other.id)
        if session.before or session.instead_of:
            await site.sessions.used(session)

    async def begun(self, who: SignedIn, signed: str) -> None:
        """Let the messenger's chat be theirs, too, who have just begun here: what they do in either is one."""
        found = self.vouched(signed)
        if found is None:
            return
        (source, known), now = found, self.site.clock.now()

        def know(batch: Batch) -> None:
            person = batch.tx.whole_person(who.person.id)
            if person is not None and batch.tx.first_time(self.site.acting.channel, f"app/{known.mark}", now):
                batch.elsewhere.know_at(person, source, known.to, now)

        await self.site.sessions.writer.submit(Call(know))


__all__ = ["FIELD", "PATH", "Entrance"]
