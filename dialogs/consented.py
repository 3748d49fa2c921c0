"""What a person agreed to send to the office, kept as it was on that day; all else that is shown of a lead follows.

Beside the answers stands only what cannot be derived from them, and a summary, so that a list of many leads does not
have to count the points of each.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dialogs.conversation import Value
from dialogs.own_words import OWN_WORDS
from dialogs.parsing import worked_out

# The flags that own words raise.
_FLAGS_OF_WORDS = frozenset({"deadline", "expiry_unclear", "refusal", "job_of_holder", "pregnancy"})
# Where versions before this one kept the value of an answer beside the answers; where none is, it did not stand.
_VALUES = {
    "goal": "goal",
    "residence": "residence",
    "note": "note",
    "name": "name",
    "contact_way": "contact_way",
    "contact": "contact",
    "consultation": "way",
    "half_days": "half_days",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """The result in a line. `total` is None for a person who was never scored: unknown is not zero."""

    category: str | None = None
    total: int | None = None
    range: tuple[int, int] | None = None
    verdict: str | None = None
    j_skip: bool | None = None
    flags: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consented:
    """What was consented to. `answers` are those that stood, each with the day it was given.

    `day` is when, `ruleset` the table in force then, by which it is read for good; `consent` is the version of the text
    that was agreed to, None where that was not kept. `asks_human` and `rings` say whether the person asked for a human
    and whether the office wanted to hear of it at once. `runs` has every scoring shown. `earlier` are the values of a
    lead of version 0.1, which kept no answers.
    """

    channel: str
    language: str
    source: str | None
    day: str
    ruleset: str | None
    consent: str | None
    asks_human: bool
    rings: bool
    runs: tuple[tuple[str, int, int, int, str], ...]
    summary: Summary
    answers: Mapping[str, tuple[Value, str]] = field(default_factory=dict)
    earlier: Mapping[str, Any] | None = None

    def value(self, question_id: str) -> Value:
        """Return the value of an answer; None where there is none, or it is not known."""
        if self.earlier is not None:
            found: Value = self.earlier.get(_VALUES[question_id])
            return found
        return self.answers[question_id][0] if question_id in self.answers else None

    def text(self, question_id: str) -> str | None:
        """Return the value of an answer that is one word or text."""
        value = self.value(question_id)
        return None if value is None else str(value)

    def with_answers(self, names: Collection[str], later: Consented) -> Consented:
        """Return the same with some answers as they are in a later one; all else stays as it was consented to."""
        if self.earlier is not None:
            return replace(self, earlier={**self.earlier, **{_VALUES[name]: later.value(name) for name in names}})
        kept = {name: answer for name, answer in self.answers.items() if name not in names}
        summary = self.summary
        if OWN_WORDS in names:
            # What is taken back raises no flag any more.
            held = set(later.summary.flags) | (set(summary.flags) - _FLAGS_OF_WORDS)
            summary = replace(summary, flags=tuple(flag for flag in summary.flags if flag in held))
        return replace(
            self, summary=summary, answers=kept | {name: later.answers[name] for name in names if name in later.answers}
        )

    @property
    def name(self) -> str | None:
        """What the person is called."""
        return self.text("name")

    @property
    def half_days(self) -> tuple[str, ...]:
        """The half-days that were wished for."""
        value = self.value("half_days")
        return tuple(map(str, value)) if isinstance(value, list | tuple) else ()

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        # They are written out at once, so nothing has to be copied.
        data = _named(self) | {"summary": _named(self.summary)}
        data["answers"] = {name: (worked_out.to_json(value), day) for name, (value, day) in self.answers.items()}
        if self.earlier is None:
            del data["earlier"]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Consented:
        """Do the reverse of `to_json`, whichever version kept it."""
        if "summary" not in data:
            return _of_before(data)
        return cls(
            channel=data["channel"],
            language=data["language"],
            source=data["source"],
            day=data["day"],
            ruleset=data["ruleset"],
            consent=data["consent"],
            asks_human=data["asks_human"],
            rings=data["rings"],
            runs=_runs(data["runs"]),
            summary=_summary(data["summary"]),
            answers=_answers(data["answers"]),
            earlier=data.get("earlier"),
        )


def _named(value: Consented | Summary) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _of_before(data: Mapping[str, Any]) -> Consented:
    """Read what earlier versions kept: some thirty values besides the answers they came from."""
    answers = _answers(data.get("answers") or {})
    stood = {name: answer for name, answer in answers.items() if data.get(_VALUES.get(name, "answers"))}
    flags = tuple(data.get("flags") or ())
    return Consented(
        channel=data["channel"],
        language=data["language"],
        source=data.get("source"),
        day=data.get("as_of") or max((day for _, day in answers.values()), default=""),
        ruleset=data.get("ruleset"),
        consent=None,
        asks_human="asks_human" in flags,
        rings=bool(data.get("rings")),
        runs=_runs(data.get("runs") or ()),
        summary=_summary(data),
        answers=stood,
        earlier=None if answers else {**data},
    )


def _summary(data: Mapping[str, Any]) -> Summary:
    least_and_greatest = data.get("range")
    return Summary(
        category=data.get("category"),
        total=data.get("total"),
        range=(least_and_greatest[0], least_and_greatest[1]) if least_and_greatest else None,
        verdict=data.get("verdict"),
        j_skip=data.get("j_skip"),
        flags=tuple(data.get("flags") or ()),
        unknown=tuple(data.get("unknown") or ()),
    )


def _answers(data: Mapping[str, Any]) -> dict[str, tuple[Value, str]]:
    return {name: (worked_out.from_json(value), day) for name, (value, day) in data.items()}


def _runs(runs: Any) -> tuple[tuple[str, int, int, int, str], ...]:
    return tuple((day, total, least, greatest, verdict) for day, total, least, greatest, verdict in runs)
