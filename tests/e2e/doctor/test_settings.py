"""`intake doctor` on settings, and on what of them is not safe."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.checks import machine
from bot.checks.finding import Severity
from bot.commands import doctor
from bot.settings import SETTINGS, Settings
from dialogs.messages import Text
from tests.e2e.doctor.patient import SECRET, WEBHOOK, Patient, one_words, only, said
from tests.e2e.world import CLIENT_TOKEN

# --- settings -------------------------------------------------------------------------------------------------------


async def test_settings_that_cannot_be_used_do_not_hide_the_rest(patient: Patient) -> None:
    patient.environ["INTAKE_PORT"] = "eighty"
    only(await patient.complaints(), "problem settings: INTAKE_PORT .* cannot be used: give a whole number")
    assert any("rule table" in line for line in await patient.lines())


async def test_all_that_is_wrong_is_said_in_one_go(patient: Patient) -> None:
    patient.environ |= {
        "INTAKE_PORT": "eighty",
        "INTAKE_PRT": "80",
        "INTAKE_WEBHOOK_URL": "http://intake.example",
        "INTAKE_WEBHOOK_SECRET": "short",
        "INTAKE_OFFICE": str(patient.folder / "none.toml"),
        "INTAKE_CLIENT_TOKEN": "999:unknown-unknown-unknown-unknown",
    }
    patient.world.group.chat.forum = False
    patient.database.chmod(0o644)
    said = await patient.lines(Severity.PROBLEM)
    assert [re.split(r" \(| was|: /", line)[0] for line in said] == [
        "problem settings: INTAKE_PRT",
        "problem settings: INTAKE_PORT",
        "problem settings: INTAKE_WEBHOOK_URL",
        "problem settings: INTAKE_WEBHOOK_SECRET",
        "problem client bot: INTAKE_CLIENT_TOKEN",
        "problem office profile",
    ], said
    warned = await patient.lines(Severity.WARNING)
    assert any("intake.db is open to other users" in line for line in warned), warned
    assert any("it has no topics" in line for line in warned), warned
    assert not [line for line in said + warned if "short" in line or "polling" in line]


@pytest.mark.parametrize(
    ("name", "text", "silent"),
    [
        ("INTAKE_DATABASE", "mysql://x", ("database", "key", "outbox", "service", "disk")),
        ("INTAKE_CLIENT_TOKEN", "no token", ("client bot", "client bot updates")),
        ("INTAKE_OFFICE_TOKEN", "no token", ("office bot", "staff group")),
        ("INTAKE_TELEGRAM_API", "nowhere", ("client bot", "office bot", "clock")),
        ("INTAKE_KEY_FILE", "k" * 43, ("key",)),
        ("INTAKE_OFFICE_CHAT", "the group", ("staff group",)),
        ("INTAKE_OFFICE", "12345678:" + "x" * 30, ("office profile", "opening hours")),
    ],
)
async def test_what_a_bad_setting_made_meaningless_is_not_said(
    patient: Patient, name: str, text: str, silent: tuple[str, ...]
) -> None:
    patient.environ[name] = text
    lines = await patient.lines()
    only([line for line in lines if line.startswith("problem")], f"problem settings: {name} .* cannot be used")
    assert not [line for line in lines if line.split(" ", 1)[1].split(":")[0] in silent]
    assert any("rule table" in line for line in lines)


async def test_a_check_that_stops_is_said_and_stops_no_other(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    def falls(*_args: object) -> None:
        raise ZeroDivisionError("Maria")

    for name in ("check_store", "check_security", "check_rules"):
        monkeypatch.setattr(doctor, name, falls)
    monkeypatch.setattr("bot.checks.client.check_client", falls)
    monkeypatch.setattr("bot.checks.office.check_office_bot", falls)
    lines = await patient.lines()
    fallen = [line.split(":")[0] for line in lines if "could not be looked at (ZeroDivisionError)" in line]
    assert fallen == [
        f"problem {about}" for about in ("database", "security", "client bot", "office bot", "rule table")
    ]
    assert any(line.startswith("ok texts") for line in lines)
    assert "Maria" not in "".join(lines)


async def test_an_env_file_with_tokens_is_private(patient: Patient) -> None:
    env = patient.folder / ".env"
    env.write_text("".join(f"{name}={value}\n" for name, value in patient.environ.items()))
    patient.environ = {}
    env.chmod(0o644)
    only(await patient.complaints(), r"warning settings: \.env is open to other users .*chmod 600")
    env.chmod(0o600)
    assert await patient.complaints() == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "0 differ from their defaults,"),
        ({"INTAKE_PORT": "9000"}, "1 differs from its default,"),
        ({"INTAKE_PORT": "9000", "INTAKE_HOST": "::1"}, "2 differ from their defaults,"),
    ],
)
def test_how_many_settings_differ(tmp_path: Path, given: dict[str, str], words: str) -> None:
    settings = Settings.load(given, tmp_path)
    assert words in said(next(doctor._check_settings(settings, tmp_path, wrong=False)).says)


def test_the_list_of_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTAKE_CLIENT_TOKEN", CLIENT_TOKEN)
    monkeypatch.setenv("INTAKE_DATABASE", "postgresql://user:password@host/name")
    monkeypatch.setenv("INTAKE_PORT", "9000")
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    for given, language, now in (["--lang", "en"], "en", "now: "), ([], "ja", "現在："):
        assert main(["doctor", "--settings", *given]) == 0
        out = f"\n{capsys.readouterr().out}"
        for s in SETTINGS:
            meaning, default = (
                one_words().plain(language, Text(f"{s.text_key}.{it}")) for it in ("meaning", "default")
            )
            assert f"\n{s.name}\n    {meaning}\n" in out
            assert f"{default}\n    {now}" in out
        shown = [line.removeprefix(f"    {now}") for line in out.splitlines() if line.startswith(f"    {now}")]
        keys = ("setting-secret", "setting-not-set", "setting-postgresql")
        assert {one_words().plain(language, Text(key)) for key in keys} < set(shown)
        assert "9000" in shown
        assert CLIENT_TOKEN not in out
        assert "password@" not in out
    monkeypatch.delenv("INTAKE_DATABASE")
    monkeypatch.setenv("LC_ALL", "xx")

    monkeypatch.setenv("INTAKE_PRT", "1")
    assert main(["doctor", "--settings"]) == 1
    done = capsys.readouterr()
    assert "INTAKE_PORT" in done.out
    assert "now:" not in done.out
    assert "INTAKE_PRT" in done.err


# --- a security review ----------------------------------------------------------------------------------------------


async def test_a_key_beside_the_database(patient: Patient) -> None:
    shutil.copy2(patient.environ.pop("INTAKE_KEY_FILE"), patient.folder / "intake.db.key")
    only(await patient.complaints(), "warning key: .*intake.db.key lies beside the database.* set INTAKE_KEY_FILE")


async def test_one_who_runs_as_root(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    only(await patient.complaints(), "warning security: this runs as root")


@pytest.mark.parametrize("program", ["/usr/share/apport/apport", ""])
async def test_a_program_that_takes_the_memory_after_a_crash(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(machine, "dump_taker", lambda: program)
    only(await patient.complaints(), f"warning security: after a crash {program or 'a program'} would be given")


async def test_a_bot_api_server_reached_in_the_clear(patient: Patient) -> None:
    patient.environ["INTAKE_TELEGRAM_API"] = "http://bot-api.invalid:8081"
    settings = Settings.load(patient.environ, patient.folder)
    [found] = machine.check_security(settings, patient.folder)
    assert found.severity is Severity.WARNING
    assert "INTAKE_TELEGRAM_API is an http address of another machine" in said(found.says)


@pytest.mark.parametrize(
    "why", [{"INTAKE_WEBHOOK_URL": WEBHOOK, "INTAKE_WEBHOOK_SECRET": SECRET}, {"INTAKE_PUBLIC_URL": WEBHOOK}]
)
async def test_listened_for_on_every_address(patient: Patient, why: dict[str, str]) -> None:
    patient.environ |= {**why, "INTAKE_HOST": "0.0.0.0"}
    [found] = machine.check_security(Settings.load(patient.environ, patient.folder), patient.folder)
    assert found.severity is Severity.NOTE
    assert "nothing but the reverse proxy" in said(found.says)


async def test_files_and_folders_others_can_use(patient: Patient) -> None:
    log = patient.folder / "intake.db-journal"
    log.write_bytes(b"")
    log.chmod(0o644)
    keys = Path(patient.environ["INTAKE_KEY_FILE"]).parent
    keys.chmod(0o777)
    first, second = await patient.complaints()
    assert re.search("warning database: .*intake.db-journal is open to other users .*chmod 600", first)
    assert re.search(f"warning security: other users .* can replace files in {keys}: run `chmod go-w", second)
    log.unlink()
    keys.chmod(0o1777)  # like /tmp
    assert await patient.complaints() == []


@pytest.mark.parametrize(
    ("more", "severity", "text"),
    [
        ({"username": "tsubakuro_staff"}, Severity.WARNING, "it is public, so anybody can find it"),
        ({"active_usernames": ["tsubakuro_staff"]}, Severity.WARNING, "it is public, so anybody can find it"),
        ({"linked_chat_id": -1007}, Severity.WARNING, "it belongs to a channel"),
        (
            {"location": {"location": {"longitude": 139.7, "latitude": 35.6}, "address": "Tokyo"}},
            Severity.WARNING,
            "it is shown to people nearby",
        ),
        ({"invite_link": "https://t.me/+AAAA"}, Severity.NOTE, "whoever has its invite link comes in"),
    ],
)
async def test_a_staff_group_that_others_can_enter(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, more: dict[str, object], severity: Severity, text: str
) -> None:
    chat = type(patient.world.group.chat)
    as_it_is = chat.json
    monkeypatch.setattr(chat, "json", lambda self: as_it_is(self) | more)
    found = [line for line in await patient.lines(severity) if line.startswith(f"{severity} staff group")]
    only(found, f"staff group: {text}")
    assert "AAAA" not in found[0]
