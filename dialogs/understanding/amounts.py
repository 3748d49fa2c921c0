"""What figures of the asked question and of others have in common: ages, examinations, words beside a figure."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.conversation import Value
from dialogs.kinds import BirthDate, Context, Day, Percent, Whole, Years
from dialogs.parsing import Ambiguous, Certain, read_age
from dialogs.parsing.reading import MOST_CANDIDATES
from dialogs.understanding.claims import Trust
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import GREATEST_AGE, LEAST_AGE, age_in
from dialogs.understanding.said import LICENCES, Said
from dialogs.understanding.understood import Certainty, Fact

SALARY, BIRTH, EXPERIENCE, PLAN_DAY = "salary_yen", "birth_date", "experience_years", "plan_day"
IN_JAPAN, CHILD, HOUSEHOLD = "in_japan_since", "youngest_child", "household_income_yen"
STAY_UNTIL, STATUS_SINCE = "stay_until", "status_since"
PAY_WORDS = frozenset({"money", "pay", "period", "around", "number"})
LENGTH_WORDS = frozenset({"year", "month", "around", "number"})
# A parser looks at a few stretches of a text, not at every figure of a long one.
MOST_STRETCHES = 4
MOST_COUNTING = 6


def of_a_phrase(clause: Clause, first: int, after: int) -> bool:
    """Tell whether a run of figures ends within a longer phrase, such as the name of a month."""
    return any(first <= hit.first < after < hit.after for hit in clause.hits)


def may_list(said: Said) -> bool:
    """Tell whether a text may be a list of facts: it answers no question, or tells others beside what is asked."""
    if said.asked is None:
        return True
    counted = isinstance(said.asked.kind, Whole | Years | Percent | Day | BirthDate)
    others = {claim.question for claim in said.claims if not said.is_asked(claim.question)}
    return not counted and bool(others & _IN_A_LIST or said.amounts)


_IN_A_LIST = frozenset({"japanese", "degrees", "residence", "activity"})


def licences_said(said: Said) -> Fact | None:
    """Count the licences that were named; a doubtful one is asked with and without."""
    if not said.licences:
        return None
    claims = list(said.licences.values())
    counted = sum(claim.choices == ("counted",) for claim in claims)
    doubtful = sum(claim.choices == ("doubtful",) for claim in claims)
    clear = not doubtful and all(claim.trust is Trust.TAKE for claim in claims)
    words = said.tokens.words(min(c.first for c in claims), max(c.after for c in claims))
    values = (counted, counted + doubtful) if doubtful else (counted,)
    # "Both, FE and another one": what was counted in words may be right.
    told = tuple(
        int(choice) for c in said.claims if c.question == LICENCES for choice in c.choices if choice.isdecimal()
    )
    values = tuple(dict.fromkeys((*values, *told)))[:MOST_CANDIDATES]
    question = said.asked_id if said.is_asked(LICENCES) else LICENCES
    return Fact(question, values, certainty(clear and len(values) == 1 and said.is_asked(LICENCES)), words)


def values_of(reading: Certain[Value] | Ambiguous[Value]) -> tuple[Value, ...]:
    return (reading.value,) if isinstance(reading, Certain) else reading.candidates


def certainty(clear: bool) -> Certainty:
    return Certainty.CLEAR if clear else Certainty.READ_BACK


def age_said(said: Said, clauses: Sequence[Clause], context: Context, *, bare: bool) -> Fact | None:
    """Return the two years somebody of an age can be born in; which one is asked."""
    stating = [
        clause
        for clause in clauses
        if (clause.figured or _is_in_words(said, clause)) and said.hears(clause) and not clause.other_person
    ]
    for clause in stating[:MOST_STRETCHES]:
        # "Living here 34 yrs" is how long somebody is here.
        if clause.counts("lives_here"):
            continue
        found = age_in(said.tokens, clause)
        if found is None and (said.is_asked(BIRTH) or _is_in_words(said, clause)):
            stated = read_age(said.tokens.text(clause.first, clause.after))
            found = None if stated is None else (stated.years, clause.first, clause.after)
        if found is None and bare:
            places = [i for i in range(clause.first, clause.after) if said.tokens.kinds[i] == "figure"]
            figure = said.tokens.said[places[0]] if len(places) == 1 else ""
            found = (int(figure), places[0], places[0] + 1) if figure.isdecimal() and len(figure) == 2 else None
        if found is None and said.is_asked(BIRTH):
            found = _years_old(said, clause)
        if found is not None:
            age, first, after = found
            said.counted.update(range(first, after))
            year = context.today.year - age
            return Fact(BIRTH, (str(year), str(year - 1)), Certainty.READ_BACK, said.tokens.words(first, after))
    return None


def _is_in_words(said: Said, clause: Clause) -> bool:
    """Tell whether a clause may tell an age without a figure: "my age is thirty four", 「三十四歳」."""
    if not _AGES & clause.says:
        return False
    return "figure" not in said.tokens.kinds[clause.first : clause.after] and not clause.kin


_AGES = {("figure", "age"), ("figure", "age_word"), ("figure", "age_before")}


_OWN = frozenset({"own", "yes_alone"})


def _years_old(said: Said, clause: Clause) -> tuple[int, int, int] | None:
    """Return an age that is only called so many years, or is only somebody's: "35 yrs", "me 33" at the birth date."""
    figures = [i for i in range(clause.first, clause.after) if said.tokens.kinds[i] == "figure"]
    figure = said.tokens.said[figures[0]] if len(figures) == 1 else ""
    own = all(hit.marks & _OWN or "year" in hit.figures for hit in clause.hits)
    alone = clause.after - clause.first == 1 or clause.counts("experience")
    if alone or clause.unknown or not own or not (figure.isdecimal() and LEAST_AGE <= int(figure) <= GREATEST_AGE):
        return None
    return int(figure), clause.first, clause.after
