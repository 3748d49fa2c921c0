"""`intake doctor` on tokens, webhooks, the staff group and the clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import build_core
from bot.checks.finding import Severity
from bot.storage.lock import RunLock
from bot.storage.records import set_memo
from tests.e2e.doctor.patient import SECRET, WEBHOOK, Patient, execute, only
from tests.e2e.world import CLIENT_TOKEN, OFFICE_TOKEN, STAFF_CHAT, World

SUPERGROUP = -1009876


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
    patient.environ["INTAKE_PUBLIC_URL"] = "https://intake.example"
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


def _hears_all(world: World) -> None:
    _member(world)
    world.office.me["can_read_all_group_messages"] = True


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
        (_hears_all, "warning staff group: the office bot is no administrator.*Manage topics.*Delete messages"),
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
    problems = await patient.lines(Severity.PROBLEM)
    assert any("by privacy mode it hears commands" in line and "do" in line for line in problems)
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
        set_memo(connection, core.database.sealer, "office_chat", fact)
    core.database.close()
    before = len(world.fake.calls_of("getChat"))
    only(await patient.complaints(), told)  # by our own record
    assert [c.params["chat_id"] for c in world.fake.calls_of("getChat")[before:]] == [SUPERGROUP]
    patient.environ["INTAKE_OFFICE_CHAT"] = str(SUPERGROUP)
    assert await patient.complaints() == []


async def test_where_the_group_went_cannot_be_read(patient: Patient) -> None:
    """Then the group of the setting is looked at, and all else as well."""
    execute(patient, "INSERT INTO facts (name, sealed) VALUES ('office_chat', x'00010203')")
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
