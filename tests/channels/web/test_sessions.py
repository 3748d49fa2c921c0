"""Who a browser is: cookies, links, what is stolen and replayed, and what is over."""

from __future__ import annotations

import asyncio
import math
import re
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bot.channels.web import channel
from bot.channels.web.tokens import id_of
from bot.storage.tables import people, web_sessions
from bot.turns.ledger import Call
from bot.turns.records import LookedUpTo
from bot.turns.website import SESSION_SECONDS
from tests.channels.web.bench import Bench, bench, unknown
from tests.e2e import peek
from tests.e2e.website.visitor import Visitor
from tests.patience import PATIENCE_SECONDS


def cookie_of(visitor: Visitor, name: str = "intake") -> str:
    return next((one.value for one in visitor.session.cookie_jar if one.key == name), "")


async def by_token(it: Bench, token: str) -> Visitor:
    """Somebody who has nothing but a token."""
    session = aiohttp.ClientSession(cookies={"intake": token})
    visitor = Visitor(session, it.base, headers={"Origin": it.origin})
    await visitor.open()
    await session.close()
    return visitor


def is_in(visitor: Visitor) -> bool:
    return 'name="text"' in visitor.page.html


async def test_a_session_is_a_cookie_of_this_host_that_no_script_reads(tmp_path: Path) -> None:
    async with bench(tmp_path, public="https://chat.example.jp/intake") as it, it.visitor() as maria:
        await maria.open("/chat?from=city-hall")
        form = next(form for form in maria.page.forms)
        assert form.action == "/intake/chat/begin"
        # The word of where people come from goes along, as that behind /start does.
        assert form.fields == {"source": "city-hall"}
        data = {"language": "en", **form.fields}
        async with maria.session.post(
            f"{it.base}/chat/begin", data=data, headers=maria.headers, allow_redirects=False
        ) as answer:
            cookie, location = answer.headers["Set-Cookie"], answer.headers["Location"]
        assert answer.status == 303
        assert re.fullmatch(r"__Host-intake=[\w-]{43}; Path=/; HttpOnly; Max-Age=\d+; Secure; SameSite=Lax", cookie)
        assert re.fullmatch(r"/intake/chat/begun/[\w-]{43}", location)
        [found] = await it.writer.submit(Call(lambda batch: batch.tx.idle(math.inf, LookedUpTo(), 2)))
        person = await it.writer.submit(Call(lambda batch: batch.tx.person(found.id)))
        assert person.conversation.source == "city-hall"


async def test_in_a_frame_it_is_a_cookie_of_that_site_alone(tmp_path: Path) -> None:
    async with bench(tmp_path, public="https://chat.example.jp") as it, it.visitor(framed=True) as maria:
        await maria.open()
        assert maria.page.forms[0].action == "/chat/begin?framed=1"
        async with maria.session.post(
            f"{it.base}/chat/begin?framed=1", data={"language": "en"}, headers=maria.headers, allow_redirects=False
        ) as answer:
            cookie, location = answer.headers["Set-Cookie"], answer.headers["Location"]
        assert cookie.startswith("__Host-intake-framed=")
        assert cookie.endswith("; Secure; SameSite=None; Partitioned")
        assert location.endswith("?framed=1")


async def test_where_no_cookie_stays_a_link_leads_to_a_page_of_its_own_once(tmp_path: Path) -> None:
    async with bench(tmp_path) as it:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            maria = Visitor(session, it.base, True, {"Origin": it.origin})
            await maria.begin()
            assert "keeps no cookie" in maria.page.text
            [(_, link)] = [one for one in maria.page.links if "own page" in one[0]]
        async with it.visitor() as elsewhere:
            page = await elsewhere.open(link)
            assert "Go on only if you made this link yourself" in page.text
            await elsewhere.press("Continue here")
            assert "May we keep your answers?" in elsewhere.page.legend
            async with it.visitor() as thief:
                await thief.open(link)
                await thief.press("Continue here")
                assert (thief.status, "used already" in thief.page.text) == (410, True)


async def test_a_link_used_where_somebody_else_was_signed_in_ends_their_session(tmp_path: Path) -> None:
    """Nobody comes back there for them: what staff write is not to wait where nobody looks."""
    async with bench(tmp_path) as it, it.visitor() as maria, it.visitor() as shared:
        await maria.begin()
        await shared.begin()
        with it.core.ledger.store.reading() as tx:
            here, there = (tx.web_session(id_of(cookie_of(one))) for one in (shared, maria))
        assert here is not None
        assert there is not None
        await shared.open(f"/chat/resume/{await it.channel.site.sessions.link(there)}")
        await shared.press("Continue here")
        assert is_in(shared)
        with it.core.ledger.store.reading() as tx:
            assert tx.web_session(here.id) is None
            left = tx.whole_person(here.person)
            assert left is not None
            assert not left.address.reachable, "kept, and known to be away"
            assert tx.web_session(there.id) is not None, "the other page of theirs goes on"
        again = cookie_of(shared)
        await shared.open(f"/chat/resume/{await it.channel.site.sessions.link(there)}")
        await shared.press("Continue here")
        assert is_in(shared)
        assert is_in(await by_token(it, again)), "of the same person nothing ends"


async def test_a_link_whose_answer_never_arrives_costs_neither_way_in(tmp_path: Path) -> None:
    """On a train, at somebody else's browser: the link stays good, and so does the session that was there."""
    async with bench(tmp_path) as it, it.visitor() as maria, it.visitor() as shared:
        await maria.begin()
        await shared.begin()
        li = cookie_of(shared)
        with it.core.ledger.store.reading() as tx:
            there = tx.web_session(id_of(cookie_of(maria)))
        assert there is not None
        code = await it.channel.site.sessions.link(there)
        link = f"{it.base}/chat/resume/{code}"
        lost = []
        for _ in range(6):
            async with (
                aiohttp.ClientSession(cookies={"intake": li}, headers={"Origin": it.origin}) as cut,
                cut.post(link, data={}, allow_redirects=False) as answer,
            ):
                assert answer.status == 303
                lost.append(answer.cookies["intake"].value)
        assert is_in(await by_token(it, li)), "who was signed in there goes on"
        await shared.open(f"/chat/resume/{code}")
        await shared.press("Continue here")
        assert is_in(shared), "and the link is used at last"
        assert not is_in(await by_token(it, li))
        for token in lost:
            assert not is_in(await by_token(it, token)), "what never arrived is nobody's"
        async with it.visitor() as thief:
            await thief.open(f"/chat/resume/{code}")
            await thief.press("Continue here")
            assert thief.status == 410, "once"


async def test_a_link_is_over_after_a_quarter_of_an_hour(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        with it.core.ledger.store.reading() as tx:
            found = tx.web_session(id_of(cookie_of(maria)))
        assert found is not None
        code = await it.channel.site.sessions.link(found)
        it.clock.advance(timedelta(minutes=15))
        async with it.visitor() as other:
            await other.open(f"/chat/resume/{code}")
            await other.press("Continue here")
            assert other.status == 410
            assert not is_in(await by_token(it, code)), "a link is no session"


async def test_a_token_is_changed_every_day_and_the_old_one_ends_once_the_new_one_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(channel, "BEAT_SECONDS", 0.01)
    async with bench(tmp_path) as it, it.visitor() as maria, aiohttp.ClientSession() as listening:
        await maria.begin()
        old = cookie_of(maria)
        heard = await listening.get(f"{it.base}/chat/events?after=0", cookies={"intake": old})
        await maria.open()
        assert cookie_of(maria) == old
        it.clock.advance(timedelta(days=1, seconds=1))
        # The answer with the new one is lost, twice: the old one goes on.
        assert is_in(await by_token(it, old))
        assert is_in(await by_token(it, old))
        await maria.open()
        new = cookie_of(maria)
        assert new != old
        assert is_in(await by_token(it, old)), "until the new one is used"
        await maria.open()
        it.clock.advance(timedelta(seconds=59))
        assert is_in(await by_token(it, old)), "for a page that is open beside"
        it.clock.advance(timedelta(seconds=2))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await heard.content.read()
        late = await by_token(it, old)
        assert not is_in(late), "stolen and replayed, it is nobody's"
        assert "This browser was signed out" in late.page.text
        await by_token(it, old)
        await it.settled()
        await maria.open()
        assert is_in(maria)
        assert cookie_of(maria) == new
        assert maria.page.text.count("old copy of your sign-in") == 1, "and the one who goes on is told, once"


async def test_whose_sign_in_was_copied_is_told_days_later_and_may_sign_everybody_out(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria, it.visitor() as thief:
        await maria.begin()
        old = cookie_of(maria)
        thief.session.cookie_jar.update_cookies({"intake": old}, URL(it.base))
        for _ in range(5):
            it.clock.advance(timedelta(days=1, seconds=61))
            await thief.open()
            await thief.open()
        assert is_in(thief)
        it.clock.advance(timedelta(seconds=61))
        page = await maria.open()
        assert "Another browser goes on with your conversation" in page.text
        assert not page.items
        await maria.press("Sign out every browser")
        assert "Begin in your language" in maria.page.text
        await thief.open()
        assert not is_in(thief)
        with it.core.ledger.store.reading() as tx:
            assert tx.web_session(id_of(old)) is None


async def test_a_link_with_a_code_opened_where_there_is_a_conversation_offers_to_use_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        page = await maria.open("/chat?from=BCDFG-HJKMN")
        assert "You came with a code" in page.text
        await maria.press("Use the code")
        assert "/start BCDFGHJKMN" in maria.page.text
        await maria.open("/chat?from=city-hall")
        assert is_in(maria)


async def test_what_is_stored_of_a_token_is_no_token(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        token = cookie_of(maria)
        await it.settled()
        kept = peek.bytes_on_disk(tmp_path)
        assert id_of(token).encode() in kept
        assert token.encode() not in kept
        assert not is_in(await by_token(it, id_of(token)))
        assert not is_in(await by_token(it, unknown()))


async def test_who_signs_out_is_out_with_every_copy_of_the_cookie(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        token = cookie_of(maria)
        await maria.press("Sign out")
        assert "Begin in your language" in maria.page.text
        assert cookie_of(maria) == ""
        assert not is_in(await by_token(it, token))
        with it.core.ledger.store.reading() as tx:
            whose = tx.newest_web_event()
        assert whose, "what was said stays"


async def test_who_erases_everything_is_signed_out_everywhere(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        token = cookie_of(maria)
        await maria.type("/forget")
        await maria.press("Erase everything")
        assert maria.page.title == "Everything was erased"
        assert cookie_of(maria) == ""
        await it.settled()
        assert not is_in(await by_token(it, token))
        with it.core.ledger.store.reading() as tx:
            assert (tx.newest_web_event(), tx.web_session(id_of(token)), tx.waiting()) == (0, None, [])


async def test_a_session_that_nobody_uses_ends(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        it.clock.advance(timedelta(seconds=SESSION_SECONDS + 1))
        await maria.open()
        assert not is_in(maria)
        assert cookie_of(maria) == "", "the browser forgets it"


@pytest.mark.parametrize("token", ["", "short", "x" * 43, "a" * 5_000, "é" * 43, "../../etc/passwd"])
async def test_whatever_a_cookie_holds_is_nobodys(tmp_path: Path, token: str) -> None:
    async with bench(tmp_path) as it:
        reader = await it.channel.site.looked(lambda tx: tx.newest_web_event())
        visitor = await by_token(it, token)
        assert (visitor.status, is_in(visitor)) == (200, False)
        assert it.events() == reader


async def test_who_only_looks_is_counted_and_nothing_else_is_kept(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.open()
        await maria.open()
        month = f"{it.clock():%Y-%m}"
        found = it.core.ledger.do(Call(lambda batch: batch.tx.counted((month,))))
        assert [(one.name, times) for one, times in found.items()] == [("opened", 2)]
        assert peek.count(it.core.database, people) == peek.count(it.core.database, web_sessions) == 0
