"""People kept in memory between two turns are what their rows say, and nobody is kept who should not be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from bot.app import Core, build_core
from bot.storage.acquainted import MOST_KEPT, Acquainted, reads_back
from bot.storage.records import PEOPLE, open_person
from bot.storage.seal import Sealer
from bot.storage.store import SqlStore
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from dialogs.messages import Act, ActKind
from dialogs.place import HANDED_OFF
from tests.support import ANSWERS, Talk, acts, settings_in


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    core = build_core(settings_in(tmp_path))
    yield core
    core.database.close()


def acquainted(core: Core) -> Acquainted:
    store = core.ledger.store
    assert isinstance(store, SqlStore)
    return store.acquainted


def exactly(value: Any) -> Any:
    """A value with the type of each part, so that what only compares equal is told apart."""
    if is_dataclass(value):
        return type(value), [(field.name, exactly(getattr(value, field.name))) for field in fields(value)]
    if isinstance(value, Mapping):
        return type(value), [(exactly(name), exactly(part)) for name, part in value.items()]
    if isinstance(value, list | tuple):
        return type(value), [exactly(part) for part in value]
    return type(value), value


def opened(core: Core) -> dict[str, Any]:
    """Everybody as their rows say."""
    with core.database.reading() as connection:
        found = [open_person(core.database.sealer, row) for row in connection.execute(PEOPLE)]
    return {person.id: exactly(person) for person in found}


def kept(core: Core) -> dict[str, Any]:
    return {name: exactly(written.person) for name, written in acquainted(core)._written.items()}


def check(core: Core) -> bool:
    """Hold whoever is kept against their row; whether anybody is."""
    assert kept(core) in ({}, opened(core))
    return bool(kept(core))


def test_who_is_kept_is_what_the_row_says_after_every_act(core: Core) -> None:
    talk = Talk(core)
    talk.command("start")
    for _ in range(80):
        assert talk.conversation is not None
        assert talk.screen is not None
        if talk.conversation.place.at == HANDED_OFF:
            break
        for act in acts(core.dialogue, talk.conversation, talk.screen, ANSWERS):
            talk.say(act) if isinstance(act, str) else talk.press(act.action)
            assert check(core), act
    assert talk.conversation is not None
    assert talk.conversation.place.at == HANDED_OFF
    for word in ("/result", "/human", "/recheck", "my question", "日本語"):
        talk.say(word)
        assert check(core), word


def test_nobody_is_opened_again_who_acted_a_moment_ago(core: Core) -> None:
    talk = Talk(core)
    talk.command("start")
    with patch.object(Sealer, "open_json", side_effect=AssertionError("opened")):
        talk.say("English")
    acquainted(core).forget()
    with patch.object(Sealer, "open_json", side_effect=ZeroDivisionError), pytest.raises(ZeroDivisionError):
        talk.say("I agree")


def test_a_turn_that_failed_leaves_nothing_behind(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("goal")
    before = opened(core)

    def change_and_fail(batch: Batch) -> None:
        person = batch.tx.person_at(talk.channel, talk.chat, talk.clock())
        person.conversation.place.at, person.touched = "nowhere", True
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        core.ledger.do(Call(change_and_fail))
    assert kept(core) == {}
    core.ledger.do(Call(lambda batch: batch.tx.person_at(talk.channel, talk.chat, talk.clock())))
    assert opened(core) == before


def test_an_erasure_drops_everybody_and_so_does_another_process(core: Core, tmp_path: Path) -> None:
    maria, ken = Talk(core), Talk(core, "1002")
    for talk in (maria, ken):
        talk.command("start")
    assert len(acquainted(core)) == 2
    maria.command("forget")
    maria.press("forget")
    assert len(acquainted(core)) == 0
    ken.say("English")
    assert len(acquainted(core)) == 1
    beside = build_core(settings_in(tmp_path))
    Talk(beside, "1003").command("start")
    beside.database.close()
    core.ledger.do(Call(lambda batch: None))
    assert len(acquainted(core)) == 0


def test_a_row_that_was_changed_is_not_taken_for_what_was_written(core: Core) -> None:
    talk = Talk(core)
    talk.command("start")
    [written] = acquainted(core)._written.values()
    with core.database.reading() as connection:
        [row] = connection.execute(PEOPLE)
    as_read = row._asdict()
    for changed in ({"sealed": row.sealed[:-1] + b"?"}, {"version": row.version + 1}, {"finder": "another"}):
        acquainted(core).keep([written])
        assert acquainted(core).take(SimpleNamespace(**{**as_read, **changed})) is None
    acquainted(core).keep([written])
    assert acquainted(core).take(row) is written


def test_no_more_are_kept_than_acted_last(core: Core) -> None:
    core.ledger.batch([Talk(core, str(n)).turn(Act(ActKind.COMMAND, command="start")) for n in range(MOST_KEPT + 9)])
    assert len(acquainted(core)) == MOST_KEPT


class Named(str):
    """A text with a class of its own."""


@pytest.mark.parametrize(
    ("value", "reads"),
    [
        ({"a": [1, None, {"b": "c"}], "d": 0.5}, True),
        ([[], {}, True], True),
        ({1: "a key that JSON makes a text"}, False),
        ({"a": {2: "deeper"}}, False),
        ({Named("a"): 1}, False),
        (["a", ("b", "c")], False),
        (Named("a"), False),
        ({"a", "b"}, False),
    ],
)
def test_what_json_would_give_back_as_something_else_is_told(value: object, reads: bool) -> None:
    assert reads_back(value) is reads
    assert (exactly(json.loads(json.dumps(value))) == exactly(value) if reads else True) is True
