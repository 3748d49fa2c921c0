"""Everything there is in a simulated year: time, messenger, office, database, and the lives of the service."""

from __future__ import annotations

import gc
import hashlib
import json
import logging
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from time import process_time
from typing import Any

from bot.app import Core
from bot.run import Runner
from bot.settings import Settings
from tests.telegram import Call, FakeGroup, FakeTelegram, FakeUser
from tests.telegram.rates import Limits
from tests.telegram.schema import RawCall
from tests.telegram.server import _worded

from .faults import Fault, Faults, plan
from .life import Life, first_core, next_core, simulated
from .loop import Time
from .wires import API

CLIENT_TOKEN, OFFICE_TOKEN = "100:client-secret-client-secret", "200:office-secret-office-secret"  # noqa: S105
STAFF_CHAT = -1001234
# The points tables change on 1 and 21 April 2023.
BEGIN = datetime(2022, 11, 30, 15, 0, tzinfo=UTC)
LONGEST_POLL = 6 * 3600
KEY = "c2ltdWxhdGVkLXNpbXVsYXRlZC1zaW11bGF0ZWQtMTI="


class Find(AssertionError):
    """Something that must hold does not: which rule, and what was seen."""

    def __init__(self, rule: str, what: str) -> None:
        super().__init__(f"{rule}: {what}")
        self.rule, self.what = rule, what


@dataclass(frozen=True)
class Story:
    """What is decided about a year before it begins. A cut story has `only` some people, `keeps` some faults by number.

    `skipped` are acts that are left out, by who (0 is staff) and which of theirs; `planted` is a fault put into the
    product, `until` a time at which nobody looks on any more.
    """

    seed: int
    people: int = 10_000
    acts: int = 300_000
    faults: int = 20_000
    days: float = 365.0
    only: frozenset[int] | None = None
    keeps: frozenset[int] | None = None
    skipped: frozenset[tuple[int, int]] = frozenset()
    planted: str | None = None
    until: float | None = None


class _Calls(list[Call]):
    """The fake's list of calls, which keeps none: it hands each on."""

    def __init__(self, hear: Callable[[Call], None]) -> None:
        super().__init__()
        self._hear = hear

    def append(self, call: Call) -> None:
        """Hand it on."""
        self._hear(call)


@dataclass
class Figures:
    """What a year came to."""

    acts: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    deaths: int = 0
    stops: int = 0
    given_up: int = 0
    seconds: float = 0.0


class Universe:
    """One story as it happens."""

    def __init__(self, story: Story, folder: Path, faults: Sequence[Fault] | None = None) -> None:
        self.story, self.folder, self.seed = story, folder, str(story.seed)
        self.lots = random.Random(f"{self.seed}/writer")
        self._bytes = random.Random(f"{self.seed}/bytes")
        self.time = Time(BEGIN)
        self.begin = self.time.now
        self.end = self.begin + story.days * 86_400
        # How far the clock of the machine is off.
        self.wall_off = 0.0
        self.gone_until = 0.0
        self.longest_poll = LONGEST_POLL
        planned = plan(self.seed, story.faults, self.begin, self.end) if faults is None else faults
        self.faults = Faults(planned, story.keeps)
        self.figures = Figures()
        self._digest = hashlib.sha256()
        self.trace: list[str] | None = None
        self.unsure = 0
        self.settings = _settings(folder)
        self.fake = FakeTelegram(self.time.moment)
        self.fake.world.calls = _Calls(self._heard)
        self.fake.limits = Limits()
        self.client = self.fake.add_bot(CLIENT_TOKEN, username="tsubakuro_bot")
        self.office = self.fake.add_bot(OFFICE_TOKEN, username="tsubakuro_office_bot")
        self.group: FakeGroup = self.fake.add_group(STAFF_CHAT, title="相談", forum=True)
        self.staff: list[FakeUser] = [
            self.fake.add_private_chat(900 + n, first_name=name) for n, name in enumerate(("五十嵐", "佐藤", "田中"))
        ]
        for member in self.staff:
            self.group.add_member(member, admin=True)
        self.group.add_bot(self.office, admin=True)
        self.first: Core | None = None
        self.life: Life | None = None
        self.is_over = False
        self.began = 0.0
        self.found: Find | None = None
        self._eye: sqlite3.Connection | None = None
        self.hear: list[Callable[[Call], None]] = []
        self.at_end: list[Callable[[], None]] = []
        self.at_birth: list[Callable[[Life, Runner], None]] = []

    # --- what the product is given --------------------------------------------------------------------------------

    def bytes_of(self, number: int) -> bytes:
        """Random bytes."""
        return self._bytes.randbytes(number)

    def wall(self) -> datetime:
        """What the clock of the machine says."""
        return self.time.moment() + timedelta(seconds=self.wall_off) if self.wall_off else self.time.moment()

    def core_of(self, _life: Life) -> Core:
        """The core of a new life."""
        if self.first is None:
            self.first = first_core(self)
            return self.first
        return next_core(self.first, self)

    def born(self, life: Life, runner: Runner) -> None:
        """A life begins."""
        for hear in self.at_birth:
            hear(life, runner)

    @property
    def eye(self) -> sqlite3.Connection:
        """Looks into the database beside everything else, as it is committed."""
        if self._eye is None:
            self._eye = sqlite3.connect(f"file:{self.folder / 'intake.db'}?mode=ro", uri=True, isolation_level=None)
        return self._eye

    def next_timer(self) -> int | None:
        """When the next timer is due."""
        due: int | None = self.eye.execute("SELECT min(due) FROM timers").fetchone()[0]
        return due

    # --- the messenger --------------------------------------------------------------------------------------------

    def is_cut(self) -> bool:
        """Whether the messenger is out of reach."""
        return self.time.now < self.gone_until

    async def called(self, call: Call, raw: RawCall, *, unsure: bool) -> tuple[int, str]:
        """Have the messenger do something; `unsure`: its caller will not hear of it."""
        self.unsure = unsure
        status, text = await self.fake._answer(call, raw)
        return status, text

    def parsed(self, text: str) -> Any:
        """JSON."""
        return json.loads(text)

    def answered(self, updates: list[Any]) -> str:
        """The text of an answer."""
        return f'{{"ok": true, "result": {_worded(updates)}}}'

    def _heard(self, call: Call) -> None:
        """A call was done, or refused."""
        self.figures.calls[call.method if call.ok else f"{call.method} {call.error_code}"] += 1
        text = call.params.get("text") or call.params.get("name") or ""
        self.note(
            f"{call.method} {call.params.get('chat_id')} {call.params.get('message_id')} {call.error_code} {text}"
        )
        try:
            for hear in self.hear:
                hear(call)
        except Find as find:  # never into the product, which would make the best of it
            self.found = self.found or find

    # --- history --------------------------------------------------------------------------------------------------

    def note(self, what: str) -> None:
        """Something happened: it is part of the history."""
        self._digest.update(f"{self.time.now:.6f} {what}\n".encode())
        if self.trace is not None:
            self.trace.append(f"{self.time.moment():%m-%d %H:%M:%S} {what[:220]}")

    @property
    def digest(self) -> str:
        """What the whole history comes to."""
        return self._digest.hexdigest()[:16]

    # --- running ----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Let it all happen. Raises `Find`."""
        self.began = process_time()
        try:
            with simulated(self), _quiet():
                self._lives()
        finally:
            if self._eye is not None:
                self._eye.close()
            self.figures.seconds = process_time() - self.began

    def _lives(self) -> None:
        """One life after the other, with pauses in which people go on."""
        number = 0
        while not self._over():
            self.life = life = Life(self, number)
            number += 1
            life.live(self._over)
            self.life = None
            for hear in self.at_end:
                hear()
            if self.found is not None:
                raise self.found
            if life.loop.failures:
                raise Find("no task of the product ends with an error", "; ".join(life.loop.failures[:3]))
            if not self._over():
                self._ended(life)
                pause = 1.0 + random.Random(f"{self.seed}/pause/{number}").random() ** 4 * 600
                self._without_anybody(self.time.now + pause)

    def _ended(self, life: Life) -> None:
        """A life is over: by a fault, by whoever runs it, or as it could not begin."""
        if life.gave_up is not None:
            self.note(f"gave up: {life.gave_up.replace(str(self.folder), '')}")
            self.figures.given_up += 1
        elif life.number_of_stops:
            self.figures.stops += 1
        else:
            self.figures.deaths += 1

    def _over(self) -> bool:
        return self.is_over or self.found is not None

    def _without_anybody(self, until: float) -> None:
        while (at := self.time.next) is not None and at <= until and not self.is_over:
            self.time.act()
        self.time.now = max(self.time.now, until)


def _settings(folder: Path) -> Settings:
    profile = folder / "office.toml"
    if not profile.exists():
        example = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
        profile.write_text(example.replace("example = true", "example = false", 1) + OFFICE, encoding="utf-8")
    return Settings(
        client_token=CLIENT_TOKEN,
        office_token=OFFICE_TOKEN,
        office_chat=STAFF_CHAT,
        telegram_api=API,
        office=profile,
        key=KEY,
        database=f"sqlite:///{folder / 'intake.db'}",
    )


OFFICE = """
[booking]
minutes = { online = 60, office = 60, visit = 90 }
notice_hours = 24
horizon_days = 60
change_until_hours = 24
most_changes = 2
[booking.on_request]
sat = ["10:00-16:00"]

[response]
nudge_minutes = 60
escalate_minutes = 180

[reminders]
mood = true

[[staff]]
id = "a"
telegram = 900
role = "admin"
names = { ja = "五十嵐", en = "Igarashi" }

[[staff]]
id = "b"
telegram = 901
role = "lead"
names = { ja = "佐藤", en = "Sato" }

[[staff]]
id = "c"
telegram = 902
role = "member"
names = { ja = "田中", en = "Tanaka" }
"""


@contextmanager
def _quiet() -> Iterator[None]:
    """What the product logs of faults that were ordered, and what is left of the dead, is no news."""
    level, hook = logging.root.manager.disable, sys.unraisablehook
    logging.disable(logging.CRITICAL)
    sys.unraisablehook = lambda _: None
    gc.collect()
    gc.freeze()
    threshold = gc.get_threshold()
    gc.set_threshold(200_000, 20, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()
        sys.unraisablehook = hook
        logging.disable(level)


def run_coroutine(coroutine: Any) -> Any:
    """The result of something that is asynchronous by its name alone."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits for something")


__all__ = ["BEGIN", "STAFF_CHAT", "Find", "Story", "Universe", "run_coroutine"]
