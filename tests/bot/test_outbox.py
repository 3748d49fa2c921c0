"""The outbox against a real ledger and a courier made of paper: order, waiting, holding, collapsing, stopping."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.app import Core
from bot.delivery.outbox import CLIENT, OFFICE, Blocked, Bucket, Erased, Lookup, Outbox, Pace, TryLater, Undeliverable
from bot.delivery.post import Post
from bot.storage.tables import handles, outbox, people
from bot.turns.acts import ClientTurn, Delivered
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from dialogs.messages import Act, Incoming, Text
from tests.support import TUESDAY_MORNING, Talk

UNHURRIED = Pace(10_000, 10_000, 10_000, 10_000, 10_000, 10_000)
Trouble = Callable[[], Exception]


class Timer:
    """A clock whose sleepers wake when it is moved."""

    def __init__(self) -> None:
        self.now = 0.0
        self.naps: list[float] = []
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    async def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.now + seconds, future))
        await future

    @property
    def sleeping(self) -> int:
        return sum(not future.done() for _, future in self._sleepers)

    def advance(self, seconds: float) -> None:
        self.now += seconds
        for due, future in self._sleepers:
            if due <= self.now + 1e-9 and not future.done():
                future.set_result(None)


@dataclass
class PaperCourier:
    """Notes what it is given. `troubles` come first, one a try; a closed gate holds a lane."""

    timer: Timer
    begun: list[Post] = field(default_factory=list)
    sent: list[tuple[float, Post]] = field(default_factory=list)
    retracted: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    troubles: defaultdict[str, list[Trouble]] = field(default_factory=lambda: defaultdict(list))
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    number: int = 100

    async def deliver(self, row: Post, known: Lookup) -> Mapping[str, int]:
        self.begun.append(row)
        if row.lane in self.gates:
            await self.gates[row.lane].wait()
        if self.troubles[row.lane]:
            raise self.troubles[row.lane].pop(0)()
        self.sent.append((self.timer.now, row))
        if row.handle is None or (row.kind != "send" and await known(row.handle)):
            return {}
        self.number += 1
        return {row.handle: self.number}

    async def retract(self, row: Post, made: Mapping[str, int]) -> None:
        self.retracted.append((row.id, dict(made)))

    @property
    def texts(self) -> list[str]:
        return [row.payload.get("text", row.kind) for _, row in self.sent]


class Bench:
    """An outbox at work on a core, and the hand that fills it."""

    def __init__(self, core: Core, pace: Pace, bots: Sequence[str]) -> None:
        self.core = core
        self.timer = Timer()
        self.courier = PaperCourier(self.timer)
        self.writer = Writer(core.ledger)
        self.writer.start()
        self.stop = asyncio.Event()
        self.outbox = Outbox(
            self.writer,
            dict.fromkeys(bots, self.courier),
            wall=TUESDAY_MORNING.timestamp,
            monotonic=lambda: self.timer.now,
            sleep=self.timer.sleep,
            pace=pace,
        )
        self.running = asyncio.ensure_future(self.outbox.run(self.stop))

    async def add(self, person: str, *rows: tuple[str, str | None, str], bot: str = CLIENT) -> None:
        """Commit rows (kind, handle, text) for a person, in one transaction."""

        def do(unit: Batch) -> None:
            found = unit.person_by_id(person)
            assert found is not None
            for kind, handle, text in rows:
                unit.queue(bot, found, kind, handle, {"text": text}, TUESDAY_MORNING)

        await self.writer.submit(Call(do))

    async def turn(self, talk: Talk, incoming: Incoming) -> None:
        await self.writer.submit(talk.turn(incoming))

    async def until(self, done: Callable[[], object]) -> None:
        """Let everybody have their turn until something is so."""
        for _ in range(400):
            if done():
                return
            await self.pass_on()
        raise AssertionError("it never came to that")

    async def pass_on(self) -> None:
        """A turn for everybody, the writer's thread included."""
        await self.writer.submit(Call(lambda _unit: None))

    async def quiet(self) -> None:
        """Nothing waits and nothing is under way."""
        await asyncio.wait_for(self.outbox.drained(), 20)

    async def end(self) -> None:
        """Stop as a service does."""
        self.stop.set()
        await asyncio.wait_for(self.running, 20)
        self.writer.stop()

    def rows(self) -> list[tuple[str, str]]:
        """What is left in the table: text and state."""
        with self.core.database.engine.begin() as connection:
            found = connection.execute(select(outbox).order_by(outbox.c.seq)).all()
        sealer = self.core.database.sealer
        return [(sealer.open_json("outbox", r.id, r.sealed).get("text", r.kind), r.state) for r in found]

    def handles(self) -> dict[str, int]:
        """What is known of messages sent."""
        with self.core.database.engine.begin() as connection:
            return {r.id: r.message_id for r in connection.execute(select(handles))}


@asynccontextmanager
async def post_at(core: Core, pace: Pace = UNHURRIED, bots: Sequence[str] = (CLIENT, OFFICE)) -> AsyncIterator[Bench]:
    post = Bench(core, pace, bots)
    # The first wait lets the outbox come to its loading of what was left, the second is behind it: rows added from here
    # on are offered, not loaded.
    await post.pass_on()
    await post.pass_on()
    try:
        yield post
    finally:
        if not post.running.done():
            await post.end()


@dataclass(frozen=True)
class Someone:
    """A stored person: our id, the lane, and their way of acting."""

    id: str
    lane: str
    talk: Talk


@pytest.fixture
def someone(core: Core) -> Callable[[str], Someone]:
    """Makes people; their first words are not in the outbox any more."""

    def make(chat: str) -> Someone:
        talk = Talk(core, chat)
        turned = talk.command("start")
        assert turned.person is not None
        lane = core.database.sealer.fingerprint("person", "telegram", chat)
        with core.database.engine.begin() as connection:
            connection.execute(outbox.delete())
        return Someone(turned.person, lane, talk)

    return make


Maker = Callable[[str], Someone]


# --- order --------------------------------------------------------------------------------------------------------


async def test_a_lane_keeps_its_order_and_rows_are_gone_once_delivered(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core) as post:
        await post.add(maria.id, *[("send", f"c:{n}", f"text {n}") for n in range(5)])
        await post.add(maria.id, ("send", "c:5", "text 5"))
        await post.quiet()
        assert post.courier.texts == [f"text {n}" for n in range(6)]
        assert post.rows() == []
        assert post.handles() == {f"c:{n}": 101 + n for n in range(6)}


async def test_lanes_do_not_wait_for_each_other(core: Core, someone: Maker) -> None:
    maria, ken = someone("1"), someone("2")
    async with post_at(core) as post:
        gate = post.courier.gates[maria.lane] = asyncio.Event()
        await post.add(maria.id, ("send", None, "M1"), ("send", None, "M2"))
        await post.add(ken.id, ("send", None, "K1"), ("send", None, "K2"))
        await post.until(lambda: post.courier.texts == ["K1", "K2"])
        assert [r.payload["text"] for r in post.courier.begun if r.lane == maria.lane] == ["M1"]
        gate.set()
        await post.quiet()
        assert post.courier.texts == ["K1", "K2", "M1", "M2"]


async def test_a_restart_goes_on_with_what_is_left_in_order(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core) as post:
        post.courier.gates[maria.lane] = asyncio.Event()
        await post.add(maria.id, ("send", "c:1", "one"), ("send", "c:2", "two"))
        await post.until(lambda: post.courier.begun)
        await post.add(maria.id, ("send", "c:3", "three"))
        # Killed: nothing is finished, nothing recorded.
        post.running.cancel()
        await asyncio.gather(post.running, return_exceptions=True)
        post.writer.stop()
    async with post_at(core) as post:
        await post.until(lambda: len(post.courier.sent) == 3)
        await post.quiet()
        assert post.courier.texts == ["one", "two", "three"]
        assert post.rows() == []


async def test_rows_of_a_bot_that_is_not_there_are_kept(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core, bots=[CLIENT]) as post:
        await post.add(maria.id, ("card", "l:1", "card"), bot=OFFICE)
        await post.add(maria.id, ("send", None, "hello"))
        await post.quiet()
        assert post.courier.texts == ["hello"]
    async with post_at(core) as post:
        await post.until(lambda: post.courier.texts == ["card"])


# --- collapsing ---------------------------------------------------------------------------------------------------

COLLAPSES = {
    "the newest of several edits": (["edit a 1", "edit a 2", "edit a 3"], ["edit a 3"]),
    "with others in between": (["edit a 1", "send b 2", "edit a 3"], ["send b 2", "edit a 3"]),
    "of one message only": (["edit a 1", "edit b 2"], ["edit a 1", "edit b 2"]),
    "an edit brings its own buttons": (["strip a 1", "edit a 2"], ["edit a 2"]),
    "but taking them away leaves the text": (["edit a 1", "strip a 2"], ["edit a 1", "strip a 2"]),
    "once is enough to take them away": (["strip a 1", "strip a 2"], ["strip a 2"]),
    "cards": (["card l 1", "note n 2", "card l 3"], ["note n 2", "card l 3"]),
    "never what is new": (
        ["send a 1", "send a 2", "note a 3", "note a 4"],
        ["send a 1", "send a 2", "note a 3", "note a 4"],
    ),
}


@pytest.mark.parametrize(("given", "delivered"), COLLAPSES.values(), ids=COLLAPSES.keys())
async def test_collapsing(core: Core, someone: Maker, given: list[str], delivered: list[str]) -> None:
    maria = someone("1")
    async with post_at(core) as post:
        gate = post.courier.gates[maria.lane] = asyncio.Event()
        await post.add(maria.id, ("send", "first", "first"))
        await post.until(lambda: post.courier.begun)
        for line in given:
            kind, handle, _ = line.split()
            await post.add(maria.id, (kind, handle, line))
        gate.set()
        await post.quiet()
        assert post.courier.texts == ["first", *delivered]
        assert post.rows() == []


# --- waiting ------------------------------------------------------------------------------------------------------


async def test_a_flood_wait_holds_one_lane_for_exactly_that_long(core: Core, someone: Maker) -> None:
    maria, ken = someone("1"), someone("2")
    async with post_at(core) as post:
        post.courier.troubles[maria.lane] = [lambda: TryLater("flood wait", 35)]
        await post.add(maria.id, ("send", None, "M1"), ("send", None, "M2"))
        await post.until(lambda: post.timer.sleeping)
        await post.add(ken.id, ("send", None, "K1"))
        await post.until(lambda: post.courier.texts == ["K1"])
        post.timer.advance(34)
        await post.pass_on()
        assert post.courier.texts == ["K1"]
        post.timer.advance(1)
        await post.quiet()
        assert post.courier.texts == ["K1", "M1", "M2"]
        assert post.timer.naps == [35]


async def test_our_own_pause_grows_up_to_a_minute(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core) as post:
        post.courier.troubles[maria.lane] = [lambda: TryLater("network")] * 9
        await post.add(maria.id, ("send", None, "M1"))
        for tries in range(1, 10):
            await post.until(lambda: post.timer.sleeping and len(post.timer.naps) == tries)  # noqa: B023
            post.timer.advance(60)
        await post.quiet()
        assert post.timer.naps == [1, 2, 4, 8, 16, 32, 60, 60, 60]
        assert post.courier.texts == ["M1"]


async def test_the_pace_of_a_chat(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core, Pace(chat_burst=3, chat_per_second=0.5)) as post:
        await post.add(maria.id, *[("send", None, str(n)) for n in range(6)])
        for number in range(3, 6):
            await post.until(lambda: post.timer.sleeping)
            assert len(post.courier.sent) == number
            post.timer.advance(2)
        await post.quiet()
        assert [at for at, _ in post.courier.sent] == [0, 0, 0, 2, 4, 6]


async def test_the_pace_of_the_staff_group_and_of_a_whole_bot(core: Core, someone: Maker) -> None:
    crowd = [someone(str(n)) for n in range(4)]
    async with post_at(core, Pace(bot_burst=2, bot_per_second=1, group_burst=2, group_per_second=0.5)) as post:
        await post.add(crowd[0].id, *[("note", None, str(n)) for n in range(3)], bot=OFFICE)
        await post.until(lambda: post.timer.sleeping == 1)
        assert post.timer.naps == [2], "the group's pace is the slower one"
        for who in crowd:
            await post.add(who.id, ("send", None, "hello"))
        await post.until(lambda: post.timer.sleeping == 3)
        assert post.timer.naps[1:] == [1, 2], "all chats share what the bot may send"
        post.timer.advance(2)
        await post.quiet()
        assert len(post.courier.sent) == 7


def test_a_bucket_refills_no_higher_than_its_brim() -> None:
    bucket = Bucket(2, 1.0, 2, at=0.0)
    assert [bucket.take(0), bucket.take(0), bucket.take(0), bucket.take(0)] == [0, 0, 1, 2]
    assert [bucket.take(100), bucket.take(100), bucket.take(100)] == [0, 0, 1]


# --- people who cannot be reached ---------------------------------------------------------------------------------


async def test_a_block_holds_the_whole_lane_and_the_return_releases_it_in_order(core: Core, someone: Maker) -> None:
    maria, ken = someone("1"), someone("2")
    async with post_at(core) as post:
        post.courier.troubles[maria.lane] = [lambda: Blocked("403")]
        await post.add(maria.id, ("send", None, "M1"), ("send", None, "M2"))
        await post.quiet()
        await post.add(maria.id, ("send", None, "M3"))
        await post.add(ken.id, ("send", None, "K1"))
        await post.quiet()
        assert post.courier.texts == ["K1"]
        assert post.rows() == [("M1", "held"), ("M2", "held"), ("M3", "held")]
        with core.database.engine.begin() as connection:
            assert [r.reachable for r in connection.execute(select(people).order_by(people.c.created_at))] == [
                False,
                True,
            ]
    async with post_at(core) as post:
        await post.pass_on()
        assert post.courier.begun == [], "a restart does not try in vain"
        await post.turn(maria.talk, Incoming(Act.CAME_BACK))
        await post.quiet()
        assert post.courier.texts[:3] == ["M1", "M2", "M3"]
        assert len(post.courier.texts) > 3, "and where we are"
        assert post.rows() == []


async def test_a_return_releases_what_the_same_transaction_held(core: Core, someone: Maker) -> None:
    maria = someone("1")
    maria.talk.send(Incoming(Act.LEFT))

    def say(unit: Batch) -> None:
        found = unit.person_by_id(maria.id)
        assert found is not None
        unit.say(found, Text("passed-on"), TUESDAY_MORNING)

    async with post_at(core) as post:
        back = maria.talk.turn(Incoming(Act.CAME_BACK))
        async with asyncio.timeout(20):
            await asyncio.gather(post.writer.submit(Call(say)), post.writer.submit(back))
        await post.quiet()
        assert "is with the office" in post.courier.texts[0]
        assert len(post.courier.texts) > 1, "and where we are"
        assert post.rows() == []
    core.ledger.batch([maria.talk.turn(Incoming(Act.LEFT))])
    core.ledger.batch([Call(say), maria.talk.turn(Incoming(Act.CAME_BACK))])
    async with post_at(core) as post:
        await post.until(lambda: len(post.courier.sent) >= 2)
        await post.quiet()
        assert "is with the office" in post.courier.texts[0]
        assert post.rows() == []


async def test_a_dead_row_is_kept_and_the_next_goes_on(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core) as post:
        post.courier.troubles[maria.lane] = [lambda: Undeliverable("PEER_ID_INVALID")]
        await post.add(maria.id, ("send", "c:1", "M1"), ("send", "c:2", "M2"))
        await post.quiet()
        assert post.courier.texts == ["M2"]
        assert post.rows() == [("M1", "dead")]
        assert list(post.handles()) == ["c:2"]
    async with post_at(core) as post:
        await post.pass_on()
        assert post.courier.begun == []


async def test_what_nobody_foresaw_stops_nobody_else_and_ends(core: Core, someone: Maker) -> None:
    maria, ken = someone("1"), someone("2")
    async with post_at(core) as post:
        post.courier.troubles[maria.lane] = [lambda: KeyError("payload")] * 6
        await post.add(maria.id, ("send", None, "M1"), ("send", None, "M2"))
        await post.add(ken.id, ("send", None, "K1"))
        for tries in range(1, 6):
            await post.until(lambda: post.timer.sleeping and len(post.timer.naps) == tries)  # noqa: B023
            post.timer.advance(60)
        await post.quiet()
        assert post.courier.texts == ["K1", "M2"]
        assert post.rows() == [("M1", "dead")]


# --- handles ------------------------------------------------------------------------------------------------------


async def test_a_handle_is_known_from_memory_from_the_database_or_not_at_all(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core) as post:
        await post.add(maria.id, ("send", "c:1", "one"))
        await post.quiet()
        assert await post.outbox.lookup("c:1", "c:2") == {"c:1": 101}
    async with post_at(core) as post:
        assert await post.outbox.lookup("c:1", "c:2") == {"c:1": 101}
        assert await post.outbox.lookup() == {}


async def test_an_edit_sent_anew_moves_the_handle(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core) as post:
        await post.add(maria.id, ("send", "c:1", "one"))
        await post.add(maria.id, ("send", "c:1", "in place of an edit"))
        await post.quiet()
        assert post.handles() == {"c:1": 102}
        assert await post.outbox.lookup("c:1") == {"c:1": 102}


# --- erasing ------------------------------------------------------------------------------------------------------


async def forget(post: Bench, who: Someone) -> None:
    """The person erases themselves: the command, and the button."""
    await post.turn(who.talk, Incoming(Act.COMMAND, command="forget"))
    await post.turn(who.talk, Incoming(Act.TEXT, "erase everything"))


async def test_erasing_drops_what_is_queued(core: Core, someone: Maker) -> None:
    maria, ken = someone("1"), someone("2")
    async with post_at(core) as post:
        gate = post.courier.gates[maria.lane] = asyncio.Event()
        other = post.courier.gates[ken.lane] = asyncio.Event()
        await post.add(maria.id, ("send", "c:1", "M1"), ("send", "c:2", "M2"))
        await post.add(ken.id, ("send", "c:3", "K1"), ("send", "c:4", "K2"))
        await post.until(lambda: len(post.courier.begun) == 2)
        await forget(post, maria)
        gate.set()
        other.set()
        await post.quiet()
        hers = [row for _, row in post.courier.sent if row.lane == maria.lane]
        assert [row.kind for row in hers] == ["send", "erase", "send"], "what was under way, the erasing, the receipt"
        [(_, made)] = post.courier.retracted
        assert made == {"c:1": made["c:1"]}, "what was under way is taken back"
        assert post.rows() == []
        assert sorted(post.handles()) == ["c:3", "c:4"]


async def test_erasing_while_it_waits_to_be_tried_again(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core) as post:
        post.courier.troubles[maria.lane] = [lambda: TryLater("flood wait", 35)]
        await post.add(maria.id, ("send", "c:1", "M1"), ("send", "c:2", "M2"))
        await post.until(lambda: post.timer.sleeping)
        await forget(post, maria)
        post.timer.advance(35)
        await post.quiet()
        assert [row.kind for _, row in post.courier.sent] == ["erase", "send"]
        assert (post.rows(), post.handles()) == ([], {})


async def test_erasing_while_it_waits_for_its_pace(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core, Pace(chat_burst=1, chat_per_second=1)) as post:
        await post.add(maria.id, ("send", "c:1", "M1"), ("send", "c:2", "M2"))
        await post.until(lambda: post.timer.sleeping)
        await forget(post, maria)
        for _ in range(3):
            await post.until(lambda: post.timer.sleeping or not post.rows())
            post.timer.advance(10)
        await post.quiet()
        assert [row.kind for _, row in post.courier.sent] == ["send", "erase", "send"]
        assert "M2" not in post.courier.texts
        assert post.handles() == {}


async def test_erasing_in_the_transaction_that_records_a_delivery(core: Core, someone: Maker) -> None:
    """What was sent a moment ago must be among what is deleted, and leave no handle."""
    maria = someone("1")
    maria.talk.command("forget")
    with core.database.engine.begin() as connection:
        connection.execute(outbox.delete())

    def put(unit: Batch) -> Post:
        found = unit.person_by_id(maria.id)
        assert found is not None
        unit.queue(CLIENT, found, "send", "c:9", {"text": "M1"}, TUESDAY_MORNING)
        return unit.new_rows()[-1]

    row: Post = core.ledger.do(Call(put))
    delivered = Delivered(row, {"c:9": 1234}, TUESDAY_MORNING.timestamp())
    erasing: ClientTurn = maria.talk.turn(Incoming(Act.TEXT, "erase everything"))
    seen: list[Post] = []
    core.ledger.committed = lambda rows, erased: seen.extend(rows)
    core.ledger.batch([Call(lambda unit: unit.mark(delivered)), erasing])
    [erase] = [r for r in seen if r.kind == "erase"]
    assert 1234 in erase.payload["messages"]
    with core.database.engine.begin() as connection:
        assert connection.execute(select(handles)).all() == []


async def test_a_courier_may_say_that_the_person_is_gone(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core) as post:
        post.courier.troubles[maria.lane] = [lambda: Erased("meanwhile")]
        await post.add(maria.id, ("send", None, "M1"), ("send", None, "M2"))
        await post.quiet()
        assert post.courier.texts == ["M2"]
        assert post.timer.naps == []


# --- trouble and stopping -----------------------------------------------------------------------------------------


async def test_a_delivery_is_recorded_as_often_as_it_takes(
    core: Core, someone: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria = someone("1")
    broken = asyncio.Event()
    broken.set()
    mark = Batch.mark

    def failing(unit: Batch, delivered: Delivered) -> None:
        if broken.is_set():
            raise OperationalError("UPDATE", {}, Exception("disk I/O error"))
        mark(unit, delivered)

    monkeypatch.setattr(Batch, "mark", failing)
    async with post_at(core) as post:
        await post.add(maria.id, ("send", "c:1", "M1"), ("send", "c:2", "M2"))
        for attempt in range(1, 4):
            await post.until(lambda: len(post.timer.naps) == attempt and post.timer.sleeping)  # noqa: B023
            assert post.courier.texts == ["M1"]
            if attempt == 3:
                broken.clear()
            post.timer.advance(60)
        await post.quiet()
        assert post.courier.texts == ["M1", "M2"], "and it is sent once"
        assert post.courier.retracted == []
        assert post.rows() == []


async def test_stopping_finishes_what_is_under_way_and_begins_nothing(core: Core, someone: Maker) -> None:
    maria = someone("1")
    async with post_at(core) as post:
        gate = post.courier.gates[maria.lane] = asyncio.Event()
        await post.add(maria.id, ("send", "c:1", "M1"), ("send", "c:2", "M2"))
        await post.until(lambda: post.courier.begun)
        post.stop.set()
        await post.pass_on()
        assert not post.running.done()
        gate.set()
        await asyncio.wait_for(post.running, 20)
        assert post.courier.texts == ["M1"]
        assert post.rows() == [("M2", "queued")]
        assert post.handles() == {"c:1": 101}
        post.writer.stop()


@pytest.mark.parametrize("waiting_for", ["flood", "pace"])
async def test_stopping_does_not_wait_for_the_end_of_a_pause(core: Core, someone: Maker, waiting_for: str) -> None:
    maria = someone("1")
    async with post_at(core, Pace(chat_burst=1, chat_per_second=0.001) if waiting_for == "pace" else UNHURRIED) as post:
        if waiting_for == "flood":
            post.courier.troubles[maria.lane] = [lambda: TryLater("flood wait", 3_000)]
        await post.add(maria.id, ("send", None, "M1"), ("send", None, "M2"))
        await post.until(lambda: post.timer.sleeping)
        sent = len(post.courier.sent)
        post.stop.set()
        await asyncio.wait_for(post.running, 20)
        assert len(post.courier.sent) == sent
        assert len(post.rows()) == 2 - sent
        post.writer.stop()


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_happens_each_row_is_delivered_once_and_in_order(core: Core, someone: Maker, seed: int) -> None:
    """Random troubles in several lanes, two restarts in between."""
    chance = random.Random(seed)
    crowd = [someone(str(n)) for n in range(4)]
    texts: dict[str, list[str]] = {who.lane: [] for who in crowd}
    delivered: dict[str, list[str]] = {who.lane: [] for who in crowd}
    for _ in range(3):
        async with post_at(core) as post:
            for who in crowd:
                post.courier.troubles[who.lane] = [
                    lambda: TryLater("some trouble", chance.choice([None, 3])) for _ in range(chance.randrange(4))
                ]
            for _ in range(20):
                who = chance.choice(crowd)
                text = f"{who.id}-{len(texts[who.lane])}"
                texts[who.lane].append(text)
                await post.add(who.id, ("send", text, text))
                if chance.random() < 0.3:
                    post.timer.advance(chance.choice([1, 3, 60]))
            for _ in range(chance.randrange(12)):
                await post.pass_on()
            await post.end()
            for _, row in post.courier.sent:
                delivered[row.lane].append(row.payload["text"])
    async with post_at(core) as post:
        await post.quiet()
        await post.until(lambda: not post.rows())
        for _, row in post.courier.sent:
            delivered[row.lane].append(row.payload["text"])
        assert delivered == texts
        assert set(post.handles()) == {text for lane in texts.values() for text in lane}
