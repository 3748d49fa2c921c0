"""Who is staff, found out for each act: from the office's profile, or from the group where that names nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from dialogs.desk.matter import Member
from dialogs.desk.rights import NOBODY, Rights, rights_among, rights_in
from dialogs.office import LANGUAGE_OF_STAFF

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.rules import StaffMember

# For how long what the group said of somebody is good for everyday acts; for all others it is asked anew.
GOOD_FOR = timedelta(minutes=10)
# For how long it is good where the group cannot be asked at all.
GOOD_IN_TROUBLE = timedelta(hours=12)
# The same of somebody who acts elsewhere than in the group: that they do says nothing of their being in it still.
ELSEWHERE_GOOD_FOR, ELSEWHERE_IN_TROUBLE = timedelta(minutes=1), timedelta(hours=1)
# Of so many people it is known that they are in the group: more than an office has.
MOST_SEEN = 200


class CannotTell(Exception):
    """The messenger does not say who is in the group."""


class GroupBook(Protocol):
    """What a messenger knows of the people of its group."""

    async def administrators(self, chat: int) -> Sequence[Member]:
        """The administrators who are people. Raises `CannotTell`."""

    async def is_inside(self, chat: int, member: Member) -> bool:
        """Whether somebody is in the group; of whom it is not told, true. Raises `CannotTell`."""

    async def is_known_inside(self, chat: int, member: Member) -> bool:
        """Whether the messenger says that somebody is in the group; of whom it is not told, false.

        Raises `CannotTell`.
        """


class NoBook:
    """Of an office that has no group: nobody is in it."""

    async def administrators(self, chat: int) -> Sequence[Member]:
        """Know nobody."""
        raise CannotTell

    async def is_inside(self, chat: int, member: Member) -> bool:
        """Know nobody."""
        raise CannotTell

    async def is_known_inside(self, chat: int, member: Member) -> bool:
        """Know nobody."""
        raise CannotTell


class Roster:
    """Finds out what somebody who acts in the staff group may do. `staff` are those that the profile names."""

    def __init__(self, staff: Sequence[StaffMember], book: GroupBook, now: Callable[[], datetime]) -> None:
        self.staff = staff
        self.book = book
        self.now = now
        self._administrators: tuple[datetime, int, Sequence[Member]] | None = None
        self._seen: dict[str, tuple[datetime, Member]] = {}
        self._inside: dict[tuple[int, str], datetime] = {}

    async def rights(self, chat: int, member: Member, *, is_anonymous: bool, anew: bool) -> Rights:
        """Return what somebody may do in the group of this id; `anew`: whatever the group said before."""
        if self.staff:
            return rights_in(self.staff, member.id or "", is_anonymous=is_anonymous)
        moment = self.now()
        try:
            administrators = await self._asked_administrators(chat, moment, anew=anew)
            is_inside = is_anonymous or await self._asked_inside(chat, member, administrators, moment, anew=anew)
        except CannotTell:
            return Rights(is_checked=False)
        seen = [one for _, one in self._seen.values()]
        return rights_among(administrators, seen, member, is_inside=is_inside, is_anonymous=is_anonymous)

    async def rights_elsewhere(self, chat: int, member: Member, *, anew: bool) -> Rights:
        """Return what somebody may do who acts elsewhere than in the group, whose member they must be still."""
        try:
            if not await self._asked_known_inside(chat, member, anew=anew):
                return NOBODY
        except CannotTell:
            return Rights(is_checked=False)
        return await self.rights(chat, member, is_anonymous=False, anew=anew)

    async def _asked_known_inside(self, chat: int, member: Member, *, anew: bool) -> bool:
        key, moment = (chat, member.id or ""), self.now()
        known = self._inside.get(key)
        if known is not None and not anew and moment - known < ELSEWHERE_GOOD_FOR:
            return True
        try:
            is_inside = bool(member.id) and await self.book.is_known_inside(chat, member)
        except CannotTell:
            if known is None or anew or moment - known > ELSEWHERE_IN_TROUBLE:
                raise
            return True
        self._inside.pop(key, None)
        if is_inside:
            self._inside[key] = moment
            for old in list(self._inside)[:-MOST_SEEN]:
                del self._inside[old]
        return is_inside

    async def _asked_administrators(self, chat: int, moment: datetime, *, anew: bool) -> Sequence[Member]:
        known = self._administrators if self._administrators and self._administrators[1] == chat else None
        if known is not None and not anew and moment - known[0] < GOOD_FOR:
            return known[2]
        try:
            found = tuple(await self.book.administrators(chat))
        except CannotTell:
            if known is None or anew or moment - known[0] > GOOD_IN_TROUBLE:
                raise
            return known[2]
        self._administrators = (moment, chat, found)
        return found

    async def _asked_inside(
        self, chat: int, member: Member, administrators: Sequence[Member], moment: datetime, *, anew: bool
    ) -> bool:
        key = member.id or ""
        if any(member.is_same(one) for one in administrators):
            return True
        known = self._seen.get(key)
        if known is not None and not anew and moment - known[0] < GOOD_FOR:
            return True
        try:
            is_inside = await self.book.is_inside(chat, member)
        except CannotTell:
            if known is None or anew or moment - known[0] > GOOD_IN_TROUBLE:
                raise
            return True
        self._seen.pop(key, None)
        if is_inside:
            self._seen[key] = (moment, member)
            for old in list(self._seen)[:-MOST_SEEN]:
                del self._seen[old]
        return is_inside

    def called(self, member: Member) -> Member:
        """Return somebody as the office's profile calls them; else as they are."""
        found = next((one for one in self.staff if str(one.telegram) == member.id), None)
        return member if found is None else Member(member.id, found.names[LANGUAGE_OF_STAFF])
