"""Ten faults put into the product on purpose, one at a time: the simulated year must find each of them.

    python -m tests.simulation.planted [--only NAME] [--no-shrink]

For each it prints the seed, after how many acts it was found and by which rule, and the shortest story that shows it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.channels.telegram.polling import Poller
from bot.delivery.courier import TryLater
from bot.delivery.outbox import Outbox
from bot.delivery.person_lane import PersonLane
from bot.office.telegram.courier import OfficeCourier
from bot.office.telegram.group import StaffGroup
from bot.storage.bookings import Diary
from bot.storage.transaction import SqlTransaction
from bot.turns.records import Erased
from dialogs.buttons import Buttons
from dialogs.marks import read_press
from dialogs.reminding import talks

from . import watch
from .life import planting
from .shrinking import shrunk
from .universe import Find, Story
from .year import lived

Patch = pytest.MonkeyPatch
# Seeds that are tried, and how much happens in each.
SEEDS = range(1, 9)
PEOPLE, ACTS, FAULTS, DAYS = 60, 2_400, 600, 5.0


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: what it is, how it is put in, and the rules of which one must find it."""

    what: str
    plant: Callable[[Patch], None]
    rules: tuple[str, ...]


def _forgets_after_5xx(patch: Patch) -> None:
    failed = Outbox._failed

    async def forgets(self: Outbox, lane: Any, parcel: Any, trouble: Any, error: Exception, began: Any) -> None:
        if isinstance(error, TryLater) and error.seconds is None:
            lane.done(parcel, {})
            self._forget(parcel.posts)
            return
        await failed(self, lane, parcel, trouble, error, began)

    patch.setattr(Outbox, "_failed", forgets)


def _reminds_again(patch: Patch) -> None:
    def all_due(office: Any, booking: Any, now: Any) -> tuple[str, ...]:
        found = talks.moments(office, booking).items()
        return tuple(name for name, at in sorted(found) if now.timestamp() - 3 * 3600 <= at <= now.timestamp())

    def next_due(office: Any, booking: Any) -> int | None:
        """The look again that a doubled timer is."""
        told = [at for name, at in talks.moments(office, booking).items() if name in booking.reminded]
        left = [at for name, at in talks.moments(office, booking).items() if name not in booking.reminded]
        return min([*left, *(at + 600 for at in told if len(booking.reminded) < 2)], default=None)

    patch.setattr(talks, "overdue", all_due)
    patch.setattr(talks, "next_due", next_due)


def _topic_stays(patch: Patch) -> None:
    async def stays(self: OfficeCourier, payload: Mapping[str, Any]) -> int:
        return len(await self.group.removed([int(number) for number in payload["messages"]]))

    patch.setattr(OfficeCourier, "_left_of", stays)


def _second_card(patch: Patch) -> None:
    card = OfficeCourier.card

    async def anew(self: OfficeCourier, post: Any, dispatch: Any) -> Mapping[str, str]:
        made = await card(self, post, dispatch)
        if post.seq % 9 == 0:
            known = dispatch.known

            class Forgetful:
                def __getattr__(self, name: str) -> Any:
                    return getattr(dispatch, name)

                async def known(self, *names: str) -> Mapping[str, str]:
                    return {k: v for k, v in (await known(*names)).items() if not k.startswith("l:")}

            return await card(self, post, Forgetful())
        return made

    patch.setattr(OfficeCourier, "card", anew)


def _card_stays_old(patch: Patch) -> None:
    async def edited(_self: StaffGroup, _number: int, _message: Any) -> bool:
        return True

    patch.setattr(StaffGroup, "edited", edited)


def _order_is_lost(patch: Patch) -> None:
    give_back = PersonLane.give_back

    def to_the_end(self: PersonLane, parcel: Any) -> Any:
        done = give_back(self, parcel)
        self.posts.rotate(-1)
        return done

    patch.setattr(PersonLane, "give_back", to_the_end)


def _slot_twice(patch: Patch) -> None:
    patch.setattr(Diary, "taken_cells", lambda _self, staff, *_: {name: frozenset() for name in staff})
    patch.setattr(Diary, "_lay_cells", lambda *_: None)


def _receipt_first(patch: Patch) -> None:
    erase = SqlTransaction.erase

    def forgets(self: SqlTransaction, person_id: str) -> Erased:
        kept = self.sql.erase
        patch_of_one: Any = self.sql
        patch_of_one.erase = kept[1:]
        try:
            return erase(self, person_id)
        finally:
            patch_of_one.erase = kept

    patch.setattr(SqlTransaction, "erase", forgets)


def _acts_again(patch: Patch) -> None:
    def always(self: SqlTransaction, channel: str, update_key: str, _now: Any) -> bool:
        del channel, update_key
        return True

    patch.setattr(SqlTransaction, "first_time", always)


def _stale_button(patch: Patch) -> None:
    def press(self: Buttons) -> None:
        found = read_press(self.act.data)
        if found is None or self.press_under_a_message(found) or not self.does(found.action):
            self.note("old-button")
        self.result.in_place = True

    patch.setattr(Buttons, "press", press)


def _lost_act(patch: Patch) -> None:
    in_order = Poller._in_order

    async def gives_up(self: Poller, chat: str) -> None:
        try:
            await in_order(self, chat)
        except Exception:
            line = self._chats.pop(chat, ())
            for picked in line:
                self._open.discard(int(picked.key))
                self._kept.add(int(picked.key))

    patch.setattr(Poller, "_in_order", gives_up)


PLANTED: Mapping[str, Planted] = {
    "forgotten-post": Planted("the outbox forgets a post after a 5xx", _forgets_after_5xx, (watch.ANSWER, watch.KEPT)),
    "reminded-twice": Planted("a timer that fires again tells again", _reminds_again, (watch.ONCE,)),
    "topic-stays": Planted("the topic of somebody erased stays", _topic_stays, (watch.ERASED,)),
    "second-card": Planted("a lead is posted a second time", _second_card, (watch.ONE_CARD,)),
    "old-card": Planted("a card is not renewed", _card_stays_old, (watch.RENEWED,)),
    "lost-order": Planted("what comes back after a 429 goes to the end of its chat", _order_is_lost, (watch.ORDER,)),
    "slot-twice": Planted("a time is given to two", _slot_twice, (watch.SLOT,)),
    "early-receipt": Planted("the receipt is sent, and a row stays", _receipt_first, (watch.RECEIPT, watch.ERASED)),
    "acts-again": Planted("an update seen again acts again", _acts_again, (watch.ONCE,)),
    "lost-act": Planted("an update is acknowledged before it is kept", _lost_act, (watch.ANSWER,)),
    "stale-button": Planted("a button of an old screen acts", _stale_button, (watch.STALE,)),
}


def found(name: str, seeds: range = SEEDS) -> tuple[Story, Find] | None:
    """Look for a planted fault; the first story in which something is found that is not there without it."""
    for seed in seeds:
        story = Story(seed, PEOPLE, ACTS, FAULTS, DAYS, planted=name)
        try:
            lived(story)
        except Find as find:
            lived(replace(story, planted=None))
            return story, find
    return None


def plant(name: str, patch: Patch) -> None:
    """Put a fault into the product."""
    PLANTED[name].plant(patch)


planting.append(plant)


def main(arguments: list[str] | None = None) -> int:
    """Find all of them; return 1 where one is not found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PLANTED)
    parser.add_argument("--no-shrink", action="store_true")
    args = parser.parse_args(arguments)
    missed = []
    for name in [args.only] if args.only else PLANTED:
        begun = time.process_time()
        seen = found(name)
        if seen is None:
            missed.append(name)
            print(f"NOT FOUND: {name} ({PLANTED[name].what})", flush=True)
            continue
        story, find = seen
        acts = find.year.acts  # type: ignore[attr-defined]  # put there by who lived it
        print(f"{name}: {PLANTED[name].what}. Found with seed {story.seed} after {acts:,} acts by “{find.rule}”")
        if not args.no_shrink:
            print("  " + "\n  ".join(shrunk(story, find).lines()))
        print(f"  {time.process_time() - begun:.0f} s", flush=True)
    print(f"{len(PLANTED) - len(missed)} of {len(PLANTED)} found" if not args.only else "")
    return 1 if missed else 0


if __name__ == "__main__":
    from tests.simulation.planted import main as run

    sys.exit(run())
