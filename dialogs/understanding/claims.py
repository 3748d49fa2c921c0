"""Weighs what a clause says of a question: whether it may be taken, is read back, or only shows that it was spoken of.

Here stand the guards: negation, somebody else, what is only planned, a condition, the past, a doubt, unknown words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from dialogs.understanding.clauses import Clause
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens

YES, NO = "yes", "no"

# Of these a spouse, or a child, is what they are about.
OF_THE_FAMILY: Mapping[str, frozenset[str]] = {
    "has_children": frozenset({"spouse", "children"}),
    "youngest_child": frozenset({"spouse", "children"}),
    "pregnancy": frozenset({"spouse"}),
    "married_since": frozenset({"spouse"}),
    "household_income_yen": frozenset({"spouse"}),
}
# These ask for what will be, so that a plan is their answer.
AHEAD = frozenset(
    ("goal", "activity", "work_field", "international_services", "salary_yen", "plan", "plan_salary", "plan_day")
    + ("investment_management", "contact_way", "thorough", "work_begins", "stay_until", "employer_change")
    # Who founds a company tells what it will have.
    + ("capital_30m_yen", "full_time_employee", "japanese_b2_in_company", "office_apart_from_home")
)
# These have begun when they are still to come: a birth, a new employer.
COMING = frozenset({"pregnancy", "employer_change"})
# These are about today: what was, and what somebody is changing to, is no answer.
OF_TODAY = frozenset(
    (
        "residence",
        "activity",
        "work_field",
        "position",
        "salary_yen",
        "hsp_kind",
        "employer_sme",
        "employer_local_support",
    )
    + ("employer_innovation_support", "growth_field", "investment_management", "pregnancy")
)
# What somebody was when they came is not what they are.
_STATES = frozenset({"residence", "activity", "work_field", "position", "hsp_kind"})
# These are had or not had yet.
PROVED = frozenset({"japanese", "degrees", "salary_yen", "licences", "residence"})
# What somebody is or holds; "half of a master" and "president of the student council" are not quite that.
RESEARCH = "research"
JAPANESE = "japanese"
_TITLES = frozenset(
    {
        "japanese",
        "degrees",
        "activity",
        "work_field",
        "position",
        "position_before",
        "research",
        "licences",
        "japanese_degree",
    }
)
# A wish or a goal is often put as a condition or softened: "maybe PR", "if possible".
GOAL = "goal"
_STUDENT = ("student",)
LEAST_SPELT_RIGHT = 2
# A clause with more unknown words says something else.
MOST_ADDED = 8
# What somebody has already is no goal of theirs.
_OVER, _FAMILY, _GUARANTOR = (("ran_out",), ("no_status",)), ("family",), ("guarantor",)
_ELSEWHERE = (("abroad",),)
# A goal that is named.
_AIMED = frozenset({("choice", "goal"), ("likely", "goal"), ("wanted", "goal")})
_SPOUSE = ("spouse_of",)


# Who writes for themselves tells these, though somebody else was spoken of before in the same sentence.
_OF_WHO_WRITES = frozenset({GOAL, "residence", "hsp_kind"})


class Trust(Enum):
    """What may be done with something said: take it, read it back, or no more than ask the question."""

    TAKE = auto()
    READ_BACK = auto()
    SPOKEN_OF = auto()
    PLANNED = auto()


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said of a question: the choices it can mean, how it weighs, and the tokens it was said with.

    A `plain` one is a yes, a no or "nothing" at the asked question; one `of_a_school` says only where a person studied.
    A `weak` one was made by words that likely mean it, beside others.
    """

    question: str
    choices: tuple[str, ...]
    trust: Trust
    first: int
    after: int
    plain: bool = False
    of_a_school: bool = False
    weak: bool = False


def weigh(question: str, clause: Clause, hit: Hit, tokens: Tokens, repaired: frozenset[int]) -> Trust:
    """Return how a phrase of a clause weighs as an answer to a question. Whether it is denied is not looked at."""
    if clause.other_person and not (concerns(question, clause, hit) or clause.is_own(hit)):
        # "Permanent residence for me and my wife" is one's own as well.
        if question == GOAL and clause.has("own"):
            return Trust.READ_BACK
        # 「妻が妊娠中で、高度1号ロです」: what names nobody may be of whoever writes again.
        named = clause.has("other_person")
        return Trust.READ_BACK if question in _OF_WHO_WRITES and not (named or clause.on_behalf) else Trust.SPOKEN_OF
    if clause.has("plan") and question in COMING:
        return Trust.READ_BACK
    # "My wife is Japanese, so ..." may still be of her.
    if clause.drawn:
        return Trust.READ_BACK
    moves = question in OF_TODAY and (clause.has("moves_from") or clause.has("moves_to"))
    if moves and (moved := _moved(clause, hit)) is not None:
        return moved
    if question == "residence" and _is_left(clause, hit):
        return Trust.READ_BACK
    if clause.has("plan") and question not in AHEAD:
        return Trust.PLANNED
    if question != GOAL and is_hoped_for(clause, hit, tokens):
        return Trust.READ_BACK if question in AHEAD else Trust.PLANNED
    if clause.condition and question != GOAL:
        return Trust.SPOKEN_OF
    # "Anything works" is an answer where any way will do.
    if any(mark.first != hit.first for mark in clause.marks("unknown")):
        return Trust.SPOKEN_OF
    if question == GOAL and clause.has("already"):
        return Trust.SPOKEN_OF
    # "Came as a student", "the first 3 years care worker".
    if question in _STATES and clause.has("former"):
        return Trust.SPOKEN_OF
    # "I came in 2018 as a student" says what somebody was then.
    if question in _STATES and any(sense.choices == _STUDENT for sense in hit.senses) and clause.counts("arrived"):
        return Trust.SPOKEN_OF
    if question in OF_TODAY:
        if any(mark.after <= hit.first for mark in clause.marks("changing")[:1]):
            # "Change from an engineer visa": what somebody changes from, they have.
            leaving = any(hit.first - 2 <= mark.first and mark.after <= hit.first for mark in clause.marks("leaving"))
            return Trust.READ_BACK if leaving else Trust.SPOKEN_OF
        # What is over is not what is; but a visa that has run out is just that.
        # "Was a student, now engineer" says which of the two it is.
        over = clause.has("past") and not any(mark.after == hit.first for mark in clause.marks("today"))
        if over and not any(sense.choices in _OVER for sense in hit.senses):
            return Trust.READ_BACK
    # "Papers, 6 of them" counts; "N1 60" may be a score.
    scored = question != RESEARCH and _figure_behind(tokens, hit, clause)
    if question in _TITLES and not _is_else(hit) and (clause.has("short_of") or scored):
        return Trust.READ_BACK
    if question != GOAL and (clause.has("hedge") or any(mark.after < clause.after for mark in clause.marks("or")[:1])):
        return Trust.READ_BACK
    # "N1 in December", "9M from April": what has a date may be still to come.
    # A status that is so until then is so today.
    lasting = question == "residence" and clause.counts("until")
    if clause.dated and question in PROVED and not (clause.has("done") or lasting):
        return Trust.READ_BACK
    # Beside two words spelt right, a slip in a third is plain: "highly skiled visa".
    slips = sum(place in repaired for place in range(hit.first, hit.after))
    if slips > 1 or (slips and hit.after - hit.first <= LEAST_SPELT_RIGHT):
        return Trust.READ_BACK
    return Trust.READ_BACK if leaves_doubt(clause, hit, tokens, question) else Trust.TAKE


def _moved(clause: Clause, hit: Hit) -> Trust | None:
    """Return how a phrase weighs where something became another: "changed from student to engineer"."""
    if any(mark.after == hit.first for mark in clause.marks("moves_from")):
        return Trust.SPOKEN_OF
    if clause.has("moves_from") and any(mark.after <= hit.first for mark in clause.marks("changing")):
        return Trust.READ_BACK
    if clause.has("moves_to") and any(mark.first == hit.after for mark in clause.marks("leaving")):
        return Trust.SPOKEN_OF
    return None


def _is_left(clause: Clause, hit: Hit) -> bool:
    """Tell whether a status is what somebody wants to change from, and so has: "from engineer to HSP"."""
    if any(sense.choices in _ELSEWHERE for sense in hit.senses) or not (clause.says & _AIMED):
        return False
    return any(
        hit.first - 2 <= mark.first and mark.after <= hit.first or mark.first == hit.after
        for mark in clause.marks("leaving")
    )


# So many words may stand between a hope and what is hoped for: "hope to earn 9M".
MOST_BETWEEN = 4
SPENT_AFTER = 3
_TOLD = frozenset({"choice", "either", "wanted"})


def is_hoped_for(clause: Clause, hit: Hit, tokens: Tokens) -> bool:
    """Tell whether a phrase is what somebody only wants: "I want N1", "my target is 9M", 「900万欲しい」."""
    hopes = clause.marks("hoped")
    following = bisect_left(hopes, hit.after, key=_begins)
    for mark in hopes[max(0, following - 1) : following + 1]:
        first, after = (mark.after, hit.first) if mark.after <= hit.first else (hit.after, mark.first)
        if not 0 <= after - first <= MOST_BETWEEN:
            continue
        # 「永住が目標でN1あります」: in Japanese the hope stands behind what is hoped for.
        spent = mark.after <= hit.first and tokens.kinds[mark.first] == "sign"
        told = (
            *_beginning(clause, first, after),
            *(_beginning(clause, mark.first - SPENT_AFTER, mark.first) if spent else ()),
        )
        if not any(_tells(other) for other in told):
            return True
    return False


def _begins(hit: Hit) -> int:
    return hit.first


def _beginning(clause: Clause, first: int, after: int) -> Sequence[Hit]:
    """Return the phrases of a clause that begin between two places."""
    return clause.hits[bisect_left(clause.hits, first, key=_begins) : bisect_left(clause.hits, after, key=_begins)]


def _tells(hit: Hit) -> bool:
    """Tell whether a phrase says something of its own; the "a" of a sentence is no answer A."""
    return "filler" not in hit.marks and any(sense.kind in _TOLD for sense in hit.senses)


def _is_else(hit: Hit) -> bool:
    """Tell whether a phrase names what is none of the choices anyway: a part-time job in a shop stays one."""
    return any(sense.choices == ("other",) for sense in hit.senses)


def _figure_behind(tokens: Tokens, hit: Hit, clause: Clause) -> bool:
    """Tell whether a figure follows that is no year: "N1 60" may be a score, "N1.5" is a joke."""
    if hit.after >= clause.after or tokens.kinds[hit.after] != "figure":
        return False
    counted = any(other.first == hit.after + 1 and other.figures for other in clause.hits)
    return not counted and len(tokens.said[hit.after]) != len("2019")


def concerns(question: str, clause: Clause, hit: Hit) -> bool:
    """Return whether what another person does is an answer all the same: of a spouse at what a couple shares.

    Of goals, only the family's is about others.
    """
    if question == GOAL:
        return any(sense.name == GOAL and sense.choices == _FAMILY for sense in hit.senses)
    # Whose husband is Japanese may hold a spouse's visa.
    if question == "residence" and "staying" in hit.figures and any(s.choices == _SPOUSE for s in hit.senses):
        return True
    # A guarantor is always somebody else.
    if any(sense.choices == _GUARANTOR for sense in hit.senses):
        return True
    return bool(OF_THE_FAMILY.get(question, frozenset()) & clause.kin)


def leaves_doubt(clause: Clause, hit: Hit, tokens: Tokens, question: str = "") -> bool:
    """Tell whether words that no list knows could change what a phrase says.

    What is only added is harmless: "engineer at Toyota", 「居酒屋でホール」; "engineer trainee" is not. Of a trade,
    what stands right before it only says which: "civil engineer", 「自動車部品の営業」.
    """
    if len(clause.unknown) > MOST_ADDED:
        return True
    asides = [mark.after for mark in clause.marks("aside")]
    trade = question in _TRADES
    unknown = set(clause.unknown)
    for place in clause.unknown:
        after = next(i for i in range(place + 1, clause.after + 1) if i not in unknown)
        if tokens.kinds[place] == "sign":
            joined = any(mark.first == after for mark in clause.marks("joins"))
            named = trade and place < hit.first and (after == hit.first or _owns(clause, after))
            if not (joined or named):
                return True
            continue
        added = any(end <= place and not end <= hit.first <= place for end in asides)
        named = trade and after == hit.first and not _names_somebody(clause, place)
        if not (added or named):
            return True
    return False


# Of these, what stands right before the name of a trade says which one it is.
_TRADES = frozenset({"activity", "work_field", "position"})


def _owns(clause: Clause, place: int) -> bool:
    return any(mark.first == place for mark in clause.marks("belongs"))


def _names_somebody(clause: Clause, place: int) -> bool:
    """Tell whether a word may name somebody else, since it follows "my" or the like: "my neigbour engineer"."""
    return any(mark.after == place for mark in clause.marks("own"))


def strongest(claims: Sequence[Claim], order: Sequence[str]) -> list[Claim]:
    """Keep the claims of the strongest choice: who has N1 and N2 has N1."""
    ranked = [c for c in claims if len(c.choices) == 1 and c.choices[0] in order]
    if len(ranked) < len(claims):
        return list(claims)
    best = min((order.index(c.choices[0]) for c in ranked), default=0)
    return [c for c in ranked if order.index(c.choices[0]) == best]


def weakest_trust(claims: Iterable[Claim]) -> Trust:
    """Return READ_BACK where any claim must be read back; a plain yes or no needs no help from its reasons."""
    claims = list(claims)
    taken = [claim for claim in claims if claim.trust is Trust.TAKE]
    if any(claim.plain for claim in taken):
        return Trust.TAKE
    return Trust.READ_BACK if any(claim.trust is Trust.READ_BACK for claim in claims) else Trust.TAKE
