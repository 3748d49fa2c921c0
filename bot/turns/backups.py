"""What a transaction knows of backups: where their keys are, and until which day one may hold somebody erased now."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.turns.ports import Transaction
from dialogs.messages import Text

# Where backups have their keys and the record of erasures ("folder"), until which day one can be opened ("until"), and
# when the last good one was made ("at"). Not there as long as there never was a backup.
BACKUPS_MEMO = "backups"
# Which folder of keys `intake run` found that it may not write to ("path"). Not there where it may.
SHUT_KEYS_MEMO = "backup_keys_shut"


def backed_up_until(tx: Transaction, now: datetime) -> date | None:
    """Return until which day a backup can be opened that may hold somebody who is erased now; None without one."""
    backups = tx.memo(BACKUPS_MEMO)
    until = None if backups is None else date.fromisoformat(backups["until"])
    return until if until is not None and until >= now.astimezone(UTC).date() else None


def backups_left(tx: Transaction, now: datetime) -> tuple[Text, ...]:
    """Return what somebody who was erased is told of backups, where there is one."""
    until = backed_up_until(tx, now)
    return () if until is None else (Text("erased-backups", {"until": until}),)


__all__ = ["BACKUPS_MEMO", "SHUT_KEYS_MEMO", "backed_up_until", "backups_left"]
