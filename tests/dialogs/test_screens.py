"""What is shown at once fits a phone: a question in 12 lines, a page in 20, and the rest on tap."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.commands.preview import page_screens, question_views
from bot.words.words import languages
from dialogs.answer_bank import AnswerBank
from dialogs.following import forget
from dialogs.leaves import LEAF, MOST_LINES, height, leaves, one_leaf
from dialogs.messages import Act, ActKind, Screen, Text
from dialogs.pages.asking import ASKING
from dialogs.pages.here import page_of, whole_screen_of
from dialogs.pages.page import HELP
from dialogs.turn import HELP_PARTS
from tests.dialogs.reached import reached
from tests.dialogs.scribe import Scribe
from tests.dialogs.test_transcripts import SCENES
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, Walk, real_dialogue, real_words

MOST_OF_A_QUESTION = 12
language_s = pytest.mark.parametrize("language", languages())


class Measured(Walk):
    """A walk that notes what was too long to be read at once."""

    def __init__(self, language: str) -> None:
        self.too_long: list[tuple[str, int]] = []
        super().__init__(language, start=False)

    def does(self, act: Act) -> Measured:
        super().does(act)
        for screen in self.last.screens:
            asked = screen.rows and page_of(self.situation) is ASKING
            lines = height(real_words(), self.conversation.language, screen.lines)
            # What a command explains is read once, above the question.
            if act.kind is not ActKind.COMMAND and lines > (MOST_OF_A_QUESTION if asked else MOST_LINES):
                self.too_long.append((f"{self.where}: {[line.key for line in screen.lines]}", lines))
        return self


@language_s
def test_every_question_fits_with_each_part_of_its_help(language: str) -> None:
    words = real_words()
    for question, situation in question_views(real_dialogue().around, language):
        asked = whole_screen_of(situation).lines
        assert height(words, language, asked) <= MOST_OF_A_QUESTION, question.id
        alone = ASKING.asked_alone(situation)
        for whose in ("own", "employer", "either"):
            for part in HELP_PARTS if not question.plain else ():
                said = Text(f"{question.text_key}.{part}", {"whose": whose})
                if words.has(language, said.key):
                    assert height(words, language, (said, *alone)) <= MOST_OF_A_QUESTION, said.key


@language_s
def test_every_page_fits_leaf_by_leaf_and_loses_nothing(language: str) -> None:
    words = real_words()
    for name, screen in page_screens(real_dialogue().around, language):
        every = leaves(words, language, screen.lines)
        for number, leaf in enumerate(every):
            assert height(words, language, leaf) <= MOST_LINES, (name, number)
        shown = [line.key for leaf in every for line in leaf]
        assert list(dict.fromkeys(shown)) == list(dict.fromkeys(line.key for line in screen.lines)), name


@language_s
@pytest.mark.parametrize("name", SCENES)
def test_no_screen_of_a_whole_talk_is_longer(name: str, language: str) -> None:
    forget()
    scribe = Scribe(language)
    scribe.walk = walk = Measured(language)
    scribe.play(SCENES[name])
    assert walk.too_long == []


# --- leaves -----------------------------------------------------------------------------------------------------------


def turned(walk: Walk) -> Iterator[list[str]]:
    """The keys of each leaf, as somebody reads on to the last."""
    yield walk.keys
    while (on := f"{LEAF}:{walk.conversation.place.leaf + 1}") in walk.offered:
        yield walk.presses(on).keys


def test_a_long_page_is_turned_over_in_place_and_back_to_its_beginning() -> None:
    walk = reached("result").presses("view:procedure")
    first, sent = walk.keys, walk.conversation.messages
    read = [key for leaf in turned(walk) for key in leaf]
    assert read == walk.page_keys
    assert walk.conversation.messages == sent
    assert walk.presses(f"{LEAF}:0").keys == first
    assert walk.says("more").keys != first
    assert walk.presses("view:short").presses("view:procedure").keys == first


def test_a_leaf_is_turned_to_from_any_copy_and_one_past_the_last_is_the_last() -> None:
    walk = reached("result").presses("view:procedure")
    older = walk.data(f"{LEAF}:1")
    last = list(turned(walk))[-1]
    assert walk.presses_data(older).keys == list(turned(walk))[0]
    assert walk.presses_data(walk.data(f"{LEAF}:99")).keys == last
    assert walk.presses_data(walk.data(f"{LEAF}:x")).keys[0] == "old-button"


def test_the_law_behind_each_line_is_said_on_tap() -> None:
    walk = reached("result").presses("view:details")
    assert "details-citation" not in walk.page_keys
    walk.presses("view:law")
    assert "details-citation" in walk.page_keys
    walk.presses("view:details")
    assert "details-citation" not in walk.page_keys


def test_a_screen_of_one_leaf_stays_as_it_is() -> None:
    screen = Screen((Text("review"),), ())
    assert one_leaf(real_words(), "en", screen, 3) is screen


# --- nothing is printed twice -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["review", "result", "leave"])
def test_a_word_not_understood_on_a_page_is_answered_alone(at: str) -> None:
    walk = reached(at)
    buttons = set(walk.offered)
    walk.says("qwerty")
    [screen] = walk.last.screens
    assert [line.key for line in screen.lines] == ["use-buttons"]
    # Where one goes on from, the buttons come with it; the card is agreed to where it stands.
    assert (screen.rows == ()) == (at == "leave")
    assert set(walk.offered) == buttons, "the page stays, with its buttons"


def test_so_are_a_common_question_a_photo_and_an_edit() -> None:
    asked = reached("result").says("Can I bring my parents?")
    assert AnswerBank.load().find("Can I bring my parents?", "en") is not None
    for walk in (
        asked,
        reached("result").sends_media(),
        reached("result").edits(),
        reached("result").commands("cancel"),
    ):
        assert "result-basis" not in walk.keys
        assert walk.keys


def test_who_keeps_everything_after_all_is_not_shown_the_whole_page_again() -> None:
    walk = reached("result").commands("forget").presses("keep")
    assert walk.keys == ["forget-kept"]
    assert "view:details" in walk.offered
    assert reached("result").commands("forget").commands("cancel").keys == ["cancelled"]
    assert Walk().answers(ENGINEER, until="japanese").commands("forget").presses("keep").keys[-1] == "q-japanese"


def test_a_long_help_is_said_part_by_part_and_begins_again() -> None:
    walk = Walk().answers(TO_THE_POINTS, until="salary_yen")
    parts = [walk.presses(HELP).keys[0] for _ in range(4)]
    assert parts == [f"q-salary_yen.{part}" for part in (*HELP_PARTS, "help")]
    assert walk.says("6,500,000").presses(HELP).keys[0] == "q-birth_date.help"
