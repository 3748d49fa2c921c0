"""Processes of their own on one database, forked by one that has done the importing and nothing else.

    python -m tests.storage.forks race FOLDER-OR-ADDRESS PROCESSES PEOPLE SLOTS
    python -m tests.storage.forks die FOLDER ...

`race`: people press one slot, or as many as there are for each to have one, and all begin at the same moment; it prints
what became of each press, and how many seconds all of it took. `die`: of the booking in each folder the time is moved,
and the process dies on the way, each time at another of `DEATHS`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from typing import Any

from bot.storage.bookings import Diary
from bot.storage.transaction import SqlTransaction
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import StoredBooking
from dialogs.booking.booking import State
from dialogs.booking.cells import HOUR
from tests.storage.contract.bookings import SATO, TEN, a_booking, cells_at
from tests.storage.contract.stores import NOW
from tests.support import core_at

HELD, TAKEN = "held", "taken"
LATER = TEN + 1_800
# Where a move may be cut off: a method, and whether that has done its work by then.
DEATHS: tuple[tuple[Any, str, bool], ...] = (
    (Diary, "_change", False),
    (Diary, "_change", True),
    (Diary, "_lay_cells", True),
    (SqlTransaction, "flush", True),
)


def press(chat: str, start: int = TEN) -> Callable[[Batch], str]:
    """Somebody presses a slot: it is held for them, or they hear that it is taken."""

    def do(batch: Batch) -> str:
        person = batch.tx.person_at("telegram", chat, NOW)
        person.touched = True
        if batch.tx.taken_cells([SATO], *cells_at(start), None)[SATO]:
            return TAKEN
        batch.tx.keep_booking(StoredBooking(person.id, a_booking(start, state=State.HELD)))
        return HELD

    return do


def move(batch: Batch) -> None:
    """Move the first booking by half an hour."""
    kept = batch.tx.booking(1)
    assert kept is not None
    batch.tx.keep_booking(replace(kept, booking=replace(kept.booking, start=LATER, cells=cells_at(LATER))))


def forked(do: Callable[[], None]) -> int:
    """Do something in a process of its own; returns its id."""
    child = os.fork()
    if child:
        return child
    try:
        do()
    finally:
        os._exit(0)


def race(place: str, processes: str, people: str, slots: str) -> dict[str, Any]:
    """Let the people of several processes press slots."""
    each = int(people) // int(processes)
    (is_ready, ready), (went, go), (became, tell) = os.pipe(), os.pipe(), os.pipe()

    def rival(first: int) -> None:
        os.close(go)
        core = core_at(place)
        os.write(ready, b".")
        os.read(went, 1)  # until nobody can write to it any more
        chats = range(first, first + each)
        words = [core.ledger.do(Call(press(str(chat), TEN + chat % int(slots) * HOUR))) for chat in chats]
        os.write(tell, f"{json.dumps(words)}\n".encode())

    children = [forked(lambda first=number * each: rival(first)) for number in range(int(processes))]  # type: ignore[misc]
    os.close(tell)
    for _ in children:
        os.read(is_ready, 1)
    begun = time.perf_counter()
    os.close(go)
    with os.fdopen(became) as lines:
        words = [word for line in lines for word in json.loads(line)]
    return {"became": words, "seconds": time.perf_counter() - begun}


def die(*places: str) -> list[int]:
    """Move the booking in each folder or database, and die; returns the signals that ended each process."""
    return [_died(place, *death) for place, death in zip(places, cycle(DEATHS), strict=False)]


def _died(place: str, owner: Any, name: str, is_done: bool) -> int:
    def dying() -> None:
        real = getattr(owner, name)

        def method(*args: Any) -> None:
            if is_done:
                real(*args)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(owner, name, method)
        core_at(place).ledger.do(Call(move))

    _, status = os.waitpid(forked(dying), 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


if __name__ == "__main__":
    words = sys.argv[2:]
    sys.stdout.write(json.dumps(die(*words) if sys.argv[1] == "die" else race(*words)))
