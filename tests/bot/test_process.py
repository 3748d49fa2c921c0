"""No core dump: the process, the unit and the container forbid it. And no garbage is looked for at a start."""

import gc
import os
import re
import resource
import signal
import subprocess
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.channels.web.streams import MOST_OF_ALL
from bot.commands import run
from bot.errors import IntakeError
from bot.process import (
    GIVES_WAY,
    OPEN_FILES,
    dump_taker,
    give_way,
    no_core_dumps,
    room_for_pages,
    settle,
    starting,
)

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("argv", [["doctor", "--settings"], ["leads"], ["run"]], ids=" ".join)
def test_every_command_forbids_core_dumps_before_it_starts(argv: list[str], tmp_path: Path) -> None:
    program = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)\n"
        "from bot import __main__\n"
        "__main__._dispatch = lambda args: print(resource.getrlimit(resource.RLIMIT_CORE)) or 0\n"
        f"sys.exit(__main__.main({argv!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "(0, 0)\n", done.stderr


def test_a_crash_leaves_no_file(tmp_path: Path) -> None:
    program = "import os; from bot.process import no_core_dumps; no_core_dumps(); os.abort()"
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (hard, hard)),
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGABRT
    assert list(tmp_path.iterdir()) == []


def test_the_unit_and_the_container_forbid_it_too() -> None:
    assert re.search(r"^LimitCORE=0$", (ROOT / "deploy" / "intake.service").read_text(encoding="utf-8"), re.MULTILINE)
    assert "    ulimits:\n      core: 0\n" in (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("pattern", "taker"),
    [
        ("core\n", None),
        ("/var/crash/core.%p", None),
        ("|/usr/lib/systemd/systemd-coredump %P %u", None),
        ("|/usr/share/apport/apport -p%p -s%s", "/usr/share/apport/apport"),
        ("|", ""),
    ],
)
def test_a_program_that_takes_the_memory_whatever_the_limit(tmp_path: Path, pattern: str, taker: str | None) -> None:
    file = tmp_path / "core_pattern"
    file.write_text(pattern)
    assert dump_taker(file) == taker


def test_where_the_system_does_not_say(tmp_path: Path) -> None:
    assert dump_taker(tmp_path / "none") is None


def test_a_system_without_such_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    no_core_dumps()
    room_for_pages()


@pytest.mark.parametrize(
    ("now", "most", "set_to"),
    [
        (1024, 4096, (4096, 4096)),
        (1024, 1 << 20, (OPEN_FILES, 1 << 20)),
        (20_000, 1 << 20, None),
        (1024, -1, (OPEN_FILES, -1)),
    ],
)
def test_more_pages_may_be_open_than_a_process_has_at_first(
    now: int, most: int, set_to: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    made: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (now, most))
    monkeypatch.setattr(resource, "setrlimit", lambda _which, limits: made.append(limits))
    room_for_pages()
    assert made == ([] if set_to is None else [set_to])
    assert 2 * MOST_OF_ALL < OPEN_FILES, "every page of the chat, and as many again"


@pytest.fixture
def as_before() -> Iterator[None]:
    """Leave the collector as it was."""
    threshold = gc.get_threshold()
    yield
    gc.enable()
    gc.set_threshold(*threshold)


def test_garbage_is_looked_for_once_the_service_is_ready(as_before: None) -> None:
    with starting():
        assert not gc.isenabled()
        settle()
        assert gc.isenabled()


def test_the_service_starts_without_looking_for_garbage(
    as_before: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTAKE_CLIENT_TOKEN", "100:client-secret-client-secret")
    seen: list[bool] = []

    def build(_settings: object, **_: object) -> None:
        seen.append(gc.isenabled())
        raise IntakeError("error-database-not-migrated", path="here", newest="1")

    monkeypatch.setattr(run, "build_core", build)
    with pytest.raises(IntakeError):
        run.run(Namespace(role="all"))
    assert seen == [False]
    assert gc.isenabled(), "also where it cannot start"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no place of its own")
def test_a_thread_gives_way_and_the_rest_of_the_process_keeps_its_place() -> None:
    def place() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before = place()
    with ThreadPoolExecutor(1, initializer=give_way) as aside:
        assert aside.submit(place).result() == max(before, GIVES_WAY)
    assert place() == before
