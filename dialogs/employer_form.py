"""What HR answers on the page of a client's link: four facts that only the employer knows, read as the dialogue reads.

What is left as "don't know" stays unknown, which is never zero. Pay is put together of its parts by the law's rules;
where one part is not known there is no sum, and what was told of the others is passed on as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogs.conversation import Value
from dialogs.messages import Text
from dialogs.parsing import Ambiguous, Certain, Summand, WorkedOut
from dialogs.parsing.text import normalise
from dialogs.parsing.worked_out import ALLOWANCES, BASE, BONUS, COUNTED
from dialogs.parsing.yen import amount_of, read_amount
from dialogs.place import NO, YES
from dialogs.questionnaire import Questionnaire
from dialogs.situation import Situation

INNOVATION, SME, RD, PAY = "employer_innovation_support", "employer_sme", "employer_rd_ratio", "salary_yen"
# The facts, in the order in which they are asked.
FACTS = (INNOVATION, SME, RD, PAY)
YES_OR_NO = (INNOVATION, SME)
# The parts of pay by the names of their fields: what they are in a sum, and how often they come in a year.
PARTS: Mapping[str, tuple[str, int]] = {"pay_base": (BASE, 12), "pay_fixed": (COUNTED, 12), "pay_bonus": (BONUS, 1)}
YEAR, LEFT_OUT, UNKNOWN, NOTHING = "pay_year", "pay_left_out", "unknown", "nothing"
LONGEST_TYPED = 80


@dataclass(slots=True)
class EmployerTold:
    """What a form says: `values` of the facts that are told, `parts` of pay whose sum is not known.

    `problems` say by fields what cannot be taken as it is: then nothing of it is.
    """

    values: dict[str, Value] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    problems: dict[str, Text] = field(default_factory=dict)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The facts that HR does not know either."""
        return tuple(name for name in FACTS if name not in self.values)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all is told."""
        return not (self.values or self.parts or self.problems)


def read_form(fields: Mapping[str, str], situation: Situation) -> EmployerTold:
    """Return what a form says."""
    told = EmployerTold()
    for name in YES_OR_NO:
        if fields.get(name) in (YES, NO):
            told.values[name] = fields[name]
    _read_ratio(fields, situation, told)
    _read_pay(fields, situation, told)
    if fields.get(NOTHING) != YES and told.is_nothing:
        told.problems[NOTHING] = Text("hr-problem-nothing")
    return told


def _given(fields: Mapping[str, str], name: str) -> str:
    """Return what was typed in a field, unless it is said not to be known."""
    return "" if fields.get(f"{name}_{UNKNOWN}") else fields.get(name, "").strip()


def _read_ratio(fields: Mapping[str, str], situation: Situation, told: EmployerTold) -> None:
    typed = _given(fields, RD)
    if not typed:
        return
    kind = situation.questionnaire[RD].kind
    reading = kind.read(typed, situation) if len(typed) <= LONGEST_TYPED else None
    # The field asks for per cent, so that "3.5" leaves no doubt; "0.035" does.
    is_one = isinstance(reading, Ambiguous) and len(reading.candidates) == 1 and typed[-1] not in "?？"
    value = reading.value if isinstance(reading, Certain) else None
    value = reading.candidates[0] if isinstance(reading, Ambiguous) and is_one else value
    if value is None or not kind.accepts(value, situation):
        told.problems[RD] = Text("hr-problem-rd")
    else:
        told.values[RD] = value


def _read_pay(fields: Mapping[str, str], situation: Situation, told: EmployerTold) -> None:
    parts, problems = {}, {}
    for name in PARTS:
        typed = _given(fields, name)
        amount = _amount(typed) if typed else None
        if typed and amount is None:
            problems[name] = Text("hr-problem-amount")
        elif amount is not None:
            parts[name] = amount
    year, kind = _given(fields, YEAR), situation.questionnaire[PAY].kind
    whole = kind.read(year, situation) if year and len(year) <= LONGEST_TYPED else None
    if year and not (isinstance(whole, Certain) and kind.accepts(whole.value, situation)):
        problems[YEAR] = Text("hr-problem-year")
    if year and parts:
        problems[YEAR] = Text("hr-problem-both")
    open_parts = [name for name in PARTS if name not in parts and not fields.get(f"{name}_{UNKNOWN}")]
    if parts and not problems:
        # A field that is left empty may be forgotten: none is written as 0.
        problems |= {name: Text("hr-problem-empty") for name in open_parts}
    told.problems |= problems
    if problems:
        return
    left_out = (ALLOWANCES,) if fields.get(LEFT_OUT) else ()
    if isinstance(whole, Certain):
        value = whole.value
        if left_out and isinstance(value, int):
            value = WorkedOut.sum_of(Summand(BASE, int(value)), left_out=left_out)
        told.values[PAY] = value
    elif len(parts) == len(PARTS):
        summed = _summed(parts, left_out)
        if isinstance(kind.read(str(int(summed)), situation), Certain):
            told.values[PAY] = summed
        else:
            told.problems["pay_base"] = Text("hr-problem-sum", {"yen": int(summed)})
    else:
        told.parts = parts


def _summed(parts: Mapping[str, int], left_out: tuple[str, ...]) -> WorkedOut:
    summands = (
        Summand(role, parts[name], times) for name, (role, times) in PARTS.items() if parts[name] or role == BASE
    )
    return WorkedOut.sum_of(*summands, left_out=left_out)


def _amount(typed: str) -> int | None:
    """Return an amount in yen as it was typed: none is 0; None for what leaves a doubt."""
    if len(typed) > LONGEST_TYPED or typed[-1] in "?？":
        return None
    plain = normalise(typed)
    reading = read_amount(plain)
    if isinstance(reading, Certain) and reading.value == 0:
        return 0
    if isinstance(reading, Ambiguous) and set(reading.candidates) == {0}:
        return 0
    return amount_of(plain)


# --- as it is told ----------------------------------------------------------------------------------------------------


def lines(told: EmployerTold, before: Situation, after: Situation) -> Iterator[Text]:
    """Yield a line for each fact: what HR told, what was said before where that is another, and what nobody knows."""
    for name in FACTS:
        question = after.questionnaire[name]
        what = Text(f"{question.text_key}.short")
        if name not in told.values:
            if name == PAY and told.parts:
                yield from (_part(part, amount) for part, amount in told.parts.items())
                yield Text("employer-part-line", {"what": what})
            else:
                yield Text("employer-unknown-line", {"what": what})
            continue
        value, earlier = told.values[name], before.value(name)
        args: dict[str, Any] = {"what": what, "value": after.shown(question, value)}
        if earlier is None or earlier == value:
            yield Text("employer-line", args)
        else:
            yield Text("employer-other-line", {**args, "before": before.shown(question, earlier)})


def _part(name: str, amount: int) -> Text:
    return Text("employer-pay-line", {"part": Text(f"hr-{name.replace('_', '-')}"), "yen": amount})


def is_open(questionnaire: Questionnaire, situation: Situation) -> bool:
    """Return whether something is not known of a person that their employer could tell."""
    return any(name in questionnaire.by_id and situation.value(name) is None for name in FACTS)


__all__ = ["FACTS", "PARTS", "EmployerTold", "is_open", "lines", "read_form"]
