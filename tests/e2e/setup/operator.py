"""Somebody who sets an office up: answers by what is asked, and remembers all that was shown."""

from __future__ import annotations

import asyncio
import os
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.commands import init
from bot.setup.prompt import Prompt
from bot.words.operator import saying
from tests.patience import PATIENCE_SECONDS
from tests.telegram import FakeBot, FakeGroup, FakeTelegram, FakeUser

CLIENT_TOKEN = "100:client-secret-client-secret"
OFFICE_TOKEN = "200:office-secret-office-secret"
BUTTON = "This is the staff group"
Answer = str | Callable[[], str]
USUAL: dict[str, list[Answer]] = {
    "Token": [CLIENT_TOKEN, OFFICE_TOKEN],
    "Name of the office, in 日本語": ["山田行政書士事務所"],
    "Name of the office, in English": ["Yamada Office"],
    "Who is responsible": ["行政書士 山田太郎"],
    "Telephone": ["03-1234-5678"],
    "Address, in 日本語": ["東京都千代田区1-1"],
}


def interrupt() -> str:
    """Ctrl-C instead of an answer."""
    raise KeyboardInterrupt


@dataclass
class Operator:
    """Answers each question with the next answer to it, or with Enter alone; `shown` is the whole screen."""

    answers: dict[str, list[Answer]]
    language: str = "en"
    shown: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def run(self) -> int:
        """Go through `intake init`."""
        return init.run(Namespace(lang=self.language), self.prompt)

    def is_interrupted(self) -> bool:
        """Go through `intake init` until Ctrl-C; False where it came to its end."""
        try:
            self.run()
        except KeyboardInterrupt:  # which would end a loop that hears of it
            return True
        return False

    @property
    def prompt(self) -> Prompt:
        """The terminal of this person."""
        return Prompt(saying(self.language), self.answer, self.answer, self.shown.append)

    @property
    def screen(self) -> str:
        """All that was shown, in one line, since lines are wrapped."""
        return " ".join(self.shown)

    def answer(self, question: str) -> str:
        """Answer one question; the last answer to it serves again."""
        self.shown.append(question)
        self.asked.append(question)
        assert self.asked.count(question) < 20, f"{question} {self.shown[-2:]}"
        found = next((known for known in self.answers if known in question), None)
        if found is None:
            return ""
        rest = self.answers[found]
        answer = rest.pop(0) if len(rest) > 1 else rest[0]
        return answer if isinstance(answer, str) else answer()


def usual(**more: list[Answer]) -> dict[str, list[Answer]]:
    """The usual answers; `more` comes first, with _ for a blank."""
    added = {name.replace("_", " "): answers for name, answers in more.items()}
    return added | {question: list(answers) for question, answers in USUAL.items() if question not in added}


@dataclass
class Place:
    """A fake Telegram with both bots and a group that the office bot is not in yet, and a folder to set up in."""

    fake: FakeTelegram
    folder: Path
    client: FakeBot
    office: FakeBot
    group: FakeGroup
    staff: FakeUser

    def start(self, operator: Operator) -> asyncio.Task[int]:
        """Let somebody set up, beside what happens in Telegram."""
        return asyncio.create_task(asyncio.to_thread(operator.run))

    async def posted(self, group: FakeGroup) -> None:
        """Wait for the button."""
        await self.fake.wait_for(lambda: any(BUTTON in m.labels for m in group.messages()))

    async def press(self, group: FakeGroup, who: FakeUser) -> None:
        """Wait for the button and press it."""
        await self.posted(group)
        await group.press_label(self.office, who, BUTTON)

    async def waits(self) -> None:
        """Wait until somebody waits for the group."""
        await self.fake.wait_for(lambda: self.office.polling)

    async def joins_and_presses(self) -> None:
        """The way things go: the bot is put into the group, and the button is pressed."""
        await self.waits()
        self.group.add_bot(self.office, by=self.staff)
        await self.press(self.group, self.staff)

    def files(self) -> dict[str, bytes]:
        """What is in the folder."""
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def texts(self, group: FakeGroup) -> list[str]:
        """What the office bot wrote in a group and is still there."""
        return [message.text for message in group.messages() if message.from_bot and not message.service]


class Screen:
    """The person's side of a pseudo-terminal: what is on the screen, and the keys."""

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self.text = ""
        self._seen = 0
        self._more = asyncio.Event()
        asyncio.get_running_loop().add_reader(handle, self._read)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.handle, keys.encode())

    async def until(self, words: str) -> None:
        """Wait until words stand on the screen, after those that were waited for before."""
        while (at := self.text.find(words, self._seen)) < 0:
            self._more.clear()
            await asyncio.wait_for(self._more.wait(), PATIENCE_SECONDS)
        self._seen = at + len(words)

    def close(self) -> None:
        """Go away."""
        asyncio.get_running_loop().remove_reader(self.handle)
        os.close(self.handle)

    def _read(self) -> None:
        try:
            read = os.read(self.handle, 4096)
        except OSError:  # nobody is at the other end any more
            read = b""
        if not read:
            asyncio.get_running_loop().remove_reader(self.handle)
        self.text += read.decode(errors="replace")
        self._more.set()
