"""Clients, staff and the clock do with bookings whatever they like; what must hold, holds after each act.

Everything goes through the turns as they run, on the store in memory: a press that comes twice, an act whose
transaction is lost and done again, timers that fire late, messages that wait for a dead process, a client who blocks
the bot or is forgotten, a profile that changes under what stands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bot.storage.memory import MemoryStore
from bot.turns.acts import ClientTurn, Delivered, OfficeTurn
from bot.turns.apply import Batch
from bot.turns.world import Answering
from dialogs.booking.booking import Booking, State
from dialogs.booking.own import current, taken_in
from dialogs.booking.rules import BookingRule, Rooms
from dialogs.booking.shown import zone_of
from dialogs.booking.slots import offered
from dialogs.conversation import Conversation
from dialogs.desk.bookings import ENDED, HOLD, LOOK, PROPOSED, ROOM, WORD, due
from dialogs.desk.desk import Desk
from dialogs.desk.rights import EVERYTHING
from dialogs.dialogue import Dialogue
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind
from dialogs.pages.here import page_of
from dialogs.reminding.quiet import is_quiet
from dialogs.situation import Situation
from tests.dialogs.booking.offices import member, week
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk, real_dialogue, real_words
from tests.properties import long_lives

TELEGRAM = "telegram"
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PEOPLE = ("1", "2", "3")
# What arrives twice must do the same as what arrives once.
TIMES = st.sampled_from((1, 1, 2))
ZONES = ("Asia/Tokyo", "America/New_York", "Asia/Kathmandu")
# Few times and many wishes: on two days one in the morning, and one in the evening to be approved.
RULE = BookingRule(
    minutes={"online": 60, "office": 60, "visit": 60},
    notice_hours=1,
    horizon_days=1,
    change_until_hours=2,
    most_changes=2,
    step_minutes=30,
    after_minutes=10,
    on_request=week("18:00-19:00"),
    request_hours=12,
)
# What a message says last, and how the person's bookings then stand: booked, requested.
SAYS: dict[str, tuple[bool | None, bool | None]] = {
    "booking-told-booked": (True, None),
    "booking-told-moved": (True, None),
    "booking-told-requested": (None, True),
    "booking-told-cancelled": (False, False),
    "booking-told-taken-back": (None, False),
    "booking-approved": (True, False),
    "booking-move-approved": (True, False),
    "booking-declined": (None, False),
    "booking-move-declined": (True, False),
    "booking-moved-by-staff": (True, False),
    "booking-cancelled-by-staff": (False, False),
    "booking-request-over": (None, False),
}


PROFILES = ("usual", "usual", "fewer hours", "somebody else", "no way online", "no bookings")


@cache
def dialogue(profile: str = "usual") -> Dialogue:
    """The interview at an office with few times, by one of its profiles."""
    around = real_dialogue().around
    hours = week("09:00-10:00" if profile == "fewer hours" else "09:00-10:30")
    staff = (member("b" if profile == "somebody else" else "a", hours=hours),)
    rooms = Rooms(pool=("https://meet.example/one",), template="https://meet.example/{secret}")
    ways = {way: minutes for way, minutes in RULE.minutes.items() if profile != "no way online" or way != "online"}
    office = replace(
        around.office,
        booking=None if profile == "no bookings" else replace(RULE, minutes=ways),
        staff=staff,
        rooms=rooms,
        closures=(),
        closed_on_holidays=False,
    )
    return Dialogue(around_questionnaire(), replace(around, office=office), real_words())


def around_questionnaire() -> Any:
    """The questions as they ship."""
    return real_dialogue().questionnaire


@cache
def sent() -> Conversation:
    """Somebody who has come to the card."""
    walk = Walk(dialogue=dialogue()).answers(ENGINEER, until="result").presses("ok").answers(TO_THE_CARD, until="leave")
    return walk.conversation


@cache
def prepared() -> MemoryStore:
    """A store in which everybody has sent the card."""
    store = MemoryStore()
    for chat in PEOPLE:
        sends_the_card(store, chat, NOW, 0)
    return store


def sends_the_card(store: MemoryStore, chat: str, now: datetime, time: int) -> None:
    """Somebody whom nobody knows sends the card."""
    with store.transaction() as tx:
        person = tx.person_at(TELEGRAM, chat, now)
        person.conversation = Conversation.from_json(deepcopy(sent().to_json()) | {"id": person.conversation.id})
        person.conversation.keep("lives_in", [ZONES[PEOPLE.index(chat)], "there"], now.date())
        person.touched = True
        data = f"{mark_of(person.conversation)}.yes"
        batch = Batch(tx, dialogue(), real_words(), frozenset({TELEGRAM}))
        press = Act(ActKind.PRESS, data=data, message="1")
        batch.client_turn(ClientTurn(TELEGRAM, f"begin-{chat}-{time}", chat, press, now))
        tx.flush()


class Bookings(RuleBasedStateMachine):
    """The people, the staff and the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore()
        self.store.kept = deepcopy(prepared().kept)
        self.store.kept.posts.clear()
        self.now = NOW
        self.acts = 0
        self.told: dict[str, str] = {}
        self.profile = "usual"
        self.known: set[str] = set()

    # --- doing ----------------------------------------------------------------------------------------------------

    def _do(
        self, act: Callable[[Batch], object], times: int = 1, *, erases: bool = False, by_clock: bool = False
    ) -> None:
        """Do something in a transaction that is first lost, and then done, once or twice."""
        before, said = self._standing(), False
        with self.store.transaction() as tx:
            lost = deepcopy(tx.kept)
            act(self._batch(tx))
        self.store.kept = lost
        for _ in range(times):
            with self.store.transaction() as tx:
                act(self._batch(tx))
                tx.flush()
        told = list(self._new_posts())
        for post in told:
            for text in post.says.lines if post.channel == TELEGRAM else ():
                if text.key in SAYS:
                    self.told[str(post.person)], said = text.key, True
            if by_clock and post.channel == TELEGRAM:
                zone = ZoneInfo(ZONES[PEOPLE.index(str(post.payload["to"]))])
                assert not is_quiet(self.now, zone), "somebody was woken"
        once = {(post.channel, post.lane, post.person, json.dumps(post.payload["say"])) for post in told}
        assert len(once) == len(told), "somebody was told twice"
        if self._standing() != before and not erases:
            assert said or self._told_later(), "what stands has changed, and nobody was told"
            self._nothing_free_for_who_waits()

    def _told_later(self) -> set[str | None]:
        """Who is to be told something in their morning."""
        return {timer.person for timer in self.store.kept.timers.values() if timer.kind == WORD}

    def _batch(self, tx: Any) -> Batch:
        return Batch(tx, dialogue(self.profile), real_words(), frozenset({TELEGRAM}))

    def _new_posts(self) -> Iterator[Any]:
        """What was made since the last look and says something; what waits to be sent waits on."""
        new = [post for post, *_ in self.store.kept.posts.values() if post.id not in self.known]
        self.known |= {post.id for post in new}
        return (post for post in new if "say" in post.payload)

    @rule(again=st.booleans())
    def what_waits_is_delivered(self, again: bool) -> None:
        """The messengers take what waits; a process that died before it wrote that down has them take it again."""
        for _ in range(1 + again):
            with self.store.transaction() as tx:
                batch = self._batch(tx)
                for post in tx.waiting():
                    named = {post.handle: f"m{post.seq}"} if post.handle else {}
                    for _ in range(2):
                        batch.delivered(Delivered(post, named, self.now.timestamp()))
                if not again:
                    tx.flush()

    @rule(chat=st.sampled_from(PEOPLE))
    def client_blocks_the_bot(self, chat: str) -> None:
        """Until they act again nothing reaches them."""
        self.acts += 1
        turn = ClientTurn(TELEGRAM, f"act-{self.acts}", chat, Act(ActKind.LEFT), self.now)
        self._do(lambda batch: batch.client_turn(turn))

    @rule(chat=st.sampled_from(PEOPLE), by_staff=st.booleans())
    def client_is_forgotten(self, chat: str, by_staff: bool) -> None:
        """Everything about them goes, and they come anew."""
        self.acts += 1
        with self.store.transaction() as tx:
            stored = tx.lead_of(tx.person_at(TELEGRAM, chat, self.now).id)
        assert stored is not None
        number, owner = stored.record.number, stored.person

        def erase(batch: Batch) -> None:
            if by_staff:
                batch.erase_numbered(number, self.now)
            else:
                batch.erase(batch.tx.person_at(TELEGRAM, chat, self.now), self.now)

        self._do(erase, erases=True)
        assert all(person != owner for _, person, _, _ in self.store.kept.bookings.values())
        assert all(timer.person != owner for timer in self.store.kept.timers.values())
        self._nothing_free_for_who_waits()
        sends_the_card(self.store, chat, self.now, self.acts)
        list(self._new_posts())

    @rule(profile=st.sampled_from(PROFILES))
    def the_profile_changes(self, profile: str) -> None:
        """Somebody leaves, hours shrink, a way is offered no more; what stands stands."""
        self.profile = profile

    def _bookings(self) -> dict[str, tuple[Booking, ...]]:
        with self.store.transaction() as tx:
            people = [tx.person_at(TELEGRAM, chat, self.now).id for chat in PEOPLE]
            return {person: tuple(kept.booking for kept in tx.bookings_of(person)) for person in people}

    def _standing(self) -> dict[str, list[tuple[str, int | None]]]:
        """What a client must have been told: what is booked, as long as it is to come, and what is asked for."""
        return {
            person: [
                (str(booking.state), booking.start)
                for booking in mine
                if booking.state is State.REQUESTED or (booking.state is State.BOOKED and self._is_ahead(booking))
            ]
            for person, mine in self._bookings().items()
        }

    def _is_ahead(self, booking: Booking) -> bool:
        return (booking.start or 0) > self.now.timestamp()

    @rule(chat=st.sampled_from(PEOPLE), picks=st.lists(st.integers(0, 9), min_size=1, max_size=6), times=TIMES)
    def client_presses(self, chat: str, picks: list[int], times: int) -> None:
        """A client presses buttons of the booking page, perhaps twice; without the page, they ask for it."""
        for pick in picks:
            actions = self._actions(chat)
            self._client(chat, actions[pick % len(actions)] if actions else None, times)

    @rule(chat=st.sampled_from(PEOPLE), pick=st.integers(0, 2), times=TIMES, on_request=st.booleans())
    def client_books(self, chat: str, pick: int, times: int, on_request: bool) -> None:
        """A client goes straight to a time, or to another one than they have, and takes it."""
        wanted = ("move", "another", "way:online", "all", f"s:{pick}", "yes")
        self._client(chat, None, 1)
        for step in wanted:
            actions = self._actions(chat)
            if step.startswith("s:"):
                if on_request and "parts" in actions:
                    self._client(chat, "parts", 1)
                    parts = [action for action in self._actions(chat) if action.startswith("part:")]
                    self._client(chat, parts[-1] if parts else "all", 1)
                slots = [action for action in self._actions(chat) if action.startswith("s:")]
                step = slots[pick % len(slots)] if slots else "wait"
            if step in self._actions(chat):
                self._client(chat, step, times)

    def _actions(self, chat: str) -> list[str]:
        """The buttons of the booking page, where a client has it open."""
        with self.store.transaction() as tx:
            person = tx.person_at(TELEGRAM, chat, self.now)
            if person.conversation.place.overlay != "booking":
                return []
            around, world = dialogue(self.profile).around, Answering(tx, person, None)
            situation = Situation(person.conversation, dialogue().questionnaire, around, self.now, world)
            return [button.action for row in page_of(situation).rows(situation) for button in row]

    def _client(self, chat: str, action: str | None, times: int) -> None:
        self.acts += 1
        act = Act(ActKind.COMMAND, command="book")
        if action is not None:
            with self.store.transaction() as tx:
                mark = mark_of(tx.person_at(TELEGRAM, chat, self.now).conversation)
            act = Act(ActKind.PRESS, data=f"{mark}.{action}", message="1")
        turn = ClientTurn(TELEGRAM, f"act-{self.acts}", chat, act, self.now)
        self._do(lambda batch: batch.client_turn(turn), times)

    @rule(chat=st.sampled_from(PEOPLE), action=st.sampled_from(("take", "yes", "no", "s")), pick=st.integers(0, 5))
    def client_presses_beside(self, chat: str, action: str, pick: int) -> None:
        """A client presses a button of a message about a booking, which may be old."""
        self.acts += 1
        with self.store.transaction() as tx:
            mine = [kept.booking for kept in tx.bookings_of(tx.person_at(TELEGRAM, chat, self.now).id)]
        if not mine:
            return
        booking = mine[-1 - pick % min(3, len(mine))]
        starts = [*booking.proposed, booking.start or 0]
        value = f":{starts[pick % len(starts)]}" if action in ("take", "s") else ""
        data = f"k/{booking.number}.{booking.sequence - (pick == 5)}.{action}{value}".replace(".-1.", ".0.")
        turn = ClientTurn(TELEGRAM, f"act-{self.acts}", chat, Act(ActKind.PRESS, data=data, message="2"), self.now)
        self._do(lambda batch: batch.client_turn(turn))

    @rule(chat=st.sampled_from(PEOPLE), picks=st.lists(st.integers(0, 9), min_size=1, max_size=5), times=TIMES)
    def staff_press(self, chat: str, picks: list[int], times: int) -> None:
        """A member of staff presses buttons about a booking on the card."""
        for pick in picks:
            self.acts += 1
            with self.store.transaction() as tx:
                person = tx.person_at(TELEGRAM, chat, self.now)
                stored = tx.lead_of(person.id)
                assert stored is not None
                bookings = [kept.booking for kept in tx.bookings_of(person.id)]
                card = Desk(dialogue(self.profile)).card(stored.record, bookings)
            actions = [b.action for row in card.rows for b in row if b.action.count(":") == 2]
            if not actions:
                return
            name, number, row = actions[pick % len(actions)].split(":")
            turn = OfficeTurn(f"staff-{self.acts}", int(number), name, "佐藤", self.now, row, "901", rights=EVERYTHING)
            self._do(lambda batch, turn=turn: batch.office_turn(turn), times)  # type: ignore[misc]

    @rule(minutes=st.sampled_from((1, 9, 11, 45, 180, 600, 1500)))
    def time_passes(self, minutes: int) -> None:
        """Time passes, and what is due is looked at, in order, perhaps late."""
        self.now += timedelta(minutes=minutes)
        for _ in range(50):
            with self.store.transaction() as tx:
                due = tx.due_timers(self.now.timestamp(), 1)
            if not due:
                return
            timer = due[0]
            self._do(lambda batch, timer=timer: batch.timer_due(timer, self.now), 2, by_clock=True)  # type: ignore[misc]
        raise AssertionError("timers are set without end")

    # --- what holds -----------------------------------------------------------------------------------------------

    @invariant()
    def no_two_bookings_share_a_cell(self) -> None:
        """Nor does a cell belong to a booking that is over."""
        owned: dict[tuple[str, int], int] = {}
        bookings = [booking for mine in self._bookings().values() for booking in mine]
        by_number = {booking.number: booking for booking in bookings}
        for booking in bookings:
            assert bool(booking.owned) == booking.occupies
            assert booking.occupies or not booking.proposed
            old = by_number.get(booking.replaces or 0)
            for cell in booking.owned - (frozenset() if old is None or old.staff != booking.staff else old.owned):
                assert (booking.staff, cell) not in owned
                owned[booking.staff, cell] = booking.number
        assert self.store.kept.cells == owned

    @invariant()
    def one_open_request_a_person(self) -> None:
        """And one talk ahead, one place on the list, one time held."""
        for mine in self._bookings().values():
            ahead = [b for b in mine if b.state is State.BOOKED and (b.start or 0) > self.now.timestamp()]
            assert len(ahead) <= 1
            for state in (State.REQUESTED, State.HELD, State.WAITING):
                assert sum(booking.state is state for booking in mine) <= 1, state

    @invariant()
    def what_the_client_was_told_last_is_what_stands(self) -> None:
        """Of what is booked, and of what is asked for."""
        for person, mine in self._bookings().items():
            told = self.told.get(person)
            if told is None or person in self._told_later():
                continue
            booked, asked = SAYS[told]
            over = (State.BOOKED, State.KEPT, State.MISSED)
            stands = [b for b in mine if (b.state in over if booked else b.state is State.BOOKED and self._is_ahead(b))]
            assert booked in (None, bool(stands)), told
            assert asked in (None, any(b.state is State.REQUESTED for b in mine)), told

    @invariant()
    def two_talks_share_no_room(self) -> None:
        """While they are held or kept free around."""
        talks = [b for mine in self._bookings().values() for b in mine if b.state is State.BOOKED and b.cells]
        for number, one in enumerate(talks):
            for other in talks[number + 1 :]:
                if one.cells and other.cells and one.room is not None and one.room == other.room:
                    assert one.cells[1] <= other.cells[0] or other.cells[1] <= one.cells[0]

    @invariant()
    def every_timer_speaks_of_what_stands(self) -> None:
        """And what is to end by itself has its timer."""
        bookings = {booking.number: booking for mine in self._bookings().values() for booking in mine}
        set_now = {(timer.subject, timer.kind) for timer in self.store.kept.timers.values()}
        for timer in self.store.kept.timers.values():
            if timer.kind in (HOLD, PROPOSED, ENDED, ROOM, LOOK, WORD):
                booking = bookings[int(timer.subject)]
                assert timer.version == booking.sequence
                if timer.kind != WORD:
                    assert booking.state is State.WAITING if timer.kind == LOOK else booking.is_open
        for booking in bookings.values():
            for kind, _ in due(dialogue(self.profile).around.office, booking):
                assert kind not in (HOLD, PROPOSED, ENDED) or (str(booking.number), kind) in set_now

    def _nothing_free_for_who_waits(self) -> None:
        """A time that became free is offered, or nobody who is awake waits for it."""
        around = dialogue(self.profile).around
        office = around.office
        with self.store.transaction() as tx:
            for kept in tx.waiting_list(10):
                person = tx.person(kept.person)
                assert person is not None
                if is_quiet(self.now, zone_of(kept.booking.zone, office)) or not person.address.reachable:
                    continue
                taken = taken_in(Answering(tx, person, None), office, None)
                free = offered(
                    office,
                    around.holiday,
                    kept.booking.way,
                    self.now,
                    taken,
                    wanted=lambda start, kept=kept: start not in kept.booking.passed,  # type: ignore[misc]
                )
                assert list(islice(free, 1)) == []

    @precondition(lambda self: self.acts > 0)
    @invariant()
    def what_is_shown_first_is_one_thing(self) -> None:
        """There is always something to be shown, or nothing at all."""
        for mine in self._bookings().values():
            found = current(mine, self.now)
            assert found is None or found in mine


@pytest.mark.long
@pytest.mark.hypothesis
def test_whatever_clients_staff_and_the_clock_do() -> None:
    run_state_machine_as_test(Bookings, settings=long_lives(5, 30))
