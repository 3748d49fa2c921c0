"""Opens a text: its tokens, the phrases in them after misspelt words were repaired, and its clauses."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.kinds import Context
from dialogs.question import Question
from dialogs.understanding.clauses import Clause, clauses_of
from dialogs.understanding.corrected import follow_the_change
from dialogs.understanding.introducing import follow_who_was_named
from dialogs.understanding.lexicon import Vocabulary
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens
from dialogs.understanding.put_right import deny_what_was_told
from dialogs.understanding.said import READ_AS, Said, of_studies
from dialogs.understanding.spelling import MOST_REPAIRS
from dialogs.understanding.when import is_past


def opened(
    tokens: Tokens, vocabulary: Vocabulary, asked: Question | None, context: Context
) -> tuple[Said, list[Clause], list[Hit]]:
    """Return a text of which nothing is read yet, its clauses and its phrases; where it corrects itself is known."""
    hits, told, repaired = _hits(tokens, vocabulary, _names_of(asked))
    clauses = clauses_of(tokens, hits, told)
    _leave_what_is_past(tokens, clauses, context)
    follow_who_was_named(clauses)
    said = Said(asked, tokens, repaired)
    instead = (h.after for h in hits if "instead" in h.marks or ("no" in h.marks and _puts_right(tokens, h, hits)))
    alone = [hit for hit in hits if "no" in hit.marks and hit.after - hit.first == 1 and hit.first > 0]
    but_no = [no.after for no in alone if _turns_back(clauses, no)]
    said.corrected_at = max((*instead, *but_no[-1:]), default=None)
    if [1 for hit in hits if "told_before" in hit.marks]:
        said.corrected_at = said.corrected_at or deny_what_was_told(clauses)
    said.contrasts = bool([1 for hit in hits if "contrast" in hit.marks])
    corrected = said.corrected_at or len(tokens.said)
    said.adds = bool([1 for hit in hits if "further" in hit.marks and hit.first >= corrected])
    said.graduating = {clause.sentence for clause in clauses if of_studies(clause)}
    follow_the_change(said, clauses)
    return said, clauses, hits


def _leave_what_is_past(tokens: Tokens, clauses: Sequence[Clause], context: Context) -> None:
    """Leave a day that is over to be no plan: "N1 in December 2019"."""
    dated = [clause for clause in clauses if clause.dated]
    if dated and all(is_past(tokens, clause, context.today) for clause in dated):
        for clause in dated:
            clause.dated = False


def _puts_right(tokens: Tokens, no: Hit, hits: Sequence[Hit]) -> bool:
    """Tell whether a Japanese no behind something puts it right with what follows at once: 「N1、いやN2」."""
    if tokens.kinds[no.first] != "sign" or no.first == 0 or tokens.kinds[no.first - 1] != "mark":
        return False
    follows = no.after + (tokens.kinds[no.after : no.after + 1] == ["mark"])
    return any(hit.first == follows and any(sense.kind == "choice" for sense in hit.senses) for hit in hits)


def _turns_back(clauses: Sequence[Clause], no: Hit) -> bool:
    """Tell whether a lone no behind a "but" takes back what was thought before it: "I thought PR but no, HSP now"."""
    if not [1 for c in clauses if c.follows and (no.first, no.after) == (c.first, c.after)]:
        return False
    told = [c for c in clauses if any(kind == "choice" for kind, _ in c.says)]
    return any(c.after <= no.first for c in told) and any(c.first >= no.after for c in told)


def _names_of(asked: Question | None) -> tuple[str, ...]:
    """Return the questions whose own words count; in a message that answers no question, a goal may stand alone."""
    return ("goal",) if asked is None else (asked.id, READ_AS.get(asked.id, asked.id))


def _hits(tokens: Tokens, vocabulary: Vocabulary, asked: Sequence[str]) -> tuple[list[Hit], list[Hit], frozenset[int]]:
    """Return the phrases of a text and of its remarks, after misspelt words were repaired, and the places of those."""
    repaired: dict[int, str] = {}
    words = (place for place, kind in enumerate(tokens.kinds) if kind == "word")
    unknown = (place for place in words if vocabulary.speller.is_unknown(tokens.said[place]))
    for _, place in zip(range(MOST_REPAIRS), unknown, strict=False):
        meant = vocabulary.speller.repaired(tokens.said[place])
        if meant is not None:
            repaired[place] = meant
    said = [repaired.get(place, token) for place, token in enumerate(tokens.said)] if repaired else tokens.said
    return vocabulary.index.find(said, asked), vocabulary.remarks.find(said), frozenset(repaired)
