"""What became of the texts that staff keep: each change with who made it, to be seen and taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from bot.turns.apply import NOBODYS
from bot.turns.counting import ProfileChange
from bot.turns.ports import Transaction
from dialogs.desk.matter import Member, Recorded
from dialogs.saved import MOST_SAVED, SavedText

# The part of the settings that such a change is about; what it is about begins so where it takes one back.
SAVED, UNDO = "saved", "undo"
# Under this number stand acts that are about no lead.
NO_LEAD = 0
_BETWEEN, _NAME = " = ", "name"


@dataclass(frozen=True, slots=True)
class SavedUndoing:
    """What it takes to take a change back: the text as it is, and as it was; None where there is or was none."""

    before: SavedText | None
    after: SavedText | None

    @property
    def diff(self) -> str:
        """The lines that change."""
        # Loaded where a text changes: to answer with one takes nothing of it.
        from bot.office_profile.editing import diff_of

        return diff_of(lines_of(self.before), lines_of(self.after))


def lines_of(saved: SavedText | None) -> str:
    """Return a text as lines that a person can read: its name, and one for each language."""
    if saved is None:
        return ""
    said = {_NAME: saved.name, **saved.texts}
    return "".join(f"{name}{_BETWEEN}{json.dumps(text, ensure_ascii=False)}\n" for name, text in said.items())


def _read(saved_id: str, lines: str) -> SavedText | None:
    parts = (line.partition(_BETWEEN) for line in lines.split("\n") if line)
    said = {name: json.loads(text) for name, _, text in parts}
    name = said.pop(_NAME, None)
    return None if name is None else SavedText(saved_id, name, said)


def record(
    tx: Transaction,
    before: SavedText | None,
    after: SavedText | None,
    by: Member,
    now: datetime,
    *,
    undoes: bool = False,
) -> None:
    """Keep who changed what of a text; nothing where nothing changed."""
    either, diff = after or before, SavedUndoing(before, after).diff
    if either is not None and diff:
        about = f"{UNDO}.{SAVED}" if undoes else SAVED
        tx.add_profile_change(ProfileChange(now.timestamp(), by, about, diff, either.id))
        tx.add_audit(NOBODYS, NO_LEAD, Recorded(now.timestamp(), "settings", SAVED, by))


def is_of_saved(change: ProfileChange) -> bool:
    """Return whether a change is one of these."""
    return change.about.rpartition(".")[2] == SAVED


def undoing(tx: Transaction, change: ProfileChange) -> SavedUndoing | None:
    """Return what it takes to take a change back; None where that text is another by now, or has no room."""
    from bot.office_profile.editing import undone

    saved = tx.saved_texts()
    before = next((one for one in saved if one.id == change.digest), None)
    lines = undone(lines_of(before), change.diff)
    if lines is None:
        return None
    after = _read(change.digest, lines)
    if after is not None:
        others = [one for one in saved if one.id != change.digest]
        if len(others) >= MOST_SAVED or after.name.casefold() in {one.name.casefold() for one in others}:
            return None
    return SavedUndoing(before, after)


def take_back(tx: Transaction, undo: SavedUndoing, by: Member, now: datetime) -> None:
    """Take a change back."""
    if undo.after is not None:
        tx.keep_saved(undo.after)
    elif undo.before is not None:
        tx.drop_saved(undo.before.id)
    record(tx, undo.before, undo.after, by, now, undoes=True)


__all__ = ["SAVED", "SavedUndoing", "is_of_saved", "lines_of", "record", "take_back", "undoing"]
