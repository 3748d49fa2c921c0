"""The report of markers: of no field anything is left, in no file, no log, no figure and no restored backup."""

from __future__ import annotations

from tests.e2e.markers import fields, report_of


def test_of_no_field_anything_is_left_on_postgresql() -> None:
    report = report_of("postgresql", backup=False)
    assert report.left == {}
    assert report.before.keys() == report.after.keys() == fields().keys()
    assert sum(bool(places) for places in report.before.values()) > 45, "it was there to be found"
    # What was sealed may stay in PostgreSQL's own log; the report says so.
    assert {place for place, count in report.sealed_left.items() if count} <= {
        "PostgreSQL's files",
        "PostgreSQL's log (pg_wal)",
    }
    assert list(report.lines())[-2].endswith("0 found after")


def test_of_no_field_anything_is_left_on_sqlite_in_figures_or_in_a_backup_of_before() -> None:
    report = report_of("sqlite")
    assert report.left == {}
    # So it was in the backup, and the figures were there to be read.
    assert (report.erased_again, report.metrics > 100) == (1, True)
    assert sum(report.sealed_left.values()) == 0
