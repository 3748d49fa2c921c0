"""The chaos run, in short; what is planned follows from the seed, and what is wrong is found.

By night: `python -m tests.e2e.chaos --turns 10000 --faults 1000 --seed 1`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.chaos.plan import Fault, plan
from tests.e2e.chaos.run import suffer
from tests.e2e.chaos.town import Event
from tests.e2e.chaos.truth import Queued, out_of_order, why_twice
from tests.e2e.chaos.watched import Made, Mischief


def _made(post: str, at: float = 0.0, *, member: str = "a", was_heard: bool = True) -> Made:
    return Made(at, member, "screen", (post,), "sendMessage", "7", f"words of {post}", was_heard)


def test_which_faults_come_when_follows_from_the_seed() -> None:
    def planned(seed: int, *, on_file: bool = False, forum: bool = True) -> list[object]:
        return [*plan(seed, 1_000, 100, on_file=on_file, forum=forum)]

    assert planned(1) == planned(1)
    assert planned(1) != planned(2)
    kinds = {one.fault for one in plan(1, 1_000, 100, on_file=False, forum=True)}
    assert kinds == {*Mischief, *Fault} - {Fault.MIGRATED}, "each comes at least once"
    assert Fault.MIGRATED in {one.fault for one in plan(1, 1_000, 100, on_file=False, forum=False)}
    on_file = {one.fault for one in plan(1, 1_000, 100, on_file=True, forum=True)}
    assert not on_file & {Fault.UNHEARD, Fault.NEVER_CAME, Fault.DATABASE_RESTART}


def test_what_was_queued_first_and_sent_last_is_found() -> None:
    queued = {name: Queued(number, "lane", "screen", None, "p") for number, name in enumerate("abc")}
    made = [_made(name) for name in "abc"]
    assert list(out_of_order(made, queued)) == []
    assert list(out_of_order([*made, _made("a")], queued)) == [], "the same once more is a double, no disorder"
    assert len(list(out_of_order([made[1], made[0], made[2]], queued))) == 1


@pytest.mark.parametrize(
    ("event", "is_explained"),
    [
        (None, False),
        (Event(1.0, "killed", "a"), True),
        (Event(-1.0, "killed", "a"), True),
        (Event(9.0, "killed", "a"), False),
        (Event(1.0, "killed", "b"), False),
        (Event(1.0, Fault.NEVER_CAME), True),
        (Event(30.0, Fault.DATABASE_RESTART), False),
    ],
)
def test_a_double_is_explained_by_what_befell_its_process_in_time(event: Event | None, is_explained: bool) -> None:
    why = why_twice(_made("x"), _made("x", at=20.0), [event] if event is not None else [])
    assert (why is not None) is is_explained
    assert why_twice(_made("x", was_heard=False), _made("x", at=20.0), []) is not None


@pytest.mark.night
async def test_nothing_is_lost_or_doubled_amid_faults(tmp_path: Path) -> None:
    toll = await suffer(tmp_path, 60, 16, 2, roles=("all", "all"), at_once=6)
    assert toll.verdict.wrong == [], str(toll)
    assert toll.verdict.leads == toll.people
