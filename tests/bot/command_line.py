"""The console script called by tests as a shell calls it, and what came of it."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.__main__ import main
from bot.words.words import Words

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-22"
PERSON = {
    "category": "b",
    "birth_date": "1996-05-01",
    "degrees": ["master"],
    "experience_years": 5,
    "salary_yen": 7_200_000,
    "japanese": "n2",
    "japanese_degree": True,
    "international_services": False,
}
# Everything known: 20 + 10 + 25 + 10 + 10.
COMPLETE = PERSON | {
    "degrees_in_different_fields": False,
    "designated_university": False,
    "designated_training": False,
    "patents": 0,
    "foreign_grants": 0,
    "papers": 0,
    "other_research_recognised": False,
    "licences": 0,
    "foreign_qualification": False,
    "employer_innovation_support": False,
    "employer_sme": False,
    "employer_local_support": False,
    "growth_field": False,
    "investment_management": False,
    "employer_rd_ratio": 0,
}


class Stdin:
    """Standard input as a program gets it: bytes, and no terminal."""

    def __init__(self, content: bytes, *, keyboard: bool = False) -> None:
        self.buffer = io.BytesIO(content)
        self.keyboard = keyboard

    def isatty(self) -> bool:
        return self.keyboard


class Outcome(SimpleNamespace):
    """What one call printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


class Intake:
    """Calls the console script in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *argv: str, given: object = b"", keyboard: bool = False) -> Outcome:
        content = given if isinstance(given, bytes) else json.dumps(given).encode()
        self.monkeypatch.setattr("sys.stdin", Stdin(content, keyboard=keyboard))
        try:
            code = main(argv)
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = self.capsys.readouterr()
        return Outcome(code=code, out=out, err=err)


@cache
def _words() -> Words:
    """The texts, read once for all tests."""
    return Words()


@pytest.fixture
def intake(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Intake:
    monkeypatch.setattr("bot.commands.score.Words", _words)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Intake(monkeypatch, capsys)
