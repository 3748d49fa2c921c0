"""`intake preview`: every question and every text is shown, in every language, without network or messenger."""

import re
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands import preview
from bot.i18n import Words, languages
from dialogs.questionnaires.hsp import HSP
from scoring import Verdict


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The office profile that ships, whatever this machine is set to."""
    monkeypatch.delenv("INTAKE_OFFICE", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("language", languages())
def test_every_question_and_every_key_appears(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert preview.run(Namespace(lang=language)) == 0
    out = capsys.readouterr().out
    named = set(re.split(r"[\s,:]+", out))
    assert {q.text_key for q in HSP} - named == set()
    assert Words().keys(language) - named == set()
    assert not re.search(r"</?[a-z]+>", out)


def test_all_languages_without_the_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview"]) == 0
    out = capsys.readouterr().out
    assert [language for language in languages() if f"({language})" not in out] == []


def test_every_kind_of_result_is_among_the_samples() -> None:
    around = preview.Surroundings(preview.load_office(None), preview.is_japanese_holiday, languages())
    views = [preview.view_of(around, "en", answers, "ask_result") for answers in preview.PEOPLE.values()]
    assert {entry.verdict for view in views for entry in view.score.categories} == set(Verdict)
    assert any(view.score.j_skip.met for view in views)
    assert any(len(view.score.categories) == 3 for view in views)


def test_what_is_shown_does_not_change_with_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    preview.run(Namespace(lang="en"))
    once = capsys.readouterr().out
    preview.run(Namespace(lang="en"))
    assert capsys.readouterr().out == once
    assert "November 24, 2026" in once


def test_an_unknown_language_ends_with_2_and_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert preview.run(Namespace(lang="xx")) == 2
    with pytest.raises(SystemExit) as ended:
        main(["preview", "--lang", "xx"])
    assert ended.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("en, ja") == 2


def test_no_messenger_is_loaded() -> None:
    code = "import sys, bot.commands.preview; print(*{'aiogram', 'pydantic', 'telegram'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(preview.__file__).parents[2]
    )
    assert done.stdout.strip() == ""
