"""Somebody who has booked, wherever it is shown or asked anew where they stand: in another chat, as two become one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from bot.app import build_core
from bot.delivery.post import Content, Post
from bot.demo.wiring import settings_of
from bot.storage.memory import MemoryStore
from bot.turns.apply import Batch
from bot.turns.choosing import chosen
from bot.turns.ledger import Call
from dialogs.marks import mark_of
from tests.support import ANSWERS, CLIENT, Talk
from tests.turns.several import PAGER, House, house, keys
from tests.turns.test_elsewhere import code_given
from tests.turns.test_merging import OTHERS, choose
from tests.turns.test_parting import button
from tests.turns.test_parting import press as parted

STANDS = ["move", "sure", "feed", "close"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[House]:
    core = build_core(settings_of(tmp_path, 1, None))
    yield house(core, MemoryStore())
    core.database.close()


def booked(office: House, channel: str, chat: str, answers: Mapping[str, str | Sequence[str]] = ANSWERS) -> Talk:
    """Somebody who has sent their card and booked the first time that is free, and looks at that."""
    talk = office.talk(channel, chat)
    talk.go_to("handed_off", answers)
    talk.command("book")
    talk.press("way:online")
    talk.press(next(action for action in offered(talk) if action.startswith("s:")))
    talk.press("yes")
    talk.command("book")
    assert offered(talk) == STANDS
    office.deliver()
    return talk


def offered(talk: Talk) -> list[str]:
    assert talk.screen is not None
    return [one.action for row in talk.screen.rows for one in row]


def shown(posts: list[Post], channel: str) -> list[list[str]]:
    """The actions under each message of a channel."""
    contents = [
        Content.from_json(post.payload["say"]) for post in posts if post.channel == channel and "say" in post.payload
    ]
    return [[one.data.split(".", 2)[2] for row in content.rows for one in row] for content in contents]


def test_it_stands_in_the_chat_they_go_on_in_and_in_the_one_they_come_back_to(office: House) -> None:
    maria, there = booked(office, CLIENT, "1001"), office.talk(PAGER, "pager-1")
    there.say(code_given(office, maria))
    sent = office.deliver()
    assert STANDS in shown(sent, PAGER)
    assert STANDS in shown(parted(office, maria, button(sent, CLIENT, "back")), CLIENT)


def test_it_stands_where_two_become_one_and_of_two_talks_they_are_told(office: House) -> None:
    first, second = booked(office, CLIENT, "1001"), booked(office, PAGER, "pager-1", OTHERS)
    second.say(code_given(office, first))
    sent = choose(office, first, choose(office, second, office.deliver(), "yes"), "yes")
    assert STANDS in shown(sent, CLIENT)
    assert keys(sent, CLIENT).count("merge-talks") == 1
    first.command("book")
    first.press("sure")
    first.press("cancel")
    office.deliver()
    first.command("book")
    assert offered(first) == STANDS, "then the other one stands there"


def test_a_number_that_is_typed_means_what_stands_there(office: House) -> None:
    maria = booked(office, CLIENT, "1001")

    def means(batch: Batch) -> tuple[str, ...]:
        person = batch.tx.person_at(CLIENT, "1001", office.clock())
        world = batch.bookkeeping.world(person)
        return chosen(office.core.dialogue, office.core.words, person, "2", office.clock(), world).data

    assert maria.conversation is not None
    assert office.core.ledger.do(Call(means)) == (f"{mark_of(maria.conversation)}.sure",)
