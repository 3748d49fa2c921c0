"""Fixtures for all tests: a core on a database of its own, and a clock to set."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from bot import app
from bot.app import Core
from bot.words.words import Words
from tests import properties
from tests.support import SettableClock, core_in

# Another one may be asked for on the command line, which pytest reads after this file.
settings.load_profile(properties.STEADY)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-transcripts", action="store_true", help="write tests/transcripts/ anew; read the difference"
    )


@pytest.fixture(scope="session", autouse=True)
def one_catalogue() -> Iterator[None]:
    """Read the texts once for all the cores of a test run: they never change, and reading takes a sixth of a second."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "Words", cache(Words))
        yield


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    made = core_in(tmp_path)
    yield made
    made.database.close()
