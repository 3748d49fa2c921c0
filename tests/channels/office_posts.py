"""Posts to the staff group, and what is written there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.delivery.post import Content, Post, PostButton
from dialogs.messages import Text, Typed
from tests.channels.dispatch import PaperDispatch, post, says
from tests.telegram import FakeGroup, FakeMessage, FakeTelegram

TOPIC = Text("staff-topic", {"state": "new", "number": "1", "points": "none", "name": "Maria"}).to_json()
LEAD: dict[str, Any] = {"lead": "x", "number": 1, "topic": TOPIC}
CLOSED = "Bad Request: TOPIC_CLOSED"


@pytest.fixture(autouse=True)
async def clean(fake: FakeTelegram) -> AsyncIterator[None]:
    """Whatever happens no rule of Telegram's is broken, and every mishap ordered has come to pass."""
    yield
    fake.assert_clean()
    assert fake.undue_faults() == []


def the_card(state: str = "new", *, ring: bool = False) -> Post:
    return post("card", {**LEAD, "say": card_say(state), "ring": ring}, "l:x", channel="office")


def card_say(state: str = "new") -> dict[str, Any]:
    lines = (
        Text("card-title", {"number": " #1", "name": "Maria", "goal": "–", "day": "–"}),
        Text("card-source", {"value": Typed("Maria")}),
        Text(f"card-state-{state}", {"name": Typed("五十嵐")}),
    )
    return Content("ja", lines, ((PostButton(Text("staff-take"), "take:1"),),)).to_json()


def note(text: str, name: str = "n:x:1", *, ring: bool = True, **more: Any) -> Post:
    say = says("staff-note", language="ja", text=Typed(text))
    return post("note", {**LEAD, "say": say, "ring": ring, "card": card_say(), **more}, name, channel="office")


def reply(key: str = "staff-help", thread: str | None = None) -> Post:
    return post("reply", {"thread": thread, "say": says(key, language="ja"), "ring": False}, "r:1", channel="office")


def erase(messages: list[str], topic: str | None = None) -> Post:
    say = says("staff-erased", language="ja", number="1")
    return post("erase", {"messages": messages, "topic": topic, "name": "#1", "say": say}, channel="office")


def written(group: FakeGroup) -> list[FakeMessage]:
    return [m for m in group.messages() if m.from_bot and not m.service]


def ids(dispatch: PaperDispatch, *, topics: bool = False) -> list[str]:
    return [number for name, number in dispatch.handles.items() if name.startswith("t:") is topics]
