"""Reads the figures of a text for other questions than the asked one: only what is named beside the figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogs.conversation import Value
from dialogs.kinds import BirthDate, Context, Day, ManyOf, OneOf, Percent, Whole, Years, Yen, YesNo
from dialogs.parsing import Ambiguous, AnswerProblem, Certain, PartialDate, Reading, read_yen
from dialogs.parsing.pay import names_a_bonus, of_several_payers
from dialogs.parsing.reading import MOST_CANDIDATES
from dialogs.parsing.text import normalise
from dialogs.question import Question
from dialogs.understanding.amounts import (
    BIRTH,
    CHILD,
    EXPERIENCE,
    HOUSEHOLD,
    IN_JAPAN,
    LENGTH_WORDS,
    MOST_COUNTING,
    MOST_STRETCHES,
    PAY_WORDS,
    PLAN_DAY,
    SALARY,
    STATUS_SINCE,
    STAY_UNTIL,
    age_said,
    certainty,
    licences_said,
    may_list,
    of_a_phrase,
    values_of,
)
from dialogs.understanding.claims import GOAL, YES, Claim, Trust, leaves_doubt, weigh
from dialogs.understanding.clauses import Clause
from dialogs.understanding.couple import of_a_couple
from dialogs.understanding.figures import LEAST_AGE, age_in, date_run, date_runs, names_a_month, runs
from dialogs.understanding.phrases import Hit
from dialogs.understanding.said import HAS_CHILDREN, LICENCES, Said
from dialogs.understanding.understood import Certainty, Fact
from dialogs.understanding.when import day_in, day_left, days_written

MARRIED, BEGINS, POSITION_SINCE = "married_since", "work_begins", "position_since"
# Rulebook 1.5: a manager's investment counts from this sum on.
CAPITAL = "capital_30m_yen"
LEAST_SUMS: Mapping[str, int] = {"invested_100m_yen": 100_000_000}
_HSP = ("hsp",)
_COUNTED_IN = frozenset(("day", "week", "percent", "foreign_money", "age", "year", "month"))
_NO_PAY = frozenset(("no_pay", "other_pay", "foreign_money", "household"))
_OTHER_MONEY = ("no_pay", "other_pay", "foreign_money", "household", "open_pay", "around")


def amounts_said(said: Said, clauses: Sequence[Clause], questions: Mapping[str, Question], context: Context) -> None:
    """Note pay, age, birth date, length of work and licences that a text tells beside the asked question."""
    counting = [clause for clause in clauses if clause.figured and said.hears(clause) and not clause.condition]
    # No other money is spoken of: capital, rent, a loan.
    other_money = {clause.sentence for clause in clauses for name in _OTHER_MONEY if clause.counts(name)}
    of_several = _is_of_several(said, clauses)
    _leave_dates(said, clauses)
    _reached(said, counting)
    for clause in counting[:MOST_COUNTING]:
        if clause.counts("child"):
            _note_a_child(said, clause, questions)
        for fact in (_household(said, clause, questions, context), _child(said, clause, questions, context)):
            if fact is not None:
                said.amounts.append(fact)
        if clause.other_person:
            continue
        for fact in (
            _birth(said, clause, questions, context),
            _pay(said, clause, questions, context, alone=clause.sentence not in other_money)
            if not of_several
            else None,
            _experience(said, clause, questions, context),
            _arrival(said, clause, questions, context),
            _status(said, clause, questions, context),
            _wedding(said, clause, questions, context),
            _position(said, clause, questions, context),
        ):
            if fact is not None:
                _add(said, fact)
    _add_bonus(said, clauses, questions, context)
    _plan_day(said, clauses, questions, context)
    _note_both(said, clauses, questions)
    _stay_of_two_days(said, questions, context)
    for clause in clauses[:MOST_COUNTING]:
        fact = None if clause.other_person or clause.condition else _beginning(said, clause, questions, context)
        if fact is not None:
            _add(said, fact)
    # Unasked, only a licence that counts, or is called one, is worth a word; other certificates were not spoken of.
    if not said.is_asked(LICENCES) and any(_is_a_licence(claim, clauses) for claim in said.licences.values()):
        said.amounts += filter(None, [licences_said(said)])


def _is_a_licence(claim: Claim, clauses: Sequence[Clause]) -> bool:
    """Tell whether a licence counts, or may and is called one: "nurse licence", but not "nurse"."""
    told = (clause for clause in clauses if clause.first <= claim.first < clause.after)
    called = any(("named", LICENCES) in clause.says for clause in told)
    return claim.choices == ("counted",) or (claim.choices == ("doubtful",) and called)


def _is_of_several(said: Said, clauses: Sequence[Clause]) -> bool:
    """Tell whether a text speaks of what several employers pay, of which the main one's counts (rulebook 2)."""
    telling = [clause for clause in clauses if not (clause.asks or clause.other_person)]
    return any(of_several_payers(normalise(said.tokens.text(c.first, c.after))) for c in telling if c.figured)


def _add_bonus(said: Said, clauses: Sequence[Clause], questions: Mapping[str, Question], context: Context) -> None:
    """Put pay together with the bonus that is told behind it: "38 man x 12 and bonus 2 months".

    Where it does not say how much that is in yen, the pay alone is not kept: it would be too little.
    """
    pay = next((fact for fact in said.amounts if fact.question == SALARY), None)
    # A bonus that was read with the pay is in it.
    if pay is None or names_a_bonus(pay.words):
        return
    telling = [clause for clause in clauses[:MOST_COUNTING] if not (clause.asks or clause.other_person)]
    first = next((c for c in telling if pay.words in said.tokens.words(c.first, c.after)), None)
    last = next((c for c in reversed(telling) if names_a_bonus(said.tokens.text(c.first, c.after))), None)
    if first is None or last is None or last.first < first.first:
        return
    words = said.tokens.words(first.first, last.after)
    reading = questions[SALARY].kind.read(words, context)
    said.amounts = [fact for fact in said.amounts if fact is not pay]
    if not isinstance(reading, AnswerProblem):
        said.counted.update(range(first.first, last.after))
        said.amounts.append(
            Fact(
                SALARY,
                values_of(reading),
                pay.certainty
                if isinstance(reading, Certain) and values_of(reading) == pay.candidates
                else Certainty.READ_BACK,
                words,
            )
        )


def _add(said: Said, fact: Fact) -> None:
    """Note an amount; where two of one question differ, all are offered."""
    for place, other in enumerate(said.amounts):
        if other.question == fact.question:
            both = tuple(dict.fromkeys((*other.candidates, *fact.candidates)))
            if both != other.candidates and len(both) <= MOST_CANDIDATES:
                said.amounts[place] = Fact(fact.question, both, Certainty.READ_BACK, other.words)
            return
    said.amounts.append(fact)


def _leave_dates(said: Said, clauses: Sequence[Clause]) -> None:
    """Leave the figures of a date, or of days and weeks, to choose nothing: the 1 of 「4月1日」 is no N1."""
    figures = any(said.tokens.kinds[claim.first] == "figure" for claim in said.claims)
    for clause in clauses[:MOST_COUNTING] if figures else ():
        units = {hit.first for hit in clause.hits if hit.figures & _COUNTED_IN}
        said.claims = [
            claim
            for claim in said.claims
            if not (claim.after in units and said.tokens.kinds[claim.first : claim.after] == ["figure"])
        ]
    for clause in clauses[:MOST_COUNTING] if figures else ():
        for first, after in date_runs(said.tokens, clause):
            if said.tokens.kinds[first:after].count("figure") > 1 and names_a_month(
                said.tokens, clause, (first, after)
            ):
                said.claims = [
                    claim
                    for claim in said.claims
                    if not (first <= claim.first < after and said.tokens.kinds[claim.first] == "figure")
                ]


def _reached(said: Said, counting: Sequence[Clause]) -> None:
    """Read a sum where it is asked whether one is reached: "120 million" is more than 100 million."""
    asked, least = said.asked, LEAST_SUMS.get(said.asked_id)
    if asked is None or least is None:
        return
    for clause in counting[:MOST_COUNTING]:
        if clause.asks or clause.counts("foreign_money"):
            continue
        for run in list(runs(said.tokens, clause, PAY_WORDS - {"pay", "period"}))[:1]:
            reading = read_yen(said.tokens.text(*run)) if _has_unit(clause, run, "money") else None
            if isinstance(reading, Certain):
                hit = Hit(*run, ())
                open_claims = [c for c in said.claims if len(c.choices) > 1 and c.question == asked.id]
                said.claims = [claim for claim in said.claims if claim not in open_claims]
                shared = any("figure" not in said.tokens.kinds[c.first : c.after] for c in open_claims)
                said.counted.update(range(*run))
                trust = weigh(asked.id, clause, hit, said.tokens, said.repaired)
                # "120M with my brother" is not all one's own.
                trust = Trust.READ_BACK if shared and trust is Trust.TAKE else trust
                trust = Trust.SPOKEN_OF if clause.denies(hit) else trust
                said.claim(asked.id, ("yes" if reading.value >= least else "no",), trust, hit)


def _note_both(said: Said, clauses: Sequence[Clause], questions: Mapping[str, Question]) -> None:
    """Note what a couple earns where the pay of both is told."""
    if HOUSEHOLD not in questions or said.is_asked(HOUSEHOLD):
        return
    paid = {"spouse" in clause.kin or clause.has("spouse") for clause in clauses if clause.counts("money")}
    fact = of_a_couple(said, clauses) if len(paid) > 1 else None
    if fact is not None and not any(other.question == HOUSEHOLD for other in said.amounts):
        said.amounts.append(fact)


def _plan_day(said: Said, clauses: Sequence[Clause], questions: Mapping[str, Question], context: Context) -> None:
    """Note when a plan is to come true."""
    if not said.plans:
        return
    days = [day for clause in said.plans if (day := day_in(said.tokens, clause, context.today))]
    # "I take N1, next month": the day stands behind.
    behind = [c for c in clauses if 0 <= c.first - said.plans[-1].after <= 1 and not said.claims_in(c)]
    days = days or [day for clause in behind if (day := day_in(said.tokens, clause, context.today))]
    if len(set(days)) == 1 and PLAN_DAY in questions and said.asked_id != PLAN_DAY:
        words = said.tokens.words(said.plans[0].first, said.plans[0].after)
        said.amounts.append(Fact(PLAN_DAY, (days[0],), Certainty.READ_BACK, words))


def _stay_of_two_days(said: Said, questions: Mapping[str, Question], context: Context) -> None:
    """Note until when somebody may stay, where the day can be two: "visa until 3/1". Its figures say nothing else."""
    for clause, kind in said.remarks:
        if kind in ("expiry", "deadline") and day_left(said.tokens, clause, context.today) is not None:
            figured = [
                claim for claim in said.claims_in(clause) if "figure" in said.tokens.kinds[claim.first : claim.after]
            ]
            said.claims = [claim for claim in said.claims if claim not in figured]
        run = date_run(said.tokens, clause) if kind in ("expiry", "deadline") else None
        if run is None or said.is_asked(STAY_UNTIL) or not names_a_month(said.tokens, clause, run):
            continue
        said.claims = [claim for claim in said.claims if not run[0] <= claim.first < run[1]]
        days = days_written(said.tokens, clause, context.today)
        if len(days) > 1 and kind == "expiry" and not clause.asks and STAY_UNTIL in questions:
            words = said.tokens.words(clause.first, clause.after)
            _add(said, Fact(STAY_UNTIL, days, Certainty.READ_BACK, words))


def _birth(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    if said.is_asked(BIRTH) or BIRTH not in questions or _is_of_a_child(said, clause):
        return None
    if not clause.counts("born"):
        found = None if said.asked is None else _birth_alone(said, clause, questions, context)
        if found is not None:
            return found
        # In a list of facts a lone small figure between commas is an age: "29, N2, engineer".
        return age_said(said, [clause], context, bare=may_list(said) and clause.after - clause.first == 1)
    run = date_run(said.tokens, clause)
    reading = None if run is None else questions[BIRTH].kind.read(said.tokens.text(*run), context)
    if run is None or reading is None or isinstance(reading, AnswerProblem):
        return _birth_year(said, clause, context)
    return _fact(said, BIRTH, reading, clause, run)


_OLDEST, _YOUNGEST = 80, 16


def _birth_year(said: Said, clause: Clause, context: Context) -> Fact | None:
    """Read the year alone in which somebody was born, to be read back: "engineer, born 1991"."""
    years = [
        place
        for place in range(clause.first, clause.after)
        if said.tokens.kinds[place] == "figure" and len(said.tokens.said[place]) == len("1991")
    ]
    told = said.tokens.said[years[0]] if len(years) == 1 else ""
    if not told.isdecimal() or not _YOUNGEST <= context.today.year - int(told) <= _OLDEST:
        return None
    if clause.denies(Hit(years[0], years[0] + 1, ())) or clause.condition:
        return None
    said.counted.add(years[0])
    return Fact(BIRTH, (told,), Certainty.READ_BACK, said.tokens.words(clause.first, clause.after))


# Before this many years nobody began what a choice is asked of: such a day is one of birth.
_YEARS_OF_ADULTS = 20


def _birth_alone(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    """Read a whole date of long ago that is all a text says, where a choice is asked: "12 June 1997"."""
    if said.asked is None or not isinstance(said.asked.kind, OneOf | ManyOf | YesNo):
        return None
    run = date_run(said.tokens, clause)
    if run is None or any(sign.isalnum() for sign in (*said.tokens.said[: run[0]], *said.tokens.said[run[1] :])):
        return None
    reading = questions[BIRTH].kind.read(said.tokens.text(*run), context)
    if not isinstance(reading, Certain):
        return None
    born = PartialDate.parse_iso(str(reading.value))
    if born.day is None or context.today.year - born.first().year < _YEARS_OF_ADULTS:
        return None
    return _fact(said, BIRTH, reading, clause, run, sure=False)


def _pay(
    said: Said, clause: Clause, questions: Mapping[str, Question], context: Context, *, alone: bool
) -> Fact | None:
    """Read pay that is told unasked: it needs the word for pay, or a unit of money and no other thing it counts."""
    if said.asked is not None and isinstance(said.asked.kind, Yen) or SALARY not in questions:
        return None
    if said.asked_id in LEAST_SUMS or said.asked_id == CAPITAL:
        return None
    if clause.counts_any(_NO_PAY):
        return None
    lone = alone and said.asked is None and _is_a_lone_sum(said, clause)
    if not (clause.counts("pay") or clause.counts("money") or lone):
        return None
    named = clause.counts("pay") and not clause.counts("open_pay")
    if clause.has("or") and (either := _one_of_several(said, clause, questions, context)) is not None:
        return either
    found = (
        *list(runs(said.tokens, clause, PAY_WORDS))[:MOST_STRETCHES],
        *list(runs(said.tokens, clause, PAY_WORDS - {"pay"}))[:1],
    )
    # "Dev 9 yrs, N3, salary 780man" in one breath: what has a unit of money is the pay.
    for run in sorted(found, key=lambda run: not _has_unit(clause, run, "money")):
        if of_a_phrase(clause, *run) or any(hit.first == run[1] and "day" in hit.figures for hit in clause.hits):
            continue
        # "Im 33 male, salary 7.8M": the first figure is an age.
        if said.asked is None and said.counted.issuperset(range(*run)):
            continue
        if named or lone or _has_unit(clause, run, "money"):
            reading = questions[SALARY].kind.read(said.tokens.text(*run), context)
            # Between commas of a first message, "6.5M" alone is what the person is paid; where a figure is asked for,
            # it may be an answer to that.
            figures = said.asked is not None and isinstance(said.asked.kind, Percent | Whole | Years | Day | BirthDate)
            listed = run == (clause.first, clause.after) and alone and not figures
            # 「年収650」 is said in units of ten thousand, and means nothing else.
            if isinstance(reading, Ambiguous) and len(reading.candidates) == 1 and clause.counts("annual"):
                reading = Certain(reading.candidates[0])
            fact = _fact(said, SALARY, reading, clause, run, sure=named or listed)
            if fact is not None:
                return fact
    return None


def _one_of_several(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    """Return pay that is left open between sums: "8M or 9M"."""
    places = [run for run in runs(said.tokens, clause, PAY_WORDS - {"pay"}) if _has_unit(clause, run, "money")]
    readings = [questions[SALARY].kind.read(said.tokens.text(*run), context) for run in places[:MOST_STRETCHES]]
    sums = tuple(dict.fromkeys(reading.value for reading in readings if isinstance(reading, Certain)))
    if not 1 < len(sums) <= MOST_CANDIDATES or clause.has("not_before") or clause.has("not_after"):
        return None
    said.counted.update(range(places[0][0], places[-1][1]))
    return Fact(SALARY, sums, Certainty.READ_BACK, said.tokens.words(places[0][0], places[-1][1]))


# Nobody has so many of anything else: "consultant. 9,200,000. 33".
_LEAST_LONE_SUM = 1_000_000


def _is_a_lone_sum(said: Said, clause: Clause) -> bool:
    if clause.after != clause.first + 1:
        return False
    figure = said.tokens.said[clause.first].replace(",", "")
    return figure.isdecimal() and int(figure) >= _LEAST_LONE_SUM


def _experience(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    if not (clause.counts("year") or clause.counts("month")):
        return None
    # "Engineer 31 yrs" may as well be an age.
    working = ("choice", "activity") in clause.says and (clause.counts("experience") or _are_few(said, clause))
    if said.is_asked(EXPERIENCE) or EXPERIENCE not in questions:
        return None
    listed = not working and _listed_years(said, clause)
    if not (working or listed or clause.counts("experience")):
        return None
    if clause.counts("in_japan") or clause.counts("age") or clause.has("former"):
        return None
    for run in list(runs(said.tokens, clause, LENGTH_WORDS))[:2]:
        if _has_unit(clause, run, "year") or _has_unit(clause, run, "month"):
            reading = questions[EXPERIENCE].kind.read(said.tokens.text(*run), context)
            return _fact(said, EXPERIENCE, reading, clause, run, sure=not listed)
    return None


def _listed_years(said: Said, clause: Clause) -> bool:
    """Tell whether a clause is nothing but years, in a list with a degree and a level: "bachelor, 8 years, N2"."""
    named = {claim.question for claim in said.claims if claim.trust in (Trust.TAKE, Trust.READ_BACK)}
    alone = all(hit.figures & LENGTH_WORDS for hit in clause.hits) and not clause.unknown
    return said.asked is None and alone and _are_few(said, clause) and {"degrees", "japanese"} <= named


def _are_few(said: Said, clause: Clause) -> bool:
    """Tell whether the years of a clause are too few for an age, as "28 years" may be one."""
    return all(
        len(said.tokens.said[place]) == 1 or said.tokens.said[place] < str(LEAST_AGE)
        for place in range(clause.first, clause.after)
        if said.tokens.kinds[place] == "figure"
    )


def _arrival(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    """Read since when somebody is in Japan; whether there was a break in between is not said."""
    return _day_of(said, clause, questions, context, IN_JAPAN, "arrived")


def _wedding(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    """Read since when somebody is married."""
    return _day_of(said, clause, questions, context, MARRIED, "wedded")


def _position(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    """Read since when somebody holds the position that they name."""
    held = any(claim.question == "position" for claim in said.claims_in(clause))
    run = date_run(said.tokens, clause) if held and clause.has("done") else None
    if run is None or said.asked_id in ("position_before", POSITION_SINCE) or POSITION_SINCE not in questions:
        return None
    reading = questions[POSITION_SINCE].kind.read(said.tokens.text(*run), context)
    return _fact(said, POSITION_SINCE, reading, clause, run, sure=False)


def _beginning(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    """Read when a job that is still to come begins: "I start in April"."""
    if said.is_asked(BEGINS) or BEGINS not in questions or clause.asks:
        return None
    abroad = any(claim.question == "residence" and claim.choices == ("abroad",) for claim in said.claims)
    if not (clause.counts("begins") or (abroad and clause.dated and clause.has("leaving"))):
        return None
    day = day_in(said.tokens, clause, context.today)
    if day is None or PartialDate.parse_iso(day).last() < context.today:
        return None
    return Fact(BEGINS, (day,), Certainty.READ_BACK, said.tokens.words(clause.first, clause.after))


def _status(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    """Read since when somebody holds the status of a highly skilled professional."""
    held = clause.counts("of_hsp") or any(
        claim.choices == ("hsp",) or claim.question == "hsp_kind" for claim in said.claims_in(clause)
    )
    if not held or not (clause.counts("since") or clause.has("done")):
        return None
    # "HSP since 5" has no year; the figure of "HSP 1 b" is none either.
    run = next((run for run in date_runs(said.tokens, clause) if _has_a_year(said, clause, run)), None)
    if run is None or said.is_asked(STATUS_SINCE) or STATUS_SINCE not in questions:
        return None
    reading = questions[STATUS_SINCE].kind.read(said.tokens.text(*run), context)
    fact = _fact(said, STATUS_SINCE, reading, clause, run, sure=False)
    if fact is not None and clause.counts("since") and clause.counts("of_hsp"):
        # Who says since when holds it, and wishes for something else.
        said.claims = [c for c in said.claims if not (c.question == GOAL and c.choices == _HSP and _within(c, clause))]
        said.claim("residence", _HSP, Trust.READ_BACK, Hit(*run, ()))
    return fact


def _within(claim: Claim, clause: Clause) -> bool:
    return clause.first <= claim.first < clause.after


def _has_a_year(said: Said, clause: Clause, run: tuple[int, int]) -> bool:
    era = any(run[0] <= hit.first < run[1] and "era" in hit.figures for hit in clause.hits)
    return era or any(said.tokens.kinds[i] == "figure" and len(said.tokens.said[i]) >= 4 for i in range(*run))


def _child(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    """Read when a child was born; whether it is the youngest is not said."""
    if not clause.counts("born"):
        return None
    return _day_of(said, clause, questions, context, CHILD, "born" if _is_of_a_child(said, clause) else "child")


def _note_a_child(said: Said, clause: Clause, questions: Mapping[str, Question]) -> None:
    """Note that there is a child where its age is told: "my son is 3", 「子ども2歳」."""
    if HAS_CHILDREN not in questions or said.asked_id in (HAS_CHILDREN, CHILD):
        return
    aged = [hit for hit in clause.hits if hit.figures & _OF_A_CHILDS_AGE and _figure_before(said, hit)]
    told = any(claim.question == HAS_CHILDREN for claim in said.claims)
    if aged and not (told or clause.has("not_before") or clause.has("not_after") or clause.has("plan")):
        said.claim(HAS_CHILDREN, (YES,), Trust.READ_BACK, aged[0])


_OF_A_CHILDS_AGE = frozenset({"age", "year", "month"})


def _figure_before(said: Said, hit: Hit) -> bool:
    return hit.first > 0 and said.tokens.kinds[hit.first - 1] == "figure"


_LEAST_GROWN = 25


def _is_of_a_child(said: Said, clause: Clause) -> bool:
    """Tell whether a birth is a child's: "1 kid born 2023-02-11", 「子ども1人（2022年生まれ）」."""
    if said.asked_id in (HAS_CHILDREN, CHILD):
        # "No kids, I'm 29" tells one's own age.
        age = age_in(said.tokens, clause)
        return age is None or age[0] < _LEAST_GROWN
    children = [claim for claim in said.claims if claim.question == HAS_CHILDREN and claim.choices == (YES,)]
    return any(_within(claim, clause) or 0 < clause.first - claim.after <= 1 for claim in children)


def _day_of(
    said: Said, clause: Clause, questions: Mapping[str, Question], context: Context, question: str, name: str
) -> Fact | None:
    run = date_run(said.tokens, clause) if clause.counts(name) else None
    if run is None or said.is_asked(question) or question not in questions:
        return None
    reading = questions[question].kind.read(said.tokens.text(*run), context)
    return _fact(said, question, reading, clause, run, sure=False)


def _household(said: Said, clause: Clause, questions: Mapping[str, Question], context: Context) -> Fact | None:
    if said.is_asked(HOUSEHOLD) or HOUSEHOLD not in questions or not clause.counts("household"):
        return None
    if clause.counts("foreign_money"):
        return None
    for run in list(runs(said.tokens, clause, PAY_WORDS - {"pay"}))[:2]:
        if _has_unit(clause, run, "money"):
            return _fact(said, HOUSEHOLD, questions[HOUSEHOLD].kind.read(said.tokens.text(*run), context), clause, run)
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
    said.counted.update(range(*run))
    hit = Hit(*run, ())
    trust = weigh(question, clause, hit, said.tokens, said.repaired)
    if trust in (Trust.SPOKEN_OF, Trust.PLANNED) or clause.denies(hit):
        return None
    clear = sure and isinstance(reading, Certain) and trust is Trust.TAKE and not clause.asks
    return Fact(
        question,
        values_of(reading),
        certainty(clear and not leaves_doubt(clause, hit, said.tokens)),
        said.tokens.words(*run),
    )
