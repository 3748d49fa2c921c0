"""What is kept of LINE's quota for staff to see, and the line that says it."""

from __future__ import annotations

from bot.turns.ports import Transaction
from dialogs.messages import Arg, Text

# The memo of how it stands: the month, what was used, the limit (None without end), when that was known,
# who was told, and how many answers may have come twice.
QUOTA_MEMO = "line_quota"


def quota_line(tx: Transaction) -> Text | None:
    """Return how LINE's quota stands; None where there is no LINE, or it is not known."""
    known = tx.memo(QUOTA_MEMO)
    if not known or known.get("used") is None:
        return None
    limit = known.get("limit")
    args: dict[str, Arg] = {
        "month": str(known["month"]),
        "used": str(known["used"]),
        "limit": "none" if limit is None else str(limit),
        "left": "none" if limit is None else str(max(0, limit - known["used"])),
        "again_count": int(known.get("again", 0)),
    }
    return Text("staff-line-quota", args)


__all__ = ["QUOTA_MEMO", "quota_line"]
