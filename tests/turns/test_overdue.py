"""For how long what is kept: each class of people by days of its own, nobody under the feet of the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.app import Core
from bot.delivery.post import Post
from bot.turns import overdue
from bot.turns.acts import OFFICE, Delivered
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.overdue import BEGINNING, Removed
from bot.turns.records import OURS, LookedUpTo, Pair, StoredBooking
from dialogs.booking.booking import Booking, State
from dialogs.desk.matter import Member, Recorded
from dialogs.office import KeepingRule
from tests.support import SettableClock, Talk

KEPT = KeepingRule(unfinished=10, unqualified=20, lead=30, client=50, talk=5, audit=15)
CHATS = {"unfinished": "goal", "unqualified": "result", "lead": "handed_off", "client": "handed_off"}


@pytest.fixture
def talks(core: Core, clock: SettableClock) -> dict[str, Talk]:
    """Somebody of each class, whom nothing is to be sent to any more."""
    around = core.dialogue.around
    core.dialogue.around = replace(around, office=replace(around.office, keeping=KEPT))
    found = {}
    for number, (kind, where) in enumerate(CHATS.items(), 1):
        found[kind] = Talk(core, str(number), clock=clock)
        found[kind].go_to(where)
    core.ledger.do(Call(lambda batch: engage(batch, batch.tx.person_at("telegram", "4", clock()).id)))
    core.ledger.do(Call(all_sent))
    return found


def engage(batch: Batch, person: str) -> None:
    stored = batch.tx.lead_of(person)
    assert stored is not None
    stored.record = replace(stored.record, outcome="engaged")
    batch.tx.save_lead(stored)


def all_sent(batch: Batch) -> None:
    for post in batch.tx.waiting():
        batch.tx.delivered(Delivered(post, {post.handle or "": str(post.seq)}, 0.0))


def look(core: Core, clock: SettableClock) -> Removed:
    """One whole look, as it is taken day by day."""
    people: dict[str, int] = {}
    reached: LookedUpTo | None = BEGINNING
    while reached is not None:
        start = reached
        removed = core.ledger.do(Call(lambda batch, start=start: batch.prune(clock(), (), start)))  # type: ignore[misc]
        for kind, count in removed.people.items():
            people[kind] = people.get(kind, 0) + count
        reached = removed.reached
    return Removed(people=people)


def person(core: Core, talk: Talk) -> str | None:
    whose = core.ledger.do(Call(lambda batch: batch.tx.whose("telegram", talk.chat)))
    return None if whose is None else str(whose.person)


def test_each_class_goes_on_its_own_day(core: Core, clock: SettableClock, talks: dict[str, Talk]) -> None:
    begun = clock.moment
    for kind, days in (("unfinished", 10), ("unqualified", 20), ("lead", 30), ("client", 50)):
        clock.moment = begun + timedelta(days=days)
        assert not look(core, clock).people, f"{kind}: to the very moment"
        clock.advance(timedelta(hours=2))
        assert look(core, clock).people == {kind: 1}
        assert person(core, talks[kind]) is None


def test_nothing_is_due_twice_and_a_year_away_is_caught_up_in_pieces(
    core: Core, clock: SettableClock, talks: dict[str, Talk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overdue, "MOST_LOOKED_AT", 3)
    monkeypatch.setattr(overdue, "MOST_PRUNED", 1)
    clock.advance(timedelta(days=365))
    assert look(core, clock).people == dict.fromkeys(CHATS, 1)
    assert not look(core, clock).people


def test_staff_are_told_once_a_month_how_many_went_by_numbers_alone(
    core: Core, clock: SettableClock, talks: dict[str, Talk]
) -> None:
    clock.advance(timedelta(days=21))
    look(core, clock)
    assert not [post for post in to_staff(core) if post.kind == "reply"], "the month is not over"
    for days in (40, 1, 40):
        clock.advance(timedelta(days=days))
        look(core, clock)
    told = [line for post in to_staff(core) if post.kind == "reply" for line in post.payload["say"]["lines"]]
    assert [line["key"] for line in told] == ["staff-removed", "staff-removed"]
    counts = [line["args"] for line in told]
    assert counts[0] == {
        "month": "2026-12",
        **{"unfinished_count": 1, "unqualified_count": 1, "lead_count": 0, "client_count": 0},
    }
    assert (counts[1]["lead_count"], counts[1]["client_count"]) == (1, 1)


def to_staff(core: Core) -> list[Post]:
    waiting = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    return [post for post in waiting if post.channel == OFFICE]


@pytest.mark.parametrize("state", [State.BOOKED, State.REQUESTED, State.KEPT])
def test_nobody_is_erased_before_a_talk_that_is_to_come_nor_soon_after_it(
    core: Core, clock: SettableClock, talks: dict[str, Talk], state: State
) -> None:
    start = int((clock() + timedelta(days=60)).timestamp())

    def book(batch: Batch) -> None:
        maria = batch.tx.person_at("telegram", talks["lead"].chat, clock())
        booking = Booking(
            state=state, way="online", staff="a1", start=start, minutes=60, cells=None, zone="Asia/Tokyo", asked_at=1
        )
        batch.tx.keep_booking(StoredBooking(maria.id, booking))

    core.ledger.do(Call(book))
    clock.advance(timedelta(days=89))
    assert look(core, clock).people.get("lead") is None
    clock.advance(timedelta(days=2))
    assert look(core, clock).people == {"lead": 1}


def test_a_word_of_staff_counts_as_contact(core: Core, clock: SettableClock, talks: dict[str, Talk]) -> None:
    theirs = person(core, talks["lead"])
    assert theirs is not None
    clock.advance(timedelta(days=28))
    said = clock().timestamp()
    core.ledger.do(Call(lambda batch: batch.tx.pair(Pair("p1", theirs, OURS, "7", "8", said))))
    clock.advance(timedelta(days=4))
    assert look(core, clock).people.get("lead") is None


def test_whoever_is_still_to_be_sent_something_is_left_until_it_is_sent_or_old(
    core: Core, clock: SettableClock, talks: dict[str, Talk]
) -> None:
    theirs = person(core, talks["lead"])
    clock.advance(timedelta(days=31))
    now = clock()
    core.ledger.do(Call(lambda batch: batch.tx.queue("telegram", "lane", "strip", None, theirs, {}, now)))
    assert look(core, clock).people.get("lead") is None
    clock.advance(timedelta(days=4))
    assert look(core, clock).people == {"lead": 1}, "nobody waits for it for ever"


def test_pairs_and_acts_go_by_days_of_their_own(core: Core, clock: SettableClock, talks: dict[str, Talk]) -> None:
    theirs = person(core, talks["client"])
    assert theirs is not None
    at = clock().timestamp()

    def add(batch: Batch) -> None:
        batch.tx.pair(Pair("p1", theirs, OURS, "7", "8", at))
        batch.tx.add_audit(theirs, 2, Recorded(at, "take", "", Member("5", "佐藤")))

    core.ledger.do(Call(add))

    def left() -> tuple[int, int]:
        after: str | None = ""
        while after is not None:
            _, after = core.ledger.do(Call(partial(_talk_from, clock(), after)))
        look(core, clock)
        pairs: int = core.ledger.do(Call(lambda batch: len(batch.tx.talk_of(theirs))))
        acts: int = core.ledger.do(Call(lambda batch: len(batch.tx.audit_of(theirs))))
        return pairs, acts

    assert left() == (1, 1)
    clock.advance(timedelta(days=6))
    assert left() == (0, 1)
    clock.advance(timedelta(days=10))
    assert left() == (0, 0)


def _talk_from(now: datetime, after: str, batch: Batch) -> tuple[int, str | None]:
    return batch.overdue.prune_talk(now, after)


def test_without_days_of_their_own_all_are_kept_equally_long_and_what_staff_did_as_long_as_the_person(
    core: Core, clock: SettableClock, talks: dict[str, Talk]
) -> None:
    office = replace(core.dialogue.around.office, keeping=KeepingRule())
    core.dialogue.around = replace(core.dialogue.around, office=office)
    theirs, at = person(core, talks["client"]), clock().timestamp()
    assert theirs is not None
    core.ledger.do(Call(lambda batch: batch.tx.add_audit(theirs, 2, Recorded(at, "take", "", Member("5", "佐藤")))))
    clock.advance(timedelta(days=364))
    assert not look(core, clock).people
    assert len(core.ledger.do(Call(lambda batch: batch.tx.audit_of(theirs)))) == 1
    clock.advance(timedelta(days=2))
    assert look(core, clock).people == dict.fromkeys(CHATS, 1)
