"""Servers of both makes, started once for whoever runs tests of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.calendars.servers import MAKES, CalendarServer


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, CalendarServer]]:
    """A running server of each make, by its name."""
    made = {make: CalendarServer(make, tmp_path_factory.mktemp(make) / "kept") for make in MAKES}
    for server in made.values():
        server.start()
    yield made
    for server in made.values():
        server.stop()


@pytest.fixture(params=MAKES)
def server(request: pytest.FixtureRequest, servers: dict[str, CalendarServer]) -> CalendarServer:
    """A server of each make with two calendars, and nothing in them."""
    found = servers[str(request.param)]
    found.empty("work", "suzuki")
    return found
