"""What staff decide: it shows on the card, reaches the client, and counts once."""

from __future__ import annotations

import pytest

from bot.run import Runner
from tests.e2e.staff import DECLINE, FINISH, TAKE, card, cards, lead, staff_press, stored, words
from tests.e2e.world import World


def who_has_it(world: World, service: Runner) -> str | None:
    """The name of the member of staff who has the first lead."""
    member = stored(world, service).taken_by
    return None if member is None else member.name


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("label", "state", "key"),
    [(TAKE, "taken", "taken"), (FINISH, "done", "done-told"), (DECLINE, "declined", "declined-told")],
)
async def test_a_decision_shows_on_the_card_and_reaches_the_client(
    world: World, language: str, label: str, state: str, key: str
) -> None:
    async with world.service() as service:
        maria = await lead(world, service, language=language)
        update = await staff_press(world, service, label)
        answer = world.office.answer_to(update)
        assert answer is not None
        assert not answer.show_alert
        assert stored(world, service).state == state
        assert "五十嵐" in card(world.group).text
        assert TAKE in card(world.group).labels or state == "taken"
        told = maria.last(world.client)
        office = service.core.office
        expected = words(key, language, name=office.names[language], phone=office.phone)
        assert "五十嵐" not in told.text, "what a messenger calls staff is theirs"
        assert _bare(told.text) == _bare(expected)
        assert len(cards(world.group)) == 1


def _bare(text: str) -> str:
    """Without the marks around a name."""
    return "".join(c for c in text if c not in "\u2068\u2069").strip()


async def test_take_then_done_then_taken_again(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        for label in (TAKE, FINISH, TAKE, DECLINE, TAKE):
            await staff_press(world, service, label)
        assert stored(world, service).state == "taken"
        assert len(cards(world.group)) == 1
        told = [m.text for m in maria.messages(world.client) if "has taken your request" in m.text]
        assert len(told) == 3


async def test_a_second_person_is_told_who_has_it(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        other = world.fake.add_private_chat(901, first_name="田中", last_name="次郎")
        world.group.add_member(other)
        shown = card(world.group)
        data = shown.data_of(TAKE)
        assert data is not None
        await staff_press(world, service, TAKE)
        said = len(maria.messages(world.client))
        # The second phone still shows the card as it was.
        late = await world.group.press(world.office, other, shown, data)
        await world.settled(service)
        answer = world.office.answer_to(late)
        assert answer is not None
        assert answer.show_alert
        assert "五十嵐" in answer.text
        assert who_has_it(world, service) == "五十嵐"
        assert len(maria.messages(world.client)) == said

        await staff_press(world, service, FINISH, other)  # closing what a colleague took is all right
        assert stored(world, service).state == "done"
        assert who_has_it(world, service) == "五十嵐"


async def test_a_double_tap_and_a_repeated_update_count_once(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        shown = card(world.group)
        data = str(shown.data_of(TAKE))
        before = len(maria.messages(world.client))
        first = await world.group.press(world.office, world.staff, shown, data)
        second = await world.group.press(world.office, world.staff, shown, data)
        await world.settled(service)
        await world.fake.redeliver(world.office, first)
        await world.settled(service)
        assert len(maria.messages(world.client)) == before + 1
        for update in (first, second):
            answer = world.office.answer_to(update)
            assert answer is not None
            assert not answer.text
        assert stored(world, service).state == "taken"


async def test_an_old_card_is_pressed(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        old = card(world.group)
        data = str(old.data_of(TAKE))
        await world.group.delete_topic(int(old.thread_id or 0))
        update = await world.group.press(world.office, world.staff, old, data)  # an empty shell by now
        await world.settled(service)
        assert world.office.answer_to(update) is not None
        assert stored(world, service).state == "taken"
        assert "五十嵐" in card(world.group).text


@pytest.mark.parametrize("data", ["take:999", "take:", "take:x", "drop:1", "", "take:1:2", "take:１", "x" * 64])
async def test_forged_buttons_do_nothing(world: World, data: str) -> None:
    async with world.service() as service:
        await lead(world, service)
        update = await world.group.press(world.office, world.staff, card(world.group), data)
        await world.settled(service)
        answer = world.office.answer_to(update)
        assert answer is not None
        assert (answer.text == words("staff-not-found", number="999")) is (data == "take:999")
        assert stored(world, service).state == "new"


async def test_an_answer_to_a_press_that_comes_too_late_changes_nothing(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        world.fake.fail_next("answerCallbackQuery", 400, "Bad Request: query is too old and response timeout expired")
        await staff_press(world, service, TAKE)
        assert stored(world, service).state == "taken"
