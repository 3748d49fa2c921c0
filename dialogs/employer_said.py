"""What the employer said by a client's link, as it is remembered with the client: apart from the answers that count.

An answer has one value at a time. Who of two said otherwise must not be forgotten when the other takes its place:
until the office has settled it, both are shown to staff, and the client reads what came from the employer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dialogs.conversation import Conversation, Value
from dialogs.messages import Arg, Text
from dialogs.parsing import worked_out
from dialogs.situation import Situation
from dialogs.telling import listed


@dataclass(frozen=True, slots=True)
class ToldByEmployer:
    """One fact as the employer told it: its `value`, what was answered `before`, the day (ISO).

    A pay that is known in part has no value, but `parts` by their names; `besides` says that there is more beside them.
    """

    value: Value
    before: Value
    on: str
    parts: Mapping[str, int] = field(default_factory=dict)
    besides: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        values = {"value": worked_out.to_json(self.value), "before": worked_out.to_json(self.before)}
        return {**values, "on": self.on, "parts": dict(self.parts), "besides": self.besides}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ToldByEmployer:
        """Do the reverse of `to_json`."""
        value, before = worked_out.from_json(data["value"]), worked_out.from_json(data["before"])
        return cls(value, before, data["on"], data.get("parts", {}), data.get("besides", False))


def said_by_employer(conversation: Conversation) -> Iterator[tuple[str, ToldByEmployer]]:
    """Yield each fact that the employer told, by its question."""
    for name, kept in conversation.employer_said.items():
        yield name, ToldByEmployer.from_json(kept)


def parts_told(parts: Mapping[str, int], *, besides: bool) -> Text:
    """Return what was told of a pay whose sum is not known."""
    told = [
        Text("employer-pay-part", {"part": Text(f"hr-{name.replace('_', '-')}"), "yen": amount})
        for name, amount in parts.items()
    ]
    return listed((*told, *([Text("employer-pay-more")] if besides else [])))


def lines(situation: Situation) -> Iterator[Text]:
    """Yield for the client what their employer said, and where another answer counts at present."""
    for name, said in said_by_employer(situation.conversation):
        question = situation.questionnaire.by_id.get(name)
        if question is None or not (said.value is None or situation.accepts(name, said.value)):
            continue
        now = situation.value(name)
        args: dict[str, Arg] = {
            "what": Text(f"{question.text_key}.short"),
            "day": date.fromisoformat(said.on),
        }
        if said.value is None:
            yield Text("your-employer-part", {**args, "lines": parts_told(said.parts, besides=said.besides)})
            continue
        args["value"] = situation.shown(question, said.value)
        if now == said.value:
            yield Text("your-employer-said", args)
        else:
            yield Text("your-employer-otherwise", {**args, "now": situation.shown(question, now)})


__all__ = ["ToldByEmployer", "lines", "parts_told", "said_by_employer"]
