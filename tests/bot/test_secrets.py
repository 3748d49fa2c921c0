"""Secrets in every setting, and everything that can go wrong with each command: none of them is ever said."""

from __future__ import annotations

import base64
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot import logs
from bot.__main__ import main
from bot.commands.arguments import parse
from bot.errors import IntakeError
from bot.settings import SETTINGS, Settings

MARKER = "Zq7"
KEY = base64.urlsafe_b64encode(b"Zq7" * 10 + b"Zq").decode()
SECRETS = {
    "INTAKE_CLIENT_TOKEN": "111111:Zq7clientZq7clientZq7client",
    "INTAKE_OFFICE_TOKEN": "222222:Zq7officeZq7officeZq7office",
    "INTAKE_WEBHOOK_SECRET": "Zq7webhookZq7webhookZq7webhook",
    "INTAKE_LINE_SECRET": "Zq7lineZq7lineZq7lineZq7line",
    "INTAKE_LINE_TOKEN": "Zq7tokenZq7tokenZq7tokenZq7token",
    "INTAKE_BUSY_ICS": "http://127.0.0.1:1/Zq7busy.ics",
    "INTAKE_KEY": KEY,
}
# What else is set, so that everything that has a secret is used. Nobody listens at that port.
NOBODY = "http://127.0.0.1:1"
BESIDE = {
    "INTAKE_TELEGRAM_API": NOBODY,
    "INTAKE_WEBHOOK_URL": NOBODY,
    "INTAKE_OFFICE_CHAT": "-1001234",
    "INTAKE_CALDAV_URL": NOBODY,
    "INTAKE_CALDAV_USER": "office",
    "INTAKE_CALDAV_PASSWORD_FILE": "password",
}
UNREACHABLE = "postgresql://intake:Zq7passwordZq7@127.0.0.1:1/intake?connect_timeout=1"
COMMANDS = (
    *(
        ["doctor", "--settings"],
        ["leads", "--json"],
        ["leads", "--csv", "x.csv"],
        ["migrate"],
        ["forget", "1"],
        ["init"],
    ),
    *(["keys", "rotate"], ["bookings"], ["run"], ["run", "--role", "deliver"]),
)
TROUBLES: Mapping[str, Mapping[str, str]] = {
    "a server that is not there": {"INTAKE_DATABASE": UNREACHABLE},
    "a scheme that is none": {"INTAKE_DATABASE": UNREACHABLE.replace("postgresql", "postgres")},
    "no such host": {"INTAKE_DATABASE": "postgresql://intake:Zq7password@/intake?host=/nowhere"},
    "another's file": {"INTAKE_DATABASE": "sqlite:///password"},
    "a key that is none": {"INTAKE_KEY": "Zq7notakey"},
    "two keys": {"INTAKE_KEY_FILE": "password"},
    "tokens that are none": {"INTAKE_CLIENT_TOKEN": "Zq7notatoken", "INTAKE_OFFICE_TOKEN": "Zq7:notatoken"},
    "twice the same token": {"INTAKE_OFFICE_TOKEN": SECRETS["INTAKE_CLIENT_TOKEN"]},
    "secrets that are too short": {"INTAKE_WEBHOOK_SECRET": "Zq7", "INTAKE_LINE_SECRET": "Zq7"},
    "half of LINE": {"INTAKE_LINE_TOKEN": ""},
    "an address with a password": {"INTAKE_TELEGRAM_API": "https://Zq7user:Zq7password@example.com"},
    "a name that is none": {"INTAKE_TOKENS": "Zq7"},
}


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A folder with a secret in every setting; what is logged there, as the product's own log shows it."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "password").write_text("Zq7password\n")
    (tmp_path / "password").chmod(0o600)
    for name, value in (SECRETS | BESIDE).items():
        monkeypatch.setenv(name, value)
    lines: list[str] = []

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(logs.told(record))

    handler = Heard(logging.NOTSET)
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def test_every_secret_has_a_marker() -> None:
    assert set(SECRETS) == {setting.name for setting in SETTINGS if setting.secret}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_no_command_says_a_secret_whatever_goes_wrong(
    trouble: str, heard: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in TROUBLES[trouble].items():
        monkeypatch.setenv(name, value)
    for command in COMMANDS:
        code = main(command)
        said = "".join(capsys.readouterr())
        assert code in (0, 1), command
        for secret in ("Zq7", KEY):
            assert secret not in said, (command, said)
            assert secret not in "\n".join(heard), command


def test_what_nobody_foresaw_is_named_by_its_kind_alone(
    heard: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        raise RuntimeError(f"{SECRETS['INTAKE_CLIENT_TOKEN']} and {KEY}")

    monkeypatch.setattr("bot.commands.leads.load_settings", fails)
    assert main(["leads"]) == 1
    said = "".join(capsys.readouterr()) + "".join(heard)
    assert "RuntimeError" in said
    assert MARKER not in said
    assert KEY not in said


def test_neither_settings_nor_their_errors_show_one(heard: list[str]) -> None:
    reading = Settings.examine({**os.environ, "INTAKE_DATABASE": UNREACHABLE}, Path())
    shown = [repr(reading), str(reading), f"{reading.settings}", *map(repr, reading.wrong), *map(str, reading.wrong)]
    assert not [text for text in shown if MARKER in text or KEY in text]
    with pytest.raises(IntakeError) as refused:
        Settings.load({"INTAKE_KEY_FILE": KEY, **SECRETS, "INTAKE_WEBHOOK_SECRET": "Zq7"}, Path())
    assert MARKER not in repr(refused.value) + str(refused.value) + repr(refused.value.text)


def test_no_secret_can_be_given_on_a_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever is on the machine reads the command line of a process; its environment, only its user and root."""
    for command in ("run", "doctor", "init", "leads", "keys", "migrate", "forget"):
        with pytest.raises(SystemExit):
            parse([command, "--help"])
        flags = capsys.readouterr().out.lower()
        assert not [word for word in ("--token", "--key ", "--secret", "--password") if word in flags], command
