"""Buttons: any copy of the current screen counts, a stray copy does nothing stale, and nobody is stuck by pressing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogs.conversation import Conversation
from dialogs.effects import FileLead
from dialogs.kinds import DONE, Kind, ManyOf
from dialogs.marks import LONGEST, OFF, ON, mark_of, place_of, read_press
from dialogs.pages import PAGES
from dialogs.pages.page import BACK, HELP, HUMAN, UNKNOWN
from dialogs.parts.registry import LINES
from dialogs.place import CLOSED, HANDED_OFF, LEAVE, REFUSED, REVIEW, START, Place
from dialogs.question import Question
from dialogs.questionnaires.hsp import HSP, NEW_JOB
from tests.dialogs.reached import reached
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk, finish, interview, real_dialogue
from tests.properties import examples

MOST_REVISIONS = 99_999
OVERLAYS = [page.id for page in PAGES.values() if page.overlay]
PAGES_OF_THE_RESULT = ("short", "details", "parts", *LINES)


def shown(walk: Walk) -> tuple[object, ...]:
    """What a person has said and where they stand."""
    conversation = walk.conversation
    place = conversation.place
    said = dict(conversation.answers), dict(place.wishes), place.draft, conversation.language
    return walk.where, place.side, *said, dict(conversation.reminders)


# --- room ------------------------------------------------------------------------------------------------------------


def _somewhere(state: str, overlay: str | None = None, side: str = "short") -> Conversation:
    return Conversation("long", "telegram", place=Place(state, overlay=overlay, side=side), revision=MOST_REVISIONS)


@pytest.mark.parametrize("question", interview(), ids=lambda q: q.id)
def test_every_button_of_every_question_has_room(question: Question) -> None:
    conversation = _somewhere(question.id)
    options = [
        value for value, _ in question.kind.options(question.id, real_dialogue().situation(conversation, Walk().now))
    ]
    actions = [*(f"{name}:{value}" for name in ("a", ON, OFF) for value in options), "is:99", "again"]
    for action in (*actions, DONE, UNKNOWN, BACK, HELP, HUMAN):
        data = f"{mark_of(conversation)}.{action}"
        assert len(data) <= LONGEST, data
        assert data.isascii()
        assert read_press(data) == (question.id, MOST_REVISIONS, action)


@pytest.mark.parametrize(
    "conversation",
    [
        *(_somewhere(state) for state in (START, REFUSED, HANDED_OFF, CLOSED, "review", "leave")),
        *(_somewhere("result", side=side) for side in PAGES_OF_THE_RESULT),
        *(_somewhere("result", overlay=overlay) for overlay in OVERLAYS),
    ],
    ids=place_of,
)
def test_every_button_of_every_page_has_room(conversation: Conversation) -> None:
    changes = [f"{name}:{q.id}" for name in ("change", "changed") for q in HSP.scored()]
    # What changed is asked by one overlay; elsewhere an answer is changed.
    changes = [c for c in changes if c.startswith("changed") == (conversation.place.overlay == "changed")]
    if conversation.place.at in (HANDED_OFF, CLOSED):
        changes = ["change:residence", "change:activity", "change:goal"]
    parts = [f"{name}:{part}" for name in ("view", "ask", "again") for part in LINES]
    for action in (*changes, *parts, f"changed:{NEW_JOB}", "changed:nothing", "interview"):
        data = f"{mark_of(conversation)}.{action}"
        assert len(data) <= LONGEST, data
        assert read_press(data) == (place_of(conversation), MOST_REVISIONS, action)


def test_no_two_places_have_one_name() -> None:
    states = [START, REFUSED, HANDED_OFF, CLOSED, REVIEW, LEAVE, *(q.id for q in HSP)]
    places = [place_of(_somewhere(state)) for state in states]
    places += [place_of(_somewhere("result", side=side)) for side in PAGES_OF_THE_RESULT]
    places += [place_of(_somewhere("goal", overlay=overlay)) for overlay in OVERLAYS]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("data", ["", "goal", "goal.1", "goal.1.", "1.2.ok", "12.5.a:en", "goal.01.ok", "goal.１.ok"])
def test_what_no_button_of_this_version_carries_is_not_read(data: str) -> None:
    assert read_press(data) is None


# --- what makes a new revision ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["language", "salary_yen", "degrees", "review", "result", "leave", HANDED_OFF])
def test_showing_a_screen_again_changes_neither_place_nor_revision(where: str) -> None:
    walk = reached(where)
    mark = mark_of(walk.conversation)
    walk.commands("start").commands("help").edits().sends_media("voice").commands("privacy").commands("settings")
    walk.presses_data("12.5.a:en").comes_back()
    assert mark_of(walk.conversation) == mark


def test_a_wrong_answer_changes_neither() -> None:
    walk = reached("salary_yen")
    mark = mark_of(walk.conversation)
    for _ in range(4):
        walk.says("lots and lots")
    assert mark_of(walk.conversation) == mark
    walk.presses(HUMAN).asks("note")


def test_each_answer_tick_page_and_overlay_is_a_revision() -> None:
    walk = Walk()
    marks = [mark_of(walk.conversation)]
    walk.answers(ENGINEER, until="degrees")
    for act in (f"{ON}:master", f"{ON}:doctorate", f"{OFF}:doctorate", DONE):
        walk.presses(act)
        marks.append(mark_of(walk.conversation))
    walk.answers(ENGINEER, until="result")
    for act in ("view:parts", "view:papers", f"{ON}:passport", f"{OFF}:passport", "view:short", "recheck", BACK):
        walk.presses(act)
        marks.append(mark_of(walk.conversation))
    revisions = [int(mark.rpartition(".")[2]) for mark in marks]
    assert all(earlier < later for earlier, later in pairwise(revisions)), marks


def test_what_was_counted_before_this_version_goes_on() -> None:
    stored = reached("goal").conversation.to_json()
    for name in ("revision", "opened", "pressed", "place"):
        stored.pop(name, None)
    walk = reached("goal")
    walk.conversation = Conversation.from_json(stored | {"step": 41, "state": "ask_goal"})
    assert mark_of(walk.conversation) == "goal.41"
    assert "step" not in walk.conversation.to_json()
    walk.presses("a:hsp")
    assert walk.conversation.revision == 42


@pytest.mark.parametrize("where", ["language", "goal", "leave", HANDED_OFF])
def test_a_button_of_the_version_before_is_a_stray_copy(where: str) -> None:
    walk = reached(where)
    stood = shown(walk)
    action = next(iter(walk.offered))
    walk.presses_data(f"{walk.conversation.live}.{walk.conversation.revision}.{action}")
    assert shown(walk) == stood
    assert (walk.last.stray, walk.last.in_place) == (True, False)
    walk.explains("old-button").presses(action)
    assert shown(walk) != stood


def test_a_button_of_somebody_unknown_is_a_stray_copy() -> None:
    walk = Walk(start=False).presses_data("leave.30.yes").asks("language").explains("welcome")
    assert walk.last.stray


# --- copies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["language", "salary_yen", "degrees", "review", "result", "leave"])
def test_any_copy_of_the_current_screen_counts(where: str) -> None:
    walk = reached(where)
    data = walk.data(next(iter(walk.offered)))
    other = walk.copy()
    walk.presses_data(data)
    other.commands("start").presses_data("12.5.ok").presses_data(data, "a copy above")
    assert shown(other) == shown(walk)
    assert other.last.in_place
    assert not other.last.stray


def test_after_an_old_button_the_right_one_still_counts() -> None:
    """On the card's consent this once ended without a lead."""
    walk = Walk().answers(ENGINEER, TO_THE_CARD, until="contact_way")
    old = walk.data("a:phone")
    walk.answers(TO_THE_CARD, until="leave")
    send = walk.data("yes")
    walk.presses_data(old, "an old one").explains("old-button").leads_to("leave")
    walk.presses_data(send).leads_to(f"{walk.conversation.place.at}")
    assert len(walk.leads) == 1


def test_the_same_press_on_another_copy_shows_there_where_one_is() -> None:
    walk = reached("japanese")
    data = walk.data("a:n1")
    walk.presses_data(data, "one")
    stood = shown(walk)
    walk.presses_data(data, "two")
    assert shown(walk) == stood
    assert (walk.last.in_place, walk.last.stray, "old-button" in walk.keys) == (True, False, False)


def test_another_press_on_another_copy_is_told_that_it_did_not_count() -> None:
    walk = reached("japanese")
    data, other = walk.data("a:n1"), walk.data("a:n2")
    walk.presses_data(data, "one").presses_data(other, "two").explains("old-button")
    assert walk.value("japanese") == "n1"
    assert walk.last.stray


def test_whoever_goes_on_pressing_is_shown_where_they_are() -> None:
    """Whatever became of the answer: the first press moved, the second is a double tap, the third is not."""
    walk = reached("japanese")
    data = walk.data("a:n1")
    said = [bool(walk.presses_data(data, "one").last.screens) for _ in range(4)]
    assert said == [True, False, True, True]
    assert walk.value("japanese") == "n1"


def test_a_double_tap_is_one_only_while_nothing_else_moved() -> None:
    walk = reached("japanese")
    data = walk.data("a:n1")
    walk.presses_data(data, "one")
    walk.presses(next(iter(walk.offered)))
    walk.presses_data(data, "one").explains("old-button")
    assert walk.last.stray


# --- ticks ------------------------------------------------------------------------------------------------------------


def test_a_tick_says_what_is_wanted() -> None:
    walk = reached("degrees")
    master = walk.data(f"{ON}:master")
    for _ in range(3):
        walk.presses_data(master)
        assert walk.conversation.place.draft == ["master"]
        assert walk.last.in_place
    walk.presses_data(walk.data(f"{OFF}:master")).presses_data(walk.data(f"{OFF}:master"))
    assert walk.conversation.place.draft == []


def test_quick_ticks_count_while_the_screen_is_still_the_one_before() -> None:
    walk = reached("degrees")
    ticks = [walk.data(f"{ON}:{level}") for level in ("bachelor", "master", "doctorate")]
    for tick in ticks:
        walk.presses_data(tick)
    assert walk.conversation.place.draft == ["bachelor", "master", "doctorate"]
    walk.presses_data(ticks[0])
    assert walk.conversation.place.draft == ["bachelor", "master", "doctorate"]


@pytest.mark.parametrize("action", [DONE, UNKNOWN, BACK])
def test_what_keeps_or_leaves_ticks_counts_only_where_they_are_shown(action: str) -> None:
    walk = reached("degrees")
    before = walk.data(action)
    walk.presses(f"{ON}:master").presses_data(before).asks("degrees").explains("old-button")
    assert walk.conversation.place.draft == ["master"]
    assert (walk.last.in_place, walk.last.stray) == (True, False), "the copy that was pressed is made the current one"
    walk.presses(action)
    assert walk.where != "degrees"


def test_a_tick_of_another_time_at_the_question_is_stray() -> None:
    walk = reached("degrees")
    tick = walk.data(f"{ON}:bachelor")
    walk.presses(f"{ON}:master", DONE, BACK).asks("degrees")
    walk.presses_data(tick).explains("old-button")
    assert walk.conversation.place.draft == ["master"]


def test_quick_ticks_of_papers_and_the_way_on_count() -> None:
    walk = reached("result").presses("view:parts", "view:papers")
    papers = [action for action in walk.offered if action.startswith(f"{ON}:")][:2]
    presses = [walk.data(action) for action in (*papers, *papers, "view:short")]
    for press in presses:
        walk.presses_data(press)
        assert not walk.last.stray
    assert walk.value("papers_in_hand") == [paper.removeprefix(f"{ON}:") for paper in papers]
    assert walk.conversation.place.side == "short"


# --- whatever is pressed, in whatever order ---------------------------------------------------------------------------


class Chat:
    """A chat in which every message keeps its buttons, and answers come late or never.

    What is done is done on the conversation; what the person sees is any screen ever shown, on any copy of it.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.copies: list[tuple[str, str]] = []
        self.look()

    def look(self) -> None:
        """Another copy of the current screen."""
        message = f"m{len(self.copies)}"
        self.copies += [(self.walk.data(action), message) for action in self.walk.offered]

    def press(self, number: int) -> None:
        """Any button that was ever seen; what it does must be what it says on the current screen, or nothing."""
        data, message = self.copies[number % len(self.copies)]
        walk = self.walk
        press = read_press(data)
        assert press is not None
        before, current, revision = shown(walk), mark_of(walk.conversation), walk.conversation.revision
        opened, draft = walk.conversation.opened, walk.conversation.place.draft
        filed = len(walk.effects)
        walk.presses_data(data, message)
        moved = shown(walk) != before or len(walk.effects) > filed
        assert moved <= (press.place == current.rpartition(".")[0]), "a press acts at its own place alone"
        if moved and press.revision != revision:
            assert press.revision >= opened
            assert draft is None or press.action.partition(":")[0] in (ON, OFF)
        if walk.last.stray:
            assert not moved
            assert walk.last.screens, "a stray copy shows where one is"
            assert not walk.last.in_place
        assert (walk.conversation.revision > revision) == (shown(walk) != before)
        self.look()


@examples(60)
@given(
    where=st.sampled_from(["goal", "degrees", "review", "result", "name", "leave", HANDED_OFF]),
    presses=st.lists(st.integers(0, 400), min_size=1, max_size=25),
)
@example(where="degrees", presses=[0, 1, 2, 0, 5, 5, 0])
def test_a_press_does_what_its_screen_says_or_nothing(where: str, presses: list[int]) -> None:
    chat = Chat(reached(where).copy())
    for number in presses:
        if chat.walk.conversation.place.at in (START, REFUSED):
            return
        chat.press(number)
    walk = chat.walk
    if walk.conversation.place.at in (START, REFUSED):
        return
    walk.presses_data("12.5.ok")
    assert walk.last.screens, "where one stands can always be seen"
    assert walk.last.screens[-1].rows
    finish(walk)
    assert sum(isinstance(effect, FileLead) for effect in walk.effects) >= (walk.conversation.place.at == HANDED_OFF)


def test_kinds_with_ticks_are_those_the_tests_know() -> None:
    def ticks(kind: Kind) -> bool:
        return isinstance(kind, ManyOf)

    assert [q.id for q in HSP if ticks(q.kind)] == [
        *("degrees", "research", "degrees_before", "research_before", "employer_before", "in_order", "half_days")
    ]
