"""`intake doctor` against the fake Telegram: a healthy installation, and each thing that can be wrong with one."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sqlite3
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import build_core
from bot.checks import contents, machine
from bot.checks.finding import Severity
from bot.commands import doctor
from bot.rulebook.contents import unchecked
from bot.settings import SETTINGS, Settings
from bot.storage.lock import RunLock
from bot.storage.records import set_fact
from bot.words.digests import DigestsError
from bot.words.words import Words, WordsError
from scoring import book
from scoring.book import BookRule
from scoring.ruleset import ruleset_for
from scoring.sources import all_sources
from tests.e2e.world import CLIENT_TOKEN, OFFICE_TOKEN, STAFF_CHAT, World, make_world, quick_bot

LOOKING = {"getMe", "getWebhookInfo", "getChat", "getChatMember"}
SECRET = "a-secret-for-webhooks"
WEBHOOK = "http://127.0.0.1:9000"
SUPERGROUP = -1009876


one_words = cache(Words)


@dataclass
class Patient:
    """An installation to be looked at."""

    world: World
    environ: dict[str, str]
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "intake.db"

    @property
    def key(self) -> Path:
        return self.folder / "elsewhere" / "intake.key"

    async def lines(self, *severities: Severity) -> list[str]:
        """What the doctor says, as "level about: text"; only some levels if named."""
        findings = await doctor.examine(self.environ, self.folder, self.world.clock, quick_bot)
        return [f"{f.severity} {f.about}: {f.text}" for f in findings if not severities or f.severity in severities]

    async def complaints(self) -> list[str]:
        """Warnings and problems."""
        return await self.lines(Severity.WARNING, Severity.PROBLEM)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database and its key, made once: migrating takes its time."""
    folder = tmp_path_factory.mktemp("made")
    build_core(Settings(database=f"sqlite:///{folder}/intake.db")).database.close()
    return folder


@pytest.fixture
async def patient(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Patient]:
    """A healthy installation with both bots, polling, with a database and an office profile of its own."""
    profile = tmp_path / "office.toml"
    shipped = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
    profile.write_text(shipped.replace("example = true", "example = false"), encoding="utf-8")
    # How far the translators are is not our subject, nor how long the texts take to read.
    monkeypatch.setattr(contents, "Words", one_words)
    monkeypatch.setattr(contents, "stale", lambda _language: [])
    async with make_world(tmp_path, office=profile) as world:
        world.client.me["can_join_groups"] = False
        shutil.copy2(made / "intake.db", tmp_path / "intake.db")
        (tmp_path / "elsewhere").mkdir()
        key = shutil.copy2(made / "intake.db.key", tmp_path / "elsewhere" / "intake.key")
        monkeypatch.setattr("os.geteuid", lambda: 1000)  # who runs the tests is not our subject either
        monkeypatch.setattr(machine, "dump_taker", lambda: None)
        yield Patient(world, _environ(world.settings) | {"INTAKE_KEY_FILE": str(key)}, tmp_path)
        assert {call.method for call in world.fake.calls} <= LOOKING
        world.fake.assert_clean()


def _environ(settings: Settings) -> dict[str, str]:
    given = {s.name: getattr(settings, s.field) for s in SETTINGS}
    return {name: str(value) for name, value in given.items() if value is not None}


def _snapshot(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_mode) for p in folder.iterdir() if p.is_file()}


def only(lines: list[str], pattern: str) -> None:
    """Exactly one line, and it says this."""
    assert len(lines) == 1, lines
    assert re.search(pattern, lines[0]), lines


# --- healthy --------------------------------------------------------------------------------------------------------


async def test_a_healthy_installation_has_no_complaint_and_is_not_touched(patient: Patient) -> None:
    before = _snapshot(patient.folder)
    lines = await patient.lines()
    left = len(unchecked(frozenset(), patient.world.clock().date()))
    assert [line for line in lines if not line.startswith(("ok", "note"))] == []
    assert _snapshot(patient.folder) == before
    for seen in (
        "client bot: INTAKE_CLIENT_TOKEN belongs to tsubakuro_bot (@tsubakuro_bot)",
        "client bot updates: polling",
        "office bot: INTAKE_OFFICE_TOKEN belongs to tsubakuro_office_bot",
        "staff group: found: 相談, with a topic for each client",
        "staff group: the office bot is an administrator",
        "clock: agrees",
        "database: ",
        "key: ",
        "outbox: nothing waits",
        "service: `intake run` is not running",
        "rule table: hsp-2023-04-21, in force since 2023-04-21",
        "sources: each of the ",
        f"checked rules: marked for the office's practitioner and not checked: {left}; `intake rules` lists them first",
        "texts: ja: complete and current",
        "office profile: valid",
        "opening hours: the office is open now",
        "holidays: Japanese holidays are known to the end of 2027",
    ):
        assert any(seen in line for line in lines), seen


async def test_beside_a_running_service(patient: Patient) -> None:
    with RunLock(patient.database):
        lines = await patient.lines()
        with closing(sqlite3.connect(patient.database)) as writing:
            writing.execute("BEGIN IMMEDIATE")  # a log beside the file now, as while intake runs
            assert await patient.complaints() == []
    assert "ok service: `intake run` is working on this database" in lines


async def test_the_command_prints_a_line_each_and_exits_by_the_worst(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(patient.folder)
    for name, value in patient.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(doctor, "examine", partial(doctor.examine, now=patient.world.clock, make_bot=quick_bot))
    assert await asyncio.to_thread(doctor.run, Namespace(settings=False)) == 0
    out = capsys.readouterr().out
    assert re.match(r"ok       settings: ", out)
    assert "\x1b" not in out
    assert out.endswith("\n\nAll is well.\n")

    monkeypatch.setenv("INTAKE_CLIENT_TOKEN", "100:another-secret-another-secret")
    assert await asyncio.to_thread(doctor.run, Namespace(settings=False)) == 1
    out = capsys.readouterr().out
    assert "problem  client bot: INTAKE_CLIENT_TOKEN was refused" in out
    assert out.endswith("\n\n1 problem and 0 warnings.\n")
    assert "secret" not in out


def test_without_anything_it_looks_at_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    monkeypatch.chdir(tmp_path)  # whoever runs the tests may have tried the chat in this folder
    findings = asyncio.run(doctor.examine({}, tmp_path, lambda: moment))
    severities = {f.about: f.severity for f in findings}
    assert severities["client bot"] is severities["office bot"] is severities["database"] is Severity.NOTE
    assert severities["office profile"] is Severity.WARNING
    assert "names a real office" in next(f.text for f in findings if f.about == "office profile")
    assert Severity.PROBLEM not in severities.values()
    assert {"rule table", "texts", "holidays", "opening hours"} <= set(severities)
    assert list(tmp_path.iterdir()) == []


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
    ("given", "said"),
    [
        ({}, "0 differ from their defaults,"),
        ({"INTAKE_PORT": "9000"}, "1 differs from its default,"),
        ({"INTAKE_PORT": "9000", "INTAKE_HOST": "::1"}, "2 differ from their defaults,"),
    ],
)
def test_how_many_settings_differ(tmp_path: Path, given: dict[str, str], said: str) -> None:
    settings = Settings.load(given, tmp_path)
    assert said in next(doctor._check_settings(settings, tmp_path, wrong=False)).text


def test_the_list_of_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTAKE_CLIENT_TOKEN", CLIENT_TOKEN)
    assert main(["doctor", "--settings"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n{s.name}\n    {s.meaning}\n    default: {s.default_text}" in f"\n{out}" for s in SETTINGS)
    assert "now: set, not shown" in out
    assert CLIENT_TOKEN not in out

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
    assert "INTAKE_TELEGRAM_API is an http address of another machine" in found.text


async def test_webhooks_listened_for_on_every_address(patient: Patient) -> None:
    patient.environ |= {"INTAKE_WEBHOOK_URL": WEBHOOK, "INTAKE_WEBHOOK_SECRET": SECRET, "INTAKE_HOST": "0.0.0.0"}
    [found] = machine.check_security(Settings.load(patient.environ, patient.folder), patient.folder)
    assert found.severity is Severity.NOTE
    assert "nothing but the reverse proxy" in found.text


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


# --- tokens ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["CLIENT", "OFFICE"])
async def test_a_token_telegram_does_not_know(patient: Patient, name: str) -> None:
    patient.environ[f"INTAKE_{name}_TOKEN"] = "999:unknown-unknown-unknown-unknown"
    only(await patient.complaints(), f"problem {name.lower()} bot: INTAKE_{name}_TOKEN was refused .*@BotFather")


async def test_both_tokens_of_one_bot(patient: Patient) -> None:
    patient.environ["INTAKE_CLIENT_TOKEN"] = renewed = "200:renewed-secret-renewed-secret"
    patient.world.fake.world.bots[renewed] = patient.world.office
    patient.world.office.me["can_join_groups"] = False
    only(await patient.complaints(), "problem office bot: both tokens belong to one bot")


async def test_telegram_out_of_reach_and_out_of_order(patient: Patient) -> None:
    patient.world.fake.break_everything()
    broken = await patient.complaints()
    assert [re.sub(r"\(.*\)", "", line).split(":")[0:2] for line in broken] == [
        ["problem client bot", " Telegram cannot be reached "],
        ["problem office bot", " Telegram cannot be reached "],
    ]
    patient.environ["INTAKE_TELEGRAM_API"] = "http://127.0.0.1:9"
    assert len(await patient.complaints()) == 2
    assert not [line for line in await patient.lines() if "secret" in line or "clock" in line]


async def test_a_client_bot_that_may_join_groups(patient: Patient) -> None:
    patient.world.client.me["can_join_groups"] = True
    only(await patient.complaints(), "warning client bot: it can be added to groups.*/setjoingroups")


async def test_the_office_bot_may_be_missing(patient: Patient) -> None:
    del patient.environ["INTAKE_OFFICE_CHAT"]
    only(await patient.complaints(), "warning staff group: INTAKE_OFFICE_CHAT is not set.* the log shows")
    del patient.environ["INTAKE_OFFICE_TOKEN"]
    assert await patient.complaints() == []
    only(
        [line for line in await patient.lines(Severity.NOTE) if "office bot" in line],
        "are not set: leads are kept for later",
    )


async def test_only_tokens_and_no_secret_are_ever_repeated(patient: Patient) -> None:
    patient.world.fake.fail_next("getChat", 400, f"Bad Request: {OFFICE_TOKEN}", times=1)
    patient.environ["INTAKE_WEBHOOK_URL"], patient.environ["INTAKE_WEBHOOK_SECRET"] = WEBHOOK, SECRET
    patient.world.client.webhook = replace(patient.world.client.webhook, url=f"{WEBHOOK}/client")
    patient.world.client.webhook.last_error = f"at bot{CLIENT_TOKEN}:\n failed {SECRET}"
    patient.world.client.webhook.last_error_date = patient.world.clock()
    said = "\n".join(await patient.lines())
    assert "failed" in said
    assert not [word for word in (CLIENT_TOKEN, OFFICE_TOKEN, SECRET) if word in said]
    assert "at bot<INTAKE_CLIENT_TOKEN>: failed <INTAKE_WEBHOOK_SECRET>" in said


# --- webhooks -------------------------------------------------------------------------------------------------------


async def test_a_webhook_left_over_while_polling(patient: Patient) -> None:
    patient.world.client.webhook = replace(patient.world.client.webhook, url="https://old.example/x")
    only(
        await patient.complaints(), "warning client bot updates: a webhook is left over.*the next `intake run` removes"
    )
    with RunLock(patient.database):
        only(await patient.complaints(), "problem client bot updates: a webhook is left over.*another program")


async def test_webhooks_as_they_should_be_and_not(patient: Patient) -> None:
    world = patient.world
    patient.environ["INTAKE_WEBHOOK_URL"], patient.environ["INTAKE_WEBHOOK_SECRET"] = WEBHOOK, SECRET
    missing = await patient.complaints()
    assert [line.split(":")[1] for line in missing] == [" no webhook is registered"] * 2
    assert all(line.startswith("warning") for line in missing)
    with RunLock(patient.database):
        assert all(line.startswith("problem") for line in await patient.complaints())

    world.client.webhook = replace(world.client.webhook, url=f"{WEBHOOK}/client")
    world.office.webhook = replace(world.office.webhook, url=f"{WEBHOOK}/other")
    only(await patient.complaints(), "warning office bot updates: another webhook is registered")

    world.office.webhook = replace(world.office.webhook, url=f"{WEBHOOK}/office")
    assert await patient.complaints() == []

    world.client.webhook.last_error = "Wrong response from the webhook: 502 Bad Gateway"
    world.client.webhook.last_error_date = world.clock()
    only(await patient.complaints(), r"warning client bot updates: .*failed \(Wrong .* 502 .*leads to 127.0.0.1:8080")

    world.client.webhook = replace(world.client.webhook, last_error=None, last_error_date=None)
    anna = world.person(7)
    for _ in range(21):
        await anna.send(world.client, "hello?")
    only(await patient.complaints(), "warning client bot updates: 21 updates wait")


async def test_telegram_calls_few_ports(patient: Patient) -> None:
    for name in ("TELEGRAM_API", "CLIENT_TOKEN", "OFFICE_TOKEN", "OFFICE_CHAT"):
        del patient.environ[f"INTAKE_{name}"]
    patient.environ |= {"INTAKE_WEBHOOK_URL": "https://intake.example:8444", "INTAKE_WEBHOOK_SECRET": SECRET}
    only(await patient.complaints(), "problem webhook: .*ports 443, 80, 88 and 8443")
    patient.environ["INTAKE_WEBHOOK_URL"] = "https://intake.example:8443"
    assert await patient.complaints() == []


# --- the staff group ------------------------------------------------------------------------------------------------


def _plain(world: World) -> None:
    world.group.chat.forum = False


def _member(world: World) -> None:
    world.group.set_bot_rights(world.office, admin=False)


def _no_topics(world: World) -> None:
    world.group.set_bot_rights(world.office, can_manage_topics=False)


def _no_deleting(world: World) -> None:
    world.group.set_bot_rights(world.office, can_delete_messages=False)


def _kicked(world: World) -> None:
    world.group.remove_bot(world.office)


def _hidden(world: World) -> None:
    world.fake.fail_next("getChat", 403, "Forbidden: bot was kicked from the supergroup chat")


def _silenced(world: World) -> None:
    world.group.silence(world.office)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (_plain, "warning staff group: it has no topics.* switch Topics on"),
        (_member, "warning staff group: the office bot is no administrator.*Manage topics.*Delete messages"),
        (_no_topics, "warning staff group: the office bot may not make topics: allow “Manage topics”"),
        (_no_deleting, "warning staff group: the office bot may not delete .*erasure: allow “Delete messages”"),
        (_kicked, "problem staff group: the office bot is not in the group -1001234, leads wait: add the office bot"),
        (_hidden, "problem staff group: the office bot is not in the group -1001234, leads wait: add the office bot"),
        (_silenced, "problem staff group: the office bot may not write there: make it an administrator"),
    ],
)
async def test_the_staff_group(patient: Patient, change: Callable[[World], None], line: str) -> None:
    change(patient.world)
    only(await patient.complaints(), line)


async def test_privacy_mode_of_a_mere_member(patient: Patient) -> None:
    _member(patient.world)
    assert any("by privacy mode it hears commands" in line for line in await patient.lines(Severity.NOTE))
    patient.world.office.me["can_read_all_group_messages"] = True
    assert not any("privacy mode" in line for line in await patient.lines())


async def test_the_office_chat_is_something_else(patient: Patient) -> None:
    world = patient.world
    patient.environ["INTAKE_OFFICE_CHAT"] = "-100999"
    only(await patient.complaints(), "problem staff group: INTAKE_OFFICE_CHAT -100999 was not found")
    await world.staff.send(world.office, "/start")
    patient.environ["INTAKE_OFFICE_CHAT"] = str(world.staff.id)
    only(await patient.complaints(), "problem staff group: INTAKE_OFFICE_CHAT is a private chat")
    channel = world.fake.add_group(-100777, title="News")
    channel.chat.kind = "channel"
    channel.add_bot(world.office)
    patient.environ["INTAKE_OFFICE_CHAT"] = "-100777"
    only(await patient.complaints(), "problem staff group: INTAKE_OFFICE_CHAT is a channel")


async def test_a_group_that_became_a_supergroup(patient: Patient) -> None:
    world = patient.world
    group = world.fake.add_group(-555, title="Old", supergroup=False)
    group.add_bot(world.office)
    patient.environ["INTAKE_OFFICE_CHAT"] = "-555"
    await group.migrate_to_supergroup(SUPERGROUP)
    group.enable_forum()
    told = f"warning staff group: it became a supergroup .*set INTAKE_OFFICE_CHAT={SUPERGROUP}"
    only(await patient.complaints(), told)  # by Telegram's word

    core = build_core(replace(world.settings, key_file=patient.key))
    with core.database.engine.begin() as connection:
        fact = {"setting": -555, "chat": SUPERGROUP}
        set_fact(connection, core.database.sealer, "office_chat", fact)
    core.database.close()
    before = len(world.fake.calls_of("getChat"))
    only(await patient.complaints(), told)  # by our own record
    assert [c.params["chat_id"] for c in world.fake.calls_of("getChat")[before:]] == [SUPERGROUP]
    patient.environ["INTAKE_OFFICE_CHAT"] = str(SUPERGROUP)
    assert await patient.complaints() == []


async def test_where_the_group_went_cannot_be_read(patient: Patient) -> None:
    """Then the group of the setting is looked at, and all else as well."""
    _execute(patient, "INSERT INTO facts (name, sealed) VALUES ('office_chat', x'00010203')")
    assert await patient.complaints() == []
    assert {c.params["chat_id"] for c in patient.world.fake.calls_of("getChat")} == {STAFF_CHAT}


# --- clock ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "line"), [(61, "61 seconds ahead of"), (-300, "300 seconds behind"), (60, None)])
@pytest.mark.parametrize("bot", ["CLIENT", "OFFICE"])
async def test_a_wrong_clock(patient: Patient, bot: str, seconds: int, line: str | None) -> None:
    """Each bot alone tells the time."""
    for name in {"CLIENT_TOKEN", "OFFICE_TOKEN", "OFFICE_CHAT"} - {f"{bot}_TOKEN"}:
        del patient.environ[f"INTAKE_{name}"]
    server = patient.world.clock() - timedelta(seconds=seconds)
    patient.world.fake.date = lambda: server
    found = [each for each in await patient.lines() if "clock:" in each]
    only(found, f"warning clock: this machine is {line}" if line else "ok clock")


async def test_a_server_that_tells_no_time_is_no_trouble(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.telegram.server.format_datetime", lambda *_, **__: "some time ago")
    assert await patient.complaints() == []
    assert not [line for line in await patient.lines() if "clock:" in line]


# --- the database and its key ---------------------------------------------------------------------------------------


async def test_no_database_yet(patient: Patient) -> None:
    patient.database.unlink()
    patient.key.unlink()
    del patient.environ["INTAKE_KEY_FILE"]
    assert await patient.complaints() == []
    assert any("there is none at" in line for line in await patient.lines(Severity.NOTE))
    assert not list(patient.folder.glob("intake.db*"))


async def test_a_folder_that_is_not_there(patient: Patient) -> None:
    patient.environ["INTAKE_DATABASE"] = f"sqlite:///{patient.folder}/nowhere/intake.db"
    only(await patient.complaints(), "problem database: the folder .*nowhere does not exist")


async def test_a_database_of_another_kind(patient: Patient) -> None:
    patient.environ["INTAKE_DATABASE"] = "postgresql://me:pass-Zq9word@db/intake"
    only(await patient.complaints(), "problem database: PostgreSQL is not supported")


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE alembic_version SET version_num = '0000'", "warning database: has schema 0000.*`intake migrate`"),
        ("UPDATE alembic_version SET version_num = '9999'", "problem database: has schema 9999, newer.*update intake"),
        ("DROP TABLE alembic_version", "problem database: this is a database of another program"),
    ],
)
async def test_a_schema_that_is_not_the_newest(patient: Patient, statement: str, line: str) -> None:
    _execute(patient, statement)
    only(await patient.complaints(), line)


def _execute(patient: Patient, *statements: str) -> None:
    with closing(sqlite3.connect(patient.database)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


async def test_a_file_that_is_no_database(patient: Patient) -> None:
    patient.database.write_bytes(b"not a database at all" * 300)
    only(await patient.complaints(), r"problem database: .*cannot be read \(DatabaseError\)")


async def test_a_damaged_database(patient: Patient) -> None:
    """It still opens, and says of itself that something is wrong."""
    with patient.database.open("r+b") as file:
        file.seek(36)  # how many pages are free
        file.write((7).to_bytes(4, "big"))
    only(await patient.complaints(), "problem database: the file is damaged: stop intake and restore a backup")


async def test_a_key_is_looked_at_before_there_is_a_database(patient: Patient) -> None:
    patient.database.unlink()
    assert await patient.complaints() == []
    assert any("intake.key can be used; keep a copy" in line for line in await patient.lines(Severity.OK))
    patient.key.write_text("mumbled\n", encoding="utf-8")
    only(await patient.complaints(), "problem key: .*intake.key .* does not hold a usable key")


async def test_files_open_to_others(patient: Patient) -> None:
    patient.database.chmod(0o640)
    only(await patient.complaints(), "warning database: .*open to other users.*chmod 600")
    patient.database.chmod(0o600)
    patient.key.chmod(0o644)
    only(await patient.complaints(), "problem key: .*open to other users.*chmod 600")


async def test_a_database_that_cannot_be_written(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as root, whom no right stops.
    monkeypatch.setattr(os, "access", lambda path, _mode: path != patient.database)
    only(await patient.complaints(), "problem database: .*not writable")


@pytest.mark.parametrize(
    ("free", "line"), [(4e8, "warning disk: 0.4 GB free"), (1e7, "problem disk: 0.0 GB.*nothing is kept")]
)
async def test_a_disk_nearly_full(patient: Patient, monkeypatch: pytest.MonkeyPatch, free: float, line: str) -> None:
    usage = shutil.disk_usage(patient.folder)._replace(free=int(free))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    only(await patient.complaints(), line)


async def test_the_key(patient: Patient) -> None:
    key = patient.database.with_name("intake.db.key")
    del patient.environ["INTAKE_KEY_FILE"]
    only(await patient.complaints(), "problem key: .*sealed with a key that is not here")
    assert not key.exists()
    patient.environ["INTAKE_KEY"] = "A" * 43
    only(await patient.complaints(), "problem key: The database is sealed with key .*put back")
    patient.environ["INTAKE_KEY"] = "mumbled"
    said = await patient.complaints()
    only(said, "problem key: INTAKE_KEY does not hold a usable key")
    assert "mumbled" not in said[0]
    del patient.environ["INTAKE_KEY"]
    patient.environ["INTAKE_KEY_FILE"] = str(patient.key)
    assert await patient.complaints() == []
    assert any(
        "intake.key fits the database; keep a copy of it, apart" in line for line in await patient.lines(Severity.OK)
    )


async def test_what_waits_in_the_outbox(patient: Patient) -> None:
    patient.world.expects(dead=1)
    now = patient.world.clock().timestamp()

    def row(name: str, channel: str, state: str, age: float) -> str:
        return (
            "INSERT INTO outbox (id, channel, lane, kind, state, created_at, sealed) "
            f"VALUES ('{name}', '{channel}', 'x', 'send', '{state}', {now - age}, x'00')"
        )

    _execute(patient, row("a", "client", "queued", 30))
    assert await patient.complaints() == []
    assert any("ok outbox: 1 message waiting, the oldest for 30 seconds" in line for line in await patient.lines())

    _execute(patient, row("b", "office", "queued", 3 * 3600), row("c", "client", "held", 9e6))
    only(await patient.complaints(), "warning outbox: 2 messages waiting, the oldest for 3 hours: start `intake run`")
    with RunLock(patient.database):
        only(await patient.complaints(), "warning outbox: 2 messages waiting.* the log of `intake run`")
    assert any("note outbox: 1 message kept for people who blocked" in line for line in await patient.lines())

    del patient.environ["INTAKE_OFFICE_TOKEN"], patient.environ["INTAKE_OFFICE_CHAT"]
    assert await patient.complaints() == []
    assert any("1 message for staff kept until" in line for line in await patient.lines(Severity.NOTE))

    _execute(patient, row("d", "client", "dead", 5))
    only(await patient.complaints(), "warning outbox: 1 message could not be delivered")


# --- what it knows --------------------------------------------------------------------------------------------------


async def test_a_rule_table_nobody_looked_at_for_long(patient: Patient) -> None:
    checked = ruleset_for(patient.world.clock().date()).last_checked_on
    patient.world.clock.set(datetime(checked.year, checked.month, checked.day, tzinfo=UTC) + timedelta(days=180))
    assert await patient.complaints() == []
    patient.world.clock.advance(timedelta(days=1))
    only(await patient.complaints(), "warning rule table: .*181 days ago: look at the law")


async def test_a_source_that_no_rule_cites_is_said(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    known = all_sources()
    spare = replace(next(iter(known.values())), code="X9")
    monkeypatch.setattr("scoring.book.all_sources", lambda: {**known, "X9": spare})
    book.sources.cache_clear()
    only(await patient.complaints(), r"problem sources: sources\.toml: X9: expected a rule that cites it; none does")
    book.sources.cache_clear()


async def test_rules_that_the_office_has_checked(patient: Patient) -> None:
    today = patient.world.clock().date()
    left = unchecked(frozenset(), today)

    def sign(reading: Callable[[BookRule], str]) -> None:
        blocks = [
            f'[[checked]]\nrule = "{rule.id}"\nday = 2026-11-20\ninitials = "T.I."\nreading = "{reading(rule)}"\n'
            for rule in left
        ]
        path = Path(patient.environ["INTAKE_OFFICE"])
        path.write_text("\n".join([path.read_text(encoding="utf-8").partition("\n[[checked]]")[0], *blocks]), "utf-8")

    sign(lambda rule: rule.reading)
    assert "ok checked rules: the office has checked every rule that is marked for its practitioner" in (
        await patient.lines()
    )
    sign(lambda rule: "00000000" if rule.id == "hsp.rows.local_gov" else rule.reading)
    assert [line for line in await patient.lines(Severity.NOTE) if "checked rules" in line] == [
        "note checked rules: hsp.rows.local_gov changed since it was checked: check it again",
        "note checked rules: marked for the office's practitioner and not checked: 1; "
        "`intake rules` lists them first, and how to record a check",
    ]
    assert await patient.complaints() == []


async def test_a_table_to_come_and_a_day_before_all(patient: Patient) -> None:
    patient.world.clock.set(datetime(2023, 4, 10, tzinfo=UTC))
    assert any("hsp-2023-04-21 follows by itself on 2023-04-21" in line for line in await patient.lines(Severity.NOTE))
    patient.world.clock.set(datetime(2013, 12, 1, tzinfo=UTC))
    only(await patient.lines(Severity.PROBLEM), "problem clock: .* says 2013-12-01, before the first points table")
    assert not [line for line in await patient.lines() if "rule table" in line]


async def test_texts_missing_or_out_of_date(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "stale", lambda _language: ["welcome", "help"])
    only(await patient.complaints(), r"warning texts: in locales/ja 2 texts \(help, welcome\) may no longer say")
    real = Words.keys
    monkeypatch.setattr(Words, "keys", lambda words, code: real(words, code) - ({"help"} if code == "ja" else set()))
    assert [line.split(":")[0] for line in await patient.complaints()] == ["problem texts", "warning texts"]
    only(await patient.lines(Severity.PROBLEM), r"locales/ja lacks 1 text \(help\)")


async def test_texts_that_cannot_be_read(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Words, "keys", _raises(WordsError("locales/ja/dialogue.ftl: a line cannot be read as Fluent")))
        only(await patient.complaints(), "problem texts: locales/ja/dialogue.ftl: a line cannot be read as Fluent")
    monkeypatch.setattr(contents, "stale", _raises(DigestsError("locales/ja/digests.toml is not valid TOML")))
    only(await patient.complaints(), "problem texts: locales/ja/digests.toml is not valid TOML")
    assert not any("complete and current" in line for line in await patient.lines())


def _raises(error: Exception) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


async def test_the_office_profile(patient: Patient) -> None:
    profile = patient.folder / "office.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("example = false", "example = true"), encoding="utf-8")
    only(await patient.complaints(), "warning office profile: .*names a real office .*INTAKE_OFFICE")
    closed = 'closures = [{ first_day = 2026-11-20, last_day = 2027-12-31, note = { ja = "休業" } }]'
    profile.write_text(text.replace("\nclosures = []", f"\n{closed}"), encoding="utf-8")
    only(await patient.complaints(), "warning opening hours: no opening within 60 days")
    profile.write_text(text.replace("phone =", "fone ="), encoding="utf-8")
    only(await patient.complaints(), "problem office profile: .*fone")


async def test_holidays_nobody_knows_yet(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    def known_to_2026(day: object) -> bool:
        if "2026" not in str(day):
            raise ValueError(day)
        return False

    monkeypatch.setattr(contents, "is_japanese_holiday", known_to_2026)
    only(await patient.complaints(), "warning holidays: Japanese holidays of 2027 are not known: update")


async def test_a_year_whose_holidays_nobody_knows(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "is_japanese_holiday", _raises(ValueError(2026)))
    said = await patient.complaints()
    assert [line.split(":")[0] for line in said] == ["problem opening hours", "warning holidays"]
    assert said[0].endswith("the public holidays of this year are not known: update the package `holidays`")


async def test_the_staff_group_of_the_tests_is_the_one_checked(patient: Patient) -> None:
    await patient.lines()
    assert [c.params["chat_id"] for c in patient.world.fake.calls_of("getChat")] == [STAFF_CHAT]
