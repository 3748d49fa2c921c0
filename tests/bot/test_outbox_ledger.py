"""The outbox on the real ledger: what a restart, a block, a return and an erasure leave in the tables."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.app import Core
from bot.delivery.courier import Blocked, TryLater, Undeliverable, Unknown
from bot.delivery.outbox import Outbox
from bot.delivery.post import Post
from bot.storage.records import open_post
from bot.storage.tables import handles, outbox
from bot.turns.acts import OFFICE, ClientTurn, Delivered
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from dialogs.messages import Act, ActKind, Text
from tests.bot.paper import UNHURRIED, PaperCourier, Timer
from tests.patience import PATIENCE_SECONDS
from tests.support import CLIENT, TUESDAY_MORNING, Talk


class Bench:
    """An outbox at work on a core, and the hand that fills it."""

    def __init__(self, core: Core, bots: Sequence[str]) -> None:
        self.core = core
        self.timer = Timer()
        self.courier = PaperCourier(self.timer)
        self.writer = Writer(core.ledger)
        self.writer.start()
        self.stop = asyncio.Event()
        couriers = dict.fromkeys(bots, self.courier)
        self.outbox = Outbox(self.writer, core.news, couriers, clock=self.timer.clock, pace=UNHURRIED)
        self.running = asyncio.ensure_future(self.outbox.run(self.stop))

    async def add(self, who: Someone, *posts: tuple[str, str | None, str], channel: str = CLIENT) -> None:
        """Commit posts (kind, handle, text) for a person, in one transaction."""

        def do(batch: Batch) -> None:
            for kind, handle, text in posts:
                payload = {"to": who.talk.chat, "say": {"language": "en", "lines": [text]}, "keep": True}
                lane = who.lane if channel == CLIENT else OFFICE
                batch.tx.queue(channel, lane, kind, handle, who.id, payload, TUESDAY_MORNING)

        await self.writer.submit(Call(do))

    async def turn(self, talk: Talk, act: Act) -> None:
        await self.writer.submit(talk.turn(act))

    async def until(self, done: Callable[[], object]) -> None:
        """Let everybody have their turn until something is so."""
        for _ in range(400):
            if done():
                return
            await self.pass_on()
        raise AssertionError("it never came to that")

    async def pass_on(self) -> None:
        """A turn for everybody, the writer's thread included."""
        await self.writer.submit(Call(lambda _batch: None))

    async def quiet(self) -> None:
        """Nothing waits and nothing is under way."""
        await self.pass_on()
        await asyncio.wait_for(self.outbox.drained(), PATIENCE_SECONDS)

    async def end(self) -> None:
        """Stop as a service does."""
        self.stop.set()
        await asyncio.wait_for(self.running, PATIENCE_SECONDS)
        self.writer.stop()

    def left(self) -> list[tuple[str, str]]:
        """What is left in the table: text and state."""
        with self.core.database.engine.begin() as connection:
            found = connection.execute(select(outbox).order_by(outbox.c.seq)).all()
        payloads = [open_post(self.core.database.sealer, r).payload for r in found]
        return [("".join(p["say"]["lines"]), r.state) for p, r in zip(payloads, found, strict=True)]

    def handles(self) -> dict[str, str]:
        """What is known of messages sent."""
        with self.core.database.engine.begin() as connection:
            return {r.id: str(r.message_id) for r in connection.execute(select(handles))}


@asynccontextmanager
async def at_work(core: Core, bots: Sequence[str] = (CLIENT, OFFICE)) -> AsyncIterator[Bench]:
    bench = Bench(core, bots)
    # The first wait lets the outbox come to its loading of what was left, the second is behind it: posts added from
    # here on are offered, not loaded.
    await bench.pass_on()
    await bench.pass_on()
    try:
        yield bench
    finally:
        if not bench.running.done():
            await bench.end()


@dataclass(frozen=True)
class Someone:
    """A stored person: our id, the lane, and their way of acting."""

    id: str
    lane: str
    talk: Talk


Maker = Callable[[str], Someone]


@pytest.fixture
def someone(core: Core) -> Maker:
    """Makes people; their first words are not in the outbox any more."""

    def make(chat: str) -> Someone:
        talk = Talk(core, chat)
        turned = talk.command("start")
        assert turned.person is not None
        with core.database.engine.begin() as connection:
            [lane] = connection.execute(select(outbox.c.lane).where(outbox.c.person == turned.person)).scalars()
            connection.execute(outbox.delete())
        return Someone(turned.person, lane, talk)

    return make


async def test_a_restart_goes_on_with_what_is_left_in_order(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with at_work(core) as bench:
        bench.courier.gates[maria.lane] = asyncio.Event()
        await bench.add(maria, ("screen", "c:1", "one"), ("screen", "c:2", "two"))
        await bench.until(lambda: bench.courier.begun)
        await bench.add(maria, ("screen", "c:3", "three"))
        # Killed: nothing is finished, nothing recorded.
        bench.running.cancel()
        await asyncio.gather(bench.running, return_exceptions=True)
        bench.writer.stop()
    async with at_work(core) as bench:
        await bench.until(lambda: len(bench.courier.sent) == 3)
        await bench.quiet()
        assert bench.courier.texts == ["one", "two", "three"]
        assert bench.left() == []
        assert bench.handles() == {"c:1": "101", "c:2": "102", "c:3": "103"}


async def test_posts_of_a_bot_that_is_not_there_are_kept(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with at_work(core, bots=[CLIENT]) as bench:
        await bench.add(maria, ("card", "l:1", "card"), channel=OFFICE)
        await bench.add(maria, ("screen", None, "hello"))
        await bench.quiet()
        assert bench.courier.texts == ["hello"]
    async with at_work(core) as bench:
        await bench.until(lambda: bench.courier.texts == ["card"])


async def test_a_block_holds_the_whole_lane_and_the_return_releases_it_in_order(core: Core, someone: Maker) -> None:
    maria, ken = someone("1"), someone("2")
    async with at_work(core) as bench:
        bench.courier.troubles[maria.lane] = [lambda: Blocked("403")]
        await bench.add(maria, ("screen", None, "M1"), ("screen", None, "M2"))
        await bench.quiet()
        await bench.add(ken, ("screen", None, "K1"))
        await bench.quiet()
        assert bench.courier.texts == ["K1"]
        assert bench.left() == [("M1", "held"), ("M2", "held")]
    async with at_work(core) as bench:
        await bench.pass_on()
        assert bench.courier.begun == [], "a restart does not try in vain"
        await bench.turn(maria.talk, Act(ActKind.CAME_BACK))
        await bench.quiet()
        assert bench.courier.texts[:2] == ["M1", "M2"]
        assert len(bench.courier.texts) > 2, "and where we are"
        assert bench.left() == []


async def test_a_return_releases_what_the_same_transaction_held(core: Core, someone: Maker) -> None:
    maria = someone("1")
    maria.talk.send(Act(ActKind.LEFT))

    def say(batch: Batch) -> None:
        found = batch.tx.person(maria.id)
        assert found is not None
        batch.posting.say(found, Text("passed-on"), TUESDAY_MORNING)

    core.ledger.batch([Call(say), maria.talk.turn(Act(ActKind.CAME_BACK))])
    async with at_work(core) as bench:
        await bench.quiet()
        assert "passed-on" in str(bench.courier.sent[0][1].payload)
        assert len(bench.courier.sent) > 1, "and where we are"


async def test_a_block_in_the_transaction_of_what_was_delivered_before_it(core: Core, someone: Maker) -> None:
    """Both are written at once; the return must not bring back what was sent."""
    maria = someone("1")
    async with at_work(core) as bench:
        await bench.add(maria, ("screen", "c:1", "M1"), ("screen", "c:2", "M2"))
        bench.courier.broken = lambda post: Blocked("403") if post.handle == "c:2" else None
        await bench.quiet()
        bench.courier.broken = lambda _post: None
        await bench.turn(maria.talk, Act(ActKind.CAME_BACK))
        await bench.quiet()
        assert bench.courier.texts[:2] == ["M1", "M2"]
        assert [post.handle for _, post in bench.courier.sent].count("c:1") == 1


async def test_a_dead_post_is_kept_and_never_tried_again(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with at_work(core) as bench:
        bench.courier.troubles[maria.lane] = [lambda: Undeliverable("PEER_ID_INVALID")]
        await bench.add(maria, ("screen", "c:1", "M1"), ("screen", "c:2", "M2"))
        await bench.quiet()
        assert bench.left() == [("M1", "dead")]
        assert list(bench.handles()) == ["c:2"]
    async with at_work(core) as bench:
        await bench.quiet()
        assert bench.courier.begun == []


async def test_a_post_with_an_unknown_error_is_marked_and_tried_after_a_start(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with at_work(core) as bench:
        bench.courier.troubles[maria.lane] = [lambda: Unknown("odd")]
        await bench.add(maria, ("screen", "c:1", "M1"), ("screen", "c:2", "M2"))
        await bench.until(lambda: bench.courier.texts == ["M2"] and len(bench.left()) == 1)
        assert bench.left() == [("M1", "doubtful")]
    async with at_work(core) as bench:
        await bench.quiet()
        assert bench.courier.texts == ["M1"]
        assert bench.left() == []


# --- erasing ----------------------------------------------------------------------------------------------------------


async def forget(bench: Bench, who: Someone) -> None:
    """The person erases themselves: the command, and the button."""
    await bench.turn(who.talk, Act(ActKind.COMMAND, command="forget"))
    await bench.turn(who.talk, Act(ActKind.TEXT, "erase everything"))


async def test_erasing_drops_what_is_queued(core: Core, someone: Maker) -> None:
    maria, ken = someone("1"), someone("2")
    async with at_work(core) as bench:
        gate = bench.courier.gates[maria.lane] = asyncio.Event()
        other = bench.courier.gates[ken.lane] = asyncio.Event()
        await bench.add(maria, ("screen", "c:1", "M1"), ("screen", "c:2", "M2"))
        await bench.add(ken, ("screen", "c:3", "K1"), ("screen", "c:4", "K2"))
        await bench.until(lambda: len(bench.courier.begun) == 2)
        await forget(bench, maria)
        gate.set()
        other.set()
        await bench.quiet()
        hers = [post for _, post in bench.courier.sent if post.lane == maria.lane]
        assert [p.kind for p in hers] == ["screen", "erase", "screen"], "what was under way, the erasing, the receipt"
        [(_, made)] = bench.courier.retracted
        assert list(made) == ["c:1"], "what was under way is taken back"
        assert bench.left() == []
        assert sorted(bench.handles()) == ["c:3", "c:4"]


async def test_erasing_while_it_waits_to_be_tried_again(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with at_work(core) as bench:
        bench.courier.troubles[maria.lane] = [lambda: TryLater("flood wait", 35)]
        await bench.add(maria, ("screen", "c:1", "M1"), ("screen", "c:2", "M2"))
        await bench.until(lambda: bench.timer.sleeping)
        await forget(bench, maria)
        await bench.pass_on()
        bench.timer.advance(35)
        await bench.quiet()
        assert [post.kind for _, post in bench.courier.sent] == ["erase", "screen"]
        assert (bench.left(), bench.handles()) == ([], {})


async def test_erasing_in_the_transaction_that_records_a_delivery(core: Core, someone: Maker) -> None:
    """What was sent a moment ago must be among what is deleted, and leave no handle."""
    maria = someone("1")
    maria.talk.command("forget")
    with core.database.engine.begin() as connection:
        connection.execute(outbox.delete())

    def put(batch: Batch) -> Post:
        batch.tx.queue(CLIENT, maria.lane, "screen", "c:9", maria.id, {"to": "1"}, TUESDAY_MORNING)
        return batch.tx.new_posts()[-1]

    post: Post = core.ledger.do(Call(put))
    delivered = Delivered(post, {"c:9": "1234"}, TUESDAY_MORNING.timestamp())
    erasing: ClientTurn = maria.talk.turn(Act(ActKind.TEXT, "erase everything"))
    seen: list[Post] = []
    core.news.listen(lambda posts, erased, all_there_is: seen.extend(posts))
    core.ledger.batch([Call(lambda batch: batch.tx.delivered(delivered)), erasing])
    [erase] = [p for p in seen if p.kind == "erase"]
    assert "1234" in erase.payload["messages"]
    with core.database.engine.begin() as connection:
        assert connection.execute(select(handles)).all() == []
