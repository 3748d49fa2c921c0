"""Reads how large an employer is from what people count: staff and capital, where a small company is asked of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dialogs.parsing import Certain, read_yen
from dialogs.understanding.amounts import MOST_COUNTING, PAY_WORDS
from dialogs.understanding.claims import NO, YES, Trust, weigh
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import runs
from dialogs.understanding.phrases import Hit
from dialogs.understanding.said import Said

SME = "employer_sme"
# Small and Medium-sized Enterprise Basic Act, article 2: either the staff or the capital decides. Up to the least of
# the limits a company is small in every trade; above the greatest of one measure the other may still decide.
LEAST_STAFF, MOST_STAFF = 50, 300
LEAST_CAPITAL, MOST_CAPITAL = 50_000_000, 300_000_000
_TIMES: Mapping[str, int] = {"万": 10_000, "千": 1_000, "k": 1_000}


def read_size(said: Said, clauses: Sequence[Clause]) -> None:
    """Read a small company from "we are 12 people"; a large one is read back, a size between is left to be asked."""
    if said.asked is None or said.asked.id != SME:
        return
    found: list[tuple[str, Trust, Hit]] = []
    for clause in [c for c in clauses if c.figured and not c.asks][:MOST_COUNTING]:
        for size, least, most, hit in (*_staff(said, clause), *_capital(said, clause)):
            answer = YES if size <= least else NO if size > most else ""
            trust = weigh(SME, clause, hit, said.tokens, said.repaired)
            if answer and not clause.denies(hit):
                found.append((answer, Trust.READ_BACK if answer == NO and trust is Trust.TAKE else trust, hit))
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
    counted = [hit for hit in clause.hits if "people" in hit.figures]
    for place in range(clause.first, clause.after):
        figure = tokens.said[place].replace(",", "")
        if tokens.kinds[place] != "figure" or not figure.isdecimal():
            continue
        after = place + 1
        times = 1
        if after < clause.after and tokens.said[after] in _TIMES:
            times, after = _TIMES[tokens.said[after]], after + 1
        if any(hit.first == after or hit.after == place for hit in counted):
            yield int(figure) * times, LEAST_STAFF, MOST_STAFF, Hit(place, after, ())


def _capital(said: Said, clause: Clause) -> Iterator[tuple[int, int, int, Hit]]:
    if not clause.counts("no_pay"):
        return
    for run in list(runs(said.tokens, clause, PAY_WORDS - {"pay", "period"}))[:1]:
        reading = read_yen(said.tokens.text(*run))
        if isinstance(reading, Certain):
            yield int(reading.value), LEAST_CAPITAL, MOST_CAPITAL, Hit(*run, ())
