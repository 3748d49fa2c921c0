"""What a thief of the database reads without the key: every column that is not sealed is known here, and what it tells.

`deploy/PRIVACY.md` says the same to the office; whoever adds a column says here what it gives away.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import Core, build_core
from bot.storage.tables import HOUR, PADDED, metadata
from tests.storage.beside import with_all
from tests.support import ANSWERS, NAME, PHONE, SettableClock, Talk, core_in

ID, KEYED, OURS, THEIRS, WHEN, NUMBER = "id", "keyed hash", "name of ours", "the messenger's id", "when", "number"
# Of each table what stands outside the seal, and of what sort it is.
PLAIN: dict[str, dict[str, str]] = {
    "facts": {"name": OURS},
    "updates": {"channel": OURS, "update_key": THEIRS, "seen_at": WHEN},
    "unreadable": {"channel": OURS, "update_key": THEIRS, "kind": OURS, "seen_at": WHEN},
    "people": {"id": ID, "version": NUMBER, "updated_at": WHEN},
    "addresses": {"id": KEYED, "person": ID, "channel": OURS, "finder": KEYED, "reachable": NUMBER},
    "runs": {"id": ID, "person": ID},
    "leads": {"number": NUMBER, "id": ID, "person": ID, "version": NUMBER, "changed": NUMBER, "waits_since": WHEN},
    "wishes": {"half_day": OURS, "lead": ID},
    "bookings": dict.fromkeys(("number", "version", "waits"), NUMBER) | {"person": ID, "staff": OURS, "starts": WHEN},
    "cells": {"staff": OURS, "cell": NUMBER, "booking": NUMBER},
    "timers": {"seq": NUMBER, "person": ID, "kind": OURS, "subject": ID, "due": WHEN, "version": NUMBER},
    "talk": {"id": ID, "person": ID, "side": OURS, "ours": THEIRS, "theirs": THEIRS, "sent_at": WHEN},
    "audit": {"seq": NUMBER, "id": ID, "person": ID, "lead": NUMBER, "at": WHEN},
    "saved_texts": {"id": ID},
    "staff": {"id": ID},
    "calendars": {"id": ID, "version": NUMBER},
    "entries": dict.fromkeys(("booking", "wanted", "written"), NUMBER) | {"person": ID, "next_try": WHEN},
    "feeds": {"id": ID, "kind": OURS, "owner": ID},
    "web_sessions": {"id": ID, "person": ID, "made_at": WHEN},
    "web_events": {"seq": NUMBER, "id": ID, "person": ID, "kind": OURS, "handle": ID, "place": NUMBER},
    "web_files": {"id": ID, "person": ID, "made_at": WHEN},
    "desk_sessions": {"id": ID, "made_at": WHEN},
    "lead_parts": {"part": NUMBER, "lead": NUMBER},
    "counters": {"id": KEYED, "month": OURS, "n": NUMBER},
    "profile_changes": {"seq": NUMBER, "id": ID},
    "handles": {"id": ID, "person": ID, "channel": OURS, "message_id": THEIRS, "sent_at": WHEN},
    "outbox": dict.fromkeys(("channel", "kind", "state"), OURS)
    | {"seq": NUMBER, "id": ID, "lane": KEYED, "handle": ID, "person": ID, "created_at": WHEN},
    "concerns": {"ref": ID, "person": ID},
    "leases": {"name": OURS, "owner": ID, "fence": NUMBER, "ends_at": WHEN},
}
# What sealing adds: form, key id, nonce and tag.
OVERHEAD = 1 + 8 + 12 + 16
CHATS = ("5550001", "5550002")
OTHER = {**ANSWERS, "salary_yen": "6,500,000", "japanese": "a:none", "name": "Bo", "contact": "+81 90-1111-2222"}
SOURCE = "flyer-shinjuku"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stolen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Core]:
    """A database with two people who sent requests of other points, and something in every table."""
    clock = SettableClock()
    if request.param == "sqlite":
        core = core_in(tmp_path_factory.mktemp("stolen"))
    else:
        from tests import postgres  # needs a server, which the other does not

        core = build_core(postgres.emptied())
    for chat, answers in zip(CHATS, (ANSWERS, OTHER), strict=True):
        talk = Talk(core, chat, clock=clock)
        talk.command("start", SOURCE)
        talk.go_to("handed_off", answers)
    with_all(core, *CHATS, now=clock())
    yield core
    core.database.close()


def rows(core: Core) -> Iterator[tuple[str, str, Any]]:
    """Every value there is: its table and column."""
    for table in metadata.sorted_tables:
        with core.database.reading() as connection:
            for record in connection.execute(select(table)):
                yield from ((table.name, name, value) for name, value in record._mapping.items() if value is not None)


def test_every_column_outside_the_seal_is_known() -> None:
    there = {
        table.name: {column.name for column in table.c if column.name != "sealed"} for table in metadata.sorted_tables
    }
    assert {name: set(columns) for name, columns in PLAIN.items()} == there


LOOKS: dict[str, str] = {
    ID: r"[0-9a-z:./_-]{0,140}|[0-9A-Za-z:./_-]{20,140}",
    KEYED: r"[0-9a-f]{16,64}|office",
    OURS: r"[A-Za-z0-9_.:-]{0,40}",
    THEIRS: r"[0-9]{1,20}",
}


def test_without_the_key_nobody_is_named_and_nothing_they_said_is_read(stolen: Core) -> None:
    said = (NAME, "Maria", PHONE, "5678-4321", "Please help me", "Bo", "1111-2222", SOURCE, "8000000", *CHATS)
    for table, column, value in rows(stolen):
        if column == "sealed":
            continue
        sort = PLAIN[table][column]
        if sort in LOOKS:
            assert re.fullmatch(LOOKS[sort], str(value)), (table, column, value)
        if sort == WHEN and column in ("seen_at", "updated_at", "sent_at", "made_at", "at", "created_at"):
            assert value % HOUR == 0, f"{table}.{column} tells more than the hour"
        assert not [one for one in said if one in str(value)], (table, column)


def test_a_chat_that_is_guessed_cannot_be_looked_up(stolen: Core) -> None:
    """Whoever knows somebody's chat cannot find out whether they are a client: the finder is under a key."""
    known = {str(value) for _, column, value in rows(stolen) if column in ("finder", "lane", "id")}
    for chat in CHATS:
        for text in (chat, f"telegram{chat}", f"telegram:{chat}", f"person:telegram:{chat}", f"telegram\0{chat}"):
            for made in (hashlib.sha256, hashlib.sha1, hashlib.md5, hashlib.blake2b):
                assert made(text.encode()).hexdigest()[:32] not in {one[:32] for one in known}
            assert hmac.new(b"", text.encode(), "sha256").hexdigest() not in known
        assert stolen.database.sealer.fingerprint("person", "telegram", chat) in known, "with the key it is found"


def test_lengths_tell_no_total_and_no_name(stolen: Core) -> None:
    """Requests of other points and other names are of one length; all that is sealed comes in steps."""
    sizes: dict[str, set[int]] = {}
    for table, column, value in rows(stolen):
        if column == "sealed" and table in PADDED:
            sizes.setdefault(table, set()).add(len(value))
            assert (len(value) - OVERHEAD) % PADDED[table] == 0, table
    assert len(sizes["leads"]) == 1, "a request of 70 points is as long as one of 50"
    assert len(sizes["runs"]) == 1
