"""What of a text is kept in the person's own words: remarks with their days, trips, relatives, a new employer."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.kinds import BirthDate, Context, Day
from dialogs.parsing import PartialDate
from dialogs.understanding.absences import ABSENCE, year_of
from dialogs.understanding.amounts import STAY_UNTIL
from dialogs.understanding.claims import YES, Trust
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import date_run, names_a_month
from dialogs.understanding.phrases import Hit
from dialogs.understanding.said import Said
from dialogs.understanding.taken_back import OF_OTHERS
from dialogs.understanding.understood import Certainty, Fact, Remark
from dialogs.understanding.when import day_begun, day_in, day_left, day_over

OTHER, PLAN = "other", "plan"
FAMILY, JOB_CHANGED, EMPLOYER_CHANGE = "family", "job_changed", "employer_change"
# What happened to somebody, where their words do not say that it is still to come.
_OVER = frozenset({"job_lost", "refusal", "married"})
_TRIP = ("named", "longest_trip_days")


def tells_of_others(said: Said, clause: Clause) -> bool:
    """Tell whether a clause says something of somebody else, in figures or answers."""
    return clause.other_person and not clause.asks and (clause.figured or bool(said.claims_in(clause)))


def stay_noted(said: Said, clauses: Sequence[Clause], remarks: Sequence[Remark]) -> tuple[Fact, ...]:
    """Return until when somebody may stay, where their own words name the day: "my visa expires in March"."""
    telling = [clause for clause, kind in said.remarks if kind == "expiry" and not (clause.asks or clause.other_person)]
    over = any(claim.choices == ("ran_out",) for clause in telling for claim in said.claims_in(clause))
    days = [remark for remark in remarks if remark.kind == "expiry" and remark.day is not None]
    if over or not telling or len(days) != 1 or any(clause.has("past") for clause in telling):
        return ()
    return (Fact(STAY_UNTIL, (days[0].day,), Certainty.READ_BACK, days[0].words),)


def _day_of(said: Said, clause: Clause, kind: str, context: Context) -> str | None:
    """Return the day that a remark's own clause names: a change of job may be over, days may be left of a stay."""
    day = day_left(said.tokens, clause, context.today) if kind in ("expiry", "deadline") else None
    if kind == ABSENCE and (year := year_of(said, clause, context.today)) is not None:
        return PartialDate(year).isoformat()
    day = day or (day_begun(said.tokens, clause, context.today) if kind == JOB_CHANGED else None)
    if day is None and kind in _OVER and (clause.counts("since") or clause.has("past") or clause.has("done")):
        day = day_over(said.tokens, clause, context.today)
    return day or day_in(said.tokens, clause, context.today)


_RAN_OUT, _HEARD = ("ran_out",), frozenset({Trust.TAKE, Trust.READ_BACK})


def note_stay_over(said: Said, clauses: Sequence[Clause]) -> None:
    """Note that a stay is over where that answers what is asked: "it was finished last Tuesday"."""
    for claim in said.claims:
        if claim.choices != _RAN_OUT or claim.trust not in _HEARD:
            continue
        telling = next(clause for clause in clauses if clause.first <= claim.first < clause.after)
        if (telling, "expiry") not in said.remarks:
            said.remarks.append((telling, "expiry"))


def note_days_left(said: Said, clauses: Sequence[Clause], context: Context) -> None:
    """Note how long is left, of a stay where one is spoken of: "my extension was refused, I have only 17 days"."""
    of_a_stay = any(kind in ("refusal", "expiry") for _, kind in said.remarks)
    of_a_stay = of_a_stay or any(clause.counts("staying") for clause in clauses if not clause.other_person)
    for clause in clauses:
        if clause.asks or clause.other_person or clause.condition:
            continue
        if day_left(said.tokens, clause, context.today) is not None:
            said.remarks = [(other, kind) for other, kind in said.remarks if kind != "expiry" or other is clause]
            held = any(claim.question == "residence" for claim in said.claims_in(clause)) or clause.counts("of_hsp")
            said.remarks.append((clause, "expiry" if of_a_stay or held else "deadline"))


def note_new_employer(said: Said, clauses: Sequence[Clause], context: Context) -> None:
    """Note that a holder works at a new employer: "my employer changed, I have HSP", "yes, started Nov 9"."""
    telling = [c for c in clauses if c.counts("begun") and said.hears(c) and not (c.other_person or c.condition)]
    if said.is_asked(EMPLOYER_CHANGE):
        dated = [clause for clause in telling if day_begun(said.tokens, clause, context.today)]
        said.remarks += [(clause, JOB_CHANGED) for clause in dated[:1]]
        return
    holds = any(claim.choices == ("hsp",) and claim.question == "residence" for claim in said.claims)
    changed = [clause for clause, kind in said.remarks if kind == JOB_CHANGED and clause in telling]
    if holds and changed:
        hit = Hit(changed[0].first, changed[0].after, ())
        said.claim(EMPLOYER_CHANGE, (YES,), Trust.READ_BACK, hit)


def count_days(said: Said) -> None:
    """Leave the day on which a stay ends, or by which something is due, to be no other answer: "1 M" is no pay."""
    if said.asked is not None and isinstance(said.asked.kind, Day | BirthDate):
        return
    for clause, kind in said.remarks:
        run = date_run(said.tokens, clause) if kind in ("expiry", "deadline") else None
        if run is not None and names_a_month(said.tokens, clause, run):
            said.counted.update(range(*run))


def remarks_of(said: Said, clauses: Sequence[Clause], context: Context) -> tuple[Remark, ...]:
    """Return what was remarked on, each in the person's words, with its day where it has one."""
    found: dict[str, Remark] = {}
    for clause, kind in said.remarks:
        day = _day_of(said, clause, kind, context)
        beside = [c for c in clauses if c.sentence == clause.sentence and not c.asks]
        begins, ends = (clause, _told_on(clauses, clause)) if kind == FAMILY else _whole(said, clauses, clause)
        words = said.tokens.words(begins.first, ends.after)
        if day is None and kind in ("plan", "expiry", "graduation", "deadline"):
            day = next((d for c in beside if (d := day_in(said.tokens, c, context.today))), None)
        if day is None and kind == JOB_CHANGED:
            telling = [c for c in clauses if said.hears(c) and not c.other_person]
            day = next((d for c in telling if (d := day_begun(said.tokens, c, context.today))), None)
        if kind == PLAN and day is not None and PartialDate.parse_iso(day).last() < context.today:
            continue
        if kind not in found or (found[kind].day is None and day is not None):
            found[kind] = Remark(kind, day, words)
    return tuple(found.values())


def _told_on(clauses: Sequence[Clause], first: Clause) -> Clause:
    """Return the clause up to which a sentence goes on about somebody else: "my husband is 34, engineer, 7 million"."""
    last = first
    for clause in clauses:
        if clause.first <= last.first or clause.sentence != first.sentence:
            continue
        if clause.asks or not clause.other_person or not first.other_person:
            break
        last = clause
    return last


# What says nothing beside a remark, and figures that are read for answers.
_LIGHT = frozenset({"calls", "own", "filler", "yes", "no", "correction", "aside"})
_READ = frozenset({"money", "pay", "experience", "age", "age_before", "born", "percent", "people"})


def _whole(said: Said, clauses: Sequence[Clause], told: Clause) -> tuple[Clause, Clause]:
    """Return the first and the last clause of a sentence that go on about a remark: "they closed, all of us must go".

    What answers a question, or is another remark, has a place of its own.
    """
    sentence = [clause for clause in clauses if clause.sentence == told.sentence]
    place = sentence.index(told)
    first = last = place
    while first > 0 and _goes_with(said, sentence[first - 1], told):
        first -= 1
    while last + 1 < len(sentence) and _goes_with(said, sentence[last + 1], told):
        last += 1
    return sentence[first], sentence[last]


def _goes_with(said: Said, clause: Clause, told: Clause) -> bool:
    """Tell whether a clause beside a remark belongs to it: it tells something, and nothing that is read elsewhere."""
    if clause.asks or said.claims_in(clause) or (clause.figured and clause.counts_any(_READ)):
        return False
    kinds = {kind for other, kind in said.remarks if other is told}
    if any(other is clause and kind not in kinds for other, kind in said.remarks):
        return False
    bare = clause.after - clause.first == 1 and clause.figured
    return not bare and (bool(clause.unknown) or any(not hit.marks & _LIGHT for hit in clause.hits))


def note_trips(said: Said, clauses: Sequence[Clause]) -> None:
    """Keep how long somebody was away, which the years in Japan may hang on: 「去年4か月海外出張」 (rulebook 5)."""
    if said.asked_id in ("longest_trip_days", "days_abroad_a_year"):
        return
    for clause in clauses:
        if _TRIP in clause.says and clause.figured and not (clause.asks or clause.other_person or clause.condition):
            said.remarks.append((clause, OTHER))
            return


def note_relatives(said: Said, clauses: Sequence[Clause]) -> None:
    """Keep what is told of a spouse or a child and is no answer of one's own: 「夫は34歳、エンジニア」."""
    if any(kind in OF_OTHERS for _, kind in said.remarks):
        return
    telling = (c for c in clauses if c.kin and not (c.condition or c.on_behalf) and tells_of_others(said, c))
    first = next(telling, None)
    if first is not None and not any(said.is_asked(fact.question) for fact in said.amounts):
        said.remarks.append((first, FAMILY))
