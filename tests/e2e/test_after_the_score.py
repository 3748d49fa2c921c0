"""What opens from the result, through both bots: parts and their questions, the picture, papers, the worksheet."""

from __future__ import annotations

import io
import logging
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from PIL import Image

from bot.run import Runner
from bot.sheets.data import MOST_HEIGHT_TO_WIDTH
from bot.storage.tables import handles
from tests.e2e import peek
from tests.e2e.test_handoff import FACTS, TO_THE_POINTS
from tests.e2e.world import HERE, NO_DAY, SENT, At, World, make_world, press, talk
from tests.telegram import FakeMessage, FakeUser

TO_THE_RESULT = (*TO_THE_POINTS, *FACTS, "[All correct]")
# With fewer lines still open the score card is short enough to be sent as a photo; a taller one comes as a file.
WITH_LITTLE_OPEN = (
    *(*TO_THE_POINTS, *FACTS[:-1], "[Ask me the rest]"),
    *(At("research", "[None of these]"), At("licences", "[0]"), At("review", "[All correct]")),
)
TO_THE_LEAD = ("[contact the office]", *HERE, *SENT, *NO_DAY)


async def reach(world: World, service: Runner, *acts: str | At, by: tuple[str | At, ...] = TO_THE_RESULT) -> FakeUser:
    maria = world.person(7)
    await talk(world, service, maria, *by, *acts)
    return maria


def card(world: World) -> FakeMessage:
    [found] = [m for m in world.group.messages() if m.buttons]
    return found


async def press_staff(world: World, service: Runner, label: str) -> FakeMessage:
    found = next(text for text in card(world).labels if label in text)
    await world.group.press_label(world.office, world.staff, found)
    await world.settled(service)
    return card(world)


async def read_to_the_end(world: World, service: Runner, user: FakeUser, first: FakeMessage) -> str:
    """Everything a page says, whose text comes in leaves."""
    read, leaf = [first.text], 0
    while f"leaf:{leaf + 1}" in [str(data).split(".")[-1] for row in first.buttons for _, data in row]:
        leaf += 1
        first = await talk(world, service, user, "[More (]")
        read.append(first.text)
    return "\n".join(read)


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


@pytest.mark.parametrize("by", [WITH_LITTLE_OPEN, TO_THE_RESULT])
async def test_the_result_as_a_picture(tmp_path: Path, by: tuple[str | At, ...]) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, by=by)
        before = len(world.fake.calls)
        picture = await talk(world, service, maria, "[Picture]")
        [call] = [c for c in world.fake.calls[before:] if c.method in ("sendPhoto", "sendDocument")]
        assert call.method == "sendPhoto"
        drawn = Image.open(io.BytesIO(call.params["photo"].data))
        assert drawn.format == "PNG"
        assert drawn.width >= 1080
        assert drawn.height <= MOST_HEIGHT_TO_WIDTH * drawn.width
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
        assert "回答では75点、書類あり：10点、事務所が確認済み：まだなし" in card(world).text

        checking = await press_staff(world, service, "書類を確認")
        assert any("年齢" in label for label in checking.labels)
        assert "確認済み：10点" in (await press_staff(world, service, "年齢")).text
        assert "✅" in next(label for label in card(world).labels if "年齢" in label)
        assert "確認済み：まだなし" in (await press_staff(world, service, "年齢")).text, "a second press takes it back"
        await press_staff(world, service, "年齢")
        done = await press_staff(world, service, "書類の確認を終える")
        assert "担当する" in done.labels
        told = await talk(world, service, maria, "/result", "[Papers]")
        assert "Confirmed by the office: 10 points" in await read_to_the_end(world, service, maria, told)

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
        assert "年齢も確認すると" in (await press_staff(world, service, "年収")).text
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
        assert peek.conversation(service, maria).place.failures == 0


async def test_erasing_takes_picture_and_worksheet_along(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, "[Picture]", *TO_THE_LEAD)
        await press_staff(world, service, "計算表")
        await talk(world, service, maria, "/forget", "[Erase everything]")
        await world.settled(service)
        assert not [m for m in world.group.messages() if m.document is not None]
        assert not [m for m in peek.written(world, maria) if m.is_media]


# --- when something goes wrong --------------------------------------------------------------------------------------


def broken(_data: Any) -> bytes:
    raise OSError("the font of Maria Santos cannot be opened")


async def test_a_picture_that_cannot_be_drawn_comes_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        world.expects("a picture could not be drawn")
        maria = await reach(world, service)
        monkeypatch.setattr("bot.sheets.score_card.score_card", broken)
        answered = await talk(world, service, maria, "[Picture]")
        assert "75 points" in answered.text
        assert world.naps == [], "nobody waits for a font"
        assert peek.states(service.core.database) == []
        assert "OSError" in caplog.text
        assert "Maria" not in caplog.text
        await talk(world, service, maria, "/forget", "[Erase everything]")
        assert len(peek.written(world, maria)) == 1, "and is erased like any other"
        world.fake.assert_clean()


@pytest.mark.parametrize(
    ("code", "words"), [(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"), (413, "Request Entity Too Large")]
)
async def test_a_picture_that_telegram_refuses_comes_in_words(tmp_path: Path, code: int, words: str) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        world.expects("a picture was refused by Telegram")
        maria = await reach(world, service, by=WITH_LITTLE_OPEN)
        world.fake.fail_next("sendPhoto", code, words)
        answered = await talk(world, service, maria, "[Picture]")
        assert not answered.is_media
        assert "75 points" in answered.text
        assert peek.states(service.core.database) == []


async def test_a_file_too_large_for_telegram_holds_up_nobody(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        world.expects("can never be delivered", dead=1)
        maria = await reach(world, service)
        world.fake.fail_next("sendDocument", 413, "Request Entity Too Large")
        await talk(world, service, maria, "/mydata", "/help")
        assert peek.states(service.core.database) == [("screen", "dead")], "for `intake doctor` to tell"
        assert world.naps == []


async def test_a_picture_for_who_blocked_us_comes_on_their_return(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, by=WITH_LITTLE_OPEN)
        world.fake.fail_next("sendPhoto", 403, "Forbidden: bot was blocked by the user")
        await press(world, maria, "Picture")
        await world.settled(service)
        assert peek.states(service.core.database) == [("picture", "held")]
        await talk(world, service, maria, "/help")
        assert len([m for m in peek.written(world, maria) if m.is_media]) == 1


async def test_a_picture_waits_as_long_as_telegram_says(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, by=WITH_LITTLE_OPEN)
        world.fake.fail_next("sendPhoto", 429, "Too Many Requests: retry after 7", retry_after=7)
        await talk(world, service, maria, "[Picture]")
        assert world.naps == [7]
        assert len([m for m in peek.written(world, maria) if m.is_media]) == 1


async def test_a_picture_asked_for_twice_comes_once(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, by=WITH_LITTLE_OPEN)
        gate = world.fake.gate("sendPhoto", after=True)
        for _ in range(5):
            await press(world, maria, "Picture")
            await world.client.drained()
        await gate.reached()
        gate.release()
        await world.settled(service)
        assert len([m for m in peek.written(world, maria) if m.is_media]) == 1
        await talk(world, service, maria, "[Picture]")
        assert len([m for m in peek.written(world, maria) if m.is_media]) == 2, "later it may be asked for again"
        world.fake.assert_clean()


async def test_erasing_while_the_picture_is_under_way(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, "/forget", "[Keep everything]", by=WITH_LITTLE_OPEN)
        gate = world.fake.gate("sendPhoto", after=True)
        await press(world, maria, "Picture")
        await gate.reached()
        for act in ("/forget", "Erase everything"):
            await maria.send(world.client, act)
            await world.client.drained()
        gate.release()
        await world.settled(service)
        [receipt] = maria.messages(world.client)
        assert "Everything was erased" in receipt.text
        assert peek.count(service.core.database, handles) == 0
        world.fake.assert_clean()


async def test_a_worksheet_that_cannot_be_drawn_is_told_and_holds_up_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        world.expects("a worksheet could not be drawn")
        await reach(world, service, *TO_THE_LEAD)
        monkeypatch.setattr("bot.sheets.worksheet.worksheet", broken)
        await press_staff(world, service, "計算表")
        assert "エラーが発生しました" in world.group.messages(card(world).thread_id)[-1].text
        assert world.naps == [], "other leads wait behind it"
        assert peek.states(service.core.database) == []
        assert "Maria" not in caplog.text
        world.fake.assert_clean()


async def test_a_group_that_takes_no_files_gets_all_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    async with make_world(tmp_path) as world, world.service() as service:
        world.expects("may not send files")
        await reach(world, service, *TO_THE_LEAD)
        world.fake.fail_next("sendDocument", 400, "Bad Request: not enough rights to send documents to the chat")
        await press_staff(world, service, "計算表")
        assert "エラーが発生しました" in world.group.messages(card(world).thread_id)[-1].text
        assert world.naps == []
        assert "may not send files" in caplog.text


async def test_presses_that_no_card_offers_do_nothing(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, *TO_THE_LEAD)
        await press_staff(world, service, "書類を確認")
        before = card(world).text
        for data in (
            "ok:1:<script>",
            "ok:1:no_such_row",
            "ok:1",
            "ok:1:salary:salary",
            f"ok:{'9' * 15}:salary",
            f"ok:{'9' * 40}:salary",
            "sheet:１",
            "checked:1:salary",
        ):
            await world.group.press(world.office, world.staff, card(world), data)
            await world.settled(service)
        assert card(world).text == before
        assert peek.conversation(service, maria).confirmed == []
        assert not [m for m in world.group.messages() if m.document is not None]


@pytest.mark.parametrize("forum", [True, False])
async def test_a_worksheet_of_somebody_erased_is_not_found(tmp_path: Path, forum: bool) -> None:
    """In a forum it goes with the topic; elsewhere it has to be taken back by itself."""
    async with make_world(tmp_path, forum=forum) as world, world.service() as service:
        maria = await reach(world, service, *TO_THE_LEAD)
        gate = world.fake.gate("sendDocument", after=True)
        found = next(text for text in card(world).labels if "計算表" in text)
        await world.group.press_label(world.office, world.staff, found)
        await gate.reached()
        for act in ("/forget", "Erase everything"):
            await maria.send(world.client, act)
            await world.client.drained()
        gate.release()
        await world.settled(service)
        assert not [m for m in world.group.messages() if m.document is not None]
        assert not world.group.topics
        assert peek.count(service.core.database, handles) == 0
        world.fake.assert_clean()
