"""A small office whose calendar is kept on a server of the tests, without a line to it."""

from __future__ import annotations

import pytest

from tests.calendars.fake import FakeServer
from tests.calendars.small_office import SmallOffice


@pytest.fixture
def server() -> FakeServer:
    """The server, with nothing on it."""
    return FakeServer()


@pytest.fixture
def office(server: FakeServer) -> SmallOffice:
    """The office that keeps its calendar there."""
    return SmallOffice(server.connect)
