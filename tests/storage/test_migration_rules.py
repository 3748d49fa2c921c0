"""What migrations may do: each says which older versions may go on with it, and does nothing that stops them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from bot.storage import upgrading
from bot.storage.tables import HEAD
from tests.storage import newer
from tests.storage.newer import BUILDS, CONTRACTS, EXPANDS

# What an older version may still use, or would have to wait for, or breaks its INSERT. To what the same migration makes
# anything may be done.
TAKES_AWAY = re.compile(r"\b(DROP|RENAME|TRUNCATE|ALTER COLUMN|TYPE|UNIQUE|CHECK|FOREIGN KEY|REFERENCES)\b")
CARRIES = re.compile(r"^(UPDATE|DELETE|INSERT)\b")
MADE = re.compile(r"^CREATE TABLE (\w+)")
INDEXED = re.compile(r"^CREATE (?:UNIQUE )?INDEX (?:IF NOT EXISTS )?(\w+) ON (\w+)")


def _revisions() -> list[Any]:
    with upgrading.configured() as config:
        return [one.module for one in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def _statements(module: Any) -> list[str]:
    """What a migration does on PostgreSQL, which it is not told to do here."""
    written = io.StringIO()
    context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written})
    with Operations.context(context):
        module.upgrade()
    return [" ".join(one.split()) for one in written.getvalue().split(";") if one.strip()]


def stopping(statements: list[str], indexes: frozenset[str] = frozenset()) -> Iterator[str]:
    """Those of a migration's statements by which an older version would be stopped, or kept waiting."""
    made = {match[1] for one in statements if (match := MADE.match(one))}
    for one in statements:
        if MADE.match(one):
            continue
        if index := INDEXED.match(one):
            if index[2] not in made and index[1] not in indexes or " UNIQUE " in one:
                yield one
        elif not one.startswith("ALTER TABLE ") or one.split()[2] not in made:
            needs_a_value = " ADD COLUMN " in one and " NOT NULL" in one and " DEFAULT " not in one
            if CARRIES.match(one) or TAKES_AWAY.search(one) or needs_a_value:
                yield one


def test_each_says_who_may_go_on_and_none_lets_in_again_who_was_left_out() -> None:
    said = [(one.revision, one.oldest) for one in _revisions()]
    assert said[-1][0] == HEAD
    assert all(oldest <= revision for revision, oldest in said)
    assert [oldest for _, oldest in said] == sorted(oldest for _, oldest in said)


def test_what_expands_stops_nobody() -> None:
    before = ""
    for one in _revisions():
        if one.oldest == before:
            names = frozenset(index.name for index in getattr(one, "indexes", ()))
            assert list(stopping(_statements(one), names)) == [], one.revision
        before = one.oldest


def test_what_contracts_leaves_the_version_before_it_at_work() -> None:
    """One that stops everybody is of a time when versions did not work side by side."""
    stops = [one.revision for one in _revisions() if one.oldest == one.revision]
    assert stops == ["0001", "0002", "0003", "0004", "0005", "0008", "0010"]


def test_an_index_of_a_table_that_is_there_already_has_a_migration_of_its_own() -> None:
    for one in _revisions():
        if getattr(one, "indexes", ()):
            assert all(INDEXED.match(statement) for statement in _statements(one))


@pytest.mark.parametrize(
    "body",
    [
        CONTRACTS,
        "def upgrade(): op.add_column('people', sa.Column('a', sa.Integer, nullable=False))",
        "def upgrade(): op.alter_column('people', 'version', type_=sa.BigInteger)",
        "def upgrade(): op.alter_column('people', 'version', nullable=False)",
        "def upgrade(): op.rename_table('people', 'persons')",
        "def upgrade(): op.execute('ALTER TABLE people RENAME COLUMN id TO name')",
        "def upgrade(): op.execute('UPDATE people SET version = 1')",
        "def upgrade(): op.create_index('x', 'people', ['version'])",
        "def upgrade(): op.create_unique_constraint('x', 'people', ['version'])",
        "def upgrade(): op.drop_index('people_updated_at')",
    ],
)
def test_the_rule_sees_what_would_stop_an_older_version(body: str, tmp_path: Path) -> None:
    newer.write(tmp_path, body)
    assert list(stopping(_statements(_module(tmp_path))))


def test_the_rule_lets_through_what_does_not(tmp_path: Path) -> None:
    newer.write(tmp_path, EXPANDS)
    assert list(stopping(_statements(_module(tmp_path)))) == []
    newer.write(tmp_path, BUILDS)
    assert list(stopping(_statements(_module(tmp_path)), frozenset({"people_written_by"}))) == []


def _module(folder: Path) -> Any:
    [path] = folder.glob("*_later.py")
    names: dict[str, Any] = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    return type("Migration", (), {"upgrade": staticmethod(names["upgrade"])})
