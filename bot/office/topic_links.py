"""Where in the staff group somebody finds a lead: links to topics and messages, which only its members can open."""

from __future__ import annotations

from bot.turns.ports import Transaction
from bot.turns.posting import GROUP_MEMO
from bot.turns.records import StoredLead

_SUPERGROUP = "-100"


def link_to_topic(tx: Transaction, lead: StoredLead) -> str | None:
    """Return the address of a lead's topic; None where it has none, or the group is one that links cannot name."""
    return _link(tx, f"t:{lead.id}")


def link_in_group(tx: Transaction, lead: StoredLead) -> str | None:
    """Return the address of a lead's topic, or of its card in a group without topics; None as above."""
    return link_to_topic(tx, lead) or _link(tx, f"l:{lead.id}")


def _link(tx: Transaction, handle: str) -> str | None:
    message, group = tx.message_ids([handle]).get(handle), str(tx.memo(GROUP_MEMO) or "")
    if message is None or not group.startswith(_SUPERGROUP):
        return None
    return f"https://t.me/c/{group.removeprefix(_SUPERGROUP)}/{message}"


__all__ = ["link_in_group", "link_to_topic"]
