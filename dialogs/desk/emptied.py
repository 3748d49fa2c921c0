"""Many talks that are gone from the office's calendar at once: staff are asked about all of them in one message.

As when somebody empties the calendar, or removes and makes it anew. Each card asks as well, without a sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from dialogs.desk.rights import LEAD, Role
from dialogs.fields import known_fields
from dialogs.messages import Button, Screen, Text, Typed
from dialogs.telling import listed

OPEN, BACK, OVER = "open", "back", "over"
PUT_BACK = "entries_back"
# What staff may do about all of them, and the role that it needs: talks of colleagues are among them.
EMPTIED_ACTS: Mapping[str, Role] = MappingProxyType({PUT_BACK: LEAD})


@dataclass(frozen=True, slots=True)
class EntriesGone:
    """Talks whose entries were gone at one look at the calendar, and what became of the question about them.

    `number` tells one question from another; `bookings` and `leads` are the numbers of the talks and of their leads.
    `back` counts those that `by` had put back.
    """

    number: int
    bookings: tuple[int, ...] = ()
    leads: tuple[int, ...] = ()
    state: str = OPEN
    back: int = 0
    by: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> EntriesGone:
        """Return the reverse of `to_json`."""
        both = {name: tuple(data[name]) for name in ("bookings", "leads")}
        return cls(**known_fields(cls, {**data, **both}))


def gone_screen(gone: EntriesGone) -> Screen:
    """Return the question about all talks that are gone, or what became of it."""
    leads = listed(Text("value-plain", {"text": f"#{number}"}) for number in gone.leads)
    asked = Text("staff-entries-gone", {"count": len(gone.bookings), "leads": leads})
    became = Text("staff-entries-state", {"state": gone.state, "count": gone.back, "by": Typed(gone.by)})
    rows = ((Button(Text("staff-entries-back"), f"{PUT_BACK}:{gone.number}"),),) if gone.state == OPEN else ()
    return Screen((asked, became), rows)
