"""Plain texts and phrases: what is cut off, and where each stretch stood in what was typed."""

import pytest

from dialogs.understanding.phrases import tokens_in
from dialogs.understanding.plain import plain_text


@pytest.mark.parametrize(
    ("phrase", "tokens"),
    [("approx.", ("approx",)), ("etc..", ("etc",)), ("c.e.o.", ("ceo",)), (".", (".",)), ("no. 1", ("no", ".", "1"))],
)
def test_the_point_of_an_abbreviation_at_the_end_of_a_phrase_is_left_out(phrase: str, tokens: tuple[str, ...]) -> None:
    assert tokens_in(phrase) == tokens


def test_a_break_between_lines_stays_one_beside_signs_that_are_made_plain() -> None:
    assert plain_text("Ｎ１\nＮ２").text == "n1\nn2"


@pytest.mark.parametrize("typed", ["N1 and more", "Ｎ１ ａｎｄ more"])
def test_a_stretch_of_nothing_has_no_words(typed: str) -> None:
    plain = plain_text(typed)
    assert plain.words(0, 2) == typed[:2]
    assert (plain.words(0, 0), plain.words(2, 2), plain.words(3, 1)) == ("", "", "")
