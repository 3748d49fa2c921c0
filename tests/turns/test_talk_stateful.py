"""A client and staff write, change, take back; updates come twice, commits are lost, the process dies between a message
and its record. Whatever they do: *every message relayed once, in order*.

Everything goes through the turns and the lanes as they run, on the store in memory. The one thing that a messenger
gives no means against is allowed and counted: what was sent when the process died, or its answer was lost, comes again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.channels.telegram.parts import shared
from bot.delivery.lanes import Lane
from bot.delivery.person_lane import PersonLane
from bot.delivery.post import Post
from bot.delivery.staff_lane import StaffLane
from bot.storage.memory import MemoryStore
from bot.turns.acts import OFFICE, ClientTurn, Delivered, OfficeTurn, StaffMessage
from bot.turns.apply import Batch
from bot.turns.talking import staff_wrote
from dialogs.conversation import Conversation
from dialogs.desk.rights import EVERYTHING
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind
from dialogs.talk import Media, Utterance
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk, real_dialogue, real_words
from tests.properties import long_lives

TELEGRAM = "telegram"
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PEOPLE = ("1", "2")
CLIENT, STAFF = "client", "staff"
# What arrives twice must do the same as what arrives once.
TIMES = st.sampled_from((1, 1, 2))
SIDES = st.sampled_from((CLIENT, STAFF))
FORMS = st.sampled_from(("text", "text", "text", "photo", "album"))
ENDS = st.sampled_from(("well", "well", "well", "answer lost", "death before", "death after"))


class Room:
    """All that a lane asks of a courier: how much goes into one message."""

    room = 200

    def size(self, post: Post) -> int:
        """How much of it a post takes."""
        return 20 * len(post.payload.get("said", "x"))


@cache
def prepared() -> MemoryStore:
    """A store in which both have sent the card, each with a topic, and staff have spoken to both."""
    walk = Walk(dialogue=real_dialogue()).answers(ENGINEER, until="result").presses("ok")
    sent = walk.answers(TO_THE_CARD, until="leave").conversation
    store = MemoryStore()
    for number, chat in enumerate(PEOPLE):
        with store.transaction() as tx:
            person = tx.person_at(TELEGRAM, chat, NOW)
            person.conversation = Conversation.from_json(deepcopy(sent.to_json()) | {"id": person.conversation.id})
            person.touched = True
            press = Act(ActKind.PRESS, data=f"{mark_of(person.conversation)}.yes", message="1")
            batch = Batch(tx, real_dialogue(), real_words(), frozenset({TELEGRAM}))
            batch.client_turn(ClientTurn(TELEGRAM, f"begin-{chat}", chat, press, NOW))
            tx.flush()
        with store.transaction() as tx:
            batch = Batch(tx, real_dialogue(), real_words(), frozenset({TELEGRAM}))
            for post in tx.waiting():
                made = {}
                if post.kind == "card":
                    made = {f"l:{post.payload['lead']}": str(10 + number), f"t:{post.payload['lead']}": _topic(chat)}
                batch.delivered(Delivered(post, made, NOW.timestamp()))
            tx.flush()
    return store


def _topic(chat: str) -> str:
    return f"9{chat}"


class Talks(RuleBasedStateMachine):
    """The clients, the staff, and the process between them."""

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore()
        self.store.kept = deepcopy(prepared().kept)
        self.now = NOW
        self.numbers = count(1_000)
        # By person and side: what was written, in order, and what arrived.
        self.wrote: dict[tuple[str, str], list[str]] = {(c, s): [] for c in PEOPLE for s in (CLIENT, STAFF)}
        self.arrived: dict[tuple[str, str], list[str]] = {key: [] for key in self.wrote}
        self.ids: dict[str, tuple[str, str, str]] = {}
        self.media: dict[str, Media | None] = {}
        # All that was written together with it.
        self.albums: dict[str, list[str]] = {}
        self.changed: dict[str, str] = {}
        self.shows: dict[str, str] = {}
        self.taken_back: set[str] = set()
        self.may_come_again: Counter[str] = Counter()
        self.lanes: dict[tuple[str, str], Lane] = {}
        self._begin()

    # --- the process ----------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Begin with what waits in the store."""
        self.lanes = {}
        with self.store.transaction() as tx:
            self._add(tx.waiting())

    def _add(self, posts: Any) -> None:
        for post in posts:
            name = (post.channel, post.lane)
            lane = self.lanes.get(name)
            if lane is None:
                lane = StaffLane(name, Room()) if post.channel == OFFICE else PersonLane(name)  # type: ignore[arg-type]
                self.lanes[name] = lane
            for pointless in lane.add(post):
                self._record([pointless], None, {})

    def _do(self, act: Callable[[Batch], object], times: int = 1) -> None:
        """Do something in a transaction that is first lost, and then done, once or twice."""
        with self.store.transaction() as tx:
            lost = deepcopy(tx.kept)
            act(Batch(tx, real_dialogue(), real_words(), frozenset({TELEGRAM})))
        self.store.kept = lost
        for _ in range(times):
            with self.store.transaction() as tx:
                act(Batch(tx, real_dialogue(), real_words(), frozenset({TELEGRAM})))
                tx.flush()
                posts = tx.new_posts()
            self._add(posts)

    def _record(self, posts: Any, sent: Post | None, made: dict[str, str]) -> None:
        """Record that posts are done, as the outbox does."""
        own = {post.handle for post in posts if sent is not None and post.id != sent.id}
        entries = []
        for post in posts:
            is_sent = sent is not None and post.id == sent.id
            mine = {n: i for n, i in made.items() if (n not in own if is_sent else n == post.handle)}
            entries.append(Delivered(post, mine, self.now.timestamp()))

        with self.store.transaction() as tx:
            batch = Batch(tx, real_dialogue(), real_words(), frozenset({TELEGRAM}))
            for entry in entries:
                batch.delivered(entry)
            tx.flush()
            new = tx.new_posts()
        self._add(new)

    # --- what people do -------------------------------------------------------------------------------------------

    @rule(chat=st.sampled_from(PEOPLE), side=SIDES, form=FORMS, times=TIMES)
    def write(self, chat: str, side: str, form: str, times: int) -> None:
        """Somebody writes a text, or sends a picture or an album."""
        album = f"album-{next(self.numbers)}" if form == "album" else ""
        together: list[str] = []
        for _ in range(3 if album else 1):
            number = next(self.numbers)
            mark = f"[{side[0]}{chat}-{number}]"
            media = None if form == "text" else Media("photo", f"file-{number}")
            together.append(mark)
            self.albums[mark] = together
            self.wrote[chat, side].append(mark)
            self.ids[mark], self.media[mark] = (chat, side, str(number)), media
            self._say(chat, side, Utterance(mark, media=media, id=str(number), album=album), times)

    @rule(pick=st.integers(0, 100), times=TIMES)
    def change(self, pick: int, times: int) -> None:
        """Somebody changes a message of theirs, however old."""
        if self.ids:
            mark = list(self.ids)[-1 - pick % min(len(self.ids), 8)]
            chat, side, number = self.ids[mark]
            self.changed[mark] = f"{mark} changed {next(self.numbers)}"
            said = Utterance(self.changed[mark], media=self.media[mark], id=number)
            self._say(chat, side, said, times, change=True)

    @rule(pick=st.integers(0, 100), times=TIMES)
    def take_back(self, pick: int, times: int) -> None:
        """Staff take a message of theirs back."""
        mine = [mark for mark, (_, side, _) in self.ids.items() if side == STAFF]
        if mine:
            mark = mine[-1 - pick % min(len(mine), 4)]
            chat, _, number = self.ids[mark]
            # Of an album all goes.
            self.taken_back.update(self.albums[mark])
            said = Utterance(id=str(next(self.numbers)), reply_to=number)
            self._do(lambda batch: staff_wrote(batch, self._of_staff(chat, said, is_unsend=True)), times)

    @rule(chat=st.sampled_from(PEOPLE))
    def hand_back(self, chat: str) -> None:
        """Staff give the word back to the bot."""
        key = f"back-{next(self.numbers)}"
        number = PEOPLE.index(chat) + 1
        turn = OfficeTurn(key, number, "hand_back", "佐藤", self.now, by="901", rights=EVERYTHING)
        self._do(lambda batch: batch.office_turn(turn), 2)

    @rule(minutes=st.sampled_from((1, 600)))
    def time_passes(self, minutes: int) -> None:
        """Time passes."""
        self.now += timedelta(minutes=minutes)

    def _of_staff(
        self, chat: str, said: Utterance, *, is_change: bool = False, is_unsend: bool = False
    ) -> StaffMessage:
        key = f"staff-{said.id}-{said.text}"
        return StaffMessage(
            key, _topic(chat), said, "佐藤", self.now, "901", EVERYTHING, is_change=is_change, is_unsend=is_unsend
        )

    def _say(self, chat: str, side: str, said: Utterance, times: int, *, change: bool = False) -> None:
        if side == STAFF:
            message = self._of_staff(chat, said, is_change=change)
            self._do(lambda batch: staff_wrote(batch, message), times)
            return
        if change:
            act = Act(ActKind.EDIT, said.text, said=said)
        elif said.media is None:
            act = Act(ActKind.TEXT, said.text, said=said)
        else:
            act = Act(ActKind.OTHER, "photo", album=said.album, said=said)
        turn = ClientTurn(TELEGRAM, f"act-{said.id}-{said.text}", chat, act, self.now, said.id)
        self._do(lambda batch: batch.client_turn(turn), times)

    # --- what is sent ---------------------------------------------------------------------------------------------

    @rule(place=st.integers(0, 2), most=st.integers(1, 4), end=ENDS)
    def deliver(self, place: int, most: int, end: str) -> None:
        """Some of what waits in a chat goes out; the last of it perhaps not well."""
        for number in range(most):
            lanes = [lane for lane in self.lanes.values() if lane.next(0.0) is not None]
            if not lanes:
                return
            self._deliver(lanes[place % len(lanes)], end if number == most - 1 else "well")

    def _deliver(self, lane: Lane, end: str) -> None:
        parcel = lane.next(0.0)
        assert parcel is not None
        if end == "death before":
            self._begin()
            return
        made = self._sent(parcel.post)
        if end == "well":
            lane.done(parcel, made)
            self._record(parcel.posts, parcel.post, made)
            return
        if parcel.post.kind == "relay":
            self.may_come_again.update(self._marks(parcel.post))
        if end == "death after":
            self._begin()
        else:
            for pointless in lane.give_back(parcel):
                self._record([pointless], None, {})

    @staticmethod
    def _marks(post: Post) -> list[str]:
        return [one["text"].partition(" ")[0] for one in post.payload["said"]]

    def _sent(self, post: Post) -> dict[str, str]:
        """What the other side gets to see; returns what its messages are called, as the couriers do."""
        if post.kind == "unsend":
            with self.store.transaction() as tx:
                assert post.payload["copy"] in tx.message_ids([post.payload["copy"]]), "there is nothing to take back"
            return {}
        if post.kind != "relay":
            return {} if post.handle is None or post.kind == "topic" else {post.handle: str(next(self.numbers))}
        texts, copies = [one["text"] for one in post.payload["said"]], post.payload["copies"]
        for mark, text in zip(self._marks(post), texts, strict=True):
            chat, side, _ = self.ids[mark]
            assert (side == CLIENT) is (post.channel == OFFICE)
            self.shows[mark] = text
            if not post.payload["changes"]:
                self.arrived[chat, side].append(mark)
        number = str(next(self.numbers))
        if len(copies) > 1 and "media" not in post.payload["said"][0]:
            return {name: number for copy in copies for name in (copy, shared(copy))}
        return {copy: str(next(self.numbers)) for copy in copies}

    # --- what holds -----------------------------------------------------------------------------------------------

    @invariant()
    def nothing_comes_out_of_order_or_twice_without_need(self) -> None:
        """What has arrived is the beginning of what was written, without what was taken back before it went."""
        for key, wrote in self.wrote.items():
            first = list(dict.fromkeys(self.arrived[key]))
            stays = [mark for mark in wrote if mark in first or mark not in self.taken_back]
            assert first == stays[: len(first)]
            for mark, times in Counter(self.arrived[key]).items():
                assert times <= 1 + self.may_come_again[mark]

    def teardown(self) -> None:
        """In the end everything has arrived, as it was changed last."""
        for _ in range(10_000):
            lanes = [lane for lane in self.lanes.values() if lane.next(0.0) is not None]
            if not lanes:
                break
            self._deliver(lanes[0], "well")
        self.nothing_comes_out_of_order_or_twice_without_need()
        for key, wrote in self.wrote.items():
            missing = [mark for mark in wrote if mark not in self.arrived[key]]
            assert set(missing) <= self.taken_back
        for mark, text in self.changed.items():
            if mark not in self.taken_back:
                assert self.shows[mark] == text


@pytest.mark.long
@pytest.mark.hypothesis
def test_every_message_is_relayed_once_and_in_order() -> None:
    """Over clients, staff, deaths, lost commits and doubled updates."""
    run_state_machine_as_test(Talks, settings=long_lives(40, 40))
