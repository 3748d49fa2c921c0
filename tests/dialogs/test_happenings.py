"""What is counted of a conversation: who came, where they were asked something, and where they stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from dialogs.happenings import ASKED, BEGUN, CONSENTED, QUALIFIED, SAW_RESULT, WENT_ON, Happening
from dialogs.messages import Act
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, Walk


class Counted(Walk):
    """A walk of which everything that happened is kept."""

    def __init__(self) -> None:
        self.happened: Counter[Happening] = Counter()
        super().__init__()

    def does(self, act: Act) -> Self:
        super().does(act)
        self.happened.update(self.last.happened)
        return self

    def names(self) -> Counter[str]:
        """How often each thing happened, wherever."""
        return sum((Counter({one.name: n}) for one, n in self.happened.items()), Counter())

    def stopped_at(self) -> dict[str, bool]:
        """Where more were asked than went on, and whether they could qualify."""
        found: Counter[tuple[str, bool]] = Counter()
        for one, n in self.happened.items():
            if one.name in (ASKED, WENT_ON):
                found[one.at, one.could] += n if one.name == ASKED else -n
        assert all(n in (0, 1) for n in found.values()), found
        return {at: could for (at, could), n in found.items() if n}


def each(names: Iterable[str]) -> list[str]:
    return [name for name in names if name not in (ASKED, WENT_ON)]


def test_whoever_comes_through_stopped_nowhere_and_is_counted_once() -> None:
    walk = Counted()
    walk.to_the_hand_off(ENGINEER)
    found = walk.names()
    assert {name: found[name] for name in each(found)} == {BEGUN: 1, CONSENTED: 1, SAW_RESULT: 1, QUALIFIED: 1}
    assert walk.stopped_at() == {}
    assert found[ASKED] == found[WENT_ON] > 12
    before = walk.happened.total()
    walk.commands("result").commands("help").says("hello")
    assert walk.happened.total() == before, "what comes after is no step on the way"


def test_who_stops_is_counted_where_they_stopped_and_by_what_they_could_still_reach() -> None:
    able = Counted()
    able.answers(ENGINEER, until="salary_yen")
    assert able.stopped_at() == {"salary_yen": True}
    poor = Counted()
    poor.answers(ENGINEER, until="salary_yen").says("2,000,000")
    assert poor.stopped_at() == {poor.where: False}, "below the least salary nothing helps"


def test_going_back_and_asking_again_is_no_stop_of_its_own() -> None:
    walk = Counted()
    walk.answers(ENGINEER, until="degrees")
    at = walk.where
    walk.presses("back")
    assert walk.where != at
    assert walk.stopped_at() == {at: True}, "who goes back stands where they were asked"
    walk.answers(ENGINEER, until="experience_years")
    assert list(walk.stopped_at()) == ["experience_years"]
    walk.says("???").says("what is this?").commands("help").commands("start")
    assert list(walk.stopped_at()) == ["experience_years"]


def test_a_stop_belongs_to_the_month_and_language_in_which_it_was_asked() -> None:
    walk = Counted()
    walk.answers(TO_THE_POINTS, until="goal")
    walk.now += timedelta(days=40)
    walk.presses("a:hsp")
    [asked] = [one for one in walk.happened if (one.name, one.at) == (ASKED, "goal")]
    [went] = [one for one in walk.happened if (one.name, one.at) == (WENT_ON, "goal")]
    assert went == asked._replace(name=WENT_ON)
    assert asked.month == "2026-11"


def test_who_refuses_stopped_at_the_question_and_nothing_is_kept() -> None:
    walk = Counted()
    walk.answers({"language": "a:en", "consent": "a:refuse"})
    assert list(walk.stopped_at()) == ["consent"]
    assert walk.conversation.counted == []
    assert walk.conversation.refused


def test_a_person_asked_for_is_no_stop_of_the_question_before() -> None:
    walk = Counted()
    walk.answers(ENGINEER, until="degrees")
    walk.commands("human")
    assert list(walk.stopped_at()) == [walk.where]
