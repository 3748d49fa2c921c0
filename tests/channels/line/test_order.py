"""Events of LINE in another order than things happened: what was undone stays undone, however late the rest comes."""

from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.line.quota import Quota
from bot.channels.line.wire import LineWire
from bot.clock import Clock
from dialogs.messages import ActKind
from dialogs.office import LineRule
from tests.channels.line.test_line import line
from tests.contract.channels import NOW, Line, Taken

__all__ = ["line"]


def kinds(line: Line) -> list[ActKind]:
    """What was done, as far as it was taken."""
    return [turn.act.kind for turn in line.taken.turns]


async def test_a_message_that_comes_after_it_was_taken_back_is_not_read(line: Line) -> None:
    fake, maria = line.fake, line.person
    said, picture, command = maria.message("text", text="my card: 1234"), maria.message("image"), "／human call me"
    asked = maria.message("text", text=command)
    for one in (said, picture, asked):
        await fake.send(maria.event("unsend", unsend={"messageId": one["message"]["id"]}))
        assert await fake.again(one) == await fake.again(one) == 200
    assert line.taken.turns == []
    await line.types("another")
    assert [turn.act.text for turn in line.taken.turns] == ["another"]


async def test_who_has_come_back_did_not_leave_later(line: Line) -> None:
    fake, maria, left = line.fake, line.person, line.channel.receiver.left
    gone, back = maria.event("unfollow"), maria.event("follow", follow={"isUnblocked": True})
    await fake.send(back)
    await fake.again(gone)
    assert (kinds(line), left) == ([ActKind.CAME_BACK], set())
    back, gone = maria.event("follow", follow={"isUnblocked": True}), maria.event("unfollow")
    await fake.send(gone)
    await fake.again(back)
    assert (kinds(line)[1:], left) == ([ActKind.LEFT], {maria.id})


async def test_what_we_hold_goes_also_while_another_has_the_word(line: Line) -> None:
    fake, maria = line.fake, line.person
    said = maria.message("text", text="my card: 1234")
    taken_back = maria.event("unsend", unsend={"messageId": said["message"]["id"]})
    await fake.send({**maria.message("text", text="for the other"), "mode": "standby"})
    await fake.send({**taken_back, "mode": "standby"})
    await fake.send(said)
    await fake.send({**maria.event("unfollow"), "mode": "standby"})
    assert kinds(line) == [ActKind.LEFT]


async def test_what_is_answered_in_pieces_or_not_at_all() -> None:
    async def in_pieces(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        for piece in (b'{"type": "limited", ', b'"value": 7, ', b'"totalUsage": 3}'):
            await answer.write(piece)
        return answer

    async def nothing(_request: web.Request) -> web.Response:
        return web.Response(text="<html>")

    found = []
    for answer in (in_pieces, nothing):
        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        async with TestServer(app, host="127.0.0.1") as server:
            base = str(server.make_url("")).rstrip("/")
            wire = LineWire("token", base, base)
            quota = Quota(wire, Taken(), Clock(now=lambda: NOW), LineRule())
            await quota.read()
            found.append((quota.allowed, quota.used))
            await wire.close()
    assert found == [(7, 3), (None, None)]
