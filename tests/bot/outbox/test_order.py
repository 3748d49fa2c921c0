"""A lane keeps its order; newer questions replace those that wait."""

from __future__ import annotations

import asyncio

from bot.delivery.outbox import Pace
from bot.delivery.post import Post
from tests.bot.outbox.posts import say
from tests.bot.paper import PaperOffice, PaperWriter, paper_office, screen, strip, words


async def test_a_lane_keeps_its_order_and_posts_are_gone_once_delivered(office: PaperOffice) -> None:
    office.add(*(say(f"text {n}", handle=f"c:{n}") for n in range(5)))
    office.add(say("text 5", handle="c:5"))
    await office.quiet()
    assert office.courier.texts == [f"text {n}" for n in range(6)]
    assert office.writer.left() == []
    assert office.writer.handles == {f"c:{n}": str(101 + n) for n in range(6)}


async def test_lanes_do_not_wait_for_each_other(office: PaperOffice) -> None:
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("M1"), say("M2"), say("K1", "ken"), say("K2", "ken"))
    await office.until(lambda: office.courier.texts == ["K1", "K2"])
    assert [words(post) for post in office.courier.begun if post.lane == "maria"] == ["M1"]
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["K1", "K2", "M1", "M2"]


async def test_what_was_left_goes_first_and_nothing_twice() -> None:
    writer = PaperWriter()
    writer.commit([say("one"), say("two")])
    async with paper_office(writer=writer) as office:
        office.outbox.offer(writer.waiting(), frozenset())
        office.add(say("three"))
        await office.quiet()
        assert office.courier.texts == ["one", "two", "three"]


async def test_posts_of_a_bot_that_is_not_there_are_kept(office: PaperOffice) -> None:
    stranger = Post(0, "s", "another", "maria", "screen", None, "maria", say("hello").payload)
    office.add(stranger, say("one"))
    await office.quiet()
    assert office.courier.texts == ["one"]
    assert office.writer.left() == [("hello", "queued")]


async def test_the_answer_goes_first_and_old_buttons_last() -> None:
    async with paper_office(Pace(chat_burst=1)) as office:
        office.add(screen("one", "c:2", rows=True), strip("c:1"))
        office.add(say("a word"))
        await office.turns()
        assert office.courier.texts == ["one"], "the word waits for its pace, and the strip for the word"
        await office.pass_time(1)
        assert office.courier.texts == ["one", "a word", "strip c:1"]


async def test_waiting_questions_are_replaced_by_newer_ones(office: PaperOffice) -> None:
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("first"))
    await office.turns()
    office.add(screen("question 1", "c:1", rows=True), strip("c:0"))
    office.add(say("a result"))
    office.add(screen("question 2", "c:2", rows=True), strip("c:1"))
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["first", "a result", "question 2", "strip c:0", "strip c:1"]
    assert office.writer.left() == []


async def test_buttons_given_anew_are_not_taken_away(office: PaperOffice) -> None:
    """An old copy is shown again by its own id, while its buttons wait to be taken away by our name of it."""
    office.add(screen("question", "c:1", rows=True))
    await office.quiet()
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("a word"), strip("c:1"))
    await office.turns()
    office.add(screen("again", "c:2", rows=True, at=office.writer.handles["c:1"]))
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["question", "a word", "again"]
    assert office.writer.left() == []
    assert office.writer.handles["c:2"] == office.writer.handles["c:1"]


async def test_an_old_copy_that_was_shown_anew_keeps_its_buttons(office: PaperOffice) -> None:
    """The same, where the copy was to be stripped by its id and is shown by our name of it."""
    office.add(screen("question", "c:1", rows=True))
    await office.quiet()
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("a word"), strip(None, at=office.writer.handles["c:1"]), strip(None, at="77"))
    await office.turns()
    office.add(screen("again", "c:1", rows=True, replaces="c:1"))
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["question", "a word", "again", "strip 77"]
