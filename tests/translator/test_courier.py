"""What becomes of a request to the translation server, with a server and a ledger of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.clock import Clock
from bot.delivery.courier import TryLater
from bot.delivery.post import Post
from bot.translator import courier as couriers
from bot.translator.courier import TRIES, WORD, TranslatorCourier
from bot.translator.server import Failure, LanguageLacking, NotTranslated, ServerTrouble
from bot.turns.ledger import Call
from bot.turns.translating import Languages
from tests.channels.dispatch import PaperDispatch, post
from tests.support import TUESDAY_MORNING, SettableClock

SILENT = ServerTrouble(Failure.UNREACHABLE, "it cannot be reached")


@dataclass
class Paper:
    """Server, writer and ledger in one: what each was asked, and what goes wrong next."""

    clock: SettableClock = field(default_factory=SettableClock)
    troubles: list[Exception] = field(default_factory=list)
    wants: bool = True
    asked: list[list[str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    brought: list[list[str]] = field(default_factory=list)

    def courier(self) -> TranslatorCourier:
        writer: Any = self
        return TranslatorCourier(self, writer, Clock(now=self.clock))

    async def submit(self, call: Call[Any]) -> Any:
        batch: Any = SimpleNamespace(talking=SimpleNamespace(translating=self))
        return call.do(batch)

    async def translate(self, texts: Sequence[str], languages: Languages) -> list[str]:
        self.asked.append(list(texts))
        if self.troubles:
            raise self.troubles.pop(0)
        return [text.upper() for text in texts]

    async def known(self) -> dict[str, frozenset[str]]:
        return {}

    async def close(self) -> None:
        """Nothing is open."""

    def wanted(self, _post: Post) -> bool:
        return self.wants

    def came(self, _post: Post, texts: list[str], _now: datetime) -> None:
        self.brought.append(texts)

    def missing(self, since: datetime, _now: datetime) -> None:
        self.told.append(f"missing since {since:%H:%M}")

    def back(self, _now: datetime) -> None:
        self.told.append("back")

    def lacking(self, languages: Languages, _now: datetime) -> None:
        self.told.append(f"no {languages.source}")


def request(*texts: str, **more: Any) -> Post:
    needs = [text != "OK" for text in texts]
    said = [{"text": text} for text in texts]
    payload = {"said": said, "needs": needs, "source": "en", "target": "ja", "since": TUESDAY_MORNING.timestamp()}
    return post("translate", payload | more, "k:0/t", channel="translator")


@pytest.fixture
def paper() -> Paper:
    return Paper()


async def deliver(courier: TranslatorCourier, *posts: Post) -> list[str]:
    """Deliver; returns what came of each."""
    found = []
    for one in posts:
        try:
            assert await courier.deliver(one, PaperDispatch()) == {}
            found.append("done")
        except TryLater as later:
            found.append("later" if later.seconds is None else f"in {later.seconds:.0f}")
    return found


async def test_only_what_needs_a_translation_is_asked_for_and_each_has_its_place(paper: Paper) -> None:
    courier = paper.courier()
    assert (courier.room, courier.size(request("a"))) == (0, 1)
    assert await deliver(courier, request("one", "OK", "two")) == ["done"]
    assert paper.asked == [["one", "", "two"]]
    assert paper.brought == [["ONE", "", "TWO"]]
    await courier.retract(request("a"), {})


async def test_what_nobody_wants_any_more_or_is_a_day_old_is_not_asked_for(paper: Paper) -> None:
    courier = paper.courier()
    paper.wants = False
    assert await deliver(courier, request("one")) == ["done"]
    paper.wants = True
    paper.clock.advance(timedelta(days=1, seconds=1))
    assert await deliver(courier, request("one")) == ["done"]
    assert paper.asked == []


@pytest.mark.parametrize(
    ("trouble", "told"), [(NotTranslated("it answers 400"), []), (LanguageLacking("en to ja"), ["no en"])]
)
async def test_what_asking_again_would_not_mend_is_not_asked_again(
    paper: Paper, trouble: Exception, told: list[str]
) -> None:
    paper.troubles.append(trouble)
    assert await deliver(paper.courier(), request("one")) == ["done"]
    assert (paper.brought, paper.told) == ([], told)


async def test_staff_are_told_after_a_minute_and_when_it_is_over_and_a_new_start_looks_whether_they_were(
    paper: Paper,
) -> None:
    courier = paper.courier()
    one = request("one")
    for seconds in (0, 59, 1, 30):
        paper.clock.advance(timedelta(seconds=seconds))
        paper.troubles.append(SILENT)
        assert await deliver(courier, one) == ["later"]
    assert paper.told == ["missing since 01:00"]
    assert await deliver(courier, one, request("two")) == ["done", "done"]
    assert paper.told[1:] == ["back"]
    assert await deliver(paper.courier(), request("three")) == ["done"]
    assert paper.told[2:] == ["back"], "which says nothing where staff were told nothing"
    paper.troubles.append(ServerTrouble(Failure.BUSY, "it is asked too much", 7.0))
    assert await deliver(courier, one) == ["in 7"]


async def test_a_text_on_which_the_server_fails_alone_is_given_up(paper: Paper) -> None:
    courier, bad = paper.courier(), request("bad")
    for _ in range(2 * TRIES):
        # At every third try the word of ours fails: it is the server.
        paper.troubles.append(SILENT)
        assert await deliver(courier, bad) == ["later"]
    assert [WORD] in paper.asked
    translate = paper.translate

    async def fails_on_it(texts: Sequence[str], languages: Languages) -> list[str]:
        if "bad" in texts:
            paper.troubles.append(SILENT)
        return await translate(texts, languages)

    paper.translate = fails_on_it  # type: ignore[method-assign]
    for expected in (*["later"] * (TRIES - 1), "done"):
        assert await deliver(courier, bad) == [expected]
    assert paper.asked[-2:] == [[WORD], ["bad"]]
    assert paper.brought == []
    assert not courier._failures


async def test_a_server_that_refuses_whatever_it_is_asked_is_told_of_and_loses_no_text(paper: Paper) -> None:
    """As one does that wants a key."""
    courier, one = paper.courier(), request("one")
    for _ in range(2):
        paper.troubles += [NotTranslated("it answers 400"), NotTranslated("it answers 400")]
        assert await deliver(courier, one) == ["later"]
        paper.clock.advance(timedelta(minutes=1))
    assert paper.told == ["missing since 01:00"]
    assert await deliver(courier, one) == ["done"]
    assert paper.brought == [["ONE"]]


@pytest.mark.parametrize("trouble", [SILENT, LanguageLacking("en to ja")])
async def test_a_server_that_refused_a_text_and_then_does_not_answer_has_refused_that_text_alone(
    paper: Paper, trouble: Exception
) -> None:
    courier = paper.courier()
    paper.troubles += [NotTranslated("it answers 400"), trouble]
    assert await deliver(courier, request("one")) == ["done"]
    assert (paper.asked, paper.brought, paper.told) == ([["one"], [WORD]], [], [])


async def test_a_failure_of_long_ago_that_nobody_waits_for_is_no_outage_since(paper: Paper) -> None:
    courier, one = paper.courier(), request("one")
    paper.troubles.append(SILENT)
    assert await deliver(courier, one) == ["later"]
    paper.wants = False
    assert await deliver(courier, one) == ["done"]
    paper.wants = True
    paper.clock.advance(timedelta(hours=5))
    paper.troubles.append(SILENT)
    assert await deliver(courier, request("two")) == ["later"]
    assert paper.told == []


async def test_what_is_remembered_of_failures_is_bounded(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(couriers, "MOST_REMEMBERED", 2)
    courier = paper.courier()
    for text in "abc":
        paper.troubles.append(SILENT)
        await deliver(courier, request(text))
    assert len(courier._failures) == 1
