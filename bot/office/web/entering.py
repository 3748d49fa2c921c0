"""The page behind a link to sign in: for whom it is, and a field for the number that they alone were shown."""

from __future__ import annotations

from bot.office.web import tickets
from bot.office.web.parts import DeskParts
from bot.office.web.visit import ShownPage
from bot.turns.desk import DeskSession
from bot.turns.ledger import Call
from bot.web.forms import NotTaken
from bot.web.tokens import is_token
from dialogs.desk.rights import MEMBER
from dialogs.messages import Text


class Entering:
    """Shows what a link is, and uses it up."""

    def __init__(self, parts: DeskParts) -> None:
        self.parts = parts

    async def _link(self, token: str) -> DeskSession:
        now = self.parts.clock.now()
        found = await self.parts.looked(lambda batch: tickets.link_of(batch, token, now)) if is_token(token) else None
        if found is None:
            raise NotTaken(410, "desk-link-over")
        return found

    async def offer(self, token: str) -> ShownPage:
        """Return the page. Raises `NotTaken` where the link is nobody's, or is over."""
        return _made(await self._link(token), None)

    async def enter(self, token: str, code: str) -> str | ShownPage:
        """Return the token of a new session, or the page with what is wrong. Raises `NotTaken`."""
        link, now = await self._link(token), self.parts.clock.now()
        rights = await self.parts.desk.rights_elsewhere(link.by, anew=True)
        if not rights.is_checked:
            raise NotTaken(503, "desk-cannot-tell")
        if not rights.may(MEMBER):
            raise NotTaken(403, "desk-not-of-staff")
        used = await self.parts.writer.submit(Call(lambda batch: tickets.use(batch, token, code, now)))
        if isinstance(used, Text):
            if used.key == "desk-link-over":
                raise NotTaken(410, used.key)
            return _made(link, used, 422)
        assert isinstance(used, str), "it is one or the other"
        return used


def _made(link: DeskSession, wrong: Text | None, status: int = 200) -> ShownPage:
    return ShownPage("enter.html", {"name": link.by.name, "wrong": wrong}, status)


__all__ = ["Entering"]
