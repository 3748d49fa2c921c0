"""A batch is nothing but its jobs one after the other: whatever they are, and wherever the batches are cut.

Turns, blocks, erasures, deliveries and updates that come again, at random, against the real ledger; afterwards all that
is stored is compared in the clear, with made-up names in the place of random ids.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import Core
from bot.delivery.post import Post
from bot.turns.acts import ClientTurn, Delivered, OfficeTurn
from bot.turns.apply import Batch
from bot.turns.ledger import Call, Job
from bot.turns.ports import Transaction
from dialogs.desk.rights import EVERYTHING
from dialogs.messages import Act, ActKind
from tests.support import CLIENT, TUESDAY_MORNING, core_in

CHATS = ("1001", "1002", "1003")
# What moves somebody quickly to the hand-off, what does not, and what ends it all.
TEXTS = (
    *("English", "I agree", "I do not agree", "Get a Highly Skilled Professional visa", "A work visa", "Specialist"),
    *("No", "6,500,000", "1994-05-01", "Please help me", "Maria Santos", "Here", "Yes, send it", "Online", "what?"),
    *("None of these fits", "Erase everything", "Keep everything", "one more word"),
)
COMMANDS = ("start", "human", "help", "result", "mydata", "forget", "book", "language", "cancel", "nonsense")
# The shortest way to a lead, so that many stories have one.
# What is skipped: the deadline, the place, the language of the talk.
TO_A_LEAD = (
    *("English", "I agree", "/human", "Please help me", "Skip", "Skip", "Skip"),
    *("Maria Santos", "Here", "Yes, send it"),
)
_IDS = re.compile(r"[0-9a-f]{32}")
_SHORT_IDS = re.compile(r"\b[0-9a-f]{12}\b")

# A post is delivered no sooner than so many steps after it was made, which is more than any batch holds: what is
# delivered was always committed before.
AGE = 15
SIZES = (1, 2, 3, 5, 8, 13)


@dataclass
class Life:
    """One ledger's run of a story. Which post a delivery is about is decided once, in the run one by one."""

    targets: dict[int, str | None] = field(default_factory=dict)
    decides: bool = True
    seen: dict[str, int] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)

    def notice(self, tx: Transaction, step: int) -> None:
        """Remember since which step the posts are there."""
        for post in tx.waiting():
            self.seen.setdefault(post.id, step)

    def target(self, tx: Transaction, step: int, lots: int, *, block: bool) -> Post | None:
        """The post that a delivery is about: one that waits and is old enough."""
        waiting = [p for p in tx.waiting() if p.id not in self.sent and (not block or p.channel == CLIENT)]
        if self.decides:
            old = [p for p in waiting if self.seen.get(p.id, step) <= step - AGE]
            self.targets[step] = described(tx, old[lots % len(old)]) if old else None
        wanted = self.targets[step]
        return next((p for p in waiting if described(tx, p) == wanted), None)


def described(tx: Transaction, post: Post) -> str:
    """A post without the ids that are random."""
    person = tx.at_lane(post.lane)
    text = json.dumps([post.kind, post.handle, post.payload], default=str, sort_keys=True)
    return f"{person.address.to if person is not None else ''} {_SHORT_IDS.sub('', _IDS.sub('', text))}"


@dataclass(frozen=True)
class Step:
    """Something that happens: a job that is made anew for each ledger, since jobs carry what became of them."""

    what: str
    make: Callable[[Life], Job]


def moment(number: int) -> datetime:
    return TUESDAY_MORNING + timedelta(seconds=number)


def act_of(text: str) -> Act:
    if text.startswith("/"):
        return Act(ActKind.COMMAND, command=text[1:])
    return Act(ActKind.TEXT, text)


def turn(number: int, chat: str, act: Act) -> Callable[[Life], Job]:
    return lambda _: ClientTurn(CLIENT, str(number), chat, act, moment(number), str(number))


def staff(number: int, lead: int, act: str) -> Callable[[Life], Job]:
    return lambda _: OfficeTurn(str(number), lead, act, "五十嵐", moment(number), by="900", rights=EVERYTHING)


def deliver(number: int, lots: int, *, block: bool = False) -> Callable[[Life], Job]:
    """Whatever waits at that place in line was sent, or met somebody who blocked us."""

    def make(life: Life) -> Job:
        def do(batch: Batch) -> None:
            post = life.target(batch.tx, number, lots, block=block)
            if post is None:
                return
            if block:
                batch.hold(post.lane, moment(number))
            else:
                life.sent.add(post.id)
                made = {} if post.handle is None else {post.handle: str(100_000 + number)}
                batch.tx.delivered(Delivered(post, made, moment(number).timestamp()))

        return Call(do)

    return make


def story(seed: int, length: int = 60) -> list[Step]:
    """What happens, by the lots of a seed."""
    lots = random.Random(seed)
    steps: list[Step] = []
    ways = {chat: ["/start", *TO_A_LEAD] for chat in CHATS}
    for number in range(1, length + 1):
        chat = lots.choice(CHATS)
        kind = lots.random()
        if kind < 0.45 and ways[chat]:
            text = ways[chat].pop(0)
            steps.append(Step(f"{chat} says {text}", turn(number, chat, act_of(text))))
        elif kind < 0.6:
            text = lots.choice([*TEXTS, *(f"/{name}" for name in COMMANDS)])
            steps.append(Step(f"{chat} says {text}", turn(number, chat, act_of(text))))
        elif kind < 0.65:
            act = lots.choice([ActKind.LEFT, ActKind.CAME_BACK])
            steps.append(Step(f"{chat} {act}", turn(number, chat, Act(act))))
        elif kind < 0.7:
            steps += [
                Step(f"{chat} wants erasure", turn(number, chat, act_of("/forget"))),
                Step(f"{chat} confirms it", turn(10_000 + number, chat, act_of("Erase everything"))),
            ]
            ways[chat] = ["/start", *TO_A_LEAD]
        elif kind < 0.78:
            act_of_staff, lead = lots.choice(["take", "done", "decline", "sheet", "check"]), lots.randint(1, 4)
            steps.append(Step(f"staff {act_of_staff} {lead}", staff(number, lead, act_of_staff)))
        elif kind < 0.9:
            steps.append(Step("something is delivered", deliver(number, lots.randrange(10))))
        elif kind < 0.94:
            steps.append(Step("somebody has blocked us", deliver(number, lots.randrange(10), block=True)))
        elif steps:
            steps.append(lots.choice([s for s in steps if "deliver" not in s.what and "block" not in s.what] or steps))
    return steps


# --- what is stored, in the clear -----------------------------------------------------------------------------------


def stored(core: Core) -> dict[str, Any]:
    """All that is stored, by the names of chats in place of ids."""
    with reading(core) as tx:
        people = {chat: tx.person_at(CLIENT, chat, TUESDAY_MORNING) for chat in CHATS}
        names: dict[str, str] = {}
        content: dict[str, Any] = {}
        for chat, person in people.items():
            lead = tx.lead_of(person.id)
            names |= {person.id: f"<{chat}>", person.address.id: f"<lane {chat}>"}
            if lead is not None:
                names[lead.id] = f"<lead {chat}>"
            content[chat] = {
                "known": person.version > 0,
                "reachable": person.address.reachable,
                "conversation": person.conversation.to_json(),
                "inbox": person.inbox,
                "acted": person.updated_at if person.version else None,
                "lead": None if lead is None else {**asdict(lead), "record": lead.record.to_json(), "version": 0},
                "runs": tx.runs_of(person.id),
            }
            if not person.version:
                tx.forget_newcomer(person)
        content["posts"] = [plain(post) for post in tx.waiting()]
    content["messages"] = sorted(map(str, table(core, "handles", "id", "message_id")))
    content["updates"] = sorted(map(str, table(core, "updates", "update_key")))
    text = json.dumps(content, ensure_ascii=False, default=str, sort_keys=True)
    text = _IDS.sub(lambda found: names.get(found[0], "<somebody>"), text)
    result: dict[str, Any] = json.loads(_SHORT_IDS.sub("<n>", text))
    result["messages"].sort()
    return result


@contextmanager
def reading(core: Core) -> Iterator[Transaction]:
    with core.ledger.store.transaction() as tx:
        yield tx


def plain(post: Post) -> dict[str, Any]:
    return {key: value for key, value in asdict(post).items() if key not in ("seq", "id")}


def table(core: Core, name: str, *columns: str) -> Sequence[Any]:
    with core.database.engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {name}").fetchall()


def cut(jobs: Sequence[Job], lots: random.Random) -> Iterator[Sequence[Job]]:
    """Batches of any size."""
    at = 0
    while at < len(jobs):
        size = lots.choice(SIZES)
        yield jobs[at : at + size]
        at += size


def lived(folder: Path, seed: int, life: Life, batches: random.Random | None) -> tuple[dict[str, Any], list[Any]]:
    folder.mkdir()
    core = core_in(folder)
    try:
        jobs = [step.make(life) for step in story(seed)]
        results: list[Any] = []
        for batch in cut(jobs, batches) if batches else ([job] for job in jobs):
            results += core.ledger.batch(batch)
            with reading(core) as tx:
                life.notice(tx, len(results))
        failed = [result for result in results if isinstance(result, BaseException)]
        assert not failed, failed
        told = [(r.repeated, r.refused, r.erased) if hasattr(r, "repeated") else None for r in results]
        return stored(core), told
    finally:
        core.database.close()


@pytest.mark.parametrize("seed", range(12))
def test_batches_are_their_jobs_one_by_one(tmp_path: Path, seed: int) -> None:
    first = Life()
    alone, told_alone = lived(tmp_path / "alone", seed, first, None)
    for cuts in range(2):
        life = Life(first.targets, decides=False)
        together, told = lived(tmp_path / f"together-{cuts}", seed, life, random.Random(f"{seed} {cuts}"))
        assert told == told_alone
        for part in alone:
            assert together[part] == alone[part], (part, [step.what for step in story(seed)])


def test_the_stories_hold_what_they_are_for(tmp_path: Path) -> None:
    """Lots may be drawn badly: together they must hold leads, erasures, blocks and updates that came again."""
    repeated = erased = leads = held = 0
    for seed in range(12):
        steps = story(seed)
        whats = [step.what for step in steps]
        repeated += len(whats) - len({id(step) for step in steps})
        erased += sum("confirms" in what for what in whats)
        held += sum("blocked" in what for what in whats)
        content, _ = lived(tmp_path / str(seed), seed, Life(), None)
        leads += sum(content[chat]["lead"] is not None for chat in CHATS)
    assert min(repeated, erased, held, leads) >= 5, (repeated, erased, held, leads)


def test_a_block_told_in_the_transaction_of_a_turn_keeps_the_answer(core: Core) -> None:
    """Who is told to have blocked us may have answered a moment before, in the same batch."""
    say = ["/start", "English", "I agree"]
    for number, text in enumerate(say, 1):
        core.ledger.do(turn(number, "1001", act_of(text))(Life()))
    with reading(core) as tx:
        lane = tx.person_at(CLIENT, "1001", TUESDAY_MORNING).address.id

    def hold(batch: Batch) -> None:
        batch.hold(lane, moment(10))

    core.ledger.batch([turn(9, "1001", act_of("Get a Highly Skilled Professional visa"))(Life()), Call(hold)])
    with reading(core) as tx:
        person = tx.person_at(CLIENT, "1001", TUESDAY_MORNING)
        assert person.conversation.place.at == "residence"
        assert not person.address.reachable
