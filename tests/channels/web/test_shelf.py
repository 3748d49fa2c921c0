"""What is said on the website stands on the page within the turn that says it, once, in order, and for no one else."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import build_core
from bot.channels.web.sessions import KnownBrowser
from bot.channels.web.streams import Stream
from bot.checks.website import check_desk, check_employers, check_website
from bot.office_profile.profile import load_office
from bot.settings import Settings
from bot.turns.acts import ClientTurn
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.website import WebEvent
from dialogs.messages import Act, ActKind, Text
from dialogs.office import WebRule
from tests.channels.web.bench import Bench, bench
from tests.channels.web.test_live import listening, press
from tests.e2e.website.visitor import Visitor


def own(it: Bench, look: Any) -> Any:
    """What the store says of the only person there is."""
    with it.core.ledger.store.reading() as tx:
        [person] = tx.people_with_web_events(0)
        return look(tx, tx.whole_person(person))


def said(maria: Visitor) -> list[str]:
    """What the page shows, each thing's first line."""
    return [item.text.strip().partition("\n")[0] for item in maria.page.items]


async def test_a_turn_is_one_job_and_nothing_waits_behind_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await it.settled()
        jobs: list[object] = []
        batch = it.writer.ledger.batch

        def counted(given: Any) -> Any:
            jobs.extend(given)
            return batch(given)

        monkeypatch.setattr(it.writer.ledger, "batch", counted)
        told = await press(it, maria, "I agree", it.events())
        assert "What would you like to do?" in told["now"]
        assert [type(job) for job in jobs] == [ClientTurn]
        assert own(it, lambda tx, person: tx.waiting()) == []
        # Our names of messages stand as for any other channel: staff, other addresses and erasure go by them.
        names = own(it, lambda tx, person: tx.sent_by([f"c:{person.id}:{person.conversation.live}"]))
        assert [*names.values()] == ["web"]
        # What is put there goes by its number, but for the first of a transaction: written side by side with the rest.
        _, *others = own(it, lambda tx, person: tx.web_events_after(person.id, told["last"] - 2, 9))
        assert [one.id for one in others] == [f"{told['last']:016x}"]


async def test_what_waits_in_the_lane_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await it.settled()
        lane = own(it, lambda tx, person: person.address.id)
        courier = it.channel.courier
        deliver, held = courier.deliver, asyncio.Event()

        async def slow(post: Any, dispatch: Any) -> Any:
            await held.wait()
            return await deliver(post, dispatch)

        monkeypatch.setattr(courier, "deliver", slow)

        def queue(batch: Batch) -> None:
            person = batch.tx.at_lane(lane)
            assert person is not None
            say = {"language": "en", "lines": [Text("exported").to_json()]}
            payload = {"to": person.address.to, "say": say, "replaces": None, "at": None}
            batch.tx.queue("web", lane, "screen", None, person.id, payload, it.clock())

        respond = it.channel.site._respond

        async def once_it_waits(*given: Any) -> Any:
            assert len(own(it, lambda tx, person: tx.waiting(lane))) > 1, "it stands behind the other"
            held.set()
            return await respond(*given)

        monkeypatch.setattr(it.channel.site, "_respond", once_it_waits)
        await it.writer.submit(Call(queue))
        told = await press(it, maria, "I agree", it.events())
        assert "What would you like to do?" in told["now"], "the answer waits for what comes of it"
        await maria.open()
        assert said(maria)[-1].startswith("This file holds everything"), said(maria)


async def test_a_browser_that_may_not_act_any_more_changes_nothing(tmp_path: Path) -> None:
    """It is remembered for whom it acted; whether it still may is looked at in the turn itself."""
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await maria.press("I agree")
        await it.settled()
        before, page = it.events(), maria.page

        def end(batch: Batch) -> None:
            for person in batch.tx.people_with_web_events(0):
                for session in batch.tx.web_sessions_of(person):
                    batch.tx.drop_web_session(session.id)

        await it.writer.submit(Call(end))
        await maria.press("Something else")
        assert (maria.status, it.events()) == (401, before)
        maria.page = page
        await maria.type("Hello?")
        assert (maria.status, it.events()) == (401, before)


async def test_a_session_too_old_is_over_also_where_it_is_remembered(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        before = it.events()
        it.clock.advance(timedelta(days=100))
        await maria.press("I agree")
        assert (maria.status, it.events()) == (401, before)


async def test_what_somebody_said_stands_there_also_where_the_turn_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await maria.press("I agree")

        def fails(*_given: object) -> None:
            raise RuntimeError

        with monkeypatch.context() as broken:
            broken.setattr(it.core.dialogue, "handle", fails)
            await maria.type("Please call me")
        assert maria.status == 200
        assert "Please call me" in said(maria), "nothing said is lost"
        assert [one for one in said(maria) if "Sorry" in one or "sorry" in one], said(maria)


async def test_open_pages_are_sent_what_the_answer_was_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads or renders it again; what came meanwhile is read."""
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await it.settled()
        at, live, rested = it.events(), it.channel.site.live, asyncio.Event()
        rest = Stream.rest

        def resting(stream: Stream) -> asyncio.Future[None]:
            rested.set()
            return rest(stream)

        monkeypatch.setattr(Stream, "rest", resting)
        async with listening(it, maria, at) as page:
            await rested.wait()
            monkeypatch.setattr(live, "looked", None)
            told = await press(it, maria, "I agree", at)
            assert await page.next() == ("message", told)


async def test_what_another_connection_wrote_is_not_overlooked(tmp_path: Path) -> None:
    """What this process remembers of a page holds only as long as nobody else has written."""
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await maria.press("I agree")
        at = it.events()
        other = build_core(it.core.settings)

        def add(batch: Batch) -> None:
            tx = batch.tx
            [person] = tx.people_with_web_events(0)
            tx.add_web_event(WebEvent("from elsewhere", person, "own", {"text": "by another", "language": "en"}))

        other.ledger.do(Call(add))
        other.database.close()
        told = await press(it, maria, "Something else", at)
        assert "by another" in "".join(item["html"] for item in told["log"])


async def test_an_act_of_nobody_is_barred_and_keeps_nobody(tmp_path: Path) -> None:
    async with bench(tmp_path) as it:
        act = Act(ActKind.TEXT, "hello", language="en")
        turned = await it.channel.site.acting._submit(
            KnownBrowser("0" * 64, "nobody", "en"), "key", act, {"text": "x"}, 0
        )
        assert turned is not None
        assert turned.is_barred
        with it.core.ledger.store.reading() as tx:
            assert tx.whose("web", "nobody") is None


def test_the_doctor_says_where_a_profile_asks_for_a_chat_that_is_not_there(tmp_path: Path) -> None:
    with_chat = dataclasses.replace(_office(), web=WebRule())

    def found(**given: Any) -> list[tuple[str, str]]:
        return [(str(one.severity), one.says.key) for one in check_website(Settings(**given), with_chat)]

    assert [key for _, key in found()] == ["doctor-website-no-address"]
    assert [key for _, key in found(webhook_url="http://10.0.0.5")] == ["doctor-website-in-the-clear"]
    assert [key for _, key in found(public_url="https://x.example")] == ["doctor-website"]
    assert [key for _, key in found(public_url="http://127.0.0.1:8080")] == ["doctor-website"]
    assert check_website(Settings(), _office()) == []
    [desk] = check_desk(Settings(public_url="https://bot.example.com", office_chat=-100))
    assert desk.says.args == {"address": "https://bot.example.com/desk"}
    assert check_desk(Settings(public_url="https://bot.example.com")) == check_desk(Settings(office_chat=-100)) == []


def test_the_doctor_says_where_employers_answer(tmp_path: Path) -> None:
    def found(**given: Any) -> list[tuple[str, str]]:
        return [(str(one.severity), one.says.key) for one in check_employers(Settings(**given))]

    assert found() == [("note", "doctor-employers-no-address")]
    assert found(public_url="https://x.example") == [("ok", "doctor-employers")]
    # Whoever tries it on their own machine has no clients elsewhere.
    assert found(public_url="http://127.0.0.1:8080") == [("ok", "doctor-employers")]
    assert found(public_url="http://localhost:8080", client_token="1:x") == [("warning", "doctor-employers-here-only")]


def _office() -> Any:
    return dataclasses.replace(load_office(None), web=None)
