"""What holds at every place: commands, presses that are stale or forged, blocking, an update of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dialogs.commands import COMMANDS
from dialogs.effects import Erase, Export, Reach
from dialogs.kinds import DONE
from dialogs.messages import Text
from dialogs.pages.page import BACK, HELP, UNKNOWN
from dialogs.place import HANDED_OFF
from dialogs.questionnaires.hsp import HSP
from dialogs.results import MOST_NAMED
from tests.dialogs.reached import MANAGER, RESEARCHER, reached
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, TO_THE_POINTS, Walk, keys_in

# --- everywhere -----------------------------------------------------------------------------------------------------

PLACES = ["goal", "salary_yen", "degrees", "japanese", "thorough", "review", "result", "name", "leave", HANDED_OFF]


@pytest.mark.parametrize("where", PLACES)
def test_the_language_can_be_switched_anywhere_and_nothing_moves(where: str) -> None:
    walk = reached(where)
    state, answers = walk.where, dict(walk.conversation.answers)
    walk.commands("language")
    assert walk.where == f"language over {state}"
    walk.presses("a:ja").leads_to(state)
    assert walk.conversation.language == "ja"
    assert {k: v for k, v in walk.conversation.answers.items() if k != "language"} == {
        k: v for k, v in answers.items() if k != "language"
    }


def test_switching_the_language_keeps_ticks_and_failures_cost_nothing() -> None:
    walk = reached("degrees").presses("on:master").commands("language").presses("a:ja").asks("degrees")
    assert walk.conversation.place.draft == ["master"]
    assert walk.presses(DONE).value("degrees") == ["master"]


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_answered_everywhere(where: str, name: str) -> None:
    walk = reached(where)
    filed = len(walk.leads)
    walk.commands(name)
    assert walk.last.screens or isinstance(walk.effects[-1], Export)
    assert len(walk.leads) == filed
    if name == "forget":
        walk.presses("keep")
        assert walk.where == reached(where).where
    elif name in ("help", "privacy", "start", "mydata"):
        assert walk.where == reached(where).where


@pytest.mark.parametrize("overlay", ["language", "forget", "recheck", "readback"])
def test_cancel_and_start_leave_whatever_lies_over_the_question(overlay: str) -> None:
    # What a person said and has not confirmed yet only /cancel drops.
    for leave in ("cancel",) if overlay == "readback" else ("cancel", "start"):
        walk = reached("salary_yen" if overlay == "readback" else "result")
        state = walk.where
        if overlay == "readback":
            walk.says("650")
        else:
            walk.commands(overlay)
        assert walk.where != state
        walk.commands(leave).leads_to(state)


def test_erasing_needs_a_second_word() -> None:
    walk = reached("result").commands("forget").says("erase")
    assert walk.effects[-1] == Erase()
    assert walk.last.screens == []


@pytest.mark.parametrize("where", PLACES)
def test_what_cannot_be_read_is_answered_and_nothing_moves(where: str) -> None:
    walk = reached(where)
    state, answers = walk.where, dict(walk.conversation.answers)
    walk.edits().leads_to(state).explains("edited")
    walk.sends_media("voice").leads_to(state).explains("only-text")
    walk.commands("settings").leads_to(state).explains("unknown-command", "help")
    assert walk.conversation.answers == answers


@pytest.mark.parametrize("where", PLACES)
def test_a_stale_press_changes_nothing_and_shows_where_one_is(where: str) -> None:
    old: list[str] = []
    for place in PLACES:
        walk = reached(place)
        old += [walk.data(action) for action in walk.offered]
        if place == where:
            break
    state, answers = walk.where, dict(walk.conversation.answers)
    for data in old[: -len(walk.offered)]:
        walk.presses_data(data).leads_to(state)
        assert walk.last.screens == [] or walk.last.in_place or (walk.last.stray and "old-button" in walk.keys)
        assert walk.conversation.answers == answers


@pytest.mark.parametrize(
    "data", ["", "a:yes", "1.2", "x.y.ok", "0.0.ok", "-1.5.ok", "9" * 30 + ".1.ok", "1.²", "1.2.", "1..ok"]
)
def test_a_forged_press_changes_nothing(data: str) -> None:
    walk = reached("review").presses_data(data).leads_to("review")
    assert walk.last.screens == [] or "old-button" in walk.keys


def test_a_button_that_is_not_on_the_screen_cannot_be_pressed() -> None:
    walk = reached("japanese")
    for action in ("a:n9", "yes", "ok", "done", "forget", "is:0", "change:goal", "changed:nothing", "view:papers"):
        walk.presses_data(walk.data(action)).asks("japanese").explains("old-button")


def test_the_second_press_of_a_double_tap_says_nothing() -> None:
    walk = reached("japanese")
    data = walk.data("a:n1")
    walk.presses_data(data)
    state = walk.where
    walk.presses_data(data).leads_to(state)
    assert walk.last.screens == []
    assert walk.last.effects == []


def test_a_double_tap_on_send_is_one_lead() -> None:
    walk = reached("leave")
    data = walk.data("yes")
    walk.presses_data(data).presses_data(data).asks("consultation")
    assert len(walk.leads) == 1


@pytest.mark.parametrize("where", PLACES)
def test_blocking_and_coming_back_loses_nothing(where: str) -> None:
    walk = reached(where)
    state, answers = walk.where, dict(walk.conversation.answers)
    walk.blocks()
    assert walk.effects[-1] == Reach(False)
    assert walk.last.screens == []
    walk.restarts().comes_back().leads_to(state).explains("welcome-back")
    assert walk.effects[-1] == Reach(True)
    assert walk.conversation.answers == answers


def test_who_blocked_us_before_a_word_and_comes_back_is_reachable_again() -> None:
    walk = Walk(start=False).blocks().comes_back().asks("language")
    assert walk.effects == [Reach(False), Reach(True)]


# --- after an update of ours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "where"),
    [
        (lambda walk: walk.says("6,500,000"), "japanese_degree"),
        (lambda walk: walk.presses_data(walk.data("a:yes")), "japanese_degree"),
        (lambda walk: walk.commands("start"), "japanese_degree"),
        (lambda walk: walk.sends_media(), "japanese_degree"),
    ],
)
def test_an_unknown_bookmark_resumes_from_the_answers(act: Callable[[Walk], Any], where: str) -> None:
    """What was meant for a question that is gone is no answer to the one that comes instead."""
    walk = Walk().answers(ENGINEER, {"degrees": ("bachelor",)}, until=where)
    walk.conversation.place.at, walk.conversation.place.overlay = "shoe_size", "readback"
    walk.conversation.place.candidates = [6_500_000]
    act(walk.restarts())
    walk.asks(where)
    assert where not in walk.conversation.answers


def test_answers_that_no_question_takes_any_more_are_asked_again() -> None:
    walk = reached("result").later(days=1)
    stored = walk.conversation.to_json()
    stored["answers"]["japanese"][0] = "n0"
    stored["answers"]["degrees"][0] = ["licentiate"]
    stored["answers"]["shoe_size"] = [42, "2026-11-24"]
    stored["last_run"]["answers"] |= {"japanese": "n0", "degrees": ["licentiate"], "shoe_size": 42}
    stored["favourite_colour"] = "blue"
    walk.conversation = type(walk.conversation).from_json(stored)
    walk.commands("result").leads_to("result")
    assert not {"japanese", "degrees", "shoe_size"} & set(walk.situation.answers)
    assert set(walk.situation.standing.aside) == {"japanese", "degrees", "shoe_size"}, "kept for their owner to see"
    walk.presses("recheck", "changed:nothing").answers(ENGINEER, until="result")
    assert {"moved", "moved-nothing"} & set(walk.keys)


def test_an_unknown_overlay_is_taken_away() -> None:
    walk = reached("review")
    walk.conversation.place.overlay = "weather"
    walk.commands("start").leads_to("review")


def test_the_progress_counts_up_and_never_beyond_its_end() -> None:
    walk = Walk().answers(TO_THE_POINTS, until="goal")
    numbers: list[int] = []
    shown = ""
    for _ in range(40):
        if walk.question is None or walk.question.plain:
            break
        shown = walk.text.splitlines()[0]
        [progress] = [line.args for screen in walk.last.screens for line in screen.lines if line.key == "progress"]
        where, most = progress["where"], progress["most"]
        assert isinstance(where, Text)
        first, last = where.args["first"], where.args["last"]
        assert isinstance(first, int)
        assert isinstance(last, int)
        assert isinstance(most, int)
        assert last <= most
        assert last - first + 1 == max(1, len(walk.rows))
        numbers += range(first, last + 1)
        walk.presses(UNKNOWN)
    assert numbers == list(range(1, len(numbers) + 1))
    # The last screen asks of several facts at once; whoever turns back to it reads the same numbers.
    assert shown == f"Questions {first}–{numbers[-1]} of at most {numbers[-1]}"
    walk.presses(BACK)
    assert walk.text.splitlines()[0] == shown


def test_the_points_so_far_are_told_from_the_third_answer_that_counts() -> None:
    walk = Walk().answers(ENGINEER, until="experience_years").explains("progress-so-far")
    assert "50 points so far, 70 needed" in walk.text
    for earlier in ("salary_yen", "birth_date", "degrees"):
        assert "progress-so-far" not in Walk().answers(ENGINEER, until=earlier).keys


def test_help_is_offered_where_points_are_asked_for() -> None:
    for question in HSP.scored():
        walk = Walk().answers(TO_THE_POINTS, until="salary_yen")
        walk.conversation.place.at = question.id
        assert HELP in walk.commands("start").offered


def test_every_text_shown_on_the_way_to_the_hand_off_is_known_by_key() -> None:
    """Replies are keys and arguments, never finished words."""
    walk = Walk()
    for person in (ENGINEER, RESEARCHER, MANAGER):
        walk = Walk().answers(person, TO_THE_CARD, until=HANDED_OFF)
        for screen in walk.last.screens:
            for line in screen.lines:
                assert all(key for key in keys_in(line))
    assert walk.where == HANDED_OFF


def test_the_points_so_far_are_said_from_the_third_scored_answer_on() -> None:
    walk = Walk().answers(TO_THE_POINTS, until="salary_yen")
    walk.says("6,500,000").says("1994-05-01").explains("progress").gives(("master",)).explains("progress-so-far")
    assert "50 points so far, 70 needed" in walk.text
    assert "progress-so-far" not in reached("japanese", {"activity": UNKNOWN}).keys, "three tables have no one total"


def test_who_wants_permanent_residence_reads_both_marks() -> None:
    walk = Walk().answers(TO_THE_POINTS, until="salary_yen", goal="a:pr")
    walk.says("6,500,000").says("1994-05-01").gives(("master",)).explains("progress-so-far-for-residence")
    assert "50 points so far (70 or 80 for permanent residence)" in walk.text


def test_the_short_result_names_the_first_few_of_what_would_decide_it_and_counts_the_others() -> None:
    walk = Walk().answers(TO_THE_POINTS, until="result")
    [line] = [line for line in walk.page if line.key.startswith("result-decided-by")]
    [entry] = walk.situation.score.categories
    what, more = line.args["what"], line.args["count"]
    assert isinstance(what, Text)
    named = what.args["items"]
    assert isinstance(named, tuple)
    assert isinstance(more, int)
    assert len(named) < MOST_NAMED
    questions = {q.id for q in map(HSP.of_field, entry.decided_by) if q is not None}
    assert len(named) + more == len(questions) + ("international_services" in entry.decided_by)


def test_where_no_way_back_was_kept_back_says_so() -> None:
    """An earlier version kept none."""
    walk = reached("review")
    walk.conversation.place.passed.clear()
    walk.presses("back").explains("first-question").leads_to("review")
