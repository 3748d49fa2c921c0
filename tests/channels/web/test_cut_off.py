"""Lost connections, wrong addresses, and what somebody sends again or in another's name: told kindly, done once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web

from bot.channels.web import streams
from bot.channels.web.acting import new_key
from bot.channels.web.tokens import id_of
from bot.receiving.server import _kindly
from tests.channels.web.bench import bench
from tests.e2e.website.visitor import Read, Visitor


async def test_too_many_open_pages_of_a_place_are_refused_and_of_a_person_the_newest_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever loses the connection again and again opens one page after the other, and each looks open for long."""
    monkeypatch.setattr(streams, "MOST_OF_A_PERSON", 2)
    monkeypatch.setattr(streams, "MOST_OF_A_PLACE", 3)
    async with bench(tmp_path) as it, it.visitor() as maria, it.visitor() as li:
        await maria.begin()
        await li.begin()
        opened = [await maria.session.get(f"{it.base}/chat/events") for _ in range(4)]
        assert [answer.status for answer in opened] == [200] * 4
        async with asyncio.timeout(20):
            for answer in opened[:2]:
                assert b"over" not in await answer.read(), "it ends, and may come back"
        assert len(it.channel.streams) == 2
        other = [await li.session.get(f"{it.base}/chat/events") for _ in range(2)]
        assert [answer.status for answer in other] == [200, 429]
        for answer in (*opened, *other):
            answer.close()


async def test_a_page_that_is_lost_keeps_nobody_elses_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_OF_A_PLACE", 1)
    made = streams.Streams()
    lost = streams.Stream("s", "maria", "m", "1.1.1.1", transport=Gone())  # type: ignore[arg-type]
    assert made.open(lost)
    assert made.open(streams.Stream("t", "li", "l", "1.1.1.1"))
    assert lost.is_replaced
    assert not made.open(streams.Stream("u", "wu", "w", "1.1.1.1"))


class Gone:
    """The transport of a connection that is no more."""

    def is_closing(self) -> bool:
        """Nobody is there."""
        return True


async def test_a_wrong_address_or_method_is_a_page_in_the_language_of_who_asks(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor(Accept_Language="en") as hana:
        assert (await hana.open("/chat/")).language == "en", "also with a slash behind it"
        await hana.begin("日本語")
        hana.headers["Accept-Language"] = "en"
        for method, path, status in (
            ("GET", "/Chat", 404),
            ("GET", "/chat/nothing", 404),
            ("POST", "/chat/nothing", 404),
            ("GET", "/chat/picture/x.png", 404),
            ("PUT", "/chat", 405),
            ("DELETE", "/chat/send", 405),
        ):
            async with hana.session.request(method, it.base + path, headers=hana.headers) as answer:
                page = Read(await answer.text())
            assert (answer.status, page.title, page.language) == (status, "見つかりません", "ja"), (method, path)
            assert "aiohttp" not in answer.headers["Server"]
            assert ("Allow" in answer.headers) == (status == 405)
        # Nothing is done where something is posted for who comes by its address alone.
        for path in ("/chat/send", "/chat/begin", "/chat/leave"):
            assert 'name="text"' in (await hana.open(path)).html
        await hana.post("/chat", b"{}", **{"Content-Type": "application/json"})
        assert (hana.status, hana.page.language) == (415, "ja")
        it.channel.site.sessions.forget(id_of(next(iter(hana.session.cookie_jar)).value))
        await hana.post("/chat/leave", b"{}", **{"Content-Type": "application/json"})
        assert (hana.status, hana.page.language) == (415, "ja"), "also after a restart"


async def test_who_breaks_off_amid_a_form_is_no_trouble_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    async def cut(_request: Any) -> web.StreamResponse:
        raise ConnectionResetError

    gone: Any = SimpleNamespace(transport=None)
    with pytest.raises(ConnectionResetError):
        await _kindly(cut)(gone)
    assert caplog.records == []
    there: Any = SimpleNamespace(transport=Gone())
    answer = await _kindly(cut)(there)
    assert answer.status == 503, "with somebody there it is of ours"
    assert len(caplog.records) == 1


async def sent(by: Visitor, fields: dict[str, str], **headers: str) -> int:
    """Post to the chat and follow nothing; how that was answered."""
    given = {"Origin": by.base, **headers}
    async with by.session.post(f"{by.base}/chat", data=fields, headers=given, allow_redirects=False) as answer:
        return answer.status


async def test_what_is_sent_many_times_at_once_is_done_once_and_by_nobody_else(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria, it.visitor() as thief:
        await maria.begin()
        await thief.begin()
        form, name, value, _ = next(one for one in maria.page.buttons() if "I agree" in one[3])
        agrees = {**form.fields, name: value}
        assert {*await asyncio.gather(*[sent(maria, agrees) for _ in range(8)])} == {303}
        page = await maria.open()
        assert "What would you like to do?" in page.legend
        count = len(page.items)
        await thief.open("/chat")
        before = thief.page.text
        assert await sent(thief, agrees) == 303, "it acts for the thief alone"
        assert len((await maria.open()).items) == count
        assert "What would you like to do?" in (await thief.open()).legend
        assert thief.page.text != before
        await maria.press("Something else")
        key = new_key()
        await asyncio.gather(*[sent(maria, {"key": key, "text": f"story {n % 2}"}) for n in range(6)])
        text = (await maria.open()).text
        assert (text.count("story 0"), text.count("story 1")) == (1, 1), "and other words are another act"
        found = [await thief.get(f"/chat/{kind}/{n}{end}") for n in range(it.events() + 1) for kind, end in KINDS]
        assert {status for status, _, _ in found} == {404}


KINDS = (("document", ""), ("picture", ".png"), ("file", ""))


async def test_a_token_counts_in_its_cookie_alone(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria, it.visitor() as thief:
        await maria.begin()
        token = next(iter(maria.session.cookie_jar)).value
        thief.headers |= {"Authorization": f"Bearer {token}", "X-Intake-Token": token, "Host": "evil.example"}
        page = await thief.open(f"/chat?intake={token}&token={token}&framed=1")
        assert 'name="text"' not in page.html
        assert "evil.example" not in page.html
        await thief.post(f"/chat/resume/{token}", {})
        assert thief.status == 410, "nor is a session a link"
        for cookie in (f"Intake={token}", f"intake={token}x", f"intake={token[:-1]}", f"intake-framed={token}"):
            assert await sent(thief, {"text": "hello"}, Cookie=cookie) == 401, cookie
