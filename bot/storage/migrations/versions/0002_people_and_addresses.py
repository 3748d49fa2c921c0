"""A person apart from their addresses; what waits to be sent in no messenger's terms; all sealed values bound anew.

The tables of 0.2.0 are moved aside, copied row by row, each value opened and sealed again, and dropped. It is all one
transaction: stopped anywhere, the next start finds the old tables as they were and begins again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from bot.storage.seal import Sealer

revision = "0002"
down_revision = "0001"
oldest = "0002"
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_MOVED = ("people", "runs", "leads", "handles", "outbox")
_INDEXES = ("ix_runs_person", "ix_handles_person", "outbox_state_seq", "ix_outbox_person")
_PAGE = 500
# As 0.2.0 called them: its bot for clients wrote to Telegram alone, its bot for staff speaks Japanese.
_CHANNELS = {"client": "telegram", "office": "office"}
_STAFF = "ja"
_HOUR, _MINUTE = 3600, 60
_PADDED = {"people": 512, "addresses": 128, "runs": 1_024, "leads": 4_096, "outbox": 512}


def upgrade() -> None:
    sealer: Sealer = context.config.attributes["sealer"]
    for name in _INDEXES:
        op.drop_index(name)
    if op.get_bind().dialect.name == "postgresql":
        # 0.2.0 knew SQLite alone: there is nothing to move, and the names of keys would stand in the way.
        for name in _MOVED:
            op.drop_table(name)
        _make_tables()
        return
    for name in _MOVED:
        op.rename_table(name, f"old_{name}")
    _make_tables()
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE updates SET seen_at = CAST(seen_at AS INTEGER) / 3600 * 3600.0"))
    for move in (_facts, _people, _runs, _leads, _handles, _outbox, _sequences):
        move(connection, sealer)
    for name in _MOVED:
        op.drop_table(f"old_{name}")


def _make_tables() -> None:
    op.create_table(
        "people",
        sa.Column("id", _text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("people_updated_at", "people", ["updated_at"])
    op.create_table(
        "addresses",
        sa.Column("id", _text, primary_key=True),
        sa.Column("person", _text, nullable=False),
        sa.Column("channel", _text, nullable=False),
        sa.Column("finder", _text, nullable=False, unique=True),
        sa.Column("reachable", sa.Boolean, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("addresses_person", "addresses", ["person"])
    op.create_table(
        "runs",
        sa.Column("id", _text, primary_key=True),
        sa.Column("person", _text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("runs_person", "runs", ["person"])
    op.create_table(
        "leads",
        sa.Column("number", _number, primary_key=True, autoincrement=True),
        sa.Column("id", _text, nullable=False, unique=True),
        sa.Column("person", _text, nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed", _number, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("leads_changed", "leads", ["changed"])
    op.create_table(
        "handles",
        sa.Column("id", _text, primary_key=True),
        sa.Column("person", _text),
        sa.Column("channel", _text, nullable=False),
        sa.Column("message_id", _text, nullable=False),
        sa.Column("sent_at", sa.Float, nullable=False),
    )
    op.create_index("handles_person", "handles", ["person"])
    op.create_index("handles_channel", "handles", ["channel"])
    op.create_table(
        "outbox",
        sa.Column("seq", _number, primary_key=True, autoincrement=True),
        sa.Column("id", _text, nullable=False, unique=True),
        sa.Column("bot", _text, nullable=False),
        sa.Column("lane", _text, nullable=False),
        sa.Column("kind", _text, nullable=False),
        sa.Column("handle", _text),
        sa.Column("person", _text),
        sa.Column("state", _text, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_state_seq", "outbox", ["state", "seq"])
    op.create_index("outbox_person", "outbox", ["person"])
    op.create_index("outbox_lane", "outbox", ["lane", "state", "seq"])
    op.create_index("outbox_handle", "outbox", ["handle"])
    op.create_table(
        "concerns",
        sa.Column("ref", _text, primary_key=True),
        sa.Column("person", _text, primary_key=True),
    )
    op.create_index("concerns_person", "concerns", ["person"])
    op.create_table(
        "unreadable",
        sa.Column("channel", _text, primary_key=True),
        sa.Column("update_key", _text, primary_key=True),
        sa.Column("kind", _text, nullable=False),
        sa.Column("seen_at", sa.Float, nullable=False),
    )
    op.create_index("unreadable_seen_at", "unreadable", ["seen_at"])


# --- rows -------------------------------------------------------------------------------------------------------------


def _pages(connection: sa.Connection, table: str) -> Iterator[list[Any]]:
    """The rows of a table that was moved aside, in order, a page at a time."""
    after = 0
    while True:
        rows = connection.execute(
            sa.text(f"SELECT rowid AS place, * FROM old_{table} WHERE rowid > :after ORDER BY rowid LIMIT :most"),
            {"after": after, "most": _PAGE},
        ).all()
        if not rows:
            return
        yield list(rows)
        after = rows[-1].place


def _insert(connection: sa.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    values = ", ".join(f":{name}" for name in names)
    connection.execute(sa.text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"), rows)


def _seal(
    sealer: Sealer, table: str, row_id: str, content: object, owner: str | None = None, version: int = 0
) -> bytes:
    return sealer.seal_json(table, row_id, content, owner=owner or "", version=version, pad=_PADDED.get(table, 1))


def _facts(connection: sa.Connection, sealer: Sealer) -> None:
    for name, sealed in connection.execute(sa.text("SELECT name, sealed FROM facts WHERE name <> 'key'")).all():
        again = _seal(sealer, "facts", name, sealer.open_first_json("facts", name, sealed))
        connection.execute(
            sa.text("UPDATE facts SET sealed = :sealed WHERE name = :name"), {"sealed": again, "name": name}
        )


def _people(connection: sa.Connection, sealer: Sealer) -> None:
    for page in _pages(connection, "people"):
        people, addresses = [], []
        for row in page:
            old = sealer.open_first_json("people", row.id, row.sealed)
            content = {
                "conversation": old["conversation"],
                "inbox": [[str(number), moment] for number, moment in old["inbox"]],
                "created_at": row.created_at,
                "updated_at": row.updated_at,
                "address": row.finder,
            }
            people.append(
                {
                    "id": row.id,
                    "version": row.version,
                    "updated_at": row.updated_at // _HOUR * _HOUR,
                    "sealed": _seal(sealer, "people", row.id, content, row.id, row.version),
                }
            )
            # Its finder is what 0.2.0 called the lane of its messages, and those that wait keep their lane.
            address, conversation = row.finder, old["conversation"]
            where = {"to": old["chat"], "language": conversation.get("language", "en")}
            addresses.append(
                {
                    "id": address,
                    "person": row.id,
                    "channel": conversation["channel"],
                    "finder": row.finder,
                    "reachable": row.reachable,
                    "sealed": _seal(sealer, "addresses", address, where, row.id),
                }
            )
        _insert(connection, "people", people)
        _insert(connection, "addresses", addresses)


def _runs(connection: sa.Connection, sealer: Sealer) -> None:
    for page in _pages(connection, "runs"):
        rows = []
        for row in page:
            content = {"run": sealer.open_first_json("runs", row.id, row.sealed), "made_at": row.made_at}
            rows.append(
                {"id": row.id, "person": row.person, "sealed": _seal(sealer, "runs", row.id, content, row.person)}
            )
        _insert(connection, "runs", rows)


def _leads(connection: sa.Connection, sealer: Sealer) -> None:
    for page in _pages(connection, "leads"):
        rows = []
        for row in page:
            content = {
                **sealer.open_first_json("leads", row.id, row.sealed),
                "number": row.number,
                "state": row.state,
                "created_at": row.created_at,
                "updated_at": row.updated_at,
            }
            rows.append(
                {
                    "number": row.number,
                    "id": row.id,
                    "person": row.person,
                    "version": row.version,
                    "changed": 0,
                    "sealed": _seal(sealer, "leads", row.id, content, row.person, row.version),
                }
            )
        _insert(connection, "leads", rows)
    order = connection.execute(sa.text("SELECT number FROM old_leads ORDER BY updated_at, number")).scalars()
    ranks = [{"number": number, "changed": rank} for rank, number in enumerate(order, start=1)]
    if ranks:
        connection.execute(sa.text("UPDATE leads SET changed = :changed WHERE number = :number"), ranks)


def _handles(connection: sa.Connection, _sealer: Sealer) -> None:
    for page in _pages(connection, "handles"):
        rows = [
            {
                "id": row.id,
                "person": row.person,
                "channel": _CHANNELS.get(row.bot, row.bot),
                "message_id": str(row.message_id),
                "sent_at": row.sent_at // _HOUR * _HOUR,
            }
            for row in page
        ]
        _insert(connection, "handles", rows)


def _outbox(connection: sa.Connection, sealer: Sealer) -> None:
    for page in _pages(connection, "outbox"):
        rows = []
        for row in page:
            old = sealer.open_first_json("outbox", row.id, row.sealed)
            kind = "screen" if row.kind in ("send", "edit") else row.kind
            payload = (
                _to_client(row, old, _language(connection, sealer, row.person))
                if row.bot == "client"
                else _to_staff(row, old)
            )
            rows.append(
                {
                    "seq": row.seq,
                    "id": row.id,
                    "bot": _CHANNELS.get(row.bot, row.bot),
                    "lane": row.lane,
                    "kind": kind,
                    "handle": row.handle,
                    "person": row.person,
                    "state": row.state,
                    "created_at": row.created_at // _MINUTE * _MINUTE,
                    "sealed": _seal(sealer, "outbox", row.id, payload, row.person),
                }
            )
        _insert(connection, "outbox", rows)


def _sequences(connection: sa.Connection, _sealer: Sealer) -> None:
    """A number that was given once is never given again, though its lead be erased."""
    for table in ("leads", "outbox"):
        last = connection.execute(
            sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": f"old_{table}"}
        ).scalar_one_or_none()
        if last is not None:
            connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
            connection.execute(
                sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), {"name": table, "seq": last}
            )


# --- what waits to be sent --------------------------------------------------------------------------------------------


def _language(connection: sa.Connection, sealer: Sealer, person: str | None) -> str:
    found = connection.execute(
        sa.text("SELECT id, sealed FROM old_people WHERE id = :id"), {"id": person}
    ).one_or_none()
    if found is None:  # the receipt of somebody erased
        return "en"
    language: str = sealer.open_first_json("people", found.id, found.sealed)["conversation"].get("language", "en")
    return language


def _to_client(row: Any, old: Mapping[str, Any], language: str) -> dict[str, Any]:
    to = old["chat"]
    if row.kind == "strip":
        return {"to": to, "at": None}
    if row.kind == "picture":
        return {"to": to, "language": language, "picture": old["picture"]}
    if row.kind == "erase":
        return {"to": to, "messages": [str(number) for number in old["messages"]]}
    replaces = row.handle if row.kind == "edit" else None
    return {"to": to, "say": _content(language, old), "replaces": replaces, "at": None}


def _to_staff(row: Any, old: Mapping[str, Any]) -> dict[str, Any]:
    say = _content(_STAFF, old)
    if row.kind == "reply":
        return {"thread": _text_or_none(old["thread"]), "say": say, "ring": False}
    if row.kind == "erase":
        messages = [str(number) for number in old["messages"]]
        return {"messages": messages, "topic": _text_or_none(old["topic"]), "name": old["name"], "say": say}
    payload = {
        "lead": old["lead"],
        "number": old["number"],
        "topic": _plain(old["topic"]),
        "ring": old["ring"],
        "say": say,
    }
    if row.kind == "note":
        payload["card"] = _content(_STAFF, old["card"])
        payload |= {name: old[name] for name in ("sheet", "name") if name in old}
    return payload


def _content(language: str, old: Mapping[str, Any]) -> dict[str, Any]:
    """Text in Telegram's markup as plain words, and buttons whose data stay what they were."""
    content: dict[str, Any] = {"language": language, "lines": [_plain(_bare(old["text"]))]}
    rows = [[[_plain(label), data] for label, data in row] for row in old.get("keyboard") or () if row]
    if rows:
        content["rows"] = rows
    if old.get("document"):
        content["document"] = list(old["document"])
    return content


def _plain(text: str) -> dict[str, Any]:
    return {"key": "value-plain", "args": {"text": text}, "language": None}


def _bare(markup: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", markup))


def _text_or_none(number: int | None) -> str | None:
    return None if number is None else str(number)


def downgrade() -> None:
    raise NotImplementedError("restore the copy of the database made before the update")
