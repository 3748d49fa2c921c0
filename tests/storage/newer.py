"""The next version of the product, for tests: ours with some migrations more.

    python -m tests.storage.newer FOLDER turns ADDRESS NUMBER      migrates, then does so many turns
    python -m tests.storage.newer FOLDER intake migrate            and any other command, settings from the environment

FOLDER has the migrations (`write`).
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

_HEAD = """
import sqlalchemy as sa
from alembic import op
from bot.storage.dialect import SlowIndex

revision, down_revision, oldest = "{revision}", "{before}", "{oldest}"
branch_labels = depends_on = None
"""
EXPANDS = """
def upgrade() -> None:
    op.add_column("people", sa.Column("written_by", sa.String))
    op.add_column("people", sa.Column("level", sa.Integer, nullable=False, server_default="0"))
    op.create_table("later", sa.Column("id", sa.String, primary_key=True))
"""
BUILDS = """
indexes = (SlowIndex("people_written_by", "people", ("written_by", "level")),)

def upgrade() -> None:
    for index in indexes:
        op.create_index(index.name, index.table, list(index.columns), if_not_exists=True)
"""
CONTRACTS = """
def upgrade() -> None:
    op.drop_column("people", "level")
"""


def named(number: int) -> str:
    """The schema so many migrations after ours."""
    from bot.storage.tables import HEAD

    return f"{int(HEAD) + number:04d}"


def write(folder: Path, *bodies: str, oldest: tuple[int, ...] = ()) -> str:
    """Write migrations that follow ours, each as old a version may go on with as it is told; return the last schema."""
    for number, body in enumerate(bodies, start=1):
        lasts = oldest[number - 1] if oldest else 0
        names = {"revision": named(number), "before": named(number - 1), "oldest": named(lasts)}
        text = _HEAD.format(**names) + body + "\ndef downgrade() -> None:\n    raise NotImplementedError\n"
        (folder / f"{names['revision']}_later.py").write_text(text, encoding="utf-8")
    return named(len(bodies))


def become(folder: Path) -> None:
    """Make this process one of the next version; nothing of the product may have been imported."""
    from bot.storage import tables

    tables.HEAD = max(path.name[:4] for path in folder.glob("*_later.py"))
    # Only now, so that each module that names the newest schema names this one.
    from bot.storage import upgrading

    places = [*upgrading.version_folders(), folder]
    upgrading.version_folders = lambda: places


def _turns(address: str, number: int) -> None:
    """Migrate as the next version would, then do turns that use what is new."""
    from sqlalchemy import text

    from bot.settings import Settings
    from bot.storage.database import open_database, version_on_disk
    from tests import support
    from tests.postgres import KEY

    # Updates of its own: the old version counts from 1.
    support._updates = count(1_000_000)
    settings = Settings(database=address, key=KEY)
    open_database(settings, migrating=True).close()
    core = support.core_at(address)
    for person in range(number):
        support.Talk(core, f"new-{person}").command("start")
        with core.database.writing() as connection:
            connection.execute(text("UPDATE people SET written_by = 'newer' WHERE written_by IS NULL"))
    core.database.close()
    sys.stdout.write(f"{version_on_disk(settings)}\n")


def main(folder: str, what: str, *arguments: str) -> int:
    """Be the next version."""
    become(Path(folder))
    if what == "turns":
        _turns(arguments[0], int(arguments[1]))
        return 0
    from bot.__main__ import main as intake

    return intake(list(arguments))


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
