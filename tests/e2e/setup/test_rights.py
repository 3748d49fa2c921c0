"""The rights that the office bot needs in its group, looked at while somebody sets it up."""

from __future__ import annotations

import asyncio

import pytest

from bot.settings import Settings
from tests.e2e.setup.operator import Operator, Place, usual
from tests.e2e.world import STAFF_CHAT

ALL_RIGHTS = {"can_manage_topics": True, "can_delete_messages": True}


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ({"admin": False}, "is no administrator of “相談” yet"),
        ({"can_manage_topics": False}, "may not make topics in “相談”"),
        ({"can_delete_messages": False}, "may not erase a client's topic in “相談”"),
    ],
)
async def test_a_right_that_is_missing_is_named_until_it_is_given(
    place: Place, before: dict[str, bool], says: str
) -> None:
    def given() -> str:
        place.group.set_bot_rights(place.office, **ALL_RIGHTS)
        return ""

    operator = Operator(usual(Look_again=["", given]))
    running = place.start(operator)
    await place.waits()
    place.group.add_bot(place.office, by=place.staff)
    place.group.set_bot_rights(place.office, **before)
    await place.press(place.group, place.staff)
    assert await running == 0
    assert operator.screen.count(says) == 2
    assert Settings.load({}, place.folder).office_chat == STAFF_CHAT


async def test_a_group_that_moves_as_its_rights_are_given_is_followed(place: Place) -> None:
    plain = place.fake.add_group(-555, title="相談", supergroup=False)
    plain.add_member(place.staff, owner=True)
    loop = asyncio.get_running_loop()

    def moves() -> str:
        asyncio.run_coroutine_threadsafe(plain.migrate_to_supergroup(-1005555), loop).result(60)
        plain.set_bot_rights(place.office, **ALL_RIGHTS)
        return ""

    running = place.start(Operator(usual(Look_again=[moves])))
    await place.waits()
    plain.add_bot(place.office, admin=False)
    await plain.say(place.office, place.staff, "/start@yamada_office_bot")
    await place.press(plain, place.staff)
    assert await running == 0
    assert Settings.load({}, place.folder).office_chat == -1005555
