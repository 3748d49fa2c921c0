"""The office's staff: whenever it is open they look at the cards, press, write to clients, note, and erase."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from tests.telegram import FakeMessage

if TYPE_CHECKING:
    from .year import Year

JAPAN = 9 * 3600
OPENS, CLOSES = 9.0, 18.5
# How gladly each button of a card is pressed; others a little.
GLADLY = {
    **{"take": 60, "done": 4, "decline": 1, "approve": 40, "refuse_time": 6, "came": 30, "missed": 6, "close": 8},
    **{
        "cancel_talk": 1,
        "move_talk": 1,
        "propose": 2,
        "more": 3,
        "erase": 3,
        "erase_sure": 30,
        "sheet": 0.05,
        "check": 1,
    },
    **{"hand_back": 6, "send_times": 10, "time": 6, "ask": 1, "saved": 1, "stop": 0.5},
}
ELSE = 0.7
COMMANDS = ("/leads", "/today", "/stats", "/help", "/leads mine", "/find Zq", "/audit")
STAFF_TOKEN = re.compile(r"(Zq[a-z]{5})s(\d+)s")


class Staff:
    """All of them, as one who acts by turns."""

    def __init__(self, year: Year, budget: int) -> None:
        self.year, self.budget = year, budget
        self.lots = random.Random(f"{year.universe.seed}/staff")
        self.done = 0
        self.said: dict[str, int] = {}
        open_seconds = year.universe.story.days * 5 / 7 * (CLOSES - OPENS) * 3600
        self.every = open_seconds / max(budget, 1)

    def act(self) -> None:
        """Do the next thing, and plan the one after it."""
        universe = self.year.universe
        if self.done >= self.budget or not self.year.is_going:
            return
        self.done += 1
        if (0, self.done) not in universe.story.skipped:
            self.year.acted(None, self._acts())
        universe.time.plan(self._when(universe.time.now + self.every * 2 * self.lots.random()), self.act)

    def _when(self, at: float) -> float:
        """The next moment from then on at which somebody is in the office."""
        moment = self.year.universe.time.moment().timestamp() + (at - self.year.universe.time.now) + JAPAN
        day, second = divmod(moment, 86_400)
        weekday = (int(day) + 3) % 7
        if second < OPENS * 3600:
            wait = OPENS * 3600 - second
        elif second > CLOSES * 3600:
            wait = 86_400 + OPENS * 3600 - second
            weekday = (weekday + 1) % 7
        else:
            wait = 0.0
        if weekday >= 5 and self.lots.random() < 0.97:
            wait += (7 - weekday) * 86_400 - (second - OPENS * 3600 if not wait else 0)
        return at + max(wait, 0.0)

    def _acts(self) -> str:
        lots, year = self.lots, self.year
        who = lots.choices(year.universe.staff, (5, 3, 3))[0]
        card = self._card()
        if card is None or lots.random() < 0.03:
            year.do(year.universe.group.say(year.universe.office, who, lots.choice(COMMANDS)))
            return "staff ask"
        group, office = year.universe.group, year.universe.office
        draw = lots.random()
        if draw < 0.25 and card.thread_id is not None and (mark := year.watch.mark_of_card(card)) is not None:
            topic = group.threads.get(card.thread_id)
            if topic is not None and not topic.deleted and not topic.closed:
                if lots.random() < 0.15:
                    year.do(group.say(office, who, "// 折り返し待ち", card.thread_id))
                    return "staff note"
                for _ in range(lots.choice((1, 1, 2, 3))):
                    number = self.said[mark] = self.said.get(mark, 0) + 1
                    year.do(group.say(office, who, f"こんにちは {mark}s{number}s", card.thread_id))
                return "staff write"
        offered = [str(data) for row in card.buttons for _, data in row if data is not None]
        if not offered:
            return "staff look"
        weights = [GLADLY.get(data.split(":", 1)[0], ELSE) for data in offered]
        data = lots.choices(offered, weights)[0]
        if data.startswith("erase_sure"):
            year.watch.staff_erase(card)
        year.watch.staff_press(card)
        year.do(group.press(office, who, card, data))
        return f"staff {data.split(':', 1)[0]}"

    def _card(self) -> FakeMessage | None:
        """A card that waits, most often; else any of the newer ones."""
        waiting, recent = self.year.watch.waiting, self.year.watch.recent
        for _ in range(4):
            if waiting and self.lots.random() < 0.6:
                number = next(iter(waiting))
                del waiting[number]
            elif recent:
                number = recent[-1 - min(int(self.lots.expovariate(0.03)), len(recent) - 1)]
            else:
                return None
            card = self.year.watch.card(number)
            if card is not None:
                return card
        return None


__all__ = ["STAFF_TOKEN", "Staff"]
