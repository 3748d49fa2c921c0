"""Going on by another channel with a one-time code: there and back, late, used, guessed, in a race, and erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import Core
from bot.delivery.post import Post
from bot.turns.elsewhere import ALL, CODE, MOST_AT_ONE, MOST_OF_ALL, TRIES_MEMO
from bot.turns.ledger import Call
from bot.turns.ports import Store
from dialogs.elsewhere import MINUTES, code_of
from dialogs.messages import Act, ActKind
from tests.storage.contract.conftest import kept, store
from tests.support import CLIENT, Talk
from tests.turns.several import PAGER, House, house, keys, notes

__all__ = ["kept", "store"]


@pytest.fixture
def office(core: Core, store: Store) -> House:
    return house(core, store)


def code_given(office: House, talk: Talk) -> str:
    """The code that somebody is given, as they read it."""
    talk.command("elsewhere")
    said = [line for post in office.deliver() if "say" in post.payload for line in post.payload["say"]["lines"]]
    [code] = [line["args"]["code"] for line in said if line["key"] == "elsewhere-code"]
    return str(code)


def somewhere(office: House, state: str = "handed_off", channel: str = CLIENT, chat: str = "1001") -> tuple[Talk, str]:
    """Somebody who has come so far, and their own id."""
    talk = office.talk(channel, chat)
    talk.go_to(state)
    office.deliver()
    assert talk.conversation is not None
    return talk, talk.conversation.id


def texts(posts: list[Post], channel: str) -> str:
    return str([post.payload.get("say") for post in posts if post.channel == channel])


def test_a_newcomer_with_a_code_goes_on_where_they_were_and_may_come_back(office: House) -> None:
    talk, person = somewhere(office)
    code = code_given(office, talk)
    there = office.talk(PAGER, "pager-1")
    turn = there.turn(Act(ActKind.TEXT, f" {code.lower()} "))
    assert [turned.repeated for turned in office.core.ledger.batch([turn, turn])] == [False, True]
    sent = office.deliver()
    assert keys(sent, PAGER)[0] == "elsewhere-arrived"
    assert "handed-off" in keys(sent, PAGER)
    assert keys(sent, CLIENT) == ["elsewhere-gone"]
    assert notes(sent) == ["staff-goes-on"]
    assert "card-channels" in keys([post for post in sent if post.kind == "card"], "office")
    moved = office.person(person)
    assert (moved.address.channel, set(moved.acted)) == (PAGER, {CLIENT})
    assert moved.conversation.channel == PAGER
    there.say("I write from here now")
    assert notes(office.deliver()) == ["staff-note"]
    talk.say("and back")
    sent = office.deliver()
    assert office.person(person).address.channel == CLIENT
    assert notes(sent)[0] == "staff-goes-on"
    assert keys(sent, PAGER) == []


def test_it_goes_the_other_way_round_as_well(office: House) -> None:
    there, person = somewhere(office, "goal", PAGER, "pager-1")
    office.talk(CLIENT, "1001").say(code_given(office, there))
    sent = office.deliver()
    assert keys(sent, CLIENT)[0] == "elsewhere-arrived"
    assert keys(sent, PAGER) == ["elsewhere-gone"]
    there.say("back")
    assert office.person(person).address.channel == PAGER
    office.clock.advance(timedelta(days=2))
    office.talk(CLIENT, "1001").say("and here again")
    office.deliver()
    assert office.person(person).acted[PAGER] < office.person(person).updated_at


def test_the_buttons_of_the_chat_that_was_left_go(office: House) -> None:
    talk, _ = somewhere(office, "goal")
    code = code_given(office, talk)
    office.talk(PAGER, "pager-1").say(code)
    sent = office.deliver()
    strips = [post for post in sent if post.kind == "strip"]
    assert [(post.channel, post.payload["to"]) for post in strips] == [(CLIENT, "1001")]


def test_a_link_is_as_good_as_a_code(office: House) -> None:
    talk, person = somewhere(office, "goal")
    code = code_given(office, talk).replace("-", "")
    office.talk(PAGER, "pager-1").command("start", code)
    assert office.person(person).address.channel == PAGER


def wrong(office: House, there: Talk, code: str) -> None:
    """A code that opens nothing: one sentence, and nobody is kept for it."""
    turned = there.send(Act(ActKind.TEXT, code))
    assert turned.refused is not None
    sent = office.deliver()
    assert keys(sent, there.channel) == ["elsewhere-no"]
    assert notes(sent) == []


def test_wrong_used_late_or_guessed_there_is_one_sentence(office: House) -> None:
    talk, person = somewhere(office, "goal")
    first = code_given(office, talk)
    second = code_given(office, talk)
    there = office.talk(PAGER, "pager-1")
    wrong(office, there, first)  # another took its place
    wrong(office, there, "BBBBB-BBBBB")
    wrong(office, talk, second)  # this very app
    office.clock.advance(timedelta(minutes=MINUTES))
    wrong(office, there, second)
    with office.store.transaction() as tx:
        assert tx.person_at(PAGER, "pager-1", office.clock()).version == 0
    third = code_given(office, talk)
    there.say(third)
    office.deliver()
    wrong(office, office.talk(PAGER, "pager-2"), third)
    assert office.person(person).address.to == "pager-1"


def test_whoever_tries_too_often_is_told_the_same_of_the_right_code(office: House) -> None:
    talk, person = somewhere(office, "goal")
    there = office.talk(PAGER, "pager-1")
    for _ in range(MOST_AT_ONE):
        wrong(office, there, "BBBBB-BBBBB")
    right = code_given(office, talk)
    wrong(office, there, right)
    assert office.person(person).address.channel == CLIENT
    office.talk(PAGER, "pager-2").say(right)
    office.deliver()
    assert office.person(person).address.to == "pager-2", "others are not kept from theirs"


def test_all_who_guess_together_are_stopped(office: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.turns.elsewhere.MOST_OF_ALL", 3)
    assert MOST_OF_ALL > 3
    talk, person = somewhere(office, "goal")
    for number in range(3):
        wrong(office, office.talk(PAGER, f"guess-{number}"), "BBBBB-BBBBB")
    right = code_given(office, talk)
    wrong(office, office.talk(PAGER, "pager-1"), right)
    office.clock.advance(timedelta(hours=1))
    office.talk(PAGER, "pager-1").say(code_given(office, talk))
    assert office.person(person).address.channel == PAGER


def test_a_few_who_guess_keep_nobody_else_from_theirs(office: House) -> None:
    talk, person = somewhere(office, "goal")
    for number in range(30):
        for _ in range(MOST_AT_ONE):
            office.talk(PAGER, f"guess-{number}").say("BBBBB-BBBBB")
    office.deliver()
    office.talk(PAGER, "pager-1").say(code_given(office, talk))
    assert office.person(person).address.to == "pager-1"


def test_of_ever_so_many_who_guess_little_is_kept(office: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.turns.elsewhere.MOST_REMEMBERED", 4)
    for number in range(10):
        office.talk(PAGER, f"guess-{number}").say("BBBBB-BBBBB")
    with office.store.transaction() as tx:
        kept = tx.memo(TRIES_MEMO)
    assert kept is not None
    assert len(kept) == 5
    assert kept[ALL][1] == 10, "each counts, also those that are not remembered by themselves"


def test_of_two_who_bring_one_code_the_first_has_it(office: House) -> None:
    talk, person = somewhere(office, "goal")
    code = code_given(office, talk)
    turns = [office.talk(PAGER, chat).turn(Act(ActKind.TEXT, code)) for chat in ("pager-1", "pager-2")]
    results = office.core.ledger.batch(turns)
    assert [turned.refused is None for turned in results] == [True, False]
    assert office.person(person).address.to == "pager-1"


def test_a_code_goes_with_its_person_and_with_time(office: House) -> None:
    talk, person = somewhere(office, "goal")
    code = code_given(office, talk)
    with office.store.transaction() as tx:
        [timer] = [timer for timer in tx.timers_of(person) if timer.kind == CODE]
        assert code.replace("-", "") not in timer.subject
    talk.command("forget")
    talk.press("forget")
    office.deliver()
    wrong(office, office.talk(PAGER, "pager-1"), code)
    talk, person = somewhere(office, "goal")
    code_given(office, talk)
    office.clock.advance(timedelta(minutes=MINUTES + 1))
    with office.store.transaction() as tx:
        [timer] = tx.due_timers(office.clock().timestamp(), 10)
    assert office.core.ledger.do(Call(lambda batch: batch.timer_due(timer, office.clock())))
    with office.store.transaction() as tx:
        assert tx.timers_of(person) == []


def test_erasing_reaches_both_chats(office: House) -> None:
    talk, person = somewhere(office)
    office.talk(PAGER, "pager-1").say(code_given(office, talk))
    office.deliver()
    there = office.talk(PAGER, "pager-1")
    there.command("forget")
    there.press("forget")
    sent = office.deliver()
    assert {post.channel for post in sent if post.kind == "erase"} == {CLIENT, PAGER, "office"}
    mine = {post.channel: post.payload["messages"] for post in sent if post.kind == "erase"}
    assert mine[CLIENT]
    assert not set(mine[CLIENT]) & set(mine[PAGER])
    assert keys(sent, PAGER) == ["erased"]
    assert keys(sent, CLIENT) == []
    with office.store.transaction() as tx:
        assert tx.person(person) is None
        for channel, chat in ((CLIENT, "1001"), (PAGER, "pager-1")):
            assert tx.whose(channel, chat) is None


def test_what_was_said_in_a_chat_before_the_code_goes_with_its_person(office: House) -> None:
    talk, person = somewhere(office)
    there = office.talk(PAGER, "pager-1")
    there.command("start")
    office.deliver()
    turn = there.turn(Act(ActKind.TEXT, "hm"))
    office.core.ledger.do(replace(turn, message_id="77"))
    before = [post.handle for post in office.deliver() if post.channel == PAGER and post.kind == "screen"]
    there.say(code_given(office, talk))
    sent = office.deliver()
    assert [post.channel for post in sent if post.kind == "strip"].count(PAGER) == 1, "its buttons are over"
    with office.store.transaction() as tx:
        shown = set(tx.message_ids([name for name in before if name is not None]).values())
    assert shown
    there.command("forget")
    there.press("forget")
    [erased] = [post for post in office.deliver() if post.kind == "erase" and post.channel == PAGER]
    assert shown | {"77"} <= set(erased.payload["messages"])
    with office.store.transaction() as tx:
        assert tx.person(person) is None


def test_a_word_about_one_chat_goes_to_no_other(office: House) -> None:
    """That somebody has gone on elsewhere is told where they were, and waits there while that takes nothing."""
    there, person = somewhere(office, "handed_off", PAGER, "pager-1")
    code = code_given(office, there)
    with office.store.transaction() as tx:
        stored = tx.person(person)
        assert stored is not None
        stored.updated_at, stored.touched = 0.0, True
        tx.flush()
    office.talk(CLIENT, "1001").say(code)
    sent = office.deliver()
    assert "elsewhere-gone" not in keys(sent, CLIENT)
    assert "elsewhere-gone" not in keys(sent, PAGER)
    assert "staff-untold" not in notes(sent)
    there.say("back")
    sent = office.deliver()
    assert "elsewhere-gone" in keys(sent, PAGER)
    assert "elsewhere-gone" not in keys(sent, CLIENT)


@pytest.mark.parametrize("how", ["too late", "blocked"])
def test_nor_where_the_channel_says_so_itself(office: House, how: str) -> None:
    talk, person = somewhere(office)
    there = office.talk(PAGER, "pager-1")
    there.say(code_given(office, talk))
    with office.store.transaction() as tx:
        [post] = [one for one in tx.waiting() if "elsewhere-gone" in str(one.payload.get("say"))]
    now = office.clock()
    if how == "too late":
        office.core.ledger.do(Call(lambda batch: batch.too_late(post, now)))
    else:
        office.core.ledger.do(Call(lambda batch: batch.hold(post.lane, now)))
    sent = office.deliver()
    assert "elsewhere-gone" not in keys(sent, PAGER)
    assert "elsewhere-gone" not in keys(sent, CLIENT)
    talk.say("back")
    assert keys(office.deliver(), CLIENT).count("elsewhere-gone") == 1
    assert office.person(person).address.channel == CLIENT


def test_where_there_is_one_channel_nothing_of_it_is_offered(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("handed_off")
    assert talk.screen is not None
    assert "elsewhere" not in [button.action for row in talk.screen.rows for button in row]
    turned = talk.command("elsewhere")
    assert [line.key for screen in turned.screens for line in screen.lines][0] == "unknown-command"
    assert talk.say("BBBBB-BBBBB").refused is None


def test_a_button_gives_a_code_as_well(office: House) -> None:
    talk, _ = somewhere(office)
    talk.press("elsewhere")
    assert "elsewhere-code" in texts(office.deliver(), CLIENT)


@pytest.mark.parametrize(
    "text", ["080-1234-5678", "2345678923", "hello", "N2", "23456-78923", "strengths", "BBBBB-BBB"]
)
def test_what_people_answer_is_no_code(text: str) -> None:
    assert code_of(Act(ActKind.TEXT, text)) is None


@pytest.mark.parametrize("text", ["k7qfb-2m9xd", "K7QFB 2M9XD", "K7QFB2M9XD", "Ｋ７ＱＦＢ－２Ｍ９ＸＤ", "K7QFB–2M9XD"])
def test_a_code_is_read_as_it_is_typed(text: str) -> None:
    assert code_of(Act(ActKind.TEXT, text)) == "K7QFB2M9XD"
