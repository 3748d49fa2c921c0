"""The demo's page over HTTP, as a browser without a script: one demo that is served, and everything that is on it."""

import re
import socket
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.app import read_answers
from bot.clock import Clock
from bot.commands import demo as command
from bot.demo.clock import MovingClock
from bot.demo.people import PEOPLE
from bot.demo.site import DemoSite, Seat
from bot.demo.week import CLIENTS, Week, begins, closed_day, days_before
from bot.demo.wiring import Demo, make_demo, settings_of
from dialogs.desk.ringing import rung_by
from tests.e2e.website.visitor import Read

TUESDAY = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Visitor:
    """A browser that runs no script, keeps cookies and shows a frame."""

    def __init__(self, base: str, session: aiohttp.ClientSession) -> None:
        self.base, self.session = base, session
        self.page, self.frame = "", ""

    async def get(self, path: str, **headers: str) -> tuple[int, str, Any]:
        async with self.session.get(self.base + path, headers=headers) as answer:
            return answer.status, await answer.text(errors="replace"), answer.headers

    async def sees(self, path: str = "/") -> str:
        """Open the page, and what it frames."""
        status, self.page, _ = await self.get(path)
        assert status == 200
        found = re.search(r'<iframe[^>]* src="([^"#]*)', self.page)
        assert found is not None
        status, self.frame, headers = await self.get(found[1].replace("&amp;", "&"))
        assert status == 200
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
        return self.page

    async def posts(self, path: str, origin: str | None = None, **fields: str) -> tuple[int, str]:
        form: Any = fields
        if path == "/demo/write":
            with aiohttp.MultipartWriter("form-data") as form:
                for name, value in fields.items():
                    form.append(value).set_content_disposition("form-data", name=name)
        headers = {"Origin": origin or self.base}
        async with self.session.post(self.base + path, data=form, headers=headers, allow_redirects=False) as answer:
            return answer.status, answer.headers.get("Location", "")

    async def does(self, path: str, **fields: str) -> str:
        status, location = await self.posts(path, **fields)
        assert status == 303, path
        return await self.sees(location)

    async def in_the_frame(self, label: str) -> None:
        """Press a button of the client's page."""
        for form in Read(self.frame).forms:
            for name, value, said in form.buttons:
                if said == label:
                    fields = {**form.fields, **({name: value} if name else {})}
                    assert (await self.posts(form.action, **fields))[0] == 303
                    return
        raise AssertionError(f"no button says {label!r}")


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[tuple[Demo, Visitor, list[bool]]]:
    """A demo that is served, with somebody before it."""
    import asyncio

    listener = socket.create_server(("127.0.0.1", 0))
    port, left = listener.getsockname()[1], list[bool]()
    demo = make_demo(settings_of(folder, port, None), clock=MovingClock(Clock(now=lambda: TUESDAY)))
    read_answers(demo.core)
    site = DemoSite(demo, Seat("en"), left.append)
    demo.runner.sites, demo.runner.listener = (*demo.runner.sites, site), listener
    running = asyncio.ensure_future(demo.runner.run())
    try:
        await demo.runner.ready.wait()
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            yield demo, Visitor(f"http://127.0.0.1:{port}", session), left
    finally:
        site.end()
        demo.runner.stop.set()
        await running
        demo.core.database.close()


async def test_the_page(tmp_path: Path) -> None:
    async with served(tmp_path) as (demo, it, left):
        await demo.nursery.bring(*PEOPLE[:2])
        await demo.machine.settled()

        # Who comes first sees the website's first page, and may begin.
        assert "<h2>Client</h2>" in await it.sees()
        assert "English" in it.frame
        await it.in_the_frame("English")
        assert "Client 1" in await it.sees()
        assert "May we keep your answers?" in it.frame
        # Another person in the same browser, and back; somebody's phone and topic are looked at together.
        await it.does("/demo/client", chat="Maria")
        assert "Maria Santos" in it.frame
        [topic] = demo.board.topics
        assert f'href="/?topic={topic}" class="" aria-current="page"' in it.page
        await it.does("/demo/client", chat="Wei")
        assert 'href="/" class="" aria-current="page"' in it.page, "who sent nothing has no topic"
        await it.sees(f"/?topic={topic}")
        assert "Maria Santos" in it.frame
        await it.does("/demo/client", new="1")
        assert "Maria" not in it.frame
        [newcomer] = [one.to for one in await demo.chats.all() if len(one.to) == 32]
        await it.does("/demo/client", chat=newcomer)
        assert "May we keep your answers?" in it.frame

        # The group: a topic, a button, words to the client and the answer to one of them.
        await it.does("/demo/client", chat="Maria")
        page = await it.sees(f"/?topic={topic}")
        card = next(one for one in demo.board.within(topic) if one.rows)
        assert f'value="{card.rows[0][0][1]}"' in page
        await it.does("/demo/press", topic=str(topic), message=str(card.number), data=card.rows[0][0][1])
        page = await it.does("/demo/write", topic=str(topic), text="Are you <free> on Friday?")
        assert "Are you &lt;free&gt; on Friday?" in page
        assert "Are you &lt;free&gt; on Friday?" in it.frame
        said = demo.board.within(topic)[-1]
        page = await it.sees(f"/?topic={topic}&answers={said.number}")
        assert f'name="answers" value="{said.number}"' in page
        page = await it.does("/demo/write", topic=str(topic), text="/unsend", answers=str(said.number))
        assert "Friday" not in it.frame

        # The staff page: its link can be pressed here as in a messenger.
        page = await it.does("/demo/write", text="/desk")
        found = re.search(rf'href="{it.base}(/desk/enter/[^"]*)"', page)
        assert found is not None
        assert (await it.get(found[1]))[0] == 200

        # The clock, the law, the rules.
        page = await it.does("/demo/clock", step="week")
        assert "December 1, 2026 10:00" in page
        # A birthday that costs points: a month before it, then by the button a week before, and no look without a word.
        await it.does("/demo/client", chat="Wei")
        told = it.frame.count("December 30, 2026")
        assert told, it.frame
        page = await it.does("/demo/clock", step="timer")
        assert "December 23, 2026" in page
        assert it.frame.count("December 30, 2026") > told
        assert "no such moment" in await it.does("/demo/clock", step="to", day="2026-11-30")
        assert "December 24, 2026 09:00" in await it.does("/demo/clock", step="to", day="2026-12-24")
        page = await it.does("/demo/clock", step="law")
        assert "made-up change" in page
        assert "架空の改正" in page
        status, page, _ = await it.get("/demo/rules?total=never")
        assert status == 200
        assert "0 more would have rung, 1 fewer." in page
        assert "事務所" in await it.does("/demo/language", language="ja")

        # Nobody else is let in.
        assert (await it.posts("/demo/reset", origin="https://evil.example"))[0] == 403
        assert (await it.posts("/chat/begin", origin="https://evil.example"))[0] == 403
        assert (await it.get("/", Host="evil.example"))[0] == 403
        assert (await it.get("/demo/file/999"))[0] == 404
        assert left == []
        await it.posts("/demo/reset")
        assert left == [True]


async def test_a_week_is_the_same_each_time_and_fills_the_desk(tmp_path: Path) -> None:
    """The arithmetic of it; what it does goes through the code that the other tests are about."""
    async with served(tmp_path) as (demo, _, _):
        until = TUESDAY + timedelta(days=8)
        days = days_before(until.date())
        office = demo.core.office
        assert closed_day(until, office) == days[1], "no holiday: a day of its own"
        weekend = replace(office, hours=((),) * 5 + (office.hours[0],) * 2)
        assert closed_day(until, weekend) == days[4], "where people work at weekends one of them"
        assert closed_day(TUESDAY, office) == date(2026, 11, 23), "a holiday that the office keeps"
        assert closed_day(TUESDAY, replace(office, closed_on_holidays=False)) == date(2026, 11, 18)
        assert begins(until, demo.core.office.zone) == datetime(2026, 11, 24, 15, tzinfo=UTC)
        plans = [Week(demo, until).plan() for _ in range(2)]
        assert plans[0] == plans[1]
        assert len({one.made_up.chat for _, come in plans[0] for one in come}) == CLIENTS
        assert plans[0] != Week(demo, until, seed=8).plan()
        # One of each sort of those who come as far as the desk would cost a second each: two of them do here.
        everybody = [one for _, come in plans[0] for one in come if one.books]
        asks = next(one for one in everybody if one.made_up.answers["goal"] == "a:other")
        some = [asks, next(one for one in everybody if one is not asks)]
        await Week(demo, until).come(some)
        await demo.machine.settled()
        leads = await demo.leads()
        assert len(leads) == 2
        rule = demo.core.office.ringing
        now, quieter = rung_by(demo.core.dialogue, leads, [rule, replace(rule, asks_for_human=False)])
        assert now.rung == tuple(record.number for record in leads if record.consented.rings) == (1, 2)
        [person] = [record.number for record in leads if record.consented.value("goal") == "other"]
        assert set(now.rung) - set(quieter.rung) == {person}


def test_a_busy_port_is_no_trouble_and_files_are_kept_only_where_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    kept = tmp_path / "kept"
    began: list[Path] = []

    def shown(plan: Any, _seat: Seat, at_ready: Any) -> bool:
        at_ready()
        began.append(plan.folder)
        (plan.folder / "demo.db").touch()
        (plan.folder / "notes.txt").touch()
        # Start over once.
        return len(began) == 1

    monkeypatch.setattr(command, "_shown", shown)
    with socket.create_server(("127.0.0.1", 0)) as busy:
        monkeypatch.setattr(command, "PORT", busy.getsockname()[1])
        args = Namespace(keep=str(kept), lang="en", open=True, week=False)
        assert command.run(args, opened.append) == 0
        [address] = opened
        assert str(busy.getsockname()[1]) not in address
        assert address in capsys.readouterr().out
        assert began == [kept, kept]
        assert sorted(path.name for path in kept.iterdir()) == ["demo.db", "notes.txt"]
        began.append(kept)
        assert command.run(Namespace(keep=None, lang="en", open=False, week=False), opened.append) == 0
    assert not began[-1].exists()
    assert len(opened) == 1
