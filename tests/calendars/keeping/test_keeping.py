"""The calendar follows what is booked, whatever happens meanwhile; what staff do there they are asked about."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

import pytest

from bot.calendars.caldav_client import DavObject
from bot.calendars.sources import TroubleKind
from bot.storage.memory import MemoryTransaction
from dialogs.booking.booking import State
from dialogs.booking.rules import CalendarRule
from dialogs.desk.rights import NOBODY, Rights
from tests.calendars.fake import FakeClient, FakeServer, only
from tests.calendars.small_office import FRIDAY, HOUR, Died, SmallOffice, dialogue, moved_text, times_of

# --- what is booked ---------------------------------------------------------------------------------------------------


async def test_what_is_booked_moved_and_cancelled_is_so_in_the_calendar(
    office: SmallOffice, server: FakeServer
) -> None:
    number = office.books()
    await office.looks()
    made = only(server)
    assert times_of(made.text) == (FRIDAY, FRIDAY + HOUR)
    assert "SUMMARY:#1 " in made.text
    assert "METHOD" not in made.text, "an object on a server has none (RFC 4791, 4.1)"
    office.moves(number, FRIDAY + 2 * HOUR)
    await office.looks()
    assert (only(server).href, times_of(only(server).text)) == (made.href, (FRIDAY + 2 * HOUR, FRIDAY + 3 * HOUR))
    office.cancels(number)
    await office.looks()
    assert server.all == []
    assert office.store.kept.entries == {}


async def test_nobody_s_name_is_in_the_calendar_unless_the_profile_says_so(server: FakeServer) -> None:
    office = SmallOffice(server.connect)
    office.books()
    await office.looks()
    name = office.do(lambda batch: batch.tx.lead_numbered(1)).record.consented.name
    assert name
    assert name not in only(server).text
    named = SmallOffice((other := FakeServer()).connect, dialogue(CalendarRule(shows_names=True)))
    named.books()
    await named.looks()
    assert name in only(other).text
    # The profile says so no more: after the next start it is gone there, and everything else as it was.
    named.dialogue = named.ledger.dialogue = dialogue()
    named.keeping = named.started()
    await named.looks()
    assert name not in only(other).text
    assert times_of(only(other).text) == (FRIDAY, FRIDAY + HOUR)
    before = other.changes
    named.keeping = named.started()
    await named.looks()
    assert other.changes == before


async def test_what_staff_added_stays_when_the_talk_moves(office: SmallOffice, server: FakeServer) -> None:
    """Description, alarm, categories, and what they made of its name."""
    number = office.books()
    await office.looks()
    mine = only(server)
    added = "DESCRIPTION:bring the form\r\nCATEGORIES:urgent\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\n"
    text = mine.text.replace("END:VEVENT", f"{added}DESCRIPTION:soon\r\nEND:VALARM\r\nEND:VEVENT")
    server.put(mine.href, text.replace("SUMMARY:#1", "SUMMARY:Call first! #1"))
    office.moves(number, FRIDAY + HOUR)
    await office.looks()
    after = only(server).text
    for line in ("DESCRIPTION:bring the form", "CATEGORIES:urgent", "TRIGGER:-PT30M", "SUMMARY:Call first! #1"):
        assert line in after, line
    assert times_of(after) == (FRIDAY + HOUR, FRIDAY + 2 * HOUR)
    assert office.said().count("staff-entry-moved") == 0


@pytest.mark.parametrize(("one_name_in_all", "can_move"), [(True, True), (True, False), (False, False)])
async def test_a_change_of_staff_takes_the_entry_along(
    one_name_in_all: bool, can_move: bool, server: FakeServer
) -> None:
    """And leaves none behind (cal.diy#11547), also where one name lies in one calendar (python-caldav/caldav#3)."""
    server.names, server.one_name_in_all, server.can_move = ("sato", "suzuki"), one_name_in_all, can_move
    office = SmallOffice(server.connect, dialogue(a_writes="sato", b_writes="suzuki"))
    number = office.books(staff="a")
    await office.looks()
    assert "/sato/" in only(server).href
    server.put(only(server).href, only(server).text.replace("END:VEVENT", "DESCRIPTION:kept\r\nEND:VEVENT"))
    office.moves(number, FRIDAY, staff="b")
    await office.looks()
    assert "/suzuki/" in only(server).href
    assert "DESCRIPTION:kept" in only(server).text
    assert office.asks() == []


async def test_bookings_made_before_there_was_a_calendar_come_into_it(office: SmallOffice, server: FakeServer) -> None:
    office.ledger.writes_calendar = False
    office.books()
    assert office.store.kept.entries == {}
    await office.looks()
    assert times_of(only(server).text) == (FRIDAY, FRIDAY + HOUR)


async def test_whoever_is_erased_is_erased_there_too(office: SmallOffice, server: FakeServer) -> None:
    """Also while the calendar is down: what is left to do bears nobody's data."""
    office.books()
    await office.looks()
    server.trouble = TroubleKind.UNREACHABLE
    office.forgets()
    [left] = office.store.kept.entries.values()
    assert (left.person, left.kept.href, left.kept.times, left.kept.line) == ("", "", (), "")
    await office.looks()
    server.trouble = None
    await office.looks()
    assert server.all == []
    assert office.store.kept.entries == {}


# --- trouble ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TroubleKind)
async def test_a_calendar_that_is_down_catches_up(
    kind: TroubleKind, office: SmallOffice, server: FakeServer, caplog: pytest.LogCaptureFixture
) -> None:
    """What waits is told once, tried less and less often, and done in the end as it stands then."""
    caplog.set_level(logging.INFO)
    first, second = office.books(), office.books(FRIDAY + 2 * HOUR, chat="2")
    server.trouble = kind
    pauses = [await office.looks() for _ in range(12)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (30.0, 900.0)
    assert caplog.text.count("the office's calendar cannot be kept") == 1
    office.moves(first, FRIDAY + 4 * HOUR)
    office.cancels(second)
    server.trouble = None
    await office.looks()
    assert times_of(only(server).text) == (FRIDAY + 4 * HOUR, FRIDAY + 5 * HOUR)
    assert "can be written to again" in caplog.text


async def test_one_that_is_refused_keeps_no_other_from_the_calendar(office: SmallOffice, server: FakeServer) -> None:
    first = office.books()
    await office.looks()
    server.put(only(server).href, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nthis is nothing")
    office.moves(first, FRIDAY + HOUR)
    office.books(FRIDAY + 4 * HOUR, chat="2")
    await office.looks()
    assert len(server.all) == 2
    waiting = office.store.kept.entries[first]
    assert waiting.waits
    assert waiting.kept.failures == 1


async def test_an_entry_of_this_name_that_is_there_already_is_not_written_over(
    office: SmallOffice, server: FakeServer
) -> None:
    """As after a database was put back: staff are asked, and what stands there stays until they answer."""
    office.books()
    await office.looks()
    office.store.kept.entries.clear()
    office.said()
    server.put(only(server).href, moved_text(only(server).text, FRIDAY + 4 * HOUR))
    office.keeping = office.started()
    await office.looks()
    assert times_of(only(server).text)[0] == FRIDAY + 4 * HOUR
    assert office.said() == ["staff-entry-moved"]


async def test_an_entry_that_cannot_be_read_keeps_staff_from_no_question_about_another(
    office: SmallOffice, server: FakeServer
) -> None:
    office.books()
    office.books(FRIDAY + 2 * HOUR, chat="2")
    await office.looks()
    office.said()
    first, second = sorted(server.all, key=lambda one: times_of(one.text))
    server.put(first.href, "BEGIN:VCALENDAR\r\nthis is nothing")
    server.drop(second.href)
    await office.looks()
    assert office.said() == ["staff-entry-gone"]


async def test_a_booking_that_is_damaged_leaves_its_entry_as_it_is(
    office: SmallOffice, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = office.books()
    await office.looks()
    office.moves(number, FRIDAY + HOUR)
    monkeypatch.setattr(MemoryTransaction, "booking", lambda _tx, _number: None)
    await office.looks()
    assert times_of(only(server).text)[0] == FRIDAY
    assert not office.store.kept.entries[number].waits


@pytest.mark.parametrize("step", range(1, 9))
async def test_a_death_at_any_step_leaves_no_entry_twice(step: int, office: SmallOffice, server: FakeServer) -> None:
    """Whatever was asked of the calendar and of the database until then: it goes on from there."""
    number = office.books()
    moves, cancels = partial(office.moves, number, FRIDAY + HOUR), partial(office.cancels, number)
    for change in (None, moves, cancels):
        if change is not None:
            change()
        steps = iter(range(1, 100))
        office.writer.dies = lambda steps=steps: next(steps) == step  # type: ignore[misc]
        try:
            await office.looks()
        except Died:
            office.keeping = office.started()
        office.writer.dies = lambda: False
        await office.looks()
        standing = [booking for booking in office.of("1") if booking.state is State.BOOKED]
        assert [times_of(one.text)[0] for one in server.all] == [booking.start for booking in standing]
    assert not {"staff-entry-moved", "staff-entry-gone"} & set(office.said())


async def test_what_we_wrote_before_a_death_is_not_taken_for_the_hand_of_staff(
    office: SmallOffice, server: FakeServer
) -> None:
    """Though it was never noted that it was written, and the booking moved on meanwhile."""
    number = office.books()
    await office.looks()
    office.moves(number, FRIDAY + HOUR)
    office.writer.dies = lambda: times_of(only(server).text)[0] == FRIDAY + HOUR
    with pytest.raises(Died):
        await office.looks()
    office.writer.dies = lambda: False
    office.keeping = office.started()
    office.moves(number, FRIDAY + 2 * HOUR)
    await office.looks()
    assert times_of(only(server).text)[0] == FRIDAY + 2 * HOUR
    assert office.asks() == []


async def test_an_entry_changed_just_then_is_read_again(office: SmallOffice, server: FakeServer) -> None:
    """Never written over: what came in between is still there."""
    number = office.books()
    await office.looks()
    office.moves(number, FRIDAY + HOUR)

    class Racing(FakeClient):
        async def change(self, href: str, text: str, tag: str) -> DavObject:
            if "COMMENT:upstairs" not in only(server).text:
                server.put(href, only(server).text.replace("END:VEVENT", "COMMENT:upstairs\r\nEND:VEVENT"))
            return await super().change(href, text, tag)

    office.connect = lambda: Racing(server)
    office.keeping = office.started()
    await office.looks()
    assert "COMMENT:upstairs" in only(server).text


# --- what staff do there ----------------------------------------------------------------------------------------------


async def asked_about(office: SmallOffice, server: FakeServer, start: int, minutes: int = 60) -> int:
    """A booking whose entry staff dragged somewhere else."""
    number = office.books()
    await office.looks()
    office.said()
    server.put(only(server).href, moved_text(only(server).text, start, minutes))
    await office.looks()
    return number


async def test_a_talk_moved_in_the_calendar_is_asked_about_once(office: SmallOffice, server: FakeServer) -> None:
    number = await asked_about(office, server, FRIDAY + 3 * HOUR)
    assert office.said() == ["staff-entry-moved"]
    assert office.booking(number).start == FRIDAY, "nothing follows in silence"
    assert office.asks() == ["follow_entry", "restore_entry"]
    await office.looks()
    await office.looks()
    assert office.said() == []
    assert times_of(only(server).text)[0] == FRIDAY + 3 * HOUR, "nor is it put back"


async def test_the_booking_follows_with_one_tap_and_the_client_is_told(office: SmallOffice, server: FakeServer) -> None:
    number = await asked_about(office, server, FRIDAY + 3 * HOUR, 45)
    office.said()
    assert office.presses("follow_entry").refused is None
    booking = office.booking(number)
    assert (booking.start, booking.minutes, booking.elsewhere) == (FRIDAY + 3 * HOUR, 45, None)
    assert "booking-moved-by-staff" in office.said()
    await office.looks()
    assert times_of(only(server).text) == (FRIDAY + 3 * HOUR, FRIDAY + 3 * HOUR + 45 * 60)
    assert office.asks() == []
    audited = office.do(lambda batch: batch.tx.audit_of(str(batch.tx.lead_owner(1))))
    assert [one.act for one in audited][-1] == "follow_entry"


async def test_kept_as_agreed_the_entry_is_put_back(office: SmallOffice, server: FakeServer) -> None:
    number = await asked_about(office, server, FRIDAY + 3 * HOUR)
    office.said()
    office.presses("restore_entry")
    await office.looks()
    assert times_of(only(server).text) == (FRIDAY, FRIDAY + HOUR)
    assert office.booking(number).elsewhere is None
    assert office.said() == []
    await office.looks()
    assert office.asks() == []


async def test_put_back_by_hand_there_is_nothing_to_ask(office: SmallOffice, server: FakeServer) -> None:
    await asked_about(office, server, FRIDAY + 3 * HOUR)
    office.said()
    server.put(only(server).href, moved_text(only(server).text, FRIDAY))
    await office.looks()
    assert office.said() == ["staff-entry-put-back"]
    assert office.asks() == []


async def test_moved_on_it_is_asked_anew_and_the_old_button_says_why(office: SmallOffice, server: FakeServer) -> None:
    number = await asked_about(office, server, FRIDAY + 3 * HOUR)
    old = next(button.action for button in office.buttons() if button.action.startswith("follow_entry"))
    server.put(only(server).href, moved_text(only(server).text, FRIDAY + 5 * HOUR))
    await office.looks()
    assert office.said() == ["staff-entry-moved", "staff-entry-moved"]
    refused = office.presses_old(old).refused
    assert refused is not None
    assert refused.key == "staff-entry-changed"
    assert office.booking(number).start == FRIDAY
    office.presses("follow_entry")
    assert office.booking(number).start == FRIDAY + 5 * HOUR
    again = office.presses_old(old).refused
    assert again is not None
    assert again.key == "staff-entry-changed"


async def test_moved_onto_another_talk_the_question_says_so(office: SmallOffice, server: FakeServer) -> None:
    other = office.books(FRIDAY + 3 * HOUR, chat="2")
    await office.looks()
    number = office.books()
    await office.looks()
    office.said()
    mine = next(one for one in server.all if times_of(one.text)[0] == FRIDAY)
    server.put(mine.href, moved_text(mine.text, FRIDAY + 3 * HOUR + 1800))
    await office.looks()
    assert office.said() == ["staff-entry-moved-onto-another"]
    refused = office.presses("follow_entry").refused
    assert refused is not None
    assert refused.key == "staff-time-taken"
    assert office.booking(number).start == FRIDAY
    office.cancels(other)
    assert office.presses("follow_entry").refused is None
    assert office.booking(number).start == FRIDAY + 3 * HOUR + 1800


async def test_deleted_in_the_calendar_it_is_cancelled_with_one_tap(office: SmallOffice, server: FakeServer) -> None:
    number = office.books()
    await office.looks()
    office.said()
    server.drop(only(server).href)
    await office.looks()
    assert office.said() == ["staff-entry-gone"]
    assert office.booking(number).state is State.BOOKED
    assert office.asks() == ["cancel_entry", "restore_entry"]
    office.presses("cancel_entry")
    assert "booking-cancelled-by-staff" in office.said()
    assert office.booking(number).state is State.CANCELLED
    await office.looks()
    assert server.all == []
    assert office.store.kept.entries == {}


async def test_what_is_settled_is_cancelled_by_no_button_of_before(office: SmallOffice, server: FakeServer) -> None:
    number = office.books()
    await office.looks()
    server.drop(only(server).href)
    await office.looks()
    old = next(button.action for button in office.buttons() if button.action.startswith("cancel_entry"))
    office.presses("restore_entry")
    refused = office.presses_old(old).refused
    assert refused is not None
    assert refused.key == "staff-entry-changed"
    assert office.booking(number).state is State.BOOKED


async def test_deleted_it_is_not_made_again_because_the_client_moved_it(
    office: SmallOffice, server: FakeServer
) -> None:
    number = office.books()
    await office.looks()
    office.said()
    server.drop(only(server).href)
    office.moves(number, FRIDAY + HOUR)
    await office.looks()
    assert server.all == []
    assert office.said().count("staff-entry-gone") == 1
    assert office.asks() == ["cancel_entry", "restore_entry"]


@pytest.mark.parametrize("by_status", [False, True])
async def test_deleted_and_kept_it_is_made_again(by_status: bool, office: SmallOffice, server: FakeServer) -> None:
    """Some programs do not delete an entry, but mark it as cancelled."""
    number = office.books()
    await office.looks()
    if by_status:
        server.put(only(server).href, only(server).text.replace("STATUS:CONFIRMED", "STATUS:CANCELLED"))
    else:
        server.drop(only(server).href)
    await office.looks()
    await office.looks()
    assert office.asks() == ["cancel_entry", "restore_entry"]
    office.presses("restore_entry")
    await office.looks()
    assert times_of(only(server).text) == (FRIDAY, FRIDAY + HOUR)
    assert "STATUS:CONFIRMED" in only(server).text
    assert only(server).text.count("#1") == 1
    await office.looks()
    assert office.asks() == []
    assert office.booking(number).elsewhere is None


async def test_made_a_whole_day_it_has_no_hour_to_follow(office: SmallOffice, server: FakeServer) -> None:
    await asked_about(office, server, FRIDAY, 24 * 60)
    assert office.said() == ["staff-entry-no-hour"]
    assert office.asks() == ["restore_entry"]


async def test_a_move_by_staff_meets_one_by_the_client(office: SmallOffice, server: FakeServer) -> None:
    """Neither is lost: the entry stays where staff put it, and they are asked with the client's new time."""
    number = office.books()
    await office.looks()
    office.said()
    office.moves(number, FRIDAY + HOUR)
    server.put(only(server).href, moved_text(only(server).text, FRIDAY + 6 * HOUR))
    await office.looks()
    assert times_of(only(server).text)[0] == FRIDAY + 6 * HOUR
    assert office.said().count("staff-entry-moved") == 1
    office.moves(number, FRIDAY + 2 * HOUR)
    await office.looks()
    assert office.said().count("staff-entry-moved") == 0, "of each change once"
    office.presses("restore_entry")
    await office.looks()
    assert times_of(only(server).text)[0] == FRIDAY + 2 * HOUR
    await office.looks()
    assert office.asks() == []


async def test_a_talk_of_a_colleague_is_decided_by_who_leads(office: SmallOffice, server: FakeServer) -> None:
    await asked_about(office, server, FRIDAY + 3 * HOUR)
    for rights, by, key in ((NOBODY, "9", "staff-not-of-staff"), (Rights("member"), "2", "staff-needs-lead")):
        refused = office.presses("follow_entry", rights=rights, by=by).refused
        assert refused is not None
        assert refused.key == key
    assert office.asks() == ["follow_entry", "restore_entry"]
    assert office.presses("follow_entry", rights=Rights("member"), by="1").refused is None


async def test_a_talk_that_is_over_is_asked_about_no_more(office: SmallOffice, server: FakeServer) -> None:
    office.books()
    await office.looks()
    office.said()
    office.clock.advance(timedelta(days=4))
    server.drop(only(server).href)
    await office.looks()
    assert office.said() == []
