"""Reads the figures of a text for the asked question, with its kind's own parser: it has every figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dialogs.conversation import Value
from dialogs.kinds import BirthDate, Context, Day, Kind, Percent, Whole, Years, Yen
from dialogs.parsing import Ambiguous, AnswerProblem, Certain, Reading
from dialogs.parsing.reading import MOST_CANDIDATES
from dialogs.question import Question
from dialogs.understanding.amounts import (
    CHILD,
    EXPERIENCE,
    HOUSEHOLD,
    IN_JAPAN,
    LENGTH_WORDS,
    MOST_COUNTING,
    MOST_STRETCHES,
    PAY_WORDS,
    SALARY,
    STATUS_SINCE,
    STAY_UNTIL,
    age_said,
    certainty,
    licences_said,
    of_a_phrase,
    values_of,
)
from dialogs.understanding.births import agrees, fits, is_month_misspelt, is_short_year, year_and_age
from dialogs.understanding.claims import AHEAD, OF_TODAY, Trust, concerns, weigh
from dialogs.understanding.clauses import Clause
from dialogs.understanding.couple import is_of_both, of_a_couple
from dialogs.understanding.figures import age_in, date_run, runs
from dialogs.understanding.phrases import Hit
from dialogs.understanding.round_figures import round_figure, years_in_parts
from dialogs.understanding.said import LICENCES, Said
from dialogs.understanding.something_else import (
    count_times,
    is_no_pay,
    is_of_pay,
    is_other_work,
    of_coming,
    of_no_pay,
    of_several_works,
    touched,
)
from dialogs.understanding.stays import stay_said
from dialogs.understanding.understood import NOT_UNDERSTOOD, Certainty, Fact
from dialogs.understanding.when import day_left, day_over

_PLAIN_MARKS = frozenset({"filler", "calls", "own", "aside", "belongs", "correction", "yes", "no"})
_NEUTRAL: tuple[tuple[type | tuple[type, ...], frozenset[str]], ...] = (
    (Yen, frozenset({"money", "pay", "period", "around", "number"})),
    (Years, frozenset({"year", "month", "around", "number", "experience"})),
    (BirthDate, frozenset({"born", "era", "year", "month"})),
    (Day, frozenset({"since", "in_japan", "experience", "era", "year", "month", "born"})),
    (Percent, frozenset({"percent", "around", "number"})),
    (Whole, frozenset({"number", "people", "around"})),
)
# What names the very thing that began on the day asked of, and nothing else.
_NAMED_BY: Mapping[str, str] = {STATUS_SINCE: "of_hsp", IN_JAPAN: "came"}
_OF_BEFORE = frozenset({"salary_before"})
_UNITS = frozenset({"day", "week", "money", "foreign_money", "year", "month", "percent", "people", "age", "bjt"})
_TYPED = (Yen, Years, BirthDate, Day, Percent, Whole)
_COUNT_WORDS = frozenset({"around", "number", "people", "percent"})
_PAID = frozenset({SALARY, "salary_before", "plan_salary", HOUSEHOLD})
_AGE_PROBLEM = "problem-day-age"
# What a parser says of pay that comes from several, and of a time that it cannot work out from its figures.
_SEVERAL = "problem-yen-several"
_IN_PARTS = frozenset(("problem-years-since", "problem-years-about"))


def typed_answer(
    said: Said, clauses: Sequence[Clause], text: str, context: Context
) -> tuple[Fact | None, AnswerProblem | None]:
    """Return what a text answers to an asked question whose answer is typed, and what its parser found wrong."""
    asked = said.asked
    if asked is None or not isinstance(asked.kind, _TYPED):
        return None, None
    if asked.id == STAY_UNTIL and (left := _days_left(said, clauses, context)) is not None:
        return left, None
    if asked.id == IN_JAPAN and (stay := stay_said(said, clauses, context)) is not None:
        return stay, None
    if isinstance(asked.kind, BirthDate) and (came := of_coming(said, clauses)) is not None:
        return came, AnswerProblem("problem-day")
    _count_endings(said, clauses, asked, context)
    count_times(said)
    if (rough := round_figure(said, clauses, context)) is not None:
        return rough, None
    if asked.id == EXPERIENCE and (parts := years_in_parts(said, clauses)) is not None:
        return parts, None
    if asked.id == EXPERIENCE and (mixed := of_several_works(said, clauses)) is not None:
        return mixed, AnswerProblem("problem-years")
    if asked.id == HOUSEHOLD and (summed := of_a_couple(said, clauses)) is not None:
        return summed, None
    if asked.id in _PAID and (spoken := of_no_pay(said, clauses)) is not None:
        return spoken, AnswerProblem("problem-yen")
    if (marked := _with_a_question_mark(said, clauses, text, asked, context)) is not None:
        return marked, None
    # A question among it, or "sorry, 8 years", is not for the parser, which would add up or refuse the whole.
    plain = said.corrected_at is None and not any(clause.asks for clause in clauses)
    # Nor is what was read for another question: "12 years, salary 9M".
    plain = plain and not said.counted
    plain = plain and not (isinstance(asked.kind, Years) and any(is_of_pay(clause) for clause in clauses))
    whole = asked.kind.read(text, context) if plain else AnswerProblem("problem-choice")
    if not isinstance(whole, AnswerProblem):
        # The day of an examination is not the day of its result.
        taken = isinstance(asked.kind, Day) and any(clause.counts("taken") for clause in clauses)
        doubted = any(clause.has("hedge") for clause in clauses)
        # No pay at all is a slip or an offer that is not there yet.
        unpaid = isinstance(asked.kind, Yen) and values_of(whole) == (0,)
        # "Not 5 years" is no "none".
        unpaid = unpaid or (
            values_of(whole) == (0,)
            and any("figure" in said.tokens.kinds[c.first : c.after] for c in clauses)
            and not _is_zero(said)
        )
        turned = said.contrasts or any(_turns(asked, clause) for clause in clauses)
        # "3 years as a waiter" are no years of the work that is meant.
        turned = turned or (asked.id == EXPERIENCE and any(is_other_work(clause) for clause in clauses))
        # All of what a company sells is not spent on research.
        turned = turned or (isinstance(asked.kind, Percent) and any(_is_much(value) for value in values_of(whole)))
        # "FE and AP, both failed" counts none of them.
        failed = isinstance(asked.kind, Whole) and values_of(whole) != (0,)
        turned = turned or (failed and any(c.has("not_before") or c.has("not_after") for c in clauses))
        # "About 1994" is no year to reckon with.
        vague = isinstance(asked.kind, Day | BirthDate) and any(clause.counts("around") for clause in clauses)
        only = is_of_both(asked, values_of(whole), clauses) or is_short_year(said, clauses, values_of(whole))
        only = only or (isinstance(asked.kind, BirthDate | Day) and is_month_misspelt(said, clauses, values_of(whole)))
        certain = (isinstance(whole, Certain) or only) and not (taken or doubted or unpaid or turned or vague)
        return Fact(asked.id, values_of(whole), certainty(certain), text.strip()), None
    alone = not (said.claims or said.amounts)
    if whole.key not in NOT_UNDERSTOOD and plain and alone:
        # It was understood, and something is missing: the parser says what (a currency, the year beside an age).
        return None, whole
    if whole.key == _SEVERAL:
        # What one of several pays is not what the main employer pays.
        return touched(said, [clause for clause in clauses if clause.figured] or clauses), whole
    if isinstance(asked.kind, Years) and whole.key in _IN_PARTS:
        # A beginning beside a length, or a gap: what one of the figures says alone is not the whole.
        counting = [clause for clause in clauses if clause.figured and not (clause.asks or clause.other_person)]
        # "5 years, master in 2020" dates a degree.
        mine = [clause for clause in counting if not _is_of_others(said, clause)]
        if len(mine) == len(counting) or len(mine) != 1:
            return (touched(said, counting) if counting else None), whole
    if said.is_asked(LICENCES) and (counted := licences_said(said)) is not None:
        return counted, None
    if any(claim.question == asked.id and claim.choices for claim in said.claims):
        return None, None
    found: Fact | None = None
    if isinstance(asked.kind, BirthDate) and any(
        date_run(said.tokens, c) for c in clauses[:MOST_COUNTING] if c.figured
    ):
        # A date says more than the age beside it, which may not gainsay it.
        for clause in clauses[:MOST_COUNTING]:
            stated = age_in(said.tokens, clause)
            said.counted.update(range(stated[1], stated[2]) if stated is not None else ())
        found = _by_stretches(said, clauses, asked, context, whole)
        if found is not None and len(found.candidates) == 1 and len(str(found.candidates[0])) > len("1994"):
            if agrees(said, clauses, found, context):
                return replace(found, certainty=Certainty.CLEAR), None
            return (found if fits(said, clauses, found, context) else replace(found, certainty=certainty(False))), None
    if isinstance(asked.kind, BirthDate) and (age := age_said(said, clauses, context, bare=whole.key == _AGE_PROBLEM)):
        return year_and_age(found, age), None
    return found or _by_stretches(said, clauses, asked, context, whole), whole if plain else None


def _is_of_others(said: Said, clause: Clause) -> bool:
    """Tell whether a clause answers other questions alone."""
    claims = said.claims_in(clause)
    return (
        bool(claims) and not any(said.is_asked(claim.question) for claim in claims) and not clause.counts("experience")
    )


def _asks_in_words(clause: Clause) -> bool:
    """Tell whether more than a mark asks: 「800万か900万?」 leaves open which, and asks no more."""
    behind = any(mark.after == clause.after for mark in clause.marks("asks_last"))
    return behind or clause.has("asks") or clause.has("asks_first")


def _with_a_question_mark(
    said: Said, clauses: Sequence[Clause], text: str, asked: Question, context: Context
) -> Fact | None:
    """Return an answer that asks no more than whether it will do: "6.5M?", "2019?"."""
    bare = text.strip().rstrip("?？ ")
    if bare == text.strip() or len(clauses) != 1 or _asks_in_words(clauses[0]) or said.counted:
        return None
    reading = asked.kind.read(bare, context)
    return None if isinstance(reading, AnswerProblem) else Fact(asked.id, values_of(reading), certainty(False), bare)


def _count_endings(said: Said, clauses: Sequence[Clause], asked: Question, context: Context) -> None:
    """Leave the day on which something ends to answer nothing else: 「あと17日」 are no days abroad."""
    if asked.id == STAY_UNTIL:
        return
    ending = [clause for clause, kind in said.remarks if kind == "expiry"]
    # "Until March" may be when a plan comes true.
    if not (isinstance(asked.kind, Day) and asked.kind.years_ahead):
        ending += [c for c in clauses[:MOST_COUNTING] if day_left(said.tokens, c, context.today) is not None]
    for clause in ending:
        said.counted.update(range(clause.first, clause.after))


def _days_left(said: Said, clauses: Sequence[Clause], context: Context) -> Fact | None:
    """Return the last day of a stay of which so many days are left."""
    for clause in clauses:
        if clause.asks or clause.other_person or not clause.counts("remaining"):
            continue
        day = day_left(said.tokens, clause, context.today)
        if day is not None:
            return Fact(STAY_UNTIL, (day,), Certainty.READ_BACK, said.tokens.words(clause.first, clause.after))
    return None


def _is_zero(said: Said) -> bool:
    """Tell whether every figure of a text is a zero."""
    return all(
        not said.tokens.said[place].strip("0.,") for place, kind in enumerate(said.tokens.kinds) if kind == "figure"
    )


MUCH = 0.5


def _is_much(share: Value) -> bool:
    return isinstance(share, str) and float(share) > MUCH


_UNSURE = frozenset(("condition", "unreliable", "unknown", "changing"))


def _turns(asked: Question, clause: Clause) -> bool:
    """Tell whether a clause may turn what a parser read of the whole text into something else.

    The parser knows the words of its own kind; who is meant, what is over and what is still to come it does not see.
    """
    if clause.other_person and not concerns(asked.id, clause, Hit(clause.first, clause.after, ())):
        return True
    if clause.has_any(_UNSURE):
        return True
    # "It was 5.5M", "last year 8M": what was is not what is.
    if asked.id in OF_TODAY and clause.has("past"):
        return True
    # "Since 2019, with a year back home", "3 years, part of it as a trainee"; 「5年くらい」 is said of 5 years.
    lasts = isinstance(asked.kind, Day | Years) and not isinstance(asked.kind, BirthDate)
    if lasts and any("around" not in hit.figures for hit in clause.marks("short_of")):
        return True
    # The day somebody came or married is not the day of their birth.
    if isinstance(asked.kind, BirthDate) and (clause.counts("in_japan") or clause.counts("arrived")):
        return True
    # Nor is it the day of a permission or a job.
    if asked.id in _NOT_OF_COMING and (clause.counts("came") or clause.counts("arrived")):
        return True
    return clause.has("plan") and asked.id not in AHEAD


_NOT_OF_COMING = frozenset((STATUS_SINCE, "resident_since", "work_since", "position_since", "salary_since"))


def _by_stretches(
    said: Said, clauses: Sequence[Clause], asked: Question, context: Context, whole: AnswerProblem
) -> Fact | None:
    """Read clause by clause, then figure by figure; what differs is offered."""
    found: list[tuple[tuple[Value, ...], Trust, int, int]] = []
    spoken: list[tuple[int, int]] = []
    left = MOST_STRETCHES
    for clause in clauses:
        if clause.asks or (asked.id in _PAID and is_no_pay(clause)):
            continue
        for first, after in _stretches(said, clause, asked.kind):
            if left == 0:
                break
            left -= 1
            if said.counted & set(range(first, after)):
                continue
            if isinstance(asked.kind, Yen) and _is_dated(said, first, after):
                continue
            # "8M was their pay" is no length.
            if isinstance(asked.kind, Years) and is_of_pay(clause):
                continue
            # The 4 of 「4月から」 is a month: no pay, no count, no length.
            if not isinstance(asked.kind, Day | BirthDate) and of_a_phrase(clause, first, after):
                continue
            # "7M, married with 2 kids": the second figure is of what is said there.
            if (
                found
                and isinstance(asked.kind, Yen)
                and said.claims_in(clause)
                and not _counted(said, clauses, first, after)
            ):
                continue
            reading = asked.kind.read(said.tokens.text(first, after), context)
            reading = _not_ahead(said, clause, asked.kind, reading, context)
            if isinstance(reading, AnswerProblem):
                continue
            # Behind a whole date no word is its unit: "1999/1/31 mera birthday".
            dated = isinstance(asked.kind, Day | BirthDate) and len(str(values_of(reading)[0])) > len("1999-01")
            if not dated and _counts_else(clause, after, asked.kind):
                continue
            if isinstance(asked.kind, Yen | Years) and _belongs_to_a_name(said, clauses, clause, (first, after)):
                spoken.append((first, after))
                continue
            trust = weigh(asked.id, clause, Hit(first, after, ()), said.tokens, said.repaired)
            if trust in (Trust.SPOKEN_OF, Trust.PLANNED) or _is_denied(clause, asked.kind, first, after):
                spoken.append((first, after))
                continue
            told = any(other.counts("open_pay") for other in clauses)
            # Of a percentage among other words nobody knows what it is of: "50% female".
            told = told or isinstance(asked.kind, Percent)
            # "3 years in all, half of it in another field" is not 3 years.
            told = told or whole.key not in NOT_UNDERSTOOD
            lasting = isinstance(asked.kind, Years | Day) and not isinstance(asked.kind, BirthDate)
            told = told or (lasting and any(_divides(other) for other in clauses))
            plain_day = isinstance(asked.kind, Day) and _is_the_only_day(said, clauses, clause, reading)
            if (
                told
                or not isinstance(reading, Certain)
                or not (plain_day or _neutral(said, clause, first, after, asked.kind))
            ):
                trust = Trust.READ_BACK
            elif plain_day and not isinstance(asked.kind, BirthDate):
                # The words beside it that no list knows name what is asked of.
                trust = Trust.TAKE
            found.append((values_of(reading), trust, first, after))
            break
    read = found
    if said.corrected_at is not None:
        found = [one for one in found if one[3] > said.corrected_at] or found
    # "Living together since 2018, married in March 2021": what is asked of is named beside one of them.
    meant = [one for one in found if _is_named(said, clauses, one[2])]
    chosen = bool(meant) and len(meant) < len(found)
    found = meant if chosen else found
    units = [one for one in found if one[1] is Trust.TAKE or _counted(said, clauses, one[2], one[3])]
    unread = len(found) > len(units) or (not chosen and _figures_left(said, clauses, read))
    found = units or found
    if not found:
        spoken = spoken or _figures_of(said, clauses)
        if not spoken:
            return None
        return Fact(asked.id, (), Certainty.READ_BACK, said.tokens.words(spoken[0][0], spoken[-1][1]))
    values = list(dict.fromkeys(value for values, *_ in found for value in values))
    if asked.id == CHILD and len(values) > 1:
        # The youngest is the one born last.
        values = [max(values, key=str)]
        unread = True
    if isinstance(asked.kind, Years) and len(values) > 1:
        # "5 years in India, 2 years in Japan" adds up; it is worked out, and so read back.
        values.insert(0, sum(value for value in values if isinstance(value, int)))
    clear = len(values) == 1 and not unread and all(trust is Trust.TAKE for _, trust, *_ in found)
    words = said.tokens.words(found[0][2], found[-1][3])
    return Fact(asked.id, tuple(values[:MOST_CANDIDATES]), certainty(clear), words)


def _is_denied(clause: Clause, kind: Kind, first: int, after: int) -> bool:
    """Tell whether a clause denies its figure; of a day only what stands before it does: "3 Sep 2018, never left"."""
    if isinstance(kind, Day):
        before = any(mark.first < first for mark in clause.marks("not_before"))
        return before or any(mark.first >= after for mark in clause.marks("not_after"))
    return clause.has("not_before") or clause.has("not_after")


def _not_ahead(said: Said, clause: Clause, kind: Kind, reading: Reading[Value], context: Context) -> Reading[Value]:
    """Return the last such day of something that is over, where no year was told: "my first day was Oct 5"."""
    values = () if isinstance(reading, AnswerProblem) else values_of(reading)
    over = clause.has("past") or clause.has("done") or clause.counts("begun")
    if not (isinstance(kind, Day) and over and len(values) == 1 and str(values[0]) > context.today.isoformat()):
        return reading
    day = day_over(said.tokens, clause, context.today)
    return reading if day is None else Ambiguous((day,))


# A clause with more words that no list knows may date something else.
_MOST_UNKNOWN = 2
# What makes a day one of something else: a plan, an application, an end.
_TURNING = frozenset(("plan", "changing", "condition", "short_of", "other_person", "hedge", "not_before", "not_after"))
_NOT_THE_ONLY = _TURNING | {"partial", "unreliable", "or", "unknown", "further", "former", "hoped"}
_OF_OTHER_DAYS = frozenset(("taken", "arrived", "came", "went", "back", "born", "child", "wedded", "begins", "around"))


def _is_the_only_day(said: Said, clauses: Sequence[Clause], clause: Clause, reading: Reading[Value]) -> bool:
    """Tell whether a day, with its month and year, is all that a text dates, and nothing else is told of it.

    "Appointed April 2022", "third paper was Nov 2024"; "came in April 2018" dates another thing.
    """
    # 「更新は今年だけど最初は2023年9月」: of a status the first day is asked.
    first = said.asked_id == STATUS_SINCE and clause.has("former")
    telling = [clause] if first else [c for c in clauses if not c.asks]
    if (
        not isinstance(reading, Certain)
        or len(str(reading.value)) < len("2022-04")
        or len(clause.unknown) > _MOST_UNKNOWN
    ):
        return False
    if sum(_years_named(said, c) for c in telling) != 1:
        return False
    subject = said.asked_id.removesuffix("_since")
    names = (subject, said.asked_id)
    named = any(sense.name in names for c in telling for hit in c.hits for sense in hit.senses)
    if clause.unknown and not named:
        return False
    for hit in (hit for c in telling for hit in c.hits):
        about = {sense.name for sense in hit.senses if sense.kind in ("choice", "either", "likely")}
        about -= {subject, *_NAMED_WITH.get(subject, ())}
        about -= {"goal"} if subject == "status" and "of_hsp" in hit.figures else set()
        if hit.marks & (_NOT_THE_ONLY - ({"former"} if first else set())) or hit.figures & _OF_OTHER_DAYS or about:
            return False
    graduated = subject in ("degrees", "japanese_degree", "designated_university", "degrees_in_different_fields")
    return graduated or not any(("place", "graduated") in c.says for c in telling)


# What names a status beside the day it began: "HSP from 15 January last year".
_NAMED_WITH: Mapping[str, tuple[str, ...]] = {
    "status": ("residence", "hsp_kind"),
    "resident": ("residence",),
    "in_japan": ("japanese",),
}


def _years_named(said: Said, clause: Clause) -> int:
    """Return how many years a clause names: in figures, of an era, or from today's."""
    named = sum(bool(hit.figures & {"era", "which_year"}) for hit in clause.hits)
    return named + sum(kind == "figure" and len(figure) >= len("2022") for kind, figure in _figures_in(said, clause))


def _figures_in(said: Said, clause: Clause) -> Iterator[tuple[str, str]]:
    return zip(
        said.tokens.kinds[clause.first : clause.after], said.tokens.said[clause.first : clause.after], strict=True
    )


def _is_named(said: Said, clauses: Sequence[Clause], place: int) -> bool:
    """Tell whether the clause of a figure names what the asked question asks of."""
    about = ("about", said.asked_id)
    return any(clause.first <= place < clause.after and about in clause.says for clause in clauses)


def _is_dated(said: Said, first: int, after: int) -> bool:
    """Tell whether a run of figures begins with the year of a date, and is no pay: 「2023年4月1日」, "2023-04-01"."""
    year, behind = said.tokens.said[first], said.tokens.said[first + 1 : first + 3]
    if len(year) != len("2023") or not year.startswith(("19", "20")) or not year.isdecimal():
        return False
    return behind[:1] == ["年"] or (behind[:1] in (["-"], ["/"]) and len(behind) > 1 and len(behind[1]) <= len("04"))


_DIVIDING = frozenset(("partial", "short_of", "further"))


def _divides(clause: Clause) -> bool:
    return clause.has_any(_DIVIDING)


def _figures_of(said: Said, clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """Return the clauses that count or date something, though nothing could be read of it: "April 5", "she is 3"."""
    return [
        (clause.first, clause.after)
        for clause in clauses
        if not clause.asks and (clause.figured or any(kind == "month" for kind, _ in clause.says))
    ]


def _names(kind: Kind) -> frozenset[str]:
    """Return what words beside a figure may say of it where a kind is asked; only many things are counted in days."""
    if isinstance(kind, Whole) and kind.counts_days:
        return frozenset({"number", "around", "day", "week"})
    return next((words for kinds, words in _NEUTRAL if isinstance(kind, kinds)), frozenset())


def _neutral(said: Said, clause: Clause, first: int, after: int, kind: Kind) -> bool:
    """Tell whether all that stands beside a figure only names what the kind asks for."""
    names = _names(kind)
    # "The year I became director": what names the day asked of may stand in any words that say no more.
    about = ("about", said.asked_id)
    turning = {*_TURNING, "past"} - (
        {"other_person"} if concerns(said.asked_id, clause, Hit(first, after, ())) else set()
    )
    named = about in clause.says and not clause.has_any(frozenset(turning))
    # "It was 5.5 million" is what is asked of an earlier day, where no other day has a figure too.
    before = said.asked_id in _OF_BEFORE and said.tokens.kinds.count("figure") == 1
    plain = _PLAIN_MARKS | ({"past", "yes_alone"} if before else set())
    for hit in clause.hits:
        if first <= hit.first < after:
            continue
        marks = {sense.name for sense in hit.senses if sense.kind == "mark"}
        work = isinstance(kind, Years) and any(
            s.kind in ("choice", "either") and s.name == "activity" for s in hit.senses
        )
        # "Graduated in March 2019" tells the day of something else.
        others = {s.name for s in hit.senses if s.kind in ("choice", "either")} - {said.asked_id.removesuffix("_since")}
        if isinstance(kind, Day) and others - {"activity"} and about not in hit.says:
            return False
        # "HSP since April 2023", "moved here in April" name what the day is asked of.
        told = named or _NAMED_BY.get(said.asked_id, "") in hit.figures
        if "taken" in hit.figures or not (marks & plain or hit.figures & names or work or told):
            return False
    return not any(said.tokens.kinds[place] == "sign" for place in clause.unknown)


def _counts_else(clause: Clause, after: int, kind: Kind) -> bool:
    """Tell whether the unit behind a figure is one of something else: "5 yen" where years are asked, or "5 days"."""
    if after in clause.unknown:
        return True
    names = _names(kind)
    # "4 months" are no 4 million; where a unit of money stands between, they are a period.
    if isinstance(kind, Yen) and any(hit.first == after and hit.figures & {"month", "year"} for hit in clause.hits):
        return True
    return any(hit.first == after and hit.figures & _UNITS and not hit.figures & names for hit in clause.hits)


def _belongs_to_a_name(said: Said, clauses: Sequence[Clause], clause: Clause, run: tuple[int, int]) -> bool:
    """Tell whether a bare figure counts what is named right before it: "papers 3", 「特許3件」."""
    first, after = run
    if _counted(said, clauses, first, after) or first == clause.first:
        return False
    if first - 1 in clause.unknown and said.tokens.kinds[first - 1] == "word":
        return True
    return any(
        hit.after == first
        and ("child" in hit.figures or any(kind == "named" and name != said.asked_id for kind, name in hit.says))
        for hit in clause.hits
    )


def _counted(said: Said, clauses: Sequence[Clause], first: int, after: int) -> bool:
    """Tell whether a stretch says in words what its figure counts."""
    return any(
        first <= hit.first < after and hit.figures & {"money", "year", "month", "pay", "percent", "period"}
        for clause in clauses
        for hit in clause.hits
    )


def _figures_left(
    said: Said, clauses: Sequence[Clause], found: Sequence[tuple[tuple[Value, ...], Trust, int, int]]
) -> bool:
    """Tell whether a figure stands outside all that was read: of a range, of a sum, or of something else."""
    read = said.counted | {place for _, _, first, after in found for place in range(first, after)}
    # 「二つ目は」 only names what is asked of.
    named = ("about", said.asked_id)
    read |= {place for c in clauses for hit in c.hits if named in hit.says for place in range(hit.first, hit.after)}
    return any(
        said.tokens.kinds[place] == "figure" and place not in read
        for clause in clauses
        if not (clause.asks or clause.denied)
        # A figure of what was said of something else is explained: "married with 2 kids".
        and (any(clause.first <= one[2] < clause.after for one in found) or not said.claims_in(clause))
        for place in range(clause.first, clause.after)
    )


def _stretches(said: Said, clause: Clause, kind: Kind) -> Iterator[tuple[int, int]]:
    """Yield the clause itself, then its runs of figures that a kind may read."""
    yield clause.first, clause.after
    if isinstance(kind, BirthDate | Day):
        run = date_run(said.tokens, clause)
        if run is not None:
            yield run
        return
    words = PAY_WORDS if isinstance(kind, Yen) else LENGTH_WORDS if isinstance(kind, Years) else _COUNT_WORDS
    if isinstance(kind, Whole) and kind.counts_days:
        words = words | {"day", "week"}
    yield from runs(said.tokens, clause, words)
    if isinstance(kind, Yen):
        yield from runs(said.tokens, clause, PAY_WORDS - {"pay", "period"})
