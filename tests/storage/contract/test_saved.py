"""The texts that staff keep to answer with."""

from __future__ import annotations

from bot.turns.ports import Store
from dialogs.saved import SavedText

HELLO = SavedText("a1", "ごあいさつ", {"ja": "こんにちは、{name}様", "en": "Hello {name}"})
FEES = SavedText("a2", "Fees", {"ja": "料金"})


def test_a_text_is_kept_changed_and_deleted(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.saved_texts() == []
        tx.keep_saved(HELLO)
        tx.keep_saved(FEES)
        tx.flush()
    changed = SavedText("a1", "ごあいさつ", {"ja": "はじめまして"})
    with store.transaction() as tx:
        assert tx.saved_texts() == [FEES, HELLO], "by their names"
        tx.keep_saved(changed)
        tx.drop_saved("a2")
        tx.drop_saved("nobody")
        tx.flush()
    with store.transaction() as tx:
        assert tx.saved_texts() == [changed]
