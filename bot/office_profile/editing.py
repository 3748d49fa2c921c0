"""Changes the text of an office profile so that only the lines change that say something else; comments stay.

What is typed into a form becomes values at their places in the file (`bot.office_profile.settings` has the forms); what
it all says is checked by the reader of profiles before anybody can save it. Knows no page, no database and no clock.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from bot.errors import OfficeProfileError, reason_of
from bot.office_profile.profile import office_from_text
from bot.setup.saving import NewFile, save
from dialogs.office import Office

_BOM = "\ufeff"
# Lines that stand around a change, so that a person finds the place, and a change that is taken back, too.
_AROUND = 2
_HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")


@dataclass(frozen=True, slots=True)
class ProfileText:
    """The text of a profile as it stands in its file; `path` is None for the example that ships."""

    path: Path | None
    name: str
    text: str

    @property
    def digest(self) -> str:
        """What the text is known again by."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]

    @property
    def can_be_written(self) -> bool:
        """Whether the file can be written, as far as that can be told without doing it."""
        if self.path is None:
            return False
        place = self.path.resolve()
        return os.access(place, os.W_OK) and os.access(place.parent, os.W_OK)

    def changed(self, text: str) -> ProfileText:
        """Return the same file with another text."""
        return ProfileText(self.path, self.name, text)


def read_profile(path: Path) -> ProfileText:
    """Read the text of a profile, with its line ends as they are. Raises `OfficeProfileError`."""
    try:
        return ProfileText(path, str(path), path.read_bytes().decode())
    except OSError as error:
        raise OfficeProfileError("error-profile-file", path=str(path), reason=reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise OfficeProfileError("error-profile-bytes", path=str(path)) from error


def write_profile(profile: ProfileText) -> None:
    """Write a profile whole or not at all; who may read it stays. Raises `IntakeError`."""
    assert profile.path is not None, "the example that ships is never written"
    mode = profile.path.stat().st_mode & 0o7777
    save([NewFile(profile.path, profile.text, mode)])


def office_of(profile: ProfileText) -> Office:
    """Return the office that a text describes, read as at a start. Raises `OfficeProfileError`."""
    return office_from_text(profile.text.removeprefix(_BOM), profile.name)


# --- values -----------------------------------------------------------------------------------------------------------

KeyPath = tuple[str, ...]


class EditedProfile:
    """A profile that is being changed: values by their places, as a path of keys."""

    def __init__(self, profile: ProfileText) -> None:
        self.profile = profile
        self._mark = _BOM if profile.text.startswith(_BOM) else ""
        try:
            self._made = tomlkit.parse(profile.text.removeprefix(_BOM))
        except TOMLKitError as error:
            raise OfficeProfileError("error-profile-toml", path=profile.name, error=str(error)) from error

    @property
    def text(self) -> str:
        """The text as it is by now."""
        return self._mark + tomlkit.dumps(self._made)

    def get(self, path: KeyPath) -> Any:
        """Return the value at a place; None where there is none."""
        found: Any = self._made
        for key in path:
            if not isinstance(found, Mapping) or key not in found:
                return None
            found = found[key]
        return found.unwrap() if hasattr(found, "unwrap") else found

    def put(self, path: KeyPath, value: Any) -> None:
        """Have a value at a place, or none (None). What says the same is not written again."""
        if _same(self.get(path), value):
            return
        *outer, key = path
        found: Any = self._made
        for name in outer:
            if name not in found:
                if value is None:
                    return
                found[name] = tomlkit.table()
            found = found[name]
        if value is None:
            del found[key]
        else:
            found[key] = _toml(value)

    def tables(self, name: str) -> list[dict[str, Any]]:
        """Return the tables of a list."""
        found = self.get((name,))
        return [] if found is None else [dict(one) for one in found]

    def put_tables(self, name: str, tables: list[dict[str, Any]], by: str) -> None:
        """Have these tables in a list ([[name]]), known again by the value of a key; those that are not there go."""
        if tables == self.tables(name):
            return
        found: Any = self._made.get(name)
        if not isinstance(found, AoT):
            if found is not None:
                # Written in one line, or as an empty list: it becomes tables of its own.
                del self._made[name]
            found = tomlkit.aot()
            for row in tables:
                found.append(_table(row))
            if tables:
                self._made.append(name, found)
            return
        wanted = {row[by]: row for row in tables}
        # What stands below a table, up to the next one, is about what comes next: it stays where it is.
        tail = _cut(found[len(found) - 1]) if len(found) else []
        for place in reversed(range(len(found))):
            if found[place].get(by) not in wanted:
                del found[place]
        known = set()
        for table in found:
            known.add(table[by])
            _write_table(table, wanted[table[by]])
        new = [row for row in tables if row[by] not in known]
        for row in new:
            if len(found) and not found[len(found) - 1].as_string().endswith("\n\n"):
                found[len(found) - 1].value.body.append((None, tomlkit.ws("\n")))
            found.append(_table(row))
        if len(found):
            found[len(found) - 1].value.body.extend(tail)
            return
        del self._made[name]
        self._made.body.extend(tail)

    def put_list(self, name: str, tables: list[dict[str, Any]]) -> None:
        """Have a list of small tables at the top, each on a line of its own."""
        if tables == self.tables(name):
            return
        listed = tomlkit.array()
        for row in tables:
            listed.append(_toml(row))
        if tables:
            listed.multiline(True)
        self._made[name] = listed


def _cut(table: Table) -> list[tuple[Any, Any]]:
    """Take what stands below the last value of a table, and return it: comments and empty lines."""
    body = table.value.body
    if body and isinstance(body[-1][1], Table):
        return _cut(body[-1][1])
    begins = next((at for at in range(len(body), 0, -1) if body[at - 1][0] is not None), 0)
    tail = body[begins:]
    del body[begins:]
    return tail


def _write_table(table: Table, wanted: Mapping[str, Any]) -> None:
    for key in [key for key in table if key not in wanted]:
        del table[key]
    for key, value in wanted.items():
        if not _same(table.get(key), value):
            inner = table.get(key)
            if isinstance(inner, Table) and isinstance(value, Mapping):
                _write_table(inner, value)
            else:
                table[key] = _toml(value)


def _table(values: Mapping[str, Any]) -> Table:
    made = tomlkit.table()
    for key, value in values.items():
        made.append(key, _toml(value))
    return made


def _toml(value: Any) -> Any:
    if isinstance(value, Mapping):
        made = tomlkit.inline_table()
        for key, inner in value.items():
            made.append(key, _toml(inner))
        return made
    return tomlkit.item(value)


def _same(before: Any, after: Any) -> bool:
    before = before.unwrap() if hasattr(before, "unwrap") else before
    return type(before) is type(after) and before == after


# --- changes as people read them --------------------------------------------------------------------------------------


def diff_of(before: str, after: str) -> str:
    """Return the lines that change, as a unified diff without the names of files."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=_AROUND)
    return "\n".join(list(lines)[2:])


def undone(text: str, diff: str) -> str | None:
    """Return a text without a change that was made to it; None where those lines are others by now."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    moved = 0
    for begins, after, before in _hunks(diff):
        at = _found_at(lines, after, begins + moved)
        if at is None:
            return None
        lines[at : at + len(after)] = before
        moved += at - (begins + moved) + len(before) - len(after)
    return end.join(lines) + (end if text.endswith("\n") else "")


def _hunks(diff: str) -> list[tuple[int, list[str], list[str]]]:
    """Return of each part of a diff where it begins in the newer text, its newer lines and its older ones."""
    found: list[tuple[int, list[str], list[str]]] = []
    for line in diff.split("\n"):
        head = _HUNK.match(line)
        if head is not None:
            found.append((max(0, int(head[2]) - 1), [], []))
        elif found:
            sign, said = line[:1], line[1:]
            if sign in ("+", " "):
                found[-1][1].append(said)
            if sign in ("-", " "):
                found[-1][2].append(said)
    return found


def _found_at(text: list[str], wanted: list[str], near: int) -> int | None:
    """Return where lines stand: where they are expected, or else at the only place there is."""
    if text[near : near + len(wanted)] == wanted:
        return near
    places = [at for at in range(len(text) - len(wanted) + 1) if text[at : at + len(wanted)] == wanted]
    return places[0] if len(places) == 1 else None


__all__ = ["EditedProfile", "ProfileText", "diff_of", "office_of", "read_profile", "undone", "write_profile"]
