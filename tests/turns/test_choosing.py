"""What is typed for a choice where buttons are gone with the next message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.app import Core
from bot.delivery.post import Content, PostButton
from bot.turns.acts import ClientTurn
from bot.turns.choosing import MOST_BESIDE, NAMED, chosen, command_named, is_numbered, letter_of, note_beside
from bot.turns.ledger import Call
from bot.turns.records import Person
from bot.words.words import languages
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind, Text
from dialogs.office import HalfDay
from dialogs.ports import NOTHING_FULL
from dialogs.situation import half_day_text
from dialogs.talk import Talk
from tests.contract.channels import NOW


@pytest.fixture
def maria(core: Core) -> Person:
    """Somebody who is asked for their degrees, the third of which they have ticked."""
    acts = ("start", "a:en", "a:agree", "a:hsp", "a:work", "a:specialist", "unknown", "a:no", "unknown", "unknown")
    for number, name in enumerate((*acts, "on:professional")):
        mark = core.ledger.do(Call(lambda batch: mark_of(batch.tx.person_at("line", "U7", NOW).conversation)))
        act = Act(ActKind.COMMAND, command="start") if not number else Act(ActKind.PRESS, data=f"{mark}.{name}")
        core.ledger.do(ClientTurn("line", str(number), "U7", act, NOW))
    person: Person = core.ledger.do(Call(lambda batch: batch.tx.person_at("line", "U7", NOW)))
    assert person.conversation.place.at == "degrees"
    return person


def actions(core: Core, person: Person, typed: str) -> list[str]:
    """What is pressed, without the mark."""
    found = chosen(core.dialogue, core.words, person, typed, NOW, NOTHING_FULL)
    return [data.split(".", 2)[2] for data in found.data]


def test_a_number_or_the_words_of_a_choice(core: Core, maria: Person) -> None:
    for typed in ("2", "２", "2.", "(2)", "#2", "no. 2", "2番", "master's degree", "⬜ MASTER'S DEGREE"):
        assert actions(core, maria, typed) == ["on:master"], typed
    assert actions(core, maria, "3") == ["off:professional"], "as a tap does"
    assert actions(core, maria, "1, 3、5") == ["on:bachelor", "on:doctorate"], "a list says what holds"
    for typed in ("", "0", "99", "2 years", "1994", "2-3", "I have 2", "master", "1" * 200):
        assert actions(core, maria, typed) == [], typed


def test_a_number_as_each_language_says_it(core: Core, maria: Person) -> None:
    for typed in ("option 2", "2, please", "It's 2!", "二"):
        assert actions(core, maria, typed) == ["on:master"], typed
    maria.conversation.language = "ja"
    for typed in ("2です", "２番です。", "二", "二番目", "②でお願いします", "2番目にします", "番号2"):
        assert actions(core, maria, typed) == ["on:master"], typed
    for typed in ("2年", "2つ", "2年です", "二年", "2人です", "2023です", "二十", "2番以外", "2ではない", "その2"):
        assert actions(core, maria, typed) == [], typed
    maria.conversation.place.at = "salary_yen"
    assert actions(core, maria, "2です") == []


def test_while_a_person_of_the_office_has_the_word_a_number_answers_them(core: Core, maria: Person) -> None:
    maria.conversation.talk = replace(Talk(), silent_since=NOW.timestamp())
    assert actions(core, maria, "2") == actions(core, maria, "master's degree") == []


def test_where_a_number_may_be_the_answer_it_is_never_a_choice(core: Core, maria: Person) -> None:
    maria.conversation.place.at = "salary_yen"
    assert actions(core, maria, "1") == []
    assert actions(core, maria, "I don't know") == ["unknown"]


def test_days_have_numbers_in_every_language_and_counts_none(core: Core, maria: Person) -> None:
    half = half_day_text(HalfDay(date(2026, 11, 25), "am"))
    slot = Text("slot-short", {"weekday": "wed", "date": "25", "month": "nov", "time": "10:30"})
    days = [
        Text("unticked", {"label": half}),
        Text("slot-on-request", {"slot": slot}),
        Text("slot-day", slot.args),
    ]
    count, points = (Text("value-plain", {"text": text}) for text in ("2 or more", "70 points are reached"))
    for language in languages():
        maria.conversation.language = language
        assert is_numbered(core.dialogue, core.words, maria.conversation, days), language
        assert is_numbered(core.dialogue, core.words, maria.conversation, [*days, points]), language
        assert not is_numbered(core.dialogue, core.words, maria.conversation, [*days, count]), language


def test_the_newest_message_beside_is_answered_by_other_words_too(core: Core, maria: Person) -> None:
    note_beside(maria, 7, Content("en", (), ((PostButton(Text("merge-yes"), "w/1.0.yes"),),)))
    maria.conversation.messages = 7
    for typed in ("yes", "Yes, that is me", "it's me!"):
        assert chosen(core.dialogue, core.words, maria, typed, NOW, NOTHING_FULL).data == ("w/1.0.yes",), typed
    maria.conversation.messages = 8
    assert actions(core, maria, "yes") == []
    maria.conversation.messages, maria.conversation.place.at = 7, "international_services"
    assert actions(core, maria, "yes") == ["a:yes"], "it answers what is asked"


def test_what_stands_beside_has_letters_that_are_no_answer(core: Core, maria: Person) -> None:
    for number in range(MOST_BESIDE + 2):
        rows = (
            (PostButton(Text("staff-take"), f"a/{number}.0.v:a"), PostButton(Text("staff-done"), f"a/{number}.0.v:b")),
        )
        note_beside(maria, number, Content("en", (), rows))
    newest = letter_of(MOST_BESIDE + 1)
    for typed in (f"{newest}2", f"{newest.lower()} 2", f"{newest}-2."):
        assert chosen(core.dialogue, core.words, maria, typed, NOW, NOTHING_FULL).data == (
            f"a/{MOST_BESIDE + 1}.0.v:b",
        )
    assert chosen(core.dialogue, core.words, maria, f"{letter_of(0)}1", NOW, NOTHING_FULL).data == (), "too long ago"
    assert chosen(core.dialogue, core.words, maria, "Take", NOW, NOTHING_FULL).data == (), "said below several"
    for answer in ("N1", "B2", "A1", "J1"):
        assert chosen(core.dialogue, core.words, maria, answer, NOW, NOTHING_FULL).data == ()


def test_each_command_has_words_of_its_own_where_no_menu_shows_it(core: Core, maria: Person) -> None:
    def named(typed: str) -> str | None:
        return command_named(core.dialogue, core.words, maria, typed)

    for language in languages():
        maria.conversation.language = language
        for command in NAMED:
            known = core.words.plain(language, Text(f"named-{command}")).split("|")
            assert {named(f" {word.upper()}! ") for word in known} == {command}
    for typed in ("メニューを見せてください", "予約した日を変えたい", "", "?"):
        assert named(typed) is None
    maria.conversation.talk = Talk(silent_since=1.0)
    assert named("予約") is None, "it is said to the office"
    maria.conversation.talk = Talk()
    maria.conversation.place.at = "note"
    assert named("予約") is None, "it may be what they want to say"
