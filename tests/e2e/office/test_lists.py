"""What staff look up: filtered lists, a search over sealed data, the day, figures; and what an erasure takes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.office import commands
from bot.run import Runner
from bot.storage.tables import leads
from tests.e2e.booking.offices import chooses, with_bookings
from tests.e2e.staff import (
    DECLINE,
    MORE,
    QUALIFIES,
    TAKE,
    card,
    copy_lead,
    forget,
    interview,
    lead,
    staff_press,
    staff_say,
    words,
    written,
)
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeMessage

ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
PHONE = "+81 90-1234-5678"


def read(message: FakeMessage) -> str:
    return message.text.translate(ISOLATES)


async def finds(world: World, service: Runner, text: str) -> list[str]:
    """The numbers that a search finds, in order."""
    [answer] = await staff_say(world, service, f"/find {text}")
    return [line.split()[0] for line in read(answer).splitlines() if line.startswith("#")]


# --- the list ---------------------------------------------------------------------------------------------------------


async def test_the_list_is_chosen_by_words_and_by_buttons(world: World) -> None:
    async with world.service() as service:
        await lead(world, service, 7, QUALIFIES, name="Maria")
        await staff_press(world, service, TAKE)
        await lead(world, service, 8, name="Tom")
        for text, number in (("mine", "#1"), ("自分", "#1"), ("waiting", "#2"), ("待ち", "#2"), ("合格", "#1")):
            chooser, listed = await staff_say(world, service, f"/leads {text}")
            assert [line.split()[0] for line in listed.text.splitlines() if line.startswith("#")] == [number]
            assert chooser.labels
        [how] = await staff_say(world, service, "/leads nonsense")
        assert how.text.startswith("一覧の指定を読み取れませんでした")
        before = written(world.group)
        [data] = [data for row in chooser.buttons for _, data in row if data == "leads:waiting:1"]
        await world.group.press(world.office, world.staff, chooser, str(data))
        await world.settled(service)
        _, listed = [message for message in written(world.group) if message not in before]
        assert "Tom" in listed.text
        assert "Maria" not in listed.text


@pytest.mark.parametrize("data", ["leads:mine", "leads:none:1", "leads:all:99999", "leads:all:x", "audit:1:1"])
async def test_a_forged_button_of_a_list_is_answered_by_nothing(world: World, data: str) -> None:
    async with world.service() as service:
        await lead(world, service)
        before = written(world.group)
        update = await world.group.press(world.office, world.staff, card(world.group), data)
        await world.settled(service)
        assert world.office.answer_to(update) is not None
        assert written(world.group) == before


async def test_what_changes_soon_is_worked_out_when_it_is_asked_for(world: World) -> None:
    async with world.service() as service:
        # 80 points, and 35 in a month: five points less.
        born: dict[str, str | list[str]] = {"birth_date": "1991-12-24", "experience_years": "7 years"}
        paid: dict[str, str | list[str]] = {"salary_yen": "7,000,000", "degrees": ["on:master", "done"]}
        await lead(world, service, 7, QUALIFIES | born | paid | {"japanese": "a:n2"}, name="Maria")
        await lead(world, service, 8, QUALIFIES, name="Tom")
        _, listed = await staff_say(world, service, "/leads 変化")
        [line] = [line for line in read(listed).splitlines() if line.startswith("#")]
        assert "Maria" in line
        assert "⏳2026年12月24日に" in line


async def test_a_talk_that_is_booked_stands_in_every_list_and_waits_in_none(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 10:30]", "[Yes, take it]")
        for command in ("/leads", "/find 1"):
            [line] = [
                line for m in await staff_say(world, service, command) for line in read(m).splitlines() if "#1" in line
            ]
            assert "🗓11月25日(水)10:30" in line, command
        _, none = await staff_say(world, service, "/leads 待ち")
        assert none.text == words("staff-list-none-of-these")
        [day] = await staff_say(world, service, "/today")
        assert words("staff-today-no-waiting") in day.text


# --- finding ----------------------------------------------------------------------------------------------------------


async def test_a_lead_is_found_by_number_name_and_a_part_of_the_contact(world: World) -> None:
    async with world.service() as service:
        contact: dict[str, str | list[str]] = {"contact_way": "a:phone", "contact": PHONE}
        await lead(world, service, 7, QUALIFIES | contact, name="Maria Santos")
        await lead(world, service, 8, name="山田 花子")
        for text in ("maria", "ＳＡＮＴＯＳ", "santos maria", "090-1234", "1234 5678", "9012345678", "1", "#1", "＃１"):
            assert await finds(world, service, text) == ["#1"], text
        for text in ("山田", "花子", "2"):
            assert await finds(world, service, text) == ["#2"], text
        for text in ("nobody", "maria yamada", "0999", "%", "_", "'; drop"):
            [none] = await staff_say(world, service, f"/find {text}")
            assert none.text == words("staff-find-none"), text
        [how] = await staff_say(world, service, "/find")
        assert "/find 田中" in how.text


async def test_a_search_goes_through_all_leads_and_says_when_there_is_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "OPENED_AT_ONCE", 10)
    async with world.service() as service:
        await lead(world, service, name="Maria")
        database = service.core.database
        with database.engine.begin() as connection:
            row = connection.execute(select(leads)).one()._mapping
            for number in range(2, 40):
                identity = f"{number:032}"
                bound = {"owner": row["person"], "version": row["version"]}
                content = database.sealer.open_json("leads", row["id"], row["sealed"], **bound)
                content["number"] = number
                if number > 30:
                    content["lead"]["answers"]["name"][0] = "Zoë"
                sealed = database.sealer.seal_json("leads", identity, content, **{**bound, "owner": identity})
                copy = {**row, "number": number, "id": identity, "person": identity, "sealed": sealed}
                connection.execute(leads.insert().values(copy))
        assert len(await finds(world, service, "zoë")) == 9
        [answer] = await staff_say(world, service, "/find maria")
        assert len([line for line in answer.text.splitlines() if line.startswith("#")]) == 20
        assert answer.text.splitlines()[-1] == words("staff-find-more")


async def test_an_erasure_takes_back_what_was_found_and_finds_no_more(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service, name="Maria Santos")
        for text in ("/find maria", "/today", "/leads", "/audit 1", "/lead 1"):
            assert await staff_say(world, service, text)
        await staff_say(world, service, "/stats")
        await forget(world, service, maria)
        assert not [m.text for m in written(world.group) if "Maria" in m.text]
        assert [m for m in written(world.group) if "集計" in m.text], "what names nobody stays"
        assert await finds(world, service, "maria") == []


# --- the day and the month --------------------------------------------------------------------------------------------


async def test_the_day_shows_what_is_due_and_what_waits(world: World) -> None:
    async with world.service() as service:
        [empty] = await staff_say(world, service, "/today")
        assert read(empty).splitlines()[0] == "📅 今日の予定（2026年11月24日）"
        assert "担当者待ち：なし" in empty.text
        await lead(world, service, 7, QUALIFIES, name="Maria")
        await staff_press(world, service, TAKE)
        await lead(world, service, 8, name="Tom")
        [day] = await staff_say(world, service, "/today")
        lines = read(day).splitlines()
        assert "担当者待ち（1件）" in lines
        assert any(line.startswith("#2") for line in lines)
        assert not any(line.startswith("#1") for line in lines), "taken, and nothing is due"


async def test_the_figures_count_and_name_nobody(world: World) -> None:
    async with world.service() as service:
        await lead(world, service, 7, QUALIFIES, name="Maria Santos")
        world.clock.advance(timedelta(hours=3))
        for label in (TAKE, MORE, "📝 面談の記録", "検討中"):
            await staff_press(world, service, label)
        tom = await lead(world, service, 8, name="Tom")
        await interview(world, service, tom, {}, "nowhere")
        await staff_press(world, service, DECLINE)
        [answer] = await staff_say(world, service, "/stats")
        said = read(answer)
        assert "Maria" not in said
        assert "Tom" not in said
        this, last = said.split("2026-10")
        assert "2026-11" in this
        assert "ご相談 2件（うち音で通知 2件）" in this
        assert "担当が決まったご相談 1件（半数は3時間以内）" in this
        assert "結果：検討中 1" in this
        assert "直接（英語）2" in this
        assert "ご相談 0件" in last
        # In the next month they are those of the month before.
        world.clock.advance(datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Asia/Tokyo")) - world.clock())
        [answer] = await staff_say(world, service, "/stats")
        this, last = read(answer).split("2026-11")
        assert "ご相談 0件" in this
        assert "ご相談 2件" in last


async def test_the_day_comes_page_by_page(world: World) -> None:
    async with world.service() as service:
        await lead(world, service, name="Z" + "&" * 79)
        copy_lead(service, 49)
        seen: list[str] = []
        for page in ("", " 2", " ９９"):
            said = await staff_say(world, service, f"/today{page}")
            assert all(len(message.text) <= 4096 for message in said)
            seen += [line.split()[0] for m in said for line in m.text.splitlines() if line.startswith("#")]
        assert len(set(seen)) == 49
        assert "/today 2" in words("staff-today-more", page="2")
