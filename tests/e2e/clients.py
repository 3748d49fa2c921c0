"""What tests of the clients' bot look at: where a person stands, and the one message with buttons."""

from __future__ import annotations

from bot.run import Runner
from tests.e2e import peek
from tests.e2e.world import HERE, NO_DAY, SENT, World
from tests.telegram import FakeMessage, FakeUser

AGREED = ("/start", "[English]", "[I agree]")
# The shortest way to the hand-off: straight to a person.
TO_A_PERSON = (*AGREED, "/human", "Please help me", HERE[0])
HANDED_OFF = (*TO_A_PERSON, HERE[1], *SENT, *NO_DAY)
TO_SALARY = (
    *AGREED,
    "[Highly Skilled Professional visa]",
    "[A work visa]",
    "[Specialist]",
    "[IT, engineering]",
)
TO_RESULT = (
    *TO_SALARY,
    "6,500,000",
    "1994-05-01",
    "[Master's]",
    "[Done]",
    "5 years",
    "[JLPT N1]",
    "[Show my result]",
    "[All correct]",
)


def state(service: Runner, user: FakeUser) -> str:
    return peek.conversation(service, user).place.at


def only_live(world: World, user: FakeUser) -> FakeMessage:
    """The one message with buttons."""
    [message] = peek.live(world, user)
    return message
