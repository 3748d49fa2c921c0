"""Whatever is typed, a turn stays short: nothing looks at more of a text than it needs, and nothing twice as often."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable
from cProfile import Profile
from typing import Any

import pytest

from dialogs.answer_bank import AnswerBank, wording
from dialogs.answer_bank.sentences import is_marked_as_question
from dialogs.by_words import MOST_TICKS_AT_ONCE
from dialogs.effects import TellStaff
from dialogs.kinds import DONE
from dialogs.matching import match
from dialogs.messages import LONGEST_MATCHED, LONGEST_TYPED, Button, Text
from dialogs.place import HANDED_OFF
from tests.dialogs.reached import reached
from tests.dialogs.walker import Walk, interview, real_words

PLACES = ("goal", "salary_yen", "degrees", "review", "result", "name", HANDED_OFF)
# Signs that unfold, words that begin like something, separators, digits, and what readers look for.
PIECES = (
    *("ﷺ", "㋏", "㎯", "½", "ẞ", "①", "𝟗", "\u200b", "a", "a ", "あ", "漢", "か", "カ", "か?", "a?", "a ?", "a? b"),
    *("9", "9,", "9.", "1 ", "万", "1万", "%", "3.5%", "平成", "5 years ", "since ", "about ", ",", "、", "ab,cd,"),
    *(" and ", "engineer ", "enginer ", "(", "（a）", "@", "a@a.", "would like ", "です", "。", "'", "-", "~", "+1 "),
)


def hostile(piece: str, length: int = LONGEST_TYPED) -> str:
    return (piece * length)[:length]


def work_of(do: Callable[[], object]) -> int:
    """How many calls something makes, of ours and of the interpreter's own: the same on every machine."""
    counted = Profile()
    counted.runcall(do)
    return sum(entry.callcount for entry in counted.getstats())


def at(where: str) -> Walk:
    walk = reached(where)
    walk.careful = False
    return walk


def turn_of(where: str, text: str) -> int:
    walk = at(where)
    return work_of(lambda: walk.says(text))


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[int]]:
    """Lengths of what the costly steps were given, by step."""
    seen: dict[str, list[int]] = {"folded": [], "compared": [], "shortened": []}
    normalize, near, shortened = unicodedata.normalize, difflib.get_close_matches, wording._shortened

    def folding(form: Any, text: str) -> str:
        seen["folded"].append(len(text))
        return normalize(form, text)

    def comparing(word: Any, *rest: Any, **more: Any) -> Any:
        seen["compared"].append(len(word))
        return near(word, *rest, **more)

    def shortening(word: str) -> list[str]:
        seen["shortened"].append(len(word))
        return shortened(word)

    monkeypatch.setattr(unicodedata, "normalize", folding)
    monkeypatch.setattr(difflib, "get_close_matches", comparing)
    monkeypatch.setattr(wording, "_shortened", shortening)
    return seen


def fault_in(looked_at: dict[str, list[int]]) -> str | None:
    """What a costly step was given in a turn that it should not have been; then it is forgotten."""
    folded, compared, shortened = (looked_at[step].copy() for step in ("folded", "compared", "shortened"))
    for lengths in looked_at.values():
        lengths.clear()
    faults = {
        "folded": max(folded, default=0) > LONGEST_MATCHED,
        "compared with too long a word": max(compared, default=0) > LONGEST_MATCHED,
        "compared too often": len(compared) > MOST_TICKS_AT_ONCE + 2,
        "shortened": max(shortened, default=0) >= 40,  # no word of the lists is as long
    }
    return next((name for name, found in faults.items() if found), None)


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("length", [200, 1_000, 10 * LONGEST_TYPED])
def test_nothing_costly_is_given_a_long_text(where: str, length: int, looked_at: dict[str, list[int]]) -> None:
    for piece in PIECES:
        at(where).says(hostile(piece, length))
        assert fault_in(looked_at) is None, piece


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.night
def test_a_text_eight_times_as_long_is_little_more_than_eight_times_the_work(
    where: str, looked_at: dict[str, list[int]]
) -> None:
    """Nor is anything costly given a text of these two lengths."""
    for piece in PIECES:
        at(where).says(hostile(piece, LONGEST_MATCHED))  # what is remembered of labels is there
        assert fault_in(looked_at) is None, piece
        short = turn_of(where, hostile(piece, LONGEST_MATCHED))
        assert fault_in(looked_at) is None, piece
        long = turn_of(where, hostile(piece))
        assert fault_in(looked_at) is None, piece
        assert long <= 10 * short + 300, (piece, short, long)


def test_what_grows_when_it_is_folded_is_matched_with_nothing() -> None:
    grown = "ﷺ" * LONGEST_MATCHED
    assert match(grown, ((Button(Text("c-yes"), "a:yes"),),), "en", real_words()) is None
    assert AnswerBank.load().find("ﷺ" * 190, "en") is None
    assert is_marked_as_question(grown + "?")


def test_of_a_long_text_the_end_says_whether_it_is_a_question() -> None:
    assert is_marked_as_question("word " * 1_000 + "and so?")
    assert is_marked_as_question("文" * 3_000 + "ですか。")
    assert not is_marked_as_question("why? " * 1_000 + "because.")
    assert not is_marked_as_question("?" * 4_000)


@pytest.mark.parametrize("question", interview(), ids=lambda q: q.id)
def test_every_reader_takes_long_texts_lightly(question: Any) -> None:
    walk = Walk()
    # What the readers know is loaded once.
    question.kind.read("somewhere", walk.situation)
    for piece in PIECES:
        for length in (200, 1_000, LONGEST_TYPED):
            text = hostile(piece, length)
            assert work_of(lambda t=text: question.kind.read(t, walk.situation)) < 4_000, (piece, length)  # type: ignore[misc]


def test_more_than_a_messenger_takes_is_cut_before_anything_looks_at_it() -> None:
    walk = reached(HANDED_OFF).says("x" * (3 * LONGEST_TYPED))
    assert walk.effects[-1] == TellStaff("x" * LONGEST_TYPED)


def test_a_list_of_more_words_than_choices_ticks_nothing() -> None:
    walk = reached("degrees").says(", ".join(["mastre"] * (MOST_TICKS_AT_ONCE + 1)))
    assert not walk.conversation.place.draft
    walk = reached("degrees").says(", ".join(["master"] * MOST_TICKS_AT_ONCE))
    assert walk.conversation.place.draft == ["master"]
    assert walk.presses(DONE).value("degrees") == ["master"]
