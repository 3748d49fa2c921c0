"""No core dump: the process forbids it itself, and so do the unit and the container."""

import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.process import dump_taker, no_core_dumps

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
