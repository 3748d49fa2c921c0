"""How what is kept stands, in figures, on both databases: leads by state, what waits, what is late, others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.app import Core, build_core
from bot.observing import metrics
from bot.observing.counted import CountingObserver
from bot.storage import gauges as module
from bot.storage.gauges import SqlGauges
from bot.storage.tables import HEAD
from bot.turns.acts import OfficeTurn
from bot.turns.backups import BACKUPS_MEMO
from bot.turns.ledger import Call
from bot.turns.line_quota import QUOTA_MEMO
from dialogs.desk.rights import EVERYTHING
from tests import postgres
from tests.support import NAME, PHONE, TUESDAY_MORNING, Talk, settings_in


@pytest.fixture(params=["sqlite", "postgresql"])
def core(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Core]:
    made = build_core(settings_in(tmp_path) if request.param == "sqlite" else postgres.emptied())
    yield made
    made.database.close()


def read(gauges: SqlGauges, moment: float = 0) -> dict[str, float]:
    """Every figure, by its name and labels."""
    found = gauges.read(TUESDAY_MORNING + timedelta(seconds=moment))
    return {" ".join((metric.name.removeprefix("intake_"), *labels)): value for metric, labels, value in found}


def test_it_counts_what_there_is(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    gauges, counts = SqlGauges(core.database), CountingObserver()
    core.ledger.observer = counts
    nothing = read(gauges)
    assert {value for name, value in nothing.items() if name != "foreign_transaction_seconds"} == {0}
    assert ("foreign_transaction_seconds" in nothing) is (core.settings.sqlite_path is None)
    people = [Talk(core, chat) for chat in ("71", "72")]
    for one in people:
        one.go_to("handed_off")
    take = OfficeTurn("a", 1, "take", "佐藤", TUESDAY_MORNING, by="9", rights=EVERYTHING)
    core.ledger.do(take)
    there = read(gauges, 600)
    assert [there[f"leads {state}"] for state in metrics.LEAD_STATES] == [1, 1, 0, 0]
    assert there["outbox_posts office card"] > 0
    assert 540 <= there["outbox_oldest_seconds telegram"] <= 720
    assert there["outbox_held_posts telegram"] == 0
    # An erasure takes its lead out, and one more comes in the same look.
    core.ledger.do(Call(lambda batch: batch.erase_numbered(2, TUESDAY_MORNING)))
    counts.also(lambda: gauges.read(TUESDAY_MORNING))
    told = counts.written("")[0].decode()
    for line in ("erasures_total 1.0", 'funnel_total{step="handed"} 2.0', 'funnel_total{step="answered"} 1.0'):
        assert f"\nintake_{line}\n" in told
    for text in (*NAME.replace("-", " ").split(), PHONE[-4:], "佐藤", "8,000,000", "8000000", "1994", "Please help"):
        assert text not in told, "nothing of anybody"
    Talk(core, "74").go_to("handed_off")
    assert [read(gauges)[f"leads {state}"] for state in metrics.LEAD_STATES] == [1, 1, 0, 0]
    core.ledger.do(OfficeTurn("b", 1, "done", "佐藤", TUESDAY_MORNING, by="9", rights=EVERYTHING))
    assert [read(gauges)[f"leads {state}"] for state in metrics.LEAD_STATES] == [1, 0, 1, 0]
    late = read(gauges, 30 * 86_400)
    assert late["lead_waits_seconds"] > 86_400
    # A new process opens some at a look, and says nothing of leads until it knows all of them.
    monkeypatch.setattr(module, "MOST_OPENED", 2)
    monkeypatch.setattr(module, "AGAIN", 0)
    anew = SqlGauges(core.database)
    assert not [name for name in read(anew) if name.startswith("leads ")]
    assert [read(anew)[f"leads {state}"] for state in metrics.LEAD_STATES] == [1, 0, 1, 0]


def test_line_and_its_month_and_the_last_backup(core: Core) -> None:
    stands = {"month": "2026-11", "used": 150, "limit": 200, "at": 0, "told": ""}
    core.ledger.do(Call(lambda batch: batch.tx.set_memo(QUOTA_MEMO, stands)))
    gauges = SqlGauges(core.database)
    assert "backup_timestamp_seconds" not in read(gauges), "there was none"
    core.ledger.do(Call(lambda batch: batch.tx.set_memo(BACKUPS_MEMO, {"at": 1234.5, "until": "", "folder": ""})))
    assert read(gauges)["backup_timestamp_seconds"] == 1234.5
    assert (read(gauges)["line_quota_messages"], read(gauges)["line_quota_used_messages"]) == (200, 150)
    assert "line_quota_messages" not in read(gauges, 10 * 86_400), "of the last month nothing holds"


def test_it_says_what_is_wrong(core: Core) -> None:
    gauges = SqlGauges(core.database)
    assert gauges.faults() == []
    Talk(core, "71").go_to("consent")
    assert gauges.faults() == []
    with core.database.writing() as connection:
        connection.exec_driver_sql("UPDATE people SET sealed = substr(sealed, 1, 40)")
    assert gauges.faults() == ["key"]
    with core.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert gauges.faults() == ["key"], "a newer schema is another version beside this one"
    with core.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0009'")
    assert gauges.faults() == ["schema"]
    with core.database.writing() as connection:
        # The next test finds it as it was.
        connection.exec_driver_sql("DELETE FROM people")
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{HEAD}'")


def test_others_on_the_server_are_seen() -> None:
    core = build_core(postgres.emptied())
    gauges = SqlGauges(core.database)
    with postgres.server().connect(str(make_url(core.settings.database).database)) as other:
        other.execute("BEGIN")
        other.execute("SELECT pg_sleep(0.05)")
        assert read(gauges)["foreign_transaction_seconds"] >= 0.05
        other.execute("ROLLBACK")
    core.database.close()
