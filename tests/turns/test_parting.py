"""A move to another channel that was not the person's own is taken back: by whoever was there, or by whoever came."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import Core
from bot.delivery.post import Content, Post
from bot.turns.elsewhere import CODE
from bot.turns.ports import Store
from dialogs.messages import Act, ActKind
from tests.storage.contract.conftest import kept, store
from tests.support import CLIENT, Talk
from tests.turns.several import PAGER, House, house, keys, notes
from tests.turns.test_elsewhere import code_given, somewhere, wrong

__all__ = ["kept", "store"]


@pytest.fixture
def office(core: Core, store: Store) -> House:
    return house(core, store)


def button(posts: list[Post], channel: str, action: str) -> str:
    """The button under a message of a channel that says something."""
    contents = [Content.from_json(p.payload["say"]) for p in posts if p.channel == channel and "say" in p.payload]
    [data] = [b.data for content in contents for row in content.rows for b in row if b.data.endswith(f".{action}")]
    return data


def press(office: House, talk: Talk, data: str) -> list[Post]:
    turn = talk.turn(Act(ActKind.PRESS, data=data, message="m1"))
    assert [turned.repeated for turned in office.core.ledger.batch([turn, turn])] == [False, True]
    return office.deliver()


def moved(office: House) -> tuple[Talk, Talk, str, list[Post]]:
    """Somebody with a request, whose code another brought; and what was sent then."""
    talk, person = somewhere(office)
    there = office.talk(PAGER, "pager-1")
    there.say(code_given(office, talk))
    return talk, there, person, office.deliver()


def test_who_was_there_parts_the_chat_of_who_came(office: House) -> None:
    talk, there, person, sent = moved(office)
    stolen = code_given(office, there)
    there.say("I have questions")
    office.deliver()
    after = press(office, talk, button(sent, CLIENT, "back"))
    assert "elsewhere-parted" in keys(after, CLIENT)
    assert keys(after, PAGER) == ["elsewhere-left"]
    assert "staff-parted" in notes(after)
    [erased] = [post for post in after if post.kind == "erase"]
    assert (erased.channel, erased.payload["to"]) == (PAGER, "pager-1")
    assert erased.payload["messages"], "what was shown there goes"
    kept_of = office.person(person)
    assert (kept_of.address.channel, kept_of.acted, kept_of.conversation.moves) == (CLIENT, {}, {})
    with office.store.transaction() as tx:
        assert tx.whose(PAGER, "pager-1") is None
        assert [timer for timer in tx.timers_of(person) if timer.kind == CODE] == []
    wrong(office, office.talk(PAGER, "pager-1"), stolen)
    talk.command("forget")
    talk.press("forget")
    assert {post.channel for post in office.deliver()} == {CLIENT, "office"}, "nothing of theirs is there any more"


def test_it_is_over_once_it_is_done(office: House) -> None:
    talk, _, person, sent = moved(office)
    data = button(sent, CLIENT, "back")
    press(office, talk, data)
    assert "elsewhere-over" in keys(press(office, talk, data), CLIENT)
    assert office.person(person).acted == {}


def test_who_came_by_the_code_of_another_goes_and_loses_nobody_anything(office: House) -> None:
    _, there, person, sent = moved(office)
    after = press(office, there, button(sent, PAGER, "leave"))
    assert keys(after, PAGER) == ["elsewhere-left"]
    assert keys(after, CLIENT)[0] == "elsewhere-parted"
    assert "staff-parted" in notes(after)
    assert [(p.channel, p.payload["to"]) for p in after if p.kind in ("erase", "strip")] == [(PAGER, "pager-1")]
    assert office.person(person).address.channel == CLIENT
    with office.store.transaction() as tx:
        assert tx.whose(PAGER, "pager-1") is None
    there.command("start")
    assert "elsewhere-arrived" not in keys(office.deliver(), PAGER)
    assert office.person(person).address.channel == CLIENT


def test_who_came_cannot_part_those_who_were_there(office: House) -> None:
    _, there, person, sent = moved(office)
    press(office, there, button(sent, CLIENT, "back"))
    assert set(office.person(person).acted) == {CLIENT}
    assert "elsewhere-over" in keys(office.sent, PAGER)


def test_what_waits_for_the_chat_that_is_parted_comes_where_they_are(office: House) -> None:
    talk, there, person, sent = moved(office)
    there.command("help")
    with office.store.transaction() as tx:
        waiting = [post for post in tx.waiting() if post.channel == PAGER and post.kind == "screen"]
    assert waiting
    after = press(office, talk, button(sent, CLIENT, "back"))
    told = {post.handle for post in after if post.channel == CLIENT and post.kind == "screen"}
    assert {post.handle for post in waiting} <= told
    assert office.person(person).address.channel == CLIENT


def test_days_later_it_still_can_be_taken_back(office: House) -> None:
    talk, _, person, sent = moved(office)
    office.clock.advance(timedelta(days=3))
    after = press(office, talk, button(sent, CLIENT, "back"))
    assert "elsewhere-parted" in keys(after, CLIENT)
    assert office.person(person).acted == {}
