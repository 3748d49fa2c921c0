"""Kinds whose answer is counted: pay, a number, a length of time, a share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dialogs.conversation import Value
from dialogs.kinds.kind import Context, Kind, unsure, widen
from dialogs.messages import Text
from dialogs.parsing import (
    Ambiguous,
    Certain,
    Reading,
    Summand,
    WorkedOut,
    read_days,
    read_percent,
    read_whole,
    read_years,
    read_yen,
)

DAYS_OF_A_YEAR = 366


@dataclass(frozen=True, slots=True)
class Yen(Kind):
    """Pay a year in whole yen."""

    @property
    def typed(self) -> bool:
        return True

    def read(self, text: str, context: Context) -> Reading[Value]:
        return unsure(text, widen(read_yen(text)))

    def samples(self) -> Iterator[Value]:
        yield 6_500_000

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return _worked_out_pay(value) if isinstance(value, WorkedOut) else Text("value-yen", {"yen": _number(value)})


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A small count; the usual ones are buttons."""

    low: int
    high: int
    usual: tuple[int, ...]

    @property
    def counts_days(self) -> bool:
        """Return whether days are counted: of nothing else there can be so many."""
        return self.high >= DAYS_OF_A_YEAR

    def faults(self) -> Iterator[str]:
        if len(set(self.usual)) != len(self.usual) or list(self.usual) != sorted(self.usual):
            yield "needs its usual counts from the least to the greatest, none twice"
        if not self.usual or not self.low <= min(self.usual) <= max(self.usual) <= self.high:
            yield f"needs usual counts from {self.low} to {self.high}"

    @property
    def typed(self) -> bool:
        return True

    @property
    def per_row(self) -> int:
        return 4

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        last = self.usual[-1]
        return [(str(n), Text("value-or-more" if n == last else "value-whole", {"number": n})) for n in self.usual]

    def pressed(self, value: str) -> Value:
        return int(value)

    def read(self, text: str, context: Context) -> Reading[Value]:
        read = read_days if self.counts_days else read_whole
        return unsure(text, widen(read(text, self.low, self.high)))

    def samples(self) -> Iterator[Value]:
        yield self.high

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        left_out = isinstance(value, WorkedOut) and value.left_out
        return Text("value-whole-unlisted" if left_out else "value-whole", {"number": _number(value)})


@dataclass(frozen=True, slots=True)
class Years(Kind):
    """A length of time, kept in whole months; it goes on, so that it is another one on another day."""

    @property
    def grows_old(self) -> bool:
        return True

    @property
    def typed(self) -> bool:
        return True

    def read(self, text: str, context: Context) -> Reading[Value]:
        return unsure(text, widen(read_years(text, context.today)))

    def samples(self) -> Iterator[Value]:
        yield 54

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        years, months = divmod(_number(value), 12)
        if not months:
            return Text("value-years", {"count": years})
        return Text("value-years-months", {"years_count": years, "months_count": months})


@dataclass(frozen=True, slots=True)
class Percent(Kind):
    """A share, kept as the decimal text of a ratio ("0.031" is 3.1 %)."""

    @property
    def typed(self) -> bool:
        return True

    def read(self, text: str, context: Context) -> Reading[Value]:
        reading = read_percent(text)
        if isinstance(reading, Certain):
            return unsure(text, Certain(str(reading.value)))
        if isinstance(reading, Ambiguous):
            return Ambiguous(tuple(str(c) for c in reading.candidates))
        return reading

    def samples(self) -> Iterator[Value]:
        yield "0.031"

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return Text("value-percent", {"percent": (Decimal(str(value)) * 100).normalize() + 0})


_LEFT_OUT: Mapping[str, Text] = {
    "shares": Text("left-out-shares"),
    "allowances": Text("left-out-allowances"),
    "signing": Text("left-out-signing"),
}
_PARTS: Mapping[str, str] = {"bonus": "pay-bonus", "counted": "pay-allowance"}


def _worked_out_pay(value: WorkedOut) -> Text:
    """Say in one line how pay was worked out: "6,480,000 + bonus 1,080,000 = 7,560,000 yen; shares: staff check"."""
    parts = [_part_text(part) for part in value.parts]
    total = Text("value-yen", {"yen": int(value)})
    shown = total
    if len(parts) > 1 or any(part.times > 1 for part in value.parts):
        added = parts[0]
        for part in parts[1:]:
            added = Text("pay-plus", {"first": added, "second": part})
        shown = Text("value-yen-worked-out", {"parts": added, "total": total})
    if not value.left_out:
        return shown
    items = tuple(_LEFT_OUT[name] for name in value.left_out)
    return Text("value-yen-left-out", {"value": shown, "what": Text("list", {"items": items})})


def _part_text(part: Summand) -> Text:
    amount = Text("pay-amount", {"yen": part.amount})
    if part.times > 1:
        amount = Text("pay-times", {"amount": amount, "number": part.times})
    key = _PARTS.get(part.role)
    return Text(key, {"amount": amount}) if key else amount


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
