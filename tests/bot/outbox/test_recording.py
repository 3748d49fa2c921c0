"""What was sent is recorded, however long the database takes."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery.courier import Dispatch, ErasedMeanwhile, TryLater, Undeliverable
from bot.delivery.post import Post
from bot.errors import StorageTrouble
from bot.turns.acts import OFFICE
from tests.bot.outbox.posts import say
from tests.bot.paper import PaperCourier, PaperOffice, PaperWriter, paper_office, screen, staff
from tests.patience import PATIENCE_SECONDS


async def test_the_next_post_does_not_wait_for_the_record_of_the_last(office: PaperOffice) -> None:
    office.writer.is_slow = True
    office.add(screen("one", "c:1", rows=True))
    await office.turns()
    office.add(screen("two", "c:1", rows=True, replaces="c:1"))
    await office.turns()
    assert office.courier.texts == ["one", "two"]
    assert len(office.courier.begun) == 2, "and the message is known at once"
    assert office.writer.handles == {"c:1": "101"}, "recorded with the transaction of the next turn"
    assert office.writer.left() == [("two", "queued")]
    await office.quiet()
    assert office.writer.left() == []


async def test_many_deliveries_are_one_record(office: PaperOffice) -> None:
    office.writer.is_slow = True
    office.add(*(say("hello", f"person {n}") for n in range(50)))
    await office.turns()
    assert len(office.courier.sent) == 50
    before = office.writer.transactions
    await office.quiet()
    assert office.writer.transactions == before + 2, "the one that asks, and what waited for it"
    assert office.writer.left() == []


async def test_a_post_is_not_sent_again_before_it_is_recorded(office: PaperOffice) -> None:
    office.writer.is_slow = True
    office.add(say("one"))
    await office.turns()
    office.outbox.offer(list(office.writer.posts.values()), frozenset())
    await office.quiet()
    assert office.courier.texts == ["one"]


async def test_a_delivery_is_recorded_as_often_as_it_takes(
    office: PaperOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.add(say("one"))
    office.writer.trouble = StorageTrouble("error-database-rewritten")
    await office.pass_time(200)
    assert office.timer.naps[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert office.courier.texts == ["one"], "and it is sent once"
    office.writer.trouble = None
    await office.pass_time(60)
    await office.quiet()
    assert office.writer.left() == []
    assert office.courier.retracted == []
    assert "could not be recorded (StorageTrouble)" in caplog.text


async def test_what_must_be_kept_is_kept_as_often_as_it_takes(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: Undeliverable("odd")]
    office.add(say("one"))
    office.writer.trouble = StorageTrouble("error-database-rewritten")
    await office.pass_time(10)
    office.writer.trouble = None
    await office.pass_time(60)
    assert office.writer.left() == [("one", "dead")]


@pytest.mark.parametrize("comes_back", [True, False])
async def test_a_database_in_trouble_at_the_start(comes_back: bool) -> None:
    writer = PaperWriter()
    writer.commit([say("one")])
    writer.trouble = StorageTrouble("error-database-rewritten")
    async with paper_office(writer=writer) as office:
        await office.pass_time(5)
        if comes_back:
            writer.trouble = None
            await office.pass_time(60)
        office.stop.set()
        await asyncio.wait_for(office.running, PATIENCE_SECONDS)
        assert office.courier.texts == (["one"] if comes_back else [])
        assert office.timer.sleeping == 0


async def test_stopping_does_not_wait_for_the_database(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: Undeliverable("odd")]
    office.add(say("one"))
    office.writer.trouble = StorageTrouble("error-database-rewritten")
    await office.pass_time(10)
    office.stop.set()
    await asyncio.wait_for(office.running, PATIENCE_SECONDS)
    assert office.writer.left() == [("one", "queued")]


async def test_a_database_that_cannot_be_asked_is_asked_again(office: PaperOffice) -> None:
    office.writer.trouble = StorageTrouble("error-database-rewritten")
    office.add(screen("one", "c:1", rows=True, replaces="c:1"))
    await office.turns()
    office.writer.trouble = None
    assert office.courier.texts == []
    await office.pass_time(2)
    assert office.courier.texts == ["one"]


async def test_messages_are_known_from_memory_from_the_database_or_not_at_all(
    office: PaperOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.handles.MOST_REMEMBERED", 2)
    office.add(*(say(f"text {n}", handle=f"c:{n}") for n in range(3)))
    await office.quiet()
    before = office.writer.transactions
    assert await office.outbox.lookup("c:1", "c:2") == {"c:1": "102", "c:2": "103"}
    assert office.writer.transactions == before
    assert await office.outbox.lookup("c:0", "c:2", "c:9") == {"c:0": "101", "c:2": "103"}
    assert office.writer.transactions == before + 1
    office.outbox.handles.forget()
    office.writer.handles.clear()
    assert await office.outbox.lookup("c:1", "c:2") == {}
    assert await office.outbox.lookup() == {}


async def test_a_courier_keeps_what_it_made_on_the_way(office: PaperOffice) -> None:
    class Topics(PaperCourier):
        async def deliver(self, post: Post, dispatch: Dispatch) -> dict[str, str]:
            if not await dispatch.remember("t:1", "900"):
                raise ErasedMeanwhile("meanwhile")
            self.sent.append((0, post))
            return {}

    office.outbox.couriers = {OFFICE: Topics(office.timer, sent=office.courier.sent)}
    office.add(staff("card", "card"))
    await office.quiet()
    assert office.writer.handles == {"t:1": "900"}
    assert await office.outbox.lookup("t:1") == {"t:1": "900"}
    office.writer.posts.clear()
    office.outbox.offer([staff("card", "of somebody erased")], frozenset())
    await office.quiet()
    assert office.courier.texts == ["card"]


async def test_how_it_stands(office: PaperOffice) -> None:
    assert office.outbox.counts().oldest == 0
    office.courier.troubles["maria"] = [lambda: TryLater("flood wait", 100)]
    office.add(say("M1"), say("M2"))
    await office.pass_time(10)
    office.add(say("M3"))
    await office.pass_time(10)
    counts = office.outbox.counts()
    assert (counts.waiting, counts.oldest, counts.set_aside, counts.buried) == (3, 20, 0, 0)
