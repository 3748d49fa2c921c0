"""Anything anybody may do, in any order: never an error, never a dead end, never two leads, never one without leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import event, select

from bot.app import Core
from bot.delivery.post import Content
from bot.storage.tables import runs
from bot.turns.acts import ClientTurn, Delivered, Turned
from bot.turns.records import Address, newcomer
from bot.words.words import languages
from dialogs.commands import COMMANDS
from dialogs.conversation import Conversation
from dialogs.effects import Effect, Erase, FileLead
from dialogs.machine import flow_for
from dialogs.marks import mark_of, read_press
from dialogs.messages import Act, ActKind
from dialogs.place import CLOSED, HANDED_OFF, REFUSED, Wish
from dialogs.questionnaires.hsp import HSP
from tests.dialogs.walker import (
    ENGINEER,
    LONGEST_DATA,
    TO_THE_CARD,
    TO_THE_POINTS,
    Walk,
    finish,
    real_words,
    render,
)
from tests.properties import examples
from tests.support import core_in

# --- moves: what a person may do, said so that it means something wherever they stand -----------------------------

Move = tuple[str, str | int]

NASTY = (
    *("", " ", "?", "-1", "0", "１", "650", "6-7M", "月50万", "six million", "1e9", "9" * 60, "１９９４年", "平成六年"),
    *("1994", "1997-02", "30", "31/02/1990", "3.5%", "5 years", "since 2019", "N1", "phd", "None", "dunno", "yes"),
    *("<3 & <b>", "a_b*c [x](y)", "👩‍💻🎌", "مرحبا بكم", "\u202eabc", "\u2068", "x" * 5_000, "&" * 4_096),
    *("あ" * 1_000, "maria@example.com", "090-1234-5678", "{ $name }", "/start", "a:yes", "\n\n", "Maria\nSantos"),
)
FORGED = (
    *("", "a:yes", "1.a", "..", "1.2", "x.y.a:yes", "-1.1.ok", "1.1.", "999999.1.yes", "１.１.ok", "1.1.is:9"),
    *("¹.1.ok", "0.0.change:human", "0.0.changed:nothing", "1.1." + "x" * 60),
)
# Tried on whatever screen the person is on, as if its button were there.
ACTIONS = (
    *("ok", "yes", "no", "back", "help", "human", "unknown", "done", "a:yes", "a:no", "a:en", "a:agree", "a:refuse"),
    *("is:0", "is:7", "again", "forget", "keep", "changed:nothing", "changed:new_job", "changed:activity"),
    *("view:papers", "change:goal", "change:salary_yen", "change:human", "review", "recheck", "result", "book"),
)

MOVES: Sequence[st.SearchStrategy[Move]] = (
    st.tuples(st.just("press"), st.integers(0, 30)),
    st.tuples(st.just("press"), st.integers(0, 3)),
    st.tuples(st.just("label"), st.integers(0, 30)),
    st.tuples(st.just("go on"), st.integers(1, 12)),
    st.tuples(st.just("command"), st.sampled_from([*COMMANDS, "settings", ""])),
    st.tuples(st.just("type"), st.sampled_from(NASTY) | st.text(max_size=30)),
    st.tuples(st.just("forge"), st.sampled_from(ACTIONS)),
    st.tuples(st.just("raw"), st.sampled_from(FORGED) | st.text(max_size=64)),
    st.tuples(st.just("old"), st.integers(0, 40)),
    st.tuples(
        st.sampled_from(["example", "edit", "media", "number", "block", "return", "restart", "twice"]), st.just(0)
    ),
    st.tuples(st.just("days"), st.sampled_from([1, 30, 200, 400])),
)
# Where a person stands before anything goes wrong.
BEGINNINGS: Mapping[str, Callable[[], Walk]] = {
    "nowhere": lambda: Walk(start=False),
    "the welcome": Walk,
    "the goal": lambda: Walk().answers(TO_THE_POINTS, until="goal"),
    "the salary": lambda: Walk().answers(TO_THE_POINTS, until="salary_yen"),
    "the review": lambda: Walk().answers(ENGINEER, until="review"),
    "the result": lambda: Walk().answers(ENGINEER, until="result"),
    "the name": lambda: Walk().answers(ENGINEER, until="name"),
    "the card": lambda: Walk().answers(ENGINEER, TO_THE_CARD, until="leave"),
    "no leave": lambda: Walk().answers(ENGINEER, TO_THE_CARD, until="leave").presses("no"),
    "the hand-off": lambda: Walk().answers(ENGINEER, TO_THE_CARD, until=HANDED_OFF),
    "an update not sent": lambda: (
        Walk()
        .answers(ENGINEER, TO_THE_CARD, until=HANDED_OFF)
        .commands("recheck")
        .presses("changed:japanese", "a:n2")
        .answers(ENGINEER, until="result")
        .presses("ok", "no")
        .leads_to(CLOSED)
    ),
    "another day": lambda: Walk().answers(ENGINEER, until="result").later(days=30).commands("recheck"),
    "a person first": lambda: Walk().answers(TO_THE_POINTS, until="residence").commands("human"),
}


@cache
def _begun(where: str) -> Walk:
    return BEGINNINGS[where]()


@dataclass
class Wanderer:
    """Makes moves and looks, after each, at everything that must always be true."""

    walk: Walk
    seen: list[str] = field(default_factory=list)

    def move(self, move: Move) -> None:
        """One act of the person, whatever it means where they stand."""
        kind, what = move
        if kind == "go on":
            self.go_on(int(what))
            return
        walk = self.walk
        before = walk.conversation.place.at, walk.conversation.lead
        effects = len(walk.effects)
        buttons = list(walk.offered)
        if kind in ("press", "label") and buttons:
            action = buttons[int(what) % len(buttons)]
            walk.presses(action) if kind == "press" else walk.says(walk.label(action))
        elif kind == "example" and walk.question is not None and walk.question.kind.typed:
            key = walk.question.example(walk.situation)
            walk.says(real_words().plain(walk.conversation.language, key))
        elif kind == "command":
            walk.commands(str(what), "website-1" if what == "start" else "")
        elif kind == "type":
            walk.says(str(what))
        elif kind == "forge":
            walk.presses_data(walk.data(str(what)))
        elif kind == "raw":
            walk.presses_data(str(what))
        elif kind == "old" and self.seen:
            walk.presses_data(self.seen[int(what) % len(self.seen)])
        else:
            self._other(kind, what)
        self.seen += [walk.data(action) for action in walk.offered]
        self._look(before, walk.effects[effects:])

    def _other(self, kind: str, what: str | int) -> None:
        walk = self.walk
        if kind == "days":
            walk.later(days=int(what), hours=int(what))
        elif kind == "edit":
            walk.edits()
        elif kind == "media":
            walk.sends_media("voice")
        elif kind == "number":
            walk.sends_media("contact", "+81 90 1234 5678")
        elif kind == "block":
            walk.blocks()
        elif kind == "return":
            walk.comes_back()
        elif kind == "restart":
            walk.restarts()
        elif kind == "twice" and walk.sent:
            walk.does(walk.sent[-1])

    def go_on(self, steps: int) -> None:
        """Some way in the usual direction."""
        for _ in range(steps):
            if not self.walk.screen.rows or self.walk.conversation.place.at == HANDED_OFF:
                return
            question = self.walk.question
            if question is not None and question.kind.typed:
                self.move(("example", 0))
            elif "unknown" in self.walk.offered and len(self.seen) % 2:
                self.move(("press", list(self.walk.offered).index("unknown")))
            else:
                self.move(("press", 0))

    def _look(self, before: tuple[str, bool], effects: Sequence[Effect]) -> None:
        walk = self.walk
        conversation = walk.conversation
        flow = flow_for(HSP, walk.situation.ruleset)
        assert flow.leg_of(conversation.place) in flow.states
        assert flow.settle(replace(conversation.place)), "there is such a place"
        assert Conversation.from_json(conversation.to_json()) == conversation
        for effect in effects:
            if isinstance(effect, Erase):
                self.seen = []
            if isinstance(effect, FileLead):
                state, had_one = before
                assert had_one or state == "leave", f"filed from {state}"
                assert conversation.place.wants(Wish.LEAVE) == "yes", "filed without leave"
        if conversation.place.at == REFUSED:
            assert set(conversation.answers) <= {"consent", "language"}
            assert not conversation.history
            assert not conversation.last_run
            assert not conversation.source
        other = next(code for code in languages() if code != conversation.language)
        for screen in walk.last.screens:
            render(screen, other, walk.data(""))


# In halves, so that two processes can walk them: up to what the client sees first, and from there on.
EARLY = ("nowhere", "the welcome", "the goal", "the salary", "the review", "a person first")
LATE = tuple(name for name in BEGINNINGS if name not in EARLY)
WANDERED = st.lists(st.one_of(MOVES), max_size=25)
PREFERRED = st.sampled_from(["unknown", "first"])


@examples(75)
@given(where=st.sampled_from(EARLY), made=WANDERED, prefer=PREFERRED)
@example(where="the salary", made=[("type", "650"), ("type", "yes")], prefer="unknown")
@example(where="the review", made=[("command", "forget"), ("press", 0), ("old", 3)], prefer="unknown")
@example(
    where="nowhere",
    made=[("press", 0), ("press", 0), ("command", "start"), ("go on", 8), ("go on", 9), ("go on", 11), ("press", 1)],
    prefer="unknown",
)
def test_whatever_a_person_does_before_the_result_there_is_a_way_on(where: str, made: list[Move], prefer: str) -> None:
    _wander(where, made, prefer)


@examples(75)
@given(where=st.sampled_from(LATE), made=WANDERED, prefer=PREFERRED)
@example(where="an update not sent", made=[("forge", "book")], prefer="first")
def test_whatever_a_person_does_from_the_result_on_there_is_a_way_on(where: str, made: list[Move], prefer: str) -> None:
    _wander(where, made, prefer)


def _wander(where: str, made: list[Move], prefer: str) -> None:
    wanderer = Wanderer(_begun(where).copy())
    for move in made:
        wanderer.move(move)
    finish(wanderer.walk, prefer=prefer)


@pytest.mark.parametrize("where", BEGINNINGS)
@pytest.mark.parametrize("prefer", ["unknown", "first"])
@pytest.mark.parametrize("language", languages())
def test_pressing_buttons_and_sending_examples_always_ends_well(where: str, prefer: str, language: str) -> None:
    walk = _begun(where).copy()
    walk.commands("language")
    if f"a:{language}" in walk.offered:
        walk.presses(f"a:{language}")
    assert finish(walk, prefer=prefer) <= 40


# --- the same through the ledger: stored, delivered twice and out of order ------------------------------------------


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Core]:
    """One database for all walks; each is a person of its own."""
    made = core_in(tmp_path_factory.mktemp("ledger"))
    # Surviving a power cut is not what these walks are about.
    event.listen(made.database.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
    made.database.engine.dispose()
    yield made
    made.database.close()


CHATS = count(5_000)


def _turns(walk: Walk, chat: str) -> list[ClientTurn]:
    """What a walk did, as updates."""
    return [
        ClientTurn("telegram", f"{chat}-{number}", chat, _counted_on(act, walk), walk.now, str(number))
        for number, act in enumerate(walk.sent, start=1)
    ]


def _first_revision(walk: Walk) -> int:
    """Where the ledger begins to count for somebody who comes at that moment; a walk begins at 0."""
    return newcomer("x", Address("x", "telegram", "1"), walk.now.timestamp()).conversation.revision


def _counted_on(act: Act, walk: Walk) -> Act:
    """A press with the revision it has in the ledger."""
    press = read_press(act.data)
    if act.kind is not ActKind.PRESS or press is None:
        return act
    revision = press.revision + _first_revision(walk)
    return replace(act, data=f"{press.place}.{revision}.{press.action}")


def _disturbed(turns: list[ClientTurn], again: Sequence[int], swaps: Sequence[int]) -> list[ClientTurn]:
    """Some updates come twice (the second time any time later), some neighbours change places."""
    result = list(turns)
    for position in swaps:
        here = position % (len(result) - 1)
        result[here], result[here + 1] = result[here + 1], result[here]
    for position in again:
        here = position % len(result)
        result.insert(here + position % 7, result[here])
    return result


def _finished(core: Core, chat: str, now_of: Walk) -> None:
    """From wherever the disturbed updates left the person, on to the hand-off; pressing and sending examples only."""
    keys = count(1)

    def act(act: Act) -> Turned:
        turned = core.ledger.do(ClientTurn("telegram", f"{chat}-x{next(keys)}", chat, act, now_of.now))
        assert isinstance(turned, Turned)
        assert turned.refused is None
        return turned

    for _ in range(90):
        turned = act(Act(ActKind.COMMAND, command="start"))
        conversation = turned.conversation
        assert conversation is not None
        if conversation.place.at == HANDED_OFF:
            return
        screen = turned.screens[-1]
        offered = [button.action for row in screen.rows for button in row]
        state = conversation.place.at
        question = HSP.by_id.get(state)
        wanted = next((a for a in ("unknown", "ok", "yes", "book", *offered) if a in offered), None)
        if question is not None and question.kind.typed:
            example = question.example(core.dialogue.situation(conversation, now_of.now))
            act(Act(ActKind.TEXT, real_words().plain(conversation.language, example)))
        elif wanted is not None:
            act(Act(ActKind.PRESS, data=f"{mark_of(conversation)}.{wanted}"))
    raise AssertionError("never handed off")


def _leads(core: Core, person: str) -> int:
    with core.ledger.store.transaction() as tx:
        return int(tx.lead_of(person) is not None)


def _check_outbox(core: Core) -> None:
    """Whatever waits to be sent can be said, and its buttons carry no more than a messenger takes."""
    with core.ledger.store.transaction() as tx:
        posts = tx.waiting()
        for post in posts:
            tx.delivered(Delivered(post, {}, 0.0))
        tx.flush()
    for post in posts:
        for name in ("say", "card"):
            content = Content.from_json(post.payload[name]) if name in post.payload else Content("en", ())
            for line in content.lines:
                assert "went wrong" not in core.words.plain(content.language, line)
            for choice in (choice for row in content.rows for choice in row):
                assert core.words.plain(content.language, choice.label)
                assert len(choice.data.encode()) <= LONGEST_DATA


EXTRA = st.lists(st.one_of(MOVES), max_size=6)
AGAIN = st.lists(st.integers(0, 200), max_size=6)
SWAPS = st.lists(st.integers(0, 200), max_size=4)
AT_ONCE = st.integers(1, 12)


@examples(10)
@given(extra=EXTRA, again=AGAIN, at_once=AT_ONCE)
@example(extra=[("type", "&" * 4_096)], again=[], at_once=1)
def test_delivered_twice_it_is_one_lead(books: Core, extra: list[Move], again: list[int], at_once: int) -> None:
    _deliver(books, extra, again, [], at_once)


@examples(10)
@given(extra=EXTRA, again=AGAIN, swaps=SWAPS, at_once=AT_ONCE)
def test_delivered_twice_and_out_of_order_it_is_one_lead(
    books: Core, extra: list[Move], again: list[int], swaps: list[int], at_once: int
) -> None:
    _deliver(books, extra, again, swaps, at_once)


def _deliver(books: Core, extra: list[Move], again: list[int], swaps: list[int], at_once: int) -> None:
    wanderer = Wanderer(_begun("the hand-off").copy())
    wanderer.walk.careful = False
    for move in extra:
        wanderer.move(move)
    if any(isinstance(effect, Erase) for effect in wanderer.walk.effects):
        return
    chat = str(next(CHATS))
    turns = _disturbed(_turns(wanderer.walk, chat), again, swaps)
    person = ""
    for start in range(0, len(turns), at_once):
        for turned in books.ledger.batch(turns[start : start + at_once]):
            assert isinstance(turned, Turned), turned
            assert turned.refused is None
            person = turned.person or person
    _finished(books, chat, wanderer.walk)
    assert _leads(books, person) == 1
    _check_outbox(books)


def test_an_undisturbed_walk_is_stored_as_it_was_walked(books: Core) -> None:
    """And so what the walker notes of messages and buttons is what the ledger notes."""
    walk = _begun("another day").copy()
    chat = str(next(CHATS))
    last = Turned()
    for turned in books.ledger.batch(_turns(walk, chat)):
        assert isinstance(turned, Turned)
        last = turned
    assert last.conversation is not None
    stored, walked = last.conversation.to_json(), walk.conversation.to_json()
    assert (stored["live"], stored["revision"], stored["place"]) == (
        walked["live"],
        _first_revision(walk) + walked["revision"],
        walked["place"],
    )
    assert stored["answers"].keys() == walked["answers"].keys()
    with books.database.engine.begin() as connection:
        kept = connection.execute(select(runs.c.id).where(runs.c.person == last.person)).all()
    assert len(kept) == 1
