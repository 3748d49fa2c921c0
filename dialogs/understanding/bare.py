"""Reads clauses that only say yes, no or nothing, or deny what no list knows, as an answer to what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.kinds import YesNo
from dialogs.question import Question
from dialogs.understanding.claims import AHEAD, JAPANESE, NO, YES, Trust, concerns, leaves_doubt
from dialogs.understanding.clauses import Clause
from dialogs.understanding.lexicon import NOTHING, choices_of
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens, is_hiragana, is_katakana

if TYPE_CHECKING:
    # It reads by these in turn.
    from dialogs.understanding.said import Said


_NAMES = frozenset({"likely", "either"})
# "Not anymore", "not now" deny a name before them as they answer alone.
_NOES = ("no", "not_before", "nothing", "no_alone")


def no_behind(clause: Clause, hit: Hit) -> bool:
    """Tell whether a negation right behind a name denies it: "N2 no", "N2 didn't pass"; "N2 no problem" does not."""
    behind = [mark for name in _NOES for mark in clause.marks(name) if mark.first == hit.after]
    return (
        bool(behind)
        and not _denies_the_last(clause, hit)
        and not any(
            sense.kind == "choice" for other in clause.hits if other.first > hit.after for sense in other.senses
        )
    )


def may_be_denied(clause: Clause, hit: Hit) -> bool:
    """Tell whether a negation right behind a name may be of it, or of what follows: "N1 no N2", "student not work"."""
    return any(mark.first == hit.after for mark in clause.marks("no")) or _denies_the_last(clause, hit)


def _denies_the_last(clause: Clause, hit: Hit) -> bool:
    """Tell whether a negation stands between a name and a last word that can be one: "student visa, not work"."""
    last = {o.first for o in clause.hits if o.after == clause.after and any(s.kind in _NAMES for s in o.senses)}
    return any(mark.first == hit.after and mark.after in last for mark in clause.marks("not_before"))


def read_bare(said: Said, clause: Clause, asked: Question, *, answered: bool) -> None:
    """Read a clause that only says yes, no or nothing."""
    found = _yes_or_no(said, clause)
    if found is None:
        if not answered:
            read_noun(said, clause, asked)
        read_denial(said, clause, asked)
        return
    answer, hit = found
    if answered and hit.first > clause.first:
        return  # "I have a CFA" says yes to something, and what it is decides
    elsewhere = answer == NO and _denies_something_else(said, clause, asked, hit)
    if elsewhere and not isinstance(asked.kind, YesNo):
        return
    choice = _bare_choice(asked, answer, said.tokens, hit)
    if choice == "0" and clause.figured:
        return  # "not 5 years" counts nothing, and is no zero
    if choice:
        trust = _weigh_bare(said, clause, asked, hit, choice)
        # "We get a subsidy from the state" ends like a yes, and says something of its own.
        if hit.first > clause.first and choice == YES and trust is Trust.TAKE and not _opens(said.tokens, clause, hit):
            trust = Trust.READ_BACK
        if trust is Trust.TAKE and elsewhere:
            trust = Trust.READ_BACK
        if choice == "0" and trust is Trust.TAKE and _has_no(said, clause, asked, hit):
            trust = Trust.READ_BACK
        said.claim(asked.id, (choice,), trust, hit, plain=True)


def _has_no(said: Said, clause: Clause, asked: Question, hit: Hit) -> bool:
    """Tell whether somebody has none of something that is not what is counted: "I have no degree" at years of work."""
    if "nothing" not in hit.marks or not any(said.tokens.said[i].isalnum() for i in range(hit.after, clause.after)):
        return False
    return ("about", asked.id) not in clause.says and not clause.counts("experience")


def _denies_something_else(said: Said, clause: Clause, asked: Question, no: Hit) -> bool:
    """Tell whether a no behind what answers another question is said of that: "N2 no", 「働いていません」."""
    for hit in clause.hits:
        if hit.after > no.first:
            break
        if any(sense.kind == "choice" and not sense.bound and not said.is_asked(sense.name) for sense in hit.senses):
            return clause.denies(hit) or no_behind(clause, hit)
        if "experience" in hit.figures and "not_after" in no.marks and not isinstance(asked.kind, YesNo):
            return True
    return False


# What makes a negation, or a noun alone, say less than a no or a yes.
_LESS_THAN_NO = frozenset(("hedge", "unknown", "partial", "or", "plan", "unreliable", "changing", "short_of", "yes"))


def read_noun(said: Said, clause: Clause, asked: Question) -> None:
    """Read what a clause says of a noun of the asked question: denied it is a no, "have" with it a yes."""
    about = ("about", asked.id)
    nouns = [hit for hit in clause.hits if about in hit.says]
    if not nouns:
        return
    having = [mark for name in ("yes", "yes_alone") for mark in clause.marks(name) if mark.first >= nouns[-1].after]
    denied = clause.denies(nouns[-1])
    named = isinstance(asked.kind, YesNo) and not (denied or having or clause.has_any(_LESS_THAN_NO))
    named = named and not clause.counts("money")
    if denied == bool(having) and not named:
        return
    choice = _bare_choice(asked, NO if denied else YES, said.tokens, nouns[-1])
    if choice:
        trust = _weigh_bare(said, clause, asked, nouns[-1], choice, denied=denied)
        # "No papers" says nothing of patents; who only names a thing likely has it: "a full-time lady from June".
        sure = isinstance(asked.kind, YesNo) and not named
        trust = Trust.READ_BACK if trust is Trust.TAKE and not sure else trust
        said.claim(asked.id, (choice,), trust, nouns[-1])


# Of these none is an answer as well, so that a negation alone means it likely.
_NONE_IS_LIKELY = frozenset({JAPANESE, "research", "degrees"})


def read_denial(said: Said, clause: Clause, asked: Question) -> None:
    """Read back a no where a clause denies something that no list knows: "our company never had that"."""
    denials = (*clause.marks("not_before"), *clause.marks("not_after"))
    if not denials or clause.condition or clause.other_person or clause.has_any(_LESS_THAN_NO):
        return
    choice = NO if isinstance(asked.kind, YesNo) else NOTHING if asked.id in _NONE_IS_LIKELY else ""
    # "Haven't published" denies what could have meant several things.
    told = [claim for claim in said.claims_in(clause) if said.is_asked(claim.question)]
    if choice and all(len(claim.choices) > 1 and claim.trust is Trust.SPOKEN_OF for claim in told):
        said.claims = [claim for claim in said.claims if claim not in told]
        said.claim(asked.id, (choice,), Trust.READ_BACK, denials[0])


def ends_in_no(clause: Clause, hit: Hit) -> bool:
    """Tell whether a clause ends with a negation behind a phrase: "our city doesn't"."""
    return any(mark.after == clause.after and mark.first >= hit.after for mark in clause.marks("not_before")[-1:])


def _bare_choice(asked: Question, answer: str, tokens: Tokens, hit: Hit) -> str:
    """Return what a mere yes or no chooses; empty where it chooses nothing."""
    if isinstance(asked.kind, YesNo):
        return answer
    # A lone letter answers yes or no; elsewhere it is a slip of the hand: "n" for N1.
    if answer == NO and not (
        hit.after == hit.first + 1 and len(tokens.said[hit.first]) == 1 and tokens.kinds[hit.first] == "word"
    ):
        allowed = () if asked.id == "stay_until" else choices_of(asked)
        return next((choice for choice in (NOTHING, "0") if choice in allowed), "")
    return ""


def _yes_or_no(said: Said, clause: Clause) -> tuple[str, Hit] | None:
    """Return the yes or no that a clause begins with, or that is all it says."""
    alone = not clause.unknown
    start = clause.first
    for hit in clause.hits:
        names = {sense.name for sense in hit.senses if sense.kind == "mark"}
        opens = all(not said.tokens.said[i].isalnum() for i in range(start, hit.first))
        answer = YES if "yes" in names else NO if names & {"no", "nothing"} else ""
        if answer and (opens or alone):
            return None if _goes_on(said.tokens, clause, hit) else (answer, hit)
        answer = YES if "yes_alone" in names else NO if "no_alone" in names else ""
        if answer and opens and hit.after == clause.after:
            return answer, hit
        if opens and names & {"calls", "filler", "hedge", "own", "correction", "aside"}:
            start = hit.after
    return None


def _opens(tokens: Tokens, clause: Clause, hit: Hit) -> bool:
    """Tell whether only greetings, hedges and the like stand before a phrase."""
    light = {"calls", "own", "correction", "aside", "hedge"}
    before = {place for other in clause.hits if other.marks & light for place in range(other.first, other.after)}
    return all(place in before or not tokens.said[place].isalnum() for place in range(clause.first, hit.first))


def _goes_on(tokens: Tokens, clause: Clause, hit: Hit) -> bool:
    """Tell whether a Japanese word goes on behind a hit: 「うん」 of 「うんざり」 is no yes."""
    if hit.after >= clause.after or not tokens.kinds[hit.after] == tokens.kinds[hit.first] == "sign":
        return False
    # 「いえ、」 without its comma, before a name: 「いえプネー大学です」.
    if is_katakana(tokens.said[hit.after]) and is_hiragana(tokens.said[hit.after - 1]):
        return False
    return not any(other.first <= hit.after < other.after for other in clause.hits)


def _weigh_bare(said: Said, clause: Clause, asked: Question, hit: Hit, choice: str, *, denied: bool = False) -> Trust:
    if clause.has("unknown") or clause.condition or (clause.other_person and not concerns(asked.id, clause, hit)):
        return Trust.SPOKEN_OF
    # "I am attending now, graduation is in March" says yes to something else.
    if choice == YES and (
        clause.has("past") or (asked.id not in AHEAD and (clause.has("plan") or clause.has("changing")))
    ):
        return Trust.READ_BACK
    if not denied and _takes_back(said.tokens, clause, hit, choice):
        return Trust.READ_BACK
    if clause.has("hedge") or (clause.has("partial") and choice == YES):
        return Trust.READ_BACK
    # "No, it is software" gives its reason; where "nothing" is an answer, what stands beside it may be one too.
    if not isinstance(asked.kind, YesNo) and leaves_doubt(clause, hit, said.tokens):
        return Trust.READ_BACK
    return Trust.READ_BACK if any(i in said.repaired for i in range(hit.first, hit.after)) else Trust.TAKE


def _takes_back(tokens: Tokens, clause: Clause, hit: Hit, choice: str) -> bool:
    """Tell whether a clause goes on to deny the answer it begins with: "yes sir no sir", 「いいえとは言えない」."""
    japanese = tokens.kinds[hit.first] == "sign"
    against = [*clause.marks("no" if choice == YES else "yes"), *(clause.marks("not_after") if japanese else ())]
    return any(mark.first >= hit.after for mark in against)
