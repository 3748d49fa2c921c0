"""What `intake doctor` says of LINE."""

from __future__ import annotations

import pytest

from bot.channels.line.wire import LineWire
from bot.checks.line import check_line
from bot.settings import Settings
from dialogs.office import LineRule
from tests.line.fake import TOKEN, FakeLine

OURS = "https://intake.example/line"
SETTINGS = Settings(public_url="https://intake.example")


async def said(fake: FakeLine, rule: LineRule = LineRule(), token: str = TOKEN) -> list[str]:  # noqa: B008 (frozen)
    """Each finding: how bad it is, and its text."""
    found = await check_line(SETTINGS, rule, LineWire(token, fake.base, fake.base))
    return [f"{one.severity.value} {one.says.key}" for one in found]


async def test_each_thing_that_can_be_wrong_is_named() -> None:
    async with FakeLine() as fake:
        assert (await said(fake))[1] == "warning doctor-line-webhook-none"
        fake.webhook = "https://elsewhere.example/line"
        assert (await said(fake))[1] == "warning doctor-line-webhook-other"
        fake.webhook = OURS
        well = ["ok doctor-line-is", "ok doctor-line-webhook", "ok doctor-line-quota-endless"]
        assert await said(fake) == well
        fake.is_active, fake.chat_mode, fake.limit, fake.used = False, "chat", 200, 50
        assert await said(fake) == [
            *("ok doctor-line-is", "warning doctor-line-chat-mode", "problem doctor-line-webhook-off"),
            "ok doctor-line-quota",
        ]
        fake.used = 190
        assert (await said(fake))[-1] == "warning doctor-line-quota"
        assert (await said(fake, LineRule(monthly_limit=100)))[-1] == "warning doctor-line-quota-over"
        assert await said(fake, token="another-token-another-token") == ["problem doctor-line-token-refused"]
        fake.fail_next("/info", 503)
        assert await said(fake) == ["problem doctor-line-unreachable"]


async def test_a_line_out_of_reach_is_named_without_the_token(caplog: pytest.LogCaptureFixture) -> None:
    nowhere = "http://127.0.0.1:9"
    [found] = await check_line(SETTINGS, LineRule(), LineWire(TOKEN, nowhere, nowhere))
    assert found.says.key == "doctor-line-unreachable"
    assert TOKEN not in str(found) + caplog.text
