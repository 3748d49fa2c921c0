"""What the client and staff see of a booking, step by step, as a text that staff can read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.run import Runner
from tests.e2e.booking.offices import chooses, staff_press, with_bookings
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeMessage, FakeUser

FOLDER = Path(__file__).with_name("transcripts")
CLIENT, STAFF, TIME = "■ お客様{name}：", "□ 職員：", "… {time}"
# Marks around what somebody typed, which nobody sees.
ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
TO_CLIENT, TO_STAFF = "  → お客様{name}の画面", "  → 職員のグループ"


@dataclass
class Transcript:
    """A talk of some clients and staff, written down as it goes on. The first line says what it shows."""

    world: World
    service: Runner
    title: str
    people: dict[int, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    _seen: dict[tuple[int, int], tuple[list[str], str]] = field(default_factory=dict)

    def begins(self) -> None:
        """From here on it is written down."""
        self.lines = [self.title]
        list(self._news())

    async def client(self, user: FakeUser, *acts: str) -> None:
        """A client acts."""
        for act in acts:
            self.lines += ["", CLIENT.format(name=self._name(user)) + act]
            await talk(self.world, self.service, user, act)
            await self._look()

    async def staff(self, *labels: str) -> None:
        """A member of staff presses buttons."""
        for label in labels:
            self.lines += ["", f"{STAFF}[{label}]"]
            await staff_press(self.world, self.service, label)
            await self._look()

    async def says(self, text: str, thread: int | None = None) -> None:
        """A member of staff writes in the group, or in a topic of it."""
        self.lines += ["", STAFF + text]
        await self.world.group.say(self.world.office, self.world.staff, text, thread)
        await self._look()

    async def passes(self, told: str, *steps: timedelta, until: str) -> None:
        """Time passes, in steps, so that no timer is late by more than one, until somebody reads these words."""
        self.lines += ["", TIME.format(time=told)]
        for step in steps:
            await self.world.pass_quietly(step, surely=True)
        await self.world.fake.wait_for(lambda: any(until in m.text for _, found in self._chats() for m in found))
        await self._look()

    def checked(self, name: str, *, refresh: bool) -> None:
        """Compare with what is kept, or keep it anew."""
        path, text = FOLDER / f"{name}.txt", "\n".join(self.lines) + "\n"
        if refresh:
            FOLDER.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: read the difference, then --refresh-transcripts"

    # --- what is new ----------------------------------------------------------------------------------------------

    async def _look(self) -> None:
        await self.world.settled(self.service)
        for head, lines in self._news():
            self.lines += [head, *(f"    {line}" for line in lines)]

    def _name(self, user: FakeUser) -> str:
        return self.people.get(user.id, "")

    def _news(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each message that is new or was changed: where it stands, and its lines; of a changed one the new."""
        for head, messages in self._chats():
            for message in messages:
                shown = self._changed(message) if message.from_bot and not message.service else []
                if shown:
                    yield head, shown

    def _chats(self) -> Iterator[tuple[str, list[FakeMessage]]]:
        for number, name in self.people.items():
            yield TO_CLIENT.format(name=name), self.world.fake.world.users[number].messages(self.world.client)
        yield TO_STAFF, self.world.group.messages()

    def _changed(self, message: FakeMessage) -> list[str]:
        key = (message.chat.id, message.message_id)
        text = [line for line in message.text.translate(ISOLATES).split("\n") if line]
        buttons = " ".join(f"[{label}]" for row in message.buttons for label, _ in row).translate(ISOLATES)
        before, pressed = self._seen.get(key, ([], ""))
        self._seen[key] = (text, buttons)
        news = [line for line in text if line not in before]
        if message.document is not None and news:
            news = [f"[{message.document.filename}]", *news]
        return [*news, *([buttons] if buttons and (news or buttons != pressed) else [])]


@asynccontextmanager
async def with_one_client(
    folder: Path, name: str, title: str, *sections: str, refresh: bool
) -> AsyncIterator[tuple[Transcript, FakeUser]]:
    """One client who is to choose a time, at an office with these sections in its profile; compared at the end."""
    async with make_world(folder, office=with_bookings(folder, *sections)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        script = Transcript(world, service, title, {7: ""})
        script.begins()
        yield script, maria
        script.checked(name, refresh=refresh)
