"""Which browser acts for which member of staff: sessions found, changed every hour, and ended.

A token is changed for a new one, and the old one ends only once the new one was used, since the answer that brings it
may never arrive; for a minute after that the old one still counts, for a page that is open beside.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.turns.desk import SIGNED_IN_SECONDS, DeskSession
from bot.turns.ledger import Call
from bot.turns.ports import Transaction
from bot.turns.writer import Writer
from bot.web.tokens import hash_of, new_token
from dialogs.desk.matter import Member

CHANGED_AFTER_SECONDS = 3_600
STILL_GOOD_SECONDS = 60
# What somebody last did is noted no more often.
SEEN_EVERY_SECONDS = 60
COOKIE = "intake-desk"
# For so long it is known which page was asked for before signing in.
WANTED_COOKIE, WANTED_SECONDS = "intake-desk-to", 900
KEPT_SECONDS = SIGNED_IN_SECONDS
_PROOF = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{32})")


def id_of(token: str) -> str:
    """Return what is kept of a token."""
    return hash_of(token, "desk session")


def found_by(tx: Transaction, token: str, now: datetime) -> DeskSession | None:
    """Return the session of a token; None where it is nobody's, or is over."""
    session = tx.desk_session(id_of(token))
    return None if session is None or session.is_link or session.is_over(now.timestamp()) else session


def new_session(token: str, by: Member, now: datetime) -> DeskSession:
    """Return the session of somebody who signs in now."""
    moment = int(now.timestamp())
    return DeskSession(id_of(token), by, moment, moment, moment, secrets.token_hex(16))


def proof(session: DeskSession) -> str:
    """Return the hidden word of a form: another each time, and only this session can have it."""
    nonce = secrets.token_hex(16)
    return f"{nonce}.{_signed(session, nonce)}"


def key_in(session: DeskSession, given: str) -> str | None:
    """Return the key of a form by its hidden word; None where that was not shown to this session."""
    found = _PROOF.fullmatch(given)
    if found is None or not hmac.compare_digest(found[2], _signed(session, found[1])):
        return None
    return f"desk:{found[1]}"


def _signed(session: DeskSession, nonce: str) -> str:
    return hmac.new(session.secret.encode(), nonce.encode(), hashlib.sha256).hexdigest()[:32]


class DeskSessions:
    """Changes and ends sessions by the writer."""

    def __init__(self, writer: Writer, now: Callable[[], datetime]) -> None:
        self.writer = writer
        self.now = now

    async def used(self, session: DeskSession, *, may_change: bool) -> str | None:
        """Note that a session was used; return a new token for its browser where it is time for one."""
        moment, token = int(self.now().timestamp()), new_token()
        changes = may_change and session.until is None and session.changed_at + CHANGED_AFTER_SECONDS <= moment
        if not changes and not session.before and moment - session.seen_at < SEEN_EVERY_SECONDS:
            return None

        def note(tx: Transaction) -> str | None:
            kept = tx.desk_session(session.id)
            if kept is None:
                return None
            if kept.before:
                old = tx.desk_session(kept.before)
                if old is not None and old.until is None:
                    tx.keep_desk_session(replace(old, until=moment + STILL_GOOD_SECONDS))
            kept = replace(kept, before="", seen_at=max(kept.seen_at, moment))
            tx.keep_desk_session(kept)
            if not changes:
                return None
            for other in tx.desk_sessions():
                # One that was to come in its place, and never did.
                if other.before == kept.id or (not other.is_link and other.is_over(moment)):
                    tx.drop_desk_session(other.id)
            tx.keep_desk_session(replace(kept, id=id_of(token), changed_at=moment, before=kept.id))
            return token

        changed: str | None = await self.writer.submit(Call(lambda batch: note(batch.tx)))
        return changed

    async def end(self, session: DeskSession) -> None:
        """End a session, and what it was changed from or is to be changed to."""

        def end(tx: Transaction) -> None:
            for other in tx.desk_sessions():
                if other.secret == session.secret and not other.is_link:
                    tx.drop_desk_session(other.id)

        await self.writer.submit(Call(lambda batch: end(batch.tx)))

    async def end_all(self, by: Member) -> None:
        """End all sessions and links of a member of staff."""
        await self.writer.submit(Call(lambda batch: end_all_of(batch.tx, by)))


def end_all_of(tx: Transaction, by: Member) -> int:
    """End all sessions and links of a member of staff; return of how many browsers they were."""
    mine = [one for one in tx.desk_sessions() if one.by.id == by.id]
    for one in mine:
        tx.drop_desk_session(one.id)
    return len({one.secret for one in mine if not one.is_link})


__all__ = [
    "COOKIE",
    "KEPT_SECONDS",
    "WANTED_COOKIE",
    "WANTED_SECONDS",
    "DeskSessions",
    "end_all_of",
    "found_by",
    "id_of",
    "key_in",
    "new_session",
    "proof",
]
