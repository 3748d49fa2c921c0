"""What staff may write to the office bot: a declaration for each command says who may, and what answers.

To add a command: one entry in `COMMANDS`, and its line in `staff-help`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from bot.delivery.post import Content
from bot.office.agenda import agenda, requests_of, talks_by_person, talks_of
from bot.office.audit_list import audit_list
from bot.office.cards import card_content
from bot.office.figures import Month, count, figures
from bot.office.filters import AHEAD, Looked, wanted_in
from bot.office.lead_list import Listed, lists
from bot.office.moments import begin_of, month_before
from bot.office.moves import moves_of
from bot.office.saved_list import saved_reply
from bot.office.searching import MOST_FOUND, Sought, found_lines, matches
from bot.turns.acts import OFFICE
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.line_quota import quota_line
from bot.turns.talking import room_typed
from bot.turns.writer import Writer
from bot.words.words import Words
from dialogs.desk.bookings import RoomGiven
from dialogs.desk.matter import Member
from dialogs.desk.rights import LEAD, MEMBER, Rights, Role
from dialogs.desk.staff import StaffAct
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF, today
from dialogs.talk import Utterance

# Of so many leads, changed last, the list is made; more than an office has open at once.
MOST_LOOKED_AT = 1_000
# So many are opened before somebody else has a turn.
OPENED_AT_ONCE = 200
LONGEST_NUMBER = 15
# A lead that is named where there are no topics, and what is said of it.
_NAMED = re.compile(r"\s*#\s*([0-9]{1,15})\s+(\S.*)", re.DOTALL)


class RightsElsewhere(Protocol):
    """Finds out what somebody may do elsewhere than in the group."""

    async def __call__(self, member: Member, *, anew: bool) -> Rights:
        """Return it; `anew` whatever the group said before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command: by whom and with which rights, in which topic, what is behind it, and which message it answers."""

    update_id: int
    thread: int | None
    text: str
    by: Member
    rights: Rights
    answers: str | None = None


class Replies:
    """What answers commands: everything is read through the one writer, and answered through the outbox.

    `rights_elsewhere` finds out what somebody may do elsewhere than in the group.
    """

    def __init__(
        self, writer: Writer, words: Words, now: Callable[[], datetime], rights_elsewhere: RightsElsewhere
    ) -> None:
        self.writer = writer
        self.words = words
        self.now = now
        self.rights_elsewhere = rights_elsewhere

    async def list_leads(self, asked: Asked) -> None:
        """Give a page of the list of leads to work from, what is due first; with the first, those that are closed."""
        wanted = wanted_in(self.words, asked.text)
        if wanted is None:
            await self.say(asked, Text("staff-list-how"))
            return
        moment = self.now()
        moves = await self._moves(moment) if wanted.filter == AHEAD else None

        def answer(batch: Batch) -> list[Listed]:
            stored, kept = batch.tx.newest_leads(MOST_LOOKED_AT)
            # One that is damaged is not among those looked at, but it is not older either.
            older = kept if kept > MOST_LOOKED_AT else 0
            office = batch.dialogue.around.office
            talks = talks_by_person(batch.tx, office, moment)
            looked = Looked(asked.by, today(office, moment), office.zone, moves, talks)
            return lists(stored, office, moment, page=wanted.page, kept=older, wanted=wanted.filter, looked=looked)

        await self._reply(asked, answer)

    async def _moves(self, moment: datetime) -> Mapping[int, Text]:
        """Return what moves soon for open leads, by their numbers; a few at a time, so that nobody waits behind it."""

        def numbers(batch: Batch) -> list[int]:
            stored, _ = batch.tx.newest_leads(MOST_LOOKED_AT)
            return [lead.record.number for lead in stored if lead.record.is_open]

        moves = await moves_of(self.writer, await self.writer.submit(Call(numbers)), moment)
        return {number: move.text for number, move in moves.items()}

    async def show_lead(self, asked: Asked) -> None:
        """Show what one lead's card says, by its number.

        Without buttons, since there is one live card for each lead; if somebody deleted that, it comes back.
        """
        wanted = _plain(asked.text).lstrip("#")
        if not wanted:
            await self.help(asked)
            return

        def answer(batch: Batch) -> list[Listed]:
            number = _number(wanted)
            stored = None if number is None else batch.tx.lead_numbered(number)
            if stored is None:
                return [Listed((Text("staff-not-found", {"number": wanted[:20]}),), ())]
            person = batch.tx.person(stored.person)
            if person is not None:
                batch.posting.card(person, stored, self.now(), ring=False)
            bookings = () if person is None else batch.posting.bookings(person)
            lines = card_content(self.words, batch.desk, stored.record, bookings, buttons=False).lines
            return [Listed(lines, (stored.person,))]

        await self._reply(asked, answer)

    async def find(self, asked: Asked) -> None:
        """Find leads by number, name or a part of the contact: all of them are opened, part by part."""
        sought = Sought.of(asked.text)
        if sought is None:
            await self.say(asked, Text("staff-find-how"))
            return

        def look(part: list[int]) -> Callable[[Batch], list[int]]:
            return lambda batch: [lead.record.number for lead in batch.tx.leads_numbered(part) if matches(lead, sought)]

        numbers = await self.writer.submit(Call(lambda batch: batch.tx.lead_numbers()))
        found: list[int] = []
        for first in range(0, len(numbers), OPENED_AT_ONCE):
            found += await self.writer.submit(Call(look(numbers[first : first + OPENED_AT_ONCE])))
            if len(found) > MOST_FOUND:
                break
        moment = self.now()

        def answer(batch: Batch) -> list[Listed]:
            # Opened anew: whoever was erased meanwhile is not among them.
            stored = [lead for lead in batch.tx.leads_numbered(found) if matches(lead, sought)]
            office = batch.dialogue.around.office
            return [found_lines(stored, office, moment, talks_by_person(batch.tx, office, moment))]

        await self._reply(asked, answer)

    async def today(self, asked: Asked) -> None:
        """Show the talks and the deadlines of today, and what waits."""
        moment, page = self.now(), _page(asked.text)

        def answer(batch: Batch) -> list[Listed]:
            office = batch.dialogue.around.office
            stored, _ = batch.tx.newest_leads(MOST_LOOKED_AT)
            booked = talks_by_person(batch.tx, office, moment)
            talks, requests = talks_of(batch.tx, office, moment), requests_of(batch.tx, office, moment)
            return agenda(office, moment, talks, stored, page=page, requests=requests, booked=booked)

        await self._reply(asked, answer)

    async def stats(self, asked: Asked) -> None:
        """Give the figures of this month and the last, without names."""
        moment = self.now()
        office = await self.writer.submit(Call(lambda batch: batch.dialogue.around.office))
        day = today(office, moment)
        months = [Month(day.replace(day=1)), Month(month_before(day))]
        since = begin_of(months[-1].first, office.zone)

        def add(part: list[int]) -> Callable[[Batch], bool]:
            def look(batch: Batch) -> bool:
                stored = batch.tx.leads_numbered(part)
                for lead in stored:
                    booked = batch.tx.bookings_of(lead.person) if office.booking is not None else ()
                    bookings = [kept.booking for kept in booked]
                    count(months, lead, batch.tx.audit_of(lead.person), bookings, office.zone)
                # They come by their last change: what did not change since then came before, too.
                return any(lead.updated_at >= since for lead in stored) or office.booking is not None

            return look

        numbers = await self.writer.submit(Call(lambda batch: batch.tx.lead_numbers()))
        for first in range(0, len(numbers), OPENED_AT_ONCE):
            if not await self.writer.submit(Call(add(numbers[first : first + OPENED_AT_ONCE]))):
                break
        listed = figures(months, has_talks=office.booking is not None)

        def answer(batch: Batch) -> list[Listed]:
            line = quota_line(batch.tx)
            return [listed if line is None else replace(listed, lines=(*listed.lines, line))]

        await self._reply(asked, answer)

    async def audit(self, asked: Asked) -> None:
        """Show what staff did with a lead, twenty acts at a time."""
        words = _plain(asked.text).replace("#", " ").split()
        number = _number(words[0]) if words else None
        if number is None:
            await self.say(asked, Text("staff-audit-how"))
            return
        page = _page(words[1]) if len(words) > 1 else 1

        def answer(batch: Batch) -> list[Listed]:
            stored = batch.tx.lead_numbered(number)
            recorded = batch.tx.audit_of_erased(number) if stored is None else batch.tx.audit_of(stored.person)
            person = None if stored is None else stored.person
            zone = batch.dialogue.around.office.zone
            names = {one.id: one.name for one in asked.rights.colleagues if one.id is not None}
            return [audit_list(number, recorded, zone, page=page, person=person, has=self._has, names=names)]

        await self._reply(asked, answer)

    def _has(self, text: Text) -> bool:
        return self.words.has(LANGUAGE_OF_STAFF, text.key)

    async def give_room(self, asked: Asked) -> None:
        """Keep the link to the talk of the client who is meant, and tell them.

        They are meant by the lead's number before the link, by the message it answers, or by their topic.
        """
        number, link = room_typed(asked.text)
        act = RoomGiven(asked.by, link)
        await self._do(asked, lambda batch, topic: batch.room_given(number, topic, asked.answers, act, self.now()))

    async def set_value(self, asked: Asked) -> None:
        """Take what an answer really is, of the client whose topic this is, or of the lead that is named by "#"."""
        named = _NAMED.fullmatch(unicodedata.normalize("NFKC", asked.text))
        number, typed = (None, asked.text) if named is None else (_number(named[1]), named[2])
        act = StaffAct("fix_typed", asked.by, said=Utterance(typed), rights=asked.rights)
        await self._do(asked, lambda batch, topic: batch.typed_by_staff(topic, number, act, self.now()))

    async def saved(self, asked: Asked) -> None:
        """List, show, keep or delete the texts that staff answer with."""
        moment = self.now()

        def answer(batch: Batch) -> list[Listed]:
            languages = batch.dialogue.around.languages
            return [saved_reply(batch.tx, self.words, asked.text, asked.rights, languages, asked.by, moment)]

        await self._reply(asked, answer)

    async def calendar(self, asked: Asked) -> None:
        """Give who asks the way to their own talks in their calendar app; make an address invalid."""
        moment = self.now()

        def answer(batch: Batch) -> list[Listed]:
            around = batch.dialogue.around
            if around.links is None or around.office.booking is None:
                return [Listed((Text("staff-calendar-none"),), ())]
            from bot.office.calendar_links import calendar_link

            return [calendar_link(batch, around.links, asked.text, asked.by, moment)]

        await self._reply(asked, answer)

    async def desk(self, asked: Asked) -> None:
        """Give who asks a link to sign in by on the desk's page; sign them out everywhere."""
        moment, rights = self.now(), await self.rights_elsewhere(asked.by, anew=True)

        def answer(batch: Batch) -> list[Listed]:
            base = batch.dialogue.around.links
            if base is None:
                return [Listed((Text("desk-none"),), ())]
            if rights.role is None:
                return [Listed((Text("desk-who"),), ())]
            from bot.office.web.tickets import sign_in

            return [sign_in(batch, base, asked.text, asked.by, rights, moment)]

        await self._reply(asked, answer)

    async def help(self, asked: Asked) -> None:
        """Say what the bot can do."""

        def answer(batch: Batch) -> list[Listed]:
            around = batch.dialogue.around
            has_feeds = around.links is not None and around.office.booking is not None
            more = [Text("staff-help-desk")] if around.links is not None else []
            more += [Text("staff-help-calendar")] if has_feeds else []
            return [Listed((Text("staff-help"), *more), ())]

        await self._reply(asked, answer)

    async def say(self, asked: Asked, text: Text) -> None:
        """Answer with one text."""
        await self._reply(asked, lambda _batch: [Listed((text,), ())])

    async def _do(self, asked: Asked, do: Callable[[Batch, str | None], Text | None]) -> None:
        """Do something for the client whose topic this is; say why not, where nothing came of it."""
        moment, where = self.now(), None if asked.thread is None else str(asked.thread)

        def once(batch: Batch) -> None:
            if batch.tx.first_time(OFFICE, str(asked.update_id), moment):
                refused = do(batch, where)
                if refused is not None:
                    batch.posting.reply_to_staff(Content(LANGUAGE_OF_STAFF, (refused,)), where, moment)

        await self.writer.submit(Call(once))

    async def _reply(self, asked: Asked, answer: Callable[[Batch], list[Listed]]) -> None:
        moment, where = self.now(), None if asked.thread is None else str(asked.thread)

        def do(batch: Batch) -> None:
            if batch.tx.first_time(OFFICE, str(asked.update_id), moment):
                for said in answer(batch):
                    content = Content(LANGUAGE_OF_STAFF, said.lines, said.rows)
                    batch.posting.reply_to_staff(content, where, moment, said.persons)

        await self.writer.submit(Call(do))


@dataclass(frozen=True, slots=True)
class StaffCommand:
    """A command of staff: the role it needs, and what answers it."""

    needs: Role
    answer: Callable[[Replies, Asked], Awaitable[None]]


COMMANDS: Mapping[str, StaffCommand] = MappingProxyType(
    {
        "leads": StaffCommand(MEMBER, Replies.list_leads),
        "lead": StaffCommand(MEMBER, Replies.show_lead),
        "find": StaffCommand(MEMBER, Replies.find),
        "today": StaffCommand(MEMBER, Replies.today),
        "stats": StaffCommand(MEMBER, Replies.stats),
        "audit": StaffCommand(LEAD, Replies.audit),
        "set": StaffCommand(LEAD, Replies.set_value),
        "room": StaffCommand(MEMBER, Replies.give_room),
        # Who keeps and deletes them must lead; to read them is for everybody of staff.
        "saved": StaffCommand(MEMBER, Replies.saved),
        "calendar": StaffCommand(MEMBER, Replies.calendar),
        "desk": StaffCommand(MEMBER, Replies.desk),
        "help": StaffCommand(MEMBER, Replies.help),
        "start": StaffCommand(MEMBER, Replies.help),
    }
)
# What staff write to a client, change or take back: no command of a name, and for everybody of staff.
WRITING: Role = MEMBER


def _plain(typed: str) -> str:
    # Whoever writes Japanese may well type full-width figures.
    return unicodedata.normalize("NFKC", typed[:100]).strip()


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_NUMBER else None


def _page(typed: str) -> int:
    number = _number(_plain(typed))
    return 1 if number is None else min(max(1, number), 9_999)
