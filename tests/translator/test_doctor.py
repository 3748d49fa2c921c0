"""What the doctor says of the translation server."""

from __future__ import annotations

from typing import Any

import pytest

from bot.checks import stored
from bot.checks.translations import check_translations
from bot.commands import doctor
from bot.settings import Settings
from tests.support import TUESDAY_MORNING
from tests.translator.fake import HTML, answers, drops, fake_translator


async def said(url: str, *languages: str) -> list[tuple[str, str, Any]]:
    """What the check finds: how bad, which text, and of what."""
    found = [finding async for finding in check_translations(url, ("ja", *languages), seconds=5.0)]
    return [(one.severity.value, one.says.key, next(iter(one.says.args.values()))) for one in found]


async def test_the_doctor_names_the_languages_that_are_translated_and_those_that_are_not() -> None:
    async with fake_translator() as fake:
        fake.languages = {"en": ["ja"], "ja": ["en", "ko"], "ko": ["en"]}
        assert await said(fake.url, "en", "ko", "vi") == [
            ("ok", "doctor-translations-well", "en"),
            ("warning", "doctor-translations-lacking", "ko, vi"),
        ]
        assert await said(fake.url, "vi") == [("warning", "doctor-translations-lacking", "vi")]
        assert not fake.asked, "no text is sent"


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [(drops, "unreachable"), (answers(200, HTML), "unreadable"), (answers(400), "unreadable"), (answers(429), "busy")],
)
async def test_the_doctor_says_how_the_server_fails(trouble: Any, reason: str) -> None:
    async with fake_translator() as fake:
        fake.trouble = trouble
        assert await said(fake.url, "en") == [("warning", "doctor-translations-silent", reason)]


async def test_the_doctor_looks_at_the_server_of_the_setting_alone() -> None:
    async with fake_translator() as fake:
        [finding] = await doctor._check_translations(Settings(translate_url=fake.url))
        assert finding.says.key == "doctor-translations-well"
        assert await doctor._check_translations(Settings()) == []


def test_the_doctor_says_since_when_translations_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: Any = None
    monkeypatch.setattr(stored, "_memo", lambda *_: TUESDAY_MORNING.timestamp())
    [finding] = stored._translated(nothing, nothing)
    assert finding.says.args == {"moment": "2026-11-24 01:00 (UTC)"}
    monkeypatch.setattr(stored, "_memo", lambda *_: None)
    assert list(stored._translated(nothing, nothing)) == []
