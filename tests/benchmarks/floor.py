"""The least that a turn taken by a form can cost, at an address of its own beside the product's.

The same library reads the same request, the same dialogue takes the same act, and the record of its person is sealed
and written by the same writer, many to a transaction: all else that a turn does is left out. Nothing guards who asks,
no act is known by its key, nothing stands on a page, nothing is sent, and the answer is empty.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from dialogs.dialogue import Dialogue
from dialogs.messages import Act, ActKind
from dialogs.talk import Utterance
from tests.benchmarks.canned import NOW


def act_of(kind: str, content: str) -> Act:
    """What somebody does, as the dialogue is handed it."""
    if kind == "press":
        return Act(ActKind.PRESS, data=content, language="en")
    if content == "/start":
        return Act(ActKind.COMMAND, "", "start", language="en")
    return Act(ActKind.TEXT, content, language="en", said=Utterance(content, id=secrets.token_hex(8)))


def least(writer: Writer, dialogue: Dialogue) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return what takes an act of a form whose `key` is the chat."""

    async def take(request: web.Request) -> web.Response:
        fields = {name: str(value) for name, value in (await request.post()).items()}
        kind = "press" if "press" in fields else "text"
        act = act_of(kind, fields[kind])

        def turn(batch: Batch) -> None:
            person = batch.tx.person_at("floor", fields["key"], NOW)
            dialogue.handle(person.conversation, act, NOW)
            person.touched = True

        await writer.submit(Call(turn))
        return web.Response(text="{}", content_type="application/json")

    return take


__all__ = ["act_of", "least"]
