"""The command line around all commands: help, wrong flags, exit codes, and what is not imported."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bot.commands import arguments
from bot.commands.arguments import COMMANDS, parse
from bot.errors import StorageError
from bot.words.digests import folder, patterns
from bot.words.words import WordsError
from tests.bot.command_line import DAY, ROOT, Intake, intake

__all__ = ["intake"]

HEAVY = ["sqlalchemy", "transitions", "aiogram", "pydantic", "telegram", "alembic", "cryptography", "bot.settings"]


@pytest.mark.parametrize("command", ["", *(command.name for command in COMMANDS)])
def test_every_help_has_an_example(intake: Intake, command: str) -> None:
    outcome = intake(*filter(None, [command]), "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"example:\n  {'intake ' if not command else ''}" in outcome.out
    assert f"intake {command}" in outcome.out


@pytest.mark.parametrize("command", ["", *(command.name for command in COMMANDS)])
def test_help_is_in_the_language_of_the_environment(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    outcome = intake(*filter(None, [command]), "--help")
    assert outcome.code == 0
    assert outcome.out.startswith("使い方: intake")
    explained = outcome.out.rpartition("\n例:\n")[0]
    assert re.findall(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", explained) == []
    assert "help-" not in explained.replace("--help", "")


def test_no_text_of_the_command_line_is_missing_or_left_over() -> None:
    source = (ROOT / "bot" / "commands" / "arguments.py").read_text(encoding="utf-8")
    used = {
        *re.findall(r'"((?:help|argument)-[a-z-]+)"', source),
        *re.findall(r"say\('((?:help|argument)-[a-z-]+)'", source),
    }
    used |= {f"help-{command.name}" for command in COMMANDS}
    backups = {key for key, _ in patterns(folder("en") / "backups.ftl") if key.startswith("help-")}
    assert {key for key, _ in patterns(folder("en") / "commands.ftl")} | backups == used


def test_no_catalogue_is_read_for_a_command_line_that_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arguments, "say", None)
    assert vars(parse(["score", "--json", "--as-of", DAY, "-"]))["json"]


def test_the_other_commands_take_what_the_contract_says() -> None:
    assert vars(parse(["chat", "--lang", "ja", "--as", "hana"])) == {"command": "chat", "lang": "ja", "person": "hana"}
    assert vars(parse(["chat"])) == {"command": "chat", "lang": None, "person": "local"}
    filters = {"taken_by": None, "waiting": False, "week": False, "qualifies": False, "changes": False}
    assert vars(parse(["leads", "--json", "--csv", "f"])) == {"command": "leads", "json": True, "csv": "f", **filters}
    asked = vars(parse(["leads", "--taken-by", "佐藤", "--waiting", "--week", "--qualifies", "--changes"]))
    assert {name: asked[name] for name in filters} == {**dict.fromkeys(filters, True), "taken_by": "佐藤"}
    assert vars(parse(["doctor", "--settings"])) == {
        "command": "doctor",
        "settings": True,
        "write": False,
        "lang": None,
    }
    assert vars(parse(["run"])) == {"command": "run", "role": "all"}
    assert vars(parse(["migrate"])) == {"command": "migrate"}
    assert vars(parse(["preview"])) == {"command": "preview", "lang": None, "diagram": False}


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (
            StorageError("error-file-not-written", path="a\nb", reason="full"),
            1,
            "intake: cannot write a b (full); give a file that you may write\n",
        ),
        (
            WordsError("locales/ja: a line\nis wrong"),
            1,
            "intake: intake's own files are not as they should be (locales/ja: a line is wrong): correct that file",
        ),
        (RuntimeError("secret-answer"), 1, "intake: `doctor` stopped on an unforeseen error (RuntimeError)"),
        (PermissionError(13, "secret-answer"), 1, "intake: `doctor` stopped on an unforeseen error (PermissionError)"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 1, ""),
    ],
)
def test_a_failure_is_one_sentence_and_an_exit_code(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, sentence: str
) -> None:
    def run(args: object) -> int:
        raise error

    module = ModuleType("bot.commands.doctor")
    module.run = run  # type: ignore[attr-defined]  # a command made here
    monkeypatch.setitem(sys.modules, "bot.commands.doctor", module)
    outcome = intake("doctor")
    assert outcome.code == code
    assert outcome.err.startswith(sentence)
    assert outcome.err.count("\n") == bool(sentence)
    assert "secret-answer" not in outcome.err


def python(code: str, given: str = "{}") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=given, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("argv", [["--help"], ["run", "--help"], ["score", "--as-of", DAY, "--json"]])
def test_light_commands_import_nothing_heavy(argv: list[str]) -> None:
    done = python(
        f"import sys\nfrom bot.__main__ import main\ntry:\n    main({argv!r})\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    assert done.stderr.strip() == "[]"


def test_a_reader_that_leaves_is_no_error() -> None:
    shell = f"{sys.executable} -m bot score --lines --as-of {DAY} 2>&1 | head -n 1 | cut -c 1-10"
    done = subprocess.run(
        ["/bin/sh", "-c", shell], cwd=ROOT, input="{}\n" * 50, capture_output=True, text=True, check=False
    )
    assert done.stdout == '{"as_of": \n'
    assert done.stderr == ""


@pytest.mark.parametrize("argv", [["score", "--as-of", DAY], ["preview"]])
def test_no_room_for_what_is_printed_is_said_as_it_is(argv: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *argv],
            cwd=ROOT,
            input="{}",
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("intake: standard output cannot be written (No space left on device): make room")
    assert done.stderr.count("\n") == 1
