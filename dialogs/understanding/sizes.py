"""Reads how large a company is from what people count: staff and capital, where that is asked of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs.parsing import Certain, read_yen
from dialogs.understanding.amounts import MOST_COUNTING, PAY_WORDS
from dialogs.understanding.claims import NO, YES, Trust, weigh
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import number_before, runs
from dialogs.understanding.phrases import Hit
from dialogs.understanding.said import Said

SME = "employer_sme"
# Small and Medium-sized Enterprise Basic Act, article 2: either the staff or the capital decides. Up to the least of
# the limits a company is small in every trade; above the greatest of one measure the other may still decide.
# Criteria for managers since 2025-10-16, which that question names.
CAPITAL, MANAGERS_CAPITAL = "capital_30m_yen", 30_000_000
LEAST_STAFF, MOST_STAFF = 50, 300
LEAST_CAPITAL, MOST_CAPITAL = 50_000_000, 300_000_000


def read_capital(said: Said, clauses: Sequence[Clause]) -> None:
    """Read "capital of 10 million" where it is asked whether it is enough for a manager."""
    if said.asked is None or said.asked.id != CAPITAL:
        return
    for clause in [c for c in clauses if c.figured and not c.asks][:MOST_COUNTING]:
        for amount, _, _, hit in _capital(said, clause, bare=not clause.counts_any(_OTHER_MONEY)):
            said.claims = [claim for claim in said.claims if claim.question != CAPITAL]
            trust = weigh(CAPITAL, clause, hit, said.tokens, said.repaired)
            said.claim(CAPITAL, (YES if amount >= MANAGERS_CAPITAL else NO,), trust, hit)


def read_size(said: Said, clauses: Sequence[Clause]) -> None:
    """Read a small company from "we are 12 people"; a large one is read back, a size between is left to be asked."""
    if said.asked is None or said.asked.id != SME:
        return
    found: list[tuple[str, Trust, Hit]] = []
    # "We hired 30 people", "12 in my team" count some of the staff.
    counting = [c for c in clauses if c.figured and not (c.asks or c.counts("some_staff"))][:MOST_COUNTING]
    of_all = [c for c in counting if c.counts("whole_staff") and any((*_staff(said, c), *_bare(said, c)))]
    for clause in counting:
        at_one_place = clause.counts("one_place")
        # "12 people in my office, company 5000": the office is not the company.
        if at_one_place and any(other is not clause for other in of_all):
            continue
        staff = list(_staff(said, clause))
        for size, least, most, hit in (*staff, *_bare(said, clause), *_capital(said, clause)):
            answer = YES if size <= least else NO if size > most else ""
            trust = weigh(SME, clause, hit, said.tokens, said.repaired)
            # "50 of 100 people are foreigners": which of two counts is all of them, the person says.
            sure = trust is not Trust.TAKE or (answer == YES and len(staff) < 2 and not at_one_place)
            if answer and not clause.denies(hit):
                found.append((answer, trust if sure else Trust.READ_BACK, hit))
    if not found:
        return
    said.claims = [claim for claim in said.claims if claim.question != SME or len(claim.choices) == 1]
    answers = {choice for claim in said.claims if claim.question == SME for choice in claim.choices}
    for answer, trust, hit in found:
        # Who calls it large has said so, whatever it counts.
        if answer == YES or NO not in answers:
            said.claim(SME, (answer,), trust, hit)


def _staff(said: Said, clause: Clause) -> Iterator[tuple[int, int, int, Hit]]:
    tokens = said.tokens
    for hit in clause.hits:
        if "people" not in hit.figures:
            continue
        number = number_before(tokens, clause.first, hit.first)
        if number is not None:
            yield number[0], LEAST_STAFF, MOST_STAFF, Hit(number[1], hit.after, ())
        elif hit.after < clause.after and tokens.kinds[hit.after] == "figure":
            # 「社員12」: the figure stands behind what is counted.
            figure = tokens.said[hit.after].replace(",", "")
            alone = not any(other.first == hit.after + 1 and other.figures for other in clause.hits)
            if alone and figure.isdecimal():
                yield int(figure), LEAST_STAFF, MOST_STAFF, Hit(hit.first, hit.after + 1, ())


_COUNTED = frozenset(("people", "no_pay", "money"))


def _bare(said: Said, clause: Clause) -> Iterator[tuple[int, int, int, Hit]]:
    """Yield a large bare figure that is said of all of a company, and is no year: "company 5000", 「全体で8000」."""
    if not clause.counts("whole_staff") or clause.counts_any(_COUNTED):
        return
    figures = [i for i in range(clause.first, clause.after) if said.tokens.kinds[i] == "figure"]
    figure = said.tokens.said[figures[0]].replace(",", "") if len(figures) == 1 else ""
    is_year = len(figure) == len("2015") and figure.startswith(("19", "20"))
    if figure.isdecimal() and not is_year and int(figure) > MOST_STAFF:
        yield int(figure), LEAST_STAFF, MOST_STAFF, Hit(figures[0], figures[0] + 1, ())


# Money that is no capital, where nothing else is said of it.
_OTHER_MONEY = frozenset(("pay", "foreign_money", "household", "period", "percent"))


def _capital(said: Said, clause: Clause, *, bare: bool = False) -> Iterator[tuple[int, int, int, Hit]]:
    """Yield a sum that is called capital, or that is bare where capital is asked of: "yes it is 50M"."""
    if not (clause.counts("no_pay") or (bare and clause.counts("money"))):
        return
    for run in list(runs(said.tokens, clause, PAY_WORDS - {"pay", "period"}))[:1]:
        reading = read_yen(said.tokens.text(*run))
        if isinstance(reading, Certain):
            yield int(reading.value), LEAST_CAPITAL, MOST_CAPITAL, Hit(*run, ())
