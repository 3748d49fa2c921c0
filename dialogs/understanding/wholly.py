"""Reads "all of them" and "all but these" where any number of choices may be ticked."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.kinds import ManyOf
from dialogs.understanding.claims import Trust, weigh
from dialogs.understanding.clauses import Clause
from dialogs.understanding.phrases import Hit
from dialogs.understanding.said import Said

# Of these all may hold at once; who says "all" of degrees means those they named.
_ALL_AT_ONCE = frozenset({"in_order"})


def read_all(said: Said, clauses: Sequence[Clause]) -> None:
    """Tick every choice of the asked question, or every one but those named: "all but the guarantor"."""
    asked = said.asked
    if asked is None or asked.id not in _ALL_AT_ONCE or not isinstance(asked.kind, ManyOf):
        return
    telling = [clause for clause in clauses if not clause.asks]
    every = [(clause, mark) for clause in telling for mark in clause.marks("everything")]
    but = [mark for clause in telling for mark in clause.marks("all_but")]
    if not every and not but:
        return
    # "Not all" is some, and which ones is asked.
    denied = bool(every) and any(claim.plain for claim in said.claims) and _denied(every[0][0])
    if denied:
        said.claims = [claim for claim in said.claims if claim.question != asked.id]
    named = [claim for claim in said.claims if claim.question == asked.id]
    left_out = {choice for claim in named for choice in claim.choices if len(claim.choices) == 1} if but else set()
    open_only = all(len(claim.choices) > 1 for claim in named)
    # "All of my taxes" is of one of them.
    if (named and not but and not open_only) or (but and not left_out):
        return
    clause, mark = every[0] if every else (next(c for c in telling if c.marks("all_but")), but[0])
    trust = _trust(said, clause, mark) if every else Trust.READ_BACK
    # "All fine" may be said of what is asked, or of everything.
    trust = Trust.READ_BACK if named and not but and trust is Trust.TAKE else trust
    said.claims = [claim for claim in said.claims if claim not in named]
    for choice in asked.kind.choices:
        if choice not in left_out:
            said.claim(asked.id, (choice,), trust, mark)


def _trust(said: Said, clause: Clause, mark: Hit) -> Trust:
    if _denied(clause) or clause.has("hedge") or clause.has("partial"):
        return Trust.SPOKEN_OF
    # "All paid" is said of taxes, and hardly of a guarantor.
    if clause.counts("pay"):
        return Trust.READ_BACK
    return weigh(said.asked_id, clause, mark, said.tokens, said.repaired)


def _denied(clause: Clause) -> bool:
    marks = (hit for name in ("not_before", "not_after") for hit in clause.marks(name))
    return any("all_but" not in hit.marks for hit in marks)
