"""A LibreTranslate server asked directly: what comes of its answers, and of everything that is none."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.translator.languages import code_of, in_its_codes
from bot.translator.libretranslate import LARGEST_BYTES, LONGEST, LibreTranslate
from bot.translator.server import Failure, LanguageLacking, NotTranslated, ServerTrouble
from bot.turns.translating import AUTO, Languages, needs_translation
from tests.e2e.staff import until
from tests.translator.fake import HTML, FakeLibreTranslate, answers, drops, fake_translator

TO_JAPANESE = Languages("en", "ja")


@asynccontextmanager
async def asked() -> AsyncIterator[tuple[FakeLibreTranslate, LibreTranslate]]:
    """A server, and ours that asks it."""
    async with fake_translator() as fake:
        server = LibreTranslate(fake.url, seconds=60.0)
        try:
            yield fake, server
        finally:
            await server.close()


async def test_texts_are_translated_in_one_call_and_languages_asked_once() -> None:
    async with asked() as (fake, server):
        assert await server.translate(["One", "", "Two"], TO_JAPANESE) == ["[ja] One", "", "[ja] Two"]
        await asyncio.gather(*(server.translate(["Three"], TO_JAPANESE) for _ in range(3)))
        assert (fake.texts[:2], fake.asked_languages) == (["One", "Two"], 1)


async def test_a_server_that_names_no_targets_translates_between_all_it_knows() -> None:
    async with asked() as (fake, server):
        fake.trouble = body([{"code": "en", "name": "English"}, {"code": "ja", "name": "Japanese"}])
        assert await server.known() == {"en": {"en", "ja"}, "ja": {"en", "ja"}}


async def test_a_language_that_is_lacking_is_not_asked_for() -> None:
    async with asked() as (fake, server):
        for languages in (Languages("ko", "ja"), Languages("ja", "ko"), Languages(AUTO, "ko")):
            with pytest.raises(LanguageLacking):
                await server.translate(["One"], languages)
        assert not fake.asked


async def test_a_language_that_is_loaded_or_gone_later_is_noticed_without_a_new_start() -> None:
    async with asked() as (fake, server):
        fake.languages = {}
        with pytest.raises(ServerTrouble, match="loaded no language yet"):
            await server.translate(["One"], TO_JAPANESE)
        fake.languages = {"de": ["ja"], "ja": ["de"]}
        with pytest.raises(LanguageLacking):
            await server.translate(["One"], TO_JAPANESE)
        fake.languages = {"en": ["ja"], "ja": ["en"]}
        assert await server.translate(["One"], TO_JAPANESE) == ["[ja] One"]
        fake.languages = {"de": ["ja"], "ja": ["de"]}
        with pytest.raises(NotTranslated):
            await server.translate(["Eins"], Languages("ja", "en"))
        with pytest.raises(LanguageLacking):
            await server.translate(["Eins"], Languages("ja", "en"))


async def test_half_a_character_is_left_out() -> None:
    async with asked() as (fake, server):
        fake.known = {"One": "\ud83d一😀"}
        assert await server.translate(["One"], TO_JAPANESE) == ["一😀"]


async def test_what_is_in_its_readers_language_or_says_the_same_has_no_translation() -> None:
    async with asked() as (fake, server):
        fake.found = "ja"
        assert await server.translate(["永住の条件を教えてください"], Languages(AUTO, "ja")) == [""]
        fake.found, fake.known = "en", {"OK": " ok "}
        assert await server.translate(["OK", "Yes"], Languages(AUTO, "ja")) == ["", "[ja] Yes"]


async def test_a_translation_is_bounded_and_has_no_control_characters() -> None:
    async with asked() as (fake, server):
        fake.known = {"One": "い\x00\n" * 9_000}
        [text] = await server.translate(["One"], TO_JAPANESE)
        assert text.startswith("い\nい")
        assert len(text) == LONGEST
        assert text.endswith("…")


def body(answer: object) -> Callable[[web.Request], web.StreamResponse]:
    return answers(200, json.dumps(answer))


@pytest.mark.parametrize(
    ("trouble", "failure"),
    [
        (drops, Failure.UNREACHABLE),
        (answers(500, '{"error": "Cannot translate text: One"}'), Failure.UNREADABLE),
        (answers(403), Failure.UNREADABLE),
        (answers(302, Location="http://127.0.0.1:9/translate"), Failure.UNREADABLE),
        (answers(200, HTML), Failure.UNREADABLE),
        (answers(200, "[" * 100_000), Failure.UNREADABLE),
        (answers(200, " " * (LARGEST_BYTES + 1)), Failure.UNREADABLE),
        (body({"translatedText": ["One", "Two"]}), Failure.UNREADABLE),
        (body({"translatedText": [1]}), Failure.UNREADABLE),
        (body({"translatedText": None}), Failure.UNREADABLE),
        (body(["One"]), Failure.UNREADABLE),
        (answers(429), Failure.BUSY),
    ],
)
async def test_whatever_is_no_translation_is_the_servers_trouble_and_quotes_nothing(
    trouble: Any, failure: Failure
) -> None:
    async with asked() as (fake, server):
        await server.known()
        fake.trouble = trouble
        with pytest.raises(ServerTrouble) as caught:
            await server.translate(["One"], TO_JAPANESE)
        assert caught.value.failure is failure
        assert "One" not in str(caught.value)
        assert (caught.value.seconds is None) == (failure is not Failure.BUSY)
        fake.trouble = None
        assert await server.translate(["One"], TO_JAPANESE) == ["[ja] One"]


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("0", 1.0), ("99999", 60.0), ("soon", 10.0), ("²", 10.0)])
async def test_how_long_a_busy_server_wants_to_be_left_alone(header: str, seconds: float) -> None:
    async with asked() as (fake, server):
        await server.known()
        fake.trouble = lambda _request: web.Response(status=429, headers={"Retry-After": header})
        with pytest.raises(ServerTrouble) as caught:
            await server.translate(["One"], TO_JAPANESE)
        assert caught.value.seconds == seconds


async def test_a_text_that_the_server_will_not_have_is_no_trouble_of_the_server() -> None:
    async with asked() as (fake, server):
        fake.found = "ko"
        fake.languages = {**fake.languages, "ko": ["en"]}
        with pytest.raises(NotTranslated):
            await server.translate(["One"], Languages(AUTO, "de"))


@pytest.mark.parametrize("answer", [{"error": "no"}, [{"name": "English"}], ["en"], 1])
async def test_what_is_no_list_of_languages_is_the_servers_trouble(answer: object) -> None:
    async with asked() as (fake, server):
        fake.trouble = body(answer)
        with pytest.raises(ServerTrouble):
            await server.known()


async def test_a_server_that_never_answers_is_left_after_the_time_it_has() -> None:
    async with asked() as (fake, server):
        await server.known()
        server.seconds = 0.02
        fake.gate = asyncio.Event()
        with pytest.raises(ServerTrouble) as caught:
            await server.translate(["One"], TO_JAPANESE)
        assert caught.value.failure is Failure.SLOW


async def test_a_stop_waits_for_no_answer_and_asks_no_more() -> None:
    async with asked() as (fake, server):
        await server.known()
        fake.gate = asyncio.Event()
        waits = asyncio.ensure_future(server.translate(["One"], TO_JAPANESE))
        await until(lambda: fake.waiting == 1)
        await server.close()
        for call in (waits, server.translate(["Two"], TO_JAPANESE)):
            with pytest.raises(ServerTrouble):
                await call
        assert fake.texts == ["One"]


async def test_so_many_are_under_way_and_no_more() -> None:
    async with asked() as (fake, server):
        await server.known()
        fake.gate = asyncio.Event()
        calls = [asyncio.ensure_future(server.translate([str(n)], TO_JAPANESE)) for n in range(4)]
        await until(lambda: fake.waiting == 2)
        # Whoever does not wait for its turn has had it by now.
        other = LibreTranslate(fake.url)
        await other.known()
        await other.close()
        assert fake.waiting == 2
        fake.gate.set()
        assert len(await asyncio.gather(*calls)) == 4


def test_our_languages_by_the_names_that_servers_have_for_them() -> None:
    known = {code: frozenset({"en", "ja", "zt"}) for code in ("en", "ja", "zh", "zt", "pt-br", "ne")}
    names = {"en": "en", "zh-Hans": "zh", "zh-Hant": "zt", "pt-BR": "pt-br", "ko": None, "en-GB": "en"}
    assert {name: code_of(name, known) for name in names} == names
    assert in_its_codes(Languages("ja", "zh-Hant"), known) == ("ja", "zt")
    assert in_its_codes(Languages(AUTO, "ja"), known) == (AUTO, "ja")
    assert in_its_codes(Languages("ja", "zh-Hans"), known) is None


@pytest.mark.parametrize(
    ("text", "by_client", "needed"),
    [
        ("Hello", True, True),
        ("我想申请永住", True, True),
        ("Xin chào", True, True),
        ("永住について教えてください", True, False),
        ("N1に合格しました", True, False),
        ("My 在留カード expires in May, what can I do?", True, True),
        ("👍", True, False),
        ("03-1234-5678", True, False),
        ("https://example.com/path", True, False),
        ("maria@example.com", True, False),
        ("はい", False, True),
        ("承知", False, True),
        ("N1は15点です", False, True),
        ("Thank you!", False, False),
        ("", False, False),
    ],
)
def test_what_its_reader_may_not_understand(text: str, by_client: bool, needed: bool) -> None:
    assert needs_translation(text, by_client=by_client) is needed
