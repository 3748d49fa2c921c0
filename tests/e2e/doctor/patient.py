"""An installation that is looked at, and what is said of it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.checks.finding import Severity
from bot.commands import doctor
from bot.settings import SETTINGS, Settings
from bot.words.words import Words
from dialogs.messages import Text
from tests.e2e.world import World, quick_bot

LOOKING = {"getMe", "getWebhookInfo", "getChat", "getChatMember"}

SECRET = "a-secret-for-webhooks"

WEBHOOK = "http://127.0.0.1:9000"

one_words = cache(Words)


@dataclass
class Patient:
    """An installation to be looked at."""

    world: World
    environ: dict[str, str]
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "intake.db"

    @property
    def key(self) -> Path:
        return self.folder / "elsewhere" / "intake.key"

    async def lines(self, *severities: Severity) -> list[str]:
        """What the doctor says, as "level about: text"; only some levels if named."""
        findings = await doctor.examine(self.environ, self.folder, self.world.clock, quick_bot)
        chosen = [finding for finding in findings if not severities or finding.severity in severities]
        return [f"{f.severity} {said(f.label)}: {said(f.says)}" for f in chosen]

    async def complaints(self) -> list[str]:
        """Warnings and problems."""
        return await self.lines(Severity.WARNING, Severity.PROBLEM)


def said(text: Text) -> str:
    """A text as the doctor says it in English."""
    return one_words().plain("en", text)


def environ(settings: Settings) -> dict[str, str]:
    """Settings as an environment has them."""
    given = {s.name: getattr(settings, s.field) for s in SETTINGS}
    written = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in given.items()}
    return {name: str(value) for name, value in written.items() if value not in (None, "")}


def only(lines: list[str], pattern: str) -> None:
    """Exactly one line, and it says this."""
    assert len(lines) == 1, lines
    assert re.search(pattern, lines[0]), lines


def execute(patient: Patient, *statements: str) -> None:
    """Change what is in the database, past the program."""
    with closing(sqlite3.connect(patient.database)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
