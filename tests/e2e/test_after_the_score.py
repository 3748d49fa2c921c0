"""What opens from the result, through both bots: parts and their questions, the picture, papers, the worksheet."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from PIL import Image

from bot.service import Service
from tests.e2e import peek
from tests.e2e.test_handoff import FACTS, TO_THE_POINTS
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeMessage, FakeUser

TO_THE_RESULT = (*TO_THE_POINTS, *FACTS, "[All correct]")
TO_THE_LEAD = ("[contact the office]", "Maria Santos", "[Here]", "[Yes, send it]", "[Google Meet]", "[None of these]")


async def reach(world: World, service: Service, *acts: str) -> FakeUser:
    maria = world.person(7)
    await talk(world, service, maria, *TO_THE_RESULT, *acts)
    return maria


def card(world: World) -> FakeMessage:
    [found] = [m for m in world.group.messages() if m.buttons]
    return found


async def press_staff(world: World, service: Service, label: str) -> FakeMessage:
    found = next(text for text in card(world).labels if label in text)
    await world.group.press_label(world.office, world.staff, found)
    await world.settled(service)
    return card(world)


async def test_a_part_opens_asks_its_own_questions_and_comes_back(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, "[All topics]")
        family = await talk(world, service, maria, "[My family]")
        assert "8,000,000" in family.text
        asked = await talk(world, service, maria, "[Answer 3 questions]")
        assert "children" in asked.text
        answered = await talk(world, service, maria, "[Yes]", "2022-02-28", "[No]", "9,000,000")
        assert "February 27, 2029" in answered.text, "the last day under seven"
        assert any("Change my answers" in label for label in answered.labels)
        short = await talk(world, service, maria, "[Short result]")
        assert "75 points" in short.text
        assert peek.conversation(service, maria).answers["household_income_yen"].value == 9_000_000
        world.fake.assert_clean()


async def test_the_result_as_a_picture(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service)
        before = len(world.fake.calls_of("sendPhoto"))
        picture = await talk(world, service, maria, "[Picture]")
        [call] = world.fake.calls_of("sendPhoto")[before:]
        drawn = Image.open(io.BytesIO(call.params["photo"].data))
        assert drawn.format == "PNG"
        assert drawn.width == 1080
        assert "75 points" in picture.text, "and the same in words"
        await talk(world, service, maria, "[All topics]")
        [result] = peek.live(world, maria)
        assert "What would you like to know" in result.text, "the result above keeps its buttons"
        world.fake.assert_clean()


async def test_papers_are_ticked_confirmed_and_printed(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, "[Papers]", "[Passport]")
        ticked = await talk(world, service, maria)
        assert "✅ Passport" in ticked.labels
        await talk(world, service, maria, "[Passport]", "[Passport]", *TO_THE_LEAD)
        assert "回答 75点 / 書類あり 10点 / 確認済み –" in card(world).text

        checking = await press_staff(world, service, "書類を確認")
        assert any("年齢" in label for label in checking.labels)
        assert "確認済み 10点" in (await press_staff(world, service, "年齢")).text
        assert "✅" in next(label for label in card(world).labels if "年齢" in label)
        assert "確認済み –" in (await press_staff(world, service, "年齢")).text, "a second press takes it back"
        await press_staff(world, service, "年齢")
        done = await press_staff(world, service, "書類の確認を終える")
        assert "担当する" in done.labels
        told = await talk(world, service, maria, "/result", "[Papers]")
        assert "Confirmed by the office: 10 points" in told.text

        await press_staff(world, service, "計算表")
        [sheet] = [m for m in world.group.messages() if m.document is not None]
        assert sheet.document is not None
        assert (sheet.document.filename, sheet.thread_id) == ("points-1.pdf", card(world).thread_id)
        with pypdfium2.PdfDocument(sheet.document.data) as pdf:
            text = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert "Maria Santos" in text
        assert len(world.leads(service)) == 1
        world.fake.assert_clean()


async def test_an_answer_that_changes_takes_its_confirmation_along(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, *TO_THE_LEAD)
        await press_staff(world, service, "書類を確認")
        await press_staff(world, service, "年収")
        await press_staff(world, service, "学歴")
        assert peek.conversation(service, maria).confirmed == ["salary", "academic"]
        await talk(world, service, maria, "/recheck", "[Yearly salary]", "7,000,000")
        assert peek.conversation(service, maria).confirmed == ["academic"]


async def test_staff_see_what_was_sent_until_more_is_sent(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, *TO_THE_LEAD)
        await talk(world, service, maria, "/recheck", "[Yearly salary]", "9,000,000")
        await press_staff(world, service, "計算表")
        [sheet] = [m for m in world.group.messages() if m.document is not None]
        assert sheet.document is not None
        with pypdfium2.PdfDocument(sheet.document.data) as pdf:
            text = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert "75" in text
        assert "90" not in text


async def test_a_common_question_is_answered_where_it_is_asked(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        asked = await talk(world, service, maria, *TO_THE_POINTS, "What are your opening hours?")
        assert "9:00" in asked.text
        assert "How much will you be paid" in asked.text, "and the question stays"
        assert peek.conversation(service, maria).failures == 0


async def test_erasing_takes_picture_and_worksheet_along(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, "[Picture]", *TO_THE_LEAD)
        await press_staff(world, service, "計算表")
        await talk(world, service, maria, "/forget", "[Erase everything]")
        await world.settled(service)
        assert not [m for m in world.group.messages() if m.document is not None]
        assert not [m for m in peek.written(world, maria) if m.is_media]
