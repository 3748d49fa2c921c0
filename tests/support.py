"""What tests of storage, commands and dialogue share: a clock to set, a core in a folder, a person who answers all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection

from bot.app import Core, build_core
from bot.channels.telegram.render import Message, pages
from bot.office.cards import content_of
from bot.settings import Settings
from bot.storage.constant import Constant
from bot.storage.dialect import StatementResult
from bot.turns.acts import ClientTurn, Turned
from bot.words.words import Words
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.kinds import DONE, ManyOf
from dialogs.lead import Lead
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind, Button, Screen

# 10:00 in Japan on a working day: the office is open.
TUESDAY_MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
# The channel that people write by, unless a test says so.
CLIENT = "telegram"
NAME, PHONE = "Maria Santos-Quintana", "+81 90-5678-4321"

# How one engineer answers: a press, ticks, or typed words. Any other question is answered "no" or left open.
ANSWERS: Mapping[str, str | Sequence[str]] = {
    "language": "a:en",
    "consent": "a:agree",
    "goal": "a:hsp",
    "residence": "a:work",
    "activity": "a:specialist",
    "salary_yen": "8,000,000",
    "birth_date": "1994-05-01",
    "degrees": ("on:master",),
    "experience_years": "5 years",
    "japanese": "a:n1",
    "thorough": "a:stop",
    "review": "ok",
    "result": "ok",
    "note": "Please help me",
    "name": NAME,
    "contact_way": "a:phone",
    "contact": PHONE,
    "leave": "yes",
    "consultation": "a:online",
    "half_days": (),
}


def messages(words: Words, language: str, screen: Screen, mark: str) -> list[Message]:
    """A screen as Telegram shows it; `mark` goes before every action."""
    return pages(words, content_of(language, screen, mark))


@dataclass
class SettableClock:
    """Says whatever time it was set to."""

    moment: datetime = TUESDAY_MORNING

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, step: timedelta) -> None:
        """Let time pass."""
        self.moment += step


@contextmanager
def statements(hear: Callable[[str, Any], None]) -> Iterator[None]:
    """Hear of every constant statement while the block runs: its text and its (first) values."""
    really, really_many = Constant.run, Constant.many

    def run(self: Constant, connection: Connection, values: Mapping[str, Any] | None = None) -> StatementResult:
        hear(self.sql, self._ordered(values or {}))
        return really(self, connection, values)

    def many(self: Constant, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> StatementResult:
        several = list(rows)
        hear(self.sql, self._ordered(several[0]))
        return really_many(self, connection, several)

    with patch.object(Constant, "run", run), patch.object(Constant, "many", many):
        yield


def settings_in(folder: Path) -> Settings:
    """The settings of an installation whose database is in a folder."""
    return Settings.load({"INTAKE_DATABASE": f"sqlite:///{folder}/intake.db"}, folder)


def core_in(folder: Path) -> Core:
    """Everything but the messengers, on a database in a folder."""
    return build_core(settings_in(folder))


def core_at(place: str) -> Core:
    """The same, on a database that an address of PostgreSQL names, or in a folder."""
    if not place.startswith("postgresql:"):
        return core_in(Path(place))
    from tests.postgres import KEY  # most tests need no server, nor its driver

    return build_core(Settings(database=place, key=KEY))


def damage(core: Core, table: str, where: str) -> None:
    """Spoil what is sealed of some rows, as a bad disk would."""
    with core.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET sealed = CAST(sealed || x'00' AS BLOB) WHERE {where}")


# What version 0.1 kept of a lead besides what it came from.
KEPT_BY_0_1 = (
    *("goal", "residence", "category", "total", "range", "mark", "verdict", "points", "not_asked", "j_skip", "flags"),
    *("unknown", "decided_by", "note", "name", "contact_way", "contact", "way", "half_days"),
)


def as_kept_by_0_1(lead: Lead) -> dict[str, Any]:
    """A lead as version 0.1 kept it: the values shown, and none of the answers they were made of."""
    consented = lead.consented
    values = {name: getattr(lead, name) for name in KEPT_BY_0_1}
    scored = lead.total is not None
    return values | {
        "channel": consented.channel,
        "language": consented.language,
        "source": consented.source,
        "as_of": consented.day if scored else None,
        "ruleset": consented.ruleset if scored else None,
        "runs": consented.runs,
        "rings": consented.rings,
    }


_updates = count(1)


@dataclass
class Talk:
    """One person's acts, handed straight to the ledger; each is an update of its own."""

    core: Core
    chat: str = "1001"
    channel: str = "telegram"
    clock: SettableClock = field(default_factory=SettableClock)
    conversation: Conversation | None = None
    screen: Screen | None = None

    def turn(self, act: Act) -> ClientTurn:
        """An act as a turn, not handed over yet."""
        number = next(_updates)
        return ClientTurn(self.channel, str(number), self.chat, act, self.clock(), str(number))

    def send(self, act: Act) -> Turned:
        """Hand over an act and remember where it led."""
        turned: Turned = self.core.ledger.do(self.turn(act))
        if turned.conversation is not None:
            self.conversation = turned.conversation
        if turned.screens:
            self.screen = turned.screens[-1]
        return turned

    def say(self, text: str) -> Turned:
        """Type something."""
        return self.send(Act(ActKind.TEXT, text))

    def command(self, name: str, text: str = "") -> Turned:
        """Send a command."""
        return self.send(Act(ActKind.COMMAND, text, name))

    def press(self, action: str) -> Turned:
        """Press a button of the live message."""
        assert self.conversation is not None
        return self.send(Act(ActKind.PRESS, data=f"{mark_of(self.conversation)}.{action}"))

    def go_to(self, state: str, answers: Mapping[str, str | Sequence[str]] = ANSWERS) -> Turned:
        """Answer every question until the conversation stands there."""
        turned = self.command("start") if self.conversation is None else Turned()
        for _ in range(80):
            assert self.conversation is not None
            if self.conversation.place.at == state:
                return turned
            assert self.screen is not None
            for act in acts(self.core.dialogue, self.conversation, self.screen, answers):
                turned = self.press(act.action) if isinstance(act, Button) else self.say(act)
        raise AssertionError(f"never came to {state}, but to {self.conversation and self.conversation.place.at}")


def acts(
    dialogue: Dialogue, conversation: Conversation, screen: Screen, answers: Mapping[str, str | Sequence[str]] = ANSWERS
) -> list[Button | str]:
    """How the person of `answers` answers a screen: buttons to press, or a text to type."""
    name = conversation.place.at
    offered = {button.action: button for row in screen.rows for button in row}
    given = answers.get(name)
    question = dialogue.questionnaire.by_id.get(name)
    if question is not None and isinstance(question.kind, ManyOf):
        ticks = [*(given or ()), DONE]
        if not set(ticks) <= set(offered):
            raise no_answer(name, offered)
        return [offered[tick] for tick in ticks]
    if given is None:
        usual = next((action for action in ("a:no", "unknown") if action in offered), None)
        if usual is None:
            raise no_answer(name, offered)
        return [offered[usual]]
    assert isinstance(given, str)
    return [offered.get(given, given)]


def no_answer(where: str, offered: Iterable[str]) -> AssertionError:
    """What to raise where a script does not say what to do."""
    return AssertionError(f"stands at {where}, the script has no answer for it; offered: {', '.join(sorted(offered))}")


def lines_to(
    core: Core, state: str, *, language: str = "en", numbers: bool = False, now: datetime = TUESDAY_MORNING
) -> list[str]:
    """What the person of `ANSWERS` types in a terminal until they stand at `state`: labels, or numbers."""
    conversation = Conversation("walker", "console")
    answers = {**ANSWERS, "language": f"a:{language}"}
    step = core.dialogue.handle(conversation, Act(ActKind.COMMAND, command="start"), now)
    lines: list[str] = []
    while conversation.place.at != state:
        screen = step.screens[-1]
        question = core.dialogue.questionnaire.by_id.get(conversation.place.at)
        typed = question is not None and question.kind.typed
        offered = [button.action for row in screen.rows for button in row]
        for given in acts(core.dialogue, conversation, screen, answers):
            spoken = conversation.language
            if isinstance(given, str):
                lines.append(given)
                act = Act(ActKind.TEXT, given)
            else:
                # A tick changes labels ("none" becomes "done"), and no number.
                labels = {b.action: core.words.plain(spoken, b.label) for row in step.screens[-1].rows for b in row}
                lines.append(str(offered.index(given.action) + 1) if numbers and not typed else labels[given.action])
                act = Act(ActKind.PRESS, data=f"{mark_of(conversation)}.{given.action}")
            step = core.dialogue.handle(conversation, act, now)
        assert len(lines) < 100
    return lines
