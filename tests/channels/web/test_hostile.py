"""What somebody hostile sends, and from where: refused with a page that says what to do, and nothing is done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.web import acting, forms, guard, live, streams, uploads
from bot.delivery.post import Content
from bot.receiving.budget import Allowance
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.website import WebEvent
from bot.web import forms as posted_forms
from bot.web.guard import WebGate
from dialogs.messages import Text, Typed
from dialogs.office import WebRule
from dialogs.talk import Media, Utterance
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
        answer = await reader.readuntil(b"</html>")
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
        for told in ("::ffff:203.0.113.9", "203.0.113.9:4711", "[::ffff:203.0.113.9]:4711"):
            assert place(ours, told, "::ffff:10.0.0.1") == "203.0.113.9", "however a proxy writes it"
        assert place(ours, "[2001:db8::7]:443", "10.0.0.1") == "2001:db8::/64"


@pytest.mark.parametrize(
    ("base", "origin"),
    [
        ("https://Office.Example.jp/ask", "https://office.example.jp"),
        ("https://office.example.jp:443", "https://office.example.jp"),
        ("https://office.example.jp:8443", "https://office.example.jp:8443"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://127.0.0.1:443", "http://127.0.0.1:443"),
        ("https://[2001:db8::1]:443/x", "https://[2001:db8::1]"),
    ],
)
def test_our_own_address_is_known_as_browsers_say_it(base: str, origin: str) -> None:
    assert WebGate(base).origin == origin


async def test_a_script_kept_in_between_is_not_given_packed_to_who_cannot_read_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.open()
        for path in ("/chat.js", *(f"/chat/{name}" for name in it.channel.site.templates.assets)):
            _, headers, _ = await maria.get(path)
            assert headers["Vary"] == "Accept-Encoding", path


class Sent:
    """A request of which a body comes in pieces, as the server's own reader has them."""

    content_type, content_length = "application/x-www-form-urlencoded", None

    def __init__(self, pieces: int) -> None:
        self.content = self
        self.pieces = pieces

    def is_eof(self) -> bool:
        """Most of it is still to come."""
        return False

    async def iter_any(self) -> AsyncIterator[bytes]:
        """One letter after the other."""
        for _ in range(self.pieces):
            yield b"x"


async def test_a_form_in_very_many_pieces_costs_no_more_than_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = 0

    def length(piece: bytes) -> int:
        nonlocal counted
        counted += 1
        return len(piece)

    monkeypatch.setattr(posted_forms, "len", length, raising=False)
    await posted_forms._body(Sent(1_000), 64_000, 15.0)  # type: ignore[arg-type]
    assert counted == 1_000
    with pytest.raises(posted_forms.NotTaken):
        await posted_forms._body(Sent(11), 10, 15.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "count", "status"),
    [
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nhello\r\n', 1_000, 400),
        (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n' + bytes(1_000_000) + b"\r\n", 13, 413),
    ],
)
async def test_a_file_without_an_end_is_given_up(tmp_path: Path, part: bytes, count: int, status: int) -> None:
    """Nobody says before how much it is, nor how many parts it has."""
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        read = 0

        async def endless() -> AsyncIterator[bytes]:
            nonlocal read
            for _ in range(count):
                read += 1
                yield part

        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        try:
            await maria.post("/chat/send", endless(), **kind)
        except aiohttp.ClientError:
            assert status == 413, "cut before all of it was sent"
        else:
            assert maria.status == status


async def test_one_place_sends_one_file_at_a_time() -> None:
    made, order = uploads.Uploads(), []
    async with asyncio.TaskGroup() as tasks:
        done = asyncio.Event()

        async def sends(place: str, until: asyncio.Event | None) -> None:
            async with made.admit(place):
                order.append(place)
                if until is not None:
                    await until.wait()

        for _ in range(5):
            tasks.create_task(sends("slow", done))
        for number in range(5):
            tasks.create_task(sends(f"other {number}", None))
        for _ in range(30):
            await asyncio.sleep(0)
        assert order == ["slow", *(f"other {number}" for number in range(5))]
        done.set()
    assert order.count("slow") == 5
    assert len(made) == 0


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


async def test_of_too_many_open_pages_the_oldest_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was left counts until it is written to: who loads theirs anew is not the one to go without news."""
    monkeypatch.setattr(streams, "MOST_OF_A_PERSON", 2)
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        opened = [await maria.session.get(f"{it.base}/chat/events") for _ in range(3)]
        assert [answer.status for answer in opened] == [200, 200, 200]
        assert "event: over" not in (await opened[0].read()).decode(), "it may come back"
        monkeypatch.setattr(streams, "MOST_OF_A_PLACE", 2)
        opened.append(await maria.session.get(f"{it.base}/chat/events"))
        assert opened[-1].status == 200, "one gave way to it"
        monkeypatch.setattr(streams, "MOST_OF_A_PERSON", 9)
        async with maria.session.get(f"{it.base}/chat/events") as refused:
            assert refused.status == 429
        for answer in opened:
            answer.close()


class Abroad:
    """A file that staff sent by a channel of theirs."""

    @asynccontextmanager
    async def open(self, file: str, most: int) -> AsyncIterator[AsyncIterator[bytes]]:
        """Begin to read it."""

        async def pieces() -> AsyncIterator[bytes]:
            yield b"<script>alert(1)</script>"

        yield pieces()


async def says_with_file(it: Bench, maria: Visitor) -> str:
    """Have staff send a file; returns where it is."""
    say = Content("en", (Text("said", {"text": Typed("Here you are")}),)).to_json()
    one = Utterance("", media=Media("document", "f1", "a.html", 25), id="1").to_json()

    def send(batch: Batch) -> None:
        [person] = batch.tx.people_with_web_events(0)
        batch.tx.show_web_event(WebEvent("r1", person, "relay", {"say": say, "source": "abroad", "said": one}, "c1"))

    await it.writer.submit(Call(send))
    it.channel.reads_from("abroad", Abroad())
    page = await maria.open()
    return next(address for _, address in page.links if "/chat/file/" in address)


async def test_a_file_of_staff_is_kept_and_never_shown_as_a_page(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria, it.visitor() as li:
        await maria.begin()
        file = await says_with_file(it, maria)
        _, headers, content = await maria.get(file)
        assert content == b"<script>alert(1)</script>"
        assert headers["Content-Type"] == "application/octet-stream"
        assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''a.html"
        assert "sandbox" in headers["Content-Security-Policy"]
        await li.begin()
        assert (await li.get(file))[0] == 404


async def test_nothing_follows_the_head_of_an_answer_that_is_only_asked_for(tmp_path: Path) -> None:
    """A proxy would take what follows for the answer to somebody else's request."""
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        file = await says_with_file(it, maria)
        reader, writer = await asyncio.open_connection("127.0.0.1", it.server.port)
        cookies = "; ".join(f"{one.key}={one.value}" for one in maria.session.cookie_jar)
        for path in ("/chat/events?after=0", "/chat", file, "/chat.js"):
            writer.write(f"HEAD {path} HTTP/1.1\r\nHost: x\r\nCookie: {cookies}\r\n\r\n".encode())
            async with asyncio.timeout(20):
                head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 OK\r\n"), (path, head)
        writer.close()
        assert len(it.channel.streams) == 0


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
