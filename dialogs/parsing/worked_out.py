"""A number that was worked out of several, with how: what a person reads back, and what staff see of it later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

# What a part can be, in the order in which parts are shown.
BASE, COUNTED, BONUS = "base", "counted", "bonus"
# What is not counted, and left for staff to look at.
SHARES, ALLOWANCES, SIGNING, UNLISTED = "shares", "allowances", "signing", "unlisted"


@dataclass(frozen=True, slots=True)
class Summand:
    """One part of a sum: an amount, and how often it comes (12 months, two bonuses)."""

    role: str
    amount: int
    times: int = 1

    @property
    def worth(self) -> int:
        """What the part adds to the sum."""
        return self.amount * self.times


class WorkedOut(int):
    """A whole number that remembers its parts and what was left out of it.

    It is that number wherever numbers are compared, counted or scored.
    """

    parts: tuple[Summand, ...]
    left_out: tuple[str, ...]

    def __new__(cls, value: int, parts: tuple[Summand, ...] = (), left_out: tuple[str, ...] = ()) -> Self:
        made = super().__new__(cls, value)
        made.parts, made.left_out = parts, left_out
        return made

    @classmethod
    def sum_of(cls, *parts: Summand, left_out: tuple[str, ...] = ()) -> Self:
        """Return the sum of the parts."""
        return cls(sum(part.worth for part in parts), parts, left_out)

    def __reduce__(self) -> tuple[type[Self], tuple[int, tuple[Summand, ...], tuple[str, ...]]]:
        """Copy and pickle with the parts."""
        return type(self), (int(self), self.parts, self.left_out)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        parts = [[part.role, part.amount, part.times] for part in self.parts]
        return {"worked_out": int(self), "parts": parts, "left_out": list(self.left_out)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return the reverse of `to_json`."""
        return cls(data["worked_out"], tuple(Summand(*part) for part in data["parts"]), tuple(data["left_out"]))


def to_json(value: Any) -> Any:
    """Return the value of an answer as plain JSON, with how it was worked out."""
    return value.to_json() if isinstance(value, WorkedOut) else value


def from_json(value: Any) -> Any:
    """Return the reverse of `to_json`."""
    return WorkedOut.from_json(value) if isinstance(value, dict) and "worked_out" in value else value
