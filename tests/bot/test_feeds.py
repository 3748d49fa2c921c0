"""The addresses of calendars over real sockets: what is there, what is refused, and that nothing of it is told."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import logging
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import vobject
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from bot.app import Core, build_core
from bot.clock import Clock
from bot.errors import StorageTrouble
from bot.feeds.answering import ALLOWANCE, Feeds
from bot.receiving.places import networks, place_of
from bot.receiving.server import make_server, serve
from bot.settings import Settings
from bot.turns.apply import Batch
from bot.turns.feeds import new_feed
from bot.turns.ledger import Call
from bot.turns.records import Feed, FeedKind, StoredBooking
from bot.turns.writer import Writer
from dialogs.booking.booking import State
from tests.bot.test_webhook import free_port, until_open
from tests.e2e.booking.offices import RULE, STAFF, with_bookings
from tests.patience import PATIENCE_SECONDS
from tests.storage.contract.bookings import a_booking
from tests.storage.contract.stores import a_lead
from tests.support import CLIENT, SettableClock, damage

HOUR = 3_600
# Ten o'clock in Japan, nine days after the clock begins.
TEN = int(SettableClock()().timestamp()) + 9 * 24 * HOUR
# The link of a room is no address of ours.
ROOM = "https://meet.example/room"
TICKET = "ab" * 20


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Bench:
    """A server with the addresses of one office, whose clock can be set."""

    core: Core
    clock: SettableClock
    port: int
    person: str = ""

    def do(self, act: Any) -> Any:
        """Do something in a transaction."""
        return self.core.ledger.do(Call(act))

    def feed(self, kind: FeedKind = FeedKind.CLIENT, owner: str = "", account: str = "", **more: Any) -> Feed:
        """Somebody gets an address."""
        feed = replace(new_feed(kind, owner or self.person, self.clock(), account), **more)
        self.do(lambda batch: batch.tx.keep_feed(feed))
        return feed

    def book(self, start: int = TEN, state: State = State.BOOKED, **more: Any) -> StoredBooking:
        """Maria has a talk."""
        booking = a_booking(start, "a", state, room=ROOM, **more)
        kept: StoredBooking = self.do(lambda batch: batch.tx.keep_booking(StoredBooking(self.person, booking)))
        return kept

    def change(self, kept: StoredBooking, **more: Any) -> StoredBooking:
        """What she has becomes another."""
        changed = replace(kept.booking, sequence=kept.booking.sequence + 1, **more)
        found: StoredBooking = self.do(lambda batch: batch.tx.keep_booking(replace(kept, booking=changed)))
        return found

    async def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path."""
        url = f"http://127.0.0.1:{self.port}{path}"
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, url, headers=headers, allow_redirects=False) as answer,
        ):
            return Answer(answer.status, answer.headers, await answer.text())

    async def raw(self, *parts: bytes) -> bytes:
        """Send bytes, and read all that comes back until the other side ends."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        for part in parts:
            writer.write(part)
        answer = await asyncio.wait_for(reader.read(), PATIENCE_SECONDS)
        writer.close()
        return answer


@asynccontextmanager
async def bench(folder: Path, *sections: str, idle_seconds: float = 60.0) -> AsyncIterator[Bench]:
    port, clock = free_port(), SettableClock()
    settings = Settings(
        database=f"sqlite:///{folder / 'intake.db'}",
        office=with_bookings(folder, *sections),
        public_url=f"http://127.0.0.1:{port}",
    )
    core = build_core(settings)
    made = Bench(core, clock, port)

    def begin(batch: Batch) -> str:
        person = batch.tx.person_at(CLIENT, "1", clock())
        person.conversation.language, person.touched = "en", True
        return person.id

    made.person = made.do(begin)
    writer, stop = Writer(core.ledger, look_every=None), asyncio.Event()
    times = Clock(now=clock, monotonic=lambda: clock().timestamp(), sleep=asyncio.sleep)
    feeds = Feeds(core.ledger.store, writer, core.dialogue.around, core.words, times)
    writer.start()
    server = make_server(feeds.endpoints, feeds.pages)
    running = asyncio.ensure_future(serve(server, "127.0.0.1", port, stop, idle_seconds=idle_seconds))
    try:
        await until_open(port)
        yield made
    finally:
        stop.set()
        await asyncio.wait_for(running, PATIENCE_SECONDS)
        await asyncio.to_thread(writer.stop)
        core.database.close()


def events(answer: Answer) -> list[Any]:
    """The talks of a calendar, as another program reads them."""
    return list(getattr(vobject.readOne(answer.text), "vevent_list", []))


# --- what is there ----------------------------------------------------------------------------------------------------


async def test_the_calendar_of_a_client(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        feed = made.feed()
        made.book()
        answer = await made.get(f"/calendar/{feed.name}.ics")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    lines = answer.text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75, "folded"
    assert {"METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(lines)
    [event] = events(answer)
    assert event.uid.value == "booking-1@tsubakuro"
    assert (event.dtstart.value.timestamp(), event.dtstart.value.utcoffset()) == (TEN, timedelta())
    assert (event.status.value, event.location.value) == ("CONFIRMED", ROOM)
    assert not hasattr(event, "attendee")


async def test_a_talk_that_moves_or_is_called_off_is_the_same_entry(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        feed, kept = made.feed(), made.book()
        first = await made.get(f"/calendar/{feed.name}.ics")
        kept = made.change(kept, start=TEN + HOUR)
        moved = await made.get(f"/calendar/{feed.name}.ics")
        made.change(kept, state=State.CANCELLED, cells=None)
        off = await made.get(f"/calendar/{feed.name}.ics")
        made.clock.advance(timedelta(days=10))
        later = await made.get(f"/calendar/{feed.name}.ics")
    found = [events(answer)[0] for answer in (first, moved, off)]
    assert {event.uid.value for event in found} == {"booking-1@tsubakuro"}
    assert [int(event.sequence.value) for event in found] == [0, 1, 2]
    assert [event.status.value for event in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert found[1].dtstart.value.timestamp() == TEN + HOUR
    assert events(later) == [], "a while is over with the time it would have had"
    assert len({answer.headers["ETag"] for answer in (first, moved, off, later)}) == 4


async def test_what_is_only_held_asked_for_or_waited_for_is_in_no_calendar(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        feed = made.feed()
        for hours, state in enumerate((State.HELD, State.REQUESTED, State.EXPIRED, State.DECLINED)):
            made.book(TEN + hours * HOUR, state)
        made.book(TEN, State.CANCELLED, cells=None, replaces=1)
        made.book(TEN, State.CANCELLED, cells=None, on_request=True)
        assert events(await made.get(f"/calendar/{feed.name}.ics")) == []


async def test_what_took_place_stays_for_a_month(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        feed = made.feed()
        made.book(state=State.KEPT)
        made.clock.advance(timedelta(days=38))
        assert len(events(await made.get(f"/calendar/{feed.name}.ics"))) == 1
        made.clock.advance(timedelta(days=2))
        assert events(await made.get(f"/calendar/{feed.name}.ics")) == []


async def test_the_calendar_of_staff_has_numbers_and_no_names(tmp_path: Path) -> None:
    second = STAFF.replace('"a"', '"b"').replace("900", "901")
    async with bench(tmp_path, RULE, STAFF, second) as made:
        mine, others = made.feed(FeedKind.STAFF, "a", "900"), made.feed(FeedKind.STAFF, "b", "901")
        made.change(made.book(TEN + HOUR), state=State.CANCELLED, cells=None)
        made.book()
        answer = await made.get(f"/calendar/{mine.name}.ics")
        assert events(await made.get(f"/calendar/{others.name}.ics")) == []
    first, off = events(answer)
    assert first.summary.value.startswith("オンライン"), "of somebody without a lead the way alone"
    assert (first.status.value, off.status.value) == ("CONFIRMED", "CANCELLED")
    assert "Maria" not in answer.text


@pytest.mark.parametrize(("more", "shown"), [("", "#1 オンライン"), ("[calendar]\nshows_names = true\n", " Zq7name")])
async def test_a_name_stands_there_only_where_the_profile_says_so(tmp_path: Path, more: str, shown: str) -> None:
    async with bench(tmp_path, RULE, STAFF, more) as made:
        feed = made.feed(FeedKind.STAFF, "a", "900")
        made.book()

        def file(batch: Batch) -> None:
            person = batch.tx.person(made.person)
            assert person is not None
            batch.tx.add_lead(a_lead(person, "Zq7name"))

        made.do(file)
        answer = await made.get(f"/calendar/{feed.name}.ics")
    [event] = events(answer)
    assert shown in event.summary.value
    assert ("Zq7name" in answer.text) is bool(more)


@pytest.mark.parametrize(
    ("owner", "account"), [("z", "900"), ("a", "901"), ("a", "")], ids=["left", "another has the id", "older"]
)
async def test_who_is_no_member_of_staff_any_more_has_no_calendar(tmp_path: Path, owner: str, account: str) -> None:
    async with bench(tmp_path) as made:
        feed = made.feed(FeedKind.STAFF, owner, account)
        assert (await made.get(f"/calendar/{feed.name}.ics")).status == 404


async def test_of_somebody_who_cannot_be_opened_there_is_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        feed = made.feed()
        damage(made.core, "people", f"id = '{made.person}'")
        assert (await made.get(f"/calendar/{feed.name}.ics")).status == 404


async def test_a_damaged_address_shows_nothing_and_makes_room_for_another(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with bench(tmp_path) as made:
        feed = made.feed()
        damage(made.core, "feeds", f"id = '{feed.id}'")
        assert (await made.get(f"/calendar/{feed.name}")).status == 404
        assert "cannot be opened (damaged)" in caplog.text
        assert (await made.get(f"/calendar/{made.feed().name}")).status == 200


async def test_nothing_new_is_answered_in_a_word(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        feed = made.feed()
        made.book()
        first = await made.get(f"/calendar/{feed.name}.ics")
        tag = first.headers["ETag"]
        made.clock.advance(timedelta(minutes=5))
        again = await made.get(f"/calendar/{feed.name}.ics", **{"If-None-Match": f'"other", {tag}'})
        assert (again.status, again.text, again.headers["ETag"]) == (304, "", tag)
        head = await made.get(f"/calendar/{feed.name}.ics", "HEAD")
        assert (head.status, head.text, head.headers["ETag"]) == (200, "", tag)
        assert head.headers["Content-Length"] == first.headers["Content-Length"]
        other = await made.get(f"/calendar/{feed.name}.ics", **{"If-None-Match": '"other"'})
        assert other.status == 200


# --- the page ---------------------------------------------------------------------------------------------------------


class Reading(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[Mapping[str, str | None]]:
        """The attributes of each tag of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]


async def test_the_page_says_how_and_runs_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        feed = made.feed()
        answer = await made.get(f"/calendar/{feed.name}")
        host = f"127.0.0.1:{made.port}"
    page = Reading(answer.text)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.all("html") == [{"lang": "en"}]
    [link] = page.all("a")
    assert link["href"] == f"webcal://{host}/calendar/{feed.name}.ics"
    assert f"http://{host}/calendar/{feed.name}.ics" in page.words
    assert "some once a day" in answer.text
    assert page.all("meta")[1]["content"] == "width=device-width, initial-scale=1"
    assert not {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "form", "object"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith(("on", "style"))]
    policy = answer.headers["Content-Security-Policy"]
    [style] = re.findall(r"<style>(.*)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    told = [answer.headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")]
    assert told == ["no-store", "no-referrer", "noindex, nofollow"]


async def test_the_page_is_in_the_persons_language_and_escaped(tmp_path: Path) -> None:
    async with bench(tmp_path, RULE, STAFF.replace('"五十嵐"', "'<b>五十嵐</b> & \"'")) as made:
        feed = made.feed(FeedKind.STAFF, "a", "900")
        answer = await made.get(f"/calendar/{feed.name}")
    page = Reading(answer.text)
    assert page.all("html") == [{"lang": "ja"}]
    assert "1日1回" in answer.text
    assert page.all("b") == []
    assert '<b>五十嵐</b> & "の面談予定' in page.words


async def test_unknown_wrong_and_invalid_are_answered_alike(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        old = made.feed()
        feed = made.feed()
        names = [
            f"{'0' * 16}-{feed.secret}",
            f"{feed.id}-{'0' * 40}",
            f"{feed.id}-{feed.secret[:-1]}",
            feed.id,
            old.name,
            "x" * 2_000,
            "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "%00",
            "../client",
        ]
        answers = [await made.get(f"/calendar/{name}") for name in names]
        answers += [await made.get(f"/calendar/{name}.ics") for name in names]
        answers.append(await made.get(f"/calendar/{old.id}/{TICKET}"))
    alike = {(answer.status, answer.text) for answer in answers if "no-store" in str(answer.headers)}
    assert {answer.status for answer in answers} == {404}
    assert len(alike) == 1
    [(_, text)] = alike
    assert "このアドレスは無効" in text
    assert "This address shows nothing" in text


async def test_the_secret_is_compared_in_constant_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bench(tmp_path) as made:
        feed, compared, real = made.feed(), [], hmac.compare_digest

        def watched(one: bytes, other: bytes) -> bool:
            compared.append((one, other))
            return real(one, other)

        monkeypatch.setattr(hmac, "compare_digest", watched)
        wrong = "f" * 40
        for name in (feed.id, "e" * 16):
            assert (await made.get(f"/calendar/{name}-{wrong}")).status == 404
    assert compared == [(feed.secret.encode(), wrong.encode()), (b"0" * 40, wrong.encode())]


# --- one look ---------------------------------------------------------------------------------------------------------


async def test_a_link_for_one_look_works_once(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        until = int(made.clock().timestamp()) + 600
        feed = made.feed(FeedKind.STAFF, "a", "900", ticket=TICKET, until=until)
        path = f"/calendar/{feed.id}/{TICKET}"
        for method in ("GET", "HEAD", "GET"):
            offered = await made.get(path, method)
            assert offered.status == 200, "a messenger that looks at a link takes nothing"
            assert feed.secret not in offered.text
        assert Reading(offered.text).all("form") == [{"method": "post"}]
        assert "form-action 'self'" in offered.headers["Content-Security-Policy"]
        taken = await made.get(path, "POST")
        assert (taken.status, taken.headers["Location"]) == (303, f"http://127.0.0.1:{made.port}/calendar/{feed.name}")
        assert taken.headers["Cache-Control"] == "no-store"
        assert [(await made.get(path, method)).status for method in ("GET", "POST")] == [404, 404]
        assert (await made.get(f"/calendar/{feed.name}")).status == 200


async def test_of_two_who_press_at_once_one_is_shown_it(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        until = int(made.clock().timestamp()) + 600
        feed = made.feed(FeedKind.STAFF, "a", "900", ticket=TICKET, until=until)
        answers = await asyncio.gather(*(made.get(f"/calendar/{feed.id}/{TICKET}", "POST") for _ in range(4)))
    assert sorted(answer.status for answer in answers) == [303, 404, 404, 404]


async def test_a_link_for_one_look_ends(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        until = int(made.clock().timestamp()) + 600
        feed = made.feed(FeedKind.STAFF, "a", "900", ticket=TICKET, until=until)
        none = made.feed()
        made.clock.advance(timedelta(minutes=10))
        asked = [f"{feed.id}/{TICKET}", f"{none.id}/{'0' * 40}", f"{none.id}/", f"{'0' * 16}/{TICKET}"]
        assert {(await made.get(f"/calendar/{name}", "POST")).status for name in asked} == {404}


# --- what is sent to us -----------------------------------------------------------------------------------------------


PROXIES = '[web]\nproxies = ["127.0.0.1"]\n'


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (("203.0.113.9", "203.0.113.10"), "203.0.113.10"),
        (("203.0.113.9, 203.0.113.10",), "203.0.113.10"),
        (("2001:db8::1",), "2001:db8::/64"),
        ((), "127.0.0.1"),
        (("nobody",), "nobody"),
    ],
)
def test_where_a_request_comes_from_says_our_proxy_last(lines: Sequence[str], place: str) -> None:
    """Some proxies add a line of their own below what they were sent. Of IPv6 one person has 2 to the 64 addresses."""
    headers = CIMultiDict([("X-Forwarded-For", line) for line in lines])
    request = make_mocked_request("GET", "/", headers=headers).clone(remote="127.0.0.1")
    assert place_of(request, networks(["127.0.0.0/8"])) == place
    assert place_of(request, networks(["10.0.0.0/8"])) == "127.0.0.1", "no proxy of ours, however near"


async def test_who_is_no_proxy_of_ours_is_not_believed(tmp_path: Path) -> None:
    """Else whoever sits in the same network had as many places as they liked."""
    async with bench(tmp_path) as made:
        feeds = [made.feed(FeedKind.STAFF, "a", "900"), made.feed()]
        for number in range(ALLOWANCE.at_once):
            headers = {"X-Forwarded-For": f"203.0.113.{number}"}
            assert (await made.get(f"/calendar/{feeds[number % 2].name}", **headers)).status == 200
        assert (await made.get(f"/calendar/{feeds[0].name}", **{"X-Forwarded-For": "198.51.100.1"})).status == 429


async def test_a_flood_is_limited_and_writes_nothing(tmp_path: Path) -> None:
    async with bench(tmp_path, RULE, STAFF, PROXIES) as made:
        feed = made.feed()
        path = f"/calendar/{feed.name}.ics"
        before = made.do(lambda batch: batch.tx.connection.exec_driver_sql("PRAGMA data_version").scalar())
        codes = [(await made.get(path)).status for _ in range(ALLOWANCE.at_once)]
        refused = await made.get(path)
        assert (set(codes), refused.status, refused.headers["Retry-After"]) == ({200}, 429, "60")
        other = await made.get(path, **{"X-Forwarded-For": "203.0.113.9"})
        assert other.status == 429, "wherever it comes from, as long as it is the same address"
        elsewhere = made.feed(FeedKind.STAFF, "a", "900")
        assert (await made.get(f"/calendar/{elsewhere.name}")).status == 429
        through = await made.get(f"/calendar/{elsewhere.name}", **{"X-Forwarded-For": "203.0.113.9, 203.0.113.10"})
        assert through.status == 200, "somebody else, through the same proxy"
        assert (await made.get(f"/calendar/{elsewhere.id}/{TICKET}", "POST")).status == 429
        made.clock.advance(timedelta(minutes=2))
        assert (await made.get(path)).status == 200
        after = made.do(lambda batch: batch.tx.connection.exec_driver_sql("PRAGMA data_version").scalar())
        assert after == before


async def test_trouble_of_the_database_is_told_in_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with bench(tmp_path) as made:
        feed = made.feed()
        for error in (StorageTrouble("error-database-rewritten"), OSError(f"{feed.secret} and what Maria said")):

            def broken(error: Exception = error) -> Any:
                raise error

            monkeypatch.setattr(made.core.ledger.store, "reading", broken)
            answer = await made.get(f"/calendar/{feed.name}.ics")
            assert (answer.status, answer.text) == (503, "503: try again later")
            assert answer.headers["Retry-After"] == "120"
    assert "OSError" in caplog.text
    assert "Maria" not in caplog.text


HEAD = b"GET /calendar/%b.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
MESSY: Mapping[str, Sequence[bytes]] = {
    "a huge header": (HEAD, b"X-Much: " + b"y" * 20_000, b"\r\n\r\n"),
    "a huge path": (b"GET /calendar/%b" + b"z" * 20_000 + b" HTTP/1.1\r\n\r\n",),
    "many headers": (HEAD, b"".join(b"X-%d: y\r\n" % n for n in range(2_000)), b"\r\n"),
    "no HTTP at all": (b"\x16\x03\x01%b\r\n\r\n",),
    "a strange method": (b"BREW /calendar/%b HTTP/1.1\r\n\r\n",),
    "a strange version": (b"GET /calendar/%b HTTP/9.9\r\n\r\n",),
    "two lengths": (HEAD, b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
    "above the top": (b"GET /calendar/%b/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",),
    "no path": (b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",),
}


@pytest.mark.parametrize("parts", MESSY.values(), ids=MESSY)
async def test_whatever_is_sent_is_answered_and_told_nobody(
    tmp_path: Path, parts: Sequence[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with bench(tmp_path) as made:
        feed = made.feed()
        answer = await made.raw(*(part.replace(b"%b", feed.name.encode()) for part in parts))
        assert re.match(rb"HTTP/1\.[01] 40[0-9] ", answer)
        assert b"Traceback" not in answer
        assert (await made.get(f"/calendar/{feed.name}")).status == 200, "others are served"
    assert feed.secret not in caplog.text
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND", "OPTIONS"])
async def test_other_methods_are_refused_kindly(tmp_path: Path, method: str) -> None:
    async with bench(tmp_path) as made:
        feed = made.feed()
        answer = await made.get(f"/calendar/{feed.name}", method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")


async def test_who_does_not_come_to_the_end_of_a_request_is_not_waited_for(tmp_path: Path) -> None:
    async with bench(tmp_path, idle_seconds=0.001) as made:
        assert await made.raw(b"GET /healthz HT") == b""


async def test_a_client_who_leaves_amid_an_answer_harms_nobody(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        feed = made.feed()
        for _ in range(3):
            _, writer = await asyncio.open_connection("127.0.0.1", made.port)
            writer.write(HEAD.replace(b"%b", feed.name.encode()) + b"\r\n")
            writer.transport.abort()
        assert (await made.get(f"/calendar/{feed.name}")).status == 200


async def test_nothing_asked_for_stands_in_a_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with bench(tmp_path) as made:
        until = int(made.clock().timestamp()) + 600
        feed, staff = made.feed(), made.feed(FeedKind.STAFF, "a", "900", ticket=TICKET, until=until)
        made.book()
        for path in (f"{feed.name}", f"{feed.name}.ics", f"{staff.id}/{TICKET}", f"{feed.id}-{'0' * 40}"):
            for method in ("GET", "HEAD", "POST"):
                await made.get(f"/calendar/{path}", method)
    secrets = (feed.id, feed.secret, staff.id, staff.secret, TICKET, ROOM)
    assert [secret for secret in secrets if secret in caplog.text] == []
