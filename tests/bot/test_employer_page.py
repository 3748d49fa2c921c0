"""The page for HR over a real socket: shown, answered, refused; what it says, and what it never says."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from aiohttp.test_utils import TestServer, unused_port

from bot.app import Core
from bot.clock import Clock
from bot.employer.answering import ANSWERS as MOST
from bot.employer.answering import EmployerSite
from bot.errors import StorageTrouble
from bot.receiving.server import make_server
from bot.turns.apply import Batch
from bot.turns.employer import PATH, EmployerLinks
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from bot.words.words import languages
from dialogs.dialogue import Dialogue
from tests.support import NAME, SettableClock, Talk

HOSTILE = '<script>alert("x")</script>'
FULL = {"employer_innovation_support": "yes", "employer_sme": "no", "employer_rd_ratio": "4", "pay_year": "7,000,000"}


@asynccontextmanager
async def site(core: Core) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    """A browser, and the address of the site, whose clock is the test's."""
    port = unused_port()
    base = f"http://127.0.0.1:{port}"
    around = replace(core.dialogue.around, links=base)
    core.ledger.dialogue = Dialogue(core.dialogue.questionnaire, around, core.words)
    writer = Writer(core.ledger)
    writer.start()
    clock = Clock(now=SettableClock())
    made = EmployerSite(core.ledger.store, writer, around, core.words, clock)
    server = TestServer(make_server(made.endpoints, made.pages), host="127.0.0.1", port=port)
    await server.start_server()
    try:
        async with aiohttp.ClientSession() as session:
            yield session, base
    finally:
        await server.close()
        writer.stop()


def given(core: Core, talk: Talk, name: str) -> str:
    """The address of a link for a client."""

    def give(batch: Batch) -> str:
        assert talk.conversation is not None
        person = batch.tx.person(talk.conversation.id)
        assert person is not None
        forward = batch.employer.give(person, name, talk.clock())[1]
        return str(forward.lines[-1].args["link"])

    return str(core.ledger.do(Call(give)))


def in_trouble(*_: object) -> None:
    raise StorageTrouble("database-busy")


async def test_the_page_for_hr_from_the_link_to_the_answer(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk(core)
    talk.go_to("handed_off")
    async with site(core) as (browser, base):
        link = given(core, talk, HOSTILE)
        shown: dict[str, str] = {}
        for language in languages():
            # A preview looks as often as it likes: only what is posted answers.
            async with browser.get(f"{link}?lang={language}") as answer:
                shown[language] = await answer.text()
                headers = answer.headers
                assert answer.status == 200
            policy = headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; style-src 'sha256-")
            assert "script-src" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["Cache-Control"] == "no-store"
            assert "Set-Cookie" not in headers
            assert headers["X-Robots-Tag"] == "noindex, nofollow"
            page = shown[language]
            assert f'<html lang="{language}">' in page
            assert all(f'name="switch" value="{one}" lang="{one}"' in page for one in {*languages()} - {language})
            assert "&lt;script&gt;" in page
            assert "<script" not in page
            assert core.office.phone in page
            # Nothing of the client: neither name nor number nor an answer.
            assert NAME not in page
            assert "8,000,000" not in page
            assert "1994" not in page
            fields = set(re.findall(r'name="([a-z_]+)"', page)) - {"viewport"}
            assert {*FULL, "pay_base", "pay_fixed", "pay_bonus", "pay_base_unknown", "language"} <= fields
        assert shown["ja"] != shown["en"]
        async with browser.get(link) as answer:
            assert '<html lang="ja">' in await answer.text()
        origin = {"Origin": base}
        # What no page of ours posts, and what is no form, is not taken.
        for sent, data, status in (
            ({}, FULL, 403),
            ({"Origin": "https://evil.example"}, FULL, 403),
            ({**origin, "Sec-Fetch-Site": "cross-site"}, FULL, 403),
            ({**origin, "Content-Type": "text/plain"}, "x", 415),
            (origin, {"pay_base": "9" * 70_000}, 413),
            (origin, {f"x{number}": "1" for number in range(40)}, 400),
        ):
            async with browser.post(link, headers=sent, data=data) as answer:
                assert answer.status == status, (status, answer.status)
        # What a mail program takes along from the text around it does no harm.
        for behind in ("/", "。", ")", "%E3%80%82%E3%82%88"):
            async with browser.get(link + behind) as answer:
                assert answer.status == 200
        # Another language takes along what was typed, and sends nothing; nor does Enter, whose button is off.
        typed = {**FULL, "pay_year": "7 or so", "pay_bonus_unknown": "yes", "language": "ja", "switch": "en"}
        async with browser.post(link, headers=origin, data=typed) as answer:
            page = await answer.text()
            assert answer.status == 200
            assert '<html lang="en">' in page
            assert 'name="employer_sme" value="no" checked' in page
            assert 'value="7 or so"' in page
            assert 'name="pay_bonus_unknown" value="yes" checked' in page
            assert 'class="wrong"' not in page
            assert re.search(r"<button [^>]*>", page)[0] == "<button disabled hidden>"  # type: ignore[index]
        # What cannot be read comes back with what was filled in, tied to its field.
        async with browser.post(link, headers=origin, data={**FULL, "pay_year": HOSTILE, "language": "en"}) as answer:
            page = await answer.text()
            assert answer.status == 422
            assert "<script" not in page
            assert 'aria-describedby="pay_year-wrong"' in page
            # Said where the page opens and in its title, with the way to the place.
            assert 'role="alert" tabindex="-1" autofocus>' in page
            assert '<li><a href="#pay_year">' in page
            assert "<title>Not sent yet: " in page
            assert '<html lang="en">' in page
            assert 'value="4"' in page
        # Where nothing can be kept for now, what was typed is still there.
        with monkeypatch.context() as broken:
            broken.setattr(EmployerLinks, "answer", in_trouble)
            async with browser.post(link, headers=origin, data={**FULL, "pay_year": "7,000,001"}) as answer:
                page = await answer.text()
                assert answer.status == 503
                assert answer.headers["Retry-After"] == "60"
                assert 'value="7,000,001"' in page
        async with browser.post(link, headers=origin, data=FULL) as answer:
            assert answer.status == 200
        for method, again in (("POST", FULL), ("GET", None)):
            async with browser.request(method, link, headers=origin, data=again) as answer:
                assert answer.status == 410
                closed = await answer.text()
                assert "<form" not in closed
                # Who pressed twice sees that it was their own answer.
                assert re.search(r"\d\d:\d\d", closed), closed
        async with browser.post(link, headers=origin, data={**FULL, "switch": "en"}) as answer:
            assert answer.status == 410
        for wrong in (
            f"{link}0",
            f"{base}{PATH}/",
            f"{base}{PATH}/{'0' * 32}",
            f"{base}{PATH}/x",
            f"{base}{PATH}/%2e%2e",
        ):
            async with browser.get(wrong) as answer:
                assert answer.status == 404
                assert "<form" not in await answer.text()
        # Too late is told otherwise than not at all: whoever has just filled it in must know that nothing was sent.
        async with browser.post(f"{base}{PATH}/{'0' * 32}", headers=origin, data=FULL) as answer:
            late = await answer.text()
            assert (answer.status, "何も送信されていません" in late) == (404, True)
            # What was typed is there to be copied, and nothing of a page that was only looked at.
            assert "7,000,000</li>" in late
            assert "<li>" not in closed
        for _ in range(int(MOST.at_once) + 1):
            async with browser.post(link, headers=origin, data=FULL) as answer:
                last = answer.status, answer.headers.get("Retry-After")
        assert last == (429, "60")
        # Many of one company come from one place: what was typed stays, unless it comes from elsewhere.
        for sent, is_kept in ((origin, True), ({}, False)):
            async with browser.post(link, headers=sent, data=FULL) as answer:
                assert (answer.status, 'value="7,000,000"' in await answer.text()) == (429, is_kept)
    with core.ledger.store.transaction() as tx:
        assert talk.conversation is not None
        lead = tx.lead_of(talk.conversation.id)
    assert lead is not None
    assert lead.record.consented.value("salary_yen") == 7_000_000
    assert lead.record.consented.value("employer_sme") == "no"


async def test_what_waited_over_a_kill_is_there_once(core: Core) -> None:
    """The answer, the end of the link and the messages are one transaction: all of it is kept, or nothing."""
    talk = Talk(core)
    talk.go_to("result")
    core.ledger.dialogue = Dialogue(
        core.dialogue.questionnaire, replace(core.dialogue.around, links="https://o.example"), core.words
    )
    code = given(core, talk, "").rpartition("/")[2]

    def killed(batch: Batch) -> None:
        assert batch.employer.answer(code, FULL, talk.clock()).told is not None
        raise KeyboardInterrupt

    def answer(batch: Batch) -> object:
        return batch.employer.answer(code, FULL, talk.clock() + timedelta(minutes=1)).told

    with suppress(KeyboardInterrupt):
        core.ledger.do(Call(killed))
    assert core.ledger.do(Call(answer)) is not None
    assert core.ledger.do(Call(answer)) is None
