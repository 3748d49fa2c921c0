"""The whole way without a script: interview, result, booking, hand-off, talk, files, a copy of all, erasure."""

from __future__ import annotations

import asyncio
import gzip
import json
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from tests.e2e.booking.offices import RULE, STAFF, WEEKENDS
from tests.e2e.reminders.test_talks import until
from tests.e2e.staff import QUALIFIES, card, staff_press, written
from tests.e2e.website.visitor import Website, website
from tests.telegram import FakeMessage

PNG = b"\x89PNG\r\n\x1a\n" + bytes(300_000)


def in_topic(site: Website) -> list[FakeMessage]:
    """What stands in the topic of the one lead."""
    [thread] = site.world.group.topics
    return [message for message in site.world.group.messages() if message.thread_id == thread]


def weights(page: str) -> list[int]:
    """What the loader weighs as it travels, then each part of the chat."""
    static = resources.files("bot").joinpath("channels", "web", "static")
    names = ("chat.js", "app.js", "enter.js", "style.css", "icon.svg")
    return [len(gzip.compress(one)) for one in (*(static.joinpath(name).read_bytes() for name in names), page.encode())]


async def test_nothing_is_kept_of_who_only_looks(tmp_path: Path) -> None:
    async with website(tmp_path) as site, site.visitor() as maria:
        page = await maria.open()
        assert (maria.status, page.language) == (200, "en")
        assert "Set-Cookie" not in maria.answer_headers
        assert [button[3] for button in page.buttons()] == ["English", "日本語"]
        with site.service.core.ledger.store.reading() as tx:
            assert tx.newest_web_event() == 0
        async with site.visitor(Accept_Language="ja,en;q=0.5") as hana:
            page = await hana.open()
            assert (page.language, page.buttons()[0][3]) == ("ja", "日本語")


async def test_the_whole_way(tmp_path: Path) -> None:
    async with website(tmp_path) as site, site.visitor() as maria:
        world = site.world
        page = await maria.begin()
        assert "May we keep your answers?" in page.legend
        assert "goes to the office's own system alone" in page.about
        assert "Welcome" in page.items[0].text
        await maria.interview(QUALIFIES, "r/short")
        assert "80 points" in maria.page.asked

        await maria.choose("picture")
        [picture] = maria.page.pictures
        status, headers, png = await maria.get(picture)
        assert (status, headers["Content-Type"], png[:4]) == (200, "image/png", b"\x89PNG")
        assert "80 points" in maria.page.text, "the picture in words"

        await maria.interview({"note": "Please <b>help</b>", "name": "Maria Santos"}, "o/book")
        await site.settled()
        assert "Maria Santos" in card(world.group, 1).text
        assert maria.page.items[-1].language == "en"

        # A time by the day.
        await maria.choose(next(v for _, _, v, said in maria.page.buttons() if "Google Meet" in said).split(".", 2)[2])
        times = [said for _, name, _, said in maria.page.buttons() if name == "press"]
        assert any("Nov" in said for said in times), times
        await maria.press(next(said for said in times if "Nov" in said))
        await maria.press("Yes, take it")
        await site.settled()
        page = await maria.open()
        [(name, address)] = [(said, link) for said, link in page.links if "/document/" in link]
        status, headers, ics = await maria.get(address)
        assert (name[-4:], ics[:15]) == (".ics", b"BEGIN:VCALENDAR")
        assert headers["Content-Type"].startswith("text/calendar")

        # Talk: both ways, files and changes.
        page = await maria.type("When do you open?")
        await site.settled()
        assert "When do you open?" in in_topic(site)[-1].text
        page = await maria.upload("passport.pdf.exe", PNG)
        await site.settled()
        sent = in_topic(site)[-1]
        assert sent.file is not None
        assert sent.file.data == PNG
        [thread] = world.group.topics
        await world.group.say(world.office, world.staff, "At <nine>", thread)
        await site.settled()
        page = await maria.open()
        assert page.items[-1].side == "staff"
        assert "At <nine>" in page.items[-1].text
        assert [m for m in in_topic(site) if m.text == "At <nine>" and m.reactions], "staff see that it arrived"

        # A copy of all, then nothing of it is left.
        page = await maria.type("/mydata")
        address = [link for _, link in page.links if "/document/" in link][-1]
        _, _, content = await maria.get(address)
        kept = json.loads(content)
        assert kept["conversation"]["channel"] == "web"
        assert "When do you open?" in json.dumps(kept["website"])
        await maria.type("/forget")
        page = await maria.press("Erase everything")
        assert page.title == "Everything was erased"
        await site.settled()
        with site.service.core.ledger.store.reading() as tx:
            assert (tx.newest_web_event(), tx.waiting()) == (0, [])
        assert not [m for m in written(world.group) if "Maria Santos" in m.text]


async def test_staff_approve_a_time_and_its_reminder_is_on_the_page_when_they_come_back(tmp_path: Path) -> None:
    async with website(tmp_path, RULE, WEEKENDS, STAFF) as site, site.visitor() as maria:
        await maria.begin()
        await maria.interview({**QUALIFIES, "name": "Maria"}, "o/book")
        await maria.choose(next(v for _, _, v, said in maria.page.buttons() if "Google Meet" in said).split(".", 2)[2])
        days = [part.split("<", 1)[0] for part in maria.page.html.split("<summary>")[1:] if "Nov" in part[:20]]
        assert days[:2] == ["Wed 25 Nov ", "Thu 26 Nov "], "a page has room for days of times, one below the other"
        loader, *chat = weights(maria.page.html)
        assert loader <= 2_048
        assert sum(chat) <= 30_720, "also where it shows the most"
        await maria.type("Saturday 10am")
        await maria.press("Sat 28 Nov 10:00")
        page = await maria.press("Yes, take it")
        await site.settled()
        assert "Your request is with the office" in page.asked
        await staff_press(site.world, site.service, "承認")
        page = await maria.open()
        assert "approved your time" in page.text
        assert "not answered yet" not in page.asked, "what stands there as the present is as it is now"
        assert any(value.endswith(".move") for _, _, value, _ in page.buttons())
        assert "Are you still coming?" not in page.text
        await until(site.world, site.service, datetime(2026, 11, 27, 3, 0, tzinfo=UTC))
        page = await maria.open()
        assert "Are you still coming?" in page.text
        page = await maria.press("Yes, I am coming")
        assert "We expect you" in page.text


async def test_what_a_text_names_with_a_slash_can_be_pressed_there(tmp_path: Path) -> None:
    async with website(tmp_path) as site, site.visitor() as maria:
        page = await maria.begin()
        named = [(form.id, value) for form, name, value, label in page.buttons() if label.startswith("/")]
        assert named == [("do", "privacy"), ("do", "forget")]
        page = await maria.press("/privacy")
        assert "Your rights:" in page.text
        page = await maria.type("I write /forget and /etc/passwd")
        assert "/forget</button>" not in page.html.split("I write")[1].split("</li>")[0], "but not what somebody typed"


async def test_a_stop_waits_for_no_page_that_is_open(tmp_path: Path) -> None:
    async with website(tmp_path) as site, site.visitor() as maria:
        await maria.begin()
        answer = await maria.session.get(f"{site.base}/chat/events")
        assert (await answer.content.readline()).startswith(b"retry: ")
        site.service.stop.set()
        began = asyncio.get_running_loop().time()
        assert b"" in [line async for line in answer.content] + [b""]
        assert answer.content.at_eof()
        assert asyncio.get_running_loop().time() - began < 10
