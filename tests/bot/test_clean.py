"""Values that are shown: signs nobody sees are gone, everything people write with is there."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.console.show import harmless
from bot.words.clean import clean
from bot.words.words import Words
from dialogs.messages import Text, Typed

UNSEEN = (
    *range(0x20),
    *range(0x7F, 0xA0),
    *(0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    *(0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x180E, 0xFFF9),
    *(0x2028, 0x2029, 0xD800, 0xDFFF, 0xE0041, 0xE007F, 0x1D173),
)
WRITTEN = (
    "Maria Santos-Quintana",
    "渡邉\U000e0101 太郎",  # the form of a character that a family writes
    "Nguyễn Thị Bích",
    "O\u0301scar",
    "محمد عبد الله",
    "می\u200cخواهم",  # Persian: within a word
    "ක්\u200dෂ",  # Sinhala
    "क्\u200dष",  # Hindi
    "👩\u200d💻",
    "👩🏽\u200d🚀",
    "❤️\u200d🔥",
    "🏳️\u200d🌈",
    "👨\u200d👩\u200d👧",
    "한국어 이름",
    "ｶﾀｶﾅ ＡＢＣ　全角",
    "10\u202f000\u00a0¥",
)


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_a_sign_nobody_sees_leaves_a_value(code: int) -> None:
    assert clean(f"Ma{chr(code)}ria", lines=False).replace(" ", "") == "Maria"
    assert clean(chr(code), lines=False).strip() == ""


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_write_with_stays(text: str) -> None:
    assert clean(text) == clean(text, lines=False) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u200db", "ab"),
        ("\u200dab\u200c", "ab"),
        ("👩\u200d", "👩"),
        ("👩\u200dx", "👩x"),
        ("\u200d👩", "👩"),
        ("👩\u200c💻", "👩💻"),
        ("م\u200c", "م"),
        ("ab\u200c\u200d\u200cc", "abc"),
    ],
)
def test_a_joiner_elsewhere_goes(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_line_ends_are_of_one_kind_or_spaces() -> None:
    text = "a\r\nb\rc\vd\u2028e\x85f\tg"
    assert clean(text) == "a\nb\nc\nd\ne\nf g"
    assert clean(text, lines=False) == "a b c d e f g"


@given(st.text() | st.text(st.sampled_from("a م\u0915👩\ufe0f\u200c\u200d\u200b\u202e\r\n\t")))
def test_nothing_unseen_is_left_and_doing_it_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    left = {unicodedata.category(sign) for sign in once if sign not in "\n\u200c\u200d"}
    assert left & {"Cc", "Cs", "Zl", "Zp"} == set()
    assert {unicodedata.bidirectional(sign) for sign in once} & {
        *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),
    } == set()


# --- where values are shown -------------------------------------------------------------------------------------------


def test_a_name_of_two_lines_is_no_second_field_of_a_card(words: Words) -> None:
    name = Typed("Maria\nContact: \u202e+81 3\u2069")
    assert (
        words.html("en", Text("card-source", {"value": name})) == "<b>Came from:</b> \u2068Maria Contact: +81 3\u2069"
    )


def test_a_note_keeps_its_lines(words: Words) -> None:
    shown = words.plain("en", Text("card-note", {"value": Typed("one\r\ntwo\u200b")}))
    assert "one\ntwo" in shown
    assert "\u200b" not in shown


def test_a_topic_is_called_by_what_one_sees(words: Words) -> None:
    of = {"state": "new", "number": "7", "points": "none", "name": "Ma\u202eria\nS."}
    assert words.plain("en", Text("staff-topic", of)) == "🆕7 Maria S."


def test_a_terminal_is_steered_by_nobody() -> None:
    assert harmless("a\x1b[2J\u202eb\u200bc\rd") == "a[2Jbc\nd"
