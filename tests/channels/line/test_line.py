"""LINE's channel over the strict fake: what it takes, how it sends, and what becomes of what LINE refuses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.app import Core
from bot.channels.line.pick import Did, LineEvent, pick
from bot.channels.line.quota import Quota, kind_of
from bot.channels.line.render import LineChoice, pieces, quick_items, text_message, units
from bot.clock import Clock
from bot.delivery.courier import Blocked, OneByOne, TooLate, TryLater, Undeliverable
from bot.delivery.post import LETTER, Content, Post, PostButton
from bot.receiving.update import Ignored, Unreadable
from bot.turns.ledger import Call
from bot.turns.line_quota import QUOTA_MEMO
from dialogs.messages import ActKind, Text, Typed
from dialogs.office import LineRule
from tests.channels.dispatch import PaperDispatch, post, says, screen
from tests.contract.channels import NOW, Line
from tests.e2e.staff import until
from tests.line.fake import OVER_QUOTA, TOO_FAST, FakeLine
from tests.line.schema import misfits


@pytest.fixture
async def line(core: Core) -> AsyncIterator[Line]:
    async with FakeLine() as fake:
        opened = Line(core, fake)
        await opened.begins()
        yield opened
        await opened.ends()


def saying(line: Line, text: str, number: int = 1, *choices: str) -> Post:
    labels = (Text("staff-take"), Text("staff-done"))
    rows = tuple((PostButton(label, data),) for label, data in zip(labels, choices, strict=False))
    content = Content("en", (Text("staff-note", {"text": Typed(text)}),), rows)
    return screen(line.to, content.to_json(), f"c:p:{number}")


# --- receiving ------------------------------------------------------------------------------------------------------


async def test_only_what_line_signed_is_taken_and_each_event_once(line: Line) -> None:
    fake, maria = line.fake, line.person
    event = maria.message("text", text="hello")
    body = json.dumps({"destination": "U" + "b" * 32, "events": [event]}).encode()
    assert await fake.send(event, secret="another-secret-another-secret") == 401
    for signature in ("", "###", "AAAA", "あ"):
        assert await fake.post(body, signature=signature.encode().decode("latin-1")) == 401
    assert await fake.post(body[:-1] + b" ") == 400, "signed, but nothing that LINE sends"
    assert await fake.post(b"[" * 100_000) == 400
    assert await fake.post(b'{"events": [1, null]}') == 200
    assert await fake.post(b" " * (1 << 21)) == 413
    assert line.taken.turns == []
    assert await fake.send() == 200, "how LINE tries an address"
    assert [await fake.send(event), await fake.send(event), await fake.again(event)] == [200] * 3
    assert [turn.act.text for turn in line.taken.turns] == ["hello"], "and what is stored knows it by its key as well"
    assert line.taken.turns[0].update_key == event["webhookEventId"]


async def test_what_the_database_does_not_take_comes_again(line: Line) -> None:
    event = line.person.message("text", text="hello")
    line.taken.troubles = 1
    assert await line.fake.send(event) == 500
    assert await line.fake.again(event) == 200
    assert [turn.act.text for turn in line.taken.turns] == ["hello"]


async def test_what_comes_after_later_words_is_not_taken_for_an_answer(line: Line) -> None:
    first, second = line.person.message("text", text="31"), line.person.message("text", text="yes")
    await line.fake.send(second, first)
    await line.fake.again(first)
    assert [turn.act.text for turn in line.taken.turns] == ["31", "yes"], "one body is put in order"
    third, fourth = line.person.message("text", text="2"), line.person.message("text", text="3")
    await line.fake.send(fourth)
    await line.fake.again(third)
    acts = [turn.act for turn in line.taken.turns][2:]
    assert [(act.kind, act.text) for act in acts] == [(ActKind.TEXT, "3"), (ActKind.OTHER, "late")]
    assert acts[1].said is not None
    assert acts[1].said.text == "2", "and it is not lost"


async def test_commands_may_be_typed_as_japanese_keyboards_do(line: Line) -> None:
    await line.types("／forget")
    assert line.taken.turns[-1].act.command == "forget"
    await line.types("こんにちは")
    assert line.taken.turns[-1].act.language == "ja", "LINE says nothing of it"


def event(kind: str, **about: object) -> dict[str, object]:
    head = {"type": kind, "mode": "active", "timestamp": 1, "webhookEventId": "K", "source": {"userId": "U1"}}
    return {**head, "deliveryContext": {"isRedelivery": False}, "replyToken": "t", **about}


def message(kind: str, **about: object) -> dict[str, object]:
    return event("message", message={"id": "5", "type": kind, **about})


def test_every_event_ends_as_something() -> None:
    picked = pick(message("image", imageSet={"id": "S", "index": 1, "total": 2}))
    assert isinstance(picked, LineEvent)
    assert (picked.album, picked.said and picked.said.album) == ("S", "S")
    place = pick(message("location", latitude=35.0, longitude=139, title="Office"))
    assert isinstance(place, LineEvent)
    assert place.said is not None
    assert place.said.media is not None
    assert place.said.media.about == {"latitude": "35.0", "longitude": "139.0", "title": "Office", "address": ""}
    external = message("image", contentProvider={"type": "external", "originalContentUrl": "https://evil.example/"})
    odd = (
        external,
        message("hologram"),
        {**event("message"), "message": {"id": "5", "type": ["text"], "text": "x"}},
        {**event("message"), "message": {"id": "5", "type": {"text": "x"}}},
        message("text", text=7),
        message("location", latitude="x", longitude=1),
        event("postback", postback={"data": "x" * 100}),
        event("message"),
        event("message", source={}, message={}),
        event("unsend"),
        event("join", source={"type": "group"}),
        event("message", webhookEventId=None),
        event("message", timestamp="soon"),
    )
    assert all(isinstance(pick(one), Unreadable) for one in odd), [pick(one) for one in odd]
    assert isinstance(pick(event("beacon")), Ignored)
    assert isinstance(pick({**event("message"), "mode": "standby"}), Ignored)
    assert isinstance(pick(event("join", source={"type": "room", "roomId": "R1"})), LineEvent)
    told = pick(event("follow", follow={"isUnblocked": True}))
    assert isinstance(told, LineEvent)
    assert told.did is Did.CAME_BACK


# --- sending --------------------------------------------------------------------------------------------------------


async def test_answers_are_free_as_long_as_line_takes_them_and_pushes_are_the_same_when_tried_again(line: Line) -> None:
    fake, courier, dispatch = line.fake, line.courier, PaperDispatch()
    await line.types("one")
    await line.types("two")
    for number in (1, 2, 3):
        await dispatch.deliver(courier, saying(line, f"answer {number}", number))
    assert [one.by for one in line.person.shown] == ["reply", "reply", "push"], "a token for each of what they wrote"

    # A token that LINE takes no more, though we think it fresh.
    await line.types("three")
    fake._tokens.clear()
    await dispatch.deliver(courier, saying(line, "answer 4", 4))
    assert line.person.shown[-1].by == "push"

    # A token too old by our own clock is not even tried.
    await line.types("four")
    line.seconds += 51
    tried = len(fake.calls_of("/reply"))
    await dispatch.deliver(courier, saying(line, "answer 5", 5))
    assert len(fake.calls_of("/reply")) == tried

    # The answer to a push is lost: it is made again with the same key, and LINE says that it was done.
    used, lost = fake.used, saying(line, "answer 6", 6)
    fake.fail_next("/push", 500, after=True)
    with pytest.raises(TryLater):
        await dispatch.deliver(courier, lost)
    made = await dispatch.deliver(courier, lost)
    assert made == {"c:p:6": line.person.shown[-1].id}
    assert fake.used == used + 1
    assert sum("answer 6" in text for text in line.seen()) == 1

    # LINE was in trouble as we answered: the token is tried again before anything is paid for.
    await line.types("five")
    fake.fail_next("/reply", 500)
    unsure = saying(line, "answer 7", 7)
    with pytest.raises(TryLater):
        await dispatch.deliver(courier, unsure)
    await dispatch.deliver(courier, unsure)
    assert sum("answer 7" in text for text in line.seen()) == 1
    assert line.person.shown[-1].by == "reply"


async def test_what_line_refuses_is_told_apart(line: Line) -> None:
    fake, courier, dispatch = line.fake, line.courier, PaperDispatch()
    fake.fail_next("/push", 429, TOO_FAST)
    with pytest.raises(TryLater) as rate:
        await dispatch.deliver(courier, saying(line, "too fast"))
    assert rate.value.seconds is not None, "this chat rests, the others do not"
    fake.fail_next("/push", 401)
    with pytest.raises(TryLater):
        await dispatch.deliver(courier, saying(line, "no token"))
    fake.fail_next("/push", 400, "The request body has 1 error(s)")
    with pytest.raises(Undeliverable):
        await dispatch.deliver(courier, saying(line, "faulty"))
    fake.fail_next("/push", 400, "Failed to send messages")
    with pytest.raises(Blocked):
        await dispatch.deliver(courier, saying(line, "nobody there"))
    fake.fail_next("/push", 429, OVER_QUOTA)
    with pytest.raises(TooLate):
        await dispatch.deliver(courier, saying(line, "over"))
    pushed = len(fake.calls_of("/push"))
    with pytest.raises(TooLate):
        await dispatch.deliver(courier, saying(line, "over, and known"))
    assert len(fake.calls_of("/push")) == pushed, "LINE is not asked again this month"
    assert not any(line.fake.token in str(one) for one in (rate.value,))


async def test_at_the_offices_limit_only_what_matters_is_paid_for(line: Line) -> None:
    channel, courier, dispatch = line.channel, line.courier, PaperDispatch()
    channel.quota._rule = LineRule(monthly_limit=1, important=("bookings",))
    await channel.quota.read()
    assert channel.quota.used == 0
    await dispatch.deliver(courier, saying(line, "first"))
    with pytest.raises(TooLate) as quiet:
        await dispatch.deliver(courier, saying(line, "second", 2))
    assert quiet.value.quiet, "staff are told once, not of each"
    await dispatch.deliver(courier, saying(line, "your talk", 3, "k/1.0.ok"))
    assert line.seen()[-1].startswith("📝") or "your talk" in line.seen()[-1]
    both = saying(line, "third", 4), saying(line, "your other talk", 5, "k/2.0.ok")
    several = post("several", {"to": line.to, "posts": both}, "c:p:4")
    with pytest.raises(OneByOne):
        await dispatch.deliver(courier, several)


async def test_staff_are_told_by_name_what_goes_on_at_the_limit(line: Line, core: Core) -> None:
    class AtOnce:
        async def submit(self, job: Any) -> Any:
            return core.ledger.do(job)

    rule = LineRule(monthly_limit=1, important=("bookings",))
    await Quota(line.channel.wire, AtOnce(), Clock(now=lambda: NOW), rule).tell()
    with core.ledger.store.transaction() as tx:
        [told] = [str(one.payload) for one in tx.waiting() if "staff-line-over" in str(one.payload)]
    assert "line-kind-bookings" in told
    assert "line-kind-staff" not in told


def test_what_is_important_goes_by_what_it_is_about() -> None:
    kinds = {
        "staff": post("relay", {"said": []}),
        "bookings": screen("U", says("booking-confirmed")),
        "reminders": screen("U", says("told", rows=((PostButton(Text("ok"), "m/tax.1.ok"),),))),
        "answers": screen("U", says("welcome")),
    }
    assert {kind_of(one): kind for kind, one in kinds.items()} == {kind: kind for kind in kinds}
    for key, kind in (("summary", "staff"), ("office-corrected", "staff"), ("law-changed", "reminders")):
        assert kind_of(screen("U", says(key))) == kind


async def test_a_month_of_line_ends_at_midnight_in_japan(line: Line) -> None:
    now = [datetime(2026, 11, 30, 14, 59, tzinfo=UTC)]
    hands = line.taken.reception("line").writer
    quota = Quota(line.channel.wire, hands, Clock(now=lambda: now[0]), LineRule(monthly_limit=1))
    posts = [saying(line, "x")]
    await quota.read()
    quota.count()
    quota.refused()
    assert (quota.month, quota.is_over(posts)) == ("2026-11", True)
    await quota.again()
    now[0] += timedelta(minutes=1)
    assert (quota.month, quota.is_over(posts)) == ("2026-12", False), "a new month, also where LINE took nothing more"
    quota.count()
    assert quota.is_over(posts)
    await quota.keep()
    kept = line.taken.core.ledger.do(Call(lambda batch: batch.tx.memo(QUOTA_MEMO)))
    assert (kept["month"], kept["used"], kept["again"]) == ("2026-12", 1, 0)


async def test_several_posts_go_in_one_call_and_what_can_be_chosen_is_under_the_last(line: Line) -> None:
    await line.types("hello")
    posts = saying(line, "question", 1, "goal.3.a:one", "goal.3.a:two"), saying(line, "beside", 2)
    several = post("several", {"to": line.to, "posts": posts}, "c:p:1")
    made = await PaperDispatch().deliver(line.courier, several)
    assert len(line.fake.calls_of("/reply")) == 1
    assert list(made) == ["c:p:1", "c:p:2"]
    assert list(line.person.quick.values()) == ["goal.3.a:one", "goal.3.a:two"]
    await PaperDispatch().deliver(line.courier, saying(line, "a word of staff", 3))
    assert len(line.person.quick) == 2, "a later message does not take them away"
    await PaperDispatch().deliver(line.courier, post("strip", {"to": line.to, "at": None}, "c:p:1"))
    await PaperDispatch().deliver(line.courier, saying(line, "over", 4))
    assert line.person.quick == {}


async def test_what_stood_beside_is_not_tapped_under_every_question_to_come(line: Line) -> None:
    beside = saying(line, "Is that you?", 1, "w/1.0.yes")
    await PaperDispatch().deliver(line.courier, replace(beside, payload={**beside.payload, LETTER: "XA"}))
    seen = []
    for number in (2, 3, 4):
        await PaperDispatch().deliver(line.courier, saying(line, "question", number, f"goal.{number}.a:one"))
        seen.append("w/1.0.yes" in line.person.quick.values())
    assert seen == [True, True, False]


def test_what_is_sent_fits_whatever_its_length() -> None:
    many = [
        LineChoice(f"{'長い選択肢' * 5}{number}👨‍👩‍👧", f"{number}. ", f"goal.1.a:{number}") for number in range(1, 31)
    ]
    items = quick_items(many)
    assert len(items) == 13
    assert [item["action"]["data"] for item in items][-2:] == ["goal.1.a:29", "goal.1.a:30"]
    assert all(units(item["action"]["label"]) <= 20 for item in items)
    ticks = [*many[:12], LineChoice("Done", "13. ", "degrees.1.done"), *many[12:]]
    kept = [item["action"]["data"] for item in quick_items(ticks)]
    assert (len(kept), kept[-3:]) == (13, ["degrees.1.done", "goal.1.a:29", "goal.1.a:30"]), "what ends ticking stays"
    long = "\n".join(["🙂" * 1_000] * 9)
    assert "".join(pieces(long)).replace("\n", "") == long.replace("\n", "")
    body = {"to": "U", "messages": [text_message(one) for one in pieces(long)[:5]]}
    body["messages"][-1]["quickReply"] = {"items": items}  # type: ignore[index]
    assert misfits("messaging", "PushMessageRequest", body) == []
    assert all(units(one) <= 5_000 for one in pieces(long))


def test_the_fake_refuses_what_line_refuses() -> None:
    text = {"type": "text", "text": "x"}
    for wrong in (
        {"messages": [text]},
        {"to": "U", "messages": []},
        {"to": "U", "messages": [text] * 6},
        {"to": "U", "messages": [{**text, "unknown": 1}]},
        {"to": "U", "messages": [{"type": "hologram"}]},
        {"to": "U", "messages": [{"type": "image", "originalContentUrl": "x", "previewImageUrl": "x"}]},
        {"to": "U", "messages": [{**text, "quickReply": {"items": [{"type": "action"}] * 14}}]},
    ):
        assert misfits("messaging", "PushMessageRequest", wrong), wrong


async def test_nothing_is_had_at_an_address_that_was_not_given(line: Line) -> None:
    base = line.server.make_url("/line/file/")
    content = Content("en", (Text("exported"),), (), ("mydata.json", "all of it"))
    await PaperDispatch().deliver(line.courier, screen(line.to, content.to_json()))
    assert line.files() == ["all of it"]
    async with aiohttp.ClientSession() as session:
        for name in ("0" * 40, "../healthz", "x", "A" * 40):
            async with session.get(f"{base}{name}") as reply:
                assert reply.status in (200, 404)
                assert "all of it" not in await reply.text()


async def test_a_start_says_whose_token_it_is_and_tells_line_our_address(line: Line) -> None:
    line.fake.webhook, stop = "https://elsewhere.example/line", asyncio.Event()
    await line.channel.start()
    assert line.channel.entry_link == "https://line.me/R/oaMessage/%40office/?%2Fstart%20"
    receiving = asyncio.ensure_future(line.channel.receive(stop))
    await until(lambda: bool(line.fake.calls_of("/consumption")))
    stop.set()
    await receiving
    assert line.fake.webhook == "https://intake.example/line"
