"""What is kept of members of staff who are signed in on the desk's page: their browsers, and links to sign in by."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from dialogs.desk.matter import Member
from dialogs.fields import known_fields

# How long somebody stays signed in, and how long without doing anything.
SIGNED_IN_SECONDS, IDLE_SECONDS = 12 * 3_600, 3_600


@dataclass(frozen=True, slots=True)
class DeskSession:
    """A browser in which a member of staff is signed in, or a link by which they may do so once.

    `id` is a hash of its token, which is kept nowhere. `made_at` is when they signed in, `seen_at` when they last did
    something, `changed_at` when the token was made (seconds). `secret` proves that a form was shown to this session; it
    stays when the token changes. `before` is the session in whose place this one comes: that one ends once this one was
    used. `until` is when it ends at the latest. A link has a `code`, which its member alone is shown, and the `tries`
    that are left to type it.
    """

    id: str
    by: Member
    made_at: int
    seen_at: int
    changed_at: int = 0
    secret: str = ""
    before: str = ""
    until: int | None = None
    code: str = ""
    tries: int = 0

    @property
    def is_link(self) -> bool:
        """Whether it is a link, by which nothing can be done yet."""
        return bool(self.code)

    def is_over(self, moment: float) -> bool:
        """Whether it has ended by a moment (seconds)."""
        if self.until is not None and self.until <= moment:
            return True
        return self.made_at + SIGNED_IN_SECONDS <= moment or self.seen_at + IDLE_SECONDS <= moment

    def to_json(self) -> dict[str, Any]:
        """Return what is kept of it, as plain JSON values."""
        return {name: value for name, value in asdict(self).items() if name != "id"}

    @classmethod
    def from_json(cls, session_id: str, data: Mapping[str, Any]) -> DeskSession:
        """Return the reverse of `to_json`."""
        by = Member(data["by"]["id"], data["by"]["name"])
        return cls(**known_fields(cls, {**data, "id": session_id, "by": by}))


class KeptDesk(Protocol):
    """What a transaction keeps of who is signed in on the desk's page."""

    def desk_session(self, session_id: str) -> DeskSession | None:
        """The session or link of an id; None also where it is damaged."""

    def desk_sessions(self) -> list[DeskSession]:
        """All sessions and links, without damaged ones: an office has few."""

    def keep_desk_session(self, session: DeskSession) -> None:
        """Keep a session, in place of what was kept under its id."""

    def drop_desk_session(self, session_id: str) -> None:
        """Keep a session no more."""

    def prune_desk(self, before: float) -> int:
        """Remove what was made before a moment (seconds); how many."""

    def keep_parts(self, number: int, parts: Collection[str]) -> None:
        """Keep by which parts of words the lead of a number is found, instead of those before."""

    def leads_with_parts(self, parts: Collection[str]) -> set[int]:
        """The numbers of the leads that may have all of some parts: none that has them is missing."""
