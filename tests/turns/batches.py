"""A batch on the store in memory, as the writer makes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bot.storage.memory import MemoryStore
from bot.turns.apply import Batch
from tests.dialogs.walker import real_dialogue, real_words
from tests.support import CLIENT

T = TypeVar("T")


def do(store: MemoryStore, act: Callable[[Batch], T]) -> T:
    """Do something in a transaction, and keep what it changed."""
    with store.transaction() as tx:
        done = act(Batch(tx, real_dialogue(), real_words(), frozenset({CLIENT})))
        tx.flush()
    return done
