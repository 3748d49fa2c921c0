"""What was typed under a question answers that question or none: another page may have answered it, or gone back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.channels.web import acting
from bot.delivery.courier import Dispatch
from bot.delivery.post import Content, Post
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from dialogs.messages import Text, Typed
from tests.channels.web.bench import Bench, bench
from tests.e2e.website.visitor import Read, Visitor


async def at_the_goal(maria: Visitor) -> Read:
    await maria.begin()
    return await maria.press("I agree")


def typing(page: Read) -> dict[str, str]:
    return next(form for form in page.forms if form.typed and not form.enctype).fields


async def by_script(it: Bench, maria: Visitor, fields: dict[str, str], text: str, after: int) -> tuple[int, Any]:
    headers = {**maria.headers, "X-Intake": "1"}
    data = {**fields, "text": text, "after": str(after)}
    async with maria.session.post(f"{it.base}/chat", data=data, headers=headers) as answer:
        return answer.status, await answer.json()


async def test_a_page_gone_back_to_answers_no_other_question(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        page = await at_the_goal(maria)
        await maria.press("Get permanent residence")
        asked, key = maria.page.asked, typing(page)
        maria.page = page
        again = await maria.type("about 5")
        assert maria.status == 409
        assert again.asked == asked, "what is asked now is on the page"
        assert 'aria-invalid="true"' in again.html
        assert "The question has changed" not in again.html
        assert "What is asked changed" in again.text
        assert "about 5" in again.html, "what was typed stays in the field"
        assert (await maria.open()).asked == asked, "nothing was answered"
        assert typing(again) != key
        await maria.post("/chat", {**typing(again), "text": "I do not know"})
        assert maria.status == 200, "sent again on purpose it counts"


async def test_two_pages_answer_one_question_at_the_same_moment(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        fields, at = typing(await at_the_goal(maria)), it.events()
        other = {**fields, "key": "0" * 32}
        both = [by_script(it, maria, one, "permanent residence", at) for one in (fields, other)]
        told = sorted(await asyncio.gather(*both), key=lambda one: one[0])
        assert [status for status, _ in told] == [200, 409]
        error, shown = told[1][1]["error"], told[1][1]["now"]
        assert "What is asked changed" in error
        assert shown.count("<legend") == 1
        assert f'value="{typing(await maria.open())["asked"]}"' in shown, "and the page shows what is asked by now"
        first = await by_script(it, maria, fields, "permanent residence", at)
        assert first[0] == 200, "sent again, since no answer arrived, it is no other act"


async def test_what_names_no_question_is_taken(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await at_the_goal(maria)
        for asked in ("", "nonsense", "x.1.2", "goal.99999999999", "\u00e9.1"):
            await maria.post("/chat", {"text": "/help", "asked": asked})
            assert maria.status == 200
        await maria.post("/chat", {"text": "permanent residence", "asked": ""})
        assert maria.status == 200
        await maria.post("/chat", {"text": "/result", "asked": "goal.1"})
        assert maria.status == 200, "a command is no answer"


async def test_what_staff_wrote_first_stands_first_and_nothing_is_answered_before_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for the courier keeps its place before what a turn says, and the page still shows what was asked."""
    monkeypatch.setattr(acting, "LONGEST_WAIT_SECONDS", 0.05)
    async with bench(tmp_path) as it, it.visitor() as maria:
        await at_the_goal(maria)
        deliver, gate = it.channel.courier.deliver, asyncio.Event()

        async def later(post: Post, dispatch: Dispatch) -> Mapping[str, str]:
            await gate.wait()
            return await deliver(post, dispatch)

        it.channel.courier.deliver = later  # type: ignore[method-assign]
        say = Content("en", (Text("said", {"text": Typed("The office")}),)).to_json()
        payload = {"say": say, "source": "abroad", "said": [{"text": "A word"}], "copies": ["c1"], "changes": False}

        def send(batch: Batch) -> None:
            [person] = map(batch.tx.person, batch.tx.people_with_web_events(0))
            assert person is not None
            batch.posting.to_client(person, "relay", "h1", payload, it.clock())

        await it.writer.submit(Call(send))
        page = await maria.press("Get permanent residence")
        assert page.legend == "What would you like to do?", "the next question waits behind the word of staff"
        await maria.type("two years")
        assert maria.status == 409, "nobody was asked that yet"
        assert "two years" in maria.page.html
        gate.set()
        await it.settled()
        page = await maria.open()
        assert "visa" in page.legend
        assert page.items[-1].text.strip().endswith("A word"), "and what was asked before stands above it"
