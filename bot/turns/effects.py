"""What a turn of a person asks of the world besides its screens, each put into the transaction of the turn.

To add an effect: its declaration in `dialogs.effects`, a function here, and its line in `EFFECTS`. What the desk alone
decides of, and what is told below the screen, is the batch's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.turns.acts import ClientTurn, Turned
from bot.turns.own_data import own_data
from bot.turns.records import Person
from bot.turns.stuck import STUCK_MEMO, counted
from dialogs.desk.decision import WriteToStaff
from dialogs.effects import (
    AnswerMerging,
    AskEmployer,
    CompareHousehold,
    Corrected,
    EndEmployerLink,
    Export,
    FileLead,
    GiveFeed,
    GoElsewhere,
    KeepRun,
    NotUnderstood,
    PartChats,
    Picture,
    Reach,
    TellStaff,
    TurnResult,
)
from dialogs.messages import Screen, Text

if TYPE_CHECKING:
    from bot.turns.apply import Batch


@dataclass(frozen=True, slots=True)
class OfATurn:
    """Whose turn asks for something, in which batch, and what becomes of the turn."""

    batch: Batch
    person: Person
    turn: ClientTurn
    result: Turned

    @property
    def now(self) -> datetime:
        """The moment of the turn."""
        return self.turn.now

    def shows(self, *screens: Screen) -> None:
        """Add screens to what the turn showed."""
        self.result.screens = [*self.result.screens, *screens]


def carry_out(batch: Batch, person: Person, turn_result: TurnResult, turn: ClientTurn, result: Turned) -> None:
    """Do what a turn asks for. The lead is filed last, so that its card is made of all that the turn left."""
    this = OfATurn(batch, person, turn, result)
    for effect in sorted(turn_result.effects, key=lambda effect: isinstance(effect, FileLead)):
        do = EFFECTS.get(type(effect))
        if do is not None:
            do(this, effect)


def _keep_run(this: OfATurn, effect: KeepRun) -> None:
    this.batch.tx.keep_run(this.person.id, this.now.timestamp(), effect.run.to_json())


def _reach(this: OfATurn, effect: Reach) -> None:
    this.batch.leaving.reach(this.person, this.person.address, effect.reachable, this.now)


def _count_what_was_not_understood(this: OfATurn, effect: NotUnderstood) -> None:
    tx = this.batch.tx
    tx.set_memo(STUCK_MEMO, counted(tx.memo(STUCK_MEMO), effect, this.now))


def _picture(this: OfATurn, _effect: Picture) -> None:
    this.result.picture = this.batch.posting.picture(this.person, this.now)


def _export(this: OfATurn, _effect: Export) -> None:
    """Queue all that is stored about a person, as a file."""
    batch = this.batch
    kept = own_data(batch.tx, batch.dialogue, this.person, this.now)
    content = json.dumps(kept, ensure_ascii=False, indent=2).encode("utf-8")
    screen = Screen((Text("exported"),), document=("mydata.json", content))
    batch.posting.show(this.person, screen, this.now, aside=True)
    this.shows(screen)


def _go_elsewhere(this: OfATurn, _effect: GoElsewhere) -> None:
    this.shows(this.batch.elsewhere.give(this.person, this.now))


def _ask_employer(this: OfATurn, effect: AskEmployer) -> None:
    this.shows(*this.batch.employer.give(this.person, effect.name, this.now))


def _end_employer_link(this: OfATurn, _effect: EndEmployerLink) -> None:
    this.shows(this.batch.employer.end(this.person, this.now))


def _compare_household(this: OfATurn, effect: CompareHousehold) -> None:
    this.batch.household.act(this.person, effect, this.now)


def _part_chats(this: OfATurn, effect: PartChats) -> None:
    batch, since = this.batch, this.person.conversation.moves[effect.number][2]
    batch.employer.parted(this.person, since)
    batch.household.parted(this.person, since, this.now)
    batch.parting.part(this.person, effect, this.now)


def _answer_merging(this: OfATurn, effect: AnswerMerging) -> None:
    this.batch.merging.answer(this.person, effect.action, effect.message, this.now)


def _give_feed(this: OfATurn, effect: GiveFeed) -> None:
    # An office without bookings loads nothing of it.
    from bot.turns.feeds import give_feed

    batch = this.batch
    this.shows(give_feed(batch.tx, batch.posting, this.person, effect, this.now))


def _corrected(this: OfATurn, effect: Corrected) -> None:
    batch = this.batch
    batch.talking.changed_by_client(this.person, batch.tx.lead_of(this.person.id), effect.said, this.now)


def _tell_staff(this: OfATurn, effect: TellStaff) -> None:
    batch = this.batch
    decision, _ = batch.decide(this.person, batch.tx.lead_of(this.person.id), effect, this.now)
    this.result.told += [order.text for order in decision.orders if isinstance(order, WriteToStaff)]


def _file_lead(this: OfATurn, effect: FileLead) -> None:
    batch = this.batch
    _, this.result.lead = batch.decide(this.person, batch.tx.lead_of(this.person.id), effect, this.now)
    batch.household.filed(this.person, this.now)


EFFECTS: Mapping[type[object], Callable[[OfATurn, Any], None]] = MappingProxyType(
    {
        KeepRun: _keep_run,
        Reach: _reach,
        NotUnderstood: _count_what_was_not_understood,
        Picture: _picture,
        Export: _export,
        GoElsewhere: _go_elsewhere,
        AskEmployer: _ask_employer,
        EndEmployerLink: _end_employer_link,
        CompareHousehold: _compare_household,
        PartChats: _part_chats,
        AnswerMerging: _answer_merging,
        GiveFeed: _give_feed,
        Corrected: _corrected,
        TellStaff: _tell_staff,
        FileLead: _file_lead,
    }
)
