"""Reads since when something is so, how pay was before and what it will be: "7.8M since April 2025, before that 6.2M".

Whoever tells several facts often dates them. All of it is read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from dialogs.conversation import Value
from dialogs.kinds import Context
from dialogs.parsing import Certain, PartialDate, read_day
from dialogs.question import Question
from dialogs.understanding.amounts import (
    EXPERIENCE,
    MOST_COUNTING,
    MOST_STRETCHES,
    PAY_WORDS,
    PLAN_DAY,
    SALARY,
    STATUS_SINCE,
)
from dialogs.understanding.claims import JAPANESE, YES, Claim, Trust, is_hoped_for
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import date_runs, runs
from dialogs.understanding.lexicon import NOTHING
from dialogs.understanding.phrases import Hit
from dialogs.understanding.said import JAPANESE_DEGREE, PLAN, Said
from dialogs.understanding.understood import Certainty, Fact
from dialogs.understanding.when import day_in, day_over, year_in

PLAN_SALARY, RAISE = "plan_salary", "raise"
SALARY_SINCE, SALARY_BEFORE = "salary_since", "salary_before"
WORK_SINCE, RESIDENT_SINCE = "work_since", "resident_since"
# Of what a clause says, the question that asks since when.
_SINCE: Mapping[str, str] = {
    "degrees": "degrees_since",
    JAPANESE: "japanese_since",
    JAPANESE_DEGREE: "japanese_degree_since",
    "hsp_kind": STATUS_SINCE,
}
# Of an answer about the visa: only these two are asked since when.
_SINCE_OF_A_STATUS: Mapping[str, str] = {"hsp": STATUS_SINCE, "long_term": RESIDENT_SINCE}
_TOLD = (Trust.TAKE, Trust.READ_BACK)
# Figures of these are no pay of one's own.
_NOT_OWN = frozenset(("no_pay", "foreign_money", "household", "percent", "people"))
# What a clause that only dates may hold beside the day.
_LIGHT_FIGURES = frozenset({"since", "which_year", "era", "year", "month", "each_year"})
_LIGHT_MARKS = frozenset({"done", "own", "filler", "calls", "aside", "leaving", "today", "yes", "yes_alone"})
_MOST_YEARS, _YEAR = 60, 4


def changes_said(said: Said, clauses: Sequence[Clause], questions: Mapping[str, Question], context: Context) -> None:
    """Note since when facts are so, and how pay was and will be."""
    telling = [c for c in clauses if said.hears(c) and not (c.other_person or c.condition or c.on_behalf)]
    figured = [clause for clause in telling if clause.figured][:MOST_COUNTING]
    if not figured:
        return
    timed = figured if _is_timed(figured) else ()
    pays = [pay for clause in timed for pay in _pays_in(said, clause, questions, context)]
    if pays:
        _pay_ahead(said, pays, questions, context)
        _pay_before(said, pays, questions)
        _pay_since(said, pays, questions, context)
    for clause in figured:
        for question, day, words in _since_when(said, telling, clause, context):
            if question in questions and not said.is_asked(question):
                _note(said, question, day, words)


# --- pay --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pay:
    """A sum that somebody may be paid, and where it stands."""

    clause: Clause
    yen: int
    run: tuple[int, int]


def _is_timed(figured: Sequence[Clause]) -> bool:
    """Tell whether anything says that pay was or will be another."""
    return any(clause.dated or clause.counts_any(_TIMES) or clause.has_any(_TENSES) for clause in figured)


_TIMES = frozenset(("since", "until", "paid_before", "becomes"))
_TENSES = frozenset(("past", "plan", "done", "moves_to"))


def _pay_ahead(said: Said, pays: Sequence[_Pay], questions: Mapping[str, Question], context: Context) -> None:
    """Note pay that is to come with its day, as a plan: it is not what somebody earns today."""
    if PLAN not in questions or said.asked_id in (PLAN, PLAN_SALARY, PLAN_DAY):
        return
    # A new job brings its own pay.
    if any(pay.clause.counts("begins") for pay in pays) or any(kind == "job_changed" for _, kind in said.remarks):
        return
    for pay in pays:
        clause = pay.clause
        others = any(other.clause is not clause and not _is_over(other.clause) for other in pays)
        day = day_in(said.tokens, clause, context.today)
        if day is None or PartialDate.parse_iso(day).first() <= context.today or clause.has("past"):
            continue
        if not _is_ahead(said, clause, context, others=others):
            continue
        # Where nothing else is told, it answers what is asked; whether it is so today, is read back.
        if said.is_asked(SALARY) and not others:
            return
        _leave_out(said, pay.yen)
        said.counted.update(range(*pay.run))
        words = said.tokens.words(clause.first, clause.after)
        for question, value in ((PLAN, RAISE), (PLAN_SALARY, pay.yen), (PLAN_DAY, day)):
            _note(said, question, value, words)
        if not any(of is clause and kind == PLAN for of, kind in said.remarks):
            said.remarks.append((clause, PLAN))
        return


def _is_ahead(said: Said, clause: Clause, context: Context, *, others: bool) -> bool:
    """Tell whether pay with a day that may lie ahead is still to come.

    "8.1M from April" may be paid since April; beside other pay it is not, and "now 8.1M from April" is paid.
    """
    if clause.has("today") and not others:
        return False
    if clause.counts("becomes") or clause.has("plan") or _names_its_year(said, clause, context):
        return True
    return others and clause.has("leaving")


def _names_its_year(said: Said, clause: Clause, context: Context) -> bool:
    """Tell whether a day ahead is one whatever the tense: "9M next April", 「来年4月から」, but not 「4月から」."""
    ahead = any(sense.kind == "when" for hit in clause.hits for sense in hit.senses)
    return ahead or year_in(said.tokens, clause, context.today) is not None


def _pay_before(said: Said, pays: Sequence[_Pay], questions: Mapping[str, Question]) -> None:
    """Note what somebody earned before, beside what they earn."""
    if SALARY_BEFORE not in questions or said.is_asked(SALARY_BEFORE):
        return
    over = [pay for pay in pays if _is_over(pay.clause, pay.run if _is_one_of_several(pay, pays) else None)]
    today = [pay for pay in pays if pay not in over and all(pay.yen != other.yen for other in over)]
    if len(over) != 1 or len(today) != 1:
        return
    before, now = over[0], today[0]
    _leave_out(said, before.yen)
    said.counted.update(range(*before.run))
    if not any(fact.question == SALARY for fact in said.amounts) and not said.is_asked(SALARY):
        _note(said, SALARY, now.yen, said.tokens.words(now.clause.first, now.clause.after))
    _note(said, SALARY_BEFORE, before.yen, said.tokens.words(before.clause.first, before.clause.after))


def _is_one_of_several(pay: _Pay, pays: Sequence[_Pay]) -> bool:
    return any(other.clause is pay.clause and other is not pay for other in pays)


_PAID_NO_MORE, _PAID_NOW = ("past",), ("today", "moves_to")


def _is_over(clause: Clause, run: tuple[int, int] | None = None) -> bool:
    """Tell whether a clause tells of pay that is no longer paid: "before 6.2M", "6M until March".

    Of one sum among several the word before it says so: "was 7M now 8M".
    """
    if run is not None:
        before = [hit for hit in clause.hits if hit.after <= run[0] and (hit.marks or hit.figures)]
        ends = (hit for hit in reversed(before) if _paid(hit) is not None)
        return next((bool(_paid(hit)) for hit in ends), False)
    over = clause.has("past") or clause.counts("until") or clause.counts("paid_before")
    return over and not (clause.has("today") or clause.counts("becomes") or clause.counts("since"))


def _paid(hit: Hit) -> bool | None:
    """Return whether a phrase says that pay is over; None where it says neither that nor that it is paid now."""
    if hit.marks.intersection(_PAID_NOW) or "becomes" in hit.figures:
        return False
    return True if hit.marks.intersection(_PAID_NO_MORE) or "paid_before" in hit.figures else None


def _leave_out(said: Said, yen: int) -> None:
    """Leave a sum out of the pay of today; where another was told as well, that is left."""
    for fact in [fact for fact in said.amounts if fact.question == SALARY and yen in fact.candidates]:
        said.amounts.remove(fact)
        left = tuple(value for value in fact.candidates if value != yen)
        if left:
            said.amounts.append(Fact(SALARY, left, Certainty.READ_BACK, fact.words))


def _pay_since(said: Said, pays: Sequence[_Pay], questions: Mapping[str, Question], context: Context) -> None:
    """Note since when somebody earns what they earn."""
    for pay in pays if SALARY_SINCE in questions else ():
        clause = pay.clause
        since = clause.counts("since") or clause.has("done") or clause.has("moves_to")
        planned = any(fact.question == PLAN_SALARY and pay.yen in fact.candidates for fact in said.amounts)
        if not since or planned or _is_over(clause) or clause.has("plan") or clause.counts("becomes"):
            continue
        told = any(fact.question == SALARY and pay.yen in fact.candidates for fact in said.amounts)
        day = day_over(said.tokens, clause, context.today) if told or said.is_asked(SALARY) else None
        if day is not None:
            _note(said, SALARY_SINCE, day, said.tokens.words(clause.first, clause.after))
            return


def _pays_in(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Iterator[_Pay]:
    """Yield the sums of a clause that somebody may be paid."""
    if not clause.counts("money") or clause.counts_any(_NOT_OWN):
        return
    for run in islice(runs(said.tokens, clause, PAY_WORDS - {"pay", "period"}), MOST_STRETCHES):
        unit = any(run[0] <= hit.first < run[1] and "money" in hit.figures for hit in clause.hits)
        reading = questions[SALARY].kind.read(said.tokens.text(*run), context) if unit else None
        if isinstance(reading, Certain) and isinstance(reading.value, int):
            hit = Hit(*run, ())
            if clause.denies(hit) or is_hoped_for(clause, hit, said.tokens):
                return
            yield _Pay(clause, reading.value, run)


# --- since when -----------------------------------------------------------------------------------------------------


def _since_when(
    said: Said, telling: Sequence[Clause], clause: Clause, context: Context
) -> Iterator[tuple[str, str, str]]:
    """Yield questions that ask since when, with the day and the words by which a clause answers each."""
    if not _names_a_year(said, clause) or clause.has("plan") or clause.counts_any(_OF_OTHER_DAYS):
        return
    subject = _subject(said, telling, clause)
    asked_of = {question for claim in said.claims_in(subject) for question in _asked_since(claim)}
    works = clause.counts("experience") or ("about", WORK_SINCE) in clause.says
    if not asked_of and works and clause.counts("since") and not said.is_asked(EXPERIENCE):
        asked_of = {WORK_SINCE}
    day = _day_over(said, clause, context) if asked_of else None
    if day is not None:
        words = said.tokens.words(subject.first, clause.after)
        yield from ((question, day, words) for question in sorted(asked_of))


_OF_A_YEAR = frozenset(("era", "which_year"))


def _names_a_year(said: Said, clause: Clause) -> bool:
    """Tell whether a clause may name a day with its year, and no pay."""
    if clause.counts("money"):
        return False
    figures = said.tokens.said[clause.first : clause.after]
    return clause.counts_any(_OF_A_YEAR) or any(len(figure) >= _YEAR and figure[0].isdecimal() for figure in figures)


def _subject(said: Said, telling: Sequence[Clause], clause: Clause) -> Clause:
    """Return the clause whose fact a clause dates: itself, or the one before where it only dates, "master (2020)"."""
    own = said.claims_in(clause)
    if any(len(claim.choices) == 1 for claim in own) or not _only_dates(said, clause):
        return clause
    before = next((other for other in telling if 0 <= clause.first - other.after <= 1), clause)
    # 「N1、2020年に合格」: what was passed was named before.
    named = {claim.question for claim in said.claims_in(before)}
    return before if all(claim.question in named for claim in own) else clause


def _asked_since(claim: Claim) -> Iterator[str]:
    """Yield what asks since when a claim is so; of "none" nobody asks."""
    if claim.trust not in _TOLD or len(claim.choices) != 1 or NOTHING in claim.choices:
        return
    if claim.question == "residence":
        yield from (_SINCE_OF_A_STATUS[choice] for choice in claim.choices if choice in _SINCE_OF_A_STATUS)
    elif claim.question in _SINCE and (claim.question != JAPANESE_DEGREE or YES in claim.choices):
        yield _SINCE[claim.question]


def _day_over(said: Said, clause: Clause, context: Context) -> str | None:
    """Return the one day with its year on which what a clause tells began; figures of something else are none."""
    found = [day for run in date_runs(said.tokens, clause) if (day := _read(said, run, context)) is not None]
    return found[0] if len(found) == 1 else None


def _read(said: Said, run: tuple[int, int], context: Context) -> str | None:
    if said.counted & set(range(*run)):
        return None
    latest, earliest = context.today, context.today.replace(context.today.year - _MOST_YEARS, 1, 1)
    reading = read_day(said.tokens.text(*run), earliest=earliest, latest=latest, today=latest)
    return reading.value.isoformat() if isinstance(reading, Certain) and reading.value.first() <= latest else None


# A day beside these is one of something else.
_OF_OTHER_DAYS = frozenset(
    ("born", "arrived", "came", "went", "back", "begins", "wedded", "until", "child", "taken", "remaining")
)


def _only_dates(said: Said, clause: Clause) -> bool:
    """Tell whether a clause says no more than that something was so from a day on: "(2021)", "got it 2021"."""
    if clause.unknown or clause.asks:
        return False
    return all(
        hit.figures & _LIGHT_FIGURES
        or hit.marks & _LIGHT_MARKS
        or any(sense.kind in ("month", "when") for sense in hit.senses)
        for hit in clause.hits
    )


def _note(said: Said, question: str, value: Value, words: str) -> None:
    """Note a fact to be read back, unless the question has one; of several degrees the day of the last counts."""
    if question == _SINCE["degrees"]:
        before = [fact for fact in said.amounts if fact.question == question and str(fact.candidates[0]) < str(value)]
        said.amounts = [fact for fact in said.amounts if fact not in before]
    if not any(fact.question == question for fact in said.amounts):
        said.amounts.append(Fact(question, (value,), Certainty.READ_BACK, words))
