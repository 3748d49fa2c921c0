"""Adds up the pay of two, where the income of a couple is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs.conversation import Value
from dialogs.parsing import AnswerProblem, Certain, read_yen
from dialogs.question import Question
from dialogs.understanding.amounts import HOUSEHOLD, PAY_WORDS
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import runs
from dialogs.understanding.said import Said
from dialogs.understanding.something_else import is_no_pay
from dialogs.understanding.understood import Certainty, Fact


def of_a_couple(said: Said, clauses: Sequence[Clause]) -> Fact | None:
    """Return the sum of one's own pay and the spouse's: "me 7.1M, wife 900,000", "6M + 3M"."""
    counting = [clause for clause in clauses if clause.figured and not clause.asks]
    shares = [share for clause in counting for share in _shares(said, clause)]
    couple = any("spouse" in clause.kin or clause.has("spouse") for clause in counting)
    if len(shares) != 2 or not (couple or _are_added(said, shares)):
        return None
    if any(_counts_otherwise(clause) or clause.has("or") for clause in counting):
        return None
    pay: list[tuple[int, ...]] = []
    for share in shares:
        reading = read_yen(said.tokens.text(*share))
        if isinstance(reading, AnswerProblem):
            return None
        pay.append((reading.value,) if isinstance(reading, Certain) else reading.candidates)
    # Beside pay that can only be a year's, the other is a year's too: "wife 90 man" is none of a month.
    if all(len(values) > 1 for values in pay) or said.corrected_at is not None:
        return None
    words = said.tokens.words(shares[0][0], shares[-1][1])
    return Fact(HOUSEHOLD, (sum(min(values) for values in pay),), Certainty.READ_BACK, words)


def own_share(said: Said, clauses: Sequence[Clause]) -> int | None:
    """Return one's own pay of two that are told: the 7.1M of "me 7.1M, wife 900,000"."""
    if of_a_couple(said, clauses) is None:
        return None
    own = [clause for clause in clauses if clause.figured and not (clause.asks or clause.other_person)]
    shares = [share for clause in own for share in _shares(said, clause)]
    reading = read_yen(said.tokens.text(*shares[0])) if len(shares) == 1 else None
    if reading is None or isinstance(reading, AnswerProblem):
        return None
    return reading.value if isinstance(reading, Certain) else min(reading.candidates)


def _shares(said: Said, clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield the runs of figures in a clause; a plus between two parts them."""
    for first, after in runs(said.tokens, clause, PAY_WORDS - {"pay", "period"}):
        start = first
        for place in range(first, after):
            if said.tokens.said[place] == "+" and start <= place < after - 1:
                if start < place:
                    yield start, place
                start = place + 1
        yield start, after


def _are_added(said: Said, shares: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a plus stands between two shares: "6M + 3M"."""
    return "+" in said.tokens.said[shares[0][1] : shares[1][0]]


def is_of_both(asked: Question, values: Sequence[Value], clauses: Sequence[Clause]) -> bool:
    """Tell whether the pay of two is told where the pay of two is asked: 「夫婦で1100万」."""
    both = any(clause.counts("household") and clause.counts("money") for clause in clauses)
    return asked.id == HOUSEHOLD and both and len(values) == 1


def _counts_otherwise(clause: Clause) -> bool:
    return clause.counts("foreign_money") or clause.counts("period") or is_no_pay(clause)
