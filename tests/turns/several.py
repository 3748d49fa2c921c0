"""An office with two channels, on either store: people act, and what waits is delivered by nobody in particular."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count

from bot.app import Core
from bot.channels.registry import MESSENGERS
from bot.delivery.post import Content, Post
from bot.turns.acts import OFFICE, Delivered
from bot.turns.apply import Batch
from bot.turns.ledger import Call, Ledger
from bot.turns.ports import Store
from bot.turns.records import Person
from dialogs.dialogue import Dialogue
from dialogs.messages import Text
from tests.contract import poor
from tests.support import CLIENT, SettableClock, Talk

PAGER = "pager"
CHANNELS = {CLIENT: MESSENGERS[CLIENT].abilities, PAGER: poor.ABILITIES}


@dataclass
class House:
    """What was delivered is in `sent`, in order."""

    core: Core
    store: Store
    clock: SettableClock = field(default_factory=SettableClock)
    sent: list[Post] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(100))

    def talk(self, channel: str = CLIENT, chat: str = "1001") -> Talk:
        """Somebody in a channel."""
        return Talk(self.core, chat, channel, self.clock)

    def person(self, person_id: str) -> Person:
        """A person as they are stored."""
        with self.store.transaction() as tx:
            person = tx.person(person_id)
        assert person is not None
        return person

    def deliver(self) -> list[Post]:
        """Deliver everything that waits, and return it."""
        before = len(self.sent)
        while True:
            with self.store.transaction() as tx:
                waiting = tx.waiting()
            if not waiting:
                return self.sent[before:]
            for post in waiting:
                self.sent.append(post)
                delivery = self._delivery(post)
                self.core.ledger.do(Call(partial(Batch.delivered, delivery=delivery)))

    def _delivery(self, post: Post) -> Delivered:
        made = {} if post.handle is None else {post.handle: str(next(self._numbers))}
        if post.kind == "card":
            made[f"t:{post.payload['lead']}"] = f"topic-{post.payload['lead']}"
        if post.kind in ("strip", "erase", "unsend", "topic"):
            made = {}
        return Delivered(post, made, self.clock().timestamp())

    def say(self, person_id: str, text: Text) -> None:
        """Write to a person of our own accord."""
        self.core.ledger.do(
            Call(lambda batch: batch.posting.say(known(batch.tx.person(person_id)), text, self.clock()))
        )


def known(person: Person | None) -> Person:
    """A person who is there."""
    assert person is not None
    return person


def house(core: Core, store: Store) -> House:
    """An office with both channels."""
    around = replace(core.dialogue.around, channels=CHANNELS)
    dialogue = Dialogue(core.dialogue.questionnaire, around, core.words)
    ledger = Ledger(store, dialogue, core.words, frozenset(CHANNELS))
    return House(replace(core, dialogue=dialogue, ledger=ledger), store)


def keys(posts: list[Post], channel: str) -> list[str]:
    """What is said in a channel, by the keys of the texts."""
    said = (
        Content.from_json(post.payload["say"]) for post in posts if post.channel == channel and "say" in post.payload
    )
    return [line.key for content in said for line in content.lines]


def notes(posts: list[Post]) -> list[str]:
    """What staff are told beside cards, by the keys of the texts."""
    return keys([post for post in posts if post.kind in ("note", "reply")], OFFICE)
