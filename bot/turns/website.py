"""What is kept of chats on the office's own website: who is signed in, what their page shows, what they sent.

A page is shown of events: each is one thing on it, as it stands now. Whatever changes there gets a new number, so that
whoever knows the last number they saw is told all that changed since.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from bot.delivery.post import Content
from dialogs.fields import known_fields

# The kind of an event of which nothing is left to show: it tells pages that are open to take it away.
GONE = "gone"
# How long a browser that is not used may still act for its person, and how long a file stays that was passed on.
SESSION_SECONDS, FILE_SECONDS = 90 * 86_400.0, 48 * 3_600.0


@dataclass(frozen=True, slots=True)
class WebSession:
    """A browser that may act for a person, or a link by which one may begin to.

    `id` is a hash of its token, which is kept nowhere. `to` is the chat. `until` (seconds) is when it ends, None while
    it is in use. `before` is the session (or link) in whose place this one comes, `instead_of` that of somebody else in
    the same browser: they end once this one is used, since the browser may never have heard of it.
    """

    id: str
    person: str
    to: str
    made_at: int
    until: int | None = None
    before: str = ""
    is_link: bool = False
    instead_of: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return what is kept of it, as plain JSON values."""
        names = ("to", "made_at", "until", "before", "is_link", "instead_of")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def from_json(cls, session_id: str, person: str, data: Mapping[str, Any]) -> WebSession:
        """Return the reverse of `to_json`."""
        return cls(session_id, person, **known_fields(cls, data))


@dataclass(frozen=True, slots=True)
class WebEvent:
    """One thing on a person's page.

    `id` tells it from every other, also when it comes again; of what cannot it is "" until it is kept, and then goes by
    its number. `handle` is our name of the message; `payload` goes by `kind`. `seq` is its number, which grows with
    every change; `place` is the number it had first, by which the page is in order. Both are 0 until it is kept.
    `content` is what "say" in the payload means, of one made in this process.
    """

    id: str
    person: str
    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    handle: str | None = None
    seq: int = 0
    place: int = 0
    content: Content | None = field(default=None, compare=False)

    @property
    def says(self) -> Content:
        """What it says, of one that says something."""
        return self.content or Content.from_json(self.payload["say"])


class WebGlance(NamedTuple):
    """By what it is seen, without opening anything, that neither a session nor its person's page has changed.

    `stamp` is another one for each thing that was ever kept of the session; `version` is that of the person's record,
    `newest` the number of the newest thing on their page.
    """

    person: str
    stamp: Hashable
    version: int
    newest: int


class KeptWebsite(Protocol):
    """What a transaction keeps of chats on the website."""

    def web_session(self, session_id: str) -> WebSession | None:
        """The session of an id; None also where it is damaged."""

    def web_sessions_of(self, person_id: str) -> list[WebSession]:
        """The sessions and links of a person, without damaged ones."""

    def web_glance(self, session_id: str) -> WebGlance | None:
        """What is kept of a session and of its person's page, at a glance; None where there is no such session."""

    def has_web_session(self, person_id: str, to: str) -> bool:
        """Whether a browser may act for a person at a chat."""

    def living_web_sessions(self, session_ids: Collection[str]) -> set[str]:
        """Which of some sessions there are still; nothing is opened."""

    def keep_web_session(self, session: WebSession) -> None:
        """Keep a session, in place of what was kept under its id."""

    def give_web_sessions(self, person_id: str, by: str) -> None:
        """Let the sessions of a person be another's, whose the chat is from now on."""

    def drop_web_session(self, session_id: str) -> None:
        """Keep a session no more."""

    @property
    def changed_pages(self) -> frozenset[str]:
        """Whose page this transaction changed."""

    def add_web_event(self, event: WebEvent) -> WebEvent:
        """Put something on a person's page, below all else; its id and its handle are new. Return it numbered."""

    def change_web_event(self, old: WebEvent, new: WebEvent) -> None:
        """Put something, whose id is new, in place of what is on the same page as it was read in this transaction.

        It has the old one's place, and gets its number when the transaction writes.
        """

    def show_web_event(self, event: WebEvent) -> WebEvent | None:
        """Put something on a person's page, at the place of what has the same handle, or the same place, if anything.

        Returns it with its number; None where it was put there before.
        """

    def drop_web_event(self, person_id: str, place: int) -> bool:
        """Take what is at a place off a person's page; False where nothing is."""

    def web_event(self, person_id: str, handle: str) -> WebEvent | None:
        """What a handle names on a person's page."""

    def web_event_at(self, person_id: str, place: int) -> WebEvent | None:
        """What is at a place of a person's page."""

    def web_events_after(self, person_id: str, seq: int, most: int) -> list[WebEvent]:
        """What changed on a person's page after a number, in order, without what is damaged."""

    def web_page(self, person_id: str, before: int | None, most: int) -> tuple[list[WebEvent], bool]:
        """The last things on a person's page (before a place), in the order of their places; whether there are more."""

    def shown_web_events(self, ids: Collection[str]) -> set[str]:
        """Which of some events are on a page; nothing is opened."""

    def newest_web_event(self) -> int:
        """The number of the newest event of all."""

    def people_with_web_events(self, seq: int) -> dict[str, int]:
        """Whose page changed after a number, each with the number of the newest change."""

    def keep_web_piece(self, person_id: str, file: str, number: int, piece: bytes, made_at: float) -> None:
        """Keep a piece of a file that a person sent, in place of the one that was kept under this name and number."""

    def web_piece(self, file: str, number: int) -> bytes | None:
        """A piece of a file; None where there is none (any more), or it is damaged."""

    def prune_website(self, sessions_before: float, files_before: float) -> int:
        """Remove sessions that were made before a moment, and files of which nothing waits to be sent; how many."""
