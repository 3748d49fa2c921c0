"""Kill `intake run` with SIGKILL while clients and staff write to each other, and count what was lost or doubled.

    python -m tests.e2e.kills_of_talks --kills 100 --seed 1

Nearly fifty messages for each client, of both sides: texts, files, albums, and changes. At the end each has arrived, in
order. A message comes twice only where the process died between Telegram's taking it and our recording that: Telegram
knows no key by which it would recognise a call that is made again. Words that wait are joined, so that what comes again
may bring those behind it along. A translation server is there all the time: in the end everything has its translation,
once, and none stands beneath words that were changed since.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.e2e.kills import LONGEST_LINGER_SECONDS, walk
from tests.e2e.mortal import Mortal, Place, count_what_is_lost, fate
from tests.e2e.world import STAFF_CHAT, World, make_world
from tests.patience import PATIENCE_SECONDS
from tests.telegram import Call, FakeMessage, FakeUser
from tests.telegram.enclosures import document, photo
from tests.translator.fake import fake_translator

PEOPLE, ROUNDS = 2, 4
# What one round says, in order: what `FORMS` makes of it, and by whom.
ROUND = (
    *("client text", "staff text", "client file", "client text", "client text"),
    *("staff album", "staff text", "client album"),
)
MARK = re.compile(r"\[[cs]\d+-\d+[a-z]?\]")
# What each side writes and changes it to, behind a mark, and the language in which the other reads it.
WORDS = {"client": ("yes", "changed"), "staff": ("はい", "直し changed")}
READ_IN = {"client": "ja", "staff": "en"}
TRANSLATION = "🌐"
# Several lives begin meanwhile, each of which opens everything anew.
LIVES_SECONDS = 3 * PATIENCE_SECONDS
MAKING = ("sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup")


@dataclass(frozen=True)
class Toll:
    """What the deaths cost; `twice` are marks that came again in the message after a death."""

    deaths: Counter[Place]
    messages: int
    twice: int
    wrong: list[str]
    seconds: float

    def __str__(self) -> str:
        places = ", ".join(f"{n} {place}" for place, n in sorted(self.deaths.items()))
        return (
            f"{self.deaths.total()} kills ({places}), {self.messages} messages: {len(self.wrong)} wrong, "
            f"{self.twice} twice in the window, {self.seconds:.0f} s"
        )


class Talkers:
    """One client and staff, who write in the client's topic; every message bears a mark."""

    def __init__(self, world: World, user: FakeUser, lots: random.Random) -> None:
        self.world = world
        self.user = user
        self.lots = lots
        self.thread = next(n for n, name in world.group.topics.items() if name.endswith(user.first_name))
        self.marks: dict[str, list[str]] = {"client": [], "staff": []}
        self.last: dict[str, FakeMessage] = {}
        # By its mark, what stands there now of a side.
        self.changed: dict[str, dict[str, str]] = {"client": {}, "staff": {}}

    async def round(self, number: int) -> None:
        """Say what a round says, at its own pace, and change what was said last."""
        for place, step in enumerate(ROUND):
            side, form = step.split()
            marks = [f"[{side[0]}{self.user.id}-{number}{place}{part}]" for part in self._parts(form)]
            self.marks[side] += marks
            await self._say(side, form, marks)
            await asyncio.sleep(self.lots.random() * 0.05)
        for side in ("client", "staff"):
            message = self.last[side]
            mark = MARK.findall(message.text)[0]
            after = self.changed[side][mark] = f"{mark} {WORDS[side][1]}"
            if side == "client":
                await self.user.edit(self.world.client, message, after)
            else:
                await self.world.group.edit(self.world.office, self.world.staff, message, after)

    @staticmethod
    def _parts(form: str) -> Sequence[str]:
        return ("a", "b", "c") if form == "album" else ("",)

    async def _say(self, side: str, form: str, marks: Sequence[str]) -> None:
        files = self.world.fake.world.files
        album = self.world.fake.world.new_album() if form == "album" else None
        for text in (f"{mark} {WORDS[side][0]}" for mark in marks):
            contents: dict[str, Any] = {"text": text, "html": text, "entities": []}
            if form == "file":
                contents = document(files, "scan.pdf", caption=text)
            elif album is not None:
                contents = photo(files, text, album=album)
            if side == "client":
                await self.user.send_content(self.world.client, contents)
            else:
                await self.world.group.send_content(self.world.office, self.world.staff, contents, self.thread)
        if form == "text":
            chat = self.user.messages(self.world.client) if side == "client" else self.world.group.messages(self.thread)
            self.last[side] = next(m for m in reversed(chat) if not m.from_bot)

    def copies(self, side: str) -> list[FakeMessage]:
        """What stands on the other side of what one side wrote."""
        mine = self.user.messages(self.world.client) if side == "staff" else self.world.group.messages(self.thread)
        return [m for m in mine if m.from_bot and not m.service]

    def missing(self) -> list[str]:
        """What was written and is not there, changes as well."""
        found = []
        for side, marks in self.marks.items():
            text = "\n".join(m.text for m in self.copies(side))
            wanted = [*marks, *self.changed[side].values()]
            found += [mark for mark in wanted if mark not in text]
        return found

    async def arrives(self, deaths: Sequence[Place]) -> None:
        """Wait until all that was written is there; on a busy machine each life takes its time to begin."""
        while self.missing():
            before = len(deaths)
            try:
                await self.world.fake.wait_for(lambda: not self.missing(), LIVES_SECONDS)
            except TimeoutError as error:
                if len(deaths) == before:
                    raise AssertionError(f"{self.user}: never came: {self.missing()}") from error

    def wrong(self, made: Sequence[tuple[int, list[str]]], ends: Sequence[int], side: str) -> Iterator[str]:
        """What is wrong with what was made of one side's messages."""
        places: dict[str, list[int]] = {}
        for place, (_, marks) in enumerate(made):
            for mark in marks:
                places.setdefault(mark, []).append(place)
        if list(places) != self.marks[side]:
            yield f"{self.user}, {side}: {list(places)} and not {self.marks[side]}"
        for mark, found in places.items():
            for place, again in pairwise(found):
                is_next = again == place + 1
                if not is_next or not any(made[place][0] < end <= made[again][0] for end in ends):
                    yield f"{self.user}, {side}: {mark} came again without a death"

    def not_translated(self, side: str) -> Iterator[str]:
        """What is wrong with the translations of what one side wrote."""
        texts = [m.text for m in self.copies(side)]
        for mark in self.marks[side]:
            written = f"{mark} {WORDS[side][0]}"
            now = self.changed[side].get(mark, written)
            times = sum(text.count(f"[{READ_IN[side]}] {now}") for text in texts)
            if times != 1:
                yield f"{self.user}, {side}: {now} has {times} translations"
            if now != written and any(now in text and f"] {written}" in text for text in texts):
                yield f"{self.user}, {side}: beneath {now} stands the translation of {written}"


def _made(calls: Sequence[Call], lane: int, thread: int | None) -> list[tuple[int, list[str]]]:
    """The marks in each message that was made in a chat (a topic), and at which call.

    Left out are changes that were said anew, and translations that stand in an answer.
    """
    found = []
    for at, call in enumerate(calls):
        if call.method not in MAKING or not call.ok or str(call.params.get("chat_id")) != str(lane):
            continue
        if thread is not None and str(call.params.get("message_thread_id")) != str(thread):
            continue
        text = str(call.params.get("text") or call.params.get("caption") or call.params.get("media"))
        if (marks := MARK.findall(text)) and "changed" not in text and TRANSLATION not in text:
            found.append((at, marks))
    return found


async def suffer(folder: Path, kills: int, seed: int, rounds: int = ROUNDS) -> Toll:
    """Let clients and staff write so many rounds at least, until the process has died so often; then compare what each
    side has.
    """
    begun, lots = time.monotonic(), random.Random(seed)
    async with fake_translator() as translator, make_world(folder, translate_url=translator.url) as world:
        # A call of somebody who dies before Telegram takes it ends like this at Telegram's end.
        world.allows("Error handling request")
        is_stormy = asyncio.Event()
        mortal = Mortal(
            world.fake,
            world.folder,
            fate=lambda: fate(lots) if is_stormy.is_set() and len(mortal.deaths) < kills else None,
            linger=lambda: lots.random() * LONGEST_LINGER_SECONDS,
            unhurried=True,
            settings={"INTAKE_TRANSLATE_URL": translator.url},
        )
        living = asyncio.ensure_future(mortal.live())
        try:
            # On a busy machine it takes long until everything is imported.
            polls = world.fake.wait_for(lambda: _polls(world), LIVES_SECONDS)
            await _while(living, asyncio.ensure_future(polls))
            users = [world.person(1_000 + n, f"Maria{n}") for n in range(PEOPLE)]
            await _while(living, asyncio.gather(*(walk(world, user) for user in users)))
            talkers = [Talkers(world, user, lots) for user in users]
            is_stormy.set()
            mortal.kill()
            number = 0
            while len(mortal.deaths) < kills or number < rounds:
                number += 1
                await _while(living, asyncio.gather(*(one.round(number) for one in talkers)))
                await _while(living, asyncio.gather(*(one.arrives(mortal.deaths) for one in talkers)))
        finally:
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)
        # What was still to be said when all had arrived is said by one more life.
        async with world.service() as service:
            await world.settled(service)
        world.fake.assert_clean()
        calls, twice = world.fake.calls, 0
        wrong: list[str] = []
        for one in talkers:
            for side, lane, thread in (("staff", one.user.id, None), ("client", STAFF_CHAT, one.thread)):
                made = _made(calls, lane, thread)
                wrong += one.wrong(made, mortal.ends, side)
                wrong += one.not_translated(side)
                twice += sum(len(marks) for _, marks in made) - len({mark for _, marks in made for mark in marks})
        count = sum(len(marks) for one in talkers for marks in one.marks.values())
    return Toll(Counter(mortal.deaths), count, twice, wrong, time.monotonic() - begun)


def _polls(world: World) -> bool:
    # A poll that found nothing yet is no call that was made: it stands open for half a minute.
    return world.client.polling and world.office.polling


async def _while(living: asyncio.Future[None], doing: asyncio.Future[Any]) -> None:
    """Wait for what is being done; raises what ended the process instead."""
    ends: set[asyncio.Future[Any]] = {doing, living}
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    if living.done():
        doing.cancel()
        living.result()
    await doing


if __name__ == "__main__":
    raise SystemExit(count_what_is_lost(suffer, __doc__))
