"""What staff did with a lead, for those who lead: who, what and when, newest last, and never what was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from types import MappingProxyType

from bot.office.lead_list import Listed
from bot.office.moments import moment_of
from dialogs.desk.matter import Recorded
from dialogs.messages import Text, Typed

MOST_SHOWN = 20

# What the row of an act names, where it names something that staff read.
_ROWS: Mapping[str, Callable[[str], Text]] = MappingProxyType(
    {
        "ok": lambda row: Text(f"item-{row.replace('_', '-')}.short"),
        "not_ok": lambda row: Text(f"item-{row.replace('_', '-')}.short"),
        "ended": lambda row: Text(f"staff-ended-{row}"),
        "summary": lambda row: Text(f"staff-ended-{row}"),
        "confirmed": lambda row: Text(f"q-{row}.short"),
        "corrected": lambda row: Text(f"q-{row}.short"),
        "law_send": lambda row: Text("value-plain", {"text": row}),
        "law_drop": lambda row: Text("value-plain", {"text": row}),
    }
)


def audit_list(
    number: int,
    recorded: Sequence[Recorded],
    zone: tzinfo,
    *,
    page: int,
    person: str | None,
    has: Callable[[Text], bool],
    names: Mapping[str, str],
) -> Listed:
    """Return a page of what was done, the first with the newest.

    `has` says whether there are words for a text; `names` are those of colleagues by their ids.
    """
    persons = () if person is None else (person,)
    if not recorded:
        return Listed((Text("staff-audit-none", {"number": str(number)}),), persons)
    pages = -(-len(recorded) // MOST_SHOWN)
    page = min(page, pages)
    end = len(recorded) - (page - 1) * MOST_SHOWN
    shown = recorded[max(0, end - MOST_SHOWN) : end]
    counted = {"number": str(number), "shown": str(len(shown)), "count": str(len(recorded))}
    title = Text("staff-audit-title" if pages > 1 else "staff-audit-title-all", counted)
    lines = [title, *(_line(one, zone, has, names) for one in shown)]
    if page < pages:
        lines.append(Text("staff-audit-more", {"number": str(number), "page": str(page + 1)}))
    return Listed(tuple(lines), persons)


def _line(one: Recorded, zone: tzinfo, has: Callable[[Text], bool], names: Mapping[str, str]) -> Text:
    act = Text(f"staff-did-{one.act}")
    args = {
        "at": f"{moment_of(one.at, zone):%Y-%m-%d %H:%M}",
        # An act of a later version, or of one that is no more, is called by its name.
        "act": act if has(act) else one.act,
        "who": Typed(one.by.name),
    }
    row = _ROWS[one.act](one.row) if one.act in _ROWS and one.row else None
    if one.act == "pass_to" and one.row in names:
        row = Text("value-typed", {"text": Typed(names[one.row])})
    if row is None or not has(row):
        return Text("staff-audit-line", args)
    return Text("staff-audit-line-of", {**args, "row": row})
