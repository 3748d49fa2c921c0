"""What every core of a run would make anew and find the same: texts, statements, the schema of a new database.

Making each takes from a twentieth to a fifth of a second of a test that needs a moment. Each is made once by the
product's own code. A test that is about the making of a database has the fixture `by_alembic`.
"""

from __future__ import annotations

import json
import sqlite3
import ssl
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Dialect as SqlDialect
from sqlalchemy import Engine, text

from bot import app
from bot.checks import contents
from bot.commands import bookings, slots
from bot.delivery import drawing
from bot.delivery.drawing import Draw
from bot.office_profile import profile
from bot.rulebook.spoken import without_words
from bot.storage import database, store
from bot.storage.dialect import Backend, Dialect
from bot.storage.seal import Sealer
from bot.storage.sqlite import SqliteFile, make_file, writing_engine
from bot.storage.statements import Statements
from bot.words import catalogue, digests
from bot.words.words import Words
from dialogs import dialogue
from dialogs.answer_bank import loading
from dialogs.kept import digest_of, kept
from dialogs.rule_words import missing_rule_texts
from dialogs.understanding import lexicon
from dialogs.wording import missing_texts
from scoring.dated_rules import texts_of
from scoring.every_file import READERS

migrate = database.migrate


def share(patched: pytest.MonkeyPatch) -> None:
    """Let everything in this process that asks for one of these be given the same one."""
    patched.setattr(app, "Words", cache(Words))
    patched.setattr(catalogue, "parse", _parsed_once(catalogue.parse))
    patched.setattr(profile, "office_from_text", cache(profile.office_from_text))
    patched.setattr(digests, "patterns_in", cache(digests.patterns_in))
    patched.setattr(digests, "digests_in", cache(digests.digests_in))
    patched.setattr(loading, "read_entries", cache(loading.read_entries))
    patched.setattr(loading, "read_language", cache(loading.read_language))
    patched.setattr(lexicon, "kept", _kept_once(kept))
    patched.setattr(dialogue, "missing_texts", _without_fault_once(missing_texts, lambda: ()))
    patched.setattr(dialogue, "missing_rule_texts", _without_fault_once(missing_rule_texts, _rule_files))
    patched.setattr(contents, "missing_rule_texts", _without_fault_once(missing_rule_texts, _rule_files))
    patched.setattr(contents, "without_words", _without_fault_once(without_words, _rule_files))
    patched.setattr(drawing, "_picture", _drawn_once(drawing._picture, "score_card"))
    patched.setattr(drawing, "_sheet", _drawn_once(drawing._sheet, "worksheet"))
    patched.setattr(store, "Statements", statements_of)
    patched.setattr(slots, "Statements", statements_of)
    patched.setattr(bookings, "Statements", statements_of)
    patched.setattr(database, "migrate", migrated)
    # Reads every certificate of the machine, for each client; nothing here is encrypted.
    patched.setattr(ssl, "create_default_context", cache(ssl.create_default_context))


Sources = Iterable[tuple[str, bytes]]


def _parsed_once(parse: Callable[[str, Sources], dict[str, Any]]) -> Callable[[str, Sources], dict[str, Any]]:
    """The texts of the same files, read once."""

    @cache
    def known(language: str, sources: tuple[tuple[str, bytes], ...]) -> dict[str, Any]:
        return parse(language, sources)

    return lambda language, sources: dict(known(language, tuple(sources)))


def _drawn_once(draw: Draw, name: str) -> Draw:
    """Pictures and sheets of the same values, drawn once by whoever draws now: their own tests draw each one anew."""

    @cache
    def known(values: str, _by: object) -> bytes:
        return draw(json.loads(values))

    # What draws is loaded by the first of them.
    return lambda values: known(json.dumps(values), getattr(sys.modules.get(f"bot.sheets.{name}"), name, None))


Make = Callable[[], Any]


def _kept_once(
    load: Callable[[Path, str, Iterable[bytes], Make], Any],
) -> Callable[[Path, str, Iterable[bytes], Make], Any]:
    """The words typed texts are read by, made once for each questionnaire.

    What another questionnaire asks is kept here alone: as a file it would have to be made anew by whoever comes next.
    """
    known: dict[tuple[Path, str], dict[str, Any]] = {}

    def once(folder: Path, name: str, sources: Iterable[bytes], make: Make) -> Any:
        of = known.setdefault((folder, name), {})
        sources = tuple(sources)
        digest = digest_of(sources)
        if digest not in of:
            of[digest] = make() if of else load(folder, name, sources, make)
        return of[digest]

    return once


def _without_fault_once(
    faults_in: Callable[..., Iterator[str]], also: Callable[[], tuple[object, ...]]
) -> Callable[..., Iterator[str]]:
    """Whether all words are there is asked of the same ones once; what has a fault is looked at each time."""
    # What was looked at is held as well, so that nothing else can come to have its identity.
    whole: dict[tuple[object, ...], tuple[object, ...]] = {}

    def once(*asked: Any) -> Iterator[str]:
        *held, languages = asked
        of = (*map(id, held), tuple(languages), *also())
        if of in whole:
            return
        faults = [*faults_in(*asked)]
        if not faults:
            whole[of] = asked
        yield from faults

    return once


def _rule_files() -> tuple[object, ...]:
    """The texts of all versions of the rule files, as they are read now."""
    return tuple(tuple(texts_of(file).values()) for file in READERS)


_compiled: dict[str, Statements] = {}


def statements_of(dialect: Dialect, written: SqlDialect) -> Statements:
    """Every statement of a transaction, compiled once for each kind of database."""
    if written.name not in _compiled:
        _compiled[written.name] = Statements(dialect, written)
    return _compiled[written.name]


@cache
def schema() -> bytes:
    """What Alembic makes of an empty file: its pages, as they are in memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "intake.db"
        make_file(path)
        engine = writing_engine(path)
        migrate(engine, Sealer(bytes(32)), SqliteFile(path))
        engine.dispose()
        with closing(sqlite3.connect(path)) as connection, closing(sqlite3.connect(":memory:")) as copy:
            connection.execute("PRAGMA journal_mode=DELETE")  # in memory there is no log beside a file
            connection.backup(copy)
            return copy.serialize()


def migrated(engine: Engine, sealer: Sealer, backend: Backend) -> None:
    """Bring a schema to the newest version: of an empty file by what Alembic made of one, of any other by Alembic."""
    if engine.dialect.name != "sqlite":
        migrate(engine, sealer, backend)
        return
    with engine.begin() as connection:
        if not connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one():
            driver = connection.connection.driver_connection
            assert driver is not None
            # A copy is a transaction of its own; ours goes on behind it.
            driver.rollback()
            with closing(sqlite3.connect(":memory:")) as made:
                made.deserialize(schema())
                made.backup(driver)
            driver.execute("BEGIN IMMEDIATE")
            return
    migrate(engine, sealer, backend)
