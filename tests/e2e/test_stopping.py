"""`intake run` as a process of its own that is asked to stop: it finishes what it took, and ends well."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.app import build_core
from bot.storage.lock import RunLock
from tests.bot.test_webhook import free_port, until_open
from tests.e2e import peek
from tests.e2e.nursery import ROOT
from tests.e2e.test_fairness import now, virtual
from tests.e2e.world import CLIENT_TOKEN, OFFICE_TOKEN, STAFF_CHAT, World, make_world


async def started(world: World, **more: str) -> asyncio.subprocess.Process:
    """The command, with the settings of a world, where its database is there."""
    build_core(world.settings).database.close()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTAKE_")} | {
        "INTAKE_CLIENT_TOKEN": CLIENT_TOKEN,
        "INTAKE_OFFICE_TOKEN": OFFICE_TOKEN,
        "INTAKE_OFFICE_CHAT": str(STAFF_CHAT),
        "INTAKE_TELEGRAM_API": world.fake.base_url,
        "INTAKE_DATABASE": str(world.settings.database),
        "PYTHONPATH": str(ROOT),
    }
    with (world.folder / "run.log").open("ab") as out:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"), cwd=world.folder, env=environment | more, stdout=out, stderr=out
        )


async def test_asked_to_stop_it_ends_well_behind_webhooks_too(tmp_path: Path) -> None:
    """The server of the webhooks has a way of its own to answer a signal, which would leave the rest half done."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    async with make_world(tmp_path, webhook_url=base, webhook_secret="s" * 32, port=port) as world:
        maria = world.person(7)
        settings = {"URL": base, "SECRET": "s" * 32}
        more = {f"INTAKE_WEBHOOK_{name}": value for name, value in settings.items()}
        process = await started(world, INTAKE_PORT=str(port), **more)
        try:
            await world.fake.wait_for(lambda: world.client.webhook.url and world.office.webhook.url, 120)
            gate = world.fake.gate("sendMessage", after=True, bot=world.client)
            await maria.send(world.client, "/start")
            await until_open(port)
            assert await world.client.deliver_all() == [200]
            await gate.reached()
            process.send_signal(signal.SIGTERM)
            gate.release()
            assert await asyncio.wait_for(process.wait(), 120) == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        assert "Traceback" not in (tmp_path / "run.log").read_text(encoding="utf-8")
        assert len(peek.written(world, maria)) == 1, "what was being said is finished, and recorded"
        core = build_core(world.settings)
        assert peek.states(core.database) == []
        core.database.close()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_asked_to_stop_it_ends_well_and_lets_the_database_go(tmp_path: Path, sign: signal.Signals) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        await maria.send(world.client, "/start")
        process = await started(world)
        try:
            await world.fake.wait_for(lambda: peek.written(world, maria), 120)
            process.send_signal(sign)
            assert await asyncio.wait_for(process.wait(), 120) == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        log = (tmp_path / "run.log").read_text(encoding="utf-8")
        assert "Traceback" not in log
        assert "the office profile is the example that ships" in log
        with RunLock(tmp_path / "intake.db"):
            core = build_core(world.settings)
            assert peek.person(core.database, maria) is not None
            core.database.close()


@pytest.mark.parametrize("way", ["polling", "webhooks"])
@virtual
async def test_it_stops_at_once_while_telegram_is_out_of_reach(tmp_path: Path, way: str) -> None:
    """A minute between two tries must not become a minute for whoever stops us, who would lose patience and kill."""
    port = free_port()
    hooks: dict[str, Any] = {"webhook_url": f"http://127.0.0.1:{port}", "webhook_secret": "s" * 32, "port": port}
    async with make_world(tmp_path, **(hooks if way == "webhooks" else {})) as world:
        world.fake.cut_the_line()
        async with world.service() as service:
            await asyncio.sleep(200)  # the next try is up to a minute away
            asked = now()
            service.stop.set()
        assert now() - asked < 5


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The command in a folder of its own, with none of this machine's settings; returns what sets them."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    return monkeypatch


def test_without_a_token_it_says_which_setting_is_missing(
    bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bare.setenv("INTAKE_CLIENT_TOKEN", "")
    bare.setenv("INTAKE_OFFICE_TOKEN", OFFICE_TOKEN)
    assert main(["run"]) == 1
    said, warned = capsys.readouterr()
    assert "INTAKE_CLIENT_TOKEN is not set" in warned
    assert (said, len(warned.splitlines())) == ("", 1), "one sentence, no traceback"


def test_a_database_that_cannot_be_reached_stops_the_start_with_a_sentence(
    tmp_path: Path, bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bare.setenv("INTAKE_CLIENT_TOKEN", CLIENT_TOKEN)
    bare.setenv("INTAKE_KEY", "A" * 43)
    bare.setenv("INTAKE_DATABASE", "postgresql://me:pass-Zq9word@127.0.0.1:9/intake")
    assert main(["run", "--role", "deliver"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("intake: PostgreSQL at postgresql://127.0.0.1:9/intake (INTAKE_DATABASE) cannot be reached")
    assert said.count("\n") == 1
    assert "Zq9word" not in said
    assert list(tmp_path.iterdir()) == []


def test_the_role_of_the_office_needs_an_office_bot(
    bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bare.setenv("INTAKE_DATABASE", "postgresql://127.0.0.1:9/intake")
    assert main(["run", "--role", "office"]) == 1
    said = capsys.readouterr().err
    assert "set INTAKE_OFFICE_TOKEN and INTAKE_OFFICE_CHAT" in said
    assert said.count("\n") == 1


def test_a_file_has_one_process_for_everything(
    tmp_path: Path, bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bare.setenv("INTAKE_CLIENT_TOKEN", CLIENT_TOKEN)
    assert main(["run", "--role", "deliver"]) == 1
    said = capsys.readouterr().err
    assert "`intake run --role deliver`" in said
    assert "name a PostgreSQL database in INTAKE_DATABASE" in said
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
