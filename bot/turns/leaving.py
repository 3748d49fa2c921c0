"""What becomes of a person's posts when one of their addresses shuts us out, opens again, or takes nothing for now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.delivery.post import Post
from bot.turns.ports import Transaction
from bot.turns.posting import Posting
from bot.turns.reaching import acted_at
from bot.turns.records import Address, Person
from bot.turns.talking import Talking
from bot.turns.withheld import Withheld
from dialogs.effects import Reach


class Leaving:
    """Keeps in one transaction `tx` whether people can be written to. `let_decide` lets the desk decide over one."""

    def __init__(
        self,
        tx: Transaction,
        posting: Posting,
        talking: Talking,
        let_decide: Callable[[Person, Reach, datetime], object],
    ) -> None:
        self.tx = tx
        self.posting = posting
        self.talking = talking
        self.withheld = Withheld(tx, posting)
        self.let_decide = let_decide

    def acted(self, person: Person, now: datetime) -> None:
        """Note that somebody acts where they are: they can be written to there, whatever we heard before."""
        self.withheld.let_go(person, now)
        if not person.address.reachable:
            self.reach(person, person.address, True, now)

    def reach(self, person: Person, address: Address, is_open: bool, now: datetime) -> None:
        """Note whether an address can be written to; what waited there goes out on their return, or by another."""
        if address.reachable == is_open:
            return
        if not person.acted:
            # The desk says so of whoever has one address.
            self.let_decide(person, Reach(is_open), now)
            return
        others = [one for one in self.tx.addresses_of(person) if one.id != address.id]
        if not any(one.reachable for one in others):
            self.let_decide(person, Reach(is_open), now)
        self.tx.set_reachable(address, is_open)
        person.touched = True
        for shut in others if is_open else [address]:
            if not shut.reachable:
                self.withheld.turn_aside(person, self.tx.held(shut.id), now)

    def shut_out(self, lane: str, now: datetime, since: datetime | None = None) -> Sequence[Post]:
        """Keep what waits for somebody who blocked us until they come back, or send it elsewhere; tell staff.

        Return what is to be sent to one who acted after the call was begun (`since`) that was refused: they are back.
        """
        person = self.tx.at_lane(lane)
        if person is None:
            # Erased, and not to be reached any more: nothing is left to be told, and nothing to be kept.
            self.tx.drop_lane(lane)
            return ()
        address = next((one for one in self.tx.addresses_of(person) if one.id == lane), person.address)
        if since is not None and address.reachable and acted_at(person, address) > since.timestamp():
            return self.tx.waiting(lane)
        others = any(one.reachable for one in self.tx.addresses_of(person) if one.id != lane)
        if address.reachable and not others:
            self.talking.held_back(lane, person, now)
        self.reach(person, address, False, now)
        return ()

    def too_late(self, post: Post, now: datetime, *, quiet: bool = False) -> None:
        """A channel takes nothing more for a person for now: the post goes another way, or waits.

        Staff are told what waits, but `quiet`.
        """
        owner = self.tx.owner_of(post)
        person = None if owner is None else self.tx.person(owner)
        if person is None:
            self.tx.withdraw([post])
            return
        self.withheld.turn_aside(person, [post], now, but=post.lane, quiet=quiet)


__all__ = ["Leaving"]
