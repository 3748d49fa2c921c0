"""Kill `intake run` with SIGKILL while people talk to it, as often as asked, and count what was lost or doubled.

    python -m tests.e2e.kills --kills 100 --seed 1

Every person walks from /start to a taken lead. At the end each of them has the answers and the words on the screen of
a person whose bot never died, staff have one card for each, and a message came twice only where the process died
between Telegram's taking it and our recording that.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bot.run import Runner
from tests.e2e import peek
from tests.e2e.mortal import Mortal, Place, count_what_is_lost, fate
from tests.e2e.world import STAFF_CHAT, World, make_world, pass_over
from tests.patience import PATIENCE_SECONDS
from tests.telegram import FakeMessage, FakeUser

# Where a person is asked, by its id, and what they then do: `[...]` presses a button that begins so.
WALK = (
    ("", "/start flyer"),
    ("language", "[English]"),
    ("consent", "[I agree]"),
    ("goal", "[Get a Highly]"),
    ("residence", "[A work visa]"),
    ("activity", "[Specialist]"),
    ("work_field", "[IT]"),
    ("salary_yen", "6,500,000"),
    ("birth_date", "/human"),
    ("note", "Please help me"),
    ("name", "NAME"),
    ("contact_way", "[In this chat]"),
    ("leave", "[Yes, send it]"),
    ("consultation", "[Online]"),
    ("half_days", "[None of these]"),
    ("handed_off", "one more word"),
)
SCRIPTED = [place for place, _ in WALK]
PASSED_ON = "Your message is with the office"
TAKE = "担当する"
TAKEN = "has taken your request"
MAKING = ("sendMessage", "createForumTopic")
AT_ONCE = 3
# Long enough for what comes after an answer: recording it, the next row, the next turn.
LONGEST_LINGER_SECONDS = 0.05


@dataclass(frozen=True)
class Toll:
    """What the deaths cost; `twice` are messages made again after a death between Telegram's taking and our commit."""

    people: int
    deaths: Counter[Place]
    twice: int
    story: dict[str, Any]
    wrong: list[str]
    seconds: float

    def __str__(self) -> str:
        places = ", ".join(f"{n} {place}" for place, n in sorted(self.deaths.items()))
        return (
            f"{self.deaths.total()} kills ({places}), {self.people} people: {len(self.wrong)} stories changed, "
            f"{self.twice} messages twice in the window, {self.seconds:.0f} s\neverybody's story: {self.story}"
        )


async def walk(world: World, user: FakeUser) -> None:
    """Do what a person does, each act once, when the screen asks for it; then let staff take the lead."""
    for place, act in WALK:
        if place:
            await pass_over(world, user, place, SCRIPTED)
        if act.startswith("["):
            message, data = await world.fake.wait_for(partial(_button, world, user, act.strip("[]")), PATIENCE_SECONDS)
            await user.press(world.client, message, data)
        else:
            await user.send(world.client, act.replace("NAME", user.first_name))
    await world.fake.wait_for(partial(_shows, world, user, PASSED_ON), PATIENCE_SECONDS)
    card = await world.fake.wait_for(partial(_card, world, user), PATIENCE_SECONDS)
    assert card is not None
    await world.group.press(world.office, world.staff, card, str(card.data_of(TAKE)))
    await world.fake.wait_for(partial(_shows, world, user, TAKEN), PATIENCE_SECONDS)
    await world.fake.wait_for(partial(_settled, world, user), PATIENCE_SECONDS)


def _newest(world: World, user: FakeUser) -> list[FakeMessage]:
    """What a person sees without scrolling. A question that came again in the window stands below its live copy."""
    return [m for m in user.messages(world.client) if m.from_bot][-8:]


def _shows(world: World, user: FakeUser, words: str) -> bool:
    return any(words in m.text for m in _newest(world, user))


def _button(world: World, user: FakeUser, label: str) -> tuple[FakeMessage, str]:
    """The newest button that begins so. An unread screen may still be on its way: then there is none."""
    for message in reversed(_newest(world, user)):
        for row in message.buttons:
            for text, data in row:
                if text.startswith(label):
                    return message, str(data)
    raise AssertionError(f"{user}: no button {label!r} under {[m.text[:40] for m in _newest(world, user)]}")


def _card(world: World, user: FakeUser) -> FakeMessage | None:
    """The newest card that names a person and can be taken."""
    mine = [m for m in world.group.messages() if user.first_name in m.text and TAKE in m.labels]
    return mine[-1] if mine else None


def _settled(world: World, user: FakeUser) -> bool:
    """Whether the newest card that names a person says who took it."""
    mine = [m for m in world.group.messages() if m.buttons and user.first_name in m.text]
    return bool(mine) and world.staff.first_name in mine[-1].text


def _made(world: World, ends: Sequence[int]) -> tuple[dict[str, list[str]], int]:
    """First lines of the messages made, in order, without those made twice around a death; and how many those were.

    By private chat, and in the staff group by the name of the topic. Only the last message before a death may come
    again, as the first one after it: a lane has one row under way at a time.
    """
    made: dict[str, list[str]] = {}
    topics: dict[int, str] = {}
    last: dict[str, tuple[int, str]] = {}
    twice = 0
    for at, call in enumerate(world.fake.calls):
        if call.method not in MAKING or not call.ok:
            continue
        lane = whose = str(call.params["chat_id"])
        words = str(call.params.get("text", call.params.get("name"))).partition("\n")[0]
        if call.method == "createForumTopic":
            topics[call.result["message_thread_id"]] = words.split()[-1]
        if lane == str(STAFF_CHAT):
            whose = topics[call.result["message_thread_id"]]
        before, what = last.get(lane, (at, ""))
        last[lane] = (at, f"{whose}: {words}")
        if what == last[lane][1] and any(before < end <= at for end in ends):
            twice += 1
        else:
            made.setdefault(whose, []).append(words)
    return made, twice


def _story(made: Mapping[str, Sequence[str]], user: FakeUser, stored: Mapping[str, Any]) -> dict[str, Any]:
    """How a person's story ended, fit to be compared with another's.

    The process that dies lives by the machine's clock, the undisturbed one by a made-up one: the day of a card is left
    out.
    """
    own = re.compile(rf"{user.first_name}\b|[#🆕]\d+|\d+年\d+月\d+日")
    lanes = {"private": f"{user.id}", "staff": user.first_name}
    return {**stored, **{k: [own.sub("…", words) for words in made.get(lane, [])] for k, lane in lanes.items()}}


async def undisturbed(folder: Path) -> dict[str, Any]:
    """The story of a person whose bot never dies."""
    async with make_world(folder) as world, world.service() as service:
        user = world.person(999, "Maria")
        await walk(world, user)
        await world.settled(service)
        return _story(_made(world, [])[0], user, _stored(world, service, user))


async def suffer(folder: Path, kills: int, seed: int) -> Toll:
    """Let people walk until the process has died so often; then compare everybody's story with an undisturbed one."""
    begun = time.monotonic()
    lots = random.Random(seed)
    for name in ("calm", "stormy"):
        (folder / name).mkdir()
    expected = await undisturbed(folder / "calm")
    async with make_world(folder / "stormy") as world:
        # A call of somebody who dies before Telegram takes it ends like this at Telegram's end.
        world.allows("Error handling request")
        people: list[FakeUser] = []
        mortal = Mortal(
            world.fake,
            world.folder,
            fate=lambda: fate(lots) if len(mortal.deaths) < kills else None,
            linger=lambda: lots.random() * LONGEST_LINGER_SECONDS,
        )
        living = asyncio.ensure_future(mortal.live())
        try:
            while len(mortal.deaths) < kills:
                group = [world.person(1_000 + n, f"Maria{n}") for n in range(len(people), len(people) + AT_ONCE)]
                people += group
                walking = asyncio.gather(*(walk(world, user) for user in group))
                ends: set[asyncio.Future[Any]] = {walking, living}
                await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
                if living.done():
                    walking.cancel()
                    living.result()
                await walking
        finally:
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)
        # What was still to be said when the last of them was content is said by one more life.
        async with world.service() as service:
            await world.settled(service)
            made, twice = _made(world, mortal.ends)
            stories = [_story(made, user, _stored(world, service, user)) for user in people]
        world.fake.assert_clean()
    wrong = [
        f"{user}, {part}: {story[part]} and not {expected[part]}"
        for user, story in zip(people, stories, strict=True)
        for part in story
        if story[part] != expected[part]
    ]
    deaths = Counter(mortal.deaths)
    return Toll(len(people), deaths, twice, expected, wrong, time.monotonic() - begun)


def _stored(world: World, service: Runner, user: FakeUser) -> dict[str, Any]:
    person = peek.person(service.core.database, user)
    assert person is not None, f"nothing is stored of {user}"
    leads = [stored.record for stored in world.stored_leads(service) if stored.person == person.id]
    return {
        "answers": {k: a.value for k, a in person.conversation.answers.items() if k != "name"},
        "state": person.conversation.place.at,
        "leads": [
            (lead.state, lead.taken_by.name if lead.taken_by else None, lead.consented.name == user.first_name)
            for lead in leads
        ],
    }


if __name__ == "__main__":
    raise SystemExit(count_what_is_lost(suffer, __doc__))
