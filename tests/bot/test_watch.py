"""Connections that take too long to begin, and places that hold too many: cut, and nobody else is."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.receiving import watch
from bot.receiving.places import networks
from bot.receiving.watch import HEAD_SECONDS, MOST_OF_A_PLACE, UNHEARD_SECONDS, Watch


@dataclass(eq=False)
class Transport:
    """A connection as the loop has it."""

    at: tuple[str, int]
    is_cut: bool = False
    options: list[tuple[int, int, int]] = field(default_factory=list)

    def is_closing(self) -> bool:
        """Whether it was cut."""
        return self.is_cut

    def abort(self) -> None:
        """Cut it."""
        self.is_cut = True

    def get_extra_info(self, name: str) -> Any:
        """Return where it comes from, or its socket."""
        return self.at if name == "peername" else self

    def setsockopt(self, *option: int) -> None:
        """Note what is asked of the system."""
        self.options.append(option)  # type: ignore[arg-type]


@dataclass(eq=False)
class Connection:
    """A connection as the server has it."""

    transport: Transport
    _request_count: int = 0


class Server:
    """All connections."""

    def __init__(self) -> None:
        self.connections: list[Connection] = []

    def open(self, at: str, count: int = 1, asked: int = 0) -> list[Transport]:
        """Open connections from an address that asked for so much already."""
        made = [Connection(Transport((at, 4711)), asked) for _ in range(count)]
        self.connections += made
        return [one.transport for one in made]


def watched(*proxies: str) -> tuple[Server, Watch]:
    server = Server()
    return server, Watch(server, networks(proxies))  # type: ignore[arg-type]


def test_who_does_not_come_to_the_end_of_a_first_request_is_cut() -> None:
    server, it = watched()
    [slow], [asked] = server.open("203.0.113.9"), server.open("203.0.113.9", asked=1)
    it.look(100.0)
    it.look(100.0 + HEAD_SECONDS - 1)
    assert not slow.is_cut
    [late] = server.open("203.0.113.9")
    it.look(100.0 + HEAD_SECONDS)
    assert (slow.is_cut, asked.is_cut, late.is_cut) == (True, False, False)
    assert slow.options == asked.options == [(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD_SECONDS * 1000)]


@pytest.mark.parametrize("at", ["127.0.0.1", "::1", "10.1.2.3", "::ffff:10.1.2.3", ""])
def test_what_brings_everybodys_connections_may_hold_many(at: str) -> None:
    server, it = watched("10.0.0.0/8")
    many = server.open(at, MOST_OF_A_PLACE + 50)
    it.look(0.0)
    assert not [one for one in many if one.is_cut]


def test_of_too_many_from_one_place_those_that_work_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "MOST_OF_A_PLACE", 3)
    server, it = watched("10.0.0.0/8")
    waiting, old = server.open("203.0.113.9", 5), server.open("203.0.113.9", 2, asked=1)
    [other] = server.open("203.0.113.10")
    it.look(0.0)
    assert [sum(one.is_cut for one in some) for some in (waiting, old, [other])] == [4, 0, 0]
    new = server.open("203.0.113.9", 2, asked=1)
    it.look(2.0)
    assert [sum(one.is_cut for one in some) for some in (waiting, old, new)] == [5, 0, 1], "the newest goes"
