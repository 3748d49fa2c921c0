"""Clients of a simulated office: each has a character, a language, and an own sequence of lots for whatever they do.

What somebody does depends on what stands in their chat and on their own lots alone: so they do the same when others
are taken out of the story, as far as the service lets them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.telegram import FakeMessage, FakeUser, enclosures

if TYPE_CHECKING:
    from .year import Year

FIRST_NUMBER = 100_000
# What a name and each text of somebody bears, and nobody else's.
MARK = re.compile(r"Zq[a-z]{5}")
TOKEN = re.compile(r"(Zq[a-z]{5})n(\d+)n")
DAY = 86_400.0
# How many of the newest messages somebody looks at for a button.
LOOKED_AT = 14

# What is typed where a question asks for it, by both languages.
TYPED: dict[str, tuple[str, ...]] = {
    "salary_yen": ("8,000,000", "10,000,000", "650万円", "4,200,000", "about 7 million", "12000000"),
    "birth_date": ("1994-05-01", "1988-12-31", "1975-02-03", "May 1, 1990", "1999/7/7"),
    "experience_years": ("5 years", "10 years", "3", "0", "12年"),
    "work_begins": ("2023-04", "2022-10", "next month"),
    "work_since": ("2019-04", "2015-01-01"),
    "licences": ("0", "1", "2"),
    "children": ("0", "1"),
    "status_since": ("2020-04-01",),
    "in_japan_since": ("2018-09-01", "2010"),
    "resident_since": ("2012-01-01",),
    "lives_in": ("Tokyo", "London", "New York", "高崎"),
    "stay_until": ("2023-08-01", "2024-03-31"),
}
# What somebody who wants to get on presses, by question or page.
USUAL: dict[str, tuple[str, ...]] = {
    "consent": ("a:agree",),
    "residence": ("a:work", "a:work", "a:student", "a:abroad"),
    "activity": ("a:specialist", "a:specialist", "a:research", "a:manage"),
    "thorough": ("a:stop",),
    "review": ("ok",),
    "result": ("ok",),
    "contact_way": ("a:here",),
    "leave": ("yes",),
    "o/forg": ("forget", "forget", "keep"),
}
GOALS = {"person": ("a:other",), "hsp": ("a:hsp",), "curious": ("a:hsp", "a:pr", "a:hsp2", "a:family")}
# What nobody presses who wants to get on.
ASIDE = frozenset({"back", "help", "human", "forget", "unknown", "restart", "privacy", "a:refuse"})
COMMANDS = ("/start", "/result", "/help", "/human", "/privacy", "/status", "/recheck", "/language", "/data", "/cancel")
CHATTER = (
    "Thank you {}",
    "{} can you tell me more?",
    "いつ連絡をもらえますか {}",
    "I changed my job {}",
    "{}?",
    "OK {}",
)


def mark_of(number: int) -> str:
    """A name that nobody else has, of letters alone."""
    letters, rest = "", number
    for _ in range(5):
        rest, digit = divmod(rest, 26)
        letters = chr(ord("a") + digit) + letters
    return f"Zq{letters}"


class Client:
    """One of them."""

    def __init__(self, year: Year, number: int, budget: int) -> None:
        self.year, self.number, self.budget = year, number, budget
        self.lots = lots = random.Random(f"{year.universe.seed}/person/{number}")
        self.mark = mark_of(number)
        self.language = "ja" if lots.random() < 0.3 else "en"
        self.style = lots.choices(("person", "hsp", "curious"), (5, 4, 1))[0]
        self.think = 4.0 + 40.0 * lots.random() ** 3
        self.stamina = 8 + int(lots.random() * 40)
        self.quirk = lots.random() ** 2 * 0.25
        self.erases = lots.random() < 0.06
        self.done = 0
        self.shortened = 0
        self.said = 0
        self.in_session = 0
        # The oldest act that nobody has answered, and when it was; None while there is none.
        self.waits_since: float | None = None
        self.is_blocking = self.is_erased = False
        self.asks_to_be_erased: str | None = None
        self.leads: set[int] = set()
        self.old: list[tuple[int, str]] = []
        # Where they stood as they pressed a button of an old screen, and at which of their acts.
        self.stale: tuple[str, int, int] | None = None
        self.user: FakeUser = year.universe.fake.add_private_chat(
            FIRST_NUMBER + number, first_name=self.mark, language_code=self.language
        )

    @property
    def chat(self) -> int:
        """The number of their chat."""
        return self.user.id

    # --- when -------------------------------------------------------------------------------------------------------

    def act(self) -> None:
        """Do the next thing, and plan the one after it."""
        year, universe = self.year, self.year.universe
        if self.done >= self.budget:
            return
        self.done += 1
        self.in_session += 1
        kind = "skipped" if (self.number, self.done) in universe.story.skipped else self._acts()
        year.acted(self, kind)
        universe.time.plan(universe.time.now + self._pause(), self.act)

    def _pause(self) -> float:
        lots = self.lots
        if self.in_session < self.stamina and lots.random() > 0.03:
            return 1.5 + self.think * lots.expovariate(1.0)
        self.in_session = 0
        if lots.random() < 0.5:
            return lots.uniform(600.0, 8 * 3600.0)
        return DAY * (0.5 + lots.expovariate(1 / 9.0))

    # --- what -------------------------------------------------------------------------------------------------------

    def _acts(self) -> str:
        lots = self.lots
        client = self.year.universe.client
        chat = self.user.chat(client)
        if chat.blocked:
            self.year.do(self.user.unblock(client))
            self.is_blocking = False
            self.waits_since = None
            return "unblocks"
        if not chat.started:
            return self._types("/start")
        draw = lots.random()
        if draw < self.quirk:
            return self._odd()
        if self.erases and self.done > 0.7 * self.budget and self.leads and lots.random() < 0.3:
            return self._types("/forget")
        shown = self._shown()
        if shown is None:
            return self._types("/start" if lots.random() < 0.3 else self._chatter())
        return self._answers(shown)

    def _shown(self) -> FakeMessage | None:
        """The newest message with buttons."""
        found = None
        for message in reversed(self.user.chat(self.year.universe.client).all_messages[-LOOKED_AT:]):
            if message.markup is not None and not message.deleted and message.from_bot:
                found = message
                break
        return found

    def _answers(self, message: FakeMessage) -> str:
        lots = self.lots
        offered = [str(data) for row in message.buttons for _, data in row if data is not None]
        if not offered:
            return self._types(self._chatter())
        place = offered[0].split(".", 1)[0]
        actions = {data.split(".", 2)[-1]: data for data in offered}
        if place == "name":
            return self._types(f"Maria {self.mark}")
        if place == "note":
            return self._types(f"Please help me, says {self.mark}")
        if place in TYPED and lots.random() < 0.85:
            return self._types(lots.choice(TYPED[place]))
        wanted = GOALS[self.style] if place == "goal" else USUAL.get(place, ())
        if place == "language":
            wanted = (f"a:{self.language}",)
        if wanted and lots.random() < 0.96 and (chosen := lots.choice(wanted)) in actions:
            return self._presses(message, actions[chosen])
        if "done" in actions and lots.random() < 0.5:
            return self._presses(message, actions["done"])
        if place.startswith(("r/", "o/", "hande", "handed")) and lots.random() < 0.35:
            return self._types(self._chatter())
        # What stands first gets on; what leads aside is pressed now and then.
        forward = [data for action, data in actions.items() if action not in ASIDE]
        if forward and lots.random() < 0.9:
            return self._presses(message, forward[min(int(lots.expovariate(0.6)), len(forward) - 1)])
        return self._presses(message, lots.choice(offered))

    def _odd(self) -> str:
        """What happens in life: old buttons, two telephones, a change of mind, silence for ever."""
        lots, year, client = self.lots, self.year, self.year.universe.client
        draw = lots.random()
        if draw < 0.3 and self.old:
            number, data = lots.choice(self.old)
            year.watch.presses_old(self, data, self._shown())
            self._presses_oddly(number, data)
            return "presses an old button"
        if draw < 0.45 and (shown := self._shown()) is not None:
            # The second telephone shows the same message.
            offered = [str(data) for row in shown.buttons for _, data in row if data is not None]
            for data in (lots.choice(offered), lots.choice(offered)) if offered else ():
                self._presses_oddly(shown, data)
            return "presses on two telephones"
        if draw < 0.5:
            year.do(self.user.block(client))
            self.is_blocking, self.waits_since = True, None
            return "blocks"
        if draw < 0.56:
            year.do(self.user.send_content(client, enclosures.sticker(year.universe.fake.world.files, "👍")))
            self._asks()
            return "sends a sticker"
        if draw < 0.62:
            self.budget = min(self.budget, self.done + int(lots.random() * 3)) if lots.random() < 0.3 else self.budget
            return self._types("/human")
        if draw < 0.8:
            return self._types(self._chatter())
        if draw < 0.83 and self.erases:
            return self._types("/forget")
        return self._types(lots.choice(COMMANDS))

    # --- how --------------------------------------------------------------------------------------------------------

    def _token(self) -> str:
        self.said += 1
        return f"{self.mark}n{self.said}n"

    def _chatter(self) -> str:
        return self.lots.choice(CHATTER).format(self._token())

    def _types(self, text: str) -> str:
        self.year.do(self.user.send(self.year.universe.client, text))
        self._asks()
        return f"types {text}" if text.startswith("/") else "types"

    def _presses(self, message: FakeMessage, data: str) -> str:
        if len(self.old) < 12 or self.lots.random() < 0.2:
            self.old.append((message.message_id, data))
            del self.old[:-12]
        if data.endswith(".forget"):
            self.year.watch.about_to_erase(self)
        self.year.do(self.user.press(self.year.universe.client, message, data))
        self._asks()
        return f"presses {data.split('.', 1)[0]}"

    def _presses_oddly(self, message: int | FakeMessage, data: str) -> None:
        if data.endswith(".forget"):
            self.year.watch.about_to_erase(self)
        update = self.year.do(self.user.press(self.year.universe.client, message, data))
        self.year.watch.odd_presses[update["callback_query"]["id"]] = self
        self._asks()

    def _asks(self) -> None:
        if self.waits_since is None:
            self.waits_since = self.year.universe.time.now


Doing = Callable[[], None]
__all__ = ["FIRST_NUMBER", "MARK", "TOKEN", "Client", "mark_of"]
