"""What a transaction counts, and the changes of the office's profile that it keeps: on SQL, and in memory."""

from __future__ import annotations

import json
import logging
import secrets
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from bot.errors import SealError
from bot.storage.seal import Sealer
from bot.storage.statements import Statements
from bot.storage.tables import PADDED
from bot.turns.counting import FEWEST_NAMED, OTHERS, ProfileChange
from dialogs.happenings import BEGUN, OPENED, Happening

log = logging.getLogger(__name__)
# The record that says how many came by a word, without a month, and the name of what it counts.
_CAME, _NO_MONTH = "came", ""
# So much of a keyed hash names a record: 128 bits, of which no two are the same.
_LETTERS = 32


def _sealed(sealer: Sealer, name: str, label: list[Any]) -> bytes:
    return sealer.seal_json("counters", name, label, pad=PADDED["counters"])


@lru_cache(maxsize=2_048)
def _row(sealer: Sealer, _key_id: str, one: Happening) -> tuple[str, bytes]:
    """Return the name and the sealed label of a record; kept, since the same things happen again and again.

    The word by which somebody came is a mark by now.
    """
    label = [one.name, one.language, one.source, one.at, one.could]
    name = sealer.fingerprint("counter", one.month, *map(str, label))[:_LETTERS]
    return name, _sealed(sealer, name, label)


def _row_of_source(sealer: Sealer, mark: str) -> str:
    return sealer.fingerprint("counter", _CAME, mark)[:_LETTERS]


class SqlCounters:
    """What one transaction counts; written at its end, in the order of the records' names."""

    connection: Connection
    sealer: Sealer
    sql: Statements

    def _begin_counters(self) -> None:
        self._happened: Counter[Happening] = Counter()

    def count(self, happening: Happening, times: int = 1) -> None:
        self._happened[happening] += times

    def _write_counters(self) -> None:
        """Add what was counted to what stands there."""
        if not self._happened:
            return
        happened, self._happened = self._happened, Counter()
        came: Counter[str] = Counter()
        sealer, key_id = self.sealer, self.sealer.key_id
        times_of: Counter[Happening] = Counter()
        for one, times in happened.items():
            if one.source:
                mark = self._mark(one.source)
                if one.name == BEGUN:
                    came[one.source] += times
                elif one.name == OPENED and not self._is_known(mark):
                    # Anybody can open pages with any word: each would be a record of its own.
                    mark = OTHERS
                one = one._replace(source=mark)
            times_of[one] += times
        rows = sorted((*_row(sealer, key_id, one), one.month, times) for one, times in times_of.items())
        values = [{"id": name, "sealed": sealed, "month": month, "n": n} for name, sealed, month, n in rows]
        self.sql.add_counts.many(self.connection, values)
        for source in sorted(came):
            self._name(source, came[source])

    def _mark(self, source: str) -> str:
        """Return what a word is kept by, as long as it may be that of one person alone."""
        return source if source in ("", OTHERS) else self.sealer.fingerprint("source", source)[:16]

    def _is_known(self, mark: str) -> bool:
        return self.sql.count_of.run(self.connection, {"which": _row_of_source(self.sealer, mark)}).value() is not None

    def _name(self, source: str, times: int) -> None:
        """Count who came by a word, which is named once several did."""
        mark = self._mark(source)
        name, month = _row_of_source(self.sealer, mark), _NO_MONTH
        sealed = _sealed(self.sealer, name, [_CAME, "", mark, "", False])
        self.sql.add_counts.many(self.connection, [{"id": name, "month": month, "n": times, "sealed": sealed}])
        grown = self.sql.count_of.run(self.connection, {"which": name}).value()
        if grown >= FEWEST_NAMED > grown - times:
            sealed = _sealed(self.sealer, name, [_CAME, "", mark, source, True])
            self.sql.name_count.run(self.connection, {"which": name, "sealed": sealed})

    def counted(self, months: Collection[str]) -> dict[Happening, int]:
        self._write_counters()
        found = self.sql.counted.run(self.connection, [_NO_MONTH, *months])
        labels = []
        for record in found:
            try:
                labels.append((record, self.sealer.open_json("counters", record.id, record.sealed)))
            except SealError:
                log.error("a figure cannot be opened (damaged), and is passed over")
        names = {mark: source for _, (name, _, mark, source, is_named) in labels if name == _CAME and is_named}
        sums: Counter[Happening] = Counter()
        for record, (name, language, mark, at, could) in labels:
            if name != _CAME:
                source = mark and names.get(mark, OTHERS)
                sums[Happening(record.month, name, language, source, at, could)] += record.n
        return dict(sums)

    def prune_counters(self, before: str) -> int:
        written: int = self.sql.prune_counters.run(self.connection, {"before": before}).written
        return written

    def add_profile_change(self, change: ProfileChange) -> None:
        own = secrets.token_hex(16)
        sealed = self.sealer.seal_json("profile_changes", own, change.to_json(), pad=PADDED["profile_changes"])
        self.sql.add_profile_change.run(self.connection, {"id": own, "sealed": sealed})

    def profile_changes(self, most: int) -> list[ProfileChange]:
        found = []
        for record in self.sql.profile_changes.run(self.connection, {"most": most}):
            try:
                kept = self.sealer.open_json("profile_changes", record.id, record.sealed)
            except SealError:
                log.error("a change of the profile cannot be opened (damaged), and is passed over")
                continue
            found.append(ProfileChange.from_json(kept, record.seq))
        return found


@dataclass
class KeptCounters:
    """What a process counts in memory."""

    happened: dict[Happening, int] = field(default_factory=dict, kw_only=True)
    came: dict[str, int] = field(default_factory=dict, kw_only=True)
    changes_of_profile: list[str] = field(default_factory=list, kw_only=True)


class MemoryCounters:
    """What one transaction counts in memory."""

    kept: KeptCounters

    def count(self, happening: Happening, times: int = 1) -> None:
        if happening.name == OPENED and happening.source and happening.source not in self.kept.came:
            happening = happening._replace(source=OTHERS)
        _add_to(self.kept.happened, happening, times)
        if happening.name == BEGUN and happening.source:
            _add_to(self.kept.came, happening.source, times)

    def counted(self, months: Collection[str]) -> dict[Happening, int]:
        sums: Counter[Happening] = Counter()
        for one, times in self.kept.happened.items():
            if one.month in months:
                is_named = not one.source or self.kept.came.get(one.source, 0) >= FEWEST_NAMED
                sums[one if is_named else one._replace(source=OTHERS)] += times
        return dict(sums)

    def prune_counters(self, before: str) -> int:
        old = [one for one in self.kept.happened if one.month < before]
        for one in old:
            del self.kept.happened[one]
        return len(old)

    def add_profile_change(self, change: ProfileChange) -> None:
        self.kept.changes_of_profile.append(json.dumps(change.to_json()))

    def profile_changes(self, most: int) -> list[ProfileChange]:
        kept = [ProfileChange.from_json(json.loads(text), n) for n, text in enumerate(self.kept.changes_of_profile, 1)]
        return kept[::-1][:most]


def _add_to(figures: dict[Any, int], name: Any, times: int) -> None:
    figures[name] = figures.get(name, 0) + times


__all__ = ["KeptCounters", "MemoryCounters", "SqlCounters"]
