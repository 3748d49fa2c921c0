"""What we write first where a channel takes it for a day after the person's last word: elsewhere, or to staff, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.app import Core
from bot.turns.acts import OFFICE
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.ports import Store
from bot.turns.records import StoredBooking
from dialogs.desk.decision import RelayToClient
from dialogs.messages import Act, ActKind, Button, Screen, Text
from dialogs.talk import Utterance
from tests.storage.contract.bookings import a_booking
from tests.storage.contract.conftest import kept, store
from tests.support import CLIENT, Talk
from tests.turns.several import PAGER, House, house, keys, known, notes

__all__ = ["kept", "store"]
WORD = Text("law-day", {"day": "x", "ahead": "no"})
DAY = timedelta(days=1)


@pytest.fixture
def office(core: Core, store: Store) -> House:
    return house(core, store)


def with_lead(office: House, channel: str = PAGER) -> tuple[Talk, str]:
    talk = office.talk(channel)
    person = talk.go_to("handed_off").person
    assert person is not None
    office.deliver()
    return talk, person


def has_also(office: House, person_id: str, channel: str, chat: str) -> None:
    """Let a person have an address more, at which they have not acted for days."""

    def attach(batch: Batch) -> None:
        tx = batch.tx
        person = known(tx.person(person_id))
        other = tx.person_at(channel, chat, office.clock())
        tx.forget_newcomer(other)
        tx.attach(person, other.address)
        tx.flush()

    office.core.ledger.do(Call(attach))


def test_within_the_window_it_comes(office: House) -> None:
    _, person = with_lead(office)
    office.clock.advance(DAY - timedelta(seconds=1))
    office.say(person, WORD)
    sent = office.deliver()
    assert keys(sent, PAGER) == ["law-day"]
    assert notes(sent) == []


def test_outside_it_waits_staff_hear_once_and_it_comes_with_the_next_word(office: House) -> None:
    talk, person = with_lead(office)
    office.clock.advance(DAY)
    office.say(person, WORD)
    sent = office.deliver()
    assert keys(sent, PAGER) == []
    assert notes(sent) == ["staff-untold", "law-day"], "what it was, in their own language"
    assert office.person(person).withheld
    office.clock.advance(DAY)
    assert office.deliver() == []
    turn = talk.turn(Act(ActKind.TEXT, "Hello?"))
    office.core.ledger.batch([turn, turn])
    assert keys(office.deliver(), PAGER)[:2] == ["told-late", "law-day"]
    assert not office.person(person).withheld
    talk.say("Hello again")
    assert "law-day" not in keys(office.deliver(), PAGER)


def test_what_staff_write_waits_and_their_message_is_answered(office: House) -> None:
    talk, person = with_lead(office)
    office.clock.advance(DAY)
    order = RelayToClient(Utterance("Please call us", id="77"))

    def write(batch: Batch) -> None:
        batch.talking.to_client(known(batch.tx.person(person)), order, office.clock())

    office.core.ledger.do(Call(write))
    [note] = [post for post in office.deliver() if post.channel == OFFICE]
    assert note.payload["answers_at"] == "77"
    assert note.payload["say"]["lines"][0]["args"]["kind"] == "relay"
    talk.say("Yes?")
    relays = [post for post in office.deliver() if post.kind == "relay" and post.channel == PAGER]
    assert [post.payload["said"][0]["text"] for post in relays] == ["Please call us"]


def test_it_goes_to_another_address_that_may_be_written_to(office: House) -> None:
    _, person = with_lead(office)
    has_also(office, person, CLIENT, "1001")
    office.clock.advance(DAY)
    office.say(person, WORD)
    sent = office.deliver()
    assert keys(sent, CLIENT) == ["law-day"]
    assert {post.payload["to"] for post in sent if post.channel == CLIENT} == {"1001"}
    assert keys(sent, PAGER) == []
    assert notes(sent) == []
    assert office.person(person).address.channel == PAGER, "the bot speaks where they acted last"


def test_nothing_that_waits_for_somebody_who_shuts_one_address_is_lost(office: House) -> None:
    _, person = with_lead(office)
    has_also(office, person, CLIENT, "1001")
    office.say(person, WORD)
    lane = office.person(person).address.id
    office.core.ledger.do(Call(lambda batch: batch.hold(lane, office.clock())))
    sent = office.deliver()
    assert keys(sent, CLIENT) == ["law-day"]
    assert notes(sent) == [], "they can be written to"
    office.core.ledger.do(office.talk(CLIENT).turn(Act(ActKind.LEFT)))
    assert notes(office.deliver()) == ["staff-unreachable"]
    office.say(person, WORD)
    assert office.deliver() == []
    office.talk(CLIENT).say("here again")
    sent = office.deliver()
    assert keys(sent, CLIENT).count("law-day") == 1
    assert "staff-reachable" in notes(sent)


def test_a_farewell_at_one_address_moves_nobody(office: House) -> None:
    talk, person = with_lead(office)
    has_also(office, person, CLIENT, "1001")
    office.core.ledger.do(office.talk(CLIENT).turn(Act(ActKind.LEFT)))
    office.say(person, WORD)
    assert keys(office.deliver(), PAGER) == ["law-day"]
    talk.say("still here")
    assert office.person(person).address.channel == PAGER


def test_a_channel_that_refuses_what_comes_too_late_is_believed(office: House) -> None:
    _, person = with_lead(office)
    office.say(person, WORD)
    with office.store.transaction() as tx:
        [post] = tx.waiting()
    for _ in range(2):
        office.core.ledger.do(Call(lambda batch: batch.too_late(post, office.clock())))
    sent = office.deliver()
    assert keys(sent, PAGER) == []
    assert notes(sent) == ["staff-untold", "law-day"]
    has_also(office, person, CLIENT, "1001")
    office.talk(PAGER).say("Hello?")
    assert keys(office.deliver(), PAGER)[:2] == ["told-late", "law-day"]


def test_of_somebody_who_sent_nothing_the_office_learns_nothing(office: House) -> None:
    talk = office.talk(PAGER)
    talk.go_to("goal")
    office.deliver()
    assert talk.conversation is not None
    person = talk.conversation.id
    office.clock.advance(DAY)
    office.say(person, WORD)
    sent = office.deliver()
    assert notes(sent) == ["staff-untold-nobody"]
    assert keys(sent, PAGER) == []


@pytest.mark.parametrize("still", [True, False])
def test_a_reminder_that_was_stopped_meanwhile_is_not_told(office: House, still: bool) -> None:
    talk, person = with_lead(office)

    def remind(batch: Batch) -> None:
        found = known(batch.tx.person(person))
        found.conversation.reminders = {"stay": "2026-11-24"} if still else {}
        rows = ((Button(Text("reminder-stop"), "stop"),),)
        batch.posting.say(found, WORD, office.clock(), rows, "m/stay.0")

    office.clock.advance(DAY)
    office.core.ledger.do(Call(remind))
    office.deliver()
    office.clock.advance(DAY)
    talk.say("Hello?")
    assert ("law-day" in keys(office.deliver(), PAGER)) is still


def reminds(office: House, person: str, text: Text, mark: str = "m/stay.0") -> None:
    """Write first, with a button, when the window is shut."""

    def remind(batch: Batch) -> None:
        found = known(batch.tx.person(person))
        found.conversation.reminders = {"stay": "2026-11-24", "points": "2026-11-24"}
        batch.posting.say(found, text, office.clock(), ((Button(Text("reminder-stop"), "stop"),),), mark)

    office.core.ledger.do(Call(remind))
    office.deliver()


def test_a_reminder_is_told_late_while_its_day_lies_ahead_and_once_for_each_day(office: House) -> None:
    talk, person = with_lead(office)
    office.clock.advance(DAY)
    first, ahead = office.clock().date(), office.clock().date() + timedelta(days=90)
    told = partial(Text, "told-late")
    for kind, days in (("points", 40), ("stay", 90), ("stay", 8)):
        args = {"day": first + timedelta(days=days)}
        reminds(office, person, told(args), f"m/{kind}.0")
    reminds(
        office, person, Text("merge-line", {"what": "x", "keeps": "here", "here": told({"day": ahead})}), "m/stay.0"
    )
    office.clock.advance(DAY * 20)
    talk.say("Hello?")
    waited = [str(post.payload) for post in office.deliver() if "reminder-stop" in str(post.payload)]
    assert len(waited) == 2, "what is over is not told, and of two that say the same the last"
    assert "merge-line" in waited[1]


def test_what_reminds_of_a_talk_is_not_told_when_that_is_over(office: House) -> None:
    talk, person = with_lead(office)
    office.clock.advance(DAY)
    start = int((office.clock() + DAY).timestamp())

    def book(batch: Batch) -> str:
        booking = a_booking(start, ended=True)
        kept = batch.tx.keep_booking(StoredBooking(person, booking)).booking
        return f"k/{kept.number}.{kept.sequence}"

    mark = office.core.ledger.do(Call(book))
    reminds(office, person, WORD, mark)
    office.clock.advance(DAY * 3)
    reminds(office, person, Text("told-late", {"day": "x"}), mark)
    talk.say("Hello?")
    waited = [str(post.payload) for post in office.deliver() if "reminder-stop" in str(post.payload)]
    assert ["law-day" in one for one in waited] == [False], "what was written since it began is told"


def test_whoever_is_erased_meanwhile_is_told_nothing(office: House) -> None:
    talk, person = with_lead(office)
    office.clock.advance(DAY)
    office.say(person, WORD)
    office.deliver()
    talk.command("forget")
    talk.press("forget")
    assert keys(office.deliver(), PAGER) == ["erased"]
    with office.store.transaction() as tx:
        assert tx.person(person) is None
        assert tx.waiting() == []


def test_a_message_of_another_chat_is_not_changed(office: House) -> None:
    talk, person = with_lead(office)
    has_also(office, person, CLIENT, "1001")
    screen = Screen((WORD,), ((Button(Text("reminder-stop"), "stop"),),))

    def show(batch: Batch) -> None:
        found = known(batch.tx.person(person))
        found.conversation.live = 1
        batch.posting.show(found, replace(screen), office.clock(), in_place=True)

    office.clock.advance(DAY)
    office.core.ledger.do(Call(show))
    [post] = [post for post in office.deliver() if post.channel == CLIENT]
    assert post.payload["replaces"] is None
    assert talk.conversation is not None


def test_what_dies_in_the_middle_is_as_if_it_had_not_begun(office: House) -> None:
    """A turn that fails after what waited was let go keeps all of it, and nothing comes twice."""
    talk, person = with_lead(office)
    office.clock.advance(DAY)
    office.say(person, WORD)
    office.deliver()

    def dies(batch: Batch) -> None:
        found = known(batch.tx.person(person))
        found.updated_at = office.clock().timestamp()
        batch.leaving.acted(found, office.clock())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        office.core.ledger.do(Call(dies))
    assert office.deliver() == []
    assert office.person(person).withheld
    talk.say("Hello?")
    assert keys(office.deliver(), PAGER).count("law-day") == 1


def test_what_is_done_to_a_message_waits_in_its_chat_and_is_done_once(office: House) -> None:
    talk, person = with_lead(office)
    office.clock.advance(DAY)

    def unsend(batch: Batch) -> None:
        found = known(batch.tx.person(person))
        batch.posting.to_client(found, "unsend", None, {"copy": "k:x", "of": None}, office.clock())

    office.core.ledger.do(Call(unsend))
    assert office.deliver() == [], "nothing to tell staff of"
    talk.say("Hello?")
    sent = office.deliver()
    assert [post.kind for post in sent if post.channel == PAGER].count("unsend") == 1
    assert not office.person(person).withheld
