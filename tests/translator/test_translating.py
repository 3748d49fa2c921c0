"""What a transaction asks a translation server, and what it makes of the answer; without server and messenger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.app import Core, build_core
from bot.delivery.post import Post
from bot.delivery.staff_lane import StaffLane
from bot.turns.acts import OFFICE, TRANSLATOR, Delivered, StaffMessage
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.talking import staff_wrote
from bot.turns.translating import Languages, Translating
from dialogs.desk.rights import EVERYTHING
from dialogs.messages import Act, ActKind
from dialogs.talk import Utterance
from tests.support import Talk, settings_in

_numbers = count(1_000)


class Scene:
    """A client and staff who write to each other in one installation."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.maria = Talk(core)
        self.maria.go_to("handed_off")
        [card] = [post for post in self.waiting() if post.channel == OFFICE and post.kind == "card"][:1]
        self.arrives(card, **{str(card.handle): "501", f"t:{card.payload['lead']}": "500"})

    def does(self, do: Callable[[Batch], object]) -> object:
        """Do something in a transaction."""
        return self.core.ledger.do(Call(do))

    def translating(self, do: Callable[[Translating], object]) -> object:
        """Do something with what translates."""
        return self.does(lambda batch: do(batch.talking.translating))

    def waiting(self, *kinds: str) -> list[Post]:
        """What waits to be sent, of these kinds."""
        with self.core.ledger.store.transaction() as tx:
            return [post for post in tx.waiting() if not kinds or post.kind in kinds]

    def arrives(self, post: Post, *together: Post, **made: str) -> None:
        """A post was delivered."""
        at = self.maria.clock().timestamp()
        self.does(lambda batch: batch.delivered(Delivered(post, made, at, together=together)))

    def writes(self, text: str, number: str = "") -> Post:
        """The client writes; returns what passes it on."""
        self.maria.send(Act(ActKind.TEXT, text, said=Utterance(text, id=number or str(next(_numbers)))))
        return self.waiting("relay")[-1]

    def staff(self, text: str) -> Post:
        """A member of staff writes; returns what passes it on."""
        said, now = Utterance(text, id=str(next(_numbers))), self.maria.clock()
        message = StaffMessage(str(next(_numbers)), "500", said, "五十嵐", now, "900", rights=EVERYTHING)
        self.does(lambda batch: staff_wrote(batch, message))
        return self.waiting("relay")[-1]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """An installation with a translation server that nobody asks."""
    return Scene(build_core(replace(settings_in(tmp_path), translate_url="http://127.0.0.1:9")))


def test_a_turn_queues_what_it_always_does_and_a_request_comes_with_the_arrival(scene: Scene) -> None:
    relay = scene.writes("Hello there")
    assert not scene.waiting("translate")
    scene.arrives(relay, **{str(relay.handle): "777"})
    [asked] = scene.waiting("translate")
    assert asked.channel == TRANSLATOR
    assert asked.payload["at"] == "777"
    assert (asked.payload["source"], asked.payload["target"]) == ("en", "ja")
    assert "relay" not in [post.kind for post in scene.waiting() if post.id == relay.id]


def test_texts_of_one_message_are_one_request_and_what_did_not_arrive_is_none(scene: Scene) -> None:
    first, second, lost = scene.writes("One."), scene.writes("Two."), scene.writes("Three.")
    for post in (first, second):
        scene.arrives(post, first, second, **{str(post.handle): "777"})
    scene.arrives(lost)
    [asked] = scene.waiting("translate")
    assert [one["text"] for one in asked.payload["said"]] == ["One.", "Two."]


def test_a_change_of_one_of_several_texts_leaves_the_others_their_translation(scene: Scene) -> None:
    first, second = scene.writes("One.", "31"), scene.writes("Two.", "32")
    for post in (first, second):
        scene.arrives(post, first, second, **{str(post.handle): "777"})
    [asked] = scene.waiting("translate")
    scene.maria.send(Act(ActKind.EDIT, "Three.", said=Utterance("Three.", id="31")))
    assert scene.translating(lambda it: it.wanted(asked)), "the message itself stays as it is"
    scene.translating(lambda it: it.came(asked, ["一。", "二。"], scene.maria.clock()))
    [shown] = scene.waiting("translation")
    assert shown.payload["texts"] == ["一。", "二。"]
    change = scene.waiting("relay")[-1]
    assert change.payload["changes"]
    lane = StaffLane((OFFICE, "office"), NoRoom())  # type: ignore[arg-type]
    assert list(lane.add(shown)) + list(lane.add(change)) == []


class NoRoom:
    """A courier that merges nothing."""

    room = 0

    def size(self, post: Post) -> int:
        """How much of a message a post takes."""
        return 1


def test_an_answer_is_queued_once_though_it_may_come_twice(scene: Scene) -> None:
    relay = scene.staff("こんにちは")
    scene.arrives(relay, **{str(relay.handle): "8"})
    [asked] = scene.waiting("translate")
    for _ in range(2):
        scene.translating(lambda it: it.came(asked, ["Good day"], scene.maria.clock()))
    [shown] = scene.waiting("translation")
    assert (shown.payload["texts"], shown.payload["said"][0]["text"]) == (["Good day"], "こんにちは")
    assert not scene.waiting("translate")


def test_nothing_is_asked_for_who_wants_none_and_nothing_that_waits_is_asked_any_more(scene: Scene) -> None:
    relay = scene.writes("Hello there")
    scene.arrives(relay, **{str(relay.handle): "7"})
    [asked] = scene.waiting("translate")
    assert scene.translating(lambda it: it.wanted(asked))
    scene.maria.send(Act(ActKind.PRESS, data="t/translation.0.off", message="5"))
    assert not scene.translating(lambda it: it.wanted(asked))
    scene.translating(lambda it: it.came(asked, ["やあ"], scene.maria.clock()))
    relay = scene.writes("Are you there?")
    scene.arrives(relay, **{str(relay.handle): "8"})
    assert not scene.waiting("translate", "translation")


def test_a_longer_text_may_be_in_any_language(scene: Scene) -> None:
    relay = scene.writes("Xin chào, tôi muốn hỏi về thị thực kỹ năng cao của vợ tôi, cảm ơn.")
    scene.arrives(relay, **{str(relay.handle): "7"})
    [asked] = scene.waiting("translate")
    assert asked.payload["source"] == "auto"


def test_staff_are_told_once_of_what_is_missing_and_what_is_lacking(scene: Scene) -> None:
    now = scene.maria.clock()

    def told() -> list[str]:
        return [line["key"] for post in scene.waiting("reply") for line in post.payload["say"]["lines"]]

    scene.translating(lambda it: it.back(now))
    for _ in range(2):
        scene.translating(lambda it: it.missing(now, now))
        for pair in (Languages("ja", "en"), Languages("auto", "ja")):
            scene.translating(lambda it, pair=pair: it.lacking(pair, now))  # type: ignore[misc]
    lacking = "staff-translation-lacking"
    assert told() == ["staff-translations-missing", lacking, lacking]
    languages = [post.payload["say"]["lines"][0]["args"] for post in scene.waiting("reply")[1:]]
    assert [one["language"]["text"]["key"] for one in languages] == ["language-en", "language-ja"]
    for _ in range(2):
        scene.translating(lambda it: it.back(now))
    assert told()[3:] == ["staff-translations-back"]
