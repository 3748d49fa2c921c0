"""Drawing off the event loop: one at a time, and an error that says nothing of what was drawn."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from bot.delivery import drawing
from bot.delivery.drawing import Drawing, NotDrawn
from tests.patience import PATIENCE_SECONDS


async def test_one_picture_is_drawn_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, begun, go_on = asyncio.get_running_loop(), asyncio.Event(), threading.Event()
    inside: list[Any] = []

    def draw(values: Any) -> bytes:
        inside.append(values)
        loop.call_soon_threadsafe(begun.set)
        assert go_on.wait(PATIENCE_SECONDS)
        return b"drawn"

    monkeypatch.setattr(drawing, "_picture", draw)
    one = Drawing()
    waiting = [asyncio.ensure_future(one.picture({"number": number})) for number in range(50)]
    await begun.wait()
    for _ in range(100):
        await asyncio.sleep(0)
    assert inside == [{"number": 0}]
    go_on.set()
    assert await asyncio.gather(*waiting) == [b"drawn"] * 50
    assert [values["number"] for values in inside] == list(range(50)), "in the order they were asked for"


async def test_an_error_of_drawing_says_its_kind_alone() -> None:
    with pytest.raises(NotDrawn, match="^KeyError$"):
        await Drawing().sheet({"client": "Maria Santos"})
    with pytest.raises(NotDrawn, match="^KeyError$"):
        await Drawing().picture({})
