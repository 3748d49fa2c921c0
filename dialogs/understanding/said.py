"""Collects what the clauses of a text say by phrases: claims on questions, remarks, wishes, corrections."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogs.kinds import YesNo
from dialogs.question import Question
from dialogs.understanding.claims import NO, YES, Claim, Weight, unknown_in, weigh
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import examination
from dialogs.understanding.lexicon import NOTHING, choices_of
from dialogs.understanding.phrases import Hit, Sense
from dialogs.understanding.plain import Tokens
from dialogs.understanding.understood import Fact

JAPANESE, JAPANESE_DEGREE, LICENCES, PLAN = "japanese", "japanese_degree", "licences", "plan"
# Asked of an earlier day, the same words stand for the same choices.
READ_AS = {"japanese_before": JAPANESE, "degrees_before": "degrees"}
# What somebody plans of these is told to staff as a plan.
_PLANNABLE = frozenset({JAPANESE, "degrees", LICENCES, "position", "residence", "research"})
_FLIPPED: dict[tuple[str, ...], tuple[str, ...]] = {(YES,): (NO,), (NO,): (YES,)}
_REMARKS_OF_OTHERS = frozenset({"family", "married", "pregnancy"})


@dataclass(slots=True)
class Said:
    """All that was found in one text."""

    asked: Question | None
    tokens: Tokens
    repaired: frozenset[int]
    claims: list[Claim] = field(default_factory=list)
    amounts: list[Fact] = field(default_factory=list)
    remarks: list[tuple[Clause, str]] = field(default_factory=list)
    licences: dict[str, Claim] = field(default_factory=dict)
    wishes_human: bool = False
    corrected_at: int | None = None

    @property
    def asked_id(self) -> str:
        """Return the id of the asked question; empty where none is."""
        return self.asked.id if self.asked is not None else ""

    def is_asked(self, question: str) -> bool:
        """Return whether a question is the one asked, or means the same of an earlier day."""
        return question in (self.asked_id, READ_AS.get(self.asked_id))

    def claim(self, question: str, choices: tuple[str, ...], weight: Weight, hit: Hit) -> None:
        """Note what a phrase says of a question."""
        meant = self.asked_id if self.is_asked(question) else question
        self.claims.append(Claim(meant, choices, weight, hit.first, hit.after))


def read_clause(said: Said, clause: Clause) -> None:
    """Note what a clause says."""
    for hit in clause.hits:
        for sense in hit.senses:
            if sense.kind == "wish" and not clause.denies(hit):
                said.wishes_human = True
            if sense.kind == "mark" and sense.name == "correction":
                said.corrected_at = hit.after
            if sense.kind == "wanted" and said.asked_id in ("", "goal"):
                said.claim("goal", sense.choices, Weight.TAKE, hit)
    if clause.asks:
        return
    before = len(said.claims)
    for hit in clause.hits:
        _read_hit(said, clause, hit)
    _read_examination(said, clause)
    if said.asked is not None and not any(said.is_asked(claim.question) for claim in said.claims[before:]):
        _read_bare(said, clause, said.asked)
    _note_remarks(said, clause, said.claims[before:])


def _read_hit(said: Said, clause: Clause, hit: Hit) -> None:
    senses = [s for s in hit.senses if s.kind in ("choice", "either")]
    asked = [s for s in senses if said.is_asked(s.name)]
    # The asked question has the word; a word that answers it says nothing else.
    for sense in asked or [s for s in senses if not s.bound]:
        _claim_choice(said, clause, hit, sense)
    for sense in hit.senses:
        if sense.kind == "place":
            _read_place(said, clause, hit, sense.name)
        elif sense.kind in ("counted", "not_counted", "doubtful"):
            _read_licence(said, clause, hit, sense)


def _claim_choice(said: Said, clause: Clause, hit: Hit, sense: Sense) -> None:
    weight = weigh(sense.name, clause, hit, said.tokens, said.repaired)
    choices = sense.choices
    if clause.denies(hit):
        flipped = _FLIPPED.get(choices)
        weight = weight if flipped else Weight.SPOKEN_OF
        choices = flipped or choices
    if clause.has("partial") and choices == (YES,):
        weight = Weight.READ_BACK if weight is Weight.TAKE else weight
    said.claim(sense.name, choices, weight, hit)


def _read_place(said: Said, clause: Clause, hit: Hit, name: str) -> None:
    """Read where somebody studied: at the question itself any place tells, else only a university beside a degree."""
    choice = YES if name in ("japan", "university_in_japan") else NO
    if name == "graduated":
        return
    degrees = [h for h in clause.hits if any(s.kind == "choice" and s.name == "degrees" for s in h.senses)]
    graduated = [h for h in clause.hits if any(s.kind == "place" and s.name == "graduated" for s in h.senses)]
    if not said.is_asked(JAPANESE_DEGREE) and not (name.startswith("university") and (degrees or graduated)):
        return
    weight = weigh(JAPANESE_DEGREE, clause, hit, said.tokens, said.repaired)
    if clause.denies(hit):
        weight = Weight.SPOKEN_OF
    # Elsewhere somebody may hold another degree, which they did not name.
    if not said.is_asked(JAPANESE_DEGREE) and weight is Weight.TAKE and choice == NO:
        weight = Weight.READ_BACK
    said.claim(JAPANESE_DEGREE, (choice,), weight, hit)


def _read_licence(said: Said, clause: Clause, hit: Hit, sense: Sense) -> None:
    """Count named licences, each once; the sum is made when the whole text is read."""
    weight = weigh(LICENCES, clause, hit, said.tokens, said.repaired)
    if clause.denies(hit) or weight in (Weight.SPOKEN_OF, Weight.PLANNED):
        if said.is_asked(LICENCES) or weight is Weight.PLANNED:
            said.claim(LICENCES, (), Weight.PLANNED if weight is Weight.PLANNED else Weight.SPOKEN_OF, hit)
        return
    name = sense.name if sense.kind == "counted" else f"{sense.kind}:{hit.first}"
    said.licences[name] = Claim(LICENCES, (sense.kind,), weight, hit.first, hit.after)


def _read_examination(said: Said, clause: Clause) -> None:
    """Read the points of the BJT."""
    found = examination(said.tokens, clause)
    if found is not None:
        level, first, after = found
        hit = Hit(first, after, ())
        weight = weigh(JAPANESE, clause, hit, said.tokens, said.repaired)
        said.claim(JAPANESE, (level,), Weight.SPOKEN_OF if clause.denies(hit) else weight, hit)


def _read_bare(said: Said, clause: Clause, asked: Question) -> None:
    """Read a clause that only says yes, no or nothing."""
    found = _yes_or_no(said, clause)
    if found is None:
        return
    answer, hit = found
    choice = _bare_choice(asked, answer)
    if choice:
        said.claim(asked.id, (choice,), _weigh_bare(said, clause, asked, hit), hit)


def _bare_choice(asked: Question, answer: str) -> str:
    """Return what a mere yes or no chooses; empty where it chooses nothing."""
    if isinstance(asked.kind, YesNo):
        return answer
    if answer == NO:
        allowed = choices_of(asked)
        return next((choice for choice in (NOTHING, "0") if choice in allowed), "")
    return ""


def _yes_or_no(said: Said, clause: Clause) -> tuple[str, Hit] | None:
    """Return the yes or no that a clause begins with, or that is all it says."""
    alone = not any(True for _ in unknown_in(clause, said.tokens))
    start = clause.first
    for hit in clause.hits:
        names = {sense.name for sense in hit.senses if sense.kind == "mark"}
        opens = all(not said.tokens.said[i].isalnum() for i in range(start, hit.first))
        answer = YES if "yes" in names else NO if names & {"no", "nothing"} else ""
        if answer and (opens or alone):
            return answer, hit
        if opens and names & {"calls", "filler", "hedge", "own", "correction", "aside"}:
            start = hit.after
    return None


def _weigh_bare(said: Said, clause: Clause, asked: Question, hit: Hit) -> Weight:
    if clause.has("unknown") or clause.condition:
        return Weight.SPOKEN_OF
    if clause.has("hedge") or (clause.has("partial") and isinstance(asked.kind, YesNo)):
        return Weight.READ_BACK
    return Weight.READ_BACK if any(i in said.repaired for i in range(hit.first, hit.after)) else Weight.TAKE


def _note_remarks(said: Said, clause: Clause, claims: list[Claim]) -> None:
    for hit in clause.hits:
        for sense in hit.senses:
            if sense.kind != "remark" or clause.denies(hit) or clause.condition:
                continue
            if clause.other_person and sense.name not in _REMARKS_OF_OTHERS:
                continue
            said.remarks.append((clause, sense.name))
    planned = [claim for claim in claims if claim.weight is Weight.PLANNED and claim.question in _PLANNABLE]
    if planned and said.asked_id != PLAN:
        said.remarks.append((clause, PLAN))
