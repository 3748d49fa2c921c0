"""Where a person stands in a conversation, apart from what is true of them: one value, stored with the answers."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dialogs.parsing import worked_out

if TYPE_CHECKING:
    from dialogs.conversation import Value

START = "start"
REVIEW = "review"
RESULT = "result"
LEAVE = "leave"
HANDED_OFF = "handed_off"
CLOSED = "closed"
REFUSED = "refused"
# The page laid over another on which a time is booked.
BOOKING = "booking"
YES, NO = "yes", "no"
OK = "ok"
GO_ON, STOP = "go_on", "stop"


class Wish(StrEnum):
    """What a person wants of the conversation, which is no fact about them.

    `human` asks for a person instead of the interview, `thorough` says whether to go on once the outcome is proved,
    `part` names the part whose questions were opened, `leave` is what was decided about sending the card. Under the
    name of any other page stands that it was left by its main button: of `review` and `result` above all.
    """

    HUMAN = "human"
    THOROUGH = "thorough"
    PART = "part"
    REVIEW = "review"
    RESULT = "result"
    LEAVE = "leave"


@dataclass(slots=True)
class Place:
    """The question being asked or the page being shown, and all that goes with standing there.

    `at` is the id of a question or of a page, `chapter` the one the question is asked from. `overlay` is a page laid
    over it (reading back, erasing, choosing a language or what changed), `side` the one of the result that is turned
    up. `passed` are the questions in the order of their first answer; `trail` those answered since one was opened from
    a page, None on the way through all of them. `supposed` are questions asked again though no answer changed, because
    of what the person began to say: taken back, their answers count as before. `candidates` are the values being read
    back, `draft` the ticks of a choice of several, `failures` how often in a row an answer was not understood.
    `waiting` are texts written before consent, to be read after it. `heard` are answers understood from a text, each a
    question and a value, to be confirmed together, `mistaken` the questions taken out of them; `offers` what a text may
    have meant, to be read back once its question is reached, `offered` the words of the text for each of them. `noted`
    are the own words kept of the last text, and of all whose answers are still to be confirmed; `for_other` is set
    where those are of somebody else. `slots` is what was chosen so far of a time to be booked, by name. `sheet` has the
    questions that are asked on one screen here, each with what is chosen so far (None is not known); it is empty where
    one is asked alone. `leaf` is the part of a long page that is turned up, `more` whether a page shows what it keeps
    back, `help_part` which part of a long help is said next. `what_if` is what was only supposed in the last text:
    answers by question, and what goes beside them.
    """

    at: str = START
    chapter: str | None = None
    overlay: str | None = None
    side: str = "short"
    wishes: dict[str, str] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    trail: list[str] | None = None
    supposed: list[str] = field(default_factory=list)
    candidates: list[Value] = field(default_factory=list)
    draft: list[str] | None = None
    failures: int = 0
    waiting: list[str] = field(default_factory=list)
    heard: dict[str, Value] = field(default_factory=dict)
    mistaken: list[str] = field(default_factory=list)
    offers: dict[str, list[Value]] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)
    for_other: bool = False
    slots: dict[str, str] = field(default_factory=dict)
    sheet: dict[str, Value] = field(default_factory=dict)
    leaf: int = 0
    more: bool = False
    help_part: int = 0
    what_if: dict[str, Value] = field(default_factory=dict)

    def wants(self, wish: str) -> str | None:
        """Return what was wished, or None."""
        return self.wishes.get(wish)

    def wish(self, name: str, value: str) -> None:
        """Note a wish, under its plain name: that is how it comes back from where it is stored."""
        self.wishes[str(name)] = value

    def take_back(self, *wishes: str) -> None:
        """Drop wishes."""
        for wish in wishes:
            self.wishes.pop(wish, None)

    def pass_by(self, question_id: str) -> None:
        """Note that a question was answered: on the way through all, and since one was opened from a page."""
        if question_id not in self.passed:
            self.passed.append(question_id)
        if self.trail is not None:
            self.trail = [*(q for q in self.trail if q != question_id), question_id]

    def settle(self, question_id: str) -> None:
        """Read back nothing more of a question that somebody else has answered meanwhile: "yes" would say yes to it."""
        for kept in (self.heard, self.offers, self.offered):
            kept.pop(question_id, None)
        if (self.overlay == "readback" and self.at == question_id) or (self.overlay == "understood" and not self.heard):
            self.overlay, self.candidates = None, []

    def forget_steps(self) -> None:
        """Drop what was wished, passed and ticked on the way here."""
        self.wishes, self.passed, self.trail, self.supposed = {}, [], None, []
        self.draft, self.candidates, self.failures = None, [], 0
        self.waiting, self.heard, self.mistaken, self.offers, self.noted, self.sheet = [], {}, [], {}, [], {}
        self.for_other, self.offered, self.what_if = False, {}, {}

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values, defaults left out."""
        kept = {name: getattr(self, name) for name, blank in _BLANK.items() if getattr(self, name) != blank}
        if self.candidates:
            kept["candidates"] = [worked_out.to_json(value) for value in self.candidates]
        if self.heard:
            kept["heard"] = {name: worked_out.to_json(value) for name, value in self.heard.items()}
        if self.what_if:
            kept["what_if"] = {name: worked_out.to_json(value) for name, value in self.what_if.items()}
        if self.offers:
            kept["offers"] = {name: [worked_out.to_json(v) for v in values] for name, values in self.offers.items()}
        return kept

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Place:
        """Return the reverse of `to_json`. Names that are not known any more are dropped."""
        known = {name: value for name, value in data.items() if name in _BLANK}
        return cls(
            **known
            | {
                "candidates": [worked_out.from_json(v) for v in known.get("candidates", [])],
                "heard": {name: worked_out.from_json(v) for name, v in known.get("heard", {}).items()},
                "what_if": {name: worked_out.from_json(v) for name, v in known.get("what_if", {}).items()},
                "offers": {name: [worked_out.from_json(v) for v in vs] for name, vs in known.get("offers", {}).items()},
            }
        )


_BLANK: dict[str, Any] = {
    f.name: f.default if f.default_factory is MISSING else f.default_factory() for f in fields(Place)
}
