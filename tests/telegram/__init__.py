"""A strict fake of Telegram for the tests of both bots; `FakeTelegram` is where to begin.

What people send beside plain text is made in `enclosures`.
"""

from .bots import CallbackAnswer, FakeBot, Update
from .calls import Call
from .clock import FakeClock
from .faults import Gate
from .files import FakeFile, Sizes
from .groups import FakeGroup
from .messages import FakeMessage
from .people import FakeUser
from .rates import Limits
from .server import FakeTelegram

__all__ = [
    "Call",
    "CallbackAnswer",
    "FakeBot",
    "FakeClock",
    "FakeFile",
    "FakeGroup",
    "FakeMessage",
    "FakeTelegram",
    "FakeUser",
    "Gate",
    "Limits",
    "Sizes",
    "Update",
]
