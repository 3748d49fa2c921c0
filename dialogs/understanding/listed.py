"""Reads what a list of facts leaves out: "Anil here 34 yrs, 8 yrs dev, N2. PR possible?".

Whoever writes so has points in mind: a length is an age or years of work, a goal named in a question is the wish. What
is read so is never kept without a yes, and only where no question is asked and other facts stand beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from dialogs.kinds import Context
from dialogs.understanding.amounts import BIRTH, EXPERIENCE, SALARY, may_list
from dialogs.understanding.claims import GOAL, Trust
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import GREATEST_AGE
from dialogs.understanding.said import Said
from dialogs.understanding.understood import Certainty, Fact

# Whoever tells so many of these has points in mind.
LEAST_FACTS = 2
_OF_POINTS = frozenset({SALARY, BIRTH, EXPERIENCE, "degrees", "japanese", "activity", "residence", "licences"})
# So many years are lived rather than worked, where nothing says which.
LEAST_LIVED, MOST_WORKED = 22, 20
# What a length beside these is of.
_OF_ELSE = frozenset(
    ("in_japan", "age", "age_word", "born", "child", "wedded", "arrived", "came", "went", "back", "been_away", "there")
    + (
        "staying",
        "remaining",
        "until",
        "of_hsp",
        "money",
        "pay",
        "no_pay",
        "people",
        "begins",
        "begun",
        "taken",
        "since",
    )
)
# In a list these stand beside a length and say nothing of it; "here" may be where somebody is called.
_HERE = frozenset({"in_japan", "since"})
MOST_BESIDE = 3
_A_HOLDER = ("hsp",)
_OTHER_GOALS = frozenset({"pr", "family", "hsp2"})
# To whom this happens, a status is what they have.
_OF_WORK = frozenset({"job_lost", "job_changed"})
_OF_A_HOLDER = frozenset({"job_lost", "job_changed", "expiry"})


def note_what_is_wanted(said: Said, clauses: Sequence[Clause]) -> None:
    """Note a goal that is only named in a question, and a status that bears the name of a goal beside another goal."""
    if said.asked is not None:
        return
    _want_somebody_here(said, clauses)
    wanted = {choice for claim in said.claims if claim.question == GOAL for choice in claim.choices}
    happened = {kind for _, kind in said.remarks}
    firm = any(claim.question == GOAL and claim.trust is Trust.TAKE for claim in said.claims)
    beside = _told(said) | happened
    if not firm and wanted <= _BY_NAME and (len(beside) >= LEAST_FACTS or "residence" in beside):
        _ask_for_a_goal(said, clauses)
    told = any(claim.question == "residence" for claim in said.claims)
    if not told and (wanted & _OTHER_GOALS or happened & _OF_A_HOLDER):
        held = len(said.claims)
        _hold_a_status(said, clauses)
        # "Changed company last month, HSP": what somebody holds, who writes because of their work, they do not want.
        if len(said.claims) > held and happened & _OF_WORK:
            said.claims = [claim for claim in said.claims if claim not in said.named or claim.choices != ("hsp",)]
        # "HSP visa, want my parents to help": nor who wants something else.
        if len(said.claims) > held and wanted & _OTHER_GOALS:
            first = said.claims[-1].first
            said.claims = [claim for claim in said.claims if claim.question != GOAL or claim.first != first]


# A goal that may be no more than the name of what somebody has.
_BY_NAME = frozenset({"hsp"})
_FAMILY = ("family",)


def _want_somebody_here(said: Said, clauses: Sequence[Clause]) -> None:
    """Note the wish for one of the family: "want my parents to help", 「両親に手伝ってもらいたい」."""
    if any(claim.question == GOAL and claim.choices == _FAMILY for claim in said.claims):
        return
    for clause in clauses:
        if clause.asks or clause.condition or clause.on_behalf or clause.denied or not clause.has("hoped"):
            continue
        for hit in clause.hits:
            wanted = any(sense.name == GOAL and sense.choices == _FAMILY for sense in hit.senses)
            if wanted and not clause.denies(hit):
                said.claim(GOAL, _FAMILY, Trust.READ_BACK, hit)
                return


def _ask_for_a_goal(said: Said, clauses: Sequence[Clause]) -> None:
    for clause in clauses:
        if not clause.asks or clause.other_person or clause.condition:
            continue
        for hit in clause.hits:
            for sense in hit.senses:
                named = sense.name == GOAL and sense.kind in ("choice", "likely") and sense.choices != ("other",)
                named = named or (sense.name == "residence" and sense.choices == ("hsp",))
                if named and not clause.denies(hit):
                    # What was only named before, as "85 points", is what somebody has.
                    said.claims = [claim for claim in said.claims if claim.question != GOAL]
                    # "PR possible?" behind a list of facts asks for it; among other words it may ask about it.
                    plain = sense.name == GOAL and not clause.unknown and not clause.figured and not clause.has("hedge")
                    said.claim(GOAL, sense.choices, Trust.TAKE if plain else Trust.READ_BACK, hit)
                    return


def _hold_a_status(said: Said, clauses: Sequence[Clause]) -> None:
    """Note that "HSP" beside "I want PR", or "I lost my job", is what somebody has."""
    for clause in clauses:
        if clause.asks or clause.other_person or clause.condition or clause.has("plan"):
            continue
        for hit in clause.hits:
            named = any(sense.name == GOAL and sense.choices == ("hsp",) for sense in hit.senses)
            named = named or (hit.first, hit.after) == (clause.first, clause.after)
            if named and "of_hsp" in hit.figures and not clause.denies(hit):
                said.claim("residence", ("hsp",), Trust.READ_BACK, hit)
                return


def no_goal_of_a_holder(facts: Sequence[Fact], fact: Fact) -> Fact:
    """Return a fact; of a goal that may be no more than what somebody has only the subject: "I have HSP, 75 points"."""
    held = any((other.question, other.candidates) == ("residence", _A_HOLDER) for other in facts)
    named = (fact.question, fact.candidates) == ("goal", _A_HOLDER) and not fact.settled
    return replace(fact, candidates=()) if held and named else fact


def read_lengths(said: Said, clauses: Sequence[Clause], questions: Collection[str], context: Context) -> None:
    """Read lengths that do not say of what they are: "34 yrs" of an age, "8 yrs dev", 「病院で8年」 of work."""
    if not may_list(said) or not {BIRTH, EXPERIENCE} <= set(questions):
        return
    told = _told(said)
    if len(told) < LEAST_FACTS:
        return
    for clause in clauses:
        if not said.hears(clause) or clause.other_person or clause.condition or clause.has("former"):
            continue
        found = _length(said, clause)
        if found is None:
            continue
        years, first, after = found
        words = said.tokens.words(first, after)
        lived = BIRTH not in told and not clause.counts("lives_here")
        if lived and _may_be_lived(said, clause, years, first):
            born = context.today.year - years
            said.amounts.append(Fact(BIRTH, (str(born), str(born - 1)), Certainty.READ_BACK, words))
            told.add(BIRTH)
        elif EXPERIENCE not in told and years <= MOST_WORKED and not _is_lived_there(clause, first):
            said.amounts.append(Fact(EXPERIENCE, (years * 12,), Certainty.READ_BACK, words))
            told.add(EXPERIENCE)


def _told(said: Said) -> set[str]:
    claimed = {c.question for c in said.claims if c.trust in (Trust.TAKE, Trust.READ_BACK)}
    return (claimed | {fact.question for fact in said.amounts}) & _OF_POINTS


def _length(said: Said, clause: Clause) -> tuple[int, int, int] | None:
    """Return the only figure of a clause, where it counts years and nothing says of what."""
    figures = [i for i in range(clause.first, clause.after) if said.tokens.kinds[i] == "figure"]
    units = {hit.first: hit for hit in clause.hits if "year" in hit.figures}
    if len(figures) != 1 or figures[0] + 1 not in units or figures[0] in said.counted:
        return None
    figure, unit = said.tokens.said[figures[0]], units[figures[0] + 1]
    others = [hit for hit in clause.hits if hit is not unit and hit.figures & _OF_ELSE]
    else_ = {name for hit in others for name in hit.figures & _OF_ELSE}
    # "Anil here 34 yrs" names a person; 「日本に8年」 and "living here 8 yrs" do not.
    here = said.tokens.kinds[clause.first] == "word" and else_ <= _HERE and bool(clause.unknown)
    here = here and all(hit.after == figures[0] for hit in others)
    if (else_ and not here) or not figure.isdecimal() or int(figure) > GREATEST_AGE:
        return None
    return int(figure), figures[0], unit.after


def _may_be_lived(said: Said, clause: Clause, years: int, first: int) -> bool:
    """Tell whether a length may be an age: it ends its clause, and nobody works for so long "since" or "for"."""
    ends = all(hit.first <= first + 1 for hit in clause.hits) and not any(i > first for i in clause.unknown)
    worked = clause.counts("experience") or ("choice", "activity") in clause.says
    asides = any(mark.after == first for mark in clause.marks("aside"))
    return years >= LEAST_LIVED and ends and not worked and not asides and len(clause.unknown) <= MOST_BESIDE


def _is_lived_there(clause: Clause, first: int) -> bool:
    """Tell whether a length stands right behind a town and names no work: "in Tokyo 4 years" is how long here."""
    worked = clause.counts("experience") or bool(clause.says & {("choice", "activity"), ("either", "activity")})
    before = {first, *(mark.first for mark in clause.marks("aside") if mark.after == first)}
    return not worked and any(hit.after in before for hit in clause.hits if "in_town" in hit.figures)


def doubt_studies(said: Said, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Read back a degree of somebody who tells of a graduation that is still to come."""
    studied = [clause for clause, kind in said.remarks if kind == "graduation"]
    if not studied:
        return tuple(facts)
    return tuple(
        replace(fact, certainty=Certainty.READ_BACK)
        if fact.question in ("degrees", "japanese_degree") and not _is_told_apart(said, fact, studied)
        else fact
        for fact in facts
    )


def _is_told_apart(said: Said, fact: Fact, studied: Sequence[Clause]) -> bool:
    """Tell whether what somebody has stands apart from what they study: 「博士後期に在学中、今あるのは修士まで」."""
    if said.asked_id != "degrees" or fact.question != "degrees":
        return False
    if fact.candidates == ([],):
        return True
    kept = [c for c in said.claims if c.question == "degrees" and c.trust in (Trust.TAKE, Trust.READ_BACK)]
    return all(any(name == "degrees" for _, name in clause.says) for clause in studied) and not any(
        clause.first <= claim.first < clause.after for clause in studied for claim in kept
    )


__all__ = ["doubt_studies", "note_what_is_wanted", "read_lengths"]
