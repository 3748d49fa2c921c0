"""A damaged record hurts nobody but whose it is: others are served, erased and told, and what was sent is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import Core, build_core
from bot.delivery.post import Post
from bot.errors import StorageTrouble
from bot.settings import Settings
from bot.turns.acts import Delivered, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import OURS, StoredBooking
from bot.turns.stuck import STUCK_MEMO
from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import CELL_SECONDS
from dialogs.desk.decision import RelayToClient
from dialogs.messages import Act, ActKind, Text
from dialogs.talk import Utterance
from tests.e2e.booking.offices import with_bookings
from tests.e2e.booking.test_waiting_list import FEW, ONE_HOUR
from tests.storage.beside import keep_beside
from tests.support import SettableClock, Talk, damage

# Tuesday, 13:00 in Japan.
HOUR = int(datetime(2026, 11, 24, 4, 0, tzinfo=UTC).timestamp())
# What is kept of a person, by how a record of it is found.
KEPT = {
    "people": "id = '{person}'",
    **dict.fromkeys(("addresses", "runs", "leads", "bookings", "talk", "audit", "outbox"), "person = '{person}'"),
}


@pytest.fixture
def core(tmp_path: Path) -> Core:
    """An office with one hour to give away."""
    office = with_bookings(tmp_path, FEW, ONE_HOUR)
    database = f"sqlite:///{tmp_path}/intake.db"
    return build_core(Settings.load({"INTAKE_DATABASE": database, "INTAKE_OFFICE": str(office)}, tmp_path))


def person_of(core: Core, chat: str) -> str:
    found: str = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", chat, SettableClock()()).id))
    return found


def book(core: Core, chat: str, state: State) -> None:
    """Somebody has the only hour, or waits for it."""
    has_it = state is State.BOOKED
    booking = Booking(
        state=state,
        way="online",
        staff="a" if has_it else "",
        start=HOUR if has_it else None,
        minutes=60,
        cells=(HOUR // CELL_SECONDS, HOUR // CELL_SECONDS + 12) if has_it else None,
        asked_at=HOUR - 7_200,
        zone="Asia/Tokyo",
    )
    person = person_of(core, chat)
    core.ledger.do(Call(lambda batch: batch.tx.keep_booking(StoredBooking(person, booking))))


def states(core: Core, chat: str) -> list[State]:
    person = person_of(core, chat)
    found: list[StoredBooking] = core.ledger.do(Call(lambda batch: batch.tx.bookings_of(person)))
    return [kept.booking.state for kept in found]


def spoil(core: Core, table: str, person: str) -> None:
    damage(core, table, KEPT[table].format(person=person))
    core.ledger.store.acquainted.forget()  # type: ignore[attr-defined]  # as after a start


@pytest.mark.parametrize("table", ["people", "addresses", "bookings"])
def test_whoever_waits_with_a_damaged_record_holds_up_no_other(core: Core, table: str) -> None:
    for chat in ("1", "2", "3"):
        Talk(core, chat).go_to("handed_off")
    maria, damaged = Talk(core, "1"), person_of(core, "2")
    book(core, "1", State.BOOKED)
    book(core, "2", State.WAITING)
    book(core, "3", State.WAITING)
    spoil(core, table, damaged)
    maria.command("forget")
    assert maria.press("forget").erased
    assert State.HELD in states(core, "3"), "her hour is offered to who waits"


def test_the_time_of_a_damaged_client_is_offered_to_who_waits(core: Core) -> None:
    for chat in ("1", "2"):
        Talk(core, chat).go_to("handed_off")
    book(core, "1", State.BOOKED)
    book(core, "2", State.WAITING)
    spoil(core, "people", person_of(core, "1"))
    erased = core.ledger.do(Call(lambda batch: batch.erase_numbered(1, SettableClock()())))
    assert not erased.is_whole
    assert states(core, "2") == [State.HELD]


def went(batch: Batch, post: Post) -> None:
    batch.delivered(Delivered(post, {post.handle or "": "77"}, SettableClock()().timestamp()))


def assert_kept(kept: bool) -> None:
    assert kept


FATES: dict[str, Callable[[Batch, Post], object]] = {
    "delivered": went,
    "buried": lambda batch, post: batch.bury(post, SettableClock()()),
    "in doubt": lambda batch, post: batch.doubt(post, SettableClock()()),
    "some files lost": lambda batch, post: batch.lost(post, [(":photo", "gone")], SettableClock()()),
    "blocked": lambda batch, post: batch.hold(post.lane, SettableClock()()),
    "a topic made": lambda batch, post: assert_kept(
        batch.remember(Delivered(post, {"t:1": "9"}, 0.0), SettableClock()())
    ),
}


@pytest.mark.parametrize("fate", FATES)
@pytest.mark.parametrize("table", ["people", "addresses", "leads", "talk"])
def test_what_became_of_a_post_is_recorded_whatever_is_damaged_of_its_person(
    core: Core, table: str, fate: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Else it would be tried to record it for ever, and with it what was sent to others."""
    for chat in ("1", "2"):
        Talk(core, chat).go_to("handed_off")
    damaged, other = person_of(core, "1"), person_of(core, "2")

    def write(batch: Batch, who: str) -> None:
        person = batch.tx.person(who)
        assert person is not None
        batch.talking.to_client(person, RelayToClient(Utterance(id="70", text="Hello")), SettableClock()())

    for who in (damaged, other):
        core.ledger.do(Call(lambda batch, who=who: write(batch, who)))  # type: ignore[misc]
    posts: list[Post] = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    relays = [post for post in posts if post.kind == "relay"]
    assert [post.person for post in relays] == [damaged, other]
    spoil(core, table, damaged)

    def both(batch: Batch) -> None:
        for post in relays:
            FATES[fate](batch, post)

    caplog.clear()
    core.ledger.do(Call(both))
    assert "a turn failed" not in caplog.text
    if fate in ("delivered", "buried"):
        left: list[Post] = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
        assert [post for post in left if post.kind == "relay"] == []


def test_a_mistake_of_ours_in_telling_of_it_keeps_no_record_from_being_made(
    core: Core, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    Talk(core, "1").command("start")

    def broken(*_args: object) -> None:
        raise ValueError("Maria Santos")

    monkeypatch.setattr("bot.turns.talking.Talking.went", broken)
    posts: list[Post] = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    for post in posts:
        core.ledger.do(Call(lambda batch, post=post: went(batch, post)))  # type: ignore[misc]
    assert core.ledger.do(Call(lambda batch: batch.tx.waiting())) == []
    assert "cannot be told (ValueError)" in caplog.text
    assert "Maria" not in caplog.text


def test_what_became_of_a_post_is_recorded_later_where_the_database_is_in_trouble_while_it_is_told(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    Talk(core, "1").command("start")
    posts: list[Post] = core.ledger.do(Call(lambda batch: batch.tx.waiting()))

    def trouble(*_args: object) -> None:
        raise StorageTrouble("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("bot.turns.talking.Talking.went", trouble)
        with pytest.raises(StorageTrouble):
            core.ledger.do(Call(lambda batch: went(batch, posts[0])))
    assert core.ledger.do(Call(lambda batch: batch.tx.waiting())) == posts


def test_a_talk_goes_on_where_what_is_kept_of_a_message_is_damaged(core: Core) -> None:
    Talk(core, "1").go_to("handed_off")
    person = person_of(core, "1")

    def write(batch: Batch) -> None:
        whose = batch.tx.person(person)
        assert whose is not None
        batch.talking.to_client(whose, RelayToClient(Utterance(id="70", text="Hello")), SettableClock()())

    core.ledger.do(Call(write))
    spoil(core, "talk", person)
    assert core.ledger.do(Call(lambda batch: batch.tx.counterparts(person, OURS, "70"))) == []
    maria = Talk(core, "1")
    document = maria.command("mydata").screens[-1].document
    assert document is not None
    assert json.loads(document[1])["talk"] == []


@pytest.mark.parametrize("table", ["runs", "audit", "talk", "bookings"])
def test_mydata_gives_what_can_be_opened(core: Core, table: str) -> None:
    maria = Talk(core, "1")
    maria.go_to("handed_off")
    core.ledger.do(Call(lambda batch: keep_beside(batch, "1", SettableClock()())))
    spoil(core, table, person_of(core, "1"))
    document = maria.command("mydata").screens[-1].document
    assert document is not None
    content = json.loads(document[1])
    left = {
        "runs": content["runs"],
        "audit": content["lead"]["acts"],
        "talk": content["talk"],
        "bookings": content["bookings"],
    }
    assert [name for name, found in left.items() if not found] == [table]


def test_a_damaged_memo_counts_as_not_known(core: Core) -> None:
    """Whoever is not understood is counted in one: that it is damaged must not cost them the answer."""
    core.ledger.do(Call(lambda batch: batch.tx.set_memo(STUCK_MEMO, {"since": "2026-11-24", "counts": {}})))
    damage(core, "facts", f"name = '{STUCK_MEMO}'")
    assert core.ledger.do(Call(lambda batch: batch.tx.memo(STUCK_MEMO))) is None


def test_it_is_found_what_is_under_way_beside_what_is_damaged(core: Core) -> None:
    Talk(core, "1").command("start")
    person = person_of(core, "1")
    spoil(core, "outbox", person)
    assert not core.ledger.do(Call(lambda batch: batch.tx.is_under_way(person, "screen", {})))


@pytest.mark.parametrize("table", ["people", "addresses"])
def test_whoever_cannot_be_opened_is_told_and_may_begin_anew(core: Core, table: str) -> None:
    """Left without an answer, their update would come again for ever, and with a hundred of them nobody else's."""
    maria = Talk(core, "1")
    maria.go_to("handed_off")
    person = person_of(core, "1")
    spoil(core, table, person)
    turn = maria.turn(Act(ActKind.TEXT, "hello?", language="ja-JP"))
    hurt, other = core.ledger.batch([turn, Talk(core, "2").turn(Act(ActKind.COMMAND, command="start"))])
    told_so = "unopened" if table == "people" else "unopened-call"
    assert hurt.refused == Text(told_so, {"phone": core.office.phone})
    assert not hurt.repeated
    assert other.screens
    assert core.ledger.do(turn).repeated
    waiting = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    told = next(post for post in reversed(waiting) if post.person == person)
    assert (told.payload["to"], told.payload["say"]["language"]) == ("1", "ja")
    assert maria.send(Act(ActKind.CAME_BACK)) == Turned()
    if table == "addresses":
        # The record may be another's, who did not ask for it.
        assert not maria.command("forget").erased
        assert core.ledger.do(Call(lambda batch: batch.tx.lead_numbered(1))) is not None
        return
    assert maria.command("forget").erased
    left = core.ledger.do(Call(lambda batch: (batch.tx.whose("telegram", "1"), batch.tx.lead_numbered(1))))
    assert left == (None, None)
    waiting = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    assert [post.kind for post in waiting if post.person == person] == ["erase", "screen"]
    assert maria.command("start").screens


def test_a_damaged_lead_is_no_reason_to_erase_its_person(core: Core) -> None:
    maria = Talk(core, "1")
    maria.go_to("handed_off")
    spoil(core, "leads", person_of(core, "1"))
    turned = maria.command("human", "please call me")
    assert turned.refused == Text("sorry", {"phone": core.office.phone})
