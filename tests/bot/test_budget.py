"""A person's budget at the door: what is read, what is said once, what is dropped, and that nobody is locked out."""

from __future__ import annotations

import pytest

from bot.receiving.budget import Admission, Allowance, Budget

READ, SAY_SO, DROP = Admission.READ, Admission.SAY_SO, Admission.DROP


class Bench:
    """A budget on a clock of its own."""

    def __init__(self) -> None:
        self.time = 1_000.0
        self.budget = Budget(lambda: self.time, Allowance(10, 1.0, 5, 2, 0.1))

    def acts(self, times: int, person: str = "7", *, erasing: bool = False) -> list[Admission]:
        return [self.budget.judge(person, erasing=erasing) for _ in range(times)]


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_first_read_then_said_once_then_quiet(bench: Bench) -> None:
    assert bench.acts(10) == [READ] * 10
    assert bench.acts(100) == [SAY_SO] + [DROP] * 99
    assert bench.acts(1, person="8") == [READ], "nobody else notices"


def test_a_steady_pace_is_read_for_ever(bench: Bench) -> None:
    for _ in range(1_000):
        bench.time += 1
        assert bench.acts(1) == [READ]


def test_who_went_over_it_is_read_again_after_a_while_and_told_again_if_they_go_on(bench: Bench) -> None:
    bench.acts(11)
    bench.time += 4.9
    assert bench.acts(1) == [DROP], "one act getting through between dropped ones would be a riddle"
    bench.time += 0.2
    assert bench.acts(7) == [READ] * 5 + [SAY_SO, DROP]


def test_the_default_gives_a_minute_at_once_and_reopens_within_the_minute_it_speaks_of() -> None:
    allowance = Allowance()
    assert allowance.at_once / allowance.a_second == 60
    assert allowance.reopens / allowance.a_second <= 60


def test_nobody_is_locked_out_of_erasure(bench: Bench) -> None:
    bench.acts(50)
    assert bench.acts(2, erasing=True) == [READ, READ]
    assert bench.acts(2, erasing=True) == [DROP, DROP], "a flood of it is a flood"
    assert bench.acts(1) == [DROP]
    bench.time += 2
    assert bench.acts(1) == [DROP]
    bench.time += 8
    bench.acts(30)
    assert bench.acts(2, erasing=True) == [READ, DROP]


def test_asking_for_erasure_first_takes_what_everybody_has(bench: Bench) -> None:
    assert bench.acts(10, erasing=True) == [READ] * 10
    assert bench.acts(3, erasing=True) == [READ, READ, SAY_SO]


def test_what_could_not_be_kept_is_given_back(bench: Bench) -> None:
    for _ in range(100):
        assert bench.acts(1) == [READ]
        bench.budget.undo("7", READ)
    bench.acts(10)
    assert bench.acts(1) == [SAY_SO]
    bench.budget.undo("7", SAY_SO)
    assert bench.acts(2) == [SAY_SO, DROP]
    bench.budget.undo("7", DROP)
    assert bench.acts(1) == [DROP]
    bench.budget.undo("8", READ)
    assert bench.acts(1, person="8") == [READ]


def test_nothing_is_kept_of_who_is_idle(bench: Bench) -> None:
    bench.acts(30, person="1")
    for person in range(2, 1_002):
        bench.acts(1, person=str(person))
    assert len(bench.budget) == 1_001
    bench.time += 30
    for _ in range(600):
        bench.acts(1, person="5000")
    assert len(bench.budget) == 1


def test_a_clock_that_stands_or_goes_back_takes_nothing_away(bench: Bench) -> None:
    bench.acts(5)
    bench.time -= 100
    assert bench.acts(6) == [READ] * 5 + [SAY_SO]
