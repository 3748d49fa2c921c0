"""Many records are inserted a few at a time, by one statement each: all of them, in their order, or an error."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, create_engine, insert

from bot.storage.constant import TOGETHER, Constant
from bot.storage.sqlite import SQLITE
from bot.turns.ports import Stale

things = Table("things", MetaData(), Column("seq", Integer, primary_key=True), Column("sealed", LargeBinary))


@pytest.mark.parametrize("number", [1, TOGETHER - 1, TOGETHER, 2 * TOGETHER + 3])
def test_all_of_many_records_are_inserted_in_order(number: int) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        things.create(connection)
        add = Constant(insert(things), SQLITE, engine.dialect)
        records = [{"seq": n, "sealed": b"%d ? VALUES (?)" % n} for n in range(number)]
        assert add.many(connection, records).written == number
        assert [dict(row._mapping) for row in connection.execute(things.select())] == records
        with pytest.raises(Stale):
            add.many(connection, [{"seq": n, "sealed": b""} for n in range(100, 100 + number - 1)] + [records[-1]])
    engine.dispose()
