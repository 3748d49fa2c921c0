"""Half-days that others took meanwhile: the world is asked, and answers in the same turn."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dialogs.kinds import DONE
from dialogs.messages import Text
from dialogs.office import MOST_HALF_DAYS, HalfDay
from dialogs.ports import NothingFull
from dialogs.situation import half_day_text
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk, keys_in, real_words


class Taken(NothingFull):
    """A world in which some half-days can take no more wishes."""

    def __init__(self) -> None:
        self.others: set[str] = set()

    def full(self, half_days: Sequence[HalfDay]) -> frozenset[HalfDay]:
        return frozenset(half for half in half_days if half.id in self.others)


@pytest.fixture
def world() -> Taken:
    return Taken()


@pytest.fixture
def walk(world: Taken) -> Walk:
    """Somebody who is asked for half-days."""
    walk = Walk()
    walk.world = world
    walk.answers(ENGINEER, until="result").presses("ok").answers(TO_THE_CARD, {"note": "Help"}, until="leave")
    return walk.presses("yes").presses("a:online").asks("half_days")


def offered(walk: Walk) -> list[str]:
    return [action.partition(":")[2] for action in walk.offered if action.partition(":")[0] in ("on", "off")]


def said(walk: Walk, key: str) -> list[Text]:
    return [line for screen in walk.last.screens for line in screen.lines if line.key == key]


def named(half_day: str) -> dict[str, Text]:
    half = HalfDay.parse(half_day)
    assert half is not None
    return {"half_day": half_day_text(half)}


def test_a_full_half_day_is_not_offered_and_later_ones_are(walk: Walk, world: Taken) -> None:
    before = offered(walk)
    assert len(before) == MOST_HALF_DAYS
    world.others = {before[0], before[3]}
    after = offered(walk.commands("start"))
    assert len(after) == MOST_HALF_DAYS
    assert [half for half in before if half in after] == [half for half in before if half not in world.others]


def test_a_half_day_taken_while_it_was_looked_at_is_said_to_be(walk: Walk, world: Taken) -> None:
    first, second = offered(walk)[:2]
    world.others = {first}
    walk.presses(f"on:{first}").asks("half_days")
    assert said(walk, "half-day-taken") == [Text("half-day-taken", named(first))]
    assert walk.conversation.place.draft == []
    assert first not in offered(walk)
    walk.presses(f"on:{second}", DONE).leads_to("handed_off")
    assert walk.value("half_days") == [second]


def test_a_half_day_taken_after_it_was_ticked_is_not_sent(walk: Walk, world: Taken) -> None:
    first, second = offered(walk)[:2]
    walk.presses(f"on:{first}", f"on:{second}")
    world.others = {first}
    filed = len(walk.leads)
    walk.presses(DONE).asks("half_days")
    assert said(walk, "half-day-taken") == [Text("half-day-taken", named(first))]
    assert walk.conversation.place.draft == [second]
    assert len(walk.leads) == filed, "nothing was sent that cannot be"
    walk.presses(DONE).leads_to("handed_off")
    assert walk.leads[-1].half_days == (second,)


@pytest.mark.parametrize("act", ["on", "off"])
def test_another_tick_says_so_as_well_and_counts(walk: Walk, world: Taken, act: str) -> None:
    first, second, third = offered(walk)[:3]
    walk.presses(f"on:{first}", f"on:{second}")
    world.others = {first}
    walk.presses(f"on:{third}" if act == "on" else f"off:{second}")
    assert len(said(walk, "half-day-taken")) == 1
    assert walk.conversation.place.draft == ([second, third] if act == "on" else [])


def test_one_s_own_tick_that_is_gone_is_said_once(walk: Walk, world: Taken) -> None:
    first = offered(walk)[0]
    walk.presses(f"on:{first}")
    world.others = {first}
    walk.presses(f"off:{first}")
    assert len(said(walk, "half-day-taken")) == 1
    walk.commands("start")
    assert said(walk, "half-day-taken") == []


def test_a_half_day_that_is_over_by_now_is_said_to_be(walk: Walk) -> None:
    first, second = offered(walk)[:2]
    walk.presses(f"on:{first}", f"on:{second}").later(days=20)
    walk.presses(DONE).asks("half_days")
    assert said(walk, "half-day-over") == [Text("half-day-over", named(half)) for half in (first, second)]
    assert walk.conversation.place.draft == []
    walk.presses_data(walk.data(f"on:{first}"))
    assert said(walk, "half-day-over") == [Text("half-day-over", named(first))]
    assert "old-button" not in walk.keys


def test_what_was_never_a_half_day_is_an_old_button(walk: Walk) -> None:
    for value in ("bachelor", "20261399am", ""):
        walk.presses_data(walk.data(f"on:{value}"))
        assert "old-button" in walk.keys
        assert not {"half-day-over", "half-day-taken"} & set(walk.keys)


def test_when_all_are_full_none_of_them_still_goes_on(walk: Walk) -> None:
    class Nothing(NothingFull):
        def full(self, half_days: Sequence[HalfDay]) -> frozenset[HalfDay]:
            return frozenset(half_days)

    walk.world = Nothing()
    walk.commands("start")
    assert offered(walk) == []
    walk.presses(DONE).leads_to("handed_off")


def test_the_words(walk: Walk, world: Taken) -> None:
    first = offered(walk)[0]
    world.others = {first}
    walk.presses(f"on:{first}")
    [line] = said(walk, "half-day-taken")
    assert "half-day" in set(keys_in(line))
    assert real_words().plain("en", line) == (
        "Wed 25 Nov, morning: somebody has just taken it. Please choose another time."
    )
    assert real_words().plain("ja", line) == (
        "11月25日（水）午前は、たった今ほかの方で埋まりました。別の時間帯をお選びください。"
    )


def sent(walk: Walk) -> tuple[str, ...]:
    """The half-days of the newest lead."""
    return walk.leads[-1].half_days


def sent_again(walk: Walk) -> Walk:
    """The same person sends their card once more, since an answer changed."""
    walk.commands("recheck").presses("changed:japanese", "a:n2").answers(ENGINEER, until="result")
    return walk.presses("ok").leads_to("leave")


def test_what_somebody_else_has_by_now_is_not_wished_for_again(walk: Walk, world: Taken) -> None:
    first, second = offered(walk)[:2]
    walk.presses(f"on:{first}", DONE).leads_to("handed_off")
    world.others = {first}  # the office closed the lead, and the place was given to another
    sent_again(walk)
    assert said(walk, "half-day-taken") == [Text("half-day-taken", named(first))]
    walk.presses("yes").asks("half_days")
    assert sent(walk) == ()
    walk.presses(f"on:{second}", DONE).leads_to("handed_off")
    assert sent(walk) == (second,)


def test_what_is_taken_while_the_card_is_looked_at_is_not_sent(walk: Walk, world: Taken) -> None:
    first, second = offered(walk)[:2]
    walk.presses(f"on:{first}", f"on:{second}", DONE).leads_to("handed_off")
    sent_again(walk)
    world.others = {first}
    walk.presses("yes").leads_to("handed_off")
    assert said(walk, "half-day-taken") == [Text("half-day-taken", named(first))]
    assert sent(walk) == (second,)


def test_a_half_day_of_long_ago_is_not_sent_again(walk: Walk) -> None:
    first = offered(walk)[0]
    walk.presses(f"on:{first}", DONE).leads_to("handed_off").later(days=20)
    sent_again(walk)
    assert said(walk, "half-day-over") == [Text("half-day-over", named(first))]
    walk.presses("yes").asks("half_days")
    assert sent(walk) == ()


def test_a_half_day_that_is_near_is_sent_again_though_it_is_offered_no_more(walk: Walk) -> None:
    first = offered(walk)[0]
    walk.presses(f"on:{first}", DONE).leads_to("handed_off").later(days=1)
    sent_again(walk).presses("yes").leads_to("handed_off")
    assert sent(walk) == (first,)


# --- days as people name them -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said", "ticked"),
    [
        # It is Tuesday, 24 November.
        ("en", "Tuesday morning", ["20261201am"]),
        ("en", "Wed", ["20261125am", "20261125pm"]),
        ("en", "Wednesday next week", ["20261202am", "20261202pm"]),
        ("en", "2 December morning, Fri afternoon", ["20261202am", "20261127pm"]),
        ("en", "December 1 afternoon", ["20261201pm"]),
        ("ja", "来週の火曜", ["20261201am", "20261201pm"]),
        ("ja", "水曜の午前", ["20261125am"]),
        ("ja", "来週の水曜日の午後", ["20261202pm"]),
        ("ja", "12月2日午後、金曜午前", ["20261202pm", "20261127am"]),
        ("en", "Sunday", []),
        ("en", "Wed or whenever, I do not mind", []),
    ],
)
def test_half_days_are_typed_as_people_name_them(language: str, said: str, ticked: list[str]) -> None:
    walk = Walk(language).answers(ENGINEER, TO_THE_CARD, language=f"a:{language}", until="leave").presses("yes")
    walk.answers({"consultation": "a:online"}, until="half_days").says(said).asks("half_days")
    assert walk.conversation.place.draft == ticked
