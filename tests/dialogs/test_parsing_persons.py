"""Names and contacts: what is kept plain, what cannot be seen, and each refusal with its reason."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.parsing import PROBLEM_KEYS, AnswerProblem, Certain, Reached, read_contact, read_name, visible

UNSEEN = ["\u2800", "\u200b\u200c", "\u00ad", "\u3164", "\uffa0", "\u115f", "\u034f", "\ufe0f", "\u2060", "\x07"]
UNSEEN += ["\u202e", "\U000e0041", "\ud800", "\u061c", "\u17b4", "\u180e", " \u3000\u00a0"]


@pytest.mark.parametrize("text", UNSEEN + ["".join(UNSEEN)])
def test_what_has_no_ink_is_nothing(text: str) -> None:
    assert visible(text) == ""
    assert visible(f"{text}Ann{text}") == "Ann"


@pytest.mark.parametrize("text", ["नमस्ते", "می\u200cخواهم", "👩\u200d💻", "Nguyễn Văn A", "O'Brien", "李 明", "e\u0301"])
def test_what_joins_letters_is_kept(text: str) -> None:
    assert visible(text) == text


@given(st.text(max_size=60))
def test_a_visible_text_stays_as_it_is(text: str) -> None:
    kept = visible(text)
    assert visible(kept) == kept
    assert kept == kept.strip()
    assert all(unicodedata.category(character) != "Cc" for character in kept)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Maria Santos", "Maria Santos"),
        ("My name is Maria", "Maria"),
        ("i'm Maria Santos", "Maria Santos"),
        ("Name: Nguyễn Văn A", "Nguyễn Văn A"),
        ("山田と申します", "山田"),
        ("山田太郎です。", "山田太郎"),
        ("名前は李明です", "李明"),
        ("محمد", "محمد"),
        ("O'Brien-Smith", "O'Brien-Smith"),
        ("J", "J"),
        ("John Smith 3rd", "John Smith 3rd"),
        ("Imani", "Imani"),
        ("Anna Secret", "Anna Secret"),
    ],
)
def test_a_name_is_kept_plain(text: str, name: str) -> None:
    assert read_name(text) == Certain(name)


@pytest.mark.parametrize(
    "text",
    [
        "42",
        "090-1234-5678",
        "...",
        "😀",
        "who are you?",
        "お名前は？",
        "a@b.co",
        "R2D2 99",
        "名前は言いたくない",
        "I prefer not to say",
        "Secret",
        "It's secret",
        "No Name",
        "I'm Anonymous",
    ],
)
def test_what_is_no_name_is_refused(text: str) -> None:
    assert read_name(text) == AnswerProblem("problem-name")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("maria@example.com", "maria@example.com"),
        ("maria@example.com.", "maria@example.com"),
        ("mail: maria@example.com", "maria@example.com"),
        ("mailto:maria@example.com", "maria@example.com"),
        ("<maria@example.com>", "maria@example.com"),
        ("ｍａｒｉａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "maria@example.com"),
        ("メールアドレスはmaria@example.comです", "maria@example.com"),
        ("my email is Maria.S+visa@mail.example.co.jp", "Maria.S+visa@mail.example.co.jp"),
        ("a@b.co, c@d.org", "a@b.co, c@d.org"),
        ("maria@例え.jp", "maria@例え.jp"),
    ],
)
def test_a_mail_address_is_kept_plain(text: str, kept: str) -> None:
    assert read_contact(text) == Certain(Reached(kept))


@pytest.mark.parametrize(
    ("text", "kept", "has_country"),
    [
        ("090-1234-5678", "090-1234-5678", False),
        ("０９０－１２３４－５６７８", "090-1234-5678", False),
        ("tel: 09012345678.", "09012345678", False),
        ("携帯 090 1234 5678", "090 1234 5678", False),
        ("(03) 1234-5678", "(03) 1234-5678", False),
        ("電話は090-1234-5678です。夜にお願いします", "090-1234-5678", False),
        ("please use 090-1234-5678 in the evening", "090-1234-5678", False),
        ("+81 90 1234 5678", "+81 90 1234 5678", True),
        ("+81 (0)90-1234-5678", "+81 (0)90-1234-5678", True),
        ("0084 90 123 4567", "0084 90 123 4567", True),
        ("WhatsApp: +84 90 123 4567", "WhatsApp +84 90 123 4567", True),
        ("090 1234 5678 or 080 1234 5679", "090 1234 5678, 080 1234 5679", False),
        ("maria@example.com or 090-1234-5678", "maria@example.com, 090-1234-5678", True),
    ],
)
def test_a_number_is_kept_plain(text: str, kept: str, has_country: bool) -> None:
    assert read_contact(text) == Certain(Reached(kept, has_country))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("at home", "problem-contact"),
        ("call me", "problem-contact"),
        ("LINE: maria", "problem-contact"),
        ("what is your number?", "problem-contact"),
        ("maria at example.com", "problem-contact"),
        ("me@home", "problem-contact-mail"),
        ("@maria", "problem-contact-mail"),
        ("maria@example,com", "problem-contact-mail"),
        ("maria@@example.com", "problem-contact-mail"),
        ("090-12a4-5678", "problem-contact-letters"),
        ("O90-1234-5678", "problem-contact-letters"),
        ("０９０ー１２三４ー５６７８", "problem-contact-letters"),
        ("123", "problem-contact-digits"),
        ("090-1234", "problem-contact-digits"),
        ("+81 90", "problem-contact-digits"),
        ("0" * 11, "problem-contact-digits"),
        ("1234567890123456", "problem-contact-digits"),
    ],
)
def test_what_reaches_nobody_is_refused_with_its_reason(text: str, problem: str) -> None:
    assert read_contact(text) == AnswerProblem(problem)


@given(st.text(max_size=120) | st.text("+0123456789-() a@.ー", max_size=40))
def test_what_is_kept_is_read_again_as_it_is(text: str) -> None:
    reading = read_contact(text)
    if isinstance(reading, AnswerProblem):
        assert reading.key in PROBLEM_KEYS
        return
    assert isinstance(reading, Certain)
    assert read_contact(reading.value.text) == reading
