"""Who comes to the chat with something that is not of its page: a code from elsewhere, or a token that is over since
another came in its place.

The latter is where a sign-in was copied: whoever used the newer token first goes on, and nobody can tell which of the
two is the person. So both are told, and whoever has the older one may have every browser signed out, but read nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.web.acting import new_key
from bot.channels.web.forms import form_of
from bot.channels.web.sessions import is_over
from bot.channels.web.tokens import id_of
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.ports import Transaction
from bot.turns.records import Person
from bot.turns.website import WebSession
from dialogs.elsewhere import code_of
from dialogs.messages import Act, ActKind, Text

if TYPE_CHECKING:
    from bot.channels.web.site import ChatSite, Visit

COPIED = "/chat/copied"


class Arrivals:
    """Answers them at the addresses of a site."""

    def __init__(self, site: ChatSite) -> None:
        self.site = site

    async def with_a_code(self, asked: Visit) -> web.StreamResponse | None:
        """Offer to whoever has a conversation here to bring in the one that a code is of; None where there is no code.

        Nobody is brought together by an address alone.
        """
        code = code_of(Act(ActKind.TEXT, asked.request.query.get("from", "")))
        who = None if code is None else await self.site.who(asked)
        if who is None:
            return None
        language = who.person.conversation.language
        return self.site.templates.respond("code.html", language, framed=asked.framed, code=code, key=new_key())

    async def with_an_old_token(self, asked: Visit, token: str | None) -> web.StreamResponse | None:
        """Tell whoever has a token that another came in the place of; None where it is nothing of the kind."""
        site, now = self.site, self.site.clock.now()
        person = None if token is None else await site.looked(lambda tx: _copied(tx, token, now))
        if token is None or person is None:
            return None
        session_id = id_of(token)

        def warn(batch: Batch) -> None:
            owner = batch.tx.whole_person(person.id)
            if owner is not None and batch.tx.first_time(site.acting.channel, f"copied/{session_id}", now):
                for address in batch.tx.addresses_of(owner):
                    batch.posting.tell(owner, Text("web-copied-elsewhere"), now, address)
                owner.touched = True

        await site.sessions.writer.submit(Call(warn))
        return site.templates.respond("copied.html", person.conversation.language, framed=asked.framed)

    async def sign_out_all(self, asked: Visit) -> web.StreamResponse:
        """Sign out every browser of the person whose old token somebody has; what was answered stays."""
        await form_of(asked.request)
        site, token, now = self.site, self.site.token(asked), self.site.clock.now()
        found = None if token is None else await site.looked(lambda tx: _copied(tx, token, now))
        if found is None:
            return site.go(asked, f"/chat{asked.query}", "")

        def end(batch: Batch) -> list[WebSession]:
            ended = batch.tx.web_sessions_of(found.id)
            for session in ended:
                batch.tx.drop_web_session(session.id)
            return ended

        ended: list[WebSession] = await site.sessions.writer.submit(Call(end))
        for session in ended:
            site.sessions.forget(session.id)
            site.streams.end_session(session.id)
        for chat in dict.fromkeys(session.to for session in ended):
            await site.acting.left(chat)
        return site.go(asked, f"/chat?lang={found.conversation.language}{'&framed=1' if asked.framed else ''}", "")


def _copied(tx: Transaction, token: str, now: datetime) -> Person | None:
    """Return whose token it was, where another has come in its place and is in use."""
    old = tx.web_session(id_of(token))
    if old is None or old.is_link or old.until is None or not is_over(old, now):
        return None
    goes_on = any(not (one.is_link or is_over(one, now)) for one in tx.web_sessions_of(old.person))
    return tx.whole_person(old.person) if goes_on else None


__all__ = ["COPIED", "Arrivals"]
