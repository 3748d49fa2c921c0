"""Set-up and runbook say the same in every language: headings, commands, settings, files, and the doctor's lines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bot.words.words import SOURCE_LANGUAGE, Words, languages
from dialogs.messages import Text

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
DOCUMENTS = ("SETUP", "RUNBOOK", "THREATS")
TRANSLATIONS = [language for language in languages() if language != SOURCE_LANGUAGE]
_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)

one_words = cache(Words)


def _text(name: str, language: str) -> str:
    suffix = "" if language == SOURCE_LANGUAGE else f".{language}"
    return (DEPLOY / f"{name}{suffix}.md").read_text(encoding="utf-8")


def _blocks(text: str) -> list[str]:
    """What may be copied into a terminal or a file; its comments are translated."""
    return [re.sub(r"^#.*\n", "", block, flags=re.MULTILINE) for block in _BLOCK.findall(text)]


def _shape(text: str) -> list[str]:
    """Headings, items and rows of tables, in order, without their words."""
    return re.findall(r"^(#+(?= )|\s*[0-9]\.(?= )|\s*-(?= )|\|)", _BLOCK.sub("", text), re.MULTILINE)


def _code(text: str) -> set[str]:
    """What stands in `code` and is no name of a line of the doctor."""
    rows = "\n".join(re.findall(r"^\| (`[^|]+) \|", _doctor_table(text), re.MULTILINE))
    outside = _BLOCK.sub("", text).replace(rows, "") if rows else _BLOCK.sub("", text)
    return set(re.findall(r"`([^`\n]+)`", outside)) - set(_rows(text))


def _doctor_table(text: str) -> str:
    _, found, after = text.partition("`--lang en`")
    return after.partition("\n## ")[0] if found else ""


def _rows(text: str) -> list[str]:
    cells = re.findall(r"^\| (`[^|]+) \|", _doctor_table(text), re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize("language", TRANSLATIONS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_translation_has_the_same_shape_and_commands(name: str, language: str) -> None:
    source, translated = _text(name, SOURCE_LANGUAGE), _text(name, language)
    assert len(_shape(source)) > 10
    assert _shape(translated) == _shape(source)
    assert _blocks(translated) == _blocks(source)
    assert _code(translated) ^ _code(source) == set()


@pytest.mark.parametrize("language", languages())
def test_the_runbook_names_the_lines_as_the_doctor_does(language: str) -> None:
    words = one_words()
    named = [row.replace(" ", "-") for row in _rows(_text("RUNBOOK", SOURCE_LANGUAGE))]
    assert len(named) > 20
    shown = [words.plain(language, Text(f"doctor-about-{name}")) for name in named]
    assert _rows(_text("RUNBOOK", language)) == shown


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_link_leads_to_a_heading_or_a_file(name: str, language: str) -> None:
    text = _text(name, language)
    headings = {_anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    lost = [link for link in links if not (DEPLOY / link).exists() and link.removeprefix("#") not in headings]
    assert lost == []


def _anchor(heading: str) -> str:
    """A heading as a link names it: small letters, blanks to dashes, without the other signs."""
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))
