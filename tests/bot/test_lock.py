"""The run lock: one holder at a time, across processes, gone with its holder however that ends."""

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import AlreadyRunning, StorageError
from bot.storage.lock import RunLock, is_held

HOLDER = (
    "import sys; from pathlib import Path; from bot.storage.lock import RunLock\n"
    "with RunLock(Path(sys.argv[1])):\n"
    "    print('held', flush=True); sys.stdin.read()\n"
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "intake.db"


@contextmanager
def another_process_holds(database: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def is_free(database: Path) -> bool:
    try:
        with RunLock(database):
            return True
    except AlreadyRunning:
        return False


def test_a_second_lock_is_refused_with_a_sentence_until_the_first_is_left(database: Path) -> None:
    with (
        RunLock(database),
        pytest.raises(AlreadyRunning, match="INTAKE_DATABASE") as caught,
        RunLock(database),
    ):
        pass
    assert str(database) in str(caught.value)
    assert "several processes share the work on PostgreSQL alone" in str(caught.value)
    assert is_free(database)


def test_a_lock_can_be_taken_again_and_survives_a_refused_second_entry(database: Path) -> None:
    lock = RunLock(database)
    for _ in range(2):
        with lock:
            with pytest.raises(AlreadyRunning):
                lock.__enter__()
            assert not is_free(database)
        assert is_free(database)


def test_another_process_is_kept_out_and_its_death_frees_the_lock(database: Path) -> None:
    with another_process_holds(database) as process:
        assert not is_free(database)
        process.kill()
        process.wait()
        assert is_free(database)


def test_an_error_inside_frees_the_lock(database: Path) -> None:
    with pytest.raises(ZeroDivisionError), RunLock(database):
        raise ZeroDivisionError
    assert is_free(database)


def test_another_name_of_the_same_file_meets_the_same_lock(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database.touch()
    link = database.with_name("link.db")
    link.symlink_to(database)
    monkeypatch.chdir(database.parent)
    with RunLock(database):
        assert not is_free(Path("intake.db"))
        assert not is_free(link)
        assert is_free(database.with_name("other.db"))


def test_a_program_started_by_the_holder_does_not_inherit_the_lock(database: Path) -> None:
    with RunLock(database) as lock:
        ours = [handle for handle in Path("/proc/self/fd").iterdir() if _target(handle) == lock.path]
        assert len(ours) == 1
        assert not os.get_inheritable(int(ours[0].name))


def _target(handle: Path) -> Path | None:
    try:
        return handle.readlink()
    except OSError:  # the handle of the listing itself, closed by now
        return None


def test_a_disk_that_knows_no_locks_is_a_sentence(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(StorageError, match=r"cannot be used \(No locks available\)"), RunLock(database):
        raise AssertionError("it would run beside another one")
    monkeypatch.undo()
    with RunLock(database):
        """It holds nothing that is in the way later."""


def test_where_the_disk_does_not_say_nobody_is_taken_for_running(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`intake doctor` goes on: that no lock can be had there is told by the start."""

    def refused(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    with RunLock(database):
        assert is_held(database)
        monkeypatch.setattr(fcntl, "flock", refused)
        assert not is_held(database)
        monkeypatch.undo()
        assert is_held(database)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="lock file"), RunLock(tmp_path / "none" / "intake.db"):
        pass
