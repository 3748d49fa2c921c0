"""`intake --version`: one line with the version and the newest rule table."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot import __version__
from bot.__main__ import main
from scoring.ruleset import all_rulesets

ROOT = Path(__file__).resolve().parents[2]


def test_it_says_the_version_and_the_newest_rule_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    said = capsys.readouterr()
    newest = max(all_rulesets(), key=lambda table: table.effective_from)
    assert said.out == f"intake {__version__}, rules {newest.id} from {newest.effective_from}\n"
    assert not said.err


def test_it_says_a_table_that_is_not_in_force_yet(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = all_rulesets()[:2]
    monkeypatch.setattr("bot.commands.version.all_rulesets", lambda: tables)
    main(["--version"])
    assert f"rules {tables[1].id} from {date(2015, 4, 1)}" in capsys.readouterr().out


@pytest.mark.parametrize("more", ["--help", "chat", "12345:token"])
def test_it_stands_alone(more: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version", more])
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.err == "intake: --version stands alone; see `intake --help`\n"
    assert not said.out


def test_a_command_has_no_version_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["chat", "--version"])
    assert left.value.code == 2
    assert "there is no option --version here" in capsys.readouterr().err


def test_the_help_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "--version" in capsys.readouterr().out


def test_python_m_bot_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From a checkout, where nothing is installed, and in a folder with settings that cannot be."""
    (tmp_path / ".env").write_text("INTAKE_NONSENSE=1\n", encoding="utf-8")
    main(["--version"])
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--version"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, capsys.readouterr().out, "")
