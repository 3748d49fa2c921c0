"""Clients who walk from /start to a taken lead, and staff who take it: each act once, when the screen asks for it.

What a person does follows from the seed and their number alone; nobody presses twice, or asks what became of something.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.world import World, asked
from tests.patience import PATIENCE_SECONDS
from tests.telegram import FakeMessage, FakeUser

# What is done at each question, by its id: `[...]` presses a button that begins so. What is not here is left open.
ANSWERS = {
    "language": "[English]",
    "consent": "[I agree]",
    "goal": "[Get a Highly]",
    "residence": "[A work visa]",
    "activity": "[Specialist]",
    "work_field": "[IT]",
    "salary_yen": "6,500,000",
    "birth_date": "/human",
    "note": "Please help me",
    "name": "NAME",
    "contact_way": "[In this chat]",
    "leave": "[Yes, send it]",
}
BOOKING = "o/book"
TAKE, TAKEN = "担当する", "has taken your request"
# How many screens lie at most between /start and the end.
MOST_SCREENS = 80
# A machine that is busy, and processes that die at each step, take their time.
STUCK_SECONDS = 2 * PATIENCE_SECONDS


class Stuck(Exception):
    """Somebody waited in vain; says who, for what, and what their chat shows."""


@dataclass
class Character:
    """What a person is like: whether they book a time, how much they write afterwards, after which act they leave."""

    books: bool
    words: int
    blocks_at: int | None
    delays: random.Random

    @classmethod
    def of(cls, seed: int, number: int) -> Character:
        """Return the one that follows from the seed."""
        lots = random.Random(f"{seed} person {number}")
        blocks = lots.randint(2, 15) if lots.random() < 0.15 else None
        return cls(lots.random() < 0.4, lots.choice((0, 0, 2, 5)), blocks, lots)

    @classmethod
    def plain(cls) -> Character:
        """Return somebody who neither books nor writes, nor leaves."""
        return cls(False, 0, None, random.Random(0))


@dataclass
class Client:
    """One person. `acted` is told of each act, before it is done.

    Staff act only while `may_staff_act` is set, and a request is sent only while `may_send` is.
    """

    world: World
    user: FakeUser
    character: Character
    acted: Callable[[str], None]
    may_staff_act: asyncio.Event
    may_send: asyncio.Event
    # The office has their request, or is about to, and has not taken it yet; and, at the end, all went well.
    is_waited_for: bool = False
    is_content: bool = False
    marks: list[str] = field(default_factory=list)
    staff_marks: list[str] = field(default_factory=list)
    has_booked: bool = False
    _seen: set[tuple[Any, ...]] = field(default_factory=set)
    _acts: int = 0

    async def live(self) -> None:
        """Do all they came for."""
        await self._send("/start flyer")
        for _ in range(MOST_SCREENS):
            message = await self._until(lambda: self._next() or self._at_rest(), "the next question")
            if not isinstance(message, FakeMessage):
                break
            await self._answer(message)
        else:
            raise Stuck(f"{self.user}: still asked after {MOST_SCREENS} screens\n{self.history()}")
        await self._taken()
        await self._talk()

    # --- the interview ------------------------------------------------------------------------------------------------

    def _newest(self) -> list[FakeMessage]:
        """What is seen without scrolling."""
        return [m for m in self.user.messages(self.world.client) if m.from_bot][-8:]

    def _live(self) -> FakeMessage | None:
        """The screen that counts: with the newest answers, the lowest of those."""
        return max((m for m in reversed(self._newest()) if m.buttons), key=_revision, default=None)

    def _next(self) -> FakeMessage | None:
        """The screen to answer now, if it was not answered yet."""
        message = self._live()
        if message is None or _signature(message) in self._seen:
            return None
        place = asked(message)
        is_asked = place in ANSWERS or place == BOOKING or _unknown(message) is not None
        return message if is_asked and not self._has_what_they_want(message) else None

    def _has_what_they_want(self, message: FakeMessage) -> bool:
        """Whether a screen says that they have their time."""
        return self.character.books and asked(message) == BOOKING and _action(message, "sure") is not None

    def _at_rest(self) -> bool:
        """Whether the office has their request and nothing is asked of them."""
        message = self._live()
        if message is not None and self._has_what_they_want(message):
            self.has_booked = True
            return True
        texts = [m.text for m in self._newest()]
        return not self.character.books and any("has your request" in text for text in texts) and self._closed()

    def _closed(self) -> bool:
        return any(place == BOOKING and data[0][1].endswith(("close", "way:online")) for place, _, data in self._seen)

    async def _answer(self, message: FakeMessage) -> None:
        self._seen.add(_signature(message))
        place = asked(message)
        if place == BOOKING:
            await self._press(message, self._booking(message))
            return
        if place == "leave":
            await self.may_send.wait()
            self.is_waited_for = True
        act = ANSWERS.get(str(place))
        if act is None:
            await self._press(message, str(_unknown(message)))
        elif act.startswith("["):
            await self._press(message, _labelled(message, act.strip("[]")))
        else:
            await self._send(act.replace("NAME", self.user.first_name))

    def _booking(self, message: FakeMessage) -> str:
        """What a client does on a screen of times."""
        if not self.character.books:
            return str(_action(message, "close") or _action(message, "drop"))
        if (data := _action(message, "yes") or _action(message, "way:online")) is not None:
            return data
        times = [str(d) for row in message.buttons for _, d in row if ".s:" in str(d)]
        if times:
            return self.character.delays.choice(times)
        raise Stuck(f"{self.user}: no time to choose\n{self.history()}")

    # --- staff, and talk ----------------------------------------------------------------------------------------------

    async def _taken(self) -> None:
        """Let staff take the lead, and hear of it."""
        while True:
            card = await self._until(self._card, "their card in the group")
            if self.may_staff_act.is_set():
                break
            await self.may_staff_act.wait()
        self.acted(f"staff take {self.user.first_name}")
        await self.world.group.press(self.world.office, self.world.staff, card, str(card.data_of(TAKE)))
        await self._until(lambda: any(TAKEN in m.text for m in self._newest()), "that staff took their request")
        self.is_waited_for = False

    def _card(self) -> FakeMessage | None:
        mine = [m for m in self.world.group.messages() if TAKE in m.labels and self.user.first_name in m.text]
        return mine[-1] if mine else None

    async def _talk(self) -> None:
        """Write to staff, and they to the client where there is a topic."""
        for number in range(self.character.words):
            mark = f"[c{self.user.id}-{number}]"
            self.marks.append(mark)
            await self._send(f"{mark} one more word")
            await asyncio.sleep(self.character.delays.random() * 0.05)
            thread = self._topic()
            if thread is not None and self.may_staff_act.is_set():
                mark = f"[s{self.user.id}-{number}]"
                self.staff_marks.append(mark)
                self.acted(f"staff write {mark}")
                await self.world.group.say(self.world.office, self.world.staff, f"{mark} 承知しました", thread)

    def _topic(self) -> int | None:
        """The topic with their card. One that was made by a call whose answer was lost stands empty beside it."""
        mine = [m.thread_id for m in self.world.group.messages() if m.labels and self.user.first_name in m.text]
        return mine[-1] if mine and mine[-1] in self.world.group.topics else None

    # --- acting and waiting -------------------------------------------------------------------------------------------

    async def _send(self, text: str) -> None:
        self.acted(f"{self.user.first_name} writes {text}")
        await self.user.send(self.world.client, text)
        await self._perhaps_block()

    async def _press(self, message: FakeMessage, data: str) -> None:
        self.acted(f"{self.user.first_name} presses {data}")
        await self.user.press(self.world.client, message, data)
        await self._perhaps_block()

    async def _perhaps_block(self) -> None:
        """Leave for a moment, once, right after an act: what answers it finds the door closed."""
        self._acts += 1
        if self._acts != self.character.blocks_at:
            return
        self.acted(f"{self.user.first_name} blocks the bot")
        await self.user.block(self.world.client)
        await asyncio.sleep(self.character.delays.random() * 1.5)
        self.acted(f"{self.user.first_name} comes back")
        await self.user.unblock(self.world.client)

    async def _until(self, found: Callable[[], Any], what: str) -> Any:
        try:
            return await self.world.fake.wait_for(found, STUCK_SECONDS)
        except TimeoutError:
            raise Stuck(f"{self.user} waits in vain for {what}\n{self.history()}") from None

    def history(self) -> str:
        """What their chat shows, a message a line."""
        lines = []
        for m in self.user.messages(self.world.client)[-14:]:
            who = "bot" if m.from_bot else "they"
            lines.append(f"      {who}: {m.text[:90]!r} {[str(d) for row in m.buttons for _, d in row][:4]}")
        return "\n".join(lines)


def _signature(message: FakeMessage) -> tuple[Any, ...]:
    data = tuple((label, str(data)) for row in message.buttons for label, data in row)
    return asked(message), message.text, data


def _revision(message: FakeMessage) -> int:
    return max((int(mark[1]) for mark in _marks(message) if len(mark) > 2 and mark[1].isdigit()), default=0)


def _marks(message: FakeMessage) -> Iterator[list[str]]:
    return (str(data).split(".", 2) for row in message.buttons for _, data in row)


def _action(message: FakeMessage, action: str) -> str | None:
    return next((".".join(mark) for mark in _marks(message) if mark[-1] == action), None)


def _unknown(message: FakeMessage) -> str | None:
    return _action(message, "unknown")


def _labelled(message: FakeMessage, begins: str) -> str:
    found = next((str(d) for row in message.buttons for label, d in row if label.startswith(begins)), None)
    if found is None:
        raise Stuck(f"no button {begins!r} under {message.text[:80]!r}")
    return found


__all__ = ["Character", "Client", "Stuck"]
