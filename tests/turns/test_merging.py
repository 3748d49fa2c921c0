"""Two people who turn out to be one: both sides are asked, one stays with everything, the other's request closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.app import Core
from bot.delivery.post import Content, Post
from bot.turns.acts import Delivered, OfficeTurn
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.ports import Store
from bot.turns.records import Feed, FeedKind, StoredBooking, StoredEntry, Timer
from dialogs.desk.decision import RelayToClient
from dialogs.desk.matter import TAKEN
from dialogs.desk.rights import EVERYTHING
from dialogs.messages import Act, ActKind, Text
from dialogs.talk import Utterance
from tests.storage.contract.bookings import TEN, a_booking
from tests.storage.contract.conftest import kept, store
from tests.support import ANSWERS, CLIENT, Talk
from tests.turns.several import PAGER, House, house, keys, known, notes
from tests.turns.test_elsewhere import code_given

__all__ = ["kept", "store"]
DAY = 24 * 3600
OTHERS = {**ANSWERS, "salary_yen": "9000000", "name": "M. Santos"}


@pytest.fixture
def office(core: Core, store: Store) -> House:
    return house(core, store)


def person_of(talk: Talk) -> str:
    assert talk.conversation is not None
    return talk.conversation.id


def both(office: House, here: str = "handed_off", there: str = "handed_off") -> tuple[Talk, Talk, str, str]:
    """Somebody who was interviewed by both channels, and brings the code from one to the other."""
    first = office.talk(CLIENT, "1001")
    first.go_to(here)
    second = office.talk(PAGER, "pager-1")
    second.go_to(there, OTHERS)
    office.deliver()
    one, other = person_of(first), person_of(second)
    second.say(code_given(office, first))
    return first, second, one, other


def question(posts: list[Post], channel: str) -> Content:
    """The question whether two are one, as one side is asked it."""
    asked = [p for p in posts if p.channel == channel and "merge-asked" in str(p.payload.get("say"))]
    return Content.from_json(asked[-1].payload["say"])


def choose(office: House, talk: Talk, posts: list[Post], action: str) -> list[Post]:
    """Press a button under the question; returns what follows."""
    rows = question(posts, talk.channel).rows
    [data] = [button.data for row in rows for button in row if button.data.endswith(f".{action}")]
    office.core.ledger.do(talk.turn(Act(ActKind.PRESS, data=data, message="m1")))
    return office.deliver()


def united(office: House, first: Talk, second: Talk) -> list[Post]:
    asked = choose(office, second, office.deliver(), "yes")
    return choose(office, first, asked, "yes")


def test_both_are_asked_and_then_there_is_one_with_one_request(office: House) -> None:
    first, second, one, other = both(office)
    sent = office.deliver()
    assert "merge-asked" in keys(sent, PAGER)
    assert keys(sent, CLIENT) == [], "whose code it is hears nothing of the other before they have agreed"
    lines = [line for line in question(sent, PAGER).lines if line.key == "merge-line"]
    assert {str(line.args["keeps"]) for line in lines} == {"here"}
    sent = choose(office, second, sent, "yes")
    assert "merge-waits" in keys(sent, PAGER)
    assert {str(line.args["keeps"]) for line in question(sent, CLIENT).lines if line.key == "merge-line"} == {"there"}
    sent = choose(office, first, sent, "yes")
    assert "merge-done" in keys(sent, CLIENT)
    assert "merge-done" in keys(sent, PAGER)
    assert "merge-send-again" in keys(sent, CLIENT), "the office has what was sent, and no more"
    assert {"staff-merged", "staff-merged-away"} <= set(notes(sent))
    ended = {(post.channel, post.handle) for post in sent if post.kind == "strip"}
    assert {(post.channel, post.handle) for post in office.sent if "merge-asked" in str(post.payload)} <= ended
    assert known(office.person(one)).beside == [], "nothing said later answers what is over"
    with office.store.transaction() as tx:
        assert tx.person(other) is None
        stays = known(tx.person(one))
        assert {address.channel for address in tx.addresses_of(stays)} == {CLIENT, PAGER}
        assert tx.lead_numbers() == [1]
        assert tx.lead_numbered(2) is None
        assert tx.person_at(PAGER, "pager-1", office.clock()).id == one
    assert stays.conversation.answers["salary_yen"].value == 9_000_000
    cards = {post.payload["number"]: post for post in sent if post.kind == "card"}
    assert "rows" not in cards[2].payload["say"], "nothing can be done with what is closed"
    assert {post.payload["closed"] for post in sent if post.kind == "topic" and post.payload["number"] == 2} == {True}


def test_who_agreed_last_reads_on_in_the_language_of_that_chat(office: House) -> None:
    first, second = office.talk(CLIENT, "1001"), office.talk(PAGER, "pager-1")
    first.go_to("handed_off")
    second.go_to("handed_off", OTHERS)
    office.deliver()

    def in_japanese(batch: Batch) -> None:
        person = known(batch.tx.person(person_of(second)))
        person.conversation.language, person.touched = "ja", True

    office.core.ledger.do(Call(in_japanese))
    first.say(code_given(office, second))
    asked = choose(office, first, office.deliver(), "yes")
    choose(office, second, asked, "yes")
    assert office.person(person_of(first)).conversation.language == "ja"


def test_each_answer_can_be_chosen_and_all(office: House) -> None:
    first, second, one, _ = both(office)
    sent = choose(office, second, office.deliver(), "side:salary_yen")
    sent = choose(office, second, sent, "yes")
    keeps = {str(line.args["what"]): str(line.args["keeps"]) for line in question(sent, CLIENT).lines[1:-1]}
    assert sorted(keeps.values()) == ["here", "there"]
    sent = choose(office, first, sent, "there")
    sent = choose(office, first, sent, "here")
    choose(office, first, sent, "yes")
    stays = office.person(one)
    assert stays.conversation.answers["salary_yen"].value == 8_000_000
    assert stays.conversation.answers["name"].value == ANSWERS["name"]


@pytest.mark.parametrize("who", ["first", "second"])
def test_where_one_side_refuses_nothing_changes(office: House, who: str) -> None:
    first, second, one, other = both(office)
    sent = office.deliver()
    if who == "second":
        sent = choose(office, second, sent, "no")
        assert "merge-refused" in keys(sent, PAGER)
        assert keys(sent, CLIENT) == []
    else:
        sent = choose(office, second, sent, "yes")
        sent = choose(office, first, sent, "no")
        assert "merge-refused" in keys(sent, PAGER)
    assert notes(sent) == []
    for person, channel in ((one, CLIENT), (other, PAGER)):
        assert office.person(person).address.channel == channel
        assert office.person(person).conversation.merging == {}


@pytest.mark.parametrize("who", ["first", "second"])
def test_whoever_is_erased_in_the_middle_is_gone_and_the_other_is_told_that_it_is_over(office: House, who: str) -> None:
    first, second, one, other = both(office)
    asked = choose(office, second, office.deliver(), "yes")
    gone = first if who == "first" else second
    gone.command("forget")
    gone.press("forget")
    office.deliver()
    with office.store.transaction() as tx:
        assert tx.person(one if who == "first" else other) is None
    if who == "second":
        sent = choose(office, first, asked, "yes")
        assert keys(sent, CLIENT) == ["merge-over"]
        assert office.person(one).acted == {}


def test_a_question_that_is_an_hour_old_is_over(office: House) -> None:
    first, second, one, _ = both(office)
    asked = choose(office, second, office.deliver(), "yes")
    office.clock.advance(timedelta(hours=1))
    assert "merge-over" in keys(choose(office, first, asked, "yes"), CLIENT)
    assert office.person(one).acted == {}


def test_an_answer_that_comes_twice_counts_once(office: House) -> None:
    first, second, one, _ = both(office)
    asked = choose(office, second, office.deliver(), "yes")
    [data] = [b.data for row in question(asked, CLIENT).rows for b in row if b.data.endswith(".yes")]
    turn = first.turn(Act(ActKind.PRESS, data=data, message="m1"))
    again = replace(turn, update_key="another")
    office.core.ledger.batch([turn, turn, again])
    sent = office.deliver()
    assert keys(sent, CLIENT).count("merge-done") == 1
    assert notes(sent).count("staff-merged") == 1
    assert office.person(one).acted.keys() == {PAGER}


def test_of_two_requests_the_one_goes_on_that_staff_have_taken(office: House) -> None:
    first, second, one, other = both(office)
    office.core.ledger.do(OfficeTurn("s1", 2, "take", "佐藤", office.clock(), by="5", rights=EVERYTHING))
    united(office, first, second)
    with office.store.transaction() as tx:
        assert tx.person(one) is None
        assert tx.lead_numbers() == [2]
        lead = tx.lead_of(other)
        assert lead is not None
        assert lead.record.state == TAKEN
        audit = [recorded.act for recorded in tx.audit_of(other)]
    assert audit == ["take"]
    assert office.person(other).address.channel == CLIENT


def test_one_who_sent_nothing_joins_the_one_who_did_in_either_direction(office: House) -> None:
    first, second, one, other = both(office, here="review")
    united(office, first, second)
    with office.store.transaction() as tx:
        assert tx.person(one) is None
        assert tx.lead_numbers() == [1]
    assert office.person(other).acted.keys() == {PAGER}


def belongings(office: House, person: str, start: int) -> int:
    """What can be somebody's beside their answers: a talk, a timer, an entry, a feed, something staff wrote."""

    def add(batch: Batch) -> int:
        found = known(batch.tx.person(person))
        number = batch.tx.keep_booking(StoredBooking(person, a_booking(start))).booking.number
        batch.tx.keep_entry(StoredEntry(number, person, 1, 1))
        batch.tx.set_timer(Timer("talk", str(number), start, 0, person))
        batch.tx.keep_feed(Feed(f"feed-{person}", FeedKind.CLIENT, person, "secret", 1))
        batch.talking.to_client(found, RelayToClient(Utterance("hello", id=f"w-{start}")), office.clock())
        return number

    return int(office.core.ledger.do(Call(add)))


def test_everything_follows_and_erasing_reaches_it_all(office: House) -> None:
    first, second, one, other = both(office)
    sent = office.deliver()
    numbers = [belongings(office, one, TEN), belongings(office, other, TEN + DAY)]
    office.deliver()
    belongings_waiting = Utterance("on its way", id="w-0")
    write = RelayToClient(belongings_waiting)
    asked = choose(office, second, sent, "yes")

    def write_to(batch: Batch) -> None:
        batch.talking.to_client(known(batch.tx.person(other)), write, office.clock())

    office.core.ledger.do(Call(write_to))
    with office.store.transaction() as tx:
        before = len(tx.runs_of(one)) + len(tx.runs_of(other))
    sent = choose(office, first, asked, "yes")
    relays = [post for post in sent if post.kind == "relay"]
    assert [(post.channel, post.person) for post in relays] == [(PAGER, one)], "what waited still comes, once"
    with office.store.transaction() as tx:
        assert [stored.booking.number for stored in tx.bookings_of(one)] == numbers
        assert {known_entry.person for number in numbers if (known_entry := tx.entry(number))} == {one}
        timers = {(timer.kind, timer.subject) for timer in tx.timers_of(one)}
        assert {("talk", str(number)) for number in numbers} <= timers
        assert {found.owner for name in (one, other) if (found := tx.feed(f"feed-{name}"))} == {one}
        assert len(tx.talk_of(one)) == 3
        assert len(tx.runs_of(one)) == before
        for gone in (tx.bookings_of(other), tx.timers_of(other), tx.talk_of(other), tx.runs_of(other)):
            assert gone == []
    [told] = [
        line for p in sent if p.kind == "note" for line in p.payload["say"]["lines"] if line["key"] == "staff-merged"
    ]
    assert told["args"]["count"] == 1
    first.command("forget")
    first.press("forget")
    sent = office.deliver()
    erased = {post.channel: post.payload for post in sent if post.kind == "erase"}
    assert {post.channel for post in sent if post.kind == "erase"} == {CLIENT, PAGER, "office"}
    assert erased["office"]["topic"] is not None
    assert len(erased["office"]["topics"]) == 1, "that of the request that was closed goes as well"
    with office.store.transaction() as tx:
        for person in (one, other):
            assert tx.person(person) is None
            assert tx.bookings_of(person) == []
            assert tx.timers_of(person) == []
            assert tx.talk_of(person) == []
            assert tx.feed(f"feed-{person}") is None
        assert tx.waiting() == []


def test_what_is_under_way_as_two_become_one_comes_once_and_is_found_for_erasing(office: House) -> None:
    first, second, one, other = both(office)
    asked = choose(office, second, office.deliver(), "yes")

    def write(batch: Batch, text: str) -> None:
        batch.talking.to_client(known(batch.tx.person(other)), RelayToClient(Utterance(text, id=text)), office.clock())

    for text in ("sent", "given up", "blocked"):
        office.core.ledger.do(Call(partial(write, text=text)))
    with office.store.transaction() as tx:
        relays = {post.payload["said"][0]["text"]: post for post in tx.waiting() if post.kind == "relay"}
    [data] = [b.data for row in question(asked, CLIENT).rows for b in row if b.data.endswith(".yes")]
    office.core.ledger.do(first.turn(Act(ActKind.PRESS, data=data, message="m1")))
    # The courier had these in hand, under the name of who is no more.
    sent, moment = relays["sent"], office.clock().timestamp()
    delivery = Delivered(sent, {str(sent.handle): "4711"}, moment)
    office.core.ledger.do(Call(lambda batch: batch.delivered(delivery)))
    assert delivery.recorded, "else it were taken back, and sent again"
    office.core.ledger.do(Call(lambda batch: batch.bury(relays["given up"], office.clock())))
    office.core.ledger.do(Call(lambda batch: batch.too_late(relays["blocked"], office.clock())))
    with office.store.transaction() as tx:
        assert tx.handles_of(PAGER, "4711", one) == {str(sent.handle): one}
        assert [failed.person for failed in tx.not_delivered(9)] == [one]
    after = office.deliver()
    assert [post.payload["message"] for post in after if post.kind == "react"] == ["sent", "blocked"]
    assert "staff-not-delivered" in notes(after)
    texts = [(post.channel, post.payload["said"][0]["text"]) for post in after if post.kind == "relay"]
    assert texts == [(CLIENT, "blocked")], "what was sent does not come again, what could not be goes the other way"


def test_what_waits_where_one_shut_us_out_comes_where_the_other_is(office: House) -> None:
    first, second, one, other = both(office)
    asked = choose(office, second, office.deliver(), "yes")
    office.core.ledger.do(second.turn(Act(ActKind.LEFT)))
    office.say(other, Text("law-day", {"day": "x", "ahead": "no"}))
    assert "law-day" not in keys(office.deliver(), PAGER)
    sent = choose(office, first, asked, "yes")
    assert keys(sent, CLIENT).count("law-day") == 1
    assert keys(sent, PAGER) == []
    second.say("I am back")
    assert "law-day" not in keys(office.deliver(), PAGER), "once"


def test_a_death_as_two_become_one_is_as_if_they_had_not(office: House) -> None:
    """Likewise as somebody goes on elsewhere: all of it is one transaction."""
    first, second, one, other = both(office)
    asked = choose(office, second, office.deliver(), "yes")
    [data] = [b.data for row in question(asked, CLIENT).rows for b in row if b.data.endswith(".yes")]
    turn = first.turn(Act(ActKind.PRESS, data=data, message="m1"))

    def dies(batch: Batch) -> None:
        batch.client_turn(turn)
        batch.tx.flush()
        raise RuntimeError

    for _ in range(2):
        with pytest.raises(RuntimeError):
            office.core.ledger.do(Call(dies))
        assert office.deliver() == []
        assert office.person(other).conversation.answers, "both are there as they were"
    office.core.ledger.do(turn)
    sent = office.deliver()
    assert [keys(sent, channel).count("merge-done") for channel in (CLIENT, PAGER)] == [1, 1]
    assert notes(sent).count("staff-merged") == 1
    office.core.ledger.do(turn)
    assert office.deliver() == [], "the update comes once more"
    newcomer, code = office.talk(PAGER, "pager-2"), code_given(office, somewhere_alone(office))
    arrives = newcomer.turn(Act(ActKind.TEXT, code))

    def dies_arriving(batch: Batch) -> None:
        batch.client_turn(arrives)
        batch.tx.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        office.core.ledger.do(Call(dies_arriving))
    assert office.deliver() == []
    office.core.ledger.do(arrives)
    assert keys(office.deliver(), PAGER).count("elsewhere-arrived") == 1, "the code was not used up by the death"


def somewhere_alone(office: House) -> Talk:
    """Somebody else, who is known by one channel."""
    talk = office.talk(CLIENT, "2002")
    talk.go_to("goal")
    office.deliver()
    return talk


def test_what_was_given_up_before_stays_given_up(office: House) -> None:
    first, second, one, other = both(office)
    asked = choose(office, second, office.deliver(), "yes")
    office.say(other, Text("law-day", {"day": "x", "ahead": "no"}))

    def give_up(batch: Batch) -> None:
        for post in batch.tx.waiting():
            batch.bury(post, office.clock())

    office.core.ledger.do(Call(give_up))
    assert "law-day" not in keys(choose(office, first, asked, "yes"), PAGER)
    with office.store.transaction() as tx:
        assert [failed.person for failed in tx.not_delivered(9)] == [one]


def test_what_is_to_be_looked_at_about_who_goes_is_looked_at_for_who_stays(office: House) -> None:
    first, second, one, other = both(office)
    due = int(office.clock().timestamp()) + DAY

    def set_timers(batch: Batch) -> None:
        for person in (one, other):
            batch.tx.set_timer(Timer("agreed", person, due + (person == other) * DAY, 0, person))
        batch.tx.set_timer(Timer("law", other, due, 7, other))

    office.core.ledger.do(Call(set_timers))
    united(office, first, second)
    with office.store.transaction() as tx:
        law, agreed = tx.timer("law", one), tx.timer("agreed", one)
        assert law is not None
        assert (law.person, law.version) == (one, 7), "a notice under way reaches them"
        assert agreed is not None
        assert agreed.due < due + DAY
        assert tx.timer("law", other) is None


def ask_staff(office: House, number: int, key: str) -> None:
    """Staff ask the client of a lead something beside the interview."""
    for name, act, row in (("list", "ask", ""), ("ask", "ask_this", key)):
        turn = OfficeTurn(f"{name}-{number}-{key}", number, act, "佐藤", office.clock(), row, by="5", rights=EVERYTHING)
        assert office.core.ledger.do(turn).refused is None


def test_what_staff_asked_of_the_request_that_closes_is_asked_again_and_no_old_button_answers_another(
    office: House,
) -> None:
    first, second, one, other = both(office)
    asked = office.deliver()
    ask_staff(office, 1, "salary_yen")
    ask_staff(office, 2, "goal")
    sent = office.deliver()
    old = {b.data for p in sent if "say" in p.payload for row in Content.from_json(p.payload["say"]).rows for b in row}
    asked = choose(office, second, asked, "yes")
    after = choose(office, first, asked, "yes")
    stays = office.person(one).conversation
    assert {kept["key"] for kept in stays.asked.values()} == {"salary_yen", "goal"}
    assert "1" not in stays.asked, "that number was another question in each chat"
    new = {b.data for p in after if "say" in p.payload for row in Content.from_json(p.payload["say"]).rows for b in row}
    assert {data.partition(".")[0] for data in new if data.startswith("a/")} == {f"a/{name}" for name in stays.asked}
    assert not {data for data in old if data.startswith("a/")} & new
    with office.store.transaction() as tx:
        lead = tx.lead_of(one)
    assert lead is not None
    assert sorted(str(ask.number) for ask in lead.record.asks if ask.is_open) == sorted(stays.asked)


def test_of_two_codes_at_once_none_is_lost(office: House) -> None:
    """Each brings the other's code: both are asked, and whoever answers first makes one of them."""
    first, second = office.talk(CLIENT, "1001"), office.talk(PAGER, "pager-1")
    first.go_to("handed_off")
    second.go_to("handed_off", OTHERS)
    office.deliver()
    mine, theirs = code_given(office, first), code_given(office, second)
    turns = [second.turn(Act(ActKind.TEXT, mine)), first.turn(Act(ActKind.TEXT, theirs))]
    office.core.ledger.batch(turns)
    sent = office.deliver()
    assert "merge-asked" in keys(sent, CLIENT)
    assert "merge-asked" in keys(sent, PAGER)
    asked = choose(office, second, sent, "yes")
    choose(office, first, asked, "yes")
    with office.store.transaction() as tx:
        assert len(tx.lead_numbers()) == 1
        people = {
            tx.person_at(channel, chat, office.clock()).id for channel, chat in ((CLIENT, "1001"), (PAGER, "pager-1"))
        }
    assert len(people) == 1


def test_whoever_has_an_address_of_each_is_asked_nothing(office: House) -> None:
    first, second, one, _ = both(office)
    united(office, first, second)
    third = office.talk(PAGER, "pager-2")
    third.go_to("handed_off", OTHERS)
    office.deliver()
    third.say(code_given(office, first))
    assert "elsewhere-no" in keys(office.deliver(), PAGER)
    assert office.person(one).conversation.merging == {}
