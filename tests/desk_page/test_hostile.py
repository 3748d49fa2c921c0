"""What somebody hostile sends to the staff's page: refused with a page that says what to do, and nothing is done."""

from __future__ import annotations

import re
from pathlib import Path

from bot.office.web.pages import PAGES
from bot.office.web.visit import DeskPage
from dialogs.desk.matter import Member
from dialogs.desk.rights import MEMBER
from tests.desk_page.bench import LEADS, SATO, bench

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>"
QUERIES = ("filter", "state", "order", "page", "day", "view")
EVIL = {"Origin": "https://evil.example"}


def addresses() -> list[str]:
    """Every address that takes anything."""
    taking = [path_of(page) for page in PAGES if page.take is not None]
    return [*taking, "/desk/leave", "/desk/enter/" + "x" * 43]


def path_of(page: DeskPage) -> str:
    """Where a page is; of those of which there are many, the first."""
    return re.sub(r"\{\w+\}", "1", page.path)


async def test_only_a_page_of_ours_posts(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client()
        await browser.open("/desk/leads/1")
        form, name, value = browser.button("担当する")
        fields = {**form.fields, name: value}
        for headers in (
            EVIL,
            {"Origin": "null"},
            {"Origin": f"{it.base}.evil.example"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "", "Sec-Fetch-Site": ""},
            {"Origin": "", "Sec-Fetch-Site": "none"},
        ):
            await browser.post("/desk/leads/1", fields, **headers)
            assert browser.status == 403, headers
        for path in addresses():
            await browser.post(path, fields, **EVIL)
            assert (browser.status, browser.page.title[:9]) == (403, "受け付けませんでした"[:9]), path
        assert (it.record(1).state, it.audit(1)) == ("new", [])
        await browser.open("/desk/leads")
        assert browser.status == 200, "nor was anybody signed out"


async def test_a_form_counts_only_for_the_session_that_was_shown_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as mine, it.signed_in() as other:
        it.client()
        await mine.open("/desk/leads/1")
        form, name, value = mine.button("担当する")
        fields = {**form.fields, name: value}
        await other.post("/desk/leads/1", fields)
        assert other.status == 403
        for proof in ("", "x", fields["proof"][:-1] + ("0" if fields["proof"][-1] != "0" else "1"), SCRIPT):
            await mine.post("/desk/leads/1", {**fields, "proof": proof})
            assert mine.status == 403, proof
        assert it.record(1).state == "new"
        await mine.post("/desk/leads/1", fields)
        assert (mine.status, it.record(1).state) == (200, "taken")


async def test_without_a_session_there_is_nothing_to_see_or_do(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.browser() as browser:
        it.client()
        for page in PAGES:
            path = path_of(page)
            if page.show is not None:
                await browser.open(path)
                assert browser.status == 401, path
            if page.take is not None:
                await browser.post(path, {"press": "take:1"})
                assert browser.status == 401, path
            assert "Maria" not in browser.page.html
        browser.session.cookie_jar.update_cookies({"intake-desk": "x" * 43})
        await browser.open("/desk/leads/1")
        assert browser.status == 401


async def test_each_page_says_which_role_it_needs_and_nobody_with_less_is_let_in(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as browser:
        it.client()
        for page in PAGES:
            path = path_of(page)
            if page.show is not None:
                await browser.open(path)
                assert browser.status == (200 if page.needs == MEMBER else 403), path
                assert "五十嵐" in browser.page.html or page.needs == MEMBER, "it says who can"
        shown = await browser.open("/desk/leads/1")
        assert "操作の記録" not in shown.text
        assert not [form for form in shown.forms if any(name == "correct" for name, _, _ in form.buttons)]
        for fields in ({"press": "decline:1"}, {"correct": "salary_yen"}, {"value": "1"}, {"press": "erase_sure:1"}):
            await browser.post("/desk/leads/1", {**fields, "proof": browser.page.forms[-1].fields["proof"]})
            assert "責任者" in browser.page.text, fields
        for page in (page for page in PAGES if page.take is not None and page.needs_to_take != MEMBER):
            await browser.open("/desk/leads/1")
            await browser.post(path_of(page), {"proof": browser.page.forms[-1].fields["proof"]})
            assert (browser.status, "五十嵐" in browser.page.text) == (403, True), page.path
        assert (it.record(1).state, it.record(1).menu, it.audit(1)) == ("new", None, [])


async def test_what_is_pressed_is_about_the_lead_of_the_page(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client("1001")
        it.client("1002", name="Tom")
        proof = (await browser.open("/desk/leads/1")).forms[-1].fields["proof"]
        for press in ("take:2", "take:1:x", "law_send:1", "leads:all:1", "desk:" + "0" * 32, SCRIPT, "ok:1:"):
            await browser.post("/desk/leads/1", {"press": press, "proof": proof})
            assert browser.status == 400, press
        await browser.post("/desk/leads/2", {"press": "take:1", "proof": proof})
        assert browser.status == 400
        assert (it.record(1).state, it.record(2).state) == ("new", "new")
        for number in ("0", "-1", "9" * 15, "9" * 30, "1e1", "１", "1%00", "x", "1/..%2f2"):
            await browser.open(f"/desk/leads/{number}")
            assert browser.status == 404, number


async def test_script_in_every_field_is_words(tmp_path: Path) -> None:
    async with bench(tmp_path) as it:
        evil = Member("902", SCRIPT)
        it.book.inside.append(evil)
        it.client("1001", name=SCRIPT[:60], note=SCRIPT)
        it.client("1002", name="<b>Tom</b>")
        async with it.signed_in(evil) as browser:
            await browser.open("/desk/leads")
            harmless(browser.page.html)
            await browser.press("検索", sought=SCRIPT[:60])
            harmless(browser.page.html)
            assert "#1" in browser.page.text
            await browser.press("検索", sought='"><svg onload=x')
            harmless(browser.page.html)
            await browser.open("/desk/leads/1")
            await browser.press("担当する")
            harmless(browser.page.html)
            await browser.press("お客様に送る", write=SCRIPT)
            harmless(browser.page.html)
            await browser.press("定型文")
            harmless(browser.page.html)
            for path in ("leads", "agenda", "leads/1"):
                queries = "&".join(f"{name}=%22%3E%3Cscript%3E" for name in QUERIES)
                await browser.open(f"/desk/{path}?{queries}")
                assert browser.status == 200
                harmless(browser.page.html)
        async with it.signed_in() as leading:
            await leading.open("/desk/leads/1")
            harmless(leading.page.html)
            assert "<script>alert(1)</script>" in leading.page.text, "it is shown as it was typed"


def harmless(html: str) -> None:
    """No tag of a page was made by what was typed."""
    for bad in ("<svg", "<img", "<script", "onerror=alert(1)>", "<b>tom"):
        assert bad not in html.lower(), bad


async def test_what_browsers_are_told(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client()
        link, _ = await it.ask(LEADS)
        for path in ("/desk", "/desk/leads", "/desk/leads/1", "/desk/agenda", "/desk/nothing", "/desk/left", link):
            await browser.open(path)
            policy = browser.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'")
            assert "frame-ancestors 'none'" in policy
            assert "script-src" not in policy, "there is no script"
            assert "unsafe" not in policy
            assert browser.headers["Cache-Control"] == "no-store"
            assert browser.headers["X-Content-Type-Options"] == "nosniff"
            assert browser.headers["Referrer-Policy"] == "same-origin"
            assert "<script" not in browser.page.html
            assert "style=" not in browser.page.html
            assert "Maria" not in browser.path
        await browser.open("/desk/leads")
        [style] = re.findall(r'href="(/desk/style-[0-9a-f]{12}\.css)"', browser.page.html)
        async with browser.session.get(it.base + style) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
            assert len(await answer.read()) < 20_000
        link, mark = await it.ask(LEADS)
        given = {"Origin": it.base, "Sec-Fetch-Site": "same-origin"}
        fields = {"code": await it.code(mark, LEADS)}
        async with browser.session.post(link, data=fields, headers=given, allow_redirects=False) as answer:
            cookie = answer.headers["Set-Cookie"]
        told = r"intake-desk=[\w-]{43}; Path=/; HttpOnly; Max-Age=43200; SameSite=Lax"
        assert re.fullmatch(told, cookie), "encrypted, it is __Host- and Secure as well"


NO_FORMS = (
    (b"proof=" + b"x" * 70_000, "application/x-www-form-urlencoded", 413),
    (b"proof=%ff", "application/x-www-form-urlencoded", 400),
    ("proof=é".encode(), "application/x-www-form-urlencoded", 400),
    (b"&".join([b"a=1"] * 300), "application/x-www-form-urlencoded", 400),
    (b"{}", "application/json", 415),
    (b"", "multipart/form-data; boundary=x", 415),
)


async def test_what_is_no_form_of_ours_is_refused_kindly(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        for body, kind, status in NO_FORMS:
            given = {"Origin": it.base, "Sec-Fetch-Site": "same-origin", "Content-Type": kind}
            async with browser.session.post(f"{it.base}/desk/leads", data=body, headers=given) as answer:
                assert answer.status == status, body[:20]
                assert "もう一度" in await answer.text()
