"""What `deploy/PRIVACY.md` tells the office is so: the days of the example profile, the same in both languages."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from bot.office_profile.profile import load_office
from bot.words.words import languages
from dialogs.office import KeepingRule
from tests.test_runbooks import _code, _shape, _text

ROW = re.compile(r"^\| ([a-z]+) \| [^|]+ \| `keeping\.([a-z]+)` \| ([0-9]+) \|$", re.MULTILINE)


@pytest.mark.parametrize("language", languages())
def test_the_table_of_keeping_times_has_those_of_the_example_profile(language: str) -> None:
    office = load_office(None)
    found = ROW.findall(_text("PRIVACY", language))
    assert [(name, setting, int(days)) for name, setting, days in found] == [
        (field.name, field.name, office.kept_days(field.name)) for field in fields(KeepingRule)
    ]


@pytest.mark.parametrize("language", languages())
def test_the_days_of_a_backup_are_those_of_the_example_profile(language: str) -> None:
    days = load_office(None).backups.keep_days
    section, text = _text("PRIVACY", language), {"en": f"profile ({days} days)", "ja": f"`keep_days`（{days}日）"}
    assert text[language] in section.replace("\n", " ")
    assert f"[{days}]" in section or f"［{days}］" in section


def test_both_languages_say_the_same() -> None:
    source, translated = _text("PRIVACY", "en"), _text("PRIVACY", "ja")
    assert _shape(translated) == _shape(source)
    assert _code(translated) == _code(source)
    assert source.count("**confirm**") == translated.count("**要確認**")
