"""Where and in which order all tests run, and their fixtures: a core on a database of its own, and a clock to set."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings

from bot.app import Core
from bot.storage import database
from tests import properties, shared
from tests.support import SettableClock, core_in

# Half of the time of a run is waiting for the disk to have what a database has committed. A memory file system keeps
# all that a killed process wrote as well, and no test takes away the power.
MEMORY = Path("/dev/shm")
# A whole run leaves some hundred megabytes when everything fails, and nothing when all is well.
ROOM_BYTES = 2_000_000_000
TESTS = Path(__file__).parent
TEMPORARY = "PYTEST_DEBUG_TEMPROOT"

# Another one may be asked for on the command line, which pytest reads after this file.
settings.load_profile(properties.STEADY)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-transcripts",
        action="store_true",
        help="write tests/transcripts/ and tests/bot/layouts/ anew; read the difference",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Have the folders of tests in memory where there is room, unless somebody chose another place."""
    os.environ["LC_ALL"] = "C.UTF-8"  # commands speak the language of the environment
    if config.option.basetemp is None and TEMPORARY not in os.environ and in_memory(MEMORY):
        os.environ[TEMPORARY] = str(MEMORY)
        config.add_cleanup(partial(os.environ.__delitem__, TEMPORARY))


def in_memory(folder: Path) -> bool:
    """Whether the folders of a run may be made there."""
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK) and shutil.disk_usage(folder).free >= ROOM_BYTES


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    """Whether what is kept is written anew, to be read as a difference."""
    return bool(request.config.getoption("--refresh-transcripts"))


def pytest_collection(session: pytest.Session) -> None:
    """Have every other core begin at the other end: where they meet, each loads what the other has compiled."""
    gc.disable()  # imports and collected tests stay; to look for garbage among them takes a quarter of the time
    config = session.config
    core = getattr(config, "workerinput", {"workerid": "gw0"})["workerid"]
    if config.args != config.getini("testpaths"):
        return
    import_module("bot.channels.telegram.library")  # before a test imports aiogram the long way
    if int(core.removeprefix("gw")) % 2:
        for path in sorted(TESTS.rglob("test_*.py"), reverse=True):
            with suppress(Exception, pytest.skip.Exception):  # which collecting comes upon again, and tells
                import_module(".".join(path.relative_to(TESTS.parent).with_suffix("").parts))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the long ones where several cores share the work."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Have a core tell of each test what came of it, and not what was made ready and put away without a fault.

    To write and read five messages for a test that passes takes longer than most tests take.
    """
    option = item.config.option
    if not hasattr(item.config, "workerinput") or option.durations is not None or option.xmlpath is not None:
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_collection_finish() -> None:
    """Have the garbage collector look at what tests make, and not each time at everything that was imported."""
    gc.enable()
    gc.collect()
    gc.freeze()
    # To look after each 700 objects takes up to a tenth of the time of a test that makes many.
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """Make what is the same in every core of a run once."""
    with pytest.MonkeyPatch.context() as patched:
        shared.share(patched)
        yield


@pytest.fixture
def by_alembic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a new database made as in life: by Alembic, step by step."""
    monkeypatch.setattr(database, "migrate", shared.migrate)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    made = core_in(tmp_path)
    yield made
    made.database.close()
