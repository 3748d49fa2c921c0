"""What staff read, word for word: the list of leads, a card at each step, and the worksheet."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from bot.run import Runner
from tests.e2e.staff import ASKS_A_PERSON, SHORT, card, interview, lead, staff_press, staff_say, words
from tests.e2e.test_after_the_score import TO_THE_LEAD, TO_THE_RESULT, press_staff
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeUser

GOLDEN = Path(__file__).with_name("golden")


def same(name: str, text: str) -> None:
    """Hold a text against the one that was read and found right."""
    path = GOLDEN / f"{name}.txt"
    bare = "".join(c for c in text if c not in "\u2068\u2069")
    wanted = path.read_text(encoding="utf-8") if path.exists() else "(there is no such file)"
    assert bare.strip() + "\n" == wanted, f"{path.name} says something else; if the new text is right, write it there"


async def scored(world: World, service: Runner) -> FakeUser:
    """Number 1: an engineer with 75 points, a note and half-days."""
    maria = world.person(7)
    acts = (*TO_THE_RESULT, *TO_THE_LEAD[:-1], "[25 Nov, morning]", "[Done]")
    await talk(world, service, maria, *acts)
    return maria


async def test_the_card_at_each_step(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await scored(world, service)
        shown = card(world.group)
        same("card-new", "\n".join([shown.text, *shown.labels]))
        await staff_press(world, service, "担当する")
        same("card-taken", "\n".join([card(world.group).text, *card(world.group).labels]))
        checking = await press_staff(world, service, "書類を確認")
        same("card-checking", "\n".join([checking.text, *checking.labels]))
        ticked = await press_staff(world, service, "年収")
        same("card-ticked", "\n".join([ticked.text, *ticked.labels]))
        await press_staff(world, service, "書類の確認を終える")
        await staff_press(world, service, "完了")
        same("card-done", "\n".join([card(world.group).text, *card(world.group).labels]))
        [shown_once] = await staff_say(world, service, "/lead 1")
        assert shown_once.text == card(world.group).text
        assert shown_once.silent
        assert maria.last(world.client).text


async def test_the_list_of_leads(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await scored(world, service)
        await staff_press(world, service, "担当する")
        world.clock.advance(timedelta(minutes=1))
        await lead(world, service, 8, SHORT, name="Tom")
        await staff_press(world, service, "対応外")
        world.clock.advance(timedelta(minutes=1))
        tim = await lead(world, service, 9, ASKS_A_PERSON, name="Tim")
        await interview(world, service, tim, {}, "nowhere")
        chooser, work, closed = await staff_say(world, service, "/leads")
        buttons = "\n".join(f"[{label}]" for label in chooser.labels)
        same("leads", f"{chooser.text}\n{buttons}\n\n{work.text}\n\n{closed.text}")
        world.clock.advance(timedelta(minutes=1))
        await world.group.press(world.office, world.staff, card(world.group, 1), "done:1")
        _, work, closed = await staff_say(world, service, "/leads")
        assert [text.splitlines()[-1].split()[0] for text in (work.text, closed.text)] == ["#3", "#2"]
        assert "#1 " in closed.text.splitlines()[-2], "what was closed last stands first"


async def test_the_list_marks_who_is_in_trouble_and_who_left_the_name_out(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        given: dict[str, str | list[str]] = {"residence": "a:ran_out", "name": "unknown", "note": "Please help me"}
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        await interview(world, service, maria, {"language": "a:en", **given})
        _, listed = await staff_say(world, service, "/leads")
        said = "#1 ❗ （氏名未記入）、このチャット、2026年11月24日受付、🆕 未対応"
        assert listed.text.splitlines()[-1] == said


async def test_the_worksheet_says_what_is_proven(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await talk(world, service, world.person(7), *TO_THE_RESULT, "[Papers]", "[Passport]", *TO_THE_LEAD)
        await press_staff(world, service, "計算表")
        await press_staff(world, service, "書類を確認")
        await press_staff(world, service, "年齢")
        await press_staff(world, service, "書類の確認を終える")
        await press_staff(world, service, "計算表")
        first, second = (m.document for m in world.group.messages() if m.document is not None)
        assert first is not None
        assert second is not None
        same("worksheet-in-hand", read(first.data))
        same("worksheet-confirmed", read(second.data))


async def test_a_worksheet_of_somebody_without_papers_claims_none(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await talk(world, service, world.person(7), *TO_THE_RESULT, *TO_THE_LEAD)
        await press_staff(world, service, "計算表")
        [sheet] = [m.document for m in world.group.messages() if m.document is not None]
        same("worksheet-claimed", read(sheet.data))


async def test_of_somebody_never_scored_there_is_no_worksheet(tmp_path: Path) -> None:
    """No such card has its button; one may be left that was sent before."""
    async with make_world(tmp_path) as world, world.service() as service:
        await lead(world, service, 8, ASKS_A_PERSON, name="Tim")
        shown = card(world.group)
        assert not [label for label in shown.labels if "計算表" in label]
        await world.group.press(world.office, world.staff, shown, "sheet:1")
        await world.settled(service)
        last = world.group.messages(shown.thread_id)[-1]
        assert (last.text, last.silent, last.document) == (words("staff-no-sheet"), True, None)


def read(pdf: bytes) -> str:
    """The words of a sheet, in their lines."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = (page.get_textpage().get_text_range() for page in document)
        return "\n".join(line.strip() for page in pages for line in page.splitlines())
