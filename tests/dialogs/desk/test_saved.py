"""Saved texts: in the client's language with their values, read in Japanese before; a hole or a language stops them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dialogs.booking.booking import Booking
from dialogs.desk.decision import Decision, LookAgain, RelayToClient
from dialogs.desk.desk import Desk
from dialogs.desk.matter import DONE, NEW, TAKEN, Matter
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import StaffAct
from dialogs.messages import Text
from dialogs.saved import LONGEST_NAME, LONGEST_SAVED, VALUES, SavedText, read_saved
from tests.dialogs.booking.offices import a_booking
from tests.dialogs.desk.matters import SATO, desk, later, matter, now, record_of, snapshot
from tests.dialogs.desk.test_reminders import shop
from tests.dialogs.walker import real_words

ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
HELLO = SavedText(
    "a1", "ごあいさつ", {"ja": "{name}様、{total}点です。", "en": "Dear {name}, you have { total } points."}
)
ROOM = SavedText("a2", "リンク", {"ja": "{time}、{room}", "en": "See you {time} at {room}"})
JAPANESE = SavedText("a3", "日本語だけ", {"ja": "よろしくお願いします。"})
KEPT = (HELLO, ROOM, JAPANESE)


def at(state: str = TAKEN, **changed: Any) -> Matter:
    """The engineer's matter at an office that keeps texts."""
    return replace(matter(state, taken_by=SATO), saved=KEPT, **changed)


def act(before: Matter, name: str, row: str = "", of: Desk | None = None, **later_by: int) -> Decision:
    kept = snapshot(before)
    given = StaffAct(name, SATO, row, rights=EVERYTHING)
    decision = (of or desk()).handle(before, given, later(**later_by))
    assert snapshot(before) == kept, "the desk changed what it was given"
    return decision


def chosen(saved: SavedText, before: Matter | None = None, of: Desk | None = None) -> Decision:
    return act(act(before or at(), "saved", of=of).matter, "saved_this", saved.id, of)


def plain(text: Text | None, language: str = "ja") -> str:
    assert text is not None
    return real_words().plain(language, text).translate(ISOLATES)


def card(of: Decision) -> str:
    return "\n".join(plain(line) for line in desk().card(record_of(of)).lines)


def relayed(decision: Decision) -> list[str]:
    return [order.said.text for order in decision.orders if isinstance(order, RelayToClient)]


def booked(**more: Any) -> Booking:
    start = int((now() + timedelta(days=2)).timestamp())
    return a_booking(start, **{"number": 7, **more})


# --- choosing, reading, sending ---------------------------------------------------------------------------------------


def test_a_text_is_read_in_japanese_and_sent_in_the_clients_language_as_words_of_staff() -> None:
    shown = chosen(HELLO)
    assert "Maria Santos様、" in card(shown)
    assert relayed(shown) == [], "nothing is sent before it was read"
    sent = act(shown.matter, "saved_send", HELLO.id)
    total = record_of(sent).consented.summary.total
    assert relayed(sent) == [f"Dear Maria Santos, you have {total} points."]
    assert sent.matter.conversation.talk.is_silent, "from now on the bot is silent, as after a word"
    assert [order for order in sent.orders if isinstance(order, LookAgain)]
    assert record_of(sent).talking
    [told] = [order.told for order in sent.orders if isinstance(order, RelayToClient)]
    assert told is not None
    assert "Maria Santos様" in plain(told)
    assert sent.recorded is not None
    assert (sent.recorded.act, sent.recorded.row) == ("saved_send", HELLO.id)
    again = act(sent.matter, "saved_send", HELLO.id)
    assert relayed(again) == [], "pressed twice"


def test_whoever_sends_one_takes_a_lead_that_nobody_has() -> None:
    fresh = replace(matter(NEW), saved=KEPT)
    sent = act(chosen(HELLO, fresh).matter, "saved_send", HELLO.id)
    assert (record_of(sent).state, record_of(sent).taken_by) == (TAKEN, SATO)
    assert act(replace(matter(DONE), saved=KEPT), "saved").matter.record is not None
    assert "saved:12" not in [b.action for row in desk().card(record_of(matter(DONE))).rows for b in row]


@pytest.mark.parametrize(
    ("bookings", "value"),
    [((), "{time}"), ((booked(),), "{room}"), ((booked(start=1, room="https://x.example"),), "{time}")],
    ids=["no talk", "no room", "over"],
)
def test_a_missing_value_stops_the_sending_by_its_name(bookings: tuple[Booking, ...], value: str) -> None:
    office = Desk(shop())
    decision = chosen(ROOM, at(bookings=bookings), office)
    assert decision.refused is not None
    assert value in plain(decision.refused)
    assert decision.orders == ()


def test_times_are_said_in_the_language_of_who_reads_them() -> None:
    office = Desk(shop())
    shown = chosen(ROOM, at(bookings=(booked(room="https://meet.example/1"),)), office)
    sent = act(shown.matter, "saved_send", ROOM.id, office)
    [text] = relayed(sent)
    assert text.endswith("at https://meet.example/1")
    assert "November 26, 2026" in text
    assert "月" in card(shown)


def test_a_missing_language_stops_the_sending_by_its_name() -> None:
    assert "英語" in plain(chosen(JAPANESE).refused)
    in_japanese = at(conversation=replace(matter().conversation, language="ja"))
    sent = act(chosen(JAPANESE, in_japanese).matter, "saved_send", JAPANESE.id)
    assert relayed(sent) == ["よろしくお願いします。"]


def test_what_changed_after_it_was_read_is_read_once_more() -> None:
    shown = chosen(HELLO).matter
    other = replace(HELLO, texts={**HELLO.texts, "ja": "{name}さん"})
    decision = act(replace(shown, saved=(other,)), "saved_send", HELLO.id)
    assert relayed(decision) == []
    assert decision.refused is not None
    assert "Maria Santosさん" in card(decision)
    assert relayed(act(decision.matter, "saved_send", HELLO.id)) != []
    gone = act(replace(shown, saved=()), "saved_send", HELLO.id)
    assert (relayed(gone), gone.refused is None) == ([], False)


def test_what_is_laid_out_no_more_is_neither_read_nor_sent() -> None:
    opened = act(at(), "saved").matter
    for decision in (
        act(at(), "saved_this", HELLO.id),
        act(replace(opened, saved=()), "saved_this", HELLO.id),
        act(at(), "saved_send", HELLO.id),
        act(opened, "saved_send", HELLO.id),
    ):
        assert (relayed(decision), decision.refused) == ([], Text("staff-menu-gone"))


def test_a_value_that_is_gone_after_it_was_read_stops_the_sending_by_its_name() -> None:
    link = "https://meet.example/one"
    read = chosen(ROOM, at(bookings=(booked(room=link),)), Desk(shop()))
    sent = act(replace(read.matter, bookings=(booked(),)), "saved_send", ROOM.id, Desk(shop()))
    assert relayed(sent) == []
    assert "{room}" in plain(sent.refused)


def test_a_value_is_filled_in_once_and_is_no_markup() -> None:
    evil = "{phone} <b>$x</b> \\1"
    of = at()
    record = record_of(of)
    answers = {**record.consented.answers, "name": (evil, "2026-11-24")}
    of = replace(of, record=replace(record, consented=replace(record.consented, answers=answers)))
    shown = chosen(HELLO, of)
    assert relayed(act(shown.matter, "saved_send", HELLO.id))[0].startswith(f"Dear {evil}, ")
    markup = "".join(real_words().html("ja", line) for line in desk().card(record_of(shown)).lines)
    assert "<b>$x" not in markup


def test_without_texts_the_button_says_how_to_keep_one() -> None:
    assert act(matter(TAKEN, taken_by=SATO), "saved").refused is not None


# --- what is written to keep one --------------------------------------------------------------------------------------


def read(text: str) -> Any:
    return read_saved(text, ("en", "ja"), "ja")


def test_each_language_begins_with_its_code() -> None:
    written = read("  ご案内  第2 \nja: 一行目\n二行目 https://x.example\nEN: no\nen：Hello {name}\n\nBye")
    assert (written.name, written.problem) == ("ご案内 第2", None)
    assert written.texts["ja"] == "一行目\n二行目 https://x.example\nEN: no"
    assert written.texts["en"] == "Hello {name}\n\nBye"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "staff-saved-name"),
        ("x" * (LONGEST_NAME + 1), "staff-saved-name"),
        ("a\nen: Hello", "staff-saved-how"),
        ("a\njust words", "staff-saved-how"),
        ("a\nja:  ", "staff-saved-how"),
        ("a\nja: {salary}様", "staff-saved-unknown"),
        ("a\nja: {}", "staff-saved-unknown"),
        ("a\nja: " + "あ" * (LONGEST_SAVED + 1), "staff-saved-long"),
    ],
)
def test_what_cannot_be_kept_is_said(text: str, key: str) -> None:
    problem = read(text).problem
    assert problem is not None
    assert problem.key == key
    for language in ("en", "ja"):
        assert real_words().plain(language, problem)


def test_every_value_can_be_written() -> None:
    text = "a\nja: " + " ".join(f"{{{name}}}" for name in VALUES)
    assert read(text).problem is None
