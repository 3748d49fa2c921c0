"""A poor channel, and all there is of it: a pager that prints two hundred letters, with three buttons of twenty.

Nothing it has sent can be changed or taken back, and it takes no files. Only the suite knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels.plain import Saying, Starts, command_in, numbers_in, said_by, sayings
from bot.delivery.courier import Blocked, Dispatch, TooLate, TryLater
from bot.delivery.post import Post
from bot.receiving.reception import Reception
from bot.sheets.as_json import card_from_json
from bot.sheets.card_text import card_text
from bot.words.words import Words
from dialogs.abilities import Abilities, Price
from dialogs.messages import Act, ActKind

WINDOW = timedelta(hours=24)
ABILITIES = Abilities(
    longest_text=200, most_choices=3, longest_label=20, buttons_stay=False, window=WINDOW, writing_first=Price.NOT
)


class NoNetwork(Exception):
    """The pager's network is down."""


class Shut(Exception):
    """The person has not written for a day: the network takes nothing for them."""


class SwitchedOff(Exception):
    """The person has switched the pager off."""


@dataclass
class Pager:
    """The device: what it printed, and the buttons of its last page.

    Its network takes something for the person until a day after they wrote; without a clock it is as it is `is_shut`.
    """

    printed: list[str] = field(default_factory=list)
    buttons: tuple[tuple[str, str], ...] = ()
    failures: int = 0
    is_off: bool = False
    is_shut: bool = False
    clock: Callable[[], datetime] | None = None
    wrote: datetime | None = None

    def write(self) -> None:
        """The person writes something."""
        self.is_shut = False
        self.wrote = None if self.clock is None else self.clock()

    def show(self, text: str, buttons: tuple[tuple[str, str], ...]) -> str:
        if self.failures:
            self.failures -= 1
            raise NoNetwork
        if self.is_off:
            raise SwitchedOff
        is_late = self.clock is not None and self.wrote is not None and self.clock() >= self.wrote + WINDOW
        if self.is_shut or is_late:
            raise Shut
        assert len(text) <= 200
        assert len(buttons) <= 3
        assert all(len(label) <= 20 for label, _ in buttons)
        self.printed.append(text)
        self.buttons = buttons
        return f"page-{len(self.printed)}"


class PoorCourier:
    """Sends posts to a pager."""

    room = 0

    def __init__(self, pager: Pager, words: Words) -> None:
        self.pager = pager
        self.words = words
        self._numbered: tuple[str, ...] = ()
        self._arrived: dict[str, list[str]] = {}
        self._starts = Starts()

    def size(self, post: Post) -> int:
        return 1

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        try:
            return await self._deliver(post, dispatch)
        except NoNetwork:
            raise TryLater("no network") from None
        except SwitchedOff:
            raise Blocked("switched off") from None
        except Shut:
            raise TooLate("nobody wrote for a day") from None

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        """What is printed stays printed."""

    async def _deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        if post.kind in ("strip", "erase", "unsend"):
            return {}
        if post.kind == "picture":
            text = card_text(card_from_json(post.payload["picture"]))
            pages = [Saying(text[start : start + 200]) for start in range(0, len(text), 200)]
        elif post.kind == "entry":
            entry = await dispatch.calendar_file(as_file=False)
            if entry is None:
                return {}
            pages = sayings(self.words, entry, ABILITIES)
        else:
            pages = sayings(self.words, said_by(self.words, post, ABILITIES, self._starts), ABILITIES)
        arrived = self._arrived.setdefault(post.id, [])
        await dispatch.may_send(len(pages) - len(arrived))
        for page in pages[len(arrived) :]:
            arrived.append(self.pager.show(page.text, page.buttons))
        self._numbered = pages[-1].numbered
        del self._arrived[post.id]
        return {post.handle: arrived[-1]} if post.handle else {}

    def pressed(self, typed: str) -> str | None:
        """What a person means who presses a button or types a number; None where it is an answer in words."""
        for label, data in self.pager.buttons:
            if label == typed:
                return data
        numbers = numbers_in(typed, len(self._numbered))
        return self._numbered[numbers[0] - 1] if len(numbers) == 1 else None


class PoorReceiver:
    """Turns what a person does on a pager into acts. `number` is the pager's own of what it sends."""

    def __init__(self, to: str, courier: PoorCourier, reception: Reception) -> None:
        self.to = to
        self.courier = courier
        self.reception = reception

    async def typed(self, number: int, line: str) -> None:
        if data := self.courier.pressed(line):
            await self._submit(number, Act(ActKind.PRESS, data=data))
        elif command := command_in(line):
            await self._submit(number, Act(ActKind.COMMAND, command[1], command[0]))
        else:
            await self._submit(number, Act(ActKind.TEXT, line))

    async def sent(self, number: int, kind: str, phone: str = "") -> None:
        await self._submit(number, Act(ActKind.OTHER, kind, data=phone))

    async def switched_off(self, number: int) -> None:
        await self._submit(number, Act(ActKind.LEFT))

    async def garbled(self, number: int) -> None:
        await self.reception.unread.record(f"{self.to}/{number}", "noise")

    async def _submit(self, number: int, act: Act) -> None:
        self.courier.pager.write()
        await self.reception.submit(f"{self.to}/{number}", self.to, act, str(number))
