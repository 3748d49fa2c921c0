"""What the store takes to see what is taken, among few and many past bookings, and when two hundred people want a slot.

    python -m tests.benchmarks.bookings [--past 100 100000] [--rounds 9] [--folder /dev/shm]

The taken cells of one week are asked for, of three members of staff who have fifty bookings in it, beside so many past
ones; and somebody looks at a screen of times (a press for later ones: the whole turn with its commit, in processor
time), in turn beside few and many. Then two hundred people in four processes press one slot, and as many press one
each. What counts are the ratios: to the fewest past bookings at most 1.1; of the rivals to the others at most 2.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from bot.app import Core, build_core
from bot.storage.records import booking_values
from bot.storage.tables import bookings, cells
from bot.turns.records import StoredBooking
from dialogs.booking.booking import State
from dialogs.booking.cells import HOUR
from tests.e2e.booking.offices import RULE, with_bookings
from tests.e2e.booking.offices import STAFF as EXAMPLE
from tests.storage.contract.bookings import TEN, a_booking, cells_at
from tests.support import SettableClock, Talk, core_in, settings_in

STAFF = ("a1", "b2", "c3")
DAY, WEEK = 24 * HOUR, 7 * 24 * HOUR
IN_THE_WEEK, A_DAY = 50, 8
ASKED = 200
SCREENS = 30
PROCESSES, PEOPLE = 4, 200
AT_ONCE = 5_000


def starts(first: int, step: int) -> Iterator[tuple[str, int]]:
    """Hours of all members of staff, eight a day, day after day on or back."""
    day = first
    while True:
        for hour in range(A_DAY):
            yield from ((name, day + hour * HOUR) for name in STAFF)
        day += step


def fill(core: Core, places: Iterator[tuple[str, int]], count: int, number: int = 0) -> None:
    """Add bookings that take their time."""
    while part := list(islice(places, min(AT_ONCE, count))):
        count -= len(part)
        rows, owned = [], []
        for name, start in part:
            number += 1
            booking = a_booking(start, name, State.BOOKED, number=number)
            values = booking_values(core.database.sealer, StoredBooking(f"person-{number}", booking, 1))
            rows.append({**values, "number": number})
            owned += [{"staff": name, "cell": cell, "booking": number} for cell in range(*cells_at(start))]
        with core.database.writing() as connection:
            connection.execute(bookings.insert(), rows)
            connection.execute(cells.insert(), owned)


def seconds_to_ask(core: Core) -> float:
    """How long it takes to see what is taken of the week, so many times."""
    first, end = cells_at(TEN, WEEK // 60)

    def ask(count: int) -> float:
        begun = time.perf_counter()
        with core.ledger.store.transaction() as tx:
            for _ in range(count):
                found = tx.taken_cells(STAFF, first, end, None)
        if sum(map(len, found.values())) != 12 * IN_THE_WEEK:
            raise SystemExit("not all that is taken was seen")
        return time.perf_counter() - begun

    return ask(ASKED) / ASKED


class Looker:
    """Somebody who looks for a time, at an office whose members have these bookings."""

    def __init__(self, core: Core, clock: SettableClock) -> None:
        self.talk = Talk(core, clock=clock)
        self.talk.go_to("handed_off")

    def seconds(self) -> float:
        """How much of the processor a screen of later times takes, so many times."""
        self.talk.command("book")
        for step in ("way:online", "all"):
            if step in self._offered():
                self.talk.press(step)
        begun = time.thread_time()
        for _ in range(SCREENS):
            shown = self.talk.press("later")
            if not any(action.startswith("s:") for action in self._offered()) or not shown.screens:
                raise SystemExit("no times were shown")
        return (time.thread_time() - begun) / SCREENS

    def _offered(self) -> list[str]:
        screen = self.talk.screen
        return [] if screen is None else [button.action for row in screen.rows for button in row]


def with_staff(folder: Path) -> Core:
    """An installation that books, of which these are the staff."""
    folder.mkdir()
    staff = (EXAMPLE.replace('id = "a"', f'id = "{name}"').replace("900", str(900 + n)) for n, name in enumerate(STAFF))
    return build_core(replace(settings_in(folder), office=with_bookings(folder, RULE, *staff)))


def past(folder: Path, sizes: list[int], rounds: int) -> None:
    """The cost of a look among so many past bookings."""
    cores: dict[int, Core] = {}
    for size in sizes:
        cores[size] = with_staff(folder / str(size))
        fill(cores[size], starts(TEN, DAY), IN_THE_WEEK)
        fill(cores[size], starts(TEN - DAY, -DAY), size, IN_THE_WEEK)
    # In the night between what is past and what is to come.
    clock = SettableClock(datetime.fromtimestamp(TEN - DAY // 2, UTC))
    lookers = {size: Looker(core, clock) for size, core in cores.items()}
    compare("what is taken of a week", {size: partial(seconds_to_ask, core) for size, core in cores.items()}, rounds)
    compare("a screen of times", {size: looker.seconds for size, looker in lookers.items()}, rounds)
    for core in cores.values():
        core.database.close()


def compare(what: str, measures: Mapping[int, Callable[[], float]], rounds: int) -> None:
    """Measure something in turn beside few and many, and print the ratios to the fewest."""
    figures: dict[int, list[float]] = {size: [] for size in measures}
    for number in range(rounds + 1):
        for size, measure in measures.items():
            cost = measure()
            if number:  # the first round warms up
                figures[size].append(cost)
    least = figures[min(figures)]
    for size, costs in figures.items():
        ratios = [cost / first for cost, first in zip(costs, least, strict=True)]
        print(
            f"{size:>8,} past bookings: {what} in {statistics.median(costs) * 1e6:5.0f} us, "
            f"{statistics.median(ratios):.2f} times the fewest (min {min(ratios):.2f}, max {max(ratios):.2f})",
            flush=True,
        )


def race(folder: Path, slots: int) -> float:
    """How long it takes until everybody knows."""
    core_in(folder).database.close()
    program = [sys.executable, "-m", "tests.storage.forks", "race", str(folder)]
    words = [*program, str(PROCESSES), str(PEOPLE), str(slots)]
    said = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)
    if said["became"].count("held") != slots:
        raise SystemExit("not everybody has what they should")
    return float(said["seconds"])


def rivals(folder: Path, rounds: int) -> None:
    """Two hundred people for one slot, and for one each."""
    figures: dict[int, list[float]] = {1: [], PEOPLE: []}
    for number in range(rounds):
        for slots, seconds in figures.items():
            place = folder / f"{number}-{slots}"
            place.mkdir()
            seconds.append(race(place, slots))
    ratios = [one / each for one, each in zip(figures[1], figures[PEOPLE], strict=True)]
    for slots, seconds in figures.items():
        print(f"{PEOPLE} people, {PROCESSES} processes, {slots:>3} slots: {statistics.median(seconds):.2f} s")
    print(f"rivals take {statistics.median(ratios):.2f} times as long (min {min(ratios):.2f}, max {max(ratios):.2f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--past", type=int, nargs="+", default=[100, 100_000])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--folder", default=None)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        past(Path(folder), sorted(args.past), args.rounds)
        rivals(Path(folder), args.rounds)


if __name__ == "__main__":
    main()
