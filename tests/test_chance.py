"""Random bytes for a batch of turns: never the same twice, never kept beyond the batch, never another thread's."""

from __future__ import annotations

import os
import threading
from unittest.mock import patch

from bot import chance


def test_what_is_drawn_at_once_is_never_given_twice_nor_kept() -> None:
    asked: list[int] = []

    def counted(number: int, real: object = os.urandom) -> bytes:
        asked.append(number)
        return real(number)  # type: ignore[operator,no-any-return]

    with patch.object(os, "urandom", counted):
        with chance.drawing():
            given = [chance.token_bytes(12) for _ in range(500)] + [chance.token_bytes(5_000)]
            first = len(asked)
            others: list[bytes] = []
            thread = threading.Thread(target=lambda: others.append(chance.token_bytes(12)))
            thread.start()
            thread.join()
            assert len(asked) == first + 1, "what one thread draws is not another's"
        assert first <= 6
        given += others
        given.append(chance.token_bytes(12))
        assert asked[-1] == 12, "nothing is left of a batch"
    assert len({*given}) == len(given)
    assert {len(one) for one in given} == {12, 5_000}


def test_a_name_is_the_bytes_as_text() -> None:
    with chance.drawing():
        name = chance.token_hex(16)
        assert len(name) == 32
        assert bytes.fromhex(name)
