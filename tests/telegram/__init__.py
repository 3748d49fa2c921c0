"""A strict fake of Telegram for the tests of both bots; `FakeTelegram` is where to begin."""

from .bots import CallbackAnswer, FakeBot, Update
from .calls import Call
from .clock import FakeClock
from .faults import Gate
from .groups import FakeGroup
from .messages import FakeDocument, FakeMessage
from .people import FakeUser
from .rates import Limits
from .server import FakeTelegram

__all__ = [
    "Call",
    "CallbackAnswer",
    "FakeBot",
    "FakeClock",
    "FakeDocument",
    "FakeGroup",
    "FakeMessage",
    "FakeTelegram",
    "FakeUser",
    "Gate",
    "Limits",
    "Update",
]
