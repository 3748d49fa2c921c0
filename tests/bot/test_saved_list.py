"""What /saved answers to whatever stands behind it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.office.saved_list import saved_reply
from bot.storage.memory import MemoryStore
from bot.words.words import Words
from dialogs.desk.matter import Member
from dialogs.desk.rights import EVERYTHING, LEAD, MEMBER, Rights
from dialogs.messages import Text, Typed
from dialogs.saved import MOST_SAVED, SavedText
from tests.support import TUESDAY_MORNING

HELLO = "Hello\nja: こんにちは\nen: Hello"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def said(store: MemoryStore, typed: str, rights: Rights = EVERYTHING) -> Text:
    """The one line that answers."""
    with store.transaction() as tx:
        [line] = saved_reply(tx, Words(), typed, rights, ["en", "ja"], Member("900", "五十嵐"), TUESDAY_MORNING).lines
        tx.flush()
    return line


def kept(store: MemoryStore) -> Mapping[str, Mapping[str, str]]:
    """The texts, by name."""
    with store.transaction() as tx:
        return {one.name: one.texts for one in tx.saved_texts()}


def test_only_those_who_lead_keep_and_delete(store: MemoryStore) -> None:
    for typed in (HELLO, "delete Hello"):
        assert said(store, typed, Rights(MEMBER, ("Sato",))).key == f"staff-needs-{LEAD}"
        assert kept(store) == {}


def test_what_is_not_there_cannot_be_deleted(store: MemoryStore) -> None:
    said(store, HELLO)
    assert said(store, "delete Goodbye") == Text("staff-saved-unknown-name", {"name": Typed("Goodbye")})
    assert said(store, "削除  HELLO").key == "staff-saved-deleted"
    assert kept(store) == {}


def test_what_cannot_be_read_is_kept_not_at_all_and_told_why(store: MemoryStore) -> None:
    assert said(store, "Hello\nen: Hello").key == "staff-saved-how"
    assert kept(store) == {}


def test_a_language_without_a_text_is_named_when_it_is_kept(store: MemoryStore) -> None:
    told = said(store, "Hello\nja: こんにちは")
    assert told == Text("staff-saved-kept-but", {"name": Typed("Hello"), "languages": "en"})
    assert kept(store) == {"Hello": {"ja": "こんにちは"}}


def test_where_there_are_as_many_as_can_be_one_is_changed_but_none_is_new(store: MemoryStore) -> None:
    with store.transaction() as tx:
        for number in range(MOST_SAVED):
            tx.keep_saved(SavedText(f"{number:012}", f"Text {number}", {"ja": "…"}))
        tx.flush()
    assert said(store, HELLO) == Text("staff-saved-most", {"most": MOST_SAVED})
    assert said(store, "text 3\nja: はい\nen: Yes").key == "staff-saved-kept"
    assert len(kept(store)) == MOST_SAVED
    assert kept(store)["text 3"]["en"] == "Yes"
