"""`intake preview`: every question and every text is shown, in every language, without network or messenger."""

import re
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands import preview
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.words import Words, languages
from dialogs.place import Place
from dialogs.questionnaires.hsp import HSP
from dialogs.view import Surroundings
from scoring import Verdict


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The office profile that ships, whatever this machine is set to."""
    monkeypatch.delenv("INTAKE_OFFICE", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)


def test_every_question_and_every_key_of_every_language_appears(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview"]) == 0
    parts = re.split(r"(?m)^={9,}$", capsys.readouterr().out)
    assert len(parts) == 1 + 2 * len(languages())
    for language, title, shown in zip(languages(), parts[1::2], parts[2::2], strict=True):
        assert f"({language})" in title
        named = set(re.split(r"[\s,:]+", shown))
        assert {q.text_key for q in HSP} - named == set()
        assert Words().keys(language) - named == set()
        assert not re.search(r"</?[a-z]+>", shown)


def test_one_language_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert preview.run(Namespace(lang="ja")) == 0
    out = capsys.readouterr().out
    assert "日本語 (ja)" in out
    assert "English (en)" not in out
    # The samples live on a day of their own.
    assert "2026年11月24日" in out


def test_every_kind_of_result_is_among_the_samples() -> None:
    around = Surroundings(load_office(None), is_japanese_holiday, languages())
    views = [preview.view_of(around, "en", answers, Place("result")) for answers in preview.PEOPLE.values()]
    assert {entry.verdict for view in views for entry in view.score.categories} == set(Verdict)
    assert any(view.score.j_skip.met for view in views)
    assert any(len(view.score.categories) == 3 for view in views)


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
