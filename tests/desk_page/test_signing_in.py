"""Signing in from the group: who may, how often, for how long, and what the group learns of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.office.web.pages import is_page
from tests.desk_page.bench import LEADS, SATO, STRANGER, bench
from tests.e2e.booking.offices import RULE, STAFF


def content_of(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


async def test_a_member_signs_in_by_the_link_and_the_number_that_they_alone_are_shown(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.browser() as browser:
        assert "/desk" in (await browser.open("/desk")).text
        await browser.open("/desk/leads")
        assert (browser.status, browser.page.title[:10]) == (401, "サインインしてください"[:10])
        link, mark = await it.ask(SATO)
        told = await it.press(mark, LEADS)
        assert "佐藤" in told
        assert not any(letter.isdigit() for letter in told), "a colleague learns no number"
        code = await it.code(mark, SATO)
        assert code == await it.code(mark, SATO), "shown as often as its member asks"
        page = await browser.open(link)
        assert "佐藤" in page.text
        await browser.open("/desk/leads")
        assert browser.status == 401, "looking at a link signs nobody in"
        await browser.open(link)
        await browser.press("サインイン", code=code)
        assert (browser.status, browser.path) == (200, "/desk/leads")
        assert "佐藤" in browser.page.html
        assert it.told() == ["desk-link", "desk-signed-in"], "the group sees who it was"
        assert it.audit(0) == [("desk_in", "佐藤")]
        listed = (await it.command(LEADS, "/audit 0")).says.lines
        assert "職員ページにサインイン" in it.desk.say(listed[-1]), "so who leads can see who signed in"
        await browser.open(link)
        assert browser.status == 410, "once"


async def test_one_lands_on_the_page_that_was_asked_for_first(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.browser() as browser:
        it.client()

        async def lands(wanted: str, sent: str = "") -> str:
            await browser.open(wanted)
            assert browser.status in (401, 404)
            if sent:
                browser.session.cookie_jar.update_cookies({"intake-desk-to": sent})
            link, mark = await it.ask(LEADS)
            await browser.open(link)
            await browser.press("サインイン", code=await it.code(mark, LEADS))
            landed = browser.path
            await browser.press("サインアウト")
            return landed

        assert await lands("/desk/leads/1?x=//evil.example") == "/desk/leads/1"
        assert await lands("/desk/nothing") == "/desk/leads", "once"
        assert await lands("/desk/nothing", "https://evil.example/desk/leads") == "/desk/leads"
    evil = ("//evil.example", "/desk//evil.example", "/desk/leads/../x", "/desk/left", "/chat", "/desk/leads\nX:1", "")
    assert not any(map(is_page, evil)), "what a cookie says leads nowhere else"


async def test_signing_in_anew_ends_what_the_browser_was_signed_in_as_before(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as browser, it.browser() as thief:
        stolen = {one.key: one.value for one in browser.session.cookie_jar}
        await it.sign_in(browser, LEADS)
        assert {one.key: one.value for one in browser.session.cookie_jar} != stolen
        thief.session.cookie_jar.update_cookies(stolen)
        await thief.open("/desk/leads")
        assert thief.status == 401


async def test_a_link_is_good_for_five_minutes_three_numbers_and_until_the_next(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.browser() as browser:
        first, _ = await it.ask(SATO)
        link, mark = await it.ask(SATO)
        await browser.open(first)
        assert browser.status == 410, "another one was asked for"
        code = await it.code(mark, SATO)
        wrong = "000000" if code != "000 000" else "000001"
        for status in (422, 422, 410):
            await browser.post(link.removeprefix(it.base), {"code": wrong})
            assert browser.status == status
        await browser.post(link.removeprefix(it.base), {"code": code})
        assert browser.status == 410
        assert it.told()[-1] == "desk-tries-over"
        assert it.audit(0) == [("desk_failed", "佐藤")]
        link, mark = await it.ask(SATO)
        code = await it.code(mark, SATO)
        it.clock.advance(5 * MINUTE)
        await browser.post(link.removeprefix(it.base), {"code": code})
        assert browser.status == 410
        assert "5分" in await it.press(mark, SATO)


async def test_nobody_outside_the_group_or_without_a_name_is_given_a_link(tmp_path: Path) -> None:
    async with bench(tmp_path) as it:
        answer = await it.command(STRANGER, "/desk")
        assert answer.payload["say"]["lines"][0]["key"] == "staff-not-of-staff"
        link, mark = await it.ask(SATO)
        it.book.inside.remove(SATO)
        async with it.browser() as browser:
            await browser.open(link)
            await browser.press("サインイン", code=await it.code(mark, SATO))
            assert browser.status == 403, "who left since is not let in"


async def test_a_session_ends_after_an_hour_of_rest_and_after_twelve(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        for _ in range(11):
            it.clock.advance(59 * MINUTE)
            await browser.open("/desk/leads")
            assert browser.status == 200
        it.clock.advance(59 * MINUTE)
        await browser.open("/desk/leads")
        it.client()
        await browser.open("/desk/leads/1")
        it.clock.advance(59 * MINUTE)
        page = await browser.press("お客様に送る", write="Dear <Maria>, it took me an hour.")
        assert browser.status == 401, "twelve hours are over"
        assert "Dear &lt;Maria&gt;, it took me an hour.</textarea>" in page.html, "what was written is not lost by it"
        await it.sign_in(browser)
        it.clock.advance(HOUR)
        await browser.open("/desk/leads")
        assert browser.status == 401, "an hour of rest"


async def test_the_token_changes_every_hour_and_the_old_one_ends_once_the_new_one_was_used(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser, it.browser() as thief:
        stolen = {one.key: one.value for one in browser.session.cookie_jar}
        thief.session.cookie_jar.update_cookies(stolen)
        await thief.open("/desk/leads")
        assert thief.status == 200, "as long as it is good, it is"
        it.clock.advance(59 * MINUTE)
        await browser.open("/desk/leads")
        it.clock.advance(2 * MINUTE)
        await browser.open("/desk/leads")
        assert {one.key: one.value for one in browser.session.cookie_jar} != stolen
        await browser.open("/desk/leads")
        await thief.open("/desk/leads")
        assert (browser.status, thief.status) == (200, 200), "a page that is open beside goes on for a minute"
        it.clock.advance(2 * MINUTE)
        await browser.open("/desk/leads")
        thief.session.cookie_jar.clear()
        thief.session.cookie_jar.update_cookies(stolen)
        await thief.open("/desk/leads")
        assert (browser.status, thief.status) == (200, 401)


async def test_who_leaves_the_group_is_signed_out(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as browser:
        it.client()
        await browser.open("/desk/leads/1")
        it.book.inside.remove(SATO)
        await browser.press("担当する")
        assert browser.status == 403
        assert it.record(1).state == "new"
        it.book.inside.append(SATO)
        await browser.open("/desk/leads")
        assert browser.status == 401, "coming back signs nobody in"
        await it.sign_in(browser, SATO)
        it.book.inside.remove(SATO)
        it.clock.advance(MINUTE)
        await browser.open("/desk/leads")
        assert browser.status == 403, "who only looks is asked for every minute"


async def test_who_is_named_in_the_profile_must_be_in_the_group_as_well(tmp_path: Path) -> None:
    async with bench(tmp_path, RULE, STAFF) as it, it.signed_in() as browser:
        refused = await it.command(SATO, "/desk")
        assert refused.payload["say"]["lines"][0]["key"] == "staff-not-of-staff"
        it.book.inside.remove(LEADS)
        it.clock.advance(MINUTE)
        await browser.open("/desk/leads")
        assert browser.status == 403
        who = await it.command(LEADS, "/desk")
        assert who.payload["say"]["lines"][0]["key"] == "desk-who"


async def test_while_the_group_cannot_be_asked_nothing_is_done(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as browser:
        it.client()
        await browser.open("/desk/leads/1")
        it.book.silent = True
        await browser.press("担当する")
        assert (browser.status, it.record(1).state) == (503, "new")
        it.clock.advance(30 * MINUTE)
        await browser.open("/desk/leads/1")
        assert browser.status == 200, "what was known is good for an hour"
        it.clock.advance(31 * MINUTE)
        await browser.open("/desk/leads/1")
        assert browser.status == 503
        it.book.silent = False
        await browser.open("/desk/leads/1")
        assert browser.status == 200, "nobody was signed out for it"


async def test_a_member_signs_out_here_or_everywhere(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as one, it.signed_in(SATO) as other, it.signed_in() as third:
        stolen = {cookie.key: cookie.value for cookie in one.session.cookie_jar}
        await one.press("サインアウト")
        assert (one.path, one.status) == ("/desk/left", 200)
        one.session.cookie_jar.update_cookies(stolen)
        await one.open("/desk/leads")
        assert one.status == 401
        await other.open("/desk/leads")
        assert other.status == 200
        answer = await it.command(SATO, "/desk ＯＦＦ")
        assert answer.payload["say"]["lines"][0]["args"]["count"] == 1
        await other.open("/desk/leads")
        await third.open("/desk/leads")
        assert (other.status, third.status) == (401, 200)
        refused = await it.command(SATO, "/desk off all")
        assert refused.payload["say"]["lines"][0]["key"] == "staff-needs-lead"
        await it.command(LEADS, "/desk off all")
        await third.open("/desk/leads")
        assert third.status == 401
        how = await it.command(LEADS, "/desk please")
        assert how.payload["say"]["lines"][0]["key"] == "desk-how"


async def test_neither_token_nor_number_is_kept_in_the_clear(tmp_path: Path) -> None:
    async with bench(tmp_path) as it:
        link, mark = await it.ask(SATO)
        secrets = [link.rpartition("/")[2], (await it.code(mark, SATO)).replace(" ", "")]
        async with it.signed_in() as browser:
            secrets += [one.value for one in browser.session.cookie_jar]
            kept = b"".join(map(content_of, (tmp_path / "intake.db", tmp_path / "intake.db-wal")))
            with it.core.ledger.store.reading() as tx:
                sealed = repr(tx.desk_sessions())
            for secret in secrets:
                assert secret.encode() not in kept
            assert secrets[0] not in sealed
            assert secrets[2] not in sealed, "not even within the seal"
