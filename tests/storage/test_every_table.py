"""Whatever table there is: who is erased is in none of them, what is sealed is sealed anew, /mydata has all of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.app import Core
from bot.storage.rotation import SEALED
from bot.storage.seal import Sealer
from bot.storage.tables import PADDED, metadata
from bot.turns.acts import Delivered
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import EntryKept, FeedKind
from tests.storage.beside import with_all
from tests.support import SettableClock, Talk, core_in

# Tables of one record a person or more, with the column that says whose each is.
WHOSE = {"people": "id", "feeds": "owner"}
OF_A_PERSON = [table for table in metadata.sorted_tables if "person" in table.c or table.name in WHOSE]


@pytest.fixture
def maria(core: Core, clock: SettableClock) -> Talk:
    """Somebody of whom something stands in every table, beside somebody else."""
    talks = [Talk(core, chat, clock=clock) for chat in ("1", "2")]
    for talk in talks:
        talk.go_to("handed_off")
    with_all(core, "1", "2", now=clock())

    def send_one(batch: Batch) -> None:
        for post in batch.tx.waiting():
            if post.kind == "card":
                batch.tx.delivered(Delivered(post, {post.handle or "": "66"}, clock().timestamp()))
        people = [batch.tx.person_at("telegram", chat, clock()).id for chat in ("1", "2")]
        batch.tx.queue("office", "office", "reply", "r:1", None, {}, clock(), about=people)

    core.ledger.do(Call(send_one))
    return talks[0]


def records_of(core: Core, person: str) -> Mapping[str, int]:
    """How many records each table has of a person."""
    whose = {table.name: table.c[WHOSE.get(table.name, "person")] for table in OF_A_PERSON}
    with core.database.reading() as connection:
        counted = {name: select(func.count()).where(column == person) for name, column in whose.items()}
        return {name: connection.execute(statement).scalar_one() for name, statement in counted.items()}


def id_of(core: Core, talk: Talk) -> str:
    found: str = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", talk.chat, talk.clock()).id))
    return found


def rows(core: Core, name: str) -> int:
    with core.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one())


def test_whoever_is_erased_is_in_no_table(core: Core, maria: Talk) -> None:
    hers = id_of(core, maria)
    before = records_of(core, hers)
    assert [name for name, count in before.items() if not count] == [], "of each table something is looked for"
    cells = rows(core, "cells")
    maria.command("forget")
    assert maria.press("forget").erased
    left = {name: count for name, count in records_of(core, hers).items() if count}
    assert left == {"outbox": 2}, "the receipt, until it is sent"
    assert rows(core, "cells") == cells // 2, "the time is free for others"
    [gone] = core.ledger.do(Call(lambda batch: batch.tx.due_entries(0, 1 << 40, 9)))
    assert (gone.person, gone.waits, gone.kept) == ("", True, EntryKept()), "the calendar's entry is still to go"


def test_whose_keeping_time_is_over_is_in_no_table(core: Core, maria: Talk, clock: SettableClock) -> None:
    clock.advance(timedelta(days=core.office.privacy.keep_days + 31))
    while core.ledger.do(Call(lambda batch: batch.prune(clock()))):
        pass
    for table in OF_A_PERSON:
        # These tell staff, and the office's calendar, that they were erased.
        if table.name not in ("outbox", "entries"):
            assert rows(core, table.name) == 0, table.name
    assert rows(core, "cells") == 0


def test_what_is_sealed_is_filled_up_and_sealed_anew() -> None:
    sealed = {table.name for table in metadata.sorted_tables if "sealed" in table.c}
    assert {table.name for table in SEALED} == sealed
    assert set(PADDED) == sealed - {"facts"}


def test_what_a_newer_version_kept_besides_is_passed_over(
    core: Core, maria: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may work on the same database; what stays unknown stops nobody."""
    opened, hers = Sealer.open_json, id_of(core, maria)
    seen = set()

    def with_more(self: Sealer, table: str, *args: Any, **more: Any) -> Any:
        content = opened(self, table, *args, **more)
        if not isinstance(content, dict):
            return content
        seen.add(table)
        for value in content.values():
            for one in value if isinstance(value, list) else ():
                if isinstance(one, dict):
                    one["later"] = 1
        return {**content, "later": {"since": 1}}

    monkeypatch.setattr(Sealer, "open_json", with_more)
    again = core_in(tmp_path)
    talk = Talk(again, maria.chat, clock=maria.clock)
    document = talk.command("mydata").screens[-1].document
    assert document is not None
    assert json.loads(document[1])["lead"]["acts"]

    def read(batch: Batch) -> None:
        tx = batch.tx
        assert tx.calendar("address-1")
        assert tx.desk_session("desk-1")
        assert tx.web_session("session-1")
        assert tx.waiting()
        assert tx.profile_changes(9)
        assert tx.feed_of(FeedKind.CLIENT, hers)

    again.ledger.do(Call(read))
    talk.command("forget")
    assert talk.press("forget").erased
    assert again.ledger.do(Call(lambda batch: batch.tx.due_entries(0, 1 << 40, 9)))
    assert seen >= {"people", "leads", "bookings", "calendars", "entries", "feeds", "talk", "audit", "outbox"}
    again.database.close()


def test_mydata_has_what_is_kept_beside(core: Core, maria: Talk, clock: SettableClock) -> None:
    document = maria.command("mydata").screens[-1].document
    assert document is not None
    content = json.loads(document[1])
    moment, office = int(clock().timestamp()), core.office.names["en"]
    [booking] = content["bookings"]
    assert (booking["state"], booking["minutes"], booking["staff"]) == ("held", 60, office)
    assert booking["start"] > moment
    assert booking["room"] == "https://meet.example/"
    assert booking["office_calendar"]["line"] == "#1 "
    [timer] = content["timers"]
    assert timer == {"kind": "hold", "due": moment + 600}
    [pair] = content["talk"]
    assert pair == {"side": "theirs", "ours": "70", "theirs": "7", "sent_at": moment, "kept": {"said": " said"}}
    assert content["website"] == {"browsers": [{"made_at": moment}], "page": [{"kind": "own", "text": " typed"}]}
    hers = id_of(core, maria)
    feed = core.ledger.do(Call(lambda batch: batch.tx.feed_of(FeedKind.CLIENT, hers)))
    assert content["calendar"] == {"address": f"/calendar/{feed.id}-{feed.secret}", "made_at": moment}
    assert content["lead"]["acts"] == [{"at": moment, "act": "take", "row": "", "by": office}]
