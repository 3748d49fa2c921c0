"""How much one person may ask of us: a budget at the door, so that nobody's flood delays others.

In memory and only about who acted in the last minute or two; nothing of what they said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice


class Admission(StrEnum):
    """What becomes of an act: read it; say once that we do not read now; or drop it, as was said."""

    READ = "read"
    SAY_SO = "say_so"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many acts at once, then so many a second. Who goes over it is read again `reopens` acts further down."""

    at_once: int = 60
    a_second: float = 1.0
    reopens: int = 30
    # Asking for erasure always has some left: nobody is locked out of it.
    erasing_at_once: int = 6
    erasing_a_second: float = 0.1


@dataclass(slots=True)
class _Account:
    spent: float = 0.0
    erasing: float = 0.0
    at: float = 0.0
    shut: bool = False
    is_heard: bool = False


class Budget:
    """Decides about each act of each person. An act that could not be kept is given back with `undo`."""

    def __init__(self, monotonic: Callable[[], float], allowance: Allowance | None = None) -> None:
        self._monotonic = monotonic
        self.allowance = allowance or Allowance()
        # In order of the last act, so that whoever is idle stands in front.
        self._accounts: dict[str, _Account] = {}

    def __len__(self) -> int:
        return len(self._accounts)

    def judge(self, person: str, *, erasing: bool = False) -> Admission:
        """Whether an act of a person is read."""
        account, allowance = self._account(person), self.allowance
        if account.shut and account.spent <= allowance.at_once - allowance.reopens:
            account.shut = False
        if not account.shut and account.spent + 1 <= allowance.at_once:
            account.spent += 1
            return Admission.READ
        if erasing and account.erasing + 1 <= allowance.erasing_at_once:
            account.erasing += 1
            return Admission.READ
        if account.shut:
            return Admission.DROP
        account.shut = True
        return Admission.SAY_SO

    def hear(self, person: str, always: bool) -> None:
        """Note whether what a person writes goes to people who read it, so that no word of it may be dropped."""
        account = self._accounts.get(person)
        if account is not None:
            account.is_heard = always

    def hears(self, person: str) -> bool:
        """Whether that was noted of somebody who acted lately."""
        account = self._accounts.get(person)
        return account is not None and account.is_heard

    def undo(self, person: str, admission: Admission) -> None:
        """Forget the last decision about a person: what it was about comes again."""
        account = self._accounts.get(person)
        if account is None:
            return
        if admission is Admission.SAY_SO:
            account.shut = False
        elif admission is Admission.READ:
            account.spent = max(0.0, account.spent - 1)

    def _account(self, person: str) -> _Account:
        now = self._monotonic()
        account = self._accounts.pop(person, None) or _Account(at=now)
        passed = max(0.0, now - account.at)
        account.spent = max(0.0, account.spent - passed * self.allowance.a_second)
        account.erasing = max(0.0, account.erasing - passed * self.allowance.erasing_a_second)
        account.at = now
        self._accounts[person] = account
        self._forget_idle(now)
        return account

    def _forget_idle(self, now: float) -> None:
        """Let go of two of those in front whose budget is full again: more leave than come."""
        for person in list(islice(self._accounts, 2)):
            account = self._accounts[person]
            idle = now - account.at
            spent = account.spent - idle * self.allowance.a_second
            erasing = account.erasing - idle * self.allowance.erasing_a_second
            if idle <= 0 or spent > 0 or erasing > 0:
                return
            del self._accounts[person]
