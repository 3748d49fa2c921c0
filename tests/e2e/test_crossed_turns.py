"""The same updates come to two processes at once, crosswise: each is one turn, nobody is made twice, no deadlock.

    python -m tests.e2e.test_crossed_turns 10000

A test lets some hundreds cross, by night it is ten thousand.
"""

from __future__ import annotations

import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import psycopg

from bot.app import Core, build_core
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.store import SqlStore
from bot.turns.acts import ClientTurn, Delivered, OfficeTurn, StaffMessage, Turned
from bot.turns.ledger import Call, Job, Ledger
from bot.turns.talking import staff_wrote
from dialogs.desk.rights import EVERYTHING
from dialogs.messages import Act, ActKind
from dialogs.talk import Utterance
from tests import postgres
from tests.e2e.world import TUESDAY_MORNING
from tests.support import Talk

PEOPLE = 25


@dataclass
class Crossed:
    """What came of it."""

    turns: int
    taken: Counter[str]
    people: int
    addresses: int
    updates: int
    answers: int
    deadlocks: int
    seconds: float
    wrong: list[str]


def _turns(count: int) -> list[ClientTurn]:
    """Turns of a few people: each may come before any other, and has one answer."""
    help_ = Act(ActKind.COMMAND, command="help", language="en")
    return [ClientTurn("telegram", str(n), str(n % PEOPLE), help_, TUESDAY_MORNING) for n in range(count)]


def cross(settings: Settings, count: int, seed: int = 1) -> Crossed:
    """Let two processes have all turns in batches, each in an order of its own."""
    cores = [build_core(settings)]
    cores.append(_beside(cores[0]))
    turns = _turns(count)
    results: list[list[tuple[str, object]]] = [[], []]
    lots = random.Random(seed)
    mine = [_batches(turns, lots) for _ in cores]
    begun = time.monotonic()

    def work(core: Core, batches: Sequence[Sequence[ClientTurn]], became: list[tuple[str, object]]) -> None:
        for batch in batches:
            became += zip((turn.update_key for turn in batch), core.ledger.batch(batch), strict=True)

    threads = [threading.Thread(target=work, args=each) for each in zip(cores, mine, results, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - begun
    for core in cores:
        core.database.close()
    became = [*results[0], *results[1]]
    taken = Counter(key for key, one in became if isinstance(one, Turned) and not one.repeated)
    wrong = [f"{key}: {one!r}" for key, one in became if not isinstance(one, Turned)]
    with psycopg.connect(settings.database, autocommit=True) as connection:

        def found(question: str) -> int:
            [[number]] = connection.execute(question.encode()).fetchall()
            return int(number)

        answers = "outbox WHERE kind = 'screen'"
        tables = ("people", "addresses", "updates", answers)
        people, addresses, updates, screens = (found(f"SELECT count(*) FROM {table}") for table in tables)
        deadlocks = found("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    return Crossed(2 * count, taken, people, addresses, updates, screens, deadlocks, seconds, wrong)


def _beside(core: Core) -> Core:
    """Another process of the same office: words and rules are the same, what is stored is asked for anew."""
    database = open_database(core.settings)
    ledger = Ledger(SqlStore(database), core.dialogue, core.words, frozenset(core.messengers))
    return replace(core, database=database, ledger=ledger)


def _batches(turns: Sequence[ClientTurn], lots: random.Random) -> list[list[ClientTurn]]:
    order, batches = lots.sample(turns, len(turns)), []
    while order:
        size = lots.randint(1, 12)
        batches.append(order[:size])
        order = order[size:]
    return batches


def test_turns_that_come_to_two_processes_at_once_are_taken_once() -> None:
    crossed = cross(postgres.emptied(), 300)
    assert crossed.wrong == []
    assert set(crossed.taken.values()) == {1}
    assert len(crossed.taken) == crossed.updates == crossed.answers == 300
    assert crossed.people == crossed.addresses == PEOPLE
    assert crossed.deadlocks == 0


def test_staff_and_clients_of_the_same_leads_do_not_wait_for_each_other_crosswise() -> None:
    """Staff act on leads in one process, whose clients write in the other: a lead and its person are had together."""
    settings = postgres.emptied()
    clients = build_core(settings)
    people = [Talk(clients, chat) for chat in ("71", "72")]
    for one in people:
        one.go_to("handed_off")
    staff, lots = _beside(clients), random.Random(1)
    written = [one.turn(Act(ActKind.TEXT, f"and {n}")) for n in range(40) for one in people]
    done = [
        OfficeTurn(f"{act}{n}", number, act, "佐藤", TUESDAY_MORNING, by="9", rights=EVERYTHING)
        for n in range(20)
        for act in ("take", "done")
        for number in (1, 2)
    ]
    became = _side_by_side(settings, ((clients, written), (staff, done)), lots)
    assert [one for one in became if not isinstance(one, Turned)] == []


def test_staff_who_write_and_clients_who_write_do_not_wait_for_each_other_crosswise() -> None:
    """What staff write is no turn of theirs about a lead by its number, but changes the lead all the same."""
    settings = postgres.emptied()
    clients = build_core(settings)
    people = [Talk(clients, chat) for chat in ("71", "72")]
    for one in people:
        one.go_to("handed_off")
    staff, lots = _beside(clients), random.Random(1)
    topics = ("701", "702")
    with clients.ledger.store.transaction() as tx:
        cards = {post.payload["lead"]: post for post in tx.waiting() if post.kind == "card"}
        for card, topic in zip(cards.values(), topics, strict=True):
            assert tx.remember(Delivered(card, {f"t:{card.payload['lead']}": topic}, TUESDAY_MORNING.timestamp()))
    written = [one.turn(Act(ActKind.TEXT, f"and {n}")) for n in range(40) for one in people]
    said = [
        Call(partial(staff_wrote, message=_staff_says(f"w{topic}{n}", topic)), messages=(topic,))
        for n in range(40)
        for topic in topics
    ]
    became = _side_by_side(settings, ((clients, written), (staff, said)), lots)
    assert [one for one in became if one is not None and not isinstance(one, Turned)] == []


def _side_by_side(settings: Settings, work: Sequence[tuple[Core, Sequence[Job]]], lots: random.Random) -> list[object]:
    """Have each process do its own at the same time, four at once in any order; return what became of all of it.

    In the end all are closed, and nobody waited crosswise.
    """
    became: list[object] = []

    def do(core: Core, jobs: Sequence[Job]) -> None:
        for first in range(0, len(jobs), 4):
            batch = jobs[first : first + 4]
            became.extend(core.ledger.batch(lots.sample(batch, len(batch))))

    threads = [threading.Thread(target=do, args=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for core, _ in work:
        core.database.close()
    with psycopg.connect(settings.database, autocommit=True) as connection:
        found = connection.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        assert found.fetchall() == [(0,)]
    return became


def _staff_says(key: str, topic: str) -> StaffMessage:
    said = Utterance("yes", id=key)
    return StaffMessage(key, topic, said, "佐藤", TUESDAY_MORNING, by="9", rights=EVERYTHING)


if __name__ == "__main__":
    with postgres.fresh() as fresh:
        came = cross(fresh, int(sys.argv[1]) // 2)
        once = set(came.taken.values()) == {1} and len(came.taken) == came.updates == came.answers
        print(
            f"{came.turns} crossed turns in {came.seconds:.1f} s: each taken once: {once}, people {came.people},"
            f" deadlocks {came.deadlocks}, wrong {came.wrong[:5]}"
        )
