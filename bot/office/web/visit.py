"""What a page of the desk is given of a request, what it may answer with, and how it is declared."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import web

from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.web.forms import NotTaken
from dialogs.desk.matter import Member
from dialogs.desk.rights import Rights, Role
from dialogs.messages import Text

if TYPE_CHECKING:
    from bot.office.web.parts import DeskParts
    from bot.turns.desk import DeskSession

T = TypeVar("T")
LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """A request of somebody who is signed in, with what they may do as it was found out for this very request."""

    request: web.Request
    parts: DeskParts
    session: DeskSession
    by: Member
    rights: Rights
    now: datetime

    def query(self, name: str, longest: int = 100) -> str:
        """Return what stands behind the address under a name; "" where nothing does."""
        return self.request.query.get(name, "")[:longest].strip()

    def number(self, name: str) -> int:
        """Return the number that stands in the address. Raises `NotTaken` for anything else."""
        found = whole_number(self.request.match_info.get(name, ""))
        if found is None:
            raise NotTaken(404, "desk-gone")
        return found

    def page(self) -> int:
        """Return the page of a list that is asked for, from 1 on."""
        return min(max(1, whole_number(self.query("page")) or 1), 9_999)

    async def looked(self, look: Callable[[Batch], T]) -> T:
        """Read beside the turns; nothing of it is kept."""
        return await self.parts.looked(look)

    async def did(self, do: Callable[[Batch], T]) -> T:
        """Do something in a transaction of the one writer. What may come twice asks `PostedForm.is_first`."""
        result: T = await self.parts.writer.submit(Call(do))
        return result


@dataclass(frozen=True, slots=True)
class PostedForm:
    """What was posted, by a form of ours that was shown to this very session.

    `key` is another for each form that is shown: what is posted twice has it twice, and must be done once.
    """

    fields: Mapping[str, str]
    key: str

    def text(self, name: str, longest: int = 4_096) -> str:
        """Return a field, without what surrounds it. Raises `NotTaken` for one that is too long."""
        typed = self.fields.get(name, "").strip()
        if len(typed) > longest:
            raise NotTaken(413, "desk-too-long")
        return typed

    def was_taken(self, batch: Batch) -> bool:
        """Whether this came before; it is not remembered."""
        from bot.turns.acts import OFFICE

        return batch.tx.was_seen(OFFICE, self.key)

    def is_first(self, batch: Batch, now: datetime) -> bool:
        """Whether this comes for the first time; it is remembered from now on."""
        from bot.turns.acts import OFFICE

        return batch.tx.first_time(OFFICE, self.key, now)


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of a template. `told` is said above it, of something that was not done (or was)."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    told: Text | None = None


@dataclass(frozen=True, slots=True)
class Go:
    """Another page of the desk, by its path behind the base ("/desk/leads"); so a form that was taken is answered."""

    path: str


@dataclass(frozen=True, slots=True)
class DeskFile:
    """A file for whoever asked; browsers keep it, and show nothing of it as a page of ours."""

    name: str
    kind: str
    content: bytes


PageAnswer = ShownPage | Go | DeskFile
Show = Callable[[StaffVisit], Awaitable[PageAnswer]]
Take = Callable[[StaffVisit, PostedForm], Awaitable[PageAnswer]]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page of the desk: its name, its path behind the base, the role it needs, what shows it and what takes a form.

    In the menu it is called `desk-page-<name>`; without `in_menu` it is reached from others. `takes_needs` is the role
    that a form needs, where that is more than to look.
    """

    name: str
    path: str
    needs: Role
    show: Show | None = None
    take: Take | None = None
    in_menu: bool = False
    takes_needs: Role | None = None

    @property
    def needs_to_take(self) -> Role:
        """The role that what is posted needs."""
        return self.takes_needs or self.needs


def whole_number(typed: str) -> int | None:
    """Return a number as an address has it; None for anything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER else None


__all__ = [
    "DeskPage",
    "Go",
    "PageAnswer",
    "PostedForm",
    "DeskFile",
    "Show",
    "ShownPage",
    "StaffVisit",
    "Take",
    "whole_number",
]
