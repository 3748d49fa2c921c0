"""Anything anybody may do, in any order: never an error, never a dead end, never two leads, never one without leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.app import Core
from bot.i18n import languages
from bot.storage.records import all_leads
from bot.storage.tables import outbox
from bot.unit import ClientTurn
from dialogs.conversation import HANDED_OFF, REFUSED, Conversation
from dialogs.dialogue import COMMANDS, Erase, FileLead
from dialogs.machine import flow_for
from dialogs.messages import Act, Incoming, Text
from dialogs.questionnaires.hsp import HSP
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, TODAY, Walk, finish, interview, real_words, render
from tests.support import core_in

# The same examples on every run: a red test stays red, and a green one does not surprise somebody else.
STEADY = settings(derandomize=True, deadline=None, database=None)

# --- moves: what a person may do, said so that it means something wherever they stand ------------------------------

Move = tuple[str, str | int]

NASTY = (
    *("", " ", "?", "-1", "0", "１", "650", "6-7M", "月50万", "six million", "1e9", "9" * 60, "１９９４年", "平成六年五月"),
    *("1994", "1997-02", "30", "31/02/1990", "3.5%", "5 years", "since 2019", "N1", "phd", "None", "dunno", "yes"),
    *("<3 & <b>", "a_b*c [x](y)", "👩‍💻🎌", "مرحبا بكم", "\u202eabc", "\u2068", "x" * 5_000, "&" * 4_096, "あ" * 1_000),
    *("maria@example.com", "090-1234-5678", "{ $name }", "/start", "a:yes", "\n\n", "Maria\nSantos", "'; DROP TABLE"),
)
FORGED = (
    *("", "a:yes", "1.a", "..", "1.2", "x.y.a:yes", "-1.1.ok", "1.1.", "999999.1.yes", "１.１.ok", "1.1.is:9", "¹.1.ok"),
    *("0.0.change:human", "0.0.changed:nothing", "1.1." + "x" * 60),
)
# Tried on whatever screen the person is on, as if its button were there.
ACTIONS = (
    *("ok", "yes", "no", "back", "help", "human", "unknown", "done", "a:yes", "a:no", "a:en", "a:agree", "a:refuse"),
    *("is:0", "is:7", "again", "forget", "keep", "changed:nothing", "changed:new_job", "changed:activity", "view:papers"),
    *("change:goal", "change:salary_yen", "change:human", "review", "recheck", "result", "book", "interview"),
)

moves = st.one_of(
    st.tuples(st.just("press"), st.integers(0, 30)),
    st.tuples(st.just("press"), st.integers(0, 3)),
    st.tuples(st.just("label"), st.integers(0, 30)),
    st.tuples(st.just("example"), st.just(0)),
    st.tuples(st.just("go on"), st.integers(1, 12)),
    st.tuples(st.just("command"), st.sampled_from([*COMMANDS, "settings", ""])),
    st.tuples(st.just("type"), st.sampled_from(NASTY) | st.text(max_size=30)),
    st.tuples(st.just("forge"), st.sampled_from(ACTIONS)),
    st.tuples(st.just("raw"), st.sampled_from(FORGED) | st.text(max_size=64)),
    st.tuples(st.just("old"), st.integers(0, 40)),
    st.tuples(st.sampled_from(["edit", "media", "number", "block", "return", "restart", "twice"]), st.just(0)),
    st.tuples(st.just("days"), st.sampled_from([1, 30, 200, 400])),
)
# Where a person stands before anything goes wrong.
beginnings = st.sampled_from(["", "goal", "salary_yen", "japanese", "review", "result", "name", "leave", HANDED_OFF])


@dataclass
class Wanderer:
    """Makes moves and looks, after each, at everything that must always be true."""

    walk: Walk
    seen: list[str] = field(default_factory=list)
    filed: int = 0

    def move(self, move: Move) -> None:
        kind, what = move
        walk = self.walk
        before = walk.conversation.state, walk.conversation.lead
        effects = len(walk.effects)
        buttons = list(walk.offered)
        if kind in ("press", "label") and buttons:
            action = buttons[int(what) % len(buttons)]
            walk.presses(action) if kind == "press" else walk.says(walk.label(action))
        elif kind == "go on":
            self.go_on(int(what))
            return
        elif kind == "example" and walk.question is not None and walk.question.kind.typed:
            key = Text(f"{walk.question.text_key}.example")
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
        elif kind == "twice" and walk.sent:
            walk.does(walk.sent[-1])
        else:
            self.other(kind, what)
        self.seen += [walk.data(action) for action in walk.offered]
        self.look(before, walk.effects[effects:])

    def other(self, kind: str, what: str | int) -> None:
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

    def go_on(self, steps: int) -> None:
        """Some way in the usual direction."""
        for _ in range(steps):
            if not self.walk.screen.rows or self.walk.conversation.state == HANDED_OFF:
                return
            question = self.walk.question
            if question is not None and question.kind.typed:
                self.move(("example", 0))
            elif "unknown" in self.walk.offered and len(self.seen) % 2:
                self.move(("press", list(self.walk.offered).index("unknown")))
            else:
                self.move(("press", 0))

    def look(self, before: tuple[str, bool], effects: Sequence[object]) -> None:
        walk = self.walk
        conversation = walk.conversation
        flow = flow_for(HSP, walk.view.ruleset)
        assert conversation.state in flow.states
        assert Conversation.from_json(conversation.to_json()) == conversation
        for effect in effects:
            if isinstance(effect, Erase):
                self.seen, self.filed = [], 0
            if isinstance(effect, FileLead):
                assert before[1] or before[0] == "ask_leave", f"filed from {before[0]}"
                assert conversation.answers["leave"].value == "yes", "filed without leave"
        if conversation.state == REFUSED:
            assert set(conversation.answers) <= {"consent", "language"}
            assert not (conversation.history or conversation.last_run or conversation.source)
        if walk.last.screens and walk.conversation.state != "start":
            other = next(code for code in languages() if code != conversation.language)
            for screen in walk.last.screens:
                render(screen, other, walk.data(""))


def _begun(where: str, today: date = TODAY) -> Walk:
    walk = Walk(today=today)
    return walk.answers(ENGINEER, TO_THE_CARD, until=where) if where else walk


@settings(STEADY, max_examples=250)
@given(where=beginnings, made=st.lists(moves, max_size=25), prefer=st.sampled_from(["unknown", "first"]))
def test_whatever_a_person_does_there_is_a_way_on(where: str, made: list[Move], prefer: str) -> None:
    wanderer = Wanderer(_begun(where))
    for move in made:
        wanderer.move(move)
    finish(wanderer.walk, prefer=prefer)
