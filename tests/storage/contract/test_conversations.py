"""Whole conversations go their way on either store, also when two want the last place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import Core
from bot.delivery.post import Content, Post
from bot.turns.acts import OFFICE, Delivered, OfficeTurn, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call, Ledger
from bot.turns.ports import Store
from dialogs.desk.matter import TAKEN, Member
from dialogs.desk.rights import EVERYTHING
from dialogs.dialogue import Dialogue
from dialogs.messages import Act, ActKind, Text
from tests.storage.contract.stores import AT, NOW, Kept, deliver, done, waiting
from tests.support import CLIENT, NAME, Talk


def test_a_conversation_goes_its_way_on_either(store: Store, core: Core) -> None:
    """With a block, staff, a repeated update and an erasure on the way."""
    ledger = Ledger(store, core.dialogue, core.words, core.ledger.outbox_channels)
    talk = Talk(replace(core, ledger=ledger))
    talk.go_to("handed_off")
    turn = talk.turn(Act(ActKind.TEXT, "Please call"))
    assert [turned.repeated for turned in ledger.batch([turn, turn])] == [False, True]
    assert ledger.do(turn).repeated
    ledger.do(OfficeTurn("s1", 1, "take", "佐藤", NOW, rights=EVERYTHING))
    assert ledger.do(OfficeTurn("s2", 1, "take", "鈴木", NOW, rights=EVERYTHING)).refused == Text(
        "staff-already-taken", {"name": "佐藤"}
    )
    [card, *_] = [post for post in waiting(store) if post.kind == "card"]
    deliver(store, Delivered(card, {card.handle or "": "66"}, AT))
    person = ledger.do(Call(lambda batch: batch.tx.person_at(CLIENT, "1001", NOW)))
    ledger.do(Call(lambda batch: batch.hold(person.address.id, NOW)))
    assert waiting(store, person.address.id) == []
    talk.say("here again")
    assert waiting(store, person.address.id)
    lead = ledger.do(Call(lambda batch: batch.tx.lead_numbered(1)))
    assert (lead.record.state, lead.record.taken_by, lead.record.consented.name) == (TAKEN, Member(None, "佐藤"), NAME)
    talk.command("mydata")
    talk.command("forget")
    assert talk.press("forget").erased
    assert [(post.channel, post.kind) for post in waiting(store)] == [
        (OFFICE, "erase"),
        (CLIENT, "erase"),
        (CLIENT, "screen"),
    ]
    assert waiting(store)[0].payload["messages"] == ["66"]
    assert ledger.do(Call(lambda batch: batch.prune(NOW + timedelta(days=9000))))


def test_a_refusal_that_is_older_than_a_return_holds_nothing(store: Store, core: Core) -> None:
    talk = Talk(replace(core, ledger=Ledger(store, core.dialogue, core.words, core.ledger.outbox_channels)))
    talk.command("start")
    lane = talk.core.ledger.do(Call(lambda batch: batch.tx.person_at(CLIENT, "1001", NOW))).address.id
    for kind in (ActKind.LEFT, ActKind.CAME_BACK):
        talk.core.ledger.do(replace(talk.turn(Act(kind)), now=NOW + timedelta(seconds=20)))
    [first, *_] = waiting(store, lane)

    def refused(seconds: float) -> Sequence[Post]:
        since, now = NOW + timedelta(seconds=seconds), NOW + timedelta(seconds=40)
        found: Sequence[Post] = talk.core.ledger.do(Call(lambda batch: batch.hold(lane, now, since)))
        return found

    assert refused(10)[0].id == first.id
    assert waiting(store, lane) != []
    assert list(refused(30)) == []
    assert waiting(store, lane) == []


def one_wish(core: Core, store: Store) -> Core:
    """An office where one client may wish for a half-day, on a store."""
    around = core.dialogue.around
    office = replace(around.office, half_days=replace(around.office.half_days, most_wishes=1))
    dialogue = Dialogue(core.dialogue.questionnaire, replace(around, office=office), core.words)
    return replace(core, dialogue=dialogue, ledger=Ledger(store, dialogue, core.words, core.ledger.outbox_channels))


def wishing(core: Core, chat: str, half_day: str | None = None) -> tuple[Talk, str]:
    """Somebody who has ticked a half-day, by default the first there is, and not pressed "done" yet."""
    talk = Talk(core, chat)
    talk.go_to("half_days")
    offered = half_days_offered(talk)
    wanted = half_day or offered[0]
    assert wanted in offered
    talk.press(f"on:{wanted}")
    return talk, wanted


def half_days_offered(talk: Talk) -> list[str]:
    rows = talk.screen.rows if talk.screen else ()
    return [b.action.partition(":")[2] for row in rows for b in row if b.action.startswith(("on:", "off:"))]


def keys(turned: Turned) -> list[str]:
    return [line.key for screen in turned.screens for line in screen.lines]


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "in two"])
def test_of_two_who_choose_the_last_place_one_is_told_in_the_same_turn(
    store: Store, core: Core, together: bool
) -> None:
    office = one_wish(core, store)
    (maria, half), (tom, same) = wishing(office, "1"), wishing(office, "2")
    assert half == same
    turns = [done(maria), done(tom)]
    results = office.ledger.batch(turns) if together else [office.ledger.do(turn) for turn in turns]
    assert [turned.conversation.place.at for turned in results] == ["handed_off", "half_days"]
    assert "half-day-taken" in keys(results[1])
    assert "half-day-taken" not in keys(results[0])
    tom.conversation, tom.screen = results[1].conversation, results[1].screens[-1]
    assert half not in half_days_offered(tom), "the others are offered"
    assert len(half_days_offered(tom)) == 12
    with store.transaction() as tx:
        assert tx.wished([half], "") == {half: 1}
    third, other = wishing(office, "3")
    assert other != half, "who comes later is not offered it"
    assert third.send(done(third).act).lead is not None


def test_a_place_is_free_again_when_its_lead_is_closed_or_its_client_wants_another(store: Store, core: Core) -> None:
    office = one_wish(core, store)
    maria, half = wishing(office, "1")
    maria.send(done(maria).act)

    def taken() -> bool:
        with store.transaction() as tx:
            return tx.wished([half], "") == {half: 1}

    assert taken()
    for number, (act, is_taken) in enumerate([("take", True), ("done", False), ("take", True), ("decline", False)]):
        office.ledger.do(OfficeTurn(f"s{number}", 1, act, "佐藤", NOW, by="5", rights=EVERYTHING))
        assert taken() is is_taken, act
    office.ledger.do(OfficeTurn("s9", 1, "take", "佐藤", NOW, by="5", rights=EVERYTHING))
    maria.command("book")
    maria.press("a:online")
    offered = half_days_offered(maria)
    assert half in offered, "nobody is in their own way"
    maria.press(f"on:{offered[1]}")
    maria.send(done(maria).act)
    assert not taken()
    with store.transaction() as tx:
        assert tx.wished(offered, "") == {offered[1]: 1}
    maria.command("forget")
    maria.press("forget")
    with store.transaction() as tx:
        assert tx.wished(offered, "") == {}


@pytest.mark.parametrize("closing", ["decline", "done"])
def test_a_closed_lead_that_is_opened_again_takes_no_place_that_others_have_since(
    store: Store, core: Core, closing: str
) -> None:
    office = one_wish(core, store)
    (maria, half), (tom, _) = wishing(office, "1"), wishing(office, "2")
    maria.send(done(maria).act)
    office.ledger.do(OfficeTurn("s1", 1, closing, "佐藤", NOW, by="5", rights=EVERYTHING))
    tom.send(done(tom).act)

    def wished() -> dict[str, int]:
        with store.transaction() as tx:
            return tx.wished([half], "")

    def told() -> list[str]:
        notes = [Content.from_json(post.payload["say"]) for post in waiting(store) if post.kind == "note"]
        return [line.key for note in notes for line in note.lines]

    office.ledger.do(OfficeTurn("s2", 1, "take", "佐藤", NOW, by="5", rights=EVERYTHING))
    assert wished() == {half: 1}, "Tom's alone"
    assert told().count("staff-half-days-lapsed") == 1
    # Once Tom's lead is closed as well, the time is free for Maria's.
    office.ledger.do(OfficeTurn("s3", 2, "decline", "佐藤", NOW, by="5", rights=EVERYTHING))
    assert wished() == {}
    office.ledger.do(OfficeTurn("s4", 1, "decline", "佐藤", NOW, by="5", rights=EVERYTHING))
    office.ledger.do(OfficeTurn("s5", 1, "take", "佐藤", NOW, by="5", rights=EVERYTHING))
    assert wished() == {half: 1}
    assert told().count("staff-half-days-lapsed") == 1


def test_without_a_limit_nobody_is_refused(store: Store, core: Core) -> None:
    office = replace(core, ledger=Ledger(store, core.dialogue, core.words, core.ledger.outbox_channels))
    (maria, half), (tom, same) = wishing(office, "1"), wishing(office, "2")
    assert half == same
    assert [turned.conversation.place.at for turned in office.ledger.batch([done(maria), done(tom)])] == [
        "handed_off",
        "handed_off",
    ]
    with store.transaction() as tx:
        assert tx.wished([half], "") == {half: 2}


def test_a_batch_that_is_stale_is_done_again(kept: Kept, core: Core) -> None:
    ledger = Ledger(kept.store, core.dialogue, core.words, core.ledger.outbox_channels)
    talk = Talk(replace(core, ledger=ledger))
    talk.go_to("goal")
    overtaken: list[str] = []

    def late(batch: Batch) -> None:
        if not overtaken:
            person = batch.tx.person_at(CLIENT, "1001", NOW)
            overtaken.append(person.id)
            kept.overtake(batch.tx, "people", person.id)

    answers = ledger.batch([Call(late), talk.turn(Act(ActKind.TEXT, "hsp"))])
    assert answers[1].conversation.place.at == "residence"
    assert len(overtaken) == 1
