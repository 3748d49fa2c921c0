"""Where nobody knows whether a send was done: each kind of post has a side on which we err, and doubles are counted."""

from __future__ import annotations

import ast
import importlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import bot
from bot.channels.files import Unreachable
from bot.channels.registry import MESSENGERS
from bot.channels.telegram.errors import Refused
from bot.delivery.courier import TryLater
from bot.delivery.unsure import BESIDE, TO_CLIENTS, TO_STAFF, Errs, UnsureSends
from bot.office.kinds import KINDS
from bot.turns.acts import OFFICE
from tests.bot.outbox.posts import say
from tests.bot.paper import PaperOffice, PaperWriter, paper_office, screen, staff, strip
from tests.support import CLIENT

SOURCE = Path(str(bot.__file__)).parent
# Which argument of a call is the kind of the post that it queues, without the object that is called.
QUEUES = {"to_client": 1, "to_staff": 1, "queue": 2}


def _kinds_queued() -> dict[str, set[str]]:
    """By what queues them, the kinds that the code queues by a word or by a name of its module."""
    found: dict[str, set[str]] = {name: set() for name in QUEUES}
    for path in [*(SOURCE / "turns").glob("*.py"), *(SOURCE / "office").rglob("*.py"), *SOURCE.glob("calendars/*.py")]:
        module = ".".join(("bot", *path.relative_to(SOURCE).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            place = QUEUES.get(node.func.attr)
            if place is None or len(node.args) <= place:
                continue
            kind = node.args[place]
            if isinstance(kind, ast.Constant):
                found[node.func.attr].add(str(kind.value))
            elif isinstance(kind, ast.Name) and kind.id.isupper():
                found[node.func.attr].add(getattr(importlib.import_module(module), kind.id))
    return found


def test_each_kind_of_post_has_a_side_on_which_we_err() -> None:
    queued = _kinds_queued()
    assert set(TO_STAFF) == set(KINDS)
    assert queued["to_client"] == set(TO_CLIENTS) - {"send", "edit"}, "these are of 0.2.0"
    assert queued["to_staff"] | queued["queue"] - {"translate"} <= set(TO_STAFF)
    for side in (*TO_CLIENTS.values(), *TO_STAFF.values(), *BESIDE.values()):
        assert side.why
    # Nothing that says something new may be lost without a word.
    assert Errs.NEVER not in {side.errs for side in (*TO_CLIENTS.values(), *TO_STAFF.values())}


def test_of_each_messenger_it_is_known_whether_it_can_tell() -> None:
    assert {name for name, messenger in MESSENGERS.items() if not messenger.abilities.tells} == {CLIENT}


def test_the_house_lists_all_of_them() -> None:
    house = (SOURCE.parent / "deploy" / "HOUSE.md").read_text(encoding="utf-8")
    _, _, table = house.partition("| post, or act | where nobody knows |")
    listed = {line for line in table.partition("\n\n")[0].splitlines() if line.startswith("| `")}
    for kinds, whom in ((TO_CLIENTS, "to clients"), (TO_STAFF, "to staff"), (BESIDE, "beside posts")):
        for kind, side in kinds.items():
            assert [line for line in listed if f"`{kind}`" in line and whom in line and f"| {side.errs} |" in line], (
                kind
            )


async def test_what_may_come_twice_is_counted_and_what_cannot_is_not(office: PaperOffice) -> None:
    doubt, none = (lambda: TryLater("cut", in_doubt=True)), (lambda: TryLater("no connection"))
    office.add(screen("question", "c:1", rows=True))
    await office.quiet()
    office.courier.troubles["maria"] = [doubt, none, doubt]
    office.courier.troubles["office"] = [doubt]
    # A new message; then an edit of an old one, and buttons to be taken away.
    office.add(say("hello"), staff("card", "Maria"))
    await office.pass_time(30)
    office.courier.troubles["maria"] = [doubt] * 2
    office.add(screen("edit", "c:1", rows=True, replaces="c:1"), strip("c:1"))
    await office.pass_time(30)
    await office.quiet()
    counts = office.outbox.unsure.counts
    assert counts == Counter({(CLIENT, "screen", "unanswered"): 2, (OFFICE, "card", "unanswered"): 1})


async def test_the_first_that_was_left_in_each_chat_may_have_been_sent_already() -> None:
    writer = PaperWriter()
    writer.commit([say("one"), say("two"), say("other", "ken"), strip("c:9", lane="li")])
    async with paper_office(writer=writer) as office:
        await office.quiet()
        office.add(say("three"))
        await office.quiet()
        assert office.courier.texts.count("three") == 1
        assert office.outbox.unsure.counts == Counter({(CLIENT, "screen", "taken over"): 2})


def test_nothing_left_in_a_channel_that_can_tell_is_in_doubt() -> None:
    unsure, post = UnsureSends({"line"}), replace(say("hello"), channel="line")
    unsure.left([post])
    unsure.sent(post)
    assert not unsure.counts


def test_an_error_of_the_server_may_have_been_done() -> None:
    assert Refused(502, "Bad Gateway").diagnosis.in_doubt
    assert not Refused(429, "Too Many Requests", retry_after=3).diagnosis.in_doubt
    assert Unreachable("ServerDisconnectedError").in_doubt
