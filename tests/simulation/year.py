"""A year: who comes when, what the clock and the law do, and when it is over."""

from __future__ import annotations

import random
import resource
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path
from time import process_time
from typing import Any

from tests.telegram import FakeMessage

from .faults import Fault, Place
from .life import Life
from .people import FIRST_NUMBER, MARK, Client
from .staff import Staff
from .universe import Story, Universe, run_coroutine
from .watch import RECEIPT, Watch

# So many of the acts are those of staff.
OF_STAFF = 0.12
SWEEP_EVERY = 2_000
# So many of the newest messages keep their words.
KEPT_IN_CHAT, KEPT_IN_GROUP = 40, 3_000
# What is left to be said at the end has so long to be said, without faults.
PEACE = 3 * 86_400.0
CLOCK_CHANGES = ((0.31, 5 * 3600.0), (0.62, -2 * 3600.0))


class Year:
    """A story with its people."""

    def __init__(self, story: Story, folder: Path, faults: Sequence[Fault] | None = None) -> None:
        self.story = story
        self.universe = universe = Universe(story, folder, faults)
        self.watch = Watch(self)
        self.clients: dict[int, Client] = {}
        self.acts = 0
        self.is_going = True
        self._shortened = self._acts_before = 0
        # A line is printed each so many acts.
        self.progress = 0
        self.counted: dict[str, int] = {}
        lots = random.Random(f"{story.seed}/arrivals")
        budgets = _budgets(story, lots)
        for number, budget in enumerate(budgets, 1):
            at = universe.begin + 60 + lots.random() * (universe.end - universe.begin) * 0.97
            if story.only is None or number in story.only:
                universe.time.plan(at, lambda n=number, b=budget: self._comes(n, b))  # type: ignore[misc]
        self.staff = Staff(self, int(story.acts * OF_STAFF))
        universe.time.plan(universe.begin + 3600, self.staff.act)
        universe.time.plan(universe.end, self._ends)
        if story.until is not None:
            universe.time.plan(story.until, self._looks_away)
        for share, by in CLOCK_CHANGES:
            at = universe.begin + share * (universe.end - universe.begin)
            universe.time.plan(at, lambda by=by: self._clock_is_put(by))  # type: ignore[misc]
            universe.time.plan(at + 9 * 3600, lambda: self._clock_is_put(0.0))
        for fault in universe.faults.all:
            if fault.place is Place.WORLD:
                universe.time.plan(fault.at, self._something_happens)
        universe.at_end.append(self.watch.ended)
        universe.at_birth.append(lambda _life, _runner: self.watch.born())
        universe.time.plan(universe.begin + 86_400, self._daily)

    # --- the plot -----------------------------------------------------------------------------------------------------

    def _comes(self, number: int, budget: int) -> None:
        client = self.clients[number] = Client(self, number, budget)
        self.watch.by_mark[client.mark] = client
        client.act()

    def do(self, coroutine: Any) -> Any:
        """Let somebody do something with the messenger: that is an act."""
        self.acts += 1
        update = run_coroutine(coroutine)
        self.last_update = update
        return update

    def acted(self, client: Client | None, kind: str) -> None:
        """Somebody did something."""
        universe = self.universe
        before, self._acts_before = self._acts_before, self.acts
        universe.figures.acts[kind] += 1
        if self.progress and before // self.progress != self.acts // self.progress:
            spent = process_time() - universe.began
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            print(f"{universe.time.moment():%Y-%m-%d} {self.acts:,} acts, {spent:.0f} s, {memory} MiB", flush=True)
        universe.note(f"{'staff' if client is None else client.mark} {kind}")
        self.watch.acted(client)
        if before // SWEEP_EVERY != self.acts // SWEEP_EVERY:
            self.watch.sweep()
            self._forget_words()
        if self.acts >= self.story.acts and self.is_going:
            self._ends()

    def _daily(self) -> None:
        self.universe.time.plan(self.universe.time.now + 86_400, self._daily)
        self.watch.sweep()

    def _forget_words(self) -> None:
        """Old messages nobody presses any more keep only whose they are: a year of them would not fit."""
        for client in self.clients.values():
            messages = client.user.chat(self.universe.client).all_messages
            client.shortened = _shortened(messages, client.shortened, len(messages) - KEPT_IN_CHAT, ())
        group = self.universe.group.chat.all_messages
        self._shortened = _shortened(group, self._shortened, len(group) - KEPT_IN_GROUP, self.watch.lead_of_message)

    def topic_gone(self, thread: int) -> None:
        """A topic is deleted, with all that is in it."""
        self.watch.topic_gone(
            number for number in list(self.watch.lead_of_message) if self._thread(number) in (thread, None)
        )

    def _thread(self, number: int) -> int | None:
        message = self.universe.group.chat.find(number)
        return None if message is None else message.thread_id

    def _clock_is_put(self, by: float) -> None:
        self.universe.wall_off = by
        self.universe.note(f"the clock is off by {by}")
        self.universe.figures.seen["clock changes"] += bool(by)

    def _something_happens(self) -> None:
        universe = self.universe
        fault = universe.faults.due(Place.WORLD, universe.time.now)
        if fault is None:
            return
        universe.note(f"fault {fault.number} {fault.kind}")
        if fault.kind == "messenger gone":
            universe.gone_until = universe.time.now + 30 + fault.size**2 * 3600
        elif fault.kind == "stop":
            if universe.life is not None:
                universe.life.stop()
        elif fault.kind == "update doubled":
            self._doubled(fault)
        elif fault.kind == "group closed":
            universe.group.set_bot_rights(universe.office, admin=False)
            universe.time.plan(universe.time.now + 60 + fault.size * 3600, self._group_opened)

    def _group_opened(self) -> None:
        universe = self.universe
        universe.group.set_bot_rights(
            universe.office, admin=True, can_manage_topics=True, can_pin_messages=True, can_delete_messages=True
        )

    def _doubled(self, fault: Fault) -> None:
        update = getattr(self, "last_update", None)
        if not isinstance(update, dict) or not update.get("update_id"):
            return
        kind = next(name for name in update if name != "update_id")
        chat = (update[kind].get("message") or update[kind]).get("chat", {}).get("id")
        bot = self.universe.office if isinstance(chat, int) and chat < 0 else self.universe.client
        bot.redeliver(update)

    def _ends(self) -> None:
        """Nobody does anything any more; nothing goes wrong any more; what was promised is still to be kept."""
        universe = self.universe
        if not self.is_going:
            return
        self.is_going = False
        universe.faults.is_quiet = True
        for client in self.clients.values():
            client.budget = client.done
        universe.note("peace")
        universe.time.plan(universe.time.now + PEACE, self._over)

    def _looks_away(self) -> None:
        self.universe.is_over = True

    def _over(self) -> None:
        for client in self.clients.values():
            self.watch.acted(client)
        self.watch.sweep()
        self.counted = {
            table: self.universe.eye.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  our own
            for table in ("people", "leads", "bookings", "timers", "talk", "audit", "runs", "outbox")
        }
        self.universe.figures.seen["erasures"] = self.watch.checked[RECEIPT]
        for what in ("reminders", "signs of delivery", "told of a booking", "told by the clock"):
            self.universe.figures.seen[what] = self.watch.checked[what]
        self.universe.figures.seen["leads seen"] = len(self.watch.marks)
        self.universe.is_over = True

    def run(self) -> None:
        """Let it happen. Raises `Find`."""
        self.universe.run()


def _shortened(messages: Sequence[FakeMessage], start: int, end: int, but: Collection[int]) -> int:
    """Take the words of some messages away; return up to where that is done."""
    for message in messages[start : max(start, end)]:
        if message.message_id not in but:
            message.text = " ".join(MARK.findall(message.text))
            message.html, message.entities, message.payload = "", [], {}
            message.markup = None
    return max(start, end)


def _budgets(story: Story, lots: random.Random) -> list[int]:
    """How many acts everybody has: few have many."""
    shares = [0.3 + lots.expovariate(1.0) for _ in range(story.people)]
    each = story.acts * (1 - OF_STAFF) / sum(shares)
    return [max(3, round(share * each)) for share in shares]


def lived(story: Story, *, trace: bool = False, faults: Sequence[Fault] | None = None, progress: int = 0) -> Year:
    """A story from its beginning to its end, in a folder of its own. Raises `Find`."""
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
    with tempfile.TemporaryDirectory(dir=place) as folder:
        year = Year(story, Path(folder), faults)
        year.progress = progress
        if trace:
            year.universe.trace = []
        try:
            year.run()
        except BaseException as error:
            error.year = year  # type: ignore[attr-defined]  # for whoever tells of it
            raise
        return year


__all__ = ["FIRST_NUMBER", "Life", "Year", "lived"]
