"""One person on one channel: what they answered, where they stand, and what we noted about both.

It is stored as one sealed blob, so everything here must survive JSON.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from dialogs.earlier_versions import as_stored_today
from dialogs.fields import known_fields
from dialogs.parsing import worked_out
from dialogs.place import Place
from dialogs.talk import NO_TALK, Talk

# JSON-able value of an answer; None means "I don't know".
Value = str | int | bool | list[str] | None


@dataclass(slots=True)
class Answer:
    """A valid value and the day it was given; "I don't know" is an answer too, distinct from "no"."""

    value: Value
    given_on: date


@dataclass(slots=True)
class Conversation:
    """All that is kept of one person's talk with us.

    `answers` are as they were given: which of them stand today only `dialogs.standing` says, and nothing else reads
    them. `revision` grows when the answers or what is shown of them change, never by showing a screen again, so that a
    button knows whether its screen is the current one; `opened` is the revision at which the current place was opened:
    since then only ticks have changed. `pressed` is the last press that moved the person, as long as nothing else did:
    place and revision, action, and the message it was on. `album` is the last album that was answered.
    `again` lists questions whose old answer must be confirmed again; `live` is our number of the message whose
    buttons count, `messages` how many we have numbered; `consented_to` is the version of the text that was agreed to,
    `consented_text` the language and the digest of what it said then (`dialogs.consent_text`);
    `history` has day, total, range and verdict of each kept run; `confirmed` are the rows of the table whose papers
    staff have seen. `talk` is how a talk with staff stands. `vouched` has the answers that the office confirmed or put
    right: of each the value, by what it is known, and the day; another answer of the person's own takes its place.
    `reminders` are the kinds of reminders that the person chose, each with the day up to which it has been told.
    `laws_told` are the points tables that the person was told of before they came into force, or after, by their ids:
    of each what it said then ("table", see `scoring.crossings.content_of`) and made of them ("result").
    `asked` are the questions of staff that wait for an answer, by their numbers: of each its key, and what was ticked
    or may be meant so far. `agreed` is what the person agreed with staff to do until a day, as they were sent it: the
    day ("until"), the papers ("papers") and what to do ("step"). `translation` says whether the person was told that a
    machine translates their talk with staff ("told"), or wants it no more ("off"). `merging` is the question whether
    the person is one with another: who that is ("with"), its number ("number"), until when it is open ("until",
    seconds), whether this side was asked first ("first"), of which questions this side's answer is kept ("kept"), and
    whether this side has agreed ("agreed"). `moves` are the moves by code that can be taken back, by their numbers, in
    order: of each the channel that was gone to, the one that was left, and when that was (seconds). `employer_link` is
    the link that the person gave their employer, as long as that has not answered (`dialogs.employer_link`), and
    `employer_said` what it answered, by question (`dialogs.employer_said`): that stays whatever counts by now.
    `counted` is where the person was asked something last, as it was counted (`dialogs.happenings`): the question or
    page, the month, the language, and whether they could still qualify; empty once they went on.
    `sent` stands for the answers and the result as the office was last given them (`dialogs.sent`).
    """

    id: str
    channel: str
    language: str = "en"
    place: Place = field(default_factory=Place)
    answers: dict[str, Answer] = field(default_factory=dict)
    again: list[str] = field(default_factory=list)
    revision: int = 0
    opened: int = 0
    pressed: list[str] | None = None
    album: str | None = None
    live: int | None = None
    messages: int = 0
    source: str | None = None
    consented_to: str | None = None
    consented_text: str = ""
    refused: bool = False
    history: list[list[Any]] = field(default_factory=list)
    lead: bool = False
    last_run: dict[str, Any] | None = None
    shown_run: dict[str, Any] | None = None
    confirmed: list[str] = field(default_factory=list)
    talk: Talk = NO_TALK
    vouched: dict[str, list[Any]] = field(default_factory=dict)
    reminders: dict[str, str] = field(default_factory=dict)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    agreed: dict[str, Any] = field(default_factory=dict)
    laws_told: dict[str, dict[str, str]] = field(default_factory=dict)
    translation: str = ""
    merging: dict[str, Any] = field(default_factory=dict)
    moves: dict[str, list[Any]] = field(default_factory=dict)
    employer_link: dict[str, Any] = field(default_factory=dict)
    employer_said: dict[str, dict[str, Any]] = field(default_factory=dict)
    counted: list[Any] = field(default_factory=list)
    sent: str = ""

    def keep(self, question_id: str, value: Value, day: date) -> bool:
        """Keep an answer; return whether another one was kept before."""
        before = self.answers.get(question_id)
        self.answers[question_id] = Answer(value, day)
        self.again = [q for q in self.again if q != question_id]
        if before is None or before.value != value:
            self.vouched.pop(question_id, None)
        return before is not None and before.value != value

    def take_over(self, other: Conversation, taken: Collection[str]) -> None:
        """Have the answers of another conversation besides; to the questions `taken` those instead of its own."""
        for name, answer in other.answers.items():
            if name in taken or name not in self.answers:
                self.answers[name] = answer
                self.vouched.pop(name, None)
                if name in other.vouched:
                    self.vouched[name] = other.vouched[name]
                self.again = [one for one in self.again if one != name]
        for name, said in other.employer_said.items():
            if said["on"] >= self.employer_said.get(name, said)["on"]:
                self.employer_said[name] = said

    def has_kept(self, question_id: str) -> bool:
        """Return whether there is an answer to a question, though it may not stand."""
        return question_id in self.answers

    def answers_kept(self) -> dict[str, Answer]:
        """Return a copy of all answers, to see whether a turn changed them."""
        return dict(self.answers)

    def drop(self, *question_ids: str) -> None:
        """Drop answers, so that their questions are as if they had never been asked."""
        for question_id in question_ids:
            self.answers.pop(question_id, None)
            self.vouched.pop(question_id, None)
        self.place.passed = [q for q in self.place.passed if q not in question_ids]

    def drop_all(self) -> None:
        """Drop every answer."""
        self.answers, self.again, self.vouched, self.employer_said = {}, [], {}, {}

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values, defaults left out but for the place."""
        data = {"id": self.id, "channel": self.channel, "place": self.place.to_json()}
        for name, blank in _BLANK.items():
            value = getattr(self, name)
            if value != blank:
                data[name] = value
        if self.answers:
            data["answers"] = answers_to_json(self.answers)
        if self.talk != NO_TALK:
            data["talk"] = self.talk.to_json()
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Conversation:
        """Return the reverse of `to_json`, whichever version stored it. Names no longer known are dropped."""
        data = as_stored_today(data)
        known = known_fields(cls, data)
        answers = {
            k: Answer(worked_out.from_json(v), date.fromisoformat(day))
            for k, (v, day) in data.get("answers", {}).items()
        }
        talk = Talk.from_json(data["talk"]) if "talk" in data else NO_TALK
        return cls(**(known | {"answers": answers, "place": Place.from_json(data["place"]), "talk": talk}))


# What stands in each of the other fields as long as nothing was put there.
_BLANK: dict[str, Any] = {
    name: value
    for name, value in ((f.name, getattr(Conversation("", ""), f.name)) for f in fields(Conversation))
    if name not in ("id", "channel", "answers", "place", "talk")
}


def answers_to_json(answers: Mapping[str, Answer]) -> dict[str, list[Any]]:
    """Return each answer as its value and day."""
    return {name: [worked_out.to_json(answer.value), answer.given_on.isoformat()] for name, answer in answers.items()}
