"""Tells figures that answer something else than the asked question: money that is no pay, an arrival, a clock."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.understanding.clauses import Clause
from dialogs.understanding.said import Said
from dialogs.understanding.understood import Certainty, Fact


def touched(said: Said, counting: Sequence[Clause]) -> Fact:
    """Return that figures were told which answer nothing, so that the question is asked again."""
    for clause in counting:
        said.counted.update(range(clause.first, clause.after))
    return Fact(said.asked_id, (), Certainty.READ_BACK, said.tokens.words(counting[0].first, counting[-1].after))


def of_no_pay(said: Said, clauses: Sequence[Clause]) -> Fact | None:
    """Return that money was spoken of which nobody is paid: "I can put 30 million", where no pay is named."""
    counting = [clause for clause in clauses if clause.figured and not clause.asks]
    if not counting or not all(is_no_pay(clause) for clause in counting):
        return None
    return touched(said, counting)


def is_no_pay(clause: Clause) -> bool:
    """Tell whether the money of a clause is invested, owed or sold for, and nobody's pay."""
    # "Scholarship 150k per month": a period is no pay.
    paid = any("pay" in hit.figures and "period" not in hit.figures for hit in clause.hits)
    return clause.counts("no_pay") and not paid


def of_coming(said: Said, clauses: Sequence[Clause]) -> Fact | None:
    """Return that all days told are those of an arrival, which is no birth: 「2016年に来ました」."""
    counting = [clause for clause in clauses if clause.figured and not clause.asks]
    of_coming = ("came", "arrived", "in_japan")
    if not counting or not all(any(clause.counts(name) for name in of_coming) for clause in counting):
        return None
    if any(clause.counts(name) for clause in counting for name in ("born", "age", "age_before", "age_word")):
        return None
    return touched(said, counting)


def count_times(said: Said) -> None:
    """Leave the time of a clock to answer nothing else: "01:15" is no length and no count."""
    tokens = said.tokens
    for place in range(1, len(tokens.said) - 1):
        hour, minute = tokens.said[place - 1], tokens.said[place + 1]
        figures = tokens.kinds[place - 1] == tokens.kinds[place + 1] == "figure"
        if tokens.said[place] == ":" and figures and len(hour) <= len("12") and len(minute) == len("00"):
            said.counted.update((place - 1, place, place + 1))


def of_several_works(said: Said, clauses: Sequence[Clause]) -> Fact | None:
    """Return that years were told of more than one kind of work, which do not add up: nurse and care worker."""
    counting = [clause for clause in clauses if clause.figured and not clause.asks and not clause.other_person]
    figures = sum(kind == "figure" for c in counting for kind in said.tokens.kinds[c.first : c.after])
    named = {
        (sense.choices, "" if sense.choices == ("specialist",) else said.tokens.text(hit.first, hit.after))
        for clause in counting
        for hit in clause.hits
        for sense in hit.senses
        if sense.kind in ("choice", "either") and sense.name == "activity"
    }
    if figures < 2 or (len(named) < 2 and not any(clause.has("former") for clause in counting)):
        return None
    return touched(said, counting)


def is_of_pay(clause: Clause) -> bool:
    """Tell whether the figures of a clause are pay, and no length: "8M was my cousin's pay"."""
    return clause.counts("pay") and clause.counts("money") and not clause.counts("year")


def is_other_work(clause: Clause) -> bool:
    """Tell whether a clause names work of another kind than any that counts."""
    return any(s.name == "activity" and s.choices == ("other",) for hit in clause.hits for s in hit.senses)
