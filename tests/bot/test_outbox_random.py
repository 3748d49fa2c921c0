"""The outbox under random troubles: each chat keeps its order, and nothing that must be sent is lost."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.courier import Blocked, ShutOut, TryLater, Undeliverable, Unknown
from bot.delivery.outbox import Pace
from bot.delivery.post import Post
from bot.errors import StorageTrouble
from tests.bot.paper import PaperOffice, PaperWriter, paper_office, screen, staff, strip, words

PEOPLE = ("maria", "ken", "eva")
# What a call may meet. "final" and "block" are the only ones after which a post is not sent.
ERRORS = {
    "network": lambda: TryLater("network"),
    "flood": lambda: TryLater("flood wait", 3),
    "shut out": lambda: ShutOut("not there"),
    "unknown": lambda: Unknown("odd"),
    "ours": lambda: KeyError("odd"),
    "database": lambda: StorageTrouble("error-database-rewritten"),
    "final": lambda: Undeliverable("odd"),
    "block": lambda: Blocked("403"),
}
OUT_OF_ORDER = {"unknown", "ours"}

_people = st.sampled_from(PEOPLE)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("say"), _people),
        st.tuples(st.just("ask"), _people),
        st.tuples(st.just("note"), _people),
        st.tuples(st.just("card"), _people),
        st.tuples(st.just("erase"), _people),
        st.tuples(st.just("trouble"), st.tuples(st.sampled_from([*PEOPLE, "office"]), st.sampled_from([*ERRORS]))),
        st.tuples(st.just("time"), st.sampled_from([0.0, 0.3, 1.0, 5.0, 61.0])),
        st.tuples(st.just("database"), st.booleans()),
        st.tuples(st.just("restart"), st.none()),
    ),
    max_size=40,
)


@dataclass
class Story:
    """What was asked for and what came of it, over all restarts."""

    writer: PaperWriter = field(default_factory=PaperWriter)
    number: int = 0
    said: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    erased: set[str] = field(default_factory=set)
    sent: list[Post] = field(default_factory=list)
    retracted: set[str] = field(default_factory=set)
    troubles: set[str] = field(default_factory=set)
    lives: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PEOPLE, 0))

    def text(self, who: str) -> str:
        self.number += 1
        return f"{self.number} {self.whole(who)}"

    def whole(self, who: str) -> str:
        """A person by the name they have in this life: who is erased begins as another."""
        return f"{who}-{self.lives[who]}"

    def post(self, what: str, who: str) -> Sequence[Post]:
        text, person = self.text(who), self.whole(who)
        if what == "note":
            self.said[f"notes {person}"].append(text)
            return [staff("note", text, person)]
        if what == "card":
            self.said[f"cards {person}"] = [text]
            return [staff("card", text, person)]
        if what == "say":
            self.said[f"chat {person}"].append(text)
        made = screen(text, f"c:{self.number}", lane=who, rows=what == "ask", keep=what == "say")
        mine = [Post(0, made.id, made.channel, who, "screen", made.handle, person, made.payload)]
        if what == "ask":
            self.said[f"question {person}"] = [text]
            mine.append(strip(f"c:{self.number - 1}", lane=who))
        return mine

    def erase(self, who: str) -> None:
        person = self.whole(who)
        self.erased.add(person)
        self.lives[who] += 1
        self.writer.commit([], [person])


async def play(story: Story, acts: Sequence[tuple[str, object]]) -> None:
    while acts:
        async with paper_office(Pace(), story.writer) as office:
            office.courier.number = 100 + len(story.sent)
            office.courier.room = 30
            acts = await _live(story, office, acts)
        story.sent += [post for _, post in office.courier.sent]
        story.retracted |= {post_id for post_id, _ in office.courier.retracted}
    story.writer.trouble = None
    for post_id, state in story.writer.states.items():
        if state == "held":
            story.writer.states[post_id] = "queued"
    async with paper_office(Pace(), story.writer) as office:
        for _ in range(40):
            await office.pass_time(60)
        await office.quiet()
        assert office.timer.sleeping == 0
    story.sent += [post for _, post in office.courier.sent]
    story.retracted |= {post_id for post_id, _ in office.courier.retracted}


async def _live(story: Story, office: PaperOffice, acts: Sequence[tuple[str, object]]) -> Sequence[tuple[str, object]]:
    """One life of the outbox, up to a restart; returns what is left to do."""
    for position, (what, value) in enumerate(acts):
        if what == "restart":
            return acts[position + 1 :]
        if what == "trouble":
            assert isinstance(value, tuple)
            lane, error = value
            if not (lane == "office" and error == "block"):
                office.courier.troubles[lane].append(ERRORS[error])
                story.troubles.add(error)
        elif what == "time":
            await office.pass_time(float(str(value)))
        elif what == "database":
            office.writer.trouble = StorageTrouble("error-database-rewritten") if value else None
        elif office.writer.trouble is None:
            if what == "erase":
                await _erase(story, office, str(value))
            else:
                office.writer.commit(story.post(what, str(value)))
            await asyncio.sleep(0)
    return []


async def _erase(story: Story, office: PaperOffice, who: str) -> None:
    """Once the outbox has heard of it, nothing for or about them is begun."""
    person = story.whole(who)
    story.erase(who)
    await office.turns()
    begun = len(office.courier.begun)
    await office.turns()
    assert person not in {post.person for post in office.courier.begun[begun:]}


def in_order(texts: Sequence[str]) -> bool:
    numbers = [int(text.split()[0]) for text in texts]
    return numbers == sorted(numbers)


def once_each(texts: Sequence[str]) -> list[str]:
    """Without what came again: where the record was lost, a message may."""
    return list(dict.fromkeys(texts))


@given(steps)
def test_order_is_kept_and_nothing_is_lost(acts: Sequence[tuple[str, object]]) -> None:
    story = Story()
    asyncio.run(play(story, acts))
    buried = {words(post) for post in story.writer.posts.values() if story.writer.states[post.id] == "dead"}
    texts = [text for post in story.sent for text in words(post).split("+")]
    assert len(story.writer.posts) == sum(state == "dead" for i, state in _states(story)), "nothing waits for ever"
    for name, wanted in story.said.items():
        kind, person = name.split()
        if person in story.erased:
            continue
        missing = set(wanted) - set(texts) - buried
        assert not missing, f"{kind} of {person}: lost"
        mine = once_each([text for text in texts if text in wanted])
        if not story.troubles & OUT_OF_ORDER:
            assert in_order(mine), f"{kind} of {person}: out of order"
    if not story.troubles & {"final"}:
        assert buried == set()
    twice = len(texts) - len(set(texts))
    if not any(what in ("database", "restart") for what, _ in acts):
        assert twice == 0, "and nothing comes twice"
    _check_erased(story)


def _states(story: Story) -> list[tuple[str, str]]:
    return [(post_id, story.writer.states[post_id]) for post_id in story.writer.posts]


def _check_erased(story: Story) -> None:
    """Nothing is known of the erased any more: no row, no name of a message."""
    assert not {post.person for post in story.writer.posts.values()} & story.erased
    owners = {name: story.writer.owners[name] for name in story.writer.handles}
    assert not set(owners.values()) & story.erased
