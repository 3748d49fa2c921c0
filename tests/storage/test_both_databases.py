"""PostgreSQL: the schema its migrations make, keys changed beside turns, and what is left of the erased."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, make_url, select, text

from bot.app import build_core
from bot.delivery.courier import Dispatch
from bot.delivery.outbox import Outbox
from bot.delivery.post import Post
from bot.settings import Settings
from bot.storage import rotation
from bot.storage.database import open_database
from bot.storage.keys import key_file_of
from bot.storage.rotation import Rotation
from bot.storage.tables import leads, metadata, people, runs
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from dialogs.messages import Act, ActKind
from tests import postgres
from tests.bot.paper import UNHURRIED, PaperCourier, Timer
from tests.storage.beside import keep_beside
from tests.support import ANSWERS, NAME, SettableClock, Talk

WAIT_SECONDS = 20
MARKER = "Zq9marker"

# Everything that a schema is made of, by names.
_SCHEMA = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, collation_name, is_identity,
        regexp_replace(column_default, '[a-z]+[.]', '', 'g')
        FROM information_schema.columns WHERE table_schema = :schema AND table_name <> 'alembic_version'""",
    "indexes": """
        SELECT tablename, regexp_replace(indexdef, '[a-z]+[.]', '', 'g')
        FROM pg_indexes WHERE schemaname = :schema AND tablename <> 'alembic_version'""",
    "rules": """
        SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = to_regnamespace(:schema) AND conrelid <> to_regclass('public.alembic_version')
        AND contype <> 'n'""",
}


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Settings]:
    """A database of its own, whose key may be changed."""
    key = tmp_path / "a.key"
    key.write_text(f"{postgres.KEY}\n")
    key.chmod(0o600)
    with postgres.fresh() as made:
        yield replace(made, key=None, key_file=key)


def schema(connection: Connection, name: str) -> dict[str, set[tuple[Any, ...]]]:
    return {
        what: {tuple(str(value).removeprefix(f"{name}.") for value in row) for row in found}
        for what, query in _SCHEMA.items()
        for found in [connection.execute(text(query), {"schema": name})]
    }


def test_migrations_make_what_the_tables_say() -> None:
    """Names, types, indexes and the order of words (collations), step by step from an empty database."""
    with postgres.fresh() as settings:
        database = open_database(settings)
        with database.engine.connect() as connection, connection.begin() as undone:
            migrated = schema(connection, "public")
            connection.execute(text("CREATE SCHEMA twin; SET LOCAL search_path = twin"))
            metadata.create_all(connection)
            declared = schema(connection, "twin")
            undone.rollback()
        database.close()
    for what, found in migrated.items():
        assert found == declared[what], what
    texts = [row for row in migrated["columns"] if row[2] == "character varying"]
    assert {row[4] for row in texts} == {"C"}, "strings are compared by their bytes, as on SQLite"


def test_a_turn_beside_a_rotation_is_neither_lost_nor_spoilt(
    installation: Settings, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person acts just after the rotation has read their record, and before it writes it."""
    core, second = build_core(installation), open_database(installation)
    talk = Talk(core, clock=clock)
    talk.go_to("residence")
    acting = threading.Thread(target=lambda: talk.press("a:work"))
    really = rotation.content_of

    def and_then_act(sealer: Any, table: Any, record: Any) -> Any:
        content = really(sealer, table, record)
        if table is people and acting.ident is None:
            acting.start()
            wait_until(lambda: not acting.is_alive() or _is_anybody_waiting(installation))
        return content

    monkeypatch.setattr(rotation, "content_of", and_then_act)
    done = Rotation(second, key_file_of(installation)).run()
    acting.join(WAIT_SECONDS)
    assert not done.damaged
    assert talk.conversation is not None
    assert talk.conversation.place.at == "activity"
    core.database.close()
    second.close()
    # By the new key alone, which is the only one left.
    anew = build_core(installation)
    kept = anew.ledger.do(Call(lambda batch: batch.tx.person_at(talk.channel, talk.chat, clock()).conversation))
    assert kept.place.at == "activity"
    anew.database.close()


def test_keys_are_changed_while_people_act(installation: Settings, clock: SettableClock) -> None:
    core, second = build_core(installation), open_database(installation)
    talks = [Talk(core, str(chat), clock=clock) for chat in range(3)]
    for talk in talks:
        talk.go_to("goal")
    stop = threading.Event()

    def act() -> None:
        while not stop.is_set():
            for talk in talks:
                talk.command("menu")
                talk.command("start")

    acting = threading.Thread(target=act)
    acting.start()
    try:
        done = Rotation(second, key_file_of(installation)).run()
    finally:
        stop.set()
        acting.join(WAIT_SECONDS)
    assert (done.damaged, done.dropped) == ([], 1)
    core.database.close()
    second.close()
    anew = build_core(installation)
    for talk in talks:
        talk.core = anew
        assert talk.command("mydata").screens
    anew.database.close()


def _is_anybody_waiting(settings: Settings) -> bool:
    with postgres.server().connect() as connection:
        name = make_url(settings.database).database
        waits = "SELECT FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
        return connection.execute(waits, (name,)).fetchone() is not None


def wait_until(happens: Callable[[], bool]) -> None:
    """Look again and again, until it has happened."""
    given_up = time.monotonic() + WAIT_SECONDS
    while not happens():
        assert time.monotonic() < given_up
        time.sleep(0.005)


def test_nothing_of_an_erased_person_stands_in_any_file_of_the_server(
    installation: Settings, clock: SettableClock
) -> None:
    """Neither what they said, which is nowhere even before, nor whose chat it was."""
    data = postgres.server().data
    if data is None:
        pytest.skip("the files of a server that is not ours cannot be read")
    core = build_core(installation)
    Talk(core, "1", clock=clock).go_to("goal")
    talk = Talk(core, "7701357924680", clock=clock)
    talk.go_to("handed_off", {**ANSWERS, "name": f"{NAME} {MARKER}", "note": MARKER})
    core.ledger.do(Call(lambda batch: keep_beside(batch, talk.chat, clock(), MARKER)))
    with core.database.reading() as connection:
        [person] = connection.execute(select(leads.c.person)).scalars()
        theirs = (select(people.c.sealed).where(people.c.id == person), select(runs.c.sealed), select(leads.c.sealed))
        sealed = [bytes(found) for query in theirs for found in connection.execute(query).scalars()]
    checkpoint()
    assert found(data, sealed), "this test would find what is there"
    core.ledger.do(Call(lambda batch: batch.erase_numbered(1, clock())))
    assert not core.database.has_traces()
    with core.database.reading() as connection:
        assert connection.execute(select(people.c.id).where(people.c.id == person)).first() is None
    core.database.close()
    checkpoint()
    assert not found(data, [MARKER.encode(), NAME.encode(), talk.chat.encode()])


def checkpoint() -> None:
    """Have everything in the files."""
    with postgres.server().connect() as connection:
        connection.execute("CHECKPOINT")


def found(folder: Path, words: list[bytes]) -> list[Path]:
    """The files that hold any of these."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files for content in [path.read_bytes()] if any(word in content for word in words)]


class LookingCourier(PaperCourier):
    """A messenger that answers only once no transaction of ours is open."""

    def __init__(self, timer: Timer, settings: Settings) -> None:
        super().__init__(timer)
        self.settings = settings
        self.looked = asyncio.Event()

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        wait_until(lambda: not open_transactions(self.settings))
        self.looked.set()
        return await super().deliver(post, dispatch)


def open_transactions(settings: Settings) -> list[Any]:
    """What our sessions are in the middle of."""
    name = make_url(settings.database).database
    query = (
        "SELECT pid, state, query FROM pg_stat_activity"
        " WHERE datname = %s AND application_name = 'intake' AND xact_start IS NOT NULL"
    )
    with postgres.server().connect() as connection:
        return connection.execute(query, (name,)).fetchall()


async def test_no_transaction_of_ours_is_open_while_a_messenger_is_waited_for(clock: SettableClock) -> None:
    core = build_core(postgres.emptied())
    with core.database.writing():
        assert open_transactions(core.settings), "this test would see one"
    timer, stop = Timer(), asyncio.Event()
    courier = LookingCourier(timer, core.settings)
    writer = Writer(core.ledger)
    writer.start()
    outbox = Outbox(writer, core.news, {"telegram": courier}, clock=timer.clock, pace=UNHURRIED)
    running = asyncio.ensure_future(outbox.run(stop))
    talk = Talk(core, clock=clock)
    await writer.submit(talk.turn(Act(ActKind.COMMAND, command="start")))
    await asyncio.wait_for(courier.looked.wait(), WAIT_SECONDS)
    stop.set()
    await running
    writer.stop()
    core.database.close()
