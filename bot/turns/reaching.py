"""Which of a person's addresses we write to: where lanes are chosen, by what each channel can do and when they acted.

The bot speaks where the person acted last. Where nothing may be written there now, another address of theirs is
taken; where none may be written to, a post waits until they write again, and staff hear what could not be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.turns.ports import Transaction
from bot.turns.records import Address, Person
from dialogs.abilities import Abilities

# Where the payload of a post says that it speaks of the chat it goes to.
HERE = "here"
# Kinds of posts that do something to a message: what names that message.
_BOUND = {"unsend": "copy", "translation": "copies"}


@dataclass(frozen=True, slots=True)
class Whereto:
    """Where a post goes. One that is `held` waits there; `closed` says that nobody may write to the person now."""

    address: Address
    held: bool = False
    closed: bool = False


class Reaching:
    """Chooses addresses in one transaction `tx`. `channels` are those that are set up, and what each can do."""

    def __init__(self, tx: Transaction, channels: Mapping[str, Abilities]) -> None:
        self.tx = tx
        self.channels = channels

    def newest_first(self, person: Person) -> list[Address]:
        """Return the addresses of a person, the one they acted at last before all others."""
        here = person.address.id
        return sorted(self.tx.addresses_of(person), key=lambda one: (one.id != here, -acted_at(person, one)))

    def is_reachable(self, person: Person) -> bool:
        """Return whether a person has not shut us out everywhere."""
        if person.address.reachable or not person.acted:
            return person.address.reachable
        return any(address.reachable for address in self.tx.addresses_of(person))

    def whereto(self, person: Person, now: datetime, but: str = "") -> Whereto:
        """Return where a post to a person goes; not to the address `but`, which has refused it."""
        here = person.address
        if not person.acted:
            closed = here.id == but or not self._may_write(person, here, now)
            return Whereto(here, held=closed or not here.reachable, closed=closed and here.reachable)
        reachable = [address for address in self.newest_first(person) if address.reachable]
        for address in reachable:
            if address.id != but and address.channel in self.channels and self._may_write(person, address, now):
                return Whereto(address)
        # A channel that is set up no more may be again.
        lasting = [one for one in reachable if one.channel not in self.channels]
        return Whereto(here, held=True, closed=bool(reachable) and not lasting)

    def _may_write(self, person: Person, address: Address, now: datetime) -> bool:
        can = self.channels.get(address.channel)
        return can is None or can.may_write(acted_at(person, address), now)

    def at(self, person: Person, address: Address, payload: Mapping[str, Any], now: datetime) -> Whereto:
        """Return how a post goes to one address and no other: what speaks of that chat waits where it takes nothing."""
        closed = HERE in payload and address.reachable and not self._may_write(person, address, now)
        return Whereto(address, held=closed or not address.reachable, closed=closed)

    def bound(self, person: Person, kind: str, handle: str | None, payload: Mapping[str, Any]) -> Whereto | None:
        """Return where a post goes that does something to a message; None for one that goes where we write."""
        if not person.acted or not (kind == "strip" or kind in _BOUND):
            return None
        name: Any = payload.get(_BOUND[kind]) if kind in _BOUND else handle
        name = name[0] if isinstance(name, list) else name
        # Where it already says which message, as the messenger calls it, that is one where they act.
        is_asked = name and (kind == "translation" or payload.get("at") is None)
        channel = self.tx.sent_by([name]).get(name) if is_asked else None
        found = (one for one in self.tx.addresses_of(person) if one.channel == channel)
        address = next(found, person.address)
        return Whereto(address, held=not address.reachable)

    def fitting(self, person: Person, address: Address, payload: dict[str, Any]) -> dict[str, Any]:
        """Return a payload as an address can take it: a message of another chat can be neither changed nor answered."""
        if not person.acted:
            return payload
        copies = payload.get("copies") or [None]
        names = [name for name in (payload.get("replaces"), payload.get("answers"), copies[0]) if name]
        sent = self.tx.sent_by(names)
        elsewhere = {name for name in names if sent.get(name, address.channel) != address.channel}
        fit = dict(payload)
        if "replaces" in fit and (fit["replaces"] in elsewhere or address.id != person.address.id):
            fit |= {"replaces": None, "at": None}
        if fit.get("answers") in elsewhere:
            del fit["answers"]
        if address.id != person.address.id:
            fit.pop("answers_at", None)
        if fit.get("changes") and copies[0] in elsewhere:
            fit["changes"] = False
        return fit


def acted_at(person: Person, address: Address) -> float:
    return person.updated_at if address.id == person.address.id else person.acted.get(address.channel, 0.0)


def reachable(tx: Transaction, person: Person) -> bool:
    """Return whether a person has not shut us out everywhere."""
    return Reaching(tx, {}).is_reachable(person)


__all__ = ["Reaching", "Whereto", "reachable"]
