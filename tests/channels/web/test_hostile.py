"""What somebody hostile sends, and from where: refused with a page that says what to do, and nothing is done."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.web import acting, forms, guard, live, streams
from bot.receiving.budget import Allowance
from bot.web import forms as posted_forms
from dialogs.office import WebRule
from tests.channels.web.bench import Bench, bench
from tests.e2e.website.visitor import SITE, Read, Visitor

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) \"'><svg/onload=alert(1)>"


async def posted(maria: Visitor, **headers: str) -> int:
    """What comes of a press that could change something, said to come from elsewhere."""
    form, name, value, _ = next(one for one in maria.page.buttons() if "I agree" in one[3])
    given = {k.replace("_", "-"): v for k, v in headers.items()}
    kept, maria.headers = maria.headers, {}
    before = maria.page
    await maria.post(form.action, {**form.fields, name: value}, **{"Origin": "", "Sec-Fetch-Site": "", **given})
    maria.headers = kept
    if maria.status != 200:
        maria.page = before
    return maria.status


async def test_only_a_page_of_ours_posts(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        events = it.events()
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": SITE},
            {"Origin": f"{it.origin}.evil.example"},
            {"Origin": it.origin, "Sec-Fetch-Site": "cross-site"},
            {"Origin": it.origin, "Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "none"},
            {},
            {"Referer": f"{it.origin}/chat"},
        ):
            assert await posted(maria, **headers) == 403, headers
        assert it.events() == events, "nothing was done"
        assert await posted(maria, Sec_Fetch_Site="same-origin") == 200
        assert "What would you like to do?" in maria.page.legend


async def test_every_address_that_takes_anything_asks_where_it_comes_from(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor(Origin="https://evil.example") as evil:
        for path in it.channel.endpoints:
            address = path.replace("{code}", "x" * 43)
            await evil.post(address, {"language": "en"})
            assert (evil.status, evil.page.title) == (403, "Not taken"), path
        with it.core.ledger.store.reading() as tx:
            assert tx.newest_web_event() == 0


async def test_nobody_but_our_sites_shows_it_in_a_frame_and_no_script_but_ours_runs(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria, it.visitor(framed=True) as framed:
        for path in ("/chat", "/chat/resume/" + "x" * 43, "/chat/nothing", "/chat/erased"):
            await maria.open(path)
            policy = maria.answer_headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy, path
            assert "script-src 'self';" in policy
            assert "require-trusted-types-for 'script'" in policy
            assert "unsafe" not in policy
            assert maria.answer_headers["X-Content-Type-Options"] == "nosniff"
            assert maria.answer_headers["Cache-Control"] == "no-store"
            await framed.open(path)
            assert f"frame-ancestors 'self' {SITE};" in framed.answer_headers["Content-Security-Policy"]
        assert "<script>" not in maria.page.html
        assert "style=" not in maria.page.html


async def test_without_sites_nobody_shows_it(tmp_path: Path) -> None:
    async with bench(tmp_path, rule=WebRule()) as it, it.visitor(framed=True) as framed:
        await framed.open()
        assert "frame-ancestors 'self';" in framed.answer_headers["Content-Security-Policy"]


def harmless(page: Read) -> None:
    """No tag and no link of a page was made by what was typed: parsing it would fail for tags that are left open."""
    for bad in ("<svg/onload", "<img src=x", "<script>", "onerror=alert(1)>", 'href="javascript'):
        assert bad not in page.html.lower(), bad


async def test_script_in_every_field_is_words(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.open("/chat?from=" + "%3Cscript%3E&lang=%3Cscript%3E")
        harmless(maria.page)
        await maria.begin()
        await maria.press("I agree")
        await maria.press("Something else")
        for text in (SCRIPT, f"/human {SCRIPT}", "<b>bold</b> & \u2068 <a href='javascript:x'>y</a>", f"/{SCRIPT}"):
            page = await maria.type(text)
            harmless(page)
        assert "<script>alert(1)</script>" in maria.page.text, "it is shown as it was typed"
        for field in ("key", "press", "command", "after", "source", "language", "text"):
            fields = {"text": "hello", **{field: SCRIPT}}
            harmless(await maria.post("/chat", fields))
            harmless(await maria.post("/chat/begin", {"language": "en", field: SCRIPT}))
        harmless(await maria.open("/chat"))
        before = maria.page.items[0].at
        harmless(await maria.open(f"/chat/earlier?before={before}%3Cscript%3E"))


async def test_a_link_in_words_leads_to_a_page_and_nowhere_else(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await maria.press("I agree")
        page = await maria.type('see https://example.jp/a?b="><script> and javascript:alert(1)')
        shown = [address for _, address in page.links if "example.jp" in address]
        assert shown == ["https://example.jp/a?b="]
        assert 'rel="noopener noreferrer nofollow"' in page.html


async def test_one_person_sees_nothing_of_another(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria, it.visitor() as li:
        await maria.begin()
        await maria.press("I agree")
        await maria.type("/mydata")
        [address] = [link for _, link in maria.page.links if "/document/" in link]
        assert (await maria.get(address))[0] == 200
        assert (await li.get(address))[0] == 401, "nobody is signed in there"
        await li.begin()
        assert (await li.get(address))[0] == 404
        for kind in ("picture/{}.png", "file/{}"):
            place = address.rpartition("/")[2]
            assert (await maria.get("/chat/" + kind.format(place)))[0] == 404, "it is no such thing"
        form, name, value, _ = next(one for one in maria.page.buttons() if one[1] == "press")
        before = maria.page.asked
        await li.post("/chat", {**form.fields, name: value})
        assert (await maria.open()).asked == before, "a press is that of whoever presses"


async def test_a_file_of_ours_is_kept_and_never_shown_as_a_page(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await maria.press("I agree")
        await maria.type("/mydata")
        [address] = [link for _, link in maria.page.links if "/document/" in link]
        _, headers, content = await maria.get(address)
        assert headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Type"] == "application/json; charset=utf-8"
        assert b"website" in content


# --- sizes, speed, nonsense -------------------------------------------------------------------------------------------

BODIES: list[tuple[bytes, str, int]] = [
    (b"text=" + b"x" * posted_forms.LARGEST_FORM, "application/x-www-form-urlencoded", 413),
    (b"text=" + b"x" * 5_000, "application/x-www-form-urlencoded", 413),
    (b"&".join(b"f%d=x" % number for number in range(50)), "application/x-www-form-urlencoded", 400),
    (b"text=%FF%FE", "application/x-www-form-urlencoded", 400),
    ("text=é".encode(), "application/x-www-form-urlencoded", 400),
    (b"", "application/x-www-form-urlencoded", 400),
    (b'{"text": "hello"}', "application/json", 415),
    (b"text=hello", "text/plain", 415),
    (b"--x\r\n\r\nhello", "multipart/form-data; boundary=x", 415),
]


@pytest.mark.parametrize(("body", "kind", "status"), BODIES, ids=range(len(BODIES)))
async def test_what_is_no_form_of_ours_is_refused(tmp_path: Path, body: bytes, kind: str, status: int) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        page = await maria.post("/chat", body, **{"Content-Type": kind})
        assert maria.status == status
        assert "To the chat" in [said for said, _ in page.links], "and is told what to do"
        assert "Traceback" not in page.html


UPLOADS: list[tuple[bytes, str, int]] = [
    (b"", "multipart/form-data", 400),
    (b"--x--\r\n", "multipart/form-data; boundary=x", 400),
    (b"--x\r\n", "multipart/form-data; boundary=x", 400),
    (b"--x\r\nContent-Disposition: form-data\r\n\r\nhello\r\n--x--\r\n", "multipart/form-data; boundary=x", 400),
    (b"--x\r\nA" + b"b" * 20_000 + b": c\r\n\r\n\r\n--x--", "multipart/form-data; boundary=x", 400),
    (b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--", "multipart/form-data; boundary=x", 400),
    (b"file=hello", "application/x-www-form-urlencoded", 415),
]


@pytest.mark.parametrize(("body", "kind", "status"), UPLOADS, ids=range(len(UPLOADS)))
async def test_what_is_no_file_is_refused(tmp_path: Path, body: bytes, kind: str, status: int) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        page = await maria.post("/chat/send", body, **{"Content-Type": kind})
        assert maria.status == status, page.text
        assert "Traceback" not in page.html


KINDS = [
    (b"\x89PNG\r\n\x1a\n", ("photo", "png")),
    (b"\xff\xd8\xff\xe0", ("photo", "jpg")),
    (b"RIFF\0\0\0\0WEBPVP8 ", ("photo", "webp")),
    (b"\0\0\0\x18ftypheic", ("document", "heic")),
    (b"%PDF-1.7", ("document", "pdf")),
    (b"PK\x03\x04..[Content_Types].xml..word/document.xml", ("document", "docx")),
    (b"PK\x03\x04..[Content_Types].xml..xl/workbook.xml", ("document", "xlsx")),
    (b"PK\x03\x04..program.exe", None),
    (b"MZ\x90\0", None),
    (b"<!doctype html>", None),
    (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
    (b"#!/bin/sh", None),
    (b"GIF89a", None),
    (b"", None),
]


@pytest.mark.parametrize(("content", "kind"), KINDS, ids=range(len(KINDS)))
def test_a_file_is_what_is_in_it(content: bytes, kind: tuple[str, str] | None) -> None:
    assert forms.kind_of(content + bytes(20)) == kind if content else forms.kind_of(content) is None


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("passport.png", "passport.png"),
        ("a.html", "a.html.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\maria\\scan.PNG", "scan.PNG"),
        ("", "file.png"),
        ("‮gnp.exe", "gnp.exe.png"),
        ('x"; filename="y.html', "x; filename=y.html.png"),
        ("a\r\nSet-Cookie: x", "a Set-Cookie x.png"),
        ("パスポート.png", "パスポート.png"),
    ],
)
def test_a_file_is_called_as_what_it_is(name: str, called: str) -> None:
    assert forms._called(name, "png") == called


async def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        head = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(50 * 1024 * 1024)}
        reader, writer = await asyncio.open_connection("127.0.0.1", it.server.port)
        cookies = "; ".join(f"{one.key}={one.value}" for one in maria.session.cookie_jar)
        lines = ["POST /chat/send HTTP/1.1", "Host: x", f"Origin: {it.origin}", f"Cookie: {cookies}"]
        lines += [f"{name}: {value}" for name, value in head.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        assert b"413" in await reader.readline()
        writer.close()
        await writer.wait_closed()


async def test_who_sends_too_slowly_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posted_forms, "FORM_SECONDS", 0.05)
    async with bench(tmp_path) as it:
        reader, writer = await asyncio.open_connection("127.0.0.1", it.server.port)
        lines = ["POST /chat/begin HTTP/1.1", "Host: x", f"Origin: {it.origin}", "Content-Length: 100"]
        lines += ["Content-Type: application/x-www-form-urlencoded", "", "language="]
        writer.write("\r\n".join(lines).encode())
        answer = await reader.read()
        assert answer.startswith(b"HTTP/1.1 408")
        assert "It took too long to arrive" in answer.decode()
        writer.close()


async def test_too_much_from_one_place_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "REQUESTS", Allowance(at_once=5, a_second=0.0, reopens=1))
    async with bench(tmp_path, rule=WebRule(proxies=("127.0.0.1/32",))) as it, it.visitor() as maria:
        statuses = []
        for _ in range(7):
            await maria.open()
            statuses.append(maria.status)
        assert statuses == [200] * 5 + [429] * 2
        assert maria.answer_headers["Retry-After"]
        async with it.visitor(X_Forwarded_For="203.0.113.9") as elsewhere:
            await elsewhere.open()
            assert elsewhere.status == 200, "behind our proxy, everybody is somebody else"


async def test_a_proxy_is_believed_only_where_it_is_ours(tmp_path: Path) -> None:
    def place(rule: WebRule, told: str, remote: str) -> str:
        made = guard.Guard("https://x.jp", rule, it.parts.clock)

        class Request:
            headers: Any = __import__("multidict").CIMultiDict([("X-Forwarded-For", told)] if told else [])

        request = Request()
        request.remote = remote  # type: ignore[attr-defined]
        return made.place_of(request)  # type: ignore[arg-type]

    ours = WebRule(proxies=("10.0.0.0/8",))
    async with bench(tmp_path) as it:
        assert place(WebRule(), "203.0.113.9", "10.0.0.1") == "10.0.0.1"
        assert place(ours, "203.0.113.9", "10.0.0.1") == "203.0.113.9"
        assert place(ours, "1.1.1.1, 203.0.113.9", "10.0.0.1") == "203.0.113.9", "what came before may be invented"
        assert place(ours, "203.0.113.9, 10.2.2.2", "10.0.0.1") == "203.0.113.9"
        assert place(ours, "203.0.113.9", "198.51.100.1") == "198.51.100.1", "no proxy of ours"
        assert place(ours, "", "10.0.0.1") == "10.0.0.1"
        assert place(WebRule(), "", "2001:db8::1") == place(WebRule(), "", "2001:db8::2") == "2001:db8::/64"
        assert place(ours, "nonsense", "10.0.0.1") == "nonsense"


async def test_many_conversations_from_one_place_are_told_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "BEGINNINGS", Allowance(at_once=2, a_second=0.0, reopens=1))
    async with bench(tmp_path) as it:
        for status in (200, 200, 429):
            async with it.visitor() as somebody:
                await somebody.begin()
                assert somebody.status == status


async def test_who_is_too_fast_keeps_what_they_wrote_and_may_always_erase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "ACTS", Allowance(at_once=1, a_second=0.0, reopens=1))
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        chat = maria.page
        await maria.press("I agree")
        maria.page = chat
        page = await maria.type("my long story")
        assert (maria.status, page.title) == (429, "Please wait a moment")
        assert "my long story" in page.text
        maria.page = chat
        page = await maria.type("/forget")
        assert maria.status == 200
        await maria.press("Erase everything")
        assert maria.page.title == "Everything was erased"


async def test_too_many_open_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_OF_A_PERSON", 2)
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        opened = [await maria.session.get(f"{it.base}/chat/events") for _ in range(3)]
        assert [answer.status for answer in opened] == [200, 200, 429]
        for answer in opened:
            answer.close()


async def test_nothing_of_a_session_or_an_answer_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        await maria.press("I agree")
        await maria.press("Something else")
        await maria.type("Zq7secret <script>")
        tokens = [one.value for one in maria.session.cookie_jar]
        await maria.open("/chat/resume/" + "Zq7code" + "x" * 36)
        await maria.open("/chat/Zq7path")
    text = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert not [secret for secret in (*tokens, "Zq7") if secret in text]


async def leads_nowhere_else(it: Bench, address: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(it.base + address, allow_redirects=False) as answer:
        return answer.headers.get("Location", "")


async def test_no_address_is_led_to_that_was_given(tmp_path: Path) -> None:
    async with bench(tmp_path) as it:
        for address in ("/chat?next=https://evil.example", "/chat//evil.example", "/chat/begun//evil.example"):
            assert await leads_nowhere_else(it, address) == ""
    assert acting.new_key() != acting.new_key()
    assert live.LEAST_RETRY_MS < live.MOST_RETRY_MS
