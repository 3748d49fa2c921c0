"""Which cautions of a score belong to what is shown of it: one place, so that no surface loses one.

Where a line is shown, its own caution stands beside it. Where only a total is shown, or a card with what brings points,
the caution is that of what was counted: lines with points, and zeros that are in doubt because of the person's own
facts (the eve of a birthday). A zero by an answer of no is no caution for a total, however unsure its rule is.
"""

from __future__ import annotations

from dialogs.messages import Text
from scoring import CategoryScore, Confidence, PointItem, Ruleset, Status


def is_unsure(item: PointItem) -> bool:
    """Return whether staff must confirm a line."""
    return item.confidence is Confidence.STAFF_CONFIRMS


def counted_unsure(entry: CategoryScore, law: Ruleset) -> tuple[str, ...]:
    """Return the rows, then the conditions, that staff must confirm before a total is relied on."""
    table = law.categories[entry.category]
    rows = []
    for item in entry.items:
        row = table.row(item.id)
        by_facts = row is not None and row.confidence is Confidence.VERIFIED
        if is_unsure(item) and (item.points or (item.status is not Status.UNKNOWN and by_facts)):
            rows.append(item.id)
    gates = [gate.id for gate in entry.gates if gate.confidence is Confidence.STAFF_CONFIRMS and gate.met is not None]
    return (*rows, *gates)


def labelled(label: Text, item: PointItem) -> Text:
    """Return the name of a line in a list, with its caution."""
    return Text("line-unsure", {"label": label}) if is_unsure(item) else label


__all__ = ["counted_unsure", "is_unsure", "labelled"]
