"""People book, choose, answer and leave; the clock is late, jumps and fires twice: what is reminded holds at each step.

No reminder for a dead booking, none at night, none twice, none to whoever did not agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.storage.memory import MemoryStore
from bot.turns.acts import ClientTurn
from bot.turns.apply import Batch
from bot.turns.records import Person
from dialogs.booking import policy
from dialogs.booking.booking import Booking, State
from dialogs.booking.rules import BookingRule
from dialogs.booking.slots import Slot
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.effects import ChangeBookings, SetReminders
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind, Text
from dialogs.office import ReminderRule
from dialogs.questionnaires.hsp import HSP
from dialogs.reminding.quiet import is_quiet
from tests.dialogs.booking.offices import member
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk, real_dialogue, real_words
from tests.properties import long_lives

TELEGRAM = "telegram"
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
# Each person lives elsewhere, and has a birthday in another month that takes points.
PEOPLE = {
    "1": ("Asia/Tokyo", "1997-01-03"),
    "2": ("America/New_York", "1997-02-20"),
    "3": ("Asia/Kathmandu", "1996-12-30"),
}
# Who named their city for a talk alone.
UNTOLD = "2"
CHATS = st.sampled_from(tuple(PEOPLE))
KINDS = st.sampled_from(("points", "mark", "residence", "stay"))
DAYS = ("2027-01-31", "2027-03-20", "2027-06-30", "2026-12-05")
RULE = BookingRule(minutes={"online": 60}, notice_hours=0, horizon_days=60, change_until_hours=3, most_changes=50)
HOUR = 3_600


@cache
def dialogue() -> Dialogue:
    """The interview at an office that books, and asks how it was."""
    around = real_dialogue().around
    # Whatever time is booked has a member of staff free for it: this is about the clock.
    office = replace(around.office, booking=RULE, staff=(member("a"),), reminders=ReminderRule(mood=True))
    return Dialogue(HSP, replace(around, office=office), real_words())


@cache
def sent(birth: str) -> Conversation:
    """Somebody who has sent the card."""
    walk = Walk(dialogue=dialogue()).answers({**ENGINEER, "birth_date": birth}, until="result").presses("ok")
    return walk.answers(TO_THE_CARD, until="leave").presses("yes").presses("close").conversation


class Reminders(RuleBasedStateMachine):
    """The people, the office and the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore()
        self.now = NOW
        self.acts = 0
        # How often each was told, and the buttons of all that were sent.
        self.told: Counter[object] = Counter()
        self.buttons: dict[str, list[str]] = {chat: [] for chat in PEOPLE}
        for chat, (zone, birth) in PEOPLE.items():
            with self.store.transaction() as tx:
                person = tx.person_at(TELEGRAM, chat, NOW)
                kept = deepcopy(sent(birth).to_json()) | {"id": person.conversation.id}
                person.conversation, person.touched = Conversation.from_json(kept), True
                if chat != UNTOLD:
                    person.conversation.keep("lives_in", [zone, "there"], NOW.date())
                person.conversation.keep("stay_until", DAYS[0], NOW.date())
                tx.flush()

    @initialize(hours=st.tuples(*(st.integers(20, 60),) * 3), kinds=st.tuples(*(st.sets(KINDS),) * 3))
    def everybody_has_a_talk_and_chose_something(self, hours: tuple[int, ...], kinds: tuple[set[str], ...]) -> None:
        """There is something to be reminded of from the beginning."""
        for chat, ahead, chosen in zip(PEOPLE, hours, kinds, strict=True):
            self.books(chat, ahead)
            for kind in sorted(chosen):
                self.ticks(chat, kind, True, 1)

    # --- doing ----------------------------------------------------------------------------------------------------

    def _do(self, act: Callable[[Batch], object], times: int = 1) -> None:
        """Do something in a transaction that is first lost, and then done, once or twice; look at what is told."""
        with self.store.transaction() as tx:
            lost = deepcopy(tx.kept)
            act(Batch(tx, dialogue(), real_words(), frozenset({TELEGRAM})))
        self.store.kept = lost
        agreed = {chat: dict(self._person(chat).conversation.reminders) for chat in PEOPLE}
        before = {chat: self._bookings(chat) for chat in PEOPLE}
        for _ in range(times):
            with self.store.transaction() as tx:
                act(Batch(tx, dialogue(), real_words(), frozenset({TELEGRAM})))
                tx.flush()
        for post in [post for post, *_ in self.store.kept.posts.values()]:
            if post.channel == TELEGRAM and "say" in post.payload:
                chat = post.payload["to"]
                self.buttons[chat] += [button.data for row in post.says.rows for button in row]
                for text in post.says.lines:
                    self._look(chat, text, [b.data for row in post.says.rows for b in row], agreed[chat], before[chat])
        self.store.kept.posts.clear()

    def _look(
        self, chat: str, text: Text, data: list[str], agreed: dict[str, str], before: tuple[Booking, ...]
    ) -> None:
        """Look at one line that somebody is told."""
        zone = ZoneInfo(PEOPLE[chat][0])
        if text.key.startswith("reminder-of-"):
            kind = text.key.removeprefix("reminder-of-")
            assert kind in agreed, "nobody is told who did not agree"
            self._once(chat, kind, self.now.date())
        elif text.key in ("reminder-talk", "reminder-talk-again"):
            number, sequence = (int(part) for part in data[0].removeprefix("k/").split(".")[:2])
            talk = next(booking for booking in before if booking.number == number)
            assert talk.state is State.BOOKED, "it stands"
            assert talk.sequence == sequence, "its buttons are of today"
            assert (talk.start or 0) > self.now.timestamp(), "it is ahead"
            assert (text.key == "reminder-talk-again") == (talk.answered == "yes"), "yes is said once"
            assert talk.answered != "no", "who does not come is left alone"
            self.told[chat, number, talk.start] += 1
            assert self.told[chat, number, talk.start] <= 2, "a day before and an hour before"
        elif text.key == "reminder-thanks-mood":
            number = int(data[0].removeprefix("k/").split(".")[0])
            assert next(booking for booking in before if booking.number == number).state is State.KEPT
            self._once(chat, "thanks", number)
        else:
            return
        assert not is_quiet(self.now, zone), "nobody is woken"
        assert self._person(chat).address.reachable, "nothing waits until somebody comes back"

    def _once(self, *what: object) -> None:
        self.told[what] += 1
        assert self.told[what] == 1, f"told twice: {what}"

    def _person(self, chat: str) -> Person:
        with self.store.transaction() as tx:
            return tx.person_at(TELEGRAM, chat, self.now)

    def _bookings(self, chat: str) -> tuple[Booking, ...]:
        with self.store.transaction() as tx:
            return tuple(kept.booking for kept in tx.bookings_of(tx.person_at(TELEGRAM, chat, self.now).id))

    def _change(self, chat: str, decided: policy.Decided) -> None:
        """Keep what was decided of somebody's bookings."""
        if isinstance(decided, policy.NotDone):
            return

        def keep(batch: Batch) -> None:
            person = batch.tx.person_at(TELEGRAM, chat, self.now)
            batch.decide(person, batch.tx.lead_of(person.id), ChangeBookings(decided), self.now)

        self._do(keep)

    def _turn(self, chat: str, act: Act, times: int = 1) -> None:
        self.acts += 1
        turn = ClientTurn(TELEGRAM, f"act-{self.acts}", chat, act, self.now)
        self._do(lambda batch: batch.client_turn(turn), times)

    # --- what people do -------------------------------------------------------------------------------------------

    @rule(chat=CHATS, hours=st.integers(1, 90))
    def books(self, chat: str, hours: int) -> None:
        """Somebody books a talk so many hours ahead, at whatever hour of the day."""
        held = policy.hold(self._bookings(chat), self._slot(chat, hours), PEOPLE[chat][0], RULE, self.now)
        self._change(chat, held)
        mine = self._bookings(chat)
        if mine and mine[-1].state is State.HELD:
            self._change(chat, policy.confirm(mine, mine[-1].number, RULE, self.now))

    @rule(chat=CHATS, hours=st.integers(1, 90))
    def is_moved(self, chat: str, hours: int) -> None:
        """The office moves a talk."""
        mine = self._bookings(chat)
        if mine:
            self._change(chat, policy.move(mine, mine[-1].number, self._slot(chat, hours), RULE, self.now))

    @rule(chat=CHATS, came=st.booleans())
    def ends(self, chat: str, came: bool) -> None:
        """The office records what became of a talk."""
        mine = self._bookings(chat)
        if mine:
            self._change(chat, policy.finish(mine, mine[-1].number, self.now, came=came))

    @rule(chat=CHATS)
    def is_cancelled(self, chat: str) -> None:
        """The office cancels a talk."""
        mine = self._bookings(chat)
        if mine:
            self._change(chat, policy.cancel(mine, mine[-1].number, RULE, self.now, by_staff=True))

    def _slot(self, chat: str, hours: int) -> Slot:
        start = (int(self.now.timestamp()) // HOUR + hours) * HOUR
        # Each person's own member of staff: nobody is in anybody's way here.
        return Slot(start, 60, "online", f"s{chat}", False)

    @rule(chat=CHATS, kind=KINDS, wanted=st.booleans(), times=st.sampled_from((1, 2)))
    def ticks(self, chat: str, kind: str, wanted: bool, times: int) -> None:
        """Somebody chooses a kind on the page, or no more."""
        self._turn(chat, Act(ActKind.COMMAND, command="reminders"))
        for action in (f"{'on' if wanted else 'off'}:{kind}", "close"):
            self._turn(
                chat,
                Act(ActKind.PRESS, data=f"{mark_of(self._person(chat).conversation)}.{action}", message="1"),
                times,
            )

    @rule(chat=CHATS, pick=st.integers(0, 30))
    def presses_an_old_button(self, chat: str, pick: int) -> None:
        """Somebody presses a button of any message they ever got."""
        beside = [data for data in self.buttons[chat] if data.startswith(("k/", "m/"))]
        if beside:
            self._turn(chat, Act(ActKind.PRESS, data=beside[-1 - pick % len(beside)], message="2"))

    @rule(chat=CHATS, day=st.sampled_from(DAYS))
    def tells_another_day(self, chat: str, day: str) -> None:
        """Somebody's stay ends on another day."""

        def tell(batch: Batch) -> None:
            person = batch.tx.person_at(TELEGRAM, chat, self.now)
            person.conversation.keep("stay_until", day, self.now.date())
            person.touched = True
            batch.decide(person, batch.tx.lead_of(person.id), SetReminders(), self.now)

        self._do(tell)

    @rule(chat=CHATS, reachable=st.booleans())
    def leaves_or_comes_back(self, chat: str, reachable: bool) -> None:
        """Somebody blocks the bot, or comes back."""
        self._turn(chat, Act(ActKind.CAME_BACK if reachable else ActKind.LEFT))

    @rule(hours=st.integers(1, 30), times=st.sampled_from((1, 2)))
    def hours_pass(self, hours: int, times: int) -> None:
        """Some hours go by."""
        self.time_passes(hours * 60 + 7, times)

    @rule(times=st.sampled_from((1, 2)))
    def it_is_looked_on_time(self, times: int) -> None:
        """Time passes until the next thing is due."""
        with self.store.transaction() as tx:
            due = tx.next_timer()
        if due is not None and due > self.now.timestamp():
            self.time_passes(int(due - self.now.timestamp()) // 60 + 1, times)

    @rule(minutes=st.sampled_from((4_000, 20_160, 60_000)), times=st.sampled_from((1, 2)))
    def the_machine_slept(self, minutes: int, times: int) -> None:
        """Days or weeks go by with nobody looking."""
        self.time_passes(minutes, times)

    def time_passes(self, minutes: int, times: int) -> None:
        """Time passes, and what is due is done, in order, perhaps twice at once."""
        self.now += timedelta(minutes=minutes)
        for _ in range(60):
            with self.store.transaction() as tx:
                due = tx.due_timers(self.now.timestamp(), 1)
            if not due:
                return
            timer = due[0]
            self._do(lambda batch, timer=timer: batch.timer_due(timer, self.now), times)  # type: ignore[misc]
        raise AssertionError("timers are set without end")

    # --- what holds -----------------------------------------------------------------------------------------------

    @invariant()
    def every_timer_is_of_what_stands(self) -> None:
        """Of a booking that is still to be told of something, and of people who chose something."""
        for chat in PEOPLE:
            person = self._person(chat)
            with self.store.transaction() as tx:
                timers = list(tx.timers_of(person.id))
            chosen = bool(person.conversation.reminders)
            assert chosen == any(timer.kind == "profile" for timer in timers), (chat, person.conversation.reminders)
            booked = {str(booking.number): booking for booking in self._bookings(chat)}
            for timer in self._of_talks(timers):
                assert booked[timer.subject].state in (State.BOOKED, State.KEPT)
                assert booked[timer.subject].sequence == timer.version

    def _of_talks(self, timers: list[Any]) -> Iterator[Any]:
        return (timer for timer in timers if timer.kind == "talk")


@pytest.mark.long
@pytest.mark.hypothesis
def test_whatever_people_the_office_and_the_clock_do() -> None:
    run_state_machine_as_test(Reminders, settings=long_lives(20, 40))
