"""Makes `database_0_2_0.sql`, a database as version 0.2.0 left it. Not run by the tests: it needs that version's code.

In a checkout of version 0.2.0 (with this file copied there)::

    python make_0_2_0.py > database_0_2_0.sql

The key is made up (32 bytes "k"); so is everybody in it: somebody half way, somebody who refused, two with a lead (one
taken, its papers half confirmed; one done), somebody who blocked the bot, somebody at a terminal, and somebody erased
whose lead had the highest number. Rows of every kind wait, some are held, one is dead, some were delivered.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from bot.app import build_core
from bot.settings import Settings
from bot.storage.records import load_rows, set_fact
from bot.storage.tables import outbox
from bot.work import Delivered, OfficeTurn
from bot.writer import Call
from dialogs.messages import Act, Incoming
from tests.support import ANSWERS, SettableClock, Talk

KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s"


def make(folder: Path) -> None:
    core = build_core(Settings(database=f"sqlite:///{folder}/intake.db", key=KEY))
    clock, number = SettableClock(), iter(range(5001, 6000))

    def deliver(chat: str | None = None) -> None:
        """All that waits (for one chat) is sent."""

        def mark(unit: Any) -> None:
            for row in load_rows(unit.connection, unit.sealer):
                if chat is None or row.payload.get("chat") == chat:
                    made = {row.handle: next(number)} if row.handle and row.kind != "strip" else {}
                    unit.mark(Delivered(row, made, clock().timestamp()))

        core.ledger.do(Call(mark))

    people = {name: Talk(core, chat, clock=clock) for name, chat in
              {"half": "1001", "refused": "1002", "taken": "1003", "done": "1004", "blocked": "1005", "gone": "1007"}.items()}
    people["terminal"] = Talk(core, "local", "console", clock=clock)
    people["half"].go_to("ask_salary_yen")
    people["refused"].go_to("ask_consent", {**ANSWERS, "language": "a:ja"})
    people["refused"].press("a:decline")
    people["terminal"].go_to("ask_residence")
    people["taken"].go_to("handed_off")
    core.ledger.do(Call(lambda unit: unit.remember(Delivered(
        next(r for r in load_rows(unit.connection, unit.sealer) if r.bot == "office"),
        {f"t:{unit.lead_of(people['taken'].conversation.id).id}": 77}, clock().timestamp()))))
    clock.advance(timedelta(hours=1))
    people["done"].go_to("handed_off", {**ANSWERS, "name": "山田 花子", "salary_yen": "6,000,000"})
    people["blocked"].go_to("ask_goal")
    deliver()
    clock.advance(timedelta(hours=1))
    for key, act, row in (("a", "take", ""), ("b", "check", ""), ("c", "ok", "academic"), ("d", "sheet", "")):
        core.ledger.do(OfficeTurn(key, 1, act, "佐藤", clock(), row))
    core.ledger.do(OfficeTurn("e", 2, "done", "鈴木", clock()))
    people["gone"].go_to("handed_off", {**ANSWERS, "name": "Gone Person"})
    people["gone"].command("forget")
    people["gone"].press("forget")
    people["blocked"].say("hsp")
    people["blocked"].send(Incoming(Act.LEFT))
    people["half"].say("8,000,000")
    people["taken"].command("result")
    people["taken"].press("view:details")
    people["taken"].press("picture")
    people["taken"].command("mydata")
    people["taken"].say("Please call <b>me</b> & only me")
    core.ledger.do(Call(lambda unit: unit.reply_to_staff("<b>#1</b> Maria &amp; co", 12, clock())))
    with core.database.engine.begin() as connection:
        set_fact(connection, core.database.sealer, "office_chat", {"setting": -1001, "chat": -1009876})
        rows = load_rows(connection, core.database.sealer)
        last = next(row for row in reversed(rows) if row.kind == "note" and "sheet" not in row.payload)
        connection.execute(update(outbox).where(outbox.c.id == last.id).values(state="dead"))
        found = connection.execute(outbox.select()).all()
        print(sorted({(r.bot, r.kind, r.state) for r in found}), file=sys.stderr)
    core.database.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        make(Path(name))
        with sqlite3.connect(Path(name) / "intake.db") as made:
            print("\n".join(made.iterdump()))
