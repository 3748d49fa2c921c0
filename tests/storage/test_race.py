"""Two hundred people want one slot: one has it, the others hear so; and a move is made whole, or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from bot.app import Core
from bot.errors import StorageTrouble
from bot.turns.apply import Batch
from bot.turns.ledger import MOST_REDONE, Call
from bot.turns.records import StoredBooking
from dialogs.booking.booking import State
from dialogs.booking.cells import HOUR
from tests import postgres
from tests.storage.contract.bookings import SATO, TEN, a_booking, cells_at
from tests.storage.forks import DEATHS, HELD, LATER, TAKEN, move, press
from tests.support import core_at, core_in

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, PEOPLE = 4, 200


def forks(*argv: str, module: str = "tests.storage.forks") -> Any:
    """What a process that forks says at its end."""
    program = [sys.executable, "-m", module, *argv]
    done = subprocess.run(program, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True, env=os.environ)
    return json.loads(done.stdout)


def taken(core: Core, hours: int = 24) -> int:
    """How many cells are taken of the hours from the slot on."""
    first, end = cells_at(TEN, hours * 60)
    found = core.ledger.do(Call(lambda batch: batch.tx.taken_cells([SATO], first, end, None)))
    return len(found[SATO])


def bookings(core: Core) -> list[StoredBooking]:
    """The bookings that stand."""
    found: list[StoredBooking] = core.ledger.do(Call(lambda batch: batch.tx.bookings_from(0, 999)))
    return found


def test_of_two_hundred_people_in_four_processes_one_has_the_slot(tmp_path: Path) -> None:
    core = core_in(tmp_path)
    became = forks("race", str(tmp_path), str(PROCESSES), str(PEOPLE), "1")["became"]
    assert (became.count(HELD), became.count(TAKEN)) == (1, PEOPLE - 1)
    assert (len(bookings(core)), taken(core)) == (1, 12)
    core.database.close()


@pytest.mark.parametrize(("kind", "people"), [("sqlite", PEOPLE), ("postgresql", 40)])
def test_one_is_asked_whether_to_take_it_and_each_of_the_others_is_offered_the_nearest_three(
    kind: str, people: int, tmp_path: Path
) -> None:
    """In the chat: every press is a whole turn, and each of the times offered instead is a button."""
    place = str(tmp_path) if kind == "sqlite" else postgres.emptied().database
    read = forks(place, str(PROCESSES), str(people), module="tests.storage.rivals")["read"]
    asked = [offered for lines, offered in read if "booking-confirm" in lines]
    instead = [offered for lines, offered in read if "booking-just-taken" in lines]
    assert asked == [[]]
    assert instead == [[TEN - HOUR, TEN + HOUR, TEN + 2 * HOUR]] * (people - 1)
    core = core_at(place)
    [kept] = bookings(core)
    assert (kept.booking.start, kept.booking.state) == (TEN, State.HELD)
    core.database.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_turns_of_the_same_people_in_two_processes_are_each_taken_once(kind: str, tmp_path: Path) -> None:
    """Also those that come to both; ten thousand of them by `python -m tests.storage.crossed new 10000`."""
    settings = None if kind == "sqlite" else postgres.emptied()
    place, deadlocks = (str(tmp_path), 0) if settings is None else (settings.database, postgres.deadlocks(settings))
    became = forks(place, "200", module="tests.storage.crossed")
    assert became["handled"] == became["updates"] == became["updates kept"]
    assert (became["leads kept"], became["answered alike"], became["place"]) == (*(became["people"],) * 2, "handed_off")
    assert became["repeated"] > 0
    assert settings is None or postgres.deadlocks(settings) == deadlocks


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one by one"])
def test_in_one_process_as_well(core: Core, together: bool) -> None:
    calls = [Call(press(str(chat))) for chat in range(PEOPLE)]
    became = core.ledger.batch(calls) if together else [core.ledger.do(call) for call in calls]
    assert became == [HELD] + [TAKEN] * (PEOPLE - 1)
    assert (len(bookings(core)), taken(core)) == (1, 12)


# --- somebody else was faster -----------------------------------------------------------------------------------------


class Blind:
    """People who do not see what is taken, the first so many times that they look."""

    def __init__(self, times: int) -> None:
        self.left = times

    def press(self, chat: str) -> Call[str]:
        """Somebody presses."""
        return Call(lambda batch: self._press(batch, chat))

    def _press(self, batch: Batch, chat: str) -> str:
        if not self.left:
            return press(chat)(batch)
        self.left -= 1
        with patch.object(batch.tx, "taken_cells", self._nothing):
            return press(chat)(batch)

    @staticmethod
    def _nothing(staff: Collection[str], _first: int, _end: int, _but: int | None) -> dict[str, frozenset[int]]:
        return {name: frozenset() for name in staff}


@pytest.mark.parametrize("times", [1, 5])
def test_whoever_finds_the_time_gone_when_it_is_kept_does_it_again_and_hears_so(core: Core, times: int) -> None:
    """As on a database where two write at the same time."""
    assert core.ledger.do(Call(press("1"))) == HELD
    blind = Blind(times)
    assert core.ledger.batch([Call(press("2")), blind.press("3")]) == [TAKEN, TAKEN]
    assert blind.left == 0
    assert (len(bookings(core)), taken(core)) == (1, 12)


def test_whoever_never_sees_it_is_trouble_and_takes_nothing(core: Core) -> None:
    assert core.ledger.do(Call(press("1"))) == HELD
    with pytest.raises(StorageTrouble):
        core.ledger.do(Blind(MOST_REDONE).press("2"))
    assert (len(bookings(core)), taken(core)) == (1, 12)


def test_whoever_never_sees_it_keeps_nobody_else_from_theirs(core: Core) -> None:
    assert core.ledger.do(Call(press("1"))) == HELD
    blind = Blind(2 * MOST_REDONE)
    before, trouble, after = core.ledger.batch(
        [Call(press("2", LATER)), blind.press("3"), Call(press("4", TEN - HOUR))]
    )
    assert (before, after) == (TAKEN, HELD)
    assert isinstance(trouble, StorageTrouble)
    assert (len(bookings(core)), taken(core, 1)) == (2, 12)


# --- a death in the middle of a move ----------------------------------------------------------------------------------


def test_killed_in_the_middle_of_a_move_the_old_time_stands(tmp_path: Path) -> None:
    """Each time at another place; on a server all deaths are in one database, for none leaves anything there."""
    folders = [tmp_path / str(number) for number in range(len(DEATHS))]
    for folder in folders:
        folder.mkdir()
    places = [*map(str, folders), *[postgres.emptied().database] * len(DEATHS)]
    cores = [core_at(place) for place in dict.fromkeys(places)]
    for core in cores:
        core.ledger.do(Call(lambda batch: batch.tx.keep_booking(StoredBooking("somebody", a_booking()))))
    assert forks("die", *places) == [signal.SIGKILL] * len(places)
    for core in cores:
        [kept] = bookings(core)
        assert (kept.booking.start, kept.version) == (TEN, 1)
        assert (taken(core, 1), taken(core)) == (12, 12)
        core.ledger.do(Call(move))
        assert (taken(core, 1), taken(core)) == (6, 12), "and it can be moved still"
        core.database.close()
