"""One person on one channel: answers are the truth, `state` is a bookmark, everything else is where on the page we are.

It is stored as one sealed blob, so everything here must survive JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

START = "start"
REFUSED = "refused"
HANDED_OFF = "handed_off"

# JSON-able value of an answer; None means "I don't know".
Value = str | int | bool | list[str] | None


@dataclass(slots=True)
class Answer:
    """A valid value and the day it was given; "I don't know" is an answer too, distinct from "no"."""

    value: Value
    given_on: date


@dataclass(slots=True)
class Conversation:
    """Where one person stands.

    `revision` grows when the answers or what is shown of them change, never by showing a screen again, so that a
    button knows whether its screen is the current one; `opened` is the revision at which the current place was opened:
    since then only ticks have changed. `pressed` is the last press that moved the person, as long as nothing else did:
    place and revision, action, and the message it was on. `album` is the last album that was answered.
    `again` lists questions whose old answer must be confirmed again; `wanted` is the one being changed; `overlay` is
    a page laid over the bookmark (reading back, erasing, choosing a language or what changed); `trail` are the
    questions answered since one was opened from a page, None on the way through all of them; `candidates` are the
    values being read back; `draft` are the ticks of a choice of several; `live` is our number of the message whose
    buttons count, `messages` how many we have numbered; `consented_to` is the version of the text that was agreed to;
    `history` has day, total, range and verdict of each kept run; `confirmed` are the rows of the table whose papers
    staff have seen.
    """

    id: str
    channel: str
    language: str = "en"
    state: str = START
    answers: dict[str, Answer] = field(default_factory=dict)
    again: list[str] = field(default_factory=list)
    wanted: str | None = None
    trail: list[str] | None = None
    overlay: str | None = None
    candidates: list[Value] = field(default_factory=list)
    draft: list[str] | None = None
    failures: int = 0
    view: str = "short"
    revision: int = 0
    opened: int = 0
    pressed: list[str] | None = None
    album: str | None = None
    live: int | None = None
    messages: int = 0
    source: str | None = None
    consented_to: str | None = None
    refused: bool = False
    history: list[list[Any]] = field(default_factory=list)
    lead: bool = False
    last_run: dict[str, Any] | None = None
    shown_run: dict[str, Any] | None = None
    confirmed: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, defaults left out."""
        blank = Conversation(self.id, self.channel)
        data = {
            name: getattr(self, name)
            for name in self.__dataclass_fields__
            if name != "answers" and getattr(self, name) != getattr(blank, name)
        }
        data |= {"id": self.id, "channel": self.channel}
        if self.answers:
            data["answers"] = {k: [a.value, a.given_on.isoformat()] for k, a in self.answers.items()}
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Conversation:
        """The reverse of `to_json`. Names no longer known (from an older version) are dropped."""
        if "step" in data:
            # What 0.2.0 counted goes on, so that the count never comes twice by the same number.
            data = {"revision": data["step"], "opened": data["step"], **data}
        known = {k: v for k, v in data.items() if k in cls.__dataclass_fields__ and k != "answers"}
        answers = {k: Answer(v, date.fromisoformat(day)) for k, (v, day) in data.get("answers", {}).items()}
        return cls(**known, answers=answers)
