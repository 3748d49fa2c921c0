"""The keeping of the office's calendar in trouble: when it looks again, what the log says, and what still waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from bot.calendars.caldav_client import DavObject, ObjectChanged
from bot.calendars.sources import CalendarTrouble, TroubleKind
from bot.calendars.writing import FIRST_PAUSE_SECONDS, LONGEST_SECONDS, MOST_FAILED, CalendarKeeping
from bot.clock import Clock
from bot.errors import StorageTrouble
from tests.calendars.fake import FakeClient, FakeServer
from tests.calendars.small_office import FRIDAY, HOUR, SmallOffice, times_of

HELD = StorageTrouble("error-database-held")


class Enough(BaseException):
    """It has slept often enough."""


def asks(office: SmallOffice, client: Callable[[], Any]) -> None:
    """From now on the calendar is asked by such clients."""
    office.connect = client
    office.keeping = office.started()


def fails_at(office: SmallOffice, monkeypatch: pytest.MonkeyPatch, step: int, error: Exception) -> list[int]:
    """Let what the database is asked to do fail from this step of the next look on; returns the steps."""
    steps: list[int] = []
    really = office.writer.submit

    async def submit(job: Any) -> Any:
        steps.append(len(steps))
        if len(steps) >= step:
            raise error
        return await really(job)

    monkeypatch.setattr(office.writer, "submit", submit)
    return steps


async def test_it_looks_again_and_again_as_each_look_says(office: SmallOffice, server: FakeServer) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        server.trouble = TroubleKind.REFUSED
        office.books(FRIDAY + len(slept) * 2 * HOUR, chat=str(len(slept)))
        if len(slept) == 2:
            raise Enough

    writer: Any = office.writer
    clock = Clock(office.clock, lambda: office.clock().timestamp(), sleep)
    with pytest.raises(Enough):
        await CalendarKeeping(writer, clock, office.dialogue.around.office, server.connect).run()
    assert slept == [LONGEST_SECONDS, FIRST_PAUSE_SECONDS]


async def test_with_nothing_to_write_and_no_look_due_the_calendar_is_not_asked(
    office: SmallOffice, server: FakeServer
) -> None:
    asked: list[int] = []

    def connect() -> Any:
        asked.append(1)
        return server.connect()

    asks(office, connect)
    await office.looks()
    assert await office.keeping.look() == LONGEST_SECONDS
    assert len(asked) == 1
    office.books()
    await office.keeping.look()
    assert len(asked) == 2


@pytest.mark.parametrize("step", range(1, 5))
async def test_a_database_that_is_held_is_no_trouble_of_the_calendar_or_of_an_entry(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, step: int
) -> None:
    """Turns meet it and say so; all is done once it is free again."""
    number = office.books()
    with monkeypatch.context() as patched:
        steps = fails_at(office, patched, step, HELD)
        assert await office.looks() == FIRST_PAUSE_SECONDS
        assert len(steps) == step, "nothing more is asked of it"
    assert [record for record in caplog.records if record.name == "bot.calendars.writing"] == []
    await office.looks()
    assert not office.store.kept.entries[number].waits


async def test_a_database_that_is_held_as_staff_are_asked_has_them_asked_later(
    office: SmallOffice, server: FakeServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office.books()
    await office.looks()
    server.drop(server.all[0].href)
    office.said()
    with monkeypatch.context() as patched:
        # What is due, what stands, the question.
        fails_at(office, patched, 3, HELD)
        assert await office.looks() == FIRST_PAUSE_SECONDS
    assert "cannot be asked" not in caplog.text
    assert office.said() == []
    await office.looks()
    assert office.said() == ["staff-entry-gone"]


async def test_a_mistake_of_ours_ends_nothing_and_the_log_says_what_kind_and_not_of_whom(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patched:
        fails_at(office, patched, 1, RuntimeError("zq7 a name"))
        pauses = [await office.looks() for _ in range(3)]
    assert pauses == [FIRST_PAUSE_SECONDS * 2**number for number in range(3)]
    assert caplog.text.count("cannot be kept (RuntimeError)") == 1, "told once"
    assert "zq7" not in caplog.text
    with caplog.at_level(logging.INFO, "bot.calendars"):
        assert await office.looks() == LONGEST_SECONDS
    assert "can be written to again" in caplog.text


async def test_where_many_entries_fail_in_a_row_it_is_the_calendar_and_it_is_left_alone_for_a_while(
    office: SmallOffice, server: FakeServer, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[str] = []

    class Refusing(FakeClient):
        async def create(self, calendar: str, name: str, text: str) -> DavObject:
            tried.append(name)
            raise CalendarTrouble(TroubleKind.UNREACHABLE)

    asks(office, lambda: Refusing(server))
    numbers = [office.books(FRIDAY + hour * HOUR) for hour in range(MOST_FAILED + 2)]
    assert await office.looks() == FIRST_PAUSE_SECONDS
    assert len(tried) == MOST_FAILED + 1
    assert "the office's calendar cannot be kept (calendar: unreachable)" in caplog.text
    entries = office.store.kept.entries
    assert [entries[number].kept.failures for number in numbers] == [1] * (MOST_FAILED + 1) + [0]
    asks(office, server.connect)
    for _ in range(3):
        await office.looks()
    assert sorted(times_of(one.text)[0] for one in server.all) == [FRIDAY + n * HOUR for n in range(len(numbers))]


async def test_a_server_that_says_there_is_one_and_shows_none_is_asked_again_later(
    office: SmallOffice, server: FakeServer, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[str] = []

    class Hiding(FakeClient):
        async def create(self, calendar: str, name: str, text: str) -> DavObject:
            tried.append(name)
            if len(tried) > 100:
                raise Enough
            raise ObjectChanged("there is one")

    asks(office, lambda: Hiding(server))
    number = office.books()
    assert await office.looks() == LONGEST_SECONDS
    assert f"entry of booking {number} cannot be written (ObjectChanged)" in caplog.text
    assert office.store.kept.entries[number].waits
    asks(office, server.connect)
    await office.looks()
    assert [times_of(one.text)[0] for one in server.all] == [FRIDAY]
