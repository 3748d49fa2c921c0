"""People on both sides of the office: an interview that ends in a lead, and what staff see, press and write."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import select

from bot.run import Runner
from bot.settings import Settings
from bot.storage.tables import leads
from bot.words.words import Words
from dialogs.desk.matter import LeadRecord
from dialogs.messages import Text
from tests.e2e import peek
from tests.e2e.world import World, talk
from tests.support import no_answer
from tests.telegram import FakeGroup, FakeMessage, FakeUser

TAKE, FINISH, DECLINE, MORE = "担当する", "完了", "対応外", "⋯ その他"
# What staff send a client in their language.
ASK, SAVED = "質問する", "定型文"

one_words = cache(Words)

# Answers by question: the action of a button, or else a text to type. What is not named here is `unknown`.
USUAL: dict[str, str | list[str]] = {
    "consent": "a:agree",
    "goal": "a:hsp",
    "residence": "a:work",
    "activity": "a:specialist",
    "international_services": "a:no",
    "thorough": "a:stop",
    "review": "ok",
    "result": "ok",
    "contact_way": "a:here",
    "leave": "yes",
}

ASKS_A_PERSON: dict[str, str | list[str]] = {"goal": "a:other", "note": "Please help me"}

QUALIFIES: dict[str, str | list[str]] = {
    "salary_yen": "10,000,000",
    "birth_date": "1994-05-01",
    "degrees": ["on:doctorate", "done"],
    "experience_years": "10 years",
    "japanese": "a:n1",
}


UNDECIDED_60: dict[str, str | list[str]] = {
    "salary_yen": "10,000,000",
    "birth_date": "1970-05-01",
    "degrees": ["on:master", "done"],
    "experience_years": "0 years",
}

UNDECIDED_20 = UNDECIDED_60 | {"salary_yen": "3,900,000"}

SHORT = UNDECIDED_20 | {"rest": "no"}


def words(key: str, language: str = "ja", **args: str) -> str:
    """A text in plain words."""
    return one_words().plain(language, Text(key, args))


def state_of(service: Runner, user: FakeUser) -> str:
    """The bookmark of a person's conversation."""
    return peek.conversation(service, user).place.at


async def do(world: World, service: Runner, user: FakeUser, act: str) -> None:
    """Press the newest button with this action, or type."""
    for message in reversed(user.messages(world.client)):
        for _, data in (button for row in message.buttons for button in row):
            if str(data).split(".", 2)[-1] == act:
                await user.press(world.client, message, str(data))
                await world.settled(service)
                return
    await user.send(world.client, act)
    await world.settled(service)


async def interview(
    world: World, service: Runner, user: FakeUser, answers: dict[str, str | list[str]], until: str = "consultation"
) -> None:
    """Answer whatever is asked, by the question's id, until a question (or the end) is reached."""
    for _ in range(60):
        question = state_of(service, user)
        if question in (until, "handed_off", "closed"):
            return
        given = answers.get(question) or USUAL.get(question)
        if given is None:
            given = _usual(world, user, question, answers)
        for act in [given] if isinstance(given, str) else given:
            await do(world, service, user, act)
    raise AssertionError(f"still at {question}")


def _usual(world: World, user: FakeUser, question: str, answers: dict[str, str | list[str]]) -> str | list[str]:
    """The button that leaves a question open, or claims nothing; of several on one screen, those that do."""
    message = next(m for m in reversed(user.messages(world.client)) if m.buttons)
    offered = [str(data).split(".", 2)[-1] for row in message.buttons for _, data in row]
    usual = ("a:no", "a:none", "a:0", "done", "unknown") if answers.get("rest") == "no" else ("unknown",)
    rows = [action for action in offered if action.startswith("n:")]
    if rows and answers.get("rest") == "no":
        return [*rows, "done"]
    found = next((action for action in usual if action in offered), None)
    if found is None:
        raise no_answer(question, offered)
    return found


async def lead(
    world: World,
    service: Runner,
    number: int = 7,
    answers: dict[str, str | list[str]] | None = None,
    *,
    name: str = "Maria",
    language: str = "en",
) -> FakeUser:
    """Somebody new who goes all the way to the hand-off."""
    user = world.person(number, language=language)
    await talk(world, service, user, "/start")
    chosen = (answers or ASKS_A_PERSON) | {"language": f"a:{language}", "name": name}
    await interview(world, service, user, chosen)
    return user


def written(group: FakeGroup, thread: int | None = None) -> list[FakeMessage]:
    """What the office bot wrote and is still there."""
    return [m for m in group.messages(thread) if m.from_bot and not m.service]


def cards(group: FakeGroup, thread: int | None = None) -> list[FakeMessage]:
    """Cards: there must never be two for one client. Over a list there are buttons, too."""
    return [m for m in written(group, thread) if m.labels and "#" in m.text]


def card(group: FakeGroup, number: int = 1) -> FakeMessage:
    """The one live card of a lead."""
    [found] = [m for m in cards(group) if f"#{number}\u3000" in m.text]
    return found


def stored(world: World, service: Runner, number: int = 1) -> LeadRecord:
    """A lead as it is kept."""
    [found] = [s for s in world.leads(service) if s.number == number]
    return found


async def staff_press(world: World, service: Runner, label: str, who: FakeUser | None = None) -> dict[str, Any]:
    """A member of staff presses the newest button with this label."""
    update = await world.group.press_label(world.office, who or world.staff, label)
    await world.settled(service)
    return update


async def staff_say(world: World, service: Runner, text: str, thread: int | None = None) -> list[FakeMessage]:
    """A member of staff writes; returns what the bot answered."""
    before = written(world.group)
    await world.group.say(world.office, world.staff, text, thread)
    await world.settled(service)
    return [m for m in written(world.group) if m not in before]


def rings(world: World) -> int:
    """How many messages made a sound in the staff group."""
    return sum(not m.silent for m in written(world.group))


def button(world: World, user: FakeUser, action: str) -> tuple[FakeMessage, str]:
    """The newest button with this action, and the message it is under."""
    for message in reversed(user.messages(world.client)):
        for _, data in (button for row in message.buttons for button in row):
            if str(data).endswith(f".{action}"):
                return message, str(data)
    raise AssertionError(f"no button does {action}")


def buttons(world: World, user: FakeUser) -> Iterator[tuple[FakeMessage, str]]:
    """Every button a person can press, newest message first."""
    for message in reversed(user.messages(world.client)):
        yield from ((message, str(data)) for row in message.buttons for _, data in row)


async def until(predicate: Callable[[], bool]) -> None:
    """Let everybody else have their turns until something holds."""
    for _ in range(200_000):
        if predicate():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to hold")


def changed(settings: Settings, **changes: Any) -> Settings:
    """The settings with some of them changed."""
    return replace(settings, **changes)


async def forget(world: World, service: Runner, user: FakeUser) -> None:
    """A client has everything erased."""
    await do(world, service, user, "/forget")
    await do(world, service, user, "forget")


def copy_lead(service: Runner, last: int) -> None:
    """Store the only lead once more under each number from 2 to `last`, each of a person of its own."""
    database = service.core.database
    with database.engine.begin() as connection:
        row = connection.execute(select(leads)).one()._mapping
        bound = {"owner": row["person"], "version": row["version"]}
        content = database.sealer.open_json("leads", row["id"], row["sealed"], **bound)
        for number in range(2, last + 1):
            identity = f"{number:032}"
            sealed = database.sealer.seal_json(
                "leads", identity, {**content, "number": number}, **{**bound, "owner": identity}
            )
            copy = {**row, "number": number, "id": identity, "person": identity, "sealed": sealed}
            connection.execute(leads.insert().values(copy))
