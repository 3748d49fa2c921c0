"""Profiles of people and of the office, settings, and points tables."""

from __future__ import annotations

import json
import random
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from tests.fuzz import mutation
from tests.fuzz.mutation import Values, deep_bodies
from tests.fuzz.reader import FuzzedReader, of_texts

PROFILES: tuple[dict[str, Any], ...] = (
    {
        "category": "b",
        "age": 29,
        "salary_yen": 6_500_000,
        "as_of": "2026-11-22",
        "degrees": ["master"],
        "japanese": "n1",
    },
    {
        "as_of": "2026-11-22",
        "birth_date": "1990-05-01",
        "experience_years": {"a": 3, "b": 5.5, "c": None},
        "employer_rd_ratio": 0.031,
        "patents": 2,
        "international_services": False,
        "children": ["2020-02-29"],
        "status": "engineer",
        "status_since": "2021-07-19",
        "household_income_yen": 9_000_000,
    },
    {
        "as_of": "2019-03-15",
        "work_periods": [{"from": "2015-04-01", "to": None, "category": "b"}],
        "earlier": {"2017-04-26": {"salary_yen": 5_000_000}},
        "since": {"salary_yen": "2020-01-01"},
        "position": "director",
        "invested_100m_yen": True,
    },
)


def _profile() -> FuzzedReader:
    from datetime import date

    from bot.commands.score import InputError, read_json
    from scoring import ProfileError, Refusal, as_json, read_profile, score
    from scoring.export.onward import as_json_onward

    def read(body: bytes) -> None:
        profile = read_profile(read_json(body))
        if profile.as_of is None:
            profile = read_profile(read_json(body), as_of=date(2026, 11, 22))
        result = score(profile)
        json.dumps(as_json(result, str) | as_json_onward(profile, result, str))

    values = Values(PROFILES)
    return FuzzedReader(
        "profiles",
        lambda dice: values.body(dice, 100_000),
        read,
        (InputError, ProfileError, Refusal),
        first=deep_bodies(),
        base=2.0,
        each=1e-5,
        share=3,
    )


def _profile_text() -> str:
    from tests.e2e.booking.offices import RULE, STAFF, WEEKENDS

    return files("bot").joinpath("offices", "tsubakuro.toml").read_text("utf-8") + RULE + WEEKENDS + STAFF


def _office() -> FuzzedReader:
    from bot.errors import OfficeProfileError
    from bot.office_profile.profile import office_from_text

    def read(text: str) -> object:
        return office_from_text(text, "office.toml")

    deep = "a = " + "[" * mutation.DEEPEST + "]" * mutation.DEEPEST
    return FuzzedReader(
        "office profile",
        of_texts((_profile_text(),), 60_000),
        read,
        (OfficeProfileError,),
        first=(deep, "a" + ".a" * 2_000 + " = 1", "[" + "a." * 2_000 + "a]"),
        base=0.5,
        share=3,
    )


def _office_values() -> FuzzedReader:
    from bot.errors import OfficeProfileError
    from bot.office_profile.profile import office_from

    values = Values([json.loads(json.dumps(tomllib.loads(_profile_text()), default=str))])

    def make(dice: random.Random) -> dict[str, Any]:
        made = values.value(dice)
        return made if isinstance(made, dict) else {}

    def read(given: dict[str, Any]) -> object:
        return office_from(given, "office.toml")

    return FuzzedReader("office's values", make, read, (OfficeProfileError,), base=0.5, share=30)


def _settings() -> FuzzedReader:
    from bot.env_file import _known, _read_line
    from bot.settings import SETTINGS
    from dialogs.messages import Text

    seeds = (
        "INTAKE_CLIENT_TOKEN=123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr",
        'export INTAKE_DATABASE="postgresql://u:p%40@[::1]:5432/intake?sslmode=require" # main',
        "INTAKE_WEBHOOK_URL=https://bot.example.com/a",
        "INTAKE_OFFICE_CHAT='-1001234567890'",
        "INTAKE_BUSY_ICS=webcal://a.example/b.ics, https://c.example/d?e=f",
        "INTAKE_HOST=fe80::1%eth0",
    )
    named = {setting.name: setting for setting in SETTINGS}

    def read(text: str) -> None:
        pair = _read_line(text.encode("utf-8", "surrogatepass"))
        if pair is not None:
            _known([(*pair, Text("x"))], named, [])
            for setting in SETTINGS:
                setting.read(pair[1])

    return FuzzedReader("settings", of_texts(seeds, 20_000), read, base=0.2, each=1e-5, share=60)


def _rules() -> FuzzedReader:
    from scoring.errors import Refusal, RulesetError
    from scoring.ruleset import read_draft

    folder = Path(__file__).parents[2] / "scoring" / "rules" / "hsp"
    last = sorted(folder.glob("*.toml"))[-1]
    # As a draft: with another first day.
    seeds = [last.read_text("utf-8").replace(f"effective_from = {last.stem}", "effective_from = 2027-04-01")]

    def read(text: str) -> object:
        return read_draft("2027-04-01.toml", text)

    return FuzzedReader("points tables", of_texts(seeds, 60_000), read, (RulesetError, Refusal), base=0.5, share=3)


MAKERS = (
    _profile,
    _office,
    _office_values,
    _settings,
    _rules,
)

__all__ = ["MAKERS"]
