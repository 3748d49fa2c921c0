"""What pages that are open are sent: what is new, once and in order, also after a cut and after a restart."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.app import build_core
from bot.channels.web import channel as web_channel
from bot.turns.ledger import Call
from tests.channels.web.bench import Bench, bench
from tests.e2e.website.visitor import Visitor

SECONDS = 20.0


@dataclass
class Heard:
    """What a page that is open was sent."""

    answer: aiohttp.ClientResponse
    retry: int = 0
    beats: int = 0
    last: int = 0
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def next(self) -> tuple[str, dict[str, Any]]:
        """The next event, with its name."""
        name, data = "message", ""
        async with asyncio.timeout(SECONDS):
            while True:
                line = (await self.answer.content.readline()).decode().rstrip("\n")
                if not line and not data and self.answer.content.at_eof():
                    return "end", {}
                key, _, value = line.partition(":")
                value = value.strip()
                if line == "" and data:
                    self.events.append((name, json.loads(data)))
                    return self.events[-1]
                if line == ":":
                    self.beats += 1
                    return "beat", {}
                if key == "retry":
                    self.retry = int(value)
                elif key == "id":
                    self.last = int(value)
                elif key == "event":
                    name = value
                elif key == "data":
                    data = value


@asynccontextmanager
async def listening(it: Bench, maria: Visitor, after: object = None, last: object = None) -> AsyncIterator[Heard]:
    """A page that is open, and knows what was up to a number."""
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    query = "" if after is None else f"?after={after}"
    async with maria.session.get(f"{it.base}/chat/events{query}", headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["X-Accel-Buffering"] == "no"
        yield Heard(answer)


async def press(it: Bench, maria: Visitor, label: str, after: int) -> dict[str, Any]:
    """Press as the script does; returns what it is answered."""
    form, name, value, _ = [one for one in maria.page.buttons() if label in one[3]][-1]
    data = {**form.fields, name: value, "after": str(after)}
    headers = {**maria.headers, "X-Intake": "1"}
    async with maria.session.post(f"{it.base}{form.action}", data=data, headers=headers) as answer:
        assert answer.status == 200
        told: dict[str, Any] = await answer.json()
        return told


async def test_what_is_new_comes_to_every_page_that_is_open(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        at = it.events()
        async with listening(it, maria, at) as one, listening(it, maria, at) as two:
            told = await press(it, maria, "I agree", at)
            assert "What would you like to do?" in told["now"]
            for page in (one, two):
                seen: dict[str, Any] = {}
                while "What would you like to do?" not in seen.get("now", ""):
                    name, seen = await page.next()
                    assert name == "message"
                assert 2_000 <= page.retry < 6_000
                assert page.last == seen["last"]
                shown = "".join(item["html"] for _, told in page.events for item in told["log"])
                assert "I agree" in shown, "what was answered is in the log"
            assert "I agree" in "".join(item["html"] for item in told["log"])
            assert told["asks"].startswith("Question 1")


async def test_after_a_cut_it_goes_on_where_it_was(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        at = it.events()
        await maria.press("I agree")
        await maria.press("Something else")
        async with listening(it, maria, after=1, last=at) as page:
            seen: list[int] = []
            while it.events() not in seen:
                _, told = await page.next()
                seen.append(told["last"])
            assert seen == sorted(set(seen)), "each once"
            assert min(item["at"] for _, told in page.events for item in told["log"]) >= at - 1


@pytest.mark.parametrize("last", ["", "nonsense", "-1", "9" * 30, "999999", "1; drop"])
async def test_a_number_that_is_none_of_ours_has_the_page_loaded_anew(tmp_path: Path, last: str) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        async with listening(it, maria, last=last) as page:
            assert (await page.next())[0] == "again"
            assert page.last == it.events()


async def test_it_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        at = it.events()
        cookies = [(one.key, one.value) for one in maria.session.cookie_jar]
        await maria.press("I agree")
        await it.settled()
    async with bench(tmp_path) as it, aiohttp.ClientSession(cookies=dict(cookies)) as session:
        again = Visitor(session, it.base, headers={"Origin": it.origin})
        async with listening(it, again, last=at) as page:
            told: dict[str, Any] = {}
            while "What would you like to do?" not in told.get("now", ""):
                _, told = await page.next()


async def test_what_another_process_does_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_channel, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(web_channel, "BEAT_SECONDS", 0.05)
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await it.settled()
        async with listening(it, maria, it.events()) as page:
            assert (await page.next())[0] == "beat", "a sign of life"
            other = build_core(it.core.settings)
            with other.ledger.store.reading() as tx:
                [person] = tx.people_with_web_events(0)
            other.ledger.do(Call(lambda batch: batch.tx.erase(person)))
            other.database.close()
            name = "beat"
            while name == "beat":
                name, _ = await page.next()
            assert name == "over"
            assert (await page.next())[0] == "end"


async def test_a_stop_closes_pages_at_once(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await it.settled()
        async with listening(it, maria, it.events()) as page:
            it.stop.set()
            assert (await page.next())[0] == "end"
            async with maria.session.get(f"{it.base}/chat/events") as answer:
                assert answer.status == 429, "and opens none"


async def test_who_erases_everything_closes_other_pages(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await maria.type("/forget")
        await it.settled()
        async with listening(it, maria, it.events()) as page:
            told = await press(it, maria, "Erase everything", it.events())
            assert told == {"go": "/chat/erased?lang=en"}
            name = ""
            while name != "over":
                name, _ = await page.next()


async def test_the_same_act_sent_again_does_nothing(tmp_path: Path) -> None:
    """On a train the answer is lost, and the page sends it again with the same key."""
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        at = it.events()
        first = await press(it, maria, "I agree", at)
        again = await press(it, maria, "I agree", at)
        assert first["last"] == again["last"]
        assert first["at"] == again["at"]
        await maria.open()
        await maria.press("Something else")
        page = maria.page
        form = next(form for form in page.forms if form.typed)
        for _ in range(3):
            await maria.post(form.action, {**form.fields, "text": "Please help me"})
        said = [item.text for item in maria.page.items if item.side == "theirs"]
        assert [text.strip() for text in said] == ["Please help me"]
        await maria.post(form.action, {**form.fields, "text": "And me"})
        said = [item.text.strip() for item in maria.page.items if item.side == "theirs"]
        assert (maria.status, said) == (409, ["Please help me"]), (
            "an old page says nothing that answers what is asked now"
        )
        await maria.post(
            form.action, {**next(form for form in maria.page.forms if form.typed).fields, "text": "And me"}
        )
        said = [item.text.strip() for item in maria.page.items if item.side == "theirs"]
        assert said == ["Please help me", "And me"], "pressed once more on purpose it counts"


async def test_trouble_of_the_database_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        really = it.writer.ledger.batch
        from bot.errors import StorageTrouble

        it.writer.ledger.batch = lambda jobs: [StorageTrouble("error-database-rewritten")] * len(jobs)  # type: ignore[method-assign]
        page, before = maria.page, it.events()
        await maria.press("I agree")
        assert (maria.status, maria.page.title) == (503, "Please try again")
        it.writer.ledger.batch = really  # type: ignore[method-assign]
        maria.page = page
        await maria.press("I agree")
        assert "What would you like to do?" in maria.page.legend
        assert it.events() > before
