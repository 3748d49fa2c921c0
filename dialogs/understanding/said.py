"""Collects what the clauses of a text say by phrases: claims on questions, remarks, wishes, corrections."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dialogs.kinds import YesNo
from dialogs.parsing.lexicon import lexicon
from dialogs.question import Question
from dialogs.understanding.bare import ends_in_no, may_be_denied, no_behind, read_bare, read_denial, read_noun
from dialogs.understanding.beside import ALONGSIDE, is_all_of, keeps_back_a_part, said_beside
from dialogs.understanding.claims import JAPANESE, NO, OF_TODAY, YES, Claim, Trust, weigh
from dialogs.understanding.clauses import MOST_LOOKED_AT, Clause
from dialogs.understanding.figures import examination
from dialogs.understanding.lexicon import NOTHING
from dialogs.understanding.phrases import Hit, Sense
from dialogs.understanding.plain import Tokens
from dialogs.understanding.taken_back import OF_OTHERS, answers_first, denies_remark
from dialogs.understanding.understood import Fact

JAPANESE_DEGREE, LICENCES, PLAN = "japanese_degree", "licences", "plan"
HAS_CHILDREN = "has_children"
MARRIED, MARRIED_SINCE = "married", "married_since"
# Asked of an earlier day, the same words stand for the same choices.
# A text with more is a list or a game, and nothing of it is taken without a yes.
MOST_CLAIMS = 32
READ_AS = {
    "japanese_before": JAPANESE,
    "degrees_before": "degrees",
    "research_before": "research",
    "position_before": "position",
    "licences_before": LICENCES,
}
# What somebody plans of these is told to staff as a plan.
_PLANNABLE = frozenset({JAPANESE, "degrees", LICENCES, "position", "residence", "research"})
# Words that answer these tell the trade as well, or the degrees.
_ALONGSIDE_OF = dict.fromkeys(
    ("work_field", "international_services", "investment_management", "experience_years"),
    frozenset({"activity", "work_field"}),
) | dict.fromkeys(
    ("degrees_in_different_fields", "japanese_degree", "designated_university", "foreign_qualification"),
    frozenset({"degrees"}),
)
_ALONGSIDE_OF["position"] = frozenset({"activity"})
_OF_A_TRADE = frozenset({"activity", "work_field"})
# Rulebook 1.5: three papers, three grants; fewer of a kind are none.
LEAST_PAPERS = 3
_COUNTED_FROM_THREE = (("papers",), ("foreign_grants",))
_SEVERAL = frozenset({"degrees", "research", LICENCES})
_ELSE, _NOT_HERE, _MAJOR = ("other",), ("abroad",), ("japanese_major_abroad",)
_ABROAD = frozenset({("place", "abroad"), ("place", "university_abroad")})
_FAMILY, _PLANS = ("family",), frozenset({"n1", "n2", "master", "doctorate"})
_FLIPPED: dict[tuple[str, ...], tuple[str, ...]] = {(YES,): (NO,), (NO,): (YES,)}


@dataclass(slots=True)
class Said:
    """All that was found in one text."""

    asked: Question | None
    tokens: Tokens
    repaired: frozenset[int]
    claims: list[Claim] = field(default_factory=list)
    amounts: list[Fact] = field(default_factory=list)
    remarks: list[tuple[Clause, str]] = field(default_factory=list)
    plans: list[Clause] = field(default_factory=list)
    licences: dict[str, Claim] = field(default_factory=dict)
    counted: set[int] = field(default_factory=set)
    wishes_human: bool = False
    corrected_at: int | None = None
    contrasts: bool = False
    adds: bool = False
    declines: bool = False
    named: list[Claim] = field(default_factory=list)
    graduating: set[int] = field(default_factory=set)
    denied: dict[str, str] = field(default_factory=dict)
    lone: set[int] = field(default_factory=set)

    asked_id: str = field(init=False)
    _asked_as: tuple[str, str | None] = field(init=False)

    def __post_init__(self) -> None:
        """Note the id of the asked question, empty where none is, and what it is called of today."""
        self.asked_id = self.asked.id if self.asked is not None else ""
        self._asked_as = self.asked_id, READ_AS.get(self.asked_id)

    def is_asked(self, question: str) -> bool:
        """Return whether a question is the one asked, or means the same of an earlier day."""
        return question in self._asked_as

    def hears(self, clause: Clause) -> bool:
        """Return whether a clause may tell facts: it does not ask, or a first message asks for a goal of its own."""
        return not clause.asks or (clause.hopes and self.asked is None)

    def claims_in(self, clause: Clause) -> list[Claim]:
        """Return the claims that a clause makes."""
        return [claim for claim in self.claims if clause.first <= claim.first < clause.after]

    def claim(
        self,
        question: str,
        choices: tuple[str, ...],
        trust: Trust,
        hit: Hit,
        *,
        plain: bool = False,
        of_a_school: bool = False,
        weak: bool = False,
    ) -> None:
        """Note what a phrase says of a question."""
        if len(self.claims) >= MOST_CLAIMS:
            return
        meant = self.asked_id if self.is_asked(question) else question
        self.claims.append(Claim(meant, choices, trust, hit.first, hit.after, plain, of_a_school, weak))


def read_clause(said: Said, clause: Clause) -> None:
    """Note what a clause says."""
    for hit in clause.hits:
        for sense in hit.senses:
            if sense.kind == "mark" and sense.name == "correction":
                said.corrected_at = max(hit.after, said.corrected_at or 0)
            if (
                sense.kind == "wanted"
                and (not clause.other_person or sense.choices == _FAMILY)
                and said.asked_id in ("", "goal")
            ):
                # "Can my wife work?" may be all that somebody wants to know.
                only_asked = sense.choices == _FAMILY and clause.asks
                said.claim("goal", sense.choices, Trust.READ_BACK if only_asked else Trust.TAKE, hit)
    said.wishes_human = said.wishes_human or any(
        sense.kind == "wish" and not clause.denies(hit) for hit in clause.told for sense in hit.senses
    )
    if clause.asks and not said.hears(clause):
        return
    # "None of your business" answers nothing.
    if clause.has("declines"):
        said.declines = said.declines or not keeps_back_a_part(said.asked, clause, said.tokens)
        return
    before = len(said.claims)
    for hit in clause.hits:
        _read_hit(said, clause, hit)
    _read_examination(said, clause)
    answered = any(said.is_asked(claim.question) for claim in said.claims[before:])
    denied = answered and all(c.trust is Trust.SPOKEN_OF for c in said.claims[before:] if said.is_asked(c.question))
    if said.asked is not None and denied and not isinstance(said.asked.kind, YesNo):
        read_noun(said, clause, said.asked)
    if said.asked is not None and (not answered or isinstance(said.asked.kind, YesNo)):
        read_bare(said, clause, said.asked, answered=answered)
    elif said.asked is not None:
        read_denial(said, clause, said.asked)
    if said.asked is not None:
        answered = any(claim.question == said.asked_id for claim in said.claims[before:])
        alone = is_all_of(clause)
        said.claims[before:] = [
            said_beside(said.asked, claim, answered=answered, alone=alone) for claim in said.claims[before:]
        ]
    if not clause.unknown:
        said.claims[before:] = _borne_out(said.claims[before:])
    if clause.asks:
        said.claims[before:] = [_hoped(claim) for claim in said.claims[before:]]
    _note_remarks(said, clause, said.claims[before:])


def _borne_out(claims: Sequence[Claim]) -> list[Claim]:
    """Take what only unknown words left open where the same clause says it plainly too: "I manage my own business"."""
    taken = {(claim.question, claim.choices) for claim in claims if claim.trust is Trust.TAKE and not claim.plain}
    # Two phrases that both likely mean the same bear each other out: "payroll and hiring".
    weak = [(claim.question, claim.choices) for claim in claims if claim.weak and claim.trust is Trust.READ_BACK]
    told = {(claim.question, claim.choices) for claim in claims}
    alone = {told_so for told_so in weak if sum(question == told_so[0] for question, _ in told) == 1}
    taken |= {told_so for told_so in alone if weak.count(told_so) > 1}
    return [
        replace(claim, trust=Trust.TAKE)
        if claim.trust is Trust.READ_BACK and (claim.question, claim.choices) in taken
        else claim
        for claim in claims
    ]


def _hoped(claim: Claim) -> Claim:
    """Read back what stands in a question: it may be what is only supposed."""
    return replace(claim, trust=Trust.READ_BACK) if claim.trust is Trust.TAKE else claim


# "Ms. L" is no master of science.
_TITLES = frozenset(lexicon().words("names", "titles"))


def _is_a_title(tokens: Tokens, hit: Hit) -> bool:
    """Tell whether a word is how somebody is called, by its one capital letter: "Ms. Li"."""
    word = tokens.words(hit.first, hit.after)
    return word.lower() in _TITLES and word.istitle()


def _read_hit(said: Said, clause: Clause, hit: Hit) -> None:
    if hit.after == hit.first + 1 and _is_a_title(said.tokens, hit):
        return
    senses = [s for s in hit.senses if s.kind in ("choice", "likely", "either") or _stands_for(said, clause, s)]
    if len(said.claims) >= MOST_CLAIMS:
        return
    asked = [s for s in senses if said.is_asked(s.name)]
    # "My visa expires in March" is no wish for a visa.
    if clause.told and "filler" in hit.marks:
        asked = [sense for sense in asked if sense.kind != "either"]
    if asked and hit.marks and _is_short(said.tokens, hit) and not _stands_alone(said.tokens, clause, hit):
        return
    # The asked question has the word; a word that answers it says nothing else, but for what goes along with it.
    licence = said.is_asked(LICENCES) and any(s.kind in ("counted", "not_counted", "doubtful") for s in hit.senses)
    alongside = frozenset() if said.is_asked("goal") else ALONGSIDE | _ALONGSIDE_OF.get(said.asked_id, frozenset())
    beside = [s for s in senses if not s.bound and not said.is_asked(s.name) and (not asked or s.name in alongside)]
    if asked and _denies_on(said, clause, hit):
        asked = []
    if any(sense.name in _OF_A_TRADE for sense in beside) and _names_a_field(clause, hit):
        beside = [sense for sense in beside if sense.name not in _OF_A_TRADE]
    # "AP, FE, also N2" counts licences, and tells the level.
    if licence:
        beside = [sense for sense in beside if sense.name == JAPANESE]
    for sense in (*asked, *beside):
        _claim_choice(said, clause, hit, sense)
        if sense.kind == "alone":
            said.lone.add(hit.first)
        # "Housewife" may be what somebody is no longer, or not only.
        if said.asked is None and said.claims and sense.name == "activity" and sense.choices == _ELSE:
            said.claims[-1] = _hoped(said.claims[-1])
        # Who studies may hold another status than a student's.
        if said.claims and not said.is_asked("residence") and _only_names_a_student(said.tokens, hit, sense):
            said.claims[-1] = _hoped(said.claims[-1])
    if said.asked is None and not any(not sense.bound for sense in senses):
        _read_goal(said, clause, hit, senses)
    for sense in hit.senses:
        if sense.kind == "place":
            _read_place(said, clause, hit, sense.name)
        elif sense.kind in ("counted", "not_counted", "doubtful"):
            _read_licence(said, clause, hit, sense)


def _stands_for(said: Said, clause: Clause, sense: Sense) -> bool:
    """Tell whether a word that means something only as the whole of a clause does: "BS" in a list of facts."""
    if sense.kind != "alone" or said.asked is not None or not _is_all_said(said, clause, sense):
        return False
    # "This is bs" judges something.
    return all(sense in hit.senses or (hit.marks and hit.marks <= _OF_ONESELF) for hit in clause.hits)


_OF_ONESELF = frozenset({"own", "calls", "yes", "aside", "filler"})
_OF_STUDIES = frozenset({("either", "degrees"), ("choice", "degrees")})


def _only_names_a_student(tokens: Tokens, hit: Hit, sense: Sense) -> bool:
    """Tell whether a phrase says that somebody studies, and of their status no more: "student", "PhD student"."""
    if (sense.name, sense.choices) != ("residence", ("student",)):
        return False
    return bool(hit.says & _OF_STUDIES) or (hit.after == hit.first + 1 and tokens.kinds[hit.first] == "word")


# "A", "it", "be" and "me" are words of any sentence; as answers they stand alone, or before "in", "from", "of".
SHORT = 2


def _is_short(tokens: Tokens, hit: Hit) -> bool:
    return hit.after == hit.first + 1 and tokens.kinds[hit.first] == "word" and len(tokens.said[hit.first]) <= SHORT


def _stands_alone(tokens: Tokens, clause: Clause, hit: Hit) -> bool:
    """Tell whether a clause is nothing but a phrase, or begins with it and goes on to say where or in what."""
    if hit.first != clause.first or ("own" in hit.marks and hit.after < len(tokens.said)):
        return False
    return hit.after == clause.after or any(
        other.first == hit.after and "aside" in other.marks for other in clause.hits
    )


def _before(clause: Clause, hit: Hit) -> Hit | None:
    """Return the phrase before another in a clause."""
    place = bisect_left(clause.hits, hit.first, key=lambda other: other.first)
    return clause.hits[place - 1] if place else None


def _names_a_field(clause: Clause, hit: Hit) -> bool:
    """Tell whether a phrase is what was studied: "a second master in finance"."""
    before = _before(clause, hit)
    return before is not None and before.after == hit.first and ("choice", "degrees") in before.says


def _denies_on(said: Said, clause: Clause, hit: Hit) -> bool:
    """Tell whether a phrase that can be an answer denies what follows it: "not yet an engineer" is no "not yet"."""
    if "not_before" not in hit.marks:
        return False
    behind = bisect_left(clause.hits, hit.after, key=lambda other: other.first)
    return any(
        sense.kind in ("choice", "likely", "either") and said.is_asked(sense.name)
        for other in clause.hits[behind : behind + MOST_LOOKED_AT]
        for sense in other.senses
    )


def _read_goal(said: Said, clause: Clause, hit: Hit, senses: list[Sense]) -> None:
    """Read a mere name of a goal in a message that answers no question: "29, N2, engineer, PR"."""
    for sense in senses:
        if sense.name != "goal" or sense.kind == "either" or clause.denies(hit) or sense.choices == _ELSE:
            continue
        # A wife that is only spoken of is no goal.
        if (
            sense.choices == _FAMILY
            and "other_person" in hit.marks
            and hit.after - hit.first < clause.after - clause.first
        ):
            continue
        if weigh("goal", clause, hit, said.tokens, said.repaired) is Trust.TAKE:
            said.named.append(Claim("goal", sense.choices, Trust.READ_BACK, hit.first, hit.after))


def _claim_choice(said: Said, clause: Clause, hit: Hit, sense: Sense) -> None:
    # Of an earlier day: "bachelor, the master came after".
    if said.asked_id in READ_AS and clause.counts("later"):
        said.claim(sense.name, sense.choices, Trust.SPOKEN_OF, hit)
        return
    # What somebody was is the answer where an earlier day is asked of.
    before = READ_AS.get(said.asked_id) == sense.name and sense.name in OF_TODAY
    trust = weigh(said.asked_id if before else sense.name, clause, hit, said.tokens, said.repaired)
    choices = sense.choices
    weak = sense.kind == "likely" and not (_is_all_said(said, clause, sense) or _is_plainly_said(said, clause, hit))
    if weak and trust is Trust.TAKE:
        trust = Trust.READ_BACK
    # "We have one car" counts something else.
    if "number" in hit.figures and trust is Trust.TAKE and not _ends_its_clause(clause, hit):
        trust = Trust.READ_BACK
    if not choices or (len(choices) > 1 and _is_slip(said.tokens, clause)):
        trust = Trust.SPOKEN_OF
    flipped = _FLIPPED.get(choices)
    if flipped == (NO,) and not clause.denies(hit, answers=True) and ends_in_no(clause, hit):
        choices, flipped, trust = flipped, None, Trust.READ_BACK if trust is Trust.TAKE else trust
    elif clause.denies(hit, answers=flipped is not None or choices == (NOTHING,) or _answers_alone(said, clause)) or (
        flipped is None and choices != (NOTHING,) and no_behind(clause, hit)
    ):
        if not flipped and trust in (Trust.TAKE, Trust.READ_BACK) and len(choices) == 1:
            said.denied[sense.name] = choices[0]
        trust = trust if flipped else Trust.SPOKEN_OF
        # "Not a small company" is a no; what is no "no" may still be no yes.
        if flipped == (YES,) and trust is Trust.TAKE:
            trust = Trust.READ_BACK
        choices = flipped or choices
    elif not flipped and trust is Trust.TAKE and may_be_denied(clause, hit):
        # In "N1 no N2" the no may be of either.
        trust = Trust.READ_BACK
    # "I'm from India, engineer visa" says where somebody comes from.
    if sense.name == "residence" and choices == _NOT_HERE and _comes_from(clause, hit):
        return
    # "Vietnam" may be where somebody comes from.
    if sense.name == "residence" and choices == _NOT_HERE and trust is Trust.TAKE and ("place", "abroad") in hit.says:
        trust = Trust.READ_BACK
    # "Married to a Japanese" does not tell the visa.
    if sense.name == "residence" and choices == _SPOUSE_OF and trust is Trust.TAKE and _tells_of_a_marriage(clause):
        trust = Trust.READ_BACK
    # "Not in Japan 2021 to 2022" is where somebody was.
    if sense.name == "residence" and choices == _NOT_HERE and not said.is_asked("residence"):
        years = [i for i in range(clause.first, clause.after) if len(said.tokens.said[i]) == len("2021")]
        if any(said.tokens.kinds[i] == "figure" for i in years):
            trust = Trust.SPOKEN_OF
    if sense.name == "research" and choices in _COUNTED_FROM_THREE and _counts_too_few(said.tokens, clause, hit):
        trust = Trust.SPOKEN_OF
    if clause.has("partial") and choices == (YES,):
        trust = Trust.READ_BACK if trust is Trust.TAKE else trust
    # "Majored in Japanese" may be at a university in Japan, which brings no such points.
    if choices == _MAJOR and trust is Trust.TAKE and not clause.says & _ABROAD:
        trust = Trust.READ_BACK
    # "A second master in law" adds to what was said before, and alone it is not all there is.
    if clause.has("further") and sense.name in _SEVERAL and trust is Trust.TAKE:
        trust = Trust.READ_BACK
    # A little interpreting beside the main work is not what the work mainly is.
    if sense.name == "international_services" and len(choices) == 1 and clause.has("minor"):
        trust = Trust.SPOKEN_OF
    said.claim(sense.name, choices, trust, hit, weak=weak)


_SPOUSE_OF = ("spouse_of",)


def _tells_of_a_marriage(clause: Clause) -> bool:
    """Tell whether a clause says that somebody is married, and names no status that a card has."""
    return any(("remark", MARRIED) in hit.says for hit in clause.told) and not clause.counts("staying")


def _answers_alone(said: Said, clause: Clause) -> bool:
    """Tell whether a clause begins with a no that is all of an answer: "no no my visa is", but not "no I don't"."""
    first = clause.marks("not_before")[:1]
    return answers_first(clause) and all(len(set(said.tokens.said[mark.first : mark.after])) == 1 for mark in first)


def _comes_from(clause: Clause, hit: Hit) -> bool:
    return hit.after == hit.first + 1 and any(mark.after == hit.first for mark in clause.marks("leaving"))


# What may stand before likely evidence and changes nothing of it.
_LIGHT = frozenset({"calls", "own", "correction", "yes", "no", "light"})


def _is_all_said(said: Said, clause: Clause, sense: Sense) -> bool:
    """Tell whether a clause says no more than a phrase, but for a greeting, an "I", a yes or more of the same."""
    # "N1 test on dec 6" plans with a day; "only a master" leaves nothing open, nor does "back then N2" of that time.
    planned = sense.name == PLAN
    adding = _LIGHT | ({"past"} if said.asked_id in READ_AS else set()) | ({"aside", "filler"} if planned else set())
    light = {
        place
        for other in clause.hits
        if other.marks & adding
        or ("rather" in other.marks and "hedge" not in other.marks)
        or (planned and any(s.kind in ("month", "when") for s in other.senses))
        or any(s.name == sense.name and s.choices == sense.choices for s in other.senses)
        for place in range(other.first, other.after)
    }
    if planned:
        light |= {place for place in range(clause.first, clause.after) if said.tokens.kinds[place] == "figure"}
    return all(place in light or not said.tokens.said[place].isalnum() for place in range(clause.first, clause.after))


# A phrase of so many words, or signs, leaves less open than one.
_LONG_WORDS, _LONG_SIGNS = 2, 4
_ADDING = _LIGHT | {"filler", "aside", "joins", "belongs", "beside", "today", "proof"}


def _ends_its_clause(clause: Clause, hit: Hit) -> bool:
    behind = next((other for other in clause.hits if other.first >= hit.after), None)
    return hit.after == clause.after or (
        behind is not None and behind.first == hit.after and bool(behind.marks & _APART)
    )


_APART = _LIGHT | {"aside", "joins", "today"}


def _is_plainly_said(said: Said, clause: Clause, hit: Hit) -> bool:
    """Tell whether a longer phrase stands among words that change nothing: "you can phone me", "only a masters"."""
    least = _LONG_SIGNS if said.tokens.kinds[hit.first] == "sign" else _LONG_WORDS
    if hit.after - hit.first < least or clause.figured:
        return False
    # What stands right behind may be what is spoken of: "I have two jobs".
    if not _ends_its_clause(clause, hit):
        return False
    return all(other is hit or (other.marks and other.marks <= _ADDING) for other in clause.hits)


def _is_slip(tokens: Tokens, clause: Clause) -> bool:
    """Tell whether a name with a figure in it stands in a clause that no list knows: "JLPT N11"."""
    return any(tokens.said[place][-1].isdecimal() for place in clause.unknown)


def _counts_too_few(tokens: Tokens, clause: Clause, hit: Hit) -> bool:
    """Tell whether a clause counts fewer papers or grants than the table asks for: the figure in or behind its name."""
    behind = [i for i in range(hit.first, clause.after) if tokens.kinds[i] == "figure"][:1]
    places = behind or [i for i in range(clause.first, hit.first) if tokens.kinds[i] == "figure"]
    figures = (tokens.said[i] for i in places)
    return any(said.isdecimal() and len(said) == 1 and int(said) < LEAST_PAPERS for said in figures)


def _read_place(said: Said, clause: Clause, hit: Hit, name: str) -> None:
    """Read where somebody studied: at the question itself any place tells, else only a university beside a degree."""
    choice = YES if name in ("japan", "university_in_japan") else NO
    if name == "graduated":
        return
    studied = clause.sentence in said.graduating and name.startswith("university")
    if not said.is_asked(JAPANESE_DEGREE) and not studied:
        return
    trust = weigh(JAPANESE_DEGREE, clause, hit, said.tokens, said.repaired)
    if clause.denies(hit):
        trust = Trust.SPOKEN_OF
    # Elsewhere somebody may hold another degree, which they did not name.
    if not said.is_asked(JAPANESE_DEGREE) and trust is Trust.TAKE and choice == NO:
        trust = Trust.READ_BACK
    # "I work at Keio" names a university, and no degree.
    if choice == YES and trust is Trust.TAKE and not of_studies(clause) and _does_else(clause):
        trust = Trust.READ_BACK
    said.claim(JAPANESE_DEGREE, (choice,), trust, hit, of_a_school=True)


def _does_else(clause: Clause) -> bool:
    return clause.counts("experience") or bool(clause.says & {("choice", "activity"), ("either", "activity")})


def of_studies(clause: Clause) -> bool:
    """Tell whether a clause speaks of a degree or a graduation, so that a university beside it is where that was."""
    return bool(clause.says & {("choice", "degrees"), ("either", "degrees"), ("place", "graduated")})


def _read_licence(said: Said, clause: Clause, hit: Hit, sense: Sense) -> None:
    """Count named licences, each once; the sum is made when the whole text is read."""
    trust = weigh(LICENCES, clause, hit, said.tokens, said.repaired)
    if clause.denies(hit) or trust in (Trust.SPOKEN_OF, Trust.PLANNED):
        if said.is_asked(LICENCES) or trust is Trust.PLANNED:
            said.claim(LICENCES, (), Trust.PLANNED if trust is Trust.PLANNED else Trust.SPOKEN_OF, hit)
        return
    # A lawyer of another country may hold no licence of Japan.
    abroad = clause.says & {("place", "abroad"), ("place", "university_abroad")}
    kind = "doubtful" if abroad and sense.kind == "counted" else sense.kind
    name = sense.name if sense.kind == "counted" else f"{kind}:{hit.first}"
    said.licences[name] = Claim(LICENCES, (kind,), trust, hit.first, hit.after)


def _read_examination(said: Said, clause: Clause) -> None:
    """Read the points of the BJT."""
    found = examination(said.tokens, clause)
    if found is not None:
        level, first, after = found
        said.claims = [c for c in said.claims if c.question not in (JAPANESE, said.asked_id) or len(c.choices) == 1]
        hit = Hit(first, after, ())
        trust = weigh(JAPANESE, clause, hit, said.tokens, said.repaired)
        said.claim(JAPANESE, (level,), Trust.SPOKEN_OF if clause.denies(hit) else trust, hit)


def note_plans(said: Said, clause: Clause, claims: list[Claim]) -> None:
    """Turn what is planned of examinations and degrees into a fact of the plan, unless that is what was asked."""
    if said.asked_id == PLAN or clause.has("hedge"):
        return
    for claim in claims:
        studied = claim.trust is Trust.PLANNED and claim.question in (JAPANESE, "degrees")
        if studied and len(claim.choices) == 1 and claim.choices[0] in _PLANS:
            trust = Trust.TAKE if clause.dated else Trust.READ_BACK
            said.claims.append(replace(claim, question=PLAN, trust=trust))
            said.plans.append(clause)


def _is_a_person(clause: Clause, hit: Hit) -> bool:
    return any(mark.first <= hit.first and hit.after <= mark.after for mark in clause.marks("other_person"))


def _is_denied(said: Said, clause: Clause, hit: Hit) -> bool:
    """Tell whether a remark is denied: "no I was fired" does not, nor does "can't miss the deadline"."""
    if all(sense.name == "deadline" for sense in hit.senses):
        return denies_remark(clause, hit, said.tokens)
    return clause.denies(hit, answers=answers_first(clause)) or denies_remark(clause, hit, said.tokens)


def says_unmarried(clause: Clause) -> Hit | None:
    """Return the phrase by which somebody says that they are not married: an answer, and no marriage to remark on."""
    return next(
        (
            hit
            for hit in clause.hits
            for sense in hit.senses
            if sense.name == MARRIED_SINCE and sense.choices == (NOTHING,) and not clause.denies(hit)
        ),
        None,
    )


def _graduates(clause: Clause) -> bool:
    """Tell whether a clause tells of a graduation on a day that is not over: "graduate march"."""
    if clause.asks or clause.condition or clause.other_person or clause.has("done") or clause.has("past"):
        return False
    named = any(("topic", "graduation") in hit.says and not clause.denies(hit) for hit in clause.taken[:MOST_LOOKED_AT])
    return named and any(kind in ("month", "when") for kind, _ in clause.says) and not clause.counts("number")


_DONE_TO_SOMEBODY = frozenset({"refusal", "job_lost"})


def _happens_to_oneself(clause: Clause, hit: Hit, sense: Sense) -> bool:
    """Tell whether somebody else did it to the person: "they refused my visa", "they fired me"."""
    if sense.name not in _DONE_TO_SOMEBODY or clause.on_behalf:
        return False
    # "They did not renew my contract": whose contract it is, that very word says.
    own = (*clause.marks("own"), *clause.marks("work_contract"))
    return any(mark.first >= hit.first for mark in own) and not any(
        mark.first >= hit.first for mark in clause.marks("other_person")
    )


def _note_remarks(said: Said, clause: Clause, claims: list[Claim]) -> None:
    for hit in clause.told:
        for sense in hit.senses:
            if sense.kind != "remark" or _is_denied(said, clause, hit) or clause.condition:
                continue
            if clause.other_person and sense.name not in OF_OTHERS and not _happens_to_oneself(clause, hit, sense):
                continue
            # "Sorry, I meant my wife" takes back, and tells nothing.
            if sense.name == "family" and clause.has("correction") and _is_a_person(clause, hit):
                continue
            if sense.name == MARRIED and says_unmarried(clause) is not None:
                continue
            # "My previous company closed" is over.
            if sense.name == "job_lost" and any(m.first < hit.first <= m.after for m in clause.marks("past")):
                continue
            # "Now 8.1M from April" is a raise that has come.
            if sense.name == PLAN and clause.has("today") and clause.counts("money") and not clause.has("plan"):
                continue
            if not said.remarks or said.remarks[-1] != (clause, sense.name):
                said.remarks.append((clause, sense.name))
    if _graduates(clause) and (clause, "graduation") not in said.remarks:
        said.remarks.append((clause, "graduation"))
    note_plans(said, clause, claims)
    if said.asked_id == PLAN and any(claim.question == PLAN and len(claim.choices) == 1 for claim in claims):
        said.plans.append(clause)
    planned = [claim for claim in claims if claim.trust is Trust.PLANNED and claim.question in _PLANNABLE]
    if planned and said.asked_id != PLAN:
        said.remarks.append((clause, PLAN))
