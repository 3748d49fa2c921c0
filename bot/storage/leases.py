"""The records of leases: what only one process may do at a time is whose until when, by the database's clock.

Whoever takes a lease gets a fence, a number that grows each time the lease changes hands. A transaction that writes
what only the holder may write looks at it first (`SqlTransaction.is_held`): a process that stood still while another
took over finds it outdated, and writes nothing.

Each process has a record of its own besides, by which others see that it is there, whatever it holds; the fence of that
is the schema its version of the product knows, so that no migration takes away what it still uses.

Locks of the record: a transaction under a lease keeps it from being taken over (FOR KEY SHARE against FOR UPDATE), and
is not in the way of its being renewed (an UPDATE that changes no key).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, inspect, text

from bot.storage.tables import HEAD

PRESENT = "process "
_SECONDS_TO_BE_SEEN = 86_400
_NOW = "extract(epoch from clock_timestamp())"
_MAKE = text("INSERT INTO leases (name, owner, fence, ends_at) VALUES (:name, '', 0, 0) ON CONFLICT (name) DO NOTHING")
# What is ours already was taken by a commit that was not answered.
_TAKE = text(
    f"UPDATE leases SET owner = :owner, fence = fence + 1, ends_at = {_NOW} + :lasts WHERE name ="
    f" (SELECT name FROM leases WHERE name = :name AND (ends_at <= {_NOW} OR owner = :owner)"
    " FOR UPDATE SKIP LOCKED) RETURNING fence"
)
# Also when its time is over: as long as the fence is the same, nobody has had it meanwhile.
_RENEW = text(f"UPDATE leases SET ends_at = {_NOW} + :lasts WHERE name = :name AND owner = :owner AND fence = :fence")
_GIVE_BACK = text("UPDATE leases SET ends_at = 0 WHERE name = :name AND owner = :owner AND fence = :fence")
_SHOW = text(
    f"INSERT INTO leases (name, owner, fence, ends_at) VALUES (:name, :owner, {int(HEAD)}, {_NOW} + :lasts)"
    " ON CONFLICT (name) DO UPDATE SET ends_at = excluded.ends_at"
)
_GO = text("DELETE FROM leases WHERE name = :name")
_OLDER = text(f"SELECT count(*) FROM leases WHERE name LIKE '{PRESENT}%' AND ends_at > {_NOW} AND fence < :schema")
_LONG_GONE = text(f"DELETE FROM leases WHERE name LIKE '{PRESENT}%' AND ends_at < {_NOW} - {_SECONDS_TO_BE_SEEN}")


def make(connection: Connection, names: Collection[str]) -> None:
    """See to it that there is a record for each lease, and none of processes long gone; a new one is nobody's."""
    connection.execute(_LONG_GONE)
    for name in sorted(names):
        connection.execute(_MAKE, {"name": name})


def beat(
    connection: Connection, names: Collection[str], owner: str, held: Mapping[str, int], lasts: float
) -> dict[str, int]:
    """Hold leases for so many seconds from now on: those that are `held`, and those that are nobody's any more.

    Returns what is held, with the fences. What was lost is not taken at once: first whoever acted under it must stop.
    """
    connection.execute(_SHOW, {"name": f"{PRESENT}{owner}", "owner": owner, "lasts": lasts})
    now_held = {}
    for name in sorted(names):
        which = {"name": name, "owner": owner, "lasts": lasts}
        if name in held:
            if connection.execute(_RENEW, {**which, "fence": held[name]}).rowcount == 1:
                now_held[name] = held[name]
        elif (fence := connection.execute(_TAKE, which).scalar_one_or_none()) is not None:
            now_held[name] = int(fence)
    return now_held


def give_back(connection: Connection, owner: str, held: Mapping[str, int]) -> None:
    """Let other processes take leases at once, and be seen no more."""
    connection.execute(_GO, {"name": f"{PRESENT}{owner}"})
    for name, fence in sorted(held.items()):
        connection.execute(_GIVE_BACK, {"name": name, "owner": owner, "fence": fence})


def older_than(connection: Connection, schema: int) -> int:
    """How many processes are there whose version of the product knows only older schemas than this."""
    if not inspect(connection).has_table("leases"):
        return 0
    return int(connection.execute(_OLDER, {"schema": schema}).scalar_one())


__all__ = ["PRESENT", "beat", "give_back", "make", "older_than"]
