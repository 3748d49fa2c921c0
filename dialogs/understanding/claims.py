"""Weighs what a clause says of a question: whether it may be taken, is read back, or only shows that it was spoken of.

Here stand the guards: negation, somebody else, what is only planned, a condition, the past, a doubt, unknown words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from dialogs.understanding.clauses import Clause
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens

YES, NO = "yes", "no"

# Of these the spouse's side counts as well, or another person is what they are about.
OF_THE_COUPLE = frozenset({"goal", "has_children", "pregnancy", "youngest_child", "household_income_yen"})
# These ask for what will be, so that a plan is their answer.
AHEAD = frozenset(
    ("goal", "activity", "international_services", "salary_yen", "plan", "plan_salary", "plan_day", "growth_field")
    + ("investment_management", "contact_way", "thorough")
)
# These are about today: what was, and what somebody is changing to, is no answer.
OF_TODAY = frozenset({"residence", "activity", "position", "salary_yen", "hsp_kind"})
# A wish or a goal is often put as a condition or softened: "maybe PR", "if possible".
GOAL = "goal"


class Weight(Enum):
    """What may be done with something said: take it, read it back, or no more than ask the question."""

    TAKE = auto()
    READ_BACK = auto()
    SPOKEN_OF = auto()
    PLANNED = auto()


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said of a question: the choices it can mean, how it weighs, and the tokens it was said with."""

    question: str
    choices: tuple[str, ...]
    weight: Weight
    first: int
    after: int


def weigh(question: str, clause: Clause, hit: Hit, tokens: Tokens, repaired: frozenset[int]) -> Weight:
    """Return how a phrase of a clause weighs as an answer to a question. Whether it is denied is not looked at."""
    if clause.other_person and question not in OF_THE_COUPLE:
        return Weight.SPOKEN_OF
    if clause.has("plan") and question not in AHEAD:
        return Weight.PLANNED
    if clause.condition and question != GOAL:
        return Weight.SPOKEN_OF
    if clause.has("unknown"):
        return Weight.SPOKEN_OF
    if question in OF_TODAY:
        if any(mark.after <= hit.first for mark in clause.marks("changing")):
            return Weight.SPOKEN_OF
        if clause.has("past"):
            return Weight.READ_BACK
    if clause.has("hedge") and question != GOAL:
        return Weight.READ_BACK
    if any(place in repaired for place in range(hit.first, hit.after)):
        return Weight.READ_BACK
    return Weight.READ_BACK if leaves_doubt(clause, hit, tokens) else Weight.TAKE


def leaves_doubt(clause: Clause, hit: Hit, tokens: Tokens) -> bool:
    """Tell whether words that no list knows could change what a phrase says.

    What is only added is harmless: "engineer at Toyota", 「トヨタのエンジニア」; "engineer trainee" is not.
    """
    asides = [mark.after for mark in clause.marks("aside")]
    for place in unknown_in(clause, tokens):
        if tokens.kinds[place] == "sign":
            if _sign_doubts(clause, hit, tokens, place):
                return True
        elif not any(after <= place and not after <= hit.first <= place for after in asides):
            return True
    return False


def _sign_doubts(clause: Clause, hit: Hit, tokens: Tokens, place: int) -> bool:
    """Japanese puts what is added in front, parted by a particle; what follows the phrase at once is its head."""
    if place < hit.first:
        return all(_weighty(tokens.said[i]) for i in range(place, hit.first))
    belonging = {mark.first for mark in clause.marks("belongs")}
    return all(i in belonging or _weighty(tokens.said[i]) for i in range(hit.after, place))


def _weighty(sign: str) -> bool:
    """Tell whether a sign carries meaning: kanji and katakana do, hiragana is mostly grammar."""
    return not "ぁ" <= sign[0] <= "ゖ"


def unknown_in(clause: Clause, tokens: Tokens) -> Iterator[int]:
    """Yield the places of words in a clause that no phrase covers; figures and marks are none."""
    place = clause.first
    for hit in (*clause.hits, None):
        until = clause.after if hit is None else hit.first
        for i in range(place, until):
            kind = tokens.kinds[i]
            if kind == "word" or (kind == "sign" and _weighty(tokens.said[i])):
                yield i
        if hit is not None:
            place = hit.after


def strongest(claims: Sequence[Claim], order: Sequence[str]) -> list[Claim]:
    """Keep the claims of the strongest choice: who has N1 and N2 has N1."""
    ranked = [c for c in claims if len(c.choices) == 1 and c.choices[0] in order]
    if len(ranked) < len(claims):
        return list(claims)
    best = min((order.index(c.choices[0]) for c in ranked), default=0)
    return [c for c in ranked if order.index(c.choices[0]) == best]


def weakest_weight(claims: Iterable[Claim]) -> Weight:
    """Return READ_BACK where any claim must be read back, TAKE else."""
    return Weight.READ_BACK if any(claim.weight is Weight.READ_BACK for claim in claims) else Weight.TAKE
