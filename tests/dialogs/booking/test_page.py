"""The page on which a time is chosen: what it offers, how it narrows, whose clock it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.booking.choice import MOVING, Choice
from dialogs.dialogue import Dialogue
from dialogs.effects import ChangeBookings, FileLead, GiveFeed
from dialogs.ports import NothingFull
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Surroundings
from tests.dialogs.booking.offices import RULE, a_booking, member, week
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk, real_dialogue, real_words

MOST_BUTTONS = 12


@cache
def dialogue(*ways: str) -> Dialogue:
    """The interview at an office that books these ways."""
    around = real_dialogue().around
    rule = replace(RULE, minutes=dict.fromkeys(ways, 60))
    office = replace(around.office, booking=rule, staff=(member("a"), member("b")))
    return Dialogue(HSP, Surroundings(office, around.holiday, around.languages), real_words())


def chooses(*ways: str, language: str = "en", **answers: str) -> Walk:
    """Somebody who has sent the card and sees the page."""
    walk = Walk(language, dialogue=dialogue(*(ways or ("online",))))
    walk.answers({**ENGINEER, "language": f"a:{language}", **answers}, until="result").presses("ok")
    return walk.answers(TO_THE_CARD, answers, until="leave").presses("yes")


def starts(walk: Walk) -> list[int]:
    """The times on the screen."""
    return [int(action[2:]) for action in walk.offered if action.startswith("s:")]


def by_day(walk: Walk) -> list[str]:
    """The days on the screen."""
    return [action[len("day:") :] for action in walk.offered if action.startswith("day:")]


def later(walk: Walk) -> str:
    """The button that leads to later times."""
    return next(action for action in walk.offered if action.startswith("later:"))


def test_the_page_comes_after_the_card_and_closes_onto_the_last_page() -> None:
    walk = chooses().leads_to("booking over handed_off").explains("booking-after-hand-off")
    assert len(starts(walk)) == 3
    walk.presses("close").leads_to("handed_off")
    walk.presses("book").leads_to("booking over handed_off")
    # What the office has is not offered to be sent to it again; what has changed is.
    walk.commands("result")
    assert walk.offered["ok"].label.key == "button-with-office"
    walk.restarts().presses("ok").leads_to("handed_off")
    assert not any(isinstance(effect, FileLead) for effect in walk.last.effects)
    walk.commands("recheck").presses("changed:salary_yen").says("9,000,000").answers({}, until="result")
    assert walk.offered["ok"].label.key == "button-update-office"
    walk.presses("ok").leads_to("leave")


def test_an_office_without_bookings_asks_for_half_days_as_before() -> None:
    walk = Walk().answers(ENGINEER, until="result").presses("ok").answers(TO_THE_CARD, until="leave").presses("yes")
    walk.asks("consultation").presses("a:online").asks("half_days")


def test_before_the_card_the_way_to_a_time_leads_through_it() -> None:
    walk = Walk(dialogue=dialogue("online")).answers(ENGINEER, until="result").commands("book")
    walk.answers(TO_THE_CARD, until="leave").presses("yes").leads_to("booking over handed_off")


@pytest.mark.parametrize("ways", [("online",), ("online", "office", "visit")])
def test_there_are_never_more_than_twelve_buttons_whatever_is_pressed(ways: tuple[str, ...]) -> None:
    walk = chooses(*ways)
    for action in (
        "way:online",
        "later",
        "later",
        "days",
        "day",
        "parts",
        "part",
        "days",
        "all",
        "s",
        "another",
        "ways",
    ):
        found = [offered for offered in walk.offered if offered.partition(":")[0] == action.partition(":")[0]]
        if action in walk.offered or found:
            walk.presses(action if action in walk.offered else found[-1])
        assert 0 < len(walk.offered) <= MOST_BUTTONS


def test_earlier_leads_back_to_what_was_there() -> None:
    walk = chooses()
    first = starts(walk)
    second = starts(walk.presses(later(walk)))
    assert min(second) > max(first)
    assert starts(walk.presses("earlier")) == first


@pytest.mark.parametrize(
    ("language", "typed", "weekday", "hours"),
    [("en", "Tuesday after 3pm", 1, range(15, 24)), ("ja", "来週の火曜午後", 1, range(12, 24))],
)
def test_a_typed_wish_narrows(language: str, typed: str, weekday: int, hours: range) -> None:
    walk = chooses(language=language).says(typed).explains("booking-narrowed")
    found = [datetime.fromtimestamp(start, ZoneInfo("Asia/Tokyo")) for start in starts(walk)]
    assert found
    assert all(start.weekday() == weekday and start.hour in hours for start in found)


@pytest.mark.parametrize(
    ("language", "typed", "place"),
    [
        ("en", "the second one", 1),
        ("en", "2", 1),
        ("en", "First one!", 0),
        ("en", "the last one", 2),
        ("ja", "２番目", 1),
        ("ja", "一番上でお願いします", 0),
    ],
)
def test_a_time_is_taken_by_its_place_on_the_screen(language: str, typed: str, place: int) -> None:
    walk = chooses(language=language)
    wanted = starts(walk)[place]
    walk.says(typed).explains("booking-confirm")
    [effect] = [effect for effect in walk.last.effects if isinstance(effect, ChangeBookings)]
    assert [booking.start for booking in effect.bookings] == [wanted]


@pytest.mark.parametrize(("language", "typed"), [("ja", "日で選ぶ"), ("en", "pick a day")])
def test_a_way_to_look_is_called_by_other_words_and_is_no_wish(language: str, typed: str) -> None:
    """「日で」 is no Sunday."""
    assert "booking-which-day" in chooses(language=language).says(typed).keys


def test_a_place_that_no_time_has_holds_nothing() -> None:
    walk = chooses().says("tomorrow 3pm").presses("days").says("the second one")
    assert not [effect for effect in walk.last.effects if isinstance(effect, ChangeBookings)]
    assert "passed-on" in walk.keys


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "ASAP"), ("en", "any time is fine"), ("en", "right now"), ("ja", "なるべく早く"), ("ja", "今すぐ")],
)
def test_whoever_has_no_wish_is_shown_the_soonest_times(language: str, typed: str) -> None:
    walk = chooses(language=language)
    soonest = starts(walk)
    assert starts(walk.presses(later(walk)).says(typed)) == soonest


def test_what_is_no_time_goes_to_the_office() -> None:
    walk = chooses().says("My passport is with my employer")
    assert "passed-on" in walk.keys


def test_the_zone_is_asked_of_who_is_abroad_and_of_nobody_else() -> None:
    chooses().explains("booking-choose")
    walk = chooses(residence="a:abroad").explains("booking-zone")
    walk.says("Gotham").explains("booking-zone-unknown").says("New York").explains("booking-choose")
    assert "slot-short-both" in {button.label.key for button in walk.offered.values()}
    walk = chooses(residence="a:abroad", lives_in="London").explains("booking-choose")
    assert "slot-short-both" in {button.label.key for button in walk.offered.values()}


def test_the_cost_and_the_area_of_a_visit_come_first() -> None:
    walk = chooses("online", "visit").explains("booking-way", "way-line")
    walk.presses("way:visit").explains("booking-choose")
    assert "daily allowance" in walk.text


def test_a_press_holds_and_shows_it_once_to_confirm_with_the_limits() -> None:
    walk = chooses()
    start = starts(walk)[1]
    walk.presses(f"s:{start}").explains("booking-confirm", "booking-limit")
    [effect] = [effect for effect in walk.last.effects if isinstance(effect, ChangeBookings)]
    [held] = effect.bookings
    assert (held.state, held.start, held.number) == (State.HELD, start, 0)


def test_a_forged_button_holds_nothing() -> None:
    walk = chooses()
    for action in ("s:1", "s:9999999999", f"s:{10**40}", "s:x", "take:5", "cancel", "k"):
        walk.presses_data(walk.data(action))
        assert not [effect for effect in walk.last.effects if isinstance(effect, ChangeBookings)]
    for data in ("k/1.0.take:5", "k/1.0.s:x", f"k/1.0.s:{10**40}", f"k/{10**20}.0.yes"):
        walk.presses_data(data).explains("booking-changed-since")


class Booked(NothingFull):
    """A world in which somebody has booked."""

    def __init__(self, theirs: tuple[Booking, ...]) -> None:
        self.theirs = theirs

    def bookings(self) -> tuple[Booking, ...]:
        """Return theirs."""
        return self.theirs


def test_a_talk_of_a_way_that_is_offered_no_more_is_still_told_of() -> None:
    """The profile changed while somebody looks for another time for it."""
    walk = chooses("office", "visit")
    of_before = a_booking(1_780_000_000, minutes=45)
    walk.conversation.place.slots[MOVING] = "1"
    walk.world = Booked((of_before,))
    choice = Choice(walk.situation)
    assert choice.moving == of_before
    assert ("booking-choose", 45) in [(line.key, line.args.get("count")) for line in choice.lines()]


@pytest.mark.parametrize(
    ("typed", "shown", "later_from"),
    [
        ("Friday 3pm", ["15:00", "14:30", "15:30"], "15:30"),
        ("金曜の15時", ["15:00", "14:30", "15:30"], "15:30"),
        ("Friday 15:30", ["15:30", "15:00", "16:00"], "16:00"),
        ("Friday after 3pm", ["15:00", "15:30", "16:00"], "16:00"),
        # Nothing begins then: what is around it comes as it comes.
        ("Friday 15:10", ["15:00", "15:30", "16:00"], "16:00"),
    ],
)
def test_the_very_time_that_was_said_comes_first(typed: str, shown: list[str], later_from: str) -> None:
    walk = chooses(language="ja" if typed[0] == "金" else "en").says(typed)
    zone = ZoneInfo("Asia/Tokyo")
    assert [f"{datetime.fromtimestamp(start, zone):%H:%M}" for start in starts(walk)] == shown
    turned = [int(action.partition(":")[2]) for action in walk.offered if action.startswith("later:")]
    assert [f"{datetime.fromtimestamp(moment, zone):%H:%M}" for moment in turned] in ([later_from], [])


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("at 10", ["25 10:00", "26 10:00", "27 10:00"]),
        ("10", ["25 10:00", "26 10:00", "27 10:00"]),
        ("next week at 10", ["30 10:00", "01 10:00", "02 10:00"]),
        ("Monday or Tuesday at 10am", ["30 10:00", "01 10:00", "30 09:30"]),
        ("Friday at 3", ["27 15:00", "27 14:30", "27 15:30"]),
    ],
)
def test_an_hour_without_a_day_is_shown_on_several_days_and_one_of_a_day_with_what_is_around_it(
    typed: str, shown: list[str]
) -> None:
    walk, zone = chooses().says(typed), ZoneInfo("Asia/Tokyo")
    assert [f"{datetime.fromtimestamp(start, zone):%d %H:%M}" for start in starts(walk)] == shown


def test_later_ones_of_an_hour_without_a_day_are_at_that_hour_too() -> None:
    walk = chooses().says("at 10")
    walk.presses(later(walk))
    zone = ZoneInfo("Asia/Tokyo")
    assert [f"{datetime.fromtimestamp(start, zone):%a %H:%M}" for start in starts(walk)] == [
        "Mon 10:00",
        "Tue 10:00",
        "Wed 10:00",
    ]


@pytest.mark.parametrize(
    ("language", "typed", "way"),
    [
        ("en", "the second one", "office"),
        ("en", "1", "online"),
        ("en", "the last one", "visit"),
        ("ja", "2番", "office"),
    ],
)
def test_a_way_is_taken_by_its_place_on_the_screen(language: str, typed: str, way: str) -> None:
    walk = chooses("online", "office", "visit", language=language).says(typed)
    assert walk.conversation.place.slots["way"] == way
    assert starts(walk)


def test_by_day_there_are_those_days_alone_on_which_the_part_that_was_chosen_has_a_time() -> None:
    walk = chooses()
    around, mornings = walk.dialogue.around, week("09:00-11:00")
    hours = (*mornings[:3], *week("14:00-16:00")[3:])
    office = replace(around.office, staff=(member("a", hours=hours),))
    walk.dialogue = Dialogue(HSP, replace(around, office=office), real_words())
    walk.presses("close", "book", "parts", "part:afternoon", "days")
    assert {date.fromisoformat(day).weekday() for day in by_day(walk)} == {3, 4, 5, 6}
    walk.presses(f"day:{by_day(walk)[-1]}")
    assert starts(walk)


def test_a_place_that_no_way_has_is_for_the_office() -> None:
    chooses("online", "office").says("3").explains("passed-on")


def with_talk(links: str | None) -> Walk:
    """Somebody who looks at what they have booked, at an office that hands out addresses that begin so."""
    walk = chooses()
    walk.dialogue = Dialogue(HSP, replace(walk.dialogue.around, links=links), real_words())
    walk.world = Booked((a_booking(int(walk.now.timestamp()) + 90_000, number=1),))
    return walk.commands("book")


def test_the_address_of_a_calendar_is_offered_where_there_is_one() -> None:
    walk = with_talk("https://bot.example.com")
    walk.presses("feed")
    assert walk.last.effects == [GiveFeed()]
    assert walk.last.screens == [], "what stands stays as it is, and so do its buttons"
    walk.presses_data("f/ab12cd34.0.anew")
    assert walk.last.effects == [GiveFeed("ab12cd34")]
    assert (walk.last.stray, walk.last.screens) == (True, []), "the button is done with"
    walk.presses("sure").explains("booking-cancel-really")


def test_where_no_address_is_handed_out_none_is_offered_nor_replaced() -> None:
    walk = with_talk(None)
    assert "feed" not in walk.offered
    walk.presses_data("f/ab12cd34.0.anew").explains("old-button")
    assert GiveFeed("ab12cd34") not in walk.effects


def test_at_an_office_that_books_no_more_an_open_page_says_so_and_closes() -> None:
    """The section of the profile is gone while somebody chooses."""
    walk = chooses()
    start = walk.data(f"s:{starts(walk)[0]}")
    walk.dialogue = real_dialogue()
    assert [line.key for line in walk.page] == ["booking-not-here"]
    walk.presses_data(start).explains("booking-not-here")
    assert [*walk.offered] == ["close"]
    walk.presses("close").leads_to("handed_off")
