"""Which browser may act for whom: sessions begun, changed every day, and ended.

A token is changed for a new one, and the old one ends only once the new one was used: on a train the answer that brings
it may never arrive. For a minute after that the old one still counts, for a page that is open beside. A link ends so,
but at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.channels.web.tokens import id_of, new_token
from bot.receiving.reception import Hands
from bot.turns.ledger import Call
from bot.turns.ports import Transaction
from bot.turns.records import Person
from bot.turns.website import SESSION_SECONDS, WebSession

CHANGED_AFTER_SECONDS = 86_400
STILL_GOOD_SECONDS = 60
LINK_SECONDS = 15 * 60
# For so long whoever comes with a token that another has taken the place of is told so.
TOLD_SECONDS = 30 * 86_400
MOST_UNUSED = 4
MOST_KNOWN = 2_000


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser and the person it may act for, as they stand."""

    session: WebSession
    person: Person


@dataclass(frozen=True, slots=True)
class KnownBrowser:
    """A session by its id, its chat, and the language that is spoken there."""

    id: str
    to: str
    language: str


def signed_in(tx: Transaction, token: str | None, now: datetime) -> SignedIn | None:
    """Return who a token may act for; None where it is nobody's, or is over."""
    return None if token is None else signed_in_by(tx, id_of(token), now)


def signed_in_by(tx: Transaction, session_id: str, now: datetime) -> SignedIn | None:
    """Return who a session may act for; None where it is nobody's, or is over."""
    session = tx.web_session(session_id)
    if session is None or session.is_link or is_over(session, now):
        return None
    person = tx.whole_person(session.person)
    return None if person is None else SignedIn(session, person)


def is_over(session: WebSession, now: datetime) -> bool:
    """Return whether a session has ended, by its age or since another has come in its place."""
    moment = now.timestamp()
    return session.made_at < moment - SESSION_SECONDS or (session.until is not None and session.until <= moment)


class Sessions:
    """Begins, changes and ends sessions by the writer."""

    def __init__(self, channel: str, writer: Hands, now: Callable[[], datetime]) -> None:
        self.channel = channel
        self.writer = writer
        self.now = now
        # Whose chat a browser acted for last, so that nobody has to be looked up; each turn looks whether it still may.
        self._known: OrderedDict[str, KnownBrowser] = OrderedDict()

    def remember(self, session: WebSession, language: str) -> KnownBrowser:
        """Note for whom a browser has just acted."""
        known = self._known[session.id] = KnownBrowser(session.id, session.to, language)
        self._known.move_to_end(session.id)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return known

    def remembered(self, session_id: str) -> KnownBrowser | None:
        """Return for whom a browser acted last."""
        return self._known.get(session_id)

    def forget(self, session_id: str) -> None:
        """A browser may not act any more."""
        self._known.pop(session_id, None)

    async def begin(self, to: str) -> str:
        """Store somebody new at a chat, with a session; return its token."""
        token, now = new_token(), self.now()

        def begin(tx: Transaction) -> None:
            person = tx.person_at(self.channel, to, now)
            person.touched = True
            tx.keep_web_session(new_session(token, person.id, to, now))

        await self.writer.submit(Call(lambda batch: begin(batch.tx)))
        return token

    async def used(self, session: WebSession) -> None:
        """Note that a browser has its new token: the old one ends."""
        now = self.now()

        def end_old(tx: Transaction) -> None:
            kept, mine = tx.web_session(session.id), tx.web_sessions_of(session.person)
            by_link = any(other.is_link and other.id == session.before for other in mine)
            for other in mine:
                # The old one, and others that were to come in its place.
                is_past = session.before in (other.id, other.before) and other.id != session.id
                if is_past and by_link:
                    tx.drop_web_session(other.id)
                elif is_past and other.until is None:
                    tx.keep_web_session(replace(other, until=int(now.timestamp()) + STILL_GOOD_SECONDS))
            if kept is not None:
                tx.keep_web_session(replace(kept, before="", instead_of=""))

        await self.writer.submit(Call(lambda batch: end_old(batch.tx)))

    async def changed(self, session: WebSession) -> str | None:
        """Return a new token for a browser, once a day; None where it keeps its own."""
        now = self.now()
        if session.until is not None or session.made_at > now.timestamp() - CHANGED_AFTER_SECONDS:
            return None
        token = new_token()

        def change(tx: Transaction) -> bool:
            if tx.web_session(session.id) is None:
                return False
            # Two pages that are loaded at once get one each, and the browser keeps either.
            _keep_few_unused(tx, session)
            for other in tx.web_sessions_of(session.person):
                if is_over(other, now) and not _tells_of_a_copy(other, now):
                    tx.drop_web_session(other.id)
            tx.keep_web_session(replace(new_session(token, session.person, session.to, now), before=session.id))
            return True

        return token if await self.writer.submit(Call(lambda batch: change(batch.tx))) else None

    async def link(self, session: WebSession) -> str:
        """Return the token of a link by which another page may act for the same person: for a while, and once."""
        token, now = new_token(), self.now()
        until = int(now.timestamp()) + LINK_SECONDS
        made = replace(new_session(token, session.person, session.to, now), until=until, is_link=True)

        def keep(tx: Transaction) -> None:
            for other in tx.web_sessions_of(session.person):
                if other.is_link and is_over(other, now):
                    tx.drop_web_session(other.id)
            tx.keep_web_session(made)

        await self.writer.submit(Call(lambda batch: keep(batch.tx)))
        return token

    async def by_link(self, token: str, here: SignedIn | None) -> str | None:
        """Return the token of a new session by a link; None where the link is nobody's, or is over.

        The link ends once the session is used, and with it that of somebody else who is signed in `here`.
        """
        new, now = new_token(), self.now()

        def use(tx: Transaction) -> bool:
            link = tx.web_session(id_of(token))
            if link is None or not link.is_link:
                return False
            if is_over(link, now) or tx.whole_person(link.person) is None:
                tx.drop_web_session(link.id)
                return False
            _keep_few_unused(tx, link)
            made = new_session(new, link.person, link.to, now, here)
            tx.keep_web_session(replace(made, before=link.id))
            return True

        return new if await self.writer.submit(Call(lambda batch: use(batch.tx))) else None

    async def drop_link(self, token: str) -> None:
        """End a link that is not needed."""

        def drop(tx: Transaction) -> None:
            link = tx.web_session(id_of(token))
            if link is not None and link.is_link:
                tx.drop_web_session(link.id)

        await self.writer.submit(Call(lambda batch: drop(batch.tx)))

    async def end(self, session: WebSession) -> bool:
        """End a session, and what came from it; return whether its person has no other."""
        now = self.now()

        def end(tx: Transaction) -> bool:
            tx.drop_web_session(session.id)
            left = tx.web_sessions_of(session.person)
            for other in left:
                if other.before == session.id or other.id == session.before or is_over(other, now):
                    tx.drop_web_session(other.id)
            return all(one.is_link or is_over(one, now) for one in tx.web_sessions_of(session.person))

        return bool(await self.writer.submit(Call(lambda batch: end(batch.tx))))


def _tells_of_a_copy(session: WebSession, now: datetime) -> bool:
    """Return whether another came in a session's place not long ago: who has its token still hears of that."""
    ended = None if session.is_link else session.until
    return ended is not None and ended > now.timestamp() - TOLD_SECONDS


def _keep_few_unused(tx: Transaction, session: WebSession) -> None:
    """Drop the oldest of those that were to come in a session's place, so that there are never many."""
    unused = [other for other in tx.web_sessions_of(session.person) if other.before == session.id]
    for other in sorted(unused, key=lambda one: one.made_at)[: -MOST_UNUSED + 1]:
        tx.drop_web_session(other.id)


def new_session(token: str, person: str, to: str, now: datetime, here: SignedIn | None = None) -> WebSession:
    """Return the session that a token is of. Whoever else is signed in `here` is so until it is used."""
    instead = "" if here is None or here.person.id == person else here.session.id
    return WebSession(id_of(token), person, to, int(now.timestamp()), instead_of=instead)


__all__ = ["KnownBrowser", "Sessions", "SignedIn", "is_over", "new_session", "signed_in", "signed_in_by"]
