"""What HR answers on the page of a client's link: four facts that only the employer knows, read as the dialogue reads.

What is left as "don't know" stays unknown, which is never zero. Pay is put together of its parts by the law's rules;
where one part is not known there is no sum, and what was told of the others is passed on as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogs.conversation import Value
from dialogs.messages import Text
from dialogs.parsing import Ambiguous, Certain, Summand, WorkedOut
from dialogs.parsing.lexicon import any_word, lexicon
from dialogs.parsing.text import normalise
from dialogs.parsing.worked_out import ALLOWANCES, BASE, BONUS, COUNTED
from dialogs.parsing.yen import PERIODS, amount_of, read_amount
from dialogs.place import NO, YES
from dialogs.questionnaire import Questionnaire
from dialogs.situation import Situation

INNOVATION, SME, RD, PAY = "employer_innovation_support", "employer_sme", "employer_rd_ratio", "salary_yen"
# The facts, in the order in which they are asked.
FACTS = (INNOVATION, SME, RD, PAY)
YES_OR_NO = (INNOVATION, SME)
# The parts of pay by the names of their fields: what they are in a sum, and how often they come in a year.
PARTS: Mapping[str, tuple[str, int]] = {"pay_base": (BASE, 12), "pay_fixed": (COUNTED, 12), "pay_bonus": (BONUS, 1)}
YEAR, LEFT_OUT, UNKNOWN, NOTHING, SURE = "pay_year", "pay_left_out", "unknown", "nothing", "pay_sure"
LONGEST_TYPED = 80
# What a share without a word is made of: beside "about" or "over" it is another.
_OF_A_SHARE = frozenset("0123456789.,% ")
_PERIODS = {name: re.compile(pattern) for name, pattern in PERIODS.items()}
# 「賞与なし」, "no bonus": what there is none of.
_WHAT = re.compile(any_word(*lexicon().words("pay", "bonus", "allowances", "counted", "particles")))
_NONE = frozenset(lexicon().words("pay", "none"))
# From so much on a month's pay may well be a year's.
MUCH_A_MONTH = 2_000_000


@dataclass(slots=True)
class EmployerTold:
    """What a form says: `values` of the facts that are told, `parts` of pay whose sum is not known.

    `left_out` says that there is pay besides these parts. `problems` say by fields what cannot be taken as it is: then
    nothing of it is.
    """

    values: dict[str, Value] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    left_out: bool = False
    problems: dict[str, Text] = field(default_factory=dict)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The facts that HR does not know either."""
        return tuple(name for name in FACTS if name not in self.values)

    @property
    def told(self) -> tuple[str, ...]:
        """The facts of which HR told something, be it a part."""
        return tuple(name for name in FACTS if name in self.values or (name == PAY and (self.parts or self.left_out)))

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all is told."""
        return not (self.values or self.parts or self.left_out or self.problems)


def read_form(fields: Mapping[str, str], situation: Situation) -> EmployerTold:
    """Return what a form says."""
    told = EmployerTold()
    told.problems |= {name: Text("hr-problem-either") for name in (RD, *PARTS) if _is_both(fields, name)}
    for name in YES_OR_NO:
        if fields.get(name) in (YES, NO):
            told.values[name] = fields[name]
    _read_ratio(fields, situation, told)
    _read_pay(fields, situation, told)
    if fields.get(NOTHING) != YES and told.is_nothing:
        told.problems[NOTHING] = Text("hr-problem-nothing")
    return told


def _is_both(fields: Mapping[str, str], name: str) -> bool:
    """Return whether something was typed in a field that is said not to be known."""
    return bool(fields.get(f"{name}_{UNKNOWN}") and fields.get(name, "").strip())


def _given(fields: Mapping[str, str], name: str) -> str:
    """Return what was typed in a field, unless it is said not to be known."""
    return "" if fields.get(f"{name}_{UNKNOWN}") else fields.get(name, "").strip()


def _read_ratio(fields: Mapping[str, str], situation: Situation, told: EmployerTold) -> None:
    typed = _given(fields, RD)
    if not typed:
        return
    kind = situation.questionnaire[RD].kind
    reading = kind.read(typed, situation) if len(typed) <= LONGEST_TYPED else None
    # The field asks for per cent, so that "3.5" leaves no doubt; "0.035" and "over 3%" do.
    is_bare = _OF_A_SHARE.issuperset(unicodedata.normalize("NFKC", typed)) and isinstance(reading, Ambiguous)
    value = reading.value if isinstance(reading, Certain) else None
    if is_bare and isinstance(reading, Ambiguous) and len(reading.candidates) == 1:
        value = reading.candidates[0]
    # "n/a" may be that there is none, and that nobody knows.
    if value is None or "/" in normalise(typed) or not kind.accepts(value, situation):
        told.problems[RD] = Text("hr-problem-rd")
    else:
        told.values[RD] = value


def _read_pay(fields: Mapping[str, str], situation: Situation, told: EmployerTold) -> None:
    parts, problems = {}, {}
    for name in PARTS:
        typed = _given(fields, name)
        amount = _amount(typed, a_month=PARTS[name][1] > 1) if typed else None
        if typed and amount is None:
            problems[name] = Text("hr-problem-amount")
        elif amount is not None:
            parts[name] = amount
    year, kind = _given(fields, YEAR), situation.questionnaire[PAY].kind
    plain_year = _without_period(year, "year") if len(year) <= LONGEST_TYPED else ""
    whole = kind.read(plain_year, situation) if plain_year else None
    is_sum = isinstance(whole, Certain) and kind.accepts(whole.value, situation) and amount_of(plain_year)
    if year and not is_sum:
        problems[YEAR] = Text("hr-problem-year")
    if year and parts:
        problems[YEAR] = Text("hr-problem-both")
    open_parts = [name for name in PARTS if name not in parts and not fields.get(f"{name}_{UNKNOWN}")]
    if parts and not problems:
        # A field that is left empty may be forgotten: none is written as 0.
        problems |= {name: Text("hr-problem-empty") for name in open_parts}
    if parts.get("pay_base") == 0:
        problems["pay_base"] = Text("hr-problem-base")
    told.problems = problems | told.problems
    if told.problems:
        return
    left_out = (ALLOWANCES,) if fields.get(LEFT_OUT) else ()
    if isinstance(whole, Certain):
        value = whole.value
        if left_out and isinstance(value, int):
            value = WorkedOut.sum_of(Summand(BASE, int(value)), left_out=left_out)
        told.values[PAY] = value
    elif len(parts) == len(PARTS):
        summed = _summed(parts, left_out)
        if not isinstance(kind.read(str(int(summed)), situation), Certain):
            told.problems["pay_base"] = Text("hr-problem-sum", {"yen": int(summed)})
        elif _is_unlikely(parts) and fields.get(SURE) != str(int(summed)):
            told.problems[SURE] = Text("hr-problem-much", {"yen": int(summed)})
        else:
            told.values[PAY] = summed
    else:
        told.parts, told.left_out = parts, bool(left_out)


def _is_unlikely(parts: Mapping[str, int]) -> bool:
    """Return whether a year's amount may stand where a month's is asked for, or one in the place of another."""
    base, fixed, bonus = (parts[name] for name in PARTS)
    return max(base, fixed) >= MUCH_A_MONTH or fixed > base or bonus > 12 * base


def _summed(parts: Mapping[str, int], left_out: tuple[str, ...]) -> WorkedOut:
    summands = (
        Summand(role, parts[name], times) for name, (role, times) in PARTS.items() if parts[name] or role == BASE
    )
    return WorkedOut.sum_of(*summands, left_out=left_out)


def _amount(typed: str, *, a_month: bool) -> int | None:
    """Return an amount in yen as it was typed: none is 0; None for what leaves a doubt."""
    if len(typed) > LONGEST_TYPED or typed[-1] in "?？":
        return None
    plain = _without_period(typed, "month" if a_month else "year")
    if "/" in plain:
        return None
    if _WHAT.sub(" ", plain).strip() in _NONE:
        return 0
    reading = read_amount(plain)
    if isinstance(reading, Certain) and reading.value == 0:
        return 0
    if isinstance(reading, Ambiguous) and set(reading.candidates) == {0}:
        return 0
    return amount_of(plain)


def _without_period(typed: str, period: str) -> str:
    """Return what was typed without the period that the field asks for anyway ("480,000 / month", 「年収650万円」)."""
    return " ".join(_PERIODS[period].sub(" ", normalise(typed)).split())


# --- as it is told ----------------------------------------------------------------------------------------------------


def lines(told: EmployerTold, before: Situation, after: Situation, held: Collection[str] = ()) -> Iterator[Text]:
    """Yield a line for each fact: what HR told, what was said before where that is another, and what nobody knows.

    What is `held` the office knows otherwise: it stays as it was.
    """
    for name in FACTS:
        question = after.questionnaire[name]
        earlier = before.value(name)
        args: dict[str, Any] = {"what": Text(f"{question.text_key}.short")}
        if earlier is not None:
            args["before"] = before.shown(question, earlier)
        if name not in told.values:
            if name == PAY and (told.parts or told.left_out):
                yield from (_part(part, amount) for part, amount in told.parts.items())
                if told.left_out:
                    yield Text("employer-besides-line")
                yield Text("employer-part-line", args)
            else:
                yield Text("employer-unknown-line" if earlier is None else "employer-silent-line", args)
            continue
        args["value"] = after.shown(question, told.values[name])
        if earlier is None or earlier == told.values[name]:
            yield Text("employer-line", args)
        else:
            yield Text("employer-held-line" if name in held else "employer-other-line", args)


def _part(name: str, amount: int) -> Text:
    return Text("employer-pay-line", {"part": Text(f"hr-{name.replace('_', '-')}"), "yen": amount})


def is_open(questionnaire: Questionnaire, situation: Situation) -> bool:
    """Return whether something is not known of a person that their employer could tell."""
    return any(name in questionnaire.by_id and situation.value(name) is None for name in FACTS)


__all__ = ["FACTS", "PARTS", "EmployerTold", "is_open", "lines", "read_form"]
