"""Reads the figures of a text for the questions they answer, with the kinds' own parsers.

The asked question has every figure; of other questions only what is named beside the figure (pay, age, years of work).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dialogs.conversation import Value
from dialogs.kinds import BirthDate, Context, Day, Kind, Percent, Whole, Years, Yen
from dialogs.parsing import Ambiguous, AnswerProblem, Certain, Reading
from dialogs.parsing.reading import MOST_CANDIDATES
from dialogs.question import Question
from dialogs.understanding.claims import Weight, leaves_doubt, weigh
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import age_in, date_run, has_figure_word, runs
from dialogs.understanding.phrases import Hit
from dialogs.understanding.said import LICENCES, Said
from dialogs.understanding.understood import Certainty, Fact

SALARY, BIRTH, EXPERIENCE = "salary_yen", "birth_date", "experience_years"
_TYPED = (Yen, Years, BirthDate, Day, Percent, Whole)
_PAY_WORDS = frozenset({"money", "pay", "period", "around", "number"})
_LENGTH_WORDS = frozenset({"year", "month", "around", "number"})
_COUNT_WORDS = frozenset({"around", "number", "people", "percent"})
# A parser looks at a few stretches of a text, not at every figure of a long one.
MOST_STRETCHES = 8
_AGE_PROBLEM = "problem-day-age"


# --- the asked question -----------------------------------------------------------------------------------------------


def typed_answer(
    said: Said, clauses: Sequence[Clause], text: str, context: Context
) -> tuple[Fact | None, AnswerProblem | None]:
    """Return what a text answers to an asked question whose answer is typed, and what its parser found wrong."""
    asked = said.asked
    if asked is None or not isinstance(asked.kind, _TYPED):
        return None, None
    if asked.id == LICENCES and (counted := _licences(said)) is not None:
        return counted, None
    if any(claim.question == asked.id for claim in said.claims):
        return None, None
    plain = not any(clause.asks for clause in clauses)
    whole = asked.kind.read(text, context) if plain else AnswerProblem("problem-choice")
    if not isinstance(whole, AnswerProblem):
        certain = isinstance(whole, Certain)
        return Fact(asked.id, _values(whole), _certainty(certain), text.strip()), None
    if isinstance(asked.kind, BirthDate) and (age := _age(said, clauses, context, bare=whole.key == _AGE_PROBLEM)):
        return age, None
    return _by_stretches(said, clauses, asked, context), whole if plain else None


def _by_stretches(said: Said, clauses: Sequence[Clause], asked: Question, context: Context) -> Fact | None:
    """Read clause by clause, then figure by figure; what differs is offered."""
    found: list[tuple[tuple[Value, ...], Weight, int, int]] = []
    spoken: list[tuple[int, int]] = []
    left = MOST_STRETCHES
    for clause in clauses:
        if clause.asks or left <= 0:
            continue
        for first, after in _stretches(said, clause, asked.kind):
            left -= 1
            reading = asked.kind.read(said.tokens.text(first, after), context)
            if isinstance(reading, AnswerProblem):
                continue
            weight = weigh(asked.id, clause, Hit(first, after, ()), said.tokens, said.repaired)
            if weight in (Weight.SPOKEN_OF, Weight.PLANNED) or clause.has("not_before") or clause.has("not_after"):
                spoken.append((first, after))
                continue
            weight = weight if isinstance(reading, Certain) else Weight.READ_BACK
            found.append((_values(reading), weight, first, after))
            break
    if not found:
        if not spoken:
            return None
        return Fact(asked.id, (), Certainty.READ_BACK, said.tokens.words(spoken[0][0], spoken[-1][1]))
    if said.corrected_at is not None:
        found = [one for one in found if one[2] >= said.corrected_at] or found
    values = list(dict.fromkeys(value for values, *_ in found for value in values))
    if isinstance(asked.kind, Years) and len(values) > 1:
        # "5 years in India, 2 years in Japan" adds up; it is worked out, and so read back.
        values.insert(0, sum(value for value in values if isinstance(value, int)))
    clear = len(values) == 1 and all(weight is Weight.TAKE for _, weight, *_ in found)
    words = said.tokens.words(found[0][2], found[-1][3])
    return Fact(asked.id, tuple(values[:MOST_CANDIDATES]), _certainty(clear), words)


def _stretches(said: Said, clause: Clause, kind: Kind) -> Iterator[tuple[int, int]]:
    """Yield the clause itself, then its runs of figures that a kind may read."""
    yield clause.first, clause.after
    if isinstance(kind, BirthDate | Day):
        run = date_run(said.tokens, clause)
        if run is not None:
            yield run
        return
    words = _PAY_WORDS if isinstance(kind, Yen) else _LENGTH_WORDS if isinstance(kind, Years) else _COUNT_WORDS
    yield from runs(said.tokens, clause, words)


def _licences(said: Said) -> Fact | None:
    """Count the licences that were named; a doubtful one is asked with and without."""
    if not said.licences:
        return None
    claims = list(said.licences.values())
    counted = sum(claim.choices == ("counted",) for claim in claims)
    doubtful = sum(claim.choices == ("doubtful",) for claim in claims)
    clear = not doubtful and all(claim.weight is Weight.TAKE for claim in claims)
    words = said.tokens.words(min(c.first for c in claims), max(c.after for c in claims))
    values = (counted, counted + doubtful) if doubtful else (counted,)
    return Fact(LICENCES, values, _certainty(clear and said.is_asked(LICENCES)), words)


def _values(reading: Certain[Value] | Ambiguous[Value]) -> tuple[Value, ...]:
    return (reading.value,) if isinstance(reading, Certain) else reading.candidates


def _certainty(clear: bool) -> Certainty:
    return Certainty.CLEAR if clear else Certainty.READ_BACK


# --- other questions --------------------------------------------------------------------------------------------------


def amounts_said(said: Said, clauses: Sequence[Clause], questions: Mapping[str, Question], context: Context) -> None:
    """Note pay, age, birth date, length of work and licences that a text tells beside the asked question."""
    for clause in clauses:
        if clause.asks or clause.condition or clause.other_person:
            continue
        for fact in (
            _birth(said, clause, questions, context),
            _pay(said, clause, questions, context),
            _experience(said, clause, questions, context),
        ):
            if fact is not None and fact.question not in {other.question for other in said.amounts}:
                said.amounts.append(fact)
    # Unasked, only a licence that counts is worth a word; a certificate that does not is none that was spoken of.
    if not said.is_asked(LICENCES) and any(claim.choices == ("counted",) for claim in said.licences.values()):
        said.amounts += filter(None, [_licences(said)])


def _birth(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    if said.is_asked(BIRTH) or BIRTH not in questions:
        return None
    if not has_figure_word(clause, "born"):
        return _age(said, [clause], context, bare=False)
    run = date_run(said.tokens, clause)
    if run is None:
        return None
    reading = questions[BIRTH].kind.read(said.tokens.text(*run), context)
    return _fact(said, BIRTH, reading, clause, run)


def _age(said: Said, clauses: Sequence[Clause], context: Context, *, bare: bool) -> Fact | None:
    """Return the two years somebody of an age can be born in; which one is asked."""
    for clause in clauses:
        if clause.asks or clause.other_person:
            continue
        found = age_in(said.tokens, clause)
        if found is None and bare:
            places = [i for i in range(clause.first, clause.after) if said.tokens.kinds[i] == "figure"]
            figure = said.tokens.said[places[0]] if len(places) == 1 else ""
            found = (int(figure), places[0], places[0] + 1) if figure.isdecimal() and len(figure) == 2 else None
        if found is not None:
            age, first, after = found
            year = context.today.year - age
            return Fact(BIRTH, (str(year), str(year - 1)), Certainty.READ_BACK, said.tokens.words(first, after))
    return None


def _pay(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    """Read pay that is told unasked: it needs the word for pay, or a unit of money and no other thing it counts."""
    if said.asked is not None and isinstance(said.asked.kind, Yen) or SALARY not in questions:
        return None
    if has_figure_word(clause, "other_pay") or has_figure_word(clause, "foreign_money"):
        return None
    named = has_figure_word(clause, "pay")
    for run in list(runs(said.tokens, clause, _PAY_WORDS))[:2]:
        if named or _has_unit(clause, run, "money"):
            reading = questions[SALARY].kind.read(said.tokens.text(*run), context)
            fact = _fact(said, SALARY, reading, clause, run, sure=named)
            if fact is not None:
                return fact
    return None


def _experience(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    if said.is_asked(EXPERIENCE) or EXPERIENCE not in questions or not has_figure_word(clause, "experience"):
        return None
    if has_figure_word(clause, "in_japan") or has_figure_word(clause, "age"):
        return None
    for run in list(runs(said.tokens, clause, _LENGTH_WORDS))[:2]:
        if _has_unit(clause, run, "year") or _has_unit(clause, run, "month"):
            reading = questions[EXPERIENCE].kind.read(said.tokens.text(*run), context)
            return _fact(said, EXPERIENCE, reading, clause, run)
    return None


def _has_unit(clause: Clause, run: tuple[int, int], name: str) -> bool:
    return any(
        run[0] <= hit.first < run[1] and any(s.kind == "figure" and s.name == name for s in hit.senses)
        for hit in clause.hits
    )


def _fact(
    said: Said, question: str, reading: Reading[Value], clause: Clause, run: tuple[int, int], *, sure: bool = True
) -> Fact | None:
    if isinstance(reading, AnswerProblem):
        return None
    hit = Hit(*run, ())
    weight = weigh(question, clause, hit, said.tokens, said.repaired)
    if weight in (Weight.SPOKEN_OF, Weight.PLANNED) or clause.denies(hit):
        return None
    clear = sure and isinstance(reading, Certain) and weight is Weight.TAKE
    return Fact(
        question,
        _values(reading),
        _certainty(clear and not leaves_doubt(clause, hit, said.tokens)),
        said.tokens.words(*run),
    )
